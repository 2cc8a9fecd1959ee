/*
 * print.c - rows of a query as a report: columns, headings, pages, wrapping, breaks; or as CSV, HTML, JSON.
 *
 * Owns:      the layout of one result.
 * Invariant: memory is that of two batches of rows, however many rows there are.
 * See also:  value.c (text of values), report.c (titles, names of computations), column.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

enum { HEADING_LINES_MAX = 10 };

typedef struct Col
{
    const OlColumnDesc *d;
    const OlPlusColumn *fmt;   /* NULL: nothing said */
    OlPlusColKind kind;
    OlStr heading;
    OlStr heading_lines[HEADING_LINES_MAX];
    int n_heading_lines;
    int width;
    bool right, noprint, starts_line;
    OlPlusAlign justify;
    OlPlusWrap wrap;
    const OlNumMask *mask;
    int break_index;           /* -1: none */
    char *break_value;         /* of the row before */
} Col;

typedef struct Sum /* of one COMPUTE */
{
    int column;                /* -1: not in this query */
    int64_t count, not_null;
    OlDecimal sum, squares, least, greatest;
} Sum;

typedef struct Report
{
    OlPlus *p;
    OlPlusCall *call;
    OlArena *arena;            /* of the layout */
    OlArena *row_arena;        /* of the row's texts */
    Col *cols;
    int n;
    int group_lines;           /* heading lines of the group of columns being written */
    int line_size;
    int page_left;             /* lines left on the page; 0: none begun */
    bool page_begun, first_row;
    Sum sums[OL_PLUS_COMPUTES_MAX];
    int64_t rows;
    OlStr *texts;
    bool *nulls;
    bool *hide;                /* suppressed by BREAK */
    int label_column;          /* of a line of results: its text stands at the left, -1 otherwise */
} Report;

/* --- layout --------------------------------------------------------------------------------------------------------------- */

static void split_heading(Report *r, Col *c)
{
    OlStr rest = c->heading;
    const OlPlusSetting *separator = &r->p->set[OL_SET_HEADSEP];

    c->n_heading_lines = 0;
    while (c->n_heading_lines < HEADING_LINES_MAX)
    {
        const char *bar = separator->number && rest.n > 0 && c->fmt != NULL ? memchr(rest.s, separator->text[0], rest.n) : NULL;

        c->heading_lines[c->n_heading_lines++] = bar != NULL ? ol_str_n(rest.s, (size_t)(bar - rest.s)) : rest;
        if (bar == NULL)
            break;
        rest = ol_str_n(bar + 1, rest.n - (size_t)(bar - rest.s) - 1);
    }
}

static int mask_width(Report *r, const OlNumMask *mask)
{
    char text[OL_NUMMASK_TEXT_MAX];
    OlDecimal minus_one;
    size_t n = 0;

    ol_decimal_from_int64(0, &minus_one);
    if (ol_nummask_to_char(mask, &r->p->nls, &minus_one, text, sizeof(text), &n, NULL) != OL_OK)
        return 10;
    return ol_plus_width(ol_str_n(text, n));
}

static void apply_format(Report *r, Col *c)
{
    const char *format = c->fmt != NULL ? c->fmt->format : NULL;
    uint64_t n;

    if (format == NULL && c->kind == OL_COL_NUMBER && SET_TEXT(r->p, NUMFORMAT)[0] != '\0')
        format = SET_TEXT(r->p, NUMFORMAT);
    if (format == NULL)
        return;
    if ((format[0] == 'a' || format[0] == 'A') && ol_parse_u64(ol_str(format + 1), &n))
    {
        if (c->kind != OL_COL_NUMBER && n > 0 && n <= 32767)
            c->width = (int)n;
        return;
    }
    if (c->kind == OL_COL_NUMBER && ol_nummask_compile(r->arena, ol_str(format), &c->mask, NULL) == OL_OK)
        c->width = mask_width(r, c->mask);
}

static int find_break(OlPlus *p, OlStr name, const OlPlusColumn *fmt)
{
    for (int i = 0; i < p->n_breaks; i++)
        if (ol_str_ieq_c(name, p->breaks[i].on) || (fmt != NULL && fmt->alias != NULL && ol_str_ieq_c(ol_str(fmt->alias), p->breaks[i].on)))
            return i;
    return -1;
}

