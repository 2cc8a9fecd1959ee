/*
 * diag.c - Oracle error numbers and texts, and the record that carries one.
 *
 * Owns:      the table made from defs/errors.def.
 * Invariant: an OlDiag text is NUL-terminated and never longer than OL_DIAG_TEXT_MAX - 1 bytes.
 * See also:  base.h, defs/errors.def, pg/pg_error.c (to ereport and back)
 */
#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const OlErrorInfo errors[OL_ERR_COUNT] = {
    [OL_ERR_NONE] = {"NONE", OL_FAC_ORA, 0, "00000", "normal, successful completion"},
#define OL_ERROR(symbol, facility, number, sqlstate, text) [OL_ERR_##symbol] = {#symbol, facility, number, sqlstate, text},
#include "../../defs/errors.def"
#undef OL_ERROR
};

void ol_assert_failed(const char *expr, const char *file, int line)
{
    fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expr);
    abort();
}

const OlErrorInfo *ol_error_info(OlErrorCode code)
{
    return &errors[(unsigned)code < OL_ERR_COUNT ? code : OL_ERR_INTERNAL];
}

OlErrorCode ol_error_by_number(OlFacility facility, int number)
{
    for (int i = 1; i < OL_ERR_COUNT; i++)
        if (errors[i].number == number && errors[i].facility == facility)
            return (OlErrorCode)i;
    return OL_ERR_NONE;
}

const char *ol_facility_name(OlFacility facility)
{
    static const char *const names[] = {"ORA", "PLS", "TNS", "SP2"};
    return names[(unsigned)facility < OL_LENGTHOF(names) ? facility : 0];
}

void ol_diag_init(OlDiag *diag)
{
    diag->code = OL_ERR_NONE;
    diag->facility = OL_FAC_ORA;
    diag->number = 0;
    diag->pos = -1;
    diag->text[0] = 0;
    diag->hint[0] = 0;
}

/* Append src to the text at *at, cutting between UTF-8 characters. */
static void append_text(OlDiag *diag, size_t *at, const char *src, size_t n)
{
    size_t room = OL_DIAG_TEXT_MAX - 1 - *at;
    if (n > room)
    {
        n = room;
        while (n > 0 && ((unsigned char)src[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(diag->text + *at, src, n);
    *at += n;
    diag->text[*at] = 0;
}

static void start(OlDiag *diag, OlErrorCode code, int pos)
{
    const OlErrorInfo *info = ol_error_info(code);

    ol_diag_init(diag);
    diag->code = code;
    diag->facility = info->facility;
    diag->number = info->number;
    diag->pos = pos;
}

OlStatus ol_diag_set(OlDiag *diag, OlErrorCode code, int pos, ...)
{
    const char *text = ol_error_info(code)->text;
    size_t at = 0;
    va_list ap;

    if (diag == NULL)
        return OL_ERROR;
    start(diag, code, pos);
    va_start(ap, pos);
    while (*text != 0)
    {
        const char *mark = strstr(text, "%s");
        size_t n = mark == NULL ? strlen(text) : (size_t)(mark - text);

        append_text(diag, &at, text, n);
        text += n;
        if (mark != NULL)
        {
            const char *arg = va_arg(ap, const char *);
            if (arg != NULL)
                append_text(diag, &at, arg, strlen(arg));
            text += 2;
        }
    }
    va_end(ap);
    return OL_ERROR;
}

OlStatus ol_diag_set_text(OlDiag *diag, OlErrorCode code, int pos, const char *text)
{
    size_t at = 0;

    if (diag == NULL)
        return OL_ERROR;
    start(diag, code, pos);
    append_text(diag, &at, text, strlen(text));
    return OL_ERROR;
}

size_t ol_diag_format(const OlDiag *diag, char *out, size_t cap)
{
    int n = snprintf(out, cap, "%s-%05d: %s", ol_facility_name(diag->facility), diag->number, diag->text);
    return n < 0 ? 0 : OL_MIN((size_t)n, cap > 0 ? cap - 1 : 0);
}
