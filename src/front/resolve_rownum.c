/*
 * resolve_rownum.c - ROWNUM in conditions: as a limit of rows, taken out of WHERE.
 *
 * Owns:      which conditions on ROWNUM are limits, and row counts as PostgreSQL's LIMIT takes them.
 * Not here:  ROWNUM as a value (resolve_name.c), the extra level it needs (resolve_query.c).
 * See also:  SQL Language Reference, "ROWNUM Pseudocolumn"
 */
#include "front/resolve.h"

#include <string.h>

static OlRx *strip_cast(OlRx *x)
{
    while (x->kind == OL_RX_CAST)
        x = x->args[0];
    return x;
}

static bool is_rownum(OlRx *x, const OlRQuery *block)
{
    x = strip_cast(x);
    return x->kind == OL_RX_ROWNUM && x->query == block;
}

typedef struct RownumSeek
{
    const OlRQuery *block;
    bool rownum;
    bool column;
} RownumSeek;

static bool seek_rownum(OlRx *x, void *ctx)
{
    RownumSeek *k = ctx;

    k->rownum |= x->kind == OL_RX_ROWNUM && x->query == k->block;
    k->column |= (x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == k->block;
    return true;
}

OlRx *ol_rx_int8(OlResolver *r, int64_t v)
{
    OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_number(), -1);

    x->type.rep = OL_REP_INT4;
    x->text = ol_str_printf(r->arena, "%lld", (long long)v);
    if (v > 2147483647)
        x->type.rep = OL_REP_INT8;
    return x;
}

bool ol_rx_const_int(const OlRx *x, int64_t *v)
{
    uint64_t u;
    OlStr s = x->text;
    bool neg;

    if (x->kind != OL_RX_NUM && x->kind != OL_RX_CONST)
        return false;
    neg = s.n > 0 && s.s[0] == '-';
    if (neg)
        s = ol_str_n(s.s + 1, s.n - 1);
    if (s.n > 15 || !ol_parse_u64(s, &u))
        return false;
    *v = neg ? -(int64_t)u : (int64_t)u;
    return true;
}

/* floor(x) (or ceil(x) - 1 for <) as a row count PostgreSQL's LIMIT takes: not negative, NULL counts as none. */
OlRx *ol_rs_limit(OlResolver *r, OlRx *x, bool less)
{
    OlType num = ol_type_number(), i8 = num;
    OlRx *f;

    i8.rep = OL_REP_INT8;
    if ((x = ol_rs_to(r, x, 'n')) == NULL)
        return NULL;
    f = ol_rx_call(r, num, less ? "pg_catalog.ceil" : "pg_catalog.floor", x->pos, 1, x);
    if (less)
    {
        f = ol_rx_args(r, OL_RX_OP, num, x->pos, 2, f, ol_rx_num(r, 1, x->pos));
        f->target = "-";
    }
    f = ol_rx_call(r, num, "LEAST", x->pos, 2, f, ol_rx_num(r, 9000000000000000000LL, x->pos));
    f = ol_rx_call(r, num, "GREATEST", x->pos, 2, f, ol_rx_num(r, 0, x->pos));
    f = ol_rx_args(r, OL_RX_COALESCE, num, x->pos, 2, f, ol_rx_num(r, 0, x->pos));
    return ol_rx_args(r, OL_RX_CAST, i8, x->pos, 1, f);
}

static bool add_limit(OlResolver *r, OlRQuery *block, OlRx *limit)
{
    int64_t a, b;

    if (limit == NULL)
        return false;
    if (block->rownum_limit == NULL)
        block->rownum_limit = limit;
    else if (ol_rx_const_int(limit, &a) && ol_rx_const_int(block->rownum_limit, &b))
        block->rownum_limit = a < b ? limit : block->rownum_limit;
    else
    {
        OlType i8 = ol_type_number();

        i8.rep = OL_REP_INT8;
        block->rownum_limit = ol_rx_call(r, i8, "LEAST", limit->pos, 2, block->rownum_limit, limit);
    }
    return true;
}

