/*
 * parse_misc.c - transactions and sessions: COMMIT, ROLLBACK, SAVEPOINT, SET .., LOCK TABLE, CALL, EXPLAIN PLAN,
 * ALTER SESSION, ALTER SYSTEM.
 *
 * Owns:      their grammar.
 * See also:  parse_core.c (which statement is which), parse_ddl_other.c
 */
#include "front/parse.h"

/* commit := COMMIT [WORK] [COMMENT string] [WRITE [WAIT | NOWAIT] [IMMEDIATE | BATCH]] [FORCE string [, n]] */
static OlNode *parse_commit(OlParser *p)
{
    OlCommit *node = MAKE(p, Commit);

    advance(p);
    accept_kw(p, K(WORK));
    if (accept_kw(p, K(COMMENT)))
        node->comment = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    if (at_kw(p, K(WRITE)))
    {
        const OlToken *first = p->cur;
        advance(p);
        while (at_kw(p, K(WAIT)) || at_kw(p, K(NOWAIT)) || at_kw(p, K(IMMEDIATE)) || at_kw(p, K(BATCH)))
            advance(p);
        add_node(p, &node->options, ol_parse_option(p, "WRITE", first));
    }
    if (accept_kw(p, K(FORCE)))
    {
        node->force = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
        if (accept(p, OL_TOK_COMMA))
            ol_parse_int(p, OL_ERR_MISSING_EXPRESSION);
    }
    return close_node(p, node);
}

/* rollback := ROLLBACK [WORK] [TO [SAVEPOINT] name | FORCE string] */
static OlNode *parse_rollback(OlParser *p)
{
    OlRollback *node = MAKE(p, Rollback);

    advance(p);
    accept_kw(p, K(WORK));
    if (accept_kw(p, K(TO)))
    {
        if (at_kw(p, K(SAVEPOINT)) && ol_parse_tok_is_name(p, peek_tok(p, 1)))
            advance(p);
        node->savepoint = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    }
    else if (accept_kw(p, K(FORCE)))
        node->force = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    return close_node(p, node);
}

/* set_transaction := SET TRANSACTION [READ ONLY | READ WRITE | ISOLATION LEVEL (SERIALIZABLE | READ COMMITTED)
 *                    | USE ROLLBACK SEGMENT name] [NAME string] */
static OlNode *parse_set_transaction(OlParser *p)
{
    OlSetTransaction *node = MAKE(p, SetTransaction);

    p->cur += 2;
    if (accept_kw2(p, K(READ), K(ONLY)))
        node->read_only = true;
    else if (accept_kw2(p, K(READ), K(WRITE)))
        node->read_write = true;
    else if (accept_kw(p, K(ISOLATION)))
    {
        ol_parse_expect_kw(p, K(LEVEL), OL_ERR_MISSING_KEYWORD);
        if (accept_kw(p, K(SERIALIZABLE)))
            node->isolation = OL_ISOLATION_SERIALIZABLE;
        else if (accept_kw2(p, K(READ), K(COMMITTED)))
            node->isolation = OL_ISOLATION_READ_COMMITTED;
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    else if (accept_kw2(p, K(USE), K(ROLLBACK)))
    {
        ol_parse_expect_kw(p, K(SEGMENT), OL_ERR_MISSING_KEYWORD);
        node->rollback_segment = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    }
    else if (!at_kw(p, K(NAME)))
        return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    if (accept_kw(p, K(NAME)))
        node->name = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    return close_node(p, node);
}

/* set_constraints := SET (CONSTRAINT | CONSTRAINTS) (ALL | names) (IMMEDIATE | DEFERRED) */
static OlNode *parse_set_constraints(OlParser *p)
{
    OlSetConstraints *node = MAKE(p, SetConstraints);

    p->cur += 2;
    if (accept_kw(p, K(ALL)))
        node->all = true;
    else
        do
            add_node(p, &node->constraints, ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER));
        while (accept(p, OL_TOK_COMMA));
    if (accept_kw(p, K(DEFERRED)))
        node->deferred = true;
    else
        ol_parse_expect_kw(p, K(IMMEDIATE), OL_ERR_MISSING_KEYWORD);
    return close_node(p, node);
}

