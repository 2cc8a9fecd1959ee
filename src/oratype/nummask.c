/*
 * nummask.c - number masks: TO_CHAR(number, mask) and TO_NUMBER(text, mask).
 *
 * A mask is compiled to counts and a row of marks for its digit positions:
 *
 *   S $ 9 , 9 9 0 . 0 9 MI      digits left of the point, right of it, where a zero is forced, where groups are parted
 *
 * Owns:      number format elements 9 0 , . D G $ L C U B S MI PR V X EEEE TM TM9 TME RN and FM.
 * Invariant: output never passes cap; a value that does not fit its mask is shown as '#', as in Oracle.
 * See also:  decimal_text.c (no mask), mask.c (dates); SQL Language Reference "Number Format Models"
 */
#include "oratype/decimal.h"
#include "oratype/decimal_int.h"

#include <string.h>

#define INTEGER_MAX 64  /* digit positions and group marks left of the point */
#define FRACTION_MAX 64
#define MASK_TEXT_MAX 64 /* Oracle: at most 63 characters */

typedef enum NumKind
{
    KIND_FIXED,
    KIND_SCIENTIFIC,
    KIND_HEX,
    KIND_ROMAN,
    KIND_TM9,
    KIND_TME
} NumKind;

typedef enum SignPlace
{
    SIGN_DEFAULT,
    SIGN_S_LEADING,
    SIGN_S_TRAILING,
    SIGN_MI,
    SIGN_PR
} SignPlace;

typedef enum Currency
{
    CURRENCY_NONE,
    CURRENCY_DOLLAR,
    CURRENCY_LOCAL,
    CURRENCY_ISO,
    CURRENCY_DUAL
} Currency;

struct OlNumMask
{
    NumKind kind;
    SignPlace sign;
    Currency currency;
    bool currency_trailing;
    bool fm;
    bool blank_zero;     /* B */
    bool lower;          /* xxxx, rn */
    bool has_point;
    char point;          /* '.' or 'D' */
    int n_marks;
    char marks[INTEGER_MAX]; /* '9' for a digit, ',' or 'G' for a group mark */
    int n_integer;       /* digits among them */
    int zero_from;       /* first digit position shown even as leading zero; n_integer when none */
    int n_fraction;
    int zero_to;         /* fraction digits FM may not strip */
    int v_digits;        /* V: digits after it; the value is multiplied by 10^v_digits */
    int width;           /* of the result */
};

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool starts_with(OlStr s, size_t i, const char *word)
{
    for (; *word != 0; word++, i++)
        if (i >= s.n || upper(s.s[i]) != *word)
            return false;
    return true;
}

static OlStatus bad_mask(OlDiag *diag, size_t at)
{
    return ol_diag_set(diag, OL_ERR_INVALID_NUMBER_MASK, (int)at);
}

static int currency_width(Currency c)
{
    switch (c)
    {
        case CURRENCY_DOLLAR:
            return 1;
        case CURRENCY_ISO:
            return 7;
        case CURRENCY_LOCAL:
        case CURRENCY_DUAL:
            return 10;
        case CURRENCY_NONE:
            break;
    }
    return 0;
}

/* Masks that stand alone: TM, TM9, TME, RN, and X with leading zeros. */
static OlStatus parse_special(OlStr s, OlNumMask *m, bool *done, OlDiag *diag)
{
    size_t i = 0;

    *done = true;
    if (s.n == 0)
    {
        *done = false;
        return OL_OK;
    }
    if (ol_str_ieq_c(s, "TM") || ol_str_ieq_c(s, "TM9"))
    {
        m->kind = KIND_TM9;
        m->width = 64;
        return OL_OK;
    }
    if (ol_str_ieq_c(s, "TME"))
    {
        m->kind = KIND_TME;
        m->width = 64;
        return OL_OK;
    }
    if (ol_str_ieq_c(s, "RN"))
    {
        m->kind = KIND_ROMAN;
        m->lower = s.s[0] == 'r';
        m->width = 15;
        return OL_OK;
    }
    while (i < s.n && s.s[i] == '0')
        i++;
    if (i < s.n && upper(s.s[i]) == 'X')
    {
        size_t zeros = i;

        m->lower = s.s[i] == 'x';
        while (i < s.n && upper(s.s[i]) == 'X')
            i++;
        if (i != s.n || s.n > MASK_TEXT_MAX)
            return bad_mask(diag, i);
        m->kind = KIND_HEX;
        m->n_integer = (int)s.n;
        m->zero_from = zeros > 0 ? 0 : (int)s.n;
        m->width = (int)s.n + 1;
        return OL_OK;
    }
    *done = false;
    return OL_OK;
}

