-- args: -S LOGON @login_twice_args
connect LOGON_IS_NOT_HERE/x@DSN
prompt after a failed connect
select 1 from dual;
