"""Connect with password and close: python-oracledb beside psycopg2 with SCRAM; memory of an idle session beside a backend's."""
import os
import time

import common as b

b.make_user()
N = int(os.environ.get("BENCH_CONNECTS", "100"))
result = {"ours": [], "psycopg2": []}
for _ in range(b.REPS):
    for name, connect in (("ours", b.ora), ("psycopg2", b.pg)):
        t = time.perf_counter()
        for _ in range(N):
            connect().close()
        result[name].append((time.perf_counter() - t) / N * 1e3)
b.report("connect and close: python-oracledb / psycopg2 SCRAM", b.med(result["ours"]), b.med(result["psycopg2"]), "ms", 1.0)

count = 10
ours = [b.ora() for _ in range(count)]
theirs = [b.pg() for _ in range(count)]
time.sleep(1)
b.report("idle session, private memory", b.med([b.pss(b.ora_pid(c))[1] for c in ours]), b.med([b.pss(c.info.backend_pid)[1] for c in theirs]),
         "kB", 1.15)
for c in ours:
    c.cursor().execute("select 1 from dual").fetchall()
for c in theirs:
    c.cursor().execute("select 1")
time.sleep(1)
b.report("session after one query, private memory", b.med([b.pss(b.ora_pid(c))[1] for c in ours]),
         b.med([b.pss(c.info.backend_pid)[1] for c in theirs]), "kB", 1.15)
for c in ours + theirs:
    c.close()
