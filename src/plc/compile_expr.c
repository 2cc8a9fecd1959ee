/*
 * compile_expr.c - code for resolved expressions: values into registers, conditions into jumps, assignments.
 *
 * Owns:      the way from OlRx to instructions: typed operators, fused compare-and-jump, conversions and checks of assignments.
 * Not here:  what names mean (compile_name.c), statements.
 * Invariant: a destination register is written by the last instruction of an expression only, so that x := f(x) is safe and a failing
 *            expression leaves its target as it was.
 * See also:  defs/opcodes.def, front/rtree.h
 */
#include "plc/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint16_t out_reg(OlPlc *c, uint16_t dest, int kind)
{
    return dest != OL_OPERAND_NONE && ol_plc_kind(c, dest) == kind ? dest : ol_plc_temp(c, kind);
}

/* v where the caller wants it. */
static uint16_t deliver(OlPlc *c, uint16_t v, uint16_t dest)
{
    if (v == OL_OPERAND_NONE || dest == OL_OPERAND_NONE || v == dest)
        return v;
    ol_plc_move(c, dest, v);
    return dest;
}

static uint16_t not_here(OlPlc *c, OlRx *x, const char *what)
{
    ol_plc_unsupported(c, x->pos, what);
    return OL_OPERAND_NONE;
}

static int slot_of(const OlRx *x)
{
    return (int)ol_slot_kind_value(&x->type);
}

/* --- literals ----------------------------------------------------------------------------------------------------- */

static bool number_of(OlPlc *c, const OlRx *x, OlDecimal *d)
{
    OlDiag diag;

    ol_diag_init(&diag);
    if (ol_decimal_from_text(x->text, d, &diag) == OL_OK)
        return true;
    ol_plc_error(c, OL_ERR_NUMERIC_OVERFLOW, x->pos);
    return false;
}

static bool int_literal(const OlRx *x, int64_t *v)
{
    OlDecimal d;
    OlDiag diag;

    ol_diag_init(&diag);
    if (x->kind != OL_RX_NUM && !(x->kind == OL_RX_CONST && ol_slot_kind_of(&x->type) == OL_SLOT_INT))
        return false;
    return ol_decimal_from_text(x->text, &d, &diag) == OL_OK && ol_decimal_is_int64(&d, v);
}

/* "2020-01-31 10:00:00.5 BC" as the resolver writes datetime literals. */
static bool time_literal(OlStr s, int64_t *us)
{
    char buf[64];
    int y, m, d, h = 0, mi = 0, se = 0, n = 0;
    OlDateTime t;

    if (s.n == 0 || s.n >= sizeof(buf))
        return false;
    memcpy(buf, s.s, s.n);
    buf[s.n] = '\0';
    if (sscanf(buf, "%d-%d-%d %d:%d:%d%n", &y, &m, &d, &h, &mi, &se, &n) < 6)
        return false;
    memset(&t, 0, sizeof(t));
    t.year = (int16_t)y;
    t.month = (uint8_t)m;
    t.day = (uint8_t)d;
    t.hour = (uint8_t)h;
    t.minute = (uint8_t)mi;
    t.second = (uint8_t)se;
    if (buf[n] == '.')
    {
        uint32_t f = 0;
        int digits = 0;

        for (n++; buf[n] >= '0' && buf[n] <= '9'; n++)
            if (digits < 9)
            {
                f = f * 10 + (uint32_t)(buf[n] - '0');
                digits++;
            }
        for (; digits < 9; digits++)
            f *= 10;
        t.nanosecond = f;
    }
    if (strstr(buf + n, "BC") != NULL)
        t.year = (int16_t)-t.year;
    return ol_datetime_valid(&t) && ol_datetime_to_pg(&t, us, NULL) == OL_OK;
}

static uint16_t constant(OlPlc *c, OlRx *x)
{
    OlBcConst k = {.kind = (uint8_t)ol_slot_kind_of(&x->type), .type = x->type};

    switch (k.kind)
    {
        case OL_SLOT_NUMBER:
            return number_of(c, x, &k.number) ? ol_plc_const(c, k) : OL_OPERAND_NONE;
        case OL_SLOT_INT:
            if (!int_literal(x, &k.integer))
                return not_here(c, x, "this literal");
            return ol_plc_const(c, k);
        case OL_SLOT_DOUBLE:
            if (ol_binary_double_from_text(x->text, '.', &k.real, NULL) != OL_OK)
                return not_here(c, x, "this literal");
            if (x->type.code == OL_T_BINARY_FLOAT)
                k.real = (float)k.real;
            return ol_plc_const(c, k);
        case OL_SLOT_TIME:
            if (x->type.code != OL_T_TIMESTAMP_LTZ && time_literal(x->text, &k.integer))
                return ol_plc_const(c, k);
            return not_here(c, x, "this datetime literal");
        case OL_SLOT_NONE:
            k.kind = OL_SLOT_OTHER;
            /* FALLTHROUGH */
        default:
            k.text = x->text;
            if (k.kind == OL_SLOT_STRING && k.text.n == 0)
                return ol_plc_null(c, OL_SLOT_STRING);
            return ol_plc_const(c, k);
    }
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

typedef struct OpRow
{
    const char *target;
    int nargs;
    const char *kinds; /* letters of the arguments and the result */
    OlOpcode op;
} OpRow;

/* Functions of emitted SQL that are instructions here. */
static const OpRow op_rows[] = {
    {"sys.num_div", 2, "nnn", OL_OP_DIV_N},      {"sys.num_mul", 2, "nnn", OL_OP_MUL_N},     {"sys.float_div", 2, "ddd", OL_OP_DIV_D},
    {"sys.num_to_char", 1, "ns", OL_OP_N2S},     {"sys.char_to_num", 1, "sn", OL_OP_S2N},    {"sys.num_to_double", 1, "nd", OL_OP_N2D},
    {"sys.float_to_num", 1, "dn", OL_OP_D2N},    {"sys.mod", 2, "nnn", OL_OP_MOD_N},         {"sys.power", 2, "nnn", OL_OP_POW_N},
};

static const OpRow *op_row(const OlRx *x)
{
    if (x->target == NULL)
        return NULL;
    for (size_t i = 0; i < OL_LENGTHOF(op_rows); i++)
    {
        const OpRow *r = &op_rows[i];
        bool fits = strcmp(r->target, x->target) == 0 && r->nargs == x->nargs;

        for (int k = 0; fits && k < x->nargs; k++)
            fits = ol_slot_letter((int)ol_slot_kind_of(&x->args[k]->type)) == r->kinds[k];
        if (fits && ol_slot_letter((int)ol_slot_kind_of(&x->type)) == r->kinds[x->nargs])
            return r;
    }
    return NULL;
}

/* A NUMBER that is an integer of 32 bits by its making: PLS_INTEGER converted, a small literal, MOD of such. Gives the integer. */
static bool int_view(const OlRx *x)
{
    int64_t i;

    if (x->kind == OL_RX_CAST && slot_of(x) == OL_SLOT_NUMBER)
        return slot_of(x->args[0]) == OL_SLOT_INT && x->args[0]->type.code == OL_T_PLS_INTEGER;
    if (x->kind == OL_RX_CALL && x->target != NULL && strcmp(x->target, "sys.mod") == 0 && x->nargs == 2)
        return int_view(x->args[0]) && int_view(x->args[1]);
    return x->kind == OL_RX_NUM && int_literal(x, &i) && i >= INT32_MIN && i <= INT32_MAX;
}

static uint16_t gen_int_view(OlPlc *c, OlRx *x, uint16_t dest)
{
    int64_t i;
    uint16_t a, b, d;

    if (x->kind == OL_RX_CAST)
        return ol_plc_gen(c, x->args[0], dest);
    if (x->kind == OL_RX_NUM)
    {
        (void)int_literal(x, &i);
        return deliver(c, ol_plc_const_int(c, i), dest);
    }
    a = gen_int_view(c, x->args[0], OL_OPERAND_NONE);
    b = a == OL_OPERAND_NONE ? a : gen_int_view(c, x->args[1], OL_OPERAND_NONE);
    if (b == OL_OPERAND_NONE)
        return b;
    d = out_reg(c, dest, OL_SLOT_INT);
    ol_plc_emit(c, OL_OP_MOD_I, d, a, b);
    return deliver(c, d, dest);
}

static uint16_t binary(OlPlc *c, OlOpcode op, int kind, OlRx *a, OlRx *b, uint16_t dest)
{
    uint16_t va = ol_plc_gen(c, a, OL_OPERAND_NONE), vb = va == OL_OPERAND_NONE ? va : ol_plc_gen(c, b, OL_OPERAND_NONE), d;

    if (vb == OL_OPERAND_NONE)
        return vb;
    d = out_reg(c, dest, kind);
    ol_plc_emit(c, op, d, va, vb);
    return deliver(c, d, dest);
}

static uint16_t unary(OlPlc *c, OlOpcode op, int kind, uint16_t v, uint16_t dest)
{
    uint16_t d;

    if (v == OL_OPERAND_NONE)
        return v;
    d = out_reg(c, dest, kind);
    ol_plc_emit(c, op, d, v, 0);
    return deliver(c, d, dest);
}

/* a value of another number kind */
static uint16_t to_kind(OlPlc *c, uint16_t v, int kind, uint16_t dest, int pos)
{
    int from = ol_plc_kind(c, v);

    if (v == OL_OPERAND_NONE || from == kind)
        return deliver(c, v, dest);
    if (v & OL_OPERAND_CONST)
    {
        OlBcConst *k = OL_VEC_AT(c->consts, OlBcConst, v & 0x7fff);
        int64_t i;
        OlBcConst n = {.kind = (uint8_t)kind, .type = k->type};

        if (k->is_null)
            return deliver(c, ol_plc_null(c, kind), dest);
        if (kind == OL_SLOT_INT && from == OL_SLOT_NUMBER && ol_decimal_is_int64(&k->number, &i) && i >= INT32_MIN && i <= INT32_MAX)
            return deliver(c, ol_plc_const_int(c, i), dest);
        if (kind == OL_SLOT_NUMBER && from == OL_SLOT_INT)
        {
            ol_decimal_from_int64(k->integer, &n.number);
            return deliver(c, ol_plc_const(c, n), dest);
        }
        if (kind == OL_SLOT_DOUBLE && from == OL_SLOT_NUMBER)
        {
            n.real = ol_decimal_to_double(&k->number);
            return deliver(c, ol_plc_const(c, n), dest);
        }
    }
    OlOpcode op = OL_OP_NOP;

    if (kind == OL_SLOT_NUMBER)
        op = from == OL_SLOT_INT ? OL_OP_I2N : from == OL_SLOT_DOUBLE ? OL_OP_D2N : from == OL_SLOT_STRING ? OL_OP_S2N : OL_OP_NOP;
    else if (kind == OL_SLOT_INT)
        op = from == OL_SLOT_NUMBER ? OL_OP_N2I : from == OL_SLOT_DOUBLE ? OL_OP_D2I : OL_OP_NOP;
    else if (kind == OL_SLOT_DOUBLE)
        op = from == OL_SLOT_NUMBER ? OL_OP_N2D : from == OL_SLOT_INT ? OL_OP_I2D : OL_OP_NOP;
    else if (kind == OL_SLOT_STRING)
        op = from == OL_SLOT_NUMBER ? OL_OP_N2S : from == OL_SLOT_INT ? OL_OP_I2S : OL_OP_NOP;
    if (op == OL_OP_NOP)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, pos);
        return OL_OPERAND_NONE;
    }
    return unary(c, op, kind, v, dest);
}

