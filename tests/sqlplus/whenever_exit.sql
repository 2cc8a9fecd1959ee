whenever sqlerror exit 7
prompt before
select nothing from dual;
prompt never seen
