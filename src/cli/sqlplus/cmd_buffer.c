/*
 * cmd_buffer.c - the SQL buffer: LIST, APPEND, CHANGE, DEL, INPUT, GET, SAVE, RUN.
 *
 * See also:  mainloop.c, which fills the buffer
 */
#include "cli/sqlplus/sqlplus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool have_lines(OlPlus *p)
{
    if (p->lines.n > 0)
        return true;
    ol_plus_message(p, OL_ERR_SP2_NO_LINES);
    return false;
}

static void show_line(OlPlus *p, int number)
{
    ol_plus_line(p, "%3d%c %s", number, number == p->current_line ? '*' : ' ', (const char *)p->lines.items[number - 1]);
}

static bool line_number(OlPlus *p, OlStr word, int *out)
{
    uint64_t n;

    if (ol_str_eq_c(word, "*"))
        *out = p->current_line;
    else if (ol_plus_matches(word, "LAST"))
        *out = p->lines.n;
    else if (ol_parse_u64(word, &n) && n >= 1 && n <= (uint64_t)p->lines.n)
        *out = (int)n;
    else
    {
        ol_plus_message(p, OL_ERR_SP2_NO_SUCH_LINE, ol_str_cdup(p->work, word));
        return false;
    }
    return true;
}

/* None: all (or the current one); one; or two. */
static bool range(OlPlus *p, OlStr args, int *first, int *last)
{
    OlStr a = ol_plus_next_word(&args), b = ol_plus_next_word(&args);

    if (a.n == 0)
        return true;
    if (!line_number(p, a, first))
        return false;
    *last = *first;
    return b.n == 0 || line_number(p, b, last);
}

void ol_plus_cmd_list(OlPlus *p, OlStr args)
{
    int first = 1, last = p->lines.n;

    if (!have_lines(p) || !range(p, args, &first, &last))
        return;
    p->current_line = last;
    for (int i = first; i <= last; i++)
        show_line(p, i);
}

static void replace_line(OlPlus *p, int number, OlStr text)
{
    ol_plus_set_text((char **)&p->lines.items[number - 1], ol_str_dup(p->work, text));
}

static void insert_line(OlPlus *p, int after, OlStr text)
{
    char *copy = NULL;

    ol_plus_set_text(&copy, text);
    ol_list_add(p->cli->arena, &p->lines, copy);
    for (int i = p->lines.n - 1; i > after; i--)
        p->lines.items[i] = p->lines.items[i - 1];
    p->lines.items[after] = copy;
    p->current_line = after + 1;
}

void ol_plus_cmd_append(OlPlus *p, OlStr args)
{
    if (!have_lines(p))
        return;
    if (args.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_APPEND_NOTHING);
        return;
    }
    replace_line(p, p->current_line, ol_str_printf(p->work, "%s%.*s", (const char *)p->lines.items[p->current_line - 1], OL_STR_ARG(args)));
    show_line(p, p->current_line);
}

/* C/old/new/: any character that is no letter separates; "..." in old stands for whatever is there. */
void ol_plus_cmd_change(OlPlus *p, OlStr args)
{
    char separator;
    OlStr old, new, line;
    const char *mid, *end, *dots, *found = NULL;
    size_t length = 0;

    if (!have_lines(p))
        return;
    args = ol_str_trim(args);
    if (args.n < 2)
    {
        ol_plus_message(p, args.n == 0 ? OL_ERR_SP2_CHANGE_NOTHING : OL_ERR_SP2_CHANGE);
        return;
    }
    separator = args.s[0];
    mid = memchr(args.s + 1, separator, args.n - 1);
    old = ol_str_n(args.s + 1, mid != NULL ? (size_t)(mid - args.s) - 1 : args.n - 1);
    new = mid != NULL ? ol_str_n(mid + 1, (size_t)(args.s + args.n - mid - 1)) : OL_STR_NULL;
    end = new.n > 0 ? memchr(new.s, separator, new.n) : NULL;
    if (end != NULL)
        new.n = (size_t)(end - new.s);
    line = ol_str(p->lines.items[p->current_line - 1]);
    dots = old.n >= 3 ? memmem(old.s, old.n, "...", 3) : NULL;
    if (dots != NULL)
    {
        OlStr before = ol_str_n(old.s, (size_t)(dots - old.s)), after = ol_str_n(dots + 3, old.n - before.n - 3);
        const char *to;

        found = before.n > 0 ? memmem(line.s, line.n, before.s, before.n) : line.s;
        to = found != NULL && after.n > 0 ? memmem(found + before.n, line.n - (size_t)(found - line.s) - before.n, after.s, after.n)
                                          : line.s + line.n;
        if (found != NULL && to != NULL)
            length = (size_t)(to - found) + after.n;
        else
            found = NULL;
    }
    else
        for (size_t i = 0; i + old.n <= line.n && found == NULL && old.n > 0; i++)
            if (ol_str_ieq(ol_str_n(line.s + i, old.n), old))
            {
                found = line.s + i;
                length = old.n;
            }
    if (found == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_NOT_FOUND);
        return;
    }
    replace_line(p, p->current_line,
                 ol_str_printf(p->work, "%.*s%.*s%s", (int)(found - line.s), line.s, OL_STR_ARG(new), found + length));
    show_line(p, p->current_line);
}

