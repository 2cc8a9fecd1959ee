/*
 * compile_unit.c - declarations, routines, units; messages; the entry.
 *
 * Owns:      ol_plc_compile; the order in which a unit is compiled; errors as ORA-06550 says them.
 * See also:  plc.h, PL/SQL Language Reference, "PL/SQL Subprograms", "PL/SQL Packages"
 */
#include "plc/compile.h"

#include <stdio.h>
#include <string.h>

#define MAX_MESSAGES 20

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void place(OlPlc *c, int pos, int *line, int *column)
{
    size_t at = pos < 0 ? c->base : OL_MIN((size_t)pos, c->text.n), start = c->base;

    *line = 1;
    for (size_t i = c->base; i < at; i++)
        if (c->text.s[i] == '\n')
        {
            ++*line;
            start = i + 1;
        }
    *column = 1 + (at > start ? (int)ol_utf8_length(c->text.s + start, at - start) : 0);
}

static void message(OlPlc *c, int pos, OlStr text)
{
    OlPlcMessage *m;

    if (c->messages.n >= MAX_MESSAGES)
        return;
    for (int i = 0; i < c->messages.n; i++)
        if (OL_VEC_AT(c->messages, OlPlcMessage, i)->pos == pos && ol_str_eq(OL_VEC_AT(c->messages, OlPlcMessage, i)->text, text))
            return; /* a loop's bounds, a default: looked at twice */
    m = ol_vec_add(c, &c->messages, sizeof(OlPlcMessage));
    m->pos = pos < 0 ? 0 : pos;
    m->text = text;
    place(c, pos, &m->line, &m->column);
}

void ol_plc_error(OlPlc *c, OlErrorCode code, int pos, ...)
{
    const OlErrorInfo *info = ol_error_info(code);
    va_list ap;
    OlStr text;

    va_start(ap, pos);
    text = ol_str_vprintf(c->arena, info->text, ap);
    va_end(ap);
    message(c, pos, ol_str_printf(c->arena, "%s%s-%05d: %.*s", info->facility == OL_FAC_ORA ? "PL/SQL: " : "", ol_facility_name(info->facility),
                                  info->number, OL_STR_ARG(text)));
}

void ol_plc_unsupported(OlPlc *c, int pos, const char *construct)
{
    ol_plc_error(c, OL_ERR_FEATURE_UNSUPPORTED, pos, construct);
}

/* "A"."B" as PL/SQL writes it: A.B */
static OlStr unquoted(OlPlc *c, const char *text)
{
    OlBuf b;
    const char *end = strstr(text, ": invalid identifier");

    ol_buf_init(&b, c->arena, 64);
    for (const char *s = text; *s != '\0' && s != end; s++)
        if (*s != '"')
            ol_buf_append_byte(&b, (uint8_t)*s);
    return ol_str(ol_buf_cstr(&b));
}

void ol_plc_take_error(OlPlc *c, bool sql)
{
    char text[OL_DIAG_TEXT_MAX + 32];

    if (c->diag.code == OL_ERR_NONE)
        return; /* said already */
    if (!sql && c->diag.code == OL_ERR_INVALID_IDENTIFIER)
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, c->diag.pos, ol_str_cdup(c->arena, unquoted(c, c->diag.text)));
    else if (!sql && c->diag.code == OL_ERR_INCONSISTENT_TYPES)
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, c->diag.pos);
    else
    {
        (void)ol_diag_format(&c->diag, text, sizeof(text));
        message(c, c->diag.pos, ol_str_printf(c->arena, "PL/SQL: %s", text));
    }
    ol_diag_init(&c->diag);
}

void ol_plc_ignored(OlPlc *c, OlNode *statement, int pos, int before)
{
    bool sql = OL_IS(PlSql, statement);

    message(c, pos, sql ? OL_STR("PL/SQL: SQL Statement ignored") : OL_STR("PL/SQL: Statement ignored"));
    c->ignored_at = c->messages.n;
}

/* --- routines ----------------------------------------------------------------------------------------------------- */

OlRt *ol_plc_new_rt(OlPlc *c, OlStr name)
{
    OlRt *rt = ol_new(c->arena, OlRt);
    OlBcRoutine *r = ol_vec_add(c, &c->routines, sizeof(OlBcRoutine));

    r->name = name;
    r->parent = -1;
    r->result_type = -1;
    r->result_reg = OL_OPERAND_NONE;
    rt->index = c->routines.n - 1;
    rt->result = -1;
    rt->result_reg = OL_OPERAND_NONE;
    rt->handler = -1;
    rt->last_target = -1;
    return rt;
}

void ol_plc_finish_rt(OlPlc *c, OlRt *rt)
{
    OlBcRoutine *r;

    c->rt = rt;
    ol_plc_emit(c, rt->is_function && !rt->pipelined ? OL_OP_NORETURN : OL_OP_RET, 0, 0, 0);
    r = OL_VEC_AT(c->routines, OlBcRoutine, rt->index);
    r->nregs = rt->kinds.n;
    r->reg_kinds = rt->kinds.data;
    r->ncode = (uint32_t)rt->code.n;
    r->code = rt->code.data;
    r->nhandlers = rt->handlers.n;
    r->handlers = rt->handlers.data;
    r->nlines = rt->lines.n;
    r->lines = rt->lines.data;
    r->is_function = rt->is_function;
    r->result_type = rt->result;
    r->result_reg = rt->result_reg;
    r->pipelined = rt->pipelined;
    r->has_code = true;
}

static bool option(OlList *options, const char *word)
{
    for (int i = 0; i < options->n; i++)
        if (OL_IS(Option, options->items[i]) && ol_str_eq_c(OL_ITEM(Option, *options, i)->name, word))
            return true;
    return false;
}

/* A parameter's type carries no limits: VARCHAR2, NUMBER; limits of %TYPE do not come along. */
static int param_type(OlPlc *c, OlNode *node)
{
    int type;

    c->unconstrained = true;
    type = ol_plc_type(c, node);
    c->unconstrained = false;
    if (type >= 0 && ol_plc_type_at(c, type)->class_ == OL_PLT_SCALAR && !ol_plc_type_at(c, type)->has_range && !ol_plc_type_at(c, type)->not_null)
    {
        OlType t = ol_plc_type_at(c, type)->scalar;

        if (ol_type_is_char(&t) || t.code == OL_T_RAW)
        {
            t.size_bytes = t.size_chars = 0;
            t.char_semantics = false;
        }
        else if (t.code == OL_T_NUMBER)
        {
            t.precision = 0;
            t.scale = OL_SCALE_NONE;
        }
        type = ol_plc_scalar(c, &t);
    }
    return type;
}

