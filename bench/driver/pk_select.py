"""Single-row SELECT by key: python-oracledb beside psycopg2 on the same table, client and server pinned to one core; server CPU
of a re-executed cursor beside a prepared statement of psycopg3 (its C implementation)."""
import os
import random
import time

import psycopg

import common as b

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
N = 20000
b.make_user()
with b.ora() as con:
    cur = con.cursor()
    cur.execute("create table accounts (aid number(10) primary key, bid number(10), abalance number(12), filler char(84))")
    for start in range(1, ROWS + 1, 50000):
        cur.executemany("insert into accounts values (:1, :2, 0, 'x')",
                        [(i, i % 10) for i in range(start, min(start + 50000, ROWS + 1))])
    con.commit()
admin = b.pg()
admin.autocommit = True
admin.cursor().execute("vacuum analyze bench.accounts")
admin.close()
os.sched_setaffinity(0, {b.CORE})


def ours():
    con = b.ora()
    cur = con.cursor()
    b.pin(b.ora_pid(con))
    cur.prefetchrows = 2

    def call(a):
        cur.execute("select abalance from accounts where aid = :1", [a])
        cur.fetchone()
    return call, b.ora_pid(con), con


def psycopg2_simple():
    con = b.pg()
    con.autocommit = True
    cur = con.cursor()
    b.pin(con.info.backend_pid)

    def call(a):
        cur.execute("select abalance from bench.accounts where aid = %s", (a,))
        cur.fetchone()
    return call, con.info.backend_pid, con


def psycopg3_prepared():
    con = psycopg.connect(host="127.0.0.1", port=b.PG_PORT, user=b.USER, password=b.PASSWORD, dbname=b.PG_DB, autocommit=True,
                          prepare_threshold=0)
    cur = con.cursor()
    b.pin(con.info.backend_pid)

    def call(a):
        cur.execute("select abalance from bench.accounts where aid = %s::numeric", (a,))
        cur.fetchone()
    return call, con.info.backend_pid, con


result = {}
for _ in range(b.REPS):
    for name, make in (("ours", ours), ("psycopg2", psycopg2_simple), ("prepared", psycopg3_prepared)):
        call, pid, con = make()
        rnd = random.Random(1)
        for _ in range(500):
            call(rnd.randint(1, ROWS))
        times = []
        server0, client0 = b.cpu_ns(pid), time.process_time_ns()
        for _ in range(N):
            a = rnd.randint(1, ROWS)
            t = time.perf_counter_ns()
            call(a)
            times.append(time.perf_counter_ns() - t)
        result.setdefault(name, []).append((b.med(times) / 1e3, (b.cpu_ns(pid) - server0) / N / 1e3,
                                            (time.process_time_ns() - client0) / N / 1e3))
        con.close()
get = lambda name, i: b.med([r[i] for r in result[name]])
b.report("pk select, pinned p50: python-oracledb / psycopg2", get("ours", 0), get("psycopg2", 0), "us", 1.0)
b.report("pk select, client CPU: python-oracledb / psycopg2", get("ours", 2), get("psycopg2", 2), "us", 1.0)
b.report("pk select, server CPU: re-executed cursor / prepared", get("ours", 1), get("prepared", 1), "us", 0.9)
b.report("pk select, server CPU: re-executed cursor / simple", get("ours", 1), get("psycopg2", 1), "us", 0.9)
