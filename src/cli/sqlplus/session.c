/*
 * session.c - "oliphant sql" from start to end: arguments, login scripts, the outermost source, leaving.
 *
 * Owns:      OlPlus; signals.
 * See also:  sqlplus.h, mainloop.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

OL_NORETURN void ol_plus_out_of_memory(void)
{
    fputs("oliphant: out of memory\n", stderr);
    exit(1);
}

void ol_plus_set_text(char **where, OlStr text)
{
    char *copy = malloc(text.n + 1);

    if (copy == NULL)
        abort();
    if (text.n > 0)
        memcpy(copy, text.s, text.n);
    copy[text.n] = '\0';
    free(*where);
    *where = copy;
}

void ol_plus_clear_text(char **where)
{
    free(*where);
    *where = NULL;
}

/* SQLPROMPT: the text as set, with _USER, _CONNECT_IDENTIFIER and other variables replaced, as SQL*Plus does. */
const char *ol_plus_prompt_text(OlPlus *p)
{
    const char *prompt = SET_TEXT(p, SQLPROMPT);
    OlBuf out;

    if (p->silent && (p->source == NULL || !p->source->is_terminal))
        return "";
    ol_buf_init(&out, p->work, 64);
    if (SET_NUMBER(p, TIME))
    {
        time_t now = time(NULL);
        struct tm tm;

        (void)localtime_r(&now, &tm);
        ol_buf_printf(&out, "%02d:%02d:%02d ", tm.tm_hour, tm.tm_min, tm.tm_sec);
    }
    for (const char *c = prompt; *c != '\0';)
    {
        size_t n = 0;
        const OlPlusDefine *d;

        while ((c[n] >= 'a' && c[n] <= 'z') || (c[n] >= 'A' && c[n] <= 'Z') || c[n] == '_' || (n > 0 && c[n] >= '0' && c[n] <= '9'))
            n++;
        d = n > 0 && c[0] == '_' ? ol_plus_define_find(p, ol_str_n(c, n)) : NULL;
        if (d != NULL)
            ol_buf_append_c(&out, d->value);
        else
            ol_buf_append(&out, c, n > 0 ? n : 1);
        c += n > 0 ? n : 1;
    }
    return ol_buf_cstr(&out);
}

void ol_plus_banner(OlPlus *p)
{
    OlStr banner;

    if (p->conn == NULL || !ol_plus_conn_version(p->conn, p->work, &banner) || banner.n == 0)
        return;
    ol_plus_line(p, "\nConnected to:\n%.*s\n", OL_STR_ARG(ol_str_trim(banner)));
}

/* --- arguments --------------------------------------------------------------------------------------------------------- */
enum
{
    OPT_SILENT, OPT_LOGIN, OPT_MARKUP, OPT_RESTRICT, OPT_FORMAT, OPT_COMPATIBILITY, OPT_FAST, OPT_NO_LOGIN_TIME, OPT_AC, OPT_VERSION, OPT_END
};

static const OlCliOption options[OPT_END] = {
    [OPT_SILENT] = {"silent", 's', OL_OPT_FLAG, NULL, NULL, NULL, "no banner, no prompts, no echo"},
    [OPT_LOGIN] = {"login-once", 'l', OL_OPT_FLAG, NULL, NULL, NULL, "end when the first login fails instead of asking again"},
    [OPT_MARKUP] = {"markup", 'm', OL_OPT_TEXT, "OPTIONS", NULL, NULL, "as SET MARKUP: \"HTML ON\", \"CSV ON\""},
    [OPT_RESTRICT] = {"restrict", 'r', OL_OPT_NUMBER, "LEVEL", NULL, NULL,
                      "1: HOST and EDIT are not available; 2: nor SAVE, SPOOL and STORE; 3: nor GET, START, @ and login.sql"},
    [OPT_FORMAT] = {"format", 'f', OL_OPT_TEXT, "FORMAT", NULL, "table", "form of query results: table, csv, json, html"},
    [OPT_COMPATIBILITY] = {"compatibility", 'c', OL_OPT_TEXT, "VERSION", NULL, NULL, "as SET SQLPLUSCOMPATIBILITY: 19.1.0"},
    [OPT_FAST] = {"faststart", 'F', OL_OPT_FLAG, NULL, NULL, NULL,
                  "the settings that are fast for unattended work: ARRAYSIZE 100, LOBPREFETCH 16384, PAGESIZE 50000, ROWPREFETCH 2, STATEMENTCACHE 20"},
    [OPT_NO_LOGIN_TIME] = {"nologintime", 0, OL_OPT_FLAG, NULL, NULL, NULL, "taken: the time of the last login is never shown"},
    [OPT_AC] = {"ac", 0, OL_OPT_FLAG, NULL, NULL, NULL, "taken: there is no application continuity to enable"},
    [OPT_VERSION] = {"version", 'V', OL_OPT_FLAG, NULL, NULL, NULL, "print the version and end"},
};

