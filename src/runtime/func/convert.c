/*
 * convert.c - TO_CHAR, TO_DATE, TO_TIMESTAMP, TO_NUMBER and the implicit conversions between text and everything else.
 *
 * Owns:      the compiled masks of one call site: in fn_extra, so a constant mask is parsed once per query.
 * Lifetimes: a cached mask lives in a context below fn_mcxt and is replaced when the mask text changes between rows.
 * Invariant: a NULL value or NULL mask gives NULL; a NULL third argument (NLS parameters) counts as absent.
 * See also:  oratype/oratype.h (OlMask, OlNumMask, OlNls), sql/func/convert.sql
 */
#include "postgres.h"

#include <math.h>

#include "access/xact.h"
#include "fmgr.h"
#include "utils/resowner.h"
#include "utils/fmgrprotos.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "runtime/func/func.h"
#include "runtime/runtime.h"

typedef struct Site
{
    MemoryContext context;
    OlArena *arena;
    const OlMask *mask;
    const OlNumMask *num_mask;
    char *mask_text;          /* NULL: nothing cached */
    size_t mask_bytes;
    bool input_checked;
    char *nls_text;           /* the NLS argument the copy below was made from */
    size_t nls_bytes;
    uint32_t nls_generation;
    OlNls *nls;
    TimestampTz now_at;       /* statement whose time now has */
    OlDateTime now;
} Site;

static Site *site_get(FunctionCallInfo fcinfo)
{
    Site *site = fcinfo->flinfo->fn_extra;

    if (site == NULL)
    {
        MemoryContext context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "oliphant format mask", ALLOCSET_SMALL_SIZES);

        site = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *site);
        site->context = context;
        fcinfo->flinfo->fn_extra = site;
    }
    return site;
}

static void site_forget(Site *site)
{
    site->mask = NULL;
    site->num_mask = NULL;
    site->mask_text = NULL;
    site->nls_text = NULL;
    site->nls = NULL;
    MemoryContextReset(site->context);
    site->arena = ol_pg_arena_new(site->context);
}

static inline bool same_text(const char *have, size_t n, const text *t)
{
    return have != NULL && n == VARSIZE_ANY_EXHDR(t) && memcmp(have, VARDATA_ANY(t), n) == 0;
}

/* The mask of argument number arg, compiled; date masks for input are checked for elements that input forbids. */
static Site *site_mask(FunctionCallInfo fcinfo, int arg, bool number, bool input)
{
    Site *site = site_get(fcinfo);
    text *t = OL_TEXT_ARG(arg);
    OlDiag diag;

    if (OL_UNLIKELY(!same_text(site->mask_text, site->mask_bytes, t)))
    {
        OlStr copy;

        site_forget(site);
        copy = ol_str_dup(site->arena, ol_text_str(t));
        if (number)
            OL_TRY(ol_nummask_compile(site->arena, copy, &site->num_mask, &diag), diag);
        else
        {
            OL_TRY(ol_mask_compile(site->arena, copy, &site->mask, &diag), diag);
            if (input)
                OL_TRY(ol_mask_check_input(site->mask, &diag), diag);
        }
        site->mask_text = (char *)(uintptr_t)copy.s;
        site->mask_bytes = copy.n;
    }
    return site;
}

/* The session's parameters as changed by the NLS argument, if there is one. */
static const OlNls *site_nls(FunctionCallInfo fcinfo, Site *site, int arg, const OlNls *session)
{
    text *t;
    OlDiag diag;

    if (PG_NARGS() <= arg || PG_ARGISNULL(arg))
        return session;
    t = OL_TEXT_ARG(arg);
    if (VARSIZE_ANY_EXHDR(t) == 0)
        return session;
    if (!same_text(site->nls_text, site->nls_bytes, t) || site->nls_generation != ol_nls_generation())
    {
        OlStr copy = ol_str_dup(site->arena, ol_text_str(t));
        OlNls *out = ol_new(site->arena, OlNls);

        site->nls_text = NULL;
        OL_TRY(ol_nls_argument(session, site->arena, copy, out, &diag), diag);
        site->nls = out;
        site->nls_text = (char *)(uintptr_t)copy.s;
        site->nls_bytes = copy.n;
        site->nls_generation = ol_nls_generation();
    }
    return site->nls;
}

