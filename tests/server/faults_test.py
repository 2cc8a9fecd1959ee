"""Processes killed with SIGKILL under the load of eight clients: what was committed is there, the port answers by itself."""
import os
import signal
import threading
import time

import harness
from harness import Server, check, equal


class Load:
    """Eight clients, each inserting numbered rows and committing every one; they connect again when they are cut."""

    def __init__(self, server, clients=8):
        self.server = server
        self.stop = False
        self.committed = [[] for _ in range(clients)]  # numbers whose commit came back
        self.last = [0.0] * clients                    # time of the last commit that came back
        self.cuts = [0] * clients
        self.threads = [threading.Thread(target=self.client, args=(i,), daemon=True) for i in range(clients)]

    def client(self, i):
        oracledb = harness.oracledb()
        n, connection = 0, None
        while not self.stop:
            try:
                if connection is None:
                    connection = self.server.connect(tcp_connect_timeout=2, retry_count=0)
                    connection.call_timeout = 5000
                n += 1
                connection.cursor().execute("insert into faults values (:1, :2)", [i, n])
                connection.commit()
                self.committed[i].append(n)
                self.last[i] = time.time()
            except (oracledb.Error, OSError):
                self.cuts[i] += 1
                connection = None
                time.sleep(0.01)
        if connection is not None:
            try:
                connection.close()
            except Exception:  # noqa: BLE001 - it may have been cut meanwhile
                pass

    def __enter__(self):
        for t in self.threads:
            t.start()
        until = time.time() + 10
        while min(len(c) for c in self.committed) < 20:
            check(time.time() < until, "the load does not get going")
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.stop = True
        for t in self.threads:
            t.join(20)

    def wait_cut(self, seconds=10):
        until = time.time() + seconds
        while min(self.cuts) == 0:
            check(time.time() < until, f"not all clients were cut: {self.cuts}")
            time.sleep(0.002)

    def wait_all_again(self, since, begin, seconds=20):
        """Waits until every client has committed something after `since`. Seconds from `begin` until then."""
        until = time.time() + seconds
        while min(self.last) <= since:
            check(time.time() < until, f"a client gets no further: {[round(x - since, 2) for x in self.last]}")
            time.sleep(0.002)
        return time.time() - begin


def durable_server():
    server = Server(settings={"fsync": "on", "max_connections": "40"})
    try:
        server.init().start()
        server.standard_objects()
        server.psql("create extension oliphant", database="app")
        server.psql("create schema scott authorization scott", database="app")
        server.psql("set role scott; create table scott.faults (client numeric, n numeric)", database="app")
    except Exception:
        server.remove()
        raise
    return server


def nothing_lost(server, load):
    rows = server.psql("select client::int || ':' || n::int from scott.faults", database="app").split()
    found = set(rows)
    lost = [f"{i}:{n}" for i, numbers in enumerate(load.committed) for n in numbers if f"{i}:{n}" not in found]
    equal(lost, [], "committed rows that are not there")
    equal(len(rows), len(found), "rows there twice")
    return len(rows)


def kill_and_measure(server, what, pid, all_cut):
    with Load(server) as load:
        when = time.time()
        os.kill(pid(), signal.SIGKILL)
        if what == "postmaster":
            until = time.time() + 10
            while os.path.exists(f"/proc/{server.pid}") and time.time() < until:
                time.sleep(0.01)
            time.sleep(1.0)  # its children notice and go; whoever watches the server starts it again
            when = time.time()
            server.start()
        if all_cut:  # a crash of one process cuts all: first see it happen, then see it end
            load.wait_cut()
        server.wait_port(seconds=20)
        answered = time.time() - when
        again = load.wait_all_again(time.time() if all_cut else when, when)
        time.sleep(0.3)
        cuts = sum(load.cuts)
    rows = nothing_lost(server, load)
    print(f"  {what} killed under 8 clients: port answers after {answered * 1000:.0f} ms, all clients commit again after "
          f"{again * 1000:.0f} ms; {rows} rows, none lost; {cuts} failed attempts")
    check(again < 15, "recovery took too long")


def test_kill_session(server):
    own = durable_server()
    try:
        kill_and_measure(own, "session", lambda: own.processes("oliphant session")[0], True)
    finally:
        own.remove()


def test_kill_listener(server):
    own = durable_server()
    try:
        kill_and_measure(own, "listener", lambda: own.processes("oliphant-listener")[0], False)
    finally:
        own.remove()


def test_kill_broker(server):
    own = durable_server()
    try:
        kill_and_measure(own, "broker", lambda: own.processes("oliphant broker")[0], True)
    finally:
        own.remove()


def test_kill_postmaster(server):
    own = durable_server()
    try:
        kill_and_measure(own, "postmaster", lambda: own.pid, True)
    finally:
        own.remove()
