/*
 * plsql.c - anonymous blocks and CALL: compiled once per text and bind types, run with the client's binds, answered.
 *
 * Owns:      ol_run_plsql, the one place where a block of a client is run and answered; what the machine asks of the session
 *            (OlVmHost): transactions, open queries, dynamic statements.
 *
 * A block is a statement: its bracket undoes everything when its error is unhandled. COMMIT and ROLLBACK inside end the bracket
 * and open it again.
 *
 * See also:  execute.h, vm/vm.h, protocol.md 5.13
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/portalcmds.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "tcop/dest.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "plc/plc.h"
#include "runtime/runtime.h"
#include "server/autonomous.h"
#include "server/execute.h"
#include "server/lob.h"
#include "server/settings.h"
#include "server/transaction.h"
#include "server/units.h"
#include "server/value.h"
#include "vm/vm.h"

static bool wrote; /* the running bracket has something for COMMIT to end */

struct OlVmPortal
{
    OlPortal portal;
    MemoryContext mcxt;       /* of an autonomous transaction: all rows, fetched when it was opened */
    Tuplestorestate *rows;
    TupleTableSlot *slot;
};

/* --- transactions ---------------------------------------------------------------------------------------------------------- */

static void end_bracket(void)
{
    if (ol_txn_in_statement())
    {
        ol_txn_end_statement(wrote || TransactionIdIsValid(GetTopTransactionIdIfAny()));
    }
    wrote = false;
}

static void refuse_plain(const char *what);

static void host_commit(void)
{
    if (ol_autonomous_now())
    {
        ol_autonomous_commit();
        return;
    }
    refuse_plain("commit");
    end_bracket();
    ol_txn_commit();
    ol_txn_begin_statement();
}

static void host_rollback(void)
{
    if (ol_autonomous_now())
    {
        ol_autonomous_rollback();
        return;
    }
    refuse_plain("roll back");
    end_bracket();
    ol_txn_rollback();
    ol_txn_begin_statement();
}

static void host_savepoint(OlStr name)
{
    if (ol_autonomous_now())
    {
        ol_autonomous_savepoint(name);
        return;
    }
    refuse_plain("set a savepoint");
    ol_txn_savepoint_in_call(name);
}

static void host_rollback_to(OlStr name)
{
    if (ol_autonomous_now())
    {
        ol_autonomous_rollback_to(name);
        return;
    }
    refuse_plain("roll back");
    ol_txn_check_savepoint(name);
    end_bracket();
    ol_txn_rollback_to(name);
    ol_txn_begin_statement();
}

static void host_changed(void)
{
    wrote |= !ol_autonomous_now();
}

/* --- open queries ------------------------------------------------------------------------------------------------------------ */

typedef struct Keep
{
    DestReceiver pub;
    OlVmPortal *p;
} Keep;

static void keep_start(DestReceiver *dest, int operation, TupleDesc desc)
{
    OlVmPortal *p = ((Keep *)dest)->p;
    MemoryContext old = MemoryContextSwitchTo(p->mcxt);

    p->slot = MakeSingleTupleTableSlot(CreateTupleDescCopy(desc), &TTSOpsMinimalTuple);
    MemoryContextSwitchTo(old);
}

static bool keep_row(TupleTableSlot *slot, DestReceiver *dest)
{
    OlVmPortal *p = ((Keep *)dest)->p;
    MemoryContext old = MemoryContextSwitchTo(p->mcxt);

    tuplestore_puttupleslot(p->rows, slot);
    MemoryContextSwitchTo(old);
    return true;
}

static void keep_nothing(DestReceiver *dest)
{
}

static void open_autonomous(OlVmPortal *p, struct CachedPlanSource *source, ParamListInfo values)
{
    Keep keep = {.pub = {.receiveSlot = keep_row, .rStartup = keep_start, .rShutdown = keep_nothing, .rDestroy = keep_nothing,
                         .mydest = DestTuplestore},
                 .p = p};
    MemoryContext old = MemoryContextSwitchTo(p->mcxt);
    ResourceOwner owner = CurrentResourceOwner;

    CurrentResourceOwner = NULL; /* its file, if it needs one, outlives the statement */
    p->rows = tuplestore_begin_heap(false, true, work_mem);
    CurrentResourceOwner = owner;
    MemoryContextSwitchTo(old);
    (void)ol_autonomous_run(source, values, &keep.pub, 0);
}

