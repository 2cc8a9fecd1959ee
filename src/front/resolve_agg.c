/*
 * resolve_agg.c - aggregates and analytic functions: KEEP, WITHIN GROUP, OVER, and what each function becomes.
 *
 * Owns:      OlRAgg, OlRWindow.
 * Not here:  the choice of the overload (resolve_func.c), GROUP BY (resolve_query.c).
 * See also:  SQL Language Reference, "Aggregate Functions", "Analytic Functions"
 */
#include "front/resolve.h"

#include <string.h>

/* --- windows ------------------------------------------------------------------------------------------------------ */

static OlRFrame *frame_of(OlResolver *r, OlScope *s, OlFrame *f, const OlRWindow *w)
{
    OlRFrame *out = ol_new(r->arena, OlRFrame);
    OlFrameBound *b[2] = {OL_AS(FrameBound, f->from), f->to != NULL ? OL_AS(FrameBound, f->to) : NULL};

    out->unit = (uint8_t)f->unit;
    out->exclude = (uint8_t)f->exclude;
    for (int i = 0; i < 2 && b[i] != NULL; i++)
    {
        OlRx *off = NULL;

        if (b[i]->offset != NULL)
        {
            if ((off = ol_rs_expr(r, s, b[i]->offset)) == NULL)
                return NULL;
            if (f->unit != OL_FRAME_RANGE)
            {
                OlType t = ol_type_number();

                t.rep = OL_REP_INT8;
                if ((off = ol_rs_to(r, off, 'n')) == NULL)
                    return NULL;
                off = ol_rx_args(r, OL_RX_CAST, t, off->pos, 1, off);
            }
            else if (w->norder == 1 && ol_type_is_datetime(&w->order[0].expr->type) && ol_type_is_num(&off->type))
            {
                OlRx *args[2] = {off, ol_rx_str(r, OL_STR("DAY"), off->pos)};

                off = ol_rs_builtin(r, OL_STR("NUMTODSINTERVAL"), args, 2, off->pos);
            }
            else if (w->norder == 1 && ol_type_is_num(&w->order[0].expr->type) && w->order[0].expr->type.rep != OL_REP_NUMERIC &&
                     w->order[0].expr->type.rep != OL_REP_FLOAT4 && w->order[0].expr->type.rep != OL_REP_FLOAT8)
            {
                /* both sides of the range in one type */
                if ((off = ol_rs_to(r, off, 'n')) == NULL ||
                    (w->order[0].expr = ol_rx_args(r, OL_RX_CAST, ol_type_number(), off->pos, 1, w->order[0].expr)) == NULL)
                    return NULL;
            }
            if (off == NULL)
                return NULL;
        }
        if (i == 0)
        {
            out->from_kind = (uint8_t)b[0]->kind;
            out->from = off;
        }
        else
        {
            out->to_kind = (uint8_t)b[1]->kind;
            out->to = off;
            out->has_to = true;
        }
    }
    return out;
}

static OlRWindow *window_of(OlResolver *r, OlScope *s, OlWindow *w)
{
    OlRWindow *out = ol_new(r->arena, OlRWindow);
    bool was = s->in_window;

    if (w->ref.text.n > 0)
        return ol_rs_unsupported(r, (int)w->node.start, "OVER window_name");
    s->in_window = true;
    out->partition = ol_new_array(r->arena, OlRx *, (size_t)w->partition_by.n + 1);
    for (int i = 0; i < w->partition_by.n; i++)
    {
        OlRx *x = ol_rs_expr(r, s, w->partition_by.items[i]);

        if (x == NULL)
            return NULL;
        out->partition[out->npartition++] = ol_rs_value(r, x);
    }
    if (!ol_rs_order(r, s, &w->order_by, &out->order, &out->norder))
        return NULL;
    if (w->frame != NULL && (out->frame = frame_of(r, s, OL_AS(Frame, w->frame), out)) == NULL)
        return NULL;
    s->in_window = was;
    return out;
}

/* --- aggregates and analytic functions ---------------------------------------------------------------------------- */

static OlRx *agg_node(OlResolver *r, const char *target, OlType t, OlRx **args, int n, OlRAgg *agg, int pos)
{
    OlRx *x = ol_rx_new(r, OL_RX_AGG, t, pos);

    x->target = target;
    x->args = args;
    x->nargs = n;
    x->agg = agg;
    x->flags |= agg->window != NULL ? OL_RXF_WINDOW : OL_RXF_AGG;
    for (int i = 0; i < n; i++)
        x->flags |= args[i]->flags & (OL_RXF_OUTER | OL_RXF_CORRELATED);
    return x;
}

static bool sys_aggregate(const OlType *t)
{
    return t->rep == OL_REP_ORATSTZ || t->rep == OL_REP_BYTEA || t->rep == OL_REP_ROWID;
}

static OlRx *int_arg(OlResolver *r, OlRx *x, OlRep rep)
{
    OlType t = ol_type_number();

    t.rep = rep;
    if ((x = ol_rs_to(r, x, 'n')) == NULL)
        return NULL;
    return ol_rx_args(r, OL_RX_CAST, t, x->pos, 1, x);
}

