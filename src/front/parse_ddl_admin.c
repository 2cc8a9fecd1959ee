/*
 * parse_ddl_admin.c - users, roles, profiles, database links, GRANT and REVOKE, COMMENT, TRUNCATE, RENAME, PURGE,
 * FLASHBACK TABLE, ANALYZE, AUDIT.
 *
 * Owns:      their grammar.
 * Invariant: passwords are kept as written (unquoted ones are case-sensitive in Oracle).
 * See also:  parse_ddl_other.c
 */
#include "front/parse.h"

/* A password: a name or word as written, or a quoted one. */
static OlStr parse_password(OlParser *p)
{
    OlStr s = ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start);
    uint32_t start = p->cur->start;

    if (at(p, OL_TOK_QNAME))
    {
        advance(p);
        return ol_str_n(s.s + 1, s.n - 2);
    }
    if (!at(p, OL_TOK_WORD) && !at(p, OL_TOK_NUMBER))
    {
        ol_parse_fail(p, OL_ERR_MISSING_PASSWORD);
        return OL_STR_NULL;
    }
    advance(p);
    /* An unquoted password may begin with digits: its tokens touch. */
    while (at(p, OL_TOK_WORD) && p->cur->start == prev_end(p))
        advance(p);
    return ol_str_n(p->text.s + start, prev_end(p) - start);
}

/* role {, role} : CONNECT and RESOURCE are reserved words and roles */
static void parse_roles(OlParser *p)
{
    do
        ol_parse_any_word(p, OL_ERR_MISSING_ROLE);
    while (accept(p, OL_TOK_COMMA));
}

/* --- users -------------------------------------------------------------------------------------------------------- */
/* user_option := IDENTIFIED (BY [VALUES] p [REPLACE q] | EXTERNALLY [AS s] | GLOBALLY [AS s]) | NO AUTHENTICATION
 *              | DEFAULT TABLESPACE t | [LOCAL] TEMPORARY TABLESPACE t | QUOTA (n[K|M|G|T] | UNLIMITED) ON t | PROFILE p
 *              | PASSWORD EXPIRE | ACCOUNT (LOCK | UNLOCK) | DEFAULT ROLE .. | CONTAINER = w | ENABLE EDITIONS | .. */
