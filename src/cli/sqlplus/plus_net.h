/*
 * plus_net.h - a session with a server as "oliphant sql" needs it: connect, execute, fetch, read LOBs, break.
 *
 * Owns:      OlPlusConn (socket, codec, login), OlPlusCall (one statement and what came back).
 * Not here:  what is shown of it (exec.c, print.c), names of services (connect.c).
 * Lifetimes: a connection has an arena of its own; rows live in the call's row arenas until the next fetch.
 * Invariant: every failure to send or receive makes the connection lost: it is closed and says so once.
 * See also:  wire/wire.h, wire/login.h
 */
#ifndef OL_CLI_SQLPLUS_NET_H
#define OL_CLI_SQLPLUS_NET_H

#include "base/base.h"
#include "cli/sqlplus/tls.h"
#include "wire/login.h"
#include "wire/wire.h"

#include <signal.h>

typedef struct OlPlusConn
{
    OlArena *arena;       /* as long as the connection */
    int fd;               /* -1: not connected, or lost */
    OlPlusTls *tls;       /* NULL: plain TCP */
    bool lost;
    OlClientLogin *login;
    OlTtcStream stream;
    OlReader reader;
    OlWriter writer;
    uint8_t sequence;
    bool in_transaction;
    bool breaking;        /* a break was sent for the call that runs */
    volatile sig_atomic_t *interrupted; /* set by the signal handler */
    uint32_t to_close[64]; /* cursors to close with the next call */
    uint32_t n_to_close;
    OlStr user;           /* as the server knows it */
    OlDiag diag;          /* why it was lost */
    uint8_t in[65536];
    uint8_t out[65536];
} OlPlusConn;

typedef struct OlPlusTarget /* where and as whom */
{
    OlStr descriptor;     /* "(DESCRIPTION=...)" */
    OlStr user, password, new_password, proxy_target;
    uint32_t mode;        /* OL_AUTH_SYSDBA ... */
} OlPlusTarget;

typedef enum OlPlusKind
{
    OL_PLUS_QUERY,
    OL_PLUS_DML,
    OL_PLUS_PLSQL,
    OL_PLUS_OTHER
} OlPlusKind;

/* One statement. Fill sql to autocommit, execute, then fetch until at_end. */
typedef struct OlPlusCall
{
    OlArena *arena;          /* descriptions, binds */
    OlStr sql;
    OlPlusKind kind;
    uint32_t n_binds;
    OlBindDesc *binds;
    OlBindRole *roles;
    OlValue *values;         /* IN; n_rows_in rows of them */
    uint32_t n_rows_in;      /* of an array; 0 counts as 1 */
    uint32_t array_size;
    bool autocommit;
    bool describe_only;
    /* results */
    uint32_t cursor_id;
    OlColumnDesc *columns;
    uint32_t n_columns;
    bool defined;            /* LOB columns were defined with their lengths */
    bool at_end;
    OlArena *row_arena[2];   /* of this batch and of the one before */
    int row_turn;
    OlValue **rows;
    uint32_t n_rows, cap_rows;
    OlValue *last_row;       /* what repeated columns repeat */
    OlStr bits;
    uint8_t *directions;
    uint32_t n_directions;
    OlValue *out_values;     /* by bind */
    bool have_out;
    OlOer oer;
    bool failed;             /* oer.error says why */
    OlImplicitResult *implicit;
    uint32_t n_implicit;
} OlPlusCall;

/* New connection; NULL with diag filled (or *error, the server's refusal). */
OlPlusConn *ol_plus_conn_open(const OlPlusTarget *target, volatile sig_atomic_t *interrupted, OlDiag *diag);
void ol_plus_conn_close(OlPlusConn *conn, bool logoff);

void ol_plus_call_init(OlPlusCall *call, OlArena *arena);
void ol_plus_call_done(OlPlusConn *conn, OlPlusCall *call); /* the cursor is closed with the next call */
/* False: call->failed, or the connection is lost (conn->lost). */
bool ol_plus_conn_execute(OlPlusConn *conn, OlPlusCall *call);
bool ol_plus_conn_fetch(OlPlusConn *conn, OlPlusCall *call);
/* A cursor the server opened (REF CURSOR, implicit result) as a query ready to be fetched from. */
void ol_plus_call_adopt(OlPlusCall *call, uint32_t cursor_id, OlColumnDesc *columns, uint32_t n_columns);
/* COMMIT, ROLLBACK, PING; false with *oer filled or lost. */
bool ol_plus_conn_simple(OlPlusConn *conn, OlArena *arena, uint8_t function, OlOer *oer);
/* Up to amount characters (CLOB, as UTF-8) or bytes from offset (1..); what the LOB has. */
bool ol_plus_conn_lob_read(OlPlusConn *conn, OlArena *arena, OlStr locator, bool is_clob, uint64_t offset, uint64_t amount, OlStr *out, OlOer *oer);
/* A temporary CLOB with text in it; locator in arena. */
bool ol_plus_conn_lob_make(OlPlusConn *conn, OlArena *arena, OlStr text, OlStr *locator, OlOer *oer);
bool ol_plus_conn_password(OlPlusConn *conn, OlArena *arena, OlStr old_password, OlStr new_password, OlOer *oer);
/* The server's version text. */
bool ol_plus_conn_version(OlPlusConn *conn, OlArena *arena, OlStr *banner);

#endif
