begin
  raise no_data_found;
end;
/
declare
  n number;
begin
  n := 1 / 0;
end;
/
exec raise_application_error(-20123, 'mine')
