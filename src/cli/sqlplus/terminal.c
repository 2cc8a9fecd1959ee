/*
 * terminal.c - line editing and history on a terminal.
 *
 * Owns:      the history file (~/.oliphant_history).
 * Invariant: works without any editing library, only less comfortably.
 * See also:  input.c
 *
 * The library is loaded when a terminal needs it: libedit, or readline where only that is there. Scripts never pay for it,
 * and nothing is needed to build.
 */
#include "cli/sqlplus/sqlplus.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CANDIDATES_MAX = 500 };

static struct
{
    bool tried;
    char *(*read)(const char *prompt);
    int (*add)(const char *line);
    int (*load)(const char *path);
    int (*save)(const char *path);
    void (*limit)(int lines);
    char **(*matches)(const char *text, char *(*generate)(const char *text, int state));
    char **(**attempt)(const char *text, int start, int end);
    char **line;               /* what has been typed */
    void (*replace)(const char *text, int clear_undo);
    int *done;
    OlPlus *plus;
} editor;

/* --- completion --------------------------------------------------------------------------------------------------------- */

static const char *const keywords[] = {
    "ALTER", "AND", "AS", "BEGIN", "BETWEEN", "BY", "CASE", "COMMENT", "COMMIT", "CONNECT", "CREATE", "DECLARE", "DELETE", "DISTINCT", "DROP", "DUAL",
    "ELSE", "END", "EXCEPTION", "EXECUTE", "EXISTS", "FOR", "FROM", "FUNCTION", "GRANT", "GROUP", "HAVING", "IN", "INDEX", "INNER", "INSERT", "INTO",
    "IS", "JOIN", "LEFT", "LIKE", "LOOP", "MERGE", "NOT", "NULL", "NUMBER", "ON", "OR", "ORDER", "OUTER", "PACKAGE", "PRIMARY KEY", "PROCEDURE",
    "REPLACE", "RETURN", "RETURNING", "REVOKE", "RIGHT", "ROLLBACK", "ROWNUM", "SELECT", "SEQUENCE", "SET", "SYNONYM", "SYSDATE", "TABLE", "THEN",
    "TRIGGER", "TRUNCATE", "TYPE", "UNION", "UNIQUE", "UPDATE", "USER", "USING", "VALUES", "VARCHAR2", "VIEW", "WHEN", "WHERE", "WITH",
};

static const char *const command_specs[] = {
#define OL_PLUS_COMMAND(spec, function) spec,
#include "../../../defs/sqlplus_commands.def"
#undef OL_PLUS_COMMAND
};

typedef struct Candidates
{
    char *items[CANDIDATES_MAX];
    int n, next;
    OlStr prefix;
    bool lower;                /* the user writes small letters */
} Candidates;

static Candidates candidates;

