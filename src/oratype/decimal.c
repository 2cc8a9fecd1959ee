/*
 * decimal.c - OlDecimal arithmetic: add, subtract, multiply, divide, remainders, rounding, comparison.
 *
 * Owns:      the rounding rule of NUMBER (finish) and the limb routines that are not inline.
 * Not here:  text and floating point (decimal_text.c), roots, powers, logarithms (decimal_math.c), wire form (number.c).
 * Invariant: every value that leaves this file has a coefficient below 10^40 whose digits lie in 20 aligned digits of base
 *            100, and lies in NUMBER's range; zero has neg 0 and exp 0.
 * See also:  decimal.h (inline cases), limbs.h; The Art of Computer Programming 4.3.1 for the division
 */
#include "oratype/decimal.h"

#include "oratype/decimal_int.h"
#include "oratype/limbs.h"

#include <string.h>

#include "oratype/decimal_pow10.auto.h"

const uint64_t ol_pow10_u64[20] = {
    1ULL, 10ULL, 100ULL, 1000ULL, 10000ULL, 100000ULL, 1000000ULL, 10000000ULL, 100000000ULL, 1000000000ULL,
    10000000000ULL, 100000000000ULL, 1000000000000ULL, 10000000000000ULL, 100000000000000ULL, 1000000000000000ULL,
    10000000000000000ULL, 100000000000000000ULL, 1000000000000000000ULL, 10000000000000000000ULL};

/* --- limbs -------------------------------------------------------------------------------------------------------- */

const uint64_t *ol_limbs_pow10(int k)
{
    return pow10_limbs[k];
}

int ol_limbs_digits(const uint64_t *w, int n)
{
    int bits;
    int digits;

    n = limbs_trim(w, n);
    if (n == 0)
        return 0;
    bits = 64 * n - __builtin_clzll(w[n - 1]);
    digits = (bits * 1233) >> 12; /* floor(bits * log10(2)) for bits below 1000 or one less than the digits */
    return digits + (limbs_cmp(w, n, pow10_limbs[digits], 5) >= 0);
}

void ol_limbs_div_pow10(uint64_t *w, int n, int k)
{
    while (k > 0)
    {
        int step = k > 19 ? 19 : k;

        n = limbs_trim(w, n);
        if (n == 0)
            return;
        limbs_div1(w, n, ol_pow10_u64[step]);
        k -= step;
    }
}

void ol_limbs_divmod(uint64_t *q, uint64_t *a, int na, const uint64_t *b, int nb)
{
    uint64_t v[8];
    int shift;

    na = limbs_trim(a, na);
    if (nb == 1)
    {
        uint64_t rem;
        memcpy(q, a, (size_t)na * sizeof *q);
        rem = limbs_div1(q, na, b[0]);
        memset(a, 0, (size_t)na * sizeof *a);
        a[0] = rem;
        return;
    }
    if (limbs_cmp(a, na, b, nb) < 0)
    {
        q[0] = 0;
        return;
    }
    shift = __builtin_clzll(b[nb - 1]);
    a[na] = 0;
    if (shift != 0)
    {
        for (int i = nb - 1; i > 0; i--)
            v[i] = (b[i] << shift) | (b[i - 1] >> (64 - shift));
        v[0] = b[0] << shift;
        for (int i = na; i > 0; i--)
            a[i] = (a[i] << shift) | (a[i - 1] >> (64 - shift));
        a[0] <<= shift;
    }
    else
        memcpy(v, b, (size_t)nb * sizeof *v);
    for (int j = na - nb; j >= 0; j--)
    {
        uint64_t qhat;
        uint64_t borrow = 0;
        uint64_t carry = 0;

        if (a[j + nb] >= v[nb - 1])
            qhat = UINT64_MAX;
        else
        {
            uint64_t rhat;
            qhat = limb_div(a[j + nb], a[j + nb - 1], v[nb - 1], &rhat);
            while ((OlU128)qhat * v[nb - 2] > (((OlU128)rhat << 64) | a[j + nb - 2]))
            {
                qhat--;
                rhat += v[nb - 1];
                if (rhat < v[nb - 1])
                    break;
            }
        }
        for (int i = 0; i < nb; i++)
        {
            OlU128 p = (OlU128)qhat * v[i] + carry;
            uint64_t t = a[i + j] - (uint64_t)p;
            uint64_t u = t - borrow;

            borrow = (t > a[i + j]) | (u > t);
            a[i + j] = u;
            carry = (uint64_t)(p >> 64);
        }
        {
            uint64_t t = a[j + nb] - carry;
            uint64_t u = t - borrow;

            borrow = (t > a[j + nb]) | (u > t);
            a[j + nb] = u;
        }
        while (borrow != 0) /* qhat was too large by one, with the UINT64_MAX guess by two */
        {
            uint64_t c;
            qhat--;
            c = limbs_add(a + j, nb, v, nb);
            a[j + nb] += c;
            if (c != 0 && a[j + nb] == 0)
                borrow = 0;
        }
        q[j] = qhat;
    }
    if (shift != 0)
    {
        for (int i = 0; i < na; i++)
            a[i] = (a[i] >> shift) | (a[i + 1] << (64 - shift));
        a[na] >>= shift;
    }
}

