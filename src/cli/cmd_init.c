/*
 * cmd_init.c - oliphant init: a data folder with a private server in it, ready to be started.
 *
 * Owns:      what a new server is set to: UTF-8, C.UTF-8, SCRAM, loopback only, the service, the administrator SYSTEM.
 * Invariant: an init that did not finish leaves the marker file behind, and the next init starts over; a folder with a
 *            finished server in it is never touched.
 * See also:  datadir.h, cmd_start.c
 */
#include "cli/datadir.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum
{
    OPT_PORT = OL_DATADIR_OPT_END,
    OPT_PGPORT,
    OPT_LISTEN,
    OPT_SERVICE,
    OPT_SESSIONS,
    OPT_PASSWORD_FILE,
    OPT_END
};

static const OlCliOption options[OPT_END] = {
    OL_DATADIR_OPTIONS,
    {"port", 'p', OL_OPT_PORT, "PORT", "OLIPHANT_PORT", "1521", "port for Oracle's protocol"},
    {"pgport", 'P', OL_OPT_PORT, "PORT", "OLIPHANT_PGPORT", NULL, "PostgreSQL's own port; without it the one after --port"},
    {"listen", 'l', OL_OPT_TEXT, "ADDRESSES", "OLIPHANT_LISTEN", "localhost",
     "addresses to listen on, separated by commas; * is every address"},
    {"service", 's', OL_OPT_TEXT, "NAME", NULL, "oliphant", "service name, and name of the database behind it"},
    {"sessions", 0, OL_OPT_NUMBER, "N", NULL, "100", "how many Oracle sessions there can be at a time"},
    {"password-file", 0, OL_OPT_TEXT, "FILE", NULL, NULL,
     "file with the password for SYSTEM, - for standard input; without it the environment variable "
     "OLIPHANT_SYSTEM_PASSWORD, else a random one is made and shown"},
};

/* 20 characters out of 62: 119 bits. */
static const char *random_password(OlCli *cli)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    char text[21];

    for (int i = 0; i < 20;)
    {
        unsigned char byte;

        if (getrandom(&byte, 1, 0) != 1)
            continue;
        if (byte < 62 * 4)
            text[i++] = letters[byte % 62];
    }
    text[20] = '\0';
    return ol_str_cdup(cli->arena, ol_str(text));
}

/* NULL after a message. *generated says that the user must be told. */
static const char *choose_password(OlCli *cli, const OlArgs *args, bool *generated)
{
    const char *env = getenv("OLIPHANT_SYSTEM_PASSWORD");
    const char *password;

    *generated = false;
    if (args->value[OPT_PASSWORD_FILE] != NULL)
    {
        OlStr text;

        if (!ol_cli_read_file(cli, args->value[OPT_PASSWORD_FILE], 4096, &text))
            return NULL;
        text.n = strcspn(text.s, "\r\n");
        password = ol_str_cdup(cli->arena, text);
    }
    else if (env != NULL && env[0] != '\0')
        password = env;
    else
    {
        *generated = true;
        return random_password(cli);
    }
    if (password[0] == '\0')
    {
        (void)ol_cli_fail("the password for SYSTEM is empty");
        return NULL;
    }
    return password;
}

static bool remove_tree(const char *path)
{
    const char *argv[] = {"/bin/rm", "-rf", "--", path, NULL};

    return ol_proc_run(argv, NULL) == 0;
}

static OlExit make_cluster(OlCli *cli, const OlDataDir *dir)
{
    const char *initdb = ol_proc_pg(cli, "initdb");
    const char *log = ol_str_printf(cli->arena, "%s/init.log", dir->log).s;
    const char *argv[] = {initdb, "-D", dir->pgdata, "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8",
                          "--auth-local=peer", "--auth-host=scram-sha-256", "--no-instructions", NULL};

    if (initdb == NULL)
        return OL_EXIT_FAILED;
    if (!remove_tree(dir->pgdata))
        return ol_cli_fail("cannot remove the unfinished folder \"%s\"", dir->pgdata);
    if (ol_proc_run(argv, log) != 0)
    {
        ol_datadir_show_log(log, 8);
        return ol_cli_fail("PostgreSQL's initdb failed (log: %s)", log);
    }
    return OL_EXIT_OK;
}

static bool append_line(const char *path, const char *line)
{
    FILE *f = fopen(path, "ae");

    if (f == NULL || fputs(line, f) < 0 || fclose(f) != 0)
    {
        (void)ol_cli_fail("cannot write \"%s\": %s", path, strerror(errno));
        return false;
    }
    return true;
}

