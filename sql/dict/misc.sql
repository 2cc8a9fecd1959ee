-- Dictionary views: misc. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.dependencies_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS name,
    (CASE r.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END)::varchar(18) AS type,
    x.owner::varchar(128) AS referenced_owner,
    x.name::varchar(128) AS referenced_name,
    (CASE x.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END)::varchar(18) AS referenced_type,
    NULL::varchar(128) AS referenced_link_name,
    'HARD'::varchar(4) AS dependency_type,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM (SELECT DISTINCT w.ev_class, d.refobjid FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class) e
JOIN sys.rels_ r ON r.relid = e.ev_class JOIN sys.rels_ x ON x.relid = e.refobjid
UNION ALL SELECT
    u.owner::text::varchar(128),
    u.name::text::varchar(128),
    u.kind::varchar(18),
    u.ref_owner::text::varchar(128),
    u.ref_name::text::varchar(128),
    u.ref_kind::varchar(18),
    NULL::varchar(128),
    'HARD'::varchar(4),
    sys.pg_name(u.owner::text)::name,
    NULL::oid,
    NULL::oid
FROM sys.unit_deps_ u;
GRANT SELECT ON sys.dependencies_all_ TO PUBLIC;

CREATE VIEW sys.dba_dependencies AS SELECT owner, name, type, referenced_owner, referenced_name, referenced_type, referenced_link_name, dependency_type FROM sys.dependencies_all_;

CREATE VIEW sys.all_dependencies AS SELECT owner, name, type, referenced_owner, referenced_name, referenced_type, referenced_link_name, dependency_type FROM sys.dependencies_all_
WHERE CASE WHEN relid_ IS NULL THEN sys.unit_visible_(owner, name) OR nspname_ = current_user ELSE sys.relation_visible_(relid_, relowner_) END;
GRANT SELECT ON sys.all_dependencies TO PUBLIC;

CREATE VIEW sys.user_dependencies AS SELECT name, type, referenced_owner, referenced_name, referenced_type, referenced_link_name, dependency_type FROM sys.dependencies_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_dependencies TO PUBLIC;

CREATE VIEW sys.db_links_all_ AS SELECT
    b.owner::varchar(128) AS owner,
    b.db_link::varchar(128) AS db_link,
    b.username::varchar(128) AS username,
    b.host::varchar(2000) AS host,
    b.created::timestamp(0) AS created,
    'NO'::varchar(3) AS hidden,
    'NO'::varchar(3) AS shard_internal,
    'YES'::varchar(3) AS valid,
    'NO'::varchar(3) AS intra_cdb
FROM sys.db_links_ b;
GRANT SELECT ON sys.db_links_all_ TO PUBLIC;

CREATE VIEW sys.dba_db_links AS SELECT owner, db_link, username, host, created, hidden, shard_internal, valid, intra_cdb FROM sys.db_links_all_;

CREATE VIEW sys.all_db_links AS SELECT owner, db_link, username, host, created, hidden, shard_internal, valid, intra_cdb FROM sys.db_links_all_
WHERE owner IN ('PUBLIC', sys.oracle_name(current_user));
GRANT SELECT ON sys.all_db_links TO PUBLIC;

CREATE VIEW sys.user_db_links AS SELECT db_link, username, host, created, hidden, shard_internal, valid, intra_cdb FROM sys.db_links_all_
WHERE owner = sys.oracle_name(current_user);
GRANT SELECT ON sys.user_db_links TO PUBLIC;

CREATE VIEW sys.all_directories AS SELECT
    'SYS'::varchar(128) AS owner,
    b.directory_name::varchar(128) AS directory_name,
    b.directory_path::varchar(4000) AS directory_path,
    1::numeric AS origin_con_id
FROM sys.directories_ b;
GRANT SELECT ON sys.all_directories TO PUBLIC;

CREATE VIEW sys.dba_directories AS SELECT
    'SYS'::varchar(128) AS owner,
    b.directory_name::varchar(128) AS directory_name,
    b.directory_path::varchar(4000) AS directory_path,
    1::numeric AS origin_con_id
FROM sys.directories_ b;

CREATE VIEW sys.queue_tables_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS queue_table,
    NULL::varchar(7) AS type,
    NULL::varchar(257) AS object_type,
    NULL::varchar(22) AS sort_order,
    NULL::varchar(8) AS recipients,
    NULL::varchar(13) AS message_grouping,
    NULL::varchar(8) AS compatible,
    NULL::numeric AS primary_instance,
    NULL::numeric AS secondary_instance,
    NULL::numeric AS owner_instance,
    NULL::varchar(50) AS user_comment,
    NULL::varchar(3) AS secure
WHERE false;
GRANT SELECT ON sys.queue_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_queue_tables AS SELECT owner, queue_table, type, object_type, sort_order, recipients, message_grouping, compatible, primary_instance, secondary_instance, owner_instance, user_comment, secure FROM sys.queue_tables_all_;

CREATE VIEW sys.all_queue_tables AS SELECT owner, queue_table, type, object_type, sort_order, recipients, message_grouping, compatible, primary_instance, secondary_instance, owner_instance, user_comment, secure FROM sys.queue_tables_all_
WHERE true;
GRANT SELECT ON sys.all_queue_tables TO PUBLIC;

CREATE VIEW sys.user_queue_tables AS SELECT queue_table, type, object_type, sort_order, recipients, message_grouping, compatible, primary_instance, secondary_instance, owner_instance, user_comment, secure FROM sys.queue_tables_all_
WHERE true;
GRANT SELECT ON sys.user_queue_tables TO PUBLIC;

