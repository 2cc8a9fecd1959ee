/*
 * literals.c - INSERT statements whose values are literals, as one statement with binds.
 *
 * A script of a million "INSERT INTO t (...) VALUES (1, 'a', ...)" is a million texts, each to be parsed, resolved, analysed
 * and planned. With the literals taken out it is one, kept in the statement cache like any other with binds, and a row costs
 * what a row of a prepared INSERT costs. (Oracle does the like when asked to: CURSOR_SHARING = FORCE, Database Reference.)
 *
 * Only what cannot change a result is taken: a whole item of the VALUES list, and the text of TO_DATE and TO_TIMESTAMP in it.
 * There the literal is assigned to a column or read by a mask, and a bind of the same type does the same. Elsewhere a literal
 * is a CHAR and a bind a VARCHAR2, which compare differently, and plans depend on values.
 *
 * Invariant: a text that is not understood to its last byte is left alone.
 * See also:  plan.c (the cache), call_execute.c
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/memutils.h"

#include "oratype/oratype.h"
#include "pg/pg.h"
#include "server/literals.h"

enum
{
    STRING_MAX = 4000, /* bytes of a literal (ORA-01704) */
    TEXT_MAX = 65536,
    W_VARCHAR = 1,
    W_NUMBER = 2
};

typedef enum TokenKind
{
    T_END,
    T_WORD,    /* a name or keyword, "..." too */
    T_STRING,
    T_NUMBER,
    T_SIGN,    /* one byte of punctuation */
    T_OTHER    /* nothing this file knows */
} TokenKind;

typedef struct Token
{
    TokenKind kind;
    size_t from;
    size_t to;
} Token;

typedef struct Scan
{
    OlStr text;
    size_t copied;      /* bytes of text that are in out */
    uint32_t out_chars; /* characters in out */
    StringInfoData out;
    OlLiterals *result;
    uint32_t cap;       /* of result's arrays */
    bool failed;        /* to be left alone */
} Scan;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '$' || c == '#';
}

static size_t end_of_quoted(OlStr t, size_t i, char quote)
{
    for (i++; i < t.n; i++)
    {
        if (t.s[i] == quote)
        {
            if (i + 1 < t.n && t.s[i + 1] == quote)
            {
                i++;
            }
            else
            {
                return i + 1;
            }
        }
    }
    return 0;
}

static size_t end_of_number(OlStr t, size_t i)
{
    bool digits = false;

    for (; i < t.n && is_digit(t.s[i]); i++)
    {
        digits = true;
    }
    if (i < t.n && t.s[i] == '.')
    {
        for (i++; i < t.n && is_digit(t.s[i]); i++)
        {
            digits = true;
        }
    }
    if (digits && i < t.n && (t.s[i] == 'e' || t.s[i] == 'E'))
    {
        size_t k = i + 1;

        k += k < t.n && (t.s[k] == '+' || t.s[k] == '-');
        if (k < t.n && is_digit(t.s[k]))
        {
            for (i = k; i < t.n && is_digit(t.s[i]); i++)
            {
            }
        }
    }
    /* 1.5f is a BINARY_FLOAT, 1..2 a range: not ours */
    return digits && (i == t.n || (!is_name(t.s[i]) && t.s[i] != '.')) ? i : 0;
}

static Token next_token(OlStr t, size_t i)
{
    Token token;

    while (i < t.n && is_blank(t.s[i]))
    {
        i++;
    }
    token.from = i;
    token.to = i + 1;
    if (i >= t.n)
    {
        token.kind = T_END;
        token.to = i;
    }
    else if (is_letter(t.s[i]))
    {
        for (; i < t.n && is_name(t.s[i]); i++)
        {
        }
        token.kind = i < t.n && t.s[i] == '\'' ? T_OTHER : T_WORD; /* n'...', q'[...]', DATE'...' */
        token.to = i;
    }
    else if (t.s[i] == '"' || t.s[i] == '\'')
    {
        token.kind = t.s[i] == '"' ? T_WORD : T_STRING;
        token.to = end_of_quoted(t, i, t.s[i]);
        if (token.to == 0)
        {
            token.kind = T_OTHER;
            token.to = t.n;
        }
    }
    else if (is_digit(t.s[i]) || (t.s[i] == '.' && i + 1 < t.n && is_digit(t.s[i + 1])))
    {
        token.to = end_of_number(t, i);
        token.kind = token.to != 0 ? T_NUMBER : T_OTHER;
    }
    else if (i + 1 < t.n && ((t.s[i] == '-' && t.s[i + 1] == '-') || (t.s[i] == '/' && t.s[i + 1] == '*')))
    {
        token.kind = T_OTHER; /* comments may be hints */
    }
    else
    {
        token.kind = strchr("(),.-+*/|=<>%", t.s[i]) != NULL ? T_SIGN : T_OTHER; /* no : ; @ */
    }
    return token;
}

