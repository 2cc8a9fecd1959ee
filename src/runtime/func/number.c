/*
 * number.c - arithmetic and functions of NUMBER with its 40 digits, and the forms for BINARY_DOUBLE that differ from float8.
 *
 * Invariant: results are rounded as NUMBER rounds (OlDecimal does it); ORA-01426 and ORA-01476 come from there.
 * See also:  oratype/oratype.h (OlDecimal), sql/func/number.sql
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/array.h"

#include "runtime/func/func.h"

#define BINARY(name, call)                                                                                              \
    OL_FUNCTION(ol_fn_##name)                                                                                           \
    {                                                                                                                   \
        OlDecimal a = OL_DECIMAL_ARG(0), b = OL_DECIMAL_ARG(1), out;                                                    \
        OlDiag diag;                                                                                                    \
                                                                                                                        \
        OL_TRY(call(&a, &b, &out, &diag), diag);                                                                        \
        OL_RETURN_DECIMAL(&out);                                                                                        \
    }
BINARY(num_add, ol_decimal_add)
BINARY(num_sub, ol_decimal_sub)
BINARY(num_mul, ol_decimal_mul)
BINARY(num_div, ol_decimal_div)
BINARY(mod, ol_decimal_mod)
BINARY(remainder, ol_decimal_remainder)
BINARY(power, ol_decimal_power)
BINARY(log, ol_decimal_log)
BINARY(atan2, ol_decimal_atan2)

#define UNARY(name, call)                                                                                               \
    OL_FUNCTION(ol_fn_##name)                                                                                           \
    {                                                                                                                   \
        OlDecimal a = OL_DECIMAL_ARG(0), out;                                                                           \
        OlDiag diag;                                                                                                    \
                                                                                                                        \
        OL_TRY(call(&a, &out, &diag), diag);                                                                            \
        OL_RETURN_DECIMAL(&out);                                                                                        \
    }
UNARY(sqrt, ol_decimal_sqrt)
UNARY(exp, ol_decimal_exp)
UNARY(ln, ol_decimal_ln)
UNARY(ceil, ol_decimal_ceil)
UNARY(floor, ol_decimal_floor)

#define TRIG(name, which)                                                                                               \
    OL_FUNCTION(ol_fn_##name)                                                                                           \
    {                                                                                                                   \
        OlDecimal a = OL_DECIMAL_ARG(0), out;                                                                           \
        OlDiag diag;                                                                                                    \
                                                                                                                        \
        OL_TRY(ol_decimal_trig(which, &a, &out, &diag), diag);                                                          \
        OL_RETURN_DECIMAL(&out);                                                                                        \
    }
TRIG(sin, OL_TRIG_SIN)
TRIG(cos, OL_TRIG_COS)
TRIG(tan, OL_TRIG_TAN)
TRIG(asin, OL_TRIG_ASIN)
TRIG(acos, OL_TRIG_ACOS)
TRIG(atan, OL_TRIG_ATAN)
TRIG(sinh, OL_TRIG_SINH)
TRIG(cosh, OL_TRIG_COSH)
TRIG(tanh, OL_TRIG_TANH)

OL_FUNCTION(ol_fn_round)
{
    OlDecimal a = OL_DECIMAL_ARG(0), out;
    OlDiag diag;

    OL_TRY(ol_decimal_round(&a, PG_NARGS() > 1 ? OL_COUNT_ARG(1) : 0, &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_trunc)
{
    OlDecimal a = OL_DECIMAL_ARG(0), out;

    ol_decimal_trunc(&a, PG_NARGS() > 1 ? OL_COUNT_ARG(1) : 0, &out);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_sign)
{
    OlDecimal a = OL_DECIMAL_ARG(0);

    return ol_datum_int64(ol_decimal_sign(&a));
}

/* BITAND takes integers of -2^127 .. 2^127 - 1 in Oracle; ours hold 64 bits, which covers what its users have. */
OL_FUNCTION(ol_fn_bitand)
{
    OlDecimal a = OL_DECIMAL_ARG(0), b = OL_DECIMAL_ARG(1), t;
    int64_t x, y;

    ol_decimal_trunc(&a, 0, &t);
    if (!ol_decimal_is_int64(&t, &x))
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    ol_decimal_trunc(&b, 0, &t);
    if (!ol_decimal_is_int64(&t, &y))
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    return ol_datum_int64(x & y);
}

/* BIN_TO_NUM(b, ...): the bits, most significant first. */
OL_FUNCTION(ol_fn_bin_to_num)
{
    Datum *bits;
    bool *nulls;
    int n;
    int64 value = 0;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), 1700, -1, false, 'i', &bits, &nulls, &n);
    if (n > 62)
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    for (int i = 0; i < n; i++)
    {
        int64 bit;

        if (nulls[i])
            PG_RETURN_NULL();
        bit = ol_count_datum(bits[i]);
        if (bit != 0 && bit != 1)
            ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
        value = value << 1 | bit;
    }
    return ol_datum_int64(value);
}

