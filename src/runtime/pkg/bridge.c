/*
 * bridge.c - what the bodies of supplied packages call for themselves: SQL of PostgreSQL's, errors by number.
 *
 * pg_value, pg_run and pg_list run text that a package's body holds; they are declared privately there, so that no user can reach them.
 * They run with the rights of the session's user.
 *
 * See also:  vm/host.h, sql/pkg
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"

#include "pg/pg.h"
#include "runtime/runtime.h"
#include "vm/host.h"

enum
{
    ARGS_MAX = 6
};

typedef struct BridgeQuery
{
    OlSlot *const *args; /* text, then values */
    int nargs;
    OlSlot *out;         /* a value; of a list: a collection */
    bool list;
    OlDiag *diag;
    uint64 rows;
} BridgeQuery;

static void query_body(void *ctx)
{
    BridgeQuery *q = ctx;
    Oid types[ARGS_MAX];
    Datum values[ARGS_MAX];
    char nulls[ARGS_MAX];
    int n = Min(q->nargs - 1, ARGS_MAX);
    int rc;
    OlStr text = ol_vstr(q->args[0]);

    for (int i = 0; i < n; i++)
    {
        OlStr v = ol_vstr(q->args[i + 1]);

        types[i] = TEXTOID;
        nulls[i] = q->args[i + 1]->null ? 'n' : ' ';
        values[i] = q->args[i + 1]->null ? (Datum)0 : PointerGetDatum(cstring_to_text_with_len(v.s, (int)v.n));
    }
    while (n > 0 && q->args[n]->absent)
    {
        n--;
    }
    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    rc = SPI_execute_with_args(pnstrdup(text.s, text.n), n, types, values, nulls, false, 0);
    PopActiveSnapshot();
    if (rc < 0)
    {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(rc));
    }
    q->rows = SPI_processed;
    if (q->out != NULL && SPI_tuptable != NULL)
    {
        OlVmColl *c = q->list ? ol_vcoll_new(OL_COLL_ASSOC_INT, 0, NULL, q->diag) : NULL;

        if (q->list)
        {
            if (c == NULL)
            {
                ol_ereport(q->diag);
            }
            ol_slot_give(q->out, c);
        }
        for (uint64 i = 0; i < (q->list ? SPI_processed : Min(SPI_processed, 1)); i++)
        {
            char *v = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
            OlSlot *to = q->list ? ol_vcoll_at(c, (int64)i + 1, q->diag) : q->out;

            if (to == NULL || (v != NULL && ol_slot_set_str(to, v, strlen(v), q->diag) != OL_OK))
            {
                ol_ereport(q->diag);
            }
        }
    }
    SPI_finish();
    CommandCounterIncrement();
}

/* query [, text ..]: the first column of the first row as text */
OL_HOST_FN(pg_value)
{
    BridgeQuery q = {.args = args, .nargs = nargs, .out = result, .diag = diag};

    return ol_host_sql(query_body, &q, diag);
}

/* statement [, text ..]: rows */
OL_HOST_FN(pg_run)
{
    BridgeQuery q = {.args = args, .nargs = nargs, .diag = diag};

    return ol_host_sql(query_body, &q, diag) == OL_OK ? ol_slot_give_number(result, (int64)q.rows) : OL_ERROR;
}

/* list out, query [, text ..]: the first column of all rows, from 1 */
OL_HOST_FN(pg_list)
{
    BridgeQuery q = {.args = args + 1, .nargs = nargs - 1, .out = args[0], .list = true, .diag = diag};

    return ol_host_sql(query_body, &q, diag);
}

/* ORA-03001 with what is missing */
OL_HOST_FN(unsupported)
{
    char text[400];

    snprintf(text, sizeof text, "%.*s", (int)Min(ol_vstr(args[0]).n, 399), args[0]->null ? "" : args[0]->s->s);
    return ol_vm_unsupported(diag, text);
}

/* number, text in the place of the first %s of its message */
OL_HOST_FN(raise_error)
{
    int number = (int)ol_slot_int(args[0], 0);
    OlErrorCode code = ol_error_by_number(OL_FAC_ORA, number);
    char text[400];

    snprintf(text, sizeof text, "%.*s", (int)Min(ol_vstr(args[1]).n, 399), args[1]->null ? "" : args[1]->s->s);
    if (code == OL_ERR_NONE)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "supplied package", "error number");
    }
    return ol_diag_set(diag, code, -1, text, "", "");
}

OL_HOST_FN(release_major)
{
    uint64_t major = 0;
    OlStr v = ol_str(ol_release_version());
    const char *dot = memchr(v.s, '.', v.n);

    (void)ol_parse_u64(ol_str_n(v.s, dot != NULL ? (size_t)(dot - v.s) : v.n), &major);
    return ol_slot_give_int(result, (int64_t)major);
}

/* space, name, value */
OL_HOST_FN(context_set)
{
    if (args[2]->null)
    {
        ol_context_clear(ol_vstr(args[0]), ol_vstr(args[1]));
        return OL_OK;
    }
    if (args[2]->s->len > OL_MAX_CONTEXT_VALUE)
    {
        return ol_vm_value_error(diag, "");
    }
    ol_context_set(ol_vstr(args[0]), ol_vstr(args[1]), ol_vstr(args[2]));
    return OL_OK;
}

OL_HOST_FN(context_clear)
{
    ol_context_clear(ol_vstr(args[0]), ol_vstr(args[1]));
    return OL_OK;
}

/* parameter, value: as ALTER SESSION */
OL_HOST_FN(nls_set)
{
    return ol_nls_alter(ol_vstr(args[0]), ol_vstr(args[1]), diag);
}

OL_HOST_FN(name_hash)
{
    OlStr s = ol_vstr(args[0]);
    int64 base = ol_slot_int(args[1], 0);
    int64 size = ol_slot_int(args[2], 0);

    if (args[0]->null || args[1]->null || args[2]->null)
    {
        return OL_OK;
    }
    if (size <= 0)
    {
        return ol_diag_set_text(diag, OL_ERR_APPLICATION_ERROR, -1, "hash_size must be positive");
    }
    return ol_slot_give_number(result, base + (int64)(ol_hash_bytes(s.s, s.n, 0x9e3779b9) % (uint64)size));
}