static void make_column(Report *r, Col *c, const OlColumnDesc *d)
{
    OlPlus *p = r->p;

    c->d = d;
    c->kind = ol_plus_col_kind(d);
    c->fmt = ol_plus_column_find(p, d->name);
    c->width = ol_plus_column_width(p, d);
    c->right = c->kind == OL_COL_NUMBER;
    c->heading = c->fmt != NULL && c->fmt->heading != NULL ? ol_str(c->fmt->heading) : d->name;
    c->noprint = c->fmt != NULL && c->fmt->noprint == 1;
    c->wrap = c->fmt != NULL && c->fmt->wrap != OL_WRAP_DEFAULT ? c->fmt->wrap : SET_NUMBER(p, WRAP) ? OL_WRAP_WRAPPED : OL_WRAP_TRUNCATED;
    c->justify = c->fmt != NULL && c->fmt->justify != OL_ALIGN_DEFAULT ? c->fmt->justify : c->right ? OL_ALIGN_RIGHT : OL_ALIGN_LEFT;
    c->break_index = find_break(p, d->name, c->fmt);
    apply_format(r, c);
    split_heading(r, c);
    if (c->right)
        for (int i = 0; i < c->n_heading_lines; i++)
            c->width = OL_MAX(c->width, ol_plus_width(c->heading_lines[i]));
    c->width = OL_MIN(c->width, r->line_size);
}

static void make_layout(Report *r)
{
    int x = 0;

    r->n = (int)r->call->n_columns;
    r->cols = ol_new_array(r->arena, Col, (size_t)r->n);
    r->texts = ol_new_array(r->arena, OlStr, (size_t)r->n);
    r->nulls = ol_new_array(r->arena, bool, (size_t)r->n);
    r->hide = ol_new_array(r->arena, bool, (size_t)r->n);
    for (int i = 0; i < r->n; i++)
    {
        Col *c = &r->cols[i];

        make_column(r, c, &r->call->columns[i]);
        if (c->noprint)
            continue;
        if (x > 0 && (x + ol_plus_width(ol_str(SET_TEXT(r->p, COLSEP))) + c->width > r->line_size ||
                      (c->fmt != NULL && (c->fmt->newline || c->fmt->fold_before))))
        {
            c->starts_line = true;
            x = 0;
        }
        x += (x > 0 ? ol_plus_width(ol_str(SET_TEXT(r->p, COLSEP))) : 0) + c->width;
        if (c->fmt != NULL && c->fmt->fold_after)
            x = r->line_size;
    }
    for (int i = 0; i < r->p->n_computes; i++)
    {
        r->sums[i].column = -1;
        for (int c = 0; c < r->n; c++)
            if (ol_str_ieq_c(r->cols[c].d->name, r->p->computes[i].of))
                r->sums[i].column = c;
    }
}

/* --- pages ------------------------------------------------------------------------------------------------------------------ */

static void pad(OlBuf *out, OlStr text, int width, OlPlusAlign align)
{
    int used = 0, before, blanks;
    size_t n = ol_plus_fit(text, width, &used);

    blanks = width - used;
    before = align == OL_ALIGN_RIGHT ? blanks : align == OL_ALIGN_CENTER ? blanks / 2 : 0;
    ol_buf_printf(out, "%*s", before, "");
    ol_buf_append(out, text.s, n);
    ol_buf_printf(out, "%*s", blanks - before, "");
}

/* Lines of the headings of some columns that stand beside each other. */
static int group_heading(const Report *r, int first, int end)
{
    int lines = 0;

    for (int i = first; i < end; i++)
        if (!r->cols[i].noprint)
            lines = OL_MAX(lines, r->cols[i].n_heading_lines);
    return lines;
}

/* One output line for each group of columns that stand beside each other. text gives a column's part. */
static void emit_groups(Report *r, int lines, OlStr (*text)(Report *r, int column, int line), bool heading)
{
    for (int first = 0; first < r->n;)
    {
        int end = first + 1;

        while (end < r->n && !r->cols[end].starts_line)
            end++;
        if (heading)
        {
            r->group_lines = group_heading(r, first, end);
            lines = r->group_lines + (r->p->set[OL_SET_UNDERLINE].number != 0);
        }
        for (int line = 0; line < lines; line++)
        {
            OlBuf out;
            bool any = false;

            ol_buf_init(&out, r->row_arena, (size_t)r->line_size + 16);
            for (int i = first; i < end; i++)
            {
                const Col *c = &r->cols[i];

                if (c->noprint)
                    continue;
                if (any)
                    ol_buf_append_c(&out, SET_TEXT(r->p, COLSEP));
                any = true;
                pad(&out, text(r, i, line), c->width,
                    heading ? c->justify : c->right && i != r->label_column ? OL_ALIGN_RIGHT : OL_ALIGN_LEFT);
            }
            if (any)
            {
                ol_plus_row_line(r->p, ol_buf_str(&out));
                r->page_left--;
            }
        }
        first = end;
    }
}

static OlStr repeated(OlArena *arena, char c, int n)
{
    char *out = ol_arena_alloc(arena, (size_t)n + 1);

    memset(out, c, (size_t)n);
    return ol_str_n(out, (size_t)n);
}

/* The lines of a heading, the last of them the underline. */
static OlStr heading_part(Report *r, int column, int line)
{
    const Col *c = &r->cols[column];
    int at = line - (r->group_lines - c->n_heading_lines); /* headings stand at the bottom */

    if (line == r->group_lines)
        return repeated(r->row_arena, SET_TEXT(r->p, UNDERLINE)[0], c->width);
    return at >= 0 ? c->heading_lines[at] : OL_STR_NULL;
}

