/*
 * convert.c - implicit conversions between text and values by the session's parameters; date and timestamp literals; zones.
 *
 * See also:  nls.c, mask_in.c, decimal_text.c; SQL Language Reference "Implicit Data Conversion", "Datetime Literals"
 */
#include "oratype/decimal.h"
#include "oratype/mask.h"

#include <stdlib.h>
#include <string.h>

OlStatus ol_text_to_number(const OlNls *nls, OlStr text, OlDecimal *out, OlDiag *diag)
{
    return ol_decimal_from_text_nls(text, nls->decimal_char, out, diag);
}

OlStatus ol_text_to_date(const OlNls *nls, OlStr text, const OlDateTime *now, OlDateTime *out, OlDiag *diag)
{
    return ol_mask_to_date(nls->date_mask, nls, text, OL_KIND_DATE, now, out, diag);
}

OlStatus ol_text_to_timestamp(const OlNls *nls, OlStr text, OlDateKind kind, const OlDateTime *now, OlDateTime *out,
                              OlDiag *diag)
{
    const OlMask *mask = kind == OL_KIND_DATE           ? nls->date_mask
                         : kind == OL_KIND_TIMESTAMP_TZ ? nls->timestamp_tz_mask
                                                        : nls->timestamp_mask;
    return ol_mask_to_date(mask, nls, text, kind, now, out, diag);
}

OlStatus ol_date_to_text(const OlNls *nls, const OlDateTime *t, OlDateKind kind, char *out, size_t cap, size_t *len,
                         OlDiag *diag)
{
    const OlMask *mask = kind == OL_KIND_DATE           ? nls->date_mask
                         : kind == OL_KIND_TIMESTAMP_TZ ? nls->timestamp_tz_mask
                                                        : nls->timestamp_mask;
    return ol_mask_to_char(mask, nls, t, kind, out, cap, len, diag);
}

/* --- literals ----------------------------------------------------------------------------------------------------- */

typedef struct Cursor
{
    const char *p;
    const char *end;
} Cursor;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(Cursor *c)
{
    while (c->p < c->end && (*c->p == ' ' || (*c->p >= '\t' && *c->p <= '\r')))
        c->p++;
}

static OlStatus number(Cursor *c, int max_digits, int *out, OlDiag *diag)
{
    int n = 0;

    *out = 0;
    while (c->p < c->end && n < max_digits && is_digit(*c->p))
    {
        *out = *out * 10 + (*c->p++ - '0');
        n++;
    }
    if (n == 0)
        return ol_diag_set(diag, c->p == c->end ? OL_ERR_DATE_INPUT_TOO_SHORT : OL_ERR_DATE_NON_NUMERIC, -1);
    return OL_OK;
}

static OlStatus separator(Cursor *c, char want, OlDiag *diag)
{
    if (c->p == c->end)
        return ol_diag_set(diag, OL_ERR_DATE_INPUT_TOO_SHORT, -1);
    if (*c->p != want)
        return ol_diag_set(diag, OL_ERR_DATE_LITERAL_MISMATCH, -1);
    c->p++;
    return OL_OK;
}

