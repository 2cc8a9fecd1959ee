column loc newline
select deptno, dname, loc from dept where deptno < 30;
