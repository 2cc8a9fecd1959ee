/*
 * parse_ddl_other.c - CREATE, ALTER and DROP of everything but tables: indexes, views, materialized views, sequences,
 * synonyms; which object a CREATE, ALTER or DROP is about.
 *
 * Owns:      the dispatch by object kind.
 * See also:  parse_ddl_table.c, parse_ddl_admin.c (users, grants, comments ..), parse_plsql.c (units)
 */
#include "front/parse.h"

/* --- object kinds ------------------------------------------------------------------------------------------------- */
static const struct
{
    uint16_t kw[3];
    OlObjectKind kind;
} object_kinds[] = {
    {{K(TABLE)}, OL_OBJ_TABLE},
    {{K(VIEW)}, OL_OBJ_VIEW},
    {{K(MATERIALIZED), K(VIEW), K(LOG)}, OL_OBJ_MATERIALIZED_VIEW_LOG},
    {{K(MATERIALIZED), K(VIEW)}, OL_OBJ_MATERIALIZED_VIEW},
    {{K(SNAPSHOT)}, OL_OBJ_MATERIALIZED_VIEW},
    {{K(INDEX)}, OL_OBJ_INDEX},
    {{K(SEQUENCE)}, OL_OBJ_SEQUENCE},
    {{K(PUBLIC), K(SYNONYM)}, OL_OBJ_PUBLIC_SYNONYM},
    {{K(SYNONYM)}, OL_OBJ_SYNONYM},
    {{K(PROCEDURE)}, OL_OBJ_PROCEDURE},
    {{K(FUNCTION)}, OL_OBJ_FUNCTION},
    {{K(PACKAGE), K(BODY)}, OL_OBJ_PACKAGE_BODY},
    {{K(PACKAGE)}, OL_OBJ_PACKAGE},
    {{K(TRIGGER)}, OL_OBJ_TRIGGER},
    {{K(TYPE), K(BODY)}, OL_OBJ_TYPE_BODY},
    {{K(TYPE)}, OL_OBJ_TYPE},
    {{K(USER)}, OL_OBJ_USER},
    {{K(ROLE)}, OL_OBJ_ROLE},
    {{K(PROFILE)}, OL_OBJ_PROFILE},
    {{K(DIRECTORY)}, OL_OBJ_DIRECTORY},
    {{K(CONTEXT)}, OL_OBJ_CONTEXT},
    {{K(TABLESPACE)}, OL_OBJ_TABLESPACE},
    {{K(PUBLIC), K(DATABASE), K(LINK)}, OL_OBJ_PUBLIC_DATABASE_LINK},
    {{K(DATABASE), K(LINK)}, OL_OBJ_DATABASE_LINK},
    {{K(CLUSTER)}, OL_OBJ_CLUSTER},
    {{K(LIBRARY)}, OL_OBJ_LIBRARY},
    {{K(JAVA)}, OL_OBJ_JAVA},
    {{K(OPERATOR)}, OL_OBJ_OPERATOR},
    {{K(INDEXTYPE)}, OL_OBJ_INDEXTYPE},
    {{K(DIMENSION)}, OL_OBJ_DIMENSION},
    {{K(OUTLINE)}, OL_OBJ_OUTLINE},
    {{K(EDITION)}, OL_OBJ_EDITION},
};

/* The kind at cur, moved past its words; OL_OBJ_NONE and nothing moved when it is none. */
static OlObjectKind parse_object_kind(OlParser *p)
{
    for (size_t i = 0; i < OL_LENGTHOF(object_kinds); i++)
    {
        int n = 0;

        while (n < 3 && object_kinds[i].kw[n] != OL_NO_KEYWORD && peek_kw(p, n, (OlKeyword)object_kinds[i].kw[n]))
            n++;
        if (n == 3 || object_kinds[i].kw[n] == OL_NO_KEYWORD)
        {
            p->cur += n;
            return object_kinds[i].kind;
        }
    }
    return OL_OBJ_NONE;
}

/* Everything up to the end of the text; lexical errors are raised. */
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

static OlNode *parse_unsupported_statement(OlParser *p, const OlToken *first, const char *verb)
{
    OlUnsupported *node = MAKE_AT(p, Unsupported, first);
    OlBuf buf;

    ol_buf_init(&buf, p->arena, 64);
    ol_buf_append_c(&buf, verb);
    for (int i = 0; i < 2 && peek_is(p, i, OL_TOK_WORD) && peek_tok(p, i)->kw != OL_NO_KEYWORD; i++)
    {
        ol_buf_append_byte(&buf, ' ');
        ol_buf_append_c(&buf, ol_keyword_text((OlKeyword)peek_tok(p, i)->kw));
    }
    node->construct = ol_buf_str(&buf);
    rest_of_text(p);
    node->text = ol_parse_span(p, first);
    return close_node(p, node);
}

/* --- indexes ------------------------------------------------------------------------------------------------------ */
/* create_index := [UNIQUE | BITMAP | MULTIVALUE] INDEX [IF NOT EXISTS] name ON ( CLUSTER c | table [alias]
 *                 '(' item {, item} ')' ) {property} ; cur is after CREATE */
