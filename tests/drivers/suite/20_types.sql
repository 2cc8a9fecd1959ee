-- Object types and collections of python-oracledb's tests, and the tables and packages that use them.
create or replace type udt_SubObject as object (SubNumberValue number, SubStringValue varchar2(60))
/
create or replace type udt_ObjectArray as varray(10) of udt_SubObject
/
create or replace type udt_Object as object (
  NumberValue number,
  StringValue varchar2(60),
  FixedCharValue char(10),
  NStringValue nvarchar2(60),
  NFixedCharValue nchar(10),
  RawValue raw(16),
  IntValue integer,
  SmallIntValue smallint,
  RealValue real,
  DoublePrecisionValue double precision,
  FloatValue float,
  BinaryFloatValue binary_float,
  BinaryDoubleValue binary_double,
  DateValue date,
  TimestampValue timestamp,
  TimestampTZValue timestamp with time zone,
  TimestampLTZValue timestamp with local time zone,
  CLOBValue clob,
  NCLOBValue nclob,
  BLOBValue blob,
  SubObjectValue udt_SubObject,
  SubObjectArray udt_ObjectArray
)
/
create or replace type udt_Array as varray(10) of number
/
create or replace type udt_Book as object (Title varchar2(100), Authors varchar2(100), Price number(5,2))
/
create or replace type udt_VarrayOfNumber as varray(10) of number
/
create or replace type udt_TableOfNumber as table of number
/
create or replace type udt_UnconstrainedTable as table of number
/
create or replace type udt_TableOfVarrayOfNumber as table of udt_VarrayOfNumber
/
create or replace type udt_TableOfTableOfNumber as table of udt_TableOfNumber
/
create or replace type udt_VarrayOfTableOfNumber as varray(10) of udt_TableOfNumber
/
create or replace type udt_ObjectWithXmlType as object (NumberValue number, XmlValue xmltype, StringValue varchar2(60))
/
create or replace type udt_XmlTypeArray as varray(10) of xmltype
/
create table TestObjects (IntCol number(9) not null, ObjectCol udt_Object, ArrayCol udt_Array)
/
create table NestedCollectionTests (Id number(9), TableCol udt_TableOfTableOfNumber, VarrayCol udt_VarrayOfTableOfNumber)
  nested table TableCol store as NestedCollectionTests_nt (nested table column_value store as NestedCollectionTests_nt2)
/
insert into TestObjects values (1,
  udt_Object(1, 'First row', 'First', 'N First Row', 'N First', '52617720446174612031', 2, 5, 12.125, 0.5, 12.5, 25.25, 50.125,
    date '2007-03-06', timestamp '2008-09-12 16:40:00', timestamp '2009-10-13 17:50:00 +00:00',
    timestamp '2010-11-14 18:55:00 +00:00', 'Short CLOB value', 'Short NCLOB Value', utl_raw.cast_to_raw('Short BLOB value'),
    udt_SubObject(11, 'Sub object 1'), udt_ObjectArray(udt_SubObject(5, 'first element'), udt_SubObject(6, 'second element'))),
  udt_Array(5, 10, null, 20))
/
insert into TestObjects values (2, null, udt_Array(3, null, 9, 12, 15))
/
insert into TestObjects values (3,
  udt_Object(3, 'Third row', 'Third', 'N Third Row', 'N Third', '52617720446174612033', 4, 10, 6.5, 0.75, 43.25, 86.5, 192.125,
    date '2007-06-21', timestamp '2007-12-13 07:30:45', timestamp '2017-06-21 23:18:45 +00:00',
    timestamp '2017-07-21 08:27:13 +00:00', 'Another short CLOB value', 'Another short NCLOB Value',
    utl_raw.cast_to_raw('Yet another short BLOB value'), udt_SubObject(13, 'Sub object 3'),
    udt_ObjectArray(udt_SubObject(10, 'element #1'), udt_SubObject(20, 'element #2'), udt_SubObject(30, 'element #3'),
      udt_SubObject(40, 'element #4'))),
  null)
/
create or replace package pkg_NestedTable as
  function GetVarrayOfNumber return udt_VarrayOfNumber;
  function GetTableOfNumber return udt_TableOfNumber;
  function GetTableOfVarrayOfNumber return udt_TableOfVarrayOfNumber;
end;
/
create or replace package body pkg_NestedTable as
  function GetVarrayOfNumber return udt_VarrayOfNumber is
  begin
    return udt_VarrayOfNumber(10, 20, 30);
  end;
  function GetTableOfNumber return udt_TableOfNumber is
  begin
    return udt_TableOfNumber(15, 25, 35, 45);
  end;
  function GetTableOfVarrayOfNumber return udt_TableOfVarrayOfNumber is
  begin
    return udt_TableOfVarrayOfNumber(udt_VarrayOfNumber(10, 20), udt_VarrayOfNumber(30, 40));
  end;
end;
/
create or replace package pkg_TestBindObject as
  type udt_CollectionRowType is table of TestTempTable%rowtype index by binary_integer;
  function GetStringRep(o udt_Object) return varchar2;
  procedure BindObjectOut(number_value number, string_value varchar2, o out nocopy udt_Object);
end;
/
create or replace package body pkg_TestBindObject as
  function quoted(word varchar2) return varchar2 is
  begin
    return case when word is null then 'null' else '''' || word || '''' end;
  end;
  function call(name varchar2, word varchar2, mask varchar2) return varchar2 is
  begin
    return case when word is null then 'null' else name || '(''' || word || ''', ''' || mask || ''')' end;
  end;
  function sub_rep(o udt_SubObject) return varchar2 is
  begin
    if o is null then
      return 'null';
    end if;
    return 'udt_SubObject(' || nvl(to_char(o.SubNumberValue), 'null') || ', ' || quoted(o.SubStringValue) || ')';
  end;
  function array_rep(items udt_ObjectArray) return varchar2 is
    result varchar2(4000);
  begin
    if items is null then
      return 'null';
    end if;
    for i in 1 .. items.count loop
      result := result || case when i > 1 then ', ' end || sub_rep(items(i));
    end loop;
    return 'udt_ObjectArray(' || result || ')';
  end;
  function GetStringRep(o udt_Object) return varchar2 is
  begin
    if o is null then
      return 'null';
    end if;
    return 'udt_Object(' || nvl(to_char(o.NumberValue), 'null') || ', ' || quoted(o.StringValue) || ', '
      || quoted(o.FixedCharValue) || ', ' || call('to_date', to_char(o.DateValue, 'YYYY-MM-DD'), 'YYYY-MM-DD') || ', '
      || call('to_timestamp', to_char(o.TimestampValue, 'YYYY-MM-DD HH24:MI:SS'), 'YYYY-MM-DD HH24:MI:SS') || ', '
      || sub_rep(o.SubObjectValue) || ', ' || array_rep(o.SubObjectArray) || ')';
  end;
  procedure BindObjectOut(number_value number, string_value varchar2, o out nocopy udt_Object) is
  begin
    o := udt_Object(number_value, string_value, null, null, null, null, null, null, null, null, null, null, null, null,
      null, null, null, null, null, null, null, null);
  end;
end;
/
create table TestXML (IntCol number(9) not null, XMLCol xmltype not null)
/
create table TestTempXML (IntCol number(9) not null, XMLCol xmltype not null)
/
begin
  for i in 1 .. 100 loop
    insert into TestXML values (i, xmltype('<?xml version="1.0"?><records>' || dbms_random.string('x', 1024) || '</records>'));
  end loop;
end;
/
