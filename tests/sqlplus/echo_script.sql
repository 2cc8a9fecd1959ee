set echo on
@lib/quiet
set echo off
select 1 a from dual;
