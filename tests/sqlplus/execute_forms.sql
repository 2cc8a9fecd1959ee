exec null
execute null;
exec
exec dbms_output.put_line('quiet')
set serveroutput on
exec dbms_output.put_line('a'); dbms_output.put_line('b')
exec -
  dbms_output.put_line('c')
exec nothing.here