/* --- || ----------------------------------------------------------------------------------------------------------- */

static bool is_concat(const OlRx *x)
{
    return x->kind == OL_RX_CALL && x->target != NULL && x->nargs == 2 && strcmp(x->target, ol_emitfn_target(OL_EMITFN_CONCAT)) == 0;
}

static void flatten(OlPlc *c, OlRx *x, OlList *out)
{
    if (is_concat(x))
    {
        flatten(c, x->args[0], out);
        flatten(c, x->args[1], out);
        return;
    }
    ol_list_add(c->arena, out, x);
}

static uint16_t local_of(OlPlc *c, OlRx *x)
{
    OlPx *px = x->kind == OL_RX_PL ? x->ext : NULL;

    return px != NULL && px->kind == OL_PX_VAR && px->sym->global < 0 && px->sym->owner == c->rt ? px->sym->reg : OL_OPERAND_NONE;
}

static uint16_t string_of(OlPlc *c, OlRx *x)
{
    return to_kind(c, ol_plc_gen(c, x, OL_OPERAND_NONE), OL_SLOT_STRING, OL_OPERAND_NONE, x->pos);
}

/* a || b || c ..: each step appends in place. limit 0: none; with one, dest is a variable that must stay as it was on error. */
static uint16_t concat(OlPlc *c, OlRx *x, uint16_t dest, int limit, bool chars)
{
    OlList parts = {0};
    uint16_t d, v;
    int first = 1;

    flatten(c, x, &parts);
    bool append = dest != OL_OPERAND_NONE && local_of(c, parts.items[0]) == dest;

    if (append)
    {
        /* s := s || a || b: what is appended is made first */
        if (parts.n > 2)
        {
            d = ol_plc_temp(c, OL_SLOT_STRING);
            OlRx *p1 = parts.items[1], *p2 = parts.items[2];
            uint16_t a = string_of(c, p1), b = a == OL_OPERAND_NONE ? a : string_of(c, p2);

            if (b == OL_OPERAND_NONE)
                return b;
            ol_plc_emit(c, OL_OP_CONCAT, d, a, b);
            for (int i = 3; i < parts.n; i++)
            {
                if ((a = string_of(c, parts.items[i])) == OL_OPERAND_NONE)
                    return a;
                ol_plc_emit(c, OL_OP_CONCAT, d, d, a);
            }
            v = d;
        }
        else if ((v = string_of(c, parts.items[1])) == OL_OPERAND_NONE)
            return v;
        if (limit > 0)
            ol_plc_emit(c, OL_OP_MAXLEN, (uint16_t)limit, chars, 0);
        ol_plc_emit(c, OL_OP_CONCAT, dest, dest, v);
        return dest;
    }
    v = string_of(c, parts.items[0]);
    if (v == OL_OPERAND_NONE)
        return v;
    for (d = OL_OPERAND_NONE; first < parts.n; first++)
    {
        uint16_t n = string_of(c, parts.items[first]), to;
        bool last = first == parts.n - 1;

        if (n == OL_OPERAND_NONE)
            return n;
        to = last && dest != OL_OPERAND_NONE ? dest : d != OL_OPERAND_NONE ? d : ol_plc_temp(c, OL_SLOT_STRING);
        if (last && limit > 0)
            ol_plc_emit(c, OL_OP_MAXLEN, (uint16_t)limit, chars, 0);
        ol_plc_emit(c, OL_OP_CONCAT, to, v, n);
        d = v = to;
    }
    return deliver(c, v, dest);
}

/* --- function calls ----------------------------------------------------------------------------------------------- */

static int function_of(OlPlc *c, OlStr target, bool is_operator, bool variadic, OlRx **args, int n, const OlType *result)
{
    for (int i = 0; i < c->functions.n; i++)
    {
        OlBcFunction *f = OL_VEC_AT(c->functions, OlBcFunction, i);
        bool same = ol_str_eq(f->target, target) && f->nargs == n && f->is_operator == is_operator && f->variadic == variadic &&
                    f->result.rep == result->rep && f->result.code == result->code && f->result.pg_oid == result->pg_oid;

        for (int k = 0; same && k < n; k++)
            same = f->args[k].rep == args[k]->type.rep && f->args[k].code == args[k]->type.code && f->args[k].pg_oid == args[k]->type.pg_oid;
        if (same)
            return i;
    }
    OlBcFunction *f = ol_vec_add(c, &c->functions, sizeof(OlBcFunction));

    f->target = target;
    f->is_operator = is_operator;
    f->variadic = variadic;
    f->nargs = n;
    f->args = ol_new_array(c->arena, OlType, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        f->args[i] = args[i]->type;
    f->result = *result;
    return c->functions.n - 1;
}

static uint16_t call_function(OlPlc *c, OlRx *x, OlStr target, bool is_operator, OlRx **args, int n, uint16_t dest)
{
    uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)n + 1), d;
    OlRx **flat = args;
    bool variadic = false;
    int nflat = n;

    if (n > 0 && args[n - 1]->kind == OL_RX_ARRAY)
    {
        variadic = true;
        nflat = n - 1 + args[n - 1]->nargs;
        flat = ol_new_array(c->arena, OlRx *, (size_t)nflat + 1);
        memcpy(flat, args, (size_t)(n - 1) * sizeof(OlRx *));
        memcpy(flat + n - 1, args[n - 1]->args, (size_t)args[n - 1]->nargs * sizeof(OlRx *));
        ops = ol_new_array(c->arena, uint16_t, (size_t)nflat + 1);
    }
    for (int i = 0; i < nflat; i++)
    {
        ops[i] = ol_plc_gen(c, flat[i], OL_OPERAND_NONE);
        ops[i] = ops[i] == OL_OPERAND_NONE ? ops[i] : to_kind(c, ops[i], slot_of(flat[i]), OL_OPERAND_NONE, flat[i]->pos);
        if (ops[i] == OL_OPERAND_NONE)
            return OL_OPERAND_NONE;
    }
    int f = function_of(c, target, is_operator, variadic, flat, nflat, &x->type);

    d = out_reg(c, dest, slot_of(x));
    ol_plc_emit(c, OL_OP_CALLFN, d, (uint16_t)f, ol_plc_list(c, ops, nflat));
    return deliver(c, d, dest);
}

