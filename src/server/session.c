/*
 * session.c - the session's loop: read a call, run it, answer, and what happens when something fails.
 *
 * Owns:      the OlSession; the table of handlers; error handling; settings of the session.
 * Not here:  what calls do (call_*.c), sockets (net.c), transactions (transaction.c).
 *
 * An error in a statement becomes an OER and the session goes on. A request that cannot be understood ends the session,
 * because nobody can tell where the next one begins. A break (MARKER) ends the running call with ORA-01013 after the
 * reset handshake. FATAL errors reach the client through report_fatal.
 *
 * See also:  session.h (states), README.md, protocol.md 1.10, 2.7, 5.8
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/async.h"
#include "libpq/libpq-be.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/ipc.h"
#include "storage/lmgr.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/ps_status.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "runtime/runtime.h"
#include "server/cursor.h"
#include "server/execute.h"
#include "server/literals.h"
#include "server/lob.h"
#include "server/net.h"
#include "server/session.h"
#include "server/session_slot.h"
#include "server/settings.h"
#include "server/transaction.h"
#include "server/units.h"

OlSession *ol_session;

/* --- the calls ------------------------------------------------------------------------------------------------------ */

static const struct
{
    uint8_t function;
    OlCallHandler handler;
    const char *activity; /* shown in pg_stat_activity; NULL: the call shows its statement itself */
} calls[] = {
    {OL_FN_REEXECUTE, ol_call_execute, NULL},
    {OL_FN_FETCH, ol_call_fetch, NULL},
    {OL_FN_LOGOFF, ol_call_logoff, "<logoff>"},
    {OL_FN_COMMIT, ol_call_commit, "COMMIT"},
    {OL_FN_ROLLBACK, ol_call_rollback, "ROLLBACK"},
    {OL_FN_VERSION, ol_call_version, "<version>"},
    {OL_FN_REEXECUTE_FETCH, ol_call_execute, NULL},
    {OL_FN_EXECUTE, ol_call_execute, NULL},
    {OL_FN_LOB, ol_call_lob, "<lob>"},
    {OL_FN_AUTH_TWO, ol_call_auth, "<password change>"},
    {OL_FN_PING, ol_call_ping, "<ping>"},
    {OL_FN_SESSION_RELEASE, ol_call_session_release, "<release>"},
    {OL_FN_PIPELINE_END, ol_call_pipeline_end, NULL},
};

static OlCallHandler find_handler(uint8_t function, const char **activity)
{
    for (size_t i = 0; i < lengthof(calls); i++)
    {
        if (calls[i].function == function)
        {
            *activity = calls[i].activity;
            return calls[i].handler;
        }
    }
    *activity = "<refused call>";
    return ol_call_refused;
}

/* --- ends ----------------------------------------------------------------------------------------------------------- */

/* PostgreSQL's FATAL to the client: what number says the session is dead (protocol.md 5.8). Must not raise. */
static void report_fatal(const char *sqlstate, const char *message)
{
    OlDiag diag;

    if (ol_session == NULL || ClientConnectionLost)
    {
        return;
    }
    ol_diag_init(&diag);
    if (strcmp(sqlstate, "57P01") == 0)
    {
        (void)ol_diag_set(&diag, OL_ERR_SESSION_KILLED, -1);
    }
    else if (strcmp(sqlstate, "57P05") == 0 || strcmp(sqlstate, "25P03") == 0)
    {
        (void)ol_diag_set(&diag, OL_ERR_IDLE_TIMEOUT, -1);
    }
    else if (strcmp(sqlstate, "57P02") == 0 || strcmp(sqlstate, "57P03") == 0)
    {
        (void)ol_diag_set(&diag, OL_ERR_CHECKPOINT_ABORTED, -1);
    }
    else
    {
        (void)ol_diag_set(&diag, OL_ERR_END_OF_FILE, -1);
    }
    ol_net_last_words(ol_session, &diag);
}

static OL_NORETURN void end_session(OlSession *s)
{
    s->state = OL_SES_ENDING;
    ol_txn_forget(); /* rolls back */
    if (s->client_left)
    {
        ol_net_await_close(s, 2000);
    }
    proc_exit(0);
    pg_unreachable();
}

/* --- breaks and bad requests ------------------------------------------------------------------------------------------- */

