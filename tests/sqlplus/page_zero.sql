set pagesize 0
select deptno, dname from dept;
set heading off
select 1 a from dual;
