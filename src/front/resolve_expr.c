/*
 * resolve_expr.c - expressions and conditions: every kind of the syntax tree to the resolved tree.
 *
 * Owns:      operators, literals, CASE, CAST, conditions, binds.
 * Not here:  names (resolve_name.c), function calls (resolve_func.c), conversions (resolve_type.c).
 * See also:  SQL Language Reference, "Expressions" and "Conditions"
 */
#include "front/resolve.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 1500 /* operators nest deeper than parentheses: a + b + c ... */

/* --- literals ----------------------------------------------------------------------------------------------------- */

static OlRx *number_literal(OlResolver *r, OlNumberLit *lit)
{
    int pos = (int)lit->expr.node.start;
    OlType t = ol_type_of(lit->is_float ? OL_T_BINARY_FLOAT : lit->is_double ? OL_T_BINARY_DOUBLE : OL_T_NUMBER);
    OlRx *x = ol_rx_new(r, t.code == OL_T_NUMBER ? OL_RX_NUM : OL_RX_CONST, t, pos);
    size_t e = 0;

    while (e < lit->text.n && lit->text.s[e] != 'e' && lit->text.s[e] != 'E')
        e++;
    if (e < lit->text.n)
    {
        long exp = strtol(ol_str_cdup(r->arena, ol_str_n(lit->text.s + e + 1, lit->text.n - e - 1)), NULL, 10);

        if (exp > 126 || lit->text.n > 400)
            return ol_rs_fail(r, OL_ERR_NUMERIC_OVERFLOW, pos);
        if (exp < -140) /* below NUMBER's smallest: zero */
        {
            x->text = OL_STR("0");
            return x;
        }
    }
    else if (lit->text.n > 400)
        return ol_rs_fail(r, OL_ERR_NUMERIC_OVERFLOW, pos);
    x->text = lit->text;
    x->nullable = false;
    return x;
}

static OlRx *string_literal(OlResolver *r, OlStr value, bool national, int pos)
{
    if (value.n == 0)
        return ol_rx_null(r, ol_type_of(OL_T_NULL), pos);
    if (value.n > 32767)
        return ol_rs_fail(r, OL_ERR_STRING_TOO_LONG, pos);
    if (memchr(value.s, '\0', value.n) != NULL)
        return ol_rs_unsupported(r, pos, "character with code 0 in a string");
    OlRx *x = ol_rx_str(r, value, pos);

    if (national)
    {
        x->type.code = OL_T_NCHAR;
        x->type.char_semantics = true;
    }
    return x;
}

/* A cursor over the text of a datetime or interval literal. */
typedef struct Scan
{
    const char *s;
    const char *end;
} Scan;

static bool scan_int(Scan *sc, int max_digits, int64_t *out)
{
    int n = 0;

    *out = 0;
    while (sc->s < sc->end && *sc->s >= '0' && *sc->s <= '9' && n < max_digits)
    {
        *out = *out * 10 + (*sc->s++ - '0');
        n++;
    }
    return n > 0;
}

static bool scan_char(Scan *sc, char c)
{
    if (sc->s < sc->end && *sc->s == c)
    {
        sc->s++;
        return true;
    }
    return false;
}

static void scan_blanks(Scan *sc)
{
    while (sc->s < sc->end && *sc->s == ' ')
        sc->s++;
}

static int days_in_month(int64_t y, int64_t m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (m == 2 && (y <= 1582 ? y % 4 == 0 : (y % 4 == 0 && y % 100 != 0) || y % 400 == 0))
        return 29;
    return days[m - 1];
}

/* [-]YYYY-MM-DD; false with the error set. */
static bool scan_date(OlResolver *r, Scan *sc, int pos, OlBuf *out, bool *bc)
{
    int64_t y, m, d;

    *bc = scan_char(sc, '-');
    if (!*bc)
        (void)scan_char(sc, '+');
    if (!scan_int(sc, 4, &y))
        return ol_rs_fail(r, OL_ERR_DATE_NON_NUMERIC, pos) != NULL;
    if (!scan_char(sc, '-') || !scan_int(sc, 2, &m))
        return ol_rs_fail(r, OL_ERR_DATE_LITERAL_MISMATCH, pos) != NULL;
    if (m < 1 || m > 12)
        return ol_rs_fail(r, OL_ERR_NOT_A_MONTH, pos) != NULL;
    if (!scan_char(sc, '-') || !scan_int(sc, 2, &d))
        return ol_rs_fail(r, OL_ERR_DATE_LITERAL_MISMATCH, pos) != NULL;
    if (y == 0 || (*bc && y > 4712))
        return ol_rs_fail(r, OL_ERR_YEAR_RANGE, pos) != NULL;
    if (d < 1 || d > 31)
        return ol_rs_fail(r, OL_ERR_DAY_RANGE, pos) != NULL;
    if (d > days_in_month(*bc ? 1 - y : y, m))
        return ol_rs_fail(r, OL_ERR_DATE_NOT_IN_MONTH, pos) != NULL;
    ol_buf_printf(out, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
    return true;
}

static OlRx *date_literal(OlResolver *r, OlStr value, int pos)
{
    Scan sc = {value.s, value.s + value.n};
    OlBuf b;
    bool bc;

    ol_buf_init(&b, r->arena, 32);
    scan_blanks(&sc);
    if (!scan_date(r, &sc, pos, &b, &bc))
        return NULL;
    scan_blanks(&sc);
    if (sc.s != sc.end)
        return ol_rs_fail(r, OL_ERR_FORMAT_ENDS_EARLY, pos);
    ol_buf_append_c(&b, bc ? " 00:00:00 BC" : " 00:00:00");
    OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_of(OL_T_DATE), pos);

    x->text = ol_str(ol_buf_cstr(&b));
    x->nullable = false;
    return x;
}

static OlRx *timestamp_literal(OlResolver *r, OlStr value, int pos)
{
    Scan sc = {value.s, value.s + value.n};
    int64_t h = 0, mi = 0, se = 0;
    OlBuf b;
    bool bc;

    ol_buf_init(&b, r->arena, 48);
    scan_blanks(&sc);
    if (!scan_date(r, &sc, pos, &b, &bc))
        return NULL;
    if (sc.s < sc.end && (*sc.s == 'T' || *sc.s == ' '))
        sc.s++;
    scan_blanks(&sc);
    if (!scan_int(&sc, 2, &h) || !scan_char(&sc, ':') || !scan_int(&sc, 2, &mi))
        return ol_rs_fail(r, OL_ERR_DATE_LITERAL_MISMATCH, pos);
    if (scan_char(&sc, ':') && !scan_int(&sc, 2, &se))
        return ol_rs_fail(r, OL_ERR_DATE_LITERAL_MISMATCH, pos);
    if (h > 23)
        return ol_rs_fail(r, OL_ERR_HOUR_RANGE, pos);
    if (mi > 59)
        return ol_rs_fail(r, OL_ERR_MINUTE_RANGE, pos);
    if (se > 59)
        return ol_rs_fail(r, OL_ERR_SECOND_RANGE, pos);
    ol_buf_printf(&b, " %02d:%02d:%02d", (int)h, (int)mi, (int)se);
    if (scan_char(&sc, '.'))
    {
        const char *start = sc.s;

        while (sc.s < sc.end && *sc.s >= '0' && *sc.s <= '9')
            sc.s++;
        if (sc.s - start > 9)
            return ol_rs_fail(r, OL_ERR_FRACTION_RANGE, pos);
        if (sc.s > start)
        {
            ol_buf_append_byte(&b, '.');
            ol_buf_append(&b, start, (size_t)(sc.s - start));
        }
    }
    scan_blanks(&sc);
    if (sc.s == sc.end)
    {
        OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_of(OL_T_TIMESTAMP), pos);

        if (bc)
            ol_buf_append_c(&b, " BC");
        x->type.scale = 9;
        x->text = ol_str(ol_buf_cstr(&b));
        x->nullable = false;
        return x;
    }
    if (bc)
        ol_buf_append_c(&b, " BC");
    ol_buf_append_byte(&b, ' ');
    ol_buf_append(&b, sc.s, (size_t)(sc.end - sc.s));
    OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_of(OL_T_TIMESTAMP_TZ), pos);

    x->type.scale = 9;
    x->text = ol_str(ol_buf_cstr(&b));
    x->nullable = false;
    return x;
}

