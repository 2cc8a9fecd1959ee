/*
 * catalog.c - what PostgreSQL's catalog has no place for: synonyms, system privileges, properties of users.
 *
 * Owns:      the rows of sys.synonyms_, sys.system_privileges_, sys.users_ (Oracle spelling). They are readable by all and
 *            written only here: each function checks what the current user may do and then writes as the owner of the schema.
 * Invariant: the checks see GetUserId(), so a function of somebody else cannot use its caller's rights unless it runs with
 *            them anyway.
 * See also:  sql/dict/catalog.sql (tables, marked for pg_dump), the views over them beside it
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "runtime/dict/dict.h"
#include "runtime/func/func.h"
#include "runtime/runtime.h"

/* --- SPI as the schema's owner ------------------------------------------------------------------------------------ */
typedef struct AsOwner
{
    Oid user;
    int context;
} AsOwner;

static Oid sys_owner(void)
{
    HeapTuple tuple = SearchSysCache1(NAMESPACENAME, CStringGetDatum("sys"));
    Oid owner;

    if (!HeapTupleIsValid(tuple))
        ereport(ERROR, (errcode(ERRCODE_UNDEFINED_SCHEMA), errmsg("schema sys does not exist")));
    owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
    ReleaseSysCache(tuple);
    return owner;
}

/* An error on the way out restores the user by itself (AbortSubTransaction, AbortTransaction). */
static void become_owner(AsOwner *was)
{
    Oid owner = sys_owner();

    GetUserIdAndSecContext(&was->user, &was->context);
    SetUserIdAndSecContext(owner, was->context | SECURITY_LOCAL_USERID_CHANGE);
}

static void become_again(const AsOwner *was)
{
    SetUserIdAndSecContext(was->user, was->context);
}

/* Runs sql with text arguments (NULL pointer: SQL NULL). Returns the number of rows. */
static uint64 run(const char *sql, int nargs, const char *const *args)
{
    Oid types[8];
    Datum values[8];
    char nulls[8] = "";
    int rc;

    for (int i = 0; i < nargs; i++)
    {
        types[i] = TEXTOID;
        nulls[i] = args[i] == NULL ? 'n' : ' ';
        values[i] = args[i] == NULL ? (Datum)0 : CStringGetTextDatum(args[i]);
    }
    rc = SPI_execute_with_args(sql, nargs, types, values, nulls, false, 0);
    if (rc < 0)
        elog(ERROR, "SPI: %s", SPI_result_code_string(rc));
    return SPI_processed;
}

static void connect_spi(void)
{
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
}

/* NULL for an absent argument, or one that is empty. */
static char *text_arg(FunctionCallInfo fcinfo, int arg)
{
    if (PG_NARGS() <= arg || PG_ARGISNULL(arg) || VARSIZE_ANY_EXHDR(OL_TEXT_ARG(arg)) == 0)
        return NULL;
    return text_to_cstring(OL_TEXT_ARG(arg));
}

static char *required(FunctionCallInfo fcinfo, int arg)
{
    char *text = text_arg(fcinfo, arg);

    if (text == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    return text;
}

static bool bool_arg(FunctionCallInfo fcinfo, int arg)
{
    return PG_NARGS() > arg && !PG_ARGISNULL(arg) && PG_GETARG_BOOL(arg);
}

static char *pg_spelling(const char *oracle)
{
    return text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_pg_name, CStringGetTextDatum(oracle))));
}

static char *oracle_spelling(const char *pg)
{
    NameData name;

    namestrcpy(&name, pg);
    return text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_oracle_name, NameGetDatum(&name))));
}

static Oid role_of(const char *oracle)
{
    if (oracle == NULL)
        return InvalidOid;
    return get_role_oid(pg_spelling(oracle), true);
}

/* --- system privileges -------------------------------------------------------------------------------------------- */
static const char *const privileges[] = {
#define OL_SYSPRIV(name) name,
#include "../../../defs/system_privileges.def"
#undef OL_SYSPRIV
};

static bool known_privilege(const char *name)
{
    for (size_t i = 0; i < OL_LENGTHOF(privileges); i++)
        if (pg_strcasecmp(name, privileges[i]) == 0)
            return true;
    return false;
}

