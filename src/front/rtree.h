/*
 * rtree.h - the resolved tree: queries and expressions with every name bound, every type known, every conversion explicit.
 *
 * Owns:      OlRx (expression), OlRQuery (query), OlRRel (what stands in FROM), OlRDml.
 * Not here:  names to be looked up (ast.h) and PostgreSQL text (translate). The rewrites that Oracle's own constructs need
 *            (ROWNUM, (+), sequences) are made on this tree by the resolver; the emitter only prints.
 * Lifetimes: everything in the arena of the resolve call.
 * Invariant: an OlRx has an Oracle type and the representation PostgreSQL will give it (type.rep); arguments of a node have exactly the
 *            representation its target expects.
 * See also:  resolve.h (makes it), translate/tr_expr.c, translate/tr_select.c (print it), defs/functions.def
 */
#ifndef OL_FRONT_RTREE_H
#define OL_FRONT_RTREE_H

#include "front/catalog.h"

typedef struct OlRx OlRx;
typedef struct OlRRel OlRRel;
typedef struct OlRQuery OlRQuery;

typedef enum OlRxKind
{
    OL_RX_NULL,     /* NULL of type.rep */
    OL_RX_NUM,      /* text: a number as PostgreSQL reads it */
    OL_RX_STR,      /* text: string value */
    OL_RX_CONST,    /* text: a value in PostgreSQL's input form of type.rep */
    OL_RX_BOOL,     /* op: 0 or 1 */
    OL_RX_COL,      /* rel, col: column of a table reference */
    OL_RX_ROWID,    /* rel */
    OL_RX_BIND,     /* col: parameter number from 1 */
    OL_RX_CALL,     /* target(args) */
    OL_RX_OP,       /* args[0] target args[1], arithmetic */
    OL_RX_NEG,      /* - args[0] */
    OL_RX_AND,
    OL_RX_OR,
    OL_RX_NOT,
    OL_RX_CMP,      /* args[0] target args[1]: a condition */
    OL_RX_CASE,     /* args: condition, result, ..., [else when op]; with operand when flags has OL_RXF_OPERAND: args[0] */
    OL_RX_COALESCE,
    OL_RX_NULLIF,
    OL_RX_CAST,     /* args[0] to type.rep */
    OL_RX_IN,       /* args[0] [NOT] IN (args[1..]) */
    OL_RX_IN_QUERY, /* args[0] [NOT] IN (query); args[0] may be a ROW */
    OL_RX_QUANT,    /* args[0] target ANY|ALL (query), or of ARRAY[args[1..]]; op: OlQuantifier */
    OL_RX_EXISTS,   /* query */
    OL_RX_SUBQUERY, /* query: one value (or a row of several, in SET and row comparisons) */
    OL_RX_ROW,      /* (args) */
    OL_RX_BETWEEN,  /* args[0..2], [NOT] */
    OL_RX_IS_NULL,  /* args[0], [NOT] */
    OL_RX_LIKE,     /* args[0] LIKE args[1] ESCAPE text */
    OL_RX_AGG,      /* target(args) with agg */
    OL_RX_ROWNUM,   /* of block query */
    OL_RX_NEXTVAL,  /* seq; query: the block whose rows it counts */
    OL_RX_CURRVAL,
    OL_RX_DEFAULT,  /* DEFAULT in VALUES and SET */
    OL_RX_OUT,      /* col: number of an output column (ORDER BY 2), from 1 */
    OL_RX_COLLATE_C, /* args[0] COLLATE "C" */
    OL_RX_ARRAY,    /* VARIADIC ARRAY[args] of type.rep */
    OL_RX_HIER,     /* op: OlRHierKind, of block query; args, col: number among the block's roots or paths */
    OL_RX_FIELD,    /* args[0].text: attribute of an object, PostgreSQL's name */
    OL_RX_OBJECT,   /* args: an object of type, attribute by attribute */
    OL_RX_COLLECTION, /* args: a collection of type; with query: the rows of one, as CAST(MULTISET(..)) takes them */
    OL_RX_WHOLE,    /* rel: its row as an object */
    OL_RX_PL        /* ext: something of a PL/SQL block (variable, element, call); never inside SQL that is emitted */
} OlRxKind;

