"""hostile_test.py - clients that are slow, broken, too many, or not Oracle clients at all; and the death of processes."""
import os
import random
import signal
import socket
import struct
import time

from harness import Skip, check, closed_within, connect_packet, equal, read_packet

SETTINGS = {
    "oliphant__login_timeout": "1500ms",
    "oliphant__max_pending_logins": "60",
    "oliphant__max_pending_logins_per_address": "40",
    "oliphant__max_sessions": "12",
}


def alive(server):
    server.wait_port(3)
    with server.session():
        pass


def login_again(server, seconds):
    """Until a login succeeds: connections are cut and refused while the cluster is reset."""
    until = time.time() + seconds
    while True:
        try:
            with server.session():
                return
        except Exception:  # noqa: BLE001
            if time.time() > until:
                raise
            time.sleep(0.002)


def listener(server):
    pids = server.processes("oliphant-listener")
    equal(len(pids), 1, "listeners")
    return pids[0]


def test_slow_client_is_closed(server):
    with server.raw() as silent, server.raw() as dripping:
        packet = connect_packet()
        begin = time.time()
        for byte in packet[:10]:
            dripping.sendall(bytes([byte]))
            time.sleep(0.1)
        closed_within(silent, 3)
        closed_within(dripping, 3)
        check(1.2 < time.time() - begin < 3, f"closed after {time.time() - begin:.2f} s")


def test_slow_but_honest_client_is_served(server):
    with server.raw() as s:
        packet = connect_packet()
        for i in range(0, len(packet), 40):
            s.sendall(packet[i:i + 40])
            time.sleep(0.02)
        equal(read_packet(s)[4], 2, "type of the answer (ACCEPT)")


def test_slow_clients_do_not_stop_others(server):
    open_ones = [server.raw() for _ in range(39)]
    try:
        for s in open_ones:
            s.sendall(connect_packet()[:50])
        time.sleep(0.1)
        begin = time.time()
        with server.session():
            pass
        check(time.time() - begin < 1, "a login took too long beside slow ones")
    finally:
        for s in open_ones:
            s.close()


def test_limit_per_address(server):
    time.sleep(0.3)
    open_ones = [server.raw() for _ in range(40)]
    try:
        time.sleep(0.2)
        with server.raw() as extra:
            check(closed_within(extra, 1) < 0.5, "one too many was kept")
    finally:
        for s in open_ones:
            s.close()
    time.sleep(0.2)
    alive(server)


def test_garbage(server):
    rng = random.Random(20)
    good = connect_packet()
    cases = [b"GET / HTTP/1.0\r\n\r\n", b"\0" * 4096, b"\xff" * 4096, b"SSH-2.0-x\r\n",
             struct.pack(">HHBBH", 7, 0, 1, 0, 0), struct.pack(">HHBBH", 65535, 0, 1, 0, 0) + b"x" * 70000,
             struct.pack(">HHBBH", 8, 0, 6, 0, 0), struct.pack(">HHBBH", 11, 0, 12, 0, 0) + b"\1\0\3",
             good[:24] + struct.pack(">H", 65535) + good[26:], good[:26] + struct.pack(">H", 65535) + good[28:],
             good + good, connect_packet(data="(" * 5000), connect_packet(data="(A=" * 100 + "x" + ")" * 100),
             connect_packet(data="\0"), connect_packet(data="(DESCRIPTION=(CONNECT_DATA=(COMMAND=stop)))")]
    for _ in range(300):
        b = bytearray(good)
        for _ in range(rng.randrange(1, 12)):
            b[rng.randrange(len(b))] = rng.randrange(256)
        cases.append(bytes(b))
    pid = listener(server)
    for case in cases:
        with server.raw(timeout=0.05) as s:
            try:
                s.sendall(case)
                s.recv(4096)
            except OSError:
                pass
    equal(listener(server), pid, "the listener's process id")
    alive(server)


def test_garbage_after_accept(server):
    """Mutated negotiation: bytes a real driver sends after ACCEPT, with some of them changed."""
    rng = random.Random(21)
    protocol = bytes([1, 6, 0]) + b"python-oracledb\0"

    def data(payload):
        return struct.pack(">IBBH", len(payload) + 10, 6, 0, 0) + b"\0\0" + payload

    pid = listener(server)
    for i in range(300):
        with server.raw(timeout=0.05) as s:
            s.sendall(connect_packet())
            try:
                read_packet(s)
                payload = bytearray(protocol if i % 3 == 0 else bytes([rng.choice([1, 2, 3, 0x11, 0x22, 0x76])]) +
                                    bytes(rng.randrange(256) for _ in range(rng.randrange(1, 400))))
                payload[rng.randrange(len(payload))] = rng.randrange(256)
                s.sendall(data(bytes(payload)))
                s.recv(4096)
                s.sendall(data(bytes(rng.randrange(256) for _ in range(200))))
                s.recv(4096)
            except OSError:
                pass
    equal(listener(server), pid, "the listener's process id")
    alive(server)