static bool parse_user_option(OlParser *p, OlCreateUser *u)
{
    const OlToken *first = p->cur;

    if (accept_kw(p, K(IDENTIFIED)))
    {
        if (accept_kw(p, K(BY)))
        {
            u->has_password = true;
            if (at_kw(p, K(VALUES)) && peek_is(p, 1, OL_TOK_STRING))
            {
                advance(p);
                u->verifier = ol_parse_string(p, OL_ERR_MISSING_PASSWORD);
            }
            else
                u->password = parse_password(p);
            if (accept_kw(p, K(REPLACE)))
                u->old_password = parse_password(p);
        }
        else if (at_kw(p, K(EXTERNALLY)) || at_kw(p, K(GLOBALLY)))
        {
            u->external = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
            advance(p);
            if (accept_kw(p, K(AS)))
                ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
        }
        else
            ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    else if (accept_kw2(p, K(NO), K(AUTHENTICATION)))
        u->external = OL_STR("NO AUTHENTICATION");
    else if (accept_kw2(p, K(DEFAULT), K(TABLESPACE)))
        u->default_tablespace = ol_parse_name(p, OL_ERR_INVALID_OPTION);
    else if (at_kw(p, K(TEMPORARY)) || at_kw2(p, K(LOCAL), K(TEMPORARY)))
    {
        accept_kw(p, K(LOCAL));
        advance(p);
        ol_parse_expect_kw(p, K(TABLESPACE), OL_ERR_INVALID_OPTION);
        u->temporary_tablespace = ol_parse_name(p, OL_ERR_INVALID_OPTION);
    }
    else if (accept_kw(p, K(PROFILE)))
        u->profile = ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
    else if (accept_kw2(p, K(PASSWORD), K(EXPIRE)))
        u->password_expire = true;
    else if (accept_kw2(p, K(ACCOUNT), K(LOCK)))
        u->locked = OL_YES;
    else if (accept_kw2(p, K(ACCOUNT), K(UNLOCK)))
        u->locked = OL_NO;
    else if (accept_kw(p, K(QUOTA)))
    {
        OlOption *opt = MAKE_AT(p, Option, first);
        opt->name = OL_STR("QUOTA");
        if (!accept_kw(p, K(UNLIMITED)))
        {
            ol_parse_int(p, OL_ERR_INVALID_OPTION);
            if (at(p, OL_TOK_WORD) && !at_kw(p, K(ON)))
                advance(p); /* K, M, G, T */
        }
        ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
        opt->text = ol_parse_name(p, OL_ERR_INVALID_OPTION).text;
        add_node(p, &u->options, close_node(p, opt));
    }
    else if (accept_kw2(p, K(DEFAULT), K(ROLE)))
    {
        OlOption *opt = MAKE_AT(p, Option, first);
        const OlToken *from = p->cur;
        opt->name = OL_STR("DEFAULT ROLE");
        if (accept_kw(p, K(ALL)))
        {
            if (accept_kw(p, K(EXCEPT)))
                parse_roles(p);
        }
        else if (!accept_kw(p, K(NONE)))
            parse_roles(p);
        opt->text = ol_parse_span(p, from);
        add_node(p, &u->options, close_node(p, opt));
    }
    else if (at_kw(p, K(CONTAINER)) && peek_is(p, 1, OL_TOK_EQ))
    {
        p->cur += 2;
        ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
        add_node(p, &u->options, ol_parse_option(p, "CONTAINER", first));
    }
    else if (accept_kw2(p, K(ENABLE), K(EDITIONS)))
        add_node(p, &u->options, ol_parse_option(p, "ENABLE EDITIONS", first));
    else if (accept_kw2(p, K(DEFAULT), K(COLLATION)))
    {
        ol_parse_name(p, OL_ERR_INVALID_OPTION);
        add_node(p, &u->options, ol_parse_option(p, "DEFAULT COLLATION", first));
    }
    else if (u->alter && (at_kw(p, K(GRANT)) || at_kw(p, K(REVOKE))) && peek_kw(p, 1, K(CONNECT)))
    {
        OlOption *opt = MAKE_AT(p, Option, first);

        opt->name = at_kw(p, K(GRANT)) ? OL_STR("GRANT CONNECT THROUGH") : OL_STR("REVOKE CONNECT THROUGH");
        p->cur += 2;
        if (!at(p, OL_TOK_WORD) || !ol_str_ieq_c(ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start), "THROUGH"))
        {
            ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            return false;
        }
        advance(p);
        opt->text = ol_parse_name(p, OL_ERR_INVALID_OPTION).text;
        if (at_kw(p, K(WITH)) || at_kw(p, K(AUTHENTICATION)))
        {
            ol_parse_unsupported(p, "CONNECT THROUGH .. WITH ROLE");
            return false;
        }
        add_node(p, &u->options, close_node(p, opt));
    }
    else
        return false;
    return true;
}

/* create_user := (CREATE | ALTER) USER [IF ..] name {user_option} ; cur is after USER */
OlNode *ol_parse_create_user(OlParser *p, const OlToken *first, bool alter)
{
    OlCreateUser *u = MAKE_AT(p, CreateUser, first);

    u->alter = alter;
    u->if_exists = alter ? ol_parse_if_exists(p) : ol_parse_if_not_exists(p);
    u->name = ol_parse_name(p, OL_ERR_MISSING_USERNAME);
    while (!p->failed && parse_user_option(p, u))
        ;
    if (alter && !p->failed && at(p, OL_TOK_EOF) && prev_end(p) == u->name.start + u->name.text.n + (u->name.quoted ? 2 : 0))
        return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    return close_node(p, u);
}

