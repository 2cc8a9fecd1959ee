/*
 * lex.c - cuts Oracle SQL and PL/SQL text into tokens.
 *
 * Owns:      the lexical rules: comments, hints, literals, names, binds, operators, keyword lookup.
 * Lifetimes: see lex.h.
 * Invariant: no byte at or after text.n is read; every byte sequence gives tokens (errors are tokens too).
 * See also:  lex.h, fold.c (letter case), defs/keywords.def, keywords.auto.h (made by tools/gen/gen_keywords.py);
 *            rules: SQL Language Reference, "Literals", "Schema Object Names and Qualifiers", "Comments"
 */
#include "front/lex.h"

#include "front/fold.h"
#include "front/front.h"

#include <string.h>

/* --- keywords ----------------------------------------------------------------------------------------------------- */
typedef struct Keyword
{
    const char *text;
    uint8_t len;
    uint8_t flags;
} Keyword;

static const Keyword keywords[OL_KEYWORD_N] = {
    [OL_NO_KEYWORD] = {"", 0, 0},
#define OL_KEYWORD(symbol, flags) [OL_KW_##symbol] = {#symbol, sizeof(#symbol) - 1, flags},
#include "../../defs/keywords.def"
#undef OL_KEYWORD
};

#include "front/keywords.auto.h"

/* KEEP-SAME: the hash of tools/gen/gen_keywords.py. */
static inline uint32_t hash_step(uint32_t h, unsigned char upper)
{
    return (h ^ upper) * 0x01000193u;
}

static OlKeyword keyword_lookup(const char *upper, size_t n, uint32_t hash)
{
    uint32_t slot = (hash ^ (hash >> 15)) & (KEYWORD_SLOTS - 1);

    for (;;)
    {
        uint16_t kw = keyword_slots[slot];

        if (kw == 0)
            return OL_NO_KEYWORD;
        if (keywords[kw].len == n && memcmp(keywords[kw].text, upper, n) == 0)
            return (OlKeyword)kw;
        slot = (slot + 1) & (KEYWORD_SLOTS - 1);
    }
}

OlKeyword ol_keyword_find(OlStr word)
{
    char upper[KEYWORD_MAX];
    uint32_t h = 0x811C9DC5u;

    if (word.n == 0 || word.n > KEYWORD_MAX)
        return OL_NO_KEYWORD;
    for (size_t i = 0; i < word.n; i++)
    {
        unsigned char c = (unsigned char)word.s[i];
        if (c >= 'a' && c <= 'z')
            c = (unsigned char)(c - 32);
        upper[i] = (char)c;
        h = hash_step(h, c);
    }
    return keyword_lookup(upper, word.n, h);
}

const char *ol_keyword_text(OlKeyword kw)
{
    return keywords[(unsigned)kw < OL_KEYWORD_N ? kw : OL_NO_KEYWORD].text;
}

unsigned ol_keyword_flags(OlKeyword kw)
{
    return keywords[(unsigned)kw < OL_KEYWORD_N ? kw : OL_NO_KEYWORD].flags;
}

/* --- character classes -------------------------------------------------------------------------------------------- */
#define C_SPACE 1u
#define C_DIGIT 2u
#define C_LETTER 4u /* may start a name */
#define C_NAME 8u   /* may go on in a name */
#define C_LOWER 16u
#define C_HIGH 32u  /* byte of a character beyond ASCII */