/* The session's local time at the start of the statement: what a mask does not give is taken from it. */
static void session_now(OlDateTime *out)
{
    const OlNls *nls = ol_nls_zone();
    OlDiag diag;

    OL_TRY(ol_datetime_from_pg_utc(GetCurrentStatementStartTimestamp(), nls->session_zone_seconds, out, &diag), diag);
    if (nls->session_zone_name.n > 0 && nls->session_zone_name.s[0] != '+' && nls->session_zone_name.s[0] != '-')
    {
        pg_time_t when = timestamptz_to_time_t(GetCurrentStatementStartTimestamp());
        struct pg_tm *tm = pg_localtime(&when, session_timezone);

        out->has_zone = 2;
        out->zone_name = pg_get_timezone_name(session_timezone);
        out->zone_abbrev = tm == NULL ? NULL : tm->tm_zone;
    }
}

static const OlDateTime *site_now(Site *site)
{
    TimestampTz at = GetCurrentStatementStartTimestamp();

    if (site->now_at != at || site->now.month == 0)
    {
        session_now(&site->now);
        site->now_at = at;
    }
    return &site->now;
}

/* A null value or mask. */
#define NULL_IF_NULL()                                                                                                  \
    do                                                                                                                  \
    {                                                                                                                   \
        if (PG_ARGISNULL(0) || (PG_NARGS() > 1 && PG_ARGISNULL(1)))                                                     \
            PG_RETURN_NULL();                                                                                           \
    } while (0)

/* --- NUMBER to text and back -------------------------------------------------------------------------------------- */
static Datum decimal_to_char(FunctionCallInfo fcinfo, const OlDecimal *d)
{
    char out[OL_NUMMASK_TEXT_MAX];
    size_t n;
    OlDiag diag;

    if (PG_NARGS() == 1)
        n = ol_decimal_to_text(d, ol_nls()->decimal_char, out);
    else
    {
        Site *site = site_mask(fcinfo, 1, true, false);

        OL_TRY(ol_nummask_to_char(site->num_mask, site_nls(fcinfo, site, 2, ol_nls()), d, out, sizeof out, &n, &diag), diag);
    }
    OL_RETURN_STR(out, n);
}

OL_FUNCTION(ol_fn_num_to_char)
{
    OlDecimal d;

    NULL_IF_NULL();
    d = OL_DECIMAL_ARG(0);
    return decimal_to_char(fcinfo, &d);
}

static Datum double_to_char(FunctionCallInfo fcinfo, double value, bool is_float)
{
    OlDecimal d;
    OlDiag diag;

    if (PG_NARGS() == 1 || isnan(value) || isinf(value))
    {
        char out[OL_BINARY_TEXT_MAX];
        size_t n = is_float ? ol_binary_float_to_text((float)value, ol_nls()->decimal_char, out)
                            : ol_binary_double_to_text(value, ol_nls()->decimal_char, out);

        OL_RETURN_STR(out, n);
    }
    if (is_float)
        OL_TRY(ol_decimal_from_float((float)value, &d, &diag), diag);
    else
        OL_TRY(ol_decimal_from_double(value, &d, &diag), diag);
    return decimal_to_char(fcinfo, &d);
}

OL_FUNCTION(ol_fn_float8_to_char)
{
    NULL_IF_NULL();
    return double_to_char(fcinfo, PG_GETARG_FLOAT8(0), false);
}

OL_FUNCTION(ol_fn_float4_to_char)
{
    NULL_IF_NULL();
    return double_to_char(fcinfo, PG_GETARG_FLOAT4(0), true);
}

static OlDecimal text_to_decimal(FunctionCallInfo fcinfo)
{
    OlStr s = ol_text_str(OL_TEXT_ARG(0));
    OlDecimal d;
    OlDiag diag;

    if (PG_NARGS() == 1)
        OL_TRY(ol_text_to_number(ol_nls(), s, &d, &diag), diag);
    else
    {
        Site *site = site_mask(fcinfo, 1, true, false);

        OL_TRY(ol_nummask_to_number(site->num_mask, site_nls(fcinfo, site, 2, ol_nls()), s, &d, &diag), diag);
    }
    return d;
}

OL_FUNCTION(ol_fn_char_to_num)
{
    OlDecimal d;

    NULL_IF_NULL();
    if (VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) == 0)
        PG_RETURN_NULL();
    d = text_to_decimal(fcinfo);
    OL_RETURN_DECIMAL(&d);
}

