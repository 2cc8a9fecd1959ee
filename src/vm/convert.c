/*
 * convert.c - what the machine does to values out of line: fitting them to declared types, numbers and text.
 *
 * See also:  vm_int.h, oratype/oratype.h
 */
#include "postgres.h"

#include "vm/vm_int.h"

OlStatus ol_vm_num_to_str(OlSlot *d, const OlDecimal *n, OlDiag *diag)
{
    char text[OL_DECIMAL_TEXT_MAX];
    size_t len = ol_decimal_to_text(n, ol_vm_host->nls()->decimal_char, text);

    return ol_slot_set_str(d, text, len, diag);
}

OlStatus ol_vm_str_to_num(OlSlot *d, const OlSlot *s, OlDiag *diag)
{
    OlDecimal n;

    if (ol_text_to_number(ol_vm_host->nls(), ol_vstr(s), &n, diag) != OL_OK)
    {
        return ol_vm_value_error(diag, ": character to number conversion error");
    }
    ol_slot_release(d);
    d->n = n;
    d->null = 0;
    return OL_OK;
}

static OlStatus fit_string(const OlType *t, OlSlot *d, OlSlot *s, OlDiag *diag)
{
    bool pads = t->code == OL_T_CHAR || t->code == OL_T_NCHAR;
    uint32 limit = (uint32)(t->char_semantics || t->code == OL_T_NCHAR || t->code == OL_T_NVARCHAR2 ? t->size_chars : t->size_bytes);
    bool chars = limit > 0 && limit == (uint32)t->size_chars && t->char_semantics;
    uint32 have;

    if (t->code == OL_T_CLOB || t->code == OL_T_NCLOB)
    {
        ol_slot_copy(d, s);
        return OL_OK;
    }
    if (limit == 0)
    {
        limit = (uint32)Max(t->size_bytes, t->size_chars);
    }
    if (limit == 0)
    {
        ol_slot_copy(d, s);
        return OL_OK;
    }
    have = chars ? ol_vstr_chars(s->s) : s->s->len;
    if (have > limit)
    {
        return ol_vm_value_error(diag, ": character string buffer too small");
    }
    ol_slot_copy(d, s);
    if (pads && have < limit)
    {
        uint32 extra = limit - have;

        if (ol_vstr_own(d, (size_t)d->s->len + extra, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        memset(d->s->s + d->s->len, ' ', extra);
        d->s->len += extra;
        if (d->s->nchars >= 0)
        {
            d->s->nchars += (int32)extra;
        }
    }
    return OL_OK;
}

static int64 round_us(int64 us, int digits)
{
    static const int64 units[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64 unit = digits >= 6 ? 1 : units[Max(digits, 0)];
    int64 rest = us % unit;

    if (rest < 0)
    {
        rest += unit;
    }
    return rest * 2 >= unit && unit > 1 ? us - rest + unit : us - rest;
}

OlStatus ol_vm_fit(OlVmUnit *unit, int type, OlSlot *d, const OlSlot *s, OlDiag *diag)
{
    const OlBcType *t = &unit->p->types[type];
    const OlType *o = &t->scalar;

    if (s->null)
    {
        if (t->not_null)
        {
            return ol_vm_value_error(diag, "");
        }
        ol_slot_release(d);
        return OL_OK;
    }
    switch ((OlSlotKind)t->kind)
    {
    case OL_SLOT_STRING:
        if (!s->ref || s->o->kind != OL_OBJK_STRING)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql fit", "kind");
        }
        return fit_string(o, d, (OlSlot *)s, diag);
    case OL_SLOT_RAW:
        if (!s->ref || s->o->kind != OL_OBJK_STRING)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql fit", "kind");
        }
        if (o->size_bytes > 0 && o->code != OL_T_BLOB && s->s->len > (uint32)o->size_bytes)
        {
            return ol_vm_value_error(diag, ": raw variable length too long");
        }
        ol_slot_copy(d, s);
        return OL_OK;
    case OL_SLOT_INT:
        if (t->has_range && (s->i < t->low || s->i > t->high))
        {
            return ol_vm_value_error(diag, "");
        }
        d->i = s->i;
        d->null = 0;
        return OL_OK;
    case OL_SLOT_NUMBER:
        if (o->code == OL_T_FLOAT && o->precision > 0)
        {
            int digits = (int)((o->precision * 30103 + 99999) / 100000);

            if (ol_decimal_round_significant(&s->n, digits, &d->n, diag) != OL_OK)
            {
                return OL_ERROR;
            }
        }
        else if (ol_decimal_fit(&s->n, o->precision, o->scale, &d->n, diag) != OL_OK)
        {
            return ol_vm_value_error(diag, ": number precision too large");
        }
        d->null = 0;
        return OL_OK;
    case OL_SLOT_TIME:
        d->t = o->code == OL_T_DATE ? s->t - ((s->t % 1000000) + 1000000) % 1000000 : round_us(s->t, o->scale);
        d->null = 0;
        return OL_OK;
    case OL_SLOT_TIME_TZ:
    {
        OlVmZoned z = s->z;

        z.us = round_us(z.us, o->scale);
        d->z = z;
        d->null = 0;
        return OL_OK;
    }
    case OL_SLOT_INTERVAL:
    {
        OlVmInterval v = s->v;

        if (o->code == OL_T_INTERVAL_DS)
        {
            v.us = round_us(v.us, o->scale);
        }
        d->v = v;
        d->null = 0;
        return OL_OK;
    }
    default:
        if (s->ref && OL_SLOT_IS_REF(t->kind) == 0)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql fit", "kind");
        }
        ol_slot_copy(d, s);
        return OL_OK;
    }
}
