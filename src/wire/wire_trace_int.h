/*
 * wire_trace_int.h - the state of a trace, shared by wire_trace.c (packets) and wire_trace_ttc.c (messages).
 *
 * See also:  wire_trace.h
 */
#ifndef OL_WIRE_TRACE_INT_H
#define OL_WIRE_TRACE_INT_H

#include "wire/wire_int.h"
#include "wire/wire_trace.h"

enum
{
    OL_TRACE_CURSORS = 64,       /* statements remembered, by cursor id modulo this */
    OL_TRACE_MESSAGE = 1 << 20,  /* longer messages are not decoded */
};

/* What is known of a statement: needed to read rows. Descriptions without their strings. */
typedef struct OlTraceCursor
{
    uint32_t id;
    bool known;
    bool is_plsql;
    uint32_t n_returning;  /* binds at the end that belong to RETURNING INTO */
    uint32_t n_binds, cap_binds;
    OlBindDesc *binds;
    uint8_t *directions;   /* [cap_binds], of the last IO VECTOR; 0 unknown */
    uint32_t n_columns, cap_columns;
    OlColumnDesc *columns;
} OlTraceCursor;

typedef struct OlTraceSide
{
    OlBuf raw;             /* bytes not yet cut into packets */
    size_t raw_at;
    OlBuf payload;         /* of DATA packets, not yet decoded */
    bool skipping;         /* the rest of what this side says now is not decoded */
} OlTraceSide;

struct OlWireTrace
{
    OlArena *arena, *scratch;
    OlTraceOptions options;
    OlTraceLine line;
    void *ctx;
    OlCaps caps;
    bool large;
    bool from_client;      /* who spoke last */
    OlTraceSide side[2];   /* client, server */
    /* the call in progress */
    uint8_t function;
    uint8_t embedded_fv;   /* the call inside FAST AUTH comes next, with this field version; 0 no */
    bool want_row_counts;
    uint32_t fetch_cursor;
    uint32_t rows_pending; /* bind rows still to come from the client */
    OlBindLayout layout;
    uint16_t *order;       /* of layout, [cap_order] */
    uint32_t cap_order;
    OlLobRequest lob;      /* its locators are only lengths */
    bool io_vector;        /* rows of this response are OUT binds */
    OlStr bits;
    uint8_t bits_room[OL_MAX_COLUMNS / 8 + 1];
    OlTraceCursor current; /* the statement being executed */
    OlTraceCursor cursors[OL_TRACE_CURSORS];
};

/* Decode one message at the start of r. OL_OK: printed. */
OlStatus ol_wire_trace_message(OlWireTrace *t, bool from_client, OlReader *r, OlDiag *diag);
/* One line, with who speaks in front. */
void ol_wire_trace_say(OlWireTrace *t, bool from_client, const char *fmt, ...) OL_PRINTF(3, 4);

#endif