static OlVmPortal *host_portal_open(struct CachedPlanSource *source, struct ParamListInfoData *(*params)(void *ctx), void *ctx,
                                    bool for_update)
{
    OlVmPortal *p = MemoryContextAllocZero(ol_session->session_cxt, sizeof *p);
    Portal portal;
    MemoryContext old;
    ParamListInfo values;

    if (ol_autonomous_now())
    {
        MemoryContext mcxt = AllocSetContextCreate(ol_session->session_cxt, "oliphant autonomous cursor", ALLOCSET_SMALL_SIZES);

        p->mcxt = mcxt;
        open_autonomous(p, source, params(ctx));
        return p;
    }
    portal = ol_portal_create(&p->portal, false);
    old = MemoryContextSwitchTo(portal->portalContext);
    values = params(ctx);
    MemoryContextSwitchTo(old);
    ol_portal_start(&p->portal, portal, source, values, for_update);
    if (for_update)
    {
        /* Oracle locks all rows when the query is opened */
        PortalCreateHoldStore(portal);
        PushActiveSnapshot(GetTransactionSnapshot());
        PersistHoldablePortal(portal);
        PopActiveSnapshot();
        wrote = true;
    }
    return p;
}

static uint64_t host_portal_fetch(OlVmPortal *p, uint64_t n, DestReceiver *dest)
{
    if (p->mcxt != NULL)
    {
        uint64 done = 0;

        if (p->slot == NULL)
        {
            return 0;
        }
        dest->rStartup(dest, CMD_SELECT, p->slot->tts_tupleDescriptor);
        while (done < n && tuplestore_gettupleslot(p->rows, true, false, p->slot))
        {
            (void)dest->receiveSlot(p->slot, dest);
            done++;
        }
        dest->rShutdown(dest);
        return done;
    }
    return ol_portal_fetch(&p->portal, n, dest);
}

static void host_portal_close(OlVmPortal *p)
{
    if (p->mcxt != NULL)
    {
        tuplestore_end(p->rows);
        MemoryContextDelete(p->mcxt);
        pfree(p);
        return;
    }
    ol_portal_close(&p->portal);
    pfree(p);
}

/* --- dynamic statements --------------------------------------------------------------------------------------------------------- */

static OlVmStatement host_statement(OlStr text, const OlType *bind_types, int n)
{
    OlVmStatement out;
    OlStatement *st = ol_stmt_get(text, bind_types, (uint32)n, &ol_vm_statement_error_pos);

    out.handle = st;
    out.tr = st->tr;
    return out;
}

static struct CachedPlanSource *host_statement_plan(void *handle, int step)
{
    return ol_stmt_plan(handle, step);
}

static void host_statement_release(void *handle)
{
    ol_stmt_release(handle);
}

/* The bracket after a failure: open again, with what came before DDL committed. */
static void host_failed(void)
{
    if (ol_autonomous_now())
    {
        return;
    }
    if (!ol_txn_in_statement())
    {
        Oid user;
        int sec;

        GetUserIdAndSecContext(&user, &sec);
        ol_txn_forget();
        SetUserIdAndSecContext(user, sec);
        ol_txn_begin_statement();
    }
}