void ol_session_read_failed(OlSession *s, const OlDiag *diag)
{
    switch (s->reader.why)
    {
    case OL_READ_BREAK:
        s->state = OL_SES_BREAKING;
        s->unread.ex = NULL;
        if (!ol_net_break_handshake(s))
        {
            end_session(s);
        }
        ereport(ERROR, (errcode(ERRCODE_QUERY_CANCELED), errmsg("canceling statement due to user request")));
        break;
    case OL_READ_CLOSED:
        end_session(s);
        break;
    case OL_READ_OK:
        /* the bytes are whole, their sense is not (a bind type unknown here, for one): the stream cannot be followed */
    default:
        ereport(FATAL, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                        errmsg("invalid request on the Oracle port: %s", s->reader.what != NULL ? s->reader.what : diag->text)));
    }
    pg_unreachable();
}

/* --- errors --------------------------------------------------------------------------------------------------------------- */

/* Takes what is left of the failed request off the stream. */
static void skip_request(OlSession *s)
{
    if (s->unread.ex != NULL)
    {
        OlUnreadRows u = s->unread;

        s->unread.ex = NULL;
        if (u.layout == NULL)
        {
            static OlBindLayout guess; /* its lists are in the call */

            if (!ol_execute_guess_layout(s, &guess, &u.left))
            {
                ol_ttc_stream_skip_packet(&s->stream, &s->reader);
                return;
            }
            u.layout = &guess;
        }
        if (u.left > 0)
        {
            OL_READ(s, ol_ttc_skip_bind_rows(&s->reader, u.ex, u.layout, u.left, &read_diag));
        }
    }
}

/* The position an error of PostgreSQL points at, as an offset in the Oracle text. */
static int32_t error_position(OlSession *s, const ErrorData *edata)
{
    int32_t position = s->translate_pos;

    if (s->running != NULL && edata->cursorpos > 0)
    {
        position = ol_stmt_source_position(s->running, edata->cursorpos);
    }
    return s->literals != NULL ? ol_literals_position(s->literals, position) : position;
}

/* The error is on PostgreSQL's error stack. */
static void handle_error(OlSession *s)
{
    ErrorData *edata;
    OlDiag diag;
    int32_t position;
    bool cancelled;
    bool half_row = false;

    HOLD_INTERRUPTS();
    disable_all_timeouts(false);
    ol_net_watch_end(s);
    QueryCancelPending = false;
    EmitErrorReport();
    MemoryContextSwitchTo(s->call_cxt);
    edata = CopyErrorData();
    FlushErrorState();
    cancelled = edata->sqlerrcode == ERRCODE_QUERY_CANCELED;
    ol_diag_init(&diag);
    position = error_position(s, edata);
    ol_diag_from_error(edata, s->running != NULL && s->running->tr->stmt == OL_STMT_UPDATE, &diag);
    if (diag.code == OL_ERR_RESOURCE_BUSY_WAIT && s->running != NULL && s->running->tr->stmt == OL_STMT_DDL)
    {
        (void)ol_diag_set(&diag, OL_ERR_RESOURCE_BUSY, -1);
    }
    s->running = NULL;
    if (s->lock_timeout_set)
    {
        LockTimeout = s->saved_lock_timeout;
        s->lock_timeout_set = false;
    }
    if (s->row_open)
    {
        s->row_open = false;
        half_row = !ol_writer_undo(&s->writer, s->row_mark);
    }

    ol_txn_abort_statement();
    debug_query_string = NULL;
    MemoryContextSwitchTo(s->call_cxt);
    RESUME_INTERRUPTS();

    if (s->state == OL_SES_BREAKING)
    {
        /* the handshake is done, nothing of the request is left */
        s->unread.ex = NULL;
        (void)ol_diag_set(&diag, OL_ERR_CANCELLED, -1);
    }
    else if (ol_net_break_pending(s))
    {
        s->unread.ex = NULL;
        s->state = OL_SES_BREAKING;
        if (!ol_net_break_handshake(s))
        {
            end_session(s);
        }
        (void)ol_diag_set(&diag, OL_ERR_CANCELLED, -1);
    }
    else
    {
        skip_request(s);
        /* Part of a row is on its way: it can only be abandoned with the markers. */
        if (half_row && !ol_net_break_handshake(s))
        {
            end_session(s);
        }
        if (cancelled)
        {
            (void)ol_diag_set(&diag, OL_ERR_CANCELLED, -1);
        }
    }
    s->state = OL_SES_FAILING;
    if (s->fresh_cursor != 0)
    {
        OlCursor *c = ol_cursor_find(s->fresh_cursor);

        if (c != NULL)
        {
            ol_cursor_close(c);
        }
    }
    ol_txn_end_call();
    if (s->in_pipeline)
    {
        s->pipeline_failed = true;
    }
    ol_response_error(s, &diag, s->failing_cursor, s->failing_rows, position > 0 ? position : 0);
}

