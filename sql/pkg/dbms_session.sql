-- DBMS_SESSION: PL/SQL Packages and Types Reference, "DBMS_SESSION".
PACKAGE dbms_session AUTHID CURRENT_USER AS
  PROCEDURE sleep(seconds IN NUMBER) AS LANGUAGE C NAME "dbms_sleep";
END;