OlNode *ol_parse_create_index(OlParser *p, const OlToken *first)
{
    OlCreateIndex *node = MAKE_AT(p, CreateIndex, first);

    node->unique = accept_kw(p, K(UNIQUE));
    node->bitmap = accept_kw(p, K(BITMAP));
    ol_parse_expect_kw(p, K(INDEX), OL_ERR_INVALID_CREATE);
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_INDEX_NAME);
    ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    if (accept_kw(p, K(CLUSTER)))
        node->cluster = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    else
    {
        node->table = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        if (at_name(p))
            node->alias = ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
        if (!expect_lparen(p))
            return NULL;
        ol_parse_order_list(p, &node->items);
        expect_rparen(p);
        if (accept_kw(p, K(FROM)))
            ol_parse_from_list(p, &node->join_tables);
        if (accept_kw(p, K(WHERE)))
            node->join_where = ol_parse_cond(p);
    }
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *mark = p->cur;

        if (accept_kw(p, K(LOCAL)))
        {
            node->local = true;
            if (accept_kw2(p, K(STORE), K(IN)) || at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
        }
        else if (at_kw(p, K(GLOBAL)))
        {
            advance(p);
            if (at_kw2(p, K(PARTITION), K(BY)))
                node->partitioning = ol_parse_partitioning(p);
        }
        else if (accept_kw2(p, K(INDEXTYPE), K(IS)))
        {
            node->indextype = ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
            if (accept_kw(p, K(PARAMETERS)))
            {
                expect_lparen(p);
                node->parameters = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
                expect_rparen(p);
            }
        }
        else if (accept_kw(p, K(PARAMETERS)))
        {
            expect_lparen(p);
            node->parameters = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
            expect_rparen(p);
        }
        else if (accept_kw(p, K(REVERSE)))
            node->reverse = true;
        else if (accept_kw(p, K(UNUSABLE)))
            node->unusable = true;
        else if (accept_kw(p, K(USABLE)))
            node->unusable = false;
        else if (accept_kw(p, K(VISIBLE)))
            node->visible = OL_YES;
        else if (accept_kw(p, K(INVISIBLE)))
            node->visible = OL_NO;
        else if (accept_kw2(p, K(FOR), K(JSON)))
            add_node(p, &node->options, ol_parse_option(p, "FOR JSON", mark));
        else if (!ol_parse_physical_option(p, &node->options))
            break;
    }
    return close_node(p, node);
}

/* alter_index := ALTER INDEX [IF EXISTS] name ( RENAME TO n | REBUILD .. | [IN]VISIBLE | UNUSABLE | USABLE | COMPILE
 *                | ENABLE | DISABLE | words ) */
OlNode *ol_parse_alter_index(OlParser *p, const OlToken *first)
{
    OlAlterIndex *node = MAKE_AT(p, AlterIndex, first);

    ol_parse_if_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_INDEX_NAME);
    if (accept_kw2(p, K(RENAME), K(TO)))
        node->rename_to = ol_parse_name(p, OL_ERR_INVALID_INDEX_NAME);
    else if (accept_kw(p, K(VISIBLE)))
        node->visible = OL_YES;
    else if (accept_kw(p, K(INVISIBLE)))
        node->visible = OL_NO;
    else if (accept_kw(p, K(UNUSABLE)))
        node->usable = OL_NO;
    else if (accept_kw(p, K(USABLE)))
        node->usable = OL_YES;
    else if (accept_kw(p, K(COMPILE)))
        node->compile = true;
    else if (accept_kw(p, K(ENABLE)))
        node->enable = OL_YES;
    else if (accept_kw(p, K(DISABLE)))
        node->enable = OL_NO;
    else if (accept_kw(p, K(REBUILD)))
    {
        node->rebuild = true;
        while (ol_parse_physical_option(p, &node->options))
            ;
        node->text = rest_of_text(p);
    }
    else if (at(p, OL_TOK_EOF))
        return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    else
    {
        while (ol_parse_physical_option(p, &node->options))
            ;
        node->text = rest_of_text(p);
    }
    return close_node(p, node);
}

/* --- views -------------------------------------------------------------------------------------------------------- */
/* view_column := name [VISIBLE | INVISIBLE] {constraint} | constraint */
static void parse_view_columns(OlParser *p, OlList *out)
{
    expect_lparen(p);
    do
    {
        if (at_kw(p, K(CONSTRAINT)) || at_kw2(p, K(PRIMARY), K(KEY)) || at_kw(p, K(UNIQUE)) || at_kw2(p, K(FOREIGN), K(KEY)))
            add_node(p, out, ol_parse_constraint(p, true));
        else
            add_node(p, out, ol_parse_column_def(p, false));
    } while (accept(p, OL_TOK_COMMA));
    expect_rparen(p);
}

