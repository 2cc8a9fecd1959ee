-- Every function of schema sys with extreme arguments: each call may give a value or an error, never anything worse.
SET client_min_messages = warning;
CREATE TEMP TABLE extreme(type regtype, value text);
INSERT INTO extreme VALUES
 ('text', ''''''), ('text', '''a'''), ('text', '''żółw\''' || '''%_''' ), ('text', 'repeat(''x'', 100000)'), ('text', 'NULL'), ('text', '''99999999999999999999'''),
 ('text', '''YYYY-MM-DD HH24:MI:SS.FF9 TZR'''), ('text', '''((a*)*)*\1'''), ('text', '''+99:99'''), ('text', '''P1Y2M'''), ('text', '''-1-1'''), ('text', 'repeat(''9'', 200)'), ('text', '''FMXXXX'''),
 ('numeric', '0'), ('numeric', '-1'), ('numeric', '1e130'), ('numeric', '''NaN'''), ('numeric', '''Infinity'''), ('numeric', '0.5'), ('numeric', '2147483648'), ('numeric', '-9223372036854775808'), ('numeric', 'NULL'), ('numeric', '1e-130'), ('numeric', '123456789012345678901234567890.123456789'),
 ('int4', '0'), ('int4', '-2147483648'), ('int4', '2147483647'), ('int8', '-9223372036854775808'),
 ('timestamp', '''infinity'''), ('timestamp', '''-infinity'''), ('timestamp', '''4713-01-01 BC'''), ('timestamp', '''294276-12-31 23:59:59.999999'''), ('timestamp', '''1582-10-10'''), ('timestamp', '''2024-02-29 23:59:59.999999'''), ('timestamp', 'NULL'),
 ('timestamptz', '''infinity'''), ('timestamptz', '''294276-12-31 23:59:59'''), ('timestamptz', '''2024-02-29'''),
 ('sys.oratimestamptz', '''2024-02-29 23:59:59.999999 +14:00'''), ('sys.oratimestamptz', '''9999-12-31 23:59:59 Europe/Paris'''), ('sys.oratimestamptz', '''-4712-01-01 00:00:00 -12:00'''),
 ('interval', '''0'''), ('interval', '''178000000 years'''), ('interval', '''-2147483648 days'''), ('interval', '''1 mon 1 day 1 sec'''), ('interval', '''9223372036854 s'''),
 ('bytea', ''''''), ('bytea', '''\x00'''), ('bytea', '''\xffffffffffffffffffffffffffffffffffffffffffffffff'''), ('bytea', '''\xc102'''),
 ('float8', '''NaN'''), ('float8', '''-Infinity'''), ('float8', '1e308'), ('float4', '''NaN'''), ('float4', '1e38'),
 ('bool', 'true'), ('oid', '0'), ('oid', '4294967295'), ('tid', '''(4294967295,65535)'''), ('sys.rowid', '''AAAAAAAAAAAAAAAAAA'''), ('bpchar', '''a  '''), ('name', '''Emp'''), ('"char"', '''x''');
DO $$
DECLARE f record; q text; lists text[]; t oid; v record; i int; combos text[]; next text[]; c text; n bigint := 0; k int := 0;
BEGIN
    FOR f IN SELECT p.oid, p.proname, p.proargtypes::oid[] AS types, p.provariadic FROM pg_proc p
             WHERE p.pronamespace = 'sys'::regnamespace AND p.prokind = 'f' AND p.pronargs > 0
               AND NOT EXISTS (SELECT 1 FROM unnest(p.proargtypes) a WHERE a IN ('internal'::regtype, 'cstring'::regtype, '_cstring'::regtype, 'regclass'::regtype, 'xid'::regtype, '_float8'::regtype))
               AND p.proname NOT IN ('drop_user', 'create_synonym', 'drop_synonym', 'user_created', 'rename_object', 'grant_system_privilege', 'revoke_system_privilege', 'alter_session', 'set_session_info')
             ORDER BY p.oid LOOP
        combos := ARRAY[''];
        FOREACH t IN ARRAY f.types LOOP
            next := '{}';
            FOREACH c IN ARRAY combos LOOP
                FOR v IN SELECT * FROM extreme e WHERE e.type = t OR t = '"any"'::regtype OR (t IN ('_numeric'::regtype) AND e.type = 'numeric'::regtype)
                           OR (t = 'anycompatiblearray'::regtype AND e.type = 'numeric'::regtype) ORDER BY md5(f.oid::text || e.value) LOOP
                    next := next || (c || CASE WHEN c = '' THEN '' ELSE ', ' END || v.value || '::' || v.type);
                    EXIT WHEN array_length(next, 1) > 150;
                END LOOP;
                EXIT WHEN array_length(next, 1) > 150;
            END LOOP;
            combos := next;
        END LOOP;
        FOREACH c IN ARRAY combos LOOP
            k := k + 1;
            BEGIN
                EXECUTE format('SELECT octet_length(sys.%I(%s)::text)', f.proname, c) INTO n;
            EXCEPTION WHEN query_canceled THEN RAISE;
                WHEN OTHERS THEN
                    IF sqlstate IN ('XX000', 'XX001', 'XX002') AND sqlerrm NOT LIKE '%interval out of range%' THEN RAISE WARNING 'sys.%(%): % %', f.proname, left(c, 200), sqlstate, left(sqlerrm, 200); END IF;
            END;
        END LOOP;
    END LOOP;
END $$;
SELECT 'alive' AS server;