static int heading_size(const Report *r)
{
    int lines = 0;

    for (int first = 0; first < r->n;)
    {
        int end = first + 1;

        while (end < r->n && !r->cols[end].starts_line)
            end++;
        lines += group_heading(r, first, end) + 1;
        first = end;
    }
    return lines;
}

static void put_title(Report *r, const char *spec, bool old_style)
{
    OlList lines = {0};

    ol_plus_title_lines(r->p, spec, old_style, &lines);
    for (int i = 0; i < lines.n; i++)
    {
        ol_plus_row_line(r->p, ol_str(lines.items[i]));
        r->page_left--;
    }
}

static int title_size(OlPlus *p)
{
    OlList lines = {0};

    if (!p->btitle_on || p->btitle == NULL)
        return 0;
    ol_plus_title_lines(p, p->btitle, p->old_style_title, &lines);
    return lines.n;
}

static void end_page(Report *r)
{
    OlPlus *p = r->p;
    int bottom = title_size(p);

    if (bottom == 0 || !r->page_begun || SET_NUMBER(p, PAGESIZE) == 0)
        return;
    while (r->page_left > bottom)
    {
        ol_plus_row_line(p, OL_STR_NULL);
        r->page_left--;
    }
    put_title(r, p->btitle, p->old_style_title);
}

static void begin_page(Report *r)
{
    OlPlus *p = r->p;
    int64_t size = SET_NUMBER(p, PAGESIZE);

    r->page_begun = true;
    if (size == 0)
    {
        r->page_left = INT32_MAX;
        return;
    }
    if (SET_NUMBER(p, PAUSE) && p->source != NULL && p->source->is_terminal)
    {
        OlStr ignored;

        if (SET_TEXT(p, PAUSE)[0] != '\0')
            ol_plus_line(p, "%s", SET_TEXT(p, PAUSE));
        (void)ol_plus_ask(p, "", false, &ignored);
    }
    r->page_left = (int)OL_MIN(size, (int64_t)INT32_MAX);
    p->page_number++;
    p->line_number = 1;
    if (SET_NUMBER(p, NEWPAGE) == 0)
        ol_plus_put(p, OL_STR("\f"));
    for (int64_t i = 0; i < SET_NUMBER(p, NEWPAGE); i++)
    {
        ol_plus_row_line(p, OL_STR_NULL);
        r->page_left--;
    }
    if (p->page_number == 1 && p->repheader_on && p->repheader != NULL)
        put_title(r, p->repheader, false);
    if (p->ttitle_on && p->ttitle != NULL)
        put_title(r, p->ttitle, p->old_style_title);
    if (SET_NUMBER(p, HEADING))
    {
        emit_groups(r, 0, heading_part, true);
    }
}

/* Room for some lines, on a new page if there is none here. */
static void need(Report *r, int lines)
{
    int least = heading_size(r) + 1;

    if (!r->page_begun)
        begin_page(r);
    else if (r->page_left - title_size(r->p) < lines && SET_NUMBER(r->p, PAGESIZE) > least)
    {
        end_page(r);
        begin_page(r);
        memset(r->hide, 0, (size_t)r->n * sizeof(*r->hide)); /* values stand at the top of each page */
    }
}

/* --- rows ---------------------------------------------------------------------------------------------------------------------- */

/* Bytes of the next line of a value, and how many to go on after. */
static size_t line_of(const Col *c, OlStr text, size_t *next)
{
    int used = 0;
    const char *nl = text.n > 0 ? memchr(text.s, '\n', text.n) : NULL;
    OlStr line = nl != NULL ? ol_str_n(text.s, (size_t)(nl - text.s)) : text;
    size_t n = ol_plus_fit(line, c->width, &used);

    if (n == 0 && line.n > 0) /* a wide character in a narrow column */
    {
        uint32_t cp;
        n = (size_t)ol_utf8_decode(line.s, line.n, &cp);
    }
    if (n == line.n)
    {
        *next = nl != NULL ? n + 1 : n;
        return n;
    }
    if (c->wrap == OL_WRAP_WORD)
    {
        size_t cut = n;

        while (cut > 0 && line.s[cut] != ' ' && line.s[cut - 1] != ' ')
            cut--;
        if (cut > 0)
            n = cut;
        *next = n;
        while (*next < line.n && line.s[*next] == ' ')
            (*next)++;
        while (n > 0 && line.s[n - 1] == ' ')
            n--;
        return n;
    }
    *next = n;
    return n;
}

