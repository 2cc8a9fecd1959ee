/*
 * resolve_dml.c - INSERT, UPDATE, DELETE, MERGE: targets, assignment of values to columns, RETURNING.
 *
 * Owns:      OlRDml.
 * Not here:  inline views as targets (resolve_dml_view.c).
 * See also:  resolve_type.c (ol_rs_assign), SQL Language Reference, "INSERT", "UPDATE", "DELETE", "MERGE"
 */
#include "front/resolve.h"

#include <string.h>

/* --- targets ------------------------------------------------------------------------------------------------------ */

static bool find_target(OlResolver *r, OlScope *s, OlRDml *d, OlNode *node, OlNode *error_log)
{
    OlRRel *rel;

    if (error_log != NULL)
        return ol_rs_unsupported(r, (int)error_log->start, "LOG ERRORS") != NULL;
    if (node->kind == OL_N_SubqueryRef && d->kind != OL_RDML_MERGE)
        return ol_rs_dml_view(r, s, d, OL_AS(SubqueryRef, node));
    if (node->kind != OL_N_TableRef)
        return ol_rs_unsupported(r, (int)node->start, d->kind == OL_RDML_MERGE ? "MERGE into an inline view" : "DML on a collection") != NULL;
    if ((rel = ol_rs_table(r, s, OL_AS(TableRef, node), true)) == NULL)
        return false;
    if (rel->relation->kind == OL_OBJ_MVIEW)
        return ol_rs_fail(r, OL_ERR_VIEW_NOT_UPDATABLE, (int)node->start) != NULL;
    if (rel->relation->read_only)
        return ol_rs_fail(r, OL_ERR_READ_ONLY_VIEW, (int)node->start) != NULL;
    rel->used = true;
    ol_rs_add_rel(r, s, rel);
    r->side_effects = true;
    d->target = rel;
    return true;
}

static const OlRelColumn *target_column(OlResolver *r, OlRDml *d, const OlName *name)
{
    const OlRRel *rel = d->target;

    if (d->view != NULL)
        return ol_rs_dml_view_column(r, d, name);
    for (int i = 0; i < rel->relation->ncolumns; i++)
        if (ol_str_eq(rel->relation->columns[i].name, name->text))
            return &rel->relation->columns[i];
    OlName copy = *name;
    OlNames list = {&copy, 1};

    return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)name->start, ol_rs_quoted(r, &list));
}

static bool insert_columns(OlResolver *r, OlRDml *d, const OlNames *names)
{
    const OlRelation *t = d->view != NULL ? NULL : d->target->relation;
    OlNames all = {NULL, 0};

    if (d->view != NULL && names->n == 0)
    {
        all.items = ol_new_array(r->arena, OlName, (size_t)d->view->ncols + 1);
        for (int i = 0; i < d->view->ncols; i++)
            all.items[all.n++] = (OlName){.text = d->view->cols[i].name};
        names = &all;
    }
    d->cols = ol_new_array(r->arena, const OlRelColumn *, (size_t)OL_MAX(names->n, t != NULL ? t->ncolumns : 0) + 1);
    for (int i = 0; i < names->n; i++)
    {
        const OlRelColumn *c = target_column(r, d, &names->items[i]);

        if (c == NULL)
            return false;
        for (int k = 0; k < d->ncols; k++)
            if (d->cols[k] == c)
                return ol_rs_fail(r, OL_ERR_DUPLICATE_COLUMN, (int)names->items[i].start) != NULL;
        if (c->is_virtual)
            return ol_rs_fail(r, OL_ERR_INSERT_VIRTUAL_COLUMN, (int)names->items[i].start) != NULL;
        d->cols[d->ncols++] = c;
    }
    if (names->n == 0 && t != NULL)
        for (int i = 0; i < t->ncolumns; i++)
            if (!t->columns[i].invisible && !t->columns[i].is_virtual)
                d->cols[d->ncols++] = &t->columns[i];
    return true;
}

static bool assign_value(OlResolver *r, OlRDml *d, int i, OlRx **x, int pos)
{
    const OlRelColumn *c = d->cols[i];

    if (c->is_identity && c->identity_always && (*x)->kind != OL_RX_DEFAULT)
        return ol_rs_fail(r, OL_ERR_IDENTITY_ALWAYS, pos) != NULL;
    *x = ol_rs_assign(r, *x, d->target->relation, c, pos);
    return *x != NULL;
}