CREATE VIEW sys.queues_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS name,
    NULL::varchar(128) AS queue_table,
    NULL::numeric AS qid,
    NULL::varchar(20) AS queue_type,
    NULL::numeric AS max_retries,
    NULL::numeric AS retry_delay,
    NULL::varchar(7) AS enqueue_enabled,
    NULL::varchar(7) AS dequeue_enabled,
    NULL::varchar(40) AS retention,
    NULL::varchar(50) AS user_comment
WHERE false;
GRANT SELECT ON sys.queues_all_ TO PUBLIC;

CREATE VIEW sys.dba_queues AS SELECT owner, name, queue_table, qid, queue_type, max_retries, retry_delay, enqueue_enabled, dequeue_enabled, retention, user_comment FROM sys.queues_all_;

CREATE VIEW sys.all_queues AS SELECT owner, name, queue_table, qid, queue_type, max_retries, retry_delay, enqueue_enabled, dequeue_enabled, retention, user_comment FROM sys.queues_all_
WHERE true;
GRANT SELECT ON sys.all_queues TO PUBLIC;

CREATE VIEW sys.user_queues AS SELECT name, queue_table, qid, queue_type, max_retries, retry_delay, enqueue_enabled, dequeue_enabled, retention, user_comment FROM sys.queues_all_
WHERE true;
GRANT SELECT ON sys.user_queues TO PUBLIC;

CREATE VIEW sys.jobs_all_ AS SELECT
    NULL::numeric AS job,
    NULL::varchar(128) AS log_user,
    NULL::varchar(128) AS priv_user,
    NULL::varchar(128) AS schema_user,
    NULL::timestamp(0) AS last_date,
    NULL::varchar(16) AS last_sec,
    NULL::timestamp(0) AS this_date,
    NULL::varchar(16) AS this_sec,
    NULL::timestamp(0) AS next_date,
    NULL::varchar(16) AS next_sec,
    NULL::numeric AS total_time,
    NULL::varchar(1) AS broken,
    NULL::varchar(200) AS interval,
    NULL::numeric AS failures,
    NULL::varchar(4000) AS what,
    NULL::varchar(4000) AS nls_env,
    NULL::numeric AS instance
WHERE false;
GRANT SELECT ON sys.jobs_all_ TO PUBLIC;

CREATE VIEW sys.dba_jobs AS SELECT job, log_user, priv_user, schema_user, last_date, last_sec, this_date, this_sec, next_date, next_sec, total_time, broken, interval, failures, what, nls_env, instance FROM sys.jobs_all_;

CREATE VIEW sys.all_jobs AS SELECT job, log_user, priv_user, schema_user, last_date, last_sec, this_date, this_sec, next_date, next_sec, total_time, broken, interval, failures, what, nls_env, instance FROM sys.jobs_all_
WHERE true;
GRANT SELECT ON sys.all_jobs TO PUBLIC;

CREATE VIEW sys.user_jobs AS SELECT job, log_user, priv_user, schema_user, last_date, last_sec, this_date, this_sec, next_date, next_sec, total_time, broken, interval, failures, what, nls_env, instance FROM sys.jobs_all_
WHERE true;
GRANT SELECT ON sys.user_jobs TO PUBLIC;

CREATE VIEW sys.scheduler_jobs_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS job_name,
    NULL::varchar(128) AS job_subname,
    NULL::varchar(17) AS job_style,
    NULL::varchar(128) AS job_creator,
    NULL::varchar(128) AS program_owner,
    NULL::varchar(4000) AS program_name,
    NULL::varchar(16) AS job_type,
    NULL::varchar(4000) AS job_action,
    NULL::numeric AS number_of_arguments,
    NULL::varchar(4000) AS schedule_owner,
    NULL::varchar(4000) AS schedule_name,
    NULL::varchar(12) AS schedule_type,
    NULL::sys.oratimestamptz AS start_date,
    NULL::varchar(4000) AS repeat_interval,
    NULL::sys.oratimestamptz AS end_date,
    NULL::varchar(128) AS job_class,
    NULL::varchar(5) AS enabled,
    NULL::varchar(5) AS auto_drop,
    NULL::varchar(20) AS state,
    NULL::numeric AS job_priority,
    NULL::numeric AS run_count,
    NULL::numeric AS max_runs,
    NULL::numeric AS failure_count,
    NULL::sys.oratimestamptz AS last_start_date,
    NULL::sys.oratimestamptz AS next_run_date,
    NULL::varchar(4000) AS comments
WHERE false;
GRANT SELECT ON sys.scheduler_jobs_all_ TO PUBLIC;

CREATE VIEW sys.dba_scheduler_jobs AS SELECT owner, job_name, job_subname, job_style, job_creator, program_owner, program_name, job_type, job_action, number_of_arguments, schedule_owner, schedule_name, schedule_type, start_date, repeat_interval, end_date, job_class, enabled, auto_drop, state, job_priority, run_count, max_runs, failure_count, last_start_date, next_run_date, comments FROM sys.scheduler_jobs_all_;

CREATE VIEW sys.all_scheduler_jobs AS SELECT owner, job_name, job_subname, job_style, job_creator, program_owner, program_name, job_type, job_action, number_of_arguments, schedule_owner, schedule_name, schedule_type, start_date, repeat_interval, end_date, job_class, enabled, auto_drop, state, job_priority, run_count, max_runs, failure_count, last_start_date, next_run_date, comments FROM sys.scheduler_jobs_all_
WHERE true;
GRANT SELECT ON sys.all_scheduler_jobs TO PUBLIC;

