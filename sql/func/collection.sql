-- Nested tables and varrays: multiset operators and conditions, DROP TYPE (src/runtime/func/collection.c).
CREATE FUNCTION sys.coll_cardinality(anyarray) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_fn_coll_cardinality' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_is_empty(anyarray) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_coll_is_empty' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_is_set(anyarray) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_coll_is_set' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_member(anyelement, anyarray) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_coll_member' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.coll_submultiset(anyarray, anyarray) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_coll_submultiset' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_equal(anyarray, anyarray) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_coll_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_set(anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_set' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_union(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_union' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_union_distinct(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_union_distinct' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_except(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_except' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_except_distinct(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_except_distinct' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_intersect(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_intersect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.coll_intersect_distinct(anyarray, anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_coll_intersect_distinct' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.object_upcast(record, anyelement) RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_fn_object_upcast' LANGUAGE C STABLE PARALLEL RESTRICTED;
CREATE FUNCTION sys.object_treat(record, anyelement) RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_fn_object_treat' LANGUAGE C STABLE PARALLEL RESTRICTED;
CREATE FUNCTION sys.object_is_of(record, anyelement, bool) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_object_is_of' LANGUAGE C STABLE PARALLEL RESTRICTED;
CREATE FUNCTION sys.drop_type(text, text, bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_type' LANGUAGE C VOLATILE STRICT;

-- Oracle's own collection types.
CREATE DOMAIN sys.odcinumberlist AS numeric[] CHECK (pg_catalog.cardinality(VALUE) OPERATOR(pg_catalog.<=) 32767);
CREATE DOMAIN sys.odcivarchar2list AS varchar(4000)[] CHECK (pg_catalog.cardinality(VALUE) OPERATOR(pg_catalog.<=) 32767);
CREATE DOMAIN sys.odcidatelist AS timestamp(0)[] CHECK (pg_catalog.cardinality(VALUE) OPERATOR(pg_catalog.<=) 32767);
CREATE DOMAIN sys.odcirawlist AS bytea[] CHECK (pg_catalog.cardinality(VALUE) OPERATOR(pg_catalog.<=) 32767);
CREATE DOMAIN sys.dbms_debug_vc2coll AS varchar(1000)[];
CREATE DOMAIN sys.ku$_vcnt AS varchar(4000)[];
