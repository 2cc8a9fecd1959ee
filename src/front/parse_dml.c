/*
 * parse_dml.c - INSERT (one and many tables), UPDATE, DELETE, MERGE, with RETURNING and LOG ERRORS.
 *
 * Owns:      the grammar of changing statements.
 * Invariant: the same functions serve static SQL in PL/SQL, where p->plsql allows records.
 * See also:  parse_select.c, parse_from.c; SQL Language Reference, "INSERT", "UPDATE", "DELETE", "MERGE"
 */
#include "front/parse.h"

/* Keeps SQL's reserved words in force while a statement of PL/SQL is parsed. */
static unsigned enter_sql(OlParser *p)
{
    unsigned saved = p->reserved;

    p->reserved = OL_KWF_SQL;
    return saved;
}

/* returning := (RETURNING | RETURN) exprs [[BULK COLLECT] INTO targets] */
static OlNode *parse_returning(OlParser *p)
{
    OlReturning *node;

    if (!at_kw(p, K(RETURNING)) && !at_kw(p, K(RETURN)))
        return NULL;
    node = MAKE(p, Returning);
    advance(p);
    do
        add_node(p, &node->items, ol_parse_value(p));
    while (accept(p, OL_TOK_COMMA));
    if (accept_kw2(p, K(BULK), K(COLLECT)))
        node->bulk = true;
    if (accept_kw(p, K(INTO)))
        ol_parse_targets(p, &node->into);
    else if (!p->plsql || node->bulk) /* dynamic SQL of PL/SQL always has INTO too */
        return ol_parse_fail(p, OL_ERR_MISSING_INTO);
    p->has_returning = true;
    return close_node(p, node);
}

/* error_log := LOG ERRORS [INTO table] ['(' expr ')'] [REJECT LIMIT (n | UNLIMITED)] */
static OlNode *parse_error_log(OlParser *p)
{
    OlErrorLog *node;

    if (!at_kw2(p, K(LOG), K(ERRORS)))
        return NULL;
    node = MAKE(p, ErrorLog);
    p->cur += 2;
    if (accept_kw(p, K(INTO)))
        node->table = ol_parse_dotted(p, OL_ERR_INVALID_TABLE_NAME);
    if (accept(p, OL_TOK_LPAREN))
    {
        node->tag = ol_parse_value(p);
        expect_rparen(p);
    }
    if (accept_kw2(p, K(REJECT), K(LIMIT)))
    {
        if (accept_kw(p, K(UNLIMITED)))
            node->unlimited = true;
        else
            node->reject_limit = ol_parse_value(p);
    }
    return close_node(p, node);
}

/* value := DEFAULT | expr */
static OlNode *parse_value_or_default(OlParser *p)
{
    if (at_kw(p, K(DEFAULT)))
    {
        OlDefaultExpr *node = MAKE(p, DefaultExpr);
        advance(p);
        return &node->expr.node;
    }
    return ol_parse_any_expr(p);
}

/* row := '(' value {, value} ')' */
static void parse_row(OlParser *p, OlList *out)
{
    if (!expect_lparen(p))
        return;
    if (!at(p, OL_TOK_RPAREN))
        do
            add_node(p, out, parse_value_or_default(p));
        while (accept(p, OL_TOK_COMMA));
    else
        ol_parse_fail(p, OL_ERR_MISSING_EXPRESSION);
    if (!at(p, OL_TOK_RPAREN))
        ol_parse_fail(p, at(p, OL_TOK_EOF) ? OL_ERR_MISSING_RPAREN : OL_ERR_MISSING_COMMA);
    advance(p);
}

/* column_list := '(' [table.]column {, ..} ')' : the last part of each is kept */
static OlNames parse_column_list(OlParser *p)
{
    OlNames out = {NULL, 0};

    expect_lparen(p);
    do
    {
        OlNames one = ol_parse_dotted(p, OL_ERR_MISSING_EXPRESSION);
        if (one.n > 0)
            ol_parse_names_add(p, &out, one.items[one.n - 1]);
    } while (accept(p, OL_TOK_COMMA));
    if (!at(p, OL_TOK_RPAREN))
        ol_parse_fail(p, at(p, OL_TOK_EOF) ? OL_ERR_MISSING_RPAREN : OL_ERR_MISSING_COMMA);
    advance(p);
    return out;
}

/* set_clause := column = value | '(' columns ')' = ( query | row ) */
static OlNode *parse_set_clause(OlParser *p)
{
    OlSetClause *node = MAKE(p, SetClause);

    if (accept(p, OL_TOK_LPAREN))
    {
        node->multi = true;
        do
        {
            OlColumnRef *ref = MAKE(p, ColumnRef);
            ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
            add_node(p, &node->columns, close_node(p, ref));
        } while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
    }
    else
    {
        OlColumnRef *ref = MAKE(p, ColumnRef);
        ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
        add_node(p, &node->columns, close_node(p, ref));
    }
    ol_parse_expect(p, OL_TOK_EQ, OL_ERR_MISSING_EQUAL);
    node->value = parse_value_or_default(p);
    return close_node(p, node);
}

