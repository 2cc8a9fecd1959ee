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

#endif
