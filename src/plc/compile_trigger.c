/*
 * compile_trigger.c - triggers: their timing points as routines, :NEW and :OLD as registers.
 *
 * A simple trigger is one routine; its WHEN condition is code at the beginning. A compound trigger is compiled as a package
 * is: its declarations are globals (one set of them for each execution of the triggering statement) and top-level
 * routines, each timing point a routine of its own. A column of :NEW or :OLD is a variable of the timing point's routine whose
 * register the machine fills before and reads afterwards; columns that are not named cost nothing.
 *
 * Lines count from the block on, as Oracle counts them, not from the word TRIGGER.
 *
 * See also:  program.h (OlBcTrigger), PL/SQL Language Reference, "PL/SQL Triggers", "CREATE TRIGGER Statement"
 */
#include "plc/compile.h"

#include <ctype.h>
#include <string.h>

typedef struct OlPlcTrigger
{
    OlPlTrigger *node;
    const OlRelation *rel;
    OlStr new_name;
    OlStr old_name;
    OlTimingPoint point;
    OlRt *rt;       /* of the timing point being compiled; NULL: the declarations of a compound trigger */
    bool in_when;
    OlVec columns;  /* OlBcRowColumn */
    OlSym **syms;   /* of them */
    int cap;
} OlPlcTrigger;

/* --- :NEW and :OLD ------------------------------------------------------------------------------------------------ */

/* Errors for which Oracle does not create the trigger at all. */
static void refuse(OlPlc *c, OlErrorCode code, int pos)
{
    if (c->refused == OL_ERR_NONE)
        c->refused = code;
    ol_plc_error(c, code, pos);
}

static bool row_point(OlTimingPoint p)
{
    return p == OL_POINT_BEFORE_ROW || p == OL_POINT_AFTER_ROW || p == OL_POINT_INSTEAD_OF_ROW;
}

static OlSym *row_symbol(OlPlc *c, bool is_new, const OlRelColumn *column)
{
    OlPlcTrigger *t = c->trigger;
    OlSym *s;
    OlBcRowColumn *col;
    int kind;

    for (int i = 0; i < t->columns.n; i++)
    {
        col = OL_VEC_AT(t->columns, OlBcRowColumn, i);
        if (col->routine == t->rt->index && col->is_new == is_new && col->attnum == column->attnum)
            return t->syms[i];
    }
    s = ol_new(c->arena, OlSym);
    s->kind = OL_SYM_VAR;
    s->name = ol_str_printf(c->arena, "%s.%.*s", is_new ? "NEW" : "OLD", OL_STR_ARG(column->name));
    s->owner = t->rt;
    s->rt = t->rt;
    s->global = s->index = s->host = s->result = s->sql = -1;
    s->is_param = true;
    s->readonly = !is_new || t->point != OL_POINT_BEFORE_ROW;
    s->type = ol_plc_scalar(c, &column->type);
    kind = ol_plc_type_at(c, s->type)->kind;
    /* a register of its own, not one that earlier code may have used */
    *(uint8_t *)ol_vec_add(c, &t->rt->kinds, 1) = (uint8_t)kind;
    *(uint8_t *)ol_vec_add(c, &t->rt->state, 1) = 1;
    s->reg = (uint16_t)(t->rt->kinds.n - 1);
    if (t->columns.n == t->cap)
    {
        int cap = t->cap == 0 ? 16 : t->cap * 2;

        t->syms = ol_arena_grow(c->arena, t->syms, (size_t)t->cap * sizeof(OlSym *), (size_t)cap * sizeof(OlSym *));
        t->cap = cap;
    }
    t->syms[t->columns.n] = s;
    col = ol_vec_add(c, &t->columns, sizeof(OlBcRowColumn));
    col->routine = t->rt->index;
    col->is_new = is_new;
    col->name = column->pg_name;
    col->attnum = column->attnum;
    col->reg = s->reg;
    col->type = s->type;
    col->column = column->type;
    s->row_column = t->columns.n;
    return s;
}