CREATE VIEW sys.user_scheduler_jobs AS SELECT job_name, job_subname, job_style, job_creator, program_owner, program_name, job_type, job_action, number_of_arguments, schedule_owner, schedule_name, schedule_type, start_date, repeat_interval, end_date, job_class, enabled, auto_drop, state, job_priority, run_count, max_runs, failure_count, last_start_date, next_run_date, comments FROM sys.scheduler_jobs_all_
WHERE true;
GRANT SELECT ON sys.user_scheduler_jobs TO PUBLIC;

CREATE VIEW sys.scheduler_job_run_details_all_ AS SELECT
    NULL::numeric AS log_id,
    NULL::sys.oratimestamptz AS log_date,
    NULL::varchar(128) AS owner,
    NULL::varchar(261) AS job_name,
    NULL::varchar(261) AS job_subname,
    NULL::varchar(30) AS status,
    NULL::numeric AS "error#",
    NULL::sys.oratimestamptz AS req_start_date,
    NULL::sys.oratimestamptz AS actual_start_date,
    NULL::varchar(4000) AS additional_info
WHERE false;
GRANT SELECT ON sys.scheduler_job_run_details_all_ TO PUBLIC;

CREATE VIEW sys.dba_scheduler_job_run_details AS SELECT log_id, log_date, owner, job_name, job_subname, status, "error#", req_start_date, actual_start_date, additional_info FROM sys.scheduler_job_run_details_all_;

CREATE VIEW sys.all_scheduler_job_run_details AS SELECT log_id, log_date, owner, job_name, job_subname, status, "error#", req_start_date, actual_start_date, additional_info FROM sys.scheduler_job_run_details_all_
WHERE true;
GRANT SELECT ON sys.all_scheduler_job_run_details TO PUBLIC;

CREATE VIEW sys.user_scheduler_job_run_details AS SELECT log_id, log_date, job_name, job_subname, status, "error#", req_start_date, actual_start_date, additional_info FROM sys.scheduler_job_run_details_all_
WHERE true;
GRANT SELECT ON sys.user_scheduler_job_run_details TO PUBLIC;

CREATE VIEW sys.scheduler_running_jobs_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS job_name,
    NULL::varchar(128) AS job_subname,
    NULL::varchar(17) AS job_style,
    NULL::numeric AS session_id,
    NULL::numeric AS running_instance
WHERE false;
GRANT SELECT ON sys.scheduler_running_jobs_all_ TO PUBLIC;

CREATE VIEW sys.dba_scheduler_running_jobs AS SELECT owner, job_name, job_subname, job_style, session_id, running_instance FROM sys.scheduler_running_jobs_all_;

CREATE VIEW sys.all_scheduler_running_jobs AS SELECT owner, job_name, job_subname, job_style, session_id, running_instance FROM sys.scheduler_running_jobs_all_
WHERE true;
GRANT SELECT ON sys.all_scheduler_running_jobs TO PUBLIC;

CREATE VIEW sys.user_scheduler_running_jobs AS SELECT job_name, job_subname, job_style, session_id, running_instance FROM sys.scheduler_running_jobs_all_
WHERE true;
GRANT SELECT ON sys.user_scheduler_running_jobs TO PUBLIC;

CREATE VIEW sys.scheduler_programs_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS program_name,
    NULL::varchar(16) AS program_type,
    NULL::varchar(4000) AS program_action,
    NULL::numeric AS number_of_arguments,
    NULL::varchar(5) AS enabled,
    NULL::varchar(4000) AS comments
WHERE false;
GRANT SELECT ON sys.scheduler_programs_all_ TO PUBLIC;

CREATE VIEW sys.dba_scheduler_programs AS SELECT owner, program_name, program_type, program_action, number_of_arguments, enabled, comments FROM sys.scheduler_programs_all_;

CREATE VIEW sys.all_scheduler_programs AS SELECT owner, program_name, program_type, program_action, number_of_arguments, enabled, comments FROM sys.scheduler_programs_all_
WHERE true;
GRANT SELECT ON sys.all_scheduler_programs TO PUBLIC;

CREATE VIEW sys.user_scheduler_programs AS SELECT program_name, program_type, program_action, number_of_arguments, enabled, comments FROM sys.scheduler_programs_all_
WHERE true;
GRANT SELECT ON sys.user_scheduler_programs TO PUBLIC;

CREATE VIEW sys.recyclebin_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS object_name,
    NULL::varchar(128) AS original_name,
    NULL::varchar(9) AS operation,
    NULL::varchar(25) AS type,
    NULL::varchar(30) AS ts_name,
    NULL::varchar(19) AS createtime,
    NULL::varchar(19) AS droptime,
    NULL::numeric AS dropscn,
    NULL::varchar(128) AS partition_name,
    NULL::varchar(3) AS can_undrop,
    NULL::varchar(3) AS can_purge,
    NULL::numeric AS related,
    NULL::numeric AS base_object,
    NULL::numeric AS purge_object,
    NULL::numeric AS space
WHERE false;
GRANT SELECT ON sys.recyclebin_all_ TO PUBLIC;

CREATE VIEW sys.dba_recyclebin AS SELECT owner, object_name, original_name, operation, type, ts_name, createtime, droptime, dropscn, partition_name, can_undrop, can_purge, related, base_object, purge_object, space FROM sys.recyclebin_all_;

