/*
 * session_start.h - the border between "a connection becomes a session" and the session itself.
 *
 * Owns:      OlSessionStart, what a session worker knows when its login has succeeded.
 * Not here:  calls, cursors, transactions (session.c and call_*.c); sockets and passwords before that (worker.c).
 * Lifetimes: the struct and all it points to live in TopMemoryContext, as long as the worker.
 * Invariant: when ol_session_run is called the worker is bound to its database and role, MyProcPort is filled and
 *            pq_init has been called, so secure_read, secure_write and FeBeWaitSet work (plain and TLS alike); signal
 *            handlers are set (die, StatementCancelHandler, config reload); there is no open transaction; nothing of
 *            the answer to the client's second authentication call has been sent.
 * See also:  worker.c (who fills it), session_slot.h (what V$SESSION shows), wire/login.h
 */
#ifndef OL_SERVER_SESSION_START_H
#define OL_SERVER_SESSION_START_H

#include "base/base.h"
#include "wire/login.h"

struct Port;

typedef struct OlSessionStart
{
    struct Port *port;            /* = MyProcPort */
    OlLoginResult *login;         /* caps (the session may change them), client attributes, alter_session, combo key, mode,
                                   * pending input (to be preloaded); its clear passwords have been wiped */
    uint32_t session_id;          /* V$SESSION.SID: slot number + 1 */
    uint16_t serial;              /* V$SESSION.SERIAL# */
    const char *user;             /* Oracle spelling of the session's user (the target of a proxy login) */
    const char *proxy_user;       /* Oracle spelling of the user whose password was given, or NULL */
    const char *role;             /* PostgreSQL spelling of user */
    const char *database;         /* PostgreSQL name of the database */
    const char *service;          /* service name or SID as the client wrote it; may be empty */
    const char *client_address;   /* numeric, without port */
    bool as_sysdba;               /* SYSDBA was asked for and granted */
    OlStr answer;                 /* the complete answer to the second authentication call, as packets */
} OlSessionStart;

/* The session: sends start->answer, runs login->alter_session, then reads calls until the client leaves. Never returns
 * (ends in proc_exit). A new password given at login has been set already. */
OL_NORETURN void ol_session_run(OlSessionStart *start);

/* What is told to the client when the worker dies of a FATAL error (administrator's command, idle limit, loss of the
 * database). Until a session installs its own, worker.c answers the second authentication call with the error. The
 * callback gets PostgreSQL's SQLSTATE and message, is called at most once and must not raise. */
typedef void (*OlFatalReport)(const char *sqlstate, const char *message);
void ol_session_on_fatal(OlFatalReport report);

/* Called by the session's loop when it is interrupted between calls: re-reads the configuration if SIGHUP came. */
void ol_session_reload_config(void);

/* Change the password of the session's own user: writes PostgreSQL's secret and Oliphant's verifier in one
 * transaction. Must be called inside a transaction; raises on failure. */
void ol_session_change_password(const OlSessionStart *start, const char *new_password_utf8);

#endif
