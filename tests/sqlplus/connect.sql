disconnect
select 1 from dual;
connect sqlplus_test/wrong@nohost.invalid:1/x
connect sqlplus_test/plus_1@nosuchalias
show user
