set linesize 40 trimspool off
spool ts
select 'x' a from dual;
set trimspool on
select 'y' b from dual;
spool off
host cat -A ts.lst
