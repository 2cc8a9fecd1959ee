/*
 * cmd_start.c - oliphant start, stop, restart, status: the life of a private server.
 *
 * Invariant: start succeeds only when Oracle's port answers; a port that is taken is said before anything is started.
 * See also:  datadir.h, cmd_init.c
 */
#include "cli/datadir.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum
{
    OPT_PORT = OL_DATADIR_OPT_END,
    OPT_PGPORT,
    OPT_LISTEN,
    START_END
};

static const OlCliOption start_options[START_END] = {
    OL_DATADIR_OPTIONS,
    {"port", 'p', OL_OPT_PORT, "PORT", "OLIPHANT_PORT", NULL, "change the port for Oracle's protocol, from now on"},
    {"pgport", 'P', OL_OPT_PORT, "PORT", "OLIPHANT_PGPORT", NULL, "change PostgreSQL's own port, from now on"},
    {"listen", 'l', OL_OPT_TEXT, "ADDRESSES", "OLIPHANT_LISTEN", NULL,
     "change the addresses to listen on, from now on; pg_hba.conf says who may come from where"},
};

enum
{
    OPT_MODE = OL_DATADIR_OPT_END,
    STOP_END
};

static const OlCliOption stop_options[STOP_END] = {
    OL_DATADIR_OPTIONS,
    {"mode", 'm', OL_OPT_TEXT, "MODE", NULL, "fast",
     "smart waits for PostgreSQL clients to leave, fast ends them, immediate stops as in a crash"},
};

static const OlCliOption status_options[OL_DATADIR_OPT_END] = {OL_DATADIR_OPTIONS};

/* --- what is where -------------------------------------------------------------------------------------------------- */

/* A host a client on this machine can use: the first address, loopback when it is every address. */
static const char *client_host(OlCli *cli, const OlDataDir *dir, const char *setting)
{
    const char *addresses = ol_datadir_get(dir, setting);
    OlStr first;

    if (addresses == NULL)
        return "localhost";
    first = ol_str_trim(ol_str_n(addresses, strcspn(addresses, ",")));
    if (first.n == 0 || ol_str_eq_c(first, "*") || ol_str_eq_c(first, "0.0.0.0") || ol_str_eq_c(first, "::"))
        return "localhost";
    return ol_str_cdup(cli->arena, first);
}

static const char *service_name(OlCli *cli, const OlDataDir *dir)
{
    const char *services = ol_datadir_get(dir, "oliphant.services");

    return services != NULL ? ol_str_cdup(cli->arena, ol_str_n(services, strcspn(services, "=,"))) : "oliphant";
}

static const char *database_name(const OlDataDir *dir)
{
    const char *name = ol_datadir_get(dir, "oliphant.database");

    return name != NULL ? name : "oliphant";
}

static void print_connections(OlCli *cli, const OlDataDir *dir)
{
    printf("Oracle clients:      %s:%u/%s\n", client_host(cli, dir, "oliphant.listen_addresses"),
           ol_datadir_port(dir, "oliphant.port"), service_name(cli, dir));
    printf("PostgreSQL clients:  host=%s port=%u dbname=%s\n", client_host(cli, dir, "listen_addresses"),
           ol_datadir_port(dir, "port"), database_name(dir));
}

static bool oracle_port_answers(OlCli *cli, const OlDataDir *dir)
{
    return ol_net_port_answers(client_host(cli, dir, "oliphant.listen_addresses"), ol_datadir_port(dir, "oliphant.port"));
}

/* --- start ---------------------------------------------------------------------------------------------------------- */

static OlExit port_taken(const char *what, uint16_t port, const char *option, const char *env)
{
    char hint[256];

    (void)snprintf(hint, sizeof(hint), "Choose another with --%s PORT or %s=PORT, or stop what listens there.", option, env);
    if (errno == EACCES)
        return ol_cli_fail_hint(hint, "this user may not listen on port %u (%s)", port, what);
    if (errno == EADDRINUSE)
        return ol_cli_fail_hint(hint, "port %u (%s) is taken by another program", port, what);
    return ol_cli_fail_hint(hint, "cannot listen on port %u (%s): %s", port, what, strerror(errno));
}

