set numformat 99,990.00
select 1234.5 a, 0 b from dual;
set numformat ""
select 1234.5 a from dual;
