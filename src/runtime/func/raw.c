/*
 * raw.c - RAW and BLOB functions, DUMP, VSIZE, ORA_HASH, STANDARD_HASH, UTL_RAW and DBMS_LOB's plain functions.
 *
 * ORA_HASH: Oracle does not publish its function; ours is stable over time and machines but gives other numbers.
 * See also:  sql/func/raw.sql
 */
#include "postgres.h"

#include <openssl/evp.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/date.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "runtime/func/func.h"
#include "runtime/runtime.h"

static bytea *make_raw(const void *data, size_t n)
{
    bytea *out = palloc(VARHDRSZ + n);

    SET_VARSIZE(out, VARHDRSZ + n);
    memcpy(VARDATA(out), data, n);
    return out;
}

OL_FUNCTION(ol_fn_rawtohex)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    size_t n = VARSIZE_ANY_EXHDR(b);
    text *out;

    if (n == 0)
        PG_RETURN_NULL();
    if (n > (MaxAllocSize - VARHDRSZ) / 2)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    out = palloc(VARHDRSZ + 2 * n);
    SET_VARSIZE(out, VARHDRSZ + 2 * n);
    ol_raw_to_hex((const uint8_t *)VARDATA_ANY(b), n, VARDATA(out));
    PG_RETURN_TEXT_P(out);
}

OL_FUNCTION(ol_fn_hextoraw)
{
    text *t = OL_TEXT_ARG(0);
    size_t n = VARSIZE_ANY_EXHDR(t), got;
    bytea *out = palloc(VARHDRSZ + (n + 1) / 2);
    OlDiag diag;

    if (n == 0)
        PG_RETURN_NULL();
    OL_TRY(ol_raw_from_hex(ol_text_str(t), (uint8_t *)VARDATA(out), &got, &diag), diag);
    SET_VARSIZE(out, VARHDRSZ + got);
    OL_RETURN_TEXT(out);
}

/* SUBSTR of RAW and BLOB: as of strings, in bytes. */
OL_FUNCTION(ol_fn_raw_substr)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    int64 n = (int64)VARSIZE_ANY_EXHDR(b), pos = OL_COUNT_ARG(1), len = PG_NARGS() > 2 ? OL_COUNT_ARG(2) : OL_COUNT_LIMIT;

    if (pos > 0)
        pos--;
    else if (pos < 0)
        pos += n;
    if (len < 1 || pos < 0 || pos >= n)
        PG_RETURN_NULL();
    PG_RETURN_BYTEA_P(make_raw(VARDATA_ANY(b) + pos, (size_t)OL_MIN(len, n - pos)));
}

OL_FUNCTION(ol_fn_raw_concat)
{
    size_t total = 0;
    bytea *out;
    char *p;

    for (int i = 0; i < PG_NARGS(); i++)
        if (!PG_ARGISNULL(i))
            total += VARSIZE_ANY_EXHDR(PG_GETARG_BYTEA_PP(i));
    if (total == 0)
        PG_RETURN_NULL();
    out = palloc(VARHDRSZ + total);
    SET_VARSIZE(out, VARHDRSZ + total);
    p = VARDATA(out);
    for (int i = 0; i < PG_NARGS(); i++)
        if (!PG_ARGISNULL(i))
        {
            bytea *b = PG_GETARG_BYTEA_PP(i);

            memcpy(p, VARDATA_ANY(b), VARSIZE_ANY_EXHDR(b));
            p += VARSIZE_ANY_EXHDR(b);
        }
    PG_RETURN_BYTEA_P(out);
}

OL_FUNCTION(ol_fn_empty_lob)
{
    PG_RETURN_BYTEA_P(make_raw("", 0));
}

/* --- UTL_RAW ------------------------------------------------------------------------------------------------------ */
OL_FUNCTION(ol_fn_cast_to_raw)
{
    OL_RETURN_TEXT(OL_TEXT_ARG(0));
}

OL_FUNCTION(ol_fn_cast_to_varchar2)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);

    if (!pg_verifymbstr(VARDATA_ANY(b), (int)VARSIZE_ANY_EXHDR(b), true))
        ol_raise(OL_ERR_PARTIAL_CHARACTER);
    OL_RETURN_TEXT(b);
}

