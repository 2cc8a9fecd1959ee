/*
 * resolve_call.c - calls of stored functions in SQL: the overload, named arguments, the way a function of a PL/SQL unit is called.
 *
 * Owns:      the keys of sys.plsql_* (who reads them: server/unit_call.c); functions declared in WITH.
 * Not here:  SQL's own functions (resolve_func.c); calls between PL/SQL units (plc).
 * See also:  catalog.h (OlRoutine), SQL Language Reference, "User-Defined Functions", "SELECT" (plsql_declarations)
 */
#include "front/resolve.h"

#include <string.h>

#define CARRIED (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED)
#define GIVEN_MARK "\x1f" /* behind the signature: which parameters are given, where some in front of them are not */

/* --- which function ------------------------------------------------------------------------------------------------ */

/* < 0: cannot be passed. */
static int cost(const OlType *from, const OlType *to)
{
    OlTypeFamily a = ol_type_family(from), b = ol_type_family(to);

    if (from->code == OL_T_NULL)
        return 1;
    if (from->code == to->code)
        return 0;
    if (to->code == OL_T_OBJECT || to->code == OL_T_COLLECTION || from->code == OL_T_OBJECT || from->code == OL_T_COLLECTION)
        return from->code == to->code ? 0 : -1;
    if (to->code == OL_T_BOOLEAN || from->code == OL_T_BOOLEAN || to->code == OL_T_RECORD || to->code == OL_T_INDEX_TABLE || to->code == OL_T_CURSOR)
        return -1;
    if (a == b)
        return 1;
    return 10;
}

static int place_of(const OlRoutine *f, OlNode *arg, int i)
{
    if (!OL_IS(NamedArg, arg))
        return i < f->nparams ? i : -1;
    for (int k = 0; k < f->nparams; k++)
        if (ol_str_eq(f->params[k].name, OL_AS(NamedArg, arg)->name.text))
            return k;
    return -1;
}

/* Total cost of the call, < 0: it does not fit. */
static int match(OlResolver *r, const OlRoutine *f, OlList *args, OlRx **xs)
{
    bool *given = ol_new_array(r->arena, bool, (size_t)f->nparams + 1);
    int total = 0;

    for (int i = 0; i < args->n; i++)
    {
        int k = place_of(f, args->items[i], i), c;

        if (k < 0 || given[k] || (c = cost(&xs[i]->type, &f->params[k].type)) < 0)
            return -1;
        given[k] = true;
        total += c;
    }
    for (int k = 0; k < f->nparams; k++)
        if (!given[k] && !f->params[k].has_default)
            return -1;
    return total;
}

/* --- the call ------------------------------------------------------------------------------------------------------- */

static OlRx *call_node(OlResolver *r, const char *target, OlType t, OlRx **args, int n, int pos)
{
    OlRx *x = ol_rx_new(r, OL_RX_CALL, t, pos);

    x->target = target;
    x->args = args;
    x->nargs = n;
    x->nullable = true;
    for (int i = 0; i < n; i++)
        x->flags |= args[i]->flags & CARRIED;
    return x;
}

static bool is_text_rep(OlRep rep)
{
    return rep == OL_REP_TEXT || rep == OL_REP_VARCHAR || rep == OL_REP_BPCHAR;
}

/* The argument as exactly the type the parameter is held in: the function's declaration leaves PostgreSQL none to go by. */
static OlRx *passed(OlResolver *r, OlRx *x, const OlType *to)
{
    OlType t = *to;
    bool literal = x->kind == OL_RX_STR || x->kind == OL_RX_NUM || x->kind == OL_RX_NULL || x->kind == OL_RX_CONST || x->kind == OL_RX_BIND;

    if (x->type.code == OL_T_NULL)
        return ol_rx_args(r, OL_RX_CAST, t, x->pos, 1, ol_rx_null(r, t, x->pos));
    if (t.code == OL_T_PLS_INTEGER)
        t.code = OL_T_NUMBER;
    if (t.code != OL_T_OBJECT && t.code != OL_T_COLLECTION && (x = ol_rs_to_type(r, x, &t)) == NULL)
        return NULL;
    /* the blanks of a CHAR go along: no cast between strings */
    if (!literal && (x->type.rep == t.rep || (is_text_rep(x->type.rep) && is_text_rep(t.rep))))
        return x;
    OlRx *c = ol_rx_args(r, OL_RX_CAST, t, x->pos, 1, x);

    c->nullable = x->nullable;
    return c;
}

