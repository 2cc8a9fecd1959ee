/*
 * oratimestamptz.c - sys.oratimestamptz: TIMESTAMP WITH TIME ZONE, an instant that keeps the zone it was given in.
 *
 *   datum, 12 bytes:  | int64 utc_us | int32 zone |     zone: seconds east of UTC, or OL_ZONE_REGION + region number
 *
 * Text form, independent of the session (it travels in dumps): 2024-02-29 13:14:15.5 +01:00, and with a region both the
 * offset and the region: 2024-02-29 13:14:15 +01:00 Europe/Paris, so that an hour that comes twice stays what it was.
 * Input also takes a region alone, Z, or nothing (UTC).
 * Invariant: comparison, hashing and equality see the instant only, as in Oracle.
 * See also:  defs/zones.def, sql/types.sql, func/datetime.c
 */
#include "postgres.h"

#include "access/hash.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "pgtime.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "runtime/func/func.h"
#include "runtime/runtime.h"

static const char *const zones[] = {
#define OL_ZONE(name) name,
#include "../../../defs/zones.def"
#undef OL_ZONE
};
static pg_tz *zone_cache[OL_LENGTHOF(zones)];
static char *zone_upper[OL_LENGTHOF(zones)]; /* Oracle shows EUROPE/PARIS */

static const char *shown_name(uint32_t i)
{
    if (zone_upper[i] == NULL)
    {
        char *s = MemoryContextStrdup(TopMemoryContext, zones[i]);

        for (char *p = s; *p != '\0'; p++)
            *p = (char)pg_toupper((unsigned char)*p);
        zone_upper[i] = s;
    }
    return zone_upper[i];
}