/* INTERVAL '..' fields: to PostgreSQL's input form, days and seconds normalised as Oracle keeps them. */
static OlRx *interval_literal(OlResolver *r, OlIntervalLit *lit)
{
    int pos = (int)lit->expr.node.start;
    Scan sc = {lit->value.s, lit->value.s + lit->value.n};
    OlDateField from = lit->from, to = lit->to == OL_DTFIELD_NONE ? lit->from : lit->to;
    int64_t v[4] = {0, 0, 0, 0}; /* day hour minute second, or year month */
    int64_t lead_max = 1, lead;
    char frac[16] = "";
    bool neg, ym = from == OL_DTFIELD_YEAR || from == OL_DTFIELD_MONTH;
    int first = ym ? (from == OL_DTFIELD_MONTH) : from - OL_DTFIELD_DAY, last = ym ? (to == OL_DTFIELD_MONTH) : to - OL_DTFIELD_DAY;

    scan_blanks(&sc);
    neg = scan_char(&sc, '-');
    if (!neg)
        (void)scan_char(&sc, '+');
    for (int i = first; i <= last; i++)
    {
        if (i > first)
        {
            if (ym ? !scan_char(&sc, '-') : i == 1 ? !scan_char(&sc, ' ') : !scan_char(&sc, ':'))
                return ol_rs_fail(r, OL_ERR_INVALID_INTERVAL, pos);
            if (!ym && i == 1)
                scan_blanks(&sc);
        }
        if (!scan_int(&sc, 9, &v[i]))
            return ol_rs_fail(r, OL_ERR_INVALID_INTERVAL, pos);
    }
    if (!ym && last == 3 && scan_char(&sc, '.'))
    {
        size_t n = 0;

        while (sc.s < sc.end && *sc.s >= '0' && *sc.s <= '9' && n < 9)
            frac[n++] = *sc.s++;
        frac[n] = '\0';
    }
    scan_blanks(&sc);
    if (sc.s != sc.end)
        return ol_rs_fail(r, OL_ERR_INVALID_INTERVAL, pos);
    lead = v[first];
    for (int64_t i = 0; i < (lit->lead_precision >= 0 ? lit->lead_precision : 2); i++)
        lead_max *= 10;
    if (lead >= lead_max)
        return ol_rs_fail(r, OL_ERR_INTERVAL_PRECISION, pos);
    if (ym ? (last > first && v[1] > 11) : (first < 1 && v[1] > 23) || (first < 2 && v[2] > 59) || (first < 3 && v[3] > 59))
        return ol_rs_fail(r, OL_ERR_INVALID_INTERVAL, pos);
    OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_of(ym ? OL_T_INTERVAL_YM : OL_T_INTERVAL_DS), pos);

    x->nullable = false;
    x->type.precision = (uint8_t)(lit->lead_precision >= 0 ? lit->lead_precision : 2);
    if (ym)
    {
        int64_t months = v[0] * 12 + v[1];

        x->text = ol_str_printf(r->arena, "%s%lld mons", neg ? "-" : "", (long long)months);
        return x;
    }
    if (lit->second_precision >= 0)
        x->type.scale = (int8_t)lit->second_precision;
    int64_t secs = v[0] * 86400 + v[1] * 3600 + v[2] * 60 + v[3];
    const char *sign = neg ? "-" : "";

    x->text = ol_str_printf(r->arena, "%s%lld days %s%02d:%02d:%02d%s%s", sign, (long long)(secs / 86400), sign, (int)(secs % 86400 / 3600),
                            (int)(secs % 3600 / 60), (int)(secs % 60), frac[0] != '\0' ? "." : "", frac);
    return x;
}

/* --- binds -------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_bind(OlResolver *r, OlBind *bind)
{
    int pos = (int)bind->expr.node.start, i = (int)bind->index;
    OlType t;

    if (r->for_view)
        return ol_rs_fail(r, OL_ERR_BIND_IN_DDL, pos);
    if (i < 0 || i >= r->nbinds)
        return ol_rs_fail(r, OL_ERR_BIND_NAME_ILLEGAL, pos);
    if (i < r->nbind_types && r->bind_types[i].code != OL_T_UNKNOWN && r->bind_types[i].code != OL_T_NULL)
    {
        t = r->bind_types[i];
        t.rep = t.rep != OL_REP_NONE && t.rep != OL_REP_VARCHAR ? t.rep : ol_rep_default(t.code);
        if (t.code == OL_T_CHAR || t.code == OL_T_NCHAR)
            t.rep = OL_REP_TEXT;
    }
    else
        t = ol_type_varchar(0);
    if (ol_type_is_char(&t) && t.size_bytes == 0)
        t.size_bytes = t.size_chars = 4000;
    OlRx *x = ol_rx_new(r, OL_RX_BIND, t, pos);

    if (r->binds[i].param == 0)
        r->binds[i].param = ol_rs_new_param(r, &t);
    x->col = r->binds[i].param;
    return x;
}

/* --- arithmetic --------------------------------------------------------------------------------------------------- */

static int digits_of(const OlRx *x)
{
    if (x->kind == OL_RX_NUM || x->kind == OL_RX_CONST)
        return (int)x->text.n;
    if (x->type.code == OL_T_NUMBER && x->type.precision > 0)
        return x->type.precision;
    if (x->type.rep == OL_REP_INT4 || x->type.rep == OL_REP_INT2)
        return 10;
    return 40;
}

