break on report
compute std variance number of sal on report
select ename, sal from emp where deptno = 10 order by 1;
