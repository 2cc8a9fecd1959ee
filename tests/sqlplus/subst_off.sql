set define off
select 'A & B' x from dual;
set define on
set escape on
select 'C \& D' x from dual;
