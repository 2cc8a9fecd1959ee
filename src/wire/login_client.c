/*
 * login_client.c - the client's side of a login (protocol.md 1, 3, 4): for our own client, the replay tool and tests.
 *
 * Owns:      OlClientLogin.  It sends the CONNECT, then one request per response until the phase-two answer is there.
 * Lifetimes: everything in the arena given.
 * Invariant: input of at most INPUT_MAX bytes.
 * See also:  login.h, login.c (the other side)
 */
#include "wire/login_int.h"
#include "wire/wire_int.h"

#include <stdio.h>

#define INPUT_MAX (4 * 1024 * 1024)
#define MAX_COUNT 100000 /* of PBKDF2 rounds a server may ask for; what the drivers accept too */

typedef enum Phase
{
    PHASE_ACCEPT,
    PHASE_REDIRECT, /* the DATA packet after a REDIRECT */
    PHASE_ANO,
    PHASE_PROTOCOL,
    PHASE_DATA_TYPES,
    PHASE_AUTH_ONE,
    PHASE_AUTH_TWO,
    PHASE_DONE,
} Phase;

struct OlClientLogin
{
    OlArena *arena;
    OlClientConfig config;
    OlClientState state;
    Phase phase;
    OlCaps caps;
    OlDiag diag;
    OlBuf in;
    size_t in_at, total;
    OlBuf out;
    size_t out_at;
    OlBuf payload;
    bool fast;             /* the answers to PROTOCOL, DATA TYPES and phase one come as one response */
    uint8_t sequence;
    uint8_t my_fv;
    OlDataTypes types;     /* what we say of ourselves */
    OlPairList pairs;      /* of the phase in progress */
    bool have_error;
    OlOer error;
    OlStr redirect_address, redirect_data;
    OlVerifier verifier;   /* salt and hash key made from our password */
    uint8_t pwkey[64];
    uint8_t skb[OL_SESSION_KEY_LEN];
    OlCombo combo;
    uint8_t packet_buf[8192];
};

static OlStr own(OlArena *arena, OlStr s)
{
    return s.n > 0 ? ol_str_dup(arena, s) : OL_STR_NULL;
}

static OlClientState fail(OlClientLogin *l, const char *why)
{
    if (l->diag.code == OL_ERR_NONE)
        ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, why);
    l->state = OL_CLIENT_FAILED;
    return l->state;
}

static void write_connect(OlClientLogin *l)
{
    OlTnsConnect c = {0};

    c.version = l->config.tns_version != 0 ? l->config.tns_version : 319;
    c.lowest = 300;
    c.options = 0x0001;
    c.sdu = l->config.sdu != 0 ? l->config.sdu : 8192;
    c.tdu = 2097152;
    c.flags0 = c.flags1 = l->config.ano ? 0x01 : 0x08;
    c.data = l->config.connect_data;
    ol_tns_write_connect(&l->out, &c);
}

OlClientLogin *ol_client_new(OlArena *arena, const OlClientConfig *config)
{
    OlClientLogin *l = ol_new(arena, OlClientLogin);
    OlStr *strings[] = {&l->config.connect_data, &l->config.user,     &l->config.password,    &l->config.new_password,
                        &l->config.proxy_target, &l->config.program,  &l->config.machine,     &l->config.terminal,
                        &l->config.os_user,      &l->config.pid,      &l->config.driver_name, &l->config.alter_session,
                        &l->config.edition};

    l->arena = arena;
    l->config = *config;
    for (size_t i = 0; i < OL_LENGTHOF(strings); i++)
        *strings[i] = own(arena, *strings[i]);
    l->my_fv = config->max_fv != 0 ? config->max_fv : 24;
    ol_diag_init(&l->diag);
    ol_buf_init(&l->in, arena, 512);
    ol_buf_init(&l->out, arena, 512);
    ol_buf_init(&l->payload, arena, 512);
    l->caps.sdu = 8192;
    l->sequence = 1;
    write_connect(l);
    return l;
}