/* create_role := (CREATE | ALTER) ROLE [IF NOT EXISTS] name [NOT IDENTIFIED | IDENTIFIED (BY p | USING pkg | ..)] */
OlNode *ol_parse_create_role(OlParser *p, const OlToken *first, bool alter)
{
    OlCreateRole *node = MAKE_AT(p, CreateRole, first);
    const OlToken *mark;

    node->alter = alter;
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_any_word(p, OL_ERR_MISSING_ROLE);
    if (accept_kw2(p, K(NOT), K(IDENTIFIED)))
        node->method = OL_STR("NOT IDENTIFIED");
    else if (accept_kw(p, K(IDENTIFIED)))
    {
        if (accept_kw(p, K(BY)))
        {
            node->has_password = true;
            node->password = parse_password(p);
        }
        else if (accept_kw(p, K(USING)))
        {
            node->method = OL_STR("USING");
            ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
        }
        else if (at_kw(p, K(EXTERNALLY)) || at_kw(p, K(GLOBALLY)))
        {
            node->method = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
            advance(p);
        }
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    mark = p->cur;
    if (at_kw(p, K(CONTAINER)) && peek_is(p, 1, OL_TOK_EQ))
    {
        p->cur += 2;
        ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
        add_node(p, &node->options, ol_parse_option(p, "CONTAINER", mark));
    }
    return close_node(p, node);
}

/* create_profile := (CREATE | ALTER) [MANDATORY] PROFILE name LIMIT {parameter value} */
OlNode *ol_parse_create_profile(OlParser *p, const OlToken *first, bool alter)
{
    OlCreateProfile *node = MAKE_AT(p, CreateProfile, first);

    node->alter = alter;
    node->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(LIMIT), OL_ERR_MISSING_KEYWORD);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        OlOption *opt = MAKE(p, Option);

        opt->name = ol_parse_any_word(p, OL_ERR_INVALID_OPTION).text;
        if (at(p, OL_TOK_WORD))
        {
            OlColumnRef *word = MAKE(p, ColumnRef);
            ol_parse_names_add(p, &word->names, ol_parse_any_word(p, OL_ERR_INVALID_OPTION));
            opt->value = close_node(p, word);
        }
        else
            opt->value = ol_parse_value(p);
        if (at(p, OL_TOK_WORD) && p->cur->start == prev_end(p))
            advance(p); /* 10K */
        add_node(p, &node->limits, close_node(p, opt));
    }
    return close_node(p, node);
}

/* create_dblink := [PUBLIC] DATABASE LINK name [CONNECT TO (CURRENT_USER | user IDENTIFIED BY p)] [USING string] */
OlNode *ol_parse_create_dblink(OlParser *p, const OlToken *first, bool is_public)
{
    OlCreateDbLink *node = MAKE_AT(p, CreateDbLink, first);

    node->is_public = is_public;
    node->name = ol_parse_dblink(p);
    if (accept_kw2(p, K(CONNECT), K(TO)))
    {
        if (accept_kw(p, K(CURRENT_USER)))
            node->current_user = true;
        else
        {
            node->user = ol_parse_name(p, OL_ERR_MISSING_USERNAME);
            ol_parse_expect_kw(p, K(IDENTIFIED), OL_ERR_MISSING_KEYWORD);
            ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
            node->password = parse_password(p);
        }
    }
    if (accept_kw(p, K(USING)))
        node->using_text = ol_parse_value(p);
    return close_node(p, node);
}

/* --- GRANT, REVOKE ------------------------------------------------------------------------------------------------ */
/* privilege := word {word} ['(' columns ')'] | "role" */
static OlNode *parse_privilege(OlParser *p)
{
    OlPrivilege *node = MAKE(p, Privilege);
    OlBuf buf;
    int words = 0;

    if (at(p, OL_TOK_QNAME))
    {
        node->role = ol_parse_tok_name(p, p->cur);
        advance(p);
        return close_node(p, node);
    }
    ol_buf_init(&buf, p->arena, 32);
    while (at(p, OL_TOK_WORD) && !at_kw(p, K(TO)) && !(words > 0 && (at_kw(p, K(FROM)) || at_kw(p, K(ON)))))
    {
        OlName word = ol_parse_tok_name(p, p->cur);

        if (words == 0)
            node->role = word;
        else
            ol_buf_append_byte(&buf, ' ');
        ol_buf_append_str(&buf, word.text);
        words++;
        advance(p);
    }
    if (words == 0)
        return ol_parse_fail(p, OL_ERR_MISSING_PRIVILEGE);
    if (words > 1)
        node->role = (OlName){OL_STR_NULL, false, 0};
    node->words = ol_buf_str(&buf);
    if (at(p, OL_TOK_LPAREN))
        node->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    return close_node(p, node);
}

