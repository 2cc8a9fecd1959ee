/*
 * array_dml.c - INSERT, UPDATE, DELETE and MERGE with any number of bind rows in one call.
 *
 * Owns:      array execution: reading rows in chunks, the two ways of running a chunk, errors per row, row counts, RETURNING.
 *
 * Rows are decoded into chunks and each chunk runs on a transaction level of its own, over one plan. Where the statement is
 * INSERT ... VALUES into a plain table (no triggers, so no foreign keys either, no row security, no generated columns) the
 * plan's own projection makes the tuples and they go to the table a thousand at a time, as COPY does it; else each row is
 * an execution of the plan. When row k of a chunk fails the level is undone, the rows before k are run again, and k is the
 * error: Oracle keeps what came before. With batch errors the work goes on behind k; how many rows are tried at once then
 * starts from one and doubles, so that many errors do not cost a chunk each.
 *
 * See also:  execute.h, protocol.md 5.12
 */
#include "postgres.h"

#include "access/tableam.h"
#include "access/heapam.h"
#include "access/xact.h"
#include "executor/executor.h"
#include "executor/nodeModifyTable.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "nodes/plannodes.h"
#include "optimizer/optimizer.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "pg/bulk_insert.h"
#include "pg/pg.h"
#include "server/execute.h"
#include "server/lob.h"
#include "server/net.h"
#include "server/transaction.h"
#include "server/value.h"

enum
{
    CHUNK_ROWS = OL_BULK_ROWS,
    CHUNK_BYTES = 8 * 1024 * 1024,
    MAX_BATCH_ERRORS = 65535
};

/* RETURNING values of one execution. */
typedef struct Returned
{
    int nrows;
    int cap;
    OlValue *values; /* nrows x number of RETURNING binds, row by row */
} Returned;

typedef struct Dml
{
    OlRun *run;
    const OlTranslation *tr;
    uint32 executions;
    int nparams;

    /* the chunk */
    MemoryContext chunk_cxt;  /* decoded values */
    MemoryContext exec_cxt;   /* executor states of one try */
    Datum *datums;            /* CHUNK_ROWS x nparams */
    bool *nulls;
    int nrows;
    uint32 base;              /* number of the chunk's first row in the call */
    volatile int current;     /* row being worked on, in the chunk */
    uint64 *counts;           /* per row of the chunk */

    /* the whole */
    ParamListInfo params;
    uint64 total;
    uint64 *row_counts;       /* per execution, when wanted */
    bool stop_at_error;
    OlBatchError *errors;
    uint32 nerrors;
    uint32 errors_cap;
    OlRowid rowid;

    /* direct insertion */
    bool direct;              /* decided */
    OlBulkInsert bulk;

    /* RETURNING */
    int nreturning;           /* RETURNING binds */
    int *returning_binds;     /* indexes into tr->binds */
    Returned *returned;       /* per execution */
} Dml;

/* --- RETURNING ------------------------------------------------------------------------------------------------------------ */

typedef struct ReturningDest
{
    DestReceiver pub;
    Dml *d;
} ReturningDest;

static void keep_lob(Dml *d, const OlBindDesc *bind, const OlTrColumn *column, TupleTableSlot *slot, int attr, OlValue *out)
{
    OlLob *lob = ol_lob_from_slot(d->run->s, d->tr, (int)(column - d->tr->columns), slot, attr);

    out->kind = OL_V_LOB;
    out->bytes = ol_str_dup(d->run->s->call_arena, ol_lob_locator(lob));
    if (d->run->s->caps->lob_prefetch)
    {
        out->ext = ol_new(d->run->s->call_arena, OlValueExt);
        out->ext->has_length = true;
        out->ext->length = ol_lob_length(lob);
        out->ext->chunk_size = ol_lob_chunk_size(lob);
    }
}

