create or replace procedure p_slash as
  x number := 6 / 2;
begin
  x := x
    / 3;
  dbms_output.put_line(x);
end;
/
set serveroutput on
exec p_slash
drop procedure p_slash;