#define L4(c) [c] = C_LETTER | C_NAME
#define S4(c) [c] = C_LETTER | C_NAME | C_LOWER
#define D4(c) [c] = C_DIGIT | C_NAME
static const uint8_t class_of[256] = {
    [' '] = C_SPACE, ['\t'] = C_SPACE, ['\n'] = C_SPACE, ['\r'] = C_SPACE, ['\f'] = C_SPACE, ['\v'] = C_SPACE,
    [0] = C_SPACE, /* drivers pad texts with a NUL; Oracle takes it for white space */
    L4('A'), L4('B'), L4('C'), L4('D'), L4('E'), L4('F'), L4('G'), L4('H'), L4('I'), L4('J'), L4('K'), L4('L'), L4('M'),
    L4('N'), L4('O'), L4('P'), L4('Q'), L4('R'), L4('S'), L4('T'), L4('U'), L4('V'), L4('W'), L4('X'), L4('Y'), L4('Z'),
    S4('a'), S4('b'), S4('c'), S4('d'), S4('e'), S4('f'), S4('g'), S4('h'), S4('i'), S4('j'), S4('k'), S4('l'), S4('m'),
    S4('n'), S4('o'), S4('p'), S4('q'), S4('r'), S4('s'), S4('t'), S4('u'), S4('v'), S4('w'), S4('x'), S4('y'), S4('z'),
    D4('0'), D4('1'), D4('2'), D4('3'), D4('4'), D4('5'), D4('6'), D4('7'), D4('8'), D4('9'),
    ['_'] = C_NAME, ['$'] = C_NAME, ['#'] = C_NAME,
    [0x80 ... 0xFF] = C_HIGH,
};
#undef L4
#undef S4
#undef D4

static inline unsigned cls(char c)
{
    return class_of[(unsigned char)c];
}

/* --- the lexer ---------------------------------------------------------------------------------------------------- */
typedef struct Lexer
{
    OlArena *arena;
    const char *s;
    uint32_t n;
    uint32_t pos;
    OlToken *items;
    int count;
    int cap;
} Lexer;

static __attribute__((noinline)) void grow(Lexer *lx)
{
    int cap = lx->cap * 2;

    lx->items = ol_arena_grow(lx->arena, lx->items, sizeof(OlToken) * (size_t)lx->cap, sizeof(OlToken) * (size_t)cap);
    lx->cap = cap;
}

static inline OlToken *add(Lexer *lx, OlTokKind kind, uint32_t start, uint32_t end)
{
    OlToken *tok;

    if (OL_UNLIKELY(lx->count == lx->cap))
        grow(lx);
    tok = &lx->items[lx->count++];
    tok->start = start;
    tok->end = end;
    tok->kind = (uint8_t)kind;
    tok->flags = 0;
    tok->kw = 0;
    return tok;
}

/* An error token which covers [start, end); lexing goes on after it. */
static void add_error(Lexer *lx, OlErrorCode code, uint32_t start, uint32_t end)
{
    add(lx, OL_TOK_ERROR, start, end)->kw = (uint16_t)code;
    lx->pos = end;
}

static char peek(const Lexer *lx, uint32_t ahead)
{
    return lx->n - lx->pos > ahead ? lx->s[lx->pos + ahead] : 0;
}

/* name := letter { letter | digit | _ | $ | # } : position after the name that starts at pos (pos when none). */
static uint32_t scan_name(const Lexer *lx, uint32_t pos, unsigned *flags)
{
    while (pos < lx->n)
    {
        unsigned c = cls(lx->s[pos]);

        if (OL_LIKELY(c & C_NAME))
        {
            *flags |= c;
            pos++;
        }
        else if (c & C_HIGH)
        {
            uint32_t cp;
            int used = ol_utf8_decode(lx->s + pos, lx->n - pos, &cp);

            if (!ol_fold_is_letter(cp))
                break;
            *flags |= C_HIGH;
            pos += (uint32_t)used;
        }
        else
            break;
    }
    return pos;
}

static void lex_word(Lexer *lx)
{
    uint32_t start = lx->pos;
    uint32_t pos = start;
    uint32_t h = 0x811C9DC5u;
    unsigned flags = 0;
    char upper[KEYWORD_MAX];
    OlToken *tok;

    /* Most words are short and ASCII: fold and hash on the way. */
    while (pos < lx->n)
    {
        unsigned char c = (unsigned char)lx->s[pos];
        unsigned k = class_of[c];

        if (!(k & C_NAME))
            break;
        flags |= k;
        if (k & C_LOWER)
            c = (unsigned char)(c - 32);
        if (pos - start < KEYWORD_MAX)
            upper[pos - start] = (char)c;
        h = hash_step(h, c);
        pos++;
    }
    if (pos < lx->n && (cls(lx->s[pos]) & C_HIGH))
        pos = scan_name(lx, pos, &flags);
    if (pos - start > OL_NAME_MAX_BYTES)
    {
        add_error(lx, OL_ERR_IDENTIFIER_TOO_LONG, start, pos);
        return;
    }
    lx->pos = pos;
    tok = add(lx, OL_TOK_WORD, start, pos);
    if (flags & (C_LOWER | C_HIGH))
        tok->flags = OL_TF_LOWER;
    if (pos - start <= KEYWORD_MAX && !(flags & C_HIGH))
        tok->kw = (uint16_t)keyword_lookup(upper, pos - start, h);
}

