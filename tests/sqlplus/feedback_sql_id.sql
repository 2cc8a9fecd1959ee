set feedback on sql_id
select 1 from dual;
set feedback on
select 1 from dual;
