-- Supplied packages (src/plc/supplied.c): units of SYS whose text is the program's own.
CREATE FUNCTION sys.supplied_units_(OUT name text, OUT kind text, OUT source text) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'ol_fn_supplied_units' LANGUAGE C STABLE PARALLEL SAFE ROWS 60;
