/*
 * native.c - the hot SQL functions on values of the machine, without datums.
 *
 * Each gives what the function of the same name in schema sys gives; what it does not handle it declines, and fmgr does it.
 *
 * See also:  defs/vm_functions.def, function.c
 */
#include "postgres.h"

#include "oratype/decimal.h"
#include "vm/vm_int.h"

/* A count or position: the integer part, kept in a range where sums are safe. */
static int64 count_of(const OlSlot *s)
{
    OlDecimal t;
    int64_t v;

    if (ol_decimal_is_int64(&s->n, &v))
    {
        return Max(Min(v, INT64CONST(1) << 40), -(INT64CONST(1) << 40));
    }
    ol_decimal_trunc(&s->n, 0, &t);
    if (!ol_decimal_is_int64(&t, &v))
    {
        v = ol_decimal_sign(&t) < 0 ? INT64_MIN : INT64_MAX;
    }
    return Max(Min(v, INT64CONST(1) << 40), -(INT64CONST(1) << 40));
}

static bool any_null(OlSlot *const *args, int nargs)
{
    for (int i = 0; i < nargs; i++)
    {
        if (args[i]->null)
        {
            return true;
        }
    }
    return false;
}

static OlStatus give_int(OlSlot *r, int64 v)
{
    ol_decimal_from_int64(v, &r->n);
    r->null = 0;
    return OL_OK;
}

#define NULL_IF_NULL                                                                                                    \
    if (any_null(args, nargs))                                                                                          \
    {                                                                                                                   \
        return OL_OK;                                                                                                   \
    }

/* --- numbers ------------------------------------------------------------------------------------------------------------- */

#define NUMBER_FN(name, call)                                                                                           \
    static OlStatus name(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)                                       \
    {                                                                                                                   \
        const OlDecimal *x;                                                                                             \
        const OlDecimal *y;                                                                                             \
        (void)diag;                                                                                                     \
        NULL_IF_NULL                                                                                                    \
        x = &args[0]->n;                                                                                                \
        y = &args[nargs - 1]->n;                                                                                        \
        (void)x;                                                                                                        \
        (void)y;                                                                                                        \
        if ((call) != OL_OK)                                                                                            \
            return OL_ERROR;                                                                                            \
        r->null = 0;                                                                                                    \
        return OL_OK;                                                                                                   \
    }
NUMBER_FN(fn_abs, (ol_decimal_abs(x, &r->n), OL_OK))
NUMBER_FN(fn_ceil, ol_decimal_ceil(x, &r->n, diag))
NUMBER_FN(fn_floor, ol_decimal_floor(x, &r->n, diag))
NUMBER_FN(fn_sign, (ol_decimal_from_int64(ol_decimal_sign(x), &r->n), OL_OK))
NUMBER_FN(fn_mod, ol_decimal_mod(x, y, &r->n, diag))
NUMBER_FN(fn_power, ol_decimal_power(x, y, &r->n, diag))
NUMBER_FN(fn_sqrt, ol_decimal_sqrt(x, &r->n, diag))
NUMBER_FN(fn_round, ol_decimal_round(x, nargs > 1 ? count_of(args[1]) : 0, &r->n, diag))
NUMBER_FN(fn_trunc, (ol_decimal_trunc(x, nargs > 1 ? count_of(args[1]) : 0, &r->n), OL_OK))

static OlStatus fn_num_to_char(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return ol_vm_num_to_str(r, &args[0]->n, diag);
}

static OlStatus fn_char_to_num(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    if (ol_text_to_number(ol_vm_host->nls(), ol_vstr(args[0]), &r->n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    r->null = 0;
    return OL_OK;
}

/* --- strings ---------------------------------------------------------------------------------------------------------------- */

static OlStatus fn_length(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)diag;
    NULL_IF_NULL
    return give_int(r, ol_vstr_chars(args[0]->s));
}

static OlStatus fn_lengthb(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)diag;
    NULL_IF_NULL
    return give_int(r, args[0]->s->len);
}