void ol_plus_cmd_del(OlPlus *p, OlStr args)
{
    int first = p->current_line, last = p->current_line;

    if (p->lines.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_DELETE_NOTHING);
        return;
    }
    if (!range(p, args, &first, &last))
        return;
    if (last < first)
    {
        ol_plus_message(p, OL_ERR_SP2_DELETE_RANGE);
        return;
    }
    for (int i = first; i <= last; i++)
        free(p->lines.items[i - 1]);
    memmove(&p->lines.items[first - 1], &p->lines.items[last], (size_t)(p->lines.n - last) * sizeof(*p->lines.items));
    p->lines.n -= last - first + 1;
    p->current_line = OL_MIN(first, p->lines.n);
}

void ol_plus_cmd_input(OlPlus *p, OlStr args)
{
    OlStr line;

    if (args.n > 0)
    {
        insert_line(p, p->current_line, args);
        return;
    }
    while (ol_plus_read_line(p, ol_str_printf(p->work, "%3di ", p->current_line + 1).s, &line) && ol_str_trim(line).n > 0)
        insert_line(p, p->current_line, line);
}

void ol_plus_cmd_run(OlPlus *p, OlStr args)
{
    (void)args;
    if (!have_lines(p))
        return;
    ol_plus_cmd_list(p, OL_STR_NULL);
    ol_plus_execute_buffer(p);
}

void ol_plus_cmd_get(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_value(p, &args, NULL);
    bool list = !ol_plus_matches(ol_plus_next_word(&args), "NOL[IST]");
    char *path = ol_plus_file_name(p, name, SET_TEXT(p, SUFFIX)), *line = NULL;
    size_t cap = 0, total = 0;
    ssize_t n;
    FILE *f = name.n > 0 ? fopen(path, "re") : NULL;

    if (f == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_FILE, path);
        ol_plus_os_error(p, errno);
        return;
    }
    for (int i = 0; i < p->lines.n; i++)
        free(p->lines.items[i]);
    p->lines.n = p->current_line = 0;
    while ((n = getline(&line, &cap, f)) >= 0 && (total += (size_t)n) <= OL_PLUS_BUFFER_MAX)
        insert_line(p, p->lines.n, ol_str_n(line, strcspn(line, "\r\n")));
    free(line);
    fclose(f);
    if (p->lines.n > 0 && ol_str_eq_c(ol_str_trim(ol_str(p->lines.items[p->lines.n - 1])), "/"))
    {
        free(p->lines.items[--p->lines.n]);
        p->current_line = p->lines.n;
    }
    if (p->lines.n > 0 && !(ol_plus_classify(ol_str(p->lines.items[0])) == OL_START_PLSQL))
    {
        char *last = p->lines.items[p->lines.n - 1];
        size_t end = strlen(last);

        if (end > 0 && last[end - 1] == ';')
            last[end - 1] = '\0';
    }
    if (list && p->lines.n > 0)
        ol_plus_cmd_list(p, OL_STR_NULL);
}

void ol_plus_cmd_save(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_value(p, &args, NULL), mode = ol_plus_next_word(&args);
    bool append = ol_plus_matches(mode, "APP[END]"), exists;
    char *path = ol_plus_file_name(p, name, SET_TEXT(p, SUFFIX));
    FILE *f;

    if (p->lines.n == 0 || name.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_NOTHING_TO_SAVE);
        return;
    }
    exists = access(path, F_OK) == 0;
    if (exists && !append && !ol_plus_matches(mode, "REP[LACE]"))
    {
        ol_plus_message(p, OL_ERR_SP2_FILE_EXISTS, path);
        return;
    }
    f = fopen(path, append ? "a" : "w");
    if (f == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_NO_FILE, path);
        ol_plus_os_error(p, errno);
        return;
    }
    for (int i = 0; i < p->lines.n; i++)
        fprintf(f, "%s\n", (const char *)p->lines.items[i]);
    fputs("/\n", f);
    fclose(f);
    ol_plus_line(p, "%s file %s", append && exists ? "Appended" : exists ? "Wrote" : "Created", path);
}
