-- Dictionary views: dynamic. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys."v$version" AS SELECT
    x.banner::varchar(80) AS banner,
    x.banner::varchar(160) AS banner_full,
    x.banner::varchar(80) AS banner_legacy,
    0::numeric AS con_id
FROM (VALUES ('Oracle Database ' || CASE WHEN sys.release(false) LIKE '23%' THEN '23ai' ELSE '19c' END || ' Enterprise Edition Release ' || sys.release(false) || ' - Production'), ('Oliphant on PostgreSQL ' || current_setting('server_version'))) x(banner);
GRANT SELECT ON sys."v$version" TO PUBLIC;

CREATE VIEW sys."gv$version" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$version" v;
GRANT SELECT ON sys."gv$version" TO PUBLIC;

CREATE VIEW sys."v_$version" AS SELECT * FROM sys."v$version";
GRANT SELECT ON sys."v_$version" TO PUBLIC;

CREATE VIEW sys."v$nls_parameters" AS SELECT
    x.parameter::varchar(64) AS parameter,
    x.value::varchar(64) AS value,
    0::numeric AS con_id
FROM (SELECT parameter, value FROM sys.nls_session_parameters UNION ALL SELECT parameter, value FROM sys.nls_database_parameters WHERE parameter IN ('NLS_CHARACTERSET', 'NLS_NCHAR_CHARACTERSET')) x;
GRANT SELECT ON sys."v$nls_parameters" TO PUBLIC;

CREATE VIEW sys."gv$nls_parameters" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$nls_parameters" v;
GRANT SELECT ON sys."gv$nls_parameters" TO PUBLIC;

CREATE VIEW sys."v_$nls_parameters" AS SELECT * FROM sys."v$nls_parameters";
GRANT SELECT ON sys."v_$nls_parameters" TO PUBLIC;

CREATE VIEW sys."v$session" AS SELECT
    NULL::bytea AS saddr,
    sys.oracle_sid(a.pid)::numeric AS sid,
    coalesce(o.serial, 1)::numeric AS "serial#",
    a.pid::numeric AS audsid,
    (decode(lpad(to_hex(a.pid), 16, '0'), 'hex'))::bytea AS paddr,
    a.usesysid::int8::numeric AS "user#",
    sys.oracle_name(a.usename)::varchar(128) AS username,
    (CASE WHEN a.state = 'active' THEN 3 ELSE 0 END)::numeric AS command,
    2147483644::numeric AS ownerid,
    (CASE WHEN a.backend_xid IS NOT NULL THEN decode(lpad(to_hex(a.pid), 16, '0'), 'hex') END)::bytea AS taddr,
    (CASE WHEN a.wait_event_type = 'Lock' THEN lpad(to_hex(a.pid), 16, '0') END)::varchar(16) AS lockwait,
    (CASE WHEN a.state = 'active' THEN 'ACTIVE' ELSE 'INACTIVE' END)::varchar(8) AS status,
    'DEDICATED'::varchar(9) AS server,
    a.usesysid::int8::numeric AS "schema#",
    coalesce(o.current_schema_name, sys.oracle_name(a.usename))::varchar(128) AS schemaname,
    o.os_user::varchar(128) AS osuser,
    left(o.process, 24)::varchar(24) AS process,
    coalesce(o.machine, a.client_hostname, host(a.client_addr))::varchar(64) AS machine,
    (CASE WHEN a.client_port > 0 THEN a.client_port END)::numeric AS port,
    left(o.terminal, 30)::varchar(30) AS terminal,
    left(coalesce(o.program, a.application_name), 48)::varchar(48) AS program,
    (CASE WHEN a.usename IS NULL THEN 'BACKGROUND' ELSE 'USER' END)::varchar(10) AS type,
    NULL::bytea AS sql_address,
    a.query_id::numeric AS sql_hash_value,
    NULL::varchar(13) AS sql_id,
    NULL::numeric AS sql_child_number,
    a.query_start::timestamp(0) AS sql_exec_start,
    NULL::varchar(13) AS prev_sql_id,
    o.module::varchar(64) AS module,
    NULL::numeric AS module_hash,
    o.action::varchar(64) AS action,
    NULL::numeric AS action_hash,
    o.client_info::varchar(64) AS client_info,
    0::numeric AS fixed_table_sequence,
    -1::numeric AS "row_wait_obj#",
    0::numeric AS "row_wait_file#",
    0::numeric AS "row_wait_block#",
    0::numeric AS "row_wait_row#",
    a.backend_start::timestamp(0) AS logon_time,
    (extract(epoch FROM now() - a.state_change)::int8)::numeric AS last_call_et,
    'NO'::varchar(3) AS pdml_enabled,
    'NONE'::varchar(13) AS failover_type,
    'NONE'::varchar(10) AS failover_method,
    'NO'::varchar(3) AS failed_over,
    NULL::varchar(32) AS resource_consumer_group,
    'DISABLED'::varchar(8) AS pdml_status,
    'ENABLED'::varchar(8) AS pddl_status,
    'ENABLED'::varchar(8) AS pq_status,
    0::numeric AS current_queue_duration,
    o.client_identifier::varchar(64) AS client_identifier,
    (CASE WHEN a.wait_event_type = 'Lock' THEN 'VALID' ELSE 'NO HOLDER' END)::varchar(11) AS blocking_session_status,
    NULL::numeric AS blocking_instance,
    (CASE WHEN a.wait_event_type = 'Lock' THEN sys.oracle_sid((pg_blocking_pids(a.pid))[1]) END)::numeric AS blocking_session,
    NULL::numeric AS final_blocking_session,
    0::numeric AS "seq#",
    0::numeric AS "event#",
    (coalesce(a.wait_event, 'SQL*Net message from client'))::varchar(64) AS event,
    NULL::varchar(64) AS p1text,
    NULL::numeric AS p1,
    NULL::varchar(64) AS p2text,
    NULL::numeric AS p2,
    NULL::varchar(64) AS p3text,
    NULL::numeric AS p3,
    (coalesce(a.wait_event_type, 'Idle'))::varchar(64) AS wait_class,
    0::numeric AS wait_time,
    0::numeric AS seconds_in_wait,
    (CASE WHEN a.wait_event IS NOT NULL THEN 'WAITING' ELSE 'WAITED KNOWN TIME' END)::varchar(19) AS state,
    coalesce(o.service, a.datname)::varchar(64) AS service_name,
    'DISABLED'::varchar(8) AS sql_trace,
    100::numeric AS session_edition_id,
    NULL::bytea AS creator_addr,
    0::numeric AS con_id
