/*
 * auth.c - services to databases, users to verifiers, and every check between a right password and a session.
 *
 * Owns:      the order of the checks and the errors they lead to (table in docs/internals/sessions.md).
 * Not here:  the log-in protocol (wire/login.h), reservation of slots (shared.c), starting of workers (broker.c).
 * Invariant: until the password is proven a client learns of a user only what pg_hba.conf and a lock after failures tell;
 *            an unknown user looks like one with a wrong password, and can be locked like one.
 * See also:  auth.h, hba.h, verifier.h
 */
#include "postgres.h"

#include <netdb.h>

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "storage/procarray.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/relcache.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "front/catalog.h"
#include "pg/pg.h"
#include "server/auth.h"
#include "server/hba.h"
#include "server/settings.h"
#include "server/verifier.h"

#define EXPIRY_WARNING_DAYS 7
#define SYSTEM_MODES (OL_AUTH_SYSDBA | OL_AUTH_SYSOPER | OL_AUTH_SYSASM | OL_AUTH_SYSBACKUP | OL_AUTH_SYSDG | \
                      OL_AUTH_SYSKM | OL_AUTH_SYSRAC)

typedef struct Database
{
    Oid oid;
    bool accepts;
    int limit;
    char name[NAMEDATALEN];
} Database;

typedef struct Role
{
    Oid oid;
    bool can_login, superuser, has_expiry;
    int limit;
    TimestampTz expiry;
    char name[NAMEDATALEN];
} Role;

void ol_auth_set_error(OlChanMsg *msg, int number, const char *arg)
{
    OlErrorCode code = ol_error_by_number(OL_FAC_ORA, number);

    if (code == OL_ERR_NONE)
        code = ol_error_by_number(OL_FAC_TNS, number);
    msg->error = (uint32_t)number;
    if (code == OL_ERR_NONE)
        strlcpy(msg->text, "login refused", sizeof msg->text);
    else
    {
        OlDiag diag;

        ol_diag_init(&diag);
        (void)ol_diag_set(&diag, code, -1, arg);
        strlcpy(msg->text, diag.text, sizeof msg->text);
    }
}

/* --- catalogs ------------------------------------------------------------------------------------------------------ */

/* By sequential scan as long as the shared relation cache is not built, as InitPostgres does. */
static bool find_database(const char *name, Database *out)
{
    Relation rel;
    SysScanDesc scan;
    ScanKeyData keys[1];
    HeapTuple tuple;

    if (strlen(name) >= NAMEDATALEN)
        return false;
    rel = table_open(DatabaseRelationId, AccessShareLock);
    ScanKeyInit(&keys[0], Anum_pg_database_datname, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum(name));
    scan = systable_beginscan(rel, DatabaseNameIndexId, criticalSharedRelcachesBuilt, NULL, 1, keys);
    tuple = systable_getnext(scan);
    if (HeapTupleIsValid(tuple))
    {
        Form_pg_database form = (Form_pg_database)GETSTRUCT(tuple);

        out->oid = form->oid;
        out->limit = form->datconnlimit;
        out->accepts = form->datallowconn && form->datconnlimit > -2; /* -2: a DROP DATABASE was interrupted */
        strlcpy(out->name, NameStr(form->datname), sizeof out->name);
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return HeapTupleIsValid(tuple);
}

static bool find_role(const char *name, Role *out)
{
    HeapTuple tuple;
    Form_pg_authid form;
    Datum expiry;
    bool isnull;

    if (name[0] == '\0' || strlen(name) >= NAMEDATALEN)
        return false;
    tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(name));
    if (!HeapTupleIsValid(tuple))
        return false;
    form = (Form_pg_authid)GETSTRUCT(tuple);
    out->oid = form->oid;
    out->can_login = form->rolcanlogin;
    out->superuser = form->rolsuper;
    out->limit = form->rolconnlimit;
    strlcpy(out->name, NameStr(form->rolname), sizeof out->name);
    expiry = SysCacheGetAttr(AUTHNAME, tuple, Anum_pg_authid_rolvaliduntil, &isnull);
    out->has_expiry = !isnull;
    out->expiry = isnull ? 0 : DatumGetTimestampTz(expiry);
    ReleaseSysCache(tuple);
    return true;
}

