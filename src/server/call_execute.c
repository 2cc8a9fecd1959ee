/*
 * call_execute.c - the calls that execute: 0x5E with all its options, re-execute 0x04, re-execute and fetch 0x4E; and fetch 0x05.
 *
 * Owns:      the way of an execute call: cursor, statement, binds, then by kind of statement; queries entirely.
 * Not here:  DML with its arrays (array_dml.c), blocks (plsql.c), LOB columns (lob.c).
 *
 * The request must be read to its end before anything is answered. The bind rows come last and their layout depends on the
 * statement, so the statement is understood in the middle of reading; when that fails the error handler skips the rows
 * (OlUnreadRows).
 *
 * See also:  execute.h, session.c, protocol.md 5
 */
#include "postgres.h"

#include <ctype.h>

#include "access/xact.h"
#include "catalog/pg_authid.h"
#include "commands/portalcmds.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "nodes/params.h"
#include "storage/proc.h"
#include "parser/parser.h"
#include "tcop/pquery.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/plancache.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"

#include "pg/pg.h"
#include "pg/plan_run.h"
#include "pg/pg_catalog.h"
#include "server/value.h"
#include "runtime/runtime.h"
#include "server/execute.h"
#include "server/literals.h"
#include "server/lob.h"
#include "server/net.h"
#include "server/session_slot.h"
#include "server/settings.h"
#include "server/transaction.h"
#include "server/units.h"

/* --- binds ------------------------------------------------------------------------------------------------------------ */

/* Which wire bind each occurrence in the text is: by position, one per occurrence; clients that send one per distinct name
 * are met by name. */
static const uint16 *map_binds(const OlTranslation *tr, uint32 n_binds)
{
    uint16 *map = palloc(sizeof(uint16) * Max(tr->nbinds, 1));
    int distinct = 0;

    if (n_binds == (uint32)tr->nbinds)
    {
        for (int i = 0; i < tr->nbinds; i++)
        {
            map[i] = (uint16)i;
        }
        return map;
    }
    for (int i = 0; i < tr->nbinds; i++)
    {
        int j = 0;

        while (j < i && !ol_str_eq(tr->binds[j].name, tr->binds[i].name))
        {
            j++;
        }
        map[i] = j < i ? map[j] : (uint16)distinct++;
    }
    if ((uint32)distinct > n_binds)
    {
        ol_raise(OL_ERR_NOT_ALL_BOUND);
    }
    if ((uint32)distinct < n_binds)
    {
        ol_raise(OL_ERR_BIND_NAME_ILLEGAL);
    }
    return map;
}

/* LOB locators are the session's own to look up; all else is value.c's. */
Datum ol_run_decode_bind(const OlValue *v, const OlBindDesc *bind, const OlType *target, bool *isnull)
{
    if (v->kind == OL_V_LOB)
    {
        OlLob *lob = ol_lob_find(v->bytes);
        bool want_char = target->rep == OL_REP_TEXT || target->rep == OL_REP_VARCHAR || target->rep == OL_REP_BPCHAR;

        if (want_char != ol_lob_is_char(lob))
        {
            ol_raise(OL_ERR_INCONSISTENT_TYPES, want_char ? "CHAR" : "BINARY", ol_lob_is_char(lob) ? "CLOB" : "BLOB");
        }
        *isnull = false;
        return ol_lob_datum(lob, want_char);
    }
    return ol_value_decode(bind, v, target, isnull);
}

void ol_run_fill_params(ParamListInfo params, const OlTranslation *tr, const uint16_t *map, const OlBindDesc *binds,
                        const OlValue *values)
{
    for (int i = 0; i < tr->nbinds; i++)
    {
        const OlTrBind *b = &tr->binds[i];

        if (b->use == OL_BIND_IN && b->param >= 1 && b->param <= tr->nparams)
        {
            ParamExternData *p = &params->params[b->param - 1];
            const OlValue *v = &values[map[i]];

            p->value = ol_run_decode_bind(v, &binds[map[i]], &tr->param_types[b->param - 1], &p->isnull);
        }
    }
}

ParamListInfo ol_run_params(const OlTranslation *tr, const uint16_t *map, const OlBindDesc *binds, const OlValue *values)
{
    ParamListInfo params;

    if (tr->nparams == 0)
    {
        return NULL;
    }
    params = makeParamList(tr->nparams);
    for (int i = 0; i < tr->nparams; i++)
    {
        params->params[i].value = (Datum)0;
        params->params[i].isnull = true;
        params->params[i].pflags = PARAM_FLAG_CONST;
        params->params[i].ptype = ol_stmt_param_oid(&tr->param_types[i]);
    }
    if (values != NULL)
    {
        ol_run_fill_params(params, tr, map, binds, values);
    }
    return params;
}

bool ol_run_read_row(OlRun *run)
{
    OlSession *s = run->s;

    if (s->unread.ex == NULL || s->unread.left == 0)
    {
        return false;
    }
    OL_READ(s, ol_ttc_read_bind_row(&s->reader, &run->layout, run->values, &read_diag));
    s->unread.left--;
    if (s->unread.left == 0)
    {
        ol_session_request_read(s);
    }
    return true;
}

