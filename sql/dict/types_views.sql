-- Dictionary views: types views. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.types_all_ AS SELECT
    sys.oracle_name(n.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    (decode(lpad(to_hex(y.oid::int8), 32, '0'), 'hex'))::bytea AS type_oid,
    'OBJECT'::varchar(128) AS typecode,
    ((SELECT count(*) FROM pg_attribute a WHERE a.attrelid = y.typrelid AND a.attnum > 0 AND NOT a.attisdropped))::numeric AS attributes,
    0::numeric AS methods,
    'NO'::varchar(3) AS predefined,
    'NO'::varchar(3) AS incomplete,
    'YES'::varchar(3) AS final,
    'YES'::varchar(3) AS instantiable,
    'YES'::varchar(3) AS persistable,
    NULL::varchar(128) AS supertype_owner,
    NULL::varchar(128) AS supertype_name,
    NULL::numeric AS local_attributes,
    NULL::numeric AS local_methods,
    NULL::bytea AS typeid,
    n.nspname AS nspname_
FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace LEFT JOIN pg_class yc ON yc.oid = y.typrelid
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND yc.relkind = 'c';
GRANT SELECT ON sys.types_all_ TO PUBLIC;

CREATE VIEW sys.dba_types AS SELECT owner, type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_;

CREATE VIEW sys.all_types AS SELECT owner, type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_
WHERE true;
GRANT SELECT ON sys.all_types TO PUBLIC;

CREATE VIEW sys.user_types AS SELECT type_name, type_oid, typecode, attributes, methods, predefined, incomplete, final, instantiable, persistable, supertype_owner, supertype_name, local_attributes, local_methods, typeid FROM sys.types_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_types TO PUBLIC;

CREATE VIEW sys.type_attrs_all_ AS SELECT
    sys.oracle_name(n.nspname)::varchar(128) AS owner,
    sys.oracle_name(y.typname)::varchar(128) AS type_name,
    sys.oracle_name(a.attname)::varchar(128) AS attr_name,
    NULL::varchar(7) AS attr_type_mod,
    NULL::varchar(128) AS attr_type_owner,
    (sys.type_word_(a.atttypid, a.atttypmod, NULL))::varchar(128) AS attr_type_name,
    (sys.type_number_(a.atttypid, a.atttypmod, NULL, 1))::numeric AS length,
    (sys.type_number_(a.atttypid, a.atttypmod, NULL, 2))::numeric AS precision,
    (sys.type_number_(a.atttypid, a.atttypmod, NULL, 3))::numeric AS scale,
    NULL::varchar(44) AS character_set_name,
    a.attnum::numeric AS attr_no,
    'NO'::varchar(3) AS inherited,
    NULL::varchar(1) AS char_used,
    n.nspname AS nspname_
FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace LEFT JOIN pg_class yc ON yc.oid = y.typrelid
JOIN pg_attribute a ON a.attrelid = yc.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND yc.relkind = 'c';
GRANT SELECT ON sys.type_attrs_all_ TO PUBLIC;

CREATE VIEW sys.dba_type_attrs AS SELECT owner, type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_;

CREATE VIEW sys.all_type_attrs AS SELECT owner, type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_
WHERE true;
GRANT SELECT ON sys.all_type_attrs TO PUBLIC;

CREATE VIEW sys.user_type_attrs AS SELECT type_name, attr_name, attr_type_mod, attr_type_owner, attr_type_name, length, precision, scale, character_set_name, attr_no, inherited, char_used FROM sys.type_attrs_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_type_attrs TO PUBLIC;

CREATE VIEW sys.coll_types_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS coll_type,
    NULL::numeric AS upper_bound,
    NULL::varchar(7) AS elem_type_mod,
    NULL::varchar(128) AS elem_type_owner,
    NULL::varchar(128) AS elem_type_name,
    NULL::numeric AS length,
    NULL::numeric AS precision,
    NULL::numeric AS scale,
    NULL::varchar(44) AS character_set_name,
    NULL::varchar(7) AS elem_storage,
    NULL::varchar(3) AS nulls_stored,
    NULL::varchar(1) AS char_used
WHERE false;
GRANT SELECT ON sys.coll_types_all_ TO PUBLIC;

CREATE VIEW sys.dba_coll_types AS SELECT owner, type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_;

CREATE VIEW sys.all_coll_types AS SELECT owner, type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_
WHERE true;
GRANT SELECT ON sys.all_coll_types TO PUBLIC;

CREATE VIEW sys.user_coll_types AS SELECT type_name, coll_type, upper_bound, elem_type_mod, elem_type_owner, elem_type_name, length, precision, scale, character_set_name, elem_storage, nulls_stored, char_used FROM sys.coll_types_all_
WHERE true;
GRANT SELECT ON sys.user_coll_types TO PUBLIC;

CREATE VIEW sys.type_methods_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS method_name,
    NULL::numeric AS method_no,
    NULL::varchar(6) AS method_type,
    NULL::numeric AS parameters,
    NULL::numeric AS results,
    NULL::varchar(3) AS final,
    NULL::varchar(3) AS instantiable,
    NULL::varchar(3) AS overriding,
    NULL::varchar(3) AS inherited
WHERE false;
GRANT SELECT ON sys.type_methods_all_ TO PUBLIC;

CREATE VIEW sys.dba_type_methods AS SELECT owner, type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_;

CREATE VIEW sys.all_type_methods AS SELECT owner, type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_
WHERE true;
GRANT SELECT ON sys.all_type_methods TO PUBLIC;

CREATE VIEW sys.user_type_methods AS SELECT type_name, method_name, method_no, method_type, parameters, results, final, instantiable, overriding, inherited FROM sys.type_methods_all_
WHERE true;
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
