/*
 * parse_func.c - calls and what follows them: arguments, DISTINCT, ORDER BY inside, KEEP, WITHIN GROUP, OVER; functions
 * with a grammar of their own (CAST, EXTRACT, TRIM, JSON_xxx, XMLxxx).
 *
 * Owns:      the table of special functions' option phrases.
 * Invariant: a name which no table knows is a plain call; the resolver decides what it is.
 * See also:  parse_expr.c, parse_type.c; SQL Language Reference, "Analytic Functions", "SQL/JSON Functions"
 */
#include "front/parse.h"

/* --- ordering and windows ----------------------------------------------------------------------------------------- */
/* order_item := expr [ASC | DESC] [NULLS FIRST | NULLS LAST] */
void ol_parse_order_list(OlParser *p, OlList *out)
{
    do
    {
        OlOrderItem *item = MAKE(p, OrderItem);

        item->expr = ol_parse_any_expr(p);
        if (accept_kw(p, K(DESC)))
            item->desc = true;
        else
            accept_kw(p, K(ASC));
        if (accept_kw2(p, K(NULLS), K(FIRST)))
            item->nulls = OL_NULLS_FIRST;
        else if (accept_kw2(p, K(NULLS), K(LAST)))
            item->nulls = OL_NULLS_LAST;
        add_node(p, out, close_node(p, item));
    } while (accept(p, OL_TOK_COMMA));
}

