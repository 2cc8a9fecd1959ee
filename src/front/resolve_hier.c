/*
 * resolve_hier.c - hierarchical queries: START WITH, CONNECT BY, PRIOR, LEVEL and their kind.
 *
 * Owns:      OlRHier. A row generator (FROM dual CONNECT BY LEVEL <= n) becomes a series; everything else a recursive query, which
 *            translate/tr_hier.c prints.
 * Semantics: conditions of WHERE between tables hold before the hierarchy is built, all others after; rows come parent first, siblings
 *            in their order; a loop is ORA-01436 unless NOCYCLE, and is only looked for when CONNECT BY has PRIOR.
 * See also:  SQL Language Reference, "Hierarchical Queries"
 */
#include "front/resolve.h"

#include <string.h>

static OlRx *hier_node(OlResolver *r, OlRHierKind kind, OlType type, OlRQuery *block, int pos)
{
    OlRx *x = ol_rx_new(r, OL_RX_HIER, type, pos);

    x->op = (uint8_t)kind;
    x->query = block;
    return x;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_hier_word(OlResolver *r, OlScope *s, OlStr name, int pos)
{
    static const struct
    {
        const char *word;
        OlRHierKind kind;
    } words[] = {{"LEVEL", OL_RH_LEVEL}, {"CONNECT_BY_ISLEAF", OL_RH_ISLEAF}, {"CONNECT_BY_ISCYCLE", OL_RH_ISCYCLE}};

    for (size_t i = 0; i < OL_LENGTHOF(words); i++)
    {
        OlType t = ol_type_number();
        OlScope *at = s;
        OlRx *x;

        if (!ol_str_eq_c(name, words[i].word))
            continue;
        while (at != NULL && (at->block == NULL || at->block->hier == NULL))
            at = at->parent;
        if (at == NULL)
            return ol_rs_fail(r, OL_ERR_CONNECT_BY_REQUIRED, pos);
        if (at->block->hier->single != NULL && at->block->hier->single->kind == OL_RREL_SERIES && words[i].kind == OL_RH_LEVEL)
        {
            x = ol_rx_col(r, at->block->hier->single, 0, pos);
            x->nullable = false;
            return x;
        }
        t.rep = OL_REP_INT4;
        x = hier_node(r, words[i].kind, t, at->block, pos);
        x->nullable = false;
        at->block->hier->uses_leaf |= words[i].kind == OL_RH_ISLEAF;
        at->block->hier->uses_cycle |= words[i].kind == OL_RH_ISCYCLE;
        if (words[i].kind == OL_RH_ISCYCLE && !at->block->hier->nocycle)
            return ol_rs_fail(r, OL_ERR_NOCYCLE_REQUIRED, pos);
        return x;
    }
    return NULL;
}

static bool volatile_call(OlRx *x, void *ctx)
{
    bool *found = ctx;

    /* PRIOR SYS_GUID() IS NOT NULL, PRIOR DBMS_RANDOM.VALUE ..: written to make every parent different, so that no loop is seen */
    if (x->kind == OL_RX_CALL && x->target != NULL && (strcmp(x->target, "sys.sys_guid") == 0 || strncmp(x->target, "sys.dbms_random", 15) == 0))
        *found = true;
    return true;
}

OlRx *ol_rs_hier_unary(OlResolver *r, OlScope *s, OlUnary *u)
{
    int pos = (int)u->expr.node.start;
    OlRHier *h = s->block != NULL ? s->block->hier : NULL;
    OlRx *a, *x;

    if (h == NULL || (h->single != NULL && h->single->kind == OL_RREL_SERIES))
        return ol_rs_fail(r, OL_ERR_CONNECT_BY_REQUIRED, pos);
    if (s->in_prior)
        return ol_rs_fail(r, OL_ERR_CONNECT_BY_NESTED, pos);
    s->in_prior = true;
    a = ol_rs_expr(r, s, u->arg);
    s->in_prior = false;
    if (a == NULL)
        return NULL;
    x = hier_node(r, u->op == OL_UN_PRIOR ? OL_RH_PRIOR : OL_RH_ROOT, a->type, s->block, pos);
    x->flags |= a->flags & (OL_RXF_AGG | OL_RXF_WINDOW);
    x->args = ol_new_array(r->arena, OlRx *, 1);
    x->args[0] = a;
    x->nargs = 1;
    if (u->op == OL_UN_PRIOR)
    {
        bool fresh = false;

        ol_rx_walk(a, volatile_call, &fresh);
        h->has_prior = true;
        if (fresh)
            x->col = 1; /* told to ol_rs_hier_begin */
        return x;
    }
    if (x->type.code == OL_T_NULL)
        x->type = ol_type_varchar(0);
    if (h->nroots % 8 == 0)
        h->roots = ol_arena_grow(r->arena, h->roots, (size_t)h->nroots * sizeof(OlRx *), (size_t)(h->nroots + 8) * sizeof(OlRx *));
    x->col = h->nroots;
    h->roots[h->nroots++] = x;
    return x;
}

OlRx *ol_rs_hier_path(OlResolver *r, OlScope *s, OlFuncCall *call)
{
    int pos = (int)call->expr.node.start;
    OlRHier *h = s->block != NULL ? s->block->hier : NULL;
    OlRx *a, *sep, *x;

    if (h == NULL || (h->single != NULL && h->single->kind == OL_RREL_SERIES))
        return ol_rs_fail(r, OL_ERR_CONNECT_BY_REQUIRED, pos);
    if (call->args.n != 2)
        return ol_rs_fail(r, call->args.n < 2 ? OL_ERR_TOO_FEW_ARGS : OL_ERR_TOO_MANY_ARGS, pos);
    if ((a = ol_rs_expr(r, s, call->args.items[0])) == NULL || (sep = ol_rs_expr(r, s, call->args.items[1])) == NULL ||
        (a = ol_rs_to(r, a, 's')) == NULL)
        return NULL;
    if (sep->kind != OL_RX_STR)
        return ol_rs_fail(r, OL_ERR_PATH_SEPARATOR, sep->pos);
    x = hier_node(r, OL_RH_PATH, ol_type_varchar(4000), s->block, pos);
    x->args = ol_new_array(r->arena, OlRx *, 2);
    x->args[0] = a;
    x->args[1] = sep;
    x->nargs = 2;
    if (h->npaths % 8 == 0)
        h->paths = ol_arena_grow(r->arena, h->paths, (size_t)h->npaths * sizeof(OlRx *), (size_t)(h->npaths + 8) * sizeof(OlRx *));
    x->col = h->npaths;
    h->paths[h->npaths++] = x;
    return x;
}

/* --- the clauses -------------------------------------------------------------------------------------------------- */

static bool word_is(OlNode *node, const char *word)
{
    return OL_IS(ColumnRef, node) && OL_AS(ColumnRef, node)->names.n == 1 && !OL_AS(ColumnRef, node)->names.items[0].quoted &&
           ol_str_eq_c(OL_AS(ColumnRef, node)->names.items[0].text, word);
}

/* FROM dual CONNECT BY LEVEL <= n (or ROWNUM <= n): n rows. The bound, or NULL; *less for <. */
static OlNode *generator_bound(OlQueryBlock *qb, bool *less)
{
    OlCompare *c;

    if (qb->start_with != NULL || !OL_IS(Compare, qb->connect_by))
        return NULL;
    c = OL_AS(Compare, qb->connect_by);
    if (c->quantifier != OL_QUANT_NONE)
        return NULL;
    if ((word_is(c->left, "LEVEL") || word_is(c->left, "ROWNUM")) && (c->op == OL_CMP_LE || c->op == OL_CMP_LT))
    {
        *less = c->op == OL_CMP_LT;
        return c->right;
    }
    if ((word_is(c->right, "LEVEL") || word_is(c->right, "ROWNUM")) && (c->op == OL_CMP_GE || c->op == OL_CMP_GT))
    {
        *less = c->op == OL_CMP_GT;
        return c->left;
    }
    return NULL;
}

static bool make_series(OlResolver *r, OlScope *s, OlNode *bound, bool less)
{
    OlRQuery *q = s->block;
    OlRRel *rel = ol_new(r->arena, OlRRel);
    OlType i8 = ol_type_number(), num = ol_type_number();
    OlScope plain;
    OlRx *x;

    /* the bound cannot name columns of dual in any useful way */
    memset(&plain, 0, sizeof(plain));
    plain.parent = s->parent;
    plain.clause = OL_CL_WHERE;
    if ((x = ol_rs_expr(r, &plain, bound)) == NULL || (x = ol_rs_to(r, x, 'n')) == NULL)
        return false;
    i8.rep = OL_REP_INT8;
    x = ol_rx_call(r, num, less ? "pg_catalog.ceil" : "pg_catalog.floor", x->pos, 1, x);
    if (less)
    {
        x = ol_rx_args(r, OL_RX_OP, num, x->pos, 2, x, ol_rx_num(r, 1, x->pos));
        x->target = "-";
    }
    /* LEVEL 1 is there before the condition is asked; NULL counts as false */
    x = ol_rx_call(r, num, "GREATEST", x->pos, 2, x, ol_rx_num(r, 1, x->pos));
    rel->kind = OL_RREL_SERIES;
    rel->block = q;
    rel->pg_alias = ol_rs_alias(r, OL_STR("SERIES"));
    rel->alias = OL_STR_NULL;
    rel->limit = ol_rx_args(r, OL_RX_CAST, i8, x->pos, 1, x);
    rel->ncols = 1;
    rel->cols = ol_new_array(r->arena, OlRCol, 1);
    rel->cols[0].name = OL_STR_NULL; /* found by the word LEVEL only */
    rel->cols[0].pg_name = OL_STR("level");
    rel->cols[0].type = i8;
    rel->cols[0].hidden = true;
    OlRRel **from = ol_new_array(r->arena, OlRRel *, (size_t)q->nfrom + 1);

    for (int i = 0; i < q->nfrom; i++)
        from[i] = q->from[i];
    from[q->nfrom] = rel;
    q->from = from;
    q->nfrom++;
    q->hier->single = rel;
    return true;
}

static bool rownum_of(OlRx *x, void *ctx)
{
    OlRQuery **block = ctx;

    if (*block != NULL && x->kind == OL_RX_ROWNUM && x->query == *block)
        *block = NULL;
    return true;
}

static bool fresh_prior(OlRx *x, void *ctx)
{
    bool *found = ctx;

    *found |= x->kind == OL_RX_HIER && x->op == OL_RH_PRIOR && x->col == 1;
    return true;
}

bool ol_rs_hier_begin(OlResolver *r, OlScope *s, OlQueryBlock *qb)
{
    OlRQuery *q = s->block;
    OlRHier *h = ol_new(r->arena, OlRHier);
    OlClause was = s->clause;
    bool less = false, fresh = false;
    OlNode *bound = NULL;

    if (qb->connect_by == NULL)
        return ol_rs_fail(r, OL_ERR_CONNECT_BY_REQUIRED, (int)qb->start_with->start) != NULL;
    q->hier = h;
    h->nocycle = qb->nocycle;
    h->alias = ol_rs_alias(r, OL_STR("H"));
    if (s->nrels == 1 && s->rels[0]->kind == OL_RREL_TABLE && s->rels[0]->relation->is_dual)
        bound = generator_bound(qb, &less);
    if (bound != NULL)
        return make_series(r, s, bound, less);
    if (q->nfrom == 1 && q->from[0]->kind == OL_RREL_TABLE && q->from[0]->relation->has_rowid && !q->from[0]->relation->is_partitioned)
        h->single = q->from[0];
    else
        h->base = ol_rs_alias(r, OL_STR("B"));
    s->clause = OL_CL_OTHER;
    if (qb->start_with != NULL && (h->start = ol_rs_cond(r, s, qb->start_with)) == NULL)
        return false;
    h->has_prior = false;
    if ((h->connect = ol_rs_cond(r, s, qb->connect_by)) == NULL)
        return false;
    OlRQuery *seek = q;

    ol_rx_walk(h->connect, rownum_of, &seek);
    ol_rx_walk(h->start, rownum_of, &seek);
    if (seek == NULL)
        return ol_rs_unsupported(r, h->connect->pos, "ROWNUM in START WITH or CONNECT BY") != NULL;
    ol_rx_walk(h->connect, fresh_prior, &fresh);
    if (fresh)
        h->has_prior = false;
    s->clause = was;
    return true;
}

typedef struct RelSeek
{
    const OlRQuery *block;
    const OlRRel *one;
    bool several;
    bool hier;
} RelSeek;

static bool seek_rels(OlRx *x, void *ctx)
{
    RelSeek *k = ctx;

    if ((x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == k->block)
    {
        k->several |= k->one != NULL && k->one != x->rel;
        k->one = x->rel;
    }
    k->hier |= (x->kind == OL_RX_HIER || x->kind == OL_RX_ROWNUM) && x->query == k->block;
    return true;
}

static void and_parts(OlResolver *r, OlRx *x, OlList *out)
{
    if (x->kind != OL_RX_AND)
    {
        ol_list_add(r->arena, out, x);
        return;
    }
    for (int i = 0; i < x->nargs; i++)
        and_parts(r, x->args[i], out);
}

bool ol_rs_hier_where(OlResolver *r, OlRQuery *q)
{
    OlList parts = {0};
    OlRx *rest = NULL;

    if (q->where == NULL || q->hier->single != NULL)
        return true;
    and_parts(r, q->where, &parts);
    for (int i = 0; i < parts.n; i++)
    {
        RelSeek k = {q, NULL, false, false};

        ol_rx_walk(parts.items[i], seek_rels, &k);
        if (k.several && !k.hier)
            q->hier->join_where = ol_rx_and(r, q->hier->join_where, parts.items[i]);
        else
            rest = ol_rx_and(r, rest, parts.items[i]);
    }
    q->where = rest;
    return true;
}
