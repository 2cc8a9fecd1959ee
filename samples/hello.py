#!/usr/bin/env python3
"""hello.py HOST:PORT/SERVICE - a first look at the sample schema with python-oracledb in thin mode.

    pip install oracledb
    python samples/hello.py localhost:1521/oliphant
"""
import sys
import time

import oracledb


def show(cursor, sql, *binds):
    print(f"\nSQL> {sql}")
    started = time.time()
    cursor.execute(sql, binds)
    rows = cursor.fetchall()
    took = (time.time() - started) * 1000
    cells = [[d[0] for d in cursor.description]] + [["" if v is None else str(v) for v in row] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    cells.insert(1, ["-" * w for w in widths])
    for line in cells:
        print("     " + "  ".join(text.ljust(w) for text, w in zip(line, widths)).rstrip())
    print(f"     {len(rows)} row{'' if len(rows) == 1 else 's'}, {took:.1f} ms")


def main():
    dsn = sys.argv[1] if len(sys.argv) > 1 else "localhost:1521/oliphant"
    with oracledb.connect(user="scott", password="tiger", dsn=dsn) as conn:
        print(f"connected to {dsn} as SCOTT with python-oracledb {oracledb.__version__}; the server says it is {conn.version}")
        with conn.cursor() as cursor:
            show(cursor, "SELECT USER, SYSDATE FROM dual")
            show(cursor, "SELECT e.ename, e.job, d.dname, e.sal + NVL(e.comm, 0) AS income"
                         " FROM emp e JOIN dept d ON d.deptno = e.deptno"
                         " WHERE e.sal > :1 ORDER BY income DESC", 3400)
            show(cursor, "SELECT status, COUNT(*) AS orders, ROUND(AVG(amount), 2) AS average, MAX(ordered) AS latest"
                         " FROM orders GROUP BY status ORDER BY orders DESC")
            cursor.execute("UPDATE emp SET sal = sal * 1.1 WHERE deptno = :1", [20])
            print(f"\nUPDATE: {cursor.rowcount} rows, and ROLLBACK")
            conn.rollback()
            try:
                cursor.execute("SELECT * FROM no_such_table")
            except oracledb.Error as error:
                print(f"a wrong name:  {error.args[0].message.splitlines()[0]}")


try:
    main()
except oracledb.Error as error:
    sys.exit(f"{error}")
