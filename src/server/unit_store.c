/*
 * unit_store.c - the rows of stored PL/SQL units.
 *
 * Reading is by the primary key's index, without SPI: it happens inside of statements and of the machine. A change is announced as an
 * invalidation of the table's relation cache entry, which every session gets.
 *
 * See also:  unit_store.h, sql/units.sql (the columns, read by position)
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "server/unit_store.h"

/* Columns of sys.units_ */
enum
{
    U_OWNER = 1,
    U_NAME,
    U_KIND,
    U_SOURCE,
    U_STATUS,
    U_VERSION,
    U_CREATED,
    U_LAST_DDL,
    U_CODE,
    U_CODE_VERSION
};

static const struct
{
    OlObjectKind kind;
    const char *word;
} kinds[] = {
    {OL_OBJ_PROCEDURE, "PROCEDURE"}, {OL_OBJ_FUNCTION, "FUNCTION"}, {OL_OBJ_PACKAGE, "PACKAGE"}, {OL_OBJ_PACKAGE_BODY, "PACKAGE BODY"},
    {OL_OBJ_TRIGGER, "TRIGGER"},     {OL_OBJ_TYPE, "TYPE"},         {OL_OBJ_TYPE_BODY, "TYPE BODY"}, {OL_OBJ_TABLE, "TABLE"},
    {OL_OBJ_VIEW, "VIEW"},           {OL_OBJ_MVIEW, "MATERIALIZED VIEW"}, {OL_OBJ_SEQUENCE, "SEQUENCE"}, {OL_OBJ_SYNONYM, "SYNONYM"},
};

const char *ol_unit_kind_word(OlObjectKind kind)
{
    for (size_t i = 0; i < lengthof(kinds); i++)
    {
        if (kinds[i].kind == kind)
        {
            return kinds[i].word;
        }
    }
    return "UNDEFINED";
}

OlObjectKind ol_unit_kind(const char *word)
{
    for (size_t i = 0; i < lengthof(kinds); i++)
    {
        if (strcmp(kinds[i].word, word) == 0)
        {
            return kinds[i].kind;
        }
    }
    return OL_OBJ_NONE;
}

/* --- changes --------------------------------------------------------------------------------------------------------------- */

static uint64 epoch = 1;
static Oid units_relid; /* as last seen: call-backs must not look anything up */

static Oid units_relation(void)
{
    Oid space = ol_pg_sys_namespace();

    units_relid = OidIsValid(space) ? get_relname_relid("units_", space) : InvalidOid;
    return units_relid;
}

static void relation_changed(Datum arg, Oid relid)
{
    if (relid == units_relid || !OidIsValid(relid))
    {
        epoch++;
    }
}

static void role_changed(Datum arg, int cacheid, uint32 hashvalue)
{
    epoch++;
}

uint64 ol_unit_epoch(void)
{
    return epoch;
}

void ol_unit_announce(void)
{
    Oid rel = units_relation();

    CommandCounterIncrement();
    if (OidIsValid(rel))
    {
        CacheInvalidateRelcacheByRelid(rel);
        CommandCounterIncrement();
    }
}