static bool seek_column(OlRx *x, void *ctx)
{
    bool *found = ctx;

    *found |= x->kind == OL_RX_COL || x->kind == OL_RX_ROWID || x->kind == OL_RX_HIER || x->kind == OL_RX_ROWNUM;
    return true;
}

static bool names_column(OlRx *x)
{
    bool found = false;

    ol_rx_walk(x, seek_column, &found);
    return found;
}

/* --- aggregates over what an aggregate has collected -------------------------------------------------------------- */

/* array_agg(x), with the order or window of agg */
static OlRx *collected(OlResolver *r, OlRx *x, const OlRAgg *agg, int pos)
{
    OlRAgg *own = ol_new(r->arena, OlRAgg);
    OlRx **args = ol_new_array(r->arena, OlRx *, 1);

    *own = *agg;
    args[0] = x;
    return agg_node(r, "pg_catalog.array_agg", x->type, args, 1, own, pos);
}

static OlRQuery *arrays_query(OlResolver *r, int n, OlRRel **out)
{
    OlRQuery *q = ol_new(r->arena, OlRQuery);
    OlRRel *rel = ol_new(r->arena, OlRRel);

    rel->kind = OL_RREL_ARRAYS;
    rel->pg_alias = ol_rs_alias(r, OL_STR("A"));
    rel->cols = ol_new_array(r->arena, OlRCol, (size_t)n + 1);
    rel->arrays = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    rel->block = q;
    q->kind = OL_RQ_BLOCK;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    q->grouped = true;
    *out = rel;
    return q;
}

static OlRx *add_array(OlResolver *r, OlRRel *rel, OlRx *array)
{
    OlRCol *c = &rel->cols[rel->ncols];

    c->name = c->pg_name = ol_str_printf(r->arena, "c%d", rel->ncols + 1);
    c->type = array->type;
    c->nullable = true;
    rel->arrays[rel->ncols] = array;
    return ol_rx_col(r, rel, rel->ncols++, array->pos);
}

/* (SELECT x FROM the arrays): an aggregate to the block around it */
static OlRx *arrays_value(OlResolver *r, OlRQuery *q, OlRx *x, int pos)
{
    OlRx *sub = ol_rx_new(r, OL_RX_SUBQUERY, x->type, pos);

    q->outs = ol_new_array(r->arena, OlROut, 1);
    q->outs[0] = (OlROut){.name = OL_STR("C"), .pg_name = OL_STR("c"), .expr = x, .type = x->type, .nullable = true};
    q->nouts = 1;
    sub->query = q;
    sub->flags |= OL_RXF_AGG;
    return sub;
}

/* sys.nth_of(array_agg(x) OVER (..), n, from the last, without NULLs) */
static OlRx *nth_of(OlResolver *r, OlRx *x, OlRx *n, bool last, bool not_null, OlRAgg *agg, int pos)
{
    OlRx *b[2];
    OlType t = x->type;

    for (int i = 0; i < 2; i++)
    {
        b[i] = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);
        b[i]->op = i == 0 ? last : not_null;
    }
    if (t.rep == OL_REP_VARCHAR)
        t.rep = OL_REP_TEXT;
    if (t.rep != OL_REP_OTHER)
        x = ol_rx_args(r, OL_RX_CAST, t, pos, 1, x);
    x = ol_rx_call(r, t, "sys.nth_of", pos, 4, collected(r, x, agg, pos), n, b[0], b[1]);
    x->flags |= OL_RXF_WINDOW;
    return x;
}

