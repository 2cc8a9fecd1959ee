/*
 * vm_dynamic.c - EXECUTE IMMEDIATE: any statement whose text is made at run time.
 *
 * The session's own cache of statements serves it (OlVmHost.statement): parsed and planned once per text and bind types.
 *
 * See also:  vm_sql.c, vm_cursor.c (OPEN ... FOR text)
 */
#include "postgres.h"

#include "access/xact.h"
#include "nodes/params.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "pg/plan_run.h"
#include "vm/vm_cursor.h"

typedef struct Exec
{
    OlVm *vm;
    OlVmFrame *f;
    const OlInstr *i;
    const uint16_t *ops; /* pairs: operand, mode */
    int nops;
    OlVmRows *rows;
    OlType *row_types;
    const OlTranslation *tr; /* valid while it runs */
    OlStmtClass stmt;
    OlVmUnit *block;
    uint64 processed;
    int nreturning;
    uint16_t returning[64]; /* registers of RETURNING INTO, by column */
    int ncolumns;
} Exec;

static void body(void *ctx)
{
    Exec *x = ctx;
    OlVmFrame *f = x->f;
    const OlSlot *text = ol_vm_operand(f, x->i->a);
    OlType *types = palloc0(sizeof(OlType) * (Size)Max(x->nops, 1));
    OlVmStatement st;

    if (text->null)
    {
        ol_raise(OL_ERR_DYNAMIC_NULL);
    }
    for (int k = 0; k < x->nops; k++)
    {
        unsigned op = x->ops[k * 2];

        if (op == OL_OPERAND_NONE)
        {
            ol_raise(OL_ERR_INTERNAL, "plsql execute", "operand");
        }
        ol_vm_type_of_kind(ol_vm_operand_kind(f, op), ol_vm_operand(f, op), &types[k]);
    }
    st = ol_vm_host->statement(ol_vstr(text), types, x->nops);
    x->tr = st.tr;
    x->stmt = st.tr->stmt;
    switch (st.tr->stmt)
    {
    case OL_STMT_QUERY:
    case OL_STMT_INSERT:
    case OL_STMT_UPDATE:
    case OL_STMT_DELETE:
    case OL_STMT_MERGE:
    {
        ParamListInfo params = ol_vm_params(st.tr->nparams, st.tr->param_types);

        if (st.tr->nbinds != x->nops)
        {
            ol_raise(st.tr->nbinds > x->nops ? OL_ERR_NOT_ALL_BOUND : OL_ERR_BIND_NAME_ILLEGAL);
        }
        for (int k = 0; k < st.tr->nbinds; k++)
        {
            const OlTrBind *b = &st.tr->binds[k];
            unsigned op = x->ops[k * 2];

            if (b->use == OL_BIND_IN && b->param >= 1 && b->param <= st.tr->nparams)
            {
                ol_vm_set_param(params, b->param - 1, ol_vm_operand(f, op), ol_vm_operand_kind(f, op), &st.tr->param_types[b->param - 1]);
            }
            else if (b->use == OL_BIND_RETURNING && b->column >= 0 && b->column < (int)lengthof(x->returning))
            {
                if ((op & OL_OPERAND_CONST) != 0)
                {
                    ol_raise(OL_ERR_INTERNAL, "plsql execute", "returning");
                }
                while (x->nreturning <= b->column)
                {
                    x->returning[x->nreturning++] = OL_OPERAND_NONE;
                }
                x->returning[b->column] = (uint16_t)op;
            }
        }
        if (st.tr->ncolumns > 0)
        {
            x->ncolumns = st.tr->ncolumns;
            x->row_types = ol_vm_types_keep(st.tr->columns, st.tr->ncolumns);
            x->rows = ol_vm_rows_new(st.tr->ncolumns, x->row_types);
        }
        for (int k = 0; k < st.tr->nsteps; k++)
        {
            if (st.tr->steps[k].kind == OL_STEP_PLAN)
            {
                bool last = true;

                for (int j = k + 1; j < st.tr->nsteps; j++)
                {
                    last &= st.tr->steps[j].kind != OL_STEP_PLAN;
                }
                ol_vm_check_dml(st.tr->stmt == OL_STMT_QUERY ? CMD_SELECT : CMD_UNKNOWN);
                x->processed = ol_vm_run_plan(ol_vm_host->statement_plan(st.handle, k), params,
                                           last && x->rows != NULL ? &x->rows->pub : None_Receiver,
                                           last && st.tr->stmt == OL_STMT_QUERY && x->i->op == OL_OP_EXEC ? 2 : 0);
                CommandCounterIncrement();
            }
        }
        if (st.tr->stmt != OL_STMT_QUERY || st.tr->for_update)
        {
            ol_vm_host->changed();
        }
        ol_vm_host->statement_release(st.handle);
        break;
    }
    case OL_STMT_PLSQL:
        ol_vm_host->statement_release(st.handle);
        x->block = ol_vm_host->block(ol_vstr(text), types, x->nops);
        break;
    default:
        /* outside of this bracket: DDL commits */
        ol_vm_host->statement_release(st.handle);
        break;
    }
}

/* Types of rows live as long as the rows: until the end of the instruction. */
OlType *ol_vm_types_keep(const OlTrColumn *columns, int n)
{
    OlType *types = MemoryContextAlloc(TopMemoryContext, sizeof(OlType) * (Size)Max(n, 1));

    for (int k = 0; k < n; k++)
    {
        types[k] = columns[k].type;
        types[k].type_schema = types[k].type_name = OL_STR_NULL;
    }
    return types;
}

