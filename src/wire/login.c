/*
 * login.c - the server's side of a login: from the first byte to an authenticated user (protocol.md 1, 3, 4).
 *
 * Owns:      OlLogin.  The way through:
 *
 *     CONNECT [+ DATA]     -> WAIT_SERVICE   -> ACCEPT or REFUSE or REDIRECT
 *     [ANO] PROTOCOL, DATA TYPES, AUTH_ONE   -> WAIT_VERIFIER -> session key
 *       or FAST AUTH (all three at once)
 *     AUTH_TWO                               -> AUTHENTICATED or DENIED
 *
 * Lifetimes: everything in the arena given; ol_login_wipe overwrites secrets that are left.
 * Invariant: bounded input (INPUT_MAX bytes, PACKETS_MAX packets, MESSAGE_MAX per message): a message is decoded from its
 *            start whenever a packet arrives, so the product of the two bounds the work.
 * See also:  login.h, login_crypto.c, login_result.c (what comes after), login_client.c (the other side)
 */
#include "wire/login_int.h"
#include "wire/wire_int.h"

#define INPUT_MAX (512 * 1024)
#define MESSAGE_MAX (64 * 1024)
#define PACKETS_MAX 256
#define DEFAULT_BANNER "x86_64/Linux 2.4.xx"

typedef enum Phase
{
    PHASE_CONNECT,      /* the first packet */
    PHASE_CONNECT_DATA, /* connect data in packets of its own */
    PHASE_PROTOCOL,     /* after ACCEPT: native services, PROTOCOL or FAST AUTH */
    PHASE_DATA_TYPES,
    PHASE_AUTH_ONE,
    PHASE_AUTH_TWO,
    PHASE_DONE,
} Phase;

struct OlLogin
{
    OlArena *arena;
    OlLoginConfig config;
    OlLoginState state;
    Phase phase;
    OlCaps caps;
    OlDiag diag;
    OlBuf in;            /* bytes received; in_at of them done with */
    size_t in_at;
    size_t total;
    unsigned packets;
    OlBuf out;           /* bytes to send; out_at of them sent */
    size_t out_at;
    OlBuf payload;       /* of DATA packets, not decoded yet */
    OlBuf connect_data;
    OlTnsConnect connect;
    OlConnectInfo info;
    bool ano_done;
    uint8_t call_number; /* of the authentication call being answered */
    bool fast;           /* FAST AUTH: the phase-one answer carries the negotiation too */
    OlDataTypes types;
    OlVerifier verifier;
    uint8_t ska[OL_SESSION_KEY_LEN];
    uint8_t csk_salt[OL_CSK_SALT_LEN];
    OlLoginResult result;
    uint8_t packet_buf[8192]; /* of the writer */
};

OlLogin *ol_login_new(OlArena *arena, const OlLoginConfig *config)
{
    OlLogin *l = ol_new(arena, OlLogin);

    l->arena = arena;
    l->config = *config;
    if (l->config.random == NULL)
        l->config.random = ol_crypto_random;
    l->config.banner = config->banner.n > 0 ? ol_str_dup(arena, ol_str_n(config->banner.s, OL_MIN(config->banner.n, (size_t)48)))
                                            : OL_STR(DEFAULT_BANNER);
    ol_diag_init(&l->diag);
    ol_buf_init(&l->in, arena, 512);
    ol_buf_init(&l->out, arena, 512);
    ol_buf_init(&l->payload, arena, 0);
    ol_buf_init(&l->connect_data, arena, 0);
    l->caps.sdu = 8192;
    return l;
}

static OlLoginState close_with(OlLogin *l, const char *why)
{
    if (l->diag.code == OL_ERR_NONE)
        ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, why);
    l->state = OL_LOGIN_CLOSED;
    return l->state;
}

static void begin_writer(OlLogin *l, OlWriter *w)
{
    ol_writer_init_buf(w, &l->caps, l->packet_buf, sizeof l->packet_buf, &l->out);
    w->call_number = l->call_number;
}

/* --- connecting ------------------------------------------------------------------------------------------------------ */

static void connect_data_complete(OlLogin *l)
{
    OlDescriptor *tree;

    if (ol_descriptor_parse(l->arena, ol_buf_str(&l->connect_data), &tree, &l->diag) != OL_OK)
    {
        ol_tns_write_refuse(&l->out, 12564);
        close_with(l, "malformed connect descriptor");
        return;
    }
    ol_descriptor_connect_info(tree, &l->info);
    l->state = OL_LOGIN_WAIT_SERVICE;
}

