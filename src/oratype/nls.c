/*
 * nls.c - NLS parameters of a session: languages, territories, and what changes with them.
 *
 * Owns:      the tables made from defs/languages.def and defs/territories.def; letter case of the names in them; the
 *            parameters by name, with the side effects Oracle gives them (a territory sets the formats).
 * Lifetimes: strings and compiled masks of an OlNls live in the arena they were set with; the tables are constant.
 * See also:  mask.c, convert.c; Globalization Support Guide "Setting Up a Globalization Support Environment"
 */
#include "oratype/mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OL_NAMES(...) {__VA_ARGS__}

static const OlLanguage languages[] = {
#define OL_LANGUAGE(name, abbrev, sort, months, mons, days, dys, am, pm, am_dots, pm_dots, bc, ad, bc_dots, ad_dots, mw, nw, \
                    dw, yw)                                                                                                 \
    {name, abbrev, months, mons, days, dys, am, pm, am_dots, pm_dots, bc, ad, bc_dots, ad_dots, mw, nw, dw, yw, sort},
#include "../../defs/languages.def"
#undef OL_LANGUAGE
};

static const OlTerritory territories[] = {
#define OL_TERRITORY(name, first, numeric, currency, iso, dual, date, timestamp, timestamp_tz, dl, ds, ts) \
    {name, first, numeric, currency, iso, dual, date, timestamp, timestamp_tz, dl, ds, ts},
#include "../../defs/territories.def"
#undef OL_TERRITORY
};

const OlLanguage *ol_language_find(OlStr name)
{
    for (size_t i = 0; i < OL_LENGTHOF(languages); i++)
        if (ol_str_ieq_c(name, languages[i].name))
            return &languages[i];
    return NULL;
}

const OlTerritory *ol_territory_find(OlStr name)
{
    for (size_t i = 0; i < OL_LENGTHOF(territories); i++)
        if (ol_str_ieq_c(name, territories[i].name))
            return &territories[i];
    return NULL;
}

/* --- letter case of names ----------------------------------------------------------------------------------------- */

/* Latin with accents, Latin Extended-A, Cyrillic: what the tables use. */
static uint32_t to_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    if (c >= 0xE0 && c <= 0xFE && c != 0xF7)
        return c - 32;
    if (c >= 0x100 && c <= 0x137)
        return c & ~1u;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c - ((c & 1) == 0);
    if (c >= 0x14A && c <= 0x177)
        return c & ~1u;
    if (c >= 0x430 && c <= 0x44F)
        return c - 32;
    return c >= 0x450 && c <= 0x45F ? c - 80 : c;
}

static uint32_t to_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 32;
    if (c >= 0x100 && c <= 0x137)
        return c | 1u;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c + (c & 1);
    if (c >= 0x14A && c <= 0x177)
        return c | 1u;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    return c >= 0x400 && c <= 0x40F ? c + 80 : c;
}

size_t ol_nls_case_copy(char *out, const char *s, size_t n, unsigned flags, size_t cap)
{
    size_t at = 0;
    bool first = true;

    for (size_t i = 0; i < n;)
    {
        uint32_t c = (unsigned char)s[i];
        bool up = (flags & OL_MASKF_UPPER) || ((flags & OL_MASKF_CAPITAL) && first);

        first = false;
        if (c < 0x80)
        {
            if (at == cap)
                return SIZE_MAX;
            out[at++] = (char)(up ? to_upper(c) : to_lower(c));
            i++;
        }
        else
        {
            char tmp[4];
            int k;

            i += (size_t)ol_utf8_decode(s + i, n - i, &c);
            k = ol_utf8_encode(up ? to_upper(c) : to_lower(c), tmp);
            if (cap - at < (size_t)k)
                return SIZE_MAX;
            memcpy(out + at, tmp, (size_t)k);
            at += (size_t)k;
        }
    }
    return at;
}

size_t ol_nls_match(const char *text, size_t n, const char *name)
{
    size_t i = 0;
    size_t name_bytes;

    /* most calls fail at the first letter */
    if (n == 0)
        return 0;
    if ((unsigned char)*name < 0x80 && to_lower((unsigned char)*name) != to_lower((unsigned char)*text))
        return 0;
    name_bytes = strlen(name);
    for (size_t k = 0; k < name_bytes;)
    {
        uint32_t a;
        uint32_t b;

        if (i >= n)
            return 0;
        k += (size_t)ol_utf8_decode(name + k, name_bytes - k, &a);
        i += (size_t)ol_utf8_decode(text + i, n - i, &b);
        if (a != b && to_lower(a) != to_lower(b))
            return 0;
    }
    return i;
}

/* --- a session's parameters --------------------------------------------------------------------------------------- */

