set null '(none)'
select comm from emp where deptno = 10;
column comm null zero
select comm from emp where deptno = 10;
