/*
 * verifier.h - keeping the Oracle verifiers of roles in step with their PostgreSQL passwords.
 *
 * See also:  verifier.c, seal.h
 */
#ifndef OL_SERVER_VERIFIER_H
#define OL_SERVER_VERIFIER_H

#include "server/seal.h"

/* From _PG_init: chains check_password_hook and ProcessUtility_hook. */
void ol_verifier_init(void);

/* The verifiers of a role, read from its label. Usable without a database (the broker). False when it has none that can
 * be opened; *sealed says whether there was one all the same (a LOG line says what to do). */
bool ol_verifier_find(uint32_t role_oid, const char *role_name, OlVerifierPair *out, bool *sealed);

/* ALTER ROLE role PASSWORD password, with everything that goes along with it. Inside a transaction; raises. */
void ol_verifier_alter_password(const char *role, const char *password_utf8);

#endif
