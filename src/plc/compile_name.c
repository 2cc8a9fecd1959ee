/*
 * compile_name.c - what a name, call or element of PL/SQL is: variable, field, element, method, routine, attribute.
 *
 * Owns:      OlPx and the resolver's questions (ol_plc_node_hook); choice of the overload.
 * See also:  compile_expr.c (code for it), PL/SQL Language Reference, "PL/SQL Subprograms", "PL/SQL Collections and Records"
 */
#include "plc/compile.h"

#include <string.h>

static OlPx *new_px(OlPlc *c, OlPxKind kind, int type, int pos)
{
    OlPx *px = ol_new(c->arena, OlPx);

    px->kind = kind;
    px->type = type;
    px->pos = pos;
    return px;
}

static int scalar_of(OlPlc *c, OlTypeCode code)
{
    OlType t = ol_type_of(code);

    return ol_plc_scalar(c, &t);
}

static bool is_coll(OlPlc *c, int type)
{
    return type >= 0 && ol_plc_type_at(c, type)->kind == OL_SLOT_COLL;
}

/* --- methods and attributes --------------------------------------------------------------------------------------- */

static const char *const methods[] = {"COUNT", "FIRST", "LAST", "LIMIT", "EXISTS", "PRIOR", "NEXT", "EXTEND", "TRIM", "DELETE"};

static int method_of(OlStr name)
{
    for (size_t i = 0; i < OL_LENGTHOF(methods); i++)
        if (ol_str_eq_c(name, methods[i]))
            return (int)i;
    return -1;
}

static OlRx *value_arg(OlPlc *c, OlNode *node)
{
    return c->r.failed ? NULL : ol_rs_expr(&c->r, &c->scope, node);
}

static OlPx *method(OlPlc *c, OlPx *base, int m, OlList *args, int pos)
{
    static const uint8_t least[] = {0, 0, 0, 0, 1, 1, 1, 0, 0, 0}, most[] = {0, 0, 0, 0, 1, 1, 1, 2, 1, 2};
    OlBcType *t = ol_plc_type_at(c, base->type);
    int n = args != NULL ? args->n : 0;
    int index = scalar_of(c, t->class_ == OL_PLT_ASSOC && ol_plc_type_at(c, base->type)->index == OL_SLOT_STRING ? OL_T_VARCHAR2 : OL_T_PLS_INTEGER);
    int type = m == OL_METH_EXISTS ? scalar_of(c, OL_T_BOOLEAN) : m == OL_METH_COUNT || m == OL_METH_LIMIT ? scalar_of(c, OL_T_PLS_INTEGER)
               : m >= OL_METH_EXTEND ? -1 : index;
    OlPx *px = new_px(c, OL_PX_METHOD, type, pos);

    if (n < least[m] || n > most[m])
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, methods[m]);
        return NULL;
    }
    px->base = base;
    px->method = m;
    px->nargs = n;
    px->args = ol_new_array(c->arena, OlRx *, 3);
    for (int i = 0; i < n; i++)
        if ((px->args[i] = value_arg(c, args->items[i])) == NULL)
            return NULL;
    return px;
}

static OlPx *element(OlPlc *c, OlPx *base, OlList *args, int pos)
{
    OlPx *px;

    if (args->n != 1)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, "collection");
        return NULL;
    }
    px = new_px(c, OL_PX_ELEM, ol_plc_type_at(c, base->type)->element, pos);
    px->base = base;
    px->index = value_arg(c, args->items[0]);
    return px->index == NULL ? NULL : px;
}

static OlPx *call_routine(OlPlc *c, OlSym *first, OlStr name, OlList *args, bool procedure, int pos);
static bool any_match(OlPlc *c, OlSym *first, OlList *args);

/* base.name [(args)]: a method of an object. A procedure when no function has the name. */
static OlPx *call_method(OlPlc *c, OlPx *base, OlSym *member, OlStr name, OlList *args, int pos)
{
    bool procedure = true;
    OlSym *chain = NULL;

    for (OlSym *s = member, *next; s != NULL; s = next)
    {
        next = s->overload;
        if (!ol_plc_takes_self(s))
            continue;
        procedure &= s->result < 0;
        s->overload = chain;
        chain = s;
    }
    if (chain == NULL)
        return NULL;
    return call_routine(c, chain, name, ol_plc_with_self(c, base, args), procedure, pos);
}

/* base.name [(args)]: a field, or a method of a collection or object. */
static OlPx *component(OlPlc *c, OlPx *base, const OlName *name, OlList *args, int pos)
{
    OlBcType *t;
    int m;

    if (base->type < 0)
        return NULL;
    t = ol_plc_type_at(c, base->type);
    if (t->kind == OL_SLOT_COLL && (m = method_of(name->text)) >= 0)
        return method(c, base, m, args, pos);
    if (t->kind == OL_SLOT_RECORD)
        for (int i = 0; i < t->nfields; i++)
            if (ol_str_eq(t->fields[i].name, name->text))
            {
                OlPx *px = new_px(c, OL_PX_FIELD, t->fields[i].type, pos);

                px->base = base;
                px->field = i;
                if (args == NULL)
                    return px;
                if (is_coll(c, px->type))
                    return element(c, px, args, pos);
            }
    if (t->class_ == OL_PLT_OBJECT)
    {
        OlType type = t->scalar;
        OlSym *member = ol_plc_find_methods(c, &type, name->text);

        if (member != NULL)
        {
            OlPx *px = call_method(c, base, member, name->text, args, pos);

            if (px != NULL || c->r.failed)
                return px;
        }
    }
    ol_plc_error(c, OL_ERR_PLS_COMPONENT, (int)name->start, ol_str_cdup(c->arena, name->text));
    return NULL;
}

/* --- conversions for the choice of an overload -------------------------------------------------------------------- */

static bool is_array_bind(const OlPx *px)
{
    return px->kind == OL_PX_VAR && px->sym->is_bind_array;
}