static OlStatus compile(OlArena *arena, OlStr text, OlStr *slot, const OlMask **mask, OlDiag *diag)
{
    const OlMask *compiled;

    if (ol_mask_compile(arena, text, &compiled, diag) != OL_OK)
        return OL_ERROR;
    *slot = ol_str_dup(arena, text);
    if (mask != NULL)
        *mask = compiled;
    return OL_OK;
}

static void set_text(char *slot, size_t cap, const char *s, size_t n)
{
    if (n >= cap)
        n = cap - 1;
    memcpy(slot, s, n);
    slot[n] = 0;
}

static OlStatus set_territory(OlNls *nls, OlArena *arena, const OlTerritory *t, OlDiag *diag)
{
    nls->territory = t;
    nls->decimal_char = t->numeric_chars[0];
    nls->group_char = t->numeric_chars[1];
    set_text(nls->currency, sizeof nls->currency, t->currency, strlen(t->currency));
    set_text(nls->iso_currency, sizeof nls->iso_currency, t->iso_currency, strlen(t->iso_currency));
    set_text(nls->dual_currency, sizeof nls->dual_currency, t->dual_currency, strlen(t->dual_currency));
    if (compile(arena, ol_str(t->date_format), &nls->date_format, &nls->date_mask, diag) != OL_OK ||
        compile(arena, ol_str(t->timestamp_format), &nls->timestamp_format, &nls->timestamp_mask, diag) != OL_OK ||
        compile(arena, ol_str(t->timestamp_tz_format), &nls->timestamp_tz_format, &nls->timestamp_tz_mask, diag) != OL_OK)
        return OL_ERROR;
    return OL_OK;
}

void ol_nls_init(OlNls *nls, OlArena *arena)
{
    OlStatus status;

    memset(nls, 0, sizeof *nls);
    nls->language = ol_language_find(OL_STR("AMERICAN"));
    nls->date_language = nls->language;
    nls->calendar = OL_STR("GREGORIAN");
    nls->sort = OL_STR("BINARY");
    nls->comp = OL_STR("BINARY");
    nls->time_format = OL_STR("HH.MI.SSXFF AM");
    nls->time_tz_format = OL_STR("HH.MI.SSXFF AM TZR");
    nls->session_zone_name = OL_STR("+00:00");
    status = set_territory(nls, arena, ol_territory_find(OL_STR("AMERICA")), NULL);
    ol_check(status == OL_OK);
}

typedef enum Parameter
{
    P_LANGUAGE, P_TERRITORY, P_CURRENCY, P_ISO_CURRENCY, P_NUMERIC_CHARACTERS, P_CALENDAR, P_DATE_FORMAT, P_DATE_LANGUAGE, P_SORT,
    P_TIME_FORMAT, P_TIMESTAMP_FORMAT, P_TIME_TZ_FORMAT, P_TIMESTAMP_TZ_FORMAT, P_DUAL_CURRENCY, P_COMP, P_LENGTH_SEMANTICS,
    P_NCHAR_CONV_EXCP, P_COUNT
} Parameter;

/* in the order of NLS_SESSION_PARAMETERS */
static const char *const parameter_names[P_COUNT] = {
    "NLS_LANGUAGE", "NLS_TERRITORY", "NLS_CURRENCY", "NLS_ISO_CURRENCY", "NLS_NUMERIC_CHARACTERS", "NLS_CALENDAR",
    "NLS_DATE_FORMAT", "NLS_DATE_LANGUAGE", "NLS_SORT", "NLS_TIME_FORMAT", "NLS_TIMESTAMP_FORMAT", "NLS_TIME_TZ_FORMAT",
    "NLS_TIMESTAMP_TZ_FORMAT", "NLS_DUAL_CURRENCY", "NLS_COMP", "NLS_LENGTH_SEMANTICS", "NLS_NCHAR_CONV_EXCP"};

const char *ol_nls_parameter_name(int i)
{
    return i >= 0 && i < P_COUNT ? parameter_names[i] : NULL;
}

static int find_parameter(OlStr name)
{
    for (int i = 0; i < P_COUNT; i++)
        if (ol_str_ieq_c(name, parameter_names[i]))
            return i;
    return -1;
}

static OlStatus bad(OlDiag *diag)
{
    return ol_diag_set(diag, OL_ERR_NLS_FILES, -1);
}

/* Both must be single-byte, different, and nothing a number is written with. */
static bool set_numeric_characters(OlNls *nls, OlStr value)
{
    if (value.n != 2 || value.s[0] == value.s[1])
        return false;
    for (int i = 0; i < 2; i++)
    {
        char c = value.s[i];
        if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '<' || c == '>' || (unsigned char)c >= 0x80)
            return false;
    }
    nls->decimal_char = value.s[0];
    nls->group_char = value.s[1];
    return true;
}

