/*
 * report.c - BREAK, COMPUTE, TTITLE, BTITLE, REPHEADER, REPFOOTER: what is said of reports beyond their columns.
 *
 * See also:  print.c, which follows what is said here
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

/* --- BREAK ------------------------------------------------------------------------------------------------------------------------- */

static void clear_breaks(OlPlus *p)
{
    for (int i = 0; i < p->n_breaks; i++)
        ol_plus_clear_text(&p->breaks[i].on);
    p->n_breaks = 0;
}

void ol_plus_cmd_break(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);

    if (word.n == 0)
    {
        if (p->n_breaks == 0)
            ol_plus_message(p, OL_ERR_SP2_NO_BREAKS);
        for (int i = 0; i < p->n_breaks; i++)
            ol_plus_line(p, "%s on %s%s%s %s", i == 0 ? "break" : "     ", p->breaks[i].on, p->breaks[i].page ? " page" : "",
                         p->breaks[i].skip > 0 ? ol_str_printf(p->work, " skip %d", p->breaks[i].skip).s : "", p->breaks[i].dup ? "dup" : "nodup");
        return;
    }
    clear_breaks(p);
    while (word.n > 0)
    {
        OlPlusBreak *b;
        OlStr on;

        if (!ol_str_ieq_c(word, "ON") || p->n_breaks == OL_PLUS_BREAKS_MAX)
        {
            ol_plus_message(p, OL_ERR_SP2_BREAK_ON);
            return;
        }
        on = ol_plus_next_value(p, &args, NULL);
        b = &p->breaks[p->n_breaks++];
        memset(b, 0, sizeof(*b));
        ol_plus_set_text(&b->on, ol_str_upper(p->work, on));
        while (word = ol_plus_next_word(&args), word.n > 0 && !ol_str_ieq_c(word, "ON"))
        {
            uint64_t n = 1;

            if (ol_plus_matches(word, "SKI[P]"))
            {
                OlStr before = args, count = ol_plus_next_word(&args);

                if (ol_plus_matches(count, "PAGE"))
                    b->page = true;
                else if (ol_parse_u64(count, &n) && n < 1000)
                    b->skip = (int)n;
                else
                {
                    args = before;
                    b->skip = 1;
                }
            }
            else if (ol_plus_matches(word, "PAGE"))
                b->page = true;
            else if (ol_plus_matches(word, "NODUP[LICATES]"))
                b->dup = false;
            else if (ol_plus_matches(word, "DUP[LICATES]"))
                b->dup = true;
            else
            {
                ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "BREAK", ol_str_cdup(p->work, word));
                return;
            }
        }
    }
}

/* --- COMPUTE ------------------------------------------------------------------------------------------------------------------------- */

static const struct
{
    const char *spec, *shown;
} compute_functions[OL_COMPUTE_KINDS] = {
    [OL_COMPUTE_SUM] = {"SUM", "sum"},           [OL_COMPUTE_AVG] = {"AVG", "avg"},          [OL_COMPUTE_COUNT] = {"COU[NT]", "count"},
    [OL_COMPUTE_MINIMUM] = {"MIN[IMUM]", "minimum"}, [OL_COMPUTE_MAXIMUM] = {"MAX[IMUM]", "maximum"}, [OL_COMPUTE_NUMBER] = {"NUM[BER]", "number"},
    [OL_COMPUTE_STD] = {"STD", "std"},           [OL_COMPUTE_VARIANCE] = {"VAR[IANCE]", "variance"},
};

const char *ol_plus_compute_name(int function)
{
    return compute_functions[function].shown;
}

static int find_function(OlStr word)
{
    for (int i = 0; i < OL_COMPUTE_KINDS; i++)
        if (ol_plus_matches(word, compute_functions[i].spec))
            return i;
    return -1;
}

static void clear_computes(OlPlus *p)
{
    for (int i = 0; i < p->n_computes; i++)
    {
        ol_plus_clear_text(&p->computes[i].label);
        ol_plus_clear_text(&p->computes[i].of);
        ol_plus_clear_text(&p->computes[i].on);
    }
    p->n_computes = 0;
}

