/*
 * calendar.c - day numbers, months, weeks: the calendar of Oracle's DATE.
 *
 * Oracle counts days from -4712-01-01 (day 1), by the Julian calendar until 1582-10-04 (2299160), by the Gregorian from
 * 1582-10-15. Its J numbers are those of astronomers from year 1 on (0001-01-01 is 1721424), which leaves exactly 365 days
 * between -0001-12-31 and 0001-01-01: a year 0 that no date may name but arithmetic steps over.
 *
 * Owns:      the mapping day number <-> year, month, day, and what follows from it.
 * Invariant: functions take valid dates; ol_julian_to_date yields year 0 for day numbers in the gap.
 * See also:  datetime.c, SQL Language Reference "Datetime Format Models" (J, IW, WW), Database Concepts "Julian dates"
 */
#include "oratype/calendar.h"

const uint8_t ol_month_days[2][13] = {{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31},
                                      {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}};
static const uint16_t days_before[2][13] = {{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334},
                                            {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}};

bool ol_is_leap_year(int year)
{
    if (year % 4 != 0)
        return false;
    return year < 1582 || year % 100 != 0 || year % 400 == 0;
}

int ol_days_in_month(int year, int month)
{
    return ol_month_days[ol_is_leap_year(year)][month];
}

int32_t ol_julian_day(int year, int month, int day)
{
    int32_t n = days_before[ol_is_leap_year(year)][month] + day - 1;

    if (year > 1582 || (year == 1582 && (month > 10 || (month == 10 && day >= 15))))
    {
        int32_t y = year - 1;
        return 1721426 + 365 * y + y / 4 - y / 100 + y / 400 + n; /* 1721426: Gregorian 0001-01-01 */
    }
    if (year > 0)
        return OL_JULIAN_YEAR1 + 365 * (year - 1) + (year - 1) / 4 + n;
    return 1 + 365 * (year + 4712) + (year + 4712 + 3) / 4 + n;
}

/* Month and day of day number n (0 first) of a year. */
static void split_year_day(int32_t n, bool leap, int *month, int *day)
{
    int m = (int)(n / 29) + 1; /* at most one too large */

    if (m > 12)
        m = 12;
    while (days_before[leap][m] > n)
        m--;
    *month = m;
    *day = (int)(n - days_before[leap][m]) + 1;
}

void ol_julian_to_date(int32_t julian, int *year, int *month, int *day)
{
    int32_t n;
    int y;

    if (julian >= OL_JULIAN_GREGORIAN)
    {
        int64_t days = (int64_t)julian - OL_JULIAN_1970;
        ol_civil_from_days(days, year, month, day);
        return;
    }
    if (julian >= OL_JULIAN_YEAR1)
    {
        n = julian - OL_JULIAN_YEAR1;
        y = 1 + 4 * (n / 1461);
        n %= 1461;
        y += n / 365 > 3 ? 3 : n / 365;
        n -= n / 365 > 3 ? 3 * 365 : n / 365 * 365;
    }
    else if (julian >= OL_JULIAN_YEAR0)
    {
        n = julian - OL_JULIAN_YEAR0;
        split_year_day(n, false, month, day);
        *year = 0;
        return;
    }
    else
    {
        n = julian - 1; /* cycles of four years that begin with a leap year */
        y = -4712 + 4 * (n / 1461);
        n %= 1461;
        if (n >= 366)
        {
            y += 1 + (n - 366) / 365;
            n = (n - 366) % 365;
        }
    }
    split_year_day(n, ol_is_leap_year(y), month, day);
    *year = y;
}

int ol_weekday(const OlDateTime *t)
{
    return (int)((ol_julian_day(t->year, t->month, t->day) + 1) % 7);
}

int ol_day_of_year(const OlDateTime *t)
{
    int n = days_before[ol_is_leap_year(t->year)][t->month] + t->day;

    if (t->year == 1582 && (t->month > 10 || (t->month == 10 && t->day >= 15)))
        n -= 10;
    return n;
}

int ol_iso_week(const OlDateTime *t, int *iso_year)
{
    int32_t julian = ol_julian_day(t->year, t->month, t->day);
    int32_t thursday = julian - julian % 7 + 3; /* day number 0 is a Monday: of the same ISO week */
    int year;
    int month;
    int day;

    ol_julian_to_date(thursday < 1 ? 1 : thursday, &year, &month, &day);
    if (iso_year != NULL)
        *iso_year = year;
    if (year == 0)
        return (int)((thursday - OL_JULIAN_YEAR0) / 7) + 1;
    return (int)((thursday - ol_julian_day(year, 1, 1)) / 7) + 1;
}

bool ol_datetime_valid(const OlDateTime *t)
{
    return t->year >= OL_YEAR_MIN && t->year <= OL_YEAR_MAX && t->year != 0 && t->month >= 1 && t->month <= 12 &&
           t->day >= 1 && t->day <= ol_days_in_month(t->year, t->month) && t->hour < 24 && t->minute < 60 &&
           t->second < 60 && t->nanosecond < 1000000000;
}
