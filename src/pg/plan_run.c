/*
 * plan_run.c - executing a cached plan; keeping the executor of one that is executed again and again.
 *
 * Kept: SELECT over scans of indexes (nested loops of them, LIMIT, constants), and INSERT, UPDATE, DELETE of one plain table
 * over such a scan. All of their nodes read parameters and snapshot at each (re)scan and hold nothing computed from old
 * ones. Sorts, hashes and materialised results do: they are not kept. Nor are row locks, sub-selects, partitions, foreign
 * tables, transition tables.
 *
 * How one execution follows another:
 *   snapshot   es_snapshot is a struct of ours that the scan descriptors point to. Before each execution it becomes a copy
 *              of the active snapshot, whose arrays live as long as the execution.
 *   parameters a ParamListInfo of ours whose values are overwritten: generic plans only.
 *   ownership  a resource owner below the transaction's own, so that the end of a subtransaction does not close what is
 *              still in use; locks go to the transaction when it ends.
 *   DML        ModifyTable cannot be rescanned as a node: its source is, and its flags are set back.
 *   failure    an executor that was left by an error is never entered again; what it owns is released at the next chance
 *              outside of the failed level.
 *
 * See also:  plan_run.h
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/relscan.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_am_d.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "nodes/plannodes.h"
#include "parser/parsetree.h"
#include "storage/bufmgr.h"
#include "tcop/utility.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "pg/plan_run.h"

enum
{
    PLACES = 64,               /* power of two */
    MAX_BYTES = 1024 * 1024,   /* of one executor's memory, then it starts anew */
    LOOK_EVERY = 256           /* executions between two looks at its memory */
};

typedef struct Kept
{
    CachedPlan *plan;
    QueryDesc *qd;
    MemoryContext mcxt;
    ResourceOwner owner;
    ParamListInfo params;
    SnapshotData snapshot;
    Oid user;
    bool running;
    bool failed;
    bool stale;                /* to be started anew */
    uint32 runs;
} Kept;

typedef struct Place
{
    CachedPlanSource *source;  /* identity only: it may be gone, then its generic plan is not ours */
    uint64 call;               /* when it was executed last; 0 never */
    CachedPlan *refused;       /* not of a shape to keep; identity only */
    Kept *kept;
} Place;

static Place places[PLACES];
static int n_kept;
static uint64 this_call = 1;
static bool callback_set;

/* --- shapes ------------------------------------------------------------------------------------------------------------------ */

/* Entering a scan of it again without keys must be understood: the B-tree does. */
static bool index_fits(Oid indexid, const List *orderby)
{
    Relation index = index_open(indexid, AccessShareLock);
    bool fits = index->rd_rel->relam == BTREE_AM_OID && orderby == NIL;

    index_close(index, NoLock);
    return fits;
}

static bool source_fits(const Plan *plan, int depth)
{
    if (plan == NULL || depth > 8 || plan->initPlan != NIL || plan->parallel_aware)
    {
        return false;
    }
    switch (nodeTag(plan))
    {
    case T_IndexScan:
        return index_fits(((const IndexScan *)plan)->indexid, ((const IndexScan *)plan)->indexorderby);
    case T_IndexOnlyScan:
        return index_fits(((const IndexOnlyScan *)plan)->indexid, ((const IndexOnlyScan *)plan)->indexorderby);
    case T_Result:
        return outerPlan(plan) == NULL || source_fits(outerPlan(plan), depth + 1);
    case T_Limit:
        return source_fits(outerPlan(plan), depth + 1);
    case T_NestLoop:
        return source_fits(outerPlan(plan), depth + 1) && source_fits(innerPlan(plan), depth + 1);
    default:
        return false;
    }
}

static bool target_fits(const PlannedStmt *ps, const ModifyTable *mt)
{
    Relation rel;
    TriggerDesc *t;
    bool fits;

    if (list_length(mt->resultRelations) != 1 || mt->rootRelation != 0 || mt->onConflictAction != ONCONFLICT_NONE ||
        mt->operation == CMD_MERGE || mt->rowMarks != NIL)
    {
        return false;
    }
    rel = table_open(rt_fetch(linitial_int(mt->resultRelations), ps->rtable)->relid, NoLock);
    t = rel->trigdesc;
    fits = rel->rd_rel->relkind == RELKIND_RELATION && !rel->rd_rel->relispartition &&
           (t == NULL || !(t->trig_insert_new_table || t->trig_update_new_table || t->trig_update_old_table ||
                           t->trig_delete_old_table));
    table_close(rel, NoLock);
    return fits;
}

