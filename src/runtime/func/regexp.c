/*
 * regexp.c - REGEXP_LIKE, _SUBSTR, _INSTR, _REPLACE, _COUNT on PostgreSQL's regular expression engine.
 *
 * Oracle's syntax is POSIX ERE with a few of Perl's escapes; PostgreSQL's ARE is close. translate_pattern() bridges what
 * differs:
 *   .            does not match a newline, unless match parameter n     -> [^\n]
 *   [...]        a backslash inside is itself                           -> \\
 *   \x           only d D w W s S A Z z and 1-9 are special             -> x, or \x where x is punctuation
 *   \z, \Z       the end; the end or before a last newline              -> \Z, (?=\n?\Z)
 *   (?           Oracle has no such group                               -> refused, ORA-03001
 *   * + ? first  literal at the start of a branch                       -> \* \+ \?
 * Match parameters: i, c (the later wins), n, m, x. White space is dropped here for x, outside brackets.
 * Limits: which of several matches at one place is found follows PostgreSQL: the longest for greedy expressions, and
 * greediness is that of the whole expression.
 * Lifetimes: the translated pattern lives in fn_extra; compiled forms in PostgreSQL's own cache.
 * See also:  Oracle SQL Language Reference, appendix C; sql/func/regexp.sql; tests/sql/regexp.sql
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "regex/regex.h"
#include "utils/memutils.h"

#include "runtime/func/func.h"

#define MATCH_MAX 10 /* the whole and nine subexpressions */
#define PATTERN_MAX 32767

typedef struct RegexSite
{
    MemoryContext context;
    char *pattern; /* as given */
    size_t pattern_bytes;
    char params[8];
    size_t params_bytes;
    text *translated; /* NULL: nothing cached */
    int cflags;
} RegexSite;

/* --- pattern ------------------------------------------------------------------------------------------------------ */
static int bracket_end(const char *s, int n, int i)
{
    /* s[i] is '['; a ']' right after '[' or '[^' is a member; [: :], [. .], [= =] nest. */
    int j = i + 1;

    if (j < n && s[j] == '^')
        j++;
    if (j < n && s[j] == ']')
        j++;
    for (; j < n; j++)
    {
        if (s[j] == '[' && j + 1 < n && (s[j + 1] == ':' || s[j + 1] == '.' || s[j + 1] == '='))
        {
            char kind = s[j + 1];
            int k = j + 2;

            while (k + 1 < n && !(s[k] == kind && s[k + 1] == ']'))
                k++;
            if (k + 1 >= n)
                ol_raise(OL_ERR_REGEX_CLASS);
            j = k + 1;
        }
        else if (s[j] == ']')
            return j;
    }
    ol_raise(OL_ERR_REGEX_BRACKET);
}

