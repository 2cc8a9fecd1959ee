/*
 * value.c - column values as text: what kind a column is, its default width, numbers fitted into a width.
 *
 * See also:  print.c, oratype/oratype.h, protocol.md 7 (wire forms)
 */
#include "cli/sqlplus/sqlplus.h"

#include <math.h>
#include <string.h>

enum /* wire types, defs/types.def */
{
    W_VARCHAR = 1, W_NUMBER = 2, W_LONG = 8, W_ROWID = 11, W_DATE = 12, W_RAW = 23, W_LONG_RAW = 24, W_CHAR = 96,
    W_BINARY_FLOAT = 100, W_BINARY_DOUBLE = 101, W_CURSOR = 102, W_CLOB = 112, W_BLOB = 113, W_BFILE = 114, W_TIMESTAMP = 180,
    W_TIMESTAMP_TZ = 181, W_INTERVAL_YM = 182, W_INTERVAL_DS = 183, W_UROWID = 208, W_TIMESTAMP_LTZ = 231, W_BOOLEAN = 252
};

OlPlusColKind ol_plus_col_kind(const OlColumnDesc *c)
{
    switch (c->type)
    {
        case W_NUMBER: case W_BINARY_FLOAT: case W_BINARY_DOUBLE: return OL_COL_NUMBER;
        case W_DATE: case W_TIMESTAMP: case W_TIMESTAMP_TZ: case W_TIMESTAMP_LTZ: return OL_COL_DATE;
        case W_CLOB: case W_BLOB: case W_LONG: case W_LONG_RAW: return OL_COL_LOB;
        case W_CURSOR: return OL_COL_CURSOR;
        case W_VARCHAR: case W_CHAR: case W_RAW: case W_ROWID: case W_UROWID: case W_INTERVAL_YM: case W_INTERVAL_DS: case W_BOOLEAN:
            return OL_COL_CHAR;
        default: return OL_COL_UNSHOWN;
    }
}

/* How long the session's date format makes a date: tried with the longest names. */
static int date_width(OlPlus *p)
{
    static const OlDateTime longest = {.year = 2222, .month = 9, .day = 27, .hour = 22, .minute = 22, .second = 22}; /* a Friday */
    char text[OL_MASK_TEXT_MAX];
    size_t n = 0;

    ol_plus_load_nls(p);
    if (ol_date_to_text(&p->nls, &longest, OL_KIND_DATE, text, sizeof(text), &n, NULL) != OL_OK)
        return 9;
    return OL_MAX(ol_plus_width(ol_str_n(text, n)), 1);
}

int ol_plus_column_width(OlPlus *p, const OlColumnDesc *c)
{
    int64_t size = c->max_chars > 0 ? c->max_chars : c->size;

    switch (c->type)
    {
        case W_NUMBER: case W_BINARY_FLOAT: case W_BINARY_DOUBLE: return (int)SET_NUMBER(p, NUMWIDTH);
        case W_DATE: return date_width(p);
        case W_TIMESTAMP: case W_TIMESTAMP_TZ: case W_TIMESTAMP_LTZ: case W_INTERVAL_YM: case W_INTERVAL_DS: return 75;
        case W_CLOB: case W_BLOB: case W_LONG: case W_LONG_RAW:
            return (int)OL_MIN(SET_NUMBER(p, LONG), SET_NUMBER(p, LONGCHUNKSIZE));
        case W_RAW: return (int)OL_MAX(2 * (int64_t)c->size, 1);
        case W_ROWID: case W_UROWID: return 18;
        case W_BOOLEAN: return 11;
        case W_CURSOR: return 20;
        default: return (int)OL_MAX(OL_MIN(size, (int64_t)32767), 1);
    }
}

/* --- text --------------------------------------------------------------------------------------------------------------- */