/* Which of sys.plsql_* gives this result; NULL: plsql_any. */
static const char *caller_of(const OlType *result, bool deterministic, int nargs)
{
    static const struct
    {
        OlRep rep;
        const char *name;
        const char *det;
    } callers[] = {
        {OL_REP_TEXT, "sys.plsql_text", "sys.plsql_det_text"},          {OL_REP_VARCHAR, "sys.plsql_text", "sys.plsql_det_text"},
        {OL_REP_BPCHAR, "sys.plsql_text", "sys.plsql_det_text"},        {OL_REP_NUMERIC, "sys.plsql_numeric", "sys.plsql_det_numeric"},
        {OL_REP_INT4, "sys.plsql_int4", NULL},                          {OL_REP_FLOAT4, "sys.plsql_float4", NULL},
        {OL_REP_FLOAT8, "sys.plsql_float8", NULL},                      {OL_REP_BOOL, "sys.plsql_bool", NULL},
        {OL_REP_TIMESTAMP, "sys.plsql_timestamp", "sys.plsql_det_timestamp"}, {OL_REP_TIMESTAMPTZ, "sys.plsql_timestamptz", NULL},
        {OL_REP_ORATSTZ, "sys.plsql_oratstz", NULL},                    {OL_REP_INTERVAL, "sys.plsql_interval", NULL},
        {OL_REP_BYTEA, "sys.plsql_bytea", NULL},                        {OL_REP_ROWID, "sys.plsql_rowid", NULL},
    };

    for (size_t i = 0; i < OL_LENGTHOF(callers); i++)
        if (callers[i].rep == result->rep)
            return deterministic && nargs > 0 && callers[i].det != NULL ? callers[i].det : callers[i].name;
    return NULL;
}

/* How SQL sees a value a function returns. */
static OlType result_as_sql(OlType t)
{
    if (t.code == OL_T_PLS_INTEGER)
    {
        t = ol_type_number();
        t.rep = OL_REP_INT4;
        return t;
    }
    if (t.code == OL_T_CHAR || t.code == OL_T_LONG)
        t.code = OL_T_VARCHAR2;
    if (t.code == OL_T_NCHAR)
        t.code = OL_T_NVARCHAR2;
    if (ol_type_is_char(&t))
    {
        t.size_bytes = t.size_bytes > 0 && t.size_bytes <= 4000 ? t.size_bytes : 4000;
        t.size_chars = t.size_chars > 0 && t.size_chars <= 4000 ? t.size_chars : t.size_bytes;
        t.rep = OL_REP_TEXT;
    }
    else if (t.code == OL_T_RAW && (t.size_bytes <= 0 || t.size_bytes > 2000))
        t.size_bytes = 2000;
    return t;
}

/* args: the parameters' in order, of which nothing behind the last is left out. */
static OlRx *unit_call(OlResolver *r, OlStr key, OlType result, bool deterministic, OlRx **args, int n, int pos)
{
    const char *target = caller_of(&result, deterministic, n);
    OlRx **all = ol_new_array(r->arena, OlRx *, (size_t)n + 3);
    OlType text = ol_type_varchar(4000);
    OlType t = result_as_sql(result);
    OlRx *k;
    int at = 0;

    text.rep = OL_REP_TEXT;
    if (target == NULL)
    {
        target = "sys.plsql_any";
        all[at++] = ol_rx_args(r, OL_RX_CAST, result, pos, 1, ol_rx_null(r, result, pos));
    }
    k = ol_rx_new(r, OL_RX_CONST, text, pos);
    k->text = key;
    all[at++] = k;
    for (int i = 0; i < n; i++)
        all[at++] = args[i];
    if (!deterministic)
        r->side_effects = true;
    return call_node(r, target, t, all, at, pos);
}

/* A function of PostgreSQL's own. */
static OlRx *plain_call(OlResolver *r, const OlRoutine *f, OlRx **args, int n, int pos)
{
    OlRx **list = ol_new_array(r->arena, OlRx *, (size_t)n + 1);

    for (int i = 0; i < n; i++)
        if ((list[i] = ol_rs_to_type(r, args[i], &f->params[i].type)) == NULL)
            return NULL;
    OlRx *x = call_node(r, NULL, f->result, list, n, pos);

    x->text = ol_str_printf(r->arena, "%.*s.%.*s", OL_STR_ARG(f->pg_schema), OL_STR_ARG(f->pg_name));
    r->side_effects = true;
    /* text is schema.name unquoted: the emitter quotes its two parts */
    x->op = 1;
    x->col = (int32_t)f->pg_schema.n;
    return x;
}