static double text_to_double(FunctionCallInfo fcinfo)
{
    OlDiag diag;
    double out;

    if (PG_NARGS() == 1)
        OL_TRY(ol_binary_double_from_text(ol_text_str(OL_TEXT_ARG(0)), ol_nls()->decimal_char, &out, &diag), diag);
    else
    {
        OlDecimal d = text_to_decimal(fcinfo);

        out = ol_decimal_to_double(&d);
    }
    return out;
}

OL_FUNCTION(ol_fn_char_to_double)
{
    NULL_IF_NULL();
    PG_RETURN_FLOAT8(text_to_double(fcinfo));
}

OL_FUNCTION(ol_fn_char_to_float)
{
    NULL_IF_NULL();
    PG_RETURN_FLOAT4((float)text_to_double(fcinfo));
}

/* --- dates to text ------------------------------------------------------------------------------------------------ */
static Datum datetime_to_char(FunctionCallInfo fcinfo, const OlDateTime *t, OlDateKind kind)
{
    char out[OL_MASK_TEXT_MAX];
    size_t n;
    OlDiag diag;

    if (PG_NARGS() == 1)
        OL_TRY(ol_date_to_text(ol_nls(), t, kind, out, sizeof out, &n, &diag), diag);
    else
    {
        Site *site = site_mask(fcinfo, 1, false, false);

        OL_TRY(ol_mask_to_char(site->mask, site_nls(fcinfo, site, 2, ol_nls()), t, kind, out, sizeof out, &n, &diag), diag);
    }
    OL_RETURN_STR(out, n);
}

OL_FUNCTION(ol_fn_date_to_char)
{
    OlDateTime t;
    OlDiag diag;

    NULL_IF_NULL();
    OL_TRY(ol_datetime_from_pg(PG_GETARG_TIMESTAMP(0), &t, &diag), diag);
    return datetime_to_char(fcinfo, &t, OL_KIND_DATE);
}

OL_FUNCTION(ol_fn_ts_to_char)
{
    OlDateTime t;
    OlDiag diag;

    NULL_IF_NULL();
    OL_TRY(ol_datetime_from_pg(PG_GETARG_TIMESTAMP(0), &t, &diag), diag);
    return datetime_to_char(fcinfo, &t, OL_KIND_TIMESTAMP);
}

OL_FUNCTION(ol_fn_tstz_to_char)
{
    OlTstz v;
    OlDateTime t;
    OlDiag diag;

    NULL_IF_NULL();
    ol_tstz_read(PG_GETARG_POINTER(0), &v);
    OL_TRY(ol_tstz_to_datetime(&v, &t, &diag), diag);
    return datetime_to_char(fcinfo, &t, OL_KIND_TIMESTAMP_TZ);
}

OL_FUNCTION(ol_fn_ltz_to_char)
{
    OlDateTime t;
    OlDiag diag;
    TimestampTz value;
    pg_time_t when;
    struct pg_tm *tm;

    NULL_IF_NULL();
    value = PG_GETARG_TIMESTAMPTZ(0);
    when = timestamptz_to_time_t(value);
    tm = pg_localtime(&when, session_timezone);
    OL_TRY(ol_datetime_from_pg_utc(value, tm == NULL ? 0 : (int32_t)tm->tm_gmtoff, &t, &diag), diag);
    if (tm != NULL)
    {
        const char *name = pg_get_timezone_name(session_timezone);

        if (name != NULL && *name != '<')
        {
            t.has_zone = 2;
            t.zone_name = name;
            t.zone_abbrev = tm->tm_zone;
        }
    }
    return datetime_to_char(fcinfo, &t, OL_KIND_TIMESTAMP_LTZ);
}

/* --- text to dates ------------------------------------------------------------------------------------------------ */
static void text_to_datetime(FunctionCallInfo fcinfo, OlDateKind kind, OlDateTime *out)
{
    OlStr s = ol_text_str(OL_TEXT_ARG(0));
    OlDiag diag;

    if (PG_NARGS() == 1)
    {
        Site *site = site_get(fcinfo);
        const OlDateTime *now = site_now(site);

        if (kind == OL_KIND_DATE)
            OL_TRY(ol_text_to_date(ol_nls(), s, now, out, &diag), diag);
        else
            OL_TRY(ol_text_to_timestamp(ol_nls(), s, kind, now, out, &diag), diag);
    }
    else
    {
        Site *site = site_mask(fcinfo, 1, false, true);

        OL_TRY(ol_mask_to_date(site->mask, site_nls(fcinfo, site, 2, ol_nls()), s, kind, site_now(site), out, &diag), diag);
    }
}

