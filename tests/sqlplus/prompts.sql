-- args: -l LOGON
select 1 from dual;