static void parse_set_list(OlParser *p, OlList *out)
{
    do
        add_node(p, out, parse_set_clause(p));
    while (accept(p, OL_TOK_COMMA));
}

/* --- INSERT ------------------------------------------------------------------------------------------------------- */
/* into := INTO target ['(' columns ')'] [VALUES row] [error_log] */
static OlNode *parse_into_clause(OlParser *p)
{
    OlInsertInto *node = MAKE(p, InsertInto);

    ol_parse_expect_kw(p, K(INTO), OL_ERR_MISSING_INTO);
    node->target = ol_parse_dml_target(p);
    if (at(p, OL_TOK_LPAREN) && !ol_parse_at_query(p))
        node->columns = parse_column_list(p);
    if (accept_kw(p, K(VALUES)))
    {
        node->has_values = true;
        parse_row(p, &node->values);
    }
    node->error_log = parse_error_log(p);
    return close_node(p, node);
}

/* insert_multi := INSERT (ALL | FIRST) ( into {into} | {WHEN cond THEN into {into}} [ELSE into {into}] ) query */
static OlNode *parse_insert_multi(OlParser *p, const OlToken *first, OlStr hint)
{
    OlInsertMulti *node = MAKE_AT(p, InsertMulti, first);

    node->hint = hint;
    node->kind = at_kw(p, K(FIRST)) ? OL_INSERT_FIRST : OL_INSERT_ALL;
    advance(p);
    while ((at_kw(p, K(WHEN)) || at_kw(p, K(ELSE)) || at_kw(p, K(INTO))) && !p->failed)
    {
        OlInsertBranch *branch = MAKE(p, InsertBranch);

        if (accept_kw(p, K(WHEN)))
        {
            node->conditional = true;
            branch->cond = ol_parse_cond(p);
            ol_parse_expect_kw(p, K(THEN), OL_ERR_MISSING_KEYWORD);
        }
        else if (accept_kw(p, K(ELSE)))
            branch->is_else = true;
        do
            add_node(p, &branch->intos, parse_into_clause(p));
        while (at_kw(p, K(INTO)) && !p->failed);
        add_node(p, &node->branches, close_node(p, branch));
    }
    if (node->branches.n == 0)
        return ol_parse_fail(p, OL_ERR_MISSING_INTO);
    if (!ol_parse_at_query(p))
        return ol_parse_fail(p, OL_ERR_MISSING_SELECT);
    node->source = ol_parse_select(p);
    return close_node(p, node);
}

/* insert := INSERT [hint] ( INTO target [columns] ( VALUES row {, row} | VALUES record | SET sets | query )
 *           [returning] [error_log] | insert_multi ) */
OlNode *ol_parse_insert(OlParser *p)
{
    const OlToken *first = p->cur;
    unsigned saved = enter_sql(p);
    OlInsert *node;
    OlStr hint;

    advance(p);
    hint = ol_parse_hint(p);
    if (at_kw(p, K(ALL)) || at_kw(p, K(FIRST)))
    {
        OlNode *multi = parse_insert_multi(p, first, hint);
        p->reserved = saved;
        return multi;
    }
    node = MAKE_AT(p, Insert, first);
    node->hint = hint;
    ol_parse_expect_kw(p, K(INTO), OL_ERR_MISSING_INTO);
    node->target = ol_parse_dml_target(p);
    if (at(p, OL_TOK_LPAREN) && !ol_parse_at_query(p))
        node->columns = parse_column_list(p);
    if (at_kw(p, K(VALUES)))
    {
        advance(p);
        if (p->plsql && !at(p, OL_TOK_LPAREN))
            node->record = ol_parse_value(p);
        else
            do
            {
                OlExprList *row = MAKE(p, ExprList);
                parse_row(p, &row->items);
                add_node(p, &node->rows, close_node(p, row));
            } while (accept(p, OL_TOK_COMMA));
    }
    else if (accept_kw(p, K(SET)))
        parse_set_list(p, &node->set_clauses);
    else if (ol_parse_at_query(p))
        node->source = ol_parse_select(p);
    else
        return ol_parse_fail(p, OL_ERR_MISSING_VALUES);
    node->error_log = parse_error_log(p);
    node->returning = parse_returning(p);
    if (node->error_log == NULL)
        node->error_log = parse_error_log(p);
    p->reserved = saved;
    return close_node(p, node);
}

/* --- UPDATE, DELETE ----------------------------------------------------------------------------------------------- */
/* update := UPDATE [hint] target SET ( sets | ROW = record | VALUE '(' alias ')' = expr ) [FROM refs] [WHERE cond]
 *           [returning] [error_log] */