/* Works out the layout of the bind rows now that the statement is known. */
static void prepare_binds(OlRun *run)
{
    OlSession *s = run->s;
    OlCursor *c = run->cursor;
    const OlTranslation *tr = run->stmt->tr;
    OlBindRole *roles = palloc0(sizeof(OlBindRole) * Max(c->n_binds, 1));
    bool is_plsql = tr->stmt == OL_STMT_PLSQL;

    run->map = map_binds(tr, c->n_binds);
    if (is_plsql)
    {
        for (uint32 i = 0; i < c->n_binds && c->directions != NULL; i++)
        {
            roles[i] = c->directions[i] == OL_DIR_IN ? OL_ROLE_IN : c->directions[i] == OL_DIR_OUT ? OL_ROLE_OUT : OL_ROLE_IN_OUT;
        }
    }
    else
    {
        for (int i = 0; i < tr->nbinds; i++)
        {
            if (tr->binds[i].use == OL_BIND_RETURNING)
            {
                roles[run->map[i]] = OL_ROLE_RETURNING;
            }
        }
    }
    if (c->literals != NULL)
    {
        run->values = c->literals; /* and the request has none */
        return;
    }
    OL_READ(s, ol_ttc_bind_layout(s->call_arena, s->caps, run->ex, c->binds, c->n_binds, roles, is_plsql, &run->layout, &read_diag));
    /* a define or a scroll of an open query comes without values */
    run->rows = (run->ex->options & OL_EXEC_EXECUTE) != 0 ? ol_ttc_bind_rows(run->ex, &run->layout, tr->stmt == OL_STMT_QUERY) : 0;
    run->values = palloc0(sizeof(OlValue) * Max(run->layout.n, 1));
    s->unread.layout = &run->layout;
    s->unread.left = run->rows;
    if (run->rows == 0)
    {
        ol_session_request_read(s);
    }
}

/* --- the layout when the statement was not understood ---------------------------------------------------------------- */

/* Next word or sign outside of quotes and comments; kind: 'w' word, ':' placeholder, 0 end, else the byte itself. */
static char next_token(OlStr text, size_t *pos, OlStr *word)
{
    size_t i = *pos;
    const char *t = text.s;

    for (;;)
    {
        while (i < text.n && (t[i] == ' ' || t[i] == '\t' || t[i] == '\n' || t[i] == '\r'))
        {
            i++;
        }
        if (i + 1 < text.n && t[i] == '-' && t[i + 1] == '-')
        {
            while (i < text.n && t[i] != '\n')
            {
                i++;
            }
            continue;
        }
        if (i + 1 < text.n && t[i] == '/' && t[i + 1] == '*')
        {
            i += 2;
            while (i + 1 < text.n && !(t[i] == '*' && t[i + 1] == '/'))
            {
                i++;
            }
            i = Min(i + 2, text.n);
            continue;
        }
        break;
    }
    if (i >= text.n)
    {
        *pos = i;
        return 0;
    }
    if (t[i] == '\'' || t[i] == '"')
    {
        char quote = t[i++];

        while (i < text.n && t[i] != quote)
        {
            i++;
        }
        *pos = Min(i + 1, text.n);
        return quote;
    }
    if (isalpha((unsigned char)t[i]))
    {
        size_t from = i;

        while (i < text.n && (isalnum((unsigned char)t[i]) || t[i] == '_' || t[i] == '$' || t[i] == '#'))
        {
            i++;
        }
        *word = ol_str_n(t + from, i - from);
        *pos = i;
        return 'w';
    }
    if (t[i] == ':' && i + 1 < text.n && (isalnum((unsigned char)t[i + 1]) || t[i + 1] == '"'))
    {
        *pos = i + 1 + (t[i + 1] != '"');
        while (t[i + 1] != '"' && *pos < text.n && (isalnum((unsigned char)t[*pos]) || t[*pos] == '_' || t[*pos] == '$'))
        {
            (*pos)++;
        }
        return ':';
    }
    *pos = i + 1;
    return t[i] == 'w' ? '.' : t[i];
}

/*
 * The bind rows of a statement that could not be translated must still be read. Which binds have values depends on the kind
 * of statement and on RETURNING ... INTO, and that much a look at the words tells. False: nothing is known of the binds.
 */
bool ol_execute_guess_layout(OlSession *s, OlBindLayout *layout, uint32_t *rows)
{
    const OlExecute *ex = &s->execute;
    OlCursor *c = s->fresh_cursor != 0 ? ol_cursor_find(s->fresh_cursor) : ol_cursor_find(ex->cursor_id);
    OlStr text = ex->sql.n > 0 ? ex->sql : c != NULL && c->stmt != NULL ? c->text : OL_STR_NULL;
    const OlBindDesc *binds = ex->n_binds > 0 ? ex->binds : c != NULL ? c->binds : NULL;
    uint32_t n = ex->n_binds > 0 ? ex->n_binds : c != NULL && ex->sql.n == 0 ? c->n_binds : 0;
    OlBindRole *roles = palloc0(sizeof(OlBindRole) * Max(n, 1));
    size_t pos = 0;
    OlStr word = OL_STR_NULL;
    char kind;
    bool first = true;
    bool plsql = false;
    bool query = false;
    bool returning = false;
    bool into = false;
    uint32_t placeholder = 0;

    if (c == NULL && ex->sql.n == 0)
    {
        return false;
    }
    while ((kind = next_token(text, &pos, &word)) != 0)
    {
        if (first && kind == 'w')
        {
            first = false;
            plsql = ol_str_ieq_c(word, "BEGIN") || ol_str_ieq_c(word, "DECLARE") || ol_str_ieq_c(word, "CALL");
            query = ol_str_ieq_c(word, "SELECT") || ol_str_ieq_c(word, "WITH");
        }
        else if (kind == 'w' && (ol_str_ieq_c(word, "RETURNING") || ol_str_ieq_c(word, "RETURN")))
        {
            returning = true;
        }
        else if (kind == 'w' && returning && ol_str_ieq_c(word, "INTO"))
        {
            into = true;
        }
        else if (kind == ':')
        {
            if (into && !plsql && !query && placeholder < n)
            {
                roles[placeholder] = OL_ROLE_RETURNING;
            }
            placeholder++;
        }
    }
    OL_READ(s, ol_ttc_bind_layout(s->call_arena, s->caps, ex, binds, n, roles, plsql, layout, &read_diag));
    *rows = (ex->options & OL_EXEC_EXECUTE) != 0 ? ol_ttc_bind_rows(ex, layout, query) : 0;
    return true;
}