/* An array of the client for an index-by table: its elements are converted when the values come. */
static int array_bind_cost(OlPlc *c, int bind_type, const OlBcType *t)
{
    if (t->class_ != OL_PLT_ASSOC || t->index != OL_SLOT_INT || ol_plc_type_at(c, t->element)->class_ != OL_PLT_SCALAR)
        return -1;
    int from = ol_plc_type_at(c, ol_plc_type_at(c, bind_type)->element)->kind, to = ol_plc_type_at(c, t->element)->kind;
    bool numbers = (from == OL_SLOT_NUMBER || from == OL_SLOT_INT || from == OL_SLOT_DOUBLE) &&
                   (to == OL_SLOT_NUMBER || to == OL_SLOT_INT || to == OL_SLOT_DOUBLE);
    bool times = (from == OL_SLOT_TIME || from == OL_SLOT_TIME_TZ) && (to == OL_SLOT_TIME || to == OL_SLOT_TIME_TZ);

    return from == to ? 1 : numbers || times ? 2 : -1;
}

void ol_plc_adopt_array_bind(OlPx *px, int type)
{
    if (px != NULL && is_array_bind(px))
        px->type = ((OlSym *)px->sym)->type = type;
}

static int cost(OlPlc *c, OlRx *x, int type)
{
    OlBcType *t = ol_plc_type_at(c, type);
    int from = x->type.code == OL_T_NULL ? -1 : (int)ol_slot_kind_of(&x->type), to = t->kind;

    if (from == -1)
        return t->kind == OL_SLOT_STRING ? 1 : 2;
    if (from == OL_SLOT_RECORD || from == OL_SLOT_COLL || to == OL_SLOT_RECORD || to == OL_SLOT_COLL)
    {
        OlPx *px = x->kind == OL_RX_PL ? x->ext : NULL;

        if (from == to && ol_type_is_user(&x->type) && ol_type_is_user(&t->scalar) && ol_type_same_user(&x->type, &t->scalar))
            return 0;
        if (px == NULL || from != to)
            return -1;
        if (px->type == type)
            return 0;
        if (is_array_bind(px))
            return array_bind_cost(c, px->type, t);
        OlBcType *ft = ol_plc_type_at(c, px->type);

        if (ft->class_ == OL_PLT_OBJECT && t->class_ == OL_PLT_OBJECT)
        {
            OlType ot = ft->scalar, want = t->scalar;
            int steps = ol_plc_under(c, &ot, &want);

            return steps > 0 ? steps : -1;
        }
        if (ft->class_ != OL_PLT_RECORD || t->class_ != OL_PLT_RECORD || ft->nfields != t->nfields)
            return -1;
        /* records of rows go into one another when their fields do */
        for (int i = 0; i < t->nfields; i++)
            if (ol_plc_type_at(c, ft->fields[i].type)->kind != ol_plc_type_at(c, t->fields[i].type)->kind)
                return -1;
        return 1;
    }
    if (from == to)
    {
        if (from == OL_SLOT_STRING)
        {
            bool lf = x->type.code == OL_T_CLOB || x->type.code == OL_T_NCLOB, lt = t->scalar.code == OL_T_CLOB || t->scalar.code == OL_T_NCLOB;

            return lf != lt;
        }
        if (from == OL_SLOT_RAW)
            return (x->type.code == OL_T_BLOB) != (t->scalar.code == OL_T_BLOB);
        return from == OL_SLOT_TIME && x->type.code != t->scalar.code ? 1 : 0;
    }
    bool fn = from == OL_SLOT_NUMBER || from == OL_SLOT_INT || from == OL_SLOT_DOUBLE, tn = to == OL_SLOT_NUMBER || to == OL_SLOT_INT || to == OL_SLOT_DOUBLE;

    if (fn && tn)
    {
        if (x->kind == OL_RX_NUM && to == OL_SLOT_INT)
            return memchr(x->text.s, '.', x->text.n) == NULL ? 0 : 3;
        return to == OL_SLOT_NUMBER ? 1 : to == OL_SLOT_INT ? 2 : 3;
    }
    if (from == OL_SLOT_CURSOR || to == OL_SLOT_CURSOR || from == OL_SLOT_BOOL || to == OL_SLOT_BOOL || from == OL_SLOT_NONE || to == OL_SLOT_NONE)
        return -1;
    if ((from == OL_SLOT_TIME || from == OL_SLOT_TIME_TZ) && (to == OL_SLOT_TIME || to == OL_SLOT_TIME_TZ))
        return 2;
    if (from == OL_SLOT_STRING || to == OL_SLOT_STRING)
        return to == OL_SLOT_STRING ? 8 : 10;
    return -1;
}

bool ol_plc_can(OlPlc *c, OlRx *x, int type)
{
    return cost(c, x, type) >= 0;
}

/* --- routines of supplied packages -------------------------------------------------------------------------------- */