static void host_statement_run(void *handle)
{
    OlStatement *st = handle;
    uint64 rows = 0;
    OlRowid rowid = {0};

    if (ol_autonomous_now())
    {
        if (st->tr->stmt == OL_STMT_SESSION)
        {
            ol_run_steps(ol_session, st, NULL, &rows, &rowid); /* its settings follow with the next statement */
            return;
        }
        ol_autonomous_text(st->text);
        if (st->tr->stmt == OL_STMT_DDL)
        {
            AcceptInvalidationMessages();
            ol_stmt_forget_all();
        }
        return;
    }
    refuse_plain("run this statement");
    switch (st->tr->no_commit ? OL_STMT_LOCK : st->tr->stmt)
    {
    case OL_STMT_DDL:
        end_bracket();
        ol_txn_commit_for_ddl();
        ol_txn_begin_statement();
        PG_TRY();
        {
            ol_run_steps(ol_session, st, NULL, &rows, &rowid);
            ol_txn_end_statement(true);
            ol_txn_commit();
        }
        PG_CATCH();
        {
            ol_txn_abort_statement();
            PG_RE_THROW();
        }
        PG_END_TRY();
        ol_stmt_forget_all();
        ol_txn_begin_statement();
        break;
    case OL_STMT_TRANSACTION:
        ol_run_steps(ol_session, st, NULL, &rows, &rowid);
        if (!ol_txn_in_statement())
        {
            ol_txn_begin_statement();
        }
        break;
    default:
        ol_txn_push_level();
        PG_TRY();
        {
            ol_run_steps(ol_session, st, NULL, &rows, &rowid);
            ol_txn_pop_level(true);
        }
        PG_CATCH();
        {
            ol_txn_pop_level(false);
            PG_RE_THROW();
        }
        PG_END_TRY();
        if (st->tr->stmt == OL_STMT_LOCK || st->tr->no_commit)
        {
            wrote = true;
        }
        break;
    }
}

/* --- compiling ------------------------------------------------------------------------------------------------------------------- */

/* The unit of a block's statement; made at first use. */
static OlVmUnit *block_unit(OlStatement *st, const OlType *bind_types, int n)
{
    OlPlcOptions options;
    OlPlcResult result;
    OlDiag diag;
    OlArena *arena;
    MemoryContext old;

    if (st->block != NULL)
    {
        return st->block;
    }
    old = MemoryContextSwitchTo(st->mcxt);
    arena = ol_pg_arena_new(st->mcxt);
    memset(&options, 0, sizeof options);
    memset(&result, 0, sizeof result);
    options.catalog = ol_pg_catalog();
    options.bind_types = bind_types;
    options.nbind_types = n;
    options.find_unit = ol_units_find_program;
    options.find_spec_text = ol_units_find_spec_text;
    ol_diag_init(&diag);
    if (ol_plc_compile(arena, st->text, &options, &result, &diag) != OL_OK)
    {
        ol_session->translate_pos = diag.pos < 0 ? -1 : (int)ol_utf8_length(st->text.s, Min((size_t)diag.pos, st->text.n));
        ol_ereport(&diag);
    }
    MemoryContextSwitchTo(old);
    st->block = ol_vm_unit_load(result.program, &diag);
    if (st->block == NULL)
    {
        ol_ereport(&diag);
    }
    return st->block;
}

static OlVmUnit *host_block(OlStr text, const OlType *bind_types, int n)
{
    int pos = -1;
    OlStatement *st = ol_stmt_get(text, bind_types, (uint32)n, &pos);
    OlVmUnit *unit = block_unit(st, bind_types, n);

    ol_stmt_release(st);
    return unit;
}

static bool reset_wanted;

static void host_reset_packages(void)
{
    reset_wanted = true;
}

static const OlVmHost host = {
    .nls = ol_nls,
    .commit = host_commit,
    .rollback = host_rollback,
    .savepoint = host_savepoint,
    .rollback_to = host_rollback_to,
    .push_level = ol_txn_push_level,
    .pop_level = ol_txn_pop_level,
    .changed = host_changed,
    .failed = host_failed,
    .portal_open = host_portal_open,
    .portal_fetch = host_portal_fetch,
    .portal_close = host_portal_close,
    .statement = host_statement,
    .statement_plan = host_statement_plan,
    .statement_release = host_statement_release,
    .statement_run = host_statement_run,
    .block = host_block,
    .autonomous_begin = ol_autonomous_begin,
    .autonomous_end = ol_autonomous_end,
    .autonomous_now = ol_autonomous_now,
    .autonomous_run = ol_autonomous_run,
    .reset_packages = host_reset_packages,
};

/* --- outside of sessions of the Oracle port ------------------------------------------------------------------------------------- */

