/*
 * resolve_from.c - what stands in FROM: tables, views, inline views, WITH names, joins; and the rewrite of (+).
 *
 * Owns:      OlRRel.
 * See also:  SQL Language Reference, "Joins"; resolve_query.c
 */
#include "front/resolve.h"

#include <string.h>

/* --- leaves ------------------------------------------------------------------------------------------------------- */

OlRRel *ol_rs_new_rel(OlResolver *r, OlScope *s, OlRRelKind kind, OlStr alias)
{
    OlRRel *rel = ol_new(r->arena, OlRRel);

    rel->kind = kind;
    rel->alias = alias;
    rel->block = s != NULL ? s->block : NULL;
    rel->pg_alias = ol_rs_alias(r, alias);
    return rel;
}

OlRRel *ol_rs_query_rel(OlResolver *r, OlRQuery *query, OlStr alias, bool has_alias)
{
    OlRRel *rel = ol_new(r->arena, OlRRel);

    rel->kind = OL_RREL_QUERY;
    rel->alias = alias;
    rel->has_alias = has_alias;
    rel->pg_alias = ol_rs_alias(r, alias);
    rel->query = query;
    rel->ncols = query->nouts;
    rel->cols = ol_new_array(r->arena, OlRCol, (size_t)query->nouts + 1);
    for (int i = 0; i < query->nouts; i++)
    {
        OlROut *o = &query->outs[i];

        rel->cols[i].name = o->name;
        rel->cols[i].pg_name = o->pg_name;
        rel->cols[i].type = o->type;
        rel->cols[i].nullable = o->nullable;
    }
    return rel;
}

static OlRCte *find_cte(OlScope *s, OlStr name)
{
    for (; s != NULL; s = s->parent)
        for (OlRCte *c = s->ctes; c != NULL; c = c->next)
            if (ol_str_eq(c->name, name))
                return c;
    return NULL;
}

static bool pg_sample(OlResolver *r, OlRRel *rel, OlSample *sample)
{
    OlNumberLit *n = OL_IS(NumberLit, sample->percent) ? OL_AS(NumberLit, sample->percent) : NULL;
    OlNumberLit *seed = OL_IS(NumberLit, sample->seed) ? OL_AS(NumberLit, sample->seed) : NULL;

    if (n == NULL || (sample->seed != NULL && seed == NULL))
        return ol_rs_unsupported(r, (int)sample->node.start, "SAMPLE with an expression") != NULL;
    rel->sample = seed != NULL
                      ? ol_str_printf(r->arena, " TABLESAMPLE pg_catalog.%s (%.*s) REPEATABLE (%.*s)", sample->block ? "system" : "bernoulli",
                                      OL_STR_ARG(n->text), OL_STR_ARG(seed->text))
                      : ol_str_printf(r->arena, " TABLESAMPLE pg_catalog.%s (%.*s)", sample->block ? "system" : "bernoulli", OL_STR_ARG(n->text));
    return true;
}

OlRRel *ol_rs_relation_rel(OlResolver *r, OlScope *s, const OlRelation *t, OlStr alias, bool has_alias)
{
    OlRRel *rel = ol_rs_new_rel(r, s, OL_RREL_TABLE, alias);

    rel->relation = t;
    rel->has_alias = has_alias;
    rel->schema = t->schema;
    rel->ncols = t->ncolumns;
    rel->cols = ol_new_array(r->arena, OlRCol, (size_t)t->ncolumns + 1);
    for (int i = 0; i < t->ncolumns; i++)
    {
        const OlRelColumn *c = &t->columns[i];

        rel->cols[i] = (OlRCol){.name = c->name, .pg_name = c->pg_name, .type = c->type, .nullable = c->nullable, .hidden = c->invisible, .def = c};
    }
    return rel;
}

