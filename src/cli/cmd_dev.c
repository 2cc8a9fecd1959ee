/*
 * cmd_dev.c - oliphant dev: print what each stage of the library makes of a text or a capture.
 *
 * Owns:      the table of stages. The printers are the library's own, which the golden tests use as well.
 * See also:  front, translate, wire; catalog_file.c; HACKING.md
 */
#include "cli/catalog_file.h"
#include "cli/cli.h"
#include "front/front.h"
#include "front/resolve.h"
#include "plc/plc.h"
#include "translate/translate.h"
#include "wire/wire_trace.h"

#include <string.h>

#define INPUT_MAX (64u * 1024u * 1024u)

typedef struct Stage
{
    const char *name;
    OlStatus (*print)(OlArena *arena, OlStr input, OlBuf *out, OlDiag *diag);
    OlStatus (*print_with)(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag); /* when print is NULL */
    const char *help;
} Stage;

enum
{
    OPT_CATALOG,
    OPT_BINDS,
    OPT_LOCALE,
    OPT_HEX,
    OPT_NO_ROWS,
    OPT_END
};

static const OlCliOption options[OPT_END] = {
    {"catalog", 0, OL_OPT_TEXT, "FILE", NULL, NULL, "sql: tables and other objects that names may mean (the format is in src/cli/catalog_file.c)"},
    {"binds", 0, OL_OPT_TEXT, "TYPES", NULL, NULL, "sql: types of the placeholders in order, separated by semicolons"},
    {"locale", 0, OL_OPT_FLAG, NULL, NULL, NULL, "sql: the database's collation is not bytewise"},
    {"hex", 'x', OL_OPT_FLAG, NULL, NULL, NULL, "wire: the bytes of each packet too"},
    {"no-rows", 0, OL_OPT_FLAG, NULL, NULL, NULL, "wire: count rows and bind values instead of printing them"},
};

/* The types after --binds: any SQL type, or nothing where the client has not said. */
static OlStatus read_bind_types(OlCli *cli, const OlCatalog *catalog, const char *text, OlType **types, int *n, OlDiag *diag)
{
    OlStr rest = ol_str(text);
    size_t end;

    *types = ol_new_array(cli->arena, OlType, rest.n + 1);
    *n = 0;
    for (; rest.n > 0; rest = ol_str_n(rest.s + OL_MIN(end + 1, rest.n), rest.n - OL_MIN(end + 1, rest.n)))
    {
        OlResolver r = {.arena = cli->arena, .cat = catalog, .diag = diag};
        OlNode *node;

        for (end = 0; end < rest.n && rest.s[end] != ';'; end++)
            ;
        if (end > 0)
        {
            if (ol_parse_type_text(cli->arena, ol_str_n(rest.s, end), &node, diag) != OL_OK || !ol_rs_type_from_ast(&r, node, &(*types)[*n]))
                return OL_ERROR;
        }
        ++*n;
    }
    return OL_OK;
}

/* What the stages that look at names are given: --catalog, --locale, --binds. */
static OlStatus read_names(OlCli *cli, const OlArgs *args, OlCatalog *catalog, OlType **types, int *n, OlDiag *diag)
{
    OlStr catalog_text = OL_STR_NULL;

    *types = NULL;
    *n = 0;
    if (args->value[OPT_CATALOG] != NULL && !ol_cli_read_file(cli, args->value[OPT_CATALOG], INPUT_MAX, &catalog_text))
        return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "the catalog could not be read");
    if (ol_catalog_file_read(cli->arena, catalog_text, catalog, diag) != OL_OK)
        return OL_ERROR;
    catalog->collation_is_c = args->value[OPT_LOCALE] == NULL;
    if (args->value[OPT_BINDS] != NULL && read_bind_types(cli, catalog, args->value[OPT_BINDS], types, n, diag) != OL_OK)
        return OL_ERROR;
    return OL_OK;
}

static OlStatus print_names(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag)
{
    OlCatalog catalog;
    OlType *types;
    int n;

    if (read_names(cli, args, &catalog, &types, &n, diag) != OL_OK)
        return OL_ERROR;
    return ol_names_print(cli->arena, input, &catalog, types, n, out, diag);
}

static OlStatus print_sql(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag)
{
    OlCatalog catalog;
    OlTrOptions tr_options = {.catalog = &catalog};
    OlTranslation *tr;
    OlType *types;

    if (read_names(cli, args, &catalog, &types, &tr_options.nbind_types, diag) != OL_OK)
        return OL_ERROR;
    tr_options.bind_types = types;
    if (ol_translate(cli->arena, input, &tr_options, &tr, diag) != OL_OK)
        return OL_ERROR;
    ol_translation_print(tr, out);
    return OL_OK;
}

static OlStatus print_bytecode(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag)
{
    OlCatalog catalog;
    OlPlcOptions plc_options = {.catalog = &catalog};
    OlPlcResult result;
    OlType *types;

    if (read_names(cli, args, &catalog, &types, &plc_options.nbind_types, diag) != OL_OK)
        return OL_ERROR;
    plc_options.bind_types = types;
    if (ol_plc_compile(cli->arena, input, &plc_options, &result, diag) != OL_OK)
        return OL_ERROR;
    ol_program_print(result.program, out);
    return OL_OK;
}

static void add_line(void *ctx, OlStr line)
{
    ol_buf_append_str(ctx, line);
    ol_buf_append_byte(ctx, '\n');
}

static OlStatus print_wire(OlCli *cli, const OlArgs *args, OlStr input, OlBuf *out, OlDiag *diag)
{
    OlTraceOptions trace_options = {.hex = args->value[OPT_HEX] != NULL, .no_rows = args->value[OPT_NO_ROWS] != NULL};
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *scratch = ol_arena_new(&allocator);
    OlWireTrace *trace = ol_wire_trace_new(cli->arena, scratch, &trace_options, add_line, out);
    OlStatus status = ol_wire_trace_file(trace, input, diag);

    if (status == OL_OK)
        ol_wire_trace_end(trace);
    ol_arena_free(scratch);
    return status;
}

static const Stage stages[] = {
    {"tokens", ol_lex_print, NULL, "the tokens of a text"},
    {"ast", ol_parse_print, NULL, "the syntax tree of one statement"},
    {"names", NULL, print_names, "what every name of one statement is bound to, and every expression's type"},
    {"sql", NULL, print_sql, "what one statement becomes in PostgreSQL, with its columns and placeholders"},
    {"bytecode", NULL, print_bytecode, "the program a block or unit of PL/SQL is compiled to"},
    {"wire", NULL, print_wire, "the packets and messages of a capture, lines of \"C: hex\" and \"S: hex\""},
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
                   "tokens (the lexer), ast (the parser), names (the resolver), sql (the translation), bytecode (PL/SQL), wire (a capture in words).",
    .options = options,
    .noptions = OPT_END,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
