/*
 * vm_trigger.c - a trigger's timing point run for a row or a statement: columns into registers and back, INSERTING and its kin,
 * tables that are mutating.
 *
 * Only the columns the code names are looked at (program.h, OlBcRowColumn). Firings nest: a trigger's statements fire others.
 *
 * See also:  vm.h (OlVmFiring), server/triggers.c (who fires), plc/compile_trigger.c
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/sysattr.h"
#include "nodes/bitmapset.h"
#include "nodes/params.h"
#include "nodes/plannodes.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "pg/pg.h"
#include "pg/pg_type.h"
#include "vm/host.h"
#include "vm/vm_cursor.h"

/* Oracle's limit of recursive SQL */
enum
{
    NESTING_MAX = 50
};

typedef struct Running
{
    struct Running *outer;
    const OlVmFiring *firing;
    OlVm *run;     /* the machine's run around it: what is above belongs to the trigger */
    int sql_depth;
    int nesting;
} Running;

static Running *running;

bool ol_vm_trigger_now(void)
{
    return running != NULL;
}

void ol_vm_trigger_check(List *planned)
{
    for (const Running *r = running; r != NULL; r = r->outer)
    {
        ListCell *lc;
        Oid relid;

        if (!r->firing->mutating)
        {
            continue;
        }
        relid = RelationGetRelid(r->firing->relation);
        foreach (lc, planned)
        {
            PlannedStmt *ps = lfirst_node(PlannedStmt, lc);

            if (list_member_oid(ps->relationOids, relid))
            {
                char space[NAMEDATALEN];
                OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
                OlStr schema;
                OlStr name;

                strlcpy(space, get_namespace_name(RelationGetNamespace(r->firing->relation)), sizeof space);
                schema = ol_name_from_pg(arena, ol_str(space));
                name = ol_name_from_pg(arena, ol_str(RelationGetRelationName(r->firing->relation)));
                ol_raise(OL_ERR_MUTATING_TABLE, psprintf("%.*s.%.*s", OL_STR_ARG(schema), OL_STR_ARG(name)));
            }
        }
    }
}

/* --- INSERTING, UPDATING, DELETING ------------------------------------------------------------------------------------------ */

static OlStatus is_event(OlSlot *result, char event)
{
    result->b = running != NULL && running->firing->event == event;
    result->null = 0;
    return OL_OK;
}

OL_HOST_FN(trigger_deleting)
{
    return is_event(result, 'D');
}

OL_HOST_FN(trigger_inserting)
{
    return is_event(result, 'I');
}

OL_HOST_FN(trigger_updating)
{
    return is_event(result, 'U');
}

OL_HOST_FN(trigger_updating_column)
{
    TupleDesc desc;
    OlStr name;

    (void)is_event(result, 'U');
    if (!result->b)
    {
        return OL_OK;
    }
    result->b = false;
    if (args[0]->null)
    {
        return OL_OK;
    }
    name = ol_vstr(args[0]);
    desc = RelationGetDescr(running->firing->relation);
    for (int i = 0; i < desc->natts; i++)
    {
        Form_pg_attribute att = TupleDescAttr(desc, i);

        /* any case will do, as in Oracle */
        if (!att->attisdropped && ol_str_ieq_c(name, NameStr(att->attname)))
        {
            result->b = running->firing->updated == NULL ||
                        bms_is_member(att->attnum - FirstLowInvalidHeapAttributeNumber, running->firing->updated);
        }
    }
    return OL_OK;
}

/* --- rows ------------------------------------------------------------------------------------------------------------------ */

/* The column of the table, when it still is what the program was made for. */
static void check_column(const OlVmFiring *f, const OlBcRowColumn *col)
{
    TupleDesc desc = RelationGetDescr(f->relation);
    Oid want = ol_pg_rep_oid(col->column.rep);
    Form_pg_attribute att = col->attnum <= desc->natts ? TupleDescAttr(desc, col->attnum - 1) : NULL;

    if (att == NULL || att->attisdropped || strncmp(NameStr(att->attname), col->name.s, col->name.n) != 0 ||
        NameStr(att->attname)[col->name.n] != '\0' || (OidIsValid(want) && att->atttypid != want))
    {
        ol_raise(OL_ERR_TRIGGER_INVALID, psprintf("%.*s.%.*s", OL_STR_ARG(f->unit->p->schema), OL_STR_ARG(f->unit->p->name)));
    }
}

