"""executemany of a million rows: rows a second beside psycopg3's executemany, server CPU a row beside COPY binary; with and
without a primary key."""
import datetime
import decimal
import io
import os
import time

import psycopg

import common as b

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
BATCH = int(os.environ.get("BENCH_BATCH", "10000"))
b.make_user()
start = datetime.datetime(2020, 1, 1)
rows = [(i, f"customer name {i}", start + datetime.timedelta(seconds=37 * i), decimal.Decimal((i % 100000) * 137) / 100) for i in range(1, ROWS + 1)]


def reset(key):
    with b.ora() as con:
        cur = con.cursor()
        try:
            cur.execute("drop table ins1m purge")
        except Exception:
            try:
                cur.execute("drop table ins1m")
            except Exception:
                pass
        cur.execute(f"create table ins1m (id number {'primary key' if key else ''}, name varchar2(30), ts timestamp, amt number(12,2))")


def ours(n):
    con = b.ora()
    cur = con.cursor()
    pid = b.ora_pid(con)
    s0, t = b.cpu_ns(pid), time.perf_counter()
    for i in range(0, n, BATCH):
        cur.executemany("insert into ins1m values (:1, :2, :3, :4)", rows[i:i + BATCH])
    con.commit()
    out = n / (time.perf_counter() - t), (b.cpu_ns(pid) - s0) / n / 1e3
    con.close()
    return out


def connect3():
    return psycopg.connect(host="127.0.0.1", port=b.PG_PORT, user=b.USER, password=b.PASSWORD, dbname=b.PG_DB)


def psycopg3(n):
    con = connect3()
    cur = con.cursor()
    pid = con.info.backend_pid
    s0, t = b.cpu_ns(pid), time.perf_counter()
    cur.executemany("insert into bench.ins1m values (%s, %s, %s, %s)", rows[:n])
    con.commit()
    out = n / (time.perf_counter() - t), (b.cpu_ns(pid) - s0) / n / 1e3
    con.close()
    return out


binary = None


def copy_binary(n):
    global binary
    con = connect3()
    cur = con.cursor()
    if binary is None:
        with cur.copy("copy bench.ins1m from stdin (format binary)") as copy:
            copy.set_types(["numeric", "varchar", "timestamp", "numeric"])
            for r in rows:
                copy.write_row(r)
        out = io.BytesIO()
        with cur.copy("copy bench.ins1m to stdout (format binary)") as copy:
            for data in copy:
                out.write(data)
        binary = out.getvalue()
        con.rollback()
    pid = con.info.backend_pid
    s0, t = b.cpu_ns(pid), time.perf_counter()
    with cur.copy("copy bench.ins1m from stdin (format binary)") as copy:
        for i in range(0, len(binary), 1 << 20):
            copy.write(binary[i:i + (1 << 20)])
    con.commit()
    out = n / (time.perf_counter() - t), (b.cpu_ns(pid) - s0) / n / 1e3
    con.close()
    return out


for key in (False, True):
    result = {}
    for _ in range(b.REPS):
        for name, run, n in (("ours", ours, ROWS), ("psycopg3", psycopg3, ROWS // 4), ("copy", copy_binary, ROWS)):
            reset(key)
            result.setdefault(name, []).append(run(n))
    get = lambda name, i: b.med([r[i] for r in result[name]])
    what = "with primary key" if key else "no index"
    b.report(f"executemany {ROWS} rows, {what}: rows/s / psycopg3", get("ours", 0), get("psycopg3", 0), "rows/s", 8.0, "higher")
    b.report(f"executemany {ROWS} rows, {what}: server CPU / COPY", get("ours", 1), get("copy", 1), "us", 1.6)