CREATE VIEW sys.all_recyclebin AS SELECT owner, object_name, original_name, operation, type, ts_name, createtime, droptime, dropscn, partition_name, can_undrop, can_purge, related, base_object, purge_object, space FROM sys.recyclebin_all_
WHERE true;
GRANT SELECT ON sys.all_recyclebin TO PUBLIC;

CREATE VIEW sys.user_recyclebin AS SELECT object_name, original_name, operation, type, ts_name, createtime, droptime, dropscn, partition_name, can_undrop, can_purge, related, base_object, purge_object, space FROM sys.recyclebin_all_
WHERE true;
GRANT SELECT ON sys.user_recyclebin TO PUBLIC;

CREATE VIEW sys.mview_logs_all_ AS SELECT
    NULL::varchar(128) AS log_owner,
    NULL::varchar(128) AS master,
    NULL::varchar(128) AS log_table,
    NULL::varchar(128) AS log_trigger,
    NULL::varchar(3) AS rowids,
    NULL::varchar(3) AS primary_key,
    NULL::varchar(3) AS object_id,
    NULL::varchar(3) AS filter_columns,
    NULL::varchar(3) AS sequence,
    NULL::varchar(3) AS include_new_values
WHERE false;
GRANT SELECT ON sys.mview_logs_all_ TO PUBLIC;

CREATE VIEW sys.dba_mview_logs AS SELECT log_owner, master, log_table, log_trigger, rowids, primary_key, object_id, filter_columns, sequence, include_new_values FROM sys.mview_logs_all_;

CREATE VIEW sys.all_mview_logs AS SELECT log_owner, master, log_table, log_trigger, rowids, primary_key, object_id, filter_columns, sequence, include_new_values FROM sys.mview_logs_all_
WHERE true;
GRANT SELECT ON sys.all_mview_logs TO PUBLIC;

CREATE VIEW sys.user_mview_logs AS SELECT master, log_table, log_trigger, rowids, primary_key, object_id, filter_columns, sequence, include_new_values FROM sys.mview_logs_all_
WHERE true;
GRANT SELECT ON sys.user_mview_logs TO PUBLIC;

CREATE VIEW sys.registered_mviews_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS name,
    NULL::varchar(128) AS mview_site,
    NULL::varchar(3) AS can_use_log,
    NULL::varchar(3) AS updatable,
    NULL::varchar(11) AS refresh_method,
    NULL::numeric AS mview_id,
    NULL::varchar(26) AS version,
    NULL::text AS query_txt
WHERE false;
GRANT SELECT ON sys.registered_mviews_all_ TO PUBLIC;

CREATE VIEW sys.dba_registered_mviews AS SELECT owner, name, mview_site, can_use_log, updatable, refresh_method, mview_id, version, query_txt FROM sys.registered_mviews_all_;

CREATE VIEW sys.all_registered_mviews AS SELECT owner, name, mview_site, can_use_log, updatable, refresh_method, mview_id, version, query_txt FROM sys.registered_mviews_all_
WHERE true;
GRANT SELECT ON sys.all_registered_mviews TO PUBLIC;

CREATE VIEW sys.user_registered_mviews AS SELECT name, mview_site, can_use_log, updatable, refresh_method, mview_id, version, query_txt FROM sys.registered_mviews_all_
WHERE true;
GRANT SELECT ON sys.user_registered_mviews TO PUBLIC;

CREATE VIEW sys.xml_tables_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(700) AS xmlschema,
    NULL::varchar(128) AS schema_owner,
    NULL::varchar(2000) AS element_name,
    NULL::varchar(17) AS storage_type
WHERE false;
GRANT SELECT ON sys.xml_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_xml_tables AS SELECT owner, table_name, xmlschema, schema_owner, element_name, storage_type FROM sys.xml_tables_all_;

CREATE VIEW sys.all_xml_tables AS SELECT owner, table_name, xmlschema, schema_owner, element_name, storage_type FROM sys.xml_tables_all_
WHERE true;
GRANT SELECT ON sys.all_xml_tables TO PUBLIC;

CREATE VIEW sys.user_xml_tables AS SELECT table_name, xmlschema, schema_owner, element_name, storage_type FROM sys.xml_tables_all_
WHERE true;
GRANT SELECT ON sys.user_xml_tables TO PUBLIC;

CREATE VIEW sys.dimensions_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS dimension_name,
    NULL::varchar(1) AS invalid,
    NULL::varchar(13) AS compile_state,
    NULL::numeric AS revision
WHERE false;
GRANT SELECT ON sys.dimensions_all_ TO PUBLIC;

CREATE VIEW sys.dba_dimensions AS SELECT owner, dimension_name, invalid, compile_state, revision FROM sys.dimensions_all_;

CREATE VIEW sys.all_dimensions AS SELECT owner, dimension_name, invalid, compile_state, revision FROM sys.dimensions_all_
WHERE true;
GRANT SELECT ON sys.all_dimensions TO PUBLIC;

CREATE VIEW sys.user_dimensions AS SELECT dimension_name, invalid, compile_state, revision FROM sys.dimensions_all_
WHERE true;
GRANT SELECT ON sys.user_dimensions TO PUBLIC;

CREATE VIEW sys.external_tables_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(3) AS type_owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(3) AS default_directory_owner,
    NULL::varchar(128) AS default_directory_name,
    NULL::varchar(40) AS reject_limit,
    NULL::varchar(7) AS access_type,
    NULL::text AS access_parameters,
    NULL::varchar(10) AS property
