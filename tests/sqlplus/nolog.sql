-- args: -s /nolog @nolog
prompt not connected
select 1 from dual;
desc dual
show user
