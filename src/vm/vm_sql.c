/*
 * vm_sql.c - static SQL of the machine: plans kept per unit, run without SPI; SELECT INTO, DML, BULK COLLECT, FORALL, transaction
 * control.
 *
 * A statement gets a subtransaction only when a handler of some frame could catch its error; otherwise the error ends the
 * call and the caller's statement bracket undoes it. What was left half done in between is marked, so that no handler is asked.
 *
 * See also:  vm_cursor.c, vm_dynamic.c, docs/internals/plsql.md
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "nodes/params.h"
#include "parser/analyze.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "pg/bulk_insert.h"
#include "pg/pg.h"
#include "pg/plan_run.h"
#include "pg/pg_type.h"
#include "vm/vm_cursor.h"

int ol_vm_sql_depth;
#define in_sql ol_vm_sql_depth

/* The kind of statement the executor runs innermost. */
static CmdType operation = CMD_UNKNOWN;
static ExecutorRun_hook_type next_run;
static ExecutorFinish_hook_type next_finish;

static void watched_run(QueryDesc *qd, ScanDirection direction, uint64 count, bool once)
{
    CmdType was = operation;

    operation = qd->operation;
    PG_TRY();
    {
        if (next_run != NULL)
        {
            next_run(qd, direction, count, once);
        }
        else
        {
            standard_ExecutorRun(qd, direction, count, once);
        }
    }
    PG_FINALLY();
    {
        operation = was;
    }
    PG_END_TRY();
}

static void watched_finish(QueryDesc *qd)
{
    CmdType was = operation;

    operation = qd->operation;
    PG_TRY();
    {
        if (next_finish != NULL)
        {
            next_finish(qd);
        }
        else
        {
            standard_ExecutorFinish(qd);
        }
    }
    PG_FINALLY();
    {
        operation = was;
    }
    PG_END_TRY();
}

void ol_vm_watch_statements(void)
{
    next_run = ExecutorRun_hook;
    next_finish = ExecutorFinish_hook;
    ExecutorRun_hook = watched_run;
    ExecutorFinish_hook = watched_finish;
}

void ol_vm_check_dml(int command)
{
    if (command != CMD_SELECT && in_sql > 1 && operation == CMD_SELECT)
    {
        ol_raise(OL_ERR_DML_IN_QUERY);
    }
}

bool ol_vm_in_sql(void)
{
    return in_sql > 0;
}

/* --- rows as slots -------------------------------------------------------------------------------------------------------- */

static bool rows_receive(TupleTableSlot *tuple, DestReceiver *dest)
{
    OlVmRows *r = (OlVmRows *)dest;
    OlSlot *to;

    slot_getallattrs(tuple);
    if (tuple->tts_nvalid < r->ncolumns)
    {
        ol_raise(OL_ERR_ROWTYPE_MISMATCH);
    }
    if (r->nrows == r->cap)
    {
        int cap = Max(4, r->cap * 2);
        OlDiag diag;
        size_t bytes = sizeof(OlSlot) * (size_t)Max(r->ncolumns, 1);
        OlSlot *slots = ol_vm_alloc(bytes * (size_t)cap, &diag);

        if (slots == NULL)
        {
            ol_ereport(&diag);
        }
        if (r->nrows > 0)
        {
            memcpy(slots, r->slots, bytes * (size_t)r->nrows);
        }
        ol_vm_free(r->slots, bytes * (size_t)r->cap);
        r->slots = slots;
        if (r->with_rowid)
        {
            OlSlot *rowids = ol_vm_alloc(sizeof(OlSlot) * (size_t)cap, &diag);

            if (rowids == NULL)
            {
                r->cap = cap;
                ol_ereport(&diag);
            }
            if (r->nrows > 0)
            {
                memcpy(rowids, r->rowids, sizeof(OlSlot) * (size_t)r->nrows);
            }
            ol_vm_free(r->rowids, sizeof(OlSlot) * (size_t)r->rowid_cap);
            r->rowids = rowids;
            r->rowid_cap = cap;
        }
        r->cap = cap;
    }
    to = r->slots + (size_t)r->nrows * (size_t)r->ncolumns;
    memset(to, 0, sizeof(OlSlot) * (size_t)r->ncolumns);
    for (int i = 0; i < r->ncolumns; i++)
    {
        to[i].null = 1;
    }
    r->nrows++;
    for (int i = 0; i < r->ncolumns; i++)
    {
        ol_slot_from_datum(&to[i], &r->types[i], tuple->tts_values[i], tuple->tts_isnull[i]);
    }
    if (r->with_rowid)
    {
        static const OlType rowid = {.code = OL_T_ROWID, .rep = OL_REP_ROWID};
        OlSlot *at = &r->rowids[r->nrows - 1];

        memset(at, 0, sizeof *at);
        at->null = 1;
        if (tuple->tts_nvalid > r->ncolumns)
        {
            ol_slot_from_datum(at, &rowid, tuple->tts_values[r->ncolumns], tuple->tts_isnull[r->ncolumns]);
        }
    }
    return true;
}

