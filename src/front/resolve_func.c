/*
 * resolve_func.c - function calls: choice of the overload, conversion of arguments, type of the result.
 *
 * Owns:      the meaning of defs/functions.def.
 * Not here:  aggregates and windows (resolve_agg.c); stored functions' bodies; the C functions behind the targets (runtime).
 * See also:  defs/functions.def, resolve_type.c
 */
#include "front/resolve.h"

#include "oratype/oratype.h"

#include <stdlib.h>
#include <string.h>

#define CARRIED (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED)

/* --- argument patterns -------------------------------------------------------------------------------------------- */

typedef struct Pattern
{
    char letters[24];
    int n;
    int required;
    bool repeated; /* the last letter */
} Pattern;

static void read_pattern(const char *text, Pattern *p)
{
    memset(p, 0, sizeof(*p));
    p->required = -1;
    for (; *text != '\0' && p->n < (int)sizeof(p->letters) - 1; text++)
    {
        if (*text == '[')
            p->required = p->n;
        else if (*text == '*')
            p->repeated = true;
        else
            p->letters[p->n++] = *text;
    }
    if (p->required < 0)
        p->required = p->n;
}

static char letter_at(const Pattern *p, int i)
{
    return p->letters[i < p->n ? i : p->n - 1];
}

/* --- result types ------------------------------------------------------------------------------------------------- */

/* The room a datetime or number format mask needs; month and day names take what their longest translations would. */
static int mask_bytes(OlStr m)
{
    static const struct
    {
        const char *word;
        int bytes;
    } words[] = {{"SYYYY", 5}, {"YYYY", 4}, {"RRRR", 4}, {"Y,YYY", 5}, {"YYY", 3}, {"YY", 2}, {"RR", 2}, {"Y", 1}, {"MONTH", 36}, {"MON", 12},
                 {"MM", 2}, {"MI", 2}, {"DDD", 3}, {"DD", 2}, {"DAY", 36}, {"DY", 12}, {"HH24", 2}, {"HH12", 2}, {"HH", 2}, {"SSSSS", 5}, {"SS", 2},
                 {"FF", 9}, {"FM", 0}, {"FX", 0}, {"J", 7}, {"TZR", 64}, {"TZD", 10}, {"TZH", 3}, {"TZM", 2}, {"A.M.", 4}, {"P.M.", 4}, {"AM", 2},
                 {"PM", 2}, {"WW", 2}, {"IW", 2}, {"IYYY", 4}, {"CC", 2}, {"YEAR", 42}, {"RM", 4}, {"D", 1}, {"Q", 1}, {"W", 1}};
    int n = 0;

    for (size_t i = 0; i < m.n;)
    {
        size_t k = 0;

        if (m.s[i] == '"')
        {
            for (i++; i < m.n && m.s[i] != '"'; i++)
                n++;
            i++;
            continue;
        }
        for (k = 0; k < OL_LENGTHOF(words); k++)
        {
            size_t len = strlen(words[k].word);

            if (m.n - i >= len && ol_str_ieq(ol_str_n(m.s + i, len), ol_str(words[k].word)))
            {
                n += words[k].bytes;
                i += len;
                if (strcmp(words[k].word, "FF") == 0 && i < m.n && m.s[i] >= '1' && m.s[i] <= '9')
                    n += m.s[i++] - '0' - 9;
                break;
            }
        }
        if (k == OL_LENGTHOF(words))
        {
            n++;
            i++;
        }
    }
    return n > 0 ? n : 1;
}

static bool literal_int(const OlRx *x, int *out)
{
    if (x->kind != OL_RX_NUM || x->text.n == 0 || x->text.n > 9)
        return false;
    for (size_t i = 0; i < x->text.n; i++)
        if ((x->text.s[i] < '0' || x->text.s[i] > '9') && !(i == 0 && x->text.s[i] == '-'))
            return false;
    int v = 0;

    for (size_t i = 0; i < x->text.n; i++)
        if (x->text.s[i] != '-')
            v = v * 10 + (x->text.s[i] - '0');
    *out = x->text.s[0] == '-' ? -v : v;
    return true;
}

