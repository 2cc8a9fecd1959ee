-- What PostgreSQL's catalog has no place for: readable by all, written by the functions below (src/runtime/dict/catalog.c).
-- Names are in Oracle's spelling. KEEP-ORDER: the first five columns of synonyms_ are read by position in src/pg/pg_catalog.c.
CREATE TABLE sys.synonyms_ (
    owner name NOT NULL, -- PUBLIC or a user
    synonym_name name NOT NULL,
    target_schema name,  -- NULL: looked up again from the user's point of view
    target_name name NOT NULL,
    db_link text,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    last_ddl_time timestamptz NOT NULL DEFAULT pg_catalog.now(),
    PRIMARY KEY (owner, synonym_name));
CREATE TABLE sys.system_privileges_ (
    grantee text NOT NULL,
    privilege text NOT NULL,
    admin_option bool NOT NULL DEFAULT false,
    PRIMARY KEY (grantee, privilege));
CREATE TABLE sys.users_ (
    username text PRIMARY KEY,
    default_tablespace text,
    temporary_tablespace text,
    profile text,
    created timestamptz NOT NULL DEFAULT pg_catalog.now());
CREATE TABLE sys.quotas_ (
    username text NOT NULL,
    tablespace_name text NOT NULL,
    max_bytes int8 NOT NULL, -- -1: UNLIMITED
    PRIMARY KEY (username, tablespace_name));
CREATE TABLE sys.profiles_ (
    profile text NOT NULL,
    resource_name text NOT NULL,
    resource_type text NOT NULL,
    limit_ text NOT NULL,
    PRIMARY KEY (profile, resource_name));
INSERT INTO sys.profiles_ SELECT 'DEFAULT', n, 'KERNEL', 'UNLIMITED' FROM unnest(ARRAY['COMPOSITE_LIMIT', 'SESSIONS_PER_USER', 'CPU_PER_SESSION', 'CPU_PER_CALL',
    'LOGICAL_READS_PER_SESSION', 'LOGICAL_READS_PER_CALL', 'IDLE_TIME', 'CONNECT_TIME', 'PRIVATE_SGA']) n;
INSERT INTO sys.profiles_ VALUES ('DEFAULT', 'FAILED_LOGIN_ATTEMPTS', 'PASSWORD', '10'), ('DEFAULT', 'PASSWORD_LIFE_TIME', 'PASSWORD', 'UNLIMITED'),
    ('DEFAULT', 'PASSWORD_REUSE_TIME', 'PASSWORD', 'UNLIMITED'), ('DEFAULT', 'PASSWORD_REUSE_MAX', 'PASSWORD', 'UNLIMITED'),
    ('DEFAULT', 'PASSWORD_VERIFY_FUNCTION', 'PASSWORD', 'NULL'), ('DEFAULT', 'PASSWORD_LOCK_TIME', 'PASSWORD', '1'), ('DEFAULT', 'PASSWORD_GRACE_TIME', 'PASSWORD', '7'),
    ('DEFAULT', 'INACTIVE_ACCOUNT_TIME', 'PASSWORD', 'UNLIMITED'), ('DEFAULT', 'PASSWORD_ROLLOVER_TIME', 'PASSWORD', '0');
-- What the roles of every Oracle database bring (Security Guide, "Predefined Roles"); DBA has all there is.
CREATE TABLE sys.role_privileges_ (
    role text NOT NULL,
    privilege text NOT NULL,
    PRIMARY KEY (role, privilege));
INSERT INTO sys.role_privileges_ SELECT 'CONNECT', n FROM unnest(ARRAY['CREATE SESSION', 'SET CONTAINER']) n;
INSERT INTO sys.role_privileges_ SELECT 'RESOURCE', n FROM unnest(ARRAY['CREATE CLUSTER', 'CREATE INDEXTYPE', 'CREATE OPERATOR', 'CREATE PROCEDURE', 'CREATE SEQUENCE', 'CREATE TABLE',
    'CREATE TRIGGER', 'CREATE TYPE']) n;
