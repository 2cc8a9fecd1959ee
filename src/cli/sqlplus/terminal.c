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

static struct
{
    bool tried;
    char *(*read)(const char *prompt);
    int (*add)(const char *line);
    int (*load)(const char *path);
    int (*save)(const char *path);
    void (*limit)(int lines);
} editor;

static bool load_library(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);

    if (library == NULL)
        return false;
    *(void **)&editor.read = dlsym(library, "readline");
    *(void **)&editor.add = dlsym(library, "add_history");
    *(void **)&editor.load = dlsym(library, "read_history");
    *(void **)&editor.save = dlsym(library, "write_history");
    *(void **)&editor.limit = dlsym(library, "stifle_history");
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

void ol_plus_terminal_begin(void)
{
    static const char *const names[] = {"libreadline.so.8", "libedit.so.2", "libreadline.so.7"};
    char path[4096];

    for (size_t i = 0; i < OL_LENGTHOF(names) && !editor.tried && editor.read == NULL; i++)
        (void)load_library(names[i]);
    editor.tried = true;
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
