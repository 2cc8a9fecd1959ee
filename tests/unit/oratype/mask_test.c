/*
 * mask_test.c - datetime masks both ways, against the values of the SQL Language Reference and of Oracle's documented rules.
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
static OlDateTime now = {.year = 2024, .month = 5, .day = 17};

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

static const OlMask *compile(const char *text)
{
    const OlMask *mask;
    OlDiag diag;

    if (ol_mask_compile(arena, ol_str(text), &mask, &diag) != OL_OK)
        fail_msg("%s: ORA-%05d", text, diag.number);
    return mask;
}

/* "2024-02-29 13:14:15.123456789" */
static OlDateTime at(const char *text)
{
    OlDateTime t;
    OlDateKind kind;
    OlDiag diag;

    if (ol_timestamp_literal(&nls, ol_str(text), &t, &kind, &diag) != OL_OK)
        fail_msg("%s: %s", text, diag.text);
    t.fraction_digits = 0;
    return t;
}

static void check_out(const char *value, OlDateKind kind, const char *mask, const char *want)
{
    OlDateTime t = at(value);
    char out[OL_MASK_TEXT_MAX];
    size_t n;
    OlDiag diag;

    if (ol_mask_to_char(compile(mask), &nls, &t, kind, out, sizeof out, &n, &diag) != OL_OK)
    {
        char code[16];
        snprintf(code, sizeof code, "ORA-%05d", diag.number);
        if (strcmp(code, want) != 0)
            fail_msg("to_char(%s, %s): %s %s, want %s", value, mask, code, diag.text, want);
        return;
    }
    if (n != strlen(want) || memcmp(out, want, n) != 0)
        fail_msg("to_char(%s, %s): [%.*s], want [%s]", value, mask, (int)n, out, want);
}

static void check_in(const char *text, OlDateKind kind, const char *mask, const char *want)
{
    OlDateTime t;
    OlDiag diag;
    char out[OL_MASK_TEXT_MAX];
    size_t n;

    if (ol_mask_to_date(compile(mask), &nls, ol_str(text), kind, &now, &t, &diag) != OL_OK)
    {
        snprintf(out, sizeof out, "ORA-%05d", diag.number);
        if (strcmp(out, want) != 0)
            fail_msg("to_date(%s, %s): %s %s, want %s", text, mask, out, diag.text, want);
        return;
    }
    assert_true(ol_datetime_valid(&t));
    assert_int_equal(ol_mask_to_char(compile(kind == OL_KIND_DATE        ? "SYYYY-MM-DD HH24:MI:SS"
                                             : kind == OL_KIND_TIMESTAMP ? "SYYYY-MM-DD HH24:MI:SS.FF9"
                                                                         : "SYYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM"),
                                     &nls, &t, kind, out, sizeof out, &n, NULL), OL_OK);
    if (out[0] == ' ')
        memmove(out, out + 1, --n);
    if (n != strlen(want) || memcmp(out, want, n) != 0)
        fail_msg("to_date(%s, %s): [%.*s], want [%s]", text, mask, (int)n, out, want);
}

#define OUT(value, mask, want) check_out(value, OL_KIND_TIMESTAMP, mask, want)
#define DATE_OUT(value, mask, want) check_out(value, OL_KIND_DATE, mask, want)
#define IN(text, mask, want) check_in(text, OL_KIND_DATE, mask, want)

