/*
 * autonomous.c - autonomous transactions: SQL of the routines marked so runs in a second process, the companion.
 *
 * PostgreSQL has one transaction in a process. A companion is a background worker of the same user in the same database; the machine
 * sends it the text of a translated statement with its parameters and gets the rows, over two queues in shared memory. Everything
 * else stays: the machine, the variables of packages, cursors (their rows are fetched whole when they are opened).
 *
 * The companion waits for locks like any session. When it waits for one that this session holds, nobody would ever wake: that is
 * looked for while waiting, and is ORA-00060.
 *
 * Messages are bytes of this machine's own kind: both sides are the same program. First byte what it is, then numbers as they lie
 * in memory, texts and values with their length in front.
 *
 *   to it:   op, user, schema, settings when they have changed, then by op
 *            Q text, parameters, limit | U Oracle's text | P, B savepoint, rollback to it | C commit | R rollback | E end
 *   from it: T columns | D row | Z count: done | X error
 *
 * See also:  autonomous.h, transaction.c (the companion uses it as a session does), vm/vm_run.c (where routines begin and end)
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/xact.h"
#include "executor/executor.h"
#include "libpq/pqsignal.h"
#include "miscadmin.h"
#include "nodes/params.h"
#include "parser/analyze.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/dsm.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/procarray.h"
#include "storage/shm_mq.h"
#include "storage/shm_toc.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/snapmgr.h"
#include "utils/typcache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "runtime/runtime.h"
#include "server/autonomous.h"
#include "server/execute.h"
#include "server/session.h"
#include "server/session_slot.h"
#include "server/transaction.h"
#include "vm/vm.h"

enum
{
    QUEUE_BYTES = 64 * 1024,
    MAGIC = 0x4f4c4154,
    LEVELS_MAX = 8,
    LOOK_MS = 100 /* between looks for a lock of our own that the companion waits for */
};

typedef struct Shared
{
    Oid database;
    Oid user;
    int parent_pid;
    OlSessionInfo info;
} Shared;

typedef struct Companion
{
    dsm_segment *segment;
    BackgroundWorkerHandle *handle;
    shm_mq_handle *out;
    shm_mq_handle *in;
    pid_t pid;
    uint32_t nls_generation;
    bool alive;
    bool busy; /* its answer has not been read to the end: this session failed over a row */
} Companion;

static Companion companions[LEVELS_MAX];
static int level; /* autonomous routines that run, one in the other */

extern OL_EXPORT void ol_companion_main(Datum arg);

/* --- bytes --------------------------------------------------------------------------------------------------------------- */

static void put_int(StringInfo b, int32 v)
{
    appendBinaryStringInfo(b, (const char *)&v, sizeof v);
}

static void put_long(StringInfo b, uint64 v)
{
    appendBinaryStringInfo(b, (const char *)&v, sizeof v);
}

static void put_bytes(StringInfo b, const char *s, size_t n)
{
    put_int(b, (int32)n);
    appendBinaryStringInfo(b, s, (int)n);
}

static void put_text(StringInfo b, const char *s)
{
    put_bytes(b, s == NULL ? "" : s, s == NULL ? 0 : strlen(s));
}

typedef struct Bytes
{
    const char *p;
    const char *end;
} Bytes;

static void take(Bytes *b, void *to, size_t n)
{
    if ((size_t)(b->end - b->p) < n)
    {
        elog(ERROR, "message of an autonomous transaction is too short");
    }
    memcpy(to, b->p, n);
    b->p += n;
}

static int32 take_int(Bytes *b)
{
    int32 v;

    take(b, &v, sizeof v);
    return v;
}

static uint64 take_long(Bytes *b)
{
    uint64 v;

    take(b, &v, sizeof v);
    return v;
}

static OlStr take_bytes(Bytes *b)
{
    int32 n = take_int(b);
    OlStr s;

    if (n < 0 || n > b->end - b->p)
    {
        elog(ERROR, "message of an autonomous transaction is too short");
    }
    s = ol_str_n(b->p, (size_t)n);
    b->p += n;
    return s;
}

static char *take_text(Bytes *b)
{
    OlStr s = take_bytes(b);

    return pnstrdup(s.s, s.n);
}