/* A string longer than its variable is cut, and its own length said beside it: clients make an error of that. */
static void cut_to_bind(const OlBindDesc *bind, OlValue *out)
{
    size_t n = bind->size;

    if (out->kind != OL_V_BYTES || ol_wire_framing(bind->type) != OL_FRAME_CLR || n == 0 || out->bytes.n <= n ||
        (bind->type != 1 && bind->type != 96 && bind->type != 23))
    {
        return;
    }
    if (bind->type != 23)
    {
        n = bind->form == OL_FORM_NATIONAL ? n & ~(size_t)1 : (size_t)pg_mbcliplen(out->bytes.s, (int)out->bytes.n, (int)n);
    }
    out->out_len = (int32_t)out->bytes.n;
    out->bytes.n = n;
}

static bool returning_receive(TupleTableSlot *slot, DestReceiver *self)
{
    Dml *d = ((ReturningDest *)self)->d;
    Returned *r = &d->returned[d->base + d->current];
    MemoryContext old = MemoryContextSwitchTo(d->run->s->call_cxt);

    slot_getallattrs(slot);
    if (r->nrows == r->cap)
    {
        int cap = Max(1, r->cap * 2);
        Size size = mul_size(mul_size(cap, d->nreturning), sizeof(OlValue));

        r->values = r->values == NULL ? palloc_extended(size, MCXT_ALLOC_HUGE) : repalloc_huge(r->values, size);
        r->cap = cap;
    }
    for (int i = 0; i < d->nreturning; i++)
    {
        const OlTrBind *b = &d->tr->binds[d->returning_binds[i]];
        const OlBindDesc *bind = &d->run->cursor->binds[d->run->map[d->returning_binds[i]]];
        OlValue *out = &r->values[r->nrows * d->nreturning + i];
        const OlTrColumn *column = &d->tr->columns[b->column];

        memset(out, 0, sizeof *out);
        if (b->column >= slot->tts_tupleDescriptor->natts)
        {
            elog(ERROR, "RETURNING column %d is missing", b->column + 1);
        }
        if (slot->tts_isnull[b->column])
        {
            out->kind = OL_V_NULL;
        }
        else if (ol_wire_framing(bind->type) == OL_FRAME_LOB)
        {
            keep_lob(d, bind, column, slot, b->column, out);
        }
        else
        {
            ol_value_to_out(bind, &column->type, TupleDescAttr(slot->tts_tupleDescriptor, b->column)->atttypid,
                            slot->tts_values[b->column], false, out);
            /* what it points at may be the tuple's: the call keeps its own copy */
            out->bytes = ol_str_dup(d->run->s->call_arena, out->bytes);
            cut_to_bind(bind, out);
        }
    }
    r->nrows++;
    MemoryContextSwitchTo(old);
    return true;
}

static void dest_startup(DestReceiver *self, int operation, TupleDesc desc)
{
}

static void dest_nothing(DestReceiver *self)
{
}

/* --- a chunk, row by row ---------------------------------------------------------------------------------------------------- */

static void set_params(Dml *d, int row)
{
    for (int i = 0; i < d->nparams; i++)
    {
        d->params->params[i].value = d->datums[row * d->nparams + i];
        d->params->params[i].isnull = d->nulls[row * d->nparams + i];
    }
}

static void run_rows_singly(Dml *d, int from, int to, DestReceiver *dest)
{
    for (int row = from; row < to; row++)
    {
        uint64 n = 0;

        CHECK_FOR_INTERRUPTS();
        d->current = row;
        if (d->returned != NULL)
        {
            d->returned[d->base + row].nrows = 0;
        }
        if (d->nparams > 0)
        {
            set_params(d, row);
        }
        for (int i = 0; i < d->tr->nsteps; i++)
        {
            if (d->tr->steps[i].kind == OL_STEP_PLAN)
            {
                n += ol_run_plan(d->run->stmt, i, d->params, dest, &d->rowid);
                CommandCounterIncrement();
            }
        }
        d->counts[row] = n;
        MemoryContextReset(d->exec_cxt);
    }
}

/* --- a chunk straight into the table ------------------------------------------------------------------------------------------ */