/* --- regions ------------------------------------------------------------------------------------------------------ */
static int region_number(const char *name)
{
    size_t lo = 0, hi = OL_LENGTHOF(zones);

    while (lo < hi)
    {
        size_t mid = (lo + hi) / 2;
        int c = pg_strcasecmp(name, zones[mid]);

        if (c == 0)
            return (int)mid;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    for (size_t i = 0; i < OL_LENGTHOF(zones); i++) /* rows added at the end */
        if (pg_strcasecmp(name, zones[i]) == 0)
            return (int)i;
    return -1;
}

static pg_tz *region_tz(int32_t zone)
{
    uint32_t i = (uint32_t)zone - OL_ZONE_REGION;

    if (zone < OL_ZONE_REGION || i >= OL_LENGTHOF(zones))
        return NULL;
    if (zone_cache[i] == NULL)
        zone_cache[i] = pg_tzset(zones[i]);
    return zone_cache[i];
}

void ol_tstz_read(const void *datum_bytes, OlTstz *out)
{
    memcpy(&out->utc_us, datum_bytes, 8);
    memcpy(&out->zone, (const char *)datum_bytes + 8, 4);
}

uintptr_t ol_tstz_datum(const OlTstz *v)
{
    char *p = palloc(OL_TSTZ_BYTES);

    memcpy(p, &v->utc_us, 8);
    memcpy(p + 8, &v->zone, 4);
    return (uintptr_t)p;
}

static struct pg_tm *region_time(const OlTstz *v)
{
    pg_tz *tz = region_tz(v->zone);
    pg_time_t when;

    if (tz == NULL)
        return NULL;
    when = timestamptz_to_time_t(v->utc_us);
    if (v->utc_us < 0 && v->utc_us % USECS_PER_SEC != 0)
        when--;
    return pg_localtime(&when, tz);
}

int32_t ol_tstz_offset(const OlTstz *v)
{
    struct pg_tm *tm;

    if (v->zone < OL_ZONE_REGION)
        return v->zone;
    tm = region_time(v);
    return tm == NULL ? 0 : (int32_t)tm->tm_gmtoff;
}

const char *ol_tstz_region(const OlTstz *v)
{
    uint32_t i = (uint32_t)v->zone - OL_ZONE_REGION;

    return v->zone >= OL_ZONE_REGION && i < OL_LENGTHOF(zones) ? zones[i] : NULL;
}

OlStatus ol_tstz_to_datetime(const OlTstz *v, OlDateTime *out, OlDiag *diag)
{
    struct pg_tm *tm = v->zone >= OL_ZONE_REGION ? region_time(v) : NULL;
    int32_t offset = tm != NULL ? (int32_t)tm->tm_gmtoff : v->zone < OL_ZONE_REGION ? v->zone : 0;

    if (ol_datetime_from_pg_utc(v->utc_us, offset, out, diag) != OL_OK)
        return OL_ERROR;
    if (tm != NULL)
    {
        out->has_zone = 2;
        out->zone_name = shown_name((uint32_t)v->zone - OL_ZONE_REGION);
        out->zone_abbrev = tm->tm_zone;
    }
    return OL_OK;
}

OlStatus ol_tstz_from_datetime(const OlDateTime *t, OlTstz *out, OlDiag *diag)
{
    int region;

    if (ol_datetime_to_pg_utc(t, &out->utc_us, diag) != OL_OK)
        return OL_ERROR;
    out->zone = t->has_zone == 0 ? 0 : t->zone_seconds;
    if (t->has_zone == 2 && t->zone_name != NULL)
    {
        region = region_number(t->zone_name);
        if (region < 0)
            return ol_diag_set(diag, OL_ERR_ZONE_NOT_FOUND, -1, t->zone_name);
        out->zone = OL_ZONE_REGION + region;
    }
    return OL_OK;
}

static OlTstz tstz_arg(Datum d)
{
    OlTstz v;

    ol_tstz_read(DatumGetPointer(d), &v);
    return v;
}
#define TSTZ_ARG(n) tstz_arg(PG_GETARG_DATUM(n))

/* --- text --------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_tstz_in)
{
    char *text = pstrdup(PG_GETARG_CSTRING(0));
    int32 typmod = PG_GETARG_INT32(2);
    OlTstz v = {0, 0};
    OlDateTime t;
    OlDiag diag;
    char *zone = NULL, *region = NULL, *p = text;
    Datum local;
    int64_t us;

    /* What follows the time of day is the zone. A year before our era has a minus sign here, "BC" in timestamp's input. */
    while (*p == ' ')
        p++;
    zone = strchr(p, ':');
    if (zone != NULL)
    {
        zone += strspn(zone, "0123456789:.");
        if (*zone == '\0')
            zone = NULL;
    }
    if (zone != NULL)
    {
        char *start = zone;

        while (*zone == ' ')
            zone++;
        region = strrchr(zone, ' ');
        if (region != NULL && region[1] != '\0')
            *region++ = '\0';
        else
            region = NULL;
        zone = pstrdup(zone);
        *start = '\0';
    }
    if (*p == '-')
        p = psprintf("%s BC", p + 1);
    local = DirectFunctionCall3(timestamp_in, CStringGetDatum(p), ObjectIdGetDatum(InvalidOid), Int32GetDatum(typmod));
    us = DatumGetTimestamp(local);
    OL_TRY(ol_datetime_from_pg(us, &t, &diag), diag);
    if (zone != NULL && *zone != '\0' && pg_strcasecmp(zone, "Z") != 0)
    {
        OlDateTime z;

        OL_TRY(ol_zone_from_text(ol_nls(), ol_str(zone), &t, true, &z, &diag), diag);
        t.has_zone = z.has_zone;
        t.zone_seconds = z.zone_seconds;
        t.zone_name = z.zone_name;
    }
    else
        t.has_zone = 1;
    OL_TRY(ol_tstz_from_datetime(&t, &v, &diag), diag);
    if (region != NULL)
    {
        int number = region_number(region);

        if (number < 0)
            ol_raise(OL_ERR_ZONE_NOT_FOUND, region);
        v.zone = OL_ZONE_REGION + number;
    }
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_tstz_out)
{
    OlTstz v = TSTZ_ARG(0);
    OlDateTime t;
    OlDiag diag;
    int32_t a;
    const size_t size = 64 + TZ_STRLEN_MAX;
    char *out = palloc(size);
    int n;

    OL_TRY(ol_tstz_to_datetime(&v, &t, &diag), diag);
    n = snprintf(out, size, "%s%04d-%02d-%02d %02d:%02d:%02d", t.year < 0 ? "-" : "", abs(t.year), t.month, t.day, t.hour, t.minute,
                t.second);
    if (t.nanosecond != 0)
    {
        n += snprintf(out + n, size - (size_t)n, ".%06u", (unsigned)(t.nanosecond / 1000));
        while (out[n - 1] == '0')
            n--;
    }
    a = t.zone_seconds < 0 ? -t.zone_seconds : t.zone_seconds;
    n += snprintf(out + n, size - (size_t)n, " %c%02d:%02d", t.zone_seconds < 0 ? '-' : '+', (int)(a / 3600), (int)(a / 60 % 60));
    if (t.has_zone == 2)
        (void)snprintf(out + n, size - (size_t)n, " %s", ol_tstz_region(&v));
    PG_RETURN_CSTRING(out);
}