static OlNode *parse_grantee(OlParser *p)
{
    OlGrantee *node = MAKE(p, Grantee);

    if (accept_kw(p, K(PUBLIC)))
        node->is_public = true;
    else
        node->name = at_kw(p, K(RESOURCE)) || at_kw(p, K(CONNECT)) ? ol_parse_any_word(p, OL_ERR_MISSING_USERNAME)
                                                                   : ol_parse_name(p, OL_ERR_MISSING_USERNAME);
    return close_node(p, node);
}

/* on := ON [DIRECTORY | USER | EDITION | JAVA (SOURCE | RESOURCE) | MINING MODEL | SQL TRANSLATION PROFILE] object */
static void parse_grant_on(OlParser *p, OlGrant *g)
{
    static const struct
    {
        OlKeyword kw;
        OlObjectKind kind;
    } kinds[] = {
        {OL_KW_DIRECTORY, OL_OBJ_DIRECTORY}, {OL_KW_USER, OL_OBJ_USER},     {OL_KW_EDITION, OL_OBJ_EDITION},
        {OL_KW_SCHEMA, OL_OBJ_SCHEMA},
    };

    for (size_t i = 0; i < OL_LENGTHOF(kinds); i++)
        if (at_kw(p, kinds[i].kw) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)) && !peek_kw(p, 1, K(TO)) &&
            !peek_kw(p, 1, K(FROM)))
        {
            advance(p);
            g->on_kind = kinds[i].kind;
        }
    if (g->on_kind == OL_OBJ_NONE && ((at_kw(p, K(JAVA)) && peek_is(p, 1, OL_TOK_WORD) && peek_is(p, 2, OL_TOK_WORD)) ||
                                      at_kw2(p, K(MINING), K(MODEL))))
    {
        g->on_kind = OL_OBJ_OTHER;
        p->cur += 2;
    }
    g->on = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
}

/* grant := GRANT privilege {, privilege} [ON object] TO grantee {, grantee} [IDENTIFIED BY p {, p}]
 *          [WITH (ADMIN | GRANT | HIERARCHY | DELEGATE) OPTION] [CONTAINER = w]
 * revoke := REVOKE privilege {, privilege} [ON object] FROM grantee {, grantee} [CASCADE CONSTRAINTS] [FORCE] */