/* A password: a name or word as written, or a quoted one. */
static OlStr parse_password(OlParser *p)
{
    OlStr s = ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start);

    if (at(p, OL_TOK_QNAME))
        s = ol_str_n(s.s + 1, s.n - 2);
    else if (!at(p, OL_TOK_WORD) && !at(p, OL_TOK_NUMBER))
    {
        ol_parse_fail(p, OL_ERR_MISSING_PASSWORD);
        return OL_STR_NULL;
    }
    advance(p);
    return s;
}

/* set_role := SET ROLE (NONE | ALL [EXCEPT names] | name [IDENTIFIED BY p] {, ..}) */
static OlNode *parse_set_role(OlParser *p)
{
    OlSetRole *node = MAKE(p, SetRole);

    p->cur += 2;
    if (accept_kw(p, K(NONE)))
        node->none = true;
    else if (accept_kw(p, K(ALL)))
    {
        node->all = true;
        if (accept_kw(p, K(EXCEPT)))
            node->roles = ol_parse_name_list(p, OL_ERR_MISSING_ROLE);
    }
    else
        do
        {
            ol_parse_names_add(p, &node->roles, ol_parse_any_word(p, OL_ERR_MISSING_ROLE));
            if (accept_kw2(p, K(IDENTIFIED), K(BY)))
                node->password = parse_password(p);
        } while (accept(p, OL_TOK_COMMA));
    return close_node(p, node);
}

/* lock := LOCK TABLE table {, table} IN mode MODE [lock_wait] */
static OlNode *parse_lock(OlParser *p)
{
    static const struct
    {
        OlKeyword words[3];
        const char *mode;
    } modes[] = {
        {{OL_KW_SHARE, OL_KW_ROW, OL_KW_EXCLUSIVE}, "SHARE ROW EXCLUSIVE"},
        {{OL_KW_ROW, OL_KW_SHARE, OL_NO_KEYWORD}, "ROW SHARE"},
        {{OL_KW_ROW, OL_KW_EXCLUSIVE, OL_NO_KEYWORD}, "ROW EXCLUSIVE"},
        {{OL_KW_SHARE, OL_KW_UPDATE, OL_NO_KEYWORD}, "ROW SHARE"},
        {{OL_KW_SHARE, OL_NO_KEYWORD, OL_NO_KEYWORD}, "SHARE"},
        {{OL_KW_EXCLUSIVE, OL_NO_KEYWORD, OL_NO_KEYWORD}, "EXCLUSIVE"},
    };
    OlLockTable *node = MAKE(p, LockTable);
    unsigned saved = p->reserved;

    p->reserved = OL_KWF_SQL;
    advance(p);
    ol_parse_expect_kw(p, K(TABLE), OL_ERR_MISSING_KEYWORD);
    do
        add_node(p, &node->tables, ol_parse_dml_target(p));
    while (accept(p, OL_TOK_COMMA));
    ol_parse_expect_kw(p, K(IN), OL_ERR_MISSING_KEYWORD);
    for (size_t i = 0; i < OL_LENGTHOF(modes) && node->mode.n == 0; i++)
    {
        int n = 0;
        while (n < 3 && modes[i].words[n] != OL_NO_KEYWORD && peek_kw(p, n, modes[i].words[n]))
            n++;
        if (n == 3 || modes[i].words[n] == OL_NO_KEYWORD)
        {
            p->cur += n;
            node->mode = ol_str(modes[i].mode);
        }
    }
    if (node->mode.n == 0)
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(MODE), OL_ERR_MISSING_KEYWORD);
    node->wait = ol_parse_lock_wait(p, &node->seconds);
    p->reserved = saved;
    return close_node(p, node);
}

