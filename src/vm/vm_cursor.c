/*
 * vm_cursor.c - cursors of the machine: explicit ones, cursor variables, cursor FOR loops.
 *
 * The open query is a portal of the server's, which outlives COMMIT. A FOR loop fetches a hundred rows at a time; single
 * FETCHes take one, so that a cursor variable can be handed to the client with the rest of its rows.
 *
 * See also:  vm_cursor.h, vm_sql.c
 */
#include "postgres.h"

#include "nodes/params.h"
#include "utils/memutils.h"
#include "utils/plancache.h"

#include "pg/pg.h"
#include "vm/vm_cursor.h"

enum
{
    LOOP_BATCH = 100
};

OlVmCursor *ol_vm_cursor_new(OlDiag *diag)
{
    OlVmCursor *c = ol_vm_alloc(sizeof *c, diag);

    if (c != NULL)
    {
        memset(c, 0, sizeof *c);
        c->h = (OlObj){.refs = 1, .kind = OL_OBJK_CURSOR};
        c->found = -1;
        c->current.null = 1;
    }
    return c;
}

void ol_vm_cursor_close(OlVmCursor *c)
{
    OlVmPortal *portal = c->portal;

    c->open = false;
    c->portal = NULL;
    ol_vm_rows_free(c->rows);
    c->rows = NULL;
    c->columns = NULL;
    c->types = NULL;
    c->ncolumns = 0;
    if (c->mcxt != NULL)
    {
        MemoryContextDelete(c->mcxt);
        c->mcxt = NULL;
    }
    if (portal != NULL)
    {
        ol_vm_host->portal_close(portal);
    }
}

void ol_vm_cursor_destroy(OlVmCursor *c)
{
    MemoryContext old = CurrentMemoryContext;

    PG_TRY();
    {
        ol_vm_cursor_close(c);
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        FlushErrorState();
    }
    PG_END_TRY();
    ol_vm_free(c, sizeof *c);
}

/* --- opening ------------------------------------------------------------------------------------------------------------------ */

typedef struct Opening
{
    OlVm *vm;
    OlVmFrame *f;
    const OlInstr *i;
    OlVmCursor *c;
    const OlBcSql *sql;
    const OlTranslation *tr;
    const uint16_t *ops;
    int nops;
} Opening;

static ParamListInfo static_params(void *ctx)
{
    Opening *o = ctx;
    ParamListInfo params = ol_vm_params(o->sql->nparams, o->sql->params);

    for (int k = 0; k < o->sql->nparams; k++)
    {
        ol_vm_set_param(params, k, ol_vm_operand(o->f, o->ops[k]), ol_vm_operand_kind(o->f, o->ops[k]), &o->sql->params[k]);
    }
    return params;
}

static ParamListInfo dynamic_params(void *ctx)
{
    Opening *o = ctx;
    ParamListInfo params = ol_vm_params(o->tr->nparams, o->tr->param_types);

    for (int k = 0; k < o->tr->nbinds && k < o->nops; k++)
    {
        const OlTrBind *b = &o->tr->binds[k];

        if (b->use == OL_BIND_IN && b->param >= 1 && b->param <= o->tr->nparams)
        {
            unsigned op = o->ops[k * 2];

            ol_vm_set_param(params, b->param - 1, ol_vm_operand(o->f, op), ol_vm_operand_kind(o->f, op),
                            &o->tr->param_types[b->param - 1]);
        }
    }
    return params;
}

static void set_columns(OlVmCursor *c, int n, const OlType *types, const OlStr *names, const OlTrColumn *columns)
{
    MemoryContext old;
    OlArena *arena;

    c->mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant plsql cursor", ALLOCSET_SMALL_SIZES);
    old = MemoryContextSwitchTo(c->mcxt);
    arena = ol_pg_arena_new(c->mcxt);
    c->ncolumns = n;
    c->columns = palloc0(sizeof(OlTrColumn) * (Size)Max(n, 1));
    c->types = palloc0(sizeof(OlType) * (Size)Max(n, 1));
    for (int k = 0; k < n; k++)
    {
        OlType t = columns != NULL ? columns[k].type : types[k];

        t.type_schema = ol_str_dup(arena, t.type_schema);
        t.type_name = ol_str_dup(arena, t.type_name);
        c->columns[k].type = t;
        c->columns[k].name = ol_str_dup(arena, columns != NULL ? columns[k].name : names[k]);
        c->columns[k].nullable = columns != NULL ? columns[k].nullable : true;
        c->columns[k].lob_rowid_column = -1;
        c->types[k] = t;
    }
    MemoryContextSwitchTo(old);
    c->rows = ol_vm_rows_new(n, c->types);
}

