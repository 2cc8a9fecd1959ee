/*
 * limbs.h - arithmetic on short arrays of 64-bit limbs, least significant first; the inside of OlDecimal.
 *
 * Owns:      nothing; inline functions private to src/oratype.
 * Invariant: callers give arrays large enough for the result; lengths are small constants (at most 8).
 * See also:  decimal.c, decimal_text.c, decimal_math.c
 */
#ifndef OL_LIMBS_H
#define OL_LIMBS_H

#include "base/base.h"

typedef unsigned __int128 OlU128;

/* (hi:lo) / d, hi < d. The library routine for 128-bit division costs several times the instruction. */
static inline uint64_t limb_div(uint64_t hi, uint64_t lo, uint64_t d, uint64_t *rem)
{
#if defined(__x86_64__)
    uint64_t q;
    uint64_t r;
    __asm__("divq %4" : "=a"(q), "=d"(r) : "0"(lo), "1"(hi), "rm"(d) : "cc");
    *rem = r;
    return q;
#else
    OlU128 n = ((OlU128)hi << 64) | lo;
    *rem = (uint64_t)(n % d);
    return (uint64_t)(n / d);
#endif
}

static inline int limbs_trim(const uint64_t *w, int n)
{
    while (n > 0 && w[n - 1] == 0)
        n--;
    return n;
}

static inline int limbs_cmp(const uint64_t *a, int na, const uint64_t *b, int nb)
{
    na = limbs_trim(a, na);
    nb = limbs_trim(b, nb);
    if (na != nb)
        return na < nb ? -1 : 1;
    for (int i = na - 1; i >= 0; i--)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* a += b; a has na >= nb limbs; returns the carry out. */
static inline uint64_t limbs_add(uint64_t *a, int na, const uint64_t *b, int nb)
{
    OlU128 carry = 0;

    for (int i = 0; i < na; i++)
    {
        carry += (OlU128)a[i] + (i < nb ? b[i] : 0);
        a[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return (uint64_t)carry;
}

/* a -= b; a >= b. */
static inline void limbs_sub(uint64_t *a, int na, const uint64_t *b, int nb)
{
    uint64_t borrow = 0;

    for (int i = 0; i < na; i++)
    {
        uint64_t s = i < nb ? b[i] : 0;
        uint64_t t = a[i] - s;
        uint64_t u = t - borrow;

        borrow = (t > a[i]) | (u > t);
        a[i] = u;
    }
}

/* r (na + nb limbs) = a * b. */
static inline void limbs_mul(uint64_t *r, const uint64_t *a, int na, const uint64_t *b, int nb)
{
    for (int i = 0; i < na + nb; i++)
        r[i] = 0;
    for (int i = 0; i < na; i++)
    {
        uint64_t carry = 0;
        for (int j = 0; j < nb; j++)
        {
            OlU128 t = (OlU128)a[i] * b[j] + r[i + j] + carry;
            r[i + j] = (uint64_t)t;
            carry = (uint64_t)(t >> 64);
        }
        r[i + nb] = carry;
    }
}

/* w = w * m + add, n limbs, the carry out is returned. */
static inline uint64_t limbs_mul1(uint64_t *w, int n, uint64_t m, uint64_t add)
{
    uint64_t carry = add;
    for (int i = 0; i < n; i++)
    {
        OlU128 t = (OlU128)w[i] * m + carry;
        w[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    return carry;
}

/* w /= d in place; returns the remainder. */
static inline uint64_t limbs_div1(uint64_t *w, int n, uint64_t d)
{
    uint64_t rem = 0;
    for (int i = n - 1; i >= 0; i--)
    {
        if (rem == 0 && w[i] < d)
        {
            rem = w[i];
            w[i] = 0;
            continue;
        }
        w[i] = limb_div(rem, w[i], d, &rem);
    }
    return rem;
}

/* q = a / b, a = a % b (Knuth's algorithm D). a has na limbs and room for one more, q room for na limbs, nb >= 1 with
 * b[nb-1] != 0, na and nb at most 8. */
void ol_limbs_divmod(uint64_t *q, uint64_t *a, int na, const uint64_t *b, int nb);
int ol_limbs_digits(const uint64_t *w, int n); /* decimal digits, 0 for zero; below 10^89 */
const uint64_t *ol_limbs_pow10(int k);         /* 10^k, five limbs, 0 <= k <= 88 */
void ol_limbs_div_pow10(uint64_t *w, int n, int k); /* truncating, any k >= 0 */

#endif
