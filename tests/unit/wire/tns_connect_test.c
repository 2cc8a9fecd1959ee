/*
 * tns_connect_test.c - CONNECT, ACCEPT, REFUSE, connect descriptors, native services, PROTOCOL and DATA TYPES: known bytes,
 * round trips, and what is malformed.
 */
#include "wire_test.h"

#include "wire/wire_int.h"

static void accept_known_bytes(void **state)
{
    OlArena *arena = new_arena();
    OlTnsAccept a = {.version = 318, .options = 1, .sdu = 8192, .tdu = 2097152, .flags0 = 0x0c, .flags1 = 0x0c}, b;
    OlBuf out, want = hex_bytes(arena, "00 2d 00 00 02 00 00 00  01 3e 00 01 20 00 ff ff 01 00 00 00 00 2d 0c 0c  00 00 00 00 00 00 00 00"
                                       "00 00 20 00 00 20 00 00  00 00 00 00 00");
    static const uint16_t versions[] = {314, 315, 317, 318, 319}, lengths[] = {32, 41, 41, 45, 45};
    OlDiag diag;

    ol_buf_init(&out, arena, 64);
    ol_tns_write_accept(&out, &a);
    assert_bytes(&out, &want);
    for (size_t i = 0; i < 5; i++)
    {
        out.len = 0;
        a.version = versions[i];
        a.flags2 = OL_ACCEPT_FAST_AUTH;
        ol_tns_write_accept(&out, &a);
        assert_int_equal(out.len, lengths[i]);
        assert_int_equal(out.data[20] << 8 | out.data[21], lengths[i]);
        assert_int_equal(ol_tns_read_accept(out.data, out.len, &b, &diag), OL_OK);
        assert_int_equal(b.sdu, 8192);
        assert_int_equal(b.flags2, versions[i] >= 318 ? OL_ACCEPT_FAST_AUTH : 0);
        for (size_t n = 0; n < OL_MIN(lengths[i], 41); n++)
            assert_int_equal(ol_tns_read_accept(out.data, n, &b, &diag), OL_ERROR);
    }
    ol_arena_free(arena);
}

static void connect_round_trip(void **state)
{
    OlArena *arena = new_arena();
    char data[9000];
    OlDiag diag;

    memset(data, 'x', sizeof data);
    for (size_t n = 0; n < sizeof data; n = n * 3 + 1)
    {
        OlTnsConnect c = {.version = 319, .lowest = 300, .options = 0x401, .sdu = 70000, .tdu = 2097152, .flags0 = 4, .flags1 = 0x84, .flags2 = 1,
                          .packet_flags = 4, .data = {data, n}},
                     got;
        OlTnsHeader h;
        OlBuf out;

        ol_buf_init(&out, arena, 64);
        ol_tns_write_connect(&out, &c);
        assert_int_equal(ol_tns_read_header(out.data, out.len, false, 65535, &h, &diag), OL_OK);
        assert_int_equal(h.length, n <= 230 ? 74 + n : 74);
        assert_int_equal(ol_tns_read_connect(out.data, h.length, &got, &diag), OL_OK);
        assert_int_equal(got.sdu, 70000);
        assert_int_equal(got.flags2, 1);
        assert_int_equal(got.flags1, 0x84);
        assert_int_equal(got.packet_flags, 4);
        assert_int_equal(got.data_length, n);
        assert_int_equal(got.data.n, n <= 230 ? n : 0);
        for (size_t k = 0; k < h.length; k++)
            (void)!ol_tns_read_connect(out.data, k, &got, &diag);
    }
    ol_arena_free(arena);
}

/* go-ora v2: the data begins at 70, over the last flag word. */
static void connect_data_at_70(void **state)
{
    OlArena *arena = new_arena();
    OlBuf b = hex_bytes(arena, "0050 0000 01 00 0000  013d 012c 0801 ffff ffff 4f98 0000 0001 000a 0046 00000000 01 01"
                               "000000000000000000000000000000000000000000000000 00200000 00200000 00000000 28613d62292020202020");
    OlTnsConnect c;
    OlDiag diag;

    assert_int_equal(b.len, 80);
    assert_int_equal(ol_tns_read_connect(b.data, b.len, &c, &diag), OL_OK);
    assert_int_equal(c.version, 317);
    assert_int_equal(c.sdu, 2097152);
    assert_int_equal(c.flags2, 0);
    assert_true(ol_str_eq_c(c.data, "(a=b)     "));
    b.data[27] = 0x47; /* the data would end behind the packet */
    assert_int_equal(ol_tns_read_connect(b.data, b.len, &c, &diag), OL_ERROR);
    ol_arena_free(arena);
}

