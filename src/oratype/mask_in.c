/*
 * mask_in.c - TO_DATE, TO_TIMESTAMP, TO_TIMESTAMP_TZ: reads text by a compiled mask.
 *
 * Without FX, as documented under "String-to-Date Conversion Rules": any punctuation matches any other, it may be missing
 * where the digits are complete, leading zeros may be missing, a name may stand where MM is asked for, four digits where YY or
 * RR is, and time fields at the end may be missing.
 *
 * Owns:      these rules, the ranges of the fields, and how fields that say the same thing are checked against each other.
 * Invariant: what it returns is a valid date. The text is read once, from left to right; no length is trusted.
 * See also:  mask.c, mask_out.c, calendar.c
 */
#include "oratype/decimal.h"
#include "oratype/mask.h"

#include <string.h>

enum
{
    GOT_YEAR = 1, GOT_MONTH = 2, GOT_DAY = 4, GOT_DDD = 8, GOT_JULIAN = 16, GOT_HOUR24 = 32, GOT_HOUR12 = 64,
    GOT_MERIDIAN = 128, GOT_SSSSS = 256, GOT_BC = 512, GOT_WEEKDAY = 1024, GOT_TZH = 2048, GOT_TZR = 4096, GOT_MINUTE = 8192,
    GOT_SECOND = 16384, GOT_AD = 32768
};

typedef struct In
{
    const char *start;
    const char *p;
    const char *end;
    const OlNls *nls;
    const OlDateTime *now;
    OlDateKind kind;
    OlDiag *diag;
    unsigned got;
    int depth;
    int year;
    int month;
    int day;
    int ddd;
    int32_t julian;
    int hour;
    int minute;
    int second;
    bool pm;
    int32_t second_of_day;
    uint32_t nanosecond;
    int weekday; /* 0 Sunday */
    int zone_hour;
    int zone_minute;
    bool zone_neg;
    OlStr zone_name;
} In;

