/*
 * units.h - stored PL/SQL units as a session knows them: found by name, compiled or loaded, checked against what they rest on.
 *
 * Owns:      the session's cache of units; who may name and run them.
 * Not here:  their rows (unit_store.c), CREATE, DROP and ALTER (unit_ddl.c), calls from SQL (unit_call.c).
 * Lifetimes: units live in the session until their source, something they rest on, or a right changes.
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

/* For OlPlcOptions. A unit with errors is a program that is only marked so; one the user may not execute does not exist. */
const OlProgram *ol_units_find_program(void *ctx, OlStr schema, OlStr name);
bool ol_units_find_spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text);

/* The unit with the code, ready to run; a package's body where it has one. schema and name exactly. Raises ORA-06508, ORA-04063, ORA-04068. */
OlVmUnit *ol_units_code(OlStr schema, OlStr name);
/* May the current user execute it? false too when there is no such unit. */
bool ol_units_executable(OlStr schema, OlStr name);

/* Compiles a text as a unit of the schema would be: with its owner's rights and names. result->program NULL: with errors. */
void ol_units_compile_text(OlArena *arena, OlStr text, OlStr schema, OlPlcResult *result, OlDiag *diag);
/* This session changed the unit itself: what it knows of it is forgotten, state included. */
void ol_units_forget(const char *schema, const char *name);

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

void ol_units_reset(void); /* packages begin anew */
/* The stored source of a unit, from the kind word on; NULL when there is none. */
char *ol_units_source(OlObjectKind kind, const char *schema, const char *name);

/* At the start of a call, and wherever time has passed: units that are out of date go. Cheap when nothing has changed. */
void ol_units_refresh(void);
/* Between calls, when no transaction is open: what this session compiled is kept for the next ones. */
void ol_units_store_compiled(void);

void ol_units_init(void);
void ol_unit_call_init(void); /* SQL's resolver finds functions of units */

#endif