/* --- what we say of ourselves ------------------------------------------------------------------------------------------ */

static void make_types(OlClientLogin *l)
{
    static const uint8_t base_ccap[53] = {
        6, 0, 0, 0, 0xEA, 0x18, 0, 12, 1, 1, 0, 0, 0, 0, 0, 0x29, 0x90, 3, 7, 3,    0, 1, 0, 0xCF, 0, 0, 4,
        1, 0, 0, 0, 0x10, 0,    0, 12, 0x20, 0, 0xB8, 0, 8, 4, 0, 5, 0, 0, 0, 0,    0, 0, 0, 0,    0, 3,
    };
    static const uint8_t base_rcap[7] = {2, 0, 0, 0, 0, 0, 5};
    uint8_t *ccap = ol_arena_alloc(l->arena, sizeof base_ccap);
    uint8_t *rcap = ol_arena_alloc(l->arena, sizeof base_rcap);
    OlCaps style = {0};

    memcpy(ccap, base_ccap, sizeof base_ccap);
    memcpy(rcap, base_rcap, sizeof base_rcap);
    ccap[7] = l->my_fv;
    if ((l->caps.accept_flags2 & OL_ACCEPT_END_OF_RESPONSE) && !l->config.no_end_of_response)
        ccap[40] |= 0x20;
    if (l->config.tz_exchange)
        rcap[1] |= 1;
    style.sb1_native = !l->config.no_sb1_native;
    style.has_652 = !l->config.no_652;
    style.has_663 = !l->config.no_663;
    style.has_119 = style.has_127 = true;
    memset(&l->types, 0, sizeof l->types);
    l->types.charset_in = l->types.charset_out = OL_CHARSET_UTF8;
    l->types.encoding_flags = l->config.no_conv_length ? 1 : 3;
    l->types.ccap = ol_str_n((char *)ccap, sizeof base_ccap);
    l->types.rcap = ol_str_n((char *)rcap, sizeof base_rcap);
    if (l->config.tz_exchange)
        l->types.tz = OL_STR("\x80\0\0\0\x3c\x3c\x3c\x80\0\0\0");
    l->types.list = ol_ttc_client_type_list(l->arena, &style);
    l->types.sb1_native = style.sb1_native;
    l->types.has_652 = style.has_652;
    l->types.has_663 = style.has_663;
    l->types.has_119 = l->types.has_127 = true;
}

static void begin_writer(OlClientLogin *l, OlWriter *w, const OlCaps *caps)
{
    ol_writer_init_buf(w, caps, l->packet_buf, sizeof l->packet_buf, &l->out);
}

static void write_auth_one(OlClientLogin *l, OlWriter *w)
{
    OlPair pairs[5] = {
        {OL_STR("AUTH_TERMINAL"), l->config.terminal.n > 0 ? l->config.terminal : OL_STR("unknown"), 0},
        {OL_STR("AUTH_PROGRAM_NM"), l->config.program, 0},
        {OL_STR("AUTH_MACHINE"), l->config.machine, 0},
        {OL_STR("AUTH_PID"), l->config.pid, 0},
        {OL_STR("AUTH_SID"), l->config.os_user, 0},
    };
    OlAuthRequest auth = {.function = OL_FN_AUTH_ONE, .user = l->config.user, .mode = OL_AUTH_LOGON | l->config.mode, .pairs = {pairs, 5}};

    ol_ttc_write_call(w, OL_TTC_FUNCTION, OL_FN_AUTH_ONE, l->sequence++, 0);
    ol_ttc_write_auth(w, &auth);
}