/* Is it one of the two names? in_when: without the colon. */
static bool row_name(const OlPlcTrigger *t, OlStr name, bool *is_new)
{
    *is_new = ol_str_eq(name, t->new_name);
    return *is_new || ol_str_eq(name, t->old_name);
}

bool ol_plc_row_column(OlPlc *c, OlNode *node, OlSym **sym)
{
    OlPlcTrigger *t = c->trigger;
    OlStr row, name;
    bool is_new;
    int pos = (int)node->start;

    *sym = NULL;
    if (t == NULL)
        return false;
    if (OL_IS(Member, node) && OL_IS(Bind, OL_AS(Member, node)->base))
    {
        row = OL_AS(Bind, OL_AS(Member, node)->base)->name.text;
        name = OL_AS(Member, node)->name.text;
        if (t->in_when)
        {
            refuse(c, OL_ERR_TRIGGER_WHEN_BIND, pos);
            return true;
        }
        if (!row_name(t, row, &is_new))
        {
            ol_plc_error(c, OL_ERR_PLS_BAD_BIND, pos, ol_str_cdup(c->arena, ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(row), OL_STR_ARG(name))));
            return true;
        }
    }
    else if (t->in_when && OL_IS(ColumnRef, node) && OL_AS(ColumnRef, node)->names.n == 2 &&
             row_name(t, OL_AS(ColumnRef, node)->names.items[0].text, &is_new))
    {
        row = OL_AS(ColumnRef, node)->names.items[0].text;
        name = OL_AS(ColumnRef, node)->names.items[1].text;
    }
    else if (OL_IS(Bind, node))
    {
        ol_plc_error(c, OL_ERR_PLS_BAD_BIND, pos, ol_str_cdup(c->arena, OL_AS(Bind, node)->name.text));
        return true;
    }
    else
        return false;
    if (t->rt == NULL || !row_point(t->point))
    {
        refuse(c, OL_ERR_TRIGGER_NEW_OLD, pos);
        return true;
    }
    for (int i = 0; i < t->rel->ncolumns; i++)
        if (ol_str_eq(t->rel->columns[i].name, name))
        {
            if (ol_slot_kind_column(&t->rel->columns[i].type) == OL_SLOT_NONE)
            {
                ol_plc_unsupported(c, pos, "a column of this type in a trigger");
                return true;
            }
            *sym = row_symbol(c, is_new, &t->rel->columns[i]);
            return true;
        }
    ol_plc_error(c, OL_ERR_PLS_BAD_BIND, pos, ol_str_cdup(c->arena, ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(row), OL_STR_ARG(name))));
    return true;
}

/* A column is going to be assigned: may it be? */
bool ol_plc_row_written(OlPlc *c, const OlSym *s, int pos)
{
    OlBcRowColumn *col = OL_VEC_AT(c->trigger->columns, OlBcRowColumn, s->row_column - 1);

    if (s->readonly)
    {
        refuse(c, col->is_new ? OL_ERR_TRIGGER_CHANGE_NEW : OL_ERR_TRIGGER_CHANGE_OLD, pos);
        return false;
    }
    col->written = true;
    return true;
}

/* --- INSERTING, UPDATING, DELETING --------------------------------------------------------------------------------- */