static bool decide_direct(Dml *d)
{
    return d->tr->single_row_insert && d->nreturning == 0 && d->tr->nsteps == 1 && d->tr->steps[0].kind == OL_STEP_PLAN &&
           d->nparams > 0 && ol_bulk_insert_fits(ol_stmt_plan(d->run->stmt, 0));
}

static void set_row(void *ctx, int row)
{
    Dml *d = ctx;

    set_params(d, row);
}

/* false: this table needs the executor; nothing has been done. */
static bool run_rows_direct(Dml *d, int from, int to)
{
    ItemPointerData last;

    if (!ol_bulk_insert(&d->bulk, ol_stmt_plan(d->run->stmt, 0), d->params, from, to, set_row, d, &d->current, &last))
    {
        return false;
    }
    for (int row = from; row < to; row++)
    {
        d->counts[row] = 1;
    }
    d->rowid.object = d->bulk.relid;
    d->rowid.file = 1;
    d->rowid.block = ItemPointerGetBlockNumberNoCheck(&last);
    d->rowid.slot = ItemPointerGetOffsetNumberNoCheck(&last);
    return true;
}

/* --- chunks ------------------------------------------------------------------------------------------------------------------- */

static void run_rows(Dml *d, int from, int to, DestReceiver *dest)
{
    MemoryContext old = MemoryContextSwitchTo(d->exec_cxt);

    if (d->direct && to - from > 1)
    {
        if (run_rows_direct(d, from, to))
        {
            MemoryContextSwitchTo(old);
            MemoryContextReset(d->exec_cxt);
            return;
        }
        d->direct = false;
    }
    run_rows_singly(d, from, to, dest);
    MemoryContextSwitchTo(old);
    MemoryContextReset(d->exec_cxt);
}

/* Errors that are no row's own end the statement. */
static bool is_row_error(const ErrorData *e)
{
    int class = ERRCODE_TO_CATEGORY(e->sqlerrcode);

    return class != ERRCODE_TO_CATEGORY(ERRCODE_OPERATOR_INTERVENTION) && class != ERRCODE_TO_CATEGORY(ERRCODE_SYSTEM_ERROR) &&
           class != ERRCODE_TO_CATEGORY(ERRCODE_INSUFFICIENT_RESOURCES);
}

