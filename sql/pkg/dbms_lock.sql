-- DBMS_LOCK: PL/SQL Packages and Types Reference, "DBMS_LOCK". A lock is an advisory lock of PostgreSQL's: shared (SS, S) or exclusive.
PACKAGE dbms_lock AUTHID CURRENT_USER AS
  nl_mode CONSTANT INTEGER := 1;
  ss_mode CONSTANT INTEGER := 2;
  sx_mode CONSTANT INTEGER := 3;
  s_mode CONSTANT INTEGER := 4;
  ssx_mode CONSTANT INTEGER := 5;
  x_mode CONSTANT INTEGER := 6;
  maxwait CONSTANT INTEGER := 32767;
  badseconds_num NUMBER := -38148;
  PROCEDURE allocate_unique(lockname IN VARCHAR2, lockhandle OUT VARCHAR2, expiration_secs IN INTEGER DEFAULT 864000);
  FUNCTION request(id IN INTEGER, lockmode IN INTEGER DEFAULT x_mode, timeout IN INTEGER DEFAULT maxwait, release_on_commit IN BOOLEAN DEFAULT FALSE)
    RETURN INTEGER;
  FUNCTION request(lockhandle IN VARCHAR2, lockmode IN INTEGER DEFAULT x_mode, timeout IN INTEGER DEFAULT maxwait,
    release_on_commit IN BOOLEAN DEFAULT FALSE) RETURN INTEGER;
  FUNCTION convert(id IN INTEGER, lockmode IN INTEGER, timeout IN NUMBER DEFAULT maxwait) RETURN INTEGER;
  FUNCTION convert(lockhandle IN VARCHAR2, lockmode IN INTEGER, timeout IN NUMBER DEFAULT maxwait) RETURN INTEGER;
  FUNCTION release(id IN INTEGER) RETURN INTEGER;
  FUNCTION release(lockhandle IN VARCHAR2) RETURN INTEGER;
  PROCEDURE sleep(seconds IN NUMBER) AS LANGUAGE C NAME "dbms_sleep";
