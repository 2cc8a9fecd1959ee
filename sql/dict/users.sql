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
    (CASE WHEN u.rolvaliduntil < now() THEN CASE WHEN u.rolcanlogin THEN 'EXPIRED' ELSE 'EXPIRED & LOCKED' END WHEN NOT u.rolcanlogin THEN 'LOCKED' ELSE 'OPEN' END)::varchar(32) AS account_status,
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
    (CASE WHEN u.rolvaliduntil < now() THEN CASE WHEN u.rolcanlogin THEN 'EXPIRED' ELSE 'EXPIRED & LOCKED' END WHEN NOT u.rolcanlogin THEN 'LOCKED' ELSE 'OPEN' END)::varchar(32) AS account_status,
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
    u.role::varchar(128) AS role,
    u.id::int8::numeric AS role_id,
    'NO'::varchar(8) AS password_required,
    'NONE'::varchar(11) AS authentication_type,
    'NO'::varchar(3) AS common,
    u.maintained::varchar(1) AS oracle_maintained,
    'NO'::varchar(3) AS inherited,
    'NO'::varchar(3) AS implicit,
    NULL::varchar(4000) AS external_name
FROM (SELECT sys.oracle_name(r.rolname)::text AS role, r.oid AS id, 'N' AS maintained FROM pg_roles r WHERE NOT r.rolcanlogin AND r.rolname !~ '^pg_'
    AND NOT EXISTS (SELECT 1 FROM sys.users_ x WHERE x.username = sys.oracle_name(r.rolname))
    UNION ALL SELECT p.role, NULL, 'Y' FROM (SELECT DISTINCT role FROM sys.role_privileges_) p) u;

-- Who was granted which role: PostgreSQL's memberships, and the roles every Oracle database has, kept like privileges.
CREATE VIEW sys.role_grants_ AS
SELECT sys.oracle_name(m.rolname)::text AS grantee, sys.oracle_name(r.rolname)::text AS role, bool_or(a.admin_option) AS admin
FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname !~ '^pg_' GROUP BY 1, 2
UNION ALL SELECT p.grantee, p.privilege, p.admin_option FROM sys.system_privileges_ p WHERE p.privilege IN (SELECT x.role FROM sys.role_privileges_ x);
GRANT SELECT ON sys.role_grants_ TO PUBLIC;

