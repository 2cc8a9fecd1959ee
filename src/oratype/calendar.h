/*
 * calendar.h - the calendar for the other files of src/oratype: constants and the fast Gregorian conversion.
 *
 * See also:  calendar.c, datetime.c
 */
#ifndef OL_CALENDAR_H
#define OL_CALENDAR_H

#include "oratype/oratype.h"

#define OL_YEAR_MIN (-4712)
#define OL_YEAR_MAX 9999
#define OL_JULIAN_MAX 5373484       /* 9999-12-31 */
#define OL_JULIAN_YEAR0 1721059     /* the day after -0001-12-31 */
#define OL_JULIAN_YEAR1 1721424     /* 0001-01-01 */
#define OL_JULIAN_GREGORIAN 2299161 /* 1582-10-15 */
#define OL_JULIAN_1970 2440588
#define OL_PG_EPOCH_DAYS 10957      /* 1970-01-01 to 2000-01-01 */
#define OL_US_PER_DAY INT64_C(86400000000)
#define OL_NS_PER_SECOND 1000000000

extern const uint8_t ol_month_days[2][13];

/* Gregorian year (0 is 1 BC), month and day of a count of days since 1970-01-01. Years are counted from March in eras of
 * 400 years, so that the leap day is the last of its year and everything is division by constants. */
static inline void ol_civil_from_days(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    uint32_t doe = (uint32_t)(z - era * 146097);
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400) + (*month <= 2);
}

static inline int64_t ol_days_from_civil(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    uint32_t yoe = (uint32_t)(y - era * 400);
    uint32_t doy = (153 * (uint32_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + (uint32_t)day - 1;
    uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + (int64_t)doe - 719468;
}

#endif
