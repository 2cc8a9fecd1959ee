/*
 * number.c - NUMBER on the wire (protocol.md 7.2), and straight between it and PostgreSQL's numeric.
 *
 *   wire      [sign and exponent][digit][digit]...      digits of base 100, the first at 100^e
 *             positive: 193 + e, digit + 1;  negative: 62 - e, 101 - digit, then 102 when fewer than 20 digits
 *   numeric   digits of base 10000, the first at 10000^weight: two wire digits each, so no arithmetic is needed
 *
 * Owns:      both directions of wire <-> OlDecimal and wire <-> numeric.
 * Invariant: decoders check every byte. What they return is in NUMBER's range.
 * See also:  decimal.c; PostgreSQL's numeric.c for the layout of a numeric datum (short and long header)
 */
#include "oratype/decimal.h"
#include "oratype/decimal_int.h"
#include "oratype/limbs.h"

#include <string.h>

#define DIGITS_MAX 20
#define BASE100_EXP_MAX 62
#define BASE100_EXP_MIN (-65)
#define ZERO_BYTE 0x80

/* numeric.c of PostgreSQL: the first 16 bits of a numeric */
#define NUMERIC_SIGN_MASK 0xC000
#define NUMERIC_NEG 0x4000
#define NUMERIC_SHORT 0x8000
#define NUMERIC_SPECIAL 0xC000
#define NUMERIC_SHORT_SIGN_MASK 0x2000
#define NUMERIC_SHORT_DSCALE_SHIFT 7
#define NUMERIC_SHORT_DSCALE_MAX 63
#define NUMERIC_SHORT_WEIGHT_SIGN 0x0040
#define NUMERIC_SHORT_WEIGHT_MASK 0x003F
#define NUMERIC_DSCALE_MASK 0x3FFF

/* --- wire to digits ----------------------------------------------------------------------------------------------- */

typedef struct Digits
{
    uint8_t digit[DIGITS_MAX + 4]; /* base 100; room so that users may read past the end */
    int n;
    int exp; /* base-100 exponent of the first */
    unsigned neg;
} Digits;

static OlStatus read_digits(const uint8_t *wire, size_t n, Digits *out, OlDiag *diag)
{
    int count;

    if (n == 1 && wire[0] == ZERO_BYTE)
    {
        out->n = 0;
        out->exp = 0;
        out->neg = 0;
        return OL_OK;
    }
    if (n < 2 || n > OL_NUMBER_WIRE_MAX)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    count = (int)n - 1;
    out->neg = wire[0] < ZERO_BYTE;
    if (!out->neg)
    {
        out->exp = (int)wire[0] - 193;
        if (count > DIGITS_MAX)
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
        for (int i = 0; i < count; i++)
        {
            unsigned v = (unsigned)wire[1 + i] - 1;
            if (v > 99)
                return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
            out->digit[i] = (uint8_t)v;
        }
    }
    else
    {
        out->exp = 62 - (int)wire[0];
        if (wire[count] == 102)
            count--;
        else if (count < DIGITS_MAX)
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
        if (count > DIGITS_MAX || count == 0)
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
        for (int i = 0; i < count; i++)
        {
            unsigned v = 101u - wire[1 + i];
            if (v > 99)
                return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
            out->digit[i] = (uint8_t)v;
        }
    }
    if (out->digit[0] == 0)
        return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
    while (out->digit[count - 1] == 0) /* some clients leave them; the first is not zero, so this ends */
        count--;
    out->n = count;
    return OL_OK;
}

