set colsep ' | '
select deptno, dname, loc from dept order by deptno;
set colsep ,
select deptno, dname, loc from dept where deptno = 10;
