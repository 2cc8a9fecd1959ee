-- Dictionary views: routines. Columns and types are those of the Oracle Database Reference.
CREATE VIEW sys.procedures_all_ AS SELECT
    sys.oracle_name(n.nspname)::varchar(128) AS owner,
    sys.oracle_name(p.proname)::varchar(128) AS object_name,
    NULL::varchar(128) AS procedure_name,
    p.oid::int8::numeric AS object_id,
    1::numeric AS subprogram_id,
    NULL::varchar(40) AS overload,
    (CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END)::varchar(13) AS object_type,
    'NO'::varchar(3) AS aggregate,
    (CASE WHEN p.proretset THEN 'YES' ELSE 'NO' END)::varchar(3) AS pipelined,
    NULL::varchar(128) AS impltypeowner,
    NULL::varchar(128) AS impltypename,
    (CASE WHEN p.proparallel = 's' THEN 'YES' ELSE 'NO' END)::varchar(3) AS parallel,
    'NO'::varchar(3) AS interface,
    (CASE WHEN p.provolatile = 'i' THEN 'YES' ELSE 'NO' END)::varchar(3) AS deterministic,
    (CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'CURRENT_USER' END)::varchar(12) AS authid,
    'NO'::varchar(3) AS result_cache,
    1::numeric AS origin_con_id,
    'NULL'::varchar(5) AS polymorphic,
    n.nspname AS nspname_,
    p.oid AS procid_,
    p.proowner AS procowner_
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND p.prokind IN ('f', 'p') AND p.prorettype <> 'trigger'::regtype AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
UNION ALL SELECT
    u.owner::text::varchar(128),
    u.name::text::varchar(128),
    (CASE WHEN u.kind = 'PACKAGE' THEN r.routine END)::varchar(128),
    NULL::numeric,
    r.subprogram,
    r.overload::varchar(40),
    u.kind::varchar(13),
    'NO'::varchar(3),
    (CASE WHEN r.pipelined THEN 'YES' ELSE 'NO' END)::varchar(3),
    NULL::varchar(128),
    NULL::varchar(128),
    'NO'::varchar(3),
    'NO'::varchar(3),
    (CASE WHEN r.deterministic THEN 'YES' ELSE 'NO' END)::varchar(3),
    (CASE WHEN r.invoker THEN 'CURRENT_USER' ELSE 'DEFINER' END)::varchar(12),
    'NO'::varchar(3),
    1::numeric,
    'NULL'::varchar(5),
    sys.pg_name(u.owner::text)::name,
    NULL::oid,
    NULL::oid
FROM (SELECT owner, name, kind FROM sys.units_ WHERE kind IN ('PACKAGE', 'FUNCTION', 'PROCEDURE') UNION ALL SELECT 'SYS', p.name::name, p.kind FROM sys.supplied_units_() p WHERE p.kind = 'PACKAGE') u
CROSS JOIN LATERAL (SELECT x.subprogram, x.routine, x.overload, x.deterministic, x.pipelined, x.invoker FROM sys.unit_routines_(u.owner::text, u.name::text, u.kind) x
    UNION ALL SELECT 0, NULL, NULL, false, false, false WHERE u.kind = 'PACKAGE') r;
GRANT SELECT ON sys.procedures_all_ TO PUBLIC;

CREATE VIEW sys.dba_procedures AS SELECT owner, object_name, procedure_name, object_id, subprogram_id, overload, object_type, aggregate, pipelined, impltypeowner, impltypename, parallel, interface, deterministic, authid, result_cache, origin_con_id, polymorphic FROM sys.procedures_all_;

CREATE VIEW sys.all_procedures AS SELECT owner, object_name, procedure_name, object_id, subprogram_id, overload, object_type, aggregate, pipelined, impltypeowner, impltypename, parallel, interface, deterministic, authid, result_cache, origin_con_id, polymorphic FROM sys.procedures_all_
WHERE CASE WHEN procid_ IS NULL THEN sys.unit_visible_(owner, object_name) ELSE sys.routine_visible_(procid_, procowner_) END;
GRANT SELECT ON sys.all_procedures TO PUBLIC;

