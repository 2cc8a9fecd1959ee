/*
 * string.c - character functions: SUBSTR, INSTR, LENGTH, LPAD, TRIM, REPLACE, TRANSLATE, CHR, ... and their byte forms.
 *
 * Invariant: '' is NULL: no function here returns an empty string, and one that gets NULL for an optional search string
 *            behaves as Oracle documents (REPLACE(s, NULL, x) is s), so most are not declared STRICT.
 * See also:  Oracle SQL Language Reference, Character Functions; sql/func/string.sql; tests/sql/string.sql
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/formatting.h"
#include "utils/memutils.h"

#include "runtime/func/func.h"

/* --- concatenation ------------------------------------------------------------------------------------------------ */
/* NULL || x is x; NULL || NULL is NULL. */
OL_FUNCTION(ol_fn_concat)
{
    text *a, *b, *out;
    size_t an, bn;

    if (PG_ARGISNULL(0))
    {
        if (PG_ARGISNULL(1))
            PG_RETURN_NULL();
        OL_RETURN_TEXT(OL_TEXT_ARG(1));
    }
    if (PG_ARGISNULL(1))
        OL_RETURN_TEXT(OL_TEXT_ARG(0));
    a = OL_TEXT_ARG(0);
    b = OL_TEXT_ARG(1);
    an = VARSIZE_ANY_EXHDR(a);
    bn = VARSIZE_ANY_EXHDR(b);
    if (an + bn == 0)
        PG_RETURN_NULL();
    out = palloc(VARHDRSZ + an + bn);
    SET_VARSIZE(out, VARHDRSZ + an + bn);
    memcpy(VARDATA(out), VARDATA_ANY(a), an);
    memcpy(VARDATA(out) + an, VARDATA_ANY(b), bn);
    PG_RETURN_TEXT_P(out);
}

/* || of VARCHAR2s that may become longer than one can be: ORA-01489 */
OL_FUNCTION(ol_fn_concat_limited)
{
    if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && VARSIZE_ANY_EXHDR(OL_TEXT_ARG(0)) + VARSIZE_ANY_EXHDR(OL_TEXT_ARG(1)) > 4000)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    return ol_fn_concat(fcinfo);
}

/* The same for any number of operands: one copy instead of one per operator. */
OL_FUNCTION(ol_fn_concat_n)
{
    size_t total = 0;
    text *parts[FUNC_MAX_ARGS];
    char *p;
    text *out;
    int n = PG_NARGS();

    for (int i = 0; i < n; i++)
    {
        parts[i] = PG_ARGISNULL(i) ? NULL : OL_TEXT_ARG(i);
        if (parts[i] != NULL)
            total += VARSIZE_ANY_EXHDR(parts[i]);
    }
    if (total == 0)
        PG_RETURN_NULL();
    out = palloc(VARHDRSZ + total);
    SET_VARSIZE(out, VARHDRSZ + total);
    p = VARDATA(out);
    for (int i = 0; i < n; i++)
        if (parts[i] != NULL)
        {
            memcpy(p, VARDATA_ANY(parts[i]), VARSIZE_ANY_EXHDR(parts[i]));
            p += VARSIZE_ANY_EXHDR(parts[i]);
        }
    PG_RETURN_TEXT_P(out);
}

/* char(n) keeps its blanks on the way to text (PostgreSQL's cast drops them). */
OL_FUNCTION(ol_fn_char_to_text)
{
    OL_RETURN_TEXT(PG_GETARG_TEXT_PP(0));
}

/* '' from where PostgreSQL made it (a column filled on the PostgreSQL side) is NULL to Oracle's eyes. */
OL_FUNCTION(ol_fn_empty_to_null)
{
    OL_RETURN_TEXT(PG_GETARG_TEXT_PP(0));
}

