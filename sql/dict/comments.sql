-- Dictionary views: comments. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.tab_comments_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    (CASE r.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END)::varchar(11) AS table_type,
    (CASE r.relkind WHEN 'm' THEN 'snapshot table for snapshot ' || r.owner || '.' || r.name ELSE obj_description(r.relid, 'pg_class') END)::varchar(4000) AS comments,
    1::numeric AS origin_con_id,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT r.relispartition;
GRANT SELECT ON sys.tab_comments_all_ TO PUBLIC;

CREATE VIEW sys.dba_tab_comments AS SELECT owner, table_name, table_type, comments, origin_con_id FROM sys.tab_comments_all_;

CREATE VIEW sys.all_tab_comments AS SELECT owner, table_name, table_type, comments, origin_con_id FROM sys.tab_comments_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_tab_comments TO PUBLIC;

CREATE VIEW sys.user_tab_comments AS SELECT table_name, table_type, comments, origin_con_id FROM sys.tab_comments_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_tab_comments TO PUBLIC;

CREATE VIEW sys.col_comments_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    (col_description(r.relid, a.attnum))::varchar(4000) AS comments,
    1::numeric AS origin_con_id,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum > 0 AND NOT a.attisdropped
WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT r.relispartition;
GRANT SELECT ON sys.col_comments_all_ TO PUBLIC;

CREATE VIEW sys.dba_col_comments AS SELECT owner, table_name, column_name, comments, origin_con_id FROM sys.col_comments_all_;

CREATE VIEW sys.all_col_comments AS SELECT owner, table_name, column_name, comments, origin_con_id FROM sys.col_comments_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_col_comments TO PUBLIC;

CREATE VIEW sys.user_col_comments AS SELECT table_name, column_name, comments, origin_con_id FROM sys.col_comments_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_col_comments TO PUBLIC;