static void put_datum(StringInfo b, Oid type, Datum value, bool isnull)
{
    int16 len;
    bool byval;

    appendStringInfoChar(b, isnull ? 1 : 0);
    if (isnull)
    {
        return;
    }
    get_typlenbyval(type, &len, &byval);
    if (byval)
    {
        put_long(b, (uint64)value);
    }
    else if (len == -1)
    {
        struct varlena *v = PG_DETOAST_DATUM(value);

        put_bytes(b, (const char *)v, VARSIZE(v));
    }
    else if (len == -2)
    {
        put_bytes(b, DatumGetCString(value), strlen(DatumGetCString(value)) + 1);
    }
    else
    {
        put_bytes(b, DatumGetPointer(value), (size_t)len);
    }
}

static Datum take_datum(Bytes *b, Oid type, bool *isnull)
{
    int16 len;
    bool byval;
    char null;
    OlStr s;
    char *copy;

    take(b, &null, 1);
    *isnull = null != 0;
    if (*isnull)
    {
        return (Datum)0;
    }
    get_typlenbyval(type, &len, &byval);
    if (byval)
    {
        return (Datum)take_long(b);
    }
    s = take_bytes(b);
    copy = palloc(Max(s.n, 1));
    memcpy(copy, s.s, s.n);
    return PointerGetDatum(copy);
}

/* --- this session's side: a companion ---------------------------------------------------------------------------------------- */

static void let_go(Companion *c)
{
    c->alive = false;
    if (c->segment != NULL)
    {
        dsm_detach(c->segment);
    }
    memset(c, 0, sizeof *c);
}

static OL_NORETURN void gone(Companion *c)
{
    let_go(c);
    ereport(ERROR, (errcode(ERRCODE_CONNECTION_FAILURE),
                    errmsg("the process of the autonomous transaction has ended"), errdetail("What it had not committed is rolled back.")));
}

static void launch(Companion *c)
{
    MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
    BackgroundWorker worker;
    shm_toc_estimator e;
    shm_toc *toc;
    Shared *shared;
    Size size;
    int who;

    shm_toc_initialize_estimator(&e);
    shm_toc_estimate_chunk(&e, sizeof(Shared));
    shm_toc_estimate_chunk(&e, QUEUE_BYTES);
    shm_toc_estimate_chunk(&e, QUEUE_BYTES);
    shm_toc_estimate_keys(&e, 3);
    size = shm_toc_estimate(&e);
    memset(c, 0, sizeof *c);
    c->segment = dsm_create(size, 0);
    dsm_pin_mapping(c->segment);
    toc = shm_toc_create(MAGIC, dsm_segment_address(c->segment), size);
    shared = shm_toc_allocate(toc, sizeof *shared);
    shared->database = MyDatabaseId;
    shared->user = GetSessionUserId();
    shared->parent_pid = MyProcPid;
    shared->info = *ol_session_info();
    shm_toc_insert(toc, 0, shared);
    for (int k = 0; k < 2; k++)
    {
        shm_mq *mq = shm_mq_create(shm_toc_allocate(toc, QUEUE_BYTES), QUEUE_BYTES);

        shm_toc_insert(toc, 1 + k, mq);
        if (k == 0)
        {
            shm_mq_set_sender(mq, MyProc);
            c->out = shm_mq_attach(mq, c->segment, NULL);
        }
        else
        {
            shm_mq_set_receiver(mq, MyProc);
            c->in = shm_mq_attach(mq, c->segment, NULL);
        }
    }
    memset(&worker, 0, sizeof worker);
    strlcpy(worker.bgw_name, "oliphant autonomous transaction", BGW_MAXLEN);
    strlcpy(worker.bgw_type, "oliphant autonomous transaction", BGW_MAXLEN);
    worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
    worker.bgw_start_time = BgWorkerStart_ConsistentState;
    worker.bgw_restart_time = BGW_NEVER_RESTART;
    strlcpy(worker.bgw_library_name, "oliphant", BGW_MAXLEN);
    strlcpy(worker.bgw_function_name, "ol_companion_main", BGW_MAXLEN);
    worker.bgw_main_arg = UInt32GetDatum(dsm_segment_handle(c->segment));
    worker.bgw_notify_pid = MyProcPid;
    if (!RegisterDynamicBackgroundWorker(&worker, &c->handle))
    {
        let_go(c);
        MemoryContextSwitchTo(old);
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_RESOURCES), errmsg("no background worker is left for an autonomous transaction"),
                        errhint("Raise max_worker_processes.")));
    }
    who = WaitForBackgroundWorkerStartup(c->handle, &c->pid);
    MemoryContextSwitchTo(old);
    if (who != BGWH_STARTED)
    {
        gone(c);
    }
    shm_mq_set_handle(c->out, c->handle);
    shm_mq_set_handle(c->in, c->handle);
    c->nls_generation = 0;
    c->alive = true;
}

