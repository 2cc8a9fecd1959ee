select dname from dept;
set feedback 2
select dname from dept;
set feedback off
select dname from dept where deptno = 10;
update emp set sal = sal where deptno = 10;
rollback;
set feedback on
select * from dept where 1 = 0;
update emp set sal = sal where deptno = 10;
rollback;
