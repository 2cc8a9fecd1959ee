/*
 * tr_select.c - queries of the resolved tree as PostgreSQL text.
 *
 * Owns:      SELECT, FROM, WITH, set operators, the extra level of ROWNUM and NEXTVAL.
 * See also:  front/rtree.h, tr_expr.c
 */
#include "translate/emit.h"

static void from_item(OlEmit *e, OlRRel *rel, bool nested);

static void alias(OlEmit *e, const OlRRel *rel)
{
    ol_emit(e, " AS ");
    ol_emit_ident(e, rel->pg_alias);
}

static void join(OlEmit *e, OlRRel *j)
{
    static const char *const words[] = {[OL_JOIN_INNER] = " JOIN ", [OL_JOIN_LEFT] = " LEFT JOIN ", [OL_JOIN_RIGHT] = " RIGHT JOIN ",
                                        [OL_JOIN_FULL] = " FULL JOIN ", [OL_JOIN_CROSS] = " CROSS JOIN ", [OL_JOIN_CROSS_APPLY] = " CROSS JOIN ",
                                        [OL_JOIN_OUTER_APPLY] = " LEFT JOIN "};

    from_item(e, j->left, false);
    /* NATURAL without common columns is a cross join */
    if (j->on == NULL && j->join_kind == OL_JOIN_INNER)
        ol_emit(e, " CROSS JOIN ");
    else
        ol_emit(e, words[j->join_kind]);
    from_item(e, j->right, true);
    if (j->on != NULL)
    {
        ol_emit(e, " ON ");
        ol_tr_expr(e, j->on);
    }
    else if (j->join_kind != OL_JOIN_CROSS && j->join_kind != OL_JOIN_CROSS_APPLY && j->join_kind != OL_JOIN_INNER)
        ol_emit(e, " ON true");
}

static void from_item(OlEmit *e, OlRRel *rel, bool nested)
{
    switch (rel->kind)
    {
        case OL_RREL_JOIN:
            if (nested)
                ol_emit(e, "(");
            join(e, rel);
            if (nested)
                ol_emit(e, ")");
            return;
        case OL_RREL_TABLE:
            ol_emit_name(e, rel->relation->pg_schema, rel->relation->pg_name);
            alias(e, rel);
            ol_emit_str(e, rel->sample);
            return;
        case OL_RREL_CTE:
            ol_emit_ident(e, rel->inside_cte && rel->cte->inner_name.n > 0 ? rel->cte->inner_name : rel->cte->pg_name);
            alias(e, rel);
            return;
        case OL_RREL_QUERY:
            if (rel->lateral)
                ol_emit(e, "LATERAL ");
            ol_emit(e, "(");
            ol_tr_query(e, rel->query, true);
            ol_emit(e, ")");
            alias(e, rel);
            if (rel->query->kind == OL_RQ_VALUES)
                for (int i = 0; i < rel->ncols; i++)
                {
                    ol_emit(e, i == 0 ? "(" : ", ");
                    ol_emit_ident(e, rel->cols[i].pg_name);
                    if (i == rel->ncols - 1)
                        ol_emit(e, ")");
                }
            return;
        case OL_RREL_SERIES:
            ol_emit(e, "pg_catalog.generate_series(1, ");
            ol_tr_expr(e, rel->limit);
            ol_emit(e, ")");
            alias(e, rel);
            ol_emit(e, "(");
            ol_emit_ident(e, rel->cols[0].pg_name);
            ol_emit(e, ")");
            return;
        case OL_RREL_FUNC:
            ol_emit(e, "pg_catalog.unnest(");
            ol_tr_expr(e, rel->expr);
            ol_emit(e, ")");
            alias(e, rel);
            if (!rel->rows_are_objects)
            {
                ol_emit(e, "(");
                ol_emit_ident(e, rel->cols[0].pg_name);
                ol_emit(e, ")");
            }
            return;
        case OL_RREL_SRF:
            ol_tr_expr(e, rel->expr);
            ol_emit(e, " WITH ORDINALITY");
            alias(e, rel);
            ol_emit(e, "(");
            ol_emit_ident(e, rel->cols[0].pg_name);
            ol_emit(e, ", ");
            ol_emit_ident(e, rel->cols[1].pg_name);
            ol_emit(e, ")");
            return;
        case OL_RREL_ARRAYS:
            ol_emit(e, "ROWS FROM (");
            for (int i = 0; i < rel->ncols; i++)
            {
                ol_emit(e, i == 0 ? "pg_catalog.unnest(" : ", pg_catalog.unnest(");
                ol_tr_expr(e, rel->arrays[i]);
                ol_emit(e, ")");
            }
            ol_emit(e, ")");
            alias(e, rel);
            for (int i = 0; i < rel->ncols; i++)
            {
                ol_emit(e, i == 0 ? "(" : ", ");
                ol_emit_ident(e, rel->cols[i].pg_name);
            }
            ol_emit(e, ")");
            return;
        case OL_RREL_DUAL:
            ol_emit(e, "(SELECT)");
            alias(e, rel);
            return;
    }
}

