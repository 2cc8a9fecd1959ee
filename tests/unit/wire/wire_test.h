/*
 * wire_test.h - what the tests of src/wire share: arenas, capabilities of all kinds of clients, and the round trip of a
 * message: encode, decode whole and in pieces of every size, encode again, compare.
 */
#ifndef OL_WIRE_TEST_H
#define OL_WIRE_TEST_H

#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline OlArena *new_arena(void)
{
    OlAllocator a = ol_allocator_malloc(NULL);
    return ol_arena_new(&a);
}

static inline OlBuf hex_bytes(OlArena *arena, const char *hex)
{
    OlBuf b;
    int high = -1;

    ol_buf_init(&b, arena, 64);
    for (; *hex != 0; hex++)
    {
        int d = *hex >= '0' && *hex <= '9' ? *hex - '0' : *hex >= 'a' && *hex <= 'f' ? *hex - 'a' + 10 : -1;
        if (d < 0)
            continue;
        if (high < 0)
            high = d;
        else
        {
            ol_buf_append_byte(&b, (uint8_t)(high << 4 | d));
            high = -1;
        }
    }
    return b;
}

static inline void assert_bytes(const OlBuf *got, const OlBuf *want)
{
    for (size_t i = 0; i < got->len && i < want->len; i++)
        if (got->data[i] != want->data[i])
            fail_msg("byte %zu is %02x, should be %02x (lengths %zu, %zu)", i, got->data[i], want->data[i], got->len, want->len);
    assert_int_equal(got->len, want->len);
}

/* A source that gives its bytes in pieces of a fixed size, or cut once. */
typedef struct Source
{
    const uint8_t *data;
    size_t n, at, piece, cut;
    uint8_t lent[64]; /* given from here when small, overwritten each time: nothing may still point at it */
} Source;

static inline OlReadWhy source_fill(void *ctx, const uint8_t **data, size_t *n)
{
    Source *s = ctx;
    size_t k = s->n - s->at;

    if (k == 0)
        return OL_READ_CLOSED;
    if (s->piece > 0 && k > s->piece)
        k = s->piece;
    if (s->cut > s->at && s->at + k > s->cut)
        k = s->cut - s->at;
    if (k <= sizeof s->lent)
    {
        memset(s->lent, 0xEE, sizeof s->lent);
        memcpy(s->lent, s->data + s->at, k);
        *data = s->lent;
    }
    else
        *data = s->data + s->at;
    *n = k;
    s->at += k;
    return OL_READ_OK;
}

typedef void (*Encode)(OlWriter *w, const void *msg);
typedef OlStatus (*Decode)(OlReader *r, void *msg, OlDiag *diag);

static inline OlBuf encode(OlArena *arena, const OlCaps *caps, Encode enc, const void *msg)
{
    static uint8_t buf[1024];
    OlBuf out;
    OlWriter w;

    ol_buf_init(&out, arena, 256);
    ol_writer_init_raw(&w, caps, buf, sizeof buf, &out);
    enc(&w, msg);
    ol_writer_push(&w);
    return out;
}

/* Cut at every byte; else at some. Set by for_all_caps for the two extreme kinds of client. */
static bool thorough = true;

/* msg encoded, decoded and encoded again gives the same bytes, in whatever pieces they come; every shorter prefix needs
 * more. size: of the decoded struct. */
static inline void round_trip(const OlCaps *caps, Encode enc, Decode dec, const void *msg, size_t size)
{
    OlArena *arena = new_arena(), *work = new_arena();
    OlBuf bytes = encode(arena, caps, enc, msg);
    void *out = ol_arena_alloc(arena, size);
    OlReader r;
    OlDiag diag;
    size_t step = bytes.len > 1500 ? bytes.len / 60 : thorough ? 1 : 1 + bytes.len / 10;

    for (size_t n = 0; n < bytes.len; n += step)
    {
        memset(out, 0xAA, size);
        ol_arena_reset(work);
        ol_reader_init_memory(&r, caps, work, bytes.data, n, n % 2 == 0);
        assert_int_equal(dec(&r, out, &diag), OL_NEED_MORE);
    }
    for (size_t way = 0; way < 4 + bytes.len; way += way < 4 ? 1 : step)
    {
        Source s = {.data = bytes.data, .n = bytes.len};
        OlBuf again;

        memset(out, 0xAA, size);
        ol_arena_reset(work);
        if (way == 0)
            ol_reader_init_memory(&r, caps, work, bytes.data, bytes.len, true);
        else
        {
            s.piece = way == 1 ? 1 : way == 2 ? 7 : 0;
            s.cut = way >= 4 ? way - 4 : 0;
            ol_reader_init_pull(&r, caps, work, source_fill, &s);
        }
        assert_int_equal(dec(&r, out, &diag), OL_OK);
        assert_true(ol_reader_at_end(&r));
        assert_int_equal(s.n - s.at, way == 0 ? s.n : 0);
        again = encode(work, caps, enc, out);
        assert_bytes(&again, &bytes);
    }
    ol_arena_free(work);
    ol_arena_free(arena);
}

/* Every kind of client: field versions with and without each difference. f is called once per kind. */
static inline void for_all_caps(void (*f)(const OlCaps *caps))
{
    static const uint8_t versions[] = {11, 12, 16, 18, 24};

    for (size_t v = 0; v < sizeof versions; v++)
        for (int bits = 0; bits < 16; bits++)
        {
            OlCaps caps;
            ol_caps_init_modern(&caps, versions[v]);
            caps.conv_length = bits & 1;
            caps.sb1_native = (bits & 2) != 0;
            caps.has_652 = (bits & 4) != 0;
            caps.has_663 = (bits & 8) != 0;
            caps.lob_prefetch = (bits & 1) != 0;
            thorough = bits == 0 || bits == 15;
            f(&caps);
        }
    thorough = true;
}

#endif
