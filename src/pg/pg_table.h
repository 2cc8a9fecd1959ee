/*
 * pg_table.h - what a table is to Oracle beyond PostgreSQL's catalog: properties in its label, and global temporary tables.
 *
 * A table's label of provider 'oliphant' is a list "KEY=value;KEY=value" in the order of their setting:
 *   TEMPORARY=DELETE|PRESERVE    the definition of a global temporary table
 *   PARTITION=name               a partition (of the table it is attached to), its Oracle name; SUBPARTITION=name likewise
 * and others that the dictionary shows. ';' and '%' in a value are written %3B and %25. (Views have the label READ ONLY.)
 *
 * A global temporary table is an ordinary, empty table that carries the label. At its first use in a session an empty
 * temporary table of the same columns, keys, checks, indexes and triggers is made, and from then on every plan of that session has
 * the copy in its place: the planner's hook changes the table of each range table entry after views have been expanded, so
 * views, rules, triggers and functions see the session's rows, too. Rights are checked on the definition.
 *
 * Invariant: include postgres.h first; call inside a transaction.
 * See also:  pg_table.c, pg_temporary.c, pg_label.c
 */
#ifndef OL_PG_TABLE_H
#define OL_PG_TABLE_H

#include "base/base.h"

/* The value of a property, palloc'd, or NULL. */
char *ol_pg_property(Oid relid, const char *key);
/* The same out of a label's text. */
char *ol_pg_property_of(const char *label, const char *key);
/* Set a property of a relation; NULL takes it away. No check of rights. */
void ol_pg_set_property(Oid relid, const char *key, const char *value);

/* The partition or subpartition of this Oracle name, or InvalidOid. */
Oid ol_pg_partition_named(Oid parent, OlStr name, bool subpartition);

/* The table that holds this session's rows: relid itself unless it is a global temporary table. Makes the copy when asked to. */
Oid ol_pg_session_table(Oid relid, bool make);
/* The other way: the definition of which relid is this session's copy, else relid. */
Oid ol_pg_definition_table(Oid relid);
/* Is relid the definition of a global temporary table? */
bool ol_pg_is_temporary(Oid relid);
/* Before DDL on a global temporary table: ORA-14452 when a session has rows in it; this session's copy is dropped. */
void ol_pg_release_temporary(Oid relid);
/* TRUNCATE of this session's rows. */
void ol_pg_truncate_temporary(Oid relid);

/* Names of the definition behind a copy named in an error; false when it is none of this session. Reads no catalog. */
bool ol_pg_temporary_names(const char *copy, const char **schema, const char **name);

void ol_pg_table_init(void);

#endif
