/*
 * mask_out.c - TO_CHAR of a date or timestamp: runs a compiled mask.
 *
 * Owns:      the text of every element, numbers in words included (always English, as in Oracle).
 * Invariant: never writes past cap; what does not fit is ORA-01877.
 * See also:  mask.c, mask_in.c, nls.c
 */
#include "oratype/decimal.h"
#include "oratype/mask.h"

#include <stdlib.h>
#include <string.h>

typedef struct Out
{
    char *p;
    char *end;
    bool full;
} Out;

static void put(Out *o, const char *s, size_t n)
{
    if ((size_t)(o->end - o->p) < n)
    {
        o->full = true;
        return;
    }
    memcpy(o->p, s, n);
    o->p += n;
}

static void put_char(Out *o, char c)
{
    if (o->p == o->end)
        o->full = true;
    else
        *o->p++ = c;
}

static void put_spaces(Out *o, int n)
{
    while (n-- > 0)
        put_char(o, ' ');
}

static void put_number(Out *o, uint32_t v, int width)
{
    char tmp[12];
    int n = 0;

    do
    {
        tmp[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v != 0);
    while (n < width)
        tmp[n++] = '0';
    if (o->end - o->p < n)
    {
        o->full = true;
        return;
    }
    while (n > 0)
        *o->p++ = tmp[--n];
}

static inline void put_two(Out *o, uint32_t v)
{
    if (OL_UNLIKELY(o->end - o->p < 2))
    {
        o->full = true;
        return;
    }
    o->p[0] = (char)('0' + v / 10);
    o->p[1] = (char)('0' + v % 10);
    o->p += 2;
}

static void put_cased(Out *o, const char *s, unsigned flags)
{
    size_t n = ol_nls_case_copy(o->p, s, strlen(s), flags, (size_t)(o->end - o->p));

    if (n == SIZE_MAX)
        o->full = true;
    else
        o->p += n;
}

/* --- numbers in words --------------------------------------------------------------------------------------------- */

static const char *const small_words[] = {
    "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "THIRTEEN",
    "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN"};
static const char *const tens_words[] = {"", "", "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY"};
static const char *const small_ordinals[] = {
    "ZEROETH", "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH", "ELEVENTH",
    "TWELFTH", "THIRTEENTH", "FOURTEENTH", "FIFTEENTH", "SIXTEENTH", "SEVENTEENTH", "EIGHTEENTH", "NINETEENTH"};
static const char *const tens_ordinals[] = {"", "", "TWENTIETH", "THIRTIETH", "FORTIETH", "FIFTIETH", "SIXTIETH", "SEVENTIETH",
                                            "EIGHTIETH", "NINETIETH"};

typedef struct Words
{
    char text[240];
    size_t n;
} Words;

static void word(Words *w, const char *s)
{
    size_t n = strlen(s);

    if (w->n + n < sizeof w->text)
    {
        memcpy(w->text + w->n, s, n);
        w->n += n;
    }
}

static void spell_below_100(Words *w, uint32_t v, bool ordinal)
{
    if (v < 20)
    {
        word(w, ordinal ? small_ordinals[v] : small_words[v]);
        return;
    }
    if (v % 10 == 0)
    {
        word(w, ordinal ? tens_ordinals[v / 10] : tens_words[v / 10]);
        return;
    }
    word(w, tens_words[v / 10]);
    word(w, "-");
    word(w, ordinal ? small_ordinals[v % 10] : small_words[v % 10]);
}

static void spell(Words *w, uint32_t v, bool ordinal)
{
    static const struct
    {
        uint32_t unit;
        const char *name;
    } units[] = {{1000000000, "BILLION"}, {1000000, "MILLION"}, {1000, "THOUSAND"}, {100, "HUNDRED"}};

    for (size_t i = 0; i < OL_LENGTHOF(units); i++)
    {
        if (v < units[i].unit)
            continue;
        spell(w, v / units[i].unit, false);
        word(w, " ");
        word(w, units[i].name);
        v %= units[i].unit;
        if (v == 0)
        {
            if (ordinal)
                word(w, "TH");
            return;
        }
        word(w, " ");
    }
    spell_below_100(w, v, ordinal);
}

static void put_words(Out *o, const Words *w, unsigned flags)
{
    bool start = true;

    for (size_t i = 0; i < w->n; i++)
    {
        char c = w->text[i];
        bool letter = c >= 'A' && c <= 'Z';

        if (letter && !(flags & OL_MASKF_UPPER) && !((flags & OL_MASKF_CAPITAL) && start))
            c = (char)(c + 32);
        start = !letter;
        put_char(o, c);
    }
}

static void put_year_words(Out *o, int year, unsigned flags)
{
    Words w = {.n = 0};
    uint32_t century = (uint32_t)abs(year) / 100;
    uint32_t rest = (uint32_t)abs(year) % 100;

    /* 1998 is NINETEEN NINETY-EIGHT; 2008 and years below 1000 are counted: TWO THOUSAND EIGHT */
    if (century % 10 == 0 || century < 10)
        spell(&w, (uint32_t)abs(year), false);
    else
    {
        spell(&w, century, false);
        word(&w, " ");
        if (rest == 0)
            word(&w, "HUNDRED");
        else
            spell(&w, rest, false);
    }
    if (rest >= 10 && century % 10 == 0 && century >= 10) /* 2024: TWENTY TWENTY-FOUR */
    {
        w.n = 0;
        spell(&w, century, false);
        word(&w, " ");
        spell(&w, rest, false);
    }
    put_words(o, &w, flags);
}

static const char *ordinal_suffix(uint32_t v)
{
    uint32_t last = v % 10;

    if (v % 100 >= 11 && v % 100 <= 13)
        return "TH";
    return last == 1 ? "ST" : last == 2 ? "ND" : last == 3 ? "RD" : "TH";
}

/* A number element with FM, TH and SP. */
static void put_element_number(Out *o, uint32_t v, int width, unsigned flags)
{
    if (OL_LIKELY((flags & (OL_MASKF_SP | OL_MASKF_TH)) == 0))
    {
        put_number(o, v, flags & OL_MASKF_FM ? 1 : width);
        return;
    }
    if (flags & OL_MASKF_SP)
    {
        Words w = {.n = 0};
        spell(&w, v, (flags & OL_MASKF_TH) != 0);
        put_words(o, &w, flags);
        return;
    }
    put_number(o, v, flags & OL_MASKF_FM ? 1 : width);
    {
        const char *suffix = ordinal_suffix(v);
        int down = flags & OL_MASKF_UPPER ? 0 : 32;
        put_char(o, (char)(suffix[0] + down));
        put_char(o, (char)(suffix[1] + down));
    }
}

/* --- elements ----------------------------------------------------------------------------------------------------- */

static void put_name(Out *o, const char *name, int width, unsigned flags)
{
    char *before = o->p;

    put_cased(o, name, flags);
    if (!(flags & OL_MASKF_FM) && !o->full)
        put_spaces(o, width - (int)ol_utf8_length(before, (size_t)(o->p - before)));
}

static void put_fraction(Out *o, const OlMaskOp *op, const OlDateTime *t)
{
    int digits = op->digits;

    if (digits == 0)
        digits = t->fraction_digits != 0 ? t->fraction_digits : t->nanosecond % 1000 != 0 ? 9 : 6;
    if (digits > 9)
        digits = 9;
    if (op->flags & (OL_MASKF_SP | OL_MASKF_TH))
        put_element_number(o, t->nanosecond / (uint32_t)ol_pow10_u64[9 - digits], digits, op->flags);
    else
        put_number(o, t->nanosecond / (uint32_t)ol_pow10_u64[9 - digits], digits);
}

/* Era sign in front of SYYYY, SCC, SYEAR. */
static void put_sign(Out *o, bool neg, unsigned flags)
{
    if (neg)
        put_char(o, '-');
    else if (!(flags & OL_MASKF_FM))
        put_char(o, ' ');
}

static void put_offset(Out *o, int32_t seconds)
{
    int minutes = abs(seconds) / 60;

    put_char(o, seconds < 0 ? '-' : '+');
    put_number(o, (uint32_t)(minutes / 60), 2);
    put_char(o, ':');
    put_number(o, (uint32_t)(minutes % 60), 2);
}

typedef struct Run
{
    const OlNls *nls;
    const OlDateTime *t;
    OlDateKind kind;
    int depth;
} Run;

static OlStatus run(const Run *r, const OlMask *mask, Out *o, OlDiag *diag);

static OlStatus put_zone(const Run *r, const OlMaskOp *op, Out *o, OlDiag *diag)
{
    const OlDateTime *t = r->t;
    int32_t offset = t->has_zone ? t->zone_seconds : r->nls->session_zone_seconds;

    if (r->kind == OL_KIND_DATE)
        return ol_diag_set(diag, OL_ERR_FORMAT_NOT_RECOGNIZED, -1);
    switch (op->code)
    {
        case OL_MASK_TZH:
            put_char(o, offset < 0 ? '-' : '+');
            put_number(o, (uint32_t)(abs(offset) / 3600), op->flags & OL_MASKF_FM ? 1 : 2);
            break;
        case OL_MASK_TZM:
            put_number(o, (uint32_t)(abs(offset) / 60 % 60), op->flags & OL_MASKF_FM ? 1 : 2);
            break;
        case OL_MASK_TZR:
            if (t->has_zone == 2 && t->zone_name != NULL)
                put(o, t->zone_name, strlen(t->zone_name));
            else if (!t->has_zone && r->nls->session_zone_name.n > 0)
                put(o, r->nls->session_zone_name.s, r->nls->session_zone_name.n);
            else
                put_offset(o, offset);
            break;
        default: /* TZD: nothing for an offset */
            if (t->has_zone == 2 && t->zone_abbrev != NULL)
                put(o, t->zone_abbrev, strlen(t->zone_abbrev));
            break;
    }
    return OL_OK;
}

static OlStatus put_territory(const Run *r, const OlMaskOp *op, Out *o, OlDiag *diag)
{
    OlMaskOp ops[OL_MASK_OPS_MAX];
    OlMask mask;
    Run inner = *r;

    if (r->depth > 0) /* the masks of the table have none of these inside */
        return ol_diag_set(diag, OL_ERR_FORMAT_NOT_RECOGNIZED, -1);
    inner.depth++;
    if (ol_mask_parse_territory(r->nls, (OlMaskCode)op->code, ops, &mask, diag) != OL_OK)
        return OL_ERROR;
    return run(&inner, &mask, o, diag);
}

static OlStatus put_other(const Run *r, const OlMask *mask, const OlMaskOp *op, Out *o, OlDiag *diag)
{
    static const char *const roman[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};
    const OlDateTime *t = r->t;
    const OlLanguage *language = r->nls->date_language;
    uint32_t year = (uint32_t)abs(t->year);
    unsigned flags = op->flags;
    int iso_year;

    switch (op->code)
    {
        case OL_MASK_LITERAL:
            put(o, mask->text + op->at, op->len);
            break;
        case OL_MASK_SCC:
            put_sign(o, t->year < 0, flags);
            put_element_number(o, (year + 99) / 100, 2, flags);
            break;
        case OL_MASK_CC:
            put_element_number(o, (year + 99) / 100, 2, flags);
            break;
        case OL_MASK_SYYYY:
            put_sign(o, t->year < 0, flags);
            put_element_number(o, year, 4, flags);
            break;
        case OL_MASK_Y_YYY:
            put_element_number(o, year / 1000, 1, flags & ~(unsigned)(OL_MASKF_SP | OL_MASKF_TH));
            put_char(o, ',');
            put_element_number(o, year % 1000, 3, flags & ~(unsigned)OL_MASKF_FM);
            break;
        case OL_MASK_YYY:
            put_element_number(o, year % 1000, 3, flags);
            break;
        case OL_MASK_YY:
        case OL_MASK_RR:
            put_element_number(o, year % 100, 2, flags);
            break;
        case OL_MASK_Y:
            put_element_number(o, year % 10, 1, flags);
            break;
        case OL_MASK_IYYY:
        case OL_MASK_IYY:
        case OL_MASK_IY:
        case OL_MASK_I:
        {
            int width = op->code == OL_MASK_IYYY ? 4 : op->code == OL_MASK_IYY ? 3 : op->code == OL_MASK_IY ? 2 : 1;
            ol_iso_week(t, &iso_year);
            put_element_number(o, (uint32_t)abs(iso_year) % (uint32_t)ol_pow10_u64[width], width, flags);
            break;
        }
        case OL_MASK_SYEAR:
            put_sign(o, t->year < 0, flags);
            put_year_words(o, t->year, flags);
            break;
        case OL_MASK_YEAR:
            put_year_words(o, t->year, flags);
            break;
        case OL_MASK_Q:
            put_element_number(o, (t->month + 2u) / 3, 1, flags);
            break;
        case OL_MASK_MON:
            put_name(o, language->mons[t->month - 1], language->mon_width, flags);
            break;
        case OL_MASK_MONTH:
            put_name(o, language->months[t->month - 1], language->month_width, flags);
            break;
        case OL_MASK_RM:
            put_name(o, roman[t->month - 1], 4, flags & OL_MASKF_CAPITAL ? flags | OL_MASKF_UPPER : flags);
            break;
        case OL_MASK_WW:
            put_element_number(o, (uint32_t)(ol_day_of_year(t) + 6) / 7, 2, flags);
            break;
        case OL_MASK_IW:
            put_element_number(o, (uint32_t)ol_iso_week(t, NULL), 2, flags);
            break;
        case OL_MASK_W:
            put_element_number(o, (t->day + 6u) / 7, 1, flags);
            break;
        case OL_MASK_D:
            put_element_number(o, (uint32_t)((ol_weekday(t) - r->nls->territory->first_weekday + 7) % 7) + 1, 1, flags);
            break;
        case OL_MASK_DAY:
            put_name(o, language->days[ol_weekday(t)], language->day_width, flags);
            break;
        case OL_MASK_DY:
            put_name(o, language->dys[ol_weekday(t)], language->dy_width, flags);
            break;
        case OL_MASK_DDD:
            put_element_number(o, (uint32_t)ol_day_of_year(t), 3, flags);
            break;
        case OL_MASK_J:
            put_element_number(o, (uint32_t)ol_julian_day(t->year, t->month, t->day), 7, flags);
            break;
        case OL_MASK_SSSSS:
            put_element_number(o, (uint32_t)(t->hour * 3600 + t->minute * 60 + t->second), 5, flags);
            break;
        case OL_MASK_FF:
            if (r->kind == OL_KIND_DATE)
                return ol_diag_set(diag, OL_ERR_FORMAT_NOT_RECOGNIZED, -1);
            put_fraction(o, op, t);
            break;
        case OL_MASK_X:
            put_char(o, r->nls->decimal_char);
            break;
        case OL_MASK_MERIDIAN:
            put_cased(o, t->hour < 12 ? language->am : language->pm, flags);
            break;
        case OL_MASK_MERIDIAN_DOTS:
            put_cased(o, t->hour < 12 ? language->am_dots : language->pm_dots, flags);
            break;
        case OL_MASK_ERA:
            put_cased(o, t->year < 0 ? language->bc : language->ad, flags);
            break;
        case OL_MASK_ERA_DOTS:
            put_cased(o, t->year < 0 ? language->bc_dots : language->ad_dots, flags);
            break;
        case OL_MASK_TZH:
        case OL_MASK_TZM:
        case OL_MASK_TZR:
        case OL_MASK_TZD:
            return put_zone(r, op, o, diag);
        case OL_MASK_TS:
        case OL_MASK_DL:
        case OL_MASK_DS:
            return put_territory(r, op, o, diag);
        default: /* E, EE: the Gregorian calendar has no such eras */
            return ol_diag_set(diag, OL_ERR_FORMAT_ERA, -1);
    }
    return OL_OK;
}

static OlStatus run(const Run *r, const OlMask *mask, Out *o, OlDiag *diag)
{
    const OlDateTime *t = r->t;

    for (const OlMaskOp *op = mask->ops, *last = op + mask->n; op < last; op++)
    {
        uint32_t v;

        switch (op->code)
        {
            case OL_MASK_PUNCT:
                put_char(o, mask->text[op->at]);
                continue;
            case OL_MASK_YYYY:
            case OL_MASK_RRRR:
                v = (uint32_t)abs(t->year);
                if (OL_LIKELY((op->flags & (OL_MASKF_FM | OL_MASKF_SP | OL_MASKF_TH)) == 0))
                {
                    put_two(o, v / 100);
                    put_two(o, v % 100);
                }
                else
                    put_element_number(o, v, 4, op->flags);
                continue;
            case OL_MASK_MM:
                v = t->month;
                break;
            case OL_MASK_DD:
                v = t->day;
                break;
            case OL_MASK_HH24:
                v = t->hour;
                break;
            case OL_MASK_HH12:
                v = (t->hour + 11u) % 12 + 1;
                break;
            case OL_MASK_MI:
                v = t->minute;
                break;
            case OL_MASK_SS:
                v = t->second;
                break;
            default:
                if (put_other(r, mask, op, o, diag) != OL_OK)
                    return OL_ERROR;
                continue;
        }
        if (OL_LIKELY((op->flags & (OL_MASKF_FM | OL_MASKF_SP | OL_MASKF_TH)) == 0))
            put_two(o, v);
        else
            put_element_number(o, v, 2, op->flags);
    }
    return OL_OK;
}

OlStatus ol_mask_to_char(const OlMask *mask, const OlNls *nls, const OlDateTime *t, OlDateKind kind, char *out, size_t cap,
                         size_t *len, OlDiag *diag)
{
    Run r = {nls, t, kind, 0};
    Out o = {out, out + cap, false};

    if (OL_UNLIKELY(t->month < 1 || t->month > 12 || t->day < 1 || t->day > 31))
        return ol_diag_set(diag, OL_ERR_INVALID_DATETIME, -1);
    if (run(&r, mask, &o, diag) != OL_OK)
        return OL_ERROR;
    if (o.full)
        return ol_diag_set(diag, OL_ERR_DATE_TEXT_TOO_LONG, -1);
    *len = (size_t)(o.p - out);
    return OL_OK;
}
