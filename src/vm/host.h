/*
 * host.h - for those who write routines of supplied packages in C: how they are declared, what they may call.
 *
 * A routine gets its arguments as slots of the caller's: IN values are read, OUT and IN OUT values written in place. An argument that
 * was left out is NULL with absent set. result is NULL and belongs to the routine until it returns.
 *
 * Invariant: include postgres.h first. No PostgreSQL error leaves a routine: what may raise stands in a body for ol_host_try (pure
 *            functions) or ol_host_sql (what runs statements or changes the session's state in the database).
 * See also:  defs/vm_hosts.def, docs/internals/plsql.md
 */
#ifndef OL_VM_HOST_H
#define OL_VM_HOST_H

#include "vm/value.h"

typedef OlStatus (*OlVmHostFn)(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag);

#define OL_HOST_FN(name) OlStatus ol_host_##name(OlSlot *result, OlSlot *const *args, int nargs, OlDiag *diag)
#define OL_HOST(name, signature) OL_HOST_FN(name);
#include "../../defs/vm_hosts.def"
#undef OL_HOST

/* body(ctx) under PG_TRY in a memory context of its own; a raised error becomes diag. */
OlStatus ol_host_try(void (*body)(void *ctx), void *ctx, OlDiag *diag);
/* The same for what goes through the database: in a subtransaction where a handler could catch the error. */
OlStatus ol_host_sql(void (*body)(void *ctx), void *ctx, OlDiag *diag);

OlStatus ol_vm_value_error(OlDiag *diag, const char *what);           /* ORA-06502 */
OlStatus ol_vm_unsupported(OlDiag *diag, const char *construct);      /* ORA-03001 */

static inline OlStatus ol_slot_give_int(OlSlot *s, int64_t v) /* PLS_INTEGER */
{
    ol_slot_release(s);
    s->i = v;
    s->null = 0;
    return OL_OK;
}

static inline OlStatus ol_slot_give_number(OlSlot *s, int64_t v) /* NUMBER */
{
    ol_slot_release(s);
    ol_decimal_from_int64(v, &s->n);
    s->null = 0;
    return OL_OK;
}

static inline OlStatus ol_slot_give_bool(OlSlot *s, bool v)
{
    ol_slot_release(s);
    s->b = v;
    s->null = 0;
    return OL_OK;
}

/* A NUMBER argument as an integer, fractions cut; out of int64: the nearest. NULL or left out: otherwise. */
int64_t ol_slot_int(const OlSlot *s, int64_t otherwise);

#endif
