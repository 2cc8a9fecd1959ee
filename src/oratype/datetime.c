/*
 * datetime.c - DATE, TIMESTAMP, TIMESTAMP WITH TIME ZONE on the wire (protocol.md 7.4, 7.5), as fields, and as
 *              PostgreSQL's microseconds.
 *
 *   [century + 100][year + 100][month][day][hour + 1][minute + 1][second + 1] [ns u32be] [zone hour + 20][zone minute + 60]
 *
 * Owns:      these three forms and the ways between them.
 * Invariant: what a decoder lets through is a date that exists; encoders take any int64 and answer 0 for what is outside.
 * See also:  calendar.c, datefunc.c (arithmetic), interval.c
 */
#include "oratype/calendar.h"

#include <string.h>

/* -4712-01-01 and 10000-01-01 as PostgreSQL counts, by fields: Gregorian, Oracle's -4712 being year -4711 */
#define PG_US_MIN INT64_C(-211778582400000000)
#define PG_US_END INT64_C(252455616000000000)

static inline int oracle_year(int gregorian)
{
    return gregorian > 0 ? gregorian : gregorian - 1;
}

static inline int gregorian_year(int oracle)
{
    return oracle > 0 ? oracle : oracle + 1;
}

static inline bool pg_in_range(int64_t us)
{
    return us >= PG_US_MIN && us < PG_US_END;
}

/* --- PostgreSQL microseconds <-> fields --------------------------------------------------------------------------- */

typedef struct Split
{
    int year;
    int month;
    int day;
    uint32_t second_of_day;
    uint32_t us;
} Split;

static inline void split_pg(int64_t us, Split *s)
{
    int64_t days = us / OL_US_PER_DAY;
    int64_t rest = us - days * OL_US_PER_DAY;

    if (rest < 0)
    {
        rest += OL_US_PER_DAY;
        days--;
    }
    ol_civil_from_days(days + OL_PG_EPOCH_DAYS, &s->year, &s->month, &s->day);
    s->second_of_day = (uint32_t)(rest / 1000000);
    s->us = (uint32_t)(rest - (int64_t)s->second_of_day * 1000000);
}

OlStatus ol_datetime_from_pg(int64_t pg_us, OlDateTime *out, OlDiag *diag)
{
    Split s;

    if (!pg_in_range(pg_us))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    split_pg(pg_us, &s);
    memset(out, 0, sizeof *out);
    out->year = (int16_t)oracle_year(s.year);
    out->month = (uint8_t)s.month;
    out->day = (uint8_t)s.day;
    out->hour = (uint8_t)(s.second_of_day / 3600);
    out->minute = (uint8_t)(s.second_of_day / 60 % 60);
    out->second = (uint8_t)(s.second_of_day % 60);
    out->nanosecond = s.us * 1000;
    if (s.year <= 0 && s.month == 2 && s.day == 29 && !ol_is_leap_year(out->year)) /* leap years BC differ by one */
    {
        out->month = 3;
        out->day = 1;
    }
    return OL_OK;
}

OlStatus ol_datetime_to_pg(const OlDateTime *t, int64_t *pg_us, OlDiag *diag)
{
    int64_t days;

    if (!ol_datetime_valid(t))
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    days = ol_days_from_civil(gregorian_year(t->year), t->month, t->day) - OL_PG_EPOCH_DAYS;
    *pg_us = days * OL_US_PER_DAY +
             ((int64_t)t->hour * 3600 + t->minute * 60 + t->second) * 1000000 + (t->nanosecond + 500) / 1000;
    if (*pg_us >= PG_US_END) /* the last half microsecond of 9999 */
        *pg_us = PG_US_END - 1;
    return OL_OK;
}

OlStatus ol_datetime_to_pg_utc(const OlDateTime *t, int64_t *pg_us, OlDiag *diag)
{
    int64_t us;

    if (ol_datetime_to_pg(t, &us, diag) != OL_OK)
        return OL_ERROR;
    if (t->has_zone)
        us -= (int64_t)t->zone_seconds * 1000000;
    if (!pg_in_range(us))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    *pg_us = us;
    return OL_OK;
}

OlStatus ol_datetime_from_pg_utc(int64_t pg_us, int32_t zone_seconds, OlDateTime *out, OlDiag *diag)
{
    if (!pg_in_range(pg_us))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    if (ol_datetime_from_pg(pg_us + (int64_t)zone_seconds * 1000000, out, diag) != OL_OK)
        return OL_ERROR;
    out->has_zone = 1;
    out->zone_seconds = zone_seconds;
    return OL_OK;
}

