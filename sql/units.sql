-- Stored PL/SQL units: source as written, errors of the last compilation. Names are in Oracle's spelling. Written by the Oracle port's
-- sessions (src/server/units.c) with the extension owner's rights.
CREATE SEQUENCE sys.units_version_;
CREATE TABLE sys.units_ (
    owner name NOT NULL,
    name name NOT NULL,
    kind text NOT NULL,   -- PROCEDURE, FUNCTION, PACKAGE, PACKAGE BODY
    source text NOT NULL, -- from the kind word on
    status text NOT NULL, -- VALID, INVALID
    version int8 NOT NULL,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    last_ddl_time timestamptz NOT NULL DEFAULT pg_catalog.now(),
    PRIMARY KEY (owner, name, kind));
CREATE TABLE sys.unit_errors_ (
    owner name NOT NULL,
    name name NOT NULL,
    kind text NOT NULL,
    sequence int4 NOT NULL,
    line int4 NOT NULL,
    col int4 NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (owner, name, kind, sequence));
SELECT pg_catalog.pg_extension_config_dump('sys.units_version_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.units_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.unit_errors_', '');
-- Triggers (src/server/triggers.c): the arguments are the unit's owner and name.
CREATE FUNCTION sys.fire_trigger() RETURNS trigger AS 'MODULE_PATHNAME', 'ol_fn_fire_trigger' LANGUAGE C;
CREATE FUNCTION sys.enable_triggers(regclass, enable bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_enable_triggers' LANGUAGE C STRICT;
CREATE FUNCTION sys.trigger_info_(source text, OUT trigger_type text, OUT events text, OUT referencing text, OUT when_clause text, OUT description text,
    OUT body text, OUT columns text) RETURNS record AS 'MODULE_PATHNAME', 'ol_fn_trigger_info' LANGUAGE C STABLE STRICT;
GRANT SELECT ON sys.units_, sys.unit_errors_ TO PUBLIC;