static OlStr signature(OlPlc *c, OlStr name, const OlBcParam *params, int n, int result)
{
    OlBuf b;

    ol_buf_init(&b, c->arena, 64);
    ol_buf_append_str(&b, name);
    ol_buf_append_c(&b, "(");
    for (int i = 0; i < n; i++)
        ol_buf_printf(&b, "%s%.*s %s %.*s", i > 0 ? "," : "", OL_STR_ARG(params[i].name),
                      params[i].mode == OL_MODE_IN ? "IN" : params[i].mode == OL_MODE_OUT ? "OUT" : "IN OUT",
                      OL_STR_ARG(ol_plc_type_text(c, params[i].type)));
    ol_buf_append_c(&b, ")");
    if (result >= 0)
        ol_buf_append_str(&b, ol_plc_type_text(c, result));
    return ol_str(ol_buf_cstr(&b));
}

static bool same_params(const OlSym *a, const OlBcParam *params, int n, int result)
{
    if (a->nparams != n || (a->result < 0) != (result < 0))
        return false;
    for (int i = 0; i < n; i++)
        if (!ol_str_eq(a->params[i].name, params[i].name) || a->params[i].type != params[i].type || a->params[i].mode != params[i].mode)
            return false;
    return true;
}

/* LANGUAGE C NAME "f": routine f of the machine (defs/vm_hosts.def). Its code is one HOST instruction, from which callers in other
 * units see that they can call f without a frame between (compile_name.c). */
static void call_specification(OlPlc *c, OlSym *s)
{
    OlPlRoutine *node = s->routine;
    OlRt *outer = c->rt, *rt = s->rt;
    const char *from = memchr(node->external_text.s, '"', node->external_text.n);
    const char *to = from == NULL ? NULL : memchr(from + 1, '"', (size_t)(node->external_text.s + node->external_text.n - from - 1));
    uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)s->nparams + 1);
    OlBcHost *h;

    if (to == NULL)
    {
        ol_plc_unsupported(c, (int)node->node.start, "call specification without a name");
        return;
    }
    c->rt = rt;
    h = ol_vec_add(c, &c->hosts, sizeof(OlBcHost));
    h->name = ol_str_dup(c->arena, ol_str_n(from + 1, (size_t)(to - from - 1)));
    h->signature = ol_plc_host_signature(c, s->params, s->nparams, s->result);
    h->nparams = s->nparams;
    h->params = s->params;
    h->result_type = s->result;
    for (int i = 0; i < s->nparams; i++)
    {
        *(uint8_t *)ol_vec_add(c, &rt->kinds, 1) = ol_plc_type_at(c, s->params[i].type)->kind;
        *(uint8_t *)ol_vec_add(c, &rt->state, 1) = 1;
        ops[i] = (uint16_t)i;
    }
    if (rt->is_function)
        rt->result_reg = ol_plc_reg(c, ol_plc_type_at(c, rt->result)->kind);
    ol_plc_emit(c, OL_OP_HOST, rt->is_function ? rt->result_reg : OL_OPERAND_NONE, (uint16_t)(c->hosts.n - 1), ol_plc_list(c, ops, s->nparams));
    ol_plc_emit(c, OL_OP_RET, 0, 0, 0);
    ol_plc_finish_rt(c, rt);
    c->rt = outer;
}

/* Declares a routine; its body is compiled at once when it has one. */
static OlSym *declare_routine(OlPlc *c, OlPlRoutine *node, bool is_public)
{
    OlSym *s = NULL;
    OlBcParam *params = ol_new_array(c->arena, OlBcParam, (size_t)node->params.n + 1);
    int result = -1;

    c->statement_pos = (int)node->node.start;
    if ((node->external != OL_EXT_NONE && !(c->options->supplied && node->external == OL_EXT_C)))
    {
        ol_plc_unsupported(c, (int)node->node.start, "external routine");
        return NULL;
    }
    if (option(&node->options, "PIPELINED"))
    {
        ol_plc_unsupported(c, (int)node->node.start, "PIPELINED");
        return NULL;
    }
    for (int i = 0; i < node->params.n; i++)
    {
        OlPlParam *p = OL_ITEM(PlParam, node->params, i);

        params[i].name = p->name.text;
        params[i].mode = p->mode;
        params[i].nocopy = p->nocopy;
        params[i].has_default = p->default_expr != NULL;
        if ((params[i].type = param_type(c, p->type)) < 0)
            return NULL;
    }
    if (node->is_function && (result = param_type(c, node->return_type)) < 0)
        return NULL;
    for (OlSym *o = c->block->first; o != NULL; o = o->next)
        if (o->kind == OL_SYM_ROUTINE && ol_str_eq(o->name, node->name.text) && same_params(o, params, node->params.n, result))
        {
            if (o->has_body || !node->has_body)
                ol_plc_error(c, OL_ERR_PLS_DUPLICATE, (int)node->name.start, ol_str_cdup(c->arena, node->name.text));
            s = o;
        }
    if (s == NULL)
    {
        OlRt *rt;
        OlBcRoutine *r;

        s = ol_plc_declare(c, OL_SYM_ROUTINE, &node->name);
        s->params = params;
        s->nparams = node->params.n;
        s->result = result;
        s->node = &node->node;
        rt = ol_plc_new_rt(c, node->name.text);
        s->rt = rt;
        s->index = rt->index;
        rt->parent = c->rt != NULL && c->rt->index > 0 ? c->rt : c->package ? NULL : c->rt;
        rt->depth = rt->parent != NULL ? rt->parent->depth + 1 : 0;
        r = OL_VEC_AT(c->routines, OlBcRoutine, rt->index);
        r->parent = rt->parent != NULL ? rt->parent->index : -1;
        r->nparams = s->nparams;
        r->params = params;
        r->is_public = is_public;
        r->is_function = node->is_function;
        r->result_type = result;
        r->deterministic = option(&node->options, "DETERMINISTIC");
        if (rt->parent == NULL)
            r->signature = ol_plc_is_method(node) ? signature(c, node->name.text, params + 1, s->nparams - 1, result)
                                                  : signature(c, node->name.text, params, s->nparams, result);
        rt->is_function = node->is_function;
        rt->result = result;
    }
    if (node->has_body)
    {
        s->has_body = true;
        s->routine = node;
        if (node->external != OL_EXT_NONE)
            call_specification(c, s);
        else
            ol_plc_routine_body(c, s);
    }
    return s;
}

