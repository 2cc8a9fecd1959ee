declare
  n binary_integer; t dbms_utility.uncl_array; s varchar2(200); a varchar2(30); b varchar2(30); c varchar2(30); d varchar2(30); p binary_integer;
begin
  dbms_utility.comma_to_table('emp, dept,"Mixed"."x"', n, t);
  dbms_output.put_line(n || ':' || t(1) || '|' || t(2) || '|' || t(3) || nvl(t(4), '-')); --> 3:emp| dept|"Mixed"."x"-
  dbms_utility.table_to_comma(t, n, s);
  dbms_output.put_line(n || s); --> 3emp, dept,"Mixed"."x"
  dbms_utility.name_tokenize('scott.emp."Col"@link.world', a, b, c, d, p);
  dbms_output.put_line(a || ' ' || b || ' ' || c || ' ' || d || ' ' || p); --> SCOTT EMP Col LINK.WORLD 26
  dbms_utility.canonicalize('scott."Emp"', s, 100);
  dbms_output.put_line(s); --> "SCOTT"."Emp"
  dbms_output.put_line(case when dbms_utility.get_time > 0 and dbms_utility.get_cpu_time >= 0 then 'times' end); --> times
  dbms_output.put_line(case when dbms_utility.get_hash_value('abc', 100, 10) between 100 and 109 then 'hash' end); --> hash
  begin
    dbms_utility.comma_to_table('1a,b', n, t);
  exception when others then dbms_output.put_line(sqlcode); --> -931
  end;
end;
/
create table t_res (a number)
/
declare
  s varchar2(100); p1 varchar2(100); p2 varchar2(100); l varchar2(100); t number; o number;
begin
  dbms_utility.name_resolve('t_res', 0, s, p1, p2, l, t, o);
  dbms_output.put_line(s || '.' || p1 || nvl(p2, '-') || t || case when o > 0 then ' id' end); --> PLSQL_TEST.T_RES-2 id
  begin
    dbms_utility.name_resolve('t_nothing', 0, s, p1, p2, l, t, o);
  exception when others then dbms_output.put_line(sqlerrm); --> ORA-06564: object t_nothing does not exist
  end;
  dbms_utility.exec_ddl_statement('drop table t_res');
  dbms_utility.db_version(s, p1);
  dbms_output.put_line(s || ' ' || p1); --> 19.0.0.0.0 19.0.0