static int lines_of(const Col *c, OlStr text)
{
    int lines = 0;

    if (text.n == 0 || c->right)
        return 1;
    while (text.n > 0)
    {
        size_t next;

        (void)line_of(c, text, &next);
        text = ol_str_n(text.s + next, text.n - next);
        lines++;
        if (c->wrap == OL_WRAP_TRUNCATED)
            break;
    }
    return lines;
}

static OlStr row_part(Report *r, int column, int line)
{
    const Col *c = &r->cols[column];
    OlStr text = r->hide[column] ? OL_STR_NULL : r->texts[column];
    size_t next = 0, n;

    if (c->right)
        return line == 0 ? text : OL_STR_NULL;
    for (int i = 0; i < line && text.n > 0; i++)
    {
        if (c->wrap == OL_WRAP_TRUNCATED)
            return OL_STR_NULL;
        (void)line_of(c, text, &next);
        text = ol_str_n(text.s + next, text.n - next);
    }
    n = line_of(c, text, &next);
    return ol_str_n(text.s, n);
}

/* Tabs and other control characters would break the columns. */
static OlStr printable(OlArena *arena, OlStr text)
{
    char *copy = NULL;

    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.s[i] < 0x20 && text.s[i] != '\n')
        {
            if (copy == NULL)
            {
                copy = ol_str_cdup(arena, text);
                text.s = copy;
            }
            copy[i] = ' ';
        }
    return text;
}

static OlStr formatted_number(Report *r, const Col *c, const OlDecimal *d)
{
    char text[OL_NUMMASK_TEXT_MAX];
    size_t n = 0;

    if (c->mask != NULL && ol_nummask_to_char(c->mask, &r->p->nls, d, text, sizeof(text), &n, NULL) == OL_OK)
        return ol_str_dup(r->row_arena, ol_str_n(text, n));
    return ol_plus_fit_decimal(r->row_arena, d, &r->p->nls, c->width);
}

static void make_text(Report *r, int i, const OlValue *v)
{
    const Col *c = &r->cols[i];
    OlDecimal d;

    r->nulls[i] = v->kind == OL_V_NULL || v->kind == OL_V_ABSENT;
    if (r->nulls[i])
        r->texts[i] = ol_str(c->fmt != NULL && c->fmt->null_text != NULL ? c->fmt->null_text : SET_TEXT(r->p, NULL));
    else if (c->kind == OL_COL_NUMBER && c->mask != NULL && ol_plus_value_number(c->d, v, &d))
        r->texts[i] = formatted_number(r, c, &d);
    else if (c->kind == OL_COL_NUMBER)
        r->texts[i] = ol_plus_fit_number(r->row_arena, c->d, v, &r->p->nls, c->width);
    else if (ol_plus_value_text(r->p, r->row_arena, c->d, v, &r->texts[i]))
        r->texts[i] = printable(r->row_arena, r->texts[i]);
    else
        r->nulls[i] = true;
}

static void take_new_value(Report *r, int i, const OlValue *v)
{
    const Col *c = &r->cols[i];
    OlStr text;

    if (c->fmt == NULL || (c->fmt->new_value == NULL && c->fmt->old_value == NULL))
        return;
    if (c->fmt->old_value != NULL && c->fmt->new_value == NULL)
    {
        const OlPlusDefine *d = ol_plus_define_find(r->p, ol_str(c->fmt->old_value));

        if (d == NULL || r->first_row)
            ol_plus_define_set(r->p, ol_str(c->fmt->old_value), OL_STR_NULL, false);
    }
    if (!ol_plus_value_text(r->p, r->row_arena, c->d, v, &text))
        text = OL_STR_NULL;
    if (c->mask != NULL)
        text = r->texts[i];
    ol_plus_define_set(r->p, ol_str(c->fmt->new_value != NULL ? c->fmt->new_value : c->fmt->old_value), text, c->kind == OL_COL_NUMBER);
}

/* --- BREAK and COMPUTE ------------------------------------------------------------------------------------------------------------ */

static void reset_sum(Sum *s)
{
    int column = s->column;

    memset(s, 0, sizeof(*s));
    s->column = column;
}

static void add_to_sums(Report *r, OlValue *row)
{
    for (int i = 0; i < r->p->n_computes; i++)
    {
        Sum *s = &r->sums[i];
        OlDecimal d, square;

        if (s->column < 0)
            continue;
        s->count++;
        if (row[s->column].kind == OL_V_NULL)
            continue;
        s->not_null++;
        if (!ol_plus_value_number(r->cols[s->column].d, &row[s->column], &d))
            continue;
        if (s->not_null == 1 || ol_decimal_cmp(&d, &s->least) < 0)
            s->least = d;
        if (s->not_null == 1 || ol_decimal_cmp(&d, &s->greatest) > 0)
            s->greatest = d;
        (void)!ol_decimal_add(&s->sum, &d, &s->sum, NULL);
        if (ol_decimal_mul(&d, &d, &square, NULL) == OL_OK)
            (void)!ol_decimal_add(&s->squares, &square, &s->squares, NULL);
    }
}

