/*
 * datetime.c - arithmetic and functions of DATE, TIMESTAMP and the intervals.
 *
 * Values are PostgreSQL's microseconds. Days after the calendar change of 1582 are plain arithmetic here; earlier ones go
 * through the calendar of oratype, which knows Oracle's.
 * See also:  oratype/oratype.h, sql/func/datetime.sql
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/timestamp.h"

#include "runtime/func/func.h"
#include "runtime/runtime.h"

#define US_DAY USECS_PER_DAY
/* 1582-10-15 and 9999-12-31 as microseconds from 2000-01-01 */
#define US_GREGORIAN (INT64CONST(-152384) * US_DAY)
#define US_LAST (INT64CONST(2921939) * US_DAY + US_DAY - 1)

static inline OlDateTime from_pg(int64_t us)
{
    OlDateTime t;
    OlDiag diag;

    OL_TRY(ol_datetime_from_pg(us, &t, &diag), diag);
    return t;
}

static inline int64_t to_pg(const OlDateTime *t)
{
    int64_t us;
    OlDiag diag;

    OL_TRY(ol_datetime_to_pg(t, &us, &diag), diag);
    return us;
}

static inline bool plain(int64_t us)
{
    return us >= US_GREGORIAN && us <= US_LAST;
}

static inline int64_t floor_day(int64_t us)
{
    int64_t rest = us % US_DAY;

    return us - (rest < 0 ? rest + US_DAY : rest);
}

static inline int64_t floor_second(int64_t us)
{
    int64_t rest = us % USECS_PER_SEC;

    return us - (rest < 0 ? rest + USECS_PER_SEC : rest);
}

/* --- the calendar for plain values --------------------------------------------------------------------------------
 * Days from 2000-01-01 to year, month, day and back, counted from 1 March of year 0 so that the leap day comes last. */
typedef struct Civil
{
    int year, month, day;
    int64_t time; /* microseconds of the day, the fraction of a second cut off */
} Civil;

static inline Civil civil(int64_t us)
{
    Civil c;
    int64_t day = floor_day(us);
    uint32_t z = (uint32_t)(day / US_DAY + 730425), era = z / 146097, doe = z - era * 146097;
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

    c.time = (us - day) / USECS_PER_SEC * USECS_PER_SEC;
    c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
    c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
    c.year = (int)(yoe + era * 400 + (c.month <= 2));
    return c;
}