/* bound := UNBOUNDED (PRECEDING | FOLLOWING) | CURRENT ROW | value (PRECEDING | FOLLOWING) */
static OlNode *parse_bound(OlParser *p)
{
    OlFrameBound *node = MAKE(p, FrameBound);

    if (accept_kw2(p, K(CURRENT), K(ROW)))
        node->kind = OL_BOUND_CURRENT_ROW;
    else
    {
        bool unbounded = accept_kw(p, K(UNBOUNDED));
        if (!unbounded)
            node->offset = ol_parse_value(p);
        if (accept_kw(p, K(PRECEDING)))
            node->kind = unbounded ? OL_BOUND_UNBOUNDED_PRECEDING : OL_BOUND_PRECEDING;
        else if (accept_kw(p, K(FOLLOWING)))
            node->kind = unbounded ? OL_BOUND_UNBOUNDED_FOLLOWING : OL_BOUND_FOLLOWING;
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    return close_node(p, node);
}

/* frame := (ROWS | RANGE | GROUPS) (BETWEEN bound AND bound | bound) [EXCLUDE ..] */
static OlNode *parse_frame(OlParser *p)
{
    OlFrame *node = MAKE(p, Frame);

    node->unit = at_kw(p, K(ROWS)) ? OL_FRAME_ROWS : at_kw(p, K(RANGE)) ? OL_FRAME_RANGE : OL_FRAME_GROUPS;
    advance(p);
    if (accept_kw(p, K(BETWEEN)))
    {
        node->from = parse_bound(p);
        ol_parse_expect_kw(p, K(AND), OL_ERR_MISSING_KEYWORD);
        node->to = parse_bound(p);
    }
    else
        node->from = parse_bound(p);
    if (accept_kw(p, K(EXCLUDE)))
    {
        if (accept_kw2(p, K(CURRENT), K(ROW)))
            node->exclude = OL_EXCLUDE_CURRENT_ROW;
        else if (accept_kw(p, K(TIES)))
            node->exclude = OL_EXCLUDE_TIES;
        else if (accept_kw(p, K(GROUP)))
            node->exclude = OL_EXCLUDE_GROUP;
        else if (accept_kw2(p, K(NO), K(OTHERS)))
            node->exclude = OL_EXCLUDE_NO_OTHERS;
        else
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
    return close_node(p, node);
}

/* window := name | '(' [name] [PARTITION BY exprs] [ORDER [SIBLINGS] BY items [frame]] ')' */
OlNode *ol_parse_window(OlParser *p)
{
    OlWindow *node = MAKE(p, Window);

    if (!at(p, OL_TOK_LPAREN))
    {
        node->ref = ol_parse_name(p, OL_ERR_MISSING_LPAREN);
        return close_node(p, node);
    }
    advance(p);
    if (at_name(p) && !at_kw(p, K(PARTITION)) && !at_kw(p, K(RANGE)) && !at_kw(p, K(GROUPS)))
        node->ref = ol_parse_name(p, OL_ERR_MISSING_RPAREN);
    if (accept_kw(p, K(PARTITION)))
    {
        ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
        do
            add_node(p, &node->partition_by, ol_parse_any_expr(p));
        while (accept(p, OL_TOK_COMMA));
    }
    if (accept_kw(p, K(ORDER)))
    {
        accept_kw(p, K(SIBLINGS));
        ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
        ol_parse_order_list(p, &node->order_by);
    }
    if (at_kw(p, K(ROWS)) || at_kw(p, K(RANGE)) || at_kw(p, K(GROUPS)))
        node->frame = parse_frame(p);
    expect_rparen(p);
    return close_node(p, node);
}

/* keep := KEEP '(' DENSE_RANK (FIRST | LAST) ORDER BY items ')' */
static OlNode *parse_keep(OlParser *p)
{
    OlKeep *node = MAKE(p, Keep);

    p->cur += 3; /* KEEP ( DENSE_RANK */
    if (accept_kw(p, K(LAST)))
        node->last = true;
    else
        ol_parse_expect_kw(p, K(FIRST), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(ORDER), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
    ol_parse_order_list(p, &node->order_by);
    expect_rparen(p);
    return close_node(p, node);
}

/* overflow := ON OVERFLOW (ERROR | TRUNCATE [expr] [WITH COUNT | WITHOUT COUNT]) */
static OlNode *parse_overflow(OlParser *p)
{
    OlListaggOverflow *node = MAKE(p, ListaggOverflow);

    p->cur += 2;
    if (accept_kw(p, K(TRUNCATE)))
    {
        node->truncate = true;
        if (!at(p, OL_TOK_RPAREN) && !at_kw(p, K(WITH)) && !at_kw(p, K(WITHOUT)))
            node->filler = ol_parse_value(p);
        if (accept_kw2(p, K(WITHOUT), K(COUNT)))
            node->without_count = true;
        else
            accept_kw2(p, K(WITH), K(COUNT));
    }
    else
        ol_parse_expect_kw(p, K(ERROR), OL_ERR_MISSING_KEYWORD);
    return close_node(p, node);
}

static bool accept_nulls(OlParser *p, OlNullTreatment *out)
{
    if (accept_kw2(p, K(IGNORE), K(NULLS)))
        *out = OL_NULLS_IGNORE;
    else if (accept_kw2(p, K(RESPECT), K(NULLS)))
        *out = OL_NULLS_RESPECT;
    else
        return false;
    return true;
}

/* What may stand after the last argument and after the ')' of a call. */
static void parse_call_clauses(OlParser *p, OlFuncCall *node)
{
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        if (at_kw(p, K(OVER)) && (peek_is(p, 1, OL_TOK_LPAREN) || (peek_is(p, 1, OL_TOK_WORD) && !p->plsql &&
                                                                 ol_parse_tok_is_name(p, peek_tok(p, 1)))))
        {
            advance(p);
            node->over = ol_parse_window(p);
            break;
        }
        if (at_kw(p, K(KEEP)) && peek_is(p, 1, OL_TOK_LPAREN) && peek_kw(p, 2, K(DENSE_RANK)))
            node->keep = parse_keep(p);
        else if (at_kw2(p, K(WITHIN), K(GROUP)))
        {
            p->cur += 2;
            expect_lparen(p);
            ol_parse_expect_kw(p, K(ORDER), OL_ERR_MISSING_KEYWORD);
            ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
            ol_parse_order_list(p, &node->within_group);
            expect_rparen(p);
        }
        else if (at_kw(p, K(FROM)) && (peek_kw(p, 1, K(LAST)) || peek_kw(p, 1, K(FIRST))) && node->names.n == 1 &&
                 ol_str_eq_c(node->names.items[0].text, "NTH_VALUE"))
        {
            node->from_last = peek_kw(p, 1, K(LAST));
            p->cur += 2;
        }
        else if (!accept_nulls(p, &node->nulls))
            break;
    }
}

/* function_tail := '(' [DISTINCT | UNIQUE | ALL] [args] [ORDER BY items] [nulls] [overflow] ')' clauses
 * args may be '*' ; the first may have DEFAULT expr ON CONVERSION ERROR ; USING name (CHR, TRANSLATE) becomes a NamedArg */
OlNode *ol_parse_function_tail(OlParser *p, OlNames names, OlStr dblink, const OlToken *first)
{
    OlFuncCall *node = MAKE_AT(p, FuncCall, first);

    node->names = names;
    node->dblink = dblink;
    advance(p);
    if (at(p, OL_TOK_STAR) && peek_is(p, 1, OL_TOK_RPAREN))
    {
        OlStar *star = MAKE(p, Star);
        advance(p);
        add_node(p, &node->args, star);
    }
    else if (!at(p, OL_TOK_RPAREN))
    {
        /* DISTINCT, UNIQUE and ALL are reserved, so no argument begins with them. */
        if (accept_kw(p, K(DISTINCT)) || accept_kw(p, K(UNIQUE)))
            node->distinct = OL_DISTINCT_DISTINCT;
        else if (accept_kw(p, K(ALL)))
            node->distinct = OL_DISTINCT_ALL;
        if (ol_parse_at_query(p) && !at(p, OL_TOK_LPAREN)) /* f(SELECT ..): MULTISET, TABLE, THE, XMLELEMENT .. */
        {
            OlSubqueryExpr *sub = MAKE(p, SubqueryExpr);
            sub->query = ol_parse_select(p);
            add_node(p, &node->args, close_node(p, sub));
        }
        else
        {
            ol_parse_expr_list(p, &node->args);
            if (at_kw(p, K(DEFAULT)))
            {
                advance(p);
                node->default_on_error = ol_parse_value(p);
                ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_KEYWORD);
                ol_parse_expect_kw(p, K(CONVERSION), OL_ERR_MISSING_KEYWORD);
                ol_parse_expect_kw(p, K(ERROR), OL_ERR_MISSING_KEYWORD);
                if (accept(p, OL_TOK_COMMA))
                    ol_parse_expr_list(p, &node->args);
            }
            if (at_kw(p, K(USING)))
            {
                OlNamedArg *arg = MAKE(p, NamedArg);
                arg->name = ol_parse_tok_name(p, p->cur);
                advance(p);
                arg->value = ol_parse_value(p);
                add_node(p, &node->args, close_node(p, arg));
            }
            if (at_kw2(p, K(ORDER), K(BY)))
            {
                p->cur += 2;
                ol_parse_order_list(p, &node->within_group);
            }
        }
        accept_nulls(p, &node->nulls);
        if (at_kw2(p, K(ON), K(OVERFLOW)))
            node->overflow = parse_overflow(p);
    }
    expect_rparen(p);
    if (at(p, OL_TOK_WORD))
        parse_call_clauses(p, node);
    node->outer_join = accept(p, OL_TOK_OUTER);
    return close_node(p, node);
}

/* --- CAST, TREAT, EXTRACT, TRIM ----------------------------------------------------------------------------------- */
/* cast := CAST '(' (expr | MULTISET '(' query ')') AS type [DEFAULT e ON CONVERSION ERROR] {, fmt} ')' */
static OlNode *parse_cast(OlParser *p)
{
    OlCast *node = MAKE(p, Cast);

    p->cur += 2;
    if (at_kw(p, K(MULTISET)) && peek_is(p, 1, OL_TOK_LPAREN))
    {
        OlSubqueryExpr *sub;
        advance(p);
        sub = MAKE(p, SubqueryExpr);
        node->multiset = true;
        sub->query = ol_parse_paren_query(p);
        node->arg = close_node(p, sub);
    }
    else
        node->arg = ol_parse_any_expr(p);
    ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
    node->type = ol_parse_type(p);
    if (accept_kw(p, K(DEFAULT)))
    {
        node->default_on_error = ol_parse_value(p);
        ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_KEYWORD);
        ol_parse_expect_kw(p, K(CONVERSION), OL_ERR_MISSING_KEYWORD);
        ol_parse_expect_kw(p, K(ERROR), OL_ERR_MISSING_KEYWORD);
    }
    if (accept(p, OL_TOK_COMMA))
        ol_parse_expr_list(p, &node->format);
    expect_rparen(p);
    return close_node(p, node);
}