FROM pg_stat_activity a LEFT JOIN sys.oracle_sessions() o ON o.pid = a.pid AND o.state = 'active' WHERE a.datid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) OR a.datid IS NULL;
GRANT SELECT ON sys."v$session" TO PUBLIC;

CREATE VIEW sys."gv$session" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$session" v;
GRANT SELECT ON sys."gv$session" TO PUBLIC;

CREATE VIEW sys."v_$session" AS SELECT * FROM sys."v$session";
GRANT SELECT ON sys."v_$session" TO PUBLIC;

CREATE VIEW sys."v$process" AS SELECT
    (decode(lpad(to_hex(a.pid), 16, '0'), 'hex'))::bytea AS addr,
    a.pid::numeric AS pid,
    a.pid::text::varchar(24) AS sosid,
    a.pid::text::varchar(24) AS spid,
    NULL::varchar(5) AS pname,
    (left(a.usename::text, 15))::varchar(15) AS username,
    1::numeric AS "serial#",
    NULL::varchar(30) AS terminal,
    (left(a.backend_type, 48))::varchar(48) AS program,
    (CASE WHEN a.usename IS NULL THEN '1' END)::varchar(1) AS background,
    0::numeric AS pga_used_mem,
    0::numeric AS pga_alloc_mem,
    0::numeric AS pga_max_mem,
    0::numeric AS con_id
FROM pg_stat_activity a;
GRANT SELECT ON sys."v$process" TO PUBLIC;

CREATE VIEW sys."gv$process" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$process" v;
GRANT SELECT ON sys."gv$process" TO PUBLIC;

CREATE VIEW sys."v_$process" AS SELECT * FROM sys."v$process";
GRANT SELECT ON sys."v_$process" TO PUBLIC;

CREATE VIEW sys."v$session_connect_info" AS SELECT
    sys.oracle_sid(a.pid)::numeric AS sid,
    coalesce(o.serial, 1)::numeric AS "serial#",
    'DATABASE'::varchar(26) AS authentication_type,
    o.os_user::varchar(128) AS osuser,
    ('TCP/IP NT Protocol Adapter')::varchar(4000) AS network_service_banner,
    'AL32UTF8'::varchar(40) AS client_charset,
    'Heterogeneous'::varchar(13) AS client_connection,
    'Unknown'::varchar(20) AS client_oci_library,
    'Unknown'::varchar(40) AS client_version,
    left(o.driver, 30)::varchar(30) AS client_driver,
    0::numeric AS con_id
