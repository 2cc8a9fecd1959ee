declare
  k raw(32) := hextoraw('000102030405060708090A0B0C0D0E0F'); e raw(100); c clob := 'abc';
begin
  dbms_output.put_line(rawtohex(dbms_crypto.hash(utl_raw.cast_to_raw('abc'), dbms_crypto.hash_md5))); --> 900150983CD24FB0D6963F7D28E17F72
  dbms_output.put_line(rawtohex(dbms_crypto.hash(src => c, typ => dbms_crypto.hash_sh1))); --> A9993E364706816ABA3E25717850C26C9CD0D89D
  dbms_output.put_line(rawtohex(dbms_crypto.hash(c, dbms_crypto.hash_sh256))); --> BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
  dbms_output.put_line(rawtohex(dbms_crypto.mac(utl_raw.cast_to_raw('what do ya want for nothing?'), dbms_crypto.hmac_sh1, utl_raw.cast_to_raw('Jefe')))); --> EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79
  e := dbms_crypto.encrypt(hextoraw('00112233445566778899AABBCCDDEEFF'), dbms_crypto.encrypt_aes128 + dbms_crypto.chain_ecb + dbms_crypto.pad_none, k);
  dbms_output.put_line(rawtohex(e)); --> 69C4E0D86A7B0430D8CDB78070B4C55A
  e := dbms_crypto.encrypt(utl_raw.cast_to_raw('secret text'), dbms_crypto.encrypt_aes128 + dbms_crypto.chain_cbc + dbms_crypto.pad_pkcs5, k);
  dbms_output.put_line(utl_raw.cast_to_varchar2(dbms_crypto.decrypt(e, dbms_crypto.encrypt_aes128 + dbms_crypto.chain_cbc + dbms_crypto.pad_pkcs5, k))); --> secret text
  dbms_output.put_line(utl_raw.length(dbms_crypto.randombytes(20)) || case when dbms_crypto.randominteger is not null and dbms_crypto.randomnumber >= 0 then ' numbers' end); --> 20 numbers
  begin
    e := dbms_crypto.encrypt(hextoraw('00'), dbms_crypto.encrypt_aes256 + dbms_crypto.chain_cbc + dbms_crypto.pad_pkcs5, k);
  exception when dbms_crypto.keybadsize then dbms_output.put_line(sqlerrm); --> ORA-28234: key length too short
  end;
end;
/
begin
  dbms_output.put_line(utl_raw.cast_to_varchar2(utl_encode.base64_encode(utl_raw.cast_to_raw('Hello, World')))); --> SGVsbG8sIFdvcmxk
  dbms_output.put_line(utl_raw.cast_to_varchar2(utl_encode.base64_decode(utl_raw.cast_to_raw('SGVsbG8sIFdvcmxk')))); --> Hello, World
  dbms_output.put_line(utl_raw.length(utl_encode.base64_encode(utl_raw.copies('41', 60)))); --> 82
  dbms_output.put_line(utl_raw.cast_to_varchar2(utl_encode.quoted_printable_encode(utl_raw.cast_to_raw('a=ü')))); --> a=3D=C3=BC
  dbms_output.put_line(utl_encode.text_decode(utl_encode.text_encode('grün', null, utl_encode.base64), null, utl_encode.base64)); --> grün
  dbms_output.put_line(rawtohex(utl_i18n.string_to_raw('aü', 'WE8ISO8859P1')) || rawtohex(utl_i18n.string_to_raw('aü', 'AL16UTF16')) || utl_i18n.raw_to_char('61FC', 'WE8ISO8859P1')); --> 61FC006100FCaü
  dbms_output.put_line(utl_i18n.escape_reference('<a&ü>', 'US7ASCII') || utl_i18n.unescape_reference('&lt;&#xfc;&#252;')); --> &lt;a&amp;&#xfc;&gt;<üü
  dbms_output.put_line(utl_url.escape('http://x/a b?c=ü') || ' ' || utl_url.escape('a/b', true) || ' ' || utl_url.unescape('a%20b%C3%BC')); --> http://x/a%20b?c=%C3%BC a%2Fb a bü
  dbms_output.put_line(dbms_xmlgen.convert('<a b="c">&</a>') || dbms_xmlgen.convert('&lt;x&amp;', dbms_xmlgen.entity_decode)); --> &lt;a b=&quot;c&quot;&gt;&amp;&lt;/a&gt;<x&
end;
/
create table t_stats (a number)
/
declare
  n number;
begin
  insert into t_stats select level from dual connect by level <= 100;
  commit;
  dbms_stats.gather_table_stats(ownname => user, tabname => 'T_STATS', cascade => true);
  select num_rows into n from user_tables where table_name = 'T_STATS';
  dbms_output.put_line(n); --> 100
  begin
    dbms_stats.gather_table_stats(null, 'NO_SUCH');
  exception when others then dbms_output.put_line(sqlcode); --> -20000
  end;
  dbms_stats.gather_schema_stats(user);
  dbms_stats.convert_raw_value('C103', n);
  dbms_output.put_line(n); --> 2
end;
/
drop table t_stats purge
/