static void output_elements(void **state)
{
    const char *d = "2024-02-29 13:14:15.123456789";

    OUT(d, "YYYY-MM-DD HH24:MI:SS", "2024-02-29 13:14:15");
    OUT(d, "DD-MON-RR", "29-FEB-24");
    OUT(d, "SYYYY|YYYY|YYY|YY|Y|Y,YYY", " 2024|2024|024|24|4|2,024");
    OUT(d, "RRRR|RR|IYYY|IYY|IY|I", "2024|24|2024|024|24|4");
    OUT(d, "SCC|CC|Q|WW|IW|W", " 21|21|1|09|09|5");
    OUT(d, "D|DD|DDD|J", "5|29|060|2460370");
    OUT(d, "HH|HH12|HH24|MI|SS|SSSSS", "01|01|13|14|15|47655");
    OUT(d, "FF|FF1|FF3|FF6|FF9", "123456789|1|123|123456|123456789");
    OUT("2024-02-29 13:14:15.5", "FF|SSXFF2", "500000|15.50");
    OUT(d, "AM|PM|am|A.M.|P.m.", "PM|PM|pm|P.M.|P.m.");
    OUT(d, "AD|B.C.|ad", "AD|A.D.|ad");
    OUT(d, "TS|DS", "01:14:15 PM|2/29/2024");
    OUT(d, "DL", "Thursday, February 29, 2024");
    OUT(d, "RM|fmRM", "II  |II");
    OUT(d, "YEAR|Year|year", "TWENTY TWENTY-FOUR|Twenty Twenty-Four|twenty twenty-four");
    OUT("2008-01-01", "YEAR", "TWO THOUSAND EIGHT");
    OUT("1998-01-01", "YEAR", "NINETEEN NINETY-EIGHT");
    OUT("1900-01-01", "YEAR CC", "NINETEEN HUNDRED 19");
    OUT("2000-12-31", "CC Q", "20 4");
    OUT("2001-01-01", "CC", "21");
    OUT("-0044-03-15", "SYYYY BC", "-0044 BC");
    OUT("-4712-01-01", "J", "0000001");
    OUT("0001-01-01", "J DAY", "1721424 SATURDAY ");
    OUT("1582-10-04", "J", "2299160");
    OUT("1582-10-15", "J", "2299161");
    OUT("2000-01-01", "J", "2451545");
    OUT("9999-12-31", "J", "5373484");
    OUT("2021-01-03", "IYYY-IW D", "2020-53 1");
    OUT("2018-12-31", "IYYY-IW", "2019-01");
}

static void output_case_and_padding(void **state)
{
    const char *d = "2024-05-07";

    OUT(d, "MONTH|Month|month|MON|Mon|mon", "MAY      |May      |may      |MAY|May|may");
    OUT(d, "fmMONTH|FMDay, DD Month", "MAY|TUESDAY  , 07 MAY      "[0] ? "MAY|Tuesday  , 07 May      " : "");
    OUT(d, "DAY|Day|DY|Dy|dy", "TUESDAY  |Tuesday  |TUE|Tue|tue");
    OUT(d, "FMDD/MM/YYYY", "7/5/2024");
    OUT(d, "DDTH|DDth|ddth|fmDDTH|fmDDTH", "07TH|07TH|07th|7TH|07TH");
    OUT(d, "DDSP|Ddsp|ddsp|DDSPTH|Ddspth|DDTHSP", "SEVEN|Seven|seven|SEVENTH|Seventh|SEVENTH");
    OUT("2024-05-21", "fmDdspth \"of\" Month, Year", "Twenty-First of May, Twenty Twenty-Four");
    OUT("2024-05-22", "fmDDTH", "22ND");
    OUT("2024-05-11", "ddth", "11th");
    OUT("2024-05-03", "DDTH", "03RD");
    OUT(d, "YYYYSP", "TWO THOUSAND TWENTY-FOUR");
    OUT("2024-01-01", "JSP", "TWO MILLION FOUR HUNDRED SIXTY THOUSAND THREE HUNDRED ELEVEN");
    OUT(d, "\"Year: \"YYYY;(MM)", "Year: 2024;(05)");
    OUT(d, "\"年\"", "年");
    OUT(d, "", "");
}

