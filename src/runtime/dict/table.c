/*
 * table.c - what emitted statements on tables need beyond PostgreSQL's own: DROP PRIMARY KEY and DROP UNIQUE without a name,
 *           DEFAULT ON NULL, the loop of a hierarchical query.
 *
 * Owns:      sys.drop_key, sys.default_on_null, sys.connect_by_loop.
 * See also:  translate/tr_ddl_table.c (emits the calls), sql/dict/catalog.sql
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "runtime/dict/dict.h"
#include "runtime/func/func.h"
#include "runtime/runtime.h"

/* --- DROP PRIMARY KEY, DROP UNIQUE (..) --------------------------------------------------------------------------- */

/* sys.drop_key(table, columns, cascade): no columns is the primary key. The order of the columns must be the constraint's. */
OL_FUNCTION(ol_fn_drop_key)
{
    Oid relid = PG_GETARG_OID(0);
    ArrayType *names = PG_GETARG_ARRAYTYPE_P(1);
    Oid argtypes[2] = {OIDOID, TEXTARRAYOID};
    Datum values[2];
    bool primary = ArrayGetNItems(ARR_NDIM(names), ARR_DIMS(names)) == 0;
    char *constraint, *sql;

    if (!pg_class_ownercheck(relid, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    values[0] = ObjectIdGetDatum(relid);
    values[1] = PointerGetDatum(names);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    if (SPI_execute_with_args(primary
                                  ? "SELECT c.conname FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1"
                                    " AND c.contype OPERATOR(pg_catalog.=) 'p' AND $2 IS NOT NULL"
                                  : "SELECT c.conname FROM pg_catalog.pg_constraint c WHERE c.conrelid OPERATOR(pg_catalog.=) $1"
                                    " AND c.contype OPERATOR(pg_catalog.=) 'u' AND ARRAY(SELECT a.attname::pg_catalog.text"
                                    " FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY k(n, i) JOIN pg_catalog.pg_attribute a"
                                    " ON a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attnum OPERATOR(pg_catalog.=) k.n ORDER BY k.i)"
                                    " OPERATOR(pg_catalog.=) $2",
                              2, argtypes, values, NULL, true, 1) != SPI_OK_SELECT)
        elog(ERROR, "catalog query failed");
    if (SPI_processed == 0)
        ol_raise(primary ? OL_ERR_NO_PRIMARY_KEY : OL_ERR_NO_UNIQUE_KEY);
    constraint = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    sql = psprintf("ALTER TABLE %s DROP CONSTRAINT %s%s",
                   quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid)),
                   quote_identifier(constraint), PG_GETARG_BOOL(2) ? " CASCADE" : "");
    if (SPI_execute(sql, false, 0) < 0)
        elog(ERROR, "%s failed", sql);
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- DEFAULT ON NULL ---------------------------------------------------------------------------------------------- */

/* Kept with the trigger's FmgrInfo, which lives as long as the statement. */
typedef struct OnNull
{
    AttrNumber attno;
    ExprState *value; /* NULL: the default was dropped */
    ExprContext *context;
    Oid type;
} OnNull;

static bool first_new_column(Node *node, AttrNumber *attno)
{
    if (node == NULL)
        return false;
    if (IsA(node, Var))
    {
        *attno = ((Var *)node)->varattno;
        return true;
    }
    return expression_tree_walker(node, first_new_column, attno);
}

/* The column is the one the trigger's WHEN (new.c IS NULL) names: that follows when the column is renamed. */
static OnNull *prepare(FunctionCallInfo fcinfo, TriggerData *td)
{
    MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
    OnNull *n = palloc0(sizeof(OnNull));
    Node *expr;

    if (td->tg_trigger->tgqual == NULL || !first_new_column(stringToNode(td->tg_trigger->tgqual), &n->attno) || n->attno < 1 ||
        n->attno > RelationGetDescr(td->tg_relation)->natts)
        ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                        errmsg("trigger \"%s\" must have WHEN (new.column IS NULL)", td->tg_trigger->tgname)));
    expr = build_column_default(td->tg_relation, n->attno);
    if (expr != NULL)
    {
        n->value = ExecInitExpr(expression_planner((Expr *)expr), NULL);
        n->context = CreateStandaloneExprContext();
    }
    MemoryContextSwitchTo(old);
    fcinfo->flinfo->fn_extra = n;
    return n;
}

OL_FUNCTION(ol_fn_default_on_null)
{
    TriggerData *td = (TriggerData *)fcinfo->context;
    OnNull *n;
    Datum value;
    bool isnull;
    int col;

    if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(td->tg_event) || !TRIGGER_FIRED_FOR_ROW(td->tg_event) ||
        !TRIGGER_FIRED_BY_INSERT(td->tg_event))
        ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                        errmsg("sys.default_on_null is a trigger function BEFORE INSERT FOR EACH ROW")));
    n = fcinfo->flinfo->fn_extra != NULL ? fcinfo->flinfo->fn_extra : prepare(fcinfo, td);
    if (n->value == NULL)
        return PointerGetDatum(td->tg_trigtuple);
    ResetExprContext(n->context);
    value = ExecEvalExprSwitchContext(n->value, n->context, &isnull);
    col = n->attno;
    return PointerGetDatum(heap_modify_tuple_by_cols(td->tg_trigtuple, RelationGetDescr(td->tg_relation), 1, &col, &value, &isnull));
}

/* Where a row of a hierarchical query is its own ancestor (translate/tr_hier.c). */
OL_FUNCTION(ol_fn_connect_by_loop)
{
    ol_raise(OL_ERR_CONNECT_BY_LOOP);
    PG_RETURN_NULL();
}