/* WIDTH_BUCKET(x, low, high, n): 0 below, n + 1 at or above high; a range given downwards counts downwards. */
OL_FUNCTION(ol_fn_width_bucket)
{
    OlDecimal x = OL_DECIMAL_ARG(0), lo = OL_DECIMAL_ARG(1), hi = OL_DECIMAL_ARG(2), n = OL_DECIMAL_ARG(3), t, u, one;
    OlDiag diag;
    bool down = ol_decimal_cmp(&lo, &hi) > 0;

    ol_decimal_trunc(&n, 0, &n);
    if (ol_decimal_sign(&n) <= 0)
        ol_raise(OL_ERR_ARGUMENT_RANGE, "4");
    if (down ? ol_decimal_cmp(&x, &lo) > 0 : ol_decimal_cmp(&x, &lo) < 0)
        return ol_datum_int64(0);
    ol_decimal_from_int64(1, &one);
    if (down ? ol_decimal_cmp(&x, &hi) <= 0 : ol_decimal_cmp(&x, &hi) >= 0)
    {
        OL_TRY(ol_decimal_add(&n, &one, &t, &diag), diag);
        OL_RETURN_DECIMAL(&t);
    }
    OL_TRY(ol_decimal_sub(&x, &lo, &t, &diag), diag);
    OL_TRY(ol_decimal_sub(&hi, &lo, &u, &diag), diag);
    OL_TRY(ol_decimal_mul(&t, &n, &t, &diag), diag);
    OL_TRY(ol_decimal_div(&t, &u, &t, &diag), diag);
    OL_TRY(ol_decimal_floor(&t, &t, &diag), diag);
    OL_TRY(ol_decimal_add(&t, &one, &t, &diag), diag);
    OL_RETURN_DECIMAL(&t);
}

/* --- BINARY_DOUBLE, BINARY_FLOAT ---------------------------------------------------------------------------------- */
/* No errors: 1/0 is Inf, 0/0 is Nan. */
OL_FUNCTION(ol_fn_float8_div)
{
    PG_RETURN_FLOAT8(PG_GETARG_FLOAT8(0) / PG_GETARG_FLOAT8(1));
}

OL_FUNCTION(ol_fn_float4_div)
{
    PG_RETURN_FLOAT4(PG_GETARG_FLOAT4(0) / PG_GETARG_FLOAT4(1));
}

/* Half away from zero, where float8's own round is half to even. */
OL_FUNCTION(ol_fn_float8_round)
{
    PG_RETURN_FLOAT8(round(PG_GETARG_FLOAT8(0)));
}

OL_FUNCTION(ol_fn_float8_trunc)
{
    PG_RETURN_FLOAT8(trunc(PG_GETARG_FLOAT8(0)));
}

OL_FUNCTION(ol_fn_float8_power)
{
    PG_RETURN_FLOAT8(pow(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1)));
}

OL_FUNCTION(ol_fn_float8_sqrt)
{
    PG_RETURN_FLOAT8(sqrt(PG_GETARG_FLOAT8(0)));
}

OL_FUNCTION(ol_fn_nanvl)
{
    double a = PG_GETARG_FLOAT8(0);

    PG_RETURN_FLOAT8(isnan(a) ? PG_GETARG_FLOAT8(1) : a);
}

OL_FUNCTION(ol_fn_float8_to_num)
{
    OlDecimal out;
    OlDiag diag;

    OL_TRY(ol_decimal_from_double(PG_GETARG_FLOAT8(0), &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_float4_to_num)
{
    OlDecimal out;
    OlDiag diag;

    OL_TRY(ol_decimal_from_float(PG_GETARG_FLOAT4(0), &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

OL_FUNCTION(ol_fn_num_to_double)
{
    OlDecimal a = OL_DECIMAL_ARG(0);

    PG_RETURN_FLOAT8(ol_decimal_to_double(&a));
}

OL_FUNCTION(ol_fn_num_to_float)
{
    OlDecimal a = OL_DECIMAL_ARG(0);

    PG_RETURN_FLOAT4((float)ol_decimal_to_double(&a));
}

/* --- assignment and CAST -------------------------------------------------------------------------------------------- */
/* NUMBER(precision, scale): rounds to the scale; ORA-01438. Precision 0 is NUMBER. */
OL_FUNCTION(ol_fn_assign_num)
{
    OlDecimal a = OL_DECIMAL_ARG(0), out;
    OlDiag diag;

    OL_TRY(ol_decimal_fit(&a, PG_GETARG_INT32(1), PG_GETARG_INT32(2), &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}

/* FLOAT(b): so many binary digits, rounded to ceil(b * 0.30103) decimal ones. */
OL_FUNCTION(ol_fn_assign_float)
{
    OlDecimal a = OL_DECIMAL_ARG(0), out;
    OlDiag diag;
    int bits = PG_GETARG_INT32(1);

    if (bits <= 0 || bits > 126)
        bits = 126;
    OL_TRY(ol_decimal_round_significant(&a, (int)ceil(bits * 0.30103), &out, &diag), diag);
    OL_RETURN_DECIMAL(&out);
}