static OlRx *num_op(OlResolver *r, OlBinOp op, OlRx *a, OlRx *b, int pos)
{
    OlRx *x;

    a = ol_rs_numeric(r, a);
    b = a == NULL ? NULL : ol_rs_numeric(r, b);
    if (b == NULL)
        return NULL;
    if (a->type.code != OL_T_NUMBER && a->type.code != OL_T_FLOAT && a->type.code != OL_T_PLS_INTEGER)
    {
        b = ol_rs_to(r, b, a->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
        if (b == NULL)
            return NULL;
        a = ol_rs_to(r, a, b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
    }
    else if (b->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_FLOAT)
        a = ol_rs_to(r, a, b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
    bool is_float = a->type.code == OL_T_BINARY_DOUBLE || a->type.code == OL_T_BINARY_FLOAT;
    OlType t = is_float ? ol_type_of(a->type.code) : ol_type_number();

    switch (op)
    {
        case OL_BIN_ADD:
        case OL_BIN_SUB:
            x = ol_rx_args(r, OL_RX_OP, t, pos, 2, a, b);
            x->target = op == OL_BIN_ADD ? "+" : "-";
            return x;
        case OL_BIN_MUL:
            /* numeric keeps every digit of a product, NUMBER 40: only where more can come is it rounded */
            if (!is_float && digits_of(a) + digits_of(b) > 40)
                x = ol_rx_emitfn(r, OL_EMITFN_NUM_MUL, t, 2, a, b);
            else
            {
                x = ol_rx_args(r, OL_RX_OP, t, pos, 2, a, b);
                x->target = "*";
            }
            return x;
        case OL_BIN_DIV:
            return ol_rx_emitfn(r, is_float ? OL_EMITFN_FLOAT_DIV : OL_EMITFN_NUM_DIV, t, 2, a, b);
        default:
            return ol_rs_unsupported(r, pos, "this operator");
    }
}

static OlType datetime_type(const OlRx *x)
{
    OlType t = ol_type_of(x->type.code);

    t.scale = x->type.code == OL_T_DATE ? 0 : x->type.scale;
    return t;
}

static OlRx *datetime_plus_interval(OlResolver *r, OlRx *d, OlRx *i, bool minus)
{
    OlEmitFn fn = d->type.code == OL_T_TIMESTAMP_TZ    ? (minus ? OL_EMITFN_TSTZ_SUB_IVL : OL_EMITFN_TSTZ_ADD_IVL)
                  : d->type.code == OL_T_TIMESTAMP_LTZ ? (minus ? OL_EMITFN_LTZ_SUB_IVL : OL_EMITFN_LTZ_ADD_IVL)
                                                       : (minus ? OL_EMITFN_DATE_SUB_IVL : OL_EMITFN_DATE_ADD_IVL);
    OlRx *x = ol_rx_emitfn(r, fn, datetime_type(d), 2, d, i);

    if (d->type.code == OL_T_DATE && i->type.code == OL_T_INTERVAL_DS && i->kind != OL_RX_CONST)
    {
        /* a fraction of a second in the interval does not reach a DATE */
        x->type = ol_type_of(OL_T_TIMESTAMP);
        return ol_rx_emitfn(r, OL_EMITFN_TS_TO_DATE, ol_type_of(OL_T_DATE), 1, x);
    }
    return x;
}

static OlRx *datetime_minus_datetime(OlResolver *r, OlRx *a, OlRx *b)
{
    OlType t;
    OlEmitFn fn = OL_EMITFN_TS_SUB;

    if (a->type.code == OL_T_DATE && b->type.code == OL_T_DATE)
    {
        a = ol_rs_to(r, a, 'd');
        b = ol_rs_to(r, b, 'd');
        return ol_rx_emitfn(r, OL_EMITFN_DATE_SUB, ol_type_number(), 2, a, b);
    }
    if (a->type.code == OL_T_TIMESTAMP_TZ || b->type.code == OL_T_TIMESTAMP_TZ)
    {
        a = ol_rs_to(r, a, 'z');
        b = ol_rs_to(r, b, 'z');
        fn = OL_EMITFN_TSTZ_SUB;
    }
    else if (a->type.code == OL_T_TIMESTAMP_LTZ || b->type.code == OL_T_TIMESTAMP_LTZ)
    {
        a = ol_rs_to(r, a, 'l');
        b = ol_rs_to(r, b, 'l');
        fn = OL_EMITFN_LTZ_SUB;
    }
    t = ol_type_of(OL_T_INTERVAL_DS);
    t.precision = 9;
    return a == NULL || b == NULL ? NULL : ol_rx_emitfn(r, fn, t, 2, a, b);
}

static bool is_interval(const OlRx *x)
{
    return ol_type_family(&x->type) == OL_FAM_INTERVAL;
}

/* PLS_INTEGER with PLS_INTEGER, or with an integer literal that fits: arithmetic of 32 bits. */
static bool pls_operands(OlResolver *r, OlRx **a, OlRx **b)
{
    bool pa = (*a)->type.code == OL_T_PLS_INTEGER, pb = (*b)->type.code == OL_T_PLS_INTEGER;
    OlRx **lit = pa ? b : a;

    if (pa && pb)
        return true;
    if ((!pa && !pb) || (*lit)->kind != OL_RX_NUM || (*lit)->text.n > 9)
        return false;
    for (size_t i = 0; i < (*lit)->text.n; i++)
        if (((*lit)->text.s[i] < '0' || (*lit)->text.s[i] > '9') && !(i == 0 && (*lit)->text.s[i] == '-'))
            return false;
    OlRx *n = ol_rx_new(r, OL_RX_CONST, (*b)->type.code == OL_T_PLS_INTEGER ? (*b)->type : (*a)->type, (*lit)->pos);

    n->text = (*lit)->text;
    n->nullable = false;
    *lit = n;
    return true;
}

OlRx *ol_rs_arith(OlResolver *r, OlBinOp op, OlRx *a, OlRx *b, int pos)
{
    bool da = ol_type_is_datetime(&a->type), db = ol_type_is_datetime(&b->type), ia = is_interval(a), ib = is_interval(b);
    OlRx *x;

    if (op == OL_BIN_POW || op == OL_BIN_MOD)
    {
        OlRx *args[2] = {a, b};

        return ol_rs_builtin(r, op == OL_BIN_POW ? OL_STR("POWER") : OL_STR("MOD"), args, 2, pos);
    }
    if (r->pl && op != OL_BIN_DIV && pls_operands(r, &a, &b))
    {
        x = ol_rx_args(r, OL_RX_OP, a->type, pos, 2, a, b);
        x->target = op == OL_BIN_ADD ? "+" : op == OL_BIN_SUB ? "-" : "*";
        return x;
    }
    if (!da && !db && !ia && !ib)
        x = num_op(r, op, a, b, pos);
    else if (op == OL_BIN_ADD && da && db)
        return ol_rs_fail(r, OL_ERR_DATE_PLUS_DATE, pos);
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && da && ib)
        x = datetime_plus_interval(r, a, b, op == OL_BIN_SUB);
    else if (op == OL_BIN_ADD && ia && db)
        x = datetime_plus_interval(r, b, a, false);
    else if (op == OL_BIN_SUB && da && db)
        x = datetime_minus_datetime(r, a, b);
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && da)
    {
        /* days; a TIMESTAMP becomes a DATE first */
        a = ol_rs_to(r, a, 'd');
        b = a == NULL ? NULL : ol_rs_to(r, b, 'n');
        x = b == NULL ? NULL : ol_rx_emitfn(r, op == OL_BIN_ADD ? OL_EMITFN_DATE_ADD : OL_EMITFN_DATE_SUB_DAYS, ol_type_of(OL_T_DATE), 2, a, b);
    }
    else if (op == OL_BIN_ADD && db)
    {
        b = ol_rs_to(r, b, 'd');
        a = b == NULL ? NULL : ol_rs_to(r, a, 'n');
        x = a == NULL ? NULL : ol_rx_emitfn(r, OL_EMITFN_DATE_ADD, ol_type_of(OL_T_DATE), 2, b, a);
    }
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && ia && ib)
    {
        if (a->type.code != b->type.code)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, ol_type_word(&a->type), ol_type_word(&b->type));
        OlType t = a->type;

        t.precision = 9;
        x = ol_rx_emitfn(r, op == OL_BIN_ADD ? OL_EMITFN_IVL_ADD : OL_EMITFN_IVL_SUB, t, 2, a, b);
    }
    else if ((op == OL_BIN_MUL || op == OL_BIN_DIV) && ia && !db && !ib)
    {
        OlType t = a->type;

        t.precision = 9;
        b = ol_rs_to(r, b, 'n');
        x = b == NULL ? NULL : ol_rx_emitfn(r, op == OL_BIN_MUL ? OL_EMITFN_IVL_MUL : OL_EMITFN_IVL_DIV, t, 2, a, b);
    }
    else if (op == OL_BIN_MUL && ib && !da && !ia)
    {
        OlType t = b->type;

        t.precision = 9;
        a = ol_rs_to(r, a, 'n');
        x = a == NULL ? NULL : ol_rx_emitfn(r, OL_EMITFN_IVL_MUL, t, 2, b, a);
    }
    else
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, da || ia ? ol_type_word(&b->type) : "NUMBER",
                           ol_type_word(da || ia ? &a->type : &b->type));
    if (x != NULL)
        x->pos = pos;
    return x;
}

