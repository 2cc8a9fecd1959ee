-- The schema sys is made by CREATE EXTENSION (oliphant.control); everything in it is readable by all.
GRANT USAGE ON SCHEMA sys TO PUBLIC;

-- TIMESTAMP WITH TIME ZONE: an instant and the zone it is shown in (src/runtime/types/oratimestamptz.c).
CREATE TYPE sys.oratimestamptz;
CREATE FUNCTION sys.oratimestamptz_in(cstring, oid, int4) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_tstz_in' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_out(sys.oratimestamptz) RETURNS cstring AS 'MODULE_PATHNAME', 'ol_tstz_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_recv(internal) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_tstz_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_send(sys.oratimestamptz) RETURNS bytea AS 'MODULE_PATHNAME', 'ol_tstz_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_typmod_in(cstring[]) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_tstz_typmod_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_typmod_out(int4) RETURNS cstring AS 'MODULE_PATHNAME', 'ol_tstz_typmod_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE sys.oratimestamptz (
    INPUT = sys.oratimestamptz_in, OUTPUT = sys.oratimestamptz_out,
    RECEIVE = sys.oratimestamptz_recv, SEND = sys.oratimestamptz_send,
    TYPMOD_IN = sys.oratimestamptz_typmod_in, TYPMOD_OUT = sys.oratimestamptz_typmod_out,
    INTERNALLENGTH = 12, ALIGNMENT = double, STORAGE = plain, CATEGORY = 'D');

CREATE FUNCTION sys.tstz_round(sys.oratimestamptz, int4) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_tstz_scale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (sys.oratimestamptz AS sys.oratimestamptz) WITH FUNCTION sys.tstz_round(sys.oratimestamptz, int4) AS IMPLICIT;