end;
/
begin
  dbms_output.put_line(dbms_assert.enquote_literal('it''''s') || dbms_assert.enquote_name('emp') || dbms_assert.enquote_name('emp', false) || dbms_assert.simple_sql_name('a$1')); --> 'it''s'"EMP""emp"a$1
  dbms_output.put_line(dbms_assert.qualified_sql_name('a.b."C d"@x') || dbms_assert.schema_name('SYS') || dbms_assert.sql_object_name('sys.all_users') || dbms_assert.noop('x y')); --> a.b."C d"@xSYSsys.all_usersx y
  begin dbms_output.put_line(dbms_assert.simple_sql_name('a b')); exception when others then dbms_output.put_line(sqlerrm); end; --> ORA-44003: invalid SQL name
  begin dbms_output.put_line(dbms_assert.schema_name('nobody')); exception when others then dbms_output.put_line(sqlerrm); end; --> ORA-44001: invalid schema
  begin dbms_output.put_line(dbms_assert.sql_object_name('no_such')); exception when others then dbms_output.put_line(sqlerrm); end; --> ORA-44002: invalid object name
  begin dbms_output.put_line(dbms_assert.qualified_sql_name('1')); exception when others then dbms_output.put_line(sqlerrm); end; --> ORA-44004: invalid qualified SQL name
  begin dbms_output.put_line(dbms_assert.enquote_literal('it''s')); exception when value_error then dbms_output.put_line('value'); end; --> value
end;
/
declare
  h varchar2(128); n integer;
begin
  dbms_lock.allocate_unique('my lock', h);
  n := dbms_lock.request(h, dbms_lock.x_mode, 0);
  dbms_output.put_line(n || dbms_lock.request(lockhandle => h, timeout => 0) || dbms_lock.release(h) || dbms_lock.release(h)); --> 0404
  dbms_output.put_line(dbms_lock.request(12, dbms_lock.s_mode, 0) || dbms_lock.convert(12, dbms_lock.x_mode, 0) || dbms_lock.release(12) || dbms_lock.request('x', 6) || dbms_lock.request(-1)); --> 00053
  dbms_lock.sleep(0.01);
end;
/
declare
  a varchar2(100); b varchar2(100);
begin
  dbms_session.set_identifier('me');
  dbms_output.put_line(sys_context('userenv', 'client_identifier')); --> me
  dbms_session.clear_identifier;
  dbms_session.set_context('t_ctx', 'attr', 'val');
  dbms_output.put_line(sys_context('T_CTX', 'ATTR')); --> val
  dbms_session.clear_context('t_ctx', null, 'attr');
  dbms_output.put_line(nvl(sys_context('t_ctx', 'attr'), 'cleared')); --> cleared
  dbms_session.set_nls('nls_date_format', '''YYYY''');
  dbms_output.put_line(to_char(date '2020-03-04')); --> 2020
  dbms_session.set_nls('nls_date_format', 'DD-MON-RR');
  dbms_application_info.set_module('mod', 'act');
  dbms_application_info.set_action('act2');
  dbms_application_info.read_module(a, b);
  dbms_output.put_line(a || b || sys_context('userenv', 'module')); --> modact2mod
  dbms_output.put_line(case when dbms_session.is_session_alive(dbms_session.unique_session_id) then 'alive' end); --> alive
  dbms_output.put_line(utl_lms.format_message('%s has %d of 100%%', 'x', 5)); --> x has 5 of 100%
  dbms_output.put_line(dbms_db_version.version || case when dbms_db_version.ver_le_12 then 'old' else 'new' end || dbms_types.typecode_number); --> 19new2
  dbms_output.put_line(nvl(dbms_transaction.local_transaction_id, 'none') || case when regexp_like(dbms_transaction.local_transaction_id(true), '^\d+\.\d+\.\d+$') then 'tx' end); --> nonetx
  dbms_transaction.rollback;
end;
/
declare
  r raw(100);
begin
  dbms_output.put_line(utl_raw.compare(hextoraw('01'), hextoraw('0100')) || utl_raw.compare(hextoraw('0102'), hextoraw('0103')) || ' ' || rawtohex(utl_raw.copies(hextoraw('AB'), 3))); --> 02 ABABAB
  dbms_output.put_line(rawtohex(utl_raw.bit_complement('0F')) || ' ' || rawtohex(utl_raw.xrange('FE', '01')) || ' ' || rawtohex(utl_raw.overlay('AABB', '010203', 2))); --> F0 FEFF0001 01AABB
  dbms_output.put_line(rawtohex(utl_raw.translate('0102030102', '0102', 'FF')) || ' ' || rawtohex(utl_raw.transliterate('010203', 'AA', '0102', 'EE'))); --> FF03FF AAEE03
  dbms_output.put_line(utl_raw.cast_to_binary_integer(utl_raw.cast_from_binary_integer(258, utl_raw.little_endian), endianess => utl_raw.little_endian) || ' ' || rawtohex(utl_raw.cast_from_binary_double(1.5d))); --> 258 3FF8000000000000
  dbms_output.put_line(rawtohex(utl_raw.convert(utl_raw.cast_to_raw('ö'), 'WE8ISO8859P1', 'AL32UTF8')) || utl_raw.cast_to_varchar2(utl_raw.concat('41', '42')) || utl_raw.length('0102')); --> F6AB2
  dbms_output.put_line(rawtohex(utl_raw.substr(r => '010203', pos => 2)) || rawtohex(utl_raw.reverse('0102')) || rawtohex(utl_raw.bit_xor('FF', '0F'))); --> 02030201F0
end;
/
declare
  l dbms_output.chararr; n integer := 10; s varchar2(100); st integer;
begin
  dbms_output.put('a'); dbms_output.put('b'); dbms_output.new_line;
  dbms_output.put_line(line => 'c') ;
exception when others then dbms_output.put_line('x');
end;
--> ORA-06550: line 5, column 3:
/
declare
  l dbms_output.chararr; n integer := 10; s varchar2(100); st integer; r varchar2(4000);
begin
  dbms_output.put('a'); dbms_output.put('b'); dbms_output.new_line;
  dbms_output.put_line(a => 'c');
  dbms_output.get_line(s, st);
  dbms_output.get_lines(l, n);
  r := s || st || n || l(1) || l.count;
  n := 5;
  dbms_output.get_lines(l, n);
  r := r || '|' || n || l.count;
  dbms_output.enable(2000);
  begin
    for i in 1 .. 100 loop dbms_output.put_line(rpad('x', 100)); end loop;
  exception when others then
    n := 200; dbms_output.get_lines(l, n);
    r := r || '|' || n || ' ' || sqlerrm;
  end;
  dbms_output.enable(null);
  dbms_output.put_line(r); --> ab01c1|00|20 ORA-20000: ORU-10027: buffer overflow, limit of 2000 bytes
end;
/