#define OL_RXF_NEGATED 1u   /* IN, BETWEEN, IS NULL, LIKE, EXISTS */
#define OL_RXF_OPERAND 2u   /* CASE */
#define OL_RXF_SYS_OP 4u    /* CMP: the operator lives in schema sys */
#define OL_RXF_LITERAL 8u   /* a literal as written: CHAR semantics in comparisons */
#define OL_RXF_AGG 16u      /* holds an aggregate of its own level somewhere below */
#define OL_RXF_WINDOW 32u   /* holds an analytic function somewhere below */
#define OL_RXF_OUTER 64u    /* column marked with (+) */
#define OL_RXF_CORRELATED 128u /* column of an outer query */

typedef struct OlROrder
{
    OlRx *expr;
    bool desc;
    uint8_t nulls; /* OlNullsOrder */
} OlROrder;

typedef struct OlRFrame
{
    uint8_t unit;      /* OlFrameUnit */
    uint8_t from_kind; /* OlFrameBoundKind */
    uint8_t to_kind;
    bool has_to;
    uint8_t exclude; /* OlFrameExclude */
    OlRx *from;
    OlRx *to;
} OlRFrame;

typedef struct OlRWindow
{
    OlRx **partition;
    int npartition;
    OlROrder *order;
    int norder;
    OlRFrame *frame;
} OlRWindow;

typedef struct OlRAgg
{
    bool distinct;
    bool star;       /* COUNT(*) */
    bool within;     /* target(args) WITHIN GROUP (ORDER BY order) */
    OlROrder *order; /* inside the parentheses, or WITHIN GROUP */
    int norder;
    OlRx *filter;
    OlRWindow *window; /* NULL: an aggregate */
    bool first;        /* the first element of an array: KEEP (DENSE_RANK ..) */
} OlRAgg;

struct OlRx
{
    uint8_t kind;
    uint8_t op;
    uint8_t flags;
    bool nullable;
    int32_t pos; /* source offset, -1 when made up */
    int32_t nargs;
    int32_t col;
    OlType type;
    OlRx **args;
    const char *target; /* function (schema-qualified) or operator */
    OlStr text;
    OlRRel *rel;
    OlRQuery *query;
    OlRAgg *agg;
    const OlSequence *seq;
    void *ext; /* PL: belongs to the compiler */
};

typedef enum OlRHierKind
{
    OL_RH_LEVEL,
    OL_RH_ISLEAF,
    OL_RH_ISCYCLE,
    OL_RH_PRIOR, /* args[0] of the parent row */
    OL_RH_ROOT,  /* CONNECT_BY_ROOT args[0] */
    OL_RH_PATH   /* SYS_CONNECT_BY_PATH(args[0], args[1]) */
} OlRHierKind;

/* What the emitter is printing of a hierarchical block: where its columns come from. */
typedef enum OlRHierMode
{
    OL_RHM_OUTER,  /* above: columns of the hierarchy */
    OL_RHM_DIRECT, /* the query below that gives the rows: plain columns */
    OL_RHM_ROWS,   /* START WITH, root rows: columns of the rows */
    OL_RHM_CHILD   /* CONNECT BY: the child's columns from the rows, its parent's (PRIOR) from the hierarchy */
} OlRHierMode;

typedef struct OlRHier
{
    OlRx *start;
    OlRx *connect;
    bool nocycle;
    bool has_prior;   /* loops are looked for */
    bool uses_leaf;
    bool uses_cycle;
    OlROrder *siblings;
    int nsiblings;
    OlRx *join_where; /* conditions between the tables: before the hierarchy; block->where comes after */
    OlRx **roots;     /* HIER nodes */
    int nroots;
    OlRx **paths;
    int npaths;
    OlStr alias;      /* of the hierarchy */
    OlStr base;       /* of the rows it is made of, when they are a query of their own */
    OlRRel *single;   /* one plain table: its rows are known by ctid */
    /* the emitter's */
    OlRHierMode mode;
    OlRx **outs;      /* columns the hierarchy gives */
    int nouts;
    int cap;
    OlRx **priors;    /* columns of the parent it gives */
    int npriors;
    int prior_cap;
    bool in_prior;
    bool ready; /* outs and priors are complete */
} OlRHier;

