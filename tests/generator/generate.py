"""generate.py [-n COUNT] [-s SEED] - random valid queries, to show that PostgreSQL accepts what is emitted for them.

Every query is built from typed expressions over three small tables, so Oracle would take it. A failure is an error that says the emitted
SQL itself was wrong (ORA-00604, ORA-01007, an internal error, a lost session) or that a valid query was refused; errors of values
(overflow, division by zero, invalid numbers) are none. Prints every failing query with its error and seed.

Server: OLIPHANT_TEST_DSN, OLIPHANT_TEST_SYSTEM_PASSWORD.
"""
import os
import random
import sys

import oracledb

DSN = os.environ.get("OLIPHANT_TEST_DSN", "localhost:1521/oliphant")
PASSWORD = os.environ.get("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant")
COLUMNS = {"n": ["id", "amount", "parent"], "s": ["name", "code"], "d": ["made"]}
OF_VALUES = {1426, 1476, 1722, 1427, 1428, 1438, 1489, 1706, 1760, 1830, 1839, 1841, 1843, 1847, 1850, 1858, 1861, 1867, 1873, 30076, 6502}
oracledb.defaults.fetch_lobs = False


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def one(self, *xs):
        return self.r.choice(xs)

    def column(self, kind, aliases):
        return f"{self.r.choice(aliases)}.{self.r.choice(COLUMNS[kind])}"

    def number(self, a, d):
        r = self.r
        if d <= 0 or not a:
            return self.column("n", a) if a and r.random() < .7 else str(r.choice([0, 1, 2, 3, 10, 2.5, -7]))
        n, s, dt = (lambda: self.number(a, d - 1)), (lambda: self.string(a, d - 1)), (lambda: self.date(a, d - 1))
        return r.choice([
            lambda: f"({n()} {self.one('+', '-', '*')} {n()})", lambda: f"nvl({n()}, {n()})", lambda: f"round({n()}, 1)",
            lambda: f"abs({n()})", lambda: f"mod({n()}, 7)", lambda: f"length({s()})", lambda: f"instr({s()}, 'a')",
            lambda: f"case when {self.cond(a, d - 1)} then {n()} else {n()} end", lambda: f"decode({n()}, 1, {n()}, {n()})",
            lambda: f"coalesce({n()}, {n()}, 0)", lambda: f"({dt()} - {dt()})", lambda: f"months_between({dt()}, {dt()})",
            lambda: f"extract({self.one('year', 'month', 'day')} from {dt()})", lambda: f"greatest({n()}, {n()})",
            lambda: f"sign({n()})", lambda: f"nullif({n()}, 3)", lambda: f"trunc({n()})", lambda: f"- ({n()})",
            lambda: f"to_number(to_char({n()}))", lambda: f"(select max(q.id) from t2 q where q.parent = {n()})"])()

    def string(self, a, d):
        r = self.r
        if d <= 0 or not a:
            return self.column("s", a) if a and r.random() < .7 else r.choice(["'abc'", "'x'", "'a b'", "null || 'q'"])
        n, s, dt = (lambda: self.number(a, d - 1)), (lambda: self.string(a, d - 1)), (lambda: self.date(a, d - 1))
        return r.choice([
            lambda: f"({s()} || {s()})", lambda: f"upper({s()})", lambda: f"lower({s()})", lambda: f"substr({s()}, 1, 2)",
            lambda: f"to_char({n()})", lambda: f"to_char({dt()}, 'YYYY-MM-DD')", lambda: f"nvl({s()}, 'none')",
            lambda: f"replace({s()}, 'a', 'b')", lambda: f"trim({s()})", lambda: f"lpad({s()}, 5, '*')",
            lambda: f"case {n()} when 1 then {s()} else {s()} end", lambda: f"decode({s()}, 'x', {s()}, {s()})",
            lambda: f"({n()} || '')", lambda: f"regexp_replace({s()}, '[a-c]', '-')", lambda: f"initcap({s()})",
            lambda: f"greatest({s()}, {s()})", lambda: f"translate({s()}, 'ab', 'xy')", lambda: f"json_object('k' value {n()})"])()

    def date(self, a, d):
        r = self.r
        if d <= 0 or not a:
            return self.column("d", a) if a and r.random() < .7 else "date '2024-02-29'"
        return r.choice([
            lambda: f"({self.date(a, d - 1)} + {r.randint(0, 9)})", lambda: f"trunc({self.date(a, d - 1)}, 'MM')",
            lambda: f"add_months({self.date(a, d - 1)}, 1)", lambda: f"last_day({self.date(a, d - 1)})",
            lambda: f"nvl({self.date(a, d - 1)}, date '2024-01-01')",
            lambda: f"case when {self.cond(a, d - 1)} then {self.date(a, d - 1)} end"])()

    def cond(self, a, d):
        r = self.r
        n, s = (lambda: self.number(a, d - 1)), (lambda: self.string(a, d - 1))
        return r.choice([
            lambda: f"{n()} {self.one('=', '<>', '<', '>=', '!=')} {n()}", lambda: f"{s()} {self.one('=', '<', '>')} {s()}",
            lambda: f"{s()} like 'a%'", lambda: f"{n()} between {n()} and {n()}", lambda: f"{n()} is not null", lambda: f"{s()} is null",
            lambda: f"{n()} in (1, 2, {n()})", lambda: f"({self.cond(a, d - 1)} or {self.cond(a, d - 1)})" if d > 0 else "1 = 1",
            lambda: f"not ({self.cond(a, d - 1)})" if d > 0 else "1 = 1", lambda: f"exists (select 1 from t1 e where e.id = {n()})",
            lambda: f"{n()} in (select parent from t2)", lambda: f"{self.date(a, d - 1)} > date '2024-01-01'",
            lambda: f"{n()} > any (select id from t3)", lambda: f"regexp_like({s()}, '^a')"])()

    def query(self):
        r = self.r
        aliases = ["a", "b", "c"][: r.randint(1, 3)]
        from_ = "t1 a"
        for i, x in enumerate(aliases[1:], 2):
            from_ += f" {self.one('', 'left ', 'right ', 'full ')}join t{i} {x} on a.id = {x}.parent"
        where = f" where {self.cond(aliases, 2)}" if r.random() < .7 else ""
        kind = r.randint(0, 8)
        n, s = (lambda d=2: self.number(aliases, d)), (lambda d=2: self.string(aliases, d))
        if kind == 0:
            g = self.string(aliases, 1)
            agg = self.one(f"sum({n()})", f"count(distinct {s()})", f"avg({n()})", f"max({self.date(aliases, 1)})", f"listagg({s()}, ',') within group (order by {n()})",
                           f"min({s()}) keep (dense_rank first order by {n()})", f"sum({n()}) keep (dense_rank last order by {n()})", f"median({n()})",
                           f"json_arrayagg({n()})", f"stats_mode({n()})")
            return f"select {g} g, {agg} x from {from_}{where} group by {g} having count(*) > 0 order by 1"
        if kind == 1:
            over = self.one(f"partition by {s(1)} order by {n(1)}", f"order by {n(1)}", f"partition by {n(1)}")
            if "order" in over:
                f = self.one("row_number()", "rank()", f"lag({n()})", f"sum({n()})", f"first_value({s()})", f"lead({s()}, 2)", f"last_value({n()}) ignore nulls")
            else:
                f = self.one(f"sum({n()})", f"count(distinct {n()})", f"ratio_to_report({n()})", f"max({s()})", f"median({n()})", f"percentile_cont(0.5) within group (order by {n()})")
            return f"select {s()} s, {f} over ({over}) w from {from_}{where} order by 1 nulls first, 2"
        if kind == 2:
            op = self.one("union", "union all", "minus", "intersect")
            return f"select {n()}, {s()} from {from_}{where} {op} select {self.number(['z'], 1)}, {self.string(['z'], 1)} from t2 z order by 1, 2 fetch first 5 rows only"
        if kind == 3:
            return f"with q as (select {n()} v, {s()} w from {from_}{where}) select v, count(*) c from q where rownum <= 20 group by v order by v desc"
        if kind == 4:
            return f"select * from (select {n()} v, {s()} w, rownum rn from {from_}{where}) where rn between 2 and 6 and ({self.cond([], 0)})"
        if kind == 5:
            return f"select max(sum({n()})), min(count(*)) from {from_}{where} group by {s(1)}"
        if kind == 6:
            return f"select {n()} v, level l, sys_connect_by_path(a.id, '/') p from t1 a start with a.parent is null connect by nocycle prior a.id = a.parent and level < 5" if aliases == ["a"] else \
                f"select distinct {n()} v, {s()} w from {from_}{where} order by 1, 2"
        if kind == 7:
            return f"select {self.one('grouping(a.name)', 'grouping_id(a.name, a.code)', 'a.name')} g, sum({n()}) s from {from_}{where} group by {self.one('rollup', 'cube')} (a.name, a.code) order by 2"
        return f"select {n()}, {s()}, {self.date(aliases, 2)}, xmlelement(\"e\", {s(1)}) x from {from_}{where} order by {n(1)} desc, {s(1)} fetch first {r.randint(1, 30)} {self.one('rows only', 'percent rows only')}"


