/*
 * pg_type.h - which Oracle type a PostgreSQL column, parameter or result has.
 *
 * Owns:      the natural mapping from PostgreSQL types, and the reading and checking of the column labels that say more.
 * Lifetimes: an OlType made here points at nothing but constants (object types: at memory of the current context).
 * Invariant: include postgres.h first. The rep of the result is always how PostgreSQL really holds the value.
 * See also:  design.md section 5, pg_label.c, defs/reps.def
 */
#ifndef OL_PG_TYPE_H
#define OL_PG_TYPE_H

#include "oratype/oratype_types.h"

/* The Oracle type that is natural for a PostgreSQL type without a label. */
void ol_pg_natural_type(Oid typid, int32 typmod, OlType *out);

/*
 * Read a label text: an Oracle type as ol_type_format writes it, then flags, separated by ';'
 * ("VARCHAR2(10 BYTE);INVISIBLE"). Sets what the label says in *type (rep is left alone) and *invisible.
 * False when the text is no label; nothing is changed then.
 */
bool ol_pg_label_parse(const char *label, OlType *type, bool *invisible);

/* Natural type, then the label (NULL: none). */
void ol_pg_column_type(Oid typid, int32 typmod, const char *label, OlType *out, bool *invisible);

/* Is this PostgreSQL type an Oracle type of a schema: a composite type (OBJECT) or a domain over an array (COLLECTION)? Names in *out stay
 * valid for the process. */
bool ol_pg_schema_type(Oid typid, OlType *out);

/* OIDs of our own types in schema sys; InvalidOid while the extension is not there. Cached, follows DROP EXTENSION. */
Oid ol_pg_sys_namespace(void);
Oid ol_pg_oratimestamptz_oid(void);
Oid ol_pg_rowid_oid(void);

/* The type OID for a representation (fixed ones from reps.def, ours by look-up). InvalidOid for NONE and OTHER. */
Oid ol_pg_rep_oid(OlRep rep);

/* Called once from _PG_init: the label provider 'oliphant' and the cache call-backs. */
void ol_pg_label_init(void);
void ol_pg_type_init(void);

#endif
