/*
 * resolve_cond.c - conditions: comparisons, rows, IN, BETWEEN, LIKE, IS, EXISTS, AND and OR.
 *
 * Owns:      the shape of each condition, and how the outputs of a subquery become comparable with what stands on the left.
 * Not here:  the conversion of two operands to one type (resolve_type.c).
 * See also:  SQL Language Reference, "Conditions"
 */
#include "front/resolve.h"

#include <string.h>

/* --- conditions --------------------------------------------------------------------------------------------------- */

static const char *const cmp_text[] = {[OL_CMP_EQ] = "=", [OL_CMP_NE] = "<>", [OL_CMP_LT] = "<", [OL_CMP_LE] = "<=", [OL_CMP_GT] = ">", [OL_CMP_GE] = ">="};

OlRx *ol_rs_subquery(OlResolver *r, OlScope *s, OlNode *query, OlRxKind kind, int pos)
{
    OlRQuery *q = ol_rs_query(r, s, query, true);
    OlRx *x;

    if (q == NULL)
        return NULL;
    x = ol_rx_new(r, kind, q->nouts > 0 ? q->outs[0].type : ol_type_varchar(0), pos);
    x->query = q;
    return x;
}

static OlNode *query_of(OlNode *node)
{
    return OL_IS(SubqueryExpr, node) ? OL_AS(SubqueryExpr, node)->query : NULL;
}

/* Values of a list on one side of a row comparison. */
static OlRx *row_of(OlResolver *r, OlScope *s, OlExprList *list)
{
    OlRx *x = ol_rx_new(r, OL_RX_ROW, ol_type_varchar(0), (int)list->expr.node.start);

    x->args = ol_new_array(r->arena, OlRx *, (size_t)list->items.n + 1);
    for (int i = 0; i < list->items.n; i++)
    {
        OlRx *v = ol_rs_expr(r, s, list->items.items[i]);

        if (v == NULL)
            return NULL;
        x->args[x->nargs++] = v;
        x->flags |= v->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    }
    return x;
}

/* The outputs of a query become comparable with x (value or row): conversions are put around the query's own outputs. */
static bool unify_query(OlResolver *r, OlRx **left, OlRQuery *q, bool equality, int pos)
{
    OlRx **vals = (*left)->kind == OL_RX_ROW ? (*left)->args : left;
    int n = (*left)->kind == OL_RX_ROW ? (*left)->nargs : 1;
    bool convert = false;
    OlRx **outs;
    OlRRel *rel;

    if (q->nouts < n)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos) != NULL;
    if (q->nouts > n)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos) != NULL;
    if (!ol_rs_name_outs(r, q))
        return false;
    rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);
    outs = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        /* a literal output compares like a literal */
        OlRx *out = q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0 ? q->outs[i].expr : ol_rx_col(r, rel, i, pos);
        OlRx *b = out;

        if (b->type.code == OL_T_NULL)
            b = ol_rx_null(r, vals[i]->type, pos);
        if (!ol_rs_unify_compare(r, &vals[i], &b, equality))
            return false;
        outs[i] = b;
        convert |= b != out;
    }
    if (!convert)
        return true;
    if (q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0)
    {
        for (int i = 0; i < n; i++)
        {
            q->outs[i].expr = outs[i];
            q->outs[i].type = outs[i]->type;
        }
        return true;
    }
    /* SELECT conv(q.c1), .. FROM (query) q, in place of the query */
    OlRQuery *inner = ol_new(r->arena, OlRQuery);

    *inner = *q;
    rel->query = inner;
    OlROut *no = ol_new_array(r->arena, OlROut, (size_t)n + 1);

    for (int i = 0; i < n; i++)
    {
        no[i] = q->outs[i];
        no[i].expr = outs[i];
        no[i].type = outs[i]->type;
    }
    OlRQuery fresh = {.kind = OL_RQ_BLOCK, .outs = no, .nouts = n};

    *q = fresh;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    return true;
}

static OlRx *row_compare(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos)
{
    bool eq = op[0] == '=';
    OlRx *x = NULL;

    if (a->nargs < b->nargs)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos);
    if (a->nargs > b->nargs)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos);
    if (!eq && op[1] != '>')
        return ol_rs_fail(r, OL_ERR_INVALID_RELOP, pos);
    for (int i = 0; i < a->nargs; i++)
    {
        OlRx *c = ol_rs_compare(r, op, a->args[i], b->args[i], pos);

        if (c == NULL)
            return NULL;
        if (x == NULL)
            x = c;
        else
            x = ol_rx_args(r, eq ? OL_RX_AND : OL_RX_OR, ol_type_bool(), pos, 2, x, c);
    }
    return x;
}

