set linesize 40
select empno, ename, job, hiredate, sal from emp where deptno = 10 order by empno;
