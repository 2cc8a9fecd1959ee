/*
 * resolve.h - inside the resolver: its state, scopes, and what its files call of each other.
 *
 * Owns:      OlResolver (one statement), OlScope (one query level while it is resolved).
 * Not here:  the tree that comes out (rtree.h).
 * Lifetimes: all in the arena of the translation.
 * Invariant: a function that returns a pointer returns NULL after an error, with the OlDiag filled; the first error wins.
 * See also:  README.md (how names are found), catalog.h
 */
#ifndef OL_FRONT_RESOLVE_H
#define OL_FRONT_RESOLVE_H

#include "front/ast.h"
#include "front/catalog.h"
#include "front/functions.h"
#include "front/rtree.h"

typedef struct OlRBind
{
    OlStr name;
    int param; /* from 1; 0 when it is a RETURNING target or unused */
} OlRBind;

typedef struct OlScope OlScope;
typedef struct OlResolver OlResolver;

/* Asks the PL/SQL compiler what a name, call, bind, cursor attribute or element is. NULL without error: nothing of the block. Inside SQL it
 * answers with a BIND (ol_rs_new_param), and is asked for plain names only when no column has them; in expressions of PL/SQL
 * (OlResolver.pl) with a BIND's place taken by PL, and before anything else. */
typedef OlRx *(*OlPlNodeFn)(void *ctx, OlResolver *r, OlScope *s, OlNode *node);

struct OlResolver
{
    OlArena *arena;
    OlStr text;
    const OlCatalog *cat;
    OlDiag *diag;
    bool failed;
    const OlType *bind_types;
    int nbind_types;
    OlRBind *binds; /* by occurrence */
    int nbinds;
    OlType *param_types;
    int nparams;
    int param_cap;
    OlMap *aliases; /* PostgreSQL aliases in use */
    int alias_seq;
    uint32_t *relations;
    int nrelations;
    int relation_cap;
    OlWithRoutine **with_routines; /* of the statement, in order */
    int nwith_routines;
    bool side_effects; /* NEXTVAL, volatile functions, FOR UPDATE */
    bool for_view;     /* no binds, no sequences */
    int depth;
    OlPlNodeFn pl_node;
    void *pl_ctx;
    bool pl; /* an expression of PL/SQL itself: PLS_INTEGER arithmetic, BOOLEAN values, comparison of CLOBs */
};

typedef enum OlClause
{
    OL_CL_SELECT,
    OL_CL_WHERE,
    OL_CL_ON,
    OL_CL_GROUP,
    OL_CL_HAVING,
    OL_CL_ORDER,
    OL_CL_VALUES,
    OL_CL_SET,
    OL_CL_RETURNING,
    OL_CL_DEFAULT,
    OL_CL_CHECK,
    OL_CL_INDEX,
    OL_CL_LIMIT,
    OL_CL_OTHER
} OlClause;

struct OlScope
{
    OlScope *parent;
    OlRQuery *block;   /* NULL: expressions without a query (DEFAULT) */
    OlRRel **rels;     /* what names are looked up in, in order; joins are flattened */
    int nrels;
    int cap;
    OlRRel **joins;    /* joins with merged columns */
    int njoins;
    OlRCte *ctes;
    OlClause clause;
    bool in_agg;       /* inside the arguments of an aggregate */
    bool in_nested;    /* inside those of an aggregate in an aggregate */
    bool in_window;
    bool subquery;     /* not the statement's own query: NEXTVAL is not allowed */
    bool seq_allowed;
    bool outer_allowed; /* (+) may stand here */
    bool saw_outer;
    bool in_prior;
};

/* --- errors (resolve.c): always return NULL --- */
void *ol_rs_fail(OlResolver *r, OlErrorCode code, int pos);
void *ol_rs_fail1(OlResolver *r, OlErrorCode code, int pos, OlStr a);
void *ol_rs_fail2(OlResolver *r, OlErrorCode code, int pos, const char *a, const char *b);
void *ol_rs_unsupported(OlResolver *r, int pos, const char *construct);
OlStr ol_rs_quoted(OlResolver *r, const OlNames *names); /* "S"."T"."C" as error texts show it */