OlNode *ol_parse_update(OlParser *p)
{
    OlUpdate *node = MAKE(p, Update);
    unsigned saved = enter_sql(p);

    advance(p);
    node->hint = ol_parse_hint(p);
    node->target = ol_parse_dml_target(p);
    ol_parse_expect_kw(p, K(SET), OL_ERR_MISSING_SET);
    if (at_kw(p, K(ROW)) && peek_is(p, 1, OL_TOK_EQ))
    {
        OlSetClause *set = MAKE(p, SetClause);
        if (!p->plsql)
            return ol_parse_fail(p, OL_ERR_INVALID_IDENTIFIER);
        node->set_row = true;
        p->cur += 2;
        set->value = ol_parse_value(p);
        add_node(p, &node->set_clauses, close_node(p, set));
    }
    else if (at_kw(p, K(VALUE)) && peek_is(p, 1, OL_TOK_LPAREN))
    {
        p->cur += 2;
        ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        expect_rparen(p);
        ol_parse_expect(p, OL_TOK_EQ, OL_ERR_MISSING_EQUAL);
        node->set_value = ol_parse_value(p);
    }
    else
        parse_set_list(p, &node->set_clauses);
    if (accept_kw(p, K(FROM)))
        ol_parse_from_list(p, &node->from);
    if (accept_kw(p, K(WHERE)))
        node->where = ol_parse_cond(p);
    node->returning = parse_returning(p);
    node->error_log = parse_error_log(p);
    p->reserved = saved;
    return close_node(p, node);
}

/* delete := DELETE [hint] [FROM] target [FROM refs] [WHERE cond] [returning] [error_log] */
OlNode *ol_parse_delete(OlParser *p)
{
    OlDelete *node = MAKE(p, Delete);
    unsigned saved = enter_sql(p);

    advance(p);
    node->hint = ol_parse_hint(p);
    accept_kw(p, K(FROM));
    node->target = ol_parse_dml_target(p);
    if (accept_kw(p, K(FROM)))
        ol_parse_from_list(p, &node->from);
    if (accept_kw(p, K(WHERE)))
        node->where = ol_parse_cond(p);
    node->returning = parse_returning(p);
    node->error_log = parse_error_log(p);
    p->reserved = saved;
    return close_node(p, node);
}

/* --- MERGE -------------------------------------------------------------------------------------------------------- */
/* when_matched := WHEN MATCHED THEN UPDATE SET sets [WHERE cond] [DELETE WHERE cond] */
static void parse_when_matched(OlParser *p, OlMerge *node)
{
    ol_parse_expect_kw(p, K(THEN), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(UPDATE), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(SET), OL_ERR_MISSING_SET);
    node->has_update = true;
    parse_set_list(p, &node->set_clauses);
    if (accept_kw(p, K(WHERE)))
        node->update_where = ol_parse_cond(p);
    if (accept_kw(p, K(DELETE)))
    {
        node->has_delete = true;
        ol_parse_expect_kw(p, K(WHERE), OL_ERR_MISSING_KEYWORD);
        node->delete_where = ol_parse_cond(p);
    }
}

/* when_not_matched := WHEN NOT MATCHED THEN INSERT [columns] VALUES row [WHERE cond] */
static void parse_when_not_matched(OlParser *p, OlMerge *node)
{
    ol_parse_expect_kw(p, K(THEN), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(INSERT), OL_ERR_MISSING_KEYWORD);
    node->has_insert = true;
    node->insert_first = !node->has_update;
    if (at(p, OL_TOK_LPAREN))
        node->insert_columns = parse_column_list(p);
    ol_parse_expect_kw(p, K(VALUES), OL_ERR_MISSING_VALUES);
    parse_row(p, &node->insert_values);
    if (accept_kw(p, K(WHERE)))
        node->insert_where = ol_parse_cond(p);
}

/* merge := MERGE [hint] INTO target USING source ON '(' cond ')' when {when} [error_log] [returning] */
OlNode *ol_parse_merge(OlParser *p)
{
    OlMerge *node = MAKE(p, Merge);
    unsigned saved = enter_sql(p);

    advance(p);
    node->hint = ol_parse_hint(p);
    ol_parse_expect_kw(p, K(INTO), OL_ERR_MISSING_INTO);
    node->target = ol_parse_dml_target(p);
    ol_parse_expect_kw(p, K(USING), OL_ERR_MISSING_USING);
    node->source = ol_parse_table_ref(p);
    ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    if (!at(p, OL_TOK_LPAREN))
        return ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
    node->on = ol_parse_cond(p);
    if (!at_kw(p, K(WHEN)))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    while (at_kw(p, K(WHEN)) && !p->failed)
    {
        advance(p);
        if (accept_kw(p, K(MATCHED)) && !node->has_update)
            parse_when_matched(p, node);
        else if (accept_kw2(p, K(NOT), K(MATCHED)) && !node->has_insert)
            parse_when_not_matched(p, node);
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    node->error_log = parse_error_log(p);
    node->returning = parse_returning(p);
    p->reserved = saved;
    return close_node(p, node);
}