/* The ORDER BY of KEEP, turned round for LAST: the rows kept come first. Room for one more. */
static bool keep_order(OlResolver *r, OlScope *s, OlFuncCall *call, bool over, OlROrder **out, int *n)
{
    OlKeep *k = OL_AS(Keep, call->keep);
    OlROrder *order, *all;
    bool win = s->in_window, in_agg = s->in_agg;

    s->in_agg = !over;
    s->in_window = over || win;
    if (!ol_rs_order(r, s, &k->order_by, &order, n))
        return false;
    s->in_window = win;
    s->in_agg = in_agg;
    all = ol_new_array(r->arena, OlROrder, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
    {
        all[i] = order[i];
        if (k->last)
        {
            all[i].desc = !order[i].desc;
            all[i].nulls = order[i].nulls == OL_NULLS_FIRST ? OL_NULLS_LAST : order[i].nulls == OL_NULLS_LAST ? OL_NULLS_FIRST : OL_NULLS_DEFAULT;
        }
    }
    *out = all;
    return true;
}

/* MAX(x) KEEP (DENSE_RANK LAST ORDER BY o): the greatest x of the rows that are last by o, that is the first when all are sorted by o
 * backwards and then by x. */
static OlRx *keep_node(OlResolver *r, OlScope *s, OlFuncCall *call, OlRx **args, OlType t, OlRAgg *agg, bool max, int pos)
{
    OlROrder *all;
    int n;

    if (!keep_order(r, s, call, agg->window != NULL, &all, &n))
        return NULL;
    all[n] = (OlROrder){.expr = args[0], .desc = max, .nulls = OL_NULLS_LAST};
    if (agg->window == NULL)
    {
        agg->order = all;
        agg->norder = n + 1;
        agg->first = true;
        return agg_node(r, "pg_catalog.array_agg", t, args, 1, agg, pos);
    }
    OlRFrame *f = ol_new(r->arena, OlRFrame);

    if (agg->window->norder > 0)
        return ol_rs_fail(r, OL_ERR_WINDOW_ORDER_NOT_ALLOWED, pos);
    f->unit = OL_FRAME_ROWS;
    f->from_kind = OL_BOUND_UNBOUNDED_PRECEDING;
    f->to_kind = OL_BOUND_UNBOUNDED_FOLLOWING;
    f->has_to = true;
    agg->window->order = all;
    agg->window->norder = n + 1;
    agg->window->frame = f;
    return agg_node(r, "pg_catalog.first_value", t, args, 1, agg, pos);
}

/* FIRST_VALUE, LAST_VALUE, LAG and LEAD with IGNORE NULLS: aggregates over the window that keep the first or the last value they see;
 * LAG and LEAD look at the rows before and after. */
static OlRx *ignoring_nulls(OlResolver *r, OlStr name, OlRx **args, int n, OlType t, OlRAgg *agg, int pos)
{
    bool lag = ol_str_eq_c(name, "LAG"), lead = ol_str_eq_c(name, "LEAD");
    bool far = (lag || lead) && n > 1 && !(args[1]->kind == OL_RX_CAST && args[1]->args[0]->kind == OL_RX_NUM && ol_str_eq_c(args[1]->args[0]->text, "1"));
    OlRx *x;

    if (lag || lead)
    {
        OlRFrame *f = ol_new(r->arena, OlRFrame);
        OlType i8 = ol_type_number();

        i8.rep = OL_REP_INT8;
        f->unit = OL_FRAME_ROWS;
        f->has_to = true;
        f->from_kind = lag ? OL_BOUND_UNBOUNDED_PRECEDING : OL_BOUND_FOLLOWING;
        f->to_kind = lag ? OL_BOUND_PRECEDING : OL_BOUND_UNBOUNDED_FOLLOWING;
        x = ol_rx_args(r, OL_RX_CAST, i8, pos, 1, ol_rx_num(r, 1, pos));
        if (lag)
            f->to = x;
        else
            f->from = x;
        agg->window->frame = f;
    }
    if (far)
        x = nth_of(r, args[0], args[1], lag, true, agg, pos);
    else
        x = agg_node(r, lag || ol_str_eq_c(name, "LAST_VALUE") ? "sys.last_not_null" : "sys.first_not_null", t, args, 1, agg, pos);
    return n > 2 ? ol_rx_args(r, OL_RX_COALESCE, t, pos, 2, x, args[2]) : x;
}

/* RANK(v) WITHIN GROUP (ORDER BY x): where v would stand. */
static OlRx *hypothetical(OlResolver *r, OlScope *s, OlFuncCall *call, const OlFuncRow *row, int pos)
{
    OlRAgg *agg = ol_new(r->arena, OlRAgg);
    int n = call->args.n;
    OlRx **args = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    bool was = s->in_agg;

    if (s->block == NULL || (s->clause != OL_CL_SELECT && s->clause != OL_CL_HAVING && s->clause != OL_CL_ORDER))
        return ol_rs_fail(r, OL_ERR_GROUP_NOT_ALLOWED, pos);
    s->in_agg = true;
    if (!ol_rs_order(r, s, &call->within_group, &agg->order, &agg->norder))
        return NULL;
    if (n != agg->norder)
        return ol_rs_fail(r, n < agg->norder ? OL_ERR_TOO_FEW_ARGS : OL_ERR_TOO_MANY_ARGS, pos);
    for (int i = 0; i < n; i++)
        if ((args[i] = ol_rs_expr(r, s, call->args.items[i])) == NULL ||
            (args[i] = ol_rs_to_type(r, args[i], &agg->order[i].expr->type)) == NULL)
            return NULL;
    s->in_agg = was;
    agg->within = true;
    s->block->grouped = true;
    return agg_node(r, row->target, ol_rs_result_type(row->result, args, 0), args, n, agg, pos);
}

/* PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY x) OVER (PARTITION BY ..): of the array of the partition */
static OlRx *percentile_over(OlResolver *r, const OlFuncRow *row, OlStr name, OlRx *p, OlRAgg *agg, int pos)
{
    OlRAgg window;
    OlRx *x, *desc;
    OlType t;

    if (agg->norder != 1)
        return ol_rs_fail(r, OL_ERR_TOO_MANY_ARGS, pos);
    if (agg->window->norder > 0)
        return ol_rs_fail(r, OL_ERR_WINDOW_ORDER_NOT_ALLOWED, pos);
    x = agg->order[0].expr;
    if (!ol_type_is_datetime(&x->type) && (x = ol_rs_to(r, x, 'n')) == NULL)
        return NULL;
    t = ol_type_is_datetime(&x->type) ? x->type : ol_type_number();
    if ((p = ol_rs_to(r, p, 'n')) == NULL)
        return NULL;
    memset(&window, 0, sizeof(window));
    window.window = agg->window;
    desc = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);
    desc->op = agg->order[0].desc;
    x = ol_rx_call(r, t, ol_str_eq_c(name, "PERCENTILE_CONT") ? "sys.percentile_cont_of" : "sys.percentile_disc_of", pos, 3,
                   collected(r, x, &window, pos), p, desc);
    x->flags |= OL_RXF_WINDOW;
    return x;
}

