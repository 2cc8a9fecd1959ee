/*
 * oratype.h - the public face of src/oratype: Oracle values as bytes and as text.
 *
 * Owns:      wire forms of NUMBER, BINARY_FLOAT/DOUBLE, DATE, TIMESTAMP*, INTERVAL*, ROWID; the decimal value OlDecimal;
 *            the calendar; format masks; NLS tables; conversion between these and PostgreSQL's own numeric,
 *            timestamp and interval layouts (as plain arrays and integers: no PostgreSQL header is used).
 * Not here:  CLR framing of the bytes (wire), which type an expression has (front), catalog access.
 * Lifetimes: values are plain structs copied freely; a compiled mask lives in the arena it was compiled into; nothing is
 *            kept between calls. Functions without an OlArena argument allocate nothing.
 * Invariant: every decoder checks all of its input; any bytes are safe. A function that returns OL_ERROR has filled diag
 *            (a NULL diag is allowed everywhere) and its outputs are unspecified.
 * See also:  oratype_types.h (OlType), decimal.h (inline arithmetic), mask.h, protocol.md section 7, README.md
 */
#ifndef OL_ORATYPE_H
#define OL_ORATYPE_H

#include "base/base.h"
#include "oratype/oratype_types.h"

/* === NUMBER: the value ==============================================================================================
 * value = (-1)^neg * coefficient * 10^exp, coefficient = top*2^128 + mid*2^64 + lo < 10^40.
 * Zero is coefficient 0 with neg 0 (exp is then ignored). The same value has several forms (1.0 and 1 differ in exp):
 * compare with ol_decimal_cmp, never with memcmp. Every result is rounded, half away from zero, to what a NUMBER holds:
 * 20 digits of base 100, that is 39 or 40 decimal digits; beyond 1e126 is ORA-01426, below 1e-130 is 0. */
typedef struct OlDecimal
{
    uint64_t lo;
    uint64_t mid;
    uint32_t top;
    int16_t exp;
    uint8_t neg;      /* 0 or 1 */
    uint8_t reserved; /* 0 */
} OlDecimal;

#define OL_NUMBER_WIRE_MAX 22      /* room for any NUMBER on the wire; 21 bytes at most are used */
#define OL_DECIMAL_TEXT_MAX 48     /* room for ol_decimal_to_text: at most 40 characters */
#define OL_DECIMAL_PLAIN_MAX 176   /* room for ol_decimal_to_plain */
#define OL_DECIMAL_ZERO ((OlDecimal){0, 0, 0, 0, 0, 0})

/* --- from and to other forms --- */
void ol_decimal_from_int64(int64_t value, OlDecimal *out);
void ol_decimal_from_uint64(uint64_t value, OlDecimal *out);
/* Exact where value has 15 or fewer digits, else the shortest decimal that reads back as value (what Oracle's
 * TO_NUMBER(binary_double) gives to 15-17 digits). Infinity, NaN and beyond 1e126: ORA-01426. */
