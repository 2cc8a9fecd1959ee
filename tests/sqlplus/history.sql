history
set history on
show history
select 1 a from dual;
select 2 b
from dual;
history
history 1 run
history clear
history list