OL_FUNCTION(ol_fn_cast_to_nvarchar2)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    const uint8_t *data = (const uint8_t *)VARDATA_ANY(b);
    size_t n = VARSIZE_ANY_EXHDR(b), size = ol_utf16be_to_utf8_size(data, n);
    char *out = palloc(size + 1);

    size = ol_utf16be_to_utf8(data, n, out);
    if (memchr(out, 0, size) != NULL)
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "character U+0000");
    OL_RETURN_STR(out, size);
}

OL_FUNCTION(ol_fn_raw_to_number)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    OlDecimal d;
    OlDiag diag;

    OL_TRY(ol_number_decode((const uint8_t *)VARDATA_ANY(b), VARSIZE_ANY_EXHDR(b), &d, &diag), diag);
    OL_RETURN_DECIMAL(&d);
}

OL_FUNCTION(ol_fn_raw_from_number)
{
    OlDecimal d = OL_DECIMAL_ARG(0);
    uint8_t out[OL_NUMBER_WIRE_MAX];
    size_t n = ol_number_encode(&d, out);

    PG_RETURN_BYTEA_P(make_raw(out, n));
}

/* Endianness 1 big, 2 little, 3 the machine's. */
static bool little(FunctionCallInfo fcinfo)
{
    int64 e = PG_NARGS() > 1 ? OL_COUNT_ARG(1) : 1;

    if (e < 1 || e > 3)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, e));
#ifdef WORDS_BIGENDIAN
    return e == 2;
#else
    return e != 1;
#endif
}

OL_FUNCTION(ol_fn_raw_to_integer)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    const unsigned char *p = (const unsigned char *)VARDATA_ANY(b);
    size_t n = VARSIZE_ANY_EXHDR(b);
    bool low_first = little(fcinfo);
    uint32 value = 0;

    if (n < 1 || n > 4)
        ol_raise(OL_ERR_VALUE_ERROR_BUFFER, "");
    for (size_t i = 0; i < n; i++)
        value = value << 8 | p[low_first ? n - 1 - i : i];
    return ol_datum_int64((int32)value);
}

OL_FUNCTION(ol_fn_raw_from_integer)
{
    int64 v = OL_COUNT_ARG(0);
    bool low_first = little(fcinfo);
    unsigned char out[4];

    if (v < PG_INT32_MIN || v > PG_INT32_MAX)
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    for (int i = 0; i < 4; i++)
        out[low_first ? i : 3 - i] = (unsigned char)((uint32)(int32)v >> (8 * i));
    PG_RETURN_BYTEA_P(make_raw(out, 4));
}

OL_FUNCTION(ol_fn_raw_reverse)
{
    bytea *b = PG_GETARG_BYTEA_PP(0), *out;
    size_t n = VARSIZE_ANY_EXHDR(b);

    if (n == 0)
        PG_RETURN_NULL();
    out = make_raw(VARDATA_ANY(b), n);
    for (size_t i = 0; i < n; i++)
        VARDATA(out)[i] = VARDATA_ANY(b)[n - 1 - i];
    PG_RETURN_BYTEA_P(out);
}

/* The shorter value is applied to the beginning of the longer one, whose rest stays. */
static Datum bits(FunctionCallInfo fcinfo, char op)
{
    bytea *a = PG_GETARG_BYTEA_PP(0), *b = PG_GETARG_BYTEA_PP(1), *out;
    size_t an = VARSIZE_ANY_EXHDR(a), bn = VARSIZE_ANY_EXHDR(b);

    if (an < bn)
    {
        bytea *t = a;
        size_t tn = an;

        a = b;
        b = t;
        an = bn;
        bn = tn;
    }
    out = make_raw(VARDATA_ANY(a), an);
    for (size_t i = 0; i < bn; i++)
    {
        char y = VARDATA_ANY(b)[i];
        char *x = VARDATA(out) + i;

        *x = (char)(op == '&' ? *x & y : op == '|' ? *x | y : *x ^ y);
    }
    PG_RETURN_BYTEA_P(out);
}