static void refuse_text(void **state)
{
    OlArena *arena = new_arena();
    OlBuf out;
    OlTnsRefuse r;
    OlDiag diag;

    ol_buf_init(&out, arena, 64);
    ol_tns_write_refuse(&out, 12514);
    assert_int_equal(ol_tns_read_refuse(out.data, out.len, &r, &diag), OL_OK);
    assert_int_equal(r.error, 12514);
    assert_true(r.text.n < 253);
    assert_true(ol_str_eq_c(r.text, "(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=12514)(ERROR_STACK=(ERROR=(CODE=12514)(EMFI=4))))"));
    ol_arena_free(arena);
}

static void descriptors(void **state)
{
    static const char *const good[] = {
        "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=shop)(CID=(PROGRAM=p)(HOST=h)(USER=u))(SERVER=POOLED)(CONNECTION_ID=aGk/+w==)))",
        " ( description = \n( Connect_Data = (service_name= shop ) (cid =(program=p)(HOST=h)(user=u)) (server=POOLED)) ) ",
        "(CONNECT_DATA=(SERVICE_NAME=\"shop\")(CID=(PROGRAM='p')(HOST=\\h)(USER=u))(SERVER=POOLED))",
    };
    static const char *const bad[] = {
        "", "x", "(", "(a", "(a=", "(a=b", "(=b)", "(a=b))", "(a=(b=c)", "(a=\"x)", "()", "(a=b)c", "((((((((((((((((((((((",
    };
    OlArena *arena = new_arena();
    OlDescriptor *tree;
    OlConnectInfo info;
    OlDiag diag;
    char deep[4000];
    size_t n = 0;

    for (size_t i = 0; i < OL_LENGTHOF(good); i++)
    {
        assert_int_equal(ol_descriptor_parse(arena, ol_str(good[i]), &tree, &diag), OL_OK);
        ol_descriptor_connect_info(tree, &info);
        assert_true(ol_str_eq_c(info.service_name, "shop"));
        assert_true(ol_str_eq_c(info.program, "p"));
        assert_true(ol_str_eq_c(info.host, "h"));
        assert_true(ol_str_eq_c(info.user, "u"));
        assert_true(ol_str_eq_c(info.server, "POOLED"));
        assert_int_equal(info.sid.n, 0);
        assert_true(i > 0 || ol_str_eq_c(info.connection_id, "aGk/+w=="));
    }
    for (size_t i = 0; i < OL_LENGTHOF(bad); i++)
        assert_int_equal(ol_descriptor_parse(arena, ol_str(bad[i]), &tree, &diag), OL_ERROR);
    while (n + 4 < sizeof deep)
        n += (size_t)snprintf(deep + n, sizeof deep - n, "(a=");
    assert_int_equal(ol_descriptor_parse(arena, ol_str_n(deep, n), &tree, &diag), OL_ERROR);
    assert_int_equal(ol_descriptor_parse(arena, OL_STR("(a=b\0c)"), &tree, &diag), OL_ERROR);
    ol_arena_free(arena);
}

static void native_services(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps;
    OlBuf out;
    uint8_t buf[600];
    size_t used;
    OlDiag diag;

    ol_caps_init_modern(&caps, 12);
    for (int way = 0; way < 2; way++)
    {
        OlWriter w;
        ol_buf_init(&out, arena, 64);
        ol_writer_init_raw(&w, &caps, buf, sizeof buf, &out);
        if (way == 0)
            ol_ano_write_reply(&w);
        else
            ol_ano_write_request(&w);
        ol_writer_push(&w);
        assert_true(ol_ano_is_request(out.data, out.len));
        for (size_t n = 0; n < out.len; n++)
            assert_int_equal(ol_ano_read(out.data, n, &used, &diag), OL_NEED_MORE);
        assert_int_equal(ol_ano_read(out.data, out.len, &used, &diag), OL_OK);
        assert_int_equal(used, out.len);
        for (size_t i = 0; i < out.len; i++)
        {
            uint8_t keep = out.data[i];
            out.data[i] = 0xFF;
            (void)!ol_ano_read(out.data, out.len, &used, &diag);
            out.data[i] = keep;
        }
    }
    ol_arena_free(arena);
}

static void enc_protocol_reply(OlWriter *w, const void *msg)
{
    ol_ttc_write_protocol_reply(w, msg);
}

static OlStatus dec_protocol_reply(OlReader *r, void *msg, OlDiag *diag)
{
    ol_rd_u8(r);
    return ol_ttc_read_protocol_reply(r, msg, diag);
}

