/*
 * verify.c - checks a program before anything runs it: a damaged one is refused here and cannot harm the machine.
 *
 * Owns:      ol_program_verify.
 * What:      every register, constant, table index and jump in range; kinds of operands as defs/opcodes.def says; operand lists as long and of
 *            the kinds their instruction wants; the address register used only directly behind what set it.
 * See also:  defs/opcodes.def, program.h
 */
#include "plc/program.h"

#include <stdio.h>
#include <string.h>

typedef struct Check
{
    const OlProgram *p;
    OlDiag *diag;
    const OlBcRoutine *r;
    int routine;
    uint32_t pc;
    bool *target; /* per instruction: a jump or a handler leads there */
} Check;

static bool bad(Check *c, const char *what)
{
    char text[256];

    (void)snprintf(text, sizeof(text), "damaged program: %s (routine %d, instruction %u)", what, c->routine, (unsigned)c->pc);
    (void)ol_diag_set_text(c->diag, OL_ERR_INTERNAL, -1, text);
    return false;
}

static int kind_of_letter(char l)
{
    for (int k = 1; k < OL_SLOT_COUNT; k++)
        if (ol_slot_letter(k) == l)
            return k;
    return OL_SLOT_NONE;
}

/* Kind of a readable operand; NONE: not one. */
static int operand_kind(const Check *c, uint16_t o)
{
    if (o & OL_OPERAND_CONST)
        return (o & 0x7fff) < c->p->nconsts ? c->p->consts[o & 0x7fff].kind : OL_SLOT_NONE;
    return o < c->r->nregs ? c->r->reg_kinds[o] : OL_SLOT_NONE;
}

static int register_kind(const Check *c, uint16_t o)
{
    return o & OL_OPERAND_CONST ? OL_SLOT_NONE : operand_kind(c, o);
}

