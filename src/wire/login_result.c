/*
 * login_result.c - what follows a login: its result as bytes, the phase-two answer, password change (protocol.md 4.6-4.8).
 *
 * Owns:      the serial form of OlLoginResult (same machine, same build: caps as they stand in memory).
 * See also:  login.h, login.c
 */
#include "wire/login_int.h"
#include "wire/wire_int.h"

#include <stdio.h>

#define RESULT_MAGIC 0x4F4C5231u

/* Every string of the result, in the order of its serial form. KEEP-ORDER: login result strings */
static const size_t string_fields[] = {
    offsetof(OlLoginResult, user),          offsetof(OlLoginResult, password),       offsetof(OlLoginResult, new_password),
    offsetof(OlLoginResult, proxy_target),  offsetof(OlLoginResult, service_name),   offsetof(OlLoginResult, sid),
    offsetof(OlLoginResult, server),        offsetof(OlLoginResult, instance_name),  offsetof(OlLoginResult, program),
    offsetof(OlLoginResult, machine),       offsetof(OlLoginResult, terminal),       offsetof(OlLoginResult, os_user),
    offsetof(OlLoginResult, pid),           offsetof(OlLoginResult, driver_name),    offsetof(OlLoginResult, client_version),
    offsetof(OlLoginResult, connect_string), offsetof(OlLoginResult, alter_session), offsetof(OlLoginResult, edition),
    offsetof(OlLoginResult, connection_class), offsetof(OlLoginResult, purity),      offsetof(OlLoginResult, pending),
};

static void put_str(OlBuf *out, OlStr s)
{
    ol_buf_u32be(out, (uint32_t)s.n);
    ol_buf_append_str(out, s);
}

void ol_login_result_write(OlBuf *out, const OlLoginResult *res)
{
    ol_buf_u32be(out, RESULT_MAGIC);
    ol_buf_u32be(out, sizeof res->caps);
    ol_buf_append(out, &res->caps, sizeof res->caps);
    for (size_t i = 0; i < OL_LENGTHOF(string_fields); i++)
        put_str(out, *(const OlStr *)((const char *)res + string_fields[i]));
    ol_buf_u32be(out, res->mode);
    ol_buf_append_byte(out, res->combo_len);
    ol_buf_append(out, res->combo_key, sizeof res->combo_key);
    ol_buf_append_byte(out, res->pwkey_len);
    ol_buf_append(out, res->pwkey, sizeof res->pwkey);
    ol_buf_append_byte(out, res->call_number);
    ol_buf_u32be(out, res->app_context.n);
    for (uint32_t i = 0; i < res->app_context.n; i++)
    {
        put_str(out, res->app_context.items[i].key);
        put_str(out, res->app_context.items[i].value);
    }
}

static OlStr get_str(OlReader *r)
{
    return ol_rd_raw(r, ol_rd_u32be(r));
}

OlStatus ol_login_result_read(OlArena *arena, const void *data, size_t n, OlLoginResult *res, OlDiag *diag)
{
    OlReader r;
    OlStr caps, key;

    memset(res, 0, sizeof *res);
    ol_reader_init_memory(&r, NULL, arena, data, n, false);
    if (ol_rd_u32be(&r) != RESULT_MAGIC || ol_rd_u32be(&r) != sizeof res->caps)
        return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "malformed login result");
    caps = ol_rd_raw(&r, sizeof res->caps);
    if (caps.n == sizeof res->caps)
        memcpy(&res->caps, caps.s, caps.n);
    for (size_t i = 0; i < OL_LENGTHOF(string_fields); i++)
        *(OlStr *)((char *)res + string_fields[i]) = get_str(&r);
    res->mode = ol_rd_u32be(&r);
    res->combo_len = ol_rd_u8(&r);
    key = ol_rd_raw(&r, sizeof res->combo_key);
    if (key.n == sizeof res->combo_key)
        memcpy(res->combo_key, key.s, key.n);
    res->pwkey_len = ol_rd_u8(&r) == sizeof res->pwkey ? sizeof res->pwkey : 0;
    key = ol_rd_raw(&r, sizeof res->pwkey);
    if (key.n == sizeof res->pwkey)
        memcpy(res->pwkey, key.s, key.n);
    res->call_number = ol_rd_u8(&r);
    res->app_context.n = ol_rd_u32be(&r);
    if (res->app_context.n > OL_MAX_PAIRS || res->combo_len > sizeof res->combo_key)
        ol_reader_bad(&r, "malformed login result");
    if (r.why != OL_READ_OK)
        return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "malformed login result");
    res->app_context.items = ol_new_array(arena, OlPair, res->app_context.n);
    for (uint32_t i = 0; i < res->app_context.n; i++)
    {
        res->app_context.items[i].key = get_str(&r);
        res->app_context.items[i].value = get_str(&r);
    }
    if (r.why != OL_READ_OK || r.pos != r.end)
        return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "malformed login result");
    return OL_OK;
}

