/*
 * number_fuzz.c - NUMBER from hostile bytes: wire form, text, PostgreSQL numeric, then arithmetic on what came in.
 *
 * Input: two lengths, then the bytes of two values. Whatever a decoder accepts must survive every other form unchanged.
 */
#include "oratype/decimal.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void through_all_forms(const OlDecimal *d)
{
    uint8_t wire[OL_NUMBER_WIRE_MAX];
    uint8_t again[OL_NUMBER_WIRE_MAX];
    uint8_t pg[OL_PGNUMERIC_MAX];
    char text[OL_DECIMAL_PLAIN_MAX];
    char shown[OL_DECIMAL_TEXT_MAX];
    OlDecimal back;
    size_t n = ol_number_encode(d, wire);
    size_t pg_bytes;
    int64_t v;

    require(n >= 1 && n <= 21);
    require(ol_number_decode(wire, n, &back, NULL) == OL_OK && ol_decimal_cmp(d, &back) == 0);
    require(ol_number_to_pgnumeric(wire, n, pg, &pg_bytes, NULL) == OL_OK && pg_bytes <= OL_PGNUMERIC_MAX);
    require(ol_number_from_pgnumeric(pg, pg_bytes, again) == n && memcmp(wire, again, n) == 0);
    require(ol_decimal_from_pgnumeric(pg, pg_bytes, &back, NULL) == OL_OK && ol_decimal_cmp(d, &back) == 0);
    require(ol_decimal_hash(d) == ol_decimal_hash(&back));
    n = ol_decimal_to_plain(d, text);
    require(n <= sizeof text && ol_decimal_from_text(ol_str_n(text, n), &back, NULL) == OL_OK && ol_decimal_cmp(d, &back) == 0);
    require(ol_decimal_to_text(d, '.', shown) <= 40);
    (void)ol_decimal_to_double(d);
    if (ol_decimal_is_int64(d, &v))
    {
        ol_decimal_from_int64(v, &back);
        require(ol_decimal_cmp(d, &back) == 0);
    }
}

static bool read_value(const uint8_t *data, size_t size, int how, OlDecimal *out)
{
    switch (how)
    {
        case 0:
            return ol_number_decode(data, size, out, NULL) == OL_OK;
        case 1:
            return ol_decimal_from_text(ol_str_n((const char *)data, size), out, NULL) == OL_OK;
        case 2:
        {
            uint8_t wire[OL_NUMBER_WIRE_MAX];
            size_t n = ol_number_from_pgnumeric(data, size, wire);

            (void)ol_decimal_from_pgnumeric(data, size, out, NULL);
            return n != 0 && ol_number_decode(wire, n, out, NULL) == OL_OK;
        }
        default:
        {
            double x;
            if (size < 8)
                return false;
            return ol_binary_double_decode(data, 8, &x, NULL) == OL_OK && ol_decimal_from_double(x, out, NULL) == OL_OK;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlDecimal a;
    OlDecimal b;
    OlDecimal r;
    OlDecimal s;
    size_t first;
    OlDiag diag;

    if (size < 3)
        return 0;
    first = data[1] % (size - 1);
    if (!read_value(data + 2, OL_MIN(first, size - 2), data[0] & 3, &a))
        return 0;
    through_all_forms(&a);
    if (!read_value(data + 2 + OL_MIN(first, size - 2), size - 2 - OL_MIN(first, size - 2), data[0] >> 2 & 3, &b))
        return 0;
    through_all_forms(&b);
    if (ol_dec_add(&a, &b, &r, &diag) == OL_OK)
    {
        require(ol_dec_add(&b, &a, &s, NULL) == OL_OK && ol_decimal_cmp(&r, &s) == 0);
        through_all_forms(&r);
    }
    if (ol_dec_sub(&a, &b, &r, &diag) == OL_OK)
    {
        through_all_forms(&r);
        if (ol_decimal_sign(&r) != 0)
            require(ol_decimal_sign(&r) == ol_dec_cmp(&a, &b));
    }
    if (ol_dec_mul(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_div(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_mod(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_remainder(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_round(&a, (int8_t)data[1], &r, &diag) == OL_OK)
        through_all_forms(&r);
    ol_decimal_trunc(&a, (int8_t)data[1], &r);
    through_all_forms(&r);
    if (ol_decimal_fit(&a, data[1] % 39, (int8_t)data[0], &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_sqrt(&a, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_exp(&a, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_ln(&a, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_power(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_log(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_trig((OlTrig)(data[1] % 9), &a, &r, &diag) == OL_OK)
        through_all_forms(&r);
    if (ol_decimal_atan2(&a, &b, &r, &diag) == OL_OK)
        through_all_forms(&r);
    return 0;
}
