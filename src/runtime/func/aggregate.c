/*
 * aggregate.c - LISTAGG, WM_CONCAT, MEDIAN, PERCENTILE_*, STDDEV and VARIANCE, and the pairs of statistics over NUMBER.
 *
 * STDDEV, VARIANCE use numeric's own sums; CORR, COVAR_*, REGR_* compute in double precision (15 digits).
 * Lifetimes: state lives in the aggregate's context.
 * See also:  sql/func/aggregate.sql
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_aggregate.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "runtime/func/func.h"

#define LISTAGG_MAX 4000

static MemoryContext aggregate_context(FunctionCallInfo fcinfo)
{
    MemoryContext context;

    if (!AggCheckCallContext(fcinfo, &context))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("aggregate function called in non-aggregate context")));
    return context;
}

/* --- LISTAGG ------------------------------------------------------------------------------------------------------ */
typedef struct ListState
{
    StringInfoData text;
    size_t limit;     /* bytes; 0: none */
    bool truncating;  /* ON OVERFLOW TRUNCATE */
    bool with_count;
    int64 left_out;
    char *filler;
    int last_bytes;   /* of the last item with its separator, to make room for the filler */
} ListState;

static Datum list_append(FunctionCallInfo fcinfo, size_t limit, bool truncate)
{
    MemoryContext old, context = aggregate_context(fcinfo);
    ListState *state = PG_ARGISNULL(0) ? NULL : (ListState *)PG_GETARG_POINTER(0);
    OlStr item, separator = OL_STR_NULL;

    if (PG_ARGISNULL(1) || VARSIZE_ANY_EXHDR(OL_TEXT_ARG(1)) == 0)
    {
        if (state == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(state);
    }
    item = ol_text_str(OL_TEXT_ARG(1));
    if (PG_NARGS() > 2 && !PG_ARGISNULL(2))
        separator = ol_text_str(OL_TEXT_ARG(2));
    old = MemoryContextSwitchTo(context);
    if (state == NULL)
    {
        state = palloc0(sizeof *state);
        initStringInfo(&state->text);
        state->limit = limit;
        state->truncating = truncate;
        if (truncate)
        {
            state->filler = PG_ARGISNULL(3) ? pstrdup("") : text_to_cstring(OL_TEXT_ARG(3));
            state->with_count = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
        }
    }
    else if (state->left_out == 0)
        appendBinaryStringInfo(&state->text, separator.s, (int)separator.n);
    if (state->left_out > 0)
        state->left_out++;
    else
    {
        int before = state->text.len;

        appendBinaryStringInfo(&state->text, item.s, (int)item.n);
        if (limit > 0 && (size_t)state->text.len > limit)
        {
            if (!truncate)
                ol_raise(OL_ERR_CONCAT_TOO_LONG);
            state->text.len = before;
            state->left_out = 1;
        }
    }
    MemoryContextSwitchTo(old);
    PG_RETURN_POINTER(state);
}

OL_FUNCTION(ol_agg_listagg)
{
    return list_append(fcinfo, LISTAGG_MAX, false);
}

OL_FUNCTION(ol_agg_listagg_truncate)
{
    return list_append(fcinfo, LISTAGG_MAX, true);
}

/* WM_CONCAT: a comma between, and a CLOB, so without a limit. */
OL_FUNCTION(ol_agg_wm_concat)
{
    MemoryContext old, context = aggregate_context(fcinfo);
    ListState *state = PG_ARGISNULL(0) ? NULL : (ListState *)PG_GETARG_POINTER(0);

    if (PG_ARGISNULL(1))
    {
        if (state == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(state);
    }
    old = MemoryContextSwitchTo(context);
    if (state == NULL)
    {
        state = palloc0(sizeof *state);
        initStringInfo(&state->text);
    }
    else
        appendStringInfoChar(&state->text, ',');
    appendBinaryStringInfo(&state->text, VARDATA_ANY(OL_TEXT_ARG(1)), (int)VARSIZE_ANY_EXHDR(OL_TEXT_ARG(1)));
    MemoryContextSwitchTo(old);
    PG_RETURN_POINTER(state);
}

OL_FUNCTION(ol_agg_list_final)
{
    ListState *state;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    state = (ListState *)PG_GETARG_POINTER(0);
    if (state->left_out > 0)
    {
        /* What stays ends with a separator; then the filler and how many were left out. */
        char tail[64] = "";
        int keep = state->text.len;
        text *out;

        if (state->with_count)
            snprintf(tail, sizeof tail, "(" INT64_FORMAT ")", state->left_out);
        while (keep > 0 && (size_t)keep + strlen(state->filler) + strlen(tail) > state->limit)
            keep = pg_mbcliplen(state->text.data, keep, keep - 1);
        out = palloc(VARHDRSZ + (size_t)keep + strlen(state->filler) + strlen(tail));
        memcpy(VARDATA(out), state->text.data, (size_t)keep);
        memcpy(VARDATA(out) + keep, state->filler, strlen(state->filler));
        memcpy(VARDATA(out) + keep + strlen(state->filler), tail, strlen(tail));
        SET_VARSIZE(out, VARHDRSZ + (size_t)keep + strlen(state->filler) + strlen(tail));
        PG_RETURN_TEXT_P(out);
    }
    OL_RETURN_STR(state->text.data, (size_t)state->text.len);
}

/* --- MEDIAN, PERCENTILE ------------------------------------------------------------------------------------------- */
typedef struct ValueState
{
    bool is_timestamp;
    bool descending;
    size_t n, cap;
    Datum *values; /* numeric datums, or timestamps by value */
    bool sorted;
} ValueState;

static Datum value_append(FunctionCallInfo fcinfo, bool is_timestamp)
{
    MemoryContext old, context = aggregate_context(fcinfo);
    ValueState *state = PG_ARGISNULL(0) ? NULL : (ValueState *)PG_GETARG_POINTER(0);

    old = MemoryContextSwitchTo(context);
    if (state == NULL)
    {
        Aggref *agg = AggGetAggref(fcinfo);

        state = palloc0(sizeof *state);
        state->is_timestamp = is_timestamp;
        if (agg != NULL && agg->aggkind == AGGKIND_ORDERED_SET && agg->aggorder != NIL)
        {
            SortGroupClause *clause = linitial_node(SortGroupClause, agg->aggorder);
            Oid family, type;
            int16 strategy;

            if (get_ordering_op_properties(clause->sortop, &family, &type, &strategy))
                state->descending = strategy == 5; /* BTGreaterStrategyNumber */
        }
    }
    if (!PG_ARGISNULL(1))
    {
        if (state->n == state->cap)
        {
            state->cap = state->cap == 0 ? 64 : state->cap * 2;
            state->values = state->values == NULL ? palloc_extended(state->cap * sizeof(Datum), MCXT_ALLOC_HUGE)
                                                  : repalloc_huge(state->values, state->cap * sizeof(Datum));
        }
        state->values[state->n++] = is_timestamp ? PG_GETARG_DATUM(1)
                                                 : PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(1)));
        state->sorted = false;
    }
    MemoryContextSwitchTo(old);
    PG_RETURN_POINTER(state);
}