/* create_view := VIEW [IF NOT EXISTS] name ['(' columns ')' | OF type .. | OF XMLTYPE ..] {BEQUEATH .. | ..} AS query
 *                [WITH (READ ONLY | CHECK OPTION) [CONSTRAINT name]] ; cur is at [NO] FORCE, EDITIONABLE .. or VIEW */
OlNode *ol_parse_create_view(OlParser *p, const OlToken *first, bool or_replace)
{
    OlCreateView *node = MAKE_AT(p, CreateView, first);
    const OlToken *from;

    node->or_replace = or_replace;
    for (;;)
    {
        if (accept_kw2(p, K(NO), K(FORCE)) || accept_kw(p, K(NOFORCE)))
            node->force = OL_NO;
        else if (accept_kw(p, K(FORCE)))
            node->force = OL_YES;
        else if (at_kw(p, K(EDITIONABLE)) || at_kw(p, K(NONEDITIONABLE)) || at_kw(p, K(EDITIONING)))
        {
            node->editioning = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
            advance(p);
        }
        else
            break;
    }
    ol_parse_expect_kw(p, K(VIEW), OL_ERR_INVALID_CREATE);
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    if (at(p, OL_TOK_LPAREN))
        parse_view_columns(p, &node->columns);
    else if (accept_kw(p, K(OF)))
    {
        node->of_type = ol_parse_type_name(p);
        if (at_kw(p, K(XMLSCHEMA)))
            return ol_parse_unsupported(p, "XMLType view of a schema");
        if (accept_kw2(p, K(WITH), K(OBJECT)))
        {
            if (!accept_kw(p, K(IDENTIFIER)) && !accept_kw(p, K(ID)) && !accept_kw(p, K(OID)))
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            if (!accept_kw(p, K(DEFAULT)))
            {
                expect_lparen(p);
                ol_parse_expr_list(p, &node->object_id);
                expect_rparen(p);
            }
        }
        else if (accept_kw(p, K(UNDER)))
            node->under = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        if (at(p, OL_TOK_LPAREN))
            parse_view_columns(p, &node->columns);
    }
    for (;;)
    {
        const OlToken *mark = p->cur;
        if (accept_kw(p, K(BEQUEATH)))
        {
            ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
            add_node(p, &node->options, ol_parse_option(p, "BEQUEATH", mark));
        }
        else if (!at_kw2(p, K(DEFAULT), K(COLLATION)) || !ol_parse_physical_option(p, &node->options))
            break;
    }
    ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
    if (!ol_parse_at_query(p))
        return ol_parse_fail(p, OL_ERR_MISSING_SELECT);
    from = p->cur;
    node->query = ol_parse_select(p);
    node->query_text = ol_parse_span(p, from);
    if (accept_kw(p, K(WITH)))
    {
        if (accept_kw2(p, K(READ), K(ONLY)))
            node->read_only = true;
        else if (accept_kw2(p, K(CHECK), K(OPTION)))
            node->check_option = true;
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        if (accept_kw(p, K(CONSTRAINT)))
            node->check_name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    }
    return close_node(p, node);
}

/* create_mview := MATERIALIZED VIEW name ['(' cols ')'] [ON PREBUILT TABLE ..] {physical} [BUILD ..] [REFRESH ..]
 *                 [[ENABLE | DISABLE] QUERY REWRITE ..] AS query ; cur is after VIEW */