/* "name" */
static void lex_quoted_name(Lexer *lx)
{
    uint32_t start = lx->pos;
    const char *close = memchr(lx->s + start + 1, '"', lx->n - start - 1);
    uint32_t end;

    if (close == NULL)
    {
        add_error(lx, OL_ERR_MISSING_DOUBLE_QUOTE, start, lx->n);
        return;
    }
    end = (uint32_t)(close - lx->s) + 1;
    if (end - start == 2)
        add_error(lx, OL_ERR_ZERO_LENGTH_IDENTIFIER, start, end);
    else if (end - start - 2 > OL_NAME_MAX_BYTES)
        add_error(lx, OL_ERR_IDENTIFIER_TOO_LONG, start, end);
    else
    {
        lx->pos = end;
        add(lx, OL_TOK_QNAME, start, end);
    }
}

/* '..' with doubled quotes; quote is the position of the opening one. */
static void lex_string(Lexer *lx, uint32_t start, uint32_t quote, unsigned flags)
{
    uint32_t pos = quote + 1;

    for (;;)
    {
        const char *close = pos < lx->n ? memchr(lx->s + pos, '\'', lx->n - pos) : NULL;

        if (close == NULL)
        {
            add_error(lx, OL_ERR_QUOTE_NOT_TERMINATED, start, lx->n);
            return;
        }
        pos = (uint32_t)(close - lx->s) + 1;
        if (pos >= lx->n || lx->s[pos] != '\'')
            break;
        flags |= OL_TF_ESCAPES;
        pos++;
    }
    lx->pos = pos;
    add(lx, OL_TOK_STRING, start, pos)->flags = (uint8_t)flags;
}

/* q'D..D': the delimiter may be any character; brackets close with their partner. */
static void lex_q_string(Lexer *lx, uint32_t start, uint32_t quote, unsigned flags)
{
    uint32_t pos = quote + 1;
    uint32_t cp;
    int used;
    char close[8];
    size_t nclose;

    if (pos >= lx->n)
    {
        add_error(lx, OL_ERR_QUOTE_NOT_TERMINATED, start, lx->n);
        return;
    }
    used = ol_utf8_decode(lx->s + pos, lx->n - pos, &cp);
    memcpy(close, lx->s + pos, (size_t)used);
    if (cp == '[')
        close[0] = ']';
    else if (cp == '(')
        close[0] = ')';
    else if (cp == '{')
        close[0] = '}';
    else if (cp == '<')
        close[0] = '>';
    close[used] = '\'';
    nclose = (size_t)used + 1;
    pos += (uint32_t)used;
    for (; lx->n - pos >= nclose; pos++)
    {
        const char *hit = memchr(lx->s + pos, close[0], lx->n - pos - nclose + 1);

        if (hit == NULL)
            break;
        pos = (uint32_t)(hit - lx->s);
        if (memcmp(hit, close, nclose) == 0)
        {
            lx->pos = pos + (uint32_t)nclose;
            add(lx, OL_TOK_STRING, start, lx->pos)->flags = (uint8_t)(flags | OL_TF_Q);
            return;
        }
    }
    add_error(lx, OL_ERR_QUOTE_NOT_TERMINATED, start, lx->n);
}

