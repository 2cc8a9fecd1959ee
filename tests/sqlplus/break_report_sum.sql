break on report
compute sum avg min max count of sal on report
column sal format 99,990.00
select ename, sal from emp where deptno = 10 order by 1;
compute
