"""trigger_dump_test.py - triggers in PL/SQL travel in a dump: their rows of pg_trigger, their source, and whether they are enabled."""
from harness import equal
from session_test import fresh


def test_triggers_survive_dump_and_restore(server):
    fresh(server)
    server.psql("create table scott.dr (id numeric(10) primary key, a varchar(30)); alter table scott.dr owner to scott", database="app")
    with server.session() as c:
        cursor = c.cursor()
        cursor.execute("create sequence dr_s")
        cursor.execute("create or replace trigger dr_bi before insert on dr for each row\n"
                       "begin :new.id := dr_s.nextval; :new.a := upper(:new.a); end;")
        cursor.execute("create or replace trigger dr_c for update on dr compound trigger n number := 0;\n"
                       "before each row is begin n := n + 1; :new.a := :new.a || n; end before each row; end;")
        cursor.execute("create or replace trigger dr_off before delete on dr for each row disable\n"
                       "begin raise_application_error(-20001, 'x'); end;")
    dump = server.run("pg_dump", "-h", server.dir, "-p", server.port, "-U", "postgres", "app").stdout
    server.psql("drop database if exists restored")
    server.psql("create database restored")
    server.run("psql", "-X", "-q", "-h", server.dir, "-p", server.port, "-U", "postgres", "-d", "restored", stdin=dump)
    server.psql("insert into scott.dr (a) values ('abc'), ('def'), ('ghi'); update scott.dr set a = 'q'; delete from scott.dr where id = 1",
                database="restored")
    equal(server.psql("select id || a from scott.dr order by id", database="restored").split(), ["2q2", "3q3"])
    server.psql("drop database restored")