static void add_candidate(OlStr name)
{
    Candidates *c = &candidates;
    char *copy = NULL;
    bool plain = name.n > 0;

    if (c->n == CANDIDATES_MAX || name.n < c->prefix.n || !ol_str_ieq(ol_str_n(name.s, c->prefix.n), c->prefix))
        return;
    for (size_t i = 0; i < name.n; i++) /* names that need quotes cannot be completed without them */
        plain = plain && ((name.s[i] >= 'A' && name.s[i] <= 'Z') || (name.s[i] >= '0' && name.s[i] <= '9') || strchr("_$#. ", name.s[i]) != NULL ||
                          (unsigned char)name.s[i] >= 0x80);
    if (!plain)
        return;
    ol_plus_set_text(&copy, name);
    for (char *s = copy; c->lower && *s != '\0'; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    c->items[c->n++] = copy;
}

static void add_spec(const char *spec)
{
    char name[64];
    size_t n = 0;

    for (; *spec != '\0' && n < sizeof(name); spec++)
        if (*spec != '[' && *spec != ']')
            name[n++] = *spec;
    add_candidate(ol_str_n(name, n));
}

static bool add_row(void *ctx, const OlStr *values)
{
    OlPlus *p = ctx;

    add_candidate(values[1].n > 0 ? ol_str_printf(p->work, "%.*s.%.*s", OL_STR_ARG(values[1]), OL_STR_ARG(values[0])) : values[0]);
    return candidates.n < CANDIDATES_MAX;
}

/* Names the dictionary knows: objects and columns; behind "name." what is in that table, schema or package. */
static void add_names(OlPlus *p)
{
    OlStr prefix = candidates.prefix, upper = ol_str_upper(p->work, prefix);
    const char *dot = upper.n > 0 ? memrchr(upper.s, '.', upper.n) : NULL;
    OlStr owner = dot != NULL ? ol_str_n(upper.s, (size_t)(dot - upper.s)) : OL_STR_NULL;
    OlStr like = ol_str_printf(p->work, "%.*s%%", (int)(upper.n - (dot != NULL ? owner.n + 1 : 0)), dot != NULL ? dot + 1 : upper.s);
    OlStr binds[3] = {like, owner, owner};

    if (p->conn == NULL || p->conn->lost)
        return;
    if (dot != NULL)
    {
        (void)ol_plus_query(p, "select column_name, :1 from all_tab_columns where column_name like :2 and table_name = :3 and rownum <= 200",
                            (OlStr[]){owner, like, owner}, 3, add_row, p, NULL);
        (void)ol_plus_query(p, "select object_name, :1 from all_objects where object_name like :2 and owner = :3 and rownum <= 200",
                            (OlStr[]){owner, like, owner}, 3, add_row, p, NULL);
        return;
    }
    (void)ol_plus_query(p, "select distinct object_name, null from all_objects where object_name like :1 and owner in (user, 'PUBLIC', 'SYS')"
                           " and object_type in ('TABLE','VIEW','SYNONYM','PROCEDURE','FUNCTION','PACKAGE','SEQUENCE','TYPE') and rownum <= 200",
                        binds, 1, add_row, p, NULL);
    (void)ol_plus_query(p, "select distinct column_name, null from user_tab_columns where column_name like :1 and rownum <= 200", binds, 1, add_row, p,
                        NULL);
}

static char *next_candidate(const char *text, int state)
{
    (void)text;
    (void)state;
    return candidates.next < candidates.n ? candidates.items[candidates.next++] : NULL; /* the library frees it */
}

static char **complete(const char *text, int start, int end)
{
    OlPlus *p = editor.plus;
    OlStr before = ol_str_trim(ol_str_n(*editor.line, (size_t)start)), rest = before, first = ol_plus_next_word(&rest);
    bool of_set = ol_plus_matches(first, "SET") || ol_plus_matches(first, "SHO[W]");

    (void)end;
    if (before.n > 0 && (before.s[0] == '@' || ol_plus_matches(first, "STA[RT]") || ol_plus_matches(first, "GET") || ol_plus_matches(first, "SPO[OL]")))
        return NULL; /* names of files, which the library knows */
    candidates.n = candidates.next = 0;
    candidates.prefix = ol_str(text);
    candidates.lower = false;
    for (const char *c = text; *c != '\0'; c++)
        candidates.lower = candidates.lower || (*c >= 'a' && *c <= 'z');
    if (of_set)
        for (int i = 0; i < OL_SET_COUNT; i++)
            add_candidate(ol_str_upper(p->work, ol_str(ol_plus_setting_name(i))));
    else
    {
        for (size_t i = 0; i < OL_LENGTHOF(command_specs) && before.n == 0; i++)
            add_spec(command_specs[i]);
        for (size_t i = 0; i < OL_LENGTHOF(keywords); i++)
            add_candidate(ol_str(keywords[i]));
        if (text[0] != '\0')
            add_names(p);
    }
    return candidates.n > 0 ? editor.matches(text, next_candidate) : NULL;
}

/* Ctrl-C while a line is typed: the line goes, and ol_plus_edit_line gives an empty one. */
static int on_signal(void)
{
    if (*editor.plus->interrupted)
    {
        editor.replace("", 1);
        *editor.done = 1;
    }
    return 0;
}

static bool load_library(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    int (**hook)(void);

    if (library == NULL)
        return false;
    *(void **)&editor.read = dlsym(library, "readline");
    *(void **)&editor.add = dlsym(library, "add_history");
    *(void **)&editor.load = dlsym(library, "read_history");
    *(void **)&editor.save = dlsym(library, "write_history");
    *(void **)&editor.limit = dlsym(library, "stifle_history");
    *(void **)&editor.matches = dlsym(library, "rl_completion_matches");
    *(void **)&editor.attempt = dlsym(library, "rl_attempted_completion_function");
    *(void **)&editor.line = dlsym(library, "rl_line_buffer");
    *(void **)&editor.replace = dlsym(library, "rl_replace_line");
    *(void **)&editor.done = dlsym(library, "rl_done");
    hook = (int (**)(void))dlsym(library, "rl_signal_event_hook");
    if (hook != NULL && editor.replace != NULL && editor.done != NULL)
        *hook = on_signal;
    if (editor.matches != NULL && editor.attempt != NULL && editor.line != NULL)
    {
        char **breaks = (char **)dlsym(library, "rl_completer_word_break_characters");

        *editor.attempt = complete;
        if (breaks != NULL)
            *breaks = (char *)(uintptr_t)" \t\n\"'`,;()=<>|+-*/:@&";
    }
    if (editor.read == NULL || editor.add == NULL)
    {
        memset(&editor, 0, sizeof(editor));
        return false;
    }
    return true;
}

static bool history_path(char *path, size_t cap)
{
    const char *home = getenv("HOME");

    return home != NULL && (size_t)snprintf(path, cap, "%s/.oliphant_history", home) < cap;
}

void ol_plus_terminal_begin(OlPlus *p)
{
    static const char *const names[] = {"libreadline.so.8", "libedit.so.2", "libreadline.so.7"};
    char path[4096];

    for (size_t i = 0; i < OL_LENGTHOF(names) && !editor.tried && editor.read == NULL; i++)
        (void)load_library(names[i]);
    editor.tried = true;
    editor.plus = p;
    if (editor.load != NULL && history_path(path, sizeof(path)))
        (void)editor.load(path);
    if (editor.limit != NULL)
        editor.limit(2000);
}

void ol_plus_terminal_end(void)
{
    char path[4096];

    if (editor.save != NULL && history_path(path, sizeof(path)))
        (void)editor.save(path);
}

/* Passwords do not go into the history. */
static bool may_be_kept(OlStr line)
{
    static const char *const secret[] = {"CONN", "PASSW", "ALTER USER", "CREATE USER"};
    OlStr t = ol_str_trim(line);

    if (t.n == 0)
        return false;
    for (size_t i = 0; i < OL_LENGTHOF(secret); i++)
        if (t.n >= strlen(secret[i]) && ol_str_ieq(ol_str_n(t.s, strlen(secret[i])), ol_str(secret[i])))
            return false;
    return true;
}

char *ol_plus_edit_line(const char *prompt)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;

    if (editor.read != NULL)
    {
        line = editor.read(prompt);
        if (line != NULL && may_be_kept(ol_str(line)))
            (void)editor.add(line);
        return line;
    }
    fputs(prompt, stdout);
    fflush(stdout);
    clearerr(stdin);
    n = getline(&line, &cap, stdin);
    if (n < 0)
    {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

int ol_plus_terminal_rows(void)
{
    struct winsize size;

    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}