/* One output column of a query. */
typedef struct OlROut
{
    OlStr name;    /* Oracle spelling, as described; for an unnamed expression its text */
    OlStr pg_name; /* how an outer query names it */
    OlRx *expr;    /* blocks only; set operations have types alone */
    OlType type;
    bool nullable;
    bool named;    /* can be referred to by name: alias or plain column */
} OlROut;

typedef enum OlRRelKind
{
    OL_RREL_TABLE,    /* relation */
    OL_RREL_QUERY,    /* query: inline view */
    OL_RREL_CTE,      /* cte */
    OL_RREL_JOIN,     /* left, right, join_kind, on: holds no columns of its own, but USING columns */
    OL_RREL_SERIES,   /* numbers 1..limit (row generators) */
    OL_RREL_FUNC,     /* expr: a collection's elements */
    OL_RREL_DUAL,     /* one row, no columns used */
    OL_RREL_SRF,      /* expr: a function that gives rows of one value; the second column numbers them */
    OL_RREL_ARRAYS    /* arrays: one row per element, a column for each */
} OlRRelKind;

typedef struct OlRCol
{
    OlStr name;
    OlStr pg_name;
    OlType type;
    bool nullable;
    bool hidden; /* not in * */
    const OlRelColumn *def;
} OlRCol;

typedef struct OlRCte
{
    OlStr name;
    OlStr pg_name;
    OlRQuery *query;
    OlRCol *cols;
    int ncols;
    bool recursive;
    bool used;
    OlStr suffix; /* SEARCH and CYCLE clause */
    OlStr inner_name; /* with SEARCH: its name inside itself; outside it is read through one more level that numbers its rows */
    OlStr search_column; /* as PostgreSQL names it, below that level */
    bool resolving;
    struct OlRCte *next;
} OlRCte;

/* A query that had to be put below another level (ROWNUM limit below ORDER BY, NEXTVAL used twice): columns of the tables inside are
 * then seen through it. The emitter adds outputs as they are used. */
typedef struct OlRWrap
{
    OlStr alias;
    OlRx **outs;
    int nouts;
    int cap;
    bool inside; /* the emitter is printing the subquery itself */
    bool ready;  /* outs is complete */
} OlRWrap;

struct OlRRel
{
    OlRRelKind kind;
    OlStr alias;    /* Oracle spelling; the name columns may be qualified with */
    OlStr schema;   /* of a table named without alias */
    bool has_alias;
    OlStr pg_alias; /* unique in the statement */
    const OlRelation *relation;
    OlRQuery *query;
    OlRCte *cte;
    bool lateral;
    OlRx **subst;    /* by column: what it stands for (an inline view that is changed); never printed itself */
    OlRRel *left;
    OlRRel *right;
    uint8_t join_kind; /* OlJoinKind */
    OlRx *on;
    OlRCol *cols;
    int ncols;
    bool outer;     /* may be null-extended by an outer join */
    bool bare;      /* its columns are written without alias: CHECK, index expressions */
    bool used;      /* a column of it is named somewhere */
    OlRQuery *block; /* the block in whose FROM it stands */
    OlRx *limit;    /* SERIES */
    OlRx *expr;     /* FUNC: the collection */
    bool inside_cte; /* CTE: named inside itself */
    bool rows_are_objects; /* FUNC: columns are the attributes of the elements */
    bool left_joined; /* FUNC: TABLE(..)(+) */
    OlType row_type; /* FUNC, tables of objects: the element's type */
    OlRx **arrays;  /* ARRAYS: ncols of them */
    OlStr sample;   /* TABLESAMPLE clause */
    int outer_mark; /* work field of the (+) rewrite */
    /* columns of a join merged by USING or NATURAL: name and expression */
    OlStr *using_names;
    OlRx **using_exprs;
    int nusing;
    bool natural;
};

typedef enum OlRQueryKind
{
    OL_RQ_BLOCK,
    OL_RQ_SETOP,
    OL_RQ_VALUES
} OlRQueryKind;

