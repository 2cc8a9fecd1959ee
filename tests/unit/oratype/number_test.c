/*
 * number_test.c - NUMBER: wire form, arithmetic, text, PostgreSQL numeric, number masks, elementary functions.
 */
#include "oratype/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static OlDecimal dec(const char *text)
{
    OlDecimal d;
    OlDiag diag;

    if (ol_decimal_from_text(ol_str(text), &d, &diag) != OL_OK)
        fail_msg("%s: ORA-%05d", text, diag.number);
    return d;
}

static void check_value(const char *what, OlStatus status, const OlDecimal *got, const OlDiag *diag, const char *want)
{
    char text[OL_DECIMAL_PLAIN_MAX + 1];

    if (status != OL_OK)
        snprintf(text, sizeof text, "ORA-%05d", diag->number);
    else
        text[ol_decimal_to_plain(got, text)] = 0;
    if (strcmp(text, want) != 0)
        fail_msg("%s: %s, want %s", what, text, want);
}

#define OP2(f, a, b, want)                                                 \
    do                                                                     \
    {                                                                      \
        OlDecimal x_ = dec(a), y_ = dec(b), r_ = OL_DECIMAL_ZERO;          \
        OlDiag diag_;                                                      \
        OlStatus s_ = f(&x_, &y_, &r_, &diag_);                            \
        check_value(#f " " #a " " #b, s_, &r_, &diag_, want);              \
    } while (0)
#define OP1(f, a, want)                                                    \
    do                                                                     \
    {                                                                      \
        OlDecimal x_ = dec(a), r_ = OL_DECIMAL_ZERO;                       \
        OlDiag diag_;                                                      \
        OlStatus s_ = f(&x_, &r_, &diag_);                                 \
        check_value(#f " " #a, s_, &r_, &diag_, want);                     \
    } while (0)

static void wire_values(void **state)
{
    static const struct
    {
        const char *text;
        const char *hex;
    } cases[] = {{"0", "80"}, {"1", "C102"}, {"10", "C10B"}, {"100", "C202"}, {"123.45", "C202182E"}, {"-123.45", "3D644E3866"},
                 {"0.01", "C002"}, {"0.1", "C00B"}, {"-1", "3E6466"}, {"1e125", "FF0B"}, {"1e-130", "8002"},
                 {"9999999999999999999999999999999999999999e86", "FF6464646464646464646464646464646464646464"},
                 {"-9999999999999999999999999999999999999999", "2B0202020202020202020202020202020202020202"}};

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlDecimal d = dec(cases[i].text);
        uint8_t wire[OL_NUMBER_WIRE_MAX];
        char hex[64];
        size_t n = ol_number_encode(&d, wire);
        OlDecimal back;

        ol_hex_encode(wire, n, hex);
        assert_string_equal(hex, cases[i].hex);
        assert_int_equal(ol_number_decode(wire, n, &back, NULL), OL_OK);
        assert_int_equal(ol_decimal_cmp(&d, &back), 0);
    }
}

static void wire_hostile(void **state)
{
    static const char *const bad[] = {"", "00", "FF", "C1", "C101", "C1FF", "C10202020202020202020202020202020202020202020202",
                                      "3E", "3E66", "3E64", "3E0066", "3E6567", "FF65", "C165"};
    uint64_t seed = 1;

    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
    {
        uint8_t wire[40];
        OlDecimal d;
        OlDiag diag;
        size_t n = strlen(bad[i]) / 2;

        assert_true(ol_hex_decode(ol_str(bad[i]), wire, n));
        if (ol_number_decode(wire, n, &d, &diag) == OL_OK)
            fail_msg("%s was accepted", bad[i]);
        assert_int_equal(diag.number, 1722);
    }
    for (int i = 0; i < 200000; i++) /* whatever is accepted is a NUMBER that has a wire form */
    {
        uint8_t wire[24];
        uint8_t again[OL_NUMBER_WIRE_MAX];
        size_t n;
        OlDecimal d;
        OlDecimal back;

        for (int k = 0; k < 24; k++)
        {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            wire[k] = (uint8_t)(seed >> 33);
            if (i % 2 && k > 0)
                wire[k] = (uint8_t)(wire[k] % 100 + 1);
        }
        n = seed >> 40 & 15;
        if (ol_number_decode(wire, n, &d, NULL) != OL_OK)
            continue;
        n = ol_number_encode(&d, again);
        assert_int_equal(ol_number_decode(again, n, &back, NULL), OL_OK);
        assert_int_equal(ol_decimal_cmp(&d, &back), 0);
    }
}

static void arithmetic(void **state)
{
    OP2(ol_dec_add, "1", "2", "3");
    OP2(ol_dec_add, "0.1", "0.02", "0.12");
    OP2(ol_dec_add, "18446744073709551615", "1", "18446744073709551616");
    OP2(ol_dec_sub, "1", "1e-50", "1");
    OP2(ol_dec_sub, "1.5", "1.50", "0");
    OP2(ol_dec_add, "-5", "5", "0");
    OP2(ol_dec_mul, "12.50", "0.08", "1");
    OP2(ol_dec_mul, "9999999999999999999", "9999999999999999999", "99999999999999999980000000000000000001");
    OP2(ol_dec_mul, "1e100", "1e100", "ORA-01426");
    OP2(ol_dec_mul, "1e-100", "1e-100", "0");
    OP2(ol_decimal_div, "1", "3", "0.3333333333333333333333333333333333333333");
    OP2(ol_decimal_div, "10", "3", "3.33333333333333333333333333333333333333");
    OP2(ol_decimal_div, "100", "3", "33.33333333333333333333333333333333333333");
    OP2(ol_decimal_div, "2", "3", "0.6666666666666666666666666666666666666667");
    OP2(ol_decimal_div, "1", "8", "0.125");
    OP2(ol_decimal_div, "1", "0", "ORA-01476");
    OP2(ol_decimal_div, "1e125", "1e-10", "ORA-01426");
    OP2(ol_decimal_mod, "11", "4", "3");
    OP2(ol_decimal_mod, "-11", "4", "-3");
    OP2(ol_decimal_mod, "11", "-4", "3");
    OP2(ol_decimal_mod, "11", "0", "11");
    OP2(ol_decimal_mod, "1e100", "7", "4");
    OP2(ol_decimal_mod, "5.5", "0.3", "0.1");
    OP2(ol_decimal_remainder, "11", "4", "-1");
    OP2(ol_decimal_remainder, "-11", "4", "1");
    OP2(ol_decimal_remainder, "5", "0", "ORA-01428");
    OP1(ol_decimal_floor, "15.7", "15");
    OP1(ol_decimal_floor, "-15.7", "-16");
    OP1(ol_decimal_ceil, "268651.8", "268652");
    OP1(ol_decimal_ceil, "1e-100", "1");
    OP1(ol_decimal_ceil, "-0.5", "0");
    {
        OlDecimal third;
        OlDecimal one = dec("1");
        OlDecimal three = dec("3");
        OlDecimal r;
        assert_int_equal(ol_decimal_div(&one, &three, &third, NULL), OL_OK);
        assert_int_equal(ol_decimal_mul(&third, &three, &r, NULL), OL_OK);
        assert_int_equal(ol_decimal_cmp(&r, &one), -1); /* 1/3*3 is .9999999999999999999999999999999999999999 */
    }
}

static void rounding(void **state)
{
    static const struct
    {
        const char *value;
        int digits;
        const char *rounded;
        const char *truncated;
    } cases[] = {{"15.193", 1, "15.2", "15.1"}, {"15.193", -1, "20", "10"}, {"15.79", -1, "20", "10"}, {"2.5", 0, "3", "2"},
                 {"-2.5", 0, "-3", "-2"}, {"0.5", 0, "1", "0"}, {"-0.4", 0, "0", "0"}, {"1.005", 2, "1.01", "1"},
                 {"99.995", 2, "100", "99.99"}, {"5", -1, "10", "0"}, {"4", -1, "0", "0"}, {"123", 5, "123", "123"},
                 {"9999999999999999999999999999999999999999", -1, "10000000000000000000000000000000000000000",
                  "9999999999999999999999999999999999999990"}};

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlDecimal d = dec(cases[i].value);
        OlDecimal r;
        OlDiag diag;
        OlStatus s = ol_decimal_round(&d, cases[i].digits, &r, &diag);

        check_value("round", s, &r, &diag, cases[i].rounded);
        ol_decimal_trunc(&d, cases[i].digits, &r);
        check_value("trunc", OL_OK, &r, &diag, cases[i].truncated);
    }
    {
        OlDecimal d = dec("123.456");
        OlDecimal r;
        OlDiag diag;
        check_value("fit", ol_decimal_fit(&d, 5, 2, &r, &diag), &r, &diag, "123.46");
        check_value("fit", ol_decimal_fit(&d, 4, 2, &r, &diag), &r, &diag, "ORA-01438");
        check_value("fit", ol_decimal_fit(&d, 38, -1, &r, &diag), &r, &diag, "120");
        check_value("fit", ol_decimal_fit(&d, 1, -2, &r, &diag), &r, &diag, "100");
        check_value("fit", ol_decimal_fit(&d, 0, OL_SCALE_NONE, &r, &diag), &r, &diag, "123.456");
    }
}

