"""Users, tables and rows that python-oracledb's own tests expect to find, made through the Oracle port.

Which tables there are and what they hold follows from what the tests read. setup.py ADMIN_PASSWORD; the connect string and
the names come from the PYO_TEST_ variables that the tests themselves use.
"""
import datetime
import os
import sys

import oracledb

dsn = os.environ["PYO_TEST_CONNECT_STRING"]
admin, admin_password = os.environ["PYO_TEST_ADMIN_USER"], os.environ["PYO_TEST_ADMIN_PASSWORD"]
main, main_password = os.environ["PYO_TEST_MAIN_USER"], os.environ["PYO_TEST_MAIN_PASSWORD"]
proxy, proxy_password = os.environ["PYO_TEST_PROXY_USER"], os.environ["PYO_TEST_PROXY_PASSWORD"]

TABLES = """
TestNumbers: IntCol number(9) not null, LongIntCol number(16) not null, NumberCol number(9,2) not null, FloatCol float not null, UnconstrainedCol number not null, NullableCol number(38)
TestStrings: IntCol number(9) not null, StringCol varchar2(20) not null, RawCol raw(30) not null, FixedCharCol char(40) not null, NullableCol varchar2(50)
TestUnicodes: IntCol number(9) not null, UnicodeCol nvarchar2(20) not null, FixedUnicodeCol nchar(40) not null, NullableCol nvarchar2(50)
TestDates: IntCol number(9) not null, DateCol date not null, NullableCol date
TestCLOBs: IntCol number(9) not null, CLOBCol clob not null, ExtraNumCol1 number(9), ExtraCLOBCol1 clob, ExtraNumCol2 number(9), ExtraCLOBCol2 clob
TestNCLOBs: IntCol number(9) not null, NCLOBCol nclob not null, ExtraNumCol1 number(9), ExtraNCLOBCol1 nclob, ExtraNumCol2 number(9), ExtraNCLOBCol2 nclob
TestBLOBs: IntCol number(9) not null, BLOBCol blob not null, ExtraNumCol1 number(9), ExtraBLOBCol1 blob, ExtraNumCol2 number(9), ExtraBLOBCol2 blob
TestLongs: IntCol number(9) not null, LongCol long
TestLongRaws: IntCol number(9) not null, LongRawCol long raw
TestTempTable: IntCol number(9) not null, StringCol1 varchar2(400), StringCol2 varchar2(400), NumberCol number(25,2), constraint TestTempTable_pk primary key (IntCol)
TestArrayDML: IntCol number(9) not null, StringCol varchar2(100), IntCol2 number(3), constraint TestArrayDML_pk primary key (IntCol)
TestTimestamps: IntCol number(9) not null, TimestampCol timestamp not null, NullableCol timestamp, TimestampPrecisionCol timestamp(4)
TestTimestampLTZs: IntCol number(9) not null, TimestampLTZCol timestamp with local time zone not null, NullableCol timestamp with local time zone, TimestampLTZPrecisionCol timestamp(5) with local time zone
TestTimestampTZs: IntCol number(9) not null, TimestampTZCol timestamp with time zone not null, NullableCol timestamp with time zone, TimestampTZPrecisionCol timestamp(7) with time zone
TestIntervals: IntCol number(9) not null, IntervalCol interval day to second not null, NullableCol interval day to second, IntervalPrecisionCol interval day(7) to second, IntervalPrecisionScaleCol interval day(8) to second(9)
TestIntervalYMs: IntCol number(9) not null, IntervalCol interval year to month not null, NullableCol interval year to month, IntervalPrecisionCol interval year(3) to month
TestUniversalRowids: IntCol number(9) not null, StringCol varchar2(250) not null, DateCol date not null, constraint TestUniversalRowids_pk primary key (IntCol, StringCol, DateCol)
TestRowids: IntCol number(9) not null, RowidCol rowid, URowidCol urowid
PlsqlSessionCallbacks: RequestedTag varchar2(250), ActualTag varchar2(250), FixupTimestamp timestamp
TestAllTypes: NumberValue number, StringValue varchar2(60), FixedCharValue char(10), NStringValue nvarchar2(60), NFixedCharValue nchar(10), RawValue raw(16), IntValue integer, SmallIntValue smallint, RealValue real, DecimalValue decimal(20,6), DoublePrecisionValue double precision, FloatValue float, BinaryFloatValue binary_float, BinaryDoubleValue binary_double, DateValue date, TimestampValue timestamp, TimestampTZValue timestamp with time zone, TimestampLTZValue timestamp with local time zone, IntervalDSValue interval day to second, IntervalYMValue interval year to month, CLOBValue clob, NCLOBValue nclob, BLOBValue blob
TestDataFrame: Id number(9), FirstName varchar2(100), LastName varchar2(100), City varchar2(100), Country varchar2(100), DateOfBirth date, Salary number(9,2), CreditScore number(3,0), LastUpdated timestamp, DecimalData number(15,4), FloatData binary_float, DoubleData binary_double, RawData raw(100), LongData clob, LongRawData blob, LongIntegerData number(20), UnconstrainedNumberData number
"""

problems = []


def execute(cursor, text, *args, many=False):
    try:
        (cursor.executemany if many else cursor.execute)(text, *args)
    except oracledb.Error as e:
        problems.append(f"{str(e).splitlines()[0]}: {text[:90]}")


def alternate(i, value):
    """Rows with an even number have no value in the nullable column."""
    return value if i % 2 else None


