spool hidden
set termout off
select 1 hidden from dual;
prompt hidden too
set termout on
spool off
prompt shown
host cat hidden.lst