static OlStatus set_currency(OlNumMask *m, Currency c, bool trailing, size_t at, OlDiag *diag)
{
    if (m->currency != CURRENCY_NONE)
        return bad_mask(diag, at);
    m->currency = c;
    m->currency_trailing = trailing;
    return OL_OK;
}

static OlStatus parse(OlStr s, OlNumMask *m, OlDiag *diag)
{
    bool done;
    bool in_fraction = false;
    bool after_v = false;
    size_t i = 0;

    memset(m, 0, sizeof *m);
    if (s.n > MASK_TEXT_MAX)
        return bad_mask(diag, MASK_TEXT_MAX);
    if (starts_with(s, 0, "FM"))
    {
        m->fm = true;
        s.s += 2;
        s.n -= 2;
    }
    if (parse_special(s, m, &done, diag) != OL_OK)
        return OL_ERROR;
    if (done)
        return OL_OK;
    m->zero_from = -1;
    while (i < s.n)
    {
        char c = upper(s.s[i]);
        bool digits_seen = m->n_integer + m->n_fraction > 0;

        /* a sign at the end ends the mask */
        if (m->sign == SIGN_S_TRAILING || m->sign == SIGN_MI || m->sign == SIGN_PR)
            return bad_mask(diag, i);
        if (starts_with(s, i, "FM"))
        {
            m->fm = true;
            i += 2;
            continue;
        }
        if (starts_with(s, i, "EEEE"))
        {
            if (m->kind != KIND_FIXED || !digits_seen || after_v)
                return bad_mask(diag, i);
            m->kind = KIND_SCIENTIFIC;
            i += 4;
            continue;
        }
        if (starts_with(s, i, "MI") || starts_with(s, i, "PR"))
        {
            if (m->sign != SIGN_DEFAULT || i + 2 != s.n)
                return bad_mask(diag, i);
            m->sign = c == 'M' ? SIGN_MI : SIGN_PR;
            i += 2;
            continue;
        }
        if ((c == '9' || c == '0') && (m->kind == KIND_SCIENTIFIC || m->currency_trailing))
            return bad_mask(diag, i);
        switch (c)
        {
            case '9':
            case '0':
                if (in_fraction)
                {
                    if (m->n_fraction == FRACTION_MAX)
                        return bad_mask(diag, i);
                    m->n_fraction++;
                    if (c == '0')
                        m->zero_to = m->n_fraction;
                }
                else
                {
                    if (m->n_marks == INTEGER_MAX)
                        return bad_mask(diag, i);
                    if (c == '0' && m->zero_from < 0)
                        m->zero_from = m->n_integer;
                    m->marks[m->n_marks++] = '9';
                    m->n_integer++;
                    if (after_v)
                        m->v_digits++;
                }
                break;
            case ',':
            case 'G':
                if (in_fraction || m->n_integer == 0 || m->n_marks == INTEGER_MAX || m->kind == KIND_SCIENTIFIC)
                    return bad_mask(diag, i);
                m->marks[m->n_marks++] = c;
                break;
            case '.':
            case 'D':
                if (m->has_point || after_v)
                    return bad_mask(diag, i);
                m->has_point = true;
                m->point = c;
                in_fraction = true;
                break;
            case 'V':
                if (after_v || in_fraction)
                    return bad_mask(diag, i);
                after_v = true;
                break;
            case '$':
                if (set_currency(m, CURRENCY_DOLLAR, false, i, diag) != OL_OK)
                    return OL_ERROR;
                break;
            case 'L':
            case 'C':
            case 'U':
                if (digits_seen && i + 1 != s.n && !starts_with(s, i + 1, "MI") && !starts_with(s, i + 1, "S") &&
                    !starts_with(s, i + 1, "PR"))
                    return bad_mask(diag, i);
                if (set_currency(m, c == 'L' ? CURRENCY_LOCAL : c == 'C' ? CURRENCY_ISO : CURRENCY_DUAL, digits_seen, i,
                                 diag) != OL_OK)
                    return OL_ERROR;
                break;
            case 'B':
                m->blank_zero = true;
                break;
            case 'S':
                if (m->sign != SIGN_DEFAULT || (i != 0 && i + 1 != s.n))
                    return bad_mask(diag, i);
                m->sign = i == 0 ? SIGN_S_LEADING : SIGN_S_TRAILING;
                break;
            default:
                return bad_mask(diag, i);
        }
        i++;
    }
    if (m->n_integer + m->n_fraction == 0)
        return bad_mask(diag, i);
    if (m->zero_from < 0)
        m->zero_from = m->n_integer;
    m->width = m->n_marks + m->has_point + m->n_fraction + currency_width(m->currency) + 1 + (m->sign == SIGN_PR);
    if (m->kind == KIND_SCIENTIFIC)
        m->width = m->n_marks + m->has_point + m->n_fraction + 6;
    return OL_OK;
}

