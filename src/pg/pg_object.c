/*
 * pg_object.c - objects of subtypes where their supertype is declared.
 *
 * A column of type PERSON may hold a STUDENT. PostgreSQL's composite value of PERSON then has, in the attribute OL_SUBTYPE_ATTRIBUTE, the
 * whole student as text: its type's name and its row, scott.student(Ann,1,...). Plain tools see a person; nothing is lost in a dump.
 * See also:  pg_catalog.h, front/catalog.h, vm/datum_object.c
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "nodes/parsenodes.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"

static int subtype_attribute(TupleDesc desc)
{
    for (int i = 0; i < desc->natts; i++)
        if (!TupleDescAttr(desc, i)->attisdropped && strcmp(NameStr(TupleDescAttr(desc, i)->attname), OL_SUBTYPE_ATTRIBUTE) == 0)
            return i;
    return -1;
}

bool ol_pg_object_is_under(Oid sub, Oid super)
{
    for (int depth = 0; depth < 64 && OidIsValid(sub); depth++)
    {
        const OlCatalog *catalog = ol_pg_catalog();
        const OlTypeDef *def = ol_pg_type_def(sub), *above = NULL;
        OlDiag diag;

        if (sub == super)
            return true;
        if (def == NULL || def->super_name.n == 0 ||
            catalog->find_type(catalog->ctx, ol_pg_arena_new(CurrentMemoryContext), def->super_schema, def->super_name, &above, &diag) != OL_OK)
            return false;
        sub = above != NULL ? above->oid : InvalidOid;
    }
    return false;
}

/* The object (of type sub) as one of its supertype super. */
Datum ol_pg_object_upcast(Datum object, Oid sub, Oid super)
{
    TupleDesc from = lookup_rowtype_tupdesc_copy(sub, -1), to = lookup_rowtype_tupdesc_copy(super, -1);
    Datum *values = palloc0(sizeof(Datum) * Max(to->natts, 1));
    bool *nulls = palloc(sizeof(bool) * Max(to->natts, 1));
    HeapTupleHeader header = DatumGetHeapTupleHeader(object);
    HeapTupleData tuple;
    Oid output;
    bool varlena;
    int at = subtype_attribute(to);

    if (sub == super)
        return object;
    if (at < 0 || !ol_pg_object_is_under(sub, super))
        ol_raise(OL_ERR_INCONSISTENT_TYPES, "UDT", "UDT");
    memset(nulls, true, Max(to->natts, 1));
    tuple.t_len = HeapTupleHeaderGetDatumLength(header);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = header;
    for (int i = 0; i < to->natts; i++)
    {
        if (i == at || TupleDescAttr(to, i)->attisdropped)
            continue;
        for (int k = 0; k < from->natts; k++)
            if (!TupleDescAttr(from, k)->attisdropped &&
                strcmp(NameStr(TupleDescAttr(from, k)->attname), NameStr(TupleDescAttr(to, i)->attname)) == 0)
                values[i] = heap_getattr(&tuple, k + 1, from, &nulls[i]);
    }
    getTypeOutputInfo(sub, &output, &varlena);
    values[at] = CStringGetTextDatum(psprintf("%s%s", format_type_be_qualified(sub), OidOutputFunctionCall(output, object)));
    nulls[at] = false;
    return HeapTupleGetDatum(heap_form_tuple(to, values, nulls));
}

/* What the object really is: its own type in *type, its own value; the object itself when it is of its declared type. */
Datum ol_pg_object_real(Datum object, Oid declared, Oid *type)
{
    TupleDesc desc = lookup_rowtype_tupdesc_copy(declared, -1);
    HeapTupleHeader header = DatumGetHeapTupleHeader(object);
    HeapTupleData tuple;
    int at = subtype_attribute(desc);
    bool isnull = true;
    Datum d = (Datum)0;
    char *whole, *paren;
    Oid oid, input, param;
    int32 typmod;

    *type = declared;
    if (at < 0)
        return object;
    tuple.t_len = HeapTupleHeaderGetDatumLength(header);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = header;
    d = heap_getattr(&tuple, at + 1, desc, &isnull);
    if (isnull)
        return object;
    whole = TextDatumGetCString(d);
    paren = strchr(whole, '(');
    if (paren == NULL)
        ol_raise(OL_ERR_OBJECT_IMAGE);
    oid = InvalidOid;
    {
        char *name = pnstrdup(whole, (Size)(paren - whole));

        parseTypeString(name, &oid, &typmod, true);
    }
    if (!OidIsValid(oid) || oid == declared || !ol_pg_object_is_under(oid, declared))
        ol_raise(OL_ERR_OBJECT_IMAGE);
    getTypeInputInfo(oid, &input, &param);
    *type = oid;
    return OidInputFunctionCall(input, paren, param, -1);
}