/* treat := TREAT '(' expr AS [REF] type ')' ; TREAT (x AS JSON) too */
static OlNode *parse_treat(OlParser *p)
{
    OlTreat *node = MAKE(p, Treat);

    p->cur += 2;
    node->arg = ol_parse_any_expr(p);
    ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
    node->is_ref = at_kw(p, K(REF)) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME));
    if (node->is_ref)
        advance(p);
    node->type_name = ol_parse_type(p);
    expect_rparen(p);
    return close_node(p, node);
}

static OlDateField date_field(const OlToken *t)
{
    switch (t->kind == OL_TOK_WORD ? (OlKeyword)t->kw : OL_NO_KEYWORD)
    {
    case OL_KW_YEAR:
        return OL_DTFIELD_YEAR;
    case OL_KW_MONTH:
        return OL_DTFIELD_MONTH;
    case OL_KW_DAY:
        return OL_DTFIELD_DAY;
    case OL_KW_HOUR:
        return OL_DTFIELD_HOUR;
    case OL_KW_MINUTE:
        return OL_DTFIELD_MINUTE;
    case OL_KW_SECOND:
        return OL_DTFIELD_SECOND;
    case OL_KW_TIMEZONE_HOUR:
        return OL_DTFIELD_TIMEZONE_HOUR;
    case OL_KW_TIMEZONE_MINUTE:
        return OL_DTFIELD_TIMEZONE_MINUTE;
    case OL_KW_TIMEZONE_REGION:
        return OL_DTFIELD_TIMEZONE_REGION;
    case OL_KW_TIMEZONE_ABBR:
        return OL_DTFIELD_TIMEZONE_ABBR;
    default:
        return OL_DTFIELD_NONE;
    }
}