static OlStr date_text(OlPlus *p, OlArena *arena, const OlColumnDesc *c, OlStr b)
{
    OlDateTime t = {0};
    OlDateKind kind = OL_KIND_DATE;
    OlDiag diag;
    OlStatus status;
    char text[OL_MASK_TEXT_MAX];
    size_t n = 0;
    const uint8_t *data = (const uint8_t *)b.s;

    ol_plus_load_nls(p);
    if (c->type == W_DATE)
        status = ol_date_decode(data, b.n, &t, &diag);
    else if (c->type == W_TIMESTAMP_TZ)
    {
        kind = OL_KIND_TIMESTAMP_TZ;
        status = ol_timestamp_tz_decode(data, b.n, &t, &diag);
    }
    else
    {
        kind = OL_KIND_TIMESTAMP; /* LTZ comes in the session's zone */
        status = ol_timestamp_decode(data, b.n, &t, &diag);
    }
    if (c->type != W_DATE && c->scale >= 0 && c->scale <= 9)
        t.fraction_digits = (uint8_t)c->scale;
    if (status == OL_OK)
        status = ol_date_to_text(&p->nls, &t, kind, text, sizeof(text), &n, &diag);
    if (status != OL_OK)
        return OL_STR("?");
    return ol_str_dup(arena, ol_str_n(text, n));
}

static OlStr hex_text(OlArena *arena, OlStr b)
{
    char *out = ol_arena_alloc(arena, 2 * b.n + 1);

    ol_hex_encode((const uint8_t *)b.s, b.n, out);
    return ol_str_n(out, 2 * b.n);
}

/* National characters travel as UTF-16 (protocol.md 7.8). */
static OlStr char_text(OlArena *arena, const OlColumnDesc *c, OlStr b)
{
    size_t size;
    char *out;

    if (c->form != OL_FORM_NATIONAL || c->type == W_CLOB)
        return b;
    size = ol_utf16be_to_utf8_size((const uint8_t *)b.s, b.n);
    out = ol_arena_alloc(arena, size + 1);
    return ol_str_n(out, ol_utf16be_to_utf8((const uint8_t *)b.s, b.n, out));
}

static bool lob_text(OlPlus *p, OlArena *arena, const OlColumnDesc *c, const OlValue *v, OlStr *out)
{
    uint64_t amount = (uint64_t)SET_NUMBER(p, LONG);
    OlOer oer;

    if (c->type == W_BLOB)
        amount = (amount + 1) / 2;
    if (v->ext != NULL && v->ext->has_length)
        amount = OL_MIN(amount, v->ext->length);
    *out = OL_STR_NULL;
    if (amount == 0)
        return true;
    if (!ol_plus_conn_lob_read(p->conn, arena, v->bytes, c->type == W_CLOB, (uint64_t)SET_NUMBER(p, LOBOFFSET), amount, out, &oer))
    {
        *out = p->conn->lost ? OL_STR_NULL : ol_str_dup(arena, ol_str_trim(oer.text));
        return true;
    }
    if (c->type == W_BLOB)
        *out = hex_text(arena, *out);
    return true;
}

static OlStr interval_text(OlArena *arena, const OlColumnDesc *c, OlStr b)
{
    char text[OL_INTERVAL_TEXT_MAX];
    OlIntervalYM ym;
    OlIntervalDS ds;
    size_t n = 0;

    if (c->type == W_INTERVAL_YM && ol_interval_ym_decode((const uint8_t *)b.s, b.n, &ym, NULL) == OL_OK)
        n = ol_interval_ym_to_text(&ym, c->precision > 0 ? c->precision : 2, text);
    else if (c->type == W_INTERVAL_DS && ol_interval_ds_decode((const uint8_t *)b.s, b.n, &ds, NULL) == OL_OK)
        n = ol_interval_ds_to_text(&ds, c->precision > 0 ? c->precision : 2, c->scale >= 0 && c->scale <= 9 ? c->scale : 6, '.', text);
    return ol_str_dup(arena, ol_str_n(text, n));
}

static bool number_text(OlPlus *p, OlArena *arena, const OlColumnDesc *c, const OlValue *v, OlStr *out)
{
    char text[OL_BINARY_TEXT_MAX > OL_DECIMAL_TEXT_MAX ? OL_BINARY_TEXT_MAX : OL_DECIMAL_TEXT_MAX];
    const uint8_t *data = (const uint8_t *)v->bytes.s;
    char point = p->nls.decimal_char != '\0' ? p->nls.decimal_char : '.';
    OlDecimal d;
    double f;
    size_t n = 0;

    if (c->type == W_NUMBER && ol_number_decode(data, v->bytes.n, &d, NULL) == OL_OK)
        n = ol_decimal_to_text(&d, point, text);
    else if (c->type == W_BINARY_DOUBLE && ol_binary_double_decode(data, v->bytes.n, &f, NULL) == OL_OK)
        n = ol_binary_double_to_text(f, point, text);
    else if (c->type == W_BINARY_FLOAT)
    {
        float small;

        if (ol_binary_float_decode(data, v->bytes.n, &small, NULL) == OL_OK)
            n = ol_binary_float_to_text(small, point, text);
    }
    *out = ol_str_dup(arena, ol_str_n(text, n));
    return true;
}