static void on_connect(OlLogin *l, const uint8_t *packet, size_t n)
{
    if (ol_tns_read_connect(packet, n, &l->connect, &l->diag) != OL_OK)
    {
        close_with(l, "malformed CONNECT");
        return;
    }
    if (l->connect.version < 315)
    {
        ol_tns_write_refuse(&l->out, 12618); /* TNS:versions are incompatible */
        close_with(l, "protocol version of the client is too old");
        return;
    }
    if (l->connect.data.n > 0)
        ol_buf_append_str(&l->connect_data, l->connect.data);
    if (l->connect_data.len >= l->connect.data_length)
        connect_data_complete(l);
    else
        l->phase = PHASE_CONNECT_DATA;
    l->connect.data = OL_STR_NULL;
}

static void on_connect_data(OlLogin *l, const uint8_t *packet, size_t n)
{
    if (n < 10 || n - 10 > l->connect.data_length - l->connect_data.len)
    {
        close_with(l, "malformed connect data");
        return;
    }
    ol_buf_append(&l->connect_data, packet + 10, n - 10);
    if (l->connect_data.len == l->connect.data_length)
        connect_data_complete(l);
}

static void process(OlLogin *l);

OlLoginState ol_login_accept(OlLogin *l, OlProfile profile)
{
    OlTnsAccept a = {0};
    uint32_t max_sdu = l->config.max_sdu != 0 ? l->config.max_sdu : 2097152;

    if (l->state != OL_LOGIN_WAIT_SERVICE)
        return l->state;
    l->config.profile = profile;
    a.version = OL_MIN(l->connect.version, (uint16_t)(profile == OL_PROFILE_23AI ? 319 : 318));
    a.options = 0x0001;
    a.sdu = l->connect.sdu == 0 ? 8192 : OL_MIN(OL_MAX(l->connect.sdu, 512u), OL_MIN(OL_MAX(max_sdu, 512u), 2097152u));
    a.tdu = 2097152;
    /* Native services: G3 cannot do without the negotiation, P4 refuses it (1.5). */
    a.flags0 = a.flags1 = (l->connect.flags0 | l->connect.flags1) & 0x0C ? 0x0C : 0x01;
    if (profile == OL_PROFILE_23AI && a.version >= 319)
        a.flags2 = OL_ACCEPT_FAST_AUTH | OL_ACCEPT_END_OF_RESPONSE;
    ol_tns_write_accept(&l->out, &a);
    l->caps.tns_version = a.version;
    l->caps.accept_flags2 = a.flags2;
    l->caps.sdu = a.sdu;
    l->caps.large_header = true;
    l->caps.server_fv = profile == OL_PROFILE_23AI ? 24 : 12;
    l->phase = PHASE_PROTOCOL;
    l->state = OL_LOGIN_READ;
    process(l);
    return l->state;
}

OlLoginState ol_login_refuse(OlLogin *l, uint32_t tns_error)
{
    if (l->state != OL_LOGIN_WAIT_SERVICE)
        return l->state;
    ol_tns_write_refuse(&l->out, tns_error);
    return close_with(l, "connection refused");
}

OlLoginState ol_login_redirect(OlLogin *l, OlStr address, OlStr connect_data)
{
    if (l->state != OL_LOGIN_WAIT_SERVICE)
        return l->state;
    ol_tns_write_redirect(&l->out, address, connect_data);
    return close_with(l, "connection redirected");
}

/* --- negotiation ------------------------------------------------------------------------------------------------------ */

static void write_protocol_reply(OlLogin *l, OlWriter *w)
{
    uint8_t ccap[64], rcap[16];
    OlProtocolReply reply = {.version = 6, .banner = l->config.banner, .charset = OL_CHARSET_UTF8, .ncharset = OL_CHARSET_UTF16, .flags = 1};

    reply.ccap = ol_str_n((const char *)ccap, ol_server_ccap(l->config.profile == OL_PROFILE_23AI, ccap));
    reply.rcap = ol_str_n((const char *)rcap, ol_server_rcap(rcap));
    ol_ttc_write_protocol_reply(w, &reply);
}

