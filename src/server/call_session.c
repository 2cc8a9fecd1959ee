/*
 * call_session.c - the calls around statements: commit, rollback, ping, logoff, version, password change, release; piggybacks.
 *
 * See also:  session.c (the table), protocol.md 2.9, 4.7, 6
 */
#include "postgres.h"

#include "access/xact.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "runtime/runtime.h"
#include "server/cursor.h"
#include "server/lob.h"
#include "server/net.h"
#include "server/session.h"
#include "server/session_slot.h"
#include "server/transaction.h"
#include "server/verifier.h"

void ol_call_commit(OlSession *s, const OlCallHeader *call)
{
    ol_session_request_read(s);
    ol_txn_commit();
    ol_response_status(s);
}

void ol_call_rollback(OlSession *s, const OlCallHeader *call)
{
    ol_session_request_read(s);
    ol_txn_rollback();
    ol_response_status(s);
}

void ol_call_ping(OlSession *s, const OlCallHeader *call)
{
    if (s->deferred != NULL || s->refused_piggyback != NULL)
    {
        ol_session_request_read(s); /* raises what came with it */
    }
    ol_response_status(s);
}

void ol_call_logoff(OlSession *s, const OlCallHeader *call)
{
    /* Oracle commits at a clean logoff of its own tools' making only; drivers roll back before. What is open is undone. */
    ol_txn_rollback();
    ol_response_status(s);
    s->client_left = true;
}

void ol_call_version(OlSession *s, const OlCallHeader *call)
{
    OL_READ(s, ol_ttc_read_version(&s->reader, &read_diag));
    ol_ttc_write_version_reply(&s->writer, ol_version_banner(s->caps->server_fv), ol_version_packed(s->caps->server_fv, s->caps->fv));
    ol_response_status(s);
}

static void check_old_password(OlStr password)
{
    OlVerifierPair pair;
    bool sealed;
    bool right = false;

    memset(&pair, 0, sizeof pair);
    if (ol_verifier_find(GetAuthenticatedUserId(), GetUserNameFromId(GetAuthenticatedUserId(), false), &pair, &sealed))
    {
        right = (pair.v12c.type != 0 && ol_verifier_check(&pair.v12c, password)) ||
                (pair.v11g.type != 0 && ol_verifier_check(&pair.v11g, password));
    }
    explicit_bzero(&pair, sizeof pair);
    if (!right)
    {
        ol_raise(OL_ERR_PASSWORD_CHANGE_WRONG);
    }
}

/* Function 0x73 on a live session is a password change (4.7). */
void ol_call_auth(OlSession *s, const OlCallHeader *call)
{
    OlAuthRequest auth;
    OlStr old_password;
    OlStr new_password;
    OlPairList none = {0};

    OL_READ(s, ol_ttc_read_auth(&s->reader, call->function, &auth, &read_diag));
    if ((auth.mode & OL_AUTH_CHANGE_PASSWORD) == 0)
    {
        ol_unsupported("second login on one connection");
    }
    if (!ol_login_password_change(s->call_arena, &auth, s->start->login->combo_key, s->start->login->combo_len, &old_password,
                                  &new_password))
    {
        ol_raise(OL_ERR_INVALID_LOGON);
    }
    if (new_password.n == 0 || !ol_utf8_valid(new_password.s, new_password.n) ||
        memchr(new_password.s, '\0', new_password.n) != NULL)
    {
        ol_raise(OL_ERR_NULL_PASSWORD);
    }
    ol_session_request_read(s);
    ol_txn_begin_statement();
    check_old_password(old_password);
    ol_session_change_password(s->start, ol_str_cdup(s->call_arena, new_password));
    ol_txn_end_statement(true);
    ol_txn_commit();
    explicit_bzero((void *)(uintptr_t)old_password.s, old_password.n);
    explicit_bzero((void *)(uintptr_t)new_password.s, new_password.n);
    ol_ttc_write_pairs(&s->writer, &none);
    ol_response_done(s, 0, 0, NULL, 0);
}

/* The one-way message of a pooled client (6.5): the session is given back, so it is left clean. */
void ol_call_session_release(OlSession *s, const OlCallHeader *call)
{
    uint32_t mode;

    OL_READ(s, ol_ttc_read_session_release(&s->reader, &mode, &read_diag));
    ol_txn_rollback();
    ol_cursor_close_all();
    ol_txn_end_call();
}

void ol_call_pipeline_end(OlSession *s, const OlCallHeader *call)
{
    OL_READ(s, ol_ttc_read_pipeline_end(&s->reader, &read_diag));
    ol_response_status(s);
    s->in_pipeline = false;
}

/* --- piggybacks ------------------------------------------------------------------------------------------------------- */

static void put_info(char *to, size_t cap, OlStr from)
{
    size_t n = OL_MIN(from.n, cap - 1);

    if (from.n > 0 && ol_utf8_valid(from.s, from.n) && memchr(from.s, '\0', from.n) == NULL)
    {
        n = (size_t)pg_mbcliplen(from.s, (int)from.n, (int)n);
        memcpy(to, from.s, n);
        to[n] = '\0';
    }
    else
    {
        to[0] = '\0';
    }
}

