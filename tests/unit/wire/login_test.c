/*
 * login_test.c - client and server log in over memory, in all the ways drivers differ; what is hostile ends in CLOSED.
 */
#include "wire_test.h"

#include "wire/login.h"

#define CONNECT_DATA \
    "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=shop)(CID=(PROGRAM=prog)(HOST=box)(USER=me))))"

typedef struct Pair
{
    OlArena *arena;
    OlLogin *server;
    OlClientLogin *client;
    OlVerifier verifier;
    OlProfile profile;
    size_t piece;        /* bytes moved at a time */
    OlLoginResult result; /* as it arrives at the session */
    bool denied;
} Pair;

static OlClientConfig client_config(void)
{
    OlClientConfig c = {0};
    c.connect_data = OL_STR(CONNECT_DATA);
    c.user = OL_STR("scott");
    c.password = OL_STR("Tiger \xc5\xbc!");
    c.program = OL_STR("test");
    c.machine = OL_STR("machine");
    c.terminal = OL_STR("tty1");
    c.os_user = OL_STR("os");
    c.pid = OL_STR("77");
    c.driver_name = OL_STR("oliphant-test");
    c.alter_session = OL_STR("ALTER SESSION SET TIME_ZONE='+00:00'");
    return c;
}

static void start(Pair *p, const OlClientConfig *client, uint16_t verifier_type, OlProfile profile, size_t piece)
{
    OlLoginConfig config = {0};
    static OlVerifier cache[2];
    static bool made;

    if (!made) /* 4,096 rounds: once */
    {
        assert_true(ol_verifier_make(OL_VERIFIER_12C, client_config().password, &cache[0]));
        assert_true(ol_verifier_make(OL_VERIFIER_11G, client_config().password, &cache[1]));
        made = true;
    }
    memset(p, 0, sizeof *p);
    p->arena = new_arena();
    p->verifier = cache[verifier_type == OL_VERIFIER_11G];
    p->profile = profile;
    p->piece = piece;
    p->server = ol_login_new(p->arena, &config);
    p->client = ol_client_new(p->arena, client);
}

/* Answers the server's questions. False when it waits for nothing. */
static bool serve(Pair *p)
{
    switch (ol_login_state(p->server))
    {
        case OL_LOGIN_WAIT_SERVICE:
            assert_true(ol_str_eq_c(ol_login_connect_info(p->server)->service_name, "shop"));
            ol_login_accept(p->server, p->profile);
            return true;
        case OL_LOGIN_WAIT_VERIFIER:
            assert_true(ol_str_eq_c(ol_login_user(p->server), "SCOTT"));
            ol_login_set_verifier(p->server, &p->verifier);
            return true;
        case OL_LOGIN_DENIED:
            p->denied = true;
            ol_login_fail(p->server, 1017, OL_STR("invalid username/password; logon denied"));
            return true;
        default:
            return false;
    }
}

/* The session: takes over by bytes, writes the phase-two answer. */
static void session(Pair *p)
{
    OlBuf moved, out;
    static uint8_t buf[8192];
    OlWriter w;
    OlDiag diag;
    OlLoginReply reply = {.session_id = 4711, .serial = 12, .max_open_cursors = 300, .max_identifier = 128};
    const OlLoginResult *res = ol_login_result(p->server);

    reply.db_unique_name = reply.db_name = OL_STR("shop");
    reply.service_name = OL_STR("shop");
    reply.instance_name = OL_STR("oliphant");
    assert_non_null(res);
    ol_buf_init(&moved, p->arena, 100);
    ol_login_result_write(&moved, res);
    for (size_t n = 0; n < moved.len; n += 97)
        assert_int_equal(ol_login_result_read(p->arena, moved.data, n, &p->result, &diag), OL_ERROR);
    assert_int_equal(ol_login_result_read(p->arena, moved.data, moved.len, &p->result, &diag), OL_OK);
    assert_memory_equal(&p->result.caps, &res->caps, sizeof res->caps);
    ol_buf_init(&out, p->arena, 100);
    ol_writer_init_buf(&w, &p->result.caps, buf, sizeof buf, &out);
    assert_true(ol_login_write_success(&w, &p->result, &reply));
    ol_client_input(p->client, out.data, out.len);
}

