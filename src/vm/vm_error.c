/*
 * vm_error.c - exceptions of the machine: raised values, their texts and traces, and errors of PostgreSQL turned into them.
 *
 * See also:  vm_int.h, vm_run.c (unwinding)
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "vm/vm_int.h"

enum
{
    TRACE_MAX = 100 /* lines of a backtrace that are kept */
};

/* Error texts live in the session, not in the heap of values: they must exist when that is exhausted. */
static OlVmExc *make(int code, const char *text, size_t n)
{
    OlVmExc *e = MemoryContextAlloc(TopMemoryContext, sizeof *e);

    memset(e, 0, sizeof *e);
    e->refs = 1;
    e->index = -1;
    e->code = code;
    e->text = MemoryContextAlloc(TopMemoryContext, n + 1);
    memcpy(e->text, text, n);
    e->text[n] = '\0';
    return e;
}

void ol_vm_exc_ref(OlVmExc *e)
{
    if (e != NULL)
    {
        e->refs++;
    }
}

void ol_vm_exc_unref(OlVmExc *e)
{
    if (e != NULL && --e->refs == 0)
    {
        pfree(e->text);
        if (e->trace != NULL)
        {
            pfree(e->trace);
        }
        pfree(e);
    }
}

OlVmExc *ol_vm_exc_text(int code, const char *text)
{
    return make(code, text, strlen(text));
}

OlVmExc *ol_vm_exc_from_diag(const OlDiag *diag)
{
    char text[OL_DIAG_TEXT_MAX + 64];
    size_t n = ol_diag_format(diag, text, sizeof text);

    /* Oracle's SQLCODE of NO_DATA_FOUND is the standard's 100 */
    return make(diag->number == 1403 ? 100 : -diag->number, text, n);
}

size_t ol_vm_sqlerrm(int code, char *out, size_t cap)
{
    int number = code == 100 ? 1403 : -code;
    OlErrorCode row;

    if (code == 0)
    {
        return (size_t)snprintf(out, cap, "ORA-0000: normal, successful completion");
    }
    if (code == 1)
    {
        return (size_t)snprintf(out, cap, "User-Defined Exception");
    }
    if (code > 0 && code != 100)
    {
        return (size_t)snprintf(out, cap, "-%d: non-ORACLE exception ", code);
    }
    row = ol_error_by_number(OL_FAC_ORA, number);
    if (row != OL_ERR_NONE)
    {
        const char *text = ol_error_info(row)->text;
        size_t n = (size_t)snprintf(out, cap, "ORA-%05d: ", number);

        /* SQLERRM(n) of a text with arguments leaves them empty */
        for (const char *p = text; *p != '\0' && n + 1 < cap; p++)
        {
            if (p[0] == '%' && p[1] == 's')
            {
                p++;
                continue;
            }
            out[n++] = *p;
        }
        out[n] = '\0';
        return n;
    }
    if (number >= 20000 && number <= 20999)
    {
        return (size_t)snprintf(out, cap, "ORA-%05d: ", number);
    }
    return (size_t)snprintf(out, cap, "ORA-%05d: Message %d not found;  product=RDBMS; facility=ORA", number, number);
}

OlVmExc *ol_vm_exc_named(OlVmUnit *unit, int index)
{
    const OlBcException *x = &unit->p->exceptions[index];
    char text[OL_DIAG_TEXT_MAX];
    OlVmExc *e;

    if (x->code != 0)
    {
        size_t n = ol_vm_sqlerrm(x->code, text, sizeof text);

        return make(x->code, text, n);
    }
    e = ol_vm_exc_text(1, "ORA-06510: PL/SQL: unhandled user-defined exception");
    e->unit = unit;
    e->index = index;
    if (x->unit > 0)
    {
        OlDiag diag;
        OlVmUnit *of = ol_vm_unit_ref(unit, x->unit, &diag);

        if (of != NULL)
        {
            e->unit = of;
            e->index = x->index;
        }
    }
    return e;
}