OlStatus ol_nummask_compile(OlArena *arena, OlStr text, const OlNumMask **out, OlDiag *diag)
{
    OlNumMask m;
    OlNumMask *copy;

    if (parse(text, &m, diag) != OL_OK)
        return OL_ERROR;
    copy = ol_new(arena, OlNumMask);
    *copy = m;
    *out = copy;
    return OL_OK;
}

/* --- output ------------------------------------------------------------------------------------------------------- */

typedef struct Text
{
    char s[OL_NUMMASK_TEXT_MAX];
    int n;
} Text;

static inline void add(Text *t, char c)
{
    if (t->n < (int)sizeof t->s)
        t->s[t->n++] = c;
}

static void add_text(Text *t, const char *s)
{
    while (*s != 0)
        add(t, *s++);
}

static void hashes(Text *t, int width)
{
    t->n = 0;
    for (int i = 0; i < width; i++)
        add(t, '#');
}

static const char *currency_text(const OlNumMask *m, const OlNls *nls)
{
    switch (m->currency)
    {
        case CURRENCY_DOLLAR:
            return "$";
        case CURRENCY_LOCAL:
            return nls->currency;
        case CURRENCY_ISO:
            return nls->iso_currency;
        case CURRENCY_DUAL:
            return nls->dual_currency;
        case CURRENCY_NONE:
            break;
    }
    return "";
}

static char point_char(const OlNumMask *m, const OlNls *nls)
{
    return m->point == 'D' ? nls->decimal_char : '.';
}

/* Digits of |d| rounded to n_fraction decimals: integer digits (no leading zero) and fraction digits. false: too large. */
static bool split(const OlDecimal *d, int n_fraction, char *integer, int *n_integer, char *fraction)
{
    OlDecimal r;
    char digits[48];
    int n;
    int point; /* digits before the point, may be negative */

    if (ol_decimal_round(d, n_fraction, &r, NULL) != OL_OK)
        return false;
    memset(fraction, '0', (size_t)n_fraction);
    *n_integer = 0;
    if (ol_dec_is_zero(&r))
        return true;
    n = ol_decimal_digits(&r, digits);
    point = n + r.exp;
    if (point > INTEGER_MAX)
        return false;
    for (int i = 0; i < point; i++)
        integer[i] = i < n ? digits[i] : '0';
    *n_integer = point > 0 ? point : 0;
    for (int i = point < 0 ? 0 : point; i < n; i++)
        if (i - point < n_fraction)
            fraction[i - point] = digits[i];
    return true;
}

