/*
 * seal.h - the server's secret key, and verifiers as they are stored: sealed with it in a security label of the role.
 *
 * Why sealed: labels of roles are readable by every database user (pg_shseclabel), a verifier is as good as a password
 *            to somebody who can read the wire. Labels are transactional, follow renames and drops, and travel in
 *            pg_dumpall and replication; the key is the file oliphant.key in the data folder and travels with
 *            pg_basebackup.
 * Lifetimes: the key is read once per process and kept; a seal that does not open makes it be read again.
 * See also:  seal.c, verifier.c (when verifiers are made), auth.c (who asks for them)
 */
#ifndef OL_SERVER_SEAL_H
#define OL_SERVER_SEAL_H

#include "wire/login.h"

#define OL_LABEL_PROVIDER "oliphant"

/* Both kinds a role may have; type 0: not there. */
typedef struct OlVerifierPair
{
    OlVerifier v12c;
    OlVerifier v11g;
} OlVerifierPair;

/* Makes the key file when it is missing, except on a standby, whose key must be the primary's. False (and a LOG line)
 * when there is no key. */
bool ol_seal_open_key(void);
/* 32 bytes that only this cluster can make, different for each purpose. */
bool ol_seal_derive(const char *purpose, uint8_t out[32]);
/* The label's text, in the current memory context; NULL (and a WARNING) without a key. */
char *ol_seal_verifiers(const OlVerifierPair *pair);
bool ol_unseal_verifiers(const char *label, OlVerifierPair *pair);

#endif
