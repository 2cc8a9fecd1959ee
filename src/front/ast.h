/*
 * ast.h - the syntax tree of Oracle SQL and PL/SQL: node structs, walking, copying, comparing, printing.
 *
 * Owns:      OlNode and one struct per entry of defs/ast.def.
 * Lifetimes: nodes live in the arena given to the parser; strings point into the source text or into that arena, so the
 *            source text must live as long as the tree (or be copied into the arena first).
 * Invariant: kind decides the struct; a node of kind OL_N_Xxx is an OlXxx.  Every node has its source span.  The parser
 *            leaves R_SLOT fields and OlExpr.type zero; the resolver fills them in place.
 *            Nesting is bounded (OL_PARSE_MAX_DEPTH), so recursive walks are safe.
 * See also:  defs/ast.def (fields and their meaning), defs/ast_enums.def, front.h, ast.c
 */
#ifndef OL_FRONT_AST_H
#define OL_FRONT_AST_H

#include "base/base.h"
#include "oratype/oratype_types.h"

/* --- enumerations ------------------------------------------------------------------------------------------------- */
#define OL_ENUM_BEGIN(type) typedef enum type {
#define OL_ENUM_ITEM(symbol, word) symbol,
#define OL_ENUM_END(type) } type;
#include "../../defs/ast_enums.def"
#undef OL_ENUM_BEGIN
#undef OL_ENUM_ITEM
#undef OL_ENUM_END

/* --- headers ------------------------------------------------------------------------------------------------------ */
typedef enum OlNodeKind
{
    OL_N_NONE = 0,
#define OL_NODE(name) OL_N_##name,
#define OL_EXPR(name) OL_N_##name,
#define OL_END(name)
#define F_NODE(f)
#define F_LIST(f)
#define F_NAME(f)
#define F_NAMES(f)
#define F_STR(f)
#define F_INT(f)
#define F_BOOL(f)
#define F_ENUM(f, t)
#define R_SLOT(ctype, f)
#include "../../defs/ast.def"
#undef OL_NODE
#undef OL_EXPR
#undef OL_END
#undef F_NODE
#undef F_LIST
#undef F_NAME
#undef F_NAMES
#undef F_STR
#undef F_INT
#undef F_BOOL
#undef F_ENUM
#undef R_SLOT
    OL_N_COUNT
} OlNodeKind;

#define OL_NF_PAREN 1u /* the expression, query or join was written in parentheses */

typedef struct OlNode
{
    uint16_t kind;  /* OlNodeKind */
    uint16_t flags; /* OL_NF_xxx */
    uint32_t start; /* byte offsets into the source text: [start, end) */
    uint32_t end;
} OlNode;

/* Header of every expression. */
typedef struct OlExpr
{
    OlNode node;
    OlType type; /* filled by the resolver */
} OlExpr;

/* One identifier as Oracle stores it: unquoted names folded to upper case, quoted ones as they are. */
typedef struct OlName
{
    OlStr text;     /* n == 0: no name */
    bool quoted;
    uint32_t start; /* byte offset into the source text */
} OlName;

typedef struct OlNames
{
    OlName *items;
    int n;
} OlNames;

/* --- nodes -------------------------------------------------------------------------------------------------------- */
#define OL_NODE(name) typedef struct Ol##name { OlNode node;
#define OL_EXPR(name) typedef struct Ol##name { OlExpr expr;
#define OL_END(name) } Ol##name;
#define F_NODE(f) OlNode *f;
#define F_LIST(f) OlList f;
#define F_NAME(f) OlName f;
#define F_NAMES(f) OlNames f;
#define F_STR(f) OlStr f;
#define F_INT(f) int64_t f;
#define F_BOOL(f) bool f;
#define F_ENUM(f, t) t f;
#define R_SLOT(ctype, f) ctype f;
#include "../../defs/ast.def"
#undef OL_NODE
#undef OL_EXPR
#undef OL_END
#undef F_NODE
#undef F_LIST
#undef F_NAME
#undef F_NAMES
#undef F_STR
#undef F_INT
#undef F_BOOL
#undef F_ENUM
#undef R_SLOT

/* --- construction and access -------------------------------------------------------------------------------------- */
/* A zeroed node of the kind; start and end of its span are given. */
void *ol_node_new(OlArena *arena, OlNodeKind kind, uint32_t start, uint32_t end);
#define OL_MAKE(arena, name, start, end) ((Ol##name *)ol_node_new((arena), OL_N_##name, (start), (end)))

/* node as an OlXxx; the kind is checked in debug builds. */
#ifdef OL_DEBUG
#define OL_AS(name, n) ((Ol##name *)ol_node_check((OlNode *)(n), OL_N_##name))
#else
#define OL_AS(name, n) ((Ol##name *)(n))
#endif
#define OL_IS(name, n) ((n) != NULL && ((const OlNode *)(n))->kind == OL_N_##name)
OlNode *ol_node_check(OlNode *node, OlNodeKind kind);

const char *ol_node_name(OlNodeKind kind); /* "ColumnRef" */
bool ol_node_is_expr(const OlNode *node);  /* has an OlExpr header */
OlStr ol_node_text(OlStr source, const OlNode *node); /* its piece of the source text */

/* Item i of a node list as an OlXxx. */
#define OL_ITEM(name, list, i) OL_AS(name, (list).items[i])

/* --- whole-tree operations ---------------------------------------------------------------------------------------- */
typedef enum OlWalk
{
    OL_WALK_CONTINUE, /* go into the children */
    OL_WALK_PRUNE,    /* do not go into the children of this node */
    OL_WALK_ABORT     /* stop the whole walk */
} OlWalk;

typedef OlWalk (*OlWalkFn)(OlNode *node, void *ctx);

/* Calls fn for node and, as it asks, for everything below, in source order of the fields of defs/ast.def.
 * post, when not NULL, is called for a node after its children.  False when aborted. */
bool ol_ast_walk(OlNode *node, OlWalkFn pre, OlWalkFn post, void *ctx);

/* Calls fn for each direct child pointer, so that a rewriter may replace it. */
typedef void (*OlChildFn)(OlNode **child, void *ctx);
void ol_ast_children(OlNode *node, OlChildFn fn, void *ctx);

/* A copy in arena; strings are shared, R_SLOT fields and types are copied as they are. */
OlNode *ol_ast_copy(OlArena *arena, const OlNode *node);

/* The same tree, spans and R_SLOT fields aside. */
bool ol_ast_equal(const OlNode *a, const OlNode *b);

/* Stable text form, one node or field per line, indented; absent and zero fields are left out.
 * with_spans adds [start,end) to each node. */
void ol_ast_print(OlBuf *out, const OlNode *node, bool with_spans);

#endif
