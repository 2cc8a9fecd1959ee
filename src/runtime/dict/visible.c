/*
 * visible.c - may the current user see an object: the test of the ALL_ views, and texts of views and expressions.
 *
 * See also:  sql/dict
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"

#include "runtime/func/func.h"

/* Any right at all on the relation or one of its columns, or one's own. Arguments: relation, its owner. */
OL_FUNCTION(ol_fn_relation_visible)
{
    Oid rel = PG_GETARG_OID(0), user = GetUserId();

    PG_RETURN_BOOL(has_privs_of_role(user, PG_GETARG_OID(1)) ||
                   pg_class_aclmask(rel, user,
                                    ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_DELETE | ACL_TRUNCATE | ACL_REFERENCES |
                                        ACL_TRIGGER | ACL_USAGE,
                                    ACLMASK_ANY) != 0 ||
                   pg_attribute_aclcheck_all(rel, user, ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_REFERENCES, ACLMASK_ANY) ==
                       ACLCHECK_OK);
}

OL_FUNCTION(ol_fn_routine_visible)
{
    Oid proc = PG_GETARG_OID(0), user = GetUserId();

    PG_RETURN_BOOL(has_privs_of_role(user, PG_GETARG_OID(1)) || pg_proc_aclcheck(proc, user, ACL_EXECUTE) == ACLCHECK_OK);
}