/* A literal with letters before its quote (n'..', u'..', q'..', nq'..'); false when it is a plain word. */
static bool lex_prefixed_string(Lexer *lx)
{
    char a = (char)(peek(lx, 0) | 32);
    char b = peek(lx, 1);
    char c = peek(lx, 2);

    if (b == '\'' && a == 'n')
        lex_string(lx, lx->pos, lx->pos + 1, OL_TF_NATIONAL);
    else if (b == '\'' && a == 'u')
        lex_string(lx, lx->pos, lx->pos + 1, OL_TF_NATIONAL | OL_TF_UNICODE);
    else if (b == '\'' && a == 'q')
        lex_q_string(lx, lx->pos, lx->pos + 1, 0);
    else if (a == 'n' && (b | 32) == 'q' && c == '\'')
        lex_q_string(lx, lx->pos, lx->pos + 2, OL_TF_NATIONAL);
    else
        return false;
    return true;
}

/* number := (digits [. [digits]] | . digits) [e [+|-] digits] [f | d] ; "1..2" is a number, two dots and a number */
static void lex_number(Lexer *lx)
{
    uint32_t start = lx->pos;
    uint32_t pos = start;
    uint32_t n = lx->n;
    const char *s = lx->s;
    unsigned flags = 0;

    while (pos < n && (cls(s[pos]) & C_DIGIT))
        pos++;
    if (pos < n && s[pos] == '.' && !(pos + 1 < n && s[pos + 1] == '.'))
    {
        pos++;
        while (pos < n && (cls(s[pos]) & C_DIGIT))
            pos++;
    }
    if (pos < n && (s[pos] | 32) == 'e')
    {
        uint32_t e = pos + 1;

        if (e < n && (s[e] == '+' || s[e] == '-'))
            e++;
        if (e < n && (cls(s[e]) & C_DIGIT))
        {
            while (e < n && (cls(s[e]) & C_DIGIT))
                e++;
            pos = e;
        }
    }
    if (pos < n && ((s[pos] | 32) == 'f' || (s[pos] | 32) == 'd') &&
        !(pos + 1 < n && (cls(s[pos + 1]) & (C_NAME | C_HIGH))))
    {
        flags = (s[pos] | 32) == 'f' ? OL_TF_FLOAT : OL_TF_DOUBLE;
        pos++;
    }
    lx->pos = pos;
    add(lx, OL_TOK_NUMBER, start, pos)->flags = (uint8_t)flags;
}

/* Position after white space; comments count as white space too, but not between ':' and a name. */
static uint32_t skip_blanks(const Lexer *lx, uint32_t pos)
{
    while (pos < lx->n && (cls(lx->s[pos]) & C_SPACE))
        pos++;
    return pos;
}

/* bind := ':' [blanks] ( name | digits | "name" ) */
static void lex_colon(Lexer *lx)
{
    uint32_t start = lx->pos;
    uint32_t pos;
    unsigned flags = 0;
    uint32_t end;

    if (peek(lx, 1) == '=')
    {
        lx->pos += 2;
        add(lx, OL_TOK_ASSIGN, start, lx->pos);
        return;
    }
    pos = skip_blanks(lx, start + 1);
    if (pos < lx->n && lx->s[pos] == '"')
    {
        const char *close = memchr(lx->s + pos + 1, '"', lx->n - pos - 1);

        if (close == NULL)
        {
            add_error(lx, OL_ERR_MISSING_DOUBLE_QUOTE, start, lx->n);
            return;
        }
        end = (uint32_t)(close - lx->s) + 1;
        if (end - pos == 2)
        {
            add_error(lx, OL_ERR_ZERO_LENGTH_IDENTIFIER, start, end);
            return;
        }
    }
    else
        end = scan_name(lx, pos, &flags);
    if (end == pos)
    {
        lx->pos = start + 1;
        add(lx, OL_TOK_COLON, start, start + 1);
        return;
    }
    if (end - pos > OL_NAME_MAX_BYTES + 2)
    {
        add_error(lx, OL_ERR_IDENTIFIER_TOO_LONG, start, end);
        return;
    }
    lx->pos = end;
    add(lx, OL_TOK_BIND, start, end)->flags = (flags & (C_LOWER | C_HIGH)) ? OL_TF_LOWER : 0;
}

