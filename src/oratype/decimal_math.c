/*
 * decimal_math.c - square root, powers, logarithms, trigonometry of NUMBER.
 *
 * Computed in fixed point with 256 bits (77 digits) after the point and 64 before it, then rounded once to NUMBER. The result
 * differs from the true one by less than one unit in the last of 38 digits (sqrt: correctly rounded in all 40).
 *
 *   exp   10^k * e^r, r in [0, ln 10): Taylor series of r / 2^8, squared eight times
 *   ln    from the double's logarithm by y + 2 (x - e^y) / (x + e^y), which triples the correct digits
 *   sin   reduced to a quarter turn, Taylor series;  atan by one step of the addition theorem from the double's value
 *
 * See also:  decimal.c, limbs.h
 */
#include "oratype/decimal.h"
#include "oratype/decimal_int.h"
#include "oratype/limbs.h"

#include <math.h>
#include <string.h>

/* A number >= 0: w[4] before the point, w[3] .. w[0] after it. */
typedef struct Fix
{
    uint64_t w[5];
} Fix;

static const Fix ln10 = {{0x0f187a0807c0b5caULL, 0x8a3fb3e76977e43aULL, 0xa95b58ae0b4c28a3ULL, 0x4d763776aaa2b05bULL, 0x0000000000000002ULL}};
static const Fix pi_half = {{0x04177d4c76273645ULL, 0x52049c1114cf98e8ULL, 0x898cc51701b839a2ULL, 0x921fb54442d18469ULL, 0x0000000000000001ULL}};
static const Fix pi_one = {{0x082efa98ec4e6c89ULL, 0xa4093822299f31d0ULL, 0x13198a2e03707344ULL, 0x243f6a8885a308d3ULL, 0x0000000000000003ULL}};
static const Fix pi_two = {{0x105df531d89cd913ULL, 0x48127044533e63a0ULL, 0x2633145c06e0e689ULL, 0x487ed5110b4611a6ULL, 0x0000000000000006ULL}};
static const Fix fix_one = {{0, 0, 0, 0, 1}};

static void fix_mul(Fix *r, const Fix *a, const Fix *b)
{
    uint64_t p[10];

    limbs_mul(p, a->w, 5, b->w, 5);
    memcpy(r->w, p + 4, sizeof r->w);
}

static void fix_add(Fix *r, const Fix *a)
{
    limbs_add(r->w, 5, a->w, 5);
}

static void fix_sub(Fix *r, const Fix *a)
{
    limbs_sub(r->w, 5, a->w, 5);
}

static int fix_cmp(const Fix *a, const Fix *b)
{
    return limbs_cmp(a->w, 5, b->w, 5);
}

static bool fix_is_zero(const Fix *a)
{
    return limbs_trim(a->w, 5) == 0;
}

/* b is not zero and the quotient below 2^64 */
static void fix_div(Fix *r, const Fix *a, const Fix *b)
{
    uint64_t n[11] = {0};
    uint64_t q[11] = {0};

    memcpy(n + 4, a->w, sizeof a->w);
    ol_limbs_divmod(q, n, 9, b->w, limbs_trim(b->w, 5));
    memcpy(r->w, q, sizeof r->w);
}

static void fix_shift_right(Fix *r, unsigned bits)
{
    for (int i = 0; i < 5; i++)
        r->w[i] = r->w[i] >> bits | (i < 4 ? r->w[i + 1] << (64 - bits) : 0);
}

static double fix_to_double(const Fix *a)
{
    return (double)a->w[4] + (double)a->w[3] * 0x1p-64 + (double)a->w[2] * 0x1p-128;
}

/* v >= 0, below 2^53 */
static void fix_from_double(Fix *r, double v)
{
    memset(r, 0, sizeof *r);
    r->w[4] = (uint64_t)v;
    v = (v - (double)r->w[4]) * 0x1p32;
    r->w[3] = (uint64_t)v << 32;
    v = (v - (double)(uint64_t)v) * 0x1p32;
    r->w[3] |= (uint64_t)v;
}

