-- Dictionary views of what this database cannot have: they exist with the columns of the Oracle Database Reference and no rows, so
-- that the queries of tools run. scopes: d DBA_, a ALL_, u USER_ (which has no OWNER). A thing that comes leaves this list.
DO $do$
DECLARE
    v record;
    scope text;
    name text;
    cols text[];
    part text;
    list text;
    labels text[];
BEGIN
    FOR v IN SELECT * FROM (VALUES
        ('a', 'context', 'namespace varchar(128), schema varchar(128), "package" varchar(128)', 'Application contexts'),
        ('dau', 'credentials', 'owner varchar(128), credential_name varchar(128), username varchar(128), windows_domain varchar(128), comments varchar(240), enabled varchar(5)', 'Credentials'),
        ('dau', 'xml_schemas', 'owner varchar(128), schema_url varchar(700), "local" varchar(3), int_objname varchar(4000), qual_schema_url varchar(767), hier_type varchar(11), "binary" varchar(3)', 'Registered XML schemas'),
        ('dau', 'xml_tab_cols', 'owner varchar(128), table_name varchar(128), column_name varchar(4000), xmlschema varchar(700), schema_owner varchar(128), element_name varchar(2000), storage_type varchar(17)', 'Columns of XML tables'),
        ('dau', 'clusters', 'owner varchar(128), cluster_name varchar(128), tablespace_name varchar(30), key_size numeric, cluster_type varchar(5), "function" varchar(15), hashkeys numeric', 'Clusters'),
        ('dau', 'operators', 'owner varchar(128), operator_name varchar(128), number_of_binds numeric', 'Operators'),
        ('dau', 'indextypes', 'owner varchar(128), indextype_name varchar(128), implementation_schema varchar(128), implementation_name varchar(128), interface_version numeric, implementation_version numeric, number_of_operators numeric, partitioning varchar(10), array_dml varchar(3), maintenance_type varchar(14)', 'Indextypes'),
        ('dau', 'libraries', 'owner varchar(128), library_name varchar(128), file_spec varchar(2000), dynamic varchar(1), status varchar(7), agent varchar(128), leaf_filename varchar(2000)', 'Libraries of external routines'),
        ('dau', 'sqlj_types', 'owner varchar(128), type_name varchar(128), type_oid bytea, external_name varchar(4000), "using" varchar(21), typecode varchar(128), attributes numeric, methods numeric, predefined varchar(3), incomplete varchar(3), final varchar(3), instantiable varchar(3), supertype_owner varchar(128), supertype_name varchar(128), local_attributes numeric, local_methods numeric', 'Types of Java'),
        ('dau', 'sqlj_type_attrs', 'owner varchar(128), type_name varchar(128), attr_name varchar(128), external_attr_name varchar(4000), attr_type_mod varchar(7), attr_type_owner varchar(128), attr_type_name varchar(128), length numeric, "precision" numeric, scale numeric, character_set_name varchar(44), attr_no numeric, inherited varchar(3)', 'Attributes of types of Java'),
        ('du', 'flashback_archive_tables', 'table_name varchar(128), owner_name varchar(128), flashback_archive_name varchar(255), archive_table_name varchar(53), status varchar(13)', 'Tables with a flashback archive'),
        ('du', 'flashback_archive', 'owner_name varchar(255), flashback_archive_name varchar(255), "flashback_archive#" numeric, retention_in_days numeric, create_time timestamp(6), last_purge_time timestamp(6), status varchar(7)', 'Flashback archives'),
        ('dau', 'scheduler_credentials', 'owner varchar(128), credential_name varchar(128), username varchar(128), database_role varchar(9), windows_domain varchar(30), comments varchar(240)', 'Credentials of the scheduler'),
        ('dau', 'scheduler_schedules', 'owner varchar(128), schedule_name varchar(128), schedule_type varchar(12), repeat_interval varchar(4000), event_queue_owner varchar(128), event_queue_name varchar(128), event_queue_agent varchar(523), event_condition varchar(4000), comments varchar(4000)', 'Schedules of the scheduler'),
        ('dau', 'scheduler_chains', 'owner varchar(128), chain_name varchar(128), rule_set_owner varchar(128), rule_set_name varchar(128), number_of_rules numeric, number_of_steps numeric, enabled varchar(5), comments varchar(4000)', 'Chains of the scheduler'),
        ('dau', 'scheduler_job_args', 'owner varchar(128), job_name varchar(128), argument_name varchar(128), argument_position numeric, argument_type varchar(257), value varchar(4000), out_argument varchar(5)', 'Arguments of jobs'),
        ('dau', 'scheduler_program_args', 'owner varchar(128), program_name varchar(128), argument_name varchar(128), argument_position numeric, argument_type varchar(257), metadata_attribute varchar(19), default_value varchar(4000), out_argument varchar(5)', 'Arguments of programs'),
        ('da', 'scheduler_windows', 'owner varchar(128), window_name varchar(128), resource_plan varchar(128), schedule_owner varchar(4000), schedule_name varchar(4000), schedule_type varchar(8), repeat_interval varchar(4000), window_priority varchar(4), enabled varchar(5), active varchar(5), comments varchar(4000)', 'Windows of the scheduler'),
        ('da', 'scheduler_job_classes', 'owner varchar(128), job_class_name varchar(128), resource_consumer_group varchar(128), service varchar(64), logging_level varchar(11), log_history numeric, comments varchar(4000)', 'Job classes of the scheduler'),
        ('dau', 'refresh', 'rowner varchar(128), rname varchar(128), refgroup numeric, implicit_destroy varchar(1), push_deferred_rpc varchar(1), refresh_after_errors varchar(1), rollback_seg varchar(128), job numeric, next_date date, "interval" varchar(200), broken varchar(1)', 'Refresh groups'),
        ('dau', 'refresh_children', 'owner varchar(128), name varchar(128), type varchar(128), rowner varchar(128), rname varchar(128), refgroup numeric, job numeric, next_date date, "interval" varchar(200), broken varchar(1)', 'Members of refresh groups'),
        ('dau', 'refs', 'owner varchar(128), table_name varchar(128), column_name varchar(4000), with_rowid varchar(3), is_scoped varchar(3), scope_table_owner varchar(128), scope_table_name varchar(128), object_id_type varchar(16)', 'REF columns'),
        ('dau', 'external_locations', 'owner varchar(128), table_name varchar(128), location varchar(4000), directory_owner varchar(3), directory_name varchar(128)', 'Files of external tables'),
        ('dau', 'encrypted_columns', 'owner varchar(128), table_name varchar(128), column_name varchar(128), encryption_alg varchar(29), salt varchar(3), integrity_alg varchar(12)', 'Encrypted columns'),
        ('dau', 'outlines', 'name varchar(128), owner varchar(128), category varchar(128), used varchar(6), "timestamp" date, version varchar(64), sql_text long, signature bytea, compatible varchar(12), enabled varchar(8), format varchar(6), migrated varchar(12)', 'Stored outlines'),
        ('dau', 'rewrite_equivalences', 'owner varchar(128), name varchar(128), source_stmt text, destination_stmt text, rewrite_mode varchar(10)', 'Equivalences of queries'),
        ('dau', 'queue_subscribers', 'owner varchar(128), queue_name varchar(128), queue_table varchar(128), consumer_name varchar(128), address varchar(1024), protocol numeric, transformation varchar(61), rule_condition varchar(4000), delivery_mode varchar(22), queue_to_queue varchar(5)', 'Subscribers of queues'),
        ('dau', 'unused_col_tabs', 'owner varchar(128), table_name varchar(128), count numeric', 'Tables with unused columns'),
        ('dau', 'partial_drop_tabs', 'owner varchar(128), table_name varchar(128)', 'Tables with columns half dropped'),
        ('dau', 'log_groups', 'owner varchar(128), log_group_name varchar(128), table_name varchar(128), log_group_type varchar(19), always varchar(11), generated varchar(14)', 'Supplemental log groups'),
        ('dau', 'stored_settings', 'owner varchar(128), object_name varchar(128), object_id numeric, object_type varchar(23), param_name varchar(128), param_value varchar(4000)', 'Settings kept with PL/SQL units'),
        ('d', '2pc_neighbors', 'local_tran_id varchar(22), in_out varchar(3), "database" varchar(128), dbuser_owner varchar(128), interface varchar(1), dbid varchar(16), "sess#" numeric, branch varchar(128)', 'Neighbours of distributed transactions')
        ) AS x(scopes, what, columns, comment)
    LOOP
        FOR scope IN SELECT unnest(string_to_array(v.scopes, NULL))
        LOOP
            name := CASE scope WHEN 'd' THEN 'dba_' WHEN 'a' THEN 'all_' ELSE 'user_' END || v.what;
            cols := string_to_array(regexp_replace(v.columns, CASE scope WHEN 'u' THEN '(^|, )owner varchar\(128\)(, )?' ELSE '^$' END, '\1'), ', ');
            list := '';
            labels := '{}';
            FOREACH part IN ARRAY cols
            LOOP
                list := list || CASE WHEN list <> '' THEN ', ' ELSE '' END || 'NULL::' ||
                    CASE split_part(part, ' ', 2) WHEN 'date' THEN 'timestamp(0)' WHEN 'long' THEN 'text' ELSE split_part(part, ' ', 2) END ||
                    ' AS ' || split_part(part, ' ', 1);
                IF split_part(part, ' ', 2) IN ('date', 'long') THEN
                    labels := labels || format('SECURITY LABEL FOR oliphant ON COLUMN sys.%I.%s IS %L', name, split_part(part, ' ', 1), upper(split_part(part, ' ', 2)));
                END IF;
            END LOOP;
            EXECUTE format('CREATE VIEW sys.%I AS SELECT %s WHERE false', name, list);
            EXECUTE format('COMMENT ON VIEW sys.%I IS %L', name, v.comment);
            IF scope <> 'd' THEN
                EXECUTE format('GRANT SELECT ON sys.%I TO PUBLIC', name);
            END IF;
            FOREACH part IN ARRAY labels
            LOOP
                EXECUTE part;
            END LOOP;
        END LOOP;
    END LOOP;