static void output_errors(void **state)
{
    static const char *const bad[] = {"YYYYMMDDX1", "YYYY-QQQ-Z", "abc", "年", "\"open", "HH25", "5"};
    const OlMask *mask;
    OlDiag diag;

    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
    {
        if (ol_mask_compile(arena, ol_str(bad[i]), &mask, &diag) == OL_OK)
            fail_msg("%s was accepted", bad[i]);
        assert_int_equal(diag.number, 1821);
    }
    DATE_OUT("2024-02-29", "FF3", "ORA-01821");
    DATE_OUT("2024-02-29", "TZH", "ORA-01821");
    DATE_OUT("2024-02-29", "EE", "ORA-01822");
    {
        char out[10];
        size_t n;
        OlDateTime t = at("2024-02-29");
        assert_int_equal(ol_mask_to_char(compile("YYYY-MM-DD HH24"), &nls, &t, OL_KIND_DATE, out, sizeof out, &n, &diag), OL_ERROR);
        assert_int_equal(diag.number, 1877);
    }
}

static void input_plain(void **state)
{
    IN("2024-02-29 13:14:15", "YYYY-MM-DD HH24:MI:SS", "2024-02-29 13:14:15");
    IN("29-FEB-24", "DD-MON-RR", "2024-02-29 00:00:00");
    IN("29-feb-2024", "DD-MON-YYYY", "2024-02-29 00:00:00");
    IN("20240229", "YYYYMMDD", "2024-02-29 00:00:00");
    IN("20240229131415", "YYYYMMDDHH24MISS", "2024-02-29 13:14:15");
    IN("January 15, 1989, 11:00 A.M.", "Month dd, YYYY, HH:MI A.M.", "1989-01-15 11:00:00");
    IN("03/27/2024 09:05:00 PM", "MM/DD/YYYY HH:MI:SS AM", "2024-03-27 21:05:00");
    IN("12:15 AM", "HH:MI AM", "2024-05-01 00:15:00");
    IN("12:15 PM", "HH:MI AM", "2024-05-01 12:15:00");
    IN("2024-02-29T13:14", "YYYY-MM-DD\"T\"HH24:MI", "2024-02-29 13:14:00");
    IN("2460370", "J", "2024-02-29 00:00:00");
    IN("2460370.47655", "J.SSSSS", "2024-02-29 13:14:15");
    IN("060 2024", "DDD YYYY", "2024-02-29 00:00:00");
    IN("47655", "SSSSS", "2024-05-01 13:14:15");
    IN("27-OCT-98", "DD-MON-RR", "1998-10-27 00:00:00");
    IN("27-OCT-17", "DD-MON-RR", "2017-10-27 00:00:00");
    IN("98", "YY", "2098-05-01 00:00:00");
    IN("1998", "RR", "1998-05-01 00:00:00");
    IN("98", "RRRR", "1998-05-01 00:00:00");
    IN("29-02-2024", "DD-MM-YY", "2024-02-29 00:00:00");
    IN("290224", "DDMMYY", "2024-02-29 00:00:00");
    IN("-0044-03-15", "SYYYY-MM-DD", "-0044-03-15 00:00:00");
    IN("0044-03-15 BC", "YYYY-MM-DD BC", "-0044-03-15 00:00:00");
    IN("15-III-2024", "DD-RM-YYYY", "2024-03-15 00:00:00");
    IN("Thursday 29 February 2024", "Day DD Month YYYY", "2024-02-29 00:00:00");
    IN("2,024", "Y,YYY", "2024-05-01 00:00:00");
    IN("3", "DD", "2024-05-03 00:00:00");
}

