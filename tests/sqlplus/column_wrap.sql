column t format a12
select 'the quick brown fox jumps' t from dual;
column t word_wrapped
select 'the quick brown fox jumps' t from dual;
column t truncated
select 'the quick brown fox jumps' t from dual;
set recsep off
column t wrapped
select 'the quick brown fox jumps' t from dual;
set recsep each recsepchar =
select dname from dept where deptno < 30 order by 1;
