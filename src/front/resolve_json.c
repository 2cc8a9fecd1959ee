/*
 * resolve_json.c - the SQL/JSON functions: JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_TABLE, JSON_OBJECT and its kind, IS JSON, dot notation.
 *
 * Owns:      what the clauses (RETURNING, ON ERROR, WRAPPER, ...) mean as flags of the functions in runtime/func/json.c.
 * Rules:     documents are text; a value that is JSON already (FORMAT JSON, another JSON function, type JSON) is not quoted again.
 * See also:  SQL Language Reference, "SQL/JSON Functions"; sql/func/json.sql
 */
#include "front/resolve.h"

#include <string.h>

enum
{
    ON_NULL = 0,
    ON_ERROR = 1,
    ON_DEFAULT = 2, /* TRUE of JSON_EXISTS, EMPTY ARRAY of JSON_QUERY */
    ON_EMPTY_OBJECT = 3,
    ON_SAME = 7
};

typedef struct Clauses
{
    int on_error;
    int on_empty;
    int wrapper;
    bool pretty;
    bool ascii;
    bool format_json;
    bool absent;     /* ABSENT ON NULL */
    bool null_on_null;
    bool strict;
    bool unique;
    bool scalars;
    OlNode *default_error;
    OlNode *default_empty;
    OlNode *returning;
    OlList *passing;
    OlList *order_by;
} Clauses;

static bool read_clauses(OlResolver *r, OlList *options, Clauses *c)
{
    for (int i = 0; i < options->n; i++)
    {
        OlOption *o = OL_ITEM(Option, *options, i);
        OlStr n = o->name;
        size_t tail = n.n > 9 ? n.n - 9 : 0;
        bool error = n.n > 9 && ol_str_eq_c(ol_str_n(n.s + tail, 9), " ON ERROR"), empty = n.n > 9 && ol_str_eq_c(ol_str_n(n.s + tail, 9), " ON EMPTY");

        if (error || empty)
        {
            OlStr what = ol_str_n(n.s, tail);
            int v = ol_str_eq_c(what, "ERROR") ? ON_ERROR : ol_str_eq_c(what, "NULL") || ol_str_eq_c(what, "FALSE") ? ON_NULL
                    : ol_str_eq_c(what, "EMPTY OBJECT") ? ON_EMPTY_OBJECT : ON_DEFAULT;

            if (error)
            {
                c->on_error = v;
                c->default_error = o->value;
            }
            else
            {
                c->on_empty = v;
                c->default_empty = o->value;
            }
        }
        else if (ol_str_eq_c(n, "RETURNING"))
            c->returning = o->value;
        else if (ol_str_eq_c(n, "PASSING"))
            c->passing = &o->items;
        else if (ol_str_eq_c(n, "ORDER BY"))
            c->order_by = &o->items;
        else if (ol_str_eq_c(n, "PRETTY"))
            c->pretty = true;
        else if (ol_str_eq_c(n, "ASCII"))
            c->ascii = true;
        else if (ol_str_eq_c(n, "FORMAT JSON"))
            c->format_json = true;
        else if (ol_str_eq_c(n, "ABSENT ON NULL"))
            c->absent = true;
        else if (ol_str_eq_c(n, "NULL ON NULL"))
            c->null_on_null = true;
        else if (ol_str_eq_c(n, "STRICT"))
            c->strict = true;
        else if (ol_str_eq_c(n, "LAX"))
            c->strict = false;
        else if (ol_str_eq_c(n, "WITH UNIQUE KEYS"))
            c->unique = true;
        else if (ol_str_eq_c(n, "WITHOUT UNIQUE KEYS"))
            c->unique = false;
        else if (ol_str_eq_c(n, "ALLOW SCALARS"))
            c->scalars = true;
        else if (ol_str_eq_c(n, "DISALLOW SCALARS"))
            c->scalars = false;
        else if (ol_str_eq_c(n, "WITHOUT WRAPPER") || ol_str_eq_c(n, "WITHOUT ARRAY WRAPPER"))
            c->wrapper = 0;
        else if (ol_str_eq_c(n, "WITH CONDITIONAL WRAPPER") || ol_str_eq_c(n, "WITH CONDITIONAL ARRAY WRAPPER"))
            c->wrapper = 2;
        else if (n.n > 7 && ol_str_eq_c(ol_str_n(n.s + n.n - 7, 7), "WRAPPER"))
            c->wrapper = 1;
        else
            return ol_rs_unsupported(r, (int)o->node.start, ol_str_cdup(r->arena, n)) != NULL;
    }
    return true;
}