static Datum text_to_timestamp(FunctionCallInfo fcinfo, OlDateKind kind)
{
    OlDateTime t;
    OlDiag diag;
    int64_t us;

    NULL_IF_NULL();
    if (VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) == 0)
        PG_RETURN_NULL();
    text_to_datetime(fcinfo, kind, &t);
    OL_TRY(ol_datetime_to_pg(&t, &us, &diag), diag);
    PG_RETURN_TIMESTAMP(us);
}

OL_FUNCTION(ol_fn_char_to_date)
{
    return text_to_timestamp(fcinfo, OL_KIND_DATE);
}

OL_FUNCTION(ol_fn_char_to_ts)
{
    return text_to_timestamp(fcinfo, OL_KIND_TIMESTAMP);
}

OL_FUNCTION(ol_fn_char_to_ltz)
{
    Datum local = text_to_timestamp(fcinfo, OL_KIND_TIMESTAMP);

    if (fcinfo->isnull)
        return (Datum)0;
    return DirectFunctionCall1(timestamp_timestamptz, local);
}

OL_FUNCTION(ol_fn_char_to_tstz)
{
    OlDateTime t;
    OlDiag diag;
    OlTstz v;

    NULL_IF_NULL();
    if (VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) == 0)
        PG_RETURN_NULL();
    text_to_datetime(fcinfo, OL_KIND_TIMESTAMP_TZ, &t);
    OL_TRY(ol_tstz_from_datetime(&t, &v, &diag), diag);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

/* --- intervals ---------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_char_to_ym)
{
    OlIntervalYM v;
    OlDiag diag;
    Interval *out = palloc0(sizeof *out);

    OL_TRY(ol_interval_ym_from_text(ol_text_str(OL_TEXT_ARG(0)), 9, &v, &diag), diag);
    out->month = v.months;
    PG_RETURN_INTERVAL_P(out);
}

OL_FUNCTION(ol_fn_char_to_ds)
{
    OlIntervalDS v;
    OlDiag diag;
    Interval *out = palloc0(sizeof *out);
    int64_t us;
    int32_t days;

    OL_TRY(ol_interval_ds_from_text(ol_text_str(OL_TEXT_ARG(0)), 9, 9, &v, &diag), diag);
    ol_interval_ds_to_pg(&v, &days, &us);
    out->day = days;
    out->time = us;
    PG_RETURN_INTERVAL_P(out);
}

/* With the precisions a column has when none are declared: two digits, six of the fraction; more where they are needed. */
OL_FUNCTION(ol_fn_ym_to_char)
{
    Interval *i;
    OlIntervalYM v;
    OlDiag diag;
    char out[OL_INTERVAL_TEXT_MAX];

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    i = PG_GETARG_INTERVAL_P(0);
    OL_TRY(ol_interval_ym_from_pg(i->month, i->day, i->time, &v, &diag), diag);
    OL_RETURN_STR(out, ol_interval_ym_to_text(&v, 2, out));
}

OL_FUNCTION(ol_fn_ds_to_char)
{
    Interval *i;
    OlIntervalDS v;
    OlDiag diag;
    char out[OL_INTERVAL_TEXT_MAX];

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    i = PG_GETARG_INTERVAL_P(0);
    OL_TRY(ol_interval_ds_from_pg(i->month, i->day, i->time, &v, &diag), diag);
    OL_RETURN_STR(out, ol_interval_ds_to_text(&v, 2, 6, '.', out));
}

/* --- the time now ------------------------------------------------------------------------------------------------- */
/* SYSDATE and SYSTIMESTAMP are of the server's zone: log_timezone, which initdb sets from the operating system and which no
 * session changes. */
static int32_t server_offset(TimestampTz at)
{
    pg_time_t when = timestamptz_to_time_t(at);
    struct pg_tm *tm = pg_localtime(&when, log_timezone);

    return tm == NULL ? 0 : (int32_t)tm->tm_gmtoff;
}

static int64_t floor_second(int64_t us)
{
    int64_t rest = us % USECS_PER_SEC;

    return us - (rest < 0 ? rest + USECS_PER_SEC : rest);
}

OL_FUNCTION(ol_fn_sysdate)
{
    TimestampTz now = GetCurrentStatementStartTimestamp();

    PG_RETURN_TIMESTAMP(floor_second(now + (int64_t)server_offset(now) * USECS_PER_SEC));
}