/* --- SUBSTR ------------------------------------------------------------------------------------------------------- */
/* Position 0 counts as 1; a negative one counts from the end; a length below 1 gives NULL. */
static Datum substr_impl(FunctionCallInfo fcinfo, text *t, int64 pos, int64 len, bool bytes)
{
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    size_t from, take;

    if (len < 1)
        PG_RETURN_NULL();
    if (pos < 0)
    {
        size_t chars = bytes ? n : ol_char_count(s, n);

        if ((size_t)-pos > chars)
            PG_RETURN_NULL();
        pos = (int64)chars + pos;
    }
    else if (pos > 0)
        pos--;
    if ((size_t)pos >= n)
        PG_RETURN_NULL();
    if (bytes)
    {
        from = (size_t)pos;
        take = OL_MIN((size_t)len, n - from);
        if (ol_multibyte() && !ol_is_ascii(s, n))
        {
            /* Half a character at either end becomes blanks, so that the result stays valid text (as Oracle shows it). */
            char *out = palloc(take + 1);
            size_t at = 0;

            memset(out, ' ', take);
            while (at < from + take)
            {
                size_t m = (size_t)ol_char_bytes(s + at, n - at);

                if (at >= from && at + m <= from + take)
                    memcpy(out + (at - from), s + at, m);
                at += m;
            }
            OL_RETURN_STR(out, take);
        }
    }
    else
    {
        from = ol_char_offset(s, n, (size_t)pos);
        take = ol_char_offset(s + from, n - from, (size_t)len);
    }
    OL_RETURN_STR(s + from, take);
}

OL_FUNCTION(ol_fn_substr2)
{
    return substr_impl(fcinfo, OL_TEXT_ARG(0), OL_COUNT_ARG(1), OL_COUNT_LIMIT, false);
}

OL_FUNCTION(ol_fn_substr)
{
    return substr_impl(fcinfo, OL_TEXT_ARG(0), OL_COUNT_ARG(1), OL_COUNT_ARG(2), false);
}

OL_FUNCTION(ol_fn_substr_int)
{
    return substr_impl(fcinfo, OL_TEXT_ARG(0), PG_GETARG_INT32(1), PG_NARGS() > 2 ? PG_GETARG_INT32(2) : OL_COUNT_LIMIT,
                       false);
}

OL_FUNCTION(ol_fn_substrb)
{
    return substr_impl(fcinfo, OL_TEXT_ARG(0), OL_COUNT_ARG(1), PG_NARGS() > 2 ? OL_COUNT_ARG(2) : OL_COUNT_LIMIT, true);
}

/* --- LENGTH ------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_length)
{
    text *t = OL_TEXT_ARG(0);
    size_t n = VARSIZE_ANY_EXHDR(t);

    if (n == 0)
        PG_RETURN_NULL();
    return ol_datum_int64((int64)ol_char_count(VARDATA_ANY(t), n));
}

OL_FUNCTION(ol_fn_lengthb)
{
    text *t = OL_TEXT_ARG(0);
    size_t n = VARSIZE_ANY_EXHDR(t);

    if (n == 0)
        PG_RETURN_NULL();
    return ol_datum_int64((int64)n);
}

/* --- INSTR -------------------------------------------------------------------------------------------------------- */
/* Byte offset of the nth occurrence at or after from, -1 when there is none. Occurrences may overlap. */
static int64 find_forward(const char *s, size_t n, const char *sub, size_t m, size_t from, int64 nth)
{
    const char *at = s + from;

    while (n - (size_t)(at - s) >= m)
    {
        const char *hit = m == 1 ? memchr(at, *sub, n - (size_t)(at - s)) : memmem(at, n - (size_t)(at - s), sub, m);

        if (hit == NULL)
            return -1;
        if (--nth == 0)
            return hit - s;
        at = hit + 1; /* UTF-8: a match of valid text always starts at a character */
    }
    return -1;
}

static int64 find_backward(const char *s, size_t n, const char *sub, size_t m, size_t from, int64 nth)
{
    if (m > n)
        return -1;
    for (size_t i = OL_MIN(from, n - m) + 1; i-- > 0;)
        if (s[i] == *sub && memcmp(s + i, sub, m) == 0 && --nth == 0)
            return (int64)i;
    return -1;
}

