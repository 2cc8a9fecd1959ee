/*
 * code.c - writing instructions: registers, constants, jumps, operand lists, lines.
 *
 * Owns:      OlRt's tables while a routine is written.
 * Invariant: a register has one kind for the whole routine; temporaries go back to the pool at the end of their statement.
 * See also:  compile.h, defs/opcodes.def
 */
#include "plc/compile.h"

#include <string.h>

void *ol_vec_add(OlPlc *c, OlVec *v, size_t size)
{
    if (v->n == v->cap)
    {
        int cap = v->cap == 0 ? 16 : v->cap * 2;

        v->data = ol_arena_grow(c->arena, v->data, (size_t)v->cap * size, (size_t)cap * size);
        v->cap = cap;
    }
    void *at = (char *)v->data + (size_t)v->n++ * size;

    memset(at, 0, size);
    return at;
}

/* --- registers ---------------------------------------------------------------------------------------------------- */

static uint16_t take(OlPlc *c, int kind, uint8_t state)
{
    OlRt *rt = c->rt;
    uint8_t *kinds = rt->kinds.data, *states = rt->state.data;

    for (int i = 0; i < rt->kinds.n; i++)
        if (states[i] == 0 && kinds[i] == kind)
        {
            states[i] = state;
            return (uint16_t)i;
        }
    if (rt->kinds.n >= OL_MAX_REGS)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "variables");
        return 0;
    }
    *(uint8_t *)ol_vec_add(c, &rt->kinds, 1) = (uint8_t)kind;
    *(uint8_t *)ol_vec_add(c, &rt->state, 1) = state;
    return (uint16_t)(rt->kinds.n - 1);
}

uint16_t ol_plc_reg(OlPlc *c, int kind)
{
    return take(c, kind, 1);
}

void ol_plc_free_reg(OlPlc *c, uint16_t reg)
{
    if (reg < c->rt->state.n)
        ((uint8_t *)c->rt->state.data)[reg] = 0;
}

uint16_t ol_plc_temp(OlPlc *c, int kind)
{
    uint16_t r = take(c, kind, 2);

    *(uint16_t *)ol_vec_add(c, &c->rt->temps, sizeof(uint16_t)) = r;
    return r;
}

int ol_plc_mark(OlPlc *c)
{
    return c->rt->temps.n;
}

void ol_plc_release(OlPlc *c, int mark)
{
    OlRt *rt = c->rt;

    while (rt->temps.n > mark)
        ol_plc_free_reg(c, *OL_VEC_AT(rt->temps, uint16_t, --rt->temps.n));
}

/* A temporary becomes a variable's register; false when it is none. */
bool ol_plc_keep(OlPlc *c, uint16_t reg)
{
    OlVec *t = &c->rt->temps;

    if ((reg & OL_OPERAND_CONST) || reg >= c->rt->state.n || *OL_VEC_AT(c->rt->state, uint8_t, reg) != 2)
        return false;
    for (int i = 0; i < t->n; i++)
        if (*OL_VEC_AT(*t, uint16_t, i) == reg)
        {
            for (int k = i; k < t->n - 1; k++)
                *OL_VEC_AT(*t, uint16_t, k) = *OL_VEC_AT(*t, uint16_t, k + 1);
            t->n--;
            ((uint8_t *)c->rt->state.data)[reg] = 1;
            return true;
        }
    return false;
}

int ol_plc_kind(OlPlc *c, uint16_t operand)
{
    if (operand == OL_OPERAND_NONE)
        return OL_SLOT_NONE;
    if (operand & OL_OPERAND_CONST)
        return OL_VEC_AT(c->consts, OlBcConst, operand & 0x7fff)->kind;
    return operand < c->rt->kinds.n ? *OL_VEC_AT(c->rt->kinds, uint8_t, operand) : OL_SLOT_NONE;
}

/* --- instructions ------------------------------------------------------------------------------------------------- */

int ol_plc_emit(OlPlc *c, OlOpcode op, uint16_t a, uint16_t b, uint16_t cc)
{
    OlInstr *i = ol_vec_add(c, &c->rt->code, sizeof(OlInstr));

    *i = (OlInstr){(uint16_t)op, a, b, cc};
    if (c->rt->code.n == 32000)
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "instructions");
    return c->rt->code.n - 1;
}

int ol_plc_here(OlPlc *c)
{
    c->rt->last_target = c->rt->code.n;
    return c->rt->code.n;
}

/* Open jumps form a chain through their c field (short jumps) or b field (JMP): place of the next one + 1, 0 ends it. */
static uint16_t *link_of(OlPlc *c, int at)
{
    OlInstr *i = OL_VEC_AT(c->rt->code, OlInstr, at);

    return i->op == OL_OP_JMP ? &i->b : &i->c;
}

int ol_plc_join(OlPlc *c, int list, int at)
{
    *link_of(c, at) = (uint16_t)(list + 1);
    return at;
}

int ol_plc_jump(OlPlc *c, int list)
{
    return ol_plc_join(c, list, ol_plc_emit(c, OL_OP_JMP, 0, 0, 0));
}

static void set_target(OlPlc *c, int at, int target)
{
    OlInstr *i = OL_VEC_AT(c->rt->code, OlInstr, at);
    int32_t d = target - (at + 1);

    if (i->op == OL_OP_JMP)
    {
        i->b = (uint16_t)((uint32_t)d & 0xffff);
        i->c = (uint16_t)((uint32_t)d >> 16);
    }
    else
        i->c = (uint16_t)(int16_t)d;
}