static OlExit check_ports(const OlDataDir *dir)
{
    uint16_t port = ol_datadir_port(dir, "oliphant.port");
    uint16_t pgport = ol_datadir_port(dir, "port");
    const char *listen = ol_datadir_get(dir, "oliphant.listen_addresses");
    const char *pglisten = ol_datadir_get(dir, "listen_addresses");

    if (port == 0 || pgport == 0)
        return ol_cli_fail("\"%s\" names no valid ports", dir->conf);
    if (port == pgport)
        return ol_cli_fail("Oracle's port and PostgreSQL's port cannot both be %u", port);
    if (!ol_net_port_is_free(listen != NULL ? listen : "localhost", port))
        return port_taken("Oracle's protocol", port, "port", "OLIPHANT_PORT");
    if (!ol_net_port_is_free(pglisten != NULL ? pglisten : "localhost", pgport))
        return port_taken("PostgreSQL's protocol", pgport, "pgport", "OLIPHANT_PGPORT");
    return OL_EXIT_OK;
}

/* True when the command line or environment asks for something the settings do not say. */
static bool take_settings(OlCli *cli, const OlArgs *args, OlDataDir *dir)
{
    bool port_changes = args->given[OPT_PORT] && ol_opt_port(args->value[OPT_PORT]) != ol_datadir_port(dir, "oliphant.port");
    const char *listen = ol_datadir_get(dir, "oliphant.listen_addresses");
    const char *pgport = args->value[OPT_PGPORT];
    bool changed = false;

    if (port_changes)
    {
        /* PostgreSQL's port goes along, beside it, unless it is named as well. */
        if (pgport == NULL && ol_opt_port(args->value[OPT_PORT]) < 65535)
            pgport = ol_str_printf(cli->arena, "%u", ol_opt_port(args->value[OPT_PORT]) + 1u).s;
        ol_datadir_set(cli, dir, "oliphant.port", args->value[OPT_PORT]);
        changed = true;
    }
    if (pgport != NULL && ol_opt_port(pgport) != ol_datadir_port(dir, "port"))
    {
        ol_datadir_set(cli, dir, "port", pgport);
        changed = true;
    }
    if (args->given[OPT_LISTEN] && (listen == NULL || strcmp(listen, args->value[OPT_LISTEN]) != 0))
    {
        ol_datadir_set(cli, dir, "oliphant.listen_addresses", args->value[OPT_LISTEN]);
        ol_datadir_set(cli, dir, "listen_addresses", args->value[OPT_LISTEN]);
        changed = true;
    }
    return changed;
}

/* PostgreSQL is up before the worker behind Oracle's port is: wait for that one, at most 20 seconds. */
static bool wait_for_oracle_port(OlCli *cli, const OlDataDir *dir)
{
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};

    for (int i = 0; i < 400; i++)
    {
        if (oracle_port_answers(cli, dir))
            return true;
        if (ol_datadir_postmaster(dir) == 0)
            return false;
        (void)nanosleep(&pause, NULL);
    }
    return false;
}

/* was_listening: the addresses of the settings before take_settings. */
static OlExit start_server(OlCli *cli, const OlDataDir *dir, const char *was_listening)
{
    const char *listen = ol_datadir_get(dir, "oliphant.listen_addresses");
    OlExit status = check_ports(dir);

    if (status == OL_EXIT_OK && was_listening != NULL && listen != NULL &&
        !ol_datadir_adapt_hba(cli, dir, was_listening, listen))
        status = OL_EXIT_FAILED;
    if (status == OL_EXIT_OK)
        status = ol_datadir_save(cli, dir);
    if (status == OL_EXIT_OK)
        status = ol_datadir_pg_start(cli, dir, NULL, dir->server_log);
    if (status != OL_EXIT_OK)
        return status;
    if (!wait_for_oracle_port(cli, dir))
    {
        ol_datadir_show_log(dir->server_log, 8);
        if (ol_datadir_pg_stop(cli, dir, "fast") != OL_EXIT_OK)
            ol_cli_warn("the server still runs, process %ld", (long)ol_datadir_postmaster(dir));
        return ol_cli_fail_hint("What the server said stands above; the whole of it is in the log.",
                                "Oracle's port %u does not answer, so the server was stopped (log: %s)",
                                ol_datadir_port(dir, "oliphant.port"), dir->server_log);
    }
    ol_cli_say("the server runs, process %ld", (long)ol_datadir_postmaster(dir));
    print_connections(cli, dir);
    return OL_EXIT_OK;
}

