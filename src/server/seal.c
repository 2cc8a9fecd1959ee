/*
 * seal.c - the key file, and sealing verifiers with it: AES-256-GCM, base64.
 *
 * A label is "ol1:" and the base64 form of
 *
 *     +-----------+--------------------------------+---------+
 *     | nonce, 12 | text, sealed                   | tag, 16 |    text = "12c:SALT:HASH" [ ";" "11g:SALT:HASH" ]
 *     +-----------+--------------------------------+---------+
 *
 * Invariant: the key never leaves this file; clear verifiers are wiped after use.
 * See also:  seal.h
 */
#include "postgres.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "access/xlog.h"
#include "common/base64.h"
#include "common/file_perm.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "server/seal.h"

#define KEY_FILE "oliphant.key" /* relative to the data folder, where every server process runs */
#define KEY_LEN 32
#define KEY_TEXT (2 * KEY_LEN + 1) /* hexadecimal digits and a newline */
#define LABEL_PREFIX "ol1:"
#define LABEL_MAX 1024
#define NONCE_LEN 12
#define TAG_LEN 16

static uint8_t key[KEY_LEN];
static bool key_loaded = false;

/* 1: read. 0: no such file. -1: LOG says what is wrong. */
static int read_key(void)
{
    char text[KEY_TEXT + 1];
    ssize_t n;
    int fd = open(KEY_FILE, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
    {
        if (errno == ENOENT)
            return 0;
        ereport(LOG, (errcode_for_file_access(), errmsg("could not open file \"%s\": %m", KEY_FILE)));
        return -1;
    }
    n = read(fd, text, sizeof text);
    close(fd);
    if (n < 2 * KEY_LEN || !ol_hex_decode(ol_str_n(text, 2 * KEY_LEN), key, KEY_LEN))
    {
        ereport(LOG, (errcode(ERRCODE_CONFIG_FILE_ERROR), errmsg("file \"%s\" holds no key", KEY_FILE),
                      errhint("Restore it from a backup, or remove it and set the passwords of Oracle users anew.")));
        return -1;
    }
    explicit_bzero(text, sizeof text);
    key_loaded = true;
    return 1;
}

/* Written under another name first and linked into place, so that the file is whole or not there, and of two processes
 * that make it only one succeeds. */
static bool make_key(void)
{
    char temporary[64], text[KEY_TEXT + 1];
    uint8_t fresh[KEY_LEN];
    bool ok;
    int fd;

    if (!pg_strong_random(fresh, sizeof fresh))
        return false;
    snprintf(temporary, sizeof temporary, KEY_FILE ".%d", MyProcPid);
    unlink(temporary);
    fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
    {
        ereport(LOG, (errcode_for_file_access(), errmsg("could not create file \"%s\": %m", temporary)));
        return false;
    }
    ol_hex_encode(fresh, sizeof fresh, text);
    text[KEY_TEXT - 1] = '\n';
    ok = write(fd, text, KEY_TEXT) == KEY_TEXT && pg_fsync(fd) == 0;
    if (close(fd) != 0)
        ok = false;
    if (ok && link(temporary, KEY_FILE) != 0 && errno != EEXIST)
        ok = false;
    if (!ok)
        ereport(LOG, (errcode_for_file_access(), errmsg("could not write file \"%s\": %m", KEY_FILE)));
    unlink(temporary);
    if (ok)
        fsync_fname(".", true);
    explicit_bzero(fresh, sizeof fresh);
    explicit_bzero(text, sizeof text);
    return ok;
}

bool ol_seal_open_key(void)
{
    int r;

    if (key_loaded)
        return true;
    r = read_key();
    if (r == 0)
    {
        if (RecoveryInProgress())
        {
            ereport(LOG, (errmsg("file \"%s\" is missing on this standby: Oracle users cannot log in here", KEY_FILE),
                          errhint("Copy it from the primary's data folder.")));
            return false;
        }
        if (make_key())
            r = read_key();
    }
    return r == 1;
}

bool ol_seal_derive(const char *purpose, uint8_t out[32])
{
    unsigned len = 32;

    return ol_seal_open_key() &&
           HMAC(EVP_sha256(), key, KEY_LEN, (const unsigned char *)purpose, strlen(purpose), out, &len) != NULL;
}

/* out: nonce, sealed bytes, tag: n + 28 bytes. */
static bool encrypt(const uint8_t *plain, size_t n, uint8_t *out)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int len = 0;
    bool ok = ctx != NULL && pg_strong_random(out, NONCE_LEN) &&
              EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, out) == 1 &&
              EVP_EncryptUpdate(ctx, out + NONCE_LEN, &len, plain, (int)n) == 1 && len == (int)n &&
              EVP_EncryptFinal_ex(ctx, out + NONCE_LEN + n, &len) == 1 && len == 0 &&
              EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_LEN, out + NONCE_LEN + n) == 1;

    EVP_CIPHER_CTX_free(ctx);
    return ok;
}