/* Bytes to and fro until nobody moves. */
static void run(Pair *p)
{
    bool moved = true;

    while (moved)
    {
        OlStr s = ol_client_output(p->client);
        size_t n = OL_MIN(s.n, p->piece);

        moved = false;
        if (n > 0)
        {
            char *copy = ol_str_cdup(p->arena, ol_str_n(s.s, n));
            ol_client_output_done(p->client, n);
            ol_login_input(p->server, copy, n);
            moved = true;
        }
        moved |= serve(p);
        s = ol_login_output(p->server);
        n = OL_MIN(s.n, p->piece);
        if (n > 0)
        {
            char *copy = ol_str_cdup(p->arena, ol_str_n(s.s, n));
            ol_login_output_done(p->server, n);
            ol_client_input(p->client, copy, n);
            moved = true;
        }
        if (!moved && ol_login_state(p->server) == OL_LOGIN_AUTHENTICATED && ol_client_state(p->client) == OL_CLIENT_READ)
            session(p);
    }
}

static void assert_logged_in(Pair *p)
{
    const OlLoginResult *r = &p->result;

    if (ol_client_state(p->client) != OL_CLIENT_DONE)
        fail_msg("client: %s / server: %s", ol_client_diag(p->client)->text, ol_login_diag(p->server)->text);
    assert_true(ol_str_eq_c(r->user, "SCOTT"));
    assert_true(ol_str_eq(r->password, client_config().password));
    assert_true(ol_str_eq_c(r->service_name, "shop"));
    assert_true(ol_str_eq_c(r->program, "test"));
    assert_true(ol_str_eq_c(r->machine, "machine"));
    assert_true(ol_str_eq_c(r->terminal, "tty1"));
    assert_true(ol_str_eq_c(r->os_user, "os"));
    assert_true(ol_str_eq_c(r->pid, "77"));
    assert_true(ol_str_eq_c(r->driver_name, "oliphant-test"));
    assert_true(ol_str_eq_c(r->alter_session, "ALTER SESSION SET TIME_ZONE='+00:00'"));
    assert_int_equal(r->pending.n, 0);
    assert_true(ol_str_eq_c(ol_pairs_get(ol_client_session(p->client), "AUTH_SESSION_ID"), "4711"));
    assert_string_equal(r->caps.client_name, "oliphant-test");
}

static void finish(Pair *p)
{
    ol_login_wipe(p->server);
    ol_arena_free(p->arena);
}

static void logs_in_every_way(void **state)
{
    static const uint8_t versions[] = {11, 12, 16, 18, 24};

    for (int profile = 0; profile < 2; profile++)
        for (size_t v = 0; v < sizeof versions; v++)
            for (int bits = 0; bits < 64; bits++)
            {
                OlClientConfig c = client_config();
                Pair p;

                c.max_fv = versions[v];
                c.no_conv_length = bits & 1;
                c.no_sb1_native = bits & 2;
                c.no_652 = bits & 4;
                c.no_fast_auth = bits & 8;
                c.no_end_of_response = bits & 16;
                c.ano = bits & 32;
                c.no_663 = bits & 1;
                c.tz_exchange = bits & 2;
                start(&p, &c, bits % 3 == 0 ? OL_VERIFIER_11G : OL_VERIFIER_12C, (OlProfile)profile, 1 + (size_t)bits * 50);
                run(&p);
                assert_logged_in(&p);
                assert_int_equal(p.result.caps.fv, OL_MIN(versions[v], profile == 0 ? 12 : 24));
                assert_int_equal(p.result.caps.conv_length, !c.no_conv_length);
                assert_int_equal(p.result.caps.sb1_native, !c.no_sb1_native);
                assert_int_equal(p.result.caps.has_652, !c.no_652);
                assert_int_equal(p.result.caps.has_663, !c.no_663);
                assert_int_equal(p.result.caps.tz_exchange, c.tz_exchange);
                assert_int_equal(p.result.caps.end_of_response, profile == 1 && !c.no_end_of_response);
                finish(&p);
            }
}