static Clauses no_clauses(void)
{
    Clauses c;

    memset(&c, 0, sizeof c);
    c.on_empty = ON_SAME;
    return c;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static OlType text_type(void)
{
    OlType t = ol_type_of(OL_T_CLOB);

    return t;
}

static OlRx *text_null(OlResolver *r, int pos)
{
    return ol_rx_null(r, text_type(), pos);
}

static OlRx *text_const(OlResolver *r, const char *s, int pos)
{
    return ol_rx_str(r, ol_str(s), pos);
}

/* A document as text. */
static OlRx *document(OlResolver *r, OlRx *x)
{
    OlType t = text_type();

    if (x->type.code == OL_T_NULL)
        return text_null(r, x->pos);
    if (x->type.code == OL_T_JSON)
        return ol_rx_args(r, OL_RX_CAST, t, x->pos, 1, x);
    if (x->type.code == OL_T_BLOB || x->type.code == OL_T_RAW)
        return ol_rx_call(r, t, "sys.raw_json", x->pos, 1, x);
    return ol_rs_to(r, x, 's');
}

static bool makes_json(const OlNode *node)
{
    static const char *const names[] = {"JSON_OBJECT", "JSON_ARRAY", "JSON_OBJECTAGG", "JSON_ARRAYAGG", "JSON_QUERY", "JSON_MERGEPATCH", "JSON_SCALAR"};

    if (node->kind != OL_N_SpecialFunc)
        return false;
    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_eq_c(((const OlSpecialFunc *)node)->name.text, names[i]))
            return true;
    return false;
}

/* A value as JSON text; NULL stays NULL. */
static OlRx *encoded(OlResolver *r, OlRx *x, bool is_json)
{
    OlType t = text_type();

    if (x->type.code == OL_T_NULL)
        return text_null(r, x->pos);
    if (is_json || x->type.code == OL_T_JSON)
        return document(r, x);
    if (x->type.code == OL_T_BOOLEAN)
        return ol_rx_args(r, OL_RX_CAST, t, x->pos, 1, x);
    if (ol_type_is_num(&x->type))
    {
        if ((x = ol_rs_to(r, x, 'n')) == NULL)
            return NULL;
        return ol_rx_call(r, t, "sys.json_num", x->pos, 1, x);
    }
    if (x->type.code == OL_T_DATE)
        return ol_rx_call(r, t, "sys.json_date", x->pos, 1, ol_rs_to(r, x, 'd'));
    if (x->type.code == OL_T_TIMESTAMP)
        return ol_rx_call(r, t, "sys.json_timestamp", x->pos, 1, x);
    if ((x = ol_rs_to(r, x, 's')) == NULL)
        return NULL;
    return ol_rx_call(r, t, "sys.json_quote", x->pos, 1, x);
}

static OlNode *plain_node(OlNode *arg)
{
    return arg->kind == OL_N_SpecialArg ? OL_AS(SpecialArg, arg)->value : arg;
}

static OlRx *encoded_arg(OlResolver *r, OlScope *s, OlNode *arg)
{
    Clauses c = no_clauses();
    OlNode *node = plain_node(arg);
    OlRx *x = ol_rs_expr(r, s, node);

    if (x == NULL || (arg->kind == OL_N_SpecialArg && !read_clauses(r, &OL_AS(SpecialArg, arg)->options, &c)))
        return NULL;
    return encoded(r, x, c.format_json || makes_json(node));
}

