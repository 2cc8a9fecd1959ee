/*
 * datetime_fuzz.c - dates, timestamps, intervals and ROWIDs from hostile bytes, then date functions on what came in.
 */
#include "oratype/oratype.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void use_datetime(const OlDateTime *t, const uint8_t *extra)
{
    OlDateTime r;
    OlDateTime back;
    OlDecimal d;
    OlIntervalDS ds;
    uint8_t wire[13];
    int64_t us;
    int64_t n;
    size_t bytes;

    require(ol_datetime_valid(t));
    bytes = ol_timestamp_encode(t, wire);
    require(ol_timestamp_decode(wire, bytes, &back, NULL) == OL_OK);
    require(ol_datetime_to_pg(t, &us, NULL) == OL_OK);
    require(ol_timestamp_encode_pg(us, wire) != 0 && ol_datetime_from_pg(us, &back, NULL) == OL_OK);
    memcpy(&n, extra, sizeof n);
    (void)ol_iso_week(t, NULL);
    for (int unit = OL_TRUNC_CC; unit <= OL_TRUNC_MINUTE; unit++)
    {
        if (ol_date_trunc(t, (OlTruncUnit)unit, extra[0] % 7, &r, NULL) == OL_OK)
            require(ol_datetime_valid(&r));
        if (ol_date_round(t, (OlTruncUnit)unit, extra[0] % 7, &r, NULL) == OL_OK)
            require(ol_datetime_valid(&r));
    }
    if (ol_date_add_months(t, n, &r, NULL) == OL_OK)
        require(ol_datetime_valid(&r));
    if (ol_date_add_months(t, (int16_t)n, &r, NULL) == OL_OK)
    {
        require(ol_datetime_valid(&r));
        require(ol_date_months_between(t, &r, &d, NULL) == OL_OK && ol_date_diff(t, &r, &d, NULL) == OL_OK);
        require(ol_datetime_diff(&r, t, &ds, NULL) == OL_OK);
    }
    if (ol_date_add_whole_days(t, n, &r, NULL) == OL_OK || ol_date_add_whole_days(t, (int32_t)n % 3000000, &r, NULL) == OL_OK)
        require(ol_datetime_valid(&r));
    if (ol_number_decode(extra, 1 + (size_t)(extra[1] % 8), &d, NULL) == OL_OK &&
        ol_date_add_days(t, &d, &r, NULL) == OL_OK)
        require(ol_datetime_valid(&r));
    if (ol_datetime_round_fraction(t, extra[2] % 10, &r, NULL) == OL_OK)
        require(ol_datetime_valid(&r));
    if (ol_datetime_at_offset(t, (int16_t)n, &r, NULL) == OL_OK)
        require(ol_datetime_valid(&r));
    if (ol_date_next_day(t, extra[3] % 7, &r, NULL) == OL_OK)
        require(ol_weekday(&r) == extra[3] % 7);
    for (int f = OL_FIELD_YEAR; f <= OL_FIELD_TIMEZONE_ABBR; f++)
        (void)ol_datetime_extract(t, (OlField)f, &d, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t extra[16] = {0};
    OlDateTime t;
    OlIntervalDS ds;
    OlIntervalYM ym;
    OlRowid rowid;
    OlStr text;
    int64_t us;
    int32_t zone;
    uint8_t wire[13];
    char out[OL_INTERVAL_TEXT_MAX];

    if (size < 1)
        return 0;
    text = ol_str_n((const char *)data + 1, size - 1);
    memcpy(extra, data, OL_MIN(size, sizeof extra));
    switch (data[0] % 8)
    {
        case 0:
            if (ol_date_decode(data + 1, size - 1, &t, NULL) == OL_OK)
                use_datetime(&t, extra);
            break;
        case 1:
            if (ol_timestamp_decode(data + 1, size - 1, &t, NULL) == OL_OK)
                use_datetime(&t, extra);
            break;
        case 2:
            if (ol_timestamp_tz_decode(data + 1, size - 1, &t, NULL) == OL_OK)
                use_datetime(&t, extra);
            (void)ol_timestamp_tz_decode_pg(data + 1, size - 1, &us, &zone, NULL);
            break;
        case 3:
            if (size >= 9)
            {
                memcpy(&us, data + 1, 8);
                if (ol_timestamp_encode_pg(us, wire) != 0)
                {
                    require(ol_datetime_from_pg(us, &t, NULL) == OL_OK);
                    use_datetime(&t, extra);
                }
                (void)ol_timestamp_tz_encode_pg(us, (int16_t)us, wire);
            }
            break;
        case 4:
            if (ol_interval_ds_decode(data + 1, size - 1, &ds, NULL) == OL_OK ||
                ol_interval_ds_from_text(text, 9, 9, &ds, NULL) == OL_OK)
            {
                OlIntervalDS back;
                OlDecimal d;
                ol_interval_ds_encode(&ds, wire);
                require(ol_interval_ds_decode(wire, 11, &back, NULL) == OL_OK && ol_interval_ds_cmp(&ds, &back) == 0);
                require(ol_interval_ds_to_text(&ds, 9, 9, '.', out) <= sizeof out);
                if (ol_number_decode(extra, 1 + (size_t)(extra[1] % 8), &d, NULL) == OL_OK)
                    (void)ol_interval_ds_mul(&ds, &d, extra[2] & 1, &back, NULL);
            }
            break;
        case 5:
            if (ol_interval_ym_decode(data + 1, size - 1, &ym, NULL) == OL_OK ||
                ol_interval_ym_from_text(text, 9, &ym, NULL) == OL_OK)
            {
                OlIntervalYM back;
                ol_interval_ym_encode(&ym, wire);
                require(ol_interval_ym_decode(wire, 5, &back, NULL) == OL_OK && ym.months == back.months);
                require(ol_interval_ym_to_text(&ym, 9, out) <= sizeof out);
            }
            break;
        case 6:
            if (ol_rowid_from_text(text, &rowid, NULL) == OL_OK)
            {
                char again[OL_ROWID_TEXT];
                ol_rowid_to_text(&rowid, again);
                require(memcmp(again, text.s, OL_ROWID_TEXT) == 0);
            }
            (void)ol_urowid_decode(data + 1, size - 1, &rowid, NULL);
            break;
        default:
        {
            size_t n = ol_utf16be_to_utf8_size(data + 1, size - 1);
            char *utf8 = malloc(n + 1);
            uint8_t *wide;
            require(ol_utf16be_to_utf8(data + 1, size - 1, utf8) == n && ol_utf8_valid(utf8, n));
            n = ol_utf8_to_utf16be_size(text.s, text.n);
            wide = malloc(n + 1);
            require(ol_utf8_to_utf16be(text.s, text.n, wide) == n);
            free(utf8);
            free(wide);
            break;
        }
    }
    return 0;
}
