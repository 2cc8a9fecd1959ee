set sqlterminator !
select 1 a from dual!
set sqlterminator off
select 2 b from dual
/
set sqlterminator on
select 3 c from dual
.
/
select 4 d from dual;
;
