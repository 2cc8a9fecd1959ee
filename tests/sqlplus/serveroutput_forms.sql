set serveroutput on format truncated
set linesize 20
exec dbms_output.put_line(rpad('x', 30, 'y'))
set serveroutput on size 2000 format wrapped
exec dbms_output.put_line(rpad('x', 30, 'y'))
set serveroutput on format word_wrapped
exec dbms_output.put_line('some words that do not fit in twenty')
set serveroutput off
exec dbms_output.put_line('quiet')