FROM pg_stat_activity a LEFT JOIN sys.oracle_sessions() o ON o.pid = a.pid AND o.state = 'active' WHERE a.datname = current_database();
GRANT SELECT ON sys."v$session_connect_info" TO PUBLIC;

CREATE VIEW sys."gv$session_connect_info" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$session_connect_info" v;
GRANT SELECT ON sys."gv$session_connect_info" TO PUBLIC;

CREATE VIEW sys."v_$session_connect_info" AS SELECT * FROM sys."v$session_connect_info";
GRANT SELECT ON sys."v_$session_connect_info" TO PUBLIC;

CREATE VIEW sys."v$statname" AS SELECT
    x.number::numeric AS "statistic#",
    x.name::varchar(64) AS name,
    x.class::numeric AS class,
    x.number::numeric AS stat_id,
    x.name::varchar(64) AS display_name,
    0::numeric AS con_id
FROM sys.session_statistics(true) x;
GRANT SELECT ON sys."v$statname" TO PUBLIC;

CREATE VIEW sys."gv$statname" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$statname" v;
GRANT SELECT ON sys."gv$statname" TO PUBLIC;

CREATE VIEW sys."v_$statname" AS SELECT * FROM sys."v$statname";
GRANT SELECT ON sys."v_$statname" TO PUBLIC;

CREATE VIEW sys."v$sesstat" AS SELECT
    x.sid::numeric AS sid,
    x.number::numeric AS "statistic#",
    x.value::numeric AS value,
    0::numeric AS con_id
FROM sys.session_statistics(false) x;
GRANT SELECT ON sys."v$sesstat" TO PUBLIC;

CREATE VIEW sys."gv$sesstat" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$sesstat" v;
GRANT SELECT ON sys."gv$sesstat" TO PUBLIC;

CREATE VIEW sys."v_$sesstat" AS SELECT * FROM sys."v$sesstat";
GRANT SELECT ON sys."v_$sesstat" TO PUBLIC;

CREATE VIEW sys."v$mystat" AS SELECT
    x.sid::numeric AS sid,
    x.number::numeric AS "statistic#",
    x.value::numeric AS value,
    0::numeric AS con_id
FROM sys.session_statistics(false) x WHERE x.sid = sys.sys_context('USERENV', 'SID')::int8;
GRANT SELECT ON sys."v$mystat" TO PUBLIC;

CREATE VIEW sys."gv$mystat" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$mystat" v;
GRANT SELECT ON sys."gv$mystat" TO PUBLIC;

CREATE VIEW sys."v_$mystat" AS SELECT * FROM sys."v$mystat";
GRANT SELECT ON sys."v_$mystat" TO PUBLIC;

CREATE VIEW sys."v$parameter" AS SELECT
    x.n::numeric AS num,
    x.name::varchar(80) AS name,
    x.type::numeric AS type,
    x.value::varchar(4000) AS value,
    x.value::varchar(4000) AS display_value,
    x.value::varchar(255) AS default_value,
    'TRUE'::varchar(9) AS isdefault,
    'FALSE'::varchar(5) AS isses_modifiable,
    'FALSE'::varchar(9) AS issys_modifiable,
    'FALSE'::varchar(5) AS ispdb_modifiable,
    'FALSE'::varchar(5) AS isinstance_modifiable,
    'FALSE'::varchar(10) AS ismodified,
    'FALSE'::varchar(5) AS isadjusted,
    'FALSE'::varchar(5) AS isdeprecated,
    'FALSE'::varchar(5) AS isbasic,
    NULL::varchar(255) AS description,
    NULL::varchar(255) AS update_comment,
    0::numeric AS hash,
    0::numeric AS con_id
