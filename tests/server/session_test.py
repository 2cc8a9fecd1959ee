"""session_test.py - statements, transactions, cursors, arrays, LOBs, cancel and hostile bytes on a live session."""
import os
import random
import socket
import threading
import time

from harness import check, equal, oracledb

SETTINGS = {"jit": "off"}  # compiling cannot be interrupted

TABLES = """
create schema if not exists scott authorization scott;
drop table if exists scott.t; drop table if exists scott.l; drop table if exists scott.v;
create table scott.t (id numeric(10) primary key, n varchar(30) not null, d timestamp(0), a numeric(12,2));
create table scott.l (id numeric(10) primary key, c text, b bytea);
create table scott.v (id numeric(10), constraint v_positive check (id > 0));
alter table scott.t owner to scott; alter table scott.l owner to scott; alter table scott.v owner to scott;
"""


def fresh(server):
    server.psql("create extension if not exists oliphant", database="app")
    server.psql(TABLES, database="app")


def fails(code, call, *args, **more):
    try:
        call(*args, **more)
    except oracledb().Error as e:
        found = e.args[0].full_code
        check(found == code, f"{e}, expected {code}")
        return e.args[0]
    raise AssertionError(f"no error, expected {code}")


def one(cursor, sql, *binds):
    return cursor.execute(sql, *binds).fetchone()[0]


def test_rows_of_every_batch_size(server):
    fresh(server)
    server.psql("insert into scott.t select i, 'n' || i, null, i from generate_series(1, 1000) i", database="app")
    with server.session() as c:
        for size in (1, 2, 3, 250, 1000, 1001):
            cursor = c.cursor()
            cursor.arraysize = cursor.prefetchrows = size
            rows = cursor.execute("select id, n from t order by id").fetchall()
            equal(rows, [(i, f"n{i}") for i in range(1, 1001)], f"batches of {size}")


