/*
 * json.c - JSON_VALUE, JSON_QUERY, JSON_EXISTS, the rows of JSON_TABLE, IS JSON, and what JSON_OBJECT and JSON_ARRAY are made of.
 *
 * Documents are text; paths are compiled once per call site. What the resolver decided comes as flags:
 *   on error, on empty: 0 NULL, 1 ERROR, 2 DEFAULT (JSON_VALUE) or EMPTY ARRAY (JSON_QUERY), 3 EMPTY OBJECT; on empty 7: as on error
 * Lifetimes: a tree lives for the call; a compiled path in fn_mcxt.
 * See also:  sql/func/json.sql, front/resolve_json.c, oratype/json.h; JSON Developer's Guide
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/memutils.h"

#include "oratype/json.h"
#include "runtime/func/func.h"

enum
{
    ON_NULL = 0,
    ON_ERROR = 1,
    ON_DEFAULT = 2,
    ON_EMPTY_OBJECT = 3,
    ON_SAME = 7
};

typedef struct CachedPath
{
    OlStr text;
    OlArena *arena;
    OlJsonPath *path;
} CachedPath;

static const OlJsonPath *path_of(FunctionCallInfo fcinfo, int arg)
{
    CachedPath *c = fcinfo->flinfo->fn_extra;
    OlStr source = ol_text_str(OL_TEXT_ARG(arg));
    OlDiag diag;

    if (c != NULL && ol_str_eq(c->text, source))
        return c->path;
    if (c != NULL)
    {
        fcinfo->flinfo->fn_extra = NULL;
        ol_arena_free(c->arena);
    }
    MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
    OlArena *arena = ol_pg_arena_new(fcinfo->flinfo->fn_mcxt);

    c = ol_new(arena, CachedPath);
    c->arena = arena;
    c->text = ol_str_dup(arena, source);
    ol_diag_init(&diag);
    OL_TRY(ol_json_path_compile(arena, c->text, &c->path, &diag), diag);
    MemoryContextSwitchTo(old);
    fcinfo->flinfo->fn_extra = c;
    return c->path;
}

/* PASSING: names and values in two arrays; values are JSON text */
static OlJsonVar *variables(FunctionCallInfo fcinfo, int arg, OlArena *arena, int *n)
{
    Datum *names, *values;
    bool *nulls, *name_nulls;
    int count;
    OlJsonVar *out;

    *n = 0;
    if (PG_NARGS() <= arg + 1 || PG_ARGISNULL(arg) || PG_ARGISNULL(arg + 1))
        return NULL;
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(arg), TEXTOID, -1, false, TYPALIGN_INT, &names, &name_nulls, n);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(arg + 1), TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &count);
    *n = Min(*n, count);
    out = ol_new_array(arena, OlJsonVar, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
    {
        out[i].name = name_nulls[i] ? OL_STR_NULL : ol_text_str(DatumGetTextPP(names[i]));
        out[i].value = nulls[i] ? NULL : ol_json_parse(arena, ol_text_str(DatumGetTextPP(values[i])), OL_JSON_SCALARS);
        if (out[i].value == NULL)
            out[i].value = ol_new(arena, OlJson);
    }
    return out;
}

/* What the path selects; false when the document is no JSON. */
static bool selected(FunctionCallInfo fcinfo, OlArena *arena, int vars_arg, OlJsonList *out)
{
    const OlJsonPath *path = path_of(fcinfo, 1);
    OlJson *doc = ol_json_parse(arena, ol_text_str(OL_TEXT_ARG(0)), OL_JSON_SCALARS);
    OlJsonVar *vars;
    OlDiag diag;
    int n;

    if (doc == NULL)
        return false;
    vars = variables(fcinfo, vars_arg, arena, &n);
    ol_diag_init(&diag);
    OL_TRY(ol_json_path_eval(arena, path, doc, vars, n, out, &diag), diag);
    return true;
}

static bool too_long(OlStr s, int limit)
{
    return limit > 0 ? s.n > (size_t)limit : limit < 0 && ol_utf8_length(s.s, s.n) > (size_t)-limit;
}

