column sal*12 heading 'A year' format 999,999
select ename, sal*12 from emp where deptno = 10;
