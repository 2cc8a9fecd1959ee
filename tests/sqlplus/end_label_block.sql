set serveroutput on
<<outer>>
declare
  n number := 3;
begin
  dbms_output.put_line(outer.n);
end;
/