static void long_connect_data(void **state)
{
    OlClientConfig c = client_config();
    Pair p;
    char data[4000];
    int n = snprintf(data, sizeof data, "(DESCRIPTION=(X=%03000d)(CONNECT_DATA=(SERVICE_NAME=shop)))", 1);

    c.connect_data = ol_str_n(data, (size_t)n);
    for (size_t piece = 1; piece < 9000; piece = piece * 10 + 3)
    {
        start(&p, &c, OL_VERIFIER_12C, OL_PROFILE_23AI, piece);
        run(&p);
        assert_logged_in(&p);
        finish(&p);
    }
}

static void new_password_proxy_mode(void **state)
{
    OlClientConfig c = client_config();
    OlAuthRequest change;
    OlStr old_password, new_password;
    Pair p;

    c.new_password = OL_STR("better");
    c.proxy_target = OL_STR("\"Quoted\"");
    c.mode = OL_AUTH_SYSDBA;
    c.edition = OL_STR("ORA$BASE");
    start(&p, &c, OL_VERIFIER_12C, OL_PROFILE_19C, 1000);
    run(&p);
    assert_logged_in(&p);
    assert_true(ol_str_eq_c(p.result.new_password, "better"));
    assert_true(ol_str_eq_c(p.result.proxy_target, "Quoted"));
    assert_true(ol_str_eq_c(p.result.edition, "ORA$BASE"));
    assert_int_equal(p.result.mode, OL_AUTH_SYSDBA | OL_AUTH_WITH_PASSWORD | OL_AUTH_CHANGE_PASSWORD);

    assert_true(ol_client_password_change(p.client, p.arena, OL_STR("better"), OL_STR("best"), &change));
    assert_true(ol_login_password_change(p.arena, &change, p.result.combo_key, p.result.combo_len, &old_password, &new_password));
    assert_true(ol_str_eq_c(old_password, "better"));
    assert_true(ol_str_eq_c(new_password, "best"));
    p.result.combo_key[3] ^= 1;
    assert_false(ol_login_password_change(p.arena, &change, p.result.combo_key, p.result.combo_len, &old_password, &new_password) &&
                 ol_str_eq_c(new_password, "best"));
    finish(&p);
}

static void proxy_in_user_field(void **state)
{
    OlClientConfig c = client_config();
    Pair p;

    c.user = OL_STR("scott[other]");
    start(&p, &c, OL_VERIFIER_12C, OL_PROFILE_19C, 1000);
    run(&p);
    assert_logged_in(&p);
    assert_true(ol_str_eq_c(p.result.proxy_target, "OTHER"));
    finish(&p);
}

static void wrong_password(void **state)
{
    for (int type = 0; type < 3; type++)
    {
        OlClientConfig c = client_config();
        Pair p;
        uint8_t secret[32] = {1};

        c.password = OL_STR("tiger");
        start(&p, &c, type == 1 ? OL_VERIFIER_11G : OL_VERIFIER_12C, OL_PROFILE_23AI, 500);
        if (type == 2)
            assert_true(ol_verifier_fake(OL_STR("SCOTT"), secret, &p.verifier));
        run(&p);
        assert_true(p.denied);
        assert_int_equal(ol_client_state(p.client), OL_CLIENT_FAILED);
        assert_non_null(ol_client_error(p.client));
        assert_int_equal(ol_client_error(p.client)->error, 1017);
        assert_true(ol_str_eq_c(ol_client_error(p.client)->text, "ORA-01017: invalid username/password; logon denied\n"));
        assert_null(ol_login_result(p.server));
        assert_int_equal(ol_login_state(p.server), OL_LOGIN_CLOSED);
        finish(&p);
    }
}