/* rowid = value: as a TID condition, which PostgreSQL can follow straight to the row. */
static OlRx *rowid_compare(OlResolver *r, OlRx *a, OlRx *b, int pos)
{
    OlRx *id = a->kind == OL_RX_ROWID ? a : b, *v = a->kind == OL_RX_ROWID ? b : a;

    if (id->kind != OL_RX_ROWID || v->kind == OL_RX_ROWID || (id->flags & OL_RXF_OUTER))
        return NULL;
    v = ol_rs_to(r, v, 'o');
    if (v == NULL)
        return NULL;
    OlType tid = ol_type_of(OL_T_ROWID);

    tid.rep = OL_REP_TID;
    OlRx *l = ol_new(r->arena, OlRx);

    *l = *id;
    l->type = tid;
    OlRx *oid = ol_rx_new(r, OL_RX_CONST, ol_type_number(), pos);

    oid->type.rep = OL_REP_OTHER;
    oid->type.pg_oid = 26;
    oid->text = ol_str_printf(r->arena, "%u", id->rel->relation->oid);
    /* a partition or a session's copy: which table the row is in is known from the ROWID alone */
    bool several = id->rel->relation->is_partitioned || id->rel->relation->is_temporary;
    OlRx *c = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, l,
                         ol_rx_emitfn(r, OL_EMITFN_ROWID_TID, tid, 2, v, several ? ol_rx_emitfn(r, OL_EMITFN_ROWID_RELID, oid->type, 1, v) : oid));

    c->target = "=";
    if (several)
    {
        OlRx *in = ol_new(r->arena, OlRx), *table;

        *in = *id;
        in->type = oid->type;
        table = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, in, ol_rx_emitfn(r, OL_EMITFN_ROWID_RELID, oid->type, 1, v));
        table->target = "=";
        c = ol_rx_args(r, OL_RX_AND, ol_type_bool(), pos, 2, c, table);
    }
    return c;
}

static OlRx *compare_expr(OlResolver *r, OlScope *s, OlCompare *c)
{
    int pos = (int)c->expr.node.start;
    const char *op = cmp_text[c->op];
    OlRx *a, *b, *x;

    if (OL_IS(ExprList, c->left) && OL_AS(ExprList, c->left)->items.n > 1)
        a = row_of(r, s, OL_AS(ExprList, c->left));
    else
        a = ol_rs_expr(r, s, c->left);
    if (a == NULL)
        return NULL;
    if (c->quantifier != OL_QUANT_NONE)
    {
        OlNode *q = query_of(c->right);

        if (q != NULL)
        {
            if ((x = ol_rs_subquery(r, s, q, OL_RX_QUANT, pos)) == NULL || !unify_query(r, &a, x->query, c->op == OL_CMP_EQ || c->op == OL_CMP_NE, pos))
                return NULL;
            x->args = ol_new_array(r->arena, OlRx *, 1);
            x->args[0] = a;
            x->nargs = 1;
            x->op = (uint8_t)c->quantifier;
            x->target = op;
            x->type = ol_type_bool();
            if (ol_rx_sys_rep(a))
                x->flags |= OL_RXF_SYS_OP;
            x->flags |= a->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER);
            return x;
        }
        /* over a list: the comparisons joined by OR and AND */
        OlExprList *list = OL_IS(ExprList, c->right) ? OL_AS(ExprList, c->right) : NULL;

        x = NULL;
        for (int i = 0; i < (list != NULL ? list->items.n : 1); i++)
        {
            b = ol_rs_expr(r, s, list != NULL ? list->items.items[i] : c->right);
            OlRx *one = b == NULL ? NULL : ol_rs_compare(r, op, a, b, pos);

            if (one == NULL)
                return NULL;
            x = x == NULL ? one : ol_rx_args(r, c->quantifier == OL_QUANT_ANY ? OL_RX_OR : OL_RX_AND, ol_type_bool(), pos, 2, x, one);
        }
        return x != NULL ? x : ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    }
    if (a->kind == OL_RX_ROW)
    {
        OlNode *q = query_of(c->right);

        if (q == NULL && OL_IS(ExprList, c->right))
        {
            OlExprList *list = OL_AS(ExprList, c->right);

            if (list->items.n == 1 && (q = query_of(list->items.items[0])) == NULL && OL_IS(ExprList, list->items.items[0]))
                list = OL_AS(ExprList, list->items.items[0]);
            if (q == NULL)
            {
                b = row_of(r, s, list);
                return b == NULL ? NULL : row_compare(r, op, a, b, pos);
            }
        }
        if (q == NULL)
            return ol_rs_fail(r, OL_ERR_INVALID_RELOP, pos);
        if ((b = ol_rs_subquery(r, s, q, OL_RX_SUBQUERY, pos)) == NULL || !unify_query(r, &a, b->query, true, pos))
            return NULL;
        x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, b);
        x->target = op;
        return x;
    }
    if ((b = ol_rs_expr(r, s, c->right)) == NULL)
        return NULL;
    if (c->op == OL_CMP_EQ && (a->kind == OL_RX_ROWID || b->kind == OL_RX_ROWID))
    {
        x = rowid_compare(r, a, b, pos);
        if (x != NULL || r->failed)
            return x;
    }
    return ol_rs_compare(r, op, a, b, pos);
}

