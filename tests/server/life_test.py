"""life_test.py - stop, restart, reload, DROP DATABASE, standby and promotion with Oracle sessions open."""
import time

from harness import PASSWORD, Server, Skip, check, equal, free_port


def test_stop_modes(server):
    for mode in ("fast", "immediate", "smart"):
        c = server.connect()
        begin = time.time()
        server.stop(mode)
        check(time.time() - begin < 5, f"{mode} stop took {time.time() - begin:.1f} s")
        equal(server.processes("oliphant"), [], "processes left behind")
        server.start()
        with server.session():
            pass
        try:
            c.close()
        except Exception:  # noqa: BLE001 - its server is gone
            pass


def test_reload_changes_the_port(server):
    old = server.oracle_port
    new = free_port()
    with server.session():
        server.oracle_port = new
        server.set()
        server.reload()
        server.wait_port()
        equal(server.sessions(), 1, "sessions over a change of the port")
        with server.session():
            pass
    server.oracle_port = old
    server.set()
    server.reload()
    server.wait_port()


def test_port_zero_listens_nowhere(server):
    server.set(oliphant__port="0")
    server.reload()
    try:
        server.raw(timeout=1).close()
        raise AssertionError("the port is open")
    except ConnectionRefusedError:
        pass
    finally:
        server.set()
        server.reload()
        server.wait_port()


def test_profile_setting(server):
    server.set(oliphant__profile="23ai")
    server.reload()
    try:
        with server.session() as c:
            check(c.version.startswith("23."), c.version)
    finally:
        server.set()
        server.reload()


def test_drop_database_force(server):
    server.psql("create database doomed")
    with server.session(service="doomed"):
        begin = time.time()
        server.psql("drop database doomed with (force)")
        check(time.time() - begin < 3, "DROP DATABASE waited")
    server.wait_sessions(0)


def test_drop_another_database_with_an_idle_session(server):
    """DROP DATABASE makes every process pass a barrier: an idle Oracle session must not hold it up."""
    with server.session():
        server.psql("create database other")
        begin = time.time()
        server.psql("drop database other")
        check(time.time() - begin < 3, f"DROP DATABASE took {time.time() - begin:.1f} s")


def test_many_connections_at_once(server):
    import threading
    errors, times = [], []

    def one():
        begin = time.time()
        try:
            with server.session():
                times.append(time.time() - begin)
        except Exception as e:  # noqa: BLE001
            errors.append(str(e))

    threads = [threading.Thread(target=one) for _ in range(50)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    equal(errors, [], "failures")
    print(f"  50 connects at once: slowest {max(times) * 1000:.0f} ms")


def test_connect_time(server):
    times = []
    for _ in range(60):
        begin = time.perf_counter()
        c = server.connect()
        times.append(time.perf_counter() - begin)
        c.close()
    times.sort()
    print(f"  python-oracledb connect: median {times[30] * 1000:.2f} ms, fastest {times[0] * 1000:.2f} ms")
    check(times[30] < 0.2, f"median {times[30]} s")


def test_standby(server):
    """A hot standby listens too, and goes on after its promotion; verifiers travel in the base backup."""
    standby = Server(bindir=str(server.bindir))
    try:
        server.hba("host all all 127.0.0.1/32 scram-sha-256", "local replication all trust")
        server.psql("create role late login")
        mark_log = server.log_mark()
        server.run("pg_basebackup", "-h", server.dir, "-p", server.port, "-U", "postgres", "-D", standby.data, "-R",
                   "-X", "stream", "-c", "fast")
        check("special file" not in server.log_text()[mark_log:], "the base backup warns of a socket")
        text = (standby.data / "postgresql.auto.conf").read_text()
        primary = [line for line in text.splitlines() if line.startswith("primary_conninfo")][-1]
        standby.write_settings(**standby.base_settings())
        with open(standby.data / "postgresql.auto.conf", "a") as f:
            f.write(primary + "\n")
        standby.start()
        with standby.session() as c:
            server.psql(f"alter role late password '{PASSWORD}'")  # made now, replicated with its label
            until = time.time() + 5
            while standby.psql("select rolpassword is not null from pg_authid where rolname = 'late'") != "t":
                check(time.time() < until, "not replicated")
                time.sleep(0.05)
            with standby.session(user="late"):
                pass
            standby.run("pg_ctl", "-D", standby.data, "-w", "promote")
            equal(standby.psql("select pg_is_in_recovery()"), "f", "in recovery")
            equal(standby.sessions(), 1, "the session over the promotion")
            del c
        with standby.session():
            pass
    finally:
        standby.remove()
        server.hba("host all all 127.0.0.1/32 scram-sha-256")


def test_terminated_session_is_told(server):
    """pg_terminate_backend: the client's next call says that the session was killed, not just "closed"."""
    c = server.connect()
    server.psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'oliphant session'")
    server.wait_sessions(0)
    try:
        c.ping()
    except Exception as e:  # noqa: BLE001
        check("ORA-00028" in str(e), str(e))
    else:
        raise AssertionError("the session is still there")


def test_session_limits_of_time(server):
    server.psql("alter role scott set idle_session_timeout = '300ms'")
    try:
        with server.session():
            server.wait_sessions(1)
            server.wait_sessions(0, seconds=3)
    finally:
        server.psql("alter role scott reset idle_session_timeout")
