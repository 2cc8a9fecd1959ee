set newpage 3
select 1 a from dual;
set newpage none
select 2 b from dual;
set newpage 0 pagesize 6
select deptno from dept;