static OlType varchar_like(const OlRx *a, int bytes, int chars)
{
    OlType t = ol_type_of(a->type.code == OL_T_NVARCHAR2 || a->type.code == OL_T_NCHAR ? OL_T_NVARCHAR2 : OL_T_VARCHAR2);

    if (a->type.code == OL_T_CLOB || a->type.code == OL_T_NCLOB)
        return ol_type_of(a->type.code);
    t.size_bytes = OL_MAX(1, OL_MIN(bytes, 4000));
    t.size_chars = OL_MAX(1, OL_MIN(chars, 4000));
    t.char_semantics = a->type.char_semantics;
    return t;
}

static int chars_of(const OlRx *a)
{
    return ol_type_is_char(&a->type) && a->type.size_chars > 0 ? a->type.size_chars : ol_type_char_bytes(&a->type);
}

/* args: before conversion. */
OlType ol_rs_result_type(OlResultRule rule, OlRx **args, int n)
{
    OlRx *a = n > 0 ? args[0] : NULL;
    int bytes = a != NULL ? ol_type_char_bytes(&a->type) : 1, chars = a != NULL ? chars_of(a) : 1, v;
    OlType t;

    switch (rule)
    {
        case OL_RR_NUMBER:
            return ol_type_number();
        case OL_RR_NUMBER_INT8:
        case OL_RR_NUMBER_INT4:
        case OL_RR_NUMBER_FLOAT8:
            t = ol_type_number();
            t.rep = rule == OL_RR_NUMBER_INT8 ? OL_REP_INT8 : rule == OL_RR_NUMBER_INT4 ? OL_REP_INT4 : OL_REP_FLOAT8;
            return t;
        case OL_RR_DOUBLE:
            return ol_type_of(OL_T_BINARY_DOUBLE);
        case OL_RR_BFLOAT:
            return ol_type_of(OL_T_BINARY_FLOAT);
        case OL_RR_DATE:
            return ol_type_of(OL_T_DATE);
        case OL_RR_TS9:
        case OL_RR_TS6:
        case OL_RR_TS_ARG1:
            t = ol_type_of(OL_T_TIMESTAMP);
            t.scale = rule == OL_RR_TS9 ? 9 : rule == OL_RR_TS_ARG1 && a->type.code != OL_T_DATE ? a->type.scale : 6;
            return t;
        case OL_RR_TSTZ9:
        case OL_RR_TSTZ6:
        case OL_RR_TSTZ_ARG1:
            t = ol_type_of(OL_T_TIMESTAMP_TZ);
            t.scale = rule == OL_RR_TSTZ9 ? 9 : rule == OL_RR_TSTZ_ARG1 && ol_type_is_datetime(&a->type) && a->type.code != OL_T_DATE ? a->type.scale : 6;
            return t;
        case OL_RR_IYM:
            t = ol_type_of(OL_T_INTERVAL_YM);
            t.precision = 9;
            return t;
        case OL_RR_IDS:
            t = ol_type_of(OL_T_INTERVAL_DS);
            t.precision = 9;
            t.scale = 9;
            return t;
        case OL_RR_CLOB:
            return ol_type_of(OL_T_CLOB);
        case OL_RR_NCLOB:
            return ol_type_of(OL_T_NCLOB);
        case OL_RR_BLOB:
            return ol_type_of(OL_T_BLOB);
        case OL_RR_ROWID:
            return ol_type_of(OL_T_ROWID);
        case OL_RR_CONDITION:
            return ol_type_bool();
        case OL_RR_RAW16:
        case OL_RR_RAW2000:
        case OL_RR_RAW_ARG1:
        case OL_RR_RAW_HALF:
        case OL_RR_RAW_HASH:
            t = ol_type_of(OL_T_RAW);
            t.size_bytes = rule == OL_RR_RAW16 ? 16 : rule == OL_RR_RAW2000 ? 2000 : rule == OL_RR_RAW_HASH ? 64
                           : rule == OL_RR_RAW_HALF ? (bytes + 1) / 2 : OL_MAX(1, a->type.size_bytes);
            t.size_bytes = OL_MIN(t.size_bytes, 2000);
            return t;
        case OL_RR_V4:
            return ol_type_varchar(4);
        case OL_RR_V6:
            return ol_type_varchar(6);
        case OL_RR_V7:
            return ol_type_varchar(7);
        case OL_RR_V18:
            return ol_type_varchar(18);
        case OL_RR_V30:
            return ol_type_varchar(30);
        case OL_RR_V40:
            return ol_type_varchar(40);
        case OL_RR_V64:
            return ol_type_varchar(64);
        case OL_RR_V75:
            return ol_type_varchar(75);
        case OL_RR_V128:
            return ol_type_varchar(128);
        case OL_RR_V256:
            return ol_type_varchar(256);
        case OL_RR_V4000:
            return ol_type_varchar(4000);
        case OL_RR_NV4000:
        case OL_RR_NV18:
            t = ol_type_of(OL_T_NVARCHAR2);
            t.size_bytes = t.size_chars = rule == OL_RR_NV18 ? 18 : 4000;
            return t;
        case OL_RR_VSAME:
        case OL_RR_NVSAME:
            if (ol_type_family(&a->type) == OL_FAM_LOB)
                return a->type;
            t = varchar_like(a, bytes, chars);
            if (a->type.code == OL_T_CHAR && rule == OL_RR_VSAME)
            {
                t.code = OL_T_CHAR;
                t.size_bytes = a->type.size_bytes;
                t.size_chars = a->type.size_chars;
            }
            if (rule == OL_RR_NVSAME)
                t.code = OL_T_NVARCHAR2;
            return t;
        case OL_RR_VARG1:
            return varchar_like(a, bytes, chars);
        case OL_RR_VARG1_4000:
            return varchar_like(a, 4000, 4000);
        case OL_RR_VSUBSTR:
            if (n > 2 && literal_int(args[2], &v) && v > 0)
                return varchar_like(a, OL_MIN(bytes, v * 4), OL_MIN(chars, v));
            return varchar_like(a, bytes, chars);
        case OL_RR_VPAD:
            if (n > 1 && literal_int(args[1], &v) && v > 0 && v <= 4000)
                return varchar_like(a, OL_MIN(4000, v * 4), v);
            return varchar_like(a, 4000, 4000);
        case OL_RR_VREPLACE:
            if (n == 2 || args[2]->type.code == OL_T_NULL ||
                (args[1]->kind == OL_RX_STR && args[2]->kind == OL_RX_STR && args[2]->text.n <= args[1]->text.n))
                return varchar_like(a, bytes, chars);
            return varchar_like(a, 4000, 4000);
        case OL_RR_VCONCAT:
            return varchar_like(a, bytes + ol_type_char_bytes(&args[1]->type), chars + chars_of(args[1]));
        case OL_RR_VCHR:
            return ol_type_varchar(4);
        case OL_RR_NVCHR:
            t = ol_type_of(OL_T_NVARCHAR2);
            t.size_bytes = 2;
            t.size_chars = 1;
            return t;
        case OL_RR_VFORMAT:
        case OL_RR_NVFORMAT:
            if (n > 1 && args[1]->kind == OL_RX_STR)
                t = ol_type_varchar(ol_type_is_num(&a->type) ? (int)args[1]->text.n + 1 : mask_bytes(args[1]->text));
            else
                t = ol_type_varchar(n > 1 ? 75 : bytes);
            if (rule == OL_RR_NVFORMAT)
                t.code = OL_T_NVARCHAR2;
            return t;
        case OL_RR_VRAWHEX:
            return ol_type_varchar(OL_MIN(4000, 2 * (a->type.size_bytes > 0 ? a->type.size_bytes : 2000)));
        default:
            t = a != NULL ? a->type : ol_type_varchar(4000);
            if (t.code == OL_T_NULL)
                t = ol_type_varchar(0);
            return t;
    }
}

