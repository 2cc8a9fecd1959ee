-- DBMS_TRANSACTION: PL/SQL Packages and Types Reference, "DBMS_TRANSACTION".
PACKAGE dbms_transaction AUTHID CURRENT_USER AS
  PROCEDURE commit;
  PROCEDURE commit_comment(cmnt IN VARCHAR2);
  PROCEDURE rollback;
  PROCEDURE savepoint(savept IN VARCHAR2);
  PROCEDURE rollback_savepoint(savept IN VARCHAR2);
  PROCEDURE read_only;
  PROCEDURE read_write;
  PROCEDURE begin_discrete_transaction;
  PROCEDURE use_rollback_segment(rb_name IN VARCHAR2);
  FUNCTION local_transaction_id(create_transaction IN BOOLEAN DEFAULT FALSE) RETURN VARCHAR2;
  FUNCTION step_id RETURN NUMBER;
END;
/
PACKAGE BODY dbms_transaction AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  PROCEDURE commit IS BEGIN COMMIT; END;
  PROCEDURE commit_comment(cmnt IN VARCHAR2) IS BEGIN COMMIT; END;
  PROCEDURE rollback IS BEGIN ROLLBACK; END;
  PROCEDURE savepoint(savept IN VARCHAR2) IS BEGIN EXECUTE IMMEDIATE 'SAVEPOINT ' || savept; END;
  PROCEDURE rollback_savepoint(savept IN VARCHAR2) IS BEGIN EXECUTE IMMEDIATE 'ROLLBACK TO SAVEPOINT ' || savept; END;
  PROCEDURE read_only IS BEGIN EXECUTE IMMEDIATE 'SET TRANSACTION READ ONLY'; END;
  PROCEDURE read_write IS BEGIN EXECUTE IMMEDIATE 'SET TRANSACTION READ WRITE'; END;
  PROCEDURE begin_discrete_transaction IS BEGIN NULL; END;
  PROCEDURE use_rollback_segment(rb_name IN VARCHAR2) IS BEGIN NULL; END;
  -- segment.slot.sequence: PostgreSQL's number of the transaction in its parts
  FUNCTION local_transaction_id(create_transaction IN BOOLEAN DEFAULT FALSE) RETURN VARCHAR2 IS
    x NUMBER;
  BEGIN
    x := TO_NUMBER(pg(CASE WHEN create_transaction THEN 'SELECT pg_current_xact_id()' ELSE 'SELECT pg_current_xact_id_if_assigned()' END));
    RETURN CASE WHEN x IS NOT NULL THEN MOD(TRUNC(x / 1024), 1024) + 1 || '.' || MOD(x, 1024) || '.' || TRUNC(x / 1048576) END;
  END;
  FUNCTION step_id RETURN NUMBER IS BEGIN RETURN TO_NUMBER(pg('SELECT extract(epoch from transaction_timestamp())::int8')); END;
END;
