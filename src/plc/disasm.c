/*
 * disasm.c - a program as text: routines instruction by instruction, and the tables they use.
 *
 * Owns:      ol_program_print. Prints any program, verified or not: what is out of range is shown as a number.
 * See also:  program.h, defs/opcodes.def
 */
#include "plc/program.h"

static void print_const(const OlProgram *p, int i, OlBuf *out)
{
    const OlBcConst *k;
    char text[OL_DECIMAL_TEXT_MAX];

    if (i >= p->nconsts)
    {
        ol_buf_printf(out, "k%d?", i);
        return;
    }
    k = &p->consts[i];
    if (k->is_null)
        ol_buf_append_c(out, "NULL");
    else if (k->kind == OL_SLOT_NUMBER)
    {
        size_t n = ol_decimal_to_text(&k->number, '.', text);

        ol_buf_printf(out, "%.*sn", (int)n, text);
    }
    else if (k->kind == OL_SLOT_BOOL)
        ol_buf_append_c(out, k->integer ? "TRUE" : "FALSE");
    else if (k->kind == OL_SLOT_INT || k->kind == OL_SLOT_TIME)
        ol_buf_printf(out, "%lld%s", (long long)k->integer, k->kind == OL_SLOT_TIME ? "us" : "");
    else if (k->kind == OL_SLOT_DOUBLE)
        ol_buf_printf(out, "%gd", k->real);
    else
        ol_buf_printf(out, "'%.*s'", OL_STR_ARG(k->text));
}

static void print_operand(const OlProgram *p, const OlBcRoutine *r, uint16_t o, OlBuf *out)
{
    if (o == OL_OPERAND_NONE)
        ol_buf_append_c(out, "_");
    else if (o & OL_OPERAND_CONST)
        print_const(p, o & 0x7fff, out);
    else
        ol_buf_printf(out, "%c%d", o < r->nregs ? ol_slot_letter(r->reg_kinds[o]) : '?', o);
}

static void print_list(const OlProgram *p, const OlBcRoutine *r, uint16_t list, bool pairs, OlBuf *out)
{
    if (list == OL_OPERAND_NONE)
    {
        ol_buf_append_c(out, "_");
        return;
    }
    if (list >= p->nlists || p->lists[list].start > p->noperands || p->lists[list].n > p->noperands - p->lists[list].start)
    {
        ol_buf_printf(out, "list%d?", list);
        return;
    }
    ol_buf_append_c(out, "(");
    for (int i = 0; i < p->lists[list].n; i++)
    {
        uint16_t o = p->operands[p->lists[list].start + (uint32_t)i];

        if (i > 0)
            ol_buf_append_c(out, pairs && i % 2 == 1 ? ":" : " ");
        if (pairs && i % 2 == 1)
            ol_buf_printf(out, "%d", o);
        else
            print_operand(p, r, o, out);
    }
    ol_buf_append_c(out, ")");
}

static bool has_pairs(int op, int operand)
{
    switch (op)
    {
        case OL_OP_SQL_BULK:
            return operand == 2;
        case OL_OP_FETCH_BULK:
        case OL_OP_EXEC:
            return operand == 1;
        case OL_OP_EXEC_BULK:
            return true;
        case OL_OP_OPEN_DYN:
            return operand == 2;
        default:
            return false;
    }
}

