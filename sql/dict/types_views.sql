-- Dictionary views: types views. Columns and types are those of the Oracle Database Reference.
-- Composite types are object types, domains over arrays collections; a label says what PostgreSQL's types cannot.
CREATE VIEW sys.schema_types_ AS SELECT y.oid AS typid, y.typname, y.typtype, y.typrelid, y.typowner, y.typbasetype, y.typtypmod, b.typelem, n.nspname,
    (SELECT l.label FROM pg_seclabel l WHERE l.objoid = y.oid AND l.classoid = 'pg_type'::regclass AND l.objsubid = 0 AND l.provider = 'oliphant') AS label
FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace LEFT JOIN pg_class yc ON yc.oid = y.typrelid
LEFT JOIN pg_type b ON b.oid = y.typbasetype AND b.typcategory = 'A'
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_'
    AND (yc.relkind = 'c' OR (y.typtype = 'd' AND b.typelem <> 0));
GRANT SELECT ON sys.schema_types_ TO PUBLIC;

-- A type as the views of types name it: TIMESTAMP WITH TZ, the schema's type by its name alone.
CREATE FUNCTION sys.attr_type_(oid, int4, text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN EXISTS (SELECT FROM sys.schema_types_ t WHERE t.typid = $1) THEN (SELECT sys.oracle_name(t.typname) FROM sys.schema_types_ t WHERE t.typid = $1)
        WHEN sys.type_word_($1, $2, $3) = 'FLOAT' AND sys.type_number_($1, $2, $3, 2) = 63 THEN 'REAL'
        WHEN sys.type_word_($1, $2, $3) = 'NUMBER' AND sys.type_number_($1, $2, $3, 2) IS NULL AND sys.type_number_($1, $2, $3, 3) = 0 THEN 'INTEGER'
        ELSE replace(regexp_replace(sys.type_word_($1, $2, $3), '\(\d+\)', '', 'g'), ' TIME ZONE', ' TZ') END;

-- The methods a type's source declares.
CREATE FUNCTION sys.type_methods_source_(owner text, type_name text, OUT no int4, OUT name text, OUT kind text, OUT parameters int4, OUT results int4, OUT final text,
    OUT instantiable text, OUT overriding text) RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_type_methods' LANGUAGE C STABLE STRICT ROWS 2;
-- For DBMS_PICKLER: the descriptor of a type, and of an attribute's.
CREATE FUNCTION sys.type_tds(bytea) RETURNS bytea AS 'MODULE_PATHNAME', 'ol_fn_type_tds' LANGUAGE C STABLE STRICT;

CREATE VIEW sys.types_all_ AS SELECT
    sys.oracle_name(y.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    (decode(lpad(to_hex(y.typid::int8), 32, '0'), 'hex'))::bytea AS type_oid,
    (CASE y.typtype WHEN 'c' THEN 'OBJECT' ELSE 'COLLECTION' END)::varchar(128) AS typecode,
    ((SELECT count(*) FROM pg_attribute a WHERE a.attrelid = y.typrelid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> '_subtype'))::numeric AS attributes,
    (SELECT count(*) FROM sys.type_methods_source_(sys.oracle_name(y.nspname), sys.oracle_name(y.typname)))::numeric AS methods,
    (CASE y.nspname WHEN 'sys' THEN 'YES' ELSE 'NO' END)::varchar(3) AS predefined,
    (CASE WHEN y.label LIKE 'INCOMPLETE%' THEN 'YES' ELSE 'NO' END)::varchar(3) AS incomplete,
    (CASE WHEN y.label LIKE '%;NOT FINAL%' THEN 'NO' ELSE 'YES' END)::varchar(3) AS final,
    (CASE WHEN y.label LIKE '%;NOT INSTANTIABLE%' THEN 'NO' ELSE 'YES' END)::varchar(3) AS instantiable,
    'YES'::varchar(3) AS persistable,
    (substring(y.label FROM ';UNDER=([^.]*)\.'))::varchar(128) AS supertype_owner,
    (substring(y.label FROM ';UNDER=[^.]*\.(.*)$'))::varchar(128) AS supertype_name,
    NULL::numeric AS local_attributes,
    NULL::numeric AS local_methods,
    NULL::bytea AS typeid,
    y.nspname AS nspname_,
    y.typid AS typid_
FROM sys.schema_types_ y;
GRANT SELECT ON sys.types_all_ TO PUBLIC;

CREATE VIEW sys.dba_types AS SELECT owner, type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_;

CREATE VIEW sys.all_types AS SELECT owner, type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_
WHERE has_type_privilege(typid_, 'USAGE');
GRANT SELECT ON sys.all_types TO PUBLIC;

CREATE VIEW sys.user_types AS SELECT type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_types TO PUBLIC;

CREATE VIEW sys.type_attrs_all_ AS SELECT
    sys.oracle_name(y.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    sys.oracle_name(a.attname)::varchar(128) AS attr_name,
    NULL::varchar(7) AS attr_type_mod,
    (SELECT sys.oracle_name(t.nspname) FROM sys.schema_types_ t WHERE t.typid = a.atttypid)::varchar(128) AS attr_type_owner,
    (sys.attr_type_(a.atttypid, a.atttypmod, l.label))::varchar(128) AS attr_type_name,
    (CASE WHEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 4) > 0 OR sys.type_word_(a.atttypid, a.atttypmod, l.label) = 'RAW'
        THEN CASE sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) WHEN 1 THEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 4)
        ELSE sys.type_number_(a.atttypid, a.atttypmod, l.label, 1) END END)::numeric AS length,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 2))::numeric AS precision,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 3))::numeric AS scale,
    (CASE WHEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 4) > 0 THEN CASE WHEN sys.type_word_(a.atttypid, a.atttypmod, l.label) LIKE 'N%' THEN 'NCHAR_CS'
        ELSE 'CHAR_CS' END END)::varchar(44) AS character_set_name,
    (row_number() OVER (PARTITION BY y.typid ORDER BY a.attnum))::numeric AS attr_no,
    (CASE WHEN EXISTS (SELECT FROM sys.schema_types_ u JOIN pg_attribute ua ON ua.attrelid = u.typrelid AND ua.attname = a.attname AND ua.attnum > 0
        WHERE sys.oracle_name(u.nspname) || '.' || sys.oracle_name(u.typname) = substring(y.label FROM ';UNDER=(.*)$')) THEN 'YES' ELSE 'NO' END)::varchar(3) AS inherited,
    (CASE sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) WHEN 1 THEN 'C' WHEN 0 THEN 'B' END)::varchar(1) AS char_used,
    y.nspname AS nspname_,
    y.typid AS typid_