/* |d|; false when it is 2^63 or more. Digits below 2^-256 are lost. */
static bool fix_from_decimal(Fix *r, const OlDecimal *d)
{
    uint64_t w[9] = {0};

    memset(r, 0, sizeof *r);
    if (ol_dec_is_zero(d))
        return true;
    if (ol_decimal_magnitude(d) >= 19 || (ol_decimal_magnitude(d) == 18 && d->exp > 0))
        return false;
    if (d->exp >= 0)
    {
        r->w[4] = d->lo * ol_pow10_u64[d->exp];
        return r->w[4] < (UINT64_C(1) << 63);
    }
    w[4] = d->lo;
    w[5] = d->mid;
    w[6] = d->top;
    ol_limbs_div_pow10(w, 7, -d->exp);
    memcpy(r->w, w, sizeof r->w);
    return r->w[4] < (UINT64_C(1) << 63);
}

/* a * 10^exp */
static OlStatus fix_to_decimal(const Fix *a, int exp, unsigned neg, OlDecimal *out, OlDiag *diag)
{
    uint64_t p[12] = {0};
    int scale = a->w[4] == 0 ? 77 : 60;

    limbs_mul(p, a->w, 5, ol_limbs_pow10(scale), 5);
    if (ol_decimal_finish(p + 4, 5, exp - scale, neg, out, diag) != OL_OK)
        return OL_ERROR;
    ol_decimal_normalize(out);
    return OL_OK;
}

static void out_of_range(OlDiag *diag, const OlDecimal *d)
{
    char text[OL_DECIMAL_TEXT_MAX + 1];

    text[ol_decimal_to_text(d, '.', text)] = 0;
    (void)ol_diag_set(diag, OL_ERR_ARGUMENT_RANGE, -1, text);
}

/* --- square root -------------------------------------------------------------------------------------------------- */