static void begin_message(Companion *c, StringInfo b, char op)
{
    OlStr schema = ol_pg_current_schema();
    uint32_t generation = ol_nls_generation();

    initStringInfo(b);
    appendStringInfoChar(b, op);
    put_int(b, (int32)GetUserId());
    put_bytes(b, schema.s, schema.n);
    if (generation == c->nls_generation)
    {
        put_int(b, 0);
        return;
    }
    {
        int n = 0;
        const char *name;

        while (ol_nls_parameter_name(n) != NULL)
        {
            n++;
        }
        put_int(b, n + 1);
        for (int i = 0; (name = ol_nls_parameter_name(i)) != NULL; i++)
        {
            char value[256];
            size_t len = 0;

            put_text(b, name);
            if (!ol_nls_get(ol_nls(), ol_str(name), value, sizeof value, &len))
            {
                len = 0;
            }
            put_bytes(b, value, Min(len, sizeof value));
        }
        put_text(b, "TimeZone");
        put_text(b, GetConfigOption("TimeZone", false, false));
        c->nls_generation = generation;
    }
}

/* Does the companion wait for what this session holds? */
static bool waits_for_us(const Companion *c)
{
    ArrayType *pids = DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum((int32)c->pid)));
    int n = ArrayGetNItems(ARR_NDIM(pids), ARR_DIMS(pids));
    const int32 *p = (const int32 *)ARR_DATA_PTR(pids);

    for (int i = 0; i < n; i++)
    {
        if (p[i] == MyProcPid)
        {
            return true;
        }
        for (int k = 0; k < level; k++)
        {
            if (companions[k].alive && &companions[k] != c && p[i] == companions[k].pid)
            {
                return true; /* an outer autonomous transaction of ours */
            }
        }
    }
    return false;
}

static OL_NORETURN void raise_theirs(Bytes *b)
{
    int code = take_int(b);
    char *message = take_text(b);
    char *detail = take_text(b);
    char *hint = take_text(b);
    char *schema = take_text(b);
    char *table = take_text(b);
    char *column = take_text(b);
    char *type = take_text(b);
    char *constraint = take_text(b);

    ereport(ERROR, (errcode(code), errmsg_internal("%s", message), detail[0] != '\0' ? errdetail_internal("%s", detail) : 0,
                    hint[0] != '\0' ? errhint("%s", hint) : 0, schema[0] != '\0' ? err_generic_string(PG_DIAG_SCHEMA_NAME, schema) : 0,
                    table[0] != '\0' ? err_generic_string(PG_DIAG_TABLE_NAME, table) : 0,
                    column[0] != '\0' ? err_generic_string(PG_DIAG_COLUMN_NAME, column) : 0,
                    type[0] != '\0' ? err_generic_string(PG_DIAG_DATATYPE_NAME, type) : 0,
                    constraint[0] != '\0' ? err_generic_string(PG_DIAG_CONSTRAINT_NAME, constraint) : 0));
    pg_unreachable();
}