static OlStatus run_block(Exec *x, OlDiag *diag)
{
    OlSlot args[64];
    const OlProgram *p = ol_vm_unit_program(x->block);
    int n = p->routines[0].nparams;
    OlStatus status = OL_OK;
    OlDiag inner;

    if (n != x->nops || n > (int)lengthof(args))
    {
        return ol_diag_set(diag, n > x->nops ? OL_ERR_NOT_ALL_BOUND : OL_ERR_BIND_NAME_ILLEGAL, -1);
    }
    for (int k = 0; k < n; k++)
    {
        unsigned op = x->ops[k * 2];

        memset(&args[k], 0, sizeof args[k]);
        args[k].null = 1;
        if (p->types[p->routines[0].params[k].type].kind != ol_vm_operand_kind(x->f, op))
        {
            status = ol_vm_unsupported(diag, "USING value of another type in a dynamic block");
        }
        else
        {
            ol_slot_copy(&args[k], ol_vm_operand(x->f, op));
        }
    }
    if (status == OL_OK)
    {
        status = ol_vm_call(x->block, 0, args, n, NULL, &inner);
        if (status != OL_OK)
        {
            *diag = inner;
        }
    }
    for (int k = 0; k < n; k++)
    {
        unsigned op = x->ops[k * 2];

        if (status == OL_OK && p->routines[0].params[k].mode != OL_MODE_IN && (op & OL_OPERAND_CONST) == 0)
        {
            ol_slot_move(&x->f->regs[op], &args[k]);
        }
        ol_slot_release(&args[k]);
    }
    return status;
}

static OlStatus run_other(Exec *x, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    if (ol_vm_in_sql() && ol_vm_trigger_now())
    {
        return ol_diag_set(diag, OL_ERR_COMMIT_IN_TRIGGER, -1, "COMMIT");
    }
    if (ol_vm_in_sql())
    {
        return ol_diag_set(diag, OL_ERR_COMMIT_IN_QUERY, -1);
    }
    PG_TRY();
    {
        OlVmStatement st = ol_vm_host->statement(ol_vstr(ol_vm_operand(x->f, x->i->a)), NULL, 0);

        ol_vm_host->statement_run(st.handle);
        ol_vm_host->statement_release(st.handle);
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
        ol_vm_host->failed();
        MemoryContextSwitchTo(old);
    }
    PG_END_TRY();
    return status;
}

OlStatus ol_vm_exec(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    Exec x;
    OlStatus status;
    const OlBcOperandList *into = i->c != OL_OPERAND_NONE ? &p->lists[i->c] : NULL;
    uint64 n;

    memset(&x, 0, sizeof x);
    x.vm = vm;
    x.f = f;
    x.i = i;
    if (i->b != OL_OPERAND_NONE)
    {
        x.ops = p->operands + p->lists[i->b].start;
        x.nops = p->lists[i->b].n / 2;
    }
    status = ol_vm_protected(vm, body, &x, diag);
    n = x.processed;
    if (status == OL_OK && x.block != NULL)
    {
        status = run_block(&x, diag);
    }
    else if (status == OL_OK && x.stmt != OL_STMT_QUERY && x.rows == NULL && x.stmt != OL_STMT_INSERT && x.stmt != OL_STMT_UPDATE &&
             x.stmt != OL_STMT_DELETE && x.stmt != OL_STMT_MERGE)
    {
        status = run_other(&x, diag);
    }
    else if (status == OL_OK && i->op == OL_OP_EXEC_BULK && x.rows != NULL && into != NULL)
    {
        status = ol_vm_bulk(f, p->operands + into->start, into->n, x.rows, UINT64_MAX, false, &n, diag);
    }
    else if (status == OL_OK && x.rows != NULL)
    {
        const uint16_t *regs = into != NULL ? p->operands + into->start : x.returning;
        int nregs = into != NULL ? into->n : x.nreturning;

        if (x.stmt == OL_STMT_QUERY && into == NULL)
        {
            /* without INTO the query is not even run in Oracle: nothing is to be had of it */
            nregs = 0;
        }
        else if (x.rows->nrows == 0 && x.stmt == OL_STMT_QUERY)
        {
            status = ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
        }
        else if (x.rows->nrows > 1)
        {
            status = ol_diag_set(diag, OL_ERR_TOO_MANY_ROWS, -1);
        }
        else if (nregs == 1 && x.ncolumns != 1 && f->r->reg_kinds[regs[0]] == OL_SLOT_RECORD && x.rows->nrows == 1)
        {
            OlSlot *to = &f->regs[regs[0]];

            if (to->null || to->q->n != (uint32)x.ncolumns)
            {
                status = ol_diag_set(diag, OL_ERR_ROWTYPE_MISMATCH, -1);
            }
            else if ((status = ol_vrec_own(to, diag)) == OL_OK)
            {
                for (int k = 0; k < x.ncolumns; k++)
                {
                    ol_slot_move(&to->q->f[k], &x.rows->slots[k]);
                }
            }
        }
        else if (nregs > 0 && nregs != x.ncolumns)
        {
            status = ol_diag_set(diag, OL_ERR_ROWTYPE_MISMATCH, -1);
        }
        else
        {
            for (int k = 0; k < nregs && status == OL_OK; k++)
            {
                if (regs[k] == OL_OPERAND_NONE)
                {
                    continue;
                }
                if (x.rows->nrows == 0)
                {
                    ol_slot_release(&f->regs[regs[k]]);
                }
                else
                {
                    status = ol_vm_assign(f, regs[k], &x.rows->slots[k], ol_slot_kind_of(&x.row_types[k]), &x.row_types[k], diag);
                }
            }
        }
    }
    vm->sql.any = true;
    vm->sql.rowcount = status == OL_OK ? n : 0;
    vm->sql.found = vm->sql.rowcount > 0;
    ol_vm_rows_free(x.rows);
    if (x.row_types != NULL)
    {
        pfree(x.row_types);
    }
    return status;
}