static bool result_of(const Sum *s, int function, OlDecimal *out)
{
    OlDecimal n, mean;

    ol_decimal_from_int64(s->not_null, &n);
    switch (function)
    {
        case OL_COMPUTE_COUNT: *out = n; return true;
        case OL_COMPUTE_NUMBER: ol_decimal_from_int64(s->count, out); return true;
        case OL_COMPUTE_SUM: *out = s->sum; return s->not_null > 0;
        case OL_COMPUTE_MINIMUM: *out = s->least; return s->not_null > 0;
        case OL_COMPUTE_MAXIMUM: *out = s->greatest; return s->not_null > 0;
        case OL_COMPUTE_AVG: return s->not_null > 0 && ol_decimal_div(&s->sum, &n, out, NULL) == OL_OK;
        default: break;
    }
    if (s->not_null < 2 || ol_decimal_mul(&s->sum, &s->sum, &mean, NULL) != OL_OK || ol_decimal_div(&mean, &n, &mean, NULL) != OL_OK ||
        ol_decimal_sub(&s->squares, &mean, out, NULL) != OL_OK)
        return false;
    ol_decimal_from_int64(s->not_null - 1, &n);
    return ol_decimal_div(out, &n, out, NULL) == OL_OK && (function == OL_COMPUTE_VARIANCE || ol_decimal_sqrt(out, out, NULL) == OL_OK);
}

static OlStr text_part(Report *r, int column, int line)
{
    (void)line;
    return r->texts[column];
}

/* The results of all COMPUTEs of one break: a line of marks, then a line for each function. */
static void put_computes(Report *r, const char *on, int on_column)
{
    OlPlus *p = r->p;
    bool any = false;

    memset(r->hide, 0, (size_t)r->n * sizeof(*r->hide));
    for (int i = 0; i < r->n; i++)
        r->texts[i] = OL_STR_NULL;
    for (int i = 0; i < p->n_computes; i++)
        if (r->sums[i].column >= 0 && ol_str_ieq_c(ol_str(p->computes[i].on), on))
        {
            r->texts[r->sums[i].column] = repeated(r->row_arena, '-', r->cols[r->sums[i].column].width);
            any = true;
        }
    if (!any)
        return;
    if (on_column >= 0)
        r->texts[on_column] = repeated(r->row_arena, '*', r->cols[on_column].width);
    need(r, 2);
    emit_groups(r, 1, text_part, false);
    for (int f = 0; f < OL_COMPUTE_KINDS; f++)
    {
        bool has = false;

        for (int i = 0; i < r->n; i++)
            r->texts[i] = OL_STR_NULL;
        for (int i = 0; i < p->n_computes; i++)
        {
            const OlPlusCompute *compute = &p->computes[i];
            Sum *s = &r->sums[i];
            int label = on_column >= 0 ? on_column : 0;
            OlDecimal d;

            if (s->column < 0 || compute->function != f || !ol_str_ieq_c(ol_str(compute->on), on))
                continue;
            has = true;
            if (label != s->column)
                r->label_column = label;
            if (label != s->column)
                r->texts[label] = compute->label != NULL ? ol_str(compute->label) : ol_str(ol_plus_compute_name(f));
            if (result_of(s, f, &d))
                r->texts[s->column] = formatted_number(r, &r->cols[s->column], &d);
            reset_sum(s);
        }
        if (has)
            emit_groups(r, 1, text_part, false);
        r->label_column = -1;
    }
}

static int column_of_break(const Report *r, int b)
{
    for (int i = 0; i < r->n; i++)
        if (r->cols[i].break_index == b)
            return i;
    return -1;
}

static bool value_changed(Report *r, const Col *c, const OlValue *v)
{
    OlStr text;

    if (!ol_plus_value_text(r->p, r->row_arena, c->d, v, &text))
        text = OL_STR_NULL;
    return c->break_value == NULL || !ol_str_eq_c(text, c->break_value);
}

static void keep_break_value(Report *r, Col *c, const OlValue *v)
{
    OlStr text;

    if (!ol_plus_value_text(r->p, r->row_arena, c->d, v, &text))
        text = OL_STR_NULL;
    ol_plus_set_text(&c->break_value, text);
}

static void skip_lines(Report *r, const OlPlusBreak *b)
{
    if (b->page)
    {
        end_page(r);
        r->page_begun = false;
        return;
    }
    for (int i = 0; i < b->skip; i++)
    {
        if (r->page_left <= 1 && SET_NUMBER(r->p, PAGESIZE) > 0)
            return;
        ol_plus_row_line(r->p, OL_STR_NULL);
        r->page_left--;
    }
}

