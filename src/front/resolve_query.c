/*
 * resolve_query.c - queries: blocks, set operators, WITH, ORDER BY, row limits, and where ROWNUM and NEXTVAL need another level.
 *
 * Owns:      OlRQuery.
 * Not here:  FROM (resolve_from.c), hierarchical queries (resolve_hier.c).
 * See also:  rtree.h; SQL Language Reference, "SELECT"
 */
#include "front/resolve.h"

#include <string.h>

/* --- names of output columns -------------------------------------------------------------------------------------- */

/* The name DESCRIBE shows for an expression without alias: its text, upper case, without blanks and comments. */
static OlStr text_name(OlResolver *r, const OlNode *node)
{
    OlStr src = ol_node_text(r->text, node);
    OlBuf b;
    char quote = 0;

    ol_buf_init(&b, r->arena, src.n + 1);
    for (size_t i = 0; i < src.n; i++)
    {
        char c = src.s[i];

        if (quote != 0)
        {
            if (c == quote)
                quote = 0;
        }
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '-' && i + 1 < src.n && src.s[i + 1] == '-')
        {
            while (i < src.n && src.s[i] != '\n')
                i++;
            continue;
        }
        else if (c == '/' && i + 1 < src.n && src.s[i + 1] == '*')
        {
            i += 2;
            while (i + 1 < src.n && !(src.s[i] == '*' && src.s[i + 1] == '/'))
                i++;
            i++;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            continue;
        ol_buf_append_byte(&b, (uint8_t)(c >= 'a' && c <= 'z' ? c - 32 : c));
    }
    OlStr s = ol_buf_str(&b);

    if (s.n > 128)
        s.n = ol_utf8_offset(s.s, s.n, 0) + 128;
    while (s.n > 0 && s.n >= 128 && ((unsigned char)s.s[s.n] & 0xC0) == 0x80)
        s.n--;
    return s;
}

bool ol_rs_name_outs(OlResolver *r, OlRQuery *q)
{
    OlMap *seen = ol_map_new(r->arena);

    for (int i = 0; i < q->nouts; i++)
    {
        OlROut *o = &q->outs[i];
        OlStr name = ol_name_to_pg(r->arena, o->name);
        bool plain = o->named && name.n > 0 && name.n <= 60;

        if (o->type.code == OL_T_NULL)
            o->type = ol_type_varchar(0);
        if (!plain || ol_map_get(seen, name) != NULL)
        {
            int k = i + 1;

            do
                name = ol_str_printf(r->arena, "c%d", k++);
            while (ol_map_get(seen, name) != NULL);
        }
        ol_map_put(seen, name, o);
        o->pg_name = name;
    }
    return true;
}

static void add_out(OlResolver *r, OlRQuery *q, int *cap, OlStr name, OlRx *x, bool named)
{
    if (q->nouts == *cap)
    {
        int n = *cap == 0 ? 16 : *cap * 2;

        q->outs = ol_arena_grow(r->arena, q->outs, (size_t)*cap * sizeof(OlROut), (size_t)n * sizeof(OlROut));
        *cap = n;
    }
    q->outs[q->nouts++] = (OlROut){.name = name, .expr = x, .type = x->type, .nullable = x->nullable || x->kind != OL_RX_COL, .named = named};
}

static void expand_rel(OlResolver *r, OlRQuery *q, int *cap, OlRRel *rel, const OlRRel *skip, int pos)
{
    if (rel->kind == OL_RREL_JOIN)
    {
        for (int i = 0; i < rel->nusing; i++)
            add_out(r, q, cap, rel->using_names[i], rel->using_exprs[i], true);
        expand_rel(r, q, cap, rel->left, rel->nusing > 0 ? rel : skip, pos);
        expand_rel(r, q, cap, rel->right, rel->nusing > 0 ? rel : skip, pos);
        return;
    }
    for (int i = 0; i < rel->ncols; i++)
    {
        bool merged = rel->cols[i].hidden;

        for (int k = 0; skip != NULL && k < skip->nusing; k++)
            merged |= ol_str_eq(skip->using_names[k], rel->cols[i].name);
        if (!merged)
            add_out(r, q, cap, rel->cols[i].name, ol_rx_col(r, rel, i, pos), true);
    }
}

