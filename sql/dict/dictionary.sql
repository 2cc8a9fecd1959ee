-- Dictionary views: dictionary. Columns and types are those of the Oracle Database Reference.
-- DICTIONARY itself, and what this database was asked for and does not have.
CREATE VIEW sys.dictionary AS SELECT sys.oracle_name(c.relname)::varchar(128) AS table_name, obj_description(c.oid, 'pg_class')::varchar(4000) AS comments
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'sys' AND c.relkind = 'v' AND right(c.relname::text, 1) <> '_' AND has_table_privilege(c.oid, 'SELECT');
GRANT SELECT ON sys.dictionary TO PUBLIC;
CREATE VIEW sys.dict AS SELECT * FROM sys.dictionary;
GRANT SELECT ON sys.dict TO PUBLIC;
CREATE VIEW sys.dict_columns AS SELECT table_name, column_name, comments FROM sys.all_col_comments WHERE owner = 'SYS';
GRANT SELECT ON sys.dict_columns TO PUBLIC;

COMMENT ON VIEW sys.dba_tables IS 'Relational tables';

COMMENT ON VIEW sys.all_tables IS 'Relational tables';

COMMENT ON VIEW sys.user_tables IS 'Relational tables';

COMMENT ON VIEW sys.all_all_tables IS 'Object and relational tables';

COMMENT ON VIEW sys.dba_all_tables IS 'Object and relational tables';

COMMENT ON VIEW sys.user_all_tables IS 'Object and relational tables';

COMMENT ON VIEW sys.dba_tab_cols IS 'Columns of tables and views, hidden ones too';

COMMENT ON VIEW sys.all_tab_cols IS 'Columns of tables and views, hidden ones too';

COMMENT ON VIEW sys.user_tab_cols IS 'Columns of tables and views, hidden ones too';

COMMENT ON VIEW sys.all_tab_columns IS 'Columns of tables and views';

COMMENT ON VIEW sys.dba_tab_columns IS 'Columns of tables and views';

COMMENT ON VIEW sys.user_tab_columns IS 'Columns of tables and views';

COMMENT ON VIEW sys.dba_tab_identity_cols IS 'Identity columns';

COMMENT ON VIEW sys.all_tab_identity_cols IS 'Identity columns';

COMMENT ON VIEW sys.user_tab_identity_cols IS 'Identity columns';

COMMENT ON VIEW sys.dba_objects IS 'All objects';

COMMENT ON VIEW sys.all_objects IS 'All objects';

COMMENT ON VIEW sys.user_objects IS 'All objects';

COMMENT ON VIEW sys.cat IS 'Own objects';

COMMENT ON VIEW sys.tab IS 'Own objects';

COMMENT ON VIEW sys.obj IS 'Own objects';

COMMENT ON VIEW sys.dba_views IS 'Views';

COMMENT ON VIEW sys.all_views IS 'Views';

COMMENT ON VIEW sys.user_views IS 'Views';

COMMENT ON VIEW sys.dba_mviews IS 'Materialized views';

COMMENT ON VIEW sys.all_mviews IS 'Materialized views';

COMMENT ON VIEW sys.user_mviews IS 'Materialized views';

COMMENT ON VIEW sys.dba_mview_comments IS 'Comments on materialized views';

COMMENT ON VIEW sys.all_mview_comments IS 'Comments on materialized views';

COMMENT ON VIEW sys.user_mview_comments IS 'Comments on materialized views';

COMMENT ON VIEW sys.dba_constraints IS 'Constraints';

COMMENT ON VIEW sys.all_constraints IS 'Constraints';

COMMENT ON VIEW sys.user_constraints IS 'Constraints';

COMMENT ON VIEW sys.dba_cons_columns IS 'Columns of constraints';

COMMENT ON VIEW sys.all_cons_columns IS 'Columns of constraints';

COMMENT ON VIEW sys.user_cons_columns IS 'Columns of constraints';

COMMENT ON VIEW sys.dba_indexes IS 'Indexes';

COMMENT ON VIEW sys.all_indexes IS 'Indexes';

COMMENT ON VIEW sys.user_indexes IS 'Indexes';

COMMENT ON VIEW sys.dba_ind_columns IS 'Columns of indexes';

COMMENT ON VIEW sys.all_ind_columns IS 'Columns of indexes';

COMMENT ON VIEW sys.user_ind_columns IS 'Columns of indexes';

COMMENT ON VIEW sys.dba_ind_expressions IS 'Expressions of function-based indexes';

COMMENT ON VIEW sys.all_ind_expressions IS 'Expressions of function-based indexes';

