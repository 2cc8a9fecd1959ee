-- &1 has &2 rows, or the script ends.
declare
  n pls_integer;
begin
  execute immediate 'select count(*) from &1' into n;
  if n <> &2 then
    raise_application_error(-20010, '&1 has ' || n || ' rows, not &2');
  end if;
  dbms_output.put_line('ok: &1 has &2 rows');
end;
/
