/*
 * resolve_expr.c - expressions: every kind of the syntax tree to the resolved tree.
 *
 * Owns:      the dispatch by node, CASE, CAST, EXTRACT, binds.
 * Not here:  literals (resolve_literal.c), operators (resolve_arith.c), conditions (resolve_cond.c), names (resolve_name.c), function
 *            calls (resolve_func.c, resolve_agg.c), conversions (resolve_type.c).
 * See also:  SQL Language Reference, "Expressions" and "Conditions"
 */
#include "front/resolve.h"

#include <string.h>

#define MAX_DEPTH 1500 /* operators nest deeper than parentheses: a + b + c ... */

/* --- binds -------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_bind(OlResolver *r, OlBind *bind)
{
    int pos = (int)bind->expr.node.start, i = (int)bind->index;
    OlType t;

    if (r->for_view)
        return ol_rs_fail(r, OL_ERR_BIND_IN_DDL, pos);
    if (i < 0 || i >= r->nbinds)
        return ol_rs_fail(r, OL_ERR_BIND_NAME_ILLEGAL, pos);
    if (i < r->nbind_types && r->bind_types[i].code != OL_T_UNKNOWN && r->bind_types[i].code != OL_T_NULL)
    {
        t = r->bind_types[i];
        t.rep = t.rep != OL_REP_NONE && t.rep != OL_REP_VARCHAR ? t.rep : ol_rep_default(t.code);
        if (t.code == OL_T_CHAR || t.code == OL_T_NCHAR)
            t.rep = OL_REP_TEXT;
    }
    else
        t = ol_type_varchar(0);
    if (ol_type_is_char(&t) && t.size_bytes == 0)
        t.size_bytes = t.size_chars = 4000;
    OlRx *x = ol_rx_new(r, OL_RX_BIND, t, pos);

    if (r->binds[i].param == 0)
        r->binds[i].param = ol_rs_new_param(r, &t);
    x->col = r->binds[i].param;
    return x;
}

/* --- CASE --------------------------------------------------------------------------------------------------------- */

static OlRx *case_expr(OlResolver *r, OlScope *s, OlCase *c)
{
    int n = c->whens.n, pos = (int)c->expr.node.start;
    OlRx *operand = NULL;
    OlRx **conds = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    OlRx **results = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    int nresults = n;
    OlType t;

    if (c->operand != NULL && (operand = ol_rs_expr(r, s, c->operand)) == NULL)
        return NULL;
    for (int i = 0; i < n; i++)
    {
        OlCaseWhen *w = OL_ITEM(CaseWhen, c->whens, i);

        if (operand == NULL)
            conds[i] = ol_rs_cond(r, s, w->cond);
        else
        {
            OlRx *v = ol_rs_expr(r, s, w->cond);

            conds[i] = v == NULL ? NULL : ol_rs_compare(r, "=", operand, v, (int)w->node.start);
        }
        if (conds[i] == NULL || (results[i] = ol_rs_expr(r, s, w->result)) == NULL)
            return NULL;
    }
    if (c->else_expr != NULL && (results[nresults++] = ol_rs_expr(r, s, c->else_expr)) == NULL)
        return NULL;
    if (!ol_rs_common(r, results, nresults, &t, true))
        return NULL;
    bool simple = operand != NULL && n > 0;

    for (int i = 0; i < n && simple; i++)
        simple = ol_rx_equal(conds[i]->args[0], conds[0]->args[0]) && !ol_rx_sys_rep(conds[i]->args[0]);
    OlRx *x = ol_rx_new(r, OL_RX_CASE, t, pos);

    x->args = ol_new_array(r->arena, OlRx *, (size_t)(2 * n + 2));
    if (simple)
    {
        x->flags |= OL_RXF_OPERAND;
        x->args[x->nargs++] = conds[0]->args[0];
    }
    for (int i = 0; i < n; i++)
    {
        x->args[x->nargs++] = simple ? conds[i]->args[1] : conds[i];
        x->args[x->nargs++] = results[i];
    }
    if (nresults > n)
    {
        x->args[x->nargs++] = results[n];
        x->op = 1;
    }
    for (int i = 0; i < x->nargs; i++)
        x->flags |= x->args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    return x;
}

