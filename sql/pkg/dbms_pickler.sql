-- DBMS_PICKLER: what drivers ask a type's attributes and descriptor of (undocumented; as python-oracledb and node-oracledb call it).
PACKAGE dbms_pickler AUTHID CURRENT_USER AS
  FUNCTION get_type_shape(fullname IN OUT VARCHAR2, typeoid IN OUT RAW, vers IN OUT PLS_INTEGER, tds IN OUT RAW, instantiable OUT VARCHAR2,
    supertype_owner OUT VARCHAR2, supertype_name OUT VARCHAR2, attributes OUT SYS_REFCURSOR, subtypes OUT SYS_REFCURSOR) RETURN PLS_INTEGER;
END;
/
PACKAGE BODY dbms_pickler AS
  -- The next part of a dotted name: "Quoted" as it is, others in upper case.
  PROCEDURE take(rest IN OUT VARCHAR2, part OUT VARCHAR2) IS
    n PLS_INTEGER;
  BEGIN
    IF SUBSTR(rest, 1, 1) = '"' THEN
      n := INSTR(rest, '"', 2);
      part := SUBSTR(rest, 2, n - 2);
      rest := SUBSTR(rest, n + 2);
    ELSE
      n := INSTR(rest, '.');
      IF n = 0 THEN
        part := UPPER(rest);
        rest := NULL;
      ELSE
        part := UPPER(SUBSTR(rest, 1, n - 1));
        rest := SUBSTR(rest, n + 1);
      END IF;
    END IF;
  END;

  FUNCTION get_type_shape(fullname IN OUT VARCHAR2, typeoid IN OUT RAW, vers IN OUT PLS_INTEGER, tds IN OUT RAW, instantiable OUT VARCHAR2,
    supertype_owner OUT VARCHAR2, supertype_name OUT VARCHAR2, attributes OUT SYS_REFCURSOR, subtypes OUT SYS_REFCURSOR) RETURN PLS_INTEGER IS
    a VARCHAR2(200);
    b VARCHAR2(200);
    rest VARCHAR2(600) := fullname;
    found_owner VARCHAR2(128);
    found_name VARCHAR2(128);
  BEGIN
    vers := 1;
    instantiable := 'YES';
    take(rest, a);
    IF rest IS NULL THEN
      b := a;
      a := SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA');
    ELSE
      take(rest, b);
    END IF;
    IF rest IS NOT NULL THEN
      RETURN 1;
    END IF;
    FOR t IN (SELECT y.owner, y.type_name, y.type_oid, y.instantiable, y.supertype_owner, y.supertype_name, sys.type_tds(y.type_oid) AS tds
              FROM all_types y WHERE y.type_name = b AND y.owner IN (a, 'SYS') ORDER BY CASE y.owner WHEN a THEN 1 ELSE 2 END) LOOP
      found_owner := t.owner;
      found_name := t.type_name;
      typeoid := t.type_oid;
      tds := t.tds;
      instantiable := t.instantiable;
      supertype_owner := t.supertype_owner;
      supertype_name := t.supertype_name;
      EXIT;
    END LOOP;
    IF found_name IS NULL THEN
      RETURN 1;
    END IF;
    OPEN attributes FOR
      SELECT 1, t.attr_name, t.attr_no, t.attr_type_name, t.attr_type_owner, NULL, y.type_oid, 'YES', NULL, NULL
      FROM all_type_attrs t LEFT JOIN all_types y ON y.owner = t.attr_type_owner AND y.type_name = t.attr_type_name
      WHERE t.owner = found_owner AND t.type_name = found_name ORDER BY t.attr_no;
    RETURN 0;
  END;
END;
