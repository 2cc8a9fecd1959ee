-- JSON (src/runtime/func/json.c). Documents are text; flags are decided by the resolver (src/front/resolve_json.c).
CREATE FUNCTION sys.json_value(text, text, int4, int4, text, text, text, text[] DEFAULT NULL, text[] DEFAULT NULL) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.json_query(text, text, int4, int4, text[] DEFAULT NULL, text[] DEFAULT NULL) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_query' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.json_exists(text, text, int4, text[] DEFAULT NULL, text[] DEFAULT NULL) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_json_exists' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.json_rows(text, text, int4, text[] DEFAULT NULL, text[] DEFAULT NULL) RETURNS SETOF text AS 'MODULE_PATHNAME', 'ol_fn_json_rows' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 10;
CREATE FUNCTION sys.json_quote(text) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_quote' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.json_make(int4, VARIADIC text[]) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_make' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.json_check(text, int4) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_check' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.is_json(text, int4) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_is_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.json_serialize(text, int4) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.json_mergepatch(text, text, int4) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_json_mergepatch' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.json_equal(text, text) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_json_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
-- Numbers and datetimes as JSON writes them.
CREATE FUNCTION sys.json_num(numeric) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN pg_catalog.trim_scale($1)::text;
CREATE FUNCTION sys.json_date(timestamp) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '"' || pg_catalog.to_char($1, 'YYYY-MM-DD"T"HH24:MI:SS') || '"';
CREATE FUNCTION sys.json_timestamp(timestamp) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '"' || pg_catalog.to_char($1, 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"';
CREATE FUNCTION sys.json_to_timestamp(text) RETURNS timestamp LANGUAGE sql STABLE STRICT PARALLEL SAFE RETURN ($1::timestamptz AT TIME ZONE 'UTC');
CREATE FUNCTION sys.json_to_date(text) RETURNS timestamp LANGUAGE sql STABLE STRICT PARALLEL SAFE RETURN pg_catalog.date_trunc('second', $1::timestamp);
CREATE FUNCTION sys.raw_json(bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN pg_catalog.convert_from($1, 'UTF8');
-- Dot notation: one scalar as itself, objects, arrays and several values as JSON.
CREATE FUNCTION sys.json_dot(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN COALESCE(sys.json_value($1, $2, 0, 4000, 's', NULL, NULL), NULLIF(sys.json_query($1, $2, 2, 4000), '[null]'));
