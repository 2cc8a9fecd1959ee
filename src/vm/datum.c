/*
 * datum.c - values of the machine from and to PostgreSQL's datums, by representation.
 *
 * See also:  vm.h, defs/reps.def
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/pg.h"
#include "vm/vm_int.h"

static void must(OlStatus status, const OlDiag *diag)
{
    if (status != OL_OK)
    {
        ol_ereport(diag);
    }
}

static void set_bytes(OlSlot *slot, Datum datum)
{
    struct varlena *v = PG_DETOAST_DATUM_PACKED(datum);
    OlDiag diag;

    must(ol_slot_set_str(slot, VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &diag), &diag);
    if ((Pointer)v != DatumGetPointer(datum))
    {
        pfree(v);
    }
}

static void set_number(OlSlot *slot, const OlType *type, const OlDecimal *n)
{
    OlDiag diag;

    switch (ol_slot_kind_of(type))
    {
    case OL_SLOT_INT:
    {
        int64_t i;

        must(ol_decimal_to_int64(n, &i, &diag), &diag);
        if (i < INT32_MIN || i > INT32_MAX)
        {
            ol_raise(OL_ERR_NUMERIC_OVERFLOW);
        }
        slot->i = i;
        break;
    }
    case OL_SLOT_DOUBLE:
        slot->d = ol_decimal_to_double(n);
        break;
    case OL_SLOT_BOOL:
        slot->b = (n->lo | n->mid | n->top) != 0;
        break;
    default:
        slot->n = *n;
        break;
    }
    slot->null = 0;
}

static void set_int(OlSlot *slot, const OlType *type, int64 i)
{
    OlDecimal n;

    if (ol_slot_kind_of(type) == OL_SLOT_INT && i >= INT32_MIN && i <= INT32_MAX)
    {
        slot->i = i;
        slot->null = 0;
        return;
    }
    ol_decimal_from_int64(i, &n);
    set_number(slot, type, &n);
}

static void set_double(OlSlot *slot, const OlType *type, double d)
{
    OlDecimal n;
    OlDiag diag;

    if (ol_slot_kind_of(type) == OL_SLOT_DOUBLE)
    {
        slot->d = d;
        slot->null = 0;
        return;
    }
    must(ol_decimal_from_double(d, &n, &diag), &diag);
    set_number(slot, type, &n);
}

void ol_slot_from_datum(OlSlot *slot, const OlType *type, Datum datum, bool isnull)
{
    if (isnull)
    {
        ol_slot_release(slot);
        return;
    }
    switch (type->rep)
    {
    case OL_REP_TEXT:
    case OL_REP_VARCHAR:
    case OL_REP_BPCHAR:
    case OL_REP_BYTEA:
        set_bytes(slot, datum);
        break;
    case OL_REP_NUMERIC:
    {
        struct varlena *v = PG_DETOAST_DATUM_PACKED(datum);
        OlDecimal n;
        OlDiag diag;

        must(ol_decimal_from_pgnumeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &n, &diag), &diag);
        set_number(slot, type, &n);
        break;
    }
    case OL_REP_INT2:
        set_int(slot, type, DatumGetInt16(datum));
        break;
    case OL_REP_INT4:
        set_int(slot, type, DatumGetInt32(datum));
        break;
    case OL_REP_INT8:
        set_int(slot, type, DatumGetInt64(datum));
        break;
    case OL_REP_FLOAT4:
        set_double(slot, type, (double)DatumGetFloat4(datum));
        break;
    case OL_REP_FLOAT8:
        set_double(slot, type, DatumGetFloat8(datum));
        break;
    case OL_REP_TIMESTAMP:
    case OL_REP_TIMESTAMPTZ:
        slot->t = DatumGetInt64(datum);
        slot->null = 0;
        break;
    case OL_REP_PGDATE:
        slot->t = (int64)DatumGetInt32(datum) * USECS_PER_DAY;
        slot->null = 0;
        break;
    case OL_REP_ORATSTZ:
        memcpy(&slot->z.us, DatumGetPointer(datum), 8);
        memcpy(&slot->z.zone, DatumGetPointer(datum) + 8, 4);
        slot->null = 0;
        break;
    case OL_REP_INTERVAL:
    {
        const Interval *v = DatumGetIntervalP(datum);

        slot->v.us = v->time;
        slot->v.days = v->day;
        slot->v.months = v->month;
        slot->null = 0;
        break;
    }
    case OL_REP_BOOL:
        slot->b = DatumGetBool(datum);
        slot->null = 0;
        break;
    case OL_REP_ROWID:
        memset(slot->raw, 0, sizeof slot->raw);
        memcpy(slot->raw, DatumGetPointer(datum), 10);
        slot->null = 0;
        break;
    case OL_REP_OTHER:
        if (type->code == OL_T_OBJECT || type->code == OL_T_COLLECTION)
        {
            ol_slot_from_object(slot, type, datum);
            break;
        }
        /* fall through */
    default:
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("PL/SQL value of type %s", ol_type_info(type->code)->name));
    }
}

