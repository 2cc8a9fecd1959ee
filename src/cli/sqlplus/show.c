/*
 * show.c - SHOW: options, and what the server knows of itself: ERRORS, PARAMETERS, RECYCLEBIN, USER, RELEASE.
 *
 * See also:  set.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <string.h>

typedef struct Shown
{
    OlPlus *p;
    int rows;
    OlStr a, b;
} Shown;

static void failed(OlPlus *p, const OlOer *oer)
{
    if (p->conn != NULL && p->conn->lost)
        ol_plus_lost(p);
    else
    {
        ol_plus_line(p, "ERROR:\n%.*s\n\n", OL_STR_ARG(ol_str_trim(oer->text)));
        ol_plus_sql_error(p, oer->error);
    }
}

static bool error_row(void *ctx, const OlStr *v)
{
    Shown *s = ctx;
    OlStr text = v[1];
    bool first = true;

    if (s->rows++ == 0)
        ol_plus_line(s->p, "Errors for %.*s %.*s:\n\nLINE/COL ERROR\n-------- -----------------------------------------------------------------",
                     OL_STR_ARG(s->a), OL_STR_ARG(s->b));
    while (first || text.n > 0)
    {
        const char *nl = text.n > 0 ? memchr(text.s, '\n', text.n) : NULL;
        OlStr line = nl != NULL ? ol_str_n(text.s, (size_t)(nl - text.s)) : text;
        int used;
        size_t n = ol_plus_fit(line, 65, &used);

        if (n < line.n) /* at a blank if there is one */
            for (size_t cut = n; cut > 20; cut--)
                if (line.s[cut] == ' ')
                {
                    n = cut;
                    break;
                }
        ol_plus_line(s->p, "%-8.*s %.*s", first ? (int)v[0].n : 0, v[0].s, (int)n, line.s);
        first = false;
        if (n < line.n && line.s[n] == ' ')
            n++;
        else if (n == line.n && nl != NULL)
            n++;
        text = ol_str_n(text.s + n, text.n - n);
    }
    return true;
}

/* SHOW ERRORS [type [schema.]name]: without arguments of what was created last. */
static void show_errors(OlPlus *p, OlStr args)
{
    OlStr type = OL_STR_NULL, name = OL_STR_NULL, owner;
    OlStr binds[3];
    Shown s = {.p = p};
    OlOer oer;
    const char *dot;

    if (!ol_plus_connected(p))
        return;
    args = ol_str_upper(p->work, ol_str_trim(args));
    if (args.n == 0 && p->object_name != NULL)
    {
        type = ol_str(p->object_type);
        name = ol_str(p->object_name);
    }
    else if (args.n > 0)
    {
        const char *blank = memrchr(args.s, ' ', args.n);

        name = blank != NULL ? ol_str_n(blank + 1, (size_t)(args.s + args.n - blank - 1)) : args;
        type = blank != NULL ? ol_str_trim(ol_str_n(args.s, (size_t)(blank - args.s))) : OL_STR_NULL;
    }
    if (name.n == 0)
    {
        ol_plus_line(p, "No errors.");
        return;
    }
    dot = memchr(name.s, '.', name.n);
    owner = dot != NULL ? ol_str_n(name.s, (size_t)(dot - name.s)) : p->conn->user;
    if (dot != NULL)
        name = ol_str_n(dot + 1, name.n - owner.n - 1);
    binds[0] = owner;
    binds[1] = name;
    binds[2] = type;
    s.a = type;
    s.b = dot != NULL ? ol_str_printf(p->work, "%.*s.%.*s", OL_STR_ARG(owner), OL_STR_ARG(name)) : name;
    if (!ol_plus_query(p, "select to_char(line) || '/' || to_char(position), text from all_errors where owner = :1 and name = :2 and type = :3"
                          " order by sequence", binds, 3, error_row, &s, &oer))
        failed(p, &oer);
    else if (s.rows == 0)
        ol_plus_line(p, "No errors.");
}

static bool parameter_row(void *ctx, const OlStr *v)
{
    Shown *s = ctx;

    if (s->rows++ == 0)
        ol_plus_line(s->p, "\n%-36s %-11s %s\n%s", "NAME", "TYPE", "VALUE",
                     "------------------------------------ ----------- ------------------------------");
    ol_plus_line(s->p, "%-36.*s %-11.*s %.*s", OL_STR_ARG(v[0]), OL_STR_ARG(v[1]), OL_STR_ARG(v[2]));
    return true;
}

