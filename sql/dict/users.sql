-- Dictionary views: users. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.all_users AS SELECT
    sys.oracle_name(u.rolname)::varchar(128) AS username,
    u.oid::int8::numeric AS user_id,
    x.created::timestamp(0) AS created,
    'NO'::varchar(3) AS common,
    (CASE WHEN u.oid = 10 THEN 'Y' ELSE 'N' END)::varchar(1) AS oracle_maintained,
    'NO'::varchar(3) AS inherited,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'NO'::varchar(3) AS implicit,
    'NO'::varchar(3) AS all_shard
FROM pg_roles u LEFT JOIN sys.users_ x ON x.username = sys.oracle_name(u.rolname)
WHERE (u.rolcanlogin OR x.username IS NOT NULL) AND u.rolname !~ '^pg_'
UNION ALL SELECT 'SYS'::varchar(128), 0::numeric, NULL::timestamp(0), 'YES'::varchar(3), 'Y'::varchar(1), 'NO'::varchar(3), 'USING_NLS_COMP'::varchar(100), 'NO'::varchar(3), 'NO'::varchar(3)
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sys');
GRANT SELECT ON sys.all_users TO PUBLIC;

CREATE VIEW sys.dba_users AS SELECT
    sys.oracle_name(u.rolname)::varchar(128) AS username,
    u.oid::int8::numeric AS user_id,
    NULL::varchar(4000) AS password,
    (CASE WHEN NOT u.rolcanlogin THEN 'LOCKED' WHEN u.rolvaliduntil < now() THEN 'EXPIRED' ELSE 'OPEN' END)::varchar(32) AS account_status,
    NULL::timestamp(0) AS lock_date,
    (CASE WHEN isfinite(u.rolvaliduntil) THEN u.rolvaliduntil END)::timestamp(0) AS expiry_date,
    (coalesce(x.default_tablespace, 'USERS'))::varchar(30) AS default_tablespace,
    (coalesce(x.temporary_tablespace, 'TEMP'))::varchar(30) AS temporary_tablespace,
    'TEMP'::varchar(30) AS local_temp_tablespace,
    x.created::timestamp(0) AS created,
    (coalesce(x.profile, 'DEFAULT'))::varchar(128) AS profile,
    'DEFAULT_CONSUMER_GROUP'::varchar(128) AS initial_rsrc_consumer_group,
    NULL::varchar(4000) AS external_name,
    ('11G 12C ')::varchar(17) AS password_versions,
    'N'::varchar(1) AS editions_enabled,
    'PASSWORD'::varchar(8) AS authentication_type,
    'N'::varchar(1) AS proxy_only_connect,
    'NO'::varchar(3) AS common,
    NULL::sys.oratimestamptz AS last_login,
    (CASE WHEN u.oid = 10 THEN 'Y' ELSE 'N' END)::varchar(1) AS oracle_maintained,
    'NO'::varchar(3) AS inherited,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'NO'::varchar(3) AS implicit,
    'NO'::varchar(3) AS all_shard
FROM pg_roles u LEFT JOIN sys.users_ x ON x.username = sys.oracle_name(u.rolname)
WHERE (u.rolcanlogin OR x.username IS NOT NULL) AND u.rolname !~ '^pg_' ;

CREATE VIEW sys.user_users AS SELECT
    sys.oracle_name(u.rolname)::varchar(128) AS username,
    u.oid::int8::numeric AS user_id,
    (CASE WHEN NOT u.rolcanlogin THEN 'LOCKED' WHEN u.rolvaliduntil < now() THEN 'EXPIRED' ELSE 'OPEN' END)::varchar(32) AS account_status,
    NULL::timestamp(0) AS lock_date,
    (CASE WHEN isfinite(u.rolvaliduntil) THEN u.rolvaliduntil END)::timestamp(0) AS expiry_date,
    (coalesce(x.default_tablespace, 'USERS'))::varchar(30) AS default_tablespace,
    (coalesce(x.temporary_tablespace, 'TEMP'))::varchar(30) AS temporary_tablespace,
    'TEMP'::varchar(30) AS local_temp_tablespace,
    x.created::timestamp(0) AS created,
    'DEFAULT_CONSUMER_GROUP'::varchar(128) AS initial_rsrc_consumer_group,
    NULL::varchar(4000) AS external_name,
    'N'::varchar(1) AS proxy_only_connect,
    'NO'::varchar(3) AS common,
    (CASE WHEN u.oid = 10 THEN 'Y' ELSE 'N' END)::varchar(1) AS oracle_maintained,
    'NO'::varchar(3) AS inherited,
    'USING_NLS_COMP'::varchar(100) AS default_collation,
    'NO'::varchar(3) AS implicit,
    'NO'::varchar(3) AS all_shard
FROM pg_roles u LEFT JOIN sys.users_ x ON x.username = sys.oracle_name(u.rolname)
WHERE (u.rolcanlogin OR x.username IS NOT NULL) AND u.rolname !~ '^pg_' AND u.rolname = current_user;
GRANT SELECT ON sys.user_users TO PUBLIC;

CREATE VIEW sys.dba_roles AS SELECT
    sys.oracle_name(u.rolname)::varchar(128) AS role,
    u.oid::int8::numeric AS role_id,
    'NO'::varchar(8) AS password_required,
    'NONE'::varchar(11) AS authentication_type,
    'NO'::varchar(3) AS common,
    'N'::varchar(1) AS oracle_maintained,
    'NO'::varchar(3) AS inherited,
    'NO'::varchar(3) AS implicit,
    NULL::varchar(4000) AS external_name
