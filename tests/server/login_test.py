"""login_test.py - who gets in, who does not, and with which error."""
import time

from harness import PASSWORD, check, equal, oracledb


def test_login(server):
    with server.session() as c:
        check(c.version.startswith("19."), c.version)
        row = server.psql("select usename, datname, client_addr, backend_type, application_name <> '' from pg_stat_activity "
                          "where backend_type = 'oliphant session'")
        equal(row, "scott|app|127.0.0.1|oliphant session|t", "pg_stat_activity")
    server.wait_sessions(0)


def test_service_names(server):
    for service in ("app", "APP", "orcl", "ORCL", "ORCL.example.com", "app.localdomain"):
        with server.session(service=service):
            pass


def test_sid_and_default_database(server):
    db = oracledb()
    base = f"(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT={server.oracle_port}))(CONNECT_DATA=%s))"
    for data in ("(SID=orcl)", "(SERVER=DEDICATED)"):
        db.connect(user="scott", password=PASSWORD, dsn=base % data).close()


def test_unknown_service(server):
    text = ""
    try:
        server.connect(service="nonesuch")
    except oracledb().Error as e:
        text = str(e)
    check("DPY-6001" in text or "12514" in text, text)


def test_closed_database(server):
    server.refused(12528, service="closed")


def test_wrong_password(server):
    begin = time.time()
    server.refused(1017, password="wrong")
    check(time.time() - begin >= 0.05, "answered without delay")
    with server.session():
        pass


def test_unknown_user_looks_like_wrong_password(server):
    server.refused(1017, user="nobody_here")


def test_user_name_spellings(server):
    for user in ("scott", "SCOTT", "Scott", '"SCOTT"'):
        with server.session(user=user):
            pass
    server.refused(1017, user='"scott"')


def test_case_sensitive_password(server):
    server.refused(1017, password=PASSWORD.upper())


def test_role_without_login(server):
    server.psql(f"create role locked nologin password '{PASSWORD}'")
    server.refused(28000, user="locked")
    server.refused(1017, user="locked", password="wrong")


def test_expired_password(server):
    server.psql(f"create role expired login password '{PASSWORD}' valid until '2001-01-01'")
    server.refused(28001, user="expired")


def test_locked_after_failures(server):
    server.psql(f"create role clumsy login password '{PASSWORD}'")
    server.set(oliphant__failed_login_attempts=3, oliphant__failed_login_lock_time="2s")
    server.reload()
    try:
        for _ in range(3):
            server.refused(1017, user="clumsy", password="wrong")
        server.refused(28000, user="clumsy")
        with server.session():  # others are not concerned
            pass
        time.sleep(2.2)
        with server.session(user="clumsy"):
            pass
        for _ in range(3):
            server.refused(1017, user="clumsy", password="wrong")
        server.refused(28000, user="clumsy")
        server.psql("alter role clumsy login")
        with server.session(user="clumsy"):
            pass
        # An unknown user is locked like a known one: nothing is learnt.
        for _ in range(3):
            server.refused(1017, user="phantom", password="wrong")
        server.refused(28000, user="phantom")
    finally:
        server.set()
        server.reload()


def test_hba_reject(server):
    server.psql(f"create role outsider login password '{PASSWORD}'; create role staff; create role insider login "
                f"password '{PASSWORD}' in role staff")
    try:
        server.hba("host all outsider 127.0.0.1/32 reject", "host app +staff samehost md5",
                   "host all scott 10.0.0.0/8 trust", "host all all 127.0.0.1/32 ldap ldapserver=nowhere ldapprefix=x")
        mark = server.log_mark()
        server.refused(12506, user="outsider")
        server.wait_log("pg_hba.conf rejects it", mark)
        with server.session(user="insider"):
            pass
        server.refused(12506)
        server.wait_log('authentication method "ldap"', mark)
        server.hba("host all scott 127.0.0.1/32 trust")
        with server.session():
            pass
        server.refused(12506, user="insider")
        server.hba("host all all localhost scram-sha-256")  # a host name: decided in the session's own process
        with server.session():
            pass
        server.hba("host all all not.this.host.invalid scram-sha-256")
        server.refused(12506)
    finally:
        server.hba("host all all 127.0.0.1/32 scram-sha-256")