OlStatus ol_decimal_from_double(double value, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_from_float(float value, OlDecimal *out, OlDiag *diag);
/* PL/SQL and SQL literals and implicit conversion with '.' as decimal character: [sign] digits [. digits] [E [sign] digits],
 * white space around it. ORA-01722 when it is something else, ORA-01426 when too large. */
OlStatus ol_decimal_from_text(OlStr text, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_from_text_nls(OlStr text, char decimal_char, OlDecimal *out, OlDiag *diag);
/* The integer nearest to d (half away from zero); ORA-01426 when outside int64. */
OlStatus ol_decimal_to_int64(const OlDecimal *d, int64_t *out, OlDiag *diag);
bool ol_decimal_is_int64(const OlDecimal *d, int64_t *out); /* an integer in range, exactly */
double ol_decimal_to_double(const OlDecimal *d);            /* correctly rounded */
/* Oracle's TO_CHAR(n) without a mask: no leading zero (.5, -.5), at most 40 characters, else with 34 or 35 digits and an
 * exponent: 1.0000000000000000000000000000000000E+40. Returns the length; out is not NUL-terminated. */
size_t ol_decimal_to_text(const OlDecimal *d, char decimal_char, char out[OL_DECIMAL_TEXT_MAX]);
/* All digits, never an exponent, with leading zero ("0.5"): what PostgreSQL's numeric reads. Returns the length. */
size_t ol_decimal_to_plain(const OlDecimal *d, char out[OL_DECIMAL_PLAIN_MAX]);
/* Decimal digits of the coefficient (at most 40, no leading zeros, "0" for zero) into out; returns how many. */
int ol_decimal_digits(const OlDecimal *d, char out[48]);

/* --- arithmetic. out may be one of the operands. The inline forms ol_dec_add, ol_dec_mul ... of decimal.h try the
 * 64-bit case first and call these. --- */
OlStatus ol_decimal_add(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_sub(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_mul(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_div(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag); /* ORA-01476 */
/* Oracle MOD: a - b * trunc(a/b), a when b is 0.  REMAINDER: a - b * round(a/b), half away from zero. MOD never raises
 * ORA-01476; REMAINDER(a, 0) of NUMBER raises ORA-01428. Both are exact for any exponents. */
OlStatus ol_decimal_mod(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_remainder(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
int ol_decimal_cmp(const OlDecimal *a, const OlDecimal *b); /* -1, 0, 1 */
int ol_decimal_sign(const OlDecimal *d);                    /* -1, 0, 1 */
bool ol_decimal_is_integer(const OlDecimal *d);
void ol_decimal_neg(const OlDecimal *d, OlDecimal *out);
void ol_decimal_abs(const OlDecimal *d, OlDecimal *out);
OlStatus ol_decimal_round(const OlDecimal *d, int64_t digits, OlDecimal *out, OlDiag *diag); /* half away from zero */
void ol_decimal_trunc(const OlDecimal *d, int64_t digits, OlDecimal *out);
OlStatus ol_decimal_floor(const OlDecimal *d, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_ceil(const OlDecimal *d, OlDecimal *out, OlDiag *diag);
void ol_decimal_normalize(OlDecimal *d); /* strips trailing zeros of the coefficient: one form per value */
uint64_t ol_decimal_hash(const OlDecimal *d); /* equal values hash equal */

/* Value of a NUMBER(precision, scale) column, constraint or variable: rounds to scale (OL_SCALE_NONE: leave it), then
 * ORA-01438 when more than precision - scale digits are left of the point. precision 0: any.
 * FLOAT(b): use precision ceil(b * 0.30103) significant digits with ol_decimal_round_significant. */
OlStatus ol_decimal_fit(const OlDecimal *d, int precision, int scale, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_round_significant(const OlDecimal *d, int digits, OlDecimal *out, OlDiag *diag);

/* --- elementary functions: computed to about 45 digits, result rounded to NUMBER (see README.md, accuracy) --- */
OlStatus ol_decimal_sqrt(const OlDecimal *d, OlDecimal *out, OlDiag *diag);   /* correctly rounded; < 0: ORA-01428 */
OlStatus ol_decimal_power(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_exp(const OlDecimal *d, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_ln(const OlDecimal *d, OlDecimal *out, OlDiag *diag);     /* <= 0: ORA-01428 */
OlStatus ol_decimal_log(const OlDecimal *base, const OlDecimal *d, OlDecimal *out, OlDiag *diag);
typedef enum OlTrig
{
    OL_TRIG_SIN, OL_TRIG_COS, OL_TRIG_TAN, OL_TRIG_ASIN, OL_TRIG_ACOS, OL_TRIG_ATAN, OL_TRIG_SINH, OL_TRIG_COSH, OL_TRIG_TANH
} OlTrig;
OlStatus ol_decimal_trig(OlTrig f, const OlDecimal *d, OlDecimal *out, OlDiag *diag);
OlStatus ol_decimal_atan2(const OlDecimal *y, const OlDecimal *x, OlDecimal *out, OlDiag *diag);

/* === NUMBER: the wire form (protocol.md 7.2) ======================================================================= */
/* Strict: 1..21 bytes, digits in range, no leading or trailing zero digit, terminator 102 where it belongs. Infinities and
 * anything malformed: ORA-01722 text "invalid number". */
OlStatus ol_number_decode(const uint8_t *wire, size_t n, OlDecimal *out, OlDiag *diag);
size_t ol_number_encode(const OlDecimal *d, uint8_t out[OL_NUMBER_WIRE_MAX]); /* returns the length, 1..21 */
size_t ol_number_encode_int64(int64_t value, uint8_t out[OL_NUMBER_WIRE_MAX]);

/* --- NUMBER and PostgreSQL's numeric. Digits are base 10000, most significant first, value = sum digit[i] *
 * 10000^(weight - i); dscale is the count of decimals shown. Rounded to 20 base-100 digits where there are more. --- */
/* To wire; 0 when the value is not a NUMBER (beyond 1e126). */
size_t ol_number_from_pgdigits(const int16_t *digits, int ndigits, int weight, bool neg, uint8_t out[OL_NUMBER_WIRE_MAX]);
/* The same from a numeric datum's bytes after its length word (VARDATA_ANY), short and long header; payload need not be
 * aligned. 0 for NaN, infinity, malformed or too large values. THE fetch path. */
size_t ol_number_from_pgnumeric(const void *payload, size_t payload_bytes, uint8_t out[OL_NUMBER_WIRE_MAX]);
#define OL_PGNUMERIC_MAX 56 /* bytes of payload ol_number_to_pgnumeric and ol_decimal_to_pgnumeric write at most */
/* Wire to numeric payload (the caller adds the length word); dscale is the number of decimals the value has. */
OlStatus ol_number_to_pgnumeric(const uint8_t *wire, size_t n, uint8_t out[OL_PGNUMERIC_MAX], size_t *out_bytes, OlDiag *diag);
typedef struct OlPgDigits
{
    int16_t digits[24];
    int ndigits;
    int weight;
    int dscale;
    bool neg;
} OlPgDigits;
OlStatus ol_number_to_pgdigits(const uint8_t *wire, size_t n, OlPgDigits *out, OlDiag *diag);
OlStatus ol_decimal_from_pgnumeric(const void *payload, size_t payload_bytes, OlDecimal *out, OlDiag *diag);
size_t ol_decimal_to_pgnumeric(const OlDecimal *d, uint8_t out[OL_PGNUMERIC_MAX]); /* returns bytes of payload */

/* === BINARY_FLOAT, BINARY_DOUBLE (protocol.md 7.3) ================================================================= */
void ol_binary_double_encode(double value, uint8_t out[8]); /* -0 becomes 0, every NaN the one NaN, as Oracle keeps them */
void ol_binary_float_encode(float value, uint8_t out[4]);
OlStatus ol_binary_double_decode(const uint8_t *wire, size_t n, double *out, OlDiag *diag); /* n must be 8 */
OlStatus ol_binary_float_decode(const uint8_t *wire, size_t n, float *out, OlDiag *diag);   /* n must be 4 */
#define OL_BINARY_TEXT_MAX 32
/* TO_CHAR of a BINARY_DOUBLE/FLOAT: 1.5E+000 for 1.5, Inf, -Inf, Nan. 17 or 9 significant digits. Returns the length. */
size_t ol_binary_double_to_text(double value, char decimal_char, char out[OL_BINARY_TEXT_MAX]);
size_t ol_binary_float_to_text(float value, char decimal_char, char out[OL_BINARY_TEXT_MAX]);
/* 'Inf', 'INFINITY', 'Nan' and numbers with an optional f/d suffix. ORA-01722. */
OlStatus ol_binary_double_from_text(OlStr text, char decimal_char, double *out, OlDiag *diag);

/* === Date and time: the value ======================================================================================
 * Fields as a person reads them, in the value's own zone. Years run -4712..-1 and 1..9999 (-1 is 1 BC, there is no year 0).
 * Dates before 1582-10-15 are of the Julian calendar, as in Oracle: the day before 1582-10-15 is 1582-10-04.
 * PostgreSQL counts such days by the Gregorian calendar; the fields are kept when a value goes there and back, except
 * 29 February of a Julian leap year that is no Gregorian one, which becomes 1 March. */
typedef struct OlDateTime
{
    int16_t year;
    uint8_t month;       /* 1..12 */
    uint8_t day;         /* 1..31 */
    uint8_t hour;        /* 0..23 */
    uint8_t minute;      /* 0..59 */
    uint8_t second;      /* 0..59 */
    uint8_t has_zone;    /* 0 none, 1 offset, 2 region */
    uint8_t fraction_digits; /* declared precision 1..9, for FF in a mask; 0 not known: shown with 6, or 9 when needed */
    uint32_t nanosecond; /* 0..999999999 */
    int32_t zone_seconds;/* offset from UTC; valid with has_zone */
    const char *zone_name; /* has_zone 2: region name, NUL-terminated, in the memory of whoever made the value; else NULL */
    const char *zone_abbrev; /* has_zone 2: abbreviation (TZD) or NULL */
} OlDateTime;

typedef struct OlIntervalYM
{
    int32_t months; /* years * 12 + months; sign carries over all; |years| <= 999999999 does not fit: |months| < 2^31 */
} OlIntervalYM;

typedef struct OlIntervalDS
{
    int64_t seconds;     /* days * 86400 + ...; |days| <= 999999999 */
    int32_t nanoseconds; /* same sign as seconds, |n| < 1e9 */
} OlIntervalDS;

bool ol_datetime_valid(const OlDateTime *t);               /* fields in range, the day exists */
int ol_datetime_cmp(const OlDateTime *a, const OlDateTime *b); /* as instants when both have a zone, else field by field */

/* --- wire (protocol.md 7.4, 7.5, 7.6) --- */
OlStatus ol_date_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag);          /* n = 7 */
OlStatus ol_timestamp_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag);     /* n = 7 or 11 */
/* n = 13 (also 7, 11: UTC). Result: local fields with has_zone 1. A region id is refused with ORA-01882. */
OlStatus ol_timestamp_tz_decode(const uint8_t *wire, size_t n, OlDateTime *out, OlDiag *diag);
size_t ol_date_encode(const OlDateTime *t, uint8_t out[13]);         /* 7; fraction dropped */
size_t ol_timestamp_encode(const OlDateTime *t, uint8_t out[13]);    /* 7 when the fraction is 0, else 11 */
size_t ol_timestamp_tz_encode(const OlDateTime *t, uint8_t out[13]); /* 13: UTC fields and the offset; no zone is +00:00 */
OlStatus ol_interval_ym_decode(const uint8_t *wire, size_t n, OlIntervalYM *out, OlDiag *diag);
OlStatus ol_interval_ds_decode(const uint8_t *wire, size_t n, OlIntervalDS *out, OlDiag *diag);
size_t ol_interval_ym_encode(const OlIntervalYM *v, uint8_t out[5]);
size_t ol_interval_ds_encode(const OlIntervalDS *v, uint8_t out[11]);

/* --- wire straight from and to PostgreSQL's int64 microseconds since 2000-01-01 (THE fetch path). Encoders return 0 for
 * infinity and for what lies outside -4712-01-01 .. 9999-12-31. Nanoseconds are rounded to microseconds. --- */
size_t ol_date_encode_pg(int64_t pg_us, uint8_t out[13]);
size_t ol_timestamp_encode_pg(int64_t pg_us, uint8_t out[13]);
size_t ol_timestamp_tz_encode_pg(int64_t pg_utc_us, int32_t zone_seconds, uint8_t out[13]);
OlStatus ol_date_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_us, OlDiag *diag);
OlStatus ol_timestamp_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_us, OlDiag *diag);
OlStatus ol_timestamp_tz_decode_pg(const uint8_t *wire, size_t n, int64_t *pg_utc_us, int32_t *zone_seconds, OlDiag *diag);
OlStatus ol_datetime_to_pg(const OlDateTime *t, int64_t *pg_us, OlDiag *diag);     /* local fields, zone ignored */
OlStatus ol_datetime_from_pg(int64_t pg_us, OlDateTime *out, OlDiag *diag);        /* has_zone 0; ORA-01841 outside */
OlStatus ol_datetime_to_pg_utc(const OlDateTime *t, int64_t *pg_us, OlDiag *diag); /* minus zone_seconds */
OlStatus ol_datetime_from_pg_utc(int64_t pg_us, int32_t zone_seconds, OlDateTime *out, OlDiag *diag); /* has_zone 1 */
/* PostgreSQL's interval {months, days, microseconds}. */
OlStatus ol_interval_ym_from_pg(int32_t months, int32_t days, int64_t us, OlIntervalYM *out, OlDiag *diag);
OlStatus ol_interval_ds_from_pg(int32_t months, int32_t days, int64_t us, OlIntervalDS *out, OlDiag *diag);
void ol_interval_ds_to_pg(const OlIntervalDS *v, int32_t *days, int64_t *us);

/* --- calendar --- */
int32_t ol_julian_day(int year, int month, int day);       /* Oracle's J: 1 is -4712-01-01, Gregorian from 1582-10-15 */
void ol_julian_to_date(int32_t julian, int *year, int *month, int *day); /* for 1 .. 5373484 (9999-12-31) */
int ol_days_in_month(int year, int month);                 /* Julian leap years before 1582 */
bool ol_is_leap_year(int year);
int ol_weekday(const OlDateTime *t);                       /* 0 Sunday .. 6 Saturday */
int ol_day_of_year(const OlDateTime *t);
int ol_iso_week(const OlDateTime *t, int *iso_year);

/* --- functions of SQL --- */
OlStatus ol_date_add_months(const OlDateTime *t, int64_t months, OlDateTime *out, OlDiag *diag); /* last-day rule */
/* MONTHS_BETWEEN: whole months when the days agree or both are last days, else with 31-day months; 40 digits. */
OlStatus ol_date_months_between(const OlDateTime *a, const OlDateTime *b, OlDecimal *out, OlDiag *diag);
void ol_date_last_day(const OlDateTime *t, OlDateTime *out);
OlStatus ol_date_next_day(const OlDateTime *t, int weekday, OlDateTime *out, OlDiag *diag); /* 0 Sunday .. 6 */
/* DATE + days (fractions rounded to seconds), DATE - DATE in days (exact to 40 digits). */
OlStatus ol_date_add_days(const OlDateTime *t, const OlDecimal *days, OlDateTime *out, OlDiag *diag);
OlStatus ol_date_add_whole_days(const OlDateTime *t, int64_t days, OlDateTime *out, OlDiag *diag);
OlStatus ol_date_diff(const OlDateTime *a, const OlDateTime *b, OlDecimal *out, OlDiag *diag);
OlStatus ol_datetime_add_ds(const OlDateTime *t, const OlIntervalDS *v, int sign, OlDateTime *out, OlDiag *diag);
OlStatus ol_datetime_add_ym(const OlDateTime *t, const OlIntervalYM *v, int sign, OlDateTime *out, OlDiag *diag); /* ORA-01839 */
OlStatus ol_datetime_diff(const OlDateTime *a, const OlDateTime *b, OlIntervalDS *out, OlDiag *diag);
OlStatus ol_datetime_round_fraction(const OlDateTime *t, int digits, OlDateTime *out, OlDiag *diag); /* TIMESTAMP(n) */
OlStatus ol_datetime_at_offset(const OlDateTime *t, int32_t zone_seconds, OlDateTime *out, OlDiag *diag); /* AT TIME ZONE */

typedef enum OlTruncUnit
{
    OL_TRUNC_CC, OL_TRUNC_YEAR, OL_TRUNC_ISO_YEAR, OL_TRUNC_QUARTER, OL_TRUNC_MONTH, OL_TRUNC_WW, OL_TRUNC_IW, OL_TRUNC_W,
    OL_TRUNC_DAY, OL_TRUNC_WEEKDAY, OL_TRUNC_HOUR, OL_TRUNC_MINUTE
} OlTruncUnit;
/* CC SCC | SYYYY YYYY YEAR SYEAR YYY YY Y | IYYY IYY IY I | Q | MONTH MON MM RM | WW | IW | W | DDD DD J | DAY DY D |
 * HH HH12 HH24 | MI. ORA-01898 / ORA-01821. An empty text is DD. */
OlStatus ol_trunc_unit(OlStr fmt, OlTruncUnit *out, OlDiag *diag);
/* first_weekday: the territory's first day of the week, 0 Sunday .. 6; used by DAY, DY, D only. */
OlStatus ol_date_trunc(const OlDateTime *t, OlTruncUnit unit, int first_weekday, OlDateTime *out, OlDiag *diag);
OlStatus ol_date_round(const OlDateTime *t, OlTruncUnit unit, int first_weekday, OlDateTime *out, OlDiag *diag);

/* --- intervals --- */
OlStatus ol_interval_ym_from_text(OlStr text, int leading_precision, OlIntervalYM *out, OlDiag *diag); /* '[+-]y-m' */
/* '[+-]d hh:mi:ss[.ff]' */
OlStatus ol_interval_ds_from_text(OlStr text, int leading_precision, int fraction_precision, OlIntervalDS *out, OlDiag *diag);
OlStatus ol_interval_ym_from_number(const OlDecimal *n, OlStr unit, OlIntervalYM *out, OlDiag *diag); /* NUMTOYMINTERVAL */
OlStatus ol_interval_ds_from_number(const OlDecimal *n, OlStr unit, OlIntervalDS *out, OlDiag *diag); /* NUMTODSINTERVAL */
#define OL_INTERVAL_TEXT_MAX 40
size_t ol_interval_ym_to_text(const OlIntervalYM *v, int leading_precision, char out[OL_INTERVAL_TEXT_MAX]); /* +01-06 */
size_t ol_interval_ds_to_text(const OlIntervalDS *v, int leading_precision, int fraction_precision,
                              char decimal_char, char out[OL_INTERVAL_TEXT_MAX]); /* +01 02:03:04.000000 */
OlStatus ol_interval_ds_add(const OlIntervalDS *a, const OlIntervalDS *b, int sign, OlIntervalDS *out, OlDiag *diag);
OlStatus ol_interval_ym_add(const OlIntervalYM *a, const OlIntervalYM *b, int sign, OlIntervalYM *out, OlDiag *diag);
OlStatus ol_interval_ds_mul(const OlIntervalDS *v, const OlDecimal *n, bool divide, OlIntervalDS *out, OlDiag *diag);
OlStatus ol_interval_ym_mul(const OlIntervalYM *v, const OlDecimal *n, bool divide, OlIntervalYM *out, OlDiag *diag);
int ol_interval_ds_cmp(const OlIntervalDS *a, const OlIntervalDS *b);

typedef enum OlField
{
    OL_FIELD_YEAR, OL_FIELD_MONTH, OL_FIELD_DAY, OL_FIELD_HOUR, OL_FIELD_MINUTE, OL_FIELD_SECOND, OL_FIELD_TIMEZONE_HOUR,
    OL_FIELD_TIMEZONE_MINUTE, OL_FIELD_TIMEZONE_REGION, OL_FIELD_TIMEZONE_ABBR
} OlField;
/* EXTRACT(field FROM value). The two text fields are not numbers: use zone_name, zone_abbrev. ORA-30076. */
OlStatus ol_datetime_extract(const OlDateTime *t, OlField field, OlDecimal *out, OlDiag *diag);
OlStatus ol_interval_ds_extract(const OlIntervalDS *v, OlField field, OlDecimal *out, OlDiag *diag);
OlStatus ol_interval_ym_extract(const OlIntervalYM *v, OlField field, OlDecimal *out, OlDiag *diag);

/* === NLS ============================================================================================================
 * The parameters of a session, given to whatever turns values into text and back. */
typedef struct OlLanguage /* rows of defs/languages.def; UTF-8 */
{
    const char *name;          /* AMERICAN */
    const char *abbrev;        /* US */
    const char *months[12];    /* as DD MONTH shows them with "Month" case */
    const char *mons[12];
    const char *days[7];       /* from Sunday */
    const char *dys[7];
    const char *am, *pm, *am_dots, *pm_dots;
    const char *bc, *ad, *bc_dots, *ad_dots;
    uint8_t month_width, mon_width, day_width, dy_width; /* longest name in characters: what output is padded to */
    const char *sort;          /* NLS_SORT that comes with the language */
} OlLanguage;

typedef struct OlTerritory /* rows of defs/territories.def */
{
    const char *name;          /* AMERICA */
    int first_weekday;         /* 0 Sunday .. 6 Saturday */
    const char *numeric_chars; /* decimal, group */
    const char *currency, *iso_currency, *dual_currency;
    const char *date_format, *timestamp_format, *timestamp_tz_format;
    const char *date_long, *date_short, *time_short; /* DL, DS, TS */
} OlTerritory;

const OlLanguage *ol_language_find(OlStr name);   /* ASCII case-insensitive; NULL when not in the table */
const OlTerritory *ol_territory_find(OlStr name);

typedef struct OlMask OlMask;       /* compiled datetime mask */
typedef struct OlNumMask OlNumMask; /* compiled number mask */

/* Zone regions come from whoever has the time zone database. Local: fields are local time in that zone (the offset in
 * force then; the earlier one in an overlap), else they are UTC. false: no such region. name_out and abbrev_out must
 * stay valid as long as the OlDateTime that takes them. */
typedef bool (*OlZoneLookup)(void *ctx, OlStr name, const OlDateTime *t, bool local, int32_t *zone_seconds,
                             const char **name_out, const char **abbrev_out);

typedef struct OlNls
{
    const OlLanguage *language;
    const OlLanguage *date_language;
    const OlTerritory *territory;
    OlStr date_format;          /* NLS_DATE_FORMAT */
    OlStr timestamp_format;     /* NLS_TIMESTAMP_FORMAT */
    OlStr timestamp_tz_format;  /* NLS_TIMESTAMP_TZ_FORMAT */
    OlStr time_format;
    OlStr time_tz_format;
    char decimal_char;          /* NLS_NUMERIC_CHARACTERS */
    char group_char;
    char currency[32];          /* NLS_CURRENCY, NUL-terminated UTF-8 */
    char iso_currency[16];      /* NLS_ISO_CURRENCY's code: USD */
    char dual_currency[32];
    OlStr calendar;             /* GREGORIAN */
    OlStr sort;                 /* BINARY */
    OlStr comp;                 /* BINARY, LINGUISTIC, ANSI */
    bool char_semantics;        /* NLS_LENGTH_SEMANTICS = CHAR */
    bool nchar_conv_excp;
    int32_t session_zone_seconds;   /* TIME_ZONE as an offset at the moment */
    OlStr session_zone_name;        /* region name, or "+02:00" */
    OlZoneLookup zone_lookup;       /* may be NULL: regions are then ORA-01882 */
    void *zone_ctx;
    const OlMask *date_mask;        /* the formats above, compiled by ol_nls_compile */
    const OlMask *timestamp_mask;
    const OlMask *timestamp_tz_mask;
} OlNls;

/* The values of AMERICAN_AMERICA, masks compiled, all in arena. */
void ol_nls_init(OlNls *nls, OlArena *arena);
/* Sets one parameter by its Oracle name (NLS_DATE_FORMAT, NLS_LANGUAGE, NLS_TERRITORY, ...) with Oracle's side effects: a
 * language sets date language and sort, a territory sets formats, numeric characters, currency. Strings are copied to arena.
 * ORA-12702 (bad NLS parameter string), ORA-00922 (no such parameter), mask errors. */
OlStatus ol_nls_set(OlNls *nls, OlArena *arena, OlStr parameter, OlStr value, OlDiag *diag);
/* The current value as NLS_SESSION_PARAMETERS shows it; false when there is no such parameter. */
bool ol_nls_get(const OlNls *nls, OlStr parameter, char *out, size_t cap, size_t *len);
const char *ol_nls_parameter_name(int i); /* the parameters in the order of NLS_SESSION_PARAMETERS; NULL after the last */
/* The third argument of TO_CHAR, TO_DATE, TO_NUMBER ('NLS_DATE_LANGUAGE=FRENCH NLS_NUMERIC_CHARACTERS='',.'''): out is a copy
 * of nls with these changed. ORA-12702. */
OlStatus ol_nls_argument(const OlNls *nls, OlArena *arena, OlStr text, OlNls *out, OlDiag *diag);

/* === Datetime masks =================================================================================================
 * A mask is compiled once; the same compiled mask serves output and input (elements that input forbids raise ORA-01820 when
 * it is first used so: ol_mask_check_input). What depends on the session (names, TS, DL, DS) is looked up when it runs. */
#define OL_MASK_TEXT_MAX 1024 /* room that ol_mask_to_char needs at most for any mask (mask texts are limited) */
OlStatus ol_mask_compile(OlArena *arena, OlStr mask, const OlMask **out, OlDiag *diag); /* ORA-01821, ORA-01801 */
OlStatus ol_mask_check_input(const OlMask *mask, OlDiag *diag); /* ORA-01810 .. 01820, 01833 ... */
typedef enum OlDateKind /* what the value has: FF and TZ elements on a DATE are ORA-01821, as in Oracle */
{
    OL_KIND_DATE, OL_KIND_TIMESTAMP, OL_KIND_TIMESTAMP_TZ, OL_KIND_TIMESTAMP_LTZ
} OlDateKind;
OlStatus ol_mask_to_char(const OlMask *mask, const OlNls *nls, const OlDateTime *t, OlDateKind kind,
                         char *out, size_t cap, size_t *len, OlDiag *diag); /* ORA-01877 when cap is too small */
/* now: what fields the mask does not give are taken from: its year and month, day 1, midnight; for a TZ kind its zone.
 * kind decides which elements are allowed and whether a fraction is kept. FM and FX as documented. */
OlStatus ol_mask_to_date(const OlMask *mask, const OlNls *nls, OlStr text, OlDateKind kind, const OlDateTime *now,
                         OlDateTime *out, OlDiag *diag);
bool ol_mask_has_fraction(const OlMask *mask);
bool ol_mask_has_zone(const OlMask *mask);

/* === Number masks =================================================================================================== */
#define OL_NUMMASK_TEXT_MAX 256
OlStatus ol_nummask_compile(OlArena *arena, OlStr mask, const OlNumMask **out, OlDiag *diag); /* ORA-01481 */
/* What does not fit is shown as '#'. */
OlStatus ol_nummask_to_char(const OlNumMask *mask, const OlNls *nls, const OlDecimal *d,
                            char *out, size_t cap, size_t *len, OlDiag *diag);
OlStatus ol_nummask_to_number(const OlNumMask *mask, const OlNls *nls, OlStr text, OlDecimal *out, OlDiag *diag); /* ORA-01722 */

/* === Implicit conversions by the session's parameters ================================================================ */
OlStatus ol_text_to_number(const OlNls *nls, OlStr text, OlDecimal *out, OlDiag *diag);                 /* ORA-01722 */
OlStatus ol_text_to_date(const OlNls *nls, OlStr text, const OlDateTime *now, OlDateTime *out, OlDiag *diag);
OlStatus ol_text_to_timestamp(const OlNls *nls, OlStr text, OlDateKind kind, const OlDateTime *now, OlDateTime *out,
                              OlDiag *diag);
OlStatus ol_date_to_text(const OlNls *nls, const OlDateTime *t, OlDateKind kind, char *out, size_t cap, size_t *len,
                         OlDiag *diag);
/* DATE '2024-02-29', TIMESTAMP '2024-02-29 13:14:15.5 +02:00' (the literals: fixed forms, no NLS). kind out: TIMESTAMP or
 * TIMESTAMP_TZ. ORA-01861, ORA-01843 ... */
OlStatus ol_date_literal(OlStr text, OlDateTime *out, OlDiag *diag);
OlStatus ol_timestamp_literal(const OlNls *nls, OlStr text, OlDateTime *out, OlDateKind *kind, OlDiag *diag);
/* '+02:00', '-5:30', 'Europe/Paris' (through nls->zone_lookup) at the moment t. ORA-01882, ORA-01874, ORA-01875. */
OlStatus ol_zone_from_text(const OlNls *nls, OlStr text, const OlDateTime *t, bool local, OlDateTime *zone_out, OlDiag *diag);

/* === ROWID, RAW, national characters ================================================================================= */
#define OL_ROWID_TEXT 18
/* The text has 6+3+6+3 digits of 64: object, block up to 32 bits, file and slot 16. */
void ol_rowid_to_text(const OlRowid *r, char out[OL_ROWID_TEXT]);
OlStatus ol_rowid_from_text(OlStr text, OlRowid *out, OlDiag *diag); /* ORA-01410 */
void ol_urowid_encode(const OlRowid *r, uint8_t out[13]);            /* physical: 1, object, file, block, slot */
OlStatus ol_urowid_decode(const uint8_t *wire, size_t n, OlRowid *out, OlDiag *diag);
/* HEXTORAW: pairs of hex digits; an odd count gets a 0 in front. out has room for (n + 1) / 2. ORA-01465. */
OlStatus ol_raw_from_hex(OlStr text, uint8_t *out, size_t *out_bytes, OlDiag *diag);
void ol_raw_to_hex(const uint8_t *data, size_t n, char *out /* 2n */); /* RAWTOHEX: upper case, no NUL */

/* UTF-16BE <-> UTF-8. *_size gives the bytes the result needs; malformed input becomes U+FFFD. */
size_t ol_utf16be_to_utf8_size(const uint8_t *data, size_t n);
size_t ol_utf16be_to_utf8(const uint8_t *data, size_t n, char *out);
size_t ol_utf8_to_utf16be_size(const char *s, size_t n);
size_t ol_utf8_to_utf16be(const char *s, size_t n, uint8_t *out);

#endif
