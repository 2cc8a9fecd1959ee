column m new_value top noprint
select max(sal) m from emp;
prompt the highest salary is &top
select ename from emp where sal = &top;