/* f(DISTINCT x) OVER (PARTITION BY ..): PostgreSQL has no DISTINCT in windows. COUNT is found by ranks, the others over the array. */
static OlRx *distinct_over(OlResolver *r, OlStr name, OlRx **args, int n, OlType t, OlRAgg *agg, int pos)
{
    OlRx *x = ol_rs_value(r, args[0]);
    const char *fn = NULL;
    OlRAgg plain = *agg;

    plain.distinct = false;
    if (ol_str_eq_c(name, "COUNT"))
    {
        x = ol_rx_call(r, t, "sys.count_distinct_of", pos, 1, collected(r, x, &plain, pos));
        x->type.rep = OL_REP_INT8;
    }
    else
    {
        if (ol_str_eq_c(name, "SUM"))
            fn = "sys.sum_distinct_of";
        else if (ol_str_eq_c(name, "AVG"))
            fn = "sys.avg_distinct_of";
        else if (ol_str_eq_c(name, "LISTAGG"))
        {
            OlRx *sep = n > 1 ? ol_rs_to(r, args[1], 's') : ol_rx_null(r, ol_type_varchar(0), pos);

            if (sep == NULL || (x = ol_rs_to(r, args[0], 's')) == NULL)
                return NULL;
            plain.window->norder = 0;
            plain.window->frame = NULL;
            x = ol_rx_call(r, ol_type_varchar(4000), "sys.listagg_distinct_of", pos, 2, collected(r, x, &plain, pos), sep);
            x->flags |= OL_RXF_WINDOW;
            return x;
        }
        if (fn == NULL)
            return ol_rs_unsupported(r, pos, "DISTINCT in this analytic function");
        if ((x = ol_rs_to(r, args[0], 'n')) == NULL)
            return NULL;
        x = ol_rx_call(r, ol_type_number(), fn, pos, 1, collected(r, x, &plain, pos));
    }
    x->flags |= OL_RXF_WINDOW;
    return x;
}

/* raw: the first argument before it became a string, which ORDER BY of a DISTINCT list names. */
static OlRx *listagg(OlResolver *r, OlScope *s, OlFuncCall *call, OlRx *raw, OlRx **args, int n, OlType t, OlRAgg *agg, int pos)
{
    OlListaggOverflow *o = call->overflow != NULL && OL_AS(ListaggOverflow, call->overflow)->truncate ? OL_AS(ListaggOverflow, call->overflow) : NULL;
    const char *target = o != NULL ? "sys.listagg_truncate" : "sys.listagg";

    if (n == 1)
        args[n++] = ol_rx_null(r, ol_type_varchar(0), pos);
    if (o != NULL)
    {
        OlRx **all = ol_new_array(r->arena, OlRx *, 4);

        all[0] = args[0];
        all[1] = args[1];
        all[2] = o->filler != NULL ? ol_rs_expr(r, s, o->filler) : ol_rx_str(r, OL_STR("..."), pos);
        if (all[2] == NULL || (all[2] = ol_rs_to(r, all[2], 's')) == NULL)
            return NULL;
        all[3] = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos);
        all[3]->op = !o->without_count;
        args = all;
        n = 4;
    }
    if (!agg->distinct || !names_column(raw))
    {
        agg->norder = agg->distinct ? 0 : agg->norder;
        return agg_node(r, target, t, args, n, agg, pos);
    }
    /* over the distinct values, in their own order */
    OlRAgg values, *list = ol_new(r->arena, OlRAgg);
    OlRRel *rel;
    OlRx *own = raw, *by = agg->norder > 0 ? agg->order[0].expr : NULL;

    if (by != NULL && by->kind == OL_RX_COLLATE_C)
        by = by->args[0];
    if (agg->norder > 1 || (by != NULL && !ol_rx_equal(by, raw)))
        return ol_rs_fail(r, OL_ERR_NOT_SELECTED_EXPRESSION, pos);
    memset(&values, 0, sizeof(values));
    values.distinct = true;
    OlRQuery *q = arrays_query(r, 1, &rel);
    OlRx *c = add_array(r, rel, collected(r, own, &values, pos));

    list->order = ol_new_array(r->arena, OlROrder, 1);
    list->order[0] = agg->norder > 0 ? agg->order[0] : (OlROrder){.nulls = OL_NULLS_DEFAULT};
    list->order[0].expr = ol_rs_ordering(r, c);
    list->norder = 1;
    if ((args[0] = ol_rs_to(r, c, 's')) == NULL)
        return NULL;
    return arrays_value(r, q, agg_node(r, target, t, args, n, list, pos), pos);
}

