set heading off
select dname from dept order by deptno;
set heading on underline =
select deptno, dname from dept order by deptno;
set underline off
select deptno from dept where deptno = 10;