static OlNode *parse_grant(OlParser *p, bool revoke)
{
    OlGrant *g = MAKE(p, Grant);

    g->revoke = revoke;
    advance(p);
    if (revoke && (at_kw(p, K(ADMIN)) || at_kw(p, K(GRANT))) && peek_kw(p, 1, K(OPTION)))
        return ol_parse_unsupported(p, "REVOKE ADMIN OPTION");
    do
        add_node(p, &g->privileges, parse_privilege(p));
    while (accept(p, OL_TOK_COMMA));
    if (accept_kw(p, K(ON)))
        parse_grant_on(p, g);
    if (revoke)
        ol_parse_expect_kw(p, K(FROM), OL_ERR_MISSING_KEYWORD);
    else
        ol_parse_expect_kw(p, K(TO), OL_ERR_MISSING_KEYWORD);
    do
        add_node(p, &g->grantees, parse_grantee(p));
    while (accept(p, OL_TOK_COMMA));
    if (!revoke && accept_kw2(p, K(IDENTIFIED), K(BY)))
    {
        int i = 0;
        do
        {
            OlStr password = parse_password(p);
            if (i < g->grantees.n && g->grantees.items[i] != NULL)
                OL_ITEM(Grantee, g->grantees, i)->password = password;
            i++;
        } while (accept(p, OL_TOK_COMMA));
    }
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *first = p->cur;

        if (accept_kw(p, K(WITH)))
        {
            if (at_kw(p, K(ADMIN)) || at_kw(p, K(DELEGATE)))
                g->admin_option = true;
            else if (at_kw(p, K(GRANT)) || at_kw(p, K(HIERARCHY)))
                g->grant_option = true;
            else
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            advance(p);
            ol_parse_expect_kw(p, K(OPTION), OL_ERR_MISSING_KEYWORD);
        }
        else if (revoke && accept_kw2(p, K(CASCADE), K(CONSTRAINTS)))
            g->cascade = true;
        else if (revoke && accept_kw(p, K(FORCE)))
            add_node(p, &g->options, ol_parse_option(p, "FORCE", first));
        else if (at_kw(p, K(CONTAINER)) && peek_is(p, 1, OL_TOK_EQ))
        {
            p->cur += 2;
            ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
            add_node(p, &g->options, ol_parse_option(p, "CONTAINER", first));
        }
        else
            break;
    }
    return close_node(p, g);
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */
/* comment := COMMENT ON (TABLE | COLUMN | MATERIALIZED VIEW | INDEXTYPE | OPERATOR | EDITION | MINING MODEL) name IS string */
static OlNode *parse_comment(OlParser *p)
{
    OlComment *node = MAKE(p, Comment);

    advance(p);
    ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    if (accept_kw(p, K(TABLE)))
        node->kind = OL_OBJ_TABLE;
    else if (accept_kw(p, K(COLUMN)))
        node->kind = OL_OBJ_COLUMN;
    else if (accept_kw2(p, K(MATERIALIZED), K(VIEW)))
        node->kind = OL_OBJ_MATERIALIZED_VIEW;
    else if (accept_kw(p, K(INDEXTYPE)))
        node->kind = OL_OBJ_INDEXTYPE;
    else if (accept_kw(p, K(OPERATOR)))
        node->kind = OL_OBJ_OPERATOR;
    else if (accept_kw(p, K(EDITION)))
        node->kind = OL_OBJ_EDITION;
    else
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    node->name = ol_parse_object_name(p, node->kind == OL_OBJ_COLUMN ? OL_ERR_INVALID_IDENTIFIER : OL_ERR_INVALID_TABLE_NAME);
    ol_parse_expect_kw(p, K(IS), OL_ERR_MISSING_KEYWORD);
    node->text = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    return close_node(p, node);
}

/* truncate := TRUNCATE (TABLE | CLUSTER) name [(PRESERVE | PURGE) MATERIALIZED VIEW LOG] [(DROP [ALL] | REUSE) STORAGE]
 *             [CASCADE] */
static OlNode *parse_truncate(OlParser *p)
{
    OlTruncate *node = MAKE(p, Truncate);

    advance(p);
    if (accept_kw(p, K(CLUSTER)))
        node->kind = OL_OBJ_CLUSTER;
    else
    {
        ol_parse_expect_kw(p, K(TABLE), OL_ERR_INVALID_TRUNCATE);
        node->kind = OL_OBJ_TABLE;
    }
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *first = p->cur;

        if ((at_kw(p, K(PRESERVE)) || at_kw(p, K(PURGE))) && peek_kw(p, 1, K(MATERIALIZED)))
        {
            p->cur += 2;
            ol_parse_expect_kw(p, K(VIEW), OL_ERR_MISSING_KEYWORD);
            ol_parse_expect_kw(p, K(LOG), OL_ERR_MISSING_KEYWORD);
            add_node(p, &node->options, ol_parse_option(p, "MATERIALIZED VIEW LOG", first));
        }
        else if (at_kw(p, K(DROP)) || at_kw(p, K(REUSE)))
        {
            advance(p);
            accept_kw(p, K(ALL));
            ol_parse_expect_kw(p, K(STORAGE), OL_ERR_MISSING_KEYWORD);
            add_node(p, &node->options, ol_parse_option(p, "STORAGE", first));
        }
        else if (accept_kw(p, K(CASCADE)))
            node->cascade = true;
        else
            return ol_parse_fail(p, OL_ERR_TRUNCATE_OPTION);
    }
    return close_node(p, node);
}

