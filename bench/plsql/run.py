"""PL/SQL programs beside the same in PL/pgSQL (same server) and LuaJIT (its interpreter, and its compiler): nanoseconds of CPU an operation.

run.py [NAME...]: all cases, or those named. CPU time of the process that works, median of BENCH_REPS runs, interleaved. The checksums of
all languages must agree.
"""
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "driver"))
import common as b  # noqa: E402


def fib_calls(n):
    return 1 if n < 2 else 1 + fib_calls(n - 1) + fib_calls(n - 2)


# name: argument, operations (None: the argument), goal as multiple of PL/pgSQL's speed (performance.md section 4)
CASES = {
    "a_loop": (5_000_000, None, 1.3), "b_int": (2_000_000, None, 2.2), "b_num": (1_000_000, None, 8), "c_money": (500_000, None, 7),
    "d_concat": (200_000, None, 15), "d_line": (500_000, None, 3), "d_substr": (300_000, None, 80), "d_instr": (300_000, None, 1),
    "e_fib": (21, fib_calls(21), 45), "e_fibi": (23, fib_calls(23), 45), "f_sieve": (1_000_000, 3_775_208, 8),
    "f_bubble": (800, 319_600, 8), "f_assoc": (5_000, None, 8), "g_matmul": (80, 512_000, 6), "h_rec": (1_000_000, None, 6),
    "i_exc": (100_000, None, 10), "i_blk": (300_000, None, 80), "j_sel": (100_000, None, 2.3), "k_upd": (100_000, None, 1.5),
    "l_for": (500_000, None, 3), "m_mandel": (150, 683_025, 12), "n_dyn": (50_000, None, 6), "o_insert": (50_000, None, 1),
    "p_forall": (100_000, None, 4),
}
PURE = [n for n in CASES if n[0] < "j" or n[0] == "m"]


def install():
    b.make_user()
    with b.ora() as con:
        cur = con.cursor()
        cur.execute("create table kv (id number(10) primary key, v number(10), pad varchar2(30))")
        cur.executemany("insert into kv values (:1, :2, :3)", [(i, i * 7 % 1000, f"pad{i}") for i in range(1, 200001)])
        cur.execute("create table big (id number(10), v number(10), amt number(12,2), s varchar2(30))")
        cur.executemany("insert into big values (:1, :2, :3, :4)", [(i, i % 1000, i * 101 / 100, f"name {i}") for i in range(1, 500001)])
        cur.execute("create table sink (id number(10), name varchar2(30))")
        con.commit()
        for text in (here / "plsql.sql").read_text().split("\n/\n"):
            text = "\n".join(line for line in text.split("\n") if not line.startswith("--")).strip()
            if text:
                cur.execute(text)
        cur.execute("select name, line, text from user_errors")
        for row in cur.fetchall():
            sys.exit(f"does not compile: {row}")
    subprocess.run(["psql", "-q", "-h", "127.0.0.1", "-p", b.PG_PORT, "-U", "system", "-d", b.PG_DB, "-v", "ON_ERROR_STOP=1",
                    "-c", "drop schema if exists plb cascade", "-f", here / "plpgsql.sql", "-c", "vacuum analyze bench.kv",
                    "-c", "vacuum analyze bench.big"], check=True, env=dict(os.environ, PGPASSWORD=b.SYSTEM_PASSWORD, PGOPTIONS="-c client_min_messages=warning"))


def lua(flags, names):
    if shutil.which("luajit") is None:
        return {}
    out = subprocess.run(["luajit", *flags, here / "programs.lua", *(f"{n}:{CASES[n][0]}" for n in names)], check=True,
                         capture_output=True, text=True).stdout
    return {name: (float(ns), check) for name, ns, check in (line.split("\t") for line in out.splitlines())}


def main():
    names = sys.argv[1:] or list(CASES)
    install()
    times, sums = {}, {}

    def note(name, who, ns, check):
        times.setdefault((name, who), []).append(ns)
        sums.setdefault(name, {}).setdefault(f"{float(check):.10g}", set()).add(who)

    ora, pg = b.ora(), b.pg()
    ora_pid, pg_pid = b.ora_pid(ora), pg.info.backend_pid
    oc, pc = ora.cursor(), pg.cursor()
    out = oc.var(b.oracledb.DB_TYPE_NUMBER)
    for _ in range(b.REPS):
        for name in names:
            n = CASES[name][0]
            t = b.cpu_ns(ora_pid)
            oc.execute(f"begin :1 := {name}({n}); end;", [out])
            note(name, "ours", b.cpu_ns(ora_pid) - t, out.getvalue())
            ora.rollback()
            t = b.cpu_ns(pg_pid)
            pc.execute(f"select plb.{name}({n})")
            note(name, "plpgsql", b.cpu_ns(pg_pid) - t, pc.fetchone()[0])
            pg.rollback()
        for who, flags in (("lua", ["-joff"]), ("luajit", [])):
            for name, (ns, check) in lua(flags, names).items():
                note(name, who, ns, check)
    print(f"{'ns an operation':12} {'PL/SQL':>10} {'PL/pgSQL':>10} {'Lua intp':>10} {'LuaJIT':>10} {'x PL/pgSQL':>11} {'goal':>6} {'x Lua intp':>11}")
    ratios, status = [], 0
    for name in names:
        n, ops, goal = CASES[name]
        ns = {who: b.med(times[name, who]) / (ops or n) for who in ("ours", "plpgsql", "lua", "luajit") if (name, who) in times}
        ratio = ns["plpgsql"] / ns["ours"]
        if name in PURE:
            ratios.append(ratio)
        text = lambda who: f"{ns[who]:10.1f}" if who in ns else " " * 10
        beside = f"{ns['lua'] / ns['ours']:11.2f}" if "lua" in ns else ""
        print(f"{name:15} {text('ours')} {text('plpgsql')} {text('lua')} {text('luajit')} {ratio:11.1f} {goal:6} {beside}"
              f"{'' if ratio >= goal else '   MISSED'}", flush=True)
        if len(sums[name]) > 1:
            print(f"    checksums differ: {sums[name]}")
            status = 1
    if ratios:
        print(f"geometric mean of the {len(ratios)} without SQL: {math.exp(sum(map(math.log, ratios)) / len(ratios)):.1f} (goal 7)")
    return status


if __name__ == "__main__":
    sys.exit(main())
