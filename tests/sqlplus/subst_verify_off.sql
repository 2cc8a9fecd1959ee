set verify off
define n = 10
select dname from dept where deptno = &n;
