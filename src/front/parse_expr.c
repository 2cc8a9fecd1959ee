/*
 * parse_expr.c - expressions and conditions by precedence climbing; primaries; data types are in parse_type.c, calls in
 * parse_func.c.
 *
 * Owns:      operator precedence (SQL Language Reference, "About SQL Operators" and "About SQL Conditions").
 * Invariant: chains of AND, OR and || are flat nodes; other chains count towards the depth limit.
 * See also:  parse.h, parse_func.c, parse_type.c, parse_select.c
 *
 *   or      := and { OR and }
 *   and     := not { AND not }
 *   not     := NOT not | cmp
 *   cmp     := add [ cmp_tail ]
 *   add     := mul { (+ | - | '||' | MULTISET op) mul }
 *   mul     := unary { (* | / | MOD) unary }
 *   unary   := (+ | - | PRIOR | CONNECT_BY_ROOT) unary | pow
 *   pow     := postfix [ ** unary ]
 *   postfix := primary { . name [args] | (args) | AT TIME ZONE add | interval_qualifier | COLLATE name }
 */
#include "front/parse.h"

enum
{
    PREC_OR = 1,
    PREC_AND,
    PREC_NOT,
    PREC_CMP,
    PREC_ADD,
    PREC_MUL,
    PREC_UNARY,
    PREC_POW
};

static OlNode *parse_prec(OlParser *p, int min);
static OlNode *parse_primary(OlParser *p);

/* --- helpers ------------------------------------------------------------------------------------------------------ */
/* A quantifier or IN list: '(' (query | expr {, expr}) ')' ; "()" is an empty list of a collection constructor only. */
static OlNode *parse_paren_list(OlParser *p)
{
    OlExprList *list;

    if (!at(p, OL_TOK_LPAREN))
        return ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
    if (ol_parse_at_query(p))
    {
        OlSubqueryExpr *sub = MAKE(p, SubqueryExpr);
        sub->query = ol_parse_paren_query(p);
        return close_node(p, sub);
    }
    list = MAKE(p, ExprList);
    advance(p);
    ol_parse_expr_list(p, &list->items);
    expect_rparen(p);
    return close_node(p, list);
}

/* The comparison operator at cur, with Oracle's tolerance for blanks inside it; how many tokens it takes, 0 for none. */
static int cmp_op(const OlParser *p, OlCmpOp *op)
{
    switch ((OlTokKind)p->cur->kind)
    {
    case OL_TOK_EQ:
        *op = OL_CMP_EQ;
        return 1;
    case OL_TOK_NE:
        *op = OL_CMP_NE;
        return 1;
    case OL_TOK_LT:
        if (peek_is(p, 1, OL_TOK_EQ))
        {
            *op = OL_CMP_LE;
            return 2;
        }
        if (peek_is(p, 1, OL_TOK_GT))
        {
            *op = OL_CMP_NE;
            return 2;
        }
        *op = OL_CMP_LT;
        return 1;
    case OL_TOK_GT:
        if (peek_is(p, 1, OL_TOK_EQ))
        {
            *op = OL_CMP_GE;
            return 2;
        }
        *op = OL_CMP_GT;
        return 1;
    case OL_TOK_LE:
        *op = OL_CMP_LE;
        return 1;
    case OL_TOK_GE:
        *op = OL_CMP_GE;
        return 1;
    case OL_TOK_BANG:
        *op = OL_CMP_NE;
        return peek_is(p, 1, OL_TOK_EQ) ? 2 : 0;
    default:
        return 0;
    }
}

static uint32_t start_of(const OlNode *left, const OlToken *first)
{
    return left != NULL ? left->start : first->start;
}

/* An expression node that begins where left does. */
#define MAKE_FROM(p, name, left) OL_MAKE((p)->arena, name, start_of((left), (p)->cur), (p)->cur->end)

/* cmp_tail := op [ANY|SOME|ALL] right */
static OlNode *parse_compare(OlParser *p, OlNode *left, OlCmpOp op, int ntok)
{
    OlCompare *node = MAKE_FROM(p, Compare, left);

    node->op = op;
    node->left = left;
    p->cur += ntok;
    if (at_kw(p, K(ANY)) || at_kw(p, K(SOME)) || at_kw(p, K(ALL)))
    {
        if (peek_is(p, 1, OL_TOK_LPAREN) || !at_kw(p, K(SOME)))
        {
            node->quantifier = at_kw(p, K(ALL)) ? OL_QUANT_ALL : OL_QUANT_ANY;
            advance(p);
            node->right = parse_paren_list(p);
            return close_node(p, node);
        }
    }
    node->right = parse_prec(p, PREC_ADD);
    return close_node(p, node);
}