/* --- || ----------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_concat(OlResolver *r, OlRx *a, OlRx *b, int pos)
{
    OlType t;
    int bytes;

    if (a->type.code == OL_T_BLOB && b->type.code == OL_T_BLOB)
        return ol_rx_emitfn(r, OL_EMITFN_RAW_CONCAT, ol_type_of(OL_T_BLOB), 2, a, b);
    if (a->type.code == OL_T_RAW && b->type.code == OL_T_RAW)
    {
        t = ol_type_of(OL_T_RAW);
        t.size_bytes = OL_MIN(2000, a->type.size_bytes + b->type.size_bytes);
        return ol_rx_emitfn(r, OL_EMITFN_RAW_CONCAT, t, 2, a, b);
    }
    bytes = OL_MIN(4000, ol_type_char_bytes(&a->type) + ol_type_char_bytes(&b->type));
    bool lob = a->type.code == OL_T_CLOB || b->type.code == OL_T_CLOB || a->type.code == OL_T_NCLOB || b->type.code == OL_T_NCLOB;
    bool national = a->type.code == OL_T_NVARCHAR2 || b->type.code == OL_T_NVARCHAR2 || a->type.code == OL_T_NCHAR || b->type.code == OL_T_NCHAR;
    bool fixed = a->type.code == OL_T_CHAR && b->type.code == OL_T_CHAR;
    int chars = OL_MIN(4000, (ol_type_is_char(&a->type) && a->type.size_chars > 0 ? a->type.size_chars : ol_type_char_bytes(&a->type)) +
                                 (ol_type_is_char(&b->type) && b->type.size_chars > 0 ? b->type.size_chars : ol_type_char_bytes(&b->type)));

    t = ol_type_of(lob ? OL_T_CLOB : national ? OL_T_NVARCHAR2 : fixed ? OL_T_CHAR : OL_T_VARCHAR2);
    if (!lob)
    {
        t.size_bytes = bytes;
        t.size_chars = chars;
        t.char_semantics = a->type.char_semantics || b->type.char_semantics;
    }
    a = ol_rs_to(r, a, 's');
    b = a == NULL ? NULL : ol_rs_to(r, b, 's');
    if (b == NULL)
        return NULL;
    OlRx *x = ol_rx_emitfn(r, OL_EMITFN_CONCAT, t, 2, a, b);

    x->pos = pos;
    return x;
}

/* a || b || c ...: balanced, so that a long chain does not nest deeply. */
static OlRx *concat_range(OlResolver *r, OlRx **xs, int lo, int hi, int pos)
{
    if (hi - lo == 1)
        return xs[lo];
    int mid = hi - lo <= 8 ? hi - 1 : lo + (hi - lo) / 2;
    OlRx *a = concat_range(r, xs, lo, mid, pos);
    OlRx *b = a == NULL ? NULL : concat_range(r, xs, mid, hi, pos);

    return b == NULL ? NULL : ol_rs_concat(r, a, b, pos);
}

/* --- CASE --------------------------------------------------------------------------------------------------------- */

static bool sys_rep(const OlRx *x)
{
    return x->type.rep == OL_REP_ORATSTZ || x->type.rep == OL_REP_ROWID;
}

static OlRx *case_expr(OlResolver *r, OlScope *s, OlCase *c)
{
    int n = c->whens.n, pos = (int)c->expr.node.start;
    OlRx *operand = NULL;
    OlRx **conds = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    OlRx **results = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    int nresults = n;
    OlType t;

    if (c->operand != NULL && (operand = ol_rs_expr(r, s, c->operand)) == NULL)
        return NULL;
    for (int i = 0; i < n; i++)
    {
        OlCaseWhen *w = OL_ITEM(CaseWhen, c->whens, i);

        if (operand == NULL)
            conds[i] = ol_rs_cond(r, s, w->cond);
        else
        {
            OlRx *v = ol_rs_expr(r, s, w->cond);

            conds[i] = v == NULL ? NULL : ol_rs_compare(r, "=", operand, v, (int)w->node.start);
        }
        if (conds[i] == NULL || (results[i] = ol_rs_expr(r, s, w->result)) == NULL)
            return NULL;
    }
    if (c->else_expr != NULL && (results[nresults++] = ol_rs_expr(r, s, c->else_expr)) == NULL)
        return NULL;
    if (!ol_rs_common(r, results, nresults, &t, true))
        return NULL;
    bool simple = operand != NULL && n > 0;

    for (int i = 0; i < n && simple; i++)
        simple = ol_rx_equal(conds[i]->args[0], conds[0]->args[0]) && !sys_rep(conds[i]->args[0]);
    OlRx *x = ol_rx_new(r, OL_RX_CASE, t, pos);

    x->args = ol_new_array(r->arena, OlRx *, (size_t)(2 * n + 2));
    if (simple)
    {
        x->flags |= OL_RXF_OPERAND;
        x->args[x->nargs++] = conds[0]->args[0];
    }
    for (int i = 0; i < n; i++)
    {
        x->args[x->nargs++] = simple ? conds[i]->args[1] : conds[i];
        x->args[x->nargs++] = results[i];
    }
    if (nresults > n)
    {
        x->args[x->nargs++] = results[n];
        x->op = 1;
    }
    for (int i = 0; i < x->nargs; i++)
        x->flags |= x->args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    return x;
}

/* --- CAST --------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_conversion(OlResolver *r, OlRx *x, const OlType *type, int pos)
{
    OlType t = *type;
    OlRx *v;

    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, t, pos);
    if ((x->type.code == OL_T_RAW || x->type.code == OL_T_BLOB) && t.code == OL_T_RAW)
        v = x;
    else
        v = ol_rs_to_type(r, x, &t);
    if (v == NULL)
        return NULL;
    switch (t.code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        {
            int limit = t.char_semantics ? t.size_chars : t.size_bytes;
            OlRx *c = ol_rx_emitfn(r, t.char_semantics ? OL_EMITFN_CAST_CHAR : OL_EMITFN_CAST_BYTE, t, 2, v, ol_rx_int4(r, limit));

            c->type.rep = OL_REP_TEXT;
            return c;
        }
        case OL_T_CHAR:
        case OL_T_NCHAR:
        {
            OlRx *c = ol_rx_emitfn(r, OL_EMITFN_CAST_PAD, t, 2, v, ol_rx_int4(r, t.size_chars));

            c->type.rep = OL_REP_TEXT;
            return c;
        }
        case OL_T_NUMBER:
            if (t.precision == 0 && t.scale == OL_SCALE_NONE)
                return v;
            return ol_rx_emitfn(r, OL_EMITFN_CAST_NUM, t, 3, v, ol_rx_int4(r, t.precision == 0 ? 38 : t.precision),
                                ol_rx_int4(r, t.scale == OL_SCALE_NONE ? 0 : t.scale));
        case OL_T_FLOAT:
            return t.precision >= 126 ? v : ol_rx_emitfn(r, OL_EMITFN_ASSIGN_FLOAT, t, 2, v, ol_rx_int4(r, t.precision));
        case OL_T_TIMESTAMP:
            if (t.scale >= 6 || (v->type.code == t.code && v->type.scale <= t.scale))
                break;
            return ol_rx_emitfn(r, OL_EMITFN_TS_ROUND, t, 2, v, ol_rx_int4(r, t.scale));
        case OL_T_TIMESTAMP_TZ:
            if (t.scale >= 6)
                break;
            return ol_rx_emitfn(r, OL_EMITFN_TSTZ_ROUND, t, 2, v, ol_rx_int4(r, t.scale));
        case OL_T_INTERVAL_YM:
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_YM, t, 2, v, ol_rx_int4(r, t.precision));
        case OL_T_INTERVAL_DS:
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_DS, t, 3, v, ol_rx_int4(r, t.precision), ol_rx_int4(r, t.scale));
        default:
            break;
    }
    if (v == x) /* a DATE cast to TIMESTAMP is another type of the same value */
    {
        OlRx *c = ol_new(r->arena, OlRx);

        *c = *v;
        t.rep = v->type.rep;
        c->type = t;
        return c;
    }
    v->type.scale = t.scale;
    return v;
}

