/*
 * decimal_text.c - OlDecimal from and to text, integers and binary floating point.
 *
 * Owns:      Oracle's default text of a NUMBER (TO_CHAR without a mask) and the numbers that implicit conversion accepts.
 * Not here:  number masks (nummask.c), wire form (number.c).
 * See also:  oratype.h, SQL Language Reference "TO_CHAR (number)", "Literals"
 */
#include "oratype/decimal.h"
#include "oratype/decimal_int.h"
#include "oratype/limbs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ol_decimal_from_uint64(uint64_t value, OlDecimal *out)
{
    ol_dec_set(out, value, 0, 0);
}

void ol_decimal_from_int64(int64_t value, OlDecimal *out)
{
    ol_dec_set(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 0, value < 0);
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits gathered one after the other; more than 57 cannot change the rounded value and are only counted. */
typedef struct Gather
{
    uint64_t w[5];
    uint64_t chunk;
    int in_chunk;
    int significant;
    int exp;
} Gather;

static void gather_flush(Gather *g)
{
    limbs_mul1(g->w, 4, ol_pow10_u64[g->in_chunk], g->chunk);
    g->chunk = 0;
    g->in_chunk = 0;
}

static inline void gather_digit(Gather *g, unsigned digit, int fraction)
{
    if (g->significant == 0 && digit == 0)
    {
        g->exp -= fraction;
        return;
    }
    if (g->significant >= 57)
    {
        g->exp += 1 - fraction;
        return;
    }
    if (g->in_chunk == 19)
        gather_flush(g);
    g->chunk = g->chunk * 10 + digit;
    g->in_chunk++;
    g->significant++;
    g->exp -= fraction;
}

OlStatus ol_decimal_from_text_nls(OlStr text, char decimal_char, OlDecimal *out, OlDiag *diag)
{
    const char *p = text.s;
    const char *end = text.s + text.n;
    Gather g = {{0}, 0, 0, 0, 0};
    unsigned neg = 0;
    bool any = false;
    int exponent = 0;

    while (p < end && is_space(*p))
        p++;
    while (end > p && is_space(end[-1]))
        end--;
    if (p < end && (*p == '-' || *p == '+'))
        neg = *p++ == '-';
    if (text.n > 1000000)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    for (; p < end && is_digit(*p); p++, any = true)
        gather_digit(&g, (unsigned)(*p - '0'), 0);
    if (p < end && *p == decimal_char)
        for (p++; p < end && is_digit(*p); p++, any = true)
            gather_digit(&g, (unsigned)(*p - '0'), 1);
    if (!any)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    if (p < end && (*p == 'e' || *p == 'E'))
    {
        bool eneg = false;
        bool edigits = false;

        p++;
        if (p < end && (*p == '-' || *p == '+'))
            eneg = *p++ == '-';
        for (; p < end && is_digit(*p); p++, edigits = true)
            if (exponent < 10000000)
                exponent = exponent * 10 + (*p - '0');
        if (!edigits)
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
        if (eneg)
            exponent = -exponent;
    }
    if (p != end)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    if (g.significant <= 19)
    {
        int exp = g.exp + exponent;
        if (ol_dec_exp_safe(exp))
        {
            ol_dec_set(out, g.chunk, exp, neg);
            if (g.chunk == 0)
                out->exp = 0;
            return OL_OK;
        }
    }
    gather_flush(&g);
    return ol_decimal_finish(g.w, 4, g.exp + exponent, neg, out, diag);
}

OlStatus ol_decimal_from_text(OlStr text, OlDecimal *out, OlDiag *diag)
{
    return ol_decimal_from_text_nls(text, '.', out, diag);
}

static int put_u64(uint64_t v, char *out, int width) /* width 0: no padding */
{
    char tmp[20];
    int n = 0;

    do
    {
        tmp[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v != 0);
    while (n < width)
        tmp[n++] = '0';
    for (int i = 0; i < n; i++)
        out[i] = tmp[n - 1 - i];
    return n;
}

int ol_decimal_digits(const OlDecimal *d, char out[48])
{
    uint64_t w[3] = {d->lo, d->mid, d->top};
    uint64_t low;
    uint64_t middle;
    int n;

    if (ol_dec_small(d))
        return put_u64(d->lo, out, 0);
    low = limbs_div1(w, 3, ol_pow10_u64[19]);
    if (w[1] == 0)
        n = put_u64(w[0], out, 0);
    else
    {
        middle = limbs_div1(w, 2, ol_pow10_u64[19]);
        n = put_u64(w[0], out, 0);
        n += put_u64(middle, out + n, 19);
    }
    n += put_u64(low, out + n, 19);
    return n;
}

/* At least count digits of zeros at p. */
static char *zeros(char *p, int count)
{
    memset(p, '0', (size_t)count);
    return p + count;
}

/* Digits that fit 40 characters with sign, point and E+nn. */
static int scientific_digits(bool neg, int magnitude)
{
    return 40 - neg - 1 - (magnitude >= 100 || magnitude <= -100 ? 5 : 4);
}

static size_t scientific(const OlDecimal *d, char decimal_char, char *out)
{
    char digits[48];
    OlDecimal r;
    int magnitude = ol_decimal_magnitude(d);
    int keep;
    int n;
    char *p = out;

    keep = scientific_digits(d->neg, magnitude);
    if (ol_decimal_round_significant(d, keep, &r, NULL) != OL_OK)
        r = *d; /* 9.99..E125 would round out of range: show what fits */
    magnitude = ol_decimal_magnitude(&r);
    keep = scientific_digits(d->neg, magnitude); /* 9.99..E+99 may have become 1E+100 */
    n = ol_decimal_digits(&r, digits);
    if (d->neg)
        *p++ = '-';
    *p++ = digits[0];
    *p++ = decimal_char;
    n = OL_MIN(n, keep);
    memcpy(p, digits + 1, (size_t)(n - 1));
    p = zeros(p + n - 1, keep - n);
    *p++ = 'E';
    *p++ = magnitude < 0 ? '-' : '+';
    p += put_u64((uint64_t)abs(magnitude), p, 2);
    return (size_t)(p - out);
}

size_t ol_decimal_to_text(const OlDecimal *value, char decimal_char, char out[OL_DECIMAL_TEXT_MAX])
{
    OlDecimal d = *value;
    char digits[48];
    char *p = out;
    int magnitude;
    int room;
    int n;

    if (ol_dec_is_zero(&d))
    {
        out[0] = '0';
        return 1;
    }
    if (d.exp < 0)
        ol_decimal_normalize(&d);
    magnitude = ol_decimal_magnitude(&d);
    room = 40 - d.neg;
    if (magnitude >= room)
        return scientific(&d, decimal_char, out);
    if (d.exp < 0)
    {
        int integer_digits = magnitude < 0 ? 0 : magnitude + 1;
        int decimals = room - 1 - integer_digits;

        if (-d.exp > decimals)
        {
            /* Rounding to 40 characters; a value whose leading zeros would cost more digits than the exponent does is
             * shown with one. */
            if (magnitude < -6)
                return scientific(&d, decimal_char, out);
            if (ol_decimal_round(&d, decimals, &d, NULL) != OL_OK)
                return scientific(value, decimal_char, out);
            ol_decimal_normalize(&d);
            magnitude = ol_decimal_magnitude(&d);
            if (magnitude >= room)
                return scientific(&d, decimal_char, out);
        }
    }
    n = ol_decimal_digits(&d, digits);
    if (d.neg)
        *p++ = '-';
    if (d.exp >= 0)
    {
        memcpy(p, digits, (size_t)n);
        return (size_t)(zeros(p + n, d.exp) - out);
    }
    if (n > -d.exp)
    {
        int whole = n + d.exp;
        memcpy(p, digits, (size_t)whole);
        p[whole] = decimal_char;
        memcpy(p + whole + 1, digits + whole, (size_t)(n - whole));
        return (size_t)(p + n + 1 - out);
    }
    *p++ = decimal_char;
    p = zeros(p, -d.exp - n);
    memcpy(p, digits, (size_t)n);
    return (size_t)(p + n - out);
}

size_t ol_decimal_to_plain(const OlDecimal *value, char out[OL_DECIMAL_PLAIN_MAX])
{
    OlDecimal d = *value;
    char digits[48];
    char *p = out;
    int n;

    ol_decimal_normalize(&d);
    n = ol_decimal_digits(&d, digits);
    if (d.neg)
        *p++ = '-';
    if (d.exp >= 0)
    {
        memcpy(p, digits, (size_t)n);
        return (size_t)(zeros(p + n, OL_MIN((int)d.exp, 126)) - out);
    }
    if (n > -d.exp)
    {
        int whole = n + d.exp;
        memcpy(p, digits, (size_t)whole);
        p[whole] = '.';
        memcpy(p + whole + 1, digits + whole, (size_t)(n - whole));
        return (size_t)(p + n + 1 - out);
    }
    *p++ = '0';
    *p++ = '.';
    p = zeros(p, OL_MIN(-d.exp - n, 130));
    memcpy(p, digits, (size_t)n);
    return (size_t)(p + n - out);
}

/* --- integers ----------------------------------------------------------------------------------------------------- */

OlStatus ol_decimal_to_int64(const OlDecimal *d, int64_t *out, OlDiag *diag)
{
    OlDecimal r;

    if (d->exp < 0)
    {
        if (ol_decimal_round(d, 0, &r, diag) != OL_OK)
            return OL_ERROR;
    }
    else
        r = *d;
    if (!ol_decimal_is_int64(&r, out))
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    return OL_OK;
}

bool ol_decimal_is_int64(const OlDecimal *value, int64_t *out)
{
    OlDecimal d = *value;
    uint64_t v;

    if (d.exp < 0 || !ol_dec_small(&d))
        ol_decimal_normalize(&d);
    if (ol_dec_is_zero(&d))
    {
        *out = 0;
        return true;
    }
    if (!ol_dec_small(&d) || d.exp < 0 || d.exp > 18)
        return false;
    if (__builtin_mul_overflow(d.lo, ol_pow10_u64[d.exp], &v) || v > (uint64_t)INT64_MAX + d.neg)
        return false;
    *out = d.neg ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

/* --- binary floating point ---------------------------------------------------------------------------------------- */

static OlStatus from_formatted(const char *text, OlDecimal *out, OlDiag *diag)
{
    char clean[64];
    size_t n = 0;

    for (const char *p = text; *p != 0 && n + 1 < sizeof clean; p++)
        clean[n++] = is_digit(*p) || *p == '-' || *p == '+' || *p == 'e' ? *p : '.'; /* the locale's point */
    if (ol_decimal_from_text(ol_str_n(clean, n), out, diag) != OL_OK)
        return OL_ERROR;
    ol_decimal_normalize(out);
    return OL_OK;
}

OlStatus ol_decimal_from_double(double value, OlDecimal *out, OlDiag *diag)
{
    char text[40];

    if (!isfinite(value))
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    if (fabs(value) < 9007199254740992.0 && value == (double)(int64_t)value)
    {
        ol_decimal_from_int64((int64_t)value, out);
        return OL_OK;
    }
    for (int digits = 15; digits <= 17; digits++)
    {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (digits == 17 || strtod(text, NULL) == value)
            break;
    }
    return from_formatted(text, out, diag);
}

OlStatus ol_decimal_from_float(float value, OlDecimal *out, OlDiag *diag)
{
    char text[40];

    if (!isfinite(value))
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    if (fabsf(value) < 16777216.0f && value == (float)(int64_t)value)
    {
        ol_decimal_from_int64((int64_t)value, out);
        return OL_OK;
    }
    snprintf(text, sizeof text, "%.8e", (double)value);
    return from_formatted(text, out, diag);
}

double ol_decimal_to_double(const OlDecimal *d)
{
    static const double exact[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    char text[80];
    int n = 0;

    if (ol_dec_is_zero(d))
        return 0;
    if (ol_dec_small(d) && d->lo < (1ULL << 53) && d->exp >= -22 && d->exp <= 22)
    {
        double v = (double)d->lo; /* both exact: one rounding */
        v = d->exp < 0 ? v / exact[-d->exp] : v * exact[d->exp];
        return d->neg ? -v : v;
    }
    if (d->neg)
        text[n++] = '-';
    n += ol_decimal_digits(d, text + n);
    snprintf(text + n, sizeof text - (size_t)n, "e%d", d->exp); /* no point, so no locale */
    return strtod(text, NULL);
}