/* is_tail := IS [NOT] (NULL | NAN | INFINITE | PRESENT | EMPTY | ANY | A SET | DANGLING | TRUE | FALSE
 *            | OF [TYPE] '(' [ONLY] type {, ..} ')' | JSON [..]) */
static OlNode *parse_is(OlParser *p, OlNode *left)
{
    static const struct
    {
        OlKeyword kw;
        OlIsKind kind;
    } tests[] = {
        {OL_KW_NULL, OL_IS_NULL},         {OL_KW_NAN, OL_IS_NAN},           {OL_KW_INFINITE, OL_IS_INFINITE},
        {OL_KW_PRESENT, OL_IS_PRESENT},   {OL_KW_EMPTY, OL_IS_EMPTY},       {OL_KW_ANY, OL_IS_ANY},
        {OL_KW_DANGLING, OL_IS_DANGLING}, {OL_KW_TRUE, OL_IS_TRUE},         {OL_KW_FALSE, OL_IS_FALSE},
    };
    bool negated;

    advance(p);
    negated = accept_kw(p, K(NOT));
    for (size_t i = 0; i < OL_LENGTHOF(tests); i++)
        if (at_kw(p, tests[i].kw))
        {
            OlIsTest *node = MAKE_FROM(p, IsTest, left);
            advance(p);
            node->kind = tests[i].kind;
            node->arg = left;
            node->negated = negated;
            return close_node(p, node);
        }
    if (accept_kw2(p, K(A), K(SET)))
    {
        OlIsTest *node = MAKE_FROM(p, IsTest, left);
        node->kind = OL_IS_A_SET;
        node->arg = left;
        node->negated = negated;
        return close_node(p, node);
    }
    if (accept_kw(p, K(OF)))
    {
        OlIsOfType *node = MAKE_FROM(p, IsOfType, left);
        node->arg = left;
        node->negated = negated;
        accept_kw(p, K(TYPE));
        expect_lparen(p);
        do
        {
            bool only = accept_kw(p, K(ONLY));
            OlNode *type = ol_parse_type(p);
            if (OL_IS(DataType, type))
                OL_AS(DataType, type)->only = only;
            add_node(p, &node->types, type);
        } while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
        return close_node(p, node);
    }
    if (accept_kw(p, K(JSON)))
    {
        OlIsJson *node = MAKE_FROM(p, IsJson, left);
        const OlToken *first;

        node->arg = left;
        node->negated = negated;
        for (;;)
        {
            first = p->cur;
            if (accept_kw(p, K(STRICT)))
                add_node(p, &node->options, ol_parse_option(p, "STRICT", first));
            else if (accept_kw(p, K(LAX)))
                add_node(p, &node->options, ol_parse_option(p, "LAX", first));
            else if (accept_kw2(p, K(FORMAT), K(JSON)))
                add_node(p, &node->options, ol_parse_option(p, "FORMAT JSON", first));
            else if ((at_kw(p, K(WITH)) || at_kw(p, K(WITHOUT))) && peek_kw(p, 1, K(UNIQUE)))
            {
                bool with = at_kw(p, K(WITH));
                p->cur += 2;
                accept_kw(p, K(KEYS));
                add_node(p, &node->options, ol_parse_option(p, with ? "WITH UNIQUE KEYS" : "WITHOUT UNIQUE KEYS", first));
            }
            else
                break;
        }
        return close_node(p, node);
    }
    return ol_parse_fail(p, OL_ERR_MISSING_NULL);
}

/* The words that may follow [NOT] after a value. */
static bool at_word_predicate(const OlParser *p, int ahead)
{
    const OlToken *t = peek_tok(p, ahead);

    if (t->kind != OL_TOK_WORD)
        return false;
    switch ((OlKeyword)t->kw)
    {
    case OL_KW_BETWEEN:
    case OL_KW_IN:
    case OL_KW_LIKE:
        return true;
    case OL_KW_LIKEC:
    case OL_KW_LIKE2:
    case OL_KW_LIKE4:
        return true;
    case OL_KW_MEMBER:
    case OL_KW_SUBMULTISET:
        return ahead > 0 || tok_is_kw(peek_tok(p, ahead + 1), K(OF)) || peek_is(p, ahead + 1, OL_TOK_WORD) ||
               peek_is(p, ahead + 1, OL_TOK_BIND);
    default:
        return false;
    }
}

/* word_predicate := [NOT] (BETWEEN add AND add | IN (list | query) | LIKE add [ESCAPE add] | MEMBER [OF] add
 *                   | SUBMULTISET [OF] add) */