/* --- CAST --------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_conversion(OlResolver *r, OlRx *x, const OlType *type, int pos)
{
    OlType t = *type;
    OlRx *v;

    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, t, pos);
    if ((x->type.code == OL_T_RAW || x->type.code == OL_T_BLOB) && t.code == OL_T_RAW)
        v = x;
    else
        v = ol_rs_to_type(r, x, &t);
    if (v == NULL)
        return NULL;
    switch (t.code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        {
            int limit = t.char_semantics ? t.size_chars : t.size_bytes;
            OlRx *c = ol_rx_emitfn(r, t.char_semantics ? OL_EMITFN_CAST_CHAR : OL_EMITFN_CAST_BYTE, t, 2, v, ol_rx_int4(r, limit));

            c->type.rep = OL_REP_TEXT;
            return c;
        }
        case OL_T_CHAR:
        case OL_T_NCHAR:
        {
            OlRx *c = ol_rx_emitfn(r, OL_EMITFN_CAST_PAD, t, 2, v, ol_rx_int4(r, t.size_chars));

            c->type.rep = OL_REP_TEXT;
            return c;
        }
        case OL_T_NUMBER:
            if (t.precision == 0 && t.scale == OL_SCALE_NONE)
                return v;
            return ol_rx_emitfn(r, OL_EMITFN_CAST_NUM, t, 3, v, ol_rx_int4(r, t.precision == 0 ? 38 : t.precision),
                                ol_rx_int4(r, t.scale == OL_SCALE_NONE ? 0 : t.scale));
        case OL_T_FLOAT:
            return t.precision >= 126 ? v : ol_rx_emitfn(r, OL_EMITFN_ASSIGN_FLOAT, t, 2, v, ol_rx_int4(r, t.precision));
        case OL_T_TIMESTAMP:
            if (t.scale >= 6 || (v->type.code == t.code && v->type.scale <= t.scale))
                break;
            return ol_rx_emitfn(r, OL_EMITFN_TS_ROUND, t, 2, v, ol_rx_int4(r, t.scale));
        case OL_T_TIMESTAMP_TZ:
            if (t.scale >= 6)
                break;
            return ol_rx_emitfn(r, OL_EMITFN_TSTZ_ROUND, t, 2, v, ol_rx_int4(r, t.scale));
        case OL_T_INTERVAL_YM:
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_YM, t, 2, v, ol_rx_int4(r, t.precision));
        case OL_T_INTERVAL_DS:
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_DS, t, 3, v, ol_rx_int4(r, t.precision), ol_rx_int4(r, t.scale));
        default:
            break;
    }
    if (v == x) /* a DATE cast to TIMESTAMP is another type of the same value */
    {
        OlRx *c = ol_new(r->arena, OlRx);

        *c = *v;
        t.rep = v->type.rep;
        c->type = t;
        return c;
    }
    v->type.scale = t.scale;
    return v;
}

static OlRx *cast_expr(OlResolver *r, OlScope *s, OlCast *c)
{
    int pos = (int)c->expr.node.start;
    OlType t;
    OlRx *x;

    if (!ol_rs_type_from_ast(r, c->type, &t))
        return NULL;
    if (c->multiset || t.code == OL_T_COLLECTION)
        return ol_rs_cast_collection(r, s, c);
    if ((x = ol_rs_expr(r, s, c->arg)) == NULL)
        return NULL;
    if (c->format.n > 0)
    {
        const char *fn = t.code == OL_T_DATE ? "TO_DATE" : t.code == OL_T_TIMESTAMP ? "TO_TIMESTAMP" : t.code == OL_T_TIMESTAMP_TZ ? "TO_TIMESTAMP_TZ"
                         : ol_type_is_num(&t) ? "TO_NUMBER" : "TO_CHAR";
        OlRx *args[3] = {x, NULL, NULL};
        int n = 1;

        for (int i = 0; i < c->format.n && n < 3; i++, n++)
            if ((args[n] = ol_rs_expr(r, s, c->format.items[i])) == NULL)
                return NULL;
        if ((x = ol_rs_builtin(r, ol_str(fn), args, n, pos)) == NULL || (c->default_on_error != NULL && (x = ol_rs_or_default(r, s, x, c->default_on_error)) == NULL))
            return NULL;
    }
    else if (c->default_on_error != NULL && ol_type_is_char(&x->type))
    {
        if ((x = ol_rs_to_type(r, x, &t)) == NULL || (x = ol_rs_or_default(r, s, x, c->default_on_error)) == NULL)
            return NULL;
    }
    return ol_rs_conversion(r, x, &t, pos);
}