static OlStatus fill(OlVmFrame *frame, void *ctx, OlDiag *diag)
{
    OlVmFiring *f = ctx;
    const OlBcTrigger *t = &f->unit->p->trigger;
    int routine = t->points[f->point];

    for (int i = 0; i < t->ncolumns; i++)
    {
        const OlBcRowColumn *col = &t->columns[i];
        HeapTuple row = col->is_new ? f->new_row : f->old_row;
        OlSlot value = {.null = 1};
        Datum datum;
        bool isnull;

        if (col->routine != routine)
        {
            continue;
        }
        check_column(f, col);
        if (row == NULL)
        {
            continue;
        }
        datum = heap_getattr(row, col->attnum, RelationGetDescr(f->relation), &isnull);
        if (isnull)
        {
            continue;
        }
        ol_slot_from_datum(&value, &col->column, datum, false);
        if (ol_vm_assign(frame, col->reg, &value, ol_slot_kind_of(&col->column), &col->column, diag) != OL_OK)
        {
            ol_slot_release(&value);
            return OL_ERROR;
        }
    }
    return OL_OK;
}

static OlStatus drain(OlVmFrame *frame, void *ctx, OlDiag *diag)
{
    OlVmFiring *f = ctx;
    const OlBcTrigger *t = &f->unit->p->trigger;
    int routine = t->points[f->point];
    ParamListInfo params;

    if (f->new_row == NULL || f->point != OL_POINT_BEFORE_ROW)
    {
        return OL_OK;
    }
    for (int i = 0; i < t->ncolumns; i++)
    {
        const OlBcRowColumn *col = &t->columns[i];

        if (col->routine != routine || !col->written)
        {
            continue;
        }
        if (f->columns == NULL)
        {
            f->columns = palloc(sizeof(int) * t->ncolumns);
            f->values = palloc(sizeof(Datum) * t->ncolumns);
            f->nulls = palloc(sizeof(bool) * t->ncolumns);
        }
        params = ol_vm_params(1, &col->column);
        ol_vm_set_param(params, 0, &frame->regs[col->reg], frame->r->reg_kinds[col->reg], &col->column);
        f->columns[f->nchanged] = col->attnum;
        f->values[f->nchanged] = params->params[0].value;
        f->nulls[f->nchanged++] = params->params[0].isnull;
    }
    return OL_OK;
}

/* --- running ----------------------------------------------------------------------------------------------------------------- */

static OlStatus nothing(OlVmFrame *frame, void *ctx, OlDiag *diag)
{
    return OL_OK;
}

/* "ORA-04088: error during execution of trigger" below the trigger's own error. */
static void tell(const OlVmUnit *unit, OlDiag *diag)
{
    size_t n = strlen(diag->text);

    snprintf(diag->text + n, sizeof diag->text - n, "\nORA-04088: error during execution of trigger '%.*s.%.*s'",
             OL_STR_ARG(unit->p->schema), OL_STR_ARG(unit->p->name));
}

static OlStatus call(OlVmFiring *f, int routine, OlVmFill before, OlVmDrain after, OlDiag *diag)
{
    OlVmUnit *unit = f->unit;
    OlSlot *globals = unit->globals;
    bool initialised = unit->initialised;
    int sql_depth = ol_vm_sql_depth;
    Running here = {.outer = running, .firing = f, .nesting = running != NULL ? running->nesting + 1 : 1};
    OlStatus status;

    if (here.nesting > NESTING_MAX)
    {
        return ol_diag_set(diag, OL_ERR_STATEMENT_TOO_COMPLEX, -1, "50");
    }
    if (f->globals != NULL)
    {
        unit->globals = f->globals;
    }
    unit->initialised = true;
    running = &here;
    ol_vm_sql_depth++;
    status = ol_vm_run_routine(unit, routine, before, after, f, diag);
    ol_vm_sql_depth = sql_depth;
    running = here.outer;
    unit->globals = globals;
    unit->initialised = initialised;
    if (status != OL_OK)
    {
        tell(unit, diag);
    }
    return status;
}

OlStatus ol_vm_trigger_fire(OlVmFiring *f, OlDiag *diag)
{
    int routine = f->unit->p->trigger.points[f->point];

    if (routine < 0)
    {
        return OL_OK;
    }
    return call(f, routine, fill, drain, diag);
}

OlSlot *ol_vm_trigger_begin(OlVmFiring *f, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;

    f->globals = MemoryContextAllocZero(TopMemoryContext, sizeof(OlSlot) * Max(p->nglobals, 1));
    for (int i = 0; i < p->nglobals; i++)
    {
        f->globals[i].null = 1;
    }
    f->unit->running++; /* it stays as long as they do */
    if (call(f, 0, nothing, nothing, diag) != OL_OK)
    {
        ol_vm_trigger_end(f->unit, f->globals);
        f->globals = NULL;
    }
    return f->globals;
}

void ol_vm_trigger_end(OlVmUnit *unit, OlSlot *globals)
{
    for (int i = 0; i < unit->p->nglobals; i++)
    {
        ol_slot_release(&globals[i]);
    }
    pfree(globals);
    unit->running--;
}
