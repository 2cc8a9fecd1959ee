/*
 * hba.c - pg_hba.conf for the Oracle port: read with PostgreSQL's own parser, matched here.
 *
 * Why matched here: hba_getauthmethod works on the rules the postmaster has read, which a background worker has lost
 *            together with PostmasterContext; load_hba in a worker would free what is gone already. The parser itself
 *            (tokenize_auth_file, parse_hba_line) has no such state.
 * Lifetimes: the rules live in a memory context of their own, replaced as a whole by the next successful load.
 * Invariant: the first rule that fits decides, as the manual has it (chapter "The pg_hba.conf File"). No rule: rejected.
 * See also:  hba.h, auth.c
 */
#include "postgres.h"

#include <netdb.h>
#include <netinet/in.h>

#include "catalog/pg_authid.h"
#include "libpq/hba.h"
#include "libpq/ifaddr.h"
#include "libpq/libpq-be.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "mb/pg_wchar.h"
#include "regex/regex.h"
#endif

#include "server/hba.h"

static MemoryContext rules_context = NULL;
static List *rules = NIL; /* of HbaLine */

bool ol_hba_load(void)
{
    MemoryContext fresh = AllocSetContextCreate(TopMemoryContext, "Oliphant pg_hba rules", ALLOCSET_SMALL_SIZES);
    MemoryContext old = MemoryContextSwitchTo(fresh);
    List *lines = NIL, *parsed = NIL;
    ListCell *cell;
    bool ok = true;
#if PG_VERSION_NUM >= 160000
    FILE *file = open_auth_file(HbaFileName, LOG, 0, NULL);

    if (file != NULL)
        tokenize_auth_file(HbaFileName, file, &lines, LOG, 0);
#else
    MemoryContext tokens = NULL;
    FILE *file = AllocateFile(HbaFileName, "r");

    if (file == NULL)
        ereport(LOG, (errcode_for_file_access(), errmsg("could not open configuration file \"%s\": %m", HbaFileName)));
    else
        tokens = tokenize_auth_file(HbaFileName, file, &lines, LOG);
#endif
    ok = file != NULL;
    foreach (cell, lines)
    {
        TokenizedAuthLine *line = (TokenizedAuthLine *)lfirst(cell);
        HbaLine *rule = NULL;

        /* The postmaster has complained about mistakes already when it read the same file. */
        if (line->err_msg == NULL)
            rule = parse_hba_line(line, DEBUG1);
        if (rule == NULL)
            ok = false;
        else
            parsed = lappend(parsed, rule);
    }
#if PG_VERSION_NUM >= 160000
    if (file != NULL)
        free_auth_file(file, 0);
#else
    if (file != NULL)
        FreeFile(file);
    if (tokens != NULL)
        MemoryContextDelete(tokens);
#endif
    MemoryContextSwitchTo(old);
    if (!ok || parsed == NIL)
    {
        ereport(LOG, (errmsg("pg_hba.conf was not loaded for the Oracle port"),
                      rules != NIL ? errdetail("The rules read before stay in force.")
                                   : errdetail("Nobody can log in on the Oracle port until it is put right.")));
        MemoryContextDelete(fresh);
        return rules != NIL;
    }
    if (rules_context != NULL)
        MemoryContextDelete(rules_context);
    rules_context = fresh;
    rules = parsed;
    return true;
}

static bool is_keyword(const AuthToken *token, const char *word)
{
    return !token->quoted && strcmp(token->string, word) == 0;
}

static bool token_matches(const AuthToken *token, const char *name)
{
#if PG_VERSION_NUM >= 160000
    if (token->regex != NULL)
    {
        size_t n = strlen(name);
        pg_wchar *wide = palloc((n + 1) * sizeof(pg_wchar));
        int wide_len = pg_mb2wchar_with_len(name, wide, (int)n);
        int r = pg_regexec(token->regex, wide, wide_len, 0, NULL, 0, NULL, 0);

        pfree(wide);
        return r == REG_OKAY;
    }
#endif
    return strcmp(token->string, name) == 0;
}

static bool database_matches(List *tokens, const char *database, Oid role_oid, const char *role)
{
    ListCell *cell;

    foreach (cell, tokens)
    {
        AuthToken *token = (AuthToken *)lfirst(cell);

        if (is_keyword(token, "all"))
            return true;
        if (is_keyword(token, "sameuser"))
        {
            if (strcmp(database, role) == 0)
                return true;
        }
        else if (is_keyword(token, "samegroup") || is_keyword(token, "samerole"))
        {
            Oid group = get_role_oid(database, true);

            if (OidIsValid(group) && OidIsValid(role_oid) && is_member_of_role_nosuper(role_oid, group))
                return true;
        }
        else if (is_keyword(token, "replication"))
            continue; /* never for an Oracle session */
        else if (token_matches(token, database))
            return true;
    }
    return false;
}

