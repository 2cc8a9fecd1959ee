/*
 * input.c - where lines come from: scripts within scripts, standard input, the user at a terminal.
 *
 * Owns:      the stack of sources; how files are found (folder of the calling script, SQLPATH, suffix).
 * Invariant: a line has at most OL_PLUS_LINE_MAX bytes and no NUL byte; a file that breaks this is given up with a message.
 * See also:  sqlplus.h, mainloop.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* --- lines ------------------------------------------------------------------------------------------------------------ */

static bool give_up(OlPlus *p, OlPlusSource *s, OlErrorCode code)
{
    s->ended = true;
    ol_plus_message(p, code, s->path != NULL ? s->path : "standard input");
    ol_plus_os_error(p, 2);
    return false;
}

static bool read_file_line(OlPlus *p, OlPlusSource *s, OlStr *line)
{
    OlBuf buf;
    int c;

    ol_buf_init(&buf, p->work, 128);
    while ((c = getc_unlocked(s->f)) != EOF && c != '\n')
    {
        if (c == '\0')
            return give_up(p, s, OL_ERR_SP2_BINARY_FILE);
        if (buf.len >= OL_PLUS_LINE_MAX)
            return give_up(p, s, OL_ERR_SP2_LINE_TOO_LONG);
        ol_buf_append_byte(&buf, (uint8_t)c);
    }
    if (c == EOF && buf.len == 0)
    {
        s->ended = true;
        return false;
    }
    if (buf.len > 0 && buf.data[buf.len - 1] == '\r')
        buf.len--;
    if (s->line == 0 && buf.len >= 3 && memcmp(buf.data, "\xEF\xBB\xBF", 3) == 0) /* byte order mark */
    {
        memmove(buf.data, buf.data + 3, buf.len - 3);
        buf.len -= 3;
    }
    s->line++;
    (void)ol_buf_cstr(&buf);
    *line = ol_buf_str(&buf);
    return true;
}

bool ol_plus_read_line(OlPlus *p, const char *prompt, OlStr *line)
{
    OlPlusSource *s = p->source;

    if (s == NULL || s->ended)
        return false;
    if (s->is_terminal)
    {
        char *typed;

        fflush(stdout);
        *p->interrupted = 0;
        typed = ol_plus_edit_line(prompt);
        if (typed == NULL)
        {
            s->ended = true;
            return false;
        }
        *line = ol_str_dup(p->work, ol_str(typed));
        free(typed);
        s->line++;
        return true;
    }
    if (s->path == NULL && !p->silent)
    {
        fputs(prompt, stdout);
        fflush(stdout);
    }
    return read_file_line(p, s, line);
}

bool ol_plus_ask(OlPlus *p, const char *prompt, bool hide, OlStr *line)
{
    struct termios old, quiet;
    bool terminal = isatty(STDIN_FILENO) != 0;
    OlPlusSource *bottom = p->source;
    OlPlusSource plain = {.f = stdin};
    bool got;

    while (bottom != NULL && bottom->parent != NULL)
        bottom = bottom->parent;
    if (bottom == NULL || bottom->path != NULL)
        bottom = &plain;
    fputs(prompt, stdout);
    fflush(stdout);
    if (p->spool != NULL)
        fputs(prompt, p->spool);
    if (terminal && hide && tcgetattr(STDIN_FILENO, &old) == 0)
    {
        quiet = old;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        got = read_file_line(p, bottom, line);
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
        fputc('\n', stdout);
        return got;
    }
    got = read_file_line(p, bottom, line);
    if (!terminal)
        fputc('\n', stdout);
    if (p->spool != NULL)
        fprintf(p->spool, "%.*s\n", got && !hide ? (int)line->n : 0, got ? line->s : "");
    return got;
}

/* --- files ------------------------------------------------------------------------------------------------------------ */