static void text(void **state)
{
    static const struct
    {
        const char *in;
        const char *out;
    } cases[] = {{"0", "0"}, {"0.5", ".5"}, {"-0.5", "-.5"}, {"1", "1"}, {"100", "100"}, {"1e3", "1000"}, {"1.50", "1.5"},
                 {" +12.5 ", "12.5"}, {".5e1", "5"}, {"-1e-3", "-.001"}, {"1e39", "1000000000000000000000000000000000000000"},
                 {"1e40", "1.0000000000000000000000000000000000E+40"}, {"1e125", "1.000000000000000000000000000000000E+125"},
                 {"9999999999999999999999999999999999999e63", "1.000000000000000000000000000000000E+100"},
                 {"-1e40", "-1.000000000000000000000000000000000E+40"},
                 {"1e-130", "1.000000000000000000000000000000000E-130"},
                 {"12345678901234567890123456789012345678", "12345678901234567890123456789012345678"}};
    static const char *const bad[] = {"", " ", "abc", "1a", "1..2", "--1", "1e", "1e+", ".", "+", "1 2", "0x10", "1,5", "inf"};
    OlDecimal d;
    OlDiag diag;

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        char out[OL_DECIMAL_TEXT_MAX + 1];
        d = dec(cases[i].in);
        out[ol_decimal_to_text(&d, '.', out)] = 0;
        assert_string_equal(out, cases[i].out);
    }
    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
    {
        if (ol_decimal_from_text(ol_str(bad[i]), &d, &diag) == OL_OK)
            fail_msg("'%s' was accepted", bad[i]);
        assert_int_equal(diag.number, 1722);
    }
    assert_int_equal(ol_decimal_from_text(OL_STR("1e126"), &d, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1426);
    assert_int_equal(ol_decimal_from_text(OL_STR("1e-131"), &d, &diag), OL_OK);
    assert_int_equal(ol_decimal_sign(&d), 0);
    assert_int_equal(ol_decimal_from_text_nls(OL_STR("1,5"), ',', &d, &diag), OL_OK);
    check_value("nls", OL_OK, &d, &diag, "1.5");
}

