/*
 * resolve_dml_view.c - INSERT, UPDATE and DELETE of an inline view: which table is meant, and whether its key survives the join.
 *
 * Owns:      OlRDml.view, others, self_join.
 * Rules:     only columns of one key-preserved table may be changed (ORA-01779, 01776), expressions not at all (01733); DELETE takes the
 *            first key-preserved table of FROM (01752); a view that groups, sorts out duplicates or numbers rows is not changed (01732).
 * See also:  resolve_dml.c; Database Administrator's Guide, "Updating a Join View"
 */
#include "front/resolve.h"

#include <string.h>

typedef struct Leaves
{
    OlList rels;
    OlList conds;
    bool outer_join;
} Leaves;

static void leaves(OlResolver *r, OlRRel *rel, Leaves *out)
{
    if (rel->kind != OL_RREL_JOIN)
    {
        ol_list_add(r->arena, &out->rels, rel);
        return;
    }
    leaves(r, rel->left, out);
    leaves(r, rel->right, out);
    out->outer_join |= rel->join_kind != OL_JOIN_INNER && rel->join_kind != OL_JOIN_CROSS;
    if (rel->on != NULL)
        ol_list_add(r->arena, &out->conds, rel->on);
}

static void all_leaves(OlResolver *r, OlRQuery *q, Leaves *out)
{
    memset(out, 0, sizeof(*out));
    for (int i = 0; i < q->nfrom; i++)
        leaves(r, q->from[i], out);
}

static void split_and(OlResolver *r, OlRx *x, OlList *out)
{
    if (x == NULL)
        return;
    if (x->kind != OL_RX_AND)
    {
        ol_list_add(r->arena, out, x);
        return;
    }
    for (int i = 0; i < x->nargs; i++)
        split_and(r, x->args[i], out);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

typedef struct Known
{
    const OlRQuery *block;
    OlList *rels;
    bool unknown;
} Known;

static bool has(const OlList *list, const void *p)
{
    for (int i = 0; i < list->n; i++)
        if (list->items[i] == p)
            return true;
    return false;
}

static bool seek_unknown(OlRx *x, void *ctx)
{
    Known *k = ctx;

    if ((x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == k->block && !has(k->rels, x->rel))
        k->unknown = true;
    k->unknown |= x->query != NULL;
    return true;
}

static const OlRelColumn *plain_column(const OlRx *x, const OlRRel *rel)
{
    while (x->kind == OL_RX_CAST)
        x = x->args[0];
    return x->kind == OL_RX_COL && x->rel == rel ? rel->cols[x->col].def : NULL;
}

/* One row of target gives at most one row of the join: every other table is reached over a key of its own. */
static bool key_preserved(OlResolver *r, OlRQuery *q, OlRRel *target)
{
    Leaves l;
    OlList known = {0}, conds = {0};
    bool grown = true;

    all_leaves(r, q, &l);
    split_and(r, q->where, &conds);
    for (int i = 0; i < l.conds.n; i++)
        split_and(r, l.conds.items[i], &conds);
    ol_list_add(r->arena, &known, target);
    while (grown)
    {
        grown = false;
        for (int i = 0; i < l.rels.n; i++)
        {
            OlRRel *rel = l.rels.items[i];
            int *attnums = ol_new_array(r->arena, int, (size_t)conds.n + 1), n = 0;

            if (has(&known, rel) || rel->kind != OL_RREL_TABLE)
                continue;
            for (int c = 0; c < conds.n; c++)
            {
                OlRx *x = conds.items[c];

                if (x->kind != OL_RX_CMP || strcmp(x->target, "=") != 0)
                    continue;
                for (int side = 0; side < 2; side++)
                {
                    const OlRelColumn *col = plain_column(x->args[side], rel);
                    Known k = {q, &known, false};

                    if (col == NULL)
                        continue;
                    ol_rx_walk(x->args[1 - side], seek_unknown, &k);
                    if (!k.unknown)
                        attnums[n++] = col->attnum;
                }
            }
            if (rel->relation->is_dual || (n > 0 && (r->cat->has_key == NULL || r->cat->has_key(r->cat->ctx, rel->relation, attnums, n))))
            {
                ol_list_add(r->arena, &known, rel);
                grown = true;
            }
        }
    }
    return known.n == l.rels.n;
}

/* --- the view ----------------------------------------------------------------------------------------------------- */

bool ol_rs_dml_view(OlResolver *r, OlScope *s, OlRDml *d, OlSubqueryRef *ref)
{
    int pos = (int)ref->node.start;
    OlRQuery *q = ol_rs_query(r, NULL, ref->query, true);
    Leaves l;

    if (q == NULL)
        return false;
    if (ref->read_only)
        return ol_rs_fail(r, OL_ERR_READ_ONLY_VIEW, pos) != NULL;
    if (q->kind != OL_RQ_BLOCK || q->distinct || q->grouped || q->hier != NULL || q->has_window || q->uses_rownum || q->rownum_limit != NULL ||
        q->rownum_none || q->limit != NULL || q->offset != NULL)
        return ol_rs_fail(r, OL_ERR_VIEW_NOT_UPDATABLE, pos) != NULL;
    if (q->ctes != NULL)
        return ol_rs_unsupported(r, pos, "WITH in an inline view that is changed") != NULL;
    if (ref->check_option && (q->where != NULL || q->nfrom > 1))
        return ol_rs_unsupported(r, pos, "WITH CHECK OPTION of an inline view") != NULL;
    d->view = ol_rs_query_rel(r, q, ref->alias.text, true);
    d->view->subst = ol_new_array(r->arena, OlRx *, (size_t)q->nouts + 1);
    for (int i = 0; i < q->nouts; i++)
        d->view->subst[i] = q->outs[i].expr;
    ol_rs_add_rel(r, s, d->view);
    r->side_effects = true;
    all_leaves(r, q, &l);
    if (l.rels.n == 1 && ((OlRRel *)l.rels.items[0])->kind == OL_RREL_TABLE)
        d->target = l.rels.items[0];
    return true;
}

const OlRelColumn *ol_rs_dml_view_column(OlResolver *r, OlRDml *d, const OlName *name)
{
    OlRRel *view = d->view;

    for (int i = 0; i < view->ncols; i++)
    {
        OlRx *x = view->subst[i];

        if (!ol_str_eq(view->cols[i].name, name->text))
            continue;
        if (x->kind != OL_RX_COL || x->rel->kind != OL_RREL_TABLE || x->rel->cols[x->col].def == NULL)
            return ol_rs_fail(r, OL_ERR_VIRTUAL_COLUMN, (int)name->start);
        if (d->target == NULL)
            d->target = x->rel;
        else if (d->target != x->rel)
            return ol_rs_fail(r, OL_ERR_VIEW_TWO_BASE_TABLES, (int)name->start);
        if (!key_preserved(r, view->query, d->target))
            return ol_rs_fail(r, OL_ERR_VIEW_NOT_KEY_PRESERVED, (int)name->start);
        return x->rel->cols[x->col].def;
    }
    OlName copy = *name;
    OlNames list = {&copy, 1};

    return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)name->start, ol_rs_quoted(r, &list));
}

