break on deptno skip 1 on report
compute sum label total of sal on deptno
compute sum avg of sal on report
set pagesize 60
select deptno, ename, sal from emp order by deptno, ename;
break
compute
clear breaks computes
select deptno, ename from emp where deptno = 10 order by ename;