static void input_lenient(void **state)
{
    IN("2024/02/29", "YYYY-MM-DD", "2024-02-29 00:00:00");
    IN("20240229", "YYYY-MM-DD", "2024-02-29 00:00:00");
    IN("29FEB2024", "DD-MON-YYYY", "2024-02-29 00:00:00");
    IN("2024-2-9", "YYYY-MM-DD", "2024-02-09 00:00:00");
    IN("2024-02-29", "YYYY-MM-DD HH24:MI:SS", "2024-02-29 00:00:00");
    IN("2024-02-29 13", "YYYY-MM-DD HH24:MI:SS", "2024-02-29 13:00:00");
    IN("  2024-02-29  ", "YYYY-MM-DD", "2024-02-29 00:00:00");
    IN("2024-FEB-29", "YYYY-MM-DD", "2024-02-29 00:00:00");
    IN("29-FEBRUARY-2024", "DD-MON-YYYY", "2024-02-29 00:00:00");
    IN("29 FEB 2024", "DD MONTH YYYY", "2024-02-29 00:00:00");
    IN("2024-02-29   13:14", "YYYY-MM-DD HH24:MI", "2024-02-29 13:14:00");
    IN("24-02-29", "YYYY-MM-DD", "0024-02-29 00:00:00");
    IN("1582-10-10", "YYYY-MM-DD", "1582-10-15 00:00:00");
    check_in("2024-02-29 13:14:15.5", OL_KIND_TIMESTAMP, "YYYY-MM-DD HH24:MI:SS.FF", "2024-02-29 13:14:15.500000000");
    check_in("2024-02-29 13:14:15", OL_KIND_TIMESTAMP, "YYYY-MM-DD HH24:MI:SSXFF", "2024-02-29 13:14:15.000000000");
    check_in("29-FEB-24 01.14.15.123456789 PM", OL_KIND_TIMESTAMP, "DD-MON-RR HH.MI.SSXFF AM",
             "2024-02-29 13:14:15.123456789");
    check_in("2024-02-29 13:14:15.5 -08:30", OL_KIND_TIMESTAMP_TZ, "YYYY-MM-DD HH24:MI:SS.FF TZH:TZM",
             "2024-02-29 13:14:15.500000000 -08:30");
    check_in("2024-02-29 13:14 +05:30", OL_KIND_TIMESTAMP_TZ, "YYYY-MM-DD HH24:MI TZR",
             "2024-02-29 13:14:00.000000000 +05:30");
}

static void input_errors(void **state)
{
    IN("2024-02-30", "YYYY-MM-DD", "ORA-01839");
    IN("2023-02-29", "YYYY-MM-DD", "ORA-01839");
    IN("2024-02-32", "YYYY-MM-DD", "ORA-01847");
    IN("2024-02-00", "YYYY-MM-DD", "ORA-01847");
    IN("2024-13-01", "YYYY-MM-DD", "ORA-01843");
    IN("29-FEV-2024", "DD-MON-YYYY", "ORA-01843");
    IN("2024-02", "YYYY-MM-DD", "ORA-01840");
    IN("", "YYYY", "ORA-01840");
    IN("2024-02-29 25", "YYYY-MM-DD HH24", "ORA-01850");
    IN("13:00", "HH:MI", "ORA-01849");
    IN("10:60", "HH24:MI", "ORA-01851");
    IN("10:00:60", "HH24:MI:SS", "ORA-01852");
    IN("86400", "SSSSS", "ORA-01853");
    IN("9999999", "J", "ORA-01854");
    IN("2024-02-29x", "YYYY-MM-DD", "ORA-01830");
    IN("2024-02-29 13:14", "YYYY-MM-DD", "ORA-01830");
    IN("abcd", "YYYY", "ORA-01858");
    IN("2024-02-xx", "YYYY-MM-DD", "ORA-01858");
    IN("2012-01-01", "DD-MON-RR", "ORA-01861");
    IN("01/01/2012", "DD-MON-RR", "ORA-01843");
    IN("0000-01-01", "YYYY-MM-DD", "ORA-01841");
    IN("2024 366", "YYYY DDD", "2024-12-31 00:00:00");
    IN("2023 366", "YYYY DDD", "ORA-01848");
    IN("Friday 29-02-2024", "DAY DD-MM-YYYY", "ORA-01835");
    IN("Freitag", "DAY", "ORA-01846");
    IN("10:00", "HH:MI AM", "2024-05-01 10:00:00");
    IN("10:00 xx", "HH:MI AM", "ORA-01855");
    IN("44 xx", "YYYY AD", "ORA-01856");
    IN("2024 2024", "YYYY YYYY", "ORA-01810");
    IN("2024 24", "YYYY YY", "ORA-01812");
    IN("2 FEB", "MM MON", "ORA-01816");
    IN("10 10", "HH HH24", "ORA-01813");
    IN("10 AM", "HH24 AM", "ORA-01818");
    IN("1", "Q", "ORA-01820");
    IN("1", "DDTH", "ORA-01820");
    IN("2024-02-29 5", "YYYY-MM-DD FF", "ORA-01821");
    check_in("2024-02-29 +20:00", OL_KIND_TIMESTAMP_TZ, "YYYY-MM-DD TZH:TZM", "ORA-01874");
    check_in("2024-02-29 +02:70", OL_KIND_TIMESTAMP_TZ, "YYYY-MM-DD TZH:TZM", "ORA-01875");
    check_in("2024-02-29 Nowhere/City", OL_KIND_TIMESTAMP_TZ, "YYYY-MM-DD TZR", "ORA-01882");
}

