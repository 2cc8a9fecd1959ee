create or replace procedure plus_bad as
begin
  nosuch(1);
end;
/
show errors
show errors procedure plus_bad
drop procedure plus_bad;
