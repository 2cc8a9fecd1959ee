/*
 * cmd_passwd.c - oliphant passwd: set the password of a database user on a private server.
 *
 * See also:  admin.c (how it reaches the server unlogged)
 */
#include "cli/datadir.h"

#include <string.h>

enum
{
    OPT_PASSWORD_FILE = OL_DATADIR_OPT_END,
    OPT_END
};

static const OlCliOption options[OPT_END] = {
    OL_DATADIR_OPTIONS,
    {"password-file", 0, OL_OPT_TEXT, "FILE", NULL, NULL,
     "file with the new password in its first line, - for standard input; without it the terminal asks"},
};

static const char *ask_password(OlCli *cli, const OlArgs *args)
{
    const char *first, *second;

    if (args->value[OPT_PASSWORD_FILE] != NULL)
    {
        OlStr text;

        if (!ol_cli_read_file(cli, args->value[OPT_PASSWORD_FILE], 4096, &text))
            return NULL;
        text.n = strcspn(text.s, "\r\n");
        first = ol_str_cdup(cli->arena, text);
    }
    else
    {
        first = ol_cli_read_secret(cli, "New password: ");
        second = first != NULL ? ol_cli_read_secret(cli, "The same again: ") : NULL;
        if (second == NULL)
            return NULL;
        if (strcmp(first, second) != 0)
        {
            (void)ol_cli_fail("the two passwords differ; nothing was changed");
            return NULL;
        }
    }
    if (first[0] == '\0')
    {
        (void)ol_cli_fail("the password is empty; nothing was changed");
        return NULL;
    }
    return first;
}

static OlExit run(OlCli *cli, const OlArgs *args)
{
    const char *role = ol_admin_role_name(cli, args->rest[0]);
    const char *password = ask_password(cli, args);
    const char *database;
    OlDataDir dir;
    OlExit status;
    PGconn *conn;

    if (password == NULL)
        return OL_EXIT_FAILED;
    status = ol_datadir_open(cli, args, false, &dir);
    if (status != OL_EXIT_OK)
        return status;
    if (ol_datadir_postmaster(&dir) == 0)
        return ol_cli_fail_hint("\"oliphant start\" starts it.", "the server is not running");
    database = ol_datadir_get(&dir, "oliphant.database");
    conn = ol_admin_connect(cli, &dir, database != NULL ? database : "oliphant");
    if (conn == NULL)
        return OL_EXIT_FAILED;
    if (!ol_admin_has_row(conn, "SELECT 1 FROM pg_roles WHERE rolname = $1", role))
        status = ol_cli_fail("there is no user \"%s\"", args->rest[0]);
    else
        status = ol_admin_set_password(conn, role, password);
    PQfinish(conn);
    if (status == OL_EXIT_OK)
        ol_cli_say("the password of \"%s\" is changed", args->rest[0]);
    return status;
}

const OlCommand ol_command_passwd = {
    .name = "passwd",
    .usage = "USER",
    .summary = "set the password of a database user",
    .description = "USER is the name as in Oracle: SCOTT and scott are the same user. The password holds for Oracle's "
                   "protocol and for PostgreSQL's. The server must be running.",
    .options = options,
    .noptions = OPT_END,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
