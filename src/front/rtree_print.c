/*
 * rtree_print.c - the resolved tree in words: what every name was bound to, which type every expression has.
 *
 * Used by `oliphant dev names` and golden tests. Stable text: a change here changes expected outputs.
 * See also:  rtree.h, resolve.h, translate/print.c (the next stage)
 */
#include "front/front.h"
#include "front/resolve.h"
#include "front/rtree.h"

#include <string.h>

static const char *const kinds[] = {
    [OL_RX_NULL] = "null", [OL_RX_NUM] = "number", [OL_RX_STR] = "string", [OL_RX_CONST] = "constant", [OL_RX_BOOL] = "boolean",
    [OL_RX_COL] = "column", [OL_RX_ROWID] = "rowid", [OL_RX_BIND] = "bind", [OL_RX_CALL] = "call", [OL_RX_OP] = "operator",
    [OL_RX_NEG] = "negate", [OL_RX_AND] = "and", [OL_RX_OR] = "or", [OL_RX_NOT] = "not", [OL_RX_CMP] = "compare",
    [OL_RX_CASE] = "case", [OL_RX_COALESCE] = "coalesce", [OL_RX_NULLIF] = "nullif", [OL_RX_CAST] = "cast", [OL_RX_IN] = "in",
    [OL_RX_IN_QUERY] = "in query", [OL_RX_QUANT] = "any or all", [OL_RX_EXISTS] = "exists", [OL_RX_SUBQUERY] = "subquery",
    [OL_RX_ROW] = "row", [OL_RX_BETWEEN] = "between", [OL_RX_IS_NULL] = "is null", [OL_RX_LIKE] = "like",
    [OL_RX_AGG] = "aggregate", [OL_RX_ROWNUM] = "rownum", [OL_RX_NEXTVAL] = "nextval", [OL_RX_CURRVAL] = "currval",
    [OL_RX_DEFAULT] = "default", [OL_RX_OUT] = "output", [OL_RX_COLLATE_C] = "bytewise", [OL_RX_ARRAY] = "array",
    [OL_RX_HIER] = "hierarchy", [OL_RX_FIELD] = "attribute", [OL_RX_OBJECT] = "object", [OL_RX_COLLECTION] = "collection",
    [OL_RX_WHOLE] = "row object", [OL_RX_PL] = "PL/SQL",
};

typedef struct Printer
{
    OlArena *arena;
    OlBuf *out;
} Printer;

static void query(Printer *p, const OlRQuery *q, int depth);

static void indent(Printer *p, int depth)
{
    for (int i = 0; i < depth; i++)
        ol_buf_append_c(p->out, "  ");
}

static void type(Printer *p, const OlType *t)
{
    OlStr text = ol_type_format(p->arena, t);

    ol_buf_printf(p->out, " : %.*s", OL_STR_ARG(text));
    if (t->rep != OL_REP_NONE)
    {
        const char *name = ol_rep_info(t->rep)->pg_name;
        const char *dot = strrchr(name, '.');

        ol_buf_printf(p->out, " as %s", dot != NULL ? dot + 1 : t->rep == OL_REP_OTHER ? "its own type" : name);
    }
}

