-- Dictionary views: columns. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.tab_cols_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    (sys.type_word_(a.atttypid, a.atttypmod, l.label))::varchar(128) AS data_type,
    NULL::varchar(3) AS data_type_mod,
    NULL::varchar(128) AS data_type_owner,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 1))::numeric AS data_length,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 2))::numeric AS data_precision,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 3))::numeric AS data_scale,
    (CASE WHEN a.attnotnull THEN 'N' ELSE 'Y' END)::varchar(1) AS nullable,
    (CASE WHEN l.label IS NULL OR l.label NOT LIKE '%;INVISIBLE%' THEN a.attnum END)::numeric AS column_id,
    (length(sys.expression_text_(pg_get_expr(d.adbin, d.adrelid))))::numeric AS default_length,
    (CASE WHEN l.label LIKE '%;IDENTITY=%' THEN (SELECT '"' || r.owner || '"."' || sys.oracle_name(q.relname) || '".nextval' FROM pg_depend p JOIN pg_class q ON q.oid = p.objid AND q.relkind = 'S' WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum LIMIT 1) ELSE sys.expression_text_(pg_get_expr(d.adbin, d.adrelid)) END)::text AS data_default,
    NULL::numeric AS num_distinct,
    NULL::bytea AS low_value,
    NULL::bytea AS high_value,
    NULL::numeric AS density,
    NULL::numeric AS num_nulls,
    NULL::numeric AS num_buckets,
    NULL::timestamp(0) AS last_analyzed,
    NULL::numeric AS sample_size,
    (CASE sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) IS NOT NULL WHEN true THEN CASE WHEN l.label LIKE 'N%' THEN 'NCHAR_CS' ELSE 'CHAR_CS' END END)::varchar(44) AS character_set_name,
    (CASE WHEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) IS NOT NULL THEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 1) END)::numeric AS char_col_decl_length,
    'NO'::varchar(3) AS global_stats,
    'NO'::varchar(3) AS user_stats,
    NULL::numeric AS avg_col_len,
    (sys.type_number_(a.atttypid, a.atttypmod, l.label, 4))::numeric AS char_length,
    (CASE sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) WHEN 1 THEN 'C' WHEN 0 THEN 'B' END)::varchar(1) AS char_used,
    'NO'::varchar(3) AS v80_fmt_image,
    'YES'::varchar(3) AS data_upgraded,
    (CASE WHEN l.label LIKE '%;INVISIBLE%' THEN 'YES' ELSE 'NO' END)::varchar(3) AS hidden_column,
    (CASE WHEN a.attgenerated <> '' THEN 'YES' ELSE 'NO' END)::varchar(3) AS virtual_column,
    a.attnum::numeric AS segment_column_id,
    a.attnum::numeric AS internal_column_id,
    'NONE'::varchar(15) AS histogram,
    sys.oracle_name(a.attname)::varchar(4000) AS qualified_col_name,
    'YES'::varchar(3) AS user_generated,
    (CASE WHEN l.label LIKE '%;DEFAULT_ON_NULL%' THEN 'YES' ELSE 'NO' END)::varchar(3) AS default_on_null,
    (CASE WHEN a.attidentity <> '' OR l.label LIKE '%;IDENTITY=%' THEN 'YES' ELSE 'NO' END)::varchar(3) AS identity_column,
    NULL::varchar(128) AS evaluation_edition,
    NULL::varchar(128) AS unusable_before,
    NULL::varchar(128) AS unusable_beginning,
    (CASE WHEN sys.type_number_(a.atttypid, a.atttypmod, l.label, 5) IS NOT NULL THEN 'USING_NLS_COMP' END)::varchar(100) AS "collation",
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_seclabel l ON l.objoid = a.attrelid AND l.classoid = 'pg_class'::regclass AND l.objsubid = a.attnum AND l.provider = 'oliphant'
WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT r.relispartition;
GRANT SELECT ON sys.tab_cols_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_cols AS SELECT owner, table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, hidden_column, virtual_column, segment_column_id, internal_column_id, histogram, qualified_col_name, user_generated, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.tab_cols_all_;

CREATE VIEW sys.all_tab_cols AS SELECT owner, table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, hidden_column, virtual_column, segment_column_id, internal_column_id, histogram, qualified_col_name, user_generated, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.tab_cols_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tab_cols TO PUBLIC;

CREATE VIEW sys.user_tab_cols AS SELECT table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, hidden_column, virtual_column, segment_column_id, internal_column_id, histogram, qualified_col_name, user_generated, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.tab_cols_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tab_cols TO PUBLIC;

CREATE VIEW sys.all_tab_columns AS SELECT owner, table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, histogram, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.all_tab_cols WHERE hidden_column = 'NO';
GRANT SELECT ON sys.all_tab_columns TO PUBLIC;

CREATE VIEW sys.dba_tab_columns AS SELECT owner, table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, histogram, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.dba_tab_cols WHERE hidden_column = 'NO';

CREATE VIEW sys.user_tab_columns AS SELECT table_name, column_name, data_type, data_type_mod, data_type_owner, data_length, data_precision, data_scale, nullable, column_id, default_length, data_default, num_distinct, low_value, high_value, density, num_nulls, num_buckets, last_analyzed, sample_size, character_set_name, char_col_decl_length, global_stats, user_stats, avg_col_len, char_length, char_used, v80_fmt_image, data_upgraded, histogram, default_on_null, identity_column, evaluation_edition, unusable_before, unusable_beginning, "collation" FROM sys.user_tab_cols WHERE hidden_column = 'NO';
GRANT SELECT ON sys.user_tab_columns TO PUBLIC;

CREATE VIEW sys.tab_identity_cols_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    (CASE WHEN a.attidentity = 'a' OR l.label LIKE '%;IDENTITY=ALWAYS%' THEN 'ALWAYS' ELSE 'BY DEFAULT' END)::varchar(10) AS generation_type,
    sys.oracle_name(sc.relname)::varchar(128) AS sequence_name,
    ('START WITH: ' || s.seqstart || ', INCREMENT BY: ' || s.seqincrement || ', MAX_VALUE: ' || s.seqmax || ', MIN_VALUE: ' || s.seqmin || ', CYCLE_FLAG: ' || CASE WHEN s.seqcycle THEN 'Y' ELSE 'N' END || ', CACHE_SIZE: ' || s.seqcache || ', ORDER_FLAG: N')::varchar(298) AS identity_options,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_seclabel l ON l.objoid = a.attrelid AND l.classoid = 'pg_class'::regclass AND l.objsubid = a.attnum AND l.provider = 'oliphant'
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = r.relid AND d.refobjsubid = a.attnum AND d.deptype IN ('i', 'a')
JOIN pg_sequence s ON s.seqrelid = d.objid JOIN pg_class sc ON sc.oid = s.seqrelid
WHERE a.attidentity <> '' OR l.label LIKE '%;IDENTITY=%';
GRANT SELECT ON sys.tab_identity_cols_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_identity_cols AS SELECT owner, table_name, column_name, generation_type, sequence_name, identity_options FROM sys.tab_identity_cols_all_;

CREATE VIEW sys.all_tab_identity_cols AS SELECT owner, table_name, column_name, generation_type, sequence_name, identity_options FROM sys.tab_identity_cols_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tab_identity_cols TO PUBLIC;

CREATE VIEW sys.user_tab_identity_cols AS SELECT table_name, column_name, generation_type, sequence_name, identity_options FROM sys.tab_identity_cols_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tab_identity_cols TO PUBLIC;
