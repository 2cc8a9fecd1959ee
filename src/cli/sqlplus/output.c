/*
 * output.c - where text goes: the terminal, the spool file; the form of messages; how wide text is.
 *
 * Owns:      the spool file.
 * Invariant: TERMOUT OFF hides only what scripts show; the spool file gets all of it.
 * See also:  sqlplus.h
 */
#include "cli/sqlplus/sqlplus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void clear_progress(OlPlus *p)
{
    if (p->progress_shown)
        fputs("\r\033[K", stderr);
    p->progress_shown = false;
}

void ol_plus_color(OlPlus *p, bool on)
{
    if (p->colors && (SET_NUMBER(p, TERMOUT) || p->depth == 0))
        fputs(on ? "\033[31m" : "\033[0m", stdout);
}

/* A script that has said nothing for some seconds shows where it is. */
void ol_plus_progress(OlPlus *p)
{
    const OlPlusSource *s = p->source;
    time_t now;
    long at, size = 0;

    if (!p->shows_progress || s == NULL || s->path == NULL || (++p->progress_calls & 15) != 0)
        return;
    now = time(NULL);
    if (p->progress_at == 0)
        p->progress_at = now + 2;
    if (now < p->progress_at)
        return;
    p->progress_at = now + 1;
    at = ftell(s->f);
    if (at >= 0 && fseek(s->f, 0, SEEK_END) == 0)
    {
        size = ftell(s->f);
        (void)fseek(s->f, at, SEEK_SET);
    }
    fflush(stdout);
    if (size > 0)
        fprintf(stderr, "\r%s line %d (%ld %%)\033[K", s->path, s->line, at * 100 / size);
    else
        fprintf(stderr, "\r%s line %d\033[K", s->path, s->line);
    p->progress_shown = true;
}

static bool to_terminal(const OlPlus *p)
{
    return SET_NUMBER(p, TERMOUT) || p->depth == 0;
}

void ol_plus_put(OlPlus *p, OlStr text)
{
    if (text.n == 0)
        return;
    clear_progress(p);
    if (to_terminal(p))
        (void)fwrite(text.s, 1, text.n, stdout);
    if (p->spool != NULL)
        (void)fwrite(text.s, 1, text.n, p->spool);
}

void ol_plus_line(OlPlus *p, const char *fmt, ...)
{
    va_list ap;
    OlStr text;

    va_start(ap, fmt);
    text = ol_str_vprintf(p->work, fmt, ap);
    va_end(ap);
    ol_plus_put(p, text);
    ol_plus_put(p, OL_STR("\n"));
}

static OlStr without_blanks(OlStr line)
{
    while (line.n > 0 && line.s[line.n - 1] == ' ')
        line.n--;
    return line;
}

void ol_plus_row_line(OlPlus *p, OlStr line)
{
    OlStr trimmed = without_blanks(line);

    clear_progress(p);
    if (to_terminal(p))
    {
        OlStr shown = SET_NUMBER(p, TRIMOUT) ? trimmed : line;

        if (shown.n > 0)
            (void)fwrite(shown.s, 1, shown.n, stdout);
        fputc('\n', stdout);
    }
    if (p->spool != NULL)
    {
        int pad = 0;

        if (!SET_NUMBER(p, TRIMSPOOL) && trimmed.n > 0)
            pad = OL_MAX((int)SET_NUMBER(p, LINESIZE) - ol_plus_width(trimmed), 0);
        if (trimmed.n > 0)
            (void)fwrite(trimmed.s, 1, trimmed.n, p->spool);
        fprintf(p->spool, "%*s\n", pad, "");
    }
    p->line_number++;
}

void ol_plus_message(OlPlus *p, OlErrorCode code, ...)
{
    const OlErrorInfo *info = ol_error_info(code);
    char text[OL_DIAG_TEXT_MAX];
    va_list ap;

    va_start(ap, code);
    /* the texts of the table take C strings only */
    (void)vsnprintf(text, sizeof(text), info->text, ap);
    va_end(ap);
    ol_plus_color(p, true);
    ol_plus_line(p, "%s-%0*d: %s", ol_facility_name(info->facility), info->facility == OL_FAC_SP2 ? 4 : 5, info->number, text);
    ol_plus_color(p, false);
    ol_plus_where(p);
    ol_plus_error_log(p, ol_str_printf(p->work, "%s-%04d: %s", ol_facility_name(info->facility), info->number, text), OL_STR_NULL);
}

