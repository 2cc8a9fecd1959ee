spool st
set termout off
@lib/quiet
set termout on
spool off
host cat st.lst