static OlStatus fn_ascii(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)diag;
    NULL_IF_NULL
    if ((unsigned char)args[0]->s->s[0] >= 0x80)
    {
        return OL_VM_DECLINED;
    }
    return give_int(r, args[0]->s->s[0]);
}

static OlStatus fn_chr(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    int64 v;
    char c;

    NULL_IF_NULL
    v = count_of(args[0]);
    if (v < 1 || v > 127)
    {
        return OL_VM_DECLINED;
    }
    c = (char)v;
    return ol_slot_set_str(r, &c, 1, diag);
}

static OlStatus fn_concat(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)nargs;
    return ol_vstr_concat(r, args[0], args[1], diag);
}

static OlStatus change_case(OlSlot *r, OlSlot *s, bool upper, OlDiag *diag)
{
    OlVmString *out;

    if (!ol_vstr_ascii(s->s))
    {
        return OL_VM_DECLINED;
    }
    out = ol_vstr_new(s->s->s, s->s->len, diag);
    if (out == NULL)
    {
        return OL_ERROR;
    }
    for (uint32 i = 0; i < out->len; i++)
    {
        char c = out->s[i];

        if (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z')
        {
            out->s[i] = (char)(c ^ 0x20);
        }
    }
    out->h.flags = OL_STRF_ASCII;
    out->nchars = (int32)out->len;
    ol_slot_give(r, out);
    return OL_OK;
}

static OlStatus fn_upper(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return change_case(r, args[0], true, diag);
}

static OlStatus fn_lower(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return change_case(r, args[0], false, diag);
}

static OlStatus fn_substr(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlVmString *s;
    int64 chars;
    int64 from;
    int64 n;
    size_t a;
    size_t b;

    NULL_IF_NULL
    s = args[0]->s;
    chars = ol_vstr_chars(s);
    from = count_of(args[1]);
    n = nargs > 2 ? count_of(args[2]) : chars;
    from = from > 0 ? from - 1 : from < 0 ? chars + from : 0;
    if (n < 1 || from < 0 || from >= chars)
    {
        return OL_OK;
    }
    n = Min(n, chars - from);
    if (ol_vstr_ascii(s))
    {
        a = (size_t)from;
        b = (size_t)n;
    }
    else
    {
        a = ol_utf8_offset(s->s, s->len, (size_t)from);
        b = ol_utf8_offset(s->s + a, s->len - a, (size_t)n);
    }
    if (a == 0 && b == s->len)
    {
        ol_slot_copy(r, args[0]);
        return OL_OK;
    }
    return ol_slot_set_str(r, s->s + a, b, diag);
}

static OlStatus fn_instr(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlVmString *s;
    OlVmString *what;
    int64 from;
    int64 nth;
    const char *p;

    NULL_IF_NULL
    s = args[0]->s;
    what = args[1]->s;
    from = nargs > 2 ? count_of(args[2]) : 1;
    nth = nargs > 3 ? count_of(args[3]) : 1;
    if (from < 1 || nth < 1 || !ol_vstr_ascii(s))
    {
        return OL_VM_DECLINED;
    }
    if (from > (int64)s->len)
    {
        return give_int(r, 0);
    }
    p = s->s + from - 1;
    while ((p = memmem(p, s->len - (size_t)(p - s->s), what->s, what->len)) != NULL)
    {
        if (--nth == 0)
        {
            return give_int(r, p - s->s + 1);
        }
        p++;
    }
    (void)diag;
    return give_int(r, 0);
}

static bool in_set(char c, const OlVmString *set)
{
    return set == NULL ? c == ' ' : memchr(set->s, c, set->len) != NULL;
}

static OlStatus trim(OlSlot *r, OlSlot *const *args, int nargs, bool left, bool right, OlDiag *diag)
{
    OlVmString *s = args[0]->s;
    OlVmString *set = nargs > 1 ? args[1]->s : NULL;
    uint32 a = 0;
    uint32 b = s->len;

    if (set != NULL && !ol_vstr_ascii(set))
    {
        return OL_VM_DECLINED;
    }
    while (left && a < b && in_set(s->s[a], set))
    {
        a++;
    }
    while (right && b > a && in_set(s->s[b - 1], set))
    {
        b--;
    }
    if (a == 0 && b == s->len)
    {
        ol_slot_copy(r, args[0]);
        return OL_OK;
    }
    return ol_slot_set_str(r, s->s + a, b - a, diag);
}

static OlStatus fn_ltrim(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return trim(r, args, nargs, true, false, diag);
}

static OlStatus fn_rtrim(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return trim(r, args, nargs, false, true, diag);
}

static OlStatus fn_btrim(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return trim(r, args, nargs, true, true, diag);
}

static OlStatus pad(OlSlot *r, OlSlot *const *args, int nargs, bool left, OlDiag *diag)
{
    OlVmString *s = args[0]->s;
    const char *fill = nargs > 2 ? args[2]->s->s : " ";
    uint32 nfill = nargs > 2 ? args[2]->s->len : 1;
    int64 n = count_of(args[1]);
    OlVmString *out;
    uint32 extra;

    if (!ol_vstr_ascii(s) || (nargs > 2 && !ol_vstr_ascii(args[2]->s)) || n > 32767)
    {
        return OL_VM_DECLINED;
    }
    if (n < 1)
    {
        return OL_OK;
    }
    if (n <= (int64)s->len)
    {
        return ol_slot_set_str(r, s->s, (size_t)n, diag);
    }
    out = ol_vstr_alloc((size_t)n, diag);
    if (out == NULL)
    {
        return OL_ERROR;
    }
    extra = (uint32)n - s->len;
    memcpy(out->s + (left ? extra : 0), s->s, s->len);
    for (uint32 i = 0; i < extra; i++)
    {
        out->s[(left ? 0 : s->len) + i] = fill[i % nfill];
    }
    out->len = (uint32)n;
    out->h.flags = OL_STRF_ASCII;
    out->nchars = (int32)n;
    ol_slot_give(r, out);
    return OL_OK;
}

static OlStatus fn_lpad(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return pad(r, args, nargs, true, diag);
}

static OlStatus fn_rpad(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    NULL_IF_NULL
    return pad(r, args, nargs, false, diag);
}

static OlStatus fn_replace(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlVmString *s;
    OlVmString *what;
    OlVmString *by = nargs > 2 && !args[2]->null ? args[2]->s : NULL;
    OlVmString *out;
    const char *p;
    const char *end;
    size_t found = 0;
    size_t size;

    if (args[0]->null)
    {
        return OL_OK;
    }
    s = args[0]->s;
    if (args[1]->null)
    {
        ol_slot_copy(r, args[0]);
        return OL_OK;
    }
    what = args[1]->s;
    end = s->s + s->len;
    for (p = s->s; (p = memmem(p, (size_t)(end - p), what->s, what->len)) != NULL; p += what->len)
    {
        found++;
    }
    if (found == 0)
    {
        ol_slot_copy(r, args[0]);
        return OL_OK;
    }
    size = s->len - found * what->len + found * (by != NULL ? by->len : 0);
    if (size == 0)
    {
        return OL_OK;
    }
    out = ol_vstr_alloc(size, diag);
    if (out == NULL)
    {
        return OL_ERROR;
    }
    for (const char *from = s->s;; from = p + what->len)
    {
        size_t n;

        p = memmem(from, (size_t)(end - from), what->s, what->len);
        n = (size_t)((p != NULL ? p : end) - from);
        memcpy(out->s + out->len, from, n);
        out->len += (uint32)n;
        if (p == NULL)
        {
            break;
        }
        if (by != NULL)
        {
            memcpy(out->s + out->len, by->s, by->len);
            out->len += by->len;
        }
    }
    ol_slot_give(r, out);
    return OL_OK;
}

/* --- GREATEST, LEAST: any number of arguments of one kind ------------------------------------------------------------------------ */

static OlStatus extreme(OlSlot *r, OlSlot *const *args, int nargs, int kind, int sign)
{
    const OlSlot *best = args[0];

    NULL_IF_NULL
    for (int i = 1; i < nargs; i++)
    {
        bool comparable;

        if (ol_vm_compare(kind, args[i], best, &comparable) * sign > 0)
        {
            best = args[i];
        }
    }
    ol_slot_copy(r, best);
    return OL_OK;
}

#define EXTREME(name, kind, sign)                                                                                       \
    static OlStatus name(OlSlot *r, OlSlot *const *args, int nargs, OlDiag *diag)                                       \
    {                                                                                                                   \
        (void)diag;                                                                                                     \
        return extreme(r, args, nargs, kind, sign);                                                                     \
    }
EXTREME(greatest_n, OL_SLOT_NUMBER, 1)
EXTREME(greatest_s, OL_SLOT_STRING, 1)
EXTREME(greatest_t, OL_SLOT_TIME, 1)
EXTREME(greatest_d, OL_SLOT_DOUBLE, 1)
EXTREME(least_n, OL_SLOT_NUMBER, -1)
EXTREME(least_s, OL_SLOT_STRING, -1)
EXTREME(least_t, OL_SLOT_TIME, -1)
EXTREME(least_d, OL_SLOT_DOUBLE, -1)

static OlVmFn find_extreme(const OlBcFunction *fn)
{
    bool greatest = ol_str_eq_c(fn->target, "sys.greatest");
    int kind;

    if ((!greatest && !ol_str_eq_c(fn->target, "sys.least")) || fn->nargs < 1)
    {
        return NULL;
    }
    kind = ol_slot_kind_of(&fn->args[0]);
    for (int i = 1; i < fn->nargs; i++)
    {
        if ((int)ol_slot_kind_of(&fn->args[i]) != kind)
        {
            return NULL;
        }
    }
    if ((int)ol_slot_kind_of(&fn->result) != kind)
    {
        return NULL;
    }
    switch (kind)
    {
    case OL_SLOT_NUMBER:
        return greatest ? greatest_n : least_n;
    case OL_SLOT_STRING:
        return greatest ? greatest_s : least_s;
    case OL_SLOT_TIME:
        return greatest ? greatest_t : least_t;
    case OL_SLOT_DOUBLE:
        return greatest ? greatest_d : least_d;
    default:
        return NULL;
    }
}

/* --- the table ------------------------------------------------------------------------------------------------------------------ */

OlVmFn ol_vm_native_find(const OlBcFunction *fn)
{
    static const struct
    {
        const char *target;
        const char *args;
        OlVmFn fn;
    } rows[] = {
#define OL_VMFN(target, args, fn) {target, args, fn},
#include "../../defs/vm_functions.def"
#undef OL_VMFN
    };

    if (find_extreme(fn) != NULL)
    {
        return find_extreme(fn);
    }
    for (size_t i = 0; i < lengthof(rows); i++)
    {
        if (ol_str_eq_c(fn->target, rows[i].target) && (int)strlen(rows[i].args) == fn->nargs && !fn->is_operator)
        {
            int k = 0;

            while (k < fn->nargs && ol_slot_letter(ol_slot_kind_of(&fn->args[k])) == rows[i].args[k])
            {
                k++;
            }
            if (k == fn->nargs)
            {
                /* what comes out is a NUMBER or a string; into another kind fmgr's way converts */
                OlSlotKind kind = ol_slot_kind_of(&fn->result);

                return kind == OL_SLOT_NUMBER || kind == OL_SLOT_STRING ? rows[i].fn : NULL;
            }
        }
    }
    return NULL;
}