static void rows_startup(DestReceiver *dest, int operation, TupleDesc desc)
{
    OlVmRows *r = (OlVmRows *)dest;

    (void)operation;
    for (int i = 0; i < r->ncolumns && i < desc->natts; i++)
    {
        Oid want = ol_pg_rep_oid(r->types[i].rep);

        /* the table may have changed under a plan that was made again: reading a datum as another type would be fatal */
        if (OidIsValid(want) && TupleDescAttr(desc, i)->atttypid != want)
        {
            ol_raise(OL_ERR_ROWTYPE_MISMATCH);
        }
    }
}

static void rows_nothing(DestReceiver *dest)
{
    (void)dest;
}

OlVmRows *ol_vm_rows_new(int ncolumns, const OlType *types)
{
    OlDiag diag;
    OlVmRows *r = ol_vm_alloc(sizeof *r, &diag);

    if (r == NULL)
    {
        ol_ereport(&diag);
    }
    memset(r, 0, sizeof *r);
    r->pub.receiveSlot = rows_receive;
    r->pub.rStartup = rows_startup;
    r->pub.rShutdown = rows_nothing;
    r->pub.rDestroy = rows_nothing;
    r->pub.mydest = DestTuplestore;
    r->ncolumns = ncolumns;
    r->types = types;
    return r;
}

void ol_vm_rows_clear(OlVmRows *r)
{
    for (int i = 0; i < r->nrows * r->ncolumns; i++)
    {
        ol_slot_release(&r->slots[i]);
    }
    r->nrows = 0;
    r->at = 0;
}

void ol_vm_rows_free(OlVmRows *r)
{
    if (r != NULL)
    {
        ol_vm_rows_clear(r);
        ol_vm_free(r->slots, sizeof(OlSlot) * (size_t)Max(r->ncolumns, 1) * (size_t)r->cap);
        ol_vm_free(r->rowids, sizeof(OlSlot) * (size_t)r->rowid_cap);
        ol_vm_free(r, sizeof *r);
    }
}

/* --- protection ------------------------------------------------------------------------------------------------------------- */

bool ol_vm_guarded(const OlVm *vm)
{
    for (; vm != NULL; vm = vm->outer_run)
    {
        for (const OlVmFrame *f = vm->top; f != NULL; f = f->up)
        {
            uint32 at = (uint32)(f->pc - f->r->code - 1);

            for (int h = 0; h < f->r->nhandlers; h++)
            {
                const OlBcHandler *row = &f->r->handlers[h];

                if (at >= row->from && at < row->to)
                {
                    int code = row->exception == OL_OPERAND_NONE ? -1 : f->unit->p->exceptions[row->exception].code;

                    /* NO_DATA_FOUND and TOO_MANY_ROWS are raised by the machine itself, after the statement */
                    if (code != 100 && code != -1422 && code != 0)
                    {
                        return true;
                    }
                }
            }
        }
        if (vm->outer_run != NULL && vm->outer_run->sql_depth < vm->sql_depth)
        {
            return false; /* called from a statement that has its own level where somebody could catch its error */
        }
    }
    return false;
}

OlStatus ol_vm_protected(OlVm *vm, void (*body)(void *ctx), void *ctx, OlDiag *diag)
{
    return ol_vm_protected_always(vm, body, ctx, false, diag);
}

OlStatus ol_vm_protected_always(OlVm *vm, void (*body)(void *ctx), void *ctx, bool always, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    MemoryContext here = AllocSetContextCreate(TopMemoryContext, "oliphant plsql statement", ALLOCSET_SMALL_SIZES);
    bool guarded = always || ol_vm_guarded(vm);
    volatile bool level = false;
    volatile OlStatus status = OL_OK;
    volatile int saved_in_sql = in_sql;
    ResourceOwner owner = CurrentResourceOwner;
    Oid user;
    int sec;

    GetUserIdAndSecContext(&user, &sec);

    PG_TRY();
    {
        if (guarded)
        {
            ol_vm_host->push_level();
            level = true;
        }
        MemoryContextSwitchTo(here);
        in_sql++;
        body(ctx);
        in_sql = saved_in_sql;
        if (level)
        {
            ol_vm_host->pop_level(true);
            level = false;
            CurrentResourceOwner = owner; /* of a portal, when SQL called us: not the level's parent */
        }
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        in_sql = saved_in_sql;
        status = ol_vm_pg_error(old, diag);
        if (level)
        {
            ol_vm_host->pop_level(false);
            CurrentResourceOwner = owner;
        }
        else
        {
            vm->broken = true;
        }
        SetUserIdAndSecContext(user, sec);
        MemoryContextSwitchTo(old);
    }
    PG_END_TRY();
    MemoryContextDelete(here);
    return status;
}

/* --- plans ------------------------------------------------------------------------------------------------------------------- */

void ol_vm_plan_drop(CachedPlanSource *plan)
{
    if (plan != NULL)
    {
        DropCachedPlan(plan);
    }
}

static Oid param_oid(const OlType *t)
{
    Oid oid = t->pg_oid != 0 && (t->rep == OL_REP_OTHER || t->rep == OL_REP_NONE) ? t->pg_oid : ol_pg_rep_oid(t->rep);

    return OidIsValid(oid) ? oid : TEXTOID;
}

