-- Dictionary views: views. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.views_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS view_name,
    length(pg_get_viewdef(r.relid))::numeric AS text_length,
    pg_get_viewdef(r.relid)::text AS text,
    (left(pg_get_viewdef(r.relid), 4000))::varchar(4000) AS text_vc,
    NULL::numeric AS type_text_length,
    NULL::varchar(4000) AS type_text,
    NULL::numeric AS oid_text_length,
    NULL::varchar(4000) AS oid_text,
    NULL::varchar(128) AS view_type_owner,
    NULL::varchar(128) AS view_type,
    NULL::varchar(128) AS superview_name,
    'N'::varchar(1) AS editioning_view,
    (CASE WHEN pg_relation_is_updatable(r.relid, false) & 28 = 0 OR EXISTS (SELECT 1 FROM pg_seclabel l WHERE l.objoid = r.relid
        AND l.classoid = 'pg_class'::regclass AND l.objsubid = 0 AND l.provider = 'oliphant' AND l.label = 'READ ONLY') THEN 'Y' ELSE 'N' END)::varchar(1) AS read_only,
    'N'::varchar(1) AS container_data,
    'DEFINER'::varchar(12) AS bequeath,
    1::numeric AS origin_con_id,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'NO'::varchar(3) AS containers_default,
    'NO'::varchar(3) AS container_map,
    'NO'::varchar(3) AS extended_data_link,
    'NO'::varchar(3) AS extended_data_link_map,
    'NO'::varchar(3) AS has_sensitive_column,
    'NO'::varchar(3) AS admit_null,
    'NO'::varchar(3) AS pdb_local_only,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r WHERE r.relkind = 'v';
GRANT SELECT ON sys.views_all_ TO PUBLIC;

CREATE VIEW sys.dba_views AS SELECT owner, view_name, text_length, text, text_vc, type_text_length, type_text, oid_text_length, oid_text, view_type_owner, view_type, superview_name, editioning_view, read_only, container_data, bequeath, origin_con_id, default_collation, containers_default, container_map, extended_data_link, extended_data_link_map, has_sensitive_column, admit_null, pdb_local_only FROM sys.views_all_;

CREATE VIEW sys.all_views AS SELECT owner, view_name, text_length, text, text_vc, type_text_length, type_text, oid_text_length, oid_text, view_type_owner, view_type, superview_name, editioning_view, read_only, container_data, bequeath, origin_con_id, default_collation, containers_default, container_map, extended_data_link, extended_data_link_map, has_sensitive_column, admit_null, pdb_local_only FROM sys.views_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_views TO PUBLIC;

CREATE VIEW sys.user_views AS SELECT view_name, text_length, text, text_vc, type_text_length, type_text, oid_text_length, oid_text, view_type_owner, view_type, superview_name, editioning_view, read_only, container_data, bequeath, origin_con_id, default_collation, containers_default, container_map, extended_data_link, extended_data_link_map, has_sensitive_column, admit_null, pdb_local_only FROM sys.views_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_views TO PUBLIC;

CREATE VIEW sys.mviews_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS mview_name,
    r.name::varchar(128) AS container_name,
    pg_get_viewdef(r.relid)::text AS query,
    length(pg_get_viewdef(r.relid))::numeric AS query_len,
    'N'::varchar(1) AS updatable,
    NULL::varchar(128) AS update_log,
    NULL::varchar(128) AS master_rollback_seg,
    NULL::varchar(128) AS master_link,
    'N'::varchar(1) AS rewrite_enabled,
    'NONE'::varchar(9) AS rewrite_capability,
    'DEMAND'::varchar(6) AS refresh_mode,
    'COMPLETE'::varchar(8) AS refresh_method,
    'IMMEDIATE'::varchar(9) AS build_mode,
    'NO'::varchar(18) AS fast_refreshable,
    'COMPLETE'::varchar(8) AS last_refresh_type,
    NULL::timestamp(0) AS last_refresh_date,
    NULL::timestamp(0) AS last_refresh_end_time,
    'UNKNOWN'::varchar(19) AS staleness,
    'NA'::varchar(19) AS after_fast_refresh,
    'N'::varchar(1) AS unknown_prebuilt,
    'N'::varchar(1) AS unknown_plsql_func,
    'N'::varchar(1) AS unknown_external_table,
    'N'::varchar(1) AS unknown_consider_fresh,
    'N'::varchar(1) AS unknown_import,
    'N'::varchar(1) AS unknown_trusted_fd,
    'VALID'::varchar(19) AS compile_state,
    'N'::varchar(1) AS use_no_index,
    NULL::timestamp(0) AS stale_since,
    0::numeric AS num_pct_tables,
    NULL::numeric AS num_fresh_pct_regions,
    NULL::numeric AS num_stale_pct_regions,
    'YES'::varchar(3) AS segment_created,
    NULL::varchar(128) AS evaluation_edition,
    NULL::varchar(128) AS unusable_before,
    NULL::varchar(128) AS unusable_beginning,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'N'::varchar(1) AS on_query_computation,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM (SELECT * FROM sys.rels_ WHERE relkind = 'm') r;
