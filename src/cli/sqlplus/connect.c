/*
 * connect.c - CONNECT: user/password@service, where names of services are looked up, asking for passwords.
 *
 * Owns:      the connection of the session.
 * See also:  net.c, session.c
 */
#include "cli/sqlplus/names.h"
#include "cli/sqlplus/sqlplus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- names of services --------------------------------------------------------------------------------------------------------- */

/* tnsnames.ora and sqlnet.ora: in TNS_ADMIN, the home of an Oracle client, the user's or the machine's folder. */
static bool read_admin_file(OlPlus *p, const char *name, OlStr *text)
{
    const char *home = getenv("ORACLE_HOME"), *own = getenv("HOME"), *admin = getenv("TNS_ADMIN");
    const char *paths[] = {admin != NULL ? ol_str_printf(p->work, "%s/%s", admin, name).s : NULL,
                           home != NULL ? ol_str_printf(p->work, "%s/network/admin/%s", home, name).s : NULL,
                           own != NULL ? ol_str_printf(p->work, "%s/.%s", own, name).s : NULL,
                           ol_str_printf(p->work, "/etc/%s", name).s};

    for (size_t i = 0; i < OL_LENGTHOF(paths); i++)
        if (paths[i] != NULL && access(paths[i], R_OK) == 0)
            return ol_cli_read_file(p->cli, paths[i], 4 << 20, text);
    return false;
}

/* An alias as it stands, then with the default domain of sqlnet.ora; IFILE leads to further files. */
static OlStr from_tnsnames(OlPlus *p, OlStr alias)
{
    OlStr text, net, domain, found = OL_STR_NULL;
    bool has_domain = memchr(alias.s, '.', alias.n) != NULL;

    if (!read_admin_file(p, "tnsnames.ora", &text))
        return OL_STR_NULL;
    domain = !has_domain && read_admin_file(p, "sqlnet.ora", &net) ? ol_names_parameter(net, "NAMES.DEFAULT_DOMAIN") : OL_STR_NULL;
    for (int files = 0; files < 10 && text.n > 0; files++)
    {
        OlStr next = ol_names_parameter(text, "IFILE");

        found = ol_names_find_alias(p->work, text, alias);
        if (found.n == 0 && domain.n > 0)
            found = ol_names_find_alias(p->work, text, ol_str_printf(p->work, "%.*s.%.*s", OL_STR_ARG(alias), OL_STR_ARG(domain)));
        if (found.n > 0 || next.n == 0 || !ol_cli_read_file(p->cli, ol_str_cdup(p->work, next), 4 << 20, &text))
            break;
    }
    return found;
}

static OlStr resolve(OlPlus *p, OlStr identifier)
{
    OlStr found;

    if (identifier.n == 0)
    {
        const char *two_task = getenv("TWO_TASK"), *port = getenv("OLIPHANT_PORT");

        identifier = two_task != NULL && two_task[0] != '\0' ? ol_str(two_task)
                                                             : ol_str_printf(p->work, "localhost:%s/oliphant", port != NULL ? port : "1521");
    }
    if (identifier.s[0] == '(')
        return identifier;
    found = memchr(identifier.s, '/', identifier.n) == NULL ? from_tnsnames(p, identifier) : OL_STR_NULL;
    if (found.n > 0)
        return found;
    if (memchr(identifier.s, '/', identifier.n) == NULL && memchr(identifier.s, ':', identifier.n) == NULL)
        return OL_STR_NULL;
    return ol_names_easy_connect(p->work, identifier, &found) ? found : OL_STR_NULL;
}

/* --- logging in ------------------------------------------------------------------------------------------------------------------ */

static size_t find_outside_quotes(OlStr s, char wanted)
{
    bool quoted = false;

    for (size_t i = 0; i < s.n; i++)
    {
        if (s.s[i] == '"')
            quoted = !quoted;
        else if (s.s[i] == wanted && !quoted)
            return i;
    }
    return SIZE_MAX;
}

static bool take_mode(OlStr *text, uint32_t *mode)
{
    static const struct
    {
        const char *name;
        uint32_t mode;
    } modes[] = {{"SYSDBA", OL_AUTH_SYSDBA}, {"SYSOPER", OL_AUTH_SYSOPER}, {"SYSASM", OL_AUTH_SYSASM}, {"SYSBACKUP", OL_AUTH_SYSBACKUP},
                 {"SYSDG", OL_AUTH_SYSDG},   {"SYSKM", OL_AUTH_SYSKM},     {"SYSRAC", OL_AUTH_SYSRAC}};
    OlStr t = ol_str_trim(*text);

    for (size_t i = 0; i < OL_LENGTHOF(modes); i++)
    {
        size_t n = strlen(modes[i].name);

        if (t.n > n && ol_str_ieq(ol_str_n(t.s + t.n - n, n), ol_str(modes[i].name)))
        {
            OlStr before = ol_str_trim(ol_str_n(t.s, t.n - n));

            if (before.n >= 2 && ol_str_ieq(ol_str_n(before.s + before.n - 2, 2), OL_STR("AS")) &&
                (before.n == 2 || before.s[before.n - 3] == ' '))
            {
                *mode = modes[i].mode;
                *text = ol_str_trim(ol_str_n(before.s, before.n - 2));
                return true;
            }
        }
    }
    return false;
}

