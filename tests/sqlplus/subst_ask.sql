select &x + &x s from dual;
select &&y + &y s from dual;
define y
