set pagesize 8
select deptno from dept;
select dname from dept;
