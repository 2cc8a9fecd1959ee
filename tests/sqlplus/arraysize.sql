set arraysize 1
select deptno from dept order by deptno;
set arraysize 2
select deptno from dept order by deptno;
set rowlimit 3
select deptno from dept order by deptno;
