/*
 * nls.c - the session's NLS parameters, and time zone regions from PostgreSQL's time zone database.
 *
 * Owns:      one OlNls per backend in a memory context of its own below TopMemoryContext.
 * Lifetimes: strings of earlier values stay until the state is rebuilt, which happens every REBUILD_AFTER changes, so that
 *            an application that alters its session at each request does not grow the backend.
 * Invariant: the session's time zone is PostgreSQL's TimeZone: both ports agree about it, whoever set it.
 * See also:  oratype/oratype.h (OlNls), runtime.h
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/datetime.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "pg/pg.h"
#include "runtime/runtime.h"

#define REBUILD_AFTER 64

static MemoryContext context = NULL;
static OlArena *arena = NULL;
static OlNls nls;
static uint32_t generation = 1;
static int changes = 0;
static pg_tz *zone_seen = NULL;
static TimestampTz zone_seen_at = 0;
static char zone_name[TZ_STRLEN_MAX + 8];

static bool zone_lookup(void *ctx, OlStr name, const OlDateTime *t, bool local, int32_t *zone_seconds,
                        const char **name_out, const char **abbrev_out)
{
    char cname[TZ_STRLEN_MAX + 1];
    struct pg_tm tm;
    pg_tz *tz;
    pg_time_t when;
    struct pg_tm *parts;

    if (name.n == 0 || name.n > TZ_STRLEN_MAX)
        return false;
    memcpy(cname, name.s, name.n);
    cname[name.n] = '\0';
    /* A POSIX specification ("FOO5BAR") is no region. */
    if (strpbrk(cname, "<>,:") != NULL || strstr(cname, "..") != NULL || *cname == '/' || *cname == '.')
        return false;
    tz = pg_tzset(cname);
    if (tz == NULL)
        return false;
    memset(&tm, 0, sizeof tm);
    tm.tm_year = t->year < 0 ? t->year + 1 : t->year;
    tm.tm_mon = t->month;
    tm.tm_mday = t->day;
    tm.tm_hour = t->hour;
    tm.tm_min = t->minute;
    tm.tm_sec = t->second;
    tm.tm_isdst = -1;
    if (local)
    {
        int west = DetermineTimeZoneOffset(&tm, tz);

        when = ((pg_time_t)date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - UNIX_EPOCH_JDATE) * SECS_PER_DAY +
               tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec + west;
        *zone_seconds = -west;
    }
    else
        when = ((pg_time_t)date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - UNIX_EPOCH_JDATE) * SECS_PER_DAY +
               tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    parts = pg_localtime(&when, tz);
    if (parts == NULL)
        return false;
    *zone_seconds = (int32_t)parts->tm_gmtoff;
    if (name_out != NULL)
        *name_out = pg_get_timezone_name(tz);
    if (abbrev_out != NULL)
        *abbrev_out = parts->tm_zone;
    return true;
}

static void start(OlNls *out, MemoryContext *context_out, OlArena **arena_out)
{
    *context_out = AllocSetContextCreate(TopMemoryContext, "oliphant NLS parameters", ALLOCSET_SMALL_SIZES);
    *arena_out = ol_pg_arena_new(*context_out);
    ol_nls_init(out, *arena_out);
    out->zone_lookup = zone_lookup;
}

static void ensure(void)
{
    if (OL_UNLIKELY(context == NULL))
        start(&nls, &context, &arena);
}

const OlNls *ol_nls(void)
{
    ensure();
    return &nls;
}

/* PostgreSQL shows a fixed offset as "<+02>-02" (POSIX, sign turned); Oracle shows +02:00. */
static void name_zone(int32_t seconds)
{
    const char *name = pg_get_timezone_name(session_timezone);
    int32_t a = seconds < 0 ? -seconds : seconds;

    if (name != NULL && *name != '<' && strlen(name) < sizeof zone_name)
        strlcpy(zone_name, name, sizeof zone_name);
    else
        snprintf(zone_name, sizeof zone_name, "%c%02d:%02d", seconds < 0 ? '-' : '+', (int)(a / 3600 % 100),
                 (int)(a / 60 % 60));
}

const OlNls *ol_nls_zone(void)
{
    TimestampTz now = GetCurrentStatementStartTimestamp();

    ensure();
    if (session_timezone != zone_seen || now != zone_seen_at)
    {
        pg_time_t when = timestamptz_to_time_t(now);
        struct pg_tm *parts = pg_localtime(&when, session_timezone);

        nls.session_zone_seconds = parts == NULL ? 0 : (int32_t)parts->tm_gmtoff;
        name_zone(nls.session_zone_seconds);
        nls.session_zone_name = ol_str(zone_name);
        zone_seen = session_timezone;
        zone_seen_at = now;
    }
    return &nls;
}