static bool decrypt(uint8_t *sealed, size_t n, uint8_t *out)
{
    size_t body = n - NONCE_LEN - TAG_LEN;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int len = 0;
    bool ok = ctx != NULL && EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, sealed) == 1 &&
              EVP_DecryptUpdate(ctx, out, &len, sealed + NONCE_LEN, (int)body) == 1 && len == (int)body &&
              EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_LEN, sealed + NONCE_LEN + body) == 1 &&
              EVP_DecryptFinal_ex(ctx, out + body, &len) == 1;

    EVP_CIPHER_CTX_free(ctx);
    return ok;
}

char *ol_seal_verifiers(const OlVerifierPair *pair)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlBuf text;
    uint8_t *sealed;
    char *label;
    int cap, n;

    if (!ol_seal_open_key())
    {
        ereport(WARNING, (errmsg("no password verifier for Oracle logins was stored"),
                          errdetail("The key file \"%s\" cannot be used; the server's log says why.", KEY_FILE)));
        return NULL;
    }
    ol_buf_init(&text, arena, 256);
    if (pair->v12c.type != 0)
        ol_buf_append_str(&text, ol_verifier_format(arena, &pair->v12c));
    if (pair->v11g.type != 0)
    {
        ol_buf_append_byte(&text, ';');
        ol_buf_append_str(&text, ol_verifier_format(arena, &pair->v11g));
    }
    sealed = palloc(text.len + NONCE_LEN + TAG_LEN);
    if (!encrypt(text.data, text.len, sealed))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not encrypt a password verifier")));
    cap = pg_b64_enc_len((int)text.len + NONCE_LEN + TAG_LEN) + 1;
    label = palloc((Size)cap + sizeof LABEL_PREFIX);
    memcpy(label, LABEL_PREFIX, sizeof LABEL_PREFIX - 1);
    n = pg_b64_encode((const char *)sealed, (int)text.len + NONCE_LEN + TAG_LEN, label + sizeof LABEL_PREFIX - 1, cap);
    if (n < 0)
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not encode a password verifier")));
    label[(int)sizeof LABEL_PREFIX - 1 + n] = '\0';
    explicit_bzero(text.data, text.len);
    return label;
}

bool ol_unseal_verifiers(const char *label, OlVerifierPair *pair)
{
    uint8_t sealed[LABEL_MAX], text[LABEL_MAX];
    size_t len = strlen(label);
    OlStr rest;
    bool ok;
    int n;

    memset(pair, 0, sizeof *pair);
    if (len > LABEL_MAX || strncmp(label, LABEL_PREFIX, sizeof LABEL_PREFIX - 1) != 0 || !ol_seal_open_key())
        return false;
    n = pg_b64_decode(label + sizeof LABEL_PREFIX - 1, (int)(len - sizeof LABEL_PREFIX + 1), (char *)sealed, sizeof sealed);
    if (n <= NONCE_LEN + TAG_LEN)
        return false;
    ok = decrypt(sealed, (size_t)n, text);
    if (!ok)
    {
        /* Perhaps the key file was put right meanwhile. */
        key_loaded = false;
        ok = ol_seal_open_key() && decrypt(sealed, (size_t)n, text);
    }
    if (!ok)
        return false;
    rest = ol_str_n((const char *)text, (size_t)n - NONCE_LEN - TAG_LEN);
    while (rest.n > 0)
    {
        const char *end = memchr(rest.s, ';', rest.n);
        OlStr one = ol_str_n(rest.s, end == NULL ? rest.n : (size_t)(end - rest.s));
        OlVerifier v;

        rest = end == NULL ? OL_STR_NULL : ol_str_n(end + 1, rest.n - one.n - 1);
        if (one.n == 0 || !ol_verifier_parse(one, &v))
            continue;
        if (v.type == OL_VERIFIER_12C)
            pair->v12c = v;
        else if (v.type == OL_VERIFIER_11G)
            pair->v11g = v;
    }
    explicit_bzero(text, sizeof text);
    return pair->v12c.type != 0 || pair->v11g.type != 0;
}