CREATE VIEW sys.user_procedures AS SELECT object_name, procedure_name, object_id, subprogram_id, overload, object_type, aggregate, pipelined, impltypeowner, impltypename, parallel, interface, deterministic, authid, result_cache, origin_con_id, polymorphic FROM sys.procedures_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_procedures TO PUBLIC;

CREATE VIEW sys.arguments_all_ AS SELECT
    sys.oracle_name(n.nspname)::varchar(128) AS owner,
    sys.oracle_name(p.proname)::varchar(128) AS object_name,
    NULL::varchar(128) AS package_name,
    p.oid::int8::numeric AS object_id,
    NULL::varchar(40) AS overload,
    1::numeric AS subprogram_id,
    (sys.oracle_name(nullif(p.proargnames[a.n], '')::name))::varchar(128) AS argument_name,
    a.n::numeric AS position,
    (CASE WHEN p.prokind = 'f' THEN a.n + 1 ELSE a.n END)::numeric AS sequence,
    0::numeric AS data_level,
    (sys.type_word_(a.type, -1, NULL))::varchar(30) AS data_type,
    (CASE WHEN a.n > p.pronargs - p.pronargdefaults AND a.n <= p.pronargs THEN 'Y' ELSE 'N' END)::varchar(1) AS defaulted,
    NULL::text AS default_value,
    NULL::numeric AS default_length,
    (CASE coalesce(p.proargmodes[a.n], 'i') WHEN 'i' THEN 'IN' WHEN 'o' THEN 'OUT' WHEN 'b' THEN 'IN/OUT' WHEN 't' THEN 'OUT' ELSE 'IN' END)::varchar(9) AS in_out,
    NULL::numeric AS data_length,
    NULL::numeric AS data_precision,
    NULL::numeric AS data_scale,
    NULL::numeric AS radix,
    NULL::varchar(44) AS character_set_name,
    NULL::varchar(128) AS type_owner,
    NULL::varchar(128) AS type_name,
    NULL::varchar(128) AS type_subname,
    NULL::varchar(128) AS type_link,
    NULL::varchar(7) AS type_object_type,
    NULL::varchar(128) AS pls_type,
    0::numeric AS char_length,
    NULL::varchar(1) AS char_used,
    1::numeric AS origin_con_id,
    n.nspname AS nspname_,
    p.oid AS procid_,
    p.proowner AS procowner_
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (SELECT u.n::int4 AS n, u.type FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY u(type, n)
    UNION ALL SELECT 0, p.prorettype WHERE p.prokind = 'f') a
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND p.prokind IN ('f', 'p') AND p.prorettype <> 'trigger'::regtype AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
UNION ALL SELECT
    u.owner::text::varchar(128),
    r.routine::varchar(128),
    (CASE WHEN u.kind = 'PACKAGE' THEN u.name::text END)::varchar(128),
    NULL::numeric,
    r.overload::varchar(40),
    r.subprogram,
    r.argument::varchar(128),
    r.place,
    r.sequence,
    r.level,
    r.data_type::varchar(30),
    (CASE WHEN r.defaulted THEN 'Y' ELSE 'N' END)::varchar(1),
    NULL::text,
    NULL::numeric,
    r.in_out::varchar(9),
    r.length,
    r.prec,
    r.scale,
    (CASE WHEN r.data_type IN ('NUMBER', 'FLOAT') THEN 10 END)::numeric,
    (CASE WHEN r.data_type IN ('VARCHAR2', 'CHAR', 'CLOB', 'LONG') THEN 'CHAR_CS' END)::varchar(44),
    r.type_owner::varchar(128),
    r.type_name::varchar(128),
    r.type_subname::varchar(128),
    NULL::varchar(128),
    NULL::varchar(7),
    r.pls_type::varchar(128),
    0::numeric,
    NULL::varchar(1),
    1::numeric,
    sys.pg_name(u.owner::text)::name,
    NULL::oid,
    NULL::oid
