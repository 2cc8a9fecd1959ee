/*
 * ttc_image_test.c - images of objects and collections: written and read back, and cut at every byte.
 */
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static OlArena *arena;

static int set_up(void **state)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);

    (void)state;
    arena = ol_arena_new(&allocator);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ol_arena_free(arena);
    return 0;
}

/* An object: a value, a NULL, a null object, a long value. */
static OlStr object_image(void)
{
    static char big[300];
    OlBuf b;
    size_t start;

    memset(big, 'x', sizeof big);
    ol_buf_init(&b, arena, 64);
    start = ol_image_begin(&b, false);
    ol_image_put_value(&b, "abc", 3);
    ol_image_put_null(&b, false);
    ol_image_put_null(&b, true);
    ol_image_put_value(&b, big, sizeof big);
    ol_image_end(&b, start);
    return ol_buf_str(&b);
}

static void object_round_trip(void **state)
{
    OlStr image = object_image(), v;
    OlImageReader r;

    (void)state;
    assert_int_equal((uint8_t)image.s[0], 0x84);
    assert_int_equal((uint8_t)image.s[2], 0xFE);
    assert_int_equal((uint8_t)image.s[5] << 8 | (uint8_t)image.s[6], (int)image.n);
    ol_image_open(&r, image);
    assert_true(ol_image_read_value(&r, &v) && v.n == 3 && memcmp(v.s, "abc", 3) == 0);
    assert_false(ol_image_read_value(&r, &v));
    assert_true(ol_image_read_null_object(&r));
    assert_false(ol_image_read_null_object(&r));
    assert_true(ol_image_read_value(&r, &v) && v.n == 300);
    assert_false(r.failed);
    assert_true(r.at == r.end);
}

static void collection_round_trip(void **state)
{
    OlBuf b;
    OlStr v;
    OlImageReader r;
    bool indexed;
    size_t start;

    (void)state;
    for (int with = 0; with < 2; with++)
    {
        ol_buf_init(&b, arena, 64);
        start = ol_image_begin(&b, true);
        ol_image_put_count(&b, 2, with != 0);
        for (int i = 0; i < 2; i++)
        {
            if (with)
                ol_image_put_index(&b, -5 + i);
            ol_image_put_value(&b, "1", 1);
        }
        ol_image_end(&b, start);
        ol_image_open(&r, ol_buf_str(&b));
        assert_int_equal(ol_image_read_count(&r, &indexed), 2);
        assert_int_equal(indexed, with);
        for (int i = 0; i < 2; i++)
        {
            if (with)
                assert_int_equal(ol_image_read_index(&r), -5 + i);
            assert_true(ol_image_read_value(&r, &v) && v.n == 1);
        }
        assert_false(r.failed);
    }
}

/* Bytes as python-oracledb sends UDT_ARRAY(5, 10). */
static void known_bytes(void **state)
{
    static const uint8_t bytes[] = {0x88, 0x01, 0xFE, 0, 0, 0, 0x11, 1, 1, 0, 2, 2, 0xC1, 0x06, 2, 0xC1, 0x0B};
    OlImageReader r;
    OlStr v;
    bool indexed;

    (void)state;
    ol_image_open(&r, ol_str_n((const char *)bytes, sizeof bytes));
    assert_int_equal(ol_image_read_count(&r, &indexed), 2);
    assert_true(ol_image_read_value(&r, &v) && v.n == 2 && (uint8_t)v.s[1] == 6);
    assert_true(ol_image_read_value(&r, &v) && v.n == 2 && (uint8_t)v.s[1] == 11);
    assert_false(r.failed);
}

static void cut_anywhere(void **state)
{
    OlStr image = object_image(), v;

    (void)state;
    for (size_t n = 0; n < image.n; n++)
    {
        OlImageReader r;

        ol_image_open(&r, ol_str_n(image.s, n));
        for (int i = 0; i < 4; i++)
            if (!ol_image_read_null_object(&r))
                (void)ol_image_read_value(&r, &v);
        assert_true(r.failed);
    }
}

/* A count that the bytes behind it cannot hold. */
static void hostile_count(void **state)
{
    static const uint8_t bytes[] = {0x88, 0x01, 0x10, 1, 1, 0, 0xFE, 0x7F, 0xFF, 0xFF, 0xFF, 0};
    OlImageReader r;
    bool indexed;

    (void)state;
    ol_image_open(&r, ol_str_n((const char *)bytes, sizeof bytes));
    assert_int_equal(ol_image_read_count(&r, &indexed), 0);
    assert_true(r.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(object_round_trip), cmocka_unit_test(collection_round_trip), cmocka_unit_test(known_bytes),
        cmocka_unit_test(cut_anywhere),      cmocka_unit_test(hostile_count),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