/* Has the current user (or a role it has) the privilege, directly or through a role every database has? With SPI connected. */
static bool has_privilege(const char *privilege)
{
    const char *args[2] = {privilege, NULL};
    char user[32];

    if (superuser())
        return true;
    snprintf(user, sizeof user, "%u", GetUserId());
    args[1] = user;
    return run("SELECT 1 FROM sys.system_privileges_ p WHERE (p.privilege OPERATOR(pg_catalog.=) $1 OR (p.privilege OPERATOR(pg_catalog.=) 'DBA' AND"
               " $1 OPERATOR(pg_catalog.<>) ALL (ARRAY['SYSDBA', 'SYSOPER'])) OR EXISTS (SELECT 1 FROM sys.role_privileges_ x"
               " WHERE x.role OPERATOR(pg_catalog.=) p.privilege AND x.privilege OPERATOR(pg_catalog.=) $1))"
               " AND (p.grantee OPERATOR(pg_catalog.=) 'PUBLIC' OR EXISTS (SELECT 1 FROM pg_catalog.pg_roles r"
               " WHERE r.rolname OPERATOR(pg_catalog.=) sys.pg_name(p.grantee)::pg_catalog.name"
               " AND pg_catalog.pg_has_role($2::pg_catalog.oid, r.oid, 'USAGE'))) LIMIT 1", 2, args) > 0;
}

bool ol_privilege_has(const char *privilege)
{
    bool yes;

    if (superuser())
        return true;
    PushActiveSnapshot(GetTransactionSnapshot());
    connect_spi();
    yes = has_privilege(privilege);
    SPI_finish();
    PopActiveSnapshot();
    return yes;
}

static bool is_own_privilege(const char *privilege)
{
    return strncmp(privilege, "CREATE ", 7) == 0 && strstr(privilege, " ANY ") == NULL && strstr(privilege, " PUBLIC ") == NULL &&
           strcmp(privilege, "CREATE USER") != 0 && strcmp(privilege, "CREATE ROLE") != 0 && strcmp(privilege, "CREATE PROFILE") != 0;
}

bool ol_privilege_may(const char *privilege)
{
    const char *args[1];
    bool may;

    if (superuser())
        return true;
    PushActiveSnapshot(GetTransactionSnapshot());
    connect_spi();
    may = has_privilege(privilege);
    if (!may && is_own_privilege(privilege))
    {
        args[0] = oracle_spelling(GetUserNameFromId(GetUserId(), false));
        may = run("SELECT 1 FROM sys.users_ WHERE username OPERATOR(pg_catalog.=) $1", 1, args) == 0;
    }
    SPI_finish();
    PopActiveSnapshot();
    return may;
}

void ol_privilege_require(const char *privilege)
{
    if (!ol_privilege_may(privilege))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
}

static bool may_act_for(const char *owner)
{
    Oid role = role_of(owner);

    return OidIsValid(role) && has_privs_of_role(GetUserId(), role);
}

OL_FUNCTION(ol_fn_has_system_privilege)
{
    bool yes;

    connect_spi();
    yes = has_privilege(text_to_cstring(OL_TEXT_ARG(0)));
    SPI_finish();
    PG_RETURN_BOOL(yes);
}

/* What a privilege means to PostgreSQL: reading and writing all tables is membership in its roles. As the owner of the schema. */
static void apply_privilege(const char *privilege, const char *grantee, bool grant)
{
    const char *member[4] = {NULL, NULL, NULL, NULL};
    const char *role = quote_identifier(pg_spelling(grantee));
    int n = 0;

    if (pg_strcasecmp(grantee, "PUBLIC") == 0)
        return;
    if (pg_strcasecmp(privilege, "SELECT ANY TABLE") == 0 || pg_strcasecmp(privilege, "READ ANY TABLE") == 0 || pg_strcasecmp(privilege, "DBA") == 0 ||
        pg_strcasecmp(privilege, "SELECT ANY DICTIONARY") == 0 || pg_strcasecmp(privilege, "SELECT_CATALOG_ROLE") == 0)
    {
        if (pg_strcasecmp(privilege, "SELECT ANY DICTIONARY") == 0 || pg_strcasecmp(privilege, "SELECT_CATALOG_ROLE") == 0)
        {
            run(psprintf(grant ? "GRANT SELECT ON ALL TABLES IN SCHEMA sys TO %s" : "REVOKE SELECT ON ALL TABLES IN SCHEMA sys FROM %s", role), 0, NULL);
            return;
        }
        member[n++] = "pg_read_all_data";
    }
    if (pg_strcasecmp(privilege, "INSERT ANY TABLE") == 0 || pg_strcasecmp(privilege, "UPDATE ANY TABLE") == 0 ||
        pg_strcasecmp(privilege, "DELETE ANY TABLE") == 0 || pg_strcasecmp(privilege, "DBA") == 0)
        member[n++] = "pg_write_all_data";
    for (int i = 0; i < n; i++)
        run(psprintf(grant ? "GRANT %s TO %s" : "REVOKE %s FROM %s", member[i], role), 0, NULL);
}

