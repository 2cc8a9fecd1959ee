/*
 * binfloat.c - BINARY_FLOAT and BINARY_DOUBLE on the wire (protocol.md 7.3) and as text.
 *
 * On the wire the IEEE bits are big-endian and changed so that bytes compare as the numbers do: a clear sign bit is set, with a
 * set one all bits are inverted.
 *
 * See also:  decimal_text.c (to and from NUMBER); SQL Language Reference "Floating-Point Numbers"
 */
#include "oratype/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ol_binary_double_encode(double value, uint8_t out[8])
{
    uint64_t bits;

    if (value == 0)
        value = 0; /* -0 */
    memcpy(&bits, &value, 8);
    if (isnan(value))
        bits = UINT64_C(0x7FF8000000000000);
    bits = bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
    bits = __builtin_bswap64(bits);
    memcpy(out, &bits, 8);
}

void ol_binary_float_encode(float value, uint8_t out[4])
{
    uint32_t bits;

    if (value == 0)
        value = 0;
    memcpy(&bits, &value, 4);
    if (isnan(value))
        bits = UINT32_C(0x7FC00000);
    bits = bits >> 31 ? ~bits : bits | UINT32_C(1) << 31;
    bits = __builtin_bswap32(bits);
    memcpy(out, &bits, 4);
}

OlStatus ol_binary_double_decode(const uint8_t *wire, size_t n, double *out, OlDiag *diag)
{
    uint64_t bits;

    if (n != 8)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    memcpy(&bits, wire, 8);
    bits = __builtin_bswap64(bits);
    bits = bits >> 63 ? bits & ~(UINT64_C(1) << 63) : ~bits;
    memcpy(out, &bits, 8);
    return OL_OK;
}

OlStatus ol_binary_float_decode(const uint8_t *wire, size_t n, float *out, OlDiag *diag)
{
    uint32_t bits;

    if (n != 4)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    memcpy(&bits, wire, 4);
    bits = __builtin_bswap32(bits);
    bits = bits >> 31 ? bits & ~(UINT32_C(1) << 31) : ~bits;
    memcpy(out, &bits, 4);
    return OL_OK;
}

/* 1.5E+000: shortest digits that read back as the value, exponent of at least three digits; 0 is "0". */
static size_t put_scientific(char *text, char decimal_char, char *out)
{
    char *e = strchr(text, 'e');
    char *p = out;
    char *digits = text;
    char *last;
    int exponent = e == NULL ? 0 : (int)strtol(e + 1, NULL, 10);

    if (*digits == '-')
        *p++ = *digits++;
    last = e == NULL ? digits + strlen(digits) : e;
    while (last > digits + 1 && last[-1] == '0') /* digits after the point */
        last--;
    for (char *c = digits; c < last; c++)
        *p++ = *c >= '0' && *c <= '9' ? *c : decimal_char;
    if (last == digits + 2) /* "1." has one digit after the point */
        *p++ = '0';
    *p++ = 'E';
    *p++ = exponent < 0 ? '-' : '+';
    exponent = abs(exponent); /* of a double: at most 324 */
    *p++ = (char)('0' + exponent / 100);
    *p++ = (char)('0' + exponent / 10 % 10);
    *p++ = (char)('0' + exponent % 10);
    return (size_t)(p - out);
}

static size_t special(double value, char *out)
{
    const char *text = isnan(value) ? "Nan" : value > 0 ? "Inf" : value < 0 ? "-Inf" : "0";
    size_t n = strlen(text);

    memcpy(out, text, n);
    return n;
}

size_t ol_binary_double_to_text(double value, char decimal_char, char out[OL_BINARY_TEXT_MAX])
{
    char text[40];

    if (!isfinite(value) || value == 0)
        return special(value, out);
    for (int digits = 15; digits <= 17; digits++)
    {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return put_scientific(text, decimal_char, out);
}

size_t ol_binary_float_to_text(float value, char decimal_char, char out[OL_BINARY_TEXT_MAX])
{
    char text[40];

    if (!isfinite(value) || value == 0)
        return special((double)value, out);
    snprintf(text, sizeof text, "%.8e", (double)value);
    return put_scientific(text, decimal_char, out);
}

OlStatus ol_binary_double_from_text(OlStr text, char decimal_char, double *out, OlDiag *diag)
{
    char clean[400];
    size_t n = 0;
    char *end;
    bool digits = false;
    OlStr t = ol_str_trim(text);
    OlStr unsigned_part = t;
    bool neg = t.n > 0 && t.s[0] == '-';

    if (t.n > 0 && (t.s[0] == '-' || t.s[0] == '+'))
        unsigned_part = ol_str_n(t.s + 1, t.n - 1);
    if (ol_str_ieq_c(unsigned_part, "inf") || ol_str_ieq_c(unsigned_part, "infinity"))
    {
        *out = neg ? -INFINITY : INFINITY;
        return OL_OK;
    }
    if (ol_str_ieq_c(unsigned_part, "nan"))
    {
        *out = NAN;
        return OL_OK;
    }
    if (t.n > 1 && (t.s[t.n - 1] == 'd' || t.s[t.n - 1] == 'D' || t.s[t.n - 1] == 'f' || t.s[t.n - 1] == 'F'))
        t.n--;
    /* Only digits, one sign in front, one point, an exponent: strtod alone would take "0x1p3" too. The point is removed and
     * counted in the exponent, so the locale does not matter. */
    {
        size_t i = 0;
        long exponent = 0;
        long shift = 0;
        bool point = false;

        if (i < t.n && (t.s[i] == '-' || t.s[i] == '+'))
            clean[n++] = t.s[i++];
        for (; i < t.n; i++)
        {
            if (t.s[i] >= '0' && t.s[i] <= '9')
            {
                digits = true;
                if (n < 350)
                {
                    clean[n++] = t.s[i];
                    shift -= point;
                }
                else
                    shift += !point;
            }
            else if (t.s[i] == decimal_char && !point)
                point = true;
            else
                break;
        }
        if (digits && i < t.n && (t.s[i] == 'e' || t.s[i] == 'E'))
        {
            bool eneg = false;
            bool edigits = false;

            i++;
            if (i < t.n && (t.s[i] == '-' || t.s[i] == '+'))
                eneg = t.s[i++] == '-';
            for (; i < t.n && t.s[i] >= '0' && t.s[i] <= '9'; i++, edigits = true)
                if (exponent < 1000000)
                    exponent = exponent * 10 + (t.s[i] - '0');
            if (!edigits)
                digits = false;
            if (eneg)
                exponent = -exponent;
        }
        if (!digits || i != t.n)
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
        snprintf(clean + n, sizeof clean - n, "e%ld", exponent + shift);
    }
    *out = strtod(clean, &end);
    return OL_OK;
}