static void send_protocol(OlClientLogin *l)
{
    OlWriter w;

    begin_writer(l, &w, &l->caps);
    if (l->fast)
    {
        OlFastAuth fast = {.flag1 = 1, .client_name = l->config.driver_name, .fv = 13, .types = l->types};
        OlCaps inner = l->caps;

        inner.fv = fast.fv;
        inner.conv_length = !l->config.no_conv_length;
        w.caps = &inner;
        ol_ttc_write_fast_auth(&w, &fast);
        write_auth_one(l, &w);
        w.caps = &l->caps;
    }
    else
        ol_ttc_write_protocol(&w, l->config.driver_name);
    ol_writer_end_request(&w);
    l->phase = PHASE_PROTOCOL;
}

/* --- phase two ----------------------------------------------------------------------------------------------------------- */

static bool number_of(OlStr s, unsigned min, unsigned fallback, unsigned *out)
{
    uint64_t v = fallback;

    if (s.n > 0 && !ol_parse_u64(s, &v))
        return false;
    *out = (unsigned)OL_MIN(v, (uint64_t)MAX_COUNT + 1);
    return *out >= min && *out <= MAX_COUNT;
}

/* From the server's session key, salt and counts to our keys; false when they make no sense. */
static bool derive_keys(OlClientLogin *l)
{
    OlStr ska_hex = ol_pairs_get(&l->pairs, "AUTH_SESSKEY");
    OlStr salt_hex = ol_pairs_get(&l->pairs, "AUTH_VFR_DATA");
    OlStr csk_hex = ol_pairs_get(&l->pairs, "AUTH_PBKDF2_CSK_SALT");
    uint8_t sealed[OL_SESSION_KEY_LEN], ska[OL_SESSION_KEY_LEN], csk[OL_CSK_SALT_LEN];
    OlVerifier *v = &l->verifier;
    unsigned vgen, sder;
    bool ok;

    memset(v, 0, sizeof *v);
    for (uint32_t i = 0; i < l->pairs.n; i++)
        if (ol_str_eq_c(l->pairs.items[i].key, "AUTH_VFR_DATA"))
            v->type = (uint16_t)l->pairs.items[i].flags;
    if (salt_hex.n % 2 != 0 || salt_hex.n / 2 > sizeof v->salt || !ol_hex_decode(salt_hex, v->salt, salt_hex.n / 2) ||
        ska_hex.n != 2 * sizeof sealed || !ol_hex_decode(ska_hex, sealed, sizeof sealed) || csk_hex.n != 2 * sizeof csk ||
        !ol_hex_decode(csk_hex, csk, sizeof csk) ||
        !number_of(ol_pairs_get(&l->pairs, "AUTH_PBKDF2_VGEN_COUNT"), 4096, 4096, &vgen) ||
        !number_of(ol_pairs_get(&l->pairs, "AUTH_PBKDF2_SDER_COUNT"), 3, 3, &sder))
        return false;
    v->salt_len = (uint8_t)(salt_hex.n / 2);
    if (v->type == OL_VERIFIER_12C)
    {
        v->hash_len = 32;
        ok = ol_crypto_pwkey(l->config.password, v->salt, v->salt_len, vgen, l->pwkey) &&
             ol_crypto_pwhash(l->pwkey, v->salt, v->salt_len, v->hash);
    }
    else
    {
        uint8_t salt[sizeof v->salt];
        memcpy(salt, v->salt, sizeof salt);
        ok = ol_verifier_make_salted(v->type, l->config.password, salt, salt_hex.n / 2, v);
    }
    ok = ok && ol_crypto_aes(false, v->hash, v->hash_len, sealed, sizeof sealed, ska) && ol_crypto_random(NULL, l->skb, sizeof l->skb) &&
         ol_crypto_combo(v, ska, l->skb, csk, sder, &l->combo);
    ol_crypto_wipe(ska, sizeof ska);
    return ok;
}