static void input_exact(void **state)
{
    IN("2024-02-09", "FXYYYY-MM-DD", "2024-02-09 00:00:00");
    IN("2024-2-9", "FXYYYY-MM-DD", "ORA-01862");
    IN("2024/02/09", "FXYYYY-MM-DD", "ORA-01861");
    IN("20240209", "FXYYYY-MM-DD", "ORA-01861");
    IN("2024-2-9", "FXFMYYYY-MM-DD", "2024-02-09 00:00:00");
    IN("15/ JAN /1998", "FXDD-MON-YYYY", "ORA-01861");
    IN("15-JAN-1998", "FXDD-MON-YYYY", "1998-01-15 00:00:00");
    IN("1-JAN-1998", "FXDD-MON-YYYY", "ORA-01862");
    IN("01-JAN-1998", "FXDD-MON-YYYY", "1998-01-01 00:00:00");
}

static void languages(void **state)
{
    OlDiag diag;

    assert_int_equal(ol_nls_set(&nls, arena, OL_STR("NLS_DATE_LANGUAGE"), OL_STR("FRENCH"), &diag), OL_OK);
    OUT("2024-08-06", "fmDay DD Month YYYY", "Mardi 6 Août 2024");
    OUT("2024-08-06", "fmDAY DD MONTH", "MARDI 6 AOÛT");
    OUT("2024-08-06", "MONTH|", "AOÛT     |");
    IN("6 août 2024", "DD MONTH YYYY", "2024-08-06 00:00:00");
    IN("6 AOÛT 2024", "DD MONTH YYYY", "2024-08-06 00:00:00");
    assert_int_equal(ol_nls_set(&nls, arena, OL_STR("NLS_LANGUAGE"), OL_STR("SIMPLIFIED CHINESE"), &diag), OL_OK);
    OUT("2024-08-06 15:00:00", "YYYY\"年\"MON|DAY AM", "2024年8月 |星期二 下午");
    IN("6-8月-24", "DD-MON-RR", "2024-08-06 00:00:00");
    IN("6-10月-24", "DD-MON-RR", "2024-10-06 00:00:00");
    assert_int_equal(ol_nls_set(&nls, arena, OL_STR("NLS_DATE_LANGUAGE"), OL_STR("GERMAN"), &diag), OL_OK);
    OUT("2024-03-05", "DD-MON-YYYY Month|", "05-MRZ-2024 März     |");
    assert_int_equal(ol_nls_set(&nls, arena, OL_STR("NLS_TERRITORY"), OL_STR("GERMANY"), &diag), OL_OK);
    OUT("2024-03-05 14:00:00", "D DS TS", "2 05.03.2024 14:00:00");
    assert_int_equal(nls.decimal_char, ',');
    assert_true(ol_str_eq(nls.date_format, OL_STR("DD.MM.RR")));
    assert_int_equal(ol_nls_set(&nls, arena, OL_STR("NLS_TERRITORY"), OL_STR("ATLANTIS"), &diag), OL_ERROR);
    {
        OlNls other;
        assert_int_equal(ol_nls_argument(&nls, arena, OL_STR("NLS_DATE_LANGUAGE=FRENCH NLS_NUMERIC_CHARACTERS='., '"), &other, &diag), OL_ERROR);
        assert_int_equal(ol_nls_argument(&nls, arena, OL_STR("NLS_DATE_LANGUAGE = Simplified Chinese NLS_NUMERIC_CHARACTERS='.,'"),
                                         &other, &diag), OL_OK);
        assert_string_equal(other.date_language->name, "SIMPLIFIED CHINESE");
        assert_int_equal(other.decimal_char, '.');
    }
    for (int i = 0; ol_nls_parameter_name(i) != NULL; i++)
    {
        char v[64];
        size_t n;
        assert_true(ol_nls_get(&nls, ol_str(ol_nls_parameter_name(i)), v, sizeof v, &n));
    }
}