static OlStatus date_part(Cursor *c, OlDateTime *out, OlDiag *diag)
{
    bool neg = false;
    int year;
    int month;
    int day;

    memset(out, 0, sizeof *out);
    skip_space(c);
    if (c->p < c->end && (*c->p == '-' || *c->p == '+'))
        neg = *c->p++ == '-';
    if (number(c, 4, &year, diag) != OL_OK || separator(c, '-', diag) != OL_OK || number(c, 2, &month, diag) != OL_OK ||
        separator(c, '-', diag) != OL_OK || number(c, 2, &day, diag) != OL_OK)
        return OL_ERROR;
    if (neg)
        year = -year;
    if (year == 0 || year < OL_YEAR_MIN)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    if (month < 1 || month > 12)
        return ol_diag_set(diag, OL_ERR_NOT_A_MONTH, -1);
    if (day < 1 || day > 31)
        return ol_diag_set(diag, OL_ERR_DAY_RANGE, -1);
    if (day > ol_days_in_month(year, month))
        return ol_diag_set(diag, OL_ERR_DATE_NOT_IN_MONTH, -1);
    out->year = (int16_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return OL_OK;
}

OlStatus ol_date_literal(OlStr text, OlDateTime *out, OlDiag *diag)
{
    Cursor c = {text.s, text.s + text.n};

    if (date_part(&c, out, diag) != OL_OK)
        return OL_ERROR;
    skip_space(&c);
    if (c.p != c.end)
        return ol_diag_set(diag, OL_ERR_FORMAT_ENDS_EARLY, -1);
    return OL_OK;
}

static OlStatus time_part(Cursor *c, OlDateTime *out, OlDiag *diag)
{
    int hour;
    int minute;
    int second;

    if (number(c, 2, &hour, diag) != OL_OK || separator(c, ':', diag) != OL_OK || number(c, 2, &minute, diag) != OL_OK ||
        separator(c, ':', diag) != OL_OK || number(c, 2, &second, diag) != OL_OK)
        return OL_ERROR;
    if (hour > 23)
        return ol_diag_set(diag, OL_ERR_HOUR_RANGE, -1);
    if (minute > 59)
        return ol_diag_set(diag, OL_ERR_MINUTE_RANGE, -1);
    if (second > 59)
        return ol_diag_set(diag, OL_ERR_SECOND_RANGE, -1);
    out->hour = (uint8_t)hour;
    out->minute = (uint8_t)minute;
    out->second = (uint8_t)second;
    if (c->p < c->end && *c->p == '.')
    {
        uint32_t v = 0;
        int digits = 0;

        for (c->p++; c->p < c->end && is_digit(*c->p); c->p++, digits++)
        {
            if (digits >= 9)
                return ol_diag_set(diag, OL_ERR_FRACTION_RANGE, -1);
            v = v * 10 + (uint32_t)(*c->p - '0');
        }
        out->nanosecond = v * (uint32_t)ol_pow10_u64[9 - digits];
        out->fraction_digits = (uint8_t)digits;
    }
    return OL_OK;
}

OlStatus ol_timestamp_literal(const OlNls *nls, OlStr text, OlDateTime *out, OlDateKind *kind, OlDiag *diag)
{
    Cursor c = {text.s, text.s + text.n};

    *kind = OL_KIND_TIMESTAMP;
    if (date_part(&c, out, diag) != OL_OK)
        return OL_ERROR;
    skip_space(&c);
    if (c.p < c.end)
    {
        if (time_part(&c, out, diag) != OL_OK)
            return OL_ERROR;
        skip_space(&c);
    }
    if (c.p < c.end)
    {
        OlDateTime zone = *out;
        OlStr rest = ol_str_trim(ol_str_n(c.p, (size_t)(c.end - c.p)));
        size_t word = 0;

        while (word < rest.n && rest.s[word] != ' ') /* "Europe/Paris CEST": the abbreviation only confirms */
            word++;
        if (ol_zone_from_text(nls, ol_str_n(rest.s, word), out, true, &zone, diag) != OL_OK)
            return OL_ERROR;
        out->has_zone = zone.has_zone;
        out->zone_seconds = zone.zone_seconds;
        out->zone_name = zone.zone_name;
        out->zone_abbrev = zone.zone_abbrev;
        *kind = OL_KIND_TIMESTAMP_TZ;
    }
    return OL_OK;
}

OlStatus ol_zone_from_text(const OlNls *nls, OlStr text, const OlDateTime *t, bool local, OlDateTime *zone_out, OlDiag *diag)
{
    OlStr s = ol_str_trim(text);
    char name[80];

    zone_out->zone_name = NULL;
    zone_out->zone_abbrev = NULL;
    if (s.n > 0 && (s.s[0] == '+' || s.s[0] == '-' || is_digit(s.s[0])))
    {
        Cursor c = {s.s, s.s + s.n};
        bool neg = false;
        int hour;
        int minute = 0;

        if (*c.p == '+' || *c.p == '-')
            neg = *c.p++ == '-';
        skip_space(&c);
        if (number(&c, 2, &hour, diag) != OL_OK)
            return OL_ERROR;
        if (c.p < c.end && (separator(&c, ':', diag) != OL_OK || number(&c, 2, &minute, diag) != OL_OK))
            return OL_ERROR;
        if (c.p != c.end)
            return ol_diag_set(diag, OL_ERR_NOT_A_ZONE, -1);
        if (hour > 15)
            return ol_diag_set(diag, OL_ERR_ZONE_HOUR_RANGE, -1);
        if (minute > 59)
            return ol_diag_set(diag, OL_ERR_ZONE_MINUTE_RANGE, -1);
        zone_out->has_zone = 1;
        zone_out->zone_seconds = (neg ? -1 : 1) * (hour * 3600 + minute * 60);
        return OL_OK;
    }
    if (ol_str_ieq_c(s, "UTC") || ol_str_ieq_c(s, "GMT"))
    {
        zone_out->has_zone = 2;
        zone_out->zone_seconds = 0;
        zone_out->zone_name = ol_str_ieq_c(s, "UTC") ? "UTC" : "GMT";
        zone_out->zone_abbrev = "GMT";
        return OL_OK;
    }
    if (nls->zone_lookup != NULL && s.n > 0 && nls->zone_lookup(nls->zone_ctx, s, t, local, &zone_out->zone_seconds,
                                                               &zone_out->zone_name, &zone_out->zone_abbrev))
    {
        zone_out->has_zone = 2;
        return OL_OK;
    }
    {
        size_t n = OL_MIN(s.n, sizeof name - 1);

        if (n > 0)
            memcpy(name, s.s, n);
        name[n] = 0;
    }
    return ol_diag_set(diag, OL_ERR_ZONE_NOT_FOUND, -1, name);
}
