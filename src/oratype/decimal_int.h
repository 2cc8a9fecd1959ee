/*
 * decimal_int.h - what the files of OlDecimal share among themselves.
 *
 * See also:  decimal.c (makers), decimal_text.c, decimal_math.c, number.c
 */
#ifndef OL_DECIMAL_INT_H
#define OL_DECIMAL_INT_H

#include "oratype/oratype.h"

#define OL_DECIMAL_MAGNITUDE_LIMIT 126 /* a NUMBER is below 1e126 */
#define OL_DECIMAL_MAGNITUDE_MIN (-130)

/* Makes a value of limbs * 10^exp: rounds to NUMBER's digits, checks the range. w has room for n + 1 limbs and is
 * destroyed; limbs below 10^88. out may be anything. */
OlStatus ol_decimal_finish(uint64_t *w, int n, int exp, unsigned neg, OlDecimal *out, OlDiag *diag);
int ol_decimal_magnitude(const OlDecimal *d); /* exponent of the first digit: 0 for 1..9; d is not zero */

/* v / 10^k, k 0 .. 19: by constants, several times faster than a division by a variable */
static inline uint64_t ol_u64_div_pow10(uint64_t v, int k)
{
    switch (k)
    {
        case 0: return v;
        case 1: return v / 10u;
        case 2: return v / 100u;
        case 3: return v / 1000u;
        case 4: return v / 10000u;
        case 5: return v / 100000u;
        case 6: return v / 1000000u;
        case 7: return v / 10000000u;
        case 8: return v / 100000000u;
        case 9: return v / 1000000000u;
        case 10: return v / UINT64_C(10000000000);
        case 11: return v / UINT64_C(100000000000);
        case 12: return v / UINT64_C(1000000000000);
        case 13: return v / UINT64_C(10000000000000);
        case 14: return v / UINT64_C(100000000000000);
        case 15: return v / UINT64_C(1000000000000000);
        case 16: return v / UINT64_C(10000000000000000);
        case 17: return v / UINT64_C(100000000000000000);
        case 18: return v / UINT64_C(1000000000000000000);
        default: return v / UINT64_C(10000000000000000000);
    }
}

#endif