INSERT INTO sys.role_privileges_ SELECT 'DB_DEVELOPER_ROLE', n FROM unnest(ARRAY['CREATE SESSION', 'CREATE CUBE', 'CREATE DIMENSION', 'CREATE DOMAIN', 'CREATE JOB', 'CREATE MATERIALIZED VIEW',
    'CREATE MINING MODEL', 'CREATE PROCEDURE', 'CREATE SEQUENCE', 'CREATE SYNONYM', 'CREATE TABLE', 'CREATE TRIGGER', 'CREATE TYPE', 'CREATE VIEW', 'DEBUG CONNECT SESSION',
    'EXECUTE DYNAMIC MLE', 'FORCE TRANSACTION', 'ON COMMIT REFRESH']) n;
INSERT INTO sys.role_privileges_ VALUES ('SELECT_CATALOG_ROLE', 'SELECT_CATALOG_ROLE'), ('EXECUTE_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE'), ('DELETE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE'),
    ('DBA', 'DBA'), ('PLUSTRACE', 'PLUSTRACE'), ('CTXAPP', 'CTXAPP'), ('EXP_FULL_DATABASE', 'SELECT ANY TABLE'), ('IMP_FULL_DATABASE', 'IMP_FULL_DATABASE'), ('AQ_ADMINISTRATOR_ROLE', 'AQ_ADMINISTRATOR_ROLE'),
    ('AQ_USER_ROLE', 'AQ_USER_ROLE'), ('SCHEDULER_ADMIN', 'CREATE JOB'), ('XDBADMIN', 'XDBADMIN'), ('JAVAUSERPRIV', 'JAVAUSERPRIV'),
    ('DATAPUMP_EXP_FULL_DATABASE', 'DATAPUMP_EXP_FULL_DATABASE'), ('DATAPUMP_IMP_FULL_DATABASE', 'DATAPUMP_IMP_FULL_DATABASE'), ('SODA_APP', 'SODA_APP');
SELECT pg_catalog.pg_extension_config_dump('sys.quotas_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.profiles_', $$WHERE profile <> 'DEFAULT'$$);
CREATE TABLE sys.directories_ (
    directory_name text PRIMARY KEY,
    directory_path text NOT NULL);
CREATE TABLE sys.db_links_ (
    owner text NOT NULL,
    db_link text NOT NULL,
    username text,
    host text,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    PRIMARY KEY (owner, db_link));
-- Clauses that were accepted and have no effect here: statement kind, clause, how often.
CREATE TABLE sys.accepted_no_effect_ (
    owner text NOT NULL,
    object_name text NOT NULL,
    clause text NOT NULL,
    noted timestamptz NOT NULL DEFAULT pg_catalog.now(),
    PRIMARY KEY (owner, object_name, clause));
-- Constraints in state DISABLE: PostgreSQL has them not; ENABLE adds them again.
CREATE TABLE sys.disabled_constraints_ (
    relid regclass NOT NULL,
    name text NOT NULL, -- PostgreSQL spelling
    definition text NOT NULL,
    PRIMARY KEY (relid, name));
SELECT pg_catalog.pg_extension_config_dump('sys.disabled_constraints_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.synonyms_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.system_privileges_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.users_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.directories_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.db_links_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.accepted_no_effect_', '');
GRANT SELECT ON sys.synonyms_, sys.system_privileges_, sys.users_, sys.directories_, sys.db_links_, sys.accepted_no_effect_, sys.disabled_constraints_, sys.quotas_, sys.profiles_, sys.role_privileges_ TO PUBLIC;