static OlStatus set_parameter(OlNls *nls, OlArena *arena, int parameter, OlStr value, OlDiag *diag)
{
    const OlLanguage *language;
    const OlTerritory *territory;

    switch ((Parameter)parameter)
    {
        case P_LANGUAGE:
            language = ol_language_find(value);
            if (language == NULL)
                return bad(diag);
            nls->language = language;
            nls->date_language = language;
            nls->sort = ol_str(language->sort);
            return OL_OK;
        case P_DATE_LANGUAGE:
            language = ol_language_find(value);
            if (language == NULL)
                return bad(diag);
            nls->date_language = language;
            return OL_OK;
        case P_TERRITORY:
            territory = ol_territory_find(value);
            return territory == NULL ? bad(diag) : set_territory(nls, arena, territory, diag);
        case P_CURRENCY:
            set_text(nls->currency, sizeof nls->currency, value.s, value.n);
            return OL_OK;
        case P_ISO_CURRENCY:
            territory = ol_territory_find(value);
            if (territory == NULL)
                return bad(diag);
            set_text(nls->iso_currency, sizeof nls->iso_currency, territory->iso_currency, strlen(territory->iso_currency));
            return OL_OK;
        case P_DUAL_CURRENCY:
            set_text(nls->dual_currency, sizeof nls->dual_currency, value.s, value.n);
            return OL_OK;
        case P_NUMERIC_CHARACTERS:
            return set_numeric_characters(nls, value) ? OL_OK : bad(diag);
        case P_CALENDAR:
            if (!ol_str_ieq_c(value, "GREGORIAN"))
                return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, ol_str_cdup(arena, value));
            return OL_OK;
        case P_DATE_FORMAT:
            return compile(arena, value, &nls->date_format, &nls->date_mask, diag);
        case P_TIMESTAMP_FORMAT:
            return compile(arena, value, &nls->timestamp_format, &nls->timestamp_mask, diag);
        case P_TIMESTAMP_TZ_FORMAT:
            return compile(arena, value, &nls->timestamp_tz_format, &nls->timestamp_tz_mask, diag);
        case P_TIME_FORMAT:
            return compile(arena, value, &nls->time_format, NULL, diag);
        case P_TIME_TZ_FORMAT:
            return compile(arena, value, &nls->time_tz_format, NULL, diag);
        case P_SORT:
            nls->sort = ol_str_upper(arena, value);
            return OL_OK;
        case P_COMP:
            if (!ol_str_ieq_c(value, "BINARY") && !ol_str_ieq_c(value, "LINGUISTIC") && !ol_str_ieq_c(value, "ANSI"))
                return bad(diag);
            nls->comp = ol_str_upper(arena, value);
            return OL_OK;
        case P_LENGTH_SEMANTICS:
            if (!ol_str_ieq_c(value, "BYTE") && !ol_str_ieq_c(value, "CHAR"))
                return bad(diag);
            nls->char_semantics = ol_str_ieq_c(value, "CHAR");
            return OL_OK;
        case P_NCHAR_CONV_EXCP:
            if (!ol_str_ieq_c(value, "TRUE") && !ol_str_ieq_c(value, "FALSE"))
                return bad(diag);
            nls->nchar_conv_excp = ol_str_ieq_c(value, "TRUE");
            return OL_OK;
        case P_COUNT:
            break;
    }
    return bad(diag);
}

OlStatus ol_nls_set(OlNls *nls, OlArena *arena, OlStr parameter, OlStr value, OlDiag *diag)
{
    int i = find_parameter(parameter);

    if (i < 0)
        return ol_diag_set(diag, OL_ERR_INVALID_NLS_STRING, -1);
    return set_parameter(nls, arena, i, value, diag);
}