/* json_value(doc, path, flags, limit, kind, default on error, default on empty, names, values); limit < 0: characters */
OL_FUNCTION(ol_fn_json_value)
{
    OlArena *arena;
    OlJsonList found;
    OlStr got = OL_STR_NULL;
    OlErrorCode error = OL_ERR_NONE;
    int flags, on_error, on_empty, limit, action;
    char kind;
    bool empty = false;
    text *out;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    flags = PG_GETARG_INT32(2);
    on_error = flags & 7;
    on_empty = (flags >> 3) & 7;
    limit = PG_GETARG_INT32(3);
    kind = *VARDATA_ANY(OL_TEXT_ARG(4));
    arena = ol_pg_arena_new(CurrentMemoryContext);
    if (!selected(fcinfo, arena, 7, &found))
        error = OL_ERR_JSON_SYNTAX;
    else if (found.n == 0)
        empty = true;
    else if (found.n > 1)
        error = OL_ERR_JSON_MULTIPLE;
    else
    {
        OlJson *v = found.items[0];
        OlDecimal d;

        switch (v->kind)
        {
            case OL_JSON_NULL:
                ol_arena_free(arena);
                PG_RETURN_NULL();
            case OL_JSON_TRUE:
            case OL_JSON_FALSE:
                got = v->kind == OL_JSON_TRUE ? OL_STR("true") : OL_STR("false");
                if (kind == 'n')
                    error = OL_ERR_INVALID_NUMBER;
                break;
            case OL_JSON_NUMBER:
            case OL_JSON_STRING:
                got = v->text;
                if (kind == 'n' && ol_decimal_from_text(got, &d, NULL) != OL_OK)
                    error = OL_ERR_INVALID_NUMBER;
                else if (kind == 's' && v->kind == OL_JSON_NUMBER && ol_decimal_from_text(got, &d, NULL) == OL_OK)
                {
                    /* as JSON writes it: 0.5, not .5 */
                    char plain[OL_DECIMAL_PLAIN_MAX];

                    if (memchr(got.s, 'e', got.n) == NULL && memchr(got.s, 'E', got.n) == NULL)
                        got = ol_str_dup(arena, ol_str_n(plain, ol_decimal_to_plain(&d, plain)));
                }
                break;
            default:
                error = OL_ERR_JSON_NOT_SCALAR;
                break;
        }
        if (error == OL_ERR_NONE && kind == 's' && too_long(got, limit))
            error = OL_ERR_JSON_TOO_LARGE;
    }
    if (!empty && error == OL_ERR_NONE)
    {
        if (got.n == 0)
        {
            ol_arena_free(arena);
            PG_RETURN_NULL();
        }
        out = cstring_to_text_with_len(got.s, (int)got.n);
        ol_arena_free(arena);
        PG_RETURN_TEXT_P(out);
    }
    ol_arena_free(arena);
    action = empty && on_empty != ON_SAME ? on_empty : on_error;
    if (action == ON_ERROR)
    {
        if (error == OL_ERR_JSON_TOO_LARGE)
            ol_raise(error, psprintf("%d", Abs(limit)));
        ol_raise(empty ? OL_ERR_JSON_NO_VALUE : error);
    }
    if (action == ON_DEFAULT)
    {
        int arg = empty && on_empty != ON_SAME ? 6 : 5;

        if (!PG_ARGISNULL(arg))
            PG_RETURN_DATUM(PG_GETARG_DATUM(arg));
    }
    PG_RETURN_NULL();
}

/* json_query(doc, path, flags, limit, names, values); flags: wrapper 1 always 2 when needed, then on error << 2, on empty << 5, pretty 256,
 * ascii 512, scalars 1024 */
