-- Routines that python-oracledb's tests call. What each has to do follows from the calls and the results they expect.
create or replace procedure proc_Test(a_InValue in varchar2, a_InOutValue in out number, a_OutValue out number) as
begin
  a_OutValue := length(a_InValue);
  a_InOutValue := a_OutValue * a_InOutValue;
end;
/
create or replace procedure proc_Test2(a_InValue in varchar2, a_InOutValue in out number, a_OutValue out boolean) as
begin
  a_InOutValue := a_InOutValue * length(a_InValue);
  a_OutValue := length(a_InValue) = 2;
end;
/
create or replace procedure proc_TestNoArgs as
begin
  null;
end;
/
create or replace function func_Test(a_String varchar2, a_ExtraAmount number) return number as
begin
  return a_ExtraAmount + length(a_String);
end;
/
create or replace function func_Test2(a_String varchar2, a_ExtraAmount number, a_Boolean boolean) return number as
begin
  return length(a_String) + case when a_Boolean then a_ExtraAmount else -a_ExtraAmount end;
end;
/
create or replace function func_TestNoArgs return number as
begin
  return 712;
end;
/
create or replace procedure myrefcursorproc(rows_out out sys_refcursor) as
begin
  open rows_out for select * from TestTempTable;
end;
/
create or replace package pkg_TestStringArrays as
  type udt_StringList is table of varchar2(100) index by binary_integer;
  function TestInArrays(start_length number, items udt_StringList) return number;
  procedure TestInOutArrays(n number, items in out nocopy udt_StringList);
  procedure TestOutArrays(n number, items out nocopy udt_StringList);
  procedure TestIndexBy(items out nocopy udt_StringList);
end;
/
create or replace package body pkg_TestStringArrays as
  function TestInArrays(start_length number, items udt_StringList) return number is
    total number := start_length;
    i pls_integer := items.first;
  begin
    while i is not null loop
      total := total + length(items(i));
      i := items.next(i);
    end loop;
    return total;
  end;
  procedure TestInOutArrays(n number, items in out nocopy udt_StringList) is
  begin
    for i in 1 .. n loop
      items(i) := 'Converted element # ' || i || ' originally had length ' || length(items(i));
    end loop;
  end;
  procedure TestOutArrays(n number, items out nocopy udt_StringList) is
  begin
    for i in 1 .. n loop
      items(i) := 'Test out element # ' || i;
    end loop;
  end;
  procedure TestIndexBy(items out nocopy udt_StringList) is
  begin
    items(8388608) := 'Fourth element';
    items(284) := 'Third element';
    items(-576) := 'Second element';
    items(-1048576) := 'First element';
  end;
end;
/
create or replace package pkg_TestUnicodeArrays as
  type udt_UnicodeList is table of nvarchar2(100) index by binary_integer;
  function TestInArrays(start_length number, items udt_UnicodeList) return number;
  procedure TestInOutArrays(n number, items in out nocopy udt_UnicodeList);
  procedure TestOutArrays(n number, items out nocopy udt_UnicodeList);
end;
/
create or replace package body pkg_TestUnicodeArrays as
  hiragana_a constant nvarchar2(1) := unistr('\3042');
  function TestInArrays(start_length number, items udt_UnicodeList) return number is
    total number := start_length;
    i pls_integer := items.first;
  begin
    while i is not null loop
      total := total + length(items(i));
      i := items.next(i);
    end loop;
    return total;
  end;
  procedure TestInOutArrays(n number, items in out nocopy udt_UnicodeList) is
  begin
    for i in 1 .. n loop
      items(i) := 'Converted element ' || hiragana_a || ' # ' || i || ' originally had length ' || length(items(i));
    end loop;
  end;
  procedure TestOutArrays(n number, items out nocopy udt_UnicodeList) is
  begin
    for i in 1 .. n loop
      items(i) := 'Test out element ' || hiragana_a || ' # ' || i;
    end loop;
  end;
end;
/
create or replace package pkg_TestNumberArrays as
  type udt_NumberList is table of number index by binary_integer;
  function TestInArrays(start_value number, items udt_NumberList) return number;
  procedure TestInOutArrays(n number, items in out nocopy udt_NumberList);
  procedure TestOutArrays(n number, items out nocopy udt_NumberList);
end;
/
create or replace package body pkg_TestNumberArrays as
  function TestInArrays(start_value number, items udt_NumberList) return number is
    total number := start_value;
    i pls_integer := items.first;
  begin
    while i is not null loop
      total := total + items(i);
      i := items.next(i);
    end loop;
    return total;
  end;
  procedure TestInOutArrays(n number, items in out nocopy udt_NumberList) is
  begin
    for i in 1 .. n loop
      items(i) := 10 * items(i);
    end loop;
  end;
  procedure TestOutArrays(n number, items out nocopy udt_NumberList) is
  begin
    for i in 1 .. n loop
      items(i) := 100 * i;
    end loop;
  end;