FROM (SELECT row_number() OVER () AS n, p.* FROM (VALUES ('db_name', 2, current_database()::text), ('instance_name', 2, current_database()::text), ('service_names', 2, current_database()::text), ('compatible', 2, sys.release(false)), ('db_block_size', 3, current_setting('block_size')), ('processes', 3, current_setting('max_connections')), ('sessions', 3, current_setting('max_connections')), ('open_cursors', 3, current_setting('oliphant.open_cursors', true)), ('db_domain', 2, NULL), ('session_cached_cursors', 3, '50'), ('max_string_size', 2, 'STANDARD'), ('nls_language', 2, 'AMERICAN'), ('nls_territory', 2, 'AMERICA'), ('nls_date_format', 2, sys.nls_parameter('NLS_DATE_FORMAT')), ('nls_length_semantics', 2, sys.nls_parameter('NLS_LENGTH_SEMANTICS')), ('optimizer_mode', 2, 'ALL_ROWS'), ('cursor_sharing', 2, 'EXACT'), ('undo_management', 2, 'AUTO'), ('recyclebin', 2, 'OFF'), ('job_queue_processes', 3, '0'), ('global_names', 1, 'FALSE'), ('sql_trace', 1, 'FALSE'), ('timed_statistics', 1, 'TRUE'), ('remote_login_passwordfile', 2, 'EXCLUSIVE')) p(name, type, value)) x;
GRANT SELECT ON sys."v$parameter" TO PUBLIC;

CREATE VIEW sys."gv$parameter" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$parameter" v;
GRANT SELECT ON sys."gv$parameter" TO PUBLIC;

CREATE VIEW sys."v_$parameter" AS SELECT * FROM sys."v$parameter";
GRANT SELECT ON sys."v_$parameter" TO PUBLIC;

CREATE VIEW sys."v$parameter2" AS SELECT
    x.n::numeric AS num,
    x.name::varchar(80) AS name,
    x.type::numeric AS type,
    x.value::varchar(4000) AS value,
    x.value::varchar(4000) AS display_value,
    x.value::varchar(255) AS default_value,
    'TRUE'::varchar(9) AS isdefault,
    'FALSE'::varchar(5) AS isses_modifiable,
    'FALSE'::varchar(9) AS issys_modifiable,
    'FALSE'::varchar(5) AS ispdb_modifiable,
    'FALSE'::varchar(5) AS isinstance_modifiable,
    'FALSE'::varchar(10) AS ismodified,
    'FALSE'::varchar(5) AS isadjusted,
    'FALSE'::varchar(5) AS isdeprecated,
    'FALSE'::varchar(5) AS isbasic,
    NULL::varchar(255) AS description,
    NULL::varchar(255) AS update_comment,
    0::numeric AS hash,
    0::numeric AS con_id
FROM (SELECT row_number() OVER () AS n, p.* FROM (VALUES ('db_name', 2, current_database()::text), ('instance_name', 2, current_database()::text), ('service_names', 2, current_database()::text), ('compatible', 2, sys.release(false)), ('db_block_size', 3, current_setting('block_size')), ('processes', 3, current_setting('max_connections')), ('sessions', 3, current_setting('max_connections')), ('open_cursors', 3, current_setting('oliphant.open_cursors', true)), ('db_domain', 2, NULL), ('session_cached_cursors', 3, '50'), ('max_string_size', 2, 'STANDARD'), ('nls_language', 2, 'AMERICAN'), ('nls_territory', 2, 'AMERICA'), ('nls_date_format', 2, sys.nls_parameter('NLS_DATE_FORMAT')), ('nls_length_semantics', 2, sys.nls_parameter('NLS_LENGTH_SEMANTICS')), ('optimizer_mode', 2, 'ALL_ROWS'), ('cursor_sharing', 2, 'EXACT'), ('undo_management', 2, 'AUTO'), ('recyclebin', 2, 'OFF'), ('job_queue_processes', 3, '0'), ('global_names', 1, 'FALSE'), ('sql_trace', 1, 'FALSE'), ('timed_statistics', 1, 'TRUE'), ('remote_login_passwordfile', 2, 'EXCLUSIVE')) p(name, type, value)) x;
GRANT SELECT ON sys."v$parameter2" TO PUBLIC;

CREATE VIEW sys."gv$parameter2" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$parameter2" v;
GRANT SELECT ON sys."gv$parameter2" TO PUBLIC;

CREATE VIEW sys."v_$parameter2" AS SELECT * FROM sys."v$parameter2";
GRANT SELECT ON sys."v_$parameter2" TO PUBLIC;