static OlNode *parse_word_predicate(OlParser *p, OlNode *left)
{
    bool negated = accept_kw(p, K(NOT));

    if (at_kw(p, K(BETWEEN)))
    {
        OlBetween *node = MAKE_FROM(p, Between, left);
        advance(p);
        node->arg = left;
        node->negated = negated;
        node->low = parse_prec(p, PREC_ADD);
        ol_parse_expect_kw(p, K(AND), OL_ERR_MISSING_KEYWORD);
        node->high = parse_prec(p, PREC_ADD);
        return close_node(p, node);
    }
    if (at_kw(p, K(IN)))
    {
        OlIn *node = MAKE_FROM(p, In, left);
        advance(p);
        node->arg = left;
        node->negated = negated;
        if (at(p, OL_TOK_LPAREN))
            node->right = parse_paren_list(p);
        else /* x IN y: one value without parentheses */
        {
            OlExprList *list = MAKE(p, ExprList);
            add_node(p, &list->items, parse_prec(p, PREC_ADD));
            node->right = close_node(p, list);
        }
        return close_node(p, node);
    }
    if (at_kw(p, K(MEMBER)) || at_kw(p, K(SUBMULTISET)))
    {
        OlMemberOf *node = MAKE_FROM(p, MemberOf, left);
        node->submultiset = at_kw(p, K(SUBMULTISET));
        advance(p);
        accept_kw(p, K(OF));
        node->arg = left;
        node->negated = negated;
        node->right = parse_prec(p, PREC_ADD);
        return close_node(p, node);
    }
    else
    {
        OlLike *node = MAKE_FROM(p, Like, left);
        node->kind = at_kw(p, K(LIKEC))   ? OL_LIKEC
                     : at_kw(p, K(LIKE2)) ? OL_LIKE2
                     : at_kw(p, K(LIKE4)) ? OL_LIKE4
                                          : OL_LIKE;
        advance(p);
        node->arg = left;
        node->negated = negated;
        node->pattern = parse_prec(p, PREC_ADD);
        if (accept_kw(p, K(ESCAPE)))
            node->escape = parse_prec(p, PREC_ADD);
        return close_node(p, node);
    }
}

/* left AND/OR right, flat: a chain of one operator is one node. */
static OlNode *make_logic(OlParser *p, OlLogicOp op, OlNode *left, bool flat, OlNode *right)
{
    OlLogic *node;

    if (flat)
        node = OL_AS(Logic, left);
    else
    {
        node = MAKE_FROM(p, Logic, left);
        node->op = op;
        add_node(p, &node->args, left);
    }
    add_node(p, &node->args, right);
    return close_node(p, node);
}

static OlNode *make_binary(OlParser *p, OlBinOp op, OlNode *left, OlNode *right)
{
    OlBinary *node = MAKE_FROM(p, Binary, left);

    node->op = op;
    node->left = left;
    node->right = right;
    return close_node(p, node);
}

/* multiset_tail := MULTISET (UNION | INTERSECT | EXCEPT) [ALL | DISTINCT] mul */
static OlNode *parse_multiset(OlParser *p, OlNode *left)
{
    OlMultisetOp *node = MAKE_FROM(p, MultisetOp, left);

    advance(p);
    node->op = at_kw(p, K(UNION)) ? OL_MULTISET_UNION : at_kw(p, K(INTERSECT)) ? OL_MULTISET_INTERSECT
                                                                             : OL_MULTISET_EXCEPT;
    advance(p);
    if (accept_kw(p, K(ALL)))
        node->distinct = OL_DISTINCT_ALL;
    else if (accept_kw(p, K(DISTINCT)))
        node->distinct = OL_DISTINCT_DISTINCT;
    node->left = left;
    node->right = parse_prec(p, PREC_MUL);
    return close_node(p, node);
}

static OlNode *parse_unary(OlParser *p, OlUnOp op)
{
    OlUnary *node = MAKE(p, Unary);

    advance(p);
    node->op = op;
    node->arg = parse_prec(p, PREC_UNARY);
    return close_node(p, node);
}

static bool prefix_follows(const OlToken *t)
{
    return t->kind == OL_TOK_WORD || t->kind == OL_TOK_QNAME || t->kind == OL_TOK_LPAREN ||
           t->kind == OL_TOK_NUMBER || t->kind == OL_TOK_STRING || t->kind == OL_TOK_BIND || t->kind == OL_TOK_PLUS ||
           t->kind == OL_TOK_MINUS;
}