/* A backend of PostgreSQL's own port runs units too (unit_call.c): it has the contexts of a session and nothing else of one. */
static void plain_end(XactEvent event, void *arg)
{
    switch (event)
    {
    case XACT_EVENT_COMMIT:
    case XACT_EVENT_ABORT:
    case XACT_EVENT_PREPARE:
        ol_portal_after_end();
        MemoryContextReset(ol_session->call_cxt);
        ol_session->call_arena = ol_pg_arena_new(ol_session->call_cxt);
        break;
    default:
        break;
    }
}

static void plain_session(void)
{
    OlSession *s = MemoryContextAllocZero(TopMemoryContext, sizeof *s);

    s->plain = true;
    s->state = OL_SES_RUNNING;
    s->session_cxt = AllocSetContextCreate(TopMemoryContext, "oliphant session", ALLOCSET_DEFAULT_SIZES);
    s->call_cxt = AllocSetContextCreate(s->session_cxt, "oliphant call", ALLOCSET_DEFAULT_SIZES);
    s->call_arena = ol_pg_arena_new(s->call_cxt);
    RegisterXactCallback(plain_end, NULL);
    ol_session = s;
}

void ol_plsql_init(void)
{
    static bool done;

    if (done)
    {
        return;
    }
    done = true;
    if (ol_session == NULL)
    {
        plain_session();
    }
    else
    {
        ol_vm_watch_statements();
    }
    ol_vm_init(&host);
    ol_units_init();
    ol_unit_call_init();
    ol_vm_heap_limit = (size_t)ol_setting_plsql_memory << 20;
}

/* COMMIT and its kin are the client's there. */
static void refuse_plain(const char *what)
{
    if (ol_session->plain)
    {
        ol_raise_text(OL_ERR_COMMIT_IN_QUERY, "cannot %s in a unit called through PostgreSQL's port", what);
    }
}

void ol_plsql_ensure(void)
{
    ol_plsql_init();
}

/* --- binds ----------------------------------------------------------------------------------------------------------------------- */

/* How PostgreSQL would hold a value of the type, when nothing was said. */
static OlType with_rep(OlType t)
{
    if (t.rep == OL_REP_NONE)
    {
        switch (ol_slot_kind_of(&t))
        {
        case OL_SLOT_NUMBER:
        case OL_SLOT_INT:
            t.rep = OL_REP_NUMERIC;
            break;
        case OL_SLOT_DOUBLE:
            t.rep = OL_REP_FLOAT8;
            break;
        case OL_SLOT_BOOL:
            t.rep = OL_REP_BOOL;
            break;
        case OL_SLOT_TIME:
            t.rep = t.code == OL_T_TIMESTAMP_LTZ ? OL_REP_TIMESTAMPTZ : OL_REP_TIMESTAMP;
            break;
        case OL_SLOT_TIME_TZ:
            t.rep = OL_REP_ORATSTZ;
            break;
        case OL_SLOT_INTERVAL:
            t.rep = OL_REP_INTERVAL;
            break;
        case OL_SLOT_ROWID:
            t.rep = OL_REP_ROWID;
            break;
        case OL_SLOT_RAW:
            t.rep = OL_REP_BYTEA;
            break;
        default:
            t.rep = OL_REP_TEXT;
            break;
        }
    }
    return t;
}

typedef struct BlockBind
{
    int wire;      /* which of the client's binds */
    OlType type;   /* of an array: of its elements */
    bool is_array; /* of the client, for an index-by table */
    OlParamMode mode;
} BlockBind;