static void wipe_str(OlStr *s)
{
    if (s->n > 0)
        ol_crypto_wipe((char *)(uintptr_t)s->s, s->n);
    *s = OL_STR_NULL;
}

void ol_login_result_wipe(OlLoginResult *res)
{
    wipe_str(&res->password);
    wipe_str(&res->new_password);
    ol_crypto_wipe(res->combo_key, sizeof res->combo_key);
    res->combo_len = 0;
    ol_crypto_wipe(res->pwkey, sizeof res->pwkey);
    res->pwkey_len = 0;
}

bool ol_login_result_proves(const OlLoginResult *res, const OlVerifier *v)
{
    uint8_t hash[32];

    if (v->type != OL_VERIFIER_12C || res->pwkey_len != sizeof res->pwkey)
        return res->password.n > 0 && ol_verifier_check(v, res->password);
    return ol_crypto_pwhash(res->pwkey, v->salt, v->salt_len, hash) && ol_crypto_equal(hash, v->hash, sizeof hash);
}

/* --- the answer --------------------------------------------------------------------------------------------------------- */

uint32_t ol_version_packed(uint8_t server_fv, uint8_t fv)
{
    uint32_t a = 19, b = 3, c = 0, d = 0, e = 0;

    if (server_fv >= 17)
    {
        a = 23;
        b = 4;
        d = 24;
        e = 5;
    }
    if (fv >= 11)
        return a << 24 | b << 16 | c << 12 | d << 4 | e;
    return a << 24 | b << 20 | c << 12 | OL_MIN(d, 15u) << 8 | e;
}

OlStr ol_version_banner(uint8_t server_fv)
{
    if (server_fv >= 17)
        return OL_STR("Oracle Database 23ai Enterprise Edition Release 23.0.0.0.0 - Production");
    return OL_STR("Oracle Database 19c Enterprise Edition Release 19.0.0.0.0 - Production");
}

static OlStr number(char buf[16], uint32_t v)
{
    return ol_str_n(buf, (size_t)snprintf(buf, 16, "%u", v));
}