OlRx *ol_rs_routine_call(OlResolver *r, OlScope *s, const OlRoutine *first, OlFuncCall *call)
{
    OlRx **xs = ol_new_array(r->arena, OlRx *, (size_t)call->args.n + 1), **args;
    const OlRoutine *best = NULL;
    int least = 0, pos = (int)call->expr.node.start, n = 0, last = -1;
    bool holes = false;

    for (int i = 0; i < call->args.n; i++)
    {
        OlNode *a = call->args.items[i];

        if ((xs[i] = ol_rs_expr(r, s, OL_IS(NamedArg, a) ? OL_AS(NamedArg, a)->value : a)) == NULL)
            return NULL;
    }
    for (const OlRoutine *f = first; f != NULL; f = f->next)
    {
        int c = f->is_function ? match(r, f, &call->args, xs) : -1;

        if (c >= 0 && (best == NULL || c < least))
        {
            best = f;
            least = c;
        }
    }
    OlStr name = call->names.items[call->names.n - 1].text;

    if (best == NULL)
        return ol_rs_fail1(r, OL_ERR_WRONG_CALL, pos, ol_str_printf(r->arena, "PLS-306: wrong number or types of arguments in call to '%.*s'", OL_STR_ARG(name)));
    args = ol_new_array(r->arena, OlRx *, (size_t)best->nparams + 1);
    for (int i = 0; i < call->args.n; i++)
    {
        int k = place_of(best, call->args.items[i], i);

        args[k] = xs[i];
        last = OL_MAX(last, k);
    }
    for (int k = 0; k < best->nparams; k++)
    {
        if (best->params[k].mode != OL_PARAM_IN)
            return ol_rs_fail1(r, OL_ERR_FUNCTION_OUT_ARGS, pos, name);
        holes |= k < last && args[k] == NULL;
    }
    if (best->key.n == 0)
    {
        if (holes)
            return ol_rs_unsupported(r, pos, "named arguments of a PostgreSQL function");
        return plain_call(r, best, args, last + 1, pos);
    }
    if (best->result.code == OL_T_BOOLEAN && !r->pl)
        return ol_rs_fail1(r, OL_ERR_WRONG_CALL, pos, OL_STR("PLS-382: expression is of wrong type"));
    if (s->clause == OL_CL_INDEX && !best->deterministic)
        return ol_rs_fail(r, OL_ERR_FUNCTION_NOT_DETERMINISTIC, pos);
    OlStr key = best->key;

    if (holes)
    {
        OlBuf b;

        ol_buf_init(&b, r->arena, 128);
        ol_buf_append_str(&b, key);
        ol_buf_append_c(&b, GIVEN_MARK);
        for (int k = 0; k <= last; k++)
            ol_buf_append_c(&b, args[k] != NULL ? "1" : "0");
        key = ol_str(ol_buf_cstr(&b));
    }
    for (int k = 0; k <= last; k++)
        if (args[k] != NULL && (args[n++] = passed(r, args[k], &best->params[k].type)) == NULL)
            return NULL;
    return unit_call(r, key, best->result, best->deterministic, args, n, pos);
}

/* --- functions declared in WITH -------------------------------------------------------------------------------------- */

static bool with_type(OlResolver *r, OlNode *node, OlType *out)
{
    static const struct
    {
        const char *word;
        OlTypeCode code;
    } words[] = {{"VARCHAR2", OL_T_VARCHAR2}, {"VARCHAR", OL_T_VARCHAR2}, {"STRING", OL_T_VARCHAR2}, {"CHAR", OL_T_CHAR}, {"NVARCHAR2", OL_T_NVARCHAR2},
                 {"NCHAR", OL_T_NCHAR}, {"RAW", OL_T_RAW}, {"PLS_INTEGER", OL_T_NUMBER}, {"BINARY_INTEGER", OL_T_NUMBER}, {"NATURAL", OL_T_NUMBER},
                 {"POSITIVE", OL_T_NUMBER}, {"SIMPLE_INTEGER", OL_T_NUMBER}, {"NUMBER", OL_T_NUMBER}, {"INTEGER", OL_T_NUMBER}, {"BOOLEAN", OL_T_BOOLEAN}};
    OlDataType *d;

    if (!OL_IS(DataType, node))
        return false;
    d = OL_AS(DataType, node);
    if (d->anchor != OL_ANCHOR_NONE)
        return ol_rs_unsupported(r, (int)node->start, "%TYPE in a function of WITH") != NULL;
    if (d->names.n == 1)
        for (size_t i = 0; i < OL_LENGTHOF(words); i++)
            if (ol_str_eq_c(d->names.items[0].text, words[i].word))
            {
                *out = ol_type_of(words[i].code);
                if (ol_type_is_char(out))
                    out->size_bytes = out->size_chars = 4000;
                out->rep = ol_rep_default(out->code);
                return true;
            }
    return ol_rs_type_from_ast(r, node, out);
}