OlStr ol_plc_host_signature(OlPlc *c, const OlBcParam *params, int n, int result)
{
    OlBuf b;

    ol_buf_init(&b, c->arena, 32);
    for (int i = 0; i < n; i++)
    {
        char letter = ol_slot_letter(ol_plc_type_at(c, params[i].type)->kind);

        ol_buf_append_byte(&b, (uint8_t)(params[i].mode == OL_MODE_IN ? letter : letter - 'a' + 'A'));
    }
    if (result >= 0)
        ol_buf_printf(&b, ":%c", ol_slot_letter(ol_plc_type_at(c, result)->kind));
    return ol_str(ol_buf_cstr(&b));
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

/* Place of argument i of the call among the parameters; -1. */
static int param_of(const OlSym *s, OlNode *arg, int i)
{
    if (!OL_IS(NamedArg, arg))
        return i < s->nparams ? i : -1;
    for (int k = 0; k < s->nparams; k++)
        if (ol_str_eq(s->params[k].name, OL_AS(NamedArg, arg)->name.text))
            return k;
    return -1;
}

/* -1: these arguments do not fit. */
static int match(OlPlc *c, const OlSym *s, OlList *args, OlRx **xs)
{
    int total = 0, n = args != NULL ? args->n : 0;
    bool *given = ol_new_array(c->arena, bool, (size_t)s->nparams + 1);

    for (int i = 0; i < n; i++)
    {
        int k = param_of(s, args->items[i], i), cst;

        if (k < 0 || given[k])
            return -1;
        given[k] = true;
        if (s->params[k].mode != OL_MODE_IN && xs[i]->kind != OL_RX_PL)
            return -1;
        if ((cst = cost(c, xs[i], s->params[k].type)) < 0)
            return -1;
        total += cst;
    }
    for (int k = 0; k < s->nparams; k++)
        if (!given[k] && !s->params[k].has_default)
            return -1;
    return total;
}

static bool is_target(const OlPx *px)
{
    return px->kind == OL_PX_VAR || ((px->kind == OL_PX_FIELD || px->kind == OL_PX_ELEM) && is_target(px->base));
}

static const OlSym *root_of(const OlPx *px)
{
    while (px->base != NULL && px->kind != OL_PX_VAR)
        px = px->base;
    return px->sym;
}

static void mark_written(OlPlc *c, const OlPx *px, bool read_too)
{
    const OlSym *s = root_of(px);

    if (s != NULL && s->row_column > 0)
        (void)ol_plc_row_written(c, s, px->pos);
    if (s == NULL || !s->is_bind)
        return;
    OlBcBind *b = OL_VEC_AT(c->binds, OlBcBind, s->bind);

    ((OlSym *)s)->is_param = true;
    if (b->mode == OL_MODE_IN)
        b->mode = c->bind_read[s->bind] || read_too || px->kind != OL_PX_VAR ? OL_MODE_IN_OUT : OL_MODE_OUT;
    else if (read_too)
        b->mode = OL_MODE_IN_OUT;
}

/* A function of a supplied package that is one of SQL's too (defs/functions.def) is left to the resolver, which knows no names of
 * parameters: the arguments are put in order. */
static bool sql_function(OlPlc *c, const OlNames *names, const OlList *args)
{
    int at = names->n == 3 && ol_str_eq_c(names->items[0].text, "SYS") ? 1 : 0;

    if (names->n - at != 2)
        return false;
    for (int i = 0; args != NULL && i < args->n; i++)
        if (OL_IS(NamedArg, args->items[i]))
            return false;
    return ol_rs_function_known(ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(names->items[at].text), OL_STR_ARG(names->items[at + 1].text)));
}

static void positional(OlPlc *c, const OlSym *s, OlList *args, int pos)
{
    OlNode **values = ol_new_array(c->arena, OlNode *, (size_t)s->nparams + 1);

    for (int i = 0; i < args->n; i++)
        values[param_of(s, args->items[i], i)] = OL_IS(NamedArg, args->items[i]) ? OL_AS(NamedArg, args->items[i])->value : args->items[i];
    for (int i = 0; i < args->n; i++)
    {
        if (values[i] == NULL)
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, s->name));
            return;
        }
        args->items[i] = values[i];
    }
}

static OlPx *call_routine(OlPlc *c, OlSym *first, OlStr name, OlList *args, bool procedure, int pos)
{
    int n = args != NULL ? args->n : 0, best = -1, same = 0;
    OlRx **xs = ol_new_array(c->arena, OlRx *, (size_t)n + 1);
    OlSym *chosen = NULL;

    for (int i = 0; i < n; i++)
    {
        OlNode *a = args->items[i];
        int reads = c->bind_reads;

        if (OL_IS(NamedArg, a))
            a = OL_AS(NamedArg, a)->value;
        /* an argument may be OUT: whether a bind is read is known when the routine is chosen */
        c->bind_reads = 0;
        xs[i] = value_arg(c, a);
        c->bind_reads = reads;
        if (xs[i] == NULL)
            return NULL;
    }
    for (OlSym *s = first; s != NULL; s = s->overload)
    {
        int m;

        if (procedure != (s->result < 0) && (first->overload != NULL || procedure))
            continue;
        if ((m = match(c, s, args, xs)) < 0)
            continue;
        if (best < 0 || m < best)
        {
            best = m;
            chosen = s;
            same = 0;
        }
        else if (m == best)
            same++;
    }
    if (chosen == NULL)
    {
        ol_plc_error(c, procedure && first->overload == NULL && first->result >= 0 ? OL_ERR_PLS_NOT_PROCEDURE : OL_ERR_PLS_WRONG_ARGS, pos,
                     ol_str_cdup(c->arena, name));
        return NULL;
    }
    if (same > 0)
    {
        ol_plc_error(c, OL_ERR_PLS_AMBIGUOUS, pos, ol_str_cdup(c->arena, name));
        return NULL;
    }
    if (!procedure && chosen->result < 0)
    {
        ol_plc_error(c, OL_ERR_PLS_NO_FUNCTION, pos, ol_str_cdup(c->arena, name));
        return NULL;
    }
    if (chosen->host >= 0 && ol_str_eq_c(OL_VEC_AT(c->hosts, OlBcHost, chosen->host)->name, "function"))
    {
        positional(c, chosen, args, pos);
        return NULL;
    }
    OlPx *px = new_px(c, OL_PX_CALL, chosen->result, pos);

    px->sym = chosen;
    px->nargs = chosen->nparams;
    px->args = ol_new_array(c->arena, OlRx *, (size_t)chosen->nparams + 1);
    px->outs = ol_new_array(c->arena, OlPx *, (size_t)chosen->nparams + 1);
    for (int i = 0; i < n; i++)
    {
        int k = param_of(chosen, args->items[i], i);

        px->args[k] = xs[i];
        ol_plc_adopt_array_bind(xs[i]->kind == OL_RX_PL ? xs[i]->ext : NULL, chosen->params[k].type);
        if (chosen->params[k].mode == OL_MODE_IN)
        {
            OlPx *ap = xs[i]->kind == OL_RX_PL ? xs[i]->ext : NULL;
            const OlSym *root = ap != NULL && is_target(ap) ? root_of(ap) : NULL;

            if (root != NULL && root->is_bind)
                ol_plc_bind_read(c, root);
            continue;
        }
        OlPx *out = xs[i]->ext;

        if (is_target(out) && root_of(out)->readonly && root_of(out)->row_column > 0)
        {
            (void)ol_plc_row_written(c, root_of(out), xs[i]->pos);
            return NULL;
        }
        if (!is_target(out) || (root_of(out) != NULL && root_of(out)->readonly))
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_TARGET, xs[i]->pos, ol_str_cdup(c->arena, root_of(out) != NULL ? root_of(out)->name : name));
            return NULL;
        }
        mark_written(c, out, chosen->params[k].mode == OL_MODE_IN_OUT);
        px->outs[k] = out;
    }
    return px;
}

