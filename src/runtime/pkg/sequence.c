/*
 * sequence.c - s.NEXTVAL and s.CURRVAL in expressions of PL/SQL: without a statement around them.
 *
 * The sequence is named by its PostgreSQL name, which a dump carries over.
 *
 * See also:  vm/host.h, plc/compile_expr.c (gen_sequence), func/environment.c (the same in SQL)
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "commands/sequence.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/varlena.h"

#include "pg/pg.h"
#include "vm/host.h"
#include "vm/vm.h"

extern Datum ol_fn_currval(PG_FUNCTION_ARGS);

typedef struct Next
{
    OlStr name;
    OlSlot *result;
    bool current;
} Next;

static void body(void *ctx)
{
    Next *n = ctx;
    RangeVar *rv = makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text_with_len(n->name.s, (int)n->name.n)));
    Oid oid = RangeVarGetRelid(rv, NoLock, false);

    if (n->current)
    {
        OlType type = {.code = OL_T_NUMBER, .rep = OL_REP_NUMERIC, .scale = OL_SCALE_NONE};

        ol_slot_from_datum(n->result, &type, DirectFunctionCall1(ol_fn_currval, ObjectIdGetDatum(oid)), false);
    }
    else
    {
        (void)ol_slot_give_number(n->result, nextval_internal(oid, true));
    }
}

OL_HOST_FN(sequence_currval)
{
    Next n = {.name = ol_vstr(args[0]), .result = result, .current = true};

    return ol_host_sql(body, &n, diag);
}

OL_HOST_FN(sequence_nextval)
{
    Next n = {.name = ol_vstr(args[0]), .result = result};

    return ol_host_sql(body, &n, diag);
}
