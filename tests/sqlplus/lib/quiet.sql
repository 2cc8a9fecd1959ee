select 2 b from dual;
prompt said in the script