void ol_plc_routine_body(OlPlc *c, OlSym *s)
{
    OlPlRoutine *node = s->routine;
    OlRt *outer = c->rt, *rt = s->rt;
    OlNames none = {0};
    OlPlBlock *body = OL_AS(PlBlock, node->body);
    int depth = c->depth;

    if (depth > 200)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, (int)node->node.start, "nesting");
        return;
    }
    c->depth += 20;
    c->rt = rt;
    ol_plc_open_block(c, none, s->name);
    for (int i = 0; i < s->nparams; i++)
    {
        OlPlParam *p = OL_ITEM(PlParam, node->params, i);
        OlSym *v = ol_plc_declare(c, OL_SYM_VAR, &p->name);

        v->type = s->params[i].type;
        v->is_param = true;
        v->readonly = s->params[i].mode == OL_MODE_IN;
        *(uint8_t *)ol_vec_add(c, &rt->kinds, 1) = ol_plc_type_at(c, v->type)->kind;
        *(uint8_t *)ol_vec_add(c, &rt->state, 1) = 1;
        v->reg = (uint16_t)i;
    }
    if (node->method == OL_METHOD_CONSTRUCTOR)
        ol_plc_constructor_self(c, s);
    OL_VEC_AT(c->routines, OlBcRoutine, rt->index)->line = 0;
    ol_plc_line(c, node->node.start);
    if (rt->lines.n > 0)
        OL_VEC_AT(c->routines, OlBcRoutine, rt->index)->line = OL_VEC_AT(rt->lines, OlBcLine, 0)->line;
    if (rt->is_function)
        rt->result_reg = ol_plc_reg(c, ol_plc_type_at(c, rt->result)->kind);
    for (int i = 0; i < s->nparams; i++)
    {
        OlPlParam *p = OL_ITEM(PlParam, node->params, i);
        int skip, mark;
        OlRx *x;
        OlNode *def = p->default_expr;

        /* the declaration's default counts where the body repeats none */
        if (def == NULL && s->node != NULL && OL_IS(PlRoutine, s->node) && i < OL_AS(PlRoutine, s->node)->params.n)
            def = OL_ITEM(PlParam, OL_AS(PlRoutine, s->node)->params, i)->default_expr;
        if (s->params[i].mode == OL_MODE_OUT)
        {
            ol_plc_init_type(c, s->params[i].type, (uint16_t)i);
            continue;
        }
        if (def == NULL)
            continue;
        skip = ol_plc_join(c, -1, ol_plc_emit(c, OL_OP_JGIVEN, (uint16_t)i, 0, 0));
        mark = ol_plc_mark(c);
        if ((x = ol_plc_expr(c, def)) != NULL)
        {
            if (!ol_plc_can(c, x, s->params[i].type))
                ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)def->start);
            else
            {
                uint16_t v = ol_plc_gen_to(c, x, s->params[i].type, (uint16_t)i);

                if (v != OL_OPERAND_NONE)
                    ol_plc_move(c, (uint16_t)i, v);
            }
        }
        ol_plc_release(c, mark);
        ol_plc_patch(c, skip, ol_plc_here(c));
    }
    ol_plc_open_block(c, body->labels, s->name);
    ol_plc_declarations(c, &body->decls);
    ol_plc_block_body(c, body);
    ol_plc_close_block(c);
    ol_plc_finish_rt(c, rt);
    ol_plc_close_block(c);
    c->rt = outer;
    c->depth = depth;
}

/* --- declarations ------------------------------------------------------------------------------------------------- */

/* Records start with their fields, associative arrays empty; everything else NULL. */
void ol_plc_init_type(OlPlc *c, int type, uint16_t reg)
{
    OlBcType *t = ol_plc_type_at(c, type);

    if (t->class_ == OL_PLT_RECORD)
        ol_plc_emit(c, OL_OP_NEWREC, reg, (uint16_t)type, 0);
    else if (t->class_ == OL_PLT_ASSOC)
        ol_plc_emit(c, OL_OP_NEWCOLL, reg, (uint16_t)type, OL_OPERAND_NONE);
}

static void declare_global(OlPlc *c, OlSym *s, bool is_public)
{
    OlBcGlobal *g = ol_vec_add(c, &c->globals, sizeof(OlBcGlobal));

    g->name = s->name;
    g->type = s->type;
    g->is_public = is_public;
    g->constant = s->constant;
    s->global = c->globals.n - 1;
    s->owner = NULL;
}

