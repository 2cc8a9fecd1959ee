@lib/noend
prompt the statement did not run
/