/* --- RETURNING ---------------------------------------------------------------------------------------------------- */

static bool returning(OlResolver *r, OlScope *s, OlRDml *d, OlNode *node)
{
    OlReturning *ret;

    if (node == NULL)
        return true;
    ret = OL_AS(Returning, node);
    s->clause = OL_CL_RETURNING;
    d->returning = ol_new_array(r->arena, OlROut, (size_t)ret->items.n + 1);
    for (int i = 0; i < ret->items.n; i++)
    {
        OlNode *item = ret->items.items[i];
        OlRx *x = ol_rs_expr(r, s, item);

        if (x == NULL)
            return false;
        x = ol_rs_value(r, x);
        OlROut *o = &d->returning[d->nreturning++];

        o->expr = x;
        o->type = x->type;
        o->nullable = x->nullable;
        o->name = OL_IS(ColumnRef, item) ? OL_AS(ColumnRef, item)->names.items[OL_AS(ColumnRef, item)->names.n - 1].text
                                         : ol_str_upper(r->arena, ol_node_text(r->text, item));
    }
    if (r->pl_node != NULL)
        return true; /* the PL/SQL compiler takes the values */
    if (ret->into.n < ret->items.n)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, (int)node->start) != NULL;
    if (ret->into.n > ret->items.n)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)node->start) != NULL;
    for (int i = 0; i < ret->into.n; i++)
    {
        OlNode *b = ret->into.items[i];

        if (b->kind != OL_N_Bind)
            return ol_rs_unsupported(r, (int)b->start, "RETURNING INTO a PL/SQL variable") != NULL;
        int at = (int)OL_AS(Bind, b)->index;

        if (at >= 0 && at < r->nbinds)
            r->binds[at].param = -(i + 1);
    }
    return true;
}

/* --- INSERT ------------------------------------------------------------------------------------------------------- */

static bool insert_rows(OlResolver *r, OlScope *s, OlRDml *d, OlInsert *node)
{
    s->clause = OL_CL_VALUES;
    d->nrows = node->rows.n;
    d->rows = ol_new_array(r->arena, OlRx **, (size_t)node->rows.n + 1);
    for (int k = 0; k < node->rows.n; k++)
    {
        OlExprList *row = OL_ITEM(ExprList, node->rows, k);

        if (row->items.n < d->ncols)
            return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)row->expr.node.start) != NULL;
        if (row->items.n > d->ncols)
            return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, (int)row->expr.node.start) != NULL;
        d->rows[k] = ol_new_array(r->arena, OlRx *, (size_t)d->ncols + 1);
        for (int i = 0; i < d->ncols; i++)
        {
            OlNode *item = row->items.items[i];

            if ((d->rows[k][i] = ol_rs_expr(r, s, item)) == NULL || !assign_value(r, d, i, &d->rows[k][i], (int)item->start))
                return false;
        }
    }
    return true;
}

/* The outputs of the query become the columns' types: in place where that changes no duplicate removal or order, else one level up. */
static bool insert_query(OlResolver *r, OlRDml *d, OlNode *source)
{
    OlRQuery *q = ol_rs_query(r, NULL, source, false);
    bool change = false;

    if (q == NULL)
        return false;
    if (q->nouts < d->ncols)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)source->start) != NULL;
    if (q->nouts > d->ncols)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, (int)source->start) != NULL;
    d->query = q;
    if (q->kind == OL_RQ_BLOCK && !q->distinct && q->norder == 0)
    {
        for (int i = 0; i < d->ncols; i++)
            if (!assign_value(r, d, i, &q->outs[i].expr, q->outs[i].expr->pos))
                return false;
        return true;
    }
    if (!ol_rs_name_outs(r, q))
        return false;
    d->query_rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);
    d->casts = ol_new_array(r->arena, OlRx *, (size_t)d->ncols + 1);
    for (int i = 0; i < d->ncols; i++)
    {
        OlRx *x = ol_rx_col(r, d->query_rel, i, q->outs[i].expr != NULL ? q->outs[i].expr->pos : (int)source->start), *was = x;

        if (!assign_value(r, d, i, &x, x->pos))
            return false;
        d->casts[i] = x;
        change |= x != was;
    }
    if (!change)
        d->casts = NULL;
    return true;
}