/* --- the coefficient ---------------------------------------------------------------------------------------------- */

/* r (8 limbs, the unused cleared) = w * 10^k; returns the limbs used. */
static int mul_pow10(uint64_t r[8], const uint64_t *w, int n, int k)
{
    int np = limbs_trim(pow10_limbs[k], 5);

    limbs_mul(r, pow10_limbs[k], np, w, n);
    for (int i = np + n; i < 8; i++)
        r[i] = 0;
    return limbs_trim(r, np + n);
}

static int load(const OlDecimal *d, uint64_t w[3])
{
    w[0] = d->lo;
    w[1] = d->mid;
    w[2] = d->top;
    return d->top != 0 ? 3 : d->mid != 0 ? 2 : d->lo != 0 ? 1 : 0;
}

static int coefficient_digits(const OlDecimal *d)
{
    uint64_t w[3];
    int n = load(d, w);

    if (n == 1)
    {
        int digits = ((64 - __builtin_clzll(w[0])) * 1233) >> 12;
        return digits + (w[0] >= ol_pow10_u64[digits]);
    }
    return ol_limbs_digits(w, n);
}

int ol_decimal_magnitude(const OlDecimal *d)
{
    return coefficient_digits(d) + d->exp - 1;
}

/* floor(a / 2) * 2 */
static int floor_even(int a)
{
    return a - (a & 1);
}

OlStatus ol_decimal_finish(uint64_t *w, int n, int exp, unsigned neg, OlDecimal *out, OlDiag *diag)
{
    int digits;
    int magnitude;
    int lowest;

    n = limbs_trim(w, n);
    if (n == 0)
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    /* below 10^38 nothing is rounded, and with this exponent nothing leaves the range */
    if (n <= 2 && (n == 1 || w[1] < UINT64_C(0x4b3b4ca85a86c47a)) && exp >= -120 && exp <= 80)
    {
        out->lo = w[0];
        out->mid = n > 1 ? w[1] : 0;
        out->top = 0;
        out->exp = (int16_t)exp;
        out->neg = (uint8_t)neg;
        out->reserved = 0;
        return OL_OK;
    }
    digits = ol_limbs_digits(w, n);
    magnitude = digits + exp - 1;
    lowest = floor_even(magnitude) - 38;
    if (exp < lowest)
    {
        int drop = lowest - exp;
        uint64_t half[6];

        if (drop > digits) /* cannot be: lowest is at most 39 below the magnitude */
            drop = digits;
        memcpy(half, pow10_limbs[drop - 1], 5 * sizeof half[0]);
        half[5] = 0;
        limbs_mul1(half, 5, 5, 0);
        w[n] = limbs_add(w, n, half, n);
        n = limbs_trim(w, n + 1);
        ol_limbs_div_pow10(w, n, drop);
        exp += drop;
        n = limbs_trim(w, n);
        if (limbs_cmp(w, n, pow10_limbs[40], 5) >= 0) /* rounded up to the next power of ten */
        {
            limbs_div1(w, n, 10);
            exp++;
        }
        magnitude = ol_limbs_digits(w, n) + exp - 1;
    }
    else if (digits > 40) /* trailing zeros of the aligned form: cannot be with exp >= lowest */
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "decimal");
    if (magnitude >= OL_DECIMAL_MAGNITUDE_LIMIT)
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    if (magnitude < OL_DECIMAL_MAGNITUDE_MIN)
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    n = limbs_trim(w, n);
    out->lo = w[0];
    out->mid = n > 1 ? w[1] : 0;
    out->top = n > 2 ? (uint32_t)w[2] : 0;
    out->exp = (int16_t)exp;
    out->neg = (uint8_t)neg;
    out->reserved = 0;
    return OL_OK;
}

