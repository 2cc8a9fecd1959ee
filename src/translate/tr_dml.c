/*
 * tr_dml.c - INSERT, UPDATE, DELETE and MERGE of the resolved tree as PostgreSQL text.
 *
 * Owns:      the shape of each statement.
 * See also:  front/resolve_dml.c, tr_select.c
 */
#include "translate/emit.h"

static void target(OlEmit *e, const OlRRel *rel)
{
    ol_emit_name(e, rel->relation->pg_schema, rel->relation->pg_name);
    ol_emit(e, " AS ");
    ol_emit_ident(e, rel->pg_alias);
}

static void columns(OlEmit *e, const OlRelColumn *const *cols, int n)
{
    ol_emit(e, "(");
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_emit_ident(e, cols[i]->pg_name);
    }
    ol_emit(e, ")");
}

static void values(OlEmit *e, OlRx *const *xs, int n)
{
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_tr_expr(e, xs[i]);
    }
}

static void returning(OlEmit *e, const OlRDml *d)
{
    if (d->nreturning == 0)
        return;
    ol_emit(e, " RETURNING ");
    for (int i = 0; i < d->nreturning; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_tr_expr(e, d->returning[i].expr);
    }
}

static void insert(OlEmit *e, OlRDml *d)
{
    ol_emit(e, "INSERT INTO ");
    target(e, d->target);
    ol_emit(e, " ");
    columns(e, d->cols, d->ncols);
    if (d->query != NULL)
    {
        if (d->casts != NULL)
        {
            ol_emit(e, " SELECT ");
            values(e, d->casts, d->ncols);
            ol_emit(e, " FROM (");
            ol_tr_query(e, d->query, true);
            ol_emit(e, ") AS ");
            ol_emit_ident(e, d->query_rel->pg_alias);
        }
        else
        {
            ol_emit(e, " ");
            ol_tr_query(e, d->query, false);
        }
    }
    else if (d->block->wrap != NULL)
    {
        OlEmit scratch;

        ol_emit_init(&scratch, e->arena, false);
        scratch.scratch = true;
        values(&scratch, d->rows[0], d->ncols);
        ol_emit(e, " SELECT ");
        values(e, d->rows[0], d->ncols);
        ol_emit(e, " FROM (SELECT ");
        d->block->wrap->inside = true;
        for (int i = 0; i < d->block->wrap->nouts; i++)
        {
            OlRx next = *d->block->wrap->outs[i];

            next.kind = OL_RX_NEXTVAL;
            if (i > 0)
                ol_emit(e, ", ");
            ol_tr_expr(e, &next);
            ol_buf_printf(&e->out, " AS w%d", i + 1);
        }
        d->block->wrap->inside = false;
        ol_emit(e, ") AS ");
        ol_emit_ident(e, d->block->wrap->alias);
    }
    else
    {
        ol_emit(e, " VALUES ");
        for (int k = 0; k < d->nrows; k++)
        {
            ol_emit(e, k > 0 ? ", (" : "(");
            values(e, d->rows[k], d->ncols);
            ol_emit(e, ")");
        }
    }
    returning(e, d);
}

static void sets(OlEmit *e, const OlRDml *d)
{
    for (int i = 0; i < d->nsets; i++)
    {
        const OlRSet *s = &d->sets[i];

        if (i > 0)
            ol_emit(e, ", ");
        if (s->ncols > 1)
            columns(e, s->cols, s->ncols);
        else
            ol_emit_ident(e, s->cols[0]->pg_name);
        ol_emit(e, " = ");
        ol_tr_expr(e, s->value);
    }
}

/* UPDATE .. FROM and DELETE .. USING what else stands in an inline view. */
static void others(OlEmit *e, const OlRDml *d, const char *word)
{
    OlRQuery q = {.kind = OL_RQ_BLOCK, .from = d->others, .nfrom = d->nothers};

    ol_tr_from_items(e, &q, word);
}

