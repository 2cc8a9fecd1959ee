-- DBMS_ASSERT: PL/SQL Packages and Types Reference, "DBMS_ASSERT".
PACKAGE dbms_assert AUTHID CURRENT_USER AS
  FUNCTION enquote_literal(str IN VARCHAR2) RETURN VARCHAR2;
  FUNCTION enquote_name(str IN VARCHAR2, capitalize IN BOOLEAN DEFAULT TRUE) RETURN VARCHAR2;
  FUNCTION noop(str IN VARCHAR2) RETURN VARCHAR2;
  FUNCTION noop(str IN CLOB) RETURN CLOB;
  FUNCTION qualified_sql_name(str IN VARCHAR2) RETURN VARCHAR2;
  FUNCTION schema_name(str IN VARCHAR2) RETURN VARCHAR2;
  FUNCTION simple_sql_name(str IN VARCHAR2) RETURN VARCHAR2;
  FUNCTION sql_object_name(str IN VARCHAR2) RETURN VARCHAR2;
END;
/
PACKAGE BODY dbms_assert AS
  PROCEDURE fail(n NUMBER, what VARCHAR2 DEFAULT NULL) AS LANGUAGE C NAME "raise_error";
  -- a name by itself: quoted without a quote inside, or letters, digits, _, $, #
  FUNCTION is_simple(s VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    RETURN s IS NOT NULL AND LENGTHB(s) <= 130 AND (REGEXP_LIKE(s, '^"[^"]+"$') OR (REGEXP_LIKE(s, '^[[:alpha:]][[:alnum:]_$#]*$')));
  END;
  FUNCTION enquote_literal(str IN VARCHAR2) RETURN VARCHAR2 IS
    s VARCHAR2(32767) := str;
  BEGIN
    IF s LIKE '''%''' AND LENGTH(s) > 1 THEN
      s := SUBSTR(s, 2, LENGTH(s) - 2);
    END IF;
    -- quotes inside must come in pairs
    IF INSTR(REPLACE(s, ''''''), '''') > 0 THEN
      RAISE VALUE_ERROR;
    END IF;
    RETURN '''' || s || '''';
  END;
  FUNCTION enquote_name(str IN VARCHAR2, capitalize IN BOOLEAN DEFAULT TRUE) RETURN VARCHAR2 IS
    s VARCHAR2(32767) := str;
  BEGIN
    IF s LIKE '"%"' AND LENGTH(s) > 1 THEN
      IF INSTR(SUBSTR(s, 2, LENGTH(s) - 2), '"') > 0 OR LENGTH(s) < 3 THEN
        RAISE VALUE_ERROR;
      END IF;
      RETURN s;
    END IF;
    IF s IS NULL OR INSTR(s, '"') > 0 THEN
      RAISE VALUE_ERROR;
    END IF;
    IF NVL(capitalize, TRUE) THEN
      s := UPPER(s);
    END IF;
    RETURN '"' || s || '"';
  END;
  FUNCTION noop(str IN VARCHAR2) RETURN VARCHAR2 IS BEGIN RETURN str; END;
  FUNCTION noop(str IN CLOB) RETURN CLOB IS BEGIN RETURN str; END;
  FUNCTION simple_sql_name(str IN VARCHAR2) RETURN VARCHAR2 IS
    s VARCHAR2(32767) := TRIM(str);
  BEGIN
    IF is_simple(s) THEN
      RETURN s;
    END IF;
    fail(44003);
  END;
  FUNCTION qualified_sql_name(str IN VARCHAR2) RETURN VARCHAR2 IS
    s VARCHAR2(32767) := TRIM(str);
    n CONSTANT VARCHAR2(100) := '("[^"]+"|[[:alpha:]][[:alnum:]_$#]*)';
  BEGIN
    IF s IS NOT NULL AND REGEXP_LIKE(s, '^' || n || '(\.' || n || ')*(@' || n || '(\.' || n || ')*)?$') THEN
      RETURN s;
    END IF;
    fail(44004);
  END;
  FUNCTION schema_name(str IN VARCHAR2) RETURN VARCHAR2 IS
    n NUMBER;
  BEGIN
    SELECT COUNT(*) INTO n FROM sys.all_users WHERE username = CASE WHEN str LIKE '"%"' THEN SUBSTR(str, 2, LENGTH(str) - 2) ELSE str END;
    IF n = 0 AND NVL(str, ' ') NOT IN ('SYS', '"SYS"') THEN
      fail(44001);
    END IF;
    RETURN str;
  END;
  FUNCTION sql_object_name(str IN VARCHAR2) RETURN VARCHAR2 IS
    s VARCHAR2(32767);
    a VARCHAR2(200);
    b VARCHAR2(200);
    n NUMBER;
  BEGIN
    s := qualified_sql_name(str);
    a := REGEXP_SUBSTR(s, '"[^"]+"|[^.@"]+', 1, 1);
    b := REGEXP_SUBSTR(s, '"[^"]+"|[^.@"]+', 1, 2);
    a := CASE WHEN a LIKE '"%' THEN TRIM('"' FROM a) ELSE UPPER(a) END;
    b := CASE WHEN b LIKE '"%' THEN TRIM('"' FROM b) ELSE UPPER(b) END;
    IF INSTR(s, '@') = 0 THEN
      IF b IS NULL THEN
        SELECT COUNT(*) INTO n FROM sys.all_objects WHERE object_name = a AND owner IN (SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'), 'SYS', 'PUBLIC');
      ELSE
        SELECT COUNT(*) INTO n FROM sys.all_objects WHERE (owner = a AND object_name = b)
          OR (object_name = a AND owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND object_type IN ('PACKAGE', 'TYPE'));
      END IF;
      IF n = 0 THEN
        fail(44002);
      END IF;
    END IF;
    RETURN str;
  END;
END;
