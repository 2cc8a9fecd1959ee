/*
 * resolve_with.c - WITH: named queries, recursive ones with SEARCH and CYCLE.
 *
 * Owns:      OlRCte.
 * Not here:  queries themselves (resolve_query.c).
 * See also:  SQL Language Reference, "SELECT", subquery_factoring_clause
 */
#include "front/resolve.h"

#include <string.h>

typedef struct SelfSeek
{
    OlStr name;
    bool found;
} SelfSeek;

static OlWalk seek_self(OlNode *node, void *ctx)
{
    SelfSeek *k = ctx;

    if (node->kind == OL_N_TableRef)
    {
        OlTableRef *t = OL_AS(TableRef, node);

        if (t->names.n == 1 && ol_str_eq(t->names.items[0].text, k->name))
        {
            k->found = true;
            return OL_WALK_ABORT;
        }
    }
    return OL_WALK_CONTINUE;
}

static void cte_columns(OlResolver *r, OlRCte *c, const OlNames *names)
{
    c->ncols = c->query->nouts;
    c->cols = ol_new_array(r->arena, OlRCol, (size_t)c->ncols + 1);
    for (int i = 0; i < c->ncols; i++)
    {
        OlROut *o = &c->query->outs[i];

        if (i < names->n)
        {
            o->name = names->items[i].text;
            o->named = true;
        }
    }
    (void)ol_rs_name_outs(r, c->query);
    for (int i = 0; i < c->ncols; i++)
    {
        OlROut *o = &c->query->outs[i];

        c->cols[i] = (OlRCol){.name = o->name, .pg_name = o->pg_name, .type = o->type, .nullable = o->nullable};
    }
}

static int cte_column(OlResolver *r, const OlRCte *c, OlStr name, int pos)
{
    for (int i = 0; i < c->query->nouts; i++)
        if (ol_str_eq(c->cols[i].name, name))
            return i;
    OlName nm = {.text = name};
    OlNames list = {&nm, 1};

    (void)ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &list));
    return -1;
}

static void add_quoted(OlBuf *b, OlStr name)
{
    ol_buf_append_byte(b, '"');
    for (size_t i = 0; i < name.n; i++)
    {
        if (name.s[i] == '"')
            ol_buf_append_byte(b, '"');
        ol_buf_append_byte(b, (uint8_t)name.s[i]);
    }
    ol_buf_append_byte(b, '"');
}

static bool add_literal(OlResolver *r, OlBuf *b, OlNode *node)
{
    OlStr v = node->kind == OL_N_StringLit ? OL_AS(StringLit, node)->value : node->kind == OL_N_NumberLit ? OL_AS(NumberLit, node)->text : OL_STR_NULL;

    if (v.n != 1)
        return ol_rs_fail(r, OL_ERR_CYCLE_VALUE, (int)node->start) != NULL;
    ol_buf_append_c(b, "text '");
    if (v.s[0] == '\'')
        ol_buf_append_byte(b, '\'');
    ol_buf_append_byte(b, (uint8_t)v.s[0]);
    ol_buf_append_byte(b, '\'');
    return true;
}

