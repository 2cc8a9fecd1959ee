/*
 * parse_select.c - query expressions: WITH, query blocks, set operators, ORDER BY, row limiting, FOR UPDATE.
 *
 * Owns:      where a query ends and which clause goes where.
 * Invariant: set operators have equal precedence and associate to the left, as Oracle has them.
 * See also:  parse_from.c, parse_expr.c; SQL Language Reference, "SELECT"
 */
#include "front/parse.h"

static OlNode *parse_body(OlParser *p);

/* --- recognising queries ------------------------------------------------------------------------------------------ */
/* At '(': whether a query stands inside (and not an expression which only begins with a subquery). */
bool ol_parse_at_query(OlParser *p)
{
    const OlToken *t = p->cur;
    const OlToken *inner;

    if (t->kind != OL_TOK_LPAREN)
        return tok_is_kw(t, K(SELECT)) || (tok_is_kw(t, K(WITH)) && t + 1 < p->eof && t[1].kind != OL_TOK_STRING);
    inner = t + 1;
    while (inner < p->eof && inner->kind == OL_TOK_LPAREN)
        inner++;
    if (!tok_is_kw(inner, K(SELECT)) && !tok_is_kw(inner, K(WITH)))
        return false;
    if (inner == t + 1)
        return true;
    /* ((SELECT ..) ... : a query when a set operator, a clause of the query or ')' comes after the inner one. */
    for (const OlToken *open = t + 1; open < inner; open++)
    {
        const OlToken *after = ol_parse_matching_paren(p, open);

        if (after >= p->eof)
            return true; /* broken anyway */
        after++;
        switch (after->kind == OL_TOK_WORD ? (OlKeyword)after->kw : OL_NO_KEYWORD)
        {
        case OL_KW_UNION:
        case OL_KW_INTERSECT:
        case OL_KW_MINUS:
        case OL_KW_EXCEPT:
        case OL_KW_ORDER:
        case OL_KW_OFFSET:
        case OL_KW_FETCH:
        case OL_KW_FOR:
            continue;
        default:
            if (after->kind != OL_TOK_RPAREN)
                return false;
        }
    }
    return true;
}

bool ol_parse_set_op(const OlParser *p)
{
    switch (at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD)
    {
    case OL_KW_UNION:
    case OL_KW_INTERSECT:
    case OL_KW_MINUS:
        return true;
    case OL_KW_EXCEPT:
        return peek_kw(p, 1, K(SELECT)) || peek_kw(p, 1, K(ALL)) || peek_is(p, 1, OL_TOK_LPAREN);
    default:
        return false;
    }
}

/* The text of a hint comment without its marks. */
OlStr ol_parse_hint(OlParser *p)
{
    OlStr s;

    if (!at(p, OL_TOK_HINT))
        return OL_STR_NULL;
    s = ol_str_n(p->text.s + p->cur->start, p->cur->end - p->cur->start);
    if (s.n >= 5 && s.s[0] == '/')
        s = ol_str_n(s.s + 3, s.n - 5);
    else
        s = ol_str_n(s.s + 3, s.n - 3);
    advance(p);
    return ol_str_trim(s);
}

/* lock_wait := NOWAIT | WAIT n | SKIP LOCKED */
OlLockWait ol_parse_lock_wait(OlParser *p, OlNode **seconds)
{
    if (accept_kw(p, K(NOWAIT)))
        return OL_WAIT_NOWAIT;
    if (accept_kw2(p, K(SKIP), K(LOCKED)))
        return OL_WAIT_SKIP_LOCKED;
    if (at_kw(p, K(WAIT)))
    {
        advance(p);
        *seconds = ol_parse_value(p);
        return OL_WAIT_SECONDS;
    }
    return OL_WAIT_FOREVER;
}

/* targets := target {, target} ; a target is a bind, a variable, an element, a field */
void ol_parse_targets(OlParser *p, OlList *out)
{
    do
        add_node(p, out, ol_parse_value(p));
    while (accept(p, OL_TOK_COMMA));
}

