/*
 * parse_core.c - the entry points, and what every part of the parser uses: errors, depth, names, lists of names, binds.
 *
 * Owns:      OlParser from start to end of a parse; the classification of statements.
 * Lifetimes: everything is made in the caller's arena.
 * Invariant: see parse.h.
 * See also:  front.h, lex.c, parse_*.c; positions and numbers of errors: Database Error Messages
 */
#include "front/parse.h"

#include <stdio.h>
#include <string.h>

/* --- errors and depth --------------------------------------------------------------------------------------------- */
static void stop(OlParser *p)
{
    p->failed = true;
    p->cur = p->eof;
}

void *ol_parse_fail_at(OlParser *p, OlErrorCode code, uint32_t pos)
{
    if (!p->failed)
    {
        ol_diag_set(p->diag, code, (int)pos, "", ""); /* ORA-00904 has an argument: empty for bad syntax */
        stop(p);
    }
    return NULL;
}

/* What PL/SQL's parser would have expected where SQL's has an error of its own. */
static const char *plsql_expectation(OlErrorCode code)
{
    switch (code)
    {
    case OL_ERR_MISSING_EXPRESSION:
        return "( - + case mod new not null an identifier a double-quoted delimited-identifier a bind variable";
    case OL_ERR_MISSING_RPAREN:
        return ") , * & | = - + < / > at in is mod remainder not rem";
    case OL_ERR_MISSING_LPAREN:
        return "(";
    case OL_ERR_MISSING_KEYWORD:
        return "a keyword";
    case OL_ERR_INVALID_DATATYPE:
    case OL_ERR_INVALID_IDENTIFIER:
        return "an identifier a double-quoted delimited-identifier";
    case OL_ERR_INVALID_RELOP:
        return "= < > <> is in like between";
    default:
        return NULL;
    }
}

void *ol_parse_fail(OlParser *p, OlErrorCode code)
{
    if (p->cur->kind == OL_TOK_ERROR)
        code = (OlErrorCode)p->cur->kw;
    else if (p->reserved == OL_KWF_PLSQL && plsql_expectation(code) != NULL)
        return ol_parse_fail_plsql(p, plsql_expectation(code));
    return ol_parse_fail_at(p, code, p->cur->start);
}

void *ol_parse_unsupported(OlParser *p, const char *construct)
{
    if (!p->failed)
    {
        ol_diag_set(p->diag, OL_ERR_FEATURE_UNSUPPORTED, (int)p->cur->start, construct);
        stop(p);
    }
    return NULL;
}

void *ol_parse_fail_plsql(OlParser *p, const char *expected)
{
    char what[160];
    OlStr word = ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start);

    if (p->failed)
        return NULL;
    if (p->cur->kind == OL_TOK_ERROR)
        return ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
    if (p->cur->kind == OL_TOK_EOF)
        snprintf(what, sizeof what, "end-of-file");
    else
    {
        if (word.n > 120)
            word.n = ol_utf8_offset(word.s, 120, 100);
        snprintf(what, sizeof what, "%.*s", OL_STR_ARG(word));
        for (char *c = what; *c != 0; c++)
            if (*c >= 'a' && *c <= 'z')
                *c = (char)(*c - 32);
    }
    ol_diag_set(p->diag, OL_ERR_PLS_SYNTAX, (int)p->cur->start, what, expected);
    stop(p);
    return NULL;
}

bool ol_parse_enter(OlParser *p)
{
    if (++p->depth <= OL_PARSE_MAX_DEPTH)
        return true;
    ol_parse_unsupported(p, "nesting of more than 500 levels");
    return false;
}

bool ol_parse_expect(OlParser *p, OlTokKind kind, OlErrorCode code)
{
    if (accept(p, kind))
        return true;
    ol_parse_fail(p, code);
    return false;
}

bool ol_parse_expect_kw(OlParser *p, OlKeyword kw, OlErrorCode code)
{
    if (accept_kw(p, kw))
        return true;
    ol_parse_fail(p, code);
    return false;
}

