/*
 * collection.c - nested tables and varrays in SQL: multiset operators and conditions, DROP TYPE.
 *
 * A collection is an array of one dimension; NULL is the atomically null collection, '{}' the empty one. Elements are compared by the
 * default equality of their type; NULL elements count as equal to one another in the multiset operators and in SET, as in Oracle, and make
 * the comparisons of whole collections and MEMBER OF unknown.
 * See also:  front/resolve_object.c (who calls), vm/coll_ops.c (the same in PL/SQL), SQL Language Reference, "Multiset Operators"
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/dependency.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/acl.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "runtime/func/func.h"

typedef struct Elements
{
    Oid type;
    int16 len;
    bool byval;
    char align;
    Datum *values;
    bool *nulls;
    int n;
} Elements;

/* How elements of the call's collections compare; kept with the call site. */
typedef struct Comparer
{
    Oid type;
    TypeCacheEntry *cache;
    Oid collation;
    FunctionCallInfo eq;
    bool hashes;
} Comparer;

static Elements elements_of(ArrayType *a)
{
    Elements e;

    e.type = ARR_ELEMTYPE(a);
    get_typlenbyvalalign(e.type, &e.len, &e.byval, &e.align);
    deconstruct_array(a, e.type, e.len, e.byval, e.align, &e.values, &e.nulls, &e.n);
    return e;
}

static Datum array_of(const Elements *like, Datum *values, bool *nulls, int n)
{
    int lower = 1;

    if (n == 0)
        return PointerGetDatum(construct_empty_array(like->type));
    return PointerGetDatum(construct_md_array(values, nulls, 1, &n, &lower, like->type, like->len, like->byval, like->align));
}

static Comparer *comparer(FunctionCallInfo fcinfo, Oid type)
{
    Comparer *c = fcinfo->flinfo->fn_extra;

    if (c != NULL && c->type == type)
        return c;
    c = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *c);
    c->type = type;
    c->cache = lookup_type_cache(type, TYPECACHE_EQ_OPR_FINFO | TYPECACHE_HASH_PROC_FINFO);
    if (!OidIsValid(c->cache->eq_opr_finfo.fn_oid))
        ol_raise(OL_ERR_INCONSISTENT_TYPES, "-", "LOB");
    c->collation = c->cache->typcollation;
    c->eq = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, SizeForFunctionCallInfo(2));
    InitFunctionCallInfoData(*c->eq, &c->cache->eq_opr_finfo, 2, c->collation, NULL, NULL);
    c->hashes = OidIsValid(c->cache->hash_proc_finfo.fn_oid);
    fcinfo->flinfo->fn_extra = c;
    return c;
}

static bool same(Comparer *c, Datum a, bool a_null, Datum b, bool b_null)
{
    if (a_null || b_null)
        return a_null && b_null;
    c->eq->args[0].value = a;
    c->eq->args[0].isnull = false;
    c->eq->args[1].value = b;
    c->eq->args[1].isnull = false;
    c->eq->isnull = false;
    return DatumGetBool(FunctionCallInvoke(c->eq)) && !c->eq->isnull;
}

static uint32 hash_of(Comparer *c, Datum v, bool null)
{
    if (null || !c->hashes)
        return 0;
    return DatumGetUInt32(FunctionCall1Coll(&c->cache->hash_proc_finfo, c->collation, v));
}

/* A bag: distinct elements, each with how often it is still there. */
typedef struct Bag
{
    Comparer *c;
    int n;
    int cap;
    Datum *values;
    bool *nulls;
    uint32 *hashes;
    int *counts;
    int *next;
    int *heads;
    uint32 mask;
} Bag;

static void bag_init(Bag *b, Comparer *c, int expect)
{
    uint32 size = 16;

    while (size < (uint32)Min(expect, 1 << 24))
        size <<= 1;
    b->c = c;
    b->n = 0;
    b->cap = Max(expect, 1);
    b->values = palloc(sizeof(Datum) * b->cap);
    b->nulls = palloc(sizeof(bool) * b->cap);
    b->hashes = palloc(sizeof(uint32) * b->cap);
    b->counts = palloc0(sizeof(int) * b->cap);
    b->next = palloc(sizeof(int) * b->cap);
    b->heads = palloc(sizeof(int) * size);
    memset(b->heads, 0xff, sizeof(int) * size);
    b->mask = size - 1;
}

static int bag_find(Bag *b, Datum v, bool null, uint32 hash)
{
    for (int i = b->heads[hash & b->mask]; i >= 0; i = b->next[i])
        if (b->hashes[i] == hash && same(b->c, v, null, b->values[i], b->nulls[i]))
            return i;
    return -1;
}

