/*
 * decimal.h - OlDecimal arithmetic with the 64-bit case inline, for the bytecode machine and other hot loops.
 *
 * Owns:      the fast cases only; everything else is done by the functions of the same name in oratype.h.
 * Invariant: a result of the inline case is exact, has at most 20 digits and lies well inside the range of NUMBER.
 * See also:  oratype.h, decimal.c
 */
#ifndef OL_DECIMAL_H
#define OL_DECIMAL_H

#include "oratype/oratype.h"

extern const uint64_t ol_pow10_u64[20]; /* 10^0 .. 10^19 */

static inline bool ol_dec_small(const OlDecimal *d)
{
    return (d->mid | d->top) == 0;
}

static inline bool ol_dec_is_zero(const OlDecimal *d)
{
    return (d->lo | d->mid | d->top) == 0;
}

static inline void ol_dec_set(OlDecimal *out, uint64_t lo, int exp, unsigned neg)
{
    out->lo = lo;
    out->mid = 0;
    out->top = 0;
    out->exp = (int16_t)exp;
    out->neg = (uint8_t)(neg & (lo != 0));
    out->reserved = 0;
}

/* 20 digits with this exponent are in NUMBER's range whatever they are. */
static inline bool ol_dec_exp_safe(int exp)
{
    return (unsigned)(exp + 120) <= 220u;
}

/* a + b, or a - b with flip 1. */
static inline OlStatus ol_dec_add_signed(const OlDecimal *a, const OlDecimal *b, unsigned flip, OlDecimal *out, OlDiag *diag)
{
    if (OL_LIKELY((a->mid | b->mid | a->top | b->top) == 0 && a->exp == b->exp && ol_dec_exp_safe(a->exp)))
    {
        uint64_t sum;
        unsigned bneg = b->neg ^ flip;

        if (a->neg == bneg)
        {
            if (OL_LIKELY(!__builtin_add_overflow(a->lo, b->lo, &sum)))
            {
                ol_dec_set(out, sum, a->exp, bneg);
                return OL_OK;
            }
        }
        else if (a->lo >= b->lo)
        {
            ol_dec_set(out, a->lo - b->lo, a->exp, a->neg);
            return OL_OK;
        }
        else
        {
            ol_dec_set(out, b->lo - a->lo, a->exp, bneg);
            return OL_OK;
        }
    }
    return flip ? ol_decimal_sub(a, b, out, diag) : ol_decimal_add(a, b, out, diag);
}

static inline OlStatus ol_dec_add(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    return ol_dec_add_signed(a, b, 0, out, diag);
}

static inline OlStatus ol_dec_sub(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    return ol_dec_add_signed(a, b, 1, out, diag);
}

static inline OlStatus ol_dec_mul(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    if (OL_LIKELY((a->mid | b->mid | a->top | b->top) == 0))
    {
        uint64_t product;
        int exp = a->exp + b->exp;

        if (OL_LIKELY(!__builtin_mul_overflow(a->lo, b->lo, &product) && ol_dec_exp_safe(exp)))
        {
            ol_dec_set(out, product, exp, a->neg ^ b->neg);
            return OL_OK;
        }
    }
    return ol_decimal_mul(a, b, out, diag);
}

static inline int ol_dec_cmp(const OlDecimal *a, const OlDecimal *b)
{
    if (OL_LIKELY((a->mid | b->mid | a->top | b->top) == 0 && a->exp == b->exp && a->neg == b->neg))
    {
        int c = (a->lo > b->lo) - (a->lo < b->lo);
        return a->neg ? -c : c;
    }
    return ol_decimal_cmp(a, b);
}

#endif