static void note_client_name(OlLogin *l, OlStr name)
{
    size_t n = OL_MIN(name.n, sizeof l->caps.client_name - 1);

    memset(l->caps.client_name, 0, sizeof l->caps.client_name);
    if (n > 0)
        memcpy(l->caps.client_name, name.s, n);
}

static bool apply_types(OlLogin *l)
{
    ol_caps_apply_data_types(&l->caps, &l->types);
    if (l->caps.fv >= 7)
        return true;
    close_with(l, "field version of the client is too old");
    return false;
}

static OlStr own(OlLogin *l, OlStr s)
{
    return s.n > 0 ? ol_str_dup(l->arena, s) : OL_STR_NULL;
}

/* proxy[target] in the user field: some clients split it themselves, some do not. */
static void take_user(OlLogin *l, OlStr name)
{
    const char *open = name.n > 0 && name.s[0] != '"' ? memchr(name.s, '[', name.n) : NULL;

    if (open != NULL && open > name.s && name.s[name.n - 1] == ']')
    {
        OlStr target = ol_str_n(open + 1, (size_t)(name.s + name.n - 1 - (open + 1)));
        l->result.proxy_target = ol_login_fold_name(l->arena, target);
        name.n = (size_t)(open - name.s);
    }
    l->result.user = ol_login_fold_name(l->arena, name);
}

static void take_client_pairs(OlLogin *l, const OlPairList *pairs)
{
    static const struct
    {
        const char *key;
        size_t offset;
    } fields[] = {
        {"AUTH_TERMINAL", offsetof(OlLoginResult, terminal)},
        {"AUTH_PROGRAM_NM", offsetof(OlLoginResult, program)},
        {"AUTH_MACHINE", offsetof(OlLoginResult, machine)},
        {"AUTH_PID", offsetof(OlLoginResult, pid)},
        {"AUTH_SID", offsetof(OlLoginResult, os_user)},
        {"SESSION_CLIENT_DRIVER_NAME", offsetof(OlLoginResult, driver_name)},
        {"SESSION_CLIENT_VERSION", offsetof(OlLoginResult, client_version)},
        {"AUTH_CONNECT_STRING", offsetof(OlLoginResult, connect_string)},
        {"AUTH_ALTER_SESSION", offsetof(OlLoginResult, alter_session)},
        {"AUTH_ORA_EDITION", offsetof(OlLoginResult, edition)},
        {"AUTH_KPPL_CONN_CLASS", offsetof(OlLoginResult, connection_class)},
        {"AUTH_KPPL_PURITY", offsetof(OlLoginResult, purity)},
    };

    for (size_t i = 0; i < OL_LENGTHOF(fields); i++)
    {
        OlStr v = ol_pairs_get(pairs, fields[i].key);
        OlStr *at = (OlStr *)((char *)&l->result + fields[i].offset);
        while (v.n > 0 && v.s[v.n - 1] == 0)
            v.n--;
        if (v.n > 0)
            *at = own(l, v);
    }
}

/* --- phase one -------------------------------------------------------------------------------------------------------- */

static void on_auth_one(OlLogin *l, const OlAuthRequest *auth)
{
    if (auth->user.n == 0)
    {
        ol_diag_set(&l->diag, OL_ERR_INVALID_LOGON, -1);
        l->state = OL_LOGIN_DENIED;
        return;
    }
    take_user(l, auth->user);
    take_client_pairs(l, &auth->pairs);
    l->state = OL_LOGIN_WAIT_VERIFIER;
}

static OlStr hex_of(OlArena *arena, const uint8_t *data, size_t n)
{
    char *text = ol_arena_alloc(arena, 2 * n + 1);
    ol_hex_encode(data, n, text);
    return ol_str_n(text, 2 * n);
}

