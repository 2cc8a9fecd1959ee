/*
 * plc.h - the public face of src/plc: PL/SQL text or tree to a program.
 *
 * Owns:      ol_plc_compile and its options and messages.
 * Not here:  the form of the result (program.h).
 * Lifetimes: everything in the arena given.
 * Invariant: OL_OK with a program, or OL_ERROR with at least one message; never both.
 * See also:  docs/internals/plsql.md, README.md
 */
#ifndef OL_PLC_H
#define OL_PLC_H

#include "front/catalog.h"
#include "front/front.h"
#include "plc/program.h"

/* One line of USER_ERRORS. The text has its prefix: "PLS-00201: identifier 'X' must be declared", "PL/SQL: Statement ignored". */
typedef struct OlPlcMessage
{
    int line;   /* from 1, in the source of the unit */
    int column; /* from 1, in characters */
    int pos;    /* byte offset into the text given to ol_plc_compile */
    OlStr text;
} OlPlcMessage;

typedef struct OlPlcOptions
{
    const OlCatalog *catalog;
    const OlType *bind_types; /* of anonymous blocks, by distinct name in order of first occurrence; UNKNOWN where not said */
    int nbind_types;
    /* The specification of a package another unit names (schema may be empty: search order of the catalog); NULL when there is none.
     * The program stays valid in an arena of the callee. ctx is the catalog's. */
    const OlProgram *(*find_unit)(void *ctx, OlStr schema, OlStr name);
    /* The text of a package's specification (from CREATE or from PACKAGE on), which its body is compiled with; may be NULL. Globals and
     * public routines of the specification come first in the body's program, so that places agree. */
    bool (*find_spec_text)(void *ctx, OlStr schema, OlStr name, OlStr *text);
    bool supplied;     /* a supplied package: LANGUAGE C names routines of the machine */
    bool interface_only; /* of a stand-alone routine: its declaration, no code */
    OlStr schema;      /* the unit's own, for CREATE; empty: the catalog's current schema */
} OlPlcOptions;

typedef struct OlPlcResult
{
    OlProgram *program; /* NULL with messages */
    int nmessages;
    OlPlcMessage *messages;
    OlErrorCode refused; /* triggers: the error is the statement's, no unit is made (:NEW in a statement trigger, for one) */
} OlPlcResult;

/* text: an anonymous block, CALL statement, or CREATE of a unit. On OL_ERROR diag has what the client is told: ORA-06550 with all messages
 * for a block; result->messages has them apart (for CREATE: the unit's errors). */
OlStatus ol_plc_compile(OlArena *arena, OlStr text, const OlPlcOptions *options, OlPlcResult *result, OlDiag *diag) OL_MUSTCHECK;

/* The same from a parsed statement. */
OlStatus ol_plc_compile_tree(OlArena *arena, const OlParsed *parsed, const OlPlcOptions *options, OlPlcResult *result,
                             OlDiag *diag) OL_MUSTCHECK;

/* Source of a supplied package (defs/packages.def) from PACKAGE on; false when there is none of this name and kind. */
bool ol_plc_supplied(OlStr name, OlObjectKind kind, OlStr *text);
/* The same by number, for listings; false behind the last. */
bool ol_plc_supplied_at(int n, OlStr *name, OlObjectKind *kind, OlStr *text);

#endif