/* Needs the relations' locks. */
static bool plan_fits(const CachedPlan *plan)
{
    const PlannedStmt *ps;

    if (list_length(plan->stmt_list) != 1)
    {
        return false;
    }
    ps = linitial_node(PlannedStmt, plan->stmt_list);
    if (ps->utilityStmt != NULL || ps->subplans != NIL || ps->rowMarks != NIL || ps->hasModifyingCTE || ps->parallelModeNeeded)
    {
        return false;
    }
    if (ps->commandType == CMD_SELECT)
    {
        return source_fits(ps->planTree, 0);
    }
    return IsA(ps->planTree, ModifyTable) && ps->planTree->initPlan == NIL && source_fits(outerPlan(ps->planTree), 0) &&
           target_fits(ps, (const ModifyTable *)ps->planTree);
}

/* --- starting and ending ---------------------------------------------------------------------------------------------------------- */

/* Gives back what an execution may have left pinned. */
static void unpin_scans(PlanState *node)
{
    if (node == NULL)
    {
        return;
    }
    if (IsA(node, IndexScanState))
    {
        IndexScanState *s = (IndexScanState *)node;

        if (s->iss_ScanDesc != NULL)
        {
            index_rescan(s->iss_ScanDesc, NULL, s->iss_NumScanKeys, NULL, s->iss_NumOrderByKeys);
        }
    }
    else if (IsA(node, IndexOnlyScanState))
    {
        IndexOnlyScanState *s = (IndexOnlyScanState *)node;

        if (s->ioss_VMBuffer != InvalidBuffer)
        {
            ReleaseBuffer(s->ioss_VMBuffer);
            s->ioss_VMBuffer = InvalidBuffer;
        }
        if (s->ioss_ScanDesc != NULL)
        {
            index_rescan(s->ioss_ScanDesc, NULL, s->ioss_NumScanKeys, NULL, s->ioss_NumOrderByKeys);
        }
    }
    unpin_scans(outerPlanState(node));
    unpin_scans(innerPlanState(node));
}

static void unpin(QueryDesc *qd)
{
    ListCell *lc;

    foreach (lc, qd->estate->es_tupleTable)
    {
        TupleTableSlot *slot = lfirst(lc);

        if (TTS_IS_BUFFERTUPLE(slot))
        {
            ExecClearTuple(slot);
        }
    }
    unpin_scans(qd->planstate);
}

static void release_owner(ResourceOwner owner, bool intact)
{
    ResourceOwnerRelease(owner, RESOURCE_RELEASE_BEFORE_LOCKS, intact, false);
    ResourceOwnerRelease(owner, RESOURCE_RELEASE_LOCKS, true, false); /* to the transaction */
    ResourceOwnerRelease(owner, RESOURCE_RELEASE_AFTER_LOCKS, intact, false);
    ResourceOwnerDelete(owner);
}

static void drop(Place *place)
{
    Kept *k = place->kept;
    ResourceOwner saved = CurrentResourceOwner;

    place->kept = NULL;
    n_kept--;
    if (!k->failed)
    {
        CurrentResourceOwner = k->owner;
        k->qd->estate->es_snapshot = InvalidSnapshot;
        ExecutorFinish(k->qd);
        ExecutorEnd(k->qd);
        ReleaseCachedPlan(k->plan, k->owner);
        CurrentResourceOwner = saved;
    }
    release_owner(k->owner, !k->failed);
    MemoryContextDelete(k->mcxt);
}

void ol_plan_run_end(void)
{
    this_call++;
    for (int i = 0; i < PLACES && n_kept > 0; i++)
    {
        if (places[i].kept != NULL && !places[i].kept->running)
        {
            drop(&places[i]);
        }
    }
}

static void at_transaction_end(XactEvent event, void *arg)
{
    if (event == XACT_EVENT_PRE_COMMIT || event == XACT_EVENT_PRE_PREPARE)
    {
        ol_plan_run_end();
    }
    else if (event == XACT_EVENT_ABORT)
    {
        /* the transaction's own owner releases what ours hold, and frees them */
        this_call++;
        for (int i = 0; i < PLACES && n_kept > 0; i++)
        {
            if (places[i].kept != NULL)
            {
                MemoryContextDelete(places[i].kept->mcxt);
                places[i].kept = NULL;
                n_kept--;
            }
        }
    }
}