static OlStatement *cursor_statement(const OlVmCursorShape *shape)
{
    MemoryContext mcxt = AllocSetContextCreate(ol_session->session_cxt, "oliphant cursor variable", ALLOCSET_SMALL_SIZES);
    MemoryContext old = MemoryContextSwitchTo(mcxt);
    OlArena *arena = ol_pg_arena_new(mcxt);
    OlStatement *st = palloc0(sizeof *st);

    st->mcxt = mcxt;
    st->fixed = true;
    st->refs = 1;
    st->tr = palloc0(sizeof *st->tr);
    st->tr->stmt = OL_STMT_QUERY;
    st->tr->ncolumns = shape->ncolumns;
    st->tr->lock_wait_ms = -1;
    st->tr->columns = palloc0(sizeof(OlTrColumn) * (Size)Max(shape->ncolumns, 1));
    for (int i = 0; i < shape->ncolumns; i++)
    {
        st->tr->columns[i] = shape->columns[i];
        st->tr->columns[i].name = ol_str_dup(arena, shape->columns[i].name);
        st->tr->columns[i].type.type_schema = ol_str_dup(arena, shape->columns[i].type.type_schema);
        st->tr->columns[i].type.type_name = ol_str_dup(arena, shape->columns[i].type.type_name);
        st->tr->columns[i].lob_relid = 0;
        st->tr->columns[i].lob_rowid_column = -1;
    }
    MemoryContextSwitchTo(old);
    return st;
}

/* A cursor variable becomes a cursor of the client. */
static void cursor_out(OlSession *s, OlSlot *slot, OlValue *out)
{
    OlVmPortal *portal;
    OlVmCursorShape shape;
    OlDiag diag;
    OlCursor *c;
    MemoryContext old;
    Portal pg;

    memset(out, 0, sizeof *out);
    out->kind = OL_V_CURSOR;
    out->ext = ol_new(s->call_arena, OlValueExt);
    if (slot->null || !ol_vm_cursor_export(slot, &portal, &shape, &diag))
    {
        return; /* not open: cursor 0, without columns */
    }
    if (portal->mcxt != NULL)
    {
        ol_unsupported("cursor of an autonomous transaction given to the client");
    }
    c = ol_cursor_new(s);
    c->stmt = cursor_statement(&shape);
    ol_portal_adopt(&c->portal, &portal->portal);
    pfree(portal);
    c->n_columns = (uint32)shape.ncolumns;
    c->columns = MemoryContextAllocZero(c->mcxt, Max(c->n_columns, 1) * sizeof(OlColumnDesc));
    for (uint32 i = 0; i < c->n_columns; i++)
    {
        ol_column_describe(&c->stmt->tr->columns[i], s->caps, &c->columns[i]);
    }
    c->described = true;
    c->query_cxt = AllocSetContextCreate(c->mcxt, "oliphant query", ALLOCSET_SMALL_SIZES);
    old = MemoryContextSwitchTo(c->query_cxt);
    c->receiver = ol_receiver_make(s, c->stmt->tr, c->columns, NULL, 0);
    MemoryContextSwitchTo(old);
    pg = ol_portal_get(&c->portal);
    if (pg != NULL && !ol_receiver_fit(c->receiver, pg->tupDesc))
    {
        ol_raise(OL_ERR_ROWTYPE_MISMATCH);
    }
    out->n = c->id;
    out->ext->columns = c->columns;
    out->ext->n_columns = c->n_columns;
}

static void value_out(OlRun *run, const BlockBind *b, OlSlot *slot, OlValue *out);

/*
 * An index-by table as the client's array: its element 1 is the array's first. What is not there is NULL; a key that the client has
 * no room for is ORA-06513, as in any host language (Database PL/SQL Language Reference, host arrays).
 */
static void array_out(OlRun *run, const BlockBind *b, OlSlot *slot, OlValue *out)
{
    BlockBind element = *b;
    uint32_t room = run->cursor->binds[b->wire].max_elements;
    OlCollEntry end;

    element.is_array = false;
    memset(out, 0, sizeof *out);
    out->kind = OL_V_ARRAY;
    if (slot->null || !ol_vcoll_first(slot->l, true, &end))
    {
        return;
    }
    if (end.k > (int64_t)room || !ol_vcoll_first(slot->l, false, &end) || end.k < 1)
    {
        ol_raise(OL_ERR_HOST_ARRAY_INDEX);
    }
    (void)ol_vcoll_first(slot->l, true, &end);
    out->n = (uint32_t)end.k;
    out->elems = ol_new_array(run->s->call_arena, OlValue, out->n);
    for (uint32_t i = 0; i < out->n; i++)
    {
        OlSlot *v = ol_vcoll_find(slot->l, (int64_t)i + 1);

        if (v == NULL)
        {
            memset(&out->elems[i], 0, sizeof out->elems[i]);
            out->elems[i].kind = OL_V_NULL;
        }
        else
        {
            value_out(run, &element, v, &out->elems[i]);
        }
    }
}

