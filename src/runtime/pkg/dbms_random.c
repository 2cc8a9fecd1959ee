/*
 * dbms_random.c - DBMS_RANDOM: a generator of 64 bits that a seed makes repeatable.
 *
 * Owns:      the generator's state, which lives as long as the session.
 *
 * See also:  vm/host.h, defs/vm_hosts.def, sql/pkg/dbms_random.sql
 */
#include "postgres.h"

#include <math.h>

#include "utils/timestamp.h"

#include "oratype/decimal.h"
#include "runtime/runtime.h"
#include "vm/host.h"

static uint64 random_state = UINT64CONST(0x9E3779B97F4A7C15);
static bool random_seeded;

uint64_t ol_random_next(void)
{
    uint64 z;

    if (!random_seeded)
    {
        if (!pg_strong_random(&random_state, sizeof random_state))
        {
            random_state ^= (uint64)GetCurrentTimestamp();
        }
        random_seeded = true;
    }
    z = (random_state += UINT64CONST(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64CONST(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64CONST(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 38 digits after the point, as Oracle's */
static OlDecimal random_fraction(void)
{
    OlDecimal d;
    OlDecimal low;
    OlDiag diag;

    ol_decimal_from_int64((int64)(ol_random_next() % UINT64CONST(1000000000000000000)), &d);
    ol_decimal_from_int64((int64)(ol_random_next() % UINT64CONST(1000000000000000000)), &low);
    d.exp = -18;
    low.exp = -36;
    (void)ol_decimal_add(&d, &low, &d, &diag);
    return d;
}

OL_HOST_FN(random_value)
{
    result->n = random_fraction();
    result->null = 0;
    return OL_OK;
}

OL_HOST_FN(random_between)
{
    OlDecimal d = random_fraction();
    OlDecimal range;

    if (args[0]->null || args[1]->null)
    {
        return OL_OK;
    }
    if (ol_decimal_sub(&args[1]->n, &args[0]->n, &range, diag) != OL_OK || ol_decimal_mul(&d, &range, &d, diag) != OL_OK ||
        ol_decimal_add(&d, &args[0]->n, &d, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    result->n = d;
    result->null = 0;
    return OL_OK;
}

/* from -2^31 to 2^31 - 1 */
OL_HOST_FN(random_integer)
{
    return ol_slot_give_int(result, (int32)(ol_random_next() >> 32));
}

/* Standard normal, by the polar method; the second of each pair is kept. */
OL_HOST_FN(random_normal)
{
    static double spare;
    static bool has_spare;
    double u;
    double v;
    double s;
    double x = spare;

    if (!has_spare)
    {
        do
        {
            u = (double)(int64)ol_random_next() / 9223372036854775808.0;
            v = (double)(int64)ol_random_next() / 9223372036854775808.0;
            s = u * u + v * v;
        } while (s >= 1.0 || s == 0.0);
        s = sqrt(-2.0 * log(s) / s);
        x = u * s;
        spare = v * s;
    }
    has_spare = !has_spare;
    if (ol_decimal_from_double(x, &result->n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    result->null = 0;
    return OL_OK;
}

void ol_random_seed(uint64_t value)
{
    random_state = value;
    random_seeded = true;
}

static OlStatus seed(uint64 value)
{
    ol_random_seed(value);
    return OL_OK;
}

OL_HOST_FN(random_seed)
{
    return seed(args[0]->null ? 0 : (uint64)args[0]->i * UINT64CONST(0xD1342543DE82EF95));
}

OL_HOST_FN(random_seed_text)
{
    return seed(args[0]->null ? 0 : ol_hash_bytes(args[0]->s->s, args[0]->s->len, 1));
}

OL_HOST_FN(random_string)
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    static const char alpha[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const char alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char text[4000];
    char kind = args[0]->null ? 'u' : args[0]->s->s[0];
    int64_t n = 0;

    (void)nargs;
    if (args[1]->null || ol_decimal_to_int64(&args[1]->n, &n, diag) != OL_OK || n < 1)
    {
        return OL_OK;
    }
    n = Min(n, 4000);
    for (int64 i = 0; i < n; i++)
    {
        uint64 r = ol_random_next() >> 8;

        switch (kind)
        {
        case 'l':
        case 'L':
            text[i] = lower[r % 26];
            break;
        case 'a':
        case 'A':
            text[i] = alpha[r % 52];
            break;
        case 'x':
        case 'X':
            text[i] = alnum[r % 36];
            break;
        case 'p':
        case 'P':
            text[i] = (char)(' ' + r % 95);
            break;
        default:
            text[i] = upper[r % 26];
            break;
        }
    }
    return ol_slot_set_str(result, text, (size_t)n, diag);
}