/* --- the switch --------------------------------------------------------------------------------------------------- */

static OlRx *extract_expr(OlResolver *r, OlScope *s, OlExtract *e)
{
    static const char *const names[] = {"", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR", "TIMEZONE_MINUTE",
                                        "TIMEZONE_REGION", "TIMEZONE_ABBR"};
    int pos = (int)e->expr.node.start;
    OlRx *x = ol_rs_expr(r, s, e->arg);
    bool ok;

    if (x == NULL)
        return NULL;
    if (ol_type_is_char(&x->type) || (!ol_type_is_datetime(&x->type) && !ol_rx_is_interval(x) && x->type.code != OL_T_NULL))
        return ol_rs_fail(r, OL_ERR_EXTRACT_FIELD, pos);
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, ol_type_number(), pos);
    switch (x->type.code)
    {
        case OL_T_DATE:
            ok = e->field <= OL_DTFIELD_DAY;
            break;
        case OL_T_TIMESTAMP:
            ok = e->field <= OL_DTFIELD_SECOND;
            break;
        case OL_T_INTERVAL_YM:
            ok = e->field <= OL_DTFIELD_MONTH;
            break;
        case OL_T_INTERVAL_DS:
            ok = e->field >= OL_DTFIELD_DAY && e->field <= OL_DTFIELD_SECOND;
            break;
        default:
            ok = true;
            break;
    }
    if (!ok)
        return ol_rs_fail(r, OL_ERR_EXTRACT_FIELD, pos);
    OlRx *args[2] = {ol_rx_str(r, ol_str(names[e->field]), pos), x};

    if (e->field >= OL_DTFIELD_TIMEZONE_REGION)
        return ol_rs_builtin(r, OL_STR("$EXTRACT_ZONE"), args, 2, pos);
    return ol_rs_builtin(r, OL_STR("$EXTRACT"), args, 2, pos);
}

/* What the PL/SQL compiler is asked about first. Names in SQL are columns before they are variables. */
static bool pl_may_be(const OlResolver *r, const OlNode *node)
{
    switch (node->kind)
    {
        case OL_N_ColumnRef:
            return r->pl;
        case OL_N_FuncCall:
        case OL_N_Bind:
        case OL_N_Member:
        case OL_N_Index:
        case OL_N_CursorAttr:
        case OL_N_Inquiry:
            return true;
        default:
            return false;
    }
}