static bool select_list(OlResolver *r, OlScope *s, OlQueryBlock *qb, OlRRel **listed, int nlisted)
{
    OlRQuery *q = s->block;
    int cap = 0;

    for (int i = 0; i < qb->items.n; i++)
    {
        OlSelectItem *item = OL_ITEM(SelectItem, qb->items, i);

        if (OL_IS(Star, item->expr))
        {
            OlStar *star = OL_AS(Star, item->expr);

            if (star->qualifier.n == 0)
            {
                if (qb->items.n > 1)
                    return ol_rs_fail(r, i == 0 ? OL_ERR_FROM_NOT_FOUND : OL_ERR_MISSING_EXPRESSION, i == 0 ? (int)item->node.end : (int)item->node.start) != NULL;
                for (int k = 0; k < s->nrels; k++)
                    for (int m = 0; m < k; m++)
                        if (s->rels[k]->alias.n > 0 && ol_str_eq(s->rels[k]->alias, s->rels[m]->alias) && s->rels[k]->ncols > 0 && s->rels[m]->ncols > 0 &&
                            (s->rels[k]->has_alias || s->rels[m]->has_alias || ol_str_eq(s->rels[k]->schema, s->rels[m]->schema)))
                            return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, (int)item->node.start) != NULL;
                for (int k = 0; k < nlisted; k++)
                    expand_rel(r, q, &cap, listed[k], NULL, (int)item->node.start);
                continue;
            }
            bool ambiguous;
            int n = star->qualifier.n;
            OlRRel *rel = ol_rs_find_rel(s, n > 1 ? star->qualifier.items[n - 2].text : OL_STR_NULL, star->qualifier.items[n - 1].text, &ambiguous);

            if (rel == NULL)
                return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)item->node.start, ol_rs_quoted(r, &star->qualifier)) != NULL;
            expand_rel(r, q, &cap, rel, NULL, (int)item->node.start);
            continue;
        }
        OlRx *x = ol_rs_expr(r, s, item->expr);

        if (x == NULL)
            return false;
        if (item->alias.text.n > 0)
            add_out(r, q, &cap, item->alias.text, x, true);
        else if (OL_IS(ColumnRef, item->expr) && !OL_AS(ColumnRef, item->expr)->outer_join)
        {
            OlNames *names = &OL_AS(ColumnRef, item->expr)->names;

            add_out(r, q, &cap, names->items[names->n - 1].text, x, true);
        }
        else
            add_out(r, q, &cap, text_name(r, item->expr), x, false);
        if (x->kind != OL_RX_COL)
            q->outs[q->nouts - 1].nullable = true;
    }
    if (q->nouts > 1000)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_COLUMNS, -1) != NULL;
    return true;
}

/* --- conversion of a query's outputs ------------------------------------------------------------------------------ */

/* Give q the output types wanted; where q sorts, removes duplicates or combines, a level is put around it. */
bool ol_rs_coerce_outs(OlResolver *r, OlRQuery *q, const OlType *types)
{
    bool change = false;

    for (int i = 0; i < q->nouts; i++)
        change |= q->outs[i].type.code == OL_T_NULL || q->outs[i].type.code != types[i].code ||
                  (q->outs[i].type.rep != types[i].rep &&
                   !((q->outs[i].type.rep == OL_REP_VARCHAR || q->outs[i].type.rep == OL_REP_TEXT) && types[i].rep == OL_REP_TEXT));
    if (!change)
        return true;
    if (q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0)
    {
        for (int i = 0; i < q->nouts; i++)
        {
            OlRx *x = q->outs[i].expr;

            x = x->type.code == OL_T_NULL ? ol_rx_null(r, types[i], x->pos) : ol_rs_to_type(r, x, &types[i]);
            if (x == NULL)
                return false;
            q->outs[i].expr = x;
            q->outs[i].type = types[i];
        }
        return true;
    }
    OlRQuery *inner = ol_new(r->arena, OlRQuery);

    if (!ol_rs_name_outs(r, q))
        return false;
    OlRRel *rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);
    OlROut *outs = ol_new_array(r->arena, OlROut, (size_t)q->nouts + 1);

    *inner = *q;
    rel->query = inner;
    for (int i = 0; i < q->nouts; i++)
    {
        outs[i] = q->outs[i];
        outs[i].expr = ol_rs_to_type(r, ol_rx_col(r, rel, i, -1), &types[i]);
        outs[i].type = types[i];
        if (outs[i].expr == NULL)
            return false;
    }
    int n = q->nouts;

    memset(q, 0, sizeof(*q));
    q->kind = OL_RQ_BLOCK;
    q->outs = outs;
    q->nouts = n;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    rel->block = q;
    return true;
}

/* SELECT q.* FROM (q): to sort, limit or lock above what q is. */
static OlRQuery *wrap_query(OlResolver *r, OlRQuery *q)
{
    OlRQuery *out = ol_new(r->arena, OlRQuery);
    OlRRel *rel;

    if (!ol_rs_name_outs(r, q))
        return NULL;
    rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);
    out->kind = OL_RQ_BLOCK;
    out->outs = ol_new_array(r->arena, OlROut, (size_t)q->nouts + 1);
    out->nouts = q->nouts;
    for (int i = 0; i < q->nouts; i++)
    {
        out->outs[i] = q->outs[i];
        out->outs[i].expr = ol_rx_col(r, rel, i, -1);
    }
    out->from = ol_new_array(r->arena, OlRRel *, 1);
    out->from[0] = rel;
    out->nfrom = 1;
    rel->block = out;
    return out;
}

/* --- levels below -------------------------------------------------------------------------------------------------- */

