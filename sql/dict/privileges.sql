-- Dictionary views: privileges. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.dba_tab_privs AS SELECT
    g.grantee::varchar(128) AS grantee,
    g.owner::varchar(128) AS owner,
    g.name::varchar(128) AS table_name,
    g.grantor::varchar(128) AS grantor,
    g.privilege::varchar(40) AS privilege,
    (CASE WHEN g.grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS hierarchy,
    'NO'::varchar(3) AS common,
    g.type::varchar(24) AS type,
    'NO'::varchar(3) AS inherited
FROM (
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC') AS grantee, r.owner, r.name, sys.oracle_name(gr.rolname) AS grantor,
        CASE WHEN x.privilege_type = 'USAGE' THEN 'SELECT' ELSE x.privilege_type END AS privilege, x.is_grantable AS grantable,
        CASE r.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS type, x.grantee AS grantee_oid, x.grantor AS grantor_oid, r.relowner AS owner_oid
    FROM sys.rels_ r JOIN pg_class c ON c.oid = r.relid CROSS JOIN LATERAL aclexplode(c.relacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> r.relowner AND x.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'TRIGGER', 'USAGE') AND NOT (r.relkind = 'S' AND x.privilege_type <> 'USAGE')
    UNION ALL
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'), sys.oracle_name(n.nspname), sys.oracle_name(p.proname), sys.oracle_name(gr.rolname), 'EXECUTE', x.is_grantable,
        CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, x.grantee, x.grantor, p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> p.proowner AND n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'sys']::name[]) AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
    UNION ALL
    SELECT v.grantee::text, v.owner::text, v.name::text, v.grantor::text, v.privilege, v.grantable, coalesce(u.kind, 'PACKAGE'), to_regrole(quote_ident(sys.pg_name(v.grantee::text)))::oid,
        to_regrole(quote_ident(sys.pg_name(v.grantor::text)))::oid, to_regrole(quote_ident(sys.pg_name(v.owner::text)))::oid
    FROM sys.unit_privs_ v LEFT JOIN sys.units_ u ON u.owner = v.owner AND u.name = v.name AND u.kind IN ('PACKAGE', 'FUNCTION', 'PROCEDURE')
) g;

CREATE VIEW sys.user_tab_privs AS SELECT
    g.grantee::varchar(128) AS grantee,
    g.owner::varchar(128) AS owner,
    g.name::varchar(128) AS table_name,
    g.grantor::varchar(128) AS grantor,
    g.privilege::varchar(40) AS privilege,
    (CASE WHEN g.grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS hierarchy,
    'NO'::varchar(3) AS common,
    g.type::varchar(24) AS type,
    'NO'::varchar(3) AS inherited
FROM (
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC') AS grantee, r.owner, r.name, sys.oracle_name(gr.rolname) AS grantor,
        CASE WHEN x.privilege_type = 'USAGE' THEN 'SELECT' ELSE x.privilege_type END AS privilege, x.is_grantable AS grantable,
        CASE r.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS type, x.grantee AS grantee_oid, x.grantor AS grantor_oid, r.relowner AS owner_oid
    FROM sys.rels_ r JOIN pg_class c ON c.oid = r.relid CROSS JOIN LATERAL aclexplode(c.relacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> r.relowner AND x.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'TRIGGER', 'USAGE') AND NOT (r.relkind = 'S' AND x.privilege_type <> 'USAGE')
    UNION ALL
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'), sys.oracle_name(n.nspname), sys.oracle_name(p.proname), sys.oracle_name(gr.rolname), 'EXECUTE', x.is_grantable,
        CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, x.grantee, x.grantor, p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> p.proowner AND n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'sys']::name[]) AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
    UNION ALL
    SELECT v.grantee::text, v.owner::text, v.name::text, v.grantor::text, v.privilege, v.grantable, coalesce(u.kind, 'PACKAGE'), to_regrole(quote_ident(sys.pg_name(v.grantee::text)))::oid,
        to_regrole(quote_ident(sys.pg_name(v.grantor::text)))::oid, to_regrole(quote_ident(sys.pg_name(v.owner::text)))::oid
    FROM sys.unit_privs_ v LEFT JOIN sys.units_ u ON u.owner = v.owner AND u.name = v.name AND u.kind IN ('PACKAGE', 'FUNCTION', 'PROCEDURE')
) g
WHERE sys.oracle_name(current_user) IN (g.grantee, g.grantor, g.owner);
GRANT SELECT ON sys.user_tab_privs TO PUBLIC;

