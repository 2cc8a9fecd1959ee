/*
 * tls.h - TLS for "oliphant sql".
 *
 * Owns:      OlPlusTls, the TLS session on a socket that stays the caller's.
 * Lifetimes: ol_plus_tls_close frees what OpenSSL holds; the rest is the arena's.
 * See also:  tls.c, plus_net.h
 */
#ifndef OL_CLI_SQLPLUS_TLS_H
#define OL_CLI_SQLPLUS_TLS_H

#include "base/base.h"

typedef struct OlPlusTls OlPlusTls;

typedef struct OlPlusTlsOptions /* of SECURITY in a descriptor; empty where absent */
{
    OlStr host;
    OlStr wallet;    /* MY_WALLET_DIRECTORY */
    OlStr dn_match;  /* SSL_SERVER_DN_MATCH; on unless it says otherwise */
    OlStr cert_dn;   /* SSL_SERVER_CERT_DN: instead of the host's name */
} OlPlusTlsOptions;

/* The handshake on a connected blocking socket; NULL with diag filled. */
OlPlusTls *ol_plus_tls_open(OlArena *arena, int fd, const OlPlusTlsOptions *options, OlDiag *diag);
void ol_plus_tls_close(OlPlusTls *tls);
bool ol_plus_tls_pending(const OlPlusTls *tls);
/* As recv and send: bytes, 0 at the end, -1. */
ptrdiff_t ol_plus_tls_read(OlPlusTls *tls, uint8_t *buf, size_t cap);
ptrdiff_t ol_plus_tls_write(OlPlusTls *tls, const uint8_t *data, size_t n);

#endif