static void value_out(OlRun *run, const BlockBind *b, OlSlot *slot, OlValue *out)
{
    OlSession *s = run->s;
    const OlBindDesc *bind = &run->cursor->binds[b->wire];
    bool isnull;
    Datum datum;

    if (b->is_array)
    {
        array_out(run, b, slot, out);
        return;
    }
    if (ol_slot_kind_of(&b->type) == OL_SLOT_CURSOR)
    {
        cursor_out(s, slot, out);
        return;
    }
    memset(out, 0, sizeof *out);
    datum = ol_slot_to_datum(slot, &b->type, &isnull);
    if (isnull)
    {
        out->kind = OL_V_NULL;
        return;
    }
    if (bind->type == ol_type_info(OL_T_CLOB)->wire || bind->type == ol_type_info(OL_T_BLOB)->wire)
    {
        bool is_char = bind->type == ol_type_info(OL_T_CLOB)->wire;
        OlStr bytes = slot->ref ? ol_vstr(slot) : OL_STR_NULL;
        OlLob *lob = ol_lob_new_value(s, is_char, false, bytes.s, bytes.n);

        out->kind = OL_V_LOB;
        out->bytes = ol_str_dup(s->call_arena, ol_lob_locator(lob));
        out->ext = ol_new(s->call_arena, OlValueExt);
        out->ext->has_length = !ol_caps_is_jdbc(s->caps); /* JDBC thin reads the locator alone here */
        out->ext->length = ol_lob_length(lob);
        out->ext->chunk_size = ol_lob_chunk_size(lob);
        return;
    }
    ol_value_to_out(bind, &b->type, b->type.rep == OL_REP_OTHER ? b->type.pg_oid : ol_pg_rep_oid(b->type.rep), datum, false, out);
    out->bytes = ol_str_dup(s->call_arena, out->bytes);
}

/* --- running ----------------------------------------------------------------------------------------------------------------------- */

static int wire_bind(const OlRun *run, OlStr name)
{
    const OlTranslation *tr = run->stmt->tr;

    for (int i = 0; i < tr->nbinds; i++)
    {
        if (ol_str_eq(tr->binds[i].name, name))
        {
            return run->map[i];
        }
    }
    ol_raise(OL_ERR_NOT_ALL_BOUND);
}

/* Types by distinct name in order of first occurrence. */
static int distinct_types(const OlRun *run, OlType *types)
{
    const OlTranslation *tr = run->stmt->tr;
    int n = 0;

    for (int i = 0; i < tr->nbinds; i++)
    {
        int j = 0;

        while (j < i && !ol_str_eq(tr->binds[j].name, tr->binds[i].name))
        {
            j++;
        }
        if (j == i)
        {
            types[n++] = run->cursor->bind_types[run->map[i]];
        }
    }
    return n;
}

/* The query a client has open under a number is the block's cursor variable while the block runs. */
static void cursor_in(const OlValue *v, OlSlot *slot)
{
    OlCursor *c = v->n != 0 ? ol_cursor_find(v->n) : NULL;
    OlVmCursorShape shape;
    OlVmPortal *portal;

    if (c == NULL || c->stmt == NULL || c->stmt->tr->stmt != OL_STMT_QUERY || ol_portal_get(&c->portal) == NULL)
    {
        return;
    }
    shape.ncolumns = c->stmt->tr->ncolumns;
    shape.columns = c->stmt->tr->columns;
    portal = MemoryContextAllocZero(ol_session->session_cxt, sizeof *portal);
    ol_portal_adopt(&portal->portal, &c->portal);
    c->portal.name[0] = '\0';
    ol_vm_cursor_import(slot, portal, &shape);
}

/* What is left of it is the client's again. */
static void cursor_back(const OlValue *v, OlSlot *slot)
{
    OlCursor *c = v->n != 0 ? ol_cursor_find(v->n) : NULL;
    OlVmCursorShape shape;
    OlVmPortal *portal;
    OlDiag diag;

    if (c != NULL && !slot->null && ol_vm_cursor_export(slot, &portal, &shape, &diag))
    {
        ol_portal_adopt(&c->portal, &portal->portal);
        pfree(portal);
    }
}

