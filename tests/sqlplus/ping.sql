spool ping
set termout off
ping
spool off
set termout on
host sed 's/[0-9.]\{1,\} msec/N msec/; s/ *$//' ping.lst