def test_transaction_bit(server):
    fresh(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("select count(*) from t").fetchall()
        check(not c.transaction_in_progress, "a query opened a transaction")
        cursor.execute("update t set n = 'x' where id = 12345")
        check(not c.transaction_in_progress, "an update of nothing opened a transaction")
        cursor.execute("insert into t (id, n) values (1, 'a')")
        check(c.transaction_in_progress, "an insert did not")
        c.rollback()
        check(not c.transaction_in_progress, "in progress after ROLLBACK")
        c.autocommit = True
        cursor.execute("insert into t (id, n) values (1, 'a')")
        check(not c.transaction_in_progress, "in progress after autocommit")
    equal(server.psql("select count(*) from scott.t", database="app"), "1", "rows committed")


def test_a_failed_statement_undoes_itself_only(server):
    fresh(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("insert into t (id, n) values (1, 'a')")
        fails("ORA-00001", cursor.execute, "insert into t (id, n) values (1, 'b')")
        fails("ORA-00942", cursor.execute, "select * from nonesuch")
        fails("ORA-01086", cursor.execute, "rollback to nonesuch")
        cursor.execute("savepoint s")
        cursor.execute("insert into t (id, n) values (2, 'b')")
        cursor.execute("rollback to s")
        c.commit()
        equal(cursor.execute("select id from t").fetchall(), [(1,)], "rows")


def test_cursors_survive_commit_and_rollback(server):
    fresh(server)
    server.psql("insert into scott.t select i, 'n', null, i from generate_series(1, 500) i", database="app")
    with server.session() as c:
        for end in (c.commit, c.rollback):
            reader, writer = c.cursor(), c.cursor()
            reader.arraysize = reader.prefetchrows = 10
            reader.execute("select id from t order by id").fetchone()
            writer.execute("update t set n = 'm' where id = 400")
            end()
            equal(len(reader.fetchall()), 499, "rows after the end of the transaction")
        reader = c.cursor()
        reader.prefetchrows = 1
        reader.execute("select id from t order by id for update").fetchone()
        c.commit()
        fails("ORA-01002", reader.fetchall)


def test_arrays(server):
    fresh(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.executemany("insert into t (id, n) values (:1, :2)", [(i, f"n{i}") for i in range(5000)])
        equal(cursor.rowcount, 5000, "rows inserted")
        c.commit()
        rows = [(6000 + i, "x") for i in range(10)] + [(3, "dup")] + [(7000, "y")]
        fails("ORA-00001", cursor.executemany, "insert into t (id, n) values (:1, :2)", rows)
        equal(one(cursor, "select count(*) from t"), 5010, "rows before the error stay")
        c.rollback()
        rows = [(6000 + i, None if i % 3 == 0 else "x") for i in range(3000)]
        cursor.executemany("insert into t (id, n) values (:1, :2)", rows, batcherrors=True, arraydmlrowcounts=True)
        errors = cursor.getbatcherrors()
        equal([e.offset for e in errors], list(range(0, 3000, 3)), "offsets of batch errors")
        equal(sum(cursor.getarraydmlrowcounts()), 2000, "row counts")
        c.rollback()
        cursor.executemany("update t set n = 'z' where id < :1", [(10,), (20,), (0,)], arraydmlrowcounts=True)
        equal(cursor.getarraydmlrowcounts(), [10, 20, 0], "row counts of an update")
        c.rollback()
        out = cursor.var(int, arraysize=2)
        name = cursor.var(str, arraysize=2)
        cursor.setinputsizes(None, None, out, name)
        cursor.executemany("insert into t (id, n) values (:1, :2) returning id, n into :3, :4", [(9001, "a"), (9002, "b")])
        equal((out.values, name.values), ([[9001], [9002]], [["a"], ["b"]]), "RETURNING of an array")


def test_array_with_trigger_and_check(server):
    fresh(server)
    server.psql("create or replace function scott.trg() returns trigger language plpgsql as "
                "$$begin new.n := upper(new.n); return new; end$$; "
                "create trigger trg before insert on scott.t for each row execute function scott.trg()", database="app")
    with server.session() as c:
        cursor = c.cursor()
        cursor.executemany("insert into t (id, n) values (:1, :2)", [(i, "abc") for i in range(100)])
        equal(one(cursor, "select count(*) from t where n = 'ABC'"), 100, "rows seen by the trigger")
        fails("ORA-02290", cursor.executemany, "insert into v values (:1)", [(1,), (2,), (-1,), (3,)])
        equal(one(cursor, "select count(*) from v"), 2, "rows before the violation")


def test_lobs(server):
    fresh(server)
    text = "zażółć gęślą jaźń " * 5000
    data = os.urandom(200000)
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("insert into l values (1, :1, :2)", [text, data])
        cursor.execute("insert into l values (2, 'small', null)")
        c.commit()
        clob, blob = cursor.execute("select c, b from l where id = 1").fetchone()
        equal((clob.size(), blob.size()), (len(text), len(data)), "sizes")
        check(clob.read() == text and blob.read() == data, "values")
        for at in (1, 100, 5000, 5020, 89990):
            equal(clob.read(at, 20), text[at - 1:at + 19], f"characters at {at}")
        fails("ORA-22920", clob.write, "x")
        clob = one(cursor, "select c from l where id = 2 for update")
        clob.write("XYZ", 2)
        clob.write("ż", 6)
        equal(one(cursor, "select c from l where id = 2").read(), "sXYZlż", "written through the locator")
        c.commit()
        temporary = c.createlob(oracledb().DB_TYPE_CLOB)
        temporary.write("hello world")
        temporary.trim(5)
        cursor.execute("update l set c = :1 where id = 2", [temporary])
        equal(one(cursor, "select c from l where id = 2").read(), "hello", "temporary LOB as bind")
        back = cursor.var(oracledb().DB_TYPE_CLOB)
        cursor.execute("insert into l (id, c) values (3, empty_clob()) returning c into :c", c=back)
        back.getvalue()[0].write("returned")
        c.commit()
        equal(one(cursor, "select c from l where id = 3").read(), "returned", "LOB of RETURNING")


def test_cancel_and_timeout(server):
    fresh(server)
    endless = "select count(*) from (select rownum r from all_objects a, all_objects b, all_objects d)"
    with server.session() as c:
        cursor = c.cursor()
        threading.Timer(0.3, c.cancel).start()
        begin = time.time()
        fails("ORA-01013", cursor.execute, endless)
        check(time.time() - begin < 1.5, f"cancel took {time.time() - begin:.1f} s")
        c.call_timeout = 300
        fails("DPY-4024", cursor.execute, endless)
        c.call_timeout = 0
        c.cancel()
        fails("ORA-01013", cursor.execute, "select 1 from dual")
        equal(one(cursor, "select 2 from dual"), 2, "the session after cancels")


def test_rows_that_look_like_a_break(server):
    """Array rows full of the type byte of a MARKER packet, so long that the watch for breaks looks while they are read."""
    fresh(server)
    server.psql("create function scott.slow() returns trigger language plpgsql as "
                "'begin perform pg_sleep(0.0005); return new; end'; "
                "create trigger slow before insert on scott.l for each row execute function scott.slow()", database="app")
    rows = [(i, None, b"\x0c" * 2000) for i in range(3000)]  # the type byte wherever the packet is entered
    with server.session() as c:
        cursor = c.cursor()
        cursor.executemany("insert into l values (:1, :2, :3)", rows)
        equal(one(cursor, "select count(*) from l"), len(rows), "rows")
        c.rollback()


def anonymous_kb(server, c):
    pid = server.psql(f"select pid from sys.oracle_sessions() where sid = {c.session_id} and serial = {c.serial_num}",
                      database="app").strip()
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return int(next(line for line in file if line.startswith("Anonymous:")).split()[1])


def test_large_temporary_lob_leaves_memory(server):
    fresh(server)
    piece = random.Random(7).randbytes(1 << 20)
    with server.session() as c:
        blob = c.createlob(oracledb().DB_TYPE_BLOB)
        before = anonymous_kb(server, c)
        for i in range(24):
            blob.write(piece, i * len(piece) + 1)
        check(anonymous_kb(server, c) < before + 2048, f"memory grew by {anonymous_kb(server, c) - before} kB")
        blob.write(b"abc", 20 * len(piece) + 5)
        cursor = c.cursor()
        cursor.execute("insert into l values (1, null, :1)", [blob])
        blob.trim(10)
        equal(blob.read(), piece[:10], "trimmed")
        back = one(cursor, "select b from l")
        equal(back.size(), 24 * len(piece), "size")
        check(back.read(20 * len(piece) + 1, 10) == piece[:4] + b"abc" + piece[7:10], "overwritten in the middle")
        check(back.read(23 * len(piece) + 1) == piece, "the last piece")


def test_a_repeated_update_waits_and_sees_the_other_session(server):
    """A block's UPDATE, many times over, meets rows another session has changed: before, while and after it runs."""
    fresh(server)
    server.psql("insert into scott.t select i, 'n', null, 0 from generate_series(1, 60) i", database="app")
    block = """begin
                 for i in 1 .. 60 loop update t set a = a + 1 where id = i and a < 100; end loop;
               end;"""
    with server.session() as one_session, server.session() as two:
        c1, c2 = one_session.cursor(), two.cursor()
        c1.execute("update t set a = a + 10 where id in (1, 30)")
        c1.execute("update t set a = 500 where id in (20, 40)")
        thread = threading.Thread(target=c2.execute, args=[block])
        thread.start()
        time.sleep(0.4)
        check(thread.is_alive(), "the block did not wait")
        one_session.commit()
        thread.join()
        two.commit()
        found = dict(c1.execute("select id, a from t").fetchall())
        expected = {i: 11 if i in (1, 30) else 500 if i in (20, 40) else 1 for i in range(1, 61)}
        equal(found, expected, "rows after both")


def test_limits_of_postgresql(server):
    fresh(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("insert into t (id, n) values (1, 'kept')")
        server.psql("alter role scott set statement_timeout = '400ms'")
        server.psql("alter role scott set lock_timeout = '200ms'")
        server.psql("alter role scott set idle_in_transaction_session_timeout = '700ms'")
        try:
            with server.session() as other:
                cursor2 = other.cursor()
                begin = time.time()
                fails("ORA-01013", cursor2.execute,
                      "select count(*) from (select rownum r from all_objects a, all_objects b, all_objects d)")
                check(0.3 < time.time() - begin < 2, f"statement_timeout after {time.time() - begin:.1f} s")
                equal(one(cursor2, "select 2 from dual"), 2, "the session after a time-out")
                fails("ORA-30006", cursor2.execute, "insert into t (id, n) values (1, 'waits')")
                equal(one(cursor2, "select count(*) from t"), 0, "after a lock time-out")
                cursor2.execute("insert into t (id, n) values (2, 'lost')")
                time.sleep(1.5)
                fails("DPY-4011", cursor2.execute, "select 1 from dual")
            c.commit()
            equal(cursor.execute("select id, n from t").fetchall(), [(1, "kept")], "rows")
        finally:
            server.psql("alter role scott reset all")


def test_killed_sessions_are_told(server):
    fresh(server)
    for busy in (False, True):
        c = server.connect()
        server.wait_sessions(1)
        kill = "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'oliphant session'"
        cursor = c.cursor()
        if busy:
            threading.Timer(0.3, server.psql, [kill]).start()
            e = fails("DPY-4011", cursor.execute,
                      "select count(*) from (select rownum r from all_objects a, all_objects b, all_objects d)")
        else:
            server.psql(kill)
            e = fails("DPY-4011", cursor.execute, "select 1 from dual")
        check("ORA-00028" in e.message, e.message)
        server.wait_sessions(0)


def test_cursor_limit(server):
    fresh(server)
    with server.session() as c:
        cursors = [c.cursor() for _ in range(320)]

        def open_all():
            for i, cursor in enumerate(cursors):
                cursor.prefetchrows = 1
                cursor.execute(f"select id + {i} from t")

        fails("ORA-01000", open_all)
        for cursor in cursors:
            cursor.close()
        equal(one(c.cursor(), "select 1 from dual"), 1, "after ORA-01000")


def sockets():
    """File descriptor by name of each socket of this process."""
    found = {}
    for fd in os.listdir("/proc/self/fd"):
        try:
            name = os.readlink(f"/proc/self/fd/{fd}")
        except OSError:
            continue
        if name.startswith("socket:"):
            found[name] = int(fd)
    return found


def new_socket(before):
    for name, fd in sockets().items():
        if name not in before:
            s = socket.socket(fileno=os.dup(fd))
            if s.family == socket.AF_INET:
                return s
            s.close()
    raise AssertionError("no socket found")


def test_hostile_calls_end_one_session_only(server):
    fresh(server)
    rng = random.Random(1)
    witness = server.connect()
    pid = server.psql("select pg_postmaster_start_time()")
    execute = bytes.fromhex("035e03028061000101470101" "0d0000000102047fffffff" "0000000000000000" "000001000000000000")
    for i in range(150):
        before = sockets()
        c = server.connect()
        s = new_socket(before)
        body = bytearray(execute + b"\x20select 1 from dual" + rng.randbytes(rng.randrange(0, 300)))
        kind = i % 3
        if kind == 0:
            body = bytearray(b"\x03" + bytes([rng.choice([0x5e, 0x04, 0x05, 0x4e, 0x60, 0x69, 0x73, 0x93, 0xbb, rng.randrange(256)])]) +
                             b"\x01" + rng.randbytes(rng.randrange(0, 200)))
        elif kind == 1:
            for _ in range(rng.randrange(1, 6)):
                body[rng.randrange(len(body))] = rng.randrange(256)
        try:
            s.sendall((len(body) + 10).to_bytes(4, "big") + b"\x06\x00\x00\x00\x00\x00" + bytes(body))
            s.settimeout(0.05)
            s.recv(4096)
        except OSError:
            pass
        s.shutdown(socket.SHUT_RDWR)
        s.close()
    equal(one(witness.cursor(), "select 1 from dual"), 1, "another session")
    equal(server.psql("select pg_postmaster_start_time()"), pid, "the server was not restarted")
    check("signal 11" not in server.log_text() and "signal 6" not in server.log_text(), "a session crashed")
    witness.close()