/* The owner of the folder is the superuser, through the socket. */
static bool write_ident(OlCli *cli, const OlDataDir *dir)
{
    struct passwd *pw = getpwuid(geteuid());

    if (pw == NULL)
    {
        (void)ol_cli_fail("this user has no name");
        return false;
    }
    return ol_datadir_write(ol_str_printf(cli->arena, "%s/pg_ident.conf", dir->pgdata).s,
                            ol_str_printf(cli->arena, "# map     system user  database user\noliphant  \"%s\"  postgres\n",
                                          pw->pw_name));
}

static OlExit configure(OlCli *cli, const OlArgs *args, OlDataDir *dir)
{
    const char *port = args->value[OPT_PORT];
    const char *pgport = args->value[OPT_PGPORT];
    const char *service = args->value[OPT_SERVICE];
    uint64_t sessions = 0;

    if (pgport == NULL)
        pgport = ol_str_printf(cli->arena, "%u", ol_opt_port(port) == 65535 ? 65534u : ol_opt_port(port) + 1u).s;
    if (ol_opt_port(pgport) == ol_opt_port(port))
        return ol_cli_usage("init", "Oracle's port and PostgreSQL's port cannot both be %s", port);
    if (!ol_parse_u64(ol_str(args->value[OPT_SESSIONS]), &sessions) || sessions < 1 || sessions > 10000)
        return ol_cli_usage("init", "--sessions must be between 1 and 10000");
    ol_datadir_set(cli, dir, "shared_preload_libraries", "oliphant");
    ol_datadir_set(cli, dir, "oliphant.port", port);
    ol_datadir_set(cli, dir, "oliphant.listen_addresses", args->value[OPT_LISTEN]);
    ol_datadir_set(cli, dir, "oliphant.services", ol_str_printf(cli->arena, "%s=%s", service, service).s);
    ol_datadir_set(cli, dir, "oliphant.database", service);
    ol_datadir_set(cli, dir, "port", pgport);
    ol_datadir_set(cli, dir, "listen_addresses", args->value[OPT_LISTEN]);
    ol_datadir_set(cli, dir, "unix_socket_directories", dir->run);
    ol_datadir_set(cli, dir, "unix_socket_permissions", "0700");
    /* The extension raises max_worker_processes by this number itself: each session is a background worker. */
    ol_datadir_set(cli, dir, "oliphant.max_sessions", args->value[OPT_SESSIONS]);
    ol_datadir_set(cli, dir, "password_encryption", "scram-sha-256");
    ol_datadir_set(cli, dir, "log_line_prefix", "%m [%p] %b %u@%d ");
    ol_datadir_set(cli, dir, "cluster_name", "oliphant");
    if (!write_ident(cli, dir) || !ol_datadir_write_hba(cli, dir, args->value[OPT_LISTEN]) ||
        !append_line(ol_str_printf(cli->arena, "%s/postgresql.conf", dir->pgdata).s,
                     "\ninclude 'oliphant.conf'\n# settings of your own: below this line\n"))
        return OL_EXIT_FAILED;
    return ol_datadir_save(cli, dir);
}

/* The administrator is a role and a schema like any Oracle user, and has DBA. */
static OlExit create_administrator(OlCli *cli, PGconn *conn, const char *service, const char *password)
{
    char *database = PQescapeIdentifier(conn, service, strlen(service));
    OlExit status;

    if (database == NULL)
        return ol_cli_fail("the service name is not valid UTF-8");
    /* A superuser, as SYSTEM can do anything in Oracle; over Oracle's port nobody reaches the files of the machine. */
    status = ol_admin_exec(conn, "CREATE ROLE system LOGIN SUPERUSER");
    if (status == OL_EXIT_OK)
        status = ol_admin_exec(conn, "CREATE SCHEMA system AUTHORIZATION system");
    if (status == OL_EXIT_OK)
        status = ol_admin_exec(conn, "SELECT sys.user_created('SYSTEM', 'SYSTEM', 'TEMP', 'DEFAULT'),"
                                     " sys.grant_system_privilege('DBA', 'SYSTEM', true)");
    if (status == OL_EXIT_OK)
        status = ol_admin_exec(conn, ol_str_printf(cli->arena, "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
                                                               "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;"
                                                               "GRANT CONNECT, TEMPORARY ON DATABASE %s TO PUBLIC", database).s);
    if (status == OL_EXIT_OK)
        status = ol_admin_set_password(conn, "system", password);
    PQfreemem(database);
    return status;
}

