/*
 * ttc_stream_test.c - OlReader, OlWriter and OlTtcStream: integers, strings, packets cut anywhere.
 */
#include "wire_test.h"

static OlCaps caps_with(uint32_t sdu, bool large, bool end_of_response)
{
    OlCaps caps;
    ol_caps_init_modern(&caps, 12);
    caps.sdu = sdu;
    caps.large_header = large;
    caps.end_of_response = end_of_response;
    return caps;
}

static void integers_known(void **state)
{
    static const struct
    {
        int64_t value;
        const char *hex;
    } known[] = {
        {0, "00"}, {1, "0101"}, {255, "01ff"}, {256, "020100"}, {65536, "03010000"}, {-1, "8101"}, {-127, "817f"},
        {INT64_MAX, "087fffffffffffffff"}, {INT64_MIN, "888000000000000000"},
    };
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(8192, true, false);

    for (size_t i = 0; i < OL_LENGTHOF(known); i++)
    {
        uint8_t buf[64];
        OlBuf out, want = hex_bytes(arena, known[i].hex);
        OlWriter w;
        OlReader r;

        ol_buf_init(&out, arena, 16);
        ol_writer_init_raw(&w, &caps, buf, sizeof buf, &out);
        ol_wr_sb8(&w, known[i].value);
        ol_writer_push(&w);
        assert_bytes(&out, &want);
        ol_reader_init_memory(&r, &caps, arena, out.data, out.len, true);
        assert_true(ol_rd_sb8(&r) == known[i].value);
    }
    ol_arena_free(arena);
}

static void integers_refused(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(8192, true, false);
    OlReader r;
    OlBuf longer = hex_bytes(arena, "040001 0000"), negative = hex_bytes(arena, "8101"), wide = hex_bytes(arena, "84ffffffff");

    ol_reader_init_memory(&r, &caps, arena, longer.data, longer.len, true);
    assert_int_equal(ol_rd_ub4(&r), 65536);
    ol_reader_init_memory(&r, &caps, arena, longer.data, longer.len, true);
    assert_int_equal(ol_rd_ub2(&r), 0);
    assert_int_equal(r.why, OL_READ_BAD);
    assert_int_equal(ol_rd_u8(&r), 0); /* stays failed */
    ol_reader_init_memory(&r, &caps, arena, negative.data, negative.len, true);
    ol_rd_ub4(&r);
    assert_int_equal(r.why, OL_READ_BAD);
    ol_reader_init_memory(&r, &caps, arena, wide.data, wide.len, true);
    ol_rd_sb4(&r);
    assert_int_equal(r.why, OL_READ_BAD);
    ol_arena_free(arena);
}

static void clr_all_lengths(void **state)
{
    static const size_t lengths[] = {0, 1, 251, 252, 253, 254, 255, 256, 32766, 32767, 32768, 65534, 100000};
    OlCaps caps = caps_with(8192, true, false);

    for (size_t i = 0; i < OL_LENGTHOF(lengths); i++)
    {
        OlArena *arena = new_arena();
        size_t n = lengths[i];
        char *data = ol_arena_alloc(arena, n + 1);
        static uint8_t buf[600];
        OlBuf out;
        OlWriter w;

        for (size_t k = 0; k < n; k++)
            data[k] = (char)(k * 7 + k / 251);
        ol_buf_init(&out, arena, 16);
        ol_writer_init_raw(&w, &caps, buf, sizeof buf, &out);
        ol_wr_clr(&w, data, n);
        ol_writer_push(&w);
        for (size_t piece = 1; piece < 3000; piece = piece * 3 + 1)
        {
            Source s = {.data = out.data, .n = out.len, .piece = piece};
            OlReader r;
            OlStr got;
            OlClrPieces c = {0};
            size_t at = 0;

            ol_reader_init_pull(&r, &caps, arena, source_fill, &s);
            assert_int_equal(ol_rd_clr(&r, &got), n > 0);
            assert_int_equal(got.n, n);
            assert_true(n == 0 || memcmp(got.s, data, n) == 0);

            s.at = 0;
            ol_reader_init_pull(&r, &caps, arena, source_fill, &s);
            while (ol_rd_clr_piece(&r, &c, &got))
            {
                assert_true(got.n > 0 && at + got.n <= n && memcmp(got.s, data + at, got.n) == 0);
                at += got.n;
            }
            assert_int_equal(at, n);
            assert_int_equal(r.why, OL_READ_OK);
            assert_int_equal(s.at, s.n);
        }
        ol_arena_free(arena);
    }
}

