ttitle left 'A title'
ttitle off
select deptno from dept where deptno = 10;
ttitle on
select deptno from dept where deptno = 10;
ttitle