static void show_parameters(OlPlus *p, OlStr args)
{
    OlStr pattern = ol_str_printf(p->work, "%%%.*s%%", OL_STR_ARG(ol_str_lower(p->work, ol_plus_next_word(&args))));
    Shown s = {.p = p};
    OlOer oer;

    if (!ol_plus_connected(p))
        return;
    if (!ol_plus_query(p, "select name, decode(type,1,'boolean',2,'string',3,'integer',4,'file',6,'big integer','unknown'), value from v$parameter"
                          " where name like :1 order by name", &pattern, 1, parameter_row, &s, &oer))
        failed(p, &oer);
}

static bool recyclebin_row(void *ctx, const OlStr *v)
{
    Shown *s = ctx;

    if (s->rows++ == 0)
        ol_plus_line(s->p, "ORIGINAL NAME    RECYCLEBIN NAME                OBJECT TYPE  DROP TIME\n"
                           "---------------- ------------------------------ ------------ -------------------");
    ol_plus_line(s->p, "%-16.*s %-30.*s %-12.*s %.*s", OL_STR_ARG(v[0]), OL_STR_ARG(v[1]), OL_STR_ARG(v[2]), OL_STR_ARG(v[3]));
    return true;
}

static void show_recyclebin(OlPlus *p, OlStr args)
{
    Shown s = {.p = p};
    OlOer oer;

    (void)args;
    if (ol_plus_connected(p) && !ol_plus_query(p, "select original_name, object_name, type, droptime from user_recyclebin order by original_name",
                                               NULL, 0, recyclebin_row, &s, &oer))
        failed(p, &oer);
}

static void show_release(OlPlus *p, OlStr args)
{
    const OlPlusDefine *d = ol_plus_define_find(p, OL_STR("_O_RELEASE"));

    (void)args;
    if (ol_plus_connected(p))
        ol_plus_line(p, "release %s", d != NULL ? d->value : "");
}

static void show_user(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_line(p, "USER is \"%.*s\"", p->conn != NULL ? (int)p->conn->user.n : 0, p->conn != NULL ? p->conn->user.s : "");
}

static void show_sqlcode(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_line(p, "sqlcode %lld", (long long)p->sql_code);
}

static void show_spool(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_line(p, "spool %s", p->spool != NULL ? "ON" : "OFF");
}

static void show_pno(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_line(p, "pno %d", p->page_number);
}

static void show_lno(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_line(p, "lno %d", p->line_number);
}

static void show_ttitle(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_cmd_ttitle(p, OL_STR_NULL);
}

static void show_btitle(OlPlus *p, OlStr args)
{
    (void)args;
    ol_plus_cmd_btitle(p, OL_STR_NULL);
}

static bool one_text(void *ctx, const OlStr *v)
{
    Shown *s = ctx;

    ol_plus_line(s->p, "\n%.*s\n------------------------------\n%.*s", OL_STR_ARG(s->a), OL_STR_ARG(v[0]));
    return false;
}

static void show_con_name(OlPlus *p, OlStr args)
{
    Shown s = {.p = p, .a = OL_STR("CON_NAME")};
    OlOer oer;

    (void)args;
    if (ol_plus_connected(p) && !ol_plus_query(p, "select sys_context('USERENV','CON_NAME') from dual", NULL, 0, one_text, &s, &oer))
        failed(p, &oer);
}

static void show_all(OlPlus *p, OlStr args)
{
    (void)args;
    for (int i = 0; i < OL_SET_COUNT; i++)
        ol_plus_line(p, "%s", ol_plus_setting_show(p, i));
    show_user(p, OL_STR_NULL);
}

static const struct
{
    const char *spec;
    void (*show)(OlPlus *p, OlStr args);
} topics[] = {
    {"ALL", show_all},         {"BTI[TLE]", show_btitle}, {"CON_NAME", show_con_name}, {"ERR[ORS]", show_errors},   {"LNO", show_lno},
    {"PARAM[ETERS]", show_parameters}, {"PNO", show_pno}, {"RECYC[LEBIN]", show_recyclebin}, {"REL[EASE]", show_release},
    {"SPOO[L]", show_spool},   {"SQLCODE", show_sqlcode}, {"TTI[TLE]", show_ttitle},   {"USER", show_user},
};

void ol_plus_cmd_show(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);

    if (word.n == 0)
        ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "SHOW", "");
    for (; word.n > 0; word = ol_plus_next_word(&args))
    {
        int id;

        for (size_t i = 0; i < OL_LENGTHOF(topics); i++)
            if (ol_plus_matches(word, topics[i].spec))
            {
                topics[i].show(p, args);
                if (topics[i].show == show_errors || topics[i].show == show_parameters)
                    return;
                word = OL_STR_NULL;
                break;
            }
        if (word.n == 0)
            continue;
        id = ol_plus_setting_find(word);
        if (id < 0)
        {
            ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "SHOW", ol_str_cdup(p->work, word));
            return;
        }
        ol_plus_line(p, "%s", ol_plus_setting_show(p, id));
    }
}
