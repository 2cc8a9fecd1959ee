/*
 * property.c - properties of tables that DDL sets, and what it asks of global temporary tables.
 *
 * Owns:      the functions that emitted DDL calls; each checks that the current user owns the table.
 * See also:  pg/pg_table.h; translate/tr_ddl_table.c, tr_ddl_object.c
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"

#include "pg/pg_table.h"
#include "runtime/func/func.h"

static Oid own_table(FunctionCallInfo fcinfo)
{
    Oid relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);

    if (!OidIsValid(relid) || !pg_class_ownercheck(relid, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    return relid;
}

/* set_property(table, key, value): NULL takes it away. */
OL_FUNCTION(ol_fn_set_property)
{
    Oid relid = own_table(fcinfo);

    if (PG_ARGISNULL(1))
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    ol_pg_set_property(relid, text_to_cstring(OL_TEXT_ARG(1)), PG_ARGISNULL(2) ? NULL : text_to_cstring(OL_TEXT_ARG(2)));
    PG_RETURN_VOID();
}

/* property(table, key) */
OL_FUNCTION(ol_fn_property)
{
    char *value = ol_pg_property(PG_GETARG_OID(0), text_to_cstring(OL_TEXT_ARG(1)));

    if (value == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(value));
}

/* property_of(label, key): the same of a label's text, for dictionary views that have joined it */
OL_FUNCTION(ol_fn_property_of)
{
    char *value = ol_pg_property_of(text_to_cstring(OL_TEXT_ARG(0)), text_to_cstring(OL_TEXT_ARG(1)));

    if (value == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(value));
}

OL_FUNCTION(ol_fn_release_temporary)
{
    ol_pg_release_temporary(own_table(fcinfo));
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_truncate_temporary)
{
    Oid relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);

    if (!OidIsValid(relid) || pg_class_aclcheck(relid, GetUserId(), ACL_TRUNCATE) != ACLCHECK_OK)
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    ol_pg_truncate_temporary(relid);
    PG_RETURN_VOID();
}