/* extract := EXTRACT '(' field FROM expr ')' */
static OlNode *parse_extract(OlParser *p)
{
    OlExtract *node = MAKE(p, Extract);

    p->cur += 2;
    node->field = date_field(p->cur);
    p->cur += 2;
    node->arg = ol_parse_any_expr(p);
    expect_rparen(p);
    return close_node(p, node);
}

/* trim := TRIM '(' [[LEADING | TRAILING | BOTH] [expr] FROM] expr ')' */
static OlNode *parse_trim(OlParser *p)
{
    OlTrim *node = MAKE(p, Trim);
    bool sided = false;

    p->cur += 2;
    if (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_STRING) || peek_is(p, 1, OL_TOK_BIND) ||
        peek_is(p, 1, OL_TOK_QNAME) || peek_is(p, 1, OL_TOK_LPAREN) || peek_is(p, 1, OL_TOK_NUMBER))
    {
        sided = true;
        if (accept_kw(p, K(LEADING)))
            node->side = OL_TRIM_LEADING;
        else if (accept_kw(p, K(TRAILING)))
            node->side = OL_TRIM_TRAILING;
        else
            sided = accept_kw(p, K(BOTH));
    }
    if (!(sided && at_kw(p, K(FROM))))
        node->arg = ol_parse_any_expr(p);
    if (accept_kw(p, K(FROM)))
    {
        node->chars = node->arg;
        node->arg = ol_parse_any_expr(p);
    }
    else if (sided)
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    expect_rparen(p);
    return close_node(p, node);
}

/* --- functions with option phrases -------------------------------------------------------------------------------- */
/* Phrases recorded as an Option. The longest is tried first; what: 0 nothing follows, 1 a value, 2 a type. */
typedef struct Phrase
{
    const char *name;
    uint16_t kw[5];
    uint8_t what;
} Phrase;