/* go-ora expects the first rows with the execute, always (protocol.md 5.4). */
static bool is_go(const OlSession *s)
{
    return strncmp(s->caps->client_name, "OracleClientGo", 14) == 0;
}

/* --- queries ------------------------------------------------------------------------------------------------------------- */

/* After deadlock_timeout PostgreSQL makes an autovacuum give way; DDL waits at least so long, and a little more. */
#define DDL_LOCK_GRACE_MS 300

/* FOR UPDATE ... WAIT n: the lock timeout of this statement; undone by the error handler or at its end. DDL does not queue
 * behind other sessions for longer than DDL_LOCK_TIMEOUT seconds (Reference: DDL_LOCK_TIMEOUT, default 0): ORA-00054. */
static void set_lock_wait(OlSession *s, const OlTranslation *tr)
{
    int wait = tr->lock_wait_ms;

    if (tr->stmt == OL_STMT_DDL)
    {
        wait = DeadlockTimeout + DDL_LOCK_GRACE_MS + s->ddl_lock_timeout * 1000;
    }
    if (wait > 0 && !s->lock_timeout_set)
    {
        s->saved_lock_timeout = LockTimeout;
        s->lock_timeout_set = true;
        LockTimeout = wait;
    }
}

static void reset_lock_wait(OlSession *s)
{
    if (s->lock_timeout_set)
    {
        LockTimeout = s->saved_lock_timeout;
        s->lock_timeout_set = false;
    }
}

static int query_step(const OlTranslation *tr)
{
    for (int i = tr->nsteps - 1; i >= 0; i--)
    {
        if (tr->steps[i].kind == OL_STEP_PLAN)
        {
            return i;
        }
    }
    elog(ERROR, "query without a plan");
}

static void open_query(OlRun *run)
{
    OlSession *s = run->s;
    OlCursor *c = run->cursor;
    const OlTranslation *tr = run->stmt->tr;
    int step = query_step(tr);
    CachedPlanSource *source;
    Portal portal;
    MemoryContext old;
    ParamListInfo params;

    ol_cursor_cancel(c);
    for (int i = 0; i < step; i++)
    {
        if (tr->steps[i].kind == OL_STEP_PLAN)
        {
            (void)ol_run_plan(run->stmt, i, ol_run_params(tr, run->map, c->binds, run->values), None_Receiver, NULL);
            CommandCounterIncrement();
        }
    }
    source = ol_stmt_plan(run->stmt, step);
    portal = ol_portal_create(&c->portal, (run->ex->exec_flags & OL_EXECF_SCROLLABLE) != 0);
    old = MemoryContextSwitchTo(portal->portalContext);
    params = ol_run_params(tr, run->map, c->binds, run->values);
    MemoryContextSwitchTo(old);
    set_lock_wait(s, tr);
    ol_portal_start(&c->portal, portal, source, params, tr->for_update);
    if (tr->for_update)
    {
        /* Oracle locks all rows when the query is opened, PostgreSQL as they are fetched: run it to its end now. */
        PortalCreateHoldStore(portal);
        PushActiveSnapshot(GetTransactionSnapshot());
        PersistHoldablePortal(portal);
        PopActiveSnapshot();
    }
    reset_lock_wait(s);

    if (c->query_cxt == NULL)
    {
        c->query_cxt = AllocSetContextCreate(c->mcxt, "oliphant query", ALLOCSET_SMALL_SIZES);
    }
    old = MemoryContextSwitchTo(c->query_cxt);
    c->receiver = ol_receiver_make(s, tr, c->columns, c->defines, c->n_defines);
    MemoryContextSwitchTo(old);
    if (!ol_receiver_fit(c->receiver, portal->tupDesc))
    {
        ol_raise(OL_ERR_VARIABLE_NOT_IN_SELECT);
    }
    c->at_end = false;
    c->rows_fetched = 0;
}

/* Rows for the client. Returns whether all that were asked for came. */
static bool send_rows(OlSession *s, OlCursor *c, uint32 n)
{
    uint64 got;

    if (c->receiver == NULL)
    {
        ol_raise(OL_ERR_FETCH_OUT_OF_SEQUENCE);
    }
    ol_ttc_write_row_header(&s->writer, c->n_columns, n);
    got = c->at_end ? 0 : ol_portal_fetch(&c->portal, n, ol_receiver_dest(c->receiver));
    c->rows_fetched += got;
    if (got < n)
    {
        c->at_end = true;
    }
    return got == n;
}

