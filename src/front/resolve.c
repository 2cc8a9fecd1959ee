/*
 * resolve.c - the resolver's ground: errors, making and comparing nodes, aliases, parameters.
 *
 * Owns:      what every other resolve_*.c file builds on.
 * See also:  resolve.h, rtree.h
 */
#include "front/resolve.h"

#include <string.h>

/* --- errors ------------------------------------------------------------------------------------------------------- */

void *ol_rs_fail(OlResolver *r, OlErrorCode code, int pos)
{
    if (!r->failed)
    {
        r->failed = true;
        (void)ol_diag_set(r->diag, code, pos);
    }
    return NULL;
}

void *ol_rs_fail1(OlResolver *r, OlErrorCode code, int pos, OlStr a)
{
    if (!r->failed)
    {
        r->failed = true;
        (void)ol_diag_set(r->diag, code, pos, ol_str_cdup(r->arena, a));
    }
    return NULL;
}

void *ol_rs_fail2(OlResolver *r, OlErrorCode code, int pos, const char *a, const char *b)
{
    if (!r->failed)
    {
        r->failed = true;
        (void)ol_diag_set(r->diag, code, pos, a, b);
    }
    return NULL;
}

void *ol_rs_unsupported(OlResolver *r, int pos, const char *construct)
{
    return ol_rs_fail1(r, OL_ERR_FEATURE_UNSUPPORTED, pos, ol_str(construct));
}

OlStr ol_rs_quoted(OlResolver *r, const OlNames *names)
{
    OlBuf b;

    ol_buf_init(&b, r->arena, 64);
    for (int i = 0; i < names->n; i++)
        ol_buf_printf(&b, "%s\"%.*s\"", i > 0 ? "." : "", OL_STR_ARG(names->items[i].text));
    return ol_str(ol_buf_cstr(&b));
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

OlRx *ol_rx_new(OlResolver *r, OlRxKind kind, OlType type, int pos)
{
    OlRx *x = ol_new(r->arena, OlRx);

    x->kind = (uint8_t)kind;
    x->type = type;
    x->pos = pos;
    x->nullable = true;
    return x;
}

#define CARRIED (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED)

static void set_args(OlResolver *r, OlRx *x, int n, va_list ap)
{
    x->args = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    x->nargs = n;
    for (int i = 0; i < n; i++)
    {
        x->args[i] = va_arg(ap, OlRx *);
        x->flags |= x->args[i]->flags & CARRIED;
    }
}

OlRx *ol_rx_args(OlResolver *r, OlRxKind kind, OlType type, int pos, int n, ...)
{
    OlRx *x = ol_rx_new(r, kind, type, pos);
    va_list ap;

    va_start(ap, n);
    set_args(r, x, n, ap);
    va_end(ap);
    return x;
}

OlRx *ol_rx_call(OlResolver *r, OlType type, const char *target, int pos, int n, ...)
{
    OlRx *x = ol_rx_new(r, OL_RX_CALL, type, pos);
    va_list ap;

    x->target = target;
    va_start(ap, n);
    set_args(r, x, n, ap);
    va_end(ap);
    return x;
}

OlRx *ol_rx_emitfn(OlResolver *r, OlEmitFn fn, OlType type, int n, ...)
{
    OlRx *x = ol_rx_new(r, OL_RX_CALL, type, -1);
    va_list ap;

    x->target = ol_emitfn_target(fn);
    va_start(ap, n);
    set_args(r, x, n, ap);
    va_end(ap);
    if (n > 0)
        x->pos = x->args[0]->pos;
    return x;
}

OlRx *ol_rx_num(OlResolver *r, int64_t value, int pos)
{
    OlRx *x = ol_rx_new(r, OL_RX_NUM, ol_type_number(), pos);

    x->text = ol_str_printf(r->arena, "%lld", (long long)value);
    x->nullable = false;
    return x;
}

OlRx *ol_rx_int4(OlResolver *r, int value)
{
    OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_number(), -1);

    x->type.rep = OL_REP_INT4;
    x->text = ol_str_printf(r->arena, "%d", value);
    x->nullable = false;
    return x;
}

OlRx *ol_rx_str(OlResolver *r, OlStr value, int pos)
{
    OlType t = ol_type_of(OL_T_CHAR);
    OlRx *x;

    t.size_bytes = (int32_t)value.n;
    t.size_chars = (int32_t)ol_utf8_length(value.s, value.n);
    x = ol_rx_new(r, OL_RX_STR, t, pos);
    x->text = value;
    x->nullable = false;
    x->flags |= OL_RXF_LITERAL;
    return x;
}

