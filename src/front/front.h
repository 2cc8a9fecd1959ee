/*
 * front.h - the public face of src/front: lexer and parser of Oracle SQL and PL/SQL.
 *
 * Owns:      the entry points: text in, syntax tree or OlDiag out.
 * Lifetimes: the tree lives in the arena and points into the text: both must outlive its use.
 * Invariant: a failing parse fills the OlDiag with Oracle's number and the byte offset of the offending token.
 * See also:  ast.h, lex.h (tokens), parse.h (inside the parser), README.md
 */
#ifndef OL_FRONT_H
#define OL_FRONT_H

#include "front/ast.h"

/* Nesting of parentheses, subqueries, CASE, blocks: more is refused, so that no walk of the tree overflows a stack. */
#define OL_PARSE_MAX_DEPTH 500
#define OL_NAME_MAX_BYTES 128 /* ORA-00972 */

typedef enum OlParseClass
{
    OL_PCLASS_NONE,
    OL_PCLASS_QUERY,       /* SELECT */
    OL_PCLASS_DML,         /* INSERT, UPDATE, DELETE, MERGE, LOCK TABLE, EXPLAIN PLAN */
    OL_PCLASS_DDL,         /* commits before and after */
    OL_PCLASS_PLSQL,       /* anonymous block, CALL */
    OL_PCLASS_TRANSACTION, /* COMMIT, ROLLBACK, SAVEPOINT, SET TRANSACTION, SET CONSTRAINTS */
    OL_PCLASS_SESSION,     /* ALTER SESSION, ALTER SYSTEM, SET ROLE */
} OlParseClass;

/* One bind placeholder in the text. */
typedef struct OlParsedBind
{
    OlName name;        /* folded name */
    uint32_t start;     /* span of the whole placeholder */
    uint32_t end;
    int distinct_index; /* into OlParsed.distinct_binds */
} OlParsedBind;

typedef struct OlParsed
{
    OlStr text;             /* what was parsed */
    OlNode *node;           /* the statement */
    OlParseClass stmt_class;
    OlParsedBind *binds;       /* each occurrence, in order; a Bind node's index is its place here */
    int nbinds;
    OlName *distinct_binds; /* each name once, in order of first occurrence (PL/SQL binds by these) */
    int ndistinct_binds;
    bool has_returning;     /* DML with RETURNING .. INTO */
} OlParsed;

/* Parse flags. */
#define OL_PARSE_UNIT_TEXT_ONLY 1u /* CREATE PROCEDURE ..., blocks: keep the text, do not build the PL/SQL tree */
#define OL_PARSE_PLSQL_SQL 2u      /* static SQL of PL/SQL: INTO clauses and records are allowed */
#define OL_PARSE_23AI 4u           /* SELECT without FROM */

/* One statement, without its final ';' or '/' (one final ';' of a PL/SQL block belongs to it).
 * Positions are byte offsets into text.  Texts over 2 GB are refused. */
OlStatus ol_parse_statement(OlArena *arena, OlStr text, unsigned flags, OlParsed *out, OlDiag *diag) OL_MUSTCHECK;

/* A lone expression or condition (defaults, check texts, dynamic pieces) and a lone data type. */
OlStatus ol_parse_expr_text(OlArena *arena, OlStr text, OlNode **out, OlDiag *diag) OL_MUSTCHECK;
OlStatus ol_parse_type_text(OlArena *arena, OlStr text, OlNode **out, OlDiag *diag) OL_MUSTCHECK;

/* What kind of statement a text is, from its first words only (no parsing). */
OlParseClass ol_classify_statement(OlStr text);

/* Folds an identifier as Oracle does: letters to upper case (UTF-8 aware). Result in arena. */
OlStr ol_fold_name(OlArena *arena, OlStr name);

/* One token per line: position, kind, text; for "oliphant dev tokens" and the golden tests. */
OlStatus ol_parse_print(OlArena *arena, OlStr text, OlBuf *out, OlDiag *diag) OL_MUSTCHECK; /* "oliphant dev ast" */
OlStatus ol_lex_print(OlArena *arena, OlStr text, OlBuf *out, OlDiag *diag) OL_MUSTCHECK;

/* Every name of a query or DML statement bound, in words, by the catalog given: for "oliphant dev names" and the golden tests.
 * bind_types: by occurrence, may be fewer. */
struct OlCatalog;
OlStatus ol_names_print(OlArena *arena, OlStr text, const struct OlCatalog *catalog, const OlType *bind_types, int nbind_types,
                        OlBuf *out, OlDiag *diag) OL_MUSTCHECK;

#endif
