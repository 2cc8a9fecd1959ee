/*
 * units.h - stored PL/SQL units: procedures, functions, packages in sys.units_.
 *
 * Owns:      CREATE, DROP and ALTER ... COMPILE of units; finding them for the compiler and the machine.
 * Lifetimes: units live in the session until their source or the catalog changes.
 * Invariant: include postgres.h first; call inside a transaction. Everything raises.
 * See also:  units.c, sql/units.sql, plc/plc.h
 */
#ifndef OL_SERVER_UNITS_H
#define OL_SERVER_UNITS_H

#include "plc/plc.h"
#include "vm/vm.h"

/* CREATE [OR REPLACE], DROP, ALTER ... COMPILE of a unit, as the client wrote it. */
void ol_units_ddl(OlStr text);
/* Did the last of them make an invalid unit? Forgets it. The client is told "created with compilation errors". */
bool ol_units_take_warning(void);

/* For OlPlcOptions. */
const OlProgram *ol_units_find_program(void *ctx, OlStr schema, OlStr name);
bool ol_units_find_spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text);

/* The program of a trigger, ready to run; ORA-04098 when it is missing or invalid. */
OlVmUnit *ol_units_trigger(const char *owner, const char *name);
/* What CREATE and its like are made of; used by triggers.c. Names in Oracle's spelling; source from the kind word on. */
void ol_units_names(OlNode *object_name, char **schema, char **name);
void ol_units_check_right(const char *schema); /* may units be created there? ORA-01031 */
bool ol_units_read(const char *schema, const char *name, OlObjectKind kind, char **source);
void ol_units_try(const char *schema, const char *source, OlPlcResult *result, OlDiag *diag); /* compiles, stores nothing */
void ol_units_store(const char *schema, const char *name, OlObjectKind kind, const char *source);
void ol_units_compile(const char *schema, const char *name, OlObjectKind kind, const char *source);
bool ol_units_remove(const char *schema, const char *name, OlObjectKind kind);

void ol_units_init(void);

void ol_units_reset(void); /* packages begin anew */
/* The stored source of a unit, from the kind word on; NULL when there is none. */
char *ol_units_source(OlObjectKind kind, const char *schema, const char *name);

#endif
