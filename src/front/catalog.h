/*
 * catalog.h - how the resolver asks for names: a table of callbacks.
 *
 * Owns:      the descriptions of relations, columns, sequences and routines in Oracle's terms.
 * Not here:  any way of finding them. The live server (pg/pg_catalog.c), a dump read by the assessment command and the
 *            fake catalog of the unit tests each bring their own OlCatalog.
 * Lifetimes: what a callback returns lives in the arena it was given (or longer).
 * Invariant: names cross this border in Oracle spelling (EMP); pg_* members hold the PostgreSQL spelling (emp), unquoted.
 * See also:  design.md of names: all-upper in Oracle is all-lower in PostgreSQL and the other way round (ol_name_to_pg).
 */
#ifndef OL_FRONT_CATALOG_H
#define OL_FRONT_CATALOG_H

#include "base/base.h"
#include "front/ast.h"
#include "oratype/oratype_types.h"

/* OlObjectKind is the enumeration of defs/ast_enums.def. */
#define OL_OBJ_MVIEW OL_OBJ_MATERIALIZED_VIEW

typedef struct OlRelColumn
{
    OlStr name;      /* Oracle spelling */
    OlStr pg_name;
    int attnum;
    OlType type;     /* rep says how the column is stored */
    bool nullable;
    bool has_default;
    bool invisible;  /* not part of SELECT * or of INSERT without a column list */
    bool is_virtual; /* generated: not insertable */
    bool is_identity;
    bool identity_always;
} OlRelColumn;

/* A table, view or materialized view. */
typedef struct OlRelation
{
    OlObjectKind kind;
    uint32_t oid;
    OlStr schema;
    OlStr name;
    OlStr pg_schema;
    OlStr pg_name;
    int ncolumns;
    const OlRelColumn *columns; /* in definition order, dropped columns left out */
    bool has_rowid;             /* plain tables and materialized views */
    bool is_partitioned;
    int npartition_key;         /* of a partitioned table: indexes into columns */
    const int *partition_key;
    bool is_temporary;          /* the definition of a global temporary table, or a private one */
    bool read_only;             /* a view WITH READ ONLY */
    bool is_dual;               /* SYS.DUAL: the emitter leaves the FROM clause away where it can */
    uint64_t stamp;             /* hash of its columns: what was compiled against it is compared by this */
} OlRelation;

typedef struct OlSequence
{
    uint32_t oid;
    OlStr schema;
    OlStr name;
    OlStr pg_schema;
    OlStr pg_name;
} OlSequence;

/* OlParamMode likewise. */
#define OL_PARAM_IN OL_MODE_IN
#define OL_PARAM_OUT OL_MODE_OUT
#define OL_PARAM_INOUT OL_MODE_IN_OUT

typedef struct OlParamDef
{
    OlStr name;
    OlParamMode mode;
    OlType type;
    bool has_default;
} OlParamDef;

/* A stored function or procedure, or a routine of a package; overloads are a chain. */
typedef struct OlRoutine
{
    uint32_t oid; /* pg_proc OID, or 0 for a routine that lives in a package of ours */
    uint32_t unit_id;
    OlStr schema;
    OlStr package; /* empty for a stand-alone routine */
    OlStr name;
    OlStr pg_schema;
    OlStr pg_name;
    OlStr key;     /* of a routine of a PL/SQL unit: by what sys.plsql_* know it (server/unit_call.c); then there is no pg_name */
    bool is_function;
    bool deterministic;
    OlType result;
    int nparams;
    const OlParamDef *params;
    const struct OlRoutine *next;
} OlRoutine;

/* An object type, nested table type or varray type of a schema. PostgreSQL holds an object as a value of a composite type, a collection
 * as one of a domain over an array. */
typedef enum OlTypeDefKind
{
    OL_TYPEDEF_OBJECT,
    OL_TYPEDEF_TABLE,
    OL_TYPEDEF_VARRAY
} OlTypeDefKind;