static OlRx *in_expr(OlResolver *r, OlScope *s, OlIn *in)
{
    int pos = (int)in->expr.node.start;
    bool row = OL_IS(ExprList, in->arg) && OL_AS(ExprList, in->arg)->items.n > 1;
    OlRx *a = row ? row_of(r, s, OL_AS(ExprList, in->arg)) : ol_rs_expr(r, s, in->arg);
    OlNode *q = query_of(in->right);
    OlExprList *list = OL_IS(ExprList, in->right) ? OL_AS(ExprList, in->right) : NULL;
    OlRx *x, *first = NULL;
    bool same = true;

    if (a == NULL)
        return NULL;
    if (q == NULL && list != NULL && list->items.n == 1)
        q = query_of(list->items.items[0]);
    if (q != NULL)
    {
        if ((x = ol_rs_subquery(r, s, q, OL_RX_IN_QUERY, pos)) == NULL || !unify_query(r, &a, x->query, true, pos))
            return NULL;
        x->args = ol_new_array(r->arena, OlRx *, 1);
        x->args[0] = a;
        x->nargs = 1;
        x->type = ol_type_bool();
        x->flags |= (in->negated ? OL_RXF_NEGATED : 0) | (a->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER));
        if (ol_rx_sys_rep(a))
            x->flags |= OL_RXF_SYS_OP;
        return x;
    }
    int n = list != NULL ? list->items.n : 1;
    OlRx **conds = ol_new_array(r->arena, OlRx *, (size_t)n + 1);

    if (n > 65535)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_EXPRESSIONS, pos);
    for (int i = 0; i < n; i++)
    {
        OlNode *item = list != NULL ? list->items.items[i] : in->right;
        OlRx *b, *c;

        if (row)
        {
            OlRx *rb = OL_IS(ExprList, item) ? row_of(r, s, OL_AS(ExprList, item)) : ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)item->start);

            c = rb == NULL ? NULL : row_compare(r, "=", a, rb, pos);
        }
        else
        {
            b = ol_rs_expr(r, s, item);
            c = b == NULL ? NULL : ol_rs_compare(r, "=", a, b, pos);
        }
        if (c == NULL)
            return NULL;
        conds[i] = c;
        if (row || (c->flags & OL_RXF_SYS_OP))
            same = false;
        else if (i == 0)
            first = c->args[0];
        else
            same = same && c->args[0]->type.rep == first->type.rep && ol_rx_equal(c->args[0], first);
    }
    if (same)
    {
        x = ol_rx_new(r, OL_RX_IN, ol_type_bool(), pos);
        x->args = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
        x->args[x->nargs++] = first;
        for (int i = 0; i < n; i++)
            x->args[x->nargs++] = conds[i]->args[1];
        for (int i = 0; i < x->nargs; i++)
            x->flags |= x->args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
        x->flags |= in->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_new(r, OL_RX_OR, ol_type_bool(), pos);
    x->args = conds;
    x->nargs = n;
    for (int i = 0; i < n; i++)
        x->flags |= conds[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    if (n == 1)
        x = conds[0];
    return in->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

static OlRx *between_expr(OlResolver *r, OlScope *s, OlBetween *b)
{
    int pos = (int)b->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, b->arg), *lo = a == NULL ? NULL : ol_rs_expr(r, s, b->low);
    OlRx *hi = lo == NULL ? NULL : ol_rs_expr(r, s, b->high);
    OlRx *cl = hi == NULL ? NULL : ol_rs_compare(r, ">=", a, lo, pos), *ch = cl == NULL ? NULL : ol_rs_compare(r, "<=", a, hi, pos), *x;

    if (ch == NULL)
        return NULL;
    if (ol_rx_equal(cl->args[0], ch->args[0]) && !((cl->flags | ch->flags) & OL_RXF_SYS_OP))
    {
        x = ol_rx_args(r, OL_RX_BETWEEN, ol_type_bool(), pos, 3, cl->args[0], cl->args[1], ch->args[1]);
        x->flags |= b->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_args(r, OL_RX_AND, ol_type_bool(), pos, 2, cl, ch);
    return b->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

/* A constant pattern with its escapes as PostgreSQL's backslash; false after an error. */
static bool constant_pattern(OlResolver *r, OlStr pat, OlStr escape, int pos, OlStr *out)
{
    OlBuf b;

    ol_buf_init(&b, r->arena, pat.n + 8);
    for (size_t i = 0; i < pat.n;)
    {
        if (escape.n > 0 && pat.n - i >= escape.n && memcmp(pat.s + i, escape.s, escape.n) == 0)
        {
            i += escape.n;
            bool special = i < pat.n && (pat.s[i] == '%' || pat.s[i] == '_');
            bool itself = pat.n - i >= escape.n && memcmp(pat.s + i, escape.s, escape.n) == 0;

            if (!special && !itself)
                return ol_rs_fail(r, OL_ERR_INVALID_ESCAPE, pos) != NULL;
            size_t n = special ? 1 : escape.n;

            if (special || pat.s[i] == '\\')
                ol_buf_append_byte(&b, '\\');
            else if (pat.s[i] == '%' || pat.s[i] == '_')
                ol_buf_append_byte(&b, '\\');
            ol_buf_append(&b, pat.s + i, n);
            i += n;
            continue;
        }
        if (pat.s[i] == '\\')
            ol_buf_append_byte(&b, '\\');
        ol_buf_append_byte(&b, (uint8_t)pat.s[i++]);
    }
    *out = ol_str(ol_buf_cstr(&b));
    return true;
}

static OlRx *like_expr(OlResolver *r, OlScope *s, OlLike *l)
{
    int pos = (int)l->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, l->arg), *p = a == NULL ? NULL : ol_rs_expr(r, s, l->pattern), *e = NULL, *x;

    if (p == NULL || (l->escape != NULL && (e = ol_rs_expr(r, s, l->escape)) == NULL))
        return NULL;
    if ((a = ol_rs_to(r, a, 's')) == NULL || (p = ol_rs_to(r, p, 's')) == NULL || (e != NULL && (e = ol_rs_to(r, e, 's')) == NULL))
        return NULL;
    if (e != NULL && e->kind == OL_RX_NULL)
        return ol_rx_null(r, ol_type_bool(), pos);
    if (e != NULL && e->kind == OL_RX_STR && ol_utf8_length(e->text.s, e->text.n) != 1)
        return ol_rs_fail(r, OL_ERR_ESCAPE_LENGTH, e->pos);
    if (p->kind == OL_RX_STR && (e == NULL || e->kind == OL_RX_STR))
    {
        OlStr pat;

        if (!constant_pattern(r, p->text, e != NULL ? e->text : OL_STR_NULL, p->pos, &pat))
            return NULL;
        OlRx *cp = ol_new(r->arena, OlRx);

        *cp = *p;
        cp->text = pat;
        x = ol_rx_args(r, OL_RX_LIKE, ol_type_bool(), pos, 2, a, cp);
        x->op = 0;
        x->flags |= l->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    if (e == NULL)
    {
        x = ol_rx_args(r, OL_RX_LIKE, ol_type_bool(), pos, 2, a, p);
        x->op = 1; /* ESCAPE '': backslash means itself */
        x->flags |= l->negated ? OL_RXF_NEGATED : 0;
        return x;
    }
    x = ol_rx_emitfn(r, OL_EMITFN_LIKE_ESCAPE, ol_type_bool(), 3, a, p, e);
    return l->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

static OlRx *is_test(OlResolver *r, OlScope *s, OlIsTest *t)
{
    int pos = (int)t->expr.node.start;
    OlRx *a = ol_rs_expr(r, s, t->arg), *x;

    if (a == NULL)
        return NULL;
    switch (t->kind)
    {
        case OL_IS_NULL:
            if (a->type.code == OL_T_NULL)
                a = ol_rs_value(r, a);
            x = ol_rx_args(r, OL_RX_IS_NULL, ol_type_bool(), pos, 1, a);
            x->flags |= t->negated ? OL_RXF_NEGATED : 0;
            return x;
        case OL_IS_NAN:
        case OL_IS_INFINITE:
        {
            if (!ol_type_is_num(&a->type) || (a = ol_rs_to(r, a, 'g')) == NULL)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "NUMBER", ol_type_word(&a->type));
            OlRx *v = ol_rx_new(r, OL_RX_CONST, ol_type_of(OL_T_BINARY_DOUBLE), pos);

            v->text = t->kind == OL_IS_NAN ? OL_STR("NaN") : OL_STR("Infinity");
            if (t->kind == OL_IS_INFINITE)
                a = ol_rx_call(r, a->type, "pg_catalog.abs", pos, 1, a);
            x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, v);
            x->target = t->negated ? "<>" : "=";
            return x;
        }
        case OL_IS_TRUE:
        case OL_IS_FALSE:
        {
            if (a->type.code != OL_T_BOOLEAN)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "BOOLEAN", ol_type_word(&a->type));
            OlRx *f = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);

            f->op = t->kind == OL_IS_FALSE; /* the value NULL must not count as */
            x = ol_rx_args(r, OL_RX_COALESCE, ol_type_bool(), pos, 2, a, f);
            if ((t->kind == OL_IS_FALSE) != t->negated)
                x = ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x);
            return x;
        }
        case OL_IS_EMPTY:
        case OL_IS_A_SET:
            return ol_rs_is_collection(r, a, t);
        default:
            return ol_rs_unsupported(r, pos, "this IS condition");
    }
}

