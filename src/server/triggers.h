/*
 * triggers.h - triggers in PL/SQL: their rows in pg_trigger, and firing.
 *
 * Owns:      what CREATE, DROP and ALTER TRIGGER do to pg_trigger; sys.fire_trigger().
 * Not here:  their source and programs (units.h), running one (vm/vm.h).
 * Invariant: include postgres.h first; call inside a transaction. Everything raises.
 * See also:  triggers.c
 */
#ifndef OL_SERVER_TRIGGERS_H
#define OL_SERVER_TRIGGERS_H

#include "front/front.h"

/* Once per process, from _PG_init. */
void ol_triggers_init(void);

/* CREATE, DROP, ALTER TRIGGER, as the client wrote it; false: the statement is about something else. */
bool ol_trigger_ddl(OlStr text, const OlNode *node);

#endif
