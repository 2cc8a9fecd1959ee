/*
 * datetime_test.c - DATE, TIMESTAMP and INTERVAL: wire forms, calendar, PostgreSQL's microseconds, date functions, ROWID, RAW,
 *                   national characters.
 */
#include "oratype/oratype.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static OlArena *arena;
static OlNls nls;

static int set_up(void **state)
{
    OlAllocator a = ol_allocator_malloc(NULL);
    arena = ol_arena_new(&a);
    ol_nls_init(&nls, arena);
    return 0;
}

static int tear_down(void **state)
{
    ol_arena_free(arena);
    return 0;
}

static OlDateTime at(const char *text)
{
    OlDateTime t;
    OlDateKind kind;
    OlDiag diag;

    if (ol_timestamp_literal(&nls, ol_str(text), &t, &kind, &diag) != OL_OK)
        fail_msg("%s: %s", text, diag.text);
    return t;
}

static OlDecimal dec(const char *text)
{
    OlDecimal d;
    assert_int_equal(ol_decimal_from_text(ol_str(text), &d, NULL), OL_OK);
    return d;
}

static void check_hex(const uint8_t *data, size_t n, const char *want)
{
    char hex[64];
    ol_hex_encode(data, n, hex);
    assert_string_equal(hex, want);
}

static void check_time(const char *what, const OlDateTime *t, const char *want)
{
    char got[64];
    int n = snprintf(got, sizeof got, "%d-%02d-%02d %02d:%02d:%02d", t->year, t->month, t->day, t->hour, t->minute, t->second);

    if (t->nanosecond != 0)
        snprintf(got + n, sizeof got - (size_t)n, ".%09u", t->nanosecond);
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s, want %s", what, got, want);
}

static void wire_values(void **state)
{
    OlDateTime t = at("2024-02-29 13:14:15");
    OlDateTime back;
    uint8_t w[13];
    size_t n = ol_date_encode(&t, w);

    check_hex(w, n, "787C021D0E0F10");
    assert_int_equal(ol_date_decode(w, n, &back, NULL), OL_OK);
    check_time("date", &back, "2024-02-29 13:14:15");
    t = at("2024-02-29 13:14:15.123456");
    n = ol_timestamp_encode(&t, w);
    check_hex(w, n, "787C021D0E0F10075BCA00");
    assert_int_equal(ol_timestamp_decode(w, n, &back, NULL), OL_OK);
    check_time("timestamp", &back, "2024-02-29 13:14:15.123456000");
    t = at("2024-02-29 15:44:15.123456 +02:30");
    n = ol_timestamp_tz_encode(&t, w);
    check_hex(w, n, "787C021D0E0F10075BCA00165A");
    assert_int_equal(ol_timestamp_tz_decode(w, n, &back, NULL), OL_OK);
    check_time("timestamp tz", &back, "2024-02-29 15:44:15.123456000");
    assert_int_equal(back.zone_seconds, 9000);
    t = at("-4712-01-01");
    n = ol_date_encode(&t, w);
    check_hex(w, n, "35580101010101");
    assert_int_equal(ol_date_decode(w, n, &back, NULL), OL_OK);
    assert_int_equal(back.year, -4712);
    t = at("2024-01-01 00:10:00 -03:30");
    n = ol_timestamp_tz_encode(&t, w);
    assert_int_equal(ol_timestamp_tz_decode(w, n, &back, NULL), OL_OK);
    check_time("negative zone", &back, "2024-01-01 00:10:00");
    assert_int_equal(back.zone_seconds, -12600);
}

