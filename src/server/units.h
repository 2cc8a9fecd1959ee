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

void ol_units_init(void);

#endif