static OlRx *array(OlResolver *r, OlRx **xs, int n, int pos)
{
    OlRx *a = ol_rx_new(r, OL_RX_ARRAY, text_type(), pos);

    a->args = xs;
    a->nargs = n;
    for (int i = 0; i < n; i++)
        a->flags |= xs[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    return a;
}

/* The names and values of PASSING, two arrays; false after an error, none when there is no PASSING. */
static bool passing(OlResolver *r, OlScope *s, OlList *items, OlRx **names, OlRx **values, int pos)
{
    OlRx **n, **v;

    *names = *values = NULL;
    if (items == NULL)
        return true;
    n = ol_new_array(r->arena, OlRx *, (size_t)items->n + 1);
    v = ol_new_array(r->arena, OlRx *, (size_t)items->n + 1);
    for (int i = 0; i < items->n; i++)
    {
        OlNode *item = items->items[i];

        if (item->kind != OL_N_SpecialArg || OL_AS(SpecialArg, item)->alias.text.n == 0)
            return ol_rs_fail(r, OL_ERR_MISSING_KEYWORD, (int)item->start) != NULL;
        n[i] = ol_rx_str(r, OL_AS(SpecialArg, item)->alias.text, pos);
        if ((v[i] = encoded_arg(r, s, item)) == NULL)
            return false;
    }
    *names = array(r, n, items->n, pos);
    *values = array(r, v, items->n, pos);
    return true;
}

/* function(args..[, names, values]) */
static OlRx *call(OlResolver *r, OlType t, const char *fn, int pos, OlRx **args, int n, OlRx *names, OlRx *values)
{
    OlRx *x = ol_rx_new(r, OL_RX_CALL, t, pos);

    if (names != NULL)
    {
        args[n++] = names;
        args[n++] = values;
    }
    x->target = fn;
    x->args = args;
    x->nargs = n;
    for (int i = 0; i < n; i++)
        x->flags |= args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    return x;
}

static int size_limit(const OlType *t)
{
    if (t->code != OL_T_VARCHAR2 && t->code != OL_T_NVARCHAR2 && t->code != OL_T_CHAR)
        return 0;
    return t->char_semantics ? -t->size_chars : t->size_bytes > 0 ? t->size_bytes : 4000;
}

/* JSON_VALUE's result in the type of RETURNING. */
static OlRx *value_of(OlResolver *r, OlScope *s, OlRx *doc, OlRx *path, Clauses *c, OlType t, OlRx *names, OlRx *values, int pos)
{
    OlRx **args = ol_new_array(r->arena, OlRx *, 9);
    OlRx *x;
    const char *kind = ol_type_is_num(&t) ? "n" : ol_type_is_datetime(&t) ? "d" : "s";

    args[0] = doc;
    args[1] = path;
    args[2] = ol_rx_int4(r, c->on_error | c->on_empty << 3);
    args[3] = ol_rx_int4(r, size_limit(&t));
    args[4] = text_const(r, kind, pos);
    for (int i = 0; i < 2; i++)
    {
        OlNode *d = i == 0 ? c->default_error : c->default_empty;

        args[5 + i] = d != NULL ? ol_rs_expr(r, s, d) : text_null(r, pos);
        if (args[5 + i] == NULL)
            return NULL;
        if (d != NULL && ol_type_is_num(&args[5 + i]->type))
            args[5 + i] = encoded(r, args[5 + i], false);
        else if (d != NULL)
            args[5 + i] = ol_rs_to(r, args[5 + i], 's');
        if (args[5 + i] == NULL)
            return NULL;
    }
    x = call(r, text_type(), "sys.json_value", pos, args, 7, names, values);
    if (kind[0] == 'n')
    {
        OlType plain = t;

        plain.rep = OL_REP_NUMERIC;
        plain.code = OL_T_NUMBER;
        x = ol_rx_args(r, OL_RX_CAST, plain, pos, 1, x);
        return t.code == OL_T_NUMBER && t.precision == 0 ? x : ol_rs_conversion(r, x, &t, pos);
    }
    if (kind[0] == 'd')
    {
        OlType base = ol_type_of(t.code == OL_T_DATE ? OL_T_DATE : OL_T_TIMESTAMP);

        base.scale = t.code == OL_T_DATE ? 0 : 6;
        x = ol_rx_call(r, base, t.code == OL_T_DATE ? "sys.json_to_date" : "sys.json_to_timestamp", pos, 1, x);
        return t.code == base.code ? x : ol_rs_to_type(r, x, &t);
    }
    x->type = t;
    if (t.code == OL_T_VARCHAR2 || t.code == OL_T_NVARCHAR2 || t.code == OL_T_CHAR || t.code == OL_T_CLOB)
        x->type.rep = OL_REP_TEXT;
    else
        return ol_rs_unsupported(r, pos, "this RETURNING type of JSON_VALUE");
    return x;
}

/* Text of JSON in the type of RETURNING; the default of what makes JSON is VARCHAR2(4000). */
static OlRx *json_result(OlResolver *r, OlRx *x, OlNode *returning, bool checked, int pos)
{
    OlType t = ol_type_varchar(4000);

    if (returning != NULL && !ol_rs_type_from_ast(r, returning, &t))
        return NULL;
    if (t.code == OL_T_JSON)
        return ol_rx_args(r, OL_RX_CAST, t, pos, 1, x);
    if (t.code == OL_T_BLOB)
    {
        OlRx *u = ol_rx_call(r, t, "pg_catalog.convert_to", pos, 2, x, text_const(r, "UTF8", pos));

        return u;
    }
    if (t.code != OL_T_VARCHAR2 && t.code != OL_T_CLOB && t.code != OL_T_NVARCHAR2)
        return ol_rs_unsupported(r, pos, "this RETURNING type");
    if (t.code != OL_T_CLOB && !checked)
        x = ol_rx_call(r, t, "sys.json_check", pos, 2, x, ol_rx_int4(r, size_limit(&t)));
    x->type = t;
    x->type.rep = OL_REP_TEXT;
    return x;
}

static OlRx *query_of(OlResolver *r, OlRx *doc, OlRx *path, Clauses *c, OlRx *names, OlRx *values, int pos)
{
    OlRx **args = ol_new_array(r->arena, OlRx *, 6);
    OlType t = ol_type_varchar(4000);

    if (c->returning != NULL && !ol_rs_type_from_ast(r, c->returning, &t))
        return NULL;
    args[0] = doc;
    args[1] = path;
    args[2] = ol_rx_int4(r, c->wrapper | c->on_error << 2 | c->on_empty << 5 | (c->pretty ? 256 : 0) | (c->ascii ? 512 : 0) | (c->scalars ? 1024 : 0));
    args[3] = ol_rx_int4(r, size_limit(&t));
    return json_result(r, call(r, text_type(), "sys.json_query", pos, args, 4, names, values), c->returning, true, pos);
}

static OlRx *path_arg(OlResolver *r, OlNode *node, const char *fallback, int pos)
{
    if (node == NULL)
        return text_const(r, fallback, pos);
    if (node->kind != OL_N_StringLit)
        return ol_rs_fail(r, OL_ERR_JSON_PATH_LITERAL, (int)node->start);
    return ol_rx_str(r, OL_AS(StringLit, node)->value.n > 0 ? OL_AS(StringLit, node)->value : OL_STR("$"), (int)node->start);
}

/* --- JSON_TABLE --------------------------------------------------------------------------------------------------- */

typedef struct Level
{
    OlResolver *r;
    OlScope *s;
    OlRx *names, *values;
    int on_error;
} Level;

static OlRRel *rows_rel(Level *l, OlRx *doc, OlRx *path, int pos)
{
    OlResolver *r = l->r;
    OlRRel *rel = ol_new(r->arena, OlRRel);
    OlRx **args = ol_new_array(r->arena, OlRx *, 5);

    rel->kind = OL_RREL_SRF;
    rel->pg_alias = ol_rs_alias(r, OL_STR("J"));
    rel->ncols = 2;
    rel->cols = ol_new_array(r->arena, OlRCol, 2);
    rel->cols[0] = (OlRCol){.name = OL_STR("V"), .pg_name = OL_STR("v"), .type = text_type(), .nullable = true};
    rel->cols[1] = (OlRCol){.name = OL_STR("N"), .pg_name = OL_STR("n"), .type = ol_type_number(), .nullable = true};
    rel->cols[1].type.rep = OL_REP_INT8;
    args[0] = doc;
    args[1] = path;
    args[2] = ol_rx_int4(r, l->on_error);
    rel->expr = call(r, text_type(), "sys.json_rows", pos, args, 3, l->names, l->values);
    return rel;
}

static void add_column(OlResolver *r, OlRQuery *q, int *cap, OlStr name, OlRx *x)
{
    if (q->nouts == *cap)
    {
        int n = *cap == 0 ? 16 : *cap * 2;

        q->outs = ol_arena_grow(r->arena, q->outs, (size_t)*cap * sizeof(OlROut), (size_t)n * sizeof(OlROut));
        *cap = n;
    }
    q->outs[q->nouts++] = (OlROut){.name = name, .expr = x, .type = x->type, .nullable = true, .named = true};
}

/* The name as written, which an absent PATH looks for. */
static OlStr written(OlResolver *r, const OlName *n)
{
    return n->quoted || (size_t)n->start + n->text.n > r->text.n ? n->text : ol_str_n(r->text.s + n->start, n->text.n);
}

static OlRx *table_column(Level *l, OlRRel *rel, OlSpecialColumn *c)
{
    OlResolver *r = l->r;
    int pos = (int)c->node.start;
    Clauses k = no_clauses();
    OlType t = ol_type_varchar(c->exists ? 5 : 4000);
    OlRx *doc = ol_rx_col(r, rel, 0, pos), *path;

    if (c->for_ordinality)
        return ol_rx_col(r, rel, 1, pos);
    k.on_error = l->on_error;
    if (!read_clauses(r, &c->options, &k) || (c->type != NULL && !ol_rs_type_from_ast(r, c->type, &t)))
        return NULL;
    path = c->path != NULL ? path_arg(r, c->path, "$", pos)
                           : ol_rx_str(r, ol_str_printf(r->arena, "$.\"%.*s\"", OL_STR_ARG(written(r, &c->name))), pos);
    if (path == NULL)
        return NULL;
    if (c->exists)
    {
        OlRx **args = ol_new_array(r->arena, OlRx *, 5);
        OlRx *x;
        bool num = ol_type_is_num(&t);

        args[0] = doc;
        args[1] = path;
        args[2] = ol_rx_int4(r, k.on_error);
        x = call(r, ol_type_bool(), "sys.json_exists", pos, args, 3, l->names, l->values);
        x = ol_rx_args(r, OL_RX_CASE, num ? ol_type_number() : t, pos, 3, x, num ? ol_rx_num(r, 1, pos) : text_const(r, "true", pos),
                       num ? ol_rx_num(r, 0, pos) : text_const(r, "false", pos));
        x->op = 1;
        if (!num)
            x->type.rep = OL_REP_TEXT;
        return x;
    }
    if (k.format_json || k.wrapper != 0 || t.code == OL_T_JSON)
    {
        k.returning = c->type;
        if (t.code == OL_T_JSON)
            k.scalars = true;
        return query_of(r, doc, path, &k, l->names, l->values, pos);
    }
    return value_of(r, l->s, doc, path, &k, t, l->names, l->values, pos);
}

static OlRQuery *table_level(Level *l, OlRx *doc, OlRx *path, OlList *columns, int pos);

static OlRRel *lateral(OlResolver *r, OlRQuery *q)
{
    OlRRel *rel;

    (void)ol_rs_name_outs(r, q);
    rel = ol_rs_query_rel(r, q, OL_STR("N"), true);
    rel->lateral = true;
    return rel;
}

/* The nested paths of a level: one query, or several one after the other with NULL in the columns of the rest. */
static OlRQuery *nested_rows(Level *l, OlRRel *parent, OlList *columns)
{
    OlResolver *r = l->r;
    OlRQuery **arms = ol_new_array(r->arena, OlRQuery *, (size_t)columns->n + 1);
    int n = 0, total = 0, from = 0, cap = 0;

    for (int i = 0; i < columns->n; i++)
    {
        OlSpecialColumn *c = OL_ITEM(SpecialColumn, *columns, i);
        OlRx *path;

        if (!c->nested)
            continue;
        if ((path = path_arg(r, c->path, "$", (int)c->node.start)) == NULL ||
            (arms[n] = table_level(l, ol_rx_col(r, parent, 0, (int)c->node.start), path, &c->columns, (int)c->node.start)) == NULL)
            return NULL;
        total += arms[n++]->nouts;
    }
    if (n == 1)
        return arms[0];
    OlRQuery *all = ol_new(r->arena, OlRQuery);
    OlROut *outs = ol_new_array(r->arena, OlROut, (size_t)total + 1);
    int k = 0;

    for (int i = 0; i < n; i++)
        for (int m = 0; m < arms[i]->nouts; m++)
            outs[k++] = arms[i]->outs[m];
    all->kind = OL_RQ_SETOP;
    all->setop = OL_SET_UNION;
    all->all = true;
    all->arms = ol_new_array(r->arena, OlRQuery *, (size_t)n);
    all->narms = n;
    for (int i = 0; i < n; i++)
    {
        OlRQuery *arm = ol_new(r->arena, OlRQuery);
        OlRRel *rel = lateral(r, arms[i]);

        arm->kind = OL_RQ_BLOCK;
        arm->from = ol_new_array(r->arena, OlRRel *, 1);
        arm->from[0] = rel;
        arm->nfrom = 1;
        cap = 0;
        for (int m = 0; m < total; m++)
        {
            bool mine = m >= from && m < from + arms[i]->nouts;

            add_column(r, arm, &cap, outs[m].name, mine ? ol_rx_col(r, rel, m - from, -1) : ol_rx_null(r, outs[m].type, -1));
        }
        from += arms[i]->nouts;
        all->arms[i] = arm;
    }
    all->outs = outs;
    all->nouts = total;
    for (int i = 0; i < total; i++)
        all->outs[i].expr = NULL;
    return all;
}

static OlRQuery *table_level(Level *l, OlRx *doc, OlRx *path, OlList *columns, int pos)
{
    OlResolver *r = l->r;
    OlRQuery *q = ol_new(r->arena, OlRQuery), *below = NULL;
    OlRRel *rel = rows_rel(l, doc, path, pos), *sub = NULL;
    int cap = 0, next = 0;
    bool nested = false;

    if (++r->depth > 400)
        return ol_rs_fail(r, OL_ERR_STATEMENT_TOO_COMPLEX, pos);
    q->kind = OL_RQ_BLOCK;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    for (int i = 0; i < columns->n; i++)
        nested |= OL_ITEM(SpecialColumn, *columns, i)->nested;
    if (nested)
    {
        OlRRel *join = ol_new(r->arena, OlRRel);

        if ((below = nested_rows(l, rel, columns)) == NULL)
            return NULL;
        sub = lateral(r, below);
        join->kind = OL_RREL_JOIN;
        join->join_kind = OL_JOIN_LEFT;
        join->left = rel;
        join->right = sub;
        q->from[0] = join;
    }
    for (int i = 0; i < columns->n; i++)
    {
        OlSpecialColumn *c = OL_ITEM(SpecialColumn, *columns, i);

        if (c->nested)
        {
            int count = 0;

            /* its columns, in their place */
            for (int k = 0; k < c->columns.n; k++)
                count += OL_ITEM(SpecialColumn, c->columns, k)->nested ? 0 : 1;
            for (int k = 0; k < below->nouts - next && (k < count || c->columns.n != count); k++)
                add_column(r, q, &cap, below->outs[next + k].name, ol_rx_col(r, sub, next + k, pos));
            next = c->columns.n != count ? below->nouts : next + count;
            continue;
        }
        OlRx *x = table_column(l, rel, c);

        if (x == NULL)
            return NULL;
        add_column(r, q, &cap, c->name.text, x);
    }
    r->depth--;
    return q;
}

OlRRel *ol_rs_json_table(OlResolver *r, OlScope *s, OlTableFunc *node)
{
    OlSpecialFunc *f = OL_AS(SpecialFunc, node->expr);
    int pos = (int)node->node.start;
    OlNode *arg = f->args.n > 0 ? f->args.items[0] : NULL;
    Clauses c = no_clauses();
    Level l = {.r = r, .s = s};
    OlRQuery *q;
    OlRRel *rel;
    OlRx *doc, *path;

    if (arg == NULL || f->columns.n == 0)
        return ol_rs_fail(r, OL_ERR_MISSING_KEYWORD, pos);
    if (!read_clauses(r, &f->options, &c) || (doc = ol_rs_expr(r, s, plain_node(arg))) == NULL || (doc = document(r, doc)) == NULL ||
        (path = path_arg(r, f->args.n > 1 ? f->args.items[1] : NULL, "$", pos)) == NULL || !passing(r, s, c.passing, &l.names, &l.values, pos))
        return NULL;
    l.on_error = c.on_error == ON_ERROR ? ON_ERROR : ON_NULL;
    if ((q = table_level(&l, doc, path, &f->columns, pos)) == NULL || !ol_rs_name_outs(r, q))
        return NULL;
    rel = ol_rs_query_rel(r, q, node->alias.text, true);
    rel->lateral = true;
    rel->block = s->block;
    rel->left_joined = node->outer_join;
    return rel;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

/* JSON_OBJECT(..) and JSON_ARRAY(..) */
static OlRx *make(OlResolver *r, OlScope *s, OlSpecialFunc *f, Clauses *c, bool is_array, int pos)
{
    int n = 0, flags = (is_array ? 8 : 0) | (c->unique ? 4 : 0) | (c->absent || (is_array && !c->null_on_null) ? 1 : 0);
    bool star = f->args.n == 1 && OL_IS(Star, f->args.items[0]);
    OlRx **args;

    if (star && !is_array)
    {
        int total = 0;

        for (int i = 0; i < s->nrels; i++)
            total += s->rels[i]->ncols;
        args = ol_new_array(r->arena, OlRx *, (size_t)total * 2 + 2);
        args[n++] = ol_rx_int4(r, flags);
        for (int i = 0; i < s->nrels; i++)
            for (int k = 0; k < s->rels[i]->ncols; k++)
            {
                if (s->rels[i]->cols[k].hidden)
                    continue;
                args[n++] = ol_rx_str(r, s->rels[i]->cols[k].name, pos);
                if ((args[n++] = encoded(r, ol_rx_col(r, s->rels[i], k, pos), false)) == NULL)
                    return NULL;
            }
    }
    else
    {
        args = ol_new_array(r->arena, OlRx *, (size_t)f->args.n * 2 + 2);
        args[n++] = ol_rx_int4(r, flags);
        for (int i = 0; i < f->args.n; i++)
        {
            OlNode *a = f->args.items[i];

            if (!is_array)
            {
                OlNode *key = a->kind == OL_N_SpecialArg ? OL_AS(SpecialArg, a)->key : NULL;
                OlRx *x;

                if (key == NULL && OL_IS(ColumnRef, plain_node(a)))
                {
                    const OlNames *names = &OL_AS(ColumnRef, plain_node(a))->names;

                    x = ol_rx_str(r, written(r, &names->items[names->n - 1]), pos);
                }
                else if (key == NULL)
                    return ol_rs_fail(r, OL_ERR_MISSING_KEYWORD, (int)a->end);
                else if ((x = ol_rs_expr(r, s, key)) == NULL || (x = ol_rs_to(r, x, 's')) == NULL)
                    return NULL;
                args[n++] = x;
            }
            if ((args[n++] = encoded_arg(r, s, a)) == NULL)
                return NULL;
        }
    }
    if (n == 1)
        return json_result(r, text_const(r, is_array ? "[]" : "{}", pos), c->returning, true, pos);
    return json_result(r, call(r, text_type(), "sys.json_make", pos, args, n, NULL, NULL), c->returning, false, pos);
}

static OlRx *op(OlResolver *r, const char *sign, OlRx *a, OlRx *b, int pos)
{
    OlRx *x = ol_rx_args(r, OL_RX_OP, text_type(), pos, 2, a, b);

    x->target = sign;
    return x;
}

/* JSON_ARRAYAGG, JSON_OBJECTAGG: string_agg between brackets. */
static OlRx *aggregate(OlResolver *r, OlScope *s, OlSpecialFunc *f, Clauses *c, bool is_array, int pos)
{
    OlRAgg *agg = ol_new(r->arena, OlRAgg);
    OlRx *x, *key = NULL, *list;
    OlNode *a = f->args.n > 0 ? f->args.items[0] : NULL;

    if (a == NULL)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    if (s->block == NULL || (s->clause != OL_CL_SELECT && s->clause != OL_CL_HAVING && s->clause != OL_CL_ORDER))
        return ol_rs_fail(r, OL_ERR_GROUP_NOT_ALLOWED, pos);
    if (s->in_agg)
        return ol_rs_unsupported(r, pos, "nested JSON group functions");
    s->in_agg = true;
    if (!is_array)
    {
        OlNode *k = a->kind == OL_N_SpecialArg && OL_AS(SpecialArg, a)->key != NULL ? OL_AS(SpecialArg, a)->key : plain_node(a);

        if ((key = ol_rs_expr(r, s, k)) == NULL || (key = ol_rs_to(r, key, 's')) == NULL)
            return NULL;
        if (f->args.n > 1)
            a = f->args.items[1];
    }
    if ((x = encoded_arg(r, s, a)) == NULL)
        return NULL;
    if (c->order_by != NULL && !ol_rs_order(r, s, c->order_by, &agg->order, &agg->norder))
        return NULL;
    s->in_agg = false;
    if (is_array ? c->null_on_null : !c->absent)
        x = ol_rx_args(r, OL_RX_COALESCE, text_type(), pos, 2, x, text_const(r, "null", pos));
    if (!is_array)
        x = op(r, "||", op(r, "||", ol_rx_call(r, text_type(), "sys.json_quote", pos, 1, key), text_const(r, ":", pos), pos), x, pos);
    list = ol_rx_new(r, OL_RX_AGG, text_type(), pos);
    list->target = "pg_catalog.string_agg";
    list->agg = agg;
    list->args = ol_new_array(r->arena, OlRx *, 2);
    list->args[0] = x;
    list->args[1] = text_const(r, ",", pos);
    list->nargs = 2;
    list->flags |= OL_RXF_AGG;
    s->block->grouped = true;
    x = op(r, "||", op(r, "||", text_const(r, is_array ? "[" : "{", pos), list, pos), text_const(r, is_array ? "]" : "}", pos), pos);
    return json_result(r, x, c->returning, false, pos);
}

/* A function of the JSON family; NULL without error when it is none. */
OlRx *ol_rs_json_func(OlResolver *r, OlScope *s, OlSpecialFunc *f)
{
    OlStr n = f->name.text;
    int pos = (int)f->expr.node.start;
    Clauses c = no_clauses();
    OlRx *doc, *path, *names, *values, **args;
    OlType t = ol_type_varchar(4000);
    bool query = ol_str_eq_c(n, "JSON_QUERY"), exists = ol_str_eq_c(n, "JSON_EXISTS");

    if (n.n < 5 || memcmp(n.s, "JSON_", 5) != 0)
        return NULL;
    if (!read_clauses(r, &f->options, &c))
        return NULL;
    if (ol_str_eq_c(n, "JSON_OBJECT") || ol_str_eq_c(n, "JSON_ARRAY"))
        return make(r, s, f, &c, n.s[5] == 'A', pos);
    if (ol_str_eq_c(n, "JSON_ARRAYAGG") || ol_str_eq_c(n, "JSON_OBJECTAGG"))
        return aggregate(r, s, f, &c, n.s[5] == 'A', pos);
    if (f->args.n < 1)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    if (ol_str_eq_c(n, "JSON_SCALAR"))
    {
        OlRx *x = encoded_arg(r, s, f->args.items[0]);

        return x == NULL ? NULL : json_result(r, x, c.returning, false, pos);
    }
    if ((doc = ol_rs_expr(r, s, plain_node(f->args.items[0]))) == NULL || (doc = document(r, doc)) == NULL)
        return NULL;
    if (ol_str_eq_c(n, "JSON_SERIALIZE"))
        return json_result(r, ol_rx_call(r, text_type(), "sys.json_serialize", pos, 2, doc, ol_rx_int4(r, (c.pretty ? 1 : 0) | (c.ascii ? 2 : 0))),
                           c.returning, false, pos);
    if (ol_str_eq_c(n, "JSON_MERGEPATCH"))
    {
        OlRx *patch;

        if (f->args.n != 2)
            return ol_rs_fail(r, OL_ERR_WRONG_ARG_COUNT, pos);
        if ((patch = ol_rs_expr(r, s, plain_node(f->args.items[1]))) == NULL || (patch = document(r, patch)) == NULL)
            return NULL;
        return json_result(r, ol_rx_call(r, text_type(), "sys.json_mergepatch", pos, 3, doc, patch, ol_rx_int4(r, (c.pretty ? 1 : 0) | (c.ascii ? 2 : 0))),
                           c.returning, false, pos);
    }
    if (!query && !exists && !ol_str_eq_c(n, "JSON_VALUE"))
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, n));
    if ((path = path_arg(r, f->args.n > 1 ? f->args.items[1] : NULL, "$", pos)) == NULL || !passing(r, s, c.passing, &names, &values, pos))
        return NULL;
    if (exists)
    {
        args = ol_new_array(r->arena, OlRx *, 5);
        args[0] = doc;
        args[1] = path;
        args[2] = ol_rx_int4(r, c.on_error);
        return call(r, ol_type_bool(), "sys.json_exists", pos, args, 3, names, values);
    }
    if (query)
        return query_of(r, doc, path, &c, names, values, pos);
    if (c.returning != NULL && !ol_rs_type_from_ast(r, c.returning, &t))
        return NULL;
    return value_of(r, s, doc, path, &c, t, names, values, pos);
}

