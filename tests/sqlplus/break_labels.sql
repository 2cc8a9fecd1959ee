break on deptno skip 1 on report
compute sum label 'Department' of sal on deptno
compute sum label 'Company' of sal on report
select deptno, ename, sal from emp where deptno < 30 order by 1, 2;
