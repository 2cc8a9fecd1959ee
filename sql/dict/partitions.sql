-- Dictionary views: partitions. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.part_tables_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    (CASE q.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' ELSE 'HASH' END)::varchar(9) AS partitioning_type,
    (CASE split_part(coalesce(sys.property(r.relid, 'SUBPARTITION_BY'), ''), ' ', 1) WHEN '' THEN 'NONE' ELSE split_part(sys.property(r.relid, 'SUBPARTITION_BY'), ' ', 1) END)::varchar(9) AS subpartitioning_type,
    (CASE WHEN sys.property(r.relid, 'INTERVAL') IS NOT NULL THEN 1048575 ELSE (SELECT count(*) FROM pg_inherits h WHERE h.inhparent = r.relid) END)::numeric AS partition_count,
    (CASE WHEN sys.property(r.relid, 'SUBPARTITION_BY') IS NULL THEN 0 ELSE coalesce(NULLIF(array_length(string_to_array(sys.property(r.relid, 'TEMPLATE'), E'\x1e'), 1), 0), 1) END)::numeric AS def_subpartition_count,
    q.partnatts::numeric AS partitioning_key_count,
    (coalesce(array_length(string_to_array(sys.property(r.relid, 'SUBPARTITION_BY'), ','), 1), 0))::numeric AS subpartitioning_key_count,
    'VALID'::varchar(8) AS status,
    'USERS'::varchar(30) AS def_tablespace_name,
    sys.property(r.relid, 'INTERVAL')::varchar(1000) AS interval,
    'NO'::varchar(3) AS autolist,
    'NO'::varchar(3) AS is_nested,
    NULL::varchar(128) AS ref_ptn_constraint_name,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_partitioned_table q ON q.partrelid = r.relid WHERE NOT r.relispartition;
GRANT SELECT ON sys.part_tables_all_ TO PUBLIC;

CREATE VIEW sys.dba_part_tables AS SELECT owner, table_name, partitioning_type, subpartitioning_type, partition_count, def_subpartition_count, partitioning_key_count, subpartitioning_key_count, status, def_tablespace_name, interval, autolist, is_nested, ref_ptn_constraint_name FROM sys.part_tables_all_;

CREATE VIEW sys.all_part_tables AS SELECT owner, table_name, partitioning_type, subpartitioning_type, partition_count, def_subpartition_count, partitioning_key_count, subpartitioning_key_count, status, def_tablespace_name, interval, autolist, is_nested, ref_ptn_constraint_name FROM sys.part_tables_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_part_tables TO PUBLIC;

CREATE VIEW sys.user_part_tables AS SELECT table_name, partitioning_type, subpartitioning_type, partition_count, def_subpartition_count, partitioning_key_count, subpartitioning_key_count, status, def_tablespace_name, interval, autolist, is_nested, ref_ptn_constraint_name FROM sys.part_tables_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_part_tables TO PUBLIC;

CREATE VIEW sys.tab_partitions_all_ AS SELECT
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    (CASE WHEN c.relkind = 'p' THEN 'YES' ELSE 'NO' END)::varchar(3) AS composite,
    p.name::varchar(128) AS partition_name,
    ((SELECT count(*) FROM pg_inherits s WHERE s.inhparent = c.oid))::numeric AS subpartition_count,
    p.high::text AS high_value,
    (coalesce(length(p.high), 0))::numeric AS high_value_length,
    (row_number() OVER (PARTITION BY r.relid ORDER BY p.pos, c.oid))::numeric AS partition_position,
    'USERS'::varchar(30) AS tablespace_name,
    10::numeric AS pct_free,
    (CASE WHEN c.reltuples >= 0 THEN c.reltuples END)::numeric AS num_rows,
    c.relpages::numeric AS blocks,
    NULL::timestamp(0) AS last_analyzed,
    'YES'::varchar(7) AS logging,
    'DISABLED'::varchar(8) AS compression,
    (CASE WHEN sys.property(c.oid, 'BY_INTERVAL') IS NOT NULL THEN 'YES' ELSE 'NO' END)::varchar(3) AS interval,
    'YES'::varchar(4) AS segment_created,
    'NO'::varchar(4) AS read_only,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition JOIN sys.rels_ r ON r.relid = h.inhparent AND NOT r.relispartition
CROSS JOIN LATERAL (SELECT coalesce(sys.property(c.oid, 'PARTITION'), sys.oracle_name(c.relname)) AS name, coalesce(sys.property(c.oid, 'HIGH'), pg_get_expr(c.relpartbound, c.oid)) AS high,
    sys.property(c.oid, 'POS')::int4 AS pos, sys.property(c.oid, 'INTERVAL_ROWS') AS hidden) p
WHERE p.hidden IS NULL;
GRANT SELECT ON sys.tab_partitions_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_partitions AS SELECT table_owner, table_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, tablespace_name, pct_free, num_rows, blocks, last_analyzed, logging, compression, interval, segment_created, read_only FROM sys.tab_partitions_all_;

CREATE VIEW sys.all_tab_partitions AS SELECT table_owner, table_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, tablespace_name, pct_free, num_rows, blocks, last_analyzed, logging, compression, interval, segment_created, read_only FROM sys.tab_partitions_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tab_partitions TO PUBLIC;

CREATE VIEW sys.user_tab_partitions AS SELECT table_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, tablespace_name, pct_free, num_rows, blocks, last_analyzed, logging, compression, interval, segment_created, read_only FROM sys.tab_partitions_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tab_partitions TO PUBLIC;

CREATE VIEW sys.part_key_columns_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS name,
    'TABLE'::varchar(5) AS object_type,
    sys.oracle_name(a.attname)::varchar(4000) AS column_name,
    u.n::numeric AS column_position,
    NULL::numeric AS collated_column_id,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_partitioned_table q ON q.partrelid = r.relid CROSS JOIN LATERAL unnest(q.partattrs::int2[]) WITH ORDINALITY u(attnum, n)
JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum = u.attnum WHERE NOT r.relispartition;
GRANT SELECT ON sys.part_key_columns_all_ TO PUBLIC;

CREATE VIEW sys.dba_part_key_columns AS SELECT owner, name, object_type, column_name, column_position, collated_column_id FROM sys.part_key_columns_all_;

CREATE VIEW sys.all_part_key_columns AS SELECT owner, name, object_type, column_name, column_position, collated_column_id FROM sys.part_key_columns_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_part_key_columns TO PUBLIC;

CREATE VIEW sys.user_part_key_columns AS SELECT name, object_type, column_name, column_position, collated_column_id FROM sys.part_key_columns_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_part_key_columns TO PUBLIC;

CREATE VIEW sys.tab_subpartitions_all_ AS SELECT
    r.owner::varchar(128) AS table_owner,
    r.name::varchar(128) AS table_name,
    sys.property(pc.oid, 'PARTITION')::varchar(128) AS partition_name,
    sys.property(c.oid, 'SUBPARTITION')::varchar(128) AS subpartition_name,
    sys.property(c.oid, 'HIGH')::text AS high_value,
    (coalesce(length(sys.property(c.oid, 'HIGH')), 0))::numeric AS high_value_length,
    sys.property(pc.oid, 'POS')::numeric AS partition_position,
    sys.property(c.oid, 'POS')::numeric AS subpartition_position,
    'USERS'::varchar(30) AS tablespace_name,
    (CASE WHEN c.reltuples >= 0 THEN c.reltuples END)::numeric AS num_rows,
    c.relpages::numeric AS blocks,
    'NO'::varchar(3) AS interval,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition JOIN pg_class pc ON pc.oid = h.inhparent AND pc.relispartition
JOIN pg_inherits hp ON hp.inhrelid = pc.oid JOIN sys.rels_ r ON r.relid = hp.inhparent AND NOT r.relispartition
WHERE sys.property(c.oid, 'SUBPARTITION') IS NOT NULL;
GRANT SELECT ON sys.tab_subpartitions_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_subpartitions AS SELECT table_owner, table_name, partition_name, subpartition_name, high_value, high_value_length, partition_position, subpartition_position, tablespace_name, num_rows, blocks, interval FROM sys.tab_subpartitions_all_;

CREATE VIEW sys.all_tab_subpartitions AS SELECT table_owner, table_name, partition_name, subpartition_name, high_value, high_value_length, partition_position, subpartition_position, tablespace_name, num_rows, blocks, interval FROM sys.tab_subpartitions_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tab_subpartitions TO PUBLIC;

CREATE VIEW sys.user_tab_subpartitions AS SELECT table_name, partition_name, subpartition_name, high_value, high_value_length, partition_position, subpartition_position, tablespace_name, num_rows, blocks, interval FROM sys.tab_subpartitions_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tab_subpartitions TO PUBLIC;

CREATE VIEW sys.subpart_key_columns_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS name,
    'TABLE'::varchar(5) AS object_type,
    sys.oracle_name(trim(both '"' from trim(u.col))::name)::varchar(4000) AS column_name,
    u.n::numeric AS column_position,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_partitioned_table q ON q.partrelid = r.relid AND NOT r.relispartition
CROSS JOIN LATERAL unnest(string_to_array(substring(sys.property(r.relid, 'SUBPARTITION_BY') from '\((.*)\)'), ',')) WITH ORDINALITY u(col, n);
GRANT SELECT ON sys.subpart_key_columns_all_ TO PUBLIC;

CREATE VIEW sys.dba_subpart_key_columns AS SELECT owner, name, object_type, column_name, column_position FROM sys.subpart_key_columns_all_;

CREATE VIEW sys.all_subpart_key_columns AS SELECT owner, name, object_type, column_name, column_position FROM sys.subpart_key_columns_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_subpart_key_columns TO PUBLIC;

CREATE VIEW sys.user_subpart_key_columns AS SELECT name, object_type, column_name, column_position FROM sys.subpart_key_columns_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_subpart_key_columns TO PUBLIC;

CREATE VIEW sys.part_indexes_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    sys.oracle_name(ic.relname)::varchar(128) AS index_name,
    r.name::varchar(128) AS table_name,
    (CASE q.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' ELSE 'HASH' END)::varchar(9) AS partitioning_type,
    (CASE WHEN sys.property(r.relid, 'SUBPARTITION_BY') IS NULL THEN 'NONE' ELSE split_part(sys.property(r.relid, 'SUBPARTITION_BY'), ' ', 1) END)::varchar(9) AS subpartitioning_type,
    ((SELECT count(*) FROM pg_inherits h WHERE h.inhparent = r.relid))::numeric AS partition_count,
    q.partnatts::numeric AS partitioning_key_count,
    'LOCAL'::varchar(6) AS locality,
    (CASE WHEN x.indkey[0] = q.partattrs[0] THEN 'PREFIXED' ELSE 'NON_PREFIXED' END)::varchar(12) AS alignment,
    NULL::varchar(30) AS def_tablespace_name,
    sys.property(r.relid, 'INTERVAL')::varchar(1000) AS interval,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_index x JOIN sys.rels_ r ON r.relid = x.indrelid AND NOT r.relispartition JOIN pg_partitioned_table q ON q.partrelid = r.relid
JOIN pg_class ic ON ic.oid = x.indexrelid WHERE sys.property(ic.oid, 'LOCAL') IS NOT NULL;
GRANT SELECT ON sys.part_indexes_all_ TO PUBLIC;

CREATE VIEW sys.dba_part_indexes AS SELECT owner, index_name, table_name, partitioning_type, subpartitioning_type, partition_count, partitioning_key_count, locality, alignment, def_tablespace_name, interval FROM sys.part_indexes_all_;

CREATE VIEW sys.all_part_indexes AS SELECT owner, index_name, table_name, partitioning_type, subpartitioning_type, partition_count, partitioning_key_count, locality, alignment, def_tablespace_name, interval FROM sys.part_indexes_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_part_indexes TO PUBLIC;

CREATE VIEW sys.user_part_indexes AS SELECT index_name, table_name, partitioning_type, subpartitioning_type, partition_count, partitioning_key_count, locality, alignment, def_tablespace_name, interval FROM sys.part_indexes_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_part_indexes TO PUBLIC;

CREATE VIEW sys.ind_partitions_all_ AS SELECT
    r.owner::varchar(128) AS index_owner,
    sys.oracle_name(ic.relname)::varchar(128) AS index_name,
    t.composite::varchar(3) AS composite,
    t.partition_name::varchar(128) AS partition_name,
    t.subpartition_count::numeric AS subpartition_count,
    t.high_value::text AS high_value,
    t.high_value_length::numeric AS high_value_length,
    t.partition_position::numeric AS partition_position,
    (CASE WHEN t.composite = 'YES' THEN 'N/A' ELSE 'USABLE' END)::varchar(8) AS status,
    'USERS'::varchar(30) AS tablespace_name,
    NULL::numeric AS num_rows,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_index x JOIN sys.rels_ r ON r.relid = x.indrelid AND NOT r.relispartition JOIN pg_class ic ON ic.oid = x.indexrelid AND ic.relkind = 'I'
JOIN sys.tab_partitions_all_ t ON t.relid_ = r.relid WHERE sys.property(ic.oid, 'LOCAL') IS NOT NULL;
GRANT SELECT ON sys.ind_partitions_all_ TO PUBLIC;

CREATE VIEW sys.dba_ind_partitions AS SELECT index_owner, index_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, status, tablespace_name, num_rows FROM sys.ind_partitions_all_;

CREATE VIEW sys.all_ind_partitions AS SELECT index_owner, index_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, status, tablespace_name, num_rows FROM sys.ind_partitions_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_ind_partitions TO PUBLIC;

CREATE VIEW sys.user_ind_partitions AS SELECT index_name, composite, partition_name, subpartition_count, high_value, high_value_length, partition_position, status, tablespace_name, num_rows FROM sys.ind_partitions_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_ind_partitions TO PUBLIC;
