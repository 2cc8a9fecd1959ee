/*
 * cmd_dev.c - oliphant dev: print what each stage of the library makes of a text or a capture.
 *
 * Owns:      the table of stages. The printers are the library's own, which the golden tests use as well.
 * See also:  front, translate, wire; catalog_file.c; HACKING.md
 */
#include "cli/cli.h"
#include "front/front.h"

#include <string.h>

#define INPUT_MAX (64u * 1024u * 1024u)

typedef struct Stage
{
    const char *name;
    OlStatus (*print)(OlArena *arena, OlStr input, OlBuf *out, OlDiag *diag);
    OlStatus (*print_with)(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag); /* when print is NULL */
    const char *help;
} Stage;

static const Stage stages[] = {
    {"tokens", ol_lex_print, NULL, "the tokens of a text"},
    {"ast", ol_parse_print, NULL, "the syntax tree of one statement"},
};

static const Stage *find_stage(const char *name)
{
    for (size_t i = 0; i < OL_LENGTHOF(stages); i++)
        if (strcmp(stages[i].name, name) == 0)
            return &stages[i];
    return NULL;
}

static OlExit run(OlCli *cli, const OlArgs *args)
{
    const Stage *stage = find_stage(args->rest[0]);
    OlStr input;
    OlBuf out;
    OlDiag diag;
    OlStatus status;

    if (stage == NULL)
    {
        fputs("stages:", stderr);
        for (size_t i = 0; i < OL_LENGTHOF(stages); i++)
            fprintf(stderr, "\n  %-8s %s", stages[i].name, stages[i].help);
        fputc('\n', stderr);
        return ol_cli_usage("dev", "there is no stage \"%s\"", args->rest[0]);
    }
    if (!ol_cli_read_file(cli, args->nrest > 1 ? args->rest[1] : "-", INPUT_MAX, &input))
        return OL_EXIT_FAILED;
    ol_buf_init(&out, cli->arena, 4096);
    ol_diag_init(&diag);
    status = stage->print != NULL ? stage->print(cli->arena, input, &out, &diag) : stage->print_with(cli, args, input, &out, &diag);
    (void)fwrite(out.data, 1, out.len, stdout);
    if (status != OL_OK)
    {
        char text[OL_DIAG_TEXT_MAX + 32];

        (void)ol_diag_format(&diag, text, sizeof(text));
        fflush(stdout);
        if (diag.pos >= 0)
            fprintf(stderr, "%s (at byte %d)\n", text, diag.pos);
        else
            fprintf(stderr, "%s\n", text);
        return OL_EXIT_FAILED;
    }
    return OL_EXIT_OK;
}

const OlCommand ol_command_dev = {
    .name = "dev",
    .usage = "STAGE [FILE]",
    .summary = "print what a stage of the compiler or of the wire codec makes of a file",
    .description = "Reads FILE, or standard input without one, and prints stable text. The stages:\n"
                   "tokens (the lexer), ast (the parser).",
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