void ol_decimal_normalize(OlDecimal *d)
{
    static const int steps[] = {16, 8, 4, 2, 1};

    if (ol_dec_is_zero(d))
    {
        *d = OL_DECIMAL_ZERO;
        return;
    }
    if (ol_dec_small(d))
    {
        if (d->lo % 10 != 0)
            return;
        while (d->lo % 10000 == 0)
        {
            d->lo /= 10000;
            d->exp = (int16_t)(d->exp + 4);
        }
        while (d->lo % 10 == 0)
        {
            d->lo /= 10;
            d->exp++;
        }
        return;
    }
    for (size_t i = 0; i < OL_LENGTHOF(steps); i++)
    {
        int zeros = d->lo == 0 ? 64 : __builtin_ctzll(d->lo);

        while (zeros >= steps[i])
        {
            uint64_t w[3];
            int n = load(d, w);

            if (limbs_div1(w, n, ol_pow10_u64[steps[i]]) != 0)
                break;
            d->lo = w[0];
            d->mid = w[1];
            d->top = (uint32_t)w[2];
            d->exp = (int16_t)(d->exp + steps[i]);
            zeros = d->lo == 0 ? 64 : __builtin_ctzll(d->lo);
        }
    }
}

/* --- sums --------------------------------------------------------------------------------------------------------- */

/* Brings the limbs of both to one exponent, that of the lower; wa and wb have 6 limbs. The caller has checked that the
 * magnitudes are at most 46 apart, so nothing exceeds 88 digits. Returns that exponent. */
static int align(const OlDecimal *a, const OlDecimal *b, uint64_t wa[6], uint64_t wb[6])
{
    const OlDecimal *high = a->exp >= b->exp ? a : b;
    int shift = a->exp >= b->exp ? a->exp - b->exp : b->exp - a->exp;
    uint64_t *wh = high == a ? wa : wb;
    uint64_t coefficient[3];
    uint64_t product[8];
    int n;

    memset(wa, 0, 6 * sizeof *wa);
    memset(wb, 0, 6 * sizeof *wb);
    load(a, wa);
    load(b, wb);
    if (shift == 0)
        return a->exp;
    if (shift <= 19)
    {
        limbs_mul1(wh, 5, ol_pow10_u64[shift], 0);
        return high == a ? b->exp : a->exp;
    }
    n = load(high, coefficient);
    mul_pow10(product, coefficient, n, shift);
    memcpy(wh, product, 5 * sizeof *wh);
    return high == a ? b->exp : a->exp;
}