/* Decide whether FROM and WHERE go one level down, and prepare it. */
static void wrap_if_needed(OlResolver *r, OlRQuery *q)
{
    OlRx **dup = q->nnextvals > 1 ? ol_new_array(r->arena, OlRx *, (size_t)q->nnextvals) : NULL;
    int ndup = 0;

    for (int i = 0; i < q->nnextvals; i++)
    {
        int same = 0;
        bool next = false, listed = false;

        for (int k = 0; k < q->nnextvals; k++)
            if (q->nextvals[k]->seq->oid == q->nextvals[i]->seq->oid)
            {
                same++;
                next |= q->nextvals[k]->kind == OL_RX_NEXTVAL;
            }
        for (int k = 0; k < ndup; k++)
            listed |= dup[k]->seq->oid == q->nextvals[i]->seq->oid;
        if (same > 1 && next && !listed)
            dup[ndup++] = q->nextvals[i];
    }
    q->nextvals = dup;
    q->nnextvals = ndup;
    bool tree = q->hier != NULL && (q->hier->single == NULL || q->hier->single->kind != OL_RREL_SERIES);
    bool above = tree || q->grouped || q->distinct || q->norder > 0 || q->has_window || q->offset != NULL || q->limit != NULL;

    if ((q->rownum_limit != NULL && above) || q->wrap_where != NULL || (q->uses_rownum && q->grouped) || ndup > 0)
    {
        q->wrap = ol_new(r->arena, OlRWrap);
        q->wrap->alias = ol_rs_alias(r, OL_STR("W"));
    }
}

/* --- GROUP BY ----------------------------------------------------------------------------------------------------- */

static bool grouping_item(OlResolver *r, OlScope *s, OlNode *node, OlRGrouping *out)
{
    if (OL_IS(Grouping, node) || (OL_IS(ExprList, node)))
    {
        OlList *items = OL_IS(Grouping, node) ? &OL_AS(Grouping, node)->items : &OL_AS(ExprList, node)->items;

        out->kind = OL_IS(Grouping, node) ? (uint8_t)(1 + OL_AS(Grouping, node)->kind) : 250;
        out->items = ol_new_array(r->arena, OlRGrouping, (size_t)items->n + 1);
        out->nitems = items->n;
        for (int i = 0; i < items->n; i++)
            if (!grouping_item(r, s, items->items[i], &out->items[i]))
                return false;
        return true;
    }
    out->expr = ol_rs_expr(r, s, node);
    if (out->expr != NULL && ol_type_family(&out->expr->type) == OL_FAM_LOB)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, out->expr->pos, "-", ol_type_word(&out->expr->type)) != NULL;
    return out->expr != NULL;
}

bool ol_rs_in_group(const OlRGrouping *g, int n, const OlRx *x)
{
    for (int i = 0; i < n; i++)
    {
        if (g[i].kind == 0 ? ol_rx_equal(g[i].expr, x) : ol_rs_in_group(g[i].items, g[i].nitems, x))
            return true;
    }
    return false;
}

typedef struct GroupCheck
{
    OlRQuery *block;
    int bad; /* position of the first column outside, or -1 */
    bool found;
} GroupCheck;