-- Properties of tables in their labels, and global temporary tables (src/pg/pg_table.h).
CREATE FUNCTION sys.set_property(regclass, key text, value text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_set_property' LANGUAGE C;
CREATE FUNCTION sys.property(oid, key text) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_property' LANGUAGE C STABLE STRICT;
CREATE FUNCTION sys.property_of(label text, key text) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_property_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.release_temporary(regclass) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_release_temporary' LANGUAGE C;
CREATE FUNCTION sys.truncate_temporary(regclass) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_truncate_temporary' LANGUAGE C;

-- Partitions (src/runtime/dict/partition.c): what CREATE TABLE and ALTER TABLE call. Names in Oracle's spelling, bounds as PostgreSQL's expressions.
CREATE SEQUENCE sys.partition_names_;
CREATE SEQUENCE sys.constraint_names_ START WITH 8000;
GRANT USAGE ON SEQUENCE sys.partition_names_, sys.constraint_names_ TO PUBLIC;
SELECT pg_catalog.pg_extension_config_dump('sys.constraint_names_', '');
SELECT pg_catalog.pg_extension_config_dump('sys.partition_names_', '');
-- Keys of partitioned tables without the partitioning columns in them: a table of the key's values, kept by triggers.
CREATE VIEW sys.key_tables_ AS
SELECT c.oid AS relid, sys.property_of(l.label, 'KEY_OF')::oid AS table_relid, sys.property_of(l.label, 'KEY_NAME') AS name
FROM pg_class c JOIN pg_seclabel l ON l.objoid = c.oid AND l.classoid = 'pg_catalog.pg_class'::regclass AND l.objsubid = 0 AND l.provider = 'oliphant'
WHERE c.relkind = 'r' AND right(c.relname::text, 4) = '$key' AND sys.property_of(l.label, 'KEY_OF') IS NOT NULL;
GRANT SELECT ON sys.key_tables_ TO PUBLIC;
CREATE FUNCTION sys.add_partition(regclass, name text, bound text, subpartitions bool, creating bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_add_partition' LANGUAGE C;
CREATE FUNCTION sys.add_hash_partitions(regclass, names text[], number int4) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_add_hash_partitions' LANGUAGE C;
CREATE FUNCTION sys.add_subpartition(regclass, partition text, name text, bound text, modulus int4, remainder int4) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_add_subpartition' LANGUAGE C;
CREATE FUNCTION sys.set_interval(regclass, text text, expression text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_set_interval' LANGUAGE C;
CREATE FUNCTION sys.drop_partition(regclass, name text, vals text, subpartition bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_partition' LANGUAGE C;
CREATE FUNCTION sys.truncate_partition(regclass, name text, vals text, subpartition bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_truncate_partition' LANGUAGE C;
CREATE FUNCTION sys.rename_partition(regclass, name text, new_name text, vals text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_rename_partition' LANGUAGE C;
CREATE FUNCTION sys.split_partition(regclass, name text, vals text, bound text, names text[]) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_split_partition' LANGUAGE C;
CREATE FUNCTION sys.merge_partitions(regclass, names text[], new_name text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_merge_partitions' LANGUAGE C;
CREATE FUNCTION sys.exchange_partition(regclass, name text, vals text, other regclass) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_exchange_partition' LANGUAGE C;
CREATE FUNCTION sys.modify_partition_values(regclass, name text, vals text, add bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_modify_partition_values' LANGUAGE C;
CREATE FUNCTION sys.interval_row() RETURNS trigger AS 'MODULE_PATHNAME', 'ol_fn_interval_row' LANGUAGE C;

CREATE FUNCTION sys.check_grantees(oid, grantees text[], revoked text[]) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_check_grantees' LANGUAGE C;
CREATE FUNCTION sys.create_role(name text, if_not_exists bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_create_role' LANGUAGE C STRICT;
CREATE FUNCTION sys.drop_role(name text, if_exists bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_role' LANGUAGE C STRICT;
CREATE FUNCTION sys.user_altered(name text, default_tablespace text, temporary_tablespace text, profile text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_user_altered' LANGUAGE C;
CREATE FUNCTION sys.user_quota(name text, tablespace_name text, clause text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_user_quota' LANGUAGE C;
CREATE FUNCTION sys.create_profile(name text, limits text[], vals text[], alter bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_create_profile' LANGUAGE C STRICT;
CREATE FUNCTION sys.drop_profile(name text, cascade bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_profile' LANGUAGE C STRICT;
-- Names of all system privileges (defs/system_privileges.def), without the roles among them.
CREATE FUNCTION sys.system_privilege_names() RETURNS SETOF text AS 'MODULE_PATHNAME', 'ol_fn_system_privilege_names' LANGUAGE C STABLE STRICT;

CREATE FUNCTION sys.create_synonym(owner text, name text, target_schema text, target text, dblink text, or_replace bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_create_synonym' LANGUAGE C;
CREATE FUNCTION sys.drop_synonym(owner text, name text, force bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_synonym' LANGUAGE C;
CREATE FUNCTION sys.grant_system_privilege(privilege text, grantee text, admin bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_grant_system_privilege' LANGUAGE C;
CREATE FUNCTION sys.revoke_system_privilege(privilege text, grantee text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_revoke_system_privilege' LANGUAGE C;
CREATE FUNCTION sys.has_system_privilege(privilege text) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_has_system_privilege' LANGUAGE C STABLE STRICT;
CREATE FUNCTION sys.user_created(name text, default_tablespace text, temporary_tablespace text, profile text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_user_created' LANGUAGE C;
CREATE FUNCTION sys.drop_user(name text, cascade bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_user' LANGUAGE C;
CREATE FUNCTION sys.drop_key(regclass, text[], cascade bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_key' LANGUAGE C STRICT;
CREATE FUNCTION sys.record_constraint(regclass, name text, definition text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_record_constraint' LANGUAGE C;
CREATE FUNCTION sys.disable_constraint(regclass, name text, columns text[], cascade bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_disable_constraint' LANGUAGE C;
CREATE FUNCTION sys.enable_constraint(regclass, name text, columns text[], validate bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_enable_constraint' LANGUAGE C;
CREATE FUNCTION sys.drop_constraint(regclass, name text, cascade bool) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_constraint' LANGUAGE C STRICT;
CREATE FUNCTION sys.drop_references(regclass, columns text[]) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_drop_references' LANGUAGE C;
CREATE FUNCTION sys.unique_nulls(regclass) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_unique_nulls' LANGUAGE C STRICT;
CREATE FUNCTION sys.default_on_null() RETURNS trigger AS 'MODULE_PATHNAME', 'ol_fn_default_on_null' LANGUAGE C;
CREATE FUNCTION sys.connect_by_loop(anyarray) RETURNS anyarray AS 'MODULE_PATHNAME', 'ol_fn_connect_by_loop' LANGUAGE C;
CREATE FUNCTION sys.rename_object(schema text, old text, new text) RETURNS void AS 'MODULE_PATHNAME', 'ol_fn_rename_object' LANGUAGE C;

-- Helpers of the dictionary views.
CREATE FUNCTION sys.type_word_(oid, int4, text) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_type_word' LANGUAGE C STABLE PARALLEL RESTRICTED;
CREATE FUNCTION sys.type_number_(oid, int4, text, int4) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_fn_type_number' LANGUAGE C STABLE PARALLEL RESTRICTED;
CREATE FUNCTION sys.relation_visible_(oid, oid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_relation_visible' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10;
CREATE FUNCTION sys.routine_visible_(oid, oid) RETURNS bool AS 'MODULE_PATHNAME', 'ol_fn_routine_visible' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10;
CREATE FUNCTION sys.schema_name_(oid) RETURNS text AS 'MODULE_PATHNAME', 'ol_fn_schema_name' LANGUAGE C STABLE STRICT PARALLEL SAFE;

CREATE VIEW sys.dual AS SELECT 'X'::varchar(1) AS dummy;
GRANT SELECT ON sys.dual TO PUBLIC;
