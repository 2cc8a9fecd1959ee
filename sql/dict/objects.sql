-- Dictionary views: objects. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.objects_all_ AS SELECT
    o.owner::varchar(128) AS owner,
    o.name::varchar(128) AS object_name,
    NULL::varchar(128) AS subobject_name,
    o.oid::int8::numeric AS object_id,
    o.data_id::int8::numeric AS data_object_id,
    o.type::varchar(23) AS object_type,
    o.created::timestamp(0) AS created,
    o.created::timestamp(0) AS last_ddl_time,
    (to_char(o.created, 'YYYY-MM-DD:HH24:MI:SS'))::varchar(19) AS timestamp,
    coalesce(CASE o.kind WHEN 'u' THEN (SELECT u.status FROM sys.units_ u WHERE u.owner::text = o.owner AND u.name::text = o.name AND u.kind = o.type) END, 'VALID')::varchar(7) AS status,
    o.temporary::varchar(1) AS temporary,
    'N'::varchar(1) AS generated,
    'N'::varchar(1) AS secondary,
    o.space::numeric AS namespace,
    NULL::varchar(128) AS edition_name,
    'NONE'::varchar(18) AS sharing,
    NULL::varchar(1) AS editionable,
    (CASE WHEN o.nspname = 'sys' THEN 'Y' ELSE 'N' END)::varchar(1) AS oracle_maintained,
    'N'::varchar(1) AS application,
    NULL::varchar(100) AS default_collation,
    'N'::varchar(1) AS duplicated,
    'N'::varchar(1) AS sharded,
    NULL::numeric AS created_appid,
    NULL::numeric AS created_vsnid,
    NULL::numeric AS modified_appid,
    NULL::numeric AS modified_vsnid,
    o.nspname AS nspname_,
    o.oid AS objid_,
    o.objowner AS objowner_,
    o.kind AS kind_
FROM (
    SELECT r.owner, r.name, r.relid AS oid, CASE WHEN r.relkind IN ('r', 'm', 'i') THEN r.relid END AS data_id,
        CASE r.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'f' THEN 'TABLE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            WHEN 'S' THEN 'SEQUENCE' WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' END AS type,
        sys.row_time_(r.relxmin) AS created, CASE WHEN r.relkind = 'r' AND sys.property(r.relid, 'TEMPORARY') IS NOT NULL THEN 'Y' ELSE 'N' END AS temporary,
        CASE WHEN r.relkind IN ('i', 'I') THEN 4 ELSE 1 END AS space, r.nspname, r.relowner AS objowner, 'c'::"char" AS kind
    FROM sys.rels_ r WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I') AND NOT r.relispartition AND right(r.relname::text, 6) <> '$nulls'
    UNION ALL /* the container of a materialized view */
    SELECT r.owner, r.name, r.relid, r.relid, 'TABLE', sys.row_time_(r.relxmin), 'N', 1, r.nspname, r.relowner, 'c'::"char"
    FROM sys.rels_ r WHERE r.relkind = 'm'
    UNION ALL
    SELECT sys.oracle_name(n.nspname)::varchar(128), sys.oracle_name(p.proname)::varchar(128), p.oid, NULL,
        CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, sys.row_time_(p.xmin), 'N', 1, n.nspname, p.proowner, 'p'
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND p.prorettype <> 'trigger'::regtype AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
    UNION ALL
    SELECT r.owner, sys.oracle_name(t.tgname)::varchar(128), t.oid, NULL, 'TRIGGER', sys.row_time_(t.xmin), 'N', 3, r.nspname, r.relowner, 't'
    FROM pg_trigger t JOIN sys.rels_ r ON r.relid = t.tgrelid WHERE NOT t.tgisinternal
        AND t.tgfoid NOT IN ('sys.fire_trigger'::regproc, 'sys.default_on_null'::regproc)
    UNION ALL
    SELECT sys.oracle_name(n.nspname)::varchar(128), sys.oracle_name(y.typname)::varchar(128), y.oid, NULL, 'TYPE', sys.row_time_(y.xmin), 'N', 1,
        n.nspname, y.typowner, 'y'
    FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace LEFT JOIN pg_class yc ON yc.oid = y.typrelid
    WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND (yc.relkind = 'c' OR y.typtype IN ('d', 'e'))
        AND NOT EXISTS (SELECT FROM sys.units_ u WHERE u.kind = 'TYPE' AND u.owner::text = sys.oracle_name(n.nspname) AND u.name::text = sys.oracle_name(y.typname))
    UNION ALL
    SELECT s.owner::varchar(128), s.synonym_name::varchar(128), NULL::oid, NULL, 'SYNONYM', s.created::timestamp(0), 'N', 1,
        sys.pg_name(s.owner::text)::name, NULL::oid, 's'
    FROM sys.synonyms_ s
    UNION ALL
    SELECT u.owner::text::varchar(128), u.name::text::varchar(128), NULL::oid, NULL, u.kind, u.created::timestamp(0), 'N', CASE u.kind WHEN 'PACKAGE BODY' THEN 2 WHEN 'TYPE BODY' THEN 2 WHEN 'TRIGGER' THEN 3 ELSE 1 END,
        sys.pg_name(u.owner::text)::name, NULL::oid, 'u'
    FROM sys.units_ u
    UNION ALL
    SELECT 'SYS', p.name::varchar(128), NULL::oid, NULL, p.kind, NULL::timestamp(0), 'N', CASE p.kind WHEN 'PACKAGE BODY' THEN 2 ELSE 1 END, 'sys'::name, NULL::oid, 'u'
    FROM sys.supplied_units_() p
    UNION ALL
    SELECT 'PUBLIC', p.name::varchar(128), NULL::oid, NULL, 'SYNONYM', NULL::timestamp(0), 'N', 1, 'PUBLIC'::name, NULL::oid, 's'
    FROM sys.supplied_units_() p WHERE p.kind = 'PACKAGE'
) o;
GRANT SELECT ON sys.objects_all_ TO PUBLIC;

