whenever sqlerror exit failure
@lib/inner a b
select nothing from dual;
prompt never seen