static OlNode *parse_prefix(OlParser *p, int min)
{
    switch ((OlTokKind)p->cur->kind)
    {
    case OL_TOK_MINUS:
        return parse_unary(p, OL_UN_NEG);
    case OL_TOK_PLUS:
        return parse_unary(p, OL_UN_POS);
    case OL_TOK_WORD:
        if (p->cur->kw == OL_KW_PRIOR && !(p->plsql && !prefix_follows(peek_tok(p, 1))))
            return parse_unary(p, OL_UN_PRIOR);
        if (p->cur->kw == OL_KW_CONNECT_BY_ROOT && prefix_follows(peek_tok(p, 1)))
            return parse_unary(p, OL_UN_CONNECT_BY_ROOT);
        if (p->cur->kw == OL_KW_NOT && min <= PREC_NOT)
        {
            OlNot *node = MAKE(p, Not);
            advance(p);
            node->arg = parse_prec(p, PREC_NOT);
            return close_node(p, node);
        }
        return parse_primary(p);
    default:
        return parse_primary(p);
    }
}

static OlNode *parse_prec(OlParser *p, int min)
{
    OlNode *left;
    OlNode *made = NULL; /* a Logic or Concat node of this very chain, which may grow */
    bool compared = false;
    int chain = 0;

    if (!ol_parse_enter(p))
        return NULL;
    left = parse_prefix(p, min);
    while (!p->failed)
    {
        OlTokKind kind = (OlTokKind)p->cur->kind;
        OlCmpOp op;
        int n;

        if (kind == OL_TOK_WORD)
        {
            OlKeyword kw = (OlKeyword)p->cur->kw;

            if (kw == OL_KW_AND || kw == OL_KW_OR)
            {
                int prec = kw == OL_KW_AND ? PREC_AND : PREC_OR;
                OlLogicOp lop = kw == OL_KW_AND ? OL_LOGIC_AND : OL_LOGIC_OR;
                bool flat = OL_IS(Logic, left) && left == made && OL_AS(Logic, left)->op == lop;
                OlNode *right;

                if (min > prec)
                    break;
                advance(p);
                right = parse_prec(p, prec + 1);
                left = made = make_logic(p, lop, left, flat, right);
                compared = false;
                continue;
            }
            if (kw == OL_NO_KEYWORD)
                break;
            if (kw == OL_KW_IS && min <= PREC_CMP)
                left = parse_is(p, left);
            else if (min <= PREC_CMP && !compared &&
                     (kw == OL_KW_NOT ? at_word_predicate(p, 1) : at_word_predicate(p, 0)))
                left = parse_word_predicate(p, left);
            else if (kw == OL_KW_MULTISET && min <= PREC_ADD &&
                     (peek_kw(p, 1, K(UNION)) || peek_kw(p, 1, K(INTERSECT)) || peek_kw(p, 1, K(EXCEPT))))
            {
                left = parse_multiset(p, left);
                if (++chain + p->depth > OL_PARSE_MAX_DEPTH * 2)
                    ol_parse_enter(p);
                continue;
            }
            else if (kw == OL_KW_MOD && p->plsql && min <= PREC_MUL)
            {
                advance(p);
                left = make_binary(p, OL_BIN_MOD, left, parse_prec(p, PREC_MUL + 1));
                continue;
            }
            else
                break;
            compared = true;
            continue;
        }
        if (kind == OL_TOK_CONCAT)
        {
            OlConcat *node;
            OlNode *right;

            if (min > PREC_ADD)
                break;
            advance(p);
            right = parse_prec(p, PREC_ADD + 1);
            if (left == made && OL_IS(Concat, left))
                node = OL_AS(Concat, left);
            else
            {
                node = MAKE_FROM(p, Concat, left);
                add_node(p, &node->args, left);
            }
            add_node(p, &node->args, right);
            left = made = close_node(p, node);
            continue;
        }
        if (kind == OL_TOK_PLUS || kind == OL_TOK_MINUS || kind == OL_TOK_STAR || kind == OL_TOK_SLASH ||
            kind == OL_TOK_POWER)
        {
            int prec = kind == OL_TOK_PLUS || kind == OL_TOK_MINUS ? PREC_ADD : kind == OL_TOK_POWER ? PREC_POW : PREC_MUL;
            OlBinOp bop = kind == OL_TOK_PLUS    ? OL_BIN_ADD
                          : kind == OL_TOK_MINUS ? OL_BIN_SUB
                          : kind == OL_TOK_STAR  ? OL_BIN_MUL
                          : kind == OL_TOK_SLASH ? OL_BIN_DIV
                                                 : OL_BIN_POW;

            if (min > prec || (kind == OL_TOK_POWER && !p->plsql))
                break;
            if (++chain + p->depth > OL_PARSE_MAX_DEPTH * 2)
            {
                ol_parse_unsupported(p, "expression of more than 1000 operators in a row");
                break;
            }
            advance(p);
            left = make_binary(p, bop, left, parse_prec(p, prec == PREC_POW ? PREC_UNARY : prec + 1));
            continue;
        }
        if (min > PREC_CMP || compared || (n = cmp_op(p, &op)) == 0)
            break;
        left = parse_compare(p, left, op, n);
        compared = true;
    }
    leave(p);
    return left;
}