static OlStatus add_signed(const OlDecimal *a, const OlDecimal *b, unsigned bneg, OlDecimal *out, OlDiag *diag)
{
    uint64_t wa[6];
    uint64_t wb[6];
    int ma;
    int mb;
    int exp;

    if (ol_dec_is_zero(b))
    {
        *out = *a;
        return OL_OK;
    }
    if (ol_dec_is_zero(a))
    {
        *out = *b;
        out->neg = (uint8_t)bneg;
        return OL_OK;
    }
    if (ol_dec_small(a) && ol_dec_small(b))
    {
        uint64_t x = a->lo;
        uint64_t y = b->lo;
        int shift = a->exp - b->exp;
        bool fits = shift >= -19 && shift <= 19;

        exp = b->exp;
        if (fits && shift > 0)
            fits = !__builtin_mul_overflow(x, ol_pow10_u64[shift], &x);
        else if (fits && shift < 0)
        {
            fits = !__builtin_mul_overflow(y, ol_pow10_u64[-shift], &y);
            exp = a->exp;
        }
        if (fits && ol_dec_exp_safe(exp))
        {
            uint64_t sum;
            if (a->neg != bneg)
            {
                if (x >= y)
                    ol_dec_set(out, x - y, exp, a->neg);
                else
                    ol_dec_set(out, y - x, exp, bneg);
                return OL_OK;
            }
            if (!__builtin_add_overflow(x, y, &sum))
            {
                ol_dec_set(out, sum, exp, bneg);
                return OL_OK;
            }
        }
    }
    ma = ol_decimal_magnitude(a);
    mb = ol_decimal_magnitude(b);
    if (ma - mb > 46) /* far below the last digit, and not enough to move a rounded value */
    {
        *out = *a;
        return OL_OK;
    }
    if (mb - ma > 46)
    {
        *out = *b;
        out->neg = (uint8_t)bneg;
        return OL_OK;
    }
    exp = align(a, b, wa, wb);
    if (a->neg == bneg)
    {
        limbs_add(wa, 6, wb, 6);
        return ol_decimal_finish(wa, 5, exp, bneg, out, diag);
    }
    if (limbs_cmp(wa, 5, wb, 5) >= 0)
    {
        unsigned neg = a->neg;
        limbs_sub(wa, 5, wb, 5);
        return ol_decimal_finish(wa, 5, exp, neg, out, diag);
    }
    limbs_sub(wb, 5, wa, 5);
    return ol_decimal_finish(wb, 5, exp, bneg, out, diag);
}

OlStatus ol_decimal_add(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    return add_signed(a, b, b->neg, out, diag);
}

OlStatus ol_decimal_sub(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    return add_signed(a, b, b->neg ^ 1u, out, diag);
}

static int cmp_abs(const OlDecimal *a, const OlDecimal *b)
{
    uint64_t wa[6];
    uint64_t wb[6];
    int ma = ol_decimal_magnitude(a);
    int mb = ol_decimal_magnitude(b);

    if (ma != mb)
        return ma < mb ? -1 : 1;
    align(a, b, wa, wb);
    return limbs_cmp(wa, 5, wb, 5);
}

int ol_decimal_cmp(const OlDecimal *a, const OlDecimal *b)
{
    int sa = ol_decimal_sign(a);
    int sb = ol_decimal_sign(b);

    if (sa != sb)
        return sa < sb ? -1 : 1;
    if (sa == 0)
        return 0;
    return sa * cmp_abs(a, b);
}

int ol_decimal_sign(const OlDecimal *d)
{
    return ol_dec_is_zero(d) ? 0 : d->neg ? -1 : 1;
}

void ol_decimal_neg(const OlDecimal *d, OlDecimal *out)
{
    *out = *d;
    if (!ol_dec_is_zero(d))
        out->neg ^= 1;
}

void ol_decimal_abs(const OlDecimal *d, OlDecimal *out)
{
    *out = *d;
    out->neg = 0;
}

uint64_t ol_decimal_hash(const OlDecimal *d)
{
    OlDecimal n = *d;
    uint64_t w[4];

    ol_decimal_normalize(&n);
    w[0] = n.lo;
    w[1] = n.mid;
    w[2] = n.top;
    w[3] = ((uint64_t)(uint16_t)n.exp << 1) | n.neg;
    return ol_hash_bytes(w, sizeof w, 0);
}

/* --- products and quotients --------------------------------------------------------------------------------------- */

