/*
 * interval.c - INTERVAL YEAR TO MONTH and DAY TO SECOND: wire form (protocol.md 7.6), text, arithmetic.
 *
 *   YEAR TO MONTH   [u32be years + 0x80000000][months + 60]
 *   DAY TO SECOND   [u32be days + 0x80000000][hours + 60][minutes + 60][seconds + 60][u32be ns + 0x80000000]
 *
 * Owns:      both interval values. A negative interval has every field negative.
 * See also:  datefunc.c (date and interval), SQL Language Reference "Interval Literals", "NUMTODSINTERVAL"
 */
#include "oratype/calendar.h"
#include "oratype/decimal.h"
#include "oratype/limbs.h"
#include "oratype/decimal_int.h"

#include <stdlib.h>
#include <string.h>

#define DAYS_MAX INT64_C(999999999)
#define SECONDS_MAX (DAYS_MAX * 86400 + 86399)
#define BIAS 0x80000000u

static uint32_t get_u32(const uint8_t *p)
{
    return ((uint32_t)p[0] << 24) | ((uint32_t)p[1] << 16) | ((uint32_t)p[2] << 8) | p[3];
}

static void put_u32(uint32_t v, uint8_t *out)
{
    out[0] = (uint8_t)(v >> 24);
    out[1] = (uint8_t)(v >> 16);
    out[2] = (uint8_t)(v >> 8);
    out[3] = (uint8_t)v;
}

/* Seconds and nanoseconds get one sign. */
static OlStatus set_ds(int64_t seconds, int64_t ns, OlIntervalDS *out, OlDiag *diag)
{
    seconds += ns / OL_NS_PER_SECOND;
    ns %= OL_NS_PER_SECOND;
    if (seconds > 0 && ns < 0)
    {
        seconds--;
        ns += OL_NS_PER_SECOND;
    }
    else if (seconds < 0 && ns > 0)
    {
        seconds++;
        ns -= OL_NS_PER_SECOND;
    }
    if (seconds > SECONDS_MAX || seconds < -SECONDS_MAX)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    out->seconds = seconds;
    out->nanoseconds = (int32_t)ns;
    return OL_OK;
}

/* --- wire --------------------------------------------------------------------------------------------------------- */

OlStatus ol_interval_ym_decode(const uint8_t *wire, size_t n, OlIntervalYM *out, OlDiag *diag)
{
    int64_t years;
    int months;

    if (n != 5)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    years = (int64_t)get_u32(wire) - BIAS;
    months = (int)wire[4] - 60;
    if (months < -11 || months > 11 || years > 178956969 || years < -178956969)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    out->months = (int32_t)(years * 12 + months);
    return OL_OK;
}

OlStatus ol_interval_ds_decode(const uint8_t *wire, size_t n, OlIntervalDS *out, OlDiag *diag)
{
    int64_t days;
    int64_t ns;
    int hour;
    int minute;
    int second;

    if (n != 11)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    days = (int64_t)get_u32(wire) - BIAS;
    hour = (int)wire[4] - 60;
    minute = (int)wire[5] - 60;
    second = (int)wire[6] - 60;
    ns = (int64_t)get_u32(wire + 7) - BIAS;
    if (days > DAYS_MAX || days < -DAYS_MAX || abs(hour) > 23 || abs(minute) > 59 || abs(second) > 59 ||
        ns >= OL_NS_PER_SECOND || ns <= -OL_NS_PER_SECOND)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    return set_ds(days * 86400 + hour * 3600 + minute * 60 + second, ns, out, diag);
}

size_t ol_interval_ym_encode(const OlIntervalYM *v, uint8_t out[5])
{
    put_u32((uint32_t)(v->months / 12) + BIAS, out);
    out[4] = (uint8_t)(v->months % 12 + 60);
    return 5;
}

size_t ol_interval_ds_encode(const OlIntervalDS *v, uint8_t out[11])
{
    put_u32((uint32_t)(int32_t)(v->seconds / 86400) + BIAS, out);
    out[4] = (uint8_t)(v->seconds / 3600 % 24 + 60);
    out[5] = (uint8_t)(v->seconds / 60 % 60 + 60);
    out[6] = (uint8_t)(v->seconds % 60 + 60);
    put_u32((uint32_t)v->nanoseconds + BIAS, out + 7);
    return 11;
}

/* --- PostgreSQL --------------------------------------------------------------------------------------------------- */

OlStatus ol_interval_ym_from_pg(int32_t months, int32_t days, int64_t us, OlIntervalYM *out, OlDiag *diag)
{
    (void)days; /* a column with fields YEAR TO MONTH has none */
    (void)us;
    if (months == INT32_MIN)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    out->months = months;
    return OL_OK;
}