/* t PARTITION (p): the table of the partition stands for it; rights are those on the whole (pg/pg_temporary.c). */
static bool partition_of(OlResolver *r, OlPartitionExt *ext, const OlRelation **t)
{
    const OlRelation *part = NULL;
    OlRelation *named;

    if (!(*t)->is_partitioned)
        return ol_rs_fail(r, OL_ERR_NOT_PARTITIONED, (int)ext->node.start) != NULL;
    if (ext->values.n > 0)
        return ol_rs_unsupported(r, (int)ext->node.start, "PARTITION FOR in FROM") != NULL;
    if (r->cat->find_partition == NULL)
        return ol_rs_unsupported(r, (int)ext->node.start, "PARTITION in FROM") != NULL;
    if (r->cat->find_partition(r->cat->ctx, r->arena, *t, ext->name.text, ext->subpartition, &part, r->diag) != OL_OK)
    {
        r->failed = true;
        return false;
    }
    if (part == NULL)
        return ol_rs_fail(r, ext->subpartition ? OL_ERR_SUBPARTITION_NOT_FOUND : OL_ERR_PARTITION_NOT_FOUND, (int)ext->node.start) != NULL;
    named = ol_new(r->arena, OlRelation);
    *named = *part;
    named->schema = (*t)->schema;
    named->name = (*t)->name;
    *t = named;
    return true;
}

OlRRel *ol_rs_table(OlResolver *r, OlScope *s, OlTableRef *ref, bool dml)
{
    int n = ref->names.n, pos = (int)ref->node.start;
    OlStr schema = n > 1 ? ref->names.items[n - 2].text : OL_STR_NULL, name = ref->names.items[n - 1].text;
    OlStr alias = ref->alias.text.n > 0 ? ref->alias.text : name;
    const OlRelation *t = NULL;
    OlRRel *rel;

    if (ref->dblink.n > 0)
        return ol_rs_unsupported(r, pos, "database link");
    if (n > 2)
        return ol_rs_fail(r, OL_ERR_TABLE_NOT_FOUND, pos);
    if (ref->flashback != NULL)
        return ol_rs_unsupported(r, pos, "flashback query");
    if (n == 1 && !dml)
    {
        OlRCte *c = find_cte(s, name);

        if (c != NULL)
        {
            rel = ol_rs_new_rel(r, s, OL_RREL_CTE, alias);
            rel->has_alias = true;
            rel->cte = c;
            rel->inside_cte = c->resolving;
            rel->cols = c->cols;
            rel->ncols = c->ncols;
            c->used = true;
            return rel;
        }
    }
    if (r->cat->find_relation(r->cat->ctx, r->arena, schema, name, &t, r->diag) != OL_OK)
    {
        r->failed = true;
        return NULL;
    }
    if (t == NULL)
        return ol_rs_fail(r, OL_ERR_TABLE_NOT_FOUND, pos);
    if (ref->partition != NULL && !partition_of(r, OL_AS(PartitionExt, ref->partition), &t))
        return NULL;
    rel = ol_rs_relation_rel(r, s, t, alias, ref->alias.text.n > 0);
    ol_rs_note_relation(r, t->oid);
    if (ref->sample != NULL && !pg_sample(r, rel, OL_AS(Sample, ref->sample)))
        return NULL;
    return rel;
}

static OlRRel *inline_view(OlResolver *r, OlScope *s, OlSubqueryRef *ref, bool lateral)
{
    OlScope *parent = lateral || ref->lateral ? s : s->parent;
    OlScope plain;
    OlRQuery *q;
    OlRRel *rel;

    if (ref->columns.n > 0)
        return ol_rs_unsupported(r, (int)ref->node.start, "alias with column names");
    if (ref->outer_join)
        return ol_rs_unsupported(r, (int)ref->node.start, "(+) after an inline view");
    if (!lateral && !ref->lateral && s->ctes != NULL)
    {
        /* names of WITH are seen, the tables beside are not */
        memset(&plain, 0, sizeof(plain));
        plain.parent = s->parent;
        plain.ctes = s->ctes;
        parent = &plain;
    }
    if ((q = ol_rs_query(r, parent, ref->query, true)) == NULL || !ol_rs_name_outs(r, q))
        return NULL;
    rel = ol_rs_query_rel(r, q, ref->alias.text, true);
    rel->lateral = lateral || ref->lateral;
    rel->block = s->block;
    return rel;
}

