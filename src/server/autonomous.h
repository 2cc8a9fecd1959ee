/*
 * autonomous.h - autonomous transactions: a second process of the session whose transaction they are.
 *
 * Owns:      the companions of the session (one for each level of nesting), what is sent to them and what comes back.
 * Not here:  PL/SQL: the machine runs here, with its packages' variables; only SQL goes to the companion.
 * Lifetimes: a companion is kept for the session and ends with it.
 * Invariant: include postgres.h first. Everything raises.
 * See also:  autonomous.c, vm/vm.h (OlVmHost)
 */
#ifndef OL_SERVER_AUTONOMOUS_H
#define OL_SERVER_AUTONOMOUS_H

#include "base/base.h"

struct CachedPlanSource;
struct ParamListInfoData;
struct _DestReceiver;

/* Is an autonomous transaction's code running? */
bool ol_autonomous_now(void);
void ol_autonomous_begin(void);
/* Its routine ends. True: work was neither committed nor rolled back, and is rolled back now. Never raises when not ok. */
bool ol_autonomous_end(bool ok);

/* A statement of PostgreSQL's in the running autonomous transaction; rows go to dest. */
uint64_t ol_autonomous_run(struct CachedPlanSource *source, struct ParamListInfoData *params, struct _DestReceiver *dest, uint64_t limit);
/* A statement of Oracle's that is no query and no DML. */
void ol_autonomous_text(OlStr text);
void ol_autonomous_commit(void);
void ol_autonomous_rollback(void);
void ol_autonomous_savepoint(OlStr name);
void ol_autonomous_rollback_to(OlStr name);

#endif
