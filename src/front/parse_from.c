/*
 * parse_from.c - the FROM clause: tables, subqueries, table functions, joins, PIVOT and UNPIVOT, flashback, samples.
 *
 * Owns:      which words may be the alias of a table.
 * See also:  parse_select.c; SQL Language Reference, "SELECT", table_reference and join_clause
 */
#include "front/parse.h"

/* Whether the word at cur goes on with the clause instead of being an alias. Reserved words never are aliases. */
static bool continues_clause(const OlParser *p)
{
    const OlToken *next = peek_tok(p, 1);
    OlKeyword nkw = next->kind == OL_TOK_WORD ? (OlKeyword)next->kw : OL_NO_KEYWORD;

    switch ((OlKeyword)p->cur->kw)
    {
    case OL_NO_KEYWORD:
        return false;
    case OL_KW_JOIN:
    case OL_KW_USING:
    case OL_KW_WHEN:
    case OL_KW_RETURNING:
    case OL_KW_RETURN:
    case OL_KW_MODEL:
    case OL_KW_MATCH_RECOGNIZE:
        return true;
    case OL_KW_LEFT:
    case OL_KW_RIGHT:
    case OL_KW_FULL:
        return nkw == OL_KW_JOIN || nkw == OL_KW_OUTER;
    case OL_KW_INNER:
        return nkw == OL_KW_JOIN;
    case OL_KW_CROSS:
        return nkw == OL_KW_JOIN || nkw == OL_KW_APPLY;
    case OL_KW_OUTER:
        return nkw == OL_KW_APPLY;
    case OL_KW_NATURAL:
        return nkw == OL_KW_JOIN || nkw == OL_KW_INNER || nkw == OL_KW_LEFT || nkw == OL_KW_RIGHT || nkw == OL_KW_FULL;
    case OL_KW_PARTITION:
    case OL_KW_SUBPARTITION:
        return next->kind == OL_TOK_LPAREN || nkw == OL_KW_BY || nkw == OL_KW_FOR;
    case OL_KW_SAMPLE:
        return next->kind == OL_TOK_LPAREN || nkw == OL_KW_BLOCK;
    case OL_KW_PIVOT:
        return next->kind == OL_TOK_LPAREN || nkw == OL_KW_XML;
    case OL_KW_UNPIVOT:
        return next->kind == OL_TOK_LPAREN || nkw == OL_KW_INCLUDE || nkw == OL_KW_EXCLUDE;
    case OL_KW_VERSIONS:
        return nkw == OL_KW_BETWEEN || nkw == OL_KW_PERIOD;
    case OL_KW_FETCH:
        return nkw == OL_KW_FIRST || nkw == OL_KW_NEXT;
    case OL_KW_OFFSET:
        return next->kind == OL_TOK_NUMBER || next->kind == OL_TOK_BIND || next->kind == OL_TOK_LPAREN ||
               (next->kind == OL_TOK_WORD && nkw == OL_NO_KEYWORD);
    case OL_KW_LOG:
        return nkw == OL_KW_ERRORS;
    case OL_KW_WINDOW:
        return peek_kw(p, 2, K(AS));
    case OL_KW_EXCEPT:
        return ol_parse_set_op(p);
    case OL_KW_LOOP: /* FOR r IN cursor_query LOOP never meets here, FORALL's DML may */
        return p->plsql;
    default:
        return false;
    }
}

/* alias := [AS] name ; empty when none is here */
OlName ol_parse_table_alias(OlParser *p)
{
    OlName none = {OL_STR_NULL, false, 0};

    if (at_kw(p, K(AS)) && !peek_kw(p, 1, K(OF)))
    {
        advance(p);
        return ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
    }
    if (!at_name(p) || continues_clause(p))
        return none;
    return ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
}

/* partition_ext := (PARTITION | SUBPARTITION) ( '(' name ')' | FOR '(' values ')' ) */
static OlNode *parse_partition_ext(OlParser *p)
{
    OlPartitionExt *node = MAKE(p, PartitionExt);

    node->subpartition = at_kw(p, K(SUBPARTITION));
    advance(p);
    if (accept_kw(p, K(FOR)))
    {
        expect_lparen(p);
        ol_parse_expr_list(p, &node->values);
        expect_rparen(p);
    }
    else
    {
        expect_lparen(p);
        node->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        expect_rparen(p);
    }
    return close_node(p, node);
}

