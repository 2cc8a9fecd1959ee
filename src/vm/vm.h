/*
 * vm.h - the public face of src/vm: the PL/SQL machine.
 *
 * Owns:      loading programs as units, running blocks and routines; OlVmHost, what the machine asks of the server.
 * Lifetimes: units live for the session once loaded (anonymous blocks: as long as their maker keeps them).
 * Invariant: include postgres.h first. Nothing here lets a PostgreSQL error escape except where it says "raises": errors are statuses.
 * See also:  vm_run.c, docs/internals/plsql.md, plc/program.h
 */
#ifndef OL_VM_H
#define OL_VM_H

#include "plc/program.h"
#include "translate/translate.h"
#include "vm/value.h"

struct CachedPlanSource;
struct ParamListInfoData;
struct _DestReceiver;

typedef struct OlVmUnit OlVmUnit;

/* An open query of the server's: a portal that outlives COMMIT. */
typedef struct OlVmPortal OlVmPortal;

/* A statement of the session's cache (dynamic SQL). */
typedef struct OlVmStatement
{
    void *handle;
    const OlTranslation *tr;
} OlVmStatement;

/* What the server gives the machine. All may raise PostgreSQL errors; the machine calls them under PG_TRY. */
typedef struct OlVmHost
{
    const OlNls *(*nls)(void);
    /* transaction control inside a block: the block goes on in a new transaction with the bracket open again */
    void (*commit)(void);
    void (*rollback)(void);
    void (*savepoint)(OlStr name);
    void (*rollback_to)(OlStr name);
    /* a level of its own, so that an error leaves what was done before */
    void (*push_level)(void);
    void (*pop_level)(bool keep);
    void (*failed)(void);  /* a statement_run raised: the bracket is open again */
    void (*changed)(void); /* something was written: COMMIT has something to end */
    /* open queries */
    OlVmPortal *(*portal_open)(struct CachedPlanSource *source, struct ParamListInfoData *(*params)(void *ctx), void *ctx,
                               bool for_update);
    uint64_t (*portal_fetch)(OlVmPortal *p, uint64_t n, struct _DestReceiver *dest);
    void (*portal_close)(OlVmPortal *p);
    /* autonomous transactions: from begin to end statements, cursors and transaction control are another transaction's. end: true when
     * work was left, which is rolled back; raises only when ok */
    void (*autonomous_begin)(void);
    bool (*autonomous_end)(bool ok);
    bool (*autonomous_now)(void);
    uint64_t (*autonomous_run)(struct CachedPlanSource *source, struct ParamListInfoData *params, struct _DestReceiver *dest, uint64_t limit);
    /* dynamic SQL */
    OlVmStatement (*statement)(OlStr text, const OlType *bind_types, int n);
    struct CachedPlanSource *(*statement_plan)(void *handle, int step);
    void (*statement_release)(void *handle);
    /* everything that is no query and no DML; DDL commits */
    void (*statement_run)(void *handle);
    /* DDL of units and blocks inside EXECUTE IMMEDIATE: program of a block, kept by the caller's cache */
    OlVmUnit *(*block)(OlStr text, const OlType *bind_types, int n);
    /* DBMS_SESSION.RESET_PACKAGE: packages begin anew with the next call */
    void (*reset_packages)(void);
} OlVmHost;

/* Where in its text the statement last given to OlVmHost.statement failed; -1 nowhere. */
extern int ol_vm_statement_error_pos;
extern const OlVmHost *ol_vm_host;
void ol_vm_init(const OlVmHost *host); /* once per process */

/* A unit from a program: verified here. The program's arena must outlive the unit. NULL: diag says why. */
OlVmUnit *ol_vm_unit_load(const OlProgram *program, OlDiag *diag);
void ol_vm_unit_free(OlVmUnit *unit); /* of an anonymous block that is not running */
bool ol_vm_unit_running(const OlVmUnit *unit);
const OlProgram *ol_vm_unit_program(const OlVmUnit *unit);
/* Finds and loads a stored unit: set by unit_store.c's owner. NULL with diag: ORA-06508 and its kin. */
typedef OlVmUnit *(*OlVmFindUnit)(OlObjectKind kind, OlStr schema, OlStr name, OlDiag *diag);
void ol_vm_set_find_unit(OlVmFindUnit find);
/* A stored unit went away or changed: what units remember of others is looked up again. */
void ol_vm_relink(void);
bool ol_vm_unit_initialised(const OlVmUnit *unit);

