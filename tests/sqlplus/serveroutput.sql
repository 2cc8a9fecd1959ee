set serveroutput on
exec dbms_output.put_line('hello')
begin
  for i in 1 .. 3 loop
    dbms_output.put_line('line ' || i);
  end loop;
end;
/
set serveroutput off
exec dbms_output.put_line('not seen')
show serveroutput
set serveroutput on size 100000 format wrapped
show serveroutput
