set heading off
select deptno, dname from dept;
set heading on underline =
select deptno, dname from dept;
set underline off
select deptno, dname from dept;
