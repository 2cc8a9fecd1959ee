/*
 * transaction.c - Oracle's transactions on PostgreSQL's.
 *
 * A transaction opens with the first statement and ends at COMMIT or ROLLBACK. PostgreSQL's top level is started with
 * StartTransactionCommand and simply left open between calls; savepoints and statement atomicity are internal
 * subtransactions (DefineSavepoint is not allowed in this state). A statement gets a subtransaction only when the
 * transaction holds something that its failure must not take along: work, savepoints, locks, open portals. So the first
 * statement of a transaction, and with it all autocommit traffic, pays nothing.
 *
 * Facts that shaped it:
 *   - AbortCurrentTransaction does not unwind internal subtransactions: a full rollback is AbortOutOfAnyTransaction.
 *   - In recovery a conflict inside a subtransaction ends the session, outside of one it is an ordinary error: no
 *     statement subtransaction there.
 *   - A transaction that only ran queries is not one to the client (Oracle's bit is clear), but must stay open as long as a
 *     portal of it does. It ends with the last of them.
 *
 * Invariant: txn.level is the nesting level at which the session is between statements.
 * See also:  transaction.h, portal.c
 */
#include "postgres.h"

#include "access/xact.h"
#include "access/xlog.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "pg/pg.h"
#include "pg/plan_run.h"
#include "runtime/dict/partition.h"
#include "server/lob.h"
#include "server/portal.h"
#include "server/session_slot.h"
#include "server/transaction.h"

typedef struct Savepoint
{
    char *name;
    size_t name_len;
    int level; /* nesting level it opened */
} Savepoint;

static struct
{
    bool changed;        /* there is something for COMMIT to end */
    bool in_statement;
    bool stmt_level;     /* the running statement has a subtransaction */
    int level;           /* nesting level between statements: 1 + savepoints */
    int call_base;       /* a block set savepoints: the level its own work began with, which its failure undoes; -1: all of the
                          * transaction is its work; 0: nothing to remember */
    bool serializable;   /* ALTER SESSION SET ISOLATION_LEVEL = SERIALIZABLE */
    Savepoint *savepoints;
    int nsavepoints;
    int savepoints_cap;
    MemoryContext mcxt;
} txn;

static void start_if_none(void)
{
    if (!IsTransactionState())
    {
        Oid user;
        int sec;

        /* Inside a unit with its owner's rights: what a rollback returns to are the session's own. */
        GetUserIdAndSecContext(&user, &sec);
        SetUserIdAndSecContext(GetOuterUserId(), 0);
        StartTransactionCommand();
        SetUserIdAndSecContext(user, sec);
        txn.changed = false;
        txn.nsavepoints = 0;
        txn.level = 1;
        if (txn.serializable)
        {
            XactIsoLevel = XACT_REPEATABLE_READ;
        }
    }
}

/* Internal subtransactions change the memory context and the resource owner; callers keep theirs. */
static void push_level(const char *name)
{
    MemoryContext old = CurrentMemoryContext;

    BeginInternalSubTransaction(name);
    MemoryContextSwitchTo(old);
}

static void pop_level(bool keep)
{
    MemoryContext old = CurrentMemoryContext;

    if (keep)
    {
        ReleaseCurrentSubTransaction();
    }
    else
    {
        RollbackAndReleaseCurrentSubTransaction();
    }
    MemoryContextSwitchTo(old);
}

void ol_txn_push_level(void)
{
    push_level(NULL);
}

void ol_txn_pop_level(bool keep)
{
    pop_level(keep);
}

bool ol_txn_in_statement(void)
{
    return txn.in_statement;
}

static void begin_statement(bool others_open)
{
    MemoryContext old = CurrentMemoryContext;

    Assert(!txn.in_statement);
    start_if_none();
    MemoryContextSwitchTo(old);
    txn.in_statement = true;
    txn.stmt_level = false;
    if ((txn.changed || txn.nsavepoints > 0 || others_open) && !RecoveryInProgress())
    {
        push_level(NULL);
        txn.stmt_level = true;
    }
}