static void lengths_are_not_believed(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(8192, true, false);
    OlBuf huge = hex_bytes(arena, "fe 04ffffffff 61"), big = hex_bytes(arena, "fe 043fffff00 61"), escape = hex_bytes(arena, "fd01");
    OlReader r;
    OlStr s;
    size_t before = ol_arena_bytes(arena);
    Source src = {.data = big.data, .n = big.len};

    ol_reader_init_memory(&r, &caps, arena, huge.data, huge.len, true);
    assert_false(ol_rd_clr(&r, &s));
    assert_int_equal(r.why, OL_READ_BAD);
    ol_reader_init_pull(&r, &caps, arena, source_fill, &src);
    assert_false(ol_rd_clr(&r, &s));
    assert_int_equal(r.why, OL_READ_CLOSED);
    ol_reader_init_memory(&r, &caps, arena, escape.data, escape.len, true);
    assert_false(ol_rd_clr(&r, &s));
    assert_int_equal(r.why, OL_READ_BAD);
    src.at = 0;
    ol_reader_init_pull(&r, &caps, arena, source_fill, &src);
    s = ol_rd_raw(&r, 0x3FFFFFF0);
    assert_int_equal(s.n, 0);
    assert_true(ol_arena_bytes(arena) - before < 300000);
    ol_arena_free(arena);
}

/* --- packets -------------------------------------------------------------------------------------------------------------- */

typedef struct Wire
{
    OlBuf sent;
    size_t at;
    size_t piece;
    int sends;
    bool lost;
} Wire;

static bool wire_send(void *ctx, const uint8_t *data, size_t n)
{
    Wire *wire = ctx;
    wire->sends++;
    if (wire->lost)
        return false;
    ol_buf_append(&wire->sent, data, n);
    return true;
}

static ptrdiff_t wire_recv(void *ctx, uint8_t *buf, size_t cap)
{
    Wire *wire = ctx;
    size_t k = wire->sent.len - wire->at;

    if (k > wire->piece)
        k = wire->piece;
    if (k > cap)
        k = cap;
    memcpy(buf, wire->sent.data + wire->at, k);
    wire->at += k;
    return (ptrdiff_t)k;
}

/* Packets of every small SDU through a stream in pieces of every size: the payload comes out as it went in, and each
 * packet keeps to the SDU. */
static void packets_through_stream(void **state)
{
    for (int large = 0; large < 2; large++)
        for (uint32_t sdu = 512; sdu < 2000; sdu += 243)
            for (size_t piece = 1; piece < 5000; piece = piece * 4 + 1)
            {
                OlArena *arena = new_arena();
                OlCaps caps = caps_with(sdu, large, true);
                Wire wire = {.piece = piece};
                uint8_t buf[2048], in[80];
                OlWriter w;
                OlReader r;
                OlTtcStream stream;
                size_t packets = 0;

                ol_buf_init(&wire.sent, arena, 100);
                ol_writer_init(&w, &caps, buf, sizeof buf, wire_send, &wire);
                for (uint32_t i = 0; i < 3000; i++)
                {
                    uint8_t *p = ol_wr_reserve(&w, 9);
                    p[0] = (uint8_t)i;
                    ol_wr_commit(&w, p, 1);
                    ol_wr_ub4(&w, i);
                }
                ol_writer_end_response(&w);
                for (size_t at = 0; at < wire.sent.len; packets++)
                {
                    OlTnsHeader h;
                    bool last;
                    assert_int_equal(ol_tns_read_header(wire.sent.data + at, wire.sent.len - at, large, sdu, &h, NULL), OL_OK);
                    assert_int_equal(h.type, OL_TNS_DATA);
                    last = at + h.length == wire.sent.len;
                    assert_int_equal(wire.sent.data[at + 8] << 8 | wire.sent.data[at + 9], last ? 0x2000 : 0);
                    assert_true(last || h.length == sdu);
                    at += h.length;
                }
                assert_true(packets > 4);
                assert_int_equal(wire.sent.data[wire.sent.len - 1], OL_TTC_END_OF_RESPONSE);

                ol_ttc_stream_init(&stream, in, sizeof in, large, wire_recv, &wire);
                ol_reader_init_pull(&r, &caps, arena, ol_ttc_stream_fill, &stream);
                for (uint32_t i = 0; i < 3000; i++)
                {
                    assert_int_equal(ol_rd_u8(&r), (uint8_t)i);
                    assert_int_equal(ol_rd_ub4(&r), i);
                }
                assert_int_equal(ol_rd_u8(&r), OL_TTC_END_OF_RESPONSE);
                assert_int_equal(stream.data_flags, OL_DATA_END_OF_RESPONSE);
                assert_false(ol_ttc_stream_pending(&stream, &r));
                ol_rd_u8(&r);
                assert_int_equal(r.why, OL_READ_CLOSED);
                ol_arena_free(arena);
            }
}