static bool set_format(OlPlus *p, const char *name)
{
    static const char *const names[] = {"table", "csv", "html", "json"};

    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_ieq_c(ol_str(name), names[i]))
        {
            p->format = (OlPlusFormat)i;
            return true;
        }
    return false;
}

static void set_predefined(OlPlus *p)
{
    char date[32];
    time_t now = time(NULL);
    struct tm tm;
    const char *editor = getenv("EDITOR");

    (void)localtime_r(&now, &tm);
    (void)strftime(date, sizeof(date), "%d-%b-%y", &tm);
    ol_plus_define_set(p, OL_STR("_DATE"), ol_str_upper(p->work, ol_str(date)), false);
    ol_plus_define_set(p, OL_STR("_CONNECT_IDENTIFIER"), OL_STR_NULL, false);
    ol_plus_define_set(p, OL_STR("_USER"), OL_STR_NULL, false);
    ol_plus_define_set(p, OL_STR("_PRIVILEGE"), OL_STR_NULL, false);
    ol_plus_define_set(p, OL_STR("_SQLPLUS_RELEASE"), OL_STR("1903000000"), false);
    ol_plus_define_set(p, OL_STR("_EDITOR"), ol_str(editor != NULL && editor[0] != '\0' ? editor : "vi"), false);
    ol_plus_define_set(p, OL_STR("_O_VERSION"), OL_STR_NULL, false);
    ol_plus_define_set(p, OL_STR("_O_RELEASE"), OL_STR_NULL, false);
}

/* SQL*Plus's own form of the options: one dash, any case, abbreviated ("-S", "-silent", "-MARKUP"). */
static const struct
{
    const char *spec, *option;
    bool has_value;
} short_forms[] = {
    {"AC", "--ac", false},             {"C[OMPATIBILITY]", "--compatibility", true}, {"F[ASTSTART]", "--faststart", false}, {"H[ELP]", "--help", false},
    {"L[OGON]", "--login-once", false}, {"M[ARKUP]", "--markup", true},   {"NOLOGINTIME", "--nologintime", false}, {"R[ESTRICT]", "--restrict", true},
    {"S[ILENT]", "--silent", false},    {"V[ERSION]", "--version", false},
};

/* Words of the command line before they are parsed. A script's arguments are its own, whatever they begin with. */
static int own_words(OlCli *cli, int argc, char **argv, char ***out)
{
    char **words = ol_new_array(cli->arena, char *, (size_t)argc + 2);
    int n = 0;
    bool script = false, value = false;

    for (int i = 0; i < argc; i++)
    {
        char *word = argv[i];

        if (!script && !value && word[0] == '@')
        {
            words[n++] = (char *)(uintptr_t)"--";
            script = true;
        }
        else if (script && strcmp(word, "--") == 0)
            continue; /* nobody needs it here, but it is written */
        else if (!script && !value && word[0] == '-' && word[1] != '-' && strcmp(word, "-f") != 0)
            for (size_t k = 0; k < OL_LENGTHOF(short_forms); k++)
                if (ol_plus_matches(ol_str(word + 1), short_forms[k].spec))
                {
                    word = (char *)(uintptr_t)short_forms[k].option;
                    value = short_forms[k].has_value;
                    break;
                }
        if (word == argv[i])
            value = false;
        words[n++] = word;
    }
    *out = words;
    return n;
}