static bool check_group(OlRx *x, void *ctx)
{
    GroupCheck *g = ctx;

    if (g->found || ol_rs_in_group(g->block->group, g->block->ngroup, x))
        return false;
    if (x->kind == OL_RX_AGG && x->agg->window == NULL)
        return false;
    if (((x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == g->block) ||
        ((x->kind == OL_RX_ROWNUM || x->kind == OL_RX_HIER) && x->query == g->block))
    {
        g->found = true;
        g->bad = x->pos;
    }
    return true;
}

static bool check_grouped(OlResolver *r, OlRQuery *q)
{
    GroupCheck g = {q, -1, false};

    for (int i = 0; i < q->nouts && !g.found; i++)
        ol_rx_walk(q->outs[i].expr, check_group, &g);
    if (!g.found)
        ol_rx_walk(q->having, check_group, &g);
    for (int i = 0; i < q->norder && !g.found; i++)
        ol_rx_walk(q->order[i].expr, check_group, &g);
    if (!g.found)
        return true;
    return ol_rs_fail(r, q->ngroup > 0 ? OL_ERR_NOT_GROUP_BY : OL_ERR_NOT_SINGLE_GROUP, g.bad) != NULL;
}

/* --- ORDER BY ----------------------------------------------------------------------------------------------------- */

static bool is_text(const OlType *t)
{
    return t->rep == OL_REP_TEXT || t->rep == OL_REP_VARCHAR || t->rep == OL_REP_BPCHAR;
}

/* The output column an ORDER BY item means: by number, alias, or the same expression; 0 when none, -1 after an error. */
static int order_position(OlResolver *r, OlRQuery *q, OlNode *node)
{
    if (OL_IS(NumberLit, node))
    {
        uint64_t n;

        if (!ol_parse_u64(OL_AS(NumberLit, node)->text, &n))
            return 0;
        if (n < 1 || n > (uint64_t)(q->nouts - q->nhidden))
        {
            ol_rs_fail(r, OL_ERR_SELECT_LIST_EXPRESSION, (int)node->start);
            return -1;
        }
        return (int)n;
    }
    if (OL_IS(ColumnRef, node) && OL_AS(ColumnRef, node)->names.n == 1)
    {
        OlStr name = OL_AS(ColumnRef, node)->names.items[0].text;
        int found = 0;

        for (int i = 0; i < q->nouts; i++)
            if (q->outs[i].named && ol_str_eq(q->outs[i].name, name))
            {
                if (found > 0 && (q->kind != OL_RQ_BLOCK || !ol_rx_equal(q->outs[found - 1].expr, q->outs[i].expr)))
                {
                    ol_rs_fail(r, OL_ERR_ORDER_AMBIGUOUS, (int)node->start);
                    return -1;
                }
                if (found == 0)
                    found = i + 1;
            }
        return found;
    }
    return 0;
}

static bool order_by(OlResolver *r, OlScope *s, OlRQuery *q, OlList *items)
{
    q->order = ol_new_array(r->arena, OlROrder, (size_t)items->n + 1);
    for (int i = 0; i < items->n; i++)
    {
        OlOrderItem *o = OL_ITEM(OrderItem, *items, i);
        int at = order_position(r, q, o->expr);
        OlRx *x = NULL;

        if (at < 0)
            return false;
        if (at == 0)
        {
            if (s == NULL)
            {
                if (OL_IS(ColumnRef, o->expr))
                    return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)o->expr->start, ol_rs_quoted(r, &OL_AS(ColumnRef, o->expr)->names)) != NULL;
                return ol_rs_fail(r, OL_ERR_SELECT_LIST_EXPRESSION, (int)o->expr->start) != NULL;
            }
            s->clause = OL_CL_ORDER;
            if ((x = ol_rs_expr(r, s, o->expr)) == NULL)
                return false;
            for (int k = 0; k < q->nouts && at == 0; k++)
                if (ol_rx_equal(q->outs[k].expr, x))
                    at = k + 1;
            if (at == 0 && q->distinct)
                return ol_rs_fail(r, OL_ERR_NOT_SELECTED_EXPRESSION, (int)o->expr->start) != NULL;
            if (at == 0 && (x->kind == OL_RX_NUM || x->kind == OL_RX_STR || x->kind == OL_RX_NULL || x->kind == OL_RX_BIND))
                continue; /* a constant orders nothing */
        }
        if (at > 0)
        {
            const OlType *t = &q->outs[at - 1].type;

            if (ol_type_family(t) == OL_FAM_LOB)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, (int)o->expr->start, "-", ol_type_word(t)) != NULL;
            if (!r->cat->collation_is_c && is_text(t) && q->kind == OL_RQ_BLOCK && !q->distinct)
                x = ol_rs_ordering(r, ol_rs_value(r, q->outs[at - 1].expr));
            else
            {
                x = ol_rx_new(r, OL_RX_OUT, *t, (int)o->expr->start);
                x->col = at;
            }
        }
        else
        {
            if (ol_type_family(&x->type) == OL_FAM_LOB)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, "-", ol_type_word(&x->type)) != NULL;
            x = ol_rs_ordering(r, ol_rs_value(r, x));
        }
        q->order[q->norder++] = (OlROrder){.expr = x, .desc = o->desc, .nulls = (uint8_t)o->nulls};
    }
    return true;
}

/* Sorted by position where the database's collation is not bytewise: PostgreSQL takes COLLATE only on expressions. */
static bool positions_need_level(OlResolver *r, const OlRQuery *q)
{
    if (r->cat->collation_is_c)
        return false;
    for (int i = 0; i < q->norder; i++)
        if (q->order[i].expr->kind == OL_RX_OUT && is_text(&q->order[i].expr->type))
            return true;
    return false;
}

static OlRQuery *level_for_order(OlResolver *r, OlRQuery *q)
{
    OlROrder *order = q->order;
    int n = q->norder;
    OlRQuery *out;

    q->order = NULL;
    q->norder = 0;
    if ((out = wrap_query(r, q)) == NULL)
        return NULL;
    out->order = order;
    out->norder = n;
    for (int i = 0; i < n; i++)
        if (order[i].expr->kind == OL_RX_OUT && is_text(&order[i].expr->type))
            order[i].expr = ol_rs_ordering(r, out->outs[order[i].expr->col - 1].expr);
    return out;
}

