declare
  c clob; b blob; n number; s varchar2(100); r raw(100);
begin
  dbms_lob.createtemporary(c, true);
  dbms_output.put_line(dbms_lob.getlength(c) || ' ' || dbms_lob.istemporary(c) || case when c is null then ' null' else ' not null' end); --> 0 1 not null
  dbms_lob.writeappend(c, 5, 'hello world');
  dbms_lob.append(c, to_clob(', you'));
  dbms_output.put_line(c || ' ' || dbms_lob.getlength(c)); --> hello, you 10
  dbms_lob.write(c, 3, 8, 'abc');
  dbms_output.put_line(c); --> hello, abc
  dbms_lob.write(c, 2, 13, 'xy');
  dbms_output.put_line('[' || c || ']'); --> [hello, abc  xy]
  n := 2;
  dbms_lob.erase(c, n, 2);
  dbms_output.put_line(n || ' ' || c); --> 2 h  lo, abc  xy
  dbms_lob.trim(c, 5);
  dbms_output.put_line(c || dbms_lob.getlength(c)); --> h  lo5
  n := 3;
  dbms_lob.read(c, n, 4, s);
  dbms_output.put_line(n || s); --> 2lo
  dbms_lob.copy(dest_lob => c, src_lob => 'ABCDEF', amount => 3, dest_offset => 2, src_offset => 4);
  dbms_output.put_line(c); --> hDEFo
  dbms_output.put_line(dbms_lob.instr(c, 'E') || dbms_lob.instr(c, 'Z') || dbms_lob.instr(lob_loc => c, pattern => 'o', offset => 2)); --> 305
  dbms_output.put_line(dbms_lob.substr(c, 2, 2) || dbms_lob.substr(lob_loc => c, amount => 1) || dbms_lob.compare(c, c) || dbms_lob.compare('a', 'b')); --> DEh0-1
  dbms_lob.freetemporary(c);
  dbms_output.put_line(nvl(dbms_lob.getlength(c), -1)); --> -1
  b := utl_raw.cast_to_raw('bytes');
  dbms_lob.writeappend(b, 1, hextoraw('21'));
  dbms_output.put_line(utl_raw.cast_to_varchar2(b) || dbms_lob.getlength(b)); --> bytes!6
  dbms_lob.append(b, b);
  r := dbms_lob.substr(b, 4, 5);
  dbms_output.put_line(rawtohex(r)); --> 73216279
end;
/
declare
  c clob := 'größe €'; b blob; d integer := 1; o integer := 1; l integer := dbms_lob.default_lang_ctx; w integer; c2 clob;
begin
  dbms_output.put_line(dbms_lob.getlength(c) || dbms_lob.substr(c, 2, 3) || dbms_lob.instr(c, '€')); --> 7öß7
  dbms_lob.createtemporary(b, false, dbms_lob.call);
  dbms_lob.converttoblob(b, c, dbms_lob.lobmaxsize, d, o, dbms_lob.default_csid, l, w);
  dbms_output.put_line(dbms_lob.getlength(b) || ' ' || d || ' ' || o || ' ' || w); --> 11 12 8 0
  dbms_lob.createtemporary(c2, true, dbms_lob.session);
  d := 1; o := 1;
  dbms_lob.converttoclob(c2, b, dbms_lob.lobmaxsize, d, o, nls_charset_id('AL32UTF8'), l, w);
  dbms_output.put_line(c2 || d || ' ' || o || w); --> größe €8 120
end;
/
declare
  c clob; n integer := 10; s varchar2(10);
begin
  begin
    dbms_lob.append(c, 'x');
  exception when others then dbms_output.put_line(sqlerrm); --> ORA-06502: PL/SQL: numeric or value error: invalid LOB locator specified: ORA-22275
  end;
  c := 'abc';
  begin
    dbms_lob.read(c, n, 4, s);
  exception when no_data_found then dbms_output.put_line('end'); --> end
  end;
  begin
    dbms_lob.trim(c, 4);
  exception when dbms_lob.invalid_argval then dbms_output.put_line(sqlcode); --> -21560
  end;
  dbms_lob.open(c, dbms_lob.lob_readwrite);
  dbms_output.put_line(dbms_lob.isopen(c)); --> 1
  dbms_lob.close(c);
  dbms_output.put_line(dbms_lob.isopen(c)); --> 0
end;
/
declare
  c clob; l pls_integer := 0; t number;
begin
  dbms_lob.createtemporary(c, true);
  for i in 1 .. 20000 loop
    dbms_lob.writeappend(c, 10, '0123456789');
  end loop;
  dbms_output.put_line(dbms_lob.getlength(c)); --> 200000
  for i in 0 .. 199 loop
    l := l + length(dbms_lob.substr(c, 1000, i * 1000 + 1));
  end loop;
  dbms_output.put_line(l); --> 200000
end;
/
create table t_lob (id number, c clob)
/
begin
  insert into t_lob values (1, 'some text of a row');
  for r in (select dbms_lob.substr(c, 4, 6) s, dbms_lob.getlength(c) n from t_lob) loop
    dbms_output.put_line(r.s || r.n); --> text18
  end loop;
end;
/
drop table t_lob purge
/
