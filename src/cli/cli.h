/*
 * cli.h - the public face of src/cli: what every command of the program oliphant is made of.
 *
 * Owns:      the shape of a command and of its options, messages, running other programs, the data folder.
 * Not here:  anything a command does (cmd_*.c).
 * Lifetimes: everything is allocated from OlCli.arena, which lives as long as the program.
 * Invariant: the program may write to stdout only what was asked for; progress, warnings and errors go to stderr.
 * See also:  main.c, opt.c, term.c, proc.c, datadir.c, admin.c, defs/commands.def
 */
#ifndef OL_CLI_H
#define OL_CLI_H

#include "base/base.h"

#include <stdio.h>
#include <sys/types.h>

#define OL_CLI_VERSION "0.1"

/* --- exit codes (documented in the manual page; KEEP-ORDER: exit_codes in main.c) --------------------------------- */
typedef enum OlExit
{
    OL_EXIT_OK = 0,
    OL_EXIT_FAILED = 1,      /* the command could not do its work; the message says why */
    OL_EXIT_USAGE = 2,       /* wrong options or arguments */
    OL_EXIT_NOT_RUNNING = 3, /* status: there is a data folder but no server runs in it */
    OL_EXIT_NO_DATA = 4,     /* there is no data folder where one was looked for */
} OlExit;

/* --- the program as a whole --------------------------------------------------------------------------------------- */
typedef struct OlCli
{
    OlArena *arena;
    const char *self_dir;    /* folder of the running program, NULL when unknown */
} OlCli;

/* --- options -------------------------------------------------------------------------------------------------------
 * A command lists its options in a table indexed by its own enum; parsing, --help and the manual page come from it.
 * A value is taken from the command line, else from the environment variable, else it is the default (NULL: none). */
typedef enum OlOptionKind
{
    OL_OPT_FLAG,   /* present or not: value is "1" or NULL */
    OL_OPT_TEXT,
    OL_OPT_NUMBER, /* unsigned decimal */
    OL_OPT_PORT,   /* 1..65535 */
} OlOptionKind;

typedef struct OlCliOption
{
    const char *name;      /* long form without the dashes */
    char letter;           /* short form, 0 for none */
    OlOptionKind kind;
    const char *arg;       /* what the value is called in the help; NULL for flags */
    const char *env;       /* environment variable, NULL for none */
    const char *fallback;  /* default value, NULL for none */
    const char *help;      /* one sentence */
} OlCliOption;

#define OL_OPTIONS_MAX 16

typedef struct OlArgs
{
    const char *value[OL_OPTIONS_MAX];
    bool given[OL_OPTIONS_MAX]; /* on the command line or in the environment, not by default */
    char **rest;                /* positional arguments */
    int nrest;
    bool help;                  /* --help was asked for */
} OlArgs;

/* Returns false after printing what is wrong. */
bool ol_opt_parse(OlCli *cli, const char *command, const OlCliOption *options, int noptions, int argc, char **argv,
                  OlArgs *out) OL_MUSTCHECK;
void ol_opt_print(OlCli *cli, FILE *f, const OlCliOption *options, int noptions);
uint16_t ol_opt_port(const char *value);   /* of a value that ol_opt_parse accepted */

/* --- commands ------------------------------------------------------------------------------------------------------ */
typedef struct OlCommand
{
    const char *name;
    const char *usage;       /* positional arguments as text, "" for none */
    const char *summary;     /* one line, without a full stop */
    const char *description; /* paragraphs for --help and the manual page */
    const OlCliOption *options;
    int noptions;
    int min_args, max_args;  /* positional arguments */
    int (*words)(OlCli *cli, int argc, char **argv, char ***out); /* rewrites the words before they are parsed; NULL: as they are */
    OlExit (*run)(OlCli *cli, const OlArgs *args);
} OlCommand;

/* --- messages (term.c) --------------------------------------------------------------------------------------------- */
void ol_cli_say(const char *fmt, ...) OL_PRINTF(1, 2);              /* progress */
void ol_cli_warn(const char *fmt, ...) OL_PRINTF(1, 2);
OlExit ol_cli_fail(const char *fmt, ...) OL_PRINTF(1, 2);           /* error; returns OL_EXIT_FAILED */
OlExit ol_cli_fail_hint(const char *hint, const char *fmt, ...) OL_PRINTF(2, 3); /* error and what to do next */
OlExit ol_cli_usage(const char *command, const char *fmt, ...) OL_PRINTF(2, 3);  /* returns OL_EXIT_USAGE */
void ol_cli_wrap(FILE *f, int indent, const char *text);             /* filled to 79 columns, with a line break at the end */
/* Whole of a file or ("-") of stdin; false after a message. NUL-terminated. */
bool ol_cli_read_file(OlCli *cli, const char *path, size_t max, OlStr *out) OL_MUSTCHECK;
/* A line without echo from the terminal; NULL after a message when there is no terminal. */
const char *ol_cli_read_secret(OlCli *cli, const char *prompt);

/* --- other programs (proc.c) --------------------------------------------------------------------------------------- */
/* Runs argv (NULL-terminated) without a shell, stdin empty, output appended to log_path (NULL: ours). Exit status of
 * the program, 128 + signal, or -1 after a message when it could not be started. */
int ol_proc_run(const char *const *argv, const char *log_path);
/* First line of what argv prints, NULL when it fails. */
const char *ol_proc_line(OlCli *cli, const char *const *argv);
/* Full path of a PostgreSQL program of the installation this program belongs to; NULL after a message. */
const char *ol_proc_pg(OlCli *cli, const char *program);
/* Becomes uid/gid for good, with that user's groups and home; false after a message. */
bool ol_proc_become(uid_t uid, gid_t gid) OL_MUSTCHECK;

/* --- ports (net.c) ------------------------------------------------------------------------------------------------- */
/* True when nothing listens on the port at any of the addresses ("127.0.0.1,::1", "*"); otherwise errno says why. */
bool ol_net_port_is_free(const char *addresses, uint16_t port);
/* True when something accepts connections there. */
bool ol_net_port_answers(const char *addresses, uint16_t port);

#endif