/* --- the loop --------------------------------------------------------------------------------------------------------------- */

/* CREATE USER and its kin: their text appears in no view, log or trace. */
static bool has_password(OlStr text)
{
    static const char word[] = "identified";

    for (size_t i = 0; i + sizeof word - 1 <= text.n; i++)
    {
        if ((text.s[i] | 0x20) == 'i' && pg_strncasecmp(text.s + i, word, sizeof word - 1) == 0)
        {
            return true;
        }
    }
    return false;
}

void ol_session_trace_statement(OlSession *s, const OlStatement *st)
{
    if (has_password(st->text))
    {
        ereport(LOG, (errmsg_internal("oracle sql: <statement with a password>"), errhidestmt(true)));
        return;
    }
    ereport(LOG, (errmsg_internal("oracle sql: %.*s", OL_STR_ARG(st->text)), errhidestmt(true)));
    if ((ol_trace_mask & OL_TRACE_PARSE) != 0)
    {
        OlBuf out;

        ol_buf_init(&out, s->call_arena, 1024);
        ol_translation_print(st->tr, &out);
        ereport(LOG, (errmsg_internal("oracle parse: %s", ol_buf_cstr(&out)), errhidestmt(true)));
        return;
    }
    for (int i = 0; i < st->tr->nsteps; i++)
    {
        if (st->tr->steps[i].sql.n > 0)
        {
            ereport(LOG, (errmsg_internal("oracle sql: -> %.*s", OL_STR_ARG(st->tr->steps[i].sql)), errhidestmt(true)));
        }
    }
}

void ol_session_show_activity(OlSession *s, OlStr text)
{
    /* call context: gone when the next call begins, and by then debug_query_string is reset */
    char *copy = ol_str_cdup(s->call_arena, has_password(text) ? OL_STR("<statement with a password>") : text);

    debug_query_string = copy;
    pgstat_report_activity(STATE_RUNNING, copy);
}

void ol_session_request_read(OlSession *s)
{
    s->unread.ex = NULL;
    s->state = OL_SES_RUNNING;
    ol_net_watch_begin(s);
    if (s->deferred != NULL)
    {
        ReThrowError(s->deferred);
    }
    if (s->refused_piggyback != NULL)
    {
        ol_unsupported(s->refused_piggyback);
    }
    if (s->pipeline_abort && s->pipeline_failed)
    {
        ol_raise_text(OL_ERR_CANCELLED, "an earlier operation of the pipeline failed");
    }
}

static void begin_call(OlSession *s)
{
    s->running = NULL;
    s->translate_pos = -1;
    s->literals = NULL;
    s->failing_cursor = 0;
    s->failing_rows = 0;
    s->fresh_cursor = 0;
    s->deferred = NULL;
    s->refused_piggyback = NULL;
    s->row_open = false;
    s->in_ddl = false;
    s->unread.ex = NULL;
    s->token = 0;
    MemoryContextReset(s->call_cxt);
    s->call_arena = ol_pg_arena_new(s->call_cxt);
    ol_reader_set_arena(&s->reader, s->call_arena);
    MemoryContextSwitchTo(s->call_cxt);
}

static void end_response(OlSession *s)
{
    s->state = OL_SES_ANSWERING;
    ol_slot_stat(OL_STAT_ROUNDTRIPS, 1);
    ol_writer_end_response(&s->writer);
    if (s->writer.failed)
    {
        end_session(s);
    }
}

/* What was written through locators goes into its rows before anybody can look at them. An error waits for the call to be
 * read. */