/* --- functions made of PostgreSQL's own constructs ----------------------------------------------------------------- */

char ol_rs_letter(const OlFuncRow *row, int i)
{
    Pattern p;

    read_pattern(row->args, &p);
    return letter_at(&p, i);
}

static OlRx *with_args(OlResolver *r, OlRxKind kind, OlType t, int pos, OlRx **args, int n)
{
    OlRx *x = ol_rx_new(r, kind, t, pos);

    x->args = args;
    x->nargs = n;
    for (int i = 0; i < n; i++)
        x->flags |= args[i]->flags & CARRIED;
    return x;
}

static OlRx *is_null(OlResolver *r, OlRx *a, bool negated)
{
    OlRx *x = ol_rx_args(r, OL_RX_IS_NULL, ol_type_bool(), a->pos, 1, a);

    x->flags |= negated ? OL_RXF_NEGATED : 0;
    return x;
}

/* a DECODE match: NULL equals NULL. */
OlRx *ol_rs_decode_equal(OlResolver *r, OlRx *a, OlRx *b)
{
    if (b->type.code == OL_T_NULL)
        return is_null(r, ol_rs_value(r, a), false);
    if (a->type.code == OL_T_NULL)
        return is_null(r, ol_rs_value(r, b), false);
    OlRx *c = ol_rs_compare(r, "=", a, b, a->pos);

    if (c == NULL || b->kind == OL_RX_STR || b->kind == OL_RX_NUM || b->kind == OL_RX_CONST)
        return c;
    if (c->flags & OL_RXF_SYS_OP)
    {
        OlRx *both = ol_rx_args(r, OL_RX_AND, ol_type_bool(), a->pos, 2, is_null(r, c->args[0], false), is_null(r, c->args[1], false));

        return ol_rx_args(r, OL_RX_OR, ol_type_bool(), a->pos, 2, c, both);
    }
    c->target = "IS NOT DISTINCT FROM";
    return c;
}