/* call := CALL routine [INTO bind] */
static OlNode *parse_call(OlParser *p)
{
    OlCall *node = MAKE(p, Call);

    advance(p);
    if (!at_name(p))
        return ol_parse_fail(p, OL_ERR_MISSING_EXPRESSION);
    node->call = ol_parse_value(p);
    if (accept_kw(p, K(INTO)))
        node->into = ol_parse_bind(p);
    return close_node(p, node);
}

/* explain := EXPLAIN PLAN [SET STATEMENT_ID = string] [INTO table] FOR statement */
static OlNode *parse_explain(OlParser *p)
{
    OlExplainPlan *node = MAKE(p, ExplainPlan);
    OlParseClass inner;

    advance(p);
    ol_parse_expect_kw(p, K(PLAN), OL_ERR_MISSING_KEYWORD);
    if (accept_kw(p, K(SET)))
    {
        ol_parse_expect_kw(p, K(STATEMENT_ID), OL_ERR_MISSING_KEYWORD);
        ol_parse_expect(p, OL_TOK_EQ, OL_ERR_MISSING_EQUAL);
        node->statement_id = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    }
    if (accept_kw(p, K(INTO)))
    {
        node->into = ol_parse_dotted(p, OL_ERR_INVALID_TABLE_NAME);
        if (accept(p, OL_TOK_AT))
            node->dblink = ol_parse_dblink(p);
    }
    ol_parse_expect_kw(p, K(FOR), OL_ERR_MISSING_KEYWORD);
    if (at_kw(p, K(EXPLAIN)) || at(p, OL_TOK_EOF))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    node->statement = ol_parse_statement_node(p, &inner);
    return close_node(p, node);
}

/* settings := { name = value {, value} } : a value is an expression; words stay names */
static void parse_settings(OlParser *p, OlList *out)
{
    while (!p->failed && (at(p, OL_TOK_WORD) || at(p, OL_TOK_QNAME)))
    {
        OlOption *opt = MAKE(p, Option);
        OlName name = ol_parse_any_word(p, OL_ERR_INVALID_OPTION);

        opt->name = name.text;
        if (ol_str_eq_c(opt->name, "EVENTS") && at(p, OL_TOK_STRING))
            opt->value = ol_parse_value(p);
        else
        {
            ol_parse_expect(p, OL_TOK_EQ, OL_ERR_MISSING_EQUAL);
            if (ol_str_eq_c(opt->name, "ISOLATION_LEVEL") && at_kw(p, K(READ)) && peek_kw(p, 1, K(COMMITTED)))
                advance(p); /* the one value of two words: COMMITTED stands for it */
            if (at(p, OL_TOK_WORD) && !at_name(p)) /* = DEFAULT, = ALL, = NULL */
            {
                OlColumnRef *word = MAKE(p, ColumnRef);
                ol_parse_names_add(p, &word->names, ol_parse_tok_name(p, p->cur));
                advance(p);
                opt->value = close_node(p, word);
            }
            else
                opt->value = ol_parse_value(p);
            while (accept(p, OL_TOK_COMMA))
                add_node(p, &opt->items, ol_parse_value(p));
        }
        add_node(p, out, close_node(p, opt));
        if (at_kw(p, K(SCOPE)) || at_kw(p, K(COMMENT)) || at_kw(p, K(SID)) || at_kw(p, K(CONTAINER)))
            continue;
    }
}

/* The words up to the end, upper case, one blank between. */
static OlStr rest_words(OlParser *p)
{
    OlBuf buf;

    ol_buf_init(&buf, p->arena, 32);
    while (!at(p, OL_TOK_EOF) && !at(p, OL_TOK_ERROR) && !at(p, OL_TOK_SEMI))
    {
        if (buf.len > 0)
            ol_buf_append_byte(&buf, ' ');
        if (at(p, OL_TOK_WORD))
            ol_buf_append_str(&buf, ol_token_name(p->arena, p->text, p->cur));
        else
            ol_buf_append_str(&buf, ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start));
        advance(p);
    }
    return ol_buf_str(&buf);
}