bool ol_nls_get(const OlNls *nls, OlStr parameter, char *out, size_t cap, size_t *len)
{
    char two[2] = {nls->decimal_char, nls->group_char};
    OlStr v = OL_STR_NULL;

    switch (find_parameter(parameter))
    {
        case P_LANGUAGE:
            v = ol_str(nls->language->name);
            break;
        case P_TERRITORY:
            v = ol_str(nls->territory->name);
            break;
        case P_CURRENCY:
            v = ol_str(nls->currency);
            break;
        case P_ISO_CURRENCY: /* shown as the territory whose code it is */
            v = ol_str(nls->territory->name);
            for (size_t i = 0; i < OL_LENGTHOF(territories); i++)
                if (strcmp(nls->territory->iso_currency, nls->iso_currency) != 0 &&
                    strcmp(territories[i].iso_currency, nls->iso_currency) == 0)
                {
                    v = ol_str(territories[i].name);
                    break;
                }
            break;
        case P_NUMERIC_CHARACTERS:
            v = ol_str_n(two, 2);
            break;
        case P_CALENDAR:
            v = nls->calendar;
            break;
        case P_DATE_FORMAT:
            v = nls->date_format;
            break;
        case P_DATE_LANGUAGE:
            v = ol_str(nls->date_language->name);
            break;
        case P_SORT:
            v = nls->sort;
            break;
        case P_TIME_FORMAT:
            v = nls->time_format;
            break;
        case P_TIMESTAMP_FORMAT:
            v = nls->timestamp_format;
            break;
        case P_TIME_TZ_FORMAT:
            v = nls->time_tz_format;
            break;
        case P_TIMESTAMP_TZ_FORMAT:
            v = nls->timestamp_tz_format;
            break;
        case P_DUAL_CURRENCY:
            v = ol_str(nls->dual_currency);
            break;
        case P_COMP:
            v = nls->comp;
            break;
        case P_LENGTH_SEMANTICS:
            v = ol_str(nls->char_semantics ? "CHAR" : "BYTE");
            break;
        case P_NCHAR_CONV_EXCP:
            v = ol_str(nls->nchar_conv_excp ? "TRUE" : "FALSE");
            break;
        default:
            return false;
    }
    if (v.n > cap)
        return false;
    if (v.n > 0)
        memcpy(out, v.s, v.n);
    *len = v.n;
    return true;
}

/* NAME = value or NAME = 'value' (quotes doubled inside), separated by blanks, commas or semicolons. */
OlStatus ol_nls_argument(const OlNls *nls, OlArena *arena, OlStr text, OlNls *out, OlDiag *diag)
{
    size_t i = 0;

    *out = *nls;
    for (;;)
    {
        size_t start;
        OlStr name;
        OlBuf value;
        int parameter;

        while (i < text.n && (text.s[i] == ' ' || text.s[i] == ',' || text.s[i] == ';' || text.s[i] == '\t' ||
                              text.s[i] == '\n'))
            i++;
        if (i == text.n)
            return OL_OK;
        start = i;
        while (i < text.n && text.s[i] != '=' && text.s[i] != ' ')
            i++;
        name = ol_str_n(text.s + start, i - start);
        while (i < text.n && text.s[i] == ' ')
            i++;
        if (i == text.n || text.s[i] != '=')
            return ol_diag_set(diag, OL_ERR_INVALID_NLS_STRING, -1);
        i++;
        while (i < text.n && text.s[i] == ' ')
            i++;
        ol_buf_init(&value, arena, 32);
        if (i < text.n && text.s[i] == '\'')
        {
            bool closed = false;

            for (i++; i < text.n && !closed; i++)
            {
                if (text.s[i] != '\'')
                    ol_buf_append_byte(&value, (uint8_t)text.s[i]);
                else if (i + 1 < text.n && text.s[i + 1] == '\'')
                    ol_buf_append_byte(&value, (uint8_t)text.s[i++]);
                else
                    closed = true;
            }
            if (!closed)
                return ol_diag_set(diag, OL_ERR_INVALID_NLS_STRING, -1);
        }
        else
        {
            bool words; /* a language may have more than one: SIMPLIFIED CHINESE */
            parameter = find_parameter(name);
            words = parameter == P_LANGUAGE || parameter == P_DATE_LANGUAGE || parameter == P_TERRITORY;
            while (i < text.n && text.s[i] != ';' && (words || (text.s[i] != ' ' && text.s[i] != '\t')) && text.s[i] != '=')
                ol_buf_append_byte(&value, (uint8_t)text.s[i++]);
            if (words && i < text.n && text.s[i] == '=') /* the next name was taken too: give it back */
            {
                while (value.len > 0 && value.data[value.len - 1] != ' ')
                {
                    value.len--;
                    i--;
                }
            }
        }
        parameter = find_parameter(name);
        switch (parameter)
        {
            case P_DATE_LANGUAGE: case P_NUMERIC_CHARACTERS: case P_CURRENCY: case P_ISO_CURRENCY: case P_DUAL_CURRENCY:
            case P_CALENDAR: case P_LANGUAGE: case P_TERRITORY: case P_SORT:
                if (set_parameter(out, arena, parameter,
                                  parameter == P_NUMERIC_CHARACTERS ? ol_buf_str(&value) : ol_str_trim(ol_buf_str(&value)),
                                  NULL) == OL_OK)
                    break;
                /* fall through */
            default:
                return ol_diag_set(diag, OL_ERR_INVALID_NLS_STRING, -1);
        }
    }
}
