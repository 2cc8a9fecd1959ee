/*
 * verifier.c - when verifiers are made and removed: hooks on passwords and on commands about roles.
 *
 * Owns:      the rule "a role has a verifier if and only if its password was last set in clear text".
 * Not here:  the form of the label (seal.c), its use (auth.c).
 * How:       check_password_hook sees the clear password but is called before the role exists, so it only makes the
 *            verifiers and puts them aside; when the command has run, the utility hook writes the label, in the same
 *            transaction. A password given already hashed, PASSWORD NULL, or one PostgreSQL clears (an empty one, MD5 on
 *            rename) removes the label.
 * Lifetimes: what is put aside belongs to the innermost CREATE/ALTER ROLE being executed.
 * See also:  verifier.h, PostgreSQL's contrib/passwordcheck for the hook
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_shseclabel.h"
#include "commands/defrem.h"
#include "commands/seclabel.h"
#include "commands/user.h"
#include "libpq/crypt.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/value.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/syscache.h"

#include "server/settings.h"
#include "server/shared.h"
#include "server/verifier.h"

typedef struct Aside
{
    bool made;
    OlVerifierPair pair;
} Aside;

static Aside *aside = NULL; /* of the command being executed, or NULL */
static check_password_hook_type prev_check_password = NULL;
static ProcessUtility_hook_type prev_utility = NULL;

static void check_password(const char *username, const char *shadow_pass, PasswordType password_type,
                           Datum validuntil_time, bool validuntil_null)
{
    if (prev_check_password != NULL)
        prev_check_password(username, shadow_pass, password_type, validuntil_time, validuntil_null);
    if (aside == NULL)
        return;
    explicit_bzero(aside, sizeof *aside);
    if (password_type == PASSWORD_TYPE_PLAINTEXT && shadow_pass[0] != '\0' && ol_setting_verifiers != OL_VERIFIERS_NONE)
    {
        /* Oracle's clients hash the password's UTF-8 bytes. */
        char *utf8 = pg_server_to_any(shadow_pass, (int)strlen(shadow_pass), PG_UTF8);
        bool ok = ol_verifier_make(OL_VERIFIER_12C, ol_str(utf8), &aside->pair.v12c);

        if (ok && ol_setting_verifiers == OL_VERIFIERS_12C_11G)
            ok = ol_verifier_make(OL_VERIFIER_11G, ol_str(utf8), &aside->pair.v11g);
        if (utf8 != shadow_pass)
        {
            explicit_bzero(utf8, strlen(utf8));
            pfree(utf8);
        }
        if (!ok)
            ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not compute a password verifier")));
        aside->made = true;
    }
}

/* Brings the label of a role in line with what has just happened to its password. */
static void settle(const char *role)
{
    ObjectAddress object;
    HeapTuple tuple;
    bool has_password, had_label;
    Oid oid;

    CommandCounterIncrement();
    tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(role));
    if (!HeapTupleIsValid(tuple))
        return; /* IF EXISTS, or a hook before us made it something else */
    oid = ((Form_pg_authid)GETSTRUCT(tuple))->oid;
    has_password = !heap_attisnull(tuple, Anum_pg_authid_rolpassword, NULL);
    ReleaseSysCache(tuple);
    ObjectAddressSet(object, AuthIdRelationId, oid);
    if (has_password && aside->made)
    {
        char *label = ol_seal_verifiers(&aside->pair);

        SetSecurityLabel(&object, OL_LABEL_PROVIDER, label);
        ol_failed_login_clear(oid);
        return;
    }
    had_label = GetSecurityLabel(&object, OL_LABEL_PROVIDER) != NULL;
    if (had_label)
    {
        SetSecurityLabel(&object, OL_LABEL_PROVIDER, NULL);
        if (has_password && ol_setting_verifiers != OL_VERIFIERS_NONE)
            ereport(NOTICE, (errmsg("role \"%s\" can no longer log in on the Oracle port", role),
                             errdetail("The password was given already encrypted; an Oracle verifier can be made from the clear text only."),
                             errhint("Use ALTER ROLE ... PASSWORD with the password in clear text.")));
    }
}

/* Does the password of the role change, and may it have become unlocked? The name is that after the command. */
static const char *concerned_role(Node *stmt, bool *password, bool *login)
{
    List *options = NIL;
    const char *role = NULL;
    ListCell *cell;

    *password = *login = false;
    if (IsA(stmt, CreateRoleStmt))
    {
        role = ((CreateRoleStmt *)stmt)->role;
        options = ((CreateRoleStmt *)stmt)->options;
    }
    else if (IsA(stmt, AlterRoleStmt))
    {
        role = get_rolespec_name(((AlterRoleStmt *)stmt)->role);
        options = ((AlterRoleStmt *)stmt)->options;
    }
    else if (IsA(stmt, RenameStmt) && ((RenameStmt *)stmt)->renameType == OBJECT_ROLE)
    {
        *password = true; /* an MD5 password is cleared by it */
        return ((RenameStmt *)stmt)->newname;
    }
    foreach (cell, options)
    {
        DefElem *option = lfirst_node(DefElem, cell);

        *password |= strcmp(option->defname, "password") == 0;
        *login |= strcmp(option->defname, "canlogin") == 0;
    }
    return *password || *login ? role : NULL;
}