/* The next message; waits, looks for locks of our own, passes a cancel on. */
static Bytes receive(Companion *c, bool *deadlock)
{
    bool cancelled = false;

    for (;;)
    {
        Size n;
        void *data;
        shm_mq_result r = shm_mq_receive(c->in, &n, &data, true);
        int events;

        if (r == SHM_MQ_SUCCESS)
        {
            return (Bytes){data, (const char *)data + n};
        }
        if (r == SHM_MQ_DETACHED)
        {
            gone(c);
        }
        events = WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, LOOK_MS, PG_WAIT_EXTENSION);
        if ((events & WL_LATCH_SET) != 0)
        {
            ResetLatch(MyLatch);
        }
        if (ProcDiePending)
        {
            CHECK_FOR_INTERRUPTS();
        }
        if (QueryCancelPending && !cancelled)
        {
            kill(c->pid, SIGINT); /* its answer comes, then ours */
            cancelled = true;
        }
        if ((events & WL_TIMEOUT) != 0)
        {
            pid_t pid;

            if (GetBackgroundWorkerPid(c->handle, &pid) == BGWH_STOPPED)
            {
                gone(c);
            }
            if (!*deadlock && waits_for_us(c))
            {
                *deadlock = true;
                kill(c->pid, SIGINT);
            }
        }
    }
}

/* Sends a message and takes the answer, rows to dest. */
static uint64 call(Companion *c, StringInfo b, DestReceiver *dest)
{
    bool deadlock = false;
    TupleTableSlot *slot = NULL;
    shm_mq_result sent;

    while (c->busy)
    {
        Bytes in = receive(c, &deadlock);

        c->busy = in.p < in.end && in.p[0] != 'X' && in.p[0] != 'Z';
    }
    HOLD_INTERRUPTS(); /* half a message cannot be left in the queue */
    sent = shm_mq_send(c->out, b->len, b->data, false, true);
    RESUME_INTERRUPTS();
    if (sent != SHM_MQ_SUCCESS)
    {
        gone(c);
    }
    c->busy = true;
    for (;;)
    {
        Bytes in = receive(c, &deadlock);
        char what;

        take(&in, &what, 1);
        c->busy = what == 'T' || what == 'D';
        switch (what)
        {
        case 'T':
        {
            int n = take_int(&in);
            TupleDesc desc = CreateTemplateTupleDesc(n);

            for (int i = 0; i < n; i++)
            {
                Oid type = (Oid)take_int(&in);
                int32 typmod = take_int(&in);

                TupleDescInitEntry(desc, (AttrNumber)(i + 1), NULL, type, typmod, 0);
            }
            slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
            dest->rStartup(dest, CMD_SELECT, desc);
            break;
        }
        case 'D':
            if (slot != NULL)
            {
                MinimalTuple tuple = palloc(in.end - in.p);

                memcpy(tuple, in.p, in.end - in.p);
                ExecStoreMinimalTuple(tuple, slot, true);
                (void)dest->receiveSlot(slot, dest);
                ExecClearTuple(slot);
            }
            break;
        case 'X':
            if (deadlock)
            {
                ol_raise(OL_ERR_DEADLOCK);
            }
            CHECK_FOR_INTERRUPTS();
            raise_theirs(&in);
        default:
            if (slot != NULL)
            {
                dest->rShutdown(dest);
                ExecDropSingleTupleTableSlot(slot);
            }
            return take_long(&in);
        }
    }
}

static Companion *companion_now(void)
{
    Companion *c = &companions[level - 1];

    Assert(level > 0);
    if (!c->alive)
    {
        launch(c);
    }
    return c;
}

/* --- what the machine asks for ------------------------------------------------------------------------------------------------ */

bool ol_autonomous_now(void)
{
    return level > 0;
}

void ol_autonomous_begin(void)
{
    if (level >= LEVELS_MAX)
    {
        ol_raise(OL_ERR_STATEMENT_TOO_COMPLEX, "8");
    }
    level++;
}

bool ol_autonomous_end(bool ok)
{
    Companion *c = &companions[level - 1];
    volatile bool active = false;
    MemoryContext old = CurrentMemoryContext;

    if (c->alive)
    {
        PG_TRY();
        {
            StringInfoData b;

            begin_message(c, &b, 'E');
            active = call(c, &b, None_Receiver) != 0;
        }
        PG_CATCH();
        {
            MemoryContextSwitchTo(old);
            level--;
            if (ok)
            {
                PG_RE_THROW();
            }
            FlushErrorState();
            return false;
        }
        PG_END_TRY();
    }
    level--;
    return active;
}

