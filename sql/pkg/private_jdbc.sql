-- PRIVATE_JDBC: what JDBC thin asks before DatabaseMetaData answers about columns and types (docs/protocol/jdbc.md).
PACKAGE private_jdbc AS
  FUNCTION get_compatible RETURN VARCHAR2;
END;
/
PACKAGE BODY private_jdbc AS
  FUNCTION get_compatible RETURN VARCHAR2 IS
  BEGIN
    RETURN dbms_db_version.version || '.0.0';
  END;
END;
