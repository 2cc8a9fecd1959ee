-- args: -l LOGON @echo
set echo on
select dname
  from dept
 where deptno = 10;
prompt text
set echo off
prompt no more
exit