static void integers_and_doubles(void **state)
{
    int64_t v;
    OlDiag diag;
    OlDecimal d;

    d = dec("-9223372036854775808");
    assert_true(ol_decimal_is_int64(&d, &v) && v == INT64_MIN);
    d = dec("9223372036854775808");
    assert_false(ol_decimal_is_int64(&d, &v));
    assert_int_equal(ol_decimal_to_int64(&d, &v, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1426);
    d = dec("2.5");
    assert_int_equal(ol_decimal_to_int64(&d, &v, &diag), OL_OK);
    assert_int_equal(v, 3);
    assert_false(ol_decimal_is_int64(&d, &v));
    d = dec("1e18");
    assert_true(ol_decimal_is_int64(&d, &v) && v == INT64_C(1000000000000000000));
    ol_decimal_from_int64(INT64_MIN, &d);
    check_value("int64", OL_OK, &d, &diag, "-9223372036854775808");
    assert_int_equal(ol_decimal_from_double(0.1, &d, &diag), OL_OK);
    check_value("double", OL_OK, &d, &diag, "0.1");
    assert_int_equal(ol_decimal_from_double(-1.5e-7, &d, &diag), OL_OK);
    check_value("double", OL_OK, &d, &diag, "-0.00000015");
    assert_int_equal(ol_decimal_from_double(1e300, &d, &diag), OL_ERROR);
    for (double x = 1e-100; x < 1e100; x *= 3.7)
    {
        assert_int_equal(ol_decimal_from_double(x, &d, &diag), OL_OK);
        assert_true(ol_decimal_to_double(&d) == x);
    }
    {
        uint8_t wire[8];
        char hex[20];
        double back;
        float f;

        ol_binary_float_encode(1.5f, wire);
        ol_hex_encode(wire, 4, hex);
        assert_string_equal(hex, "BFC00000");
        assert_int_equal(ol_binary_float_decode(wire, 4, &f, NULL), OL_OK);
        assert_true(f == 1.5f);
        ol_binary_double_encode(-2.25, wire);
        ol_hex_encode(wire, 8, hex);
        assert_string_equal(hex, "3FFDFFFFFFFFFFFF");
        assert_int_equal(ol_binary_double_decode(wire, 8, &back, NULL), OL_OK);
        assert_true(back == -2.25);
        assert_int_equal(ol_binary_double_decode(wire, 7, &back, NULL), OL_ERROR);
    }
    {
        char out[OL_BINARY_TEXT_MAX + 1];
        double x;

        out[ol_binary_double_to_text(1.5, '.', out)] = 0;
        assert_string_equal(out, "1.5E+000");
        out[ol_binary_double_to_text(-1234.5, '.', out)] = 0;
        assert_string_equal(out, "-1.2345E+003");
        out[ol_binary_double_to_text(INFINITY, '.', out)] = 0;
        assert_string_equal(out, "Inf");
        assert_int_equal(ol_binary_double_from_text(OL_STR(" 1.5e3d "), '.', &x, NULL), OL_OK);
        assert_true(x == 1500);
        assert_int_equal(ol_binary_double_from_text(OL_STR("-Inf"), '.', &x, NULL), OL_OK);
        assert_true(x == -INFINITY);
        assert_int_equal(ol_binary_double_from_text(OL_STR("0x1p3"), '.', &x, NULL), OL_ERROR);
        assert_int_equal(ol_binary_double_from_text(OL_STR("."), '.', &x, NULL), OL_ERROR);
    }
}

/* Sums and products of 63-bit values against 128-bit integers; quotients back by multiplication. */
static void random_arithmetic(void **state)
{
    uint64_t seed = 99;

    for (int i = 0; i < 200000; i++)
    {
        int64_t a;
        int64_t b;
        __int128 product;
        __int128 sum;
        OlDecimal x;
        OlDecimal y;
        OlDecimal r;
        char want[50];
        char got[OL_DECIMAL_PLAIN_MAX + 1];
        int n = 0;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        a = (int64_t)seed >> (seed & 63);
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        b = (int64_t)seed >> (seed & 63);
        ol_decimal_from_int64(a, &x);
        ol_decimal_from_int64(b, &y);
        product = (__int128)a * b;
        sum = (__int128)a + b;
        for (int k = 0; k < 2; k++)
        {
            __int128 v = k == 0 ? product : sum;
            char tmp[50];
            bool neg = v < 0;

            assert_int_equal(k == 0 ? ol_dec_mul(&x, &y, &r, NULL) : ol_dec_add(&x, &y, &r, NULL), OL_OK);
            n = 49;
            tmp[n] = 0;
            do
            {
                tmp[--n] = (char)('0' + (int)(neg ? -(v % 10) : v % 10));
                v /= 10;
            } while (v != 0);
            if (neg)
                tmp[--n] = '-';
            strcpy(want, tmp + n);
            got[ol_decimal_to_plain(&r, got)] = 0;
            assert_string_equal(got, want);
        }
        if (b != 0)
        {
            OlDecimal q;
            OlDecimal back;
            OlDecimal error;
            OlDecimal limit = dec("1e-37");

            assert_int_equal(ol_decimal_div(&x, &y, &q, NULL), OL_OK);
            assert_int_equal(ol_decimal_mul(&q, &y, &back, NULL), OL_OK);
            assert_int_equal(ol_decimal_sub(&back, &x, &error, NULL), OL_OK);
            ol_decimal_mul(&limit, &x, &limit, NULL) == OL_OK ? (void)0 : fail();
            ol_decimal_abs(&limit, &limit);
            ol_decimal_abs(&error, &error);
            assert_true(ol_decimal_cmp(&error, &limit) <= 0);
        }
    }
}

static void pg_numeric(void **state)
{
    static const struct
    {
        const char *value;
        int16_t digits[12];
        int n;
        int weight;
        int dscale;
    } cases[] = {{"0", {0}, 0, 0, 0}, {"1", {1}, 1, 0, 0}, {"123.45", {123, 4500}, 2, 0, 2}, {"10000", {1}, 1, 1, 0},
                 {"-0.00001", {1000}, 1, -2, 5}, {"12345678.9", {1234, 5678, 9000}, 3, 1, 1}, {"1e125", {10}, 1, 31, 0},
                 {"0.5", {5000}, 1, -1, 1}};
    uint64_t seed = 4;

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlDecimal d = dec(cases[i].value);
        uint8_t wire[OL_NUMBER_WIRE_MAX];
        uint8_t again[OL_NUMBER_WIRE_MAX];
        size_t n = ol_number_encode(&d, wire);
        OlPgDigits p;

        assert_int_equal(ol_number_to_pgdigits(wire, n, &p, NULL), OL_OK);
        assert_int_equal(p.ndigits, cases[i].n);
        assert_memory_equal(p.digits, cases[i].digits, 2 * (size_t)p.ndigits);
        assert_int_equal(p.weight, cases[i].weight);
        assert_int_equal(p.dscale, cases[i].dscale);
        assert_int_equal(ol_number_from_pgdigits(cases[i].digits, cases[i].n, cases[i].weight, d.neg, again), n);
        assert_memory_equal(wire, again, n);
    }
    for (int i = 0; i < 100000; i++)
    {
        OlDecimal d = OL_DECIMAL_ZERO;
        OlDecimal back;
        uint8_t wire[OL_NUMBER_WIRE_MAX];
        uint8_t again[OL_NUMBER_WIRE_MAX];
        uint8_t pg[OL_PGNUMERIC_MAX];
        size_t n;
        size_t bytes;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        d.lo = seed >> (seed & 31);
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        if (i % 3 == 0)
            d.mid = seed >> 6;
        d.exp = (int16_t)((int)(seed >> 40) % 60 - 40);
        d.neg = seed & 1;
        assert_int_equal(ol_decimal_round_significant(&d, 39, &d, NULL), OL_OK);
        n = ol_number_encode(&d, wire);
        assert_int_equal(ol_number_to_pgnumeric(wire, n, pg, &bytes, NULL), OL_OK);
        assert_int_equal(ol_number_from_pgnumeric(pg, bytes, again), n);
        assert_memory_equal(wire, again, n);
        assert_int_equal(ol_decimal_from_pgnumeric(pg, bytes, &back, NULL), OL_OK);
        assert_int_equal(ol_decimal_cmp(&d, &back), 0);
        assert_int_equal(ol_decimal_to_pgnumeric(&d, pg), bytes);
    }
    {
        /* 48 digits are rounded to NUMBER's 40; NaN and what is too large have no wire form */
        int16_t digits[12] = {1234, 5678, 9012, 3456, 7890, 1234, 5678, 9012, 3456, 7890, 9999, 9999};
        uint8_t wire[OL_NUMBER_WIRE_MAX];
        OlDecimal d;
        OlDiag diag;
        size_t n = ol_number_from_pgdigits(digits, 12, 0, false, wire);
        uint16_t nan_header = 0xC000;

        assert_int_equal(ol_number_decode(wire, n, &d, NULL), OL_OK);
        check_value("long", OL_OK, &d, &diag, "1234.567890123456789012345678901234567891");
        assert_int_equal(ol_number_from_pgdigits(digits, 12, 40, false, wire), 0);
        assert_int_equal(ol_number_from_pgdigits(digits, 12, -40, false, wire), 1);
        assert_int_equal(ol_number_from_pgnumeric(&nan_header, 2, wire), 0);
        assert_int_equal(ol_number_from_pgnumeric(&nan_header, 1, wire), 0);
    }
}