def test_broken_hba_keeps_the_old_rules(server):
    try:
        server.hba("host all all 127.0.0.1/32 no-such-method")
        with server.session():
            pass
    finally:
        server.hba("host all all 127.0.0.1/32 scram-sha-256")


def test_no_connect_privilege(server):
    server.psql("create database private")
    server.psql("revoke connect on database private from public")
    server.refused(1045, service="private")


def test_role_limit(server):
    server.psql(f"create role single login password '{PASSWORD}' connection limit 1")
    with server.session(user="single"):
        server.refused(2391, user="single")
    server.wait_sessions(0)
    with server.session(user="single"):
        pass


def test_database_limit(server):
    server.psql("create database small connection limit 1")
    with server.session(service="small"):
        server.refused(12520, service="small")


def test_sysdba(server):
    db = oracledb()
    server.refused(1031, mode=db.AUTH_MODE_SYSDBA)
    server.psql(f"create role boss login superuser password '{PASSWORD}'")
    with server.session(user="boss", mode=db.AUTH_MODE_SYSDBA):
        pass


def test_proxy(server):
    server.psql(f"create role target login; create role proxy login password '{PASSWORD}' in role target")
    with server.session(user="proxy[target]"):
        equal(server.psql("select usename from pg_stat_activity where backend_type = 'oliphant session'"), "target", "user")
    server.refused(28150, user="proxy[scott]")


def test_new_password_at_login(server):
    server.psql(f"create role changer login password '{PASSWORD}'")
    with server.session(user="changer", newpassword="Other_2"):
        pass
    server.refused(1017, user="changer")
    with server.session(user="changer", password="Other_2"):
        pass
    hashed = server.psql("select substr(rolpassword, 1, 13) from pg_authid where rolname = 'changer'")
    equal(hashed, "SCRAM-SHA-256", "PostgreSQL's own secret")


def test_long_connect_data(server):
    dsn = (f"(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT={server.oracle_port}))"
           f"(CONNECT_DATA=(SERVICE_NAME=app)(COLOCATION_TAG={'x' * 600})))")
    oracledb().connect(user="scott", password=PASSWORD, dsn=dsn).close()


def test_oracle_sessions(server):
    server.psql("create extension oliphant", database="app")
    with server.session() as c:
        c.module = "billing"
        c.ping()
        row = server.psql("select o.state, o.username, o.service, o.client_address, o.pid = a.pid, o.logon_time <= now(), "
                          "o.os_user <> '', o.process <> '' from sys.oracle_sessions() o join pg_stat_activity a using (pid)",
                          database="app")
        equal(row, "active|SCOTT|app|127.0.0.1|t|t|t|t", "sys.oracle_sessions()")
        server.psql("create role curious login")
        equal(server.psql("select username, machine is null, program is null from sys.oracle_sessions()", database="app",
                          user="curious"), "SCOTT|t|t", "as another user")
    server.wait_sessions(0)
    equal(server.psql("select count(*) from sys.oracle_sessions()", database="app"), "0", "after the session")


def test_verifier_made_elsewhere(server):
    import hashlib
    salt = bytes(range(16))
    key = hashlib.pbkdf2_hmac("sha512", b"Elsewhere_9", salt + b"AUTH_PBKDF2_SPEEDY_KEY", 4096, 64)
    verifier = f"12c:{salt.hex().upper()}:{hashlib.sha512(key + salt).digest()[:32].hex().upper()}"
    server.psql("create extension if not exists oliphant", database="app")
    server.psql(f"create role mover login password 'x'; select sys.set_oracle_verifier('mover', '{verifier}')", database="app")
    with server.session(user="mover", password="Elsewhere_9"):
        pass
    server.psql("select sys.set_oracle_verifier('mover', null)", database="app")
    server.refused(1017, user="mover", password="Elsewhere_9")


def test_v_session(server):
    """V$SESSION shows an Oracle session with the numbers its client knows, so that KILL SESSION finds it."""
    server.psql("create extension if not exists oliphant", database="app")
    with server.session() as c:
        c.module = "billing"
        c.action = "close"
        c.ping()
        row = server.psql("""select s.username, s.sid = o.sid and s."serial#" = o.serial, s.module, s.action, s.status,
                             s.type from sys."v$session" s join sys.oracle_sessions() o on o.sid = s.sid
                             where s.username = 'SCOTT'""", database="app")
        equal(row, "SCOTT|t|billing|close|INACTIVE|USER", "V$SESSION")