OlPx *ol_plc_call_open(OlPlc *c, OlSym *s, OlList *args, int pos)
{
    OlSym *r = s->overload;

    if (s->unit == 0 && s->rt_open != NULL)
    {
        OlBcRoutine *b = OL_VEC_AT(c->routines, OlBcRoutine, s->rt_open->index);

        r = ol_new(c->arena, OlSym);
        r->kind = OL_SYM_ROUTINE;
        r->name = s->name;
        r->type = r->global = r->host = r->result = -1;
        r->index = s->rt_open->index;
        r->nparams = b->nparams;
        r->params = b->params;
    }
    if (r == NULL)
    {
        ol_plc_unsupported(c, pos, "a cursor without a query here");
        return NULL;
    }
    OlPx *px;
    int was_failed = c->r.failed;

    c->r.failed = false;
    ol_diag_init(&c->diag);
    px = call_routine(c, r, s->name, args, true, pos);
    if (px == NULL && c->r.failed)
        ol_plc_take_error(c, false);
    c->r.failed = was_failed;
    return px;
}

/* Do the arguments fit one of the routines? */
static bool any_match(OlPlc *c, OlSym *first, OlList *args)
{
    int n = args != NULL ? args->n : 0;
    OlRx **xs = ol_new_array(c->arena, OlRx *, (size_t)n + 1);

    for (int i = 0; i < n; i++)
    {
        OlNode *a = args->items[i];

        if ((xs[i] = value_arg(c, OL_IS(NamedArg, a) ? OL_AS(NamedArg, a)->value : a)) == NULL)
            return false;
    }
    for (OlSym *s = first; s != NULL; s = s->overload)
        if (match(c, s, args, xs) >= 0)
            return true;
    return false;
}

/* t(a, b, c): a collection's or record's constructor. */
static OlPx *constructor(OlPlc *c, int type, OlList *args, int pos)
{
    OlBcType *t = ol_plc_type_at(c, type);
    OlPx *px;
    int n = args != NULL ? args->n : 0;
    bool fields = t->class_ == OL_PLT_RECORD || t->class_ == OL_PLT_OBJECT;

    if (t->class_ == OL_PLT_OBJECT)
    {
        OlStr name = t->scalar.type_name;
        OlType own = t->scalar;
        OlSym *constructors = ol_plc_find_methods(c, &own, name);

        if (constructors != NULL && any_match(c, constructors, args))
            return call_routine(c, constructors, name, args, false, pos);
        if (c->r.failed)
            return NULL;
        t = ol_plc_type_at(c, type);
    }
    if (t->class_ == OL_PLT_OBJECT && n != t->nfields)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, t->name));
        return NULL;
    }
    if (t->class_ != OL_PLT_TABLE && t->class_ != OL_PLT_VARRAY && t->class_ != OL_PLT_ASSOC && t->class_ != OL_PLT_RECORD &&
        t->class_ != OL_PLT_OBJECT)
    {
        ol_plc_unsupported(c, pos, "a type's name as a function");
        return NULL;
    }
    if ((t->class_ == OL_PLT_ASSOC && n > 0))
    {
        ol_plc_unsupported(c, pos, "qualified expression of an associative array");
        return NULL;
    }
    px = new_px(c, fields ? OL_PX_RECORD : OL_PX_COLL, type, pos);
    px->nargs = fields ? t->nfields : n;
    px->args = ol_new_array(c->arena, OlRx *, (size_t)px->nargs + 1);
    for (int i = 0; i < n; i++)
    {
        OlNode *a = args->items[i];
        int at = i;

        t = ol_plc_type_at(c, type);
        if (OL_IS(NamedArg, a))
        {
            at = -1;
            for (int k = 0; k < t->nfields; k++)
                if (ol_str_eq(t->fields[k].name, OL_AS(NamedArg, a)->name.text))
                    at = k;
            a = OL_AS(NamedArg, a)->value;
        }
        if (at < 0 || at >= px->nargs)
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, t->name));
            return NULL;
        }
        if ((px->args[at] = value_arg(c, a)) == NULL)
            return NULL;
        int want = fields ? ol_plc_type_at(c, type)->fields[at].type : ol_plc_type_at(c, type)->element;

        if (!ol_plc_can(c, px->args[at], want))
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, ol_plc_type_text(c, type)));
            return NULL;
        }
    }
    return px;
}

/* A function of SQL is no type's constructor: spares the look into the catalog. */
static bool builtin_name(OlPlc *c, const OlNames *names)
{
    return names->n == 1 && !names->items[0].quoted && ol_rs_function_known(names->items[0].text);
}

