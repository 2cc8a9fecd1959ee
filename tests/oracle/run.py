"""run.py [-v] [-k] [FILE[:LINE] ...] - runs the cases of *.test through python-oracledb; the format is in README.md.

  -v  prints every case that passes, too
  -k  prints what the cases marked known got

Server: OLIPHANT_TEST_DSN, OLIPHANT_TEST_SYSTEM_PASSWORD. Every file has a user of its own, made before and dropped after.
See also: tests/README.md
"""
import datetime
import decimal
import os
import re
import sys
import time
from pathlib import Path

import oracledb

HERE = Path(__file__).resolve().parent
DSN = os.environ.get("OLIPHANT_TEST_DSN", "localhost:1521/oliphant")
SYSTEM_PASSWORD = os.environ.get("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant")
PASSWORD = "Tiger_1"
OUT_TYPES = {
    "NUMBER": oracledb.DB_TYPE_NUMBER,
    "VARCHAR2": oracledb.DB_TYPE_VARCHAR,
    "DATE": oracledb.DB_TYPE_DATE,
    "TIMESTAMP": oracledb.DB_TYPE_TIMESTAMP,
    "RAW": oracledb.DB_TYPE_RAW,
    "ROWID": oracledb.DB_TYPE_ROWID,
    "CLOB": oracledb.DB_TYPE_CLOB,
}
oracledb.defaults.fetch_lobs = False


class BadFile(Exception):
    pass


class Case:
    """One statement and what is expected of it."""

    def __init__(self, file, line, text):
        self.file, self.line, self.text = file, line, text
        self.rows = None  # list of lines "= ..."
        self.error = None  # "ORA-nnnnn", with offset or None
        self.offset = None
        self.count = None  # rows affected
        self.columns = None
        self.column_types = False
        self.binds = None
        self.known = None
        self.any_order = False
        self.session = None  # "" or "USER/PASSWORD": which session runs it

    @property
    def place(self):
        return f"{self.file.name}:{self.line}"

    @property
    def is_setup(self):
        return self.rows is None and self.error is None and self.count is None and self.columns is None


def parse(file):
    cases, case, known, session = [], None, None, ""
    has_chapter = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        mark, rest = line[:2], line[2:]
        if line.startswith("chapter: "):
            has_chapter = True
        elif line.startswith("user: "):
            pass  # Runner.run_file looks for it
        elif line.startswith("known: "):
            known = line[7:]
        elif not line.strip() or line.startswith("#"):
            continue
        elif line == "@" or mark == "@ ":
            session = rest.strip()
        elif mark == "> ":
            case = Case(file, number, rest)
            case.session = session
            case.known, known = known, None
            cases.append(case)
        elif case is None:
            raise BadFile(f"{file.name}:{number}: a statement \"> ...\" comes first")
        elif mark == "  ":
            case.text += "\n" + rest
        elif mark in ("= ", "~ "):
            case.rows = case.rows or []
            case.any_order |= mark == "~ "
            if rest != "(none)":
                case.rows.append(rest)
        elif mark == "! ":
            found = re.fullmatch(r"((?:ORA|PLS)-\d{5})(?: at (\d+))?", rest)
            if not found:
                raise BadFile(f"{file.name}:{number}: \"! ORA-nnnnn\" or \"! ORA-nnnnn at OFFSET\"")
            case.error, case.offset = found[1], found[2] and int(found[2])
        elif mark == "# ":
            continue
        elif mark == "+ ":
            case.count = int(rest)
        elif mark in (": ", "; "):
            case.columns, case.column_types = rest, mark == "; "
        elif mark == "& ":
            case.binds = rest
        else:
            raise BadFile(f"{file.name}:{number}: {line!r}")
    if not has_chapter:
        raise BadFile(f"{file.name}: no line \"chapter: ...\"")
    return cases


