/*
 * func.h - what the functions of this folder share: arguments taken fast, results made, NULL for the empty string.
 *
 * Owns:      inline helpers only.
 * Invariant: include postgres.h and fmgr.h first. NUMBER arguments arrive as numeric and are read in place.
 * See also:  pg/pg.h (OL_FUNCTION, ol_raise), oratype/oratype.h
 */
#ifndef OL_RUNTIME_FUNC_H
#define OL_RUNTIME_FUNC_H

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "oratype/oratype.h"
#include "pg/pg.h"

#define OL_TEXT_ARG(n) PG_GETARG_TEXT_PP(n)

/* Raise whatever a library call reported. */
#define OL_TRY(call, diag)                                                                                              \
    do                                                                                                                  \
    {                                                                                                                   \
        if (OL_UNLIKELY((call) != OL_OK))                                                                               \
            ol_ereport(&(diag));                                                                                        \
    } while (0)

static inline OlStr ol_text_str(const text *t)
{
    return ol_str_n(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
}

/* A string function never returns the empty string: it is NULL. */
#define OL_RETURN_TEXT(t)                                                                                               \
    do                                                                                                                  \
    {                                                                                                                   \
        text *result_ = (t);                                                                                            \
        if (VARSIZE_ANY_EXHDR(result_) == 0)                                                                            \
            PG_RETURN_NULL();                                                                                           \
        PG_RETURN_TEXT_P(result_);                                                                                      \
    } while (0)

#define OL_RETURN_STR(s_, n_)                                                                                           \
    do                                                                                                                  \
    {                                                                                                                   \
        if ((n_) == 0)                                                                                                  \
            PG_RETURN_NULL();                                                                                           \
        PG_RETURN_TEXT_P(cstring_to_text_with_len((s_), (int)(n_)));                                                    \
    } while (0)

/* --- NUMBER arguments -------------------------------------------------------------------------------------------- */
static inline OlDecimal ol_decimal_datum(Datum d)
{
    struct varlena *v = PG_DETOAST_DATUM_PACKED(d);
    OlDecimal out;
    OlDiag diag;

    OL_TRY(ol_decimal_from_pgnumeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &out, &diag), diag);
    return out;
}
#define OL_DECIMAL_ARG(n) ol_decimal_datum(PG_GETARG_DATUM(n))

static inline Datum ol_datum_decimal(const OlDecimal *d)
{
    struct varlena *v = palloc(VARHDRSZ + OL_PGNUMERIC_MAX);
    size_t n = ol_decimal_to_pgnumeric(d, (uint8_t *)VARDATA(v));

    SET_VARSIZE(v, VARHDRSZ + n);
    return PointerGetDatum(v);
}
#define OL_RETURN_DECIMAL(d) return ol_datum_decimal(d)

static inline Datum ol_datum_int64(int64 value)
{
    OlDecimal d;

    if (value >= 0 && value < 10000)
    {
        /* positions, lengths, counts: one digit of base 10000 under numeric's short header, zero without any */
        struct varlena *v = palloc(VARHDRSZ + 4);
        uint16 part[2] = {0x8000, (uint16)value};

        SET_VARSIZE(v, VARHDRSZ + (value == 0 ? 2 : 4));
        memcpy(VARDATA(v), part, 4);
        return PointerGetDatum(v);
    }
    ol_decimal_from_int64(value, &d);
    return ol_datum_decimal(&d);
}

/* The integer part of a NUMBER argument (truncated, as Oracle does with counts and positions), kept within +-limit so
 * that callers may add without overflow. The usual case, a small number in numeric's short form, is read in place. */
#define OL_COUNT_LIMIT ((int64)1 << 40)
static inline int64 ol_count_datum(Datum datum)
{
    struct varlena *v = PG_DETOAST_DATUM_PACKED(datum);
    const char *p = VARDATA_ANY(v);
    int n = (int)VARSIZE_ANY_EXHDR(v);
    uint16 head;

    if (n >= 2)
    {
        memcpy(&head, p, 2);
        if ((head & 0xC000) == 0x8000) /* short header: sign 0x2000, weight in the low seven bits */
        {
            int weight = (head & 0x0040) != 0 ? (int)(head & 0x003F) - 64 : (int)(head & 0x003F);
            int ndigits = (n - 2) / 2;
            int64 value = 0;

            if (ndigits == 0 || weight < 0)
                return 0;
            if (weight <= 2)
            {
                for (int i = 0; i <= weight; i++)
                {
                    int16 digit = 0;

                    if (i < ndigits)
                        memcpy(&digit, p + 2 + 2 * i, 2);
                    value = value * 10000 + digit;
                }
                if (value > OL_COUNT_LIMIT)
                    value = OL_COUNT_LIMIT;
                return (head & 0x2000) != 0 ? -value : value;
            }
        }
    }
    {
        OlDecimal d, t;
        OlDiag diag;
        int64_t out;

        OL_TRY(ol_decimal_from_pgnumeric(p, (size_t)n, &d, &diag), diag);
        ol_decimal_trunc(&d, 0, &t);
        if (!ol_decimal_is_int64(&t, &out))
            return ol_decimal_sign(&t) < 0 ? -OL_COUNT_LIMIT : OL_COUNT_LIMIT;
        return out > OL_COUNT_LIMIT ? OL_COUNT_LIMIT : out < -OL_COUNT_LIMIT ? -OL_COUNT_LIMIT : out;
    }
}
#define OL_COUNT_ARG(n) ol_count_datum(PG_GETARG_DATUM(n))

/* --- characters --------------------------------------------------------------------------------------------------- */
static inline bool ol_is_ascii(const char *s, size_t n)
{
    uint64 seen = 0;

    while (n >= 8)
    {
        uint64 w;

        memcpy(&w, s, 8);
        seen |= w;
        s += 8;
        n -= 8;
    }
    while (n > 0)
    {
        seen |= (unsigned char)*s;
        s++;
        n--;
    }
    return (seen & UINT64CONST(0x8080808080808080)) == 0;
}

static inline bool ol_multibyte(void)
{
    return pg_database_encoding_max_length() > 1;
}

/* Bytes of the first nchars characters, at most n. */
static inline size_t ol_char_offset(const char *s, size_t n, size_t nchars)
{
    if (!ol_multibyte())
        return OL_MIN(n, nchars);
    if (ol_is_ascii(s, OL_MIN(n, nchars)))
        return OL_MIN(n, nchars);
    return (size_t)pg_mbcharcliplen(s, (int)n, (int)OL_MIN(nchars, n));
}

static inline size_t ol_char_count(const char *s, size_t n)
{
    if (!ol_multibyte() || ol_is_ascii(s, n))
        return n;
    return (size_t)pg_mbstrlen_with_len(s, (int)n);
}

/* Bytes of the character at s; at least 1, at most n. */
static inline int ol_char_bytes(const char *s, size_t n)
{
    int len = (unsigned char)*s < 0x80 ? 1 : pg_mblen(s);

    return len > (int)n ? (int)n : len;
}

#endif