OlStatus ol_interval_ds_from_pg(int32_t months, int32_t days, int64_t us, OlIntervalDS *out, OlDiag *diag)
{
    /* months of 30 days, as PostgreSQL itself compares intervals */
    return set_ds(((int64_t)months * 30 + days) * 86400 + us / 1000000, us % 1000000 * 1000, out, diag);
}

void ol_interval_ds_to_pg(const OlIntervalDS *v, int32_t *days, int64_t *us)
{
    int64_t rest = v->seconds % 86400;
    int64_t ns = v->nanoseconds;

    *days = (int32_t)(v->seconds / 86400);
    *us = rest * 1000000 + (ns + (ns < 0 ? -500 : 500)) / 1000;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

typedef struct Cursor
{
    const char *p;
    const char *end;
} Cursor;

static void skip_space(Cursor *c)
{
    while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' || *c->p == '\n'))
        c->p++;
}

/* Up to nine digits; false when there is none. */
static bool get_digits(Cursor *c, int64_t *out, int *count)
{
    int64_t v = 0;
    int n = 0;

    while (c->p < c->end && *c->p >= '0' && *c->p <= '9' && n < 10)
    {
        v = v * 10 + (*c->p++ - '0');
        n++;
    }
    *out = v;
    if (count != NULL)
        *count = n;
    return n > 0 && n < 10;
}

static bool get_char(Cursor *c, char want)
{
    if (c->p < c->end && *c->p == want)
    {
        c->p++;
        return true;
    }
    return false;
}

static Cursor start(OlStr text, bool *neg)
{
    Cursor c = {text.s, text.s + text.n};

    skip_space(&c);
    *neg = false;
    if (c.p < c.end && (*c.p == '-' || *c.p == '+'))
        *neg = *c.p++ == '-';
    skip_space(&c);
    return c;
}

static bool too_wide(int64_t v, int precision)
{
    return v >= (int64_t)ol_pow10_u64[precision < 0 ? 0 : precision > 9 ? 9 : precision];
}

OlStatus ol_interval_ym_from_text(OlStr text, int leading_precision, OlIntervalYM *out, OlDiag *diag)
{
    bool neg;
    Cursor c = start(text, &neg);
    int64_t years;
    int64_t months;

    if (!get_digits(&c, &years, NULL) || !get_char(&c, '-') || !get_digits(&c, &months, NULL))
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    skip_space(&c);
    if (c.p != c.end)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    if (months > 11)
        return ol_diag_set(diag, OL_ERR_NOT_A_MONTH, -1);
    if (too_wide(years, leading_precision) || years > 178956969)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    out->months = (int32_t)(years * 12 + months);
    if (neg)
        out->months = -out->months;
    return OL_OK;
}

OlStatus ol_interval_ds_from_text(OlStr text, int leading_precision, int fraction_precision, OlIntervalDS *out, OlDiag *diag)
{
    bool neg;
    Cursor c = start(text, &neg);
    int64_t days;
    int64_t part[3];
    int64_t fraction = 0;
    int digits = 0;

    if (!get_digits(&c, &days, NULL) || c.p == c.end || *c.p != ' ')
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    skip_space(&c);
    for (int i = 0; i < 3; i++)
        if ((i > 0 && !get_char(&c, ':')) || !get_digits(&c, &part[i], NULL))
            return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    if (get_char(&c, '.') && !get_digits(&c, &fraction, &digits))
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    skip_space(&c);
    if (c.p != c.end)
        return ol_diag_set(diag, OL_ERR_INVALID_INTERVAL, -1);
    if (part[0] > 23)
        return ol_diag_set(diag, OL_ERR_HOUR_RANGE, -1);
    if (part[1] > 59)
        return ol_diag_set(diag, OL_ERR_MINUTE_RANGE, -1);
    if (part[2] > 59)
        return ol_diag_set(diag, OL_ERR_SECOND_RANGE, -1);
    if (too_wide(days, leading_precision))
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    fraction *= (int64_t)ol_pow10_u64[9 - digits];
    if (fraction_precision >= 0 && fraction_precision < 9)
    {
        int64_t unit = (int64_t)ol_pow10_u64[9 - fraction_precision];
        fraction = (fraction + unit / 2) / unit * unit;
    }
    days = days * 86400 + part[0] * 3600 + part[1] * 60 + part[2];
    return neg ? set_ds(-days, -fraction, out, diag) : set_ds(days, fraction, out, diag);
}

static char *put_padded(char *p, uint64_t v, int width)
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
    while (n > 0)
        *p++ = tmp[--n];
    return p;
}

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