/* --- joins -------------------------------------------------------------------------------------------------------- */

static void mark_outer(OlRRel *rel)
{
    rel->outer = true;
    if (rel->kind == OL_RREL_JOIN)
    {
        mark_outer(rel->left);
        mark_outer(rel->right);
        for (int i = 0; i < rel->nusing; i++)
            rel->using_exprs[i]->nullable = true;
    }
}

static OlRx *find_in(OlResolver *r, OlRRel *rel, OlStr name, int *found)
{
    OlRx *x = NULL, *y;

    if (rel->kind == OL_RREL_JOIN)
    {
        for (int i = 0; i < rel->nusing; i++)
            if (ol_str_eq(rel->using_names[i], name))
            {
                ++*found;
                return rel->using_exprs[i];
            }
        x = find_in(r, rel->left, name, found);
        y = find_in(r, rel->right, name, found);
        return x != NULL ? x : y;
    }
    for (int i = 0; i < rel->ncols; i++)
        if (ol_str_eq(rel->cols[i].name, name) && !rel->cols[i].hidden)
        {
            ++*found;
            return ol_rx_col(r, rel, i, -1);
        }
    return NULL;
}

typedef struct NameList
{
    OlStr *items;
    int n;
    int cap;
} NameList;

static void names_of(OlResolver *r, OlRRel *rel, NameList *out)
{
    if (rel->kind == OL_RREL_JOIN)
    {
        names_of(r, rel->left, out);
        names_of(r, rel->right, out);
        return;
    }
    for (int i = 0; i < rel->ncols; i++)
    {
        if (out->n == out->cap)
        {
            int cap = out->cap == 0 ? 32 : out->cap * 2;

            out->items = ol_arena_grow(r->arena, out->items, (size_t)out->cap * sizeof(OlStr), (size_t)cap * sizeof(OlStr));
            out->cap = cap;
        }
        if (!rel->cols[i].hidden)
            out->items[out->n++] = rel->cols[i].name;
    }
}

/* USING (..) and NATURAL: the condition, and what an unqualified name of a merged column means. */
static bool merge_columns(OlResolver *r, OlRRel *join, const OlStr *names, int n, int pos)
{
    join->using_names = ol_new_array(r->arena, OlStr, (size_t)n + 1);
    join->using_exprs = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        int fl = 0, fr = 0;
        OlRx *a = find_in(r, join->left, names[i], &fl), *b = find_in(r, join->right, names[i], &fr);

        if (a == NULL || b == NULL)
        {
            OlName nm = {.text = names[i]};
            OlNames list = {&nm, 1};

            return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &list)) != NULL;
        }
        if (fl > 1 || fr > 1)
            return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, pos) != NULL;
        OlRx *c = ol_rs_compare(r, "=", a, b, pos);

        if (c == NULL)
            return false;
        join->on = ol_rx_and(r, join->on, c);
        join->using_names[i] = names[i];
        if (join->join_kind == OL_JOIN_FULL)
            join->using_exprs[i] = ol_rx_args(r, OL_RX_COALESCE, c->args[0]->type, pos, 2, c->args[0], c->args[1]);
        else
            join->using_exprs[i] = join->join_kind == OL_JOIN_RIGHT ? b : a;
        join->nusing++;
    }
    return true;
}