static void number_body(const OlNumMask *m, const OlNls *nls, const char *integer, int n_integer, const char *fraction, Text *t)
{
    int position = 0;
    int first = m->n_integer - n_integer;
    int n_fraction = m->n_fraction;

    if (first > m->zero_from)
        first = m->zero_from;
    for (int i = 0; i < m->n_marks; i++)
    {
        if (m->marks[i] == '9')
        {
            if (position >= first)
                add(t, position >= m->n_integer - n_integer ? integer[position - (m->n_integer - n_integer)] : '0');
            position++;
        }
        else if (position > first)
            add(t, m->marks[i] == 'G' ? nls->group_char : ',');
    }
    if (!m->has_point)
        return;
    if (m->fm)
        while (n_fraction > m->zero_to && fraction[n_fraction - 1] == '0')
            n_fraction--;
    add(t, point_char(m, nls));
    for (int i = 0; i < n_fraction; i++)
        add(t, fraction[i]);
}

static void fixed(const OlNumMask *m, const OlNls *nls, const OlDecimal *value, Text *out)
{
    char integer[INTEGER_MAX + 1];
    char fraction[FRACTION_MAX];
    OlDecimal d = *value;
    Text t;
    int n_integer;
    int trailing_width = 0;
    bool neg = d.neg != 0;
    const char *currency = currency_text(m, nls);

    d.exp = (int16_t)(d.exp + (ol_dec_is_zero(&d) ? 0 : m->v_digits));
    out->n = 0;
    if (!split(&d, m->n_fraction, integer, &n_integer, fraction) || n_integer > m->n_integer)
    {
        hashes(out, m->width);
        return;
    }
    if (m->blank_zero && n_integer == 0)
    {
        bool zero = true;
        for (int i = 0; i < m->n_fraction; i++)
            zero &= fraction[i] == '0';
        if (zero)
        {
            for (int i = 0; i < (m->fm ? 0 : m->width); i++)
                add(out, ' ');
            return;
        }
    }
    if (n_integer == 0 && m->n_integer > 0)
    {
        bool nothing = m->n_fraction == 0;
        if (m->fm && !nothing && m->zero_to == 0) /* FM999.99 of 0 is "0." */
        {
            nothing = true;
            for (int i = 0; i < m->n_fraction; i++)
                nothing &= fraction[i] == '0';
        }
        if (nothing)
        {
            integer[0] = '0';
            n_integer = 1;
        }
    }
    t.n = 0;
    if (m->sign == SIGN_PR && neg)
        add(&t, '<');
    else if (m->sign == SIGN_S_LEADING)
        add(&t, neg ? '-' : '+');
    else if (m->sign == SIGN_DEFAULT && neg)
        add(&t, '-');
    if (!m->currency_trailing)
        add_text(&t, currency);
    number_body(m, nls, integer, n_integer, fraction, &t);
    if (m->currency_trailing)
        add_text(&t, currency);
    if (m->sign == SIGN_PR)
    {
        if (neg)
            add(&t, '>');
        else if (!m->fm)
            add(&t, ' ');
        trailing_width = 0;
    }
    else if (m->sign == SIGN_S_TRAILING)
        add(&t, neg ? '-' : '+');
    else if (m->sign == SIGN_MI)
    {
        if (neg)
            add(&t, '-');
        else if (!m->fm)
            add(&t, ' ');
    }
    if (!m->fm)
    {
        int shown = (int)ol_utf8_length(t.s, (size_t)t.n) + trailing_width;
        for (int i = shown; i < m->width; i++)
            add(out, ' ');
    }
    for (int i = 0; i < t.n; i++)
        add(out, t.s[i]);
}

static void add_exponent(Text *t, int exponent)
{
    unsigned v = (unsigned)(exponent < 0 ? -exponent : exponent);

    add(t, 'E');
    add(t, exponent < 0 ? '-' : '+');
    if (v >= 100)
        add(t, (char)('0' + v / 100));
    add(t, (char)('0' + v / 10 % 10));
    add(t, (char)('0' + v % 10));
}