OlStatus ol_decimal_mul(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    uint64_t wa[3];
    uint64_t wb[3];
    uint64_t product[7];
    int na = load(a, wa);
    int nb = load(b, wb);
    OlStatus status;

    if (na == 0 || nb == 0)
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    if (na == 1 && nb == 1)
    {
        OlU128 p = (OlU128)wa[0] * wb[0];
        product[0] = (uint64_t)p;
        product[1] = (uint64_t)(p >> 64);
        na = 2;
        nb = 0;
    }
    else
        limbs_mul(product, wa, na, wb, nb);
    status = ol_decimal_finish(product, na + nb, a->exp + b->exp, a->neg ^ b->neg, out, diag);
    /* A chain of products gathers zeros at the end (1.50 * 2.00): drop them before they push the value out of 64 bits. */
    if (status == OL_OK && out->mid != 0 && (out->lo & 1) == 0)
        ol_decimal_normalize(out);
    return status;
}

/* 5^27, the largest power of five below 2^63 */
#define FIVE_27 UINT64_C(7450580596923828125)

/* Quotients of 64-bit coefficients that end: a divides evenly, or the divisor has no factors but 2 and 5. */
static bool div_short(const OlDecimal *a, const OlDecimal *b, unsigned neg, OlDecimal *out)
{
    int exp = a->exp - b->exp;
    uint64_t q = a->lo / b->lo;
    int twos;
    uint64_t odd;
    int scale;
    uint64_t numerator;

    if (!ol_dec_exp_safe(exp) || exp < -100)
        return false;
    if (q * b->lo == a->lo)
    {
        ol_dec_set(out, q, exp, neg);
        return true;
    }
    twos = __builtin_ctzll(b->lo);
    odd = b->lo >> twos;
    if (FIVE_27 % odd != 0)
        return false;
    for (scale = 0; odd > 1; odd /= 5)
        scale++;
    scale = OL_MAX(scale, twos);
    if (scale > 19 || __builtin_mul_overflow(a->lo, ol_pow10_u64[scale], &numerator))
        return false;
    ol_dec_set(out, numerator / b->lo, exp - scale, neg);
    ol_decimal_normalize(out);
    return true;
}

static inline int small_digits(uint64_t v)
{
    int digits = ((64 - __builtin_clzll(v)) * 1233) >> 12;
    return digits + (v >= ol_pow10_u64[digits]);
}