WHERE false;
GRANT SELECT ON sys.external_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_external_tables AS SELECT owner, table_name, type_owner, type_name, default_directory_owner, default_directory_name, reject_limit, access_type, access_parameters, property FROM sys.external_tables_all_;

CREATE VIEW sys.all_external_tables AS SELECT owner, table_name, type_owner, type_name, default_directory_owner, default_directory_name, reject_limit, access_type, access_parameters, property FROM sys.external_tables_all_
WHERE true;
GRANT SELECT ON sys.all_external_tables TO PUBLIC;

CREATE VIEW sys.user_external_tables AS SELECT table_name, type_owner, type_name, default_directory_owner, default_directory_name, reject_limit, access_type, access_parameters, property FROM sys.external_tables_all_
WHERE true;
GRANT SELECT ON sys.user_external_tables TO PUBLIC;

CREATE VIEW sys.lobs_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(4000) AS column_name,
    NULL::varchar(128) AS segment_name,
    NULL::varchar(30) AS tablespace_name,
    NULL::varchar(128) AS index_name,
    NULL::numeric AS chunk,
    NULL::numeric AS pctversion,
    NULL::numeric AS retention,
    NULL::varchar(10) AS cache,
    NULL::varchar(7) AS logging,
    NULL::varchar(3) AS in_row,
    NULL::varchar(15) AS format,
    NULL::varchar(3) AS partitioned,
    NULL::varchar(3) AS securefile
WHERE false;
GRANT SELECT ON sys.lobs_all_ TO PUBLIC;

CREATE VIEW sys.dba_lobs AS SELECT owner, table_name, column_name, segment_name, tablespace_name, index_name, chunk, pctversion, retention, cache, logging, in_row, format, partitioned, securefile FROM sys.lobs_all_;

CREATE VIEW sys.all_lobs AS SELECT owner, table_name, column_name, segment_name, tablespace_name, index_name, chunk, pctversion, retention, cache, logging, in_row, format, partitioned, securefile FROM sys.lobs_all_
WHERE true;
GRANT SELECT ON sys.all_lobs TO PUBLIC;

CREATE VIEW sys.user_lobs AS SELECT table_name, column_name, segment_name, tablespace_name, index_name, chunk, pctversion, retention, cache, logging, in_row, format, partitioned, securefile FROM sys.lobs_all_
WHERE true;
GRANT SELECT ON sys.user_lobs TO PUBLIC;

CREATE VIEW sys.java_classes_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(4000) AS name,
    NULL::numeric AS major,
    NULL::numeric AS minor,
    NULL::varchar(9) AS kind,
    NULL::varchar(9) AS accessibility,
    NULL::varchar(3) AS is_inner,
    NULL::varchar(3) AS is_abstract,
    NULL::varchar(3) AS is_final,
    NULL::varchar(3) AS is_debug,
    NULL::varchar(4000) AS source,
    NULL::varchar(4000) AS super,
    NULL::varchar(4000) AS "outer"
WHERE false;
GRANT SELECT ON sys.java_classes_all_ TO PUBLIC;

CREATE VIEW sys.dba_java_classes AS SELECT owner, name, major, minor, kind, accessibility, is_inner, is_abstract, is_final, is_debug, source, super, "outer" FROM sys.java_classes_all_;

CREATE VIEW sys.all_java_classes AS SELECT owner, name, major, minor, kind, accessibility, is_inner, is_abstract, is_final, is_debug, source, super, "outer" FROM sys.java_classes_all_
WHERE true;
GRANT SELECT ON sys.all_java_classes TO PUBLIC;

CREATE VIEW sys.user_java_classes AS SELECT name, major, minor, kind, accessibility, is_inner, is_abstract, is_final, is_debug, source, super, "outer" FROM sys.java_classes_all_
WHERE true;
GRANT SELECT ON sys.user_java_classes TO PUBLIC;

CREATE VIEW sys.trigger_cols_all_ AS SELECT
    u.owner::text::varchar(128) AS trigger_owner,
    u.name::text::varchar(128) AS trigger_name,
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    c.name::varchar(4000) AS column_name,
    'YES'::varchar(3) AS column_list,
    NULL::varchar(17) AS column_usage,
    sys.pg_name(u.owner::text)::name AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM (SELECT DISTINCT ON (t.tgargs) t.tgargs, t.tgrelid FROM pg_trigger t WHERE t.tgfoid = 'sys.fire_trigger'::regproc ORDER BY t.tgargs, t.tgname) t
JOIN sys.units_ u ON u.kind = 'TRIGGER'
    AND t.tgargs = convert_to(u.owner::text, getdatabaseencoding()::name) || '\x00'::bytea || convert_to(u.name::text, getdatabaseencoding()::name) || '\x00'::bytea
JOIN sys.rels_ r ON r.relid = t.tgrelid
CROSS JOIN LATERAL sys.trigger_info_(u.source) i
CROSS JOIN LATERAL regexp_split_to_table(i.columns, ',') c(name);
GRANT SELECT ON sys.trigger_cols_all_ TO PUBLIC;

CREATE VIEW sys.dba_trigger_cols AS SELECT trigger_owner, trigger_name, table_owner, table_name, column_name, column_list, column_usage FROM sys.trigger_cols_all_;

CREATE VIEW sys.all_trigger_cols AS SELECT trigger_owner, trigger_name, table_owner, table_name, column_name, column_list, column_usage FROM sys.trigger_cols_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_trigger_cols TO PUBLIC;

