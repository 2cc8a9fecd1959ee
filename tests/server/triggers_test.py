"""triggers_test.py - triggers in PL/SQL from both ports, in several sessions and through a dump; autonomous transactions: locks, the end of
their process, cancel."""
import subprocess
import threading
import time

from harness import check, equal
from session_test import fails, fresh, one


def make(server):
    fresh(server)
    server.psql("drop table if exists scott.g, scott.glog; create table scott.g (id numeric(10) primary key, n varchar(30), seen varchar(30));"
                "create table scott.glog (n numeric(10), what varchar(100));"
                "alter table scott.g owner to scott; alter table scott.glog owner to scott;", database="app")
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("create or replace trigger g_bi before insert or update on g for each row\n"
                       "begin :new.seen := user || ' ' || :new.n; end;")
        cursor.execute("create or replace procedure g_note(p number, w varchar2) is pragma autonomous_transaction;\n"
                       "begin insert into glog values (p, w); commit; end;")


def companions(server):
    return int(server.psql("select count(*) from pg_stat_activity where backend_type like 'oliphant autonomous%'", database="app"))


def test_trigger_fires_on_both_ports(server):
    make(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("insert into g (id, n) values (1, 'ora')")
        c.commit()
        server.psql("insert into scott.g (id, n) values (2, 'pg'); insert into scott.g (id, n) select i, 'many' from generate_series(3, 5) i;"
                    "update scott.g set n = 'pgu' where id = 1", database="app")
        rows = cursor.execute("select id, seen from g order by id").fetchall()
        equal([r[1].split(" ", 1)[1] for r in rows], ["pgu", "pg", "many", "many", "many"])
        found = server.psql("select count(*) from pg_trigger where tgrelid = 'scott.g'::regclass and tgname = 'g_bi'", database="app")
        equal(found.strip(), "1", "rows of pg_trigger")


def test_trigger_runs_with_its_owners_rights(server):
    make(server)
    with server.session() as c:
        c.cursor().execute("create or replace trigger g_ai after insert on g for each row\n"
                           "begin insert into glog values (:new.id, 'by trigger'); end;")
    server.psql("drop role if exists g_other; create role g_other; grant usage on schema scott to g_other; grant insert on scott.g to g_other;"
                "set role g_other; insert into scott.g (id, n) values (50, 'other'); reset role; revoke all on scott.g from g_other;"
                "revoke all on schema scott from g_other; drop role g_other", database="app")
    with server.session() as c:
        equal(one(c.cursor(), "select what from glog where n = 50"), "by trigger")


def test_trigger_error_on_the_other_port(server):
    make(server)
    with server.session() as c:
        c.cursor().execute("create or replace trigger g_no before delete on g for each row\n"
                           "begin raise_application_error(-20123, 'keep ' || :old.id); end;")
    server.psql("insert into scott.g (id, n) values (1, 'x')", database="app")
    out = server.psql("do $$ begin delete from scott.g; exception when others then raise notice '%', sqlerrm; end $$; select count(*) from scott.g",
                      database="app")
    equal(out.strip().splitlines()[-1], "1")


def test_two_sessions_see_a_new_trigger(server):
    make(server)
    with server.session() as a, server.session() as b:
        one(b.cursor(), "select count(*) from g")
        b.cursor().execute("insert into g (id, n) values (1, 'one')")
        b.commit()
        a.cursor().execute("create or replace trigger g_bi before insert on g for each row begin :new.seen := 'second'; end;")
        b.cursor().execute("insert into g (id, n) values (2, 'two')")
        equal(one(b.cursor(), "select seen from g where id = 2"), "second")
        a.cursor().execute("drop trigger g_bi") if b.rollback() is None else None
        b.cursor().execute("insert into g (id, n) values (3, 'three')")
        equal(one(b.cursor(), "select seen from g where id = 3"), None)
        b.rollback()


def test_autonomous_work_stays_and_is_seen_by_others(server):
    make(server)
    with server.session() as a, server.session() as b:
        cursor = a.cursor()
        cursor.execute("insert into g (id, n) values (1, 'open')")
        cursor.callproc("g_note", [1, "noted"])
        equal(one(b.cursor(), "select count(*) from glog"), 1, "committed rows")
        equal(one(b.cursor(), "select count(*) from g"), 0, "rows of the open transaction")
        a.rollback()
        equal(one(cursor, "select count(*) from glog"), 1)
        equal(one(cursor, "select count(*) from g"), 0)


def test_companion_is_kept_and_ends_with_the_session(server):
    make(server)
    with server.session() as c:
        for i in range(3):
            c.cursor().callproc("g_note", [i, "x"])
        equal(companions(server), 1, "companions")
    for _ in range(50):
        if companions(server) == 0:
            return
        time.sleep(0.1)
    raise AssertionError("the companion outlives its session")


def test_companion_killed(server):
    make(server)
    with server.session() as c:
        cursor = c.cursor()
        cursor.callproc("g_note", [1, "x"])
        cursor.execute("insert into g (id, n) values (7, 'kept')")
        server.psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type like 'oliphant autonomous%'", database="app")
        for _ in range(50):
            if companions(server) == 0:
                break
            time.sleep(0.1)
        try:
            cursor.callproc("g_note", [2, "lost"])
        except Exception as e:  # told, and the session goes on
            check("autonomous" in str(e), str(e))
        cursor.callproc("g_note", [3, "again"])
        equal(one(cursor, "select count(*) from g"), 1, "rows of the session's own transaction")
        equal(one(cursor, "select count(*) from glog where n = 3"), 1)


def test_own_lock_is_a_deadlock_and_others_locks_are_waited_for(server):
    make(server)
    with server.session() as a, server.session() as b:
        cursor = a.cursor()
        cursor.execute("insert into g (id, n) values (1, 'x')")
        a.commit()
        cursor.execute("create or replace procedure g_touch is pragma autonomous_transaction;\n"
                       "begin update g set n = 'auto' where id = 1; commit; end;")
        cursor.execute("update g set n = 'mine' where id = 1")
        started = time.monotonic()
        fails("ORA-00060", cursor.callproc, "g_touch")
        check(time.monotonic() - started < 10, "the deadlock was found late")
        a.rollback()
        b.cursor().execute("update g set n = 'theirs' where id = 1")
        done = []
        thread = threading.Thread(target=lambda: done.append(cursor.callproc("g_touch")))
        thread.start()
        time.sleep(0.7)
        check(not done, "another session's lock was not waited for")
        b.commit()
        thread.join(20)
        equal(one(cursor, "select n from g where id = 1"), "auto")


def test_cancel_reaches_the_companion(server):
    make(server)
    with server.session() as a, server.session() as b:
        cursor = a.cursor()
        cursor.execute("insert into g (id, n) values (1, 'x')")
        a.commit()
        cursor.execute("create or replace procedure g_touch is pragma autonomous_transaction;\n"
                       "begin update g set n = 'auto' where id = 1; commit; end;")
        b.cursor().execute("update g set n = 'theirs' where id = 1")
        a.call_timeout = 700
        started = time.monotonic()
        try:
            cursor.callproc("g_touch")
            raise AssertionError("no timeout")
        except Exception as e:
            check(not isinstance(e, AssertionError), str(e))
        check(time.monotonic() - started < 10, "the cancel took too long")
        a.call_timeout = 0
        b.rollback()
        cursor.callproc("g_note", [9, "after"])
        equal(one(cursor, "select count(*) from glog where n = 9"), 1)
