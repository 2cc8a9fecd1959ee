break on deptno skip 1 on job
select deptno, job, ename from emp order by 1, 2, 3;
