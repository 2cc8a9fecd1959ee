/*
 * wire.h - the TNS and TTC codec, both directions, without sockets.
 *
 * Owns:      OlReader and OlWriter, the framing of packets, one read and one write function per message.
 * Not here:  the login state machines (login.h), printing in words (wire_trace.h), conversion of values (oratype):
 *            a bind or column value is a slice of bytes in the wire form of its type.
 * Lifetimes: what a read function returns lives in the reader's arena.  Structs given to write functions are only read.
 * Invariant: no length from the wire is used before it is compared with what is there or bounded; a reader that failed
 *            stays failed and returns zeros, so handlers check once per message.  Nothing here keeps state outside the
 *            structs it is given, so control may be lost in any callback or allocation.
 * See also:  wire_types.h (all structs), README.md, protocol.md (section numbers in comments are its)
 */
#ifndef OL_WIRE_H
#define OL_WIRE_H

#include "base/base.h"
#include "wire/wire_types.h"

#include <string.h>

/* --- names -------------------------------------------------------------------------------------------------------- */
const char *ol_tns_packet_name(uint8_t type);      /* never NULL: "packet type" for unknown ones */
const char *ol_ttc_message_name(uint8_t type);
const char *ol_ttc_function_name(uint8_t function); /* "function 123" text lives in static storage: NULL when unknown */
OlFraming ol_wire_framing(uint8_t wire_type);       /* OL_FRAME_UNKNOWN when not in defs/wire_framing.def */
const char *ol_wire_type_name(uint8_t wire_type);

/* ==== reading =====================================================================================================
 * An OlReader gives integers, strings and bytes of TTC messages.  It reads
 *   - from memory (ol_reader_init_memory): at the end of the bytes it fails with OL_READ_SHORT; the caller may come
 *     again from the start of the message with more bytes (ol_reader_status gives OL_NEED_MORE), or
 *   - through a pull callback (ol_reader_init_pull): fill blocks until more payload is there, so a message may be cut
 *     anywhere.  OlTtcStream is the usual source.
 */
typedef enum OlReadWhy
{
    OL_READ_OK = 0,
    OL_READ_SHORT,  /* (memory) the bytes end before the message */
    OL_READ_BAD,    /* malformed: protocol violation, the connection must be closed */
    OL_READ_BREAK,  /* (pull) a MARKER came instead: do the break handshake (1.10), then answer ORA-01013 */
    OL_READ_CLOSED, /* (pull) end of file or the client's EOF packet */
} OlReadWhy;

typedef struct OlReader OlReader;
/* Give the next bytes in *data, *n (n > 0) and return OL_READ_OK, or say why there are none.  The bytes of the call
 * before are done with. */
typedef OlReadWhy (*OlReadFill)(void *ctx, const uint8_t **data, size_t *n);

struct OlReader
{
    const uint8_t *pos, *end;
    OlReadWhy why;       /* sticky */
    bool views;          /* strings may point into the bytes read: they outlive the results (memory only) */
    const char *what;    /* for OL_READ_BAD: what was wrong, static text */
    const OlCaps *caps;  /* the layouts */
    OlArena *arena;      /* of the results */
    OlReadFill fill;     /* NULL: memory */
    void *ctx;
    size_t max_value;    /* greatest string accepted; default 1 GiB - 1 */
    uint8_t *spare;      /* room for small copies, in the arena */
    size_t spare_left;
};

void ol_reader_init_memory(OlReader *r, const OlCaps *caps, OlArena *arena, const void *data, size_t n, bool views);
void ol_reader_init_pull(OlReader *r, const OlCaps *caps, OlArena *arena, OlReadFill fill, void *ctx);
/* The arena of the results from now on (each call has its own); unread bytes stay. */
void ol_reader_set_arena(OlReader *r, OlArena *arena);
/* After OL_READ_BREAK was handled: forget unread bytes and the failure. */
void ol_reader_recover(OlReader *r);
/* OL_OK, OL_NEED_MORE, or OL_ERROR with diag filled: BAD = ORA-03115 with what is wrong as text, BREAK = ORA-01013,
 * CLOSED = ORA-03113. */
OL_MUSTCHECK OlStatus ol_reader_status(const OlReader *r, OlDiag *diag);
/* Mark as malformed; text is static. Always fails. */
void ol_reader_bad(OlReader *r, const char *what);
bool ol_reader_at_end(const OlReader *r); /* no unread byte in what fill gave so far */