bool ol_login_write_success(OlWriter *w, const OlLoginResult *res, const OlLoginReply *reply)
{
    uint8_t plain[48], sealed[sizeof plain];
    char hex[2 * sizeof sealed + 1], n1[16], n2[16], n3[16], n4[16], n5[16];
    OlOer ok = {0};
    OlPair pairs[] = {
        {OL_STR("AUTH_SVR_RESPONSE"), {hex, sizeof hex - 1}, 0},
        {OL_STR("AUTH_SESSION_ID"), number(n1, reply->session_id), 0},
        {OL_STR("AUTH_SERIAL_NUM"), number(n2, reply->serial), 0},
        {OL_STR("AUTH_VERSION_NO"), number(n3, ol_version_packed(res->caps.server_fv, res->caps.fv)), 0},
        {OL_STR("AUTH_VERSION_STRING"), OL_STR("- Production"), 0},
        {OL_STR("AUTH_VERSION_SQL"), OL_STR("25"), 0},
        {OL_STR("AUTH_XACTION_TRAITS"), OL_STR("3"), 0},
        {OL_STR("AUTH_VERSION_STATUS"), OL_STR("0"), 0},
        {OL_STR("AUTH_SC_DBUNIQUE_NAME"), reply->db_unique_name, 0},
        {OL_STR("AUTH_SC_REAL_DBUNIQUE_NAME"), reply->db_unique_name, 0},
        {OL_STR("AUTH_SC_DB_DOMAIN"), reply->db_domain, 0},
        {OL_STR("AUTH_SC_SERVICE_NAME"), reply->service_name, 0},
        {OL_STR("AUTH_SC_INSTANCE_NAME"), reply->instance_name, 0},
        {OL_STR("AUTH_SC_SERVER_HOST"), reply->server_host, 0},
        {OL_STR("AUTH_INSTANCENAME"), reply->instance_name, 0},
        {OL_STR("AUTH_DBNAME"), reply->db_name, 0},
        {OL_STR("AUTH_MAX_OPEN_CURSORS"), number(n4, reply->max_open_cursors), 0},
        {OL_STR("AUTH_MAX_IDEN_LENGTH"), number(n5, reply->max_identifier), 0},
    };

    memcpy(plain + 16, "SERVER_TO_CLIENT", 16);
    memset(plain + 32, 16, 16); /* padding of PKCS#7: JDBC insists on it, others read the first 32 bytes */
    if (!ol_crypto_random(NULL, plain, 16) || !ol_crypto_aes(true, res->combo_key, res->combo_len, plain, sizeof plain, sealed))
        return false;
    ol_hex_encode(sealed, sizeof sealed, hex);

    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, (uint32_t)OL_LENGTHOF(pairs) + reply->nls.n);
    for (size_t i = 0; i < OL_LENGTHOF(pairs); i++)
        ol_wr_pair(w, pairs[i].key, pairs[i].value, pairs[i].flags);
    for (uint32_t i = 0; i < reply->nls.n; i++)
        ol_wr_pair(w, reply->nls.items[i].key, reply->nls.items[i].value, reply->nls.items[i].flags);
    if (reply->password_expiring)
        ol_ttc_write_warning(w, 28002, OL_STR("ORA-28002: the password will expire soon\n"));
    ol_ttc_write_oer(w, &ok);
    ol_writer_end_response(w);
    return true;
}

void ol_login_write_failure(OlWriter *w, uint32_t ora_error, OlStr text)
{
    char message[OL_DIAG_TEXT_MAX + 32];
    int n = snprintf(message, sizeof message, "ORA-%05u: %.*s\n", ora_error, (int)OL_MIN(text.n, (size_t)OL_DIAG_TEXT_MAX), text.s);
    OlOer e = {.error = ora_error, .text = ol_str_n(message, (size_t)n)};

    ol_ttc_write_oer(w, &e);
    ol_writer_end_response(w);
}

bool ol_login_password_change(OlArena *arena, const OlAuthRequest *auth, const uint8_t *combo_key, size_t combo_len, OlStr *old_password,
                              OlStr *new_password)
{
    *old_password = *new_password = OL_STR_NULL;
    return ol_crypto_open(arena, combo_key, combo_len, ol_pairs_get(&auth->pairs, "AUTH_PASSWORD"), true, old_password) &&
           ol_crypto_open(arena, combo_key, combo_len, ol_pairs_get(&auth->pairs, "AUTH_NEWPASSWORD"), true, new_password) &&
           old_password->n > 0 && new_password->n > 0;
}

OlStr ol_login_fold_name(OlArena *arena, OlStr name)
{
    if (name.n >= 2 && name.s[0] == '"' && name.s[name.n - 1] == '"')
        return ol_str_dup(arena, ol_str_n(name.s + 1, name.n - 2));
    return ol_str_upper(arena, name);
}