/* Keeps an executor for the source's generic plan, which has just been chosen; NULL: not this time. Needs an active snapshot. */
static Kept *start(CachedPlanSource *source, ParamListInfo params, DestReceiver *dest)
{
    MemoryContext mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant kept executor", ALLOCSET_SMALL_SIZES);
    MemoryContext old = MemoryContextSwitchTo(mcxt);
    ResourceOwner saved = CurrentResourceOwner;
    Kept *k = palloc0(sizeof *k);
    volatile bool started = false;

    if (!callback_set)
    {
        RegisterXactCallback(at_transaction_end, NULL);
        callback_set = true;
    }
    k->mcxt = mcxt;
    k->user = GetUserId();
    k->owner = ResourceOwnerCreate(TopTransactionResourceOwner, "oliphant kept executor");
    CurrentResourceOwner = k->owner;
    PG_TRY();
    {
        k->plan = GetCachedPlan(source, params, k->owner, NULL);
        if (k->plan == source->gplan && plan_fits(k->plan))
        {
            if (params != NULL)
            {
                k->params = makeParamList(params->numParams);
                memcpy(k->params->params, params->params, sizeof(ParamExternData) * (Size)params->numParams);
            }
            k->qd = CreateQueryDesc(linitial_node(PlannedStmt, k->plan->stmt_list), source->query_string, GetActiveSnapshot(),
                                    InvalidSnapshot, dest, k->params, NULL, 0);
            ExecutorStart(k->qd, EXEC_FLAG_SKIP_TRIGGERS);
            UnregisterSnapshot(k->qd->estate->es_snapshot);
            UnregisterSnapshot(k->qd->snapshot);
            k->qd->snapshot = InvalidSnapshot;
            k->qd->estate->es_snapshot = &k->snapshot;
            started = true;
        }
        else
        {
            ReleaseCachedPlan(k->plan, k->owner);
        }
    }
    PG_CATCH();
    {
        /* what its owner holds goes with the transaction's */
        CurrentResourceOwner = saved;
        MemoryContextSwitchTo(old);
        MemoryContextDelete(mcxt);
        PG_RE_THROW();
    }
    PG_END_TRY();
    CurrentResourceOwner = saved;
    MemoryContextSwitchTo(old);
    if (!started)
    {
        release_owner(k->owner, true);
        MemoryContextDelete(mcxt);
        return NULL;
    }
    return k;
}

/* --- running ---------------------------------------------------------------------------------------------------------------------- */

static uint64 run_kept(Kept *k, ParamListInfo params, DestReceiver *dest, uint64 limit, OlPlanLook look, void *ctx)
{
    ResourceOwner saved = CurrentResourceOwner;
    MemoryContext old = CurrentMemoryContext;
    QueryDesc *qd = k->qd;
    EState *estate = qd->estate;
    ModifyTableState *mt = IsA(qd->planstate, ModifyTableState) ? (ModifyTableState *)qd->planstate : NULL;
    bool again = k->runs++ > 0;
    uint64 processed = 0;

    k->running = true;
    PG_TRY();
    {
        CurrentResourceOwner = k->owner;
        k->snapshot = *GetActiveSnapshot();
        k->snapshot.regd_count = 0;
        k->snapshot.active_count = 0;
        if (params != NULL)
        {
            memcpy(k->params->params, params->params, sizeof(ParamExternData) * (Size)params->numParams);
        }
        qd->dest = dest;
        if (mt != NULL)
        {
            AfterTriggerBeginQuery();
            estate->es_output_cid = GetCurrentCommandId(true);
        }
        if (again)
        {
            MemoryContextSwitchTo(estate->es_query_cxt);
            if (mt != NULL)
            {
                mt->mt_done = false;
                mt->fireBSTriggers = true;
                ExecReScan(outerPlanState(mt));
            }
            else
            {
                ExecReScan(qd->planstate);
            }
            MemoryContextSwitchTo(old);
        }
        ExecutorRun(qd, ForwardScanDirection, limit, false);
        processed = estate->es_processed;
        if (look != NULL && processed > 0)
        {
            look(qd, ctx);
        }
        if (mt != NULL)
        {
            AfterTriggerEndQuery(estate);
            k->stale = mt->mt_epqstate.recheckestate != NULL; /* bound to the snapshot it was made with */
        }
        unpin(qd);
        if (k->runs % LOOK_EVERY == 0 && MemoryContextMemAllocated(k->mcxt, true) > MAX_BYTES)
        {
            k->stale = true;
        }
    }
    PG_CATCH();
    {
        CurrentResourceOwner = saved;
        k->running = false;
        k->failed = true;
        PG_RE_THROW();
    }
    PG_END_TRY();
    CurrentResourceOwner = saved;
    k->running = false;
    return processed;
}