static bool send_auth_two(OlClientLogin *l)
{
    uint8_t prefix[16], sealed[OL_SESSION_KEY_LEN];
    char key_hex[2 * sizeof sealed + 1];
    OlStr password, speedy, renewed;
    OlPair pairs[12];
    OlAuthRequest auth = {.function = OL_FN_AUTH_TWO, .user = l->config.user, .pairs = {pairs, 0}};
    OlWriter w;

    if (!derive_keys(l) || !ol_crypto_random(NULL, prefix, sizeof prefix) ||
        !ol_crypto_aes(true, l->verifier.hash, l->verifier.hash_len, l->skb, sizeof l->skb, sealed) ||
        !ol_crypto_seal(l->arena, &l->combo, prefix, l->config.password.s, l->config.password.n, true, &password))
        return false;
    ol_hex_encode(sealed, sizeof sealed, key_hex);
#define ADD(k, v, f) (pairs[auth.pairs.n++] = (OlPair){OL_STR(k), (v), (f)})
    ADD("AUTH_SESSKEY", ol_str(key_hex), 1);
    if (l->verifier.type == OL_VERIFIER_12C)
    {
        if (!ol_crypto_seal(l->arena, &l->combo, prefix, l->pwkey, sizeof l->pwkey, false, &speedy))
            return false;
        ADD("AUTH_PBKDF2_SPEEDY_KEY", speedy, 0);
    }
    ADD("AUTH_PASSWORD", password, 0);
    if (l->config.new_password.n > 0)
    {
        if (!ol_crypto_seal(l->arena, &l->combo, prefix, l->config.new_password.s, l->config.new_password.n, true, &renewed))
            return false;
        ADD("AUTH_NEWPASSWORD", renewed, 0);
    }
    ADD("SESSION_CLIENT_CHARSET", OL_STR("873"), 0);
    ADD("SESSION_CLIENT_DRIVER_NAME", l->config.driver_name, 0);
    ADD("SESSION_CLIENT_VERSION", OL_STR("1"), 0);
    if (l->config.alter_session.n > 0)
        ADD("AUTH_ALTER_SESSION", ol_str_n(ol_str_cdup(l->arena, l->config.alter_session), l->config.alter_session.n + 1), 1);
    if (l->config.proxy_target.n > 0)
        ADD("PROXY_CLIENT_NAME", l->config.proxy_target, 0);
    if (l->config.edition.n > 0)
        ADD("AUTH_ORA_EDITION", l->config.edition, 0);
#undef ADD
    auth.mode = OL_AUTH_WITH_PASSWORD | l->config.mode | (l->config.new_password.n > 0 ? OL_AUTH_CHANGE_PASSWORD : OL_AUTH_LOGON);
    begin_writer(l, &w, &l->caps);
    ol_ttc_write_call(&w, OL_TTC_FUNCTION, OL_FN_AUTH_TWO, l->sequence++, 0);
    ol_ttc_write_auth(&w, &auth);
    ol_writer_end_request(&w);
    l->phase = PHASE_AUTH_TWO;
    return true;
}

/* The server proves that it knows the password too. */
static bool server_response_is_right(OlClientLogin *l)
{
    OlStr plain;

    if (!ol_crypto_open(l->arena, l->combo.key, l->combo.len, ol_pairs_get(&l->pairs, "AUTH_SVR_RESPONSE"), true, &plain))
        return false;
    return plain.n == 16 && ol_crypto_equal(plain.s, "SERVER_TO_CLIENT", 16);
}

/* The end of the response to a phase. */
static void auth_response_done(OlClientLogin *l)
{
    if (l->have_error)
    {
        ol_diag_set_text(&l->diag, ol_error_by_number(OL_FAC_ORA, (int)l->error.error), -1,
                         l->error.text.n > 0 ? ol_str_cdup(l->arena, l->error.text) : "logon refused");
        l->diag.number = (int)l->error.error;
        l->state = OL_CLIENT_FAILED;
    }
    else if (l->phase == PHASE_AUTH_ONE)
    {
        if (!send_auth_two(l))
            fail(l, "server's authentication data is malformed");
    }
    else if (!server_response_is_right(l))
        fail(l, "server does not know the password");
    else
    {
        l->phase = PHASE_DONE;
        l->state = OL_CLIENT_DONE;
    }
}