/* --- primaries ---------------------------------------------------------------------------------------------------- */
/* case := CASE [expr] { WHEN x THEN expr } [ELSE expr] END */
static OlNode *parse_case(OlParser *p)
{
    OlCase *node = MAKE(p, Case);

    advance(p);
    if (!at_kw(p, K(WHEN)))
        node->operand = ol_parse_any_expr(p);
    if (!at_kw(p, K(WHEN)))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    while (at_kw(p, K(WHEN)))
    {
        OlCaseWhen *when = MAKE(p, CaseWhen);
        advance(p);
        when->cond = node->operand != NULL ? ol_parse_any_expr(p) : ol_parse_cond(p);
        ol_parse_expect_kw(p, K(THEN), OL_ERR_MISSING_KEYWORD);
        when->result = ol_parse_any_expr(p);
        add_node(p, &node->whens, close_node(p, when));
    }
    if (accept_kw(p, K(ELSE)))
        node->else_expr = ol_parse_any_expr(p);
    ol_parse_expect_kw(p, K(END), OL_ERR_MISSING_KEYWORD);
    return close_node(p, node);
}

static OlNode *parse_number(OlParser *p)
{
    OlNumberLit *node = MAKE(p, NumberLit);
    uint32_t n = p->cur->end - p->cur->start;

    node->is_float = (p->cur->flags & OL_TF_FLOAT) != 0;
    node->is_double = (p->cur->flags & OL_TF_DOUBLE) != 0;
    if (node->is_float || node->is_double)
        n--;
    node->text = ol_str_n(p->text.s + p->cur->start, n);
    advance(p);
    return &node->expr.node;
}

static OlNode *parse_string(OlParser *p)
{
    OlStringLit *node = MAKE(p, StringLit);

    node->national = (p->cur->flags & OL_TF_NATIONAL) != 0;
    node->value = ol_token_string(p->arena, p->text, p->cur);
    advance(p);
    return &node->expr.node;
}

/* datetime_literal := DATE '..' | TIMESTAMP '..' | INTERVAL '..' qualifier */
static OlNode *parse_datetime_literal(OlParser *p)
{
    OlKeyword kw = (OlKeyword)p->cur->kw;

    if (kw == OL_KW_DATE)
    {
        OlDateLit *node = MAKE(p, DateLit);
        advance(p);
        node->value = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
        return close_node(p, node);
    }
    if (kw == OL_KW_TIMESTAMP)
    {
        OlTimestampLit *node = MAKE(p, TimestampLit);
        advance(p);
        node->value = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
        return close_node(p, node);
    }
    else
    {
        OlIntervalLit *node = MAKE(p, IntervalLit);
        advance(p);
        node->value = ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
        if (!ol_parse_interval_qualifier(p, &node->from, &node->to, &node->lead_precision, &node->second_precision))
            return ol_parse_fail(p, OL_ERR_INVALID_INTERVAL);
        return close_node(p, node);
    }
}

/* '(' ... ')': subquery, one expression, or a row of several */
static OlNode *parse_paren(OlParser *p)
{
    const OlToken *open = p->cur;
    OlNode *inner;
    OlExprList *list;

    if (ol_parse_at_query(p))
    {
        OlSubqueryExpr *sub = MAKE(p, SubqueryExpr);
        sub->query = ol_parse_paren_query(p);
        return close_node(p, sub);
    }
    advance(p);
    inner = ol_parse_any_expr(p);
    if (p->plsql && at_kw(p, K(AS)) && OL_IS(ColumnRef, inner)) /* (SELF AS supertype).method(..) */
    {
        OlTreat *treat = MAKE_AT(p, Treat, open);
        advance(p);
        treat->arg = inner;
        treat->type_name = ol_parse_type(p);
        expect_rparen(p);
        return close_node(p, treat);
    }
    if (!at(p, OL_TOK_COMMA))
    {
        expect_rparen(p);
        if (inner != NULL && !p->failed)
        {
            inner->flags |= OL_NF_PAREN;
            inner->start = open->start;
            inner->end = prev_end(p);
        }
        return inner;
    }
    list = MAKE_AT(p, ExprList, open);
    add_node(p, &list->items, inner);
    while (accept(p, OL_TOK_COMMA))
        add_node(p, &list->items, ol_parse_any_expr(p));
    expect_rparen(p);
    return close_node(p, list);
}

