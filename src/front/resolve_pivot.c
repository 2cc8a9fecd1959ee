/*
 * resolve_pivot.c - PIVOT and UNPIVOT, rewritten to grouping with filters and to rows of values.
 *
 * Owns:      the names and types of the columns they make.
 *            PIVOT:   SELECT others, agg FILTER (WHERE col = v1) AS v1, .. FROM source GROUP BY others
 *            UNPIVOT: SELECT others, v.name, v.value FROM source, LATERAL (VALUES ('C1', c1), ..) v WHERE v.value IS NOT NULL
 * See also:  SQL Language Reference, "SELECT", pivot_clause and unpivot_clause
 */
#include "front/resolve.h"

#include <string.h>

/* A block of its own over the source; its scope sees the source only. */
static OlRQuery *source_block(OlResolver *r, OlScope *s, OlScope *inner, OlNode *source)
{
    OlRQuery *q = ol_new(r->arena, OlRQuery);

    memset(inner, 0, sizeof(*inner));
    q->kind = OL_RQ_BLOCK;
    inner->parent = s->parent;
    inner->ctes = s->ctes;
    inner->block = q;
    inner->clause = OL_CL_SELECT;
    q->from = ol_new_array(r->arena, OlRRel *, 3);
    if ((q->from[0] = ol_rs_from_item(r, inner, source)) == NULL)
        return NULL;
    q->nfrom = 1;
    return q;
}

static OlRx *named_column(OlResolver *r, OlScope *s, OlName *name)
{
    OlColumnRef *ref = ol_node_new(r->arena, OL_N_ColumnRef, name->start, name->start + (uint32_t)name->text.n);

    ref->names.items = name;
    ref->names.n = 1;
    return ol_rs_column(r, s, ref);
}

static void add_out(OlRQuery *q, OlStr name, OlRx *x)
{
    q->outs[q->nouts++] = (OlROut){.name = name, .expr = x, .type = x->type, .nullable = x->kind != OL_RX_COL || x->nullable, .named = true};
}

/* --- PIVOT -------------------------------------------------------------------------------------------------------- */

static OlRx *with_filter(OlResolver *r, OlRx *x, OlRx *filter)
{
    OlRx *c = ol_new(r->arena, OlRx);

    *c = *x;
    if (x->kind == OL_RX_AGG)
    {
        OlRAgg *a = ol_new(r->arena, OlRAgg);

        *a = *x->agg;
        a->filter = filter;
        c->agg = a;
        return c;
    }
    if (x->nargs > 0)
    {
        c->args = ol_new_array(r->arena, OlRx *, (size_t)x->nargs);
        for (int i = 0; i < x->nargs; i++)
            c->args[i] = with_filter(r, x->args[i], filter);
    }
    return c;
}

typedef struct Used
{
    const OlRRel *rel;
    int col;
    bool found;
} Used;

static bool seek_used(OlRx *x, void *ctx)
{
    Used *u = ctx;

    u->found |= x->kind == OL_RX_COL && x->rel == u->rel && x->col == u->col;
    return true;
}

static bool uses(OlRx **xs, int n, const OlRRel *rel, int col)
{
    Used u = {rel, col, false};

    for (int i = 0; i < n; i++)
        ol_rx_walk(xs[i], seek_used, &u);
    return u.found;
}

/* What an IN item without alias is called: the text of its value, of several joined by '_'. */
static OlStr item_name(OlResolver *r, OlNode *value)
{
    OlBuf b;

    if (!OL_IS(ExprList, value))
        return ol_str_trim(ol_node_text(r->text, value));
    ol_buf_init(&b, r->arena, 32);
    for (int i = 0; i < OL_AS(ExprList, value)->items.n; i++)
    {
        if (i > 0)
            ol_buf_append_c(&b, "_");
        ol_buf_append_str(&b, ol_str_trim(ol_node_text(r->text, OL_AS(ExprList, value)->items.items[i])));
    }
    return ol_buf_str(&b);
}

