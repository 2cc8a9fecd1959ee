/*
 * dbms_crypto.c - DBMS_CRYPTO on libcrypto, and the encodings of UTL_ENCODE.
 *
 * Source:    PL/SQL Packages and Types Reference, "DBMS_CRYPTO", "UTL_ENCODE".
 * See also:  sql/pkg/dbms_crypto.sql, sql/pkg/utl_encode.sql
 */
#include "postgres.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "vm/host.h"

enum
{
    CIPHER_MASK = 0xff,
    CHAIN_CBC = 0x100,
    CHAIN_CFB = 0x200,
    CHAIN_ECB = 0x300,
    CHAIN_OFB = 0x400,
    CHAIN_MASK = 0xf00,
    PAD_PKCS5 = 0x1000,
    PAD_NONE = 0x2000,
    PAD_ZERO = 0x3000,
    PAD_MASK = 0xf000
};

/* source, number of HASH_ */
OL_HOST_FN(crypto_hash)
{
    static const char *const names[] = {NULL, "MD4", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"};
    int64 kind = ol_slot_int(args[1], 0);
    OlStr s = ol_vstr(args[0]);
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    const EVP_MD *md;

    if (args[0]->null)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_INPUT, -1);
    }
    if (kind < 1 || kind >= (int64)lengthof(names))
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_FAILED, -1);
    }
    md = EVP_get_digestbyname(names[kind]);
    if (md == NULL || EVP_Digest(s.s, s.n, out, &n, md, NULL) != 1)
    {
        return ol_vm_unsupported(diag, "DBMS_CRYPTO with this hash in this OpenSSL");
    }
    return ol_slot_set_str(result, (const char *)out, n, diag);
}

/* source, number of HMAC_, key */
OL_HOST_FN(crypto_mac)
{
    static const char *const names[] = {NULL, "MD5", "SHA1", "SHA256", "SHA384", "SHA512"};
    int64 kind = ol_slot_int(args[1], 0);
    OlStr s = ol_vstr(args[0]);
    OlStr key = ol_vstr(args[2]);
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    const EVP_MD *md;

    if (args[0]->null)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_INPUT, -1);
    }
    if (args[2]->null)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_NO_KEY, -1);
    }
    if (kind < 1 || kind >= (int64)lengthof(names))
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_FAILED, -1);
    }
    md = EVP_get_digestbyname(names[kind]);
    if (md == NULL || HMAC(md, key.s, (int)key.n, (const unsigned char *)s.s, s.n, out, &n) == NULL)
    {
        return ol_vm_unsupported(diag, "DBMS_CRYPTO with this hash in this OpenSSL");
    }
    return ol_slot_set_str(result, (const char *)out, n, diag);
}

static const EVP_CIPHER *cipher_of(int64 type, size_t *key_bytes)
{
    static const struct
    {
        int cipher;
        size_t key;
        const char *name;
    } ciphers[] = {{1, 8, "DES"}, {2, 16, "DES-EDE"}, {3, 24, "DES-EDE3"}, {6, 16, "AES-128"}, {7, 24, "AES-192"}, {8, 32, "AES-256"}};
    const char *chain = (type & CHAIN_MASK) == CHAIN_CBC   ? "CBC"
                        : (type & CHAIN_MASK) == CHAIN_CFB ? "CFB"
                        : (type & CHAIN_MASK) == CHAIN_ECB ? "ECB"
                        : (type & CHAIN_MASK) == CHAIN_OFB ? "OFB"
                                                           : NULL;
    char name[40];

    for (size_t i = 0; i < lengthof(ciphers) && chain != NULL; i++)
    {
        if (ciphers[i].cipher == (type & CIPHER_MASK))
        {
            *key_bytes = ciphers[i].key;
            if (ciphers[i].cipher <= 3 && ciphers[i].cipher > 1 && (type & CHAIN_MASK) == CHAIN_ECB)
            {
                snprintf(name, sizeof name, "%s", ciphers[i].name);
            }
            else
            {
                snprintf(name, sizeof name, "%s-%s", ciphers[i].name, chain);
            }
            return EVP_get_cipherbyname(name);
        }
    }
    return NULL;
}