/* --- query block -------------------------------------------------------------------------------------------------- */
/* Whether the tokens at cur are '*' or name {. name} . '*' ; the count of names. */
static bool at_star(const OlParser *p, int *names)
{
    int n = 0;

    *names = 0;
    if (at(p, OL_TOK_STAR))
        return true;
    while ((peek_is(p, n, OL_TOK_WORD) || peek_is(p, n, OL_TOK_QNAME)) && peek_is(p, n + 1, OL_TOK_DOT))
    {
        n += 2;
        (*names)++;
        if (peek_is(p, n, OL_TOK_STAR))
            return true;
    }
    return false;
}

/* Whether the current word may be a column alias without AS. */
static bool at_column_alias(const OlParser *p)
{
    if (at(p, OL_TOK_QNAME))
        return true;
    if (!at(p, OL_TOK_WORD) || (p->cur->kw != OL_NO_KEYWORD && (ol_keyword_flags((OlKeyword)p->cur->kw) & OL_KWF_SQL)))
        return false;
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_BULK:
        return !peek_kw(p, 1, K(COLLECT));
    case OL_KW_EXCEPT:
        return !ol_parse_set_op(p);
    default:
        return true;
    }
}

/* select_item := '*' | dotted.* | expr [[AS] alias] */
static OlNode *parse_select_item(OlParser *p)
{
    OlSelectItem *item = MAKE(p, SelectItem);
    int names;

    if (at_star(p, &names))
    {
        OlStar *star = MAKE(p, Star);
        if (names > 0)
        {
            star->qualifier = ol_parse_dotted(p, OL_ERR_MISSING_EXPRESSION);
            advance(p); /* . */
        }
        advance(p); /* * */
        item->expr = close_node(p, star);
        return close_node(p, item);
    }
    item->expr = ol_parse_expr(p);
    item->node.end = prev_end(p);
    if (accept_kw(p, K(AS)))
        item->alias = ol_parse_name(p, OL_ERR_FROM_NOT_FOUND);
    else if (at_column_alias(p))
        item->alias = ol_parse_tok_name(p, p->cur), advance(p);
    return (OlNode *)item; /* the span is the expression's: the name of an unnamed column */
}

/* group_item := expr | '(' [exprs] ')' | ROLLUP '(' items ')' | CUBE '(' items ')' | GROUPING SETS '(' items ')' */
static void parse_group_items(OlParser *p, OlList *out)
{
    if (!ol_parse_enter(p))
        return;
    do
    {
        OlGroupingKind kind;
        int words = 0;

        if (at_kw(p, K(ROLLUP)) && peek_is(p, 1, OL_TOK_LPAREN))
            kind = OL_GROUPING_ROLLUP, words = 1;
        else if (at_kw(p, K(CUBE)) && peek_is(p, 1, OL_TOK_LPAREN))
            kind = OL_GROUPING_CUBE, words = 1;
        else
            kind = OL_GROUPING_SETS, words = at_kw2(p, K(GROUPING), K(SETS)) ? 2 : 0;
        if (words > 0)
        {
            OlGrouping *node = MAKE(p, Grouping);
            p->cur += words;
            node->kind = kind;
            expect_lparen(p);
            parse_group_items(p, &node->items);
            expect_rparen(p);
            add_node(p, out, close_node(p, node));
        }
        else if (at(p, OL_TOK_LPAREN) && peek_is(p, 1, OL_TOK_RPAREN))
        {
            OlExprList *empty = MAKE(p, ExprList);
            p->cur += 2;
            add_node(p, out, close_node(p, empty));
        }
        else
            add_node(p, out, ol_parse_expr(p));
    } while (accept(p, OL_TOK_COMMA));
    leave(p);
}