static bool at_cursor_attr(const OlParser *p)
{
    if (!at(p, OL_TOK_PERCENT))
        return false;
    switch (peek_is(p, 1, OL_TOK_WORD) ? (OlKeyword)peek_tok(p, 1)->kw : OL_NO_KEYWORD)
    {
    case OL_KW_FOUND:
    case OL_KW_NOTFOUND:
    case OL_KW_ROWCOUNT:
    case OL_KW_ISOPEN:
    case OL_KW_BULK_ROWCOUNT:
    case OL_KW_BULK_EXCEPTIONS:
        return true;
    default:
        return false;
    }
}

/* postfix of any value; the plain name case is done by parse_name_primary */
static OlNode *parse_postfix(OlParser *p, OlNode *base)
{
    int chain = 0;

    while (!p->failed)
    {
        if (at(p, OL_TOK_DOT) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)))
        {
            OlMember *node = MAKE_FROM(p, Member, base);
            advance(p);
            node->base = base;
            node->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
            if (accept(p, OL_TOK_LPAREN))
            {
                node->call = true;
                if (!at(p, OL_TOK_RPAREN))
                    ol_parse_expr_list(p, &node->args);
                expect_rparen(p);
            }
            base = close_node(p, node);
        }
        else if (at(p, OL_TOK_LPAREN) && (base->kind == OL_N_FuncCall || base->kind == OL_N_Member ||
                                          base->kind == OL_N_Index || base->kind == OL_N_CursorAttr ||
                                          base->kind == OL_N_Bind) && (p->plsql || base->kind != OL_N_Bind))
        {
            OlIndex *node = MAKE_FROM(p, Index, base);
            advance(p);
            node->base = base;
            if (!at(p, OL_TOK_RPAREN))
                ol_parse_expr_list(p, &node->args);
            expect_rparen(p);
            base = close_node(p, node);
        }
        else if (at_cursor_attr(p))
        {
            OlCursorAttr *node = MAKE_FROM(p, CursorAttr, base);
            advance(p);
            node->base = base;
            node->attr = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
            base = close_node(p, node);
        }
        else if (at(p, OL_TOK_LBRACKET))
            return ol_parse_unsupported(p, "JSON array step in dot notation");
        else if (at_kw(p, K(AT)) && (peek_kw(p, 1, K(TIME)) || peek_kw(p, 1, K(LOCAL))))
        {
            OlAtTimeZone *node = MAKE_FROM(p, AtTimeZone, base);
            advance(p);
            node->arg = base;
            if (accept_kw(p, K(LOCAL)))
                node->kind = OL_ZONE_LOCAL;
            else
            {
                advance(p);
                ol_parse_expect_kw(p, K(ZONE), OL_ERR_MISSING_KEYWORD);
                node->zone = parse_prec(p, PREC_UNARY);
            }
            base = close_node(p, node);
        }
        else if ((at_kw(p, K(DAY)) || at_kw(p, K(YEAR))) &&
                 (peek_kw(p, 1, K(TO)) || (peek_is(p, 1, OL_TOK_LPAREN) && peek_kw(p, 4, K(TO)))))
        {
            OlIntervalExpr *node = MAKE_FROM(p, IntervalExpr, base);
            node->arg = base;
            ol_parse_interval_qualifier(p, &node->from, &node->to, &node->lead_precision, &node->second_precision);
            base = close_node(p, node);
        }
        else if (at_kw(p, K(COLLATE)) && ol_parse_tok_is_name(p, peek_tok(p, 1)))
        {
            OlCollate *node = MAKE_FROM(p, Collate, base);
            advance(p);
            node->arg = base;
            node->collation = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
            base = close_node(p, node);
        }
        else
            break;
        if (++chain + p->depth > OL_PARSE_MAX_DEPTH * 2)
            return ol_parse_unsupported(p, "nesting of more than 500 levels");
    }
    return base;
}

/* name_primary := [NEW] dotted [@link] [ (+) | '(' args ')' .. | %ATTR ] */
static OlNode *parse_name_primary(OlParser *p)
{
    const OlToken *first = p->cur;
    OlNames names;
    OlStr dblink = OL_STR_NULL;
    OlColumnRef *node;

    names = ol_parse_dotted(p, OL_ERR_MISSING_EXPRESSION);
    if (at(p, OL_TOK_AT) && !p->failed)
    {
        advance(p);
        dblink = ol_parse_dblink(p);
    }
    if (at(p, OL_TOK_LPAREN))
        return ol_parse_function_tail(p, names, dblink, first);
    node = MAKE_AT(p, ColumnRef, first);
    node->names = names;
    node->dblink = dblink;
    node->outer_join = accept(p, OL_TOK_OUTER);
    return close_node(p, node);
}