static OlRx *cast_expr(OlResolver *r, OlScope *s, OlCast *c)
{
    int pos = (int)c->expr.node.start;
    OlType t;
    OlRx *x;

    if (c->multiset)
        return ol_rs_unsupported(r, pos, "CAST(MULTISET ..)");
    if (c->default_on_error != NULL)
        return ol_rs_unsupported(r, pos, "DEFAULT ON CONVERSION ERROR");
    if (!ol_rs_type_from_ast(r, c->type, &t) || (x = ol_rs_expr(r, s, c->arg)) == NULL)
        return NULL;
    if (c->format.n > 0)
    {
        const char *fn = t.code == OL_T_DATE ? "TO_DATE" : t.code == OL_T_TIMESTAMP ? "TO_TIMESTAMP" : t.code == OL_T_TIMESTAMP_TZ ? "TO_TIMESTAMP_TZ"
                         : ol_type_is_num(&t) ? "TO_NUMBER" : "TO_CHAR";
        OlRx *args[3] = {x, NULL, NULL};
        int n = 1;

        for (int i = 0; i < c->format.n && n < 3; i++, n++)
            if ((args[n] = ol_rs_expr(r, s, c->format.items[i])) == NULL)
                return NULL;
        if ((x = ol_rs_builtin(r, ol_str(fn), args, n, pos)) == NULL)
            return NULL;
    }
    return ol_rs_conversion(r, x, &t, pos);
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static const char *const cmp_text[] = {[OL_CMP_EQ] = "=", [OL_CMP_NE] = "<>", [OL_CMP_LT] = "<", [OL_CMP_LE] = "<=", [OL_CMP_GT] = ">", [OL_CMP_GE] = ">="};

static OlRx *subquery(OlResolver *r, OlScope *s, OlNode *query, OlRxKind kind, int pos)
{
    OlRQuery *q = ol_rs_query(r, s, query, true);
    OlRx *x;

    if (q == NULL)
        return NULL;
    x = ol_rx_new(r, kind, q->nouts > 0 ? q->outs[0].type : ol_type_varchar(0), pos);
    x->query = q;
    return x;
}

static OlNode *query_of(OlNode *node)
{
    return OL_IS(SubqueryExpr, node) ? OL_AS(SubqueryExpr, node)->query : NULL;
}

/* Values of a list on one side of a row comparison. */
static OlRx *row_of(OlResolver *r, OlScope *s, OlExprList *list)
{
    OlRx *x = ol_rx_new(r, OL_RX_ROW, ol_type_varchar(0), (int)list->expr.node.start);

    x->args = ol_new_array(r->arena, OlRx *, (size_t)list->items.n + 1);
    for (int i = 0; i < list->items.n; i++)
    {
        OlRx *v = ol_rs_expr(r, s, list->items.items[i]);

        if (v == NULL)
            return NULL;
        x->args[x->nargs++] = v;
        x->flags |= v->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    }
    return x;
}

/* The outputs of a query become comparable with x (value or row): conversions are put around the query's own outputs. */
static bool unify_query(OlResolver *r, OlRx **left, OlRQuery *q, bool equality, int pos)
{
    OlRx **vals = (*left)->kind == OL_RX_ROW ? (*left)->args : left;
    int n = (*left)->kind == OL_RX_ROW ? (*left)->nargs : 1;
    bool convert = false;
    OlRx **outs;
    OlRRel *rel;

    if (q->nouts < n)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos) != NULL;
    if (q->nouts > n)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos) != NULL;
    if (!ol_rs_name_outs(r, q))
        return false;
    rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);
    outs = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        /* a literal output compares like a literal */
        OlRx *out = q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0 ? q->outs[i].expr : ol_rx_col(r, rel, i, pos);
        OlRx *b = out;

        if (b->type.code == OL_T_NULL)
            b = ol_rx_null(r, vals[i]->type, pos);
        if (!ol_rs_unify_compare(r, &vals[i], &b, equality))
            return false;
        outs[i] = b;
        convert |= b != out;
    }
    if (!convert)
        return true;
    if (q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0)
    {
        for (int i = 0; i < n; i++)
        {
            q->outs[i].expr = outs[i];
            q->outs[i].type = outs[i]->type;
        }
        return true;
    }
    /* SELECT conv(q.c1), .. FROM (query) q, in place of the query */
    OlRQuery *inner = ol_new(r->arena, OlRQuery);

    *inner = *q;
    rel->query = inner;
    OlROut *no = ol_new_array(r->arena, OlROut, (size_t)n + 1);

    for (int i = 0; i < n; i++)
    {
        no[i] = q->outs[i];
        no[i].expr = outs[i];
        no[i].type = outs[i]->type;
    }
    OlRQuery fresh = {.kind = OL_RQ_BLOCK, .outs = no, .nouts = n};

    *q = fresh;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    return true;
}

static OlRx *row_compare(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos)
{
    bool eq = op[0] == '=';
    OlRx *x = NULL;

    if (a->nargs < b->nargs)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos);
    if (a->nargs > b->nargs)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos);
    if (!eq && op[1] != '>')
        return ol_rs_fail(r, OL_ERR_INVALID_RELOP, pos);
    for (int i = 0; i < a->nargs; i++)
    {
        OlRx *c = ol_rs_compare(r, op, a->args[i], b->args[i], pos);

        if (c == NULL)
            return NULL;
        if (x == NULL)
            x = c;
        else
            x = ol_rx_args(r, eq ? OL_RX_AND : OL_RX_OR, ol_type_bool(), pos, 2, x, c);
    }
    return x;
}

/* rowid = value: as a TID condition, which PostgreSQL can follow straight to the row. */
static OlRx *rowid_compare(OlResolver *r, OlRx *a, OlRx *b, int pos)
{
    OlRx *id = a->kind == OL_RX_ROWID ? a : b, *v = a->kind == OL_RX_ROWID ? b : a;

    if (id->kind != OL_RX_ROWID || v->kind == OL_RX_ROWID || id->rel->relation->is_partitioned || (id->flags & OL_RXF_OUTER))
        return NULL;
    v = ol_rs_to(r, v, 'o');
    if (v == NULL)
        return NULL;
    OlType tid = ol_type_of(OL_T_ROWID);

    tid.rep = OL_REP_TID;
    OlRx *l = ol_new(r->arena, OlRx);

    *l = *id;
    l->type = tid;
    OlRx *oid = ol_rx_new(r, OL_RX_CONST, ol_type_number(), pos);

    oid->type.rep = OL_REP_OTHER;
    oid->type.pg_oid = 26;
    oid->text = ol_str_printf(r->arena, "%u", id->rel->relation->oid);
    OlRx *c = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, l, ol_rx_emitfn(r, OL_EMITFN_ROWID_TID, tid, 2, v, oid));

    c->target = "=";
    return c;
}

static OlRx *compare_expr(OlResolver *r, OlScope *s, OlCompare *c)
{
    int pos = (int)c->expr.node.start;
    const char *op = cmp_text[c->op];
    OlRx *a, *b, *x;

    if (OL_IS(ExprList, c->left) && OL_AS(ExprList, c->left)->items.n > 1)
        a = row_of(r, s, OL_AS(ExprList, c->left));
    else
        a = ol_rs_expr(r, s, c->left);
    if (a == NULL)
        return NULL;
    if (c->quantifier != OL_QUANT_NONE)
    {
        OlNode *q = query_of(c->right);

        if (q != NULL)
        {
            if ((x = subquery(r, s, q, OL_RX_QUANT, pos)) == NULL || !unify_query(r, &a, x->query, c->op == OL_CMP_EQ || c->op == OL_CMP_NE, pos))
                return NULL;
            x->args = ol_new_array(r->arena, OlRx *, 1);
            x->args[0] = a;
            x->nargs = 1;
            x->op = (uint8_t)c->quantifier;
            x->target = op;
            x->type = ol_type_bool();
            if (sys_rep(a))
                x->flags |= OL_RXF_SYS_OP;
            x->flags |= a->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER);
            return x;
        }
        /* over a list: the comparisons joined by OR and AND */
        OlExprList *list = OL_IS(ExprList, c->right) ? OL_AS(ExprList, c->right) : NULL;

        x = NULL;
        for (int i = 0; i < (list != NULL ? list->items.n : 1); i++)
        {
            b = ol_rs_expr(r, s, list != NULL ? list->items.items[i] : c->right);
            OlRx *one = b == NULL ? NULL : ol_rs_compare(r, op, a, b, pos);

            if (one == NULL)
                return NULL;
            x = x == NULL ? one : ol_rx_args(r, c->quantifier == OL_QUANT_ANY ? OL_RX_OR : OL_RX_AND, ol_type_bool(), pos, 2, x, one);
        }
        return x != NULL ? x : ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    }
    if (a->kind == OL_RX_ROW)
    {
        OlNode *q = query_of(c->right);

        if (q == NULL && OL_IS(ExprList, c->right))
        {
            OlExprList *list = OL_AS(ExprList, c->right);

            if (list->items.n == 1 && (q = query_of(list->items.items[0])) == NULL && OL_IS(ExprList, list->items.items[0]))
                list = OL_AS(ExprList, list->items.items[0]);
            if (q == NULL)
            {
                b = row_of(r, s, list);
                return b == NULL ? NULL : row_compare(r, op, a, b, pos);
            }
        }
        if (q == NULL)
            return ol_rs_fail(r, OL_ERR_INVALID_RELOP, pos);
        if ((b = subquery(r, s, q, OL_RX_SUBQUERY, pos)) == NULL || !unify_query(r, &a, b->query, true, pos))
            return NULL;
        x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, b);
        x->target = op;
        return x;
    }
    if ((b = ol_rs_expr(r, s, c->right)) == NULL)
        return NULL;
    if (c->op == OL_CMP_EQ && (a->kind == OL_RX_ROWID || b->kind == OL_RX_ROWID))
    {
        x = rowid_compare(r, a, b, pos);
        if (x != NULL || r->failed)
            return x;
    }
    return ol_rs_compare(r, op, a, b, pos);
}

