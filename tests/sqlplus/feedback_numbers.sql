select deptno from dept;
set feedback 3
select deptno from dept;
select deptno from dept where deptno = 99;
set feedback 1
select deptno from dept where deptno = 10;
set feedback off
select deptno from dept where deptno = 99;
update dept set loc = loc;
rollback;