static void functions(void **state)
{
    OP1(ol_decimal_sqrt, "2", "1.41421356237309504880168872420969807857");
    OP1(ol_decimal_sqrt, "26", "5.09901951359278483002822410902278198956");
    OP1(ol_decimal_sqrt, "144", "12");
    OP1(ol_decimal_sqrt, "-1", "ORA-01428");
    OP1(ol_decimal_exp, "4", "54.59815003314423907811026120286087840279");
    OP1(ol_decimal_exp, "0", "1");
    OP1(ol_decimal_exp, "300", "ORA-01426");
    OP1(ol_decimal_exp, "-400", "0");
    OP1(ol_decimal_ln, "95", "4.55387689160054083460978676511404117676");
    OP1(ol_decimal_ln, "1", "0");
    OP1(ol_decimal_ln, "0", "ORA-01428");
    OP2(ol_decimal_log, "10", "100", "2");
    OP2(ol_decimal_log, "2", "1024", "10");
    OP2(ol_decimal_power, "3", "2", "9");
    OP2(ol_decimal_power, "2", "-1", "0.5");
    OP2(ol_decimal_power, "2", "100", "1267650600228229401496703205376");
    OP2(ol_decimal_power, "2", "0.5", "1.41421356237309504880168872420969807857");
    OP2(ol_decimal_power, "-8", "3", "-512");
    OP2(ol_decimal_power, "-8", "0.5", "ORA-01428");
    OP2(ol_decimal_power, "0", "0", "1");
    OP2(ol_decimal_power, "10", "126", "ORA-01426");
    {
        OlDecimal x = dec("0.3");
        OlDecimal r;
        OlDiag diag;
        check_value("acos", ol_decimal_trig(OL_TRIG_ACOS, &x, &r, &diag), &r, &diag, "1.26610367277949911125931873041222227514");
        check_value("asin", ol_decimal_trig(OL_TRIG_ASIN, &x, &r, &diag), &r, &diag, "0.3046926540153975079720029612275291669545");
        x = dec("180");
        check_value("cos", ol_decimal_trig(OL_TRIG_COS, &x, &r, &diag), &r, &diag, "-0.5984600690578581389679486481596973778417");
        x = dec("2");
        check_value("asin", ol_decimal_trig(OL_TRIG_ASIN, &x, &r, &diag), &r, &diag, "ORA-01428");
    }
}

