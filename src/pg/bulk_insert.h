/*
 * bulk_insert.h - many rows of one INSERT ... VALUES straight into the table.
 *
 * Why:       the plan's projection makes the tuples, and they go to the table together, as COPY does it: a third of what an
 *            execution a row costs.
 * Invariant: nothing is left out: tables with triggers (so foreign keys), row security, generated columns, partitions, or a
 *            plan that is more than one row of expressions are refused, and the caller executes row by row.
 * See also:  plan_run.h
 */
#ifndef OL_PG_BULK_INSERT_H
#define OL_PG_BULK_INSERT_H

#include "executor/tuptable.h"
#include "nodes/params.h"
#include "utils/plancache.h"

enum
{
    OL_BULK_ROWS = 1000
};

/* All zero but mcxt: nothing made yet. Its slots live in mcxt. */
typedef struct OlBulkInsert
{
    MemoryContext mcxt;
    TupleTableSlot **slots;
    int nslots;
    TupleDesc desc;
    Oid relid;
} OlBulkInsert;

/* Could the plan's rows be inserted so? The table has the last word. In a transaction. */
bool ol_bulk_insert_fits(CachedPlanSource *source);

/* Inserts rows [from, to), at most OL_BULK_ROWS; set(ctx, row) writes the values of a row into params. *current is the row being
 * worked on: after an error, the one at fault. last (or NULL) gets the address of the last row. False: this needs the
 * executor, nothing has been done. Raises; then ol_bulk_insert_reset. The command counter is the caller's to advance. */
bool ol_bulk_insert(OlBulkInsert *b, CachedPlanSource *source, ParamListInfo params, int from, int to,
                    void (*set)(void *ctx, int row), void *ctx, volatile int *current, ItemPointer last);
void ol_bulk_insert_reset(OlBulkInsert *b);

#endif
