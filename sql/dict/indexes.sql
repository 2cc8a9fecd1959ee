-- Dictionary views: indexes. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.indexes_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    sys.oracle_name(ic.relname)::varchar(128) AS index_name,
    ((CASE WHEN x.indexprs IS NOT NULL THEN 'FUNCTION-BASED ' ELSE '' END) || coalesce(sys.property(ic.oid, 'TYPE'), 'NORMAL'))::varchar(27) AS index_type,
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    'TABLE'::varchar(11) AS table_type,
    (CASE WHEN x.indisunique THEN 'UNIQUE' ELSE 'NONUNIQUE' END)::varchar(9) AS uniqueness,
    'DISABLED'::varchar(13) AS compression,
    NULL::numeric AS prefix_length,
    (coalesce((SELECT upper(s.spcname::text) FROM pg_tablespace s WHERE s.oid = ic.reltablespace), 'USERS'))::varchar(30) AS tablespace_name,
    2::numeric AS ini_trans,
    255::numeric AS max_trans,
    65536::numeric AS initial_extent,
    1048576::numeric AS next_extent,
    1::numeric AS min_extents,
    2147483645::numeric AS max_extents,
    NULL::numeric AS pct_increase,
    NULL::numeric AS pct_threshold,
    NULL::numeric AS include_column,
    NULL::numeric AS freelists,
    NULL::numeric AS freelist_groups,
    10::numeric AS pct_free,
    'YES'::varchar(3) AS logging,
    NULL::numeric AS blevel,
    ic.relpages::numeric AS leaf_blocks,
    NULL::numeric AS distinct_keys,
    NULL::numeric AS avg_leaf_blocks_per_key,
    NULL::numeric AS avg_data_blocks_per_key,
    NULL::numeric AS clustering_factor,
    (CASE WHEN x.indisvalid THEN 'VALID' ELSE 'UNUSABLE' END)::varchar(8) AS status,
    (CASE WHEN ic.reltuples >= 0 THEN ic.reltuples END)::numeric AS num_rows,
    (CASE WHEN ic.reltuples >= 0 THEN ic.reltuples END)::numeric AS sample_size,
    NULL::timestamp(0) AS last_analyzed,
    '1'::varchar(40) AS degree,
    '1'::varchar(40) AS instances,
    (CASE WHEN ic.relkind = 'I' AND sys.property(ic.oid, 'LOCAL') IS NOT NULL THEN 'YES' ELSE 'NO' END)::varchar(3) AS partitioned,
    (CASE WHEN ic.relpersistence = 't' THEN 'Y' ELSE 'N' END)::varchar(1) AS temporary,
    (CASE WHEN ic.relname ~ '^sys_c[0-9]+$' THEN 'Y' ELSE 'N' END)::varchar(1) AS generated,
    'N'::varchar(1) AS secondary,
    'DEFAULT'::varchar(7) AS buffer_pool,
    'DEFAULT'::varchar(7) AS flash_cache,
    'DEFAULT'::varchar(7) AS cell_flash_cache,
    'NO'::varchar(3) AS user_stats,
    NULL::varchar(15) AS duration,
    NULL::numeric AS pct_direct_access,
    NULL::varchar(128) AS ityp_owner,
    NULL::varchar(128) AS ityp_name,
    NULL::varchar(1000) AS parameters,
    'YES'::varchar(3) AS global_stats,
    NULL::varchar(12) AS domidx_status,
    NULL::varchar(6) AS domidx_opstatus,
    (CASE WHEN x.indexprs IS NOT NULL THEN 'ENABLED' END)::varchar(8) AS funcidx_status,
    'NO'::varchar(3) AS join_index,
    'NO'::varchar(3) AS iot_redundant_pkey_elim,
    'NO'::varchar(3) AS dropped,
    (CASE WHEN sys.property(ic.oid, 'INVISIBLE') IS NULL THEN 'VISIBLE' ELSE 'INVISIBLE' END)::varchar(9) AS visibility,
    NULL::varchar(14) AS domidx_management,
    'YES'::varchar(3) AS segment_created,
    'NO'::varchar(3) AS orphaned_entries,
    'FULL'::varchar(7) AS indexing,
    'NO'::varchar(3) AS auto,
    (CASE WHEN EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u') AND c.conrelid = x.indrelid) THEN 'YES' ELSE 'NO' END)::varchar(3) AS constraint_index,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_index x JOIN sys.rels_ r ON r.relid = x.indrelid JOIN pg_class ic ON ic.oid = x.indexrelid
WHERE NOT r.relispartition AND right(ic.relname::text, 6) <> '$nulls';
GRANT SELECT ON sys.indexes_all_ TO PUBLIC;

CREATE VIEW sys.dba_indexes AS SELECT owner, index_name, index_type, table_owner, table_name, table_type, uniqueness, compression, prefix_length, tablespace_name, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, pct_threshold, include_column, freelists, freelist_groups, pct_free, logging, blevel, leaf_blocks, distinct_keys, avg_leaf_blocks_per_key, avg_data_blocks_per_key, clustering_factor, status, num_rows, sample_size, last_analyzed, degree, instances, partitioned, temporary, generated, secondary, buffer_pool, flash_cache, cell_flash_cache, user_stats, duration, pct_direct_access, ityp_owner, ityp_name, parameters, global_stats, domidx_status, domidx_opstatus, funcidx_status, join_index, iot_redundant_pkey_elim, dropped, visibility, domidx_management, segment_created, orphaned_entries, indexing, auto, constraint_index FROM sys.indexes_all_;

CREATE VIEW sys.all_indexes AS SELECT owner, index_name, index_type, table_owner, table_name, table_type, uniqueness, compression, prefix_length, tablespace_name, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, pct_threshold, include_column, freelists, freelist_groups, pct_free, logging, blevel, leaf_blocks, distinct_keys, avg_leaf_blocks_per_key, avg_data_blocks_per_key, clustering_factor, status, num_rows, sample_size, last_analyzed, degree, instances, partitioned, temporary, generated, secondary, buffer_pool, flash_cache, cell_flash_cache, user_stats, duration, pct_direct_access, ityp_owner, ityp_name, parameters, global_stats, domidx_status, domidx_opstatus, funcidx_status, join_index, iot_redundant_pkey_elim, dropped, visibility, domidx_management, segment_created, orphaned_entries, indexing, auto, constraint_index FROM sys.indexes_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_indexes TO PUBLIC;

CREATE VIEW sys.user_indexes AS SELECT index_name, index_type, table_owner, table_name, table_type, uniqueness, compression, prefix_length, tablespace_name, ini_trans, max_trans, initial_extent, next_extent, min_extents, max_extents, pct_increase, pct_threshold, include_column, freelists, freelist_groups, pct_free, logging, blevel, leaf_blocks, distinct_keys, avg_leaf_blocks_per_key, avg_data_blocks_per_key, clustering_factor, status, num_rows, sample_size, last_analyzed, degree, instances, partitioned, temporary, generated, secondary, buffer_pool, flash_cache, cell_flash_cache, user_stats, duration, pct_direct_access, ityp_owner, ityp_name, parameters, global_stats, domidx_status, domidx_opstatus, funcidx_status, join_index, iot_redundant_pkey_elim, dropped, visibility, domidx_management, segment_created, orphaned_entries, indexing, auto, constraint_index FROM sys.indexes_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_indexes TO PUBLIC;

CREATE VIEW sys.ind_columns_all_ AS SELECT
    r.owner::varchar(128) AS index_owner,
    sys.oracle_name(ic.relname)::varchar(128) AS index_name,
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    (coalesce(sys.oracle_name(a.attname), 'SYS_NC' || lpad(k.n::text, 5, '0') || '$'))::varchar(4000) AS column_name,
    k.n::numeric AS column_position,
    (CASE WHEN a.attname IS NOT NULL THEN sys.type_number_(a.atttypid, a.atttypmod, NULL, 1) END)::numeric AS column_length,
    (CASE WHEN a.attname IS NOT NULL THEN sys.type_number_(a.atttypid, a.atttypmod, NULL, 4) ELSE 0 END)::numeric AS char_length,
    (CASE WHEN x.indoption[k.n - 1] & 1 = 1 THEN 'DESC' ELSE 'ASC' END)::varchar(4) AS descend,
    NULL::numeric AS collated_column_id,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_index x JOIN sys.rels_ r ON r.relid = x.indrelid JOIN pg_class ic ON ic.oid = x.indexrelid
CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) k(n)
LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND x.indkey[k.n - 1] <> 0
WHERE NOT r.relispartition AND right(ic.relname::text, 6) <> '$nulls';
GRANT SELECT ON sys.ind_columns_all_ TO PUBLIC;