void ol_plus_disconnect(OlPlus *p)
{
    if (p->conn == NULL)
        return;
    if (!p->conn->lost && p->conn->in_transaction)
    {
        OlOer oer;

        (void)ol_plus_conn_simple(p->conn, p->work, OL_FN_COMMIT, &oer);
    }
    ol_plus_conn_close(p->conn, true);
    p->conn = NULL;
    p->serveroutput_on = false;
    p->nls_known = false;
    ol_plus_define_set(p, OL_STR("_USER"), OL_STR_NULL, false);
    ol_plus_define_set(p, OL_STR("_CONNECT_IDENTIFIER"), OL_STR_NULL, false);
}

static void connected(OlPlus *p, OlStr identifier, uint32_t mode)
{
    OlStr banner;

    ol_plus_define_set(p, OL_STR("_USER"), p->conn->user, false);
    ol_plus_define_set(p, OL_STR("_CONNECT_IDENTIFIER"), identifier, false);
    ol_plus_define_set(p, OL_STR("_PRIVILEGE"), mode & OL_AUTH_SYSDBA ? OL_STR("AS SYSDBA") : OL_STR_NULL, false);
    if (ol_plus_conn_version(p->conn, p->work, &banner))
    {
        OlStr v = ol_str_n(ol_pairs_get(ol_client_session(p->conn->login), "AUTH_VERSION_NO").s, ol_pairs_get(ol_client_session(p->conn->login), "AUTH_VERSION_NO").n);
        uint64_t n;

        ol_plus_define_set(p, OL_STR("_O_VERSION"), ol_str_trim(banner), false);
        if (ol_parse_u64(v, &n))
            ol_plus_define_set(p, OL_STR("_O_RELEASE"),
                               ol_str_printf(p->work, "%02d%02d%02d%02d00", (int)(n >> 24 & 255), (int)(n >> 16 & 255), (int)(n >> 12 & 15),
                                             (int)(n >> 4 & 255)), false);
    }
    p->nls_known = false;
    ol_plus_serveroutput(p);
}

/* Who and where, from "user/password@identifier [AS SYSDBA]"; what is missing is asked for. False: nobody said who. */
static bool read_logon(OlPlus *p, OlStr text, OlPlusTarget *target, OlStr *identifier)
{
    OlStr user;
    size_t at;
    bool has_password = false;

    (void)take_mode(&text, &target->mode);
    text = ol_str_trim(text);
    if (text.n == 0 && !(ol_plus_ask(p, "Enter user-name: ", false, &text) && ol_str_trim(text).n > 0))
        return false;
    text = ol_str_trim(text);
    (void)take_mode(&text, &target->mode);
    /* a password may hold an @ only in quotes; the first one outside quotes begins the service */
    at = find_outside_quotes(text, '@');
    if (at != SIZE_MAX)
    {
        *identifier = ol_str_trim(ol_str_n(text.s + at + 1, text.n - at - 1));
        text.n = at;
    }
    if (identifier->n > 1 && identifier->s[0] == '"' && identifier->s[identifier->n - 1] == '"')
        *identifier = ol_str_n(identifier->s + 1, identifier->n - 2);
    at = find_outside_quotes(text, '/');
    user = at != SIZE_MAX ? ol_str_n(text.s, at) : text;
    if (at != SIZE_MAX)
    {
        target->password = ol_str_n(text.s + at + 1, text.n - at - 1);
        has_password = true;
    }
    user = ol_str_trim(user);
    if (user.n > 2 && user.s[user.n - 1] == ']') /* proxy[target] */
    {
        const char *open = memchr(user.s, '[', user.n);

        if (open != NULL)
        {
            target->proxy_target = ol_str_n(open + 1, (size_t)(user.s + user.n - open - 2));
            user.n = (size_t)(open - user.s);
        }
    }
    if (user.n == 0)
    {
        ol_plus_line(p, "ERROR:\nORA-01017: invalid username/password; logon denied\n\n");
        return false;
    }
    if (!has_password && !ol_plus_ask(p, "Enter password: ", true, &target->password))
        return false;
    if (target->password.n > 1 && target->password.s[0] == '"' && target->password.s[target->password.n - 1] == '"')
        target->password = ol_str_n(target->password.s + 1, target->password.n - 2);
    target->user = user;
    return true;
}