def show(value, fraction=False):
    """A value as the case files write it."""
    if value is None:
        return "null"
    if isinstance(value, oracledb.LOB):
        value = value.read()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("\n", "\\n") + "'"
    if isinstance(value, bytes):
        return "x'" + value.hex() + "'"
    if isinstance(value, datetime.datetime):
        text = value.strftime("%Y-%m-%d").rjust(10, "0") + value.strftime(" %H:%M:%S")
        return text + f".{value.microsecond:06d}" if fraction else text
    if isinstance(value, datetime.timedelta):
        negative = value < datetime.timedelta(0)
        value = abs(value)
        seconds = value.seconds
        return (f"{'-' if negative else '+'}{value.days} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
                f".{value.microseconds:06d}")
    if isinstance(value, oracledb.IntervalYM):
        months = value.years * 12 + value.months
        return f"{'-' if months < 0 else '+'}{abs(months) // 12}-{abs(months) % 12:02d}"
    return str(value)


def fetch_numbers_exactly(cursor, metadata):
    if metadata.type_code is oracledb.DB_TYPE_NUMBER:
        return cursor.var(decimal.Decimal, arraysize=cursor.arraysize)
    return None


def column_text(description):
    name = description.name
    kind = description.type_code.name.replace("DB_TYPE_", "")
    if kind == "NUMBER":
        precision, scale = description.precision, description.scale
        if precision:
            kind += f"({precision}{',' + str(scale) if scale else ''})"
    elif kind in ("VARCHAR", "CHAR", "NVARCHAR", "NCHAR", "RAW"):
        kind += f"({description.display_size if kind != 'RAW' else description.internal_size})"
    return f"{name} {kind}" + ("" if description.null_ok else " NOT NULL")