static void scientific(const OlNumMask *m, const OlNls *nls, const OlDecimal *d, Text *out)
{
    OlDecimal r = OL_DECIMAL_ZERO;
    char digits[48];
    int n = 1;
    int magnitude = 0;
    Text t;

    digits[0] = '0';
    if (!ol_dec_is_zero(d))
    {
        if (ol_decimal_round_significant(d, 1 + m->n_fraction, &r, NULL) != OL_OK)
            r = *d;
        n = ol_decimal_digits(&r, digits);
        magnitude = ol_decimal_magnitude(&r);
    }
    t.n = 0;
    if (m->sign == SIGN_PR && d->neg)
        add(&t, '<');
    else if (m->sign == SIGN_S_LEADING)
        add(&t, d->neg ? '-' : '+');
    else if (m->sign == SIGN_DEFAULT && d->neg)
        add(&t, '-');
    add(&t, digits[0]);
    if (m->has_point)
    {
        add(&t, point_char(m, nls));
        for (int i = 1; i <= m->n_fraction; i++)
            add(&t, i < n ? digits[i] : '0');
    }
    add_exponent(&t, magnitude);
    if (m->sign == SIGN_MI || m->sign == SIGN_S_TRAILING)
        add(&t, d->neg ? '-' : m->sign == SIGN_MI ? ' ' : '+');
    else if (m->sign == SIGN_PR)
        add(&t, d->neg ? '>' : ' ');
    out->n = 0;
    for (int i = t.n; i < m->width && !m->fm; i++)
        add(out, ' ');
    for (int i = 0; i < t.n; i++)
        add(out, t.s[i]);
}

static void hexadecimal(const OlNumMask *m, const OlDecimal *d, Text *out)
{
    static const char lower_digits[] = "0123456789abcdef";
    static const char upper_digits[] = "0123456789ABCDEF";
    const char *hex = m->lower ? lower_digits : upper_digits;
    char tmp[80];
    OlDecimal r;
    int n = 0;

    out->n = 0;
    if (ol_decimal_round(d, 0, &r, NULL) != OL_OK || (r.neg && !ol_dec_is_zero(&r)))
    {
        hashes(out, m->width);
        return;
    }
    /* by repeated division, 16 at a time: exact for all 126 digits that do not fit anyway */
    {
        OlDecimal sixteen;
        ol_decimal_from_int64(16, &sixteen);
        while (!ol_dec_is_zero(&r) && n <= m->n_integer)
        {
            OlDecimal rest;
            int64_t v;
            if (ol_decimal_mod(&r, &sixteen, &rest, NULL) != OL_OK || !ol_decimal_is_int64(&rest, &v))
                break;
            tmp[n++] = hex[v & 15];
            if (ol_decimal_div(&r, &sixteen, &r, NULL) != OL_OK)
                break;
            ol_decimal_trunc(&r, 0, &r);
        }
    }
    if (n > m->n_integer)
    {
        hashes(out, m->width);
        return;
    }
    if (n == 0)
        tmp[n++] = '0';
    if (m->zero_from == 0)
        while (n < m->n_integer)
            tmp[n++] = '0';
    for (int i = n; i < m->width && !m->fm; i++)
        add(out, ' ');
    while (n > 0)
        add(out, tmp[--n]);
}