static void print_instr(const OlProgram *p, const OlBcRoutine *r, uint32_t pc, OlBuf *out)
{
    const OlInstr *in = &r->code[pc];
    const OlOpInfo *info = ol_op_info(in->op);
    const uint16_t ops[3] = {in->a, in->b, in->c};

    if (info == NULL)
    {
        ol_buf_printf(out, "  %4u  op%d?\n", (unsigned)pc, in->op);
        return;
    }
    ol_buf_printf(out, "  %4u  %s", (unsigned)pc, info->name);
    for (int i = 0; i < 3; i++)
    {
        char l = info->operands[i];

        if (l == '-')
            continue;
        ol_buf_append_byte(out, ' ');
        if (l == 'W')
        {
            ol_buf_printf(out, "->%lld", (long long)pc + 1 + OL_JUMP32(*in));
            break;
        }
        if (l == 'J')
            ol_buf_printf(out, "->%lld", (long long)pc + 1 + (int16_t)in->c);
        else if (l == '#')
            ol_buf_printf(out, "%u", ops[i]);
        else if (l == '1')
            ol_buf_printf(out, "%.*s#%d", ops[i] < p->nroutines ? (int)p->routines[ops[i]].name.n : 0, ops[i] < p->nroutines ? p->routines[ops[i]].name.s : "",
                          ops[i]);
        else if (l == '2' && ops[i] < p->nexternals)
            ol_buf_printf(out, "%.*s", OL_STR_ARG(p->externals[ops[i]].name));
        else if (l == '3' && ops[i] < p->nfunctions)
            ol_buf_printf(out, "%.*s", OL_STR_ARG(p->functions[ops[i]].target));
        else if (l == '4')
            ol_buf_printf(out, "sql%d", ops[i]);
        else if (l == '5')
            print_list(p, r, ops[i], has_pairs(in->op, i), out);
        else if (l == '6' && ops[i] < p->nexceptions)
            ol_buf_printf(out, "%.*s", OL_STR_ARG(p->exceptions[ops[i]].name));
        else if (l == '7' && ops[i] < p->ntypes)
            ol_buf_printf(out, "type%d", ops[i]);
        else if (l == '8' && ops[i] < p->nhosts)
            ol_buf_printf(out, "%.*s", OL_STR_ARG(p->hosts[ops[i]].name));
        else if (l == '9')
            ol_buf_printf(out, "unit%d", ops[i]);
        else if ((l >= 'a' && l <= 'z') || (l >= 'A' && l <= 'Z'))
            print_operand(p, r, ops[i], out);
        else
            ol_buf_printf(out, "%u", ops[i]);
    }
    ol_buf_append_byte(out, '\n');
}

static void print_type(const OlProgram *p, int i, OlBuf *out)
{
    const OlBcType *t = &p->types[i];
    static const char *const classes[] = {"", "RECORD", "TABLE INDEX BY", "TABLE", "VARRAY", "CURSOR", "OBJECT"};

    if (t->class_ == OL_PLT_SCALAR)
    {
        ol_buf_printf(out, "type%d %.*s%s", i, OL_STR_ARG(t->name), t->not_null ? " NOT NULL" : "");
        if (t->has_range)
            ol_buf_printf(out, " RANGE %lld .. %lld", (long long)t->low, (long long)t->high);
        ol_buf_append_byte(out, '\n');
        return;
    }
    ol_buf_printf(out, "type%d %.*s: %s", i, OL_STR_ARG(t->name), (unsigned)t->class_ <= OL_PLT_OBJECT ? classes[t->class_] : "?");
    for (int k = 0; k < t->nfields; k++)
        ol_buf_printf(out, "%s%.*s type%d", k == 0 ? " (" : ", ", OL_STR_ARG(t->fields[k].name), t->fields[k].type);
    if (t->nfields > 0)
        ol_buf_append_c(out, ")");
    if (t->kind == OL_SLOT_COLL)
        ol_buf_printf(out, " of type%d%s", t->element, t->index == OL_SLOT_STRING ? " by string" : "");
    if (t->class_ == OL_PLT_VARRAY)
        ol_buf_printf(out, " limit %d", (int)t->limit);
    ol_buf_append_byte(out, '\n');
}