void ol_vm_cursor_columns(OlVmCursor *c, const OlTrColumn *columns, int n)
{
    ol_vm_rows_free(c->rows);
    c->rows = NULL;
    if (c->mcxt != NULL)
    {
        MemoryContextDelete(c->mcxt);
        c->mcxt = NULL;
    }
    set_columns(c, n, NULL, NULL, columns);
}

static void open_body(void *ctx)
{
    Opening *o = ctx;

    if (o->i->op != OL_OP_OPEN_DYN)
    {
        set_columns(o->c, o->sql->ncolumns, o->sql->columns, o->sql->column_names, NULL);
        o->c->rows->with_rowid = o->sql->current_of > 0;
        o->c->portal = ol_vm_host->portal_open(ol_vm_plan(o->f->unit, o->i->b), static_params, o, o->sql->for_update);
    }
    else
    {
        OlType *types = palloc0(sizeof(OlType) * (Size)Max(o->nops, 1));
        const OlSlot *text = ol_vm_operand(o->f, o->i->b);
        OlVmStatement st;
        int step = -1;

        if (text->null)
        {
            ol_raise(OL_ERR_DYNAMIC_NULL);
        }
        for (int k = 0; k < o->nops; k++)
        {
            unsigned op = o->ops[k * 2];

            ol_vm_type_of_kind(ol_vm_operand_kind(o->f, op), ol_vm_operand(o->f, op), &types[k]);
        }
        st = ol_vm_host->statement(ol_vstr(text), types, o->nops);
        o->tr = st.tr;
        for (int k = 0; k < st.tr->nsteps; k++)
        {
            step = st.tr->steps[k].kind == OL_STEP_PLAN ? k : step;
        }
        if (st.tr->stmt != OL_STMT_QUERY || step < 0)
        {
            ol_raise(OL_ERR_ROWTYPE_MISMATCH);
        }
        if (st.tr->nbinds != o->nops)
        {
            ol_raise(st.tr->nbinds > o->nops ? OL_ERR_NOT_ALL_BOUND : OL_ERR_BIND_NAME_ILLEGAL);
        }
        set_columns(o->c, st.tr->ncolumns, NULL, NULL, st.tr->columns);
        o->c->portal = ol_vm_host->portal_open(ol_vm_host->statement_plan(st.handle, step), dynamic_params, o, st.tr->for_update);
        ol_vm_host->statement_release(st.handle);
    }
    o->c->open = true;
    o->c->at_end = false;
    o->c->found = -1;
    o->c->rowcount = 0;
    o->c->current.null = 1;
}

static void close_body(void *ctx)
{
    ol_vm_cursor_close(ctx);
}