/* The general division of 64-bit coefficients without its loops; false when the result might leave the usual range. */
static bool div_small(const OlDecimal *a, const OlDecimal *b, unsigned neg, OlDecimal *out)
{
    int digits_a = small_digits(a->lo);
    int digits_b = small_digits(b->lo);
    int magnitude = digits_a + a->exp - digits_b - b->exp;
    int lowest = floor_even(magnitude) - 38;
    int scale = a->exp - b->exp - lowest;
    const uint64_t *p = pow10_limbs[scale]; /* 19 <= scale <= 58: at most four limbs */
    uint64_t n[5];
    uint64_t q[3];
    uint64_t rem = 0;
    uint64_t carry = 0;
    const uint64_t *least;

    if (magnitude < -120 || magnitude > 120)
        return false;
    for (int i = 0; i < 4; i++)
    {
        OlU128 t = (OlU128)p[i] * a->lo + carry;
        n[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    n[4] = carry;
    /* the quotient is below 10^40, so it has three limbs and what is above them is less than the divisor */
    if (n[4] != 0)
        (void)limb_div(0, n[4], b->lo, &rem);
    if (n[4] != 0 || n[3] != 0)
        (void)limb_div(rem, n[3], b->lo, &rem);
    q[2] = rem == 0 && n[2] < b->lo ? (rem = n[2], 0) : limb_div(rem, n[2], b->lo, &rem);
    q[1] = limb_div(rem, n[1], b->lo, &rem);
    q[0] = limb_div(rem, n[0], b->lo, &rem);
    least = pow10_limbs[magnitude - lowest];
    if ((magnitude & 1) == 0 && (q[2] < least[2] || (q[2] == least[2] && (q[1] < least[1] || (q[1] == least[1] && q[0] < least[0])))))
    {
        OlU128 t = (OlU128)rem * 100;
        uint64_t more = limb_div((uint64_t)(t >> 64), (uint64_t)t, b->lo, &rem);

        t = (OlU128)q[0] * 100 + more;
        q[0] = (uint64_t)t;
        t = (OlU128)q[1] * 100 + (uint64_t)(t >> 64);
        q[1] = (uint64_t)t;
        q[2] = q[2] * 100 + (uint64_t)(t >> 64);
        lowest -= 2;
    }
    if (rem >= b->lo - rem) /* half or more; rem < b */
    {
        uint64_t c = __builtin_add_overflow(q[0], 1, &q[0]);
        c = __builtin_add_overflow(q[1], c, &q[1]);
        q[2] += c;
        if (limbs_cmp(q, 3, pow10_limbs[40], 3) >= 0)
            return false;
    }
    out->lo = q[0];
    out->mid = q[1];
    out->top = (uint32_t)q[2];
    out->exp = (int16_t)lowest;
    out->neg = (uint8_t)neg;
    out->reserved = 0;
    if (rem == 0)
        ol_decimal_normalize(out);
    return true;
}

OlStatus ol_decimal_div(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    uint64_t wa[3];
    uint64_t wb[4] = {0};
    uint64_t numerator[10];
    uint64_t quotient[9] = {0};
    int na = load(a, wa);
    int nb = load(b, wb);
    unsigned neg = a->neg ^ b->neg;
    int digits_a;
    int digits_b;
    int magnitude;
    int lowest;
    int scale;
    bool exact;
    bool placed = true; /* the last digit is where NUMBER's last digit is */
    OlStatus status;

    if (nb == 0)
        return ol_diag_set(diag, OL_ERR_ZERO_DIVIDE, -1);
    if (na == 0)
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    if (na == 1 && nb == 1 && (div_short(a, b, neg, out) || div_small(a, b, neg, out)))
        return OL_OK;
    digits_a = coefficient_digits(a);
    digits_b = coefficient_digits(b);
    /* The quotient starts at this magnitude or one below. Its last digit is put where NUMBER's last digit is, so that only the
     * remainder has to be looked at for rounding. */
    magnitude = digits_a + a->exp - digits_b - b->exp;
    lowest = floor_even(magnitude) - 38;
    scale = a->exp - b->exp - lowest;
    if (scale < 2) /* 40 digits by one: leave room */
    {
        lowest -= 2;
        scale += 2;
        placed = false;
    }
    na = mul_pow10(numerator, wa, na, scale);
    ol_limbs_divmod(quotient, numerator, na, wb, nb);
    if ((magnitude & 1) == 0 && limbs_cmp(quotient, 3, pow10_limbs[magnitude - lowest], 5) < 0)
    {
        /* one below: there the digits are aligned two places further on */
        uint64_t more[9] = {0};

        numerator[nb] = limbs_mul1(numerator, nb, 100, 0);
        ol_limbs_divmod(more, numerator, nb + 1, wb, nb);
        limbs_mul1(quotient, 4, 100, more[0]);
        lowest -= 2;
    }
    exact = limbs_trim(numerator, nb) == 0;
    if (!exact && placed)
    {
        /* twice the remainder against the divisor: half or more rounds up */
        numerator[nb] = limbs_mul1(numerator, nb, 2, 0);
        if (limbs_cmp(numerator, nb + 1, wb, nb) >= 0)
        {
            uint64_t one = 1;
            limbs_add(quotient, 4, &one, 1);
        }
        if (magnitude > -120 && magnitude < 120 && limbs_cmp(quotient, 4, pow10_limbs[40], 5) < 0)
        {
            out->lo = quotient[0];
            out->mid = quotient[1];
            out->top = (uint32_t)quotient[2];
            out->exp = (int16_t)lowest;
            out->neg = (uint8_t)neg;
            out->reserved = 0;
            return OL_OK;
        }
    }
    status = ol_decimal_finish(quotient, 4, lowest, neg, out, diag);
    if (status == OL_OK && exact)
        ol_decimal_normalize(out);
    return status;
}

/* |a| mod |b| with the exponent it has, exactly; optionally whether 2 * result >= |b| (for REMAINDER). */
static OlStatus mod_abs(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, bool *upper_half, OlDiag *diag)
{
    uint64_t r[9] = {0};
    uint64_t q[9];
    uint64_t wb[6] = {0};
    int nb;
    int exp;

    if (b->exp > a->exp)
    {
        uint64_t coefficient[3];
        uint64_t product[8];
        int shift = b->exp - a->exp;
        int digits = coefficient_digits(b) + shift;

        if (digits > 42) /* |b| is ten times |a| at least */
        {
            *upper_half = false;
            *out = *a;
            out->neg = 0;
            return OL_OK;
        }
        nb = load(b, coefficient);
        limbs_mul(product, pow10_limbs[shift], 5, coefficient, nb);
        memcpy(wb, product, 5 * sizeof wb[0]);
        exp = a->exp;
        load(a, r);
        nb = limbs_trim(wb, 5);
        ol_limbs_divmod(q, r, 3, wb, nb);
    }
    else
    {
        int shift = a->exp - b->exp;

        nb = load(b, wb);
        exp = b->exp;
        load(a, r);
        ol_limbs_divmod(q, r, 3, wb, nb);
        while (shift > 0 && limbs_trim(r, nb) != 0)
        {
            int step = shift > 19 ? 19 : shift;

            r[nb] = limbs_mul1(r, nb, ol_pow10_u64[step], 0);
            ol_limbs_divmod(q, r, nb + 1, wb, nb);
            shift -= step;
        }
    }
    {
        uint64_t twice[7];
        memcpy(twice, r, 6 * sizeof twice[0]);
        twice[6] = 0;
        for (int i = nb; i < 6; i++)
            twice[i] = 0;
        limbs_mul1(twice, 6, 2, 0);
        *upper_half = limbs_cmp(twice, 6, wb, nb) >= 0;
    }
    return ol_decimal_finish(r, OL_MIN(nb, 5), exp, 0, out, diag);
}

OlStatus ol_decimal_mod(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    unsigned neg = a->neg;
    bool upper_half;
    OlStatus status;

    if (ol_dec_is_zero(b) || ol_dec_is_zero(a))
    {
        *out = *a;
        return OL_OK;
    }
    if (ol_dec_small(a) && ol_dec_small(b) && a->exp == b->exp && ol_dec_exp_safe(a->exp))
    {
        ol_dec_set(out, a->lo % b->lo, a->exp, neg);
        return OL_OK;
    }
    status = mod_abs(a, b, out, &upper_half, diag);
    if (status == OL_OK && !ol_dec_is_zero(out))
        out->neg = (uint8_t)neg;
    return status;
}

OlStatus ol_decimal_remainder(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    OlDecimal rest;
    OlDecimal divisor = *b;
    unsigned neg = a->neg;
    bool upper_half;

    if (ol_dec_is_zero(b))
        return ol_diag_set(diag, OL_ERR_ARGUMENT_RANGE, -1, "0");
    if (ol_dec_is_zero(a))
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    if (mod_abs(a, b, &rest, &upper_half, diag) != OL_OK)
        return OL_ERROR;
    if (upper_half) /* ROUND takes the half away from zero */
    {
        divisor.neg = 0;
        if (ol_decimal_sub(&rest, &divisor, &rest, diag) != OL_OK)
            return OL_ERROR;
    }
    *out = rest;
    if (!ol_dec_is_zero(out))
        out->neg ^= (uint8_t)neg;
    return OL_OK;
}

/* --- rounding ----------------------------------------------------------------------------------------------------- */

typedef enum Rounding
{
    ROUND_HALF_AWAY,
    ROUND_TO_ZERO,
    ROUND_AWAY
} Rounding;

static OlStatus round_at(const OlDecimal *d, int64_t digits, Rounding how, OlDecimal *out, OlDiag *diag)
{
    uint64_t w[7] = {0};
    uint64_t bump[6];
    int have;
    int n;
    int drop;
    unsigned neg = d->neg;

    digits = digits > 1000 ? 1000 : digits < -1000 ? -1000 : digits;
    if (digits >= -(int64_t)d->exp || ol_dec_is_zero(d))
    {
        *out = *d;
        return OL_OK;
    }
    have = coefficient_digits(d);
    if (-digits - d->exp > have + 1)
    {
        if (how != ROUND_AWAY)
        {
            *out = OL_DECIMAL_ZERO;
            return OL_OK;
        }
        w[0] = 1; /* callers round up to integers only: the drop of a tiny value is small enough */
        return ol_decimal_finish(w, 1, (int)-digits, neg, out, diag);
    }
    drop = (int)(-digits - d->exp);
    if (ol_dec_small(d) && drop <= 18)
    {
        uint64_t p = ol_pow10_u64[drop];
        uint64_t add = how == ROUND_HALF_AWAY ? p / 2 : how == ROUND_AWAY ? p - 1 : 0;
        uint64_t sum;

        if (!__builtin_add_overflow(d->lo, add, &sum) && ol_dec_exp_safe(d->exp + drop))
        {
            ol_dec_set(out, ol_u64_div_pow10(sum, drop), d->exp + drop, neg);
            if (out->lo == 0)
                out->exp = 0;
            return OL_OK;
        }
    }
    n = load(d, w);
    memcpy(bump, pow10_limbs[drop], 5 * sizeof bump[0]);
    if (how == ROUND_HALF_AWAY)
        limbs_div1(bump, 5, 2);
    else if (how == ROUND_AWAY)
    {
        uint64_t one = 1;
        limbs_sub(bump, 5, &one, 1);
    }
    if (how != ROUND_TO_ZERO)
        limbs_add(w, 6, bump, 5);
    ol_limbs_div_pow10(w, 6, drop);
    n = limbs_trim(w, 6);
    return ol_decimal_finish(w, n, d->exp + drop, neg, out, diag);
}

OlStatus ol_decimal_round(const OlDecimal *d, int64_t digits, OlDecimal *out, OlDiag *diag)
{
    return round_at(d, digits, ROUND_HALF_AWAY, out, diag);
}

void ol_decimal_trunc(const OlDecimal *d, int64_t digits, OlDecimal *out)
{
    OlStatus status = round_at(d, digits, ROUND_TO_ZERO, out, NULL);
    ol_check(status == OL_OK); /* a value that shrinks stays in range */
}

OlStatus ol_decimal_floor(const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    return round_at(d, 0, d->neg ? ROUND_AWAY : ROUND_TO_ZERO, out, diag);
}

OlStatus ol_decimal_ceil(const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    return round_at(d, 0, d->neg ? ROUND_TO_ZERO : ROUND_AWAY, out, diag);
}

bool ol_decimal_is_integer(const OlDecimal *d)
{
    OlDecimal n;

    if (d->exp >= 0 || ol_dec_is_zero(d))
        return true;
    if (ol_dec_small(d) && d->exp >= -19)
        return d->lo % ol_pow10_u64[-d->exp] == 0;
    n = *d;
    ol_decimal_normalize(&n);
    return n.exp >= 0;
}

OlStatus ol_decimal_round_significant(const OlDecimal *d, int digits, OlDecimal *out, OlDiag *diag)
{
    if (ol_dec_is_zero(d))
    {
        *out = *d;
        return OL_OK;
    }
    return ol_decimal_round(d, (int64_t)digits - 1 - ol_decimal_magnitude(d), out, diag);
}

OlStatus ol_decimal_fit(const OlDecimal *d, int precision, int scale, OlDecimal *out, OlDiag *diag)
{
    OlDecimal rounded;

    if (scale == OL_SCALE_NONE)
    {
        *out = *d;
        return OL_OK;
    }
    if (ol_decimal_round(d, scale, &rounded, diag) != OL_OK)
        return OL_ERROR;
    if (precision > 0 && !ol_dec_is_zero(&rounded) && ol_decimal_magnitude(&rounded) >= precision - scale)
        return ol_diag_set(diag, OL_ERR_PRECISION_EXCEEDED, -1);
    *out = rounded;
    return OL_OK;
}
