/*
 * constraint.c - states of constraints that PostgreSQL has not: DISABLE, and keys over several columns that are partly NULL.
 *
 * Owns:      the rows of sys.disabled_constraints_, written only here, as the owner of schema sys; the indexes NAME$nulls.
 * Invariant: a disabled constraint does not exist in PostgreSQL; its definition is kept as text and added again by ENABLE. What
 *            ENABLE adds runs with the rights of the current user.
 * See also:  translate/tr_ddl_table.c (emits the calls), sql/dict/catalog.sql, sql/dict/constraints.sql; SQL Language Reference,
 *            "constraint": "UNIQUE", "ENABLE", "DISABLE"
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "runtime/dict/dict.h"
#include "runtime/func/func.h"
#include "runtime/runtime.h"

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* $1: the table; $2, $3: text, may be NULL; $4: names. */
static uint64 query(const char *sql, Oid relid, const char *a, const char *b, Datum names, bool write)
{
    Oid types[4] = {OIDOID, TEXTOID, TEXTOID, TEXTARRAYOID};
    Datum values[4];
    char nulls[5] = "    ";

    values[0] = ObjectIdGetDatum(relid);
    values[1] = a != NULL ? CStringGetTextDatum(a) : (Datum)0;
    values[2] = b != NULL ? CStringGetTextDatum(b) : (Datum)0;
    values[3] = names;
    nulls[1] = a != NULL ? ' ' : 'n';
    nulls[2] = b != NULL ? ' ' : 'n';
    nulls[3] = names != (Datum)0 ? ' ' : 'n';
    if (SPI_execute_with_args(sql, 4, types, values, nulls, !write, 0) < 0)
        elog(ERROR, "%s failed", sql);
    return SPI_processed;
}

/* The same as another user: an error on the way out restores the user by itself. */
static uint64 query_as(Oid user, const char *sql, Oid relid, const char *a, const char *b)
{
    Oid was;
    int context;
    uint64 n;

    GetUserIdAndSecContext(&was, &context);
    SetUserIdAndSecContext(user, context | SECURITY_LOCAL_USERID_CHANGE);
    n = query(sql, relid, a, b, (Datum)0, true);
    SetUserIdAndSecContext(was, context);
    return n;
}

static Oid sys_owner(void)
{
    HeapTuple tuple = SearchSysCache1(NAMESPACENAME, CStringGetDatum("sys"));
    Oid owner;

    if (!HeapTupleIsValid(tuple))
        ereport(ERROR, (errcode(ERRCODE_UNDEFINED_SCHEMA), errmsg("schema sys does not exist")));
    owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
    ReleaseSysCache(tuple);
    return owner;
}

static char *table_of(Oid relid)
{
    char *name = get_rel_name(relid);

    if (name == NULL)
        ol_raise(OL_ERR_TABLE_NOT_FOUND);
    return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), name);
}

static char *shown(Oid relid, const char *constraint)
{
    NameData schema, name;

    namestrcpy(&schema, get_namespace_name(get_rel_namespace(relid)));
    namestrcpy(&name, constraint);
    return psprintf("%s.%s", text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_oracle_name, NameGetDatum(&schema)))),
                    text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_oracle_name, NameGetDatum(&name)))));
}

static void execute(const char *sql)
{
    if (SPI_execute(sql, false, 0) < 0)
        elog(ERROR, "%s failed", sql);
}

static void start(Oid relid)
{
    (void)table_of(relid);
    if (!pg_class_ownercheck(relid, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
}

/* The table, after a look that the arguments of the mask are not NULL. */
static Oid not_null(FunctionCallInfo fcinfo, unsigned mask)
{
    for (int i = 0; i < PG_NARGS(); i++)
        if ((mask & (1u << i)) != 0 && PG_ARGISNULL(i))
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("argument %d must not be null", i + 1)));
    return PG_GETARG_OID(0);
}

static char *column(int row, int n)
{
    return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, n);
}

static bool name_taken(Oid relid, const char *name)
{
    return query("SELECT 1 FROM sys.disabled_constraints_ d WHERE d.relid::pg_catalog.oid OPERATOR(pg_catalog.=) $1 AND d.name"
                 " OPERATOR(pg_catalog.=) $2 UNION ALL SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1"
                 " AND c.conname OPERATOR(pg_catalog.=) $2::pg_catalog.name AND $3 IS NULL AND $4 IS NULL",
                 relid, name, NULL, (Datum)0, false) > 0;
}