end;
/
create or replace package pkg_TestDateArrays as
  type udt_DateList is table of date index by binary_integer;
  function TestInArrays(start_value number, base_date date, items udt_DateList) return number;
  procedure TestInOutArrays(n number, items in out nocopy udt_DateList);
  procedure TestOutArrays(n number, items out nocopy udt_DateList);
end;
/
create or replace package body pkg_TestDateArrays as
  function TestInArrays(start_value number, base_date date, items udt_DateList) return number is
    total number := start_value;
    i pls_integer := items.first;
  begin
    while i is not null loop
      total := total + (items(i) - base_date);
      i := items.next(i);
    end loop;
    return total;
  end;
  procedure TestInOutArrays(n number, items in out nocopy udt_DateList) is
  begin
    for i in 1 .. n loop
      items(i) := items(i) + interval '7' day;
    end loop;
  end;
  procedure TestOutArrays(n number, items out nocopy udt_DateList) is
  begin
    for i in 1 .. n loop
      items(i) := date '2002-12-12' + 1.2 * i;
    end loop;
  end;
end;
/
create or replace package pkg_TestRefCursors as
  procedure TestOutCursor(up_to number, rows_out out sys_refcursor);
  function TestInCursor(rows_in sys_refcursor) return varchar2;
  function TestReturnCursor(up_to number) return sys_refcursor;
  procedure TestLobCursor(value varchar2, rows_out out sys_refcursor);
  procedure TestCloseCursor(rows_in sys_refcursor);
end;
/
create or replace package body pkg_TestRefCursors as
  procedure TestOutCursor(up_to number, rows_out out sys_refcursor) is
  begin
    open rows_out for select IntCol, StringCol from TestStrings where IntCol <= up_to order by IntCol;
  end;
  function TestInCursor(rows_in sys_refcursor) return varchar2 is
    word varchar2(100);
  begin
    fetch rows_in into word;
    return word || ' (Modified)';
  end;
  function TestReturnCursor(up_to number) return sys_refcursor is
    result sys_refcursor;
  begin
    TestOutCursor(up_to, result);
    return result;
  end;
  procedure TestLobCursor(value varchar2, rows_out out sys_refcursor) is
  begin
    open rows_out for select to_clob(value) from dual;
  end;
  procedure TestCloseCursor(rows_in sys_refcursor) is
    id number;
    word varchar2(400);
  begin
    delete from TestTempTable;
    fetch rows_in into id, word;
    if rows_in%found then
      insert into TestTempTable (IntCol, StringCol1) values (id, word);
    end if;
    close rows_in;
    commit;
  end;
end;
/
create or replace package pkg_TestBooleans as
  type udt_BooleanList is table of boolean index by binary_integer;
  function GetStringRep(value boolean) return varchar2;
  function IsLessThan10(value number) return boolean;
  function TestInArrays(items udt_BooleanList) return number;
  procedure TestOutArrays(n number, items out nocopy udt_BooleanList);
  function EchoValue(value boolean) return boolean;
  procedure EchoValueOut(value boolean, value_out out boolean);
  function TestOutValueNull return boolean;
end;
/
create or replace package body pkg_TestBooleans as
  function GetStringRep(value boolean) return varchar2 is
  begin
    return case when value then 'TRUE' when not value then 'FALSE' else 'NULL' end;
  end;
  function IsLessThan10(value number) return boolean is
  begin
    return value < 10;
  end;
  function TestInArrays(items udt_BooleanList) return number is
    n number := 0;
    i pls_integer := items.first;
  begin
    while i is not null loop
      if items(i) then
        n := n + 1;
      end if;
      i := items.next(i);
    end loop;
    return n;
  end;
  procedure TestOutArrays(n number, items out nocopy udt_BooleanList) is
  begin
    for i in 1 .. n loop
      items(i) := mod(i, 2) <> 0;
    end loop;
  end;
  function EchoValue(value boolean) return boolean is
  begin
    return value;
  end;
  procedure EchoValueOut(value boolean, value_out out boolean) is
  begin
    value_out := value;
  end;
  function TestOutValueNull return boolean is
  begin
    return null;
  end;
end;
/
create or replace package pkg_TestLOBs as
  procedure GetSize(value clob, size_out out number);
  procedure GetSize(value blob, size_out out number);
  procedure TestInOut(value in out clob, search varchar2, replacement varchar2);
  function GetLOB(n number, format varchar2) return clob;
end;
/
create or replace package body pkg_TestLOBs as
  procedure GetSize(value clob, size_out out number) is
  begin
    size_out := dbms_lob.getlength(value);
  end;
  procedure GetSize(value blob, size_out out number) is
  begin
    size_out := dbms_lob.getlength(value);
  end;
  procedure TestInOut(value in out clob, search varchar2, replacement varchar2) is
  begin
    if search is not null then
      value := replace(value, search, replacement);
    end if;
  end;
  function GetLOB(n number, format varchar2) return clob is
  begin
    return to_clob(replace(format, '{}', to_char(n)));
  end;