static void expr(Printer *p, const OlRx *x, const char *label, int depth)
{
    if (x == NULL)
        return;
    indent(p, depth);
    if (label != NULL)
        ol_buf_printf(p->out, "%s: ", label);
    ol_buf_append_c(p->out, (size_t)x->kind < OL_LENGTHOF(kinds) && kinds[x->kind] != NULL ? kinds[x->kind] : "?");
    if ((x->flags & OL_RXF_NEGATED) != 0)
        ol_buf_append_c(p->out, " negated");
    if (x->target != NULL)
        ol_buf_printf(p->out, " %s", x->target);
    switch (x->kind)
    {
        case OL_RX_NUM:
        case OL_RX_CONST:
            ol_buf_printf(p->out, " %.*s", OL_STR_ARG(x->text));
            break;
        case OL_RX_STR:
            ol_buf_printf(p->out, " '%.*s'", OL_STR_ARG(x->text));
            break;
        case OL_RX_BIND:
        case OL_RX_OUT:
            ol_buf_printf(p->out, " %d", (int)x->col);
            break;
        case OL_RX_COL:
            if (x->rel != NULL && x->rel->cols != NULL && x->col >= 0 && x->col < x->rel->ncols)
                ol_buf_printf(p->out, " %.*s.%.*s", OL_STR_ARG(x->rel->pg_alias), OL_STR_ARG(x->rel->cols[x->col].name));
            break;
        case OL_RX_FIELD:
            ol_buf_printf(p->out, " %.*s", OL_STR_ARG(x->text));
            break;
        case OL_RX_WHOLE:
        case OL_RX_ROWID:
            if (x->rel != NULL)
                ol_buf_printf(p->out, " %.*s", OL_STR_ARG(x->rel->pg_alias));
            break;
        case OL_RX_NEXTVAL:
        case OL_RX_CURRVAL:
            if (x->seq != NULL)
                ol_buf_printf(p->out, " %.*s.%.*s", OL_STR_ARG(x->seq->schema), OL_STR_ARG(x->seq->name));
            break;
        default:
            break;
    }
    type(p, &x->type);
    ol_buf_append_c(p->out, x->nullable ? "\n" : ", not null\n");
    for (int i = 0; i < x->nargs; i++)
        expr(p, x->args[i], NULL, depth + 1);
    if (x->agg != NULL)
    {
        for (int i = 0; i < x->agg->norder; i++)
            expr(p, x->agg->order[i].expr, x->agg->order[i].desc ? "order descending" : "order", depth + 1);
        if (x->agg->window != NULL)
        {
            for (int i = 0; i < x->agg->window->npartition; i++)
                expr(p, x->agg->window->partition[i], "partition", depth + 1);
            for (int i = 0; i < x->agg->window->norder; i++)
                expr(p, x->agg->window->order[i].expr, x->agg->window->order[i].desc ? "window order descending" : "window order", depth + 1);
        }
    }
    /* ROWNUM and its kind name the block they belong to, which is printed where it stands. */
    if (x->query != NULL && (x->kind == OL_RX_IN_QUERY || x->kind == OL_RX_QUANT || x->kind == OL_RX_EXISTS || x->kind == OL_RX_SUBQUERY))
        query(p, x->query, depth + 1);
}

static void relation(Printer *p, const OlRRel *rel, int depth)
{
    if (rel == NULL)
        return;
    indent(p, depth);
    switch (rel->kind)
    {
        case OL_RREL_TABLE:
            ol_buf_printf(p->out, "from %.*s.%.*s as %.*s%s\n", OL_STR_ARG(rel->relation->schema), OL_STR_ARG(rel->relation->name),
                          OL_STR_ARG(rel->pg_alias), rel->outer ? ", null-extended" : "");
            break;
        case OL_RREL_QUERY:
            ol_buf_printf(p->out, "from query as %.*s%s\n", OL_STR_ARG(rel->pg_alias), rel->lateral ? ", lateral" : "");
            query(p, rel->query, depth + 1);
            break;
        case OL_RREL_CTE:
            ol_buf_printf(p->out, "from with %.*s as %.*s\n", OL_STR_ARG(rel->cte->name), OL_STR_ARG(rel->pg_alias));
            break;
        case OL_RREL_JOIN:
            ol_buf_append_c(p->out, "join\n");
            relation(p, rel->left, depth + 1);
            relation(p, rel->right, depth + 1);
            expr(p, rel->on, "on", depth + 1);
            break;
        case OL_RREL_SERIES:
            ol_buf_append_c(p->out, "from numbers\n");
            expr(p, rel->limit, "up to", depth + 1);
            break;
        case OL_RREL_FUNC:
            ol_buf_printf(p->out, "from elements as %.*s%s\n", OL_STR_ARG(rel->pg_alias), rel->outer ? ", null-extended" : "");
            expr(p, rel->expr, "of", depth + 1);
            break;
        default:
            ol_buf_append_c(p->out, rel->kind == OL_RREL_DUAL ? "from one row\n" : "from a source of another kind\n");
            break;
    }
}

static void outputs(Printer *p, const OlROut *outs, int n, int depth)
{
    for (int i = 0; i < n; i++)
    {
        indent(p, depth);
        ol_buf_printf(p->out, "output %.*s", OL_STR_ARG(outs[i].name));
        type(p, &outs[i].type);
        ol_buf_append_byte(p->out, '\n');
        expr(p, outs[i].expr, NULL, depth + 1);
    }
}