static text *translate_pattern(const char *s, int n, bool dot_newline, bool extended)
{
    StringInfoData out;
    bool start = true; /* of a branch: a quantifier here is literal */

    if (n > PATTERN_MAX)
        ol_raise(OL_ERR_REGEX_TOO_LONG);
    initStringInfo(&out);
    appendStringInfoString(&out, "***:"); /* advanced syntax whatever follows */
    for (int i = 0; i < n;)
    {
        int len = ol_char_bytes(s + i, (size_t)(n - i));
        char c = s[i];
        bool was_start = start;

        start = false;
        if (extended && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'))
        {
            start = was_start;
            i++;
            continue;
        }
        switch (c)
        {
            case '.':
                appendStringInfoString(&out, dot_newline ? "." : "[^\\n]");
                break;
            case '[':
            {
                int end = bracket_end(s, n, i);

                for (int j = i; j <= end; j++)
                {
                    if (s[j] == '\\')
                        appendStringInfoChar(&out, '\\');
                    appendStringInfoChar(&out, s[j]);
                }
                i = end + 1;
                continue;
            }
            case '\\':
                if (i + 1 >= n)
                {
                    appendStringInfoString(&out, "\\\\");
                    break;
                }
                i++;
                c = s[i];
                len = ol_char_bytes(s + i, (size_t)(n - i));
                if (strchr("dDwWsSA", c) != NULL && c != '\0')
                    appendStringInfo(&out, "\\%c", c);
                else if (c == 'z')
                    appendStringInfoString(&out, "\\Z");
                else if (c == 'Z')
                    appendStringInfoString(&out, "(?=\\n?\\Z)");
                else if (c >= '1' && c <= '9')
                {
                    appendStringInfo(&out, "\\%c", c);
                    if (i + 1 < n && s[i + 1] >= '0' && s[i + 1] <= '9')
                        appendStringInfoString(&out, "(?:)"); /* \1 and then a digit, not \10 */
                }
                else
                {
                    if ((unsigned char)c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
                        appendStringInfoChar(&out, '\\');
                    appendBinaryStringInfo(&out, s + i, len);
                }
                break;
            case '(':
                if (i + 1 < n && s[i + 1] == '?')
                    ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "(? in a regular expression");
                appendStringInfoChar(&out, c);
                start = true;
                break;
            case '|':
                appendStringInfoChar(&out, c);
                start = true;
                break;
            case '^':
                appendStringInfoChar(&out, c);
                start = was_start;
                break;
            case '*':
            case '+':
            case '?':
                if (was_start)
                    appendStringInfoChar(&out, '\\');
                appendStringInfoChar(&out, c);
                break;
            default:
                appendBinaryStringInfo(&out, s + i, len);
                break;
        }
        i += len;
    }
    return cstring_to_text_with_len(out.data, out.len);
}

/* PostgreSQL says what is wrong in words of its own; Oracle has a number for each. */
static regex_t *compile(text *pattern, int cflags)
{
    MemoryContext context = CurrentMemoryContext;
    regex_t *volatile re = NULL;

    PG_TRY();
    {
        re = RE_compile_and_cache(pattern, cflags, DEFAULT_COLLATION_OID);
    }
    PG_CATCH();
    {
        ErrorData *error;

        MemoryContextSwitchTo(context);
        error = CopyErrorData();
        if (error->sqlerrcode != ERRCODE_INVALID_REGULAR_EXPRESSION)
            PG_RE_THROW();
        FlushErrorState();
        if (strstr(error->message, "parenthes") != NULL)
            ol_raise(OL_ERR_REGEX_PAREN);
        if (strstr(error->message, "bracket") != NULL)
            ol_raise(OL_ERR_REGEX_BRACKET);
        if (strstr(error->message, "backreference") != NULL)
            ol_raise(OL_ERR_REGEX_BACKREF);
        if (strstr(error->message, "character range") != NULL)
            ol_raise(OL_ERR_REGEX_RANGE);
        if (strstr(error->message, "character class") != NULL)
            ol_raise(OL_ERR_REGEX_CLASS);
        if (strstr(error->message, "repetition count") != NULL || strstr(error->message, "braces") != NULL)
            ol_raise(OL_ERR_REGEX_INTERVAL);
        if (strstr(error->message, "too complex") != NULL || strstr(error->message, "too big") != NULL)
            ol_raise(OL_ERR_REGEX_TOO_LONG);
        ol_raise_text(OL_ERR_REGEX_INTERVAL, "%s", error->message);
    }
    PG_END_TRY();
    return re;
}

/* The compiled expression for pattern argument 1 and the match parameter argument (-1 or absent: none). */
static regex_t *regex_arg(FunctionCallInfo fcinfo, int params_arg)
{
    RegexSite *site = fcinfo->flinfo->fn_extra;
    text *pattern = OL_TEXT_ARG(1);
    OlStr params = OL_STR_NULL;

    if (params_arg >= 0 && PG_NARGS() > params_arg && !PG_ARGISNULL(params_arg))
        params = ol_text_str(OL_TEXT_ARG(params_arg));
    if (site == NULL)
    {
        MemoryContext context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "oliphant pattern", ALLOCSET_SMALL_SIZES);

        fcinfo->flinfo->fn_extra = site = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *site);
        site->context = context;
    }
    if (site->translated == NULL || site->pattern_bytes != VARSIZE_ANY_EXHDR(pattern) ||
        memcmp(site->pattern, VARDATA_ANY(pattern), site->pattern_bytes) != 0 || site->params_bytes != params.n ||
        memcmp(site->params, params.s, params.n) != 0)
    {
        MemoryContext old;
        int cflags = REG_ADVANCED;
        bool dot_newline = false, extended = false;

        site->translated = NULL;
        MemoryContextReset(site->context);
        for (size_t i = 0; i < params.n; i++)
            switch (params.s[i])
            {
                case 'i':
                    cflags |= REG_ICASE;
                    break;
                case 'c':
                    cflags &= ~REG_ICASE;
                    break;
                case 'n':
                    dot_newline = true;
                    break;
                case 'm':
                    cflags |= REG_NLANCH;
                    break;
                case 'x':
                    extended = true;
                    break;
                default:
                    ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
            }
        old = MemoryContextSwitchTo(site->context);
        site->pattern_bytes = VARSIZE_ANY_EXHDR(pattern);
        site->pattern = palloc(site->pattern_bytes + 1);
        memcpy(site->pattern, VARDATA_ANY(pattern), site->pattern_bytes);
        site->cflags = cflags;
        site->params_bytes = OL_MIN(params.n, sizeof site->params);
        memcpy(site->params, params.s, site->params_bytes);
        site->translated = translate_pattern(site->pattern, (int)site->pattern_bytes, dot_newline, extended);
        MemoryContextSwitchTo(old);
        if (params.n > sizeof site->params) /* repeated letters: valid, not worth caching */
        {
            text *translated = site->translated;

            site->translated = NULL;
            return compile(translated, cflags);
        }
    }
    return compile(site->translated, site->cflags);
}

