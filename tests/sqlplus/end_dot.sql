select 1 one from dual
.
prompt the buffer holds it
list
run
