set
set echo
set echo maybe
set linesize
set linesize many
set arraysize 0
set pagesize 99999
set nosuch
show nosuch
set sqlterminator ab
