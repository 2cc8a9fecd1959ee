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
    if (d->where != NULL)
    {
        ol_emit(e, " WHERE ");
        ol_tr_expr(e, d->where);
    }
}

static void update(OlEmit *e, OlRDml *d)
{
    OlRWrap *w = d->block->wrap;

    ol_emit(e, "UPDATE ");
    target(e, d->target);
    ol_emit(e, " SET ");
    sets(e, d);
    if (w == NULL)
    {
        where(e, d);
        returning(e, d);
        return;
    }
    /* SET c = ROWNUM: the rows numbered by a subquery over the same table, joined by address */
    ol_emit(e, " FROM (SELECT ");
    ol_emit_ident(e, d->target->pg_alias);
    ol_emit(e, ".ctid AS w0, pg_catalog.row_number() OVER () AS w1, ");
    ol_emit_ident(e, d->target->pg_alias);
    ol_emit(e, ".tableoid AS w2 FROM ");
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
            target(e, d->target);
            where(e, d);
            returning(e, d);
            break;
        case OL_RDML_MERGE:
            merge(e, d);
            break;
    }
}