static OlRx *expr_switch(OlResolver *r, OlScope *s, OlNode *node)
{
    int pos = (int)node->start;
    OlRx *a, *b;

    if (r->pl_node != NULL && pl_may_be(r, node))
    {
        a = r->pl_node(r->pl_ctx, r, s, node);
        if (a != NULL || r->failed)
            return a;
    }
    switch (node->kind)
    {
        case OL_N_NumberLit:
        case OL_N_StringLit:
        case OL_N_NullLit:
        case OL_N_BoolLit:
        case OL_N_DateLit:
        case OL_N_TimestampLit:
        case OL_N_IntervalLit:
            return ol_rs_literal(r, node);
        case OL_N_DefaultExpr:
            if (s->clause != OL_CL_VALUES && s->clause != OL_CL_SET)
                return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
            return ol_rx_new(r, OL_RX_DEFAULT, ol_type_of(OL_T_NULL), pos);
        case OL_N_Bind:
            return ol_rs_bind(r, OL_AS(Bind, node));
        case OL_N_ColumnRef:
            return ol_rs_column(r, s, OL_AS(ColumnRef, node));
        case OL_N_FuncCall:
            return ol_rs_func(r, s, OL_AS(FuncCall, node));
        case OL_N_Unary:
        {
            OlUnary *u = OL_AS(Unary, node);

            if (u->op == OL_UN_PRIOR || u->op == OL_UN_CONNECT_BY_ROOT)
                return ol_rs_hier_unary(r, s, u);
            if ((a = ol_rs_expr(r, s, u->arg)) == NULL)
                return NULL;
            if (ol_rx_is_interval(a))
                b = a;
            else if ((b = ol_rs_numeric(r, a)) == NULL)
                return NULL;
            if (u->op == OL_UN_POS)
                return b;
            if (b->kind == OL_RX_NUM && b->text.n > 0 && b->text.s[0] != '-')
            {
                OlRx *n = ol_rx_new(r, OL_RX_NUM, b->type, pos);

                n->text = ol_str_printf(r->arena, "-%.*s", OL_STR_ARG(b->text));
                n->nullable = false;
                return n;
            }
            if (r->pl && a->type.code == OL_T_PLS_INTEGER)
                return ol_rx_args(r, OL_RX_NEG, a->type, pos, 1, a);
            OlType t = ol_type_is_num(&b->type) && b->type.code != OL_T_BINARY_DOUBLE && b->type.code != OL_T_BINARY_FLOAT ? ol_type_number() : b->type;

            return ol_rx_args(r, OL_RX_NEG, t, pos, 1, b);
        }
        case OL_N_Binary:
        {
            OlBinary *bin = OL_AS(Binary, node);

            if ((a = ol_rs_expr(r, s, bin->left)) == NULL || (b = ol_rs_expr(r, s, bin->right)) == NULL)
                return NULL;
            return ol_rs_arith(r, bin->op, a, b, pos);
        }
        case OL_N_Concat:
        {
            OlConcat *c = OL_AS(Concat, node);
            OlRx **xs = ol_new_array(r->arena, OlRx *, (size_t)c->args.n + 1);

            for (int i = 0; i < c->args.n; i++)
                if ((xs[i] = ol_rs_expr(r, s, c->args.items[i])) == NULL)
                    return NULL;
            return ol_rs_concat_range(r, xs, 0, c->args.n, pos);
        }
        case OL_N_Case:
            return case_expr(r, s, OL_AS(Case, node));
        case OL_N_Cast:
            return cast_expr(r, s, OL_AS(Cast, node));
        case OL_N_Extract:
            return extract_expr(r, s, OL_AS(Extract, node));
        case OL_N_Trim:
        {
            static const char *const names[] = {[OL_TRIM_BOTH] = "$TRIM_BOTH", [OL_TRIM_LEADING] = "$TRIM_LEADING", [OL_TRIM_TRAILING] = "$TRIM_TRAILING"};
            OlTrim *t = OL_AS(Trim, node);
            OlRx *args[2];
            int n = 1;

            if ((args[0] = ol_rs_expr(r, s, t->arg)) == NULL || (t->chars != NULL && (args[n++] = ol_rs_expr(r, s, t->chars)) == NULL))
                return NULL;
            return ol_rs_builtin(r, ol_str(names[t->side]), args, n, pos);
        }
        case OL_N_AtTimeZone:
        {
            OlAtTimeZone *z = OL_AS(AtTimeZone, node);
            OlRx *args[2];

            if ((args[0] = ol_rs_expr(r, s, z->arg)) == NULL)
                return NULL;
            if (z->kind == OL_ZONE_LOCAL)
                return ol_rs_builtin(r, OL_STR("$AT_LOCAL"), args, 1, pos);
            if ((args[1] = ol_rs_expr(r, s, z->zone)) == NULL)
                return NULL;
            return ol_rs_builtin(r, OL_STR("$AT_TIME_ZONE"), args, 2, pos);
        }
        case OL_N_IntervalExpr:
        {
            OlIntervalExpr *e = OL_AS(IntervalExpr, node);

            if ((a = ol_rs_expr(r, s, e->arg)) == NULL)
                return NULL;
            if (e->from == OL_DTFIELD_YEAR)
                return ol_rs_unsupported(r, pos, "(a - b) YEAR TO MONTH");
            if (a->type.code == OL_T_INTERVAL_DS)
            {
                OlType t = ol_type_of(OL_T_INTERVAL_DS);

                t.precision = (uint8_t)(e->lead_precision >= 0 ? e->lead_precision : 2);
                t.scale = (int8_t)(e->second_precision >= 0 ? e->second_precision : 6);
                return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_DS, t, 3, a, ol_rx_int4(r, t.precision), ol_rx_int4(r, t.scale));
            }
            if ((a = ol_rs_to(r, a, 'n')) == NULL)
                return NULL;
            OlRx *args[2] = {a, ol_rx_str(r, OL_STR("DAY"), pos)};

            return ol_rs_builtin(r, OL_STR("NUMTODSINTERVAL"), args, 2, pos);
        }
        case OL_N_SubqueryExpr:
        {
            OlRx *x = ol_rs_subquery(r, s, OL_AS(SubqueryExpr, node)->query, OL_RX_SUBQUERY, pos);

            if (x == NULL)
                return NULL;
            if (x->query->nouts != 1)
                return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos);
            if (x->type.code == OL_T_NULL)
                x->type = ol_type_varchar(0);
            return x;
        }
        case OL_N_ExprList:
            if (OL_AS(ExprList, node)->items.n == 1)
                return ol_rs_expr(r, s, OL_AS(ExprList, node)->items.items[0]);
            return ol_rs_fail(r, OL_ERR_MISSING_RPAREN, pos);
        case OL_N_Logic:
        case OL_N_Not:
        case OL_N_Compare:
        case OL_N_Between:
        case OL_N_In:
        case OL_N_Like:
        case OL_N_IsTest:
        case OL_N_Exists:
            return ol_rs_condition(r, s, node);
        case OL_N_Collate:
        {
            OlCollate *c = OL_AS(Collate, node);

            if (!ol_str_ieq_c(c->collation.text, "BINARY") && !ol_str_ieq_c(c->collation.text, "USING_NLS_COMP"))
                return ol_rs_unsupported(r, pos, "COLLATE other than BINARY");
            return ol_rs_expr(r, s, c->arg);
        }
        case OL_N_CurrentOf:
            return ol_rs_unsupported(r, pos, "CURRENT OF outside PL/SQL");
        case OL_N_CursorExpr:
            return ol_rs_unsupported(r, pos, "CURSOR expression");
        case OL_N_SpecialFunc:
            if ((a = ol_rs_json_func(r, s, OL_AS(SpecialFunc, node))) != NULL || r->failed)
                return a;
            if ((a = ol_rs_xml_func(r, s, OL_AS(SpecialFunc, node))) != NULL || r->failed)
                return a;
            return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, OL_AS(SpecialFunc, node)->name.text));
        case OL_N_Treat:
            return ol_rs_treat(r, s, OL_AS(Treat, node));
        case OL_N_Member:
            return ol_rs_member(r, s, OL_AS(Member, node));
        case OL_N_MultisetOp:
            return ol_rs_multiset(r, s, OL_AS(MultisetOp, node));
        case OL_N_MemberOf:
            return ol_rs_member_of(r, s, OL_AS(MemberOf, node));
        case OL_N_IsJson:
            return ol_rs_is_json(r, s, OL_AS(IsJson, node));
        case OL_N_IsOfType:
            return ol_rs_is_of(r, s, OL_AS(IsOfType, node));
        case OL_N_Star:
            return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
        default:
            return ol_rs_unsupported(r, pos, ol_node_name((OlNodeKind)node->kind));
    }
}

