set serveroutput on
exec dbms_output.put_line('  indented'); dbms_output.new_line; dbms_output.put('no '); dbms_output.put('line')