static void language_widths(void **state)
{
    static const char *const names[] = {"AMERICAN", "GERMAN", "FRENCH", "SPANISH", "JAPANESE", "SIMPLIFIED CHINESE", "RUSSIAN",
                                        "BRAZILIAN PORTUGUESE", "ITALIAN", "KOREAN", "POLISH", "DUTCH", "SWEDISH"};

    for (size_t k = 0; k < OL_LENGTHOF(names); k++)
    {
        const OlLanguage *l = ol_language_find(ol_str(names[k]));
        size_t month = 0;
        size_t day = 0;

        assert_non_null(l);
        for (int i = 0; i < 12; i++)
            month = OL_MAX(month, ol_utf8_length(l->months[i], strlen(l->months[i])));
        for (int i = 0; i < 7; i++)
            day = OL_MAX(day, ol_utf8_length(l->days[i], strlen(l->days[i])));
        assert_int_equal(month, l->month_width);
        assert_int_equal(day, l->day_width);
    }
}

/* What a mask writes it must read again. */
static void round_trip(void **state)
{
    static const char *const masks[] = {"SYYYY-MM-DD HH24:MI:SS", "DD-MON-YYYY AD HH12:MI:SS PM", "Day, DD Month SYYYY SSSSS",
                                        "J SSSSS", "SYYYY DDD HH24MISS", "DL TS"};
    uint64_t seed = 12345;

    for (int i = 0; i < 6000; i++)
    {
        const OlMask *mask = compile(masks[i % 6]);
        OlDateTime t;
        OlDateTime back;
        int year;
        int month;
        int day;
        char out[OL_MASK_TEXT_MAX];
        size_t n;
        OlDiag diag;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        ol_julian_to_date((int32_t)(seed >> 33) % 5373484 + 1, &year, &month, &day);
        if (year == 0 || (year < 0 && i % 6 == 5))
            continue;
        memset(&t, 0, sizeof t);
        t.year = (int16_t)year;
        t.month = (uint8_t)month;
        t.day = (uint8_t)day;
        t.hour = (uint8_t)(seed >> 10) % 24;
        t.minute = (uint8_t)(seed >> 17) % 60;
        t.second = (uint8_t)(seed >> 25) % 60;
        assert_int_equal(ol_mask_to_char(mask, &nls, &t, OL_KIND_DATE, out, sizeof out, &n, &diag), OL_OK);
        if (ol_mask_to_date(mask, &nls, ol_str_n(out, n), OL_KIND_DATE, &now, &back, &diag) != OL_OK)
            fail_msg("%s: [%.*s] ORA-%05d", masks[i % 6], (int)n, out, diag.number);
        if (ol_datetime_cmp(&t, &back) != 0)
            fail_msg("%s: [%.*s] came back as another value", masks[i % 6], (int)n, out);
    }
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {T(output_elements), T(output_case_and_padding), T(output_errors), T(input_plain),
                                       T(input_lenient), T(input_errors), T(input_exact), T(languages), T(language_widths),
                                       T(round_trip)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