/* Named, not numbered: a stored program outlives a dump. */
static uint16_t gen_sequence(OlPlc *c, OlRx *x, uint16_t dest)
{
    const OlStr parts[2] = {x->seq->pg_schema, x->seq->pg_name};
    OlStr host = x->kind == OL_RX_NEXTVAL ? OL_STR("sequence_nextval") : OL_STR("sequence_currval");
    OlType text = ol_type_of(OL_T_VARCHAR2), number = ol_type_number();
    OlBuf name;
    OlBcHost *h;
    uint16_t d, op;
    int at = -1;

    ol_buf_init(&name, c->arena, 64);
    for (int k = 0; k < 2; k++)
    {
        ol_buf_append_c(&name, k > 0 ? ".\"" : "\"");
        for (size_t i = 0; i < parts[k].n; i++)
        {
            ol_buf_append_byte(&name, (uint8_t)parts[k].s[i]);
            if (parts[k].s[i] == '"')
                ol_buf_append_byte(&name, '"');
        }
        ol_buf_append_c(&name, "\"");
    }
    op = ol_plc_const_str(c, ol_str(ol_buf_cstr(&name)));
    for (int i = 0; i < c->hosts.n; i++)
        if (ol_str_eq(OL_VEC_AT(c->hosts, OlBcHost, i)->name, host))
            at = i;
    if (at < 0)
    {
        OlBcParam *p = ol_new_array(c->arena, OlBcParam, 1);

        p->name = OL_STR("NAME");
        p->mode = OL_MODE_IN;
        p->type = ol_plc_scalar(c, &text);
        int result = ol_plc_scalar(c, &number);

        at = c->hosts.n;
        h = ol_vec_add(c, &c->hosts, sizeof(OlBcHost));
        h->name = host;
        h->nparams = 1;
        h->params = p;
        h->result_type = result;
        h->signature = OL_STR("s:n");
    }
    d = out_reg(c, dest, OL_SLOT_NUMBER);
    ol_plc_emit(c, OL_OP_HOST, d, (uint16_t)at, ol_plc_list(c, &op, 1));
    return deliver(c, d, dest);
}

/* --- comparisons -------------------------------------------------------------------------------------------------- */

/* Order of the opcodes of one kind: LT LE EQ NE, jumps, jumps unless. */
enum { C_LT, C_LE, C_EQ, C_NE };

static int family_of(int kind, bool padded)
{
    switch (kind)
    {
        case OL_SLOT_NUMBER:
            return OL_OP_LT_N;
        case OL_SLOT_INT:
            return OL_OP_LT_I;
        case OL_SLOT_DOUBLE:
            return OL_OP_LT_D;
        case OL_SLOT_TIME:
            return OL_OP_LT_T;
        case OL_SLOT_STRING:
            return padded ? OL_OP_LT_P : OL_OP_LT_S;
        default:
            return -1;
    }
}

static OlRx *bare(OlRx *x)
{
    /* the conversion to bpchar only says how to compare */
    if (x->kind == OL_RX_COLLATE_C)
        return bare(x->args[0]);
    if (x->kind == OL_RX_CALL && x->target != NULL && strcmp(x->target, ol_emitfn_target(OL_EMITFN_PAD_CMP)) == 0)
        return bare(x->args[0]);
    return x;
}

/* Operands, opcode family and comparison of a CMP; swapped where the opcode has only the other direction. */
static bool comparison(OlPlc *c, OlRx *a, OlRx *b, const char *op, uint16_t *va, uint16_t *vb, int *family, int *which)
{
    bool padded = a->type.rep == OL_REP_BPCHAR || b->type.rep == OL_REP_BPCHAR, swap;
    int ka, kb;

    if (a->kind == OL_RX_ROW || b->kind == OL_RX_ROW)
        return not_here(c, a, "comparison of rows in PL/SQL") != OL_OPERAND_NONE;
    if (int_view(a) && int_view(b))
    {
        *va = gen_int_view(c, a, OL_OPERAND_NONE);
        *vb = *va == OL_OPERAND_NONE ? *va : gen_int_view(c, b, OL_OPERAND_NONE);
    }
    else
    {
        *va = ol_plc_gen(c, bare(a), OL_OPERAND_NONE);
        *vb = *va == OL_OPERAND_NONE ? *va : ol_plc_gen(c, bare(b), OL_OPERAND_NONE);
    }
    if (*vb == OL_OPERAND_NONE)
        return false;
    ka = ol_plc_kind(c, *va);
    kb = ol_plc_kind(c, *vb);
    if (ka != kb)
    {
        int to = ka == OL_SLOT_DOUBLE || kb == OL_SLOT_DOUBLE ? OL_SLOT_DOUBLE : OL_SLOT_NUMBER;

        *va = to_kind(c, *va, to, OL_OPERAND_NONE, a->pos);
        *vb = *va == OL_OPERAND_NONE ? *va : to_kind(c, *vb, to, OL_OPERAND_NONE, b->pos);
        if (*vb == OL_OPERAND_NONE)
            return false;
        ka = to;
    }
    swap = op[0] == '>';
    *which = op[0] == '=' ? C_EQ : strcmp(op, "<>") == 0 || strcmp(op, "!=") == 0 ? C_NE : op[1] == '=' ? C_LE : C_LT;
    if (swap)
    {
        uint16_t t = *va;

        *va = *vb;
        *vb = t;
    }
    *family = family_of(ka, padded);
    if (*family < 0)
    {
        uint16_t d = ol_plc_temp(c, OL_SLOT_INT);

        if (ka == OL_SLOT_CURSOR || ((ka == OL_SLOT_RECORD || ka == OL_SLOT_COLL) && *which < C_EQ))
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, a->pos);
            return false;
        }
        ol_plc_emit(c, OL_OP_CMP, d, *va, *vb);
        *va = d;
        *vb = ol_plc_const_int(c, 0);
        *family = OL_OP_LT_I;
    }
    return true;
}

static uint16_t compare_value(OlPlc *c, OlRx *a, OlRx *b, const char *op, uint16_t dest)
{
    uint16_t va, vb, d;
    int family, which;

    if (!comparison(c, a, b, op, &va, &vb, &family, &which))
        return OL_OPERAND_NONE;
    d = out_reg(c, dest, OL_SLOT_BOOL);
    ol_plc_emit(c, (OlOpcode)(family + which), d, va, vb);
    return deliver(c, d, dest);
}

static int compare_jump(OlPlc *c, OlRx *a, OlRx *b, const char *op, bool when, int list)
{
    uint16_t va, vb;
    int family, which;

    if (!comparison(c, a, b, op, &va, &vb, &family, &which))
        return list;
    return ol_plc_join(c, list, ol_plc_emit(c, (OlOpcode)(family + (when ? 4 : 8) + which), va, vb, 0));
}

static const char *opposite(const char *op)
{
    static const char *const pairs[][2] = {{"=", "<>"}, {"<>", "="}, {"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}, {"!=", "="}};

    for (size_t i = 0; i < OL_LENGTHOF(pairs); i++)
        if (strcmp(pairs[i][0], op) == 0)
            return pairs[i][1];
    return op;
}

/* Jump when x (negated: NOT x) is TRUE, or when it is not. */
static int cond_jump(OlPlc *c, OlRx *x, bool negated, bool when, int list)
{
    uint16_t v;

    switch ((OlRxKind)x->kind)
    {
        case OL_RX_BOOL:
            if (((x->op != 0) != negated) == when)
                return ol_plc_jump(c, list);
            return list;
        case OL_RX_NULL:
            return when ? list : ol_plc_jump(c, list);
        case OL_RX_NOT:
            return cond_jump(c, x->args[0], !negated, when, list);
        case OL_RX_AND:
        case OL_RX_OR:
        {
            /* NOT pushed inside: (NOT (a AND b)) = (NOT a OR NOT b), in three values too */
            bool and_ = (x->kind == OL_RX_AND) != negated;

            if (and_ != when) /* each part alone decides */
            {
                for (int i = 0; i < x->nargs; i++)
                    list = cond_jump(c, x->args[i], negated, when, list);
                return list;
            }
            int skip = -1;

            for (int i = 0; i < x->nargs - 1; i++)
                skip = cond_jump(c, x->args[i], negated, !when, skip);
            list = cond_jump(c, x->args[x->nargs - 1], negated, when, list);
            ol_plc_patch(c, skip, ol_plc_here(c));
            return list;
        }
        case OL_RX_CMP:
            return compare_jump(c, x->args[0], x->args[1], negated ? opposite(x->target) : x->target, when, list);
        case OL_RX_IS_NULL:
        {
            bool neg = ((x->flags & OL_RXF_NEGATED) != 0) != negated;

            v = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE);
            if (v == OL_OPERAND_NONE)
                return list;
            return ol_plc_join(c, list, ol_plc_emit(c, neg != when ? OL_OP_JNULL : OL_OP_JNOTNULL, v, 0, 0));
        }
        case OL_RX_BETWEEN:
        {
            bool neg = ((x->flags & OL_RXF_NEGATED) != 0) != negated;
            int skip = -1;

            if (!neg != when) /* not jumping unless both; or jumping when one fails */
            {
                list = compare_jump(c, x->args[0], x->args[1], neg ? "<" : ">=", when, list);
                return compare_jump(c, x->args[0], x->args[2], neg ? ">" : "<=", when, list);
            }
            skip = compare_jump(c, x->args[0], x->args[1], neg ? "<" : ">=", !when, skip);
            list = compare_jump(c, x->args[0], x->args[2], neg ? ">" : "<=", when, list);
            ol_plc_patch(c, skip, ol_plc_here(c));
            return list;
        }
        case OL_RX_IN:
        {
            bool neg = ((x->flags & OL_RXF_NEGATED) != 0) != negated;
            int skip = -1;

            if (neg != when) /* one equal decides IN */
            {
                for (int i = 1; i < x->nargs; i++)
                    list = compare_jump(c, x->args[0], x->args[i], neg ? "<>" : "=", when, list);
                return list;
            }
            for (int i = 1; i < x->nargs - 1; i++)
                skip = compare_jump(c, x->args[0], x->args[i], neg ? "<>" : "=", !when, skip);
            list = compare_jump(c, x->args[0], x->args[x->nargs - 1], neg ? "<>" : "=", when, list);
            ol_plc_patch(c, skip, ol_plc_here(c));
            return list;
        }
        default:
            v = ol_plc_gen(c, x, OL_OPERAND_NONE);
            if (v == OL_OPERAND_NONE)
                return list;
            if (ol_plc_kind(c, v) != OL_SLOT_BOOL)
            {
                ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, x->pos);
                return list;
            }
            if (negated)
            {
                if (when)
                    return ol_plc_join(c, list, ol_plc_emit(c, OL_OP_JF, v, 0, 0));
                uint16_t d = ol_plc_temp(c, OL_SLOT_BOOL);

                ol_plc_emit(c, OL_OP_NOT, d, v, 0);
                v = d;
            }
            return ol_plc_join(c, list, ol_plc_emit(c, when ? OL_OP_JT : OL_OP_JNT, v, 0, 0));
    }
}

