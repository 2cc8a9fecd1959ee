repheader center 'The departments'
repfooter 'the end'
select deptno from dept order by deptno;
repheader off
repfooter off
select deptno from dept where deptno = 10;