/* The role of an Oracle user name. */
static bool find_user(const char *user, Role *out)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);

    return find_role(ol_str_cdup(arena, ol_name_to_pg(arena, ol_str(user))), out);
}

/* A service by the setting, else a database of that name: as written, in the other case, in lower case. */
static bool find_by_name(OlStr service, Database *out)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr rest = ol_str(ol_setting_services), name, database;

    while (ol_services_next(&rest, &name, &database))
    {
        if (ol_str_ieq(name, service))
            return find_database(ol_str_cdup(arena, database), out);
    }
    return find_database(ol_str_cdup(arena, service), out) ||
           find_database(ol_str_cdup(arena, ol_name_to_pg(arena, service)), out) ||
           find_database(ol_str_cdup(arena, ol_str_lower(arena, service)), out);
}

/* 0, or the error for the client. */
static int find_service(const OlChanMsg *ask, Database *out)
{
    OlStr service = ol_str(ask->service[0] != '\0' ? ask->service : ask->sid);
    int unknown = ask->service[0] == '\0' && ask->sid[0] != '\0' ? 12505 : 12514;

    if (service.n == 0)
    {
        if (ol_setting_database[0] == '\0' || !find_database(ol_setting_database, out))
            return unknown;
    }
    else if (!find_by_name(service, out))
    {
        /* HR.example.com is the service HR in the domain example.com */
        const char *dot = memchr(service.s, '.', service.n);

        if (dot == NULL || dot == service.s || !find_by_name(ol_str_n(service.s, (size_t)(dot - service.s)), out))
            return unknown;
    }
    return out->accepts ? 0 : 12528;
}

/* --- checks -------------------------------------------------------------------------------------------------------- */