static void keep(Oid relid, const char *name, const char *definition)
{
    /* tables that are gone leave their rows until somebody comes by */
    (void)query_as(sys_owner(), "DELETE FROM sys.disabled_constraints_ d WHERE $1 IS NOT NULL AND $2 IS NULL AND $3 IS NULL AND NOT EXISTS (SELECT 1"
                                " FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) d.relid::pg_catalog.oid) AND $4 IS NULL",
                   relid, NULL, NULL);
    (void)query_as(sys_owner(), "INSERT INTO sys.disabled_constraints_ (relid, name, definition) SELECT $1::pg_catalog.regclass, $2, $3 WHERE $4 IS NULL",
                   relid, name, definition);
}

static bool forget(Oid relid, const char *name)
{
    return query_as(sys_owner(), "DELETE FROM sys.disabled_constraints_ d WHERE d.relid::pg_catalog.oid OPERATOR(pg_catalog.=) $1 AND d.name"
                                 " OPERATOR(pg_catalog.=) $2 AND $3 IS NULL AND $4 IS NULL",
                    relid, name, NULL) > 0;
}

/* Definition of a disabled constraint, NULL when there is none of the name. */
static char *kept(Oid relid, const char *name)
{
    if (query("SELECT d.definition FROM sys.disabled_constraints_ d WHERE d.relid::pg_catalog.oid OPERATOR(pg_catalog.=) $1 AND d.name"
              " OPERATOR(pg_catalog.=) $2 AND $3 IS NULL AND $4 IS NULL",
              relid, name, NULL, (Datum)0, false) == 0)
        return NULL;
    return column(0, 1);
}

/* The name said, or that of the primary key (no columns) or the unique key over the columns; NULL when there is none. */
static char *key_name(FunctionCallInfo fcinfo, Oid relid)
{
    Datum columns;

    if (!PG_ARGISNULL(1))
        return text_to_cstring(PG_GETARG_TEXT_PP(1));
    columns = PointerGetDatum(PG_GETARG_ARRAYTYPE_P(2));
    if (query("SELECT k.name FROM (SELECT c.conname::pg_catalog.text AS name, pg_catalog.pg_get_constraintdef(c.oid) AS definition"
              " FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1 AND c.contype OPERATOR(pg_catalog.=) ANY (ARRAY['p', 'u']::pg_catalog.\"char\"[])"
              " UNION ALL SELECT d.name, d.definition FROM sys.disabled_constraints_ d WHERE d.relid::pg_catalog.oid OPERATOR(pg_catalog.=) $1) k"
              " WHERE $2 IS NULL AND $3 IS NULL AND CASE WHEN pg_catalog.cardinality($4) OPERATOR(pg_catalog.=) 0"
              " THEN pg_catalog.starts_with(k.definition, 'PRIMARY KEY') ELSE pg_catalog.starts_with(k.definition,"
              " 'UNIQUE (' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(u.c), ', ' ORDER BY u.n) FROM pg_catalog.unnest($4)"
              " WITH ORDINALITY u(c, n)) OPERATOR(pg_catalog.||) ')') END",
              relid, NULL, NULL, columns, false) == 0)
        return NULL;
    return column(0, 1);
}

/* --- keys that are partly NULL ------------------------------------------------------------------------------------ */

/*
 * Oracle: rows equal where not NULL, and NULL in the same columns, are duplicates unless all columns are NULL; PostgreSQL takes any
 * NULL for different. An index of its own keeps those rows apart; it goes with the key (and ORA-00001 names the key, pg_error_map.c).
 */