void ol_plus_run_profiles(OlPlus *p)
{
    const char *home = getenv("ORACLE_HOME");
    OlStr path = ol_str(getenv("SQLPATH"));

    if (home != NULL && p->restrict_level < 3)
        ol_plus_run_profile(p, ol_str_printf(p->work, "%s/sqlplus/admin/glogin.sql", home).s);
    if (p->restrict_level >= 3)
        return;
    if (access("login.sql", R_OK) == 0)
        ol_plus_run_profile(p, "login.sql");
    else if (path.n > 0)
    {
        const char *colon = memchr(path.s, ':', path.n);

        ol_plus_run_profile(p, ol_str_printf(p->work, "%.*s/login.sql", (int)(colon != NULL ? colon - path.s : (ptrdiff_t)path.n), path.s).s);
    }
}

static bool log_in(OlPlus *p, OlStr logon)
{
    bool terminal = isatty(STDIN_FILENO) != 0;

    for (int attempt = 1; attempt <= 3; attempt++)
    {
        if (ol_plus_connect(p, logon, true))
            return true;
        if (p->login_once)
        {
            ol_plus_message(p, OL_ERR_SP2_NO_CONNECT);
            return false;
        }
        if (!terminal)
            return false;
        logon = OL_STR_NULL;
    }
    ol_plus_message(p, OL_ERR_SP2_LOGIN_ATTEMPTS);
    return false;
}

/* Script and its arguments among the words after the logon. */
static int find_script(const OlArgs *args)
{
    for (int i = 0; i < args->nrest; i++)
        if (args->rest[i][0] == '@')
            return i;
    return -1;
}

void ol_plus_init(OlPlus *p, OlCli *cli)
{
    memset(p, 0, sizeof(*p));
    p->cli = cli;
    p->work = cli->arena;
    p->interrupted = &interrupted;
    ol_plus_settings_init(p);
    set_predefined(p);
}

void ol_plus_free(OlPlus *p)
{
    char **texts[] = {&p->ttitle, &p->btitle, &p->repheader, &p->repfooter, &p->html_head, &p->html_body, &p->html_table, &p->object_type,
                      &p->object_name, &p->error_table, &p->error_identifier, &p->last_sql, &p->on_sql_error.code, &p->on_os_error.code};

    ol_plus_spool_off(p);
    ol_plus_disconnect(p);
    ol_plus_cmd_clear(p, OL_STR("BREAKS COMPUTES COLUMNS SQL TIMING"));
    while (p->defines != NULL)
        ol_plus_define_remove(p, ol_str(p->defines->name));
    ol_plus_vars_free(p);
    for (int i = 0; i < p->history.n; i++)
        free(p->history.items[i]);
    for (int i = 0; i < OL_SET_COUNT; i++)
        ol_plus_clear_text(&p->set[i].text);
    for (size_t i = 0; i < OL_LENGTHOF(texts); i++)
        ol_plus_clear_text(texts[i]);
    ol_arena_free(p->nls_arena);
    ol_arena_free(p->target_arena);
    fflush(stdout);
}

static int run(OlPlus *p, const OlArgs *args)
{
    int script = find_script(args);
    OlStr logon = args->nrest > 0 && script != 0 ? ol_str(args->rest[0]) : OL_STR_NULL;
    OlPlusSource input = {.f = stdin, .is_terminal = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0};

    /* "AS SYSDBA" as further words */
    for (int i = 1; i < args->nrest && script != 0 && (script < 0 || i < script); i++)
        logon = ol_str_printf(p->work, "%.*s %s", OL_STR_ARG(logon), args->rest[i]);
    p->no_login = ol_str_ieq_c(logon, "/nolog");
    if (!p->silent)
        ol_plus_line(p, "\noliphant sql: Release %s, works as SQL*Plus\n", OL_CLI_VERSION);
    if (input.is_terminal)
        ol_plus_terminal_begin(p);
    p->source = &input;
    if (!p->no_login && !log_in(p, logon))
        return 1;
    if (!p->silent && p->conn != NULL)
        ol_plus_banner(p);
    ol_plus_run_profiles(p);
    if (script >= 0 && !p->exiting)
    {
        OlStr *values = ol_new_array(p->work, OlStr, (size_t)args->nrest);

        for (int i = script + 1; i < args->nrest; i++)
            values[i - script - 1] = ol_str(args->rest[i]);
        (void)ol_plus_run_file(p, ol_str(args->rest[script] + 1), false, values, args->nrest - script - 1);
    }
    if (!p->exiting)
        ol_plus_loop(p);
    if (!p->exiting)
        ol_plus_exit(p, OL_STR_NULL);
    if (p->conn != NULL && !p->silent)
        ol_plus_line(p, "Disconnected");
    if (input.is_terminal)
        ol_plus_terminal_end();
    return p->exit_code;
}

