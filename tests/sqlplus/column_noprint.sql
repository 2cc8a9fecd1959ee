column deptno noprint
select deptno, dname from dept where deptno < 30;
column deptno print
select deptno, dname from dept where deptno < 30;