static void unique_nulls(Oid relid)
{
    uint64 n = query(
        "SELECT i.indexrelid, coalesce(k.oid, 0), ic.relname, e.list, e.any_null, e.all_null FROM pg_catalog.pg_index i"
        " JOIN pg_catalog.pg_class ic ON ic.oid OPERATOR(pg_catalog.=) i.indexrelid"
        " LEFT JOIN pg_catalog.pg_constraint k ON k.conindid OPERATOR(pg_catalog.=) i.indexrelid AND k.contype OPERATOR(pg_catalog.=) 'u'"
        " CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(x.d, ', ' ORDER BY x.n) AS list, pg_catalog.string_agg(x.d OPERATOR(pg_catalog.||)"
        " ' IS NULL', ' OR ' ORDER BY x.n) AS any_null, pg_catalog.string_agg(x.d OPERATOR(pg_catalog.||) ' IS NULL', ' AND ' ORDER BY x.n) AS all_null,"
        " pg_catalog.bool_or(x.nullable) AS nullable FROM (SELECT u.n, CASE WHEN i.indkey[u.n OPERATOR(pg_catalog.-) 1] OPERATOR(pg_catalog.=) 0"
        " THEN '(' OPERATOR(pg_catalog.||) pg_catalog.pg_get_indexdef(i.indexrelid, u.n, false) OPERATOR(pg_catalog.||) ')'"
        " ELSE pg_catalog.pg_get_indexdef(i.indexrelid, u.n, false) END AS d, NOT coalesce(a.attnotnull, false) AS nullable"
        " FROM pg_catalog.generate_series(1, i.indnkeyatts) u(n) LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) i.indrelid"
        " AND a.attnum OPERATOR(pg_catalog.=) i.indkey[u.n OPERATOR(pg_catalog.-) 1] AND a.attnum OPERATOR(pg_catalog.>) 0) x) e"
        " WHERE i.indrelid OPERATOR(pg_catalog.=) $1 AND i.indisunique AND NOT i.indisprimary AND NOT i.indnullsnotdistinct"
        " AND i.indnkeyatts OPERATOR(pg_catalog.>) 1 AND i.indpred IS NULL AND e.nullable AND ic.relkind OPERATOR(pg_catalog.=) 'i'"
        " AND $2 IS NULL AND $3 IS NULL AND $4 IS NULL AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class h WHERE h.relnamespace"
        " OPERATOR(pg_catalog.=) ic.relnamespace AND h.relname OPERATOR(pg_catalog.=) (pg_catalog.left(ic.relname::pg_catalog.text, 57)"
        " OPERATOR(pg_catalog.||) '$nulls')::pg_catalog.name)",
        relid, NULL, NULL, (Datum)0, true); /* as a writer: it must see the key added just now */
    SPITupleTable *rows = SPI_tuptable;

    for (uint64 i = 0; i < n; i++)
    {
        ObjectAddress helper, main;
        char *index = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);
        char *constraint = SPI_getvalue(rows->vals[i], rows->tupdesc, 2);
        char *base = SPI_getvalue(rows->vals[i], rows->tupdesc, 3);
        char *name;

        base[pg_mbcliplen(base, (int)strlen(base), 57)] = '\0';
        name = psprintf("%s$nulls", base);
        execute(psprintf("CREATE UNIQUE INDEX %s ON %s (%s) NULLS NOT DISTINCT WHERE (%s) AND NOT (%s)", quote_identifier(name), table_of(relid),
                         SPI_getvalue(rows->vals[i], rows->tupdesc, 4), SPI_getvalue(rows->vals[i], rows->tupdesc, 5),
                         SPI_getvalue(rows->vals[i], rows->tupdesc, 6)));
        CommandCounterIncrement();
        ObjectAddressSet(helper, RelationRelationId, get_relname_relid(name, get_rel_namespace(relid)));
        if (strcmp(constraint, "0") != 0)
            ObjectAddressSet(main, ConstraintRelationId, (Oid)strtoul(constraint, NULL, 10));
        else
            ObjectAddressSet(main, RelationRelationId, (Oid)strtoul(index, NULL, 10));
        recordDependencyOn(&helper, &main, DEPENDENCY_AUTO);
    }
}