static OlRx *with_call(OlResolver *r, OlScope *s, OlWithRoutine *w, OlFuncCall *call)
{
    OlPlRoutine *p = OL_IS(PlRoutine, w->routine) ? OL_AS(PlRoutine, w->routine) : NULL;
    int pos = (int)call->expr.node.start;
    OlRoutine *f = ol_new(r->arena, OlRoutine);
    OlParamDef *params;
    OlBuf b;

    if (p == NULL || !w->is_function)
        return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &call->names));
    params = ol_new_array(r->arena, OlParamDef, (size_t)p->params.n + 1);
    for (int i = 0; i < p->params.n; i++)
    {
        OlPlParam *a = OL_ITEM(PlParam, p->params, i);

        params[i].name = a->name.text;
        params[i].mode = a->mode;
        params[i].has_default = a->default_expr != NULL;
        if (!with_type(r, a->type, &params[i].type))
            return NULL;
    }
    if (!with_type(r, p->return_type, &f->result))
        return NULL;
    f->is_function = true;
    f->name = w->name.text;
    f->nparams = p->params.n;
    f->params = params;
    /* the block that declares them all and calls this one; arguments are given by name */
    ol_buf_init(&b, r->arena, 256);
    ol_buf_append_c(&b, "DECLARE ");
    for (int i = 0; i < r->nwith_routines; i++)
    {
        ol_buf_append_str(&b, r->with_routines[i]->source);
        ol_buf_append_c(&b, "\n");
    }
    ol_buf_printf(&b, "BEGIN :0 := \"%.*s\"(", OL_STR_ARG(w->name.text));
    int n = 0;

    for (int i = 0; i < call->args.n; i++)
    {
        int k = place_of(f, call->args.items[i], i);

        if (k < 0)
            return ol_rs_fail1(r, OL_ERR_WRONG_CALL, pos,
                               ol_str_printf(r->arena, "PLS-306: wrong number or types of arguments in call to '%.*s'", OL_STR_ARG(w->name.text)));
        ol_buf_printf(&b, "%s\"%.*s\" => :%d", n > 0 ? ", " : "", OL_STR_ARG(params[k].name), n + 1);
        n++;
    }
    ol_buf_append_c(&b, "); END;");
    OlRx **args = ol_new_array(r->arena, OlRx *, (size_t)call->args.n + 1);

    for (int i = 0; i < call->args.n; i++)
    {
        OlNode *a = call->args.items[i];
        int k = place_of(f, a, i);

        if ((args[i] = ol_rs_expr(r, s, OL_IS(NamedArg, a) ? OL_AS(NamedArg, a)->value : a)) == NULL ||
            (args[i] = passed(r, args[i], &params[k].type)) == NULL)
            return NULL;
    }
    return unit_call(r, ol_str(ol_buf_cstr(&b)), f->result, false, args, call->args.n, pos);
}

void ol_rs_with_routine(OlResolver *r, OlNode *node)
{
    if (r->nwith_routines % 8 == 0)
        r->with_routines = ol_arena_grow(r->arena, r->with_routines, (size_t)r->nwith_routines * sizeof(OlWithRoutine *),
                                         (size_t)(r->nwith_routines + 8) * sizeof(OlWithRoutine *));
    r->with_routines[r->nwith_routines++] = OL_AS(WithRoutine, node);
}

/* --- by name --------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_stored_call(OlResolver *r, OlScope *s, OlFuncCall *call)
{
    const OlRoutine *routine = NULL;
    OlStr part[3] = {OL_STR_NULL, OL_STR_NULL, OL_STR_NULL};
    int n = call->names.n, pos = (int)call->expr.node.start;

    if (n > 3)
        return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &call->names));
    for (int i = 0; i < n; i++)
        part[3 - n + i] = call->names.items[i].text;
    for (int i = r->nwith_routines - 1; n == 1 && i >= 0; i--)
        if (ol_str_eq(r->with_routines[i]->name.text, part[2]))
            return with_call(r, s, r->with_routines[i], call);
    if (r->cat->find_routine != NULL && r->cat->find_routine(r->cat->ctx, r->arena, part[0], part[1], part[2], &routine, r->diag) != OL_OK)
    {
        r->failed = true;
        return NULL;
    }
    if (routine == NULL)
        return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &call->names));
    return ol_rs_routine_call(r, s, routine, call);
}
