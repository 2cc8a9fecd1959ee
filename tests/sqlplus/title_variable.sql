column d new_value dep noprint
set linesize 40
ttitle left 'Department ' dep
break on d skip page
select deptno d, ename from emp where deptno in (10, 20) order by 1, 2;