OlLoginState ol_login_set_verifier(OlLogin *l, const OlVerifier *verifier)
{
    static const char dbid_key[] = "AUTH_GLOBALLY_UNIQUE_DBID"; /* sent with its NUL */
    uint8_t sealed[OL_SESSION_KEY_LEN];
    OlPair pairs[6];
    OlPairList list = {pairs, 6};
    OlOer ok = {0};
    OlWriter w;

    if (l->state != OL_LOGIN_WAIT_VERIFIER)
        return l->state;
    l->verifier = *verifier;
    if (!l->config.random(l->config.random_ctx, l->ska, sizeof l->ska) ||
        !l->config.random(l->config.random_ctx, l->csk_salt, sizeof l->csk_salt) ||
        !ol_crypto_aes(true, l->verifier.hash, l->verifier.hash_len, l->ska, sizeof l->ska, sealed))
        return close_with(l, "cryptography failed");
    pairs[0] = (OlPair){OL_STR("AUTH_SESSKEY"), hex_of(l->arena, sealed, sizeof sealed), 0};
    pairs[1] = (OlPair){OL_STR("AUTH_VFR_DATA"), hex_of(l->arena, l->verifier.salt, OL_MIN(l->verifier.salt_len, sizeof l->verifier.salt)),
                        l->verifier.type};
    pairs[2] = (OlPair){OL_STR("AUTH_PBKDF2_CSK_SALT"), hex_of(l->arena, l->csk_salt, sizeof l->csk_salt), 0};
    pairs[3] = (OlPair){OL_STR("AUTH_PBKDF2_VGEN_COUNT"), OL_STR("4096"), 0};
    pairs[4] = (OlPair){OL_STR("AUTH_PBKDF2_SDER_COUNT"), OL_STR("3"), 0};
    pairs[5] = (OlPair){ol_str_n(dbid_key, sizeof dbid_key), hex_of(l->arena, l->config.dbid, sizeof l->config.dbid), 0};

    begin_writer(l, &w);
    if (l->fast)
    {
        write_protocol_reply(l, &w);
        ol_ttc_write_data_types_reply(&w, &l->types);
        l->fast = false;
    }
    ol_ttc_write_pairs(&w, &list);
    ol_ttc_write_oer(&w, &ok);
    ol_writer_end_response(&w);
    l->phase = PHASE_AUTH_TWO;
    l->state = OL_LOGIN_READ;
    process(l);
    return l->state;
}

/* --- phase two -------------------------------------------------------------------------------------------------------- */

static OlLoginState deny(OlLogin *l, OlErrorCode code)
{
    if (l->diag.code == OL_ERR_NONE)
        ol_diag_set(&l->diag, code, -1);
    l->state = OL_LOGIN_DENIED;
    return l->state;
}

/* Does the speedy key, or else the password itself, belong to the verifier? */
static bool password_is_right(OlLogin *l, const OlCombo *combo, OlStr speedy_hex)
{
    OlStr speedy;
    uint8_t hash[32];

    if (l->verifier.type != OL_VERIFIER_12C || speedy_hex.n == 0)
        return ol_verifier_check(&l->verifier, l->result.password);
    if (!ol_crypto_open(l->arena, combo->key, combo->len, speedy_hex, false, &speedy) || speedy.n != 64)
        return false;
    if (!ol_crypto_pwhash((const uint8_t *)speedy.s, l->verifier.salt, l->verifier.salt_len, hash))
        return false;
    memcpy(l->result.pwkey, speedy.s, sizeof l->result.pwkey);
    l->result.pwkey_len = sizeof l->result.pwkey;
    return ol_crypto_equal(hash, l->verifier.hash, sizeof hash);
}

