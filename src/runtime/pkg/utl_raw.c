/*
 * utl_raw.c - UTL_RAW: what is not a function of SQL too (defs/functions.def has the others), and bytes of binary numbers.
 *
 * Source:    PL/SQL Packages and Types Reference, "UTL_RAW".
 * See also:  sql/pkg/utl_raw.sql, src/runtime/func/raw.c
 */
#include "postgres.h"

#include "vm/host.h"

enum
{
    RAW_MAX = 32767,
    BIG_ENDIAN_ORDER = 1 /* 2 little, 3 the machine's */
};

static OlStatus give(OlSlot *result, const void *bytes, size_t n, OlDiag *diag)
{
    return ol_slot_set_str(result, bytes, n, diag);
}

OL_HOST_FN(raw_bit_complement)
{
    OlStr s = ol_vstr(args[0]);

    if (args[0]->null)
    {
        return OL_OK;
    }
    if (give(result, s.s, s.n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        result->s->s[i] = (char)~result->s->s[i];
    }
    return OL_OK;
}

/* r1, r2 [, pad]: 0, or the first place where they differ, the shorter padded */
OL_HOST_FN(raw_compare)
{
    OlStr a = ol_vstr(args[0]);
    OlStr b = ol_vstr(args[1]);
    unsigned char pad = args[2]->null ? 0 : (unsigned char)args[2]->s->s[0];

    for (size_t i = 0; i < Max(a.n, b.n); i++)
    {
        unsigned char x = i < a.n ? (unsigned char)a.s[i] : pad;
        unsigned char y = i < b.n ? (unsigned char)b.s[i] : pad;

        if (x != y)
        {
            return ol_slot_give_number(result, (int64)i + 1);
        }
    }
    return ol_slot_give_number(result, 0);
}

OL_HOST_FN(raw_copies)
{
    OlStr s = ol_vstr(args[0]);
    int64 n = ol_slot_int(args[1], -1);
    OlVmString *out;

    if (args[0]->null || n < 1 || n > RAW_MAX || n * (int64)s.n > RAW_MAX)
    {
        return ol_vm_value_error(diag, "");
    }
    if ((out = ol_vstr_alloc((size_t)n * s.n, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (int64 i = 0; i < n; i++)
    {
        memcpy(out->s + out->len, s.s, s.n);
        out->len += (uint32)s.n;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

/* overlay, target, pos, len, pad */
OL_HOST_FN(raw_overlay)
{
    OlStr over = ol_vstr(args[0]);
    OlStr target = ol_vstr(args[1]);
    int64 pos = args[2]->absent ? 1 : ol_slot_int(args[2], -1);
    int64 len = args[3]->null ? (int64)over.n : ol_slot_int(args[3], -1);
    char pad = args[4]->null ? 0 : args[4]->s->s[0];
    OlVmString *out;

    if (args[0]->null || args[1]->null || pos < 1 || pos > RAW_MAX || len < 0 || pos - 1 + len > RAW_MAX)
    {
        return ol_vm_value_error(diag, "");
    }
    if ((out = ol_vstr_alloc((size_t)Max(pos - 1 + len, (int64)target.n), diag)) == NULL)
    {
        return OL_ERROR;
    }
    out->len = out->cap;
    memset(out->s, pad, out->len);
    memcpy(out->s, target.s, target.n);
    memset(out->s + pos - 1, pad, (size_t)len);
    memcpy(out->s + pos - 1, over.s, (size_t)Min(len, (int64)over.n));
    ol_slot_give(result, out);
    return OL_OK;
}

/* r, from, to: bytes of from become those of to; those without a counterpart go */
OL_HOST_FN(raw_translate)
{
    OlStr s = ol_vstr(args[0]);
    OlStr from = ol_vstr(args[1]);
    OlStr to = ol_vstr(args[2]);
    OlVmString *out;

    if (args[0]->null || args[1]->null || args[2]->null)
    {
        return ol_vm_value_error(diag, "");
    }
    if ((out = ol_vstr_alloc(s.n, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        const char *at = memchr(from.s, s.s[i], from.n);

        if (at == NULL)
        {
            out->s[out->len++] = s.s[i];
        }
        else if ((size_t)(at - from.s) < to.n)
        {
            out->s[out->len++] = to.s[at - from.s];
        }
    }
    if (out->len == 0)
    {
        ol_obj_unref(&out->h);
        return OL_OK;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

/* r [, to [, from [, pad]]]: as TRANSLATE, but bytes without a counterpart become pad; from defaults to 00 .. FF */
OL_HOST_FN(raw_transliterate)
{
    OlStr s = ol_vstr(args[0]);
    OlStr to = ol_vstr(args[1]);
    OlStr from = ol_vstr(args[2]);
    char pad = args[3]->null ? 0 : args[3]->s->s[0];
    OlVmString *out;

    if (args[0]->null)
    {
        return ol_vm_value_error(diag, "");
    }
    if ((out = ol_vstr_new(s.s, s.n, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        const char *hit = args[2]->null ? NULL : memchr(from.s, s.s[i], from.n);
        size_t at = args[2]->null ? (unsigned char)s.s[i] : hit == NULL ? SIZE_MAX : (size_t)(hit - from.s);

        if (at != SIZE_MAX)
        {
            out->s[i] = at < to.n ? to.s[at] : pad;
        }
    }
    ol_slot_give(result, out);
    return OL_OK;
}

OL_HOST_FN(raw_xrange)
{
    unsigned char first = args[0]->null ? 0 : (unsigned char)args[0]->s->s[0];
    unsigned char last = args[1]->null ? 255 : (unsigned char)args[1]->s->s[0];
    char bytes[256];
    size_t n = 0;

    for (unsigned char c = first;; c++)
    {
        bytes[n++] = (char)c;
        if (c == last)
        {
            break;
        }
    }
    return give(result, bytes, n, diag);
}

static bool swapped(const OlSlot *order)
{
    int64 how = order->absent || order->null ? BIG_ENDIAN_ORDER : order->i;
    static const union
    {
        uint16 word;
        unsigned char low;
    } probe = {1};

    return how == BIG_ENDIAN_ORDER ? probe.low == 1 : how == 2 ? probe.low != 1 : false;
}

static void copy_order(unsigned char *to, const void *from, size_t n, bool swap)
{
    const unsigned char *p = from;

    for (size_t i = 0; i < n; i++)
    {
        to[i] = p[swap ? n - 1 - i : i];
    }
}

OL_HOST_FN(raw_from_double)
{
    unsigned char bytes[8];

    if (args[0]->null)
    {
        return OL_OK;
    }
    copy_order(bytes, &args[0]->d, 8, swapped(args[1]));
    return give(result, bytes, 8, diag);
}

OL_HOST_FN(raw_from_float)
{
    unsigned char bytes[4];
    float f;

    if (args[0]->null)
    {
        return OL_OK;
    }
    f = (float)args[0]->d;
    copy_order(bytes, &f, 4, swapped(args[1]));
    return give(result, bytes, 4, diag);
}

OL_HOST_FN(raw_to_double)
{
    if (args[0]->null)
    {
        return OL_OK;
    }
    if (args[0]->s->len != 8)
    {
        return ol_vm_value_error(diag, "");
    }
    copy_order((unsigned char *)&result->d, args[0]->s->s, 8, swapped(args[1]));
    result->null = 0;
    return OL_OK;
}

OL_HOST_FN(raw_to_float)
{
    float f;

    if (args[0]->null)
    {
        return OL_OK;
    }
    if (args[0]->s->len != 4)
    {
        return ol_vm_value_error(diag, "");
    }
    copy_order((unsigned char *)&f, args[0]->s->s, 4, swapped(args[1]));
    result->d = f;
    result->null = 0;
    return OL_OK;
}