/* A sequence named more than once in VALUES gives one value: the row comes from a level that has it. */
static void values_sequences(OlResolver *r, OlRQuery *b)
{
    OlRx **dup = ol_new_array(r->arena, OlRx *, (size_t)b->nnextvals + 1);
    int n = 0;

    for (int i = 0; i < b->nnextvals; i++)
    {
        int same = 0;
        bool next = false, listed = false;

        for (int k = 0; k < b->nnextvals; k++)
            if (b->nextvals[k]->seq->oid == b->nextvals[i]->seq->oid)
            {
                same++;
                next |= b->nextvals[k]->kind == OL_RX_NEXTVAL;
            }
        for (int k = 0; k < n; k++)
            listed |= dup[k]->seq->oid == b->nextvals[i]->seq->oid;
        if (same > 1 && next && !listed)
            dup[n++] = b->nextvals[i];
    }
    b->nextvals = dup;
    b->nnextvals = n;
    if (n > 0)
    {
        b->wrap = ol_new(r->arena, OlRWrap);
        b->wrap->alias = ol_rs_alias(r, OL_STR("W"));
    }
}

OlRDml *ol_rs_insert(OlResolver *r, OlInsert *node)
{
    OlRDml *d = ol_new(r->arena, OlRDml);
    OlScope t, s;

    memset(&t, 0, sizeof(t));
    memset(&s, 0, sizeof(s));
    d->kind = OL_RDML_INSERT;
    d->block = ol_new(r->arena, OlRQuery);
    if (node->record != NULL)
        return ol_rs_unsupported(r, (int)node->record->start, "INSERT of a record");
    if (node->set_clauses.n > 0)
        return ol_rs_unsupported(r, (int)node->node.start, "INSERT .. SET");
    if (!find_target(r, &t, d, node->target, node->error_log) || !insert_columns(r, d, &node->columns) ||
        !ol_rs_dml_view_finish(r, d, (int)node->node.start))
        return NULL;
    if (node->source != NULL)
    {
        if (!insert_query(r, d, node->source))
            return NULL;
    }
    else
    {
        s.block = d->block;
        s.seq_allowed = true;
        if (!insert_rows(r, &s, d, node))
            return NULL;
        values_sequences(r, d->block);
        if (d->block->wrap != NULL && d->nrows != 1)
            return ol_rs_unsupported(r, (int)node->node.start, "NEXTVAL used twice in several rows of VALUES");
    }
    t.block = d->block;
    t.seq_allowed = true;
    if (!returning(r, &t, d, node->returning))
        return NULL;
    d->target->block = NULL;
    return d;
}

/* --- INSERT ALL and FIRST ----------------------------------------------------------------------------------------- */

/* One INTO: values over the columns of the source (all of them in order without VALUES). DEFAULT is the column left out. */
static bool insert_into(OlResolver *r, OlScope *s, OlRDml *d, OlInsertInto *node, int branch)
{
    OlRDml *one = ol_new(r->arena, OlRDml);
    OlScope t;
    int pos = (int)node->node.start, n, k = 0;

    memset(&t, 0, sizeof(t));
    one->kind = OL_RDML_INSERT;
    one->block = d->block;
    if (!find_target(r, &t, one, node->target, node->error_log) || !insert_columns(r, one, &node->columns) || !ol_rs_dml_view_finish(r, one, pos))
        return false;
    n = node->has_values ? node->values.n : d->query->nouts;
    if (n < one->ncols)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos) != NULL;
    if (n > one->ncols)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos) != NULL;
    one->rows = ol_new_array(r->arena, OlRx **, 1);
    one->rows[0] = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    one->nrows = 1;
    s->clause = OL_CL_VALUES;
    for (int i = 0; i < n; i++)
    {
        OlNode *item = node->has_values ? node->values.items[i] : NULL;
        OlRx *x = item != NULL ? ol_rs_expr(r, s, item) : ol_rx_col(r, d->query_rel, i, pos);

        if (x == NULL)
            return false;
        if (x->kind == OL_RX_DEFAULT)
            continue;
        if (!assign_value(r, one, i, &x, item != NULL ? (int)item->start : pos))
            return false;
        one->cols[k] = one->cols[i];
        one->rows[0][k++] = x;
    }
    one->ncols = k;
    one->target->block = NULL;
    d->intos[d->nintos++] = (OlRInto){one, branch};
    return true;
}