/* SEARCH and CYCLE as PostgreSQL has them. Its search column is a record, Oracle's a number: the rows are numbered one level up. */
static bool search_and_cycle(OlResolver *r, OlRCte *c, OlCte *node)
{
    OlSearchClause *search = node->search != NULL ? OL_AS(SearchClause, node->search) : NULL;
    OlCycleClause *cycle = node->cycle != NULL ? OL_AS(CycleClause, node->cycle) : NULL;
    OlRCol *cols = ol_new_array(r->arena, OlRCol, (size_t)c->ncols + 3);
    OlBuf b;

    if (search == NULL && cycle == NULL)
        return true;
    memcpy(cols, c->cols, (size_t)c->ncols * sizeof *cols);
    c->cols = cols;
    ol_buf_init(&b, r->arena, 128);
    if (search != NULL)
    {
        ol_buf_append_c(&b, search->breadth ? " SEARCH BREADTH FIRST BY " : " SEARCH DEPTH FIRST BY ");
        for (int i = 0; i < search->order_by.n; i++)
        {
            OlOrderItem *o = OL_ITEM(OrderItem, search->order_by, i);
            int at;

            if (!OL_IS(ColumnRef, o->expr))
                return ol_rs_fail(r, OL_ERR_COLUMN_NAME_ONLY, (int)o->expr->start) != NULL;
            if (o->desc || o->nulls == OL_NULLS_FIRST)
                return ol_rs_unsupported(r, (int)o->node.start, "DESC and NULLS FIRST in SEARCH") != NULL;
            if ((at = cte_column(r, c, OL_AS(ColumnRef, o->expr)->names.items[0].text, (int)o->expr->start)) < 0)
                return false;
            ol_buf_append_c(&b, i > 0 ? ", " : "");
            add_quoted(&b, cols[at].pg_name);
        }
        c->inner_name = ol_rs_alias(r, c->name);
        c->search_column = ol_rs_alias(r, search->set_column.text);
        ol_buf_append_c(&b, " SET ");
        add_quoted(&b, c->search_column);
        cols[c->ncols] = (OlRCol){.name = search->set_column.text, .pg_name = ol_name_to_pg(r->arena, search->set_column.text), .type = ol_type_number()};
        cols[c->ncols++].type.rep = OL_REP_INT8;
    }
    if (cycle != NULL)
    {
        OlRCol *mark = &cols[c->ncols++];

        ol_buf_append_c(&b, " CYCLE ");
        for (int i = 0; i < cycle->columns.n; i++)
        {
            int at = cte_column(r, c, cycle->columns.items[i].text, (int)cycle->columns.items[i].start);

            if (at < 0)
                return false;
            ol_buf_append_c(&b, i > 0 ? ", " : "");
            add_quoted(&b, cols[at].pg_name);
        }
        *mark = (OlRCol){.name = cycle->set_column.text, .pg_name = ol_name_to_pg(r->arena, cycle->set_column.text), .type = ol_type_varchar(1)};
        mark->type.rep = OL_REP_TEXT;
        ol_buf_append_c(&b, " SET ");
        add_quoted(&b, mark->pg_name);
        ol_buf_append_c(&b, " TO ");
        if (!add_literal(r, &b, cycle->cycle_value))
            return false;
        ol_buf_append_c(&b, " DEFAULT ");
        if (!add_literal(r, &b, cycle->no_cycle_value))
            return false;
        ol_buf_append_c(&b, " USING ");
        add_quoted(&b, ol_rs_alias(r, OL_STR("PATH")));
    }
    c->suffix = ol_str_dup(r->arena, ol_buf_str(&b));
    return true;
}