static void write_lobs(OlSession *s, uint8_t function)
{
    if (function == OL_FN_ROLLBACK)
    {
        return; /* undone with the rest */
    }
    PG_TRY();
    {
        ol_lob_flush();
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(s->call_cxt);
        s->deferred = CopyErrorData();
        FlushErrorState();
        ol_lob_after_rollback();
        ol_txn_abort_statement();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(s->call_cxt);
}

/* One call: piggybacks, then the function. */
static void run_call(OlSession *s)
{
    OlCallHeader call;
    OlCallHandler handler;
    const char *activity;

    s->state = OL_SES_READING;
    for (;;)
    {
        OL_READ(s, ol_ttc_read_call(&s->reader, &call, &read_diag));
        if (call.message != OL_TTC_PIGGYBACK)
        {
            break;
        }
        ol_call_piggyback(s, &call);
    }
    if (call.message != OL_TTC_FUNCTION && call.message != OL_TTC_ONE_WAY)
    {
        ereport(FATAL, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                        errmsg("invalid request on the Oracle port: message %u where a call was expected", call.message)));
    }
    SetCurrentStatementStartTimestamp();
    ol_slot_stat(OL_STAT_CALLS, 1);
    s->token = call.token;
    s->writer.call_number = call.sequence;
    if (s->in_pipeline)
    {
        ol_ttc_write_token(&s->writer, call.token);
    }
    handler = find_handler(call.function, &activity);
    if (ol_lob_any_dirty() && call.function != OL_FN_LOB && call.function != OL_FN_PING)
    {
        write_lobs(s, call.function);
    }
    if (activity != NULL)
    {
        pgstat_report_activity(STATE_RUNNING, activity);
    }
    handler(s, &call);
    ol_net_watch_end(s);
    debug_query_string = NULL;
    if (call.message != OL_TTC_ONE_WAY)
    {
        end_response(s);
    }
}

static OL_NORETURN void loop(OlSession *s)
{
    sigjmp_buf local;

    if (sigsetjmp(local, 1) != 0)
    {
        error_context_stack = NULL;
        handle_error(s);
        end_response(s);
    }
    PG_exception_stack = &local;
    for (;;)
    {
        if (s->client_left)
        {
            end_session(s);
        }
        begin_call(s);
        ol_units_store_compiled();
        s->state = OL_SES_IDLE;
        InvalidateCatalogSnapshotConditionally();
        ol_net_wait_for_call(s);
        run_call(s);
    }
}

/* --- beginning ---------------------------------------------------------------------------------------------------------------- */

/* What emitted SQL relies on, whatever the role or database has set. */
void ol_session_fix_settings(void)
{
    static const char *const settings[][2] = {
        {"search_path", "pg_catalog, pg_temp"},
        {"DateStyle", "ISO, YMD"},
        {"IntervalStyle", "postgres"},
        {"extra_float_digits", "1"},
        {"bytea_output", "hex"},
        {"standard_conforming_strings", "on"},
        {"transform_null_equals", "off"},
        {"xmloption", "document"},
    };

    for (size_t i = 0; i < lengthof(settings); i++)
    {
        SetConfigOption(settings[i][0], settings[i][1], PGC_USERSET, PGC_S_SESSION);
    }
}

static void copy_info(char *to, size_t cap, OlStr from)
{
    size_t n = OL_MIN(from.n, cap - 1);

    if (from.n > 0 && ol_utf8_valid(from.s, from.n))
    {
        n = (size_t)pg_mbcliplen(from.s, (int)from.n, (int)n);
        memcpy(to, from.s, n);
        to[n] = '\0';
    }
}

static void fill_info(const OlSessionStart *start)
{
    OlSessionInfo *info = ol_session_info();
    const OlLoginResult *login = start->login;

    info->oracle_session = true;
    info->sid = start->session_id;
    info->serial = start->serial;
    copy_info(info->os_user, sizeof info->os_user, login->os_user);
    copy_info(info->machine, sizeof info->machine, login->machine);
    copy_info(info->terminal, sizeof info->terminal, login->terminal);
    copy_info(info->program, sizeof info->program, login->program);
    copy_info(info->client_pid, sizeof info->client_pid, login->pid);
    copy_info(info->client_driver, sizeof info->client_driver, login->driver_name);
    copy_info(info->ip_address, sizeof info->ip_address, ol_str(start->client_address));
    copy_info(info->service_name, sizeof info->service_name, ol_str(start->service));
    copy_info(info->proxy_user, sizeof info->proxy_user, ol_str(start->proxy_user));
    copy_info(info->module, sizeof info->module, login->program);
    strlcpy(info->protocol, start->port->ssl_in_use ? "tcps" : "tcp", sizeof info->protocol);
    ol_release_set(login->caps.server_fv >= 17 ? 23 : 19);
}

