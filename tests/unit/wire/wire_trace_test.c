/*
 * wire_trace_test.c - recordings in tests/wire (.hex) must read as the .trace beside them, in any cut.
 * UPDATE=1 in the environment rewrites the traces.
 */
#include "wire_test.h"

#include "wire/wire_trace.h"

static const char *const recordings[] = {"worked_example", "accept_refuse_marker", "insert_returning", "login_19c", "login_23ai"};

static void collect(void *ctx, OlStr line)
{
    ol_buf_append_str(ctx, line);
    ol_buf_append_byte(ctx, '\n');
}

static OlStr read_file(OlArena *arena, const char *name, const char *ending)
{
    char path[200];
    OlBuf b;
    FILE *f;
    int c;

    snprintf(path, sizeof path, "tests/wire/%s.%s", name, ending);
    f = fopen(path, "r");
    ol_buf_init(&b, arena, 4096);
    if (f == NULL)
        return OL_STR_NULL;
    while ((c = getc(f)) != EOF)
        ol_buf_append_byte(&b, (uint8_t)c);
    fclose(f);
    return ol_buf_str(&b);
}

static void recordings_in_words(void **state)
{
    for (size_t i = 0; i < OL_LENGTHOF(recordings); i++)
    {
        OlArena *arena = new_arena(), *scratch = new_arena();
        OlStr text = read_file(arena, recordings[i], "hex"), want;
        OlBuf got;
        OlDiag diag;
        OlWireTrace *t;

        assert_true(text.n > 0);
        ol_buf_init(&got, arena, 1024);
        t = ol_wire_trace_new(arena, scratch, NULL, collect, &got);
        assert_int_equal(ol_wire_trace_file(t, text, &diag), OL_OK);
        if (getenv("UPDATE") != NULL)
        {
            char path[200];
            FILE *f;
            snprintf(path, sizeof path, "tests/wire/%s.trace", recordings[i]);
            f = fopen(path, "w");
            fwrite(got.data, 1, got.len, f);
            fclose(f);
        }
        want = read_file(arena, recordings[i], "trace");
        if (!ol_str_eq(ol_buf_str(&got), want))
            fail_msg("%s reads:\n%.*s", recordings[i], OL_STR_ARG(ol_buf_str(&got)));
        assert_null(memmem(got.data, got.len, "tiger", 5));
        ol_arena_free(scratch);
        ol_arena_free(arena);
    }
}

/* Whatever comes, it is printed and nothing else happens. */
static void damaged_recordings(void **state)
{
    unsigned seed = 7;

    for (size_t i = 0; i < OL_LENGTHOF(recordings); i++)
        for (int round = 0; round < 300; round++)
        {
            OlArena *arena = new_arena(), *scratch = new_arena();
            OlStr text = ol_str_dup(arena, read_file(arena, recordings[i], "hex"));
            OlBuf got;
            OlDiag diag;
            OlWireTrace *t;
            OlTraceOptions options = {.hex = round % 2, .no_rows = round % 3 == 0};

            for (int k = 0; k < 1 + round % 5; k++)
            {
                seed = seed * 1103515245 + 12345;
                ((char *)(uintptr_t)text.s)[(seed >> 8) % text.n] = "0123456789abcdef"[seed >> 28];
            }
            ol_buf_init(&got, arena, 1024);
            t = ol_wire_trace_new(arena, scratch, &options, collect, &got);
            (void)!ol_wire_trace_file(t, text, &diag);
            ol_wire_trace_end(t);
            ol_arena_free(scratch);
            ol_arena_free(arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recordings_in_words),
        cmocka_unit_test(damaged_recordings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