static OlStatus open_cursor(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    OlSlot *slot = &f->regs[i->a];
    Opening o;
    OlStatus status;

    memset(&o, 0, sizeof o);
    if (slot->null)
    {
        OlVmCursor *c = ol_vm_cursor_new(diag);

        if (c == NULL)
        {
            return OL_ERROR;
        }
        c->explicit_ = i->op == OL_OP_OPEN;
        ol_slot_give(slot, c);
    }
    o.c = slot->c;
    if (o.c->open)
    {
        if (i->op == OL_OP_OPEN)
        {
            return ol_diag_set(diag, OL_ERR_CURSOR_ALREADY_OPEN, -1);
        }
        if (ol_vm_protected(vm, close_body, o.c, diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    o.vm = vm;
    o.f = f;
    o.i = i;
    if (i->c != OL_OPERAND_NONE)
    {
        o.ops = p->operands + p->lists[i->c].start;
        o.nops = p->lists[i->c].n;
    }
    if (i->op != OL_OP_OPEN_DYN)
    {
        o.sql = &p->sqls[i->b];
        if (o.nops < o.sql->nparams)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql open", "number of parameters");
        }
    }
    else
    {
        o.nops /= 2;
    }
    status = ol_vm_protected(vm, open_body, &o, diag);
    if (status != OL_OK && !o.c->open)
    {
        OlDiag ignored;

        /* what open_body had made so far */
        o.c->portal = NULL;
        (void)ignored;
        ol_vm_rows_free(o.c->rows);
        o.c->rows = NULL;
        if (o.c->mcxt != NULL)
        {
            MemoryContextDelete(o.c->mcxt);
            o.c->mcxt = NULL;
        }
    }
    return status;
}

/* --- fetching -------------------------------------------------------------------------------------------------------------------- */

typedef struct Fetching
{
    OlVmCursor *c;
    uint64 n;
} Fetching;

static void fetch_body(void *ctx)
{
    Fetching *x = ctx;
    uint64 got;

    ol_vm_rows_clear(x->c->rows);
    got = ol_vm_host->portal_fetch(x->c->portal, x->n, &x->c->rows->pub);
    x->c->at_end = got < x->n;
}

/* At least one row in the buffer, unless there is none. */
OlStatus ol_vm_cursor_fill(OlVm *vm, OlVmCursor *c, uint64_t n, OlDiag *diag)
{
    Fetching x = {.c = c, .n = n};

    if (c->rows->at < c->rows->nrows || c->at_end)
    {
        return OL_OK;
    }
    return ol_vm_protected(vm, fetch_body, &x, diag);
}

static OlStatus take_row(OlVmFrame *f, OlVmCursor *c, const OlBcOperandList *list, OlDiag *diag)
{
    const uint16_t *ops = f->unit->p->operands + list->start;
    OlSlot *row = c->rows->slots + (size_t)c->rows->at * (size_t)c->ncolumns;

    if (list->n == 1 && c->ncolumns != 1 && f->r->reg_kinds[ops[0]] == OL_SLOT_RECORD)
    {
        OlSlot *to = &f->regs[ops[0]];

        if (to->null || to->q->n != (uint32)c->ncolumns)
        {
            return ol_diag_set(diag, OL_ERR_ROWTYPE_MISMATCH, -1);
        }
        if (ol_vrec_own(to, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        for (int k = 0; k < c->ncolumns; k++)
        {
            ol_slot_move(&to->q->f[k], &row[k]);
        }
    }
    else
    {
        if (list->n != c->ncolumns)
        {
            return ol_diag_set(diag, OL_ERR_ROWTYPE_MISMATCH, -1);
        }
        for (int k = 0; k < list->n; k++)
        {
            if (ol_vm_assign(f, ops[k], &row[k], ol_slot_kind_of(&c->types[k]), &c->types[k], diag) != OL_OK)
            {
                return OL_ERROR;
            }
        }
    }
    if (c->rows->with_rowid)
    {
        c->current = c->rows->rowids[c->rows->at];
    }
    c->rows->at++;
    c->rowcount++;
    return OL_OK;
}

static OlStatus fetch_bulk(OlVm *vm, OlVmFrame *f, OlVmCursor *c, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcOperandList *list = &p->lists[i->b];
    uint64 limit = UINT64_MAX;
    uint64 total = 0;
    bool append = false;

    if (i->c != OL_OPERAND_NONE)
    {
        const OlSlot *n = ol_vm_operand(f, i->c);

        if (n->null || n->i < 1)
        {
            return ol_vm_value_error(diag, "");
        }
        limit = (uint64)n->i;
    }
    do
    {
        uint64 n;

        if (ol_vm_cursor_fill(vm, c, Min(limit - total, 1000), diag) != OL_OK ||
            ol_vm_bulk(f, p->operands + list->start, list->n, c->rows, limit - total, append, &n, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        append = true;
        total += n;
    } while (total < limit && (c->rows->at < c->rows->nrows || !c->at_end));
    c->rowcount += total;
    c->found = total > 0 && (limit == UINT64_MAX || total == limit);
    if (limit == UINT64_MAX)
    {
        c->found = total > 0;
    }
    return OL_OK;
}

OlStatus ol_vm_cursor_op(OlVm *vm, OlVmFrame *f, const OlInstr *i, bool *jump, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    OlSlot *slot;
    OlVmCursor *c;

    if (i->op == OL_OP_CURATTR)
    {
        OlSlot *a = &f->regs[i->a];
        const OlSlot *s = ol_vm_operand(f, i->b);

        c = s->null ? NULL : s->c;
        if (i->c == OL_CURATTR_ISOPEN)
        {
            a->b = c != NULL && c->open;
            a->null = 0;
            return OL_OK;
        }
        if (c == NULL || !c->open)
        {
            return ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
        }
        if (i->c == OL_CURATTR_ROWCOUNT)
        {
            a->i = (int64)c->rowcount;
            a->null = 0;
        }
        else
        {
            a->null = c->found < 0;
            a->b = i->c == OL_CURATTR_FOUND ? c->found > 0 : c->found == 0;
        }
        return OL_OK;
    }
    if (i->op == OL_OP_CURROWID)
    {
        const OlSlot *s = ol_vm_operand(f, i->b);

        if (s->null || !s->c->open)
        {
            return ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
        }
        if (s->c->current.null)
        {
            return ol_diag_set(diag, OL_ERR_INVALID_ROWID, -1);
        }
        f->regs[i->a] = s->c->current;
        return OL_OK;
    }
    slot = &f->regs[i->a];
    switch (i->op)
    {
    case OL_OP_NEWCURSOR:
        c = ol_vm_cursor_new(diag);
        if (c == NULL)
        {
            return OL_ERROR;
        }
        c->explicit_ = true;
        ol_slot_give(slot, c);
        return OL_OK;
    case OL_OP_OPEN:
    case OL_OP_OPEN_REF:
    case OL_OP_OPEN_DYN:
        return open_cursor(vm, f, i, diag);
    default:
        break;
    }
    c = slot->null ? NULL : slot->c;
    if (c == NULL || !c->open)
    {
        return i->op == OL_OP_CLOSE_QUIET ? OL_OK : ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
    }
    switch (i->op)
    {
    case OL_OP_FETCH:
    case OL_OP_FETCH_LOOP:
        if (ol_vm_cursor_fill(vm, c, i->op == OL_OP_FETCH ? 1 : LOOP_BATCH, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        if (c->rows->at >= c->rows->nrows)
        {
            c->found = 0;
            c->current.null = 1;
            *jump = i->op == OL_OP_FETCH_LOOP;
            return OL_OK;
        }
        c->found = 1;
        return take_row(f, c, &p->lists[i->b], diag);
    case OL_OP_FETCH_BULK:
        return fetch_bulk(vm, f, c, i, diag);
    default:
        return ol_vm_protected(vm, close_body, c, diag);
    }
}

/* --- to the client --------------------------------------------------------------------------------------------------------------------- */

bool ol_vm_cursor_export(OlSlot *slot, OlVmPortal **portal, OlVmCursorShape *shape, OlDiag *diag)
{
    OlVmCursor *c = slot->null || !slot->ref || slot->o->kind != OL_OBJK_CURSOR ? NULL : slot->c;

    if (c == NULL || !c->open || c->portal == NULL)
    {
        (void)ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
        return false;
    }
    if (c->rows->at < c->rows->nrows)
    {
        (void)ol_vm_unsupported(diag, "cursor with rows already fetched as OUT value");
        return false;
    }
    *portal = c->portal;
    shape->ncolumns = c->ncolumns;
    shape->columns = c->columns;
    /* the portal is the client's now; the caller copies the columns before the slot goes */
    c->portal = NULL;
    c->open = false;
    return true;
}

void ol_vm_cursor_import(OlSlot *slot, OlVmPortal *portal, const OlVmCursorShape *shape)
{
    OlDiag diag;
    OlVmCursor *c = ol_vm_cursor_new(&diag);

    if (c == NULL)
    {
        ol_ereport(&diag);
    }
    ol_slot_give(slot, c);
    set_columns(c, shape->ncolumns, NULL, NULL, shape->columns);
    c->portal = portal;
    c->open = true;
}