char *ol_plus_file_name(OlPlus *p, OlStr name, const char *suffix)
{
    const char *slash = name.n > 0 ? memrchr(name.s, '/', name.n) : NULL;
    OlStr last = slash != NULL ? ol_str_n(slash + 1, (size_t)(name.s + name.n - slash - 1)) : name;
    OlStr home = ol_str(getenv("HOME"));

    if (name.n > 1 && name.s[0] == '~' && name.s[1] == '/' && home.n > 0)
        name = ol_str_printf(p->work, "%.*s%.*s", OL_STR_ARG(home), (int)name.n - 1, name.s + 1);
    if (memchr(last.n > 0 ? last.s : "", '.', last.n) != NULL || suffix[0] == '\0' || ol_str_eq_c(name, "/dev/stdin"))
        return ol_str_cdup(p->work, name);
    return ol_str_cdup(p->work, ol_str_printf(p->work, "%.*s.%s", OL_STR_ARG(name), suffix));
}

static FILE *open_file(const char *path)
{
    struct stat st;
    FILE *f = fopen(path, "re");

    if (f != NULL && fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode))
    {
        fclose(f);
        errno = EISDIR;
        return NULL;
    }
    return f;
}

/* In the folder of the calling script (@@), the current one, then those of SQLPATH and ORACLE_PATH. */
static FILE *find_file(OlPlus *p, OlStr name, bool relative, const char **path)
{
    static const char *const variables[] = {"ORACLE_PATH", "SQLPATH"};
    char *file = ol_plus_file_name(p, name, SET_TEXT(p, SUFFIX));
    FILE *f;

    if (relative && file[0] != '/' && p->source != NULL && p->source->folder != NULL && p->source->folder[0] != '\0')
    {
        *path = ol_str_printf(p->work, "%s%s", p->source->folder, file).s;
        f = open_file(*path);
        if (f != NULL)
            return f;
    }
    *path = file;
    f = open_file(file);
    for (size_t v = 0; f == NULL && file[0] != '/' && v < OL_LENGTHOF(variables); v++)
    {
        OlStr rest = ol_str(getenv(variables[v]));

        while (f == NULL && rest.n > 0)
        {
            const char *colon = memchr(rest.s, ':', rest.n);
            OlStr folder = colon != NULL ? ol_str_n(rest.s, (size_t)(colon - rest.s)) : rest;

            rest = colon != NULL ? ol_str_n(colon + 1, rest.n - folder.n - 1) : OL_STR_NULL;
            *path = ol_str_printf(p->work, "%.*s/%s", OL_STR_ARG(folder), file).s;
            f = open_file(*path);
        }
    }
    if (f == NULL)
        *path = file;
    return f;
}

static void run_source(OlPlus *p, FILE *f, const char *path)
{
    OlPlusSource source = {.f = f, .parent = p->source};
    const char *slash = strrchr(path, '/');

    ol_plus_set_text(&source.path, ol_str(path));
    ol_plus_set_text(&source.folder, slash != NULL ? ol_str_n(path, (size_t)(slash - path) + 1) : OL_STR_NULL);
    p->source = &source;
    p->depth++;
    ol_plus_loop(p);
    p->depth--;
    p->source = source.parent;
    fclose(f);
    ol_plus_clear_text(&source.path);
    ol_plus_clear_text(&source.folder);
}

bool ol_plus_run_file(OlPlus *p, OlStr name, bool relative, const OlStr *args, int n_args)
{
    const char *path;
    FILE *f;

    if (p->depth >= OL_PLUS_NESTING_MAX)
    {
        ol_plus_message(p, OL_ERR_SP2_NESTING, "20");
        return false;
    }
    f = find_file(p, name, relative, &path);
    if (f == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_FILE, path);
        ol_plus_os_error(p, errno);
        return false;
    }
    for (int i = 0; i < n_args; i++)
        ol_plus_define_set(p, ol_str_printf(p->work, "%d", i + 1), args[i], false);
    run_source(p, f, path);
    return true;
}

void ol_plus_run_profile(OlPlus *p, const char *path)
{
    FILE *f = open_file(path);

    if (f != NULL)
        run_source(p, f, path);
}