void ol_unit_store_init(void)
{
    CacheRegisterRelcacheCallback(relation_changed, (Datum)0);
    CacheRegisterSyscacheCallback(AUTHMEMROLEMEM, role_changed, (Datum)0);
    CacheRegisterSyscacheCallback(AUTHOID, role_changed, (Datum)0);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

static void name_key(ScanKey key, AttrNumber column, NameData *store, const char *value)
{
    namestrcpy(store, value);
    ScanKeyInit(key, column, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(store));
    key->sk_collation = C_COLLATION_OID;
}

static void read_tuple(HeapTuple tuple, TupleDesc desc, OlObjectKind kind, bool with_source, bool with_code, OlUnitRow *row)
{
    bool isnull;
    Datum d;

    memset(row, 0, sizeof *row);
    row->kind = kind;
    row->version = DatumGetInt64(heap_getattr(tuple, U_VERSION, desc, &isnull));
    row->valid = strcmp(TextDatumGetCString(heap_getattr(tuple, U_STATUS, desc, &isnull)), "VALID") == 0;
    if (with_source)
    {
        row->source = TextDatumGetCString(heap_getattr(tuple, U_SOURCE, desc, &isnull));
    }
    if (with_code && desc->natts >= U_CODE_VERSION)
    {
        d = heap_getattr(tuple, U_CODE_VERSION, desc, &isnull);
        if (!isnull && DatumGetInt64(d) == row->version)
        {
            d = heap_getattr(tuple, U_CODE, desc, &isnull);
            if (!isnull)
            {
                struct varlena *v = PG_DETOAST_DATUM(d); /* outlives the scan: the tuple's own bytes are copied */
                Size n = VARSIZE_ANY_EXHDR(v);
                char *copy = (char *)v;

                if ((Pointer)v == DatumGetPointer(d))
                {
                    copy = palloc(n);
                    memcpy(copy, VARDATA_ANY(v), n);
                    row->code = ol_str_n(copy, n);
                }
                else
                {
                    row->code = ol_str_n(VARDATA_ANY(v), n);
                }
            }
        }
    }
}

bool ol_unit_read(const char *schema, const char *name, OlObjectKind kind, bool with_source, bool with_code, OlUnitRow *row)
{
    Oid relid = units_relation();
    NameData names[2];
    ScanKeyData keys[2];
    Relation rel;
    SysScanDesc scan;
    HeapTuple tuple;
    bool found = false;

    if (!OidIsValid(relid) || strlen(schema) >= NAMEDATALEN || strlen(name) >= NAMEDATALEN)
    {
        return false;
    }
    name_key(&keys[0], U_OWNER, &names[0], schema);
    name_key(&keys[1], U_NAME, &names[1], name);
    rel = table_open(relid, AccessShareLock);
    {
        Oid index = RelationGetPrimaryKeyIndex(rel);

        scan = systable_beginscan(rel, index, OidIsValid(index), NULL, 2, keys);
    }
    while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        bool isnull;
        char *word = TextDatumGetCString(heap_getattr(tuple, U_KIND, RelationGetDescr(rel), &isnull));
        OlObjectKind k = ol_unit_kind(word);

        if (kind == OL_OBJ_NONE ? k == OL_OBJ_PACKAGE || k == OL_OBJ_FUNCTION || k == OL_OBJ_PROCEDURE || k == OL_OBJ_TYPE : k == kind)
        {
            read_tuple(tuple, RelationGetDescr(rel), k, with_source, with_code, row);
            found = true;
        }
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return found;
}

static Oid role_named(const char *oracle)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr pg = ol_name_to_pg(arena, ol_str(oracle));

    return get_role_oid(pnstrdup(pg.s, pg.n), true);
}

static bool is_member(Oid role, const char *grantee)
{
    Oid member;

    if (strcmp(grantee, "PUBLIC") == 0)
    {
        return true;
    }
    member = role_named(grantee);
    return OidIsValid(member) && has_privs_of_role(role, member);
}

static bool has_grant(const char *schema, const char *name, const char *wanted, Oid role, bool with_option)
{
    Oid space = ol_pg_sys_namespace();
    Oid relid = OidIsValid(space) ? get_relname_relid("unit_privs_", space) : InvalidOid;
    NameData names[2];
    ScanKeyData keys[2];
    Relation rel;
    SysScanDesc scan;
    HeapTuple tuple;
    bool found = false;

    if (!OidIsValid(relid))
    {
        return false;
    }
    name_key(&keys[0], 1, &names[0], schema);
    name_key(&keys[1], 2, &names[1], name);
    rel = table_open(relid, AccessShareLock);
    {
        Oid index = RelationGetPrimaryKeyIndex(rel);

        scan = systable_beginscan(rel, index, OidIsValid(index), NULL, 2, keys);
    }
    while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        TupleDesc desc = RelationGetDescr(rel);
        bool isnull;
        char *grantee = pstrdup(NameStr(*DatumGetName(heap_getattr(tuple, 3, desc, &isnull))));

        found = strcmp(TextDatumGetCString(heap_getattr(tuple, 4, desc, &isnull)), wanted) == 0 &&
                (!with_option || DatumGetBool(heap_getattr(tuple, 6, desc, &isnull))) && is_member(role, grantee);
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return found;
}