static OlRx *decode(OlResolver *r, OlRx **args, int n, int pos)
{
    int npairs = (n - 1) / 2, nresults = 0;
    bool has_else = (n - 1) % 2 == 1;
    OlRx **results = ol_new_array(r->arena, OlRx *, (size_t)n);
    OlRx **out = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    OlRx *expr = args[0];
    OlType t;
    int k = 0;

    for (int i = 0; i < npairs; i++)
        results[nresults++] = args[2 + 2 * i];
    if (has_else)
        results[nresults++] = args[n - 1];
    /* the first result decides; NULL and CHAR make it VARCHAR2 */
    t = results[0]->type;
    if (t.code == OL_T_NULL || ol_type_is_char(&t))
    {
        int bytes = 1, chars = 1;
        bool lob = false;

        for (int i = 0; i < nresults; i++)
        {
            bytes = OL_MAX(bytes, ol_type_char_bytes(&results[i]->type));
            chars = OL_MAX(chars, chars_of(results[i]));
            lob |= results[i]->type.code == OL_T_CLOB;
        }
        if (t.code == OL_T_NULL && nresults > 1 && ol_type_is_datetime(&results[1]->type))
            t = ol_type_varchar(bytes);
        t = lob ? ol_type_of(OL_T_CLOB) : ol_type_varchar(bytes);
        if (!lob)
            t.size_chars = chars;
    }
    else if (ol_type_is_num(&t))
    {
        OlTypeCode code = OL_T_NUMBER;

        for (int i = 0; i < nresults; i++)
            if (results[i]->type.code == OL_T_BINARY_DOUBLE || (results[i]->type.code == OL_T_BINARY_FLOAT && code == OL_T_NUMBER))
                code = results[i]->type.code;
        t = ol_type_of(code);
    }
    else
        t.rep = t.rep == OL_REP_OTHER ? t.rep : ol_rep_default(t.code);
    for (int i = 0; i < nresults; i++)
    {
        results[i] = results[i]->type.code == OL_T_NULL ? ol_rx_null(r, t, pos) : ol_rs_to_type(r, results[i], &t);
        if (results[i] == NULL)
            return NULL;
    }
    /* the first search value decides the type of the comparison */
    OlType cmp = npairs > 0 ? args[1]->type : expr->type;

    if (npairs > 0 && cmp.code != OL_T_NULL && ol_type_is_num(&cmp) && ol_type_is_char(&expr->type))
    {
        if ((expr = ol_rs_to(r, expr, 'n')) == NULL)
            return NULL;
    }
    else if (npairs > 0 && ol_type_is_char(&cmp) && !ol_type_is_char(&expr->type) && expr->type.code != OL_T_NULL)
    {
        if ((expr = ol_rs_to(r, expr, 's')) == NULL)
            return NULL;
    }
    OlRx *x = ol_rx_new(r, OL_RX_CASE, t, pos);
    bool simple = true;
    OlRx **conds = ol_new_array(r->arena, OlRx *, (size_t)npairs + 1);

    for (int i = 0; i < npairs; i++)
    {
        if ((conds[i] = ol_rs_decode_equal(r, expr, args[1 + 2 * i])) == NULL)
            return NULL;
        simple = simple && conds[i]->kind == OL_RX_CMP && conds[i]->target[0] == '=' && !(conds[i]->flags & OL_RXF_SYS_OP) &&
                 ol_rx_equal(conds[i]->args[0], conds[0]->args[0]);
    }
    x->args = out;
    if (simple && npairs > 0)
    {
        x->flags |= OL_RXF_OPERAND;
        out[k++] = conds[0]->args[0];
    }
    for (int i = 0; i < npairs; i++)
    {
        out[k++] = simple ? conds[i]->args[1] : conds[i];
        out[k++] = results[i];
    }
    if (has_else)
    {
        out[k++] = results[nresults - 1];
        x->op = 1;
    }
    x->nargs = k;
    for (int i = 0; i < k; i++)
        x->flags |= out[i]->flags & CARRIED;
    return x;
}