/* --- names -------------------------------------------------------------------------------------------------------- */
bool ol_parse_tok_is_name(const OlParser *p, const OlToken *t)
{
    if (t->kind == OL_TOK_WORD)
        return t->kw == OL_NO_KEYWORD || !(ol_keyword_flags((OlKeyword)t->kw) & p->reserved);
    return t->kind == OL_TOK_QNAME;
}

OlName ol_parse_tok_name(OlParser *p, const OlToken *t)
{
    return (OlName){ol_token_name(p->arena, p->text, t), t->kind == OL_TOK_QNAME, t->start};
}

OlName ol_parse_name(OlParser *p, OlErrorCode code)
{
    OlName name = {OL_STR_NULL, false, 0};

    if (!at_name(p))
    {
        ol_parse_fail(p, code);
        return name;
    }
    name = ol_parse_tok_name(p, p->cur);
    advance(p);
    return name;
}

OlName ol_parse_any_word(OlParser *p, OlErrorCode code)
{
    OlName name = {OL_STR_NULL, false, 0};

    if (!at(p, OL_TOK_WORD) && !at(p, OL_TOK_QNAME))
    {
        ol_parse_fail(p, code);
        return name;
    }
    name = ol_parse_tok_name(p, p->cur);
    advance(p);
    return name;
}

static bool tok_is_word(const OlToken *t)
{
    return t->kind == OL_TOK_WORD || t->kind == OL_TOK_QNAME;
}

/* dotted := name { . word } ; after a dot every word is a name (coll.DELETE, seq.CURRVAL, t.LEVEL) */
OlNames ol_parse_dotted(OlParser *p, OlErrorCode code)
{
    OlNames names = {NULL, 0};
    int n = 1;

    if (!at_name(p))
    {
        ol_parse_fail(p, code);
        return names;
    }
    while (peek_is(p, 2 * n - 1, OL_TOK_DOT) && tok_is_word(peek_tok(p, 2 * n)))
        n++;
    names.items = ol_arena_alloc(p->arena, sizeof(OlName) * (size_t)n);
    names.n = n;
    for (int i = 0; i < n; i++)
        names.items[i] = ol_parse_tok_name(p, p->cur + 2 * i);
    p->cur += 2 * n - 1;
    return names;
}

void ol_parse_names_add(OlParser *p, OlNames *names, OlName name)
{
    /* Room grows by doubling: powers of two are full. */
    if ((names->n & (names->n - 1)) == 0)
        names->items = ol_arena_grow(p->arena, names->items, sizeof(OlName) * (size_t)names->n,
                                     sizeof(OlName) * (size_t)(names->n == 0 ? 1 : names->n * 2));
    names->items[names->n++] = name;
}

/* name_list := name { , name } */
OlNames ol_parse_name_list(OlParser *p, OlErrorCode code)
{
    OlNames names = {NULL, 0};

    do
        ol_parse_names_add(p, &names, ol_parse_name(p, code));
    while (accept(p, OL_TOK_COMMA));
    return names;
}

/* paren_names := '(' name { , name } ')' */
OlNames ol_parse_paren_names(OlParser *p, OlErrorCode code)
{
    OlNames names = {NULL, 0};

    if (!expect_lparen(p))
        return names;
    names = ol_parse_name_list(p, code);
    expect_rparen(p);
    return names;
}

/* dblink := name { . name } [ @ name ] ; folded, joined with dots */
OlStr ol_parse_dblink(OlParser *p)
{
    OlBuf buf;
    OlNames names = ol_parse_dotted(p, OL_ERR_DBLINK_EXPECTED);

    ol_buf_init(&buf, p->arena, 32);
    for (int i = 0; i < names.n; i++)
    {
        if (i > 0)
            ol_buf_append_byte(&buf, '.');
        ol_buf_append_str(&buf, names.items[i].text);
    }
    if (accept(p, OL_TOK_AT))
    {
        OlName qualifier = ol_parse_name(p, OL_ERR_DBLINK_EXPECTED);
        ol_buf_append_byte(&buf, '@');
        ol_buf_append_str(&buf, qualifier.text);
    }
    return ol_buf_str(&buf);
}