/* A sequence gives one value per row of the source, however often it is named: all come from the level of the source. */
static void multi_sequences(OlRQuery *b)
{
    int n = 0;

    for (int i = 0; i < b->nnextvals; i++)
        if (b->nextvals[i]->kind == OL_RX_NEXTVAL)
            b->nextvals[n++] = b->nextvals[i];
    b->nnextvals = n;
}

OlRDml *ol_rs_insert_multi(OlResolver *r, OlInsertMulti *node)
{
    OlRDml *d = ol_new(r->arena, OlRDml);
    OlScope s;
    int n = 0;

    memset(&s, 0, sizeof(s));
    d->kind = OL_RDML_INSERT_MULTI;
    d->first = node->kind == OL_INSERT_FIRST;
    d->block = ol_new(r->arena, OlRQuery);
    d->block->kind = OL_RQ_BLOCK;
    if ((d->query = ol_rs_query(r, NULL, node->source, true)) == NULL || !ol_rs_name_outs(r, d->query))
        return NULL;
    d->query_rel = ol_rs_query_rel(r, d->query, OL_STR("Q"), true);
    d->query_rel->block = d->block;
    s.block = d->block;
    s.seq_allowed = true;
    ol_rs_add_rel(r, &s, d->query_rel);
    for (int i = 0; i < node->branches.n; i++)
        n += OL_ITEM(InsertBranch, node->branches, i)->intos.n;
    d->intos = ol_new_array(r->arena, OlRInto, (size_t)n + 1);
    d->conds = ol_new_array(r->arena, OlRx *, (size_t)node->branches.n + 1);
    for (int i = 0; i < node->branches.n; i++)
    {
        OlInsertBranch *b = OL_ITEM(InsertBranch, node->branches, i);
        bool when = b->cond != NULL || b->is_else;

        s.clause = OL_CL_WHERE;
        if (when)
            d->conds[d->nconds++] = b->cond != NULL ? ol_rs_cond(r, &s, b->cond) : NULL;
        if (r->failed)
            return NULL;
        for (int k = 0; k < b->intos.n; k++)
            if (!insert_into(r, &s, d, OL_ITEM(InsertInto, b->intos, k), when ? d->nconds - 1 : -1))
                return NULL;
    }
    if (d->block->uses_rownum)
        return ol_rs_unsupported(r, (int)node->node.start, "ROWNUM in VALUES of INSERT ALL");
    multi_sequences(d->block);
    d->block->wrap = ol_new(r->arena, OlRWrap);
    d->block->wrap->alias = ol_rs_alias(r, OL_STR("W"));
    return d;
}

/* --- UPDATE ------------------------------------------------------------------------------------------------------- */

static bool set_columns(OlResolver *r, OlRDml *d, OlSetClause *sc, OlRSet *set)
{
    set->cols = ol_new_array(r->arena, const OlRelColumn *, (size_t)sc->columns.n + 1);
    for (int i = 0; i < sc->columns.n; i++)
    {
        OlColumnRef *ref = OL_ITEM(ColumnRef, sc->columns, i);
        const OlName *last = &ref->names.items[ref->names.n - 1];

        if (ref->names.n > 1 && !ol_str_eq(ref->names.items[ref->names.n - 2].text, d->view != NULL ? d->view->alias : d->target->alias))
            return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)ref->expr.node.start, ol_rs_quoted(r, &ref->names)) != NULL;
        const OlRelColumn *c = target_column(r, d, last);

        if (c == NULL)
            return false;
        if (c->is_virtual)
            return ol_rs_fail(r, OL_ERR_UPDATE_VIRTUAL_COLUMN, (int)last->start) != NULL;
        for (int k = 0; k < d->nsets; k++)
            for (int m = 0; m < d->sets[k].ncols; m++)
                if (d->sets[k].cols[m] == c)
                    return ol_rs_fail(r, OL_ERR_DUPLICATE_COLUMN, (int)last->start) != NULL;
        for (int m = 0; m < set->ncols; m++)
            if (set->cols[m] == c)
                return ol_rs_fail(r, OL_ERR_DUPLICATE_COLUMN, (int)last->start) != NULL;
        set->cols[set->ncols++] = c;
    }
    return true;
}