static OlExit run_start(OlCli *cli, const OlArgs *args)
{
    OlDataDir dir;
    OlExit status = ol_datadir_open(cli, args, false, &dir);
    const char *was_listening;
    bool changed;

    if (status != OL_EXIT_OK)
        return status;
    was_listening = ol_datadir_get(&dir, "oliphant.listen_addresses");
    changed = take_settings(cli, args, &dir);
    if (ol_datadir_postmaster(&dir) == 0)
        return start_server(cli, &dir, was_listening);
    if (changed)
        return ol_cli_fail_hint("\"oliphant restart\" with the same options changes them.",
                                "the server runs already, with other ports or addresses");
    ol_cli_say("the server runs already, process %ld", (long)ol_datadir_postmaster(&dir));
    print_connections(cli, &dir);
    return OL_EXIT_OK;
}

static OlExit run_restart(OlCli *cli, const OlArgs *args)
{
    OlDataDir dir;
    OlExit status = ol_datadir_open(cli, args, false, &dir);
    const char *was_listening;

    if (status != OL_EXIT_OK)
        return status;
    was_listening = ol_datadir_get(&dir, "oliphant.listen_addresses");
    (void)take_settings(cli, args, &dir);
    if (ol_datadir_postmaster(&dir) != 0)
    {
        status = ol_datadir_pg_stop(cli, &dir, "fast");
        if (status != OL_EXIT_OK)
            return status;
    }
    return start_server(cli, &dir, was_listening);
}

/* --- stop, status ---------------------------------------------------------------------------------------------------- */

static OlExit run_stop(OlCli *cli, const OlArgs *args)
{
    const char *mode = args->value[OPT_MODE];
    OlDataDir dir;
    OlExit status;

    if (strcmp(mode, "smart") != 0 && strcmp(mode, "fast") != 0 && strcmp(mode, "immediate") != 0)
        return ol_cli_usage("stop", "--mode must be smart, fast or immediate");
    status = ol_datadir_open(cli, args, false, &dir);
    if (status != OL_EXIT_OK)
        return status;
    if (ol_datadir_postmaster(&dir) == 0)
    {
        ol_cli_say("the server is not running");
        return OL_EXIT_OK;
    }
    status = ol_datadir_pg_stop(cli, &dir, mode);
    if (status == OL_EXIT_OK)
        ol_cli_say("the server is stopped");
    return status;
}

static OlExit run_status(OlCli *cli, const OlArgs *args)
{
    OlDataDir dir;
    OlExit status = ol_datadir_open(cli, args, false, &dir);
    pid_t pid;
    bool answers;

    if (status != OL_EXIT_OK)
        return status;
    pid = ol_datadir_postmaster(&dir);
    printf("data folder:         %s\n", dir.path);
    if (pid == 0)
    {
        printf("server:              not running\n");
        return OL_EXIT_NOT_RUNNING;
    }
    answers = oracle_port_answers(cli, &dir);
    printf("server:              running, process %ld\n", (long)pid);
    printf("Oracle port:         %u, %s\n", ol_datadir_port(&dir, "oliphant.port"), answers ? "answers" : "does not answer");
    print_connections(cli, &dir);
    printf("superuser:           psql -h %s -p %u -U postgres %s   (as the owner of the folder)\n", dir.run,
           ol_datadir_port(&dir, "port"), database_name(&dir));
    printf("log:                 %s\n", dir.server_log);
    return answers ? OL_EXIT_OK : OL_EXIT_FAILED;
}

const OlCommand ol_command_start = {
    .name = "start",
    .usage = "",
    .summary = "start the server of a data folder",
    .description = "Starts the server and waits until Oracle's port answers. Ports and addresses given here are kept for "
                   "the next start. When --port changes and --pgport is not given, PostgreSQL's port becomes the one after it.",
    .options = start_options,
    .noptions = START_END,
    .run = run_start,
};

const OlCommand ol_command_restart = {
    .name = "restart",
    .usage = "",
    .summary = "stop the server and start it again",
    .description = "Takes the same options as start. Sessions are ended.",
    .options = start_options,
    .noptions = START_END,
    .run = run_restart,
};

const OlCommand ol_command_stop = {
    .name = "stop",
    .usage = "",
    .summary = "stop the server of a data folder",
    .description = "Stops the server; Oracle sessions are ended and their open transactions rolled back.",
    .options = stop_options,
    .noptions = STOP_END,
    .run = run_stop,
};

const OlCommand ol_command_status = {
    .name = "status",
    .usage = "",
    .summary = "say whether the server runs and how to connect",
    .description = "Exits with 0 when the server runs and Oracle's port answers, 1 when it runs and the port does not "
                   "answer, 3 when it does not run, 4 when there is no data folder.",
    .options = status_options,
    .noptions = OL_DATADIR_OPT_END,
    .run = run_status,
};