static void protocol_known_bytes(void **state)
{
    OlArena *arena = new_arena();
    uint8_t ccap[64], rcap[16];
    OlCaps caps;
    OlProtocolReply p = {.version = 6, .banner = OL_STR("x86_64/Linux 2.4.xx"), .charset = 873, .ncharset = 2000, .flags = 1}, got;
    OlBuf out, want = hex_bytes(arena, "01 06 00 7838365f36342f4c696e757820322e342e787800 69 03 01 00 00  00 0b 00 00 00 00 00 00 00 00 00 07 d0"
                                       "2d 06 01 01 01 ef 0f 01 0c 01 01 01 01 01 01 00 7f ff 03 07 03 03 01 01 ff"
                                       "   01 15 05 01 00 00 00 10 00 00 0c 00 00 b2 00 00 04 00 05 00 00"
                                       "0b 02 01 00 00 00 00 04 00 00 00 00");
    OlReader r;
    OlDiag diag;

    p.ccap = ol_str_n((char *)ccap, ol_server_ccap(false, ccap));
    p.rcap = ol_str_n((char *)rcap, ol_server_rcap(rcap));
    ol_caps_init_modern(&caps, 12);
    out = encode(arena, &caps, enc_protocol_reply, &p);
    assert_bytes(&out, &want);
    round_trip(&caps, enc_protocol_reply, dec_protocol_reply, &p, sizeof p);
    ol_reader_init_memory(&r, &caps, arena, out.data, out.len, true);
    assert_int_equal(dec_protocol_reply(&r, &got, &diag), OL_OK);
    assert_int_equal(got.ncharset, 2000);
    assert_int_equal(ol_server_ccap(true, ccap), 55);
    assert_int_equal(ccap[7], 24);
    assert_int_equal(ccap[40], 0x24);
    ol_arena_free(arena);
}

static void enc_types(OlWriter *w, const void *msg)
{
    ol_ttc_write_data_types(w, msg);
}

static OlStatus dec_types(OlReader *r, void *msg, OlDiag *diag)
{
    ol_rd_u8(r);
    return ol_ttc_read_data_types(r, msg, diag);
}

/* With and without time zone, its file version, the national character set, wide types, in all combinations. */
static void data_types_round_trip(void **state)
{
    OlArena *arena = new_arena();
    OlCaps caps, style;
    uint8_t ccap[45] = {6}, rcap[7] = {2};

    ol_caps_init_modern(&caps, 12);
    for (int bits = 0; bits < 64; bits++)
    {
        OlDataTypes t = {.charset_in = 873, .charset_out = 873, .encoding_flags = (uint8_t)(1 + (bits & 2)), .ncharset = bits & 1 ? 2000 : 0};
        OlDataTypes got;
        OlReader r;
        OlDiag diag;
        OlBuf bytes;

        ol_caps_init_modern(&style, 12);
        style.sb1_native = bits & 4;
        style.has_652 = bits & 8;
        ccap[7] = 16;
        ccap[27] = bits & 16 ? 1 : 0;
        rcap[1] = bits & 32 ? 1 : 0;
        ccap[37] = bits & 4 ? 2 : 0;
        ccap[23] = bits & 2 ? 0x40 : 0;
        t.ccap = ol_str_n((char *)ccap, sizeof ccap);
        t.rcap = ol_str_n((char *)rcap, sizeof rcap);
        t.tz_file = 43;
        t.list = ccap[27] ? ol_ttc_client_type_list(arena, &style) : OL_STR("\1\1\1\0\2\2\x0a\0\x1b\x1b\x0a\0");
        round_trip(&caps, enc_types, dec_types, &t, sizeof t);
        bytes = encode(arena, &caps, enc_types, &t);
        ol_reader_init_memory(&r, &caps, arena, bytes.data, bytes.len, true);
        assert_int_equal(dec_types(&r, &got, &diag), OL_OK);
        assert_int_equal(got.ncharset, t.ncharset);
        assert_int_equal(got.sb1_native, ccap[27] ? style.sb1_native : true);
        assert_int_equal(got.has_652, ccap[27] ? style.has_652 : false);
        assert_int_equal(got.tz.n, bits & 32 ? 11 : 0);
        assert_true(ol_str_eq(got.list, t.list));
        caps.server_fv = 12;
        ol_caps_apply_data_types(&caps, &got);
        assert_int_equal(caps.fv, 12);
        assert_int_equal(caps.conv_length, (bits & 2) != 0);
        assert_int_equal(caps.lob_prefetch, (bits & 2) != 0);
        assert_int_equal(caps.tz_exchange, (bits & 32) != 0);
        assert_false(caps.end_of_response);
    }
    ol_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accept_known_bytes), cmocka_unit_test(connect_round_trip),   cmocka_unit_test(connect_data_at_70),
        cmocka_unit_test(refuse_text),        cmocka_unit_test(descriptors),          cmocka_unit_test(native_services),
        cmocka_unit_test(protocol_known_bytes), cmocka_unit_test(data_types_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