/* alter_session := ALTER SESSION ( SET settings | words ) */
static OlNode *parse_alter_session(OlParser *p)
{
    OlAlterSession *node = MAKE(p, AlterSession);

    p->cur += 2;
    if (accept_kw(p, K(SET)))
    {
        node->action = OL_STR("SET");
        parse_settings(p, &node->settings);
        if (node->settings.n == 0)
            return ol_parse_fail(p, OL_ERR_INVALID_SESSION_OPTION);
    }
    else
    {
        static const OlKeyword firsts[] = {OL_KW_ENABLE, OL_KW_DISABLE, OL_KW_FORCE, OL_KW_CLOSE, OL_KW_ADVISE, OL_KW_SYNC};
        bool known = false;

        for (size_t i = 0; i < OL_LENGTHOF(firsts); i++)
            known = known || at_kw(p, firsts[i]);
        if (!known)
            return ol_parse_fail(p, OL_ERR_INVALID_SESSION_OPTION);
        node->action = rest_words(p);
    }
    return close_node(p, node);
}

/* alter_system := ALTER SYSTEM ( SET settings | words ) */
static OlNode *parse_alter_system(OlParser *p)
{
    OlAlterSystem *node = MAKE(p, AlterSystem);
    const OlToken *from;

    p->cur += 2;
    from = p->cur;
    if (accept_kw(p, K(SET)))
    {
        node->action = OL_STR("SET");
        parse_settings(p, &node->settings);
        if (node->settings.n == 0)
            return ol_parse_fail(p, OL_ERR_ALTER_SYSTEM_UNKNOWN);
    }
    else if (at(p, OL_TOK_WORD))
        node->action = rest_words(p);
    else
        return ol_parse_fail(p, OL_ERR_ALTER_SYSTEM_UNKNOWN);
    node->text = ol_parse_span(p, from);
    return close_node(p, node);
}

/* misc := one of the above; NULL without an error when it is none */
OlNode *ol_parse_misc(OlParser *p, OlParseClass *cls)
{
    *cls = OL_PCLASS_TRANSACTION;
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_COMMIT:
        return parse_commit(p);
    case OL_KW_ROLLBACK:
        return parse_rollback(p);
    case OL_KW_SAVEPOINT:
    {
        OlSavepoint *node = MAKE(p, Savepoint);
        advance(p);
        node->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        return close_node(p, node);
    }
    case OL_KW_SET:
        if (peek_kw(p, 1, K(TRANSACTION)))
            return parse_set_transaction(p);
        if (peek_kw(p, 1, K(CONSTRAINT)) || peek_kw(p, 1, K(CONSTRAINTS)))
            return parse_set_constraints(p);
        if (peek_kw(p, 1, K(ROLE)))
        {
            *cls = OL_PCLASS_SESSION;
            return parse_set_role(p);
        }
        return ol_parse_fail_at(p, OL_ERR_INVALID_OPTION, peek_tok(p, 1)->start);
    case OL_KW_LOCK:
        *cls = OL_PCLASS_DML;
        return parse_lock(p);
    case OL_KW_EXPLAIN:
        *cls = OL_PCLASS_DML;
        return parse_explain(p);
    case OL_KW_CALL:
        *cls = OL_PCLASS_PLSQL;
        return parse_call(p);
    case OL_KW_ALTER:
        *cls = OL_PCLASS_SESSION;
        if (peek_kw(p, 1, K(SESSION)))
            return parse_alter_session(p);
        if (peek_kw(p, 1, K(SYSTEM)))
            return parse_alter_system(p);
        return NULL;
    default:
        return NULL;
    }
}