/* What the function becomes once its arguments are known. */
static OlRx *made(OlResolver *r, OlScope *s, OlFuncCall *call, const OlFuncRow *row, OlStr name, OlRx **args, int n, OlRAgg *agg, int pos)
{
    OlType t = ol_rs_result_type(row->result, args, n);
    bool over = agg->window != NULL;

    if (agg->distinct && over)
        return distinct_over(r, name, args, n, t, agg, pos);
    if (agg->star)
        return agg_node(r, row->target, t, args, 0, agg, pos);
    if (ol_str_eq_c(name, "COUNT"))
    {
        args[0] = ol_rs_value(r, args[0]);
        OlRx *x = agg_node(r, row->target, t, args, 1, agg, pos);

        return x;
    }
    if (ol_str_eq_c(name, "APPROX_COUNT_DISTINCT"))
    {
        agg->distinct = true;
        args[0] = ol_rs_value(r, args[0]);
        return agg_node(r, "pg_catalog.count", t, args, 1, agg, pos);
    }
    if (ol_str_eq_c(name, "STATS_MODE"))
    {
        args[0] = ol_rs_value(r, args[0]);
        agg->within = true;
        agg->order = ol_new_array(r->arena, OlROrder, 1);
        agg->order[0] = (OlROrder){.expr = ol_rs_ordering(r, args[0]), .nulls = OL_NULLS_DEFAULT};
        agg->norder = 1;
        return agg_node(r, "pg_catalog.mode", args[0]->type, args, 0, agg, pos);
    }
    if (name.n > 4 && memcmp(name.s, "BIT_", 4) == 0)
    {
        if ((args[0] = int_arg(r, args[0], OL_REP_INT8)) == NULL)
            return NULL;
        t.rep = OL_REP_INT8;
        return agg_node(r, row->target, t, args, 1, agg, pos);
    }
    if (ol_str_eq_c(name, "MIN") || ol_str_eq_c(name, "MAX"))
    {
        args[0] = ol_rs_value(r, args[0]);
        if (ol_type_family(&args[0]->type) == OL_FAM_LOB)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "-", ol_type_word(&args[0]->type));
        t = args[0]->type;
        if (t.rep == OL_REP_VARCHAR)
            t.rep = OL_REP_TEXT;
        if (t.code == OL_T_NUMBER) /* described without precision */
        {
            t.precision = 0;
            t.scale = OL_SCALE_NONE;
        }
        bool max = ol_str_eq_c(name, "MAX");

        args[0] = ol_rs_ordering(r, args[0]);
        if (call->keep != NULL)
            return keep_node(r, s, call, args, t, agg, max, pos);
        return agg_node(r, sys_aggregate(&t) ? (max ? "sys.max" : "sys.min") : row->target, t, args, 1, agg, pos);
    }
    if (ol_str_eq_c(name, "AVG") && row->result == OL_RR_NUMBER)
    {
        OlRAgg *count = ol_new(r->arena, OlRAgg);
        OlType i8 = ol_type_number();
        OlRx **a2 = ol_new_array(r->arena, OlRx *, 1);

        i8.rep = OL_REP_INT8;
        if ((args[0] = ol_rs_to(r, args[0], 'n')) == NULL)
            return NULL;
        *count = *agg;
        a2[0] = args[0];
        OlRx *sum = agg_node(r, "pg_catalog.sum", ol_type_number(), args, 1, agg, pos);
        OlRx *cnt = agg_node(r, "pg_catalog.count", i8, a2, 1, count, pos);
        OlRx *x = ol_rx_emitfn(r, OL_EMITFN_NUM_DIV, ol_type_number(), 2, sum, ol_rx_args(r, OL_RX_CAST, ol_type_number(), pos, 1, cnt));

        x->pos = pos;
        return x;
    }
    if (ol_str_eq_c(name, "RATIO_TO_REPORT"))
    {
        OlRx **a2 = ol_new_array(r->arena, OlRx *, 1);

        if ((args[0] = ol_rs_to(r, args[0], 'n')) == NULL)
            return NULL;
        a2[0] = args[0];
        OlRx *sum = agg_node(r, "pg_catalog.sum", ol_type_number(), a2, 1, agg, pos);

        return ol_rx_emitfn(r, OL_EMITFN_NUM_DIV, ol_type_number(), 2, args[0],
                            ol_rx_args(r, OL_RX_NULLIF, ol_type_number(), pos, 2, sum, ol_rx_num(r, 0, pos)));
    }
    if (ol_str_eq_c(name, "GROUPING") || ol_str_eq_c(name, "GROUPING_ID"))
    {
        t.rep = OL_REP_INT4;
        return agg_node(r, "GROUPING", t, args, n, agg, pos);
    }
    if (ol_str_eq_c(name, "LAG") || ol_str_eq_c(name, "LEAD"))
    {
        args[0] = ol_rs_to(r, args[0], 'a');
        if (args[0] == NULL || (n > 1 && (args[1] = int_arg(r, args[1], OL_REP_INT4)) == NULL) ||
            (n > 2 && (args[2] = ol_rs_to_type(r, args[2], &args[0]->type)) == NULL))
            return NULL;
        t = args[0]->type;
        if (t.rep == OL_REP_VARCHAR && n > 2) /* one type for anycompatible */
        {
            t.rep = OL_REP_TEXT;
            args[0] = ol_rx_args(r, OL_RX_CAST, t, pos, 1, args[0]);
        }
        if (call->nulls == OL_NULLS_IGNORE)
            return ignoring_nulls(r, name, args, n, t, agg, pos);
        return agg_node(r, row->target, t, args, n, agg, pos);
    }
    if (ol_str_eq_c(name, "NTH_VALUE") && (call->from_last || call->nulls == OL_NULLS_IGNORE))
    {
        OlRx *at = int_arg(r, args[1], OL_REP_INT4);

        return at == NULL ? NULL : nth_of(r, ol_rs_value(r, args[0]), at, call->from_last, call->nulls == OL_NULLS_IGNORE, agg, pos);
    }
    if (ol_str_eq_c(name, "NTILE") || ol_str_eq_c(name, "NTH_VALUE"))
    {
        int k = ol_str_eq_c(name, "NTILE") ? 0 : 1;

        if ((args[k] = int_arg(r, args[k], OL_REP_INT4)) == NULL)
            return NULL;
        if (k == 1)
            t = args[0]->type;
        return agg_node(r, row->target, t, args, n, agg, pos);
    }
    if (row->flags & OL_FF_WITHIN)
    {
        if (agg->norder != 1)
            return ol_rs_fail(r, OL_ERR_TOO_MANY_ARGS, pos);
        t = row->result == OL_RR_ORDERED_NUM ? ol_type_number() : agg->order[0].expr->type;
        if (row->result == OL_RR_ORDERED_NUM && ol_type_is_datetime(&agg->order[0].expr->type))
            t = agg->order[0].expr->type;
    }
    OlRx *raw = n > 0 ? args[0] : NULL;

    for (int i = 0; i < n; i++)
        if ((args[i] = ol_rs_to(r, args[i], ol_rs_letter(row, i))) == NULL)
            return NULL;
    if (row->result == OL_RR_SAME)
        t = args[0]->type;
    if (call->nulls == OL_NULLS_IGNORE)
        return over && (ol_str_eq_c(name, "FIRST_VALUE") || ol_str_eq_c(name, "LAST_VALUE")) ? ignoring_nulls(r, name, args, n, t, agg, pos)
                                                                                           : ol_rs_unsupported(r, pos, "IGNORE NULLS");
    if (ol_str_eq_c(name, "LISTAGG"))
        return listagg(r, s, call, raw, args, n, t, agg, pos);
    return agg_node(r, row->target, t, args, n, agg, pos);
}