/* Before a row: which breaks have changed? The innermost ends first. */
static void handle_breaks(Report *r, OlValue *row)
{
    OlPlus *p = r->p;
    int changed = p->n_breaks;

    for (int b = 0; b < p->n_breaks && changed == p->n_breaks; b++)
    {
        int c = column_of_break(r, b);

        if (c >= 0 && (r->first_row || value_changed(r, &r->cols[c], &row[c])))
            changed = b;
    }
    if (!r->first_row)
    {
        for (int b = p->n_breaks - 1; b >= changed; b--)
        {
            int c = column_of_break(r, b);

            if (c < 0)
                continue;
            put_computes(r, p->breaks[b].on, c);
        }
        for (int b = changed; b < p->n_breaks; b++)
            if (column_of_break(r, b) >= 0 && (p->breaks[b].skip > 0 || p->breaks[b].page))
            {
                skip_lines(r, &p->breaks[b]);
                break;
            }
    }
    for (int i = 0; i < r->n; i++)
    {
        int b = r->cols[i].break_index;

        r->hide[i] = b >= 0 && b < changed && !p->breaks[b].dup;
        if (b >= 0)
            keep_break_value(r, &r->cols[i], &row[i]);
    }
}

static void row_break(Report *r)
{
    OlPlus *p = r->p;

    for (int b = 0; b < p->n_breaks; b++)
        if (strcmp(p->breaks[b].on, "ROW") == 0)
        {
            put_computes(r, "ROW", -1);
            skip_lines(r, &p->breaks[b]);
        }
}

static void put_row(Report *r, OlValue *row)
{
    OlPlus *p = r->p;
    int lines = 1, total = 0;
    bool wrapped;
    OlStr recsep = ol_str(SET_TEXT(p, RECSEP));

    ol_arena_reset(r->row_arena);
    if (p->n_breaks > 0)
        handle_breaks(r, row);
    for (int i = 0; i < r->n; i++)
    {
        make_text(r, i, &row[i]);
        take_new_value(r, i, &row[i]);
        if (!r->cols[i].noprint && !r->hide[i])
            lines = OL_MAX(lines, lines_of(&r->cols[i], r->texts[i]));
    }
    /* each group of columns has as many lines as its longest value: counted here for the page, made in emit_groups */
    for (int first = 0; first < r->n;)
    {
        int end = first + 1, most = 1;

        while (end < r->n && !r->cols[end].starts_line)
            end++;
        for (int i = first; i < end; i++)
            if (!r->cols[i].noprint && !r->hide[i])
                most = OL_MAX(most, lines_of(&r->cols[i], r->texts[i]));
        total += most;
        first = end;
    }
    need(r, OL_MIN(total, (int)OL_MAX(SET_NUMBER(p, PAGESIZE) - heading_size(r) - 1, 1)));
    wrapped = lines > 1;
    for (int first = 0; first < r->n;)
    {
        int end = first + 1, most = 1;

        while (end < r->n && !r->cols[end].starts_line)
            end++;
        for (int i = first; i < end; i++)
            if (!r->cols[i].noprint && !r->hide[i])
                most = OL_MAX(most, lines_of(&r->cols[i], r->texts[i]));
        for (int line = 0; line < most; line++)
        {
            OlBuf out;
            bool any = false;

            ol_buf_init(&out, r->row_arena, (size_t)r->line_size + 16);
            for (int i = first; i < end; i++)
            {
                if (r->cols[i].noprint)
                    continue;
                if (any)
                    ol_buf_append_c(&out, SET_TEXT(p, COLSEP));
                any = true;
                pad(&out, row_part(r, i, line), r->cols[i].width, r->cols[i].right ? OL_ALIGN_RIGHT : OL_ALIGN_LEFT);
            }
            if (any)
            {
                if (r->page_left <= 0 && SET_NUMBER(p, PAGESIZE) > 0)
                {
                    end_page(r);
                    begin_page(r);
                }
                ol_plus_row_line(p, ol_buf_str(&out));
                r->page_left--;
            }
        }
        first = end;
    }
    if (ol_str_ieq_c(recsep, "EACH") || (wrapped && ol_str_ieq_c(recsep, "WRAPPED")))
    {
        ol_plus_row_line(p, repeated(r->row_arena, SET_TEXT(p, RECSEPCHAR)[0], r->line_size));
        r->page_left--;
    }
    add_to_sums(r, row);
    row_break(r);
    r->first_row = false;
}

static void end_report(Report *r)
{
    OlPlus *p = r->p;

    for (int b = p->n_breaks - 1; b >= 0 && r->rows > 0; b--)
    {
        int c = column_of_break(r, b);

        if (c >= 0)
            put_computes(r, p->breaks[b].on, c);
        if (c >= 0 && !p->breaks[b].page)
            skip_lines(r, &p->breaks[b]);
    }
    for (int b = 0; b < p->n_breaks && r->rows > 0; b++)
        if (strcmp(p->breaks[b].on, "REPORT") == 0)
            put_computes(r, "REPORT", -1);
    if (r->rows > 0 && p->repfooter_on && p->repfooter != NULL)
        put_title(r, p->repfooter, false);
    if (r->rows > 0)
        end_page(r);
    for (int i = 0; i < r->n; i++)
        ol_plus_clear_text(&r->cols[i].break_value);
}