/* Module and action in pg_stat_activity's application_name: "module" or "module/action". */
static void show_application(const OlSessionInfo *info)
{
    char name[NAMEDATALEN];

    if (info->module[0] == '\0')
    {
        snprintf(name, sizeof name, "%s", info->program);
    }
    else if (info->action[0] == '\0')
    {
        snprintf(name, sizeof name, "%s", info->module);
    }
    else
    {
        snprintf(name, sizeof name, "%s/%s", info->module, info->action);
    }
    (void)set_config_option("application_name", name, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SET, true, WARNING, false);
}

static void set_end_to_end(const OlPiggyback *p)
{
    OlSessionInfo *info = ol_session_info();

    if (p->client_id.given)
    {
        put_info(info->client_identifier, sizeof info->client_identifier, p->client_id.s);
        ol_slot_set_text(OL_SLOT_CLIENT_ID, ol_str(info->client_identifier));
    }
    if (p->module.given)
    {
        put_info(info->module, sizeof info->module, p->module.s);
        info->action[0] = '\0'; /* a module without an action clears it */
    }
    if (p->action.given)
    {
        put_info(info->action, sizeof info->action, p->action.s);
    }
    if (p->client_info.given)
    {
        put_info(info->client_info, sizeof info->client_info, p->client_info.s);
        ol_slot_set_text(OL_SLOT_CLIENT_INFO, ol_str(info->client_info));
    }
    if (p->dbop.given)
    {
        put_info(info->dbop, sizeof info->dbop, p->dbop.s);
    }
    if (p->module.given || p->action.given)
    {
        ol_slot_set_text(OL_SLOT_MODULE, ol_str(info->module));
        ol_slot_set_text(OL_SLOT_ACTION, ol_str(info->action));
        show_application(info);
    }
}

/* The call itself is not read yet, so an error waits for it. */
static void set_schema(OlSession *s, OlStr schema)
{
    MemoryContext old = CurrentMemoryContext;

    ol_txn_begin_statement();
    PG_TRY();
    {
        ol_session_set_schema(s, schema);
        ol_txn_end_statement(false);
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(s->call_cxt);
        s->deferred = CopyErrorData();
        FlushErrorState();
        ol_txn_abort_statement();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
}

/* The client's own application context. Other namespaces belong to their packages (DBMS_SESSION.SET_CONTEXT). */
static void set_app_context(OlSession *s, const OlPiggyback *p)
{
    MemoryContext old = CurrentMemoryContext;

    PG_TRY();
    {
        if (!ol_str_ieq_c(p->schema, "CLIENTCONTEXT"))
        {
            ol_raise(OL_ERR_NAMESPACE_INVALID);
        }
        if ((p->flags & OL_APPCTX_CLEAR) != 0)
        {
            ol_context_clear(p->schema, OL_STR_NULL);
        }
        for (uint32_t i = 0; i < p->pairs.n; i++)
        {
            ol_session_put_context(p->schema, p->pairs.items[i].key, p->pairs.items[i].value);
        }
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(s->call_cxt);
        s->deferred = CopyErrorData();
        FlushErrorState();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
}

void ol_call_piggyback(OlSession *s, const OlCallHeader *call)
{
    OlPiggyback p;
    OlCursor *c;

    OL_READ(s, ol_ttc_read_piggyback(&s->reader, call, &p, &read_diag));
    switch (p.function)
    {
    case OL_FN_CLOSE_CURSORS:
        for (uint32_t i = 0; i < p.n_cursors; i++)
        {
            c = ol_cursor_find(p.cursors[i]);
            if (c != NULL)
            {
                ol_cursor_close(c);
            }
        }
        ol_txn_end_call();
        break;
    case OL_FN_CANCEL_CURSORS:
        for (uint32_t i = 0; i < p.n_cursors; i++)
        {
            c = ol_cursor_find(p.cursors[i]);
            if (c != NULL)
            {
                ol_cursor_cancel(c);
            }
        }
        ol_txn_end_call();
        break;
    case OL_FN_SET_SCHEMA:
        set_schema(s, p.schema);
        break;
    case OL_FN_END_TO_END:
        set_end_to_end(&p);
        break;
    case OL_FN_LOB:
        for (uint32_t i = 0; i < p.n_locators; i++)
        {
            ol_lob_free_by_locator(p.locators[i]);
        }
        break;
    case OL_FN_PIPELINE_BEGIN:
        s->in_pipeline = true;
        s->pipeline_abort = p.pipeline_mode == 2;
        s->pipeline_failed = false;
        break;
    case OL_FN_APP_CONTEXT:
        set_app_context(s, &p);
        break;
    case OL_FN_SESSION_STATE:
        break; /* nothing of the session depends on them */
    default:
        s->refused_piggyback = ol_ttc_function_name(p.function);
        break;
    }
}
