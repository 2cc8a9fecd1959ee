whenever sqlerror exit failure
select 1 a from dual;
select nope from dual;
prompt never
