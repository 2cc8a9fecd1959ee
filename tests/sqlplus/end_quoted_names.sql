select 1 "a;b", 2 "c d" from dual;
