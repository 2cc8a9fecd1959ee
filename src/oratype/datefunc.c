/*
 * datefunc.c - what SQL computes with dates: months, days, TRUNC and ROUND, zones, EXTRACT.
 *
 * Owns:      date arithmetic on OlDateTime. Time zones are offsets here; regions are turned into offsets by the caller.
 * Invariant: results are valid dates of -4712..9999 or an ORA- error; arguments must be valid dates (ol_datetime_valid).
 * See also:  calendar.c, interval.c; SQL Language Reference "ROUND and TRUNC Date Functions", "MONTHS_BETWEEN"
 */
#include "oratype/calendar.h"
#include "oratype/decimal.h"

#include <string.h>

static int64_t second_of_day(const OlDateTime *t)
{
    return t->hour * 3600 + t->minute * 60 + t->second;
}

static int64_t total_seconds(const OlDateTime *t)
{
    return (int64_t)ol_julian_day(t->year, t->month, t->day) * 86400 + second_of_day(t);
}

/* Date and time from a count of seconds in day numbers; zone and nanoseconds of out are left as they are. */
static OlStatus set_seconds(int64_t seconds, OlDateTime *out, OlDiag *diag)
{
    int64_t julian = seconds / 86400;
    int32_t rest = (int32_t)(seconds % 86400);
    int year;
    int month;
    int day;

    if (seconds < 86400 || julian > OL_JULIAN_MAX)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    ol_julian_to_date((int32_t)julian, &year, &month, &day);
    if (year == 0)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    out->year = (int16_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    out->hour = (uint8_t)(rest / 3600);
    out->minute = (uint8_t)(rest / 60 % 60);
    out->second = (uint8_t)(rest % 60);
    return OL_OK;
}

/* --- months ------------------------------------------------------------------------------------------------------- */

static int64_t month_number(const OlDateTime *t)
{
    return (int64_t)t->year * 12 + t->month - 1;
}

OlStatus ol_date_add_months(const OlDateTime *t, int64_t months, OlDateTime *out, OlDiag *diag)
{
    int64_t m;
    int year;
    int month;
    int last;
    bool was_last = t->day == ol_days_in_month(t->year, t->month);

    if (months > 200000 || months < -200000)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    m = month_number(t) + months;
    year = (int)((m - (m % 12 + 12) % 12) / 12);
    month = (int)((m % 12 + 12) % 12) + 1;
    if (year < OL_YEAR_MIN || year > OL_YEAR_MAX || year == 0)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    last = ol_days_in_month(year, month);
    *out = *t;
    out->year = (int16_t)year;
    out->month = (uint8_t)month;
    if (was_last || t->day > last)
        out->day = (uint8_t)last;
    return OL_OK;
}

OlStatus ol_datetime_add_ym(const OlDateTime *t, const OlIntervalYM *v, int sign, OlDateTime *out, OlDiag *diag)
{
    OlDateTime r;

    if (ol_date_add_months(t, sign < 0 ? -(int64_t)v->months : v->months, &r, diag) != OL_OK)
        return OL_ERROR;
    if (t->day > ol_days_in_month(r.year, r.month)) /* unlike ADD_MONTHS, the sum keeps the day or fails */
        return ol_diag_set(diag, OL_ERR_DATE_NOT_IN_MONTH, -1);
    r.day = t->day;
    *out = r;
    return OL_OK;
}

OlStatus ol_date_months_between(const OlDateTime *a, const OlDateTime *b, OlDecimal *out, OlDiag *diag)
{
    int64_t months = month_number(a) - month_number(b);
    OlDecimal numerator;
    OlDecimal denominator;

    if (a->day == b->day || (a->day == ol_days_in_month(a->year, a->month) && b->day == ol_days_in_month(b->year, b->month)))
    {
        ol_decimal_from_int64(months, out);
        return OL_OK;
    }
    ol_decimal_from_int64((months * 31 + a->day - b->day) * 86400 + second_of_day(a) - second_of_day(b), &numerator);
    ol_decimal_from_int64(31 * 86400, &denominator);
    return ol_decimal_div(&numerator, &denominator, out, diag);
}

void ol_date_last_day(const OlDateTime *t, OlDateTime *out)
{
    *out = *t;
    out->day = (uint8_t)ol_days_in_month(t->year, t->month);
}

/* --- days --------------------------------------------------------------------------------------------------------- */

OlStatus ol_date_add_whole_days(const OlDateTime *t, int64_t days, OlDateTime *out, OlDiag *diag)
{
    *out = *t;
    if (days > 6000000 || days < -6000000)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    return set_seconds(total_seconds(t) + days * 86400, out, diag);
}

OlStatus ol_date_next_day(const OlDateTime *t, int weekday, OlDateTime *out, OlDiag *diag)
{
    int step = (weekday - ol_weekday(t) + 7) % 7;
    return ol_date_add_whole_days(t, step == 0 ? 7 : step, out, diag);
}

OlStatus ol_date_add_days(const OlDateTime *t, const OlDecimal *days, OlDateTime *out, OlDiag *diag)
{
    OlDecimal day_seconds;
    OlDecimal seconds;
    int64_t n;

    if (ol_dec_small(days) && days->exp == 0 && days->lo < 6000000)
        return ol_date_add_whole_days(t, days->neg ? -(int64_t)days->lo : (int64_t)days->lo, out, diag);
    ol_decimal_from_int64(86400, &day_seconds);
    if (ol_decimal_mul(days, &day_seconds, &seconds, diag) != OL_OK || ol_decimal_to_int64(&seconds, &n, NULL) != OL_OK ||
        n > INT64_C(600000000000) || n < -INT64_C(600000000000))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    *out = *t;
    return set_seconds(total_seconds(t) + n, out, diag);
}

OlStatus ol_date_diff(const OlDateTime *a, const OlDateTime *b, OlDecimal *out, OlDiag *diag)
{
    int64_t seconds = total_seconds(a) - total_seconds(b);
    OlDecimal day_seconds;

    if (seconds % 86400 == 0)
    {
        ol_decimal_from_int64(seconds / 86400, out);
        return OL_OK;
    }
    ol_decimal_from_int64(seconds, out);
    ol_decimal_from_int64(86400, &day_seconds);
    return ol_decimal_div(out, &day_seconds, out, diag);
}

OlStatus ol_datetime_add_ds(const OlDateTime *t, const OlIntervalDS *v, int sign, OlDateTime *out, OlDiag *diag)
{
    int64_t seconds = sign < 0 ? -v->seconds : v->seconds;
    int64_t ns = (int64_t)t->nanosecond + (sign < 0 ? -v->nanoseconds : v->nanoseconds);

    if (seconds > INT64_C(600000000000) || seconds < -INT64_C(600000000000))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    *out = *t;
    if (ns < 0)
    {
        ns += OL_NS_PER_SECOND;
        seconds--;
    }
    else if (ns >= OL_NS_PER_SECOND)
    {
        ns -= OL_NS_PER_SECOND;
        seconds++;
    }
    out->nanosecond = (uint32_t)ns;
    return set_seconds(total_seconds(t) + seconds, out, diag);
}

OlStatus ol_datetime_diff(const OlDateTime *a, const OlDateTime *b, OlIntervalDS *out, OlDiag *diag)
{
    int64_t seconds = total_seconds(a) - total_seconds(b);
    int64_t ns = (int64_t)a->nanosecond - (int64_t)b->nanosecond;

    if (a->has_zone && b->has_zone)
        seconds -= a->zone_seconds - b->zone_seconds;
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
    out->seconds = seconds;
    out->nanoseconds = (int32_t)ns;
    return OL_OK;
}

OlStatus ol_datetime_round_fraction(const OlDateTime *t, int digits, OlDateTime *out, OlDiag *diag)
{
    uint32_t unit;
    uint64_t ns;

    *out = *t;
    if (digits >= 9)
        return OL_OK;
    unit = (uint32_t)ol_pow10_u64[9 - (digits < 0 ? 0 : digits)];
    ns = ((uint64_t)t->nanosecond + unit / 2) / unit * unit;
    if (ns < OL_NS_PER_SECOND)
    {
        out->nanosecond = (uint32_t)ns;
        return OL_OK;
    }
    out->nanosecond = 0;
    return set_seconds(total_seconds(t) + 1, out, diag);
}

OlStatus ol_datetime_at_offset(const OlDateTime *t, int32_t zone_seconds, OlDateTime *out, OlDiag *diag)
{
    int64_t shift = (int64_t)zone_seconds - (t->has_zone ? t->zone_seconds : 0);

    *out = *t;
    out->has_zone = 1;
    out->zone_seconds = zone_seconds;
    out->zone_name = NULL;
    out->zone_abbrev = NULL;
    if (shift == 0)
        return OL_OK;
    return set_seconds(total_seconds(t) + shift, out, diag);
}

/* --- TRUNC and ROUND ---------------------------------------------------------------------------------------------- */

OlStatus ol_trunc_unit(OlStr fmt, OlTruncUnit *out, OlDiag *diag)
{
    static const struct
    {
        const char *name;
        OlTruncUnit unit;
    } names[] = {{"DD", OL_TRUNC_DAY}, {"MM", OL_TRUNC_MONTH}, {"MONTH", OL_TRUNC_MONTH}, {"MON", OL_TRUNC_MONTH},
                 {"YYYY", OL_TRUNC_YEAR}, {"YEAR", OL_TRUNC_YEAR}, {"YY", OL_TRUNC_YEAR}, {"Y", OL_TRUNC_YEAR},
                 {"YYY", OL_TRUNC_YEAR}, {"SYYYY", OL_TRUNC_YEAR}, {"SYEAR", OL_TRUNC_YEAR}, {"Q", OL_TRUNC_QUARTER},
                 {"HH", OL_TRUNC_HOUR}, {"HH24", OL_TRUNC_HOUR}, {"HH12", OL_TRUNC_HOUR}, {"MI", OL_TRUNC_MINUTE},
                 {"IW", OL_TRUNC_IW}, {"WW", OL_TRUNC_WW}, {"W", OL_TRUNC_W}, {"DAY", OL_TRUNC_WEEKDAY},
                 {"DY", OL_TRUNC_WEEKDAY}, {"D", OL_TRUNC_WEEKDAY}, {"DDD", OL_TRUNC_DAY}, {"J", OL_TRUNC_DAY},
                 {"RM", OL_TRUNC_MONTH}, {"CC", OL_TRUNC_CC}, {"SCC", OL_TRUNC_CC}, {"IYYY", OL_TRUNC_ISO_YEAR},
                 {"IYY", OL_TRUNC_ISO_YEAR}, {"IY", OL_TRUNC_ISO_YEAR}, {"I", OL_TRUNC_ISO_YEAR}};

    if (fmt.n == 0)
    {
        *out = OL_TRUNC_DAY;
        return OL_OK;
    }
    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_ieq_c(fmt, names[i].name))
        {
            *out = names[i].unit;
            return OL_OK;
        }
    return ol_diag_set(diag, fmt.n > 4 ? OL_ERR_TOO_MANY_PRECISIONS : OL_ERR_BAD_PRECISION, -1);
}

