column sal format $99,990.00 heading 'Monthly|salary'
column ename format a6 heading Name
column comm null '-'
column job truncated format a4
column deptno noprint
select ename, job, sal, comm, deptno from emp where deptno = 30 order by ename;
column sal
column sal clear
column ename off
select ename, sal from emp where deptno = 10 order by ename;