CachedPlanSource *ol_vm_plan(OlVmUnit *unit, int n)
{
    const OlBcSql *sql = &unit->p->sqls[n];
    OlVmSql *own = &unit->sqls[n];
    CachedPlanSource *source;
    List *raw;
    List *queries;
    Oid *types;
    char *text;

    if (sql->kind == OL_PLSQL_DML)
    {
        ol_vm_check_dml(CMD_UNKNOWN);
    }
    if (own->plan != NULL)
    {
        return own->plan;
    }
    text = pnstrdup(sql->text.s, sql->text.n);
    raw = pg_parse_query(text);
    if (list_length(raw) != 1)
    {
        elog(ERROR, "translated statement is not one statement: %s", text);
    }
    types = palloc(sizeof(Oid) * Max(sql->nparams, 1));
    for (int i = 0; i < sql->nparams; i++)
    {
        types[i] = param_oid(&sql->params[i]);
    }
    source = CreateCachedPlan(linitial_node(RawStmt, raw), text, CreateCommandTag(linitial_node(RawStmt, raw)->stmt));
    PushActiveSnapshot(GetTransactionSnapshot());
    queries = pg_analyze_and_rewrite_fixedparams(linitial_node(RawStmt, raw), text, types, sql->nparams, NULL);
    PopActiveSnapshot();
    CompleteCachedPlan(source, queries, NULL, types, sql->nparams, NULL, NULL, sql->single_row_insert ? CURSOR_OPT_GENERIC_PLAN : 0,
                       false);
    SaveCachedPlan(source);
    own->plan = source;
    return source;
}

ParamListInfo ol_vm_params(int n, const OlType *types)
{
    ParamListInfo params;

    if (n == 0)
    {
        return NULL;
    }
    params = makeParamList(n);
    for (int i = 0; i < n; i++)
    {
        params->params[i].value = (Datum)0;
        params->params[i].isnull = true;
        params->params[i].pflags = PARAM_FLAG_CONST;
        params->params[i].ptype = param_oid(&types[i]);
    }
    return params;
}

int ol_vm_operand_kind(const OlVmFrame *f, unsigned x)
{
    return (x & OL_OPERAND_CONST) != 0 ? f->unit->p->consts[x & 0x7fff].kind : f->r->reg_kinds[x];
}

void ol_vm_type_of_kind(int kind, const OlSlot *slot, OlType *out)
{
    memset(out, 0, sizeof *out);
    switch ((OlSlotKind)kind)
    {
    case OL_SLOT_NUMBER:
        out->code = OL_T_NUMBER;
        out->rep = OL_REP_NUMERIC;
        out->scale = OL_SCALE_NONE;
        break;
    case OL_SLOT_INT:
        out->code = OL_T_PLS_INTEGER;
        out->rep = OL_REP_NUMERIC;
        break;
    case OL_SLOT_DOUBLE:
        out->code = OL_T_BINARY_DOUBLE;
        out->rep = OL_REP_FLOAT8;
        break;
    case OL_SLOT_BOOL:
        out->code = OL_T_BOOLEAN;
        out->rep = OL_REP_BOOL;
        break;
    case OL_SLOT_TIME:
        out->code = slot != NULL && !slot->null && slot->t % 1000000 != 0 ? OL_T_TIMESTAMP : OL_T_DATE;
        out->scale = out->code == OL_T_TIMESTAMP ? 6 : 0;
        out->rep = OL_REP_TIMESTAMP;
        break;
    case OL_SLOT_TIME_TZ:
        out->code = OL_T_TIMESTAMP_TZ;
        out->rep = OL_REP_ORATSTZ;
        out->scale = 6;
        break;
    case OL_SLOT_INTERVAL:
        out->code = slot != NULL && !slot->null && slot->v.months != 0 ? OL_T_INTERVAL_YM : OL_T_INTERVAL_DS;
        out->rep = OL_REP_INTERVAL;
        break;
    case OL_SLOT_ROWID:
        out->code = OL_T_ROWID;
        out->rep = OL_REP_ROWID;
        break;
    case OL_SLOT_RAW:
        out->code = OL_T_RAW;
        out->rep = OL_REP_BYTEA;
        break;
    default:
        out->code = OL_T_VARCHAR2;
        out->rep = OL_REP_TEXT;
        out->size_bytes = 32767;
        break;
    }
}

