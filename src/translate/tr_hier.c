/*
 * tr_hier.c - hierarchical queries as recursive queries.
 *
 * Owns:      the shape:
 *
 *     FROM (WITH RECURSIVE
 *               b AS (SELECT used columns AS c1.., row_number() OVER (ORDER BY siblings) AS rn FROM .. WHERE joins),
 *               h(lv, pa, c1.., q1.., r1.., p1..) AS (
 *                   SELECT 1, ARRAY[key], c1.., NULL.., roots, paths FROM b WHERE start
 *                   UNION ALL
 *                   SELECT h.lv + 1, h.pa || key, c1.., h.c1.., h.r1.., h.p1 || .. FROM h JOIN b ON connect)
 *           SELECT h.*, leaf, cycle FROM h) AS h
 *
 *            lv: LEVEL; pa: keys from the root down, by which rows are sorted parent first; c: columns of the rows; q: columns of the
 *            parent; r: CONNECT_BY_ROOT; p: SYS_CONNECT_BY_PATH. A plain table without ORDER SIBLINGS BY needs no b: its
 *            key is the ctid, and its indexes serve the connection.
 * See also:  front/resolve_hier.c
 */
#include "translate/emit.h"

bool ol_tr_is_tree(const OlRQuery *q)
{
    return q != NULL && q->hier != NULL && (q->hier->single == NULL || q->hier->single->kind != OL_RREL_SERIES);
}

static int register_in(OlEmit *e, OlRx ***list, int *n, int *cap, const OlRx *x)
{
    for (int i = 0; i < *n; i++)
        if ((*list)[i]->kind == x->kind && (*list)[i]->rel == x->rel && (*list)[i]->col == x->col && (*list)[i]->type.rep == x->type.rep)
            return i;
    if (*n == *cap)
    {
        int bigger = *cap == 0 ? 8 : *cap * 2;

        *list = ol_arena_grow(e->arena, *list, (size_t)*cap * sizeof(OlRx *), (size_t)bigger * sizeof(OlRx *));
        *cap = bigger;
    }
    (*list)[*n] = (OlRx *)x;
    return (*n)++;
}

static void numbered(OlEmit *e, OlStr alias, char letter, int i)
{
    ol_emit_ident(e, alias);
    ol_buf_printf(&e->out, ".%c%d", letter, i + 1);
}

bool ol_tr_hier_column(OlEmit *e, const OlRx *x, OlRQuery *block)
{
    OlRHier *h;

    if (!ol_tr_is_tree(block))
        return false;
    h = block->hier;
    switch (h->mode)
    {
        case OL_RHM_OUTER:
            if (h->in_prior)
            {
                (void)register_in(e, &h->outs, &h->nouts, &h->cap, x);
                numbered(e, h->alias, 'q', register_in(e, &h->priors, &h->npriors, &h->prior_cap, x));
            }
            else
                numbered(e, h->alias, 'c', register_in(e, &h->outs, &h->nouts, &h->cap, x));
            return true;
        case OL_RHM_CHILD:
            if (h->in_prior)
            {
                numbered(e, h->alias, 'c', register_in(e, &h->outs, &h->nouts, &h->cap, x));
                return true;
            }
            break;
        case OL_RHM_DIRECT:
            return false;
        case OL_RHM_ROWS:
            break;
    }
    if (h->base.n == 0)
        return false;
    numbered(e, h->base, 'c', register_in(e, &h->outs, &h->nouts, &h->cap, x));
    return true;
}