FROM pg_roles u WHERE NOT u.rolcanlogin AND u.rolname !~ '^pg_' AND NOT EXISTS (SELECT 1 FROM sys.users_ x WHERE x.username = sys.oracle_name(u.rolname));

CREATE VIEW sys.dba_role_privs AS SELECT
    g.grantee::varchar(128) AS grantee,
    g.role::varchar(128) AS granted_role,
    (CASE WHEN g.admin THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS delegate_option,
    'YES'::varchar(3) AS default_role,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM (SELECT sys.oracle_name(m.rolname) AS grantee, sys.oracle_name(r.rolname) AS role, a.admin_option AS admin
    FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname !~ '^pg_'
    UNION ALL SELECT p.grantee, p.privilege, p.admin_option FROM sys.system_privileges_ p WHERE p.privilege IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE')) g;

CREATE VIEW sys.user_role_privs AS SELECT
    g.grantee::varchar(128) AS username,
    g.role::varchar(128) AS granted_role,
    (CASE WHEN g.admin THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS delegate_option,
    'YES'::varchar(3) AS default_role,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited,
    'NO'::varchar(3) AS os_granted
FROM (SELECT sys.oracle_name(m.rolname) AS grantee, sys.oracle_name(r.rolname) AS role, a.admin_option AS admin
    FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname !~ '^pg_'
    UNION ALL SELECT p.grantee, p.privilege, p.admin_option FROM sys.system_privileges_ p WHERE p.privilege IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE')) g WHERE g.grantee IN (sys.oracle_name(current_user), 'PUBLIC');
GRANT SELECT ON sys.user_role_privs TO PUBLIC;

CREATE VIEW sys.session_roles AS SELECT
    r.role::varchar(128) AS role
FROM (SELECT sys.oracle_name(u.rolname) AS role FROM pg_roles u WHERE NOT u.rolcanlogin AND u.rolname !~ '^pg_' AND pg_has_role(u.oid, 'USAGE') AND NOT (SELECT s.rolsuper FROM pg_roles s WHERE s.rolname = current_user)
    UNION SELECT p.privilege FROM sys.system_privileges_ p WHERE p.privilege IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE') AND p.grantee IN (sys.oracle_name(current_user), 'PUBLIC')
    UNION SELECT 'DBA' FROM pg_roles s WHERE s.rolname = current_user AND s.rolsuper) r;
GRANT SELECT ON sys.session_roles TO PUBLIC;

CREATE VIEW sys.dba_sys_privs AS SELECT
    p.grantee::varchar(128) AS grantee,
    p.privilege::varchar(40) AS privilege,
    (CASE WHEN p.admin_option THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.system_privileges_ p WHERE p.privilege NOT IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE');

CREATE VIEW sys.user_sys_privs AS SELECT
    p.grantee::varchar(128) AS username,
    p.privilege::varchar(40) AS privilege,
    (CASE WHEN p.admin_option THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.system_privileges_ p WHERE p.privilege NOT IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE') AND p.grantee IN (sys.oracle_name(current_user), 'PUBLIC');
GRANT SELECT ON sys.user_sys_privs TO PUBLIC;

-- A superuser has them all; everyone owns a schema and so may create in it.
CREATE VIEW sys.session_privs AS
SELECT x.privilege::varchar(40) AS privilege FROM (
    SELECT unnest(ARRAY['CREATE SESSION', 'CREATE TABLE', 'CREATE VIEW', 'CREATE SEQUENCE', 'CREATE SYNONYM', 'CREATE PROCEDURE', 'CREATE TRIGGER', 'CREATE TYPE']) AS privilege
    UNION SELECT p.privilege FROM sys.system_privileges_ p WHERE p.privilege NOT IN ('CONNECT', 'RESOURCE', 'DBA', 'SELECT_CATALOG_ROLE', 'EXECUTE_CATALOG_ROLE', 'DELETE_CATALOG_ROLE', 'EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'PLUSTRACE', 'CTXAPP', 'DB_DEVELOPER_ROLE')
        AND (p.grantee = 'PUBLIC' OR EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = sys.pg_name(p.grantee)::name AND pg_has_role(r.oid, 'USAGE')))
    UNION SELECT unnest(ARRAY['ALTER SYSTEM', 'CREATE USER', 'ALTER USER', 'DROP USER', 'CREATE ROLE', 'CREATE ANY TABLE', 'DROP ANY TABLE', 'ALTER ANY TABLE', 'SELECT ANY TABLE',
        'INSERT ANY TABLE', 'UPDATE ANY TABLE', 'DELETE ANY TABLE', 'SELECT ANY DICTIONARY', 'CREATE PUBLIC SYNONYM', 'DROP PUBLIC SYNONYM', 'UNLIMITED TABLESPACE', 'GRANT ANY PRIVILEGE', 'GRANT ANY ROLE'])
        FROM pg_roles s WHERE s.rolname = current_user AND s.rolsuper) x;
GRANT SELECT ON sys.session_privs TO PUBLIC;
CREATE VIEW sys.system_privilege_map AS
SELECT (-row_number() OVER (ORDER BY privilege))::numeric AS privilege, privilege::varchar(40) AS name, 0::numeric AS property FROM (SELECT DISTINCT privilege FROM sys.session_privs) p;
GRANT SELECT ON sys.system_privilege_map TO PUBLIC;
