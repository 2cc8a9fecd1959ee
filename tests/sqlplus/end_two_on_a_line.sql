prompt two statements on a line are one
select 1 a from dual; select 2 b from dual;
