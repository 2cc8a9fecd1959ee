/*
 * transaction.h - Oracle's transactions on PostgreSQL's, under the session's own control.
 *
 * Owns:      when a PostgreSQL transaction starts and ends, statement atomicity, savepoints, SET TRANSACTION.
 * Not here:  executing statements; portals (portal.h) except that they are held over an end.
 * Lifetimes: one transaction per session; nothing is allocated for callers.
 * Invariant: PostgreSQL's own transaction blocks (BEGIN ... COMMIT) are never used: the top level is always in the state of
 *            a single command, nested levels are internal subtransactions.
 * See also:  transaction.c, portal.h
 */
#ifndef OL_SERVER_TRANSACTION_H
#define OL_SERVER_TRANSACTION_H

#include "base/base.h"

struct OlPortal;

/* Before a statement. Opens a transaction if none is open; takes a subtransaction when an error must not take earlier
 * work along. Sets the statement timestamp. */
void ol_txn_begin_statement(void);
/* The same for the next rows of an open query. */
void ol_txn_begin_fetch(const struct OlPortal *p);
/* After a statement that succeeded. changes: what it did (rows, locks) makes the transaction one that COMMIT ends. */
void ol_txn_end_statement(bool changes);
/* After an error: undoes what the statement did, or the whole transaction if it did nothing else. Callable in any state. */
void ol_txn_abort_statement(void);
/* Is a statement's bracket open? */
bool ol_txn_in_statement(void);

/* Ends the transaction; open portals stay fetchable where they can. No-ops when none is in progress. */
void ol_txn_commit(void);
void ol_txn_rollback(void);
/* The same as commit, but the PostgreSQL transaction ends even when only queries ran (before DDL, SET TRANSACTION). */
void ol_txn_commit_for_ddl(void);

void ol_txn_savepoint(OlStr name);
/* SAVEPOINT inside a block, whose bracket is open and stays so: if the block fails later all its work is undone, not only that since the
 * savepoint. ol_txn_call_done: the block has ended. */
void ol_txn_savepoint_in_call(OlStr name);
void ol_txn_call_done(void);
/* ORA-01086 when there is no such savepoint. To be asked inside the statement's bracket, so that nothing else is undone. */
void ol_txn_check_savepoint(OlStr name);
void ol_txn_rollback_to(OlStr name);
/* READ ONLY, READ WRITE, SERIALIZABLE, READ COMMITTED. The check raises ORA-01453 when a transaction is in progress. */
void ol_txn_check_set(OlStr mode);
void ol_txn_set(OlStr mode);
/* ALTER SESSION SET ISOLATION_LEVEL. */
void ol_txn_set_session_isolation(bool serializable);

/* The bit of the protocol: is there anything COMMIT or ROLLBACK would end? */
bool ol_txn_in_progress(void);
bool ol_txn_is_serializable(void);
/* At the end of every call: a transaction that only served finished queries is closed, so that it holds no locks. */
void ol_txn_end_call(void);
/* Between calls: the process with this pid waits for a lock. When it is one that only open queries of this session hold, what
 * they still have to give is put aside and the transaction ends: in Oracle a query keeps nobody from DDL. pid 0: nothing. */
void ol_txn_yield(int pid);
/* When the session ends or its state is unknown: back to no transaction at all. */
void ol_txn_forget(void);

/* For bulk execution: a level of its own inside a statement. */
void ol_txn_push_level(void);
void ol_txn_pop_level(bool keep);

#endif
