/*
 * cmd_script.c - commands of scripts: @, DEFINE, ACCEPT, PROMPT, PAUSE, WHENEVER, SPOOL, HOST, EXIT, STORE, TIMING and others.
 *
 * See also:  input.c, subst.c, output.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { SCRIPT_ARGUMENTS_MAX = 200 };

/* --- scripts --------------------------------------------------------------------------------------------------------------------------- */

static void run_script(OlPlus *p, OlStr args, bool relative)
{
    OlStr values[SCRIPT_ARGUMENTS_MAX];
    OlStr name = ol_plus_next_value(p, &args, NULL);
    int n = 0;

    if (name.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_SCRIPT);
        return;
    }
    while (n < SCRIPT_ARGUMENTS_MAX && ol_str_trim(args).n > 0)
        values[n++] = ol_plus_next_value(p, &args, NULL);
    (void)ol_plus_run_file(p, name, relative, values, n);
}

void ol_plus_cmd_at(OlPlus *p, OlStr args)
{
    run_script(p, args, false);
}

void ol_plus_cmd_atat(OlPlus *p, OlStr args)
{
    run_script(p, args, true);
}

void ol_plus_cmd_slash(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_execute_buffer(p);
}

void ol_plus_cmd_remark(OlPlus *p, OlStr args)
{
    (void)p;
    (void)args;
}

void ol_plus_cmd_exit(OlPlus *p, OlStr args)
{
    ol_plus_exit(p, args);
}

void ol_plus_cmd_refused(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_message(p, OL_ERR_SP2_NOT_HERE, p->command_name);
}

void ol_plus_cmd_prompt(OlPlus *p, OlStr args)
{
    ol_plus_line(p, "%.*s", OL_STR_ARG(args));
}

void ol_plus_cmd_pause(OlPlus *p, OlStr args)
{
    OlStr ignored;

    ol_plus_line(p, "%.*s", OL_STR_ARG(args));
    (void)ol_plus_ask(p, "", false, &ignored);
}

void ol_plus_cmd_newpage(OlPlus *p, OlStr args)
{
    uint64_t n = 1;

    (void)ol_parse_u64(args, &n);
    for (uint64_t i = 0; i < n && i < 1000; i++)
        ol_plus_line(p, "%s", "");
}

void ol_plus_cmd_cd(OlPlus *p, OlStr args)
{
    char *path = args.n > 0 ? ol_str_cdup(p->work, ol_plus_next_value(p, &args, NULL)) : getenv("HOME");

    if (path == NULL || chdir(path) != 0)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_FOLDER, path != NULL ? path : "", strerror(errno));
        ol_plus_os_error(p, errno);
    }
}

/* --- substitution variables -------------------------------------------------------------------------------------------------------------- */

static void show_define(OlPlus *p, const OlPlusDefine *d)
{
    if (d->is_number)
        ol_plus_line(p, "DEFINE %-15s = %10s (NUMBER)", d->name, d->value);
    else
        ol_plus_line(p, "DEFINE %-15s = \"%s\" (CHAR)", d->name, d->value);
}

void ol_plus_cmd_define(OlPlus *p, OlStr args)
{
    const char *equals = args.n > 0 ? memchr(args.s, '=', args.n) : NULL;
    OlStr name = ol_str_trim(equals != NULL ? ol_str_n(args.s, (size_t)(equals - args.s)) : args), value;
    bool quoted;

    if (args.n == 0)
    {
        for (const OlPlusDefine *d = p->defines; d != NULL; d = d->next)
            show_define(p, d);
        return;
    }
    if (name.n == 0 || memchr(name.s, ' ', name.n) != NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_DEFINE_NAME);
        return;
    }
    if (equals == NULL)
    {
        const OlPlusDefine *d = ol_plus_define_find(p, name);

        if (d != NULL)
            show_define(p, d);
        else
            ol_plus_message(p, OL_ERR_SP2_UNDEFINED, ol_str_cdup(p->work, name));
        return;
    }
    args = ol_str_trim(ol_str_n(equals + 1, (size_t)(args.s + args.n - equals - 1)));
    value = args;
    if (args.n > 0 && (args.s[0] == '\'' || args.s[0] == '"'))
        value = ol_plus_next_value(p, &args, &quoted);
    ol_plus_define_set(p, name, value, false);
}

