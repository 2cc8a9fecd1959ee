/*
 * wire_bench.c - nanoseconds of CPU of what a fetch, an array insert and a login do most in src/wire.
 *
 * The row is that of the fetch goal: NUMBER, VARCHAR2 of 20 bytes, DATE, NUMBER. Each case five times, the best is printed:
 * name, ns per row or call, and what memcpy of the same bytes costs as the peer.
 */
#include "wire/login.h"

#include <stdio.h>
#include <time.h>

#define ROWS 1000000
#define REPEATS 5

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static uint64_t sent;

static bool swallow(void *ctx, const uint8_t *data, size_t n)
{
    (void)ctx;
    sent += n + data[n - 1];
    return true;
}

static const uint8_t number[3] = {0xc2, 2, 0x18}, date[7] = {0x78, 0x7c, 2, 0x1d, 0x0e, 0x0f, 0x10}, price[4] = {0xc1, 2, 0x18, 0x2e};
static const char name[21] = "abcdefghijklmnopqrst";

static void encode_rows(OlWriter *w)
{
    for (int i = 0; i < ROWS; i++)
    {
        ol_ttc_begin_row(w);
        ol_wr_clr(w, number, sizeof number);
        ol_wr_clr(w, name, 20);
        ol_wr_clr(w, date, sizeof date);
        ol_wr_clr(w, price, sizeof price);
    }
    ol_writer_end_response(w);
}

typedef struct Loop
{
    const uint8_t *data;
    size_t n;
} Loop;

/* The same piece of whole rows again and again. */
static OlReadWhy again(void *ctx, const uint8_t **data, size_t *n)
{
    Loop *l = ctx;
    *data = l->data;
    *n = l->n;
    return OL_READ_OK;
}

int main(void)
{
    static uint8_t buf[65536], rows[64 * 64], copy[65536];
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator), *row_arena = ol_arena_new(&allocator);
    OlCaps caps;
    OlWriter w;
    OlBuf raw;
    double best;

    ol_caps_init_modern(&caps, 12);
    for (int large = 0; large < 2; large++)
    {
        caps.sdu = large ? 2097152 : 8192;
        best = 1e18;
        for (int k = 0; k < REPEATS; k++)
        {
            double start = now_ns();
            ol_writer_init(&w, &caps, buf, sizeof buf, swallow, NULL);
            encode_rows(&w);
            best = OL_MIN(best, (now_ns() - start) / ROWS);
        }
        printf("encode row, SDU %-8u %8.1f ns/row\n", caps.sdu, best);
    }
    best = 1e18;
    for (int k = 0; k < REPEATS; k++)
    {
        double start = now_ns();
        for (int i = 0; i < ROWS * 39 / (int)sizeof buf; i++)
        {
            memcpy(copy, buf, sizeof buf);
            sent += copy[(size_t)i % sizeof copy];
        }
        best = OL_MIN(best, (now_ns() - start) / ROWS);
    }
    printf("peer: memcpy of the row      %8.1f ns/row\n", best);

    {
        static const OlBindDesc binds[4] = {{.type = 2, .size = 22}, {.type = 1, .size = 80}, {.type = 12, .size = 7}, {.type = 2, .size = 22}};
        OlExecute ex = {.function = OL_FN_EXECUTE, .executions = ROWS};
        OlBindLayout layout;
        OlValue values[4];
        OlDiag diag;
        OlReader r;
        Loop l = {rows, 0};

        ol_buf_init(&raw, arena, 4096);
        ol_writer_init_raw(&w, &caps, buf, sizeof buf, &raw);
        for (int i = 0; i < 64; i++)
        {
            ol_ttc_begin_row(&w);
            ol_wr_clr(&w, number, sizeof number);
            ol_wr_clr(&w, name, 20);
            ol_wr_clr(&w, date, sizeof date);
            ol_wr_clr(&w, price, sizeof price);
        }
        ol_writer_push(&w);
        memcpy(rows, raw.data, raw.len);
        l.n = raw.len;
        if (ol_ttc_bind_layout(arena, &caps, &ex, binds, 4, NULL, false, &layout, &diag) != OL_OK)
            return 1;
        best = 1e18;
        for (int k = 0; k < REPEATS; k++)
        {
            double start = now_ns();
            ol_reader_init_pull(&r, &caps, row_arena, again, &l);
            for (int i = 0; i < ROWS; i++)
            {
                if (i % 1000 == 0)
                {
                    ol_arena_reset(row_arena);
                    ol_reader_set_arena(&r, row_arena);
                }
                if (ol_ttc_read_bind_row(&r, &layout, values, &diag) != OL_OK)
                    return 1;
                sent += values[1].bytes.n;
            }
            best = OL_MIN(best, (now_ns() - start) / ROWS);
        }
        printf("decode bind row              %8.1f ns/row\n", best);
    }
    {
        OlVerifier v;
        best = 1e18;
        for (int k = 0; k < REPEATS; k++)
        {
            double start = now_ns();
            if (!ol_verifier_make(OL_VERIFIER_12C, OL_STR("tiger"), &v))
                return 1;
            best = OL_MIN(best, now_ns() - start);
        }
        printf("make a 12c verifier          %8.1f us\n", best / 1000);
    }
    ol_arena_free(row_arena);
    ol_arena_free(arena);
    return sent == 0;
}