static OlRx *nvl(OlResolver *r, OlRx **args, int pos)
{
    OlRx *a = args[0], *b = args[1];
    OlType t = a->type.code == OL_T_NULL ? b->type : a->type;
    OlRx **out = ol_new_array(r->arena, OlRx *, 2);
    OlDecimal number;

    /* a literal is converted even where its value is not wanted */
    if (ol_type_is_num(&t) && b->kind == OL_RX_STR && ol_decimal_from_text(b->text, &number, NULL) != OL_OK)
        return ol_rs_fail(r, OL_ERR_INVALID_NUMBER, b->pos);

    if (t.code == OL_T_NULL)
        t = ol_type_varchar(0);
    if (ol_type_is_char(&t))
    {
        OlType v = ol_type_varchar(OL_MAX(ol_type_char_bytes(&a->type), ol_type_char_bytes(&b->type)));

        if (t.code == OL_T_NVARCHAR2 || t.code == OL_T_NCHAR)
            v.code = OL_T_NVARCHAR2;
        v.size_chars = OL_MAX(a->type.code == OL_T_NULL ? 0 : chars_of(a), b->type.code == OL_T_NULL ? 0 : chars_of(b));
        v.char_semantics = t.char_semantics;
        if (b->type.code == OL_T_CLOB)
            v = ol_type_of(OL_T_CLOB);
        t = v;
    }
    else if (ol_type_is_num(&t))
        t = ol_type_of(a->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_DOUBLE ? OL_T_BINARY_DOUBLE
                       : a->type.code == OL_T_BINARY_FLOAT || b->type.code == OL_T_BINARY_FLOAT ? OL_T_BINARY_FLOAT : OL_T_NUMBER);
    else if (t.code == OL_T_DATE && b->type.code != OL_T_DATE && ol_type_is_datetime(&b->type))
        t = b->type;
    out[0] = a->type.code == OL_T_NULL ? ol_rx_null(r, t, pos) : ol_rs_to_type(r, a, &t);
    out[1] = out[0] == NULL ? NULL : b->type.code == OL_T_NULL ? ol_rx_null(r, t, pos) : ol_rs_to_type(r, b, &t);
    if (out[1] == NULL)
        return NULL;
    if (t.rep != OL_REP_OTHER)
        t.rep = ol_rep_default(t.code);
    return with_args(r, OL_RX_COALESCE, t, pos, out, 2);
}