static void query(Printer *p, const OlRQuery *q, int depth)
{
    indent(p, depth);
    ol_buf_append_c(p->out, q->kind == OL_RQ_SETOP ? "set operation" : q->kind == OL_RQ_VALUES ? "values" : "block");
    ol_buf_append_c(p->out, q->distinct ? ", distinct\n" : "\n");
    depth++;
    for (const OlRCte *cte = q->ctes; cte != NULL; cte = cte->next)
    {
        indent(p, depth);
        ol_buf_printf(p->out, "with %.*s%s\n", OL_STR_ARG(cte->name), cte->recursive ? ", recursive" : "");
        if (cte->query != NULL)
            query(p, cte->query, depth + 1);
    }
    outputs(p, q->outs, q->nouts, depth);
    for (int i = 0; i < q->narms; i++)
        query(p, q->arms[i], depth);
    for (int i = 0; i < q->nfrom; i++)
        relation(p, q->from[i], depth);
    expr(p, q->where, "where", depth);
    expr(p, q->rownum_limit, "rownum limit", depth);
    for (int i = 0; i < q->ngroup; i++)
        expr(p, q->group[i].expr, "group by", depth);
    expr(p, q->having, "having", depth);
    for (int i = 0; i < q->norder; i++)
        expr(p, q->order[i].expr, q->order[i].desc ? "order by descending" : "order by", depth);
    expr(p, q->offset, "offset", depth);
    expr(p, q->limit, "limit", depth);
}

static void dml(Printer *p, const OlRDml *d)
{
    static const char *const names[] = {"insert", "update", "delete", "merge"};

    ol_buf_printf(p->out, "%s\n", (size_t)d->kind < OL_LENGTHOF(names) ? names[d->kind] : "dml");
    relation(p, d->target, 1);
    for (int i = 0; i < d->ncols; i++)
    {
        indent(p, 1);
        ol_buf_printf(p->out, "column %.*s", OL_STR_ARG(d->cols[i]->name));
        type(p, &d->cols[i]->type);
        ol_buf_append_byte(p->out, '\n');
    }
    for (int i = 0; i < d->nrows; i++)
        for (int c = 0; c < d->ncols; c++)
            expr(p, d->rows[i][c], "value", 1);
    if (d->query != NULL)
        query(p, d->query, 1);
    relation(p, d->source, 1);
    expr(p, d->on, "on", 1);
    for (int i = 0; i < d->nsets; i++)
    {
        indent(p, 1);
        ol_buf_append_c(p->out, "set");
        for (int c = 0; c < d->sets[i].ncols; c++)
            ol_buf_printf(p->out, " %.*s", OL_STR_ARG(d->sets[i].cols[c]->name));
        ol_buf_append_byte(p->out, '\n');
        expr(p, d->sets[i].value, NULL, 2);
    }
    expr(p, d->where, "where", 1);
    expr(p, d->update_where, "update where", 1);
    expr(p, d->delete_where, "delete where", 1);
    expr(p, d->insert_where, "insert where", 1);
    outputs(p, d->returning, d->nreturning, 1);
}

OlStatus ol_names_print(OlArena *arena, OlStr text, const OlCatalog *catalog, const OlType *bind_types, int nbind_types, OlBuf *out,
                        OlDiag *diag)
{
    OlParsed parsed;
    OlResolver r;
    Printer p = {arena, out};
    OlRQuery *q = NULL;
    OlRDml *d = NULL;

    if (ol_parse_statement(arena, text, OL_PARSE_UNIT_TEXT_ONLY, &parsed, diag) != OL_OK)
        return OL_ERROR;
    memset(&r, 0, sizeof r);
    r.arena = arena;
    r.text = parsed.text;
    r.cat = catalog;
    r.diag = diag;
    r.bind_types = bind_types;
    r.nbind_types = nbind_types;
    r.nbinds = parsed.nbinds;
    r.binds = ol_new_array(arena, OlRBind, (size_t)parsed.nbinds + 1);
    switch (parsed.node->kind)
    {
        case OL_N_Select:
            q = ol_rs_query(&r, NULL, parsed.node, false);
            break;
        case OL_N_Insert:
            d = ol_rs_insert(&r, (OlInsert *)parsed.node);
            break;
        case OL_N_Update:
            d = ol_rs_update(&r, (OlUpdate *)parsed.node);
            break;
        case OL_N_Delete:
            d = ol_rs_delete(&r, (OlDelete *)parsed.node);
            break;
        case OL_N_Merge:
            d = ol_rs_merge(&r, (OlMerge *)parsed.node);
            break;
        default:
            return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, (int)parsed.node->start, "names of a statement that is no query and no DML");
    }
    if (q == NULL && d == NULL)
        return r.failed ? OL_ERROR : ol_diag_set(diag, OL_ERR_INTERNAL, -1, "resolve");
    if (q != NULL)
        query(&p, q, 0);
    else
        dml(&p, d);
    return OL_OK;
}