COMMENT ON VIEW sys.user_ind_expressions IS 'Expressions of function-based indexes';

COMMENT ON VIEW sys.dba_sequences IS 'Sequences';

COMMENT ON VIEW sys.all_sequences IS 'Sequences';

COMMENT ON VIEW sys.user_sequences IS 'Sequences';

COMMENT ON VIEW sys.dba_synonyms IS 'Synonyms';

COMMENT ON VIEW sys.all_synonyms IS 'Synonyms';

COMMENT ON VIEW sys.user_synonyms IS 'Synonyms';

COMMENT ON VIEW sys.all_users IS 'Users';

COMMENT ON VIEW sys.dba_users IS 'Users';

COMMENT ON VIEW sys.user_users IS 'The current user';

COMMENT ON VIEW sys.dba_roles IS 'Roles';

COMMENT ON VIEW sys.dba_role_privs IS 'Roles granted';

COMMENT ON VIEW sys.user_role_privs IS 'Roles granted to the current user';

COMMENT ON VIEW sys.session_roles IS 'Roles in force';

COMMENT ON VIEW sys.dba_sys_privs IS 'System privileges granted';

COMMENT ON VIEW sys.user_sys_privs IS 'System privileges of the current user';

COMMENT ON VIEW sys.session_privs IS 'Privileges in force';

COMMENT ON VIEW sys.dba_tab_privs IS 'Grants on objects';

COMMENT ON VIEW sys.user_tab_privs IS 'Grants that concern the current user';

COMMENT ON VIEW sys.all_tab_privs IS 'Grants the user has, made or owns';

COMMENT ON VIEW sys.dba_col_privs IS 'Grants on columns';

COMMENT ON VIEW sys.user_col_privs IS 'Grants on columns';

COMMENT ON VIEW sys.all_col_privs IS 'Grants on columns';

COMMENT ON VIEW sys.dba_tab_comments IS 'Comments on tables and views';

COMMENT ON VIEW sys.all_tab_comments IS 'Comments on tables and views';

COMMENT ON VIEW sys.user_tab_comments IS 'Comments on tables and views';

COMMENT ON VIEW sys.dba_col_comments IS 'Comments on columns';

COMMENT ON VIEW sys.all_col_comments IS 'Comments on columns';

COMMENT ON VIEW sys.user_col_comments IS 'Comments on columns';

COMMENT ON VIEW sys.dba_procedures IS 'Procedures and functions';

COMMENT ON VIEW sys.all_procedures IS 'Procedures and functions';

COMMENT ON VIEW sys.user_procedures IS 'Procedures and functions';

COMMENT ON VIEW sys.dba_arguments IS 'Arguments of procedures and functions';

COMMENT ON VIEW sys.all_arguments IS 'Arguments of procedures and functions';

COMMENT ON VIEW sys.user_arguments IS 'Arguments of procedures and functions';

COMMENT ON VIEW sys.dba_source IS 'Source of stored units';

COMMENT ON VIEW sys.all_source IS 'Source of stored units';

COMMENT ON VIEW sys.user_source IS 'Source of stored units';

COMMENT ON VIEW sys.dba_triggers IS 'Triggers';

COMMENT ON VIEW sys.all_triggers IS 'Triggers';

COMMENT ON VIEW sys.user_triggers IS 'Triggers';

COMMENT ON VIEW sys.dba_errors IS 'Compilation errors';

COMMENT ON VIEW sys.all_errors IS 'Compilation errors';

COMMENT ON VIEW sys.user_errors IS 'Compilation errors';

COMMENT ON VIEW sys.dba_types IS 'Object types';

COMMENT ON VIEW sys.all_types IS 'Object types';

COMMENT ON VIEW sys.user_types IS 'Object types';

COMMENT ON VIEW sys.dba_type_attrs IS 'Attributes of object types';

COMMENT ON VIEW sys.all_type_attrs IS 'Attributes of object types';

COMMENT ON VIEW sys.user_type_attrs IS 'Attributes of object types';

COMMENT ON VIEW sys.dba_coll_types IS 'Collection types';

COMMENT ON VIEW sys.all_coll_types IS 'Collection types';

COMMENT ON VIEW sys.user_coll_types IS 'Collection types';

COMMENT ON VIEW sys.dba_type_methods IS 'Methods of object types';

COMMENT ON VIEW sys.all_type_methods IS 'Methods of object types';

COMMENT ON VIEW sys.user_type_methods IS 'Methods of object types';

COMMENT ON VIEW sys.dba_plsql_types IS 'Types declared in packages';

