/*
 * login_crypto.c - verifiers and the computations of O5LOGON (protocol.md 4.3, 4.4), over libcrypto.
 *
 * Owns:      nothing: every result goes to the caller. Intermediate secrets are wiped before returning.
 * Invariant: libcrypto's objects live only inside one function, between no allocations of ours, so nothing leaks when
 *            control is lost.
 * See also:  login.h, login.c (server side), login_client.c
 */
#include "wire/login_int.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#define SPEEDY "AUTH_PBKDF2_SPEEDY_KEY"

void ol_crypto_wipe(void *data, size_t n)
{
    OPENSSL_cleanse(data, n);
}

bool ol_crypto_random(void *ctx, uint8_t *out, size_t n)
{
    (void)ctx;
    return RAND_bytes(out, (int)n) == 1;
}

bool ol_crypto_equal(const void *a, const void *b, size_t n)
{
    return CRYPTO_memcmp(a, b, n) == 0;
}

bool ol_crypto_aes(bool encrypt, const uint8_t *key, size_t key_len, const uint8_t *in, size_t n, uint8_t *out)
{
    static const uint8_t iv[16] = {0};
    EVP_CIPHER_CTX *ctx;
    int got = 0, last = 0;
    bool ok;

    if (n % 16 != 0 || n > 1 << 20 || (key_len != 24 && key_len != 32))
        return false;
    ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL)
        return false;
    ok = EVP_CipherInit_ex(ctx, key_len == 32 ? EVP_aes_256_cbc() : EVP_aes_192_cbc(), NULL, key, iv, encrypt) == 1 &&
         EVP_CIPHER_CTX_set_padding(ctx, 0) == 1 && EVP_CipherUpdate(ctx, out, &got, in, (int)n) == 1 &&
         EVP_CipherFinal_ex(ctx, out + got, &last) == 1 && (size_t)(got + last) == n;
    EVP_CIPHER_CTX_free(ctx);
    return ok;
}

bool ol_crypto_combo(const OlVerifier *v, const uint8_t ska[32], const uint8_t skb[32], const uint8_t *csk_salt, unsigned sder_count,
                     OlCombo *out)
{
    uint8_t keys[64];
    char hex[2 * 64 + 1];
    size_t n = v->hash_len; /* 32 or 24 */
    bool ok;

    if (n != 24 && n != 32)
        return false;
    memcpy(keys, skb, n);
    memcpy(keys + n, ska, n);
    ol_hex_encode(keys, 2 * n, hex);
    out->len = (uint8_t)n;
    ok = PKCS5_PBKDF2_HMAC(hex, (int)(4 * n), csk_salt, OL_CSK_SALT_LEN, (int)sder_count, EVP_sha512(), (int)n, out->key) == 1;
    ol_crypto_wipe(keys, sizeof keys);
    ol_crypto_wipe(hex, sizeof hex);
    return ok;
}

bool ol_crypto_pwkey(OlStr password, const uint8_t *salt, size_t salt_len, unsigned vgen_count, uint8_t out[64])
{
    uint8_t full[16 + sizeof SPEEDY];

    if (salt_len > 16 || password.n > OL_MAX_PASSWORD)
        return false;
    memcpy(full, salt, salt_len);
    memcpy(full + salt_len, SPEEDY, sizeof SPEEDY - 1);
    return PKCS5_PBKDF2_HMAC(password.n > 0 ? password.s : "", (int)password.n, full, (int)(salt_len + sizeof SPEEDY - 1), (int)vgen_count,
                             EVP_sha512(), 64, out) == 1;
}

bool ol_crypto_pwhash(const uint8_t pwkey[64], const uint8_t *salt, size_t salt_len, uint8_t out[32])
{
    uint8_t in[64 + 16], digest[64];
    unsigned n = 0;
    bool ok;

    if (salt_len > 16)
        return false;
    memcpy(in, pwkey, 64);
    memcpy(in + 64, salt, salt_len);
    ok = EVP_Digest(in, 64 + salt_len, digest, &n, EVP_sha512(), NULL) == 1 && n == 64;
    memcpy(out, digest, 32);
    ol_crypto_wipe(in, sizeof in);
    ol_crypto_wipe(digest, sizeof digest);
    return ok;
}

bool ol_crypto_seal(OlArena *arena, const OlCombo *combo, const uint8_t prefix[16], const void *data, size_t n, bool pad, OlStr *hex)
{
    size_t padding = pad ? 16 - n % 16 : 0;
    size_t total = 16 + n + padding;
    uint8_t plain[16 + OL_MAX_PASSWORD + 16], sealed[sizeof plain];
    char *text;
    bool ok;

    if (n > OL_MAX_PASSWORD)
        return false;
    memcpy(plain, prefix, 16);
    if (n > 0)
        memcpy(plain + 16, data, n);
    memset(plain + 16 + n, (int)padding, padding);
    ok = ol_crypto_aes(true, combo->key, combo->len, plain, total, sealed);
    ol_crypto_wipe(plain, sizeof plain);
    if (!ok)
        return false;
    text = ol_arena_alloc(arena, 2 * total + 1);
    ol_hex_encode(sealed, total, text);
    *hex = ol_str_n(text, 2 * total);
    return true;
}

