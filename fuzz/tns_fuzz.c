/*
 * tns_fuzz.c - packets of any kind: headers, connection packets, descriptors, native services, the stream of payloads.
 *
 * Input: one byte choosing what is read, then the bytes.
 */
#include "wire/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Feed
{
    const uint8_t *data;
    size_t n;
    size_t piece;
} Feed;

static ptrdiff_t feed(void *ctx, uint8_t *buf, size_t cap)
{
    Feed *f = ctx;
    size_t k = OL_MIN(OL_MIN(f->n, f->piece), cap);

    if (k > 0)
        memcpy(buf, f->data, k);
    f->data += k;
    f->n -= k;
    return (ptrdiff_t)k;
}

/* Reads as a session does, minding breaks; what comes out must not depend on how the bytes come in. */
static uint64_t read_stream(const uint8_t *data, size_t n, bool large, size_t piece, size_t cap)
{
    Feed f = {data, n, piece};
    uint8_t buf[4096];
    OlTtcStream s;
    uint64_t sum = 17;

    ol_ttc_stream_init(&s, buf, cap, large, feed, &f);
    for (;;)
    {
        const uint8_t *p = NULL;
        size_t k = 0;
        OlReadWhy why = ol_ttc_stream_fill(&s, &p, &k);

        for (size_t i = 0; why == OL_READ_OK && i < k; i++)
            sum = sum * 31 + p[i];
        (void)ol_ttc_stream_break_pending(&s);
        if (why == OL_READ_BREAK)
        {
            sum = sum * 31 + 1000 + s.marker;
            if (s.marker == OL_MARKER_BREAK && ol_ttc_stream_drain_to_reset(&s) != OL_READ_OK)
                break;
        }
        else if (why != OL_READ_OK)
            break;
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlDiag diag;
    uint8_t what;

    if (size == 0)
        return 0;
    what = data[0] % 8;
    data++;
    size--;
    arena = ol_arena_new(&allocator);
    switch (what)
    {
        case 0:
        {
            OlTnsConnect c;
            if (ol_tns_read_connect(data, size, &c, &diag) == OL_OK && c.data.n > 0)
            {
                OlDescriptor *tree;
                (void)!ol_descriptor_parse(arena, c.data, &tree, &diag);
            }
            break;
        }
        case 1:
        {
            OlTnsAccept a;
            (void)!ol_tns_read_accept(data, size, &a, &diag);
            break;
        }
        case 2:
        {
            OlTnsRefuse r;
            (void)!ol_tns_read_refuse(data, size, &r, &diag);
            break;
        }
        case 3:
        {
            OlDescriptor *tree;
            OlConnectInfo info;
            if (ol_descriptor_parse(arena, ol_str_n((const char *)data, size), &tree, &diag) == OL_OK)
                ol_descriptor_connect_info(tree, &info);
            break;
        }
        case 4:
        {
            size_t used = 0;
            if (ol_ano_read(data, size, &used, &diag) == OL_OK)
                ol_check(used <= size);
            break;
        }
        default:
        {
            bool large = what == 5;
            uint64_t all = read_stream(data, size, large, size + 1, 4096);
            ol_check(read_stream(data, size, large, 1, 4096) == all);
            ol_check(read_stream(data, size, large, 13, 4096) == all);
            break;
        }
    }
    ol_arena_free(arena);
    return 0;
}