END;
/
PACKAGE BODY dbms_lock AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  FUNCTION hash(name VARCHAR2, base NUMBER, slots NUMBER) RETURN NUMBER AS LANGUAGE C NAME "name_hash";
  TYPE modes IS TABLE OF INTEGER INDEX BY PLS_INTEGER;
  held modes;
  -- all of them live in the first key; the ids Oracle allows are 0 .. 1073741823, those of names lie above
  space CONSTANT VARCHAR2(20) := '1869638760';
  FUNCTION is_shared(lockmode INTEGER) RETURN BOOLEAN IS BEGIN RETURN lockmode IN (ss_mode, s_mode); END;
  FUNCTION lock_function(what VARCHAR2, lockmode INTEGER) RETURN VARCHAR2 IS
  BEGIN
    RETURN what || CASE WHEN is_shared(lockmode) THEN '_shared' END;
  END;
  FUNCTION take(id PLS_INTEGER, lockmode INTEGER, timeout NUMBER, release_on_commit BOOLEAN) RETURN INTEGER IS
    began NUMBER := dbms_utility.get_time;
    call VARCHAR2(200) := 'SELECT ' || lock_function(CASE WHEN release_on_commit THEN 'pg_try_advisory_xact_lock' ELSE 'pg_try_advisory_lock' END, lockmode)
      || '(' || space || ', $1::int4)';
  BEGIN
    LOOP
      IF pg(call, TO_CHAR(id)) = 't' THEN
        RETURN 0;
      END IF;
      IF timeout < maxwait AND dbms_utility.get_time - began >= timeout * 100 THEN
        RETURN 1;
      END IF;
      sleep(0.02);
    END LOOP;
  END;
  FUNCTION request_id(id INTEGER, lockmode INTEGER, timeout NUMBER, release_on_commit BOOLEAN) RETURN INTEGER IS
    n INTEGER;
  BEGIN
    IF id IS NULL OR id < 0 OR id > 2147483647 OR lockmode IS NULL OR lockmode NOT BETWEEN 1 AND 6 OR timeout IS NULL OR timeout < 0 THEN
      RETURN 3;
    END IF;
    IF held.EXISTS(id) THEN
      RETURN 4;
    END IF;
    IF lockmode = nl_mode THEN
      RETURN 0;
    END IF;
    n := take(id, lockmode, timeout, release_on_commit);
    IF n = 0 AND NOT NVL(release_on_commit, FALSE) THEN
      held(id) := lockmode;
    END IF;
    RETURN n;
  END;
  FUNCTION id_of(lockhandle VARCHAR2) RETURN INTEGER IS
  BEGIN
    RETURN CASE WHEN REGEXP_LIKE(lockhandle, '^[0-9]{10}1[0-9]{9}$') THEN TO_NUMBER(SUBSTR(lockhandle, 1, 10)) END;
  END;
  PROCEDURE allocate_unique(lockname IN VARCHAR2, lockhandle OUT VARCHAR2, expiration_secs IN INTEGER DEFAULT 864000) IS
    id NUMBER;
  BEGIN
    IF lockname IS NULL OR LENGTHB(lockname) > 128 OR lockname LIKE 'ORA$%' THEN
      RAISE VALUE_ERROR;
    END IF;
    id := hash(lockname, 1073741824, 1073741823);
    lockhandle := TO_CHAR(id) || TO_CHAR(id);
    COMMIT;
  END;
  FUNCTION request(id IN INTEGER, lockmode IN INTEGER DEFAULT x_mode, timeout IN INTEGER DEFAULT maxwait, release_on_commit IN BOOLEAN DEFAULT FALSE)
    RETURN INTEGER IS
  BEGIN
    RETURN CASE WHEN id > 1073741823 THEN 3 ELSE request_id(id, lockmode, timeout, release_on_commit) END;
  END;
  FUNCTION request(lockhandle IN VARCHAR2, lockmode IN INTEGER DEFAULT x_mode, timeout IN INTEGER DEFAULT maxwait,
    release_on_commit IN BOOLEAN DEFAULT FALSE) RETURN INTEGER IS
  BEGIN
    RETURN CASE WHEN id_of(lockhandle) IS NULL THEN 5 ELSE request_id(id_of(lockhandle), lockmode, timeout, release_on_commit) END;
  END;
  FUNCTION release_id(id INTEGER) RETURN INTEGER IS
    lockmode INTEGER;
  BEGIN
    IF id IS NULL OR id < 0 OR id > 2147483647 THEN
      RETURN 3;
    END IF;
    IF NOT held.EXISTS(id) THEN
      RETURN 4;
    END IF;
    lockmode := held(id);
    held.DELETE(id);
    RETURN CASE WHEN pg('SELECT ' || lock_function('pg_advisory_unlock', lockmode) || '(' || space || ', $1::int4)', TO_CHAR(id)) = 't' THEN 0 ELSE 4 END;
  END;
  FUNCTION release(id IN INTEGER) RETURN INTEGER IS BEGIN RETURN release_id(id); END;
  FUNCTION release(lockhandle IN VARCHAR2) RETURN INTEGER IS
  BEGIN
    RETURN CASE WHEN id_of(lockhandle) IS NULL THEN 5 ELSE release_id(id_of(lockhandle)) END;
  END;
  FUNCTION convert_id(id INTEGER, lockmode INTEGER, timeout NUMBER) RETURN INTEGER IS
    n INTEGER;
    was INTEGER;
  BEGIN
    IF id IS NULL OR lockmode IS NULL OR lockmode NOT BETWEEN 1 AND 6 OR timeout IS NULL OR timeout < 0 THEN
      RETURN 3;
    END IF;
    IF NOT held.EXISTS(id) THEN
      RETURN 4;
    END IF;
    was := held(id);
    IF is_shared(was) != is_shared(lockmode) THEN
      n := take(id, lockmode, timeout, FALSE);
      IF n != 0 THEN
        RETURN n;
      END IF;
      n := CASE WHEN pg('SELECT ' || lock_function('pg_advisory_unlock', was) || '(' || space || ', $1::int4)', TO_CHAR(id)) = 't' THEN 0 ELSE 4 END;
    END IF;
    held(id) := lockmode;
    RETURN 0;
  END;
  FUNCTION convert(id IN INTEGER, lockmode IN INTEGER, timeout IN NUMBER DEFAULT maxwait) RETURN INTEGER IS
  BEGIN
    RETURN convert_id(id, lockmode, timeout);
  END;
  FUNCTION convert(lockhandle IN VARCHAR2, lockmode IN INTEGER, timeout IN NUMBER DEFAULT maxwait) RETURN INTEGER IS
  BEGIN
    RETURN CASE WHEN id_of(lockhandle) IS NULL THEN 5 ELSE convert_id(id_of(lockhandle), lockmode, timeout) END;
  END;
END;