/* FETCH FIRST n PERCENT: the rows numbered and counted one level down; WITH TIES takes their rank. */
static OlRQuery *percent_level(OlResolver *r, OlRQuery *q)
{
    OlType i8 = ol_type_number();
    OlROrder *order = q->order;
    int norder = q->norder, visible = q->nouts - q->nhidden;
    OlRx *limit = q->limit, *offset = q->offset, *wanted, *x[2];
    bool ties = q->ties;
    OlRQuery *out;

    i8.rep = OL_REP_INT8;
    q->order = NULL;
    q->norder = 0;
    q->limit = q->offset = NULL;
    q->ties = q->percent = false;
    if (q->kind != OL_RQ_BLOCK || q->distinct || q->wrap != NULL || q->rownum_limit != NULL || q->hier != NULL)
    {
        for (int i = 0; i < norder; i++)
            if (order[i].expr->kind != OL_RX_OUT)
                return ol_rs_unsupported(r, order[i].expr->pos, "FETCH .. PERCENT of this query");
        if ((q = wrap_query(r, q)) == NULL)
            return NULL;
    }
    for (int i = 0; i < norder; i++)
        if (order[i].expr->kind == OL_RX_OUT)
            order[i].expr = ol_rs_ordering(r, q->outs[order[i].expr->col - 1].expr);
    OlROut *outs = ol_new_array(r->arena, OlROut, (size_t)q->nouts + 3);

    memcpy(outs, q->outs, (size_t)q->nouts * sizeof *outs);
    q->outs = outs;
    for (int i = 0; i < 2; i++)
    {
        OlRAgg *agg = ol_new(r->arena, OlRAgg);

        agg->window = ol_new(r->arena, OlRWindow);
        if (i == 0)
        {
            agg->window->order = order;
            agg->window->norder = norder;
        }
        agg->star = i == 1;
        x[i] = ol_rx_new(r, OL_RX_AGG, i8, -1);
        x[i]->agg = agg;
        x[i]->target = i == 1 ? "pg_catalog.count" : ties && norder > 0 ? "pg_catalog.rank" : "pg_catalog.row_number";
        q->outs[q->nouts++] = (OlROut){.name = i == 0 ? OL_STR("N") : OL_STR("C"), .expr = x[i], .type = i8};
    }
    q->has_window = true;
    if ((out = wrap_query(r, q)) == NULL)
        return NULL;
    x[0] = out->outs[out->nouts - 2].expr;
    x[1] = ol_rx_args(r, OL_RX_CAST, ol_type_number(), -1, 1, out->outs[out->nouts - 1].expr);
    wanted = ol_rx_args(r, OL_RX_OP, ol_type_number(), -1, 2, x[1], limit);
    wanted->target = "*";
    wanted = ol_rx_args(r, OL_RX_OP, ol_type_number(), -1, 2, wanted, ol_rx_num(r, 100, -1));
    wanted->target = "/";
    wanted = ol_rx_call(r, ol_type_number(), "pg_catalog.ceil", -1, 1, wanted);
    if (offset != NULL)
    {
        OlRx *after = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), -1, 2, x[0], offset);

        after->target = ">";
        out->where = after;
        wanted = ol_rx_args(r, OL_RX_OP, ol_type_number(), -1, 2, wanted, ol_rx_args(r, OL_RX_CAST, ol_type_number(), -1, 1, offset));
        wanted->target = "+";
    }
    OlRx *upto = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), -1, 2, ol_rx_args(r, OL_RX_CAST, ol_type_number(), -1, 1, x[0]), wanted);

    upto->target = "<=";
    out->where = ol_rx_and(r, out->where, upto);
    out->nouts = visible;
    out->nhidden = 0;
    if (norder > 0)
    {
        out->order = ol_new_array(r->arena, OlROrder, 1);
        out->order[0] = (OlROrder){.expr = x[0], .nulls = OL_NULLS_DEFAULT};
        out->norder = 1;
    }
    return out;
}

/* PostgreSQL 15 takes a grouping column that WHERE fixes for a constant even where GROUPING SETS make it NULL, and does not sort by it:
 * such a query is sorted one level up. */