/* into := [BULK COLLECT] INTO targets */
static void parse_into(OlParser *p, OlQueryBlock *qb)
{
    if (at_kw2(p, K(BULK), K(COLLECT)))
    {
        p->cur += 2;
        qb->bulk = true;
        ol_parse_expect_kw(p, K(INTO), OL_ERR_MISSING_INTO);
        ol_parse_targets(p, &qb->into);
    }
    else if (accept_kw(p, K(INTO)))
        ol_parse_targets(p, &qb->into);
}

/* query_block := SELECT [hint] [DISTINCT | UNIQUE | ALL] items [into] FROM refs [WHERE cond]
 *                [START WITH cond] [CONNECT BY [NOCYCLE] cond] [GROUP BY items] [HAVING cond] [WINDOW ..] */
static OlNode *parse_query_block(OlParser *p)
{
    OlQueryBlock *qb = MAKE(p, QueryBlock);

    advance(p);
    qb->hint = ol_parse_hint(p);
    if (accept_kw(p, K(DISTINCT)) || accept_kw(p, K(UNIQUE)))
        qb->distinct = OL_DISTINCT_DISTINCT;
    else if (accept_kw(p, K(ALL)))
        qb->distinct = OL_DISTINCT_ALL;
    do
        add_node(p, &qb->items, parse_select_item(p));
    while (accept(p, OL_TOK_COMMA));
    if (at(p, OL_TOK_WORD))
        parse_into(p, qb);
    if (!accept_kw(p, K(FROM)))
    {
        if ((p->flags & OL_PARSE_23AI) && (at(p, OL_TOK_EOF) || at(p, OL_TOK_RPAREN) || at(p, OL_TOK_SEMI) ||
                                           ol_parse_set_op(p) || at_kw(p, K(WHERE)) || at_kw(p, K(ORDER)) ||
                                           at_kw(p, K(CONNECT))))
            ;
        else
            return ol_parse_fail(p, OL_ERR_FROM_NOT_FOUND);
    }
    else
        ol_parse_from_list(p, &qb->from);
    if (accept_kw(p, K(WHERE)))
        qb->where = ol_parse_cond(p);
    while (!p->failed)
    {
        if (at_kw2(p, K(START), K(WITH)))
        {
            p->cur += 2;
            qb->start_with = ol_parse_cond(p);
        }
        else if (at_kw(p, K(CONNECT)))
        {
            advance(p);
            ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
            qb->nocycle = accept_kw(p, K(NOCYCLE));
            qb->connect_by = ol_parse_cond(p);
        }
        else if (at_kw(p, K(GROUP)))
        {
            advance(p);
            ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
            parse_group_items(p, &qb->group_by);
        }
        else if (accept_kw(p, K(HAVING)))
            qb->having = ol_parse_cond(p);
        else if (at_kw(p, K(WINDOW)) && peek_kw(p, 2, K(AS)))
        {
            advance(p);
            do
            {
                OlNamedWindow *win = MAKE(p, NamedWindow);
                win->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
                ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
                win->window = ol_parse_window(p);
                add_node(p, &qb->windows, close_node(p, win));
            } while (accept(p, OL_TOK_COMMA));
        }
        else if (at_kw(p, K(MODEL)))
            return ol_parse_unsupported(p, "MODEL clause");
        else
            break;
    }
    return close_node(p, qb);
}

/* --- set operators ------------------------------------------------------------------------------------------------ */
/* values_block := VALUES row {, row} */
static OlNode *parse_values_block(OlParser *p)
{
    OlValuesBlock *node = MAKE(p, ValuesBlock);

    advance(p);
    do
    {
        OlExprList *row = MAKE(p, ExprList);
        expect_lparen(p);
        ol_parse_expr_list(p, &row->items);
        expect_rparen(p);
        add_node(p, &node->rows, close_node(p, row));
    } while (accept(p, OL_TOK_COMMA));
    return close_node(p, node);
}

