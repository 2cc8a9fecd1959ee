/*
 * vm_int.h - inside the machine: units, frames, exceptions, and what its files call of each other.
 *
 * Invariant: include postgres.h first.
 * See also:  vm.h
 */
#ifndef OL_VM_INT_H
#define OL_VM_INT_H

#include "fmgr.h"
#include "vm/host.h"
#include "vm/vm.h"

struct OlVm;
typedef struct OlVm OlVm;

/* A function of the machine's own: args[n] are slots; result is another slot than any argument. */
typedef OlStatus (*OlVmFn)(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag);

typedef struct OlVmFunction
{
    bool ready;
    OlVmFn native;
    FmgrInfo flinfo;
    bool strict;
    bool is_volatile;
} OlVmFunction;

/* A native function that leaves this call to fmgr. */
#define OL_VM_DECLINED ((OlStatus)2)

typedef struct OlVmSql
{
    struct CachedPlanSource *plan;
    OlTrColumn *columns; /* as clients see them */
} OlVmSql;

struct OlVmUnit
{
    const OlProgram *p;
    MemoryContext mcxt;
    OlSlot *consts;
    const OlVmElem **elems;  /* per type: of a value of the type; NULL plain */
    OlVmFunction *functions;
    OlVmHostFn *hosts;
    OlVmSql *sqls;
    OlVmUnit **units;        /* resolved unit references */
    int *externals;          /* routine numbers, -1 not resolved */
    OlVmUnit *body;          /* of a package specification: where the code is */
    OlVmUnit *spec;          /* of a package body */
    OlSlot *globals;
    bool initialised;
    bool initialising;
    int running;
    uint64_t epoch;          /* when units and externals were looked up */
    bool stale;
    Oid owner;               /* AUTHID DEFINER: with whose rights it runs */
    const char *schema;      /* and in which schema names are looked up; NULL: it runs as its caller does */
};

/* A raised exception. */
typedef struct OlVmExc
{
    int refs;
    const OlVmUnit *unit; /* whose table, with index; NULL: by code alone */
    int index;
    int code;             /* SQLCODE */
    char *text;           /* "ORA-01403: no data found" */
    char *trace;          /* "ORA-06512: at line 3" lines, each with its newline in front */
    size_t trace_len;
    int trace_lines;
} OlVmExc;

typedef struct OlVmFrame OlVmFrame;
struct OlVmFrame
{
    OlVmFrame *up;            /* caller */
    OlVmFrame *outer;         /* static parent */
    OlVmUnit *unit;
    const OlBcRoutine *r;
    OlSlot *regs;
    const OlInstr *pc;      /* where to go on; while it calls: behind the calling instruction */
    OlVmExc *current;       /* SQLCODE here; borrowed from `handlers` or from the caller */
    OlVmExc **handlers;     /* per handler number; lazily made */
    uint16_t nhandlers;
    uint16_t call_list;     /* operand list of the call that made this frame, in up's program */
    uint16_t call_result;
    uint8_t call_op;        /* 0 entry, 1 CALL, 2 package initialisation */
    uint64_t given;         /* bit per parameter: the caller gave it */
    size_t nslots;
    bool autonomous;        /* its statements are another transaction's */
    int sql_depth;          /* while it runs there is no statement around it */
    bool guarded;           /* a handler of it could catch here: computed while calling */
    bool switched;          /* rights and schema are the unit's; those of before: */
    Oid saved_user;
    int saved_sec;
    const char *saved_schema;
};

/* Attributes of the implicit cursor. */
typedef struct OlVmSqlState
{
    bool any;
    uint64_t rowcount;
    bool found;
    OlSlot bulk_rowcounts; /* not used yet */
    int nerrors;
    struct { int index; int code; } *errors;
    uint64_t *counts;
    int ncounts;
} OlVmSqlState;

/* One run of the loop: frames from base on. */
struct OlVm
{
    OlVmFrame *top;
    OlVmFrame *base;
    OlVmExc *pending;
    OlVmSqlState sql;
    OlVm *outer_run;
    int sql_depth; /* ol_vm_sql_depth when it began */
    bool broken; /* PostgreSQL failed outside of a level of its own: no handler may go on */
};

extern OlVm *ol_vm_now;

static inline OlSlot *ol_vm_operand(const OlVmFrame *f, unsigned x)
{
    return (x & OL_OPERAND_CONST) != 0 ? &f->unit->consts[x & 0x7fff] : &f->regs[x];
}