OlStatus ol_number_decode(const uint8_t *wire, size_t n, OlDecimal *out, OlDiag *diag)
{
    Digits d;
    uint64_t w[4] = {0};
    uint64_t chunk = 0;
    int exp;
    int i;

    if (read_digits(wire, n, &d, diag) != OL_OK)
        return OL_ERROR;
    exp = 2 * (d.exp - d.n + 1);
    for (i = 0; i < d.n && i < 9; i++)
        chunk = chunk * 100 + d.digit[i];
    if (d.n <= 9)
    {
        if (exp > 0 && exp + 2 * d.n <= 18) /* integers with exponent 0: what arithmetic meets most */
        {
            chunk *= ol_pow10_u64[exp];
            exp = 0;
        }
        ol_dec_set(out, chunk, chunk == 0 ? 0 : exp, d.neg);
        return OL_OK;
    }
    w[0] = chunk;
    while (i < d.n)
    {
        int count = 0;

        for (chunk = 0; i < d.n && count < 9; i++, count++)
            chunk = chunk * 100 + d.digit[i];
        limbs_mul1(w, 3, ol_pow10_u64[2 * count], chunk);
    }
    out->lo = w[0];
    out->mid = w[1];
    out->top = (uint32_t)w[2];
    out->exp = (int16_t)exp;
    out->neg = (uint8_t)d.neg;
    out->reserved = 0;
    return OL_OK;
}

/* --- digits to wire ----------------------------------------------------------------------------------------------- */

/* digits: n of base 100, the first and the last not zero, exp that of the first. */
static size_t write_digits(const uint8_t *digits, int n, int exp, unsigned neg, uint8_t *out)
{
    if (neg == 0)
    {
        out[0] = (uint8_t)(193 + exp);
        for (int i = 0; i < n; i++)
            out[1 + i] = (uint8_t)(digits[i] + 1);
        return (size_t)n + 1;
    }
    out[0] = (uint8_t)(62 - exp);
    for (int i = 0; i < n; i++)
        out[1 + i] = (uint8_t)(101 - digits[i]);
    if (n < DIGITS_MAX)
        out[++n] = 102;
    return (size_t)n + 1;
}

/* Base-100 digits of v, right-aligned so that the last stands at end[-1]; returns where the first non-zero one is. */
static inline uint8_t *split100(uint64_t v, uint8_t *end)
{
    while (v != 0)
    {
        uint64_t q = v / 100;
        *--end = (uint8_t)(v - q * 100);
        v = q;
    }
    return end;
}

static inline uint8_t *split100_fixed(uint64_t v, uint8_t *end, int count)
{
    for (int i = 0; i < count; i++)
    {
        uint64_t q = v / 100;
        *--end = (uint8_t)(v - q * 100);
        v = q;
    }
    return end;
}

static size_t encode_run(uint8_t *first, uint8_t *end, int last_exp, unsigned neg, uint8_t *out)
{
    int exp;

    while (end > first && end[-1] == 0)
    {
        end--;
        last_exp++;
    }
    while (first < end && *first == 0)
        first++;
    exp = last_exp + (int)(end - first) - 1;
    if (first == end || exp < BASE100_EXP_MIN)
    {
        out[0] = ZERO_BYTE;
        return 1;
    }
    if (exp > BASE100_EXP_MAX) /* cannot be in an OlDecimal made by this folder */
    {
        exp = BASE100_EXP_MAX;
        memset(first, 99, (size_t)(end - first));
    }
    return write_digits(first, (int)OL_MIN(end - first, DIGITS_MAX), exp, neg, out);
}

size_t ol_number_encode(const OlDecimal *d, uint8_t out[OL_NUMBER_WIRE_MAX])
{
    uint8_t buffer[32];
    uint8_t *end = buffer + sizeof buffer;
    uint8_t *first;
    uint64_t w[4] = {d->lo, d->mid, d->top, 0};
    int exp = d->exp;
    uint64_t low;
    uint64_t middle;

    if (ol_dec_is_zero(d))
    {
        out[0] = ZERO_BYTE;
        return 1;
    }
    if (ol_dec_small(d))
    {
        if ((exp & 1) == 0)
            return encode_run(split100(w[0], end), end, exp / 2, d->neg, out);
        if (w[0] <= UINT64_MAX / 10)
            return encode_run(split100(w[0] * 10, end), end, (exp - 1) / 2, d->neg, out);
    }
    if ((exp & 1) != 0)
    {
        limbs_mul1(w, 4, 10, 0);
        exp--;
    }
    low = limbs_div1(w, 3, ol_pow10_u64[18]);
    middle = limbs_div1(w, 3, ol_pow10_u64[18]);
    first = split100_fixed(low, end, 9);
    first = split100_fixed(middle, first, 9);
    first = split100(w[0], first);
    return encode_run(first, end, exp / 2, d->neg, out);
}