static uint64 run_fresh(CachedPlanSource *source, CachedPlan *plan, ParamListInfo params, DestReceiver *dest, uint64 limit,
                        OlPlanLook look, void *ctx)
{
    uint64 processed = 0;
    ListCell *lc;

    foreach (lc, plan->stmt_list)
    {
        PlannedStmt *ps = lfirst_node(PlannedStmt, lc);

        if (lc != list_head(plan->stmt_list))
        {
            CommandCounterIncrement();
            UpdateActiveSnapshotCommandId();
        }
        if (ps->utilityStmt != NULL)
        {
            QueryCompletion qc;

            InitializeQueryCompletion(&qc);
            ProcessUtility(ps, source->query_string, true, PROCESS_UTILITY_QUERY, params, NULL, None_Receiver, &qc);
        }
        else
        {
            QueryDesc *qd = CreateQueryDesc(ps, source->query_string, GetActiveSnapshot(), InvalidSnapshot,
                                            ps->canSetTag ? dest : None_Receiver, params, NULL, 0);

            ExecutorStart(qd, 0);
            ExecutorRun(qd, ForwardScanDirection, limit, true);
            if (ps->canSetTag)
            {
                processed += qd->estate->es_processed;
                if (look != NULL && qd->estate->es_processed > 0)
                {
                    look(qd, ctx);
                }
            }
            ExecutorFinish(qd);
            ExecutorEnd(qd);
            FreeQueryDesc(qd);
        }
    }
    return processed;
}

/* The executor kept for the source, if it may be used now. */
static Kept *find_kept(Place *place, CachedPlanSource *source)
{
    Kept *k = place->kept;

    if (k == NULL || k->running)
    {
        return NULL;
    }
    if (place->source == source)
    {
        AcceptInvalidationMessages();
        if (!k->failed && !k->stale && source->is_valid && source->gplan == k->plan && k->plan->is_valid && k->user == GetUserId())
        {
            return k;
        }
    }
    drop(place);
    return NULL;
}

uint64 ol_plan_run(CachedPlanSource *source, ParamListInfo params, DestReceiver *dest, uint64 limit, OlPlanLook look, void *ctx)
{
    Place *place = &places[((uintptr_t)source >> 7 ^ (uintptr_t)source >> 13) & (PLACES - 1)];
    Kept *k = find_kept(place, source);
    CachedPlan *plan;
    uint64 processed;

    PushActiveSnapshot(GetTransactionSnapshot());
    if (k == NULL)
    {
        bool seen = place->source == source && place->call == this_call;
        bool busy = place->kept != NULL; /* running: this is an execution inside of it, or of another in the same place */

        plan = GetCachedPlan(source, params, CurrentResourceOwner, NULL);
        /* Somebody who watches executions start wants to see each; a run of a kept one is a run like any. */
        if (seen && !busy && plan == source->gplan && plan != place->refused && source->is_saved && ExecutorStart_hook == NULL)
        {
            k = start(source, params, dest);
            place->refused = k == NULL ? plan : NULL;
            place->kept = k;
            n_kept += k != NULL;
        }
        if (!busy)
        {
            place->source = source;
            place->call = this_call;
        }
        if (k == NULL)
        {
            processed = run_fresh(source, plan, params, dest, limit, look, ctx);
        }
        ReleaseCachedPlan(plan, CurrentResourceOwner);
    }
    if (k != NULL)
    {
        processed = run_kept(k, params, dest, limit, look, ctx);
    }
    PopActiveSnapshot();
    return processed;
}