CREATE VIEW sys."v$system_parameter" AS SELECT
    x.n::numeric AS num,
    x.name::varchar(80) AS name,
    x.type::numeric AS type,
    x.value::varchar(4000) AS value,
    x.value::varchar(4000) AS display_value,
    x.value::varchar(255) AS default_value,
    'TRUE'::varchar(9) AS isdefault,
    'FALSE'::varchar(5) AS isses_modifiable,
    'FALSE'::varchar(9) AS issys_modifiable,
    'FALSE'::varchar(5) AS ispdb_modifiable,
    'FALSE'::varchar(5) AS isinstance_modifiable,
    'FALSE'::varchar(10) AS ismodified,
    'FALSE'::varchar(5) AS isadjusted,
    'FALSE'::varchar(5) AS isdeprecated,
    'FALSE'::varchar(5) AS isbasic,
    NULL::varchar(255) AS description,
    NULL::varchar(255) AS update_comment,
    0::numeric AS hash,
    0::numeric AS con_id
FROM (SELECT row_number() OVER () AS n, p.* FROM (VALUES ('db_name', 2, current_database()::text), ('instance_name', 2, current_database()::text), ('service_names', 2, current_database()::text), ('compatible', 2, sys.release(false)), ('db_block_size', 3, current_setting('block_size')), ('processes', 3, current_setting('max_connections')), ('sessions', 3, current_setting('max_connections')), ('open_cursors', 3, current_setting('oliphant.open_cursors', true)), ('db_domain', 2, NULL), ('session_cached_cursors', 3, '50'), ('max_string_size', 2, 'STANDARD'), ('nls_language', 2, 'AMERICAN'), ('nls_territory', 2, 'AMERICA'), ('nls_date_format', 2, sys.nls_parameter('NLS_DATE_FORMAT')), ('nls_length_semantics', 2, sys.nls_parameter('NLS_LENGTH_SEMANTICS')), ('optimizer_mode', 2, 'ALL_ROWS'), ('cursor_sharing', 2, 'EXACT'), ('undo_management', 2, 'AUTO'), ('recyclebin', 2, 'OFF'), ('job_queue_processes', 3, '0'), ('global_names', 1, 'FALSE'), ('sql_trace', 1, 'FALSE'), ('timed_statistics', 1, 'TRUE'), ('remote_login_passwordfile', 2, 'EXCLUSIVE')) p(name, type, value)) x;
GRANT SELECT ON sys."v$system_parameter" TO PUBLIC;

CREATE VIEW sys."gv$system_parameter" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$system_parameter" v;
GRANT SELECT ON sys."gv$system_parameter" TO PUBLIC;

CREATE VIEW sys."v_$system_parameter" AS SELECT * FROM sys."v$system_parameter";
GRANT SELECT ON sys."v_$system_parameter" TO PUBLIC;

CREATE VIEW sys."v$spparameter" AS SELECT
    x.n::numeric AS num,
    x.name::varchar(80) AS name,
    x.type::numeric AS type,
    x.value::varchar(4000) AS value,
    x.value::varchar(4000) AS display_value,
    x.value::varchar(255) AS default_value,
    'TRUE'::varchar(9) AS isdefault,
    'FALSE'::varchar(5) AS isses_modifiable,
    'FALSE'::varchar(9) AS issys_modifiable,
    'FALSE'::varchar(5) AS ispdb_modifiable,
    'FALSE'::varchar(5) AS isinstance_modifiable,
    'FALSE'::varchar(10) AS ismodified,
    'FALSE'::varchar(5) AS isadjusted,
    'FALSE'::varchar(5) AS isdeprecated,
    'FALSE'::varchar(5) AS isbasic,
    NULL::varchar(255) AS description,
    NULL::varchar(255) AS update_comment,
    0::numeric AS hash,
    0::numeric AS con_id
FROM (SELECT row_number() OVER () AS n, p.* FROM (VALUES ('db_name', 2, current_database()::text), ('instance_name', 2, current_database()::text), ('service_names', 2, current_database()::text), ('compatible', 2, sys.release(false)), ('db_block_size', 3, current_setting('block_size')), ('processes', 3, current_setting('max_connections')), ('sessions', 3, current_setting('max_connections')), ('open_cursors', 3, current_setting('oliphant.open_cursors', true)), ('db_domain', 2, NULL), ('session_cached_cursors', 3, '50'), ('max_string_size', 2, 'STANDARD'), ('nls_language', 2, 'AMERICAN'), ('nls_territory', 2, 'AMERICA'), ('nls_date_format', 2, sys.nls_parameter('NLS_DATE_FORMAT')), ('nls_length_semantics', 2, sys.nls_parameter('NLS_LENGTH_SEMANTICS')), ('optimizer_mode', 2, 'ALL_ROWS'), ('cursor_sharing', 2, 'EXACT'), ('undo_management', 2, 'AUTO'), ('recyclebin', 2, 'OFF'), ('job_queue_processes', 3, '0'), ('global_names', 1, 'FALSE'), ('sql_trace', 1, 'FALSE'), ('timed_statistics', 1, 'TRUE'), ('remote_login_passwordfile', 2, 'EXCLUSIVE')) p(name, type, value)) x;
GRANT SELECT ON sys."v$spparameter" TO PUBLIC;

