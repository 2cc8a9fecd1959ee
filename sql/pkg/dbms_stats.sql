-- DBMS_STATS: statistics are PostgreSQL's: gathering is ANALYZE; the rest of their life is its own business.
PACKAGE dbms_stats AUTHID CURRENT_USER AS
  auto_sample_size CONSTANT NUMBER := 0;
  auto_degree CONSTANT NUMBER := 32768;
  default_degree CONSTANT NUMBER := 32767;
  auto_invalidate CONSTANT BOOLEAN := NULL;
  PROCEDURE gather_table_stats(ownname IN VARCHAR2, tabname IN VARCHAR2, partname IN VARCHAR2 DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    block_sample IN BOOLEAN DEFAULT FALSE, method_opt IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL, granularity IN VARCHAR2 DEFAULT NULL,
    cascade IN BOOLEAN DEFAULT NULL, stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, statown IN VARCHAR2 DEFAULT NULL,
    no_invalidate IN BOOLEAN DEFAULT NULL, stattype IN VARCHAR2 DEFAULT 'DATA', force IN BOOLEAN DEFAULT FALSE, options IN VARCHAR2 DEFAULT NULL);
  PROCEDURE gather_index_stats(ownname IN VARCHAR2, indname IN VARCHAR2, partname IN VARCHAR2 DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, statown IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL,
    granularity IN VARCHAR2 DEFAULT NULL, no_invalidate IN BOOLEAN DEFAULT NULL, force IN BOOLEAN DEFAULT FALSE);
  PROCEDURE gather_schema_stats(ownname IN VARCHAR2, estimate_percent IN NUMBER DEFAULT NULL, block_sample IN BOOLEAN DEFAULT FALSE,
    method_opt IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL, granularity IN VARCHAR2 DEFAULT NULL, cascade IN BOOLEAN DEFAULT NULL,
    stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, options IN VARCHAR2 DEFAULT 'GATHER', statown IN VARCHAR2 DEFAULT NULL,
    no_invalidate IN BOOLEAN DEFAULT NULL, gather_temp IN BOOLEAN DEFAULT FALSE, gather_fixed IN BOOLEAN DEFAULT FALSE, force IN BOOLEAN DEFAULT FALSE);
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT VARCHAR2);
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT NUMBER);
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT DATE);
END;
/
PACKAGE BODY dbms_stats AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  -- commits, as Oracle does
  PROCEDURE analyze_one(owner VARCHAR2, name VARCHAR2) IS
    done VARCHAR2(10);
  BEGIN
    COMMIT;
    done := pg('ANALYZE ' || pg('SELECT format(''%I.%I'', sys.pg_name($1), sys.pg_name($2))', owner, name));
    COMMIT;
  END;
  FUNCTION own(name VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    RETURN CASE WHEN name IS NULL THEN SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') WHEN name LIKE '"%"' THEN TRIM('"' FROM name) ELSE UPPER(name) END;
  END;
  PROCEDURE gather_table_stats(ownname IN VARCHAR2, tabname IN VARCHAR2, partname IN VARCHAR2 DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    block_sample IN BOOLEAN DEFAULT FALSE, method_opt IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL, granularity IN VARCHAR2 DEFAULT NULL,
    cascade IN BOOLEAN DEFAULT NULL, stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, statown IN VARCHAR2 DEFAULT NULL,
    no_invalidate IN BOOLEAN DEFAULT NULL, stattype IN VARCHAR2 DEFAULT 'DATA', force IN BOOLEAN DEFAULT FALSE, options IN VARCHAR2 DEFAULT NULL) IS
    n NUMBER;
  BEGIN
    SELECT COUNT(*) INTO n FROM sys.all_tables WHERE owner = own(ownname) AND table_name = own(tabname);
    IF n = 0 THEN
      RAISE_APPLICATION_ERROR(-20000, 'Unable to analyze TABLE "' || own(ownname) || '"."' || own(tabname)
        || '", insufficient privileges or does not exist');
    END IF;
    analyze_one(own(ownname), own(tabname));
  END;
  PROCEDURE gather_index_stats(ownname IN VARCHAR2, indname IN VARCHAR2, partname IN VARCHAR2 DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, statown IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL,
    granularity IN VARCHAR2 DEFAULT NULL, no_invalidate IN BOOLEAN DEFAULT NULL, force IN BOOLEAN DEFAULT FALSE) IS
    found BOOLEAN := FALSE;
  BEGIN
    FOR i IN (SELECT table_owner, table_name FROM sys.all_indexes WHERE owner = own(ownname) AND index_name = own(indname)) LOOP
      found := TRUE;
      analyze_one(i.table_owner, i.table_name);
    END LOOP;
    IF NOT found THEN
      RAISE_APPLICATION_ERROR(-20000, 'Unable to analyze INDEX "' || own(ownname) || '"."' || own(indname)
        || '", insufficient privileges or does not exist');
    END IF;
  END;
  PROCEDURE gather_schema_stats(ownname IN VARCHAR2, estimate_percent IN NUMBER DEFAULT NULL, block_sample IN BOOLEAN DEFAULT FALSE,
    method_opt IN VARCHAR2 DEFAULT NULL, degree IN NUMBER DEFAULT NULL, granularity IN VARCHAR2 DEFAULT NULL, cascade IN BOOLEAN DEFAULT NULL,
    stattab IN VARCHAR2 DEFAULT NULL, statid IN VARCHAR2 DEFAULT NULL, options IN VARCHAR2 DEFAULT 'GATHER', statown IN VARCHAR2 DEFAULT NULL,
    no_invalidate IN BOOLEAN DEFAULT NULL, gather_temp IN BOOLEAN DEFAULT FALSE, gather_fixed IN BOOLEAN DEFAULT FALSE, force IN BOOLEAN DEFAULT FALSE) IS
  BEGIN
    FOR t IN (SELECT table_name FROM sys.all_tables WHERE owner = own(ownname) AND temporary = 'N') LOOP
      analyze_one(own(ownname), t.table_name);
    END LOOP;
  END;
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT VARCHAR2) IS BEGIN resval := UTL_RAW.CAST_TO_VARCHAR2(rawval); END;
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT NUMBER) IS BEGIN resval := UTL_RAW.CAST_TO_NUMBER(rawval); END;
  PROCEDURE convert_raw_value(rawval IN RAW, resval OUT DATE) IS
    -- seven bytes: century and year + 100, month, day, hour, minute, second + 1
    FUNCTION b(n PLS_INTEGER) RETURN NUMBER IS BEGIN RETURN TO_NUMBER(RAWTOHEX(UTL_RAW.SUBSTR(rawval, n, 1)), 'XX'); END;
  BEGIN
    IF rawval IS NOT NULL THEN
      resval := TO_DATE((b(1) - 100) * 100 + b(2) - 100 || '-' || b(3) || '-' || b(4) || ' ' || (b(5) - 1) || ':' || (b(6) - 1) || ':' || (b(7) - 1),
        'YYYY-MM-DD HH24:MI:SS');
    END IF;
  END;
END;
