/*
 * compile_stmt.c - statements: assignment, control flow, blocks with handlers, RAISE, calls.
 *
 * Owns:      loops, labels and GOTO, the exception table.
 * Not here:  SQL (compile_sql.c), declarations (compile_unit.c).
 * See also:  PL/SQL Language Reference, "PL/SQL Control Statements", "PL/SQL Error Handling"
 */
#include "plc/compile.h"

#include <string.h>

#define MAX_DEPTH 600

static void statement(OlPlc *c, OlNode *node);

/* --- expressions of statements ------------------------------------------------------------------------------------ */

OlRx *ol_plc_expr(OlPlc *c, OlNode *node)
{
    OlRx *x;

    c->r.failed = false;
    c->r.depth = 0;
    ol_diag_init(&c->diag);
    x = ol_rs_expr(&c->r, &c->scope, node);
    if (x == NULL)
        ol_plc_take_error(c, false);
    c->r.failed = false;
    return x;
}

OlRx *ol_plc_condition(OlPlc *c, OlNode *node)
{
    OlRx *x = ol_plc_expr(c, node);

    if (x == NULL)
        return NULL;
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(&c->r, ol_type_bool(), x->pos);
    if (x->type.code != OL_T_BOOLEAN)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)node->start);
        return NULL;
    }
    return x;
}

/* --- IF, CASE ----------------------------------------------------------------------------------------------------- */

static void branch(OlPlc *c, OlRx *cond, OlList *statements, int *end, bool last)
{
    int mark = ol_plc_mark(c), next = cond != NULL ? ol_plc_gen_cond(c, cond, false, -1) : -1;

    ol_plc_release(c, mark);
    ol_plc_statements(c, statements);
    if (!last)
        *end = ol_plc_jump(c, *end);
    ol_plc_patch(c, next, ol_plc_here(c));
}

static void if_statement(OlPlc *c, OlPlIf *node)
{
    int end = -1;

    for (int i = 0; i < node->branches.n; i++)
    {
        OlPlBranch *b = OL_ITEM(PlBranch, node->branches, i);

        ol_plc_line(c, b->cond->start);
        branch(c, ol_plc_condition(c, b->cond), &b->statements, &end, i == node->branches.n - 1 && !node->has_else);
    }
    if (node->has_else)
        ol_plc_statements(c, &node->else_statements);
    ol_plc_patch(c, end, ol_plc_here(c));
}