static void exact_fill_still_gets_its_mark(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(512, true, true);
    Wire wire = {.piece = 9};
    uint8_t buf[2048], data[512] = {0};
    OlWriter w;

    ol_buf_init(&wire.sent, arena, 100);
    ol_writer_init(&w, &caps, buf, sizeof buf, wire_send, &wire);
    ol_wr_bytes(&w, data, 501); /* with the end mark the packet is full */
    ol_writer_end_response(&w);
    assert_int_equal(wire.sent.len, 512);
    assert_int_equal(wire.sent.data[8], 0x20);
    wire.sent.len = 0;
    ol_wr_bytes(&w, data, 502); /* full before it: it gets a packet of its own */
    ol_writer_end_response(&w);
    assert_int_equal(wire.sent.len, 512 + 11);
    assert_int_equal(wire.sent.data[8], 0);
    assert_int_equal(wire.sent.data[512 + 8], 0x20);
    ol_arena_free(arena);
}

static void marks_take_back_rows(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(512, true, false);
    Wire wire = {0}, wire2 = {0};
    uint8_t buf[1536], data[700];
    OlWriter w;
    OlWriterMark mark;

    memset(data, 7, sizeof data);
    ol_buf_init(&wire.sent, arena, 100);
    ol_writer_init(&w, &caps, buf, sizeof buf, wire_send, &wire);
    ol_wr_bytes(&w, data, 300);
    mark = ol_writer_mark(&w);
    memset(data, 9, sizeof data);
    ol_wr_bytes(&w, data, 700); /* over a packet's end */
    assert_true(ol_writer_undo(&w, mark));
    memset(data, 8, sizeof data);
    ol_wr_bytes(&w, data, 300);
    mark = ol_writer_mark(&w);
    ol_writer_end_request(&w);
    assert_false(ol_writer_undo(&w, mark));
    assert_int_equal(wire.sent.len, 600 + 20);
    for (size_t i = 0; i < 600; i++)
        assert_int_equal(wire.sent.data[10 + i + (i >= 502 ? 10 : 0)], i < 300 ? 7 : 8);

    wire2.lost = true;
    ol_writer_init(&w, &caps, buf, sizeof buf, wire_send, &wire2);
    for (int i = 0; i < 100; i++)
        ol_wr_bytes(&w, data, 300);
    ol_writer_end_request(&w);
    assert_true(w.failed);
    assert_int_equal(wire2.sends, 1);
    ol_arena_free(arena);
}