CREATE VIEW sys."gv$spparameter" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$spparameter" v;
GRANT SELECT ON sys."gv$spparameter" TO PUBLIC;

CREATE VIEW sys."v_$spparameter" AS SELECT * FROM sys."v$spparameter";
GRANT SELECT ON sys."v_$spparameter" TO PUBLIC;

CREATE VIEW sys."v$database" AS SELECT
    ((SELECT c.system_identifier FROM pg_control_system() c) & 4294967295)::numeric AS dbid,
    (upper(left(current_database()::text, 9)))::varchar(9) AS name,
    NULL::timestamp(0) AS created,
    1::numeric AS "resetlogs_change#",
    (CASE WHEN current_setting('archive_mode') = 'off' THEN 'NOARCHIVELOG' ELSE 'ARCHIVELOG' END)::varchar(12) AS log_mode,
    NULL::numeric AS "checkpoint_change#",
    'CURRENT'::varchar(7) AS controlfile_type,
    (CASE WHEN pg_is_in_recovery() THEN 'READ ONLY' ELSE 'READ WRITE' END)::varchar(20) AS open_mode,
    ('MAXIMUM PERFORMANCE')::varchar(20) AS protection_mode,
    ('MAXIMUM PERFORMANCE')::varchar(20) AS protection_level,
    (CASE WHEN pg_is_in_recovery() THEN 'PHYSICAL STANDBY' ELSE 'PRIMARY' END)::varchar(16) AS database_role,
    ('NOT ALLOWED')::varchar(20) AS switchover_status,
    'NONE'::varchar(7) AS guard_status,
    'NO'::varchar(39) AS force_logging,
    13::numeric AS platform_id,
    ('Linux x86 64-bit')::varchar(101) AS platform_name,
    'NO'::varchar(18) AS flashback_on,
    pg_snapshot_xmax(pg_current_snapshot())::text::int8::numeric AS current_scn,
    (left(current_database()::text, 30))::varchar(30) AS db_unique_name,
    'NO'::varchar(3) AS cdb,
    0::numeric AS con_id
;
GRANT SELECT ON sys."v$database" TO PUBLIC;

CREATE VIEW sys."gv$database" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$database" v;
GRANT SELECT ON sys."gv$database" TO PUBLIC;

CREATE VIEW sys."v_$database" AS SELECT * FROM sys."v$database";
GRANT SELECT ON sys."v_$database" TO PUBLIC;

CREATE VIEW sys."v$instance" AS SELECT
    1::numeric AS instance_number,
    (left(current_database()::text, 16))::varchar(16) AS instance_name,
    (sys.sys_context('USERENV', 'SERVER_HOST'))::varchar(64) AS host_name,
    sys.release(false)::varchar(17) AS version,
    sys.release(false)::varchar(17) AS version_legacy,
    sys.release(false)::varchar(17) AS version_full,
    pg_postmaster_start_time()::timestamp(0) AS startup_time,
    'OPEN'::varchar(12) AS status,
    'NO'::varchar(3) AS parallel,
    1::numeric AS "thread#",
    (CASE WHEN current_setting('archive_mode') = 'off' THEN 'STOPPED' ELSE 'STARTED' END)::varchar(7) AS archiver,
    NULL::varchar(15) AS log_switch_wait,
    'ALLOWED'::varchar(10) AS logins,
    'NO'::varchar(3) AS shutdown_pending,
    'ACTIVE'::varchar(17) AS database_status,
    'PRIMARY_INSTANCE'::varchar(18) AS instance_role,
    'NORMAL'::varchar(9) AS active_state,
    'NO'::varchar(3) AS blocked,
    0::numeric AS con_id,
    'REGULAR'::varchar(11) AS instance_mode,
    'EE'::varchar(7) AS edition,
    NULL::varchar(80) AS family,
    'SINGLE'::varchar(15) AS database_type
;
GRANT SELECT ON sys."v$instance" TO PUBLIC;