static void case_statement(OlPlc *c, OlPlCase *node)
{
    OlRx *operand = NULL;
    int end = -1, mark = ol_plc_mark(c);

    if (node->operand != NULL)
    {
        uint16_t v;

        if ((operand = ol_plc_expr(c, node->operand)) == NULL)
            return;
        if (operand->type.code == OL_T_NULL)
            operand = ol_rx_null(&c->r, ol_type_varchar(0), operand->pos);
        if ((v = ol_plc_gen(c, operand, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return;
        OlSym *s = ol_new(c->arena, OlSym);
        OlPx *px = ol_new(c->arena, OlPx);
        OlRx *held = ol_rx_new(&c->r, OL_RX_PL, operand->type, operand->pos);

        /* CHAR literals compare blank-padded: the operand keeps that */
        s->kind = OL_SYM_VAR;
        s->owner = c->rt;
        s->reg = v;
        s->global = -1;
        px->kind = OL_PX_VAR;
        px->sym = s;
        px->type = -1;
        held->ext = px;
        operand = held;
    }
    for (int i = 0; i < node->branches.n; i++)
    {
        OlPlBranch *b = OL_ITEM(PlBranch, node->branches, i);
        OlRx *cond;

        if (operand == NULL)
            cond = ol_plc_condition(c, b->cond);
        else
        {
            OlRx *v = ol_plc_expr(c, b->cond);

            c->r.failed = false;
            ol_diag_init(&c->diag);
            cond = v == NULL ? NULL : ol_rs_compare(&c->r, "=", operand, v, (int)b->cond->start);
            if (v != NULL && cond == NULL)
                ol_plc_take_error(c, false);
            c->r.failed = false;
        }
        branch(c, cond, &b->statements, &end, false);
    }
    if (node->has_else)
        ol_plc_statements(c, &node->else_statements);
    else
        ol_plc_emit(c, OL_OP_RAISE, (uint16_t)ol_plc_standard_exception(c, OL_STR("CASE_NOT_FOUND")), 0, 0);
    ol_plc_patch(c, end, ol_plc_here(c));
    ol_plc_release(c, mark);
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

static void push_loop(OlPlc *c, OlLoop *loop, OlNames labels)
{
    loop->up = c->rt->loop;
    loop->labels = labels;
    loop->exit_list = loop->continue_list = -1;
    loop->handler_depth = c->rt->handler;
    loop->cursor = OL_OPERAND_NONE;
    c->rt->loop = loop;
}

static void loop_statement(OlPlc *c, OlPlLoop *node)
{
    OlLoop loop;
    int start, test = -1, mark;

    push_loop(c, &loop, node->labels);
    if (node->while_cond == NULL)
    {
        start = ol_plc_here(c);
        ol_plc_statements(c, &node->statements);
        ol_plc_patch(c, loop.continue_list, start);
        ol_plc_jump_to(c, start);
    }
    else
    {
        /* the condition stands at the end: one jump a round */
        test = ol_plc_jump(c, -1);
        start = ol_plc_here(c);
        ol_plc_statements(c, &node->statements);
        ol_plc_patch(c, test, ol_plc_here(c));
        ol_plc_patch(c, loop.continue_list, ol_plc_here(c));
        ol_plc_line(c, node->while_cond->start);
        OlRx *cond = ol_plc_condition(c, node->while_cond);

        mark = ol_plc_mark(c);
        if (cond != NULL)
            ol_plc_patch(c, ol_plc_gen_cond(c, cond, true, -1), start);
        ol_plc_release(c, mark);
    }
    ol_plc_patch(c, loop.exit_list, ol_plc_here(c));
    c->rt->loop = loop.up;
}

static int int_type(OlPlc *c)
{
    OlType t = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER));

    return ol_plc_scalar(c, &t);
}

static void for_range(OlPlc *c, OlPlForRange *node)
{
    OlLoop loop;
    OlNames none = {0};
    OlRx *low = ol_plc_expr(c, node->low), *high = low == NULL ? NULL : ol_plc_expr(c, node->high);
    uint16_t counter, last, from;
    int mark = ol_plc_mark(c), start, out;
    OlSym *s;

    if (high == NULL)
        return;
    counter = ol_plc_reg(c, OL_SLOT_INT);
    from = ol_plc_gen_to(c, node->reverse ? high : low, int_type(c), counter);
    if (from == OL_OPERAND_NONE)
        return;
    if (node->reverse ? high->nullable : low->nullable)
        ol_plc_emit(c, OL_OP_NOTNULL, counter, 0, 0);
    last = ol_plc_gen_to(c, node->reverse ? low : high, int_type(c), OL_OPERAND_NONE);
    if (last == OL_OPERAND_NONE)
        return;
    if (!(last & OL_OPERAND_CONST))
    {
        if (!ol_plc_keep(c, last))
        {
            uint16_t held = ol_plc_reg(c, OL_SLOT_INT);

            ol_plc_move(c, held, last);
            last = held;
        }
        if (node->reverse ? low->nullable : high->nullable)
            ol_plc_emit(c, OL_OP_NOTNULL, last, 0, 0);
    }
    ol_plc_release(c, mark);
    push_loop(c, &loop, node->labels);
    ol_plc_open_block(c, none, OL_STR_NULL);
    s = ol_plc_declare(c, OL_SYM_VAR, &node->variable);
    s->type = int_type(c);
    s->readonly = true;
    s->not_null = true;
    s->reg = counter;
    out = ol_plc_join(c, -1, ol_plc_emit(c, node->reverse ? OL_OP_FORPREP_REV : OL_OP_FORPREP, counter, last, 0));
    start = ol_plc_here(c);
    ol_plc_statements(c, &node->statements);
    ol_plc_patch(c, loop.continue_list, ol_plc_here(c));
    ol_plc_patch(c, ol_plc_join(c, -1, ol_plc_emit(c, node->reverse ? OL_OP_FORLOOP_REV : OL_OP_FORLOOP, counter, last, 0)), start);
    ol_plc_patch(c, out, ol_plc_here(c));
    ol_plc_patch(c, loop.exit_list, ol_plc_here(c));
    c->rt->loop = loop.up;
    ol_plc_close_block(c);
    if (!(last & OL_OPERAND_CONST))
        ol_plc_free_reg(c, last);
}

static bool has_label(const OlNames *labels, OlStr name)
{
    for (int i = 0; i < labels->n; i++)
        if (ol_str_eq(labels->items[i].text, name))
            return true;
    return false;
}

/* Leaving handlers and cursor loops on the way out of nested statements. */
static void leave_to(OlPlc *c, int handler)
{
    if (c->rt->handler != handler)
        ol_plc_emit(c, OL_OP_UNCATCH, handler < 0 ? OL_OPERAND_NONE : (uint16_t)handler, 0, 0);
}

static void exit_statement(OlPlc *c, OlPlExit *node)
{
    OlLoop *loop = c->rt->loop;
    int mark = ol_plc_mark(c), skip = -1;

    if (node->label.text.n > 0)
        while (loop != NULL && !has_label(&loop->labels, node->label.text))
            loop = loop->up;
    if (loop == NULL)
    {
        if (node->label.text.n > 0)
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)node->label.start, ol_str_cdup(c->arena, node->label.text));
        else
            ol_plc_error(c, OL_ERR_PLS_ILLEGAL_EXIT, (int)node->node.start);
        return;
    }
    bool plain = c->rt->handler == loop->handler_depth;
    int *list = node->is_continue ? &loop->continue_list : &loop->exit_list;

    for (OlLoop *l = c->rt->loop; l != loop; l = l->up)
        plain &= l->cursor == OL_OPERAND_NONE;
    if (node->cond != NULL)
    {
        OlRx *cond = ol_plc_condition(c, node->cond);

        if (cond == NULL)
            return;
        if (plain)
        {
            *list = ol_plc_gen_cond(c, cond, true, *list);
            ol_plc_release(c, mark);
            return;
        }
        skip = ol_plc_gen_cond(c, cond, false, -1);
    }
    leave_to(c, loop->handler_depth);
    for (OlLoop *l = c->rt->loop; l != loop; l = l->up)
        if (l->cursor != OL_OPERAND_NONE)
            ol_plc_emit(c, OL_OP_CLOSE_QUIET, l->cursor, 0, 0);
    *list = ol_plc_jump(c, *list);
    ol_plc_patch(c, skip, ol_plc_here(c));
    ol_plc_release(c, mark);
}