static OlNode *parse_word_primary(OlParser *p)
{
    const OlToken *next = peek_tok(p, 1);

    switch ((OlKeyword)p->cur->kw)
    {
    case OL_NO_KEYWORD:
        break;
    case OL_KW_NULL:
    {
        OlNullLit *node = MAKE(p, NullLit);
        advance(p);
        return &node->expr.node;
    }
    case OL_KW_CASE:
        if (next->kind == OL_TOK_COMMA || next->kind == OL_TOK_RPAREN || next->kind == OL_TOK_DOT)
            break;
        return parse_case(p);
    case OL_KW_DATE:
    case OL_KW_TIMESTAMP:
    case OL_KW_INTERVAL:
        if (next->kind == OL_TOK_STRING)
            return parse_datetime_literal(p);
        break;
    case OL_KW_TRUE:
    case OL_KW_FALSE:
        if (p->plsql && next->kind != OL_TOK_DOT && next->kind != OL_TOK_LPAREN)
        {
            OlBoolLit *node = MAKE(p, BoolLit);
            node->value = p->cur->kw == OL_KW_TRUE;
            advance(p);
            return &node->expr.node;
        }
        break;
    case OL_KW_EXISTS:
        if (next->kind == OL_TOK_LPAREN)
        {
            OlExists *node = MAKE(p, Exists);
            advance(p);
            if (!ol_parse_at_query(p))
                return ol_parse_fail_at(p, OL_ERR_MISSING_EXPRESSION, peek_tok(p, 1)->start);
            node->query = ol_parse_paren_query(p);
            return close_node(p, node);
        }
        break;
    case OL_KW_CURSOR:
        if (next->kind == OL_TOK_LPAREN)
        {
            OlCursorExpr *node = MAKE(p, CursorExpr);
            advance(p);
            node->query = ol_parse_paren_query(p);
            return close_node(p, node);
        }
        break;
    case OL_KW_CURRENT:
        if (tok_is_kw(next, K(OF)))
        {
            OlCurrentOf *node = MAKE(p, CurrentOf);
            p->cur += 2;
            if (at(p, OL_TOK_BIND))
                node->cursor = ol_parse_bind(p);
            else
            {
                OlColumnRef *ref = MAKE(p, ColumnRef);
                ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
                node->cursor = close_node(p, ref);
            }
            return close_node(p, node);
        }
        break;
    case OL_KW_NEW:
        if (ol_parse_tok_is_name(p, next))
        {
            const OlToken *first = p->cur;
            OlNode *made;
            advance(p);
            made = parse_name_primary(p);
            if (OL_IS(FuncCall, made))
            {
                OL_AS(FuncCall, made)->is_new = true;
                made->start = first->start;
            }
            else if (OL_IS(ColumnRef, made)) /* NEW t: constructor without arguments */
            {
                OlFuncCall *call = MAKE_AT(p, FuncCall, first);
                call->names = OL_AS(ColumnRef, made)->names;
                call->is_new = true;
                call->no_parens = true;
                made = close_node(p, call);
            }
            return made;
        }
        break;
    case OL_KW_SQL:
        if (next->kind == OL_TOK_PERCENT)
        {
            OlColumnRef *node = MAKE(p, ColumnRef);
            ol_parse_names_add(p, &node->names, ol_parse_tok_name(p, p->cur));
            advance(p);
            return &node->expr.node;
        }
        break;
    default:
    {
        OlNode *special = next->kind == OL_TOK_LPAREN ? ol_parse_special(p) : NULL;
        if (special != NULL || p->failed)
            return special;
        break;
    }
    }
    if (!at_name(p))
    {
        /* A few reserved words name functions of PL/SQL's STANDARD or pseudo functions when '(' follows. */
        if (next->kind == OL_TOK_LPAREN &&
            (at_kw(p, K(SET)) || (p->plsql && (at_kw(p, K(RAW)) || at_kw(p, K(CHAR)) || at_kw(p, K(EXISTS))))))
        {
            const OlToken *first = p->cur;
            OlNames names = {NULL, 0};
            ol_parse_names_add(p, &names, ol_parse_tok_name(p, p->cur));
            advance(p);
            return ol_parse_function_tail(p, names, OL_STR_NULL, first);
        }
        return ol_parse_fail(p, OL_ERR_MISSING_EXPRESSION);
    }
    return parse_name_primary(p);
}

