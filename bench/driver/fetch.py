"""Fetch of a million rows (NUMBER, VARCHAR2(30), DATE-like TIMESTAMP, NUMBER(12,2)): rows a second and server CPU a row, beside
psycopg2's fetchall (text)."""
import datetime
import os
import time

import oracledb

import common as b

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
b.make_user()
with b.ora() as con:
    cur = con.cursor()
    cur.execute("create table fetch1m (id number primary key, name varchar2(30), ts timestamp, amt number(12,2))")
    start = datetime.datetime(2020, 1, 1)
    for first in range(1, ROWS + 1, 50000):
        cur.executemany("insert into fetch1m values (:1, :2, :3, :4)",
                        [(i, f"customer name {i}", start + datetime.timedelta(seconds=37 * i), (i % 100000) * 1.37)
                         for i in range(first, min(first + 50000, ROWS + 1))])
    con.commit()
admin = b.pg()
admin.autocommit = True
admin.cursor().execute("vacuum analyze bench.fetch1m")
admin.close()
SQL = "select id, name, ts, amt from bench.fetch1m"


def ours(arraysize, decimals=False):
    con = b.ora()
    cur = con.cursor()
    cur.arraysize = arraysize
    cur.prefetchrows = arraysize
    oracledb.defaults.fetch_decimals = decimals
    pid = b.ora_pid(con)
    s0, t = b.cpu_ns(pid), time.perf_counter()
    cur.execute(SQL)
    n = len(cur.fetchall())
    out = time.perf_counter() - t, b.cpu_ns(pid) - s0
    con.close()
    assert n == ROWS
    return out


def psycopg2_text():
    con = b.pg()
    cur = con.cursor()
    pid = con.info.backend_pid
    s0, t = b.cpu_ns(pid), time.perf_counter()
    cur.execute(SQL)
    n = len(cur.fetchall())
    out = time.perf_counter() - t, b.cpu_ns(pid) - s0
    con.close()
    assert n == ROWS
    return out


result = {}
for _ in range(b.REPS):
    for name, run in (("ours 100", lambda: ours(100)), ("ours 1000", lambda: ours(1000)), ("ours 1000 decimals", lambda: ours(1000, True)),
                      ("psycopg2", psycopg2_text)):
        result.setdefault(name, []).append(run())
get = lambda name, i: b.med([r[i] for r in result[name]])
for name in ("ours 100", "ours 1000", "ours 1000 decimals"):
    b.report(f"fetch {ROWS} rows, {name}: rows/s / psycopg2", ROWS / get(name, 0), ROWS / get("psycopg2", 0), "rows/s", 1.0, "higher")
    b.report(f"fetch {ROWS} rows, {name}: server CPU a row / text", get(name, 1) / ROWS / 1e3, get("psycopg2", 1) / ROWS / 1e3, "us", 0.5)