/* A value of a type that is NOT FINAL may be one of a subtype: what the subtype adds is kept in an attribute of this name (PostgreSQL's). */
#define OL_SUBTYPE_ATTRIBUTE "_subtype"

typedef struct OlTypeDef
{
    OlTypeDefKind kind;
    uint32_t oid;
    OlStr schema;
    OlStr name;
    OlStr pg_schema;
    OlStr pg_name;
    OlType type;           /* of a value of it */
    uint64_t stamp;        /* changes with what is described here */
    /* collections */
    OlType element;
    bool element_not_null;
    int32_t limit;         /* VARRAY */
    /* objects */
    int nattributes;       /* inherited ones first */
    const OlRelColumn *attributes;
    OlStr super_schema;    /* UNDER */
    OlStr super_name;
    bool is_final;
    bool instantiable;
    bool incomplete;       /* CREATE TYPE t; so far */
} OlTypeDef;

typedef struct OlCatalog
{
    void *ctx;
    OlStr current_schema; /* Oracle spelling */
    OlStr current_user;
    bool collation_is_c;  /* the database's default collation compares bytes: no COLLATE needs to be emitted */

    /* Find what schema.name means to the current user. An empty schema walks Oracle's order: current schema, then private
     * synonyms, then public synonyms, then SYS. Synonyms are followed. *out is NULL when there is no such relation or the
     * user may not see it. OL_ERROR only for trouble (a looping synonym, for one). */
    OlStatus (*find_relation)(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag);
    OlStatus (*find_sequence)(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag);
    /* schema and package may be empty; with only two name parts the callback decides whether the first is one or the
     * other. *out is the chain of overloads or NULL. */
    OlStatus (*find_routine)(void *ctx, OlArena *arena, OlStr schema, OlStr package, OlStr name, const OlRoutine **out,
                             OlDiag *diag);
    /* What object has this name in this schema (or by the search order when schema is empty), any kind; used by DROP,
     * COMMENT, RENAME, GRANT. *kind is OL_OBJ_NONE when there is none. pg names are set for what PostgreSQL knows. */
    OlStatus (*find_object)(void *ctx, OlArena *arena, OlStr schema, OlStr name, OlObjectKind *kind, uint32_t *oid,
                            OlStr *pg_schema, OlStr *pg_name, OlDiag *diag);
    /* The partition or subpartition of this name, described as a relation of its own; NULL when there is none. May be NULL itself. */
    OlStatus (*find_partition)(void *ctx, OlArena *arena, const OlRelation *table, OlStr name, bool subpartition, const OlRelation **out, OlDiag *diag);
    /* Does a schema (= user) of this name exist? */
    bool (*schema_exists)(void *ctx, OlStr name);
    /* A name for a constraint that was given none: SYS_Cn. May be NULL: the names are PostgreSQL's then. */
    OlStr (*generated_name)(void *ctx, OlArena *arena);
    /* For DDL on a named constraint or index: the table it belongs to (NULL when unknown), Oracle names in and out. */
    const OlRelation *(*relation_by_oid)(void *ctx, uint32_t oid); /* one a translation named; may be NULL, and answer NULL */
    OlStatus (*find_constraint)(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **table, OlDiag *diag);
    /* A type, by Oracle's search order; *out is NULL when there is none. May be NULL: a catalog without types. */
    OlStatus (*find_type)(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlTypeDef **out, OlDiag *diag);
    /* Does the table have a primary or unique key whose columns are all among these? May be NULL: then every answer is yes. */
    bool (*has_key)(void *ctx, const OlRelation *table, const int *attnums, int n);
} OlCatalog;

/* The bijection between Oracle's and PostgreSQL's spelling of a name: letters all upper <-> all lower, mixed case stays.
 * Result in arena (or the argument itself when nothing changes). */
OlStr ol_name_to_pg(OlArena *arena, OlStr oracle_name);
OlStr ol_name_from_pg(OlArena *arena, OlStr pg_name);

#endif
