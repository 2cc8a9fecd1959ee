variable d number
exec :d := 20
select dname from dept where deptno = :d;
update emp set sal = sal where deptno = :d;
rollback;