static OlRx *in_expr(OlResolver *r, OlScope *s, OlIn *in)
{
    int pos = (int)in->expr.node.start;
    bool row = OL_IS(ExprList, in->arg) && OL_AS(ExprList, in->arg)->items.n > 1;
    OlRx *a = row ? row_of(r, s, OL_AS(ExprList, in->arg)) : ol_rs_expr(r, s, in->arg);
    OlNode *q = query_of(in->right);
    OlExprList *list = OL_IS(ExprList, in->right) ? OL_AS(ExprList, in->right) : NULL;
    OlRx *x, *first = NULL;
    bool same = true;

    if (a == NULL)
        return NULL;
    if (q == NULL && list != NULL && list->items.n == 1)
        q = query_of(list->items.items[0]);
    if (q != NULL)
    {
        if ((x = subquery(r, s, q, OL_RX_IN_QUERY, pos)) == NULL || !unify_query(r, &a, x->query, true, pos))
            return NULL;
        x->args = ol_new_array(r->arena, OlRx *, 1);
        x->args[0] = a;
        x->nargs = 1;
        x->type = ol_type_bool();
        x->flags |= (in->negated ? OL_RXF_NEGATED : 0) | (a->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER));
        if (sys_rep(a))
            x->flags |= OL_RXF_SYS_OP;
        return x;
    }
    int n = list != NULL ? list->items.n : 1;
    OlRx **conds = ol_new_array(r->arena, OlRx *, (size_t)n + 1);

    if (n > 65535)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_EXPRESSIONS, pos);
    for (int i = 0; i < n; i++)
    {
        OlNode *item = list != NULL ? list->items.items[i] : in->right;
        OlRx *b, *c;

        if (row)
        {
            OlRx *rb = OL_IS(ExprList, item) ? row_of(r, s, OL_AS(ExprList, item)) : ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)item->start);

            c = rb == NULL ? NULL : row_compare(r, "=", a, rb, pos);
        }
        else
        {
            b = ol_rs_expr(r, s, item);
            c = b == NULL ? NULL : ol_rs_compare(r, "=", a, b, pos);
        }
        if (c == NULL)
            return NULL;
        conds[i] = c;
        if (row || (c->flags & OL_RXF_SYS_OP))
            same = false;
        else if (i == 0)
            first = c->args[0];
        else
            same = same && c->args[0]->type.rep == first->type.rep && ol_rx_equal(c->args[0], first);
    }
    if (same)
    {
        x = ol_rx_new(r, OL_RX_IN, ol_type_bool(), pos);
        x->args = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
        x->args[x->nargs++] = first;
        for (int i = 0; i < n; i++)
            x->args[x->nargs++] = conds[i]->args[1];
        for (int i = 0; i < x->nargs; i++)
            x->flags |= x->args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
        x->flags |= in->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_new(r, OL_RX_OR, ol_type_bool(), pos);
    x->args = conds;
    x->nargs = n;
    for (int i = 0; i < n; i++)
        x->flags |= conds[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    if (n == 1)
        x = conds[0];
    return in->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

static OlRx *between_expr(OlResolver *r, OlScope *s, OlBetween *b)
{
    int pos = (int)b->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, b->arg), *lo = a == NULL ? NULL : ol_rs_expr(r, s, b->low);
    OlRx *hi = lo == NULL ? NULL : ol_rs_expr(r, s, b->high);
    OlRx *cl = hi == NULL ? NULL : ol_rs_compare(r, ">=", a, lo, pos), *ch = cl == NULL ? NULL : ol_rs_compare(r, "<=", a, hi, pos), *x;

    if (ch == NULL)
        return NULL;
    if (ol_rx_equal(cl->args[0], ch->args[0]) && !((cl->flags | ch->flags) & OL_RXF_SYS_OP))
    {
        x = ol_rx_args(r, OL_RX_BETWEEN, ol_type_bool(), pos, 3, cl->args[0], cl->args[1], ch->args[1]);
        x->flags |= b->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_args(r, OL_RX_AND, ol_type_bool(), pos, 2, cl, ch);
    return b->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

/* A constant pattern with its escapes as PostgreSQL's backslash; false after an error. */
static bool constant_pattern(OlResolver *r, OlStr pat, OlStr escape, int pos, OlStr *out)
{
    OlBuf b;

    ol_buf_init(&b, r->arena, pat.n + 8);
    for (size_t i = 0; i < pat.n;)
    {
        if (escape.n > 0 && pat.n - i >= escape.n && memcmp(pat.s + i, escape.s, escape.n) == 0)
        {
            i += escape.n;
            bool special = i < pat.n && (pat.s[i] == '%' || pat.s[i] == '_');
            bool itself = pat.n - i >= escape.n && memcmp(pat.s + i, escape.s, escape.n) == 0;

            if (!special && !itself)
                return ol_rs_fail(r, OL_ERR_INVALID_ESCAPE, pos) != NULL;
            size_t n = special ? 1 : escape.n;

            if (special || pat.s[i] == '\\')
                ol_buf_append_byte(&b, '\\');
            else if (pat.s[i] == '%' || pat.s[i] == '_')
                ol_buf_append_byte(&b, '\\');
            ol_buf_append(&b, pat.s + i, n);
            i += n;
            continue;
        }
        if (pat.s[i] == '\\')
            ol_buf_append_byte(&b, '\\');
        ol_buf_append_byte(&b, (uint8_t)pat.s[i++]);
    }
    *out = ol_str(ol_buf_cstr(&b));
    return true;
}

static OlRx *like_expr(OlResolver *r, OlScope *s, OlLike *l)
{
    int pos = (int)l->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, l->arg), *p = a == NULL ? NULL : ol_rs_expr(r, s, l->pattern), *e = NULL, *x;

    if (p == NULL || (l->escape != NULL && (e = ol_rs_expr(r, s, l->escape)) == NULL))
        return NULL;
    if ((a = ol_rs_to(r, a, 's')) == NULL || (p = ol_rs_to(r, p, 's')) == NULL || (e != NULL && (e = ol_rs_to(r, e, 's')) == NULL))
        return NULL;
    if (e != NULL && e->kind == OL_RX_NULL)
        return ol_rx_null(r, ol_type_bool(), pos);
    if (e != NULL && e->kind == OL_RX_STR && ol_utf8_length(e->text.s, e->text.n) != 1)
        return ol_rs_fail(r, OL_ERR_ESCAPE_LENGTH, e->pos);
    if (p->kind == OL_RX_STR && (e == NULL || e->kind == OL_RX_STR))
    {
        OlStr pat;

        if (!constant_pattern(r, p->text, e != NULL ? e->text : OL_STR_NULL, p->pos, &pat))
            return NULL;
        OlRx *cp = ol_new(r->arena, OlRx);

        *cp = *p;
        cp->text = pat;
        x = ol_rx_args(r, OL_RX_LIKE, ol_type_bool(), pos, 2, a, cp);
        x->op = 0;
        x->flags |= l->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    if (e == NULL)
    {
        x = ol_rx_args(r, OL_RX_LIKE, ol_type_bool(), pos, 2, a, p);
        x->op = 1; /* ESCAPE '': backslash means itself */
        x->flags |= l->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_emitfn(r, OL_EMITFN_LIKE_ESCAPE, ol_type_bool(), 3, a, p, e);
    return l->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

static OlRx *is_test(OlResolver *r, OlScope *s, OlIsTest *t)
{
    int pos = (int)t->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, t->arg), *x;

    if (a == NULL)
        return NULL;
    switch (t->kind)
    {
        case OL_IS_NULL:
            if (a->type.code == OL_T_NULL)
                a = ol_rs_value(r, a);
            x = ol_rx_args(r, OL_RX_IS_NULL, ol_type_bool(), pos, 1, a);
            x->flags |= t->negated ? OL_RXF_NEGATED : 0;
            return x;
        case OL_IS_NAN:
        case OL_IS_INFINITE:
        {
            if (!ol_type_is_num(&a->type) || (a = ol_rs_to(r, a, 'g')) == NULL)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "NUMBER", ol_type_word(&a->type));
            OlRx *v = ol_rx_new(r, OL_RX_CONST, ol_type_of(OL_T_BINARY_DOUBLE), pos);

            v->text = t->kind == OL_IS_NAN ? OL_STR("NaN") : OL_STR("Infinity");
            if (t->kind == OL_IS_INFINITE)
                a = ol_rx_call(r, a->type, "pg_catalog.abs", pos, 1, a);
            x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, v);
            x->target = t->negated ? "<>" : "=";
            return x;
        }
        case OL_IS_TRUE:
        case OL_IS_FALSE:
        {
            if (a->type.code != OL_T_BOOLEAN)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "BOOLEAN", ol_type_word(&a->type));
            OlRx *f = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);

            f->op = t->kind == OL_IS_FALSE; /* the value NULL must not count as */
            x = ol_rx_args(r, OL_RX_COALESCE, ol_type_bool(), pos, 2, a, f);
            if ((t->kind == OL_IS_FALSE) != t->negated)
                x = ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x);
            return x;
        }
        default:
            return ol_rs_unsupported(r, pos, "this IS condition");
    }
}