static bool grouping_sets_sorted(const OlRQuery *q)
{
    bool sets = false;

    if (q->norder == 0 || q->where == NULL)
        return false;
    for (int i = 0; i < q->ngroup; i++)
        sets |= q->group[i].kind != 0 && q->group[i].kind != 250;
    for (int i = 0; i < q->norder; i++)
        sets &= q->order[i].expr->kind == OL_RX_OUT;
    return sets;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static bool row_limits(OlResolver *r, OlScope *s, OlRQuery *q, OlSelect *sel)
{
    OlClause was = s->clause;

    s->clause = OL_CL_LIMIT;
    q->percent = sel->fetch_percent;
    for (int i = 0; i < 2; i++)
    {
        OlNode *node = i == 0 ? sel->offset : sel->fetch;
        OlRx *x = NULL;
        int64_t v;

        if (node != NULL)
        {
            if ((x = ol_rs_expr(r, s, node)) == NULL)
                return false;
            if (i == 1 && sel->fetch_percent)
            {
                if ((x = ol_rs_to(r, x, 'n')) == NULL)
                    return false;
            }
            else if (ol_rx_const_int(x, &v))
                x = ol_rx_int8(r, v < 0 ? 0 : v);
            else if ((x = ol_rs_limit(r, x, false)) == NULL)
                return false;
        }
        else if (i == 1 && sel->has_fetch)
            x = ol_rx_int8(r, 1);
        if (i == 0)
            q->offset = x;
        else
            q->limit = x;
    }
    q->ties = sel->fetch_ties && q->norder > 0;
    s->clause = was;
    return true;
}

bool ol_rs_lock(OlResolver *r, OlScope *s, OlRQuery *q, OlForUpdate *lock)
{
    if (q->hier != NULL)
        return ol_rs_unsupported(r, (int)lock->node.start, "FOR UPDATE of a hierarchical query") != NULL;
    if (q->kind == OL_RQ_BLOCK && (q->grouped || q->distinct) && s != NULL && !s->subquery)
        return ol_rs_fail(r, OL_ERR_FOR_UPDATE_QUERY, (int)lock->node.start) != NULL;
    if (q->kind != OL_RQ_BLOCK || s == NULL || s->subquery)
        return ol_rs_fail(r, OL_ERR_FOR_UPDATE_NOT_ALLOWED, (int)lock->node.start) != NULL;
    q->is_lock = true;
    q->lock_wait = (uint8_t)lock->wait;
    q->lock_wait_ms = lock->wait == OL_WAIT_NOWAIT ? 0 : -1;
    if (lock->wait == OL_WAIT_SECONDS)
    {
        OlRx *x = ol_rs_expr(r, s, lock->seconds);
        int64_t v;

        if (x == NULL)
            return false;
        if (!ol_rx_const_int(x, &v) || v < 0 || v > 2000000)
            return ol_rs_fail(r, OL_ERR_MISSING_WAIT_INTERVAL, (int)lock->node.start) != NULL;
        q->lock_wait_ms = (int)(v * 1000);
    }
    q->lock_of = ol_new_array(r->arena, OlRRel *, (size_t)s->nrels + (size_t)lock->of.n + 1);
    for (int i = 0; i < lock->of.n; i++)
    {
        OlRx *x = ol_rs_expr(r, s, lock->of.items[i]);

        if (x == NULL)
            return false;
        if (x->kind != OL_RX_COL && x->kind != OL_RX_ROWID)
            return ol_rs_fail(r, OL_ERR_COLUMN_NAME_ONLY, x->pos) != NULL;
        bool have = false;

        for (int k = 0; k < q->nlock_of; k++)
            have |= q->lock_of[k] == x->rel;
        if (!have)
            q->lock_of[q->nlock_of++] = x->rel;
    }
    if (lock->of.n == 0)
    {
        /* every table that PostgreSQL can lock: not the nullable side of an outer join, not WITH names */
        bool all = true;

        for (int i = 0; i < s->nrels; i++)
            all &= (s->rels[i]->kind == OL_RREL_TABLE && !s->rels[i]->outer) || (s->rels[i]->kind == OL_RREL_QUERY && !s->rels[i]->outer);
        for (int i = 0; i < s->nrels && !all; i++)
            if (s->rels[i]->kind == OL_RREL_TABLE && !s->rels[i]->outer)
                q->lock_of[q->nlock_of++] = s->rels[i];
    }
    r->side_effects = true;
    return true;
}

/* ORDER SIBLINGS BY: by expressions of the rows, or select-list columns by name or number. */
static bool siblings(OlResolver *r, OlScope *s, OlRQuery *q, OlList *items)
{
    OlRHier *h = q->hier;

    h->siblings = ol_new_array(r->arena, OlROrder, (size_t)items->n + 1);
    s->clause = OL_CL_ORDER;
    for (int i = 0; i < items->n; i++)
    {
        OlOrderItem *o = OL_ITEM(OrderItem, *items, i);
        int at = order_position(r, q, o->expr);
        OlRx *x = at > 0 ? q->outs[at - 1].expr : at < 0 ? NULL : ol_rs_expr(r, s, o->expr);

        if (x == NULL)
            return false;
        h->siblings[h->nsiblings++] = (OlROrder){.expr = ol_rs_ordering(r, ol_rs_value(r, x)), .desc = o->desc, .nulls = (uint8_t)o->nulls};
    }
    /* the order of a plain table's rows is not their address then */
    if (h->single != NULL && h->single->kind != OL_RREL_SERIES)
    {
        h->single = NULL;
        h->base = ol_rs_alias(r, OL_STR("B"));
    }
    return true;
}

static bool block_clauses(OlResolver *r, OlScope *s, OlQueryBlock *qb, OlSelect *sel)
{
    OlRQuery *q = s->block;
    OlRRel **listed;
    int nlisted;

    if (qb->windows.n > 0)
        return ol_rs_unsupported(r, (int)qb->node.start, "WINDOW clause") != NULL;
    if (qb->into.n > 0)
        return ol_rs_fail(r, OL_ERR_FROM_NOT_FOUND, (int)qb->node.start) != NULL;
    q->from = ol_new_array(r->arena, OlRRel *, (size_t)qb->from.n + 1);
    for (int i = 0; i < qb->from.n; i++)
    {
        OlRRel *rel = ol_rs_from_item(r, s, qb->from.items[i]);

        if (rel == NULL)
            return false;
        if (rel->left_joined && q->nfrom > 0)
        {
            OlRRel *left = q->from[0];

            /* TABLE(..)(+): rows of what stands before it stay when the collection is empty */
            for (int k = 1; k < q->nfrom; k++)
                left = ol_rs_join(r, q, left, q->from[k], OL_JOIN_CROSS, NULL);
            q->from[0] = ol_rs_join(r, q, left, rel, OL_JOIN_LEFT, NULL);
            q->nfrom = 1;
            continue;
        }
        q->from[q->nfrom++] = rel;
    }
    listed = q->from;
    nlisted = q->nfrom;
    if ((qb->start_with != NULL || qb->connect_by != NULL) && !ol_rs_hier_begin(r, s, qb))
        return false;
    if (qb->where != NULL)
    {
        s->clause = OL_CL_WHERE;
        s->outer_allowed = true;
        if ((q->where = ol_rs_cond(r, s, qb->where)) == NULL)
            return false;
        s->outer_allowed = false;
        if (s->saw_outer && !ol_rs_outer_joins(r, q, &q->where))
            return false;
        if (q->hier != NULL && !ol_rs_hier_where(r, q))
            return false;
        if (!ol_rs_rownum(r, q))
            return false;
    }
    if (qb->group_by.n > 0)
    {
        s->clause = OL_CL_GROUP;
        q->group = ol_new_array(r->arena, OlRGrouping, (size_t)qb->group_by.n + 1);
        for (int i = 0; i < qb->group_by.n; i++)
            if (!grouping_item(r, s, qb->group_by.items[i], &q->group[q->ngroup++]))
                return false;
        q->grouped = true;
    }
    s->clause = OL_CL_SELECT;
    q->distinct = qb->distinct == OL_DISTINCT_DISTINCT;
    if (!select_list(r, s, qb, listed, nlisted))
        return false;
    if (qb->having != NULL)
    {
        s->clause = OL_CL_HAVING;
        if ((q->having = ol_rs_cond(r, s, qb->having)) == NULL)
            return false;
        q->grouped = true;
    }
    if (q->distinct)
        for (int i = 0; i < q->nouts; i++)
            if (ol_type_family(&q->outs[i].type) == OL_FAM_LOB)
                return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, q->outs[i].expr->pos, "-", ol_type_word(&q->outs[i].type)) != NULL;
    bool seqs = q->nnextvals > 0;

    if (sel != NULL)
    {
        if (sel->siblings && (q->hier == NULL || q->grouped || q->distinct))
            return ol_rs_fail(r, OL_ERR_SIBLINGS_NOT_ALLOWED, (int)sel->node.start) != NULL;
        if (sel->siblings)
        {
            if (!siblings(r, s, q, &sel->order_by))
                return false;
        }
        else if (sel->order_by.n > 0 && !order_by(r, s, q, &sel->order_by))
            return false;
        if (!row_limits(r, s, q, sel))
            return false;
        if (sel->for_update != NULL && !ol_rs_lock(r, s, q, OL_AS(ForUpdate, sel->for_update)))
            return false;
    }
    if (seqs && (q->distinct || q->grouped || q->norder > 0))
        return ol_rs_fail(r, OL_ERR_SEQUENCE_NOT_ALLOWED, q->nextvals[0]->pos) != NULL;
    if (q->grouped && !q->nested_group && !check_grouped(r, q))
        return false;
    wrap_if_needed(r, q);
    return true;
}