bool ol_vm_exc_matches(const OlVmExc *e, OlVmUnit *unit, int index)
{
    const OlBcException *x;
    OlVmUnit *of = unit;

    if (index == OL_OPERAND_NONE)
    {
        return true;
    }
    x = &unit->p->exceptions[index];
    if (x->code != 0)
    {
        return e->code == x->code;
    }
    if (e->unit == NULL)
    {
        return false;
    }
    if (x->unit > 0)
    {
        OlDiag diag;

        of = ol_vm_unit_ref(unit, x->unit, &diag);
        index = x->index;
    }
    return of == e->unit && index == e->index;
}

void ol_vm_exc_trace(OlVmExc *e, const OlVmFrame *f, const OlInstr *pc)
{
    char line[400];
    uint32 at = pc > f->r->code ? (uint32)(pc - f->r->code - 1) : 0;
    uint32 number = f->r->line;
    size_t n;

    if (e->trace_lines >= TRACE_MAX)
    {
        return;
    }
    for (int i = 0; i < f->r->nlines && f->r->lines[i].pc <= at; i++)
    {
        number = f->r->lines[i].line;
    }
    if (f->unit->p->kind == OL_OBJ_NONE)
    {
        n = (size_t)snprintf(line, sizeof line, "\nORA-06512: at line %u", number);
    }
    else
    {
        n = (size_t)snprintf(line, sizeof line, "\nORA-06512: at \"%.*s.%.*s\", line %u", OL_STR_ARG(f->unit->p->schema),
                             OL_STR_ARG(f->unit->p->name), number);
    }
    n = Min(n, sizeof line - 1);
    e->trace = e->trace == NULL ? MemoryContextAlloc(TopMemoryContext, n + 1) : repalloc(e->trace, e->trace_len + n + 1);
    memcpy(e->trace + e->trace_len, line, n + 1);
    e->trace_len += n;
    e->trace_lines++;
}

void ol_vm_exc_to_diag(const OlVmExc *e, OlDiag *diag)
{
    const char *text = e->text;
    int number = e->code == 100 ? 1403 : e->code == 1 ? 6510 : -e->code;
    size_t n;

    ol_diag_init(diag);
    if (strncmp(text, "ORA-", 4) == 0 && strlen(text) > 11)
    {
        text += 11;
    }
    diag->facility = OL_FAC_ORA;
    diag->number = number;
    diag->code = ol_error_by_number(OL_FAC_ORA, number);
    if (diag->code == OL_ERR_NONE)
    {
        diag->code = OL_ERR_APPLICATION_ERROR; /* for the SQLSTATE */
    }
    diag->pos = -1;
    n = (size_t)snprintf(diag->text, sizeof diag->text, "%s", text);
    n = Min(n, sizeof diag->text - 1);
    if (e->trace != NULL && n < sizeof diag->text - 1)
    {
        snprintf(diag->text + n, sizeof diag->text - n, "%s", e->trace);
    }
}

OlStatus ol_vm_value_error(OlDiag *diag, const char *what)
{
    return ol_diag_set(diag, OL_ERR_VALUE_ERROR_BUFFER, -1, what);
}

OlStatus ol_vm_unsupported(OlDiag *diag, const char *construct)
{
    return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, construct);
}

/* Called in PG_CATCH. keep: the memory context to go on in. */
OlStatus ol_vm_pg_error(MemoryContext keep, OlDiag *diag)
{
    ErrorData *e;

    MemoryContextSwitchTo(keep);
    e = CopyErrorData();
    FlushErrorState();
    ol_diag_init(diag);
    ol_diag_from_error(e, false, diag);
    if (e->sqlerrcode == ERRCODE_QUERY_CANCELED)
    {
        diag->code = OL_ERR_CANCELLED;
    }
    FreeErrorData(e);
    return OL_ERROR;
}
