set feedback only
select deptno from dept;
set feedback on
select deptno from dept where deptno = 10;