static OlArena *arena;
static OlNls nls;

static void check_mask(const char *value, const char *mask_text, const char *want)
{
    const OlNumMask *mask;
    OlDecimal d = dec(value);
    char out[OL_NUMMASK_TEXT_MAX];
    size_t n;
    OlDiag diag;

    if (ol_nummask_compile(arena, ol_str(mask_text), &mask, &diag) != OL_OK)
    {
        snprintf(out, sizeof out, "ORA-%05d", diag.number);
        n = strlen(out);
    }
    else if (ol_nummask_to_char(mask, &nls, &d, out, sizeof out, &n, &diag) != OL_OK)
        fail_msg("%s %s: ORA-%05d", value, mask_text, diag.number);
    if (n != strlen(want) || memcmp(out, want, n) != 0)
        fail_msg("to_char(%s, %s): [%.*s], want [%s]", value, mask_text, (int)n, out, want);
}

static void check_unmask(const char *text_in, const char *mask_text, const char *want)
{
    const OlNumMask *mask;
    OlDecimal d = OL_DECIMAL_ZERO;
    OlDiag diag;
    OlStatus s;

    assert_int_equal(ol_nummask_compile(arena, ol_str(mask_text), &mask, &diag), OL_OK);
    s = ol_nummask_to_number(mask, &nls, ol_str(text_in), &d, &diag);
    check_value(text_in, s, &d, &diag, want);
}