bool ol_crypto_open(OlArena *arena, const uint8_t *key, size_t key_len, OlStr hex, bool pad, OlStr *out)
{
    size_t n = hex.n / 2, padding = 0;
    uint8_t sealed[16 + OL_MAX_PASSWORD + 16], plain[sizeof sealed];
    bool ok;

    *out = OL_STR_NULL;
    if (hex.n % 32 != 0 || n < 32 || n > sizeof sealed || !ol_hex_decode(hex, sealed, n))
        return false;
    ok = ol_crypto_aes(false, key, key_len, sealed, n, plain);
    if (ok && pad)
    {
        padding = plain[n - 1];
        ok = padding >= 1 && padding <= 16;
        for (size_t i = 0; ok && i < padding; i++)
            ok = plain[n - 1 - i] == padding;
    }
    if (ok)
        *out = ol_str_dup(arena, ol_str_n((const char *)plain + 16, n - 16 - padding));
    ol_crypto_wipe(plain, sizeof plain);
    return ok;
}

/* --- verifiers ------------------------------------------------------------------------------------------------------- */

bool ol_verifier_make_salted(uint16_t type, OlStr password, const uint8_t *salt, size_t salt_len, OlVerifier *out)
{
    bool ok;

    memset(out, 0, sizeof *out);
    out->type = type;
    if (password.n > OL_MAX_PASSWORD || salt_len > sizeof out->salt)
        return false;
    memcpy(out->salt, salt, salt_len);
    out->salt_len = (uint8_t)salt_len;
    if (type == OL_VERIFIER_12C)
    {
        uint8_t pwkey[64];
        out->hash_len = 32;
        ok = ol_crypto_pwkey(password, salt, salt_len, OL_PBKDF2_VGEN_COUNT, pwkey) && ol_crypto_pwhash(pwkey, salt, salt_len, out->hash);
        ol_crypto_wipe(pwkey, sizeof pwkey);
        return ok;
    }
    if (type == OL_VERIFIER_11G)
    {
        uint8_t in[OL_MAX_PASSWORD + 16];
        unsigned n = 0;
        if (password.n > 0)
            memcpy(in, password.s, password.n);
        memcpy(in + password.n, salt, salt_len);
        out->hash_len = 24;
        ok = EVP_Digest(in, password.n + salt_len, out->hash, &n, EVP_sha1(), NULL) == 1 && n == 20;
        memset(out->hash + 20, 0, 4);
        ol_crypto_wipe(in, sizeof in);
        return ok;
    }
    return false;
}

bool ol_verifier_make(uint16_t type, OlStr password, OlVerifier *out)
{
    uint8_t salt[16];
    size_t n = type == OL_VERIFIER_11G ? 10 : 16;

    return ol_crypto_random(NULL, salt, n) && ol_verifier_make_salted(type, password, salt, n, out);
}

bool ol_verifier_check(const OlVerifier *v, OlStr password)
{
    OlVerifier other;
    bool ok = ol_verifier_make_salted(v->type, password, v->salt, v->salt_len, &other) && v->hash_len == other.hash_len &&
              ol_crypto_equal(v->hash, other.hash, v->hash_len);

    ol_crypto_wipe(&other, sizeof other);
    return ok;
}

bool ol_verifier_fake(OlStr user, const uint8_t secret[32], OlVerifier *out)
{
    uint8_t digest[64];
    unsigned n = 0;

    if (HMAC(EVP_sha512(), secret, 32, (const unsigned char *)(user.n > 0 ? user.s : ""), user.n, digest, &n) == NULL || n != 64)
        return false;
    memset(out, 0, sizeof *out);
    out->type = OL_VERIFIER_12C;
    out->salt_len = 16;
    out->hash_len = 32;
    memcpy(out->salt, digest, 16);
    memcpy(out->hash, digest + 16, 32);
    ol_crypto_wipe(digest, sizeof digest);
    return true;
}

OlStr ol_verifier_format(OlArena *arena, const OlVerifier *v)
{
    char salt[2 * sizeof v->salt + 1], hash[2 * sizeof v->hash + 1];

    ol_hex_encode(v->salt, OL_MIN(v->salt_len, sizeof v->salt), salt);
    ol_hex_encode(v->hash, OL_MIN(v->hash_len, sizeof v->hash), hash);
    return ol_str_printf(arena, "%s:%s:%s", v->type == OL_VERIFIER_11G ? "11g" : "12c", salt, hash);
}

bool ol_verifier_parse(OlStr text, OlVerifier *out)
{
    size_t salt_len, hash_len;

    memset(out, 0, sizeof *out);
    if (text.n < 4 || text.s[3] != ':')
        return false;
    if (memcmp(text.s, "12c", 3) == 0)
        out->type = OL_VERIFIER_12C;
    else if (memcmp(text.s, "11g", 3) == 0)
        out->type = OL_VERIFIER_11G;
    else
        return false;
    salt_len = out->type == OL_VERIFIER_12C ? 16 : 10;
    hash_len = out->type == OL_VERIFIER_12C ? 32 : 24;
    if (text.n != 4 + 2 * salt_len + 1 + 2 * hash_len || text.s[4 + 2 * salt_len] != ':')
        return false;
    out->salt_len = (uint8_t)salt_len;
    out->hash_len = (uint8_t)hash_len;
    return ol_hex_decode(ol_str_n(text.s + 4, 2 * salt_len), out->salt, salt_len) &&
           ol_hex_decode(ol_str_n(text.s + 5 + 2 * salt_len, 2 * hash_len), out->hash, hash_len);
}