static Datum make_varlena(const char *s, size_t n)
{
    struct varlena *v = palloc(VARHDRSZ + n);

    SET_VARSIZE(v, VARHDRSZ + n);
    memcpy(VARDATA(v), s, n);
    return PointerGetDatum(v);
}

static OlDecimal get_number(const OlSlot *slot, const OlType *type)
{
    OlDecimal n;
    OlDiag diag;

    switch (ol_slot_kind_of(type))
    {
    case OL_SLOT_INT:
        ol_decimal_from_int64(slot->i, &n);
        return n;
    case OL_SLOT_DOUBLE:
        must(ol_decimal_from_double(slot->d, &n, &diag), &diag);
        return n;
    default:
        return slot->n;
    }
}

Datum ol_slot_to_datum(const OlSlot *slot, const OlType *type, bool *isnull)
{
    *isnull = slot->null != 0;
    if (slot->null)
    {
        return (Datum)0;
    }
    switch (type->rep)
    {
    case OL_REP_TEXT:
    case OL_REP_VARCHAR:
    case OL_REP_BPCHAR:
    case OL_REP_BYTEA:
        if (!slot->ref || slot->o->kind != OL_OBJK_STRING)
        {
            ol_raise(OL_ERR_INTERNAL, "plsql value", "kind");
        }
        return make_varlena(slot->s->s, slot->s->len);
    case OL_REP_NUMERIC:
    {
        struct varlena *v = palloc(VARHDRSZ + OL_PGNUMERIC_MAX);
        OlDecimal n = get_number(slot, type);
        size_t len = ol_decimal_to_pgnumeric(&n, (uint8_t *)VARDATA(v));

        SET_VARSIZE(v, VARHDRSZ + len);
        return PointerGetDatum(v);
    }
    case OL_REP_INT2:
    case OL_REP_INT4:
    case OL_REP_INT8:
    {
        OlDecimal n = get_number(slot, type);
        OlDiag diag;
        int64_t i;

        must(ol_decimal_to_int64(&n, &i, &diag), &diag);
        if (type->rep == OL_REP_INT8)
        {
            return Int64GetDatum(i);
        }
        if (i < INT32_MIN || i > INT32_MAX || (type->rep == OL_REP_INT2 && (i < INT16_MIN || i > INT16_MAX)))
        {
            ol_raise(OL_ERR_NUMERIC_OVERFLOW);
        }
        return type->rep == OL_REP_INT4 ? Int32GetDatum((int32)i) : Int16GetDatum((int16)i);
    }
    case OL_REP_FLOAT4:
    case OL_REP_FLOAT8:
    {
        double d = slot->d;

        if (ol_slot_kind_of(type) != OL_SLOT_DOUBLE)
        {
            OlDecimal n = get_number(slot, type);

            d = ol_decimal_to_double(&n);
        }
        return type->rep == OL_REP_FLOAT8 ? Float8GetDatum(d) : Float4GetDatum((float4)d);
    }
    case OL_REP_TIMESTAMP:
    case OL_REP_TIMESTAMPTZ:
        return Int64GetDatum(slot->t);
    case OL_REP_PGDATE:
        return Int32GetDatum((int32)(slot->t / USECS_PER_DAY));
    case OL_REP_ORATSTZ:
    {
        char *p = palloc(12);

        memcpy(p, &slot->z.us, 8);
        memcpy(p + 8, &slot->z.zone, 4);
        return PointerGetDatum(p);
    }
    case OL_REP_INTERVAL:
    {
        Interval *v = palloc(sizeof *v);

        v->time = slot->v.us;
        v->day = slot->v.days;
        v->month = slot->v.months;
        return PointerGetDatum(v);
    }
    case OL_REP_BOOL:
        return BoolGetDatum(slot->b);
    case OL_REP_ROWID:
    {
        char *p = palloc(10);

        memcpy(p, slot->raw, 10);
        return PointerGetDatum(p);
    }
    case OL_REP_OTHER:
        if (type->code == OL_T_OBJECT || type->code == OL_T_COLLECTION)
        {
            return ol_slot_to_object(slot, type);
        }
        /* fall through */
    default:
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("PL/SQL value of type %s", ol_type_info(type->code)->name));
    }
}
