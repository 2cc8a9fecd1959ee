/*
 * package.c - routines of supplied packages in C: DBMS_OUTPUT and the small ones.
 *
 * Owns:      the table of host routines (defs/packages.def) and DBMS_OUTPUT's buffer.
 * Not here:  the declarations of these routines, which the compiler needs (plc).
 * See also:  defs/packages.def, vm_run.c (host_call)
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "portability/instr_time.h"
#include "storage/latch.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "oratype/decimal.h"
#include "pg/pg.h"
#include "vm/vm_cursor.h"

/* --- DBMS_OUTPUT -------------------------------------------------------------------------------------------------------------- */

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

static OlStatus output_enable(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)result;
    (void)diag;
    output.enabled = true;
    output.limit = nargs > 0 && args[0]->absent ? 20000 : nargs == 0 || args[0]->null ? -1 : Max(2000, args[0]->i);
    return OL_OK;
}

static OlStatus output_disable(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)result;
    (void)args;
    (void)nargs;
    (void)diag;
    output.enabled = false;
    output_clear();
    return OL_OK;
}

static OlStatus output_put(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlStr s = ol_vstr(args[0]);

    (void)result;
    (void)nargs;
    return put(s.s, s.n, diag);
}

static OlStatus output_put_line(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlStr s = ol_vstr(args[0]);

    (void)result;
    (void)nargs;
    return put(s.s, s.n, diag) == OL_OK ? new_line(diag) : OL_ERROR;
}

static OlStatus output_new_line(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)result;
    (void)args;
    (void)nargs;
    return new_line(diag);
}

static OlStatus set_int(OlSlot *s, int64 v)
{
    s->i = v;
    s->null = 0;
    return OL_OK;
}

static OlStatus output_get_line(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)result;
    (void)nargs;
    if (output.at >= output.n)
    {
        ol_slot_release(args[0]);
        return set_int(args[1], 1);
    }
    if (ol_slot_set_str(args[0], output.lines[output.at], (size_t)output.lengths[output.at], diag) != OL_OK)
    {
        return OL_ERROR;
    }
    output.at++;
    return set_int(args[1], 0);
}

