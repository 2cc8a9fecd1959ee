"""tls_test.py - TLS on the same port: the server's certificate, the same logins, limits of its own."""
import os
import socket
import ssl
import subprocess
import time

from harness import PASSWORD, Skip, check, closed_within, equal, oracledb

SETTINGS = {"oliphant__login_timeout": "2s", "oliphant__max_sessions": "16"}


def make_certificate(server):
    key, cert = server.data / "server.key", server.data / "server.crt"
    if not cert.exists():
        done = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                               "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                               "-keyout", str(key), "-out", str(cert)], capture_output=True)
        if done.returncode != 0:
            raise Skip("the program openssl is missing")
        key.chmod(0o600)
        if os.geteuid() == 0:
            stat = server.data.stat()
            for path in (key, cert):
                os.chown(path, stat.st_uid, stat.st_gid)
    if server.psql("show ssl") != "on":
        server.extra["ssl"] = "on"
        server.set()
        server.restart()
    return cert


def tls_connect(server, user="scott", password=PASSWORD, service="app", **more):
    make_certificate(server)
    context = ssl.create_default_context(cafile=str(server.data / "server.crt"))
    dsn = (f"(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=127.0.0.1)(PORT={server.oracle_port}))"
           f"(CONNECT_DATA=(SERVICE_NAME={service}))(SECURITY=(SSL_SERVER_DN_MATCH=OFF)))")
    return oracledb().connect(user=user, password=password, dsn=dsn, ssl_context=context, **more)


def refused(server, number, **more):
    try:
        tls_connect(server, **more).close()
    except oracledb().Error as e:
        check(f"ORA-{number:05d}" in str(e) or f"ORA-{number}" in str(e), str(e))
        return
    raise AssertionError(f"the login succeeded, expected ORA-{number:05d}")


def test_refused_without_certificate(server):
    check(server.psql("show ssl") == "off", "ssl is on")
    with server.raw() as s:
        s.sendall(b"\x16\x03\x01\x00\x10" + bytes(16))
        closed_within(s, 2)


def test_login(server):
    c = tls_connect(server)
    equal(server.psql("select usename, client_addr, ssl, version from pg_stat_activity join pg_stat_ssl using (pid) "
                      "where backend_type = 'oliphant session'"), "scott|127.0.0.1|t|TLSv1.3", "session")
    c.close()
    server.wait_sessions(0)


def sqlplus(server, identifier, wallet=None):
    """Output of "oliphant sql" that connects with TLS and asks for its user."""
    folder = server.data / "wallet"
    folder.mkdir(exist_ok=True)
    (folder / "ewallet.pem").write_bytes((server.data / "server.crt").read_bytes())
    identifier = identifier.replace("PORT", str(server.oracle_port)).replace("WALLET", str(folder))
    done = subprocess.run([server.bindir / "oliphant", "sql", "-S", "-L", f"scott/{PASSWORD}@{identifier}"], capture_output=True,
                          text=True, input="show user\nexit\n", timeout=60)
    return done.stdout + done.stderr


def test_client(server):
    """The command line client: whom it trusts and whose name it wants to see."""
    make_certificate(server)
    trusted = "wallet_location=WALLET"
    out = sqlplus(server, f"tcps://localhost:PORT/app?{trusted}")
    check('USER is "SCOTT"' in out, f"by the host's name: {out}")
    check('USER is "SCOTT"' in sqlplus(server, f"tcps://127.0.0.1:PORT/app?{trusted}"), "by the host's address")
    check('USER is "SCOTT"' in sqlplus(server, f"tcps://localhost:PORT/app?{trusted}&ssl_server_cert_dn=CN=localhost"), "by the subject")
    check('USER is "SCOTT"' in sqlplus(server, "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=localhost)(port=PORT))(CONNECT_DATA=(SERVICE_NAME=app))"
                                        "(SECURITY=(my_wallet_directory=WALLET)))"), "a descriptor")
    out = sqlplus(server, f"tcps://localhost:PORT/app?{trusted}&ssl_server_cert_dn=CN=otherhost")
    check("ORA-29003" in out and "SCOTT" not in out, f"another subject: {out}")
    out = sqlplus(server, f"tcps://ip6-localhost:PORT/app?{trusted}")
    check("SCOTT" not in out, f"another host: {out}")
    out = sqlplus(server, "tcps://localhost:PORT/app")
    check("ORA-28860" in out and "certificate" in out, f"nobody trusts it: {out}")


def test_plain_beside_tls(server):
    make_certificate(server)
    with server.session():
        pass


def test_errors(server):
    refused(server, 1017, password="wrong")
    refused(server, 1017, user="nobody_here")
    server.psql(f"create role locked nologin password '{PASSWORD}'")
    refused(server, 28000, user="locked")
    server.wait_sessions(0)


def test_unknown_service(server):
    try:
        tls_connect(server, service="nonesuch").close()
    except oracledb().Error as e:
        check("DPY-6001" in str(e) or "12514" in str(e), str(e))
    else:
        raise AssertionError("connected")


def test_hostssl(server):
    make_certificate(server)
    try:
        server.hba("hostssl all all 127.0.0.1/32 scram-sha-256")
        tls_connect(server).close()
        server.refused(12506)
        server.hba("hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca")
        refused(server, 12506)
    finally:
        server.hba("host all all 127.0.0.1/32 scram-sha-256")


def test_slow_handshakes(server):
    """Connections that begin TLS and stop: few, limited in time, and no harm to others."""
    make_certificate(server)
    open_ones = [server.raw() for _ in range(10)]
    try:
        for s in open_ones:
            s.sendall(b"\x16\x03\x01\x02\x00\x01")
        time.sleep(0.3)
        kept = int(server.psql("select count(*) from pg_stat_activity where backend_type = 'oliphant session'"))
        check(len(server.processes("oliphant session")) <= 6, f"{kept} workers in handshakes")
        with server.session():
            pass
        for s in open_ones:
            closed_within(s, 4)
    finally:
        for s in open_ones:
            s.close()
    tls_connect(server).close()


def test_stop_during_handshake(server):
    make_certificate(server)
    with server.raw() as s:
        s.sendall(b"\x16\x03\x01\x02\x00\x01")
        time.sleep(0.2)
        begin = time.time()
        server.restart()
        check(time.time() - begin < 3, f"stopped after {time.time() - begin:.1f} s")


def test_tls_off(server):
    make_certificate(server)
    server.set(oliphant__tls="off")
    server.reload()
    try:
        with server.raw() as s:
            s.sendall(b"\x16\x03\x01\x02\x00\x01")
            check(closed_within(s, 2) < 1, "kept")
    finally:
        server.set()
        server.reload()


def test_statements(server):
    """Calls larger than a TLS record and many small ones, over the session's own reads and writes."""
    make_certificate(server)
    server.psql("create extension if not exists oliphant", database="app")
    c = tls_connect(server)
    cursor = c.cursor()
    for n in (1, 4000, 32000):
        cursor.execute("select length(:b), :b from dual", b="x" * n)
        equal(cursor.fetchone(), (n, "x" * n), f"bind of {n} characters")
    for i in range(200):
        cursor.execute("select :n + 1 from dual", n=i)
        equal(cursor.fetchone()[0], i + 1, "small statement")
    c.close()
    server.wait_sessions(0)