/* One message of an authentication response. *done: it was the last. */
static OlStatus read_auth_message(OlClientLogin *l, OlReader *r, bool *done)
{
    uint8_t type = ol_rd_u8(r);
    OlServerPiggyback piggyback;
    OlPairList pairs;
    OlOer oer;
    OlStatus status;
    uint32_t call_status;
    uint16_t number;
    OlStr text;

    *done = false;
    if (r->why != OL_READ_OK)
        return ol_reader_status(r, &l->diag);
    switch (type)
    {
        case OL_TTC_PARAMETERS:
            status = ol_ttc_read_pairs(r, &pairs, &l->diag);
            if (status == OL_OK)
                l->pairs = pairs;
            return status;
        case OL_TTC_OER:
            status = ol_ttc_read_oer(r, &oer, &l->diag);
            if (status == OL_OK)
            {
                l->have_error = oer.error != 0;
                l->error = oer;
                *done = !l->caps.end_of_response;
            }
            return status;
        case OL_TTC_STATUS:
            status = ol_ttc_read_status(r, &call_status, &l->diag);
            *done = status == OL_OK && !l->caps.end_of_response;
            return status;
        case OL_TTC_END_OF_RESPONSE:
            *done = true;
            return OL_OK;
        case OL_TTC_WARNING:
            return ol_ttc_read_warning(r, &number, &text, &l->diag);
        case OL_TTC_SERVER_PIGGYBACK:
            return ol_ttc_read_server_piggyback(r, &piggyback, &l->diag);
        default:
            return ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, "unexpected message during the login");
    }
}

/* --- negotiation --------------------------------------------------------------------------------------------------------- */

static OlStatus read_protocol_reply(OlClientLogin *l, OlReader *r)
{
    OlProtocolReply reply;
    OlStatus status = ol_ttc_read_protocol_reply(r, &reply, &l->diag);
    OlWriter w;

    if (status != OL_OK)
        return status;
    if (reply.ccap.n < 8)
        return ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, "server's capabilities are malformed");
    l->caps.server_fv = (uint8_t)reply.ccap.s[7];
    ol_caps_apply_data_types(&l->caps, &l->types);
    if (reply.rcap.n < 2 || !(reply.rcap.s[1] & 1))
        l->caps.tz_exchange = false;
    l->phase = PHASE_DATA_TYPES;
    if (l->fast)
        return OL_OK;
    begin_writer(l, &w, &l->caps);
    ol_ttc_write_data_types(&w, &l->types);
    ol_writer_end_request(&w);
    return OL_OK;
}

static OlStatus read_message(OlClientLogin *l, OlReader *r, bool *done)
{
    OlStatus status;
    uint8_t type;
    OlWriter w;

    *done = false;
    if (l->phase == PHASE_AUTH_ONE || l->phase == PHASE_AUTH_TWO)
        return read_auth_message(l, r, done);
    type = ol_rd_u8(r);
    if (r->why != OL_READ_OK)
        return ol_reader_status(r, &l->diag);
    if (type == OL_TTC_PROTOCOL && l->phase == PHASE_PROTOCOL)
        return read_protocol_reply(l, r);
    if (type == OL_TTC_DATA_TYPES && l->phase == PHASE_DATA_TYPES)
    {
        status = ol_ttc_read_data_types_reply(r, &l->diag);
        if (status != OL_OK)
            return status;
        l->phase = PHASE_AUTH_ONE;
        if (!l->fast)
        {
            begin_writer(l, &w, &l->caps);
            write_auth_one(l, &w);
            ol_writer_end_request(&w);
        }
        return OL_OK;
    }
    if (type == OL_TTC_OER)
    {
        status = ol_ttc_read_oer(r, &l->error, &l->diag);
        l->have_error = true;
        *done = true;
        return status;
    }
    return ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, "unexpected message during the negotiation");
}

