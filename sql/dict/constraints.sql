-- Dictionary views: constraints. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.constraints_all_ AS SELECT
    k.owner::varchar(128) AS owner,
    k.name::varchar(128) AS constraint_name,
    k.type::varchar(1) AS constraint_type,
    k.table_name::varchar(128) AS table_name,
    k.condition::text AS search_condition,
    (left(k.condition, 4000))::varchar(4000) AS search_condition_vc,
    k.r_owner::varchar(128) AS r_owner,
    k.r_name::varchar(128) AS r_constraint_name,
    k.delete_rule::varchar(9) AS delete_rule,
    (CASE WHEN k.disabled THEN 'DISABLED' ELSE 'ENABLED' END)::varchar(8) AS status,
    (CASE WHEN k.deferrable THEN 'DEFERRABLE' ELSE 'NOT DEFERRABLE' END)::varchar(14) AS "deferrable",
    (CASE WHEN k.deferred THEN 'DEFERRED' ELSE 'IMMEDIATE' END)::varchar(9) AS deferred,
    (CASE WHEN k.validated AND NOT k.disabled THEN 'VALIDATED' ELSE 'NOT VALIDATED' END)::varchar(13) AS validated,
    k.generated::varchar(14) AS generated,
    NULL::varchar(3) AS bad,
    NULL::varchar(4) AS rely,
    NULL::timestamp(0) AS last_change,
    (CASE WHEN k.index_name IS NOT NULL THEN k.owner END)::varchar(128) AS index_owner,
    k.index_name::varchar(128) AS index_name,
    NULL::varchar(7) AS invalid,
    NULL::varchar(14) AS view_related,
    1::numeric AS origin_con_id,
    NULL::varchar(10) AS precheck,
    k.nspname AS nspname_,
    k.relid AS relid_,
    k.relowner AS relowner_
FROM (
    SELECT r.owner, sys.oracle_name(c.conname) AS name, CASE c.contype WHEN 'p' THEN 'P' WHEN 'u' THEN 'U' WHEN 'f' THEN 'R' WHEN 'c' THEN 'C' ELSE 'O' END AS type, r.name AS table_name,
        CASE c.contype WHEN 'c' THEN sys.expression_text_(pg_get_expr(c.conbin, c.conrelid)) END AS condition,
        CASE WHEN c.contype = 'f' THEN sys.schema_name_(fc.connamespace) END AS r_owner, sys.oracle_name(fc.conname) AS r_name,
        CASE WHEN c.contype = 'f' THEN CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END END AS delete_rule,
        c.condeferrable AS deferrable, c.condeferred AS deferred, c.convalidated AS validated,
        CASE WHEN c.conname ~ '^sys_c[0-9]+$' THEN 'GENERATED NAME' ELSE 'USER NAME' END AS generated,
        CASE WHEN c.contype IN ('p', 'u') THEN sys.oracle_name(ic.relname) END AS index_name, r.nspname, r.relid, r.relowner, false AS disabled
    FROM pg_constraint c JOIN sys.rels_ r ON r.relid = c.conrelid
    LEFT JOIN pg_class ic ON ic.oid = c.conindid
    LEFT JOIN pg_constraint fc ON c.contype = 'f' AND fc.conindid = c.conindid AND fc.conrelid = c.confrelid AND fc.contype IN ('p', 'u')
    WHERE c.contype IN ('p', 'u', 'f', 'c') AND NOT r.relispartition
    UNION ALL
    SELECT r.owner, 'SYS_C' || lpad((a.attrelid::int8 * 100 + a.attnum)::text, 7, '0'), 'C', r.name,
        '"' || sys.oracle_name(a.attname) || '" IS NOT NULL', NULL, NULL, NULL, false, false, true, 'GENERATED NAME', NULL, r.nspname, r.relid, r.relowner, false
    FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped
    WHERE r.relkind IN ('r', 'p', 'f') AND NOT r.relispartition AND r.nspname <> 'sys' AND NOT EXISTS (SELECT 1 FROM pg_constraint pk
        WHERE pk.conrelid = a.attrelid AND pk.contype = 'p' AND a.attnum = ANY (pk.conkey))
    UNION ALL
    SELECT r.owner, sys.oracle_name(d.name::name), CASE left(d.definition, 1) WHEN 'P' THEN 'P' WHEN 'U' THEN 'U' WHEN 'F' THEN 'R' ELSE 'C' END, r.name,
        CASE WHEN d.definition ~ '^CHECK' THEN sys.expression_text_(substr(d.definition, 8, length(d.definition) - 8)) END, NULL, NULL,
        CASE WHEN d.definition ~ '^FOREIGN' THEN CASE WHEN d.definition ~ 'ON DELETE CASCADE' THEN 'CASCADE' WHEN d.definition ~ 'ON DELETE SET NULL' THEN 'SET NULL' ELSE 'NO ACTION' END END,
        d.definition ~ ' DEFERRABLE', d.definition ~ ' INITIALLY DEFERRED', false,
        CASE WHEN d.name ~ '^sys_c[0-9]+$' THEN 'GENERATED NAME' ELSE 'USER NAME' END, NULL, r.nspname, r.relid, r.relowner, true
    FROM sys.disabled_constraints_ d JOIN sys.rels_ r ON r.relid = d.relid
) k;
GRANT SELECT ON sys.constraints_all_ TO PUBLIC;