/* operand := query_block | '(' select ')' | values_block */
static OlNode *parse_operand(OlParser *p)
{
    if (at_kw(p, K(SELECT)))
        return parse_query_block(p);
    if (at(p, OL_TOK_LPAREN))
        return ol_parse_paren_query(p);
    if (at_kw(p, K(VALUES)))
        return parse_values_block(p);
    return ol_parse_fail(p, OL_ERR_MISSING_SELECT);
}

/* body := operand { (UNION | INTERSECT | MINUS | EXCEPT) [ALL | DISTINCT] operand } */
static OlNode *parse_body(OlParser *p)
{
    OlNode *left = parse_operand(p);
    int nested = 0;

    while (!p->failed && ol_parse_set_op(p))
    {
        OlSetOpKind op = at_kw(p, K(UNION)) ? OL_SET_UNION : at_kw(p, K(INTERSECT)) ? OL_SET_INTERSECT : OL_SET_MINUS;
        bool all;
        OlSetOp *node;

        advance(p);
        all = accept_kw(p, K(ALL));
        if (!all)
            accept_kw(p, K(DISTINCT));
        if (left->kind == OL_N_SetOp && OL_AS(SetOp, left)->op == op && OL_AS(SetOp, left)->all == all)
            node = OL_AS(SetOp, left);
        else
        {
            if (++nested + p->depth > OL_PARSE_MAX_DEPTH)
                return ol_parse_unsupported(p, "nesting of more than 500 levels");
            node = OL_MAKE(p->arena, SetOp, left->start, left->end);
            node->op = op;
            node->all = all;
            add_node(p, &node->args, left);
        }
        add_node(p, &node->args, parse_operand(p));
        left = close_node(p, node);
    }
    return left;
}

/* --- WITH --------------------------------------------------------------------------------------------------------- */
/* search := SEARCH (DEPTH | BREADTH) FIRST BY items SET name */
static OlNode *parse_search(OlParser *p)
{
    OlSearchClause *node = MAKE(p, SearchClause);

    advance(p);
    if (accept_kw(p, K(BREADTH)))
        node->breadth = true;
    else
        ol_parse_expect_kw(p, K(DEPTH), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(FIRST), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
    ol_parse_order_list(p, &node->order_by);
    ol_parse_expect_kw(p, K(SET), OL_ERR_MISSING_KEYWORD);
    node->set_column = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    return close_node(p, node);
}

/* cycle := CYCLE names SET name TO expr DEFAULT expr */
static OlNode *parse_cycle(OlParser *p)
{
    OlCycleClause *node = MAKE(p, CycleClause);

    advance(p);
    node->columns = ol_parse_name_list(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(SET), OL_ERR_MISSING_KEYWORD);
    node->set_column = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(TO), OL_ERR_MISSING_KEYWORD);
    node->cycle_value = ol_parse_value(p);
    ol_parse_expect_kw(p, K(DEFAULT), OL_ERR_MISSING_KEYWORD);
    node->no_cycle_value = ol_parse_value(p);
    return close_node(p, node);
}

/* with := WITH { FUNCTION .. | PROCEDURE .. } cte {, cte}
 * cte := name ['(' names ')'] AS '(' select ')' [search] [cycle] */
