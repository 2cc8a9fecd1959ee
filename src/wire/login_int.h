/*
 * login_int.h - the cryptography of O5LOGON, shared by both sides of the login.
 *
 * Invariant: functions return false when the crypto library fails or a length is impossible; outputs are then undefined.
 * See also:  login.h, login_crypto.c, protocol.md 4.3, 4.4
 */
#ifndef OL_LOGIN_INT_H
#define OL_LOGIN_INT_H

#include "wire/login.h"

enum
{
    OL_SESSION_KEY_LEN = 32,
    OL_CSK_SALT_LEN = 16,
    OL_MAX_PASSWORD = 1024,
};

typedef struct OlCombo
{
    uint8_t key[32];
    uint8_t len; /* 32 or 24 */
} OlCombo;

void ol_crypto_wipe(void *data, size_t n);
bool ol_crypto_random(void *ctx, uint8_t *out, size_t n);
bool ol_crypto_equal(const void *a, const void *b, size_t n); /* constant time */
/* CBC with a zero IV, no padding; n a multiple of 16. */
OL_MUSTCHECK bool ol_crypto_aes(bool encrypt, const uint8_t *key, size_t key_len, const uint8_t *in, size_t n, uint8_t *out);
OL_MUSTCHECK bool ol_crypto_combo(const OlVerifier *v, const uint8_t ska[32], const uint8_t skb[32], const uint8_t *csk_salt,
                                  unsigned sder_count, OlCombo *out);
/* pwkey of the 12c verifier; the check value of AUTH_PBKDF2_SPEEDY_KEY. */
OL_MUSTCHECK bool ol_crypto_pwkey(OlStr password, const uint8_t *salt, size_t salt_len, unsigned vgen_count, uint8_t out[64]);
OL_MUSTCHECK bool ol_crypto_pwhash(const uint8_t pwkey[64], const uint8_t *salt, size_t salt_len, uint8_t out[32]);
/* HEX(AES(combo, prefix ‖ data ‖ PKCS#7 padding)), result in arena. pad false: data is a multiple of 16. */
OL_MUSTCHECK bool ol_crypto_seal(OlArena *arena, const OlCombo *combo, const uint8_t prefix[16], const void *data, size_t n, bool pad,
                                 OlStr *hex);
/* The other way; padding checked and taken off if pad. */
OL_MUSTCHECK bool ol_crypto_open(OlArena *arena, const uint8_t *key, size_t key_len, OlStr hex, bool pad, OlStr *out);

#endif