/* --- nodes (resolve.c) --- */
OlRx *ol_rx_new(OlResolver *r, OlRxKind kind, OlType type, int pos);
OlRx *ol_rx_args(OlResolver *r, OlRxKind kind, OlType type, int pos, int n, ...);
OlRx *ol_rx_call(OlResolver *r, OlType type, const char *target, int pos, int n, ...);
OlRx *ol_rx_emitfn(OlResolver *r, OlEmitFn fn, OlType type, int n, ...);
OlRx *ol_rx_num(OlResolver *r, int64_t value, int pos);
OlRx *ol_rx_int4(OlResolver *r, int value);
OlRx *ol_rx_str(OlResolver *r, OlStr value, int pos);
OlRx *ol_rx_null(OlResolver *r, OlType type, int pos);
OlRx *ol_rx_and(OlResolver *r, OlRx *a, OlRx *b); /* either may be NULL */
OlRx *ol_rx_col(OlResolver *r, OlRRel *rel, int col, int pos);
bool ol_rx_equal(const OlRx *a, const OlRx *b);
typedef bool (*OlRxFn)(OlRx *x, void *ctx); /* false: do not go below */
void ol_rx_walk(OlRx *x, OlRxFn fn, void *ctx); /* does not enter queries */
OlStr ol_rs_alias(OlResolver *r, OlStr oracle_name); /* a PostgreSQL alias nobody has yet */
int ol_rs_new_param(OlResolver *r, const OlType *type);
void ol_rs_note_relation(OlResolver *r, uint32_t oid);

/* --- types (resolve_type.c) --- */
OlType ol_type_number(void);
OlType ol_type_of(OlTypeCode code);
OlType ol_type_varchar(int bytes);
OlType ol_type_bool(void);
OlRep ol_rep_default(OlTypeCode code);
OlTypeFamily ol_type_family(const OlType *type);
bool ol_type_is_char(const OlType *type);  /* CHAR family, not LOB; NULL counts not */
bool ol_type_is_num(const OlType *type);
bool ol_type_is_datetime(const OlType *type);
const char *ol_type_word(const OlType *type); /* as ORA-00932 names it */
int ol_type_char_bytes(const OlType *type);   /* greatest length as text */
OlRx *ol_rs_to(OlResolver *r, OlRx *x, char letter); /* conversion by a letter of functions.def */
OlRx *ol_rs_to_type(OlResolver *r, OlRx *x, const OlType *to); /* implicit conversion to the kind of type (no size limits) */
int ol_rs_cost(const OlType *from, char letter); /* 0 same, > 0 conversion, < 0 impossible */
bool ol_rs_unify_compare(OlResolver *r, OlRx **a, OlRx **b, bool equality); /* false: error */
OlRx *ol_rs_compare(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos);
bool ol_rs_common(OlResolver *r, OlRx **xs, int n, OlType *type, bool strict); /* CASE, COALESCE: types to one */
bool ol_rs_common_types(OlResolver *r, const OlType *types, int n, OlType *type); /* set operators */
OlRx *ol_rs_numeric(OlResolver *r, OlRx *x); /* to NUMBER, BINARY_FLOAT or BINARY_DOUBLE, rep as declared */
OlRx *ol_rs_assign(OlResolver *r, OlRx *x, const OlRelation *rel, const OlRelColumn *col, int pos);
OlRx *ol_rs_ordering(OlResolver *r, OlRx *x); /* as ORDER BY and < need it: bytewise */
OlRx *ol_rs_value(OlResolver *r, OlRx *x);   /* rep usable as a value of its type: int8 of COUNT to numeric stays; NULL typed */
bool ol_rs_type_from_ast(OlResolver *r, OlNode *node, OlType *out); /* a DataType of SQL */

/* --- expressions (resolve_expr.c, resolve_func.c) --- */
OlRx *ol_rs_expr(OlResolver *r, OlScope *s, OlNode *node);
OlRx *ol_rs_cond(OlResolver *r, OlScope *s, OlNode *node);
OlRx *ol_rs_func(OlResolver *r, OlScope *s, OlFuncCall *call);
OlRx *ol_rs_stored_call(OlResolver *r, OlScope *s, OlFuncCall *call); /* resolve_call.c: no function of SQL has the name */
OlRx *ol_rs_routine_call(OlResolver *r, OlScope *s, const OlRoutine *first, OlFuncCall *call); /* one of these overloads */
void ol_rs_with_routine(OlResolver *r, OlNode *node); /* WITH FUNCTION .., PROCEDURE .. */
OlRx *ol_rs_or_default(OlResolver *r, OlScope *s, OlRx *x, OlNode *fallback); /* DEFAULT .. ON CONVERSION ERROR */
OlRx *ol_rs_bare_func(OlResolver *r, OlStr name, int pos); /* SYSDATE, USER ..; NULL without error when it is none */
OlRx *ol_rs_builtin(OlResolver *r, OlStr name, OlRx **args, int nargs, int pos);
OlRx *ol_rs_literal(OlResolver *r, OlNode *node);                 /* resolve_literal.c */
OlRx *ol_rs_condition(OlResolver *r, OlScope *s, OlNode *node);   /* resolve_cond.c: by kind of node */
OlRx *ol_rs_subquery(OlResolver *r, OlScope *s, OlNode *query, OlRxKind kind, int pos);
bool ol_rx_is_interval(const OlRx *x);
bool ol_rx_sys_rep(const OlRx *x); /* its comparison operators live in schema sys */
const OlFuncRow *ol_rs_choose(OlResolver *r, const OlFuncRow *rows, int nrows, OlRx **args, int n, int pos);
OlType ol_rs_result_type(OlResultRule rule, OlRx **args, int n);  /* args: before conversion */
char ol_rs_letter(const OlFuncRow *row, int i);                   /* of the pattern for argument i */
OlRx *ol_rs_aggregate(OlResolver *r, OlScope *s, OlFuncCall *call, const OlFuncRow *rows, int nrows, OlStr name, int pos); /* resolve_agg.c */
OlRQuery *ol_rs_nested_group(OlResolver *r, OlRQuery *q);          /* resolve_agg.c: MAX(AVG(x)) as two levels */
bool ol_rs_in_group(const OlRGrouping *g, int n, const OlRx *x);
OlRx *ol_rs_concat_range(OlResolver *r, OlRx **xs, int lo, int hi, int pos);
OlRx *ol_rs_arith(OlResolver *r, OlBinOp op, OlRx *a, OlRx *b, int pos);
OlRx *ol_rs_concat(OlResolver *r, OlRx *a, OlRx *b, int pos);
OlRx *ol_rs_bind(OlResolver *r, OlBind *bind);
bool ol_rs_order(OlResolver *r, OlScope *s, OlList *items, OlROrder **out, int *n);
OlRx *ol_rs_conversion(OlResolver *r, OlRx *x, const OlType *type, int pos); /* CAST */
OlRx *ol_rs_decode_equal(OlResolver *r, OlRx *a, OlRx *b);

