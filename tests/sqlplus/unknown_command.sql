foo
flibbertigibbet with words
set nothing on
show nothing
set linesize 0
set linesize 99999
set pagesize x
column c format z99
@nofile
start nofile
get nofile
startup
oradebug setmypid