COMMENT ON VIEW sys.all_plsql_types IS 'Types declared in packages';

COMMENT ON VIEW sys.user_plsql_types IS 'Types declared in packages';

COMMENT ON VIEW sys.dba_plsql_type_attrs IS 'Attributes of types declared in packages';

COMMENT ON VIEW sys.all_plsql_type_attrs IS 'Attributes of types declared in packages';

COMMENT ON VIEW sys.user_plsql_type_attrs IS 'Attributes of types declared in packages';

COMMENT ON VIEW sys.dba_plsql_coll_types IS 'Collection types declared in packages';

COMMENT ON VIEW sys.all_plsql_coll_types IS 'Collection types declared in packages';

COMMENT ON VIEW sys.user_plsql_coll_types IS 'Collection types declared in packages';

COMMENT ON VIEW sys.dba_dependencies IS 'Dependencies between objects';

COMMENT ON VIEW sys.all_dependencies IS 'Dependencies between objects';

COMMENT ON VIEW sys.user_dependencies IS 'Dependencies between objects';

COMMENT ON VIEW sys.dba_db_links IS 'Database links';

COMMENT ON VIEW sys.all_db_links IS 'Database links';

COMMENT ON VIEW sys.user_db_links IS 'Database links';

COMMENT ON VIEW sys.all_directories IS 'Directories';

COMMENT ON VIEW sys.dba_directories IS 'Directories';

COMMENT ON VIEW sys.dba_part_tables IS 'Partitioned tables';

COMMENT ON VIEW sys.all_part_tables IS 'Partitioned tables';

COMMENT ON VIEW sys.user_part_tables IS 'Partitioned tables';

COMMENT ON VIEW sys.dba_tab_partitions IS 'Partitions';

COMMENT ON VIEW sys.all_tab_partitions IS 'Partitions';

COMMENT ON VIEW sys.user_tab_partitions IS 'Partitions';

COMMENT ON VIEW sys.dba_part_key_columns IS 'Partitioning key columns';

COMMENT ON VIEW sys.all_part_key_columns IS 'Partitioning key columns';

COMMENT ON VIEW sys.user_part_key_columns IS 'Partitioning key columns';

COMMENT ON VIEW sys.dba_queue_tables IS 'Queue tables';

COMMENT ON VIEW sys.all_queue_tables IS 'Queue tables';

COMMENT ON VIEW sys.user_queue_tables IS 'Queue tables';

COMMENT ON VIEW sys.dba_queues IS 'Queues';

COMMENT ON VIEW sys.all_queues IS 'Queues';

COMMENT ON VIEW sys.user_queues IS 'Queues';

COMMENT ON VIEW sys.dba_jobs IS 'Jobs';

COMMENT ON VIEW sys.all_jobs IS 'Jobs';

COMMENT ON VIEW sys.user_jobs IS 'Jobs';

COMMENT ON VIEW sys.dba_scheduler_jobs IS 'Scheduler jobs';

COMMENT ON VIEW sys.all_scheduler_jobs IS 'Scheduler jobs';

COMMENT ON VIEW sys.user_scheduler_jobs IS 'Scheduler jobs';

COMMENT ON VIEW sys.dba_scheduler_job_run_details IS 'Runs of scheduler jobs';

COMMENT ON VIEW sys.all_scheduler_job_run_details IS 'Runs of scheduler jobs';

COMMENT ON VIEW sys.user_scheduler_job_run_details IS 'Runs of scheduler jobs';

COMMENT ON VIEW sys.dba_scheduler_running_jobs IS 'Running scheduler jobs';

COMMENT ON VIEW sys.all_scheduler_running_jobs IS 'Running scheduler jobs';

COMMENT ON VIEW sys.user_scheduler_running_jobs IS 'Running scheduler jobs';

COMMENT ON VIEW sys.dba_scheduler_programs IS 'Scheduler programs';

COMMENT ON VIEW sys.all_scheduler_programs IS 'Scheduler programs';

COMMENT ON VIEW sys.user_scheduler_programs IS 'Scheduler programs';

COMMENT ON VIEW sys.dba_recyclebin IS 'Recycle bin';

COMMENT ON VIEW sys.all_recyclebin IS 'Recycle bin';

COMMENT ON VIEW sys.user_recyclebin IS 'Recycle bin';

COMMENT ON VIEW sys.dba_mview_logs IS 'Logs of materialized views';

COMMENT ON VIEW sys.all_mview_logs IS 'Logs of materialized views';

