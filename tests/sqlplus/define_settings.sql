set define off
select 'a & b' x from dual;
set define ^
define d = 10
select dname from dept where deptno = ^d;
set define on
set escape \
select 'R\&D' x from dual;
set escape off
set concat !
define p = dep
select dname from &p!t where deptno = 10;
set concat on
set scan off
prompt &p
set scan on
prompt &p
