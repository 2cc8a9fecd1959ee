break on deptno skip 1
select deptno, ename from emp where deptno in (10, 20) order by 1, 2;
break