/* One more of it; returns how many there were before. */
static int bag_add(Bag *b, Datum v, bool null)
{
    uint32 hash = hash_of(b->c, v, null);
    int i = bag_find(b, v, null, hash);

    if (i >= 0)
        return b->counts[i]++;
    i = b->n++;
    Assert(i < b->cap);
    b->values[i] = v;
    b->nulls[i] = null;
    b->hashes[i] = hash;
    b->counts[i] = 1;
    b->next[i] = b->heads[hash & b->mask];
    b->heads[hash & b->mask] = i;
    return 0;
}

/* One less of it; false when there is none left. */
static bool bag_take(Bag *b, Datum v, bool null)
{
    int i = bag_find(b, v, null, hash_of(b->c, v, null));

    if (i < 0 || b->counts[i] == 0)
        return false;
    b->counts[i]--;
    return true;
}

static bool bag_has(Bag *b, Datum v, bool null)
{
    return bag_find(b, v, null, hash_of(b->c, v, null)) >= 0;
}

static void bag_fill(Bag *b, const Elements *e)
{
    for (int i = 0; i < e->n; i++)
        (void)bag_add(b, e->values[i], e->nulls[i]);
}

static bool any_null(const Elements *e)
{
    for (int i = 0; i < e->n; i++)
        if (e->nulls[i])
            return true;
    return false;
}

/* --- conditions ------------------------------------------------------------------------------------------------------- */

OL_FUNCTION(ol_fn_coll_cardinality)
{
    ArrayType *a = PG_GETARG_ARRAYTYPE_P(0);

    PG_RETURN_DATUM(DirectFunctionCall1(int4_numeric, Int32GetDatum(ArrayGetNItems(ARR_NDIM(a), ARR_DIMS(a)))));
}

OL_FUNCTION(ol_fn_coll_is_empty)
{
    ArrayType *a = PG_GETARG_ARRAYTYPE_P(0);

    PG_RETURN_BOOL(ArrayGetNItems(ARR_NDIM(a), ARR_DIMS(a)) == 0);
}

/* Unknown when the value is NULL, the collection is null or empty, or nothing is equal and an element is NULL. */
OL_FUNCTION(ol_fn_coll_member)
{
    Elements e;
    Comparer *c;
    bool null = false;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    e = elements_of(PG_GETARG_ARRAYTYPE_P(1));
    if (e.n == 0)
        PG_RETURN_NULL();
    c = comparer(fcinfo, e.type);
    for (int i = 0; i < e.n; i++)
    {
        if (e.nulls[i])
            null = true;
        else if (same(c, PG_GETARG_DATUM(0), false, e.values[i], false))
            PG_RETURN_BOOL(true);
    }
    if (null)
        PG_RETURN_NULL();
    PG_RETURN_BOOL(false);
}

OL_FUNCTION(ol_fn_coll_submultiset)
{
    Elements a = elements_of(PG_GETARG_ARRAYTYPE_P(0)), b = elements_of(PG_GETARG_ARRAYTYPE_P(1));
    Bag bag;

    bag_init(&bag, comparer(fcinfo, b.type), b.n);
    bag_fill(&bag, &b);
    for (int i = 0; i < a.n; i++)
        if (!bag_take(&bag, a.values[i], a.nulls[i]))
            PG_RETURN_BOOL(false);
    PG_RETURN_BOOL(true);
}

OL_FUNCTION(ol_fn_coll_equal)
{
    Elements a = elements_of(PG_GETARG_ARRAYTYPE_P(0)), b = elements_of(PG_GETARG_ARRAYTYPE_P(1));
    Bag bag;

    if (a.n != b.n)
        PG_RETURN_BOOL(false);
    if (any_null(&a) || any_null(&b))
        PG_RETURN_NULL();
    bag_init(&bag, comparer(fcinfo, b.type), b.n);
    bag_fill(&bag, &b);
    for (int i = 0; i < a.n; i++)
        if (!bag_take(&bag, a.values[i], false))
            PG_RETURN_BOOL(false);
    PG_RETURN_BOOL(true);
}

OL_FUNCTION(ol_fn_coll_is_set)
{
    Elements a = elements_of(PG_GETARG_ARRAYTYPE_P(0));
    Bag bag;

    bag_init(&bag, comparer(fcinfo, a.type), a.n);
    for (int i = 0; i < a.n; i++)
        if (bag_add(&bag, a.values[i], a.nulls[i]) > 0)
            PG_RETURN_BOOL(false);
    PG_RETURN_BOOL(true);
}