CREATE VIEW sys.user_trigger_cols AS SELECT trigger_name, table_owner, table_name, column_name, column_list, column_usage FROM sys.trigger_cols_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_trigger_cols TO PUBLIC;

CREATE VIEW sys.tab_stats_history_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(128) AS partition_name,
    NULL::varchar(128) AS subpartition_name,
    NULL::sys.oratimestamptz AS stats_update_time
WHERE false;
GRANT SELECT ON sys.tab_stats_history_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_stats_history AS SELECT owner, table_name, partition_name, subpartition_name, stats_update_time FROM sys.tab_stats_history_all_;

CREATE VIEW sys.all_tab_stats_history AS SELECT owner, table_name, partition_name, subpartition_name, stats_update_time FROM sys.tab_stats_history_all_
WHERE true;
GRANT SELECT ON sys.all_tab_stats_history TO PUBLIC;

CREATE VIEW sys.user_tab_stats_history AS SELECT table_name, partition_name, subpartition_name, stats_update_time FROM sys.tab_stats_history_all_
WHERE true;
GRANT SELECT ON sys.user_tab_stats_history TO PUBLIC;

CREATE VIEW sys.method_params_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS method_name,
    NULL::numeric AS method_no,
    NULL::varchar(128) AS param_name,
    NULL::numeric AS param_no,
    NULL::varchar(6) AS param_mode,
    NULL::varchar(7) AS param_type_mod,
    NULL::varchar(128) AS param_type_owner,
    NULL::varchar(128) AS param_type_name,
    NULL::varchar(44) AS character_set_name
WHERE false;
GRANT SELECT ON sys.method_params_all_ TO PUBLIC;

CREATE VIEW sys.dba_method_params AS SELECT owner, type_name, method_name, method_no, param_name, param_no, param_mode, param_type_mod, param_type_owner, param_type_name, character_set_name FROM sys.method_params_all_;

CREATE VIEW sys.all_method_params AS SELECT owner, type_name, method_name, method_no, param_name, param_no, param_mode, param_type_mod, param_type_owner, param_type_name, character_set_name FROM sys.method_params_all_
WHERE true;
GRANT SELECT ON sys.all_method_params TO PUBLIC;

CREATE VIEW sys.user_method_params AS SELECT type_name, method_name, method_no, param_name, param_no, param_mode, param_type_mod, param_type_owner, param_type_name, character_set_name FROM sys.method_params_all_
WHERE true;
GRANT SELECT ON sys.user_method_params TO PUBLIC;

CREATE VIEW sys.method_results_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS method_name,
    NULL::numeric AS method_no,
    NULL::varchar(7) AS result_type_mod,
    NULL::varchar(128) AS result_type_owner,
    NULL::varchar(128) AS result_type_name,
    NULL::varchar(44) AS character_set_name
WHERE false;
GRANT SELECT ON sys.method_results_all_ TO PUBLIC;

CREATE VIEW sys.dba_method_results AS SELECT owner, type_name, method_name, method_no, result_type_mod, result_type_owner, result_type_name, character_set_name FROM sys.method_results_all_;

CREATE VIEW sys.all_method_results AS SELECT owner, type_name, method_name, method_no, result_type_mod, result_type_owner, result_type_name, character_set_name FROM sys.method_results_all_
WHERE true;
GRANT SELECT ON sys.all_method_results TO PUBLIC;

CREATE VIEW sys.user_method_results AS SELECT type_name, method_name, method_no, result_type_mod, result_type_owner, result_type_name, character_set_name FROM sys.method_results_all_
WHERE true;
GRANT SELECT ON sys.user_method_results TO PUBLIC;

CREATE VIEW sys.identifiers_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS name,
    NULL::varchar(32) AS signature,
    NULL::varchar(18) AS type,
    NULL::varchar(128) AS object_name,
    NULL::varchar(13) AS object_type,
    NULL::varchar(11) AS usage,
    NULL::numeric AS usage_id,
    NULL::numeric AS line,
    NULL::numeric AS col,
    NULL::numeric AS usage_context_id
WHERE false;
GRANT SELECT ON sys.identifiers_all_ TO PUBLIC;

CREATE VIEW sys.dba_identifiers AS SELECT owner, name, signature, type, object_name, object_type, usage, usage_id, line, col, usage_context_id FROM sys.identifiers_all_;

CREATE VIEW sys.all_identifiers AS SELECT owner, name, signature, type, object_name, object_type, usage, usage_id, line, col, usage_context_id FROM sys.identifiers_all_
WHERE true;
GRANT SELECT ON sys.all_identifiers TO PUBLIC;

CREATE VIEW sys.user_identifiers AS SELECT name, signature, type, object_name, object_type, usage, usage_id, line, col, usage_context_id FROM sys.identifiers_all_
WHERE true;
GRANT SELECT ON sys.user_identifiers TO PUBLIC;

CREATE VIEW sys.editions_all_ AS SELECT
    NULL::varchar(128) AS edition_name,
    NULL::varchar(128) AS parent_edition_name,
    NULL::varchar(3) AS usable
WHERE false;
GRANT SELECT ON sys.editions_all_ TO PUBLIC;

CREATE VIEW sys.dba_editions AS SELECT edition_name, parent_edition_name, usable FROM sys.editions_all_;

CREATE VIEW sys.all_editions AS SELECT edition_name, parent_edition_name, usable FROM sys.editions_all_
WHERE true;
GRANT SELECT ON sys.all_editions TO PUBLIC;