CREATE VIEW sys."gv$instance" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$instance" v;
GRANT SELECT ON sys."gv$instance" TO PUBLIC;

CREATE VIEW sys."v_$instance" AS SELECT * FROM sys."v$instance";
GRANT SELECT ON sys."v_$instance" TO PUBLIC;

CREATE VIEW sys."v$transaction" AS SELECT
    (decode(lpad(to_hex(a.pid), 16, '0'), 'hex'))::bytea AS addr,
    ((a.backend_xid::text::int8 >> 10) % 1024 + 1)::numeric AS xidusn,
    ((a.backend_xid::text::int8 & 1023))::numeric AS xidslot,
    (a.backend_xid::text::int8 >> 20)::numeric AS xidsqn,
    'ACTIVE'::varchar(16) AS status,
    (to_char(a.xact_start, 'MM/DD/YY HH24:MI:SS'))::varchar(20) AS start_time,
    NULL::numeric AS start_scn,
    NULL::bytea AS ses_addr,
    1::numeric AS used_ublk,
    1::numeric AS used_urec,
    a.xact_start::timestamp(0) AS start_date,
    (3587 + CASE WHEN a.pid = pg_backend_pid() AND current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN 268435456 ELSE 0 END)::numeric AS flag,
    0::numeric AS con_id
FROM pg_stat_activity a WHERE a.backend_xid IS NOT NULL;
GRANT SELECT ON sys."v$transaction" TO PUBLIC;

CREATE VIEW sys."gv$transaction" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$transaction" v;
GRANT SELECT ON sys."gv$transaction" TO PUBLIC;

CREATE VIEW sys."v_$transaction" AS SELECT * FROM sys."v$transaction";
GRANT SELECT ON sys."v_$transaction" TO PUBLIC;

CREATE VIEW sys."v$lock" AS SELECT
    NULL::bytea AS addr,
    NULL::bytea AS kaddr,
    sys.oracle_sid(l.pid)::numeric AS sid,
    (CASE WHEN l.locktype = 'relation' THEN 'TM' ELSE 'TX' END)::varchar(2) AS type,
    (coalesce(l.relation::int8, l.transactionid::text::int8, 0))::numeric AS id1,
    0::numeric AS id2,
    (CASE WHEN NOT l.granted THEN 0 WHEN l.mode LIKE '%Exclusive%' THEN 6 ELSE 3 END)::numeric AS lmode,
    (CASE WHEN l.granted THEN 0 ELSE 6 END)::numeric AS request,
    0::numeric AS ctime,
    0::numeric AS block,
    0::numeric AS con_id
FROM pg_locks l WHERE l.locktype IN ('relation', 'transactionid');
GRANT SELECT ON sys."v$lock" TO PUBLIC;

CREATE VIEW sys."gv$lock" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$lock" v;
GRANT SELECT ON sys."gv$lock" TO PUBLIC;

CREATE VIEW sys."v_$lock" AS SELECT * FROM sys."v$lock";
GRANT SELECT ON sys."v_$lock" TO PUBLIC;

CREATE VIEW sys."v$locked_object" AS SELECT
    0::numeric AS xidusn,
    0::numeric AS xidslot,
    0::numeric AS xidsqn,
    l.relation::int8::numeric AS object_id,
    sys.oracle_sid(l.pid)::numeric AS session_id,
    sys.oracle_name(a.usename)::varchar(128) AS oracle_username,
    NULL::varchar(128) AS os_user_name,
    l.pid::text::varchar(24) AS process,
    3::numeric AS locked_mode,
    0::numeric AS con_id
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'relation' AND l.granted AND l.mode IN ('RowExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock');
GRANT SELECT ON sys."v$locked_object" TO PUBLIC;

CREATE VIEW sys."gv$locked_object" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$locked_object" v;
GRANT SELECT ON sys."gv$locked_object" TO PUBLIC;

CREATE VIEW sys."v_$locked_object" AS SELECT * FROM sys."v$locked_object";
GRANT SELECT ON sys."v_$locked_object" TO PUBLIC;

CREATE VIEW sys."v$option" AS SELECT
    x.name::varchar(64) AS parameter,
    x.value::varchar(64) AS value,
    0::numeric AS con_id