static OlSym *predicate(OlPlc *c, OlStr word, const char *host, bool column, OlSym *next)
{
    OlType boolean = ol_type_of(OL_T_BOOLEAN), text = ol_type_of(OL_T_VARCHAR2);
    OlSym *s = ol_new(c->arena, OlSym);
    OlBcHost *h;

    s->kind = OL_SYM_ROUTINE;
    s->name = word;
    s->type = s->global = s->index = s->sql = s->host = -1;
    s->result = ol_plc_scalar(c, &boolean);
    s->overload = next;
    if (column)
    {
        s->nparams = 1;
        s->params = ol_new_array(c->arena, OlBcParam, 1);
        s->params[0].name = OL_STR("COLNAME");
        s->params[0].mode = OL_MODE_IN;
        s->params[0].type = ol_plc_scalar(c, &text);
    }
    for (int i = 0; i < c->hosts.n; i++)
        if (ol_str_eq_c(OL_VEC_AT(c->hosts, OlBcHost, i)->name, host))
            s->host = i;
    if (s->host < 0)
    {
        h = ol_vec_add(c, &c->hosts, sizeof(OlBcHost));
        h->name = ol_str(host);
        h->signature = ol_plc_host_signature(c, s->params, s->nparams, s->result);
        h->nparams = s->nparams;
        h->params = s->params;
        h->result_type = s->result;
        s->host = c->hosts.n - 1;
    }
    return s;
}

OlSym *ol_plc_trigger_predicate(OlPlc *c, OlStr name)
{
    if (ol_str_eq_c(name, "INSERTING"))
        return predicate(c, name, "trigger_inserting", false, NULL);
    if (ol_str_eq_c(name, "DELETING"))
        return predicate(c, name, "trigger_deleting", false, NULL);
    if (ol_str_eq_c(name, "UPDATING"))
        return predicate(c, name, "trigger_updating", false, predicate(c, name, "trigger_updating_column", true, NULL));
    return NULL;
}

/* --- bodies ------------------------------------------------------------------------------------------------------- */

/* Where the lines of a trigger are counted from: the line of its block. */
static void lines_from(OlPlc *c, uint32_t at)
{
    c->base = c->line_pos = at <= c->text.n ? at : 0;
    c->line_no = 1;
}

/* The word COMPOUND before a place: lines of a compound trigger count from it. */
static uint32_t compound_at(OlPlc *c, uint32_t before)
{
    for (uint32_t i = before < c->text.n ? before : (uint32_t)c->text.n; i >= 8; i--)
        if (ol_str_ieq_c(ol_str_n(c->text.s + i - 8, 8), "COMPOUND"))
            return i - 8;
    return before;
}

/* WHEN: leaves the routine unless it is TRUE. */
static void when(OlPlc *c, OlPlTrigger *t)
{
    OlRx *x;
    int out, mark = ol_plc_mark(c), go;

    if (t->when == NULL)
        return;
    c->trigger->in_when = true;
    x = ol_plc_condition(c, t->when);
    c->trigger->in_when = false;
    if (x == NULL)
        return;
    out = ol_plc_gen_cond(c, x, false, -1);
    go = ol_plc_jump(c, -1);
    ol_plc_patch(c, out, ol_plc_here(c));
    ol_plc_emit(c, OL_OP_RET, 0, 0, 0);
    ol_plc_patch(c, go, ol_plc_here(c));
    ol_plc_release(c, mark);
}

static OlRt *begin_point(OlPlc *c, OlTimingPoint point, OlStr name)
{
    OlRt *rt = ol_plc_new_rt(c, name);

    c->rt = rt;
    c->trigger->rt = rt;
    c->trigger->point = point;
    c->p->trigger.points[point] = rt->index;
    return rt;
}

static void simple(OlPlc *c, OlPlTrigger *t, OlStr name)
{
    static const OlTimingPoint points[2][3] = {{OL_POINT_BEFORE_STATEMENT, OL_POINT_AFTER_STATEMENT, OL_POINT_INSTEAD_OF_ROW},
                                               {OL_POINT_BEFORE_ROW, OL_POINT_AFTER_ROW, OL_POINT_INSTEAD_OF_ROW}};
    OlRt *rt = begin_point(c, points[t->for_each_row][t->timing], name);

    lines_from(c, t->body->start);
    ol_plc_line(c, t->body->start);
    when(c, t);
    if (OL_IS(PlBlock, t->body))
        ol_plc_block(c, OL_AS(PlBlock, t->body));
    else
    {
        OlList one = {0};

        ol_list_add(c->arena, &one, t->body);
        ol_plc_statements(c, &one);
    }
    ol_plc_finish_rt(c, rt);
}