static void declare_variable(OlPlc *c, OlPlVarDecl *d)
{
    int type, mark = ol_plc_mark(c);
    bool global = c->package && c->block == c->package_block;
    OlSym *s;
    OlRx *x = NULL;
    OlBcType *t;

    type = ol_plc_type(c, d->type);
    /* the initial value does not see the name itself */
    if (d->default_expr != NULL)
        x = ol_plc_expr(c, d->default_expr);
    s = ol_plc_declare(c, OL_SYM_VAR, &d->name);
    s->node = &d->node;
    if (type < 0)
        return;
    t = ol_plc_type_at(c, type);
    if (t->kind == OL_SLOT_NONE)
    {
        ol_plc_unsupported(c, (int)d->type->start, "this data type in PL/SQL");
        return;
    }
    s->type = type;
    s->constant = d->constant;
    s->readonly = d->constant;
    s->not_null = d->not_null || t->not_null;
    if (d->default_expr == NULL)
    {
        if (d->constant)
            ol_plc_error(c, OL_ERR_PLS_CONSTANT_INIT, (int)d->node.start, ol_str_cdup(c->arena, s->name));
        else if (s->not_null && t->class_ == OL_PLT_SCALAR)
            ol_plc_error(c, OL_ERR_PLS_NULL_NOT_NULL, (int)d->node.start);
    }
    if (global)
        declare_global(c, s, c->public_part);
    if (x != NULL && !ol_plc_can(c, x, type))
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)d->default_expr->start);
        return;
    }
    if (!global && x != NULL && d->constant && t->class_ == OL_PLT_SCALAR)
    {
        /* a constant whose value is known now needs no register */
        int code = c->rt->code.n;
        uint16_t v = ol_plc_gen_to(c, x, type, OL_OPERAND_NONE);

        if (v != OL_OPERAND_NONE && (v & OL_OPERAND_CONST) && c->rt->code.n == code)
        {
            s->reg = v;
            return;
        }
        c->rt->code.n = code;
        ol_plc_release(c, mark);
    }
    uint16_t reg = global ? ol_plc_temp(c, t->kind) : ol_plc_reg(c, t->kind);

    s->reg = reg;
    if (x != NULL)
    {
        uint16_t v = ol_plc_gen_to(c, x, type, reg);

        if (v == OL_OPERAND_NONE)
            return;
        if (v != reg)
            ol_plc_move(c, reg, v);
        if (s->not_null && !ol_plc_type_at(c, type)->not_null)
            ol_plc_emit(c, OL_OP_NOTNULL, reg, 0, 0);
    }
    else if (t->class_ == OL_PLT_RECORD || t->class_ == OL_PLT_ASSOC)
        ol_plc_init_type(c, type, reg);
    else
        ol_plc_emit(c, OL_OP_SETNULL, reg, 0, 0); /* the block may be entered again */
    if (global)
        ol_plc_emit(c, OL_OP_SETGLOBAL, reg, 0, (uint16_t)s->global);
    ol_plc_release(c, mark);
}

static void exception_init(OlPlc *c, OlPlPragma *p)
{
    OlNode *name = p->args.n == 2 ? p->args.items[0] : NULL, *code = p->args.n == 2 ? p->args.items[1] : NULL;
    uint64_t v;
    bool neg = OL_IS(Unary, code);
    OlSym *s;

    if (neg)
        code = OL_AS(Unary, code)->arg;
    if (!OL_IS(ColumnRef, name) || !OL_IS(NumberLit, code) || !ol_parse_u64(OL_AS(NumberLit, code)->text, &v) || v > 1000000)
    {
        ol_plc_unsupported(c, (int)p->node.start, "this PRAGMA EXCEPTION_INIT");
        return;
    }
    s = ol_plc_lookup(c, OL_AS(ColumnRef, name)->names.items[0].text);
    if (s == NULL || s->kind != OL_SYM_EXCEPTION)
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)name->start, ol_str_cdup(c->arena, OL_AS(ColumnRef, name)->names.items[0].text));
        return;
    }
    OL_VEC_AT(c->exceptions, OlBcException, s->index)->code = neg ? (v == 1403 ? 100 : -(int)v) : (int)v;
}

static void export(OlPlc *c, OlBcExportKind kind, OlStr name, int index, int type)
{
    OlBcExport *x;

    if (!c->package || c->block != c->package_block || !c->public_part || index < 0)
        return;
    x = ol_vec_add(c, &c->exports, sizeof(OlBcExport));
    x->kind = (uint8_t)kind;
    x->name = name;
    x->index = index;
    x->type = type;
}

/* A routine of no name a program could write, by which other units open the package's cursor: its parameters are the cursor's. Declared
 * with the specification's declaration, written where the query is. */
static void open_routine(OlPlc *c, OlSym *s)
{
    OlPlCursorDecl *d = s->cursor;
    OlRt *outer = c->rt, *rt = s->rt_open;
    uint16_t reg;

    if (!c->package || c->block != c->package_block || (rt == NULL && !c->public_part) || s->cursor_block == NULL)
        return;
    if (rt == NULL)
    {
        OlBcParam *params = ol_new_array(c->arena, OlBcParam, (size_t)d->params.n + 1);
        OlBcRoutine *r;
        int n = 0;

        for (OlSym *p = s->cursor_block->first; p != NULL; p = p->next)
        {
            if (p->type < 0)
                return;
            params[n].name = p->name;
            params[n].type = p->type;
            params[n].has_default = OL_ITEM(PlParam, d->params, n)->default_expr != NULL;
            n++;
        }
        rt = s->rt_open = ol_plc_new_rt(c, ol_plc_open_routine(c, s->name));
        r = OL_VEC_AT(c->routines, OlBcRoutine, rt->index);
        r->nparams = n;
        r->params = params;
        r->is_public = true;
        r->signature = signature(c, r->name, params, n, -1);
        for (int i = 0; i < n; i++)
        {
            *(uint8_t *)ol_vec_add(c, &rt->kinds, 1) = ol_plc_type_at(c, params[i].type)->kind;
            *(uint8_t *)ol_vec_add(c, &rt->state, 1) = 1;
        }
    }
    if (s->sql < 0)
        return;
    c->rt = rt;
    ol_plc_line(c, d->node.start);
    OL_VEC_AT(c->routines, OlBcRoutine, rt->index)->line = rt->lines.n > 0 ? OL_VEC_AT(rt->lines, OlBcLine, 0)->line : 0;
    int i = 0;

    for (OlSym *p = s->cursor_block->first; p != NULL; p = p->next, i++)
    {
        OlNode *def = i < d->params.n ? OL_ITEM(PlParam, d->params, i)->default_expr : NULL;

        p->owner = rt;
        p->reg = (uint16_t)i;
        if (def != NULL)
        {
            int skip = ol_plc_join(c, -1, ol_plc_emit(c, OL_OP_JGIVEN, (uint16_t)i, 0, 0)), mark = ol_plc_mark(c);
            OlRx *x = ol_plc_expr(c, def);
            uint16_t v = x != NULL ? ol_plc_gen_to(c, x, p->type, (uint16_t)i) : OL_OPERAND_NONE;

            if (v != OL_OPERAND_NONE)
                ol_plc_move(c, (uint16_t)i, v);
            ol_plc_release(c, mark);
            ol_plc_patch(c, skip, ol_plc_here(c));
        }
    }
    reg = ol_plc_temp(c, OL_SLOT_CURSOR);
    ol_plc_emit(c, OL_OP_GETGLOBAL, reg, 0, (uint16_t)s->global);
    ol_plc_cursor_open(c, s, reg);
    ol_plc_finish_rt(c, rt);
    c->rt = outer;
}

