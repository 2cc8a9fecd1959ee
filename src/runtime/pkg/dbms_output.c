/*
 * dbms_output.c - DBMS_OUTPUT: the session's buffer of lines.
 *
 * Owns:      the buffer, which lives as long as the session.
 *
 * See also:  vm/host.h, defs/vm_hosts.def, sql/pkg/dbms_output.sql
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "vm/host.h"

enum
{
    LINE_MAX_BYTES = 32767
};

static struct
{
    bool enabled;
    int64 limit;      /* bytes; -1 none */
    int64 used;
    char **lines;
    int *lengths;
    int n;
    int cap;
    int at;           /* next line to be given */
    char *part;       /* PUT without NEW_LINE */
    int part_len;
    MemoryContext mcxt;
} output = {.limit = 20000};

static MemoryContext output_cxt(void)
{
    if (output.mcxt == NULL)
    {
        output.mcxt = AllocSetContextCreate(TopMemoryContext, "DBMS_OUTPUT", ALLOCSET_DEFAULT_SIZES);
    }
    return output.mcxt;
}

static void output_clear(void)
{
    if (output.mcxt != NULL)
    {
        MemoryContextReset(output.mcxt);
    }
    output.lines = NULL;
    output.lengths = NULL;
    output.n = output.cap = output.at = 0;
    output.part = NULL;
    output.part_len = 0;
    output.used = 0;
}

static OlStatus put(const char *s, size_t n, OlDiag *diag)
{
    if (!output.enabled)
    {
        return OL_OK;
    }
    if (output.part_len + n > LINE_MAX_BYTES)
    {
        return ol_diag_set_text(diag, OL_ERR_APPLICATION_ERROR, -1, "ORU-10028: line length overflow, limit of 32767 bytes per line");
    }
    if (output.limit >= 0 && output.used + (int64)n > output.limit)
    {
        char text[100];

        snprintf(text, sizeof text, "ORU-10027: buffer overflow, limit of %lld bytes", (long long)output.limit);
        return ol_diag_set_text(diag, OL_ERR_APPLICATION_ERROR, -1, text);
    }
    if (n > 0)
    {
        output.part = output.part == NULL ? MemoryContextAlloc(output_cxt(), LINE_MAX_BYTES) : output.part;
        memcpy(output.part + output.part_len, s, n);
        output.part_len += (int)n;
        output.used += (int64)n;
    }
    return OL_OK;
}

static OlStatus new_line(OlDiag *diag)
{
    (void)diag;
    if (!output.enabled)
    {
        return OL_OK;
    }
    if (output.at > 0 && output.at == output.n)
    {
        /* all lines were taken: their places are free */
        for (int i = 0; i < output.n; i++)
        {
            pfree(output.lines[i]);
        }
        output.n = output.at = 0;
        output.used = output.part_len;
    }
    if (output.n == output.cap)
    {
        int cap = Max(64, output.cap * 2);

        output.lines = output.lines == NULL ? MemoryContextAlloc(output_cxt(), (Size)cap * sizeof(char *))
                                            : repalloc_huge(output.lines, (Size)cap * sizeof(char *));
        output.lengths = output.lengths == NULL ? MemoryContextAlloc(output_cxt(), (Size)cap * sizeof(int))
                                                : repalloc_huge(output.lengths, (Size)cap * sizeof(int));
        output.cap = cap;
    }
    output.lines[output.n] = MemoryContextAlloc(output_cxt(), (Size)Max(output.part_len, 1));
    if (output.part_len > 0)
    {
        memcpy(output.lines[output.n], output.part, (size_t)output.part_len);
    }
    output.lengths[output.n++] = output.part_len;
    output.part_len = 0;
    return OL_OK;
}

OL_HOST_FN(output_enable)
{
    (void)result;
    (void)diag;
    output.enabled = true;
    (void)nargs;
    output.limit = args[0]->absent ? 20000 : args[0]->null ? -1 : Max(2000, Min(ol_slot_int(args[0], 0), 1000000000));
    return OL_OK;
}

OL_HOST_FN(output_disable)
{
    (void)result;
    (void)args;
    (void)nargs;
    (void)diag;
    output.enabled = false;
    output_clear();
    return OL_OK;
}

OL_HOST_FN(output_put)
{
    OlStr s = ol_vstr(args[0]);

    (void)result;
    (void)nargs;
    return put(s.s, s.n, diag);
}

OL_HOST_FN(output_put_line)
{
    OlStr s = ol_vstr(args[0]);

    (void)result;
    (void)nargs;
    return put(s.s, s.n, diag) == OL_OK ? new_line(diag) : OL_ERROR;
}

OL_HOST_FN(output_new_line)
{
    (void)result;
    (void)args;
    (void)nargs;
    return new_line(diag);
}

OL_HOST_FN(output_get_line)
{
    (void)result;
    (void)nargs;
    output.part_len = 0; /* what PUT left without a line is discarded by reading */
    if (output.at >= output.n)
    {
        ol_slot_release(args[0]);
        return ol_slot_give_number(args[1], 1);
    }
    if (ol_slot_set_str(args[0], output.lines[output.at], (size_t)output.lengths[output.at], diag) != OL_OK)
    {
        return OL_ERROR;
    }
    output.at++;
    return ol_slot_give_number(args[1], 0);
}

static OlStatus get_lines(OlSlot *lines, OlSlot *numlines, OlCollKind kind, uint32 limit, OlDiag *diag)
{
    OlVmColl *c;
    int64 want = ol_slot_int(numlines, 0);
    int64 got = 0;

    if (numlines->null || want < 0)
    {
        return ol_vm_value_error(diag, "");
    }
    output.part_len = 0;
    c = ol_vcoll_new(kind, limit, NULL, diag);
    if (c == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_give(lines, c);
    while (got < want && output.at < output.n)
    {
        OlSlot *s;

        if (kind == OL_COLL_ASSOC_INT)
        {
            s = ol_vcoll_at(c, got + 1, diag);
        }
        else
        {
            s = ol_vcoll_append(c, diag);
        }
        if (s == NULL || ol_slot_set_str(s, output.lines[output.at], (size_t)output.lengths[output.at], diag) != OL_OK)
        {
            return OL_ERROR;
        }
        s->absent = 0;
        output.at++;
        got++;
    }
    return ol_slot_give_number(numlines, got);
}

OL_HOST_FN(output_get_lines)
{
    (void)result;
    (void)nargs;
    return get_lines(args[0], args[1], OL_COLL_ASSOC_INT, 0, diag);
}

OL_HOST_FN(output_get_lines_varray)
{
    (void)result;
    (void)nargs;
    return get_lines(args[0], args[1], OL_COLL_VARRAY, INT32_MAX, diag);
}