static void on_auth_two(OlLogin *l, const OlAuthRequest *auth, uint64_t token)
{
    OlStr key_hex = ol_pairs_get(&auth->pairs, "AUTH_SESSKEY");
    OlStr proxy = ol_pairs_get(&auth->pairs, "PROXY_CLIENT_NAME");
    OlStr new_hex = ol_pairs_get(&auth->pairs, "AUTH_NEWPASSWORD");
    uint8_t sealed[OL_SESSION_KEY_LEN], skb[OL_SESSION_KEY_LEN];
    OlCombo combo = {0};
    OlLoginResult *res = &l->result;
    OlStr user_one = res->user;
    bool right;

    if (auth->user.n > 0)
    {
        take_user(l, auth->user);
        if (!ol_str_eq(user_one, res->user))
        {
            close_with(l, "user name changed during the login");
            return;
        }
    }
    take_client_pairs(l, &auth->pairs);
    if (proxy.n > 0)
        res->proxy_target = ol_login_fold_name(l->arena, proxy);
    res->mode = auth->mode;
    res->token = token;
    res->call_number = l->call_number;
    if (key_hex.n != 2 * sizeof sealed || !ol_hex_decode(key_hex, sealed, sizeof sealed) ||
        !ol_crypto_aes(false, l->verifier.hash, l->verifier.hash_len, sealed, sizeof sealed, skb) ||
        !ol_crypto_combo(&l->verifier, l->ska, skb, l->csk_salt, OL_PBKDF2_SDER_COUNT, &combo))
    {
        deny(l, OL_ERR_INVALID_LOGON);
        return;
    }
    right = ol_crypto_open(l->arena, combo.key, combo.len, ol_pairs_get(&auth->pairs, "AUTH_PASSWORD"), true, &res->password) &&
            res->password.n > 0 && password_is_right(l, &combo, ol_pairs_get(&auth->pairs, "AUTH_PBKDF2_SPEEDY_KEY"));
    if (right && new_hex.n > 0)
        right = ol_crypto_open(l->arena, combo.key, combo.len, new_hex, true, &res->new_password) && res->new_password.n > 0;
    memcpy(res->combo_key, combo.key, combo.len);
    res->combo_len = combo.len;
    ol_crypto_wipe(&combo, sizeof combo);
    ol_crypto_wipe(skb, sizeof skb);
    if (!right)
    {
        deny(l, OL_ERR_INVALID_LOGON);
        return;
    }
    for (uint32_t i = 0; i < auth->pairs.n; i++)
    {
        const OlPair *p = &auth->pairs.items[i];
        if (p->key.n >= 12 && memcmp(p->key.s, "AUTH_APPCTX_", 12) == 0)
        {
            OlPair *items = ol_arena_grow(l->arena, res->app_context.items, res->app_context.n * sizeof *items,
                                          (res->app_context.n + 1) * sizeof *items);
            items[res->app_context.n++] = (OlPair){own(l, p->key), own(l, p->value), p->flags};
            res->app_context.items = items;
        }
    }
    res->service_name = l->info.service_name;
    res->sid = l->info.sid;
    res->server = l->info.server;
    res->instance_name = l->info.instance_name;
    if (res->program.n == 0)
        res->program = l->info.program;
    if (res->machine.n == 0)
        res->machine = l->info.host;
    if (res->os_user.n == 0)
        res->os_user = l->info.user;
    if (res->connection_class.n == 0)
        res->connection_class = l->info.connection_class;
    res->caps = l->caps;
    l->phase = PHASE_DONE;
    l->state = OL_LOGIN_AUTHENTICATED;
}

/* --- messages --------------------------------------------------------------------------------------------------------- */

/* FAST AUTH and the call inside it. */
static OlStatus on_fast_auth(OlLogin *l, OlReader *r)
{
    OlFastAuth fast;
    OlCaps inner;
    OlCallHeader call;
    OlAuthRequest auth;
    OlStatus status = ol_ttc_read_fast_auth(r, &fast, &l->diag);

    if (status != OL_OK)
        return status;
    inner = l->caps;
    inner.fv = fast.fv;
    inner.conv_length = (fast.types.encoding_flags & 2) != 0;
    r->caps = &inner;
    status = ol_ttc_read_call(r, &call, &l->diag);
    if (status == OL_OK)
    {
        if (call.message != OL_TTC_FUNCTION || call.function != OL_FN_AUTH_ONE)
            return ol_diag_set(&l->diag, OL_ERR_FEATURE_UNSUPPORTED, -1, "authentication by token");
        l->call_number = call.sequence;
        status = ol_ttc_read_auth(r, call.function, &auth, &l->diag);
    }
    r->caps = &l->caps;
    if (status != OL_OK)
        return status;
    note_client_name(l, fast.client_name);
    l->types = fast.types;
    l->fast = true;
    if (apply_types(l))
        on_auth_one(l, &auth);
    return OL_OK;
}