static inline int64_t from_civil(int year, int month, int day, int64_t time)
{
    uint32_t y = (uint32_t)(year - (month <= 2)), era = y / 400, yoe = y - era * 400;
    uint32_t doy = (uint32_t)((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1);
    uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return ((int64_t)era * 146097 + doe - 730425) * US_DAY + time;
}

static inline int month_days(int year, int month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : days[month - 1];
}

/* --- DATE and days ------------------------------------------------------------------------------------------------ */
/* DATE + n: to the second. */
static int64_t add_days(int64_t us, OlDecimal days, bool minus)
{
    OlDateTime t, out;
    OlDiag diag;
    int64_t whole;

    if (minus)
        ol_decimal_neg(&days, &days);
    if (ol_decimal_is_int64(&days, &whole) && whole > -4000000 && whole < 4000000 && plain(us) && plain(us + whole * US_DAY))
        return floor_second(us) + whole * US_DAY;
    t = from_pg(us);
    OL_TRY(ol_date_add_days(&t, &days, &out, &diag), diag);
    return to_pg(&out);
}

OL_FUNCTION(ol_fn_date_add)
{
    PG_RETURN_TIMESTAMP(add_days(PG_GETARG_TIMESTAMP(0), OL_DECIMAL_ARG(1), false));
}

OL_FUNCTION(ol_fn_date_sub_days)
{
    PG_RETURN_TIMESTAMP(add_days(PG_GETARG_TIMESTAMP(0), OL_DECIMAL_ARG(1), true));
}

/* DATE - DATE in days. */
OL_FUNCTION(ol_fn_date_sub)
{
    int64_t a = PG_GETARG_TIMESTAMP(0), b = PG_GETARG_TIMESTAMP(1);
    OlDecimal out;
    OlDiag diag;

    if (plain(a) && plain(b))
    {
        int64_t seconds = (floor_second(a) - floor_second(b)) / USECS_PER_SEC;
        OlDecimal day;

        if (seconds % SECS_PER_DAY == 0)
            return ol_datum_int64(seconds / SECS_PER_DAY);
        ol_decimal_from_int64(seconds, &out);
        ol_decimal_from_int64(SECS_PER_DAY, &day);
        OL_TRY(ol_decimal_div(&out, &day, &out, &diag), diag);
    }
    else
    {
        OlDateTime x = from_pg(a), y = from_pg(b);

        OL_TRY(ol_date_diff(&x, &y, &out, &diag), diag);
    }
    OL_RETURN_DECIMAL(&out);
}

/* --- intervals ---------------------------------------------------------------------------------------------------- */
static Datum interval_of(int64_t us)
{
    Interval *out = palloc0(sizeof *out);

    out->day = (int32)(us / US_DAY);
    out->time = us % US_DAY;
    PG_RETURN_INTERVAL_P(out);
}

/* TIMESTAMP - TIMESTAMP: an INTERVAL DAY TO SECOND. */
OL_FUNCTION(ol_fn_ts_sub)
{
    int64_t a = PG_GETARG_TIMESTAMP(0), b = PG_GETARG_TIMESTAMP(1);

    if (plain(a) && plain(b))
        return interval_of(a - b);
    else
    {
        OlDateTime x = from_pg(a), y = from_pg(b);
        OlIntervalDS v;
        OlDiag diag;

        OL_TRY(ol_datetime_diff(&x, &y, &v, &diag), diag);
        return interval_of(v.seconds * USECS_PER_SEC + v.nanoseconds / 1000);
    }
}

OL_FUNCTION(ol_fn_tstz_sub)
{
    OlTstz a, b;

    ol_tstz_read(PG_GETARG_POINTER(0), &a);
    ol_tstz_read(PG_GETARG_POINTER(1), &b);
    return interval_of(a.utc_us - b.utc_us);
}

OL_FUNCTION(ol_fn_ltz_sub)
{
    return interval_of(PG_GETARG_TIMESTAMPTZ(0) - PG_GETARG_TIMESTAMPTZ(1));
}

/* Days and time of an interval as microseconds; ORA-01873 beyond what a DAY TO SECOND interval holds. */
static int64_t interval_us(const Interval *i)
{
    int64_t us;

    if (__builtin_add_overflow((int64_t)i->day * US_DAY, i->time, &us))
        ol_raise(OL_ERR_INTERVAL_PRECISION);
    return us;
}

static int64_t add_interval(int64_t us, const Interval *i, int sign)
{
    if (i->month != 0)
    {
        OlDateTime t = from_pg(us), out;
        OlIntervalYM v = {i->month};
        OlDiag diag;

        OL_TRY(ol_datetime_add_ym(&t, &v, sign, &out, &diag), diag);
        us = to_pg(&out);
    }
    if (i->day != 0 || i->time != 0)
    {
        int64_t delta = interval_us(i), sum;

        if (sign < 0)
            delta = -delta;
        if (plain(us) && !__builtin_add_overflow(us, delta, &sum) && plain(sum))
            us = sum;
        else
        {
            OlDateTime t = from_pg(us), out;
            OlIntervalDS v = {delta / USECS_PER_SEC, (int32_t)(delta % USECS_PER_SEC) * 1000};
            OlDiag diag;

            OL_TRY(ol_datetime_add_ds(&t, &v, 1, &out, &diag), diag);
            us = to_pg(&out);
        }
    }
    return us;
}

OL_FUNCTION(ol_fn_ts_add_ivl)
{
    PG_RETURN_TIMESTAMP(add_interval(PG_GETARG_TIMESTAMP(0), PG_GETARG_INTERVAL_P(1), 1));
}

OL_FUNCTION(ol_fn_ts_sub_ivl)
{
    PG_RETURN_TIMESTAMP(add_interval(PG_GETARG_TIMESTAMP(0), PG_GETARG_INTERVAL_P(1), -1));
}

/* Months are counted in the value's own zone, days and time as elapsed time. */
static Datum tstz_add_interval(FunctionCallInfo fcinfo, int sign)
{
    OlTstz v;
    Interval *i = PG_GETARG_INTERVAL_P(1);
    OlDiag diag;

    ol_tstz_read(PG_GETARG_POINTER(0), &v);
    if (i->month != 0)
    {
        OlDateTime from, t;
        OlIntervalYM ym = {i->month};

        OL_TRY(ol_tstz_to_datetime(&v, &from, &diag), diag);
        OL_TRY(ol_datetime_add_ym(&from, &ym, sign, &t, &diag), diag);
        t.has_zone = from.has_zone;
        t.zone_seconds = from.zone_seconds;
        t.zone_name = from.zone_name;
        if (t.has_zone == 2)
        {
            OlDateTime z;

            OL_TRY(ol_zone_from_text(ol_nls(), ol_str(t.zone_name), &t, true, &z, &diag), diag);
            t.zone_seconds = z.zone_seconds;
        }
        OL_TRY(ol_tstz_from_datetime(&t, &v, &diag), diag);
    }
    if (i->day != 0 || i->time != 0)
    {
        Interval ds = *i;

        ds.month = 0;
        v.utc_us = add_interval(v.utc_us, &ds, sign);
    }
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_tstz_add_ivl)
{
    return tstz_add_interval(fcinfo, 1);
}

OL_FUNCTION(ol_fn_tstz_sub_ivl)
{
    return tstz_add_interval(fcinfo, -1);
}

static Datum ltz_add_interval(FunctionCallInfo fcinfo, int sign)
{
    Interval *i = PG_GETARG_INTERVAL_P(1);
    TimestampTz v = PG_GETARG_TIMESTAMPTZ(0);

    if (i->month != 0)
    {
        Timestamp local = DatumGetTimestamp(DirectFunctionCall1(timestamptz_timestamp, TimestampTzGetDatum(v)));
        Interval months = {0, 0, i->month};

        local = add_interval(local, &months, sign);
        v = DatumGetTimestampTz(DirectFunctionCall1(timestamp_timestamptz, TimestampGetDatum(local)));
    }
    if (i->day != 0 || i->time != 0)
    {
        Interval ds = {i->time, i->day, 0};

        v = add_interval(v, &ds, sign);
    }
    PG_RETURN_TIMESTAMPTZ(v);
}

OL_FUNCTION(ol_fn_ltz_add_ivl)
{
    return ltz_add_interval(fcinfo, 1);
}

OL_FUNCTION(ol_fn_ltz_sub_ivl)
{
    return ltz_add_interval(fcinfo, -1);
}

static bool is_ym(const Interval *i)
{
    return i->month != 0;
}

static Datum ivl_add(FunctionCallInfo fcinfo, int sign)
{
    Interval *a = PG_GETARG_INTERVAL_P(0), *b = PG_GETARG_INTERVAL_P(1);
    int64_t us, other = interval_us(b);
    Datum out;
    int32 months;

    if (__builtin_add_overflow(interval_us(a), sign < 0 ? -other : other, &us) ||
        __builtin_add_overflow(a->month, sign * b->month, &months))
        ol_raise(OL_ERR_INTERVAL_PRECISION);
    out = interval_of(us);
    DatumGetIntervalP(out)->month = months;
    return out;
}

OL_FUNCTION(ol_fn_ivl_add)
{
    return ivl_add(fcinfo, 1);
}

OL_FUNCTION(ol_fn_ivl_sub)
{
    return ivl_add(fcinfo, -1);
}

static Datum ivl_mul(FunctionCallInfo fcinfo, bool divide)
{
    Interval *i = PG_GETARG_INTERVAL_P(0);
    OlDecimal n = OL_DECIMAL_ARG(1);
    OlDiag diag;

    if (is_ym(i))
    {
        OlIntervalYM v = {i->month};
        Interval *out = palloc0(sizeof *out);

        OL_TRY(ol_interval_ym_mul(&v, &n, divide, &v, &diag), diag);
        out->month = v.months;
        PG_RETURN_INTERVAL_P(out);
    }
    else
    {
        OlIntervalDS v;
        Interval *out = palloc0(sizeof *out);
        int32_t days;
        int64_t us;

        OL_TRY(ol_interval_ds_from_pg(0, i->day, i->time, &v, &diag), diag);
        OL_TRY(ol_interval_ds_mul(&v, &n, divide, &v, &diag), diag);
        ol_interval_ds_to_pg(&v, &days, &us);
        out->day = days;
        out->time = us;
        PG_RETURN_INTERVAL_P(out);
    }
}

OL_FUNCTION(ol_fn_ivl_mul)
{
    return ivl_mul(fcinfo, false);
}

OL_FUNCTION(ol_fn_ivl_div)
{
    return ivl_mul(fcinfo, true);
}

/* A unit that is none is ORA-01760 in SQL. */
static void bad_unit(const OlDiag *diag)
{
    if (diag->code == OL_ERR_ARGUMENT_RANGE)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    ol_ereport(diag);
}

OL_FUNCTION(ol_fn_numtodsinterval)
{
    OlDecimal n = OL_DECIMAL_ARG(0);
    OlIntervalDS v;
    OlDiag diag;
    Interval *out = palloc0(sizeof *out);
    int32_t days;
    int64_t us;

    if (ol_interval_ds_from_number(&n, ol_text_str(OL_TEXT_ARG(1)), &v, &diag) != OL_OK)
        bad_unit(&diag);
    ol_interval_ds_to_pg(&v, &days, &us);
    out->day = days;
    out->time = us;
    PG_RETURN_INTERVAL_P(out);
}

OL_FUNCTION(ol_fn_numtoyminterval)
{
    OlDecimal n = OL_DECIMAL_ARG(0);
    OlIntervalYM v;
    OlDiag diag;
    Interval *out = palloc0(sizeof *out);

    if (ol_interval_ym_from_number(&n, ol_text_str(OL_TEXT_ARG(1)), &v, &diag) != OL_OK)
        bad_unit(&diag);
    out->month = v.months;
    PG_RETURN_INTERVAL_P(out);
}

static int64_t power10(int n)
{
    int64_t p = 1;

    while (n-- > 0)
        p *= 10;
    return p;
}

/* INTERVAL YEAR(p) TO MONTH, INTERVAL DAY(p) TO SECOND(f): what a column or CAST of that type takes. */
OL_FUNCTION(ol_fn_assign_ym)
{
    Interval *i = PG_GETARG_INTERVAL_P(0);
    int p = PG_GETARG_INT32(1);

    if (p >= 0 && p < 10 && llabs((long long)i->month) / 12 >= power10(p))
        ol_raise(OL_ERR_INTERVAL_PRECISION);
    PG_RETURN_INTERVAL_P(i);
}

OL_FUNCTION(ol_fn_assign_ds)
{
    Interval *i = PG_GETARG_INTERVAL_P(0);
    int p = PG_GETARG_INT32(1), f = PG_GETARG_INT32(2);
    int64_t us = interval_us(i);

    if (f >= 0 && f < 6)
    {
        int64_t unit = power10(6 - f), half = us < 0 ? -unit / 2 : unit / 2;

        us = (us + half) / unit * unit;
    }
    if (p >= 0 && p < 10 && (us < 0 ? -us : us) / US_DAY >= power10(p))
        ol_raise(OL_ERR_INTERVAL_PRECISION);
    return interval_of(us);
}

/* --- functions ---------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_add_months)
{
    int64_t us = PG_GETARG_TIMESTAMP(0), months = OL_COUNT_ARG(1);
    OlDateTime t, out;
    OlDiag diag;

    if (plain(us) && months > -200000 && months < 200000)
    {
        Civil c = civil(us);
        int64_t sum = (int64_t)c.year * 12 + c.month - 1 + months;

        if (sum >= 1583 * 12 && sum < 10000 * 12)
        {
            int year = (int)(sum / 12), month = (int)(sum % 12) + 1, last = month_days(year, month);

            PG_RETURN_TIMESTAMP(
                from_civil(year, month, c.day > last || c.day == month_days(c.year, c.month) ? last : c.day, c.time));
        }
    }
    t = from_pg(us);
    OL_TRY(ol_date_add_months(&t, months, &out, &diag), diag);
    PG_RETURN_TIMESTAMP(to_pg(&out));
}

/*
 * seconds / (31 days) as a numeric datum of NUMBER's precision: twenty digits of base 100 from the first that is not zero,
 * half away from zero. Long division by a constant, digit by digit: a tenth of the cost of dividing two NUMBERs.
 */
static Datum months_and_part(int64_t seconds)
{
    const uint64_t divisor = 31 * SECS_PER_DAY;
    bool neg = seconds < 0;
    uint64_t rest = neg ? (uint64_t)-seconds : (uint64_t)seconds, whole = rest / divisor;
    uint8_t digit[64] = {0}; /* base 100; four before the point, the rest after it */
    int first = -1, last, ndigits, weight, dscale;
    struct varlena *out;
    uint16 head;
    int16 value;
    char *p;

    rest %= divisor;
    for (int i = 3; i >= 0; i--, whole /= 100)
        digit[i] = (uint8_t)(whole % 100);
    for (int i = 0; i < 4 && first < 0; i++)
        if (digit[i] != 0)
            first = i;
    for (last = 4; rest != 0 && (first < 0 || last < first + 20); last++)
    {
        rest *= 100;
        digit[last] = (uint8_t)(rest / divisor);
        rest %= divisor;
        if (first < 0 && digit[last] != 0)
            first = last;
    }
    if (first < 0)
        return ol_datum_int64(0);
    if (rest * 2 >= divisor)
        for (int i = last - 1; i >= 0 && ++digit[i] == 100; i--)
            digit[i] = 0;
    while (last > 4 && digit[last - 1] == 0)
        last--;
    dscale = last > 4 ? (last - 4) * 2 - (digit[last - 1] % 10 == 0) : 0;
    last += last & 1; /* pairs make numeric's digits of base 10000 */
    first &= ~1;
    while (first < last - 2 && digit[first] == 0 && digit[first + 1] == 0)
        first += 2;
    while (last > first + 2 && digit[last - 1] == 0 && digit[last - 2] == 0)
        last -= 2;
    ndigits = (last - first) / 2;
    weight = 1 - first / 2;
    out = palloc(VARHDRSZ + 2 + 2 * (size_t)ndigits);
    SET_VARSIZE(out, VARHDRSZ + 2 + 2 * ndigits);
    /* numeric's short header: sign, dscale in six bits, weight in seven */
    head = (uint16)(0x8000 | (neg ? 0x2000 : 0) | (dscale << 7) | (weight & 0x7F));
    p = VARDATA(out);
    memcpy(p, &head, 2);
    for (int i = 0; i < ndigits; i++)
    {
        value = (int16)(digit[first + 2 * i] * 100 + digit[first + 2 * i + 1]);
        memcpy(p + 2 + 2 * i, &value, 2);
    }
    return PointerGetDatum(out);
}

OL_FUNCTION(ol_fn_months_between)
{
    int64_t x = PG_GETARG_TIMESTAMP(0), y = PG_GETARG_TIMESTAMP(1);
    OlDateTime a, b;
    OlDecimal out;
    OlDiag diag;

    if (plain(x) && plain(y))
    {
        Civil p = civil(x), q = civil(y);
        int64_t months = (int64_t)(p.year - q.year) * 12 + p.month - q.month;

        if (p.day == q.day || (p.day == month_days(p.year, p.month) && q.day == month_days(q.year, q.month)))
            return ol_datum_int64(months);
        return months_and_part(months * 31 * SECS_PER_DAY + (int64_t)(p.day - q.day) * SECS_PER_DAY +
                               (p.time - q.time) / USECS_PER_SEC);
    }
    a = from_pg(x);
    b = from_pg(y);
    OL_TRY(ol_date_months_between(&a, &b, &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_last_day)
{
    int64_t us = PG_GETARG_TIMESTAMP(0);
    OlDateTime t, out;

    if (plain(us))
    {
        Civil c = civil(us);

        PG_RETURN_TIMESTAMP(from_civil(c.year, c.month, month_days(c.year, c.month), c.time));
    }
    t = from_pg(us);
    ol_date_last_day(&t, &out);
    out.nanosecond = 0;
    PG_RETURN_TIMESTAMP(to_pg(&out));
}

static Datum next_day(FunctionCallInfo fcinfo, int weekday)
{
    OlDateTime t = from_pg(PG_GETARG_TIMESTAMP(0)), out;
    OlDiag diag;

    OL_TRY(ol_date_next_day(&t, weekday, &out, &diag), diag);
    out.nanosecond = 0;
    PG_RETURN_TIMESTAMP(to_pg(&out));
}

/* A weekday's name in the date language: the abbreviation is enough and what follows it is not looked at. */
OL_FUNCTION(ol_fn_next_day)
{
    OlStr name = ol_str_trim(ol_text_str(OL_TEXT_ARG(1)));
    const OlLanguage *language = ol_nls()->date_language;

    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < 7; i++)
        {
            OlStr day = ol_str(pass == 0 ? language->days[i] : language->dys[i]);

            if (day.n > 0 && name.n >= day.n && ol_str_ieq(ol_str_n(name.s, day.n), day))
                return next_day(fcinfo, i);
        }
    ol_raise(OL_ERR_NOT_A_WEEKDAY);
}

/* 1 is the first day of the week of the territory. */
OL_FUNCTION(ol_fn_next_day_number)
{
    int64 n = OL_COUNT_ARG(1);

    if (n < 1 || n > 7)
        ol_raise(OL_ERR_NOT_A_WEEKDAY);
    return next_day(fcinfo, (int)((n - 1 + ol_nls()->territory->first_weekday) % 7));
}

OL_FUNCTION(ol_fn_new_time)
{
    static const struct
    {
        char name[4];
        int16 minutes;
    } zones[] = {{"AST", -240}, {"ADT", -180}, {"BST", -660}, {"BDT", -600}, {"CST", -360}, {"CDT", -300}, {"EST", -300},
                 {"EDT", -240}, {"GMT", 0},    {"HST", -600}, {"HDT", -540}, {"MST", -420}, {"MDT", -360}, {"NST", -210},
                 {"PST", -480}, {"PDT", -420}, {"YST", -540}, {"YDT", -480}};
    OlStr from = ol_text_str(OL_TEXT_ARG(1)), to = ol_text_str(OL_TEXT_ARG(2));
    int a = -1, b = -1;

    for (size_t i = 0; i < OL_LENGTHOF(zones); i++)
    {
        if (ol_str_ieq_c(from, zones[i].name))
            a = (int)i;
        if (ol_str_ieq_c(to, zones[i].name))
            b = (int)i;
    }
    if (a < 0 || b < 0)
        ol_raise(OL_ERR_NOT_A_ZONE);
    PG_RETURN_TIMESTAMP(floor_second(PG_GETARG_TIMESTAMP(0)) + (zones[b].minutes - zones[a].minutes) * USECS_PER_MINUTE);
}

/* TRUNC and ROUND of a date; the unit is looked up once per call site. */
typedef struct UnitSite
{
    char text[16];
    size_t n;
    bool set;
    OlTruncUnit unit;
} UnitSite;

static OlTruncUnit unit_arg(FunctionCallInfo fcinfo, int arg)
{
    UnitSite *site = fcinfo->flinfo->fn_extra;
    OlStr s = ol_text_str(OL_TEXT_ARG(arg));
    OlDiag diag;

    if (site == NULL)
        fcinfo->flinfo->fn_extra = site = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *site);
    if (!site->set || site->n != s.n || memcmp(site->text, s.s, s.n) != 0)
    {
        site->set = false;
        OL_TRY(ol_trunc_unit(s, &site->unit, &diag), diag);
        if (s.n <= sizeof site->text)
        {
            memcpy(site->text, s.s, s.n);
            site->n = s.n;
            site->set = true;
        }
    }
    return site->unit;
}

OL_FUNCTION(ol_fn_date_trunc)
{
    int64_t us = PG_GETARG_TIMESTAMP(0);
    OlTruncUnit unit = PG_NARGS() > 1 ? unit_arg(fcinfo, 1) : OL_TRUNC_DAY;
    OlDateTime t, out;
    OlDiag diag;

    if (plain(us))
    {
        int64_t step = unit == OL_TRUNC_HOUR ? USECS_PER_HOUR : unit == OL_TRUNC_MINUTE ? USECS_PER_MINUTE : 0;

        if (unit == OL_TRUNC_DAY)
            PG_RETURN_TIMESTAMP(floor_day(us));
        if (step != 0)
            PG_RETURN_TIMESTAMP(us - ((us % step) + step) % step);
        if (unit == OL_TRUNC_MONTH || unit == OL_TRUNC_YEAR || unit == OL_TRUNC_QUARTER)
        {
            Civil c = civil(us);
            int month = unit == OL_TRUNC_MONTH ? c.month : unit == OL_TRUNC_YEAR ? 1 : (c.month - 1) / 3 * 3 + 1;

            if (c.year > 1582)
                PG_RETURN_TIMESTAMP(from_civil(c.year, month, 1, 0));
        }
    }
    t = from_pg(us);
    OL_TRY(ol_date_trunc(&t, unit, ol_nls()->territory->first_weekday, &out, &diag), diag);
    PG_RETURN_TIMESTAMP(to_pg(&out));
}

OL_FUNCTION(ol_fn_date_round)
{
    OlTruncUnit unit = PG_NARGS() > 1 ? unit_arg(fcinfo, 1) : OL_TRUNC_DAY;
    OlDateTime t = from_pg(PG_GETARG_TIMESTAMP(0)), out;
    OlDiag diag;

    OL_TRY(ol_date_round(&t, unit, ol_nls()->territory->first_weekday, &out, &diag), diag);
    PG_RETURN_TIMESTAMP(to_pg(&out));
}

/* --- EXTRACT ------------------------------------------------------------------------------------------------------ */
static OlField field_arg(FunctionCallInfo fcinfo)
{
    static const char *const names[] = {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR",
                                        "TIMEZONE_MINUTE", "TIMEZONE_REGION", "TIMEZONE_ABBR"};
    OlStr s = ol_text_str(OL_TEXT_ARG(0));

    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_ieq_c(s, names[i]))
            return (OlField)i;
    ol_raise(OL_ERR_EXTRACT_FIELD);
}