OlRx *ol_rs_expr(OlResolver *r, OlScope *s, OlNode *node)
{
    OlRx *x;

    if (r->failed)
        return NULL;
    if (node == NULL)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, -1);
    if (++r->depth > MAX_DEPTH)
        return ol_rs_fail(r, OL_ERR_STATEMENT_TOO_COMPLEX, (int)node->start);
    x = expr_switch(r, s, node);
    r->depth--;
    return x;
}

OlRx *ol_rs_cond(OlResolver *r, OlScope *s, OlNode *node)
{
    OlRx *x = ol_rs_expr(r, s, node);

    if (x == NULL)
        return NULL;
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, ol_type_bool(), x->pos);
    if (x->type.code != OL_T_BOOLEAN)
        return ol_rs_fail(r, OL_ERR_INVALID_RELOP, (int)node->end);
    return x;
}

bool ol_rs_order(OlResolver *r, OlScope *s, OlList *items, OlROrder **out, int *n)
{
    *out = ol_new_array(r->arena, OlROrder, (size_t)items->n + 1);
    *n = items->n;
    for (int i = 0; i < items->n; i++)
    {
        OlOrderItem *o = OL_ITEM(OrderItem, *items, i);
        OlRx *x = ol_rs_expr(r, s, o->expr);

        if (x == NULL)
            return false;
        if (ol_type_family(&x->type) == OL_FAM_LOB)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, "-", ol_type_word(&x->type)) != NULL;
        (*out)[i].expr = ol_rs_ordering(r, ol_rs_value(r, x));
        (*out)[i].desc = o->desc;
        (*out)[i].nulls = (uint8_t)o->nulls;
    }
    return true;
}