/* A renamed role keeps its label unless its password is gone. */
static void settle_rename(const char *role)
{
    HeapTuple tuple;
    bool gone;

    CommandCounterIncrement();
    tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(role));
    if (!HeapTupleIsValid(tuple))
        return;
    gone = heap_attisnull(tuple, Anum_pg_authid_rolpassword, NULL);
    ReleaseSysCache(tuple);
    if (gone)
        settle(role);
}

static void utility(PlannedStmt *pstmt, const char *query, bool read_only_tree, ProcessUtilityContext context,
                    ParamListInfo params, QueryEnvironment *env, DestReceiver *dest, QueryCompletion *qc)
{
    Node *stmt = pstmt->utilityStmt;
    bool concerns = IsA(stmt, CreateRoleStmt) || IsA(stmt, AlterRoleStmt) || IsA(stmt, RenameStmt);
    bool password = false, login = false;
    const char *role = concerns ? concerned_role(stmt, &password, &login) : NULL;
    Aside *outer = aside;
    Aside mine;

    if (role != NULL)
    {
        memset(&mine, 0, sizeof mine);
        role = pstrdup(role);
        aside = &mine;
    }
    PG_TRY();
    {
        if (prev_utility != NULL)
            prev_utility(pstmt, query, read_only_tree, context, params, env, dest, qc);
        else
            standard_ProcessUtility(pstmt, query, read_only_tree, context, params, env, dest, qc);
        if (role != NULL)
        {
            if (IsA(stmt, RenameStmt))
                settle_rename(role);
            else if (password)
                settle(role);
            if (login)
                ol_failed_login_clear(get_role_oid(role, true));
        }
    }
    PG_FINALLY();
    {
        if (role != NULL)
            explicit_bzero(&mine, sizeof mine);
        aside = outer;
    }
    PG_END_TRY();
}

void ol_verifier_init(void)
{
    prev_check_password = check_password_hook;
    check_password_hook = check_password;
    prev_utility = ProcessUtility_hook;
    ProcessUtility_hook = utility;
}

void ol_verifier_alter_password(const char *role, const char *password_utf8)
{
    char *password = pg_any_to_server(password_utf8, (int)strlen(password_utf8), PG_UTF8);
    AlterRoleStmt *stmt = makeNode(AlterRoleStmt);
    RoleSpec *spec = makeNode(RoleSpec);
    Aside *outer = aside;
    Aside mine;

    spec->roletype = ROLESPEC_CSTRING;
    spec->rolename = pstrdup(role);
    spec->location = -1;
    stmt->role = spec;
    stmt->options = list_make1(makeDefElem(pstrdup("password"), (Node *)makeString(pstrdup(password)), -1));
    stmt->action = 1;
    memset(&mine, 0, sizeof mine);
    aside = &mine;
    PG_TRY();
    {
        AlterRole(NULL, stmt);
        settle(role);
    }
    PG_FINALLY();
    {
        explicit_bzero(&mine, sizeof mine);
        aside = outer;
    }
    PG_END_TRY();
}

/* A scan of the shared catalog rather than GetSecurityLabel, and without its index as long as the shared relation cache
 * is not built: the broker has no database to read pg_class of. */
bool ol_verifier_find(uint32_t role_oid, const char *role_name, OlVerifierPair *out, bool *sealed)
{
    Relation rel = table_open(SharedSecLabelRelationId, AccessShareLock);
    ScanKeyData keys[3];
    SysScanDesc scan;
    HeapTuple tuple;
    char *label = NULL;
    bool ok;

    ScanKeyInit(&keys[0], Anum_pg_shseclabel_objoid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(role_oid));
    ScanKeyInit(&keys[1], Anum_pg_shseclabel_classoid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(AuthIdRelationId));
    ScanKeyInit(&keys[2], Anum_pg_shseclabel_provider, BTEqualStrategyNumber, F_TEXTEQ,
                CStringGetTextDatum(OL_LABEL_PROVIDER));
    scan = systable_beginscan(rel, SharedSecLabelObjectIndexId, criticalSharedRelcachesBuilt, NULL, 3, keys);
    tuple = systable_getnext(scan);
    if (HeapTupleIsValid(tuple))
    {
        bool isnull;
        Datum datum = heap_getattr(tuple, Anum_pg_shseclabel_label, RelationGetDescr(rel), &isnull);

        if (!isnull)
            label = TextDatumGetCString(datum);
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    *sealed = label != NULL;
    ok = label != NULL && ol_unseal_verifiers(label, out);
    if (label != NULL && !ok)
        ereport(LOG, (errmsg("the Oracle password verifier of role \"%s\" cannot be read", role_name),
                      errdetail("It was sealed with another key than that of the file oliphant.key in the data folder."),
                      errhint("Put the oliphant.key in place that the verifier was made with, or set the password anew with ALTER ROLE ... PASSWORD.")));
    return ok;
}