OL_FUNCTION(ol_fn_systimestamp)
{
    OlTstz v;

    v.utc_us = GetCurrentStatementStartTimestamp();
    v.zone = server_offset(v.utc_us);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_current_date)
{
    const OlNls *nls = ol_nls_zone();

    PG_RETURN_TIMESTAMP(floor_second(GetCurrentStatementStartTimestamp() + nls->session_zone_seconds * USECS_PER_SEC));
}

static int64_t to_digits(FunctionCallInfo fcinfo, int64_t us)
{
    static const int64_t units[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64_t digits, unit, rest;

    if (PG_NARGS() == 0 || PG_ARGISNULL(0))
        return us;
    digits = OL_COUNT_ARG(0);
    if (digits < 0 || digits > 9)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, digits));
    unit = units[digits > 6 ? 6 : digits];
    rest = us % unit;
    if (rest < 0)
        rest += unit;
    return us - rest + (rest * 2 >= unit && unit > 1 ? unit : 0);
}

OL_FUNCTION(ol_fn_localtimestamp)
{
    const OlNls *nls = ol_nls_zone();
    int64_t us = GetCurrentStatementStartTimestamp() + nls->session_zone_seconds * USECS_PER_SEC;

    PG_RETURN_TIMESTAMP(to_digits(fcinfo, us));
}

OL_FUNCTION(ol_fn_current_timestamp)
{
    OlDateTime t;
    OlDiag diag;
    OlTstz v;

    session_now(&t);
    if (ol_tstz_from_datetime(&t, &v, &diag) != OL_OK) /* a zone of the server that has no number of ours */
    {
        t.has_zone = 1;
        OL_TRY(ol_tstz_from_datetime(&t, &v, &diag), diag);
    }
    v.utc_us = to_digits(fcinfo, v.utc_us);
    PG_RETURN_DATUM((Datum)ol_tstz_datum(&v));
}

OL_FUNCTION(ol_fn_sessiontimezone)
{
    OlStr name = ol_nls_zone()->session_zone_name;

    OL_RETURN_STR(name.s, name.n);
}

OL_FUNCTION(ol_fn_dbtimezone)
{
    OL_RETURN_STR("+00:00", 6);
}

/* --- DEFAULT .. ON CONVERSION ERROR -------------------------------------------------------------------------------- */
typedef struct Fallible
{
    OlStr signature;
    FmgrInfo fn;
} Fallible;

/* convert_or_default(signature, value, model, NLS parameters, default): the conversion on a level of its own, so that its error can be taken back */
OL_FUNCTION(ol_fn_convert_or_default)
{
    LOCAL_FCINFO(inner, 3);
    Fallible *f = fcinfo->flinfo->fn_extra;
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    volatile bool failed = false;
    volatile Datum value = (Datum)0;
    volatile bool isnull = true;
    OlStr signature;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    signature = ol_text_str(OL_TEXT_ARG(0));
    if (f == NULL || !ol_str_eq(f->signature, signature))
    {
        MemoryContext fn = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
        char *text_copy = pnstrdup(signature.s, signature.n);

        f = palloc0(sizeof *f);
        f->signature = ol_str(text_copy);
        fmgr_info_cxt(DatumGetObjectId(DirectFunctionCall1(regprocedurein, CStringGetDatum(text_copy))), &f->fn, fcinfo->flinfo->fn_mcxt);
        fcinfo->flinfo->fn_extra = f;
        MemoryContextSwitchTo(fn);
    }
    InitFunctionCallInfoData(*inner, &f->fn, f->fn.fn_nargs, PG_GET_COLLATION(), NULL, NULL);
    for (int i = 0; i < f->fn.fn_nargs && i < 3; i++)
    {
        inner->args[i].value = PG_GETARG_DATUM(1 + i);
        inner->args[i].isnull = PG_ARGISNULL(1 + i);
    }
    BeginInternalSubTransaction(NULL);
    MemoryContextSwitchTo(old);
    PG_TRY();
    {
        value = FunctionCallInvoke(inner);
        isnull = inner->isnull;
        ReleaseCurrentSubTransaction();
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        FlushErrorState();
        RollbackAndReleaseCurrentSubTransaction();
        failed = true;
        f->fn.fn_extra = NULL;
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
    CurrentResourceOwner = owner;
    if (failed)
    {
        if (PG_ARGISNULL(4))
            PG_RETURN_NULL();
        PG_RETURN_DATUM(PG_GETARG_DATUM(4));
    }
    if (isnull)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(value);
}
