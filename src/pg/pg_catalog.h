/*
 * pg_catalog.h - the live server's answers to the resolver's questions.
 *
 * Lifetimes: what the call-backs return lives in a per-session cache until the object changes; callers copy nothing but
 *            do not keep pointers over statements.
 * Invariant: include postgres.h first; call inside a transaction.
 * See also:  front/catalog.h
 */
#ifndef OL_PG_CATALOG_H
#define OL_PG_CATALOG_H

#include "front/catalog.h"

/* The catalog as the current user sees it. current_schema is what ol_pg_set_current_schema set, at first the user. */
const OlCatalog *ol_pg_catalog(void);

/* What is known of a type of a schema; NULL when it is none. Valid for the transaction. */
const OlTypeDef *ol_pg_type_def(Oid oid);

/* Objects of subtypes (pg_object.c): raise. */
bool ol_pg_object_is_under(Oid sub, Oid super);
Datum ol_pg_object_upcast(Datum object, Oid sub, Oid super);
Datum ol_pg_object_real(Datum object, Oid declared, Oid *type);

/* ALTER SESSION SET CURRENT_SCHEMA. Oracle spelling; raises ORA-01435 when there is no such schema. */
void ol_pg_set_current_schema(OlStr name);
/* Oracle spelling of the session's current schema; valid until the next change of it. */
OlStr ol_pg_current_schema(void);

/*
 * Counts up whenever anything that a translation may rest on has changed (relations, columns, functions, synonyms, roles).
 * Who keeps a translation remembers the number and translates again when it has moved.
 */
uint64 ol_pg_catalog_generation(void);

/* While a unit with definer's rights runs or is compiled, names mean what they mean in its schema. schema: Oracle spelling, has to
 * live until it is swapped back; NULL: the session's own. Returns what stood there. */
const char *ol_pg_swap_unit_schema(const char *schema);

/* Who knows the PL/SQL units (server/units.c): the functions of a name that SQL may call, NULL when there is none. */
typedef const OlRoutine *(*OlPgUnitRoutines)(OlArena *arena, OlStr schema, OlStr package, OlStr name);
/* The same for any unit by name, search order and synonyms included: its kind, schema and name; NONE when there is none. */
typedef OlObjectKind (*OlPgUnitKind)(OlArena *arena, OlStr *schema, OlStr *name);
void ol_pg_set_unit_names(OlPgUnitRoutines routines, OlPgUnitKind kind);

/* A synonym of exactly this owner; false when there is none or its target is remote. */
bool ol_pg_find_synonym(OlArena *arena, OlStr owner, OlStr name, OlStr *schema, OlStr *target);
unsigned int ol_pg_find_relation_oid(OlStr schema, OlStr name); /* whatever kind, exactly there; 0 */
unsigned int ol_pg_namespace(OlStr schema);                     /* 0 when there is none */
uint64 ol_pg_relation_stamp(unsigned int relid);                /* OlRelation.stamp, 0 when it is gone */
unsigned int ol_pg_language_oid(void);                          /* of language oliphant */

/* Called once from _PG_init. */
void ol_pg_catalog_init(void);

#endif