static OlStatus fail(const In *in, OlErrorCode code)
{
    return ol_diag_set(in->diag, code, (int)(in->p - in->start));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static void skip_space(In *in)
{
    while (in->p < in->end && is_space(*in->p))
        in->p++;
}

/* Up to width digits. With FX and without FM exactly width. */
static OlStatus get_number(In *in, const OlMaskOp *op, int width, int *out)
{
    const char *start = in->p;
    int v = 0;

    if (width == 2 && in->end - start >= 2 && is_digit(start[0]) && is_digit(start[1]))
    {
        *out = (start[0] - '0') * 10 + start[1] - '0';
        in->p += 2;
        return OL_OK;
    }
    if (!(op->flags & OL_MASKF_FX))
        skip_space(in);
    start = in->p;
    while (in->p < in->end && in->p - start < width && is_digit(*in->p))
        v = v * 10 + (*in->p++ - '0');
    if (in->p == start)
        return fail(in, in->p == in->end ? OL_ERR_DATE_INPUT_TOO_SHORT : OL_ERR_DATE_NON_NUMERIC);
    if ((op->flags & (OL_MASKF_FX | OL_MASKF_FM)) == OL_MASKF_FX && in->p - start != width)
        return fail(in, in->p < in->end && !is_digit(*in->p) ? OL_ERR_DATE_NUMERIC_LENGTH : OL_ERR_DATE_INPUT_TOO_SHORT);
    *out = v;
    return OL_OK;
}

/* RR and YY: where nothing that wants digits follows, up to four are taken as the full year. */
static int year_width(const In *in, const OlMaskOp *op, int width)
{
    int digits = 0;
    const char *p = in->p;

    if ((op->flags & OL_MASKF_FX) || op->is_numeric_next)
        return width;
    while (p < in->end && is_space(*p))
        p++;
    while (p + digits < in->end && digits < 5 && is_digit(p[digits]))
        digits++;
    return digits == 3 || digits == 4 ? 4 : width;
}

static int full_rr_year(const In *in, int yy)
{
    int now = in->now->year;
    int century = now / 100 * 100;

    if (now % 100 < 50)
        return yy < 50 ? century + yy : century - 100 + yy;
    return yy < 50 ? century + 100 + yy : century + yy;
}

static OlStatus get_year(In *in, const OlMaskOp *op)
{
    bool neg = false;
    const char *start;
    int width;
    int v;

    skip_space(in);
    start = in->p;
    switch (op->code)
    {
        case OL_MASK_SYYYY:
            if (in->p < in->end && (*in->p == '-' || *in->p == '+'))
                neg = *in->p++ == '-';
            if (get_number(in, op, 4, &v) != OL_OK)
                return OL_ERROR;
            break;
        case OL_MASK_YYYY:
            if (get_number(in, op, 4, &v) != OL_OK)
                return OL_ERROR;
            break;
        case OL_MASK_RRRR:
            if (get_number(in, op, 4, &v) != OL_OK)
                return OL_ERROR;
            if (in->p - start <= 2)
                v = full_rr_year(in, v);
            break;
        case OL_MASK_Y_YYY:
        {
            int rest;
            if (get_number(in, op, 1, &v) != OL_OK)
                return OL_ERROR;
            if (in->p < in->end && *in->p == ',')
                in->p++;
            if (get_number(in, op, 3, &rest) != OL_OK)
                return OL_ERROR;
            v = v * 1000 + rest;
            break;
        }
        default:
            width = op->code == OL_MASK_YYY ? 3 : op->code == OL_MASK_Y ? 1 : 2;
            width = op->code == OL_MASK_Y ? 1 : year_width(in, op, width);
            if (get_number(in, op, width, &v) != OL_OK)
                return OL_ERROR;
            if (width == 4)
                break;
            if (op->code == OL_MASK_RR)
                v = full_rr_year(in, v);
            else
            {
                int unit = width == 3 ? 1000 : width == 2 ? 100 : 10;
                v += in->now->year / unit * unit;
            }
            break;
    }
    if (v == 0)
        return fail(in, OL_ERR_YEAR_RANGE);
    in->year = neg ? -v : v;
    in->got |= GOT_YEAR;
    return OL_OK;
}

/* The longest of names that the text begins with; -1 when there is none. */
static int get_name(In *in, const char *const *names, const char *const *others, int n)
{
    size_t best = 0;
    int found = -1;

    for (int i = 0; i < n; i++)
    {
        size_t k = ol_nls_match(in->p, (size_t)(in->end - in->p), names[i]);
        if (k > best)
        {
            best = k;
            found = i;
        }
        k = others == NULL ? 0 : ol_nls_match(in->p, (size_t)(in->end - in->p), others[i]);
        if (k > best)
        {
            best = k;
            found = i;
        }
    }
    in->p += best;
    return found;
}

static OlStatus get_month_name(In *in, const OlMaskOp *op)
{
    const OlLanguage *l = in->nls->date_language;
    bool exact = (op->flags & OL_MASKF_FX) != 0;
    int month;

    if (!exact)
        skip_space(in);
    if (in->p == in->end)
        return fail(in, OL_ERR_DATE_INPUT_TOO_SHORT);
    month = op->code == OL_MASK_MON ? get_name(in, l->mons, exact ? NULL : l->months, 12)
                                    : get_name(in, l->months, exact ? NULL : l->mons, 12);
    if (month < 0)
        return fail(in, OL_ERR_NOT_A_MONTH);
    in->month = month + 1;
    in->got |= GOT_MONTH;
    return OL_OK;
}

static OlStatus get_month(In *in, const OlMaskOp *op)
{
    int v;

    if (!(op->flags & OL_MASKF_FX))
    {
        skip_space(in);
        if (in->p < in->end && !is_digit(*in->p))
            return get_month_name(in, op);
    }
    if (get_number(in, op, 2, &v) != OL_OK)
        return OL_ERROR;
    if (v < 1 || v > 12)
        return fail(in, OL_ERR_NOT_A_MONTH);
    in->month = v;
    in->got |= GOT_MONTH;
    return OL_OK;
}

static OlStatus get_roman_month(In *in)
{
    static const char *const roman[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};
    int month;

    skip_space(in);
    if (in->p == in->end)
        return fail(in, OL_ERR_DATE_INPUT_TOO_SHORT);
    month = get_name(in, roman, NULL, 12);
    if (month < 0)
        return fail(in, OL_ERR_NOT_A_MONTH);
    in->month = month + 1;
    in->got |= GOT_MONTH;
    skip_space(in);
    return OL_OK;
}

static OlStatus get_weekday_name(In *in, const OlMaskOp *op)
{
    const OlLanguage *l = in->nls->date_language;
    int day;

    skip_space(in);
    if (in->p == in->end)
        return fail(in, OL_ERR_DATE_INPUT_TOO_SHORT);
    day = op->code == OL_MASK_DAY ? get_name(in, l->days, l->dys, 7) : get_name(in, l->dys, l->days, 7);
    if (day < 0)
        return fail(in, OL_ERR_NOT_A_WEEKDAY);
    in->weekday = day;
    in->got |= GOT_WEEKDAY;
    return OL_OK;
}

static OlStatus get_fraction(In *in, const OlMaskOp *op)
{
    int width = op->digits != 0 ? op->digits : 9;
    const char *start = in->p;
    uint32_t v = 0;
    int digits;

    if (in->kind == OL_KIND_DATE)
        return fail(in, OL_ERR_FORMAT_NOT_RECOGNIZED);
    while (in->p < in->end && in->p - start < width && is_digit(*in->p))
        v = v * 10 + (uint32_t)(*in->p++ - '0');
    digits = (int)(in->p - start);
    if (digits == 0)
    {
        /* a missing fraction at the end of the text or before a blank is zero */
        if (in->p < in->end && !is_space(*in->p) && !is_letter(*in->p))
            return fail(in, OL_ERR_DATE_NON_NUMERIC);
        in->nanosecond = 0;
        return OL_OK;
    }
    if ((op->flags & (OL_MASKF_FX | OL_MASKF_FM)) == OL_MASKF_FX && op->digits != 0 && digits != op->digits)
        return fail(in, OL_ERR_DATE_NUMERIC_LENGTH);
    in->nanosecond = v * (uint32_t)ol_pow10_u64[9 - digits];
    return OL_OK;
}

static OlStatus get_meridian(In *in, const OlMaskOp *op)
{
    const OlLanguage *l = in->nls->date_language;
    const char *names[2];
    const char *others[2];
    int found;

    names[0] = op->code == OL_MASK_MERIDIAN ? l->am : l->am_dots;
    names[1] = op->code == OL_MASK_MERIDIAN ? l->pm : l->pm_dots;
    others[0] = "AM";
    others[1] = "PM";
    skip_space(in);
    if (in->p == in->end)
        return fail(in, OL_ERR_MERIDIAN_REQUIRED);
    found = get_name(in, names, op->code == OL_MASK_MERIDIAN ? others : NULL, 2);
    if (found < 0)
        return fail(in, OL_ERR_MERIDIAN_REQUIRED);
    in->pm = found == 1;
    in->got |= GOT_MERIDIAN;
    return OL_OK;
}

static OlStatus get_era(In *in, const OlMaskOp *op)
{
    const OlLanguage *l = in->nls->date_language;
    const char *names[2];
    const char *others[2];
    int found;

    names[0] = op->code == OL_MASK_ERA ? l->bc : l->bc_dots;
    names[1] = op->code == OL_MASK_ERA ? l->ad : l->ad_dots;
    others[0] = op->code == OL_MASK_ERA ? "BC" : "B.C.";
    others[1] = op->code == OL_MASK_ERA ? "AD" : "A.D.";
    skip_space(in);
    found = get_name(in, names, others, 2);
    if (found < 0)
        return fail(in, in->p == in->end ? OL_ERR_DATE_INPUT_TOO_SHORT : OL_ERR_BC_AD_REQUIRED);
    in->got |= found == 0 ? GOT_BC : GOT_AD;
    return OL_OK;
}

static bool zone_char(char c)
{
    return is_letter(c) || is_digit(c) || c == '/' || c == '_' || c == '+' || c == '-' || c == ':';
}

static OlStatus get_zone(In *in, const OlMaskOp *op)
{
    const char *start;
    int v;

    if (in->kind == OL_KIND_DATE || in->kind == OL_KIND_TIMESTAMP)
        return fail(in, OL_ERR_FORMAT_NOT_RECOGNIZED);
    skip_space(in);
    switch (op->code)
    {
        case OL_MASK_TZH:
            in->zone_neg = false;
            if (in->p < in->end && (*in->p == '-' || *in->p == '+'))
                in->zone_neg = *in->p++ == '-';
            if (get_number(in, op, 2, &v) != OL_OK)
                return OL_ERROR;
            if (v > 15)
                return fail(in, OL_ERR_ZONE_HOUR_RANGE);
            in->zone_hour = v;
            in->got |= GOT_TZH;
            return OL_OK;
        case OL_MASK_TZM:
            if (get_number(in, op, 2, &v) != OL_OK)
                return OL_ERROR;
            if (v > 59)
                return fail(in, OL_ERR_ZONE_MINUTE_RANGE);
            in->zone_minute = v;
            return OL_OK;
        default: /* TZR: a region or an offset; TZD: a name that only confirms it */
            start = in->p;
            while (in->p < in->end && zone_char(*in->p))
                in->p++;
            if (in->p == start)
                return fail(in, op->code == OL_MASK_TZD ? OL_ERR_NOT_A_ZONE : OL_ERR_DATE_INPUT_TOO_SHORT);
            if (op->code == OL_MASK_TZR)
            {
                in->zone_name = ol_str_n(start, (size_t)(in->p - start));
                in->got |= GOT_TZR;
            }
            return OL_OK;
    }
}

static OlStatus read_all(In *in, const OlMask *mask);

static OlStatus get_territory(In *in, const OlMaskOp *op)
{
    OlMaskOp ops[OL_MASK_OPS_MAX];
    OlMask mask;

    if (in->depth > 0)
        return fail(in, OL_ERR_FORMAT_NOT_RECOGNIZED);
    if (ol_mask_parse_territory(in->nls, (OlMaskCode)op->code, ops, &mask, in->diag) != OL_OK)
        return OL_ERROR;
    if (mask.input_error != OL_ERR_NONE)
        return fail(in, mask.input_error);
    in->depth++;
    if (read_all(in, &mask) != OL_OK)
        return OL_ERROR;
    in->depth--;
    return OL_OK;
}

/* What may be missing at the end: the time of day and what separates it. */
static bool may_be_missing(const OlMask *mask, int from)
{
    for (int i = from; i < mask->n; i++)
        switch (mask->ops[i].code)
        {
            case OL_MASK_LITERAL: case OL_MASK_PUNCT: case OL_MASK_HH12: case OL_MASK_HH24: case OL_MASK_MI: case OL_MASK_SS:
            case OL_MASK_SSSSS: case OL_MASK_FF: case OL_MASK_X: case OL_MASK_MERIDIAN: case OL_MASK_MERIDIAN_DOTS:
            case OL_MASK_TS: case OL_MASK_TZH: case OL_MASK_TZM: case OL_MASK_TZR: case OL_MASK_TZD:
                break;
            default:
                return false;
        }
    return true;
}

static bool wants_letters(const OlMaskOp *op)
{
    switch (op->code)
    {
        case OL_MASK_MON: case OL_MASK_MONTH: case OL_MASK_RM: case OL_MASK_DAY: case OL_MASK_DY: case OL_MASK_MERIDIAN:
        case OL_MASK_MERIDIAN_DOTS: case OL_MASK_ERA: case OL_MASK_ERA_DOTS: case OL_MASK_TZR: case OL_MASK_TZD:
            return true;
        default:
            return false;
    }
}

static OlStatus get_punctuation(In *in, const OlMask *mask, int i)
{
    char want = mask->text[mask->ops[i].at];
    const OlMaskOp *next = NULL;
    char c;

    if (in->p == in->end)
        return OL_OK;
    if (!(mask->ops[i].flags & OL_MASKF_FX) && !is_space(want) && is_space(*in->p))
    {
        const char *p = in->p;

        while (p < in->end && is_space(*p))
            p++;
        if (p < in->end && *p == want)
            in->p = p;
    }
    c = *in->p;
    if (c == want)
    {
        in->p++;
        return OL_OK;
    }
    if (mask->ops[i].flags & OL_MASKF_FX)
        return fail(in, OL_ERR_DATE_LITERAL_MISMATCH);
    for (int k = i + 1; k < mask->n && next == NULL; k++)
        if (mask->ops[k].code != OL_MASK_PUNCT)
            next = &mask->ops[k];
    if (!is_digit(c) && !is_letter(c))
    {
        /* a sign that belongs to the zone hour or the year stays */
        if (!((c == '-' || c == '+') && next != NULL && (next->code == OL_MASK_TZH || next->code == OL_MASK_SYYYY ||
                                                         next->code == OL_MASK_TZR)))
            in->p++;
        return OL_OK;
    }
    /* missing punctuation: only where what stands there suits the next element */
    if (next == NULL)
        return OL_OK; /* ORA-01830 later */
    if (next->code == OL_MASK_LITERAL || want == ' ')
        return OL_OK;
    if (wants_letters(next) ? is_letter(c) : is_digit(c))
        return OL_OK;
    if (next->code == OL_MASK_MM && is_letter(c))
        return OL_OK;
    return fail(in, OL_ERR_DATE_LITERAL_MISMATCH);
}

static OlStatus read_one(In *in, const OlMask *mask, int i)
{
    const OlMaskOp *op = &mask->ops[i];
    int v;

    switch (op->code)
    {
        case OL_MASK_LITERAL:
            if (!(op->flags & OL_MASKF_FX) && op->len > 0 && !is_space(mask->text[op->at]))
                skip_space(in);
            if ((size_t)(in->end - in->p) < op->len || memcmp(in->p, mask->text + op->at, op->len) != 0)
                return fail(in, in->p == in->end ? OL_ERR_DATE_INPUT_TOO_SHORT : OL_ERR_DATE_LITERAL_MISMATCH);
            in->p += op->len;
            return OL_OK;
        case OL_MASK_PUNCT:
            return get_punctuation(in, mask, i);
        case OL_MASK_SYYYY: case OL_MASK_YYYY: case OL_MASK_Y_YYY: case OL_MASK_YYY: case OL_MASK_YY: case OL_MASK_Y:
        case OL_MASK_RRRR: case OL_MASK_RR:
            return get_year(in, op);
        case OL_MASK_MM:
            return get_month(in, op);
        case OL_MASK_MON:
        case OL_MASK_MONTH:
            return get_month_name(in, op);
        case OL_MASK_RM:
            return get_roman_month(in);
        case OL_MASK_DD:
            if (get_number(in, op, 2, &in->day) != OL_OK)
                return OL_ERROR;
            if (in->day < 1 || in->day > 31)
                return fail(in, OL_ERR_DAY_RANGE);
            in->got |= GOT_DAY;
            return OL_OK;
        case OL_MASK_DDD:
            if (get_number(in, op, 3, &in->ddd) != OL_OK)
                return OL_ERROR;
            if (in->ddd < 1 || in->ddd > 366)
                return fail(in, OL_ERR_DAY_OF_YEAR_RANGE);
            in->got |= GOT_DDD;
            return OL_OK;
        case OL_MASK_D:
            if (get_number(in, op, 1, &v) != OL_OK)
                return OL_ERROR;
            if (v < 1 || v > 7)
                return fail(in, OL_ERR_NOT_A_WEEKDAY);
            in->weekday = (v - 1 + in->nls->territory->first_weekday) % 7;
            in->got |= GOT_WEEKDAY;
            return OL_OK;
        case OL_MASK_DAY:
        case OL_MASK_DY:
            return get_weekday_name(in, op);
        case OL_MASK_J:
            if (get_number(in, op, 7, &v) != OL_OK)
                return OL_ERROR;
            if (v < 1 || v > OL_JULIAN_MAX)
                return fail(in, OL_ERR_JULIAN_RANGE);
            in->julian = v;
            in->got |= GOT_JULIAN;
            return OL_OK;
        case OL_MASK_HH24:
            if (get_number(in, op, 2, &in->hour) != OL_OK)
                return OL_ERROR;
            if (in->hour > 23)
                return fail(in, OL_ERR_HOUR_RANGE);
            in->got |= GOT_HOUR24;
            return OL_OK;
        case OL_MASK_HH12:
            if (get_number(in, op, 2, &in->hour) != OL_OK)
                return OL_ERROR;
            if (in->hour < 1 || in->hour > 12)
                return fail(in, OL_ERR_HOUR12_RANGE);
            in->got |= GOT_HOUR12;
            return OL_OK;
        case OL_MASK_MI:
            if (get_number(in, op, 2, &in->minute) != OL_OK)
                return OL_ERROR;
            if (in->minute > 59)
                return fail(in, OL_ERR_MINUTE_RANGE);
            in->got |= GOT_MINUTE;
            return OL_OK;
        case OL_MASK_SS:
            if (get_number(in, op, 2, &in->second) != OL_OK)
                return OL_ERROR;
            if (in->second > 59)
                return fail(in, OL_ERR_SECOND_RANGE);
            in->got |= GOT_SECOND;
            return OL_OK;
        case OL_MASK_SSSSS:
            if (get_number(in, op, 5, &v) != OL_OK)
                return OL_ERROR;
            if (v > 86399)
                return fail(in, OL_ERR_SSSSS_RANGE);
            in->second_of_day = v;
            in->got |= GOT_SSSSS;
            return OL_OK;
        case OL_MASK_FF:
            return get_fraction(in, op);
        case OL_MASK_X:
            if (in->p < in->end && (*in->p == in->nls->decimal_char || *in->p == '.' || *in->p == ','))
                in->p++;
            else if (in->p < in->end && is_digit(*in->p))
                return fail(in, OL_ERR_DATE_LITERAL_MISMATCH);
            return OL_OK;
        case OL_MASK_MERIDIAN:
        case OL_MASK_MERIDIAN_DOTS:
            return get_meridian(in, op);
        case OL_MASK_ERA:
        case OL_MASK_ERA_DOTS:
            return get_era(in, op);
        case OL_MASK_TZH:
        case OL_MASK_TZM:
        case OL_MASK_TZR:
        case OL_MASK_TZD:
            return get_zone(in, op);
        case OL_MASK_TS:
        case OL_MASK_DL:
        case OL_MASK_DS:
            return get_territory(in, op);
        default: /* ol_mask_check_input has refused the others */
            return fail(in, OL_ERR_FORMAT_NOT_FOR_INPUT);
    }
}

static OlStatus read_all(In *in, const OlMask *mask)
{
    for (int i = 0; i < mask->n; i++)
    {
        if (in->p == in->end && may_be_missing(mask, i))
            return OL_OK;
        if (mask->ops[i].code == OL_MASK_PUNCT && in->p < in->end && *in->p == mask->text[mask->ops[i].at])
            in->p++;
        else if (read_one(in, mask, i) != OL_OK)
            return OL_ERROR;
    }
    return OL_OK;
}

/* --- fields to a date --------------------------------------------------------------------------------------------- */

static OlStatus set_day(In *in, OlDateTime *out)
{
    if ((in->got & GOT_BC) && in->year > 0)
        in->year = -in->year;
    if (in->got & GOT_JULIAN)
    {
        int year;
        int month;
        int day;

        ol_julian_to_date(in->julian, &year, &month, &day);
        if (year == 0)
            return fail(in, OL_ERR_YEAR_RANGE);
        if ((in->got & GOT_YEAR) && in->year != year)
            return fail(in, OL_ERR_YEAR_CONFLICTS_JULIAN);
        if ((in->got & GOT_MONTH) && in->month != month)
            return fail(in, OL_ERR_MONTH_CONFLICTS_JULIAN);
        if ((in->got & GOT_DAY) && in->day != day)
            return fail(in, OL_ERR_DAY_CONFLICTS_JULIAN);
        in->year = year;
        in->month = month;
        in->day = day;
    }
    if (in->year < OL_YEAR_MIN || in->year > OL_YEAR_MAX || in->year == 0)
        return fail(in, OL_ERR_YEAR_RANGE);
    if ((in->got & (GOT_DDD | GOT_JULIAN)) == GOT_DDD)
    {
        bool leap = ol_is_leap_year(in->year);
        int month = 1;
        int day = in->ddd;

        if (day > 365 + leap)
            return fail(in, OL_ERR_DAY_OF_YEAR_RANGE);
        while (day > ol_month_days[leap][month])
            day -= ol_month_days[leap][month++];
        if ((in->got & GOT_MONTH) && in->month != month)
            return fail(in, OL_ERR_MONTH_CONFLICTS_JULIAN);
        if ((in->got & GOT_DAY) && in->day != day)
            return fail(in, OL_ERR_DAY_CONFLICTS_JULIAN);
        in->month = month;
        in->day = day;
    }
    if (in->day > ol_days_in_month(in->year, in->month))
        return fail(in, OL_ERR_DATE_NOT_IN_MONTH);
    if (in->year == 1582 && in->month == 10 && in->day > 4 && in->day < 15)
        in->day = 15; /* days that did not exist */
    out->year = (int16_t)in->year;
    out->month = (uint8_t)in->month;
    out->day = (uint8_t)in->day;
    if ((in->got & GOT_WEEKDAY) && ol_weekday(out) != in->weekday)
        return fail(in, OL_ERR_WEEKDAY_CONFLICTS_JULIAN);
    return OL_OK;
}

static OlStatus set_time(In *in, OlDateTime *out)
{
    if (in->got & GOT_HOUR12)
    {
        if (in->hour == 12)
            in->hour = 0;
        if (in->pm)
            in->hour += 12;
    }
    if (in->got & GOT_SSSSS)
    {
        int hour = in->second_of_day / 3600;

        if ((in->got & GOT_HOUR24) && in->hour != hour)
            return fail(in, OL_ERR_HOUR_CONFLICTS_SSSSS);
        if ((in->got & GOT_HOUR12) && in->hour != ((in->got & GOT_MERIDIAN) ? hour : hour % 12))
            return fail(in, OL_ERR_HOUR_CONFLICTS_SSSSS);
        if ((in->got & GOT_MINUTE) && in->minute != in->second_of_day / 60 % 60)
            return fail(in, OL_ERR_MINUTE_CONFLICTS_SSSSS);
        if ((in->got & GOT_SECOND) && in->second != in->second_of_day % 60)
            return fail(in, OL_ERR_SECOND_CONFLICTS_SSSSS);
        in->hour = hour;
        in->minute = in->second_of_day / 60 % 60;
        in->second = in->second_of_day % 60;
    }
    out->hour = (uint8_t)in->hour;
    out->minute = (uint8_t)in->minute;
    out->second = (uint8_t)in->second;
    out->nanosecond = in->nanosecond;
    return OL_OK;
}

static OlStatus set_zone(In *in, OlDateTime *out)
{
    if (in->kind != OL_KIND_TIMESTAMP_TZ && in->kind != OL_KIND_TIMESTAMP_LTZ)
        return OL_OK;
    if (in->got & GOT_TZR)
    {
        OlDateTime zone = *out;

        if (ol_zone_from_text(in->nls, in->zone_name, out, true, &zone, in->diag) != OL_OK)
            return OL_ERROR;
        out->has_zone = zone.has_zone;
        out->zone_seconds = zone.zone_seconds;
        out->zone_name = zone.zone_name;
        out->zone_abbrev = zone.zone_abbrev;
    }
    else if (in->got & GOT_TZH)
    {
        out->has_zone = 1;
        out->zone_seconds = in->zone_hour * 3600 + in->zone_minute * 60;
        if (in->zone_neg)
            out->zone_seconds = -out->zone_seconds;
    }
    else if (in->nls->session_zone_name.n > 0)
    {
        OlDateTime zone = *out;

        if (ol_zone_from_text(in->nls, in->nls->session_zone_name, out, true, &zone, in->diag) != OL_OK)
            return OL_ERROR;
        out->has_zone = zone.has_zone;
        out->zone_seconds = zone.zone_seconds;
        out->zone_name = zone.zone_name;
        out->zone_abbrev = zone.zone_abbrev;
    }
    else
    {
        out->has_zone = 1;
        out->zone_seconds = in->nls->session_zone_seconds;
    }
    return OL_OK;
}

OlStatus ol_mask_to_date(const OlMask *mask, const OlNls *nls, OlStr text, OlDateKind kind, const OlDateTime *now,
                         OlDateTime *out, OlDiag *diag)
{
    In in;

    if (OL_UNLIKELY(mask->input_error != OL_ERR_NONE))
        return ol_diag_set(diag, mask->input_error, -1);
    memset(&in, 0, sizeof in);
    in.start = text.s;
    in.p = text.s;
    in.end = text.s + text.n;
    in.nls = nls;
    in.now = now;
    in.kind = kind;
    in.diag = diag;
    in.year = now->year;
    in.month = now->month;
    in.day = 1;
    while (in.end > in.p && is_space(in.end[-1]))
        in.end--;
    skip_space(&in);
    if (in.p == in.end && mask->n > 0)
        return fail(&in, OL_ERR_DATE_INPUT_TOO_SHORT);
    if (read_all(&in, mask) != OL_OK)
        return OL_ERROR;
    skip_space(&in);
    if (in.p != in.end)
        return fail(&in, OL_ERR_FORMAT_ENDS_EARLY);
    memset(out, 0, sizeof *out);
    if (set_day(&in, out) != OL_OK || set_time(&in, out) != OL_OK)
        return OL_ERROR;
    return set_zone(&in, out);
}