static bool identity_update(OlResolver *r, const OlRelColumn *c, const OlRx *x, int pos)
{
    if (c->is_identity && c->identity_always && x->kind != OL_RX_DEFAULT)
        return ol_rs_fail(r, OL_ERR_IDENTITY_ALWAYS_UPDATE, pos) == NULL;
    return false;
}

/* (a, b) = (SELECT ..): the conversions go into or around the subquery. */
static bool set_from_query(OlResolver *r, OlScope *s, OlRDml *d, OlRSet *set, OlNode *value)
{
    OlRQuery *q;
    int pos = (int)value->start;

    if (value->kind != OL_N_SubqueryExpr)
        return ol_rs_fail(r, OL_ERR_MISSING_SELECT, pos) != NULL;
    if ((q = ol_rs_query(r, s, OL_AS(SubqueryExpr, value)->query, true)) == NULL)
        return false;
    if (q->nouts < set->ncols)
        return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, pos) != NULL;
    if (q->nouts > set->ncols)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, pos) != NULL;
    if (q->kind != OL_RQ_BLOCK || q->distinct || q->norder > 0)
    {
        OlRQuery *outer = ol_new(r->arena, OlRQuery);

        if (!ol_rs_name_outs(r, q))
            return false;
        OlRRel *rel = ol_rs_query_rel(r, q, OL_STR("Q"), true);

        outer->kind = OL_RQ_BLOCK;
        outer->outs = ol_new_array(r->arena, OlROut, (size_t)q->nouts + 1);
        outer->nouts = q->nouts;
        for (int i = 0; i < q->nouts; i++)
        {
            outer->outs[i] = q->outs[i];
            outer->outs[i].expr = ol_rx_col(r, rel, i, pos);
        }
        outer->from = ol_new_array(r->arena, OlRRel *, 1);
        outer->from[0] = rel;
        outer->nfrom = 1;
        q = outer;
    }
    for (int i = 0; i < set->ncols; i++)
        if ((q->outs[i].expr = ol_rs_assign(r, q->outs[i].expr, d->target->relation, set->cols[i], pos)) == NULL)
            return false;
    set->value = ol_rx_new(r, OL_RX_SUBQUERY, q->outs[0].type, pos);
    set->value->query = q;
    return true;
}

static bool set_clauses(OlResolver *r, OlScope *s, OlRDml *d, OlList *clauses)
{
    d->sets = ol_new_array(r->arena, OlRSet, (size_t)clauses->n + 1);
    for (int i = 0; i < clauses->n; i++)
    {
        OlSetClause *sc = OL_ITEM(SetClause, *clauses, i);
        OlRSet set;

        memset(&set, 0, sizeof(set));
        if (!set_columns(r, d, sc, &set))
            return false;
        s->clause = OL_CL_SET;
        if (sc->multi && (set.ncols > 1 || OL_IS(SubqueryExpr, sc->value)))
        {
            if (!set_from_query(r, s, d, &set, sc->value))
                return false;
        }
        else
        {
            OlRx *x = ol_rs_expr(r, s, sc->value);

            if (x == NULL || identity_update(r, set.cols[0], x, (int)sc->node.start))
                return false;
            if ((set.value = ol_rs_assign(r, x, d->target->relation, set.cols[0], (int)sc->value->start)) == NULL)
                return false;
        }
        d->sets[d->nsets++] = set;
    }
    return true;
}