/* --- subject ------------------------------------------------------------------------------------------------------ */
typedef struct Subject
{
    const char *s;
    size_t n;
    bool ascii; /* then wide[i] is at byte i */
    pg_wchar *wide;
    int chars;
    pg_wchar small[512];
} Subject;

static void subject_set(Subject *u, text *t)
{
    u->s = VARDATA_ANY(t);
    u->n = VARSIZE_ANY_EXHDR(t);
    u->wide = u->n < OL_LENGTHOF(u->small) ? u->small : palloc_extended((u->n + 1) * sizeof(pg_wchar), MCXT_ALLOC_HUGE);
    u->ascii = ol_is_ascii(u->s, u->n);
    if (u->ascii)
    {
        for (size_t i = 0; i < u->n; i++)
            u->wide[i] = (unsigned char)u->s[i];
        u->chars = (int)u->n;
    }
    else
        u->chars = pg_mb2wchar_with_len(u->s, u->wide, (int)u->n);
}

static size_t subject_byte(const Subject *u, int chars)
{
    return u->ascii ? (size_t)chars : ol_char_offset(u->s, u->n, (size_t)chars);
}

static bool search(regex_t *re, const Subject *u, int from, regmatch_t *match, int nmatch)
{
    int rc = pg_regexec(re, u->wide, (size_t)u->chars, (size_t)from, NULL, (size_t)nmatch, match, 0);
    char message[100];

    if (rc == REG_OKAY)
        return true;
    if (rc == REG_NOMATCH)
        return false;
    CHECK_FOR_INTERRUPTS();
    pg_regerror(rc, re, message, sizeof message);
    ereport(ERROR, (errcode(ERRCODE_INVALID_REGULAR_EXPRESSION), errmsg("regular expression failed: %s", message)));
}

/* The nth match at or after position from; false when there are fewer. */
static bool search_nth(regex_t *re, const Subject *u, int from, int64 nth, regmatch_t *match)
{
    while (from <= u->chars && search(re, u, from, match, MATCH_MAX))
    {
        if (--nth <= 0)
            return true;
        from = match[0].rm_eo > match[0].rm_so ? match[0].rm_eo : match[0].rm_eo + 1;
        CHECK_FOR_INTERRUPTS();
    }
    return false;
}

/* An optional NUMBER argument: false when it is NULL (the result is then NULL). */
static bool number_arg(FunctionCallInfo fcinfo, int arg, int64 if_absent, int64 least, int64 *out)
{
    *out = if_absent;
    if (PG_NARGS() <= arg)
        return true;
    if (PG_ARGISNULL(arg))
        return false;
    *out = OL_COUNT_ARG(arg);
    if (*out < least)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, *out));
    return true;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_regexp_like)
{
    Subject u;
    regex_t *re;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    subject_set(&u, OL_TEXT_ARG(0));
    re = regex_arg(fcinfo, 2);
    PG_RETURN_BOOL(search(re, &u, 0, NULL, 0));
}

/* REGEXP_COUNT(s, pattern, position, match parameter) */
OL_FUNCTION(ol_fn_regexp_count)
{
    Subject u;
    regex_t *re;
    regmatch_t match[MATCH_MAX];
    int64 pos, count = 0;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !number_arg(fcinfo, 2, 1, 1, &pos))
        PG_RETURN_NULL();
    subject_set(&u, OL_TEXT_ARG(0));
    re = regex_arg(fcinfo, 3);
    for (int64 from = pos - 1; from <= u.chars && search(re, &u, (int)from, match, 1);)
    {
        if (match[0].rm_so == u.chars && u.chars > 0) /* an empty match after the last character does not count */
            break;
        count++;
        from = match[0].rm_eo > match[0].rm_so ? match[0].rm_eo : match[0].rm_eo + 1;
        CHECK_FOR_INTERRUPTS();
    }
    return ol_datum_int64(count);
}

/* REGEXP_SUBSTR(s, pattern, position, occurrence, match parameter, subexpression) */
OL_FUNCTION(ol_fn_regexp_substr)
{
    Subject u;
    regex_t *re;
    regmatch_t match[MATCH_MAX];
    int64 pos, nth, sub;
    size_t from, to;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !number_arg(fcinfo, 2, 1, 1, &pos) || !number_arg(fcinfo, 3, 1, 1, &nth) ||
        !number_arg(fcinfo, 5, 0, 0, &sub))
        PG_RETURN_NULL();
    subject_set(&u, OL_TEXT_ARG(0));
    re = regex_arg(fcinfo, 4);
    if (sub >= MATCH_MAX || pos - 1 > u.chars || !search_nth(re, &u, (int)(pos - 1), nth, match) || match[sub].rm_so < 0)
        PG_RETURN_NULL();
    from = subject_byte(&u, (int)match[sub].rm_so);
    to = subject_byte(&u, (int)match[sub].rm_eo);
    OL_RETURN_STR(u.s + from, to - from);
}