static void refused_and_redirected(void **state)
{
    OlClientConfig c = client_config();
    OlStr out, data;
    Pair p;

    start(&p, &c, OL_VERIFIER_12C, OL_PROFILE_19C, 100);
    out = ol_client_output(p.client);
    assert_int_equal(ol_login_input(p.server, out.s, out.n), OL_LOGIN_WAIT_SERVICE);
    assert_int_equal(ol_login_refuse(p.server, 12514), OL_LOGIN_CLOSED);
    out = ol_login_output(p.server);
    assert_int_equal(ol_client_input(p.client, out.s, out.n), OL_CLIENT_FAILED);
    assert_int_equal(ol_client_diag(p.client)->number, 12514);
    finish(&p);

    start(&p, &c, OL_VERIFIER_12C, OL_PROFILE_19C, 100);
    out = ol_client_output(p.client);
    ol_login_input(p.server, out.s, out.n);
    ol_login_redirect(p.server, OL_STR("(ADDRESS=(HOST=b)(PORT=2))"), OL_STR("(DESCRIPTION=(CONNECT_DATA=(SID=y)))"));
    out = ol_login_output(p.server);
    assert_int_equal(ol_client_input(p.client, out.s, out.n), OL_CLIENT_REDIRECTED);
    assert_true(ol_str_eq_c(ol_client_redirect(p.client, &data), "(ADDRESS=(HOST=b)(PORT=2))"));
    assert_true(ol_str_eq_c(data, "(DESCRIPTION=(CONNECT_DATA=(SID=y)))"));
    finish(&p);
}

/* The bytes of a good login with one byte changed, at every place: no crash, and nobody gets in who does not know the
 * password. */
static void changed_bytes(void **state)
{
    OlClientConfig c = client_config();

    for (int fast = 0; fast < 2; fast++)
        for (size_t at = 0; at < 2200; at += fast ? 3 : 4)
        {
            Pair p;
            size_t sent = 0;

            c.no_fast_auth = !fast;
            start(&p, &c, OL_VERIFIER_11G, OL_PROFILE_23AI, 1000);
            for (;;)
            {
                OlStr s = ol_client_output(p.client);
                char *copy = ol_str_cdup(p.arena, s);
                size_t n = s.n;
                bool moved = n > 0;

                if (at >= sent && at < sent + n)
                    copy[at - sent] ^= (char)(1 + at % 255);
                sent += n;
                ol_client_output_done(p.client, n);
                ol_login_input(p.server, copy, n);
                if (ol_login_state(p.server) == OL_LOGIN_WAIT_SERVICE)
                    ol_login_accept(p.server, p.profile), moved = true;
                if (ol_login_state(p.server) == OL_LOGIN_WAIT_VERIFIER)
                    ol_login_set_verifier(p.server, &p.verifier), moved = true;
                s = ol_login_output(p.server);
                copy = ol_str_cdup(p.arena, s);
                n = s.n;
                ol_login_output_done(p.server, n);
                ol_client_input(p.client, copy, n);
                if (!moved && n == 0)
                    break;
            }
            if (ol_login_state(p.server) == OL_LOGIN_AUTHENTICATED)
                assert_true(ol_str_eq(ol_login_result(p.server)->password, c.password));
            finish(&p);
        }
}

static void hostile_floods(void **state)
{
    OlLoginConfig config = {0};
    OlArena *arena = new_arena();
    OlLogin *l = ol_login_new(arena, &config);
    uint8_t packet[100] = {0};
    size_t before;

    /* Not a CONNECT. */
    packet[1] = 20;
    packet[4] = OL_TNS_DATA;
    assert_int_equal(ol_login_input(l, packet, 20), OL_LOGIN_CLOSED);
    assert_int_equal(ol_login_output(l).n, 0);

    /* Connect data announced, then empty DATA packets without end. */
    l = ol_login_new(arena, &config);
    memset(packet, 0, sizeof packet);
    packet[1] = 74;
    packet[4] = OL_TNS_CONNECT;
    packet[8] = 1;
    packet[9] = 0x3e;
    packet[24] = 0xFF;
    packet[25] = 0xFF;
    packet[27] = 74;
    assert_int_equal(ol_login_input(l, packet, 74), OL_LOGIN_READ);
    memset(packet, 0, sizeof packet);
    packet[1] = 10;
    packet[4] = OL_TNS_DATA;
    before = ol_arena_bytes(arena);
    for (int i = 0; i < 1000 && ol_login_state(l) == OL_LOGIN_READ; i++)
        ol_login_input(l, packet, 10);
    assert_int_equal(ol_login_state(l), OL_LOGIN_CLOSED);
    assert_true(ol_arena_bytes(arena) - before < 100000);

    /* More bytes than any login has. */
    l = ol_login_new(arena, &config);
    memset(packet, 0, sizeof packet);
    packet[0] = 0xFF;
    packet[1] = 0xFF;
    packet[4] = OL_TNS_CONNECT;
    for (int i = 0; i < 10000 && ol_login_state(l) == OL_LOGIN_READ; i++)
        ol_login_input(l, packet, 100);
    assert_int_equal(ol_login_state(l), OL_LOGIN_CLOSED);
    ol_arena_free(arena);
}