uint8_t ol_rd_u8(OlReader *r);
uint8_t ol_rd_peek(OlReader *r);           /* the next byte, not taken; 0 when failed */
uint16_t ol_rd_u16be(OlReader *r);
uint16_t ol_rd_u16le(OlReader *r);
uint32_t ol_rd_u32be(OlReader *r);
uint64_t ol_rd_u64be(OlReader *r);
uint16_t ol_rd_ub2(OlReader *r);           /* 2.1 */
uint32_t ol_rd_ub4(OlReader *r);
uint64_t ol_rd_ub8(OlReader *r);
int16_t ol_rd_sb2(OlReader *r);
int32_t ol_rd_sb4(OlReader *r);
int64_t ol_rd_sb8(OlReader *r);
OlStr ol_rd_raw(OlReader *r, size_t n);    /* exactly n bytes */
void ol_rd_skip(OlReader *r, size_t n);
bool ol_rd_clr(OlReader *r, OlStr *out);   /* 2.2, chunks joined; false for NULL (00 or FF) or failure */
OlStr ol_rd_dalc(OlReader *r);             /* 2.3; empty for NULL */
OlStr ol_rd_chr(OlReader *r, size_t n);    /* 2.4: CLR or n raw bytes, by caps->conv_length */
OlStr ol_rd_cstr(OlReader *r, size_t max); /* up to a NUL, which is taken but not part of it */

/* A CLR in pieces, without joining: for LOB data of any size.
 *     OlClrPieces c = {0};  OlStr piece;
 *     while (ol_rd_clr_piece(r, &c, &piece)) use(piece);   -- valid until the next call
 * Then check ol_reader_status. */
typedef struct OlClrPieces
{
    uint8_t state;
    size_t left;
} OlClrPieces;
bool ol_rd_clr_piece(OlReader *r, OlClrPieces *c, OlStr *piece);

/* --- packets from a byte stream ----------------------------------------------------------------------------------- */

/* The header of the packet that starts at data. OL_NEED_MORE below 8 bytes; OL_ERROR for a length below 8 or above
 * max. */
OL_MUSTCHECK OlStatus ol_tns_read_header(const uint8_t *data, size_t n, bool large, uint32_t max, OlTnsHeader *out, OlDiag *diag);

/* Takes bytes from a receive callback, cuts them into packets, gives the payload of DATA packets.  NULL packets are
 * skipped, a MARKER ends reading with OL_READ_BREAK.  Packets are never held as a whole, so a big SDU costs nothing. */
typedef struct OlTtcStream
{
    /* Up to cap (> 0) bytes into buf; blocks. Returns their number, 0 at end of file, negative when the connection is
     * lost (both become OL_READ_CLOSED). */
    ptrdiff_t (*recv)(void *ctx, uint8_t *buf, size_t cap);
    void *ctx;
    bool large;             /* long headers */
    uint8_t *buf;
    size_t cap, start, end; /* bytes received and not given yet: buf[start, end) */
    size_t given;           /* bytes before start that the reader may still look at */
    uint32_t packet_left;   /* payload of the current DATA packet not given yet */
    uint16_t data_flags;    /* of the current DATA packet: BEGIN_PIPELINE, END_OF_REQUEST */
    uint8_t marker;         /* kind of the last MARKER, 0 none */
    uint32_t control_error; /* of the last CONTROL packet (client side) */
    bool eof;
} OlTtcStream;

/* buf is the caller's (64 KiB is good, at least 64 bytes). */
void ol_ttc_stream_init(OlTtcStream *s, uint8_t *buf, size_t cap, bool large,
                        ptrdiff_t (*recv)(void *ctx, uint8_t *buf, size_t cap), void *ctx);
OlReadWhy ol_ttc_stream_fill(void *stream, const uint8_t **data, size_t *n); /* an OlReadFill */
/* Bytes already received by somebody else (handed over with the socket) before anything is read. False: too many. */
OL_MUSTCHECK bool ol_ttc_stream_preload(OlTtcStream *s, const void *data, size_t n);
/* Look-ahead while a call runs: room to receive into without blocking (0 when there is none), then how much came. */
uint8_t *ol_ttc_stream_room(OlTtcStream *s, const OlReader *r, size_t *cap);
void ol_ttc_stream_received(OlTtcStream *s, size_t n);
/* Is there a whole MARKER among the packets received and not read yet? (cancel while executing) */
bool ol_ttc_stream_break_pending(const OlTtcStream *s);
/* Is there a request (or the rest of one) already received? */
bool ol_ttc_stream_pending(const OlTtcStream *s, const OlReader *r);
/* The break handshake, receiving half: throw everything away until the peer's RESET marker (which is taken). */
OlReadWhy ol_ttc_stream_drain_to_reset(OlTtcStream *s);
/* After an unknown function: throw away what is left of the current packet (2.8); unread bytes of the reader too. */
void ol_ttc_stream_skip_packet(OlTtcStream *s, OlReader *r);