uint32_t ol_nls_generation(void)
{
    return generation;
}

bool ol_nls_known(OlStr name)
{
    const char *known;

    if (ol_str_ieq_c(name, "TIME_ZONE"))
        return true;
    for (int i = 0; (known = ol_nls_parameter_name(i)) != NULL; i++)
        if (ol_str_ieq_c(name, known))
            return true;
    return false;
}

static OlStatus alter_zone(OlStr value, OlDiag *diag)
{
    char text[TZ_STRLEN_MAX + 1];

    if (ol_str_ieq_c(value, "DBTIMEZONE"))
        value = ol_str("UTC");
    else if (ol_str_ieq_c(value, "LOCAL"))
        value = ol_str(pg_get_timezone_name(log_timezone));
    if (value.n > 0 && (value.s[0] == '+' || value.s[0] == '-' || (value.s[0] >= '0' && value.s[0] <= '9')))
    {
        OlDateTime at = {.year = 2000, .month = 1, .day = 1}, zone;
        int32_t a;

        if (ol_zone_from_text(&nls, value, &at, true, &zone, diag) != OL_OK)
            return OL_ERROR;
        a = zone.zone_seconds < 0 ? -zone.zone_seconds : zone.zone_seconds;
        /* POSIX counts west of Greenwich. */
        snprintf(text, sizeof text, "<%c%02d:%02d>%c%02d:%02d", zone.zone_seconds < 0 ? '-' : '+', (int)(a / 3600),
                 (int)(a / 60 % 60), zone.zone_seconds < 0 ? '+' : '-', (int)(a / 3600), (int)(a / 60 % 60));
    }
    else
    {
        OlDateTime at = {.year = 2000, .month = 1, .day = 1};
        int32_t seconds;

        if (value.n >= sizeof text || !zone_lookup(NULL, value, &at, true, &seconds, NULL, NULL))
        {
            char shown[64];

            snprintf(shown, sizeof shown, "%.*s", (int)OL_MIN(value.n, 60), value.s);
            return ol_diag_set(diag, OL_ERR_ZONE_NOT_FOUND, -1, shown);
        }
        memcpy(text, value.s, value.n);
        text[value.n] = '\0';
    }
    if (set_config_option("TimeZone", text, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SET, true, ERROR, false) <= 0)
        return ol_diag_set(diag, OL_ERR_ZONE_NOT_FOUND, -1, text);
    zone_seen = NULL;
    generation++;
    return OL_OK;
}

/* Build the state anew from its own values, so that strings no longer used go away. */
static void rebuild(void)
{
    MemoryContext fresh_context;
    OlArena *fresh_arena;
    OlNls fresh;
    OlDiag diag;
    const char *name;
    char value[512];
    size_t n;

    start(&fresh, &fresh_context, &fresh_arena);
    for (int i = 0; (name = ol_nls_parameter_name(i)) != NULL; i++)
        if (ol_nls_get(&nls, ol_str(name), value, sizeof value, &n) &&
            ol_nls_set(&fresh, fresh_arena, ol_str(name), ol_str_n(value, n), &diag) != OL_OK)
        {
            MemoryContextDelete(fresh_context); /* keep what works */
            changes = 0;
            return;
        }
    MemoryContextDelete(context);
    nls = fresh;
    context = fresh_context;
    arena = fresh_arena;
    zone_seen = NULL;
    changes = 0;
}

OlStatus ol_nls_alter(OlStr name, OlStr value, OlDiag *diag)
{
    OlNls before;

    ensure();
    if (!ol_nls_known(name))
        return ol_diag_set(diag, OL_ERR_INVALID_SESSION_OPTION, -1);
    if (ol_str_ieq_c(name, "TIME_ZONE"))
        return alter_zone(value, diag);
    before = nls;
    if (ol_nls_set(&nls, arena, name, value, diag) != OL_OK)
    {
        nls = before;
        if (diag != NULL && (diag->code == OL_ERR_INVALID_NLS_STRING) &&
            (ol_str_ieq_c(name, "NLS_LANGUAGE") || ol_str_ieq_c(name, "NLS_TERRITORY") ||
             ol_str_ieq_c(name, "NLS_DATE_LANGUAGE") || ol_str_ieq_c(name, "NLS_SORT") ||
             ol_str_ieq_c(name, "NLS_ISO_CURRENCY") || ol_str_ieq_c(name, "NLS_NUMERIC_CHARACTERS")))
            return ol_diag_set(diag, OL_ERR_NLS_FILES, -1);
        return OL_ERROR;
    }
    generation++;
    if (++changes >= REBUILD_AFTER)
        rebuild();
    return OL_OK;
}