CREATE FUNCTION sys.oratimestamptz_eq(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_eq' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_ne(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_ne' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_lt(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_lt' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_le(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_le' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_gt(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_gt' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_ge(sys.oratimestamptz, sys.oratimestamptz) RETURNS bool AS 'MODULE_PATHNAME', 'ol_tstz_ge' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_cmp(sys.oratimestamptz, sys.oratimestamptz) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_tstz_cmp' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_hash(sys.oratimestamptz) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_tstz_hash' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_hash_extended(sys.oratimestamptz, int8) RETURNS int8 AS 'MODULE_PATHNAME', 'ol_tstz_hash_extended' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_larger(sys.oratimestamptz, sys.oratimestamptz) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_tstz_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.oratimestamptz_smaller(sys.oratimestamptz, sys.oratimestamptz) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_tstz_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR sys.= (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_eq, COMMUTATOR = OPERATOR(sys.=), NEGATOR = OPERATOR(sys.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR sys.<> (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_ne, COMMUTATOR = OPERATOR(sys.<>), NEGATOR = OPERATOR(sys.=), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR sys.< (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_lt, COMMUTATOR = OPERATOR(sys.>), NEGATOR = OPERATOR(sys.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR sys.<= (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_le, COMMUTATOR = OPERATOR(sys.>=), NEGATOR = OPERATOR(sys.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
CREATE OPERATOR sys.> (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_gt, COMMUTATOR = OPERATOR(sys.<), NEGATOR = OPERATOR(sys.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
CREATE OPERATOR sys.>= (LEFTARG = sys.oratimestamptz, RIGHTARG = sys.oratimestamptz, FUNCTION = sys.oratimestamptz_ge, COMMUTATOR = OPERATOR(sys.<=), NEGATOR = OPERATOR(sys.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
CREATE OPERATOR CLASS sys.oratimestamptz_ops DEFAULT FOR TYPE sys.oratimestamptz USING btree AS
    OPERATOR 1 sys.<, OPERATOR 2 sys.<=, OPERATOR 3 sys.=, OPERATOR 4 sys.>=, OPERATOR 5 sys.>,
    FUNCTION 1 sys.oratimestamptz_cmp(sys.oratimestamptz, sys.oratimestamptz);
CREATE OPERATOR CLASS sys.oratimestamptz_hash_ops DEFAULT FOR TYPE sys.oratimestamptz USING hash AS
    OPERATOR 1 sys.=, FUNCTION 1 sys.oratimestamptz_hash(sys.oratimestamptz),
    FUNCTION 2 sys.oratimestamptz_hash_extended(sys.oratimestamptz, int8);
CREATE AGGREGATE sys.max(sys.oratimestamptz) (SFUNC = sys.oratimestamptz_larger, STYPE = sys.oratimestamptz, COMBINEFUNC = sys.oratimestamptz_larger, SORTOP = OPERATOR(sys.>), PARALLEL = SAFE);
CREATE AGGREGATE sys.min(sys.oratimestamptz) (SFUNC = sys.oratimestamptz_smaller, STYPE = sys.oratimestamptz, COMBINEFUNC = sys.oratimestamptz_smaller, SORTOP = OPERATOR(sys.<), PARALLEL = SAFE);

CREATE FUNCTION sys.ts_round(timestamp, int4) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_ts_round' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.ts_to_date(timestamp) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_ts_to_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.tstz_to_ts(sys.oratimestamptz) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_tstz_to_ts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.tstz_to_ltz(sys.oratimestamptz) RETURNS timestamptz AS 'MODULE_PATHNAME', 'ol_fn_tstz_to_ltz' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.ts_to_tstz(timestamp) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_fn_ts_to_tstz' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.ltz_to_tstz(timestamptz) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_fn_ltz_to_tstz' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.ltz_to_ts(timestamptz) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_ltz_to_ts' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.ts_to_ltz(timestamp) RETURNS timestamptz AS 'MODULE_PATHNAME', 'ol_fn_ts_to_ltz' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.at_local(sys.oratimestamptz) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_fn_at_local' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE CAST (sys.oratimestamptz AS timestamptz) WITH FUNCTION sys.tstz_to_ltz(sys.oratimestamptz) AS ASSIGNMENT;
CREATE CAST (sys.oratimestamptz AS timestamp) WITH FUNCTION sys.tstz_to_ts(sys.oratimestamptz) AS ASSIGNMENT;
CREATE CAST (timestamptz AS sys.oratimestamptz) WITH FUNCTION sys.ltz_to_tstz(timestamptz) AS ASSIGNMENT;
CREATE CAST (timestamp AS sys.oratimestamptz) WITH FUNCTION sys.ts_to_tstz(timestamp) AS ASSIGNMENT;

-- ROWID: table OID and ctid (src/runtime/types/rowid.c).
CREATE TYPE sys.rowid;
CREATE FUNCTION sys.rowid_in(cstring) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_rowid_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_out(sys.rowid) RETURNS cstring AS 'MODULE_PATHNAME', 'ol_rowid_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_recv(internal) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_rowid_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_send(sys.rowid) RETURNS bytea AS 'MODULE_PATHNAME', 'ol_rowid_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE sys.rowid (INPUT = sys.rowid_in, OUTPUT = sys.rowid_out, RECEIVE = sys.rowid_recv, SEND = sys.rowid_send,
    INTERNALLENGTH = 10, ALIGNMENT = int4, STORAGE = plain, CATEGORY = 'U');
CREATE FUNCTION sys.rowid_eq(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_eq' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_ne(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_ne' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_lt(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_lt' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_le(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_le' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_gt(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_gt' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_ge(sys.rowid, sys.rowid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_rowid_ge' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_cmp(sys.rowid, sys.rowid) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_rowid_cmp' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_hash(sys.rowid) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_rowid_hash' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_hash_extended(sys.rowid, int8) RETURNS int8 AS 'MODULE_PATHNAME', 'ol_rowid_hash_extended' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION sys.rowid_larger(sys.rowid, sys.rowid) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_rowid_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_smaller(sys.rowid, sys.rowid) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_rowid_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE OPERATOR sys.= (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_eq, COMMUTATOR = OPERATOR(sys.=), NEGATOR = OPERATOR(sys.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR sys.<> (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_ne, COMMUTATOR = OPERATOR(sys.<>), NEGATOR = OPERATOR(sys.=), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR sys.< (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_lt, COMMUTATOR = OPERATOR(sys.>), NEGATOR = OPERATOR(sys.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR sys.<= (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_le, COMMUTATOR = OPERATOR(sys.>=), NEGATOR = OPERATOR(sys.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
CREATE OPERATOR sys.> (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_gt, COMMUTATOR = OPERATOR(sys.<), NEGATOR = OPERATOR(sys.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
CREATE OPERATOR sys.>= (LEFTARG = sys.rowid, RIGHTARG = sys.rowid, FUNCTION = sys.rowid_ge, COMMUTATOR = OPERATOR(sys.<=), NEGATOR = OPERATOR(sys.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
CREATE OPERATOR CLASS sys.rowid_ops DEFAULT FOR TYPE sys.rowid USING btree AS
    OPERATOR 1 sys.<, OPERATOR 2 sys.<=, OPERATOR 3 sys.=, OPERATOR 4 sys.>=, OPERATOR 5 sys.>, FUNCTION 1 sys.rowid_cmp(sys.rowid, sys.rowid);
CREATE OPERATOR CLASS sys.rowid_hash_ops DEFAULT FOR TYPE sys.rowid USING hash AS
    OPERATOR 1 sys.=, FUNCTION 1 sys.rowid_hash(sys.rowid), FUNCTION 2 sys.rowid_hash_extended(sys.rowid, int8);
CREATE AGGREGATE sys.max(sys.rowid) (SFUNC = sys.rowid_larger, STYPE = sys.rowid, COMBINEFUNC = sys.rowid_larger, SORTOP = OPERATOR(sys.>), PARALLEL = SAFE);
CREATE AGGREGATE sys.min(sys.rowid) (SFUNC = sys.rowid_smaller, STYPE = sys.rowid, COMBINEFUNC = sys.rowid_smaller, SORTOP = OPERATOR(sys.<), PARALLEL = SAFE);
CREATE FUNCTION sys.make_rowid(oid, tid) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_fn_make_rowid' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_tid(sys.rowid, oid) RETURNS tid AS 'MODULE_PATHNAME', 'ol_fn_rowid_tid' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_relid(sys.rowid) RETURNS oid AS 'MODULE_PATHNAME', 'ol_fn_rowid_relid' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.rowid_to_char(sys.rowid) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_rowid_to_char' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.char_to_rowid(text) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_fn_char_to_rowid' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (sys.rowid AS text) WITH FUNCTION sys.rowid_to_char(sys.rowid) AS ASSIGNMENT;
CREATE CAST (text AS sys.rowid) WITH FUNCTION sys.char_to_rowid(text) AS ASSIGNMENT;