static OlRQuery *query_block(OlResolver *r, OlScope *parent, OlQueryBlock *qb, OlSelect *sel, bool subquery)
{
    OlScope s;
    OlRQuery *q = ol_new(r->arena, OlRQuery);

    memset(&s, 0, sizeof(s));
    q->kind = OL_RQ_BLOCK;
    s.parent = parent;
    s.block = q;
    s.subquery = subquery;
    s.seq_allowed = !subquery && !r->for_view;
    if (!block_clauses(r, &s, qb, sel) || (q->nested_group && (q = ol_rs_nested_group(r, q)) == NULL))
        return NULL;
    if (q->percent && q->limit != NULL)
        return percent_level(r, q);
    if ((q->distinct && positions_need_level(r, q)) || grouping_sets_sorted(q))
    {
        OlRx *offset = q->offset, *limit = q->limit;
        bool ties = q->ties;

        q->offset = q->limit = NULL;
        q->ties = false;
        if ((q = level_for_order(r, q)) == NULL)
            return NULL;
        q->offset = offset;
        q->limit = limit;
        q->ties = ties;
    }
    return q;
}

/* --- set operators ------------------------------------------------------------------------------------------------ */

static OlRQuery *set_operation(OlResolver *r, OlScope *parent, OlSetOp *op)
{
    OlRQuery *q = ol_new(r->arena, OlRQuery);
    int n = op->args.n;

    q->kind = OL_RQ_SETOP;
    q->setop = (uint8_t)op->op;
    q->all = op->all;
    q->arms = ol_new_array(r->arena, OlRQuery *, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        OlNode *node = op->args.items[i];

        if ((q->arms[i] = ol_rs_query_body(r, parent, node, NULL, true)) == NULL)
            return NULL;
        if (i > 0 && q->arms[i]->nouts != q->arms[0]->nouts)
            return ol_rs_fail(r, OL_ERR_SET_COLUMN_COUNT, (int)node->start);
        q->narms++;
    }
    int nouts = q->arms[0]->nouts;
    OlType *types = ol_new_array(r->arena, OlType, (size_t)nouts + 1);

    q->outs = ol_new_array(r->arena, OlROut, (size_t)nouts + 1);
    q->nouts = nouts;
    for (int c = 0; c < nouts; c++)
    {
        OlType *each = ol_new_array(r->arena, OlType, (size_t)n + 1);

        q->outs[c] = q->arms[0]->outs[c];
        q->outs[c].expr = NULL;
        q->outs[c].nullable = false;
        for (int i = 0; i < n; i++)
        {
            each[i] = q->arms[i]->outs[c].type;
            q->outs[c].nullable |= q->arms[i]->outs[c].nullable;
        }
        if (!ol_rs_common_types(r, each, n, &types[c]))
        {
            OlRx *x = q->arms[n - 1]->kind == OL_RQ_BLOCK ? q->arms[n - 1]->outs[c].expr : NULL;

            return ol_rs_fail(r, OL_ERR_SET_TYPE_MISMATCH, x != NULL ? x->pos : (int)op->node.start);
        }
        if (ol_type_family(&types[c]) == OL_FAM_LOB && !(op->all && op->op == OL_SET_UNION))
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, (int)op->node.start, "-", ol_type_word(&types[c]));
        q->outs[c].type = types[c];
    }
    for (int i = 0; i < n; i++)
        if (!ol_rs_coerce_outs(r, q->arms[i], types))
            return NULL;
    return q;
}

