/*
 * base_test.c - arena, buffer, map, UTF-8 and diagnostics.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static OlArena *new_arena(void)
{
    OlAllocator a = ol_allocator_malloc(NULL);
    return ol_arena_new(&a);
}

static void arena_keeps_data(void **state)
{
    OlArena *arena = new_arena();
    unsigned char *ptrs[500];

    for (size_t i = 0; i < 500; i++)
    {
        ptrs[i] = ol_arena_alloc(arena, i * 7);
        assert_int_equal((uintptr_t)ptrs[i] % 16, 0);
        memset(ptrs[i], (int)(i & 255), i * 7);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t k = 0; k < i * 7; k++)
            assert_int_equal(ptrs[i][k], i & 255);
    ol_arena_reset(arena);
    assert_non_null(ol_arena_zalloc(arena, 1));
    ol_arena_free(arena);
}

static void arena_grow_in_place_and_moved(void **state)
{
    OlArena *arena = new_arena();
    char *p = ol_arena_alloc(arena, 10);

    memcpy(p, "123456789", 10);
    for (size_t n = 10; n < 100000; n = n * 2 + 1)
    {
        p = ol_arena_grow(arena, p, n, n * 2 + 1);
        if (n % 3 == 0)
            ol_arena_alloc(arena, 8);
        assert_string_equal(p, "123456789");
    }
    ol_arena_free(arena);
}

static jmp_buf oom_jump;
static int allocations_left;

static void *failing_alloc(void *ctx, size_t size)
{
    if (allocations_left-- <= 0)
        longjmp(oom_jump, 1);
    return malloc(size);
}

static void failing_free(void *ctx, void *ptr)
{
    free(ptr);
}

static void arena_survives_failing_allocations(void **state)
{
    OlAllocator a = {failing_alloc, failing_free, NULL};

    for (volatile int limit = 1; limit < 12; limit++)
    {
        OlArena *volatile arena = NULL;
        allocations_left = limit;
        if (setjmp(oom_jump) == 0)
        {
            OlMap *map;
            arena = ol_arena_new(&a);
            map = ol_map_new(arena);
            for (int i = 0; i < 300; i++)
                ol_map_put(map, ol_str_printf(arena, "key %d", i), (void *)state);
        }
        ol_arena_free(arena);
    }
}

static void buf_grows_and_prints(void **state)
{
    OlArena *arena = new_arena();
    OlBuf buf;

    ol_buf_init(&buf, arena, 0);
    for (int i = 0; i < 1000; i++)
        ol_buf_printf(&buf, "%d,", i);
    assert_int_equal(buf.len, 3890);
    assert_memory_equal(buf.data + buf.len - 4, "999,", 4);
    assert_int_equal(strlen(ol_buf_cstr(&buf)), 3890);
    ol_arena_free(arena);
}

static void map_put_get_remove(void **state)
{
    OlArena *arena = new_arena();
    OlMap *map = ol_map_new(arena);
    static int values[2000];

    for (int i = 0; i < 2000; i++)
        ol_map_put(map, ol_str_printf(arena, "k%d", i), &values[i]);
    for (int i = 0; i < 2000; i += 2)
        ol_map_put(map, ol_str_printf(arena, "k%d", i), NULL);
    assert_int_equal(ol_map_count(map), 1000);
    for (int i = 0; i < 2000; i++)
        assert_ptr_equal(ol_map_get(map, ol_str_printf(arena, "k%d", i)), i % 2 ? &values[i] : NULL);
    ol_arena_free(arena);
}

static void utf8_rules(void **state)
{
    char out[4];
    uint32_t cp;

    assert_true(ol_utf8_valid("\xc5\xbc\xc3\xb3\xc5\x82w \xf0\x9f\x98\x80", 12));
    assert_false(ol_utf8_valid("\xc0\x80", 2));     /* overlong */
    assert_false(ol_utf8_valid("\xed\xa0\x80", 3)); /* surrogate */
    assert_false(ol_utf8_valid("\xf4\x90\x80\x80", 4));
    assert_false(ol_utf8_valid("\xe4\xb8", 2)); /* cut */
    assert_int_equal(ol_utf8_length("\xe4\xb8\xad\xe6\x96\x87", 6), 2);
    assert_int_equal(ol_utf8_offset("\xe4\xb8\xad\xe6\x96\x87", 6, 1), 3);
    assert_int_equal(ol_utf8_offset("abc", 3, 9), 3);
    for (uint32_t c = 1; c <= 0x10FFFF; c += 97)
    {
        int n = ol_utf8_encode(c, out);
        if (n == 0)
            continue;
        assert_int_equal(ol_utf8_decode(out, (size_t)n, &cp), n);
        assert_int_equal(cp, c);
    }
}

static void diag_formats_and_cuts(void **state)
{
    OlDiag diag;
    char out[64];
    char *big = malloc(5000);

    assert_int_equal(ol_diag_set(&diag, OL_ERR_UNIQUE_VIOLATED, 3, "SCOTT.PK"), OL_ERROR);
    assert_string_equal(diag.text, "unique constraint (SCOTT.PK) violated");
    assert_int_equal(diag.number, 1);
    ol_diag_format(&diag, out, sizeof out);
    assert_string_equal(out, "ORA-00001: unique constraint (SCOTT.PK) violated");
    memset(big, 0, 5000);
    for (int i = 0; i < 4998; i += 3)
        memcpy(big + i, "\xe4\xb8\xad", 3);
    ol_diag_set(&diag, OL_ERR_FEATURE_UNSUPPORTED, -1, big);
    assert_true(strlen(diag.text) < OL_DIAG_TEXT_MAX);
    assert_true(ol_utf8_valid(diag.text, strlen(diag.text)));
    free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_keeps_data),
        cmocka_unit_test(arena_grow_in_place_and_moved),
        cmocka_unit_test(arena_survives_failing_allocations),
        cmocka_unit_test(buf_grows_and_prints),
        cmocka_unit_test(map_put_get_remove),
        cmocka_unit_test(utf8_rules),
        cmocka_unit_test(diag_formats_and_cuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