OlRRel *ol_rs_pivot(OlResolver *r, OlScope *s, OlPivot *p)
{
    OlScope inner;
    OlRQuery *q = source_block(r, s, &inner, p->source);
    int pos = (int)p->node.start, ncols = p->columns.n, naggs = p->aggregates.n, nsource = 0;
    OlRx **cols, **aggs;
    OlRRel *rel;

    if (q == NULL)
        return NULL;
    if (p->xml || p->in_query != NULL || p->in_any)
        return ol_rs_unsupported(r, pos, "PIVOT XML");
    for (int i = 0; i < inner.nrels; i++)
        nsource += inner.rels[i]->ncols;
    cols = ol_new_array(r->arena, OlRx *, (size_t)ncols + 1);
    aggs = ol_new_array(r->arena, OlRx *, (size_t)naggs + 1);
    for (int i = 0; i < ncols; i++)
        if ((cols[i] = named_column(r, &inner, &p->columns.items[i])) == NULL)
            return NULL;
    for (int i = 0; i < naggs; i++)
    {
        OlSelectItem *item = OL_ITEM(SelectItem, p->aggregates, i);

        if ((aggs[i] = ol_rs_expr(r, &inner, item->expr)) == NULL)
            return NULL;
        if (!(aggs[i]->flags & OL_RXF_AGG))
            return ol_rs_fail(r, OL_ERR_PIVOT_NOT_AGGREGATE, aggs[i]->pos);
    }
    q->outs = ol_new_array(r->arena, OlROut, (size_t)nsource + (size_t)p->in_items.n * (size_t)naggs + 1);
    q->group = ol_new_array(r->arena, OlRGrouping, (size_t)nsource + 1);
    q->grouped = true;
    for (int i = 0; i < inner.nrels; i++)
        for (int c = 0; c < inner.rels[i]->ncols; c++)
        {
            OlRRel *from = inner.rels[i];

            if (from->cols[c].hidden || uses(cols, ncols, from, c) || uses(aggs, naggs, from, c))
                continue;
            OlRx *x = ol_rx_col(r, from, c, pos);

            add_out(q, from->cols[c].name, x);
            q->group[q->ngroup++].expr = x;
        }
    for (int k = 0; k < p->in_items.n; k++)
    {
        OlSelectItem *item = OL_ITEM(SelectItem, p->in_items, k);
        OlRx *filter = NULL;
        OlStr name = item->alias.text.n > 0 ? item->alias.text : item_name(r, item->expr);
        OlExprList *list = OL_IS(ExprList, item->expr) ? OL_AS(ExprList, item->expr) : NULL;
        OlScope plain;

        memset(&plain, 0, sizeof(plain));
        plain.clause = OL_CL_OTHER;
        if ((list != NULL ? list->items.n : 1) != ncols)
            return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)item->node.start);
        for (int c = 0; c < ncols; c++)
        {
            OlRx *v = ol_rs_expr(r, &plain, list != NULL ? list->items.items[c] : item->expr);
            OlRx *eq = v == NULL ? NULL : ol_rs_decode_equal(r, cols[c], v);

            if (eq == NULL)
                return NULL;
            filter = ol_rx_and(r, filter, eq);
        }
        for (int a = 0; a < naggs; a++)
        {
            OlStr alias = OL_ITEM(SelectItem, p->aggregates, a)->alias.text;

            if (alias.n == 0 && naggs > 1 && a > 0)
                return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, aggs[a]->pos);
            add_out(q, alias.n > 0 ? ol_str_printf(r->arena, "%.*s_%.*s", OL_STR_ARG(name), OL_STR_ARG(alias)) : name, with_filter(r, aggs[a], filter));
        }
    }
    if (!ol_rs_name_outs(r, q))
        return NULL;
    rel = ol_rs_query_rel(r, q, p->alias.text, true);
    rel->block = s->block;
    return rel;
}

/* --- UNPIVOT ------------------------------------------------------------------------------------------------------ */

