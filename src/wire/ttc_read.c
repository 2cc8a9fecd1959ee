/*
 * ttc_read.c - OlReader: integers, strings and bytes of TTC messages (protocol.md 2.1-2.4), cut anywhere.
 *
 * Owns:      the sticky failure, the joining of what is split over packets and chunks.
 * Lifetimes: strings live in the reader's arena, or are views of the bytes read where the reader allows it.
 * Invariant: a length from the wire is bounded by max_value before it is used, and memory is only taken for bytes that
 *            are really there (a lie about a length costs nothing).
 * See also:  wire.h, tns_packet.c (the usual source of a pulling reader), ttc_write.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#ifdef OL_STRESS
#define SPARE_BLOCK 64u
#else
#define SPARE_BLOCK 4096u
#endif

static const uint8_t nothing[1] = {0};

void ol_reader_init_memory(OlReader *r, const OlCaps *caps, OlArena *arena, const void *data, size_t n, bool views)
{
    memset(r, 0, sizeof *r);
    r->pos = n > 0 ? data : nothing;
    r->end = r->pos + n;
    r->views = views;
    r->caps = caps;
    r->arena = arena;
    r->max_value = 0x3FFFFFFF;
}

void ol_reader_init_pull(OlReader *r, const OlCaps *caps, OlArena *arena, OlReadFill fill, void *ctx)
{
    ol_reader_init_memory(r, caps, arena, NULL, 0, false);
    r->fill = fill;
    r->ctx = ctx;
}

void ol_reader_set_arena(OlReader *r, OlArena *arena)
{
    r->arena = arena;
    r->spare = NULL;
    r->spare_left = 0;
}

static void fail(OlReader *r, OlReadWhy why, const char *what)
{
    if (r->why == OL_READ_OK)
    {
        r->why = why;
        r->what = what;
    }
    r->pos = r->end = nothing;
}

void ol_reader_recover(OlReader *r)
{
    r->why = OL_READ_OK;
    r->what = NULL;
    r->pos = r->end = nothing;
}

void ol_reader_bad(OlReader *r, const char *what)
{
    fail(r, OL_READ_BAD, what);
}

OlStatus ol_reader_status(const OlReader *r, OlDiag *diag)
{
    switch (r->why)
    {
        case OL_READ_OK:
            return OL_OK;
        case OL_READ_SHORT:
            return OL_NEED_MORE;
        case OL_READ_BREAK:
            return ol_diag_set(diag, OL_ERR_CANCELLED, -1);
        case OL_READ_CLOSED:
            return ol_diag_set(diag, OL_ERR_END_OF_FILE, -1);
        case OL_READ_BAD:
            break;
    }
    return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, r->what != NULL ? r->what : "malformed message");
}

bool ol_reader_at_end(const OlReader *r)
{
    return r->pos == r->end;
}

/* More bytes, when none are left. */
static bool refill(OlReader *r)
{
    const uint8_t *data = NULL;
    size_t n = 0;
    OlReadWhy why;

    if (r->why != OL_READ_OK)
        return false;
    if (r->fill == NULL)
    {
        fail(r, OL_READ_SHORT, "message ends too early");
        return false;
    }
    why = r->fill(r->ctx, &data, &n);
    if (why != OL_READ_OK || n == 0)
    {
        fail(r, why != OL_READ_OK ? why : OL_READ_CLOSED, "malformed packet");
        return false;
    }
    r->pos = data;
    r->end = data + n;
    return true;
}

static inline size_t left(const OlReader *r)
{
    return (size_t)(r->end - r->pos);
}

uint8_t ol_rd_u8(OlReader *r)
{
    if (OL_UNLIKELY(r->pos == r->end) && !refill(r))
        return 0;
    return *r->pos++;
}

uint8_t ol_rd_peek(OlReader *r)
{
    if (r->pos == r->end && !refill(r))
        return 0;
    return *r->pos;
}

static uint64_t fixed(OlReader *r, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | ol_rd_u8(r);
    return r->why == OL_READ_OK ? v : 0;
}

uint16_t ol_rd_u16be(OlReader *r)
{
    return (uint16_t)fixed(r, 2);
}