OlNode *ol_parse_create_mview(OlParser *p, const OlToken *first)
{
    OlCreateMatView *node = MAKE_AT(p, CreateMatView, first);
    const OlToken *from;

    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    if (at(p, OL_TOK_LPAREN))
        parse_view_columns(p, &node->columns);
    while (!p->failed && !at_kw(p, K(AS)))
    {
        const OlToken *mark = p->cur;

        if (at_kw(p, K(ON)) && peek_kw(p, 1, K(PREBUILT)))
        {
            p->cur += 2;
            ol_parse_expect_kw(p, K(TABLE), OL_ERR_MISSING_KEYWORD);
            if (accept_kw(p, K(WITH)) || accept_kw(p, K(WITHOUT)))
            {
                accept_kw(p, K(REDUCED));
                accept_kw(p, K(PRECISION));
            }
            node->prebuilt = true;
        }
        else if (accept_kw2(p, K(BUILD), K(DEFERRED)))
            node->deferred = true;
        else if (accept_kw2(p, K(BUILD), K(IMMEDIATE)))
            node->deferred = false;
        else if (accept_kw2(p, K(NEVER), K(REFRESH)))
            node->refresh = OL_STR("NEVER");
        else if (accept_kw(p, K(REFRESH)))
            continue;
        else if (at_kw(p, K(FAST)) || at_kw(p, K(COMPLETE)) || at_kw(p, K(FORCE)))
        {
            node->refresh = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
            advance(p);
        }
        else if (accept_kw2(p, K(ON), K(DEMAND)))
            continue;
        else if (accept_kw2(p, K(ON), K(COMMIT)))
            node->on_commit = true;
        else if (accept_kw2(p, K(ON), K(STATEMENT)))
            node->on_statement = true;
        else if (accept_kw2(p, K(START), K(WITH)))
            node->start_with = ol_parse_value(p);
        else if (accept_kw(p, K(NEXT)))
            node->next = ol_parse_value(p);
        else if (at_kw(p, K(WITH)) && (peek_kw(p, 1, K(PRIMARY)) || peek_kw(p, 1, K(ROWID))))
        {
            p->cur += 2;
            accept_kw(p, K(KEY));
            add_node(p, &node->options, ol_parse_option(p, "WITH", mark));
        }
        else if ((at_kw(p, K(ENABLE)) || at_kw(p, K(DISABLE))) &&
                 (peek_kw(p, 1, K(QUERY)) || (peek_kw(p, 1, K(ON)) && peek_kw(p, 2, K(QUERY)))))
        {
            while (at_kw(p, K(ENABLE)) || at_kw(p, K(DISABLE)) || at_kw(p, K(ON)) || at_kw(p, K(QUERY)) ||
                   at_kw(p, K(REWRITE)) || at_kw(p, K(COMPUTATION)))
                advance(p);
            add_node(p, &node->options, ol_parse_option(p, "QUERY REWRITE", mark));
        }
        else if (at_kw(p, K(USING)) && (peek_kw(p, 1, K(INDEX)) || peek_kw(p, 1, K(NO)) || peek_kw(p, 1, K(ENFORCED)) ||
                                        peek_kw(p, 1, K(TRUSTED)) || peek_kw(p, 1, K(DEFAULT))))
        {
            advance(p);
            while (at_kw(p, K(INDEX)) || at_kw(p, K(NO)) || at_kw(p, K(ENFORCED)) || at_kw(p, K(TRUSTED)) ||
                   at_kw(p, K(CONSTRAINTS)) || at_kw(p, K(DEFAULT)) || at_kw(p, K(ROLLBACK)) || at_kw(p, K(SEGMENT)) ||
                   at_kw(p, K(LOCAL)) || at_kw(p, K(MASTER)))
                advance(p);
            add_node(p, &node->options, ol_parse_option(p, "USING", mark));
        }
        else if (at_kw2(p, K(PARTITION), K(BY)))
            node->partitioning = ol_parse_partitioning(p);
        else if (accept_kw2(p, K(FOR), K(UPDATE)))
            add_node(p, &node->options, ol_parse_option(p, "FOR UPDATE", mark));
        else if (!ol_parse_physical_option(p, &node->options))
            return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    }
    ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
    if (!ol_parse_at_query(p))
        return ol_parse_fail(p, OL_ERR_MISSING_SELECT);
    from = p->cur;
    node->query = ol_parse_select(p);
    node->query_text = ol_parse_span(p, from);
    return close_node(p, node);
}

/* --- sequences, synonyms ------------------------------------------------------------------------------------------ */
/* sequence_option := INCREMENT BY n | START WITH (n | LIMIT VALUE) | MAXVALUE n | NOMAXVALUE | MINVALUE n | NOMINVALUE
 *                  | CYCLE | NOCYCLE | CACHE n | NOCACHE | ORDER | NOORDER | KEEP | NOKEEP | SCALE .. | SESSION | GLOBAL .. */
bool ol_parse_sequence_options(OlParser *p, OlList *out, bool identity)
{
    static const struct
    {
        uint16_t kw[2];
        const char *name;
        bool number;
    } options[] = {
        {{K(INCREMENT), K(BY)}, "INCREMENT BY", true}, {{K(START), K(WITH)}, "START WITH", true},
        {{K(RESTART), 0}, "RESTART", false},           {{K(MAXVALUE), 0}, "MAXVALUE", true},
        {{K(NOMAXVALUE), 0}, "NOMAXVALUE", false},     {{K(MINVALUE), 0}, "MINVALUE", true},
        {{K(NOMINVALUE), 0}, "NOMINVALUE", false},     {{K(CYCLE), 0}, "CYCLE", false},
        {{K(NOCYCLE), 0}, "NOCYCLE", false},           {{K(CACHE), 0}, "CACHE", true},
        {{K(NOCACHE), 0}, "NOCACHE", false},           {{K(ORDER), 0}, "ORDER", false},
        {{K(NOORDER), 0}, "NOORDER", false},           {{K(KEEP), 0}, "KEEP", false},
        {{K(NOKEEP), 0}, "NOKEEP", false},             {{K(NOSCALE), 0}, "NOSCALE", false},
        {{K(SCALE), K(EXTEND)}, "SCALE EXTEND", false}, {{K(SCALE), K(NOEXTEND)}, "SCALE NOEXTEND", false},
        {{K(SCALE), 0}, "SCALE", false},               {{K(NOSHARD), 0}, "NOSHARD", false},
        {{K(SESSION), 0}, "SESSION", false},           {{K(GLOBAL), 0}, "GLOBAL", false},
        {{K(INCREMENT), 0}, "INCREMENT BY", true},
    };
    bool any = false;

    for (;;)
    {
        size_t i;
        const OlToken *first = p->cur;
        OlOption *opt;

        for (i = 0; i < OL_LENGTHOF(options); i++)
            if (at_kw(p, (OlKeyword)options[i].kw[0]) &&
                (options[i].kw[1] == OL_NO_KEYWORD || peek_kw(p, 1, (OlKeyword)options[i].kw[1])))
                break;
        if (i == OL_LENGTHOF(options) || p->failed)
            return any;
        opt = MAKE_AT(p, Option, first);
        opt->name = ol_str(options[i].name);
        p->cur += options[i].kw[1] != OL_NO_KEYWORD ? 2 : 1;
        if (options[i].number)
        {
            if (identity && accept_kw2(p, K(LIMIT), K(VALUE)))
                opt->name = OL_STR("START WITH LIMIT VALUE");
            else if (at(p, OL_TOK_NUMBER) || at(p, OL_TOK_MINUS) || at(p, OL_TOK_PLUS))
                opt->value = ol_parse_value(p);
            else
                ol_parse_fail(p, OL_ERR_INVALID_NUMBER);
        }
        add_node(p, out, close_node(p, opt));
        any = true;
    }
}