static bool is_sign(const Scan *s, Token t, char c)
{
    return t.kind == T_SIGN && s->text.s[t.from] == c;
}

static bool is_word(const Scan *s, Token t, const char *word)
{
    return t.kind == T_WORD && ol_str_ieq_c(ol_str_n(s->text.s + t.from, t.to - t.from), word);
}

static void copy_to(Scan *s, size_t to)
{
    appendBinaryStringInfo(&s->out, s->text.s + s->copied, (int)(to - s->copied));
    s->out_chars += (uint32_t)ol_utf8_length(s->text.s + s->copied, to - s->copied);
    s->copied = to;
}

static bool string_value(const Scan *s, Token t, OlStr *value)
{
    char *bytes = palloc(t.to - t.from);
    size_t n = 0;

    for (size_t i = t.from + 1; i + 1 < t.to; i++)
    {
        bytes[n++] = s->text.s[i];
        i += s->text.s[i] == '\'';
    }
    *value = ol_str_n(bytes, n);
    return n > 0 && n <= STRING_MAX; /* '' is NULL, and stays where it is */
}

static bool number_value(const Scan *s, Token t, OlStr *value)
{
    uint8_t *bytes = palloc(OL_NUMBER_WIRE_MAX);
    OlDecimal d;

    if (ol_decimal_from_text(ol_str_n(s->text.s + t.from, t.to - t.from), &d, NULL) != OL_OK)
    {
        return false;
    }
    *value = ol_str_n((const char *)bytes, ol_number_encode(&d, bytes));
    return true;
}

static void take(Scan *s, Token t)
{
    OlLiterals *r = s->result;
    OlStr value;
    int before;
    OlLiteralPlace *place;

    if (!(t.kind == T_STRING ? string_value(s, t, &value) : number_value(s, t, &value)))
    {
        return;
    }
    if (r->n == OL_LITERALS_MAX)
    {
        s->failed = true;
        return;
    }
    if (r->n == s->cap)
    {
        s->cap *= 2;
        r->binds = repalloc(r->binds, s->cap * sizeof(OlBindDesc));
        r->values = repalloc(r->values, s->cap * sizeof(OlValue));
        r->places = repalloc(r->places, s->cap * sizeof(OlLiteralPlace));
    }
    copy_to(s, t.from);
    before = s->out.len;
    place = &r->places[r->n];
    place->at = s->out_chars;
    place->len_before = (uint32_t)ol_utf8_length(s->text.s + t.from, t.to - t.from);
    r->binds[r->n] = (OlBindDesc){.type = t.kind == T_STRING ? W_VARCHAR : W_NUMBER, .flags = OL_BINDF_INDICATORS,
                                  .size = t.kind == T_STRING ? STRING_MAX : OL_NUMBER_WIRE_MAX + 1,
                                  .charset = t.kind == T_STRING ? OL_CHARSET_UTF8 : 0,
                                  .form = t.kind == T_STRING ? OL_FORM_DATABASE : 0};
    r->values[r->n] = (OlValue){.kind = OL_V_BYTES, .bytes = value};
    r->n++;
    appendStringInfo(&s->out, ":%u", r->n);
    place->len = (uint32_t)(s->out.len - before);
    s->out_chars += place->len;
    s->copied = t.to;
}