size_t ol_interval_ym_to_text(const OlIntervalYM *v, int leading_precision, char out[OL_INTERVAL_TEXT_MAX])
{
    uint64_t months = v->months < 0 ? (uint64_t)(-(int64_t)v->months) : (uint64_t)v->months;
    char *p = out;

    *p++ = v->months < 0 ? '-' : '+';
    p = put_padded(p, months / 12, clamp(leading_precision, 1, 9));
    *p++ = '-';
    p = put_padded(p, months % 12, 2);
    return (size_t)(p - out);
}

size_t ol_interval_ds_to_text(const OlIntervalDS *v, int leading_precision, int fraction_precision, char decimal_char,
                              char out[OL_INTERVAL_TEXT_MAX])
{
    bool neg = v->seconds < 0 || v->nanoseconds < 0;
    uint64_t seconds = (uint64_t)(neg ? -v->seconds : v->seconds);
    uint64_t ns = (uint64_t)(neg ? -(int64_t)v->nanoseconds : v->nanoseconds);
    int digits = clamp(fraction_precision, 0, 9);
    char *p = out;

    *p++ = neg ? '-' : '+';
    p = put_padded(p, seconds / 86400, clamp(leading_precision, 1, 9));
    *p++ = ' ';
    p = put_padded(p, seconds / 3600 % 24, 2);
    *p++ = ':';
    p = put_padded(p, seconds / 60 % 60, 2);
    *p++ = ':';
    p = put_padded(p, seconds % 60, 2);
    if (digits > 0)
    {
        *p++ = decimal_char;
        p = put_padded(p, ns / ol_pow10_u64[9 - digits], digits);
    }
    return (size_t)(p - out);
}

/* --- arithmetic --------------------------------------------------------------------------------------------------- */

static void ds_to_decimal(const OlIntervalDS *v, OlDecimal *out)
{
    bool neg = v->seconds < 0 || v->nanoseconds < 0;
    uint64_t seconds = (uint64_t)(neg ? -v->seconds : v->seconds);
    uint64_t ns = (uint64_t)(neg ? -(int64_t)v->nanoseconds : v->nanoseconds);
    OlU128 total = (OlU128)seconds * OL_NS_PER_SECOND + ns;

    *out = OL_DECIMAL_ZERO;
    out->lo = (uint64_t)total;
    out->mid = (uint64_t)(total >> 64);
    out->neg = neg && total != 0;
    out->exp = total == 0 ? 0 : -9;
}

/* Seconds, rounded to nanoseconds. */
static OlStatus ds_from_decimal(const OlDecimal *seconds, OlIntervalDS *out, OlDiag *diag)
{
    OlDecimal whole;
    OlDecimal rest;
    int64_t s;
    int64_t ns;

    ol_decimal_trunc(seconds, 0, &whole);
    if (!ol_decimal_is_int64(&whole, &s) || s > SECONDS_MAX || s < -SECONDS_MAX)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    if (ol_decimal_sub(seconds, &whole, &rest, diag) != OL_OK)
        return OL_ERROR;
    rest.exp = (int16_t)(rest.exp + (ol_dec_is_zero(&rest) ? 0 : 9));
    if (ol_decimal_to_int64(&rest, &ns, diag) != OL_OK)
        return OL_ERROR;
    return set_ds(s, ns, out, diag);
}

OlStatus ol_interval_ds_from_number(const OlDecimal *n, OlStr unit, OlIntervalDS *out, OlDiag *diag)
{
    static const struct
    {
        const char *name;
        int seconds;
    } units[] = {{"DAY", 86400}, {"HOUR", 3600}, {"MINUTE", 60}, {"SECOND", 1}};
    OlDecimal factor;
    OlDecimal seconds;

    unit = ol_str_trim(unit);
    for (size_t i = 0; i < OL_LENGTHOF(units); i++)
        if (ol_str_ieq_c(unit, units[i].name))
        {
            ol_decimal_from_int64(units[i].seconds, &factor);
            if (ol_decimal_mul(n, &factor, &seconds, NULL) != OL_OK)
                return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
            return ds_from_decimal(&seconds, out, diag);
        }
    return ol_diag_set(diag, OL_ERR_ARGUMENT_RANGE, -1, "unit");
}

static OlStatus ym_from_decimal(const OlDecimal *months, OlIntervalYM *out, OlDiag *diag)
{
    int64_t v;

    if (ol_decimal_to_int64(months, &v, NULL) != OL_OK || v > INT32_MAX || v < -(int64_t)INT32_MAX)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    out->months = (int32_t)v;
    return OL_OK;
}

