/*
 * tns_packet.c - TNS packets: headers, the stream of DATA payloads, markers (protocol.md 1.1, 1.9-1.11).
 *
 * Owns:      OlTtcStream. Its buffer:
 *
 *     buf          start-given   start         end        cap
 *     | done with  | lent to the | received    | free     |
 *     |            | reader      | not given   |          |
 *
 * Invariant: bytes lent to the reader do not move until it asks for the next ones.
 * See also:  wire.h, ttc_read.c, ttc_write.c (DATA packets going out)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define HEADER 8
#define SMALL_PACKET 64 /* markers and the like are held as a whole; the buffer has at least this much room */

static uint32_t u32be(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

OlStatus ol_tns_read_header(const uint8_t *data, size_t n, bool large, uint32_t max, OlTnsHeader *out, OlDiag *diag)
{
    if (n < HEADER)
        return OL_NEED_MORE;
    out->length = large ? u32be(data) : (uint32_t)data[0] << 8 | data[1];
    out->type = data[4];
    out->flags = data[5];
    if (out->length < HEADER || out->length > max)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    return OL_OK;
}

void ol_ttc_stream_init(OlTtcStream *s, uint8_t *buf, size_t cap, bool large,
                        ptrdiff_t (*recv)(void *ctx, uint8_t *buf, size_t cap), void *ctx)
{
    ol_check(cap >= SMALL_PACKET);
    memset(s, 0, sizeof *s);
    s->buf = buf;
    s->cap = cap;
    s->large = large;
    s->recv = recv;
    s->ctx = ctx;
}

bool ol_ttc_stream_preload(OlTtcStream *s, const void *data, size_t n)
{
    if (n > s->cap - s->end)
        return false;
    if (n > 0)
        memcpy(s->buf + s->end, data, n);
    s->end += n;
    return true;
}

static void compact(OlTtcStream *s)
{
    if (s->start == s->end)
        s->start = s->end = 0;
    else if (s->start > 0)
    {
        memmove(s->buf, s->buf + s->start, s->end - s->start);
        s->end -= s->start;
        s->start = 0;
    }
}

/* At least one more byte after end. Nothing is lent now. */
static OlReadWhy receive(OlTtcStream *s)
{
    ptrdiff_t n;

    if (s->eof)
        return OL_READ_CLOSED;
    if (s->start == s->end || s->end == s->cap)
        compact(s);
    if (s->recv == NULL)
        return OL_READ_SHORT;
    if (s->end == s->cap)
        return OL_READ_BAD;
    n = s->recv(s->ctx, s->buf + s->end, s->cap - s->end);
    if (n <= 0 || (size_t)n > s->cap - s->end)
    {
        s->eof = true;
        return OL_READ_CLOSED;
    }
    s->end += (size_t)n;
    return OL_READ_OK;
}

/* Until n bytes are there. */
static OlReadWhy want(OlTtcStream *s, size_t n)
{
    while (s->end - s->start < n)
    {
        OlReadWhy why = receive(s);
        if (why != OL_READ_OK)
            return why;
    }
    return OL_READ_OK;
}

/* A packet that is not DATA, as a whole. */
static OlReadWhy other_packet(OlTtcStream *s, const OlTnsHeader *h)
{
    const uint8_t *p;
    OlReadWhy why;

    if (h->length > SMALL_PACKET && h->type != OL_TNS_CONTROL)
        return OL_READ_BAD;
    if (h->length > s->cap)
        return OL_READ_BAD;
    why = want(s, h->length);
    if (why != OL_READ_OK)
        return why;
    p = s->buf + s->start;
    s->start += h->length;
    switch (h->type)
    {
        case OL_TNS_NULL:
            return OL_READ_OK;
        case OL_TNS_MARKER:
            if (h->length < HEADER + 3)
                return OL_READ_BAD;
            s->marker = p[HEADER + 2];
            return OL_READ_BREAK;
        case OL_TNS_CONTROL:
            if (h->length >= HEADER + 10 && p[HEADER] == 0 && p[HEADER + 1] == 8)
                s->control_error = u32be(p + HEADER + 6);
            return OL_READ_OK;
        default:
            return OL_READ_BAD;
    }
}

/* The header of the next packet; DATA packets leave packet_left set. */
static OlReadWhy next_packet(OlTtcStream *s)
{
    OlTnsHeader h;
    OlReadWhy why = want(s, HEADER);

    if (why != OL_READ_OK)
        return why;
    if (ol_tns_read_header(s->buf + s->start, s->end - s->start, s->large, OL_TNS_MAX_PACKET, &h, NULL) != OL_OK)
        return OL_READ_BAD;
    if (h.type != OL_TNS_DATA)
        return other_packet(s, &h);
    if (h.length < HEADER + 2)
        return OL_READ_BAD;
    why = want(s, HEADER + 2);
    if (why != OL_READ_OK)
        return why;
    s->data_flags = (uint16_t)(s->buf[s->start + 8] << 8 | s->buf[s->start + 9]);
    s->packet_left = h.length - (HEADER + 2);
    s->start += HEADER + 2;
    if ((s->data_flags & OL_DATA_EOF) && s->packet_left == 0)
    {
        s->eof = true;
        return OL_READ_CLOSED;
    }
    return OL_READ_OK;
}

OlReadWhy ol_ttc_stream_fill(void *stream, const uint8_t **data, size_t *n)
{
    OlTtcStream *s = stream;

    s->given = 0;
    for (;;)
    {
        OlReadWhy why;

        if (s->packet_left == 0)
            why = next_packet(s);
        else if (s->start < s->end)
        {
            size_t k = OL_MIN((size_t)s->packet_left, s->end - s->start);
            *data = s->buf + s->start;
            *n = k;
            s->start += k;
            s->packet_left -= (uint32_t)k;
            s->given = k;
            return OL_READ_OK;
        }
        else
            why = receive(s);
        if (why != OL_READ_OK)
            return why;
    }
}

uint8_t *ol_ttc_stream_room(OlTtcStream *s, const OlReader *r, size_t *cap)
{
    if (r == NULL || r->pos == r->end)
        s->given = 0;
    if (s->given == 0 && (s->start == s->end || s->end == s->cap))
        compact(s);
    *cap = s->cap - s->end;
    return s->buf + s->end;
}

void ol_ttc_stream_received(OlTtcStream *s, size_t n)
{
    ol_check(n <= s->cap - s->end);
    s->end += n;
}

bool ol_ttc_stream_break_pending(const OlTtcStream *s)
{
    size_t at = s->start;
    size_t skip = s->packet_left;

    for (;;)
    {
        OlTnsHeader h;

        if (skip > s->end - at)
            return false;
        at += skip;
        if (ol_tns_read_header(s->buf + at, s->end - at, s->large, OL_TNS_MAX_PACKET, &h, NULL) != OL_OK)
            return false;
        if (h.type == OL_TNS_MARKER)
            return s->end - at >= h.length;
        skip = h.length;
    }
}

bool ol_ttc_stream_pending(const OlTtcStream *s, const OlReader *r)
{
    return (r != NULL && r->pos < r->end) || s->packet_left > 0 || s->start < s->end;
}

OlReadWhy ol_ttc_stream_drain_to_reset(OlTtcStream *s)
{
    const uint8_t *data;
    size_t n;

    for (;;)
    {
        OlReadWhy why = ol_ttc_stream_fill(s, &data, &n);
        if (why == OL_READ_BREAK && s->marker == OL_MARKER_RESET)
            return OL_READ_OK;
        if (why != OL_READ_OK && why != OL_READ_BREAK)
            return why;
    }
}

void ol_ttc_stream_skip_packet(OlTtcStream *s, OlReader *r)
{
    const uint8_t *data;
    size_t n;

    if (r->why == OL_READ_OK || r->why == OL_READ_BAD)
        ol_reader_recover(r);
    while (s->packet_left > 0)
        if (ol_ttc_stream_fill(s, &data, &n) != OL_READ_OK)
            return;
}

/* --- small packets ------------------------------------------------------------------------------------------------- */

void ol_buf_u16be(OlBuf *out, uint16_t v)
{
    ol_buf_append_byte(out, (uint8_t)(v >> 8));
    ol_buf_append_byte(out, (uint8_t)v);
}

void ol_buf_u32be(OlBuf *out, uint32_t v)
{
    ol_buf_u16be(out, (uint16_t)(v >> 16));
    ol_buf_u16be(out, (uint16_t)v);
}

size_t ol_tns_begin(OlBuf *out, bool large, OlTnsType type, uint8_t flags)
{
    uint8_t header[HEADER] = {0, 0, 0, 0, (uint8_t)type, flags, 0, 0};
    size_t start = out->len;

    ol_buf_append(out, header, HEADER);
    return start;
}

void ol_tns_end(OlBuf *out, size_t start, bool large)
{
    size_t n = out->len - start;
    uint8_t *p = out->data + start;

    if (large)
    {
        p[0] = (uint8_t)(n >> 24);
        p[1] = (uint8_t)(n >> 16);
        p[2] = (uint8_t)(n >> 8);
        p[3] = (uint8_t)n;
        return;
    }
    ol_check(n <= 65535);
    p[0] = (uint8_t)(n >> 8);
    p[1] = (uint8_t)n;
}

void ol_tns_write_marker(OlBuf *out, bool large, uint8_t kind)
{
    size_t start = ol_tns_begin(out, large, OL_TNS_MARKER, 0);
    uint8_t body[3] = {1, 0, kind};

    ol_buf_append(out, body, 3);
    ol_tns_end(out, start, large);
}

void ol_tns_write_eof(OlBuf *out, bool large)
{
    size_t start = ol_tns_begin(out, large, OL_TNS_DATA, 0);

    ol_buf_u16be(out, OL_DATA_EOF);
    ol_tns_end(out, start, large);
}

void ol_tns_write_control_error(OlBuf *out, bool large, uint32_t error)
{
    size_t start = ol_tns_begin(out, large, OL_TNS_CONTROL, 0);

    ol_buf_u16be(out, 8);
    ol_buf_u32be(out, 0); /* facility: anything but 22 is TNS */
    ol_buf_u32be(out, error);
    ol_buf_u32be(out, 0);
    ol_tns_end(out, start, large);
}
