select 5 five from dual
.
run
/
r
