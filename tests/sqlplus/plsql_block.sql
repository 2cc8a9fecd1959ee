begin
  null;

  null;
end;
/
declare
  x number := 1;
begin
  x := x / 0;
end;
/
begin raise_application_error(-20001, 'own error'); end;
/
list