/* INSTR(s, sub, pos, nth): 0 when not found; a negative pos searches backwards from that far before the end. */
static Datum instr_impl(FunctionCallInfo fcinfo, int64 pos, int64 nth, bool bytes)
{
    text *ts = OL_TEXT_ARG(0), *tsub = OL_TEXT_ARG(1);
    const char *s = VARDATA_ANY(ts), *sub = VARDATA_ANY(tsub);
    size_t n = VARSIZE_ANY_EXHDR(ts), m = VARSIZE_ANY_EXHDR(tsub);
    int64 hit;

    if (n == 0 || m == 0)
        PG_RETURN_NULL();
    if (nth < 1)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, nth));
    if (pos == 0)
        return ol_datum_int64(0);
    if (pos > 0)
    {
        size_t from;

        if ((size_t)pos > n)
            return ol_datum_int64(0);
        from = pos == 1 ? 0 : bytes ? (size_t)pos - 1 : ol_char_offset(s, n, (size_t)pos - 1);
        hit = from >= n ? -1 : find_forward(s, n, sub, m, from, nth);
    }
    else
    {
        size_t chars = bytes ? n : ol_char_count(s, n);
        size_t from;

        if ((size_t)-pos > chars)
            return ol_datum_int64(0);
        from = chars - (size_t)-pos;
        from = bytes ? from : ol_char_offset(s, n, from);
        hit = find_backward(s, n, sub, m, from, nth);
    }
    if (hit < 0)
        return ol_datum_int64(0);
    return ol_datum_int64(bytes ? hit + 1 : (int64)ol_char_count(s, (size_t)hit) + 1);
}

OL_FUNCTION(ol_fn_instr)
{
    return instr_impl(fcinfo, PG_NARGS() > 2 ? OL_COUNT_ARG(2) : 1, PG_NARGS() > 3 ? OL_COUNT_ARG(3) : 1, false);
}

OL_FUNCTION(ol_fn_instrb)
{
    return instr_impl(fcinfo, PG_NARGS() > 2 ? OL_COUNT_ARG(2) : 1, PG_NARGS() > 3 ? OL_COUNT_ARG(3) : 1, true);
}

/* --- LPAD, RPAD --------------------------------------------------------------------------------------------------- */
#define PAD_LIMIT (64 * 1024 * 1024)

static Datum pad_impl(FunctionCallInfo fcinfo, bool left)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t), *fill = " ";
    size_t n = VARSIZE_ANY_EXHDR(t), fn = 1, fill_chars, chars, pad_bytes;
    int64 want = OL_COUNT_ARG(1);
    int64 pad;
    text *out;
    char *p;

    if (PG_NARGS() > 2)
    {
        text *f = OL_TEXT_ARG(2);

        fill = VARDATA_ANY(f);
        fn = VARSIZE_ANY_EXHDR(f);
        if (fn == 0)
            PG_RETURN_NULL();
    }
    if (want < 1 || n == 0)
        PG_RETURN_NULL();
    chars = ol_char_count(s, n);
    if ((size_t)want <= chars)
        OL_RETURN_STR(s, ol_char_offset(s, n, (size_t)want));
    pad = want - (int64)chars;
    if (pad > PAD_LIMIT)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    fill_chars = fn == 1 ? 1 : ol_char_count(fill, fn);
    pad_bytes = (size_t)pad / fill_chars * fn + ol_char_offset(fill, fn, (size_t)pad % fill_chars);
    if (pad_bytes + n > MaxAllocSize - VARHDRSZ - 1)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    out = palloc(VARHDRSZ + n + pad_bytes);
    SET_VARSIZE(out, VARHDRSZ + n + pad_bytes);
    p = VARDATA(out);
    if (!left)
    {
        memcpy(p, s, n);
        p += n;
    }
    if (fn == 1)
        memset(p, *fill, pad_bytes);
    else
        for (size_t at = 0; at < pad_bytes; at += fn)
            memcpy(p + at, fill, OL_MIN(fn, pad_bytes - at));
    if (left)
        memcpy(p + pad_bytes, s, n);
    PG_RETURN_TEXT_P(out);
}

OL_FUNCTION(ol_fn_lpad)
{
    return pad_impl(fcinfo, true);
}

OL_FUNCTION(ol_fn_rpad)
{
    return pad_impl(fcinfo, false);
}

/* --- LTRIM, RTRIM, TRIM ------------------------------------------------------------------------------------------- */
static bool set_has(const char *set, size_t m, const char *c, size_t len)
{
    for (size_t i = 0; i < m;)
    {
        size_t l = (size_t)ol_char_bytes(set + i, m - i);

        if (l == len && memcmp(set + i, c, len) == 0)
            return true;
        i += l;
    }
    return false;
}

