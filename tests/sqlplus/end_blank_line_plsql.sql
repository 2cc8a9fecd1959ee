set serveroutput on
begin

  dbms_output.put_line(1);


  dbms_output.put_line(2);
end;
/