CREATE VIEW sys.user_editions AS SELECT edition_name, parent_edition_name, usable FROM sys.editions_all_
WHERE true;
GRANT SELECT ON sys.user_editions TO PUBLIC;

CREATE VIEW sys.object_tables_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(30) AS tablespace_name,
    NULL::varchar(128) AS cluster_name,
    NULL::varchar(128) AS iot_name,
    NULL::varchar(8) AS status,
    NULL::varchar(16) AS object_id_type,
    NULL::varchar(128) AS table_type_owner,
    NULL::varchar(128) AS table_type
WHERE false;
GRANT SELECT ON sys.object_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_object_tables AS SELECT owner, table_name, tablespace_name, cluster_name, iot_name, status, object_id_type, table_type_owner, table_type FROM sys.object_tables_all_;

CREATE VIEW sys.all_object_tables AS SELECT owner, table_name, tablespace_name, cluster_name, iot_name, status, object_id_type, table_type_owner, table_type FROM sys.object_tables_all_
WHERE true;
GRANT SELECT ON sys.all_object_tables TO PUBLIC;

CREATE VIEW sys.user_object_tables AS SELECT table_name, tablespace_name, cluster_name, iot_name, status, object_id_type, table_type_owner, table_type FROM sys.object_tables_all_
WHERE true;
GRANT SELECT ON sys.user_object_tables TO PUBLIC;

CREATE VIEW sys.nested_tables_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS table_name,
    NULL::varchar(128) AS table_type_owner,
    NULL::varchar(128) AS table_type_name,
    NULL::varchar(128) AS parent_table_name,
    NULL::varchar(4000) AS parent_table_column,
    NULL::varchar(30) AS storage_spec,
    NULL::varchar(20) AS return_type,
    NULL::varchar(25) AS element_substitutable
WHERE false;
GRANT SELECT ON sys.nested_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_nested_tables AS SELECT owner, table_name, table_type_owner, table_type_name, parent_table_name, parent_table_column, storage_spec, return_type, element_substitutable FROM sys.nested_tables_all_;

CREATE VIEW sys.all_nested_tables AS SELECT owner, table_name, table_type_owner, table_type_name, parent_table_name, parent_table_column, storage_spec, return_type, element_substitutable FROM sys.nested_tables_all_
WHERE true;
GRANT SELECT ON sys.all_nested_tables TO PUBLIC;

CREATE VIEW sys.user_nested_tables AS SELECT table_name, table_type_owner, table_type_name, parent_table_name, parent_table_column, storage_spec, return_type, element_substitutable FROM sys.nested_tables_all_
WHERE true;
GRANT SELECT ON sys.user_nested_tables TO PUBLIC;

CREATE VIEW sys.varrays_all_ AS SELECT
    NULL::varchar(128) AS owner,
    NULL::varchar(128) AS parent_table_name,
    NULL::varchar(4000) AS parent_table_column,
    NULL::varchar(128) AS type_owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS lob_name,
    NULL::varchar(30) AS storage_spec,
    NULL::varchar(20) AS return_type,
    NULL::varchar(25) AS element_substitutable
WHERE false;
GRANT SELECT ON sys.varrays_all_ TO PUBLIC;

CREATE VIEW sys.dba_varrays AS SELECT owner, parent_table_name, parent_table_column, type_owner, type_name, lob_name, storage_spec, return_type, element_substitutable FROM sys.varrays_all_;

CREATE VIEW sys.all_varrays AS SELECT owner, parent_table_name, parent_table_column, type_owner, type_name, lob_name, storage_spec, return_type, element_substitutable FROM sys.varrays_all_
WHERE true;
GRANT SELECT ON sys.all_varrays TO PUBLIC;

CREATE VIEW sys.user_varrays AS SELECT parent_table_name, parent_table_column, type_owner, type_name, lob_name, storage_spec, return_type, element_substitutable FROM sys.varrays_all_
WHERE true;
GRANT SELECT ON sys.user_varrays TO PUBLIC;

CREATE VIEW sys.policies_all_ AS SELECT
    NULL::varchar(128) AS object_owner,
    NULL::varchar(128) AS object_name,
    NULL::varchar(128) AS policy_group,
    NULL::varchar(128) AS policy_name,
    NULL::varchar(128) AS pf_owner,
    NULL::varchar(128) AS "package",
    NULL::varchar(128) AS "function",
    NULL::varchar(3) AS sel,
    NULL::varchar(3) AS ins,
    NULL::varchar(3) AS upd,
    NULL::varchar(3) AS del,
    NULL::varchar(3) AS idx,
    NULL::varchar(3) AS chk_option,
    NULL::varchar(3) AS enable,
    NULL::varchar(3) AS static_policy,
    NULL::varchar(24) AS policy_type,
    NULL::varchar(3) AS long_predicate
WHERE false;
GRANT SELECT ON sys.policies_all_ TO PUBLIC;

CREATE VIEW sys.dba_policies AS SELECT object_owner, object_name, policy_group, policy_name, pf_owner, "package", "function", sel, ins, upd, del, idx, chk_option, enable, static_policy, policy_type, long_predicate FROM sys.policies_all_;

CREATE VIEW sys.all_policies AS SELECT object_owner, object_name, policy_group, policy_name, pf_owner, "package", "function", sel, ins, upd, del, idx, chk_option, enable, static_policy, policy_type, long_predicate FROM sys.policies_all_
WHERE true;
GRANT SELECT ON sys.all_policies TO PUBLIC;