/* The items of VALUES (...), from behind the bracket; where the list ends, or 0. */
static size_t scan_values(Scan *s, size_t at)
{
    Token before = {T_SIGN, at - 1, at}; /* the bracket */
    Token before_that = before;
    int depth = 1;
    bool reads_mask = false; /* in the brackets of TO_DATE( */

    while (depth > 0 && !s->failed)
    {
        Token t = next_token(s->text, at);
        Token after;

        if (t.kind == T_END || t.kind == T_OTHER || is_word(s, t, "SELECT") || is_word(s, t, "WITH"))
        {
            return 0;
        }
        if (is_sign(s, t, '('))
        {
            depth++;
            reads_mask = depth == 2 && (is_word(s, before, "TO_DATE") || is_word(s, before, "TO_TIMESTAMP")) &&
                         !is_sign(s, before_that, '.');
        }
        else if (is_sign(s, t, ')'))
        {
            depth--;
        }
        else if (t.kind == T_STRING || t.kind == T_NUMBER)
        {
            bool begins = is_sign(s, before, '(') || (is_sign(s, before, ',') && depth == 1) ||
                          (depth == 1 && t.kind == T_NUMBER && is_sign(s, before, '-') &&
                           (is_sign(s, before_that, ',') || is_sign(s, before_that, '(')));

            after = next_token(s->text, t.to);
            if (begins && (is_sign(s, after, ',') || is_sign(s, after, ')')) &&
                (depth == 1 || (depth == 2 && reads_mask && t.kind == T_STRING && is_sign(s, after, ','))))
            {
                take(s, t);
            }
        }
        before_that = before;
        before = t;
        at = t.to;
    }
    return s->failed ? 0 : at;
}

/* INSERT INTO [schema.]table [(column, ...)] VALUES (...), and nothing else. */
static bool scan_insert(Scan *s)
{
    Token t = next_token(s->text, 0);
    bool brackets = false;

    if (!is_word(s, t, "INSERT"))
    {
        return false;
    }
    t = next_token(s->text, t.to);
    if (!is_word(s, t, "INTO"))
    {
        return false;
    }
    do
    {
        t = next_token(s->text, t.to);
        if (is_sign(s, t, '(') && !brackets)
        {
            brackets = true;
        }
        else if (t.kind != T_WORD && !is_sign(s, t, '.') && !(brackets && (is_sign(s, t, ',') || is_sign(s, t, ')'))))
        {
            return false;
        }
    } while (!is_word(s, t, "VALUES"));
    t = next_token(s->text, t.to);
    if (!is_sign(s, t, '('))
    {
        return false;
    }
    t.to = scan_values(s, t.to);
    if (t.to == 0 || next_token(s->text, t.to).kind != T_END)
    {
        return false;
    }
    copy_to(s, s->text.n);
    return s->result->n > 0;
}

OlLiterals *ol_literals_take(OlStr text)
{
    Scan s = {.text = text, .cap = 16};

    if (text.n < 20 || text.n > TEXT_MAX || !is_word(&s, next_token(text, 0), "INSERT"))
    {
        return NULL;
    }
    s.result = palloc(sizeof(OlLiterals));
    s.result->n = 0;
    s.result->binds = palloc(s.cap * sizeof(OlBindDesc));
    s.result->values = palloc(s.cap * sizeof(OlValue));
    s.result->places = palloc(s.cap * sizeof(OlLiteralPlace));
    initStringInfo(&s.out);
    if (!scan_insert(&s))
    {
        return NULL;
    }
    s.result->text = ol_str_n(s.out.data, (size_t)s.out.len);
    return s.result;
}

int32_t ol_literals_position(const OlLiterals *literals, int32_t position)
{
    int32_t shift = 0;

    for (uint32_t i = 0; i < literals->n; i++)
    {
        const OlLiteralPlace *p = &literals->places[i];

        if (position < (int32_t)(p->at + p->len))
        {
            return position < 0 ? position : Min(position, (int32_t)p->at) + shift;
        }
        shift += (int32_t)p->len_before - (int32_t)p->len;
    }
    return position + shift;
}

OlValue *ol_literals_keep(const OlLiterals *literals, MemoryContext mcxt)
{
    Size size = literals->n * sizeof(OlValue);
    OlValue *values;
    char *bytes;

    for (uint32_t i = 0; i < literals->n; i++)
    {
        size += literals->values[i].bytes.n;
    }
    values = MemoryContextAlloc(mcxt, size);
    bytes = (char *)(values + literals->n);
    for (uint32_t i = 0; i < literals->n; i++)
    {
        values[i] = literals->values[i];
        memcpy(bytes, values[i].bytes.s, values[i].bytes.n);
        values[i].bytes.s = bytes;
        bytes += values[i].bytes.n;
    }
    return values;
}
