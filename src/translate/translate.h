/*
 * translate.h - from Oracle text to what PostgreSQL is asked to do, with the description a client needs.
 *
 * Owns:      ol_translate and its result. Behind it: front (lex, parse, resolve) and the emitter.
 * Not here:  executing anything; knowing tuples or the wire.
 * Lifetimes: everything in an OlTranslation lives in the arena given.
 * Invariant: emitted SQL names everything in full and is valid under search_path = pg_catalog; it does not lean on overloaded
 *            operators of built-in types.
 * See also:  design.md sections 2, 4, 5; front/catalog.h; oliphant dev sql; sys.explain_translation()
 */
#ifndef OL_TRANSLATE_H
#define OL_TRANSLATE_H

#include "base/base.h"
#include "front/catalog.h"
#include "front/front.h"
#include "front/resolve.h"
#include "oratype/oratype_types.h"

/* What a statement is to the client (protocol.md 5.14) and to the transaction rules. */
typedef enum OlStmtClass
{
    OL_STMT_NONE,
    OL_STMT_QUERY,   /* SELECT, WITH: described and fetched */
    OL_STMT_INSERT,
    OL_STMT_UPDATE,
    OL_STMT_DELETE,
    OL_STMT_MERGE,
    OL_STMT_DDL,     /* commits before and after */
    OL_STMT_PLSQL,   /* anonymous block or CALL */
    OL_STMT_TRANSACTION, /* COMMIT, ROLLBACK, SAVEPOINT, SET TRANSACTION, SET CONSTRAINTS */
    OL_STMT_SESSION, /* ALTER SESSION, SET ROLE: no commit */
    OL_STMT_LOCK,    /* LOCK TABLE: opens a transaction */
    OL_STMT_EXPLAIN,
    OL_STMT_SYSTEM   /* ALTER SYSTEM: no commit */
} OlStmtClass;

typedef enum OlStepKind
{
    OL_STEP_PLAN,        /* one optimisable PostgreSQL statement (SELECT/INSERT/UPDATE/DELETE/MERGE) with $n parameters */
    OL_STEP_UTILITY,     /* one PostgreSQL utility statement, no parameters */
    OL_STEP_COMMIT,
    OL_STEP_ROLLBACK,
    OL_STEP_SAVEPOINT,   /* name */
    OL_STEP_ROLLBACK_TO, /* name */
    OL_STEP_SET_TRANSACTION, /* name: READ ONLY, READ WRITE, SERIALIZABLE or READ COMMITTED */
    OL_STEP_SET_PARAM,   /* ALTER SESSION SET name = value; name in upper case */
    OL_STEP_CURRENT_SCHEMA, /* name: Oracle spelling */
    OL_STEP_ALTER_SYSTEM_KILL, /* name: 'sid,serial#' */
    OL_STEP_PLSQL_NULL,  /* BEGIN NULL; END; and nothing else until the PL/SQL compiler takes blocks */
    OL_STEP_PLSQL,       /* text is PL/SQL for the compiler */
    OL_STEP_NOTHING      /* accepted, no effect (name says what) */
} OlStepKind;

typedef struct OlStep
{
    OlStepKind kind;
    OlStr sql;        /* PostgreSQL text for PLAN and UTILITY, NUL-terminated */
    OlStr name;       /* see OlStepKind */
    OlStr value;
    bool ignore_missing; /* a utility step whose "does not exist" is no error */
    OlStr privilege;     /* the system privilege it takes: ORA-01031 without */
    OlStr run_as;        /* PostgreSQL's name of the user it runs as: the owner of another's schema */
    bool as_system;      /* it runs as the server: users and roles */
} OlStep;

typedef enum OlBindUse
{
    OL_BIND_IN,        /* a $n parameter */
    OL_BIND_RETURNING, /* RETURNING ... INTO: no parameter, gets a result column */
    OL_BIND_UNUSED
} OlBindUse;