static OlExit run_sql(OlCli *cli, const OlArgs *args)
{
    OlPlus *p = ol_new(cli->arena, OlPlus);
    struct sigaction action = {.sa_handler = on_interrupt};
    const char *markup = args->value[OPT_MARKUP];
    int code;

    if (args->value[OPT_VERSION] != NULL)
    {
        printf("oliphant sql: Release %s, works as SQL*Plus\n", OL_CLI_VERSION);
        return OL_EXIT_OK;
    }
    ol_plus_init(p, cli);
    p->colors = isatty(STDOUT_FILENO) != 0 && getenv("NO_COLOR") == NULL && getenv("TERM") != NULL && strcmp(getenv("TERM"), "dumb") != 0;
    p->shows_progress = isatty(STDERR_FILENO) != 0;
    p->silent = args->value[OPT_SILENT] != NULL;
    p->login_once = args->value[OPT_LOGIN] != NULL;
    p->restrict_level = args->value[OPT_RESTRICT] != NULL ? (int)strtol(args->value[OPT_RESTRICT], NULL, 10) : 0;
    if (!set_format(p, args->value[OPT_FORMAT]))
        return ol_cli_usage("sql", "the format is table, csv, json or html, not \"%s\"", args->value[OPT_FORMAT]);
    if (p->format != OL_FORMAT_TABLE) /* for programs: nothing but the rows */
        p->set[OL_SET_FEEDBACK].number = 0;
    if (args->value[OPT_FAST] != NULL)
        ol_plus_set_command(p, OL_STR("ARRAYSIZE 100 LOBPREFETCH 16384 PAGESIZE 50000 ROWPREFETCH 2 STATEMENTCACHE 20"));
    if (args->value[OPT_COMPATIBILITY] != NULL)
        ol_plus_set_command(p, ol_str_printf(p->work, "SQLPLUSCOMPATIBILITY %s", args->value[OPT_COMPATIBILITY]));
    if (markup != NULL)
        ol_plus_set_command(p, ol_str_printf(p->work, "MARKUP %s", markup));
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL); /* without SA_RESTART: a blocked call notices */
    (void)signal(SIGPIPE, SIG_IGN);
    code = run(p, args);
    p->set[OL_SET_TERMOUT].number = 0; /* nothing is said of what goes */
    p->depth = 1;
    ol_plus_free(p);
    return (OlExit)code;
}

const OlCommand ol_command_sql = {
    .name = "sql",
    .usage = "[USER[/PASSWORD][@SERVICE] | /nolog] [@SCRIPT [ARGUMENT...]]",
    .summary = "run SQL, PL/SQL and SQL*Plus scripts",
    .description =
        "A client and script runner that works as SQL*Plus does, with this server or any other that speaks Oracle's protocol. "
        "SERVICE is //host:port/service, a whole connect descriptor, or an alias of the file tnsnames.ora in the folder "
        "TNS_ADMIN.\n\n"
        "The exit code is what EXIT or WHENEVER says; 1 when nobody could log in. Options may also be written as SQL*Plus has them: "
        "-S, -SILENT, -L, -M \"CSV ON\", -R 3. What follows @SCRIPT are the script's arguments.",
    .options = options,
    .noptions = OPT_END,
    .max_args = 1000,
    .words = own_words,
    .run = run_sql,
};