static void check_may_grant(const char *privilege)
{
    const char *args[2] = {privilege, NULL};
    char user[32];

    if (superuser() || has_privilege("GRANT ANY PRIVILEGE"))
        return;
    snprintf(user, sizeof user, "%u", GetUserId());
    args[1] = user;
    if (run("SELECT 1 FROM sys.system_privileges_ p WHERE p.privilege OPERATOR(pg_catalog.=) $1 AND p.admin_option"
            " AND EXISTS (SELECT 1 FROM pg_catalog.pg_roles r WHERE"
            " r.rolname OPERATOR(pg_catalog.=) sys.pg_name(p.grantee)::pg_catalog.name"
            " AND pg_catalog.pg_has_role($2::pg_catalog.oid, r.oid, 'USAGE'))", 2, args) == 0)
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
}

/* What sessions remember of who may execute which unit is out of date. */
static void rights_changed(void)
{
    Oid units = get_relname_relid("units_", get_namespace_oid("sys", false));

    if (OidIsValid(units))
        CacheInvalidateRelcacheByRelid(units);
}

static bool is_role(const char *name)
{
    Oid role = role_of(name);
    const char *args[1] = {name};
    HeapTuple tuple;
    bool login;

    if (!OidIsValid(role))
        return false;
    tuple = SearchSysCache1(AUTHOID, ObjectIdGetDatum(role));
    login = ((Form_pg_authid)GETSTRUCT(tuple))->rolcanlogin;
    ReleaseSysCache(tuple);
    return !login && run("SELECT 1 FROM sys.users_ WHERE username OPERATOR(pg_catalog.=) $1", 1, args) == 0;
}

static void check_grantee(const char *grantee)
{
    if (grantee == NULL || (strcmp(grantee, "PUBLIC") != 0 && !OidIsValid(role_of(grantee))))
        ol_raise(OL_ERR_NO_SUCH_GRANTEE, grantee == NULL ? "" : grantee);
}

/* GRANT or REVOKE of a role that CREATE ROLE made. */
static void grant_role(const char *role, const char *grantee, bool grant, bool admin)
{
    Oid roleid = role_of(role), member;
    AsOwner was;

    if (strcmp(grantee, "PUBLIC") == 0)
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "GRANT of a role to PUBLIC");
    member = role_of(grantee);
    if (!superuser() && !has_privilege("GRANT ANY ROLE") && !is_admin_of_role(GetUserId(), roleid))
        ol_raise(OL_ERR_SYSTEM_PRIV_NOT_GRANTED_ADMIN, role);
    if (grant && (member == roleid || is_member_of_role_nosuper(roleid, member)))
        ol_raise(OL_ERR_ROLE_GRANT_CIRCULAR);
    if (!grant)
    {
        HeapTuple tuple = SearchSysCache2(AUTHMEMROLEMEM, ObjectIdGetDatum(roleid), ObjectIdGetDatum(member));

        if (!HeapTupleIsValid(tuple))
            ol_raise(OL_ERR_ROLE_NOT_GRANTED_TO, role, grantee);
        ReleaseSysCache(tuple);
    }
    become_owner(&was);
    run(psprintf(grant ? "GRANT %s TO %s%s" : "REVOKE %s FROM %s", quote_identifier(pg_spelling(role)), quote_identifier(pg_spelling(grantee)),
                 admin ? " WITH ADMIN OPTION" : ""), 0, NULL);
    rights_changed();
    become_again(&was);
}

static void grant_one(const char *privilege, const char *grantee, bool admin)
{
    const char *args[3] = {grantee, privilege, admin ? "true" : "false"};
    AsOwner was;

    check_may_grant(privilege);
    become_owner(&was);
    apply_privilege(privilege, grantee, true);
    run("INSERT INTO sys.system_privileges_ AS p (grantee, privilege, admin_option) VALUES ($1, $2, $3::pg_catalog.bool)"
        " ON CONFLICT (grantee, privilege) DO UPDATE SET admin_option = p.admin_option OR excluded.admin_option", 3, args);
    rights_changed();
    become_again(&was);
}