int ol_plc_gen_cond(OlPlc *c, OlRx *x, bool when, int list)
{
    return cond_jump(c, x, false, when, list);
}

/* --- CASE, COALESCE ----------------------------------------------------------------------------------------------- */

/* A result register that no part of x reads: branches write it early. */
static uint16_t branch_reg(OlPlc *c, uint16_t dest, int kind)
{
    if (dest != OL_OPERAND_NONE && ol_plc_kind(c, dest) == kind && *OL_VEC_AT(c->rt->state, uint8_t, dest) == 2)
        return dest;
    return ol_plc_temp(c, kind);
}

static bool into(OlPlc *c, OlRx *x, uint16_t d)
{
    uint16_t v = ol_plc_gen(c, x, d);

    if (v == OL_OPERAND_NONE)
        return false;
    if (v != d)
        v = to_kind(c, v, ol_plc_kind(c, d), d, x->pos);
    return v != OL_OPERAND_NONE;
}

static uint16_t gen_case(OlPlc *c, OlRx *x, uint16_t dest)
{
    bool simple = (x->flags & OL_RXF_OPERAND) != 0;
    int i = simple ? 1 : 0, end = -1;
    uint16_t d = branch_reg(c, dest, slot_of(x));
    OlRx held;

    if (simple && x->args[0]->kind != OL_RX_PL)
    {
        /* the operand is computed once: a made-up variable stands for it */
        uint16_t v = ol_plc_gen(c, bare(x->args[0]), OL_OPERAND_NONE);

        if (v == OL_OPERAND_NONE)
            return v;
        OlSym *s = ol_new(c->arena, OlSym);
        OlPx *px = ol_new(c->arena, OlPx);

        s->kind = OL_SYM_VAR;
        s->owner = c->rt;
        s->reg = v;
        s->global = -1;
        px->kind = OL_PX_VAR;
        px->sym = s;
        px->type = -1;
        held = *x->args[0];
        held.kind = OL_RX_PL;
        held.ext = px;
    }
    else if (simple)
        held = *x->args[0];
    for (; i + 1 < x->nargs; i += 2)
    {
        int next = simple ? compare_jump(c, &held, x->args[i], "=", false, -1) : ol_plc_gen_cond(c, x->args[i], false, -1);

        if (!into(c, x->args[i + 1], d))
            return OL_OPERAND_NONE;
        end = ol_plc_jump(c, end);
        ol_plc_patch(c, next, ol_plc_here(c));
    }
    if (x->op == 1 && i < x->nargs)
    {
        if (!into(c, x->args[i], d))
            return OL_OPERAND_NONE;
    }
    else
        ol_plc_emit(c, OL_OP_SETNULL, d, 0, 0);
    ol_plc_patch(c, end, ol_plc_here(c));
    return deliver(c, d, dest);
}

static uint16_t gen_coalesce(OlPlc *c, OlRx *x, uint16_t dest)
{
    uint16_t d = branch_reg(c, dest, slot_of(x));
    int end = -1;

    for (int i = 0; i < x->nargs; i++)
    {
        if (!into(c, x->args[i], d))
            return OL_OPERAND_NONE;
        if (i < x->nargs - 1)
            end = ol_plc_join(c, end, ol_plc_emit(c, OL_OP_JNOTNULL, d, 0, 0));
    }
    ol_plc_patch(c, end, ol_plc_here(c));
    return deliver(c, d, dest);
}