bool ol_plus_value_text(OlPlus *p, OlArena *arena, const OlColumnDesc *c, const OlValue *v, OlStr *out)
{
    *out = OL_STR_NULL;
    if (v->kind == OL_V_NULL || v->kind == OL_V_ABSENT)
        return false;
    if (v->kind == OL_V_LOB && (c->type == W_CLOB || c->type == W_BLOB))
        return lob_text(p, arena, c, v, out);
    if (v->kind == OL_V_CURSOR)
    {
        *out = OL_STR("CURSOR STATEMENT");
        return true;
    }
    if (v->kind == OL_V_ROWID && v->ext != NULL)
    {
        char text[OL_ROWID_TEXT];

        ol_rowid_to_text(&v->ext->rowid, text);
        *out = ol_str_dup(arena, ol_str_n(text, OL_ROWID_TEXT));
        return true;
    }
    if (v->kind != OL_V_BYTES)
        return false;
    switch (c->type)
    {
        case W_NUMBER: case W_BINARY_FLOAT: case W_BINARY_DOUBLE: return number_text(p, arena, c, v, out);
        case W_DATE: case W_TIMESTAMP: case W_TIMESTAMP_TZ: case W_TIMESTAMP_LTZ:
            *out = date_text(p, arena, c, v->bytes);
            return true;
        case W_INTERVAL_YM: case W_INTERVAL_DS: *out = interval_text(arena, c, v->bytes); return true;
        case W_RAW: *out = hex_text(arena, v->bytes); return true;
        case W_LONG_RAW:
            *out = hex_text(arena, ol_str_n(v->bytes.s, OL_MIN(v->bytes.n, (size_t)(SET_NUMBER(p, LONG) + 1) / 2)));
            return true;
        case W_LONG:
            *out = ol_str_n(v->bytes.s, ol_utf8_offset(v->bytes.s, v->bytes.n, (size_t)SET_NUMBER(p, LONG)));
            return true;
        case W_BOOLEAN: *out = v->bytes.n > 0 && v->bytes.s[v->bytes.n - 1] != 0 ? OL_STR("TRUE") : OL_STR("FALSE"); return true;
        default: *out = char_text(arena, c, v->bytes); return true;
    }
}

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

bool ol_plus_value_number(const OlColumnDesc *c, const OlValue *v, OlDecimal *out)
{
    const uint8_t *data = (const uint8_t *)v->bytes.s;
    double f;
    float small;

    if (v->kind != OL_V_BYTES)
        return false;
    if (c->type == W_NUMBER)
        return ol_number_decode(data, v->bytes.n, out, NULL) == OL_OK;
    if (c->type == W_BINARY_DOUBLE)
        return ol_binary_double_decode(data, v->bytes.n, &f, NULL) == OL_OK && ol_decimal_from_double(f, out, NULL) == OL_OK;
    if (c->type == W_BINARY_FLOAT)
        return ol_binary_float_decode(data, v->bytes.n, &small, NULL) == OL_OK && ol_decimal_from_float(small, out, NULL) == OL_OK;
    return false;
}

static OlStr hashes(OlArena *arena, int width)
{
    char *out = ol_arena_alloc(arena, (size_t)width + 1);

    memset(out, '#', (size_t)width);
    return ol_str_n(out, (size_t)width);
}

