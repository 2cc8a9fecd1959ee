/*
 * assign.c - what a column or a CAST takes: lengths of strings and RAW, LIKE by Oracle's rules, GREATEST and LEAST.
 *
 * Invariant: a value that is too long is never cut by an assignment (ORA-12899 with both lengths); a CAST cuts.
 * See also:  sql/func/assign.sql
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "runtime/func/func.h"

#define CHAR_MAX_CHARS 32767 /* PL/SQL's greatest CHAR */

static void too_large(text *column, int64 actual, int maximum)
{
    ol_raise(OL_ERR_VALUE_TOO_LARGE, text_to_cstring(column), psprintf(INT64_FORMAT, actual), psprintf("%d", maximum));
}

OL_FUNCTION(ol_fn_assign_byte)
{
    text *t = OL_TEXT_ARG(0);
    size_t n = VARSIZE_ANY_EXHDR(t);
    int max = PG_GETARG_INT32(1);

    if (OL_UNLIKELY(n > (size_t)max))
        too_large(OL_TEXT_ARG(2), (int64)n, max);
    OL_RETURN_TEXT(t);
}

OL_FUNCTION(ol_fn_assign_char)
{
    text *t = OL_TEXT_ARG(0);
    size_t n = VARSIZE_ANY_EXHDR(t);
    int max = PG_GETARG_INT32(1);

    if (OL_UNLIKELY(n > (size_t)max))
    {
        size_t chars = ol_char_count(VARDATA_ANY(t), n);

        if (chars > (size_t)max)
            too_large(OL_TEXT_ARG(2), (int64)chars, max);
    }
    OL_RETURN_TEXT(t);
}

OL_FUNCTION(ol_fn_assign_raw)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    int max = PG_GETARG_INT32(1);

    if (VARSIZE_ANY_EXHDR(b) > (size_t)max)
        too_large(OL_TEXT_ARG(2), (int64)VARSIZE_ANY_EXHDR(b), max);
    OL_RETURN_TEXT(b);
}

/* An empty CLOB stays one: it is not NULL. */
OL_FUNCTION(ol_fn_same)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

OL_FUNCTION(ol_fn_cast_byte)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t), max = (size_t)OL_MAX(PG_GETARG_INT32(1), 0);

    if (n > max)
        OL_RETURN_STR(s, pg_mbcliplen(s, (int)n, (int)max));
    OL_RETURN_TEXT(t);
}

OL_FUNCTION(ol_fn_cast_char)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t), max = (size_t)OL_MAX(PG_GETARG_INT32(1), 0);

    if (n > max)
        OL_RETURN_STR(s, ol_char_offset(s, n, max));
    OL_RETURN_TEXT(t);
}

/* CAST(x AS CHAR(n)): n characters exactly. */
OL_FUNCTION(ol_fn_cast_pad)
{
    text *t = OL_TEXT_ARG(0), *out;
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t), want = (size_t)OL_MAX(PG_GETARG_INT32(1), 1), chars;

    if (n == 0)
        PG_RETURN_NULL();
    if (want > CHAR_MAX_CHARS)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    chars = ol_char_count(s, n);
    if (chars >= want)
        OL_RETURN_STR(s, ol_char_offset(s, n, want));
    out = palloc(VARHDRSZ + n + want - chars);
    SET_VARSIZE(out, VARHDRSZ + n + want - chars);
    memcpy(VARDATA(out), s, n);
    memset(VARDATA(out) + n, ' ', want - chars);
    PG_RETURN_TEXT_P(out);
}

/* --- LIKE --------------------------------------------------------------------------------------------------------- */
static Datum like_impl(FunctionCallInfo fcinfo, const char *esc, size_t esc_bytes)
{
    text *pattern = OL_TEXT_ARG(1);
    const char *s = VARDATA_ANY(pattern);
    size_t n = VARSIZE_ANY_EXHDR(pattern);
    char *out, *p;

    if (n == 0)
        PG_RETURN_NULL();
    if (esc_bytes == 0 && memchr(s, '\\', n) == NULL)
        return DirectFunctionCall2Coll(textlike, C_COLLATION_OID, PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));
    /* To the escape character PostgreSQL takes without being told: the backslash. */
    p = out = palloc(2 * n + 1);
    for (size_t i = 0; i < n;)
    {
        size_t len = (size_t)ol_char_bytes(s + i, n - i);

        if (esc_bytes == len && memcmp(s + i, esc, len) == 0)
        {
            i += len;
            if (i >= n)
                ol_raise(OL_ERR_INVALID_ESCAPE);
            len = (size_t)ol_char_bytes(s + i, n - i);
            if (s[i] != '%' && s[i] != '_' && !(len == esc_bytes && memcmp(s + i, esc, len) == 0))
                ol_raise(OL_ERR_INVALID_ESCAPE);
            *p++ = '\\';
        }
        else if (s[i] == '\\')
            *p++ = '\\';
        memcpy(p, s + i, len);
        p += len;
        i += len;
    }
    return DirectFunctionCall2Coll(textlike, C_COLLATION_OID, PG_GETARG_DATUM(0),
                                   PointerGetDatum(cstring_to_text_with_len(out, (int)(p - out))));
}

OL_FUNCTION(ol_fn_like)
{
    const char *esc = NULL;
    size_t m = 0;

    if (VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) == 0)
        PG_RETURN_NULL();
    if (PG_NARGS() > 2)
    {
        text *t = OL_TEXT_ARG(2);

        esc = VARDATA_ANY(t);
        m = VARSIZE_ANY_EXHDR(t);
        if (m == 0 || (size_t)ol_char_bytes(esc, m) != m)
            ol_raise(OL_ERR_ESCAPE_LENGTH);
    }
    return like_impl(fcinfo, esc, m);
}

/* --- GREATEST, LEAST ---------------------------------------------------------------------------------------------- */
/* NULL as soon as one value is NULL. Strings are compared by their bytes (NLS_COMP = BINARY). */
static Datum extreme(FunctionCallInfo fcinfo, int sign)
{
    ArrayType *array;
    Oid type;
    TypeCacheEntry *cache;
    ArrayIterator it;
    Datum best = (Datum)0, value;
    bool isnull, any = false;
    FmgrInfo *cmp;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    array = PG_GETARG_ARRAYTYPE_P(0);
    type = ARR_ELEMTYPE(array);
    cache = fcinfo->flinfo->fn_extra;
    if (cache == NULL || cache->type_id != type)
    {
        cache = lookup_type_cache(type, TYPECACHE_CMP_PROC_FINFO);
        if (!OidIsValid(cache->cmp_proc_finfo.fn_oid))
            ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
                            errmsg("could not identify a comparison function for type %s", format_type_be(type))));
        fcinfo->flinfo->fn_extra = cache;
    }
    cmp = &cache->cmp_proc_finfo;
    it = array_create_iterator(array, 0, NULL);
    while (array_iterate(it, &value, &isnull))
    {
        if (isnull)
            PG_RETURN_NULL();
        if (!any || DatumGetInt32(FunctionCall2Coll(cmp, C_COLLATION_OID, value, best)) * sign > 0)
            best = value;
        any = true;
    }
    array_free_iterator(it);
    if (!any)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(cache->typbyval ? best : datumCopy(best, cache->typbyval, cache->typlen));
}

OL_FUNCTION(ol_fn_greatest)
{
    return extreme(fcinfo, 1);
}

OL_FUNCTION(ol_fn_least)
{
    return extreme(fcinfo, -1);
}
