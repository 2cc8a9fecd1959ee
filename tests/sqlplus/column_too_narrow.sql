column n format 99
select 12345 n from dual;
set numwidth 4
select 1234567 m from dual;
select 123 k from dual;
