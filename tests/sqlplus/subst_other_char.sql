set define ^
define v = 7
select '&v ^v' x from dual;
set define &
select '&v ^v' x from dual;