typedef struct OlRGrouping
{
    uint8_t kind; /* 0 expression, else 1 + OlGroupingKind, 250: a parenthesised list */
    OlRx *expr;
    struct OlRGrouping *items;
    int nitems;
} OlRGrouping;

struct OlRQuery
{
    OlRQueryKind kind;
    OlROut *outs;
    int nouts;
    int nhidden; /* outs after the visible ones */
    OlRCte *ctes;
    bool recursive;
    /* SETOP */
    uint8_t setop; /* OlSetOpKind */
    bool all;
    OlRQuery **arms;
    int narms;
    /* BLOCK */
    bool distinct;
    OlRRel **from; /* comma-joined */
    int nfrom;
    OlRx *where;
    OlRGrouping *group;
    int ngroup;
    bool grouped;  /* GROUP BY or aggregates */
    OlRx *having;
    bool has_window;
    bool nested_group; /* MAX(AVG(x)): becomes two levels */
    /* ROWNUM */
    bool uses_rownum;
    OlRx *rownum_limit; /* int8 expression or NULL */
    bool rownum_none;   /* no row can come */
    OlRx **nextvals;    /* while resolving: every NEXTVAL and CURRVAL; then one of each sequence that occurs more than once */
    int nnextvals;
    int nextval_cap;
    OlRx *wrap_where;   /* conditions above the wrap: ROWNUM <= n OR .. over the numbered rows */
    OlRWrap *wrap;      /* set when FROM and WHERE go into a subquery of their own */
    OlRHier *hier;      /* CONNECT BY */
    /* both */
    OlROrder *order;
    int norder;
    OlRx *offset;
    OlRx *limit;
    bool ties;
    bool percent;
    bool is_lock;
    OlRRel **lock_of;
    int nlock_of;
    uint8_t lock_wait; /* OlLockWait */
    int lock_wait_ms;
    /* VALUES */
    OlRx ***rows;
    int nrows;
};

typedef struct OlRSet
{
    const OlRelColumn **cols;
    int ncols;
    OlRx *value; /* for several columns a SUBQUERY */
} OlRSet;

typedef enum OlRDmlKind
{
    OL_RDML_INSERT,
    OL_RDML_UPDATE,
    OL_RDML_DELETE,
    OL_RDML_MERGE,
    OL_RDML_INSERT_MULTI /* INSERT ALL and FIRST */
} OlRDmlKind;

/* One INTO of INSERT ALL or FIRST. */
typedef struct OlRInto
{
    struct OlRDml *insert; /* target, cols, rows[0] over the columns of the source; DEFAULT values are left out */
    int branch;            /* of OlRDml.conds; -1 without WHEN */
} OlRInto;

typedef struct OlRDml
{
    OlRDmlKind kind;
    OlRRel *target;
    OlRQuery *block;  /* the pseudo block of UPDATE and DELETE: rownum_limit, uses_rownum */
    const OlRelColumn **cols;
    int ncols;
    OlRx ***rows;     /* VALUES */
    int nrows;
    OlRQuery *query;  /* INSERT .. SELECT */
    OlRx **casts;     /* per output of query: expression over a COL of query_rel; NULL array when nothing is to be converted */
    OlRRel *query_rel;
    OlRSet *sets;
    int nsets;
    OlRx *where;
    OlROut *returning;
    int nreturning;
    bool overriding;  /* OVERRIDING SYSTEM VALUE never; reserved */
    /* UPDATE and DELETE of an inline view: what else stands in its FROM */
    OlRRel *view;     /* names are looked up in it; target is set when the first column is known */
    OlRRel **others;
    int nothers;
    bool self_join;   /* outer joins: the whole FROM stays as it is, and the target is joined to it by address */
    OlStr self_alias; /* of the target then */
    /* INSERT ALL and FIRST: query and query_rel are the source, block->wrap the level that has its columns and sequences */
    OlRInto *intos;
    int nintos;
    OlRx **conds;     /* by branch; NULL for ELSE */
    int nconds;
    bool first;
    /* MERGE */
    OlRRel *source;
    OlRx *on;
    bool has_update;
    bool has_delete;
    OlRx *delete_where;
    OlRx *update_where;
    bool has_insert;
    OlRx *insert_where;
} OlRDml;

#endif