void ol_plus_cmd_undefine(OlPlus *p, OlStr args)
{
    for (OlStr name = ol_plus_next_word(&args); name.n > 0; name = ol_plus_next_word(&args))
    {
        if (ol_plus_define_find(p, name) == NULL)
            ol_plus_message(p, OL_ERR_SP2_UNDEFINED, ol_str_cdup(p->work, name));
        ol_plus_define_remove(p, name);
    }
}

/* ACCEPT name [NUMBER|CHAR|DATE] [FORMAT f] [DEFAULT d] [PROMPT text|NOPROMPT] [HIDE] */
void ol_plus_cmd_accept(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_word(&args), word, fallback = OL_STR_NULL, prompt = OL_STR_NULL, format = OL_STR_NULL, value;
    bool number = false, date = false, hide = false;

    if (name.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_ACCEPT);
        return;
    }
    while (word = ol_plus_next_word(&args), word.n > 0)
    {
        if (ol_plus_matches(word, "NUM[BER]"))
            number = true;
        else if (ol_plus_matches(word, "CHAR"))
            number = false;
        else if (ol_plus_matches(word, "DATE"))
            date = true;
        else if (ol_plus_matches(word, "FOR[MAT]"))
            format = ol_plus_next_value(p, &args, NULL);
        else if (ol_plus_matches(word, "DEF[AULT]"))
            fallback = ol_plus_next_value(p, &args, NULL);
        else if (ol_plus_matches(word, "PROMPT"))
            prompt = ol_plus_next_value(p, &args, NULL);
        else if (ol_plus_matches(word, "NOPR[OMPT]"))
            prompt = OL_STR_NULL;
        else if (ol_plus_matches(word, "HIDE"))
            hide = true;
        else
        {
            ol_plus_message(p, OL_ERR_SP2_ACCEPT);
            return;
        }
    }
    for (;;)
    {
        OlDecimal d;
        const OlMask *mask;
        OlDateTime t, now = {.year = 2000, .month = 1, .day = 1};

        if (!ol_plus_ask(p, ol_str_cdup(p->work, prompt), hide, &value))
            return;
        if (value.n == 0)
            value = fallback;
        if (number && ol_decimal_from_text(value, &d, NULL) != OL_OK)
            ol_plus_message(p, OL_ERR_SP2_NOT_A_NUMBER, ol_str_cdup(p->work, value));
        else if (date && (ol_mask_compile(p->work, format.n > 0 ? format : ol_str("DD-MON-RR"), &mask, NULL) != OL_OK ||
                          ol_mask_to_date(mask, &p->nls, value, OL_KIND_DATE, &now, &t, NULL) != OL_OK))
            ol_plus_message(p, OL_ERR_SP2_NOT_A_DATE, ol_str_cdup(p->work, value), format.n > 0 ? ol_str_cdup(p->work, format) : "DD-MON-RR");
        else
            break;
    }
    ol_plus_define_set(p, name, value, number);
}

/* --- errors -------------------------------------------------------------------------------------------------------------------------------- */

void ol_plus_cmd_whenever(OlPlus *p, OlStr args)
{
    OlStr what = ol_plus_next_word(&args), action = ol_plus_next_word(&args), rest;
    OlPlusOnError *on = ol_str_ieq_c(what, "SQLERROR") ? &p->on_sql_error : ol_str_ieq_c(what, "OSERROR") ? &p->on_os_error : NULL;

    if (on == NULL || !(ol_str_ieq_c(action, "EXIT") || ol_str_ieq_c(action, "CONTINUE")))
    {
        ol_plus_message(p, OL_ERR_SP2_WHENEVER);
        return;
    }
    rest = ol_str_trim(args);
    if (ol_str_ieq_c(action, "EXIT"))
    {
        on->exits = true;
        ol_plus_set_text(&on->code, rest);
        return;
    }
    on->exits = false;
    on->end = ol_str_ieq_c(rest, "COMMIT") ? OL_END_COMMIT : ol_str_ieq_c(rest, "ROLLBACK") ? OL_END_ROLLBACK : OL_END_NONE;
}

/* --- files and programs ---------------------------------------------------------------------------------------------------------------------- */