static Datum trim_impl(FunctionCallInfo fcinfo, bool left, bool right, bool one_char)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t), *set = " ";
    size_t n = VARSIZE_ANY_EXHDR(t), m = 1;

    if (PG_NARGS() > 1)
    {
        text *u = OL_TEXT_ARG(1);

        set = VARDATA_ANY(u);
        m = VARSIZE_ANY_EXHDR(u);
        if (m == 0)
            PG_RETURN_NULL();
        if (one_char && ol_char_count(set, m) > 1)
            ol_raise(OL_ERR_TRIM_SET);
    }
    if (m == 1 && (unsigned char)*set < 0x80)
    {
        if (left)
            while (n > 0 && *s == *set)
                s++, n--;
        if (right)
            while (n > 0 && s[n - 1] == *set)
                n--;
        OL_RETURN_STR(s, n);
    }
    if (left)
        while (n > 0)
        {
            size_t len = (size_t)ol_char_bytes(s, n);

            if (!set_has(set, m, s, len))
                break;
            s += len;
            n -= len;
        }
    if (right)
    {
        size_t end = 0; /* after the last character that stays */

        if (!ol_multibyte() || ol_is_ascii(s, n))
            for (end = n; end > 0 && memchr(set, s[end - 1], m) != NULL;)
                end--;
        else
            for (size_t i = 0; i < n;)
            {
                size_t len = (size_t)ol_char_bytes(s + i, n - i);

                if (!set_has(set, m, s + i, len))
                    end = i + len;
                i += len;
            }
        n = end;
    }
    OL_RETURN_STR(s, n);
}

OL_FUNCTION(ol_fn_ltrim)
{
    return trim_impl(fcinfo, true, false, false);
}

OL_FUNCTION(ol_fn_rtrim)
{
    return trim_impl(fcinfo, false, true, false);
}

OL_FUNCTION(ol_fn_trim)
{
    return trim_impl(fcinfo, true, true, true);
}

OL_FUNCTION(ol_fn_trim_leading)
{
    return trim_impl(fcinfo, true, false, true);
}

OL_FUNCTION(ol_fn_trim_trailing)
{
    return trim_impl(fcinfo, false, true, true);
}

/* For needles as short as those of SQL, finding the first byte and comparing beats memmem's preparation. */
static const char *find(const char *s, size_t n, const char *sub, size_t m)
{
    const char *end = s + n;

    if (m > 32)
        return memmem(s, n, sub, m);
    while ((size_t)(end - s) >= m)
    {
        s = memchr(s, *sub, (size_t)(end - s) - m + 1);
        if (s == NULL)
            return NULL;
        if (memcmp(s, sub, m) == 0)
            return s;
        s++;
    }
    return NULL;
}

/* --- REPLACE, TRANSLATE ------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_replace)
{
    text *ts, *tsub, *trep, *out;
    const char *s, *sub, *rep = "", *from;
    size_t n, m, r = 0, hits = 0;
    char *p;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    ts = OL_TEXT_ARG(0);
    if (PG_ARGISNULL(1))
        OL_RETURN_TEXT(ts);
    tsub = OL_TEXT_ARG(1);
    s = VARDATA_ANY(ts);
    n = VARSIZE_ANY_EXHDR(ts);
    sub = VARDATA_ANY(tsub);
    m = VARSIZE_ANY_EXHDR(tsub);
    if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
    {
        trep = OL_TEXT_ARG(2);
        rep = VARDATA_ANY(trep);
        r = VARSIZE_ANY_EXHDR(trep);
    }
    if (m == 0 || n < m)
        OL_RETURN_TEXT(ts);
    from = find(s, n, sub, m);
    if (from == NULL)
        OL_RETURN_TEXT(ts);
    if (r <= m)
        out = palloc(VARHDRSZ + n); /* it cannot grow: one pass is enough */
    else
    {
        for (const char *at = from; at != NULL; at = find(at + m, n - (size_t)(at + m - s), sub, m))
            hits++;
        if (hits > (MaxAllocSize - VARHDRSZ - n) / (r - m))
            ol_raise(OL_ERR_CONCAT_TOO_LONG);
        out = palloc(VARHDRSZ + n + hits * (r - m));
    }
    p = VARDATA(out);
    for (const char *at = s;; from = find(at, n - (size_t)(at - s), sub, m))
    {
        size_t keep = from == NULL ? n - (size_t)(at - s) : (size_t)(from - at);

        memcpy(p, at, keep);
        p += keep;
        if (from == NULL)
            break;
        memcpy(p, rep, r);
        p += r;
        at = from + m;
    }
    SET_VARSIZE(out, p - (char *)out);
    OL_RETURN_TEXT(out);
}