OL_FUNCTION(ol_agg_value)
{
    return value_append(fcinfo, false);
}

OL_FUNCTION(ol_agg_value_ts)
{
    return value_append(fcinfo, true);
}

static int compare_numeric(const void *a, const void *b)
{
    return DatumGetInt32(DirectFunctionCall2(numeric_cmp, *(const Datum *)a, *(const Datum *)b));
}

static int compare_timestamp(const void *a, const void *b)
{
    Timestamp x = DatumGetTimestamp(*(const Datum *)a), y = DatumGetTimestamp(*(const Datum *)b);

    return x < y ? -1 : x > y;
}

static void sort_values(ValueState *state)
{
    if (state->sorted)
        return;
    qsort(state->values, state->n, sizeof(Datum), state->is_timestamp ? compare_timestamp : compare_numeric);
    state->sorted = true;
}

static Datum value_at(ValueState *state, size_t i)
{
    return state->values[state->descending ? state->n - 1 - i : i];
}

/* The value at p * (n - 1), between two by linear interpolation. */
static Datum continuous(ValueState *state, const OlDecimal *p)
{
    OlDecimal rows, at, low, part, a, b, one;
    OlDiag diag;
    int64_t i;

    sort_values(state);
    ol_decimal_from_int64((int64_t)state->n - 1, &rows);
    ol_decimal_from_int64(1, &one);
    if (ol_decimal_sign(p) < 0 || ol_decimal_cmp(p, &one) > 0)
        ol_raise(OL_ERR_ARGUMENT_RANGE, "percentile");
    OL_TRY(ol_decimal_mul(p, &rows, &at, &diag), diag);
    ol_decimal_trunc(&at, 0, &low);
    if (!ol_decimal_is_int64(&low, &i))
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    OL_TRY(ol_decimal_sub(&at, &low, &part, &diag), diag);
    if (ol_decimal_sign(&part) == 0 || (size_t)i + 1 >= state->n)
        return value_at(state, (size_t)i);
    if (state->is_timestamp)
    {
        Timestamp x = DatumGetTimestamp(value_at(state, (size_t)i)), y = DatumGetTimestamp(value_at(state, (size_t)i + 1));
        int64 us = x + (int64)((double)(y - x) * ol_decimal_to_double(&part));
        int64 rest = us % USECS_PER_SEC;

        return TimestampGetDatum(us - (rest < 0 ? rest + USECS_PER_SEC : rest));
    }
    a = ol_decimal_datum(value_at(state, (size_t)i));
    b = ol_decimal_datum(value_at(state, (size_t)i + 1));
    OL_TRY(ol_decimal_sub(&b, &a, &b, &diag), diag);
    OL_TRY(ol_decimal_mul(&b, &part, &b, &diag), diag);
    OL_TRY(ol_decimal_add(&a, &b, &a, &diag), diag);
    return ol_datum_decimal(&a);
}