static bool idle_dual(const OlRRel *rel)
{
    return rel->kind == OL_RREL_TABLE && rel->relation->is_dual && !rel->used;
}

void ol_tr_from_list(OlEmit *e, OlRQuery *q)
{
    ol_tr_from_items(e, q, " FROM ");
}

void ol_tr_from_items(OlEmit *e, OlRQuery *q, const char *word)
{
    bool first = true;

    for (int i = 0; i < q->nfrom; i++)
    {
        if (idle_dual(q->from[i])) /* one row without columns: FROM does not need it */
            continue;
        ol_emit(e, first ? word : ", ");
        from_item(e, q->from[i], false);
        first = false;
    }
}

static void where_clause(OlEmit *e, OlRQuery *q)
{
    if (q->where != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, q->where);
    }
}

static void from_where(OlEmit *e, OlRQuery *q)
{
    if (!ol_tr_is_tree(q))
        ol_tr_from_list(e, q);
    else
    {
        if (!q->hier->ready)
        {
            OlEmit scratch;

            /* twice: what the hierarchy carries along may name further columns */
            ol_emit_init(&scratch, e->arena, false);
            scratch.scratch = true;
            where_clause(&scratch, q);
            ol_tr_hier_from(&scratch, q);
            ol_tr_hier_from(&scratch, q);
            q->hier->ready = true;
        }
        ol_tr_hier_from(e, q);
    }
    where_clause(e, q);
}

static void grouping(OlEmit *e, const OlRGrouping *g)
{
    static const char *const words[] = {[OL_GROUPING_ROLLUP] = "ROLLUP", [OL_GROUPING_CUBE] = "CUBE", [OL_GROUPING_SETS] = "GROUPING SETS"};

    if (g->kind == 0)
    {
        const OlRx *x = g->expr;

        if (x->kind == OL_RX_NUM || x->kind == OL_RX_CONST || (x->kind == OL_RX_NEG && x->args[0]->kind == OL_RX_NUM))
        {
            ol_emit(e, "(");
            ol_tr_expr(e, x);
            ol_emit(e, " + 0.)"); /* a bare number would be a position */
            return;
        }
        ol_tr_expr(e, x);
        return;
    }
    if (g->kind != 250)
    {
        ol_emit(e, words[g->kind - 1]);
        ol_emit(e, " ");
    }
    ol_emit(e, "(");
    for (int i = 0; i < g->nitems; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        grouping(e, &g->items[i]);
    }
    ol_emit(e, ")");
}

static void outputs(OlEmit *e, OlRQuery *q, bool names)
{
    ol_emit(e, q->distinct ? "SELECT DISTINCT " : "SELECT ");
    for (int i = 0; i < q->nouts; i++)
    {
        OlROut *o = &q->outs[i];

        if (i > 0)
            ol_emit(e, ", ");
        ol_tr_expr(e, o->expr);
        if (names)
        {
            bool same = o->expr->kind == OL_RX_COL &&
                        (o->expr->rel->block == NULL || (o->expr->rel->block->wrap == NULL && !ol_tr_is_tree(o->expr->rel->block))) &&
                        ol_str_eq(o->expr->rel->cols[o->expr->col].pg_name, o->pg_name);

            if (!same)
            {
                ol_emit(e, " AS ");
                ol_emit_ident(e, o->pg_name);
            }
        }
    }
}

