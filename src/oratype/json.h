/*
 * json.h - JSON text as a tree, and Oracle's SQL/JSON path over it.
 *
 * Owns:      OlJson (a parsed value, order and number texts kept), OlJsonPath (a compiled path), evaluation, printing.
 * Lifetimes: everything in the arena given; strings may point into the text parsed.
 * Invariant: nesting is bounded by OL_JSON_MAX_DEPTH in text and path, so every walk is safe.
 * See also:  json.c, json_path.c, runtime/func/json.c; JSON Developer's Guide, "SQL/JSON Path Expressions"; RFC 8259
 */
#ifndef OL_ORATYPE_JSON_H
#define OL_ORATYPE_JSON_H

#include "base/base.h"

#define OL_JSON_MAX_DEPTH 256

typedef enum OlJsonKind
{
    OL_JSON_NULL,
    OL_JSON_FALSE,
    OL_JSON_TRUE,
    OL_JSON_NUMBER, /* text: as written */
    OL_JSON_STRING, /* text: decoded */
    OL_JSON_ARRAY,
    OL_JSON_OBJECT
} OlJsonKind;

typedef struct OlJson
{
    OlJsonKind kind;
    int n; /* children */
    OlStr text;
    OlStr name; /* of a member of an object */
    struct OlJson *child;
    struct OlJson *last;
    struct OlJson *next;
} OlJson;

#define OL_JSON_STRICT 1u /* RFC 8259; else Oracle's lax syntax: unquoted and single-quoted names, a comma too many, TRUE */
#define OL_JSON_UNIQUE 2u /* no member name twice in an object */
#define OL_JSON_SCALARS 4u /* a value that is neither object nor array is a document */

/* NULL when the text is no JSON. */
OlJson *ol_json_parse(OlArena *arena, OlStr text, unsigned flags);

#define OL_JSON_PRETTY 1u
#define OL_JSON_ASCII 2u
void ol_json_print(const OlJson *v, OlBuf *out, unsigned flags);
void ol_json_quote(OlStr s, OlBuf *out, unsigned flags);
bool ol_json_equal(const OlJson *a, const OlJson *b); /* members in any order, numbers by value */
OlJson *ol_json_merge(OlArena *arena, OlJson *target, OlJson *patch); /* RFC 7396 */

typedef struct OlJsonPath OlJsonPath;

/* A variable of PASSING: a value by name. */
typedef struct OlJsonVar
{
    OlStr name;
    OlJson *value;
} OlJsonVar;

typedef struct OlJsonList
{
    OlJson **items;
    int n;
    int cap;
} OlJsonList;

/* ORA-40442 for what is no path, ORA-03001 for what of it is not known. */
OL_MUSTCHECK OlStatus ol_json_path_compile(OlArena *arena, OlStr text, OlJsonPath **out, OlDiag *diag);
/* The values the path selects, in order. Results of item methods are new values in arena. */
OL_MUSTCHECK OlStatus ol_json_path_eval(OlArena *arena, const OlJsonPath *path, OlJson *doc, const OlJsonVar *vars, int nvars, OlJsonList *out,
                                        OlDiag *diag);

#endif
