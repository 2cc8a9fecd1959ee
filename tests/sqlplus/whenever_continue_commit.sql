insert into dept values (61, 'KEPT', null);
whenever sqlerror continue commit
select nope from dual;
rollback;
select dname from dept where deptno = 61;
delete from dept where deptno = 61;
commit;