/* create_sequence := SEQUENCE [IF NOT EXISTS] name options ; cur is after SEQUENCE */
OlNode *ol_parse_create_sequence(OlParser *p, const OlToken *first, bool or_replace)
{
    OlCreateSequence *node = MAKE_AT(p, CreateSequence, first);

    node->or_replace = or_replace;
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_SEQUENCE_NAME);
    ol_parse_sequence_options(p, &node->options, false);
    return close_node(p, node);
}

OlNode *ol_parse_alter_sequence(OlParser *p, const OlToken *first)
{
    OlAlterSequence *node = MAKE_AT(p, AlterSequence, first);

    node->if_exists = ol_parse_if_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_SEQUENCE_NAME);
    ol_parse_sequence_options(p, &node->options, false);
    return close_node(p, node);
}

/* create_synonym := SYNONYM [IF NOT EXISTS] name FOR object ; cur is after SYNONYM */
OlNode *ol_parse_create_synonym(OlParser *p, const OlToken *first, bool or_replace, bool is_public)
{
    OlCreateSynonym *node = MAKE_AT(p, CreateSynonym, first);

    node->or_replace = or_replace;
    node->is_public = is_public;
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(FOR), OL_ERR_MISSING_KEYWORD);
    node->target = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    return close_node(p, node);
}

/* --- CREATE ------------------------------------------------------------------------------------------------------- */
static OlNode *parse_create_directory(OlParser *p, const OlToken *first, bool or_replace)
{
    OlCreateDirectory *node = MAKE_AT(p, CreateDirectory, first);

    node->or_replace = or_replace;
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
    node->path = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
    return close_node(p, node);
}

static OlNode *parse_create_context(OlParser *p, const OlToken *first, bool or_replace)
{
    OlCreateContext *node = MAKE_AT(p, CreateContext, first);
    const OlToken *mark;

    node->or_replace = or_replace;
    node->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(USING), OL_ERR_MISSING_USING);
    node->package = ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
    mark = p->cur;
    if (accept_kw2(p, K(ACCESSED), K(GLOBALLY)))
        add_node(p, &node->options, ol_parse_option(p, "ACCESSED GLOBALLY", mark));
    else if (accept_kw(p, K(INITIALIZED)))
    {
        advance(p);
        advance(p);
        add_node(p, &node->options, ol_parse_option(p, "INITIALIZED", mark));
    }
    return close_node(p, node);
}

static OlNode *parse_create_tablespace(OlParser *p, const OlToken *first, bool alter, const char *kind)
{
    OlCreateTablespace *node = MAKE_AT(p, CreateTablespace, first);

    node->alter = alter;
    node->kind = ol_str(kind);
    node->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    node->text = rest_of_text(p);
    return close_node(p, node);
}

static OlNode *parse_create_mview_log(OlParser *p, const OlToken *first)
{
    OlCreateMatViewLog *node = MAKE_AT(p, CreateMatViewLog, first);
    OlOption *opt;

    ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    node->table = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    opt = MAKE(p, Option);
    opt->name = OL_STR("LOG");
    opt->text = rest_of_text(p);
    if (opt->text.n > 0)
        add_node(p, &node->options, close_node(p, opt));
    return close_node(p, node);
}

