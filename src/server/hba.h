/*
 * hba.h - pg_hba.conf for the Oracle port.
 *
 * See also:  hba.c
 */
#ifndef OL_SERVER_HBA_H
#define OL_SERVER_HBA_H

#include "listener/listener.h"

typedef enum OlHbaVerdict
{
    OL_HBA_ALLOWED,    /* trust, password, md5, scram-sha-256: with the Oracle password */
    OL_HBA_REJECTED,   /* by a rule, or no rule fits */
    OL_HBA_METHOD,     /* the rule asks for a method the Oracle protocol cannot do */
    OL_HBA_ASK_DNS     /* a rule with a host name comes first: only a process that may wait can decide */
} OlHbaVerdict;

typedef struct OlHbaAnswer
{
    OlHbaVerdict verdict;
    int line;             /* of pg_hba.conf; 0: no rule fits */
    const char *method;   /* METHOD: its name */
    bool client_cert;     /* the rule wants a client certificate as well (clientcert=verify-...) */
    bool client_cert_name; /* ... whose name is the role's */
} OlHbaAnswer;

/* Reads pg_hba.conf. On a mistake in it the rules read before stay, and the log says so. False when there are none. */
bool ol_hba_load(void);
void ol_hba_check(const OlChanAddr *remote, bool tls, const char *database, uint32_t role_oid, const char *role,
                  bool may_ask_dns, OlHbaAnswer *out);

#endif
