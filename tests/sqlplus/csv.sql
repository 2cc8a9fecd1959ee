set markup csv on
select deptno, dname, loc from dept order by deptno;
select ename, comm from emp where deptno = 10 order by ename;
set markup csv on delimiter ; quote off
select deptno, dname from dept order by deptno;
set markup csv off
select deptno from dept where deptno = 10;
