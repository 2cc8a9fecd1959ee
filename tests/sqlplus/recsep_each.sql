set recsep each recsepchar '-'
select deptno from dept where deptno < 30;
set recsep off
column t format a5
select 'longer than five' t from dual;
set recsep wrapped
select 'longer than five' t from dual;