OlRx *ol_rs_is_json(OlResolver *r, OlScope *s, OlIsJson *node)
{
    Clauses c = no_clauses();
    int pos = (int)node->expr.node.start;
    OlRx *x;

    if (!read_clauses(r, &node->options, &c) || (x = ol_rs_expr(r, s, node->arg)) == NULL || (x = document(r, x)) == NULL)
        return NULL;
    x = ol_rx_call(r, ol_type_bool(), "sys.is_json", pos, 2, x, ol_rx_int4(r, (c.strict ? 1 : 0) | (c.unique ? 2 : 0) | (c.scalars ? 4 : 0)));
    return node->negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

/* alias.column.key..: NULL without error when the names are none. */
OlRx *ol_rs_json_dot(OlResolver *r, OlScope *s, OlColumnRef *ref)
{
    int pos = (int)ref->expr.node.start;

    if (ref->names.n < 3)
        return NULL;
    for (OlScope *at = s; at != NULL; at = at->parent)
    {
        bool ambiguous;
        OlRRel *rel = ol_rs_find_rel(at, OL_STR_NULL, ref->names.items[0].text, &ambiguous);
        OlBuf b;

        if (rel == NULL)
            continue;
        for (int i = 0; i < rel->ncols; i++)
        {
            const OlType *t = &rel->cols[i].type;
            OlRx *doc;

            if (!ol_str_eq(rel->cols[i].name, ref->names.items[1].text))
                continue;
            if (t->code != OL_T_JSON && t->code != OL_T_CLOB && t->code != OL_T_BLOB && t->code != OL_T_VARCHAR2)
                return NULL;
            ol_buf_init(&b, r->arena, 64);
            ol_buf_append_byte(&b, '$');
            for (int k = 2; k < ref->names.n; k++)
            {
                ol_buf_append_byte(&b, '.');
                ol_buf_append_byte(&b, '"');
                ol_buf_append_str(&b, written(r, &ref->names.items[k]));
                ol_buf_append_byte(&b, '"');
            }
            OlRx *path = ol_rx_str(r, ol_str_dup(r->arena, ol_buf_str(&b)), pos);

            doc = document(r, ol_rx_col(r, rel, i, pos));
            if (doc == NULL)
                return NULL;
            OlRx *x = ol_rx_call(r, ol_type_varchar(4000), "sys.json_dot", pos, 2, doc, path);

            x->type.rep = OL_REP_TEXT;
            return x;
        }
    }
    return NULL;
}
