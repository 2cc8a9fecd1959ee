/*
 * plan_run.h - executing a cached plan.
 *
 * Why:       a statement in a loop of PL/SQL, or over an array of binds, costs more in ExecutorStart and ExecutorEnd than in
 *            what it does. From the second execution within a call on, a plan of a simple shape keeps its executor:
 *            parameters are replaced, the snapshot is refreshed, the scan is entered again.
 * Lifetimes: kept executors end with ol_plan_run_end, at the latest before COMMIT or with the abort; they hold relations
 *            open (and locks, which the transaction holds anyway) but no buffer pins between executions.
 * Invariant: what runs is exactly what a fresh execution would run: a plan invalidated, another user, a nested execution of
 *            the same plan or a failed one is started anew.
 * See also:  plan_run.c (which shapes are kept)
 */
#ifndef OL_PG_PLAN_RUN_H
#define OL_PG_PLAN_RUN_H

#include "nodes/params.h"
#include "tcop/dest.h"
#include "utils/plancache.h"

struct QueryDesc;

/* Looks at an executor when its run is over, before it ends. */
typedef void (*OlPlanLook)(struct QueryDesc *qd, void *ctx);

/* One execution of all statements of the plan, at most limit rows of each (0: all). Rows, of the statement that counts, go to
 * dest; look (or NULL) sees the executor of that one if it did anything. Returns the rows processed. Raises what the
 * execution raises. The command counter is the caller's to advance. */
uint64 ol_plan_run(CachedPlanSource *source, ParamListInfo params, DestReceiver *dest, uint64 limit, OlPlanLook look, void *ctx);

/* The end of a client's call, or of the outermost PL/SQL: every kept executor goes. In a transaction that is not failed. */
void ol_plan_run_end(void);

#endif