static void add_compute(OlPlus *p, int function, OlStr label, bool has_label, OlStr of, OlStr on)
{
    OlPlusCompute *c = NULL;

    for (int i = 0; i < p->n_computes; i++)
        if (p->computes[i].function == function && ol_str_ieq_c(of, p->computes[i].of) && ol_str_ieq_c(on, p->computes[i].on))
            c = &p->computes[i];
    if (c == NULL)
    {
        if (p->n_computes == OL_PLUS_COMPUTES_MAX)
        {
            ol_plus_message(p, OL_ERR_SP2_TOO_MANY, "COMPUTE");
            return;
        }
        c = &p->computes[p->n_computes++];
        memset(c, 0, sizeof(*c));
    }
    c->function = function;
    ol_plus_set_text(&c->of, ol_str_upper(p->work, of));
    ol_plus_set_text(&c->on, ol_str_upper(p->work, on));
    if (has_label)
        ol_plus_set_text(&c->label, label);
    else
        ol_plus_clear_text(&c->label);
}

/* COMPUTE {function [LABEL text]}... OF {column}... ON {column|REPORT|ROW}... */
void ol_plus_cmd_compute(OlPlus *p, OlStr args)
{
    struct
    {
        int function;
        OlStr label;
        bool has_label;
    } functions[OL_COMPUTE_KINDS];
    OlStr of[32], on[32], word;
    int n = 0, n_of = 0, n_on = 0;

    if (args.n == 0)
    {
        for (int i = 0; i < p->n_computes; i++)
            ol_plus_line(p, "COMPUTE %s LABEL '%s' OF %s ON %s", ol_plus_compute_name(p->computes[i].function),
                         p->computes[i].label != NULL ? p->computes[i].label : ol_plus_compute_name(p->computes[i].function), p->computes[i].of,
                         p->computes[i].on);
        if (p->n_computes == 0)
            ol_plus_message(p, OL_ERR_SP2_NO_COMPUTES);
        return;
    }
    while (word = ol_plus_next_word(&args), word.n > 0 && !ol_str_ieq_c(word, "OF"))
    {
        int f = find_function(word);

        if (ol_plus_matches(word, "LAB[EL]") && n > 0)
        {
            functions[n - 1].label = ol_plus_next_value(p, &args, NULL);
            functions[n - 1].has_label = true;
        }
        else if (f >= 0 && n < OL_COMPUTE_KINDS)
        {
            functions[n].function = f;
            functions[n].has_label = false;
            n++;
        }
        else
        {
            ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "COMPUTE", ol_str_cdup(p->work, word));
            return;
        }
    }
    while (word = ol_plus_next_value(p, &args, NULL), word.n > 0 && !ol_str_ieq_c(word, "ON"))
        if (n_of < (int)OL_LENGTHOF(of))
            of[n_of++] = word;
    while (word = ol_plus_next_value(p, &args, NULL), word.n > 0)
        if (n_on < (int)OL_LENGTHOF(on) && word.s[0] != ',')
            on[n_on++] = word;
    if (n == 0 || n_of == 0 || n_on == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "COMPUTE", "");
        return;
    }
    for (int f = 0; f < n; f++)
        for (int i = 0; i < n_of; i++)
            for (int k = 0; k < n_on; k++)
                add_compute(p, functions[f].function, functions[f].has_label ? functions[f].label : OL_STR_NULL, functions[f].has_label, of[i], on[k]);
}

/* --- titles ---------------------------------------------------------------------------------------------------------------------------- */

static OlStr title_value(OlPlus *p, OlStr word)
{
    const OlPlusDefine *d;

    if (ol_str_ieq_c(word, "SQL.PNO"))
        return ol_str_printf(p->work, "%10d", p->page_number);
    if (ol_str_ieq_c(word, "SQL.LNO"))
        return ol_str_printf(p->work, "%10d", p->line_number);
    if (ol_str_ieq_c(word, "SQL.SQLCODE"))
        return ol_str_printf(p->work, "%10lld", (long long)p->sql_code);
    if (ol_str_ieq_c(word, "SQL.USER"))
        return p->conn != NULL ? p->conn->user : OL_STR_NULL;
    if (ol_str_ieq_c(word, "SQL.RELEASE"))
        return OL_STR("1903000000");
    d = ol_plus_define_find(p, word);
    return d != NULL ? ol_str(d->value) : word;
}

typedef struct TitleLine
{
    OlStr left, center, right;
} TitleLine;

