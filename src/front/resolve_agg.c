/*
 * resolve_agg.c - aggregates and analytic functions: KEEP, WITHIN GROUP, OVER, and what each function becomes.
 *
 * Owns:      OlRAgg, OlRWindow.
 * Not here:  the choice of the overload (resolve_func.c), GROUP BY (resolve_query.c).
 * See also:  SQL Language Reference, "Aggregate Functions", "Analytic Functions"
 */
#include "front/resolve.h"

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

/* MAX(x) KEEP (DENSE_RANK LAST ORDER BY o): the greatest x of the rows that are last by o, that is the first when all are sorted by o
 * backwards and then by x. */
static OlRx *keep_node(OlResolver *r, OlScope *s, OlFuncCall *call, OlRx **args, OlType t, OlRAgg *agg, bool max, int pos)
{
    OlKeep *k = OL_AS(Keep, call->keep);
    OlROrder *order, *all;
    bool win = s->in_window, in_agg = s->in_agg;
    int n;

    s->in_agg = agg->window == NULL;
    s->in_window = agg->window != NULL || win;
    if (!ol_rs_order(r, s, &k->order_by, &order, &n))
        return NULL;
    s->in_window = win;
    s->in_agg = in_agg;
    all = ol_new_array(r->arena, OlROrder, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        all[i] = order[i];
        if (k->last)
        {
            all[i].desc = !order[i].desc;
            all[i].nulls = order[i].nulls == OL_NULLS_FIRST ? OL_NULLS_LAST : order[i].nulls == OL_NULLS_LAST ? OL_NULLS_FIRST : OL_NULLS_DEFAULT;
        }
    }
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
    x = agg_node(r, lag || ol_str_eq_c(name, "LAST_VALUE") ? "sys.last_not_null" : "sys.first_not_null", t, args, 1, agg, pos);
    return n > 2 ? ol_rx_args(r, OL_RX_COALESCE, t, pos, 2, x, args[2]) : x;
}

OlRx *ol_rs_aggregate(OlResolver *r, OlScope *s, OlFuncCall *call, const OlFuncRow *rows, int nrows, OlStr name, int pos)
{
    OlRAgg *agg = ol_new(r->arena, OlRAgg);
    bool over = call->over != NULL, star = call->args.n == 1 && OL_IS(Star, call->args.items[0]);
    int n = call->args.n;
    OlRx **args = ol_new_array(r->arena, OlRx *, (size_t)n + 2);
    const OlFuncRow *row;
    OlType t;

    if ((rows->flags & OL_FF_ONLYOVER) && !over)
    {
        if (rows->flags & OL_FF_ORDER && call->within_group.n > 0)
            return ol_rs_unsupported(r, pos, "hypothetical rank (WITHIN GROUP)");
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
        if (s->in_agg)
            return s->block->ngroup == 0 ? ol_rs_fail(r, OL_ERR_NESTED_GROUP, pos) : ol_rs_unsupported(r, pos, "nested group functions");
    }
    if (call->keep != NULL && !ol_str_eq_c(name, "MIN") && !ol_str_eq_c(name, "MAX"))
        return ol_rs_unsupported(r, pos, "KEEP (DENSE_RANK ..) of this function");
    if (call->nulls == OL_NULLS_IGNORE &&
        (ol_str_eq_c(name, "NTH_VALUE") || ((ol_str_eq_c(name, "LAG") || ol_str_eq_c(name, "LEAD")) && n > 1 &&
                                            !(OL_IS(NumberLit, call->args.items[1]) && ol_str_eq_c(OL_AS(NumberLit, call->args.items[1])->text, "1")))))
        return ol_rs_unsupported(r, pos, ol_str_eq_c(name, "NTH_VALUE") ? "NTH_VALUE .. IGNORE NULLS" : "IGNORE NULLS with another offset than 1");
    if (call->overflow != NULL && OL_AS(ListaggOverflow, call->overflow)->truncate)
        return ol_rs_unsupported(r, pos, "ON OVERFLOW TRUNCATE");
    if (call->from_last)
        return ol_rs_unsupported(r, pos, "FROM LAST");
    bool was = s->in_agg;

    if (!over)
        s->in_agg = true;
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
    if (agg->distinct && over)
        return ol_rs_unsupported(r, pos, "DISTINCT in an analytic function");
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
    if (over)
    {
        if ((agg->window = window_of(r, s, OL_AS(Window, call->over))) == NULL)
            return NULL;
        if ((row->flags & OL_FF_ORDER) && agg->window->norder == 0)
            return ol_rs_fail(r, OL_ERR_MISSING_WINDOW_ORDER, pos);
        if (agg->norder > 0) /* LISTAGG(..) WITHIN GROUP (ORDER BY ..) OVER (PARTITION BY ..): the order goes into the window */
        {
            if (agg->within)
                return ol_rs_unsupported(r, pos, "PERCENTILE .. OVER");
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
    t = ol_rs_result_type(row->result, args, n);
    if (star)
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
    for (int i = 0; i < n; i++)
        if ((args[i] = ol_rs_to(r, args[i], ol_rs_letter(row, i))) == NULL)
            return NULL;
    if (row->result == OL_RR_SAME)
        t = args[0]->type;
    if (call->nulls == OL_NULLS_IGNORE)
        return over && (ol_str_eq_c(name, "FIRST_VALUE") || ol_str_eq_c(name, "LAST_VALUE")) ? ignoring_nulls(r, name, args, n, t, agg, pos)
                                                                                           : ol_rs_unsupported(r, pos, "IGNORE NULLS");
    if (ol_str_eq_c(name, "LISTAGG"))
    {
        if (n == 1)
            args[n++] = ol_rx_null(r, ol_type_varchar(0), pos);
        if (agg->distinct && agg->norder > 0 &&
            (agg->norder > 1 || !ol_rx_equal(agg->order[0].expr->kind == OL_RX_COLLATE_C ? agg->order[0].expr->args[0] : agg->order[0].expr, args[0])))
            return ol_rs_unsupported(r, pos, "LISTAGG(DISTINCT x) ordered by something else");
        if (agg->distinct && agg->norder > 0)
        {
            /* PostgreSQL wants the very same expression in both places */
            args[0] = ol_rx_args(r, OL_RX_CAST, ol_type_varchar(0), pos, 1, args[0]);
            agg->order[0].expr = ol_rs_ordering(r, args[0]);
            if (agg->order[0].expr != args[0])
                args[0] = agg->order[0].expr;
        }
    }
    return agg_node(r, row->target, t, args, n, agg, pos);
}
