/*
 * ttc_write.c - OlWriter: TTC bytes straight into DATA packets (protocol.md 1.9, 2.1-2.5).
 *
 * Owns:      the packet that is being filled. Layout of the buffer:
 *
 *     buf                       packet                  pos        limit
 *     | finished packets ...... | header | payload .... | free ... |
 *
 * Invariant: a packet is closed only when another byte comes or the message ends, so that the last packet of a response
 *            can still get its end mark; nothing is flushed in the middle of a packet.
 * See also:  wire.h, ttc_read.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define DATA_HEADER 10
#define CHUNK 32767 /* of a long CLR; what the drivers themselves write */

static void init(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap)
{
    memset(w, 0, offsetof(OlWriter, scratch));
    w->caps = caps;
    w->buf = buf;
    w->cap = cap;
    w->pos = w->limit = buf;
    w->header = DATA_HEADER;
    ol_writer_caps_changed(w);
}

void ol_writer_init(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap,
                    bool (*flush)(void *ctx, const uint8_t *data, size_t n), void *ctx)
{
    init(w, caps, buf, cap);
    w->flush = flush;
    w->ctx = ctx;
}

void ol_writer_init_buf(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap, OlBuf *out)
{
    init(w, caps, buf, cap);
    w->out = out;
}

void ol_writer_init_raw(OlWriter *w, const OlCaps *caps, uint8_t *buf, size_t cap, OlBuf *out)
{
    init(w, caps, buf, cap);
    w->out = out;
    w->header = 0;
    w->packet_max = cap;
}

void ol_writer_caps_changed(OlWriter *w)
{
    w->large = w->caps->large_header;
    w->packet_max = w->header == 0 ? w->cap : OL_MIN(w->cap, (size_t)OL_MAX(w->caps->sdu, 512u));
    if (!w->large)
        w->packet_max = OL_MIN(w->packet_max, 65535u);
}

static void flush_all(OlWriter *w)
{
    size_t n = (size_t)(w->pos - w->buf);

    w->pos = w->limit = w->buf;
    w->packet = NULL;
    if (n == 0)
        return;
    w->flushed++;
    if (w->failed)
        return;
    if (w->out != NULL)
        ol_buf_append(w->out, w->buf, n);
    else if (!w->flush(w->ctx, w->buf, n))
        w->failed = true;
}

/* Fill in the header of the open packet. */
static void close_packet(OlWriter *w, uint16_t flags)
{
    uint8_t *p = w->packet;
    uint32_t n = (uint32_t)(w->pos - p);

    w->packet = NULL;
    w->limit = w->pos;
    if (w->header == 0)
        return;
    memset(p, 0, DATA_HEADER);
    if (w->large)
    {
        p[0] = (uint8_t)(n >> 24);
        p[1] = (uint8_t)(n >> 16);
        p[2] = (uint8_t)(n >> 8);
        p[3] = (uint8_t)n;
    }
    else
    {
        p[0] = (uint8_t)(n >> 8);
        p[1] = (uint8_t)n;
    }
    p[4] = OL_TNS_DATA;
    p[8] = (uint8_t)(flags >> 8);
    p[9] = (uint8_t)flags;
}

/* A new packet for the next byte. */
static void open_packet(OlWriter *w)
{
    if (w->packet != NULL)
        close_packet(w, w->data_flags);
    if ((size_t)(w->buf + w->cap - w->pos) < w->packet_max)
        flush_all(w);
    w->packet = w->pos;
    w->limit = w->packet + w->packet_max;
    w->pos += w->header;
}

void ol_wr_bytes(OlWriter *w, const void *data, size_t n)
{
    const uint8_t *p = data;

    while (n > 0)
    {
        size_t k;
        if (w->pos == w->limit)
            open_packet(w);
        k = OL_MIN(n, (size_t)(w->limit - w->pos));
        memcpy(w->pos, p, k);
        w->pos += k;
        p += k;
        n -= k;
    }
}

/* A few bytes. For a length it only knows to be small a compiler makes "rep movs", whose start alone costs more than this. */
void ol_wr_copy_short(uint8_t *to, const uint8_t *from, size_t n)
{
    if (n >= 16)
    {
        for (size_t i = 0; i + 16 < n; i += 16)
            memcpy(to + i, from + i, 16);
        memcpy(to + n - 16, from + n - 16, 16);
    }
    else if (n >= 8)
    {
        memcpy(to, from, 8);
        memcpy(to + n - 8, from + n - 8, 8);
    }
    else if (n >= 4)
    {
        memcpy(to, from, 4);
        memcpy(to + n - 4, from + n - 4, 4);
    }
    else if (n > 0)
    {
        to[0] = from[0];
        to[n / 2] = from[n / 2];
        to[n - 1] = from[n - 1];
    }
}

uint8_t *ol_wr_reserve_slow(OlWriter *w, size_t n)
{
    ol_assert(n <= sizeof w->scratch);
    if (w->pos == w->limit)
    {
        open_packet(w);
        if ((size_t)(w->limit - w->pos) >= n)
            return w->pos;
    }
    return w->scratch;
}