size_t ol_number_encode_int64(int64_t value, uint8_t out[OL_NUMBER_WIRE_MAX])
{
    uint8_t buffer[16];
    uint8_t *end = buffer + sizeof buffer;
    uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    return encode_run(split100(v, end), end, 0, value < 0, out);
}

/* --- PostgreSQL numeric to wire ----------------------------------------------------------------------------------- */

/* More digits than a NUMBER holds, or a shape that numeric itself never has: by way of OlDecimal. */
static size_t from_long_pgdigits(const uint8_t *digits, int ndigits, int weight, bool neg, uint8_t *out)
{
    OlDecimal d;
    uint64_t w[5] = {0};
    int used = 0;

    while (ndigits > 0 && digits[0] == 0 && digits[1] == 0)
    {
        digits += 2;
        ndigits--;
        weight--;
    }
    if (ndigits == 0)
    {
        out[0] = ZERO_BYTE;
        return 1;
    }
    for (; used < ndigits && used < 12; used++)
    {
        int16_t digit;
        memcpy(&digit, digits + 2 * used, 2);
        if ((uint16_t)digit > 9999)
            return 0;
        limbs_mul1(w, 4, 10000, (uint64_t)digit);
    }
    if (weight > 40)
        return 0;
    if (weight < -60)
    {
        out[0] = ZERO_BYTE;
        return 1;
    }
    if (ol_decimal_finish(w, 4, 4 * (weight - used + 1), neg, &d, NULL) != OL_OK)
        return 0;
    return ol_number_encode(&d, out);
}

static inline size_t from_pgdigits(const uint8_t *digits, int ndigits, int weight, bool neg, uint8_t *out)
{
    uint8_t *body; /* written in place: reading the bytes back as a block would wait for every one of them */
    int exp = 2 * weight + 1;
    int n = 2 * ndigits;
    int start = 0;
    int sign = neg ? -1 : 1;
    int add = neg ? 101 : 1;
    int bad = 0;

    if (ndigits == 0)
    {
        out[0] = ZERO_BYTE;
        return 1;
    }
    if (OL_UNLIKELY(ndigits > 10)) /* 10 hold at most 20 base-100 digits; 11 may fit, rarely: the long way does both */
        return from_long_pgdigits(digits, ndigits, weight, neg, out);
    {
        uint16_t first;

        memcpy(&first, digits, 2);
        start = first < 100;
        body = out + 1 - start; /* a leading zero falls on the byte of the exponent, which is written last */
        exp -= start;
    }
    for (int i = 0; i < ndigits; i++)
    {
        uint16_t digit;
        unsigned high;

        memcpy(&digit, digits + 2 * i, 2);
        bad |= digit > 9999;
        high = ((unsigned)digit * 5243u) >> 19; /* digit / 100 for digits below 10000 */
        body[2 * i] = (uint8_t)(add + sign * (int)high);
        body[2 * i + 1] = (uint8_t)(add + sign * (int)(digit - high * 100));
    }
    if (body[n - 1] == add)
        n--;
    if (OL_UNLIKELY(bad || body[start] == add || body[n - 1] == add || exp > BASE100_EXP_MAX || exp < BASE100_EXP_MIN))
        return bad ? 0 : from_long_pgdigits(digits, ndigits, weight, neg, out);
    out[0] = (uint8_t)(neg ? 62 - exp : 193 + exp);
    n -= start;
    if (neg && n < DIGITS_MAX)
        out[++n] = 102;
    return (size_t)n + 1;
}