/* The words a hint may follow (SQL Language Reference, "Hints"). */
static bool takes_hint(const Lexer *lx)
{
    switch (lx->count == 0 ? OL_NO_KEYWORD : (OlKeyword)lx->items[lx->count - 1].kw)
    {
    case OL_KW_SELECT:
    case OL_KW_INSERT:
    case OL_KW_UPDATE:
    case OL_KW_DELETE:
    case OL_KW_MERGE:
        return lx->items[lx->count - 1].kind == OL_TOK_WORD;
    default:
        return false;
    }
}

/* A comment from pos on, which is "--" or "/" "*"; a hint becomes a token. */
static void lex_line_comment(Lexer *lx)
{
    uint32_t start = lx->pos;
    const char *nl = memchr(lx->s + start, '\n', lx->n - start);
    uint32_t end = nl == NULL ? lx->n : (uint32_t)(nl - lx->s);

    if (peek(lx, 2) == '+' && takes_hint(lx))
        add(lx, OL_TOK_HINT, start, end);
    lx->pos = end;
}

static void lex_block_comment(Lexer *lx)
{
    uint32_t start = lx->pos;
    uint32_t pos = start + 2;

    for (;;)
    {
        const char *star = pos < lx->n ? memchr(lx->s + pos, '*', lx->n - pos) : NULL;

        if (star == NULL)
        {
            add_error(lx, OL_ERR_COMMENT_NOT_TERMINATED, start, lx->n);
            return;
        }
        pos = (uint32_t)(star - lx->s) + 1;
        if (pos < lx->n && lx->s[pos] == '/')
            break;
    }
    pos++;
    if (peek(lx, 2) == '+' && takes_hint(lx))
        add(lx, OL_TOK_HINT, start, pos);
    lx->pos = pos;
}

/* $$name and the directives of conditional compilation */
static void lex_dollar(Lexer *lx)
{
    uint32_t start = lx->pos;
    bool inquiry = peek(lx, 1) == '$';
    uint32_t from = start + (inquiry ? 2u : 1u);
    unsigned flags = 0;
    uint32_t end = scan_name(lx, from, &flags);
    OlKeyword kw = ol_keyword_find(ol_str_n(lx->s + from, end - from));

    if (end == from)
        add_error(lx, OL_ERR_INVALID_CHARACTER, start, start + 1);
    else if (inquiry)
    {
        lx->pos = end;
        add(lx, OL_TOK_INQUIRY, start, end);
    }
    else if (kw == OL_KW_IF || kw == OL_KW_THEN || kw == OL_KW_ELSE || kw == OL_KW_ELSIF || kw == OL_KW_END ||
             kw == OL_KW_ERROR)
    {
        lx->pos = end;
        add(lx, OL_TOK_DIRECTIVE, start, end)->kw = (uint16_t)kw;
    }
    else
        add_error(lx, OL_ERR_INVALID_CHARACTER, start, start + 1);
}

static void punct(Lexer *lx, OlTokKind kind, uint32_t len)
{
    uint32_t start = lx->pos;

    lx->pos += len;
    add(lx, kind, start, lx->pos);
}

/* '(' or the outer join mark (+), which may have blanks inside */
static void lex_paren(Lexer *lx)
{
    uint32_t pos = skip_blanks(lx, lx->pos + 1);

    if (pos < lx->n && lx->s[pos] == '+')
    {
        pos = skip_blanks(lx, pos + 1);
        if (pos < lx->n && lx->s[pos] == ')')
        {
            punct(lx, OL_TOK_OUTER, pos + 1 - lx->pos);
            return;
        }
    }
    punct(lx, OL_TOK_LPAREN, 1);
}