void ol_plus_cmd_spool(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_value(p, &args, NULL), mode = ol_plus_next_word(&args);

    if (name.n == 0)
    {
        if (p->spool != NULL)
            ol_plus_line(p, "currently spooling to %s", p->spool_name);
        else
            ol_plus_line(p, "not spooling currently");
        return;
    }
    if (ol_str_ieq_c(name, "OFF") || ol_str_ieq_c(name, "OUT"))
    {
        if (p->spool == NULL)
            ol_plus_line(p, "not spooling currently");
        ol_plus_spool_off(p);
        return;
    }
    if (ol_plus_matches(mode, "CRE[ATE]") && access(ol_plus_file_name(p, name, "lst"), F_OK) == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_SPOOL_EXISTS, ol_plus_file_name(p, name, "lst"));
        return;
    }
    if (!ol_plus_spool(p, name, ol_plus_matches(mode, "APP[END]") ? "a" : "w"))
        ol_plus_os_error(p, errno);
}

/* The shell runs what the user wrote: that is what HOST is for. */
static int run_shell(OlPlus *p, OlStr command)
{
    const char *shell = getenv("SHELL");
    char *words[4] = {(char *)(command.n > 0 || shell == NULL ? "/bin/sh" : shell), command.n > 0 ? (char *)"-c" : NULL,
                      command.n > 0 ? ol_str_cdup(p->work, command) : NULL, NULL};
    pid_t pid;
    int status = 0;

    fflush(stdout);
    if (posix_spawn(&pid, words[0], NULL, NULL, words, environ) != 0)
        return 127;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ol_plus_cmd_host(OlPlus *p, OlStr args)
{
    int code;
    OlStr command;

    if (!ol_plus_substitute(p, args, &command))
        return;
    code = run_shell(p, command);
    ol_plus_define_set(p, OL_STR("_RC"), ol_str_printf(p->work, "%d", code), false);
    if (code != 0)
        ol_plus_os_error(p, code);
}

void ol_plus_cmd_edit(OlPlus *p, OlStr args)
{
    const OlPlusDefine *editor = ol_plus_define_find(p, OL_STR("_EDITOR"));
    OlStr name = ol_plus_next_value(p, &args, NULL);
    char *path;
    FILE *f;

    path = ol_plus_file_name(p, name.n > 0 ? name : ol_str(SET_TEXT(p, EDITFILE)), SET_TEXT(p, SUFFIX));
    if (name.n == 0)
    {
        if (p->lines.n == 0)
        {
            ol_plus_message(p, OL_ERR_SP2_NOTHING_TO_SAVE);
            return;
        }
        f = fopen(path, "w");
        if (f == NULL)
        {
            ol_plus_message(p, OL_ERR_SP2_NO_FILE, path);
            return;
        }
        for (int i = 0; i < p->lines.n; i++)
            fprintf(f, "%s\n", (const char *)p->lines.items[i]);
        fputs("/\n", f);
        fclose(f);
        ol_plus_line(p, "Wrote file %s", path);
    }
    (void)run_shell(p, ol_str_printf(p->work, "%s '%s'", editor != NULL ? editor->value : "vi", path));
    if (name.n == 0)
        ol_plus_cmd_get(p, ol_str(path));
}

void ol_plus_cmd_store(OlPlus *p, OlStr args)
{
    OlStr set = ol_plus_next_word(&args), name = ol_plus_next_value(p, &args, NULL), mode = ol_plus_next_word(&args);
    char *path;
    bool existed;
    FILE *f;

    if (!ol_str_ieq_c(set, "SET") || name.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_STORE);
        return;
    }
    path = ol_plus_file_name(p, name, SET_TEXT(p, SUFFIX));
    if (!ol_plus_matches(mode, "REP[LACE]") && !ol_plus_matches(mode, "APP[END]") && access(path, F_OK) == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_STORE_EXISTS, path);
        return;
    }
    existed = access(path, F_OK) == 0;
    f = fopen(path, ol_plus_matches(mode, "APP[END]") ? "a" : "w");
    if (f == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_FILE, path);
        ol_plus_os_error(p, errno);
        return;
    }
    ol_plus_setting_store(p, f);
    fclose(f);
    ol_plus_line(p, "%s file %s", !existed ? "Created" : ol_plus_matches(mode, "APP[END]") ? "Appended" : "Wrote", path);
}