static OlRRel *join_rel(OlResolver *r, OlScope *s, OlJoin *j)
{
    OlRRel *rel = ol_new(r->arena, OlRRel);
    int start = s->nrels, pos = (int)j->node.start;
    OlClause was = s->clause;

    rel->kind = OL_RREL_JOIN;
    rel->join_kind = (uint8_t)j->kind;
    rel->natural = j->natural;
    rel->block = s->block;
    if (j->left_partition.n > 0 || j->right_partition.n > 0)
        return ol_rs_unsupported(r, pos, "partitioned outer join");
    if ((rel->left = ol_rs_from_item(r, s, j->left)) == NULL)
        return NULL;
    if ((j->kind == OL_JOIN_CROSS_APPLY || j->kind == OL_JOIN_OUTER_APPLY) && OL_IS(SubqueryRef, j->right))
    {
        rel->right = inline_view(r, s, OL_AS(SubqueryRef, j->right), true);
        if (rel->right == NULL)
            return NULL;
        ol_rs_add_rel(r, s, rel->right);
    }
    else if ((rel->right = ol_rs_from_item(r, s, j->right)) == NULL)
        return NULL;
    if (j->kind == OL_JOIN_LEFT || j->kind == OL_JOIN_FULL || j->kind == OL_JOIN_OUTER_APPLY)
        mark_outer(rel->right);
    if (j->kind == OL_JOIN_RIGHT || j->kind == OL_JOIN_FULL)
        mark_outer(rel->left);
    if (j->natural || j->has_using)
    {
        NameList names = {NULL, 0, 0};

        if (j->has_using)
        {
            names.items = ol_new_array(r->arena, OlStr, (size_t)j->using_columns.n + 1);
            for (int i = 0; i < j->using_columns.n; i++)
                names.items[names.n++] = j->using_columns.items[i].text;
        }
        else
        {
            NameList all = {NULL, 0, 0};

            names_of(r, rel->left, &all);
            names.items = ol_new_array(r->arena, OlStr, (size_t)all.n + 1);
            for (int i = 0; i < all.n; i++)
            {
                int found = 0;
                bool seen = false;

                for (int k = 0; k < names.n; k++)
                    seen |= ol_str_eq(names.items[k], all.items[i]);
                if (!seen && find_in(r, rel->right, all.items[i], &found) != NULL)
                    names.items[names.n++] = all.items[i];
            }
        }
        if (!merge_columns(r, rel, names.items, names.n, pos))
            return NULL;
        OlRRel **joins = ol_new_array(r->arena, OlRRel *, (size_t)s->njoins + 1);

        /* the newest join comes first: its merged columns hide those of the joins below */
        joins[0] = rel;
        for (int i = 0; i < s->njoins; i++)
            joins[i + 1] = s->joins[i];
        s->joins = joins;
        s->njoins++;
        return rel;
    }
    if (j->on != NULL)
    {
        OlRRel **all = s->rels;
        int nall = s->nrels, cap = s->cap;

        /* ON sees the tables of its own join */
        s->rels = all + start;
        s->nrels = nall - start;
        s->cap = s->nrels;
        s->clause = OL_CL_ON;
        rel->on = ol_rs_cond(r, s, j->on);
        s->clause = was;
        s->rels = all;
        s->nrels = nall;
        s->cap = cap;
        if (rel->on == NULL)
            return NULL;
    }
    return rel;
}