static void declare_cursor(OlPlc *c, OlPlCursorDecl *d)
{
    OlSym *s;
    OlBcType t = {.class_ = OL_PLT_CURSOR, .kind = OL_SLOT_CURSOR, .name = OL_STR("CURSOR"), .element = -1, .row = -1};

    for (OlSym *o = c->block->first; o != NULL; o = o->next)
        if (o->kind == OL_SYM_CURSOR && ol_str_eq(o->name, d->name.text) && o->cursor->query == NULL && d->query != NULL)
        {
            /* body of a cursor the specification announced */
            o->cursor = d;
            ol_plc_cursor_prepare(c, o);
            open_routine(c, o);
            return;
        }
    s = ol_plc_declare(c, OL_SYM_CURSOR, &d->name);
    s->cursor = d;
    s->node = &d->node;
    *(OlBcType *)ol_vec_add(c, &c->types, sizeof(OlBcType)) = t;
    s->index = c->types.n - 1;
    if (d->return_type != NULL)
        s->type = ol_plc_type(c, d->return_type);
    ol_plc_cursor_prepare(c, s);
    if (c->package && c->block == c->package_block)
    {
        int saved = s->type, mark = ol_plc_mark(c);
        uint16_t r = ol_plc_temp(c, OL_SLOT_CURSOR);

        s->type = s->index;
        declare_global(c, s, c->public_part);
        s->type = saved;
        ol_plc_emit(c, OL_OP_NEWCURSOR, r, 0, 0);
        ol_plc_emit(c, OL_OP_SETGLOBAL, r, 0, (uint16_t)s->global);
        ol_plc_release(c, mark);
        export(c, OL_EXPORT_CURSOR, s->name, s->global, s->type);
        open_routine(c, s);
        return;
    }
    s->reg = ol_plc_reg(c, OL_SLOT_CURSOR);
    ol_plc_emit(c, OL_OP_NEWCURSOR, s->reg, 0, 0);
}

