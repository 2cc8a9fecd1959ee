/*
 * datum_object.c - objects and collections of the machine from and to PostgreSQL's composite values and arrays.
 *
 * A collection with holes becomes dense: that is what storing one does. An object remembers the type it was made with (OlVmRecord.otype);
 * what a subtype adds to the type of its column goes to and comes from the attribute OL_SUBTYPE_ATTRIBUTE.
 * See also:  datum.c, front/catalog.h (OlTypeDef)
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "vm/vm_int.h"

static const OlTypeDef *def_of(Oid oid)
{
    const OlTypeDef *def = OidIsValid(oid) ? ol_pg_type_def(oid) : NULL;

    if (def == NULL)
    {
        ol_raise(OL_ERR_INVALID_DATATYPE);
    }
    return def;
}

/* --- from datums ---------------------------------------------------------------------------------------------------------- */

static void collection_from(OlSlot *slot, const OlTypeDef *def, Datum datum)
{
    ArrayType *a = DatumGetArrayTypeP(datum);
    int16 len;
    bool byval;
    char align;
    Datum *values;
    bool *nulls;
    int n;
    OlDiag diag;
    OlVmColl *c;

    get_typlenbyvalalign(ARR_ELEMTYPE(a), &len, &byval, &align);
    deconstruct_array(a, ARR_ELEMTYPE(a), len, byval, align, &values, &nulls, &n);
    c = ol_vcoll_new(def->kind == OL_TYPEDEF_VARRAY ? OL_COLL_VARRAY : OL_COLL_NESTED, (uint32)def->limit, NULL, &diag);
    if (c == NULL)
    {
        ol_ereport(&diag);
    }
    ol_slot_give(slot, c);
    for (int i = 0; i < n; i++)
    {
        OlSlot *to = ol_vcoll_append(c, &diag);

        if (to == NULL)
        {
            ol_ereport(&diag);
        }
        ol_slot_from_datum(to, &def->element, values[i], nulls[i]);
    }
    pfree(values);
    pfree(nulls);
}

static void object_from(OlSlot *slot, const OlTypeDef *def, Datum datum)
{
    HeapTupleHeader header = DatumGetHeapTupleHeader(datum);
    TupleDesc desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
    HeapTupleData tuple;
    OlDiag diag;
    OlVmRecord *r = ol_vrec_new((uint32)def->nattributes, &diag);

    if (r == NULL)
    {
        ol_ereport(&diag);
    }
    ol_slot_give(slot, r);
    r->otype = def->oid;
    tuple.t_len = HeapTupleHeaderGetDatumLength(header);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = header;
    for (int i = 0; i < def->nattributes; i++)
    {
        bool isnull = true;
        Datum d = def->attributes[i].attnum <= desc->natts ? heap_getattr(&tuple, def->attributes[i].attnum, desc, &isnull) : (Datum)0;

        ol_slot_from_datum(&r->f[i], &def->attributes[i].type, d, isnull);
    }
    ReleaseTupleDesc(desc);
}

void ol_slot_from_object(OlSlot *slot, const OlType *type, Datum datum)
{
    const OlTypeDef *def = def_of(type->pg_oid);

    check_stack_depth();
    ol_slot_release(slot);
    if (def->kind == OL_TYPEDEF_OBJECT)
    {
        Oid own = def->oid;

        if (!def->is_final)
        {
            datum = ol_pg_object_real(datum, def->oid, &own);
        }
        object_from(slot, own == def->oid ? def : def_of(own), datum);
    }
    else
    {
        collection_from(slot, def, datum);
    }
}

/* --- to datums ------------------------------------------------------------------------------------------------------------ */