/* sample := SAMPLE [BLOCK] '(' n [, m] ')' [SEED '(' n ')'] */
static OlNode *parse_sample(OlParser *p)
{
    OlSample *node = MAKE(p, Sample);

    advance(p);
    node->block = accept_kw(p, K(BLOCK));
    expect_lparen(p);
    node->percent = ol_parse_value(p);
    if (accept(p, OL_TOK_COMMA))
        ol_parse_value(p);
    expect_rparen(p);
    if (accept_kw(p, K(SEED)))
    {
        expect_lparen(p);
        node->seed = ol_parse_value(p);
        expect_rparen(p);
    }
    return close_node(p, node);
}

/* flashback := AS OF (SCN | TIMESTAMP) expr | AS OF PERIOD FOR name expr
 *            | VERSIONS (BETWEEN (SCN | TIMESTAMP) | PERIOD FOR name BETWEEN) bound AND bound */
static OlNode *parse_flashback(OlParser *p)
{
    OlFlashback *node = MAKE(p, Flashback);

    if (accept_kw2(p, K(AS), K(OF)))
    {
        if (accept_kw(p, K(SCN)))
            node->kind = OL_FLASHBACK_SCN;
        else if (at_kw(p, K(TIMESTAMP)))
        {
            node->kind = OL_FLASHBACK_TIMESTAMP;
            if (!peek_is(p, 1, OL_TOK_STRING)) /* AS OF TIMESTAMP '..' may leave out the second TIMESTAMP */
                advance(p);
        }
        else if (accept_kw2(p, K(PERIOD), K(FOR)))
        {
            node->kind = OL_FLASHBACK_PERIOD;
            node->period = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        }
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        node->value = ol_parse_value(p);
        return close_node(p, node);
    }
    advance(p);
    if (accept_kw2(p, K(PERIOD), K(FOR)))
    {
        node->kind = OL_FLASHBACK_VERSIONS_PERIOD;
        node->period = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        ol_parse_expect_kw(p, K(BETWEEN), OL_ERR_MISSING_KEYWORD);
    }
    else
    {
        ol_parse_expect_kw(p, K(BETWEEN), OL_ERR_MISSING_KEYWORD);
        node->kind = at_kw(p, K(SCN)) ? OL_FLASHBACK_VERSIONS_SCN : OL_FLASHBACK_VERSIONS_TIMESTAMP;
        if (!accept_kw(p, K(SCN)) && !accept_kw(p, K(TIMESTAMP)))
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    if (!accept_kw(p, K(MINVALUE)))
        node->value = ol_parse_value(p);
    ol_parse_expect_kw(p, K(AND), OL_ERR_MISSING_KEYWORD);
    if (!accept_kw(p, K(MAXVALUE)))
        node->upper = ol_parse_value(p);
    return close_node(p, node);
}

static bool at_flashback(const OlParser *p)
{
    return at_kw2(p, K(AS), K(OF)) || (at_kw(p, K(VERSIONS)) && (peek_kw(p, 1, K(BETWEEN)) || peek_kw(p, 1, K(PERIOD))));
}

/* --- PIVOT, UNPIVOT ----------------------------------------------------------------------------------------------- */
/* names_or_one := name | '(' names ')' */
static OlNames parse_names_or_one(OlParser *p)
{
    OlNames names = {NULL, 0};

    if (at(p, OL_TOK_LPAREN))
        return ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_names_add(p, &names, ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER));
    return names;
}

static void parse_aliased_list(OlParser *p, OlList *out)
{
    do
    {
        OlSelectItem *item = MAKE(p, SelectItem);

        item->expr = ol_parse_any_expr(p);
        if (accept_kw(p, K(AS)))
            item->alias = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        else if (at_name(p) && !at_kw(p, K(FOR)))
            item->alias = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        add_node(p, out, close_node(p, item));
    } while (accept(p, OL_TOK_COMMA));
}

