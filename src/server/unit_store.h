/*
 * unit_store.h - the rows of stored PL/SQL units: sys.units_ and the tables beside it.
 *
 * Owns:      reading a unit's row, writing source, compiled form, errors, dependencies and grants.
 * Not here:  what a session keeps of units (units.c), the statements that change them (unit_ddl.c).
 * Lifetimes: what is read is in the current memory context.
 * Invariant: include postgres.h first; call inside a transaction. Reading needs no rights of the current user; writing is done as the
 *            owner of schema sys, so the caller checks rights. Names are in Oracle's spelling. Everything raises.
 * See also:  sql/units.sql
 */
#ifndef OL_SERVER_UNIT_STORE_H
#define OL_SERVER_UNIT_STORE_H

#include "plc/plc.h"

typedef struct OlUnitRow
{
    OlObjectKind kind;
    int64 version;
    bool valid;
    char *source;       /* NULL when not asked for */
    OlStr code;         /* compiled form made of this version; empty: none */
} OlUnitRow;

const char *ol_unit_kind_word(OlObjectKind kind);
OlObjectKind ol_unit_kind(const char *word);

/* The row of exactly this unit. kind NONE: the routine or package (not body) of the name. false: there is none. */
bool ol_unit_read(const char *schema, const char *name, OlObjectKind kind, bool with_source, bool with_code, OlUnitRow *row);

/* New or replaced; returns its version. It is INVALID until it has been compiled. */
int64 ol_unit_write_source(const char *schema, const char *name, OlObjectKind kind, const char *source);
/* The outcome of a compilation: program NULL: invalid, with the messages (none: diag's). Replaces errors and dependencies. skip_locked: not
 * when somebody else is at it. */
void ol_unit_write_compiled(const char *schema, const char *name, OlObjectKind kind, int64 version, const OlProgram *program,
                            const OlPlcResult *result, const OlDiag *diag, bool skip_locked);
/* A unit that has no compiled form but is in order: a plain type. */
void ol_unit_mark_valid(const char *schema, const char *name, OlObjectKind kind);
/* Every unit that rests on this one, directly or not, is shown INVALID until it is used again. */
void ol_unit_invalidate_users(const char *schema, const char *name);
/* The unit and what is known of it; a package with its body. Number of units. */
uint64 ol_unit_delete(const char *schema, const char *name, OlObjectKind kind);

/* Has the role EXECUTE by a grant: to it, to a role it is a member of, to PUBLIC? */
bool ol_unit_granted(const char *schema, const char *name, Oid role);

bool ol_unit_may_grant(const char *schema, const char *name, const char *privilege, Oid role); /* it has it with the option */
void ol_unit_grant(const char *schema, const char *name, const char *privilege, const char *grantee, bool grantable);
bool ol_unit_revoke(const char *schema, const char *name, const char *privilege, const char *grantee);
/* A system privilege of the role, by itself or by a role it is a member of. */
bool ol_role_has_privilege(Oid role, const char *privilege);

/* Other sessions, and this one's caches, learn of it as of any change of the catalog. */
void ol_unit_announce(void);
/* Changes when a row of sys.units_ or a grant may have. */
uint64 ol_unit_epoch(void);
Oid ol_unit_store_owner(void); /* the owner of schema sys */
void ol_unit_store_init(void);

#endif