/* A query read to its end needs its portal no longer: locks and snapshot go. The cursor stays parsed. */
static void finish_if_ended(OlCursor *c)
{
    if (c->at_end && !c->portal.scrollable && ol_portal_is_open(&c->portal))
    {
        ol_portal_close(&c->portal);
    }
}

/* Scrolling: stands the portal where the client wants to be, then sends n rows (protocol.md 5.16). */
static bool scroll(OlRun *run, uint64 *position)
{
    OlSession *s = run->s;
    OlCursor *c = run->cursor;
    Portal portal = ol_portal_get(&c->portal);
    uint32 n = run->ex->fetch_rows > 0 ? run->ex->fetch_rows : 1;
    int64 target;
    uint64 got;

    if (portal == NULL || !c->portal.scrollable || c->receiver == NULL)
    {
        ol_raise(OL_ERR_FETCH_OUT_OF_SEQUENCE);
    }
    switch (run->ex->orientation)
    {
    case OL_FETCH_FIRST:
        target = 1;
        break;
    case OL_FETCH_LAST:
        (void)ol_portal_move(&c->portal, FETCH_FORWARD, FETCH_ALL, None_Receiver);
        target = (int64)portal->portalPos;
        if (!portal->atEnd)
        {
            target++;
        }
        break;
    case OL_FETCH_PRIOR:
        target = (int64)c->portal.position - 1;
        break;
    case OL_FETCH_ABSOLUTE:
    case OL_FETCH_RELATIVE: /* python-oracledb adds its own row number to the offset: the row wanted is what arrives */
        target = run->ex->position;
        break;
    case OL_FETCH_CURRENT:
        target = run->ex->position > 1 ? (int64)run->ex->position : (int64)c->portal.position;
        break;
    default:
        target = (int64)c->portal.position + 1;
        break;
    }
    ol_ttc_write_row_header(&s->writer, c->n_columns, n);
    if (target < 1)
    {
        *position = c->portal.position;
        return false;
    }
    (void)ol_portal_move(&c->portal, FETCH_ABSOLUTE, (long)(target - 1), None_Receiver);
    got = ol_portal_move(&c->portal, FETCH_FORWARD, (long)n, ol_receiver_dest(c->receiver));
    if (got > 0)
    {
        c->portal.position = (uint64)target + got - 1;
    }
    *position = c->portal.position;
    c->at_end = false;
    return got == n;
}

static void run_query(OlRun *run)
{
    OlSession *s = run->s;
    OlCursor *c = run->cursor;
    const OlExecute *ex = run->ex;
    const OlTranslation *tr = run->stmt->tr;
    bool opens = (ex->options & OL_EXEC_EXECUTE) != 0;
    uint32 n = ex->fetch_rows;
    bool full;

    if (run->rows > 0)
    {
        (void)ol_run_read_row(run);
    }
    while (s->unread.ex != NULL && s->unread.left > 0)
    {
        (void)ol_run_read_row(run); /* a query has one row of binds; more are of no use but must be read */
    }
    /* python-oracledb fetches on from a scrollable cursor with the execute bit set, and says the row it wants next. */
    if (opens && (ex->exec_flags & OL_EXECF_SCROLLABLE) != 0 && ex->orientation == OL_FETCH_CURRENT && ex->position > 1 &&
        c->portal.scrollable && ol_portal_get(&c->portal) != NULL)
    {
        opens = false;
    }
    if ((ex->exec_flags & OL_EXECF_SCROLLABLE) != 0 && !opens && (ex->options & OL_EXEC_FETCH) != 0)
    {
        uint64 position = 0;

        full = scroll(run, &position);
        ol_txn_end_statement(tr->for_update);
        if (full)
        {
            ol_response_done(s, c->id, position, NULL, 0);
        }
        else
        {
            ol_response_no_data(s, c->id, position);
        }
        return;
    }
    if (opens)
    {
        open_query(run);
    }
    else if ((ex->options & OL_EXEC_DEFINE) != 0 && c->receiver != NULL)
    {
        /* defines given after the query was opened: the rest of it is sent by them */
        MemoryContext old = MemoryContextSwitchTo(c->query_cxt);
        Portal portal = ol_portal_get(&c->portal);

        c->receiver = ol_receiver_make(s, tr, c->columns, c->defines, c->n_defines);
        MemoryContextSwitchTo(old);
        if (portal != NULL && !ol_receiver_fit(c->receiver, portal->tupDesc))
        {
            ol_raise(OL_ERR_VARIABLE_NOT_IN_SELECT);
        }
    }
    if (!c->described)
    {
        ol_ttc_write_describe(&s->writer, c->columns, c->n_columns, NULL);
        c->described = true;
    }
    /* The client wants to say how LOBs shall come before any row is sent (protocol.md 5.4). python-oracledb 1 does not say that
     * it can prefetch LOBs, but cannot take rows here either when it is to fetch LOBs as LONG. */
    if (opens && c->n_defines == 0 && ol_receiver_has_lobs(tr))
    {
        n = 0;
    }
    /* JDBC thin makes room for one row when it learns that a column is LONG: rows it asked for before would not fit. */
    if (opens && c->n_defines == 0 && ol_caps_is_jdbc(s->caps) && ol_receiver_has_longs(tr))
    {
        n = 0;
    }
    full = true;
    if (n > 0)
    {
        full = send_rows(s, c, n);
        finish_if_ended(c);
    }
    /* A sequence or a function called by a query may have taken a transaction id: that is no transaction to the client. */
    ol_txn_end_statement(tr->for_update);
    if ((ex->options & OL_EXEC_COMMIT) != 0 && tr->for_update == false)
    {
        /* autocommit: a query has nothing to commit */
    }
    if (full)
    {
        ol_response_done(s, c->id, c->rows_fetched, NULL, 0);
    }
    else
    {
        ol_response_no_data(s, c->id, c->rows_fetched);
    }
}

