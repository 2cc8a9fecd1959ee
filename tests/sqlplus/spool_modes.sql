spool sp
prompt first
spool off
spool sp append
prompt second
spool
spool off
host cat sp.lst
spool sp create
spool sp replace
select 1 a from dual;
spool out
host cat sp.lst
spool off