void ol_plc_declarations(OlPlc *c, OlList *decls)
{
    for (int i = 0; i < decls->n; i++)
    {
        OlNode *node = decls->items[i];
        int before = c->messages.n;

        c->statement_pos = (int)node->start;
        if (c->rt != NULL && node->kind != OL_N_PlRoutine)
            ol_plc_line(c, node->start);
        switch (node->kind)
        {
            case OL_N_PlVarDecl:
                declare_variable(c, OL_AS(PlVarDecl, node));
                break;
            case OL_N_PlExceptionDecl:
            {
                OlSym *s = ol_plc_declare(c, OL_SYM_EXCEPTION, &OL_AS(PlExceptionDecl, node)->name);
                OlBcException *e = ol_vec_add(c, &c->exceptions, sizeof(OlBcException));

                e->name = s->name;
                e->index = s->index = c->exceptions.n - 1;
                export(c, OL_EXPORT_EXCEPTION, s->name, s->index, -1);
                break;
            }
            case OL_N_PlCursorDecl:
                declare_cursor(c, OL_AS(PlCursorDecl, node));
                break;
            case OL_N_PlTypeDecl:
            {
                int type = ol_plc_declare_type(c, OL_AS(PlTypeDecl, node));
                OlSym *s = ol_plc_declare(c, OL_SYM_TYPE, &OL_AS(PlTypeDecl, node)->name);

                s->type = type;
                export(c, OL_EXPORT_TYPE, s->name, type, -1);
                break;
            }
            case OL_N_PlSubtypeDecl:
            {
                int type = ol_plc_type(c, OL_AS(PlSubtypeDecl, node)->type);
                OlSym *s = ol_plc_declare(c, OL_SYM_TYPE, &OL_AS(PlSubtypeDecl, node)->name);

                s->type = type;
                export(c, OL_EXPORT_TYPE, s->name, type, -1);
                break;
            }
            case OL_N_PlPragma:
            {
                OlPlPragma *p = OL_AS(PlPragma, node);

                if (ol_str_eq_c(p->name.text, "EXCEPTION_INIT"))
                    exception_init(c, p);
                else if (ol_str_eq_c(p->name.text, "AUTONOMOUS_TRANSACTION"))
                {
                    /* of a routine, a trigger or the outermost block only */
                    const OlBlk *up = c->block->parent;

                    if (c->rt == NULL || (c->package && c->block == c->package_block) ||
                        (up != NULL && (up->name.n == 0 || (up->parent != NULL && up->parent->rt == c->rt))))
                        ol_plc_error(c, OL_ERR_PLS_PRAGMA_PLACE, (int)node->start, "AUTONOMOUS_TRANSACTION");
                    else
                        OL_VEC_AT(c->routines, OlBcRoutine, c->rt->index)->autonomous = true;
                }
                break; /* SERIALLY_REUSABLE, INLINE, RESTRICT_REFERENCES, UDF, DEPRECATE: hints */
            }
            case OL_N_PlRoutine:
                (void)declare_routine(c, OL_AS(PlRoutine, node), c->package && c->public_part);
                break;
            default:
                ol_plc_unsupported(c, (int)node->start, ol_node_name((OlNodeKind)node->kind));
                break;
        }
        if (c->messages.n > before && c->ignored_at != c->messages.n)
        {
            message(c, (int)node->start, OL_STR("PL/SQL: Item ignored"));
            c->ignored_at = c->messages.n;
        }
    }
    if (c->package && c->block == c->package_block && c->public_part)
        return;
    for (OlSym *s = c->block->first; s != NULL; s = s->next)
        if (s->kind == OL_SYM_ROUTINE && s->unit == 0 && s->host < 0 && !s->has_body && s->node != NULL &&
            OL_AS(PlRoutine, s->node)->instantiable != OL_NO)
            ol_plc_error(c, OL_ERR_PLS_NO_BODY, (int)s->node->start, ol_str_cdup(c->arena, s->name));
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static OlName name_of(OlPlc *c, OlNode *object)
{
    OlObjectName *o = OL_AS(ObjectName, object);

    return o->names.items[o->names.n - 1];
}

/* Binds are the parameters of routine 0. */
static void declare_binds(OlPlc *c)
{
    OlSym *last = NULL;

    c->bind_read = ol_new_array(c->arena, bool, (size_t)c->parsed->ndistinct_binds + 1);
    for (int i = 0; i < c->parsed->ndistinct_binds; i++)
    {
        OlSym *s = ol_new(c->arena, OlSym);
        OlBcBind *b = ol_vec_add(c, &c->binds, sizeof(OlBcBind));
        OlType t = i < c->options->nbind_types ? c->options->bind_types[i] : (OlType){0};

        if (t.code == OL_T_UNKNOWN || t.code == OL_T_NULL)
            t = ol_type_of(OL_T_VARCHAR2);
        t = ol_plc_plain(t);
        s->kind = OL_SYM_VAR;
        s->name = c->parsed->distinct_binds[i].text;
        s->owner = c->rt;
        s->global = -1;
        s->index = s->host = s->result = -1;
        s->is_bind = true;
        s->is_param = true;
        s->bind = i;
        if (t.code == OL_T_CURSOR)
            s->type = ol_plc_refcursor(c);
        else
        {
            if (ol_type_is_char(&t) || t.code == OL_T_RAW)
                t.size_bytes = t.size_chars = 0;
            if (t.code == OL_T_CHAR || t.code == OL_T_NCHAR)
                t.code = t.code == OL_T_CHAR ? OL_T_VARCHAR2 : OL_T_NVARCHAR2;
            s->is_bind_array = t.bind_array;
            t.bind_array = false;
            s->type = s->is_bind_array ? ol_plc_bind_array(c, &t) : ol_plc_scalar(c, &t);
            t.bind_array = s->is_bind_array;
        }
        int kind = ol_plc_type_at(c, s->type)->kind;

        if (kind == OL_SLOT_NONE)
        {
            ol_plc_unsupported(c, (int)c->parsed->distinct_binds[i].start, "a bind variable of this type");
            kind = OL_SLOT_STRING;
        }
        *(uint8_t *)ol_vec_add(c, &c->rt->kinds, 1) = (uint8_t)kind;
        *(uint8_t *)ol_vec_add(c, &c->rt->state, 1) = 1;
        s->reg = (uint16_t)i;
        b->name = s->name;
        b->type = t;
        b->mode = OL_MODE_IN;
        if (last != NULL)
            last->next = s;
        else
            c->bind_syms = s;
        last = s;
    }
}

static void finish_binds(OlPlc *c)
{
    OlBcRoutine *r = OL_VEC_AT(c->routines, OlBcRoutine, 0);

    r->nparams = c->binds.n;
    r->params = ol_new_array(c->arena, OlBcParam, (size_t)c->binds.n + 1);
    int i = 0;

    for (OlSym *s = c->bind_syms; s != NULL; s = s->next, i++)
    {
        OlBcBind *b = OL_VEC_AT(c->binds, OlBcBind, i);

        r->params[i].name = b->name;
        r->params[i].mode = b->mode;
        r->params[i].type = s->type;
    }
}

static void compile_block(OlPlc *c, OlPlBlock *block)
{
    c->rt = ol_plc_new_rt(c, OL_STR("__anonymous_block"));
    declare_binds(c);
    ol_plc_block(c, block);
    ol_plc_finish_rt(c, c->rt);
    finish_binds(c);
}

static void compile_call(OlPlc *c, OlCall *call)
{
    c->rt = ol_plc_new_rt(c, OL_STR("__anonymous_block"));
    declare_binds(c);
    ol_plc_line(c, call->node.start);
    if (call->into != NULL)
    {
        OlPlAssign *a = OL_MAKE(c->arena, PlAssign, call->node.start, call->node.end);
        OlList one = {0};

        a->target = call->into;
        a->value = call->call;
        ol_list_add(c->arena, &one, a);
        ol_plc_statements(c, &one);
    }
    else
    {
        OlPlCall *p = OL_MAKE(c->arena, PlCall, call->node.start, call->node.end);
        OlList one = {0};

        p->call = call->call;
        ol_list_add(c->arena, &one, p);
        ol_plc_statements(c, &one);
    }
    ol_plc_finish_rt(c, c->rt);
    finish_binds(c);
}

/* One unit of ACCESSIBLE BY's list: [kind] [schema.]name. */
static bool accessor(OlPlc *c, OlStr item, OlBcUnitRef *ref)
{
    static const struct
    {
        const char *word;
        OlObjectKind kind;
    } kinds[] = {{"FUNCTION", OL_OBJ_FUNCTION}, {"PROCEDURE", OL_OBJ_PROCEDURE}, {"PACKAGE", OL_OBJ_PACKAGE}, {"TRIGGER", OL_OBJ_TRIGGER},
                 {"TYPE", OL_OBJ_TYPE}};
    OlStr words[4];
    bool dot = false;
    int n = 0;

    for (size_t i = 0; i < item.n && n < 4;)
    {
        size_t from = i;

        if (item.s[i] == ' ' || item.s[i] == '\t' || item.s[i] == '\n' || item.s[i] == '\r' || item.s[i] == '(' || item.s[i] == ')' || item.s[i] == '.')
        {
            dot |= item.s[i++] == '.';
            continue;
        }
        if (item.s[i] == '"')
        {
            for (from = ++i; i < item.n && item.s[i] != '"'; i++)
                ;
            words[n++] = ol_str_dup(c->arena, ol_str_n(item.s + from, i - from));
            i++;
            continue;
        }
        while (i < item.n && memchr(" \t\n\r().\"", item.s[i], 8) == NULL)
            i++;
        words[n++] = ol_str_upper(c->arena, ol_str_n(item.s + from, i - from));
    }
    ref->kind = OL_OBJ_NONE;
    ref->schema = c->p->schema;
    if (n > 0 && n == (dot ? 3 : 2))
        for (size_t i = 0; i < OL_LENGTHOF(kinds); i++)
            if (ol_str_eq_c(words[0], kinds[i].word))
                ref->kind = kinds[i].kind;
    if (n == 0 || n > 3)
        return false;
    ref->name = words[n - 1];
    if (dot && n >= 2)
        ref->schema = words[n - 2];
    return true;
}

static void unit_options(OlPlc *c, OlList *options)
{
    for (int i = 0; i < options->n; i++)
    {
        OlOption *o = OL_ITEM(Option, *options, i);

        if (ol_str_eq_c(o->name, "AUTHID") && o->value != NULL)
            c->p->invoker = ol_str_ieq_c(ol_node_text(c->text, o->value), "CURRENT_USER");
        else if (ol_str_eq_c(o->name, "ACCESSIBLE BY"))
        {
            OlStr rest = o->text;
            OlVec list = {0};

            while (rest.n > 0)
            {
                const char *comma = memchr(rest.s, ',', rest.n);
                size_t n = comma != NULL ? (size_t)(comma - rest.s) : rest.n;
                OlBcUnitRef ref;

                if (accessor(c, ol_str_n(rest.s, n), &ref))
                    *(OlBcUnitRef *)ol_vec_add(c, &list, sizeof(OlBcUnitRef)) = ref;
                rest = ol_str_n(rest.s + n + (comma != NULL), rest.n - n - (comma != NULL));
            }
            c->p->naccessors = list.n;
            c->p->accessors = list.data;
        }
    }
}

static void compile_routine(OlPlc *c, OlCreateUnit *u)
{
    OlNames none = {0};
    OlPlRoutine *node = OL_AS(PlRoutine, u->unit);

    ol_plc_open_block(c, none, OL_STR_NULL);
    node->name = name_of(c, u->name);
    unit_options(c, &node->options);
    if (c->options->interface_only)
        node->has_body = false;
    (void)declare_routine(c, node, true);
}

static void compile_package(OlPlc *c, OlCreateUnit *u)
{
    OlNames none = {0};
    OlPlPackage *p = OL_AS(PlPackage, u->unit);
    OlRt *init;
    OlStr spec;

    c->package = true;
    unit_options(c, &p->options);
    init = c->rt = ol_plc_new_rt(c, OL_STR("__init"));
    c->package_block = ol_plc_open_block(c, none, name_of(c, u->name).text);
    c->package_owner = ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(c->p->schema), OL_STR_ARG(c->p->name));
    c->public_part = !p->is_body;
    if (p->is_body)
    {
        OlObjectName *o = OL_AS(ObjectName, u->name);
        OlParsed parsed;
        OlDiag diag;

        ol_diag_init(&diag);
        if (c->options->find_spec_text == NULL ||
            !c->options->find_spec_text(c->options->catalog->ctx, o->names.n > 1 ? o->names.items[0].text : c->p->schema,
                                        name_of(c, u->name).text, &spec))
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)u->name->start, ol_str_cdup(c->arena, name_of(c, u->name).text));
            return;
        }
        if (spec.n < 6 || !ol_str_ieq(ol_str_n(spec.s, 6), OL_STR("CREATE")))
            spec = ol_str_printf(c->arena, "CREATE %.*s", OL_STR_ARG(spec));
        if (ol_parse_statement(c->arena, spec, 0, &parsed, &diag) != OL_OK || !OL_IS(CreateUnit, parsed.node) ||
            !OL_IS(PlPackage, OL_AS(CreateUnit, parsed.node)->unit))
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)u->name->start, ol_str_cdup(c->arena, name_of(c, u->name).text));
            return;
        }
        /* defaults of its routines are compiled with the body's text: offsets must stay inside */
        if (spec.n > c->text.n)
            c->text = c->r.text = ol_str_printf(c->arena, "%.*s%*s", OL_STR_ARG(c->text), (int)(spec.n - c->text.n), "");
        /* the specification's own text while its declarations are read */
        OlStr text = c->text;
        uint32_t base = c->base;

        c->text = c->r.text = spec;
        c->base = c->line_pos = 0;
        c->line_no = 1;
        c->public_part = true;
        unit_options(c, &OL_AS(PlPackage, OL_AS(CreateUnit, parsed.node)->unit)->options);
        ol_plc_declarations(c, &OL_AS(PlPackage, OL_AS(CreateUnit, parsed.node)->unit)->decls);
        c->public_part = false;
        c->text = c->r.text = text;
        c->base = c->line_pos = base;
        c->line_no = 1;
        init->lines.n = 0;
        ol_plc_depend_spec(c);
    }
    ol_plc_declarations(c, &p->decls);
    if (p->has_init)
    {
        OlPlBlock block = {.statements = p->statements, .handlers = p->handlers};

        c->rt = init;
        block.node.kind = OL_N_PlBlock;
        ol_plc_block_body(c, &block);
    }
    ol_plc_finish_rt(c, init);
}