/* object_name := [schema .] name [ @ dblink ] */
OlNode *ol_parse_object_name(OlParser *p, OlErrorCode code)
{
    OlObjectName *node = MAKE(p, ObjectName);

    node->names = ol_parse_dotted(p, code);
    if (accept(p, OL_TOK_AT))
        node->dblink = ol_parse_dblink(p);
    return close_node(p, node);
}

OlStr ol_parse_string(OlParser *p, OlErrorCode code)
{
    OlStr s;

    if (!at(p, OL_TOK_STRING))
    {
        ol_parse_fail(p, code);
        return OL_STR_NULL;
    }
    s = ol_token_string(p->arena, p->text, p->cur);
    advance(p);
    return s;
}

OlStr ol_parse_span(const OlParser *p, const OlToken *from)
{
    uint32_t end = prev_end(p);

    return end > from->start ? ol_str_n(p->text.s + from->start, end - from->start) : OL_STR_NULL;
}

/* integer := ['-'] digits */
int64_t ol_parse_int(OlParser *p, OlErrorCode code)
{
    bool negative = accept(p, OL_TOK_MINUS);
    uint64_t value;
    OlStr digits = ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start);

    if (!at(p, OL_TOK_NUMBER) || !ol_parse_u64(digits, &value) || value > INT64_MAX)
    {
        ol_parse_fail(p, code);
        return 0;
    }
    advance(p);
    return negative ? -(int64_t)value : (int64_t)value;
}

/* All partners are found at once on the first question, so that asking for nested ones stays linear. */
static void match_parens(OlParser *p)
{
    int n = (int)(p->eof - p->toks);
    int *stack = ol_arena_alloc(p->arena, ol_mul_size(sizeof(int), (size_t)n + 1));
    int depth = 0;

    p->partner = ol_arena_alloc(p->arena, ol_mul_size(sizeof(int), (size_t)n + 1));
    p->partner_toks = p->toks;
    p->partner[n] = n; /* of the end, where the parser stands after an error */
    for (int i = 0; i < n; i++)
    {
        p->partner[i] = n;
        if (p->toks[i].kind == OL_TOK_LPAREN)
            stack[depth++] = i;
        else if (p->toks[i].kind == OL_TOK_RPAREN && depth > 0)
            p->partner[stack[--depth]] = i;
    }
}

const OlToken *ol_parse_matching_paren(OlParser *p, const OlToken *open)
{
    if (p->partner_toks != p->toks)
        match_parens(p);
    return p->toks + p->partner[open - p->toks];
}

void ol_parse_skip_parens(OlParser *p)
{
    const OlToken *close = ol_parse_matching_paren(p, p->cur);

    for (; p->cur < close; p->cur++)
        if (p->cur->kind == OL_TOK_ERROR)
        {
            ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
            return;
        }
    expect_rparen(p);
}

OlNode *ol_parse_option(OlParser *p, const char *name, const OlToken *from)
{
    OlOption *node = MAKE_AT(p, Option, from);

    node->name = ol_str(name);
    return close_node(p, node);
}

/* --- binds -------------------------------------------------------------------------------------------------------- */
#define FEW_BINDS 12