static const Phrase phrases[] = {
    {"NULL ON ERROR", {K(NULL), K(ON), K(ERROR)}, 0},
    {"NULL ON EMPTY", {K(NULL), K(ON), K(EMPTY)}, 0},
    {"NULL ON NULL", {K(NULL), K(ON), K(NULL)}, 0},
    {"NULL ON MISMATCH", {K(NULL), K(ON), K(MISMATCH)}, 0},
    {"ABSENT ON NULL", {K(ABSENT), K(ON), K(NULL)}, 0},
    {"ERROR ON ERROR", {K(ERROR), K(ON), K(ERROR)}, 0},
    {"ERROR ON EMPTY", {K(ERROR), K(ON), K(EMPTY)}, 0},
    {"ERROR ON MISMATCH", {K(ERROR), K(ON), K(MISMATCH)}, 0},
    {"IGNORE ON MISMATCH", {K(IGNORE), K(ON), K(MISMATCH)}, 0},
    {"TRUE ON ERROR", {K(TRUE), K(ON), K(ERROR)}, 0},
    {"FALSE ON ERROR", {K(FALSE), K(ON), K(ERROR)}, 0},
    {"TRUE ON EMPTY", {K(TRUE), K(ON), K(EMPTY)}, 0},
    {"FALSE ON EMPTY", {K(FALSE), K(ON), K(EMPTY)}, 0},
    {"EMPTY ARRAY ON ERROR", {K(EMPTY), K(ARRAY), K(ON), K(ERROR)}, 0},
    {"EMPTY ARRAY ON EMPTY", {K(EMPTY), K(ARRAY), K(ON), K(EMPTY)}, 0},
    {"EMPTY OBJECT ON ERROR", {K(EMPTY), K(OBJECT), K(ON), K(ERROR)}, 0},
    {"EMPTY OBJECT ON EMPTY", {K(EMPTY), K(OBJECT), K(ON), K(EMPTY)}, 0},
    {"EMPTY ON ERROR", {K(EMPTY), K(ON), K(ERROR)}, 0},
    {"EMPTY ON EMPTY", {K(EMPTY), K(ON), K(EMPTY)}, 0},
    {"NULL ON EMPTY", {K(NULL), K(ON), K(EMPTY)}, 0},
    {"FORMAT JSON", {K(FORMAT), K(JSON)}, 0},
    {"STRICT", {K(STRICT)}, 0},
    {"LAX", {K(LAX)}, 0},
    {"PRETTY", {K(PRETTY)}, 0},
    {"ASCII", {K(ASCII)}, 0},
    {"TRUNCATE", {K(TRUNCATE)}, 0},
    {"WITH UNIQUE KEYS", {K(WITH), K(UNIQUE), K(KEYS)}, 0},
    {"WITHOUT UNIQUE KEYS", {K(WITHOUT), K(UNIQUE), K(KEYS)}, 0},
    {"WITHOUT ARRAY WRAPPER", {K(WITHOUT), K(ARRAY), K(WRAPPER)}, 0},
    {"WITHOUT WRAPPER", {K(WITHOUT), K(WRAPPER)}, 0},
    {"WITH UNCONDITIONAL ARRAY WRAPPER", {K(WITH), K(UNCONDITIONAL), K(ARRAY), K(WRAPPER)}, 0},
    {"WITH UNCONDITIONAL WRAPPER", {K(WITH), K(UNCONDITIONAL), K(WRAPPER)}, 0},
    {"WITH CONDITIONAL ARRAY WRAPPER", {K(WITH), K(CONDITIONAL), K(ARRAY), K(WRAPPER)}, 0},
    {"WITH CONDITIONAL WRAPPER", {K(WITH), K(CONDITIONAL), K(WRAPPER)}, 0},
    {"WITH ARRAY WRAPPER", {K(WITH), K(ARRAY), K(WRAPPER)}, 0},
    {"WITH WRAPPER", {K(WITH), K(WRAPPER)}, 0},
    {"ALLOW SCALARS", {K(ALLOW), K(SCALARS)}, 0},
    {"DISALLOW SCALARS", {K(DISALLOW), K(SCALARS)}, 0},
    {"RETURNING SEQUENCE BY REF", {K(RETURNING), K(SEQUENCE), K(BY), K(REF)}, 0},
    {"RETURNING CONTENT", {K(RETURNING), K(CONTENT)}, 0},
    {"RETURNING", {K(RETURNING)}, 2},
    {"PASSING BY VALUE", {K(PASSING), K(BY), K(VALUE)}, 3},
    {"PASSING", {K(PASSING)}, 3},
    {"KEEP", {K(KEEP)}, 0},
    {"NO INDENT", {K(NO), K(INDENT)}, 0},
    {"INDENT SIZE", {K(INDENT), K(SIZE)}, 4},
    {"INDENT", {K(INDENT)}, 0},
    {"HIDE DEFAULTS", {K(HIDE), K(DEFAULTS)}, 0},
    {"SHOW DEFAULTS", {K(SHOW), K(DEFAULTS)}, 0},
    {"VERSION NO VALUE", {K(VERSION), K(NO), K(VALUE)}, 0},
    {"VERSION", {K(VERSION)}, 1},
    {"STANDALONE YES", {K(STANDALONE), K(YES)}, 0},
    {"STANDALONE NO VALUE", {K(STANDALONE), K(NO), K(VALUE)}, 0},
    {"STANDALONE NO", {K(STANDALONE), K(NO)}, 0},
    {"ENCODING", {K(ENCODING)}, 1},
    {"WELLFORMED", {K(WELLFORMED)}, 0},
};

