column dname format a5
select dname from dept where deptno = 10;
column dname off
select dname from dept where deptno = 10;
column dname on
select dname from dept where deptno = 10;
column dname clear
column dname