/* Records a placeholder; its place in the list of occurrences. */
static int record_bind(OlParser *p, OlName name, const OlToken *tok)
{
    OlParsedBind *use;
    intptr_t seen;

    if (p->no_binds)
        return -1;
    if (p->nbinds == p->cap_binds)
    {
        int cap = p->cap_binds == 0 ? 8 : p->cap_binds * 2;
        p->binds = ol_arena_grow(p->arena, p->binds, sizeof(OlParsedBind) * (size_t)p->cap_binds,
                                 sizeof(OlParsedBind) * (size_t)cap);
        p->cap_binds = cap;
    }
    seen = 0;
    if (p->ndistinct < FEW_BINDS) /* the usual case: no map is worth its making */
    {
        for (int i = 0; i < p->ndistinct && seen == 0; i++)
            if (ol_str_eq(p->distinct[i].text, name.text))
                seen = i + 1;
    }
    else
    {
        if (p->bind_map == NULL)
        {
            p->bind_map = ol_map_new(p->arena);
            for (int i = 0; i < p->ndistinct; i++)
                ol_map_put(p->bind_map, p->distinct[i].text, (void *)(intptr_t)(i + 1));
        }
        seen = (intptr_t)ol_map_get(p->bind_map, name.text);
    }
    if (seen == 0)
    {
        if (p->ndistinct == p->cap_distinct)
        {
            int cap = p->cap_distinct == 0 ? 8 : p->cap_distinct * 2;
            p->distinct = ol_arena_grow(p->arena, p->distinct, sizeof(OlName) * (size_t)p->cap_distinct,
                                        sizeof(OlName) * (size_t)cap);
            p->cap_distinct = cap;
        }
        p->distinct[p->ndistinct++] = name;
        seen = p->ndistinct;
        if (p->bind_map != NULL)
            ol_map_put(p->bind_map, name.text, (void *)seen);
    }
    use = &p->binds[p->nbinds];
    use->name = name;
    use->start = tok->start;
    use->end = tok->end;
    use->distinct_index = (int)seen - 1;
    return p->nbinds++;
}

/* bind := :name [ [INDICATOR] :name ] ; a reserved word is no bind name (ORA-01745) */
OlNode *ol_parse_bind(OlParser *p)
{
    OlBind *node = MAKE(p, Bind);
    bool quoted;

    if (!at(p, OL_TOK_BIND))
        return ol_parse_fail(p, OL_ERR_BIND_NAME_INVALID);
    node->name.text = ol_token_bind(p->arena, p->text, p->cur, &quoted);
    node->name.quoted = quoted;
    node->name.start = p->cur->start;
    if (!quoted && ((ol_keyword_flags(ol_keyword_find(node->name.text)) & OL_KWF_SQL) ||
                    ol_keyword_find(node->name.text) == K(ROWID)))
        return ol_parse_fail(p, OL_ERR_BIND_NAME_INVALID);
    node->index = record_bind(p, node->name, p->cur);
    advance(p);
    if (at_kw(p, K(INDICATOR)) && peek_is(p, 1, OL_TOK_BIND))
        advance(p);
    else if (!(at(p, OL_TOK_BIND) && p->cur->start == prev_end(p)))
        return close_node(p, node);
    node->indicator.text = ol_token_bind(p->arena, p->text, p->cur, &quoted);
    node->indicator.quoted = quoted;
    advance(p);
    return close_node(p, node);
}

/* --- entry points ------------------------------------------------------------------------------------------------- */
static OlStatus start(OlParser *p, OlArena *arena, OlStr text, unsigned flags, OlDiag *diag)
{
    OlTokens toks;
    OlStatus st;

    memset(p, 0, sizeof *p);
    p->arena = arena;
    p->text = text;
    p->flags = flags;
    p->diag = diag;
    p->reserved = OL_KWF_SQL;
    p->plsql = (flags & OL_PARSE_PLSQL_SQL) != 0;
    st = ol_lex(arena, text, &toks, diag);
    if (st != OL_OK)
        return st;
    p->toks = toks.items;
    p->cur = toks.items;
    p->eof = toks.items + toks.n;
    return OL_OK;
}