static OlExit fill_database(OlCli *cli, const OlDataDir *dir, const char *service, const char *password)
{
    PGconn *conn = ol_admin_connect(cli, dir, "postgres");
    char *name;
    OlExit status;

    if (conn == NULL)
        return OL_EXIT_FAILED;
    name = PQescapeIdentifier(conn, service, strlen(service));
    if (name == NULL)
    {
        PQfinish(conn);
        return ol_cli_fail("the service name is not valid UTF-8");
    }
    status = ol_admin_exec(conn, ol_str_printf(cli->arena, "CREATE DATABASE %s TEMPLATE template0", name).s);
    PQfreemem(name);
    PQfinish(conn);
    if (status != OL_EXIT_OK || (conn = ol_admin_connect(cli, dir, service)) == NULL)
        return OL_EXIT_FAILED;
    status = ol_admin_exec(conn, "CREATE EXTENSION oliphant");
    if (status == OL_EXIT_OK)
        status = create_administrator(cli, conn, service, password);
    PQfinish(conn);
    return status;
}

static OlExit run(OlCli *cli, const OlArgs *args)
{
    const char *service = args->value[OPT_SERVICE];
    const char *log, *password;
    bool generated;
    OlDataDir dir;
    OlExit status, stopped;
    struct sockaddr_un address;

    password = choose_password(cli, args, &generated); /* the file may be readable by root only */
    if (password == NULL)
        return OL_EXIT_FAILED;
    status = ol_datadir_open(cli, args, true, &dir);
    if (status != OL_EXIT_OK)
        return status;
    if (dir.exists)
        return ol_cli_fail_hint("\"oliphant start\" starts it. To begin anew, stop it and remove the folder.",
                                "there is a server in \"%s\" already", dir.path);
    if (strlen(dir.run) + sizeof("/.s.PGSQL.65535.lock") > sizeof(address.sun_path))
        return ol_cli_fail_hint("Choose a shorter one with --data DIR.",
                                "the name of the folder \"%s\" is too long to hold a unix socket", dir.path);
    if (access(dir.pgdata, F_OK) == 0 && access(dir.marker, F_OK) != 0)
        return ol_cli_fail_hint("Choose another one with --data DIR.", "\"%s\" is there already and not of Oliphant's making",
                                dir.pgdata);
    if (!ol_datadir_write(dir.marker, OL_STR("init has not finished here\n")))
        return OL_EXIT_FAILED;
    if ((mkdir(dir.run, 0700) != 0 && errno != EEXIST) || (mkdir(dir.log, 0700) != 0 && errno != EEXIST))
        return ol_cli_fail("cannot make a folder in \"%s\": %s", dir.path, strerror(errno));

    ol_cli_say("making a PostgreSQL server in %s", dir.path);
    if (ol_datadir_postmaster(&dir) != 0)
        return ol_cli_fail("a server is running in \"%s\"", dir.pgdata);
    status = make_cluster(cli, &dir);
    if (status == OL_EXIT_OK)
        status = configure(cli, args, &dir);
    if (status != OL_EXIT_OK)
        return status;

    /* Nobody can come in over the network until the passwords are set. */
    log = ol_str_printf(cli->arena, "%s/init.log", dir.log).s;
    ol_cli_say("making the database %s, the extension and the administrator SYSTEM", service);
    status = ol_datadir_pg_start(cli, &dir, "-c listen_addresses= -c oliphant.port=0", log);
    if (status != OL_EXIT_OK)
        return status;
    status = fill_database(cli, &dir, service, password);
    stopped = ol_datadir_pg_stop(cli, &dir, "fast");
    if (status != OL_EXIT_OK || stopped != OL_EXIT_OK)
        return OL_EXIT_FAILED;
    if (unlink(dir.marker) != 0)
        return ol_cli_fail("cannot remove \"%s\": %s", dir.marker, strerror(errno));
    if (generated)
        printf("password of SYSTEM: %s\n", password);
    ol_cli_say("done. \"oliphant start%s%s\" starts the server.", args->given[OL_DATADIR_OPT_DATA] ? " --data " : "",
               args->given[OL_DATADIR_OPT_DATA] ? dir.path : "");
    return OL_EXIT_OK;
}

const OlCommand ol_command_init = {
    .name = "init",
    .usage = "",
    .summary = "make a data folder with a private server in it",
    .description =
        "Makes a PostgreSQL server in a data folder of its own, with the extension oliphant in it, a database and "
        "service, and the administrator SYSTEM. Other servers on the machine are not touched. The server listens on "
        "loopback only unless --listen says otherwise.\n\n"
        "The superuser postgres has no password: only the system user who owns the folder can be it, over the unix "
        "socket in the folder run below the data folder.",
    .options = options,
    .noptions = OPT_END,
    .run = run,
};
