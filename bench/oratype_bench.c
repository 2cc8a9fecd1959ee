/*
 * oratype_bench.c - nanoseconds of CPU per call of what a fetch, a bind or a PL/SQL loop does most in src/oratype.
 *
 * Each case runs over 1,024 values made from a fixed seed, five times; the best time is printed: name, ns per call.
 */
#include "oratype/decimal.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define VALUES 1024
#define ROUNDS 400
#define REPEATS 5

static uint64_t sink;

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

#define BENCH(name, ...)                                                        \
    do                                                                          \
    {                                                                           \
        double best_ = 1e18;                                                    \
        for (int repeat_ = 0; repeat_ < REPEATS; repeat_++)                     \
        {                                                                       \
            double start_ = now_ns();                                           \
            for (int round_ = 0; round_ < ROUNDS; round_++)                     \
                for (int i = 0; i < VALUES; i++)                                \
                {                                                               \
                    __VA_ARGS__;                                                \
                }                                                               \
            start_ = (now_ns() - start_) / ((double)ROUNDS * VALUES);           \
            if (start_ < best_)                                                 \
                best_ = start_;                                                 \
        }                                                                       \
        printf("%-44s %7.1f ns\n", name, best_);                                \
    } while (0)

static uint64_t seed = 42;

static uint64_t next(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return seed >> 16;
}

typedef struct Wire
{
    uint8_t bytes[OL_PGNUMERIC_MAX];
    size_t n;
} Wire;

static OlDecimal money[VALUES];
static OlDecimal wide[VALUES];
static OlDecimal result[VALUES];
static Wire money_pg[VALUES];
static Wire int_pg[VALUES];
static Wire wide_pg[VALUES];
static Wire money_wire[VALUES];
static int64_t stamps[VALUES];
static OlDateTime dates[VALUES];
static Wire date_wire[VALUES];
static char date_text[VALUES][20];

static void check(OlStatus s)
{
    if (s != OL_OK)
        printf("error\n");
}