/* --- labels and GOTO ---------------------------------------------------------------------------------------------- */

static OlLabel *label_in(OlPlc *c, OlBlk *block, OlStr name)
{
    for (OlLabel *l = c->rt->labels; l != NULL; l = l->next)
        if (ol_str_eq(l->name, name) && l->block == block)
            return l;
    return NULL;
}

static void set_label(OlPlc *c, OlStr name)
{
    OlLabel *l = label_in(c, c->block, name);

    if (l == NULL || l->pc >= 0)
    {
        l = ol_new(c->arena, OlLabel);
        l->name = name;
        l->block = c->block;
        l->jumps = -1;
        l->next = c->rt->labels;
        c->rt->labels = l;
    }
    l->pc = ol_plc_here(c);
    ol_plc_patch(c, l->jumps, l->pc);
    l->jumps = -1;
}

/* A label of this block or of an enclosing one; it may come later: then blocks outwards are tried when each ends. */
static void goto_statement(OlPlc *c, OlPlGoto *node)
{
    for (OlBlk *b = c->block; b != NULL && b->rt == c->rt; b = b->parent)
    {
        OlLabel *l = label_in(c, b, node->label.text);

        if (l != NULL && l->pc >= 0)
        {
            ol_plc_jump_to(c, l->pc);
            return;
        }
    }
    OlLabel *l = ol_new(c->arena, OlLabel);

    l->name = node->label.text;
    l->block = c->block;
    l->pc = -1;
    l->pos = node->node.start;
    l->jumps = ol_plc_jump(c, -1);
    l->next = c->rt->labels;
    c->rt->labels = l;
}