OlRRel *ol_rs_from_item(OlResolver *r, OlScope *s, OlNode *node)
{
    OlRRel *rel;

    if (++r->depth > 400)
        return ol_rs_fail(r, OL_ERR_STATEMENT_TOO_COMPLEX, (int)node->start);
    switch (node->kind)
    {
        case OL_N_TableRef:
            rel = ol_rs_table(r, s, OL_AS(TableRef, node), false);
            break;
        case OL_N_SubqueryRef:
            rel = inline_view(r, s, OL_AS(SubqueryRef, node), false);
            break;
        case OL_N_Join:
            rel = join_rel(r, s, OL_AS(Join, node));
            r->depth--;
            return rel;
        case OL_N_TableFunc:
            if (OL_IS(SpecialFunc, OL_AS(TableFunc, node)->expr))
                rel = ol_str_eq_c(OL_AS(SpecialFunc, OL_AS(TableFunc, node)->expr)->name.text, "JSON_TABLE")
                          ? ol_rs_json_table(r, s, OL_AS(TableFunc, node))
                          : ol_rs_xml_table(r, s, OL_AS(TableFunc, node));
            else
                rel = ol_rs_table_func(r, s, OL_AS(TableFunc, node));
            break;
        case OL_N_Pivot:
            rel = ol_rs_pivot(r, s, OL_AS(Pivot, node));
            break;
        case OL_N_Unpivot:
            rel = ol_rs_unpivot(r, s, OL_AS(Unpivot, node));
            break;
        case OL_N_RawTable:
            return ol_rs_unsupported(r, (int)node->start, ol_str_cdup(r->arena, OL_AS(RawTable, node)->construct));
        default:
            return ol_rs_unsupported(r, (int)node->start, ol_node_name((OlNodeKind)node->kind));
    }
    r->depth--;
    if (rel != NULL)
        ol_rs_add_rel(r, s, rel);
    return rel;
}

/* --- (+) ---------------------------------------------------------------------------------------------------------- */

typedef struct OuterUse
{
    OlRQuery *block;
    OlRRel *outer;
    bool two;
    OlRRel **others;
    int nothers;
    OlArena *arena;
} OuterUse;

static bool find_outer(OlRx *x, void *ctx)
{
    OuterUse *u = ctx;

    if (x->kind != OL_RX_COL && x->kind != OL_RX_ROWID)
        return true;
    if (x->rel->block != u->block)
        return false;
    if (x->flags & OL_RXF_OUTER)
    {
        if (u->outer != NULL && u->outer != x->rel)
            u->two = true;
        u->outer = x->rel;
        return false;
    }
    for (int i = 0; i < u->nothers; i++)
        if (u->others[i] == x->rel)
            return false;
    if (u->nothers < 64)
        u->others[u->nothers++] = x->rel;
    return false;
}

typedef struct Marked
{
    OlRRel *rel;
    OlRx *on;
    OlRRel *deps[64];
    int ndeps;
    bool placed;
} Marked;

static bool contains(const OlRRel *tree, const OlRRel *rel)
{
    if (tree == rel)
        return true;
    return tree->kind == OL_RREL_JOIN && (contains(tree->left, rel) || contains(tree->right, rel));
}

static void conjuncts(OlResolver *r, OlRx *x, OlList *out)
{
    if (x == NULL)
        return;
    if (x->kind != OL_RX_AND)
    {
        ol_list_add(r->arena, out, x);
        return;
    }
    for (int i = 0; i < x->nargs; i++)
        conjuncts(r, x->args[i], out);
}

OlRRel *ol_rs_join(OlResolver *r, OlRQuery *block, OlRRel *a, OlRRel *b, OlJoinKind kind, OlRx *on)
{
    OlRRel *j = ol_new(r->arena, OlRRel);

    j->kind = OL_RREL_JOIN;
    j->join_kind = (uint8_t)kind;
    j->left = a;
    j->right = b;
    j->on = on;
    j->block = block;
    return j;
}

/* Conditions with (+) become LEFT JOINs, in an order in which every table comes after those it is joined to. As since 12c, one table may be
 * the inner table of several others. */