static void lex_other(Lexer *lx, char c)
{
    char d = peek(lx, 1);

    switch (c)
    {
    case '(':
        lex_paren(lx);
        break;
    case ')':
        punct(lx, OL_TOK_RPAREN, 1);
        break;
    case ',':
        punct(lx, OL_TOK_COMMA, 1);
        break;
    case '.':
        if (cls(d) & C_DIGIT)
            lex_number(lx);
        else if (d == '.')
            punct(lx, OL_TOK_DOTDOT, 2);
        else
            punct(lx, OL_TOK_DOT, 1);
        break;
    case '\'':
        lex_string(lx, lx->pos, lx->pos, 0);
        break;
    case '"':
        lex_quoted_name(lx);
        break;
    case ':':
        lex_colon(lx);
        break;
    case ';':
        punct(lx, OL_TOK_SEMI, 1);
        break;
    case '=':
        if (d == '>')
            punct(lx, OL_TOK_ARROW, 2);
        else
            punct(lx, OL_TOK_EQ, 1);
        break;
    case '<':
        if (d == '=')
            punct(lx, OL_TOK_LE, 2);
        else if (d == '>')
            punct(lx, OL_TOK_NE, 2);
        else if (d == '<')
            punct(lx, OL_TOK_LLABEL, 2);
        else
            punct(lx, OL_TOK_LT, 1);
        break;
    case '>':
        if (d == '=')
            punct(lx, OL_TOK_GE, 2);
        else if (d == '>')
            punct(lx, OL_TOK_RLABEL, 2);
        else
            punct(lx, OL_TOK_GT, 1);
        break;
    case '!':
    case '^':
    case '~':
        if (d == '=')
            punct(lx, OL_TOK_NE, 2);
        else
            punct(lx, OL_TOK_BANG, 1);
        break;
    case '|':
        if (d == '|')
            punct(lx, OL_TOK_CONCAT, 2);
        else
            punct(lx, OL_TOK_BAR, 1);
        break;
    case '+':
        punct(lx, OL_TOK_PLUS, 1);
        break;
    case '-':
        if (d == '-')
            lex_line_comment(lx);
        else
            punct(lx, OL_TOK_MINUS, 1);
        break;
    case '*':
        if (d == '*')
            punct(lx, OL_TOK_POWER, 2);
        else
            punct(lx, OL_TOK_STAR, 1);
        break;
    case '/':
        if (d == '*')
            lex_block_comment(lx);
        else
            punct(lx, OL_TOK_SLASH, 1);
        break;
    case '@':
        punct(lx, OL_TOK_AT, 1);
        break;
    case '%':
        punct(lx, OL_TOK_PERCENT, 1);
        break;
    case '[':
        punct(lx, OL_TOK_LBRACKET, 1);
        break;
    case ']':
        punct(lx, OL_TOK_RBRACKET, 1);
        break;
    case '$':
        lex_dollar(lx);
        break;
    default:
        add_error(lx, OL_ERR_INVALID_CHARACTER, lx->pos, lx->pos + 1);
    }
}

/* Characters beyond ASCII: names, the not sign of "not equal", blanks; everything else is an invalid character. */
static void lex_high(Lexer *lx)
{
    uint32_t cp;
    uint32_t start = lx->pos;
    int used = ol_utf8_decode(lx->s + start, lx->n - start, &cp);

    if (cp == 0xAC && start + 2 < lx->n && lx->s[start + 2] == '=')
        punct(lx, OL_TOK_NE, 3);
    else if (cp == 0x3000 || (cp == 0xFEFF && start == 0)) /* ideographic space, byte order mark */
        lx->pos += (uint32_t)used;
    else if (ol_fold_is_letter(cp))
    {
        unsigned flags = C_HIGH;
        uint32_t end = scan_name(lx, start, &flags);

        if (end - start > OL_NAME_MAX_BYTES)
            add_error(lx, OL_ERR_IDENTIFIER_TOO_LONG, start, end);
        else
        {
            lx->pos = end;
            add(lx, OL_TOK_WORD, start, end)->flags = OL_TF_LOWER;
        }
    }
    else
        add_error(lx, OL_ERR_INVALID_CHARACTER, start, start + (uint32_t)used);
}