/* A type's specification or body: as a package of its methods. */
static void compile_type(OlPlc *c, OlCreateUnit *u)
{
    OlNames none = {0};
    bool is_body = OL_IS(PlTypeBody, u->unit);
    OlRt *init;
    OlList methods;

    c->package = true;
    if (!is_body)
        unit_options(c, &OL_AS(PlObjectType, u->unit)->options);
    init = c->rt = ol_plc_new_rt(c, OL_STR("__init"));
    c->package_block = ol_plc_open_block(c, none, name_of(c, u->name).text);
    c->package_owner = ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(c->p->schema), OL_STR_ARG(c->p->name));
    c->public_part = true;
    if (is_body)
    {
        OlParsed parsed;
        OlDiag diag;
        OlStr spec, text = c->text;
        uint32_t base = c->base;

        ol_diag_init(&diag);
        if (c->options->find_spec_text == NULL || !c->options->find_spec_text(c->options->catalog->ctx, c->p->schema, c->p->name, &spec) ||
            ol_parse_statement(c->arena, spec = ol_str_printf(c->arena, "CREATE %.*s", OL_STR_ARG(spec)), 0, &parsed, &diag) != OL_OK ||
            !OL_IS(CreateUnit, parsed.node) || !OL_IS(PlObjectType, OL_AS(CreateUnit, parsed.node)->unit))
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)u->name->start, ol_str_cdup(c->arena, c->p->name));
            return;
        }
        if (spec.n > text.n) /* defaults are compiled with the body's text: offsets must stay inside */
            text = ol_str_printf(c->arena, "%.*s%*s", OL_STR_ARG(text), (int)(spec.n - text.n), "");
        c->text = c->r.text = spec;
        c->base = c->line_pos = 0;
        c->line_no = 1;
        unit_options(c, &OL_AS(PlObjectType, OL_AS(CreateUnit, parsed.node)->unit)->options);
        methods = ol_plc_methods_of(c, &OL_AS(PlObjectType, OL_AS(CreateUnit, parsed.node)->unit)->methods);
        ol_plc_declarations(c, &methods);
        c->text = c->r.text = text;
        c->base = c->line_pos = base;
        c->line_no = 1;
        init->lines.n = 0;
    }
    c->public_part = !is_body;
    methods = ol_plc_methods_of(c, is_body ? &OL_AS(PlTypeBody, u->unit)->methods : &OL_AS(PlObjectType, u->unit)->methods);
    ol_plc_declarations(c, &methods);
    ol_plc_finish_rt(c, init);
}