END
$do$;

-- Transactions prepared and not ended (two-phase commit).
CREATE VIEW sys.dba_2pc_pending AS SELECT
    ('1.' || (x.transaction::text))::varchar(22) AS local_tran_id,
    x.gid::varchar(169) AS global_tran_id,
    'prepared'::varchar(16) AS state,
    'no'::varchar(3) AS mixed,
    NULL::varchar(1) AS advice,
    NULL::varchar(255) AS tran_comment,
    x.prepared::timestamp(0) AS fail_time,
    NULL::timestamp(0) AS force_time,
    NULL::timestamp(0) AS retry_time,
    NULL::varchar(128) AS os_user,
    NULL::varchar(64) AS os_terminal,
    NULL::varchar(128) AS host,
    sys.oracle_name(x.owner)::varchar(128) AS db_user,
    (x.transaction::text)::varchar(16) AS "commit#"
FROM pg_prepared_xacts x WHERE x.database = current_database();
COMMENT ON VIEW sys.dba_2pc_pending IS 'Prepared transactions';
SECURITY LABEL FOR oliphant ON COLUMN sys.dba_2pc_pending.fail_time IS 'DATE';
SECURITY LABEL FOR oliphant ON COLUMN sys.dba_2pc_pending.force_time IS 'DATE';
SECURITY LABEL FOR oliphant ON COLUMN sys.dba_2pc_pending.retry_time IS 'DATE';
