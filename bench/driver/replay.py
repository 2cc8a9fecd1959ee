"""The driver alone: python-oracledb against canned bytes, so that its own cost is known and not taken for the server's.

A relay stands between driver and server. Logins and warm-up pass through it (a login cannot be played back: its keys are new each
time). One run of the workload is recorded, request by request; then the same run is answered from memory, without the server.
Printed: the driver's CPU, beside that of psycopg2 with a live server for the same work.
"""
import datetime
import multiprocessing
import os
import selectors
import socket
import time

import oracledb

import common as b

ROWS = int(os.environ.get("BENCH_REPLAY_ROWS", "200000"))
CALLS = 20000
FIRST_DATE = datetime.datetime(2020, 1, 1)


class Packets:
    """Counts whole TNS packets in a stream (32-bit lengths, as after ACCEPT)."""

    def __init__(self):
        self.rest = b""

    def feed(self, data):
        self.rest += data
        n = 0
        while len(self.rest) >= 4:
            size = int.from_bytes(self.rest[:4], "big")
            if len(self.rest) < size:
                break
            self.rest = self.rest[size:]
            n += 1
        return n


def relay(listener, control, target):
    """One connection. Control words: r record, p play back what was recorded, each at a moment when nothing is under way."""
    client, _ = listener.accept()
    server = socket.create_connection(target)
    for s in (client, server):
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    names = selectors.DefaultSelector()
    names.register(client, selectors.EVENT_READ, "client")
    names.register(server, selectors.EVENT_READ, "server")
    names.register(control, selectors.EVENT_READ, "control")
    mode, tape, last = "pass", [], None
    while True:
        for key, _ in names.select():
            if key.data == "control":
                word = control.recv(1)
                if not word:
                    return
                mode = {b"r": "record", b"p": "play"}[word]
                if mode == "record":
                    tape, last = [], None
                else:
                    control.sendall(b"k")
                    play(client, tape)
                    return
                control.sendall(b"k")
                continue
            data = key.fileobj.recv(1 << 18)
            if not data:
                return
            if mode == "record":
                if key.data == "client":
                    if last != "client":
                        tape.append([0, [], Packets()])
                    tape[-1][0] += tape[-1][2].feed(data)
                else:
                    tape[-1][1].append(data)
                last = key.data
            (server if key.data == "client" else client).sendall(data)


def play(client, tape):
    answers = [(n, b"".join(parts)) for n, parts, _ in tape]
    packets = Packets()
    for wanted, answer in answers:
        while wanted > 0:
            data = client.recv(1 << 16)
            if not data:
                return
            wanted -= packets.feed(data)
        client.sendall(answer)
    client.recv(1)  # the logoff, which nobody answers
    client.close()


def measured(work):
    """CPU of this process for a piece of work, answered from memory."""
    listener = socket.create_server(("127.0.0.1", 0))
    host, rest = b.ORA_DSN.split(":")
    port, service = rest.split("/")
    mine, theirs = socket.socketpair()
    helper = multiprocessing.get_context("fork").Process(target=relay, args=(listener, theirs, (host, int(port))), daemon=True)
    helper.start()
    theirs.close()
    con = oracledb.connect(user=b.USER, password=b.PASSWORD, dsn=f"127.0.0.1:{listener.getsockname()[1]}/{service}")
    listener.close()
    work(con)  # parsed and described from here on
    for word in (b"r", b"p"):
        mine.sendall(word)
        mine.recv(1)
        t = time.process_time_ns()
        n = work(con)
        out = (time.process_time_ns() - t) / n / 1e3  # of the second run
    mine.close()
    try:
        con.close()
    except oracledb.Error:
        pass  # the relay has hung up
    helper.join(5)
    return out


def calls(con):
    cur = con.cursor()
    cur.prefetchrows = 2
    for i in range(CALLS):
        cur.execute("select amt from replay where id = :1", [i % ROWS + 1])
        cur.fetchone()
    return CALLS


def fetch(arraysize):
    def work(con):
        cur = con.cursor()
        cur.arraysize = cur.prefetchrows = arraysize
        cur.execute("select id, name, ts, amt from replay")
        while cur.fetchmany():
            pass
        return ROWS
    return work


def psycopg2_cpu(statement, one):
    con = b.pg()
    cur = con.cursor()
    t = time.process_time_ns()
    if one:
        for i in range(CALLS):
            cur.execute(statement, (i % ROWS + 1,))
            cur.fetchone()
    else:
        cur.execute(statement)
        cur.fetchall()
    n = CALLS if one else ROWS
    out = (time.process_time_ns() - t) / n / 1e3
    con.close()
    return out


b.make_user()
with b.ora() as first:
    first.cursor().execute("create table replay (id number primary key, name varchar2(30), ts timestamp, amt number(12,2))")
    for at in range(1, ROWS + 1, 50000):
        first.cursor().executemany("insert into replay values (:1, :2, :3, :4)",
                                   [(i, f"customer name {i}", FIRST_DATE + datetime.timedelta(seconds=37 * i), (i % 100000) * 1.37)
                                    for i in range(at, min(at + 50000, ROWS + 1))])
    first.commit()
CASES = (("select by key", calls, "select amt from bench.replay where id = %s", True),
         ("fetch, arraysize 100, a row", fetch(100), "select id, name, ts, amt from bench.replay", False),
         ("fetch, arraysize 1000, a row", fetch(1000), "select id, name, ts, amt from bench.replay", False))
result = {}
for _ in range(b.REPS):
    for name, work, statement, one in CASES:
        result.setdefault(name, []).append((measured(work), psycopg2_cpu(statement, one)))
for name, _, _, _ in CASES:
    canned, peer = (b.med([r[i] for r in result[name]]) for i in range(2))
    b.report(f"driver alone, {name}: CPU / psycopg2's", canned, peer, "us", 1.0)