/* One message from r, which stands behind the call header. */
static OlStatus on_message(OlLogin *l, OlReader *r, const OlCallHeader *call)
{
    OlWriter w;
    OlStatus status;
    OlAuthRequest auth;

    if (call->message == OL_TTC_FUNCTION)
        l->call_number = call->sequence;
    if (call->message == OL_TTC_PROTOCOL && l->phase == PHASE_PROTOCOL)
    {
        OlStr name;
        status = ol_ttc_read_protocol(r, &name, &l->diag);
        if (status != OL_OK)
            return status;
        note_client_name(l, name);
        begin_writer(l, &w);
        write_protocol_reply(l, &w);
        ol_writer_end_request(&w); /* no end-of-response mark here (3.1) */
        l->phase = PHASE_DATA_TYPES;
        return OL_OK;
    }
    if (call->message == OL_TTC_DATA_TYPES && l->phase == PHASE_DATA_TYPES)
    {
        status = ol_ttc_read_data_types(r, &l->types, &l->diag);
        if (status != OL_OK)
            return status;
        begin_writer(l, &w);
        ol_ttc_write_data_types_reply(&w, &l->types);
        ol_writer_end_request(&w);
        if (apply_types(l))
            l->phase = PHASE_AUTH_ONE;
        return OL_OK;
    }
    if (call->message == OL_TTC_FAST_AUTH && l->phase == PHASE_PROTOCOL && (l->caps.accept_flags2 & OL_ACCEPT_FAST_AUTH))
        return on_fast_auth(l, r);
    if (call->message == OL_TTC_FUNCTION && call->function == OL_FN_AUTH_ONE && l->phase == PHASE_AUTH_ONE)
    {
        status = ol_ttc_read_auth(r, call->function, &auth, &l->diag);
        if (status == OL_OK)
            on_auth_one(l, &auth);
        return status;
    }
    if (call->message == OL_TTC_FUNCTION && call->function == OL_FN_AUTH_TWO && (l->phase == PHASE_AUTH_ONE || l->phase == PHASE_AUTH_TWO))
    {
        status = ol_ttc_read_auth(r, call->function, &auth, &l->diag);
        if (status != OL_OK)
            return status;
        if (l->phase == PHASE_AUTH_TWO)
            on_auth_two(l, &auth, call->token);
        else
        {
            ol_diag_set(&l->diag, OL_ERR_FEATURE_UNSUPPORTED, -1, "authentication by token");
            ol_login_fail(l, 3001, OL_STR("unimplemented feature: authentication by token"));
        }
        return OL_OK;
    }
    return ol_diag_set_text(&l->diag, OL_ERR_TTC_PROTOCOL, -1, "message out of order during the login");
}

/* Decode what is there; stop at the end of the bytes or when the state changes. */
static void decode_payload(OlLogin *l)
{
    while (l->state == OL_LOGIN_READ && l->payload.len > 0)
    {
        size_t used = 0;
        OlStatus status;

        if (l->payload.data[0] == 0xDE && l->phase == PHASE_PROTOCOL && !l->ano_done)
        {
            status = ol_ano_read(l->payload.data, l->payload.len, &used, &l->diag);
            if (status == OL_OK)
            {
                OlWriter w;
                begin_writer(l, &w);
                ol_ano_write_reply(&w);
                ol_writer_end_request(&w);
                l->ano_done = true;
            }
        }
        else
        {
            OlReader r;
            OlCallHeader call;
            ol_reader_init_memory(&r, &l->caps, l->arena, l->payload.data, l->payload.len, false);
            r.max_value = MESSAGE_MAX;
            status = ol_ttc_read_call(&r, &call, &l->diag);
            if (status == OL_OK)
                status = on_message(l, &r, &call);
            if (status == OL_OK && r.why == OL_READ_OK)
                used = (size_t)(r.pos - l->payload.data);
        }
        if (status == OL_NEED_MORE)
            return;
        if (status != OL_OK)
        {
            close_with(l, "malformed message");
            return;
        }
        memmove(l->payload.data, l->payload.data + used, l->payload.len - used);
        l->payload.len -= used;
    }
    if (l->state == OL_LOGIN_AUTHENTICATED && l->payload.len > 0)
        close_with(l, "bytes after the authentication");
}

static void on_packet(OlLogin *l, const OlTnsHeader *h, const uint8_t *packet)
{
    if (++l->packets > PACKETS_MAX)
    {
        close_with(l, "too many packets during the login");
        return;
    }
    if (l->phase == PHASE_CONNECT)
    {
        if (h->type == OL_TNS_CONNECT)
            on_connect(l, packet, h->length);
        else
            close_with(l, "first packet is no CONNECT");
        return;
    }
    if (h->type == OL_TNS_NULL)
        return;
    if (h->type != OL_TNS_DATA || h->length < 10)
    {
        close_with(l, h->type == OL_TNS_MARKER ? "break during the login" : "unexpected packet during the login");
        return;
    }
    if (l->phase == PHASE_CONNECT_DATA)
    {
        on_connect_data(l, packet, h->length);
        return;
    }
    if ((packet[8] << 8 | packet[9]) & OL_DATA_EOF)
    {
        close_with(l, "client closed the connection during the login");
        return;
    }
    if (l->payload.len + h->length - 10 > MESSAGE_MAX)
    {
        close_with(l, "message too long during the login");
        return;
    }
    ol_buf_append(&l->payload, packet + 10, h->length - 10);
    decode_payload(l);
}

