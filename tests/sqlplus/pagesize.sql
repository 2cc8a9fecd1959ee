set pagesize 5
select dname from dept order by deptno;
set pagesize 0
select dname from dept order by deptno;
set pages 50 newpage none
select dname from dept order by deptno;