/* 1 January of the century: 1901 for 1901..2000; BC centuries run -100..-1. */
static int century_start(int year)
{
    return year > 0 ? (year - 1) / 100 * 100 + 1 : year / 100 * 100 - (year % 100 == 0 ? 0 : 100);
}

static OlStatus set_date(OlDateTime *out, int year, int month, int day, OlDiag *diag)
{
    if (year == 0) /* the year before 1 and the year after -1 */
        year = 1;
    if (year < OL_YEAR_MIN)
        year = OL_YEAR_MIN;
    if (year > OL_YEAR_MAX)
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    out->year = (int16_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return OL_OK;
}

static void clear_time(OlDateTime *t)
{
    t->hour = 0;
    t->minute = 0;
    t->second = 0;
    t->nanosecond = 0;
}

/* The Monday of week 1 of an ISO year: that of the week with 4 January. */
static int32_t iso_year_start(int year)
{
    int32_t fourth = ol_julian_day(year == 0 ? 1 : year, 1, 4);
    return fourth - fourth % 7;
}

static OlStatus set_julian(OlDateTime *out, int32_t julian, OlDiag *diag)
{
    clear_time(out);
    return set_seconds((int64_t)julian * 86400, out, diag);
}

OlStatus ol_date_trunc(const OlDateTime *t, OlTruncUnit unit, int first_weekday, OlDateTime *out, OlDiag *diag)
{
    int32_t julian;
    int iso_year;

    *out = *t;
    out->nanosecond = 0;
    switch (unit)
    {
        case OL_TRUNC_MINUTE:
            out->second = 0;
            return OL_OK;
        case OL_TRUNC_HOUR:
            out->second = 0;
            out->minute = 0;
            return OL_OK;
        case OL_TRUNC_DAY:
            clear_time(out);
            return OL_OK;
        case OL_TRUNC_MONTH:
            clear_time(out);
            out->day = 1;
            return OL_OK;
        case OL_TRUNC_QUARTER:
            clear_time(out);
            return set_date(out, t->year, (t->month - 1) / 3 * 3 + 1, 1, diag);
        case OL_TRUNC_YEAR:
            clear_time(out);
            return set_date(out, t->year, 1, 1, diag);
        case OL_TRUNC_CC:
            clear_time(out);
            return set_date(out, century_start(t->year), 1, 1, diag);
        case OL_TRUNC_ISO_YEAR:
            ol_iso_week(t, &iso_year);
            return set_julian(out, iso_year_start(iso_year), diag);
        case OL_TRUNC_IW:
            julian = ol_julian_day(t->year, t->month, t->day);
            return set_julian(out, julian - julian % 7, diag);
        case OL_TRUNC_WW:
            julian = ol_julian_day(t->year, t->month, t->day);
            return set_julian(out, julian - (julian - ol_julian_day(t->year, 1, 1)) % 7, diag);
        case OL_TRUNC_W:
            julian = ol_julian_day(t->year, t->month, t->day);
            return set_julian(out, julian - (t->day - 1) % 7, diag);
        case OL_TRUNC_WEEKDAY:
            julian = ol_julian_day(t->year, t->month, t->day);
            return set_julian(out, julian - (ol_weekday(t) - first_weekday + 7) % 7, diag);
    }
    return ol_diag_set(diag, OL_ERR_BAD_PRECISION, -1);
}

OlStatus ol_date_round(const OlDateTime *t, OlTruncUnit unit, int first_weekday, OlDateTime *out, OlDiag *diag)
{
    OlDateTime low;
    OlDateTime next;
    int64_t step = 0;
    int iso_year;

    if (ol_date_trunc(t, unit, first_weekday, &low, diag) != OL_OK)
        return OL_ERROR;
    next = low;
    switch (unit)
    {
        case OL_TRUNC_MINUTE:
            step = t->second >= 30 ? 60 : 0;
            break;
        case OL_TRUNC_HOUR:
            step = t->minute >= 30 ? 3600 : 0;
            break;
        case OL_TRUNC_DAY:
            step = t->hour >= 12 ? 86400 : 0;
            break;
        case OL_TRUNC_IW:
        case OL_TRUNC_WW:
        case OL_TRUNC_W:
        case OL_TRUNC_WEEKDAY:
            step = total_seconds(t) - total_seconds(&low) >= 7 * 43200 ? 7 * 86400 : 0;
            break;
        case OL_TRUNC_MONTH:
            *out = low;
            return t->day >= 16 ? ol_date_add_months(&low, 1, out, diag) : OL_OK;
        case OL_TRUNC_QUARTER: /* up on the 16th day of the second month */
            *out = low;
            return t->month - low.month > 1 || (t->month - low.month == 1 && t->day >= 16)
                       ? ol_date_add_months(&low, 3, out, diag) : OL_OK;
        case OL_TRUNC_YEAR: /* up on 1 July */
            *out = low;
            return t->month >= 7 ? set_date(out, t->year + 1, 1, 1, diag) : OL_OK;
        case OL_TRUNC_CC:
            *out = low;
            return t->year - low.year >= 50 ? set_date(out, low.year + 100, 1, 1, diag) : OL_OK;
        case OL_TRUNC_ISO_YEAR:
            *out = low;
            ol_iso_week(t, &iso_year);
            return t->month >= 7 && t->year == iso_year ? set_julian(out, iso_year_start(iso_year + 1), diag) : OL_OK;
    }
    *out = next;
    return step == 0 ? OL_OK : set_seconds(total_seconds(&low) + step, out, diag);
}

/* --- EXTRACT ------------------------------------------------------------------------------------------------------ */

OlStatus ol_datetime_extract(const OlDateTime *t, OlField field, OlDecimal *out, OlDiag *diag)
{
    int64_t v;

    switch (field)
    {
        case OL_FIELD_YEAR:
            v = t->year;
            break;
        case OL_FIELD_MONTH:
            v = t->month;
            break;
        case OL_FIELD_DAY:
            v = t->day;
            break;
        case OL_FIELD_HOUR:
            v = t->hour;
            break;
        case OL_FIELD_MINUTE:
            v = t->minute;
            break;
        case OL_FIELD_SECOND:
            ol_dec_set(out, (uint64_t)t->second * OL_NS_PER_SECOND + t->nanosecond, -9, 0);
            ol_decimal_normalize(out);
            return OL_OK;
        case OL_FIELD_TIMEZONE_HOUR:
        case OL_FIELD_TIMEZONE_MINUTE:
            if (!t->has_zone)
                return ol_diag_set(diag, OL_ERR_EXTRACT_FIELD, -1);
            v = field == OL_FIELD_TIMEZONE_HOUR ? t->zone_seconds / 3600 : t->zone_seconds / 60 % 60;
            break;
        default:
            return ol_diag_set(diag, OL_ERR_EXTRACT_FIELD, -1);
    }
    ol_decimal_from_int64(v, out);
    return OL_OK;
}
