"""harness.py - what the server tests share: a private server, Oracle clients, raw TNS bytes, a small runner.

A test file is a Python program with functions test_*(server); "tests/server/run [FILE ...]" runs them all
against one private server made from tools/dev/pgtree, on free ports, in a data folder below /tmp that is removed at the
end. With OLIPHANT_TEST_BINDIR set the PostgreSQL programs there are used instead. Needs python-oracledb for the tests
that log in (OLIPHANT_TEST_PYTHON or the running Python must have it); without it those tests are skipped.

See also: README.md of tests, docs/internals/sessions.md
"""
import contextlib
import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PASSWORD = "Tiger_1"


class Skip(Exception):
    pass


class Failure(AssertionError):
    pass


def check(condition, message):
    if not condition:
        raise Failure(message)


def equal(found, expected, what=""):
    if found != expected:
        raise Failure(f"{what}: {found!r}, expected {expected!r}")


def free_port():
    base = os.environ.get("OLIPHANT_TEST_PORTS")  # "first-last": take ports from this range only
    if base:
        first, last = (int(x) for x in base.split("-"))
        for port in range(first, last + 1):
            with socket.socket() as s:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    s.bind(("127.0.0.1", port))
                except OSError:
                    continue
                if port not in free_port.given:
                    free_port.given.add(port)
                    return port
        raise Failure("no free port in " + base)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


free_port.given = set()


def oracledb():
    try:
        import oracledb as module
    except ImportError:
        raise Skip("python-oracledb is not installed")
    return module