OlRx *ol_rs_aggregate(OlResolver *r, OlScope *s, OlFuncCall *call, const OlFuncRow *rows, int nrows, OlStr name, int pos)
{
    OlRAgg *agg = ol_new(r->arena, OlRAgg);
    bool over = call->over != NULL, star = call->args.n == 1 && OL_IS(Star, call->args.items[0]);
    int n = call->args.n;
    OlRx **args = ol_new_array(r->arena, OlRx *, (size_t)n + 2);
    const OlFuncRow *row;

    if ((rows->flags & OL_FF_ONLYOVER) && !over)
    {
        if ((rows->flags & OL_FF_ORDER) && call->within_group.n > 0)
            return hypothetical(r, s, call, rows, pos);
        return ol_rs_fail(r, OL_ERR_MISSING_WINDOW, pos);
    }
    if (over && s->clause != OL_CL_SELECT && s->clause != OL_CL_ORDER)
        return ol_rs_fail(r, OL_ERR_WINDOW_NOT_ALLOWED, pos);
    if (over && s->in_window)
        return ol_rs_fail(r, OL_ERR_WINDOW_NOT_ALLOWED, pos);
    if (!over)
    {
        if (s->block == NULL || (s->clause != OL_CL_SELECT && s->clause != OL_CL_HAVING && s->clause != OL_CL_ORDER))
            return ol_rs_fail(r, OL_ERR_GROUP_NOT_ALLOWED, pos);
        if (s->in_agg && s->block->ngroup == 0)
            return ol_rs_fail(r, OL_ERR_NESTED_GROUP, pos);
        if (s->in_agg && (s->in_nested || s->clause == OL_CL_HAVING))
            return ol_rs_fail(r, OL_ERR_GROUP_TOO_DEEP, pos);
        s->block->nested_group |= s->in_agg;
    }
    bool keeps = call->keep != NULL && !ol_str_eq_c(name, "MIN") && !ol_str_eq_c(name, "MAX"), nested = s->in_nested;

    if (keeps && over)
        return ol_rs_unsupported(r, pos, "KEEP (DENSE_RANK ..) OVER of this function");
    bool was = s->in_agg;

    if (!over)
    {
        s->in_nested = was;
        s->in_agg = true;
    }
    if (star)
    {
        if (!ol_str_eq_c(name, "COUNT"))
            return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
        n = 0;
        agg->star = true;
    }
    for (int i = 0; i < n; i++)
    {
        bool win = s->in_window;

        s->in_window = over || win;
        args[i] = ol_rs_expr(r, s, call->args.items[i]);
        s->in_window = win;
        if (args[i] == NULL)
            return NULL;
    }
    if (star)
        row = rows;
    else if ((row = ol_rs_choose(r, rows, nrows, args, n, pos)) == NULL)
        return NULL;
    agg->distinct = call->distinct == OL_DISTINCT_DISTINCT;
    if (agg->distinct && over && OL_AS(Window, call->over)->order_by.n > 0)
        return ol_rs_fail(r, OL_ERR_WINDOW_ORDER_NOT_ALLOWED, pos);
    if (call->within_group.n > 0)
    {
        bool win = s->in_window;

        s->in_window = over || win;
        if (!ol_rs_order(r, s, &call->within_group, &agg->order, &agg->norder))
            return NULL;
        s->in_window = win;
        agg->within = (row->flags & OL_FF_WITHIN) != 0;
    }
    else if (row->flags & OL_FF_WITHIN)
        return ol_rs_fail(r, OL_ERR_MISSING_KEYWORD, pos);
    s->in_agg = was;
    s->in_nested = nested;
    if (over)
    {
        if ((agg->window = window_of(r, s, OL_AS(Window, call->over))) == NULL)
            return NULL;
        if ((row->flags & OL_FF_ORDER) && agg->window->norder == 0)
            return ol_rs_fail(r, OL_ERR_MISSING_WINDOW_ORDER, pos);
        if (agg->norder > 0) /* LISTAGG(..) WITHIN GROUP (ORDER BY ..) OVER (PARTITION BY ..): the order goes into the window */
        {
            if (agg->within)
            {
                s->block->has_window = true;
                return percentile_over(r, row, name, args[0], agg, pos);
            }
            OlRFrame *f = ol_new(r->arena, OlRFrame);

            f->unit = OL_FRAME_ROWS;
            f->from_kind = OL_BOUND_UNBOUNDED_PRECEDING;
            f->to_kind = OL_BOUND_UNBOUNDED_FOLLOWING;
            f->has_to = true;
            agg->window->order = agg->order;
            agg->window->norder = agg->norder;
            agg->window->frame = f;
            agg->norder = 0;
        }
        if (s->block != NULL)
            s->block->has_window = true;
    }
    else if (s->block != NULL)
        s->block->grouped = true;
    if (!keeps)
        return made(r, s, call, row, name, args, n, agg, pos);

    /* the rows that are first by the order of KEEP, as arrays: SELECT f(c1) FROM .. WHERE c2 IS NOT DISTINCT FROM the first of them */
    OlROrder *order;
    OlRAgg *plain = ol_new(r->arena, OlRAgg), sorted;
    OlRRel *rel;
    int norder;

    if (!keep_order(r, s, call, false, &order, &norder))
        return NULL;
    memset(&sorted, 0, sizeof(sorted));
    sorted.order = order;
    sorted.norder = norder;
    *plain = *agg;
    OlRQuery *q = arrays_query(r, n + norder, &rel);

    /* constants neither choose rows nor can be collected: PostgreSQL would take their array for an aggregate of the inner query */
    for (int i = 0; i < n; i++)
        if (names_column(args[i]))
            args[i] = add_array(r, rel, collected(r, ol_rs_value(r, args[i]), &sorted, pos));
    for (int i = 0; i < norder; i++)
    {
        if (!names_column(order[i].expr))
            continue;
        OlRx *all = collected(r, order[i].expr, &sorted, pos), *one = collected(r, order[i].expr, &sorted, pos);
        OlRx *same = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, add_array(r, rel, all), one);

        one->agg->first = true;
        same->target = "IS NOT DISTINCT FROM";
        q->where = ol_rx_and(r, q->where, same);
    }
    OlRx *x = made(r, s, call, row, name, args, n, plain, pos);

    return x == NULL || rel->ncols == 0 ? x : arrays_value(r, q, x, pos);
}