/* Jumps of a block that ends go on looking in the one around it. */
static void labels_out(OlPlc *c, OlBlk *block, OlBlk *outer)
{
    for (OlLabel *l = c->rt->labels; l != NULL; l = l->next)
    {
        if (l->block != block)
            continue;
        if (l->pc >= 0)
        {
            l->block = NULL; /* not to be seen from outside */
            continue;
        }
        if (l->jumps < 0)
            continue;
        if (outer == NULL || outer->rt != c->rt)
        {
            ol_plc_error(c, OL_ERR_PLS_GOTO, (int)l->pos, ol_str_cdup(c->arena, l->name));
            l->jumps = -1;
            continue;
        }
        OlLabel *o = label_in(c, outer, l->name);

        if (o != NULL && o->pc >= 0)
        {
            ol_plc_patch(c, l->jumps, o->pc);
            l->jumps = -1;
        }
        else
            l->block = outer;
    }
}

/* All open jumps to a label of the block, several GOTOs each with a record of its own. */
static void resolve_gotos(OlPlc *c, OlStr name, int pc)
{
    for (OlLabel *l = c->rt->labels; l != NULL; l = l->next)
        if (l->pc < 0 && l->jumps >= 0 && l->block == c->block && ol_str_eq(l->name, name))
        {
            ol_plc_patch(c, l->jumps, pc);
            l->jumps = -1;
        }
}

