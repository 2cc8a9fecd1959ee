-- Sessions on the Oracle port and its administration (src/server/report.c).
CREATE FUNCTION sys.oracle_sessions(
    OUT sid int4, OUT serial int4, OUT pid int4, OUT state text, OUT role oid, OUT database oid,
    OUT logon_time timestamptz, OUT last_call timestamptz, OUT in_call bool,
    OUT username text, OUT proxy_user text, OUT service text, OUT program text, OUT machine text, OUT terminal text,
    OUT os_user text, OUT process text, OUT driver text, OUT client_address text, OUT module text, OUT action text,
    OUT client_info text, OUT client_identifier text, OUT current_schema_name text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_oracle_sessions' LANGUAGE C VOLATILE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sys.oracle_sessions() IS 'Sessions of Oracle clients; what a client says of itself is shown to its own user and to members of pg_read_all_stats';

CREATE FUNCTION sys.oracle_sid(pid int4) RETURNS int4 AS 'MODULE_PATHNAME', 'ol_fn_oracle_sid' LANGUAGE C VOLATILE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sys.oracle_sid(int4) IS 'SID of the session of a server process: its number on the Oracle port, else the process id';

CREATE FUNCTION sys.session_statistics(names_only bool, OUT sid int4, OUT number int4, OUT name text, OUT class int4, OUT value int8)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_session_statistics' LANGUAGE C VOLATILE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sys.session_statistics(bool) IS 'What is counted per session of an Oracle client (defs/session_stats.def); true: the names alone';

CREATE FUNCTION sys.unsupported_features(OUT feature text, OUT count int8, OUT last_time timestamptz)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'ol_fn_unsupported_features' LANGUAGE C VOLATILE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sys.unsupported_features() IS 'What Oracle clients asked for and did not get, since the server was started';

CREATE FUNCTION sys.set_oracle_verifier(role name, verifier text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_set_oracle_verifier' LANGUAGE C VOLATILE;
REVOKE ALL ON FUNCTION sys.set_oracle_verifier(name, text) FROM PUBLIC;
COMMENT ON FUNCTION sys.set_oracle_verifier(name, text) IS 'Give a role an Oracle password verifier made elsewhere; NULL takes it away';

CREATE FUNCTION sys.unlock_oracle_user(role name) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_unlock_oracle_user' LANGUAGE C VOLATILE STRICT;
REVOKE ALL ON FUNCTION sys.unlock_oracle_user(name) FROM PUBLIC;
COMMENT ON FUNCTION sys.unlock_oracle_user(name) IS 'End the lock after too many wrong passwords';
