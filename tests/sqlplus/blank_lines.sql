select 1

from dual;
set sqlblanklines on
select 1 one

from dual;