class Runner:
    def __init__(self, verbose, show_known):
        self.verbose, self.show_known = verbose, show_known
        self.passed = self.failed = self.known = 0
        self.system = oracledb.connect(user="system", password=SYSTEM_PASSWORD, dsn=DSN)
        self.connection = None

    def system_run(self, statement, ignore=()):
        try:
            with self.system.cursor() as cursor:
                cursor.execute(statement)
        except oracledb.Error as error:
            if error.args[0].code not in ignore:
                raise

    def connect(self, user, password):
        self.connection = oracledb.connect(user=user, password=password, dsn=DSN)
        self.connection.outputtypehandler = fetch_numbers_exactly

    def make_user(self, user):
        self.system_run(f"drop user {user} cascade", ignore=(1918,))
        self.system_run(f"create user {user} identified by {PASSWORD}")
        self.system_run(f"grant connect, resource, dba, unlimited tablespace to {user}")

    def run_file(self, file, only):
        cases = parse(file)
        if re.search(r"^user: system$", file.read_text(encoding="utf-8"), re.M):
            user, password = "SYSTEM", SYSTEM_PASSWORD
        else:
            user, password = "T_" + file.stem.upper(), PASSWORD
            self.make_user(user)
        self.connect(user, password)
        own, sessions = self.connection, {}
        for case in cases:
            try:
                self.connection = own if not case.session else sessions.get(case.session)
                if self.connection is None:
                    self.connect(*case.session.split("/")[:2])
                    sessions[case.session] = self.connection
            except oracledb.Error as error:
                self.failed += 1
                print(f"  FAILED {case.place}: session {case.session}: {error}", flush=True)
                continue
            if only and not case.is_setup and case.line != only:
                continue
            difference, got = self.run_case(case)
            if got == "lost":
                self.failed += 1
                print(f"  FAILED {case.place}: {case.text}\n    the session ended: {difference}", flush=True)
                for _ in range(50):
                    try:
                        sessions.clear()
                        self.connect(user, password)
                        own = self.connection
                        break
                    except oracledb.Error:
                        time.sleep(0.2)
                else:
                    raise RuntimeError("the server does not come back")
                continue
            if case.known:
                if difference is None:
                    self.failed += 1
                    print(f"  FAILED {case.place}: {case.text}\n    passes, but is marked known: {case.known}", flush=True)
                else:
                    self.known += 1
                    if self.show_known:
                        print(f"  known  {case.place}: {case.text}\n    {difference}", flush=True)
            elif difference is not None:
                self.failed += 1
                print(f"  FAILED {case.place}: {case.text}\n    {difference}", flush=True)
            elif not case.is_setup:
                self.passed += 1
                if self.verbose:
                    print(f"  passed {case.place}: {case.text}")
        for connection in [own, *sessions.values()]:
            try:
                connection.close()
            except oracledb.Error:
                pass
        self.connection = None
        if user != "SYSTEM":
            self.system_run(f"drop user {user} cascade")

    def run_case(self, case):
        """What differs, or None; "lost" as second value when the session is gone."""
        try:
            if case.text == "commit":
                self.connection.commit()
                return None, None
            with self.connection.cursor() as cursor:
                return self.check(case, cursor), None
        except oracledb.Error as raised:
            error = raised.args[0]
            message = error.message.strip().replace("\n", " / ")
            if not self.connection.is_healthy() or error.full_code in ("DPY-4011", "DPY-1001", "ORA-03113"):
                return message, "lost"
            if case.error is None:
                return message, None
            if error.full_code != case.error:
                return f"{message}, expected {case.error}", None
            if case.offset is not None and error.offset != case.offset:
                return f"{message} at {error.offset}, expected at {case.offset}", None
            return None, None
        except (AttributeError, TypeError, IndexError, KeyError) as raised:  # the driver's own
            return f"the driver fails: {raised!r}", None

    def check(self, case, cursor):
        outs, binds = [], []
        if case.binds is not None:
            def out(name, size=4000):
                outs.append(cursor.var(OUT_TYPES[name], size if name in ("VARCHAR2", "RAW") else 0))
                return outs[-1]
            scope = {"out": out, "date": datetime.datetime, "Decimal": decimal.Decimal}
            binds = eval(case.binds, {"__builtins__": {}}, scope)  # the files are part of the tests
        cursor.execute(case.text, binds)
        if case.error:
            got = [tuple(r) for r in cursor.fetchmany(3)] if cursor.description else cursor.rowcount
            if isinstance(got, list):
                got = [" | ".join(show(v) for v in r) for r in got]
            return f"no error, expected {case.error}; got {got}"
        if case.columns is not None:
            got = " | ".join(column_text(d) if case.column_types else d.name for d in cursor.description)
            if got != case.columns:
                return f"columns {got}, expected {case.columns}"
        if case.count is not None and cursor.rowcount != case.count:
            return f"{cursor.rowcount} rows affected, expected {case.count}"
        if case.rows is not None:
            if cursor.description:
                fraction = [d.type_code.name.startswith("DB_TYPE_TIMESTAMP") for d in cursor.description]
                got = [" | ".join(show(v, f) for v, f in zip(row, fraction)) for row in cursor]
            else:
                columns = []
                for var in outs:
                    value = var.getvalue()
                    columns.append(value if isinstance(value, list) else [value])
                got = [" | ".join(show(v) for v in row) for row in zip(*columns)]
            wanted = case.rows
            if case.any_order:
                got, wanted = sorted(got), sorted(wanted)
            if got != wanted:
                return "got      " + "\n             ".join(got or ["(none)"]) + \
                    "\n    expected " + "\n             ".join(wanted or ["(none)"])
        elif cursor.description:
            cursor.fetchall()
        return None


def main():
    options = [a for a in sys.argv[1:] if a.startswith("-")]
    wanted = {}
    for argument in sys.argv[1:]:
        if not argument.startswith("-"):
            name, _, line = argument.partition(":")
            wanted[Path(name).stem] = int(line or 0)
    runner = Runner("-v" in options, "-k" in options)
    started = time.monotonic()
    for file in sorted(HERE.glob("*.test")):
        if wanted and file.stem not in wanted:
            continue
        try:
            runner.run_file(file, wanted.get(file.stem, 0))
        except (BadFile, oracledb.Error, RuntimeError) as error:
            runner.failed += 1
            print(f"  FAILED {file.name}: {error}", flush=True)
    seconds = time.monotonic() - started
    print(f"oracle: {runner.passed} passed, {runner.failed} failed, {runner.known} skipped"
          f" ({runner.known} known to differ, {seconds:.1f} s)")
    return 0 if runner.failed == 0 and runner.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