uint16_t ol_rd_u16le(OlReader *r)
{
    uint16_t v = (uint16_t)fixed(r, 2);
    return (uint16_t)(v << 8 | v >> 8);
}

uint32_t ol_rd_u32be(OlReader *r)
{
    return (uint32_t)fixed(r, 4);
}

uint64_t ol_rd_u64be(OlReader *r)
{
    return fixed(r, 8);
}

/* 2.1: a length byte with the sign in its top bit, then that many bytes. */
static uint64_t variable(OlReader *r, unsigned max, bool *negative)
{
    uint8_t first = ol_rd_u8(r);
    unsigned n = first & 0x7F;

    if (negative != NULL)
        *negative = (first & 0x80) != 0;
    else if (first & 0x80)
    {
        fail(r, OL_READ_BAD, "negative integer where none is allowed");
        return 0;
    }
    if (OL_UNLIKELY(n > max))
    {
        fail(r, OL_READ_BAD, "integer too long");
        return 0;
    }
    return fixed(r, (int)n);
}

uint16_t ol_rd_ub2(OlReader *r)
{
    return (uint16_t)variable(r, 2, NULL);
}

uint32_t ol_rd_ub4(OlReader *r)
{
    return (uint32_t)variable(r, 4, NULL);
}

uint64_t ol_rd_ub8(OlReader *r)
{
    return variable(r, 8, NULL);
}

/* The magnitude of a signed integer must fit, so that the negation is defined. */
static int64_t variable_signed(OlReader *r, unsigned n, int64_t min, int64_t max)
{
    bool negative = false;
    uint64_t v = variable(r, n, &negative);

    if (negative ? v > (uint64_t)max + 1 : v > (uint64_t)max)
    {
        fail(r, OL_READ_BAD, "integer out of range");
        return 0;
    }
    if (!negative)
        return (int64_t)v;
    return v == (uint64_t)max + 1 ? min : -(int64_t)v;
}

int16_t ol_rd_sb2(OlReader *r)
{
    return (int16_t)variable_signed(r, 2, INT16_MIN, INT16_MAX);
}

int32_t ol_rd_sb4(OlReader *r)
{
    return (int32_t)variable_signed(r, 4, INT32_MIN, INT32_MAX);
}

int64_t ol_rd_sb8(OlReader *r)
{
    return variable_signed(r, 8, INT64_MIN, INT64_MAX);
}

/* n bytes of memory in the arena, small ones without alignment. */
static uint8_t *keep(OlReader *r, size_t n)
{
    uint8_t *at;

    if (n > SPARE_BLOCK / 4)
        return ol_arena_alloc(r->arena, n);
    if (n > r->spare_left)
    {
        r->spare = ol_arena_alloc(r->arena, SPARE_BLOCK);
        r->spare_left = SPARE_BLOCK;
    }
    at = r->spare;
    r->spare += n;
    r->spare_left -= n;
    return at;
}

/* Append n bytes of the input to buf, over as many fills as it takes. */
static bool collect(OlReader *r, OlBuf *buf, size_t n)
{
    while (n > 0)
    {
        size_t k;
        if (r->pos == r->end && !refill(r))
            return false;
        k = OL_MIN(n, left(r));
        ol_buf_append(buf, r->pos, k);
        r->pos += k;
        n -= k;
    }
    return true;
}

OlStr ol_rd_raw(OlReader *r, size_t n)
{
    OlBuf buf;

    if (n == 0 || r->why != OL_READ_OK)
        return OL_STR_NULL;
    if (n > r->max_value)
    {
        fail(r, OL_READ_BAD, "string too long");
        return OL_STR_NULL;
    }
    if (OL_LIKELY(n <= left(r)))
    {
        OlStr s = {(const char *)r->pos, n};
        r->pos += n;
        if (!r->views)
            s.s = memcpy(keep(r, n), s.s, n);
        return s;
    }
    if (r->fill == NULL)
    {
        fail(r, OL_READ_SHORT, "message ends too early");
        return OL_STR_NULL;
    }
    ol_buf_init(&buf, r->arena, OL_MIN(n, 65536));
    return collect(r, &buf, n) ? ol_buf_str(&buf) : OL_STR_NULL;
}

