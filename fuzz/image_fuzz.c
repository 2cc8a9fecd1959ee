/*
 * image_fuzz.c - images of objects and collections from hostile bytes: the first byte says in which order to read.
 */
#include "wire/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(OlStr image, unsigned plan, int depth)
{
    OlImageReader r;
    OlStr v;
    bool indexed = false;
    uint32_t n = 16;

    ol_image_open(&r, image);
    if ((plan & 1) != 0)
        n = ol_image_read_count(&r, &indexed);
    if (n > image.n && n > 16)
        abort();
    for (uint32_t i = 0; i < n && !r.failed; i++)
    {
        if (indexed)
            (void)ol_image_read_index(&r);
        if ((plan & 2) != 0 && ol_image_read_null_object(&r))
            continue;
        if (ol_image_read_value(&r, &v))
        {
            if (v.s < image.s || v.s + v.n > image.s + image.n)
                abort();
            if (depth < 8)
                read_all(v, plan >> 1, depth + 1);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0)
        read_all(ol_str_n((const char *)data + 1, size - 1), data[0], 0);
    return 0;
}