/* --- JSON and XML (resolve_json.c, resolve_xml.c): NULL without error when the name is none of theirs --- */
OlRx *ol_rs_json_func(OlResolver *r, OlScope *s, OlSpecialFunc *f);
OlRx *ol_rs_is_json(OlResolver *r, OlScope *s, OlIsJson *node);
OlRx *ol_rs_json_dot(OlResolver *r, OlScope *s, OlColumnRef *ref);
OlRRel *ol_rs_json_table(OlResolver *r, OlScope *s, OlTableFunc *node);
OlRx *ol_rs_xml_func(OlResolver *r, OlScope *s, OlSpecialFunc *f);
OlRx *ol_rs_xml_call(OlResolver *r, OlScope *s, OlFuncCall *call, OlStr name); /* XMLTYPE(..), EXTRACT(..), XMLAGG(..) */
OlRx *ol_rs_xml_method(OlResolver *r, OlScope *s, OlRx *base, OlMember *m);    /* x.getClobVal() */
OlRRel *ol_rs_xml_table(OlResolver *r, OlScope *s, OlTableFunc *node);

/* --- names (resolve_name.c) --- */
OlRx *ol_rs_column(OlResolver *r, OlScope *s, OlColumnRef *ref);
OlRRel *ol_rs_find_rel(OlScope *s, OlStr schema, OlStr name, bool *ambiguous);
void ol_rs_add_rel(OlResolver *r, OlScope *s, OlRRel *rel);

/* --- queries (resolve_query.c, resolve_from.c) --- */
OlRQuery *ol_rs_query(OlResolver *r, OlScope *parent, OlNode *node, bool subquery);
OlRRel *ol_rs_from_item(OlResolver *r, OlScope *s, OlNode *node);
OlRRel *ol_rs_pivot(OlResolver *r, OlScope *s, OlPivot *p);     /* resolve_pivot.c */
OlRRel *ol_rs_unpivot(OlResolver *r, OlScope *s, OlUnpivot *u);
OlRRel *ol_rs_table(OlResolver *r, OlScope *s, OlTableRef *ref, bool dml);
OlRRel *ol_rs_relation_rel(OlResolver *r, OlScope *s, const OlRelation *t, OlStr alias, bool has_alias);
OlRRel *ol_rs_query_rel(OlResolver *r, OlRQuery *query, OlStr alias, bool has_alias);
bool ol_rs_outer_joins(OlResolver *r, OlRQuery *block, OlRx **where);
bool ol_rs_rownum(OlResolver *r, OlRQuery *block);
OlRx *ol_rx_int8(OlResolver *r, int64_t v);
bool ol_rx_const_int(const OlRx *x, int64_t *v);
OlRx *ol_rs_limit(OlResolver *r, OlRx *x, bool less); /* resolve_rownum.c: a row count for LIMIT */
OlRQuery *ol_rs_query_body(OlResolver *r, OlScope *parent, OlNode *node, OlSelect *with_order, bool subquery);
bool ol_rs_coerce_outs(OlResolver *r, OlRQuery *q, const OlType *types);
bool ol_rs_with(OlResolver *r, OlScope *s, OlWith *w, OlRCte ***list, int *n); /* resolve_with.c */
bool ol_rs_name_outs(OlResolver *r, OlRQuery *q); /* pg_name of every output, unique */
bool ol_rs_lock(OlResolver *r, OlScope *s, OlRQuery *block, OlForUpdate *lock);

