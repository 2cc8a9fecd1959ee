-- DBMS_LOCK: PL/SQL Packages and Types Reference, "DBMS_LOCK".
PACKAGE dbms_lock AUTHID CURRENT_USER AS
  PROCEDURE sleep(seconds IN NUMBER) AS LANGUAGE C NAME "dbms_sleep";
END;