/* --- group functions of group functions --------------------------------------------------------------------------- */

typedef struct Nested
{
    OlResolver *r;
    OlRQuery *q;   /* the level of GROUP BY */
    OlRRel *rel;   /* it, as the level above sees it */
    OlList outs;   /* OlRx */
} Nested;

static bool seek_agg(OlRx *x, void *ctx)
{
    bool *found = ctx;

    *found |= x->kind == OL_RX_AGG || ((x->flags & OL_RXF_AGG) && x->kind == OL_RX_SUBQUERY);
    return true;
}

static OlRx *lift(Nested *k, OlRx *x)
{
    for (int i = 0; i < k->outs.n; i++)
        if (ol_rx_equal(k->outs.items[i], x))
            return ol_rx_col(k->r, k->rel, i, x->pos);
    if (k->outs.n >= 1000)
        return ol_rs_fail(k->r, OL_ERR_TOO_MANY_COLUMNS, x->pos);
    OlRCol *c = &k->rel->cols[k->outs.n];

    c->name = c->pg_name = ol_str_printf(k->r->arena, "c%d", k->outs.n + 1);
    c->type = x->type;
    c->nullable = true;
    ol_list_add(k->r->arena, &k->outs, x);
    k->rel->ncols = k->outs.n;
    return ol_rx_col(k->r, k->rel, k->outs.n - 1, x->pos);
}