/* ==== writing =====================================================================================================
 * An OlWriter puts TTC bytes straight into DATA packets in its buffer, headers included; the buffer goes to flush when
 * it is full and at the end of a message.  Raw mode: no packets, just the bytes (tests, nested structures).
 */
typedef struct OlWriter
{
    uint8_t *pos;        /* where the next byte goes */
    uint8_t *limit;      /* end of the room in the current packet; pos == limit: full or none open */
    uint8_t *packet;     /* start of the current packet, NULL when none is open */
    uint8_t *buf;
    size_t cap;
    size_t packet_max;   /* greatest packet: min(SDU, cap) */
    uint8_t header;      /* 10, or 0 in raw mode */
    bool large;
    bool failed;         /* flush said no: the connection is lost, bytes are swallowed */
    uint8_t call_number; /* sequence number of the call being answered: each OER repeats it */
    uint16_t data_flags; /* put into every packet (BEGIN_PIPELINE on the first of a request, by the client) */
    const OlCaps *caps;  /* the layouts */
    bool (*flush)(void *ctx, const uint8_t *data, size_t n);
    void *ctx;
    uint64_t flushed;    /* number of flushes, for marks */
    OlBuf *out;          /* raw mode and ol_writer_init_buf: where the bytes go */
    uint8_t scratch[256];
} OlWriter;

/* Packets of at most caps->sdu into buf (the caller's; several SDUs is good, at least 512 bytes).  flush sends all n
 * bytes or returns false. */
void ol_writer_init(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap,
                    bool (*flush)(void *ctx, const uint8_t *data, size_t n), void *ctx);
/* Packets collected in out, at its end; buf as above. */
void ol_writer_init_buf(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap, OlBuf *out);
/* Payload bytes only, collected in out. */
void ol_writer_init_raw(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap, OlBuf *out);
/* After caps->sdu or caps->large_header changed; nothing may be pending. */
void ol_writer_caps_changed(OlWriter *w);

/* The server's end of a response: 0x1D and the data flag if agreed on (1.9), closes the packet, flushes. */
void ol_writer_end_response(OlWriter *w);
/* The client's end of a request (and the server's where no end mark may be sent, 3.1): closes the packet, flushes. */
void ol_writer_end_request(OlWriter *w);
/* Closes the open packet and flushes: rows so far go out while the call goes on. */
void ol_writer_push(OlWriter *w);

/* Take back what was written since the mark, if none of it was flushed yet: a row that fails half-way.  ol_writer_undo
 * returns false when it was: then the rest of the response needs the marker form (1.10). */
typedef struct OlWriterMark
{
    uint8_t *pos, *packet;
    uint64_t flushed;
} OlWriterMark;
OlWriterMark ol_writer_mark(const OlWriter *w);
OL_MUSTCHECK bool ol_writer_undo(OlWriter *w, OlWriterMark mark);
/* Throw away everything not flushed yet (a break was asked for). */
void ol_writer_discard(OlWriter *w);

void ol_wr_bytes(OlWriter *w, const void *data, size_t n);

/* Room for n <= 256 contiguous bytes: write there, then commit how many were used.  Between the two nothing else may be
 * written. */
