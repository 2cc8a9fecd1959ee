select * from dual;
