select empno, ename, job, mgr, hiredate, sal, comm, deptno from emp order by empno;