/* VALUES (labels, columns) for each IN item, as a table beside the source. */
static OlRRel *value_rows(OlResolver *r, OlScope *inner, OlUnpivot *u, OlRx ***used, int *nused)
{
    int nnames = u->name_columns.n, nvalues = u->value_columns.n, n = nnames + nvalues, pos = (int)u->node.start;
    OlRQuery *v = ol_new(r->arena, OlRQuery);
    OlRRel *rel;

    v->kind = OL_RQ_VALUES;
    v->nouts = n;
    v->outs = ol_new_array(r->arena, OlROut, (size_t)n + 1);
    v->rows = ol_new_array(r->arena, OlRx **, (size_t)u->in_items.n + 1);
    *used = ol_new_array(r->arena, OlRx *, (size_t)u->in_items.n * (size_t)nvalues + 1);
    *nused = 0;
    for (int k = 0; k < u->in_items.n; k++)
    {
        OlUnpivotItem *item = OL_ITEM(UnpivotItem, u->in_items, k);
        OlRx **row = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
        OlBuf label;

        if (item->columns.n != nvalues || (item->labels.n > 0 && item->labels.n != nnames))
            return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)item->node.start);
        ol_buf_init(&label, r->arena, 32);
        for (int c = 0; c < nvalues; c++)
        {
            if ((row[nnames + c] = named_column(r, inner, &item->columns.items[c])) == NULL)
                return NULL;
            (*used)[(*nused)++] = row[nnames + c];
            if (c > 0)
                ol_buf_append_c(&label, "_");
            ol_buf_append_str(&label, item->columns.items[c].text);
        }
        for (int c = 0; c < nnames; c++)
        {
            if (item->labels.n > 0)
                row[c] = ol_rs_expr(r, inner, item->labels.items[c]);
            else
                row[c] = ol_rx_str(r, ol_buf_str(&label), pos);
            if (row[c] == NULL)
                return NULL;
        }
        v->rows[v->nrows++] = row;
    }
    for (int c = 0; c < n; c++)
    {
        OlRx **col = ol_new_array(r->arena, OlRx *, (size_t)v->nrows + 1);
        OlType t;

        for (int k = 0; k < v->nrows; k++)
            col[k] = v->rows[k][c];
        if (!ol_rs_common(r, col, v->nrows, &t, true))
            return NULL;
        if (t.code == OL_T_CHAR) /* labels of several lengths */
            t.code = OL_T_VARCHAR2;
        for (int k = 0; k < v->nrows; k++)
            v->rows[k][c] = col[k];
        v->outs[c].name = c < nnames ? u->name_columns.items[c].text : u->value_columns.items[c - nnames].text;
        v->outs[c].type = t;
        v->outs[c].named = true;
        v->outs[c].nullable = c >= nnames;
    }
    if (!ol_rs_name_outs(r, v))
        return NULL;
    rel = ol_rs_query_rel(r, v, OL_STR("V"), true);
    rel->lateral = true;
    rel->block = inner->block;
    return rel;
}

OlRRel *ol_rs_unpivot(OlResolver *r, OlScope *s, OlUnpivot *u)
{
    OlScope inner;
    OlRQuery *q = source_block(r, s, &inner, u->source);
    int nsource = 0, nused, pos = (int)u->node.start, nnames = u->name_columns.n;
    OlRx **used, *some = NULL;
    OlRRel *values, *rel;

    if (q == NULL || (values = value_rows(r, &inner, u, &used, &nused)) == NULL)
        return NULL;
    for (int i = 0; i < inner.nrels; i++)
        nsource += inner.rels[i]->ncols;
    q->from[q->nfrom++] = values;
    q->outs = ol_new_array(r->arena, OlROut, (size_t)nsource + (size_t)values->ncols + 1);
    for (int i = 0; i < inner.nrels; i++)
        for (int c = 0; c < inner.rels[i]->ncols; c++)
            if (!inner.rels[i]->cols[c].hidden && !uses(used, nused, inner.rels[i], c))
                add_out(q, inner.rels[i]->cols[c].name, ol_rx_col(r, inner.rels[i], c, pos));
    for (int c = 0; c < values->ncols; c++)
    {
        OlRx *x = ol_rx_col(r, values, c, pos);

        add_out(q, values->cols[c].name, x);
        if (c >= nnames && !u->include_nulls)
        {
            OlRx *t = ol_rx_args(r, OL_RX_IS_NULL, ol_type_bool(), pos, 1, x);

            t->flags |= OL_RXF_NEGATED;
            some = some == NULL ? t : ol_rx_args(r, OL_RX_OR, ol_type_bool(), pos, 2, some, t);
        }
    }
    q->where = some;
    if (!ol_rs_name_outs(r, q))
        return NULL;
    rel = ol_rs_query_rel(r, q, u->alias.text, true);
    rel->block = s->block;
    return rel;
}