static void masks(void **state)
{
    OlAllocator a = ol_allocator_malloc(NULL);

    arena = ol_arena_new(&a);
    ol_nls_init(&nls, arena);
    /* SQL Language Reference, table "Results of Number Conversions" */
    check_mask("-1234567890", "9999999999S", "1234567890-");
    check_mask("0", "99.99", "   .00");
    check_mask("0.1", "99.99", "   .10");
    check_mask("-0.2", "99.99", "  -.20");
    check_mask("0", "90.99", "  0.00");
    check_mask("0.1", "90.99", "  0.10");
    check_mask("-0.2", "90.99", " -0.20");
    check_mask("0", "9999", "    0");
    check_mask("1", "9999", "    1");
    check_mask("0", "B9999", "     ");
    check_mask("1", "B9999", "    1");
    check_mask("0", "B90.99", "      ");
    check_mask("123.456", "999.999", " 123.456");
    check_mask("-123.456", "999.999", "-123.456");
    check_mask("123.456", "FM999.009", "123.456");
    check_mask("123.456", "9.9EEEE", "  1.2E+02");
    check_mask("1E+123", "9.9EEEE", " 1.0E+123");
    check_mask("123.456", "FM9.9EEEE", "1.2E+02");
    check_mask("123.45", "FM999.009", "123.45");
    check_mask("123.0", "FM999.009", "123.00");
    check_mask("123.45", "L999.99", "          $123.45");
    check_mask("123.45", "FML999.99", "$123.45");
    check_mask("1234567890", "9999999999S", "1234567890+");
    /* the rest of the elements */
    check_mask("1234567.891", "9,999,999.99", " 1,234,567.89");
    check_mask("1234.5", "9G999D99", " 1,234.50");
    check_mask("12", "9,999", "    12");
    check_mask("12", "0,000", " 0,012");
    check_mask("-12", "$9,999.00", "   -$12.00");
    check_mask("12", "9999MI", "  12 ");
    check_mask("-12", "9999MI", "  12-");
    check_mask("-12", "FM9999MI", "12-");
    check_mask("-12", "9999PR", "  <12>");
    check_mask("12", "9999PR", "   12 ");
    check_mask("12", "S9999", "  +12");
    check_mask("12", "999V99", "  1200");
    check_mask("12.345", "999V99", "  1235");
    check_mask("12345", "999", "####");
    check_mask("-1000", "999", "####");
    check_mask("999.995", "999.99", "#######");
    check_mask("12", "FM9999.99", "12.");
    check_mask("0", "FM9999.99", "0.");
    check_mask("255", "XXXX", "   FF");
    check_mask("255", "FMxxxx", "ff");
    check_mask("255", "0XXX", " 00FF");
    check_mask("65536", "XXXX", "#####");
    check_mask("18446744073709551615", "FMXXXXXXXXXXXXXXXX", "FFFFFFFFFFFFFFFF");
    check_mask("1999", "RN", "        MCMXCIX");
    check_mask("4", "fmrn", "iv");
    check_mask("4000", "RN", "###############");
    check_mask("0.5", "TM9", ".5");
    check_mask("123456", "TME", "1.23456E+05");
    check_mask("5", "C999", "       USD5");
    check_mask("1", "9.9.9", "ORA-01481");
    check_mask("1", "abc", "ORA-01481");
    check_mask("1", ",999", "ORA-01481");
    check_mask("1", "9.9,9", "ORA-01481");
    check_mask("1", "999MI9", "ORA-01481");
    check_unmask("1,234.50", "9,999.99", "1234.5");
    check_unmask("-$1,234.50", "L9,999.99", "-1234.5");
    check_unmask("$12", "$999", "12");
    check_unmask("12-", "999MI", "-12");
    check_unmask("<12>", "999PR", "-12");
    check_unmask("FF", "XX", "255");
    check_unmask("FFF", "XX", "ORA-01722");
    check_unmask("12345", "999", "ORA-01722");
    check_unmask("1.234", "9.99", "ORA-01722");
    check_unmask("12,34", "9,999", "ORA-01722");
    check_unmask("1.5E+02", "9.9EEEE", "150");
    check_unmask("x", "999", "ORA-01722");
    ol_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wire_values), cmocka_unit_test(wire_hostile), cmocka_unit_test(arithmetic), cmocka_unit_test(rounding),
        cmocka_unit_test(text), cmocka_unit_test(integers_and_doubles), cmocka_unit_test(random_arithmetic),
        cmocka_unit_test(pg_numeric), cmocka_unit_test(functions), cmocka_unit_test(masks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
