/*
 * session.h - what the files of a session share: the session itself, its calls, its output.
 *
 * Owns:      OlSession and its states; the table of call handlers; responses.
 * Not here:  statements (plan.h), cursors (cursor.h), portals (portal.h), LOBs (lob.h), transactions (transaction.h).
 * Lifetimes: session context: until the worker ends; call context: reset before each call (request structs, decoded binds,
 *            everything not said to live longer).
 * Invariant: one session per process, ol_session; a handler returns with its response written but not flushed, or raises.
 * See also:  session.c, session_start.h, net.h, README.md
 */
#ifndef OL_SERVER_SESSION_H
#define OL_SERVER_SESSION_H

#include "base/base.h"
#include "server/session_start.h"
#include "wire/wire.h"

struct MemoryContextData;

/* Where a session is. Beside each: who owns the call context, and what leaves the state. */
typedef enum OlSessionState
{
    OL_SES_STARTING,  /* nobody; answer sent -> IDLE */
    OL_SES_IDLE,      /* nobody, it is empty; first byte of a call -> READING, end of file -> ENDING */
    OL_SES_READING,   /* the reader: request structs; whole request known -> RUNNING, marker -> BREAKING */
    OL_SES_RUNNING,   /* the handler of the call; returns -> ANSWERING, ERROR -> FAILING */
    OL_SES_ANSWERING, /* the writer; flushed -> IDLE */
    OL_SES_FAILING,   /* the error handler; OER written -> ANSWERING */
    OL_SES_BREAKING,  /* nobody; reset handshake done -> FAILING with ORA-01013 */
    OL_SES_ENDING     /* nobody; proc_exit */
} OlSessionState;

/* Bind rows of a request that are still to come. Whoever fails in between leaves them to the error handler, so that
 * the next request is found. */
typedef struct OlUnreadRows
{
    const OlExecute *ex;       /* NULL: nothing is outstanding */
    const OlBindLayout *layout; /* NULL: not known (the statement was not understood) */
    uint32_t left;
} OlUnreadRows;

typedef struct OlSession
{
    OlSessionStart *start;
    OlCaps *caps;
    OlSessionState state;
    struct MemoryContextData *session_cxt;
    struct MemoryContextData *call_cxt;
    OlArena *call_arena;      /* on call_cxt */
    OlTtcStream stream;
    OlReader reader;
    OlWriter writer;
    uint64_t token;           /* of the call, pipelining */
    bool plain;               /* a backend of PostgreSQL's port that runs units: only the contexts are there */
    bool in_pipeline;
    bool pipeline_abort;      /* mode 2: an error answers the rest with errors */
    bool pipeline_failed;
    bool client_left;         /* logoff was answered or the EOF packet came */
    OlUnreadRows unread;
    uint32_t failing_cursor;  /* cursor id an OER of an error carries; 0 none */
    uint64_t failing_rows;    /* rows done before the error */
    struct OlStatement *running; /* whose plan an error's position is in; NULL none */
    struct ErrorData *deferred;  /* of a piggyback: raised when the call has been read */
    const char *refused_piggyback; /* the same: one that is not served, by name */
    uint32_t fresh_cursor;    /* made by this call and not parsed yet: an error drops it */
    OlExecute execute;        /* the request being run (lists in the call) */
    bool row_open;            /* a row is half written: */
    OlWriterMark row_mark;    /* it began here */
    bool in_ddl;              /* a DDL statement runs: idle sessions are asked for the locks of their open queries */
    bool schema_changed;      /* the next PARAMETERS says so */
    bool lock_timeout_set;
    int saved_lock_timeout;
    int ddl_lock_timeout;     /* seconds: ALTER SESSION SET DDL_LOCK_TIMEOUT */
    int translate_pos;        /* character offset of a translation's error, -1 */
    struct OlLiterals *literals; /* taken out of the text of this call, NULL none: offsets are in the text with placeholders */
} OlSession;

extern OlSession *ol_session;

/* What emitted SQL relies on, whatever the role or database has set. */
void ol_session_fix_settings(void);

/* --- handlers: one per function code, in call_*.c; the table is in session.c --- */
typedef void (*OlCallHandler)(OlSession *s, const OlCallHeader *call);
void ol_call_execute(OlSession *s, const OlCallHeader *call);
void ol_call_fetch(OlSession *s, const OlCallHeader *call);
void ol_call_commit(OlSession *s, const OlCallHeader *call);
void ol_call_rollback(OlSession *s, const OlCallHeader *call);
void ol_call_ping(OlSession *s, const OlCallHeader *call);
void ol_call_logoff(OlSession *s, const OlCallHeader *call);
void ol_call_version(OlSession *s, const OlCallHeader *call);
void ol_call_auth(OlSession *s, const OlCallHeader *call);
void ol_call_lob(OlSession *s, const OlCallHeader *call);
void ol_call_pipeline_end(OlSession *s, const OlCallHeader *call);
void ol_call_session_release(OlSession *s, const OlCallHeader *call);
void ol_call_refused(OlSession *s, const OlCallHeader *call);
/* A piggyback before a call: takes effect at once, errors are the call's. */
void ol_call_piggyback(OlSession *s, const OlCallHeader *call);

/* A read function said no: break handshake, end of session or protocol error. Does not return. */
OL_NORETURN void ol_session_read_failed(OlSession *s, const OlDiag *diag);
#define OL_READ(s, expr)                                                                                                \
    do                                                                                                                  \
    {                                                                                                                   \
        OlDiag read_diag;                                                                                               \
        ol_diag_init(&read_diag);                                                                                       \
        if (OL_UNLIKELY((expr) != OL_OK))                                                                               \
            ol_session_read_failed((s), &read_diag);                                                                    \
    } while (0)

/* Run one Oracle statement inside the session without a client (ALTER SESSION of the login). Raises. */
void ol_session_run_text(OlSession *s, OlStr text);
void ol_session_set_schema(OlSession *s, OlStr schema); /* ORA-01435 */
/* A value of an application context from the client; bytes that are no text are left out. */
void ol_session_put_context(OlStr space, OlStr name, OlStr value);
void ol_session_show_activity(OlSession *s, OlStr text);
void ol_session_trace_statement(OlSession *s, const struct OlStatement *stmt); /* oliphant.trace = sql, parse */
/* The call's request has been read completely: from here on the socket is watched for a break. */
void ol_session_request_read(OlSession *s);

/* --- response.c --- */
/* End of a successful call. rowid may be NULL. */
void ol_response_done(OlSession *s, uint32_t cursor_id, uint64_t rows, const OlRowid *rowid, uint8_t warnings);
void ol_response_error(OlSession *s, const OlDiag *diag, uint32_t cursor_id, uint64_t rows, int32_t position);
void ol_response_no_data(OlSession *s, uint32_t cursor_id, uint64_t rows);
void ol_response_batch(OlSession *s, uint32_t cursor_id, uint64_t rows, const OlRowid *rowid, uint32_t n,
                       OlBatchError *errors);
void ol_response_status(OlSession *s);
void ol_response_parameters(OlSession *s, bool with_counts, uint32_t n, uint64_t *counts);

/* --- unsupported.c --- */
/* Counts what was asked for and raises ORA-03001 naming it. */
OL_NORETURN void ol_unsupported(const char *what);

#endif