static void break_in_every_place(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(512, true, false);

    for (size_t before = 0; before < 40; before += 13)
        for (size_t piece = 1; piece < 64; piece += 9)
        {
            Wire wire = {.piece = piece};
            uint8_t buf[1024], in[64], data[64] = {1};
            const uint8_t *got;
            OlWriter w;
            OlReader r;
            OlTtcStream stream;
            size_t n;

            ol_buf_init(&wire.sent, arena, 100);
            ol_writer_init(&w, &caps, buf, sizeof buf, wire_send, &wire);
            ol_wr_bytes(&w, data, before);
            ol_writer_end_request(&w);
            ol_tns_write_marker(&wire.sent, true, OL_MARKER_INTERRUPT);
            ol_wr_bytes(&w, data, 30); /* half a request that must be thrown away */
            ol_writer_end_request(&w);
            ol_tns_write_marker(&wire.sent, true, OL_MARKER_RESET);
            ol_wr_bytes(&w, "\x77", 1);
            ol_writer_end_request(&w);

            ol_ttc_stream_init(&stream, in, sizeof in, true, wire_recv, &wire);
            ol_reader_init_pull(&r, &caps, arena, ol_ttc_stream_fill, &stream);
            ol_rd_skip(&r, before);
            assert_int_equal(r.why, OL_READ_OK);
            ol_rd_u8(&r);
            assert_int_equal(r.why, OL_READ_BREAK);
            assert_int_equal(stream.marker, OL_MARKER_INTERRUPT);
            assert_int_equal(ol_ttc_stream_drain_to_reset(&stream), OL_READ_OK);
            ol_reader_recover(&r);
            assert_int_equal(ol_rd_u8(&r), 0x77);
            assert_int_equal(ol_ttc_stream_fill(&stream, &got, &n), OL_READ_CLOSED);
        }
    ol_arena_free(arena);
}

static void break_is_seen_while_executing(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(512, true, false);
    uint8_t buf[1024], in[256];
    OlBuf bytes;
    OlWriter w;
    OlReader r;
    OlTtcStream stream;
    size_t cap;
    uint8_t *room;

    ol_buf_init(&bytes, arena, 100);
    ol_writer_init_buf(&w, &caps, buf, sizeof buf, &bytes);
    ol_wr_bytes(&w, "0123456789", 10);
    ol_writer_end_request(&w);
    ol_ttc_stream_init(&stream, in, sizeof in, true, NULL, NULL);
    assert_true(ol_ttc_stream_preload(&stream, bytes.data, bytes.len));
    ol_reader_init_pull(&r, &caps, arena, ol_ttc_stream_fill, &stream);
    assert_int_equal(ol_rd_u8(&r), '0');
    assert_false(ol_ttc_stream_break_pending(&stream));
    bytes.len = 0;
    ol_tns_write_marker(&bytes, true, OL_MARKER_BREAK);
    for (size_t i = 0; i < bytes.len; i++)
    {
        assert_false(ol_ttc_stream_break_pending(&stream));
        room = ol_ttc_stream_room(&stream, &r, &cap);
        assert_true(cap > 0);
        *room = bytes.data[i];
        ol_ttc_stream_received(&stream, 1);
    }
    assert_true(ol_ttc_stream_break_pending(&stream));
    assert_int_equal(ol_rd_u8(&r), '1'); /* what was lent is untouched */
    ol_ttc_stream_skip_packet(&stream, &r);
    ol_rd_u8(&r);
    assert_int_equal(r.why, OL_READ_BREAK);
    ol_rd_u8(&r);
    assert_int_equal(r.why, OL_READ_BREAK);
    ol_arena_free(arena);
}

static void bad_packets(void **state)
{
    static const char *const bad[] = {
        "00000007 06000000 0000", "ffffffff 06000000 0000", "00000009 06000000 0000", "0000000b 03000000 000000",
        "0000000a 0c000000 0100", "00001000 07000000",
    };
    OlArena *arena = new_arena();
    OlCaps caps = caps_with(512, true, false);

    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
    {
        OlBuf b = hex_bytes(arena, bad[i]);
        Wire wire = {.sent = b, .piece = 100};
        uint8_t in[64];
        OlTtcStream stream;
        OlReader r;
        ol_ttc_stream_init(&stream, in, sizeof in, true, wire_recv, &wire);
        ol_reader_init_pull(&r, &caps, arena, ol_ttc_stream_fill, &stream);
        ol_rd_u8(&r);
        assert_int_equal(r.why, OL_READ_BAD);
    }
    ol_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_known),
        cmocka_unit_test(integers_refused),
        cmocka_unit_test(clr_all_lengths),
        cmocka_unit_test(lengths_are_not_believed),
        cmocka_unit_test(packets_through_stream),
        cmocka_unit_test(exact_fill_still_gets_its_mark),
        cmocka_unit_test(marks_take_back_rows),
        cmocka_unit_test(break_in_every_place),
        cmocka_unit_test(break_is_seen_while_executing),
        cmocka_unit_test(bad_packets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
