/*
 * environment.c - USER, UID, USERENV, SYS_CONTEXT, SYS_GUID, character sets, sequences, DBMS_RANDOM, and ALTER SESSION as
 * a function for plain PostgreSQL connections.
 *
 * See also:  runtime.h (OlSessionInfo), sql/func/environment.sql
 */
#include "postgres.h"

#include <math.h>
#include <time.h>

#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/namespace.h"
#include "commands/dbcommands.h"
#include "commands/sequence.h"
#include "common/ip.h"
#include "common/unicode_norm.h"
#include "fmgr.h"
#include "libpq/libpq-be.h"
#include "miscadmin.h"
#include "port/pg_bswap.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "pg/pg_catalog.h"
#include "runtime/func/func.h"
#include "runtime/runtime.h"

/* --- names -------------------------------------------------------------------------------------------------------- */
/* The bijection of front/name.c: all-lower is all-upper in Oracle and the other way round; mixed case stays. */
static char *swap_name(const char *s, size_t n)
{
    bool upper = false, lower = false;
    char *out = palloc(n + 1);

    memcpy(out, s, n);
    out[n] = '\0';
    for (size_t i = 0; i < n; i++)
    {
        upper |= s[i] >= 'A' && s[i] <= 'Z';
        lower |= s[i] >= 'a' && s[i] <= 'z';
    }
    if (upper != lower)
        for (size_t i = 0; i < n; i++)
            if ((s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z'))
                out[i] = (char)(s[i] ^ 32);
    return out;
}

OL_FUNCTION(ol_fn_oracle_name)
{
    Name name = PG_GETARG_NAME(0);
    char *s = swap_name(NameStr(*name), strlen(NameStr(*name)));

    PG_RETURN_TEXT_P(cstring_to_text(s));
}

OL_FUNCTION(ol_fn_pg_name)
{
    text *t = OL_TEXT_ARG(0);

    PG_RETURN_TEXT_P(cstring_to_text(swap_name(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t))));
}

static char *role_name(Oid role)
{
    char *name = GetUserNameFromId(role, true);

    return name == NULL ? NULL : swap_name(name, strlen(name));
}

static const char *current_schema_name(void)
{
    OlSessionInfo *info = ol_session_info();
    List *path;
    char *name = NULL;

    if (info->oracle_session)
    {
        OlStr current = ol_pg_current_schema();

        return pnstrdup(current.s, current.n);
    }
    path = fetch_search_path(false);
    if (path != NIL)
        name = get_namespace_name(linitial_oid(path));
    return name == NULL ? role_name(GetSessionUserId()) : swap_name(name, strlen(name));
}

OL_FUNCTION(ol_fn_user)
{
    PG_RETURN_TEXT_P(cstring_to_text(role_name(GetSessionUserId())));
}

OL_FUNCTION(ol_fn_uid)
{
    return ol_datum_int64((int64)GetSessionUserId());
}

/* --- SYS_CONTEXT -------------------------------------------------------------------------------------------------- */
static const char *client_address(void)
{
    static char host[NI_MAXHOST];
    OlSessionInfo *info = ol_session_info();

    if (info->ip_address[0] != '\0')
        return info->ip_address;
    if (MyProcPort == NULL || (MyProcPort->raddr.addr.ss_family != AF_INET && MyProcPort->raddr.addr.ss_family != AF_INET6))
        return "";
    if (pg_getnameinfo_all(&MyProcPort->raddr.addr, MyProcPort->raddr.salen, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0)
        return "";
    return host;
}

/* The value of a USERENV parameter; NULL when there is no such parameter. "" is NULL. */
static const char *userenv(OlStr name)
{
    OlSessionInfo *info = ol_session_info();
    char *db = NULL;
    static char host[256];

#define IS(word) ol_str_ieq_c(name, word)
    if (IS("CURRENT_SCHEMA"))
        return current_schema_name();
    if (IS("SESSION_USER") || IS("AUTHENTICATED_IDENTITY"))
        return role_name(GetSessionUserId());
    if (IS("CURRENT_USER") || IS("POLICY_INVOKER"))
        return role_name(GetUserId());
    if (IS("SESSION_USERID"))
        return psprintf("%u", GetSessionUserId());
    if (IS("CURRENT_USERID") || IS("SCHEMAID"))
        return psprintf("%u", GetUserId());
    if (IS("CURRENT_SCHEMAID"))
        return psprintf("%u", GetSessionUserId());
    if (IS("SID"))
        return psprintf("%u", info->sid);
    if (IS("SESSIONID") || IS("UNIFIED_AUDIT_SESSIONID"))
        return psprintf("%u", info->audsid);
    if (IS("LANGUAGE"))
        return psprintf("%s_%s.AL32UTF8", ol_nls()->language->name, ol_nls()->territory->name);
    if (IS("LANG"))
    {
        char *abbrev = pstrdup(ol_nls()->language->abbrev);

        for (char *p = abbrev; *p != '\0'; p++)
            *p = (char)pg_toupper((unsigned char)*p);
        return abbrev;
    }
    if (IS("OS_USER"))
        return info->os_user;
    if (IS("HOST"))
        return info->machine;
    if (IS("TERMINAL"))
        return info->terminal;
    if (IS("IP_ADDRESS"))
        return client_address();
    if (IS("MODULE"))
        return info->module;
    if (IS("ACTION"))
        return info->action;
    if (IS("CLIENT_INFO"))
        return info->client_info;
    if (IS("CLIENT_IDENTIFIER"))
        return info->client_identifier;
    if (IS("DBOP"))
        return info->dbop;
    if (IS("CLIENT_PROGRAM_NAME"))
        return info->program;
    if (IS("DB_NAME") || IS("DB_UNIQUE_NAME") || IS("CON_NAME") || IS("INSTANCE_NAME") || IS("CDB_NAME"))
    {
        db = get_database_name(MyDatabaseId);
        return db == NULL ? "" : swap_name(db, strlen(db));
    }
    if (IS("SERVICE_NAME"))
    {
        if (info->service_name[0] != '\0')
            return info->service_name;
        db = get_database_name(MyDatabaseId);
        return db == NULL ? "" : db;
    }
    if (IS("CON_ID"))
        return "1";
    if (IS("INSTANCE"))
        return "1";
    if (IS("SERVER_HOST"))
        return gethostname(host, sizeof host) == 0 ? host : "";
    if (IS("DB_DOMAIN") || IS("ENTERPRISE_IDENTITY") || IS("GLOBAL_UID") || IS("POLICY") || IS("AUDITED_CURSORID") ||
        IS("CURRENT_BIND") || IS("CURRENT_SQL") || IS("ENTRYID") || IS("STATEMENTID") || IS("GLOBAL_CONTEXT_MEMORY") ||
        IS("AUTHENTICATION_DATA") || IS("CLOUD_SERVICE") || IS("DRAIN_STATUS") || IS("LDAP_SERVER_TYPE"))
        return "";
    if (IS("PROXY_USER"))
        return info->proxy_user;
    if (IS("PROXY_USERID"))
        return "";
    if (IS("NETWORK_PROTOCOL"))
        return info->protocol;
    if (IS("AUTHENTICATION_METHOD") || IS("AUTHENTICATION_TYPE"))
        return info->authentication_method;
    if (IS("IDENTIFICATION_TYPE"))
        return "LOCAL";
    if (IS("ISDBA"))
        return superuser_arg(GetSessionUserId()) ? "TRUE" : "FALSE";
    if (IS("BG_JOB_ID") || IS("FG_JOB_ID"))
        return IS("FG_JOB_ID") ? "0" : "";
    if (IS("CURRENT_EDITION_NAME") || IS("SESSION_EDITION_NAME"))
        return info->edition;
    if (IS("DATABASE_ROLE"))
        return RecoveryInProgress() ? "PHYSICAL STANDBY" : "PRIMARY";
    if (IS("ORACLE_HOME"))
        return my_exec_path;
    if (IS("PLATFORM_SLASH"))
        return "/";
    if (IS("NLS_CURRENCY") || IS("NLS_DATE_FORMAT") || IS("NLS_DATE_LANGUAGE") || IS("NLS_SORT") || IS("NLS_TERRITORY") ||
        IS("NLS_CALENDAR"))
    {
        char value[256];
        size_t n;

        if (ol_nls_get(ol_nls(), name, value, sizeof value, &n))
            return pnstrdup(value, n);
        return "";
    }
    if (IS("SCHEDULER_JOB") || IS("IS_APPLY_SERVER") || IS("IS_DG_ROLLING_UPGRADE"))
        return IS("SCHEDULER_JOB") ? "N" : "FALSE";
#undef IS
    return NULL;
}

/* Application contexts (CREATE CONTEXT, DBMS_SESSION.SET_CONTEXT) are looked up in settings of this name: what is not set is
 * NULL, as Oracle has it for a namespace that does not exist. */
OL_FUNCTION(ol_fn_sys_context)
{
    OlStr space, name;
    const char *value;
    int64 length = 256;
    size_t n;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    space = ol_text_str(OL_TEXT_ARG(0));
    name = ol_text_str(OL_TEXT_ARG(1));
    if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
    {
        length = OL_COUNT_ARG(2);
        if (length < 1 || length > 4000)
            length = 256;
    }
    if (ol_str_ieq_c(space, "USERENV"))
    {
        value = userenv(name);
        if (value == NULL)
            ol_raise(OL_ERR_INVALID_USERENV);
    }
    else if (ol_str_ieq_c(space, "SYS_SESSION_ROLES"))
    {
        char *role = swap_name(name.s, name.n);
        Oid oid = get_role_oid(role, true);

        value = OidIsValid(oid) && has_privs_of_role(GetUserId(), oid) ? "TRUE" : "FALSE";
    }
    else
    {
        value = ol_context_get(space, name);
        if (value == NULL)
            value = "";
    }
    n = strlen(value);
    if (n > (size_t)length)
        n = (size_t)pg_mbcliplen(value, (int)n, (int)length);
    OL_RETURN_STR(value, n);
}

OL_FUNCTION(ol_fn_userenv)
{
    OlStr name;
    const char *value;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    name = ol_text_str(OL_TEXT_ARG(0));
    if (!(ol_str_ieq_c(name, "CLIENT_INFO") || ol_str_ieq_c(name, "ENTRYID") || ol_str_ieq_c(name, "ISDBA") ||
          ol_str_ieq_c(name, "LANG") || ol_str_ieq_c(name, "LANGUAGE") || ol_str_ieq_c(name, "SESSIONID") ||
          ol_str_ieq_c(name, "SID") || ol_str_ieq_c(name, "TERMINAL") || ol_str_ieq_c(name, "INSTANCE") ||
          ol_str_ieq_c(name, "SCHEMAID") || ol_str_ieq_c(name, "CON_ID") || ol_str_ieq_c(name, "CON_NAME")))
        ol_raise(OL_ERR_INVALID_USERENV);
    value = userenv(name);
    OL_RETURN_STR(value, strlen(value));
}

OL_FUNCTION(ol_fn_current_session_id)
{
    return ol_datum_int64(ol_session_info()->sid);
}

OL_FUNCTION(ol_fn_current_session_serial)
{
    return ol_datum_int64(ol_session_info()->serial);
}

OL_FUNCTION(ol_fn_sys_guid)
{
    bytea *out = palloc(VARHDRSZ + 16);

    SET_VARSIZE(out, VARHDRSZ + 16);
    if (!pg_strong_random(VARDATA(out), 16))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
    PG_RETURN_BYTEA_P(out);
}

/* --- ALTER SESSION and DBMS_APPLICATION_INFO for any connection ----------------------------------------------------- */
OL_FUNCTION(ol_fn_alter_session)
{
    OlDiag diag;

    OL_TRY(ol_nls_alter(ol_text_str(OL_TEXT_ARG(0)), ol_text_str(OL_TEXT_ARG(1)), &diag), diag);
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_nls_parameter)
{
    char value[512];
    size_t n;

    if (!ol_nls_get(ol_nls_zone(), ol_text_str(OL_TEXT_ARG(0)), value, sizeof value, &n))
        PG_RETURN_NULL();
    OL_RETURN_STR(value, n);
}

OL_FUNCTION(ol_fn_nls_parameter_name)
{
    int i = PG_GETARG_INT32(0);
    const char *name = NULL;

    for (int k = 0; k <= i && (name = ol_nls_parameter_name(k)) != NULL; k++)
        ;
    if (i < 0 || name == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(name));
}

/* Which of the session's texts, new value (NULL clears it). */
OL_FUNCTION(ol_fn_set_session_info)
{
    OlSessionInfo *info = ol_session_info();
    OlStr what;
    char *to;
    size_t cap, n = 0;
    const char *s = "";

    if (PG_ARGISNULL(0))
        PG_RETURN_VOID();
    what = ol_text_str(OL_TEXT_ARG(0));
    if (ol_str_ieq_c(what, "MODULE"))
        to = info->module, cap = 64;
    else if (ol_str_ieq_c(what, "ACTION"))
        to = info->action, cap = 64;
    else if (ol_str_ieq_c(what, "CLIENT_INFO"))
        to = info->client_info, cap = 64;
    else if (ol_str_ieq_c(what, "CLIENT_IDENTIFIER"))
        to = info->client_identifier, cap = 64;
    else
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    if (!PG_ARGISNULL(1))
    {
        text *t = OL_TEXT_ARG(1);

        s = VARDATA_ANY(t);
        n = (size_t)pg_mbcliplen(s, (int)VARSIZE_ANY_EXHDR(t), (int)cap);
    }
    memcpy(to, s, n);
    to[n] = '\0';
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_release)
{
    const char *s = PG_GETARG_BOOL(0) ? ol_release_banner() : ol_release_version();

    PG_RETURN_TEXT_P(cstring_to_text(s));
}

/* --- character sets ----------------------------------------------------------------------------------------------- */
static const struct
{
    int id;
    const char *name;
} charsets[] = {{1, "US7ASCII"},     {2, "WE8DEC"},        {31, "WE8ISO8859P1"}, {32, "EE8ISO8859P2"}, {35, "CL8ISO8859P5"},
                {46, "WE8ISO8859P15"}, {170, "EE8MSWIN1250"}, {171, "CL8MSWIN1251"}, {178, "WE8MSWIN1252"}, {852, "ZHS16GBK"},
                {854, "ZHS32GB18030"}, {865, "ZHT16BIG5"},   {830, "JA16EUC"},     {832, "JA16SJIS"},    {840, "KO16KSC5601"},
                {846, "KO16MSWIN949"}, {871, "UTF8"},        {873, "AL32UTF8"},    {2000, "AL16UTF16"},  {1000, "UTF16"}};

OL_FUNCTION(ol_fn_nls_charset_id)
{
    OlStr name = ol_text_str(OL_TEXT_ARG(0));

    if (ol_str_ieq_c(name, "CHAR_CS"))
        return ol_datum_int64(873);
    if (ol_str_ieq_c(name, "NCHAR_CS"))
        return ol_datum_int64(2000);
    for (size_t i = 0; i < OL_LENGTHOF(charsets); i++)
        if (ol_str_ieq_c(name, charsets[i].name))
            return ol_datum_int64(charsets[i].id);
    PG_RETURN_NULL();
}

OL_FUNCTION(ol_fn_nls_charset_name)
{
    int64 id = OL_COUNT_ARG(0);

    for (size_t i = 0; i < OL_LENGTHOF(charsets); i++)
        if (charsets[i].id == id)
            PG_RETURN_TEXT_P(cstring_to_text(charsets[i].name));
    PG_RETURN_NULL();
}

static text *normalized(text *t, UnicodeNormalizationForm form, bool ascii_only)
{
    const char *s = VARDATA_ANY(t);
    int n = (int)VARSIZE_ANY_EXHDR(t), k = 0;
    pg_wchar *in = palloc(((size_t)n + 1) * sizeof(pg_wchar)), *out;
    char *text_out, *p;

    for (int i = 0; i < n;)
    {
        uint32_t cp;

        i += ol_utf8_decode(s + i, (size_t)(n - i), &cp);
        in[k++] = cp;
    }
    in[k] = 0;
    out = unicode_normalize(form, in);
    for (k = 0; out[k] != 0; k++)
        ;
    p = text_out = palloc((size_t)k * 4 + 1);
    for (int i = 0; i < k; i++)
    {
        if (ascii_only && out[i] >= 0x300 && out[i] < 0x370)
            continue; /* combining marks: the base letter stays */
        if (ascii_only && out[i] >= 0x80)
            *p++ = '?';
        else
            p += ol_utf8_encode(out[i], p);
    }
    return cstring_to_text_with_len(text_out, (int)(p - text_out));
}

OL_FUNCTION(ol_fn_compose)
{
    OL_RETURN_TEXT(normalized(OL_TEXT_ARG(0), UNICODE_NFC, false));
}

OL_FUNCTION(ol_fn_decompose)
{
    UnicodeNormalizationForm form = UNICODE_NFD;

    if (PG_NARGS() > 1)
    {
        OlStr s = ol_text_str(OL_TEXT_ARG(1));

        if (ol_str_ieq_c(s, "COMPATIBILITY"))
            form = UNICODE_NFKD;
        else if (!ol_str_ieq_c(s, "CANONICAL"))
            ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    }
    OL_RETURN_TEXT(normalized(OL_TEXT_ARG(0), form, false));
}

/* CONVERT(s, to, from): text is always in the database's character set here, so only the way to US7ASCII changes it
 * (accents go, what has no base letter becomes '?'). Others would give bytes that are no text: ORA-03001. */
OL_FUNCTION(ol_fn_convert)
{
    OlStr to = ol_text_str(OL_TEXT_ARG(1));

    if (ol_str_ieq_c(to, "AL32UTF8") || ol_str_ieq_c(to, "UTF8"))
        OL_RETURN_TEXT(OL_TEXT_ARG(0));
    if (ol_str_ieq_c(to, "US7ASCII"))
        OL_RETURN_TEXT(normalized(OL_TEXT_ARG(0), UNICODE_NFKD, true));
    ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("CONVERT to %.*s", (int)OL_MIN(to.n, 60), to.s));
}

static Datum width(FunctionCallInfo fcinfo, bool wide)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *out, *p;

    if (n > (MaxAllocSize - 8) / 4)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    p = out = palloc(n * 4 + 4);
    for (size_t i = 0; i < n;)
    {
        uint32_t cp;

        i += (size_t)ol_utf8_decode(s + i, n - i, &cp);
        if (wide)
            cp = cp == ' ' ? 0x3000 : cp > 0x20 && cp < 0x7F ? cp + 0xFEE0 : cp;
        else
            cp = cp == 0x3000 ? ' ' : cp > 0xFF00 && cp < 0xFF5F ? cp - 0xFEE0 : cp;
        p += ol_utf8_encode(cp, p);
    }
    OL_RETURN_STR(out, p - out);
}