/* [schema.]type(..): NULL without message when there is no such type. */
static OlPx *schema_constructor(OlPlc *c, const OlNames *names, OlList *args, int pos)
{
    const OlTypeDef *def;
    int type;

    if (c->r.failed)
        return NULL;
    def = ol_rs_find_type(&c->r, names, pos);
    if (def == NULL)
        return NULL;
    return (type = ol_plc_schema_type(c, &def->type)) < 0 ? NULL : constructor(c, type, args, pos);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

void ol_plc_bind_read(OlPlc *c, const OlSym *s)
{
    OlBcBind *b = OL_VEC_AT(c->binds, OlBcBind, s->bind);

    c->bind_read[s->bind] = true;
    if (b->mode == OL_MODE_OUT)
        b->mode = OL_MODE_IN_OUT;
}

static OlPx *variable(OlPlc *c, OlSym *s, int pos)
{
    OlPx *px = new_px(c, OL_PX_VAR, s->type, pos);

    px->sym = s;
    return px;
}

/* names [(args)]; procedure: as a statement. NULL without message when nothing of the block has the name. */
static OlPx *from_names(OlPlc *c, const OlNames *names, OlList *args, bool procedure, int pos)
{
    int used, messages = c->messages.n;
    OlSym *s = ol_plc_lookup_names(c, names, &used), *self = ol_plc_self(c);
    OlPx *px = NULL;
    OlStr last = names->items[names->n - 1].text;

    if (self != NULL && (s == NULL || (s->kind == OL_SYM_ROUTINE && s->block == c->package_block && ol_plc_takes_self(s) && used == 1)))
    {
        OlBcType *t = ol_plc_type_at(c, self->type);
        bool known = s != NULL;

        for (int i = 0; i < t->nfields && !known; i++)
            known = ol_str_eq(t->fields[i].name, names->items[0].text);
        if (!known && s == NULL && !builtin_name(c, names))
            known = ol_plc_find_methods(c, &t->scalar, names->items[0].text) != NULL;
        if (known)
        {
            px = component(c, variable(c, self, pos), &names->items[0], names->n == 1 ? args : NULL, pos);
            for (int i = 1; px != NULL && i < names->n; i++)
                px = component(c, px, &names->items[i], i == names->n - 1 ? args : NULL, pos);
            return px;
        }
    }

    if (s == NULL)
    {
        if (names->n == 1 && ol_str_eq_c(last, "SQLCODE") && args == NULL)
            return new_px(c, OL_PX_SQLCODE, scalar_of(c, OL_T_PLS_INTEGER), pos);
        if (names->n == 1 && ol_str_eq_c(last, "SQLERRM"))
        {
            px = new_px(c, OL_PX_SQLERRM, scalar_of(c, OL_T_VARCHAR2), pos);
            if (args != NULL && args->n == 1 && (px->index = value_arg(c, args->items[0])) == NULL)
                return NULL;
            return px;
        }
        if (names->n == 1 && (s = ol_plc_trigger_predicate(c, last)) != NULL)
            return call_routine(c, s, last, args, procedure, pos);
        if (!procedure && sql_function(c, names, args))
            return NULL;
        if ((s = ol_plc_foreign(c, names, &used)) == NULL)
            return args == NULL || c->messages.n > messages || procedure || c->in_sql || builtin_name(c, names) ? NULL : schema_constructor(c, names, args, pos);
    }
    switch (s->kind)
    {
        case OL_SYM_ROUTINE:
            if (c->p->kind == OL_OBJ_TYPE_BODY && s->block == c->package_block && used == names->n && args != NULL && ol_str_eq(s->name, c->p->name))
            {
                /* the type's own name: any of its constructors, the system's too */
                OlType own = ol_type_of(OL_T_OBJECT);
                int type;

                own.type_schema = c->p->schema;
                own.type_name = c->p->name;
                return (type = ol_plc_schema_type(c, &own)) < 0 ? NULL : constructor(c, type, args, pos);
            }
            if (s->overload == NULL && s->unit == 0 && s->host < 0)
            {
                /* overloads stand in the same block */
                OlSym *chain = NULL;

                for (OlSym *o = s->block->first; o != NULL; o = o->next)
                    if (o->kind == OL_SYM_ROUTINE && ol_str_eq(o->name, s->name))
                    {
                        o->overload = chain;
                        chain = o;
                    }
                px = call_routine(c, chain, s->name, used == names->n ? args : NULL, procedure && used == names->n, pos);
                for (OlSym *o = s->block->first; o != NULL; o = o->next)
                    if (o->kind == OL_SYM_ROUTINE && ol_str_eq(o->name, s->name))
                        o->overload = NULL;
            }
            else
                px = call_routine(c, s, s->name, used == names->n ? args : NULL, procedure && used == names->n, pos);
            if (used == names->n)
                return px;
            break;
        case OL_SYM_TYPE:
            if (s->type < 0 || args == NULL)
                return NULL;
            return constructor(c, s->type, args, pos);
        case OL_SYM_VAR:
            if (s->type < 0)
            {
                c->r.failed = true; /* its declaration was in error: said already */
                return NULL;
            }
            px = variable(c, s, pos);
            break;
        case OL_SYM_CURSOR:
        default:
            return NULL;
    }
    for (int i = used; px != NULL && i < names->n; i++)
        px = component(c, px, &names->items[i], i == names->n - 1 ? args : NULL, pos);
    if (px != NULL && used == names->n && args != NULL)
    {
        if (is_coll(c, px->type))
            px = element(c, px, args, pos);
        else
        {
            ol_plc_error(c, OL_ERR_PLS_NO_FUNCTION, pos, ol_str_cdup(c->arena, last));
            return NULL;
        }
    }
    if (px == NULL && c->messages.n == messages && !c->r.failed)
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, ol_str_cdup(c->arena, last));
    return px;
}

static int cursor_attr(OlStr name)
{
    static const char *const attrs[] = {"FOUND", "NOTFOUND", "ROWCOUNT", "ISOPEN"};

    for (size_t i = 0; i < OL_LENGTHOF(attrs); i++)
        if (ol_str_eq_c(name, attrs[i]))
            return (int)i;
    return -1;
}

