/*
 * bulk_insert.c - many rows of one INSERT ... VALUES straight into the table.
 *
 * The executor of the plan is started once for all rows; its source, a Result, is entered again for each. What ModifyTable
 * would do between is done here: constraints, the table access method, indexes.
 *
 * See also:  bulk_insert.h
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/tableam.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "nodes/plannodes.h"
#include "optimizer/optimizer.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "pg/bulk_insert.h"

/* May the rows of this plan be made by its projection and inserted in bulk, with nothing left out? */
static bool plan_fits(PlannedStmt *ps)
{
    ModifyTable *mt = (ModifyTable *)ps->planTree;
    Plan *sub;

    if (ps->commandType != CMD_INSERT || !IsA(mt, ModifyTable) || ps->hasReturning || ps->hasModifyingCTE ||
        ps->subplans != NIL || mt->operation != CMD_INSERT || list_length(mt->resultRelations) != 1 ||
        mt->onConflictAction != ONCONFLICT_NONE || mt->withCheckOptionLists != NIL || mt->returningLists != NIL ||
        mt->rootRelation != 0)
    {
        return false;
    }
    sub = outerPlan(mt);
    return IsA(sub, Result) && ((Result *)sub)->resconstantqual == NULL && outerPlan(sub) == NULL && sub->initPlan == NIL &&
           !contain_volatile_functions_not_nextval((Node *)sub->targetlist);
}

static bool relation_fits(ResultRelInfo *rri)
{
    Relation rel = rri->ri_RelationDesc;

    return rel->rd_rel->relkind == RELKIND_RELATION && !rel->rd_rel->relispartition && rri->ri_TrigDesc == NULL &&
           rri->ri_FdwRoutine == NULL && rri->ri_WithCheckOptions == NIL && rri->ri_projectReturning == NULL &&
           (rel->rd_att->constr == NULL || !rel->rd_att->constr->has_generated_stored);
}

bool ol_bulk_insert_fits(CachedPlanSource *source)
{
    CachedPlan *plan = GetCachedPlan(source, NULL, CurrentResourceOwner, NULL);
    bool ok = list_length(plan->stmt_list) == 1 && plan_fits(linitial_node(PlannedStmt, plan->stmt_list));

    ReleaseCachedPlan(plan, CurrentResourceOwner);
    return ok;
}

/* Slots outlive the chunk: their descriptor is a copy that no resource owner counts. */
static void prepare_slots(OlBulkInsert *b, Relation rel, int n)
{
    MemoryContext old = MemoryContextSwitchTo(b->mcxt);

    if (b->relid != RelationGetRelid(rel))
    {
        b->desc = CreateTupleDescCopyConstr(RelationGetDescr(rel));
        b->slots = palloc0(sizeof(TupleTableSlot *) * OL_BULK_ROWS);
        b->nslots = 0;
        b->relid = RelationGetRelid(rel);
    }
    while (b->nslots < n)
    {
        b->slots[b->nslots++] = MakeSingleTupleTableSlot(b->desc, table_slot_callbacks(rel));
    }
    MemoryContextSwitchTo(old);
}

bool ol_bulk_insert(OlBulkInsert *b, CachedPlanSource *source, ParamListInfo params, int from, int to,
                    void (*set)(void *ctx, int row), void *ctx, volatile int *current, ItemPointer last)
{
    CachedPlan *plan = GetCachedPlan(source, NULL, CurrentResourceOwner, NULL);
    PlannedStmt *ps = linitial_node(PlannedStmt, plan->stmt_list);
    QueryDesc *qd;
    EState *estate;
    ModifyTableState *mt;
    ResultRelInfo *rri;
    PlanState *sub;
    Relation rel;
    int n = to - from;
    bool done = false;

    Assert(n > 0 && n <= OL_BULK_ROWS);
    if (!plan_fits(ps))
    {
        ReleaseCachedPlan(plan, CurrentResourceOwner); /* planned anew meanwhile */
        return false;
    }
    *current = from;
    PushActiveSnapshot(GetTransactionSnapshot());
    qd = CreateQueryDesc(ps, source->query_string, GetActiveSnapshot(), InvalidSnapshot, None_Receiver, params, NULL, 0);
    set(ctx, from);
    ExecutorStart(qd, 0);
    estate = qd->estate;
    mt = castNode(ModifyTableState, qd->planstate);
    rri = mt->resultRelInfo;
    sub = outerPlanState(mt);
    rel = rri->ri_RelationDesc;
    if (relation_fits(rri))
    {
        BulkInsertState bistate;
        MemoryContext old;

        prepare_slots(b, rel, n);
        old = MemoryContextSwitchTo(estate->es_query_cxt);
        if (rel->rd_rel->relhasindex && rri->ri_IndexRelationDescs == NULL)
        {
            ExecOpenIndices(rri, false);
        }
        bistate = GetBulkInsertState();
        for (int i = 0; i < n; i++)
        {
            TupleTableSlot *made;
            TupleTableSlot *slot = b->slots[i];

            if ((i & 63) == 0)
            {
                CHECK_FOR_INTERRUPTS();
            }
            *current = from + i;
            if (i > 0)
            {
                set(ctx, from + i);
                ExecReScan(sub);
            }
            made = ExecProcNode(sub);
            if (TupIsNull(made))
            {
                elog(ERROR, "INSERT of one row made none");
            }
            ExecCopySlot(slot, made);
            slot->tts_tableOid = RelationGetRelid(rel);
            if (rel->rd_att->constr != NULL)
            {
                ResetPerTupleExprContext(estate);
                ExecConstraints(rri, slot, estate);
            }
        }
        MemoryContextSwitchTo(GetPerTupleMemoryContext(estate));
        table_multi_insert(rel, b->slots, n, estate->es_output_cid, 0, bistate);
        for (int i = 0; i < n && rri->ri_NumIndices > 0; i++)
        {
            *current = from + i;
            ResetPerTupleExprContext(estate);
            list_free(ExecInsertIndexTuples(rri, b->slots[i], estate, false, false, NULL, NIL));
        }
        if (last != NULL)
        {
            *last = b->slots[n - 1]->tts_tid;
        }
        ol_bulk_insert_reset(b);
        FreeBulkInsertState(bistate);
        table_finish_bulk_insert(rel, 0);
        estate->es_processed = n;
        MemoryContextSwitchTo(old);
        done = true;
    }
    ExecutorFinish(qd);
    ExecutorEnd(qd);
    FreeQueryDesc(qd);
    PopActiveSnapshot();
    ReleaseCachedPlan(plan, CurrentResourceOwner);
    return done;
}

void ol_bulk_insert_reset(OlBulkInsert *b)
{
    for (int i = 0; i < b->nslots; i++)
    {
        ExecClearTuple(b->slots[i]);
    }
}
