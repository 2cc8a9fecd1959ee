set linesize 77 feedback 3
store set mine replace
set linesize 99 feedback off
@mine
show linesize feedback
store set mine
store
