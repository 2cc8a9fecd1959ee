set linesize 60
select rpad('x', 100, 'y') t from dual;
set wrap off
select rpad('x', 100, 'y') t from dual;
