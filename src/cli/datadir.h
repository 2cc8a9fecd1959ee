/*
 * datadir.h - the data folder of a private server, and the administrator's connection to it. Private to cli.
 *
 * Owns:      what lies where in the folder, and the file oliphant.conf in it.
 * Lifetimes: strings live in OlCli.arena.
 * Invariant: after ol_datadir_open the process is the user who owns the folder, never root.
 * See also:  datadir.c, admin.c, cmd_init.c, cmd_start.c
 *
 *     DATA/pgdata/                 PostgreSQL's own folder
 *     DATA/pgdata/oliphant.conf    generated settings, included from postgresql.conf
 *     DATA/run/                    unix socket; only the owner may enter
 *     DATA/log/                    init.log, server.log
 *     DATA/initialising            present while "init" works: what lies here is not finished
 */
#ifndef OL_CLI_DATADIR_H
#define OL_CLI_DATADIR_H

#include "cli/cli.h"

#include <libpq-fe.h>

/* The options every command that works on a data folder begins with. KEEP-ORDER: datadir_options */
#define OL_DATADIR_OPTIONS                                                                                                 \
    {"data", 'D', OL_OPT_TEXT, "DIR", "OLIPHANT_DATA", NULL,                                                               \
     "data folder; without it the one ./run makes: /var/lib/oliphant-trial/data for root, ~/.oliphant/data for others"},                                  \
    {                                                                                                                      \
        "user", 'u', OL_OPT_TEXT, "NAME", "OLIPHANT_USER", "postgres",                                                     \
            "when run by root: the system user who is to own a new data folder and run its server"                         \
    }
enum
{
    OL_DATADIR_OPT_DATA,
    OL_DATADIR_OPT_USER,
    OL_DATADIR_OPT_END
};

typedef struct OlSetting
{
    const char *name;
    const char *value;
} OlSetting;

typedef struct OlDataDir
{
    const char *path;
    const char *pgdata;
    const char *run;
    const char *log;
    const char *server_log;
    const char *conf;         /* oliphant.conf */
    const char *marker;       /* "initialising" */
    bool exists;              /* an initialised folder */
    OlSetting *settings;      /* of oliphant.conf */
    int nsettings;
} OlDataDir;

/* Finds the folder from the options, becomes its owner, reads its settings. With create the folder (not what is in it)
 * is made when missing; without, a missing one is an error (OL_EXIT_NO_DATA). */
OlExit ol_datadir_open(OlCli *cli, const OlArgs *args, bool create, OlDataDir *dir) OL_MUSTCHECK;
const char *ol_datadir_get(const OlDataDir *dir, const char *name); /* value, NULL when not set */
void ol_datadir_set(OlCli *cli, OlDataDir *dir, const char *name, const char *value);
OlExit ol_datadir_save(OlCli *cli, const OlDataDir *dir) OL_MUSTCHECK; /* replaces oliphant.conf as a whole */
uint16_t ol_datadir_port(const OlDataDir *dir, const char *name);      /* 0 when unset or no port */
pid_t ol_datadir_postmaster(const OlDataDir *dir);                     /* process id, 0 when no server runs */
bool ol_datadir_write(const char *path, OlStr text);                   /* new file, mode 0600; false after a message */

/* pg_hba.conf as init writes it for these addresses: this machine only, or everybody with a password. */
bool ol_datadir_write_hba(OlCli *cli, const OlDataDir *dir, const char *listen) OL_MUSTCHECK;
/* After a change of addresses: adapts pg_hba.conf if nobody has edited it, else warns. */
bool ol_datadir_adapt_hba(OlCli *cli, const OlDataDir *dir, const char *old_listen, const char *listen) OL_MUSTCHECK;

/* PostgreSQL's pg_ctl on the folder. options go to the server's command line, NULL for none. */
OlExit ol_datadir_pg_start(OlCli *cli, const OlDataDir *dir, const char *options, const char *log) OL_MUSTCHECK;
OlExit ol_datadir_pg_stop(OlCli *cli, const OlDataDir *dir, const char *mode) OL_MUSTCHECK;
void ol_datadir_show_log(const char *log, int lines); /* its last lines, to stderr */

/* The superuser's connection over the unix socket (peer authentication); NULL after a message. */
PGconn *ol_admin_connect(OlCli *cli, const OlDataDir *dir, const char *database);
OlExit ol_admin_exec(PGconn *conn, const char *sql) OL_MUSTCHECK;
bool ol_admin_has_row(PGconn *conn, const char *sql, const char *param);
/* Sets a role's password in clear to the server, which keeps a SCRAM verifier for PostgreSQL's protocol and, through
 * Oliphant's hook, the verifiers for Oracle's. Nothing of it is logged. */
OlExit ol_admin_set_password(PGconn *conn, const char *role, const char *password) OL_MUSTCHECK;
const char *ol_admin_role_name(OlCli *cli, const char *user); /* SCOTT, scott -> scott; mixed case stays */

#endif