CREATE VIEW sys.all_tab_privs AS SELECT
    g.grantor::varchar(128) AS grantor,
    g.grantee::varchar(128) AS grantee,
    g.owner::varchar(128) AS table_schema,
    g.name::varchar(128) AS table_name,
    g.privilege::varchar(40) AS privilege,
    (CASE WHEN g.grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS hierarchy,
    'NO'::varchar(3) AS common,
    g.type::varchar(24) AS type,
    'NO'::varchar(3) AS inherited
FROM (
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC') AS grantee, r.owner, r.name, sys.oracle_name(gr.rolname) AS grantor,
        CASE WHEN x.privilege_type = 'USAGE' THEN 'SELECT' ELSE x.privilege_type END AS privilege, x.is_grantable AS grantable,
        CASE r.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS type, x.grantee AS grantee_oid, x.grantor AS grantor_oid, r.relowner AS owner_oid
    FROM sys.rels_ r JOIN pg_class c ON c.oid = r.relid CROSS JOIN LATERAL aclexplode(c.relacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> r.relowner AND x.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'TRIGGER', 'USAGE') AND NOT (r.relkind = 'S' AND x.privilege_type <> 'USAGE')
    UNION ALL
    SELECT coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'), sys.oracle_name(n.nspname), sys.oracle_name(p.proname), sys.oracle_name(gr.rolname), 'EXECUTE', x.is_grantable,
        CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, x.grantee, x.grantor, p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) x
    LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
    WHERE x.grantee <> p.proowner AND n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'sys']::name[]) AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
    UNION ALL
    SELECT v.grantee::text, v.owner::text, v.name::text, v.grantor::text, v.privilege, v.grantable, coalesce(u.kind, 'PACKAGE'), to_regrole(quote_ident(sys.pg_name(v.grantee::text)))::oid,
        to_regrole(quote_ident(sys.pg_name(v.grantor::text)))::oid, to_regrole(quote_ident(sys.pg_name(v.owner::text)))::oid
    FROM sys.unit_privs_ v LEFT JOIN sys.units_ u ON u.owner = v.owner AND u.name = v.name AND u.kind IN ('PACKAGE', 'FUNCTION', 'PROCEDURE')
) g
WHERE g.grantee = 'PUBLIC' OR pg_has_role(g.grantee_oid, 'USAGE') OR pg_has_role(g.owner_oid, 'USAGE');
GRANT SELECT ON sys.all_tab_privs TO PUBLIC;

CREATE VIEW sys.user_tab_privs_made AS SELECT grantee, table_name, grantor, privilege, grantable, hierarchy, common, type, inherited FROM sys.user_tab_privs WHERE owner = sys.oracle_name(current_user);
GRANT SELECT ON sys.user_tab_privs_made TO PUBLIC;
CREATE VIEW sys.user_tab_privs_recd AS SELECT owner, table_name, grantor, privilege, grantable, hierarchy, common, type, inherited FROM sys.user_tab_privs WHERE grantee = sys.oracle_name(current_user);
GRANT SELECT ON sys.user_tab_privs_recd TO PUBLIC;
CREATE VIEW sys.table_privileges AS SELECT grantee, table_schema AS owner, table_name, grantor, privilege, grantable FROM sys.all_tab_privs;
GRANT SELECT ON sys.table_privileges TO PUBLIC;

CREATE VIEW sys.dba_col_privs AS SELECT
    (coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'))::varchar(128) AS grantee,
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    sys.oracle_name(gr.rolname)::varchar(128) AS grantor,
    x.privilege_type::varchar(40) AS privilege,
    (CASE WHEN x.is_grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attacl IS NOT NULL CROSS JOIN LATERAL aclexplode(a.attacl) x
LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor;

CREATE VIEW sys.user_col_privs AS SELECT
    (coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'))::varchar(128) AS grantee,
    r.owner::varchar(128) AS owner,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    sys.oracle_name(gr.rolname)::varchar(128) AS grantor,
    x.privilege_type::varchar(40) AS privilege,
    (CASE WHEN x.is_grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attacl IS NOT NULL CROSS JOIN LATERAL aclexplode(a.attacl) x
LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
WHERE current_user IN (ge.rolname, gr.rolname, r.nspname);
GRANT SELECT ON sys.user_col_privs TO PUBLIC;

CREATE VIEW sys.all_col_privs AS SELECT
    (coalesce(sys.oracle_name(ge.rolname), 'PUBLIC'))::varchar(128) AS grantee,
    r.owner::varchar(128) AS table_schema,
    r.name::varchar(128) AS table_name,
    sys.oracle_name(a.attname)::varchar(128) AS column_name,
    sys.oracle_name(gr.rolname)::varchar(128) AS grantor,
    x.privilege_type::varchar(40) AS privilege,
    (CASE WHEN x.is_grantable THEN 'YES' ELSE 'NO' END)::varchar(3) AS grantable,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attacl IS NOT NULL CROSS JOIN LATERAL aclexplode(a.attacl) x
LEFT JOIN pg_roles ge ON ge.oid = x.grantee LEFT JOIN pg_roles gr ON gr.oid = x.grantor
WHERE x.grantee = 0 OR pg_has_role(x.grantee, 'USAGE') OR pg_has_role(r.relowner, 'USAGE');
GRANT SELECT ON sys.all_col_privs TO PUBLIC;

CREATE VIEW sys.role_tab_privs AS SELECT
    g.grantee::varchar(128) AS role,
    g.owner::varchar(128) AS owner,
    g.table_name::varchar(128) AS table_name,
    g.column_name::varchar(128) AS column_name,
    g.privilege::varchar(40) AS privilege,
    g.grantable::varchar(3) AS grantable,
    'NO'::varchar(3) AS common,
    'NO'::varchar(3) AS inherited
FROM (SELECT grantee, owner, table_name, NULL::varchar AS column_name, privilege, grantable FROM sys.dba_tab_privs
    UNION ALL SELECT grantee, owner, table_name, column_name, privilege, grantable FROM sys.dba_col_privs) g
WHERE g.grantee IN (SELECT e.role FROM sys.enabled_roles_ e);
GRANT SELECT ON sys.role_tab_privs TO PUBLIC;