void ol_call_fetch(OlSession *s, const OlCallHeader *call)
{
    OlFetch f;
    OlCursor *c;
    bool full;

    OL_READ(s, ol_ttc_read_fetch(&s->reader, &f, &read_diag));
    c = ol_cursor_get(s, f.cursor_id);
    s->failing_cursor = c->id;
    s->running = c->stmt;
    ol_session_show_activity(s, c->text);
    ol_session_request_read(s);
    if (c->stmt->tr->stmt != OL_STMT_QUERY || c->receiver == NULL)
    {
        ol_raise(OL_ERR_FETCH_OUT_OF_SEQUENCE);
    }
    s->failing_rows = c->rows_fetched;
    if (c->at_end && !ol_portal_is_open(&c->portal))
    {
        /* after the end: again 1403, and no transaction is needed to say so */
        ol_response_no_data(s, c->id, c->rows_fetched);
        return;
    }
    ol_txn_begin_fetch(&c->portal);
    full = send_rows(s, c, f.rows);
    finish_if_ended(c);
    ol_txn_end_statement(false);
    if (full)
    {
        ol_response_done(s, c->id, c->rows_fetched, NULL, 0);
    }
    else
    {
        ol_response_no_data(s, c->id, c->rows_fetched);
    }
}

/* --- everything that is neither query, DML nor block ---------------------------------------------------------------------- */

static void run_utility(const OlStep *step)
{
    List *raw = pg_parse_query(step->sql.s);
    ListCell *lc;

    foreach (lc, raw)
    {
        RawStmt *stmt = lfirst_node(RawStmt, lc);
        PlannedStmt *wrapper = makeNode(PlannedStmt);
        QueryCompletion qc;
        bool snapshot;

        wrapper->commandType = CMD_UTILITY;
        wrapper->canSetTag = true;
        wrapper->utilityStmt = stmt->stmt;
        if (IsA(stmt->stmt, CreateTableAsStmt))
        {
            /* its query must have been analysed before (ExecCreateTableAs); other utility statements analyse what they hold */
            List *queries;

            PushActiveSnapshot(GetTransactionSnapshot());
            queries = pg_analyze_and_rewrite_fixedparams(stmt, step->sql.s, NULL, 0, NULL);
            PopActiveSnapshot();
            wrapper->utilityStmt = linitial_node(Query, queries)->utilityStmt;
        }
        wrapper->stmt_location = stmt->stmt_location;
        wrapper->stmt_len = stmt->stmt_len;
        snapshot = PlannedStmtRequiresSnapshot(wrapper);
        if (snapshot)
        {
            PushActiveSnapshot(GetTransactionSnapshot());
        }
        InitializeQueryCompletion(&qc);
        /* LOCK TABLE wants a transaction block of PostgreSQL when it is at the top, and there is none (transaction.c) */
        ProcessUtility(wrapper, step->sql.s, false, IsA(stmt->stmt, LockStmt) ? PROCESS_UTILITY_QUERY : PROCESS_UTILITY_TOPLEVEL, NULL, NULL, None_Receiver, &qc);
        if (snapshot && ActiveSnapshotSet())
        {
            PopActiveSnapshot();
        }
        CommandCounterIncrement();
    }
}

/* A utility step whose object need not exist runs on a level of its own. */
static void run_utility_tolerant(const OlStep *step)
{
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;

    ol_txn_push_level();
    PG_TRY();
    {
        run_utility(step);
        ol_txn_pop_level(true);
    }
    PG_CATCH();
    {
        ErrorData *e;

        MemoryContextSwitchTo(old);
        e = CopyErrorData();
        FlushErrorState();
        ol_txn_pop_level(false);
        if (e->sqlerrcode != ERRCODE_UNDEFINED_OBJECT && e->sqlerrcode != ERRCODE_UNDEFINED_TABLE &&
            e->sqlerrcode != ERRCODE_UNDEFINED_FUNCTION && e->sqlerrcode != ERRCODE_UNDEFINED_COLUMN &&
            e->sqlerrcode != ERRCODE_INVALID_SCHEMA_NAME)
        {
            ReThrowError(e);
        }
        FreeErrorData(e);
    }
    PG_END_TRY();
    CurrentResourceOwner = owner;
    MemoryContextSwitchTo(old);
}