FROM (SELECT owner, name, kind FROM sys.units_ WHERE kind IN ('PACKAGE', 'FUNCTION', 'PROCEDURE') UNION ALL SELECT 'SYS', p.name::name, p.kind FROM sys.supplied_units_() p WHERE p.kind = 'PACKAGE') u
CROSS JOIN LATERAL sys.unit_arguments_(u.owner::text, u.name::text, u.kind) r;
GRANT SELECT ON sys.arguments_all_ TO PUBLIC;

CREATE VIEW sys.dba_arguments AS SELECT owner, object_name, package_name, object_id, overload, subprogram_id, argument_name, position, sequence, data_level, data_type, defaulted, default_value, default_length, in_out, data_length, data_precision, data_scale, radix, character_set_name, type_owner, type_name, type_subname, type_link, type_object_type, pls_type, char_length, char_used, origin_con_id FROM sys.arguments_all_;

CREATE VIEW sys.all_arguments AS SELECT owner, object_name, package_name, object_id, overload, subprogram_id, argument_name, position, sequence, data_level, data_type, defaulted, default_value, default_length, in_out, data_length, data_precision, data_scale, radix, character_set_name, type_owner, type_name, type_subname, type_link, type_object_type, pls_type, char_length, char_used, origin_con_id FROM sys.arguments_all_
WHERE CASE WHEN procid_ IS NULL THEN sys.unit_visible_(owner, coalesce(package_name, object_name)) ELSE sys.routine_visible_(procid_, procowner_) END;
GRANT SELECT ON sys.all_arguments TO PUBLIC;

CREATE VIEW sys.user_arguments AS SELECT object_name, package_name, object_id, overload, subprogram_id, argument_name, position, sequence, data_level, data_type, defaulted, default_value, default_length, in_out, data_length, data_precision, data_scale, radix, character_set_name, type_owner, type_name, type_subname, type_link, type_object_type, pls_type, char_length, char_used, origin_con_id FROM sys.arguments_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_arguments TO PUBLIC;

CREATE VIEW sys.source_all_ AS SELECT
    sys.oracle_name(n.nspname)::varchar(128) AS owner,
    sys.oracle_name(p.proname)::varchar(128) AS name,
    (CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END)::varchar(12) AS type,
    l.n::numeric AS line,
    (l.line || chr(10))::varchar(4000) AS text,
    1::numeric AS origin_con_id,
    n.nspname AS nspname_,
    p.oid AS procid_,
    p.proowner AS procowner_
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL regexp_split_to_table(pg_get_functiondef(p.oid), '\n') WITH ORDINALITY l(line, n)
WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::name[]) AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'sys' AND p.prokind IN ('f', 'p') AND p.prorettype <> 'trigger'::regtype AND p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'oliphant')
UNION ALL SELECT
    u.owner::text::varchar(128),
    u.name::text::varchar(128),
    u.kind::varchar(12),
    l.n::numeric,
    (l.line || CASE WHEN l.n < l.total THEN chr(10) ELSE '' END)::varchar(4000),
    1::numeric,
    sys.pg_name(u.owner::text)::name,
    NULL::oid,
    NULL::oid
FROM (SELECT owner, name, kind, source FROM sys.units_ UNION ALL SELECT 'SYS', p.name::name, p.kind, p.source FROM sys.supplied_units_() p) u
CROSS JOIN LATERAL (SELECT x.line, x.n, count(*) OVER () AS total FROM regexp_split_to_table(u.source, '\n') WITH ORDINALITY x(line, n)) l;
GRANT SELECT ON sys.source_all_ TO PUBLIC;

CREATE VIEW sys.dba_source AS SELECT owner, name, type, line, text, origin_con_id FROM sys.source_all_;

CREATE VIEW sys.all_source AS SELECT owner, name, type, line, text, origin_con_id FROM sys.source_all_
WHERE CASE WHEN procid_ IS NULL THEN sys.unit_visible_(owner, name) OR nspname_ = current_user OR type IN ('TRIGGER', 'TYPE', 'TYPE BODY') ELSE sys.routine_visible_(procid_, procowner_) END;
GRANT SELECT ON sys.all_source TO PUBLIC;