/* sys.unique_nulls(table) */
OL_FUNCTION(ol_fn_unique_nulls)
{
    start(PG_GETARG_OID(0));
    unique_nulls(PG_GETARG_OID(0));
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- states ------------------------------------------------------------------------------------------------------- */

/* sys.record_constraint(table, name or NULL, definition): declared DISABLE. */
OL_FUNCTION(ol_fn_record_constraint)
{
    Oid relid = not_null(fcinfo, 0x5);
    char *name = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));

    start(relid);
    if (name == NULL)
        for (int i = 1; name == NULL || name_taken(relid, name); i++)
            name = psprintf("sys_c%u%03d", relid, i);
    else if (name_taken(relid, name))
        ol_raise(OL_ERR_CONSTRAINT_NAME_USED);
    keep(relid, name, text_to_cstring(PG_GETARG_TEXT_PP(2)));
    SPI_finish();
    PG_RETURN_VOID();
}

/* Takes the constraint away and keeps its definition; false when the table has none of the name. */
static bool disable(Oid relid, const char *name, bool cascade)
{
    char *oid, *definition;
    bool key;
    uint64 n;

    if (query("SELECT c.oid, pg_catalog.pg_get_constraintdef(c.oid), c.contype OPERATOR(pg_catalog.=) ANY (ARRAY['p', 'u']::pg_catalog.\"char\"[])"
              " FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1 AND c.conname OPERATOR(pg_catalog.=) $2::pg_catalog.name"
              " AND $3 IS NULL AND $4 IS NULL",
              relid, name, NULL, (Datum)0, false) == 0)
        return false;
    oid = column(0, 1);
    definition = column(0, 2);
    key = strcmp(column(0, 3), "t") == 0;
    if (strlen(definition) > 10 && strcmp(definition + strlen(definition) - 10, " NOT VALID") == 0)
        definition[strlen(definition) - 10] = '\0';
    if (key)
    {
        SPITupleTable *rows;

        n = query("SELECT f.conrelid, f.conname FROM pg_catalog.pg_constraint f JOIN pg_catalog.pg_constraint k ON k.oid OPERATOR(pg_catalog.=)"
                  " $2::pg_catalog.oid WHERE f.contype OPERATOR(pg_catalog.=) 'f' AND f.confrelid OPERATOR(pg_catalog.=) $1"
                  " AND f.conindid OPERATOR(pg_catalog.=) k.conindid AND $3 IS NULL AND $4 IS NULL",
                  relid, oid, NULL, (Datum)0, false);
        rows = SPI_tuptable;
        if (n > 0 && !cascade)
            ol_raise(OL_ERR_DISABLE_REFERENCED, shown(relid, name));
        for (uint64 i = 0; i < n; i++)
        {
            Oid other = (Oid)strtoul(SPI_getvalue(rows->vals[i], rows->tupdesc, 1), NULL, 10);

            if (!pg_class_ownercheck(other, GetUserId()))
                ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
            (void)disable(other, SPI_getvalue(rows->vals[i], rows->tupdesc, 2), false);
        }
    }
    execute(psprintf("ALTER TABLE %s DROP CONSTRAINT %s", table_of(relid), quote_identifier(name)));
    keep(relid, name, definition);
    return true;
}

/* sys.disable_constraint(table, name or NULL, columns, cascade) */
OL_FUNCTION(ol_fn_disable_constraint)
{
    Oid relid = not_null(fcinfo, 0xD);
    char *name;

    start(relid);
    name = key_name(fcinfo, relid);
    if (name == NULL || (kept(relid, name) == NULL && !disable(relid, name, PG_GETARG_BOOL(3))))
        ol_raise(OL_ERR_DISABLE_UNKNOWN, name != NULL ? shown(relid, name) : "");
    SPI_finish();
    PG_RETURN_VOID();
}

/* Adds or validates; children without parents have an error of their own here. */
static void enable_with(const char *sql, Oid relid, const char *name)
{
    MemoryContext context = CurrentMemoryContext;

    PG_TRY();
    {
        execute(sql);
    }
    PG_CATCH();
    {
        ErrorData *e;

        MemoryContextSwitchTo(context);
        e = CopyErrorData();
        if (e->sqlerrcode != ERRCODE_FOREIGN_KEY_VIOLATION && e->sqlerrcode != ERRCODE_UNIQUE_VIOLATION)
            PG_RE_THROW();
        FlushErrorState();
        ol_raise(e->sqlerrcode == ERRCODE_UNIQUE_VIOLATION ? OL_ERR_ENABLE_DUPLICATES : OL_ERR_ENABLE_PARENT_MISSING, shown(relid, name));
    }
    PG_END_TRY();
}