def interval_zone(i):
    """The time zones of the time stamp tables: +01:30, -02:30, +03:30, -04:00 ..."""
    minutes = i * 60 + (0 if i % 4 == 0 else 30)
    return minutes if i % 2 else -minutes


def fill(cursor):
    day = datetime.timedelta(days=1)
    rows = range(1, 11)
    data = {
        "TestNumbers": [(i, 38 ** i, i + i * 0.25, i + i * 0.75, i ** 3 + i * 0.5, alternate(i, 143 ** i)) for i in rows],
        "TestStrings": [(i, f"String {i}", f"Raw {i}".encode(), f"Fixed Char {i}", alternate(i, f"Nullable {i}")) for i in rows],
        "TestUnicodes": [(i, f"Unicode \u3042 {i}", f"Fixed Unicode {i}", alternate(i, f"Nullable {i}")) for i in rows],
    }
    base = datetime.datetime(2002, 12, 9)
    data["TestDates"] = [(i, base + i * 1.1 * day, alternate(i, base + i * 2.15 * day)) for i in rows]

    def offset(days, seconds, fraction):
        # the fraction is written as digits after the point: 50 is .50, 1000 is .1000
        return datetime.timedelta(days=days, seconds=seconds + float(f"0.{fraction}"))

    precise = datetime.datetime(2009, 12, 14)
    data["TestTimestamps"] = [(i, base + offset(i, i * 2, i * 50), alternate(i, base + offset(i + 1, i * 3, i * 125)), precise) for i in rows]
    data["TestIntervals"] = [
        (i, datetime.timedelta(days=i, hours=i, minutes=i * 2, seconds=i * 3),
         alternate(i, datetime.timedelta(days=i + 5, hours=i + 2, minutes=i * 2 + 5, seconds=i * 3 + 5)),
         datetime.timedelta(days=8, hours=5, minutes=15), datetime.timedelta(days=10, hours=12, minutes=15, seconds=15))
        for i in rows]
    if hasattr(oracledb, "IntervalYM"):
        data["TestIntervalYMs"] = [(i, oracledb.IntervalYM(i - 5, i if i >= 5 else -i), alternate(i, oracledb.IntervalYM(i + 5, i + 2 if i + 2 < 12 else 11)), oracledb.IntervalYM(3, 8)) for i in rows]
    sizes = {"TestIntervals": (None, *[oracledb.DB_TYPE_INTERVAL_DS] * 4),
             "TestTimestamps": (None, *[oracledb.DB_TYPE_TIMESTAMP] * 3),
             "TestUnicodes": (None, oracledb.DB_TYPE_NVARCHAR, oracledb.DB_TYPE_NVARCHAR, oracledb.DB_TYPE_NVARCHAR)}
    for table, values in data.items():
        if table in sizes:
            cursor.setinputsizes(*sizes[table])
        marks = ", ".join(f":{n + 1}" for n in range(len(values[0])))
        execute(cursor, f"insert into {table} values ({marks})", values, many=True)
    for table, year, month, date in (("TestTimestampLTZs", 2022, 6, 2), ("TestTimestampTZs", 2022, 6, 3)):
        for i in rows:
            zone = interval_zone(i)
            sign, minutes = ("-" if zone < 0 else "+"), abs(zone)
            start = datetime.datetime(year, month, date)
            first = start + offset(i, i * 2, i * 50)
            second = start + offset(i + 1, i * 3, i * 125)
            execute(cursor, f"""insert into {table} values (:1,
                    to_timestamp_tz(:2, 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'), to_timestamp_tz(:3, 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'), timestamp '2009-12-14 00:00:00 +00:00')""",
                    [i, f"{first:%Y-%m-%d %H:%M:%S.%f} {sign}{minutes // 60:02}:{minutes % 60:02}",
                     alternate(i, f"{second:%Y-%m-%d %H:%M:%S.%f} +00:00")])


def scripts():
    """Statements of the .sql files beside this one, each ended by a line with '/' alone."""
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in sorted(os.listdir(folder)):
        if name.endswith(".sql"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                for text in f.read().split("\n/\n"):
                    if text.strip():
                        yield text.strip()


def run():
    with oracledb.connect(user=admin, password=admin_password, dsn=dsn) as conn:
        cursor = conn.cursor()
        for user in (proxy, main):
            try:
                cursor.execute(f"drop user {user} cascade")
            except oracledb.Error:
                pass
        for user, password in ((main, main_password), (proxy, proxy_password)):
            cursor.execute(f"create user {user} identified by {password}")
        execute(cursor, f"alter user {proxy} grant connect through {main}")
        execute(cursor, f"grant create session to {proxy}")
        execute(cursor, f"grant create session, create table, create procedure, create type, create view, create sequence, "
                        f"select any dictionary, unlimited tablespace to {main}")
    with oracledb.connect(user=main, password=main_password, dsn=dsn) as conn:
        cursor = conn.cursor()
        for line in TABLES.strip().splitlines():
            name, _, columns = line.partition(":")
            execute(cursor, f"create table {name} ({columns})")
        fill(cursor)
        for text in scripts():
            execute(cursor, text)
        conn.commit()
        cursor.execute("select name, type, line, text from user_errors order by name, type, sequence")
        for name, kind, line, text in cursor:
            problems.append(f"{kind} {name}, line {line}: {text.splitlines()[0]}")


run()
for p in problems:
    print("  setup:", p)
sys.exit(0)
