-- Dictionary views: tables. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.tables_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    (CASE WHEN r.temporary IS NULL AND r.relkind <> 'p' THEN coalesce((SELECT upper(s.spcname::text) FROM pg_tablespace s WHERE s.oid = r.reltablespace), 'USERS') END)::varchar(30) AS tablespace_name,
    NULL::varchar(128) AS cluster_name,
    NULL::varchar(128) AS iot_name,
    'VALID'::varchar(8) AS status,
    10::numeric AS pct_free,
    NULL::numeric AS pct_used,
    1::numeric AS ini_trans,
    255::numeric AS max_trans,
    65536::numeric AS initial_extent,
    1048576::numeric AS next_extent,
    1::numeric AS min_extents,
    2147483645::numeric AS max_extents,
    NULL::numeric AS pct_increase,
    NULL::numeric AS freelists,
    NULL::numeric AS freelist_groups,
    (CASE WHEN r.temporary IS NULL THEN 'YES' ELSE 'NO' END)::varchar(3) AS logging,
    'N'::varchar(1) AS backed_up,
    (CASE WHEN r.reltuples >= 0 THEN r.reltuples END)::numeric AS num_rows,
    (CASE WHEN r.reltuples >= 0 THEN r.relpages END)::numeric AS blocks,
    NULL::numeric AS empty_blocks,
    NULL::numeric AS avg_space,
    NULL::numeric AS chain_cnt,
    NULL::numeric AS avg_row_len,
    NULL::numeric AS avg_space_freelist_blocks,
    NULL::numeric AS num_freelist_blocks,
    ('         1')::varchar(10) AS degree,
    ('         1')::varchar(10) AS instances,
    ('    N')::varchar(5) AS cache,
    'ENABLED'::varchar(8) AS table_lock,
    (CASE WHEN r.reltuples >= 0 THEN r.reltuples END)::numeric AS sample_size,
    NULL::timestamp(0) AS last_analyzed,
    (CASE WHEN r.relkind = 'p' THEN 'YES' ELSE 'NO' END)::varchar(3) AS partitioned,
    NULL::varchar(12) AS iot_type,
    (CASE WHEN r.temporary IS NOT NULL THEN 'Y' ELSE 'N' END)::varchar(1) AS temporary,
    'N'::varchar(1) AS secondary,
    'NO'::varchar(3) AS nested,
    'DEFAULT'::varchar(7) AS buffer_pool,
    'DEFAULT'::varchar(7) AS flash_cache,
    'DEFAULT'::varchar(7) AS cell_flash_cache,
    (CASE WHEN r.relkind = 'p' THEN 'ENABLED' ELSE 'DISABLED' END)::varchar(8) AS row_movement,
    (CASE WHEN r.reltuples >= 0 THEN 'YES' ELSE 'NO' END)::varchar(3) AS global_stats,
    'NO'::varchar(3) AS user_stats,
    (CASE r.temporary WHEN 'PRESERVE' THEN 'SYS$SESSION' WHEN 'DELETE' THEN 'SYS$TRANSACTION' END)::varchar(15) AS duration,
    'DISABLED'::varchar(8) AS skip_corrupt,
    'YES'::varchar(3) AS monitoring,
    NULL::varchar(128) AS cluster_owner,
    'DISABLED'::varchar(8) AS dependencies,
    'DISABLED'::varchar(8) AS compression,
    NULL::varchar(30) AS compress_for,
    'NO'::varchar(3) AS dropped,
    'NO'::varchar(3) AS read_only,
    'YES'::varchar(3) AS segment_created,
    'DEFAULT'::varchar(7) AS result_cache,
    'NO'::varchar(3) AS clustering,
    NULL::varchar(23) AS activity_tracking,
    NULL::varchar(25) AS dml_timestamp,
    (CASE WHEN EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = r.relid AND a.attidentity <> '') THEN 'YES' ELSE 'NO' END)::varchar(3) AS has_identity,
    'NO'::varchar(3) AS container_data,
    'DISABLED'::varchar(8) AS inmemory,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'N'::varchar(1) AS duplicated,
    'N'::varchar(1) AS sharded,
    (CASE WHEN r.relkind = 'f' THEN 'YES' ELSE 'NO' END)::varchar(3) AS external,
    'NO'::varchar(3) AS hybrid,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM (SELECT q.*, sys.property(q.relid, 'TEMPORARY') AS temporary FROM sys.rels_ q WHERE q.relkind IN ('r', 'p', 'f', 'm') AND NOT q.relispartition) r;
