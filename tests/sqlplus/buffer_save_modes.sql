select 1 a from dual
.
save sv
save sv
save sv replace
select 2 b from dual
.
save sv append
get sv
get sv nolist
list 1
host cat sv.sql
get nothing
save