static void add_title_line(OlPlus *p, OlList *lines, const TitleLine *t)
{
    OlBuf out;
    int width = (int)SET_NUMBER(p, LINESIZE), at = ol_plus_width(t->left), to;

    ol_buf_init(&out, p->work, (size_t)width + 16);
    ol_buf_append_str(&out, t->left);
    if (t->center.n > 0)
    {
        to = OL_MAX((width - ol_plus_width(t->center)) / 2, at);
        ol_buf_printf(&out, "%*s%.*s", to - at, "", OL_STR_ARG(t->center));
        at = to + ol_plus_width(t->center);
    }
    if (t->right.n > 0)
    {
        to = OL_MAX(width - ol_plus_width(t->right), at);
        ol_buf_printf(&out, "%*s%.*s", to - at, "", OL_STR_ARG(t->right));
    }
    ol_list_add(p->work, lines, ol_buf_cstr(&out));
}

/* Date at the left, page at the right, the text centred below; | begins a new line. */
static void old_title(OlPlus *p, OlStr text, OlList *lines)
{
    char date[64];
    time_t now = time(NULL);
    struct tm tm;
    TitleLine t = {0};
    bool quoted;
    OlStr rest = text, value = ol_plus_next_value(p, &rest, &quoted);

    if (!quoted)
        value = text;
    (void)localtime_r(&now, &tm);
    (void)strftime(date, sizeof(date), "%a %b %d", &tm);
    t.left = ol_str(date);
    t.right = ol_str_printf(p->work, "page %4d", p->page_number);
    add_title_line(p, lines, &t);
    while (value.n > 0)
    {
        const char *bar = memchr(value.s, '|', value.n);
        TitleLine line = {.center = bar != NULL ? ol_str_n(value.s, (size_t)(bar - value.s)) : value};

        add_title_line(p, lines, &line);
        value = bar != NULL ? ol_str_n(bar + 1, value.n - (size_t)(bar - value.s) - 1) : OL_STR_NULL;
    }
    ol_list_add(p->work, lines, (void *)"");
}

static OlStr formatted(OlPlus *p, OlStr value, OlStr format)
{
    const OlNumMask *mask;
    OlDecimal d;
    char text[OL_NUMMASK_TEXT_MAX];
    size_t n = 0;

    if (format.n == 0 || ol_nummask_compile(p->work, format, &mask, NULL) != OL_OK || ol_decimal_from_text(ol_str_trim(value), &d, NULL) != OL_OK ||
        ol_nummask_to_char(mask, &p->nls, &d, text, sizeof(text), &n, NULL) != OL_OK)
        return value;
    return ol_str_dup(p->work, ol_str_n(text, n));
}

void ol_plus_title_lines(OlPlus *p, const char *spec, bool old_style, OlList *lines)
{
    OlStr rest = ol_str(spec), format = OL_STR_NULL;
    TitleLine t = {0};
    OlStr *part = &t.left;
    bool any = false;

    if (old_style)
    {
        old_title(p, rest, lines);
        return;
    }
    while (ol_str_trim(rest).n > 0)
    {
        bool quoted;
        OlStr word = ol_plus_next_value(p, &rest, &quoted);
        uint64_t n;

        if (!quoted && ol_plus_matches(word, "LE[FT]"))
            part = &t.left;
        else if (!quoted && (ol_plus_matches(word, "CE[NTER]") || ol_plus_matches(word, "CE[NTRE]")))
            part = &t.center;
        else if (!quoted && ol_plus_matches(word, "R[IGHT]"))
            part = &t.right;
        else if (!quoted && ol_plus_matches(word, "BOLD"))
            ;
        else if (!quoted && ol_plus_matches(word, "FOR[MAT]"))
            format = ol_plus_next_value(p, &rest, NULL);
        else if (!quoted && ol_plus_matches(word, "S[KIP]"))
        {
            OlStr before = rest;

            if (!ol_parse_u64(ol_plus_next_word(&rest), &n))
            {
                rest = before;
                n = 1;
            }
            add_title_line(p, lines, &t);
            for (uint64_t i = 1; i < n && i < 100; i++)
                ol_list_add(p->work, lines, (void *)"");
            t = (TitleLine){0};
            part = &t.left;
            any = false;
            continue;
        }
        else if (!quoted && (ol_plus_matches(word, "TAB") || ol_plus_matches(word, "COL")))
        {
            bool tab = ol_plus_matches(word, "TAB");

            if (ol_parse_u64(ol_plus_next_word(&rest), &n) && n < 1000)
            {
                int blanks = tab ? (int)n : OL_MAX((int)n - 1 - ol_plus_width(*part), 0);

                *part = ol_str_printf(p->work, "%.*s%*s", OL_STR_ARG(*part), blanks, "");
            }
        }
        else
        {
            OlStr value = quoted ? word : formatted(p, title_value(p, word), format);

            *part = ol_str_printf(p->work, "%.*s%.*s", OL_STR_ARG(*part), OL_STR_ARG(value));
        }
        any = true;
    }
    if (any)
        add_title_line(p, lines, &t);
}