uint64_t ol_autonomous_run(struct CachedPlanSource *source, ParamListInfo params, DestReceiver *dest, uint64_t limit)
{
    Companion *c = companion_now();
    StringInfoData b;
    int n = params == NULL ? 0 : params->numParams;

    begin_message(c, &b, 'Q');
    put_text(&b, source->query_string);
    put_int(&b, n);
    for (int i = 0; i < n; i++)
    {
        put_int(&b, (int32)params->params[i].ptype);
        put_datum(&b, params->params[i].ptype, params->params[i].value, params->params[i].isnull);
    }
    put_long(&b, limit);
    return call(c, &b, dest);
}

static void simple(char op, OlStr text)
{
    Companion *c = companion_now();
    StringInfoData b;

    begin_message(c, &b, op);
    put_bytes(&b, text.s, text.n);
    (void)call(c, &b, None_Receiver);
}

void ol_autonomous_text(OlStr text)
{
    simple('U', text);
}

void ol_autonomous_commit(void)
{
    simple('C', OL_STR_NULL);
}

void ol_autonomous_rollback(void)
{
    simple('R', OL_STR_NULL);
}

void ol_autonomous_savepoint(OlStr name)
{
    simple('P', name);
}

void ol_autonomous_rollback_to(OlStr name)
{
    simple('B', name);
}

/* --- the companion ---------------------------------------------------------------------------------------------------------------- */

static shm_mq_handle *answer_queue;
static HTAB *plans;

typedef struct Planned
{
    uint64 hash; /* key */
    char *text;
    CachedPlanSource *source;
} Planned;

static void answer(StringInfo b)
{
    if (shm_mq_send(answer_queue, b->len, b->data, false, true) != SHM_MQ_SUCCESS)
    {
        proc_exit(0); /* the session has gone */
    }
}

static bool send_row(TupleTableSlot *slot, DestReceiver *dest)
{
    StringInfoData b;
    MinimalTuple tuple;
    TupleDesc desc = slot->tts_tupleDescriptor;
    Datum *values = palloc(sizeof(Datum) * Max(desc->natts, 1));

    slot_getallattrs(slot);
    for (int i = 0; i < desc->natts; i++)
    {
        values[i] = slot->tts_values[i];
        if (!slot->tts_isnull[i] && TupleDescAttr(desc, i)->attlen == -1)
        {
            values[i] = PointerGetDatum(PG_DETOAST_DATUM(values[i])); /* nothing that only this transaction can read */
        }
    }
    tuple = heap_form_minimal_tuple(desc, values, slot->tts_isnull);
    initStringInfo(&b);
    appendStringInfoChar(&b, 'D');
    appendBinaryStringInfo(&b, (const char *)tuple, (int)tuple->t_len);
    answer(&b);
    pfree(b.data);
    pfree(tuple);
    return true;
}

static void send_columns(DestReceiver *dest, int operation, TupleDesc desc)
{
    StringInfoData b;

    initStringInfo(&b);
    appendStringInfoChar(&b, 'T');
    put_int(&b, desc->natts);
    for (int i = 0; i < desc->natts; i++)
    {
        put_int(&b, (int32)TupleDescAttr(desc, i)->atttypid);
        put_int(&b, TupleDescAttr(desc, i)->atttypmod);
    }
    answer(&b);
    pfree(b.data);
}

static void send_nothing(DestReceiver *dest)
{
}

