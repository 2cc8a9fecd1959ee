history
set history 3
select 1 a from dual;
select 2 b from dual;
select 3 c from dual;
select 4 d from dual;
history
history 2 run
history clear
history list
set history off
history