CREATE VIEW sys.dba_ind_columns AS SELECT index_owner, index_name, table_owner, table_name, column_name, column_position, column_length, char_length, descend, collated_column_id FROM sys.ind_columns_all_;

CREATE VIEW sys.all_ind_columns AS SELECT index_owner, index_name, table_owner, table_name, column_name, column_position, column_length, char_length, descend, collated_column_id FROM sys.ind_columns_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_ind_columns TO PUBLIC;

CREATE VIEW sys.user_ind_columns AS SELECT index_name, table_name, column_name, column_position, column_length, char_length, descend, collated_column_id FROM sys.ind_columns_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_ind_columns TO PUBLIC;

CREATE VIEW sys.ind_expressions_all_ AS SELECT
    r.owner::varchar(128) AS index_owner,
    sys.oracle_name(ic.relname)::varchar(128) AS index_name,
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    (pg_get_indexdef(x.indexrelid, k.n, true))::text AS column_expression,
    k.n::numeric AS column_position,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_index x JOIN sys.rels_ r ON r.relid = x.indrelid JOIN pg_class ic ON ic.oid = x.indexrelid
CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) k(n)
LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND x.indkey[k.n - 1] <> 0
WHERE NOT r.relispartition AND right(ic.relname::text, 6) <> '$nulls' AND x.indkey[k.n - 1] = 0;
GRANT SELECT ON sys.ind_expressions_all_ TO PUBLIC;

CREATE VIEW sys.dba_ind_expressions AS SELECT index_owner, index_name, table_owner, table_name, column_expression, column_position FROM sys.ind_expressions_all_;

CREATE VIEW sys.all_ind_expressions AS SELECT index_owner, index_name, table_owner, table_name, column_expression, column_position FROM sys.ind_expressions_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_ind_expressions TO PUBLIC;

CREATE VIEW sys.user_ind_expressions AS SELECT index_name, table_name, column_expression, column_position FROM sys.ind_expressions_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_ind_expressions TO PUBLIC;