/* Parameters of Oracle's optimiser, memory and diagnostics: nothing here depends on them. */
static bool accepted_parameter(OlStr name)
{
    static const char *const names[] = {
#define OL_SESSION_PARAMETER(name) name,
#include "../../defs/session_parameters.def"
#undef OL_SESSION_PARAMETER
    };

    for (size_t i = 0; i < lengthof(names); i++)
    {
        if (ol_str_ieq_c(name, names[i]))
        {
            return true;
        }
    }
    return name.n > 1 && name.s[0] == '_'; /* hidden ones */
}

static void set_parameter(OlSession *s, OlStr name, OlStr value)
{
    OlDiag diag;

    ol_diag_init(&diag);
    if (ol_str_ieq_c(name, "CURRENT_SCHEMA"))
    {
        ol_session_set_schema(s, value);
    }
    else if (ol_str_ieq_c(name, "ISOLATION_LEVEL"))
    {
        ol_txn_set_session_isolation(ol_str_ieq_c(value, "SERIALIZABLE"));
    }
    else if (ol_str_ieq_c(name, "DDL_LOCK_TIMEOUT"))
    {
        uint64_t seconds;

        if (!ol_parse_u64(ol_str_trim(value), &seconds) || seconds > 1000000)
        {
            ol_raise(OL_ERR_INVALID_SESSION_OPTION);
        }
        s->ddl_lock_timeout = (int)seconds;
    }
    else if (ol_nls_known(name))
    {
        if (ol_nls_alter(name, value, &diag) != OL_OK)
        {
            ol_ereport(&diag);
        }
    }
    else if (!accepted_parameter(name))
    {
        ol_raise(OL_ERR_INVALID_SESSION_OPTION);
    }
}

/* 'sid,serial#' */
static void kill_session(OlStr target)
{
    const char *comma = memchr(target.s, ',', target.n);
    uint64_t sid;
    uint64_t serial;
    int slot;
    OlSlotInfo info;

    if (comma == NULL || !ol_parse_u64(ol_str_trim(ol_str_n(target.s, (size_t)(comma - target.s))), &sid) ||
        !ol_parse_u64(ol_str_trim(ol_str_n(comma + 1, target.n - (size_t)(comma - target.s) - 1)), &serial))
    {
        ol_raise(OL_ERR_SESSION_ID_MISSING);
    }
    slot = ol_slot_find((uint32_t)sid, (uint16_t)serial);
    if (slot < 0 || !ol_slot_read(slot, &info))
    {
        ol_raise(OL_ERR_SESSION_ID_UNKNOWN);
    }
    if (slot == ol_slot_mine())
    {
        ol_raise(OL_ERR_KILL_OWN_SESSION);
    }
    /* PostgreSQL's own rules say who may */
    (void)DirectFunctionCall2(pg_terminate_backend, Int32GetDatum(info.pid), Int64GetDatum(0));
}

/* Who a step runs as, after a look whether he may: an error on the way restores the user by itself. */
static void enter_step(const OlStep *step, Oid user, int security)
{
    Oid as = user;

    if (step->privilege.n > 0 && step->privilege.s[0] == '?')
    {
        /* with the privilege as another, without it as oneself */
        if (!ol_privilege_has(pnstrdup(step->privilege.s + 1, step->privilege.n - 1)))
        {
            return;
        }
    }
    else if (step->privilege.n > 0)
    {
        ol_privilege_require(pnstrdup(step->privilege.s, step->privilege.n));
    }
    if (step->as_system)
    {
        as = BOOTSTRAP_SUPERUSERID;
    }
    else if (step->run_as.n > 0)
    {
        as = get_role_oid(pnstrdup(step->run_as.s, step->run_as.n), true);
        if (!OidIsValid(as))
        {
            return;
        }
    }
    if (as != user)
    {
        SetUserIdAndSecContext(as, security | SECURITY_LOCAL_USERID_CHANGE);
    }
}

void ol_run_steps(OlSession *s, OlStatement *stmt, ParamListInfo params, uint64_t *rows, OlRowid *rowid)
{
    const OlTranslation *tr = stmt->tr;

    for (int i = 0; i < tr->nsteps; i++)
    {
        const OlStep *step = &tr->steps[i];
        bool in_statement = ol_txn_in_statement();
        Oid user;
        int security;

        GetUserIdAndSecContext(&user, &security);
        enter_step(step, user, security);
        switch (step->kind)
        {
        case OL_STEP_PLAN:
            *rows += ol_run_plan(stmt, i, params, None_Receiver, rowid);
            CommandCounterIncrement();
            break;
        case OL_STEP_UTILITY:
            if (step->ignore_missing)
            {
                run_utility_tolerant(step);
            }
            else
            {
                run_utility(step);
            }
            break;
        case OL_STEP_COMMIT:
        case OL_STEP_ROLLBACK:
        case OL_STEP_SAVEPOINT:
        case OL_STEP_ROLLBACK_TO:
        case OL_STEP_SET_TRANSACTION:
            if (step->kind == OL_STEP_ROLLBACK_TO)
            {
                ol_txn_check_savepoint(step->name);
            }
            if (step->kind == OL_STEP_SET_TRANSACTION)
            {
                ol_txn_check_set(step->name);
            }
            if (in_statement)
            {
                ol_txn_end_statement(false);
            }
            if (step->kind == OL_STEP_COMMIT)
            {
                ol_txn_commit();
            }
            else if (step->kind == OL_STEP_ROLLBACK)
            {
                ol_txn_rollback();
            }
            else if (step->kind == OL_STEP_SAVEPOINT)
            {
                ol_txn_savepoint(step->name);
            }
            else if (step->kind == OL_STEP_ROLLBACK_TO)
            {
                ol_txn_rollback_to(step->name);
            }
            else
            {
                ol_txn_set(step->name);
            }
            break;
        case OL_STEP_SET_PARAM:
            set_parameter(s, step->name, step->value);
            break;
        case OL_STEP_CURRENT_SCHEMA:
            ol_session_set_schema(s, step->name);
            break;
        case OL_STEP_ALTER_SYSTEM_KILL:
            kill_session(step->name);
            break;
        case OL_STEP_PLSQL_NULL:
        case OL_STEP_NOTHING:
            break;
        case OL_STEP_PLSQL:
            ol_units_ddl(step->sql);
            break;
        }
        if (step->as_system || step->run_as.n > 0)
        {
            SetUserIdAndSecContext(user, security);
        }
    }
}