OL_FUNCTION(ol_fn_to_single_byte)
{
    return width(fcinfo, false);
}

OL_FUNCTION(ol_fn_to_multi_byte)
{
    return width(fcinfo, true);
}

/* NLSSORT: the bytes by which NLS_SORT orders; BINARY, BINARY_CI (case left out), BINARY_AI (accents too). */
OL_FUNCTION(ol_fn_nlssort)
{
    text *t = OL_TEXT_ARG(0);
    OlStr sort = ol_nls()->sort;
    bytea *out;
    size_t n;

    if (PG_NARGS() > 1)
    {
        OlStr a = ol_str_trim(ol_text_str(OL_TEXT_ARG(1)));
        const char *eq = a.n > 0 ? memchr(a.s, '=', a.n) : NULL;

        if (eq == NULL || !ol_str_ieq_c(ol_str_trim(ol_str_n(a.s, (size_t)(eq - a.s))), "NLS_SORT"))
            ol_raise(OL_ERR_INVALID_NLS_STRING);
        sort = ol_str_trim(ol_str_n(eq + 1, a.n - (size_t)(eq + 1 - a.s)));
    }
    if (ol_str_ieq_c(sort, "BINARY_CI") || ol_str_ieq_c(sort, "BINARY_AI"))
    {
        if (ol_str_ieq_c(sort, "BINARY_AI"))
        {
            text *d = normalized(t, UNICODE_NFD, false);
            const char *s = VARDATA_ANY(d);
            size_t m = VARSIZE_ANY_EXHDR(d), k = 0;
            char *kept = palloc(m + 1);

            for (size_t i = 0; i < m;)
            {
                uint32_t cp;
                int len = ol_utf8_decode(s + i, m - i, &cp);

                if (cp < 0x300 || cp >= 0x370)
                {
                    memcpy(kept + k, s + i, (size_t)len);
                    k += (size_t)len;
                }
                i += (size_t)len;
            }
            t = cstring_to_text_with_len(kept, (int)k);
        }
        t = DatumGetTextPP(DirectFunctionCall1Coll(lower, 100, PointerGetDatum(t)));
    }
    else if (!ol_str_ieq_c(sort, "BINARY"))
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("NLS_SORT = %.*s", (int)OL_MIN(sort.n, 60), sort.s));
    n = VARSIZE_ANY_EXHDR(t);
    out = palloc(VARHDRSZ + n + 1);
    SET_VARSIZE(out, VARHDRSZ + n + 1);
    memcpy(VARDATA(out), VARDATA_ANY(t), n);
    VARDATA(out)[n] = '\0';
    PG_RETURN_BYTEA_P(out);
}