/* statement := query | dml | ddl | plsql | transaction | session */
OlNode *ol_parse_statement_node(OlParser *p, OlParseClass *cls)
{
    const OlToken *first = p->cur;
    OlNode *node;

    while (first->kind == OL_TOK_LPAREN && first < p->eof)
        first++;
    *cls = OL_PCLASS_NONE;
    if (p->cur->kind == OL_TOK_LPAREN)
    {
        if (!tok_is_kw(first, K(SELECT)) && !tok_is_kw(first, K(WITH)))
            return ol_parse_fail(p, OL_ERR_MISSING_SELECT);
        *cls = OL_PCLASS_QUERY;
        return ol_parse_select(p);
    }
    if (p->cur->kind == OL_TOK_LLABEL)
    {
        *cls = OL_PCLASS_PLSQL;
        return ol_parse_anonymous_block(p);
    }
    if (p->cur->kind != OL_TOK_WORD)
        return ol_parse_fail(p, OL_ERR_INVALID_STATEMENT);
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_SELECT:
    case OL_KW_WITH:
        *cls = OL_PCLASS_QUERY;
        return ol_parse_select(p);
    case OL_KW_INSERT:
        *cls = OL_PCLASS_DML;
        return ol_parse_insert(p);
    case OL_KW_UPDATE:
        *cls = OL_PCLASS_DML;
        return ol_parse_update(p);
    case OL_KW_DELETE:
        *cls = OL_PCLASS_DML;
        return ol_parse_delete(p);
    case OL_KW_MERGE:
        *cls = OL_PCLASS_DML;
        return ol_parse_merge(p);
    case OL_KW_BEGIN:
    case OL_KW_DECLARE:
        *cls = OL_PCLASS_PLSQL;
        return ol_parse_anonymous_block(p);
    case OL_KW_CREATE:
        *cls = OL_PCLASS_DDL;
        return ol_parse_create(p);
    case OL_KW_ALTER:
        *cls = OL_PCLASS_DDL;
        return ol_parse_alter(p, cls);
    case OL_KW_DROP:
        *cls = OL_PCLASS_DDL;
        return ol_parse_drop(p);
    default:
        node = ol_parse_misc(p, cls);
        if (node != NULL || p->failed)
            return node;
        node = ol_parse_ddl_misc(p);
        *cls = OL_PCLASS_DDL;
        return node != NULL || p->failed ? node : ol_parse_fail(p, OL_ERR_INVALID_STATEMENT);
    }
}

OlStatus ol_parse_statement(OlArena *arena, OlStr text, unsigned flags, OlParsed *out, OlDiag *diag)
{
    OlParser p;
    OlStatus st = start(&p, arena, text, flags, diag);

    if (st != OL_OK)
        return st;
    memset(out, 0, sizeof *out);
    out->text = text;
    out->node = ol_parse_statement_node(&p, &out->stmt_class);
    if (!p.failed && out->node != NULL && !at(&p, OL_TOK_EOF))
    {
        if (at(&p, OL_TOK_SEMI)) /* the client's terminator: "invalid character" */
            ol_parse_fail(&p, OL_ERR_INVALID_CHARACTER);
        else if (out->stmt_class == OL_PCLASS_DDL)
            ol_parse_fail(&p, out->node->kind == OL_N_CreateTable || out->node->kind == OL_N_CreateIndex ||
                                      out->node->kind == OL_N_CreateUser
                                  ? OL_ERR_INVALID_OPTION
                                  : OL_ERR_NOT_PROPERLY_ENDED);
        else if (out->stmt_class == OL_PCLASS_PLSQL)
            ol_parse_fail_plsql(&p, "end-of-file");
        else
            ol_parse_fail(&p, OL_ERR_NOT_PROPERLY_ENDED);
    }
    if (p.failed || out->node == NULL)
        return OL_ERROR;
    out->binds = p.binds;
    out->nbinds = p.nbinds;
    out->distinct_binds = p.distinct;
    out->ndistinct_binds = p.ndistinct;
    out->has_returning = p.has_returning;
    return OL_OK;
}

OlStatus ol_parse_expr_text(OlArena *arena, OlStr text, OlNode **out, OlDiag *diag)
{
    OlParser p;
    OlStatus st = start(&p, arena, text, 0, diag);

    if (st != OL_OK)
        return st;
    *out = ol_parse_any_expr(&p);
    if (!p.failed && !at(&p, OL_TOK_EOF))
        ol_parse_fail(&p, OL_ERR_NOT_PROPERLY_ENDED);
    return p.failed ? OL_ERROR : OL_OK;
}

OlStatus ol_parse_type_text(OlArena *arena, OlStr text, OlNode **out, OlDiag *diag)
{
    OlParser p;
    OlStatus st = start(&p, arena, text, 0, diag);

    if (st != OL_OK)
        return st;
    *out = ol_parse_type(&p);
    if (!p.failed && !at(&p, OL_TOK_EOF))
        ol_parse_fail(&p, OL_ERR_INVALID_DATATYPE);
    return p.failed ? OL_ERROR : OL_OK;
}

