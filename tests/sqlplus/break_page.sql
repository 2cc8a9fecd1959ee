set pagesize 8
break on deptno page
select deptno, ename from emp where deptno < 30 order by deptno, ename;
