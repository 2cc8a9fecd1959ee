select ename, comm from emp where deptno = 20 order by ename;
set null (null)
select ename, comm from emp where deptno = 20 order by ename;
select null from dual;