static void roman(const OlNumMask *m, const OlDecimal *d, Text *out)
{
    static const struct
    {
        int value;
        const char *text;
    } units[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                 {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
    int64_t v;
    Text t;

    if (ol_decimal_to_int64(d, &v, NULL) != OL_OK || v < 1 || v > 3999)
    {
        hashes(out, m->width);
        return;
    }
    t.n = 0;
    for (size_t i = 0; i < OL_LENGTHOF(units); i++)
        for (; v >= units[i].value; v -= units[i].value)
            add_text(&t, units[i].text);
    out->n = 0;
    for (int i = t.n; i < m->width && !m->fm; i++)
        add(out, ' ');
    for (int i = 0; i < t.n; i++)
        add(out, m->lower ? (char)(t.s[i] + 32) : t.s[i]);
}

static void text_minimum(const OlNumMask *m, const OlNls *nls, const OlDecimal *value, Text *out)
{
    OlDecimal d = *value;
    char digits[48];
    int n;
    int magnitude;

    out->n = 0;
    if (ol_dec_is_zero(&d))
    {
        add_text(out, m->kind == KIND_TME ? "0E+00" : "0");
        return;
    }
    ol_decimal_normalize(&d);
    n = ol_decimal_digits(&d, digits);
    magnitude = n + d.exp - 1;
    if (d.neg)
        add(out, '-');
    /* TM9 takes the exponent when the plain form has more than 64 characters */
    if (m->kind == KIND_TME || magnitude >= 64 - d.neg || (d.exp < 0 && (magnitude < 0 ? -d.exp : n) + 1 + d.neg > 64))
    {
        add(out, digits[0]);
        if (n > 1)
            add(out, nls->decimal_char);
        for (int i = 1; i < n; i++)
            add(out, digits[i]);
        add_exponent(out, magnitude);
        return;
    }
    for (int i = 0; i <= magnitude; i++)
        add(out, i < n ? digits[i] : '0');
    if (d.exp < 0)
    {
        add(out, nls->decimal_char);
        for (int i = magnitude + 1; i < 0; i++)
            add(out, '0');
        for (int i = magnitude < 0 ? 0 : magnitude + 1; i < n; i++)
            add(out, digits[i]);
    }
}

OlStatus ol_nummask_to_char(const OlNumMask *mask, const OlNls *nls, const OlDecimal *d, char *out, size_t cap, size_t *len,
                            OlDiag *diag)
{
    Text t;

    t.n = 0;
    switch (mask->kind)
    {
        case KIND_FIXED:
            fixed(mask, nls, d, &t);
            break;
        case KIND_SCIENTIFIC:
            scientific(mask, nls, d, &t);
            break;
        case KIND_HEX:
            hexadecimal(mask, d, &t);
            break;
        case KIND_ROMAN:
            roman(mask, d, &t);
            break;
        case KIND_TM9:
        case KIND_TME:
            text_minimum(mask, nls, d, &t);
            break;
    }
    if ((size_t)t.n > cap)
        return ol_diag_set(diag, OL_ERR_DATE_TEXT_TOO_LONG, -1);
    memcpy(out, t.s, (size_t)t.n);
    *len = (size_t)t.n;
    return OL_OK;
}

/* --- input -------------------------------------------------------------------------------------------------------- */

static OlStatus bad_number(OlDiag *diag)
{
    return ol_diag_set(diag, OL_ERR_INVALID_NUMBER, -1);
}

static OlStatus from_hex(const OlNumMask *m, OlStr s, OlDecimal *out, OlDiag *diag)
{
    OlDecimal sixteen;
    OlDecimal v = OL_DECIMAL_ZERO;

    if (s.n == 0 || s.n > (size_t)m->n_integer)
        return bad_number(diag);
    ol_decimal_from_int64(16, &sixteen);
    for (size_t i = 0; i < s.n; i++)
    {
        char c = upper(s.s[i]);
        OlDecimal digit;

        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F')))
            return bad_number(diag);
        ol_decimal_from_int64(c <= '9' ? c - '0' : c - 'A' + 10, &digit);
        if (ol_decimal_mul(&v, &sixteen, &v, diag) != OL_OK || ol_decimal_add(&v, &digit, &v, diag) != OL_OK)
            return OL_ERROR;
    }
    *out = v;
    return OL_OK;
}

static bool take(OlStr *s, const char *text)
{
    size_t n = strlen(text);

    if (n == 0 || s->n < n || memcmp(s->s, text, n) != 0)
        return false;
    s->s += n;
    s->n -= n;
    return true;
}

static bool take_end(OlStr *s, const char *text)
{
    size_t n = strlen(text);

    if (n == 0 || s->n < n || memcmp(s->s + s->n - n, text, n) != 0)
        return false;
    s->n -= n;
    return true;
}

/* Has the mask a group mark with this many digits between it and the point? */
static bool group_mark_at(const OlNumMask *m, int digits_right)
{
    int digits = 0;

    for (int i = m->n_marks - 1; i >= 0; i--)
        if (m->marks[i] == '9')
            digits++;
        else if (digits == digits_right)
            return true;
    return false;
}

OlStatus ol_nummask_to_number(const OlNumMask *m, const OlNls *nls, OlStr text, OlDecimal *out, OlDiag *diag)
{
    OlStr s = ol_str_trim(text);
    const char *currency = currency_text(m, nls);
    char clean[2 * INTEGER_MAX + FRACTION_MAX + 16];
    size_t n = 0;
    size_t i = 0;
    int integers = 0;
    int fractions = 0;
    int before_group[INTEGER_MAX]; /* digits in front of each group mark */
    int groups = 0;
    bool neg = false;
    OlStatus status;

    switch (m->kind)
    {
        case KIND_HEX:
            return from_hex(m, s, out, diag);
        case KIND_ROMAN:
            return ol_diag_set(diag, OL_ERR_INVALID_NUMBER_MASK, -1);
        case KIND_TM9:
        case KIND_TME:
            return ol_decimal_from_text_nls(text, nls->decimal_char, out, diag);
        case KIND_FIXED:
        case KIND_SCIENTIFIC:
            break;
    }
    switch (m->sign)
    {
        case SIGN_PR:
            if (s.n > 1 && s.s[0] == '<' && s.s[s.n - 1] == '>')
            {
                neg = true;
                s = ol_str_n(s.s + 1, s.n - 2);
            }
            break;
        case SIGN_MI:
        case SIGN_S_TRAILING:
            if (take_end(&s, "-"))
                neg = true;
            else
                (void)(m->sign == SIGN_S_TRAILING && take_end(&s, "+"));
            break;
        case SIGN_DEFAULT:
        case SIGN_S_LEADING:
            if (take(&s, "-"))
                neg = true;
            else
                (void)take(&s, "+");
            break;
    }
    s = ol_str_trim(s);
    if (m->currency != CURRENCY_NONE)
        (void)(m->currency_trailing ? take_end(&s, currency) : take(&s, currency));
    s = ol_str_trim(s);
    for (; i < s.n; i++)
    {
        char c = s.s[i];

        if (c >= '0' && c <= '9')
        {
            if (integers > 0 || c != '0')
                integers++;
            if (n < 2 * INTEGER_MAX)
                clean[n++] = c;
        }
        else if ((c == ',' || c == nls->group_char) && n > 0 && groups < INTEGER_MAX &&
                 !(m->has_point && c == point_char(m, nls)))
            before_group[groups++] = (int)n;
        else
            break;
    }
    if (integers > m->n_integer || n >= 2 * INTEGER_MAX)
        return bad_number(diag);
    for (int k = 0; k < groups; k++)
        if (!group_mark_at(m, (int)n - before_group[k]))
            return bad_number(diag);
    if (i < s.n && m->has_point && s.s[i] == point_char(m, nls))
    {
        clean[n++] = '.';
        for (i++; i < s.n && s.s[i] >= '0' && s.s[i] <= '9'; i++, fractions++)
        {
            if (fractions >= m->n_fraction)
                return bad_number(diag);
            clean[n++] = s.s[i];
        }
    }
    if (m->kind == KIND_SCIENTIFIC && i < s.n && upper(s.s[i]) == 'E')
        for (int k = 0; i < s.n && k < 6; i++, k++)
            clean[n++] = s.s[i];
    if (i != s.n)
        return bad_number(diag);
    status = ol_decimal_from_text(ol_str_n(clean, n), out, diag);
    if (status == OL_OK && m->v_digits > 0 && !ol_dec_is_zero(out))
        out->exp = (int16_t)(out->exp - m->v_digits);
    if (status == OL_OK && neg && !ol_dec_is_zero(out))
        out->neg = 1;
    return status;
}