OL_FUNCTION(ol_tstz_recv)
{
    StringInfo buf = (StringInfo)PG_GETARG_POINTER(0);
    OlTstz v;

    v.utc_us = pq_getmsgint64(buf);
    v.zone = (int32_t)pq_getmsgint(buf, 4);
    if (v.zone < -86400 || (v.zone > 86400 && ol_tstz_region(&v) == NULL) || !IS_VALID_TIMESTAMP(v.utc_us))
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid sys.oratimestamptz")));
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_tstz_send)
{
    OlTstz v = TSTZ_ARG(0);
    StringInfoData buf;

    pq_begintypsend(&buf);
    pq_sendint64(&buf, v.utc_us);
    pq_sendint32(&buf, (uint32)v.zone);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* The type modifier is the number of fraction digits, as timestamp has it. */
OL_FUNCTION(ol_tstz_typmod_in)
{
    return DirectFunctionCall1(timestamptypmodin, PG_GETARG_DATUM(0));
}

OL_FUNCTION(ol_tstz_typmod_out)
{
    int32 typmod = PG_GETARG_INT32(0);

    PG_RETURN_CSTRING(typmod >= 0 ? psprintf("(%d)", typmod) : pstrdup(""));
}

static int64_t round_us(int64_t us, int digits)
{
    static const int64_t units[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64_t unit, rest;

    if (digits < 0 || digits >= 6)
        return us;
    unit = units[digits];
    rest = us % unit;
    if (rest < 0)
        rest += unit;
    return us - rest + (rest * 2 >= unit ? unit : 0);
}

/* Length coercion of the type, and TIMESTAMP(n) WITH TIME ZONE of the emitter. */
OL_FUNCTION(ol_tstz_scale)
{
    OlTstz v = TSTZ_ARG(0);

    v.utc_us = round_us(v.utc_us, PG_GETARG_INT32(1));
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_ts_round)
{
    PG_RETURN_TIMESTAMP(round_us(PG_GETARG_TIMESTAMP(0), PG_GETARG_INT32(1)));
}

/* --- comparison --------------------------------------------------------------------------------------------------- */
#define COMPARE(name, op)                                                                                               \
    OL_FUNCTION(ol_tstz_##name)                                                                                         \
    {                                                                                                                   \
        PG_RETURN_BOOL(TSTZ_ARG(0).utc_us op TSTZ_ARG(1).utc_us);                                                       \
    }
COMPARE(eq, ==)
COMPARE(ne, !=)
COMPARE(lt, <)
COMPARE(le, <=)
COMPARE(gt, >)
COMPARE(ge, >=)

OL_FUNCTION(ol_tstz_cmp)
{
    int64_t a = TSTZ_ARG(0).utc_us, b = TSTZ_ARG(1).utc_us;

    PG_RETURN_INT32(a < b ? -1 : a > b);
}

OL_FUNCTION(ol_tstz_hash)
{
    int64_t a = TSTZ_ARG(0).utc_us;

    return hash_any((const unsigned char *)&a, sizeof a);
}

OL_FUNCTION(ol_tstz_hash_extended)
{
    int64_t a = TSTZ_ARG(0).utc_us;

    return hash_any_extended((const unsigned char *)&a, sizeof a, (uint64)PG_GETARG_INT64(1));
}

OL_FUNCTION(ol_tstz_larger)
{
    OlTstz a = TSTZ_ARG(0), b = TSTZ_ARG(1);

    PG_RETURN_DATUM(PG_GETARG_DATUM(a.utc_us >= b.utc_us ? 0 : 1));
}

OL_FUNCTION(ol_tstz_smaller)
{
    OlTstz a = TSTZ_ARG(0), b = TSTZ_ARG(1);

    PG_RETURN_DATUM(PG_GETARG_DATUM(a.utc_us <= b.utc_us ? 0 : 1));
}

/* --- casts -------------------------------------------------------------------------------------------------------- */
/* To timestamp: the local time of its own zone. */
OL_FUNCTION(ol_fn_tstz_to_ts)
{
    OlTstz v = TSTZ_ARG(0);

    PG_RETURN_TIMESTAMP(v.utc_us + (int64_t)ol_tstz_offset(&v) * USECS_PER_SEC);
}

OL_FUNCTION(ol_fn_tstz_to_ltz)
{
    PG_RETURN_TIMESTAMPTZ(TSTZ_ARG(0).utc_us);
}

/* The session's zone on a value: its region where it has one, else its offset. */
static void session_zone(OlTstz *v, bool local)
{
    const OlNls *nls = ol_nls_zone();
    int region = region_number(pg_get_timezone_name(session_timezone));

    if (local)
        v->utc_us = DatumGetTimestampTz(DirectFunctionCall1(timestamp_timestamptz, TimestampGetDatum(v->utc_us)));
    v->zone = region >= 0 ? OL_ZONE_REGION + region : nls->session_zone_seconds;
}

OL_FUNCTION(ol_fn_ts_to_tstz)
{
    OlTstz v = {PG_GETARG_TIMESTAMP(0), 0};

    session_zone(&v, true);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_ltz_to_tstz)
{
    OlTstz v = {PG_GETARG_TIMESTAMPTZ(0), 0};

    session_zone(&v, false);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_at_local)
{
    OlTstz v = TSTZ_ARG(0);

    session_zone(&v, false);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_ts_to_ltz)
{
    return DirectFunctionCall1(timestamp_timestamptz, PG_GETARG_DATUM(0));
}

OL_FUNCTION(ol_fn_ltz_to_ts)
{
    return DirectFunctionCall1(timestamptz_timestamp, PG_GETARG_DATUM(0));
}

/* Fraction cut off, not rounded: CAST(timestamp AS DATE). */
OL_FUNCTION(ol_fn_ts_to_date)
{
    int64_t us = PG_GETARG_TIMESTAMP(0), rest = us % USECS_PER_SEC;

    PG_RETURN_TIMESTAMP(us - (rest < 0 ? rest + USECS_PER_SEC : rest));
}