GRANT SELECT ON sys.mviews_all_ TO PUBLIC;

CREATE VIEW sys.dba_mviews AS SELECT owner, mview_name, container_name, query, query_len, updatable, update_log, master_rollback_seg, master_link, rewrite_enabled, rewrite_capability, refresh_mode, refresh_method, build_mode, fast_refreshable, last_refresh_type, last_refresh_date, last_refresh_end_time, staleness, after_fast_refresh, unknown_prebuilt, unknown_plsql_func, unknown_external_table, unknown_consider_fresh, unknown_import, unknown_trusted_fd, compile_state, use_no_index, stale_since, num_pct_tables, num_fresh_pct_regions, num_stale_pct_regions, segment_created, evaluation_edition, unusable_before, unusable_beginning, default_collation, on_query_computation FROM sys.mviews_all_;

CREATE VIEW sys.all_mviews AS SELECT owner, mview_name, container_name, query, query_len, updatable, update_log, master_rollback_seg, master_link, rewrite_enabled, rewrite_capability, refresh_mode, refresh_method, build_mode, fast_refreshable, last_refresh_type, last_refresh_date, last_refresh_end_time, staleness, after_fast_refresh, unknown_prebuilt, unknown_plsql_func, unknown_external_table, unknown_consider_fresh, unknown_import, unknown_trusted_fd, compile_state, use_no_index, stale_since, num_pct_tables, num_fresh_pct_regions, num_stale_pct_regions, segment_created, evaluation_edition, unusable_before, unusable_beginning, default_collation, on_query_computation FROM sys.mviews_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_mviews TO PUBLIC;

CREATE VIEW sys.user_mviews AS SELECT owner, mview_name, container_name, query, query_len, updatable, update_log, master_rollback_seg, master_link, rewrite_enabled, rewrite_capability, refresh_mode, refresh_method, build_mode, fast_refreshable, last_refresh_type, last_refresh_date, last_refresh_end_time, staleness, after_fast_refresh, unknown_prebuilt, unknown_plsql_func, unknown_external_table, unknown_consider_fresh, unknown_import, unknown_trusted_fd, compile_state, use_no_index, stale_since, num_pct_tables, num_fresh_pct_regions, num_stale_pct_regions, segment_created, evaluation_edition, unusable_before, unusable_beginning, default_collation, on_query_computation FROM sys.mviews_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_mviews TO PUBLIC;

CREATE VIEW sys.mview_comments_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS mview_name,
    (obj_description(r.relid, 'pg_class'))::varchar(4000) AS comments,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r WHERE r.relkind = 'm';
GRANT SELECT ON sys.mview_comments_all_ TO PUBLIC;

CREATE VIEW sys.dba_mview_comments AS SELECT owner, mview_name, comments FROM sys.mview_comments_all_;

CREATE VIEW sys.all_mview_comments AS SELECT owner, mview_name, comments FROM sys.mview_comments_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_mview_comments TO PUBLIC;

CREATE VIEW sys.user_mview_comments AS SELECT owner, mview_name, comments FROM sys.mview_comments_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_mview_comments TO PUBLIC;