/* TRANSLATE(s, from, to): a character of from without a counterpart in to is removed. */
OL_FUNCTION(ol_fn_translate)
{
    text *ts = OL_TEXT_ARG(0), *tf = OL_TEXT_ARG(1), *tt = OL_TEXT_ARG(2), *out;
    const char *s = VARDATA_ANY(ts), *f = VARDATA_ANY(tf), *to = VARDATA_ANY(tt);
    size_t n = VARSIZE_ANY_EXHDR(ts), fn = VARSIZE_ANY_EXHDR(tf), tn = VARSIZE_ANY_EXHDR(tt);
    char *p;

    if (n == 0 || fn == 0 || tn == 0)
        PG_RETURN_NULL();
    if (!ol_multibyte() || (ol_is_ascii(f, fn) && ol_is_ascii(to, tn)))
    {
        int16 map[256];

        for (int i = 0; i < 256; i++)
            map[i] = (int16)i;
        for (size_t i = fn; i-- > 0;) /* the first mention of a character counts */
            map[(unsigned char)f[i]] = i < tn ? (int16)(unsigned char)to[i] : -1;
        out = palloc(VARHDRSZ + n);
        p = VARDATA(out);
        for (size_t i = 0; i < n; i++)
        {
            int16 c = map[(unsigned char)s[i]];

            if (c >= 0)
                *p++ = (char)c;
        }
    }
    else
    {
        out = palloc(VARHDRSZ + n * (size_t)pg_database_encoding_max_length());
        p = VARDATA(out);
        for (size_t i = 0; i < n;)
        {
            size_t len = (size_t)ol_char_bytes(s + i, n - i), fi, ti = 0;
            bool found = false;

            for (fi = 0; fi < fn;)
            {
                size_t fl = (size_t)ol_char_bytes(f + fi, fn - fi);
                size_t tl = ti < tn ? (size_t)ol_char_bytes(to + ti, tn - ti) : 0;

                if (fl == len && memcmp(f + fi, s + i, len) == 0)
                {
                    memcpy(p, to + ti, tl);
                    p += tl;
                    found = true;
                    break;
                }
                fi += fl;
                ti += tl;
            }
            if (!found)
            {
                memcpy(p, s + i, len);
                p += len;
            }
            i += len;
            CHECK_FOR_INTERRUPTS();
        }
    }
    SET_VARSIZE(out, p - (char *)out);
    OL_RETURN_TEXT(out);
}

/* --- case --------------------------------------------------------------------------------------------------------- */
static Datum case_impl(FunctionCallInfo fcinfo, bool up)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);

    if (n == 0)
        PG_RETURN_NULL();
    if (ol_is_ascii(s, n))
    {
        text *out = palloc(VARHDRSZ + n);
        char *p = VARDATA(out);

        SET_VARSIZE(out, VARHDRSZ + n);
        if (up)
            for (size_t i = 0; i < n; i++)
                p[i] = (char)(s[i] - ((s[i] >= 'a' && s[i] <= 'z') ? 32 : 0));
        else
            for (size_t i = 0; i < n; i++)
                p[i] = (char)(s[i] + ((s[i] >= 'A' && s[i] <= 'Z') ? 32 : 0));
        PG_RETURN_TEXT_P(out);
    }
    {
        char *c = up ? str_toupper(s, n, DEFAULT_COLLATION_OID) : str_tolower(s, n, DEFAULT_COLLATION_OID);

        OL_RETURN_STR(c, strlen(c));
    }
}

OL_FUNCTION(ol_fn_upper)
{
    return case_impl(fcinfo, true);
}