static void print_routine(const OlProgram *p, const OlBcRoutine *r, int i, OlBuf *out)
{
    static const char *const modes[] = {"", "OUT ", "IN OUT "};
    int line = 0;

    ol_buf_printf(out, "routine %d %.*s", i, OL_STR_ARG(r->name));
    for (int k = 0; k < r->nparams; k++)
        ol_buf_printf(out, "%s%s%.*s type%d%s", k == 0 ? "(" : ", ", (unsigned)r->params[k].mode <= 2 ? modes[r->params[k].mode] : "?",
                      OL_STR_ARG(r->params[k].name), r->params[k].type, r->params[k].has_default ? " DEFAULT" : "");
    if (r->nparams > 0)
        ol_buf_append_c(out, ")");
    if (r->result_type >= 0)
        ol_buf_printf(out, " RETURN type%d", r->result_type);
    if (r->parent >= 0)
        ol_buf_printf(out, " in %d", r->parent);
    ol_buf_printf(out, ", %d registers", r->nregs);
    ol_buf_append_c(out, r->is_public ? ", public\n" : "\n");
    for (uint32_t pc = 0; pc < r->ncode; pc++)
    {
        for (; line < r->nlines && r->lines[line].pc <= pc; line++)
            ol_buf_printf(out, " line %u\n", (unsigned)r->lines[line].line);
        print_instr(p, r, pc, out);
    }
    for (int k = 0; k < r->nhandlers; k++)
    {
        const OlBcHandler *h = &r->handlers[k];

        ol_buf_printf(out, "  handler %u..%u -> %u ", (unsigned)h->from, (unsigned)h->to, (unsigned)h->target);
        if (h->exception == OL_OPERAND_NONE)
            ol_buf_append_c(out, "OTHERS\n");
        else if (h->exception < p->nexceptions)
            ol_buf_printf(out, "%.*s\n", OL_STR_ARG(p->exceptions[h->exception].name));
        else
            ol_buf_append_c(out, "?\n");
    }
}

void ol_program_print(const OlProgram *p, OlBuf *out)
{
    static const char *const modes[] = {"IN", "OUT", "IN OUT"};

    for (int i = 0; i < p->nbinds; i++)
        ol_buf_printf(out, "bind :%.*s %s %s\n", OL_STR_ARG(p->binds[i].name), (unsigned)p->binds[i].mode <= 2 ? modes[p->binds[i].mode] : "?",
                      ol_type_info(p->binds[i].type.code)->name);
    for (int i = 0; i < p->nglobals; i++)
        ol_buf_printf(out, "global %d %.*s type%d%s\n", i, OL_STR_ARG(p->globals[i].name), p->globals[i].type, p->globals[i].is_public ? " public" : "");
    for (int i = 0; i < p->nroutines; i++)
        print_routine(p, &p->routines[i], i, out);
    for (int i = 0; i < p->ntypes; i++)
        print_type(p, i, out);
    for (int i = 0; i < p->nexceptions; i++)
        ol_buf_printf(out, "exception %.*s %d\n", OL_STR_ARG(p->exceptions[i].name), p->exceptions[i].code);
    for (int i = 0; i < p->nsqls; i++)
    {
        const OlBcSql *s = &p->sqls[i];

        ol_buf_printf(out, "sql%d %.*s\n", i, OL_STR_ARG(s->text));
        for (int k = 0; k < s->nparams; k++)
            ol_buf_printf(out, "  $%d %s\n", k + 1, ol_type_info(s->params[k].code)->name);
        for (int k = 0; k < s->ncolumns; k++)
            ol_buf_printf(out, "  %.*s %s\n", OL_STR_ARG(s->column_names[k]), ol_type_info(s->columns[k].code)->name);
    }
    for (int i = 1; i < p->nunits; i++)
        ol_buf_printf(out, "unit%d %.*s.%.*s\n", i, OL_STR_ARG(p->units[i].schema), OL_STR_ARG(p->units[i].name));
    for (int i = 0; i < p->nforalls; i++)
    {
        const OlBcForall *f = &p->foralls[i];

        ol_buf_printf(out, "forall %d kind %d%s", i, f->kind, f->save_exceptions ? " SAVE EXCEPTIONS" : "");
        for (int k = 0; k < f->nparams; k++)
            ol_buf_printf(out, " %d", f->indexed[k]);
        ol_buf_append_byte(out, '\n');
    }
}