static void process(OlLogin *l)
{
    if (l->state == OL_LOGIN_READ)
        decode_payload(l);
    while (l->state == OL_LOGIN_READ)
    {
        OlTnsHeader h;
        size_t there = l->in.len - l->in_at;
        const uint8_t *p = l->in.data + l->in_at;
        OlStatus status = ol_tns_read_header(p, there, l->caps.large_header, OL_TNS_MAX_EARLY_PACKET, &h, &l->diag);

        if (status == OL_ERROR)
            close_with(l, "malformed packet");
        if (status != OL_OK || there < h.length)
            return;
        l->in_at += h.length;
        on_packet(l, &h, p);
    }
    if (l->state == OL_LOGIN_AUTHENTICATED)
        l->result.pending = ol_str_n((const char *)l->in.data + l->in_at, l->in.len - l->in_at);
}

OlLoginState ol_login_input(OlLogin *l, const void *data, size_t n)
{
    if (l->state == OL_LOGIN_CLOSED || n == 0)
        return l->state;
    l->total += OL_MIN(n, (size_t)INPUT_MAX + 1);
    if (l->total > INPUT_MAX)
        return close_with(l, "too many bytes during the login");
    if (l->in_at > 0)
    {
        memmove(l->in.data, l->in.data + l->in_at, l->in.len - l->in_at);
        l->in.len -= l->in_at;
        l->in_at = 0;
    }
    ol_buf_append(&l->in, data, n);
    if (l->state == OL_LOGIN_AUTHENTICATED)
        l->result.pending = ol_buf_str(&l->in);
    process(l);
    return l->state;
}

OlLoginState ol_login_fail(OlLogin *l, uint32_t ora_error, OlStr text)
{
    OlWriter w;

    if (l->state == OL_LOGIN_CLOSED || l->phase < PHASE_PROTOCOL)
        return close_with(l, "login failed");
    begin_writer(l, &w);
    if (l->fast)
    {
        write_protocol_reply(l, &w);
        ol_ttc_write_data_types_reply(&w, &l->types);
        l->fast = false;
    }
    ol_login_write_failure(&w, ora_error, text);
    return close_with(l, "login failed");
}

/* --- asking ------------------------------------------------------------------------------------------------------------ */

OlLoginState ol_login_state(const OlLogin *l)
{
    return l->state;
}

OlStr ol_login_output(const OlLogin *l)
{
    return ol_str_n((const char *)l->out.data + l->out_at, l->out.len - l->out_at);
}

void ol_login_output_done(OlLogin *l, size_t n)
{
    l->out_at += OL_MIN(n, l->out.len - l->out_at);
    if (l->out_at == l->out.len)
        l->out_at = l->out.len = 0;
}

const OlConnectInfo *ol_login_connect_info(const OlLogin *l)
{
    return &l->info;
}

OlStr ol_login_connect_data(const OlLogin *l)
{
    return ol_buf_str(&l->connect_data);
}

OlStr ol_login_user(const OlLogin *l)
{
    return l->result.user;
}

const OlLoginResult *ol_login_result(const OlLogin *l)
{
    return l->state == OL_LOGIN_AUTHENTICATED ? &l->result : NULL;
}

const OlDiag *ol_login_diag(const OlLogin *l)
{
    return &l->diag;
}

const OlCaps *ol_login_caps(const OlLogin *l)
{
    return &l->caps;
}

void ol_login_wipe(OlLogin *l)
{
    ol_login_result_wipe(&l->result);
    ol_crypto_wipe(&l->verifier, sizeof l->verifier);
    ol_crypto_wipe(l->ska, sizeof l->ska);
    ol_crypto_wipe(l->packet_buf, sizeof l->packet_buf);
    if (l->in.cap > 0)
        ol_crypto_wipe(l->in.data, l->in.cap);
    if (l->payload.cap > 0)
        ol_crypto_wipe(l->payload.data, l->payload.cap);
}