OL_FUNCTION(ol_fn_lower)
{
    return case_impl(fcinfo, false);
}

OL_FUNCTION(ol_fn_initcap)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *c;

    if (n == 0)
        PG_RETURN_NULL();
    if (ol_is_ascii(s, n))
    {
        text *out = palloc(VARHDRSZ + n);
        bool inside = false; /* a word: letters and digits */

        SET_VARSIZE(out, VARHDRSZ + n);
        for (size_t i = 0; i < n; i++)
        {
            char ch = s[i];
            bool lower = ch >= 'a' && ch <= 'z', upper = ch >= 'A' && ch <= 'Z';

            VARDATA(out)[i] = (char)(lower && !inside ? ch - 32 : upper && inside ? ch + 32 : ch);
            inside = lower || upper || (ch >= '0' && ch <= '9');
        }
        PG_RETURN_TEXT_P(out);
    }
    c = str_initcap(s, n, DEFAULT_COLLATION_OID);
    OL_RETURN_STR(c, strlen(c));
}

/* --- single characters -------------------------------------------------------------------------------------------- */
/* CHR(n): in a multibyte character set the number is the character's encoding, not its code point: CHR(50089) is C3 A9.
 * CHR(n USING NCHAR_CS) takes the code point of UTF-16. CHR(0) cannot be held by text. */
OL_FUNCTION(ol_fn_chr)
{
    int64 n = OL_COUNT_ARG(0);
    bool national = PG_NARGS() > 1 && PG_GETARG_BOOL(1);
    char out[5];
    int len = 0;

    if (n < 0)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, n));
    if (n == 0)
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "CHR(0)");
    if (national)
    {
        len = n <= 0x10FFFF ? ol_utf8_encode((uint32_t)n, out) : 0;
        if (len == 0)
            ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, n));
        OL_RETURN_STR(out, len);
    }
    if (!ol_multibyte() || n < 0x80)
    {
        out[len++] = (char)(n & 0xFF);
        if (out[0] == 0)
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "CHR(0)");
    }
    else
    {
        for (int shift = 24; shift >= 0; shift -= 8)
            if (len > 0 || ((n >> shift) & 0xFF) != 0)
                out[len++] = (char)((n >> shift) & 0xFF);
        if (n > PG_UINT32_MAX || !pg_verifymbstr(out, len, true))
        {
            /* No character of this encoding: a single byte 128..255 is what old code for single-byte sets means. */
            if (n <= 0xFF && GetDatabaseEncoding() == PG_UTF8)
                len = ol_utf8_encode((uint32_t)n, out);
            else
                ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, n));
        }
    }
    OL_RETURN_STR(out, len);
}

/* NCHR(n): CHR(n USING NCHAR_CS). */
OL_FUNCTION(ol_fn_nchr)
{
    int64 n = OL_COUNT_ARG(0);
    char out[4];
    int len = n > 0 && n <= 0x10FFFF ? ol_utf8_encode((uint32_t)n, out) : 0;

    if (len == 0)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, n));
    OL_RETURN_STR(out, len);
}

/* ASCII(s): the encoding of the first character as a number, the inverse of CHR. */
OL_FUNCTION(ol_fn_ascii)
{
    text *t = OL_TEXT_ARG(0);
    const unsigned char *s = (const unsigned char *)VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    int64 value = 0;

    if (n == 0)
        PG_RETURN_NULL();
    n = (size_t)ol_char_bytes((const char *)s, n);
    for (size_t i = 0; i < n; i++)
        value = value << 8 | s[i];
    return ol_datum_int64(value);
}

/* ASCIISTR(s): what is not ASCII becomes \XXXX in UTF-16; the backslash itself \005C. */
OL_FUNCTION(ol_fn_asciistr)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *out, *p;

    if (n == 0)
        PG_RETURN_NULL();
    if (n > (MaxAllocSize - 1) / 10)
        ol_raise(OL_ERR_CONCAT_TOO_LONG);
    p = out = palloc(n * 10 + 1);
    for (size_t i = 0; i < n;)
    {
        uint32_t cp;

        i += (size_t)ol_utf8_decode(s + i, n - i, &cp);
        if (cp < 0x80 && cp != '\\')
            *p++ = (char)cp;
        else if (cp >= 0x10000)
            p += snprintf(p, 11, "\\%04X\\%04X", 0xD800 + ((cp - 0x10000) >> 10), 0xDC00 + ((cp - 0x10000) & 0x3FF));
        else
            p += snprintf(p, 7, "\\%04X", cp);
    }
    OL_RETURN_STR(out, p - out);
}

