"""What the driver benchmarks share: connections to both ports of one server, CPU time of a server process, medians, output.

Every figure is printed beside a peer measured in the same run, interleaved; ratios are what counts. Environment: see bench/run.
"""
import os
import re
import statistics

import oracledb
import psycopg2

ORA_DSN = os.environ["OLIPHANT_TEST_DSN"]
PG_PORT = os.environ["OLIPHANT_TEST_PGPORT"]
PG_DB = os.environ.get("OLIPHANT_TEST_SERVICE", "oliphant")
SYSTEM_PASSWORD = os.environ.get("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant")
USER, PASSWORD = "bench", "Bench1234"
REPS = int(os.environ.get("BENCH_REPS", "5"))
CORE = int(os.environ.get("BENCH_CORE", "1"))


def cpu_ns(pid):
    with open(f"/proc/{pid}/schedstat") as f:
        return int(f.read().split()[0])


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup") as f:
        text = f.read()
    get = lambda key: int(re.search(key + r":\s+(\d+)", text).group(1))
    return get("Pss"), get("Private_Dirty") + get("Private_Clean")


def pin(pid):
    os.sched_setaffinity(pid, {CORE})


def ora():
    return oracledb.connect(user=USER, password=PASSWORD, dsn=ORA_DSN)


def ora_pid(con):
    """The session's process, as the server tells it of sessions."""
    with pg() as look, look.cursor() as cur:
        cur.execute("select pid from sys.oracle_sessions() where sid = %s and serial = %s", (con.session_id, con.serial_num))
        pid = cur.fetchone()[0]
    look.close()
    return pid


def pg():
    return psycopg2.connect(host="127.0.0.1", port=PG_PORT, user=USER, password=PASSWORD, dbname=PG_DB)


def make_user():
    with oracledb.connect(user="system", password=SYSTEM_PASSWORD, dsn=ORA_DSN) as c:
        cur = c.cursor()
        try:
            cur.execute(f"drop user {USER} cascade")
        except oracledb.Error:
            pass
        cur.execute(f"create user {USER} identified by {PASSWORD}")
        cur.execute(f"grant connect, resource, unlimited tablespace to {USER}")


def med(values):
    return statistics.median(values)


def report(name, ours, peer, unit, goal, better="lower"):
    """One line a case: our figure, the peer's, their ratio and the goal for it."""
    ratio = ours / peer if peer else float("nan")
    ok = ratio <= goal if better == "lower" else ratio >= goal
    print(f"{name:58} {ours:12.3f} {peer:12.3f} {unit:10} ratio {ratio:6.2f} goal {'<=' if better == 'lower' else '>='} {goal:<5} "
          f"{'met' if ok else 'MISSED'}", flush=True)