/* ROWNUM in SET or WHERE: the rows are chosen and numbered by a subquery over the same table. */
static bool finish_rows(OlResolver *r, OlRDml *d, OlNode *node)
{
    OlRQuery *b = d->block;

    b->where = d->where;
    if (!ol_rs_rownum(r, b))
        return false;
    d->where = b->where;
    b->from = ol_new_array(r->arena, OlRRel *, 1);
    b->from[0] = d->target;
    b->nfrom = 1;
    if ((b->uses_rownum || b->rownum_limit != NULL) && !d->target->relation->has_rowid)
        return ol_rs_unsupported(r, (int)node->start, "ROWNUM in DML on a view") != NULL;
    if ((b->uses_rownum || b->rownum_limit != NULL) && (d->nothers > 0 || d->self_join))
        return ol_rs_unsupported(r, (int)node->start, "ROWNUM in DML on a join view") != NULL;
    int same = 0;

    for (int i = 0; i < b->nnextvals; i++)
        for (int k = 0; k < i; k++)
            same += b->nextvals[i]->seq->oid == b->nextvals[k]->seq->oid;
    if (same > 0)
        return ol_rs_unsupported(r, (int)node->start, "NEXTVAL of one sequence used twice in UPDATE") != NULL;
    b->nnextvals = 0;
    if (b->uses_rownum)
    {
        b->wrap = ol_new(r->arena, OlRWrap);
        b->wrap->alias = ol_rs_alias(r, OL_STR("W"));
    }
    d->target->block = NULL; /* its columns are named directly, only ROWNUM comes through the subquery */
    return true;
}

OlRDml *ol_rs_update(OlResolver *r, OlUpdate *node)
{
    OlRDml *d = ol_new(r->arena, OlRDml);
    OlScope s;

    memset(&s, 0, sizeof(s));
    d->kind = OL_RDML_UPDATE;
    d->block = ol_new(r->arena, OlRQuery);
    s.block = d->block;
    if (node->from.n > 0)
        return ol_rs_unsupported(r, (int)node->node.start, "UPDATE .. FROM");
    if (node->set_row || node->set_value != NULL)
        return ol_rs_unsupported(r, (int)node->node.start, "SET ROW and SET VALUE");
    if (!find_target(r, &s, d, node->target, node->error_log))
        return NULL;
    s.seq_allowed = true;
    if (!set_clauses(r, &s, d, &node->set_clauses))
        return NULL;
    s.clause = OL_CL_WHERE;
    if (node->where != NULL && (d->where = ol_rs_cond(r, &s, node->where)) == NULL)
        return NULL;
    if (!returning(r, &s, d, node->returning) || !ol_rs_dml_view_finish(r, d, (int)node->node.start) || !finish_rows(r, d, &node->node))
        return NULL;
    return d;
}

OlRDml *ol_rs_delete(OlResolver *r, OlDelete *node)
{
    OlRDml *d = ol_new(r->arena, OlRDml);
    OlScope s;

    memset(&s, 0, sizeof(s));
    d->kind = OL_RDML_DELETE;
    d->block = ol_new(r->arena, OlRQuery);
    s.block = d->block;
    if (node->from.n > 0)
        return ol_rs_unsupported(r, (int)node->node.start, "DELETE .. FROM");
    if (!find_target(r, &s, d, node->target, node->error_log))
        return NULL;
    s.clause = OL_CL_WHERE;
    if (node->where != NULL && (d->where = ol_rs_cond(r, &s, node->where)) == NULL)
        return NULL;
    if (!returning(r, &s, d, node->returning) || !ol_rs_dml_view_finish(r, d, (int)node->node.start) || !finish_rows(r, d, &node->node))
        return NULL;
    return d;
}

/* --- MERGE -------------------------------------------------------------------------------------------------------- */

typedef struct OnSeek
{
    const OlRRel *target;
    const OlRelColumn *column;
    bool found;
} OnSeek;

static bool seek_on(OlRx *x, void *ctx)
{
    OnSeek *k = ctx;

    if (x->kind == OL_RX_COL && x->rel == k->target && x->rel->cols[x->col].def == k->column)
        k->found = true;
    return true;
}

/* DELETE WHERE sees the row as updated: the target's columns are replaced by what SET gives them. */
static OlRx *after_update(OlResolver *r, OlRDml *d, OlRx *x)
{
    OlRx *c;

    if (x->kind == OL_RX_COL && x->rel == d->target)
        for (int i = 0; i < d->nsets; i++)
            if (d->sets[i].ncols == 1 && d->sets[i].cols[0] == x->rel->cols[x->col].def)
            {
                if (d->sets[i].value->kind == OL_RX_DEFAULT)
                    return ol_rs_unsupported(r, x->pos, "DELETE WHERE on a column set to DEFAULT");
                return d->sets[i].value;
            }
    if (x->nargs == 0)
        return x;
    c = ol_new(r->arena, OlRx);
    *c = *x;
    c->args = ol_new_array(r->arena, OlRx *, (size_t)x->nargs);
    for (int i = 0; i < x->nargs; i++)
        if ((c->args[i] = after_update(r, d, x->args[i])) == NULL)
            return NULL;
    return c;
}