/* The first word decides: no clause of the new form means the old one. */
static bool is_old_style(OlPlus *p, OlStr args)
{
    static const char *const clauses[] = {"LE[FT]", "CE[NTER]", "CE[NTRE]", "R[IGHT]", "BOLD", "FOR[MAT]", "S[KIP]", "TAB", "COL"};
    bool quoted;
    OlStr word = ol_plus_next_value(p, &args, &quoted);

    for (size_t i = 0; i < OL_LENGTHOF(clauses) && !quoted; i++)
        if (ol_plus_matches(word, clauses[i]))
            return false;
    return true;
}

static void set_title(OlPlus *p, const char *name, char **text, bool *on, OlStr args, bool may_be_old)
{
    if (args.n == 0)
    {
        if (*text == NULL)
            ol_plus_line(p, "%s OFF and is NULL", name);
        else
            ol_plus_line(p, "%s %s and is the following %zu characters:\n%s", name, *on ? "ON" : "OFF", strlen(*text), *text);
        return;
    }
    if (ol_str_ieq_c(args, "ON") || ol_str_ieq_c(args, "OFF"))
    {
        *on = ol_str_ieq_c(args, "ON");
        return;
    }
    ol_plus_set_text(text, args);
    *on = true;
    if (may_be_old)
        p->old_style_title = is_old_style(p, args);
}

void ol_plus_cmd_ttitle(OlPlus *p, OlStr args)
{
    set_title(p, "ttitle", &p->ttitle, &p->ttitle_on, args, true);
}

/* A bottom title has no old form: a text alone is centred. */
void ol_plus_cmd_btitle(OlPlus *p, OlStr args)
{
    if (args.n > 0 && !ol_str_ieq_c(args, "ON") && !ol_str_ieq_c(args, "OFF") && is_old_style(p, args))
        args = ol_str_printf(p->work, "CENTER %.*s", OL_STR_ARG(args));
    set_title(p, "btitle", &p->btitle, &p->btitle_on, args, false);
}

void ol_plus_cmd_repheader(OlPlus *p, OlStr args)
{
    set_title(p, "repheader", &p->repheader, &p->repheader_on, args, false);
}

void ol_plus_cmd_repfooter(OlPlus *p, OlStr args)
{
    set_title(p, "repfooter", &p->repfooter, &p->repfooter_on, args, false);
}

/* --- CLEAR ------------------------------------------------------------------------------------------------------------------------------- */

void ol_plus_cmd_clear(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);

    if (word.n == 0)
        ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "CLEAR", "");
    for (; word.n > 0; word = ol_plus_next_word(&args))
    {
        if (ol_plus_matches(word, "BRE[AKS]"))
        {
            clear_breaks(p);
            ol_plus_line(p, "breaks cleared");
        }
        else if (ol_plus_matches(word, "COMP[UTES]"))
        {
            clear_computes(p);
            ol_plus_line(p, "computes cleared");
        }
        else if (ol_plus_matches(word, "COL[UMNS]"))
        {
            ol_plus_columns_clear(p);
            ol_plus_line(p, "columns cleared");
        }
        else if (ol_plus_matches(word, "BUFF[ER]") || ol_plus_matches(word, "SQL"))
        {
            for (int i = 0; i < p->lines.n; i++)
                free(p->lines.items[i]);
            p->lines.n = p->current_line = 0;
            ol_plus_line(p, "%s cleared", ol_plus_matches(word, "SQL") ? "sql" : "buffer");
        }
        else if (ol_plus_matches(word, "SCR[EEN]"))
            ol_plus_put(p, OL_STR("\033[H\033[2J"));
        else if (ol_plus_matches(word, "TIMI[NG]"))
        {
            while (p->timers != NULL)
            {
                OlPlusTimer *t = p->timers;

                p->timers = t->next;
                free(t->name);
                free(t);
            }
            ol_plus_line(p, "timing cleared");
        }
        else
        {
            ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "CLEAR", ol_str_cdup(p->work, word));
            return;
        }
    }
}
