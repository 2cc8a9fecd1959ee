-- Stored PL/SQL units: source as written, compiled form, errors of the last compilation. Names are in Oracle's spelling. Written by the
-- Oracle port's sessions (src/server/unit_store.c) with the extension owner's rights; columns of units_ are read by position there.
CREATE SEQUENCE sys.units_version_;
CREATE TABLE sys.units_ (
    owner name NOT NULL,
    name name NOT NULL,
    kind text NOT NULL,   -- PROCEDURE, FUNCTION, PACKAGE, PACKAGE BODY, TRIGGER, TYPE, TYPE BODY
    source text NOT NULL, -- from the kind word on
    status text NOT NULL, -- VALID, INVALID
    version int8 NOT NULL,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    last_ddl_time timestamptz NOT NULL DEFAULT pg_catalog.now(),
    code bytea,           -- a program as plc/program_io.c writes it; NULL: compiled at the next use
    code_version int8,    -- the version it was made of
    PRIMARY KEY (owner, name, kind));
ALTER TABLE sys.units_ ALTER COLUMN code SET STORAGE EXTERNAL; -- read whole at a session's first call: not to be decompressed
CREATE TABLE sys.unit_errors_ (
    owner name NOT NULL,
    name name NOT NULL,
    kind text NOT NULL,
    sequence int4 NOT NULL,
    line int4 NOT NULL,
    col int4 NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (owner, name, kind, sequence));
CREATE TABLE sys.unit_deps_ ( -- what the last compilation named
    owner name NOT NULL,
    name name NOT NULL,
    kind text NOT NULL,
    ref_owner name NOT NULL,
    ref_name name NOT NULL,
    ref_kind text NOT NULL,
    PRIMARY KEY (owner, name, kind, ref_owner, ref_name, ref_kind));
CREATE INDEX unit_deps_ref_ ON sys.unit_deps_ (ref_owner, ref_name);
CREATE TABLE sys.unit_privs_ ( -- GRANT EXECUTE ON a unit; DEBUG is kept too
    owner name NOT NULL,
    name name NOT NULL,
    grantee name NOT NULL, -- PUBLIC, a user, a role
    privilege text NOT NULL,
    grantor name NOT NULL,
    grantable bool NOT NULL,
    PRIMARY KEY (owner, name, grantee, privilege));
SELECT pg_catalog.pg_extension_config_dump('sys.units_version_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.units_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.unit_errors_', '');
-- Triggers (src/server/triggers.c): the arguments are the unit's owner and name.
CREATE FUNCTION sys.fire_trigger() RETURNS trigger AS 'MODULE_PATHNAME', 'ol_fn_fire_trigger' LANGUAGE C;
CREATE FUNCTION sys.enable_triggers(regclass, enable bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_enable_triggers' LANGUAGE C STRICT;
CREATE FUNCTION sys.trigger_info_(source text, OUT trigger_type text, OUT events text, OUT referencing text, OUT when_clause text, OUT description text,
    OUT body text, OUT columns text) RETURNS record AS 'MODULE_PATHNAME', 'ol_fn_trigger_info' LANGUAGE C STABLE STRICT;
SELECT pg_catalog.pg_extension_config_dump('sys.unit_deps_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.unit_privs_', '');

-- Stand-alone functions and procedures have rows in pg_proc in this language; AS says which unit: '"SCOTT"."F"'.
CREATE FUNCTION sys.oliphant_handler_() RETURNS language_handler AS 'MODULE_PATHNAME', 'ol_fn_language_handler' LANGUAGE C STRICT;
CREATE FUNCTION sys.oliphant_validator_(oid) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_language_validator' LANGUAGE C STRICT;
CREATE TRUSTED LANGUAGE oliphant HANDLER sys.oliphant_handler_ VALIDATOR sys.oliphant_validator_;

-- Functions of units in SQL of the Oracle port: the first argument says which ('"SCOTT"."PKG" F(A IN NUMBER)NUMBER', or a block with its
-- result as :0), one function for each way PostgreSQL holds a result. plsql_det_*: declared DETERMINISTIC, so that indexes may use them.
CREATE FUNCTION sys.plsql_text(text, VARIADIC "any") RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_numeric(text, VARIADIC "any") RETURNS numeric AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_int4(text, VARIADIC "any") RETURNS int4 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_float4(text, VARIADIC "any") RETURNS float4 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_float8(text, VARIADIC "any") RETURNS float8 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_bool(text, VARIADIC "any") RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_timestamp(text, VARIADIC "any") RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_timestamptz(text, VARIADIC "any") RETURNS timestamptz AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_oratstz(text, VARIADIC "any") RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_interval(text, VARIADIC "any") RETURNS interval AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_bytea(text, VARIADIC "any") RETURNS bytea AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_rowid(text, VARIADIC "any") RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_text(text) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_numeric(text) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_int4(text) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_float4(text) RETURNS float4 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_float8(text) RETURNS float8 AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_bool(text) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_timestamp(text) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_timestamptz(text) RETURNS timestamptz AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_oratstz(text) RETURNS sys.oratimestamptz AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_interval(text) RETURNS interval AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_bytea(text) RETURNS bytea AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_rowid(text) RETURNS sys.rowid AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_det_text(text, VARIADIC "any") RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C IMMUTABLE COST 20;
CREATE FUNCTION sys.plsql_det_numeric(text, VARIADIC "any") RETURNS numeric AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C IMMUTABLE COST 20;
CREATE FUNCTION sys.plsql_det_timestamp(text, VARIADIC "any") RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_fn_plsql' LANGUAGE C IMMUTABLE COST 20;
-- Results of other types: the first argument is a NULL of the type.
CREATE FUNCTION sys.plsql_any(anyelement, text, VARIADIC "any") RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_fn_plsql_any' LANGUAGE C COST 20;
CREATE FUNCTION sys.plsql_any(anyelement, text) RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_fn_plsql_any' LANGUAGE C COST 20;

-- GRANT and REVOKE of EXECUTE and DEBUG on a unit. All names in Oracle's spelling.
CREATE FUNCTION sys.grant_unit(owner text, name text, privilege text, grantee text, grantable bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_grant_unit' LANGUAGE C;
CREATE FUNCTION sys.revoke_unit(owner text, name text, privilege text, grantee text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_revoke_unit' LANGUAGE C STRICT;
CREATE FUNCTION sys.unit_visible_(owner text, name text) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_unit_visible' LANGUAGE C STABLE STRICT;

-- Routines and parameters of a unit, from its compiled form (of a unit that is invalid: none).
CREATE FUNCTION sys.unit_routines_(owner text, name text, kind text, OUT subprogram numeric, OUT routine text, OUT overload text, OUT is_function bool,
    OUT deterministic bool, OUT pipelined bool, OUT invoker bool) RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_unit_routines' LANGUAGE C STABLE STRICT ROWS 10;
CREATE FUNCTION sys.unit_arguments_(owner text, name text, kind text, OUT subprogram numeric, OUT routine text, OUT overload text, OUT argument text, OUT place numeric,
    OUT sequence numeric, OUT level numeric, OUT data_type text, OUT defaulted bool, OUT in_out text, OUT length numeric, OUT prec numeric, OUT scale numeric,
    OUT type_owner text, OUT type_name text, OUT type_subname text, OUT pls_type text)
    RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_unit_arguments' LANGUAGE C STABLE STRICT ROWS 30;