static void run_other(OlRun *run)
{
    OlSession *s = run->s;
    const OlTranslation *tr = run->stmt->tr;
    ParamListInfo params = NULL;
    uint64 rows = 0;
    OlRowid rowid = {0};

    if (run->rows > 0)
    {
        (void)ol_run_read_row(run);
        params = ol_run_params(tr, run->map, run->cursor->binds, run->values);
    }
    while (s->unread.ex != NULL && s->unread.left > 0)
    {
        (void)ol_run_read_row(run);
    }
    if (tr->stmt == OL_STMT_DDL && !tr->no_commit)
    {
        /* DDL commits what was before it, even if it then fails itself. */
        ol_txn_end_statement(false);
        ol_txn_commit_for_ddl();
        ol_txn_begin_statement();
        set_lock_wait(s, tr);
        s->in_ddl = true;
        ol_run_steps(s, run->stmt, params, &rows, &rowid);
        s->in_ddl = false;
        rows = 0; /* what its steps did is not the client's business */
        reset_lock_wait(s);
        ol_txn_end_statement(true);
        ol_txn_commit();
        ol_stmt_forget_all();
    }
    else
    {
        set_lock_wait(s, tr);
        ol_run_steps(s, run->stmt, params, &rows, &rowid);
        reset_lock_wait(s);
        if (ol_txn_in_statement())
        {
            ol_txn_end_statement(tr->stmt == OL_STMT_LOCK || TransactionIdIsValid(GetTopTransactionIdIfAny()));
        }
        if ((run->ex->options & OL_EXEC_COMMIT) != 0 && tr->stmt != OL_STMT_TRANSACTION)
        {
            ol_txn_commit();
        }
    }
    ol_response_parameters(s, run->ex->want_row_counts, 0, NULL);
    ol_response_done(s, run->cursor->id, rows, NULL, ol_units_take_warning() ? OL_WARN_COMPILATION | (ol_caps_is_jdbc(s->caps) ? OL_WARN_ANY : 0) : 0);
}

void ol_session_run_text(OlSession *s, OlStr text)
{
    int pos = -1;
    uint64 rows = 0;
    OlRowid rowid = {0};
    OlStatement *st;

    ol_txn_begin_statement();
    st = ol_stmt_get(text, NULL, 0, &pos);
    if (st->tr->stmt != OL_STMT_SESSION)
    {
        ol_unsupported("statement other than ALTER SESSION at login");
    }
    ol_run_steps(s, st, NULL, &rows, &rowid);
    if (ol_txn_in_statement())
    {
        ol_txn_end_statement(false);
    }
    ol_stmt_release(st);
}

/* --- plans ------------------------------------------------------------------------------------------------------------------ */

/* The row a ModifyTable touched last: its slot keeps the address until the executor ends. */
static void last_rowid(QueryDesc *qd, void *ctx)
{
    OlRowid *rowid = ctx;
    PlanState *ps = qd->planstate;

    if (IsA(ps, ModifyTableState))
    {
        ModifyTableState *mt = (ModifyTableState *)ps;
        ResultRelInfo *rri = mt->resultRelInfo;
        TupleTableSlot *slot = mt->mt_nrels == 1 ? rri->ri_newTupleSlot : NULL;

        if (slot != NULL && ItemPointerIsValid(&slot->tts_tid) && mt->rootResultRelInfo == rri)
        {
            rowid->object = RelationGetRelid(rri->ri_RelationDesc);
            rowid->file = 1;
            rowid->block = ItemPointerGetBlockNumberNoCheck(&slot->tts_tid);
            rowid->slot = ItemPointerGetOffsetNumberNoCheck(&slot->tts_tid);
        }
    }
}

uint64_t ol_run_plan(OlStatement *stmt, int step, ParamListInfo params, DestReceiver *dest, OlRowid *rowid)
{
    return ol_plan_run(ol_stmt_plan(stmt, step), params, dest, 0, rowid != NULL ? last_rowid : NULL, rowid);
}