static OlStatus time_to_text(OlSlot *out, int64 us, bool is_date, OlDiag *diag)
{
    OlDateTime t;
    char text[OL_MASK_TEXT_MAX];
    size_t n;

    if (ol_datetime_from_pg(us, &t, diag) != OL_OK ||
        ol_date_to_text(ol_vm_host->nls(), &t, is_date ? OL_KIND_DATE : OL_KIND_TIMESTAMP, text, sizeof text, &n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return ol_slot_set_str(out, text, n, diag);
}

/* value, of slot kind `kind`, becomes one of kind `to`, in place. */
OlStatus ol_vm_convert_kind(OlSlot *value, int kind, int to, const OlType *type, OlDiag *diag)
{
    OlDecimal n;
    OlSlot text = {.null = 1};
    int64_t i;

    if (kind == to || value->null)
    {
        if (value->null)
        {
            ol_slot_release(value);
        }
        return OL_OK;
    }
    if (kind == OL_SLOT_STRING && (to == OL_SLOT_NUMBER || to == OL_SLOT_INT || to == OL_SLOT_DOUBLE))
    {
        if (ol_text_to_number(ol_vm_host->nls(), ol_vstr(value), &n, diag) != OL_OK)
        {
            return ol_vm_value_error(diag, ": character to number conversion error");
        }
        ol_slot_release(value);
        value->n = n;
        value->null = 0;
        kind = OL_SLOT_NUMBER;
    }
    if (kind == OL_SLOT_INT)
    {
        i = value->i;
        ol_decimal_from_int64(i, &value->n);
        kind = OL_SLOT_NUMBER;
    }
    if (kind == OL_SLOT_DOUBLE && to != OL_SLOT_DOUBLE)
    {
        if (ol_decimal_from_double(value->d, &n, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        value->n = n;
        kind = OL_SLOT_NUMBER;
    }
    if (kind == to)
    {
        return OL_OK;
    }
    if (kind == OL_SLOT_NUMBER)
    {
        switch (to)
        {
        case OL_SLOT_INT:
            if (ol_decimal_to_int64(&value->n, &i, diag) != OL_OK || i < INT32_MIN || i > INT32_MAX)
            {
                return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
            }
            value->i = i;
            return OL_OK;
        case OL_SLOT_DOUBLE:
            value->d = ol_decimal_to_double(&value->n);
            return OL_OK;
        case OL_SLOT_STRING:
            if (ol_vm_num_to_str(&text, &value->n, diag) != OL_OK)
            {
                return OL_ERROR;
            }
            ol_slot_move(value, &text);
            return OL_OK;
        }
    }
    if (kind == OL_SLOT_TIME && to == OL_SLOT_STRING)
    {
        if (time_to_text(&text, value->t, type == NULL || type->code == OL_T_DATE, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        ol_slot_move(value, &text);
        return OL_OK;
    }
    if (kind == OL_SLOT_STRING && to == OL_SLOT_TIME)
    {
        OlDateTime t;
        int64_t us;

        if (ol_text_to_date(ol_vm_host->nls(), ol_vstr(value), NULL, &t, diag) != OL_OK || ol_datetime_to_pg(&t, &us, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        ol_slot_release(value);
        value->t = us;
        value->null = 0;
        return OL_OK;
    }
    return ol_diag_set(diag, OL_ERR_INCONSISTENT_TYPES, -1, "-", "-");
}

OlStatus ol_vm_assign(const OlVmFrame *f, unsigned reg, OlSlot *value, int kind, const OlType *type, OlDiag *diag)
{
    int to = f->r->reg_kinds[reg];

    if (ol_vm_convert_kind(value, kind, to, type, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    ol_slot_move(&f->regs[reg], value);
    return OL_OK;
}

void ol_vm_set_param(ParamListInfo params, int n, const OlSlot *slot, int kind, const OlType *type)
{
    OlSlot copy = {.null = 1};
    OlDiag diag;
    int want = ol_slot_kind_of(type);

    if (n < 0 || params == NULL || n >= params->numParams)
    {
        return;
    }
    if (kind == want || slot->null)
    {
        params->params[n].value = ol_slot_to_datum(slot, type, &params->params[n].isnull);
        return;
    }
    ol_slot_copy(&copy, slot);
    if (ol_vm_convert_kind(&copy, kind, want, NULL, &diag) != OL_OK)
    {
        ol_slot_release(&copy);
        ol_ereport(&diag);
    }
    params->params[n].value = ol_slot_to_datum(&copy, type, &params->params[n].isnull);
    ol_slot_release(&copy);
}

/* --- BULK COLLECT --------------------------------------------------------------------------------------------------------------- */

/* An element or field from a column's value: its kind, then its declared type. */
static OlStatus bulk_value(OlVmUnit *unit, OlSlot *to, OlSlot *from, const OlType *column, int type, OlDiag *diag)
{
    if (ol_vm_convert_kind(from, ol_slot_kind_of(column), unit->p->types[type].kind, column, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return ol_vm_fit(unit, type, to, from, diag);
}

OlStatus ol_vm_bulk(OlVmFrame *f, const uint16_t *ops, int nops, OlVmRows *rows, uint64_t limit, bool append, uint64_t *n, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcType *record = NULL;
    int ncolls = nops / 2;

    *n = 0;
    for (int k = 0; k < ncolls; k++)
    {
        OlSlot *c = &f->regs[ops[2 * k]];
        const OlBcType *t;

        if (ops[2 * k + 1] >= p->ntypes || f->r->reg_kinds[ops[2 * k]] != OL_SLOT_COLL)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql bulk", "kind");
        }
        t = &p->types[ops[2 * k + 1]];
        if (t->class_ != OL_PLT_ASSOC && t->class_ != OL_PLT_TABLE && t->class_ != OL_PLT_VARRAY)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql bulk", "type");
        }
        if (c->null)
        {
            OlVmColl *made = ol_vcoll_new(t->class_ == OL_PLT_ASSOC ? OL_COLL_ASSOC_INT : t->class_ == OL_PLT_TABLE ? OL_COLL_NESTED : OL_COLL_VARRAY,
                                          t->class_ == OL_PLT_VARRAY ? (uint32)Max(t->limit, 0) : 0, ol_vm_elem_of(f->unit, t->element), diag);

            if (made == NULL)
            {
                return OL_ERROR;
            }
            ol_slot_give(c, made);
        }
        if (ol_vcoll_own(c, diag) != OL_OK || (!append && ol_vcoll_delete_all(c->l, diag) != OL_OK))
        {
            return OL_ERROR;
        }
        if (c->l->ckind == OL_COLL_ASSOC_STR)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql bulk", "index");
        }
        if (ncolls == 1 && p->types[t->element].class_ == OL_PLT_RECORD)
        {
            record = &p->types[t->element];
        }
    }
    if (record != NULL ? record->nfields != rows->ncolumns : ncolls != rows->ncolumns)
    {
        return ol_diag_set(diag, OL_ERR_ROWTYPE_MISMATCH, -1);
    }
    for (; rows->at < rows->nrows && *n < limit; rows->at++, (*n)++)
    {
        OlSlot *row = rows->slots + (size_t)rows->at * (size_t)rows->ncolumns;

        for (int k = 0; k < ncolls; k++)
        {
            OlVmColl *c = f->regs[ops[2 * k]].l;
            OlSlot *to;

            if (c->limit > 0 && c->n >= c->limit)
            {
                return ol_diag_set(diag, OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT, -1);
            }
            to = ol_vcoll_append(c, diag);
            if (to == NULL)
            {
                return OL_ERROR;
            }
            if (record == NULL)
            {
                if (bulk_value(f->unit, to, &row[k], &rows->types[k], p->types[ops[2 * k + 1]].element, diag) != OL_OK)
                {
                    return OL_ERROR;
                }
                continue;
            }
            if (to->null || !to->ref || to->o->kind != OL_OBJK_RECORD || to->q->n != (uint32)rows->ncolumns)
            {
                return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql bulk", "record");
            }
            for (int j = 0; j < rows->ncolumns; j++)
            {
                if (bulk_value(f->unit, &to->q->f[j], &row[j], &rows->types[j], record->fields[j].type, diag) != OL_OK)
                {
                    return OL_ERROR;
                }
            }
        }
    }
    return OL_OK;
}

/* Any statement with a plan: in the autonomous transaction when one runs; else here, when no trigger forbids it. */
uint64 ol_vm_run_plan(CachedPlanSource *source, ParamListInfo params, DestReceiver *dest, uint64 limit)
{
    if (ol_vm_host->autonomous_now())
    {
        return ol_vm_host->autonomous_run(source, params, dest, limit);
    }
    if (ol_vm_trigger_now())
    {
        CachedPlan *plan = GetCachedPlan(source, params, CurrentResourceOwner, NULL);

        ol_vm_trigger_check(plan->stmt_list);
        ReleaseCachedPlan(plan, CurrentResourceOwner);
    }
    return ol_plan_run(source, params, dest, limit, NULL, NULL);
}

/* --- one statement ---------------------------------------------------------------------------------------------------------------- */

typedef struct Statement
{
    OlVm *vm;
    OlVmFrame *f;
    int n;
    const uint16_t *ops;
    int nops;
    OlVmRows *rows;
    uint64 limit;
    uint64 processed;
} Statement;

static void run_statement(void *ctx)
{
    Statement *st = ctx;
    const OlBcSql *sql = &st->f->unit->p->sqls[st->n];
    CachedPlanSource *source = ol_vm_plan(st->f->unit, st->n);
    ParamListInfo params = ol_vm_params(sql->nparams, sql->params);
    int saved = LockTimeout;

    for (int i = 0; i < sql->nparams; i++)
    {
        ol_vm_set_param(params, i, ol_vm_operand(st->f, st->ops[i]), ol_vm_operand_kind(st->f, st->ops[i]), &sql->params[i]);
    }
    if (sql->ncolumns > 0)
    {
        st->rows = ol_vm_rows_new(sql->ncolumns, sql->columns);
    }
    if (sql->lock_wait_ms > 0)
    {
        LockTimeout = sql->lock_wait_ms;
    }
    PG_TRY();
    {
        st->processed = ol_vm_run_plan(source, params, st->rows != NULL ? &st->rows->pub : None_Receiver, st->limit);
    }
    PG_FINALLY();
    {
        LockTimeout = saved;
    }
    PG_END_TRY();
    if (sql->kind != OL_PLSQL_QUERY || sql->for_update)
    {
        CommandCounterIncrement();
        ol_vm_host->changed();
    }
}

void ol_vm_sql_state_free(OlVmSqlState *s)
{
    if (s->errors != NULL)
    {
        pfree(s->errors);
    }
    if (s->counts != NULL)
    {
        pfree(s->counts);
    }
    memset(s, 0, sizeof *s);
}

static OlStatus row_into(Statement *st, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = st->f->unit->p;
    const OlBcOperandList *into = &p->lists[i->c];
    const OlBcSql *sql = &p->sqls[st->n];

    if (into->n != sql->ncolumns)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql into", "number of columns");
    }
    for (int k = 0; k < into->n; k++)
    {
        unsigned reg = p->operands[into->start + k];

        if (st->rows->nrows == 0)
        {
            ol_slot_release(&st->f->regs[reg]);
        }
        else if (ol_vm_assign(st->f, reg, &st->rows->slots[k], ol_slot_kind_of(&sql->columns[k]), &sql->columns[k], diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    return OL_OK;
}

static OlStatus attribute(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    OlSlot *a = &f->regs[i->a];
    const OlVmSqlState *s = &vm->sql;

    switch (i->op)
    {
    case OL_OP_SQLATTR:
        a->null = 0;
        switch (i->b)
        {
        case OL_CURATTR_FOUND:
            a->null = !s->any;
            a->b = s->found;
            break;
        case OL_CURATTR_NOTFOUND:
            a->null = !s->any;
            a->b = !s->found;
            break;
        case OL_CURATTR_ROWCOUNT:
            a->null = !s->any;
            a->i = (int64)s->rowcount;
            break;
        default:
            a->b = false;
            break;
        }
        return OL_OK;
    case OL_OP_SQL_BULKCOUNT:
    {
        const OlSlot *k = ol_vm_operand(f, i->b);

        if (k->null || k->i < 1 || k->i > s->ncounts)
        {
            return ol_diag_set(diag, OL_ERR_SUBSCRIPT_BEYOND_COUNT, -1);
        }
        a->i = (int64)s->counts[k->i - 1];
        a->null = 0;
        return OL_OK;
    }
    default:
        if (i->b == 0)
        {
            a->i = s->nerrors;
        }
        else
        {
            const OlSlot *k = i->c == OL_OPERAND_NONE ? NULL : ol_vm_operand(f, i->c);

            if (k == NULL || k->null || k->i < 1 || k->i > s->nerrors)
            {
                return ol_diag_set(diag, OL_ERR_SUBSCRIPT_BEYOND_COUNT, -1);
            }
            a->i = i->b == 1 ? s->errors[k->i - 1].index : s->errors[k->i - 1].code;
        }
        a->null = 0;
        return OL_OK;
    }
}

OlStatus ol_vm_sql(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    Statement st;
    OlStatus status;

    if (i->op == OL_OP_SQLATTR || i->op == OL_OP_SQL_BULKCOUNT || i->op == OL_OP_SQL_BULKERR)
    {
        return attribute(vm, f, i, diag);
    }
    memset(&st, 0, sizeof st);
    st.vm = vm;
    st.f = f;
    st.n = i->a;
    st.ops = p->operands + p->lists[i->b].start;
    st.nops = p->lists[i->b].n;
    st.limit = i->op == OL_OP_SQL_INTO ? 2 : 0;
    if (st.nops < p->sqls[st.n].nparams)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql statement", "number of parameters");
    }
    vm->sql.any = true;
    vm->sql.found = false;
    vm->sql.rowcount = 0;
    status = ol_vm_protected(vm, run_statement, &st, diag);
    if (status == OL_OK)
    {
        uint64 n = st.processed;

        switch (i->op)
        {
        case OL_OP_SQL_INTO:
            if (st.rows == NULL || st.rows->nrows == 0)
            {
                status = ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
            }
            else if (st.rows->nrows > 1)
            {
                vm->sql.rowcount = 1;
                vm->sql.found = true;
                status = ol_diag_set(diag, OL_ERR_TOO_MANY_ROWS, -1);
                n = 1;
            }
            else
            {
                status = row_into(&st, i, diag);
            }
            break;
        case OL_OP_SQL_BULK:
            if (st.rows != NULL && i->c != OL_OPERAND_NONE)
            {
                status = ol_vm_bulk(f, p->operands + p->lists[i->c].start, p->lists[i->c].n, st.rows, UINT64_MAX, false, &n, diag);
            }
            break;
        default:
            if (i->c != OL_OPERAND_NONE && st.rows != NULL)
            {
                status = st.rows->nrows > 1 ? ol_diag_set(diag, OL_ERR_TOO_MANY_ROWS, -1) : row_into(&st, i, diag);
            }
            break;
        }
        vm->sql.rowcount = n;
        vm->sql.found = n > 0;
    }
    ol_vm_rows_free(st.rows);
    return status;
}

enum
{
    FORALL_CHUNK = OL_BULK_ROWS
};

/* --- FORALL --------------------------------------------------------------------------------------------------------------------------- */

/* Rows are executed in chunks, each on one transaction level. When a row fails the level is undone and the rows before it are
 * done again: Oracle keeps what came before. */
typedef struct ForallRun
{
    OlVm *vm;
    OlVmFrame *f;
    int n;
    const OlBcForall *fa;
    const uint16_t *ops;
    ParamListInfo params;
    OlVmRows *rows;       /* RETURNING */
    /* the chunk */
    int64 *indexes;
    uint64 *counts;
    int from;
    int to;
    volatile int current;
    bool direct;
    OlBulkInsert bulk;
} ForallRun;

static void forall_set_params(void *ctx, int row)
{
    ForallRun *r = ctx;
    const OlBcSql *sql = &r->f->unit->p->sqls[r->n];
    int64 at = r->indexes[row];

    for (int i = 0; i < sql->nparams; i++)
    {
        const OlSlot *s = ol_vm_operand(r->f, r->ops[i]);
        int kind = ol_vm_operand_kind(r->f, r->ops[i]);
        OlSlot index = {.null = 0};
        int how = i < r->fa->nparams ? r->fa->indexed[i] : 0;

        if (how == 1 || how == 2)
        {
            if (kind != OL_SLOT_COLL || s->null || s->l->ckind == OL_COLL_ASSOC_STR || (s = ol_vcoll_find(s->l, at)) == NULL)
            {
                ol_raise(OL_ERR_FORALL_ELEMENT, psprintf("%lld", (long long)at));
            }
            kind = ol_slot_kind_of(&sql->params[i]);
            if (how == 2)
            {
                if (s->null || !s->ref || s->o->kind != OL_OBJK_RECORD || r->fa->field[i] >= s->q->n)
                {
                    ol_raise(OL_ERR_NULL_SELF);
                }
                s = &s->q->f[r->fa->field[i]];
            }
            if (!s->null && (s->ref != 0) != OL_SLOT_IS_REF(kind))
            {
                ol_raise(OL_ERR_INTERNAL, "plsql forall", "kind");
            }
        }
        else if (how == 3)
        {
            index.i = at;
            s = &index;
            kind = OL_SLOT_INT;
        }
        ol_vm_set_param(r->params, i, s, kind, &sql->params[i]);
    }
}

static void run_forall_rows(void *ctx)
{
    ForallRun *r = ctx;
    const OlBcSql *sql = &r->f->unit->p->sqls[r->n];
    CachedPlanSource *source = ol_vm_plan(r->f->unit, r->n);

    r->params = ol_vm_params(sql->nparams, sql->params);
    r->current = r->from;
    if (sql->ncolumns > 0 && r->rows == NULL)
    {
        r->rows = ol_vm_rows_new(sql->ncolumns, sql->columns);
    }
    if (r->direct && (ol_vm_trigger_now() || ol_vm_host->autonomous_now()))
    {
        r->direct = false;
    }
    if (r->direct)
    {
        r->direct = ol_bulk_insert_fits(source) &&
                    ol_bulk_insert(&r->bulk, source, r->params, r->from, r->to, forall_set_params, r, &r->current, NULL);
    }
    if (r->direct)
    {
        for (int row = r->from; row < r->to; row++)
        {
            r->counts[row] = 1;
        }
        CommandCounterIncrement();
    }
    else
    {
        MemoryContext row_cxt = AllocSetContextCreate(CurrentMemoryContext, "oliphant FORALL row", ALLOCSET_SMALL_SIZES);
        MemoryContext old = MemoryContextSwitchTo(row_cxt);

        for (int row = r->from; row < r->to; row++)
        {
            CHECK_FOR_INTERRUPTS();
            r->current = row;
            MemoryContextReset(row_cxt);
            if (r->params != NULL)
            {
                forall_set_params(r, row);
            }
            r->counts[row] = ol_vm_run_plan(source, r->params, r->rows != NULL ? &r->rows->pub : None_Receiver, 0);
            CommandCounterIncrement();
        }
        MemoryContextSwitchTo(old);
    }
    ol_vm_host->changed();
}

static void note_counts(OlVmSqlState *s, const ForallRun *r, int from, int to)
{
    for (int row = from; row < to; row++)
    {
        if ((s->ncounts & (s->ncounts - 1)) == 0)
        {
            s->counts = s->counts == NULL ? MemoryContextAlloc(TopMemoryContext, sizeof *s->counts)
                                          : repalloc(s->counts, (Size)s->ncounts * 2 * sizeof *s->counts);
        }
        s->counts[s->ncounts++] = r->counts[row];
        s->rowcount += r->counts[row];
    }
}

/* Executes the chunk's rows [0, n): with SAVE EXCEPTIONS past the ones that fail, else to the first. */
static OlStatus forall_chunk(ForallRun *r, int n, OlDiag *diag)
{
    OlVmSqlState *s = &r->vm->sql;
    bool save = r->fa->save_exceptions;
    int at = 0;
    int piece = n;

    while (at < n)
    {
        OlStatus status;
        int failed;

        r->from = at;
        r->to = Min(n, at + piece);
        status = ol_vm_protected_always(r->vm, run_forall_rows, r, save, diag);
        if (status == OL_OK)
        {
            note_counts(s, r, r->from, r->to);
            at = r->to;
            piece = Min(n, piece * 2);
            continue;
        }
        if (r->vm->broken || (save && diag->number == 1013))
        {
            return status; /* nobody will see what came before */
        }
        /* What came before the row is done again; if that fails, at an earlier row, that one is the error. */
        for (failed = r->current; failed > at;)
        {
            OlDiag again;

            ol_bulk_insert_reset(&r->bulk);
            ol_diag_init(&again);
            r->to = failed;
            if (ol_vm_protected_always(r->vm, run_forall_rows, r, true, &again) == OL_OK)
            {
                note_counts(s, r, at, failed);
                break;
            }
            *diag = again;
            failed = r->current;
        }
        ol_bulk_insert_reset(&r->bulk);
        r->counts[failed] = 0;
        note_counts(s, r, failed, failed + 1);
        if (!save)
        {
            return status;
        }
        s->errors = s->errors == NULL ? MemoryContextAlloc(TopMemoryContext, sizeof *s->errors)
                                      : repalloc(s->errors, (Size)(s->nerrors + 1) * sizeof *s->errors);
        s->errors[s->nerrors].index = s->ncounts;
        s->errors[s->nerrors++].code = diag->number;
        at = failed + 1;
        piece = 1;
    }
    return OL_OK;
}

OlStatus ol_vm_forall(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcForall *fa = &p->foralls[i->b];
    ForallRun r;
    OlVmSqlState *s = &vm->sql;
    OlStatus status = OL_OK;
    const OlSlot *low = NULL;
    const OlSlot *high = NULL;
    const OlVmColl *keys = NULL;
    int64 from = 1;
    int64 to = 0;
    bool more;
    int64 key = 0;
    int chunk;
    MemoryContext mcxt;

    memset(&r, 0, sizeof r);
    r.vm = vm;
    r.f = f;
    r.n = i->a;
    r.fa = fa;
    r.ops = p->operands + p->lists[i->c].start;
    if (p->lists[i->c].n < p->sqls[r.n].nparams)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql forall", "number of parameters");
    }
    ol_vm_sql_state_free(s);
    s->any = true;
    if (fa->collection != OL_OPERAND_NONE)
    {
        const OlSlot *c = &f->regs[fa->collection];

        if (c->null)
        {
            return ol_diag_set(diag, OL_ERR_NULL_COLLECTION, -1);
        }
        keys = c->l;
        if (keys->ckind == OL_COLL_ASSOC_STR)
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql forall", "index");
        }
    }
    if (fa->low != OL_OPERAND_NONE && fa->high != OL_OPERAND_NONE)
    {
        low = ol_vm_operand(f, fa->low);
        high = ol_vm_operand(f, fa->high);
        if (low->null || high->null)
        {
            return ol_vm_value_error(diag, "");
        }
        from = low->i;
        to = high->i;
    }
    else if (keys != NULL)
    {
        from = INT32_MIN;
        to = INT32_MAX;
    }
    if (keys != NULL)
    {
        more = ol_vcoll_step(keys, from - 1, true, &key) && key <= to;
    }
    else
    {
        more = from <= to;
        key = from;
    }
    r.direct = p->sqls[r.n].single_row_insert && p->sqls[r.n].ncolumns == 0 && p->sqls[r.n].nparams > 0;
    /* a chunk that fails is undone and done again by rows: not where another process has done it */
    chunk = p->sqls[r.n].ncolumns > 0 || ol_vm_host->autonomous_now() ? 1 : FORALL_CHUNK;
    mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant FORALL", ALLOCSET_SMALL_SIZES);
    r.bulk.mcxt = mcxt;
    r.indexes = MemoryContextAlloc(mcxt, sizeof(int64) * FORALL_CHUNK);
    r.counts = MemoryContextAlloc(mcxt, sizeof(uint64) * FORALL_CHUNK);
    while (more && status == OL_OK)
    {
        int n = 0;

        while (more && n < chunk)
        {
            int64 index = key;

            if (keys != NULL && fa->kind == OL_FORALL_VALUES)
            {
                const OlSlot *v = ol_vcoll_find(keys, key);

                if (v == NULL || v->null || v->ref)
                {
                    status = ol_vm_value_error(diag, ""); /* after the rows before it */
                    break;
                }
                index = v->i;
            }
            r.indexes[n++] = index;
            if (keys != NULL)
            {
                more = ol_vcoll_step(keys, key, true, &key) && key <= to;
            }
            else
            {
                more = ++key <= to;
            }
        }
        if (n > 0)
        {
            OlStatus ran = forall_chunk(&r, n, diag);

            status = ran != OL_OK ? ran : status;
        }
    }
    MemoryContextDelete(mcxt);
    s->found = s->rowcount > 0;
    if (status == OL_OK && r.rows != NULL && fa->into != OL_OPERAND_NONE)
    {
        uint64 n;

        status = ol_vm_bulk(f, p->operands + p->lists[fa->into].start, p->lists[fa->into].n, r.rows, UINT64_MAX, false, &n, diag);
    }
    ol_vm_rows_free(r.rows);
    if (status == OL_OK && s->nerrors > 0)
    {
        return ol_diag_set(diag, OL_ERR_ARRAY_DML_ERRORS, -1);
    }
    return status;
}

/* --- transaction control ----------------------------------------------------------------------------------------------------------------- */

OlStatus ol_vm_txn(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    if (in_sql > 0)
    {
        static const char *const words[] = {"COMMIT", "ROLLBACK", "SET SAVEPOINT", "ROLLBACK TO"};

        if (ol_vm_trigger_now() && i->op != OL_OP_UTILITY)
        {
            return ol_diag_set(diag, OL_ERR_COMMIT_IN_TRIGGER, -1, words[i->op - OL_OP_COMMIT]);
        }
        return ol_diag_set(diag, OL_ERR_COMMIT_IN_QUERY, -1);
    }
    PG_TRY();
    {
        switch (i->op)
        {
        case OL_OP_COMMIT:
            ol_vm_host->commit();
            break;
        case OL_OP_ROLLBACK:
            ol_vm_host->rollback();
            break;
        case OL_OP_SAVEPOINT:
            ol_vm_host->savepoint(ol_vstr(ol_vm_operand(f, i->a)));
            break;
        case OL_OP_ROLLBACK_TO:
            ol_vm_host->rollback_to(ol_vstr(ol_vm_operand(f, i->a)));
            break;
        default:
        {
            OlVmStatement st = ol_vm_host->statement(f->unit->p->sqls[i->a].text, NULL, 0);

            ol_vm_host->statement_run(st.handle);
            ol_vm_host->statement_release(st.handle);
            break;
        }
        }
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
        if ((i->op == OL_OP_COMMIT || i->op == OL_OP_UTILITY) && !ol_vm_host->autonomous_now())
        {
            vm->broken = true;
        }
    }
    PG_END_TRY();
    return status;
}