void ol_plc_patch(OlPlc *c, int list, int target)
{
    while (list >= 0)
    {
        int next = *link_of(c, list) - 1;

        set_target(c, list, target);
        list = next;
    }
    if (target == c->rt->code.n)
        c->rt->last_target = target;
}

void ol_plc_jump_to(OlPlc *c, int target)
{
    int at = ol_plc_emit(c, OL_OP_JMP, 0, 0, 0);

    set_target(c, at, target);
}

void ol_plc_line(OlPlc *c, uint32_t pos)
{
    uint32_t line = 1;
    OlVec *v = &c->rt->lines;

    /* the unit's text is scanned from the last known line on */
    if (pos > c->text.n)
        pos = (uint32_t)c->text.n;
    if (pos >= c->line_pos)
        line = c->line_no;
    for (uint32_t i = pos >= c->line_pos ? c->line_pos : c->base; i < pos; i++)
        line += c->text.s[i] == '\n';
    c->line_pos = pos;
    c->line_no = line;
    if (v->n > 0)
    {
        OlBcLine *last = OL_VEC_AT(*v, OlBcLine, v->n - 1);

        if (last->line == line)
            return;
        if (last->pc == (uint32_t)c->rt->code.n)
        {
            last->line = line;
            return;
        }
    }
    OlBcLine *l = ol_vec_add(c, v, sizeof(OlBcLine));

    l->pc = (uint32_t)c->rt->code.n;
    l->line = line;
}

void ol_plc_move(OlPlc *c, uint16_t to, uint16_t from)
{
    if (to != from && to != OL_OPERAND_NONE && from != OL_OPERAND_NONE)
    {
        /* a temporary's only use: its reference is handed over */
        bool temp = !(from & OL_OPERAND_CONST) && *OL_VEC_AT(c->rt->state, uint8_t, from) == 2 && OL_SLOT_IS_REF(ol_plc_kind(c, from));

        ol_plc_emit(c, temp ? OL_OP_TAKE : OL_OP_MOV, to, from, 0);
    }
}

/* --- constants and lists ------------------------------------------------------------------------------------------ */

uint16_t ol_plc_const(OlPlc *c, OlBcConst k)
{
    OlBuf key;

    ol_buf_init(&key, c->arena, 64);
    ol_buf_printf(&key, "%d %d %d ", k.kind, k.is_null, k.kind == OL_SLOT_TIME || k.kind >= OL_SLOT_TIME_TZ ? k.type.code : 0);
    if (k.kind == OL_SLOT_NUMBER)
    {
        ol_decimal_normalize(&k.number);
        ol_buf_append(&key, &k.number, sizeof(k.number));
    }
    ol_buf_append(&key, &k.integer, sizeof(k.integer));
    ol_buf_append(&key, &k.real, sizeof(k.real));
    ol_buf_append_str(&key, k.text);
    int *found = ol_map_get(c->const_map, ol_buf_str(&key));

    if (found != NULL)
        return (uint16_t)(OL_OPERAND_CONST | *found);
    if (c->consts.n >= 0x7ff0)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "constants");
        return OL_OPERAND_CONST;
    }
    *(OlBcConst *)ol_vec_add(c, &c->consts, sizeof(OlBcConst)) = k;
    found = ol_new(c->arena, int);
    *found = c->consts.n - 1;
    ol_map_put(c->const_map, ol_buf_str(&key), found);
    return (uint16_t)(OL_OPERAND_CONST | *found);
}

uint16_t ol_plc_const_int(OlPlc *c, int64_t v)
{
    return ol_plc_const(c, (OlBcConst){.kind = OL_SLOT_INT, .integer = v});
}

uint16_t ol_plc_const_bool(OlPlc *c, bool v)
{
    return ol_plc_const(c, (OlBcConst){.kind = OL_SLOT_BOOL, .integer = v});
}

uint16_t ol_plc_const_str(OlPlc *c, OlStr s)
{
    if (s.n == 0)
        return ol_plc_null(c, OL_SLOT_STRING);
    return ol_plc_const(c, (OlBcConst){.kind = OL_SLOT_STRING, .text = s});
}

uint16_t ol_plc_null(OlPlc *c, int kind)
{
    return ol_plc_const(c, (OlBcConst){.kind = (uint8_t)kind, .is_null = true});
}

uint16_t ol_plc_list(OlPlc *c, const uint16_t *operands, int n)
{
    OlBcOperandList *l;

    for (int i = 0; i < c->lists.n; i++)
    {
        l = OL_VEC_AT(c->lists, OlBcOperandList, i);
        if (l->n == n && (n == 0 || memcmp(OL_VEC_AT(c->operands, uint16_t, l->start), operands, (size_t)n * sizeof(uint16_t)) == 0))
            return (uint16_t)i;
        if (c->lists.n > 64)
            break; /* long units: sharing is not worth the search */
    }
    if (c->lists.n >= 0xfff0)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "calls");
        return 0;
    }
    l = ol_vec_add(c, &c->lists, sizeof(OlBcOperandList));
    l->start = (uint32_t)c->operands.n;
    l->n = (uint16_t)n;
    for (int i = 0; i < n; i++)
        *(uint16_t *)ol_vec_add(c, &c->operands, sizeof(uint16_t)) = operands[i];
    return (uint16_t)(c->lists.n - 1);
}