/* One special argument: [KEY] k VALUE v | expr [AS name] [FORMAT JSON ..] | k : v */
static OlNode *parse_special_arg(OlParser *p, bool as_is_type);

static bool at_phrase(const OlParser *p, const Phrase *ph, int *len)
{
    int n = 0;

    while (n < 5 && ph->kw[n] != OL_NO_KEYWORD)
    {
        if (!peek_kw(p, n, (OlKeyword)ph->kw[n]))
            return false;
        n++;
    }
    *len = n;
    return true;
}

/* options := { phrase | DEFAULT expr ON (ERROR | EMPTY) | (IGNORE ..) } */
static void parse_special_options(OlParser *p, OlList *out)
{
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *first = p->cur;
        OlOption *opt = NULL;
        int len;

        if (at_kw(p, K(DEFAULT)))
        {
            opt = MAKE(p, Option);
            advance(p);
            opt->value = ol_parse_value(p);
            if (!accept_kw(p, K(ON))) /* a column of XMLTABLE */
                opt->name = OL_STR("DEFAULT");
            else if (accept_kw(p, K(EMPTY)))
                opt->name = OL_STR("DEFAULT ON EMPTY");
            else
            {
                ol_parse_expect_kw(p, K(ERROR), OL_ERR_MISSING_KEYWORD);
                opt->name = OL_STR("DEFAULT ON ERROR");
            }
            add_node(p, out, close_node(p, opt));
            continue;
        }
        for (size_t i = 0; i < OL_LENGTHOF(phrases) && opt == NULL; i++)
        {
            if (!at_phrase(p, &phrases[i], &len))
                continue;
            p->cur += len;
            opt = MAKE_AT(p, Option, first);
            opt->name = ol_str(phrases[i].name);
            if (phrases[i].what == 1)
                opt->value = ol_parse_value(p);
            else if (phrases[i].what == 2)
                opt->value = ol_parse_type(p);
            else if (phrases[i].what == 3)
            {
                do
                    add_node(p, &opt->items, parse_special_arg(p, false));
                while (accept(p, OL_TOK_COMMA));
            }
            else if (phrases[i].what == 4)
            {
                ol_parse_expect(p, OL_TOK_EQ, OL_ERR_MISSING_EQUAL);
                opt->value = ol_parse_value(p);
            }
        }
        if (opt == NULL)
            return;
        add_node(p, out, close_node(p, opt));
    }
}

static OlNode *parse_special_arg(OlParser *p, bool as_is_type)
{
    OlSpecialArg *node = MAKE(p, SpecialArg);
    const OlToken *first = p->cur;
    OlNode *value;

    if (at_kw(p, K(KEY)) && !peek_is(p, 1, OL_TOK_COMMA) && !peek_is(p, 1, OL_TOK_RPAREN) && !peek_is(p, 1, OL_TOK_DOT) &&
        !peek_kw(p, 1, K(VALUE)) && !peek_kw(p, 1, K(IS)))
    {
        advance(p);
        node->key = ol_parse_value(p);
        if (!accept_kw(p, K(VALUE)) && !accept_kw(p, K(IS)))
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        node->value = ol_parse_any_expr(p);
    }
    else
    {
        value = at(p, OL_TOK_STAR) ? NULL : ol_parse_any_expr(p);
        if (value == NULL && !p->failed)
        {
            OlStar *star = MAKE(p, Star);
            advance(p);
            return &star->expr.node;
        }
        if (at_kw(p, K(VALUE)) && !peek_is(p, 1, OL_TOK_COMMA) && !peek_is(p, 1, OL_TOK_RPAREN))
        {
            advance(p);
            node->key = value;
            node->value = ol_parse_any_expr(p);
        }
        else if (at(p, OL_TOK_COLON))
        {
            advance(p);
            node->key = value;
            node->value = ol_parse_any_expr(p);
        }
        else if (at(p, OL_TOK_BIND)) /* 'k':v : the lexer takes the colon for a bind's */
            return ol_parse_unsupported(p, "JSON_OBJECT with a colon");
        else
            node->value = value;
    }
    if (!as_is_type && accept_kw(p, K(AS)))
    {
        if (accept_kw(p, K(EVALNAME)))
            node->key = ol_parse_value(p);
        else
            node->alias = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
    }
    if (at_kw2(p, K(FORMAT), K(JSON))) /* every other phrase belongs to the whole call */
    {
        const OlToken *mark = p->cur;
        p->cur += 2;
        add_node(p, &node->options, ol_parse_option(p, "FORMAT JSON", mark));
    }
    if (node->key == NULL && node->alias.text.n == 0 && node->options.n == 0 && !p->failed)
    {
        /* Nothing special: XMLFOREST(a "x") has the alias without AS. */
        if (at(p, OL_TOK_QNAME))
            node->alias = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
        else
            return node->value;
    }
    node->node.start = first->start;
    return close_node(p, node);
}

