break on deptno duplicates skip 2
select deptno, ename from emp where deptno in (10, 20) order by 1, 2;
