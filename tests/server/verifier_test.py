"""verifier_test.py - Oracle verifiers follow the passwords of roles, and nobody can read them."""
from harness import PASSWORD, check, equal

LABEL = "select label from pg_shseclabel where provider = 'oliphant' and objoid = (select oid from pg_authid where rolname = '%s')"


def label(server, role):
    return server.psql(LABEL % role)


def test_label_is_sealed(server):
    text = label(server, "scott")
    check(text.startswith("ol1:"), text)
    check("12c" not in text, text)
    again = server.psql(f"alter role scott password '{PASSWORD}'") or label(server, "scott")
    check(again != text, "the same password seals to the same label")
    mode = (server.data / "oliphant.key").stat().st_mode & 0o777
    equal(oct(mode), "0o600", "mode of the key file")


def test_follows_the_role(server):
    server.psql(f"create role one login password '{PASSWORD}'")
    server.psql("alter role one rename to two")
    with server.session(user="two"):
        pass
    server.psql("drop role two")
    equal(server.psql("select count(*) from pg_shseclabel where provider = 'oliphant' and objoid not in "
                      "(select oid from pg_authid)"), "0", "labels without a role")


def test_transactional(server):
    server.psql(f"create role tx login password '{PASSWORD}'")
    server.run("psql", "-X", "-q", "-h", server.dir, "-p", server.port, "-U", "postgres", "-d", "postgres", "-c",
               "begin; alter role tx password 'Other_2'; rollback")
    with server.session(user="tx"):
        pass
    server.refused(1017, user="tx", password="Other_2")


def test_removed_with_the_password(server):
    server.psql(f"create role gone login password '{PASSWORD}'")
    check(label(server, "gone") != "", "no label")
    server.psql("alter role gone password null")
    equal(label(server, "gone"), "", "label after PASSWORD NULL")
    server.refused(1017, user="gone")


def test_removed_by_an_encrypted_password(server):
    server.psql(f"create role hashed login password '{PASSWORD}'")
    secret = server.psql("select rolpassword from pg_authid where rolname = 'hashed'")
    mark = server.log_mark()
    server.psql(f"alter role hashed password '{secret}'")
    equal(label(server, "hashed"), "", "label after a password given encrypted")
    server.refused(1017, user="hashed")
    server.wait_log('role "hashed" has no password for the Oracle port', mark)


def test_own_password_and_other_users_labels(server):
    server.psql(f"create role plain login password '{PASSWORD}'")
    server.psql("alter role plain password 'Mine_3'", user="plain")
    with server.session(user="plain", password="Mine_3"):
        pass
    stolen = label(server, "scott")
    done = server.run("psql", "-X", "-h", server.dir, "-p", server.port, "-U", "plain", "-d", "postgres", "-c",
                      f"security label for oliphant on role plain is '{stolen}'", check_code=False)
    check(done.returncode != 0 or "ERROR" in done.stderr, "a user could write a verifier label")


def test_dump_and_restore(server):
    server.psql(f"create role dumped login password '{PASSWORD}'")
    dump = server.run("pg_dumpall", "-h", server.dir, "-p", server.port, "-U", "postgres", "-r").stdout
    lines = [line for line in dump.splitlines() if "dumped" in line]
    check(any(line.startswith("SECURITY LABEL FOR oliphant ON ROLE dumped") for line in lines), "no label in the dump")
    server.psql("drop role dumped")
    server.psql("; ".join(line.rstrip(";") for line in lines))
    with server.session(user="dumped"):
        pass


def test_11g_and_none(server):
    server.psql(f"set oliphant.verifiers = '12c,11g'; create role old_and_new login password '{PASSWORD}'")
    with server.session(user="old_and_new"):
        pass
    check(len(label(server, "old_and_new")) > len(label(server, "scott")), "no second verifier")
    server.psql(f"set oliphant.verifiers = 'none'; create role neither login password '{PASSWORD}'")
    equal(label(server, "neither"), "", "label with verifiers = none")
    server.refused(1017, user="neither")


def test_unreadable_label(server):
    key = server.data / "oliphant.key"
    good = key.read_text()
    server.psql(f"create role sealed login password '{PASSWORD}'")
    try:
        key.write_text("00" * 32 + "\n")
        server.restart()
        mark = server.log_mark()
        server.refused(1017, user="sealed")
        server.wait_log("was sealed with another key", mark)
        key.write_text(good)
        with server.session(user="sealed"):  # found again without a restart
            pass
    finally:
        key.write_text(good)


def test_unicode_password(server):
    server.psql("create role unicode login password 'Pässwörd_漢字'")
    with server.session(user="unicode", password="Pässwörd_漢字"):
        pass
