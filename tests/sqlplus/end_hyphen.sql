rem The guide warns: a hyphen at the end of a line of SQL goes on, and is no minus.
select 200 -
100 from dual;
select 3
- 2 r from dual;
