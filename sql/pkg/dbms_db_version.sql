-- DBMS_DB_VERSION: PL/SQL Packages and Types Reference, "DBMS_DB_VERSION". The release presented.
PACKAGE dbms_db_version AS
  FUNCTION release_major RETURN PLS_INTEGER AS LANGUAGE C NAME "release_major";
  version CONSTANT PLS_INTEGER := release_major;
  release CONSTANT PLS_INTEGER := 0;
  ver_le_9_1 CONSTANT BOOLEAN := FALSE;
  ver_le_9_2 CONSTANT BOOLEAN := FALSE;
  ver_le_9 CONSTANT BOOLEAN := FALSE;
  ver_le_10_1 CONSTANT BOOLEAN := FALSE;
  ver_le_10_2 CONSTANT BOOLEAN := FALSE;
  ver_le_10 CONSTANT BOOLEAN := FALSE;
  ver_le_11_1 CONSTANT BOOLEAN := FALSE;
  ver_le_11_2 CONSTANT BOOLEAN := FALSE;
  ver_le_11 CONSTANT BOOLEAN := FALSE;
  ver_le_12_1 CONSTANT BOOLEAN := FALSE;
  ver_le_12_2 CONSTANT BOOLEAN := FALSE;
  ver_le_12 CONSTANT BOOLEAN := FALSE;
  ver_le_18 CONSTANT BOOLEAN := FALSE;
  ver_le_19 CONSTANT BOOLEAN := version <= 19;
  ver_le_20 CONSTANT BOOLEAN := version <= 20;
  ver_le_21 CONSTANT BOOLEAN := version <= 21;
  ver_le_22 CONSTANT BOOLEAN := version <= 22;
  ver_le_23 CONSTANT BOOLEAN := version <= 23;
END;