OlRx *ol_rx_null(OlResolver *r, OlType type, int pos)
{
    return ol_rx_new(r, OL_RX_NULL, type, pos);
}

OlRx *ol_rx_and(OlResolver *r, OlRx *a, OlRx *b)
{
    if (a == NULL || b == NULL)
        return a == NULL ? b : a;
    return ol_rx_args(r, OL_RX_AND, ol_type_bool(), a->pos, 2, a, b);
}

OlRx *ol_rx_col(OlResolver *r, OlRRel *rel, int col, int pos)
{
    if (rel->subst != NULL)
    {
        OlRx *c = ol_new(r->arena, OlRx);

        *c = *rel->subst[col];
        c->pos = pos;
        return c;
    }
    OlRx *x = ol_rx_new(r, OL_RX_COL, rel->cols[col].type, pos);

    x->rel = rel;
    x->col = col;
    rel->used = true;
    x->nullable = rel->cols[col].nullable || rel->outer;
    return x;
}

static bool same_str(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The same expression to PostgreSQL, which decides whether it matches a GROUP BY expression. */
bool ol_rx_equal(const OlRx *a, const OlRx *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || a->kind != b->kind || a->op != b->op || a->nargs != b->nargs || a->col != b->col || a->rel != b->rel ||
        a->query != b->query || a->type.code != b->type.code || a->type.rep != b->type.rep || !ol_str_eq(a->text, b->text) ||
        !same_str(a->target, b->target) || ((a->flags ^ b->flags) & (OL_RXF_NEGATED | OL_RXF_OPERAND)) != 0 || a->seq != b->seq)
        return false;
    if (a->agg != b->agg)
        return false;
    for (int i = 0; i < a->nargs; i++)
        if (!ol_rx_equal(a->args[i], b->args[i]))
            return false;
    return true;
}

void ol_rx_walk(OlRx *x, OlRxFn fn, void *ctx)
{
    if (x == NULL || !fn(x, ctx))
        return;
    for (int i = 0; i < x->nargs; i++)
        ol_rx_walk(x->args[i], fn, ctx);
    if (x->agg == NULL)
        return;
    for (int i = 0; i < x->agg->norder; i++)
        ol_rx_walk(x->agg->order[i].expr, fn, ctx);
    ol_rx_walk(x->agg->filter, fn, ctx);
    if (x->agg->window != NULL)
    {
        OlRWindow *w = x->agg->window;

        for (int i = 0; i < w->npartition; i++)
            ol_rx_walk(w->partition[i], fn, ctx);
        for (int i = 0; i < w->norder; i++)
            ol_rx_walk(w->order[i].expr, fn, ctx);
        if (w->frame != NULL)
        {
            ol_rx_walk(w->frame->from, fn, ctx);
            ol_rx_walk(w->frame->to, fn, ctx);
        }
    }
}

/* --- aliases, parameters, relations ------------------------------------------------------------------------------- */

OlStr ol_rs_alias(OlResolver *r, OlStr oracle_name)
{
    OlStr base = ol_name_to_pg(r->arena, oracle_name);
    OlStr name = base;

    if (r->aliases == NULL)
        r->aliases = ol_map_new(r->arena);
    if (name.n == 0)
        name = base = OL_STR("q");
    if (name.n > 58) /* PostgreSQL would cut it to 63 */
        name = base = ol_str_n(base.s, ol_utf8_offset(base.s, base.n, 40));
    while (ol_map_get(r->aliases, name) != NULL)
        name = ol_str_printf(r->arena, "%.*s_%d", OL_STR_ARG(base), ++r->alias_seq);
    ol_map_put(r->aliases, name, r);
    return name;
}

int ol_rs_new_param(OlResolver *r, const OlType *type)
{
    if (r->nparams == r->param_cap)
    {
        int cap = r->param_cap == 0 ? 8 : r->param_cap * 2;

        r->param_types = ol_arena_grow(r->arena, r->param_types, (size_t)r->param_cap * sizeof(OlType), (size_t)cap * sizeof(OlType));
        r->param_cap = cap;
    }
    r->param_types[r->nparams] = *type;
    return ++r->nparams;
}

void ol_rs_note_relation(OlResolver *r, uint32_t oid)
{
    for (int i = 0; i < r->nrelations; i++)
        if (r->relations[i] == oid)
            return;
    if (r->nrelations == r->relation_cap)
    {
        int cap = r->relation_cap == 0 ? 8 : r->relation_cap * 2;

        r->relations = ol_arena_grow(r->arena, r->relations, (size_t)r->relation_cap * sizeof(uint32_t), (size_t)cap * sizeof(uint32_t));
        r->relation_cap = cap;
    }
    r->relations[r->nrelations++] = oid;
}