/* source, type, key, iv */
static OlStatus crypt(OlSlot *result, OlSlot *const *args, bool encrypt, OlDiag *diag)
{
    int64 type = ol_slot_int(args[1], 0);
    OlStr s = ol_vstr(args[0]);
    OlStr key = ol_vstr(args[2]);
    OlStr iv = ol_vstr(args[3]);
    unsigned char zero[EVP_MAX_IV_LENGTH] = {0};
    size_t key_bytes = 0;
    const EVP_CIPHER *cipher;
    EVP_CIPHER_CTX *ctx;
    OlVmString *out;
    size_t block;
    size_t n = s.n;
    int made = 0;
    int rest = 0;
    bool ok;
    bool stream = (type & CHAIN_MASK) == CHAIN_CFB || (type & CHAIN_MASK) == CHAIN_OFB;

    if (args[0]->null)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_INPUT, -1);
    }
    if (args[2]->null)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_NO_KEY, -1);
    }
    cipher = cipher_of(type, &key_bytes);
    if (cipher == NULL)
    {
        return ol_vm_unsupported(diag, "DBMS_CRYPTO with this cipher or chaining");
    }
    if (key.n < key_bytes)
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_KEY_SHORT, -1);
    }
    block = (size_t)EVP_CIPHER_block_size(cipher);
    if (!args[3]->null && iv.n < (size_t)EVP_CIPHER_iv_length(cipher))
    {
        return ol_diag_set(diag, OL_ERR_CRYPTO_FAILED, -1);
    }
    if ((type & PAD_MASK) != PAD_PKCS5 && (type & PAD_MASK) != PAD_NONE && (type & PAD_MASK) != PAD_ZERO)
    {
        return ol_vm_unsupported(diag, "DBMS_CRYPTO with this padding");
    }
    out = ol_vstr_alloc(n + 2 * block + EVP_MAX_BLOCK_LENGTH, diag);
    if (out == NULL)
    {
        return OL_ERROR;
    }
    ctx = EVP_CIPHER_CTX_new();
    ok = ctx != NULL && EVP_CipherInit_ex(ctx, cipher, NULL, (const unsigned char *)key.s,
                                          args[3]->null ? zero : (const unsigned char *)iv.s, encrypt) == 1 &&
         EVP_CIPHER_CTX_set_padding(ctx, (type & PAD_MASK) == PAD_PKCS5) == 1 &&
         EVP_CipherUpdate(ctx, (unsigned char *)out->s, &made, (const unsigned char *)s.s, (int)n) == 1;
    if (ok && encrypt && (type & PAD_MASK) == PAD_ZERO && !stream && n % block != 0)
    {
        int more = 0;

        ok = EVP_CipherUpdate(ctx, (unsigned char *)out->s + made, &more, zero, (int)(block - n % block)) == 1;
        made += more;
    }
    ok = ok && EVP_CipherFinal_ex(ctx, (unsigned char *)out->s + made, &rest) == 1;
    EVP_CIPHER_CTX_free(ctx);
    if (!ok)
    {
        ol_obj_unref(&out->h);
        return ol_diag_set(diag, OL_ERR_CRYPTO_FAILED, -1);
    }
    out->len = (uint32)(made + rest);
    while (!encrypt && (type & PAD_MASK) == PAD_ZERO && out->len > 0 && out->s[out->len - 1] == '\0')
    {
        out->len--;
    }
    if (out->len == 0)
    {
        ol_obj_unref(&out->h);
        return OL_OK;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

OL_HOST_FN(crypto_encrypt)
{
    return crypt(result, args, true, diag);
}

OL_HOST_FN(crypto_decrypt)
{
    return crypt(result, args, false, diag);
}

OL_HOST_FN(crypto_random_bytes)
{
    int64 n = ol_slot_int(args[0], 0);
    OlVmString *out;

    if (n < 1 || n > 2000)
    {
        return ol_vm_value_error(diag, "");
    }
    if ((out = ol_vstr_alloc((size_t)n, diag)) == NULL)
    {
        return OL_ERROR;
    }
    if (RAND_bytes((unsigned char *)out->s, (int)n) != 1)
    {
        ol_obj_unref(&out->h);
        return ol_diag_set(diag, OL_ERR_CRYPTO_FAILED, -1);
    }
    out->len = (uint32)n;
    ol_slot_give(result, out);
    return OL_OK;
}

/* --- UTL_ENCODE -------------------------------------------------------------------------------------------------------------- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Lines of 64 characters with CR LF between them, as Oracle makes them. */
OL_HOST_FN(base64_encode)
{
    OlStr s = ol_vstr(args[0]);
    OlVmString *out;
    int column = 0;

    if (args[0]->null)
    {
        return OL_OK;
    }
    if ((out = ol_vstr_alloc((s.n + 2) / 3 * 4 + (s.n / 48 + 1) * 2, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i += 3)
    {
        uint32_t w = (uint32_t)(unsigned char)s.s[i] << 16 | (i + 1 < s.n ? (uint32_t)(unsigned char)s.s[i + 1] << 8 : 0) |
                     (i + 2 < s.n ? (uint32_t)(unsigned char)s.s[i + 2] : 0);

        if (column == 64)
        {
            out->s[out->len++] = '\r';
            out->s[out->len++] = '\n';
            column = 0;
        }
        out->s[out->len++] = alphabet[w >> 18];
        out->s[out->len++] = alphabet[w >> 12 & 63];
        out->s[out->len++] = i + 1 < s.n ? alphabet[w >> 6 & 63] : '=';
        out->s[out->len++] = i + 2 < s.n ? alphabet[w & 63] : '=';
        column += 4;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

/* What is no letter of the alphabet is passed over. */
OL_HOST_FN(base64_decode)
{
    OlStr s = ol_vstr(args[0]);
    OlVmString *out;
    uint32_t w = 0;
    int bits = 0;

    if (args[0]->null)
    {
        return OL_OK;
    }
    if ((out = ol_vstr_alloc(s.n * 3 / 4 + 3, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n && s.s[i] != '='; i++)
    {
        const char *hit = s.s[i] != '\0' ? strchr(alphabet, s.s[i]) : NULL;

        if (hit == NULL)
        {
            continue;
        }
        w = w << 6 | (uint32_t)(hit - alphabet);
        bits += 6;
        if (bits >= 8)
        {
            bits -= 8;
            out->s[out->len++] = (char)(w >> bits);
        }
    }
    if (out->len == 0)
    {
        ol_obj_unref(&out->h);
        return OL_OK;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

OL_HOST_FN(qp_encode)
{
    OlStr s = ol_vstr(args[0]);
    OlVmString *out;
    int column = 0;

    if (args[0]->null)
    {
        return OL_OK;
    }
    if ((out = ol_vstr_alloc(s.n * 3 + s.n / 20 * 3 + 16, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        unsigned char c = (unsigned char)s.s[i];
        bool line_end = c == '\r' || c == '\n';
        bool plain = (c > 32 && c < 127 && c != '=') || (c == ' ' && i + 1 < s.n && s.s[i + 1] != '\r' && s.s[i + 1] != '\n') || line_end;

        if (column + (plain ? 1 : 3) > 75 && !line_end)
        {
            memcpy(out->s + out->len, "=\r\n", 3);
            out->len += 3;
            column = 0;
        }
        if (plain)
        {
            out->s[out->len++] = (char)c;
            column = line_end ? 0 : column + 1;
        }
        else
        {
            out->s[out->len++] = '=';
            out->s[out->len++] = "0123456789ABCDEF"[c >> 4];
            out->s[out->len++] = "0123456789ABCDEF"[c & 15];
            column += 3;
        }
    }
    ol_slot_give(result, out);
    return OL_OK;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* =XX are bytes, = before a line's end joins lines; and %XX for UTL_URL, told by the first argument's neighbour */
static OlStatus unescape(OlSlot *result, OlStr s, char mark, OlDiag *diag)
{
    OlVmString *out = ol_vstr_alloc(s.n + 1, diag);

    if (out == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        if (s.s[i] == mark && i + 2 < s.n && hex(s.s[i + 1]) >= 0 && hex(s.s[i + 2]) >= 0)
        {
            out->s[out->len++] = (char)(hex(s.s[i + 1]) << 4 | hex(s.s[i + 2]));
            i += 2;
        }
        else if (mark == '=' && s.s[i] == '=' && i + 1 < s.n && (s.s[i + 1] == '\r' || s.s[i + 1] == '\n'))
        {
            i += s.s[i + 1] == '\r' && i + 2 < s.n && s.s[i + 2] == '\n' ? 2 : 1;
        }
        else
        {
            out->s[out->len++] = s.s[i];
        }
    }
    if (out->len == 0)
    {
        ol_obj_unref(&out->h);
        return OL_OK;
    }
    ol_slot_give(result, out);
    return OL_OK;
}

OL_HOST_FN(qp_decode)
{
    return args[0]->null ? OL_OK : unescape(result, ol_vstr(args[0]), '=', diag);
}

/* of UTL_URL.UNESCAPE: bytes of UTF-8 */
OL_HOST_FN(url_unescape)
{
    OlStatus status = args[0]->null ? OL_OK : unescape(result, ol_vstr(args[0]), '%', diag);

    if (status == OL_OK && !result->null && !ol_utf8_valid(result->s->s, result->s->len))
    {
        ol_slot_release(result);
        return ol_vm_unsupported(diag, "UTL_URL.UNESCAPE of bytes that are not UTF-8");
    }
    return status;
}

/* url, escape reserved characters too */
OL_HOST_FN(url_escape)
{
    OlStr s = ol_vstr(args[0]);
    bool reserved = !args[1]->null && args[1]->b;
    OlVmString *out;

    if (args[0]->null)
    {
        return OL_OK;
    }
    if ((out = ol_vstr_alloc(s.n * 3, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < s.n; i++)
    {
        unsigned char c = (unsigned char)s.s[i];
        bool keep = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c != 0 && strchr("-_.!~*'()", c) != NULL) ||
                    (!reserved && c != 0 && strchr(";/?:@&=+$,#%[]", c) != NULL);

        if (keep)
        {
            out->s[out->len++] = (char)c;
            continue;
        }
        out->s[out->len++] = '%';
        out->s[out->len++] = "0123456789ABCDEF"[c >> 4];
        out->s[out->len++] = "0123456789ABCDEF"[c & 15];
    }
    ol_slot_give(result, out);
    return OL_OK;
}