/* create := CREATE [OR REPLACE] [words] object */
OlNode *ol_parse_create(OlParser *p)
{
    const OlToken *first = p->cur;
    bool or_replace;
    OlTri editionable = OL_UNSAID;
    OlTemporary temp = OL_TEMP_NONE;
    const OlToken *what;

    advance(p);
    or_replace = accept_kw2(p, K(OR), K(REPLACE));
    what = p->cur;
    if (at(p, OL_TOK_WORD))
        switch ((OlKeyword)p->cur->kw)
        {
        case OL_KW_GLOBAL:
        case OL_KW_PRIVATE:
            if (peek_kw(p, 1, K(TEMPORARY)) && peek_kw(p, 2, K(TABLE)))
            {
                temp = at_kw(p, K(GLOBAL)) ? OL_TEMP_GLOBAL : OL_TEMP_PRIVATE;
                p->cur += 3;
                return ol_parse_create_table(p, first, temp);
            }
            return ol_parse_fail(p, OL_ERR_INVALID_CREATE);
        case OL_KW_TABLE:
            advance(p);
            return ol_parse_create_table(p, first, OL_TEMP_NONE);
        case OL_KW_BLOCKCHAIN:
        case OL_KW_IMMUTABLE:
        case OL_KW_SHARDED:
        case OL_KW_DUPLICATED:
            return parse_unsupported_statement(p, first, "CREATE");
        case OL_KW_UNIQUE:
        case OL_KW_BITMAP:
        case OL_KW_INDEX:
            return ol_parse_create_index(p, first);
        case OL_KW_NO:
        case OL_KW_NOFORCE:
        case OL_KW_FORCE:
        case OL_KW_EDITIONING:
        case OL_KW_VIEW:
            return ol_parse_create_view(p, first, or_replace);
        case OL_KW_EDITIONABLE:
        case OL_KW_NONEDITIONABLE:
            if (peek_kw(p, 1, K(VIEW)) || peek_kw(p, 1, K(EDITIONING)) || peek_kw(p, 1, K(FORCE)))
                return ol_parse_create_view(p, first, or_replace);
            editionable = at_kw(p, K(EDITIONABLE)) ? OL_YES : OL_NO;
            advance(p);
            if (accept_kw(p, K(SYNONYM)))
                return ol_parse_create_synonym(p, first, or_replace, false);
            return ol_parse_create_unit(p, first, or_replace, editionable);
        case OL_KW_MATERIALIZED:
            if (peek_kw(p, 1, K(VIEW)))
            {
                p->cur += 2;
                if (accept_kw(p, K(LOG)))
                    return parse_create_mview_log(p, first);
                return ol_parse_create_mview(p, first);
            }
            break;
        case OL_KW_SNAPSHOT:
            advance(p);
            return ol_parse_create_mview(p, first);
        case OL_KW_SEQUENCE:
            advance(p);
            return ol_parse_create_sequence(p, first, or_replace);
        case OL_KW_PUBLIC:
            if (peek_kw(p, 1, K(SYNONYM)))
            {
                p->cur += 2;
                return ol_parse_create_synonym(p, first, or_replace, true);
            }
            if (peek_kw(p, 1, K(DATABASE)) && peek_kw(p, 2, K(LINK)))
            {
                p->cur += 3;
                return ol_parse_create_dblink(p, first, true);
            }
            break;
        case OL_KW_SYNONYM:
            advance(p);
            return ol_parse_create_synonym(p, first, or_replace, false);
        case OL_KW_DATABASE:
        case OL_KW_SHARED:
            if (at_kw(p, K(SHARED)))
                advance(p);
            if (at_kw2(p, K(DATABASE), K(LINK)))
            {
                p->cur += 2;
                return ol_parse_create_dblink(p, first, false);
            }
            return parse_unsupported_statement(p, first, "CREATE");
        case OL_KW_USER:
            advance(p);
            return ol_parse_create_user(p, first, false);
        case OL_KW_ROLE:
            advance(p);
            return ol_parse_create_role(p, first, false);
        case OL_KW_PROFILE:
            advance(p);
            return ol_parse_create_profile(p, first, false);
        case OL_KW_DIRECTORY:
            advance(p);
            return parse_create_directory(p, first, or_replace);
        case OL_KW_CONTEXT:
            advance(p);
            return parse_create_context(p, first, or_replace);
        case OL_KW_TABLESPACE:
            advance(p);
            return parse_create_tablespace(p, first, false, NULL);
        case OL_KW_BIGFILE:
        case OL_KW_SMALLFILE:
        case OL_KW_TEMPORARY:
        case OL_KW_UNDO:
        {
            const char *kind = ol_keyword_text((OlKeyword)p->cur->kw);
            advance(p);
            if (at_kw(p, K(TEMPORARY)) || at_kw(p, K(UNDO)))
                advance(p);
            ol_parse_expect_kw(p, K(TABLESPACE), OL_ERR_INVALID_CREATE);
            return parse_create_tablespace(p, first, false, kind);
        }
        case OL_KW_PROCEDURE:
        case OL_KW_FUNCTION:
        case OL_KW_PACKAGE:
        case OL_KW_TRIGGER:
        case OL_KW_TYPE:
            return ol_parse_create_unit(p, first, or_replace, OL_UNSAID);
        case OL_KW_CLUSTER:
        case OL_KW_LIBRARY:
        case OL_KW_OPERATOR:
        case OL_KW_INDEXTYPE:
        case OL_KW_DIMENSION:
        case OL_KW_OUTLINE:
        case OL_KW_EDITION:
        case OL_KW_JAVA:
        case OL_KW_AUDIT:
        case OL_KW_ROLLBACK:
        case OL_KW_SCHEMA:
        case OL_KW_RESTORE:
        case OL_KW_PFILE:
        case OL_KW_SPFILE:
        case OL_KW_CONTROLFILE:
        case OL_KW_DISKGROUP:
        case OL_KW_LOCKDOWN:
        case OL_KW_PLUGGABLE:
        case OL_KW_FLASHBACK:
        case OL_KW_PROPERTY:
        case OL_KW_JSON:
        case OL_KW_VECTOR:
        case OL_KW_MLE:
        case OL_KW_HYBRID:
        case OL_KW_ANALYTIC:
        case OL_KW_ATTRIBUTE:
        case OL_KW_HIERARCHY:
        case OL_KW_DOMAIN:
            return parse_unsupported_statement(p, first, "CREATE");
        case OL_KW_AND:
            if (peek_kw(p, 1, K(RESOLVE)) || peek_kw(p, 1, K(COMPILE)))
                return parse_unsupported_statement(p, first, "CREATE");
            break;
        default:
            break;
        }
    p->cur = p->failed ? p->cur : what;
    return ol_parse_fail(p, OL_ERR_INVALID_CREATE);
}

