break on deptno
compute sum of sal comm on deptno
select deptno, ename, sal, comm from emp where deptno = 30 order by 1, 2;