/* INSERT ALL: the source once, then every table from it. The rows of the whole are the rows inserted. */
static void insert_multi(OlEmit *e, OlRDml *d)
{
    OlRWrap *w = d->block->wrap;
    OlEmit scratch;

    ol_emit_init(&scratch, e->arena, false);
    scratch.scratch = true;
    for (int i = 0; i < d->nintos; i++)
        values(&scratch, d->intos[i].insert->rows[0], d->intos[i].insert->ncols);
    if (!d->first)
        for (int i = 0; i < d->nconds; i++)
            if (d->conds[i] != NULL)
                ol_tr_expr(&scratch, d->conds[i]);
    w->inside = true;
    ol_emit(e, "WITH ");
    ol_emit_ident(e, w->alias);
    ol_emit(e, " AS MATERIALIZED (SELECT ");
    for (int i = 0; i < w->nouts; i++)
    {
        OlRx out = *w->outs[i];

        if (out.kind == OL_RX_CURRVAL)
            out.kind = OL_RX_NEXTVAL;
        if (i > 0)
            ol_emit(e, ", ");
        ol_tr_expr(e, &out);
        ol_buf_printf(&e->out, " AS w%d", i + 1);
    }
    if (d->first)
    {
        /* the first WHEN that is true */
        ol_emit(e, w->nouts > 0 ? ", CASE" : "CASE");
        for (int i = 0; i < d->nconds; i++)
            if (d->conds[i] != NULL)
            {
                ol_emit(e, " WHEN ");
                ol_tr_expr(e, d->conds[i]);
                ol_buf_printf(&e->out, " THEN %d", i);
            }
            else
                ol_buf_printf(&e->out, " ELSE %d", i);
        ol_emit(e, " END AS w0");
    }
    ol_emit(e, " FROM (");
    ol_tr_query(e, d->query, true);
    ol_emit(e, ") AS ");
    ol_emit_ident(e, d->query_rel->pg_alias);
    ol_emit(e, ")");
    w->inside = false;
    for (int i = 0; i < d->nintos; i++)
    {
        OlRDml *one = d->intos[i].insert;
        int b = d->intos[i].branch;

        ol_buf_printf(&e->out, ", i%d AS (INSERT INTO ", i + 1);
        target(e, one->target);
        if (one->ncols > 0)
        {
            ol_emit(e, " ");
            columns(e, one->cols, one->ncols);
        }
        ol_emit(e, " SELECT ");
        values(e, one->rows[0], one->ncols);
        ol_emit(e, " FROM ");
        ol_emit_ident(e, w->alias);
        if (b >= 0 && d->first)
            ol_buf_printf(&e->out, " WHERE w0 = %d", b);
        else if (b >= 0 && d->conds[b] != NULL)
        {
            ol_emit(e, " WHERE ");
            ol_tr_expr(e, d->conds[b]);
        }
        else if (b >= 0)
            for (int k = 0; k < d->nconds; k++)
                if (d->conds[k] != NULL)
                {
                    ol_emit(e, k == 0 ? " WHERE (" : " AND (");
                    ol_tr_expr(e, d->conds[k]);
                    ol_emit(e, ") IS NOT TRUE");
                }
        ol_emit(e, " RETURNING 1)");
    }
    for (int i = 0; i < d->nintos; i++)
        ol_buf_printf(&e->out, "%sSELECT FROM i%d", i > 0 ? " UNION ALL " : " ", i + 1);
}

/* WHERE of UPDATE and DELETE; with a row limit the rows are picked, and locked, by their addresses first. */
static void where(OlEmit *e, OlRDml *d)
{
    if (d->block->rownum_limit != NULL)
    {
        /* the address of a row is unique in its partition only */
        bool several = d->target->relation->is_partitioned;

        ol_emit(e, several ? " WHERE (" : " WHERE ");
        if (several)
        {
            ol_emit_ident(e, d->target->pg_alias);
            ol_emit(e, ".tableoid, ");
        }
        ol_emit_ident(e, d->target->pg_alias);
        ol_emit(e, several ? ".ctid) IN (SELECT " : ".ctid = ANY (ARRAY(SELECT ");
        if (several)
        {
            ol_emit_ident(e, d->target->pg_alias);
            ol_emit(e, ".tableoid, ");
        }
        ol_emit_ident(e, d->target->pg_alias);
        ol_emit(e, ".ctid FROM ");
        target(e, d->target);
        if (d->where != NULL)
        {
            ol_emit(e, " WHERE ");
            ol_tr_expr(e, d->where);
        }
        ol_emit(e, " LIMIT ");
        ol_tr_expr(e, d->block->rownum_limit);
        ol_emit(e, several ? " FOR UPDATE)" : " FOR UPDATE))");
        return;
    }
    if (d->self_join)
    {
        ol_emit(e, " WHERE ");
        ol_emit_ident(e, d->self_alias);
        ol_emit(e, ".ctid = ");
        ol_emit_ident(e, d->target->pg_alias);
        ol_emit(e, ".ctid");
    }
    if (d->where != NULL)
    {
        bool parens = d->self_join && d->where->kind == OL_RX_OR;

        ol_emit(e, d->self_join ? " AND " : " WHERE ");
        ol_emit(e, parens ? "(" : "");
        ol_tr_expr(e, d->where);
        ol_emit(e, parens ? ")" : "");
    }
}