CREATE VIEW sys.dba_constraints AS SELECT owner, constraint_name, constraint_type, table_name, search_condition, search_condition_vc, r_owner, r_constraint_name, delete_rule, status, "deferrable", deferred, validated, generated, bad, rely, last_change, index_owner, index_name, invalid, view_related, origin_con_id, precheck FROM sys.constraints_all_;

CREATE VIEW sys.all_constraints AS SELECT owner, constraint_name, constraint_type, table_name, search_condition, search_condition_vc, r_owner, r_constraint_name, delete_rule, status, "deferrable", deferred, validated, generated, bad, rely, last_change, index_owner, index_name, invalid, view_related, origin_con_id, precheck FROM sys.constraints_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_constraints TO PUBLIC;

CREATE VIEW sys.user_constraints AS SELECT owner, constraint_name, constraint_type, table_name, search_condition, search_condition_vc, r_owner, r_constraint_name, delete_rule, status, "deferrable", deferred, validated, generated, bad, rely, last_change, index_owner, index_name, invalid, view_related, origin_con_id, precheck FROM sys.constraints_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_constraints TO PUBLIC;

CREATE VIEW sys.cons_columns_all_ AS SELECT
    k.owner::varchar(128) AS owner,
    k.name::varchar(128) AS constraint_name,
    k.table_name::varchar(128) AS table_name,
    sys.oracle_name(k.attname)::varchar(4000) AS column_name,
    k.position::numeric AS position,
    k.nspname AS nspname_,
    k.relid AS relid_,
    k.relowner AS relowner_
FROM (
    SELECT r.owner, sys.oracle_name(c.conname) AS name, r.name AS table_name, a.attname,
        CASE WHEN c.contype <> 'c' THEN u.n END AS position, r.nspname, r.relid, r.relowner
    FROM pg_constraint c JOIN sys.rels_ r ON r.relid = c.conrelid
    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY u(attnum, n)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.attnum
    WHERE c.contype IN ('p', 'u', 'f', 'c') AND NOT r.relispartition
    UNION ALL
    SELECT r.owner, 'SYS_C' || lpad((a.attrelid::int8 * 100 + a.attnum)::text, 7, '0'), r.name, a.attname, NULL, r.nspname, r.relid, r.relowner
    FROM sys.rels_ r JOIN pg_attribute a ON a.attrelid = r.relid AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped
    WHERE r.relkind IN ('r', 'p', 'f') AND NOT r.relispartition AND r.nspname <> 'sys' AND NOT EXISTS (SELECT 1 FROM pg_constraint pk
        WHERE pk.conrelid = a.attrelid AND pk.contype = 'p' AND a.attnum = ANY (pk.conkey))
) k;
GRANT SELECT ON sys.cons_columns_all_ TO PUBLIC;

CREATE VIEW sys.dba_cons_columns AS SELECT owner, constraint_name, table_name, column_name, position FROM sys.cons_columns_all_;

CREATE VIEW sys.all_cons_columns AS SELECT owner, constraint_name, table_name, column_name, position FROM sys.cons_columns_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_cons_columns TO PUBLIC;

CREATE VIEW sys.user_cons_columns AS SELECT owner, constraint_name, table_name, column_name, position FROM sys.cons_columns_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_cons_columns TO PUBLIC;