/* --- CSV, HTML, JSON ---------------------------------------------------------------------------------------------------------------- */

static void csv_text(OlPlus *p, OlBuf *out, OlStr text, bool quote)
{
    if (!quote)
    {
        ol_buf_append_str(out, text);
        return;
    }
    ol_buf_append_byte(out, '"');
    for (size_t i = 0; i < text.n; i++)
    {
        if (text.s[i] == '"')
            ol_buf_append_byte(out, '"');
        ol_buf_append_byte(out, (uint8_t)text.s[i]);
    }
    ol_buf_append_byte(out, '"');
}

static void html_text(OlPlus *p, OlBuf *out, OlStr text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (p->html_entmap ? text.s[i] : 'x')
        {
            case '<': ol_buf_append_c(out, "&lt;"); break;
            case '>': ol_buf_append_c(out, "&gt;"); break;
            case '&': ol_buf_append_c(out, "&amp;"); break;
            case '"': ol_buf_append_c(out, "&quot;"); break;
            default: ol_buf_append_byte(out, (uint8_t)text.s[i]); break;
        }
}

static void json_text(OlBuf *out, OlStr text)
{
    ol_buf_append_byte(out, '"');
    for (size_t i = 0; i < text.n; i++)
    {
        unsigned char c = (unsigned char)text.s[i];

        if (c == '"' || c == '\\')
            ol_buf_printf(out, "\\%c", c);
        else if (c == '\n')
            ol_buf_append_c(out, "\\n");
        else if (c < 0x20)
            ol_buf_printf(out, "\\u%04x", c);
        else
            ol_buf_append_byte(out, c);
    }
    ol_buf_append_byte(out, '"');
}

/* JSON numbers have a digit before the point. */
static void json_number(OlBuf *out, OlStr text)
{
    bool minus = text.n > 0 && text.s[0] == '-';
    OlStr digits = minus ? ol_str_n(text.s + 1, text.n - 1) : text;

    if (digits.n == 0 || !((digits.s[0] >= '0' && digits.s[0] <= '9') || digits.s[0] == '.'))
    {
        json_text(out, text);
        return;
    }
    ol_buf_printf(out, "%s%s%.*s", minus ? "-" : "", digits.s[0] == '.' ? "0" : "", OL_STR_ARG(digits));
}

static void put_markup_head(Report *r)
{
    OlPlus *p = r->p;
    OlBuf out;
    bool any = false;

    ol_buf_init(&out, r->arena, 256);
    if (p->format == OL_FORMAT_JSON)
        ol_buf_append_c(&out, "[");
    else if (p->format == OL_FORMAT_HTML)
        ol_buf_printf(&out, "<p>\n<table %s>\n", p->html_table != NULL ? p->html_table : "border='1' width='90%' align='center' summary='Script output'");
    if (SET_NUMBER(p, HEADING) && SET_NUMBER(p, PAGESIZE) > 0 && p->format != OL_FORMAT_JSON)
    {
        if (p->format == OL_FORMAT_HTML)
            ol_buf_append_c(&out, "<tr>\n");
        for (int i = 0; i < r->n; i++)
        {
            if (r->cols[i].noprint)
                continue;
            if (p->format == OL_FORMAT_HTML)
            {
                ol_buf_append_c(&out, "<th scope=\"col\">\n");
                html_text(p, &out, r->cols[i].heading);
                ol_buf_append_c(&out, "\n</th>\n");
                continue;
            }
            if (any)
                ol_buf_append_byte(&out, (uint8_t)p->csv_delimiter);
            any = true;
            csv_text(p, &out, r->cols[i].heading, p->csv_quote);
        }
        ol_buf_append_c(&out, p->format == OL_FORMAT_HTML ? "</tr>\n" : "\n");
    }
    ol_plus_put(p, ol_buf_str(&out));
}