size_t ol_number_from_pgdigits(const int16_t *digits, int ndigits, int weight, bool neg, uint8_t out[OL_NUMBER_WIRE_MAX])
{
    if (weight > 100000 || weight < -100000)
        return weight > 0 && ndigits > 0 ? 0 : (out[0] = ZERO_BYTE, (size_t)1);
    return from_pgdigits((const uint8_t *)digits, ndigits, weight, neg, out);
}

typedef struct PgHeader
{
    const uint8_t *digits;
    int ndigits;
    int weight;
    int dscale;
    bool neg;
} PgHeader;

/* false for NaN, infinities and lengths that cannot be */
static inline bool read_header(const uint8_t *payload, size_t bytes, PgHeader *h)
{
    uint16_t first;

    if (bytes < 2)
        return false;
    memcpy(&first, payload, 2);
    if (OL_LIKELY((first & NUMERIC_SIGN_MASK) == NUMERIC_SHORT))
    {
        h->neg = (first & NUMERIC_SHORT_SIGN_MASK) != 0;
        h->dscale = (first >> NUMERIC_SHORT_DSCALE_SHIFT) & NUMERIC_SHORT_DSCALE_MAX;
        h->weight = (int)(first & NUMERIC_SHORT_WEIGHT_MASK);
        if (first & NUMERIC_SHORT_WEIGHT_SIGN)
            h->weight -= NUMERIC_SHORT_WEIGHT_MASK + 1;
        h->digits = payload + 2;
        h->ndigits = (int)((bytes - 2) / 2);
        return bytes <= 1 << 20;
    }
    if ((first & NUMERIC_SIGN_MASK) == NUMERIC_SPECIAL || bytes < 4 || bytes > 1 << 20)
        return false;
    {
        int16_t weight;
        memcpy(&weight, payload + 2, 2);
        h->weight = weight;
    }
    h->neg = (first & NUMERIC_SIGN_MASK) == NUMERIC_NEG;
    h->dscale = first & NUMERIC_DSCALE_MASK;
    h->digits = payload + 4;
    h->ndigits = (int)((bytes - 4) / 2);
    return true;
}

size_t ol_number_from_pgnumeric(const void *payload, size_t payload_bytes, uint8_t out[OL_NUMBER_WIRE_MAX])
{
    PgHeader h;

    if (OL_UNLIKELY(!read_header(payload, payload_bytes, &h)))
        return 0;
    return from_pgdigits(h.digits, h.ndigits, h.weight, h.neg, out);
}

OlStatus ol_decimal_from_pgnumeric(const void *payload, size_t payload_bytes, OlDecimal *out, OlDiag *diag)
{
    PgHeader h;
    uint64_t w[5] = {0};
    int exp;
    int used;

    if (!read_header(payload, payload_bytes, &h))
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    if (h.ndigits <= 4)
    {
        uint64_t v = 0;
        int excess;

        for (int i = 0; i < h.ndigits; i++)
        {
            uint16_t digit;
            memcpy(&digit, h.digits + 2 * i, 2);
            v = v * 10000 + OL_MIN(digit, 9999);
        }
        exp = 4 * (h.weight - h.ndigits + 1);
        if (exp < 0)
        {
            excess = -exp - h.dscale; /* zeros after the last decimal that is shown */
            if (excess > 0 && excess < 4 && v % ol_pow10_u64[excess] == 0)
            {
                v /= ol_pow10_u64[excess];
                exp += excess;
            }
        }
        else if (exp + 4 * h.ndigits <= 19)
        {
            v *= ol_pow10_u64[exp];
            exp = 0;
        }
        if (ol_dec_exp_safe(exp))
        {
            ol_dec_set(out, v, v == 0 ? 0 : exp, h.neg);
            return OL_OK;
        }
    }
    while (h.ndigits > 0 && h.digits[0] == 0 && h.digits[1] == 0)
    {
        h.digits += 2;
        h.ndigits--;
        h.weight--;
    }
    for (used = 0; used < h.ndigits && used < 12; used++)
    {
        uint16_t digit;
        memcpy(&digit, h.digits + 2 * used, 2);
        limbs_mul1(w, 4, 10000, OL_MIN(digit, 9999));
    }
    return ol_decimal_finish(w, 4, 4 * (h.weight - used + 1), h.neg, out, diag);
}