/* --- sequences ---------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_nextval)
{
    return ol_datum_int64(nextval_internal(PG_GETARG_OID(0), true));
}

OL_FUNCTION(ol_fn_currval)
{
    MemoryContext context = CurrentMemoryContext;
    volatile int64 value = 0;

    PG_TRY();
    {
        value = DatumGetInt64(DirectFunctionCall1(currval_oid, PG_GETARG_DATUM(0)));
    }
    PG_CATCH();
    {
        ErrorData *error;

        MemoryContextSwitchTo(context);
        error = CopyErrorData();
        if (error->sqlerrcode != ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE)
            PG_RE_THROW();
        FlushErrorState();
        {
            char *name = get_rel_name(PG_GETARG_OID(0));

            ol_raise(OL_ERR_SEQUENCE_NOT_DEFINED, name == NULL ? "" : swap_name(name, strlen(name)));
        }
    }
    PG_END_TRY();
    return ol_datum_int64(value);
}

/* --- DBMS_RANDOM, DBMS_UTILITY ------------------------------------------------------------------------------------ */
static uint64 random_next(void)
{
    return ol_random_next(); /* one sequence for SQL and PL/SQL: SEED makes both repeatable */
}

/* A NUMBER in [0, 1) of 38 digits. */
static void random_decimal(OlDecimal *out)
{
    char digits[64];
    OlDiag diag;

    snprintf(digits, sizeof digits, "0.%018llu%018llu%02llu", (unsigned long long)(random_next() % UINT64CONST(1000000000000000000)),
             (unsigned long long)(random_next() % UINT64CONST(1000000000000000000)), (unsigned long long)(random_next() % 100));
    OL_TRY(ol_decimal_from_text(ol_str(digits), out, &diag), diag);
}