static int type_kind(const Check *c, int type)
{
    return type >= 0 && type < c->p->ntypes ? c->p->types[type].kind : OL_SLOT_NONE;
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static bool type_ok(const OlProgram *p, const OlBcType *t)
{
    static const uint8_t kinds[] = {[OL_PLT_SCALAR] = 0, [OL_PLT_RECORD] = OL_SLOT_RECORD, [OL_PLT_ASSOC] = OL_SLOT_COLL,
                                    [OL_PLT_TABLE] = OL_SLOT_COLL, [OL_PLT_VARRAY] = OL_SLOT_COLL, [OL_PLT_CURSOR] = OL_SLOT_CURSOR,
                                    [OL_PLT_OBJECT] = OL_SLOT_RECORD};

    if ((unsigned)t->class_ > OL_PLT_OBJECT || t->kind >= OL_SLOT_COUNT)
        return false;
    if (t->class_ == OL_PLT_SCALAR ? t->kind == OL_SLOT_RECORD || t->kind == OL_SLOT_COLL : t->kind != kinds[t->class_])
        return false;
    if (t->nfields < 0 || t->nfields > 65535 || (t->nfields > 0 && t->fields == NULL) || (t->nfields > 0 && t->kind != OL_SLOT_RECORD))
        return false;
    /* a type is made of types before it: no cycles */
    for (int i = 0; i < t->nfields; i++)
    {
        const OlBcField *f = &t->fields[i];

        if (f->type < 0 || f->type >= (int)(t - p->types) || f->default_const >= p->nconsts ||
            (f->default_const >= 0 && p->consts[f->default_const].kind != p->types[f->type].kind))
            return false;
    }
    if (t->kind == OL_SLOT_COLL &&
        (t->element < 0 || t->element >= (int)(t - p->types) || (t->index != OL_SLOT_INT && t->index != OL_SLOT_STRING) || t->limit < 0 || t->index_size < 0 ||
         (t->index == OL_SLOT_STRING && t->class_ != OL_PLT_ASSOC)))
        return false;
    if (t->class_ == OL_PLT_CURSOR && (t->row < -1 || t->row >= p->ntypes || (t->row >= 0 && p->types[t->row].kind != OL_SLOT_RECORD)))
        return false;
    return true;
}

static bool params_ok(const OlProgram *p, const OlBcParam *params, int n)
{
    if (n < 0 || n > 65535 || (n > 0 && params == NULL))
        return false;
    for (int i = 0; i < n; i++)
        if (params[i].type < 0 || params[i].type >= p->ntypes || (unsigned)params[i].mode > OL_MODE_IN_OUT ||
            p->types[params[i].type].kind == OL_SLOT_NONE)
            return false;
    return true;
}

static bool type_index(const OlProgram *p, int type)
{
    return type >= -1 && type < p->ntypes;
}

static bool tables(Check *c)
{
    const OlProgram *p = c->p;

    if (p->version != OL_PROGRAM_VERSION)
        return bad(c, "version");
    if (p->nroutines < 1 || p->nroutines > 0xfff0 || p->nconsts < 0 || p->nconsts > 0x7fff || p->ntypes < 0 || p->ntypes > 0xfff0 || p->nlists < 0 ||
        p->nlists > 0xfff0 || p->nexceptions < 0 || p->nunits < 1 || p->nexternals < 0 || p->nfunctions < 0 || p->nsqls < 0 || p->nforalls < 0 ||
        p->nhosts < 0 || p->nglobals < 0 || p->nbinds < 0 || p->ndependencies < 0 || p->nexports < 0 || p->naccessors < 0 ||
        (p->nglobals > 0 && p->globals == NULL) || (p->nexceptions > 0 && p->exceptions == NULL) || (p->nexports > 0 && p->exports == NULL))
        return bad(c, "counts");
    if (p->routines == NULL || (p->nconsts > 0 && p->consts == NULL) || (p->ntypes > 0 && p->types == NULL) || (p->nlists > 0 && p->lists == NULL) ||
        (p->noperands > 0 && p->operands == NULL))
        return bad(c, "tables");
    for (int i = 0; i < p->nconsts; i++)
    {
        const OlBcConst *k = &p->consts[i];

        if (k->kind == OL_SLOT_NONE || k->kind >= OL_SLOT_COUNT || (k->text.n > 0 && k->text.s == NULL))
            return bad(c, "constant");
        if (!k->is_null && (k->kind == OL_SLOT_RECORD || k->kind == OL_SLOT_COLL || k->kind == OL_SLOT_CURSOR))
            return bad(c, "constant");
        if (k->kind == OL_SLOT_BOOL && k->integer != 0 && k->integer != 1)
            return bad(c, "constant");
    }
    for (int i = 0; i < p->ntypes; i++)
        if (!type_ok(p, &p->types[i]))
            return bad(c, "type");
    for (int i = 0; i < p->nlists; i++)
        if (p->lists[i].start > p->noperands || p->lists[i].n > p->noperands - p->lists[i].start)
            return bad(c, "operand list");
    for (int i = 0; i < p->nexceptions; i++)
        if (p->exceptions[i].unit < 0 || p->exceptions[i].unit >= p->nunits || p->exceptions[i].index < 0 ||
            (p->exceptions[i].unit == 0 && p->exceptions[i].index >= p->nexceptions))
            return bad(c, "exception");
    for (int i = 0; i < p->nexternals; i++)
        if (p->externals[i].unit < 1 || p->externals[i].unit >= p->nunits || !params_ok(p, p->externals[i].params, p->externals[i].nparams) ||
            !type_index(p, p->externals[i].result_type))
            return bad(c, "external");
    for (int i = 0; i < p->nhosts; i++)
        if (!params_ok(p, p->hosts[i].params, p->hosts[i].nparams) || !type_index(p, p->hosts[i].result_type))
            return bad(c, "host routine");
    for (int i = 0; i < p->nfunctions; i++)
    {
        const OlBcFunction *f = &p->functions[i];

        if (f->nargs < 0 || f->nargs > 10000 || (f->nargs > 0 && f->args == NULL) || f->target.n == 0)
            return bad(c, "function");
    }
    for (int i = 0; i < p->nexports; i++)
    {
        const OlBcExport *e = &p->exports[i];
        int limit = e->kind == OL_EXPORT_TYPE ? p->ntypes : e->kind == OL_EXPORT_EXCEPTION ? p->nexceptions : p->nglobals;

        if (e->kind > OL_EXPORT_CURSOR || e->index < 0 || e->index >= limit || e->name.n == 0 || !type_index(p, e->type) ||
            (e->kind == OL_EXPORT_CURSOR && e->type >= 0 && p->types[e->type].kind != OL_SLOT_RECORD))
            return bad(c, "export");
    }
    for (int i = 0; i < p->nsqls; i++)
    {
        const OlBcSql *s = &p->sqls[i];

        if ((unsigned)s->kind > OL_PLSQL_UTILITY || s->nparams < 0 || s->nparams > 65535 || s->ncolumns < 0 || s->ncolumns > 65535 || s->nhidden < 0 ||
            s->nrelations < 0 || (s->nparams > 0 && s->params == NULL) || (s->ncolumns > 0 && s->columns == NULL) || s->text.n == 0)
            return bad(c, "statement");
    }
    for (int i = 0; i < p->nforalls; i++)
    {
        const OlBcForall *f = &p->foralls[i];

        if (f->nparams < 0 || (f->nparams > 0 && (f->indexed == NULL || f->field == NULL)) || f->kind > OL_FORALL_VALUES)
            return bad(c, "array statement");
    }
    for (int i = 0; i < p->nglobals; i++)
        if (type_kind(c, p->globals[i].type) == OL_SLOT_NONE)
            return bad(c, "global");
    if (p->nbinds > 0 && p->nbinds != p->routines[0].nparams)
        return bad(c, "bind");
    return true;
}

/* --- operand lists ------------------------------------------------------------------------------------------------ */

static const uint16_t *list_of(const Check *c, uint16_t list, int *n)
{
    *n = c->p->lists[list].n;
    return c->p->operands + c->p->lists[list].start;
}

static bool call_list(Check *c, uint16_t list, const OlBcParam *params, int nparams, int result_type, uint16_t result)
{
    int n;
    const uint16_t *o = list_of(c, list, &n);

    if (n != nparams)
        return bad(c, "arguments");
    for (int i = 0; i < n; i++)
    {
        int want = type_kind(c, params[i].type);

        if (o[i] == OL_OPERAND_NONE)
        {
            if (!params[i].has_default)
                return bad(c, "argument left out");
        }
        else if ((params[i].mode == OL_MODE_IN ? operand_kind(c, o[i]) : register_kind(c, o[i])) != want)
            return bad(c, "argument's kind");
    }
    if (result_type < 0 ? result != OL_OPERAND_NONE : result != OL_OPERAND_NONE && register_kind(c, result) != type_kind(c, result_type))
        return bad(c, "result");
    return true;
}

static int rx_kind(const OlType *t)
{
    return (int)ol_slot_kind_value(t);
}

static bool function_list(Check *c, const OlInstr *in)
{
    const OlBcFunction *f = &c->p->functions[in->b];
    int n;
    const uint16_t *o = list_of(c, in->c, &n);

    if (n != f->nargs)
        return bad(c, "arguments");
    for (int i = 0; i < n; i++)
        if (operand_kind(c, o[i]) != rx_kind(&f->args[i]))
            return bad(c, "argument's kind");
    if (in->a == OL_OPERAND_NONE || register_kind(c, in->a) != rx_kind(&f->result))
        return bad(c, "result");
    return true;
}

static bool sql_list(Check *c, uint16_t sql, uint16_t list)
{
    const OlBcSql *s = &c->p->sqls[sql];
    int n;
    const uint16_t *o = list_of(c, list, &n);

    if (n != s->nparams)
        return bad(c, "parameters");
    for (int i = 0; i < n; i++)
        if (operand_kind(c, o[i]) == OL_SLOT_NONE || operand_kind(c, o[i]) != (int)ol_slot_kind_of(&s->params[i]))
            return bad(c, "parameter's kind");
    return true;
}

static bool into_list(Check *c, uint16_t list, const OlBcSql *s)
{
    int n;
    const uint16_t *o = list_of(c, list, &n);

    if (s != NULL && n != s->ncolumns)
        return bad(c, "columns");
    for (int i = 0; i < n; i++)
    {
        int k = register_kind(c, o[i]);

        if (k == OL_SLOT_NONE || (s != NULL && k != (int)ol_slot_kind_column(&s->columns[i])))
            return bad(c, "column's register");
    }
    return true;
}

static bool bulk_list(Check *c, uint16_t list, const OlBcSql *s)
{
    int n;
    const uint16_t *o = list_of(c, list, &n);

    if (n < 2 || n % 2 != 0)
        return bad(c, "collections");
    for (int i = 0; i < n; i += 2)
    {
        if (register_kind(c, o[i]) != OL_SLOT_COLL || type_kind(c, o[i + 1]) != OL_SLOT_COLL)
            return bad(c, "collection");
        const OlBcType *t = &c->p->types[o[i + 1]], *e = &c->p->types[t->element];

        if (t->index == OL_SLOT_STRING)
            return bad(c, "collection");
        if (e->class_ == OL_PLT_RECORD ? n != 2 || (s != NULL && e->nfields != s->ncolumns) : s != NULL && n / 2 != s->ncolumns)
            return bad(c, "collections");
    }
    return true;
}

static bool using_list(Check *c, uint16_t list)
{
    int n;
    const uint16_t *o;

    if (list == OL_OPERAND_NONE)
        return true;
    o = list_of(c, list, &n);
    if (n % 2 != 0)
        return bad(c, "USING");
    for (int i = 0; i < n; i += 2)
    {
        int k = o[i + 1] == OL_MODE_IN ? operand_kind(c, o[i]) : register_kind(c, o[i]);

        if (o[i + 1] > OL_MODE_IN_OUT || k == OL_SLOT_NONE)
            return bad(c, "USING");
    }
    return true;
}

static bool forall_ok(Check *c, const OlInstr *in)
{
    const OlBcSql *s = &c->p->sqls[in->a];
    const OlBcForall *f;
    int n;
    const uint16_t *o = list_of(c, in->c, &n);

    if (in->b >= c->p->nforalls)
        return bad(c, "array statement");
    f = &c->p->foralls[in->b];
    if (n != s->nparams || n != f->nparams)
        return bad(c, "parameters");
    if ((f->kind == OL_FORALL_RANGE && (operand_kind(c, f->low) != OL_SLOT_INT || operand_kind(c, f->high) != OL_SLOT_INT)) ||
        (f->kind != OL_FORALL_RANGE && register_kind(c, f->collection) != OL_SLOT_COLL))
        return bad(c, "bounds");
    if (f->kind != OL_FORALL_RANGE && ((f->low != OL_OPERAND_NONE && operand_kind(c, f->low) != OL_SLOT_INT) ||
                                       (f->high != OL_OPERAND_NONE && operand_kind(c, f->high) != OL_SLOT_INT)))
        return bad(c, "bounds");
    for (int i = 0; i < n; i++)
    {
        int k = operand_kind(c, o[i]);

        if (f->indexed[i] > 3 || k == OL_SLOT_NONE || ((f->indexed[i] == 1 || f->indexed[i] == 2) && k != OL_SLOT_COLL) ||
            (f->indexed[i] == 3 && k != OL_SLOT_INT))
            return bad(c, "parameter");
    }
    if (f->into != OL_OPERAND_NONE && (f->into >= c->p->nlists || !bulk_list(c, f->into, s)))
        return bad(c, "RETURNING");
    return true;
}

/* --- instructions ------------------------------------------------------------------------------------------------- */

static bool one_operand(Check *c, char letter, uint16_t o, bool optional, uint16_t *any_kind, unsigned flags)
{
    static const char *const table_names = "0123456789";
    const OlProgram *p = c->p;
    int k;

    if (optional && o == OL_OPERAND_NONE)
        return true;
    switch (letter)
    {
        case '-':
        case '#':
        case '%':
        case 'J':
        case 'W':
            return true;
        case '1':
            return o < p->nroutines ? true : bad(c, "routine");
        case '2':
            return o < p->nexternals ? true : bad(c, "external");
        case '3':
            return o < p->nfunctions ? true : bad(c, "function");
        case '4':
            return o < p->nsqls ? true : bad(c, "statement");
        case '5':
            return o < p->nlists ? true : bad(c, "operand list");
        case '6':
            return o < p->nexceptions ? true : bad(c, "exception");
        case '7':
            return o < p->ntypes ? true : bad(c, "type");
        case '8':
            return o < p->nhosts ? true : bad(c, "host routine");
        case '9':
            return o < p->nunits ? true : bad(c, "unit");
        case 'x':
        case 'X':
            k = letter == 'X' ? register_kind(c, o) : operand_kind(c, o);
            if (k == OL_SLOT_NONE)
                return bad(c, "operand");
            if (!(flags & OL_OPF_MIXED))
            {
                if (*any_kind != OL_SLOT_NONE && *any_kind != k)
                    return bad(c, "kinds differ");
                *any_kind = (uint16_t)k;
            }
            return true;
        default:
            (void)table_names;
            if (letter >= 'A' && letter <= 'Z')
                k = register_kind(c, o) == kind_of_letter((char)(letter + 32)) ? register_kind(c, o) : OL_SLOT_NONE;
            else
                k = operand_kind(c, o) == kind_of_letter(letter) ? operand_kind(c, o) : OL_SLOT_NONE;
            return k != OL_SLOT_NONE ? true : bad(c, "operand's kind");
    }
}

static bool jump_target(const Check *c, const OlInstr *in, const OlOpInfo *info, int64_t *to)
{
    *to = info->operands[1] == 'W' ? (int64_t)c->pc + 1 + OL_JUMP32(*in) : (int64_t)c->pc + 1 + (int16_t)in->c;
    return *to >= 0 && *to < c->r->ncode;
}

static bool special(Check *c, const OlInstr *in)
{
    const OlProgram *p = c->p;

    switch (in->op)
    {
        case OL_OP_CALL:
        {
            const OlBcRoutine *r = &p->routines[in->b];

            /* the callee's static parent must be on the way out from here */
            int up = c->routine;

            while (r->parent >= 0 && up >= 0 && up != r->parent)
                up = p->routines[up].parent;
            if (r->parent >= 0 && up < 0)
                return bad(c, "call of a routine out of scope");
            return call_list(c, in->c, r->params, r->nparams, r->result_type, in->a);
        }
        case OL_OP_CALLX:
            return call_list(c, in->c, p->externals[in->b].params, p->externals[in->b].nparams, p->externals[in->b].result_type, in->a);
        case OL_OP_HOST:
            return call_list(c, in->c, p->hosts[in->b].params, p->hosts[in->b].nparams, p->hosts[in->b].result_type, in->a);
        case OL_OP_CALLFN:
            return function_list(c, in);
        case OL_OP_SQL:
            return sql_list(c, in->a, in->b) && (in->c == OL_OPERAND_NONE || into_list(c, in->c, &p->sqls[in->a])) &&
                   (p->sqls[in->a].kind == OL_PLSQL_DML ? true : bad(c, "statement"));
        case OL_OP_SQL_INTO:
            return sql_list(c, in->a, in->b) && into_list(c, in->c, &p->sqls[in->a]) &&
                   (p->sqls[in->a].kind == OL_PLSQL_QUERY ? true : bad(c, "statement"));
        case OL_OP_SQL_BULK:
            return sql_list(c, in->a, in->b) && bulk_list(c, in->c, &p->sqls[in->a]) &&
                   (p->sqls[in->a].kind != OL_PLSQL_UTILITY ? true : bad(c, "statement"));
        case OL_OP_UTILITY:
            return p->sqls[in->a].kind == OL_PLSQL_UTILITY ? true : bad(c, "statement");
        case OL_OP_FORALL:
            return forall_ok(c, in) && (p->sqls[in->a].kind == OL_PLSQL_DML ? true : bad(c, "statement"));
        case OL_OP_OPEN:
        case OL_OP_OPEN_REF:
            return sql_list(c, in->b, in->c) && (p->sqls[in->b].kind == OL_PLSQL_QUERY ? true : bad(c, "statement"));
        case OL_OP_OPEN_DYN:
            return using_list(c, in->c);
        case OL_OP_FETCH:
        case OL_OP_FETCH_LOOP:
            return into_list(c, in->b, NULL);
        case OL_OP_FETCH_BULK:
            return bulk_list(c, in->b, NULL);
        case OL_OP_EXEC:
            return using_list(c, in->b) && (in->c == OL_OPERAND_NONE || into_list(c, in->c, NULL));
        case OL_OP_EXEC_BULK:
            return using_list(c, in->b) && bulk_list(c, in->c, NULL);
        case OL_OP_NEWREC:
            return type_kind(c, in->b) == OL_SLOT_RECORD ? true : bad(c, "type");
        case OL_OP_NEWCOLL:
        {
            int n, element;
            const uint16_t *o;

            if (type_kind(c, in->b) != OL_SLOT_COLL)
                return bad(c, "type");
            if (in->c == OL_OPERAND_NONE)
                return true;
            element = type_kind(c, p->types[in->b].element);
            o = list_of(c, in->c, &n);
            for (int i = 0; i < n; i++)
                if (operand_kind(c, o[i]) != element)
                    return bad(c, "element's kind");
            return true;
        }
        case OL_OP_FIT:
        case OL_OP_FIT_N:
        {
            int k = operand_kind(c, in->b);

            return type_kind(c, in->c) == k && p->types[in->c].class_ == OL_PLT_SCALAR ? true : bad(c, "type");
        }
        case OL_OP_GETUP:
        case OL_OP_SETUP:
        case OL_OP_ADDR_UP:
        {
            int up = c->routine;

            for (int i = 0; i < in->b && up >= 0; i++)
                up = p->routines[up].parent;
            if (up < 0 || in->b == 0 || in->c >= p->routines[up].nregs)
                return bad(c, "outer register");
            if (in->op != OL_OP_ADDR_UP && p->routines[up].reg_kinds[in->c] != operand_kind(c, in->a))
                return bad(c, "outer register's kind");
            return true;
        }
        case OL_OP_GETGLOBAL:
        case OL_OP_SETGLOBAL:
        case OL_OP_ADDR_GLOBAL:
            if (in->b != 0)
                return true; /* compared with the unit when it is loaded */
            if (in->c >= p->nglobals)
                return bad(c, "global");
            if (in->op != OL_OP_ADDR_GLOBAL && type_kind(c, p->globals[in->c].type) != operand_kind(c, in->a))
                return bad(c, "global's kind");
            return true;
        case OL_OP_JGIVEN:
            return in->a < c->r->nparams ? true : bad(c, "parameter");
        case OL_OP_CATCH:
            return true;
        case OL_OP_METHOD:
            return in->c <= OL_METH_LIMIT ? true : bad(c, "method");
        case OL_OP_METHODARG:
            return in->a >= OL_METH_EXISTS && in->a <= OL_METH_NEXT && c->pc + 1 < c->r->ncode && c->r->code[c->pc + 1].op == OL_OP_METHOD1 &&
                           !c->target[c->pc + 1]
                       ? true
                       : bad(c, "method");
        case OL_OP_METHOD1:
            return c->pc > 0 && c->r->code[c->pc - 1].op == OL_OP_METHODARG ? true : bad(c, "method");
        case OL_OP_MAXLEN:
            return c->pc + 1 < c->r->ncode && c->r->code[c->pc + 1].op == OL_OP_CONCAT && !c->target[c->pc + 1] ? true : bad(c, "MAXLEN");
        case OL_OP_ADDR_METHOD:
        case OL_OP_ADDR_METHOD1:
        case OL_OP_ADDR_METHOD2:
            return in->a >= OL_METH_EXTEND && in->a <= OL_METH_DELETE ? true : bad(c, "method");
        case OL_OP_CURROWID:
            return register_kind(c, in->a) == OL_SLOT_ROWID ? true : bad(c, "kind of ROWID");
        case OL_OP_SQLATTR:
        case OL_OP_CURATTR:
        {
            unsigned attr = in->op == OL_OP_SQLATTR ? in->b : in->c;

            return attr < OL_CURATTR_COUNT_ && register_kind(c, in->a) == (attr == OL_CURATTR_ROWCOUNT ? OL_SLOT_INT : OL_SLOT_BOOL)
                       ? true
                       : bad(c, "attribute");
        }
        case OL_OP_RET:
            return c->r->result_type < 0 || register_kind(c, c->r->result_reg) == type_kind(c, c->r->result_type) ? true : bad(c, "result");
        default:
            return true;
    }
}

static bool instruction(Check *c, const OlInstr *in)
{
    const OlOpInfo *info = ol_op_info(in->op);
    const uint16_t ops[3] = {in->a, in->b, in->c};
    const unsigned opt[3] = {OL_OPF_OPT_A, OL_OPF_OPT_B, OL_OPF_OPT_C};
    uint16_t any = OL_SLOT_NONE;

    for (int i = 0; i < 3; i++)
        if (!one_operand(c, info->operands[i], ops[i], (info->flags & opt[i]) != 0, &any, info->flags))
            return false;
    if (info->flags & OL_OPF_NEEDS_ADDR)
    {
        if (c->pc == 0 || c->target[c->pc])
            return bad(c, "address");
        const OlOpInfo *before = ol_op_info(c->r->code[c->pc - 1].op);

        if (!(before->flags & OL_OPF_ADDR))
            return bad(c, "address");
    }
    if (c->pc + 1 == c->r->ncode && !(info->flags & OL_OPF_END))
        return bad(c, "end of the code");
    return special(c, in);
}

static bool routine(Check *c, OlArena *arena)
{
    const OlProgram *p = c->p;
    const OlBcRoutine *r = c->r;

    c->pc = 0;
    if (r->nregs < 0 || r->nregs > OL_MAX_REGS || (r->nregs > 0 && r->reg_kinds == NULL) || !params_ok(p, r->params, r->nparams) ||
        !type_index(p, r->result_type) || r->parent < -1 || r->parent >= p->nroutines || r->nhandlers < 0 || r->nlines < 0)
        return bad(c, "routine");
    /* static parents: no cycles */
    for (int up = r->parent, steps = 0; up >= 0; up = p->routines[up].parent, steps++)
        if (steps > p->nroutines || p->routines[up].parent >= p->nroutines)
            return bad(c, "routine's parent");
    if (!r->has_code)
        return r->ncode == 0 ? true : bad(c, "routine");
    if (r->nparams > r->nregs || r->ncode == 0 || r->ncode > 1000000 || r->code == NULL)
        return bad(c, "routine");
    for (int i = 0; i < r->nregs; i++)
        if (r->reg_kinds[i] == OL_SLOT_NONE || r->reg_kinds[i] >= OL_SLOT_COUNT)
            return bad(c, "register's kind");
    for (int i = 0; i < r->nparams; i++)
        if (r->reg_kinds[i] != type_kind(c, r->params[i].type))
            return bad(c, "parameter's kind");
    if (r->is_function != (r->result_type >= 0) || (r->is_function && register_kind(c, r->result_reg) != type_kind(c, r->result_type)))
        return bad(c, "result");
    c->target = ol_new_array(arena, bool, (size_t)r->ncode + 1);
    for (c->pc = 0; c->pc < r->ncode; c->pc++)
    {
        const OlInstr *in = &r->code[c->pc];
        const OlOpInfo *info = ol_op_info(in->op);
        int64_t to;

        if (info == NULL)
            return bad(c, "opcode");
        if (info->flags & OL_OPF_JUMP)
        {
            if (!jump_target(c, in, info, &to))
                return bad(c, "jump");
            c->target[to] = true;
        }
    }
    for (int i = 0; i < r->nhandlers; i++)
    {
        const OlBcHandler *h = &r->handlers[i];

        c->pc = h->target;
        if (h->from > h->to || h->to > r->ncode || h->target >= r->ncode || r->code[h->target].op != OL_OP_CATCH ||
            (h->exception != OL_OPERAND_NONE && h->exception >= p->nexceptions))
            return bad(c, "handler");
        c->target[h->target] = true;
    }
    for (int i = 0; i < r->nlines; i++)
        if (r->lines[i].pc > r->ncode || (i > 0 && r->lines[i].pc < r->lines[i - 1].pc))
            return bad(c, "line table");
    for (c->pc = 0; c->pc < r->ncode; c->pc++)
        if (!instruction(c, &r->code[c->pc]))
            return false;
    return true;
}

/* Timing points are routines without parameters; their columns are registers of theirs. */
static bool trigger(Check *c)
{
    const OlBcTrigger *t = &c->p->trigger;

    c->routine = -1;
    c->pc = 0;
    if (t->ncolumns < 0 || t->ncolumns > 100000 || (t->ncolumns > 0 && t->columns == NULL))
        return bad(c, "trigger");
    for (int i = 0; i < OL_POINT_COUNT; i++)
        if (t->points[i] < -1 || t->points[i] >= c->p->nroutines ||
            (t->points[i] >= 0 && (c->p->routines[t->points[i]].nparams != 0 || !c->p->routines[t->points[i]].has_code)))
            return bad(c, "trigger's timing point");
    for (int i = 0; i < t->ncolumns; i++)
    {
        const OlBcRowColumn *col = &t->columns[i];

        if (col->routine < 0 || col->routine >= c->p->nroutines || col->attnum < 1 || col->reg >= c->p->routines[col->routine].nregs ||
            type_kind(c, col->type) == OL_SLOT_NONE || c->p->routines[col->routine].reg_kinds[col->reg] != type_kind(c, col->type))
            return bad(c, "trigger's column");
    }
    return true;
}

OlStatus ol_program_verify(OlArena *arena, const OlProgram *program, OlDiag *diag)
{
    Check c = {.p = program, .diag = diag, .routine = -1};

    if (!tables(&c))
        return OL_ERROR;
    /* all headers before any code: code looks at other routines */
    for (int i = 0; i < program->nroutines; i++)
    {
        const OlBcRoutine *r = &program->routines[i];

        c.routine = i;
        c.r = r;
        if (r->nregs < 0 || r->nregs > OL_MAX_REGS || (r->nregs > 0 && r->reg_kinds == NULL) || !params_ok(program, r->params, r->nparams) ||
            r->parent < -1 || r->parent >= program->nroutines || !type_index(program, r->result_type))
        {
            (void)bad(&c, "routine");
            return OL_ERROR;
        }
        for (int up = r->parent, steps = 0; up >= 0; up = program->routines[up].parent, steps++)
            if (steps > program->nroutines || program->routines[up].parent < -1 || program->routines[up].parent >= program->nroutines)
            {
                (void)bad(&c, "routine's parent");
                return OL_ERROR;
            }
    }
    for (int i = 0; i < program->nroutines; i++)
    {
        c.routine = i;
        c.r = &program->routines[i];
        if (!routine(&c, arena))
            return OL_ERROR;
    }
    if (program->kind == OL_OBJ_TRIGGER && !trigger(&c))
        return OL_ERROR;
    return OL_OK;
}