OlStatus ol_lex(OlArena *arena, OlStr text, OlTokens *out, OlDiag *diag)
{
    Lexer lx = {arena, text.s, 0, 0, NULL, 0, 0};

    if (text.n > (size_t)INT32_MAX - 16)
        return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, 0, "statement of 2 GB or more");
    lx.n = (uint32_t)text.n;
    lx.cap = (int)(lx.n / 5 + 16);
    lx.items = ol_arena_alloc(arena, ol_mul_size(sizeof(OlToken), (size_t)lx.cap));
    while (lx.pos < lx.n)
    {
        char c = lx.s[lx.pos];
        unsigned k = cls(c);

        if (k & C_SPACE)
            lx.pos++;
        else if (k & C_LETTER)
        {
            if (OL_UNLIKELY(((c | 32) == 'n' || (c | 32) == 'q' || (c | 32) == 'u')) && lex_prefixed_string(&lx))
                continue;
            lex_word(&lx);
        }
        else if (k & C_DIGIT)
            lex_number(&lx);
        else if (OL_UNLIKELY(k & C_HIGH))
            lex_high(&lx);
        else
            lex_other(&lx, c);
    }
    out->n = lx.count;
    add(&lx, OL_TOK_EOF, lx.n, lx.n);
    out->items = lx.items;
    return OL_OK;
}

/* --- values of tokens --------------------------------------------------------------------------------------------- */
OlStr ol_token_name(OlArena *arena, OlStr text, const OlToken *tok)
{
    OlStr raw = ol_str_n(text.s + tok->start, tok->end - tok->start);

    if (tok->kind == OL_TOK_QNAME)
        return ol_str_n(raw.s + 1, raw.n - 2);
    if (!(tok->flags & OL_TF_LOWER))
        return raw;
    if (tok->kw != OL_NO_KEYWORD)
        return ol_str_n(keywords[tok->kw].text, keywords[tok->kw].len);
    return ol_fold_name(arena, raw);
}

/* The four hexadecimal digits of \XXXX; false: no such escape. */
static bool utf16_unit(OlStr s, size_t at, uint32_t *unit)
{
    uint8_t bytes[2];

    if (s.n - at < 5 || s.s[at] != '\\' || !ol_hex_decode(ol_str_n(s.s + at + 1, 4), bytes, 2))
        return false;
    *unit = (uint32_t)(bytes[0] << 8 | bytes[1]);
    return true;
}

/* U'..': \XXXX units become characters (two surrogates one), \\ is one backslash. What is no escape stays. */
static OlStr unescape_unicode(OlArena *arena, OlStr s)
{
    char *out = ol_arena_alloc(arena, OL_MAX(s.n, 1));
    size_t n = 0;
    size_t i = 0;

    while (i < s.n)
    {
        uint32_t unit, low;

        if (s.s[i] == '\\' && s.n - i >= 2 && s.s[i + 1] == '\\')
        {
            out[n++] = '\\';
            i += 2;
        }
        else if (utf16_unit(s, i, &unit) && unit != 0)
        {
            i += 5;
            if (unit >= 0xD800 && unit < 0xDC00 && i < s.n && utf16_unit(s, i, &low) && low >= 0xDC00 && low < 0xE000)
            {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                i += 5;
            }
            else if (unit >= 0xD800 && unit < 0xE000)
                unit = 0xFFFD;
            n += (size_t)ol_utf8_encode(unit, out + n); /* at most 4 of 5 or 10 bytes read */
        }
        else
            out[n++] = s.s[i++];
    }
    return ol_str_n(out, n);
}

OlStr ol_token_string(OlArena *arena, OlStr text, const OlToken *tok)
{
    uint32_t start = tok->start + ((tok->flags & OL_TF_NATIONAL) ? 1u : 0u);
    OlStr body;
    char *out;
    size_t n = 0;

    if (tok->flags & OL_TF_Q)
    {
        uint32_t cp;
        int used = ol_utf8_decode(text.s + start + 2, tok->end - start - 2, &cp);

        start += 2 + (uint32_t)used;
        return ol_str_n(text.s + start, tok->end - start - 1 - (uint32_t)used);
    }
    body = ol_str_n(text.s + start + 1, tok->end - start - 2);
    if (!(tok->flags & OL_TF_ESCAPES))
        return tok->flags & OL_TF_UNICODE ? unescape_unicode(arena, body) : body;
    out = ol_arena_alloc(arena, body.n);
    for (size_t i = 0; i < body.n; i++)
    {
        out[n++] = body.s[i];
        if (body.s[i] == '\'')
            i++;
    }
    return tok->flags & OL_TF_UNICODE ? unescape_unicode(arena, ol_str_n(out, n)) : ol_str_n(out, n);
}