OL_FUNCTION(ol_fn_json_query)
{
    OlArena *arena;
    OlJsonList found;
    OlErrorCode error = OL_ERR_NONE;
    int flags, wrapper, on_error, on_empty, limit, action;
    bool empty = false;
    OlBuf b;
    text *out = NULL;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    flags = PG_GETARG_INT32(2);
    wrapper = flags & 3;
    on_error = (flags >> 2) & 7;
    on_empty = (flags >> 5) & 7;
    limit = PG_GETARG_INT32(3);
    arena = ol_pg_arena_new(CurrentMemoryContext);
    if (!selected(fcinfo, arena, 4, &found))
        error = OL_ERR_JSON_SYNTAX;
    else if (found.n == 0)
        empty = true;
    else if (wrapper == 0 && (found.n > 1 || (found.items[0]->kind < OL_JSON_ARRAY && (flags & 1024) == 0)))
        error = OL_ERR_JSON_NEEDS_WRAPPER;
    else
    {
        bool wrap = wrapper == 1 || (wrapper == 2 && (found.n > 1 || found.items[0]->kind < OL_JSON_ARRAY));
        OlJson *v = found.items[0];

        ol_buf_init(&b, arena, 256);
        if (wrap)
        {
            v = ol_new(arena, OlJson);
            v->kind = OL_JSON_ARRAY;
            for (int i = 0; i < found.n; i++)
            {
                OlJson *c = ol_new(arena, OlJson);

                *c = *found.items[i];
                c->next = NULL;
                if (v->last == NULL)
                    v->child = c;
                else
                    v->last->next = c;
                v->last = c;
                v->n++;
            }
        }
        ol_json_print(v, &b, ((flags & 256) != 0 ? OL_JSON_PRETTY : 0) | ((flags & 512) != 0 ? OL_JSON_ASCII : 0));
        if (too_long(ol_buf_str(&b), limit))
            error = OL_ERR_JSON_TOO_LARGE;
        else
            out = cstring_to_text_with_len((char *)ol_buf_str(&b).s, (int)b.len);
    }
    ol_arena_free(arena);
    if (out != NULL)
        PG_RETURN_TEXT_P(out);
    action = empty && on_empty != ON_SAME ? on_empty : on_error;
    switch (action)
    {
        case ON_ERROR:
            if (error == OL_ERR_JSON_TOO_LARGE)
                ol_raise(error, psprintf("%d", Abs(limit)));
            ol_raise(empty ? OL_ERR_JSON_NO_VALUE : error);
        case ON_DEFAULT:
            PG_RETURN_TEXT_P(cstring_to_text("[]"));
        case ON_EMPTY_OBJECT:
            PG_RETURN_TEXT_P(cstring_to_text("{}"));
        default:
            PG_RETURN_NULL();
    }
}

/* json_exists(doc, path, on error, names, values); on error: 0 FALSE, 1 ERROR, 2 TRUE */
OL_FUNCTION(ol_fn_json_exists)
{
    OlArena *arena;
    OlJsonList found;
    bool ok, there;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_BOOL(false);
    arena = ol_pg_arena_new(CurrentMemoryContext);
    ok = selected(fcinfo, arena, 3, &found);
    there = ok && found.n > 0;
    ol_arena_free(arena);
    if (!ok && PG_GETARG_INT32(2) == ON_ERROR)
        ol_raise(OL_ERR_JSON_SYNTAX);
    PG_RETURN_BOOL(there || (!ok && PG_GETARG_INT32(2) == ON_DEFAULT));
}

/* json_rows(doc, path, on error, names, values): each value selected, as text */
OL_FUNCTION(ol_fn_json_rows)
{
    ReturnSetInfo *rsi = (ReturnSetInfo *)fcinfo->resultinfo;
    OlArena *arena;
    OlJsonList found;
    Datum value;
    bool null = false;

    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        return (Datum)0;
    arena = ol_pg_arena_new(CurrentMemoryContext);
    if (!selected(fcinfo, arena, 3, &found))
    {
        ol_arena_free(arena);
        if (PG_GETARG_INT32(2) == ON_ERROR)
            ol_raise(OL_ERR_JSON_SYNTAX);
        return (Datum)0;
    }
    for (int i = 0; i < found.n; i++)
    {
        OlBuf b;

        CHECK_FOR_INTERRUPTS();
        ol_buf_init(&b, arena, 128);
        ol_json_print(found.items[i], &b, 0);
        value = PointerGetDatum(cstring_to_text_with_len((char *)ol_buf_str(&b).s, (int)b.len));
        tuplestore_putvalues(rsi->setResult, rsi->setDesc, &value, &null);
        pfree(DatumGetPointer(value));
    }
    ol_arena_free(arena);
    return (Datum)0;
}

/* --- making JSON --------------------------------------------------------------------------------------------------- */