static void array_in(OlRun *run, const BlockBind *b, const OlValue *v, OlSlot *slot)
{
    OlDiag diag;
    OlVmColl *coll = ol_vcoll_new(OL_COLL_ASSOC_INT, 0, NULL, &diag);

    if (coll == NULL)
    {
        ol_ereport(&diag);
    }
    ol_slot_give(slot, coll);
    for (uint32_t i = 0; v->kind == OL_V_ARRAY && i < v->n; i++)
    {
        OlSlot *element = ol_vcoll_at(coll, (int64_t)i + 1, &diag);
        bool isnull = true;
        Datum datum;

        if (element == NULL)
        {
            ol_ereport(&diag);
        }
        datum = ol_run_decode_bind(&v->elems[i], &run->cursor->binds[b->wire], &b->type, &isnull);
        ol_slot_from_datum(element, &b->type, datum, isnull);
    }
}

static void run_once(OlRun *run, OlVmUnit *unit, const BlockBind *binds, int n, OlValue *out)
{
    OlSlot *args = palloc0(sizeof(OlSlot) * (Size)Max(n, 1));
    OlDiag diag;
    OlStatus status;

    for (int i = 0; i < n; i++)
    {
        args[i].null = 1;
    }
    PG_TRY();
    {
        for (int i = 0; i < n; i++)
        {
            const BlockBind *b = &binds[i];
            const OlValue *v = &run->values[b->wire];
            bool isnull = true;
            Datum datum = (Datum)0;

            if (b->is_array && b->mode != OL_MODE_OUT)
            {
                array_in(run, b, v, &args[i]);
                continue;
            }
            if (b->mode == OL_MODE_OUT || v->kind == OL_V_ABSENT || v->kind == OL_V_NULL)
            {
                continue;
            }
            if (v->kind == OL_V_CURSOR)
            {
                if (ol_slot_kind_of(&b->type) == OL_SLOT_CURSOR)
                {
                    cursor_in(v, &args[i]);
                }
                continue;
            }
            if (v->kind == OL_V_ARRAY)
            {
                ol_unsupported("array or object bind of a PL/SQL block");
            }
            datum = ol_run_decode_bind(v, &run->cursor->binds[b->wire], &b->type, &isnull);
            ol_slot_from_datum(&args[i], &b->type, datum, isnull);
        }
        status = ol_vm_call(unit, 0, args, n, NULL, &diag);
        if (status != OL_OK)
        {
            ol_ereport(&diag);
        }
        for (int i = 0; i < n; i++)
        {
            if (binds[i].mode == OL_MODE_IN && run->values[binds[i].wire].kind == OL_V_CURSOR)
            {
                cursor_back(&run->values[binds[i].wire], &args[i]);
            }
            if (binds[i].mode != OL_MODE_IN)
            {
                value_out(run, &binds[i], &args[i], &out[binds[i].wire]);
            }
        }
    }
    PG_FINALLY();
    {
        for (int i = 0; i < n; i++)
        {
            ol_slot_release(&args[i]);
        }
    }
    PG_END_TRY();
}