void ol_rd_skip(OlReader *r, size_t n)
{
    while (n > 0)
    {
        size_t k;
        if (r->pos == r->end && !refill(r))
            return;
        k = OL_MIN(n, left(r));
        r->pos += k;
        n -= k;
    }
}

/* The chunks of a long CLR, joined. */
static OlStr join_chunks(OlReader *r)
{
    OlBuf buf;
    size_t total = 0;

    ol_buf_init(&buf, r->arena, 0);
    for (;;)
    {
        uint32_t n = ol_rd_ub4(r);
        if (n == 0)
            break;
        if (n > r->max_value - total)
        {
            fail(r, OL_READ_BAD, "string too long");
            break;
        }
        total += n;
        if (buf.cap == 0)
            ol_buf_reserve(&buf, OL_MIN(n, left(r)) + 1);
        if (!collect(r, &buf, n))
            break;
    }
    return r->why == OL_READ_OK ? ol_buf_str(&buf) : OL_STR_NULL;
}

bool ol_rd_clr(OlReader *r, OlStr *out)
{
    uint8_t n = ol_rd_u8(r);

    *out = OL_STR_NULL;
    if (n == 0 || n == 0xFF)
        return false;
    if (OL_LIKELY(n <= 0xFC))
    {
        *out = ol_rd_raw(r, n);
        return r->why == OL_READ_OK;
    }
    if (n == 0xFD)
    {
        fail(r, OL_READ_BAD, "escape where a string is expected");
        return false;
    }
    *out = join_chunks(r);
    return out->n > 0;
}

/* Both lengths of a DALC are equal in all that was seen; the inner one is what counts. */
OlStr ol_rd_dalc(OlReader *r)
{
    OlStr s = OL_STR_NULL;

    if (ol_rd_ub4(r) > 0)
        ol_rd_clr(r, &s);
    return s;
}

OlStr ol_rd_chr(OlReader *r, size_t n)
{
    OlStr s = OL_STR_NULL;

    if (!r->caps->conv_length)
        return ol_rd_raw(r, n);
    ol_rd_clr(r, &s);
    return s;
}

OlStr ol_rd_cstr(OlReader *r, size_t max)
{
    OlBuf buf;

    ol_buf_init(&buf, r->arena, 64);
    for (;;)
    {
        uint8_t c = ol_rd_u8(r);
        if (r->why != OL_READ_OK)
            return OL_STR_NULL;
        if (c == 0)
            return ol_buf_str(&buf);
        if (buf.len >= max)
        {
            fail(r, OL_READ_BAD, "name too long");
            return OL_STR_NULL;
        }
        ol_buf_append_byte(&buf, c);
    }
}

enum
{
    PIECES_START,
    PIECES_SHORT, /* a short CLR: left bytes to go */
    PIECES_CHUNK, /* in a chunk: left bytes of it to go, then the next length */
    PIECES_DONE
};

bool ol_rd_clr_piece(OlReader *r, OlClrPieces *c, OlStr *piece)
{
    size_t k;

    if (c->state == PIECES_START)
    {
        uint8_t n = ol_rd_u8(r);
        if (n == 0xFD)
            fail(r, OL_READ_BAD, "escape where a string is expected");
        c->state = n == 0 || n >= 0xFD ? PIECES_DONE : PIECES_SHORT;
        c->left = n;
        if (n == 0xFE)
        {
            c->state = PIECES_CHUNK;
            c->left = 0;
        }
    }
    if (c->left == 0)
    {
        if (c->state == PIECES_CHUNK)
            c->left = ol_rd_ub4(r);
        if (c->left == 0)
            c->state = PIECES_DONE;
    }
    *piece = OL_STR_NULL;
    if (c->state == PIECES_DONE || r->why != OL_READ_OK || (r->pos == r->end && !refill(r)))
    {
        c->state = PIECES_DONE;
        c->left = 0;
        return false;
    }
    k = OL_MIN(c->left, left(r));
    *piece = (OlStr){(const char *)r->pos, k};
    r->pos += k;
    c->left -= k;
    return true;
}