/*
 * Runs routine r of the unit. args: one slot per parameter; IN values in, OUT values out; *result (may be NULL) gets a function's
 * value. OL_ERROR: diag has number and text with the ORA-06512 lines; every slot is still valid.
 */
OlStatus ol_vm_call(OlVmUnit *unit, int routine, OlSlot *args, int nargs, OlSlot *result, OlDiag *diag);
/* One firing of a trigger: the row it is about, and what becomes of it. */
struct RelationData;
struct HeapTupleData;
struct List;
struct Bitmapset;
typedef struct OlVmFiring
{
    OlVmUnit *unit;
    OlTimingPoint point;
    char event;                     /* 'I', 'U', 'D' */
    struct RelationData *relation;
    struct HeapTupleData *new_row;  /* NULL: none */
    struct HeapTupleData *old_row;
    const struct Bitmapset *updated; /* of UPDATE: columns in its SET list, as TriggerData has them */
    bool mutating;                  /* the table must not be looked at while it runs */
    OlSlot *globals;                /* compound: its variables for this execution of the statement, from ol_vm_trigger_begin */
    /* out: columns of NEW that were assigned, in the current memory context */
    int nchanged;
    int *columns;
    uintptr_t *values;
    bool *nulls;
} OlVmFiring;

/* Runs the timing point of the trigger; it has none: nothing. OL_ERROR: diag has the trigger's error with its ORA-06512 and ORA-04088. */
OlStatus ol_vm_trigger_fire(OlVmFiring *f, OlDiag *diag);
/* The variables of a compound trigger, initialised; freed with ol_vm_trigger_end. NULL: diag. */
OlSlot *ol_vm_trigger_begin(OlVmFiring *f, OlDiag *diag);
void ol_vm_trigger_end(OlVmUnit *unit, OlSlot *globals);
/* Is what runs now called by a trigger? */
bool ol_vm_trigger_now(void);
/* Raises ORA-04091 when one of the planned statements uses a table whose row trigger is running. */
void ol_vm_trigger_check(struct List *planned);

/* One execution of a plan as the machine's statements do it: in the autonomous transaction when one runs, else here. Raises. */
uint64_t ol_vm_run_plan(struct CachedPlanSource *source, struct ParamListInfoData *params, struct _DestReceiver *dest, uint64_t limit);
/* The same for a function that SQL calls: no COMMIT, in a query no DML. */
OlStatus ol_vm_call_from_sql(OlVmUnit *unit, int routine, OlSlot *args, int nargs, OlSlot *result, OlDiag *diag);
/* AUTHID DEFINER: whose rights the unit's code has, and in which schema names are looked up. schema must live as long as the process. */
void ol_vm_unit_set_owner(OlVmUnit *unit, unsigned int owner, const char *schema);
/* Counts up when a unit went away: what was found by name is to be looked up again. */
uint64_t ol_vm_links(void);
/* From now on this process knows whether SQL that calls a function is a query (ORA-14551); once. */
void ol_vm_watch_statements(void);

/* Is the machine running (a block called from SQL called from a block)? */
int ol_vm_depth(void);
/* After an error that tore the machine down (FATAL paths aside there is none) and at the end of a call. */
void ol_vm_check_idle(void);

/* Value of PL/SQL type `type` (its rep says how PostgreSQL holds it) from and to a datum. The datum is made in the current memory
 * context; raises. */
void ol_slot_from_datum(OlSlot *slot, const OlType *type, uintptr_t datum, bool isnull);
uintptr_t ol_slot_to_datum(const OlSlot *slot, const OlType *type, bool *isnull);

/* A REF CURSOR in a slot: what the server needs to make a cursor of the client of it. */
typedef struct OlVmCursorShape
{
    int ncolumns;
    const OlTrColumn *columns;
} OlVmCursorShape;
bool ol_vm_cursor_export(OlSlot *slot, OlVmPortal **portal, OlVmCursorShape *shape, OlDiag *diag);
/* An open query of the client as a cursor variable; raises. */
void ol_vm_cursor_import(OlSlot *slot, OlVmPortal *portal, const OlVmCursorShape *shape);

/* DBMS_OUTPUT's buffer for the client: lines that GET_LINE has not taken; used by packages. */

#endif