CREATE VIEW sys.user_source AS SELECT name, type, line, text, origin_con_id FROM sys.source_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_source TO PUBLIC;

CREATE VIEW sys.triggers_all_ AS SELECT
    r.owner::varchar(128) AS owner,
    sys.oracle_name(t.tgname)::varchar(128) AS trigger_name,
    (CASE WHEN t.tgtype & 64 <> 0 THEN 'INSTEAD OF' ELSE CASE WHEN t.tgtype & 2 <> 0 THEN 'BEFORE' ELSE 'AFTER' END || CASE WHEN t.tgtype & 1 <> 0 THEN ' EACH ROW' ELSE ' STATEMENT' END END)::varchar(16) AS trigger_type,
    (concat_ws(' OR ', CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END, CASE WHEN t.tgtype & 16 <> 0 THEN 'UPDATE' END, CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END))::varchar(246) AS triggering_event,
    r.owner::varchar(128) AS table_owner,
    (CASE r.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END)::varchar(18) AS base_object_type,
    r.name::varchar(128) AS table_name,
    NULL::varchar(4000) AS column_name,
    ('REFERENCING NEW AS NEW OLD AS OLD')::varchar(422) AS referencing_names,
    NULL::varchar(4000) AS when_clause,
    (CASE t.tgenabled WHEN 'D' THEN 'DISABLED' ELSE 'ENABLED' END)::varchar(8) AS status,
    (left(pg_get_triggerdef(t.oid), 4000))::varchar(4000) AS description,
    'PL/SQL'::varchar(11) AS action_type,
    pg_get_functiondef(t.tgfoid)::text AS trigger_body,
    'NO'::varchar(7) AS crossedition,
    (CASE WHEN t.tgtype & 3 = 2 THEN 'YES' ELSE 'NO' END)::varchar(3) AS before_statement,
    (CASE WHEN t.tgtype & 3 = 3 THEN 'YES' ELSE 'NO' END)::varchar(3) AS before_row,
    (CASE WHEN t.tgtype & 67 = 1 THEN 'YES' ELSE 'NO' END)::varchar(3) AS after_row,
    (CASE WHEN t.tgtype & 67 = 0 THEN 'YES' ELSE 'NO' END)::varchar(3) AS after_statement,
    (CASE WHEN t.tgtype & 64 <> 0 THEN 'YES' ELSE 'NO' END)::varchar(3) AS instead_of_row,
    'YES'::varchar(3) AS fire_once,
    'NO'::varchar(3) AS apply_server_only,
    r.nspname AS nspname_,
    r.relid AS relid_,
    r.relowner AS relowner_
FROM pg_trigger t JOIN sys.rels_ r ON r.relid = t.tgrelid WHERE NOT t.tgisinternal
    AND t.tgfoid NOT IN ('sys.fire_trigger'::regproc, 'sys.default_on_null'::regproc)
UNION ALL SELECT
    u.owner::text::varchar(128),
    u.name::text::varchar(128),
    i.trigger_type::varchar(16),
    i.events::varchar(246),
    r.owner::varchar(128),
    (CASE r.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END)::varchar(18),
    r.name::varchar(128),
    NULL::varchar(4000),
    i.referencing::varchar(422),
    i.when_clause::varchar(4000),
    (CASE t.tgenabled WHEN 'D' THEN 'DISABLED' ELSE 'ENABLED' END)::varchar(8),
    i.description::varchar(4000),
    (CASE WHEN i.body ~* '^call\s' THEN 'CALL' ELSE 'PL/SQL' END)::varchar(11),
    i.body,
    'NO'::varchar(7),
    (CASE WHEN i.trigger_type = 'COMPOUND' AND i.body ~* 'before\s+statement\s+(is|as)' THEN 'YES' ELSE 'NO' END)::varchar(3),
    (CASE WHEN i.trigger_type = 'COMPOUND' AND i.body ~* 'before\s+each\s+row\s+(is|as)' THEN 'YES' ELSE 'NO' END)::varchar(3),
    (CASE WHEN i.trigger_type = 'COMPOUND' AND i.body ~* 'after\s+each\s+row\s+(is|as)' THEN 'YES' ELSE 'NO' END)::varchar(3),
    (CASE WHEN i.trigger_type = 'COMPOUND' AND i.body ~* 'after\s+statement\s+(is|as)' THEN 'YES' ELSE 'NO' END)::varchar(3),
    (CASE WHEN i.trigger_type = 'COMPOUND' AND i.body ~* 'instead\s+of\s+each\s+row\s+(is|as)' THEN 'YES' ELSE 'NO' END)::varchar(3),
    'YES'::varchar(3),
    'NO'::varchar(3),
    sys.pg_name(u.owner::text)::name,
    r.relid,
    r.relowner