int main(void)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    OlNls nls;
    const OlMask *iso;
    const OlMask *oracle;
    const OlNumMask *number_mask;
    OlDateTime today = {.year = 2024, .month = 5, .day = 17};
    uint8_t out[64];
    char text[OL_MASK_TEXT_MAX];
    size_t n;
    OlDecimal d;
    OlDecimal percent;
    OlDecimal sum = OL_DECIMAL_ZERO;
    OlDateTime t;
    int64_t us;

    ol_nls_init(&nls, arena);
    check(ol_mask_compile(arena, OL_STR("YYYY-MM-DD HH24:MI:SS"), &iso, NULL));
    check(ol_mask_compile(arena, OL_STR("DD-MON-RR"), &oracle, NULL));
    check(ol_nummask_compile(arena, OL_STR("FM999999990.00"), &number_mask, NULL));
    check(ol_decimal_from_text(OL_STR("1.19"), &percent, NULL));
    for (int i = 0; i < VALUES; i++)
    {
        OlDecimal two = {2, 0, 0, 0, 0, 0};

        money[i] = (OlDecimal){next() % 100000000, 0, 0, -2, next() & 1, 0};
        wide[i] = (OlDecimal){next(), next() | (uint64_t)1 << 58, 0, -20, 0, 0};
        money_pg[i].n = ol_decimal_to_pgnumeric(&money[i], money_pg[i].bytes);
        money_wire[i].n = ol_number_encode(&money[i], money_wire[i].bytes);
        ol_decimal_from_int64((int64_t)(next() % 10000000), &d);
        int_pg[i].n = ol_decimal_to_pgnumeric(&d, int_pg[i].bytes);
        check(ol_decimal_round(&wide[i], 10, &d, NULL));
        check(ol_decimal_mul(&d, &two, &d, NULL));
        wide_pg[i].n = ol_decimal_to_pgnumeric(&d, wide_pg[i].bytes);
        stamps[i] = (int64_t)(next() % 1500000000) * 1000000 - INT64_C(500000000000000);
        check(ol_datetime_from_pg(stamps[i], &dates[i], NULL));
        date_wire[i].n = ol_date_encode_pg(stamps[i], date_wire[i].bytes);
        check(ol_mask_to_char(iso, &nls, &dates[i], OL_KIND_DATE, date_text[i], sizeof date_text[i], &n, NULL));
    }

    BENCH("numeric -> wire, integers of 7 digits", sink += ol_number_from_pgnumeric(int_pg[i].bytes, int_pg[i].n, out));
    BENCH("numeric -> wire, money (8 digits, 2 decimals)",
          sink += ol_number_from_pgnumeric(money_pg[i].bytes, money_pg[i].n, out));
    BENCH("numeric -> wire, 29 digits", sink += ol_number_from_pgnumeric(wide_pg[i].bytes, wide_pg[i].n, out));
    BENCH("wire -> numeric, money", check(ol_number_to_pgnumeric(money_wire[i].bytes, money_wire[i].n, out, &n, NULL)));
    BENCH("numeric -> decimal, money", check(ol_decimal_from_pgnumeric(money_pg[i].bytes, money_pg[i].n, &d, NULL)));
    BENCH("decimal -> numeric, money", sink += ol_decimal_to_pgnumeric(&money[i], out));
    BENCH("wire -> decimal, money", check(ol_number_decode(money_wire[i].bytes, money_wire[i].n, &d, NULL)));
    BENCH("decimal -> wire, money", sink += ol_number_encode(&money[i], out));
    BENCH("int64 -> wire", sink += ol_number_encode_int64(stamps[i], out));
    BENCH("decimal add, 64 bit", check(ol_dec_add(&money[i], &money[(i + 1) % VALUES], &result[i], NULL)));
    BENCH("decimal running sum", check(ol_dec_add(&sum, &money[i], &sum, NULL)));
    BENCH("decimal mul by 1.19", check(ol_dec_mul(&money[i], &percent, &result[i], NULL)));
    BENCH("decimal mul by 1.19, round 2", check(ol_dec_mul(&money[i], &percent, &d, NULL));
          check(ol_decimal_round(&d, 2, &result[i], NULL)));
    BENCH("decimal div, money / 1.19 (40 digits)", check(ol_decimal_div(&money[i], &percent, &result[i], NULL)));
    BENCH("decimal div, 38 digits / 38 digits", check(ol_decimal_div(&wide[i], &wide[(i + 7) % VALUES], &result[i], NULL)));
    BENCH("decimal mul, 38 digits * 38 digits", check(ol_decimal_mul(&wide[i], &wide[(i + 7) % VALUES], &result[i], NULL)));
    BENCH("decimal add, 38 digits", check(ol_decimal_add(&wide[i], &wide[(i + 7) % VALUES], &result[i], NULL)));
    BENCH("decimal compare", sink += (uint64_t)ol_dec_cmp(&money[i], &money[(i + 1) % VALUES]));
    BENCH("decimal -> text", sink += ol_decimal_to_text(&money[i], '.', text));
    BENCH("to_char(n, 'FM999999990.00')", check(ol_nummask_to_char(number_mask, &nls, &money[i], text, sizeof text, &n, NULL)));
    BENCH("sqrt", check(ol_decimal_sqrt(&wide[i], &result[i], NULL)));
    BENCH("timestamp -> DATE wire", sink += ol_date_encode_pg(stamps[i], out));
    BENCH("DATE wire -> timestamp", check(ol_date_decode_pg(date_wire[i].bytes, date_wire[i].n, &us, NULL)));
    BENCH("to_char(d, 'YYYY-MM-DD HH24:MI:SS')",
          check(ol_mask_to_char(iso, &nls, &dates[i], OL_KIND_DATE, text, sizeof text, &n, NULL)));
    BENCH("to_char(d, 'DD-MON-RR')",
          check(ol_mask_to_char(oracle, &nls, &dates[i], OL_KIND_DATE, text, sizeof text, &n, NULL)));
    BENCH("to_date(s, 'YYYY-MM-DD HH24:MI:SS')",
          check(ol_mask_to_date(iso, &nls, ol_str_n(date_text[i], 19), OL_KIND_DATE, &today, &t, NULL)));
    BENCH("add_months", check(ol_date_add_months(&dates[i], 7, &t, NULL)));
    BENCH("months_between",
          check(ol_date_months_between(&dates[i], &dates[(i + 1) % VALUES], &result[i], NULL)));
    BENCH("trunc(d, 'MM')", check(ol_date_trunc(&dates[i], OL_TRUNC_MONTH, 0, &t, NULL)));
    ol_arena_free(arena);
    return sink == 1; /* keeps the results alive */
}