/* A name that is neither a privilege nor a role: of several words it is no privilege, of one it is no role. */
OL_NORETURN static void unknown_privilege(const char *name)
{
    if (name == NULL || strchr(name, ' ') != NULL)
        ol_raise(OL_ERR_MISSING_PRIVILEGE);
    ol_raise(OL_ERR_ROLE_NOT_FOUND, name);
}

OL_FUNCTION(ol_fn_grant_system_privilege)
{
    char *privilege = text_arg(fcinfo, 0), *grantee = text_arg(fcinfo, 1);
    bool admin = bool_arg(fcinfo, 2);

    connect_spi();
    if (privilege != NULL && strcmp(privilege, "ALL PRIVILEGES") == 0)
    {
        check_grantee(grantee);
        for (size_t i = 0; i < OL_LENGTHOF(privileges) && strcmp(privileges[i], "CONNECT") != 0; i++)
            grant_one(privileges[i], grantee, admin);
    }
    else if (privilege != NULL && known_privilege(privilege))
    {
        check_grantee(grantee);
        grant_one(privilege, grantee, admin);
    }
    else if (privilege != NULL && is_role(privilege))
    {
        check_grantee(grantee);
        grant_role(privilege, grantee, true, admin);
    }
    else
        unknown_privilege(privilege);
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_revoke_system_privilege)
{
    char *privilege = text_arg(fcinfo, 0), *grantee = text_arg(fcinfo, 1);
    const char *args[2];
    AsOwner was;
    uint64 n;

    connect_spi();
    if (privilege != NULL && !known_privilege(privilege) && is_role(privilege))
    {
        check_grantee(grantee);
        grant_role(privilege, grantee, false, false);
        SPI_finish();
        PG_RETURN_VOID();
    }
    if (privilege == NULL || (!known_privilege(privilege) && strcmp(privilege, "ALL PRIVILEGES") != 0))
        unknown_privilege(privilege);
    check_grantee(grantee);
    check_may_grant(privilege);
    args[0] = grantee;
    args[1] = privilege;
    become_owner(&was);
    if (strcmp(privilege, "ALL PRIVILEGES") == 0)
        n = run("DELETE FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1 AND NOT EXISTS (SELECT 1 FROM sys.role_privileges_ r WHERE r.role"
                " OPERATOR(pg_catalog.=) privilege)", 1, args);
    else
        n = run("DELETE FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1"
                " AND privilege OPERATOR(pg_catalog.=) $2", 2, args);
    if (n > 0)
    {
        apply_privilege(privilege, grantee, false);
        /* another privilege may need the same membership still */
        if (run("SELECT 1 FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1 AND privilege IN ('DBA', 'SELECT ANY TABLE', 'READ ANY TABLE')", 1, args) > 0)
            apply_privilege("SELECT ANY TABLE", grantee, true);
        if (run("SELECT 1 FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1 AND privilege IN ('DBA', 'INSERT ANY TABLE', 'UPDATE ANY TABLE',"
                " 'DELETE ANY TABLE')", 1, args) > 0)
            apply_privilege("INSERT ANY TABLE", grantee, true);
    }
    rights_changed();
    become_again(&was);
    if (n == 0)
    {
        args[0] = privilege;
        if (run("SELECT 1 FROM sys.role_privileges_ WHERE role OPERATOR(pg_catalog.=) $1", 1, args) > 0)
            ol_raise(OL_ERR_ROLE_NOT_GRANTED_TO, privilege, grantee);
        ol_raise(OL_ERR_PRIV_NOT_GRANTED, grantee);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* check_grantees(table or NULL, grantees, privileges that are revoked): before GRANT and REVOKE on an object. */
OL_FUNCTION(ol_fn_check_grantees)
{
    Oid relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);
    Datum *names, *revoked;
    int n, nrevoked;
    char *self = oracle_spelling(GetUserNameFromId(GetUserId(), false));

    if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(1)) || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(2)))
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &n);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &revoked, NULL, &nrevoked);
    connect_spi();
    if (OidIsValid(relid) && !pg_class_ownercheck(relid, GetUserId()) && !has_privilege("GRANT ANY OBJECT PRIVILEGE"))
    {
        AclMode any = ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_DELETE | ACL_REFERENCES | ACL_USAGE;

        /* PostgreSQL only warns when nothing of what is granted is the user's to grant */
        if (pg_class_aclmask(relid, GetUserId(), ACL_GRANT_OPTION_FOR(any), ACLMASK_ANY) == 0)
            ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    }
    for (int i = 0; i < n; i++)
    {
        char *name = TextDatumGetCString(names[i]);

        check_grantee(name);
        if (strcmp(name, self) == 0 && !superuser())
            ol_raise(OL_ERR_SELF_GRANT);
        for (int k = 0; k < nrevoked && OidIsValid(relid); k++)
        {
            const char *args[3];

            args[0] = psprintf("%u", relid);
            args[1] = strcmp(name, "PUBLIC") == 0 ? "0" : psprintf("%u", role_of(name));
            args[2] = TextDatumGetCString(revoked[k]);
            if (run("SELECT 1 FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) x WHERE c.oid OPERATOR(pg_catalog.=) $1::pg_catalog.oid"
                    " AND x.grantee OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND x.privilege_type OPERATOR(pg_catalog.=) $3"
                    " UNION ALL SELECT 1 FROM pg_catalog.pg_attribute a, LATERAL pg_catalog.aclexplode(a.attacl) x WHERE a.attrelid OPERATOR(pg_catalog.=)"
                    " $1::pg_catalog.oid AND x.grantee OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND x.privilege_type OPERATOR(pg_catalog.=) $3", 3, args) == 0)
                ol_raise(OL_ERR_PRIVILEGE_NOT_GRANTED);
        }
    }
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_system_privilege_names)
{
    ReturnSetInfo *result = (ReturnSetInfo *)fcinfo->resultinfo;

    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    for (size_t i = 0; i < OL_LENGTHOF(privileges) && strcmp(privileges[i], "CONNECT") != 0; i++) /* roles follow */
    {
        Datum value = CStringGetTextDatum(privileges[i]);
        bool isnull = false;

        tuplestore_putvalues(result->setResult, result->setDesc, &value, &isnull);
    }
    return (Datum)0;
}