/* pivot := PIVOT [XML] '(' aggs FOR cols IN '(' (values | query | ANY) ')' ')' [alias] */
static OlNode *parse_pivot(OlParser *p, OlNode *source)
{
    OlPivot *node = OL_MAKE(p->arena, Pivot, source->start, source->end);

    advance(p);
    node->source = source;
    node->xml = accept_kw(p, K(XML));
    expect_lparen(p);
    parse_aliased_list(p, &node->aggregates);
    ol_parse_expect_kw(p, K(FOR), OL_ERR_MISSING_KEYWORD);
    node->columns = parse_names_or_one(p);
    ol_parse_expect_kw(p, K(IN), OL_ERR_MISSING_KEYWORD);
    expect_lparen(p);
    if (at_kw(p, K(ANY)))
    {
        node->in_any = true;
        do
            ol_parse_expect_kw(p, K(ANY), OL_ERR_MISSING_EXPRESSION);
        while (accept(p, OL_TOK_COMMA));
    }
    else if (ol_parse_at_query(p) && !at(p, OL_TOK_LPAREN))
        node->in_query = ol_parse_select(p);
    else
        parse_aliased_list(p, &node->in_items);
    expect_rparen(p);
    expect_rparen(p);
    node->alias = ol_parse_table_alias(p);
    return close_node(p, node);
}

/* unpivot := UNPIVOT [(INCLUDE | EXCLUDE) NULLS] '(' cols FOR cols IN '(' item {, item} ')' ')' [alias]
 * item := names [AS (literal | '(' literals ')')] */
static OlNode *parse_unpivot(OlParser *p, OlNode *source)
{
    OlUnpivot *node = OL_MAKE(p->arena, Unpivot, source->start, source->end);

    advance(p);
    node->source = source;
    node->include_nulls = accept_kw2(p, K(INCLUDE), K(NULLS));
    accept_kw2(p, K(EXCLUDE), K(NULLS));
    expect_lparen(p);
    node->value_columns = parse_names_or_one(p);
    ol_parse_expect_kw(p, K(FOR), OL_ERR_MISSING_KEYWORD);
    node->name_columns = parse_names_or_one(p);
    ol_parse_expect_kw(p, K(IN), OL_ERR_MISSING_KEYWORD);
    expect_lparen(p);
    do
    {
        OlUnpivotItem *item = MAKE(p, UnpivotItem);

        item->columns = parse_names_or_one(p);
        if (accept_kw(p, K(AS)))
        {
            if (accept(p, OL_TOK_LPAREN))
            {
                ol_parse_expr_list(p, &item->labels);
                expect_rparen(p);
            }
            else
                add_node(p, &item->labels, ol_parse_value(p));
        }
        add_node(p, &node->in_items, close_node(p, item));
    } while (accept(p, OL_TOK_COMMA));
    expect_rparen(p);
    expect_rparen(p);
    node->alias = ol_parse_table_alias(p);
    return close_node(p, node);
}

/* --- table primaries ---------------------------------------------------------------------------------------------- */
/* table := dotted [@link] [partition_ext] [sample] [flashback] [alias] */
static OlNode *parse_table_name(OlParser *p)
{
    OlTableRef *node = MAKE(p, TableRef);

    node->names = ol_parse_dotted(p, OL_ERR_INVALID_TABLE_NAME);
    if (accept(p, OL_TOK_AT))
        node->dblink = ol_parse_dblink(p);
    if (!at(p, OL_TOK_WORD) && !at(p, OL_TOK_QNAME))
        return close_node(p, node);
    if ((at_kw(p, K(PARTITION)) || at_kw(p, K(SUBPARTITION))) &&
        (peek_is(p, 1, OL_TOK_LPAREN) || peek_kw(p, 1, K(FOR))))
        node->partition = parse_partition_ext(p);
    if (at_kw(p, K(SAMPLE)) && continues_clause(p))
        node->sample = parse_sample(p);
    if (at_flashback(p))
        node->flashback = parse_flashback(p);
    node->alias = ol_parse_table_alias(p);
    return close_node(p, node);
}