/* --- the switch --------------------------------------------------------------------------------------------------- */

static OlRx *extract_expr(OlResolver *r, OlScope *s, OlExtract *e)
{
    static const char *const names[] = {"", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR", "TIMEZONE_MINUTE",
                                        "TIMEZONE_REGION", "TIMEZONE_ABBR"};
    int pos = (int)e->expr.node.start;
    OlRx *x = ol_rs_expr(r, s, e->arg);
    bool ok;

    if (x == NULL)
        return NULL;
    if (ol_type_is_char(&x->type) || (!ol_type_is_datetime(&x->type) && !is_interval(x) && x->type.code != OL_T_NULL))
        return ol_rs_fail(r, OL_ERR_EXTRACT_FIELD, pos);
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, ol_type_number(), pos);
    switch (x->type.code)
    {
        case OL_T_DATE:
            ok = e->field <= OL_DTFIELD_DAY;
            break;
        case OL_T_TIMESTAMP:
            ok = e->field <= OL_DTFIELD_SECOND;
            break;
        case OL_T_INTERVAL_YM:
            ok = e->field <= OL_DTFIELD_MONTH;
            break;
        case OL_T_INTERVAL_DS:
            ok = e->field >= OL_DTFIELD_DAY && e->field <= OL_DTFIELD_SECOND;
            break;
        default:
            ok = true;
            break;
    }
    if (!ok)
        return ol_rs_fail(r, OL_ERR_EXTRACT_FIELD, pos);
    OlRx *args[2] = {ol_rx_str(r, ol_str(names[e->field]), pos), x};

    if (e->field >= OL_DTFIELD_TIMEZONE_REGION)
        return ol_rs_builtin(r, OL_STR("$EXTRACT_ZONE"), args, 2, pos);
    return ol_rs_builtin(r, OL_STR("$EXTRACT"), args, 2, pos);
}

static OlRx *logic_expr(OlResolver *r, OlScope *s, OlLogic *l)
{
    OlRx *x = ol_rx_new(r, l->op == OL_LOGIC_AND ? OL_RX_AND : OL_RX_OR, ol_type_bool(), (int)l->expr.node.start);
    bool outer = s->saw_outer;

    x->args = ol_new_array(r->arena, OlRx *, (size_t)l->args.n + 1);
    for (int i = 0; i < l->args.n; i++)
    {
        OlRx *c = ol_rs_cond(r, s, l->args.items[i]);

        if (c == NULL)
            return NULL;
        x->args[x->nargs++] = c;
        x->flags |= c->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    }
    if (l->op == OL_LOGIC_OR && s->saw_outer && !outer && (x->flags & OL_RXF_OUTER))
        return ol_rs_fail(r, OL_ERR_OUTER_JOIN_OR_IN, x->pos);
    return x;
}

/* What the PL/SQL compiler is asked about first. Names in SQL are columns before they are variables. */
static bool pl_may_be(const OlResolver *r, const OlNode *node)
{
    switch (node->kind)
    {
        case OL_N_ColumnRef:
            return r->pl;
        case OL_N_FuncCall:
        case OL_N_Bind:
        case OL_N_Member:
        case OL_N_Index:
        case OL_N_CursorAttr:
        case OL_N_Inquiry:
            return true;
        default:
            return false;
    }
}