/* purge := PURGE (TABLE name | INDEX name | RECYCLEBIN | DBA_RECYCLEBIN | TABLESPACE name [USER name]) */
static OlNode *parse_purge(OlParser *p)
{
    OlPurge *node = MAKE(p, Purge);

    advance(p);
    if (!at_kw(p, K(TABLE)) && !at_kw(p, K(INDEX)) && !at_kw(p, K(RECYCLEBIN)) && !at_kw(p, K(DBA_RECYCLEBIN)) &&
        !at_kw(p, K(TABLESPACE)))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    node->what = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
    advance(p);
    if (node->what.n <= 5 || ol_str_eq_c(node->what, "TABLESPACE"))
        node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    if (ol_str_eq_c(node->what, "TABLESPACE") && accept_kw(p, K(USER)))
        ol_parse_name(p, OL_ERR_MISSING_USERNAME);
    return close_node(p, node);
}

/* flashback := FLASHBACK TABLE name {, name} TO (BEFORE DROP [RENAME TO n] | SCN e | TIMESTAMP e | RESTORE POINT n)
 *              [(ENABLE | DISABLE) TRIGGERS] */
static OlNode *parse_flashback_table(OlParser *p)
{
    OlFlashbackTable *node = MAKE(p, FlashbackTable);

    advance(p);
    if (!accept_kw(p, K(TABLE)))
        return ol_parse_unsupported(p, "FLASHBACK DATABASE");
    do
        add_node(p, &node->tables, ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME));
    while (accept(p, OL_TOK_COMMA));
    ol_parse_expect_kw(p, K(TO), OL_ERR_MISSING_TO);
    if (accept_kw2(p, K(BEFORE), K(DROP)))
    {
        node->to = OL_STR("BEFORE DROP");
        if (accept_kw2(p, K(RENAME), K(TO)))
            node->rename_to = ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
    }
    else if (at_kw(p, K(SCN)) || at_kw(p, K(TIMESTAMP)))
    {
        node->to = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
        advance(p);
        node->value = ol_parse_value(p);
    }
    else if (accept_kw2(p, K(RESTORE), K(POINT)))
    {
        node->to = OL_STR("RESTORE POINT");
        node->value = ol_parse_value(p);
    }
    else
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    if ((at_kw(p, K(ENABLE)) || at_kw(p, K(DISABLE))) && peek_kw(p, 1, K(TRIGGERS)))
        p->cur += 2;
    return close_node(p, node);
}

static OlStr rest_of_text(OlParser *p)
{
    const OlToken *from = p->cur;

    while (!p->failed && !at(p, OL_TOK_EOF) && !at(p, OL_TOK_SEMI))
    {
        if (at(p, OL_TOK_ERROR))
        {
            ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
            return OL_STR_NULL;
        }
        advance(p);
    }
    return ol_parse_span(p, from);
}

/* ddl_misc := one of the above; NULL without an error when it is none */
OlNode *ol_parse_ddl_misc(OlParser *p)
{
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_GRANT:
        return parse_grant(p, false);
    case OL_KW_REVOKE:
        return parse_grant(p, true);
    case OL_KW_COMMENT:
        return parse_comment(p);
    case OL_KW_TRUNCATE:
        return parse_truncate(p);
    case OL_KW_RENAME:
    {
        OlRename *node = MAKE(p, Rename);
        advance(p);
        node->from = ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
        ol_parse_expect_kw(p, K(TO), OL_ERR_MISSING_TO);
        node->to = ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
        return close_node(p, node);
    }
    case OL_KW_PURGE:
        return parse_purge(p);
    case OL_KW_FLASHBACK:
        return parse_flashback_table(p);
    case OL_KW_ANALYZE:
    {
        OlAnalyze *node = MAKE(p, Analyze);
        advance(p);
        if (accept_kw(p, K(TABLE)))
            node->kind = OL_OBJ_TABLE;
        else if (accept_kw(p, K(INDEX)))
            node->kind = OL_OBJ_INDEX;
        else if (accept_kw(p, K(CLUSTER)))
            node->kind = OL_OBJ_CLUSTER;
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        node->text = rest_of_text(p);
        return close_node(p, node);
    }
    case OL_KW_AUDIT:
    case OL_KW_NOAUDIT:
    {
        OlAudit *node = MAKE(p, Audit);
        node->noaudit = at_kw(p, K(NOAUDIT));
        advance(p);
        node->text = rest_of_text(p);
        return close_node(p, node);
    }
    default:
        return NULL;
    }
}