static bool role_matches(List *tokens, Oid role_oid, const char *role)
{
    ListCell *cell;

    foreach (cell, tokens)
    {
        AuthToken *token = (AuthToken *)lfirst(cell);

        if (!token->quoted && token->string[0] == '+')
        {
            Oid group = get_role_oid(token->string + 1, true);

            if (OidIsValid(group) && OidIsValid(role_oid) && is_member_of_role_nosuper(role_oid, group))
                return true;
        }
        else if (is_keyword(token, "all") || token_matches(token, role))
            return true;
    }
    return false;
}

typedef struct SameNet
{
    IPCompareMethod method;
    const struct sockaddr_storage *remote;
    bool result;
} SameNet;

static void compare_interface(struct sockaddr *addr, struct sockaddr *netmask, void *arg)
{
    SameNet *s = arg;
    struct sockaddr_storage all_ones;

    if (s->result || addr->sa_family != s->remote->ss_family)
        return;
    if (s->method == ipCmpSameHost)
    {
        pg_sockaddr_cidr_mask(&all_ones, NULL, addr->sa_family);
        netmask = (struct sockaddr *)&all_ones;
    }
    s->result = pg_range_sockaddr(s->remote, (struct sockaddr_storage *)addr, (struct sockaddr_storage *)netmask) != 0;
}

/* Host names fit when the address resolves to the name (or, with a leading dot, to one that ends in it) and the name
 * back to the address. Waits for the resolver. */
static bool host_matches(const OlChanAddr *remote, const char *pattern)
{
    char name[NI_MAXHOST];
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found = NULL;
    bool ok = false;

    if (getnameinfo((const struct sockaddr *)&remote->addr, remote->len, name, sizeof name, NULL, 0, NI_NAMEREQD) != 0)
        return false;
    if (pattern[0] == '.')
    {
        size_t np = strlen(pattern), nn = strlen(name);

        if (nn < np || pg_strcasecmp(name + nn - np, pattern) != 0)
            return false;
    }
    else if (pg_strcasecmp(name, pattern) != 0)
        return false;
    if (getaddrinfo(name, NULL, &hints, &found) != 0)
        return false;
    for (struct addrinfo *a = found; a != NULL && !ok; a = a->ai_next)
    {
        if (a->ai_family != remote->addr.ss_family)
            continue;
        if (a->ai_family == AF_INET)
            ok = ((struct sockaddr_in *)a->ai_addr)->sin_addr.s_addr ==
                 ((const struct sockaddr_in *)&remote->addr)->sin_addr.s_addr;
        else if (a->ai_family == AF_INET6)
            ok = memcmp(&((struct sockaddr_in6 *)a->ai_addr)->sin6_addr,
                        &((const struct sockaddr_in6 *)&remote->addr)->sin6_addr, sizeof(struct in6_addr)) == 0;
    }
    freeaddrinfo(found);
    return ok;
}

static bool address_matches(const HbaLine *rule, const OlChanAddr *remote, bool may_ask_dns, bool *ask)
{
    SameNet same;

    switch (rule->ip_cmp_method)
    {
        case ipCmpAll:
            return true;
        case ipCmpSameHost:
        case ipCmpSameNet:
            same = (SameNet){rule->ip_cmp_method, &remote->addr, false};
            return pg_foreach_ifaddr(compare_interface, &same) >= 0 && same.result;
        case ipCmpMask:
            if (rule->hostname != NULL)
            {
                if (may_ask_dns)
                    return host_matches(remote, rule->hostname);
                *ask = true;
                return false;
            }
            return remote->addr.ss_family == rule->addr.ss_family &&
                   pg_range_sockaddr(&remote->addr, &rule->addr, &rule->mask) != 0;
    }
    return false;
}

void ol_hba_check(const OlChanAddr *remote, bool tls, const char *database, uint32_t role_oid, const char *role,
                  bool may_ask_dns, OlHbaAnswer *out)
{
    ListCell *cell;

    memset(out, 0, sizeof *out);
    out->verdict = OL_HBA_REJECTED;
    foreach (cell, rules)
    {
        const HbaLine *rule = (const HbaLine *)lfirst(cell);
        bool ask = false;

        if (rule->conntype == ctLocal || rule->conntype == ctHostGSS || (rule->conntype == ctHostSSL && !tls) ||
            (rule->conntype == ctHostNoSSL && tls))
            continue;
        if (!database_matches(rule->databases, database, role_oid, role) || !role_matches(rule->roles, role_oid, role))
            continue;
        if (!address_matches(rule, remote, may_ask_dns, &ask) && !ask)
            continue;
        out->line = rule->linenumber;
        if (ask)
        {
            out->verdict = OL_HBA_ASK_DNS;
            return;
        }
        out->client_cert = rule->clientcert != clientCertOff;
        out->client_cert_name = rule->clientcert == clientCertFull;
        switch (rule->auth_method)
        {
            case uaTrust:
            case uaPassword:
            case uaMD5:
            case uaSCRAM:
                out->verdict = OL_HBA_ALLOWED;
                return;
            case uaReject:
            case uaImplicitReject:
                return;
            default:
                out->verdict = OL_HBA_METHOD;
                out->method = hba_authname(rule->auth_method);
                return;
        }
    }
}
