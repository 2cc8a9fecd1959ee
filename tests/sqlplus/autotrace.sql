set autotrace on statistics
show autotrace
select deptno from dept where deptno = 10;
set autotrace traceonly statistics
select deptno from dept;
set autotrace off
show autotrace