void ol_txn_begin_statement(void)
{
    begin_statement(ol_portal_any_open());
}

void ol_txn_begin_fetch(const OlPortal *p)
{
    /* a query that fails is lost anyway: a level is for the others only */
    begin_statement(ol_portal_any_open_but(p));
}

void ol_txn_end_statement(bool changes)
{
    Assert(txn.in_statement);
    ol_plan_run_end();
    CommandCounterIncrement();
    if (txn.stmt_level)
    {
        pop_level(true);
        txn.stmt_level = false;
    }
    if (changes)
    {
        txn.changed = true;
    }
    txn.in_statement = false;
}

static void forget_transaction(void)
{
    ol_lob_after_rollback(); /* a commit has written them all */
    txn.changed = false;
    txn.nsavepoints = 0;
    txn.level = 1;
    txn.call_base = 0;
    txn.in_statement = false;
    txn.stmt_level = false;
    if (txn.mcxt != NULL)
    {
        MemoryContextReset(txn.mcxt);
        txn.savepoints = NULL;
        txn.savepoints_cap = 0;
    }
}

void ol_txn_forget(void)
{
    MemoryContext old = CurrentMemoryContext;

    AbortOutOfAnyTransaction();
    MemoryContextSwitchTo(old);
    forget_transaction();
    ol_portal_after_end();
}

void ol_txn_abort_statement(void)
{
    /* Without a bracket the error came from COMMIT itself or from between statements; without a level of the statement's
     * own there is nothing else in the transaction worth keeping. */
    if (!txn.in_statement || (!txn.stmt_level && txn.call_base == 0) || txn.call_base < 0 || !IsTransactionState())
    {
        ol_txn_forget();
        return;
    }
    if (txn.call_base > 0)
    {
        /* savepoints the block set go with what it did */
        while (txn.nsavepoints > 0 && txn.savepoints[txn.nsavepoints - 1].level >= txn.call_base)
        {
            txn.nsavepoints--;
        }
        txn.level = txn.call_base - 1;
        txn.call_base = 0;
    }
    {
        int levels = GetCurrentTransactionNestLevel();

        while (levels > txn.level)
        {
            pop_level(false);
            levels--;
        }
    }
    txn.in_statement = false;
    txn.stmt_level = false;
    ol_portal_after_end();
}

/* Lets open portals outlive the transaction. A portal whose remaining rows cannot be computed is lost, alone: its error
 * is not one of COMMIT. */
static void hold_portals(void)
{
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    int guard = 0;

    ol_portal_before_end();
    while (ol_portal_any_open() && guard++ < 1000)
    {
        volatile bool failed = false;
        int level = GetCurrentTransactionNestLevel();

        push_level(NULL);
        PG_TRY();
        {
            HoldPinnedPortals();
            pop_level(true);
        }
        PG_CATCH();
        {
            MemoryContextSwitchTo(old);
            FlushErrorState();
            while (GetCurrentTransactionNestLevel() > level)
            {
                pop_level(false);
            }
            failed = true;
        }
        PG_END_TRY();
        CurrentResourceOwner = owner;
        MemoryContextSwitchTo(old);
        if (!failed)
        {
            ol_portal_mark_held();
            break;
        }
        ol_portal_drop_failed();
    }
    ForgetPortalSnapshots();
}

/* Interval partitions for rows that were just committed. Their rows are safe without: what fails is tried again another time. */
static void settle_partitions(void)
{
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;

    PG_TRY();
    {
        StartTransactionCommand();
        ol_partition_settle();
        CommitTransactionCommand();
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        EmitErrorReport();
        FlushErrorState();
        AbortOutOfAnyTransaction();
    }
    PG_END_TRY();
    CurrentResourceOwner = owner;
    MemoryContextSwitchTo(old);
}

static void commit_now(void)
{
    MemoryContext old = CurrentMemoryContext;

    hold_portals();
    while (GetCurrentTransactionNestLevel() > 1)
    {
        ReleaseCurrentSubTransaction();
    }
    /* If this fails (a deferred constraint, for one) everything is rolled back: ol_txn_abort_statement finds no bracket. */
    txn.in_statement = false;
    txn.stmt_level = false;
    CommitTransactionCommand();
    MemoryContextSwitchTo(old);
    forget_transaction();
    ol_portal_after_end();
    if (ol_partition_waiting())
    {
        settle_partitions();
    }
}