static void decode_payload(OlClientLogin *l)
{
    while (l->state == OL_CLIENT_READ && l->payload.len > 0)
    {
        size_t used = 0;
        bool done = false;
        OlStatus status;

        if (l->phase == PHASE_ANO)
        {
            status = ol_ano_read(l->payload.data, l->payload.len, &used, &l->diag);
            if (status == OL_OK)
                send_protocol(l);
        }
        else
        {
            OlReader r;
            ol_reader_init_memory(&r, &l->caps, l->arena, l->payload.data, l->payload.len, false);
            status = read_message(l, &r, &done);
            used = (size_t)(r.pos - l->payload.data);
        }
        if (status == OL_NEED_MORE)
            return;
        if (status != OL_OK)
        {
            fail(l, "malformed message");
            return;
        }
        memmove(l->payload.data, l->payload.data + used, l->payload.len - used);
        l->payload.len -= used;
        if (done)
            auth_response_done(l);
    }
}

/* --- packets ---------------------------------------------------------------------------------------------------------------- */

static void on_accept(OlClientLogin *l, const uint8_t *packet, size_t n)
{
    OlTnsAccept a;

    if (ol_tns_read_accept(packet, n, &a, &l->diag) != OL_OK || a.version < 315)
    {
        fail(l, "malformed ACCEPT");
        return;
    }
    l->caps.tns_version = a.version;
    l->caps.accept_flags2 = a.flags2;
    l->caps.sdu = a.sdu;
    l->caps.large_header = true;
    l->fast = (a.flags2 & OL_ACCEPT_FAST_AUTH) && !l->config.no_fast_auth;
    make_types(l);
    if (l->config.ano && (a.flags0 & 0x01) && !((a.flags0 | a.flags1) & 0x0C))
    {
        OlWriter w;
        begin_writer(l, &w, &l->caps);
        ol_ano_write_request(&w);
        ol_writer_end_request(&w);
        l->phase = PHASE_ANO;
    }
    else
        send_protocol(l);
}

static void on_redirect(OlClientLogin *l, const uint8_t *packet, size_t n)
{
    const uint8_t *nul = n > 10 ? memchr(packet + 10, 0, n - 10) : NULL;

    if (nul == NULL)
    {
        fail(l, "malformed REDIRECT");
        return;
    }
    l->redirect_address = ol_str_dup(l->arena, ol_str_n((const char *)packet + 10, (size_t)(nul - packet) - 10));
    l->redirect_data = ol_str_dup(l->arena, ol_str_n((const char *)nul + 1, n - (size_t)(nul + 1 - packet)));
    l->state = OL_CLIENT_REDIRECTED;
}

static void on_packet(OlClientLogin *l, const OlTnsHeader *h, const uint8_t *packet)
{
    OlTnsRefuse refuse;

    switch (h->type)
    {
        case OL_TNS_ACCEPT:
            if (l->phase == PHASE_ACCEPT)
                on_accept(l, packet, h->length);
            else
                fail(l, "unexpected ACCEPT");
            return;
        case OL_TNS_REFUSE:
            if (ol_tns_read_refuse(packet, h->length, &refuse, &l->diag) == OL_OK)
            {
                char text[64];
                snprintf(text, sizeof text, "connection refused by the listener: TNS-%05u", refuse.error);
                ol_diag_set_text(&l->diag, ol_error_by_number(OL_FAC_TNS, (int)refuse.error), -1, text);
                l->diag.facility = OL_FAC_TNS;
                l->diag.number = (int)refuse.error;
            }
            l->state = OL_CLIENT_FAILED;
            return;
        case OL_TNS_RESEND:
            if (l->phase == PHASE_ACCEPT)
                write_connect(l);
            else
                fail(l, "unexpected RESEND");
            return;
        case OL_TNS_REDIRECT:
            if (l->phase == PHASE_ACCEPT)
                l->phase = PHASE_REDIRECT;
            else
                fail(l, "unexpected REDIRECT");
            return;
        case OL_TNS_NULL:
        case OL_TNS_CONTROL:
            return;
        case OL_TNS_DATA:
            break;
        default:
            fail(l, "unexpected packet during the login");
            return;
    }
    if (h->length < 10 || l->phase == PHASE_ACCEPT)
        fail(l, "unexpected DATA packet during the login");
    else if (l->phase == PHASE_REDIRECT)
        on_redirect(l, packet, h->length);
    else
    {
        ol_buf_append(&l->payload, packet + 10, h->length - 10);
        decode_payload(l);
    }
}

