set echo off
spool all
set termout off
show all
set termout on
spool off
host grep -c . all.lst | sed 's/[0-9][0-9]*/lines/'
host grep -E '^(linesize|pagesize|arraysize|USER)' all.lst | sed 's/ *$//'