/* Runs rows on a level of its own; the error, or NULL. */
static ErrorData *try_rows(Dml *d, int from, int to, DestReceiver *dest)
{
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    int level = GetCurrentTransactionNestLevel();
    ErrorData *volatile error = NULL;

    if (from >= to)
    {
        return NULL;
    }
    ol_txn_push_level();
    PG_TRY();
    {
        run_rows(d, from, to, dest);
        CommandCounterIncrement();
        ol_txn_pop_level(true);
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        error = CopyErrorData();
        if (!is_row_error(error))
        {
            PG_RE_THROW();
        }
        FlushErrorState();
        while (GetCurrentTransactionNestLevel() > level)
        {
            ol_txn_pop_level(false);
        }
        ol_bulk_insert_reset(&d->bulk);
        MemoryContextReset(d->exec_cxt);
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
    CurrentResourceOwner = owner;
    return error;
}

static void note_error(Dml *d, int row, const ErrorData *e)
{
    OlDiag diag;
    char text[OL_DIAG_TEXT_MAX + 32];
    size_t n;
    MemoryContext old = MemoryContextSwitchTo(d->run->s->call_cxt);

    ol_diag_init(&diag);
    ol_diag_from_error(e, d->tr->stmt == OL_STMT_UPDATE, &diag);
    n = ol_diag_format(&diag, text, sizeof text);
    if (d->nerrors == d->errors_cap)
    {
        d->errors_cap = Max(16, d->errors_cap * 2);
        d->errors = d->errors == NULL ? palloc(d->errors_cap * sizeof(OlBatchError))
                                      : repalloc_huge(d->errors, d->errors_cap * sizeof(OlBatchError));
    }
    d->errors[d->nerrors].row = d->base + row;
    d->errors[d->nerrors].code = diag.number > 0 ? (uint32)diag.number : 600;
    d->errors[d->nerrors].text = ol_str_dup(d->run->s->call_arena, ol_str_n(text, n));
    d->nerrors++;
    MemoryContextSwitchTo(old);
}

static void add_counts(Dml *d, int from, int to)
{
    for (int i = from; i < to; i++)
    {
        d->total += d->counts[i];
        if (d->row_counts != NULL)
        {
            d->row_counts[d->base + i] = d->counts[i];
        }
    }
}

/* Runs the chunk's rows [0, nrows); false: stopped at an error, which errors[] has. */
static bool run_chunk(Dml *d, DestReceiver *dest)
{
    int at = 0;
    int piece = d->nrows;

    while (at < d->nrows)
    {
        int to = Min(d->nrows, at + piece);
        ErrorData *e = try_rows(d, at, to, dest);

        if (e == NULL)
        {
            add_counts(d, at, to);
            at = to;
            piece = Min(CHUNK_ROWS, piece * 2);
            continue;
        }
        {
            int failed = d->current;

            /* What came before the row is done again. If that fails too, at an earlier row, that one is the error. */
            for (;;)
            {
                ErrorData *again = try_rows(d, at, failed, dest);

                if (again == NULL)
                {
                    break;
                }
                e = again;
                failed = d->current;
            }
            add_counts(d, at, failed);
            note_error(d, failed, e);
            FreeErrorData(e);
            if (d->returned != NULL)
            {
                d->returned[d->base + failed].nrows = 0;
            }
            if (d->stop_at_error || d->nerrors >= MAX_BATCH_ERRORS)
            {
                return false;
            }
            at = failed + 1;
            piece = 1;
        }
    }
    return true;
}

/* --- reading chunks ------------------------------------------------------------------------------------------------------------- */

/* Decodes run->values into row i of the chunk; the error, or NULL. */
static ErrorData *decode_row(Dml *d, int row)
{
    OlRun *run = d->run;
    MemoryContext old = MemoryContextSwitchTo(d->chunk_cxt);
    ErrorData *volatile error = NULL;

    PG_TRY();
    {
        ol_run_fill_params(d->params, d->tr, run->map, run->cursor->binds, run->values);
        for (int i = 0; i < d->nparams; i++)
        {
            d->datums[row * d->nparams + i] = d->params->params[i].value;
            d->nulls[row * d->nparams + i] = d->params->params[i].isnull;
        }
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(run->s->call_cxt);
        error = CopyErrorData();
        if (!is_row_error(error))
        {
            PG_RE_THROW();
        }
        FlushErrorState();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
    return error;
}

/* Reads, decodes and runs everything; false: stopped at an error. */
static bool run_all(Dml *d, DestReceiver *dest)
{
    OlRun *run = d->run;
    OlSession *s = run->s;
    OlArena *row_arena;
    bool more = true;
    bool ok = true;

    row_arena = ol_pg_arena_new(AllocSetContextCreate(s->call_cxt, "oliphant bind row", ALLOCSET_DEFAULT_SIZES));
    if (run->rows == 0)
    {
        /* no values in the request: the statement runs as it is, as often as asked for */
        for (uint32 i = 0; i < d->executions && ok; i++)
        {
            d->nrows = 1;
            d->base = i;
            ok = run_chunk(d, dest);
        }
        return ok;
    }
    while (more && ok)
    {
        ErrorData *bad = NULL;

        d->nrows = 0;
        MemoryContextReset(d->chunk_cxt);
        while (d->nrows < CHUNK_ROWS && bad == NULL)
        {
            ol_arena_reset(row_arena);
            ol_reader_set_arena(&s->reader, row_arena);
            if (!ol_run_read_row(run))
            {
                more = false;
                break;
            }
            bad = decode_row(d, d->nrows);
            if (bad == NULL)
            {
                d->nrows++;
            }
            if ((d->nrows & 31) == 0 && MemoryContextMemAllocated(d->chunk_cxt, true) > CHUNK_BYTES)
            {
                break;
            }
        }
        ol_reader_set_arena(&s->reader, s->call_arena);
        s->state = OL_SES_RUNNING; /* not reading: the watch may look at the socket */
        ok = run_chunk(d, dest);
        if (more)
        {
            s->state = OL_SES_READING;
        }
        d->base += d->nrows;
        if (bad != NULL && ok)
        {
            d->nrows = 0;
            note_error(d, 0, bad);
            if (d->row_counts != NULL)
            {
                d->row_counts[d->base] = 0;
            }
            d->base++;
            ok = !d->stop_at_error;
        }
    }
    while (s->unread.ex != NULL && s->unread.left > 0)
    {
        ol_arena_reset(row_arena);
        ol_reader_set_arena(&s->reader, row_arena);
        (void)ol_run_read_row(run);
    }
    s->state = OL_SES_RUNNING;
    ol_reader_set_arena(&s->reader, s->call_arena);
    return ok;
}

/* --- the answer -------------------------------------------------------------------------------------------------------------------- */

static void answer_returning(Dml *d)
{
    OlRun *run = d->run;
    OlWriter *w = &run->s->writer;
    uint32 n = run->cursor->n_binds;
    uint8_t *directions = palloc(Max(n, 1));

    memset(directions, OL_DIR_IN, Max(n, 1));
    for (int i = 0; i < d->nreturning; i++)
    {
        directions[run->map[d->returning_binds[i]]] = OL_DIR_OUT;
    }
    ol_ttc_write_io_vector(w, directions, n, d->executions);
    for (uint32 e = 0; e < d->executions; e++)
    {
        Returned *r = &d->returned[e];
        OlValue *column = palloc(sizeof(OlValue) * Max(r->nrows, 1));

        ol_ttc_begin_row(w);
        for (int i = 0; i < d->nreturning; i++)
        {
            for (int k = 0; k < r->nrows; k++)
            {
                column[k] = r->values[k * d->nreturning + i];
            }
            ol_ttc_put_returning(w, &run->cursor->binds[run->map[d->returning_binds[i]]], column, (uint32)r->nrows);
        }
        pfree(column);
    }
}

static void find_returning(Dml *d)
{
    const OlTranslation *tr = d->tr;

    d->returning_binds = palloc(sizeof(int) * Max(tr->nbinds, 1));
    for (int i = 0; i < tr->nbinds; i++)
    {
        if (tr->binds[i].use == OL_BIND_RETURNING)
        {
            d->returning_binds[d->nreturning++] = i;
        }
    }
    if (d->nreturning > 0)
    {
        d->returned = palloc_extended(mul_size(sizeof(Returned), d->executions), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
    }
}

/* One execution without RETURNING: the usual statement; or an INSERT whose values are literals, as often as asked for. */
static void run_single(Dml *d)
{
    OlRun *run = d->run;
    OlSession *s = run->s;
    ParamListInfo params = NULL;

    if (run->rows > 0)
    {
        (void)ol_run_read_row(run);
    }
    if (run->rows > 0 || run->cursor->literals != NULL)
    {
        params = ol_run_params(d->tr, run->map, run->cursor->binds, run->values);
    }
    for (uint32 e = 0; e < d->executions; e++)
    {
        for (int i = 0; i < d->tr->nsteps; i++)
        {
            if (d->tr->steps[i].kind == OL_STEP_PLAN)
            {
                d->total += ol_run_plan(run->stmt, i, params, None_Receiver, &d->rowid);
                if (i + 1 < d->tr->nsteps || e + 1 < d->executions)
                {
                    CommandCounterIncrement();
                }
            }
        }
    }
    ol_txn_end_statement(TransactionIdIsValid(GetTopTransactionIdIfAny()));
    if ((run->ex->options & OL_EXEC_COMMIT) != 0)
    {
        ol_txn_commit();
    }
    ol_response_parameters(s, run->ex->want_row_counts, 1, &d->total);
    ol_response_done(s, run->cursor->id, d->total, d->rowid.object != 0 ? &d->rowid : NULL, 0);
}

void ol_run_dml(OlRun *run)
{
    Dml d;
    OlSession *s = run->s;
    ReturningDest dest;
    bool ok;

    memset(&d, 0, sizeof d);
    d.run = run;
    d.tr = run->stmt->tr;
    d.executions = run->rows > 0 ? run->rows : run->ex->executions;
    d.nparams = d.tr->nparams;
    find_returning(&d);
    if ((d.executions == 1 && d.nreturning == 0) || run->cursor->literals != NULL)
    {
        run_single(&d);
        return;
    }
    d.chunk_cxt = AllocSetContextCreate(s->call_cxt, "oliphant bind chunk", ALLOCSET_DEFAULT_SIZES);
    d.exec_cxt = AllocSetContextCreate(s->call_cxt, "oliphant chunk run", ALLOCSET_DEFAULT_SIZES);
    d.datums = palloc_extended(mul_size(sizeof(Datum), (Size)CHUNK_ROWS * Max(d.nparams, 1)), MCXT_ALLOC_HUGE);
    d.nulls = palloc_extended(mul_size(sizeof(bool), (Size)CHUNK_ROWS * Max(d.nparams, 1)), MCXT_ALLOC_HUGE);
    d.counts = palloc0(sizeof(uint64) * CHUNK_ROWS);
    d.params = ol_run_params(d.tr, run->map, run->cursor->binds, NULL);
    d.stop_at_error = (run->ex->options & OL_EXEC_BATCH_ERRORS) == 0;
    if (run->ex->want_row_counts)
    {
        d.row_counts = palloc_extended(mul_size(sizeof(uint64), d.executions), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
    }
    d.bulk.mcxt = s->call_cxt;
    d.direct = decide_direct(&d);
    dest.pub.receiveSlot = returning_receive;
    dest.pub.rStartup = dest_startup;
    dest.pub.rShutdown = dest_nothing;
    dest.pub.rDestroy = dest_nothing;
    dest.pub.mydest = DestNone;
    dest.d = &d;

    if (d.executions > 1)
    {
        ol_net_watch_begin(s);
    }
    ok = run_all(&d, d.nreturning > 0 ? &dest.pub : None_Receiver);
    ol_txn_end_statement(TransactionIdIsValid(GetTopTransactionIdIfAny()));
    if (!ok && d.stop_at_error)
    {
        /* the rows before the error stay done, so this is no error of the statement's bracket */
        OlOer *oer = ol_new(s->call_arena, OlOer);

        ol_txn_end_call();
        oer->call_status = ol_txn_in_progress() ? OL_CALL_IN_TRANSACTION : 0;
        oer->error = d.errors[0].code;
        oer->error_row = d.errors[0].row;
        oer->cursor_id = run->cursor->id;
        oer->row_count = d.total;
        oer->row_number = (uint32)d.total;
        oer->text = ol_str_printf(s->call_arena, "%.*s\n", OL_STR_ARG(d.errors[0].text));
        if (d.row_counts != NULL)
        {
            /* JDBC's update counts of a failed batch: those of the rows before */
            ol_response_parameters(s, true, Min(d.errors[0].row, d.executions), d.row_counts);
        }
        ol_ttc_write_oer(&s->writer, oer);
        return;
    }
    if ((run->ex->options & OL_EXEC_COMMIT) != 0 && d.nerrors == 0)
    {
        ol_txn_commit();
    }
    if (d.nreturning > 0)
    {
        answer_returning(&d);
    }
    ol_response_parameters(s, run->ex->want_row_counts, d.executions, d.row_counts);
    ol_response_batch(s, run->cursor->id, d.total, d.rowid.object != 0 ? &d.rowid : NULL, d.nerrors, d.errors);
}
