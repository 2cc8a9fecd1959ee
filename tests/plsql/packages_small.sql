declare
  n varchar2(30); v varchar2(30);
begin
  begin
    raise no_data_found;
  exception when others then
    dbms_output.put_line(rtrim(dbms_utility.format_error_stack, chr(10)) || '|' || rtrim(dbms_utility.format_error_backtrace, chr(10))); --> ORA-01403: no data found|ORA-06512: at line 5
    dbms_output.put_line(case when dbms_utility.format_call_stack like '----- PL/SQL Call Stack -----%anonymous block%' then 'stack' end); --> stack
  end;
  dbms_random.seed(42);
  n := dbms_random.string('U', 8);
  dbms_random.seed(42);
  dbms_output.put_line(case when n = dbms_random.string('U', 8) and regexp_like(n, '^[A-Z]{8}$') then 'same' end); --> same
  dbms_output.put_line(case when dbms_random.value between 0 and 1 and dbms_random.value(5, 6) between 5 and 6 and dbms_random.normal is not null then 'range' end); --> range
  dbms_application_info.set_client_info('info');
  dbms_application_info.read_client_info(v);
  dbms_output.put_line(v || sys_context('userenv', 'client_info')); --> infoinfo
  dbms_output.put_line(rawtohex(utl_raw.cast_to_raw(utl_tcp.crlf)) || rawtohex(utl_raw.bit_and('0F', 'F3')) || dbms_types.typecode_varchar2 || dbms_lob.file_readonly || dbms_db_version.release); --> 0D0A03900
  dbms_output.put_line(case when dbms_db_version.ver_le_10 or dbms_db_version.ver_le_10_2 then 'old' else 'new' end); --> new
end;
/
declare
  c utl_tcp.connection;
begin
  c := utl_tcp.open_connection('localhost', 80);
exception when others then
  dbms_output.put_line(sqlerrm); --> ORA-03001: unimplemented feature: UTL_TCP.OPEN_CONNECTION
end;
/