static void changed(OlEmit *e, const OlRDml *d)
{
    ol_emit_name(e, d->target->relation->pg_schema, d->target->relation->pg_name);
    ol_emit(e, " AS ");
    ol_emit_ident(e, d->self_join ? d->self_alias : d->target->pg_alias);
}

static void update(OlEmit *e, OlRDml *d)
{
    OlRWrap *w = d->block->wrap;

    ol_emit(e, "UPDATE ");
    changed(e, d);
    ol_emit(e, " SET ");
    sets(e, d);
    if (w == NULL)
    {
        others(e, d, " FROM ");
        where(e, d);
        returning(e, d);
        return;
    }
    /* SET c = ROWNUM: the rows numbered by a subquery over the same table, joined by address */
    ol_emit(e, " FROM (SELECT ");
    ol_emit_ident(e, d->target->pg_alias);
    ol_emit(e, ".ctid AS w0, pg_catalog.row_number() OVER () AS w1");
    if (d->target->relation->is_partitioned)
    {
        ol_emit(e, ", ");
        ol_emit_ident(e, d->target->pg_alias);
        ol_emit(e, ".tableoid AS w2");
    }
    ol_emit(e, " FROM ");
    target(e, d->target);
    if (d->where != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, d->where);
    }
    if (d->block->rownum_limit != NULL)
    {
        ol_emit(e, " LIMIT ");
        ol_tr_expr(e, d->block->rownum_limit);
    }
    ol_emit(e, ") AS ");
    ol_emit_ident(e, w->alias);
    ol_emit(e, " WHERE ");
    ol_emit_ident(e, d->target->pg_alias);
    ol_emit(e, ".ctid = ");
    ol_emit_ident(e, w->alias);
    ol_emit(e, ".w0");
    if (d->target->relation->is_partitioned)
    {
        ol_emit(e, " AND ");
        ol_emit_ident(e, d->target->pg_alias);
        ol_emit(e, ".tableoid = ");
        ol_emit_ident(e, w->alias);
        ol_emit(e, ".w2");
    }
    returning(e, d);
}

static void source(OlEmit *e, OlRRel *rel)
{
    if (rel->kind == OL_RREL_TABLE)
    {
        target(e, rel);
        return;
    }
    ol_emit(e, "(");
    ol_tr_query(e, rel->query, true);
    ol_emit(e, ") AS ");
    ol_emit_ident(e, rel->pg_alias);
}

static void condition(OlEmit *e, const OlRx *x)
{
    if (x == NULL)
        return;
    ol_emit(e, " AND (");
    ol_tr_expr(e, x);
    ol_emit(e, ")");
}

static void merge(OlEmit *e, OlRDml *d)
{
    ol_emit(e, "MERGE INTO ");
    target(e, d->target);
    ol_emit(e, " USING ");
    source(e, d->source);
    ol_emit(e, " ON ");
    ol_tr_expr(e, d->on);
    if (d->has_delete)
    {
        ol_emit(e, " WHEN MATCHED");
        condition(e, d->update_where);
        condition(e, d->delete_where);
        ol_emit(e, " THEN DELETE");
    }
    if (d->has_update)
    {
        ol_emit(e, " WHEN MATCHED");
        condition(e, d->update_where);
        ol_emit(e, " THEN UPDATE SET ");
        sets(e, d);
    }
    if (d->has_insert)
    {
        ol_emit(e, " WHEN NOT MATCHED");
        condition(e, d->insert_where);
        ol_emit(e, " THEN INSERT ");
        columns(e, d->cols, d->ncols);
        ol_emit(e, " VALUES (");
        values(e, d->rows[0], d->ncols);
        ol_emit(e, ")");
    }
}

void ol_tr_dml(OlEmit *e, OlRDml *d)
{
    switch (d->kind)
    {
        case OL_RDML_INSERT:
            insert(e, d);
            break;
        case OL_RDML_UPDATE:
            update(e, d);
            break;
        case OL_RDML_DELETE:
            ol_emit(e, "DELETE FROM ");
            changed(e, d);
            others(e, d, " USING ");
            where(e, d);
            returning(e, d);
            break;
        case OL_RDML_MERGE:
            merge(e, d);
            break;
        case OL_RDML_INSERT_MULTI:
            insert_multi(e, d);
            break;
    }
}
