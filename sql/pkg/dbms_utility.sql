-- DBMS_UTILITY: PL/SQL Packages and Types Reference, "DBMS_UTILITY".
PACKAGE dbms_utility AUTHID CURRENT_USER AS
  TYPE uncl_array IS TABLE OF VARCHAR2(227) INDEX BY BINARY_INTEGER;
  TYPE name_array IS TABLE OF VARCHAR2(30) INDEX BY BINARY_INTEGER;
  TYPE lname_array IS TABLE OF VARCHAR2(4000) INDEX BY BINARY_INTEGER;
  SUBTYPE maxname_array IS lname_array;
  TYPE dblink_array IS TABLE OF VARCHAR2(128) INDEX BY BINARY_INTEGER;
  TYPE index_table_type IS TABLE OF BINARY_INTEGER INDEX BY BINARY_INTEGER;
  TYPE number_array IS TABLE OF NUMBER INDEX BY BINARY_INTEGER;
  inv_error_on_restrictions CONSTANT PLS_INTEGER := 1;
  inv_not_exist_or_no_priv EXCEPTION;
  PRAGMA EXCEPTION_INIT(inv_not_exist_or_no_priv, -24237);
  FUNCTION format_error_stack RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_error_stack";
  FUNCTION format_error_backtrace RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_error_backtrace";
  FUNCTION format_call_stack RETURN VARCHAR2 AS LANGUAGE C NAME "utility_format_call_stack";
  FUNCTION get_time RETURN NUMBER AS LANGUAGE C NAME "utility_get_time";
  FUNCTION get_cpu_time RETURN NUMBER AS LANGUAGE C NAME "utility_get_cpu_time";
  FUNCTION get_hash_value(name VARCHAR2, base NUMBER, hash_size NUMBER) RETURN NUMBER AS LANGUAGE C NAME "name_hash";
  FUNCTION get_sql_hash(name IN VARCHAR2, hash OUT RAW, pre10ihash OUT NUMBER) RETURN NUMBER;
  PROCEDURE comma_to_table(list IN VARCHAR2, tablen OUT BINARY_INTEGER, tab OUT uncl_array);
  PROCEDURE comma_to_table(list IN VARCHAR2, tablen OUT BINARY_INTEGER, tab OUT lname_array);
  PROCEDURE table_to_comma(tab IN uncl_array, tablen OUT BINARY_INTEGER, list OUT VARCHAR2);
  PROCEDURE table_to_comma(tab IN lname_array, tablen OUT BINARY_INTEGER, list OUT VARCHAR2);
  PROCEDURE name_tokenize(name IN VARCHAR2, a OUT VARCHAR2, b OUT VARCHAR2, c OUT VARCHAR2, dblink OUT VARCHAR2, nextpos OUT BINARY_INTEGER);
  PROCEDURE name_resolve(name IN VARCHAR2, context IN NUMBER, schema OUT VARCHAR2, part1 OUT VARCHAR2, part2 OUT VARCHAR2, dblink OUT VARCHAR2,
    part1_type OUT NUMBER, object_number OUT NUMBER);
  PROCEDURE canonicalize(name IN VARCHAR2, canon_name OUT VARCHAR2, canon_len IN BINARY_INTEGER);
  PROCEDURE compile_schema(schema IN VARCHAR2, compile_all IN BOOLEAN DEFAULT TRUE, reuse_settings IN BOOLEAN DEFAULT FALSE);
  PROCEDURE exec_ddl_statement(parse_string IN VARCHAR2);
  PROCEDURE analyze_schema(schema IN VARCHAR2, method IN VARCHAR2, estimate_rows IN NUMBER DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    method_opt IN VARCHAR2 DEFAULT NULL);
  PROCEDURE db_version(version OUT VARCHAR2, compatibility OUT VARCHAR2);
  FUNCTION port_string RETURN VARCHAR2;
  FUNCTION is_cluster_database RETURN BOOLEAN;
  FUNCTION current_instance RETURN NUMBER;
  FUNCTION get_endianness RETURN NUMBER;
  FUNCTION sqlid_to_sqlhash(sql_id IN VARCHAR2) RETURN NUMBER;
  FUNCTION old_current_schema RETURN VARCHAR2;
  FUNCTION old_current_user RETURN VARCHAR2;
  FUNCTION is_bit_set(r IN RAW, n IN NUMBER) RETURN NUMBER;
  FUNCTION get_parameter_value(parnam IN VARCHAR2, intval IN OUT BINARY_INTEGER, strval IN OUT VARCHAR2, listno IN BINARY_INTEGER DEFAULT 1)
    RETURN BINARY_INTEGER;