static OlPx *attribute(OlPlc *c, OlCursorAttr *a)
{
    int pos = (int)a->expr.node.start, k = cursor_attr(a->attr.text), used;
    int type = k == OL_CURATTR_ROWCOUNT ? scalar_of(c, OL_T_PLS_INTEGER) : scalar_of(c, OL_T_BOOLEAN);
    OlNames *names = OL_IS(ColumnRef, a->base) ? &OL_AS(ColumnRef, a->base)->names : NULL;
    OlPx *px;

    if (ol_str_eq_c(a->attr.text, OL_PLC_CURRENT_ROWID))
    {
        OlSym *cur = names != NULL ? ol_plc_lookup_names(c, names, &used) : NULL;

        if (cur == NULL || cur->kind != OL_SYM_CURSOR)
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_CURSOR, pos, ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, a->base))));
            return NULL;
        }
        if (cur->sql < 0 || OL_VEC_AT(c->sqls, OlBcSql, cur->sql)->current_of == 0)
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_FOR_UPDATE, pos, ol_str_cdup(c->arena, cur->name));
            return NULL;
        }
        px = new_px(c, OL_PX_CURATTR, scalar_of(c, OL_T_ROWID), pos);
        px->sym = cur;
        px->method = OL_CURATTR_COUNT_;
        return px;
    }

    if (names != NULL && names->n == 1 && ol_str_eq_c(names->items[0].text, "SQL"))
    {
        if (k < 0)
        {
            if (!ol_str_eq_c(a->attr.text, "BULK_ROWCOUNT"))
                ol_plc_unsupported(c, pos, ol_str_cdup(c->arena, a->attr.text));
            return NULL;
        }
        px = new_px(c, OL_PX_SQLATTR, type, pos);
        px->method = k;
        return px;
    }
    if (k < 0)
    {
        ol_plc_unsupported(c, pos, ol_str_cdup(c->arena, ol_str_printf(c->arena, "%%%.*s", OL_STR_ARG(a->attr.text))));
        return NULL;
    }
    OlSym *s = names != NULL ? ol_plc_find(c, names, &used) : NULL;

    if (s != NULL && s->kind == OL_SYM_CURSOR && used == names->n)
    {
        px = new_px(c, OL_PX_CURATTR, type, pos);
        px->sym = s;
        px->method = k;
        return px;
    }
    OlPx *base = ol_plc_px(c, a->base);

    if (base == NULL || base->type < 0 || ol_plc_type_at(c, base->type)->class_ != OL_PLT_CURSOR)
    {
        if (!c->r.failed)
            ol_plc_error(c, OL_ERR_PLS_NOT_CURSOR, pos, ol_str_cdup(c->arena, ol_node_text(c->text, a->base)));
        return NULL;
    }
    px = new_px(c, OL_PX_CURATTR, type, pos);
    px->base = base;
    px->method = k;
    return px;
}

/* SQL%BULK_ROWCOUNT(i), SQL%BULK_EXCEPTIONS.COUNT, SQL%BULK_EXCEPTIONS(i).ERROR_INDEX */
static OlPx *bulk(OlPlc *c, OlNode *node)
{
    OlNode *base = OL_IS(Index, node) ? OL_AS(Index, node)->base : OL_IS(Member, node) ? OL_AS(Member, node)->base : NULL;
    OlCursorAttr *a;
    OlPx *px;
    OlNode *index = NULL;
    int pos = (int)node->start;

    if (base == NULL)
        return NULL;
    if (OL_IS(Member, node) && OL_IS(Index, base))
    {
        if (OL_AS(Index, base)->args.n == 1)
            index = OL_AS(Index, base)->args.items[0];
        base = OL_AS(Index, base)->base;
    }
    if (!OL_IS(CursorAttr, base))
        return NULL;
    a = OL_AS(CursorAttr, base);
    if (!OL_IS(ColumnRef, a->base) || OL_AS(ColumnRef, a->base)->names.n != 1 ||
        !ol_str_eq_c(OL_AS(ColumnRef, a->base)->names.items[0].text, "SQL"))
        return NULL;
    if (ol_str_eq_c(a->attr.text, "BULK_ROWCOUNT") && OL_IS(Index, node) && OL_AS(Index, node)->args.n == 1)
    {
        px = new_px(c, OL_PX_BULK_ROWCOUNT, scalar_of(c, OL_T_PLS_INTEGER), pos);
        px->index = value_arg(c, OL_AS(Index, node)->args.items[0]);
        return px->index == NULL ? NULL : px;
    }
    if (ol_str_eq_c(a->attr.text, "BULK_EXCEPTIONS") && OL_IS(Member, node))
    {
        OlStr name = OL_AS(Member, node)->name.text;

        px = new_px(c, OL_PX_BULK_ERROR, scalar_of(c, OL_T_PLS_INTEGER), pos);
        px->field = ol_str_eq_c(name, "COUNT") ? 0 : ol_str_eq_c(name, "ERROR_INDEX") ? 1 : 2;
        if (px->field > 0 && (index == NULL || (px->index = value_arg(c, index)) == NULL))
            return NULL;
        return px;
    }
    return NULL;
}