/* --- ALTER -------------------------------------------------------------------------------------------------------- */
/* alter_unit := kind name ( COMPILE [what] {DEBUG | REUSE SETTINGS | name = value} | ENABLE | DISABLE | RENAME TO n
 *               | [NON]EDITIONABLE | words ) */
static OlNode *parse_alter_unit(OlParser *p, const OlToken *first, OlObjectKind kind)
{
    OlAlterUnit *node = MAKE_AT(p, AlterUnit, first);
    const OlToken *mark;

    node->kind = kind;
    ol_parse_if_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
    if (accept_kw(p, K(COMPILE)))
    {
        node->compile = true;
        for (;;)
        {
            mark = p->cur;
            if (at_kw(p, K(BODY)) || at_kw(p, K(SPECIFICATION)) || at_kw(p, K(PACKAGE)))
            {
                node->compile_what = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
                advance(p);
            }
            else if (accept_kw(p, K(DEBUG)))
                add_node(p, &node->options, ol_parse_option(p, "DEBUG", mark));
            else if (accept_kw2(p, K(REUSE), K(SETTINGS)))
                add_node(p, &node->options, ol_parse_option(p, "REUSE SETTINGS", mark));
            else if (at_name(p) && peek_is(p, 1, OL_TOK_EQ))
            {
                OlOption *opt = MAKE(p, Option);
                opt->name = ol_parse_name(p, OL_ERR_INVALID_OPTION).text;
                advance(p);
                opt->value = ol_parse_value(p);
                add_node(p, &node->options, close_node(p, opt));
            }
            else
                break;
        }
    }
    else if (accept_kw(p, K(ENABLE)))
        node->enable = OL_YES;
    else if (accept_kw(p, K(DISABLE)))
        node->enable = OL_NO;
    else if (accept_kw2(p, K(RENAME), K(TO)))
        node->rename_to = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    else if (at(p, OL_TOK_EOF))
        return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    else
        node->text = rest_of_text(p);
    return close_node(p, node);
}

/* alter := ALTER object .. */
OlNode *ol_parse_alter(OlParser *p, OlParseClass *cls)
{
    const OlToken *first = p->cur;
    const OlToken *what;
    OlObjectKind kind;

    if (peek_kw(p, 1, K(SESSION)) || peek_kw(p, 1, K(SYSTEM)))
        return ol_parse_misc(p, cls);
    advance(p);
    what = p->cur;
    kind = at(p, OL_TOK_WORD) ? parse_object_kind(p) : OL_OBJ_NONE;
    switch (kind)
    {
    case OL_OBJ_TABLE:
        return ol_parse_alter_table(p, first);
    case OL_OBJ_INDEX:
        return ol_parse_alter_index(p, first);
    case OL_OBJ_SEQUENCE:
        return ol_parse_alter_sequence(p, first);
    case OL_OBJ_USER:
        return ol_parse_create_user(p, first, true);
    case OL_OBJ_ROLE:
        return ol_parse_create_role(p, first, true);
    case OL_OBJ_PROFILE:
        return ol_parse_create_profile(p, first, true);
    case OL_OBJ_TABLESPACE:
        return parse_create_tablespace(p, first, true, NULL);
    case OL_OBJ_VIEW:
    {
        OlAlterView *node = MAKE_AT(p, AlterView, first);
        ol_parse_if_exists(p);
        node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        if (accept_kw(p, K(COMPILE)))
            node->compile = true;
        else
            node->text = rest_of_text(p);
        return close_node(p, node);
    }
    case OL_OBJ_PROCEDURE:
    case OL_OBJ_FUNCTION:
    case OL_OBJ_PACKAGE:
    case OL_OBJ_PACKAGE_BODY:
    case OL_OBJ_TRIGGER:
    case OL_OBJ_TYPE:
    case OL_OBJ_TYPE_BODY:
    case OL_OBJ_SYNONYM:
    case OL_OBJ_PUBLIC_SYNONYM:
    case OL_OBJ_MATERIALIZED_VIEW:
        return parse_alter_unit(p, first, kind);
    case OL_OBJ_NONE:
        if (!at_kw(p, K(DATABASE)) && !at_kw(p, K(ROLLBACK)) && !at_kw(p, K(RESOURCE)) && !at_kw(p, K(PLUGGABLE)) &&
            !at_kw(p, K(AUDIT)) && !at_kw(p, K(FLASHBACK)) && !at_kw(p, K(LOCKDOWN)) && !at_kw(p, K(DISKGROUP)))
            return ol_parse_fail(p, OL_ERR_INVALID_ALTER);
        return parse_unsupported_statement(p, first, "ALTER");
    default:
        p->cur = p->failed ? p->cur : what;
        return parse_unsupported_statement(p, first, "ALTER");
    }
}

