break on row skip 1
select deptno, dname from dept;
