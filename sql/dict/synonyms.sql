-- Dictionary views: synonyms. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.synonyms_all_ AS SELECT
    s.owner::varchar(128) AS owner,
    s.synonym_name::varchar(128) AS synonym_name,
    (coalesce(s.target_schema, s.owner))::varchar(128) AS table_owner,
    s.target_name::varchar(128) AS table_name,
    s.db_link::varchar(128) AS db_link,
    1::numeric AS origin_con_id,
    sys.pg_name(s.owner::text) AS nspname_
FROM sys.synonyms_ s
UNION ALL SELECT 'PUBLIC', p.name::varchar(128), 'SYS', p.name::varchar(128), NULL, 1::numeric, 'PUBLIC'
FROM sys.supplied_units_() p WHERE p.kind = 'PACKAGE';
GRANT SELECT ON sys.synonyms_all_ TO PUBLIC;

CREATE VIEW sys.dba_synonyms AS SELECT owner, synonym_name, table_owner, table_name, db_link, origin_con_id FROM sys.synonyms_all_;

CREATE VIEW sys.all_synonyms AS SELECT owner, synonym_name, table_owner, table_name, db_link, origin_con_id FROM sys.synonyms_all_
WHERE true;
GRANT SELECT ON sys.all_synonyms TO PUBLIC;

CREATE VIEW sys.user_synonyms AS SELECT synonym_name, table_owner, table_name, db_link, origin_con_id FROM sys.synonyms_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_synonyms TO PUBLIC;

CREATE VIEW sys.syn AS SELECT * FROM sys.user_synonyms;
GRANT SELECT ON sys.syn TO PUBLIC;
CREATE VIEW sys.publicsyn AS SELECT owner AS screator, synonym_name AS sname, table_owner AS creator, table_name AS tname FROM sys.all_synonyms WHERE owner = 'PUBLIC';
GRANT SELECT ON sys.publicsyn TO PUBLIC;