def setup(cursor):
    for t in ("t1", "t2", "t3"):
        try:
            cursor.execute(f"drop table {t}")
        except oracledb.DatabaseError:
            pass
        cursor.execute(f"create table {t} (id number primary key, amount number(8,2), parent number, name varchar2(20), code char(3), made date)")
        cursor.execute(f"insert into {t} select level, level * 1.5, nullif(trunc(level / 2), 0), decode(mod(level, 3), 0, null, 'name' || level), chr(96 + mod(level, 5) + 1), date '2024-01-01' + level "
                       "from dual connect by level <= 12")
    cursor.connection.commit()


def main():
    count = int(sys.argv[sys.argv.index("-n") + 1]) if "-n" in sys.argv else 3000
    seed = int(sys.argv[sys.argv.index("-s") + 1]) if "-s" in sys.argv else 1
    system = oracledb.connect(user="system", password=PASSWORD, dsn=DSN).cursor()
    try:
        system.execute("drop user t_generate cascade")
    except oracledb.DatabaseError:
        pass
    system.execute("create user t_generate identified by Tiger_1")
    system.execute("grant connect, resource, unlimited tablespace to t_generate")
    cursor = oracledb.connect(user="t_generate", password="Tiger_1", dsn=DSN).cursor()
    setup(cursor)
    failed = of_values = 0
    for i in range(seed, seed + count):
        query = Maker(i).query()
        try:
            cursor.execute(query)
            cursor.fetchall()
        except oracledb.Error as e:
            code = getattr(e.args[0], "code", 0)
            if code in OF_VALUES:
                of_values += 1
                continue
            failed += 1
            print(f"  FAILED seed {i}: {query}\n    {str(e).splitlines()[0]} {str(e).splitlines()[1] if len(str(e).splitlines()) > 1 else ''}", flush=True)
            if not cursor.connection.is_healthy():
                raise
    print(f"generator: {count - failed} passed, {failed} failed, 0 skipped ({of_values} with an error of values)")
    system.execute("drop user t_generate cascade")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
