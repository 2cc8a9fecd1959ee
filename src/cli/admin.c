/*
 * admin.c - the administrator's connection to a private server: PostgreSQL's protocol over its unix socket.
 *
 * Owns:      nothing; the caller finishes the connection.
 * Invariant: a password never reaches the server's log.
 * See also:  datadir.h, cmd_init.c (pg_hba.conf and pg_ident.conf that let this in), cmd_passwd.c
 */
#include "cli/datadir.h"

#include <stdlib.h>
#include <string.h>

/* Notices of DDL ("extension exists, skipping") say nothing to the user of this program. */
static void ignore_notice(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

PGconn *ol_admin_connect(OlCli *cli, const OlDataDir *dir, const char *database)
{
    const char *port = ol_datadir_get(dir, "port");
    const char *keys[] = {"host", "port", "user", "dbname", "application_name", "client_encoding", "options", NULL};
    const char *values[] = {dir->run, port != NULL ? port : "5432", "postgres", database, "oliphant", "UTF8", "", NULL};
    PGconn *conn = PQconnectdbParams(keys, values, 0);

    if (PQstatus(conn) != CONNECTION_OK)
    {
        (void)ol_cli_fail("cannot connect to the server as its superuser: %s", PQerrorMessage(conn));
        PQfinish(conn);
        return NULL;
    }
    (void)PQsetNoticeReceiver(conn, ignore_notice, NULL);
    return conn;
}

OlExit ol_admin_exec(PGconn *conn, const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

    if (!ok)
        (void)ol_cli_fail("the server refused: %s", PQerrorMessage(conn));
    PQclear(result);
    return ok ? OL_EXIT_OK : OL_EXIT_FAILED;
}

bool ol_admin_has_row(PGconn *conn, const char *sql, const char *param)
{
    const char *params[] = {param};
    PGresult *result = PQexecParams(conn, sql, 1, NULL, params, NULL, NULL, 0);
    bool found = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0;

    PQclear(result);
    return found;
}

OlExit ol_admin_set_password(PGconn *conn, const char *role, const char *password)
{
    char *name = PQescapeIdentifier(conn, role, strlen(role));
    char *secret = PQescapeLiteral(conn, password, strlen(password));
    OlExit status = OL_EXIT_FAILED;

    if (name == NULL || secret == NULL)
        (void)ol_cli_fail("the name or the password is not valid UTF-8");
    else
    {
        size_t size = strlen(name) + strlen(secret) + 64;
        char *sql = malloc(size);

        status = ol_admin_exec(conn, "SET log_statement = 'none'; SET log_min_duration_statement = -1;"
                                     "SET log_min_error_statement = 'panic'; SET log_duration = off;"
                                     "SET password_encryption = 'scram-sha-256'");
        if (sql == NULL)
            status = ol_cli_fail("out of memory");
        else if (status == OL_EXIT_OK)
        {
            (void)snprintf(sql, size, "ALTER ROLE %s PASSWORD %s", name, secret);
            status = ol_admin_exec(conn, sql);
        }
        if (sql != NULL)
        {
            explicit_bzero(sql, size);
            free(sql);
        }
    }
    PQfreemem(name);
    PQfreemem(secret);
    return status;
}

/* Unquoted Oracle names know no case and are lower case in PostgreSQL (design: all-upper there is all-lower here). */
const char *ol_admin_role_name(OlCli *cli, const char *user)
{
    OlStr name = ol_str(user);
    OlStr upper = ol_str_upper(cli->arena, name);

    return ol_str_eq(name, upper) ? ol_str_lower(cli->arena, name).s : user;
}