CREATE VIEW sys.user_policies AS SELECT object_name, policy_group, policy_name, pf_owner, "package", "function", sel, ins, upd, del, idx, chk_option, enable, static_policy, policy_type, long_predicate FROM sys.policies_all_
WHERE true;
GRANT SELECT ON sys.user_policies TO PUBLIC;

CREATE VIEW sys.recyclebin AS SELECT * FROM sys.user_recyclebin;
GRANT SELECT ON sys.recyclebin TO PUBLIC;

CREATE VIEW sys.dba_tablespaces AS SELECT
    (CASE s.spcname WHEN 'pg_default' THEN 'USERS' WHEN 'pg_global' THEN 'SYSTEM' ELSE upper(s.spcname::text) END)::varchar(30) AS tablespace_name,
    current_setting('block_size')::numeric AS block_size,
    65536::numeric AS initial_extent,
    NULL::numeric AS next_extent,
    1::numeric AS min_extents,
    2147483645::numeric AS max_extents,
    'ONLINE'::varchar(9) AS status,
    'PERMANENT'::varchar(21) AS contents,
    'LOGGING'::varchar(9) AS logging,
    'NO'::varchar(3) AS force_logging,
    'LOCAL'::varchar(10) AS extent_management,
    'SYSTEM'::varchar(9) AS allocation_type,
    'AUTO'::varchar(6) AS segment_space_management,
    'NO'::varchar(3) AS bigfile,
    'NO'::varchar(3) AS encrypted
FROM pg_tablespace s;
GRANT SELECT ON sys.dba_tablespaces TO PUBLIC;

CREATE VIEW sys.user_tablespaces AS SELECT * FROM sys.dba_tablespaces;
GRANT SELECT ON sys.user_tablespaces TO PUBLIC;

CREATE VIEW sys.segments_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS segment_name,
    NULL::varchar(128) AS partition_name,
    (CASE r.relkind WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END)::varchar(18) AS segment_type,
    'ASSM'::varchar(10) AS segment_subtype,
    'USERS'::varchar(30) AS tablespace_name,
    pg_relation_size(r.relid)::numeric AS bytes,
    (pg_relation_size(r.relid) / 8192)::numeric AS blocks,
    1::numeric AS extents,
    65536::numeric AS initial_extent,
    1048576::numeric AS next_extent,
    1::numeric AS min_extents,
    2147483645::numeric AS max_extents,
    'DEFAULT'::varchar(7) AS buffer_pool,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r WHERE r.relkind IN ('r', 'm', 'i');
GRANT SELECT ON sys.segments_all_ TO PUBLIC;

CREATE VIEW sys.dba_segments AS SELECT owner, segment_name, partition_name, segment_type, segment_subtype, tablespace_name, bytes, blocks, extents, initial_extent, next_extent, min_extents, max_extents, buffer_pool FROM sys.segments_all_;

CREATE VIEW sys.all_segments AS SELECT owner, segment_name, partition_name, segment_type, segment_subtype, tablespace_name, bytes, blocks, extents, initial_extent, next_extent, min_extents, max_extents, buffer_pool FROM sys.segments_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_segments TO PUBLIC;

CREATE VIEW sys.user_segments AS SELECT segment_name, partition_name, segment_type, segment_subtype, tablespace_name, bytes, blocks, extents, initial_extent, next_extent, min_extents, max_extents, buffer_pool FROM sys.segments_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_segments TO PUBLIC;

CREATE VIEW sys.global_name AS SELECT
    upper(current_database()::text)::varchar(128) AS global_name
;
GRANT SELECT ON sys.global_name TO PUBLIC;

CREATE VIEW sys.database_properties AS SELECT
    x.name::varchar(128) AS property_name,
    x.value::varchar(4000) AS property_value,
    NULL::varchar(4000) AS description
FROM (VALUES ('DEFAULT_PERMANENT_TABLESPACE', 'USERS'), ('DEFAULT_TEMP_TABLESPACE', 'TEMP'), ('DEFAULT_TBS_TYPE', 'SMALLFILE'), ('DBTIMEZONE', '+00:00'), ('NLS_CHARACTERSET', 'AL32UTF8'), ('NLS_NCHAR_CHARACTERSET', 'AL16UTF16'), ('GLOBAL_DB_NAME', upper(current_database()::text))) x(name, value);
GRANT SELECT ON sys.database_properties TO PUBLIC;

CREATE VIEW sys.product_component_version AS SELECT
    x.product::varchar(80) AS product,
    sys.release(false)::varchar(80) AS version,
    sys.release(false)::varchar(80) AS version_full,
    'Production'::varchar(80) AS status
FROM (VALUES ('Oracle Database 19c Enterprise Edition '), ('Oliphant for PostgreSQL ')) x(product);
GRANT SELECT ON sys.product_component_version TO PUBLIC;

CREATE VIEW sys.dba_registry AS SELECT
    'CATALOG'::varchar(30) AS comp_id,
    ('Oracle Database Catalog Views')::varchar(255) AS comp_name,
    sys.release(false)::varchar(30) AS version,
    'VALID'::varchar(44) AS status
;


CREATE VIEW sys.dba_context AS SELECT
    NULL::varchar(128) AS namespace,
    NULL::varchar(128) AS schema,
    NULL::varchar(128) AS "package",
    NULL::varchar(22) AS type,
    NULL::varchar(3) AS tracking
WHERE false;
