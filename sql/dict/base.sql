-- Dictionary views: base. Columns and types are those of the Oracle Database Reference.
-- Relations that the dictionary shows: not PostgreSQL's own, not our tables (their names end in an underscore).
CREATE VIEW sys.rels_ AS
SELECT c.oid AS relid, c.relowner, c.relnamespace, c.relkind, c.relpersistence, c.relispartition, c.relhassubclass, c.reltuples, c.relpages,
    c.reltablespace, c.relname, n.nspname, c.xmin AS relxmin,
    sys.oracle_name(n.nspname)::varchar(128) AS owner, sys.oracle_name(c.relname)::varchar(128) AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_'
  AND NOT (n.nspname = 'sys' AND right(c.relname::text, 1) = '_') AND right(c.relname::text, 4) <> '$key';
GRANT SELECT ON sys.rels_ TO PUBLIC;

-- When a catalog row was written: known when track_commit_timestamp is on.
CREATE FUNCTION sys.row_time_(xid) RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS
    $$SELECT CASE WHEN pg_catalog.current_setting('track_commit_timestamp') = 'on' AND $1::pg_catalog.text::pg_catalog.int8 > 2
        THEN pg_catalog.date_trunc('second', pg_catalog.pg_xact_commit_timestamp($1)::timestamp) END$$;

-- An expression of PostgreSQL's catalog as Oracle would show it: without the casts it adds, functions of ours by their names.
CREATE FUNCTION sys.expression_text_(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE $1 WHEN 'sys.sysdate()' THEN 'SYSDATE' WHEN 'sys.systimestamp()' THEN 'SYSTIMESTAMP' WHEN 'sys."user"()' THEN 'USER'
    WHEN 'sys.sys_guid()' THEN 'SYS_GUID()' ELSE
    pg_catalog.regexp_replace(pg_catalog.regexp_replace(pg_catalog.regexp_replace($1,
        '::(pg_catalog\.)?(numeric|text|bpchar|character varying|character|timestamp without time zone|double precision)(\([0-9, ]+\))?(\[\])?', '', 'g'),
        '\(((?:-?[0-9.]+)|(?:''[^'']*'')|(?:[a-z_][a-z_0-9]*))\)', '\1', 'g'), '^\((.*)\)$', '\1') END$$;
