"""Runs tests/drivers/cases with python-oracledb. See ../README.md."""
import datetime
import decimal
import json
import os
import re
import sys

import oracledb

DSN = os.environ["OLIPHANT_TEST_DSN"]
SYSTEM = os.environ.get("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant")
CLIENT = sys.argv[1]
ONLY = sys.argv[2:]
USER = "drv_" + CLIENT
PASSWORD = "secret1"
oracledb.defaults.fetch_lobs = False
oracledb.defaults.fetch_decimals = True


def expand(v):
    """A value of a case as a canonical pair (kind, text)."""
    if v is None:
        return None
    if isinstance(v, dict):
        if "num" in v:
            return decimal.Decimal(v["num"])
        if "date" in v:
            return datetime.datetime.strptime(v["date"], "%Y-%m-%d %H:%M:%S")
        if "ts" in v:
            return datetime.datetime.fromisoformat(pad_fraction(v["ts"]))
        if "raw" in v:
            return bytes.fromhex(v["raw"])
        if "blob" in v:
            return bytes.fromhex(v["blob"])
        if "clob" in v:
            return v["clob"]
        if "repeat" in v:
            return v["repeat"][0] * v["repeat"][1]
        if "rawrepeat" in v:
            return bytes.fromhex(v["rawrepeat"][0]) * v["rawrepeat"][1]
    return v


def pad_fraction(s):
    head, _, frac = s.partition(".")
    return head + "." + (frac + "000000")[:6]


def canonical(v):
    if v is None:
        return None
    if isinstance(v, bool):
        return str(int(v))
    if isinstance(v, (int, float, decimal.Decimal)):
        d = decimal.Decimal(repr(v)) if isinstance(v, float) else decimal.Decimal(v)
        with decimal.localcontext() as c:
            c.prec = 60
            return "n:" + format(d.normalize(), "f")
    if isinstance(v, str):
        return "s:" + v
    if isinstance(v, bytes):
        return "x:" + v.hex().upper()
    if isinstance(v, datetime.datetime):
        return "t:" + v.strftime("%Y-%m-%d %H:%M:%S.%f")
    if hasattr(v, "read"):
        return canonical(v.read())
    return "?:" + repr(v)


class Failure(Exception):
    pass


def short(v):
    text = repr(v)
    return text if len(text) < 300 else text[:300] + "..."


def binds_of(step):
    b = step.get("binds")
    if isinstance(b, dict):
        return {k: expand(v) for k, v in b.items()}
    return [expand(v) for v in b] if b else []


def row_of(row, i):
    out = []
    for v in row:
        if v == "$i":
            out.append(i)
        elif isinstance(v, str):
            out.append(v.replace("$i", str(i)))
        else:
            out.append(expand(v))
    return out


def execute(cur, step):
    if "query" in step:
        if "arraysize" in step:
            cur.arraysize = step["arraysize"]
        cur.execute(step["query"], binds_of(step))
        rows = [tuple(canonical(v) for v in row) for row in cur.fetchall()]
        if "columns" in step:
            names = [d[0] for d in cur.description]
            if names != step["columns"]:
                raise Failure(f"columns {names}, expected {step['columns']}")
        if "count" in step and len(rows) != step["count"]:
            raise Failure(f"{len(rows)} rows, expected {step['count']}")
        if "rows" in step:
            want = [tuple(canonical(expand(v)) for v in row) for row in step["rows"]]
            if rows != want:
                raise Failure(f"rows {short(rows)}, expected {short(want)}")
    elif "many" in step:
        if "generate" in step:
            g = step["generate"]
            data = [row_of(g["row"], i) for i in range(1, g["n"] + 1)]
        else:
            data = [row_of(r, 0) for r in step["rows"]]
        cur.executemany(step["many"], data)
        check_rowcount(cur, step)
    elif "returning" in step:
        types = {"number": oracledb.DB_TYPE_NUMBER, "string": str}
        outs = [cur.var(types[t]) for t in step["out"]]
        cur.execute(step["returning"], binds_of(step) + outs)
        got = [canonical(v.getvalue()[0]) for v in outs]
        want = [canonical(expand(v)) for v in step["values"]]
        if got != want:
            raise Failure(f"returned {got}, expected {want}")
    elif "sql" in step:
        cur.execute(step["sql"], binds_of(step))
        check_rowcount(cur, step)


def check_rowcount(cur, step):
    if "rowcount" in step and cur.rowcount != step["rowcount"]:
        raise Failure(f"rowcount {cur.rowcount}, expected {step['rowcount']}")


def run_step(conn, step):
    if "drop" in step:
        for name in step["drop"]:
            try:
                conn.cursor().execute("drop table " + name)
            except oracledb.Error:
                pass
    elif "commit" in step:
        conn.commit()
    elif "rollback" in step:
        conn.rollback()
    elif "other" in step:
        with oracledb.connect(user=USER, password=PASSWORD, dsn=DSN) as second:
            for s in step["other"]:
                run_step(second, s)
    elif "pool" in step:
        pool = oracledb.create_pool(user=USER, password=PASSWORD, dsn=DSN, min=step["pool"], max=step["pool"], increment=0)
        held = [pool.acquire() for _ in range(step["pool"])]
        for c in held:
            execute(c.cursor(), step)
        for c in held:
            c.close()
        with pool.acquire() as c:
            c.ping()
        pool.close()
    else:
        try:
            execute(conn.cursor(), step)
        except oracledb.Error as e:
            code = e.args[0].code
            if step.get("error") == code or step.get("may_fail"):
                return
            raise Failure(f"unexpected error {e.args[0].message.splitlines()[0]}" +
                          (f", expected {step['error']}" if "error" in step else "")) from None
        if "error" in step:
            raise Failure(f"no error, expected ORA-{step['error']:05d}")


def make_user():
    with oracledb.connect(user="system", password=SYSTEM, dsn=DSN) as c:
        cur = c.cursor()
        try:
            cur.execute(f"drop user {USER} cascade")
        except oracledb.Error:
            pass
        cur.execute(f"create user {USER} identified by {PASSWORD}")
        cur.execute(f"grant connect, resource, unlimited tablespace to {USER}")
        cur.execute(f"grant create view, create sequence to {USER}")


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases")
    passed = failed = skipped = 0
    make_user()
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".json"):
            continue
        with open(os.path.join(folder, file), encoding="utf-8") as f:
            cases = json.load(f)
        for case in cases:
            if ONLY and case["name"] not in ONLY:
                continue
            reason = case.get("skip", {}).get(CLIENT)
            if reason:
                print(f"  skipped {case['name']}: {reason}")
                skipped += 1
                continue
            step = None
            try:
                with oracledb.connect(user=USER, password=PASSWORD, dsn=DSN) as conn:
                    for step in case["steps"]:
                        run_step(conn, step)
                passed += 1
            except (Failure, oracledb.Error, Exception) as e:  # a case that breaks the driver is a failure, not the end
                failed += 1
                print(f"  FAILED {case['name']}: {type(e).__name__ if not isinstance(e, Failure) else ''} {e}")
                if step is not None:
                    print(f"         at {short(step)}")
    print(f"drivers {CLIENT} (python-oracledb {oracledb.__version__}): {passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or passed == 0 else 0)


main()