OlStr ol_token_bind(OlArena *arena, OlStr text, const OlToken *tok, bool *quoted)
{
    OlStr raw = ol_str_n(text.s + tok->start + 1, tok->end - tok->start - 1);

    while (raw.n > 0 && (cls(raw.s[0]) & C_SPACE))
    {
        raw.s++;
        raw.n--;
    }
    *quoted = raw.n > 2 && raw.s[0] == '"';
    if (*quoted)
        return ol_str_n(raw.s + 1, raw.n - 2);
    return (tok->flags & OL_TF_LOWER) ? ol_fold_name(arena, raw) : raw;
}

/* --- printing ----------------------------------------------------------------------------------------------------- */
const char *ol_token_kind_name(OlTokKind kind)
{
    static const char *const names[OL_TOK_COUNT] = {
        "EOF", "ERROR", "WORD", "QNAME", "NUMBER", "STRING", "BIND", "HINT", "INQUIRY", "DIRECTIVE", "LPAREN", "RPAREN",
        "OUTER", "LBRACKET", "RBRACKET", "COMMA", "DOT", "DOTDOT", "SEMI", "COLON", "ASSIGN", "ARROW", "AT", "PERCENT",
        "PLUS", "MINUS", "STAR", "SLASH", "POWER", "CONCAT", "EQ", "NE", "LT", "LE", "GT", "GE", "BAR", "BANG", "LLABEL",
        "RLABEL",
    };
    return names[(unsigned)kind < OL_TOK_COUNT ? kind : OL_TOK_ERROR];
}

OlStatus ol_lex_print(OlArena *arena, OlStr text, OlBuf *out, OlDiag *diag)
{
    OlTokens toks;
    OlStatus st = ol_lex(arena, text, &toks, diag);

    if (st != OL_OK)
        return st;
    for (int i = 0; i < toks.n; i++)
    {
        const OlToken *tok = &toks.items[i];
        OlStr raw = ol_str_n(text.s + tok->start, tok->end - tok->start);
        bool quoted;

        ol_buf_printf(out, "%u-%u %s", tok->start, tok->end, ol_token_kind_name(tok->kind));
        switch (tok->kind)
        {
        case OL_TOK_WORD:
            ol_buf_append_byte(out, ' ');
            ol_buf_append_str(out, ol_token_name(arena, text, tok));
            if (tok->kw != OL_NO_KEYWORD)
            {
                unsigned f = keywords[tok->kw].flags;
                ol_buf_append_c(out, f & OL_KWF_SQL ? " reserved" : f & OL_KWF_SEMI ? " semireserved" : " keyword");
                if (f & OL_KWF_PLSQL)
                    ol_buf_append_c(out, " plsql");
            }
            break;
        case OL_TOK_QNAME:
            ol_buf_append_byte(out, ' ');
            ol_buf_append_str(out, ol_token_name(arena, text, tok));
            break;
        case OL_TOK_STRING:
            ol_buf_append_c(out, tok->flags & OL_TF_NATIONAL ? " N[" : " [");
            ol_buf_append_str(out, ol_token_string(arena, text, tok));
            ol_buf_append_byte(out, ']');
            break;
        case OL_TOK_BIND:
            ol_buf_append_byte(out, ' ');
            ol_buf_append_str(out, ol_token_bind(arena, text, tok, &quoted));
            if (quoted)
                ol_buf_append_c(out, " quoted");
            break;
        case OL_TOK_ERROR:
        {
            const OlErrorInfo *info = ol_error_info((OlErrorCode)tok->kw);
            ol_buf_printf(out, " ORA-%05d", info->number);
            break;
        }
        default:
            ol_buf_append_byte(out, ' ');
            ol_buf_append_str(out, raw);
        }
        ol_buf_append_byte(out, '\n');
    }
    return OL_OK;
}