def test_listener_is_confined(server):
    """No shared memory, no files, no core, a system call filter: what it can do to the server is to end."""
    pid = listener(server)
    with server.session():
        pass
    status = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status").read().splitlines() if ":" in line)
    equal(status["NoNewPrivs"].strip(), "1", "NoNewPrivs")
    if status["Seccomp"].strip() == "0" and "asan" in open(f"/proc/{pid}/maps").read():
        raise Skip("the listener is a sanitizer build")
    equal(status["Seccomp"].strip(), "2", "Seccomp")
    maps = open(f"/proc/{pid}/maps").read()
    check("/dev/zero" not in maps and "SYSV" not in maps and "/dev/shm" not in maps, "shared memory is mapped")
    links = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
    files = [x for x in links if str(server.data) in x]
    equal(files, [], "open files of the data folder")


def test_commands_are_refused(server):
    with server.raw() as s:
        s.sendall(connect_packet(data="(CONNECT_DATA=(COMMAND=status))"))
        check(b"(ERR=12508)" in read_packet(s), "no REFUSE 12508")


def test_sessions_limit(server):
    sessions = []
    try:
        for _ in range(12):
            sessions.append(server.connect())
        server.refused(18)
    finally:
        for c in sessions:
            c.close()
    server.wait_sessions(0)
    alive(server)


def test_client_gone_frees_the_slot(server):
    for _ in range(30):
        with server.session():
            pass
    server.wait_sessions(0)


def test_listener_killed(server):
    """kill -9 and abort of the listener: sessions stay, the port answers again within milliseconds."""
    for number in (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV):
        with server.session() as c:
            before = server.psql("select pg_postmaster_start_time(), pid from pg_stat_activity where usename = 'scott'")
            pid = listener(server)
            mark = server.log_mark()
            os.kill(pid, number)
            seconds = server.wait_port(3)
            check(seconds < 0.5, f"the port answered again after {seconds:.3f} s")
            print(f"  listener killed by {number.name}: the port answers after {seconds * 1000:.1f} ms")
            equal(server.psql("select pg_postmaster_start_time(), pid from pg_stat_activity where usename = 'scott'"), before,
                  "session and server")
            server.wait_log("listener ended unexpectedly", mark)
            check("terminating any other active server processes" not in server.log_text()[mark:], "the cluster was reset")
            check(listener(server) != pid, "no new listener")
            del c
        time.sleep(1.1)
    alive(server)


def test_connections_wait_while_the_listener_is_replaced(server):
    pid = listener(server)
    os.kill(pid, signal.SIGSTOP)
    with server.raw(timeout=3) as s:
        s.sendall(connect_packet())
        os.kill(pid, signal.SIGKILL)
        equal(read_packet(s)[4:5], b"\2", "type of the answer")
    time.sleep(1.1)


def test_broker_terminated(server):
    """pg_terminate_backend of the broker: a new one at once, sessions stay."""
    with server.session():
        old = server.psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'oliphant broker'")
        equal(old, "t", "terminated")
        seconds = server.wait_port(5)
        print(f"  broker terminated: the port answers after {seconds * 1000:.1f} ms")
        equal(server.sessions(), 1, "sessions")
    alive(server)
    equal(len(server.processes("oliphant-listener")), 1, "listeners")


def test_broker_killed(server):
    """kill -9 of the broker resets the cluster, as that of any process with shared memory; all comes back by itself."""
    pid = int(server.psql("select pid from pg_stat_activity where backend_type = 'oliphant broker'"))
    begin = time.time()
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.02)
    login_again(server, 10)
    print(f"  broker killed: a login succeeds after {(time.time() - begin) * 1000:.0f} ms")


def test_session_killed(server):
    with server.session():
        pid = int(server.psql("select pid from pg_stat_activity where backend_type = 'oliphant session'"))
        begin = time.time()
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
        login_again(server, 10)
        print(f"  session killed: a login succeeds after {(time.time() - begin) * 1000:.0f} ms")
    equal(server.sessions(), 0, "slots and sessions start anew")


def test_session_terminated(server):
    with server.session():
        mark = server.log_mark()
        equal(server.psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'oliphant session'"),
              "t", "terminated")
        server.wait_sessions(0)
        check("exited with exit code" not in server.log_text()[mark:], "an ended session is logged as a failure")


def test_taken_port(server):
    """Somebody else has the port: a clear line in the log, and service as soon as it is free."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port, old = other.getsockname()[1], server.oracle_port
        mark = server.log_mark()
        server.oracle_port = port
        server.set()
        server.reload()
        server.wait_log("could not listen for Oracle clients on address 127.0.0.1, port", mark)
        server.wait_log("choose another port with oliphant.port", mark)
    try:
        seconds = server.wait_port(6)
        print(f"  port freed: taken after {seconds:.1f} s")
        alive(server)
    finally:
        server.oracle_port = old
        server.set()
        server.reload()
        server.wait_port()