/* --- hierarchical queries (resolve_hier.c) --- */
bool ol_rs_hier_begin(OlResolver *r, OlScope *s, OlQueryBlock *qb); /* after FROM: START WITH and CONNECT BY */
bool ol_rs_hier_where(OlResolver *r, OlRQuery *q);                  /* after WHERE: conditions between tables move below */
OlRx *ol_rs_hier_word(OlResolver *r, OlScope *s, OlStr name, int pos); /* LEVEL ..; NULL without error when it is none */
OlRx *ol_rs_hier_unary(OlResolver *r, OlScope *s, OlUnary *u);      /* PRIOR, CONNECT_BY_ROOT */
OlRx *ol_rs_hier_path(OlResolver *r, OlScope *s, OlFuncCall *call); /* SYS_CONNECT_BY_PATH */

/* --- objects and collections (resolve_object.c) --- */
bool ol_type_is_user(const OlType *type);                                       /* OBJECT, COLLECTION */
bool ol_type_same_user(const OlType *a, const OlType *b);
OlRx *ol_rs_to_user_type(OlResolver *r, OlRx *x, const OlType *to);
OlRx *ol_rs_object_of(OlResolver *r, const OlTypeDef *def, OlRx **args, int n, int pos);
const OlTypeDef *ol_rs_find_type(OlResolver *r, const OlNames *names, int pos); /* NULL without error: no such type */
const OlTypeDef *ol_rs_type_def(OlResolver *r, const OlType *type, int pos);    /* of an OBJECT or COLLECTION; NULL: error */
OlRx *ol_rs_attribute(OlResolver *r, OlRx *x, const OlName *name);              /* x.name; ORA-00904 */
OlRx *ol_rs_constructor(OlResolver *r, OlScope *s, OlFuncCall *call);           /* t(..); NULL without error: no type of the name */
OlRx *ol_rs_object_func(OlResolver *r, OlScope *s, OlFuncCall *call, OlStr name); /* CARDINALITY, SET, VALUE ..; NULL without error: none */
OlRx *ol_rs_member(OlResolver *r, OlScope *s, OlMember *m);
OlRx *ol_rs_path(OlResolver *r, OlScope *s, OlColumnRef *ref);                  /* alias.column.attribute; NULL without error: none */
OlRx *ol_rs_multiset(OlResolver *r, OlScope *s, OlMultisetOp *m);
OlRx *ol_rs_member_of(OlResolver *r, OlScope *s, OlMemberOf *m);
OlRx *ol_rs_is_collection(OlResolver *r, OlRx *x, OlIsTest *t);                 /* IS [NOT] EMPTY, IS [NOT] A SET */
OlRx *ol_rs_treat(OlResolver *r, OlScope *s, OlTreat *t);
OlRx *ol_rs_is_of(OlResolver *r, OlScope *s, OlIsOfType *t);
OlRx *ol_rs_cast_collection(OlResolver *r, OlScope *s, OlCast *c);
OlRx *ol_rs_compare_objects(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos);
OlRRel *ol_rs_table_func(OlResolver *r, OlScope *s, OlTableFunc *f);
OlRRel *ol_rs_join(OlResolver *r, OlRQuery *block, OlRRel *a, OlRRel *b, OlJoinKind kind, OlRx *on); /* resolve_from.c */
OlRRel *ol_rs_new_rel(OlResolver *r, OlScope *s, OlRRelKind kind, OlStr alias);  /* resolve_from.c */

/* --- DML (resolve_dml.c) --- */
OlRDml *ol_rs_insert(OlResolver *r, OlInsert *node);
OlRDml *ol_rs_update(OlResolver *r, OlUpdate *node);
OlRDml *ol_rs_delete(OlResolver *r, OlDelete *node);
OlRDml *ol_rs_merge(OlResolver *r, OlMerge *node);
OlRDml *ol_rs_insert_multi(OlResolver *r, OlInsertMulti *node);
bool ol_rs_dml_view(OlResolver *r, OlScope *s, OlRDml *d, OlSubqueryRef *ref); /* resolve_dml_view.c: an inline view as target */
const OlRelColumn *ol_rs_dml_view_column(OlResolver *r, OlRDml *d, const OlName *name); /* what is changed; fixes the target */
bool ol_rs_dml_view_finish(OlResolver *r, OlRDml *d, int pos);                  /* after WHERE and RETURNING */

/* Is this the name of a function of SQL ("UTL_RAW.LENGTH": packages' with their package)? */
bool ol_rs_function_known(OlStr name);

#endif