/* --- wire to PostgreSQL numeric ----------------------------------------------------------------------------------- */

static void digits_to_pg(const Digits *d, OlPgDigits *out)
{
    int i = 0;
    int n = 0;
    int decimals;

    out->neg = d->neg != 0;
    out->weight = (d->exp - (d->exp & 1)) / 2;
    if (d->n == 0)
    {
        out->ndigits = 0;
        out->weight = 0;
        out->dscale = 0;
        return;
    }
    if ((d->exp & 1) == 0)
        out->digits[n++] = d->digit[i++];
    for (; i + 1 < d->n; i += 2)
        out->digits[n++] = (int16_t)(d->digit[i] * 100 + d->digit[i + 1]);
    if (i < d->n)
        out->digits[n++] = (int16_t)(d->digit[i] * 100);
    out->ndigits = n;
    decimals = 2 * (d->n - 1 - d->exp) - (d->digit[d->n - 1] % 10 == 0);
    out->dscale = decimals > 0 ? decimals : 0;
}

OlStatus ol_number_to_pgdigits(const uint8_t *wire, size_t n, OlPgDigits *out, OlDiag *diag)
{
    Digits d;

    if (read_digits(wire, n, &d, diag) != OL_OK)
        return OL_ERROR;
    digits_to_pg(&d, out);
    return OL_OK;
}

static size_t write_pgnumeric(const OlPgDigits *d, uint8_t *out)
{
    size_t at;

    if (d->dscale <= NUMERIC_SHORT_DSCALE_MAX && d->weight >= -(NUMERIC_SHORT_WEIGHT_MASK + 1) &&
        d->weight <= NUMERIC_SHORT_WEIGHT_MASK)
    {
        uint16_t first = (uint16_t)(NUMERIC_SHORT | (d->neg ? NUMERIC_SHORT_SIGN_MASK : 0) |
                                    (d->dscale << NUMERIC_SHORT_DSCALE_SHIFT) |
                                    (d->weight < 0 ? NUMERIC_SHORT_WEIGHT_SIGN : 0) |
                                    (d->weight & NUMERIC_SHORT_WEIGHT_MASK));
        memcpy(out, &first, 2);
        at = 2;
    }
    else
    {
        uint16_t first = (uint16_t)((d->neg ? NUMERIC_NEG : 0) | (d->dscale & NUMERIC_DSCALE_MASK));
        int16_t weight = (int16_t)d->weight;
        memcpy(out, &first, 2);
        memcpy(out + 2, &weight, 2);
        at = 4;
    }
    memcpy(out + at, d->digits, 2 * (size_t)d->ndigits);
    return at + 2 * (size_t)d->ndigits;
}

OlStatus ol_number_to_pgnumeric(const uint8_t *wire, size_t n, uint8_t out[OL_PGNUMERIC_MAX], size_t *out_bytes, OlDiag *diag)
{
    OlPgDigits digits;

    if (ol_number_to_pgdigits(wire, n, &digits, diag) != OL_OK)
        return OL_ERROR;
    *out_bytes = write_pgnumeric(&digits, out);
    return OL_OK;
}

size_t ol_decimal_to_pgnumeric(const OlDecimal *d, uint8_t out[OL_PGNUMERIC_MAX])
{
    uint8_t wire[OL_NUMBER_WIRE_MAX];
    OlPgDigits digits;
    size_t n = ol_number_encode(d, wire);
    OlStatus status = ol_number_to_pgdigits(wire, n, &digits, NULL);

    ol_check(status == OL_OK);
    return write_pgnumeric(&digits, out);
}