static Datum collection_to(const OlVmColl *c, const OlTypeDef *def)
{
    Oid element = get_element_type(getBaseType(def->oid));
    int16 len;
    bool byval;
    char align;
    int n = 0;
    int lower = 1;
    Datum *values = palloc(sizeof(Datum) * Max(c->count, 1));
    bool *nulls = palloc(sizeof(bool) * Max(c->count, 1));
    OlCollEntry e;
    bool more;

    if (def->kind == OL_TYPEDEF_VARRAY && c->count > (uint32)def->limit)
    {
        ol_raise(OL_ERR_VARRAY_LIMIT);
    }
    if (!OidIsValid(element) || c->ckind == OL_COLL_ASSOC_STR)
    {
        ol_raise(OL_ERR_INTERNAL, "plsql value", "collection");
    }
    more = ol_vcoll_first(c, false, &e);
    for (int64 k = more ? e.k : 0; more && n < (int)c->count;)
    {
        const OlSlot *s = ol_vcoll_find(c, k);
        int64 next;

        values[n] = ol_slot_to_datum(s, &def->element, &nulls[n]);
        if (nulls[n] && def->element_not_null)
        {
            ol_raise(OL_ERR_NULL_NOT_ALLOWED);
        }
        n++;
        more = ol_vcoll_step(c, k, true, &next);
        k = next;
    }
    if (n == 0)
    {
        return PointerGetDatum(construct_empty_array(element));
    }
    get_typlenbyvalalign(element, &len, &byval, &align);
    return PointerGetDatum(construct_md_array(values, nulls, 1, &n, &lower, element, len, byval, align));
}

static Datum object_to(const OlVmRecord *r, const OlTypeDef *def)
{
    TupleDesc desc = lookup_rowtype_tupdesc(def->oid, -1);
    Datum *values = palloc0(sizeof(Datum) * Max(desc->natts, 1));
    bool *nulls = palloc(sizeof(bool) * Max(desc->natts, 1));
    HeapTuple tuple;
    Datum d;

    if (r->n < (uint32)def->nattributes)
    {
        ol_raise(OL_ERR_INTERNAL, "plsql value", "object");
    }
    memset(nulls, true, (size_t)Max(desc->natts, 1));
    for (int i = 0; i < def->nattributes; i++)
    {
        int at = def->attributes[i].attnum - 1;

        if (at < desc->natts)
        {
            values[at] = ol_slot_to_datum(&r->f[i], &def->attributes[i].type, &nulls[at]);
        }
    }
    tuple = heap_form_tuple(desc, values, nulls);
    d = HeapTupleGetDatum(tuple);
    ReleaseTupleDesc(desc);
    return d;
}

Datum ol_slot_to_object(const OlSlot *slot, const OlType *type)
{
    const OlTypeDef *def = def_of(type->pg_oid);

    check_stack_depth();
    if (!slot->ref || slot->o->kind != (def->kind == OL_TYPEDEF_OBJECT ? OL_OBJK_RECORD : OL_OBJK_COLL))
    {
        ol_raise(OL_ERR_INTERNAL, "plsql value", "kind");
    }
    if (def->kind != OL_TYPEDEF_OBJECT)
    {
        return collection_to(slot->l, def);
    }
    if (OidIsValid(slot->q->otype) && slot->q->otype != def->oid)
    {
        const OlTypeDef *own = def_of(slot->q->otype);

        return ol_pg_object_upcast(object_to(slot->q, own), own->oid, def->oid);
    }
    return object_to(slot->q, def);
}

bool ol_vm_type_names(Oid type, OlStr *schema, OlStr *name, Oid *super)
{
    volatile bool found = false;
    MemoryContext old = CurrentMemoryContext;

    *super = InvalidOid;
    PG_TRY();
    {
        const OlTypeDef *def = ol_pg_type_def(type);

        if (def != NULL)
        {
            *schema = def->schema;
            *name = def->name;
            if (def->super_name.n > 0)
            {
                const OlCatalog *catalog = ol_pg_catalog();
                const OlTypeDef *above = NULL;
                OlDiag diag;

                if (catalog->find_type(catalog->ctx, ol_pg_arena_new(CurrentMemoryContext), def->super_schema, def->super_name, &above, &diag) == OL_OK &&
                    above != NULL)
                {
                    *super = above->oid;
                }
            }
            found = true;
        }
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        FlushErrorState();
        found = false;
    }
    PG_END_TRY();
    return found;
}
