set linesize 30
select empno, ename, job, sal from emp where deptno = 10;
