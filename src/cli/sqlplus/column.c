/*
 * column.c - COLUMN: how columns of reports look.
 *
 * Owns:      the list of column formats.
 * See also:  print.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

static OlPlusColumn *find(OlPlus *p, OlStr name)
{
    for (OlPlusColumn *c = p->columns; c != NULL; c = c->next)
        if (ol_str_ieq_c(name, c->name) || (c->alias != NULL && ol_str_ieq_c(name, c->alias)))
            return c;
    return NULL;
}

/* "max( sal )" and MAX(SAL) are the same column. */
static OlStr without_spaces(OlPlus *p, OlStr name)
{
    OlBuf out;

    ol_buf_init(&out, p->work, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        if (name.s[i] != ' ')
            ol_buf_append_byte(&out, (uint8_t)name.s[i]);
    return ol_buf_str(&out);
}

const OlPlusColumn *ol_plus_column_find(OlPlus *p, OlStr name)
{
    const OlPlusColumn *c = find(p, name);

    if (c == NULL && name.n > 0 && memchr(name.s, ' ', name.n) != NULL)
        c = find(p, without_spaces(p, name));
    return c != NULL && !c->off ? c : NULL;
}

static void free_texts(OlPlusColumn *c)
{
    ol_plus_clear_text(&c->alias);
    ol_plus_clear_text(&c->format);
    ol_plus_clear_text(&c->heading);
    ol_plus_clear_text(&c->null_text);
    ol_plus_clear_text(&c->new_value);
    ol_plus_clear_text(&c->old_value);
}

static void clear(OlPlus *p, OlPlusColumn *c)
{
    OlPlusColumn **at = &p->columns;

    while (*at != c)
        at = &(*at)->next;
    *at = c->next;
    free_texts(c);
    free(c->name);
    free(c);
}

void ol_plus_columns_clear(OlPlus *p)
{
    while (p->columns != NULL)
        clear(p, p->columns);
}

static OlPlusColumn *make(OlPlus *p, OlStr name)
{
    OlPlusColumn *c = find(p, name);

    if (c == NULL)
    {
        c = calloc(1, sizeof(*c));
        if (c == NULL)
            abort();
        ol_plus_set_text(&c->name, ol_str_upper(p->work, name));
        c->noprint = -1;
        c->next = p->columns;
        p->columns = c;
    }
    return c;
}

static void show(OlPlus *p, const OlPlusColumn *c)
{
    ol_plus_line(p, "COLUMN   %s %s", c->name, c->off ? "OFF" : "ON");
    if (c->alias != NULL)
        ol_plus_line(p, "ALIAS    %s", c->alias);
    if (c->heading != NULL)
        ol_plus_line(p, "HEADING  '%s' headsep '%s'", c->heading, SET_TEXT(p, HEADSEP));
    if (c->format != NULL)
        ol_plus_line(p, "FORMAT   %s", c->format);
    if (c->new_value != NULL)
        ol_plus_line(p, "NEW_VALUE %s", c->new_value);
    if (c->old_value != NULL)
        ol_plus_line(p, "OLD_VALUE %s", c->old_value);
    if (c->null_text != NULL)
        ol_plus_line(p, "NULL     '%s'", c->null_text);
    if (c->noprint == 1)
        ol_plus_line(p, "NOPRINT");
    if (c->justify != OL_ALIGN_DEFAULT)
        ol_plus_line(p, "JUSTIFY  %s", c->justify == OL_ALIGN_LEFT ? "left" : c->justify == OL_ALIGN_CENTER ? "center" : "right");
    if (c->wrap != OL_WRAP_DEFAULT)
        ol_plus_line(p, "%s", c->wrap == OL_WRAP_WRAPPED ? "WRAPPED" : c->wrap == OL_WRAP_WORD ? "WORD_WRAPPED" : "TRUNCATED");
}

static bool valid_format(OlPlus *p, OlStr format)
{
    const OlNumMask *mask;
    uint64_t n;

    if (format.n > 1 && (format.s[0] == 'a' || format.s[0] == 'A'))
        return ol_parse_u64(ol_str_n(format.s + 1, format.n - 1), &n) && n > 0;
    return format.n > 0 && ol_nummask_compile(p->work, format, &mask, NULL) == OL_OK;
}

static void copy(char **to, const char *from)
{
    if (from != NULL)
        ol_plus_set_text(to, ol_str(from));
}

void ol_plus_cmd_column(OlPlus *p, OlStr args)
{
    OlStr name, word;
    OlPlusColumn *c;

    if (args.n == 0)
    {
        for (c = p->columns; c != NULL; c = c->next)
        {
            show(p, c);
            if (c->next != NULL)
                ol_plus_line(p, "%s", "");
        }
        if (p->columns == NULL)
            ol_plus_message(p, OL_ERR_SP2_COLUMNS_NONE);
        return;
    }
    name = ol_plus_next_value(p, &args, NULL);
    if (ol_str_trim(args).n == 0)
    {
        c = find(p, name);
        if (c != NULL)
            show(p, c);
        else
            ol_plus_message(p, OL_ERR_SP2_NOT_DEFINED, "COLUMN", ol_str_cdup(p->work, name));
        return;
    }
    while (word = ol_plus_next_word(&args), word.n > 0)
    {
        if (ol_plus_matches(word, "CLE[AR]"))
        {
            c = find(p, name);
            if (c != NULL)
                clear(p, c);
            else
                ol_plus_message(p, OL_ERR_SP2_NOT_DEFINED, "COLUMN", ol_str_cdup(p->work, name));
            return;
        }
        c = make(p, name);
        if (ol_plus_matches(word, "FOR[MAT]"))
        {
            OlStr format = ol_plus_next_value(p, &args, NULL);

            if (!valid_format(p, format))
            {
                ol_plus_message(p, OL_ERR_SP2_FORMAT, ol_str_cdup(p->work, format));
                return;
            }
            ol_plus_set_text(&c->format, format);
        }
        else if (ol_plus_matches(word, "HEA[DING]"))
            ol_plus_set_text(&c->heading, ol_plus_next_value(p, &args, NULL));
        else if (ol_plus_matches(word, "ALI[AS]"))
            ol_plus_set_text(&c->alias, ol_plus_next_word(&args));
        else if (ol_plus_matches(word, "NEW_V[ALUE]"))
            ol_plus_set_text(&c->new_value, ol_plus_next_word(&args));
        else if (ol_plus_matches(word, "OLD_V[ALUE]"))
            ol_plus_set_text(&c->old_value, ol_plus_next_word(&args));
        else if (ol_plus_matches(word, "NUL[L]"))
            ol_plus_set_text(&c->null_text, ol_plus_next_value(p, &args, NULL));
        else if (ol_plus_matches(word, "NOPRI[NT]"))
            c->noprint = 1;
        else if (ol_plus_matches(word, "PRI[NT]"))
            c->noprint = 0;
        else if (ol_plus_matches(word, "JUS[TIFY]"))
        {
            OlStr side = ol_plus_next_word(&args);

            if (ol_plus_matches(side, "L[EFT]"))
                c->justify = OL_ALIGN_LEFT;
            else if (ol_plus_matches(side, "C[ENTER]") || ol_plus_matches(side, "C[ENTRE]"))
                c->justify = OL_ALIGN_CENTER;
            else if (ol_plus_matches(side, "R[IGHT]"))
                c->justify = OL_ALIGN_RIGHT;
            else
            {
                ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "COLUMN", ol_str_cdup(p->work, side));
                return;
            }
        }
        else if (ol_plus_matches(word, "WRA[PPED]"))
            c->wrap = OL_WRAP_WRAPPED;
        else if (ol_plus_matches(word, "WOR[D_WRAPPED]"))
            c->wrap = OL_WRAP_WORD;
        else if (ol_plus_matches(word, "TRU[NCATED]"))
            c->wrap = OL_WRAP_TRUNCATED;
        else if (ol_plus_matches(word, "NEWL[INE]"))
            c->newline = true;
        else if (ol_plus_matches(word, "FOLD_B[EFORE]"))
            c->fold_before = true;
        else if (ol_plus_matches(word, "FOLD_A[FTER]"))
            c->fold_after = true;
        else if (ol_plus_matches(word, "ENTMAP"))
            (void)ol_plus_next_word(&args);
        else if (ol_str_ieq_c(word, "ON"))
            c->off = false;
        else if (ol_str_ieq_c(word, "OFF"))
            c->off = true;
        else if (ol_plus_matches(word, "LIKE"))
        {
            const OlPlusColumn *other = find(p, ol_plus_next_word(&args));

            if (other != NULL && other != c)
            {
                copy(&c->format, other->format);
                copy(&c->null_text, other->null_text);
                copy(&c->new_value, other->new_value);
                c->justify = other->justify;
                c->wrap = other->wrap;
                c->noprint = other->noprint;
            }
        }
        else
        {
            ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "COLUMN", ol_str_cdup(p->work, word));
            return;
        }
    }
}