/* Which line of which script: SQL*Plus does not say, and everybody has to search. */
void ol_plus_where(OlPlus *p)
{
    if (p->source != NULL && p->source->path != NULL)
        {
        fflush(stdout);
        fprintf(stderr, "at line %d of %s\n", p->source->line, p->source->path);
    }
}

void ol_plus_echo(OlPlus *p, OlStr prompt, OlStr line)
{
    bool script = p->source != NULL && p->source->path != NULL;

    if (script ? SET_NUMBER(p, ECHO) && !p->silent : false)
    {
        ol_plus_put(p, prompt);
        ol_plus_put(p, line);
        ol_plus_put(p, OL_STR("\n"));
    }
    else if (!script && p->spool != NULL && !p->silent)
        fprintf(p->spool, "%.*s%.*s\n", OL_STR_ARG(prompt), OL_STR_ARG(line));
}

/* --- spool ------------------------------------------------------------------------------------------------------------ */

bool ol_plus_spool(OlPlus *p, OlStr name, const char *mode)
{
    char *path = ol_plus_file_name(p, name, "lst");
    FILE *f;

    ol_plus_spool_off(p);
    f = fopen(path, mode);
    if (f == NULL)
    {
        ol_plus_message(p, OL_ERR_SP2_SPOOL, path, strerror(errno));
        return false;
    }
    p->spool = f;
    ol_plus_set_text(&p->spool_name, ol_str(path));
    return true;
}

void ol_plus_spool_off(OlPlus *p)
{
    if (p->spool == NULL)
        return;
    if (fclose(p->spool) != 0)
        ol_plus_message(p, OL_ERR_SP2_SPOOL, p->spool_name, strerror(errno));
    p->spool = NULL;
    ol_plus_clear_text(&p->spool_name);
}

/* --- width ------------------------------------------------------------------------------------------------------------- */

/* Characters that take two columns of a terminal (Unicode East Asian Width W and F, UAX #11) and none (combining). */
static const struct
{
    uint32_t first, last;
    int width;
} wide[] = {
    {0x0300, 0x036F, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05BD, 0},   {0x0610, 0x061A, 0},   {0x064B, 0x065F, 0},
    {0x0E31, 0x0E31, 0},   {0x0E34, 0x0E3A, 0},   {0x0E47, 0x0E4E, 0},   {0x1100, 0x115F, 2},   {0x1AB0, 0x1AFF, 0},
    {0x1DC0, 0x1DFF, 0},   {0x200B, 0x200F, 0},   {0x20D0, 0x20FF, 0},   {0x231A, 0x231B, 2},   {0x2329, 0x232A, 2},
    {0x23E9, 0x23EC, 2},   {0x25FD, 0x25FE, 2},   {0x2614, 0x2615, 2},   {0x2648, 0x2653, 2},   {0x26A1, 0x26A1, 2},
    {0x26AA, 0x26AB, 2},   {0x26BD, 0x26BE, 2},   {0x26C4, 0x26C5, 2},   {0x26D4, 0x26D4, 2},   {0x26EA, 0x26EA, 2},
    {0x2705, 0x2705, 2},   {0x270A, 0x270B, 2},   {0x2728, 0x2728, 2},   {0x274C, 0x274C, 2},   {0x2753, 0x2755, 2},
    {0x2E80, 0x303E, 2},   {0x3041, 0x33FF, 2},   {0x3400, 0x4DBF, 2},   {0x4E00, 0x9FFF, 2},   {0xA000, 0xA4CF, 2},
    {0xA960, 0xA97F, 2},   {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},   {0xFE10, 0xFE19, 2},
    {0xFE20, 0xFE2F, 0},   {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},   {0x1F004, 0x1F004, 2},
    {0x1F300, 0x1F64F, 2}, {0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2}, {0x1FA70, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2},
};

static int char_width(uint32_t cp)
{
    size_t low = 0, high = OL_LENGTHOF(wide);

    if (cp < 0x300)
        return 1;
    while (low < high)
    {
        size_t middle = (low + high) / 2;

        if (cp > wide[middle].last)
            low = middle + 1;
        else if (cp < wide[middle].first)
            high = middle;
        else
            return wide[middle].width;
    }
    return 1;
}

int ol_plus_width(OlStr text)
{
    int used = 0;

    (void)ol_plus_fit(text, INT32_MAX, &used);
    return used;
}

size_t ol_plus_fit(OlStr text, int width, int *used)
{
    size_t at = 0;

    *used = 0;
    while (at < text.n)
    {
        uint32_t cp;
        int n = ol_utf8_decode(text.s + at, text.n - at, &cp);
        int w = char_width(cp);

        if (*used + w > width)
            break;
        *used += w;
        at += (size_t)n;
    }
    return at;
}
