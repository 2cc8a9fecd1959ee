-- DBMS_SESSION: PL/SQL Packages and Types Reference, "DBMS_SESSION".
PACKAGE dbms_session AUTHID CURRENT_USER AS
  free_all_resources CONSTANT PLS_INTEGER := 1;
  reinitialize CONSTANT PLS_INTEGER := 2;
  TYPE lname_array IS TABLE OF VARCHAR2(4000) INDEX BY BINARY_INTEGER;
  TYPE appctxrectyp IS RECORD (namespace VARCHAR2(30), attribute VARCHAR2(30), value VARCHAR2(4000));
  TYPE appctxtabtyp IS TABLE OF appctxrectyp INDEX BY BINARY_INTEGER;
  PROCEDURE set_context(namespace IN VARCHAR2, attribute IN VARCHAR2, value IN VARCHAR2, username IN VARCHAR2 DEFAULT NULL, client_id IN VARCHAR2 DEFAULT NULL);
  PROCEDURE clear_context(namespace IN VARCHAR2, client_id IN VARCHAR2 DEFAULT NULL, attribute IN VARCHAR2 DEFAULT NULL);
  PROCEDURE clear_all_context(namespace IN VARCHAR2);
  PROCEDURE set_identifier(client_id IN VARCHAR2);
  PROCEDURE clear_identifier;
  PROCEDURE set_role(role_cmd IN VARCHAR2);
  PROCEDURE set_nls(param IN VARCHAR2, value IN VARCHAR2);
  PROCEDURE set_sql_trace(sql_trace IN BOOLEAN);
  PROCEDURE session_trace_enable(waits IN BOOLEAN DEFAULT TRUE, binds IN BOOLEAN DEFAULT FALSE, plan_stat IN VARCHAR2 DEFAULT NULL);
  PROCEDURE session_trace_disable;
  PROCEDURE free_unused_user_memory;
  PROCEDURE reset_package AS LANGUAGE C NAME "session_reset_package";
  PROCEDURE modify_package_state(action_flags IN PLS_INTEGER);
  FUNCTION unique_session_id RETURN VARCHAR2;
  FUNCTION is_role_enabled(rolename IN VARCHAR2) RETURN BOOLEAN;
  FUNCTION is_session_alive(uniqueid IN VARCHAR2) RETURN BOOLEAN;
  PROCEDURE sleep(seconds IN NUMBER) AS LANGUAGE C NAME "dbms_sleep";
END;
/
PACKAGE BODY dbms_session AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  PROCEDURE unsupported(what VARCHAR2) AS LANGUAGE C NAME "unsupported";
  PROCEDURE put(what VARCHAR2, value VARCHAR2) AS LANGUAGE C NAME "info_set";
  PROCEDURE ctx_set(space VARCHAR2, name VARCHAR2, value VARCHAR2) AS LANGUAGE C NAME "context_set";
  PROCEDURE ctx_clear(space VARCHAR2, name VARCHAR2) AS LANGUAGE C NAME "context_clear";
  PROCEDURE nls(name VARCHAR2, value VARCHAR2) AS LANGUAGE C NAME "nls_set";
  PROCEDURE set_context(namespace IN VARCHAR2, attribute IN VARCHAR2, value IN VARCHAR2, username IN VARCHAR2 DEFAULT NULL, client_id IN VARCHAR2 DEFAULT NULL) IS
  BEGIN
    IF namespace IS NULL OR attribute IS NULL THEN
      RAISE VALUE_ERROR;
    END IF;
    IF UPPER(namespace) = 'USERENV' THEN
      RAISE_APPLICATION_ERROR(-20000, 'ORA-01031: insufficient privileges');
    END IF;
    IF client_id IS NOT NULL OR username IS NOT NULL THEN
      unsupported('DBMS_SESSION.SET_CONTEXT of a context accessed globally');
    END IF;
    ctx_set(namespace, attribute, value);
  END;
  PROCEDURE clear_context(namespace IN VARCHAR2, client_id IN VARCHAR2 DEFAULT NULL, attribute IN VARCHAR2 DEFAULT NULL) IS
  BEGIN
    ctx_clear(namespace, attribute);
  END;
  PROCEDURE clear_all_context(namespace IN VARCHAR2) IS BEGIN ctx_clear(namespace, NULL); END;
  PROCEDURE set_identifier(client_id IN VARCHAR2) IS BEGIN put('CLIENT_IDENTIFIER', client_id); END;
  PROCEDURE clear_identifier IS BEGIN put('CLIENT_IDENTIFIER', NULL); END;
  PROCEDURE set_role(role_cmd IN VARCHAR2) IS BEGIN EXECUTE IMMEDIATE 'SET ROLE ' || role_cmd; END;
  PROCEDURE set_nls(param IN VARCHAR2, value IN VARCHAR2) IS
  BEGIN
    nls(param, CASE WHEN value LIKE '''%''' AND LENGTH(value) > 1 THEN REPLACE(SUBSTR(value, 2, LENGTH(value) - 2), '''''', '''') ELSE value END);
  END;
  -- traces of Oracle's kind are not written
  PROCEDURE set_sql_trace(sql_trace IN BOOLEAN) IS BEGIN NULL; END;
  PROCEDURE session_trace_enable(waits IN BOOLEAN DEFAULT TRUE, binds IN BOOLEAN DEFAULT FALSE, plan_stat IN VARCHAR2 DEFAULT NULL) IS BEGIN NULL; END;
  PROCEDURE session_trace_disable IS BEGIN NULL; END;
  PROCEDURE free_unused_user_memory IS BEGIN NULL; END;
  PROCEDURE modify_package_state(action_flags IN PLS_INTEGER) IS BEGIN reset_package; END;
  FUNCTION unique_session_id RETURN VARCHAR2 IS
  BEGIN
    RETURN pg('SELECT lpad(to_hex(pg_backend_pid()), 8, ''0'') || lpad(to_hex(extract(epoch from backend_start)::int8), 8, ''0'') || ''0001'''
      || ' FROM pg_stat_activity WHERE pid = pg_backend_pid()');
  END;
  FUNCTION is_role_enabled(rolename IN VARCHAR2) RETURN BOOLEAN IS
    n NUMBER;
  BEGIN
    SELECT COUNT(*) INTO n FROM sys.session_roles WHERE role = UPPER(rolename);
    RETURN n > 0;
  END;
  FUNCTION is_session_alive(uniqueid IN VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    RETURN pg('SELECT 1 FROM pg_stat_activity WHERE lpad(to_hex(pid), 8, ''0'') || lpad(to_hex(extract(epoch from backend_start)::int8), 8, ''0'') = $1',
      SUBSTR(uniqueid, 1, 16)) = '1';
  END;
END;