COMMENT ON VIEW sys.user_mview_logs IS 'Logs of materialized views';

COMMENT ON VIEW sys.dba_registered_mviews IS 'Registered materialized views';

COMMENT ON VIEW sys.all_registered_mviews IS 'Registered materialized views';

COMMENT ON VIEW sys.user_registered_mviews IS 'Registered materialized views';

COMMENT ON VIEW sys.dba_xml_tables IS 'XML tables';

COMMENT ON VIEW sys.all_xml_tables IS 'XML tables';

COMMENT ON VIEW sys.user_xml_tables IS 'XML tables';

COMMENT ON VIEW sys.dba_dimensions IS 'Dimensions';

COMMENT ON VIEW sys.all_dimensions IS 'Dimensions';

COMMENT ON VIEW sys.user_dimensions IS 'Dimensions';

COMMENT ON VIEW sys.dba_external_tables IS 'External tables';

COMMENT ON VIEW sys.all_external_tables IS 'External tables';

COMMENT ON VIEW sys.user_external_tables IS 'External tables';

COMMENT ON VIEW sys.dba_lobs IS 'LOB columns';

COMMENT ON VIEW sys.all_lobs IS 'LOB columns';

COMMENT ON VIEW sys.user_lobs IS 'LOB columns';

COMMENT ON VIEW sys.dba_java_classes IS 'Java classes';

COMMENT ON VIEW sys.all_java_classes IS 'Java classes';

COMMENT ON VIEW sys.user_java_classes IS 'Java classes';

COMMENT ON VIEW sys.dba_trigger_cols IS 'Columns of triggers';

COMMENT ON VIEW sys.all_trigger_cols IS 'Columns of triggers';

COMMENT ON VIEW sys.user_trigger_cols IS 'Columns of triggers';

COMMENT ON VIEW sys.dba_tab_subpartitions IS 'Subpartitions';

COMMENT ON VIEW sys.all_tab_subpartitions IS 'Subpartitions';

COMMENT ON VIEW sys.user_tab_subpartitions IS 'Subpartitions';

COMMENT ON VIEW sys.dba_subpart_key_columns IS 'Subpartitioning key columns';

COMMENT ON VIEW sys.all_subpart_key_columns IS 'Subpartitioning key columns';

COMMENT ON VIEW sys.user_subpart_key_columns IS 'Subpartitioning key columns';

COMMENT ON VIEW sys.dba_tab_stats_history IS 'History of statistics';

COMMENT ON VIEW sys.all_tab_stats_history IS 'History of statistics';

COMMENT ON VIEW sys.user_tab_stats_history IS 'History of statistics';

COMMENT ON VIEW sys.dba_method_params IS 'Parameters of methods';

COMMENT ON VIEW sys.all_method_params IS 'Parameters of methods';

COMMENT ON VIEW sys.user_method_params IS 'Parameters of methods';

COMMENT ON VIEW sys.dba_method_results IS 'Results of methods';

COMMENT ON VIEW sys.all_method_results IS 'Results of methods';

COMMENT ON VIEW sys.user_method_results IS 'Results of methods';

COMMENT ON VIEW sys.dba_identifiers IS 'Identifiers in stored units';

COMMENT ON VIEW sys.all_identifiers IS 'Identifiers in stored units';

COMMENT ON VIEW sys.user_identifiers IS 'Identifiers in stored units';

COMMENT ON VIEW sys.dba_editions IS 'Editions';

COMMENT ON VIEW sys.all_editions IS 'Editions';

COMMENT ON VIEW sys.user_editions IS 'Editions';

COMMENT ON VIEW sys.dba_object_tables IS 'Object tables';

COMMENT ON VIEW sys.all_object_tables IS 'Object tables';

COMMENT ON VIEW sys.user_object_tables IS 'Object tables';

COMMENT ON VIEW sys.dba_nested_tables IS 'Nested tables';

COMMENT ON VIEW sys.all_nested_tables IS 'Nested tables';

COMMENT ON VIEW sys.user_nested_tables IS 'Nested tables';

COMMENT ON VIEW sys.dba_varrays IS 'Varrays';

COMMENT ON VIEW sys.all_varrays IS 'Varrays';

COMMENT ON VIEW sys.user_varrays IS 'Varrays';

COMMENT ON VIEW sys.dba_policies IS 'Row level policies';

COMMENT ON VIEW sys.all_policies IS 'Row level policies';

COMMENT ON VIEW sys.user_policies IS 'Row level policies';

COMMENT ON VIEW sys.dba_tablespaces IS 'Tablespaces';