OL_FUNCTION(ol_fn_raw_bit_and)
{
    return bits(fcinfo, '&');
}

OL_FUNCTION(ol_fn_raw_bit_or)
{
    return bits(fcinfo, '|');
}

OL_FUNCTION(ol_fn_raw_bit_xor)
{
    return bits(fcinfo, '^');
}

/* --- the bytes of a value as Oracle holds it ---------------------------------------------------------------------- */
/* Oracle's type number and bytes of a value of any of our types. The bytes point into the value or into scratch. */
static int oracle_bytes(FunctionCallInfo fcinfo, int arg, char scratch[32], const char **data, size_t *n)
{
    Oid type = get_fn_expr_argtype(fcinfo->flinfo, arg);
    Datum d = PG_GETARG_DATUM(arg);

    *data = scratch;
    switch (getBaseType(type))
    {
        case TEXTOID:
        case VARCHAROID:
        case BPCHAROID:
        case BYTEAOID:
        case UNKNOWNOID:
        {
            struct varlena *v;

            if (type == UNKNOWNOID)
            {
                *data = DatumGetCString(d);
                *n = strlen(*data);
                return 96;
            }
            v = PG_DETOAST_DATUM_PACKED(d);
            *data = VARDATA_ANY(v);
            *n = VARSIZE_ANY_EXHDR(v);
            return type == BPCHAROID ? 96 : type == BYTEAOID ? 23 : 1;
        }
        case NUMERICOID:
        {
            struct varlena *v = PG_DETOAST_DATUM_PACKED(d);

            *n = ol_number_from_pgnumeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), (uint8_t *)scratch);
            return 2;
        }
        case INT2OID:
            *n = ol_number_encode_int64(DatumGetInt16(d), (uint8_t *)scratch);
            return 2;
        case INT4OID:
            *n = ol_number_encode_int64(DatumGetInt32(d), (uint8_t *)scratch);
            return 2;
        case INT8OID:
            *n = ol_number_encode_int64(DatumGetInt64(d), (uint8_t *)scratch);
            return 2;
        case FLOAT4OID:
            ol_binary_float_encode(DatumGetFloat4(d), (uint8_t *)scratch);
            *n = 4;
            return 100;
        case FLOAT8OID:
            ol_binary_double_encode(DatumGetFloat8(d), (uint8_t *)scratch);
            *n = 8;
            return 101;
        case TIMESTAMPOID:
        case DATEOID:
        {
            Timestamp us = type == DATEOID ? DatumGetTimestamp(DirectFunctionCall1(date_timestamp, d)) : DatumGetTimestamp(d);

            *n = ol_timestamp_encode_pg(us, (uint8_t *)scratch);
            return *n == 7 ? 12 : 180;
        }
        case TIMESTAMPTZOID:
            *n = ol_timestamp_encode_pg(DatumGetTimestampTz(d), (uint8_t *)scratch);
            return 231;
        default:
        {
            Oid out;
            bool varlena;

            getTypeOutputInfo(type, &out, &varlena);
            *data = OidOutputFunctionCall(out, d);
            *n = strlen(*data);
            return 1;
        }
    }
}

OL_FUNCTION(ol_fn_vsize)
{
    char scratch[32];
    const char *data;
    size_t n;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    (void)oracle_bytes(fcinfo, 0, scratch, &data, &n);
    if (n == 0)
        PG_RETURN_NULL();
    return ol_datum_int64((int64)n);
}