/* --- roles -------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_create_role)
{
    char *name = required(fcinfo, 0);
    const char *args[1] = {name};
    AsOwner was;

    connect_spi();
    if (!has_privilege("CREATE ROLE"))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    if (OidIsValid(role_of(name)) || run("SELECT 1 FROM sys.role_privileges_ WHERE role OPERATOR(pg_catalog.=) $1", 1, args) > 0)
    {
        if (!bool_arg(fcinfo, 1))
            ol_raise(OL_ERR_ROLE_EXISTS, name);
    }
    else
    {
        char *self = GetUserNameFromId(GetUserId(), false);
        bool super = superuser();

        become_owner(&was);
        run(psprintf("CREATE ROLE %s NOLOGIN", quote_identifier(pg_spelling(name))), 0, NULL);
        /* who makes a role has it, and may give it on */
        if (!super)
            run(psprintf("GRANT %s TO %s WITH ADMIN OPTION", quote_identifier(pg_spelling(name)), quote_identifier(self)), 0, NULL);
        become_again(&was);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_drop_role)
{
    char *name = required(fcinfo, 0);
    const char *args[1] = {name}, *role;
    AsOwner was;

    connect_spi();
    if (!is_role(name))
    {
        if (!bool_arg(fcinfo, 1))
            ol_raise(OL_ERR_ROLE_NOT_FOUND, name);
    }
    else
    {
        if (!has_privilege("DROP ANY ROLE") && !is_admin_of_role(GetUserId(), role_of(name)))
            ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
        role = quote_identifier(pg_spelling(name));
        become_owner(&was);
        run(psprintf("DROP OWNED BY %s CASCADE", role), 0, NULL);
        run(psprintf("DROP ROLE %s", role), 0, NULL);
        run("DELETE FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1", 1, args);
        become_again(&was);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- synonyms ----------------------------------------------------------------------------------------------------- */
static bool is_public(const char *owner)
{
    return strcmp(owner, "PUBLIC") == 0;
}

static void check_synonym_right(const char *owner, const char *own, const char *any, const char *public_right)
{
    if (is_public(owner) ? has_privilege(public_right) : (may_act_for(owner) && has_privilege(own)) || has_privilege(any))
        return;
    /* The owner of a schema may always do this in it: the privilege is implied where nobody was ever granted it. */
    if (!is_public(owner) && may_act_for(owner))
        return;
    ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
}

/* create_synonym(owner, name, target schema, target, db link, or replace): names in Oracle's spelling. */
OL_FUNCTION(ol_fn_create_synonym)
{
    char *owner = text_arg(fcinfo, 0), *name = text_arg(fcinfo, 1), *schema = text_arg(fcinfo, 2), *target = text_arg(fcinfo, 3);
    char *link = text_arg(fcinfo, 4);
    const char *args[5];
    AsOwner was;

    if (owner == NULL || name == NULL || target == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    connect_spi();
    check_synonym_right(owner, "CREATE SYNONYM", "CREATE ANY SYNONYM", "CREATE PUBLIC SYNONYM");
    if (!is_public(owner))
    {
        Oid space = get_namespace_oid(pg_spelling(owner), true);

        if (!OidIsValid(space))
            ol_raise(OL_ERR_NO_SUCH_GRANTEE, owner);
        if (OidIsValid(get_relname_relid(pg_spelling(name), space)))
            ol_raise(OL_ERR_NAME_IN_USE);
    }
    args[0] = owner;
    args[1] = name;
    args[2] = schema;
    args[3] = target;
    args[4] = link;
    become_owner(&was);
    if (bool_arg(fcinfo, 5))
        run("INSERT INTO sys.synonyms_ (owner, synonym_name, target_schema, target_name, db_link) VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3::pg_catalog.name, $4::pg_catalog.name, $5)"
            " ON CONFLICT (owner, synonym_name) DO UPDATE SET target_schema = excluded.target_schema,"
            " target_name = excluded.target_name, db_link = excluded.db_link, last_ddl_time = pg_catalog.now()", 5, args);
    else if (run("INSERT INTO sys.synonyms_ (owner, synonym_name, target_schema, target_name, db_link) VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3::pg_catalog.name, $4::pg_catalog.name, $5)"
                 " ON CONFLICT DO NOTHING", 5, args) == 0)
        ol_raise(OL_ERR_NAME_IN_USE);
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_drop_synonym)
{
    char *owner = text_arg(fcinfo, 0), *name = text_arg(fcinfo, 1);
    const char *args[2];
    AsOwner was;

    if (owner == NULL || name == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    connect_spi();
    check_synonym_right(owner, "CREATE SYNONYM", "DROP ANY SYNONYM", "DROP PUBLIC SYNONYM");
    args[0] = owner;
    args[1] = name;
    become_owner(&was);
    if (run("DELETE FROM sys.synonyms_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
            " AND synonym_name OPERATOR(pg_catalog.=) $2::pg_catalog.name", 2,
            args) == 0)
        ol_raise(is_public(owner) ? OL_ERR_PUBLIC_SYNONYM_MISSING : OL_ERR_PRIVATE_SYNONYM_MISSING);
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- users -------------------------------------------------------------------------------------------------------- */
/* After CREATE ROLE and CREATE SCHEMA: what PostgreSQL has no place for. */
OL_FUNCTION(ol_fn_user_created)
{
    const char *args[4];
    AsOwner was;

    for (int i = 0; i < 4; i++)
        args[i] = text_arg(fcinfo, i);
    if (args[0] == NULL || !OidIsValid(role_of(args[0])))
        ol_raise(OL_ERR_NO_SUCH_GRANTEE, args[0] == NULL ? "" : args[0]);
    if (!superuser() && !has_createrole_privilege(GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    connect_spi();
    if (args[3] != NULL && strcmp(args[3], "DEFAULT") != 0 &&
        run("SELECT 1 FROM sys.profiles_ WHERE profile OPERATOR(pg_catalog.=) $1 LIMIT 1", 1, &args[3]) == 0)
        ol_raise(OL_ERR_PROFILE_MISSING, args[3]);
    become_owner(&was);
    run("INSERT INTO sys.users_ AS u (username, default_tablespace, temporary_tablespace, profile) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (username) DO UPDATE SET"
        " default_tablespace = coalesce(excluded.default_tablespace, u.default_tablespace),"
        " temporary_tablespace = coalesce(excluded.temporary_tablespace, u.temporary_tablespace),"
        " profile = coalesce(excluded.profile, u.profile)", 4, args);
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

/* user_altered(name, default tablespace, temporary tablespace, profile): NULL leaves it as it is */
OL_FUNCTION(ol_fn_user_altered)
{
    const char *args[4];

    for (int i = 0; i < 4; i++)
        args[i] = text_arg(fcinfo, i);
    if (!superuser())
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    connect_spi();
    if (args[3] != NULL && strcmp(args[3], "DEFAULT") != 0 &&
        run("SELECT 1 FROM sys.profiles_ WHERE profile OPERATOR(pg_catalog.=) $1 LIMIT 1", 1, &args[3]) == 0)
        ol_raise(OL_ERR_PROFILE_MISSING, args[3]);
    run("UPDATE sys.users_ SET default_tablespace = coalesce($2, default_tablespace), temporary_tablespace = coalesce($3, temporary_tablespace),"
        " profile = coalesce($4, profile) WHERE username OPERATOR(pg_catalog.=) $1", 4, args);
    SPI_finish();
    PG_RETURN_VOID();
}

/* user_quota(name, tablespace, "QUOTA n [KMGT] | UNLIMITED ON ..") */
OL_FUNCTION(ol_fn_user_quota)
{
    char *text = text_arg(fcinfo, 2), *unit;
    const char *args[3];
    int64 bytes = -1;

    if (!superuser())
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    args[0] = required(fcinfo, 0);
    args[1] = required(fcinfo, 1);
    if (text != NULL && strlen(text) > 6 && strstr(text, "UNLIMITED") == NULL)
    {
        bytes = strtoll(text + 6, &unit, 10);
        while (*unit == ' ')
            unit++;
        bytes *= *unit == 'K' ? INT64CONST(1) << 10 : *unit == 'M' ? INT64CONST(1) << 20 : *unit == 'G' ? INT64CONST(1) << 30 : *unit == 'T' ? INT64CONST(1) << 40 : 1;
    }
    args[2] = psprintf(INT64_FORMAT, bytes);
    connect_spi();
    run("INSERT INTO sys.quotas_ (username, tablespace_name, max_bytes) VALUES ($1, $2, $3::pg_catalog.int8) ON CONFLICT (username, tablespace_name)"
        " DO UPDATE SET max_bytes = excluded.max_bytes", 3, args);
    SPI_finish();
    PG_RETURN_VOID();
}

/* create_profile(name, names of limits, values, alter); drop_profile(name, cascade) */
OL_FUNCTION(ol_fn_create_profile)
{
    const char *args[3];
    Datum *names, *values;
    int n, nvalues;
    bool alter = bool_arg(fcinfo, 3);
    AsOwner was;

    args[0] = required(fcinfo, 0);
    if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(1)) || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(2)))
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &n);
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &values, NULL, &nvalues);
    connect_spi();
    if (!has_privilege(alter ? "ALTER PROFILE" : "CREATE PROFILE"))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    become_owner(&was);
    if (run("SELECT 1 FROM sys.profiles_ WHERE profile OPERATOR(pg_catalog.=) $1 LIMIT 1", 1, args) > 0)
    {
        if (!alter)
            ol_raise(OL_ERR_PROFILE_EXISTS, args[0]);
    }
    else if (alter)
        ol_raise(OL_ERR_PROFILE_MISSING, args[0]);
    else
        run("INSERT INTO sys.profiles_ (profile, resource_name, resource_type, limit_) SELECT $1, d.resource_name, d.resource_type, 'DEFAULT' FROM sys.profiles_ d"
            " WHERE d.profile OPERATOR(pg_catalog.=) 'DEFAULT'", 1, args);
    for (int i = 0; i < n && i < nvalues; i++)
    {
        args[1] = TextDatumGetCString(names[i]);
        args[2] = TextDatumGetCString(values[i]);
        if (run("UPDATE sys.profiles_ SET limit_ = $3 WHERE profile OPERATOR(pg_catalog.=) $1 AND resource_name OPERATOR(pg_catalog.=) $2", 3, args) == 0)
            ol_raise(OL_ERR_PROFILE_LIMIT, args[1]);
    }
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_drop_profile)
{
    const char *args[1];
    AsOwner was;

    args[0] = text_arg(fcinfo, 0);
    connect_spi();
    if (!has_privilege("DROP PROFILE"))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    become_owner(&was);
    if (args[0] == NULL || strcmp(args[0], "DEFAULT") == 0 || run("SELECT 1 FROM sys.profiles_ WHERE profile OPERATOR(pg_catalog.=) $1 LIMIT 1", 1, args) == 0)
        ol_raise(OL_ERR_PROFILE_MISSING, args[0] != NULL ? args[0] : "");
    if (!bool_arg(fcinfo, 1) && run("SELECT 1 FROM sys.users_ WHERE profile OPERATOR(pg_catalog.=) $1", 1, args) > 0)
        ol_raise(OL_ERR_PROFILE_IN_USE, args[0]);
    run("UPDATE sys.users_ SET profile = NULL WHERE profile OPERATOR(pg_catalog.=) $1", 1, args);
    run("DELETE FROM sys.profiles_ WHERE profile OPERATOR(pg_catalog.=) $1", 1, args);
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_drop_user)
{
    char *name = text_arg(fcinfo, 0);
    const char *args[1], *role;
    char *pg_name;
    Oid space;
    AsOwner was;

    if (name == NULL || !OidIsValid(role_of(name)))
        ol_raise(OL_ERR_USER_NOT_FOUND, name == NULL ? "" : name);
    if (!superuser() && !has_createrole_privilege(GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    pg_name = pg_spelling(name);
    role = quote_identifier(pg_name);
    connect_spi();
    args[0] = pg_name;
    space = get_namespace_oid(pg_name, true);
    if (OidIsValid(space))
    {
        if (!bool_arg(fcinfo, 1) &&
            run("SELECT 1 FROM pg_catalog.pg_class c WHERE c.relnamespace OPERATOR(pg_catalog.=)"
                " (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.name)"
                " UNION ALL SELECT 1 FROM pg_catalog.pg_proc p WHERE p.pronamespace OPERATOR(pg_catalog.=)"
                " (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.name)"
                " LIMIT 1", 1, args) > 0)
            ol_raise(OL_ERR_CASCADE_REQUIRED, name);
        run(psprintf("DROP SCHEMA %s CASCADE", role), 0, NULL);
    }
    run(psprintf("DROP OWNED BY %s CASCADE", role), 0, NULL);
    run(psprintf("DROP ROLE %s", role), 0, NULL);
    args[0] = name;
    become_owner(&was);
    run("DELETE FROM sys.quotas_ WHERE username OPERATOR(pg_catalog.=) $1", 1, args);
    run("DELETE FROM sys.users_ WHERE username OPERATOR(pg_catalog.=) $1", 1, args);
    run("DELETE FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1", 1, args);
    run("DELETE FROM sys.synonyms_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name", 1, args);
    run("DELETE FROM sys.units_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name", 1, args);
    run("DELETE FROM sys.unit_errors_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name", 1, args);
    run("DELETE FROM sys.unit_deps_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name", 1, args);
    run("DELETE FROM sys.unit_privs_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name OR grantee OPERATOR(pg_catalog.=) $1::pg_catalog.name",
        1, args);
    rights_changed();
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- RENAME ------------------------------------------------------------------------------------------------------- */
OL_FUNCTION(ol_fn_rename_object)
{
    char *schema = text_arg(fcinfo, 0), *from = text_arg(fcinfo, 1), *to = text_arg(fcinfo, 2);
    Oid space, rel;
    const char *args[3];
    AsOwner was;

    if (schema == NULL || from == NULL || to == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    space = get_namespace_oid(pg_spelling(schema), true);
    rel = OidIsValid(space) ? get_relname_relid(pg_spelling(from), space) : InvalidOid;
    if (OidIsValid(space) && OidIsValid(get_relname_relid(pg_spelling(to), space)))
        ol_raise(OL_ERR_NAME_IN_USE);
    connect_spi();
    if (OidIsValid(rel))
    {
        char kind = get_rel_relkind(rel);
        const char *word = kind == RELKIND_VIEW       ? "VIEW"
                           : kind == RELKIND_SEQUENCE ? "SEQUENCE"
                           : kind == RELKIND_MATVIEW  ? "MATERIALIZED VIEW"
                           : kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_FOREIGN_TABLE
                               ? "TABLE"
                               : NULL;

        if (word == NULL)
            ol_raise(OL_ERR_DIRECTORY_MISSING, from);
        run(psprintf("ALTER %s %s RENAME TO %s", word, quote_qualified_identifier(pg_spelling(schema), pg_spelling(from)),
                     quote_identifier(pg_spelling(to))), 0, NULL);
    }
    else
    {
        if (!may_act_for(schema))
            ol_raise(OL_ERR_DIRECTORY_MISSING, from);
        args[0] = schema;
        args[1] = from;
        args[2] = to;
        become_owner(&was);
        if (run("UPDATE sys.synonyms_ SET synonym_name = $3::pg_catalog.name WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                " AND synonym_name OPERATOR(pg_catalog.=) $2::pg_catalog.name", 3, args) == 0)
            ol_raise(OL_ERR_DIRECTORY_MISSING, from);
        become_again(&was);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- names for messages and views --------------------------------------------------------------------------------- */
/* The owner column of the dictionary: a schema's name in Oracle's spelling; PostgreSQL's own are shown as they are. */
OL_FUNCTION(ol_fn_schema_name)
{
    char *name = get_namespace_name(PG_GETARG_OID(0));

    if (name == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(oracle_spelling(name)));
}