static void after_from(OlEmit *e, OlRQuery *q)
{
    if (q->ngroup > 0)
    {
        ol_emit(e, " GROUP BY ");
        for (int i = 0; i < q->ngroup; i++)
        {
            if (i > 0)
                ol_emit(e, ", ");
            grouping(e, &q->group[i]);
        }
    }
    if (q->having != NULL)
    {
        ol_emit(e, " HAVING ");
        ol_tr_expr(e, q->having);
    }
}

static void order_and_limits(OlEmit *e, OlRQuery *q)
{
    if (q->norder > 0)
    {
        ol_emit(e, " ORDER BY ");
        ol_tr_order(e, q->order, q->norder);
    }
    if (q->offset != NULL)
    {
        ol_emit(e, " OFFSET ");
        ol_tr_expr(e, q->offset);
    }
    if (q->limit != NULL)
    {
        if (q->ties)
        {
            ol_emit(e, " FETCH FIRST (");
            ol_tr_expr(e, q->limit);
            ol_emit(e, ") ROWS WITH TIES");
        }
        else
        {
            ol_emit(e, " LIMIT ");
            ol_tr_expr(e, q->limit);
        }
    }
}

static void lock_clause(OlEmit *e, OlRQuery *q)
{
    if (!q->is_lock)
        return;
    ol_emit(e, " FOR UPDATE");
    for (int i = 0; i < q->nlock_of; i++)
    {
        ol_emit(e, i == 0 ? " OF " : ", ");
        ol_emit_ident(e, q->lock_of[i]->pg_alias);
    }
    if (q->lock_wait == OL_WAIT_NOWAIT)
        ol_emit(e, " NOWAIT");
    else if (q->lock_wait == OL_WAIT_SKIP_LOCKED)
        ol_emit(e, " SKIP LOCKED");
}

static void rownum_limit(OlEmit *e, OlRQuery *q)
{
    if (q->rownum_limit != NULL)
    {
        ol_emit(e, " LIMIT ");
        ol_tr_expr(e, q->rownum_limit);
    }
}

/* FROM (SELECT what is used FROM .. WHERE .. LIMIT n) AS w */
static void wrapped_from(OlEmit *e, OlRQuery *q)
{
    OlRWrap *w = q->wrap;

    ol_emit(e, " FROM (SELECT ");
    w->inside = true;
    for (int i = 0; i < w->nouts; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        if (w->outs[i]->kind == OL_RX_NEXTVAL || w->outs[i]->kind == OL_RX_CURRVAL)
        {
            OlRx next = *w->outs[i];

            next.kind = OL_RX_NEXTVAL;
            ol_tr_expr(e, &next);
        }
        else
            ol_tr_expr(e, w->outs[i]);
        ol_buf_printf(&e->out, " AS w%d", i + 1);
    }
    from_where(e, q);
    if (ol_tr_is_tree(q))
    {
        ol_emit(e, " ORDER BY ");
        ol_emit_ident(e, q->hier->alias);
        ol_emit(e, ".pa");
    }
    rownum_limit(e, q);
    lock_clause(e, q);
    w->inside = false;
    ol_emit(e, ") AS ");
    ol_emit_ident(e, w->alias);
}

static void tree_order(OlEmit *e, OlRQuery *q)
{
    if (ol_tr_is_tree(q) && q->norder == 0 && !q->grouped && !q->distinct && q->wrap == NULL)
    {
        ol_emit(e, " ORDER BY ");
        ol_emit_ident(e, q->hier->alias);
        ol_emit(e, ".pa");
    }
}

/* A first pass shows which columns a level below must give. */
static void look_ahead(OlEmit *e, OlRQuery *q, bool names)
{
    OlEmit scratch;

    if (q->wrap != NULL ? q->wrap->ready : !ol_tr_is_tree(q) || q->hier->ready)
        return;
    ol_emit_init(&scratch, e->arena, false);
    scratch.scratch = true;
    outputs(&scratch, q, names);
    if (q->wrap_where != NULL)
        ol_tr_expr(&scratch, q->wrap_where);
    after_from(&scratch, q);
    order_and_limits(&scratch, q);
    if (q->wrap != NULL)
        q->wrap->ready = true;
}

