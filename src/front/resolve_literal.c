/*
 * resolve_literal.c - literals: numbers, strings, datetimes and intervals checked and in PostgreSQL's input form.
 *
 * Owns:      the reading of DATE, TIMESTAMP and INTERVAL literals.
 * Not here:  binds and expressions (resolve_expr.c).
 * See also:  SQL Language Reference, "Literals"
 */
#include "front/resolve.h"

#include <stdlib.h>
#include <string.h>

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

OlRx *ol_rs_literal(OlResolver *r, OlNode *node)
{
    int pos = (int)node->start;

    switch (node->kind)
    {
        case OL_N_NumberLit:
            return number_literal(r, OL_AS(NumberLit, node));
        case OL_N_StringLit:
            return string_literal(r, OL_AS(StringLit, node)->value, OL_AS(StringLit, node)->national, pos);
        case OL_N_NullLit:
            return ol_rx_null(r, ol_type_of(OL_T_NULL), pos);
        case OL_N_DateLit:
            return date_literal(r, OL_AS(DateLit, node)->value, pos);
        case OL_N_TimestampLit:
            return timestamp_literal(r, OL_AS(TimestampLit, node)->value, pos);
        case OL_N_IntervalLit:
            return interval_literal(r, OL_AS(IntervalLit, node));
        default:
        {
            OlRx *x = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);

            x->op = OL_AS(BoolLit, node)->value;
            return x;
        }
    }
}
