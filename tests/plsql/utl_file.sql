declare
  f utl_file.file_type;
begin
  dbms_output.put_line(case when utl_file.is_open(f) then 'open' else 'closed' end); --> closed
  begin
    f := utl_file.fopen('NO_SUCH_DIR', 'x.txt', 'r');
  exception when utl_file.invalid_path then dbms_output.put_line(sqlerrm); --> ORA-29280: invalid directory path
  end;
  begin
    utl_file.put_line(f, 'x');
  exception when utl_file.invalid_filehandle then dbms_output.put_line(sqlcode); --> -29282
  end;
  begin
    utl_file.fclose(f);
  exception when utl_file.invalid_filehandle then dbms_output.put_line('not open'); --> not open
  end;
  utl_file.fclose_all;
end;
/