static OlRx *nvl2(OlResolver *r, OlRx **args, int pos)
{
    OlRx *res[2] = {args[1], args[2]};
    OlType t;
    OlRx **out = ol_new_array(r->arena, OlRx *, 3);

    if (ol_type_is_char(&args[1]->type) && !ol_type_is_char(&args[2]->type) && args[2]->type.code != OL_T_NULL &&
        ol_type_family(&args[2]->type) != OL_FAM_LOB && (res[1] = ol_rs_to(r, args[2], 's')) == NULL)
        return NULL;
    if (!ol_rs_common(r, res, 2, &t, false))
        return NULL;
    out[0] = is_null(r, ol_rs_value(r, args[0]), true);
    out[1] = res[0];
    out[2] = res[1];
    OlRx *x = with_args(r, OL_RX_CASE, t, pos, out, 3);

    x->op = 1;
    return x;
}

static OlRx *special(OlResolver *r, const OlFuncRow *row, OlRx **args, int n, int pos)
{
    OlRx **copy = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    OlType t;

    memcpy(copy, args, (size_t)n * sizeof(*args));
    switch (row->result)
    {
        case OL_RR_NVL:
            return nvl(r, args, pos);
        case OL_RR_NVL2:
            return nvl2(r, args, pos);
        case OL_RR_DECODE:
            return decode(r, args, n, pos);
        case OL_RR_COALESCE:
            if (!ol_rs_common(r, copy, n, &t, true))
                return NULL;
            return with_args(r, OL_RX_COALESCE, t, pos, copy, n);
        case OL_RR_NULLIF:
        {
            OlRx *c;

            if (args[0]->type.code == OL_T_NULL)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "-", "CHAR");
            c = ol_rs_compare(r, "=", args[0], args[1], pos);
            if (c == NULL)
                return NULL;
            if (c->args[0] == args[0] && !(c->flags & OL_RXF_SYS_OP))
                return ol_rx_args(r, OL_RX_NULLIF, args[0]->type, pos, 2, c->args[0], c->args[1]);
            OlRx **out = ol_new_array(r->arena, OlRx *, 3);

            out[0] = c;
            out[1] = ol_rx_null(r, args[0]->type, pos);
            out[2] = args[0];
            OlRx *x = with_args(r, OL_RX_CASE, args[0]->type, pos, out, 3);

            x->op = 1;
            return x;
        }
        case OL_RR_CONDITION: /* LNNVL */
        {
            OlRx *f = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);

            if (args[0]->type.code != OL_T_BOOLEAN)
                return ol_rs_fail(r, OL_ERR_INVALID_RELOP, pos);
            return ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, ol_rx_args(r, OL_RX_COALESCE, ol_type_bool(), pos, 2, args[0], f));
        }
        default:
            return ol_rs_unsupported(r, pos, row->name);
    }
}

/* --- choice and conversion ---------------------------------------------------------------------------------------- */

const OlFuncRow *ol_rs_choose(OlResolver *r, const OlFuncRow *rows, int nrows, OlRx **args, int n, int pos)
{
    const OlFuncRow *best = NULL;
    int best_cost = 0;
    bool too_few = true, optional = false;

    for (int i = 0; i < nrows; i++)
    {
        Pattern p;
        int cost = 0;

        read_pattern(rows[i].args, &p);
        optional |= p.repeated || p.required < p.n || nrows > 1;
        if (n > p.n && !p.repeated)
            too_few = false;
        if (n < p.required || (n > p.n && !p.repeated))
            continue;
        for (int k = 0; k < n && cost >= 0; k++)
        {
            int c = ol_rs_cost(&args[k]->type, letter_at(&p, k));

            cost = c < 0 ? -1 : cost + c;
        }
        if (cost < 0)
        {
            if (best == NULL)
            {
                best = &rows[i];
                best_cost = 1000000;
            }
            continue;
        }
        if (best == NULL || cost < best_cost)
        {
            best = &rows[i];
            best_cost = cost;
        }
    }
    if (best == NULL)
        return ol_rs_fail(r, !optional ? OL_ERR_WRONG_ARG_COUNT : too_few ? OL_ERR_TOO_FEW_ARGS : OL_ERR_TOO_MANY_ARGS, pos);
    return best;
}

