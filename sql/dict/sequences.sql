-- Dictionary views: sequences. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.sequences_all_ AS SELECT
    r.owner::varchar(128) AS sequence_owner,
    r.name::varchar(128) AS sequence_name,
    s.seqmin::numeric AS min_value,
    s.seqmax::numeric AS max_value,
    s.seqincrement::numeric AS increment_by,
    (CASE WHEN s.seqcycle THEN 'Y' ELSE 'N' END)::varchar(1) AS cycle_flag,
    'N'::varchar(1) AS order_flag,
    (CASE WHEN s.seqcache = 1 THEN 0 ELSE s.seqcache END)::numeric AS cache_size,
    (CASE WHEN has_sequence_privilege(r.relid, 'SELECT, USAGE') THEN coalesce(pg_sequence_last_value(r.relid) + s.seqincrement, s.seqstart) ELSE s.seqstart END)::numeric AS last_number,
    'N'::varchar(1) AS scale_flag,
    'N'::varchar(1) AS extend_flag,
    'N'::varchar(1) AS sharded_flag,
    'N'::varchar(1) AS session_flag,
    'N'::varchar(1) AS keep_value,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_sequence s JOIN sys.rels_ r ON r.relid = s.seqrelid;
GRANT SELECT ON sys.sequences_all_ TO PUBLIC;

CREATE VIEW sys.dba_sequences AS SELECT sequence_owner, sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size, last_number, scale_flag, extend_flag, sharded_flag, session_flag, keep_value FROM sys.sequences_all_;

CREATE VIEW sys.all_sequences AS SELECT sequence_owner, sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size, last_number, scale_flag, extend_flag, sharded_flag, session_flag, keep_value FROM sys.sequences_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_sequences TO PUBLIC;

CREATE VIEW sys.user_sequences AS SELECT sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size, last_number, scale_flag, extend_flag, sharded_flag, session_flag, keep_value FROM sys.sequences_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_sequences TO PUBLIC;
