set scan off
select '&x' x from dual;
set scan on
define x = 1
select '&x' x from dual;