FROM (VALUES ('Partitioning', 'TRUE'), ('Objects', 'TRUE'), ('Real Application Clusters', 'FALSE'), ('Advanced replication', 'FALSE'), ('Java', 'FALSE'), ('Materialized view rewrite', 'FALSE'), ('Flashback Database', 'FALSE'), ('Oracle Database Vault', 'FALSE'), ('Unified Auditing', 'FALSE'), ('Transparent Data Encryption', 'FALSE'), ('Basic Compression', 'FALSE')) x(name, value);
GRANT SELECT ON sys."v$option" TO PUBLIC;

CREATE VIEW sys."gv$option" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$option" v;
GRANT SELECT ON sys."gv$option" TO PUBLIC;

CREATE VIEW sys."v_$option" AS SELECT * FROM sys."v$option";
GRANT SELECT ON sys."v_$option" TO PUBLIC;

CREATE VIEW sys."v$timezone_names" AS SELECT
    z.name::varchar(64) AS tzname,
    z.abbrev::varchar(64) AS tzabbrev,
    0::numeric AS con_id
FROM pg_timezone_names z;
GRANT SELECT ON sys."v$timezone_names" TO PUBLIC;

CREATE VIEW sys."gv$timezone_names" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$timezone_names" v;
GRANT SELECT ON sys."gv$timezone_names" TO PUBLIC;

CREATE VIEW sys."v_$timezone_names" AS SELECT * FROM sys."v$timezone_names";
GRANT SELECT ON sys."v_$timezone_names" TO PUBLIC;

CREATE VIEW sys."v$open_cursor" AS SELECT
    sys.oracle_sid(pg_backend_pid())::numeric AS sid,
    sys.oracle_name(current_user)::varchar(128) AS user_name,
    (left(c.statement, 60))::varchar(60) AS sql_text,
    'OPEN'::varchar(64) AS cursor_type,
    0::numeric AS con_id
FROM pg_cursors c;
GRANT SELECT ON sys."v$open_cursor" TO PUBLIC;

CREATE VIEW sys."gv$open_cursor" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$open_cursor" v;
GRANT SELECT ON sys."gv$open_cursor" TO PUBLIC;

CREATE VIEW sys."v_$open_cursor" AS SELECT * FROM sys."v$open_cursor";
GRANT SELECT ON sys."v_$open_cursor" TO PUBLIC;

CREATE VIEW sys."v$sql" AS SELECT
    NULL::varchar(1000) AS sql_text,
    NULL::text AS sql_fulltext,
    NULL::varchar(13) AS sql_id,
    NULL::numeric AS executions,
    NULL::numeric AS elapsed_time,
    NULL::numeric AS cpu_time,
    NULL::numeric AS buffer_gets,
    NULL::numeric AS disk_reads,
    NULL::numeric AS rows_processed,
    NULL::varchar(128) AS parsing_schema_name,
    NULL::varchar(64) AS module,
    NULL::timestamp(0) AS last_active_time,
    0::numeric AS con_id
WHERE false;
GRANT SELECT ON sys."v$sql" TO PUBLIC;

CREATE VIEW sys."gv$sql" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$sql" v;
GRANT SELECT ON sys."gv$sql" TO PUBLIC;

CREATE VIEW sys."v_$sql" AS SELECT * FROM sys."v$sql";
GRANT SELECT ON sys."v_$sql" TO PUBLIC;

CREATE VIEW sys."v$containers" AS SELECT
    0::numeric AS con_id,
    upper(current_database()::text)::varchar(128) AS name,
    ('READ WRITE')::varchar(10) AS open_mode
;
GRANT SELECT ON sys."v$containers" TO PUBLIC;

CREATE VIEW sys."gv$containers" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$containers" v;
GRANT SELECT ON sys."gv$containers" TO PUBLIC;

CREATE VIEW sys."v_$containers" AS SELECT * FROM sys."v$containers";
GRANT SELECT ON sys."v_$containers" TO PUBLIC;

CREATE VIEW sys."v$pdbs" AS SELECT
    0::numeric AS con_id,
    0::numeric AS dbid,
    NULL::varchar(128) AS name,
    NULL::varchar(10) AS open_mode,
    NULL::varchar(3) AS restricted
WHERE false;
GRANT SELECT ON sys."v$pdbs" TO PUBLIC;

CREATE VIEW sys."gv$pdbs" AS SELECT 1::numeric AS inst_id, v.* FROM sys."v$pdbs" v;
GRANT SELECT ON sys."gv$pdbs" TO PUBLIC;

CREATE VIEW sys."v_$pdbs" AS SELECT * FROM sys."v$pdbs";
GRANT SELECT ON sys."v_$pdbs" TO PUBLIC;