FROM (SELECT DISTINCT ON (t.tgargs) t.tgargs, t.tgrelid, t.tgenabled FROM pg_trigger t WHERE t.tgfoid = 'sys.fire_trigger'::regproc ORDER BY t.tgargs, t.tgname) t
JOIN sys.units_ u ON u.kind = 'TRIGGER'
    AND t.tgargs = convert_to(u.owner::text, getdatabaseencoding()::name) || '\x00'::bytea || convert_to(u.name::text, getdatabaseencoding()::name) || '\x00'::bytea
JOIN sys.rels_ r ON r.relid = t.tgrelid
CROSS JOIN LATERAL sys.trigger_info_(u.source) i;
GRANT SELECT ON sys.triggers_all_ TO PUBLIC;

CREATE VIEW sys.dba_triggers AS SELECT owner, trigger_name, trigger_type, triggering_event, table_owner, base_object_type, table_name, column_name, referencing_names, when_clause, status, description, action_type, trigger_body, crossedition, before_statement, before_row, after_row, after_statement, instead_of_row, fire_once, apply_server_only FROM sys.triggers_all_;

CREATE VIEW sys.all_triggers AS SELECT owner, trigger_name, trigger_type, triggering_event, table_owner, base_object_type, table_name, column_name, referencing_names, when_clause, status, description, action_type, trigger_body, crossedition, before_statement, before_row, after_row, after_statement, instead_of_row, fire_once, apply_server_only FROM sys.triggers_all_
WHERE sys.relation_visible_(relid_, relowner_);
GRANT SELECT ON sys.all_triggers TO PUBLIC;

CREATE VIEW sys.user_triggers AS SELECT trigger_name, trigger_type, triggering_event, table_owner, base_object_type, table_name, column_name, referencing_names, when_clause, status, description, action_type, trigger_body, crossedition, before_statement, before_row, after_row, after_statement, instead_of_row, fire_once, apply_server_only FROM sys.triggers_all_
WHERE nspname_ = current_user;
GRANT SELECT ON sys.user_triggers TO PUBLIC;

CREATE VIEW sys.errors_all_ AS SELECT
    e.owner::text::varchar(128) AS owner,
    e.name::text::varchar(128) AS name,
    e.kind::varchar(12) AS type,
    e.sequence::numeric AS sequence,
    e.line::numeric AS line,
    e.col::numeric AS position,
    e.text::varchar(4000) AS text,
    'ERROR'::varchar(9) AS attribute,
    coalesce(substring(e.text from '^PLS-0*([0-9]+):')::numeric, 0::numeric) AS message_number
FROM sys.unit_errors_ e;
GRANT SELECT ON sys.errors_all_ TO PUBLIC;

CREATE VIEW sys.dba_errors AS SELECT owner, name, type, sequence, line, position, text, attribute, message_number FROM sys.errors_all_;

CREATE VIEW sys.all_errors AS SELECT owner, name, type, sequence, line, position, text, attribute, message_number FROM sys.errors_all_
WHERE true;
GRANT SELECT ON sys.all_errors TO PUBLIC;

CREATE VIEW sys.user_errors AS SELECT name, type, sequence, line, position, text, attribute, message_number FROM sys.errors_all_
WHERE owner = sys.oracle_name(current_user)::text;
GRANT SELECT ON sys.user_errors TO PUBLIC;