static void verifiers(void **state)
{
    OlArena *arena = new_arena();
    OlVerifier v, w;
    uint8_t secret[32] = {9}, salt[10] = {0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x11, 0x22}, salt16[16];
    OlStr text;
    static const uint16_t types[] = {OL_VERIFIER_12C, OL_VERIFIER_11G};

    for (size_t i = 0; i < 2; i++)
    {
        assert_true(ol_verifier_make(types[i], OL_STR("secret"), &v));
        assert_true(ol_verifier_check(&v, OL_STR("secret")));
        assert_false(ol_verifier_check(&v, OL_STR("Secret")));
        text = ol_verifier_format(arena, &v);
        assert_true(ol_verifier_parse(text, &w));
        assert_memory_equal(&v, &w, sizeof v);
        for (size_t n = 0; n < text.n; n++)
            assert_false(ol_verifier_parse(ol_str_n(text.s, n), &w));
    }
    /* computed with Python's hashlib */
    assert_true(ol_verifier_make_salted(OL_VERIFIER_11G, OL_STR("secret"), salt, sizeof salt, &v));
    assert_int_equal(v.hash_len, 24);
    assert_true(ol_str_eq_c(ol_verifier_format(arena, &v), "11g:123456789ABCDEF01122:0B2D0EB2F86A89C7052202F7383D6D6A4C82561800000000"));
    for (uint8_t i = 0; i < 16; i++)
        salt16[i] = i;
    assert_true(ol_verifier_make_salted(OL_VERIFIER_12C, OL_STR("secret"), salt16, sizeof salt16, &v));
    assert_true(ol_str_eq_c(ol_verifier_format(arena, &v),
                            "12c:000102030405060708090A0B0C0D0E0F:"
                            "A721917E8AC52316C4FEAC7AAA04F581AD30BBE638C2D4538ABAA54C9FA2E43F"));

    assert_true(ol_verifier_fake(OL_STR("NOBODY"), secret, &v));
    assert_true(ol_verifier_fake(OL_STR("NOBODY"), secret, &w));
    assert_memory_equal(&v, &w, sizeof v);
    assert_true(ol_verifier_fake(OL_STR("SOMEBODY"), secret, &w));
    assert_memory_not_equal(v.salt, w.salt, 16);
    assert_false(ol_verifier_check(&v, OL_STR("")));
    ol_arena_free(arena);
}

static void version_numbers(void **state)
{
    assert_int_equal(ol_version_packed(12, 12), 318963712);
    assert_int_equal(ol_version_packed(24, 24), 386138501);
    assert_int_equal(ol_version_packed(12, 10), 19 << 24 | 3 << 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logs_in_every_way),
        cmocka_unit_test(long_connect_data),
        cmocka_unit_test(new_password_proxy_mode),
        cmocka_unit_test(proxy_in_user_field),
        cmocka_unit_test(wrong_password),
        cmocka_unit_test(refused_and_redirected),
        cmocka_unit_test(changed_bytes),
        cmocka_unit_test(hostile_floods),
        cmocka_unit_test(verifiers),
        cmocka_unit_test(version_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