bool ol_unit_granted(const char *schema, const char *name, Oid role)
{
    return has_grant(schema, name, "EXECUTE", role, false);
}

bool ol_unit_may_grant(const char *schema, const char *name, const char *privilege, Oid role)
{
    return has_grant(schema, name, privilege, role, true);
}

bool ol_role_has_privilege(Oid role, const char *privilege)
{
    Oid space = ol_pg_sys_namespace();
    Oid relid = OidIsValid(space) ? get_relname_relid("system_privileges_", space) : InvalidOid;
    Relation rel;
    SysScanDesc scan;
    HeapTuple tuple;
    bool found = false;

    if (!OidIsValid(relid))
    {
        return false;
    }
    rel = table_open(relid, AccessShareLock);
    scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
    while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        TupleDesc desc = RelationGetDescr(rel);
        bool isnull;
        char *has = TextDatumGetCString(heap_getattr(tuple, 2, desc, &isnull));

        found = (strcmp(has, privilege) == 0 || strcmp(has, "DBA") == 0) &&
                is_member(role, TextDatumGetCString(heap_getattr(tuple, 1, desc, &isnull)));
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return found;
}

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

Oid ol_unit_store_owner(void)
{
    HeapTuple tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(ol_pg_sys_namespace()));
    Oid owner;

    if (!HeapTupleIsValid(tuple))
    {
        elog(ERROR, "schema sys is missing");
    }
    owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
    ReleaseSysCache(tuple);
    return owner;
}

/* One statement as the owner of schema sys. Returns rows; the first column of the first as int8 in *first (may be NULL). */
static uint64 run_as_owner(const char *sql, int nargs, const Oid *types, const Datum *values, const char *nulls, int64 *first)
{
    Oid user;
    int sec;
    int rc;
    uint64 n;

    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    GetUserIdAndSecContext(&user, &sec);
    SetUserIdAndSecContext(ol_unit_store_owner(), sec | SECURITY_LOCAL_USERID_CHANGE);
    PushActiveSnapshot(GetTransactionSnapshot());
    rc = SPI_execute_with_args(sql, nargs, (Oid *)types, (Datum *)values, nulls, false, 0);
    PopActiveSnapshot();
    SetUserIdAndSecContext(user, sec);
    if (rc < 0)
    {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(rc));
    }
    n = SPI_processed;
    if (first != NULL && n > 0 && SPI_tuptable != NULL)
    {
        bool isnull;

        *first = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
    }
    SPI_finish();
    CommandCounterIncrement();
    return n;
}

static uint64 write_texts(const char *sql, int nargs, const char *const *args)
{
    Oid types[8];
    Datum values[8];

    for (int i = 0; i < nargs; i++)
    {
        types[i] = TEXTOID;
        values[i] = CStringGetTextDatum(args[i]);
    }
    return run_as_owner(sql, nargs, types, values, NULL, NULL);
}

#define KEY "owner OPERATOR(pg_catalog.=) $1::pg_catalog.name AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name" \
            " AND kind OPERATOR(pg_catalog.=) $3"

int64 ol_unit_write_source(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    Oid types[4] = {TEXTOID, TEXTOID, TEXTOID, TEXTOID};
    Datum values[4] = {CStringGetTextDatum(schema), CStringGetTextDatum(name), CStringGetTextDatum(ol_unit_kind_word(kind)),
                       CStringGetTextDatum(source)};
    int64 version = 0;

    (void)run_as_owner("INSERT INTO sys.units_ AS u (owner, name, kind, source, status, version)"
                " VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3, $4, 'INVALID', pg_catalog.nextval('sys.units_version_'))"
                " ON CONFLICT (owner, name, kind) DO UPDATE SET source = excluded.source, status = excluded.status,"
                " version = excluded.version, last_ddl_time = pg_catalog.now(), code = NULL, code_version = NULL RETURNING u.version",
                4, types, values, NULL, &version);
    return version;
}