/* unit.c */
OlVmUnit *ol_vm_unit_ref(OlVmUnit *unit, int n, OlDiag *diag);
OlVmUnit *ol_vm_unit_named(OlObjectKind kind, OlStr schema, OlStr name, OlDiag *diag);
OlVmHostFn ol_vm_host_find(OlStr name, OlStr signature);
const OlVmElem *ol_vm_elem_of(OlVmUnit *unit, int type);
OlStatus ol_vm_slot_default(OlVmUnit *unit, int type, OlSlot *slot, OlDiag *diag); /* NEWREC */

/* datum_object.c: values of OBJECT and COLLECTION types; not NULL */
void ol_slot_from_object(OlSlot *slot, const OlType *type, uintptr_t datum);
uintptr_t ol_slot_to_object(const OlSlot *slot, const OlType *type);

/* Names of a type of the schema, and its supertype (InvalidOid); false when there is no such type. Raises nothing. */
bool ol_vm_type_names(Oid type, OlStr *schema, OlStr *name, Oid *super);

/* vm_error.c */
OlVmExc *ol_vm_exc_from_diag(const OlDiag *diag);
OlVmExc *ol_vm_exc_named(OlVmUnit *unit, int index);
OlVmExc *ol_vm_exc_text(int code, const char *text);
void ol_vm_exc_ref(OlVmExc *e);
void ol_vm_exc_unref(OlVmExc *e);
void ol_vm_exc_trace(OlVmExc *e, const OlVmFrame *f, const OlInstr *pc);
bool ol_vm_exc_matches(const OlVmExc *e, OlVmUnit *unit, int index);
void ol_vm_exc_to_diag(const OlVmExc *e, OlDiag *diag);
size_t ol_vm_sqlerrm(int code, char *out, size_t cap);
OlStatus ol_vm_value_error(OlDiag *diag, const char *what);
OlStatus ol_vm_pg_error(MemoryContext keep, OlDiag *diag); /* in PG_CATCH: turns the caught error into diag */
OlStatus ol_vm_unsupported(OlDiag *diag, const char *construct);

/* function.c */
OlStatus ol_vm_call_function(OlVmUnit *unit, int n, OlSlot *result, const OlVmFrame *f, const uint16_t *operands, int nargs,
                             OlDiag *diag);
OlVmFn ol_vm_native_find(const OlBcFunction *fn);

/* convert.c: what the machine does to values out of line */
OlStatus ol_vm_fit(OlVmUnit *unit, int type, OlSlot *d, const OlSlot *s, OlDiag *diag);
OlStatus ol_vm_num_to_str(OlSlot *d, const OlDecimal *n, OlDiag *diag);
OlStatus ol_vm_str_to_num(OlSlot *d, const OlSlot *s, OlDiag *diag);
int ol_vm_compare(int kind, const OlSlot *a, const OlSlot *b, bool *comparable);

/* vm_run.c: a frame of its own on top; fill sets its registers before it runs, drain takes them after a normal end. */
typedef OlStatus (*OlVmFill)(OlVmFrame *f, void *ctx, OlDiag *diag);
typedef OlStatus (*OlVmDrain)(OlVmFrame *f, void *ctx, OlDiag *diag);
OlStatus ol_vm_run_routine(OlVmUnit *unit, int routine, OlVmFill fill, OlVmDrain drain, void *ctx, OlDiag *diag);


/* vm_sql.c */
extern int ol_vm_sql_depth; /* statements of PostgreSQL's that are running around us */
void ol_vm_sql_state_free(OlVmSqlState *s);
bool ol_vm_guarded(const OlVm *vm); /* could a handler catch an error raised now? */
OlStatus ol_vm_sql(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag);
OlStatus ol_vm_forall(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag);
OlStatus ol_vm_txn(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag);
/* vm_cursor.c */
OlStatus ol_vm_cursor_op(OlVm *vm, OlVmFrame *f, const OlInstr *i, bool *jump, OlDiag *diag);
/* A statement is about to run, inside ol_vm_protected: in a function that a query calls it may not write (ORA-14551). command: a
 * CmdType, CMD_SELECT may always run. Raises. */
void ol_vm_check_dml(int command);
/* vm_dynamic.c */
OlStatus ol_vm_exec(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag);

#endif