int ol_datetime_cmp(const OlDateTime *a, const OlDateTime *b)
{
    int64_t x = ol_julian_day(a->year, a->month, a->day) * INT64_C(86400) + a->hour * 3600 + a->minute * 60 + a->second;
    int64_t y = ol_julian_day(b->year, b->month, b->day) * INT64_C(86400) + b->hour * 3600 + b->minute * 60 + b->second;

    if (a->has_zone && b->has_zone)
    {
        x -= a->zone_seconds;
        y -= b->zone_seconds;
    }
    if (x != y)
        return x < y ? -1 : 1;
    return (a->nanosecond > b->nanosecond) - (a->nanosecond < b->nanosecond);
}

/* --- wire <-> fields ---------------------------------------------------------------------------------------------- */

static inline void put_date(int year, int month, int day, uint32_t second_of_day, uint8_t *out)
{
    uint32_t hour = second_of_day / 3600;
    uint32_t minute = second_of_day / 60;

    out[0] = (uint8_t)(year / 100 + 100);
    out[1] = (uint8_t)(year % 100 + 100);
    out[2] = (uint8_t)month;
    out[3] = (uint8_t)day;
    out[4] = (uint8_t)(hour + 1);
    out[5] = (uint8_t)(minute - hour * 60 + 1);
    out[6] = (uint8_t)(second_of_day - minute * 60 + 1);
}

static inline void put_u32(uint32_t v, uint8_t *out)
{
    out[0] = (uint8_t)(v >> 24);
    out[1] = (uint8_t)(v >> 16);
    out[2] = (uint8_t)(v >> 8);
    out[3] = (uint8_t)v;
}

static inline uint32_t get_u32(const uint8_t *p)
{
    return ((uint32_t)p[0] << 24) | ((uint32_t)p[1] << 16) | ((uint32_t)p[2] << 8) | p[3];
}

static OlStatus get_date(const uint8_t *wire, OlDateTime *out, OlDiag *diag)
{
    int century = (int)wire[0] - 100;
    int in_century = (int)wire[1] - 100;
    int year = century * 100 + in_century;

    memset(out, 0, sizeof *out);
    if (year < OL_YEAR_MIN || year > OL_YEAR_MAX || year == 0 || in_century > 99 || in_century < -99 ||
        (century > 0 && in_century < 0) || (century < 0 && in_century > 0))
        return ol_diag_set(diag, OL_ERR_YEAR_RANGE, -1);
    if (wire[2] < 1 || wire[2] > 12)
        return ol_diag_set(diag, OL_ERR_NOT_A_MONTH, -1);
    if (wire[3] < 1 || wire[3] > ol_days_in_month(year, wire[2]))
        return ol_diag_set(diag, OL_ERR_DAY_RANGE, -1);
    if (wire[4] < 1 || wire[4] > 24)
        return ol_diag_set(diag, OL_ERR_HOUR_RANGE, -1);
    if (wire[5] < 1 || wire[5] > 60)
        return ol_diag_set(diag, OL_ERR_MINUTE_RANGE, -1);
    if (wire[6] < 1 || wire[6] > 60)
        return ol_diag_set(diag, OL_ERR_SECOND_RANGE, -1);
    out->year = (int16_t)year;
    out->month = wire[2];
    out->day = wire[3];
    out->hour = (uint8_t)(wire[4] - 1);
    out->minute = (uint8_t)(wire[5] - 1);
    out->second = (uint8_t)(wire[6] - 1);
    return OL_OK;
}

OlStatus ol_date_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag)
{
    if (n != 7)
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    return get_date(wire, out, diag);
}

OlStatus ol_timestamp_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag)
{
    if (n != 7 && n != 11)
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    if (get_date(wire, out, diag) != OL_OK)
        return OL_ERROR;
    if (n == 11)
    {
        out->nanosecond = get_u32(wire + 7);
        if (out->nanosecond >= OL_NS_PER_SECOND)
            return ol_diag_set(diag, OL_ERR_FRACTION_RANGE, -1);
    }
    return OL_OK;
}

static OlStatus get_zone(const uint8_t *zone, int32_t *seconds, OlDiag *diag)
{
    int hour = (int)zone[0] - 20;
    int minute = (int)zone[1] - 60;

    *seconds = 0;
    if (zone[0] == 0 && zone[1] == 0) /* older clients */
        return OL_OK;
    if (zone[0] & 0x80)
    {
        char id[16];
        int v = (zone[0] & 0x7F) << 6 | (zone[1] & 0xFC) >> 2;
        int n = 0;

        for (int d = 10000; d > 0; d /= 10)
            if (v >= d || d == 1)
                id[n++] = (char)('0' + v / d % 10);
        id[n] = 0;
        return ol_diag_set(diag, OL_ERR_ZONE_NOT_FOUND, -1, id);
    }
    if (hour < -15 || hour > 15)
        return ol_diag_set(diag, OL_ERR_ZONE_HOUR_RANGE, -1);
    if (minute < -59 || minute > 59)
        return ol_diag_set(diag, OL_ERR_ZONE_MINUTE_RANGE, -1);
    *seconds = hour * 3600 + minute * 60;
    return OL_OK;
}