static void write_errors(const char *const *key, const OlPlcResult *result, const OlDiag *diag)
{
    (void)write_texts("DELETE FROM sys.unit_errors_ WHERE " KEY, 3, key);
    for (int i = 0; result != NULL && i < Max(result->nmessages, 1); i++)
    {
        const OlPlcMessage *m = i < result->nmessages ? &result->messages[i] : NULL;
        const char *args[7] = {key[0],
                               key[1],
                               key[2],
                               psprintf("%d", i + 1),
                               psprintf("%d", m != NULL ? m->line : 0),
                               psprintf("%d", m != NULL ? m->column : 0),
                               m != NULL ? pnstrdup(m->text.s, m->text.n) : pstrdup(diag->text)};

        (void)write_texts("INSERT INTO sys.unit_errors_ VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3, $4::pg_catalog.int4,"
                          " $5::pg_catalog.int4, $6::pg_catalog.int4, $7)",
                          7, args);
    }
}

static void write_dependencies(const char *const *key, const OlProgram *program)
{
    (void)write_texts("DELETE FROM sys.unit_deps_ WHERE " KEY, 3, key);
    for (int i = 0; program != NULL && i < program->ndependencies; i++)
    {
        const OlBcDependency *d = &program->dependencies[i];
        const char *args[6] = {key[0], key[1], key[2], pnstrdup(d->schema.s, d->schema.n), pnstrdup(d->name.s, d->name.n),
                               ol_unit_kind_word(d->kind)};

        if (d->name.n == 0 || d->name.n >= NAMEDATALEN || d->schema.n >= NAMEDATALEN)
        {
            continue;
        }
        (void)write_texts("INSERT INTO sys.unit_deps_ VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3, $4::pg_catalog.name,"
                          " $5::pg_catalog.name, $6) ON CONFLICT DO NOTHING",
                          6, args);
    }
}

void ol_unit_write_compiled(const char *schema, const char *name, OlObjectKind kind, int64 version, const OlProgram *program,
                            const OlPlcResult *result, const OlDiag *diag, bool skip_locked)
{
    const char *key[3] = {schema, name, ol_unit_kind_word(kind)};
    Oid types[6] = {TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, BYTEAOID};
    Datum values[6] = {CStringGetTextDatum(schema), CStringGetTextDatum(name), CStringGetTextDatum(key[2]),
                       CStringGetTextDatum(program != NULL ? "VALID" : "INVALID"), Int64GetDatum(version), (Datum)0};
    char nulls[7] = "     n";
    uint64 n;

    if (program != NULL)
    {
        OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
        OlBuf b;
        bytea *bytes;

        ol_buf_init(&b, arena, 4096);
        ol_program_write(program, &b);
        bytes = palloc(b.len + VARHDRSZ);
        SET_VARSIZE(bytes, b.len + VARHDRSZ);
        memcpy(VARDATA(bytes), b.data, b.len);
        values[5] = PointerGetDatum(bytes);
        nulls[5] = ' ';
    }
    n = run_as_owner(skip_locked ? "UPDATE sys.units_ SET status = $4, code = $6, code_version = $5 WHERE ctid OPERATOR(pg_catalog.=)"
                            " (SELECT ctid FROM sys.units_ WHERE " KEY " AND version OPERATOR(pg_catalog.=) $5 FOR UPDATE SKIP LOCKED)"
                          : "UPDATE sys.units_ SET status = $4, code = $6, code_version = $5 WHERE " KEY
                            " AND version OPERATOR(pg_catalog.=) $5",
              6, types, values, nulls, NULL);
    if (n == 0)
    {
        return;
    }
    write_errors(key, program == NULL ? result : NULL, diag);
    if (program != NULL || !skip_locked)
    {
        write_dependencies(key, program);
    }
}