static void place_labels(OlPlc *c, const OlNames *labels)
{
    for (int i = 0; i < labels->n; i++)
    {
        set_label(c, labels->items[i].text);
        resolve_gotos(c, labels->items[i].text, c->rt->code.n);
    }
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static void handlers(OlPlc *c, OlPlBlock *b, int from, int to, int *end)
{
    int outer = c->rt->handler;

    for (int i = 0; i < b->handlers.n; i++)
    {
        OlPlHandler *h = OL_ITEM(PlHandler, b->handlers, i);
        int target = ol_plc_here(c), n = h->others ? 1 : h->exceptions.n;

        for (int k = 0; k < n; k++)
        {
            uint16_t e = OL_OPERAND_NONE;

            if (!h->others)
            {
                int found = OL_IS(ColumnRef, h->exceptions.items[k])
                                ? ol_plc_exception(c, &OL_AS(ColumnRef, h->exceptions.items[k])->names, (int)((OlNode *)h->exceptions.items[k])->start)
                                : -1;

                if (found < 0)
                    continue;
                e = (uint16_t)found;
            }
            if (from == to)
                continue;
            OlBcHandler *row = ol_vec_add(c, &c->rt->handlers, sizeof(OlBcHandler));

            row->from = (uint32_t)from;
            row->to = (uint32_t)to;
            row->target = (uint32_t)target;
            row->exception = e;
        }
        c->rt->handler = c->rt->nhandlers_seen++;
        ol_plc_line(c, h->node.start);
        ol_plc_emit(c, OL_OP_CATCH, (uint16_t)c->rt->handler, 0, 0);
        ol_plc_statements(c, &h->statements);
        leave_to(c, outer);
        c->rt->handler = outer;
        *end = ol_plc_jump(c, *end);
    }
}

/* The statements and handlers of an open block. */
void ol_plc_block_body(OlPlc *c, OlPlBlock *b)
{
    int from = ol_plc_here(c), to, end = -1, mine = c->rt->handlers.n;

    ol_plc_statements(c, &b->statements);
    to = c->rt->code.n;
    if (b->handlers.n > 0)
    {
        end = ol_plc_jump(c, end);
        handlers(c, b, from, to, &end);
        ol_plc_patch(c, end, ol_plc_here(c));
    }
    (void)mine;
    labels_out(c, c->block, c->block->parent);
}

void ol_plc_block(OlPlc *c, OlPlBlock *b)
{
    ol_plc_open_block(c, b->labels, OL_STR_NULL);
    ol_plc_declarations(c, &b->decls);
    ol_plc_block_body(c, b);
    ol_plc_close_block(c);
}

/* --- RAISE, RETURN ------------------------------------------------------------------------------------------------ */

static void raise_statement(OlPlc *c, OlPlRaise *node)
{
    int e;

    if (node->exception.n == 0)
    {
        if (c->rt->handler < 0)
            ol_plc_error(c, OL_ERR_PLS_RAISE_OUTSIDE, (int)node->node.start);
        else
            ol_plc_emit(c, OL_OP_RERAISE, 0, 0, 0);
        return;
    }
    if ((e = ol_plc_exception(c, &node->exception, (int)node->exception.items[0].start)) >= 0)
        ol_plc_emit(c, OL_OP_RAISE, (uint16_t)e, 0, 0);
}

static void return_statement(OlPlc *c, OlPlReturn *node)
{
    OlRt *rt = c->rt;

    if (rt->constructor && node->value == NULL)
        ol_plc_move(c, rt->result_reg, rt->self_reg);
    else if (node->value != NULL)
    {
        OlRx *x;

        if (!rt->is_function)
        {
            ol_plc_error(c, OL_ERR_PLS_RETURN_VALUE, (int)node->node.start);
            return;
        }
        if (rt->result < 0 || (x = ol_plc_expr(c, node->value)) == NULL)
            return;
        if (!ol_plc_can(c, x, rt->result))
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)node->value->start);
            return;
        }
        uint16_t v = ol_plc_gen_to(c, x, rt->result, rt->result_reg);

        if (v == OL_OPERAND_NONE)
            return;
        ol_plc_move(c, rt->result_reg, v);
    }
    else if (rt->is_function && !rt->pipelined)
    {
        ol_plc_error(c, OL_ERR_PLS_NO_VALUE, (int)node->node.start);
        return;
    }
    for (OlLoop *l = rt->loop; l != NULL; l = l->up)
        if (l->cursor != OL_OPERAND_NONE)
            ol_plc_emit(c, OL_OP_CLOSE_QUIET, l->cursor, 0, 0);
    ol_plc_emit(c, OL_OP_RET, 0, 0, 0);
}

/* --- procedure calls ---------------------------------------------------------------------------------------------- */

static bool one_name(OlNode *node, const char *name)
{
    OlNames *n = OL_IS(FuncCall, node) ? &OL_AS(FuncCall, node)->names : OL_IS(ColumnRef, node) ? &OL_AS(ColumnRef, node)->names : NULL;

    return n != NULL && ol_str_eq_c(n->items[n->n - 1].text, name) &&
           (n->n == 1 || (n->n == 2 && (ol_str_eq_c(n->items[0].text, "STANDARD") || ol_str_eq_c(n->items[0].text, "DBMS_STANDARD"))));
}