static void compile_unit(OlPlc *c, OlCreateUnit *u)
{
    if (u->source.n > 0 && u->source.s >= c->text.s && u->source.s < c->text.s + c->text.n)
        c->base = c->line_pos = (uint32_t)(u->source.s - c->text.s);
    c->p->kind = u->kind;
    c->p->name = name_of(c, u->name).text;
    if (OL_AS(ObjectName, u->name)->names.n > 1)
        c->p->schema = OL_AS(ObjectName, u->name)->names.items[0].text;
    if (u->has_error)
    {
        message(c, (int)u->error_pos, u->error_text);
        return;
    }
    if (u->unit == NULL)
    {
        ol_plc_unsupported(c, (int)u->node.start, "this unit");
        return;
    }
    if (OL_IS(PlRoutine, u->unit))
        compile_routine(c, u);
    else if (OL_IS(PlPackage, u->unit))
        compile_package(c, u);
    else if (OL_IS(PlTrigger, u->unit))
        ol_plc_trigger(c, u);
    else
        compile_type(c, u);
}

/* --- the entry ---------------------------------------------------------------------------------------------------- */

static void finish(OlPlc *c)
{
    OlProgram *p = c->p;

    p->nroutines = c->routines.n;
    p->routines = c->routines.data;
    p->nconsts = c->consts.n;
    p->consts = c->consts.data;
    p->ntypes = c->types.n;
    p->types = c->types.data;
    p->nlists = c->lists.n;
    p->lists = c->lists.data;
    p->noperands = (uint32_t)c->operands.n;
    p->operands = c->operands.data;
    p->nexceptions = c->exceptions.n;
    p->exceptions = c->exceptions.data;
    p->nunits = c->units.n;
    p->units = c->units.data;
    p->nexternals = c->externals.n;
    p->externals = c->externals.data;
    p->nfunctions = c->functions.n;
    p->functions = c->functions.data;
    p->nsqls = c->sqls.n;
    p->sqls = c->sqls.data;
    p->nforalls = c->foralls.n;
    p->foralls = c->foralls.data;
    p->nhosts = c->hosts.n;
    p->hosts = c->hosts.data;
    p->nglobals = c->globals.n;
    p->globals = c->globals.data;
    p->nbinds = c->binds.n;
    p->binds = c->binds.data;
    p->ndependencies = c->dependencies.n;
    p->dependencies = c->dependencies.data;
    p->nexports = c->exports.n;
    p->exports = c->exports.data;
}

static OlStatus fail(OlPlc *c, OlPlcResult *result, OlDiag *diag)
{
    OlBuf b;
    OlPlcMessage *m = c->messages.data;

    result->refused = c->refused;
    result->nmessages = c->messages.n;
    result->messages = m;
    ol_buf_init(&b, c->arena, 256);
    for (int i = 0; i < c->messages.n; i++)
        ol_buf_printf(&b, "%sline %d, column %d:\n%.*s", i > 0 ? "\nORA-06550: " : "", m[i].line, m[i].column, OL_STR_ARG(m[i].text));
    return ol_diag_set_text(diag, OL_ERR_PLSQL_COMPILE, m[0].pos, ol_buf_cstr(&b));
}

OlStatus ol_plc_compile_tree(OlArena *arena, const OlParsed *parsed, const OlPlcOptions *options, OlPlcResult *result, OlDiag *diag)
{
    OlPlc *c = ol_new(arena, OlPlc);
    OlNode *node = parsed->node;

    memset(result, 0, sizeof(*result));
    c->arena = arena;
    c->options = options;
    c->parsed = parsed;
    c->text = parsed->text;
    c->line_no = 1;
    c->const_map = ol_map_new(arena);
    c->bind_reads = 1;
    c->ignored_at = -1;
    ol_diag_init(&c->diag);
    c->r.arena = arena;
    c->r.text = parsed->text;
    c->r.cat = options->catalog;
    c->r.diag = &c->diag;
    c->r.pl = true;
    c->r.pl_node = ol_plc_node_hook;
    c->r.pl_ctx = c;
    c->scope.clause = OL_CL_SELECT;
    c->scope.seq_allowed = true;
    c->p = ol_new(arena, OlProgram);
    c->p->version = OL_PROGRAM_VERSION;
    c->p->kind = OL_OBJ_NONE;
    c->p->schema = options->schema.n > 0 ? options->schema : options->catalog->current_schema;
    (void)ol_vec_add(c, &c->units, sizeof(OlBcUnitRef));
    if (OL_IS(PlBlock, node))
        compile_block(c, OL_AS(PlBlock, node));
    else if (OL_IS(Call, node))
        compile_call(c, OL_AS(Call, node));
    else if (OL_IS(CreateUnit, node))
        compile_unit(c, OL_AS(CreateUnit, node));
    else
        return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, (int)node->start, ol_node_name((OlNodeKind)node->kind));
    if (c->messages.n > 0)
        return fail(c, result, diag);
    finish(c);
    if (ol_program_verify(arena, c->p, diag) != OL_OK)
        return OL_ERROR;
    c->p->verified = true;
    result->program = c->p;
    return OL_OK;
}

OlStatus ol_plc_compile(OlArena *arena, OlStr text, const OlPlcOptions *options, OlPlcResult *result, OlDiag *diag)
{
    OlParsed parsed;

    memset(result, 0, sizeof(*result));
    if (ol_parse_statement(arena, text, 0, &parsed, diag) != OL_OK)
    {
        /* a syntax error of PL/SQL is told as other compile errors are */
        OlPlc c = {.arena = arena, .text = text};
        char line[OL_DIAG_TEXT_MAX + 32];

        if (diag == NULL || diag->facility != OL_FAC_PLS)
            return OL_ERROR;
        (void)ol_diag_format(diag, line, sizeof(line));
        message(&c, diag->pos, ol_str_dup(arena, ol_str(line)));
        return fail(&c, result, diag);
    }
    return ol_plc_compile_tree(arena, &parsed, options, result, diag);
}