class Server:
    """A private PostgreSQL server with Oliphant, run as user postgres when started by root."""

    def __init__(self, settings=None, bindir=None, data=None):
        self.bindir = Path(bindir or os.environ.get("OLIPHANT_TEST_BINDIR") or self.make_tree())
        self.port = free_port()
        self.oracle_port = free_port()
        self.dir = Path(data or tempfile.mkdtemp(prefix="ol_server_test_"))
        self.data = self.dir / "data"
        self.log = self.dir / "log"
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            os.chown(self.dir, entry.pw_uid, entry.pw_gid)
        self.extra = settings or {}

    @staticmethod
    def make_tree():
        tree = TOP / "build" / "pg"
        return subprocess.run([TOP / "tools/dev/pgtree", str(tree)], check=True, capture_output=True,
                              text=True).stdout.strip().splitlines()[-1]

    def run(self, *command, check_code=True, stdin=None):
        """A program of PostgreSQL's, as the server's user."""
        words = [str(self.bindir / command[0])] + [str(w) for w in command[1:]]
        if os.geteuid() == 0:
            words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + words
        done = subprocess.run(words, input=stdin, capture_output=True, text=True, cwd="/")
        if check_code and done.returncode != 0:
            raise Failure(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done

    def write_settings(self, **settings):
        with open(self.data / "postgresql.auto.conf", "w") as f:
            for name, value in settings.items():
                f.write(f"{name} = '{value}'\n")

    def base_settings(self):
        settings = {
            "shared_preload_libraries": "oliphant",
            "port": self.port,
            "listen_addresses": "",
            "unix_socket_directories": self.dir,
            "logging_collector": "off",
            "fsync": "off",
            "log_connections": "on",
            "shared_buffers": "32MB",
            "max_connections": "30",
            "oliphant.port": self.oracle_port,
            "oliphant.listen_addresses": "127.0.0.1",
            "oliphant.database": "app",
            "oliphant.services": "ORCL=app, Closed=closed",
            "oliphant.failed_login_delay": "50ms",
        }
        settings.update(self.extra)
        return {k.replace("__", "."): v for k, v in settings.items()}

    def init(self):
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        self.set()
        return self

    def set(self, **settings):
        """Settings of the server, beside the usual ones; takes effect with reload() or restart()."""
        merged = self.base_settings()
        merged.update({k.replace("__", "."): v for k, v in settings.items()})
        self.write_settings(**merged)

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "60", "start")
        self.pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        self.wait_port()
        return self

    def stop(self, mode="fast"):
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "60", "stop")

    def restart(self):
        self.stop()
        self.start()

    def reload(self):
        self.run("pg_ctl", "-D", self.data, "reload")
        time.sleep(0.2)

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check_code=False)
        shutil.rmtree(self.dir, ignore_errors=True)

    def psql(self, sql, database="postgres", user="postgres"):
        """The result as text, columns separated by |, rows by newlines."""
        return self.run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.dir, "-p", self.port, "-U", user,
                        "-d", database, "-c", sql).stdout.strip()

    def hba(self, *lines):
        text = "local all all trust\n" + "".join(line + "\n" for line in lines)
        (self.data / "pg_hba.conf").write_text(text)
        self.reload()

    def log_text(self):
        return self.log.read_text(errors="replace")

    def log_mark(self):
        return len(self.log_text())

    def wait_log(self, text, mark=0, seconds=5):
        until = time.time() + seconds
        while time.time() < until:
            if text in self.log_text()[mark:]:
                return
            time.sleep(0.02)
        raise Failure(f"the server's log does not say {text!r} but:\n{self.log_text()[mark:][-2000:]}")

    def wait_port(self, seconds=10):
        """Seconds until the Oracle port answers a CONNECT (for an unknown service, with a REFUSE)."""
        begin = time.time()
        while time.time() < begin + seconds:
            try:
                with self.raw(timeout=1) as s:
                    s.sendall(connect_packet("no such service, is there"))
                    if s.recv(8)[4:5] == b"\x04":
                        return time.time() - begin
            except OSError:
                pass
            time.sleep(0.001)
        raise Failure("the Oracle port does not answer; the log ends in:\n" + self.log_text()[-2000:])

    def raw(self, timeout=10):
        return socket.create_connection(("127.0.0.1", self.oracle_port), timeout=timeout)

    def dsn(self, service="app"):
        return f"127.0.0.1:{self.oracle_port}/{service}"

    def connect(self, user="scott", password=PASSWORD, service="app", **more):
        return oracledb().connect(user=user, password=password, dsn=self.dsn(service), **more)

    @contextlib.contextmanager
    def session(self, **more):
        connection = self.connect(**more)
        try:
            yield connection
        finally:
            with contextlib.suppress(Exception):
                connection.close()

    def refused(self, number, **more):
        """The login fails with this Oracle error."""
        try:
            connection = self.connect(**more)
        except oracledb().Error as e:
            text = str(e)
            check(f"ORA-{number:05d}" in text or f"ORA-{number}" in text or f"code {number}" in text,
                  f"expected error {number}, got: {text}")
            return text
        connection.close()
        raise Failure(f"the login succeeded, expected ORA-{number:05d}")

    def sessions(self):
        """Oracle sessions that exist, by pg_stat_activity."""
        return int(self.psql("select count(*) from pg_stat_activity where backend_type = 'oliphant session'"))

    def wait_sessions(self, n, seconds=5):
        until = time.time() + seconds
        while time.time() < until:
            if self.sessions() == n:
                return
            time.sleep(0.02)
        raise Failure(f"{self.sessions()} sessions, expected {n}")

    def processes(self, name):
        """Process ids of children (and grandchildren) of this server whose title or program has the name in it."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                pid, ancestors = int(entry.name), set()
                while pid > 1:
                    ancestors.add(pid)
                    stat = Path(f"/proc/{pid}/stat").read_text()
                    pid = int(stat.rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if name in command and self.pid in ancestors and int(entry.name) != self.pid:
                found.append(int(entry.name))
        return found

    def standard_objects(self):
        self.psql("create database app")
        self.psql("create database closed allow_connections false")
        self.psql(f"create role scott login password '{PASSWORD}'")
        self.hba("host all all 127.0.0.1/32 scram-sha-256", "host all all ::1/128 scram-sha-256")


def descriptor(service, more=""):
    return (f"(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1))(CONNECT_DATA=(SERVICE_NAME={service}){more}"
            "(CID=(PROGRAM=test)(HOST=test)(USER=test))))")


def connect_packet(service="app", data=None):
    """A CONNECT packet as python-oracledb sends it."""
    data = (data or descriptor(service)).encode()
    body = struct.pack(">HHHHHHHHHHI", 319, 300, 0x0401, 8192, 8192, 0x4F98, 0, 1, len(data), 74, 0)
    body += b"\x84\x84" + bytes(24) + struct.pack(">IIII", 8192, 8192, 0, 0) + data
    return struct.pack(">HHBBH", len(body) + 8, 0, 1, 0, 0) + body


def read_packet(s, large=False):
    head = b""
    while len(head) < 8:
        more = s.recv(8 - len(head))
        if not more:
            return head
        head += more
    length = struct.unpack(">I", head[:4])[0] if large else struct.unpack(">H", head[:2])[0]
    body = b""
    while len(body) < length - 8:
        more = s.recv(length - 8 - len(body))
        if not more:
            break
        body += more
    return head + body


def closed_within(s, seconds):
    """Seconds until the peer closes the connection."""
    begin = time.time()
    s.settimeout(seconds)
    try:
        while s.recv(65536):
            pass
    except socket.timeout:
        raise Failure(f"still open after {seconds} s")
    except OSError:
        pass
    return time.time() - begin


def run_module(module, server, only=None):
    """Runs test_* of a module. Returns (passed, failed, skipped)."""
    counts = [0, 0, 0]
    names = [n for n in vars(module) if n.startswith("test_")]
    for name in names:
        if only and only not in name:
            continue
        begin = time.time()
        try:
            getattr(module, name)(server)
            counts[0] += 1
            word = "ok"
        except Skip as reason:
            counts[2] += 1
            word = f"skipped: {reason}"
        except Exception as error:  # noqa: BLE001 - a test that breaks is a failed test
            counts[1] += 1
            word = f"FAILED: {type(error).__name__}: {error}"
        print(f"{module.__name__}.{name[5:]}: {word} ({time.time() - begin:.2f} s)", flush=True)
        if (server.data / "postmaster.pid").exists():
            continue
        server.start()
    return counts
