/*
 * literals.h - INSERT statements whose values are literals, as one statement with binds.
 *
 * Owns:      OlLiterals, the values taken out of a text.
 * Lifetimes: what ol_literals_take returns lives in the current memory context.
 * See also:  literals.c, call_execute.c
 */
#ifndef OL_SERVER_LITERALS_H
#define OL_SERVER_LITERALS_H

#include "wire/wire.h"

struct MemoryContextData;

enum
{
    OL_LITERALS_MAX = 250
};

typedef struct OlLiteralPlace /* in characters */
{
    uint32_t at;        /* of the placeholder, in the new text */
    uint32_t len;       /* of the placeholder */
    uint32_t len_before; /* of the literal */
} OlLiteralPlace;

typedef struct OlLiterals
{
    OlStr text;         /* with placeholders */
    uint32_t n;
    OlBindDesc *binds;
    OlValue *values;
    OlLiteralPlace *places;
} OlLiterals;

/* NULL: the text is no such INSERT, and runs as it is. */
OlLiterals *ol_literals_take(OlStr text);
/* The values as they are needed when the cursor runs again, in mcxt. */
OlValue *ol_literals_keep(const OlLiterals *literals, struct MemoryContextData *mcxt);
/* A character offset in literals->text as one in the text before; -1 stays. */
int32_t ol_literals_position(const OlLiterals *literals, int32_t position);

#endif
