/*
 * ttc_image.c - images: how an object or collection travels inside its value (protocol.md 7.11).
 *
 *     image       flags  version  length(FE + 4 bytes)  [collection: 01 01]  data
 *     object      its attributes in order; an object among them stands inline, FD when it is null
 *     collection  flags (0x10: each element has a 4-byte index before it)  count  elements
 *     value       length (one byte up to 245, else FE + 4 bytes) and bytes; FF: NULL; collections, and objects as elements: an image
 *
 * Invariant: the reader never goes beyond its end; after a failure it gives NULLs and zeros and `failed` stays set. A count is not trusted for
 *            memory: each element takes at least one byte.
 * See also:  server/object.c (what the values mean)
 */
#include "wire/wire.h"

enum
{
    FLAG_VERSION_81 = 0x80,
    FLAG_COLLECTION = 0x08,
    FLAG_DEGENERATE = 0x10,
    FLAG_NO_PREFIX = 0x04,
    FLAG_INDEXES = 0x10, /* of a collection's data */
    LONG_LENGTH = 0xFE,
    NULL_VALUE = 0xFF,
    NULL_OBJECT = 0xFD,
    SHORT_MAX = 245
};

/* --- reading -------------------------------------------------------------------------------------------------------- */

static const uint8_t *take(OlImageReader *r, size_t n)
{
    const uint8_t *p = r->at;

    if (r->failed || n > (size_t)(r->end - r->at))
    {
        r->failed = true;
        r->at = r->end;
        return NULL;
    }
    r->at += n;
    return p;
}

static uint8_t byte(OlImageReader *r)
{
    const uint8_t *p = take(r, 1);

    return p != NULL ? *p : 0;
}

static uint32_t word(OlImageReader *r)
{
    const uint8_t *p = take(r, 4);

    return p != NULL ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}

static uint32_t length(OlImageReader *r)
{
    uint8_t n = byte(r);

    return n == LONG_LENGTH ? word(r) : n;
}

void ol_image_open(OlImageReader *r, OlStr image)
{
    uint8_t flags;

    r->at = (const uint8_t *)image.s;
    r->end = r->at + image.n;
    r->failed = image.n == 0;
    flags = byte(r);
    (void)byte(r);   /* version */
    (void)length(r); /* of the whole: the value's own length counts */
    if (flags & FLAG_DEGENERATE)
        r->failed = true; /* kept in a LOB */
    if (!(flags & FLAG_NO_PREFIX))
        (void)take(r, length(r));
}

uint32_t ol_image_read_count(OlImageReader *r, bool *indexed)
{
    uint8_t flags = byte(r);
    uint32_t n = length(r);

    *indexed = (flags & FLAG_INDEXES) != 0;
    if (n > (size_t)(r->end - r->at))
        r->failed = true;
    return r->failed ? 0 : n;
}

int32_t ol_image_read_index(OlImageReader *r)
{
    return (int32_t)word(r);
}

bool ol_image_read_null_object(OlImageReader *r)
{
    if (r->failed || r->at == r->end || (*r->at != NULL_OBJECT && *r->at != NULL_VALUE))
        return false;
    r->at++;
    return true;
}

bool ol_image_read_value(OlImageReader *r, OlStr *bytes)
{
    uint8_t n = byte(r);
    uint32_t size;
    const uint8_t *p;

    *bytes = OL_STR_NULL;
    if (r->failed || n == NULL_VALUE || n == NULL_OBJECT)
        return false;
    size = n == LONG_LENGTH ? word(r) : n;
    p = take(r, size);
    if (p == NULL)
        return false;
    *bytes = ol_str_n((const char *)p, size);
    return true;
}

/* --- writing -------------------------------------------------------------------------------------------------------- */

static void put_word(OlBuf *b, uint32_t v)
{
    uint8_t w[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};

    ol_buf_append(b, w, 4);
}

static void put_length(OlBuf *b, size_t n)
{
    if (n <= SHORT_MAX)
    {
        ol_buf_append_byte(b, (uint8_t)n);
        return;
    }
    ol_buf_append_byte(b, LONG_LENGTH);
    put_word(b, (uint32_t)n);
}

size_t ol_image_begin(OlBuf *b, bool collection)
{
    size_t start = b->len;

    ol_buf_append_byte(b, collection ? FLAG_VERSION_81 | FLAG_COLLECTION : FLAG_VERSION_81 | FLAG_NO_PREFIX);
    ol_buf_append_byte(b, 1);
    ol_buf_append_byte(b, LONG_LENGTH);
    put_word(b, 0);
    if (collection)
    {
        ol_buf_append_byte(b, 1);
        ol_buf_append_byte(b, 1);
    }
    return start;
}

void ol_image_end(OlBuf *b, size_t start)
{
    size_t n = b->len - start;
    uint8_t *at = (uint8_t *)b->data + start + 3;

    at[0] = (uint8_t)(n >> 24);
    at[1] = (uint8_t)(n >> 16);
    at[2] = (uint8_t)(n >> 8);
    at[3] = (uint8_t)n;
}

void ol_image_put_count(OlBuf *b, uint32_t n, bool indexed)
{
    ol_buf_append_byte(b, indexed ? FLAG_INDEXES : 0);
    put_length(b, n);
}

void ol_image_put_index(OlBuf *b, int32_t index)
{
    put_word(b, (uint32_t)index);
}

void ol_image_put_value(OlBuf *b, const void *bytes, size_t n)
{
    put_length(b, n);
    ol_buf_append(b, bytes, n);
}

void ol_image_put_null(OlBuf *b, bool object)
{
    ol_buf_append_byte(b, object ? NULL_OBJECT : NULL_VALUE);
}
