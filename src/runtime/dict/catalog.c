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
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
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

/* Has the current user (or a role it has) the privilege, directly or through DBA or IMP_FULL_DATABASE? With SPI connected. */
static bool has_privilege(const char *privilege)
{
    const char *args[2] = {privilege, NULL};
    char user[32];

    if (superuser())
        return true;
    snprintf(user, sizeof user, "%u", GetUserId());
    args[1] = user;
    return run("SELECT 1 FROM sys.system_privileges_ p"
               " WHERE p.privilege OPERATOR(pg_catalog.=) ANY (ARRAY[$1, 'DBA'::pg_catalog.text])"
               " AND (p.grantee OPERATOR(pg_catalog.=) 'PUBLIC' OR EXISTS (SELECT 1 FROM pg_catalog.pg_roles r"
               " WHERE r.rolname OPERATOR(pg_catalog.=) sys.pg_name(p.grantee)::pg_catalog.name"
               " AND pg_catalog.pg_has_role($2::pg_catalog.oid, r.oid, 'USAGE'))) LIMIT 1", 2, args) > 0;
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

/* What a privilege means to PostgreSQL, done with the rights of the user who grants. */
static void apply_privilege(const char *privilege, const char *grantee, bool grant)
{
    const char *member[4] = {NULL, NULL, NULL, NULL};
    const char *role = quote_identifier(pg_spelling(grantee));
    int n = 0;

    if (pg_strcasecmp(grantee, "PUBLIC") == 0)
        return;
    if (pg_strcasecmp(privilege, "CREATE SESSION") == 0 || pg_strcasecmp(privilege, "CONNECT") == 0)
    {
        HeapTuple tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(pg_spelling(grantee)));
        bool user = false;
        const char *args[1] = {grantee};

        if (HeapTupleIsValid(tuple))
            ReleaseSysCache(tuple);
        /* Only a user logs in; a role carries the privilege to those who have it. */
        user = run("SELECT 1 FROM sys.users_ WHERE username OPERATOR(pg_catalog.=) $1", 1, args) > 0;
        if (user && grant)
            run(psprintf("ALTER ROLE %s LOGIN", role), 0, NULL);
        return;
    }
    if (pg_strcasecmp(privilege, "SELECT ANY TABLE") == 0 || pg_strcasecmp(privilege, "DBA") == 0)
        member[n++] = "pg_read_all_data";
    if (pg_strcasecmp(privilege, "INSERT ANY TABLE") == 0 || pg_strcasecmp(privilege, "UPDATE ANY TABLE") == 0 ||
        pg_strcasecmp(privilege, "DELETE ANY TABLE") == 0 || pg_strcasecmp(privilege, "DBA") == 0)
        member[n++] = "pg_write_all_data";
    for (int i = 0; i < n; i++)
        run(psprintf(grant ? "GRANT %s TO %s" : "REVOKE %s FROM %s", member[i], role), 0, NULL);
    if (pg_strcasecmp(privilege, "CREATE USER") == 0 || pg_strcasecmp(privilege, "CREATE ROLE") == 0 ||
        pg_strcasecmp(privilege, "DBA") == 0)
        run(psprintf("ALTER ROLE %s %s", role, grant ? "CREATEROLE" : "NOCREATEROLE"), 0, NULL);
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

OL_FUNCTION(ol_fn_grant_system_privilege)
{
    char *privilege = text_arg(fcinfo, 0), *grantee = text_arg(fcinfo, 1);
    const char *args[3];
    AsOwner was;

    if (privilege == NULL || !known_privilege(privilege))
        ol_raise(OL_ERR_MISSING_PRIVILEGE);
    if (grantee == NULL || (strcmp(grantee, "PUBLIC") != 0 && !OidIsValid(role_of(grantee))))
        ol_raise(OL_ERR_NO_SUCH_GRANTEE, grantee == NULL ? "" : grantee);
    connect_spi();
    check_may_grant(privilege);
    apply_privilege(privilege, grantee, true);
    args[0] = grantee;
    args[1] = privilege;
    args[2] = bool_arg(fcinfo, 2) ? "true" : "false";
    become_owner(&was);
    run("INSERT INTO sys.system_privileges_ AS p (grantee, privilege, admin_option) VALUES ($1, $2, $3::pg_catalog.bool)"
        " ON CONFLICT (grantee, privilege) DO UPDATE SET admin_option = p.admin_option OR excluded.admin_option", 3, args);
    rights_changed();
    become_again(&was);
    SPI_finish();
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_revoke_system_privilege)
{
    char *privilege = text_arg(fcinfo, 0), *grantee = text_arg(fcinfo, 1);
    const char *args[2];
    AsOwner was;
    uint64 n;

    if (privilege == NULL || !known_privilege(privilege))
        ol_raise(OL_ERR_MISSING_PRIVILEGE);
    if (grantee == NULL || (strcmp(grantee, "PUBLIC") != 0 && !OidIsValid(role_of(grantee))))
        ol_raise(OL_ERR_NO_SUCH_GRANTEE, grantee == NULL ? "" : grantee);
    connect_spi();
    check_may_grant(privilege);
    args[0] = grantee;
    args[1] = privilege;
    become_owner(&was);
    n = run("DELETE FROM sys.system_privileges_ WHERE grantee OPERATOR(pg_catalog.=) $1"
            " AND privilege OPERATOR(pg_catalog.=) $2", 2, args);
    rights_changed();
    become_again(&was);
    if (n == 0)
        ol_raise(OL_ERR_PRIV_NOT_GRANTED, grantee);
    apply_privilege(privilege, grantee, false);
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
