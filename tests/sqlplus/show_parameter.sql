set termout off
spool par
show parameter open_cursors
spool off
set termout on
prompt asked