/* DUMP(x, format, start, length): 8 octal, 10 decimal, 16 hexadecimal, 17 characters; plus 1000 names the character set. */
OL_FUNCTION(ol_fn_dump)
{
    char scratch[32];
    const char *data;
    size_t n, from = 0, take;
    int type;
    int64 format = PG_NARGS() > 1 && !PG_ARGISNULL(1) ? OL_COUNT_ARG(1) : 10;
    bool charset = format >= 1000;
    StringInfoData out;

    if (PG_ARGISNULL(0))
        PG_RETURN_TEXT_P(cstring_to_text("NULL"));
    type = oracle_bytes(fcinfo, 0, scratch, &data, &n);
    format %= 1000;
    if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
    {
        int64 start = OL_COUNT_ARG(2);

        if (start < 0)
            start += (int64)n + 1;
        from = start <= 1 ? 0 : OL_MIN((size_t)start - 1, n);
    }
    take = n - from;
    if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
        take = OL_MIN(take, (size_t)OL_MAX(OL_COUNT_ARG(3), 0));
    initStringInfo(&out);
    appendStringInfo(&out, "Typ=%d Len=%d", type, (int)n);
    if (charset && (type == 1 || type == 96))
        appendStringInfoString(&out, " CharacterSet=AL32UTF8");
    appendStringInfoString(&out, ": ");
    for (size_t i = from; i < from + take; i++)
    {
        unsigned char c = (unsigned char)data[i];

        if (i > from)
            appendStringInfoChar(&out, ',');
        if (format == 8)
            appendStringInfo(&out, "%o", c);
        else if (format == 16)
            appendStringInfo(&out, "%x", c);
        else if (format == 17 && c >= 32 && c < 127)
            appendStringInfoChar(&out, (char)c);
        else if (format == 17)
            appendStringInfo(&out, "%x", c);
        else
            appendStringInfo(&out, "%d", c);
    }
    PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}

/* ORA_HASH(x, max bucket, seed): 0 .. max bucket. */
OL_FUNCTION(ol_fn_ora_hash)
{
    char scratch[32];
    const char *data = "";
    size_t n = 0;
    int64 max = PG_NARGS() > 1 && !PG_ARGISNULL(1) ? OL_COUNT_ARG(1) : PG_UINT32_MAX;
    int64 seed = PG_NARGS() > 2 && !PG_ARGISNULL(2) ? OL_COUNT_ARG(2) : 0;
    uint64_t h;

    if (max < 0 || max > PG_UINT32_MAX)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, max));
    if (seed < 0 || seed > PG_UINT32_MAX)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, seed));
    if (!PG_ARGISNULL(0))
        (void)oracle_bytes(fcinfo, 0, scratch, &data, &n);
    h = ol_hash_bytes(data, n, (uint64_t)seed);
    return ol_datum_int64((int64)((h ^ (h >> 32)) % ((uint64_t)max + 1)));
}

OL_FUNCTION(ol_fn_standard_hash)
{
    static const char *const names[][2] = {{"SHA1", "SHA1"}, {"SHA256", "SHA256"}, {"SHA384", "SHA384"},
                                           {"SHA512", "SHA512"}, {"MD5", "MD5"}};
    OlStr name = PG_NARGS() > 1 && !PG_ARGISNULL(1) ? ol_text_str(OL_TEXT_ARG(1)) : ol_str("SHA1");
    char scratch[32];
    const char *data = "";
    size_t n = 0;
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int len = 0;
    const EVP_MD *md = NULL;

    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_ieq_c(name, names[i][0]))
            md = EVP_get_digestbyname(names[i][1]);
    if (md == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    if (!PG_ARGISNULL(0))
        (void)oracle_bytes(fcinfo, 0, scratch, &data, &n);
    if (EVP_Digest(data, n, out, &len, md, NULL) != 1)
        ol_raise_text(OL_ERR_ILLEGAL_ARGUMENT, "hash function %.*s is not available", OL_STR_ARG(name));
    PG_RETURN_BYTEA_P(make_raw(out, len));
}

/* --- DBMS_LOB ----------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_lob_length)
{
    text *t = OL_TEXT_ARG(0);

    return ol_datum_int64((int64)ol_char_count(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)));
}

OL_FUNCTION(ol_fn_blob_length)
{
    return ol_datum_int64((int64)VARSIZE_ANY_EXHDR(PG_GETARG_BYTEA_PP(0)));
}

/* DBMS_LOB.SUBSTR(lob, amount, offset): NULL for an amount or offset below 1. */
OL_FUNCTION(ol_fn_lob_substr)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t), from, take;
    int64 amount = PG_NARGS() > 1 ? OL_COUNT_ARG(1) : 32767, offset = PG_NARGS() > 2 ? OL_COUNT_ARG(2) : 1;

    if (amount < 1 || offset < 1 || amount > 32767)
        PG_RETURN_NULL();
    from = ol_char_offset(s, n, (size_t)offset - 1);
    take = ol_char_offset(s + from, n - from, (size_t)amount);
    OL_RETURN_STR(s + from, take);
}