static Datum extract_from(FunctionCallInfo fcinfo, const OlDateTime *t)
{
    OlDecimal out;
    OlDiag diag;

    OL_TRY(ol_datetime_extract(t, field_arg(fcinfo), &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_date_extract)
{
    int64_t us = PG_GETARG_TIMESTAMP(1);
    OlStr field = ol_text_str(OL_TEXT_ARG(0));
    OlDateTime t;

    if (plain(us) && field.n >= 3)
    {
        Civil c = civil(us);

        if (field.n == 4 && memcmp(field.s, "YEAR", 4) == 0)
            return ol_datum_int64(c.year);
        if (field.n == 5 && memcmp(field.s, "MONTH", 5) == 0)
            return ol_datum_int64(c.month);
        if (field.n == 3 && memcmp(field.s, "DAY", 3) == 0)
            return ol_datum_int64(c.day);
    }
    t = from_pg(us);
    return extract_from(fcinfo, &t);
}

/* Of a TIMESTAMP WITH TIME ZONE Oracle extracts in UTC. */
OL_FUNCTION(ol_fn_tstz_extract)
{
    OlTstz v;
    OlDateTime t;
    OlDiag diag;
    OlField field = field_arg(fcinfo);

    ol_tstz_read(PG_GETARG_POINTER(1), &v);
    if (field == OL_FIELD_TIMEZONE_HOUR || field == OL_FIELD_TIMEZONE_MINUTE)
        OL_TRY(ol_tstz_to_datetime(&v, &t, &diag), diag);
    else
        OL_TRY(ol_datetime_from_pg_utc(v.utc_us, 0, &t, &diag), diag);
    return extract_from(fcinfo, &t);
}

OL_FUNCTION(ol_fn_ltz_extract)
{
    OlDateTime t = from_pg(DatumGetTimestamp(DirectFunctionCall1(timestamptz_timestamp, PG_GETARG_DATUM(1))));

    return extract_from(fcinfo, &t);
}

OL_FUNCTION(ol_fn_tstz_extract_zone)
{
    OlTstz v;
    OlDateTime t;
    OlDiag diag;
    OlField field = field_arg(fcinfo);
    const char *s;

    ol_tstz_read(PG_GETARG_POINTER(1), &v);
    OL_TRY(ol_tstz_to_datetime(&v, &t, &diag), diag);
    if (field == OL_FIELD_TIMEZONE_REGION)
        s = t.has_zone == 2 ? t.zone_name : "UNKNOWN";
    else if (field == OL_FIELD_TIMEZONE_ABBR)
        s = t.has_zone == 2 && t.zone_abbrev != NULL ? t.zone_abbrev : "UNK";
    else
        ol_raise(OL_ERR_EXTRACT_FIELD);
    OL_RETURN_STR(s, strlen(s));
}

OL_FUNCTION(ol_fn_interval_extract)
{
    Interval *i = PG_GETARG_INTERVAL_P(1);
    OlField field = field_arg(fcinfo);
    OlDecimal out;
    OlDiag diag;

    if (field == OL_FIELD_YEAR || field == OL_FIELD_MONTH)
    {
        OlIntervalYM v = {i->month};

        OL_TRY(ol_interval_ym_extract(&v, field, &out, &diag), diag);
    }
    else
    {
        OlIntervalDS v;

        OL_TRY(ol_interval_ds_from_pg(0, i->day, i->time, &v, &diag), diag);
        OL_TRY(ol_interval_ds_extract(&v, field, &out, &diag), diag);
    }
    OL_RETURN_DECIMAL(&out);
}

/* --- zones -------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_from_tz)
{
    OlDateTime t = from_pg(PG_GETARG_TIMESTAMP(0)), z;
    OlTstz v;
    OlDiag diag;

    OL_TRY(ol_zone_from_text(ol_nls(), ol_text_str(OL_TEXT_ARG(1)), &t, true, &z, &diag), diag);
    t.has_zone = z.has_zone;
    t.zone_seconds = z.zone_seconds;
    t.zone_name = z.zone_name;
    OL_TRY(ol_tstz_from_datetime(&t, &v, &diag), diag);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_sys_extract_utc)
{
    OlTstz v;

    ol_tstz_read(PG_GETARG_POINTER(0), &v);
    PG_RETURN_TIMESTAMP(v.utc_us);
}

/* The zone named by text on value v: 'DBTIMEZONE', 'SESSIONTIMEZONE', an offset or a region. */
static void set_zone(OlTstz *v, OlStr text)
{
    OlDateTime t, z;
    OlDiag diag;

    if (ol_str_ieq_c(text, "DBTIMEZONE"))
        text = ol_str("+00:00");
    else if (ol_str_ieq_c(text, "SESSIONTIMEZONE"))
        text = ol_nls_zone()->session_zone_name;
    OL_TRY(ol_datetime_from_pg_utc(v->utc_us, 0, &t, &diag), diag);
    OL_TRY(ol_zone_from_text(ol_nls(), text, &t, false, &z, &diag), diag);
    t.has_zone = z.has_zone;
    t.zone_name = z.zone_name;
    t.zone_seconds = z.zone_seconds;
    {
        OlTstz zoned;

        OL_TRY(ol_tstz_from_datetime(&t, &zoned, &diag), diag);
        v->zone = zoned.zone;
    }
}

OL_FUNCTION(ol_fn_at_time_zone)
{
    OlTstz v;

    ol_tstz_read(PG_GETARG_POINTER(0), &v);
    set_zone(&v, ol_text_str(OL_TEXT_ARG(1)));
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

/* TZ_OFFSET(zone): the offset in force now. */
OL_FUNCTION(ol_fn_tz_offset)
{
    OlTstz v;
    int32_t s, a;
    char out[16];

    v.utc_us = GetCurrentTimestamp();
    v.zone = 0;
    set_zone(&v, ol_text_str(OL_TEXT_ARG(0)));
    s = ol_tstz_offset(&v);
    a = s < 0 ? -s : s;
    snprintf(out, sizeof out, "%c%02d:%02d", s < 0 ? '-' : '+', (int)(a / 3600 % 100), (int)(a / 60 % 60));
    OL_RETURN_STR(out, 6);
}
