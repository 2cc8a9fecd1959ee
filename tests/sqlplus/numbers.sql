select 1/3 a, -1/3 b, 1e10 c, 12345678901 d from dual;
select 123456789.987654321 a, 0.0000001234567 b, 1e-20 c, -1e30 d from dual;
set numwidth 20
select 1/3 a, 12345678901 b from dual;
set numwidth 10 numformat 999,990.99
select sal from emp where empno = 7839;
set numformat ''
select sal from emp where empno = 7839;
select sal as a_rather_long_heading_of_a_number from emp where empno = 7839;