/* Recursive WITH: anchor UNION ALL branch that names itself. PostgreSQL wants the anchor's types in the other branch too. */
static bool recursive_cte(OlResolver *r, OlScope *s, OlRCte *c, OlCte *node)
{
    OlSelect *sel = OL_AS(Select, node->query);
    OlSetOp *op = OL_IS(SetOp, sel->body) ? OL_AS(SetOp, sel->body) : NULL;
    OlRQuery *q = ol_new(r->arena, OlRQuery);

    if (node->columns.n == 0)
        return ol_rs_fail(r, OL_ERR_RECURSIVE_NEEDS_COLUMNS, (int)node->node.start) != NULL;
    if (op == NULL || op->op != OL_SET_UNION || !op->all || op->args.n != 2 || sel->order_by.n > 0)
        return ol_rs_fail(r, OL_ERR_RECURSIVE_UNION_ALL, (int)node->node.start) != NULL;
    q->kind = OL_RQ_SETOP;
    q->setop = OL_SET_UNION;
    q->all = true;
    q->arms = ol_new_array(r->arena, OlRQuery *, 2);
    q->narms = 2;
    if ((q->arms[0] = ol_rs_query_body(r, s, op->args.items[0], NULL, true)) == NULL)
        return false;
    int n = q->arms[0]->nouts;
    OlType *types = ol_new_array(r->arena, OlType, (size_t)n + 1);

    if (node->columns.n != n)
        return ol_rs_fail(r, OL_ERR_WITH_COLUMN_COUNT, (int)node->node.start) != NULL;
    q->outs = ol_new_array(r->arena, OlROut, (size_t)n + 1);
    q->nouts = n;
    for (int i = 0; i < n; i++)
    {
        types[i] = q->arms[0]->outs[i].type;
        if (types[i].code == OL_T_NULL)
            types[i] = ol_type_varchar(0);
        /* plain representation, and no size: the recursive branch makes longer values */
        if (types[i].rep != OL_REP_OTHER)
            types[i].rep = ol_rep_default(types[i].code);
        if (types[i].code == OL_T_CHAR)
            types[i] = ol_type_varchar(4000);
        else if (types[i].code == OL_T_NUMBER)
            types[i] = ol_type_number();
        else if (types[i].code == OL_T_VARCHAR2)
            types[i] = ol_type_varchar(4000);
        q->outs[i] = q->arms[0]->outs[i];
        q->outs[i].expr = NULL;
        q->outs[i].type = types[i];
        q->outs[i].nullable = true;
    }
    if (!ol_rs_coerce_outs(r, q->arms[0], types))
        return false;
    c->query = q;
    c->recursive = true;
    cte_columns(r, c, &node->columns);
    c->next = s->ctes;
    s->ctes = c;
    c->resolving = true;
    if ((q->arms[1] = ol_rs_query_body(r, s, op->args.items[1], NULL, true)) == NULL)
        return false;
    c->resolving = false;
    if (q->arms[1]->nouts != n)
        return ol_rs_fail(r, OL_ERR_SET_COLUMN_COUNT, (int)((OlNode *)op->args.items[1])->start) != NULL;
    OlRQuery *b = q->arms[1];

    if (!ol_rs_coerce_outs(r, b, types))
        return false;
    /* varchar and text are one to us, not to PostgreSQL's check of recursive columns */
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < n && q->arms[k]->kind == OL_RQ_BLOCK; i++)
        {
            OlROut *o = &q->arms[k]->outs[i];

            if (o->expr->kind != OL_RX_CAST && types[i].rep != OL_REP_OTHER)
            {
                OlRx *x = ol_rx_args(r, OL_RX_CAST, types[i], o->expr->pos, 1, o->expr);

                o->expr = x;
            }
        }
    return search_and_cycle(r, c, node);
}

bool ol_rs_with(OlResolver *r, OlScope *s, OlWith *w, OlRCte ***list, int *n)
{
    *list = ol_new_array(r->arena, OlRCte *, (size_t)w->items.n + 1);
    *n = 0;
    for (int i = 0; i < w->items.n; i++)
    {
        OlNode *node = w->items.items[i];

        if (node->kind == OL_N_WithRoutine)
        {
            ol_rs_with_routine(r, node);
            continue;
        }
        if (node->kind != OL_N_Cte)
            return ol_rs_unsupported(r, (int)node->start, ol_node_name((OlNodeKind)node->kind)) != NULL;
        OlCte *cte = OL_AS(Cte, node);
        OlRCte *c = ol_new(r->arena, OlRCte);
        SelfSeek self = {cte->name.text, false};

        for (OlRCte *o = s->ctes; o != NULL; o = o->next)
            if (ol_str_eq(o->name, cte->name.text))
                return ol_rs_fail(r, OL_ERR_WITH_NAME_TWICE, (int)node->start) != NULL;
        c->name = cte->name.text;
        c->pg_name = ol_rs_alias(r, cte->name.text);
        (void)ol_ast_walk(cte->query, seek_self, NULL, &self);
        if (self.found)
        {
            if (!recursive_cte(r, s, c, cte))
                return false;
        }
        else
        {
            if ((c->query = ol_rs_query(r, s, cte->query, true)) == NULL)
                return false;
            if (cte->columns.n > 0 && cte->columns.n != c->query->nouts)
                return ol_rs_fail(r, OL_ERR_WITH_COLUMN_COUNT, (int)node->start) != NULL;
            cte_columns(r, c, &cte->columns);
            c->next = s->ctes;
            s->ctes = c;
        }
        (*list)[(*n)++] = c;
    }
    return true;
}