bool ol_rs_dml_view_finish(OlResolver *r, OlRDml *d, int pos)
{
    OlRQuery *q;
    Leaves l;

    if (d->view == NULL)
        return true;
    q = d->view->query;
    all_leaves(r, q, &l);
    if (d->kind == OL_RDML_DELETE && d->target == NULL)
    {
        for (int i = 0; i < l.rels.n && d->target == NULL; i++)
            if (((OlRRel *)l.rels.items[i])->kind == OL_RREL_TABLE && key_preserved(r, q, l.rels.items[i]))
                d->target = l.rels.items[i];
        if (d->target == NULL)
            return ol_rs_fail(r, OL_ERR_VIEW_DELETE_NO_KEY, pos) != NULL;
    }
    if (d->target->relation->kind == OL_OBJ_MVIEW)
        return ol_rs_fail(r, OL_ERR_VIEW_NOT_UPDATABLE, pos) != NULL;
    if (d->target->relation->read_only)
        return ol_rs_fail(r, OL_ERR_READ_ONLY_VIEW, pos) != NULL;
    d->target->used = true;
    if (d->kind == OL_RDML_INSERT)
        return true;
    d->where = ol_rx_and(r, q->where, d->where);
    for (int i = 0; i < l.rels.n; i++)
        ((OlRRel *)l.rels.items[i])->block = NULL;
    d->others = ol_new_array(r->arena, OlRRel *, (size_t)l.rels.n + (size_t)q->nfrom);
    if (l.outer_join)
    {
        if (!d->target->relation->has_rowid || d->nreturning > 0)
            return ol_rs_unsupported(r, pos, d->nreturning > 0 ? "RETURNING from a view with an outer join" : "change of a view in an outer join") != NULL;
        d->self_join = true;
        d->self_alias = ol_rs_alias(r, d->target->alias);
        for (int i = 0; i < q->nfrom; i++)
            d->others[d->nothers++] = q->from[i];
        return true;
    }
    for (int i = 0; i < l.conds.n; i++)
        d->where = ol_rx_and(r, d->where, l.conds.items[i]);
    for (int i = 0; i < l.rels.n; i++)
        if (l.rels.items[i] != d->target)
            d->others[d->nothers++] = l.rels.items[i];
    return true;
}