/* An INSERT of literals becomes one with binds, unless the client has binds of its own. */
static void take_literals(OlSession *s, OlCursor *c, OlExecute *ex)
{
    bool is_execute = (ex->options & (OL_EXEC_PARSE | OL_EXEC_EXECUTE | OL_EXEC_DESCRIBE)) == (OL_EXEC_PARSE | OL_EXEC_EXECUTE);

    if (c->literals != NULL)
    {
        pfree(c->literals);
        c->literals = NULL;
        c->n_binds = 0;
    }
    if (ex->n_binds > 0 || !is_execute || ex->executions > 1)
    {
        return;
    }
    s->literals = ol_literals_take(ex->sql);
    if (s->literals != NULL)
    {
        ex->sql = s->literals->text;
        c->literals = ol_literals_keep(s->literals, c->mcxt);
    }
}

/* --- the call --------------------------------------------------------------------------------------------------------------- */

void ol_call_execute(OlSession *s, const OlCallHeader *call)
{
    OlExecute ex;
    OlRun run;
    OlCursor *c;
    bool changed = false;

    OL_READ(s, ol_ttc_read_execute(&s->reader, call, &ex, &read_diag));
    s->unread.ex = &s->execute;
    s->execute = ex;
    s->unread.layout = NULL;
    s->unread.left = ex.executions;

    if (ex.cursor_id != 0)
    {
        c = ol_cursor_find(ex.cursor_id);
        if (c == NULL || (c->stmt == NULL && ex.sql.n == 0))
        {
            ol_raise(OL_ERR_INVALID_CURSOR);
        }
    }
    else
    {
        if (ex.sql.n == 0)
        {
            ol_raise(OL_ERR_INVALID_CURSOR);
        }
        c = ol_cursor_new(s);
        s->fresh_cursor = c->id;
    }
    if (ex.sql.n > 0 && !ol_utf8_valid(ex.sql.s, ex.sql.n))
    {
        ol_raise(OL_ERR_PARTIAL_CHARACTER);
    }
    ol_session_show_activity(s, ex.sql.n > 0 ? ex.sql : c->text);

    memset(&run, 0, sizeof run);
    run.s = s;
    run.cursor = c;
    run.ex = &s->execute;
    if (ex.sql.n > 0 || ex.n_binds > 0)
    {
        take_literals(s, c, &ex);
    }
    if (c->literals != NULL)
    {
        ol_session_request_read(s);
    }
    ol_txn_begin_statement();
    if (s->literals != NULL)
    {
        ol_cursor_set_binds(c, s->literals->binds, s->literals->n);
    }
    else if (ex.n_binds > 0 || (ex.sql.n > 0 && (ex.options & OL_EXEC_PARSE) != 0))
    {
        ol_cursor_set_binds(c, ex.binds, ex.n_binds);
    }
    if (ex.sql.n > 0)
    {
        ol_cursor_parse(c, ex.sql, &s->translate_pos);
        run.stmt = c->stmt;
    }
    else
    {
        uint32 columns_before = c->n_columns;

        run.stmt = ol_cursor_statement(c, &changed, &s->translate_pos);
        if (changed)
        {
            c->described = false;
            if (!is_go(s) && c->n_columns != columns_before)
            {
                /* A DESCRIBE of other types is expected here, not one of more or fewer columns: with the error the client
                 * sends the statement again, whole. go-ora does not, but takes any DESCRIBE. */
                ol_raise(OL_ERR_VARIABLE_NOT_IN_SELECT);
            }
        }
    }
    /* PostgreSQL's analysis is part of parsing: errors in it are answered without a cursor. */
    s->running = run.stmt;
    if (OL_UNLIKELY((ol_trace_mask & (OL_TRACE_SQL | OL_TRACE_PARSE)) != 0))
    {
        ol_session_trace_statement(s, run.stmt);
    }
    for (int i = 0; i < run.stmt->tr->nsteps; i++)
    {
        if (run.stmt->tr->steps[i].kind == OL_STEP_PLAN && run.stmt->plans[i] == NULL && run.stmt->tr->stmt != OL_STMT_DDL)
        {
            (void)ol_stmt_plan(run.stmt, i);
        }
    }
    s->fresh_cursor = 0;
    s->failing_cursor = c->id;
    if (ex.n_defines > 0)
    {
        ol_cursor_set_defines(c, ex.defines, ex.n_defines);
    }

    /* describe only, or parse only: no values come with it */
    if ((ex.options & (OL_EXEC_EXECUTE | OL_EXEC_FETCH | OL_EXEC_DEFINE)) == 0 ||
        ((ex.options & OL_EXEC_DESCRIBE) != 0 && (ex.options & OL_EXEC_EXECUTE) == 0))
    {
        ol_session_request_read(s);
        if (run.stmt->tr->stmt == OL_STMT_QUERY)
        {
            ol_ttc_write_describe(&s->writer, c->columns, c->n_columns, NULL);
            c->described = true;
        }
        ol_txn_end_statement(false);
        ol_response_done(s, c->id, 0, NULL, 0);
        return;
    }
    prepare_binds(&run);
    if ((ex.options & OL_EXEC_EXECUTE) != 0)
    {
        ol_slot_stat(OL_STAT_EXECUTIONS, 1);
    }
    switch (run.stmt->tr->stmt)
    {
    case OL_STMT_QUERY:
        run_query(&run);
        break;
    case OL_STMT_INSERT:
    case OL_STMT_UPDATE:
    case OL_STMT_DELETE:
    case OL_STMT_MERGE:
        ol_run_dml(&run);
        break;
    case OL_STMT_PLSQL:
        ol_run_plsql(&run);
        break;
    default:
        run_other(&run);
        break;
    }
}