/* --- classification ----------------------------------------------------------------------------------------------- */
/* The first words after blanks, comments and opening parentheses. */
static OlKeyword next_word(OlStr text, size_t *pos)
{
    size_t i = *pos;
    size_t from;

    for (;;)
    {
        if (i >= text.n)
            return OL_NO_KEYWORD;
        if (strchr(" \t\r\n\f\v(", text.s[i]) != NULL) /* also matches NUL */
            i++;
        else if (text.n - i >= 2 && text.s[i] == '-' && text.s[i + 1] == '-')
        {
            while (i < text.n && text.s[i] != '\n')
                i++;
        }
        else if (text.n - i >= 2 && text.s[i] == '/' && text.s[i + 1] == '*')
        {
            i += 2;
            while (i < text.n && !(text.s[i] == '/' && text.s[i - 1] == '*'))
                i++;
            i++;
        }
        else
            break;
    }
    from = i;
    while (i < text.n && ((text.s[i] | 32) >= 'a') && ((text.s[i] | 32) <= 'z'))
        i++;
    if (i < text.n && text.s[i] == '_')
        i = from;
    *pos = i;
    return ol_keyword_find(ol_str_n(text.s + from, i - from));
}

OlParseClass ol_classify_statement(OlStr text)
{
    size_t pos = 0;

    switch (next_word(text, &pos))
    {
    case OL_KW_SELECT:
    case OL_KW_WITH:
        return OL_PCLASS_QUERY;
    case OL_KW_INSERT:
    case OL_KW_UPDATE:
    case OL_KW_DELETE:
    case OL_KW_MERGE:
    case OL_KW_LOCK:
    case OL_KW_EXPLAIN:
        return OL_PCLASS_DML;
    case OL_KW_BEGIN:
    case OL_KW_DECLARE:
    case OL_KW_CALL:
        return OL_PCLASS_PLSQL;
    case OL_KW_COMMIT:
    case OL_KW_ROLLBACK:
    case OL_KW_SAVEPOINT:
        return OL_PCLASS_TRANSACTION;
    case OL_KW_SET:
        return next_word(text, &pos) == OL_KW_ROLE ? OL_PCLASS_SESSION : OL_PCLASS_TRANSACTION;
    case OL_KW_ALTER:
    {
        OlKeyword second = next_word(text, &pos);
        return second == OL_KW_SESSION || second == OL_KW_SYSTEM ? OL_PCLASS_SESSION : OL_PCLASS_DDL;
    }
    case OL_KW_CREATE:
    case OL_KW_DROP:
    case OL_KW_GRANT:
    case OL_KW_REVOKE:
    case OL_KW_COMMENT:
    case OL_KW_TRUNCATE:
    case OL_KW_RENAME:
    case OL_KW_PURGE:
    case OL_KW_FLASHBACK:
    case OL_KW_ANALYZE:
    case OL_KW_AUDIT:
    case OL_KW_NOAUDIT:
        return OL_PCLASS_DDL;
    default:
        return pos < text.n && text.s[pos] == '<' ? OL_PCLASS_PLSQL : OL_PCLASS_NONE;
    }
}

/* --- printing ----------------------------------------------------------------------------------------------------- */
OlStatus ol_parse_print(OlArena *arena, OlStr text, OlBuf *out, OlDiag *diag)
{
    static const char *const classes[] = {"none", "query", "dml", "ddl", "plsql", "transaction", "session"};
    OlParsed parsed;
    OlStatus st;

    text = ol_str_trim(text); /* a file ends with a newline, which belongs to no statement */
    st = ol_parse_statement(arena, text, 0, &parsed, diag);
    if (st != OL_OK)
        return st;
    ol_buf_printf(out, "%s", classes[parsed.stmt_class]);
    for (int i = 0; i < parsed.nbinds; i++)
    {
        ol_buf_printf(out, "%s:", i == 0 ? " binds " : " ");
        ol_buf_append_str(out, parsed.binds[i].name.text);
    }
    ol_buf_append_byte(out, '\n');
    ol_ast_print(out, parsed.node, false);
    return OL_OK;
}