static OlStatus output_get_lines(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlVmColl *c;
    int64 want = args[1]->i;
    int64 got = 0;

    (void)result;
    (void)nargs;
    if (args[1]->null)
    {
        return ol_vm_value_error(diag, "");
    }
    c = ol_vcoll_new(OL_COLL_ASSOC_INT, 0, NULL, diag);
    if (c == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_give(args[0], c);
    while (got < want && output.at < output.n)
    {
        OlSlot *s = ol_vcoll_append(c, diag);

        if (s == NULL || ol_slot_set_str(s, output.lines[output.at], (size_t)output.lengths[output.at], diag) != OL_OK)
        {
            return OL_ERROR;
        }
        output.at++;
        got++;
    }
    return set_int(args[1], got);
}

/* --- sleeping, time, chance -------------------------------------------------------------------------------------------------------- */

static OlStatus dbms_sleep(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;
    double seconds;
    TimestampTz until;

    (void)result;
    (void)nargs;
    if (args[0]->null)
    {
        return OL_OK;
    }
    seconds = ol_decimal_to_double(&args[0]->n);
    if (!(seconds >= 0 && seconds <= 1e9))
    {
        return ol_vm_value_error(diag, "");
    }
    until = GetCurrentTimestamp() + (int64)(seconds * 1e6);
    PG_TRY();
    {
        for (;;)
        {
            int64 left = until - GetCurrentTimestamp();

            CHECK_FOR_INTERRUPTS();
            if (left <= 0)
            {
                break;
            }
            (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, (long)Min(left / 1000 + 1, 1000), PG_WAIT_EXTENSION);
            ResetLatch(MyLatch);
        }
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    return status;
}

static OlStatus get_time(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    instr_time now;

    (void)args;
    (void)nargs;
    (void)diag;
    INSTR_TIME_SET_CURRENT(now);
    return set_int(result, (int64)(INSTR_TIME_GET_MICROSEC(now) / 10000) % INT32_MAX);
}

static uint64 random_state = UINT64CONST(0x9E3779B97F4A7C15);
static bool random_seeded;

static uint64 next_random(void)
{
    uint64 z;

    if (!random_seeded)
    {
        if (!pg_strong_random(&random_state, sizeof random_state))
        {
            random_state ^= (uint64)GetCurrentTimestamp();
        }
        random_seeded = true;
    }
    z = (random_state += UINT64CONST(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64CONST(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64CONST(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 38 digits after the point, as Oracle's */
static OlDecimal random_fraction(void)
{
    OlDecimal d;
    OlDecimal low;
    OlDiag diag;

    ol_decimal_from_int64((int64)(next_random() % UINT64CONST(1000000000000000000)), &d);
    ol_decimal_from_int64((int64)(next_random() % UINT64CONST(1000000000000000000)), &low);
    d.exp = -18;
    low.exp = -36;
    (void)ol_decimal_add(&d, &low, &d, &diag);
    return d;
}

static OlStatus random_value(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    OlDecimal d = random_fraction();

    if (nargs == 2 && !args[0]->absent)
    {
        OlDecimal range;

        if (args[0]->null || args[1]->null)
        {
            return OL_OK;
        }
        if (ol_decimal_sub(&args[1]->n, &args[0]->n, &range, diag) != OL_OK || ol_decimal_mul(&d, &range, &d, diag) != OL_OK ||
            ol_decimal_add(&d, &args[0]->n, &d, diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    result->n = d;
    result->null = 0;
    return OL_OK;
}

static OlStatus random_seed(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    (void)result;
    (void)diag;
    if (nargs > 0 && !args[0]->null)
    {
        random_state = args[0]->ref ? ol_hash_bytes(args[0]->s->s, args[0]->s->len, 1) : ol_decimal_hash(&args[0]->n);
        random_seeded = true;
    }
    return OL_OK;
}

static OlStatus random_string(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    static const char alpha[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const char alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char text[4000];
    char kind = args[0]->null ? 'u' : args[0]->s->s[0];
    int64_t n = 0;

    (void)nargs;
    if (args[1]->null || ol_decimal_to_int64(&args[1]->n, &n, diag) != OL_OK || n < 1)
    {
        return OL_OK;
    }
    n = Min(n, 4000);
    for (int64 i = 0; i < n; i++)
    {
        uint64 r = next_random() >> 8;

        switch (kind)
        {
        case 'l':
        case 'L':
            text[i] = lower[r % 26];
            break;
        case 'a':
        case 'A':
            text[i] = alpha[r % 52];
            break;
        case 'x':
        case 'X':
            text[i] = alnum[r % 36];
            break;
        case 'p':
        case 'P':
            text[i] = (char)(' ' + r % 95);
            break;
        default:
            text[i] = upper[r % 26];
            break;
        }
    }
    return ol_slot_set_str(result, text, (size_t)n, diag);
}

/* --- DBMS_UTILITY ---------------------------------------------------------------------------------------------------------------------- */

static const OlVmExc *current_exception(void)
{
    return ol_vm_now != NULL && ol_vm_now->top != NULL ? ol_vm_now->top->current : NULL;
}

static OlStatus format_error_stack(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
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

static OlStatus format_error_backtrace(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
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

static OlStatus format_call_stack(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
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

/* --- the table ------------------------------------------------------------------------------------------------------------------------------ */

OlVmHostFn ol_vm_host_find(OlStr name, OlStr signature, int nparams)
{
    static const struct
    {
        const char *name;
        int nparams; /* -1: any */
        OlVmHostFn fn;
    } rows[] = {
#define OL_HOST(name, nparams, fn) {name, nparams, fn},
#include "../../defs/vm_hosts.def"
#undef OL_HOST
    };

    (void)signature;
    for (size_t i = 0; i < lengthof(rows); i++)
    {
        if (ol_str_ieq_c(name, rows[i].name) && (rows[i].nparams < 0 || rows[i].nparams == nparams))
        {
            return rows[i].fn;
        }
    }
    return NULL;
}