/* sys.enable_constraint(table, name or NULL, columns, validate) */
OL_FUNCTION(ol_fn_enable_constraint)
{
    Oid relid = not_null(fcinfo, 0xD);
    bool validate = PG_GETARG_BOOL(3);
    char *name, *definition;

    start(relid);
    name = key_name(fcinfo, relid);
    if (name == NULL)
        ol_raise(OL_ERR_CONSTRAINT_UNKNOWN, "");
    definition = kept(relid, name);
    if (definition != NULL)
    {
        bool key = strncmp(definition, "PRIMARY", 7) == 0 || strncmp(definition, "UNIQUE", 6) == 0;

        enable_with(psprintf("ALTER TABLE %s ADD CONSTRAINT %s %s%s", table_of(relid), quote_identifier(name), definition,
                             validate || key ? "" : " NOT VALID"),
                    relid, name);
        (void)forget(relid, name);
        if (key)
        {
            CommandCounterIncrement();
            unique_nulls(relid);
        }
    }
    else if (!name_taken(relid, name))
        ol_raise(OL_ERR_CONSTRAINT_UNKNOWN, shown(relid, name));
    else if (validate && query("SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1 AND c.conname"
                               " OPERATOR(pg_catalog.=) $2::pg_catalog.name AND NOT c.convalidated AND $3 IS NULL AND $4 IS NULL",
                               relid, name, NULL, (Datum)0, false) > 0)
        enable_with(psprintf("ALTER TABLE %s VALIDATE CONSTRAINT %s", table_of(relid), quote_identifier(name)), relid, name);
    SPI_finish();
    PG_RETURN_VOID();
}

/* sys.drop_constraint(table, name, cascade): enabled or not */
OL_FUNCTION(ol_fn_drop_constraint)
{
    Oid relid = PG_GETARG_OID(0);
    char *name = text_to_cstring(PG_GETARG_TEXT_PP(1));

    start(relid);
    if (!forget(relid, name))
        execute(psprintf("ALTER TABLE %s DROP CONSTRAINT %s%s", table_of(relid), quote_identifier(name), PG_GETARG_BOOL(2) ? " CASCADE" : ""));
    SPI_finish();
    PG_RETURN_VOID();
}

/* sys.drop_references(table, columns or NULL): CASCADE CONSTRAINTS of DROP TABLE and DROP COLUMN: the foreign keys that refer to keys
 * of the table (with one of the columns) go, whoever has them; views and the like stay, so what they need is not dropped. */
OL_FUNCTION(ol_fn_drop_references)
{
    Oid relid = not_null(fcinfo, 0x1);
    SPITupleTable *rows;
    uint64 n;

    start(relid);
    n = query("SELECT f.conrelid, f.conname FROM pg_catalog.pg_constraint f WHERE f.contype OPERATOR(pg_catalog.=) 'f' AND f.confrelid"
              " OPERATOR(pg_catalog.=) $1 AND f.conparentid OPERATOR(pg_catalog.=) 0 AND $2 IS NULL AND $3 IS NULL AND ($4 IS NULL OR EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a"
              " WHERE a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attnum OPERATOR(pg_catalog.=) ANY (f.confkey) AND a.attname::pg_catalog.text"
              " OPERATOR(pg_catalog.=) ANY ($4)))",
              relid, NULL, NULL, PG_ARGISNULL(1) ? (Datum)0 : PointerGetDatum(PG_GETARG_ARRAYTYPE_P(1)), false);
    rows = SPI_tuptable;
    for (uint64 i = 0; i < n; i++)
    {
        Oid other = (Oid)strtoul(SPI_getvalue(rows->vals[i], rows->tupdesc, 1), NULL, 10);
        char *sql = psprintf("ALTER TABLE %s DROP CONSTRAINT %s", table_of(other), quote_identifier(SPI_getvalue(rows->vals[i], rows->tupdesc, 2)));
        Oid was;
        int context;

        /* the right to drop the table is enough in Oracle */
        GetUserIdAndSecContext(&was, &context);
        SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, context | SECURITY_LOCAL_USERID_CHANGE);
        execute(sql);
        SetUserIdAndSecContext(was, context);
    }
    SPI_finish();
    PG_RETURN_VOID();
}