static void run_block(OlRun *run)
{
    OlSession *s = run->s;
    OlCursor *c = run->cursor;
    OlType *types = palloc0(sizeof(OlType) * (Size)Max(run->stmt->tr->nbinds, 1));
    int ntypes = distinct_types(run, types);
    OlVmUnit *unit = block_unit(run->stmt, types, ntypes);
    const OlProgram *p = ol_vm_unit_program(unit);
    int n = p->routines[0].nparams;
    BlockBind *binds = palloc0(sizeof(BlockBind) * (Size)Max(n, 1));
    uint8_t *directions = palloc(Max(c->n_binds, 1));
    /* without a value to send (all binds are OUT) the client sends no rows, and still wants as many executions */
    uint32 executions = run->layout.n_sent == 0 ? Max(run->ex->executions, 1) : 1;
    uint32 room = Max(Min(Max(run->rows, executions), 1024), 1);
    OlValue *out = palloc0(sizeof(OlValue) * (Size)Max(c->n_binds, 1) * room);
    uint32 rows = 0;
    bool any_out = false;

    memset(directions, OL_DIR_IN, Max(c->n_binds, 1));
    if (n != p->nbinds)
    {
        ol_raise(OL_ERR_INTERNAL, "plsql block", "binds");
    }
    for (int i = 0; i < n; i++)
    {
        binds[i].wire = wire_bind(run, p->binds[i].name);
        binds[i].type = with_rep(p->binds[i].type);
        binds[i].mode = p->routines[0].params[i].mode;
        binds[i].is_array = p->binds[i].type.bind_array;
        if (binds[i].is_array)
        {
            const OlBcType *table = &p->types[p->routines[0].params[i].type];

            if (table->class_ != OL_PLT_ASSOC || p->types[table->element].class_ != OL_PLT_SCALAR)
            {
                ol_raise(OL_ERR_INTERNAL, "plsql block", "kind of array bind");
            }
            binds[i].type = with_rep(p->types[table->element].scalar);
        }
        else if (ol_slot_kind_of(&binds[i].type) != p->types[p->routines[0].params[i].type].kind)
        {
            ol_raise(OL_ERR_INTERNAL, "plsql block", "kind of bind");
        }
        if (binds[i].mode != OL_MODE_IN)
        {
            directions[binds[i].wire] = binds[i].mode == OL_MODE_OUT ? OL_DIR_OUT : OL_DIR_IN_OUT;
            any_out = true;
        }
    }
    do
    {
        if (run->rows > 0 && !ol_run_read_row(run))
        {
            break;
        }
        s->failing_rows = rows;
        if (rows == room)
        {
            Size was = sizeof(OlValue) * (Size)Max(c->n_binds, 1) * room;

            room *= 2;
            out = repalloc(out, 2 * was);
            memset((char *)out + was, 0, was);
        }
        ol_txn_call_done();
        run_once(run, unit, binds, n, out + (size_t)rows * c->n_binds);
        rows++;
        CHECK_FOR_INTERRUPTS();
    } while (run->rows > 0 ? s->unread.ex != NULL && s->unread.left > 0 : rows < executions);
    end_bracket();
    ol_txn_call_done();
    if ((run->ex->options & OL_EXEC_COMMIT) != 0)
    {
        ol_txn_commit();
    }
    if (c->n_binds > 0)
    {
        OlWriter *w = &s->writer;

        if (c->directions == NULL)
        {
            c->directions = MemoryContextAlloc(c->mcxt, c->n_binds);
        }
        memcpy(c->directions, directions, c->n_binds);
        ol_ttc_write_io_vector(w, directions, c->n_binds, rows);
        for (uint32 r = 0; r < rows && any_out; r++)
        {
            ol_ttc_begin_row(w);
            for (uint32 i = 0; i < c->n_binds; i++)
            {
                if (directions[i] != OL_DIR_IN)
                {
                    ol_ttc_put_out_bind(w, &c->binds[i], &out[(size_t)r * c->n_binds + i]);
                }
            }
        }
    }
    ol_response_parameters(s, run->ex->want_row_counts, 0, NULL);
    ol_response_done(s, c->id, rows, NULL, 0);
}

void ol_run_plsql(OlRun *run)
{
    if (reset_wanted)
    {
        reset_wanted = false;
        ol_units_reset();
    }
    wrote = false;
    ol_units_refresh();
    ol_vm_heap_limit = (size_t)ol_setting_plsql_memory << 20;
    if (run->stmt->tr->nsteps == 1 && run->stmt->tr->steps[0].kind == OL_STEP_PLSQL_NULL && run->cursor->n_binds == 0)
    {
        end_bracket();
        if ((run->ex->options & OL_EXEC_COMMIT) != 0)
        {
            ol_txn_commit();
        }
        ol_response_parameters(run->s, run->ex->want_row_counts, 0, NULL);
        ol_response_done(run->s, run->cursor->id, 1, NULL, 0);
        return;
    }
    run_block(run);
}