CREATE VIEW sys.dba_objects AS SELECT owner, object_name, subobject_name, object_id, data_object_id, object_type, created, last_ddl_time, timestamp, status, temporary, generated, secondary, namespace, edition_name, sharing, editionable, oracle_maintained, application, default_collation, duplicated, sharded, created_appid, created_vsnid, modified_appid, modified_vsnid FROM sys.objects_all_;

CREATE VIEW sys.all_objects AS SELECT owner, object_name, subobject_name, object_id, data_object_id, object_type, created, last_ddl_time, timestamp, status, temporary, generated, secondary, namespace, edition_name, sharing, editionable, oracle_maintained, application, default_collation, duplicated, sharded, created_appid, created_vsnid, modified_appid, modified_vsnid FROM sys.objects_all_
WHERE CASE kind_ WHEN 'c' THEN sys.relation_visible_(objid_, objowner_) WHEN 'p' THEN sys.routine_visible_(objid_, objowner_)
    WHEN 's' THEN true WHEN 'u' THEN true ELSE pg_has_role(objowner_, 'USAGE') OR kind_ = 'y' END;
GRANT SELECT ON sys.all_objects TO PUBLIC;

CREATE VIEW sys.user_objects AS SELECT object_name, subobject_name, object_id, data_object_id, object_type, created, last_ddl_time, timestamp, status, temporary, generated, secondary, namespace, edition_name, sharing, editionable, oracle_maintained, application, default_collation, duplicated, sharded, created_appid, created_vsnid, modified_appid, modified_vsnid FROM sys.objects_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_objects TO PUBLIC;

CREATE VIEW sys.cat AS SELECT object_name AS table_name, object_type::varchar(11) AS table_type FROM sys.user_objects WHERE object_type IN ('TABLE', 'VIEW', 'SEQUENCE', 'SYNONYM');
GRANT SELECT ON sys.cat TO PUBLIC;
CREATE VIEW sys.user_catalog AS SELECT * FROM sys.cat;
GRANT SELECT ON sys.user_catalog TO PUBLIC;
CREATE VIEW sys.tab AS SELECT object_name AS tname, object_type::varchar(13) AS tabtype, NULL::numeric AS clusterid FROM sys.user_objects WHERE object_type IN ('TABLE', 'VIEW', 'SYNONYM');
GRANT SELECT ON sys.tab TO PUBLIC;
CREATE VIEW sys.obj AS SELECT * FROM sys.user_objects;
GRANT SELECT ON sys.obj TO PUBLIC;
CREATE VIEW sys.all_catalog AS SELECT owner, object_name AS table_name, object_type::varchar(11) AS table_type FROM sys.all_objects WHERE object_type IN ('TABLE', 'VIEW', 'SEQUENCE', 'SYNONYM');
GRANT SELECT ON sys.all_catalog TO PUBLIC;
CREATE VIEW sys.user_invalid_objects AS SELECT * FROM sys.user_objects WHERE status <> 'VALID';
GRANT SELECT ON sys.user_invalid_objects TO PUBLIC;