/* One placeholder occurrence, in order of the text (SQL binds are by occurrence, protocol.md 5.6). */
typedef struct OlTrBind
{
    OlStr name;       /* without the colon, upper case unless quoted */
    OlBindUse use;
    int param;        /* IN: number n of $n (from 1); several occurrences may share one */
    OlType type;      /* IN: in which type and representation the server must supply $param; RETURNING: type of the value */
    int column;       /* RETURNING: index into columns */
} OlTrBind;

/* One output column as the client sees it, or a hidden one behind them. */
typedef struct OlTrColumn
{
    OlStr name;       /* Oracle spelling, as DESCRIBE shows it */
    OlType type;      /* type.rep: the PostgreSQL type of the emitted column */
    bool nullable;
    /* LOB columns that come straight from a table can be written through their locator: which attribute, and which hidden
     * output column carries the row's address. 0 and -1 otherwise. */
    uint32_t lob_relid;
    int lob_attnum;
    int lob_rowid_column; /* index of a hidden column with rep OL_REP_TID */
} OlTrColumn;

/* Offset in the emitted text and the offset in the source it came from, ascending. */
typedef struct OlPosPair
{
    int out;
    int src;
} OlPosPair;

typedef struct OlTranslation
{
    OlStmtClass stmt;
    int nsteps;
    OlStep *steps;
    int ncolumns;        /* visible output columns (queries) or RETURNING values (DML) */
    int nhidden;         /* further columns of the emitted statement, after the visible ones */
    OlTrColumn *columns; /* ncolumns + nhidden */
    int nbinds;
    OlTrBind *binds;
    int nparams;         /* $1 .. $nparams of the PLAN step */
    OlType *param_types;
    bool for_update;     /* SELECT ... FOR UPDATE: opens a transaction */
    int lock_wait_ms;    /* FOR UPDATE WAIT n, LOCK ... WAIT n: -1 wait for ever, 0 nowait, else milliseconds */
    bool single_row_insert; /* INSERT ... VALUES without subqueries: array execution may insert in bulk */
    bool read_only;      /* no side effect: needs no statement subtransaction */
    int nrelations;      /* OIDs it was resolved against */
    uint32_t *relations;
    int npositions;
    OlPosPair *positions; /* of the PLAN step */
    bool no_commit; /* DDL that belongs to the transaction: private temporary tables */
    OlStr accepted_no_effect; /* physical clauses seen, comma-separated, for the "accepted, no effect" report */
} OlTranslation;

typedef struct OlTrOptions
{
    const OlCatalog *catalog;
    const OlType *bind_types; /* by occurrence; fewer or OL_T_UNKNOWN where the client has not said */
    int nbind_types;
    bool describe_only;
} OlTrOptions;

/*
 * Translate one statement. text: UTF-8, without a trailing ';' (one is tolerated) . On OL_ERROR diag has Oracle's number, text and
 * byte offset. Result and all it points to live in arena.
 */
OL_MUSTCHECK OlStatus ol_translate(OlArena *arena, OlStr text, const OlTrOptions *options, OlTranslation **out,
                                   OlDiag *diag);

/* The same for a statement already parsed. pl_node (may be NULL): the statement stands in PL/SQL, see resolve.h; targets of INTO are
 * then the caller's business. */
OL_MUSTCHECK OlStatus ol_translate_node(OlArena *arena, const OlParsed *parsed, const OlTrOptions *options, OlPlNodeFn pl_node, void *pl_ctx,
                                        OlTranslation **out, OlDiag *diag);

/* The source offset for an offset in the emitted text (for PostgreSQL's error positions); -1 when unknown. */
int ol_translation_source_pos(const OlTranslation *tr, int out_pos);

/* The whole result in words, stable, for `oliphant dev sql` and sys.explain_translation. */
void ol_translation_print(const OlTranslation *tr, OlBuf *out);

#endif