COMMENT ON VIEW sys.dba_segments IS 'Storage of tables and indexes';

COMMENT ON VIEW sys.all_segments IS 'Storage of tables and indexes';

COMMENT ON VIEW sys.user_segments IS 'Storage of tables and indexes';

COMMENT ON VIEW sys.global_name IS 'Name of the database';

COMMENT ON VIEW sys.database_properties IS 'Properties of the database';

COMMENT ON VIEW sys.product_component_version IS 'Products';

COMMENT ON VIEW sys.dba_registry IS 'Components';

COMMENT ON VIEW sys.dba_profiles IS 'Profiles';

COMMENT ON VIEW sys.nls_session_parameters IS 'NLS parameters of the session';

COMMENT ON VIEW sys.nls_database_parameters IS 'NLS parameters of the database';

COMMENT ON VIEW sys.nls_instance_parameters IS 'NLS parameters of the instance';

COMMENT ON VIEW sys."v$version" IS 'Versions';

COMMENT ON VIEW sys."gv$version" IS 'Versions';

COMMENT ON VIEW sys."v$nls_parameters" IS 'NLS parameters of the session';

COMMENT ON VIEW sys."gv$nls_parameters" IS 'NLS parameters of the session';

COMMENT ON VIEW sys."v$session" IS 'Sessions';

COMMENT ON VIEW sys."gv$session" IS 'Sessions';

COMMENT ON VIEW sys."v$process" IS 'Processes';

COMMENT ON VIEW sys."gv$process" IS 'Processes';

COMMENT ON VIEW sys."v$session_connect_info" IS 'Connections';

COMMENT ON VIEW sys."gv$session_connect_info" IS 'Connections';

COMMENT ON VIEW sys."v$statname" IS 'Names of statistics';

COMMENT ON VIEW sys."gv$statname" IS 'Names of statistics';

COMMENT ON VIEW sys."v$sesstat" IS 'Statistics of sessions';

COMMENT ON VIEW sys."gv$sesstat" IS 'Statistics of sessions';

COMMENT ON VIEW sys."v$mystat" IS 'Statistics of the session';

COMMENT ON VIEW sys."gv$mystat" IS 'Statistics of the session';

COMMENT ON VIEW sys."v$parameter" IS 'Parameters';

COMMENT ON VIEW sys."gv$parameter" IS 'Parameters';

COMMENT ON VIEW sys."v$parameter2" IS 'Parameters';

COMMENT ON VIEW sys."gv$parameter2" IS 'Parameters';

COMMENT ON VIEW sys."v$system_parameter" IS 'Parameters';

COMMENT ON VIEW sys."gv$system_parameter" IS 'Parameters';

COMMENT ON VIEW sys."v$spparameter" IS 'Parameters';

COMMENT ON VIEW sys."gv$spparameter" IS 'Parameters';

COMMENT ON VIEW sys."v$database" IS 'The database';

COMMENT ON VIEW sys."gv$database" IS 'The database';

COMMENT ON VIEW sys."v$instance" IS 'The instance';

COMMENT ON VIEW sys."gv$instance" IS 'The instance';

COMMENT ON VIEW sys."v$transaction" IS 'Transactions';

COMMENT ON VIEW sys."gv$transaction" IS 'Transactions';

COMMENT ON VIEW sys."v$lock" IS 'Locks';

COMMENT ON VIEW sys."gv$lock" IS 'Locks';

COMMENT ON VIEW sys."v$locked_object" IS 'Locked objects';

COMMENT ON VIEW sys."gv$locked_object" IS 'Locked objects';

COMMENT ON VIEW sys."v$option" IS 'Options';

COMMENT ON VIEW sys."gv$option" IS 'Options';

COMMENT ON VIEW sys."v$timezone_names" IS 'Time zones';

COMMENT ON VIEW sys."gv$timezone_names" IS 'Time zones';

COMMENT ON VIEW sys."v$open_cursor" IS 'Open cursors';

COMMENT ON VIEW sys."gv$open_cursor" IS 'Open cursors';

COMMENT ON VIEW sys."v$sql" IS 'Statements';

COMMENT ON VIEW sys."gv$sql" IS 'Statements';

COMMENT ON VIEW sys."v$containers" IS 'Containers';

COMMENT ON VIEW sys."gv$containers" IS 'Containers';

COMMENT ON VIEW sys."v$pdbs" IS 'Pluggable databases';

COMMENT ON VIEW sys."gv$pdbs" IS 'Pluggable databases';

COMMENT ON VIEW sys.dba_context IS 'Application contexts';
