column t format a10 truncated
select 'a text that is too long' t from dual;
column t wrapped
select 'a text that is too long' t from dual;
column t word_wrapped
select 'a text that is too long' t from dual;