FROM sys.schema_types_ y JOIN pg_attribute a ON a.attrelid = y.typrelid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> '_subtype'
LEFT JOIN pg_seclabel l ON l.objoid = a.attrelid AND l.classoid = 'pg_class'::regclass AND l.objsubid = a.attnum AND l.provider = 'oliphant'
WHERE y.typtype = 'c';
GRANT SELECT ON sys.type_attrs_all_ TO PUBLIC;

CREATE VIEW sys.dba_type_attrs AS SELECT owner, type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_;

CREATE VIEW sys.all_type_attrs AS SELECT owner, type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_
WHERE has_type_privilege(typid_, 'USAGE');
GRANT SELECT ON sys.all_type_attrs TO PUBLIC;

CREATE VIEW sys.user_type_attrs AS SELECT type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_type_attrs TO PUBLIC;

CREATE VIEW sys.coll_types_all_ AS SELECT
    sys.oracle_name(y.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    (CASE WHEN y.label LIKE 'VARRAY%' THEN 'VARYING ARRAY' ELSE 'TABLE' END)::varchar(128) AS coll_type,
    (substring(y.label FROM 'VARRAY\((\d+)\)'))::numeric AS upper_bound,
    NULL::varchar(7) AS elem_type_mod,
    (SELECT sys.oracle_name(t.nspname) FROM sys.schema_types_ t WHERE t.typid = y.typelem)::varchar(128) AS elem_type_owner,
    (sys.attr_type_(y.typelem, y.typtypmod, y.element))::varchar(128) AS elem_type_name,
    (CASE WHEN sys.type_number_(y.typelem, y.typtypmod, y.element, 4) > 0 OR sys.type_word_(y.typelem, y.typtypmod, y.element) = 'RAW'
        THEN CASE sys.type_number_(y.typelem, y.typtypmod, y.element, 5) WHEN 1 THEN sys.type_number_(y.typelem, y.typtypmod, y.element, 4)
        ELSE sys.type_number_(y.typelem, y.typtypmod, y.element, 1) END END)::numeric AS length,
    (sys.type_number_(y.typelem, y.typtypmod, y.element, 2))::numeric AS precision,
    (sys.type_number_(y.typelem, y.typtypmod, y.element, 3))::numeric AS scale,
    (CASE WHEN sys.type_number_(y.typelem, y.typtypmod, y.element, 4) > 0 THEN CASE WHEN sys.type_word_(y.typelem, y.typtypmod, y.element) LIKE 'N%' THEN 'NCHAR_CS'
        ELSE 'CHAR_CS' END END)::varchar(44) AS character_set_name,
    NULL::varchar(7) AS elem_storage,
    (CASE WHEN y.label LIKE '%;NOT NULL' THEN 'NO' ELSE 'YES' END)::varchar(3) AS nulls_stored,
    (CASE sys.type_number_(y.typelem, y.typtypmod, y.element, 5) WHEN 1 THEN 'C' WHEN 0 THEN 'B' END)::varchar(1) AS char_used,
    y.nspname AS nspname_,
    y.typid AS typid_
FROM (SELECT s.*, CASE WHEN s.label LIKE '% OF UDT%' THEN NULL ELSE substring(s.label FROM ' OF ([^;]*)') END AS element FROM sys.schema_types_ s) y
WHERE y.typtype = 'd';
GRANT SELECT ON sys.coll_types_all_ TO PUBLIC;

CREATE VIEW sys.dba_coll_types AS SELECT owner, type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_;

CREATE VIEW sys.all_coll_types AS SELECT owner, type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_
WHERE has_type_privilege(typid_, 'USAGE');
GRANT SELECT ON sys.all_coll_types TO PUBLIC;

CREATE VIEW sys.user_coll_types AS SELECT type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_coll_types TO PUBLIC;

CREATE VIEW sys.type_methods_all_ AS SELECT
    sys.oracle_name(y.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    m.name::varchar(128) AS method_name,
    m.no::numeric AS method_no,
    m.kind::varchar(6) AS method_type,
    m.parameters::numeric AS parameters,
    m.results::numeric AS results,
    m.final::varchar(3) AS final,
    m.instantiable::varchar(3) AS instantiable,
    m.overriding::varchar(3) AS overriding,
    'NO'::varchar(3) AS inherited,
    y.nspname AS nspname_
FROM sys.schema_types_ y, LATERAL sys.type_methods_source_(sys.oracle_name(y.nspname), sys.oracle_name(y.typname)) m
WHERE y.typtype = 'c';
GRANT SELECT ON sys.type_methods_all_ TO PUBLIC;

CREATE VIEW sys.dba_type_methods AS SELECT owner, type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_;

CREATE VIEW sys.all_type_methods AS SELECT owner, type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_
WHERE true;
GRANT SELECT ON sys.all_type_methods TO PUBLIC;

CREATE VIEW sys.user_type_methods AS SELECT type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_type_methods TO PUBLIC;

CREATE VIEW sys.plsql_types_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS package_name,
    NULL::bytea AS type_oid,
    NULL::varchar(58) AS typecode,
    NULL::numeric AS attributes,
    NULL::varchar(3) AS contains_plsql
WHERE false;
GRANT SELECT ON sys.plsql_types_all_ TO PUBLIC;

CREATE VIEW sys.dba_plsql_types AS SELECT owner, type_name, package_name, type_oid, typecode, attributes, contains_plsql FROM sys.plsql_types_all_;

CREATE VIEW sys.all_plsql_types AS SELECT owner, type_name, package_name, type_oid, typecode, attributes, contains_plsql FROM sys.plsql_types_all_
WHERE true;
GRANT SELECT ON sys.all_plsql_types TO PUBLIC;

CREATE VIEW sys.user_plsql_types AS SELECT type_name, package_name, type_oid, typecode, attributes, contains_plsql FROM sys.plsql_types_all_
WHERE true;
GRANT SELECT ON sys.user_plsql_types TO PUBLIC;

CREATE VIEW sys.plsql_type_attrs_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS package_name,
    NULL::varchar(128) AS attr_name,
    NULL::varchar(7) AS attr_type_mod,
    NULL::varchar(128) AS attr_type_owner,
    NULL::varchar(128) AS attr_type_name,
    NULL::varchar(128) AS attr_type_package,
    NULL::numeric AS length,
    NULL::numeric AS precision,
    NULL::numeric AS scale,
    NULL::varchar(44) AS character_set_name,
    NULL::numeric AS attr_no,
    NULL::varchar(1) AS char_used
WHERE false;
GRANT SELECT ON sys.plsql_type_attrs_all_ TO PUBLIC;

CREATE VIEW sys.dba_plsql_type_attrs AS SELECT owner, type_name, package_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, attr_type_package, length, precision, scale, character_set_name, attr_no, char_used FROM sys.plsql_type_attrs_all_;

CREATE VIEW sys.all_plsql_type_attrs AS SELECT owner, type_name, package_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, attr_type_package, length, precision, scale, character_set_name, attr_no, char_used FROM sys.plsql_type_attrs_all_
WHERE true;
GRANT SELECT ON sys.all_plsql_type_attrs TO PUBLIC;

CREATE VIEW sys.user_plsql_type_attrs AS SELECT type_name, package_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, attr_type_package, length, precision, scale, character_set_name, attr_no, char_used FROM sys.plsql_type_attrs_all_
WHERE true;
GRANT SELECT ON sys.user_plsql_type_attrs TO PUBLIC;

CREATE VIEW sys.plsql_coll_types_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS package_name,
    NULL::varchar(128) AS coll_type,
    NULL::numeric AS upper_bound,
    NULL::varchar(7) AS elem_type_mod,
    NULL::varchar(128) AS elem_type_owner,
    NULL::varchar(128) AS elem_type_name,
    NULL::varchar(128) AS elem_type_package,
    NULL::numeric AS length,
    NULL::numeric AS precision,
    NULL::numeric AS scale,
    NULL::varchar(44) AS character_set_name,
    NULL::varchar(7) AS elem_storage,
    NULL::varchar(3) AS nulls_stored,
    NULL::varchar(1) AS char_used,
    NULL::varchar(14) AS index_by
WHERE false;
GRANT SELECT ON sys.plsql_coll_types_all_ TO PUBLIC;

CREATE VIEW sys.dba_plsql_coll_types AS SELECT owner, type_name, package_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, elem_type_package, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used, index_by FROM sys.plsql_coll_types_all_;

CREATE VIEW sys.all_plsql_coll_types AS SELECT owner, type_name, package_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, elem_type_package, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used, index_by FROM sys.plsql_coll_types_all_
WHERE true;
GRANT SELECT ON sys.all_plsql_coll_types TO PUBLIC;

CREATE VIEW sys.user_plsql_coll_types AS SELECT type_name, package_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, elem_type_package, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used, index_by FROM sys.plsql_coll_types_all_
WHERE true;
GRANT SELECT ON sys.user_plsql_coll_types TO PUBLIC;