OL_FUNCTION(ol_fn_random_value)
{
    OlDecimal d;

    random_decimal(&d);
    if (PG_NARGS() > 1)
    {
        OlDecimal lo, hi, span;
        OlDiag diag;

        if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
            PG_RETURN_NULL();
        lo = OL_DECIMAL_ARG(0);
        hi = OL_DECIMAL_ARG(1);
        OL_TRY(ol_decimal_sub(&hi, &lo, &span, &diag), diag);
        OL_TRY(ol_decimal_mul(&d, &span, &d, &diag), diag);
        OL_TRY(ol_decimal_add(&d, &lo, &d, &diag), diag);
    }
    OL_RETURN_DECIMAL(&d);
}

OL_FUNCTION(ol_fn_random_random)
{
    return ol_datum_int64((int32)(uint32)random_next());
}

OL_FUNCTION(ol_fn_random_normal)
{
    double u = ((double)(random_next() >> 11) + 1) / 9007199254740993.0;
    double v = (double)(random_next() >> 11) / 9007199254740992.0;
    OlDecimal d;
    OlDiag diag;

    OL_TRY(ol_decimal_from_double(sqrt(-2 * log(u)) * cos(2 * M_PI * v), &d, &diag), diag);
    OL_RETURN_DECIMAL(&d);
}

