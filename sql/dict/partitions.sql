-- Dictionary views: partitions. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.part_tables_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    (CASE q.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' ELSE 'HASH' END)::varchar(9) AS partitioning_type,
    'NONE'::varchar(9) AS subpartitioning_type,
    ((SELECT count(*) FROM pg_inherits h WHERE h.inhparent = r.relid))::numeric AS partition_count,
    0::numeric AS def_subpartition_count,
    q.partnatts::numeric AS partitioning_key_count,
    0::numeric AS subpartitioning_key_count,
    'VALID'::varchar(8) AS status,
    'USERS'::varchar(30) AS def_tablespace_name,
    NULL::varchar(1000) AS interval,
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
    'NO'::varchar(3) AS composite,
    sys.oracle_name(c.relname)::varchar(128) AS partition_name,
    0::numeric AS subpartition_count,
    (pg_get_expr(c.relpartbound, c.oid))::text AS high_value,
    (length(pg_get_expr(c.relpartbound, c.oid)))::numeric AS high_value_length,
    (row_number() OVER (PARTITION BY r.relid ORDER BY pg_get_expr(c.relpartbound, c.oid)))::numeric AS partition_position,
    'USERS'::varchar(30) AS tablespace_name,
    10::numeric AS pct_free,
    (CASE WHEN c.reltuples >= 0 THEN c.reltuples END)::numeric AS num_rows,
    c.relpages::numeric AS blocks,
    NULL::timestamp(0) AS last_analyzed,
    'YES'::varchar(7) AS logging,
    'DISABLED'::varchar(8) AS compression,
    'NO'::varchar(3) AS interval,
    'YES'::varchar(4) AS segment_created,
    'NO'::varchar(4) AS read_only,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition JOIN sys.rels_ r ON r.relid = h.inhparent;
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