OL_FUNCTION(ol_fn_blob_substr)
{
    bytea *b = PG_GETARG_BYTEA_PP(0);
    int64 n = (int64)VARSIZE_ANY_EXHDR(b);
    int64 amount = PG_NARGS() > 1 ? OL_COUNT_ARG(1) : 32767, offset = PG_NARGS() > 2 ? OL_COUNT_ARG(2) : 1;

    if (amount < 1 || offset < 1 || amount > 32767 || offset > n)
        PG_RETURN_NULL();
    PG_RETURN_BYTEA_P(make_raw(VARDATA_ANY(b) + offset - 1, (size_t)OL_MIN(amount, n - offset + 1)));
}

/* DBMS_LOB.INSTR of BLOBs; of CLOBs it is INSTR. */
OL_FUNCTION(ol_fn_blob_instr)
{
    bytea *b = PG_GETARG_BYTEA_PP(0), *p = PG_GETARG_BYTEA_PP(1);
    int64 n = (int64)VARSIZE_ANY_EXHDR(b), m = (int64)VARSIZE_ANY_EXHDR(p);
    int64 offset = PG_NARGS() > 2 ? OL_COUNT_ARG(2) : 1, nth = PG_NARGS() > 3 ? OL_COUNT_ARG(3) : 1;

    if (offset < 1 || nth < 1 || m == 0)
        PG_RETURN_NULL();
    for (int64 at = offset - 1; at + m <= n; at++)
    {
        const char *hit = memmem(VARDATA_ANY(b) + at, (size_t)(n - at), VARDATA_ANY(p), (size_t)m);

        if (hit == NULL)
            break;
        at = hit - VARDATA_ANY(b);
        if (--nth == 0)
            return ol_datum_int64(at + 1);
    }
    return ol_datum_int64(0);
}

/* DBMS_LOB.COMPARE(a, b, amount, offset a, offset b): 0 equal, else -1 or 1. */
static Datum lob_compare(FunctionCallInfo fcinfo, bool chars)
{
    struct varlena *a = PG_GETARG_VARLENA_PP(0), *b = PG_GETARG_VARLENA_PP(1);
    int64 amount = PG_NARGS() > 2 ? OL_COUNT_ARG(2) : OL_COUNT_LIMIT;
    int64 oa = PG_NARGS() > 3 ? OL_COUNT_ARG(3) : 1, ob = PG_NARGS() > 4 ? OL_COUNT_ARG(4) : 1;
    const char *p = VARDATA_ANY(a), *q = VARDATA_ANY(b);
    size_t n = VARSIZE_ANY_EXHDR(a), m = VARSIZE_ANY_EXHDR(b), skip;
    int c;

    if (amount < 1 || oa < 1 || ob < 1)
        PG_RETURN_NULL();
    skip = chars ? ol_char_offset(p, n, (size_t)oa - 1) : OL_MIN(n, (size_t)oa - 1);
    p += skip;
    n -= skip;
    skip = chars ? ol_char_offset(q, m, (size_t)ob - 1) : OL_MIN(m, (size_t)ob - 1);
    q += skip;
    m -= skip;
    n = chars ? ol_char_offset(p, n, (size_t)amount) : OL_MIN(n, (size_t)amount);
    m = chars ? ol_char_offset(q, m, (size_t)amount) : OL_MIN(m, (size_t)amount);
    c = memcmp(p, q, OL_MIN(n, m));
    return ol_datum_int64(c < 0 ? -1 : c > 0 ? 1 : n < m ? -1 : n > m);
}

OL_FUNCTION(ol_fn_lob_compare)
{
    return lob_compare(fcinfo, true);
}

OL_FUNCTION(ol_fn_blob_compare)
{
    return lob_compare(fcinfo, false);
}
