/*
 * plan.h - statements: Oracle text translated, planned and kept.
 *
 * Owns:      OlStatement and the session's cache of them, keyed by text, current schema and bind types.
 * Not here:  binds and rows of an execution (cursor.h), translation itself (translate.h), plans (PostgreSQL's plancache).
 * Lifetimes: a statement lives in a context of its own while a cursor refers to it or the cache keeps it.
 * Invariant: a statement returned by ol_stmt_get fits the catalog of this moment; its plans are revalidated by GetCachedPlan.
 * See also:  plan.c, translate.h, pg_catalog.h
 */
#ifndef OL_SERVER_PLAN_H
#define OL_SERVER_PLAN_H

#include "base/base.h"
#include "translate/translate.h"

struct CachedPlanSource;
struct MemoryContextData;
struct OlVmUnit;

enum
{
    OL_MAX_KEY_BINDS = 65535
};

typedef struct OlStatement
{
    struct MemoryContextData *mcxt;
    uint64_t hash;
    OlStr text;                /* Oracle text */
    OlStr schema;              /* current schema it was resolved in */
    uint16_t *bind_types;      /* ol_stmt_bind_key of each, n_key_binds */
    uint32_t n_key_binds;
    uint64_t generation;       /* of the catalog */
    uint32_t nls_generation;
    OlTranslation *tr;
    struct CachedPlanSource **plans; /* per step; NULL for steps that have none, filled at first use */
    int refs;
    bool in_cache;
    bool generic_only;         /* plans that must not depend on values (array execution) */
    uint64_t last_used;
    struct OlStatement *chain; /* of the same hash */
    struct OlStatement *lru_prev, *lru_next;
    struct OlVmUnit *block;    /* PL/SQL: compiled at first use */
    bool fixed;                /* rows of a cursor variable: there is no text to translate again */
    bool multi_insert_known;   /* may array execution use the table directly? decided at first use */
    bool multi_insert_ok;
} OlStatement;

/* The statement for a text. Raises the translation's error (position in *error_pos as a character offset, -1 unknown).
 * Needs a transaction. The result has one reference more: ol_stmt_release. */
/* What of a bind's type a translation depends on: the type, and for strings the class of its size. */
uint16_t ol_stmt_bind_key(const OlType *type);
OlStatement *ol_stmt_get(OlStr text, const OlType *bind_types, uint32_t n_bind_types, int *error_pos);
/* Does it still fit the catalog? If not, the caller gets it anew. */
bool ol_stmt_is_current(const OlStatement *stmt);
void ol_stmt_release(OlStatement *stmt);
void ol_stmt_ref(OlStatement *stmt);
/* The plan source of a PLAN step, analysed at first use. Needs a transaction. */
struct CachedPlanSource *ol_stmt_plan(OlStatement *stmt, int step);
/* Character offset in the Oracle text for a cursor position (1-based, characters) of PostgreSQL's in a PLAN step. */
int ol_stmt_source_position(const OlStatement *stmt, int pg_position);
/* The PostgreSQL type of a parameter of this Oracle type and representation. */
uint32_t ol_stmt_param_oid(const OlType *type);
/* Everything kept is forgotten at next use (ALTER SESSION that changes what names mean). */
void ol_stmt_forget_all(void);

#endif