/* Below an outer aggregate: what the groups give becomes a column of theirs. */
static OlRx *inner(Nested *k, OlRx *x)
{
    OlRx *c;

    if ((x->kind == OL_RX_AGG && x->agg->window == NULL) || (x->kind == OL_RX_SUBQUERY && (x->flags & OL_RXF_AGG)) ||
        ol_rs_in_group(k->q->group, k->q->ngroup, x))
        return lift(k, x);
    if ((x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == k->q)
        return ol_rs_fail(k->r, OL_ERR_NOT_GROUP_BY, x->pos);
    if (x->nargs == 0)
        return x;
    c = ol_new(k->r->arena, OlRx);
    *c = *x;
    c->args = ol_new_array(k->r->arena, OlRx *, (size_t)x->nargs);
    for (int i = 0; i < x->nargs; i++)
        if ((c->args[i] = inner(k, x->args[i])) == NULL)
            return NULL;
    return c;
}

static OlRx *outer(Nested *k, OlRx *x)
{
    bool is_agg = x->kind == OL_RX_AGG && x->agg->window == NULL, found = false;
    OlRx *c;

    if (is_agg)
        for (int i = 0; i < x->nargs; i++)
            ol_rx_walk(x->args[i], seek_agg, &found);
    if ((is_agg && !found) || ((x->kind == OL_RX_COL || x->kind == OL_RX_ROWID) && x->rel->block == k->q))
        return ol_rs_fail(k->r, OL_ERR_NOT_SINGLE_GROUP, x->pos);
    if (x->nargs == 0)
        return x;
    c = ol_new(k->r->arena, OlRx);
    *c = *x;
    c->args = ol_new_array(k->r->arena, OlRx *, (size_t)x->nargs);
    for (int i = 0; i < x->nargs; i++)
        if ((c->args[i] = is_agg ? inner(k, x->args[i]) : outer(k, x->args[i])) == NULL)
            return NULL;
    if (is_agg && x->agg->norder > 0)
    {
        c->agg = ol_new(k->r->arena, OlRAgg);
        *c->agg = *x->agg;
        c->agg->order = ol_new_array(k->r->arena, OlROrder, (size_t)x->agg->norder);
        for (int i = 0; i < x->agg->norder; i++)
        {
            c->agg->order[i] = x->agg->order[i];
            if ((c->agg->order[i].expr = inner(k, x->agg->order[i].expr)) == NULL)
                return NULL;
        }
    }
    return c;
}

OlRQuery *ol_rs_nested_group(OlResolver *r, OlRQuery *q)
{
    OlRQuery *top = ol_new(r->arena, OlRQuery);
    Nested k = {r, q, ol_new(r->arena, OlRRel), {0}};

    k.rel->kind = OL_RREL_QUERY;
    k.rel->pg_alias = ol_rs_alias(r, OL_STR("G"));
    k.rel->cols = ol_new_array(r->arena, OlRCol, 1001);
    k.rel->query = q;
    k.rel->block = top;
    top->kind = OL_RQ_BLOCK;
    top->grouped = true;
    top->outs = q->outs;
    top->nouts = q->nouts;
    top->nhidden = q->nhidden;
    top->from = ol_new_array(r->arena, OlRRel *, 1);
    top->from[0] = k.rel;
    top->nfrom = 1;
    top->limit = q->limit;
    top->offset = q->offset;
    for (int i = 0; i < top->nouts; i++)
        if ((top->outs[i].expr = outer(&k, top->outs[i].expr)) == NULL)
            return NULL;
    /* one row: nothing to sort */
    q->order = NULL;
    q->norder = 0;
    q->limit = q->offset = NULL;
    q->distinct = false;
    q->outs = ol_new_array(r->arena, OlROut, (size_t)k.outs.n + 1);
    q->nouts = k.outs.n;
    q->nhidden = 0;
    for (int i = 0; i < k.outs.n; i++)
    {
        OlRx *x = k.outs.items[i];

        q->outs[i] = (OlROut){.name = k.rel->cols[i].name, .pg_name = k.rel->cols[i].pg_name, .expr = x, .type = x->type, .nullable = true};
    }
    return top;
}