void ol_tr_hier_word(OlEmit *e, const OlRx *x)
{
    OlRHier *h = x->query->hier;
    bool was = h->in_prior;

    switch ((OlRHierKind)x->op)
    {
        case OL_RH_LEVEL:
            if (h->mode == OL_RHM_ROWS || h->mode == OL_RHM_DIRECT)
            {
                ol_emit(e, "1");
                return;
            }
            if (h->mode == OL_RHM_CHILD && !h->in_prior)
                ol_emit(e, "(");
            ol_emit_ident(e, h->alias);
            ol_emit(e, ".lv");
            if (h->mode == OL_RHM_CHILD && !h->in_prior)
                ol_emit(e, " + 1)");
            else if (h->mode == OL_RHM_OUTER && h->in_prior)
                ol_emit(e, " - 1");
            return;
        case OL_RH_ISLEAF:
            ol_emit_ident(e, h->alias);
            ol_emit(e, ".lf");
            return;
        case OL_RH_ISCYCLE:
            ol_emit_ident(e, h->alias);
            ol_emit(e, ".cy");
            return;
        case OL_RH_PRIOR:
            if (h->mode == OL_RHM_ROWS) /* a root has no parent */
            {
                OlRx null = *x;

                null.kind = OL_RX_NULL;
                ol_tr_expr(e, &null);
                return;
            }
            h->in_prior = true;
            ol_emit(e, "(");
            ol_tr_expr(e, x->args[0]);
            ol_emit(e, ")");
            h->in_prior = was;
            return;
        case OL_RH_ROOT:
            numbered(e, h->alias, 'r', x->col);
            return;
        case OL_RH_PATH:
            numbered(e, h->alias, 'p', x->col);
            return;
    }
}

/* --- FROM --------------------------------------------------------------------------------------------------------- */

static void key(OlEmit *e, const OlRHier *h)
{
    if (h->base.n > 0)
    {
        ol_emit_ident(e, h->base);
        ol_emit(e, ".rn");
        return;
    }
    ol_emit_ident(e, h->single->pg_alias);
    ol_emit(e, ".ctid");
}

static void rows(OlEmit *e, OlRQuery *q)
{
    OlRHier *h = q->hier;

    if (h->base.n > 0)
    {
        ol_emit_ident(e, h->base);
        return;
    }
    ol_emit_name(e, h->single->relation->pg_schema, h->single->relation->pg_name);
    ol_emit(e, " AS ");
    ol_emit_ident(e, h->single->pg_alias);
}

static void base_query(OlEmit *e, OlRQuery *q)
{
    OlRHier *h = q->hier;

    ol_emit_ident(e, h->base);
    ol_emit(e, " AS (SELECT ");
    h->mode = OL_RHM_DIRECT;
    for (int i = 0; i < h->nouts; i++)
    {
        ol_tr_expr(e, h->outs[i]);
        ol_buf_printf(&e->out, " AS c%d, ", i + 1);
    }
    ol_emit(e, "pg_catalog.row_number() OVER (");
    if (h->nsiblings > 0)
    {
        ol_emit(e, "ORDER BY ");
        ol_tr_order(e, h->siblings, h->nsiblings);
    }
    ol_emit(e, ") AS rn");
    ol_tr_from_list(e, q);
    if (h->join_where != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, h->join_where);
    }
    ol_emit(e, "), ");
}

static void root_rows(OlEmit *e, OlRQuery *q)
{
    OlRHier *h = q->hier;

    h->mode = OL_RHM_ROWS;
    ol_emit(e, "SELECT 1, ARRAY[");
    key(e, h);
    ol_emit(e, "]");
    for (int i = 0; i < h->nouts; i++)
    {
        ol_emit(e, ", ");
        ol_tr_expr(e, h->outs[i]);
    }
    for (int i = 0; i < h->npriors; i++)
    {
        /* NULL of exactly the column's type, its length included */
        ol_emit(e, ", CASE WHEN false THEN ");
        ol_tr_expr(e, h->priors[i]);
        ol_emit(e, " END");
    }
    for (int i = 0; i < h->nroots; i++)
    {
        ol_emit(e, ", ");
        ol_tr_expr(e, h->roots[i]->args[0]);
    }
    for (int i = 0; i < h->npaths; i++)
    {
        ol_emit(e, ", sys.concat(");
        ol_tr_expr(e, h->paths[i]->args[1]);
        ol_emit(e, ", ");
        ol_tr_expr(e, h->paths[i]->args[0]);
        ol_emit(e, ")");
    }
    ol_emit(e, " FROM ");
    rows(e, q);
    if (h->start != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, h->start);
    }
}

static void in_path(OlEmit *e, const OlRHier *h, const char *any)
{
    key(e, h);
    ol_emit(e, any);
    ol_emit_ident(e, h->alias);
    ol_emit(e, ".pa)");
}