static void raise_application_error(OlPlc *c, OlFuncCall *f)
{
    OlType tn = ol_type_of(OL_T_NUMBER), ts = ol_type_of(OL_T_VARCHAR2), tb = ol_type_of(OL_T_BOOLEAN);
    uint16_t ops[3] = {0, 0, ol_plc_const_bool(c, false)};
    int types[3];

    types[0] = ol_plc_scalar(c, &tn);
    types[1] = ol_plc_scalar(c, &ts);
    types[2] = ol_plc_scalar(c, &tb);
    if (f->args.n < 2 || f->args.n > 3)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, (int)f->expr.node.start, "RAISE_APPLICATION_ERROR");
        return;
    }
    for (int i = 0; i < f->args.n; i++)
    {
        OlNode *a = f->args.items[i];
        OlRx *x;
        int at = i;

        if (OL_IS(NamedArg, a))
        {
            OlStr name = OL_AS(NamedArg, a)->name.text;

            at = ol_str_eq_c(name, "NUM") ? 0 : ol_str_eq_c(name, "MSG") ? 1 : 2;
            a = OL_AS(NamedArg, a)->value;
        }
        x = ol_plc_expr(c, a);
        if (x == NULL || (ops[at] = ol_plc_gen_to(c, x, types[at], OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return;
    }
    ol_plc_emit(c, OL_OP_RAISE_APP, ops[0], ops[1], ops[2]);
}

static void method_statement(OlPlc *c, OlPx *px)
{
    OlType ti = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER)), ts = ol_type_of(OL_T_VARCHAR2);
    OlBcType *t = ol_plc_type_at(c, px->base->type);
    bool by_string = t->class_ == OL_PLT_ASSOC && t->index == OL_SLOT_STRING && px->method == OL_METH_DELETE;
    int type = ol_plc_scalar(c, by_string ? &ts : &ti);
    uint16_t ops[2] = {0, 0};

    if ((t->class_ == OL_PLT_ASSOC && px->method != OL_METH_DELETE) || px->method < OL_METH_EXTEND)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, px->pos, px->method == OL_METH_EXTEND ? "EXTEND" : px->method == OL_METH_TRIM ? "TRIM" : "method");
        return;
    }
    for (int i = 0; i < px->nargs; i++)
        if ((ops[i] = ol_plc_gen_to(c, px->args[i], type, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return;
    if (!ol_plc_address(c, px->base))
        return;
    ol_plc_emit(c, px->nargs == 0 ? OL_OP_ADDR_METHOD : px->nargs == 1 ? OL_OP_ADDR_METHOD1 : OL_OP_ADDR_METHOD2, (uint16_t)px->method, ops[0], ops[1]);
}

static void call_statement(OlPlc *c, OlNode *call)
{
    int messages = c->messages.n;
    OlPx *px;

    if (one_name(call, "RAISE_APPLICATION_ERROR") && OL_IS(FuncCall, call) && ol_plc_lookup(c, OL_STR("RAISE_APPLICATION_ERROR")) == NULL)
    {
        raise_application_error(c, OL_AS(FuncCall, call));
        return;
    }
    c->r.failed = false;
    c->r.depth = 0;
    ol_diag_init(&c->diag);
    px = ol_plc_procedure(c, call);
    if (px == NULL)
    {
        if (c->r.failed)
            ol_plc_take_error(c, false);
        else if (c->messages.n == messages)
        {
            OlNames *n = OL_IS(FuncCall, call) ? &OL_AS(FuncCall, call)->names : OL_IS(ColumnRef, call) ? &OL_AS(ColumnRef, call)->names : NULL;
            OlBuf b;

            ol_buf_init(&b, c->arena, 64);
            for (int i = 0; n != NULL && i < n->n; i++)
                ol_buf_printf(&b, "%s%.*s", i > 0 ? "." : "", OL_STR_ARG(n->items[i].text));
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, (int)call->start, ol_buf_cstr(&b));
        }
        c->r.failed = false;
        return;
    }
    c->r.failed = false;
    if (px->kind == OL_PX_CALL && px->type < 0)
        (void)ol_plc_call(c, px, OL_OPERAND_NONE);
    else if (px->kind == OL_PX_METHOD && px->type < 0)
        method_statement(c, px);
    else
        ol_plc_error(c, OL_ERR_PLS_NOT_PROCEDURE, (int)call->start, ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, call))));
}

/* --- the switch --------------------------------------------------------------------------------------------------- */