static OlNode *parse_with(OlParser *p)
{
    OlWith *node = MAKE(p, With);

    advance(p);
    while ((at_kw(p, K(FUNCTION)) || at_kw(p, K(PROCEDURE))) && !peek_kw(p, 1, K(AS)) && !peek_is(p, 1, OL_TOK_LPAREN) &&
           !p->failed)
    {
        add_node(p, &node->items, ol_parse_with_routine(p));
        if (at_kw(p, K(SELECT)))
            return close_node(p, node);
        accept(p, OL_TOK_COMMA);
    }
    do
    {
        OlCte *cte = MAKE(p, Cte);

        cte->name = ol_parse_name(p, OL_ERR_MISSING_EXPRESSION);
        if (at(p, OL_TOK_LPAREN))
            cte->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
        ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
        if (!at(p, OL_TOK_LPAREN))
            return ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
        cte->query = ol_parse_paren_query(p);
        if (at_kw(p, K(SEARCH)))
            cte->search = parse_search(p);
        if (at_kw(p, K(CYCLE)))
            cte->cycle = parse_cycle(p);
        add_node(p, &node->items, close_node(p, cte));
    } while (accept(p, OL_TOK_COMMA));
    return close_node(p, node);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */
/* fetch := FETCH (FIRST | NEXT) [n [PERCENT]] (ROW | ROWS) (ONLY | WITH TIES) */
static void parse_fetch(OlParser *p, OlSelect *sel)
{
    p->cur += 2;
    sel->has_fetch = true;
    if (!at_kw(p, K(ROW)) && !at_kw(p, K(ROWS)))
        sel->fetch = ol_parse_value(p);
    sel->fetch_percent = accept_kw(p, K(PERCENT));
    if (!accept_kw(p, K(ROW)) && !accept_kw(p, K(ROWS)))
    {
        ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        return;
    }
    if (accept_kw2(p, K(WITH), K(TIES)))
        sel->fetch_ties = true;
    else
        ol_parse_expect_kw(p, K(ONLY), OL_ERR_MISSING_KEYWORD);
}

/* for_update := FOR UPDATE [OF columns] [lock_wait] */
static OlNode *parse_for_update(OlParser *p)
{
    OlForUpdate *node = MAKE(p, ForUpdate);

    p->cur += 2;
    if (accept_kw(p, K(OF)))
        do
        {
            OlColumnRef *ref = MAKE(p, ColumnRef);
            ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
            add_node(p, &node->of, close_node(p, ref));
        } while (accept(p, OL_TOK_COMMA));
    node->wait = ol_parse_lock_wait(p, &node->seconds);
    return close_node(p, node);
}

/* select := [with] body [ORDER [SIBLINGS] BY items] [OFFSET n ROWS] [fetch] [for_update] */
OlNode *ol_parse_select(OlParser *p)
{
    OlSelect *sel;
    unsigned reserved = p->reserved;
    bool plsql = p->plsql;

    if (!ol_parse_enter(p))
        return NULL;
    sel = MAKE(p, Select);
    p->reserved = OL_KWF_SQL;
    if (at_kw(p, K(WITH)))
        sel->with = parse_with(p);
    sel->body = parse_body(p);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        if (at_kw(p, K(ORDER)) && sel->order_by.n == 0)
        {
            advance(p);
            sel->siblings = accept_kw(p, K(SIBLINGS));
            ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
            ol_parse_order_list(p, &sel->order_by);
        }
        else if (at_kw(p, K(OFFSET)) && sel->offset == NULL)
        {
            advance(p);
            sel->offset = ol_parse_value(p);
            if (!accept_kw(p, K(ROWS)) && !accept_kw(p, K(ROW)))
                ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        }
        else if (at_kw(p, K(FETCH)) && (peek_kw(p, 1, K(FIRST)) || peek_kw(p, 1, K(NEXT))) && !sel->has_fetch)
            parse_fetch(p, sel);
        else if (at_kw2(p, K(FOR), K(UPDATE)) && sel->for_update == NULL)
            sel->for_update = parse_for_update(p);
        else
            break;
    }
    p->reserved = reserved;
    p->plsql = plsql;
    leave(p);
    return close_node(p, sel);
}

/* paren_query := '(' select ')' */
OlNode *ol_parse_paren_query(OlParser *p)
{
    const OlToken *open = p->cur;
    OlNode *sel;

    if (!expect_lparen(p))
        return NULL;
    sel = ol_parse_select(p);
    expect_rparen(p);
    if (sel == NULL || p->failed)
        return NULL;
    sel->flags |= OL_NF_PAREN;
    sel->start = open->start;
    sel->end = prev_end(p);
    return sel;
}