/* --- DROP --------------------------------------------------------------------------------------------------------- */
/* drop := DROP kind [IF EXISTS] name [CASCADE [CONSTRAINTS]] [PURGE] [FORCE] .. */
OlNode *ol_parse_drop(OlParser *p)
{
    OlDrop *node = MAKE(p, Drop);
    const OlToken *first = p->cur;
    OlErrorCode missing;

    advance(p);
    node->kind = at(p, OL_TOK_WORD) ? parse_object_kind(p) : OL_OBJ_NONE;
    switch (node->kind)
    {
    case OL_OBJ_NONE:
        if (at_kw(p, K(DATABASE)) || at_kw(p, K(ROLLBACK)) || at_kw(p, K(RESTORE)) || at_kw(p, K(PLUGGABLE)) ||
            at_kw(p, K(AUDIT)) || at_kw(p, K(FLASHBACK)) || at_kw(p, K(LOCKDOWN)) || at_kw(p, K(DISKGROUP)) ||
            at_kw(p, K(MLE)) || at_kw(p, K(PROPERTY)) || at_kw(p, K(DOMAIN)) || at_kw(p, K(JSON)))
            return parse_unsupported_statement(p, first, "DROP");
        return ol_parse_fail(p, OL_ERR_INVALID_DROP);
    case OL_OBJ_TABLE:
    case OL_OBJ_VIEW:
    case OL_OBJ_MATERIALIZED_VIEW:
        missing = OL_ERR_INVALID_TABLE_NAME;
        break;
    case OL_OBJ_INDEX:
        missing = OL_ERR_INVALID_INDEX_NAME;
        break;
    case OL_OBJ_SEQUENCE:
        missing = OL_ERR_INVALID_SEQUENCE_NAME;
        break;
    default:
        missing = OL_ERR_INVALID_IDENTIFIER;
    }
    node->if_exists = ol_parse_if_exists(p);
    if (node->kind == OL_OBJ_MATERIALIZED_VIEW_LOG)
        ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    if (node->kind == OL_OBJ_JAVA)
    {
        node->kind_text = ol_parse_any_word(p, OL_ERR_INVALID_DROP).text;
        node->name = ol_parse_object_name(p, missing);
    }
    else
        node->name = ol_parse_object_name(p, missing);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *mark = p->cur;

        if (accept_kw(p, K(CASCADE)))
        {
            if (!accept_kw(p, K(CONSTRAINTS)))
                accept_kw(p, K(CONSTRAINT));
            node->cascade = true;
        }
        else if (accept_kw(p, K(PURGE)))
            node->purge = true;
        else if (accept_kw(p, K(FORCE)) || accept_kw(p, K(VALIDATE)))
            node->force = true;
        else if (node->kind == OL_OBJ_TABLESPACE && at_kw(p, K(INCLUDING)))
        {
            advance(p);
            ol_parse_expect_kw(p, K(CONTENTS), OL_ERR_MISSING_KEYWORD);
            if (accept_kw(p, K(AND)) || accept_kw(p, K(KEEP)))
            {
                accept_kw(p, K(DATAFILES));
            }
            add_node(p, &node->options, ol_parse_option(p, "INCLUDING CONTENTS", mark));
        }
        else if (node->kind == OL_OBJ_CLUSTER && accept_kw2(p, K(INCLUDING), K(TABLES)))
            add_node(p, &node->options, ol_parse_option(p, "INCLUDING TABLES", mark));
        else if (node->kind == OL_OBJ_MATERIALIZED_VIEW && accept_kw2(p, K(PRESERVE), K(TABLE)))
            add_node(p, &node->options, ol_parse_option(p, "PRESERVE TABLE", mark));
        else if (node->kind == OL_OBJ_INDEX && accept_kw(p, K(ONLINE)))
            add_node(p, &node->options, ol_parse_option(p, "ONLINE", mark));
        else
            break;
    }
    return close_node(p, node);
}
