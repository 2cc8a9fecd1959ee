/*
 * pg_error.c - OlDiag to ereport: the one place where an error in Oracle's terms becomes a PostgreSQL error.
 *
 * Invariant: the message is "ORA-nnnnn: text" and the SQLSTATE is that of defs/errors.def, so that the way back to a
 *            number needs no guessing.
 * See also:  pg.h, defs/errors.def
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "pg/pg.h"

/* The text may have been cut inside a character, or hold bytes of a client: never hand invalid text to the log. */
static char *clean_copy(const char *s, size_t n)
{
    char *copy = palloc(n + 1);

    memcpy(copy, s, n);
    copy[n] = '\0';
    for (char *p = copy; *p != '\0';)
    {
        int len = pg_encoding_mblen(GetDatabaseEncoding(), p);

        if (len > (int)(copy + n - p) || pg_encoding_verifymbchar(GetDatabaseEncoding(), p, len) < 0)
        {
            *p++ = '?';
            continue;
        }
        p += len;
    }
    return copy;
}

void ol_ereport(const OlDiag *diag)
{
    char text[OL_DIAG_TEXT_MAX + 32];
    const OlErrorInfo *info = ol_error_info(diag->code);
    const char *state = info != NULL && info->sqlstate != NULL && strlen(info->sqlstate) == 5 ? info->sqlstate : "XX000";
    size_t n = ol_diag_format(diag, text, sizeof text);

    ereport(ERROR, (errcode(MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4])),
                    errmsg_internal("%s", clean_copy(text, n)),
                    diag->hint[0] != '\0' ? errhint("%s", clean_copy(diag->hint, strlen(diag->hint))) : 0));
    pg_unreachable();
}

void ol_raise(OlErrorCode code, ...)
{
    const OlErrorInfo *info = ol_error_info(code);
    OlDiag diag;
    va_list ap;

    ol_diag_init(&diag);
    diag.code = code;
    diag.facility = info->facility;
    diag.number = info->number;
    va_start(ap, code);
    vsnprintf(diag.text, sizeof diag.text, info->text, ap);
    va_end(ap);
    ol_ereport(&diag);
}

void ol_raise_text(OlErrorCode code, const char *fmt, ...)
{
    char text[OL_DIAG_TEXT_MAX];
    OlDiag diag;
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    ol_diag_init(&diag);
    (void)ol_diag_set_text(&diag, code, -1, text);
    ol_ereport(&diag);
}
