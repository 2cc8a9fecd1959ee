prompt one answer for two variables
select &p1 a, &p2 b from dual;
prompt after
