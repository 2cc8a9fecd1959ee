/*
 * mask.c - datetime masks: from text to a row of operations.
 *
 * Owns:      the table of elements, their suffixes and modifiers, and the rules on which may stand together in input.
 * Lifetimes: a compiled mask and a copy of its text live in the arena given.
 * Invariant: a mask has at most OL_MASK_OPS_MAX operations over at most OL_MASK_SOURCE_MAX bytes of text.
 * See also:  mask_out.c (TO_CHAR), mask_in.c (TO_DATE)
 */
#include "oratype/mask.h"

#include <string.h>

typedef struct Element
{
    const char *name; /* upper case; longer ones before their prefixes */
    uint8_t code;
    uint8_t digits;
    uint8_t takes_suffix;
} Element;

static const Element elements[] = {
    {"A.D.", OL_MASK_ERA_DOTS, 0, 0}, {"A.M.", OL_MASK_MERIDIAN_DOTS, 0, 0}, {"AD", OL_MASK_ERA, 0, 0},
    {"AM", OL_MASK_MERIDIAN, 0, 0}, {"B.C.", OL_MASK_ERA_DOTS, 0, 0}, {"BC", OL_MASK_ERA, 0, 0},
    {"CC", OL_MASK_CC, 0, 1}, {"DAY", OL_MASK_DAY, 0, 0}, {"DDD", OL_MASK_DDD, 0, 1}, {"DD", OL_MASK_DD, 0, 1},
    {"DL", OL_MASK_DL, 0, 0}, {"DS", OL_MASK_DS, 0, 0}, {"DY", OL_MASK_DY, 0, 0}, {"D", OL_MASK_D, 0, 1},
    {"EE", OL_MASK_EE, 0, 0}, {"E", OL_MASK_E, 0, 0}, {"FF1", OL_MASK_FF, 1, 1}, {"FF2", OL_MASK_FF, 2, 1},
    {"FF3", OL_MASK_FF, 3, 1}, {"FF4", OL_MASK_FF, 4, 1}, {"FF5", OL_MASK_FF, 5, 1}, {"FF6", OL_MASK_FF, 6, 1},
    {"FF7", OL_MASK_FF, 7, 1}, {"FF8", OL_MASK_FF, 8, 1}, {"FF9", OL_MASK_FF, 9, 1}, {"FF", OL_MASK_FF, 0, 1},
    {"HH12", OL_MASK_HH12, 0, 1}, {"HH24", OL_MASK_HH24, 0, 1}, {"HH", OL_MASK_HH12, 0, 1}, {"IW", OL_MASK_IW, 0, 1},
    {"IYYY", OL_MASK_IYYY, 0, 1}, {"IYY", OL_MASK_IYY, 0, 1}, {"IY", OL_MASK_IY, 0, 1}, {"I", OL_MASK_I, 0, 1},
    {"J", OL_MASK_J, 0, 1}, {"MI", OL_MASK_MI, 0, 1}, {"MM", OL_MASK_MM, 0, 1}, {"MONTH", OL_MASK_MONTH, 0, 0},
    {"MON", OL_MASK_MON, 0, 0}, {"P.M.", OL_MASK_MERIDIAN_DOTS, 0, 0}, {"PM", OL_MASK_MERIDIAN, 0, 0},
    {"Q", OL_MASK_Q, 0, 1}, {"RM", OL_MASK_RM, 0, 0}, {"RRRR", OL_MASK_RRRR, 0, 1}, {"RR", OL_MASK_RR, 0, 1},
    {"SCC", OL_MASK_SCC, 0, 1}, {"SSSSS", OL_MASK_SSSSS, 0, 1}, {"SS", OL_MASK_SS, 0, 1}, {"SYEAR", OL_MASK_SYEAR, 0, 0},
    {"SYYYY", OL_MASK_SYYYY, 0, 1}, {"TS", OL_MASK_TS, 0, 0}, {"TZD", OL_MASK_TZD, 0, 0}, {"TZH", OL_MASK_TZH, 0, 0},
    {"TZM", OL_MASK_TZM, 0, 0}, {"TZR", OL_MASK_TZR, 0, 0}, {"WW", OL_MASK_WW, 0, 1}, {"W", OL_MASK_W, 0, 1},
    {"X", OL_MASK_X, 0, 0}, {"Y,YYY", OL_MASK_Y_YYY, 0, 1}, {"YEAR", OL_MASK_YEAR, 0, 0}, {"YYYY", OL_MASK_YYYY, 0, 1},
    {"YYY", OL_MASK_YYY, 0, 1}, {"YY", OL_MASK_YY, 0, 1}, {"Y", OL_MASK_Y, 0, 1},
};

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool is_alpha(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_alnum(char c)
{
    return is_alpha(c) || (c >= '0' && c <= '9');
}

static bool starts_with(const char *s, const char *end, const char *name)
{
    for (; *name != 0; name++, s++)
        if (s == end || upper(*s) != *name)
            return false;
    return true;
}

static const Element *find_element(const char *s, const char *end)
{
    for (size_t i = 0; i < OL_LENGTHOF(elements); i++)
        if (elements[i].name[0] == upper(*s) && starts_with(s, end, elements[i].name))
            return &elements[i];
    return NULL;
}

/* TH, SP, SPTH, THSP after an element that is a number. */
static const char *take_suffix(const char *s, const char *end, unsigned *flags)
{
    for (;;)
    {
        if (!(*flags & OL_MASKF_SP) && starts_with(s, end, "SP"))
            *flags |= OL_MASKF_SP;
        else if (!(*flags & OL_MASKF_TH) && starts_with(s, end, "TH"))
            *flags |= OL_MASKF_TH;
        else
            return s;
        s += 2;
    }
}

/* Case of what is shown, from the first two letters of the element as written. */
static unsigned case_of(const char *s, const char *end)
{
    const char *second = s + 1;

    if (s[0] >= 'a')
        return 0;
    while (second < end && !is_alpha(*second))
        second++;
    return second < end && *second >= 'a' ? OL_MASKF_CAPITAL : OL_MASKF_UPPER;
}

static OlErrorCode check_input(const OlMask *mask)
{
    int count[OL_MASK_CODE_COUNT] = {0};
    int years;
    int months;
    int hours;
    int meridian;
    int era;

    for (int i = 0; i < mask->n; i++)
    {
        const OlMaskOp *op = &mask->ops[i];

        switch (op->code)
        {
            case OL_MASK_SCC: case OL_MASK_CC: case OL_MASK_Q: case OL_MASK_WW: case OL_MASK_IW: case OL_MASK_W:
            case OL_MASK_IYYY: case OL_MASK_IYY: case OL_MASK_IY: case OL_MASK_I: case OL_MASK_YEAR: case OL_MASK_SYEAR:
                return OL_ERR_FORMAT_NOT_FOR_INPUT;
            case OL_MASK_E: case OL_MASK_EE:
                return OL_ERR_FORMAT_ERA;
            default:
                break;
        }
        if (op->flags & (OL_MASKF_SP | OL_MASKF_TH))
            return OL_ERR_FORMAT_NOT_FOR_INPUT;
        count[op->code]++;
    }
    for (int c = OL_MASK_PUNCT + 1; c < OL_MASK_CODE_COUNT; c++)
        if (count[c] > 1 && c != OL_MASK_X)
            return OL_ERR_FORMAT_CODE_TWICE;
    years = count[OL_MASK_SYYYY] + count[OL_MASK_YYYY] + count[OL_MASK_Y_YYY] + count[OL_MASK_YYY] + count[OL_MASK_YY] +
            count[OL_MASK_Y] + count[OL_MASK_RRRR] + count[OL_MASK_RR];
    months = count[OL_MASK_MM] + count[OL_MASK_MON] + count[OL_MASK_MONTH] + count[OL_MASK_RM];
    hours = count[OL_MASK_HH12] + count[OL_MASK_HH24];
    meridian = count[OL_MASK_MERIDIAN] + count[OL_MASK_MERIDIAN_DOTS];
    era = count[OL_MASK_ERA] + count[OL_MASK_ERA_DOTS];
    if (years > 1)
        return OL_ERR_FORMAT_YEAR_TWICE;
    if (months > 1)
        return OL_ERR_FORMAT_MONTH_TWICE;
    if (hours > 1)
        return OL_ERR_FORMAT_HOUR_TWICE;
    if (count[OL_MASK_D] + count[OL_MASK_DAY] + count[OL_MASK_DY] > 1)
        return OL_ERR_FORMAT_WEEKDAY_TWICE;
    if (meridian > 1)
        return OL_ERR_FORMAT_AM_CONFLICT;
    if (era > 1)
        return OL_ERR_FORMAT_BC_CONFLICT;
    if (meridian > 0 && count[OL_MASK_HH24] > 0)
        return OL_ERR_FORMAT_HH24_MERIDIAN;
    if (era > 0 && count[OL_MASK_SYYYY] > 0)
        return OL_ERR_FORMAT_SIGNED_YEAR_BC;
    if (count[OL_MASK_J] > 0 && count[OL_MASK_DDD] > 0)
        return OL_ERR_FORMAT_JULIAN_DDD;
    return OL_ERR_NONE;
}

static bool takes_digit(const OlMaskOp *op)
{
    switch (op->code)
    {
        case OL_MASK_LITERAL: case OL_MASK_PUNCT: case OL_MASK_MON: case OL_MASK_MONTH: case OL_MASK_RM: case OL_MASK_DAY:
        case OL_MASK_DY: case OL_MASK_X: case OL_MASK_MERIDIAN: case OL_MASK_MERIDIAN_DOTS: case OL_MASK_ERA:
        case OL_MASK_ERA_DOTS: case OL_MASK_TZR: case OL_MASK_TZD: case OL_MASK_TZH: case OL_MASK_DL:
            return false;
        default:
            return true;
    }
}

OlStatus ol_mask_parse(OlStr text, OlMaskOp *ops, OlMask *mask, OlDiag *diag)
{
    const char *p = text.s;
    const char *end = text.s + text.n;
    unsigned modifiers = 0;
    int n = 0;

    memset(mask, 0, sizeof *mask);
    mask->text = text.s;
    mask->ops = ops;
    if (text.n > OL_MASK_SOURCE_MAX)
        return ol_diag_set(diag, OL_ERR_DATE_FORMAT_TOO_LONG, -1);
    while (p < end)
    {
        OlMaskOp *op = &ops[n];
        const Element *e;
        const char *start = p;
        unsigned suffix = 0;

        if (n == OL_MASK_OPS_MAX)
            return ol_diag_set(diag, OL_ERR_DATE_FORMAT_TOO_LONG, -1);
        if (starts_with(p, end, "FM") || starts_with(p, end, "FX"))
        {
            modifiers ^= upper(p[1]) == 'M' ? OL_MASKF_FM : OL_MASKF_FX;
            p += 2;
            continue;
        }
        memset(op, 0, sizeof *op);
        op->flags = (uint8_t)modifiers;
        if (*p == '"')
        {
            const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
            if (close == NULL)
                return ol_diag_set(diag, OL_ERR_FORMAT_NOT_RECOGNIZED, (int)(p - text.s));
            op->code = OL_MASK_LITERAL;
            op->at = (uint16_t)(p + 1 - text.s);
            op->len = (uint16_t)(close - p - 1);
            p = close + 1;
            n++;
            continue;
        }
        e = find_element(p, end);
        if (e == NULL)
        {
            if (is_alnum(*p) || (unsigned char)*p >= 0x80)
                return ol_diag_set(diag, OL_ERR_FORMAT_NOT_RECOGNIZED, (int)(p - text.s));
            op->code = OL_MASK_PUNCT;
            op->at = (uint16_t)(p - text.s);
            op->len = 1;
            p++;
            n++;
            continue;
        }
        p += strlen(e->name);
        if (e->takes_suffix)
            p = take_suffix(p, end, &suffix);
        op->code = e->code;
        op->digits = e->digits;
        op->flags |= (uint8_t)(suffix | case_of(start, p));
        if (op->code == OL_MASK_FF || op->code == OL_MASK_X)
            mask->has_fraction |= op->code == OL_MASK_FF;
        if (op->code >= OL_MASK_TZH && op->code <= OL_MASK_TZD)
            mask->has_zone = true;
        n++;
    }
    mask->n = n;
    for (int i = 0; i + 1 < n; i++)
        ops[i].is_numeric_next = takes_digit(&ops[i + 1]);
    mask->input_error = check_input(mask);
    return OL_OK;
}

OlStatus ol_mask_parse_territory(const OlNls *nls, OlMaskCode code, OlMaskOp *ops, OlMask *mask, OlDiag *diag)
{
    const OlTerritory *t = nls->territory;
    const char *text = code == OL_MASK_TS ? t->time_short : code == OL_MASK_DS ? t->date_short : t->date_long;

    return ol_mask_parse(ol_str(text), ops, mask, diag);
}

OlStatus ol_mask_compile(OlArena *arena, OlStr text, const OlMask **out, OlDiag *diag)
{
    OlMaskOp ops[OL_MASK_OPS_MAX];
    OlMask parsed;
    OlMask *mask;
    OlMaskOp *copy;

    if (ol_mask_parse(text, ops, &parsed, diag) != OL_OK)
        return OL_ERROR;
    mask = ol_new(arena, OlMask);
    copy = ol_new_array(arena, OlMaskOp, (size_t)parsed.n + 1);
    memcpy(copy, ops, (size_t)parsed.n * sizeof *copy);
    *mask = parsed;
    mask->ops = copy;
    mask->text = ol_str_dup(arena, text).s;
    *out = mask;
    return OL_OK;
}

OlStatus ol_mask_check_input(const OlMask *mask, OlDiag *diag)
{
    return mask->input_error == OL_ERR_NONE ? OL_OK : ol_diag_set(diag, mask->input_error, -1);
}

bool ol_mask_has_fraction(const OlMask *mask)
{
    return mask->has_fraction;
}

bool ol_mask_has_zone(const OlMask *mask)
{
    return mask->has_zone;
}