end;
/
create or replace package pkg_SessionCallback as
  procedure TheCallback(requested varchar2, actual varchar2);
end;
/
create or replace package body pkg_SessionCallback as
  type udt_Properties is table of varchar2(64) index by varchar2(64);
  procedure remember(requested varchar2, actual varchar2) is
    pragma autonomous_transaction;
  begin
    insert into PlsqlSessionCallbacks values (requested, actual, systimestamp);
    commit;
  end;
  function parse(tag varchar2) return udt_Properties is
    result udt_Properties;
    rest varchar2(4000) := tag || ';';
    pair varchar2(200);
    middle pls_integer;
  begin
    while rest <> ';' and rest is not null loop
      pair := substr(rest, 1, instr(rest, ';') - 1);
      rest := substr(rest, instr(rest, ';') + 1);
      middle := instr(pair, '=');
      if middle = 0 then
        raise_application_error(-20000, 'A tag is a list of key=value;');
      end if;
      result(substr(pair, 1, middle - 1)) := substr(pair, middle + 1);
    end loop;
    return result;
  end;
  procedure apply(name varchar2, word varchar2) is
    value varchar2(64);
  begin
    value := case name || '/' || word
      when 'TIME_ZONE/UTC' then 'UTC'
      when 'TIME_ZONE/MST' then '-07:00'
      when 'NLS_DATE_FORMAT/SIMPLE' then 'YYYY-MM-DD HH24:MI'
      when 'NLS_DATE_FORMAT/FULL' then 'YYYY-MM-DD HH24:MI:SS'
    end;
    if value is null then
      raise_application_error(-20000, 'Unsupported session setting');
    end if;
    execute immediate 'alter session set ' || name || ' = ''' || value || '''';
  end;
  procedure TheCallback(requested varchar2, actual varchar2) is
    wanted udt_Properties;
    has udt_Properties;
    name varchar2(64);
  begin
    remember(requested, actual);
    wanted := parse(requested);
    has := parse(actual);
    name := wanted.first;
    while name is not null loop
      if not has.exists(name) or has(name) <> wanted(name) then
        apply(name, wanted(name));
      end if;
      name := wanted.next(name);
    end loop;
  end;
end;
/
create or replace package pkg_TestRecords as
  type udt_Record is record (
    NumberValue number,
    StringValue varchar2(30),
    DateValue date,
    TimestampValue timestamp,
    BooleanValue boolean,
    PlsIntegerValue pls_integer,
    BinaryIntegerValue binary_integer
  );
  type udt_RecordArray is table of udt_Record index by binary_integer;
  function GetStringRep(r udt_Record) return varchar2;
  procedure TestOut(r out nocopy udt_Record);
  function TestInArrays(items udt_RecordArray) return varchar2;
end;
/
create or replace package body pkg_TestRecords as
  function GetStringRep(r udt_Record) return varchar2 is
    function quoted(word varchar2) return varchar2 is
    begin
      return case when word is null then 'null' else '''' || word || '''' end;
    end;
    function call(name varchar2, word varchar2, mask varchar2) return varchar2 is
    begin
      return case when word is null then 'null' else name || '(''' || word || ''', ''' || mask || ''')' end;
    end;
  begin
    return 'udt_Record(' || nvl(to_char(r.NumberValue), 'null') || ', ' || quoted(r.StringValue) || ', '
      || call('to_date', to_char(r.DateValue, 'YYYY-MM-DD'), 'YYYY-MM-DD') || ', '
      || call('to_timestamp', to_char(r.TimestampValue, 'YYYY-MM-DD HH24:MI:SS'), 'YYYY-MM-DD HH24:MI:SS') || ', '
      || case when r.BooleanValue then 'true' when not r.BooleanValue then 'false' else 'null' end || ', '
      || nvl(to_char(r.PlsIntegerValue), 'null') || ', ' || nvl(to_char(r.BinaryIntegerValue), 'null') || ')';
  end;
  procedure TestOut(r out nocopy udt_Record) is
  begin
    r.NumberValue := 25;
    r.StringValue := 'String in record';
    r.DateValue := date '2016-02-16';
    r.TimestampValue := timestamp '2016-02-16 18:23:55';
    r.BooleanValue := true;
    r.PlsIntegerValue := 45;
    r.BinaryIntegerValue := 10;
  end;
  function TestInArrays(items udt_RecordArray) return varchar2 is
    result varchar2(4000);
    i pls_integer := items.first;
  begin
    while i is not null loop
      result := result || case when result is not null then '; ' end || GetStringRep(items(i));
      i := items.next(i);
    end loop;
    return result;
  end;
end;
/
