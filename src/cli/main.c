/*
 * main.c - the program oliphant: its table of commands, and help, version and manual page made from that table.
 *
 * Owns:      the arena everything is allocated from.
 * See also:  cli.h, defs/commands.def, cmd_*.c
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OL_COMMAND(name, symbol) extern const OlCommand ol_command_##symbol;
#include "../../defs/commands.def"
#undef OL_COMMAND

static const OlCommand *const commands[] = {
#define OL_COMMAND(name, symbol) &ol_command_##symbol,
#include "../../defs/commands.def"
#undef OL_COMMAND
};

/* KEEP-ORDER: exit_codes */
static const char *const exit_codes[] = {
    [OL_EXIT_OK] = "done",
    [OL_EXIT_FAILED] = "the command failed; the message says why and what to do next",
    [OL_EXIT_USAGE] = "wrong options or arguments",
    [OL_EXIT_NOT_RUNNING] = "status: the server does not run",
    [OL_EXIT_NO_DATA] = "there is no data folder",
};

static const OlCommand *find_command(const char *name)
{
    for (size_t i = 0; i < OL_LENGTHOF(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* --- help ------------------------------------------------------------------------------------------------------------ */

static void print_overview(FILE *f)
{
    fputs("oliphant - run a private server that Oracle clients can use\n\nusage: oliphant COMMAND [OPTIONS] [ARGUMENTS]\n\n", f);
    for (size_t i = 0; i < OL_LENGTHOF(commands); i++)
        fprintf(f, "  %-10s%s\n", commands[i]->name, commands[i]->summary);
    fputs("\n\"oliphant COMMAND --help\" says what a command takes.\n", f);
}

static void print_command(OlCli *cli, FILE *f, const OlCommand *command)
{
    fprintf(f, "oliphant %s - %s\n\nusage: oliphant %s%s%s%s\n\n", command->name, command->summary, command->name,
            command->noptions > 0 ? " [OPTIONS]" : "", command->usage[0] != '\0' ? " " : "", command->usage);
    ol_cli_wrap(f, 0, command->description);
    if (command->noptions > 0)
        fputs("\noptions:\n", f);
    ol_opt_print(cli, f, command->options, command->noptions);
}

/* Text with what roff would take for itself escaped. */
static void man_text(const char *text)
{
    bool line_start = true;

    for (const char *c = text; *c != '\0'; c++)
    {
        if (line_start && (*c == '.' || *c == '\''))
            fputs("\\&", stdout);
        if (*c == '\n' && c[1] == '\n')
        {
            fputs("\n.PP", stdout);
            continue;
        }
        if (*c == '\\')
            fputs("\\e", stdout);
        else if (*c == '-')
            fputs("\\-", stdout);
        else
            fputc(*c, stdout);
        line_start = *c == '\n';
    }
}

static void man_options(const OlCliOption *options, int noptions)
{
    for (int i = 0; i < noptions; i++)
    {
        const OlCliOption *o = &options[i];

        fputs(".TP\n.B ", stdout);
        if (o->letter != 0)
            printf("\\-%c, ", o->letter);
        fputs("\\-\\-", stdout);
        man_text(o->name);
        if (o->arg != NULL)
            printf(" \\fI%s\\fR", o->arg);
        fputc('\n', stdout);
        man_text(o->help);
        if (o->fallback != NULL)
        {
            fputs(" (default: ", stdout);
            man_text(o->fallback);
            fputc(')', stdout);
        }
        if (o->env != NULL)
            printf("\n.br\nEnvironment: %s", o->env);
        fputc('\n', stdout);
    }
}

/* The manual page, from the same tables as the help: oliphant.1 is this output. */
static void print_man(void)
{
    printf(".TH OLIPHANT 1 \"\" \"Oliphant %s\" \"Oliphant\"\n", OL_CLI_VERSION);
    fputs(".SH NAME\noliphant \\- run a private server that Oracle clients can use\n"
          ".SH SYNOPSIS\n.B oliphant\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
          ".SH COMMANDS\n", stdout);
    for (size_t i = 0; i < OL_LENGTHOF(commands); i++)
    {
        printf(".SS oliphant %s %s\n", commands[i]->name, commands[i]->usage);
        man_text(commands[i]->description);
        fputc('\n', stdout);
        man_options(commands[i]->options, commands[i]->noptions);
    }
    fputs(".SH \"EXIT STATUS\"\n", stdout);
    for (size_t i = 0; i < OL_LENGTHOF(exit_codes); i++)
    {
        printf(".TP\n.B %zu\n", i);
        man_text(exit_codes[i]);
        fputc('\n', stdout);
    }
    fputs(".SH \"SEE ALSO\"\n.BR psql (1),\n.BR pg_ctl (1)\n", stdout);
}

enum
{
    OPT_MAN,
    HELP_END
};

static const OlCliOption help_options[HELP_END] = {
    {"man", 0, OL_OPT_FLAG, NULL, NULL, NULL, "print the manual page of the program (roff)"},
};

static OlExit run_help(OlCli *cli, const OlArgs *args)
{
    const OlCommand *command;

    if (args->value[OPT_MAN] != NULL)
    {
        print_man();
        return OL_EXIT_OK;
    }
    if (args->nrest == 0)
    {
        print_overview(stdout);
        fputs("\nexit codes:\n", stdout);
        for (size_t i = 0; i < OL_LENGTHOF(exit_codes); i++)
            printf("  %zu  %s\n", i, exit_codes[i]);
        return OL_EXIT_OK;
    }
    command = find_command(args->rest[0]);
    if (command == NULL)
        return ol_cli_usage(NULL, "there is no command \"%s\"", args->rest[0]);
    print_command(cli, stdout, command);
    return OL_EXIT_OK;
}

static OlExit run_version(OlCli *cli, const OlArgs *args)
{
    printf("oliphant %s\n", OL_CLI_VERSION);
    return OL_EXIT_OK;
}

const OlCommand ol_command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "list the commands, or say what one takes",
    .description = "With a command's name the same as that command's --help.",
    .options = help_options,
    .noptions = HELP_END,
    .max_args = 1,
    .run = run_help,
};

const OlCommand ol_command_version = {
    .name = "version",
    .usage = "",
    .summary = "print the version",
    .description = "Prints the version of the program.",
    .run = run_version,
};

/* --- main ------------------------------------------------------------------------------------------------------------ */

OL_NORETURN static void out_of_memory(void)
{
    (void)ol_cli_fail("out of memory");
    exit(OL_EXIT_FAILED);
}

static const char *own_folder(OlArena *arena)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
    char *slash;

    if (n <= 0)
        return NULL;
    path[n] = '\0';
    slash = strrchr(path, '/');
    return slash != NULL && slash != path ? ol_str_cdup(arena, ol_str_n(path, (size_t)(slash - path))) : NULL;
}

static OlExit run_command(OlCli *cli, const OlCommand *command, int argc, char **argv)
{
    OlArgs args;

    if (command->words != NULL)
        argc = command->words(cli, argc, argv, &argv);
    if (!ol_opt_parse(cli, command->name, command->options, command->noptions, argc, argv, &args))
        return OL_EXIT_USAGE;
    if (args.help)
    {
        print_command(cli, stdout, command);
        return OL_EXIT_OK;
    }
    if (args.nrest < command->min_args)
        return ol_cli_usage(command->name, "%s needs %s", command->name, command->usage);
    if (args.nrest > command->max_args)
        return ol_cli_usage(command->name, "%s does not take \"%s\"", command->name, args.rest[command->max_args]);
    return command->run(cli, &args);
}

int main(int argc, char **argv)
{
    OlAllocator allocator = ol_allocator_malloc(out_of_memory);
    OlCli cli = {.arena = ol_arena_new(&allocator)};
    const char *name = argc > 1 ? argv[1] : NULL;
    const OlCommand *command;
    OlExit status;

    cli.self_dir = own_folder(cli.arena);
    if (name == NULL)
    {
        print_overview(stderr);
        status = OL_EXIT_USAGE;
    }
    else
    {
        if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
            name = "help";
        else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
            name = "version";
        command = find_command(name);
        status = command != NULL ? run_command(&cli, command, argc - 2, argv + 2)
                                 : ol_cli_usage(NULL, "there is no command \"%s\"", name);
    }
    if (fflush(stdout) != 0 && status == OL_EXIT_OK)
        status = OL_EXIT_FAILED; /* what was asked for did not reach its reader */
    ol_arena_free(cli.arena);
    return (int)status;
}