static OlPx *px_of(OlPlc *c, OlNode *node, bool procedure)
{
    int pos = (int)node->start;
    OlPx *px;
    OlSym *row;

    switch (node->kind)
    {
        case OL_N_ColumnRef:
        {
            OlColumnRef *ref = OL_AS(ColumnRef, node);

            if (ref->binding != NULL) /* ol_plc_with_self */
                return ref->binding;

            if (ol_plc_row_column(c, node, &row))
                return row != NULL ? variable(c, row, pos) : NULL;
            return ref->dblink.n > 0 || ref->outer_join ? NULL : from_names(c, &ref->names, NULL, procedure, pos);
        }
        case OL_N_FuncCall:
        {
            OlFuncCall *f = OL_AS(FuncCall, node);

            if (f->dblink.n > 0 || f->over != NULL || f->within_group.n > 0 || f->keep != NULL || f->distinct != 0)
                return NULL;
            return from_names(c, &f->names, &f->args, procedure, pos);
        }
        case OL_N_Bind:
        {
            OlBind *b = OL_AS(Bind, node);

            for (OlSym *s = c->bind_syms; s != NULL; s = s->next)
                if (ol_str_eq(s->name, b->name.text))
                    return variable(c, s, pos);
            if (!ol_plc_row_column(c, node, &row))
                ol_plc_error(c, OL_ERR_BIND_NAME_ILLEGAL, pos);
            return NULL;
        }
        case OL_N_Member:
        {
            OlMember *m = OL_AS(Member, node);

            if (OL_IS(Bind, m->base) && c->bind_syms == NULL && ol_plc_row_column(c, node, &row))
                return row != NULL ? variable(c, row, pos) : NULL;
            if ((px = bulk(c, node)) != NULL || c->r.failed)
                return px;
            px = ol_plc_px(c, m->base);
            return px == NULL ? NULL : component(c, px, &m->name, m->call ? &m->args : NULL, pos);
        }
        case OL_N_Index:
        {
            OlIndex *i = OL_AS(Index, node);

            if ((px = bulk(c, node)) != NULL || c->r.failed)
                return px;
            px = ol_plc_px(c, i->base);
            if (px != NULL && !is_coll(c, px->type))
            {
                ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, pos);
                return NULL;
            }
            return px == NULL ? NULL : element(c, px, &i->args, pos);
        }
        case OL_N_CursorAttr:
            return attribute(c, OL_AS(CursorAttr, node));
        default:
            return NULL;
    }
}

OlPx *ol_plc_px(OlPlc *c, OlNode *node)
{
    return px_of(c, node, false);
}

OlPx *ol_plc_procedure(OlPlc *c, OlNode *node)
{
    return px_of(c, node, true);
}

OlRx *ol_plc_px_rx(OlPlc *c, OlPx *px)
{
    OlRx *x = ol_rx_new(&c->r, OL_RX_PL, ol_plc_rx_type(c, px->type), px->pos);

    x->ext = px;
    if (px->kind == OL_PX_VAR && px->sym->not_null)
        x->nullable = false;
    return x;
}

/* $$PLSQL_UNIT and its kin; what is not set is NULL. */
static OlNode *inquiry(OlPlc *c, OlInquiry *q)
{
    OlNode *at = &q->expr.node;
    OlStr name = q->name.text, text = OL_STR_NULL;

    if (ol_str_eq_c(name, "PLSQL_LINE"))
    {
        OlNumberLit *n = OL_MAKE(c->arena, NumberLit, at->start, at->end);
        int line = 1;

        for (uint32_t i = c->base; i < at->start && i < c->text.n; i++)
            line += c->text.s[i] == '\n';
        n->text = ol_str_printf(c->arena, "%d", line);
        return &n->expr.node;
    }
    if (ol_str_eq_c(name, "PLSQL_UNIT"))
        text = c->p->name;
    else if (ol_str_eq_c(name, "PLSQL_UNIT_OWNER"))
        text = c->p->kind == OL_OBJ_NONE ? OL_STR_NULL : c->p->schema;
    else if (ol_str_eq_c(name, "PLSQL_UNIT_TYPE"))
        text = c->p->kind == OL_OBJ_NONE           ? OL_STR("ANONYMOUS BLOCK")
               : c->p->kind == OL_OBJ_PROCEDURE    ? OL_STR("PROCEDURE")
               : c->p->kind == OL_OBJ_FUNCTION     ? OL_STR("FUNCTION")
               : c->p->kind == OL_OBJ_PACKAGE      ? OL_STR("PACKAGE")
               : c->p->kind == OL_OBJ_PACKAGE_BODY ? OL_STR("PACKAGE BODY")
               : c->p->kind == OL_OBJ_TRIGGER      ? OL_STR("TRIGGER")
               : c->p->kind == OL_OBJ_TYPE         ? OL_STR("TYPE")
                                                   : OL_STR("TYPE BODY");
    if (text.n == 0)
        return &OL_MAKE(c->arena, NullLit, at->start, at->end)->expr.node;
    OlStringLit *l = OL_MAKE(c->arena, StringLit, at->start, at->end);

    l->value = text;
    return &l->expr.node;
}

/* A routine of the unit being compiled, as SQL calls it: by the unit's name. */
static const OlRoutine *as_routine(OlPlc *c, const OlSym *sym)
{
    OlRoutine *chain = NULL;

    for (OlSym *o = sym->block->first; o != NULL; o = o->next)
    {
        const OlBcRoutine *b = o->kind == OL_SYM_ROUTINE && o->rt != NULL ? OL_VEC_AT(c->routines, OlBcRoutine, o->index) : NULL;
        OlRoutine *f;
        OlParamDef *params;

        if (b == NULL || !b->is_public || b->parent >= 0 || !ol_str_eq(o->name, sym->name))
            continue;
        f = ol_new(c->arena, OlRoutine);
        params = ol_new_array(c->arena, OlParamDef, (size_t)o->nparams + 1);
        for (int i = 0; i < o->nparams; i++)
        {
            params[i].name = o->params[i].name;
            params[i].mode = o->params[i].mode;
            params[i].type = ol_plc_type_at(c, o->params[i].type)->scalar;
            params[i].has_default = o->params[i].has_default;
        }
        f->name = o->name;
        f->is_function = o->result >= 0;
        if (f->is_function)
            f->result = ol_plc_type_at(c, o->result)->scalar;
        f->deterministic = b->deterministic;
        f->nparams = o->nparams;
        f->params = params;
        f->key = ol_str_printf(c->arena, "\"%.*s\".\"%.*s\" %.*s", OL_STR_ARG(c->p->schema), OL_STR_ARG(c->p->name), OL_STR_ARG(b->signature));
        f->next = chain;
        chain = f;
    }
    return chain;
}

/* A name or call inside SQL: functions are called by SQL itself, for each row; everything else of the block is a parameter. *done: the
 * answer is what is returned, NULL: the resolver looks on. */