/* A condition as a value: TRUE, FALSE or NULL. */
static uint16_t gen_logic(OlPlc *c, OlRx *x, uint16_t dest)
{
    uint16_t d, v, acc = OL_OPERAND_NONE;

    switch ((OlRxKind)x->kind)
    {
        case OL_RX_NOT:
            v = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE);
            return unary(c, OL_OP_NOT, OL_SLOT_BOOL, v, dest);
        case OL_RX_AND:
        case OL_RX_OR:
        {
            /* what follows is not evaluated once the result is known */
            int end = -1;

            d = branch_reg(c, dest, OL_SLOT_BOOL);
            for (int i = 0; i < x->nargs; i++)
            {
                if (i == 0)
                {
                    if (!into(c, x->args[0], d))
                        return OL_OPERAND_NONE;
                    acc = d;
                }
                else
                {
                    if ((v = ol_plc_gen(c, x->args[i], OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                        return v;
                    if (ol_plc_kind(c, v) != OL_SLOT_BOOL)
                    {
                        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, x->args[i]->pos);
                        return OL_OPERAND_NONE;
                    }
                    ol_plc_emit(c, x->kind == OL_RX_AND ? OL_OP_AND : OL_OP_OR, d, acc, v);
                }
                if (i < x->nargs - 1)
                    end = ol_plc_join(c, end, ol_plc_emit(c, x->kind == OL_RX_AND ? OL_OP_JF : OL_OP_JT, d, 0, 0));
            }
            ol_plc_patch(c, end, ol_plc_here(c));
            return deliver(c, d, dest);
        }
        case OL_RX_IS_NULL:
            if ((v = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return v;
            return unary(c, x->flags & OL_RXF_NEGATED ? OL_OP_ISNOTNULL : OL_OP_ISNULL, OL_SLOT_BOOL, v, dest);
        case OL_RX_BETWEEN:
        {
            uint16_t a = compare_value(c, x->args[0], x->args[1], ">=", OL_OPERAND_NONE), b;

            if (a == OL_OPERAND_NONE || (b = compare_value(c, x->args[0], x->args[2], "<=", OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return OL_OPERAND_NONE;
            d = out_reg(c, dest, OL_SLOT_BOOL);
            ol_plc_emit(c, OL_OP_AND, d, a, b);
            if (x->flags & OL_RXF_NEGATED)
                ol_plc_emit(c, OL_OP_NOT, d, d, 0);
            return deliver(c, d, dest);
        }
        default: /* IN */
            d = branch_reg(c, dest, OL_SLOT_BOOL);
            for (int i = 1; i < x->nargs; i++)
            {
                if ((v = compare_value(c, x->args[0], x->args[i], "=", i == 1 ? d : OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                    return v;
                if (i > 1)
                    ol_plc_emit(c, OL_OP_OR, d, d, v);
            }
            if (x->flags & OL_RXF_NEGATED)
                ol_plc_emit(c, OL_OP_NOT, d, d, 0);
            return deliver(c, d, dest);
    }
}

static uint16_t gen_like(OlPlc *c, OlRx *x, uint16_t dest)
{
    OlRx *args[2] = {x->args[0], x->args[1]}, *esc;
    OlType text = ol_type_varchar(0);
    uint16_t v;

    if (x->op == 1)
    {
        /* backslash means itself: doubled, as PostgreSQL's LIKE reads it */
        OlRx *two[3];

        two[0] = args[1];
        two[1] = ol_rx_new(&c->r, OL_RX_CONST, text, x->pos);
        two[1]->text = OL_STR("\\");
        two[2] = ol_rx_new(&c->r, OL_RX_CONST, text, x->pos);
        two[2]->text = OL_STR("\\\\");
        esc = ol_rx_new(&c->r, OL_RX_CALL, text, x->pos);
        esc->target = "pg_catalog.replace";
        esc->args = ol_new_array(c->arena, OlRx *, 3);
        memcpy(esc->args, two, sizeof(two));
        esc->nargs = 3;
        args[1] = esc;
    }
    v = call_function(c, x, OL_STR("pg_catalog.like"), false, args, 2, x->flags & OL_RXF_NEGATED ? OL_OPERAND_NONE : dest);
    if (v != OL_OPERAND_NONE && (x->flags & OL_RXF_NEGATED))
        return unary(c, OL_OP_NOT, OL_SLOT_BOOL, v, dest);
    return v;
}

/* --- the switch --------------------------------------------------------------------------------------------------- */

uint16_t ol_plc_gen(OlPlc *c, OlRx *x, uint16_t dest)
{
    uint16_t v;

    switch ((OlRxKind)x->kind)
    {
        case OL_RX_NULL:
            return deliver(c, ol_plc_null(c, slot_of(x)), dest);
        case OL_RX_NUM:
        case OL_RX_STR:
        case OL_RX_CONST:
            return (v = constant(c, x)) == OL_OPERAND_NONE ? v : deliver(c, v, dest);
        case OL_RX_BOOL:
            return deliver(c, ol_plc_const_bool(c, x->op != 0), dest);
        case OL_RX_PL:
            return ol_plc_gen_px(c, x->ext, dest);
        case OL_RX_CALL:
        {
            const OpRow *row = op_row(x);

            if (is_concat(x))
                return concat(c, x, dest, 0, false);
            if (row != NULL && row->op == OL_OP_MOD_N && int_view(x))
                return to_kind(c, gen_int_view(c, x, OL_OPERAND_NONE), OL_SLOT_NUMBER, dest, x->pos);
            if (row != NULL && row->nargs == 2)
                return binary(c, row->op, slot_of(x), x->args[0], x->args[1], dest);
            if (row != NULL)
            {
                /* an integer as text needs no NUMBER in between */
                if (row->op == OL_OP_N2S && x->args[0]->kind == OL_RX_CAST && slot_of(x->args[0]->args[0]) == OL_SLOT_INT)
                    return to_kind(c, ol_plc_gen(c, x->args[0]->args[0], OL_OPERAND_NONE), OL_SLOT_STRING, dest, x->pos);
                return unary(c, row->op, slot_of(x), ol_plc_gen(c, x->args[0], OL_OPERAND_NONE), dest);
            }
            if (x->target != NULL && x->nargs == 1 && strcmp(x->target, ol_emitfn_target(OL_EMITFN_PAD_CMP)) == 0)
                return ol_plc_gen(c, x->args[0], dest);
            if (x->target != NULL && x->nargs == 1 && strcmp(x->target, ol_emitfn_target(OL_EMITFN_BPCHAR_TO_TEXT)) == 0)
                return ol_plc_gen(c, x->args[0], dest);
            OlStr target = x->target != NULL ? ol_str(x->target)
                                             : ol_str_printf(c->arena, "%.*s.%.*s", x->col, x->text.s, (int)(x->text.n - (size_t)x->col - 1),
                                                             x->text.s + x->col + 1);

            return call_function(c, x, target, false, x->args, x->nargs, dest);
        }
        case OL_RX_OP:
        {
            int kind = slot_of(x);
            int base = kind == OL_SLOT_INT ? OL_OP_ADD_I : kind == OL_SLOT_NUMBER ? OL_OP_ADD_N : kind == OL_SLOT_DOUBLE ? OL_OP_ADD_D : -1;

            if (base < 0)
                return call_function(c, x, ol_str_printf(c->arena, "pg_catalog.%s", x->target), true, x->args, x->nargs, dest);
            OlOpcode op = (OlOpcode)(base + (x->target[0] == '+' ? 0 : x->target[0] == '-' ? 1 : 2));
            uint16_t a = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE), b;

            a = a == OL_OPERAND_NONE ? a : to_kind(c, a, kind, OL_OPERAND_NONE, x->args[0]->pos);
            b = a == OL_OPERAND_NONE ? a : ol_plc_gen(c, x->args[1], OL_OPERAND_NONE);
            b = b == OL_OPERAND_NONE ? b : to_kind(c, b, kind, OL_OPERAND_NONE, x->args[1]->pos);
            if (b == OL_OPERAND_NONE)
                return b;
            v = out_reg(c, dest, kind);
            ol_plc_emit(c, op, v, a, b);
            if (x->type.code == OL_T_BINARY_FLOAT)
                ol_plc_emit(c, OL_OP_D2F, v, v, 0);
            return deliver(c, v, dest);
        }
        case OL_RX_NEG:
        {
            int kind = slot_of(x);
            OlOpcode op = kind == OL_SLOT_INT ? OL_OP_NEG_I : kind == OL_SLOT_DOUBLE ? OL_OP_NEG_D : OL_OP_NEG_N;

            if (kind == OL_SLOT_INTERVAL)
                return call_function(c, x, OL_STR("pg_catalog.interval_um"), false, x->args, 1, dest);
            v = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE);
            v = v == OL_OPERAND_NONE ? v : to_kind(c, v, kind, OL_OPERAND_NONE, x->pos);
            return unary(c, op, kind, v, dest);
        }
        case OL_RX_AND:
        case OL_RX_OR:
        case OL_RX_NOT:
        case OL_RX_IS_NULL:
        case OL_RX_BETWEEN:
        case OL_RX_IN:
            return gen_logic(c, x, dest);
        case OL_RX_CMP:
            return compare_value(c, x->args[0], x->args[1], x->target, dest);
        case OL_RX_LIKE:
            return gen_like(c, x, dest);
        case OL_RX_CASE:
            return gen_case(c, x, dest);
        case OL_RX_COALESCE:
            return gen_coalesce(c, x, dest);
        case OL_RX_NULLIF:
        {
            uint16_t d = branch_reg(c, dest, slot_of(x));
            int end;

            if (!into(c, x->args[0], d))
                return OL_OPERAND_NONE;
            end = compare_jump(c, x->args[0], x->args[1], "=", false, -1);
            ol_plc_emit(c, OL_OP_SETNULL, d, 0, 0);
            ol_plc_patch(c, end, ol_plc_here(c));
            return deliver(c, d, dest);
        }
        case OL_RX_CAST:
        {
            int from = slot_of(x->args[0]), to = slot_of(x);
            bool number = (from == OL_SLOT_INT || from == OL_SLOT_NUMBER || from == OL_SLOT_DOUBLE) &&
                          (to == OL_SLOT_INT || to == OL_SLOT_NUMBER || to == OL_SLOT_DOUBLE);

            if (from == to && from != OL_SLOT_OTHER)
            {
                v = ol_plc_gen(c, x->args[0], dest);
                if (v != OL_OPERAND_NONE && x->type.code == OL_T_BINARY_FLOAT && x->args[0]->type.code == OL_T_BINARY_DOUBLE)
                    return unary(c, OL_OP_D2F, OL_SLOT_DOUBLE, v, dest);
                return v;
            }
            if (number)
            {
                v = ol_plc_gen(c, x->args[0], OL_OPERAND_NONE);
                return v == OL_OPERAND_NONE ? v : to_kind(c, v, to, dest, x->pos);
            }
            return not_here(c, x, "this conversion in PL/SQL");
        }
        case OL_RX_NEXTVAL:
        case OL_RX_CURRVAL:
            return gen_sequence(c, x, dest);
        case OL_RX_COLLATE_C:
            return ol_plc_gen(c, x->args[0], dest);
        case OL_RX_SUBQUERY:
        case OL_RX_EXISTS:
        case OL_RX_IN_QUERY:
        case OL_RX_QUANT:
            return not_here(c, x, "subquery in an expression of PL/SQL");
        case OL_RX_AGG:
            return not_here(c, x, "aggregate function outside SQL");
        default:
            return not_here(c, x, "this expression in PL/SQL");
    }
}

/* --- things of the block ------------------------------------------------------------------------------------------ */

/* The index of an element: integer or string. */
static uint16_t gen_index(OlPlc *c, OlPx *coll, OlRx *index)
{
    OlBcType *t = ol_plc_type_at(c, coll->type);
    OlType want = ol_plc_plain(ol_type_of(t->class_ == OL_PLT_ASSOC && t->index == OL_SLOT_STRING ? OL_T_VARCHAR2 : OL_T_PLS_INTEGER));

    return ol_plc_gen_to(c, index, ol_plc_scalar(c, &want), OL_OPERAND_NONE);
}

uint16_t ol_plc_gen_px(OlPlc *c, OlPx *px, uint16_t dest)
{
    int kind = px->type >= 0 ? ol_plc_type_at(c, px->type)->kind : OL_SLOT_NONE;
    uint16_t v, d, i;

    switch (px->kind)
    {
        case OL_PX_VAR:
            if (px->sym->row_regs != NULL)
            {
                /* a row as a whole is made when it is wanted */
                d = ol_plc_temp(c, OL_SLOT_RECORD);
                ol_plc_emit(c, OL_OP_NEWREC, d, (uint16_t)px->type, 0);
                for (int k = 0; k < ol_plc_type_at(c, px->type)->nfields; k++)
                {
                    OlPx field = {.kind = OL_PX_FIELD, .base = px, .field = k, .type = ol_plc_type_at(c, px->type)->fields[k].type, .pos = px->pos};

                    if ((v = ol_plc_gen_px(c, &field, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                        return v;
                    ol_plc_emit(c, OL_OP_SETFIELD, d, (uint16_t)k, v);
                }
                return deliver(c, d, dest);
            }
            if (px->sym->global >= 0)
            {
                d = out_reg(c, dest, kind);
                ol_plc_emit(c, OL_OP_GETGLOBAL, d, (uint16_t)px->sym->unit, (uint16_t)px->sym->global);
                return deliver(c, d, dest);
            }
            if (px->sym->owner == c->rt || (px->sym->reg & OL_OPERAND_CONST))
                return deliver(c, px->sym->reg, dest);
            d = out_reg(c, dest, kind);
            ol_plc_emit(c, OL_OP_GETUP, d, (uint16_t)(c->rt->depth - px->sym->owner->depth), px->sym->reg);
            return deliver(c, d, dest);
        case OL_PX_FIELD:
            if (px->base->kind == OL_PX_VAR && px->base->sym->row_regs != NULL)
            {
                OlSym *row = px->base->sym;

                if (row->owner == c->rt)
                    return deliver(c, row->row_regs[px->field], dest);
                d = out_reg(c, dest, kind);
                ol_plc_emit(c, OL_OP_GETUP, d, (uint16_t)(c->rt->depth - row->owner->depth), row->row_regs[px->field]);
                return deliver(c, d, dest);
            }
            if ((v = ol_plc_gen_px(c, px->base, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return v;
            d = out_reg(c, dest, kind);
            ol_plc_emit(c, OL_OP_GETFIELD, d, v, (uint16_t)px->field);
            return deliver(c, d, dest);
        case OL_PX_ELEM:
            if ((v = ol_plc_gen_px(c, px->base, OL_OPERAND_NONE)) == OL_OPERAND_NONE || (i = gen_index(c, px->base, px->index)) == OL_OPERAND_NONE)
                return OL_OPERAND_NONE;
            d = out_reg(c, dest, kind);
            ol_plc_emit(c, OL_OP_GETELEM, d, v, i);
            return deliver(c, d, dest);
        case OL_PX_CALL:
            return ol_plc_call(c, px, dest);
        case OL_PX_METHOD:
            if (px->type < 0)
            {
                ol_plc_error(c, OL_ERR_PLS_NO_FUNCTION, px->pos, "EXTEND");
                return OL_OPERAND_NONE;
            }
            if ((v = ol_plc_gen_px(c, px->base, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return v;
            if (px->nargs == 0)
            {
                d = out_reg(c, dest, kind);
                ol_plc_emit(c, OL_OP_METHOD, d, v, (uint16_t)px->method);
                return deliver(c, d, dest);
            }
            if ((i = gen_index(c, px->base, px->args[0])) == OL_OPERAND_NONE)
                return i;
            d = out_reg(c, dest, kind);
            ol_plc_emit(c, OL_OP_METHODARG, (uint16_t)px->method, 0, 0);
            ol_plc_emit(c, OL_OP_METHOD1, d, v, i);
            return deliver(c, d, dest);
        case OL_PX_SQLATTR:
            d = out_reg(c, dest, kind);
            ol_plc_emit(c, OL_OP_SQLATTR, d, (uint16_t)px->method, 0);
            return deliver(c, d, dest);
        case OL_PX_CURATTR:
            if (px->sym != NULL)
            {
                OlPx var = {.kind = OL_PX_VAR, .sym = px->sym, .type = px->sym->index, .pos = px->pos};

                v = ol_plc_gen_px(c, &var, OL_OPERAND_NONE);
            }
            else
                v = ol_plc_gen_px(c, px->base, OL_OPERAND_NONE);
            if (v == OL_OPERAND_NONE)
                return v;
            d = out_reg(c, dest, kind);
            if (px->method == OL_CURATTR_COUNT_)
            {
                ol_plc_emit(c, OL_OP_CURROWID, d, v, 0);
                return deliver(c, d, dest);
            }
            ol_plc_emit(c, OL_OP_CURATTR, d, v, (uint16_t)px->method);
            return deliver(c, d, dest);
        case OL_PX_SQLCODE:
            d = out_reg(c, dest, OL_SLOT_INT);
            ol_plc_emit(c, OL_OP_SQLCODE, d, 0, 0);
            return deliver(c, d, dest);
        case OL_PX_SQLERRM:
        {
            OlType t = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER));

            i = px->index != NULL ? ol_plc_gen_to(c, px->index, ol_plc_scalar(c, &t), OL_OPERAND_NONE) : OL_OPERAND_NONE;
            if (px->index != NULL && i == OL_OPERAND_NONE)
                return i;
            d = out_reg(c, dest, OL_SLOT_STRING);
            ol_plc_emit(c, OL_OP_SQLERRM, d, i, 0);
            return deliver(c, d, dest);
        }
        case OL_PX_BULK_ROWCOUNT:
        case OL_PX_BULK_ERROR:
        {
            OlType t = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER));

            i = px->index != NULL ? ol_plc_gen_to(c, px->index, ol_plc_scalar(c, &t), OL_OPERAND_NONE) : OL_OPERAND_NONE;
            d = out_reg(c, dest, OL_SLOT_INT);
            if (px->kind == OL_PX_BULK_ROWCOUNT)
                ol_plc_emit(c, OL_OP_SQL_BULKCOUNT, d, i, 0);
            else
                ol_plc_emit(c, OL_OP_SQL_BULKERR, d, (uint16_t)px->field, i);
            return deliver(c, d, dest);
        }
        case OL_PX_COLL:
        {
            int element = ol_plc_type_at(c, px->type)->element;
            uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)px->nargs + 1);

            for (int k = 0; k < px->nargs; k++)
                if ((ops[k] = ol_plc_gen_to(c, px->args[k], element, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                    return OL_OPERAND_NONE;
            d = out_reg(c, dest, OL_SLOT_COLL);
            ol_plc_emit(c, OL_OP_NEWCOLL, d, (uint16_t)px->type, px->nargs > 0 ? ol_plc_list(c, ops, px->nargs) : OL_OPERAND_NONE);
            return deliver(c, d, dest);
        }
        case OL_PX_RECORD:
            d = ol_plc_temp(c, OL_SLOT_RECORD);
            ol_plc_emit(c, OL_OP_NEWREC, d, (uint16_t)px->type, 0);
            for (int k = 0; k < px->nargs; k++)
            {
                if (px->args[k] == NULL)
                    continue;
                if ((v = ol_plc_gen_to(c, px->args[k], ol_plc_type_at(c, px->type)->fields[k].type, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                    return v;
                ol_plc_emit(c, OL_OP_SETFIELD, d, (uint16_t)k, v);
            }
            return deliver(c, d, dest);
        default:
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, px->pos);
            return OL_OPERAND_NONE;
    }
}

/* --- assignment --------------------------------------------------------------------------------------------------- */

static bool limited_string(const OlBcType *t, int *limit, bool *chars)
{
    if (t->kind != OL_SLOT_STRING || (t->scalar.code != OL_T_VARCHAR2 && t->scalar.code != OL_T_NVARCHAR2) || t->scalar.size_bytes <= 0)
        return false;
    *chars = t->scalar.char_semantics;
    *limit = *chars ? t->scalar.size_chars : t->scalar.size_bytes;
    return true;
}

/* Records whose fields have other types: field by field. */
static uint16_t convert_record(OlPlc *c, uint16_t v, int from, int to, uint16_t dest, int pos)
{
    OlBcType *f = ol_plc_type_at(c, from), *t = ol_plc_type_at(c, to);
    uint16_t d;
    bool same = f->nfields == t->nfields;

    for (int i = 0; same && i < t->nfields; i++)
        same = f->fields[i].type == t->fields[i].type;
    if (same)
        return deliver(c, v, dest);
    if (f->nfields != t->nfields)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, pos);
        return OL_OPERAND_NONE;
    }
    d = ol_plc_temp(c, OL_SLOT_RECORD);
    ol_plc_emit(c, OL_OP_NEWREC, d, (uint16_t)to, 0);
    for (int i = 0; i < ol_plc_type_at(c, to)->nfields; i++)
    {
        int ft = ol_plc_type_at(c, from)->fields[i].type, tt = ol_plc_type_at(c, to)->fields[i].type;
        uint16_t field = ol_plc_temp(c, ol_plc_type_at(c, ft)->kind), w;
        OlSym *s = ol_new(c->arena, OlSym);
        OlPx *px = ol_new(c->arena, OlPx);

        ol_plc_emit(c, OL_OP_GETFIELD, field, v, (uint16_t)i);
        s->kind = OL_SYM_VAR;
        s->owner = c->rt;
        s->reg = field;
        s->global = -1;
        px->kind = OL_PX_VAR;
        px->sym = s;
        px->type = ft;
        px->pos = pos;
        if ((w = ol_plc_gen_to(c, ol_plc_px_rx(c, px), tt, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return w;
        ol_plc_emit(c, OL_OP_SETFIELD, d, (uint16_t)i, w);
    }
    return deliver(c, d, dest);
}

/* The check of a scalar type on a value already of its kind. */
static uint16_t fit(OlPlc *c, uint16_t v, int type, const OlRx *x, uint16_t dest)
{
    OlBcType *t = ol_plc_type_at(c, type);
    const OlType *s = &t->scalar;
    OlPx *px = x != NULL && x->kind == OL_RX_PL ? x->ext : NULL;
    int limit;
    bool chars, is_const = (v & OL_OPERAND_CONST) != 0, same = px != NULL && px->type == type;
    OlOpcode op = OL_OP_NOP;
    uint16_t arg = 0, d;

    switch (s->code)
    {
        case OL_T_NUMBER:
            if (s->precision > 0 || s->scale != OL_SCALE_NONE)
                op = OL_OP_FIT_N;
            arg = (uint16_t)type;
            if (is_const && x != NULL && x->kind == OL_RX_NUM && s->precision > 0)
            {
                OlBcConst *k = OL_VEC_AT(c->consts, OlBcConst, v & 0x7fff);
                OlDecimal r;

                if (!k->is_null && ol_decimal_fit(&k->number, s->precision, s->scale, &r, NULL) == OL_OK)
                    return deliver(c, ol_plc_const(c, (OlBcConst){.kind = OL_SLOT_NUMBER, .number = r}), dest);
            }
            break;
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
            if (limited_string(t, &limit, &chars))
            {
                if (is_const && (size_t)limit >= OL_VEC_AT(c->consts, OlBcConst, v & 0x7fff)->text.n)
                    break;
                op = chars ? OL_OP_FIT_SC : OL_OP_FIT_S;
                arg = (uint16_t)limit;
            }
            break;
        case OL_T_CHAR:
        case OL_T_NCHAR:
            if (s->size_bytes > 0)
                op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_RAW:
            if (s->size_bytes > 0)
                op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_FLOAT:
            if (s->precision > 0 && s->precision < 126)
                op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_TZ:
        case OL_T_TIMESTAMP_LTZ:
            if (s->scale < 6 && !(x != NULL && x->type.code == s->code && x->type.scale <= s->scale))
                op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_INTERVAL_YM:
        case OL_T_INTERVAL_DS:
            op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_PLS_INTEGER:
            if (t->has_range)
            {
                if (is_const)
                {
                    OlBcConst *k = OL_VEC_AT(c->consts, OlBcConst, v & 0x7fff);

                    if (!k->is_null && k->integer >= t->low && k->integer <= t->high)
                        break;
                }
                op = OL_OP_FIT;
            }
            else if (x != NULL && x->type.rep == OL_REP_INT8 && !is_const)
                op = OL_OP_FIT;
            arg = (uint16_t)type;
            break;
        case OL_T_BINARY_FLOAT:
            if (x == NULL || x->type.code != OL_T_BINARY_FLOAT)
                op = OL_OP_D2F;
            break;
        default:
            break;
    }
    if (same || op == OL_OP_NOP)
        v = deliver(c, v, dest);
    else
    {
        d = out_reg(c, dest, ol_plc_kind(c, v));
        ol_plc_emit(c, op, d, v, arg);
        v = deliver(c, d, dest);
    }
    return v;
}

static bool needs_fit(OlPlc *c, int type, const OlRx *x)
{
    OlBcType *t = ol_plc_type_at(c, type);
    const OlType *s = &t->scalar;
    OlPx *px = x->kind == OL_RX_PL ? x->ext : NULL;

    if (px != NULL && px->type == type)
        return false;
    switch (s->code)
    {
        case OL_T_NUMBER:
            return s->precision > 0 || s->scale != OL_SCALE_NONE;
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        case OL_T_RAW:
            return s->size_bytes > 0;
        case OL_T_FLOAT:
        case OL_T_INTERVAL_YM:
        case OL_T_INTERVAL_DS:
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_TZ:
        case OL_T_TIMESTAMP_LTZ:
            return true;
        case OL_T_PLS_INTEGER:
            return t->has_range || x->type.rep == OL_REP_INT8;
        case OL_T_BINARY_FLOAT:
            return x->type.code != OL_T_BINARY_FLOAT;
        default:
            return false;
    }
}

uint16_t ol_plc_gen_to(OlPlc *c, OlRx *x, int type, uint16_t dest)
{
    OlBcType *t = ol_plc_type_at(c, type);
    int limit, from = x->type.code == OL_T_NULL ? OL_SLOT_NONE : slot_of(x);
    bool chars, not_null = t->not_null;
    uint16_t v;

    if (x->type.code == OL_T_NULL)
    {
        if (t->class_ == OL_PLT_RECORD)
        {
            v = out_reg(c, dest, OL_SLOT_RECORD);
            ol_plc_emit(c, OL_OP_NEWREC, v, (uint16_t)type, 0);
            return v;
        }
        v = deliver(c, ol_plc_null(c, t->kind), dest);
        if (not_null)
            ol_plc_emit(c, OL_OP_NOTNULL, v, 0, 0);
        return v;
    }
    if (t->kind == OL_SLOT_RECORD || t->kind == OL_SLOT_COLL || t->kind == OL_SLOT_CURSOR)
    {
        OlPx *px = x->kind == OL_RX_PL ? x->ext : NULL;

        if (from != t->kind || (t->kind != OL_SLOT_CURSOR && (!ol_plc_can(c, x, type))))
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, x->pos);
            return OL_OPERAND_NONE;
        }
        if (t->class_ == OL_PLT_RECORD && px != NULL && px->type != type)
        {
            if ((v = ol_plc_gen(c, x, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return v;
            return convert_record(c, v, px->type, type, dest, x->pos);
        }
        return ol_plc_gen(c, x, dest);
    }
    if (from == OL_SLOT_RECORD || from == OL_SLOT_COLL || from == OL_SLOT_CURSOR || (from == OL_SLOT_BOOL) != (t->kind == OL_SLOT_BOOL))
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, x->pos);
        return OL_OPERAND_NONE;
    }
    if (is_concat(x) && dest != OL_OPERAND_NONE && !not_null && t->kind == OL_SLOT_STRING && (t->scalar.code == OL_T_CLOB || limited_string(t, &limit, &chars)))
    {
        /* straight into the variable, checked before it changes */
        if (t->scalar.code == OL_T_CLOB)
        {
            limit = 0;
            chars = false;
        }
        return concat(c, x, dest, limit, chars);
    }
    /* numbers go straight to the kind wanted */
    if (t->kind == OL_SLOT_INT || t->kind == OL_SLOT_NUMBER || t->kind == OL_SLOT_DOUBLE)
    {
        bool check = needs_fit(c, type, x);
        uint16_t to = check || not_null ? OL_OPERAND_NONE : dest;
        int64_t i;

        if (x->kind == OL_RX_CAST && slot_of(x->args[0]) == t->kind)
            x = x->args[0];
        if (t->kind == OL_SLOT_INT && x->kind == OL_RX_NUM && int_literal(x, &i) && i >= INT32_MIN && i <= INT32_MAX)
            v = deliver(c, ol_plc_const_int(c, i), to);
        else if (t->kind == OL_SLOT_INT && int_view(x))
            v = gen_int_view(c, x, to);
        else if (from == OL_SLOT_INT || from == OL_SLOT_NUMBER || from == OL_SLOT_DOUBLE)
        {
            bool same = slot_of(x) == t->kind;

            v = ol_plc_gen(c, x, same ? to : OL_OPERAND_NONE);
            v = v == OL_OPERAND_NONE ? v : to_kind(c, v, t->kind, to, x->pos);
        }
        else
        {
            OlRx *n;

            c->r.failed = false;
            ol_diag_init(&c->diag);
            n = ol_rs_to(&c->r, x, t->kind == OL_SLOT_DOUBLE ? (t->scalar.code == OL_T_BINARY_FLOAT ? 'f' : 'g') : 'n');
            if (n == NULL)
            {
                ol_plc_take_error(c, false);
                return OL_OPERAND_NONE;
            }
            v = ol_plc_gen(c, n, t->kind == OL_SLOT_NUMBER ? to : OL_OPERAND_NONE);
            v = v == OL_OPERAND_NONE ? v : to_kind(c, v, t->kind, to, x->pos);
        }
        if (v == OL_OPERAND_NONE)
            return v;
        if (check)
            v = fit(c, v, type, x, not_null ? OL_OPERAND_NONE : dest);
    }
    else
    {
        OlRx *n = x;
        bool check;

        if (t->kind != OL_SLOT_BOOL && t->kind != from)
        {
            OlType want = ol_plc_type_at(c, type)->scalar;

            c->r.failed = false;
            ol_diag_init(&c->diag);
            n = ol_rs_to_type(&c->r, x, &want);
        }
        else if (t->kind == OL_SLOT_TIME && x->type.code != t->scalar.code)
        {
            c->r.failed = false;
            ol_diag_init(&c->diag);
            n = ol_rs_to(&c->r, x, t->scalar.code == OL_T_DATE ? 'd' : t->scalar.code == OL_T_TIMESTAMP ? 't' : 'l');
        }
        if (n == NULL)
        {
            ol_plc_take_error(c, false);
            return OL_OPERAND_NONE;
        }
        t = ol_plc_type_at(c, type);
        if (n->kind == OL_RX_STR && x->kind == OL_RX_STR && t->kind == OL_SLOT_STRING)
            n = x;
        check = needs_fit(c, type, n);
        v = ol_plc_gen(c, n, check || not_null ? OL_OPERAND_NONE : dest);
        if (v == OL_OPERAND_NONE)
            return v;
        if (ol_plc_kind(c, v) != ol_plc_type_at(c, type)->kind)
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, x->pos);
            return OL_OPERAND_NONE;
        }
        if (check)
            v = fit(c, v, type, n, not_null ? OL_OPERAND_NONE : dest);
    }
    if (not_null && v != OL_OPERAND_NONE)
    {
        ol_plc_emit(c, OL_OP_NOTNULL, v, 0, 0);
        v = deliver(c, v, dest);
    }
    return v;
}

uint16_t ol_plc_target_reg(OlPlc *c, OlPx *t)
{
    return t->kind == OL_PX_VAR && t->sym->global < 0 && t->sym->owner == c->rt ? t->sym->reg : OL_OPERAND_NONE;
}

/* The path to a target: indexes first, then addresses one after the other. */
static bool path_indexes(OlPlc *c, OlPx *px, uint16_t *ops, int *n)
{
    if (px->base != NULL && px->kind != OL_PX_VAR && !path_indexes(c, px->base, ops, n))
        return false;
    if (px->kind == OL_PX_ELEM)
    {
        uint16_t v = gen_index(c, px->base, px->index);

        if (v == OL_OPERAND_NONE)
            return false;
        ops[(*n)++] = v;
    }
    return true;
}

static void path_addresses(OlPlc *c, OlPx *px, const uint16_t *ops, int *n)
{
    switch (px->kind)
    {
        case OL_PX_VAR:
            if (px->sym->global >= 0)
                ol_plc_emit(c, OL_OP_ADDR_GLOBAL, 0, (uint16_t)px->sym->unit, (uint16_t)px->sym->global);
            else if (px->sym->owner == c->rt)
                ol_plc_emit(c, OL_OP_ADDR_REG, px->sym->reg, 0, 0);
            else
                ol_plc_emit(c, OL_OP_ADDR_UP, 0, (uint16_t)(c->rt->depth - px->sym->owner->depth), px->sym->reg);
            break;
        case OL_PX_FIELD:
            path_addresses(c, px->base, ops, n);
            ol_plc_emit(c, OL_OP_ADDR_FIELD, (uint16_t)px->field, 0, 0);
            break;
        default:
            path_addresses(c, px->base, ops, n);
            ol_plc_emit(c, OL_OP_ADDR_ELEM, ops[(*n)++], 0, 0);
            break;
    }
}

static int path_length(const OlPx *px)
{
    return px->base == NULL ? 1 : 1 + path_length(px->base);
}

bool ol_plc_address(OlPlc *c, OlPx *px)
{
    uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)path_length(px) + 1);
    int n = 0, k = 0;

    if (!path_indexes(c, px, ops, &n))
        return false;
    path_addresses(c, px, ops, &k);
    return true;
}

void ol_plc_store(OlPlc *c, OlPx *t, uint16_t v)
{
    uint16_t base = t->base != NULL ? ol_plc_target_reg(c, t->base) : OL_OPERAND_NONE, i;

    if (t->kind == OL_PX_VAR)
    {
        if (t->sym->global >= 0)
            ol_plc_emit(c, OL_OP_SETGLOBAL, v, (uint16_t)t->sym->unit, (uint16_t)t->sym->global);
        else if (t->sym->owner == c->rt)
            ol_plc_move(c, t->sym->reg, v);
        else
            ol_plc_emit(c, OL_OP_SETUP, v, (uint16_t)(c->rt->depth - t->sym->owner->depth), t->sym->reg);
        return;
    }
    if (base != OL_OPERAND_NONE && t->kind == OL_PX_FIELD)
    {
        ol_plc_emit(c, OL_OP_SETFIELD, base, (uint16_t)t->field, v);
        return;
    }
    if (base != OL_OPERAND_NONE && t->kind == OL_PX_ELEM)
    {
        if ((i = gen_index(c, t->base, t->index)) != OL_OPERAND_NONE)
            ol_plc_emit(c, OL_OP_SETELEM, base, i, v);
        return;
    }
    if (ol_plc_address(c, t))
        ol_plc_emit(c, OL_OP_STORE, v, 0, 0);
}

void ol_plc_assign(OlPlc *c, OlPx *t, OlRx *value, int pos)
{
    uint16_t reg = ol_plc_target_reg(c, t), v;
    const OlSym *s = t->kind == OL_PX_VAR ? t->sym : NULL;
    bool not_null = s != NULL && s->not_null;

    if (value->kind == OL_RX_PL)
    {
        OlPx *from = value->ext;

        if (s != NULL && s->is_bind_array && ol_plc_type_at(c, from->type)->class_ == OL_PLT_ASSOC)
            ol_plc_adopt_array_bind(t, from->type);
        else if (ol_plc_can(c, value, t->type))
            ol_plc_adopt_array_bind(from, t->type);
    }
    if (!ol_plc_can(c, value, t->type))
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, pos);
        return;
    }
    v = ol_plc_gen_to(c, value, t->type, not_null ? OL_OPERAND_NONE : reg);
    if (v == OL_OPERAND_NONE)
        return;
    if (not_null)
        ol_plc_emit(c, OL_OP_NOTNULL, v, 0, 0);
    if (v != reg || reg == OL_OPERAND_NONE)
        ol_plc_store(c, t, v);
}

/* A value in a register, of type from, into a target: what comes out of SQL and of OUT parameters. */
void ol_plc_convert_store(OlPlc *c, OlPx *target, uint16_t value, const OlType *from, int pos)
{
    OlSym *s = ol_new(c->arena, OlSym);
    OlPx *px = ol_new(c->arena, OlPx);
    OlRx *x;

    s->kind = OL_SYM_VAR;
    s->owner = c->rt;
    s->reg = value;
    s->global = -1;
    px->kind = OL_PX_VAR;
    px->sym = s;
    px->type = ol_slot_kind_of(from) == OL_SLOT_NONE ? -1 : ol_plc_scalar(c, from);
    px->pos = pos;
    x = ol_rx_new(&c->r, OL_RX_PL, *from, pos);
    x->ext = px;
    ol_plc_assign(c, target, x, pos);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

/* A target whose register can be handed to the callee itself: same kind, and nothing to be checked on the way back. */
static uint16_t direct(OlPlc *c, OlPx *t, int type)
{
    uint16_t reg = ol_plc_target_reg(c, t);
    OlBcType *tt, *pt;

    if (reg == OL_OPERAND_NONE || t->sym->not_null)
        return OL_OPERAND_NONE;
    if (t->type == type)
        return reg;
    tt = ol_plc_type_at(c, t->type);
    pt = ol_plc_type_at(c, type);
    if (tt->class_ != OL_PLT_SCALAR || pt->class_ != OL_PLT_SCALAR || tt->kind != pt->kind || tt->scalar.code != pt->scalar.code || tt->not_null ||
        tt->has_range || tt->scalar.precision != 0 || tt->scalar.size_bytes > 0 || (tt->kind == OL_SLOT_NUMBER && tt->scalar.scale != OL_SCALE_NONE))
        return OL_OPERAND_NONE;
    return reg;
}

uint16_t ol_plc_call(OlPlc *c, OlPx *px, uint16_t dest)
{
    OlSym *s = px->sym;
    uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)s->nparams + 1), d = OL_OPERAND_NONE;

    for (int i = 0; i < s->nparams; i++)
    {
        OlBcParam *p = &s->params[i];
        OlPx *out = px->outs[i];

        if (px->args[i] == NULL)
        {
            ops[i] = OL_OPERAND_NONE;
            continue;
        }
        if (p->mode == OL_MODE_IN)
        {
            if ((ops[i] = ol_plc_gen_to(c, px->args[i], p->type, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return OL_OPERAND_NONE;
            continue;
        }
        if ((ops[i] = direct(c, out, p->type)) != OL_OPERAND_NONE)
            continue;
        ops[i] = ol_plc_temp(c, ol_plc_type_at(c, p->type)->kind);
        if (p->mode == OL_MODE_IN_OUT)
        {
            uint16_t v = ol_plc_gen_to(c, px->args[i], p->type, ops[i]);

            if (v == OL_OPERAND_NONE)
                return v;
            if (v != ops[i])
                ol_plc_emit(c, OL_OP_MOV, ops[i], v, 0);
        }
    }
    if (s->result >= 0)
        d = out_reg(c, dest, ol_plc_type_at(c, s->result)->kind);
    if (s->host >= 0)
        ol_plc_emit(c, OL_OP_HOST, d, (uint16_t)s->host, ol_plc_list(c, ops, s->nparams));
    else if (s->unit > 0)
        ol_plc_emit(c, OL_OP_CALLX, d, (uint16_t)s->index, ol_plc_list(c, ops, s->nparams));
    else
        ol_plc_emit(c, OL_OP_CALL, d, (uint16_t)s->index, ol_plc_list(c, ops, s->nparams));
    for (int i = 0; i < s->nparams; i++)
        if (px->outs[i] != NULL && ol_plc_target_reg(c, px->outs[i]) != ops[i])
        {
            OlSym *v = ol_new(c->arena, OlSym);
            OlPx *back = ol_new(c->arena, OlPx);

            v->kind = OL_SYM_VAR;
            v->owner = c->rt;
            v->reg = ops[i];
            v->global = -1;
            back->kind = OL_PX_VAR;
            back->sym = v;
            back->type = s->params[i].type;
            back->pos = px->pos;
            ol_plc_assign(c, px->outs[i], ol_plc_px_rx(c, back), px->pos);
        }
    if (s->result < 0)
        return OL_OPERAND_NONE;
    return deliver(c, d, dest);
}