static void wire_hostile(void **state)
{
    static const struct
    {
        const char *hex;
        int error;
    } bad[] = {{"", 1866}, {"787C021D0E0F", 1866}, {"64640101010101", 1841}, {"787C001D0E0F10", 1843},
               {"787C0D1D0E0F10", 1843}, {"787C021E0E0F10", 1847}, {"787B021D0E0F10", 1847}, {"787C021D000F10", 1850},
               {"787C021D190F10", 1850}, {"787C021D0E0010", 1851}, {"787C021D0E3D10", 1851}, {"787C021D0E0F3D", 1852},
               {"FFFF021D0E0F10", 1841}, {"00FF021D0E0F10", 1841}, {"7832021D0E0F10", 1841}};
    uint64_t seed = 3;
    OlDateTime t;
    OlDiag diag;

    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
    {
        uint8_t w[16];
        size_t n = strlen(bad[i].hex) / 2;
        assert_true(ol_hex_decode(ol_str(bad[i].hex), w, n));
        assert_int_equal(ol_date_decode(w, n, &t, &diag), OL_ERROR);
        assert_int_equal(diag.number, bad[i].error);
    }
    for (int i = 0; i < 300000; i++)
    {
        uint8_t w[13];
        uint8_t again[13];
        int64_t us;
        int32_t zone;
        OlDateTime back;

        for (int k = 0; k < 13; k++)
        {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            w[k] = (uint8_t)(seed >> 40);
        }
        w[0] = (uint8_t)(w[0] % 147 + 53);
        w[2] = (uint8_t)(w[2] % 14);
        w[3] = (uint8_t)(w[3] % 33);
        w[4] %= 26;
        w[5] %= 62;
        w[6] %= 62;
        w[7] %= 64;
        if (i % 2)
            w[1] = (uint8_t)(w[0] >= 100 ? 100 + w[1] % 100 : 1 + w[1] % 100);
        w[11] = (uint8_t)(5 + w[11] % 31);
        w[12] = (uint8_t)(1 + w[12] % 119);
        if (ol_timestamp_tz_decode(w, 13, &t, NULL) != OL_OK)
            continue;
        assert_true(ol_datetime_valid(&t));
        assert_int_equal(ol_timestamp_tz_encode(&t, again), 13);
        assert_int_equal(ol_timestamp_tz_decode(again, 13, &back, NULL), OL_OK);
        assert_int_equal(ol_datetime_cmp(&t, &back), 0);
        if (t.year > 1600) /* instants agree with PostgreSQL's count */
        {
            assert_int_equal(ol_timestamp_tz_decode_pg(w, 13, &us, &zone, NULL), OL_OK);
            assert_int_equal(zone, t.zone_seconds);
            assert_int_equal(ol_datetime_from_pg_utc(us, zone, &back, NULL), OL_OK);
            t.nanosecond = (t.nanosecond + 500) / 1000 * 1000;
            if (t.nanosecond < 1000000000)
                assert_int_equal(ol_datetime_cmp(&t, &back), 0);
        }
    }
}

static void postgres_microseconds(void **state)
{
    static const struct
    {
        const char *text;
        int64_t us;
    } cases[] = {{"2000-01-01", 0}, {"1999-12-31 23:59:59.999999", -1}, {"2024-02-29 13:14:15.5", INT64_C(762527655500000)},
                 {"1970-01-01", -INT64_C(946684800000000)}, {"0001-01-01", -INT64_C(63082281600000000)},
                 {"9999-12-31 23:59:59", INT64_C(252455615999000000)}, {"-0001-12-31", -INT64_C(63082368000000000)},
                 {"-4712-01-01", -INT64_C(211778582400000000)}};
    uint64_t seed = 11;

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlDateTime t = at(cases[i].text);
        OlDateTime back;
        int64_t us;
        uint8_t a[13];
        uint8_t b[13];
        size_t n;

        assert_int_equal(ol_datetime_to_pg(&t, &us, NULL), OL_OK);
        assert_true(us == cases[i].us);
        assert_int_equal(ol_datetime_from_pg(us, &back, NULL), OL_OK);
        assert_int_equal(ol_datetime_cmp(&t, &back), 0);
        n = ol_timestamp_encode(&t, a);
        assert_int_equal(ol_timestamp_encode_pg(us, b), n);
        assert_memory_equal(a, b, n);
    }
    for (int i = 0; i < 200000; i++)
    {
        int64_t us;
        int64_t back;
        uint8_t w[13];
        size_t n;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        us = (int64_t)(seed % UINT64_C(315000000000000000)) - INT64_C(62000000000000000);
        n = ol_timestamp_encode_pg(us, w);
        if (us >= INT64_C(252455616000000000))
        {
            assert_int_equal(n, 0);
            continue;
        }
        assert_int_equal(ol_timestamp_decode_pg(w, n, &back, NULL), n == 7 || n == 11 ? OL_OK : OL_ERROR);
        assert_true(back == us || (w[0] < 116 && w[2] == 3 && w[3] == 1)); /* 29 Feb of a Gregorian century before 1582 */
    }
    {
        uint8_t w[13];
        assert_int_equal(ol_date_encode_pg(INT64_MAX, w), 0);
        assert_int_equal(ol_date_encode_pg(INT64_MIN, w), 0);
    }
}