static OlRx *function_in_sql(OlPlc *c, OlResolver *r, OlScope *s, OlNode *node, bool *done)
{
    OlNames *names = OL_IS(FuncCall, node) ? &OL_AS(FuncCall, node)->names : OL_IS(ColumnRef, node) ? &OL_AS(ColumnRef, node)->names : NULL;
    OlFuncCall *call;
    OlSym *sym;
    int used, messages = c->messages.n;

    *done = false;
    if (names == NULL)
        return NULL;
    sym = ol_plc_lookup_names(c, names, &used);
    if (sym == NULL)
    {
        if (names->n > 1 && !ol_str_eq_c(names->items[0].text, "SYS"))
            sym = ol_plc_foreign(c, names, &used);
        if (c->messages.n > messages)
        {
            *done = true;
            ol_diag_init(r->diag);
            r->failed = true;
            return NULL;
        }
        /* variables of packages are parameters; routines are found by the resolver, as in any statement */
        *done = sym == NULL ? OL_IS(FuncCall, node) : sym->kind == OL_SYM_ROUTINE;
        return NULL;
    }
    if (sym->kind != OL_SYM_ROUTINE || sym->unit != 0 || sym->host >= 0 || used != names->n)
        return NULL;
    *done = true;
    if (sym->result < 0)
        return NULL;
    const OlBcRoutine *b = OL_VEC_AT(c->routines, OlBcRoutine, sym->index);

    if ((b->parent >= 0 || !b->is_public) && c->options->supplied)
    {
        *done = false; /* supplied packages may: a parameter, computed once for the statement */
        return NULL;
    }
    if (b->parent >= 0 || !b->is_public)
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_IN_SQL, (int)node->start, ol_str_cdup(c->arena, sym->name));
        ol_diag_init(r->diag);
        r->failed = true;
        return NULL;
    }
    if (OL_IS(FuncCall, node))
        call = OL_AS(FuncCall, node);
    else
    {
        call = ol_node_new(c->arena, OL_N_FuncCall, node->start, node->end);
        call->names = *names;
    }
    return ol_rs_routine_call(r, s, as_routine(c, sym), call);
}

OlRx *ol_plc_node_hook(void *ctx, OlResolver *r, OlScope *s, OlNode *node)
{
    OlPlc *c = ctx;
    if (OL_IS(Inquiry, node))
        return ol_rs_expr(r, s, inquiry(c, OL_AS(Inquiry, node)));
    int messages = c->messages.n;
    bool was_failed = c->r.failed, was_in_sql = c->in_sql, done;
    OlPx *px;
    OlRx *x;

    if (!r->pl)
    {
        x = function_in_sql(c, r, s, node, &done);
        if (done)
            return x;
    }

    c->r.failed = false;
    c->in_sql = !r->pl;
    px = px_of(c, node, false);
    c->in_sql = was_in_sql;
    if (px == NULL)
    {
        if (c->messages.n > messages || c->r.failed)
        {
            if (c->messages.n > messages)
                ol_diag_init(&c->diag);
            if (r != &c->r)
            {
                *r->diag = c->diag;
                c->r.failed = was_failed;
            }
            r->failed = true;
            return NULL;
        }
        c->r.failed = was_failed;
        return NULL;
    }
    c->r.failed = was_failed;
    if (px->type < 0)
    {
        ol_plc_error(c, OL_ERR_PLS_NO_FUNCTION, px->pos, ol_str_cdup(c->arena, ol_node_text(c->text, node)));
        ol_diag_init(r->diag);
        r->failed = true;
        return NULL;
    }
    if (px->kind == OL_PX_VAR && px->sym->is_bind && c->bind_reads)
        ol_plc_bind_read(c, px->sym);
    if (r->pl)
        return ol_plc_px_rx(c, px);
    /* inside SQL: a parameter, the same one for the same variable */
    OlType t = ol_plc_rx_type(c, px->type);
    OlSlotKind kind = ol_slot_kind_of(&t);

    if (!ol_type_is_user(&t) && (kind == OL_SLOT_RECORD || kind == OL_SLOT_COLL || kind == OL_SLOT_CURSOR || kind == OL_SLOT_NONE))
    {
        ol_plc_unsupported(c, px->pos, kind == OL_SLOT_COLL ? "a collection in SQL" : "a record or cursor in SQL");
        ol_diag_init(r->diag);
        r->failed = true;
        return NULL;
    }
    if (t.code == OL_T_PLS_INTEGER)
        t = ol_type_of(OL_T_NUMBER);
    for (int i = 0; i < c->sql_params.n; i++)
    {
        OlRx *old = *OL_VEC_AT(c->sql_params, OlRx *, i);
        OlPx *op = old->ext;

        if (px->kind == OL_PX_VAR && op->kind == OL_PX_VAR && op->sym == px->sym)
        {
            x = ol_rx_new(r, OL_RX_BIND, t, px->pos);
            x->col = i + 1;
            return x;
        }
    }
    x = ol_rx_new(r, OL_RX_BIND, t, px->pos);
    x->col = ol_rs_new_param(r, &t);
    *(OlRx **)ol_vec_add(c, &c->sql_params, sizeof(OlRx *)) = ol_plc_px_rx(c, px);
    return x;
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

OlPx *ol_plc_target(OlPlc *c, OlNode *node)
{
    int messages = c->messages.n, reads = c->bind_reads;
    OlPx *px;

    c->r.failed = false;
    ol_diag_init(&c->diag);
    c->bind_reads = 0;
    px = px_of(c, node, false);
    c->bind_reads = reads;
    if (px == NULL)
    {
        if (c->r.failed)
            ol_plc_take_error(c, false);
        else if (c->messages.n == messages)
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)node->start, ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, node))));
        c->r.failed = false;
        return NULL;
    }
    if (is_target(px) && root_of(px)->readonly && root_of(px)->row_column > 0)
    {
        (void)ol_plc_row_written(c, root_of(px), (int)node->start);
        return NULL;
    }
    if (!is_target(px) || (root_of(px) != NULL && root_of(px)->readonly))
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_TARGET, (int)node->start, ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, node))));
        return NULL;
    }
    mark_written(c, px, false);
    return px;
}