void ol_wr_commit_slow(OlWriter *w, const uint8_t *at, size_t used)
{
    ol_assert(at == w->scratch);
    ol_wr_bytes(w, at, used);
}

static void finish(OlWriter *w, uint16_t flags)
{
    if (w->packet != NULL)
        close_packet(w, flags);
    flush_all(w);
}

void ol_writer_end_response(OlWriter *w)
{
    if (!w->caps->end_of_response)
    {
        finish(w, w->data_flags);
        return;
    }
    ol_wr_u8(w, OL_TTC_END_OF_RESPONSE);
    finish(w, w->data_flags | OL_DATA_END_OF_RESPONSE);
}

void ol_writer_end_request(OlWriter *w)
{
    finish(w, w->data_flags);
}

void ol_writer_push(OlWriter *w)
{
    finish(w, w->data_flags);
}

OlWriterMark ol_writer_mark(const OlWriter *w)
{
    return (OlWriterMark){w->pos, w->packet, w->flushed};
}

bool ol_writer_undo(OlWriter *w, OlWriterMark mark)
{
    if (mark.flushed != w->flushed)
        return false;
    w->pos = mark.pos;
    w->packet = mark.packet;
    w->limit = mark.packet != NULL ? mark.packet + w->packet_max : mark.pos;
    return true;
}

void ol_writer_discard(OlWriter *w)
{
    w->pos = w->limit = w->buf;
    w->packet = NULL;
}

/* --- integers and strings ------------------------------------------------------------------------------------------ */

void ol_wr_u16be(OlWriter *w, uint16_t v)
{
    uint8_t b[2] = {(uint8_t)(v >> 8), (uint8_t)v};
    ol_wr_bytes(w, b, 2);
}

void ol_wr_u16le(OlWriter *w, uint16_t v)
{
    uint8_t b[2] = {(uint8_t)v, (uint8_t)(v >> 8)};
    ol_wr_bytes(w, b, 2);
}

void ol_wr_u32be(OlWriter *w, uint32_t v)
{
    uint8_t b[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
    ol_wr_bytes(w, b, 4);
}

void ol_wr_u64be(OlWriter *w, uint64_t v)
{
    ol_wr_u32be(w, (uint32_t)(v >> 32));
    ol_wr_u32be(w, (uint32_t)v);
}

static void integer(OlWriter *w, uint64_t v, uint8_t sign)
{
    uint8_t *p = ol_wr_reserve(w, 9);
    unsigned n = v == 0 ? 0 : (unsigned)(8 - __builtin_clzll(v) / 8);

    p[0] = (uint8_t)(n | sign);
    for (unsigned i = n; i > 0; i--)
    {
        p[i] = (uint8_t)v;
        v >>= 8;
    }
    ol_wr_commit(w, p, n + 1);
}

void ol_wr_ub8(OlWriter *w, uint64_t v)
{
    integer(w, v, 0);
}

void ol_wr_sb8(OlWriter *w, int64_t v)
{
    if (v < 0)
        integer(w, (uint64_t)0 - (uint64_t)v, 0x80);
    else
        integer(w, (uint64_t)v, 0);
}

void ol_wr_clr_long(OlWriter *w, const void *data, size_t n)
{
    if (n <= 252)
    {
        ol_wr_u8(w, (uint8_t)n);
        ol_wr_bytes(w, data, n);
        return;
    }
    ol_wr_clr_begin(w);
    ol_wr_clr_piece(w, data, n);
    ol_wr_clr_end(w);
}

void ol_wr_clr_begin(OlWriter *w)
{
    ol_wr_u8(w, 0xFE);
}

void ol_wr_clr_piece(OlWriter *w, const void *data, size_t n)
{
    const uint8_t *p = data;

    while (n > 0)
    {
        size_t k = OL_MIN(n, (size_t)CHUNK);
        ol_wr_ub4(w, (uint32_t)k);
        ol_wr_bytes(w, p, k);
        p += k;
        n -= k;
    }
}

void ol_wr_clr_end(OlWriter *w)
{
    ol_wr_u8(w, 0);
}

void ol_wr_dalc(OlWriter *w, OlStr s)
{
    ol_wr_ub4(w, (uint32_t)s.n);
    if (s.n > 0)
        ol_wr_clr(w, s.s, s.n);
}

void ol_wr_chr(OlWriter *w, OlStr s)
{
    if (w->caps->conv_length)
        ol_wr_clr(w, s.s, s.n);
    else
        ol_wr_bytes(w, s.s, s.n);
}

void ol_wr_pair(OlWriter *w, OlStr key, OlStr value, uint32_t flags)
{
    ol_wr_dalc(w, key);
    ol_wr_dalc(w, value);
    ol_wr_ub4(w, flags);
}

void ol_wr_pair_c(OlWriter *w, const char *key, OlStr value, uint32_t flags)
{
    ol_wr_pair(w, ol_str(key), value, flags);
}