void ol_txn_commit(void)
{
    ol_slot_stat(OL_STAT_COMMITS, 1);
    if (IsTransactionState() && (txn.changed || txn.nsavepoints > 0))
    {
        commit_now();
    }
}

void ol_txn_commit_for_ddl(void)
{
    if (IsTransactionState())
    {
        commit_now();
    }
}

void ol_txn_rollback(void)
{
    MemoryContext old = CurrentMemoryContext;
    Oid user;
    int sec;

    GetUserIdAndSecContext(&user, &sec);

    ol_slot_stat(OL_STAT_ROLLBACKS, 1);
    if (!IsTransactionState() || !(txn.changed || txn.nsavepoints > 0))
    {
        return;
    }
    if (!RecoveryInProgress() || GetCurrentTransactionNestLevel() == 1)
    {
        hold_portals();
    }
    AbortOutOfAnyTransaction();
    SetUserIdAndSecContext(user, sec); /* the unit that rolls back goes on with its owner's rights */
    MemoryContextSwitchTo(old);
    forget_transaction();
    ol_portal_after_end();
}

static int find_savepoint(OlStr name)
{
    for (int i = txn.nsavepoints - 1; i >= 0; i--)
    {
        if (txn.savepoints[i].name_len == name.n && memcmp(txn.savepoints[i].name, name.s, name.n) == 0)
        {
            return i;
        }
    }
    return -1;
}

void ol_txn_savepoint(OlStr name)
{
    MemoryContext old = CurrentMemoryContext;

    start_if_none();
    MemoryContextSwitchTo(old);
    /* A name used again moves its savepoint. When it is the innermost one its level can be given back, so that a loop
     * of SAVEPOINT a; UPDATE ... does not nest for ever. */
    if (txn.nsavepoints > 0 && find_savepoint(name) == txn.nsavepoints - 1 &&
        txn.savepoints[txn.nsavepoints - 1].level == GetCurrentTransactionNestLevel())
    {
        pop_level(true);
        txn.nsavepoints--;
        txn.level--;
    }
    if (txn.mcxt == NULL)
    {
        txn.mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant savepoints", ALLOCSET_SMALL_SIZES);
    }
    if (txn.nsavepoints == txn.savepoints_cap)
    {
        int cap = Max(8, txn.savepoints_cap * 2);

        txn.savepoints = txn.savepoints == NULL ? MemoryContextAlloc(txn.mcxt, cap * sizeof(Savepoint))
                                                : repalloc(txn.savepoints, cap * sizeof(Savepoint));
        txn.savepoints_cap = cap;
    }
    {
        Savepoint *sp = &txn.savepoints[txn.nsavepoints];

        sp->name = MemoryContextAlloc(txn.mcxt, name.n + 1);
        memcpy(sp->name, name.s, name.n);
        sp->name[name.n] = '\0';
        sp->name_len = name.n;
        push_level(sp->name);
        sp->level = GetCurrentTransactionNestLevel();
        txn.level = sp->level;
        txn.nsavepoints++;
    }
}

void ol_txn_savepoint_in_call(OlStr name)
{
    Assert(txn.in_statement);
    CommandCounterIncrement();
    if (txn.call_base == 0)
    {
        txn.call_base = txn.stmt_level ? GetCurrentTransactionNestLevel() : txn.level == 1 && txn.nsavepoints == 0 ? -1 : 0;
    }
    else if (txn.stmt_level)
    {
        pop_level(true);
    }
    /* the level of the block's statement stays below the savepoint */
    txn.level = GetCurrentTransactionNestLevel();
    txn.stmt_level = false;
    txn.in_statement = false;
    ol_txn_savepoint(name);
    begin_statement(true);
}

void ol_txn_call_done(void)
{
    txn.call_base = 0;
}