static Datum buffer_text(OlArena *arena, OlBuf *b)
{
    text *out = cstring_to_text_with_len((char *)ol_buf_str(b).s, (int)b->len);

    ol_arena_free(arena);
    return PointerGetDatum(out);
}

OL_FUNCTION(ol_fn_json_quote)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr s = ol_text_str(OL_TEXT_ARG(0));
    OlBuf b;

    ol_buf_init(&b, arena, s.n + 16);
    ol_json_quote(s, &b, 0);
    return buffer_text(arena, &b);
}

/* json_object(flags, VARIADIC names and values): values are JSON text already; flags: 1 absent on null, 2 strict, 4 unique keys, 8 array */
OL_FUNCTION(ol_fn_json_make)
{
    int flags = PG_GETARG_INT32(0), n, kept = 0;
    bool array = (flags & 8) != 0;
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlMap *seen = ol_map_new(arena);
    Datum *items = NULL;
    bool *nulls = NULL;
    OlBuf b;

    if (PG_ARGISNULL(1))
        n = 0;
    else
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
    ol_buf_init(&b, arena, 256);
    ol_buf_append_byte(&b, array ? '[' : '{');
    for (int i = 0; i < n; i += array ? 1 : 2)
    {
        int v = array ? i : i + 1;

        if (v >= n || (nulls[v] && (flags & 1) != 0))
            continue;
        if (!array && nulls[i])
            ol_raise(OL_ERR_JSON_NULL_NAME);
        if (kept++ > 0)
            ol_buf_append_byte(&b, ',');
        if (!array)
        {
            OlStr name = ol_text_str(DatumGetTextPP(items[i]));

            if ((flags & 4) != 0)
            {
                if (ol_map_get(seen, name) != NULL)
                    ol_raise(OL_ERR_JSON_DUPLICATE_NAME);
                ol_map_put(seen, name, &b);
            }
            ol_json_quote(name, &b, 0);
            ol_buf_append_byte(&b, ':');
        }
        if (nulls[v])
            ol_buf_append_c(&b, "null");
        else
            ol_buf_append_str(&b, ol_text_str(DatumGetTextPP(items[v])));
    }
    ol_buf_append_byte(&b, array ? ']' : '}');
    return buffer_text(arena, &b);
}

/* json_check(text, limit): ORA-40478 past the size of RETURNING */
OL_FUNCTION(ol_fn_json_check)
{
    int limit = PG_GETARG_INT32(1);

    if (too_long(ol_text_str(OL_TEXT_ARG(0)), limit))
        ol_raise(OL_ERR_JSON_TOO_LARGE, psprintf("%d", Abs(limit)));
    PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

OL_FUNCTION(ol_fn_is_json)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    bool ok = ol_json_parse(arena, ol_text_str(OL_TEXT_ARG(0)), (unsigned)PG_GETARG_INT32(1)) != NULL;

    ol_arena_free(arena);
    PG_RETURN_BOOL(ok);
}

static OlJson *document(OlArena *arena, text *t)
{
    OlJson *v = ol_json_parse(arena, ol_text_str(t), OL_JSON_SCALARS);

    if (v == NULL)
        ol_raise(OL_ERR_JSON_SYNTAX);
    return v;
}

OL_FUNCTION(ol_fn_json_serialize)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlBuf b;

    ol_buf_init(&b, arena, 256);
    ol_json_print(document(arena, OL_TEXT_ARG(0)), &b, (unsigned)PG_GETARG_INT32(1));
    return buffer_text(arena, &b);
}

OL_FUNCTION(ol_fn_json_mergepatch)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlBuf b;

    ol_buf_init(&b, arena, 256);
    ol_json_print(ol_json_merge(arena, document(arena, OL_TEXT_ARG(0)), document(arena, OL_TEXT_ARG(1))), &b, (unsigned)PG_GETARG_INT32(2));
    return buffer_text(arena, &b);
}

OL_FUNCTION(ol_fn_json_equal)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    bool same = ol_json_equal(document(arena, OL_TEXT_ARG(0)), document(arena, OL_TEXT_ARG(1)));

    ol_arena_free(arena);
    PG_RETURN_BOOL(same);
}