/* subquery_ref := [LATERAL] '(' select [WITH (READ ONLY | CHECK OPTION [CONSTRAINT c])] ')' [flashback] [(+)] [alias] */
static OlNode *parse_subquery_ref(OlParser *p, bool lateral, const OlToken *first)
{
    OlSubqueryRef *node = MAKE_AT(p, SubqueryRef, first);

    node->lateral = lateral;
    expect_lparen(p);
    node->query = ol_parse_select(p);
    if (at_kw(p, K(WITH)))
    {
        advance(p);
        if (accept_kw2(p, K(READ), K(ONLY)))
            node->read_only = true;
        else if (accept_kw2(p, K(CHECK), K(OPTION)))
        {
            node->check_option = true;
            if (accept_kw(p, K(CONSTRAINT)))
                ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        }
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    expect_rparen(p);
    if (at_flashback(p))
        node->flashback = parse_flashback(p);
    node->outer_join = accept(p, OL_TOK_OUTER);
    return close_node(p, node);
}

static OlNode *parse_subquery_alias(OlParser *p, OlNode *ref)
{
    OlSubqueryRef *node = OL_AS(SubqueryRef, ref);

    if (p->failed)
        return NULL;
    node->alias = ol_parse_table_alias(p);
    if (node->alias.text.n > 0 && at(p, OL_TOK_LPAREN))
        node->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    return close_node(p, node);
}

/* Whether a name at cur is called: f(..), pkg.f(..). */
static bool at_call(const OlParser *p)
{
    int n = 0;

    if (!at_name(p))
        return false;
    while (peek_is(p, n + 1, OL_TOK_DOT) && (peek_is(p, n + 2, OL_TOK_WORD) || peek_is(p, n + 2, OL_TOK_QNAME)))
        n += 2;
    return peek_is(p, n + 1, OL_TOK_LPAREN);
}

/* table_func := TABLE '(' expr ')' [(+)] [alias] | call [alias] */
static OlNode *parse_table_func(OlParser *p, bool table_word)
{
    OlTableFunc *node = MAKE(p, TableFunc);

    node->table_word = table_word;
    if (table_word)
    {
        advance(p);
        if (ol_parse_at_query(p))
        {
            OlSubqueryExpr *sub = MAKE(p, SubqueryExpr);
            sub->query = ol_parse_paren_query(p);
            node->expr = close_node(p, sub);
        }
        else
        {
            expect_lparen(p);
            node->expr = ol_parse_any_expr(p);
            expect_rparen(p);
        }
        node->outer_join = accept(p, OL_TOK_OUTER);
    }
    else
    {
        node->expr = ol_parse_value(p);
        if (OL_IS(FuncCall, node->expr) && OL_AS(FuncCall, node->expr)->outer_join)
            node->outer_join = true;
        if (accept(p, OL_TOK_OUTER)) /* JSON_TABLE(..)(+), XMLTABLE(..)(+) */
            node->outer_join = true;
    }
    node->alias = ol_parse_table_alias(p);
    return close_node(p, node);
}

/* primary := ONLY '(' (table | query) ')' alias | LATERAL subquery | TABLE(..) | '(' (query | table_ref) ')' | call | table */
static OlNode *parse_primary(OlParser *p)
{
    const OlToken *first = p->cur;

    if (at_kw(p, K(ONLY)) && peek_is(p, 1, OL_TOK_LPAREN))
    {
        OlNode *inner;
        p->cur += 2;
        if (ol_parse_at_query(p))
            return ol_parse_unsupported(p, "ONLY of a subquery");
        inner = parse_table_name(p);
        expect_rparen(p);
        if (OL_IS(TableRef, inner))
        {
            OL_AS(TableRef, inner)->only = true;
            OL_AS(TableRef, inner)->alias = ol_parse_table_alias(p);
            inner->start = first->start;
        }
        return close_node(p, inner);
    }
    if (at_kw(p, K(LATERAL)) && peek_is(p, 1, OL_TOK_LPAREN))
    {
        advance(p);
        return parse_subquery_ref(p, true, first);
    }
    if ((at_kw(p, K(TABLE)) || at_kw(p, K(THE))) && peek_is(p, 1, OL_TOK_LPAREN))
        return parse_table_func(p, true);
    if (at_kw(p, K(CONTAINERS)) && peek_is(p, 1, OL_TOK_LPAREN))
        return ol_parse_unsupported(p, "CONTAINERS clause");
    if (at(p, OL_TOK_LPAREN))
    {
        if (ol_parse_at_query(p))
            return parse_subquery_ref(p, false, first);
        if (peek_kw(p, 1, K(VALUES)))
        {
            OlSubqueryRef *node = MAKE(p, SubqueryRef);
            advance(p);
            node->query = ol_parse_select(p);
            expect_rparen(p);
            return close_node(p, node);
        }
        else
        {
            OlNode *inner;
            if (!ol_parse_enter(p))
                return NULL;
            advance(p);
            inner = ol_parse_table_ref(p);
            expect_rparen(p);
            leave(p);
            if (inner != NULL && !p->failed)
            {
                inner->flags |= OL_NF_PAREN;
                inner->start = first->start;
                inner->end = prev_end(p);
                /* (t) alias */
                if (inner->kind == OL_N_TableRef && OL_AS(TableRef, inner)->alias.text.n == 0)
                    OL_AS(TableRef, inner)->alias = ol_parse_table_alias(p);
            }
            return inner;
        }
    }
    if (at_call(p))
        return parse_table_func(p, false);
    return parse_table_name(p);
}

/* factor := primary { PIVOT .. | UNPIVOT .. } [alias of a subquery] */
static OlNode *parse_factor(OlParser *p)
{
    OlNode *node = parse_primary(p);
    int chain = 0;

    if (node == NULL || p->failed)
        return NULL;
    if (node->kind == OL_N_SubqueryRef)
        node = parse_subquery_alias(p, node);
    while (!p->failed && node != NULL && at(p, OL_TOK_WORD))
    {
        if (at_kw(p, K(PIVOT)) && continues_clause(p))
            node = parse_pivot(p, node);
        else if (at_kw(p, K(UNPIVOT)) && continues_clause(p))
            node = parse_unpivot(p, node);
        else if (at_kw(p, K(MATCH_RECOGNIZE)))
            return ol_parse_unsupported(p, "MATCH_RECOGNIZE clause");
        else
            break;
        if (++chain > 100)
            return ol_parse_unsupported(p, "more than 100 PIVOT clauses in a row");
    }
    return node;
}

/* partition_by := PARTITION BY ( exprs | '(' exprs ')' ) */
static void parse_join_partition(OlParser *p, OlList *out)
{
    p->cur += 2;
    if (accept(p, OL_TOK_LPAREN))
    {
        ol_parse_expr_list(p, out);
        expect_rparen(p);
    }
    else
        ol_parse_expr_list(p, out);
}

static bool at_join_partition(const OlParser *p)
{
    return at_kw2(p, K(PARTITION), K(BY));
}

/* table_ref := factor { join }
 * join := [INNER] JOIN factor (ON cond | USING names) | CROSS JOIN factor | NATURAL [kind] JOIN factor
 *       | [partition_by] (LEFT | RIGHT | FULL) [OUTER] JOIN factor [partition_by] (ON cond | USING names)
 *       | (CROSS | OUTER) APPLY factor */
OlNode *ol_parse_table_ref(OlParser *p)
{
    OlNode *left = parse_factor(p);
    int chain = 0;

    while (!p->failed && left != NULL && at(p, OL_TOK_WORD))
    {
        OlList partition = {NULL, 0, 0};
        OlJoin *node;
        OlJoinKind kind = OL_JOIN_INNER;
        bool natural = false;
        bool wants_condition = true;

        if (at_join_partition(p))
            parse_join_partition(p, &partition);
        if (!(at_kw(p, K(JOIN)) || continues_clause(p)))
            break;
        if (at_kw(p, K(NATURAL)))
        {
            natural = true;
            wants_condition = false;
            advance(p);
        }
        if (at_kw2(p, K(CROSS), K(JOIN)))
            kind = OL_JOIN_CROSS, wants_condition = false, advance(p);
        else if (at_kw2(p, K(CROSS), K(APPLY)))
            kind = OL_JOIN_CROSS_APPLY, wants_condition = false, advance(p);
        else if (at_kw2(p, K(OUTER), K(APPLY)))
            kind = OL_JOIN_OUTER_APPLY, wants_condition = false, advance(p);
        else if (at_kw(p, K(LEFT)) || at_kw(p, K(RIGHT)) || at_kw(p, K(FULL)))
        {
            kind = at_kw(p, K(LEFT)) ? OL_JOIN_LEFT : at_kw(p, K(RIGHT)) ? OL_JOIN_RIGHT : OL_JOIN_FULL;
            advance(p);
            accept_kw(p, K(OUTER));
        }
        else if (at_kw(p, K(INNER)))
            advance(p);
        if (!at_kw(p, K(JOIN)) && !at_kw(p, K(APPLY)))
        {
            if (natural || kind != OL_JOIN_INNER || partition.n > 0)
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            break; /* a word of another clause */
        }
        advance(p);
        node = OL_MAKE(p->arena, Join, left->start, left->end);
        node->kind = kind;
        node->natural = natural;
        node->left = left;
        node->left_partition = partition;
        if (++chain + p->depth > OL_PARSE_MAX_DEPTH)
            return ol_parse_unsupported(p, "nesting of more than 500 levels");
        node->right = parse_factor(p);
        if (at_join_partition(p))
            parse_join_partition(p, &node->right_partition);
        if (wants_condition && !at_kw(p, K(ON)) && !at_kw(p, K(USING)) && !p->failed)
        {
            /* a JOIN b JOIN c ON .. ON ..: the right side is a join itself */
            OlNode *right = node->right;
            OlJoin *inner;
            bool more = at_kw(p, K(JOIN)) || (at(p, OL_TOK_WORD) && continues_clause(p));

            if (!more || right == NULL)
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            inner = OL_MAKE(p->arena, Join, right->start, right->end);
            inner->left = right;
            if (at_kw(p, K(LEFT)) || at_kw(p, K(RIGHT)) || at_kw(p, K(FULL)))
            {
                inner->kind = at_kw(p, K(LEFT)) ? OL_JOIN_LEFT : at_kw(p, K(RIGHT)) ? OL_JOIN_RIGHT : OL_JOIN_FULL;
                advance(p);
                accept_kw(p, K(OUTER));
            }
            else
                accept_kw(p, K(INNER));
            ol_parse_expect_kw(p, K(JOIN), OL_ERR_MISSING_KEYWORD);
            inner->right = parse_factor(p);
            if (accept_kw(p, K(ON)))
                inner->on = ol_parse_cond(p);
            else if (accept_kw(p, K(USING)))
            {
                inner->has_using = true;
                inner->using_columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
            }
            else
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
            node->right = close_node(p, inner);
        }
        if (wants_condition)
        {
            if (accept_kw(p, K(ON)))
                node->on = ol_parse_cond(p);
            else if (accept_kw(p, K(USING)))
            {
                node->has_using = true;
                node->using_columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
            }
            else
                return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        }
        left = close_node(p, node);
    }
    return left;
}

/* from_list := table_ref {, table_ref} */
void ol_parse_from_list(OlParser *p, OlList *out)
{
    do
        add_node(p, out, ol_parse_table_ref(p));
    while (accept(p, OL_TOK_COMMA));
}

/* dml_target := [ONLY] table | '(' query ')' | TABLE '(' expr ')' , with alias */
OlNode *ol_parse_dml_target(OlParser *p)
{
    OlNode *node;

    if (!at_name(p) && !at(p, OL_TOK_LPAREN) && !at_kw(p, K(TABLE)))
        return ol_parse_fail(p, OL_ERR_INVALID_TABLE_NAME);
    if (at(p, OL_TOK_LPAREN) || at_kw(p, K(TABLE)) || at_kw(p, K(THE)) || at_kw(p, K(ONLY)))
    {
        node = parse_primary(p);
        return node != NULL && node->kind == OL_N_SubqueryRef ? parse_subquery_alias(p, node) : node;
    }
    return parse_table_name(p);
}