/* --- TIMING, HISTORY, HELP --------------------------------------------------------------------------------------------------------------------- */

static void show_timer(OlPlus *p, const OlPlusTimer *t)
{
    long hundredths = (long)(ol_plus_elapsed(&t->start) * 100);

    if (t->name[0] != '\0')
        ol_plus_line(p, "timing for: %s", t->name);
    ol_plus_line(p, "Elapsed: %02ld:%02ld:%02ld.%02ld", hundredths / 360000, hundredths / 6000 % 60, hundredths / 100 % 60, hundredths % 100);
}

void ol_plus_cmd_timing(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);
    OlPlusTimer *t = p->timers;

    if (word.n == 0)
    {
        int n = 0;

        for (; t != NULL; t = t->next)
            n++;
        ol_plus_line(p, n == 0 ? "no timing elements in use" : n == 1 ? "1 timing element in use" : "%d timing elements in use", n);
    }
    else if (ol_plus_matches(word, "START"))
    {
        t = calloc(1, sizeof(*t));
        if (t == NULL)
            abort();
        ol_plus_set_text(&t->name, ol_str_trim(args));
        (void)clock_gettime(CLOCK_MONOTONIC, &t->start);
        t->next = p->timers;
        p->timers = t;
    }
    else if (t == NULL)
        ol_plus_line(p, "SP2-0325: no timing elements to %s", ol_plus_matches(word, "SHOW") ? "show" : "stop");
    else if (ol_plus_matches(word, "SHOW"))
        show_timer(p, t);
    else if (ol_plus_matches(word, "STOP"))
    {
        show_timer(p, t);
        p->timers = t->next;
        free(t->name);
        free(t);
    }
    else
        ol_plus_message(p, OL_ERR_SP2_TIMING);
}

void ol_plus_history_add(OlPlus *p, OlStr text)
{
    char *copy = NULL;

    if (SET_NUMBER(p, HISTORY) == 0)
        return;
    ol_plus_set_text(&copy, text);
    if (p->history.n >= SET_NUMBER(p, HISTORY))
    {
        free(p->history.items[0]);
        p->history.n--;
        memmove(&p->history.items[0], &p->history.items[1], (size_t)p->history.n * sizeof(*p->history.items));
    }
    ol_list_add(p->cli->arena, &p->history, copy);
}

void ol_plus_cmd_history(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);
    uint64_t n;

    if (SET_NUMBER(p, HISTORY) == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_HISTORY_OFF);
        return;
    }
    if (word.n == 0 || ol_plus_matches(word, "L[IST]"))
    {
        for (int i = 0; i < p->history.n; i++)
            ol_plus_line(p, "%3d  %s", i + 1, (const char *)p->history.items[i]);
        return;
    }
    if (ol_plus_matches(word, "CLEAR"))
    {
        for (int i = 0; i < p->history.n; i++)
            free(p->history.items[i]);
        p->history.n = 0;
        return;
    }
    if (ol_parse_u64(word, &n) && n >= 1 && n <= (uint64_t)p->history.n && ol_plus_matches(ol_plus_next_word(&args), "R[UN]"))
    {
        ol_plus_execute(p, ol_str_dup(p->work, ol_str(p->history.items[n - 1])), false);
        return;
    }
    ol_plus_message(p, OL_ERR_SP2_HISTORY);
}

void ol_plus_cmd_help(OlPlus *p, OlStr args)
{
    static const char *const specs[] = {
#define OL_PLUS_COMMAND(spec, function) spec,
#include "../../../defs/sqlplus_commands.def"
#undef OL_PLUS_COMMAND
    };
    OlBuf line;

    (void)args;
    ol_plus_line(p, "Commands (what stands in brackets may be left out); everything else is SQL or PL/SQL, ended with ; or /");
    for (size_t i = 0; i < OL_LENGTHOF(specs); i += 4)
    {
        ol_buf_init(&line, p->work, 96);
        for (size_t k = i; k < i + 4 && k < OL_LENGTHOF(specs); k++)
            ol_buf_printf(&line, k + 1 < i + 4 && k + 1 < OL_LENGTHOF(specs) ? " %-18s" : " %s", specs[k]);
        ol_plus_line(p, "%s", ol_buf_cstr(&line));
    }
}