static void statement(OlPlc *c, OlNode *node)
{
    int mark = ol_plc_mark(c);

    c->statement_pos = (int)node->start;
    if (node->kind != OL_N_PlBlock && node->kind != OL_N_PlLabel && node->kind != OL_N_PlNull)
        ol_plc_line(c, node->start);
    switch (node->kind)
    {
        case OL_N_PlNull:
            break;
        case OL_N_PlLabel:
            place_labels(c, &OL_AS(PlLabel, node)->labels);
            break;
        case OL_N_PlAssign:
        {
            OlPlAssign *a = OL_AS(PlAssign, node);
            OlRx *value = ol_plc_expr(c, a->value);
            OlPx *target = ol_plc_target(c, a->target);

            if (target != NULL && value != NULL)
                ol_plc_assign(c, target, value, (int)a->value->start);
            break;
        }
        case OL_N_PlCall:
            call_statement(c, OL_AS(PlCall, node)->call);
            break;
        case OL_N_PlIf:
            if_statement(c, OL_AS(PlIf, node));
            break;
        case OL_N_PlCase:
            case_statement(c, OL_AS(PlCase, node));
            break;
        case OL_N_PlLoop:
            place_labels(c, &OL_AS(PlLoop, node)->labels);
            loop_statement(c, OL_AS(PlLoop, node));
            break;
        case OL_N_PlForRange:
            place_labels(c, &OL_AS(PlForRange, node)->labels);
            for_range(c, OL_AS(PlForRange, node));
            break;
        case OL_N_PlForCursor:
            place_labels(c, &OL_AS(PlForCursor, node)->labels);
            ol_plc_for_cursor(c, OL_AS(PlForCursor, node));
            break;
        case OL_N_PlExit:
            exit_statement(c, OL_AS(PlExit, node));
            break;
        case OL_N_PlGoto:
            goto_statement(c, OL_AS(PlGoto, node));
            break;
        case OL_N_PlReturn:
            return_statement(c, OL_AS(PlReturn, node));
            break;
        case OL_N_PlRaise:
            raise_statement(c, OL_AS(PlRaise, node));
            break;
        case OL_N_PlBlock:
            place_labels(c, &OL_AS(PlBlock, node)->labels);
            ol_plc_block(c, OL_AS(PlBlock, node));
            break;
        case OL_N_PlSql:
            ol_plc_sql_statement(c, OL_AS(PlSql, node));
            break;
        case OL_N_PlPragma:
            break; /* INLINE: a hint */
        case OL_N_PlOpen:
            ol_plc_open(c, OL_AS(PlOpen, node));
            break;
        case OL_N_PlFetch:
            ol_plc_fetch(c, OL_AS(PlFetch, node));
            break;
        case OL_N_PlClose:
            ol_plc_close(c, OL_AS(PlClose, node));
            break;
        case OL_N_PlExecute:
            ol_plc_execute(c, OL_AS(PlExecute, node));
            break;
        case OL_N_PlForall:
            ol_plc_forall(c, OL_AS(PlForall, node));
            break;
        case OL_N_PlPipeRow:
            ol_plc_unsupported(c, (int)node->start, "PIPE ROW");
            break;
        default:
            ol_plc_unsupported(c, (int)node->start, ol_node_name((OlNodeKind)node->kind));
            break;
    }
    ol_plc_release(c, mark);
}

void ol_plc_statements(OlPlc *c, OlList *list)
{
    if (++c->depth > MAX_DEPTH)
    {
        if (!c->too_deep)
            ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "nesting");
        c->too_deep = true;
        c->depth--;
        return;
    }
    for (int i = 0; i < list->n; i++)
    {
        int before = c->messages.n, pos = (int)((OlNode *)list->items[i])->start;

        statement(c, list->items[i]);
        if (c->messages.n > before && c->ignored_at != c->messages.n)
            ol_plc_ignored(c, list->items[i], pos, before);
    }
    c->depth--;
}