static CachedPlanSource *planned(const char *text, ParamListInfo params)
{
    uint64 hash = ol_hash_bytes(text, strlen(text), 0);
    int n = params == NULL ? 0 : params->numParams;
    Planned *p;
    bool found;
    List *raw;
    List *queries;
    Oid *types = palloc(sizeof(Oid) * Max(n, 1));
    CachedPlanSource *source;

    for (int i = 0; i < n; i++)
    {
        types[i] = params->params[i].ptype;
    }
    if (plans == NULL)
    {
        HASHCTL ctl = {.keysize = sizeof(uint64), .entrysize = sizeof(Planned), .hcxt = TopMemoryContext};

        plans = hash_create("oliphant autonomous statements", 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    p = hash_search(plans, &hash, HASH_FIND, NULL);
    if (p != NULL)
    {
        if (strcmp(p->text, text) == 0 && p->source->num_params == n &&
            (n == 0 || memcmp(p->source->param_types, types, n * sizeof(Oid)) == 0))
        {
            return p->source;
        }
        DropCachedPlan(p->source);
        pfree(p->text);
        (void)hash_search(plans, &hash, HASH_REMOVE, NULL);
    }
    raw = pg_parse_query(text);
    if (list_length(raw) != 1)
    {
        elog(ERROR, "translated statement is not one statement: %s", text);
    }
    source = CreateCachedPlan(linitial_node(RawStmt, raw), text, CreateCommandTag(linitial_node(RawStmt, raw)->stmt));
    PushActiveSnapshot(GetTransactionSnapshot());
    queries = pg_analyze_and_rewrite_fixedparams(linitial_node(RawStmt, raw), text, types, n, NULL);
    PopActiveSnapshot();
    CompleteCachedPlan(source, queries, NULL, types, n, NULL, NULL, 0, false);
    SaveCachedPlan(source);
    p = hash_search(plans, &hash, HASH_ENTER, &found);
    p->text = MemoryContextStrdup(TopMemoryContext, text);
    p->source = source;
    return source;
}

static uint64 run_query(Bytes *in)
{
    char *text = take_text(in);
    int n = take_int(in);
    ParamListInfo params = n > 0 ? makeParamList(n) : NULL;
    DestReceiver dest = {.receiveSlot = send_row, .rStartup = send_columns, .rShutdown = send_nothing, .rDestroy = send_nothing,
                         .mydest = DestTuplestore};
    CachedPlanSource *source;
    uint64 processed;
    uint64 limit;

    for (int i = 0; i < n; i++)
    {
        ParamExternData *p = &params->params[i];

        p->ptype = (Oid)take_int(in);
        p->pflags = PARAM_FLAG_CONST;
        p->value = take_datum(in, p->ptype, &p->isnull);
    }
    limit = take_long(in);
    source = planned(text, params);
    processed = ol_vm_run_plan(source, params, source->resultDesc != NULL ? &dest : None_Receiver, limit);
    CommandCounterIncrement();
    return processed;
}

static void run_text(OlStr text)
{
    int pos = -1;
    OlStatement *st = ol_stmt_get(text, NULL, 0, &pos);
    uint64 rows = 0;
    OlRowid rowid = {0};

    switch (st->tr->no_commit ? OL_STMT_LOCK : st->tr->stmt)
    {
    case OL_STMT_DDL:
        ol_txn_end_statement(false);
        ol_txn_commit_for_ddl();
        ol_txn_begin_statement();
        ol_run_steps(ol_session, st, NULL, &rows, &rowid);
        ol_txn_end_statement(true);
        ol_txn_commit();
        ol_stmt_forget_all();
        break;
    case OL_STMT_TRANSACTION:
        ol_txn_end_statement(false);
        ol_run_steps(ol_session, st, NULL, &rows, &rowid);
        break;
    default:
        ol_run_steps(ol_session, st, NULL, &rows, &rowid);
        ol_txn_end_statement(true);
        break;
    }
    ol_stmt_release(st);
}

static void take_settings(Bytes *in)
{
    OlStr schema;
    int n;

    SetUserIdAndSecContext((Oid)take_int(in), 0);
    schema = take_bytes(in);
    n = take_int(in);
    for (int i = 0; i < n; i++)
    {
        char *name = take_text(in);
        char *value = take_text(in);
        OlDiag diag;

        if (strcmp(name, "TimeZone") == 0)
        {
            SetConfigOption(name, value, PGC_USERSET, PGC_S_SESSION);
        }
        else if (value[0] != '\0' && ol_nls_alter(ol_str(name), ol_str(value), &diag) != OL_OK)
        {
            continue; /* one that cannot be set: it has its default there too */
        }
    }
    if (schema.n > 0 && !ol_str_eq(schema, ol_pg_current_schema()))
    {
        ol_pg_set_current_schema(schema);
    }
}

static uint64 run_command(char op, Bytes *in)
{
    uint64 result = 0;
    OlStr text;

    ol_txn_begin_statement();
    take_settings(in);
    switch (op)
    {
    case 'Q':
        result = run_query(in);
        ol_txn_end_statement(TransactionIdIsValid(GetTopTransactionIdIfAny()));
        break;
    case 'U':
        text = take_bytes(in);
        run_text(text);
        break;
    case 'C':
        ol_txn_end_statement(false);
        ol_txn_commit();
        break;
    case 'R':
        ol_txn_end_statement(false);
        ol_txn_rollback();
        break;
    case 'P':
        text = take_bytes(in);
        ol_txn_end_statement(false);
        ol_txn_savepoint(text);
        break;
    case 'B':
        text = take_bytes(in);
        ol_txn_check_savepoint(text);
        ol_txn_end_statement(false);
        ol_txn_rollback_to(text);
        break;
    default:
        ol_txn_end_statement(false);
        result = ol_txn_in_progress() ? 1 : 0;
        ol_txn_rollback();
        break;
    }
    ol_txn_end_call();
    return result;
}

static void send_error(void)
{
    ErrorData *e;
    StringInfoData b;

    MemoryContextSwitchTo(ol_session->call_cxt);
    e = CopyErrorData();
    FlushErrorState();
    ol_txn_abort_statement();
    initStringInfo(&b);
    appendStringInfoChar(&b, 'X');
    put_int(&b, e->sqlerrcode);
    put_text(&b, e->message);
    put_text(&b, e->detail);
    put_text(&b, e->hint);
    put_text(&b, e->schema_name);
    put_text(&b, e->table_name);
    put_text(&b, e->column_name);
    put_text(&b, e->datatype_name);
    put_text(&b, e->constraint_name);
    answer(&b);
}

void ol_companion_main(Datum arg)
{
    dsm_segment *segment;
    shm_toc *toc;
    Shared *shared;
    shm_mq_handle *commands;
    shm_mq *mq;
    sigjmp_buf local;

    pqsignal(SIGTERM, die);
    pqsignal(SIGINT, StatementCancelHandler);
    pqsignal(SIGHUP, SignalHandlerForConfigReload);
    BackgroundWorkerUnblockSignals();
    MemoryContextSwitchTo(TopMemoryContext);
    segment = dsm_attach(DatumGetUInt32(arg));
    if (segment == NULL)
    {
        proc_exit(0);
    }
    dsm_pin_mapping(segment);
    toc = shm_toc_attach(MAGIC, dsm_segment_address(segment));
    if (toc == NULL)
    {
        proc_exit(0);
    }
    shared = shm_toc_lookup(toc, 0, false);
    mq = shm_toc_lookup(toc, 1, false);
    shm_mq_set_receiver(mq, MyProc);
    commands = shm_mq_attach(mq, segment, NULL);
    mq = shm_toc_lookup(toc, 2, false);
    shm_mq_set_sender(mq, MyProc);
    answer_queue = shm_mq_attach(mq, segment, NULL);
    BackgroundWorkerInitializeConnectionByOid(shared->database, shared->user, 0);
    MemoryContextSwitchTo(TopMemoryContext);
    process_session_preload_libraries();
    *ol_session_info() = shared->info;
    ol_session_fix_settings();
    ol_plsql_ensure();
    pgstat_report_appname("oliphant autonomous transaction");
    if (sigsetjmp(local, 1) != 0)
    {
        error_context_stack = NULL;
        HOLD_INTERRUPTS();
        send_error();
        RESUME_INTERRUPTS();
    }
    PG_exception_stack = &local;
    for (;;)
    {
        Size n;
        void *data;
        Bytes in;
        char op;
        StringInfoData b;
        uint64 result;

        MemoryContextSwitchTo(ol_session->call_cxt);
        MemoryContextReset(ol_session->call_cxt);
        ol_session->call_arena = ol_pg_arena_new(ol_session->call_cxt);
        InvalidateCatalogSnapshotConditionally();
        pgstat_report_stat(false);
        pgstat_report_activity(IsTransactionState() ? STATE_IDLEINTRANSACTION : STATE_IDLE, NULL);
        if (shm_mq_receive(commands, &n, &data, false) != SHM_MQ_SUCCESS)
        {
            ol_txn_forget();
            proc_exit(0);
        }
        QueryCancelPending = false;
        SetCurrentStatementStartTimestamp();
        pgstat_report_activity(STATE_RUNNING, "autonomous transaction");
        in = (Bytes){data, (const char *)data + n};
        take(&in, &op, 1);
        result = run_command(op, &in);
        initStringInfo(&b);
        appendStringInfoChar(&b, 'Z');
        put_long(&b, result);
        answer(&b);
    }
}