static void compound(OlPlc *c, OlPlTrigger *t, OlStr name)
{
    OlNames none = {0};
    OlRt *init = c->rt = ol_plc_new_rt(c, OL_STR("__init"));
    uint32_t first = t->decls.n > 0 ? ((OlNode *)t->decls.items[0])->start : ((OlNode *)t->sections.items[0])->start;

    c->package = true;
    c->package_block = ol_plc_open_block(c, none, name);
    lines_from(c, compound_at(c, first));
    ol_plc_declarations(c, &t->decls);
    ol_plc_finish_rt(c, init);
    for (int i = 0; i < t->sections.n; i++)
    {
        OlPlTimingSection *s = OL_ITEM(PlTimingSection, t->sections, i);
        OlRt *rt;

        if (c->p->trigger.points[s->point] >= 0)
        {
            ol_plc_error(c, OL_ERR_PLS_DUPLICATE, (int)s->node.start, "timing point");
            continue;
        }
        rt = begin_point(c, s->point, name);
        ol_plc_line(c, s->node.start);
        if (row_point(s->point))
            when(c, t);
        ol_plc_block(c, OL_AS(PlBlock, s->body));
        ol_plc_finish_rt(c, rt);
        c->trigger->rt = NULL;
    }
    c->rt = init;
}

void ol_plc_trigger(OlPlc *c, OlCreateUnit *u)
{
    OlPlTrigger *t = OL_AS(PlTrigger, u->unit);
    OlPlcTrigger *state = ol_new(c->arena, OlPlcTrigger);
    OlObjectName *unit = OL_AS(ObjectName, u->name), *on;
    OlStr name = unit->names.items[unit->names.n - 1].text;
    OlDiag diag;

    for (int i = 0; i < OL_POINT_COUNT; i++)
        c->p->trigger.points[i] = -1;
    if (t->on_kind != OL_OBJ_TABLE || t->on == NULL)
    {
        ol_plc_unsupported(c, (int)t->node.start, t->on_kind == OL_OBJ_DATABASE ? "trigger ON DATABASE" : "trigger ON SCHEMA");
        return;
    }
    if (t->nested_column.text.n > 0)
    {
        ol_plc_unsupported(c, (int)t->node.start, "trigger ON NESTED TABLE");
        return;
    }
    on = OL_AS(ObjectName, t->on);
    ol_diag_init(&diag);
    if (c->options->catalog->find_relation(c->options->catalog->ctx, c->arena, on->names.n > 1 ? on->names.items[0].text : c->p->schema,
                                           on->names.items[on->names.n - 1].text, &state->rel, &diag) != OL_OK ||
        state->rel == NULL)
    {
        if (c->refused == OL_ERR_NONE)
            c->refused = OL_ERR_TABLE_NOT_FOUND;
        ol_plc_error(c, OL_ERR_TABLE_NOT_FOUND, (int)t->on->start);
        return;
    }
    c->p->trigger.relation = state->rel->oid;
    ol_plc_depend(c, state->rel);
    state->node = t;
    state->new_name = t->new_name.text.n > 0 ? t->new_name.text : OL_STR("NEW");
    state->old_name = t->old_name.text.n > 0 ? t->old_name.text : OL_STR("OLD");
    c->trigger = state;
    if (t->when != NULL && !t->for_each_row && t->timing != OL_TRIGGER_COMPOUND)
        refuse(c, OL_ERR_TRIGGER_WHEN_TABLE, (int)t->when->start);
    else if (t->timing == OL_TRIGGER_COMPOUND)
        compound(c, t, name);
    else
        simple(c, t, name);
    c->p->trigger.ncolumns = state->columns.n;
    c->p->trigger.columns = state->columns.data;
}