/* d.dddE+dd (two digits or three of exponent, as Oracle writes them) in at most width characters. */
static OlStr scientific(OlArena *arena, const OlDecimal *d, char point, int width, bool binary)
{
    char digits[48];
    int n, exponent, room;
    OlDecimal rounded = *d;
    OlBuf out;

    n = ol_decimal_digits(d, digits);
    exponent = n - 1 + d->exp;
    /* sign, one digit, point, E, sign, digits of the exponent */
    room = width - (d->neg ? 1 : 0) - 3 - (binary || exponent > 99 || exponent < -99 ? 3 : 2);
    if (room < 1)
        return hashes(arena, width);
    if (n > room)
    {
        if (ol_decimal_round_significant(d, room, &rounded, NULL) != OL_OK)
            return hashes(arena, width);
        ol_decimal_normalize(&rounded);
        n = ol_decimal_digits(&rounded, digits);
        exponent = n - 1 + rounded.exp;
    }
    while (n > 1 && digits[n - 1] == '0' && binary)
        n--;
    ol_buf_init(&out, arena, 64);
    if (rounded.neg)
        ol_buf_append_byte(&out, '-');
    ol_buf_append_byte(&out, (uint8_t)digits[0]);
    if (n > 1 || binary)
    {
        ol_buf_append_byte(&out, (uint8_t)point);
        if (n > 1)
            ol_buf_append(&out, digits + 1, (size_t)n - 1);
        else
            ol_buf_append_byte(&out, '0');
    }
    ol_buf_printf(&out, binary ? "E%c%03d" : "E%c%02d", exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
    return out.len <= (size_t)width ? ol_buf_str(&out) : hashes(arena, width);
}

OlStr ol_plus_fit_decimal(OlArena *arena, const OlDecimal *d, const OlNls *nls, int width)
{
    char text[OL_DECIMAL_TEXT_MAX], plain[OL_DECIMAL_PLAIN_MAX];
    char point = nls->decimal_char != '\0' ? nls->decimal_char : '.';
    size_t n = ol_decimal_to_text(d, point, text);
    const char *dot;
    int whole;
    OlDecimal rounded;

    if (n <= (size_t)width)
        return ol_str_dup(arena, ol_str_n(text, n));
    n = ol_decimal_to_plain(d, plain);
    dot = memchr(plain, '.', n);
    whole = (int)(dot != NULL ? dot - plain : (ptrdiff_t)n);
    if (whole > 0 && plain[whole - 1] == '0' && (whole == 1 || (whole == 2 && plain[0] == '-')))
        whole--; /* .5, not 0.5 */
    if (whole <= width && dot != NULL)
    {
        int digits = OL_MAX(width - whole - 1, 0);

        if (ol_decimal_round(d, digits, &rounded, NULL) == OL_OK)
        {
            n = ol_decimal_to_text(&rounded, point, text);
            /* small numbers keep their digits by an exponent instead: 1.2346E-07 */
            if (n <= (size_t)width && (whole > 0 || ol_decimal_digits(d, (char[48]){0}) + d->exp > -5))
                return ol_str_dup(arena, ol_str_n(text, n));
        }
    }
    return scientific(arena, d, point, width, false);
}

OlStr ol_plus_fit_number(OlArena *arena, const OlColumnDesc *c, const OlValue *v, const OlNls *nls, int width)
{
    const uint8_t *data = (const uint8_t *)v->bytes.s;
    OlDecimal d;
    double f = 0;
    float small;

    if (c->type == W_NUMBER)
        return ol_number_decode(data, v->bytes.n, &d, NULL) == OL_OK ? ol_plus_fit_decimal(arena, &d, nls, width) : OL_STR("?");
    if (c->type == W_BINARY_FLOAT)
    {
        if (ol_binary_float_decode(data, v->bytes.n, &small, NULL) != OL_OK)
            return OL_STR("?");
        f = (double)small;
        if (isfinite(small) && small != 0 && ol_decimal_from_float(small, &d, NULL) == OL_OK)
            return scientific(arena, &d, nls->decimal_char != '\0' ? nls->decimal_char : '.', width, true);
    }
    else if (ol_binary_double_decode(data, v->bytes.n, &f, NULL) != OL_OK)
        return OL_STR("?");
    if (isnan(f))
        return OL_STR("Nan");
    if (isinf(f))
        return f < 0 ? OL_STR("-Inf") : OL_STR("Inf");
    if (f != 0 && ol_decimal_from_double(f, &d, NULL) == OL_OK)
        return scientific(arena, &d, nls->decimal_char != '\0' ? nls->decimal_char : '.', width, true);
    return OL_STR("0");
}