/* column := name FOR ORDINALITY | name [type] [FORMAT JSON] [wrapper] [EXISTS] [PATH string] options
 *         | NESTED [PATH] string COLUMNS '(' columns ')' */
static void parse_special_columns(OlParser *p, OlList *out)
{
    if (!ol_parse_enter(p))
        return;
    do
    {
        OlSpecialColumn *col = MAKE(p, SpecialColumn);

        if (at_kw(p, K(NESTED)) && (peek_kw(p, 1, K(PATH)) || peek_is(p, 1, OL_TOK_STRING)))
        {
            advance(p);
            accept_kw(p, K(PATH));
            col->nested = true;
            col->path = ol_parse_value(p);
            ol_parse_expect_kw(p, K(COLUMNS), OL_ERR_MISSING_KEYWORD);
            if (accept(p, OL_TOK_LPAREN))
            {
                parse_special_columns(p, &col->columns);
                expect_rparen(p);
            }
            else
                parse_special_columns(p, &col->columns);
            add_node(p, out, close_node(p, col));
            continue;
        }
        col->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
        if (accept_kw2(p, K(FOR), K(ORDINALITY)))
            col->for_ordinality = true;
        else
        {
            if (at(p, OL_TOK_WORD) && !at_kw(p, K(PATH)) && !at_kw(p, K(EXISTS)) && !at_kw(p, K(FORMAT)) &&
                !at_kw(p, K(DEFAULT)) && !peek_kw(p, 1, K(ON)) && !at_kw(p, K(WITH)) && !at_kw(p, K(WITHOUT)))
                col->type = ol_parse_type(p);
            parse_special_options(p, &col->options);
            col->exists = accept_kw(p, K(EXISTS));
            if (accept_kw(p, K(PATH)))
                col->path = ol_parse_value(p);
            parse_special_options(p, &col->options);
        }
        add_node(p, out, close_node(p, col));
    } while (accept(p, OL_TOK_COMMA));
    leave(p);
}

