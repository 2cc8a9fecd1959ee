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
CREATE FUNCTION sys.expression_text_(text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    t text := $1;
    was text;
BEGIN
    IF t IS NULL THEN
        RETURN NULL;
    END IF;
    t := pg_catalog.regexp_replace(t, '''(-?[0-9]+(?:\.[0-9]+)?)''::(?:pg_catalog\.)?(?:numeric|integer|bigint|double precision|real)', '\1', 'g');
    t := pg_catalog.regexp_replace(t,
        '::(pg_catalog\.)?(numeric|text|bpchar|character varying|character|timestamp without time zone|timestamp with time zone|double precision|real|bytea)(\([0-9, ]+\))?(\[\])?', '', 'g');
    t := pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(t, 'sys.sysdate()', 'SYSDATE'), 'sys.systimestamp()', 'SYSTIMESTAMP'), 'sys."user"()', 'USER');
    t := pg_catalog.replace(pg_catalog.replace(t, 'sys.sys_guid()', 'SYS_GUID()'), 'sys."current_timestamp"()', 'CURRENT_TIMESTAMP');
    t := pg_catalog.replace(pg_catalog.replace(t, 'sys."current_date"()', 'CURRENT_DATE'), 'sys.localtimestamp()', 'LOCALTIMESTAMP');
    LOOP /* what the assignment to the column and implicit conversions add, from the inside out */
        was := t;
        t := pg_catalog.regexp_replace(t, 'sys\.(?:ts_to_date|tstz_to_ts|tstz_to_date|ts_to_tstz|cast_num|assign_num)\(((?:[^(),]|\([^()]*\))*)(?:, -?[0-9]+)*\)', '\1', 'g');
        t := pg_catalog.regexp_replace(t, 'sys\.num_div\(((?:[^(),]|\([^()]*\))*), ((?:[^(),]|\([^()]*\))*)\)', '\1 / \2', 'g');
        t := pg_catalog.regexp_replace(t, '(^|[^a-zA-Z0-9_"])\(((?:-?[0-9.]+)|(?:''[^'']*'')|(?:[a-z_][a-z_0-9]*))\)', '\1\2', 'g');
        EXIT WHEN t = was;
    END LOOP;
    t := pg_catalog.regexp_replace(t, '\msys\."?([a-z_0-9$]+)"?\(', '\1(', 'g');
    RETURN pg_catalog.regexp_replace(t, '^\(([^()]*)\)$', '\1');
END$$;