OlStatus ol_interval_ym_from_number(const OlDecimal *n, OlStr unit, OlIntervalYM *out, OlDiag *diag)
{
    OlDecimal twelve;
    OlDecimal months;

    unit = ol_str_trim(unit);
    if (ol_str_ieq_c(unit, "MONTH"))
        return ym_from_decimal(n, out, diag);
    if (!ol_str_ieq_c(unit, "YEAR"))
        return ol_diag_set(diag, OL_ERR_ARGUMENT_RANGE, -1, "unit");
    ol_decimal_from_int64(12, &twelve);
    if (ol_decimal_mul(n, &twelve, &months, NULL) != OL_OK)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    return ym_from_decimal(&months, out, diag);
}

OlStatus ol_interval_ds_add(const OlIntervalDS *a, const OlIntervalDS *b, int sign, OlIntervalDS *out, OlDiag *diag)
{
    if (sign < 0)
        return set_ds(a->seconds - b->seconds, (int64_t)a->nanoseconds - b->nanoseconds, out, diag);
    return set_ds(a->seconds + b->seconds, (int64_t)a->nanoseconds + b->nanoseconds, out, diag);
}

OlStatus ol_interval_ym_add(const OlIntervalYM *a, const OlIntervalYM *b, int sign, OlIntervalYM *out, OlDiag *diag)
{
    int64_t v = sign < 0 ? (int64_t)a->months - b->months : (int64_t)a->months + b->months;

    if (v > INT32_MAX || v < -(int64_t)INT32_MAX)
        return ol_diag_set(diag, OL_ERR_INTERVAL_PRECISION, -1);
    out->months = (int32_t)v;
    return OL_OK;
}

OlStatus ol_interval_ds_mul(const OlIntervalDS *v, const OlDecimal *n, bool divide, OlIntervalDS *out, OlDiag *diag)
{
    OlDecimal seconds;

    ds_to_decimal(v, &seconds);
    if ((divide ? ol_decimal_div(&seconds, n, &seconds, diag) : ol_decimal_mul(&seconds, n, &seconds, diag)) != OL_OK)
        return OL_ERROR;
    return ds_from_decimal(&seconds, out, diag);
}

OlStatus ol_interval_ym_mul(const OlIntervalYM *v, const OlDecimal *n, bool divide, OlIntervalYM *out, OlDiag *diag)
{
    OlDecimal months;

    ol_decimal_from_int64(v->months, &months);
    if ((divide ? ol_decimal_div(&months, n, &months, diag) : ol_decimal_mul(&months, n, &months, diag)) != OL_OK)
        return OL_ERROR;
    ol_decimal_trunc(&months, 0, &months);
    return ym_from_decimal(&months, out, diag);
}

int ol_interval_ds_cmp(const OlIntervalDS *a, const OlIntervalDS *b)
{
    if (a->seconds != b->seconds)
        return a->seconds < b->seconds ? -1 : 1;
    return (a->nanoseconds > b->nanoseconds) - (a->nanoseconds < b->nanoseconds);
}

OlStatus ol_interval_ds_extract(const OlIntervalDS *v, OlField field, OlDecimal *out, OlDiag *diag)
{
    int64_t n;

    switch (field)
    {
        case OL_FIELD_DAY:
            n = v->seconds / 86400;
            break;
        case OL_FIELD_HOUR:
            n = v->seconds / 3600 % 24;
            break;
        case OL_FIELD_MINUTE:
            n = v->seconds / 60 % 60;
            break;
        case OL_FIELD_SECOND:
            n = v->seconds % 60 * OL_NS_PER_SECOND + v->nanoseconds;
            ol_dec_set(out, (uint64_t)(n < 0 ? -n : n), -9, n < 0);
            ol_decimal_normalize(out);
            return OL_OK;
        default:
            return ol_diag_set(diag, OL_ERR_EXTRACT_FIELD, -1);
    }
    ol_decimal_from_int64(n, out);
    return OL_OK;
}

OlStatus ol_interval_ym_extract(const OlIntervalYM *v, OlField field, OlDecimal *out, OlDiag *diag)
{
    if (field != OL_FIELD_YEAR && field != OL_FIELD_MONTH)
        return ol_diag_set(diag, OL_ERR_EXTRACT_FIELD, -1);
    ol_decimal_from_int64(field == OL_FIELD_YEAR ? v->months / 12 : v->months % 12, out);
    return OL_OK;
}