OlStatus ol_decimal_sqrt(const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    uint64_t n[6] = {0};
    uint64_t x[6] = {0};
    uint64_t coefficient[3] = {d->lo, d->mid, d->top};
    uint64_t product[8];
    int digits;
    int scale;
    int exp;

    if (ol_dec_is_zero(d))
    {
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    if (d->neg)
    {
        out_of_range(diag, d);
        return OL_ERROR;
    }
    digits = ol_limbs_digits(coefficient, 3);
    scale = 83 - digits; /* a radicand of 82 or 83 digits has a root of 41 or 42 */
    exp = d->exp - scale;
    if (exp & 1)
    {
        scale--;
        exp++;
    }
    limbs_mul(product, ol_limbs_pow10(scale), 5, coefficient, 3);
    memcpy(n, product, 5 * sizeof n[0]);
    {
        /* first guess from above: Newton's iteration then falls towards the root and stops at its integer part */
        long double v = 0;
        int shift = 0;
        for (int i = 4; i >= 0; i--)
            v = v * 0x1p64L + (long double)n[i];
        v = sqrtl(v) * (1 + 0x1p-60L);
        while (v >= 0x1p63L)
        {
            v /= 2;
            shift++;
        }
        x[shift / 64] = (uint64_t)v + 1;
        if (shift % 64 != 0)
        {
            x[shift / 64 + 1] = x[shift / 64] >> (64 - shift % 64);
            x[shift / 64] <<= shift % 64;
        }
    }
    for (int i = 0; i < 200; i++)
    {
        uint64_t a[7];
        uint64_t q[7] = {0};

        memcpy(a, n, sizeof n);
        ol_limbs_divmod(q, a, 5, x, limbs_trim(x, 4));
        limbs_add(q, 5, x, 5);
        for (int k = 0; k < 5; k++)
            q[k] = q[k] >> 1 | (k < 4 ? q[k + 1] << 63 : 0);
        if (limbs_cmp(q, 5, x, 5) >= 0)
            break;
        memcpy(x, q, 5 * sizeof x[0]);
    }
    if (ol_decimal_finish(x, 4, exp / 2, 0, out, diag) != OL_OK)
        return OL_ERROR;
    ol_decimal_normalize(out);
    return OL_OK;
}

/* --- exponential -------------------------------------------------------------------------------------------------- */

/* e^r for r below 4 */
static void exp_series(Fix *out, const Fix *r)
{
    Fix x = *r;
    Fix term = fix_one;
    Fix sum = fix_one;

    fix_shift_right(&x, 8);
    for (unsigned i = 1; i < 60 && !fix_is_zero(&term); i++)
    {
        fix_mul(&term, &term, &x);
        limbs_div1(term.w, 5, i);
        fix_add(&sum, &term);
    }
    for (int i = 0; i < 8; i++)
        fix_mul(&sum, &sum, &sum);
    *out = sum;
}

/* e^x or e^-x as mantissa * 10^k */
static OlStatus exp_fix(const Fix *x, bool neg, OlDecimal *out, OlDiag *diag)
{
    Fix r = *x;
    Fix whole;
    int k;

    if (x->w[4] > 310)
    {
        if (!neg)
            return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
        *out = OL_DECIMAL_ZERO;
        return OL_OK;
    }
    k = (int)(fix_to_double(x) / 2.302585092994046);
    if (neg)
        k++;
    whole = ln10;
    limbs_mul1(whole.w, 5, (uint64_t)k, 0);
    if (neg)
    {
        if (fix_cmp(&whole, &r) < 0)
        {
            fix_add(&whole, &ln10);
            k++;
        }
        fix_sub(&whole, &r);
        r = whole;
        k = -k;
    }
    else
    {
        if (fix_cmp(&r, &whole) < 0)
        {
            fix_sub(&whole, &ln10);
            k--;
        }
        fix_sub(&r, &whole);
    }
    exp_series(&r, &r);
    return fix_to_decimal(&r, k, 0, out, diag);
}

OlStatus ol_decimal_exp(const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    Fix x;

    if (!fix_from_decimal(&x, d))
        memset(&x, 0xFF, sizeof x);
    return exp_fix(&x, d->neg != 0, out, diag);
}

/* --- logarithm ---------------------------------------------------------------------------------------------------- */

/* |ln d| and its sign, for d > 0 */
static bool ln_fix(const OlDecimal *d, Fix *out)
{
    OlDecimal mantissa = *d;
    int e = ol_decimal_magnitude(d);
    Fix m;
    Fix y;
    Fix tens = ln10;
    bool neg = false;

    mantissa.exp = (int16_t)(mantissa.exp - e); /* 1 <= m < 10 */
    mantissa.neg = 0;
    (void)fix_from_decimal(&m, &mantissa);
    fix_from_double(&y, log(fix_to_double(&m)) < 0 ? 0 : log(fix_to_double(&m)));
    for (int i = 0; i < 2; i++)
    {
        Fix ey;
        Fix difference;
        Fix sum;
        bool up;

        exp_series(&ey, &y);
        up = fix_cmp(&m, &ey) >= 0;
        difference = up ? m : ey;
        fix_sub(&difference, up ? &ey : &m);
        sum = m;
        fix_add(&sum, &ey);
        limbs_mul1(difference.w, 5, 2, 0);
        fix_div(&difference, &difference, &sum);
        if (up)
            fix_add(&y, &difference);
        else if (fix_cmp(&y, &difference) >= 0)
            fix_sub(&y, &difference);
        else
            memset(&y, 0, sizeof y);
    }
    limbs_mul1(tens.w, 5, (uint64_t)(e < 0 ? -e : e), 0);
    if (e >= 0)
        fix_add(&y, &tens);
    else if (fix_cmp(&tens, &y) >= 0)
    {
        fix_sub(&tens, &y);
        y = tens;
        neg = !fix_is_zero(&y);
    }
    else
        fix_sub(&y, &tens);
    *out = y;
    return neg;
}

OlStatus ol_decimal_ln(const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    Fix y;
    bool neg;

    if (ol_decimal_sign(d) <= 0)
    {
        out_of_range(diag, d);
        return OL_ERROR;
    }
    neg = ln_fix(d, &y);
    return fix_to_decimal(&y, 0, neg, out, diag);
}

OlStatus ol_decimal_log(const OlDecimal *base, const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    Fix x;
    Fix b;
    bool x_neg;
    bool b_neg;

    if (ol_decimal_sign(base) <= 0 || ol_decimal_sign(d) <= 0)
    {
        out_of_range(diag, ol_decimal_sign(base) <= 0 ? base : d);
        return OL_ERROR;
    }
    x_neg = ln_fix(d, &x);
    b_neg = ln_fix(base, &b);
    if (fix_is_zero(&b))
    {
        out_of_range(diag, base);
        return OL_ERROR;
    }
    if (limbs_trim(b.w, 5) < 5 && b.w[3] < 1024) /* a base next to 1: the quotient may pass 2^64 */
    {
        OlDecimal num;
        OlDecimal den;
        if (fix_to_decimal(&x, 0, x_neg, &num, diag) != OL_OK || fix_to_decimal(&b, 0, b_neg, &den, diag) != OL_OK)
            return OL_ERROR;
        return ol_decimal_div(&num, &den, out, diag);
    }
    fix_div(&x, &x, &b);
    return fix_to_decimal(&x, 0, x_neg != b_neg && !fix_is_zero(&x), out, diag);
}

/* --- powers ------------------------------------------------------------------------------------------------------- */

static OlStatus integer_power(const OlDecimal *a, uint64_t n, bool invert, OlDecimal *out, OlDiag *diag)
{
    OlDecimal result;
    OlDecimal square = *a;

    ol_decimal_from_int64(1, &result);
    for (;;)
    {
        if ((n & 1) && ol_decimal_mul(&result, &square, &result, diag) != OL_OK)
            break;
        n >>= 1;
        if (n == 0)
        {
            if (!invert)
            {
                *out = result;
                return OL_OK;
            }
            ol_decimal_from_int64(1, &square);
            if (ol_dec_is_zero(&result))
                return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
            return ol_decimal_div(&square, &result, out, diag);
        }
        if (ol_decimal_mul(&square, &square, &square, diag) != OL_OK)
            break;
    }
    if (!invert)
        return OL_ERROR;
    *out = OL_DECIMAL_ZERO; /* 1 / overflow */
    return OL_OK;
}

OlStatus ol_decimal_power(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag)
{
    int64_t n;
    bool whole = ol_decimal_is_int64(b, &n);
    OlDecimal base = *a;
    Fix logarithm;
    Fix exponent;
    bool neg;
    bool odd = false;

    if (ol_dec_is_zero(a))
    {
        if (ol_decimal_sign(b) < 0)
        {
            out_of_range(diag, a);
            return OL_ERROR;
        }
        ol_decimal_from_int64(ol_decimal_sign(b) == 0, out);
        return OL_OK;
    }
    if (whole && n >= -1000 && n <= 1000)
    {
        ol_decimal_normalize(&base);
        return integer_power(&base, (uint64_t)(n < 0 ? -n : n), n < 0, out, diag);
    }
    if (a->neg)
    {
        if (!ol_decimal_is_integer(b))
        {
            out_of_range(diag, a);
            return OL_ERROR;
        }
        odd = whole && (n & 1);
        base.neg = 0;
    }
    neg = ln_fix(&base, &logarithm);
    neg ^= b->neg != 0;
    if (fix_is_zero(&logarithm))
        ol_decimal_from_int64(1, out);
    else
    {
        if (!fix_from_decimal(&exponent, b) ||
            (exponent.w[4] > 0 && fix_to_double(&exponent) * fix_to_double(&logarithm) > 1e6))
            memset(&logarithm, 0xFF, sizeof logarithm);
        else
            fix_mul(&logarithm, &logarithm, &exponent);
        if (exp_fix(&logarithm, neg, out, diag) != OL_OK)
            return OL_ERROR;
    }
    if (odd && !ol_dec_is_zero(out))
        out->neg = 1;
    return OL_OK;
}

/* --- trigonometry ------------------------------------------------------------------------------------------------- */

/* Sine (odd) or cosine series of x below pi / 2 */
static void sin_series(Fix *out, const Fix *x, bool cosine, bool hyperbolic)
{
    Fix square;
    Fix term = cosine ? fix_one : *x;
    Fix plus = term;
    Fix minus = {{0}};

    fix_mul(&square, x, x);
    for (unsigned i = cosine ? 1 : 2; i < 120 && !fix_is_zero(&term); i += 2)
    {
        fix_mul(&term, &term, &square);
        limbs_div1(term.w, 5, (uint64_t)i * (i + 1));
        if (!hyperbolic && ((i + 1) / 2) % 2 == 1)
            fix_add(&minus, &term);
        else
            fix_add(&plus, &term);
    }
    if (fix_cmp(&plus, &minus) >= 0)
        fix_sub(&plus, &minus);
    else
        memset(&plus, 0, sizeof plus);
    *out = plus;
}

/* sin and cos of x >= 0 below 2^63, with their signs */
static void sin_cos(const Fix *x, Fix *sine, bool *sine_neg, Fix *cosine, bool *cosine_neg)
{
    Fix r = *x;
    Fix turns;
    Fix quotient;
    int quadrant = 0;

    if (fix_cmp(&r, &pi_two) >= 0)
    {
        fix_div(&quotient, &r, &pi_two);
        turns = pi_two;
        limbs_mul1(turns.w, 5, quotient.w[4], 0);
        if (fix_cmp(&turns, &r) > 0)
            fix_sub(&turns, &pi_two);
        fix_sub(&r, &turns);
    }
    while (fix_cmp(&r, &pi_half) >= 0)
    {
        fix_sub(&r, &pi_half);
        quadrant = (quadrant + 1) & 3;
    }
    sin_series(quadrant & 1 ? cosine : sine, &r, false, false);
    sin_series(quadrant & 1 ? sine : cosine, &r, true, false);
    *sine_neg = quadrant >= 2;
    *cosine_neg = quadrant == 1 || quadrant == 2;
}

/* atan of x <= 1: with y near it, atan x = y + atan((x cos y - sin y) / (cos y + x sin y)) */
static void atan_small(Fix *out, const Fix *x)
{
    Fix y;
    Fix s;
    Fix c;
    Fix xc;
    Fix xs;
    Fix d;
    Fix cube;
    bool up;

    fix_from_double(&y, atan(fix_to_double(x)));
    sin_series(&s, &y, false, false);
    sin_series(&c, &y, true, false);
    fix_mul(&xc, x, &c);
    fix_mul(&xs, x, &s);
    fix_add(&c, &xs);
    up = fix_cmp(&xc, &s) >= 0;
    d = up ? xc : s;
    fix_sub(&d, up ? &s : &xc);
    fix_div(&d, &d, &c);
    fix_mul(&cube, &d, &d); /* atan d = d - d^3/3 + ..., d below 1e-15 */
    fix_mul(&cube, &cube, &d);
    limbs_div1(cube.w, 5, 3);
    fix_sub(&d, &cube);
    if (up)
        fix_add(&y, &d);
    else if (fix_cmp(&y, &d) >= 0)
        fix_sub(&y, &d);
    *out = y;
}

/* atan of |d|, in [0, pi/2] */
static OlStatus atan_fix(const OlDecimal *d, Fix *out, OlDiag *diag)
{
    OlDecimal magnitude = *d;
    OlDecimal one;
    Fix x;

    magnitude.neg = 0;
    ol_decimal_from_int64(1, &one);
    if (ol_decimal_cmp(&magnitude, &one) <= 0)
    {
        (void)fix_from_decimal(&x, &magnitude);
        atan_small(out, &x);
        return OL_OK;
    }
    if (ol_decimal_div(&one, &magnitude, &magnitude, diag) != OL_OK)
        return OL_ERROR;
    (void)fix_from_decimal(&x, &magnitude);
    atan_small(&x, &x);
    *out = pi_half;
    fix_sub(out, &x);
    return OL_OK;
}

static OlStatus hyperbolic(OlTrig f, const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    OlDecimal up;
    OlDecimal down;
    OlDecimal x = *d;
    OlDecimal two;
    Fix r;

    x.neg = 0;
    if (fix_from_decimal(&r, &x) && r.w[4] == 0)
    {
        Fix s;
        Fix c;

        sin_series(&s, &r, false, true);
        sin_series(&c, &r, true, true);
        if (f == OL_TRIG_COSH)
            return fix_to_decimal(&c, 0, 0, out, diag);
        if (f == OL_TRIG_TANH)
            fix_div(&s, &s, &c);
        return fix_to_decimal(&s, 0, d->neg, out, diag);
    }
    if (f == OL_TRIG_TANH && ol_decimal_magnitude(&x) >= 2) /* nothing below 40 digits is left of 1 - tanh */
    {
        ol_decimal_from_int64(d->neg ? -1 : 1, out);
        return OL_OK;
    }
    if (ol_decimal_exp(&x, &up, diag) != OL_OK)
        return OL_ERROR;
    x.neg = 1;
    if (ol_decimal_exp(&x, &down, diag) != OL_OK)
        return OL_ERROR;
    ol_decimal_from_int64(2, &two);
    if (f == OL_TRIG_COSH)
        return ol_decimal_add(&up, &down, out, diag) == OL_OK ? ol_decimal_div(out, &two, out, diag) : OL_ERROR;
    if (f == OL_TRIG_SINH)
    {
        if (ol_decimal_sub(&up, &down, out, diag) != OL_OK || ol_decimal_div(out, &two, out, diag) != OL_OK)
            return OL_ERROR;
    }
    else
    {
        OlDecimal sum;
        if (ol_decimal_add(&up, &down, &sum, diag) != OL_OK || ol_decimal_sub(&up, &down, out, diag) != OL_OK ||
            ol_decimal_div(out, &sum, out, diag) != OL_OK)
            return OL_ERROR;
    }
    out->neg = d->neg;
    return OL_OK;
}

static OlStatus arc(OlTrig f, const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    OlDecimal one;
    OlDecimal root;
    OlDecimal magnitude = *d;
    Fix angle;
    unsigned neg = d->neg;
    int c;

    magnitude.neg = 0;
    if (f == OL_TRIG_ATAN)
    {
        if (atan_fix(d, &angle, diag) != OL_OK)
            return OL_ERROR;
        return fix_to_decimal(&angle, 0, neg, out, diag);
    }
    ol_decimal_from_int64(1, &one);
    c = ol_decimal_cmp(&magnitude, &one);
    if (c > 0)
    {
        out_of_range(diag, d);
        return OL_ERROR;
    }
    if (c == 0)
        angle = pi_half;
    else
    {
        OlDecimal plus;
        OlDecimal minus;

        /* asin x = atan(x / sqrt((1 - x) (1 + x))) */
        if (ol_decimal_sub(&one, &magnitude, &minus, diag) != OL_OK || ol_decimal_add(&one, &magnitude, &plus, diag) != OL_OK ||
            ol_decimal_mul(&minus, &plus, &root, diag) != OL_OK || ol_decimal_sqrt(&root, &root, diag) != OL_OK ||
            ol_decimal_div(&magnitude, &root, &root, diag) != OL_OK || atan_fix(&root, &angle, diag) != OL_OK)
            return OL_ERROR;
    }
    if (f == OL_TRIG_ASIN)
        return fix_to_decimal(&angle, 0, neg, out, diag);
    if (neg)
        fix_add(&angle, &pi_half);
    else
    {
        Fix rest = pi_half;
        fix_sub(&rest, &angle);
        angle = rest;
    }
    return fix_to_decimal(&angle, 0, 0, out, diag);
}

OlStatus ol_decimal_trig(OlTrig f, const OlDecimal *d, OlDecimal *out, OlDiag *diag)
{
    Fix x;
    Fix s;
    Fix c;
    bool s_neg;
    bool c_neg;

    if (ol_dec_is_zero(d))
    {
        if (f == OL_TRIG_ACOS)
            return fix_to_decimal(&pi_half, 0, 0, out, diag);
        ol_decimal_from_int64(f == OL_TRIG_COS || f == OL_TRIG_COSH, out);
        return OL_OK;
    }
    if (ol_decimal_magnitude(d) < -25 && f != OL_TRIG_COS && f != OL_TRIG_COSH && f != OL_TRIG_ACOS)
    {
        *out = *d; /* x - x^3/6: the difference is below the 40 digits */
        return OL_OK;
    }
    switch (f)
    {
        case OL_TRIG_SINH:
        case OL_TRIG_COSH:
        case OL_TRIG_TANH:
            return hyperbolic(f, d, out, diag);
        case OL_TRIG_ASIN:
        case OL_TRIG_ACOS:
        case OL_TRIG_ATAN:
            return arc(f, d, out, diag);
        default:
            break;
    }
    if (!fix_from_decimal(&x, d))
    {
        /* an angle beyond 2^63: reduced by a turn of 40 digits, which says little and cannot say more */
        OlDecimal turn;
        OlDecimal rest;
        if (fix_to_decimal(&pi_two, 0, 0, &turn, diag) != OL_OK || ol_decimal_mod(d, &turn, &rest, diag) != OL_OK)
            return OL_ERROR;
        (void)fix_from_decimal(&x, &rest);
    }
    sin_cos(&x, &s, &s_neg, &c, &c_neg);
    s_neg ^= d->neg != 0;
    if (f == OL_TRIG_SIN)
        return fix_to_decimal(&s, 0, s_neg, out, diag);
    if (f == OL_TRIG_COS)
        return fix_to_decimal(&c, 0, c_neg, out, diag);
    if (limbs_trim(c.w, 5) < 5 && c.w[3] < 1024)
    {
        OlDecimal num;
        OlDecimal den;
        if (fix_to_decimal(&s, 0, s_neg, &num, diag) != OL_OK || fix_to_decimal(&c, 0, c_neg, &den, diag) != OL_OK)
            return OL_ERROR;
        return ol_decimal_div(&num, &den, out, diag);
    }
    fix_div(&s, &s, &c);
    return fix_to_decimal(&s, 0, s_neg != c_neg, out, diag);
}

OlStatus ol_decimal_atan2(const OlDecimal *y, const OlDecimal *x, OlDecimal *out, OlDiag *diag)
{
    OlDecimal ratio;
    Fix angle;

    if (ol_dec_is_zero(y) && ol_dec_is_zero(x))
    {
        out_of_range(diag, x);
        return OL_ERROR;
    }
    if (ol_dec_is_zero(x))
        return fix_to_decimal(&pi_half, 0, y->neg, out, diag);
    if (ol_decimal_div(y, x, &ratio, NULL) != OL_OK)
        return fix_to_decimal(&pi_half, 0, y->neg, out, diag);
    if (atan_fix(&ratio, &angle, diag) != OL_OK)
        return OL_ERROR;
    if (x->neg)
    {
        Fix rest = pi_one;
        fix_sub(&rest, &angle);
        angle = rest;
    }
    return fix_to_decimal(&angle, 0, y->neg, out, diag);
}