static void child_rows(OlEmit *e, OlRQuery *q)
{
    OlRHier *h = q->hier;

    h->mode = OL_RHM_CHILD;
    ol_emit(e, " UNION ALL SELECT ");
    ol_emit_ident(e, h->alias);
    ol_emit(e, ".lv + 1, ");
    if (h->has_prior && !h->nocycle)
    {
        ol_emit(e, "CASE WHEN ");
        in_path(e, h, " = ANY (");
        ol_emit(e, " THEN sys.connect_by_loop(");
        ol_emit_ident(e, h->alias);
        ol_emit(e, ".pa) ELSE ");
    }
    ol_emit_ident(e, h->alias);
    ol_emit(e, ".pa || ");
    key(e, h);
    if (h->has_prior && !h->nocycle)
        ol_emit(e, " END");
    for (int i = 0; i < h->nouts; i++)
    {
        ol_emit(e, ", ");
        ol_tr_expr(e, h->outs[i]);
    }
    h->in_prior = true;
    for (int i = 0; i < h->npriors; i++)
    {
        ol_emit(e, ", ");
        ol_tr_expr(e, h->priors[i]);
    }
    h->in_prior = false;
    for (int i = 0; i < h->nroots; i++)
    {
        ol_emit(e, ", ");
        numbered(e, h->alias, 'r', i);
    }
    for (int i = 0; i < h->npaths; i++)
    {
        ol_emit(e, ", sys.concat(sys.concat(");
        numbered(e, h->alias, 'p', i);
        ol_emit(e, ", ");
        ol_tr_expr(e, h->paths[i]->args[1]);
        ol_emit(e, "), ");
        ol_tr_expr(e, h->paths[i]->args[0]);
        ol_emit(e, ")");
    }
    ol_emit(e, " FROM ");
    ol_emit_ident(e, h->alias);
    ol_emit(e, " JOIN ");
    rows(e, q);
    ol_emit(e, " ON (");
    ol_tr_expr(e, h->connect);
    ol_emit(e, ")");
    if (h->nocycle)
    {
        ol_emit(e, " AND ");
        in_path(e, h, " <> ALL (");
    }
}

/* Is there a child (leaf), or one that is an ancestor already (cycle)? */
static void child_exists(OlEmit *e, OlRQuery *q, bool cycle)
{
    OlRHier *h = q->hier;

    h->mode = OL_RHM_CHILD;
    ol_emit(e, ", CASE WHEN EXISTS (SELECT FROM ");
    rows(e, q);
    ol_emit(e, " WHERE (");
    ol_tr_expr(e, h->connect);
    ol_emit(e, ")");
    if (h->nocycle)
    {
        ol_emit(e, " AND ");
        in_path(e, h, cycle ? " = ANY (" : " <> ALL (");
    }
    ol_emit(e, cycle ? ") THEN 1 ELSE 0 END AS cy" : ") THEN 0 ELSE 1 END AS lf");
}

void ol_tr_hier_from(OlEmit *e, OlRQuery *q)
{
    OlRHier *h = q->hier;
    OlRHierMode was = h->mode;

    ol_emit(e, " FROM (WITH RECURSIVE ");
    if (h->base.n > 0)
        base_query(e, q);
    ol_emit_ident(e, h->alias);
    ol_emit(e, "(lv, pa");
    for (int i = 0; i < h->nouts; i++)
        ol_buf_printf(&e->out, ", c%d", i + 1);
    for (int i = 0; i < h->npriors; i++)
        ol_buf_printf(&e->out, ", q%d", i + 1);
    for (int i = 0; i < h->nroots; i++)
        ol_buf_printf(&e->out, ", r%d", i + 1);
    for (int i = 0; i < h->npaths; i++)
        ol_buf_printf(&e->out, ", p%d", i + 1);
    ol_emit(e, ") AS (");
    root_rows(e, q);
    child_rows(e, q);
    ol_emit(e, ") SELECT ");
    ol_emit_ident(e, h->alias);
    ol_emit(e, ".*");
    if (h->uses_leaf)
        child_exists(e, q, false);
    if (h->uses_cycle)
        child_exists(e, q, true);
    ol_emit(e, " FROM ");
    ol_emit_ident(e, h->alias);
    ol_emit(e, ") AS ");
    ol_emit_ident(e, h->alias);
    h->mode = was;
}
