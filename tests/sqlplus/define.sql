define name = 'Jane Doe'
define n = 20
prompt &name is &n
select dname from dept where deptno = &n;
set verify off
select '&name' as who from dual;
define n
undefine n
define n
prompt &n.th