OL_FUNCTION(ol_agg_median_final)
{
    ValueState *state = PG_ARGISNULL(0) ? NULL : (ValueState *)PG_GETARG_POINTER(0);
    OlDecimal half;
    OlDiag diag;

    if (state == NULL || state->n == 0)
        PG_RETURN_NULL();
    OL_TRY(ol_decimal_from_text(OL_STR("0.5"), &half, &diag), diag);
    return continuous(state, &half);
}

OL_FUNCTION(ol_agg_percentile_cont_final)
{
    ValueState *state = PG_ARGISNULL(0) ? NULL : (ValueState *)PG_GETARG_POINTER(0);
    OlDecimal p;

    if (state == NULL || state->n == 0 || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    p = OL_DECIMAL_ARG(1);
    return continuous(state, &p);
}

/* The first value whose share of rows up to it is at least p. */
OL_FUNCTION(ol_agg_percentile_disc_final)
{
    ValueState *state = PG_ARGISNULL(0) ? NULL : (ValueState *)PG_GETARG_POINTER(0);
    OlDecimal p, n, one;
    OlDiag diag;
    int64_t i;

    if (state == NULL || state->n == 0 || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    p = OL_DECIMAL_ARG(1);
    ol_decimal_from_int64(1, &one);
    if (ol_decimal_sign(&p) < 0 || ol_decimal_cmp(&p, &one) > 0)
        ol_raise(OL_ERR_ARGUMENT_RANGE, "percentile");
    sort_values(state);
    ol_decimal_from_int64((int64_t)state->n, &n);
    OL_TRY(ol_decimal_mul(&p, &n, &n, &diag), diag);
    OL_TRY(ol_decimal_ceil(&n, &n, &diag), diag);
    if (!ol_decimal_is_int64(&n, &i))
        ol_raise(OL_ERR_NUMERIC_OVERFLOW);
    return value_at(state, i < 1 ? 0 : (size_t)i - 1);
}

/* --- STDDEV, VARIANCE --------------------------------------------------------------------------------------------- */
/* PostgreSQL's sample forms are NULL for one row, Oracle's STDDEV and VARIANCE are 0, which the population forms give. */
static Datum call_final(FunctionCallInfo fcinfo, PGFunction f, bool *isnull)
{
    LOCAL_FCINFO(inner, 1);
    Datum out;

    InitFunctionCallInfoData(*inner, fcinfo->flinfo, 1, fcinfo->fncollation, fcinfo->context, fcinfo->resultinfo);
    inner->args[0] = fcinfo->args[0];
    out = f(inner);
    *isnull = inner->isnull;
    return out;
}

OL_FUNCTION(ol_agg_stddev_final)
{
    bool isnull;
    Datum out = call_final(fcinfo, numeric_stddev_samp, &isnull);

    if (isnull)
        out = call_final(fcinfo, numeric_stddev_pop, &isnull);
    if (isnull)
        PG_RETURN_NULL();
    return out;
}

OL_FUNCTION(ol_agg_variance_final)
{
    bool isnull;
    Datum out = call_final(fcinfo, numeric_var_samp, &isnull);

    if (isnull)
        out = call_final(fcinfo, numeric_var_pop, &isnull);
    if (isnull)
        PG_RETURN_NULL();
    return out;
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_agg_pair)
{
    LOCAL_FCINFO(inner, 3);
    OlDecimal x, y;
    Datum out;

    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        PG_RETURN_DATUM(PG_GETARG_DATUM(0));
    y = OL_DECIMAL_ARG(1);
    x = OL_DECIMAL_ARG(2);
    InitFunctionCallInfoData(*inner, fcinfo->flinfo, 3, fcinfo->fncollation, fcinfo->context, fcinfo->resultinfo);
    inner->args[0] = fcinfo->args[0];
    inner->args[1].value = Float8GetDatum(ol_decimal_to_double(&y));
    inner->args[1].isnull = false;
    inner->args[2].value = Float8GetDatum(ol_decimal_to_double(&x));
    inner->args[2].isnull = false;
    out = float8_regr_accum(inner);
    return out;
}

#define PAIR_FINAL(name, call)                                                                                          \
    OL_FUNCTION(ol_agg_##name##_final)                                                                                  \
    {                                                                                                                   \
        bool isnull;                                                                                                    \
        Datum out = call_final(fcinfo, call, &isnull);                                                                  \
        OlDecimal d;                                                                                                    \
        OlDiag diag;                                                                                                    \
                                                                                                                        \
        if (isnull || isnan(DatumGetFloat8(out)))                                                                       \
            PG_RETURN_NULL();                                                                                           \
        OL_TRY(ol_decimal_from_double(DatumGetFloat8(out), &d, &diag), diag);                                           \
        OL_RETURN_DECIMAL(&d);                                                                                          \
    }
PAIR_FINAL(corr, float8_corr)
PAIR_FINAL(covar_pop, float8_covar_pop)
PAIR_FINAL(covar_samp, float8_covar_samp)
PAIR_FINAL(regr_slope, float8_regr_slope)
PAIR_FINAL(regr_intercept, float8_regr_intercept)
PAIR_FINAL(regr_r2, float8_regr_r2)
PAIR_FINAL(regr_avgx, float8_regr_avgx)
PAIR_FINAL(regr_avgy, float8_regr_avgy)

OL_FUNCTION(ol_agg_regr_count_final)
{
    float8 *sums = (float8 *)ARR_DATA_PTR(PG_GETARG_ARRAYTYPE_P(0));

    return ol_datum_int64((int64)sums[0]);
}

/* --- the first and the last value that is not NULL ------------------------------------------------------------------ */

OL_FUNCTION(ol_agg_first_not_null)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

OL_FUNCTION(ol_agg_last_not_null)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(1));
}