static OlRx *call_row(OlResolver *r, const OlFuncRow *row, OlRx **args, int n, int pos)
{
    OlRx **conv = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    OlType t;
    Pattern p;

    if (row->flags & OL_FF_SPECIAL)
        return special(r, row, args, n, pos);
    if (row->flags & OL_FF_VO)
        r->side_effects = true;
    read_pattern(row->args, &p);
    if (row->result == OL_RR_GREATEST)
    {
        OlType first = args[0]->type;

        memcpy(conv, args, (size_t)n * sizeof(*args));
        if (ol_type_is_char(&first))
            for (int i = 0; i < n; i++)
                if (conv[i]->type.code != OL_T_NULL && (conv[i] = ol_rs_to(r, conv[i], 's')) == NULL)
                    return NULL;
        if (!ol_rs_common(r, conv, n, &t, false))
            return NULL;
        if (ol_type_is_char(&t))
            t.code = OL_T_VARCHAR2;
        OlRx *x = with_args(r, OL_RX_CALL, t, pos, conv, n);

        x->target = row->target;
        return x;
    }
    t = ol_rs_result_type(row->result, args, n);
    for (int i = 0; i < n; i++)
    {
        char letter = letter_at(&p, i);

        conv[i] = letter == '1' ? ol_rs_to_type(r, args[i], &conv[0]->type) : ol_rs_to(r, args[i], letter);
        if (conv[i] == NULL)
            return NULL;
    }
    if (row->target[0] == '\0') /* nothing to do: the converted argument under its new type */
    {
        OlRx *x = ol_new(r->arena, OlRx);

        *x = *conv[0];
        t.rep = conv[0]->type.rep;
        x->type = t;
        return x;
    }
    OlRx *x = with_args(r, OL_RX_CALL, t, pos, conv, n);

    x->target = row->target;
    return x;
}

OlRx *ol_rs_builtin(OlResolver *r, OlStr name, OlRx **args, int nargs, int pos)
{
    int nrows;
    const OlFuncRow *rows = ol_func_find(name, &nrows), *row;

    if (rows == NULL)
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, name));
    if ((row = ol_rs_choose(r, rows, nrows, args, nargs, pos)) == NULL)
        return NULL;
    return call_row(r, row, args, nargs, pos);
}

OlRx *ol_rs_bare_func(OlResolver *r, OlStr name, int pos)
{
    int nrows;
    const OlFuncRow *row = ol_func_find(name, &nrows);

    if (row == NULL || !(row->flags & OL_FF_BARE))
        return NULL;
    return call_row(r, row, NULL, 0, pos);
}

/* --- the call ---------------------------------------------------------------------------------------------------- */

/* DEFAULT d ON CONVERSION ERROR: the conversion is called under a handler. What is no call of ours cannot fail. */
OlRx *ol_rs_or_default(OlResolver *r, OlScope *s, OlRx *x, OlNode *fallback)
{
    OlRx *d = ol_rs_expr(r, s, fallback);
    OlRx **args;
    OlBuf sig;

    if (d == NULL)
        return NULL;
    if (x->kind != OL_RX_CALL || x->target == NULL || strncmp(x->target, "sys.char_to_", 12) != 0)
        return x;
    if (d->type.code == OL_T_NULL)
        d = ol_rx_null(r, x->type, x->pos);
    else if (ol_type_is_char(&d->type) && d->kind == OL_RX_STR)
    {
        /* converted as the value is: by the same model */
        OlRx *c = ol_new(r->arena, OlRx);

        *c = *x;
        c->args = ol_new_array(r->arena, OlRx *, (size_t)x->nargs);
        memcpy(c->args, x->args, (size_t)x->nargs * sizeof *c->args);
        c->args[0] = d;
        d = c;
    }
    else if ((d = ol_rs_to_type(r, d, &x->type)) == NULL)
        return NULL;
    ol_buf_init(&sig, r->arena, 64);
    ol_buf_append_c(&sig, x->target);
    for (int i = 0; i < x->nargs; i++)
        ol_buf_append_c(&sig, i == 0 ? "(text" : ",text");
    ol_buf_append_byte(&sig, ')');
    args = ol_new_array(r->arena, OlRx *, 5);
    args[0] = ol_rx_str(r, ol_str(ol_buf_cstr(&sig)), x->pos);
    for (int i = 0; i < 3; i++)
        args[1 + i] = i < x->nargs ? x->args[i] : ol_rx_null(r, ol_type_varchar(0), x->pos);
    args[4] = d;
    OlRx *out = with_args(r, OL_RX_CALL, x->type, x->pos, args, 5);

    out->target = "sys.convert_or_default";
    return out;
}