void ol_txn_check_savepoint(OlStr name)
{
    if (find_savepoint(name) < 0)
    {
        ol_raise(OL_ERR_SAVEPOINT_NOT_FOUND, pnstrdup(name.s, name.n));
    }
}

void ol_txn_check_set(OlStr mode)
{
    if (ol_txn_in_progress())
    {
        ol_raise(OL_ERR_SET_TRANSACTION_NOT_FIRST);
    }
    if (!ol_str_ieq_c(mode, "READ COMMITTED") && !ol_str_ieq_c(mode, "READ WRITE") && !ol_str_ieq_c(mode, "READ ONLY") &&
        !ol_str_ieq_c(mode, "SERIALIZABLE"))
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("SET TRANSACTION %.*s", OL_STR_ARG(mode)));
    }
}

void ol_txn_rollback_to(OlStr name)
{
    int i = find_savepoint(name);
    Oid user;
    int sec;

    GetUserIdAndSecContext(&user, &sec);

    Assert(i >= 0);
    hold_portals();
    while (GetCurrentTransactionNestLevel() >= txn.savepoints[i].level)
    {
        pop_level(false);
    }
    SetUserIdAndSecContext(user, sec);
    push_level(txn.savepoints[i].name);
    txn.nsavepoints = i + 1;
    txn.level = txn.savepoints[i].level;
    if (txn.call_base > txn.level)
    {
        txn.call_base = 0; /* one of before the block: what the block had done is undone */
    }
    ol_portal_after_end();
}

void ol_txn_set(OlStr mode)
{
    MemoryContext old = CurrentMemoryContext;

    ol_txn_commit_for_ddl();
    start_if_none();
    if (ol_str_ieq_c(mode, "READ COMMITTED"))
    {
        XactIsoLevel = XACT_READ_COMMITTED;
    }
    else if (ol_str_ieq_c(mode, "READ ONLY"))
    {
        XactIsoLevel = XACT_REPEATABLE_READ; /* every query sees the state at the start of the transaction */
        XactReadOnly = true;
    }
    else if (ol_str_ieq_c(mode, "SERIALIZABLE"))
    {
        /* Oracle's SERIALIZABLE is snapshot isolation: ORA-08177 for concurrent updates, no predicate locks. */
        XactIsoLevel = XACT_REPEATABLE_READ;
    }
    MemoryContextSwitchTo(old);
    txn.changed = true;
}

void ol_txn_set_session_isolation(bool serializable)
{
    txn.serializable = serializable;
}

bool ol_txn_is_serializable(void)
{
    return IsTransactionState() ? XactIsoLevel != XACT_READ_COMMITTED : txn.serializable;
}

bool ol_txn_in_progress(void)
{
    return IsTransactionState() && (txn.changed || txn.nsavepoints > 0);
}

static bool blocks(int pid)
{
    ArrayType *pids = DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum(pid)));
    int n = ArrayGetNItems(ARR_NDIM(pids), ARR_DIMS(pids));
    const int32 *p = (const int32 *)ARR_DATA_PTR(pids);

    for (int i = 0; i < n; i++)
    {
        if (p[i] == MyProcPid)
        {
            return true;
        }
    }
    return false;
}

void ol_txn_yield(int pid)
{
    MemoryContext old = CurrentMemoryContext;

    if (pid == 0 || !IsTransactionState() || txn.changed || txn.nsavepoints > 0)
    {
        return;
    }
    PG_TRY();
    {
        if (blocks(pid))
        {
            commit_now();
        }
    }
    PG_CATCH();
    {
        /* nobody asked for anything here, so nobody can be told: open queries are lost (ORA-01002 at their next fetch) */
        MemoryContextSwitchTo(old);
        EmitErrorReport();
        FlushErrorState();
        ol_txn_forget();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
}

void ol_txn_end_call(void)
{
    if (IsTransactionState() && !txn.changed && txn.nsavepoints == 0 && !ol_portal_any_open())
    {
        MemoryContext old = CurrentMemoryContext;

        CommitTransactionCommand();
        MemoryContextSwitchTo(old);
        forget_transaction();
        ol_portal_after_end();
    }
}