/* REGEXP_INSTR(s, pattern, position, occurrence, 0 start or 1 after the end, match parameter, subexpression) */
OL_FUNCTION(ol_fn_regexp_instr)
{
    Subject u;
    regex_t *re;
    regmatch_t match[MATCH_MAX];
    int64 pos, nth, after, sub;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !number_arg(fcinfo, 2, 1, 1, &pos) || !number_arg(fcinfo, 3, 1, 1, &nth) ||
        !number_arg(fcinfo, 4, 0, 0, &after) || !number_arg(fcinfo, 6, 0, 0, &sub))
        PG_RETURN_NULL();
    if (after > 1)
        ol_raise(OL_ERR_ARGUMENT_RANGE, psprintf(INT64_FORMAT, after));
    subject_set(&u, OL_TEXT_ARG(0));
    re = regex_arg(fcinfo, 5);
    if (sub >= MATCH_MAX || pos - 1 > u.chars || !search_nth(re, &u, (int)(pos - 1), nth, match) || match[sub].rm_so < 0)
        return ol_datum_int64(0);
    return ol_datum_int64((after == 1 ? match[sub].rm_eo : match[sub].rm_so) + 1);
}

static void append_replacement(StringInfo out, const Subject *u, const char *r, size_t rn, const regmatch_t *match)
{
    for (size_t i = 0; i < rn; i++)
    {
        if (r[i] != '\\' || i + 1 >= rn)
        {
            appendStringInfoChar(out, r[i]);
            continue;
        }
        i++;
        if (r[i] >= '1' && r[i] <= '9')
        {
            const regmatch_t *m = &match[r[i] - '0'];

            if (m->rm_so >= 0)
            {
                size_t from = subject_byte(u, (int)m->rm_so), to = subject_byte(u, (int)m->rm_eo);

                appendBinaryStringInfo(out, u->s + from, (int)(to - from));
            }
        }
        else if (r[i] == '\\')
            appendStringInfoChar(out, '\\');
        else
        {
            appendStringInfoChar(out, '\\');
            appendStringInfoChar(out, r[i]);
        }
    }
}

/* REGEXP_REPLACE(s, pattern, replacement, position, occurrence (0: all), match parameter) */
OL_FUNCTION(ol_fn_regexp_replace)
{
    Subject u;
    regex_t *re;
    regmatch_t match[MATCH_MAX];
    int64 pos, nth, found = 0;
    const char *r = "";
    size_t rn = 0, copied = 0;
    StringInfoData out;
    bool plain, replaced = false;

    if (PG_ARGISNULL(0) || !number_arg(fcinfo, 3, 1, 1, &pos) || !number_arg(fcinfo, 4, 0, 0, &nth))
        PG_RETURN_NULL();
    if (PG_ARGISNULL(1))
        OL_RETURN_TEXT(OL_TEXT_ARG(0));
    if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
    {
        text *t = OL_TEXT_ARG(2);

        r = VARDATA_ANY(t);
        rn = VARSIZE_ANY_EXHDR(t);
    }
    subject_set(&u, OL_TEXT_ARG(0));
    re = regex_arg(fcinfo, 5);
    plain = memchr(r, '\\', rn) == NULL;
    initStringInfo(&out);
    for (int64 from = pos - 1; from <= u.chars && search(re, &u, (int)from, match, plain ? 1 : MATCH_MAX);)
    {
        size_t start, end;

        if (match[0].rm_so == match[0].rm_eo && match[0].rm_so == u.chars && found > 0 && u.chars > 0)
            break; /* nothing left but an empty match at the end */
        found++;
        if (nth == 0 || found == nth)
        {
            start = subject_byte(&u, (int)match[0].rm_so);
            end = subject_byte(&u, (int)match[0].rm_eo);
            appendBinaryStringInfo(&out, u.s + copied, (int)(start - copied));
            if (plain)
                appendBinaryStringInfo(&out, r, (int)rn);
            else
                append_replacement(&out, &u, r, rn, match);
            copied = end;
            replaced = true;
            if (found == nth)
                break;
        }
        from = match[0].rm_eo > match[0].rm_so ? match[0].rm_eo : match[0].rm_eo + 1;
        CHECK_FOR_INTERRUPTS();
    }
    if (!replaced)
        OL_RETURN_TEXT(OL_TEXT_ARG(0));
    appendBinaryStringInfo(&out, u.s + copied, (int)(u.n - copied));
    OL_RETURN_STR(out.data, (size_t)out.len);
}
