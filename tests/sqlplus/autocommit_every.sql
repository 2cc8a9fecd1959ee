set autocommit 2
show autocommit
insert into dept values (71, 'A', null);
insert into dept values (72, 'B', null);
insert into dept values (73, 'C', null);
rollback;
select deptno from dept where deptno > 70 order by 1;
set autocommit on
delete from dept where deptno > 70;
set autocommit off
