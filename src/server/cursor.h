/*
 * cursor.h - the cursors a client holds by number.
 *
 * Owns:      the table of cursors: statement, bind and define descriptions, open query of each.
 * Lifetimes: a cursor from its first execute until the client closes it (piggyback 105) or the session ends.
 * Invariant: ids are 1..65535 and reused only after a close; a cursor without a statement is being parsed.
 * See also:  cursor.c, plan.h, portal.h, protocol.md 5.11
 */
#ifndef OL_SERVER_CURSOR_H
#define OL_SERVER_CURSOR_H

#include "server/plan.h"
#include "server/portal.h"
#include "server/receiver.h"
#include "server/session.h"

typedef struct OlCursor
{
    uint32_t id;
    struct MemoryContextData *mcxt;
    OlStatement *stmt;
    OlStr text;
    OlBindDesc *binds;        /* as described last */
    OlType *bind_types;
    uint32_t n_binds;
    OlBindDesc *defines;      /* NULL: none given */
    uint32_t n_defines;
    OlValue *literals;        /* values of the binds that stand for literals of its text, n_binds; NULL: it has none */
    uint8_t *directions;      /* of the last IO VECTOR, n_binds; NULL before the first */
    OlColumnDesc *columns;    /* as described, stmt->tr->ncolumns */
    uint32_t n_columns;
    bool described;           /* the client knows these columns */
    OlPortal portal;
    OlReceiver *receiver;     /* of the open query, in query_cxt */
    struct MemoryContextData *query_cxt;
    bool at_end;
    uint64_t rows_fetched;
} OlCursor;

/* ORA-01000 when there are too many. */
OlCursor *ol_cursor_new(OlSession *s);
/* ORA-01001 */
OlCursor *ol_cursor_get(OlSession *s, uint32_t id);
OlCursor *ol_cursor_find(uint32_t id); /* NULL */
void ol_cursor_close(OlCursor *c);
/* Ends the open query, keeps the cursor parsed. */
void ol_cursor_cancel(OlCursor *c);
void ol_cursor_close_all(void);
/* Parses text into the cursor; types are those of the binds described for it. Raises; the cursor is then without a statement. */
void ol_cursor_parse(OlCursor *c, OlStr text, int *error_pos);
/* The cursor's statement, translated again if the catalog has moved. *changed: the columns are no longer those described. */
OlStatement *ol_cursor_statement(OlCursor *c, bool *changed, int *error_pos);
void ol_cursor_set_binds(OlCursor *c, const OlBindDesc *binds, uint32_t n);
void ol_cursor_set_defines(OlCursor *c, const OlBindDesc *defines, uint32_t n);

#endif