bool ol_rs_outer_joins(OlResolver *r, OlRQuery *block, OlRx **where)
{
    OlList parts = {0};
    OlList rest = {0};
    Marked *marks = ol_new_array(r->arena, Marked, (size_t)block->nfrom + 1);
    int nmarks = 0, left;

    conjuncts(r, *where, &parts);
    for (int i = 0; i < parts.n; i++)
    {
        OlRx *x = parts.items[i];
        OuterUse u = {.block = block, .others = ol_new_array(r->arena, OlRRel *, 64), .arena = r->arena};
        Marked *m = NULL;

        if (x->flags & OL_RXF_OUTER)
            ol_rx_walk(x, find_outer, &u);
        if (u.outer == NULL)
        {
            ol_list_add(r->arena, &rest, x);
            continue;
        }
        if (u.two)
            return ol_rs_fail(r, OL_ERR_OUTER_JOIN_TWO_TABLES, x->pos) != NULL;
        for (int k = 0; k < nmarks; k++)
            if (marks[k].rel == u.outer)
                m = &marks[k];
        if (m == NULL)
        {
            bool listed = false;

            for (int k = 0; k < block->nfrom; k++)
                listed |= block->from[k] == u.outer;
            if (!listed)
                return ol_rs_fail(r, OL_ERR_OUTER_JOIN_ANSI, x->pos) != NULL;
            m = &marks[nmarks++];
            m->rel = u.outer;
        }
        m->on = ol_rx_and(r, m->on, x);
        for (int k = 0; k < u.nothers; k++)
        {
            bool have = u.others[k] == m->rel;

            for (int d = 0; d < m->ndeps; d++)
                have |= m->deps[d] == u.others[k];
            if (!have && m->ndeps < 64)
                m->deps[m->ndeps++] = u.others[k];
        }
    }
    if (nmarks == 0)
        return true;
    OlRRel **items = ol_new_array(r->arena, OlRRel *, (size_t)block->nfrom + 1);
    int nitems = 0;

    for (int i = 0; i < block->nfrom; i++)
    {
        bool marked = false;

        for (int k = 0; k < nmarks; k++)
            marked |= marks[k].rel == block->from[i];
        if (!marked)
            items[nitems++] = block->from[i];
    }
    for (left = nmarks; left > 0;)
    {
        int before = left;

        for (int k = 0; k < nmarks; k++)
        {
            Marked *m = &marks[k];
            int at = -1;
            bool ready = !m->placed;

            if (m->ndeps == 0 && ready)
            {
                /* compared with constants only: an ordinary table with an ordinary filter */
                items[nitems++] = m->rel;
                ol_list_add(r->arena, &rest, m->on);
                m->placed = true;
                left--;
                continue;
            }
            for (int d = 0; d < m->ndeps && ready; d++)
            {
                bool there = false;

                for (int i = 0; i < nitems; i++)
                    there |= contains(items[i], m->deps[d]);
                ready = there;
            }
            if (!ready)
                continue;
            for (int i = 0; i < nitems; i++)
            {
                bool needed = false;

                for (int d = 0; d < m->ndeps; d++)
                    needed |= contains(items[i], m->deps[d]);
                if (!needed)
                    continue;
                if (at < 0)
                {
                    at = i;
                    continue;
                }
                items[at] = ol_rs_join(r, block, items[at], items[i], OL_JOIN_CROSS, NULL);
                memmove(&items[i], &items[i + 1], (size_t)(nitems - i - 1) * sizeof(*items));
                nitems--;
                i--;
            }
            items[at] = ol_rs_join(r, block, items[at], m->rel, OL_JOIN_LEFT, m->on);
            m->rel->outer = true;
            m->placed = true;
            left--;
        }
        if (left == before)
            return ol_rs_fail(r, OL_ERR_OUTER_JOIN_MUTUAL, marks[0].on->pos) != NULL;
    }
    block->from = items;
    block->nfrom = nitems;
    *where = NULL;
    if (rest.n == 1)
        *where = rest.items[0];
    else if (rest.n > 1)
    {
        OlRx *x = ol_rx_new(r, OL_RX_AND, ol_type_bool(), ((OlRx *)rest.items[0])->pos);

        x->args = (OlRx **)rest.items;
        x->nargs = rest.n;
        *where = x;
    }
    return true;
}