static const char *peer(const OlChanMsg *ask)
{
    static char text[NI_MAXHOST + NI_MAXSERV + 4];
    char host[NI_MAXHOST], port[NI_MAXSERV];

    if (getnameinfo((const struct sockaddr *)&ask->remote.addr, ask->remote.len, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return "unknown address";
    snprintf(text, sizeof text, "%s(%s)", host, port);
    return text;
}

/* 0, or the error. A rule with host names or for client certificates is left to the session worker: *check_later. */
static int check_hba(const OlChanMsg *ask, const Database *db, Oid role_oid, const char *role, bool *check_later)
{
    OlHbaAnswer answer;

    ol_hba_check(&ask->remote, ask->tls != 0, db->name, role_oid, role, false, &answer);
    switch (answer.verdict)
    {
        case OL_HBA_ALLOWED:
            *check_later |= answer.client_cert; /* only the process with the TLS connection can see it */
            return 0;
        case OL_HBA_ASK_DNS:
            *check_later = true;
            return 0;
        case OL_HBA_METHOD:
            ereport(LOG, (errmsg("Oracle login of user \"%s\" to database \"%s\" from %s refused", role, db->name, peer(ask)),
                          errdetail("Line %d of pg_hba.conf asks for authentication method \"%s\", which Oracle clients cannot do.",
                                    answer.line, answer.method),
                          errhint("Methods scram-sha-256, md5, password and trust allow a login with the Oracle password.")));
            return 12506;
        case OL_HBA_REJECTED:
            break;
    }
    ereport(LOG, (errmsg("Oracle login of user \"%s\" to database \"%s\" from %s refused", role, db->name, peer(ask)),
                  answer.line > 0 ? errdetail("Line %d of pg_hba.conf rejects it.", answer.line)
                                  : errdetail("No line of pg_hba.conf allows it.")));
    return 12506;
}

void ol_auth_service(const OlChanMsg *ask, OlChanMsg *answer)
{
    Database db;
    int error = find_service(ask, &db);

    if (error != 0)
    {
        ol_auth_set_error(answer, error, NULL);
        ereport(LOG, (errmsg("Oracle connection from %s refused: %s \"%s\" %s", peer(ask),
                             ask->service[0] == '\0' && ask->sid[0] != '\0' ? "SID" : "service",
                             ask->service[0] != '\0' ? ask->service : ask->sid,
                             error == 12528 ? "stands for a database that accepts no connections" : "is not known"),
                      error == 12528 ? 0 : errhint("Name it in oliphant.services, or use the name of a database.")));
    }
    answer->profile = (uint32_t)ol_setting_profile;
}

void ol_auth_user(const OlChanMsg *ask, OlChanMsg *answer)
{
    Database db;
    Role role;
    OlVerifierPair pair;
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    const char *name = ol_str_cdup(arena, ol_name_to_pg(arena, ol_str(ask->user)));
    uint8_t secret[32];
    bool known, check_later = false, sealed = false;
    int error = find_service(ask, &db);

    if (error != 0)
    {
        ol_auth_set_error(answer, error, NULL);
        return;
    }
    known = find_user(ask->user, &role);
    error = check_hba(ask, &db, known ? role.oid : InvalidOid, name, &check_later);
    if (error == 0 && ol_failed_login_locked(known ? role.oid : 0, ask->user))
    {
        ereport(LOG, (errmsg("Oracle login of user \"%s\" from %s refused: locked after too many wrong passwords", name,
                             peer(ask))));
        error = 28000;
    }
    if (error != 0)
    {
        ol_auth_set_error(answer, error, NULL);
        return;
    }
    if (known && ol_verifier_find(role.oid, role.name, &pair, &sealed))
    {
        answer->verifier = (ask->wants_11g && pair.v11g.type != 0) || pair.v12c.type == 0 ? pair.v11g : pair.v12c;
        explicit_bzero(&pair, sizeof pair);
        return;
    }
    if (known && !sealed)
        ereport(LOG, (errmsg("role \"%s\" has no password for the Oracle port", role.name),
                      errhint("Set it in clear text: ALTER ROLE ... PASSWORD '...'; psql's \\password sends it encrypted, which is not enough.")));
    if (!ol_seal_derive("made-up verifiers", secret) || !ol_verifier_fake(ol_str(ask->user), secret, &answer->verifier))
        ol_auth_set_error(answer, 1017, NULL);
    explicit_bzero(secret, sizeof secret);
}

void ol_auth_denied(const OlChanMsg *ask, OlChanMsg *answer)
{
    Role role;
    bool known = find_user(ask->user, &role);
    bool locked = ol_failed_login_add(known ? role.oid : 0, ask->user);

    ereport(LOG, (errcode(ERRCODE_INVALID_PASSWORD),
                  errmsg("Oracle login of user \"%s\" from %s failed: %s", known ? role.name : ask->user, peer(ask),
                         known ? "wrong password" : "no such role"),
                  locked ? errdetail("After %d wrong passwords it is locked for %d s.", ol_setting_failed_login_attempts,
                                     ol_setting_failed_login_lock_time)
                         : 0));
    ol_auth_set_error(answer, 1017, NULL);
    answer->delay_ms = (uint32_t)ol_setting_failed_login_delay;
}

static void slot_text(char *out, OlStr s)
{
    size_t n = OL_MIN(s.n, (size_t)OL_SLOT_TEXT - 1);

    while (n > 0 && n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80)
        n--; /* not in the middle of a character */
    if (n > 0)
        memcpy(out, s.s, n);
    out[n] = '\0';
}

static void fill_slot(const OlChanMsg *ask, const OlLoginResult *login, const char *user, const char *proxy,
                      OlSlotInfo *info)
{
    char host[NI_MAXHOST] = "";

    (void)getnameinfo((const struct sockaddr *)&ask->remote.addr, ask->remote.len, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    slot_text(info->user, ol_str(user));
    slot_text(info->proxy_user, ol_str(proxy));
    slot_text(info->service, ol_str(ask->service[0] != '\0' ? ask->service : ask->sid));
    slot_text(info->program, login->program);
    slot_text(info->machine, login->machine);
    slot_text(info->terminal, login->terminal);
    slot_text(info->os_user, login->os_user);
    slot_text(info->process, login->pid);
    slot_text(info->driver, login->driver_name);
    slot_text(info->client_address, ol_str(host));
    slot_text(info->current_schema, ol_str(user));
}

/* Sessions PostgreSQL's own port has are counted against the same limits. */
static int room(int limit, int others)
{
    return limit < 0 ? -1 : Max(limit - others, 0);
}

/* The listener has checked the password already. It is checked again here, by the key that only the password gives, so
 * that a listener in strange hands cannot log in users whose verifiers it has been given. */
static bool proven(const Role *role, const OlLoginResult *login)
{
    OlVerifierPair pair;
    bool sealed, ok = false;

    if (ol_verifier_find(role->oid, role->name, &pair, &sealed))
        ok = pair.v12c.type != 0 && (login->pwkey_len > 0 || pair.v11g.type == 0)
                 ? ol_login_result_proves(login, &pair.v12c)
                 : ol_login_result_proves(login, &pair.v11g);
    explicit_bzero(&pair, sizeof pair);
    return ok;
}

void ol_auth_login(const OlChanMsg *ask, const OlLoginResult *login, OlChanMsg *answer, OlSlotRequest *slot)
{
    Database db;
    Role giver, role; /* whose password was given, who the session will be */
    char user[OL_CHAN_NAME], target[OL_CHAN_NAME];
    bool check_later = false, proxy = login->proxy_target.n > 0;
    TimestampTz now = GetCurrentTimestamp();
    int error = find_service(ask, &db);

    memset(slot, 0, sizeof *slot);
    if (error == 0 && (!ol_chan_text(user, sizeof user, login->user) || !find_user(user, &giver) ||
                       !ol_chan_text(target, sizeof target, login->proxy_target)))
        error = 1017;
    if (error != 0)
    {
        ol_auth_set_error(answer, error, NULL);
        return;
    }
    if (!proven(&giver, login))
    {
        ol_auth_denied(ask, answer);
        return;
    }
    role = giver;
    if (proxy && (!find_user(target, &role) || !is_member_of_role(giver.oid, role.oid)))
        error = 28150;
    if (error == 0)
        error = check_hba(ask, &db, role.oid, role.name, &check_later);
    if (error == 0 && (!giver.can_login || !role.can_login))
        error = 28000;
    if (error == 0 && ol_failed_login_locked(giver.oid, user))
        error = 28000;
    if (error == 0 && giver.has_expiry && giver.expiry < now)
        error = 28001;
    if (error == 0 && (login->mode & SYSTEM_MODES) != 0 && !role.superuser)
        error = 1031;
    if (error != 0)
    {
        ereport(LOG, (errmsg("Oracle login of user \"%s\" to database \"%s\" from %s refused with ORA-%05d", role.name,
                             db.name, peer(ask), error)));
        ol_auth_set_error(answer, error, NULL);
        return;
    }
    ol_failed_login_clear(giver.oid);
    slot->state = OL_SLOT_STARTING;
    slot->role_oid = role.oid;
    slot->database_oid = db.oid;
    slot->role_limit = role.superuser ? -1 : room(role.limit, role.limit < 0 ? 0 : CountUserBackends(role.oid));
    slot->database_limit = role.superuser ? -1 : room(db.limit, db.limit < 0 ? 0 : CountDBConnections(db.oid));
    fill_slot(ask, login, proxy ? target : user, proxy ? user : "", &slot->info);
    answer->role_oid = role.oid;
    answer->database_oid = db.oid;
    strlcpy(answer->role, role.name, sizeof answer->role);
    strlcpy(answer->database, db.name, sizeof answer->database);
    strlcpy(answer->service, ask->service, sizeof answer->service);
    strlcpy(answer->sid, ask->sid, sizeof answer->sid);
    strlcpy(answer->user, user, sizeof answer->user);
    strlcpy(answer->target, target, sizeof answer->target);
    answer->remote = ask->remote;
    answer->local = ask->local;
    answer->tls = ask->tls;
    answer->as_sysdba = (login->mode & SYSTEM_MODES) != 0;
    answer->check_hba = check_later;
    answer->password_expiring = giver.has_expiry && giver.expiry < now + EXPIRY_WARNING_DAYS * USECS_PER_DAY;
}

void ol_auth_slot_error(OlSlotRefusal refusal, OlChanMsg *answer)
{
    switch (refusal)
    {
        case OL_SLOT_NONE_LEFT:
            ereport(LOG, (errmsg("no Oracle session is left: all %d are in use", ol_slot_count()),
                          errhint("Raise oliphant.max_sessions, or use smaller connection pools.")));
            ol_auth_set_error(answer, 18, NULL);
            break;
        case OL_SLOT_ROLE_LIMIT:
            ol_auth_set_error(answer, 2391, NULL);
            break;
        case OL_SLOT_DATABASE_LIMIT:
        case OL_SLOT_TAKEN:
            ol_auth_set_error(answer, 12520, NULL);
            break;
    }
}