/* --- operators -------------------------------------------------------------------------------------------------------- */

typedef enum CollOp
{
    SET_UNION,
    SET_EXCEPT,
    SET_INTERSECT
} CollOp;

static Datum combine(FunctionCallInfo fcinfo, CollOp op, bool distinct)
{
    Elements a = elements_of(PG_GETARG_ARRAYTYPE_P(0)), b = elements_of(PG_GETARG_ARRAYTYPE_P(1));
    Comparer *c = op == SET_UNION && !distinct ? NULL : comparer(fcinfo, a.type);
    int cap = a.n + (op == SET_UNION ? b.n : 0), n = 0;
    Datum *values = palloc(sizeof(Datum) * Max(cap, 1));
    bool *nulls = palloc(sizeof(bool) * Max(cap, 1));
    Bag right, seen;

    if (c != NULL)
    {
        bag_init(&right, c, b.n);
        bag_init(&seen, c, cap);
        if (op != SET_UNION)
            bag_fill(&right, &b);
    }
    for (int pass = 0; pass < (op == SET_UNION ? 2 : 1); pass++)
    {
        const Elements *e = pass == 0 ? &a : &b;

        for (int i = 0; i < e->n; i++)
        {
            bool keep = true;

            if (op != SET_UNION)
            {
                bool there = distinct ? bag_has(&right, e->values[i], e->nulls[i]) : bag_take(&right, e->values[i], e->nulls[i]);

                keep = there == (op == SET_INTERSECT);
            }
            if (!keep || (distinct && bag_add(&seen, e->values[i], e->nulls[i]) > 0))
                continue;
            values[n] = e->values[i];
            nulls[n++] = e->nulls[i];
        }
    }
    return array_of(&a, values, nulls, n);
}

OL_FUNCTION(ol_fn_coll_union)
{
    return combine(fcinfo, SET_UNION, false);
}

OL_FUNCTION(ol_fn_coll_union_distinct)
{
    return combine(fcinfo, SET_UNION, true);
}

OL_FUNCTION(ol_fn_coll_except)
{
    return combine(fcinfo, SET_EXCEPT, false);
}

OL_FUNCTION(ol_fn_coll_except_distinct)
{
    return combine(fcinfo, SET_EXCEPT, true);
}

OL_FUNCTION(ol_fn_coll_intersect)
{
    return combine(fcinfo, SET_INTERSECT, false);
}

OL_FUNCTION(ol_fn_coll_intersect_distinct)
{
    return combine(fcinfo, SET_INTERSECT, true);
}

OL_FUNCTION(ol_fn_coll_set)
{
    Elements a = elements_of(PG_GETARG_ARRAYTYPE_P(0));
    Datum *values = palloc(sizeof(Datum) * Max(a.n, 1));
    bool *nulls = palloc(sizeof(bool) * Max(a.n, 1));
    int n = 0;
    Bag bag;

    bag_init(&bag, comparer(fcinfo, a.type), a.n);
    for (int i = 0; i < a.n; i++)
        if (bag_add(&bag, a.values[i], a.nulls[i]) == 0)
        {
            values[n] = a.values[i];
            nulls[n++] = a.nulls[i];
        }
    return array_of(&a, values, nulls, n);
}

/* --- objects ---------------------------------------------------------------------------------------------------------- */

/* sys.object_upcast(object, NULL::supertype) */
OL_FUNCTION(ol_fn_object_upcast)
{
    Oid sub = get_fn_expr_argtype(fcinfo->flinfo, 0), super = get_fn_expr_argtype(fcinfo->flinfo, 1);

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    return ol_pg_object_upcast(PG_GETARG_DATUM(0), sub, super);
}

/* sys.object_treat(object, NULL::type): NULL when it is none of the type. */
OL_FUNCTION(ol_fn_object_treat)
{
    Oid declared = get_fn_expr_argtype(fcinfo->flinfo, 0), want = get_fn_expr_argtype(fcinfo->flinfo, 1), own;
    Datum d;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    if (declared == want)
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    d = ol_pg_object_real(PG_GETARG_DATUM(0), declared, &own);
    if (!ol_pg_object_is_under(own, want))
        PG_RETURN_NULL();
    return ol_pg_object_upcast(d, own, want);
}