static void calendar(void **state)
{
    int32_t previous = 0;

    for (int32_t j = 1; j <= 5373484; j += j < 2299000 || j > 2299400 ? 7 : 1)
    {
        int y;
        int m;
        int d;

        ol_julian_to_date(j, &y, &m, &d);
        if (y == 0)
            continue;
        assert_true(m >= 1 && m <= 12 && d >= 1 && d <= ol_days_in_month(y, m));
        if (ol_julian_day(y, m, d) != j)
            fail_msg("%d: %d-%d-%d", j, y, m, d);
        assert_true(j > previous);
        previous = j;
    }
}

static void check_call(const char *what, OlStatus status, const OlDateTime *got, const OlDiag *diag, const char *want)
{
    char code[32];

    if (status == OL_OK)
    {
        check_time(what, got, want);
        return;
    }
    snprintf(code, sizeof code, "ORA-%05d", diag->number);
    assert_string_equal(code, want);
}

#define FUNC(call, want)                                   \
    do                                                     \
    {                                                      \
        OlDateTime r_ = {0};                               \
        OlDiag diag_;                                      \
        OlStatus status_ = (call);                         \
        check_call(#call, status_, &r_, &diag_, want);     \
    } while (0)

static void functions(void **state)
{
    OlDateTime a = at("2024-01-31 10:20:30");
    OlDateTime b = at("2023-02-28");
    OlDateTime c = at("2024-02-15 06:00:00");
    OlDecimal d;
    char text[OL_DECIMAL_TEXT_MAX + 1];

    FUNC(ol_date_add_months(&a, 1, &r_, &diag_), "2024-02-29 10:20:30");
    FUNC(ol_date_add_months(&b, 1, &r_, &diag_), "2023-03-31 00:00:00");
    FUNC(ol_date_add_months(&a, -2, &r_, &diag_), "2023-11-30 10:20:30");
    FUNC(ol_date_add_months(&c, 12, &r_, &diag_), "2025-02-15 06:00:00");
    FUNC(ol_date_add_months(&a, 120000, &r_, &diag_), "ORA-01841");
    FUNC(ol_date_next_day(&a, 3, &r_, &diag_), "2024-02-07 10:20:30");
    FUNC(ol_date_next_day(&a, 4, &r_, &diag_), "2024-02-01 10:20:30");
    FUNC((ol_date_last_day(&c, &r_), OL_OK), "2024-02-29 06:00:00");
    {
        OlDecimal half = dec("0.5");
        OlDecimal minute = dec("0.0006944444444444444444444444444444444444");
        OlDecimal huge = dec("1e100");
        FUNC(ol_date_add_days(&c, &half, &r_, &diag_), "2024-02-15 18:00:00");
        FUNC(ol_date_add_days(&c, &minute, &r_, &diag_), "2024-02-15 06:01:00");
        FUNC(ol_date_add_days(&c, &huge, &r_, &diag_), "ORA-01841");
        FUNC(ol_date_add_whole_days(&b, 1, &r_, &diag_), "2023-03-01 00:00:00");
    }
    {
        OlDateTime before = at("1582-10-04");
        FUNC(ol_date_add_whole_days(&before, 1, &r_, &diag_), "1582-10-15 00:00:00");
    }
    {
        /* SQL Language Reference, MONTHS_BETWEEN: 02-02-1995 and 01-01-1995 */
        OlDateTime x = at("1995-02-02");
        OlDateTime y = at("1995-01-01");
        assert_int_equal(ol_date_months_between(&x, &y, &d, NULL), OL_OK);
        text[ol_decimal_to_text(&d, '.', text)] = 0;
        assert_memory_equal(text, "1.03225806", 10);
        x = at("2024-02-29 23:00:00");
        y = at("2024-01-31");
        assert_int_equal(ol_date_months_between(&x, &y, &d, NULL), OL_OK);
        text[ol_decimal_to_text(&d, '.', text)] = 0;
        assert_string_equal(text, "1");
        assert_int_equal(ol_date_diff(&c, &b, &d, NULL), OL_OK);
        text[ol_decimal_to_text(&d, '.', text)] = 0;
        assert_string_equal(text, "352.25");
    }
}

static void trunc_and_round(void **state)
{
    static const struct
    {
        const char *value;
        const char *unit;
        const char *truncated;
        const char *rounded;
    } cases[] = {{"2024-07-16 12:30:30", "CC", "2001-01-01", "2001-01-01"}, {"1951-01-01", "CC", "1901-01-01", "2001-01-01"},
                 {"2024-07-01", "YYYY", "2024-01-01", "2025-01-01"}, {"2024-06-30 23:59:59", "YEAR", "2024-01-01", "2024-01-01"},
                 {"2024-05-16", "Q", "2024-04-01", "2024-07-01"}, {"2024-05-15 23:00:00", "Q", "2024-04-01", "2024-04-01"},
                 {"2024-07-16", "MM", "2024-07-01", "2024-08-01"}, {"2024-07-15 23:59:59", "MONTH", "2024-07-01", "2024-07-01"},
                 {"2024-12-31", "RM", "2024-12-01", "2025-01-01"}, {"2024-07-18 12:00:00", "IW", "2024-07-15", "2024-07-22"},
                 {"2024-07-18 11:59:59", "IW", "2024-07-15", "2024-07-15"}, {"2024-07-17", "WW", "2024-07-15", "2024-07-15"},
                 {"2024-07-10", "W", "2024-07-08", "2024-07-08"}, {"2024-07-18", "D", "2024-07-14", "2024-07-21"},
                 {"2024-07-16 12:00:00", "DD", "2024-07-16", "2024-07-17"}, {"2024-07-16 11:59:59", "", "2024-07-16", "2024-07-16"},
                 {"2024-07-16 12:30:00", "HH24", "2024-07-16 12:00:00", "2024-07-16 13:00:00"},
                 {"2024-07-16 12:30:30", "MI", "2024-07-16 12:30:00", "2024-07-16 12:31:00"},
                 {"2021-01-03", "IYYY", "2019-12-30", "2019-12-30"}, {"2024-07-01", "IYYY", "2024-01-01", "2024-12-30"}};
    OlTruncUnit unit;
    OlDiag diag;

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlDateTime t = at(cases[i].value);
        OlDateTime want = at(cases[i].truncated);
        OlDateTime r;

        assert_int_equal(ol_trunc_unit(ol_str(cases[i].unit), &unit, &diag), OL_OK);
        assert_int_equal(ol_date_trunc(&t, unit, 0, &r, &diag), OL_OK);
        if (ol_datetime_cmp(&r, &want) != 0)
            check_time(cases[i].unit, &r, cases[i].truncated);
        want = at(cases[i].rounded);
        assert_int_equal(ol_date_round(&t, unit, 0, &r, &diag), OL_OK);
        if (ol_datetime_cmp(&r, &want) != 0)
            check_time(cases[i].unit, &r, cases[i].rounded);
    }
    assert_int_equal(ol_trunc_unit(OL_STR("XX"), &unit, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1899);
    assert_int_equal(ol_trunc_unit(OL_STR("YYYY-MM"), &unit, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1898);
}

static void intervals(void **state)
{
    OlIntervalDS ds;
    OlIntervalYM ym;
    uint8_t w[11];
    char text[OL_DECIMAL_TEXT_MAX + 1];
    int32_t days;
    int64_t us;
    OlDiag diag;
    OlDecimal n;

    assert_int_equal(ol_interval_ds_from_text(OL_STR("-5 10:22:33.123456789"), 2, 9, &ds, &diag), OL_OK);
    assert_int_equal(ol_interval_ds_encode(&ds, w), 11);
    check_hex(w, 11, "7FFFFFFB32261B78A432EB");
    assert_int_equal(ol_interval_ds_decode(w, 11, &ds, &diag), OL_OK);
    text[ol_interval_ds_to_text(&ds, 2, 6, '.', text)] = 0;
    assert_string_equal(text, "-05 10:22:33.123456");
    ol_interval_ds_to_pg(&ds, &days, &us);
    assert_int_equal(days, -5);
    assert_true(us == -INT64_C(37353123457));
    assert_int_equal(ol_interval_ds_from_pg(0, days, us, &ds, &diag), OL_OK);
    assert_true(ds.seconds == -(5 * 86400 + 37353) && ds.nanoseconds == -123457000);
    assert_int_equal(ol_interval_ym_from_text(OL_STR("+123-2"), 3, &ym, &diag), OL_OK);
    assert_int_equal(ym.months, 1478);
    assert_int_equal(ol_interval_ym_encode(&ym, w), 5);
    check_hex(w, 5, "8000007B3E");
    assert_int_equal(ol_interval_ym_decode(w, 5, &ym, &diag), OL_OK);
    text[ol_interval_ym_to_text(&ym, 3, text)] = 0;
    assert_string_equal(text, "+123-02");
    assert_int_equal(ol_interval_ym_from_text(OL_STR("123-2"), 2, &ym, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1873);
    assert_int_equal(ol_interval_ym_from_text(OL_STR("1-12"), 2, &ym, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1843);
    assert_int_equal(ol_interval_ds_from_text(OL_STR("1 25:00:00"), 2, 6, &ds, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1850);
    assert_int_equal(ol_interval_ds_from_text(OL_STR("x"), 2, 6, &ds, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1867);
    n = dec("1.5");
    assert_int_equal(ol_interval_ds_from_number(&n, OL_STR("day"), &ds, &diag), OL_OK);
    assert_true(ds.seconds == 129600);
    assert_int_equal(ol_interval_ds_mul(&ds, &n, true, &ds, &diag), OL_OK);
    assert_true(ds.seconds == 86400 && ds.nanoseconds == 0);
    n = dec("0");
    assert_int_equal(ol_interval_ds_mul(&ds, &n, true, &ds, &diag), OL_ERROR);
    assert_int_equal(diag.number, 1476);
    n = dec("1e50");
    assert_int_equal(ol_interval_ds_from_number(&n, OL_STR("DAY"), &ds, &diag), OL_ERROR);
    n = dec("2.5");
    assert_int_equal(ol_interval_ym_from_number(&n, OL_STR("YEAR"), &ym, &diag), OL_OK);
    assert_int_equal(ym.months, 30);
    {
        OlDateTime a = at("2024-01-31 00:00:00.5");
        OlDateTime b = at("2024-02-01");
        OlIntervalYM one = {1};
        OlDateTime r;

        assert_int_equal(ol_datetime_diff(&a, &b, &ds, &diag), OL_OK);
        text[ol_interval_ds_to_text(&ds, 2, 1, '.', text)] = 0;
        assert_string_equal(text, "-00 23:59:59.5");
        assert_int_equal(ol_datetime_add_ds(&b, &ds, 1, &r, &diag), OL_OK);
        assert_int_equal(ol_datetime_cmp(&r, &a), 0);
        assert_int_equal(ol_datetime_add_ym(&a, &one, 1, &r, &diag), OL_ERROR);
        assert_int_equal(diag.number, 1839);
        assert_int_equal(ol_datetime_extract(&a, OL_FIELD_SECOND, &n, &diag), OL_OK);
        text[ol_decimal_to_text(&n, '.', text)] = 0;
        assert_string_equal(text, ".5");
        assert_int_equal(ol_datetime_extract(&a, OL_FIELD_TIMEZONE_HOUR, &n, &diag), OL_ERROR);
        a = at("2024-12-31 23:59:59.9999999");
        assert_int_equal(ol_datetime_round_fraction(&a, 6, &r, &diag), OL_OK);
        check_time("round", &r, "2025-01-01 00:00:00");
    }
    for (uint32_t i = 0; i < 100000; i++) /* any eleven bytes */
    {
        uint8_t again[11];
        for (uint32_t k = 0; k < 11; k++)
            w[k] = (uint8_t)((i * 2654435761u >> (k * 2)) ^ (k * 77));
        w[0] = (uint8_t)(i & 1 ? 0x80 : 0x7F);
        w[4] = (uint8_t)(60 + w[4] % 48 - 24);
        w[5] = (uint8_t)(w[5] % 121);
        w[6] = (uint8_t)(w[6] % 121);
        w[7] = (uint8_t)(0x70 + w[7] % 32);
        if (ol_interval_ds_decode(w, 11, &ds, NULL) == OL_OK)
        {
            OlIntervalDS back;
            ol_interval_ds_encode(&ds, again);
            assert_int_equal(ol_interval_ds_decode(again, 11, &back, NULL), OL_OK);
            assert_int_equal(ol_interval_ds_cmp(&ds, &back), 0);
        }
    }
}

static void rowids_and_raw(void **state)
{
    OlRowid r = {73000, 4, 155, 3};
    OlRowid back;
    char text[OL_ROWID_TEXT + 1] = {0};
    uint8_t raw[16];
    size_t n;
    char hex[8];

    ol_rowid_to_text(&r, text);
    assert_string_equal(text, "AAAR0oAAEAAAACbAAD");
    assert_int_equal(ol_rowid_from_text(ol_str(text), &back, NULL), OL_OK);
    assert_true(back.object == 73000 && back.file == 4 && back.block == 155 && back.slot == 3);
    assert_int_equal(ol_rowid_from_text(OL_STR("AAAR0oAAEAAAACbAA"), &back, NULL), OL_ERROR);
    assert_int_equal(ol_rowid_from_text(OL_STR("AAAR0oAAEAAAACbAA!"), &back, NULL), OL_ERROR);
    assert_int_equal(ol_rowid_from_text(OL_STR("//////////////////"), &back, NULL), OL_ERROR);
    ol_urowid_encode(&r, raw);
    assert_int_equal(ol_urowid_decode(raw, 13, &back, NULL), OL_OK);
    assert_int_equal(back.object, 73000);
    assert_int_equal(ol_raw_from_hex(OL_STR("abc"), raw, &n, NULL), OL_OK);
    assert_int_equal(n, 2);
    assert_true(raw[0] == 0x0A && raw[1] == 0xBC);
    assert_int_equal(ol_raw_from_hex(OL_STR("12fF"), raw, &n, NULL), OL_OK);
    assert_true(n == 2 && raw[0] == 0x12 && raw[1] == 0xFF);
    assert_int_equal(ol_raw_from_hex(OL_STR("xx"), raw, &n, NULL), OL_ERROR);
    ol_raw_to_hex((const uint8_t *)"\x0A\xBC", 2, hex);
    assert_memory_equal(hex, "0ABC", 4);
}

static void national_characters(void **state)
{
    const char *text = "żółw 年 \xF0\x9F\x90\xA2";
    size_t n = strlen(text);
    uint8_t wide[64];
    char back[64];
    size_t w = ol_utf8_to_utf16be(text, n, wide);

    assert_int_equal(w, ol_utf8_to_utf16be_size(text, n));
    assert_int_equal(w, 18);
    assert_int_equal(ol_utf16be_to_utf8_size(wide, w), n);
    assert_int_equal(ol_utf16be_to_utf8(wide, w, back), n);
    assert_memory_equal(text, back, n);
    /* a lone surrogate and an odd byte become replacement characters */
    assert_int_equal(ol_utf16be_to_utf8((const uint8_t *)"\xD8\x00\x00\x41\x00", 5, back), 7);
    assert_memory_equal(back, "\xEF\xBF\xBD"
                              "A\xEF\xBF\xBD", 7);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {T(wire_values), T(wire_hostile), T(postgres_microseconds), T(calendar), T(functions),
                                       T(trunc_and_round), T(intervals), T(rowids_and_raw), T(national_characters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