/* special := name '(' [DISTINCT] [NAME | DOCUMENT | CONTENT ..] arg {, arg} [ORDER BY ..] options [COLUMNS ..] ')' */
static OlNode *parse_special_call(OlParser *p)
{
    OlSpecialFunc *node = MAKE(p, SpecialFunc);
    OlKeyword kw = (OlKeyword)p->cur->kw;
    const OlToken *mark;

    node->name = ol_parse_tok_name(p, p->cur);
    p->cur += 2;
    mark = p->cur;
    if ((at_kw(p, K(DOCUMENT)) || at_kw(p, K(CONTENT))) && !peek_is(p, 1, OL_TOK_COMMA))
    {
        bool document = at_kw(p, K(DOCUMENT));
        advance(p);
        add_node(p, &node->options, ol_parse_option(p, document ? "DOCUMENT" : "CONTENT", mark));
    }
    if ((kw == K(XMLELEMENT) || kw == K(XMLPI)) && !at_kw(p, K(EVALNAME)))
    {
        OlColumnRef *tag;
        if (at_kw(p, K(NAME)) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)))
            advance(p);
        tag = MAKE(p, ColumnRef);
        ol_parse_names_add(p, &tag->names, ol_parse_any_word(p, OL_ERR_MISSING_EXPRESSION));
        add_node(p, &node->args, close_node(p, tag));
        if (!at(p, OL_TOK_RPAREN))
            ol_parse_expect(p, OL_TOK_COMMA, OL_ERR_MISSING_RPAREN);
    }
    else if (accept_kw(p, K(EVALNAME)))
    {
        OlOption *opt = MAKE_AT(p, Option, mark);
        opt->name = OL_STR("EVALNAME");
        opt->value = ol_parse_value(p);
        add_node(p, &node->options, close_node(p, opt));
        accept(p, OL_TOK_COMMA);
    }
    if (kw == K(XMLTABLE) && at_kw(p, K(XMLNAMESPACES)))
    {
        OlOption *opt = MAKE(p, Option);
        const OlToken *from = p->cur;
        opt->name = OL_STR("XMLNAMESPACES");
        advance(p);
        ol_parse_skip_parens(p);
        opt->text = ol_parse_span(p, from);
        add_node(p, &node->options, close_node(p, opt));
        accept(p, OL_TOK_COMMA);
    }
    if (!at(p, OL_TOK_RPAREN))
    {
        do
        {
            if (at(p, OL_TOK_WORD)) /* JSON_ARRAY(NULL ON NULL), JSON_OBJECT(RETURNING ..) */
            {
                int before = node->options.n;
                if (node->args.n == 0 || kw == K(XMLROOT))
                    parse_special_options(p, &node->options);
                if (node->options.n > before && (at(p, OL_TOK_RPAREN) || at(p, OL_TOK_COMMA)))
                    continue;
            }
            add_node(p, &node->args, parse_special_arg(p, kw == K(XMLSERIALIZE) || kw == K(XMLCAST)));
        } while (accept(p, OL_TOK_COMMA));
        if (at_kw2(p, K(ORDER), K(BY)))
        {
            OlOption *opt = MAKE(p, Option);
            p->cur += 2;
            opt->name = OL_STR("ORDER BY");
            ol_parse_order_list(p, &opt->items);
            add_node(p, &node->options, close_node(p, opt));
        }
        if (accept_kw(p, K(AS))) /* XMLSERIALIZE(CONTENT x AS CLOB), XMLCAST(x AS type) */
        {
            OlOption *opt = MAKE(p, Option);
            opt->name = OL_STR("AS");
            opt->value = ol_parse_type(p);
            add_node(p, &node->options, close_node(p, opt));
        }
        parse_special_options(p, &node->options);
        if (accept_kw(p, K(COLUMNS)))
        {
            bool paren = accept(p, OL_TOK_LPAREN);
            parse_special_columns(p, &node->columns);
            if (paren)
                expect_rparen(p);
        }
        parse_special_options(p, &node->options);
    }
    expect_rparen(p);
    return close_node(p, node);
}

/* At a word with '(' after it: the special form, or NULL when it is a plain name. */
OlNode *ol_parse_special(OlParser *p)
{
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_CAST:
        return parse_cast(p);
    case OL_KW_TREAT:
        return parse_treat(p);
    case OL_KW_EXTRACT:
        return date_field(peek_tok(p, 2)) != OL_DTFIELD_NONE && peek_kw(p, 3, K(FROM)) ? parse_extract(p) : NULL;
    case OL_KW_TRIM:
        return parse_trim(p);
    case OL_KW_JSON_VALUE:
    case OL_KW_JSON_QUERY:
    case OL_KW_JSON_EXISTS:
    case OL_KW_JSON_OBJECT:
    case OL_KW_JSON_ARRAY:
    case OL_KW_JSON_OBJECTAGG:
    case OL_KW_JSON_TABLE:
    case OL_KW_JSON_SERIALIZE:
    case OL_KW_JSON_MERGEPATCH:
    case OL_KW_JSON_SCALAR:
    case OL_KW_XMLELEMENT:
    case OL_KW_XMLFOREST:
    case OL_KW_XMLTABLE:
    case OL_KW_XMLQUERY:
    case OL_KW_XMLEXISTS:
    case OL_KW_XMLSERIALIZE:
    case OL_KW_XMLCAST:
    case OL_KW_XMLROOT:
    case OL_KW_XMLPARSE:
    case OL_KW_XMLPI:
    case OL_KW_XMLATTRIBUTES:
    case OL_KW_XMLCOLATTVAL:
        return parse_special_call(p);
    case OL_KW_JSON_ARRAYAGG:
        return parse_special_call(p);
    default:
        return NULL;
    }
}
