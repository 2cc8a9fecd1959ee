/*
 * package.c - routines of supplied packages in C: the table, and those that look into the machine.
 *
 * Owns:      the table of host routines (defs/vm_hosts.def); call stacks and error stacks.
 * Not here:  the other routines (runtime/pkg); their declarations (sql/pkg).
 * See also:  host.h, vm_run.c (host_call)
 */
#include "postgres.h"

#include <time.h>

#include "portability/instr_time.h"
#include "utils/memutils.h"

#include "oratype/decimal.h"
#include "pg/pg.h"
#include "vm/host.h"
#include "vm/vm_cursor.h"

/* --- DBMS_UTILITY ---------------------------------------------------------------------------------------------------------------------- */

static const OlVmExc *current_exception(void)
{
    return ol_vm_now != NULL && ol_vm_now->top != NULL ? ol_vm_now->top->current : NULL;
}

OL_HOST_FN(utility_format_error_stack)
{
    const OlVmExc *e = current_exception();
    OlVmString *s;

    (void)args;
    (void)nargs;
    if (e == NULL)
    {
        return OL_OK;
    }
    s = ol_vstr_alloc(strlen(e->text) + 1, diag);
    if (s == NULL)
    {
        return OL_ERROR;
    }
    memcpy(s->s, e->text, strlen(e->text));
    s->len = (uint32)strlen(e->text);
    s->s[s->len++] = '\n';
    ol_slot_give(result, s);
    return OL_OK;
}

OL_HOST_FN(utility_format_error_backtrace)
{
    const OlVmExc *e = current_exception();
    OlVmString *s;

    (void)args;
    (void)nargs;
    if (e == NULL || e->trace_len < 2)
    {
        return OL_OK;
    }
    /* lines are kept with their newline in front: here it stands behind */
    s = ol_vstr_new(e->trace + 1, e->trace_len, diag);
    if (s == NULL)
    {
        return OL_ERROR;
    }
    s->s[s->len - 1] = '\n';
    ol_slot_give(result, s);
    return OL_OK;
}

OL_HOST_FN(utility_format_call_stack)
{
    char text[4000];
    size_t n = (size_t)snprintf(text, sizeof text, "----- PL/SQL Call Stack -----\n  object      line  object\n  handle    number  name\n");

    (void)args;
    (void)nargs;
    for (const OlVmFrame *f = ol_vm_now != NULL ? ol_vm_now->top : NULL; f != NULL && n < sizeof text - 400; f = f->up)
    {
        uint32 line = f->r->line;
        uint32 at = f->pc > f->r->code ? (uint32)(f->pc - f->r->code - 1) : 0;

        for (int k = 0; k < f->r->nlines && f->r->lines[k].pc <= at; k++)
        {
            line = f->r->lines[k].line;
        }
        if (f->unit->p->kind == OL_OBJ_NONE)
        {
            n += (size_t)snprintf(text + n, sizeof text - n, "%10p  %8u  anonymous block\n", (const void *)f->unit, line);
        }
        else
        {
            n += (size_t)snprintf(text + n, sizeof text - n, "%10p  %8u  %.*s.%.*s\n", (const void *)f->unit, line,
                                  OL_STR_ARG(f->unit->p->schema), OL_STR_ARG(f->unit->p->name));
        }
        n = Min(n, sizeof text - 1);
    }
    return ol_slot_set_str(result, text, n, diag);
}

OL_HOST_FN(utility_get_time)
{
    instr_time now;

    (void)args;
    (void)nargs;
    (void)diag;
    INSTR_TIME_SET_CURRENT(now);
    return ol_slot_give_number(result, (int64)(INSTR_TIME_GET_MICROSEC(now) / 10000) % INT32_MAX);
}

OL_HOST_FN(utility_get_cpu_time)
{
    struct timespec t;

    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
    {
        return OL_OK;
    }
    return ol_slot_give_number(result, (int64)t.tv_sec * 100 + t.tv_nsec / 10000000);
}

OL_HOST_FN(session_reset_package)
{
    ol_vm_host->reset_packages();
    return OL_OK;
}

/* --- what routines call -------------------------------------------------------------------------------------------------------- */

OlStatus ol_host_try(void (*body)(void *ctx), void *ctx, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    MemoryContext here = AllocSetContextCreate(TopMemoryContext, "oliphant package routine", ALLOCSET_SMALL_SIZES);
    volatile OlStatus status = OL_OK;

    PG_TRY();
    {
        MemoryContextSwitchTo(here);
        body(ctx);
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    MemoryContextDelete(here);
    return status;
}

OlStatus ol_host_sql(void (*body)(void *ctx), void *ctx, OlDiag *diag)
{
    return ol_vm_protected(ol_vm_now, body, ctx, diag);
}

int64_t ol_slot_int(const OlSlot *s, int64_t otherwise)
{
    OlDecimal t;
    int64_t v;

    if (s->null)
    {
        return otherwise;
    }
    ol_decimal_trunc(&s->n, 0, &t);
    if (!ol_decimal_is_int64(&t, &v))
    {
        v = ol_decimal_sign(&t) < 0 ? INT64_MIN : INT64_MAX;
    }
    return v;
}

/* --- the table ------------------------------------------------------------------------------------------------------------------------------ */

/* By name; the signature is what the compiler made of the call specification, so that a routine never sees slots of other kinds than
 * it expects. */
OlVmHostFn ol_vm_host_find(OlStr name, OlStr signature)
{
    static const struct
    {
        const char *name;
        const char *signature;
        OlVmHostFn fn;
    } rows[] = {
#define OL_HOST(name, signature) {#name, signature, ol_host_##name},
#include "../../defs/vm_hosts.def"
#undef OL_HOST
    };

    for (size_t i = 0; i < lengthof(rows); i++)
    {
        if (ol_str_eq_c(name, rows[i].name) && ol_str_eq_c(signature, rows[i].signature))
        {
            return rows[i].fn;
        }
    }
    return NULL;
}
