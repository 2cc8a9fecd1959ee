"""Runs the self-checking programs of this folder; see run."""
import os
import pathlib
import sys

try:
    import oracledb
except ImportError:
    print("plsql: python-oracledb is missing")
    sys.exit(1)

here = pathlib.Path(__file__).parent
user = "PLSQL_TEST"
system = {"user": "system", "password": os.environ["OLIPHANT_TEST_SYSTEM_PASSWORD"], "dsn": os.environ["OLIPHANT_TEST_DSN"]}


def lines(cursor):
    text, status, out = cursor.var(str), cursor.var(int), []
    while True:
        cursor.callproc("dbms_output.get_line", (text, status))
        if status.getvalue() != 0:
            return out
        out.append(text.getvalue() or "")


def blocks(path):
    block, start = [], 1
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip() == "/":
            yield start, block
            block, start = [], number + 1
        else:
            block.append(line)


def main():
    passed = failed = 0
    with oracledb.connect(**system) as admin:
        cursor = admin.cursor()
        try:
            cursor.execute(f"drop user {user} cascade")
        except oracledb.DatabaseError:
            pass
        cursor.execute(f"create user {user} identified by plsql_test")
        cursor.execute(f"grant connect, resource, create view to {user}")
    with oracledb.connect(user=user, password="plsql_test", dsn=system["dsn"]) as connection:
        cursor = connection.cursor()
        cursor.callproc("dbms_output.enable")
        chosen = sys.argv[1:] or sorted(p.stem for p in here.glob("*.sql"))
        for name in chosen:
            for start, block in blocks(here / f"{name}.sql"):
                expected = [line.split("--> ", 1)[1] for line in block if "--> " in line]
                text = "\n".join(line.split("--> ", 1)[0] for line in block).strip()
                try:
                    cursor.execute(text)
                    got = lines(cursor)
                except oracledb.DatabaseError as error:
                    got = lines(cursor) + str(error).splitlines()[:1]
                if [g.rstrip() for g in got] == expected:
                    passed += 1
                else:
                    failed += 1
                    print(f"{name}.sql:{start}: expected {expected}, got {got}")
    print(f"plsql: {passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