/* DBMS_RANDOM.STRING(opt, len): U upper, L lower, A both, X upper and digits, P printable; anything else is U. */
OL_FUNCTION(ol_fn_random_string)
{
    static const char alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char opt = 'U';
    int64 n;
    char *out;

    if (PG_ARGISNULL(1))
        PG_RETURN_NULL();
    if (!PG_ARGISNULL(0) && VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) > 0)
        opt = pg_toupper((unsigned char)*VARDATA_ANY(OL_TEXT_ARG(0)));
    n = OL_COUNT_ARG(1);
    n = n < 0 ? 0 : n > 4000 ? 4000 : n;
    out = palloc((size_t)n + 1);
    for (int64 i = 0; i < n; i++)
    {
        uint64 r = random_next() >> 8;

        out[i] = opt == 'L' ? (char)('a' + r % 26)
                 : opt == 'A' ? (char)((r % 52 < 26 ? 'A' : 'a' - 26) + r % 52)
                 : opt == 'X' ? alnum[r % 36]
                 : opt == 'P' ? (char)(' ' + r % 95)
                              : (char)('A' + r % 26);
    }
    OL_RETURN_STR(out, n);
}

OL_FUNCTION(ol_fn_random_seed)
{
    text *t = OL_TEXT_ARG(0);
    uint64 h = ol_hash_bytes(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), 1);

    ol_random_seed(h);
    PG_RETURN_VOID();
}

/* Hundredths of a second from an arbitrary start. */
OL_FUNCTION(ol_fn_get_time)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return ol_datum_int64((int64)now.tv_sec * 100 + now.tv_nsec / 10000000);
}

/* SYS_TYPEID needs object types in a hierarchy, which are not there yet. */
OL_FUNCTION(ol_fn_sys_typeid)
{
    ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "SYS_TYPEID");
}