CREATE VIEW sys.dba_role_privs AS SELECT
    g.grantee::varchar(128) AS grantee,
    g.role::varchar(128) AS granted_role,
    (CASE WHEN g.admin THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS delegate_option,
    'YES'::varchar(3) AS default_role,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.role_grants_ g;

CREATE VIEW sys.user_role_privs AS SELECT
    g.grantee::varchar(128) AS username,
    g.role::varchar(128) AS granted_role,
    (CASE WHEN g.admin THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS delegate_option,
    'YES'::varchar(3) AS default_role,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited,
    'NO'::varchar(3) AS os_granted
FROM sys.role_grants_ g WHERE g.grantee IN (sys.oracle_name(current_user), 'PUBLIC');
GRANT SELECT ON sys.user_role_privs TO PUBLIC;

-- Roles in force for the current user, direct and through others. A superuser has DBA and not the roles of others.
CREATE VIEW sys.enabled_roles_ AS
WITH RECURSIVE r(role) AS (
    SELECT g.role FROM sys.role_grants_ g WHERE g.grantee IN (sys.oracle_name(current_user), 'PUBLIC')
    UNION SELECT g.role FROM r JOIN sys.role_grants_ g ON g.grantee = r.role)
SELECT role FROM r UNION SELECT 'DBA' FROM pg_roles s WHERE s.rolname = current_user AND s.rolsuper;
GRANT SELECT ON sys.enabled_roles_ TO PUBLIC;

CREATE VIEW sys.session_roles AS SELECT r.role::varchar(128) AS role FROM sys.enabled_roles_ r;
GRANT SELECT ON sys.session_roles TO PUBLIC;

CREATE VIEW sys.dba_sys_privs AS SELECT
    p.grantee::varchar(128) AS grantee,
    p.privilege::varchar(40) AS privilege,
    (CASE WHEN p.admin_option THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM (SELECT q.grantee, q.privilege, q.admin_option FROM sys.system_privileges_ q WHERE q.privilege NOT IN (SELECT x.role FROM sys.role_privileges_ x)
    UNION ALL SELECT x.role, x.privilege, false FROM sys.role_privileges_ x WHERE x.privilege <> x.role
    UNION ALL SELECT 'DBA', n, true FROM sys.system_privilege_names() n) p;

CREATE VIEW sys.user_sys_privs AS SELECT
    p.grantee::varchar(128) AS username,
    p.privilege::varchar(40) AS privilege,
    (CASE WHEN p.admin_option THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.system_privileges_ p WHERE p.privilege NOT IN (SELECT x.role FROM sys.role_privileges_ x) AND p.grantee IN (sys.oracle_name(current_user), 'PUBLIC');
GRANT SELECT ON sys.user_sys_privs TO PUBLIC;

CREATE VIEW sys.role_sys_privs AS SELECT
    p.role::varchar(128) AS role,
    p.privilege::varchar(40) AS privilege,
    (CASE WHEN p.admin_option THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM (SELECT q.grantee AS role, q.privilege, q.admin_option FROM sys.system_privileges_ q WHERE q.privilege NOT IN (SELECT x.role FROM sys.role_privileges_ x)
    UNION ALL SELECT x.role, x.privilege, false FROM sys.role_privileges_ x WHERE x.privilege <> x.role
    UNION ALL SELECT 'DBA', n, true FROM sys.system_privilege_names() n) p
WHERE p.role IN (SELECT e.role FROM sys.enabled_roles_ e);
GRANT SELECT ON sys.role_sys_privs TO PUBLIC;

CREATE VIEW sys.role_role_privs AS SELECT
    g.grantee::varchar(128) AS role,
    g.role::varchar(128) AS granted_role,
    (CASE WHEN g.admin THEN 'YES' ELSE 'NO' END)::varchar(3) AS admin_option,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.role_grants_ g WHERE g.grantee IN (SELECT e.role FROM sys.enabled_roles_ e);
GRANT SELECT ON sys.role_role_privs TO PUBLIC;

-- A superuser and DBA have them all; a user made on PostgreSQL's side owns his schema and so may create in it.
CREATE VIEW sys.session_privs AS
SELECT x.privilege::varchar(40) AS privilege FROM (
    SELECT unnest(ARRAY['CREATE SESSION', 'CREATE TABLE', 'CREATE VIEW', 'CREATE SEQUENCE', 'CREATE SYNONYM', 'CREATE PROCEDURE', 'CREATE TRIGGER', 'CREATE TYPE']) AS privilege
        WHERE NOT EXISTS (SELECT 1 FROM sys.users_ u WHERE u.username = sys.oracle_name(current_user))
    UNION SELECT p.privilege FROM sys.system_privileges_ p WHERE p.privilege NOT IN (SELECT r.role FROM sys.role_privileges_ r)
        AND (p.grantee IN ('PUBLIC', sys.oracle_name(current_user)) OR p.grantee IN (SELECT e.role FROM sys.enabled_roles_ e))
    UNION SELECT r.privilege FROM sys.role_privileges_ r WHERE r.privilege <> r.role AND r.role IN (SELECT e.role FROM sys.enabled_roles_ e)
    UNION SELECT n FROM sys.system_privilege_names() n WHERE EXISTS (SELECT 1 FROM sys.enabled_roles_ e WHERE e.role = 'DBA')) x;
GRANT SELECT ON sys.session_privs TO PUBLIC;

CREATE VIEW sys.system_privilege_map AS
SELECT (-row_number() OVER (ORDER BY n))::numeric AS privilege, n::varchar(40) AS name, 0::numeric AS property FROM sys.system_privilege_names() n;
GRANT SELECT ON sys.system_privilege_map TO PUBLIC;

CREATE VIEW sys.dba_profiles AS SELECT
    p.profile::varchar(128) AS profile,
    p.resource_name::varchar(32) AS resource_name,
    p.resource_type::varchar(8) AS resource_type,
    p.limit_::varchar(128) AS "limit",
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited,
    'NO'::varchar(3) AS implicit
FROM sys.profiles_ p;

CREATE VIEW sys.dba_ts_quotas AS SELECT
    q.tablespace_name::varchar(30) AS tablespace_name,
    q.username::varchar(128) AS username,
    0::numeric AS bytes,
    q.max_bytes::numeric AS max_bytes,
    0::numeric AS blocks,
    (CASE WHEN q.max_bytes < 0 THEN -1 ELSE q.max_bytes / 8192 END)::numeric AS max_blocks,
    'NO'::varchar(3) AS dropped
FROM sys.quotas_ q;

CREATE VIEW sys.user_ts_quotas AS SELECT tablespace_name, bytes, max_bytes, blocks, max_blocks, dropped FROM sys.dba_ts_quotas WHERE username = sys.oracle_name(current_user);
GRANT SELECT ON sys.user_ts_quotas TO PUBLIC;