void ol_unit_invalidate_users(const char *schema, const char *name)
{
    const char *args[2] = {schema, name};

    (void)write_texts("WITH RECURSIVE d AS (SELECT x.owner, x.name, x.kind FROM sys.unit_deps_ x"
                      " WHERE x.ref_owner OPERATOR(pg_catalog.=) $1::pg_catalog.name AND x.ref_name OPERATOR(pg_catalog.=) $2::pg_catalog.name"
                      " UNION SELECT x.owner, x.name, x.kind FROM d JOIN sys.unit_deps_ x ON x.ref_owner OPERATOR(pg_catalog.=) d.owner"
                      " AND x.ref_name OPERATOR(pg_catalog.=) d.name WHERE d.kind OPERATOR(pg_catalog.<>) 'PACKAGE BODY')"
                      " UPDATE sys.units_ u SET status = 'INVALID' FROM d WHERE u.owner OPERATOR(pg_catalog.=) d.owner"
                      " AND u.name OPERATOR(pg_catalog.=) d.name AND u.kind OPERATOR(pg_catalog.=) d.kind"
                      " AND u.status OPERATOR(pg_catalog.<>) 'INVALID' AND NOT (u.owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                      " AND u.name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND u.kind OPERATOR(pg_catalog.<>) 'PACKAGE BODY')",
                      2, args);
}

uint64 ol_unit_delete(const char *schema, const char *name, OlObjectKind kind)
{
#define WITH_BODY "owner OPERATOR(pg_catalog.=) $1::pg_catalog.name AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name"      \
                  " AND (kind OPERATOR(pg_catalog.=) $3 OR ($3 OPERATOR(pg_catalog.=) 'PACKAGE' AND kind OPERATOR(pg_catalog.=)" \
                  " 'PACKAGE BODY') OR ($3 OPERATOR(pg_catalog.=) 'TYPE' AND kind OPERATOR(pg_catalog.=) 'TYPE BODY'))"
    const char *args[3] = {schema, name, ol_unit_kind_word(kind)};
    uint64 n = write_texts("DELETE FROM sys.units_ WHERE " WITH_BODY, 3, args);

    if (n > 0)
    {
        (void)write_texts("DELETE FROM sys.unit_errors_ WHERE " WITH_BODY, 3, args);
        (void)write_texts("DELETE FROM sys.unit_deps_ WHERE " WITH_BODY, 3, args);
        if (kind != OL_OBJ_PACKAGE_BODY && kind != OL_OBJ_TYPE_BODY)
        {
            (void)write_texts("DELETE FROM sys.unit_privs_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                              " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name",
                              2, args);
        }
    }
    return n;
}

void ol_unit_mark_valid(const char *schema, const char *name, OlObjectKind kind)
{
    const char *args[3] = {schema, name, ol_unit_kind_word(kind)};

    (void)write_texts("UPDATE sys.units_ SET status = 'VALID' WHERE " KEY, 3, args);
    (void)write_texts("DELETE FROM sys.unit_errors_ WHERE " KEY, 3, args);
}

void ol_unit_grant(const char *schema, const char *name, const char *privilege, const char *grantee, bool grantable)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr grantor = ol_name_from_pg(arena, ol_str(GetUserNameFromId(GetUserId(), false)));
    const char *args[6] = {schema, name, grantee, privilege, pnstrdup(grantor.s, grantor.n), grantable ? "t" : "f"};

    (void)write_texts("INSERT INTO sys.unit_privs_ AS p VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3::pg_catalog.name, $4,"
                      " $5::pg_catalog.name, $6::pg_catalog.bool) ON CONFLICT (owner, name, grantee, privilege)"
                      " DO UPDATE SET grantable = p.grantable OR excluded.grantable",
                      6, args);
}

bool ol_unit_revoke(const char *schema, const char *name, const char *privilege, const char *grantee)
{
    const char *args[4] = {schema, name, grantee, privilege};

    return write_texts("DELETE FROM sys.unit_privs_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                       " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND grantee OPERATOR(pg_catalog.=) $3::pg_catalog.name"
                       " AND privilege OPERATOR(pg_catalog.=) $4",
                       4, args) > 0;
}