static OlRx *expr_switch(OlResolver *r, OlScope *s, OlNode *node)
{
    int pos = (int)node->start;
    OlRx *a, *b;

    if (r->pl_node != NULL && pl_may_be(r, node))
    {
        a = r->pl_node(r->pl_ctx, r, s, node);
        if (a != NULL || r->failed)
            return a;
    }
    switch (node->kind)
    {
        case OL_N_NumberLit:
            return number_literal(r, OL_AS(NumberLit, node));
        case OL_N_StringLit:
            return string_literal(r, OL_AS(StringLit, node)->value, OL_AS(StringLit, node)->national, pos);
        case OL_N_NullLit:
            return ol_rx_null(r, ol_type_of(OL_T_NULL), pos);
        case OL_N_BoolLit:
            a = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);
            a->op = OL_AS(BoolLit, node)->value;
            return a;
        case OL_N_DateLit:
            return date_literal(r, OL_AS(DateLit, node)->value, pos);
        case OL_N_TimestampLit:
            return timestamp_literal(r, OL_AS(TimestampLit, node)->value, pos);
        case OL_N_IntervalLit:
            return interval_literal(r, OL_AS(IntervalLit, node));
        case OL_N_DefaultExpr:
            if (s->clause != OL_CL_VALUES && s->clause != OL_CL_SET)
                return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
            return ol_rx_new(r, OL_RX_DEFAULT, ol_type_of(OL_T_NULL), pos);
        case OL_N_Bind:
            return ol_rs_bind(r, OL_AS(Bind, node));
        case OL_N_ColumnRef:
            return ol_rs_column(r, s, OL_AS(ColumnRef, node));
        case OL_N_FuncCall:
            return ol_rs_func(r, s, OL_AS(FuncCall, node));
        case OL_N_Unary:
        {
            OlUnary *u = OL_AS(Unary, node);

            if (u->op == OL_UN_PRIOR || u->op == OL_UN_CONNECT_BY_ROOT)
                return ol_rs_hier_unary(r, s, u);
            if ((a = ol_rs_expr(r, s, u->arg)) == NULL)
                return NULL;
            if (is_interval(a))
                b = a;
            else if ((b = ol_rs_numeric(r, a)) == NULL)
                return NULL;
            if (u->op == OL_UN_POS)
                return b;
            if (b->kind == OL_RX_NUM && b->text.n > 0 && b->text.s[0] != '-')
            {
                OlRx *n = ol_rx_new(r, OL_RX_NUM, b->type, pos);

                n->text = ol_str_printf(r->arena, "-%.*s", OL_STR_ARG(b->text));
                n->nullable = false;
                return n;
            }
            if (r->pl && a->type.code == OL_T_PLS_INTEGER)
                return ol_rx_args(r, OL_RX_NEG, a->type, pos, 1, a);
            OlType t = ol_type_is_num(&b->type) && b->type.code != OL_T_BINARY_DOUBLE && b->type.code != OL_T_BINARY_FLOAT ? ol_type_number() : b->type;

            return ol_rx_args(r, OL_RX_NEG, t, pos, 1, b);
        }
        case OL_N_Binary:
        {
            OlBinary *bin = OL_AS(Binary, node);

            if ((a = ol_rs_expr(r, s, bin->left)) == NULL || (b = ol_rs_expr(r, s, bin->right)) == NULL)
                return NULL;
            return ol_rs_arith(r, bin->op, a, b, pos);
        }
        case OL_N_Concat:
        {
            OlConcat *c = OL_AS(Concat, node);
            OlRx **xs = ol_new_array(r->arena, OlRx *, (size_t)c->args.n + 1);

            for (int i = 0; i < c->args.n; i++)
                if ((xs[i] = ol_rs_expr(r, s, c->args.items[i])) == NULL)
                    return NULL;
            return concat_range(r, xs, 0, c->args.n, pos);
        }
        case OL_N_Case:
            return case_expr(r, s, OL_AS(Case, node));
        case OL_N_Cast:
            return cast_expr(r, s, OL_AS(Cast, node));
        case OL_N_Extract:
            return extract_expr(r, s, OL_AS(Extract, node));
        case OL_N_Trim:
        {
            static const char *const names[] = {[OL_TRIM_BOTH] = "$TRIM_BOTH", [OL_TRIM_LEADING] = "$TRIM_LEADING", [OL_TRIM_TRAILING] = "$TRIM_TRAILING"};
            OlTrim *t = OL_AS(Trim, node);
            OlRx *args[2];
            int n = 1;

            if ((args[0] = ol_rs_expr(r, s, t->arg)) == NULL || (t->chars != NULL && (args[n++] = ol_rs_expr(r, s, t->chars)) == NULL))
                return NULL;
            return ol_rs_builtin(r, ol_str(names[t->side]), args, n, pos);
        }
        case OL_N_AtTimeZone:
        {
            OlAtTimeZone *z = OL_AS(AtTimeZone, node);
            OlRx *args[2];

            if ((args[0] = ol_rs_expr(r, s, z->arg)) == NULL)
                return NULL;
            if (z->kind == OL_ZONE_LOCAL)
                return ol_rs_builtin(r, OL_STR("$AT_LOCAL"), args, 1, pos);
            if ((args[1] = ol_rs_expr(r, s, z->zone)) == NULL)
                return NULL;
            return ol_rs_builtin(r, OL_STR("$AT_TIME_ZONE"), args, 2, pos);
        }
        case OL_N_IntervalExpr:
        {
            OlIntervalExpr *e = OL_AS(IntervalExpr, node);

            if ((a = ol_rs_expr(r, s, e->arg)) == NULL)
                return NULL;
            if (e->from == OL_DTFIELD_YEAR)
                return ol_rs_unsupported(r, pos, "(a - b) YEAR TO MONTH");
            if (a->type.code == OL_T_INTERVAL_DS)
            {
                OlType t = ol_type_of(OL_T_INTERVAL_DS);

                t.precision = (uint8_t)(e->lead_precision >= 0 ? e->lead_precision : 2);
                t.scale = (int8_t)(e->second_precision >= 0 ? e->second_precision : 6);
                return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_DS, t, 3, a, ol_rx_int4(r, t.precision), ol_rx_int4(r, t.scale));
            }
            if ((a = ol_rs_to(r, a, 'n')) == NULL)
                return NULL;
            OlRx *args[2] = {a, ol_rx_str(r, OL_STR("DAY"), pos)};

            return ol_rs_builtin(r, OL_STR("NUMTODSINTERVAL"), args, 2, pos);
        }
        case OL_N_SubqueryExpr:
        {
            OlRx *x = subquery(r, s, OL_AS(SubqueryExpr, node)->query, OL_RX_SUBQUERY, pos);

            if (x == NULL)
                return NULL;
            if (x->query->nouts != 1)
                return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos);
            if (x->type.code == OL_T_NULL)
                x->type = ol_type_varchar(0);
            return x;
        }
        case OL_N_ExprList:
            if (OL_AS(ExprList, node)->items.n == 1)
                return ol_rs_expr(r, s, OL_AS(ExprList, node)->items.items[0]);
            return ol_rs_fail(r, OL_ERR_MISSING_RPAREN, pos);
        case OL_N_Logic:
            return logic_expr(r, s, OL_AS(Logic, node));
        case OL_N_Not:
            a = ol_rs_cond(r, s, OL_AS(Not, node)->arg);
            return a == NULL ? NULL : ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, a);
        case OL_N_Compare:
            return compare_expr(r, s, OL_AS(Compare, node));
        case OL_N_Between:
            return between_expr(r, s, OL_AS(Between, node));
        case OL_N_In:
            return in_expr(r, s, OL_AS(In, node));
        case OL_N_Like:
            return like_expr(r, s, OL_AS(Like, node));
        case OL_N_IsTest:
            return is_test(r, s, OL_AS(IsTest, node));
        case OL_N_Exists:
            a = subquery(r, s, OL_AS(Exists, node)->query, OL_RX_EXISTS, pos);
            if (a != NULL)
                a->type = ol_type_bool();
            return a;
        case OL_N_Collate:
        {
            OlCollate *c = OL_AS(Collate, node);

            if (!ol_str_ieq_c(c->collation.text, "BINARY") && !ol_str_ieq_c(c->collation.text, "USING_NLS_COMP"))
                return ol_rs_unsupported(r, pos, "COLLATE other than BINARY");
            return ol_rs_expr(r, s, c->arg);
        }
        case OL_N_CurrentOf:
            return ol_rs_unsupported(r, pos, "CURRENT OF outside PL/SQL");
        case OL_N_CursorExpr:
            return ol_rs_unsupported(r, pos, "CURSOR expression");
        case OL_N_SpecialFunc:
            return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, OL_AS(SpecialFunc, node)->name.text));
        case OL_N_Treat:
            return ol_rs_unsupported(r, pos, "TREAT");
        case OL_N_Member:
            return ol_rs_unsupported(r, pos, "attribute or method of an object");
        case OL_N_MultisetOp:
            return ol_rs_unsupported(r, pos, "MULTISET operator");
        case OL_N_MemberOf:
            return ol_rs_unsupported(r, pos, "MEMBER OF");
        case OL_N_IsJson:
            return ol_rs_unsupported(r, pos, "IS JSON");
        case OL_N_IsOfType:
            return ol_rs_unsupported(r, pos, "IS OF TYPE");
        case OL_N_Star:
            return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
        default:
            return ol_rs_unsupported(r, pos, ol_node_name((OlNodeKind)node->kind));
    }
}

OlRx *ol_rs_expr(OlResolver *r, OlScope *s, OlNode *node)
{
    OlRx *x;

    if (r->failed)
        return NULL;
    if (node == NULL)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, -1);
    if (++r->depth > MAX_DEPTH)
        return ol_rs_fail(r, OL_ERR_STATEMENT_TOO_COMPLEX, (int)node->start);
    x = expr_switch(r, s, node);
    r->depth--;
    return x;
}

OlRx *ol_rs_cond(OlResolver *r, OlScope *s, OlNode *node)
{
    OlRx *x = ol_rs_expr(r, s, node);

    if (x == NULL)
        return NULL;
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, ol_type_bool(), x->pos);
    if (x->type.code != OL_T_BOOLEAN)
        return ol_rs_fail(r, OL_ERR_INVALID_RELOP, (int)node->end);
    return x;
}

bool ol_rs_order(OlResolver *r, OlScope *s, OlList *items, OlROrder **out, int *n)
{
    *out = ol_new_array(r->arena, OlROrder, (size_t)items->n + 1);
    *n = items->n;
    for (int i = 0; i < items->n; i++)
    {
        OlOrderItem *o = OL_ITEM(OrderItem, *items, i);
        OlRx *x = ol_rs_expr(r, s, o->expr);

        if (x == NULL)
            return false;
        if (ol_type_family(&x->type) == OL_FAM_LOB)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, "-", ol_type_word(&x->type)) != NULL;
        (*out)[i].expr = ol_rs_ordering(r, ol_rs_value(r, x));
        (*out)[i].desc = o->desc;
        (*out)[i].nulls = (uint8_t)o->nulls;
    }
    return true;
}