/* --- whole queries ------------------------------------------------------------------------------------------------ */

OlRQuery *ol_rs_query_body(OlResolver *r, OlScope *parent, OlNode *node, OlSelect *with_order, bool subquery)
{
    OlRQuery *q;

    switch (node->kind)
    {
        case OL_N_QueryBlock:
            return query_block(r, parent, OL_AS(QueryBlock, node), with_order, subquery);
        case OL_N_SetOp:
            q = set_operation(r, parent, OL_AS(SetOp, node));
            break;
        case OL_N_Select:
        {
            OlSelect *sel = OL_AS(Select, node);

            q = ol_rs_query(r, parent, node, subquery);
            if (q != NULL && with_order != NULL &&
                (with_order->order_by.n > 0 || with_order->has_fetch || with_order->offset != NULL || with_order->for_update != NULL))
            {
                if (sel->order_by.n > 0 || q->kind == OL_RQ_BLOCK)
                    q = wrap_query(r, q);
            }
            break;
        }
        default:
            return ol_rs_unsupported(r, (int)node->start, "VALUES as a table");
    }
    if (q == NULL)
        return NULL;
    if (with_order != NULL)
    {
        OlScope s;

        memset(&s, 0, sizeof(s));
        s.parent = parent;
        if (with_order->for_update != NULL)
            return ol_rs_fail(r, OL_ERR_FOR_UPDATE_NOT_ALLOWED, (int)with_order->for_update->start);
        if (with_order->order_by.n > 0 && !order_by(r, NULL, q, &with_order->order_by))
            return NULL;
        if (positions_need_level(r, q) && (q = level_for_order(r, q)) == NULL)
            return NULL;
        if (!row_limits(r, &s, q, with_order) || (q->percent && q->limit != NULL && (q = percent_level(r, q)) == NULL))
            return NULL;
    }
    return q;
}

OlRQuery *ol_rs_query(OlResolver *r, OlScope *parent, OlNode *node, bool subquery)
{
    OlRQuery *q;

    if (r->failed)
        return NULL;
    if (++r->depth > 400)
        return ol_rs_fail(r, OL_ERR_STATEMENT_TOO_COMPLEX, (int)node->start);
    if (node->kind == OL_N_Select)
    {
        OlSelect *sel = OL_AS(Select, node);
        OlScope cs;
        OlRCte **list = NULL;
        int nctes = 0;
        bool ordered = sel->order_by.n > 0 || sel->has_fetch || sel->offset != NULL || sel->for_update != NULL;

        if (sel->with != NULL)
        {
            memset(&cs, 0, sizeof(cs));
            cs.parent = parent;
            if (!ol_rs_with(r, &cs, OL_AS(With, sel->with), &list, &nctes))
                return NULL;
            parent = &cs;
        }
        q = ol_rs_query_body(r, parent, sel->body, ordered ? sel : NULL, subquery);
        if (q != NULL && nctes > 0)
        {
            if (q->ctes != NULL && (q = wrap_query(r, q)) == NULL)
                return NULL;
            /* in order of definition; used only inside the list here, no longer for lookup */
            for (int i = 0; i < nctes; i++)
            {
                list[i]->next = i + 1 < nctes ? list[i + 1] : NULL;
                q->recursive |= list[i]->recursive;
            }
            q->ctes = list[0];
        }
    }
    else
        q = ol_rs_query_body(r, parent, node, NULL, subquery);
    r->depth--;
    return q;
}