OlStatus ol_timestamp_tz_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag)
{
    OlDateTime utc;
    int32_t zone = 0;

    if (n != 13 && n != 11 && n != 7)
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    if (ol_timestamp_decode(wire, n == 7 ? 7 : 11, &utc, diag) != OL_OK)
        return OL_ERROR;
    if (n == 13 && get_zone(wire + 11, &zone, diag) != OL_OK)
        return OL_ERROR;
    utc.has_zone = 1;
    return ol_datetime_at_offset(&utc, zone, out, diag);
}

size_t ol_date_encode(const OlDateTime *t, uint8_t out[13])
{
    put_date(t->year, t->month, t->day, (uint32_t)(t->hour * 3600 + t->minute * 60 + t->second), out);
    return 7;
}

size_t ol_timestamp_encode(const OlDateTime *t, uint8_t out[13])
{
    ol_date_encode(t, out);
    if (t->nanosecond == 0)
        return 7;
    put_u32(t->nanosecond, out + 7);
    return 11;
}

static inline void put_zone(int32_t zone_seconds, uint8_t *out)
{
    int minutes = zone_seconds / 60;

    out[0] = (uint8_t)(minutes / 60 + 20);
    out[1] = (uint8_t)(minutes % 60 + 60);
}

size_t ol_timestamp_tz_encode(const OlDateTime *t, uint8_t out[13])
{
    OlDateTime utc = *t;

    if (t->has_zone && t->zone_seconds != 0 && ol_datetime_at_offset(t, 0, &utc, NULL) != OL_OK)
        utc = *t; /* UTC lies outside the calendar: the nearest that can be said */
    ol_date_encode(&utc, out);
    put_u32(utc.nanosecond, out + 7);
    put_zone(t->has_zone ? t->zone_seconds : 0, out + 11);
    return 13;
}

/* --- wire <-> PostgreSQL ------------------------------------------------------------------------------------------ */

size_t ol_date_encode_pg(int64_t pg_us, uint8_t out[13])
{
    Split s;

    if (OL_UNLIKELY(!pg_in_range(pg_us)))
        return 0;
    split_pg(pg_us, &s);
    put_date(oracle_year(s.year), s.month, s.day, s.second_of_day, out);
    return 7;
}

size_t ol_timestamp_encode_pg(int64_t pg_us, uint8_t out[13])
{
    Split s;

    if (OL_UNLIKELY(!pg_in_range(pg_us)))
        return 0;
    split_pg(pg_us, &s);
    put_date(oracle_year(s.year), s.month, s.day, s.second_of_day, out);
    if (s.us == 0)
        return 7;
    put_u32(s.us * 1000, out + 7);
    return 11;
}

size_t ol_timestamp_tz_encode_pg(int64_t pg_utc_us, int32_t zone_seconds, uint8_t out[13])
{
    Split s;

    if (OL_UNLIKELY(!pg_in_range(pg_utc_us)) || zone_seconds < -57599 || zone_seconds > 57599)
        return 0;
    split_pg(pg_utc_us, &s);
    put_date(oracle_year(s.year), s.month, s.day, s.second_of_day, out);
    put_u32(s.us * 1000, out + 7);
    put_zone(zone_seconds, out + 11);
    return 13;
}

OlStatus ol_timestamp_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_us, OlDiag *diag)
{
    OlDateTime t;

    if (ol_timestamp_decode(wire, n, &t, diag) != OL_OK)
        return OL_ERROR;
    return ol_datetime_to_pg(&t, pg_us, diag);
}

OlStatus ol_date_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_us, OlDiag *diag)
{
    if (n != 7)
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    return ol_timestamp_decode_pg(wire, n, pg_us, diag);
}

OlStatus ol_timestamp_tz_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_utc_us, int32_t *zone_seconds, OlDiag *diag)
{
    *zone_seconds = 0;
    if (n != 13 && n != 11 && n != 7)
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    if (n == 13 && get_zone(wire + 11, zone_seconds, diag) != OL_OK)
        return OL_ERROR;
    return ol_timestamp_decode_pg(wire, n == 7 ? 7 : 11, pg_utc_us, diag);
}