/* One conjunct with ROWNUM: true when it was understood (and leaves the condition). */
static bool rownum_conjunct(OlResolver *r, OlRQuery *block, OlRx *x)
{
    static const struct
    {
        const char *op, *swapped;
    } swaps[] = {{"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}, {"=", "="}, {"<>", "<>"}};
    const char *op;
    OlRx *v;
    RownumSeek k = {block, false, false};
    int64_t c;

    if (x->kind == OL_RX_BETWEEN && !(x->flags & OL_RXF_NEGATED) && is_rownum(x->args[0], block))
    {
        ol_rx_walk(x->args[2], seek_rownum, &k);
        if (k.rownum || k.column || !ol_rx_const_int(x->args[1], &c))
            return false;
        if (c > 1)
        {
            block->rownum_none = true;
            return true;
        }
        if (ol_rx_const_int(x->args[2], &c))
            return add_limit(r, block, ol_rx_int8(r, c < 0 ? 0 : c));
        return add_limit(r, block, ol_rs_limit(r, x->args[2], false));
    }
    if (x->kind != OL_RX_CMP)
        return false;
    op = x->target;
    if (is_rownum(x->args[0], block))
        v = x->args[1];
    else if (is_rownum(x->args[1], block))
    {
        v = x->args[0];
        for (size_t i = 0; i < OL_LENGTHOF(swaps); i++)
            if (strcmp(swaps[i].op, x->target) == 0)
                op = swaps[i].swapped;
    }
    else
        return false;
    ol_rx_walk(v, seek_rownum, &k);
    if (k.rownum || k.column)
        return false;
    bool known = ol_rx_const_int(v, &c);

    if (strcmp(op, "<=") == 0)
        return add_limit(r, block, known ? ol_rx_int8(r, c < 0 ? 0 : c) : ol_rs_limit(r, v, false));
    if (strcmp(op, "<") == 0)
        return add_limit(r, block, known ? ol_rx_int8(r, c < 1 ? 0 : c - 1) : ol_rs_limit(r, v, true));
    if (strcmp(op, "=") == 0)
    {
        if (known)
        {
            if (c == 1)
                return add_limit(r, block, ol_rx_int8(r, 1));
            block->rownum_none = true;
            return true;
        }
        /* only the first row can have a given number: ROWNUM = x is one row or none */
        OlType i8 = ol_type_number();

        i8.rep = OL_REP_INT4;
        if ((v = ol_rs_to(r, v, 'n')) == NULL)
            return false;
        OlRx *one = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), v->pos, 2, v, ol_rx_num(r, 1, v->pos));

        one->target = "=";
        OlRx *cs = ol_rx_args(r, OL_RX_CASE, i8, v->pos, 3, one, ol_rx_int8(r, 1), ol_rx_int8(r, 0));

        cs->op = 1;
        return add_limit(r, block, cs);
    }
    if (!known)
        return false;
    if (strcmp(op, ">") == 0 || strcmp(op, ">=") == 0)
    {
        if (op[1] == '=' ? c > 1 : c >= 1)
            block->rownum_none = true;
        return true;
    }
    if (strcmp(op, "<>") == 0)
        return c < 1 ? true : add_limit(r, block, ol_rx_int8(r, c - 1));
    return false;
}

/* ROWNUM <= n OR c: the first n rows, and those with c. Every part with ROWNUM must be an upper limit: then the plain number of a row decides. */
static bool rownum_or(OlResolver *r, OlRQuery *block, OlRx *x)
{
    if (x->kind != OL_RX_OR)
        return false;
    for (int i = 0; i < x->nargs; i++)
    {
        OlRx *a = x->args[i];
        RownumSeek k = {block, false, false};
        int64_t c;

        ol_rx_walk(a, seek_rownum, &k);
        if (!k.rownum)
            continue;
        if (a->kind != OL_RX_CMP || !is_rownum(a->args[0], block) || k.column)
            return false;
        if (strcmp(a->target, "<=") != 0 && strcmp(a->target, "<") != 0 &&
            !(strcmp(a->target, "=") == 0 && ol_rx_const_int(a->args[1], &c) && c == 1))
            return false;
    }
    if (block->uses_rownum)
        return ol_rs_unsupported(r, x->pos, "ROWNUM under OR and as a value") != NULL;
    block->wrap_where = ol_rx_and(r, block->wrap_where, x);
    return true;
}

static void flatten_and(OlResolver *r, OlRx *x, OlList *out)
{
    if (x->kind != OL_RX_AND)
    {
        ol_list_add(r->arena, out, x);
        return;
    }
    for (int i = 0; i < x->nargs; i++)
        flatten_and(r, x->args[i], out);
}

bool ol_rs_rownum(OlResolver *r, OlRQuery *block)
{
    OlList parts = {0};
    OlRx *rest = NULL;
    RownumSeek any = {block, false, false};

    if (block->where == NULL)
        return true;
    ol_rx_walk(block->where, seek_rownum, &any);
    if (!any.rownum)
        return true;
    flatten_and(r, block->where, &parts);
    for (int i = 0; i < parts.n; i++)
    {
        OlRx *x = parts.items[i];
        RownumSeek k = {block, false, false};

        ol_rx_walk(x, seek_rownum, &k);
        if (!k.rownum)
        {
            rest = ol_rx_and(r, rest, x);
            continue;
        }
        if (!rownum_conjunct(r, block, x) && !r->failed && !rownum_or(r, block, x))
            return r->failed ? false : ol_rs_unsupported(r, x->pos, "ROWNUM in this condition") != NULL;
    }
    if (block->rownum_none)
    {
        OlRx *f = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), -1);

        rest = ol_rx_and(r, rest, f);
        block->rownum_limit = NULL;
    }
    block->where = rest;
    return true;
}