/* sys.object_is_of(object, NULL::type, only) */
OL_FUNCTION(ol_fn_object_is_of)
{
    Oid declared = get_fn_expr_argtype(fcinfo->flinfo, 0), want = get_fn_expr_argtype(fcinfo->flinfo, 1), own;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
        PG_RETURN_NULL();
    (void)ol_pg_object_real(PG_GETARG_DATUM(0), declared, &own);
    PG_RETURN_BOOL(PG_GETARG_BOOL(2) ? own == want : ol_pg_object_is_under(own, want));
}

/* --- DROP TYPE -------------------------------------------------------------------------------------------------------- */

/* Does anything but types rest on the type? Columns, views, functions: what FORCE must not take along. */
static bool used_by_others(Oid oid, bool types_too)
{
    Oid argtypes[1] = {OIDOID};
    Datum args[1] = {ObjectIdGetDatum(oid)};
    uint64 n;

    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    if (SPI_execute_with_args(
            "WITH RECURSIVE t(oid) AS (SELECT $1 UNION SELECT y.oid FROM t, pg_catalog.pg_type y LEFT JOIN pg_catalog.pg_class c"
            " ON c.oid OPERATOR(pg_catalog.=) y.typrelid WHERE y.typelem OPERATOR(pg_catalog.=) t.oid"
            " OR (y.typtype OPERATOR(pg_catalog.=) 'd' AND y.typbasetype OPERATOR(pg_catalog.=) t.oid)"
            " OR (c.relkind OPERATOR(pg_catalog.=) 'c' AND EXISTS (SELECT FROM pg_catalog.pg_attribute a"
            " WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.atttypid OPERATOR(pg_catalog.=) t.oid AND NOT a.attisdropped)))"
            " SELECT FROM t, pg_catalog.pg_depend d LEFT JOIN pg_catalog.pg_class c ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass"
            " AND c.oid OPERATOR(pg_catalog.=) d.objid"
            " WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) t.oid"
            " AND d.deptype OPERATOR(pg_catalog.=) 'n' AND d.classid OPERATOR(pg_catalog.<>) 'pg_catalog.pg_type'::pg_catalog.regclass"
            " AND (c.relkind IS NULL OR c.relkind OPERATOR(pg_catalog.<>) 'c') LIMIT 1",
            1, argtypes, args, NULL, true, 1) != SPI_OK_SELECT)
        elog(ERROR, "dependents of a type");
    n = SPI_processed;
    if (n == 0 && types_too)
    {
        if (SPI_execute_with_args(
                "SELECT FROM pg_catalog.pg_type y LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) y.typrelid"
                " WHERE (y.typtype OPERATOR(pg_catalog.=) 'd' AND y.typbasetype OPERATOR(pg_catalog.=) ANY (SELECT a.oid FROM pg_catalog.pg_type a"
                " WHERE a.typelem OPERATOR(pg_catalog.=) $1 OR a.oid OPERATOR(pg_catalog.=) $1))"
                " OR (c.relkind OPERATOR(pg_catalog.=) 'c' AND EXISTS (SELECT FROM pg_catalog.pg_attribute a"
                " WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.atttypid OPERATOR(pg_catalog.=) $1 AND NOT a.attisdropped)) LIMIT 1",
                1, argtypes, args, NULL, true, 1) != SPI_OK_SELECT)
            elog(ERROR, "dependents of a type");
        n = SPI_processed;
    }
    SPI_finish();
    return n > 0;
}

/* sys.drop_type(owner, name, force): ORA-02303 when something rests on it; with force types that do go along (their sources stay, invalid). */
OL_FUNCTION(ol_fn_drop_type)
{
    char *owner = text_to_cstring(PG_GETARG_TEXT_PP(0)), *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
    bool force = PG_GETARG_BOOL(2);
    const OlCatalog *catalog = ol_pg_catalog();
    const OlTypeDef *def = NULL;
    ObjectAddress address;
    OlDiag diag;

    ol_diag_init(&diag);
    if (catalog->find_type(catalog->ctx, ol_pg_arena_new(CurrentMemoryContext), ol_str(owner), ol_str(name), &def, &diag) != OL_OK)
        ol_ereport(&diag);
    if (def == NULL)
        ol_raise(OL_ERR_DIRECTORY_MISSING, name);
    if (!pg_type_ownercheck(def->oid, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    if (used_by_others(def->oid, !force))
        ol_raise(OL_ERR_TYPE_HAS_DEPENDENTS);
    ObjectAddressSet(address, TypeRelationId, def->oid);
    performDeletion(&address, force ? DROP_CASCADE : DROP_RESTRICT, 0);
    CommandCounterIncrement();
    PG_RETURN_VOID();
}