static OlRx *logic_expr(OlResolver *r, OlScope *s, OlLogic *l)
{
    OlRx *x = ol_rx_new(r, l->op == OL_LOGIC_AND ? OL_RX_AND : OL_RX_OR, ol_type_bool(), (int)l->expr.node.start);
    bool outer = s->saw_outer;

    x->args = ol_new_array(r->arena, OlRx *, (size_t)l->args.n + 1);
    for (int i = 0; i < l->args.n; i++)
    {
        OlRx *c = ol_rs_cond(r, s, l->args.items[i]);

        if (c == NULL)
            return NULL;
        x->args[x->nargs++] = c;
        x->flags |= c->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    }
    if (l->op == OL_LOGIC_OR && s->saw_outer && !outer && (x->flags & OL_RXF_OUTER))
        return ol_rs_fail(r, OL_ERR_OUTER_JOIN_OR_IN, x->pos);
    return x;
}

OlRx *ol_rs_condition(OlResolver *r, OlScope *s, OlNode *node)
{
    int pos = (int)node->start;
    OlRx *a;

    switch (node->kind)
    {
        case OL_N_Logic:
            return logic_expr(r, s, OL_AS(Logic, node));
        case OL_N_Not:
            a = ol_rs_cond(r, s, OL_AS(Not, node)->arg);
            return a == NULL ? NULL : ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, a);
        case OL_N_Compare:
            return compare_expr(r, s, OL_AS(Compare, node));
        case OL_N_Between:
            return between_expr(r, s, OL_AS(Between, node));
        case OL_N_In:
            return in_expr(r, s, OL_AS(In, node));
        case OL_N_Like:
            return like_expr(r, s, OL_AS(Like, node));
        case OL_N_IsTest:
            return is_test(r, s, OL_AS(IsTest, node));
        default: /* Exists */
            a = ol_rs_subquery(r, s, OL_AS(Exists, node)->query, OL_RX_EXISTS, pos);
            if (a != NULL)
                a->type = ol_type_bool();
            return a;
    }
}