OlClientState ol_client_input(OlClientLogin *l, const void *data, size_t n)
{
    if (l->state != OL_CLIENT_READ || n == 0)
        return l->state;
    l->total += OL_MIN(n, (size_t)INPUT_MAX + 1);
    if (l->total > INPUT_MAX)
        return fail(l, "too many bytes during the login");
    memmove(l->in.data, l->in.data + l->in_at, l->in.len - l->in_at);
    l->in.len -= l->in_at;
    l->in_at = 0;
    ol_buf_append(&l->in, data, n);
    while (l->state == OL_CLIENT_READ)
    {
        OlTnsHeader h;
        size_t there = l->in.len - l->in_at;
        const uint8_t *p = l->in.data + l->in_at;
        OlStatus status = ol_tns_read_header(p, there, l->caps.large_header, OL_TNS_MAX_PACKET, &h, &l->diag);

        if (status == OL_ERROR)
            fail(l, "malformed packet");
        if (status != OL_OK || there < h.length)
            break;
        l->in_at += h.length;
        on_packet(l, &h, p);
    }
    return l->state;
}

/* --- asking ------------------------------------------------------------------------------------------------------------------ */

OlClientState ol_client_state(const OlClientLogin *l)
{
    return l->state;
}

OlStr ol_client_output(const OlClientLogin *l)
{
    return ol_str_n((const char *)l->out.data + l->out_at, l->out.len - l->out_at);
}

void ol_client_output_done(OlClientLogin *l, size_t n)
{
    l->out_at += OL_MIN(n, l->out.len - l->out_at);
    if (l->out_at == l->out.len)
        l->out_at = l->out.len = 0;
}

const OlDiag *ol_client_diag(const OlClientLogin *l)
{
    return &l->diag;
}

const OlOer *ol_client_error(const OlClientLogin *l)
{
    return l->have_error ? &l->error : NULL;
}

const OlCaps *ol_client_caps(const OlClientLogin *l)
{
    return &l->caps;
}

const OlPairList *ol_client_session(const OlClientLogin *l)
{
    return &l->pairs;
}

OlStr ol_client_redirect(const OlClientLogin *l, OlStr *connect_data)
{
    *connect_data = l->redirect_data;
    return l->redirect_address;
}

bool ol_client_password_change(OlClientLogin *l, OlArena *arena, OlStr old_password, OlStr new_password, OlAuthRequest *out)
{
    uint8_t prefix[16];
    OlPair *pairs = ol_new_array(arena, OlPair, 2);

    memset(out, 0, sizeof *out);
    out->function = OL_FN_AUTH_TWO;
    out->user = l->config.user;
    out->mode = OL_AUTH_WITH_PASSWORD | OL_AUTH_CHANGE_PASSWORD;
    pairs[0].key = OL_STR("AUTH_PASSWORD");
    pairs[1].key = OL_STR("AUTH_NEWPASSWORD");
    out->pairs = (OlPairList){pairs, 2};
    return ol_crypto_random(NULL, prefix, sizeof prefix) &&
           ol_crypto_seal(arena, &l->combo, prefix, old_password.s, old_password.n, true, &pairs[0].value) &&
           ol_crypto_seal(arena, &l->combo, prefix, new_password.s, new_password.n, true, &pairs[1].value);
}