static OlPlusConn *open_target(OlPlus *p, OlPlusTarget *target, OlStr identifier)
{
    OlPlusConn *conn = NULL;
    OlDiag diag;

    ol_diag_init(&diag);
    target->descriptor = resolve(p, identifier);
    if (target->descriptor.n == 0)
        (void)ol_diag_set(&diag, OL_ERR_TNS_NO_IDENTIFIER, -1);
    else
        conn = ol_plus_conn_open(target, p->interrupted, &diag);
    if (conn == NULL)
    {
        ol_plus_line(p, "ERROR:\nORA-%05d: %s\n\n", diag.number, diag.text);
        p->sql_code = diag.number;
    }
    return conn;
}

OlPlusConn *ol_plus_open_other(OlPlus *p, OlStr text)
{
    OlPlusTarget target = {0};
    OlStr identifier = OL_STR_NULL;
    OlPlusConn *conn = read_logon(p, text, &target, &identifier) ? open_target(p, &target, identifier) : NULL;

    if (conn == NULL)
        ol_plus_sql_error(p, p->sql_code);
    return conn;
}

bool ol_plus_connect(OlPlus *p, OlStr text, bool interactive)
{
    OlPlusTarget target = {0};
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    OlStr identifier = OL_STR_NULL;
    OlPlusConn *conn;

    if (!read_logon(p, text, &target, &identifier))
        return false;
    ol_plus_disconnect(p);
    conn = open_target(p, &target, identifier);
    if (conn == NULL)
        return false;
    ol_arena_free(p->target_arena);
    p->target_arena = ol_arena_new(&allocator);
    p->target = target;
    p->target.descriptor = ol_str_dup(p->target_arena, target.descriptor);
    p->target.user = ol_str_dup(p->target_arena, target.user);
    p->target.password = OL_STR_NULL;
    p->target.proxy_target = ol_str_dup(p->target_arena, target.proxy_target);
    p->conn = conn;
    connected(p, identifier, target.mode);
    return true;
}

/* --- commands ------------------------------------------------------------------------------------------------------------------- */

void ol_plus_cmd_connect(OlPlus *p, OlStr args)
{
    bool was = p->conn != NULL;

    if (ol_plus_connect(p, args, false))
    {
        ol_plus_line(p, "Connected.");
        ol_plus_run_profiles(p);
        return;
    }
    if (was)
        ol_plus_line(p, "Warning: You are no longer connected to ORACLE.");
    ol_plus_where(p);
    ol_plus_sql_error(p, p->sql_code);
}

void ol_plus_cmd_disconnect(OlPlus *p, OlStr args)
{
    (void)args;
    if (p->conn != NULL && !p->silent)
    {
        OlStr banner;

        if (ol_plus_conn_version(p->conn, p->work, &banner))
            ol_plus_line(p, "Disconnected from %.*s", OL_STR_ARG(ol_str_trim(banner)));
    }
    ol_plus_disconnect(p);
}

void ol_plus_cmd_password(OlPlus *p, OlStr args)
{
    OlStr old, new, again, user = ol_plus_next_word(&args);
    OlOer oer;

    if (!ol_plus_connected(p))
        return;
    if (user.n > 0 && !ol_str_ieq(user, p->conn->user))
    {
        if (!ol_plus_ask(p, "New password: ", true, &new) || !ol_plus_ask(p, "Retype new password: ", true, &again))
            return;
        if (!ol_str_eq(new, again))
        {
            ol_plus_message(p, OL_ERR_SP2_PASSWORDS_DIFFER);
            return;
        }
        ol_plus_execute(p, ol_str_printf(p->work, "ALTER USER %.*s IDENTIFIED BY \"%.*s\"", OL_STR_ARG(user), OL_STR_ARG(new)), false);
        return;
    }
    ol_plus_line(p, "Changing password for %.*s", OL_STR_ARG(p->conn->user));
    if (!ol_plus_ask(p, "Old password: ", true, &old) || !ol_plus_ask(p, "New password: ", true, &new) ||
        !ol_plus_ask(p, "Retype new password: ", true, &again))
        return;
    if (!ol_str_eq(new, again))
        ol_plus_message(p, OL_ERR_SP2_PASSWORDS_DIFFER);
    else if (ol_plus_conn_password(p->conn, p->work, old, new, &oer))
        ol_plus_line(p, "Password changed");
    else if (p->conn->lost)
        ol_plus_lost(p);
    else
    {
        ol_plus_line(p, "ERROR:\n%.*s\n\n", OL_STR_ARG(ol_str_trim(oer.text)));
        ol_plus_sql_error(p, oer.error);
    }
}

void ol_plus_cmd_ping(OlPlus *p, OlStr args)
{
    struct timespec start;
    OlOer oer;

    (void)args;
    if (!ol_plus_connected(p))
        return;
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    if (ol_plus_conn_simple(p->conn, p->work, OL_FN_PING, &oer))
        ol_plus_line(p, "Ok (%.3f msec)", ol_plus_elapsed(&start) * 1000);
    else if (p->conn->lost)
        ol_plus_lost(p);
}