/* Keys of the login come with a NUL at their end (protocol.md 4.5). */
static OlStr without_nul(OlStr s)
{
    while (s.n > 0 && s.s[s.n - 1] == '\0')
    {
        s.n--;
    }
    return s;
}

void ol_session_put_context(OlStr space, OlStr name, OlStr value)
{
    if (name.n > 0 && name.n < OL_INFO_TEXT && value.n <= OL_MAX_CONTEXT_VALUE && ol_utf8_valid(name.s, name.n) &&
        ol_utf8_valid(value.s, value.n) && memchr(name.s, '\0', name.n) == NULL &&
        (value.n == 0 || memchr(value.s, '\0', value.n) == NULL))
    {
        ol_context_set(space, name, value);
    }
}

/* AUTH_APPCTX_NSPACE, _ATTR, _VALUE in turn; of namespaces CLIENTCONTEXT alone is the client's. */
static void take_app_context(const OlPairList *list)
{
    OlStr space = OL_STR_NULL;
    OlStr name = OL_STR_NULL;

    for (uint32_t i = 0; i < list->n; i++)
    {
        OlStr key = without_nul(list->items[i].key);
        OlStr value = without_nul(list->items[i].value);

        if (ol_str_eq_c(key, "AUTH_APPCTX_NSPACE"))
        {
            space = value;
        }
        else if (ol_str_eq_c(key, "AUTH_APPCTX_ATTR"))
        {
            name = value;
        }
        else if (ol_str_eq_c(key, "AUTH_APPCTX_VALUE") && ol_str_ieq_c(space, "CLIENTCONTEXT"))
        {
            ol_session_put_context(space, name, value);
        }
    }
}

void ol_session_set_schema(OlSession *s, OlStr schema)
{
    ol_pg_set_current_schema(schema);
    s->schema_changed = true;
    ol_slot_set_text(OL_SLOT_CURRENT_SCHEMA, schema);
}

/* ALTER SESSION of the login: a failure is no reason not to let the client in. */
static void run_login_statement(OlSession *s, OlStr text)
{
    sigjmp_buf local;

    if (text.n == 0)
    {
        return;
    }
    begin_call(s);
    if (sigsetjmp(local, 1) == 0)
    {
        PG_exception_stack = &local;
        ol_session_run_text(s, text);
        ol_txn_end_call();
    }
    else
    {
        error_context_stack = NULL;
        HOLD_INTERRUPTS();
        MemoryContextSwitchTo(s->call_cxt);
        FlushErrorState();
        ol_txn_abort_statement();
        RESUME_INTERRUPTS();
    }
    PG_exception_stack = NULL;
}

/* Runs ahead of the shared exit callbacks: what is open is rolled back while everything still works. */
static void at_exit(int code, Datum arg)
{
    if (ol_session != NULL)
    {
        ol_net_watch_end(ol_session);
    }
}

void ol_session_run(OlSessionStart *start)
{
    OlSession *s = MemoryContextAllocZero(TopMemoryContext, sizeof *s);

    s->start = start;
    s->caps = &start->login->caps;
    s->state = OL_SES_STARTING;
    s->session_cxt = AllocSetContextCreate(TopMemoryContext, "oliphant session", ALLOCSET_DEFAULT_SIZES);
    s->call_cxt = AllocSetContextCreate(s->session_cxt, "oliphant call", ALLOCSET_DEFAULT_SIZES);
    s->call_arena = ol_pg_arena_new(s->call_cxt);
    ol_session = s;
    before_shmem_exit(at_exit, (Datum)0);
    MessageContext = s->call_cxt;
    MemoryContextSwitchTo(s->call_cxt);

    ol_slot_stat(OL_STAT_LOGONS, 1);
    ol_plsql_init();
    ol_net_start(s);
    ol_session_on_fatal(report_fatal);
    ol_session_fix_settings();
    fill_info(start);
    take_app_context(&start->login->app_context);
    run_login_statement(s, start->login->alter_session);
    if (start->login->pending.n > 0 && !ol_ttc_stream_preload(&s->stream, start->login->pending.s, start->login->pending.n))
    {
        ereport(FATAL, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("too much input before the session started")));
    }
    if (!ol_net_send(s, start->answer.s, start->answer.n))
    {
        end_session(s);
    }
    loop(s);
}