OlRDml *ol_rs_merge(OlResolver *r, OlMerge *node)
{
    OlRDml *d = ol_new(r->arena, OlRDml);
    OlScope s, src;

    memset(&s, 0, sizeof(s));
    memset(&src, 0, sizeof(src));
    d->kind = OL_RDML_MERGE;
    d->block = ol_new(r->arena, OlRQuery);
    s.block = d->block;
    src.block = d->block;
    if (node->returning != NULL)
        return ol_rs_unsupported(r, (int)node->node.start, "MERGE .. RETURNING");
    if (!find_target(r, &s, d, node->target, node->error_log))
        return NULL;
    if (d->target->relation->kind != OL_OBJ_TABLE)
        return ol_rs_unsupported(r, (int)node->node.start, "MERGE into a view");
    if ((d->source = ol_rs_from_item(r, &src, node->source)) == NULL)
        return NULL;
    for (int i = 0; i < src.nrels; i++)
        ol_rs_add_rel(r, &s, src.rels[i]);
    s.clause = OL_CL_ON;
    if ((d->on = ol_rs_cond(r, &s, node->on)) == NULL)
        return NULL;
    s.seq_allowed = true;
    if (node->has_update)
    {
        d->has_update = true;
        if (!set_clauses(r, &s, d, &node->set_clauses))
            return NULL;
        for (int i = 0; i < d->nsets; i++)
            for (int k = 0; k < d->sets[i].ncols; k++)
            {
                OnSeek seek = {d->target, d->sets[i].cols[k], false};

                ol_rx_walk(d->on, seek_on, &seek);
                if (seek.found)
                    return ol_rs_fail1(r, OL_ERR_ON_CLAUSE_UPDATED, (int)node->node.start,
                                       ol_str_printf(r->arena, "\"%.*s\".\"%.*s\"", OL_STR_ARG(d->target->alias), OL_STR_ARG(d->sets[i].cols[k]->name)));
            }
        s.clause = OL_CL_WHERE;
        if (node->update_where != NULL && (d->update_where = ol_rs_cond(r, &s, node->update_where)) == NULL)
            return NULL;
        if (node->has_delete)
        {
            d->has_delete = true;
            if ((d->delete_where = ol_rs_cond(r, &s, node->delete_where)) == NULL ||
                (d->delete_where = after_update(r, d, d->delete_where)) == NULL)
                return NULL;
        }
    }
    if (node->has_insert)
    {
        d->has_insert = true;
        if (!insert_columns(r, d, &node->insert_columns))
            return NULL;
        if (node->insert_values.n < d->ncols)
            return ol_rs_fail(r, OL_ERR_NOT_ENOUGH_VALUES, (int)node->node.start);
        if (node->insert_values.n > d->ncols)
            return ol_rs_fail(r, OL_ERR_TOO_MANY_VALUES, (int)node->node.start);
        d->nrows = 1;
        d->rows = ol_new_array(r->arena, OlRx **, 1);
        d->rows[0] = ol_new_array(r->arena, OlRx *, (size_t)d->ncols + 1);
        src.clause = OL_CL_VALUES;
        src.seq_allowed = true;
        for (int i = 0; i < d->ncols; i++)
        {
            OlNode *item = node->insert_values.items[i];

            if ((d->rows[0][i] = ol_rs_expr(r, &src, item)) == NULL || !assign_value(r, d, i, &d->rows[0][i], (int)item->start))
                return NULL;
        }
        src.clause = OL_CL_WHERE;
        if (node->insert_where != NULL && (d->insert_where = ol_rs_cond(r, &src, node->insert_where)) == NULL)
            return NULL;
    }
    if (d->block->uses_rownum)
        return ol_rs_unsupported(r, (int)node->node.start, "ROWNUM in MERGE");
    d->block->nnextvals = 0;
    d->target->block = NULL;
    d->source->block = NULL;
    return d;
}