uint8_t *ol_wr_reserve_slow(OlWriter *w, size_t n);
void ol_wr_commit_slow(OlWriter *w, const uint8_t *at, size_t used);
static inline uint8_t *ol_wr_reserve(OlWriter *w, size_t n)
{
    if (OL_LIKELY((size_t)(w->limit - w->pos) >= n))
        return w->pos;
    return ol_wr_reserve_slow(w, n);
}
static inline void ol_wr_commit(OlWriter *w, const uint8_t *at, size_t used)
{
    if (OL_LIKELY(at == w->pos))
        w->pos += used;
    else
        ol_wr_commit_slow(w, at, used);
}
static inline void ol_wr_u8(OlWriter *w, uint8_t byte)
{
    if (OL_LIKELY(w->pos < w->limit))
        *w->pos++ = byte;
    else
        ol_wr_bytes(w, &byte, 1);
}
void ol_wr_u16be(OlWriter *w, uint16_t v);
void ol_wr_u16le(OlWriter *w, uint16_t v);
void ol_wr_u32be(OlWriter *w, uint32_t v);
void ol_wr_u64be(OlWriter *w, uint64_t v);
void ol_wr_ub8(OlWriter *w, uint64_t v);   /* 2.1: ub2, ub4 and ub8 are the same bytes */
static inline void ol_wr_ub4(OlWriter *w, uint32_t v)
{
    if (v == 0)
        ol_wr_u8(w, 0);
    else
        ol_wr_ub8(w, v);
}
void ol_wr_sb8(OlWriter *w, int64_t v);
void ol_wr_clr_long(OlWriter *w, const void *data, size_t n);
void ol_wr_copy_short(uint8_t *to, const uint8_t *from, size_t n);
/* CLR of n bytes; n = 0 is NULL. */
static inline void ol_wr_clr(OlWriter *w, const void *data, size_t n)
{
    if (OL_LIKELY(n <= 252 && (size_t)(w->limit - w->pos) > n))
    {
        *w->pos = (uint8_t)n;
        ol_wr_copy_short(w->pos + 1, data, n);
        w->pos += n + 1;
    }
    else
        ol_wr_clr_long(w, data, n);
}
/* A CLR in pieces of unknown total: begin, any number of pieces, end. */
void ol_wr_clr_begin(OlWriter *w);
void ol_wr_clr_piece(OlWriter *w, const void *data, size_t n);
void ol_wr_clr_end(OlWriter *w);
void ol_wr_dalc(OlWriter *w, OlStr s);
void ol_wr_chr(OlWriter *w, OlStr s);      /* 2.4 */
void ol_wr_pair(OlWriter *w, OlStr key, OlStr value, uint32_t flags);
void ol_wr_pair_c(OlWriter *w, const char *key, OlStr value, uint32_t flags);

/* --- packets that are not DATA, appended to out (no writer: they stand between responses) -------------------------- */
void ol_tns_write_marker(OlBuf *out, bool large, uint8_t kind);
void ol_tns_write_eof(OlBuf *out, bool large);                          /* the empty DATA packet with the EOF flag */
void ol_tns_write_control_error(OlBuf *out, bool large, uint32_t error); /* 1.11: 12572 = going down */

/* ==== connecting (section 1): packet is a whole packet, header included =========================================== */
OL_MUSTCHECK OlStatus ol_tns_read_connect(const uint8_t *packet, size_t n, OlTnsConnect *out, OlDiag *diag);
void ol_tns_write_connect(OlBuf *out, const OlTnsConnect *connect); /* with DATA packets after it when it is long */
OL_MUSTCHECK OlStatus ol_tns_read_accept(const uint8_t *packet, size_t n, OlTnsAccept *out, OlDiag *diag);
void ol_tns_write_accept(OlBuf *out, const OlTnsAccept *accept);
OL_MUSTCHECK OlStatus ol_tns_read_refuse(const uint8_t *packet, size_t n, OlTnsRefuse *out, OlDiag *diag);
void ol_tns_write_refuse(OlBuf *out, uint32_t error);
/* address: "(ADDRESS=...)"; connect_data: what the client must send there. */
void ol_tns_write_redirect(OlBuf *out, OlStr address, OlStr connect_data);

/* Connect descriptor (1.3): the tree, at most 16 deep and 1,024 nodes. Result in arena, text is referred to. */
OL_MUSTCHECK OlStatus ol_descriptor_parse(OlArena *arena, OlStr text, OlDescriptor **out, OlDiag *diag);
const OlDescriptor *ol_descriptor_find(const OlDescriptor *root, const char *name); /* depth first, any level; NULL */
OlStr ol_descriptor_get(const OlDescriptor *root, const char *name);                /* its value, empty when absent */
void ol_descriptor_connect_info(const OlDescriptor *root, OlConnectInfo *out);

/* Native services (1.5). */
bool ol_ano_is_request(const uint8_t *payload, size_t n);       /* starts with DEADBEEF */
OL_MUSTCHECK OlStatus ol_ano_read(const uint8_t *payload, size_t n, size_t *used, OlDiag *diag); /* either side's message */
void ol_ano_write_reply(OlWriter *w);                            /* everything off */
void ol_ano_write_request(OlWriter *w);

