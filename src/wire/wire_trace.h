/*
 * wire_trace.h - packets and TTC messages in words.
 *
 * Owns:      OlWireTrace: follows both directions of one connection, learns the layouts from the negotiation it sees.
 * Lifetimes: lives in the arena it was made with; what one message needs comes from a scratch arena, which is reset after
 *            each.  The text goes to a callback line by line.
 * Invariant: secrets (passwords, session keys, tokens, IDENTIFIED BY) are never printed, unless the hex option asks for
 *            the bytes themselves: that is for recordings, not for a session's trace.  What cannot be decoded is said so,
 *            never guessed.
 * See also:  wire.h, docs/protocol/
 */
#ifndef OL_WIRE_TRACE_H
#define OL_WIRE_TRACE_H

#include "wire/wire.h"

typedef struct OlWireTrace OlWireTrace;
typedef void (*OlTraceLine)(void *ctx, OlStr line); /* without newline */

typedef struct OlTraceOptions
{
    bool hex;            /* the bytes of each packet too, with offsets: these may hold secrets */
    bool no_rows;        /* row and bind values as counts only */
    uint32_t max_value;  /* longest value printed, in characters; 0: 80 */
} OlTraceOptions;

/* scratch: an arena for nobody else. */
OlWireTrace *ol_wire_trace_new(OlArena *arena, OlArena *scratch, const OlTraceOptions *options, OlTraceLine line, void *ctx);
/* Start in the middle of a connection, with known layouts. */
void ol_wire_trace_set_caps(OlWireTrace *trace, const OlCaps *caps);
/* Bytes as seen on the socket, in any cut. */
void ol_wire_trace_bytes(OlWireTrace *trace, bool from_client, const void *data, size_t n);
void ol_wire_trace_end(OlWireTrace *trace); /* says what was left incomplete */
/* One TTC payload without packets. */
void ol_wire_trace_payload(OlWireTrace *trace, bool from_client, const void *data, size_t n);

/* A file for "oliphant dev wire": lines of "C: hex" and "S: hex" (client, server), "P: C hex" payload only, '#' comments,
 * blanks anywhere in the hex; "caps fv=12 conv_length=1 ..." sets layouts.  Packets decoded in the order given. */
OL_MUSTCHECK OlStatus ol_wire_trace_file(OlWireTrace *trace, OlStr text, OlDiag *diag);

#endif