END;
/
PACKAGE BODY dbms_utility AS
  FUNCTION pg(q VARCHAR2, a VARCHAR2 DEFAULT NULL, b VARCHAR2 DEFAULT NULL, c VARCHAR2 DEFAULT NULL, d VARCHAR2 DEFAULT NULL, e VARCHAR2 DEFAULT NULL)
    RETURN VARCHAR2 AS LANGUAGE C NAME "pg_value";
  PROCEDURE fail(n NUMBER, what VARCHAR2 DEFAULT NULL) AS LANGUAGE C NAME "raise_error";
  PROCEDURE unsupported(what VARCHAR2) AS LANGUAGE C NAME "unsupported";
  FUNCTION get_sql_hash(name IN VARCHAR2, hash OUT RAW, pre10ihash OUT NUMBER) RETURN NUMBER IS
  BEGIN
    -- MD5 of the text and a zero byte; the last four bytes, little-endian, are the number
    hash := HEXTORAW(pg('SELECT upper(md5(decode($1 || ''00'', ''hex'')))', RAWTOHEX(UTL_RAW.CAST_TO_RAW(name))));
    pre10ihash := 0;
    RETURN TO_NUMBER(RAWTOHEX(UTL_RAW.REVERSE(UTL_RAW.SUBSTR(hash, 13, 4))), 'XXXXXXXX');
  END;
  -- one name of a list or of a dotted name from a place on: itself, upper case unless quoted (then without its quotes)
  PROCEDURE one_name(s VARCHAR2, place IN OUT PLS_INTEGER, raw_name OUT VARCHAR2, name OUT VARCHAR2) IS
    stop PLS_INTEGER;
  BEGIN
    WHILE SUBSTR(s, place, 1) IN (' ', CHR(9), CHR(10), CHR(13)) LOOP
      place := place + 1;
    END LOOP;
    IF SUBSTR(s, place, 1) = '"' THEN
      stop := INSTR(s, '"', place + 1);
      IF stop <= place + 1 THEN
        fail(931);
      END IF;
      raw_name := SUBSTR(s, place, stop - place + 1);
      name := SUBSTR(s, place + 1, stop - place - 1);
      place := stop + 1;
    ELSE
      raw_name := REGEXP_SUBSTR(SUBSTR(s, place), '^[[:alpha:]][[:alnum:]_$#]*');
      IF raw_name IS NULL THEN
        fail(CASE WHEN SUBSTR(s, place, 1) IS NULL THEN 931 ELSE 931 END);
      END IF;
      name := UPPER(raw_name);
      place := place + LENGTH(raw_name);
    END IF;
  END;
  PROCEDURE split(list VARCHAR2, tablen OUT BINARY_INTEGER, tab OUT lname_array) IS
    place PLS_INTEGER := 1;
    from_ PLS_INTEGER;
    r VARCHAR2(4000);
    n VARCHAR2(4000);
  BEGIN
    tablen := 0;
    IF list IS NULL THEN
      fail(931);
    END IF;
    LOOP
      from_ := place;
      LOOP
        one_name(list, place, r, n);
        EXIT WHEN NVL(SUBSTR(list, place, 1), ',') NOT IN ('.', '@');
        place := place + 1;
      END LOOP;
      -- blanks belong to the entry: Oracle keeps them
      WHILE SUBSTR(list, place, 1) IN (' ', CHR(9), CHR(10), CHR(13)) LOOP
        place := place + 1;
      END LOOP;
      tablen := tablen + 1;
      tab(tablen) := SUBSTR(list, from_, place - from_);
      EXIT WHEN SUBSTR(list, place, 1) IS NULL;
      IF SUBSTR(list, place, 1) != ',' THEN
        RAISE_APPLICATION_ERROR(-20001, 'comma-separated list invalid near ' || SUBSTR(list, GREATEST(place - 2, 1), 5));
      END IF;
      place := place + 1;
    END LOOP;
    tab(tablen + 1) := NULL;
  END;
  PROCEDURE comma_to_table(list IN VARCHAR2, tablen OUT BINARY_INTEGER, tab OUT lname_array) IS
  BEGIN
    split(list, tablen, tab);
  END;
  PROCEDURE comma_to_table(list IN VARCHAR2, tablen OUT BINARY_INTEGER, tab OUT uncl_array) IS
    t lname_array;
    n BINARY_INTEGER;
  BEGIN
    split(list, n, t);
    FOR i IN 1 .. n + 1 LOOP
      tab(i) := t(i);
    END LOOP;
    tablen := n;
  END;
  PROCEDURE table_to_comma(tab IN uncl_array, tablen OUT BINARY_INTEGER, list OUT VARCHAR2) IS
    s VARCHAR2(32767);
    n BINARY_INTEGER := 0;
  BEGIN
    WHILE tab.EXISTS(n + 1) AND tab(n + 1) IS NOT NULL LOOP
      n := n + 1;
      s := s || CASE WHEN n > 1 THEN ',' END || tab(n);
    END LOOP;
    tablen := n;
    list := s;
  END;
  PROCEDURE table_to_comma(tab IN lname_array, tablen OUT BINARY_INTEGER, list OUT VARCHAR2) IS
    s VARCHAR2(32767);
    n BINARY_INTEGER := 0;
  BEGIN
    WHILE tab.EXISTS(n + 1) AND tab(n + 1) IS NOT NULL LOOP
      n := n + 1;
      s := s || CASE WHEN n > 1 THEN ',' END || tab(n);
    END LOOP;
    tablen := n;
    list := s;
  END;
  PROCEDURE name_tokenize(name IN VARCHAR2, a OUT VARCHAR2, b OUT VARCHAR2, c OUT VARCHAR2, dblink OUT VARCHAR2, nextpos OUT BINARY_INTEGER) IS
    place PLS_INTEGER := 1;
    r VARCHAR2(4000);
    n VARCHAR2(4000);
    link VARCHAR2(4000);
  BEGIN
    one_name(name, place, r, n);
    a := n;
    IF SUBSTR(name, place, 1) = '.' THEN
      place := place + 1;
      one_name(name, place, r, n);
      b := n;
      IF SUBSTR(name, place, 1) = '.' THEN
        place := place + 1;
        one_name(name, place, r, n);
        c := n;
      END IF;
    END IF;
    IF SUBSTR(name, place, 1) = '@' THEN
      LOOP
        place := place + 1;
        one_name(name, place, r, n);
        link := link || CASE WHEN link IS NOT NULL THEN '.' END || n;
        EXIT WHEN NVL(SUBSTR(name, place, 1), ' ') != '.';
      END LOOP;
      dblink := link;
    END IF;
    nextpos := place - 1;
  END;
  PROCEDURE canonicalize(name IN VARCHAR2, canon_name OUT VARCHAR2, canon_len IN BINARY_INTEGER) IS
    place PLS_INTEGER := 1;
    r VARCHAR2(4000);
    n VARCHAR2(4000);
    s VARCHAR2(32767);
  BEGIN
    one_name(TRIM(name), place, r, n);
    IF SUBSTR(TRIM(name), place, 1) IS NULL THEN
      s := n;
    ELSE
      s := '"' || n || '"';
      WHILE SUBSTR(TRIM(name), place, 1) = '.' LOOP
        place := place + 1;
        one_name(TRIM(name), place, r, n);
        s := s || '."' || n || '"';
      END LOOP;
    END IF;
    canon_name := SUBSTRB(s, 1, canon_len);
  END;
  PROCEDURE name_resolve(name IN VARCHAR2, context IN NUMBER, schema OUT VARCHAR2, part1 OUT VARCHAR2, part2 OUT VARCHAR2, dblink OUT VARCHAR2,
    part1_type OUT NUMBER, object_number OUT NUMBER) IS
    a VARCHAR2(4000);
    b VARCHAR2(4000);
    c VARCHAR2(4000);
    l VARCHAR2(4000);
    p BINARY_INTEGER;
    own VARCHAR2(128);
    obj VARCHAR2(128);
    sub VARCHAR2(128);
    t VARCHAR2(30);
    id NUMBER;
    -- the object itself, or what a synonym of the name stands for
    FUNCTION found(o VARCHAR2, n VARCHAR2, depth PLS_INTEGER DEFAULT 0) RETURN BOOLEAN IS
      o2 VARCHAR2(128);
      n2 VARCHAR2(128);
      t2 VARCHAR2(30);
      id2 NUMBER;
    BEGIN
      FOR x IN (SELECT object_type, object_id FROM sys.all_objects WHERE owner = o AND object_name = n
          AND object_type IN ('TABLE', 'VIEW', 'SEQUENCE', 'PROCEDURE', 'FUNCTION', 'PACKAGE', 'TRIGGER', 'TYPE', 'INDEX', 'MATERIALIZED VIEW')
          ORDER BY CASE object_type WHEN 'INDEX' THEN 2 ELSE 1 END) LOOP
        t2 := x.object_type;
        id2 := x.object_id;
        EXIT;
      END LOOP;
      IF t2 IS NOT NULL THEN
        t := t2;
        id := id2;
        own := o;
        obj := n;
        RETURN TRUE;
      END IF;
      SELECT MAX(table_owner), MAX(table_name) INTO o2, n2 FROM sys.all_synonyms WHERE owner = o AND synonym_name = n;
      RETURN o2 IS NOT NULL AND depth < 20 AND found(o2, n2, depth + 1);
    END;
    FUNCTION here(n VARCHAR2) RETURN BOOLEAN IS
    BEGIN
      RETURN found(SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'), n) OR found('PUBLIC', n) OR found('SYS', n);
    END;
  BEGIN
    name_tokenize(name, a, b, c, l, p);
    IF l IS NOT NULL THEN
      part1 := NVL(b, a);
      schema := CASE WHEN b IS NOT NULL THEN a END;
      dblink := l;
      part1_type := 0;
      object_number := 0;
      RETURN;
    END IF;
    IF c IS NOT NULL THEN
      IF NOT found(a, b) THEN
        fail(6564, name);
      END IF;
      sub := c;
    ELSIF b IS NOT NULL THEN
      IF found(a, b) THEN
        NULL;
      ELSIF here(a) THEN
        sub := b;
      ELSE
        fail(6564, name);
      END IF;
    ELSIF NOT here(a) THEN
      fail(6564, name);
    END IF;
    schema := own;
    part1_type := CASE t WHEN 'INDEX' THEN 1 WHEN 'TABLE' THEN 2 WHEN 'VIEW' THEN 4 WHEN 'SEQUENCE' THEN 6 WHEN 'PROCEDURE' THEN 7 WHEN 'FUNCTION' THEN 8
      WHEN 'PACKAGE' THEN 9 WHEN 'TRIGGER' THEN 12 WHEN 'TYPE' THEN 13 ELSE 2 END;
    -- a stand-alone routine is the second part
    IF t IN ('PROCEDURE', 'FUNCTION') THEN
      part2 := obj;
    ELSE
      part1 := obj;
      part2 := sub;
    END IF;
    object_number := id;
  END;
  PROCEDURE compile_schema(schema IN VARCHAR2, compile_all IN BOOLEAN DEFAULT TRUE, reuse_settings IN BOOLEAN DEFAULT FALSE) IS
  BEGIN
    FOR o IN (SELECT object_name, object_type, status FROM sys.all_objects WHERE owner = schema
        AND object_type IN ('PROCEDURE', 'FUNCTION', 'PACKAGE', 'PACKAGE BODY', 'TRIGGER', 'TYPE', 'TYPE BODY')
        ORDER BY CASE WHEN object_type LIKE '% BODY' THEN 2 WHEN object_type = 'TRIGGER' THEN 3 ELSE 1 END) LOOP
      IF compile_all OR o.status != 'VALID' THEN
        BEGIN
          EXECUTE IMMEDIATE 'ALTER ' || REPLACE(o.object_type, ' BODY') || ' "' || schema || '"."' || o.object_name || '" COMPILE'
            || CASE WHEN o.object_type LIKE '% BODY' THEN ' BODY' END;
        EXCEPTION
          WHEN OTHERS THEN NULL;
        END;
      END IF;
    END LOOP;
  END;
  PROCEDURE exec_ddl_statement(parse_string IN VARCHAR2) IS BEGIN EXECUTE IMMEDIATE parse_string; END;
  PROCEDURE analyze_schema(schema IN VARCHAR2, method IN VARCHAR2, estimate_rows IN NUMBER DEFAULT NULL, estimate_percent IN NUMBER DEFAULT NULL,
    method_opt IN VARCHAR2 DEFAULT NULL) IS
  BEGIN
    IF UPPER(method) != 'DELETE' THEN
      sys.dbms_stats.gather_schema_stats('"' || schema || '"');
    END IF;
  END;
  PROCEDURE db_version(version OUT VARCHAR2, compatibility OUT VARCHAR2) IS
    v VARCHAR2(100);
  BEGIN
    SELECT MAX(version) INTO v FROM sys.product_component_version;
    version := v;
    compatibility := REGEXP_SUBSTR(v, '^[0-9]+') || '.0.0';
  END;
  FUNCTION port_string RETURN VARCHAR2 IS BEGIN RETURN 'x86_64/Linux 2.4.xx'; END;
  FUNCTION is_cluster_database RETURN BOOLEAN IS BEGIN RETURN FALSE; END;
  FUNCTION current_instance RETURN NUMBER IS BEGIN RETURN 1; END;
  FUNCTION get_endianness RETURN NUMBER IS BEGIN RETURN 2; END;
  FUNCTION sqlid_to_sqlhash(sql_id IN VARCHAR2) RETURN NUMBER IS
    n NUMBER := 0;
  BEGIN
    FOR i IN 1 .. LENGTH(sql_id) LOOP
      n := n * 32 + INSTR('0123456789abcdfghjkmnpqrstuvwxyz', SUBSTR(sql_id, i, 1)) - 1;
    END LOOP;
    RETURN MOD(n, 4294967296);
  END;
  FUNCTION old_current_schema RETURN VARCHAR2 IS BEGIN RETURN SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'); END;
  FUNCTION old_current_user RETURN VARCHAR2 IS BEGIN RETURN SYS_CONTEXT('USERENV', 'CURRENT_USER'); END;
  FUNCTION is_bit_set(r IN RAW, n IN NUMBER) RETURN NUMBER IS
    place PLS_INTEGER := UTL_RAW.LENGTH(r) - TRUNC((n - 1) / 8);
  BEGIN
    RETURN CASE WHEN place < 1 THEN 0
      ELSE SIGN(BITAND(TO_NUMBER(RAWTOHEX(UTL_RAW.SUBSTR(r, place, 1)), 'XX'), POWER(2, MOD(n - 1, 8)))) END;
  END;
  FUNCTION get_parameter_value(parnam IN VARCHAR2, intval IN OUT BINARY_INTEGER, strval IN OUT VARCHAR2, listno IN BINARY_INTEGER DEFAULT 1)
    RETURN BINARY_INTEGER IS
    t NUMBER;
    v VARCHAR2(4000);
  BEGIN
    SELECT MAX(type), MAX(value) INTO t, v FROM sys.v$parameter WHERE name = LOWER(parnam);
    IF t IS NULL THEN
      RAISE_APPLICATION_ERROR(-20000, 'get_parameter_value: invalid or unsupported parameter "' || parnam || '"');
    END IF;
    IF t = 2 THEN
      strval := v;
      intval := LENGTH(v);
      RETURN 1;
    END IF;
    intval := CASE v WHEN 'TRUE' THEN 1 WHEN 'FALSE' THEN 0 ELSE TO_NUMBER(v) END;
    RETURN 0;
  END;
END;