static void put_markup_row(Report *r, OlValue *row)
{
    OlPlus *p = r->p;
    OlBuf out;
    bool any = false;

    ol_arena_reset(r->row_arena);
    ol_buf_init(&out, r->row_arena, 256);
    ol_buf_append_c(&out, p->format == OL_FORMAT_HTML ? "<tr>\n" : p->format == OL_FORMAT_JSON ? r->rows > 0 ? ",\n{" : "\n{" : "");
    for (int i = 0; i < r->n; i++)
    {
        const Col *c = &r->cols[i];
        bool null = !ol_plus_value_text(p, r->row_arena, c->d, &row[i], &r->texts[i]);

        if (c->mask != NULL || (null && p->format != OL_FORMAT_JSON))
            make_text(r, i, &row[i]);
        take_new_value(r, i, &row[i]);
        if (c->noprint)
            continue;
        if (p->format == OL_FORMAT_HTML)
        {
            ol_buf_append_c(&out, c->right ? "<td align=\"right\">\n" : "<td>\n");
            if (r->texts[i].n == 0)
                ol_buf_append_c(&out, "&nbsp;");
            html_text(p, &out, c->right ? ol_str_trim(r->texts[i]) : r->texts[i]);
            ol_buf_append_c(&out, "\n</td>\n");
            continue;
        }
        if (any)
            ol_buf_append_byte(&out, p->format == OL_FORMAT_CSV ? (uint8_t)p->csv_delimiter : ',');
        any = true;
        if (p->format == OL_FORMAT_CSV)
        {
            csv_text(p, &out, c->right ? ol_str_trim(r->texts[i]) : r->texts[i], p->csv_quote && !c->right && !null);
            continue;
        }
        json_text(&out, c->d->name);
        ol_buf_append_byte(&out, ':');
        if (null)
            ol_buf_append_c(&out, "null");
        else if (c->right)
            json_number(&out, r->texts[i]);
        else
            json_text(&out, r->texts[i]);
    }
    ol_buf_append_c(&out, p->format == OL_FORMAT_HTML ? "</tr>\n" : p->format == OL_FORMAT_JSON ? "}" : "\n");
    ol_plus_put(p, ol_buf_str(&out));
}

/* --- the whole ---------------------------------------------------------------------------------------------------------------------- */

static bool can_be_shown(OlPlus *p, const OlPlusCall *call)
{
    for (uint32_t i = 0; i < call->n_columns; i++)
        if (ol_plus_col_kind(&call->columns[i]) == OL_COL_UNSHOWN)
        {
            ol_plus_message(p, OL_ERR_SP2_TYPE_NOT_SHOWN);
            return false;
        }
    return true;
}

static void put_cursors(Report *r, OlValue *row)
{
    for (int i = 0; i < r->n; i++)
        if (row[i].kind == OL_V_CURSOR && row[i].ext != NULL && row[i].n != 0 && r->p->conn != NULL)
        {
            ol_plus_line(r->p, "\nCURSOR STATEMENT : %d\n", i + 1);
            ol_plus_print_cursor(r->p, row[i].n, row[i].ext->columns, row[i].ext->n_columns);
        }
}

int64_t ol_plus_print_query(OlPlus *p, OlPlusCall *call, OlStr sql)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    Report r = {.p = p, .call = call, .arena = p->work, .line_size = (int)SET_NUMBER(p, LINESIZE), .first_row = true, .label_column = -1};
    bool shown = !(p->set[OL_SET_AUTOTRACE].number & 2) && !p->feedback_only;
    bool begun = false, ok = true;
    int64_t limit = SET_NUMBER(p, ROWLIMIT);

    if (!can_be_shown(p, call))
        return -1;
    ol_plus_load_nls(p);
    r.row_arena = ol_arena_new(&allocator);
    make_layout(&r);
    p->page_number = 0;
    for (;;)
    {
        for (uint32_t i = 0; i < call->n_rows && (limit == 0 || r.rows < limit); i++)
        {
            if (shown && p->format != OL_FORMAT_TABLE)
            {
                if (!begun)
                    put_markup_head(&r);
                put_markup_row(&r, call->rows[i]);
            }
            else if (shown)
                put_row(&r, call->rows[i]);
            begun = true;
            r.rows++;
            if (shown)
                put_cursors(&r, call->rows[i]);
            if (p->conn == NULL || p->conn->lost)
                break;
        }
        if (call->at_end || p->conn == NULL || p->conn->lost || (limit > 0 && r.rows >= limit))
            break;
        ok = ol_plus_conn_fetch(p->conn, call);
        if (!ok)
            break;
    }
    if (shown && p->format == OL_FORMAT_TABLE)
        end_report(&r);
    else if (shown && begun)
        ol_plus_put(p, p->format == OL_FORMAT_HTML ? OL_STR("</table>\n<p>\n") : p->format == OL_FORMAT_JSON ? OL_STR("\n]\n") : OL_STR_NULL);
    else if (shown && p->format == OL_FORMAT_JSON)
        ol_plus_put(p, OL_STR("[]\n"));
    ol_arena_free(r.row_arena);
    if (p->conn != NULL && p->conn->lost)
    {
        ol_plus_lost(p);
        return -1;
    }
    if (!ok)
    {
        OlStr text = ol_str_trim(call->oer.text);

        ol_plus_line(p, "ERROR:\n%.*s\n\n", OL_STR_ARG(text));
        if (r.rows > 0)
            ol_plus_line(p, "\n%lld rows selected.\n", (long long)r.rows);
        else
            ol_plus_line(p, "\nno rows selected\n");
        ol_plus_sql_error(p, call->oer.error);
        return -1;
    }
    return r.rows;
}
