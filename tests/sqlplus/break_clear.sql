break on deptno
clear breaks
break
compute sum of sal on deptno
clear computes
compute
column sal format 99
clear columns
column