static void block(OlEmit *e, OlRQuery *q, bool names)
{
    look_ahead(e, q, names);
    outputs(e, q, names);
    if (q->wrap == NULL)
    {
        from_where(e, q);
        after_from(e, q);
        tree_order(e, q);
        if (q->rownum_limit != NULL)
            rownum_limit(e, q);
        else
            order_and_limits(e, q);
        lock_clause(e, q);
        return;
    }
    wrapped_from(e, q);
    if (q->wrap_where != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, q->wrap_where);
    }
    after_from(e, q);
    order_and_limits(e, q);
}

static bool bare_arm(const OlRQuery *q)
{
    return q->kind == OL_RQ_BLOCK && q->norder == 0 && q->limit == NULL && q->offset == NULL && q->rownum_limit == NULL && q->ctes == NULL && !q->is_lock;
}

static void with_clause(OlEmit *e, OlRQuery *q)
{
    ol_emit(e, q->recursive ? "WITH RECURSIVE " : "WITH ");
    for (OlRCte *c = q->ctes; c != NULL; c = c->next)
    {
        if (c != q->ctes)
            ol_emit(e, ", ");
        ol_emit_ident(e, c->inner_name.n > 0 ? c->inner_name : c->pg_name);
        if (c->query->kind == OL_RQ_SETOP)
        {
            ol_emit(e, "(");
            for (int i = 0; i < c->query->nouts; i++)
            {
                if (i > 0)
                    ol_emit(e, ", ");
                ol_emit_ident(e, c->cols[i].pg_name);
            }
            ol_emit(e, ")");
        }
        ol_emit(e, " AS (");
        ol_tr_query(e, c->query, true);
        ol_emit(e, ")");
        ol_emit_str(e, c->suffix);
        if (c->inner_name.n > 0)
        {
            /* the column of SEARCH: the number of the row in that order */
            ol_emit(e, ", ");
            ol_emit_ident(e, c->pg_name);
            ol_emit(e, " AS (SELECT ");
            for (int i = 0; i < c->ncols; i++)
            {
                if (i > 0)
                    ol_emit(e, ", ");
                if (i == c->query->nouts)
                {
                    ol_emit(e, "pg_catalog.row_number() OVER (ORDER BY ");
                    ol_emit_ident(e, c->search_column);
                    ol_emit(e, ") AS ");
                }
                ol_emit_ident(e, c->cols[i].pg_name);
            }
            ol_emit(e, " FROM ");
            ol_emit_ident(e, c->inner_name);
            ol_emit(e, ")");
        }
    }
    ol_emit(e, " ");
}

void ol_tr_query(OlEmit *e, OlRQuery *q, bool names)
{
    static const char *const words[] = {[OL_SET_UNION] = " UNION", [OL_SET_INTERSECT] = " INTERSECT", [OL_SET_MINUS] = " EXCEPT"};

    if (q->ctes != NULL)
        with_clause(e, q);
    if (q->kind == OL_RQ_BLOCK)
    {
        block(e, q, names);
        return;
    }
    if (q->kind == OL_RQ_VALUES)
    {
        ol_emit(e, "VALUES ");
        for (int k = 0; k < q->nrows; k++)
        {
            ol_emit(e, k > 0 ? ", (" : "(");
            for (int i = 0; i < q->nouts; i++)
            {
                if (i > 0)
                    ol_emit(e, ", ");
                ol_tr_expr(e, q->rows[k][i]);
            }
            ol_emit(e, ")");
        }
        return;
    }
    for (int i = 0; i < q->narms; i++)
    {
        bool parens = !bare_arm(q->arms[i]);

        if (i > 0)
        {
            ol_emit(e, words[q->setop]);
            ol_emit(e, q->all ? " ALL " : " ");
        }
        if (parens)
            ol_emit(e, "(");
        if (names && i == 0 && q->arms[i]->nouts == q->nouts)
            for (int c = 0; c < q->nouts; c++)
                q->arms[i]->outs[c].pg_name = q->outs[c].pg_name;
        ol_tr_query(e, q->arms[i], names && i == 0);
        if (parens)
            ol_emit(e, ")");
    }
    order_and_limits(e, q);
}
