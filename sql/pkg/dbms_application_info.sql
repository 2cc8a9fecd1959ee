-- DBMS_APPLICATION_INFO: PL/SQL Packages and Types Reference, "DBMS_APPLICATION_INFO".
PACKAGE dbms_application_info AUTHID DEFINER AS
  set_session_longops_nohint CONSTANT BINARY_INTEGER := -1;
  PROCEDURE set_module(module_name IN VARCHAR2, action_name IN VARCHAR2);
  PROCEDURE set_action(action_name IN VARCHAR2);
  PROCEDURE read_module(module_name OUT VARCHAR2, action_name OUT VARCHAR2);
  PROCEDURE set_client_info(client_info IN VARCHAR2);
  PROCEDURE read_client_info(client_info OUT VARCHAR2);
  PROCEDURE set_session_longops(rindex IN OUT BINARY_INTEGER, slno IN OUT BINARY_INTEGER, op_name IN VARCHAR2 DEFAULT NULL,
    target IN BINARY_INTEGER DEFAULT 0, context IN BINARY_INTEGER DEFAULT 0, sofar IN NUMBER DEFAULT 0, totalwork IN NUMBER DEFAULT 0,
    target_desc IN VARCHAR2 DEFAULT 'unknown_target', units IN VARCHAR2 DEFAULT NULL);
END;
/
PACKAGE BODY dbms_application_info AS
  -- rows of V$SESSION_LONGOPS are not kept; a caller gets its row's number so that its loop goes on as it would
  longops BINARY_INTEGER := 0;
  PROCEDURE put(what VARCHAR2, value VARCHAR2) AS LANGUAGE C NAME "info_set";
  FUNCTION get(what VARCHAR2) RETURN VARCHAR2 AS LANGUAGE C NAME "info_read";
  PROCEDURE set_module(module_name IN VARCHAR2, action_name IN VARCHAR2) IS
  BEGIN
    put('MODULE', module_name);
    put('ACTION', action_name);
  END;
  PROCEDURE set_action(action_name IN VARCHAR2) IS BEGIN put('ACTION', action_name); END;
  PROCEDURE read_module(module_name OUT VARCHAR2, action_name OUT VARCHAR2) IS
  BEGIN
    module_name := get('MODULE');
    action_name := get('ACTION');
  END;
  PROCEDURE set_client_info(client_info IN VARCHAR2) IS BEGIN put('CLIENT_INFO', client_info); END;
  PROCEDURE read_client_info(client_info OUT VARCHAR2) IS BEGIN client_info := get('CLIENT_INFO'); END;
  PROCEDURE set_session_longops(rindex IN OUT BINARY_INTEGER, slno IN OUT BINARY_INTEGER, op_name IN VARCHAR2 DEFAULT NULL,
    target IN BINARY_INTEGER DEFAULT 0, context IN BINARY_INTEGER DEFAULT 0, sofar IN NUMBER DEFAULT 0, totalwork IN NUMBER DEFAULT 0,
    target_desc IN VARCHAR2 DEFAULT 'unknown_target', units IN VARCHAR2 DEFAULT NULL) IS
  BEGIN
    IF rindex IS NULL OR rindex = set_session_longops_nohint THEN
      rindex := longops;
      slno := 1;
      longops := longops + 1;
    END IF;
  END;
END;
