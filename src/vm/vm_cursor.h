/*
 * vm_cursor.h - queries of the machine: running plans, rows into slots, cursors.
 *
 * Owns:      OlVmCursor; OlVmRows, a destination of the executor that makes slots of rows.
 * Invariant: include postgres.h first. The functions that say so raise; their callers stand in PG_TRY.
 * See also:  vm_sql.c, vm_cursor.c
 */
#ifndef OL_VM_CURSOR_H
#define OL_VM_CURSOR_H

#include "tcop/dest.h"

#include "vm/vm_int.h"

/* Rows as slots, ncolumns each, one after the other. */
typedef struct OlVmRows
{
    DestReceiver pub;
    int ncolumns;
    const OlType *types;
    OlSlot *slots;
    int nrows;
    int cap;
    int at; /* next row to be taken */
    bool with_rowid;  /* the column behind the last is the row's ROWID */
    OlSlot *rowids;   /* one a row */
    int rowid_cap;
} OlVmRows;

OlVmRows *ol_vm_rows_new(int ncolumns, const OlType *types); /* in the heap's own context; raises */
void ol_vm_rows_clear(OlVmRows *r);
void ol_vm_rows_free(OlVmRows *r);

struct OlVmCursor
{
    OlObj h;
    bool explicit_; /* declared; else a cursor variable */
    bool open;
    bool at_end;
    int8_t found;   /* -1 no fetch yet */
    uint64_t rowcount;
    OlVmPortal *portal;
    OlVmRows *rows;
    int ncolumns;
    OlTrColumn *columns; /* in mcxt */
    OlType *types;
    MemoryContext mcxt;  /* of this opening */
    OlSlot current;      /* FOR UPDATE: ROWID of the row fetched last; NULL: none */
};

OlVmCursor *ol_vm_cursor_new(OlDiag *diag);
void ol_vm_cursor_close(OlVmCursor *c); /* raises */
void ol_vm_cursor_destroy(OlVmCursor *c);
void ol_vm_cursor_columns(OlVmCursor *c, const OlTrColumn *columns, int n); /* of one that is not open: what it will give; raises */
/* At least one row in the buffer, unless there is none; at most n are fetched. */
OlStatus ol_vm_cursor_fill(OlVm *vm, OlVmCursor *c, uint64_t n, OlDiag *diag);
void ol_vm_plan_drop(struct CachedPlanSource *plan);

/* All raise. */
struct CachedPlanSource *ol_vm_plan(OlVmUnit *unit, int sql);
struct ParamListInfoData *ol_vm_params(int n, const OlType *types);
void ol_vm_set_param(struct ParamListInfoData *params, int n, const OlSlot *slot, int kind, const OlType *type);

/* Runs body(ctx) under PG_TRY, in a subtransaction when a handler could catch its error, in a memory context of its own. */
OlStatus ol_vm_protected(OlVm *vm, void (*body)(void *ctx), void *ctx, OlDiag *diag);
/* always: in a subtransaction in any case */
OlStatus ol_vm_protected_always(OlVm *vm, void (*body)(void *ctx), void *ctx, bool always, OlDiag *diag);

int ol_vm_operand_kind(const OlVmFrame *f, unsigned operand);
/* A value of one kind into a register of another: numbers and text into one another, dates into text. */
OlStatus ol_vm_convert_kind(OlSlot *value, int from, int to, const OlType *type, OlDiag *diag);
OlStatus ol_vm_assign(const OlVmFrame *f, unsigned reg, OlSlot *value, int kind, const OlType *type, OlDiag *diag);
/* Rows not yet taken into the collections of a list; at most limit. Returns how many in *n. */
OlStatus ol_vm_bulk(OlVmFrame *f, const uint16_t *ops, int nops, OlVmRows *rows, uint64_t limit, bool append, uint64_t *n, OlDiag *diag);
OlType *ol_vm_types_keep(const OlTrColumn *columns, int n);
bool ol_vm_in_sql(void); /* inside a query or DML of PostgreSQL's: no COMMIT, no DDL */
void ol_vm_type_of_kind(int kind, const OlSlot *slot, OlType *out);

#endif