/* ==== negotiation (section 3) ===================================================================================== */
void ol_ttc_write_protocol(OlWriter *w, OlStr client_name);      /* with the message byte, as all writers */
/* Readers of messages start after the message byte (and for functions after the call header). */
OL_MUSTCHECK OlStatus ol_ttc_read_protocol(OlReader *r, OlStr *client_name, OlDiag *diag);
void ol_ttc_write_protocol_reply(OlWriter *w, const OlProtocolReply *reply);
OL_MUSTCHECK OlStatus ol_ttc_read_protocol_reply(OlReader *r, OlProtocolReply *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_data_types(OlReader *r, OlDataTypes *out, OlDiag *diag);
void ol_ttc_write_data_types(OlWriter *w, const OlDataTypes *types);
/* tz_file_version only if both sides exchange it; caps says which. Echoes the client's list. */
void ol_ttc_write_data_types_reply(OlWriter *w, const OlDataTypes *request);
OL_MUSTCHECK OlStatus ol_ttc_read_data_types_reply(OlReader *r, OlDiag *diag); /* by caps->tz_exchange, wide_types */
/* FAST AUTH (3.7) up to the embedded call, which the reader stands before; it is governed by out->fv. */
OL_MUSTCHECK OlStatus ol_ttc_read_fast_auth(OlReader *r, OlFastAuth *out, OlDiag *diag);
void ol_ttc_write_fast_auth(OlWriter *w, const OlFastAuth *fast);
/* The type list our own client sends. */
OlStr ol_ttc_client_type_list(OlArena *arena, const OlCaps *style);
/* What follows from the client's DATA TYPES for the layouts; fv and end_of_response are set too. */
void ol_caps_apply_data_types(OlCaps *caps, const OlDataTypes *types);
/* Layouts of a peer of the newest kind at field version fv: for tests and tools. */
void ol_caps_init_modern(OlCaps *caps, uint8_t fv);
bool ol_caps_is_jdbc(const OlCaps *caps); /* where JDBC thin differs and no capability says so (docs/protocol/jdbc.md) */

/* ==== calls: headers ============================================================================================== */
/* The next message of a request: message byte, and for functions and piggybacks the rest of the header. */
OL_MUSTCHECK OlStatus ol_ttc_read_call(OlReader *r, OlCallHeader *out, OlDiag *diag);
void ol_ttc_write_call(OlWriter *w, uint8_t message, uint8_t function, uint8_t sequence, uint64_t token);

/* --- authentication messages (4.1, 4.2); the cryptography is in login.h -------------------------------------------- */
OL_MUSTCHECK OlStatus ol_ttc_read_auth(OlReader *r, uint8_t function, OlAuthRequest *out, OlDiag *diag);
void ol_ttc_write_auth(OlWriter *w, const OlAuthRequest *auth);  /* after ol_ttc_write_call */
OlStr ol_pairs_get(const OlPairList *pairs, const char *key);    /* a trailing NUL in the key is ignored; empty if absent */
void ol_ttc_write_pairs(OlWriter *w, const OlPairList *pairs);   /* a PARAMETERS message of pairs */
OL_MUSTCHECK OlStatus ol_ttc_read_pairs(OlReader *r, OlPairList *out, OlDiag *diag);

/* --- execute (section 5) ------------------------------------------------------------------------------------------
 * ol_ttc_read_execute reads functions 0x5E, 0x04 and 0x4E up to the bind rows.  Which binds have values there depends on
 * the statement, so the server looks at the SQL (or at its cursor) first, then makes the layout, then reads row by row:
 *
 *     ol_ttc_read_execute(r, &call, &ex, diag);
 *     ... find the cursor / parse ex.sql; roles[i] = OL_ROLE_RETURNING for binds of RETURNING INTO;
 *         for re-executions of PL/SQL the directions of the last IO VECTOR ...
 *     ol_ttc_bind_layout(arena, caps, &ex, binds, n_binds, roles, is_plsql, &layout, diag);
 *     n_rows = ol_ttc_bind_rows(&ex, &layout, is_query);
 *     for each row: ol_ttc_read_bind_row(r, &layout, values, diag);
 *
 * The rows must be read to the end before a response is written, even when the statement is in error (requests have no
 * length).  When the SQL cannot be parsed at all, the roles are unknown: ol_ttc_skip_bind_rows keeps in step. */
OL_MUSTCHECK OlStatus ol_ttc_read_execute(OlReader *r, const OlCallHeader *call, OlExecute *out, OlDiag *diag);
/* roles may be NULL (all unknown). Presence (5.6): SQL with RETURNING: absent unless the options of a full execute have
 * PLSQL_BIND; re-executes never have RETURNING values, nor OUT ones of PL/SQL. Order: for SQL, binds whose declared size
 * exceeds caps->string_limit come last. */
OL_MUSTCHECK OlStatus ol_ttc_bind_layout(OlArena *arena, const OlCaps *caps, const OlExecute *ex, const OlBindDesc *binds,
                                         uint32_t n_binds, const OlBindRole *roles, bool is_plsql, OlBindLayout *out, OlDiag *diag);
/* Rows that follow: 0 without values; for queries one. */
uint32_t ol_ttc_bind_rows(const OlExecute *ex, const OlBindLayout *layout, bool is_query);
/* values[layout->n]; binds without a value become OL_V_ABSENT. Results in r->arena, which may be reset between rows
 * (ol_reader_set_arena). */
OL_MUSTCHECK OlStatus ol_ttc_read_bind_row(OlReader *r, const OlBindLayout *layout, OlValue *values, OlDiag *diag);
/* Skip the bind rows of a statement that could not be understood, to keep the request stream in step: takes rows as long
 * as the next byte is 07 and the reader has bytes at hand. layout may be NULL: then all binds described are taken to have
 * values. */
OL_MUSTCHECK OlStatus ol_ttc_skip_bind_rows(OlReader *r, const OlExecute *ex, const OlBindLayout *layout, uint32_t rows, OlDiag *diag);

/* The client's side.  ol_ttc_write_execute writes header and body up to the bind rows for any of the three functions;
 * fields derived are not read, except executions and fetch_rows for the re-executes. */
void ol_ttc_write_execute(OlWriter *w, const OlExecute *ex, uint8_t sequence, uint64_t token);
void ol_ttc_write_bind_row(OlWriter *w, const OlBindLayout *layout, const OlValue *values);

OL_MUSTCHECK OlStatus ol_ttc_read_fetch(OlReader *r, OlFetch *out, OlDiag *diag);
void ol_ttc_write_fetch(OlWriter *w, const OlFetch *fetch, uint8_t sequence, uint64_t token);

/* --- responses: writers put a whole message, message byte included ------------------------------------------------- */
void ol_ttc_write_describe(OlWriter *w, const OlColumnDesc *columns, uint32_t n, const uint8_t date[7] /* or NULL */);
void ol_ttc_write_describe_body(OlWriter *w, const OlColumnDesc *columns, uint32_t n, const uint8_t *date);
void ol_ttc_write_row_header(OlWriter *w, uint32_t n_columns, uint32_t n_rows);
void ol_ttc_write_bit_vector(OlWriter *w, uint32_t n_columns, const uint8_t *bits); /* of the next row: bit set = sent */
static inline void ol_ttc_begin_row(OlWriter *w) /* ROW DATA; then the values with ol_ttc_put_* in column order */
{
    ol_wr_u8(w, OL_TTC_ROW_DATA);
}
void ol_ttc_write_oer(OlWriter *w, const OlOer *oer);
void ol_ttc_write_status(OlWriter *w, uint32_t call_status);
void ol_ttc_write_parameters(OlWriter *w, const OlParameters *p);
/* direction: OL_DIR_* per bind. */
void ol_ttc_write_io_vector(OlWriter *w, const uint8_t *directions, uint32_t n, uint32_t iterations);
void ol_ttc_write_implicit_results(OlWriter *w, const OlImplicitResult *results, uint32_t n);
void ol_ttc_write_warning(OlWriter *w, uint16_t number, OlStr text);
void ol_ttc_write_token(OlWriter *w, uint64_t token);          /* first in a pipelined response */
/* One element per message: one client breaks on more (2.10). */
void ol_ttc_write_sync(OlWriter *w, const OlSessionChange *change);
void ol_ttc_write_version_reply(OlWriter *w, OlStr banner, uint32_t packed_version); /* then STATUS or OER */

/* Values.  CLR types: ol_wr_clr with the bytes of the type's wire form, or: */
static inline void ol_ttc_put_null(OlWriter *w)
{
    ol_wr_u8(w, 0);
}
static inline void ol_ttc_put_bytes(OlWriter *w, const void *data, size_t n)
{
    ol_wr_clr(w, data, n);
}
void ol_ttc_put_long(OlWriter *w, const void *data, size_t n, bool is_null); /* row data of LONG, LONG RAW and defines as such */
void ol_ttc_put_bool(OlWriter *w, bool value);
void ol_ttc_put_rowid(OlWriter *w, const OlRowid *rowid);                    /* row data of type 11 */
/* Row data and OUT binds of CLOB, BLOB: with_length for columns and binds defined with prefetch (7.9). */
void ol_ttc_put_lob(OlWriter *w, OlStr locator, bool with_length, uint64_t length, uint32_t chunk_size);
/* Defined with a prefetch length: what comes before the data (a CLR) and the locator (a CLR). */
void ol_ttc_put_lob_prefetched(OlWriter *w, uint32_t locator_len, uint64_t length, uint32_t chunk_size, bool is_char, bool national);
void ol_ttc_put_bfile(OlWriter *w, OlStr locator);
void ol_ttc_put_image(OlWriter *w, OlStr data, OlStr locator);               /* JSON, VECTOR row data */
void ol_ttc_put_cursor(OlWriter *w, const OlColumnDesc *columns, uint32_t n, uint32_t cursor_id); /* REF CURSOR, CURSOR() */
void ol_ttc_put_object(OlWriter *w, const OlValue *value);

/* --- images of objects and collections (ttc_image.c; protocol.md 7.11) --- */
typedef struct OlImageReader
{
    const uint8_t *at;
    const uint8_t *end;
    bool failed; /* stays set; what is read then is NULL and zero */
} OlImageReader;

void ol_image_open(OlImageReader *r, OlStr image);                 /* header and prefix */
uint32_t ol_image_read_count(OlImageReader *r, bool *indexed);     /* of a collection: never more than bytes left */
int32_t ol_image_read_index(OlImageReader *r);
bool ol_image_read_null_object(OlImageReader *r);                  /* takes the byte when the object that would follow is null */
bool ol_image_read_value(OlImageReader *r, OlStr *bytes);          /* false: NULL (or failed); bytes point into the image */
size_t ol_image_begin(OlBuf *b, bool collection);                  /* returns what ol_image_end wants */
void ol_image_end(OlBuf *b, size_t start);
void ol_image_put_count(OlBuf *b, uint32_t n, bool indexed);
void ol_image_put_index(OlBuf *b, int32_t index);
void ol_image_put_value(OlBuf *b, const void *bytes, size_t n);
void ol_image_put_null(OlBuf *b, bool object);
/* Any value by type, as row data (is_column) or as an OUT bind (without its sb4). NULLs take the form of the type. */
void ol_ttc_put_value(OlWriter *w, uint8_t wire_type, const OlValue *value, bool is_column);
/* An OUT bind: value and sb4 (5.13); arrays with their counts. */
void ol_ttc_put_out_bind(OlWriter *w, const OlBindDesc *bind, const OlValue *value);
/* A RETURNING bind of one iteration: count, then values each with sb4 0 (5.12). */
void ol_ttc_put_returning(OlWriter *w, const OlBindDesc *bind, const OlValue *values, uint32_t n);

/* --- responses: the client's readers, after the message byte ------------------------------------------------------- */
OL_MUSTCHECK OlStatus ol_ttc_read_describe(OlReader *r, OlColumnDesc **columns, uint32_t *n, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_describe_body(OlReader *r, OlColumnDesc **columns, uint32_t *n, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_row_header(OlReader *r, OlRowHeader *out, OlDiag *diag);
/* bits: ceil(n_columns / 8) bytes, in arena. */
OL_MUSTCHECK OlStatus ol_ttc_read_bit_vector(OlReader *r, uint32_t n_columns, OlStr *bits, OlDiag *diag);
/* values[n]: columns that bits (may be empty = all) says are not sent become OL_V_ABSENT: keep the row before. */
OL_MUSTCHECK OlStatus ol_ttc_read_row(OlReader *r, const OlColumnDesc *columns, uint32_t n, OlStr bits, OlValue *values, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_oer(OlReader *r, OlOer *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_status(OlReader *r, uint32_t *call_status, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_parameters(OlReader *r, bool with_row_counts, OlParameters *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_io_vector(OlReader *r, uint8_t **directions, uint32_t *n, OlDiag *diag);
/* The ROW DATA after an IO VECTOR: OUT and IN OUT binds. */
OL_MUSTCHECK OlStatus ol_ttc_read_out_row(OlReader *r, const OlBindDesc *binds, const uint8_t *directions, uint32_t n, OlValue *values,
                                          OlDiag *diag);
/* The ROW DATA of one iteration with RETURNING: per OUT bind an OL_V_ARRAY of the rows' values. */
OL_MUSTCHECK OlStatus ol_ttc_read_returning_row(OlReader *r, const OlBindDesc *binds, const uint8_t *directions, uint32_t n,
                                                OlValue *values, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_implicit_results(OlReader *r, OlImplicitResult **results, uint32_t *n, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_warning(OlReader *r, uint16_t *number, OlStr *text, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_server_piggyback(OlReader *r, OlServerPiggyback *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_version_reply(OlReader *r, OlStr *banner, uint32_t *packed_version, OlDiag *diag);

/* --- LOBs (6.4) ---------------------------------------------------------------------------------------------------- */
/* Reads up to the data: when out->has_data it is not read yet but waits as a CLR after its 0x0E byte, so that the
 * server can take it in pieces (ol_rd_clr_piece) or whole (ol_ttc_read_lob_data).  Then, in each case,
 * ol_ttc_read_lob_tail. */
OL_MUSTCHECK OlStatus ol_ttc_read_lob_head(OlReader *r, OlLobRequest *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_lob_data(OlReader *r, OlLobRequest *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_lob_tail(OlReader *r, OlLobRequest *out, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_lob(OlReader *r, OlLobRequest *out, OlDiag *diag); /* all three */
void ol_ttc_write_lob(OlWriter *w, const OlLobRequest *lob, uint8_t sequence, uint64_t token);
/* Data of a read: LOB DATA message; or in pieces: begin, ol_wr_clr_piece..., ol_wr_clr_end. Leave out when empty. */
void ol_ttc_write_lob_data(OlWriter *w, OlStr data);
void ol_ttc_write_lob_data_begin(OlWriter *w);
/* The PARAMETERS after it, by the pointers of the request. */
void ol_ttc_write_lob_reply(OlWriter *w, const OlLobRequest *request, OlStr source, OlStr dest, uint16_t charset, int64_t amount, bool flag);
typedef struct OlLobReply
{
    OlStr source, dest;
    uint16_t charset;
    int64_t amount;
    bool flag;
} OlLobReply;
OL_MUSTCHECK OlStatus ol_ttc_read_lob_reply(OlReader *r, const OlLobRequest *request, OlLobReply *out, OlDiag *diag);

/* --- the other functions and piggybacks (2.9, 6) ------------------------------------------------------------------- */
/* A piggyback of any kind. An unknown one is an error: it cannot be skipped. */
OL_MUSTCHECK OlStatus ol_ttc_read_piggyback(OlReader *r, const OlCallHeader *call, OlPiggyback *out, OlDiag *diag);
void ol_ttc_write_piggyback(OlWriter *w, const OlPiggyback *p, uint8_t sequence);
/* Functions without arguments or response of note: ping, commit, rollback, logoff. */
void ol_ttc_write_simple(OlWriter *w, uint8_t function, uint8_t sequence, uint64_t token);
OL_MUSTCHECK OlStatus ol_ttc_read_version(OlReader *r, OlDiag *diag);
void ol_ttc_write_version(OlWriter *w, uint8_t sequence, uint64_t token);
OL_MUSTCHECK OlStatus ol_ttc_read_xa(OlReader *r, uint8_t function, OlXaRequest *out, OlDiag *diag);
void ol_ttc_write_xa(OlWriter *w, const OlXaRequest *xa, uint8_t sequence, uint64_t token);
/* Replies: switch: application value and context; change: the state. */
void ol_ttc_write_xa_switch_reply(OlWriter *w, uint32_t app_value, OlStr context);
OL_MUSTCHECK OlStatus ol_ttc_read_xa_switch_reply(OlReader *r, uint32_t *app_value, OlStr *context, OlDiag *diag);
void ol_ttc_write_xa_change_reply(OlWriter *w, uint32_t state);
OL_MUSTCHECK OlStatus ol_ttc_read_xa_change_reply(OlReader *r, uint32_t *state, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_session_release(OlReader *r, uint32_t *mode, OlDiag *diag);
OL_MUSTCHECK OlStatus ol_ttc_read_pipeline_end(OlReader *r, OlDiag *diag);

#endif
