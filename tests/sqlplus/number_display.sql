select 1/3 a, 100000000000 b, 12345678901 c, .000001 d, -1/3 e, 1e-20 f, 0 g from dual;
set numwidth 20
select 1/3 a, 12345678901234567890 b, 2e30 c from dual;