static int hex4(const char *s)
{
    int value = 0;

    for (int i = 0; i < 4; i++)
    {
        char c = s[i];
        int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

        if (d < 0)
            return -1;
        value = value * 16 + d;
    }
    return value;
}

/* UNISTR(s): \XXXX is a UTF-16 code unit, \\ a backslash. */
OL_FUNCTION(ol_fn_unistr)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *out = palloc(n + 4), *p = out;

    for (size_t i = 0; i < n;)
    {
        int unit;
        uint32_t cp;

        if (s[i] != '\\')
        {
            *p++ = s[i++];
            continue;
        }
        if (i + 1 < n && s[i + 1] == '\\')
        {
            *p++ = '\\';
            i += 2;
            continue;
        }
        if (i + 5 > n || (unit = hex4(s + i + 1)) < 0)
            ol_raise(OL_ERR_UNISTR_INVALID);
        i += 5;
        cp = (uint32_t)unit;
        if (unit >= 0xD800 && unit < 0xDC00 && i + 5 <= n && s[i] == '\\')
        {
            int low = hex4(s + i + 1);

            if (low >= 0xDC00 && low < 0xE000)
            {
                cp = 0x10000 + (((uint32_t)unit - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
                i += 5;
            }
        }
        if (cp == 0)
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "character U+0000");
        if (cp >= 0xD800 && cp < 0xE000)
            cp = 0xFFFD;
        p += ol_utf8_encode(cp, p);
    }
    OL_RETURN_STR(out, p - out);
}

OL_FUNCTION(ol_fn_reverse)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *out = palloc(n + 1);

    for (size_t i = 0; i < n;)
    {
        size_t len = (size_t)ol_char_bytes(s + i, n - i);

        memcpy(out + n - i - len, s + i, len);
        i += len;
    }
    OL_RETURN_STR(out, n);
}

/* SOUNDEX as Knuth has it, which is what Oracle documents: first letter, then three digits; letters of the same code next
 * to each other, or with only h or w between them, count once. */
OL_FUNCTION(ol_fn_soundex)
{
    static const char codes[] = "01230120022455012623010202"; /* A..Z */
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char out[4] = {0, '0', '0', '0'};
    int k = 0;
    char last = '0';

    for (size_t i = 0; i < n && k < 4; i++)
    {
        char c = s[i];
        char code;

        if (c >= 'a' && c <= 'z')
            c = (char)(c - 32);
        if (c < 'A' || c > 'Z')
            continue;
        code = codes[c - 'A'];
        if (k == 0)
            out[k++] = c;
        else if (code != '0' && code != last)
            out[k++] = code;
        if (k == 1 || (c != 'H' && c != 'W'))
            last = code;
    }
    if (k == 0)
        PG_RETURN_NULL();
    OL_RETURN_STR(out, 4);
}

/* --- LIKE helpers: LIKE with an ESCAPE checked as Oracle does is emitted as PostgreSQL's LIKE ------------------------ */
/* A CHAR value compared with another CHAR: both without their trailing blanks. */
OL_FUNCTION(ol_fn_char_compare_key)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);

    while (n > 0 && s[n - 1] == ' ')
        n--;
    PG_RETURN_TEXT_P(cstring_to_text_with_len(s, (int)n));
}

/* "name", a quote inside doubled. */
OL_FUNCTION(ol_fn_quote_identifier)
{
    text *t = OL_TEXT_ARG(0);
    const char *s = VARDATA_ANY(t);
    size_t n = VARSIZE_ANY_EXHDR(t);
    char *out = palloc(2 * n + 3), *p = out;

    *p++ = '"';
    for (size_t i = 0; i < n; i++)
    {
        if (s[i] == '"')
            *p++ = '"';
        *p++ = s[i];
    }
    *p++ = '"';
    OL_RETURN_STR(out, p - out);
}