OlRx *ol_rs_func(OlResolver *r, OlScope *s, OlFuncCall *call)
{
    int pos = (int)call->expr.node.start, n = call->names.n, nrows = 0;
    const OlFuncRow *rows = NULL;
    OlStr name = call->names.items[n - 1].text;

    if (call->dblink.n > 0)
        return ol_rs_unsupported(r, pos, "database link");
    if (call->outer_join)
        return ol_rs_unsupported(r, pos, "(+) after a function");
    if (n > 1 && (ol_str_eq_c(call->names.items[0].text, "SYS") || (n == 2 && ol_str_eq_c(call->names.items[0].text, "STANDARD"))))
    {
        n--;
    }
    if (n == 1 && !call->names.items[call->names.n - 1].quoted)
        rows = ol_func_find(name, &nrows);
    else if (n == 2)
    {
        name = ol_str_printf(r->arena, "%.*s.%.*s", OL_STR_ARG(call->names.items[call->names.n - 2].text), OL_STR_ARG(name));
        rows = ol_func_find(name, &nrows);
    }
    if (rows == NULL && n == 1 && ol_str_eq_c(name, "SYS_CONNECT_BY_PATH"))
        return ol_rs_hier_path(r, s, call);
    if (rows == NULL)
    {
        OlRx *x = ol_rs_xml_call(r, s, call, name);

        if (x != NULL || r->failed)
            return x;
    }
    if (rows == NULL && n == 1 && !call->names.items[call->names.n - 1].quoted)
    {
        OlRx *x = ol_rs_object_func(r, s, call, name);

        if (x != NULL || r->failed)
            return x;
    }
    if (rows == NULL && call->over == NULL)
    {
        OlRx *x = ol_rs_constructor(r, s, call);

        if (x != NULL || r->failed)
            return x;
    }
    if (rows == NULL)
    {
        if (call->over != NULL || call->within_group.n > 0)
            return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, name));
        return ol_rs_stored_call(r, s, call);
    }
    if (rows->flags & (OL_FF_AGG | OL_FF_ONLYOVER))
        return ol_rs_aggregate(r, s, call, rows, nrows, name, pos);
    if (call->over != NULL)
        return ol_rs_fail(r, OL_ERR_NOT_PROPERLY_ENDED, pos);
    OlRx **args = ol_new_array(r->arena, OlRx *, (size_t)call->args.n + 1);

    for (int i = 0; i < call->args.n; i++)
    {
        OlNode *a = call->args.items[i];

        if (OL_IS(NamedArg, a))
            return ol_rs_unsupported(r, pos, "named arguments in SQL");
        /* LNNVL takes a condition, everything else values */
        args[i] = rows->args[0] == 'q' ? ol_rs_cond(r, s, a) : ol_rs_expr(r, s, a);
        if (args[i] == NULL)
            return NULL;
    }
    const OlFuncRow *row = ol_rs_choose(r, rows, nrows, args, call->args.n, pos);
    OlRx *x = row == NULL ? NULL : call_row(r, row, args, call->args.n, pos);

    return x == NULL || call->default_on_error == NULL ? x : ol_rs_or_default(r, s, x, call->default_on_error);
}