static OlNode *parse_primary(OlParser *p)
{
    OlNode *node;

    switch ((OlTokKind)p->cur->kind)
    {
    case OL_TOK_NUMBER:
        return parse_number(p);
    case OL_TOK_STRING:
        node = parse_string(p);
        break;
    case OL_TOK_BIND:
        node = ol_parse_bind(p);
        break;
    case OL_TOK_LPAREN:
        node = parse_paren(p);
        break;
    case OL_TOK_QNAME:
        node = parse_name_primary(p);
        break;
    case OL_TOK_WORD:
        node = parse_word_primary(p);
        break;
    case OL_TOK_INQUIRY:
    {
        OlInquiry *inquiry = MAKE(p, Inquiry);
        inquiry->name.text = ol_fold_name(p->arena, ol_str_n(p->text.s + p->cur->start + 2,
                                                             p->cur->end - p->cur->start - 2));
        inquiry->name.start = p->cur->start;
        advance(p);
        return &inquiry->expr.node;
    }
    case OL_TOK_COLON:
        return ol_parse_fail(p, OL_ERR_BIND_NAME_INVALID);
    default:
        return ol_parse_fail(p, OL_ERR_MISSING_EXPRESSION);
    }
    if (p->failed || node == NULL)
        return NULL;
    switch ((OlTokKind)p->cur->kind)
    {
    case OL_TOK_DOT:
    case OL_TOK_LPAREN:
    case OL_TOK_PERCENT:
    case OL_TOK_LBRACKET:
        return parse_postfix(p, node);
    case OL_TOK_WORD:
        return p->cur->kw == OL_NO_KEYWORD ? node : parse_postfix(p, node);
    default:
        return node;
    }
}

/* --- public ------------------------------------------------------------------------------------------------------- */
OlNode *ol_parse_any_expr(OlParser *p)
{
    return parse_prec(p, PREC_OR);
}

OlNode *ol_parse_value(OlParser *p)
{
    return parse_prec(p, PREC_ADD);
}

/* expr: in PL/SQL conditions are values, in SQL only what stands in parentheses may be one */
OlNode *ol_parse_expr(OlParser *p)
{
    return parse_prec(p, p->plsql ? PREC_OR : PREC_ADD);
}

static bool is_condition(const OlNode *node)
{
    switch ((OlNodeKind)node->kind)
    {
    case OL_N_Logic:
    case OL_N_Not:
    case OL_N_Compare:
    case OL_N_Between:
    case OL_N_In:
    case OL_N_Like:
    case OL_N_IsTest:
    case OL_N_IsOfType:
    case OL_N_IsJson:
    case OL_N_MemberOf:
    case OL_N_Exists:
    case OL_N_CurrentOf:
    case OL_N_FuncCall: /* REGEXP_LIKE, JSON_EQUAL ..: the resolver knows which */
    case OL_N_Member:
    case OL_N_SpecialFunc:
    case OL_N_BoolLit:
        return true;
    default:
        return false;
    }
}

static bool all_conditions(const OlNode *node)
{
    if (node->kind == OL_N_Logic)
    {
        const OlLogic *logic = (const OlLogic *)node;
        for (int i = 0; i < logic->args.n; i++)
            if (logic->args.items[i] != NULL && !is_condition(logic->args.items[i]))
                return false;
    }
    return is_condition(node);
}

OlNode *ol_parse_cond(OlParser *p)
{
    OlNode *node = parse_prec(p, PREC_OR);

    if (node != NULL && !p->failed && !p->plsql && !all_conditions(node))
        return ol_parse_fail(p, OL_ERR_INVALID_RELOP);
    return node;
}

/* expr_list := expr {, expr} ; named and qualified-expression arguments too: name => expr, expr => expr */
void ol_parse_expr_list(OlParser *p, OlList *out)
{
    do
    {
        const OlToken *first = p->cur;

        if ((at(p, OL_TOK_WORD) || at(p, OL_TOK_QNAME)) && peek_is(p, 1, OL_TOK_ARROW))
        {
            OlNamedArg *arg = MAKE(p, NamedArg);
            arg->name = ol_parse_any_word(p, OL_ERR_MISSING_EXPRESSION);
            advance(p);
            arg->value = ol_parse_any_expr(p);
            add_node(p, out, close_node(p, arg));
        }
        else
        {
            OlNode *expr = ol_parse_any_expr(p);
            if (at(p, OL_TOK_ARROW) && p->plsql)
            {
                OlNamedArg *arg = MAKE_AT(p, NamedArg, first);
                advance(p);
                arg->key = expr;
                arg->value = ol_parse_any_expr(p);
                expr = close_node(p, arg);
            }
            add_node(p, out, expr);
        }
    } while (accept(p, OL_TOK_COMMA));
}