GRANT SELECT ON sys.tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_tables AS SELECT owner, table_name, tablespace_name, cluster_name, iot_name, status, pct_free, pct_used, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, freelists, freelist_groups, logging, backed_up, num_rows, blocks, empty_blocks, avg_space, chain_cnt, avg_row_len, avg_space_freelist_blocks, num_freelist_blocks, degree, instances, cache, table_lock, sample_size, last_analyzed, partitioned, iot_type, temporary, secondary, nested, buffer_pool, flash_cache, cell_flash_cache, row_movement, global_stats, user_stats, duration, skip_corrupt, monitoring, cluster_owner, dependencies, compression, compress_for, dropped, read_only, segment_created, result_cache, clustering, activity_tracking, dml_timestamp, has_identity, container_data, inmemory, default_collation, duplicated, sharded, external, hybrid FROM sys.tables_all_;

CREATE VIEW sys.all_tables AS SELECT owner, table_name, tablespace_name, cluster_name, iot_name, status, pct_free, pct_used, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, freelists, freelist_groups, logging, backed_up, num_rows, blocks, empty_blocks, avg_space, chain_cnt, avg_row_len, avg_space_freelist_blocks, num_freelist_blocks, degree, instances, cache, table_lock, sample_size, last_analyzed, partitioned, iot_type, temporary, secondary, nested, buffer_pool, flash_cache, cell_flash_cache, row_movement, global_stats, user_stats, duration, skip_corrupt, monitoring, cluster_owner, dependencies, compression, compress_for, dropped, read_only, segment_created, result_cache, clustering, activity_tracking, dml_timestamp, has_identity, container_data, inmemory, default_collation, duplicated, sharded, external, hybrid FROM sys.tables_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tables TO PUBLIC;

CREATE VIEW sys.user_tables AS SELECT table_name, tablespace_name, cluster_name, iot_name, status, pct_free, pct_used, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, freelists, freelist_groups, logging, backed_up, num_rows, blocks, empty_blocks, avg_space, chain_cnt, avg_row_len, avg_space_freelist_blocks, num_freelist_blocks, degree, instances, cache, table_lock, sample_size, last_analyzed, partitioned, iot_type, temporary, secondary, nested, buffer_pool, flash_cache, cell_flash_cache, row_movement, global_stats, user_stats, duration, skip_corrupt, monitoring, cluster_owner, dependencies, compression, compress_for, dropped, read_only, segment_created, result_cache, clustering, activity_tracking, dml_timestamp, has_identity, container_data, inmemory, default_collation, duplicated, sharded, external, hybrid FROM sys.tables_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tables TO PUBLIC;

CREATE VIEW sys.all_all_tables AS SELECT t.*, NULL::varchar(16) AS object_id_type, NULL::varchar(128) AS table_type_owner, NULL::varchar(128) AS table_type FROM sys.all_tables t;
GRANT SELECT ON sys.all_all_tables TO PUBLIC;

CREATE VIEW sys.dba_all_tables AS SELECT t.*, NULL::varchar(16) AS object_id_type, NULL::varchar(128) AS table_type_owner, NULL::varchar(128) AS table_type FROM sys.dba_tables t;

CREATE VIEW sys.user_all_tables AS SELECT t.*, NULL::varchar(16) AS object_id_type, NULL::varchar(128) AS table_type_owner, NULL::varchar(128) AS table_type FROM sys.user_tables t;
GRANT SELECT ON sys.user_all_tables TO PUBLIC;
