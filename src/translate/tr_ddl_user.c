/*
 * tr_ddl_user.c - users, roles, GRANT and REVOKE.
 *
 * Owns:      an Oracle user is a role and a schema of the same name; object privileges are PostgreSQL's, system privileges rows of ours.
 * See also:  design.md section 3; sql/dict/catalog.sql (sys.grant_system_privilege and its kind)
 */
#include "translate/emit.h"

#include <string.h>

/* --- users and roles ---------------------------------------------------------------------------------------------- */

static bool user_exists(OlTr *t, OlStr name)
{
    return t->r.cat->schema_exists(t->r.cat->ctx, name);
}

static void password(OlTr *t, OlEmit *e, OlStr p)
{
    if (p.n == 0)
        return;
    ol_emit(e, " PASSWORD ");
    ol_emit_string(e, p);
}

static void string_or_null(OlEmit *e, OlStr s)
{
    if (s.n > 0)
        ol_emit_string(e, s);
    else
        ol_emit(e, "NULL");
}

/* What PostgreSQL has no place for: sys.user_created keeps it. A quota is "n UNIT name" or "-1 name". */
static void user_properties(OlTr *t, const OlCreateUser *c)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, c->alter ? "SELECT sys.user_altered(" : "SELECT sys.user_created(");
    ol_emit_string(&e, c->name.text);
    ol_emit(&e, ", ");
    string_or_null(&e, c->default_tablespace.text);
    ol_emit(&e, ", ");
    string_or_null(&e, c->temporary_tablespace.text);
    ol_emit(&e, ", ");
    string_or_null(&e, c->profile.text);
    ol_emit(&e, ")");
    ol_tr_plan(t, &e);
    for (int i = 0; i < c->options.n; i++)
    {
        OlOption *o = OL_ITEM(Option, c->options, i);

        if (ol_str_eq_c(o->name, "QUOTA"))
        {
            ol_emit(&e, "SELECT sys.user_quota(");
            ol_emit_string(&e, c->name.text);
            ol_emit(&e, ", ");
            ol_emit_string(&e, o->text);
            ol_emit(&e, ", ");
            ol_emit_string(&e, ol_str_upper(t->r.arena, ol_str_trim(ol_node_text(t->parsed.text, &o->node))));
            ol_emit(&e, ")");
            ol_tr_plan(t, &e);
        }
        else if (ol_str_eq_c(o->name, "GRANT CONNECT THROUGH") || ol_str_eq_c(o->name, "REVOKE CONNECT THROUGH"))
        {
            bool grant = ol_str_eq_c(o->name, "GRANT CONNECT THROUGH");

            ol_emit(&e, grant ? "GRANT " : "REVOKE ");
            ol_emit_ident(&e, ol_tr_pg(t, c->name.text));
            ol_emit(&e, grant ? " TO " : " FROM ");
            ol_emit_ident(&e, ol_tr_pg(t, o->text));
            ol_tr_utility(t, &e);
        }
        else
            ol_tr_accept(t, o->name);
    }
}

bool ol_tr_user(OlTr *t, OlNode *node)
{
    OlCreateUser *c = OL_AS(CreateUser, node);
    OlStr pg = ol_tr_pg(t, c->name.text);
    bool exists = user_exists(t, c->name.text), properties;
    OlEmit e;

    if (c->verifier.n > 0)
        return ol_tr_unsupported(t, (int)node->start, "IDENTIFIED BY VALUES");
    properties = c->default_tablespace.text.n > 0 || c->temporary_tablespace.text.n > 0 || c->profile.text.n > 0 || c->options.n > 0;
    ol_emit_init(&e, t->r.arena, false);
    if (c->alter)
    {
        bool any = c->has_password || c->locked != OL_UNSAID || c->password_expire;
        bool own = ol_str_eq(c->name.text, t->r.cat->current_user) && c->locked == OL_UNSAID && !c->password_expire && !properties;

        if (!exists && !c->if_exists)
            return ol_rs_fail1(&t->r, OL_ERR_USER_NOT_FOUND, (int)c->name.start, c->name.text) != NULL;
        if (any && exists)
        {
            ol_emit(&e, "ALTER ROLE ");
            ol_emit_ident(&e, pg);
            if (c->locked != OL_UNSAID)
                ol_emit(&e, c->locked == OL_YES ? " NOLOGIN" : " LOGIN");
            password(t, &e, c->password);
            if (c->password_expire)
                ol_emit(&e, " VALID UNTIL '1970-01-01'");
            else if (c->has_password && !own)
                ol_emit(&e, " VALID UNTIL 'infinity'");
            ol_tr_utility(t, &e);
            if (c->locked == OL_NO)
            {
                ol_emit(&e, "SELECT sys.unlock_oracle_user(");
                ol_emit_string(&e, pg);
                ol_emit(&e, "::name)");
                ol_tr_plan(t, &e);
            }
        }
        if (exists && (properties || c->has_password))
            user_properties(t, c);
        if (t->tr->nsteps == 0)
            ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER USER");
        ol_tr_as_system(t, 0, own ? NULL : "ALTER USER");
        return true;
    }
    if (exists)
    {
        if (c->if_exists)
        {
            ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("CREATE USER IF NOT EXISTS");
            return true;
        }
        return ol_rs_fail1(&t->r, OL_ERR_USER_EXISTS, (int)c->name.start, c->name.text) != NULL;
    }
    if (!c->has_password && c->external.n == 0)
        return ol_rs_fail(&t->r, OL_ERR_IDENTIFIED_MISSING, (int)node->end) != NULL;
    ol_emit(&e, "CREATE ROLE ");
    ol_emit_ident(&e, pg);
    ol_emit(&e, c->locked == OL_YES ? " NOLOGIN" : " LOGIN");
    password(t, &e, c->password);
    if (c->password_expire)
        ol_emit(&e, " VALID UNTIL '1970-01-01'");
    ol_tr_utility(t, &e);
    ol_emit(&e, "CREATE SCHEMA ");
    ol_emit_ident(&e, pg);
    ol_emit(&e, " AUTHORIZATION ");
    ol_emit_ident(&e, pg);
    ol_tr_utility(t, &e);
    ol_emit(&e, "GRANT USAGE ON SCHEMA ");
    ol_emit_ident(&e, pg);
    ol_emit(&e, " TO PUBLIC");
    ol_tr_utility(t, &e);
    user_properties(t, c);
    ol_tr_as_system(t, 0, "CREATE USER");
    return true;
}

bool ol_tr_role(OlTr *t, OlNode *node)
{
    OlCreateRole *c = OL_AS(CreateRole, node);
    OlEmit e;

    if (c->alter)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER ROLE");
        return true;
    }
    if (user_exists(t, c->name.text))
        return ol_rs_fail1(&t->r, OL_ERR_ROLE_EXISTS, (int)c->name.start, c->name.text) != NULL;
    if (c->has_password || ol_str_eq_c(c->method, "USING"))
        return ol_tr_unsupported(t, (int)node->start, "CREATE ROLE with a password");
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.create_role(");
    ol_emit_string(&e, c->name.text);
    ol_emit(&e, c->if_not_exists ? ", true)" : ", false)");
    ol_tr_plan(t, &e);
    return true;
}

/* CREATE and ALTER PROFILE: the limits as words. */
bool ol_tr_profile(OlTr *t, OlNode *node)
{
    OlCreateProfile *c = OL_AS(CreateProfile, node);
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.create_profile(");
    ol_emit_string(&e, c->name.text);
    for (int pass = 0; pass < 2; pass++)
    {
        ol_emit(&e, ", ARRAY[");
        for (int i = 0; i < c->limits.n; i++)
        {
            OlOption *o = OL_ITEM(Option, c->limits, i);

            if (i > 0)
                ol_emit(&e, ", ");
            ol_emit_string(&e, pass == 0 ? o->name : o->value != NULL ? ol_str_upper(t->r.arena, ol_str_trim(ol_node_text(t->parsed.text, o->value))) : ol_str_trim(o->text));
        }
        ol_emit(&e, "]::text[]");
    }
    ol_emit(&e, c->alter ? ", true)" : ", false)");
    ol_tr_plan(t, &e);
    return true;
}

/* --- GRANT and REVOKE --------------------------------------------------------------------------------------------- */

typedef struct ObjectPriv
{
    const char *oracle;
    const char *table;    /* PostgreSQL's word for tables and views; NULL: accepted, nothing to grant */
    const char *sequence;
} ObjectPriv;

static const ObjectPriv object_privs[] = {
    {"SELECT", "SELECT", "USAGE, SELECT"}, {"READ", "SELECT", NULL},
    {"INSERT", "INSERT", NULL},            {"UPDATE", "UPDATE", NULL},
    {"DELETE", "DELETE", NULL},            {"REFERENCES", "REFERENCES", NULL},
    {"ALL", "ALL", "ALL"},                 {"ALL PRIVILEGES", "ALL", "ALL"},
    {"ALTER", NULL, NULL},                 {"INDEX", NULL, NULL},
    {"DEBUG", NULL, NULL},                 {"FLASHBACK", NULL, NULL},
    {"ON COMMIT REFRESH", NULL, NULL},     {"QUERY REWRITE", NULL, NULL},
    {"UNDER", NULL, NULL},                 {"MERGE VIEW", NULL, NULL},
    {"KEEP SEQUENCE", NULL, NULL},
};

static void grantees(OlTr *t, OlEmit *e, const OlList *list)
{
    for (int i = 0; i < list->n; i++)
    {
        OlGrantee *g = OL_ITEM(Grantee, *list, i);

        if (i > 0)
            ol_emit(e, ", ");
        if (g->is_public)
            ol_emit(e, "PUBLIC");
        else
            ol_emit_ident(e, ol_tr_pg(t, g->name.text));
    }
}

/* EXECUTE on a type is PostgreSQL's USAGE; DEBUG and UNDER have no counterpart. */
static bool type_grant(OlTr *t, OlGrant *g, const OlTypeDef *type)
{
    OlEmit e;
    bool any = false;

    for (int i = 0; i < g->privileges.n; i++)
    {
        OlPrivilege *p = OL_ITEM(Privilege, g->privileges, i);
        OlStr words = p->words.n > 0 ? p->words : p->role.text;

        if (ol_str_eq_c(words, "EXECUTE") || ol_str_eq_c(words, "ALL") || ol_str_eq_c(words, "ALL PRIVILEGES"))
            any = true;
        else if (ol_str_eq_c(words, "DEBUG") || ol_str_eq_c(words, "UNDER"))
            ol_tr_accept(t, words);
        else
            return ol_rs_fail(&t->r, OL_ERR_MISSING_PRIVILEGE, (int)p->node.start) != NULL;
    }
    if (!any)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = g->revoke ? OL_STR("REVOKE") : OL_STR("GRANT");
        return true;
    }
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, g->revoke ? "REVOKE USAGE ON " : "GRANT USAGE ON ");
    ol_emit(&e, type->kind == OL_TYPEDEF_OBJECT ? "TYPE " : "DOMAIN ");
    ol_emit_name(&e, type->pg_schema, type->pg_name);
    ol_emit(&e, g->revoke ? " FROM " : " TO ");
    grantees(t, &e, &g->grantees);
    if (g->grant_option && !g->revoke)
        ol_emit(&e, " WITH GRANT OPTION");
    if (g->revoke)
        ol_emit(&e, " CASCADE");
    ol_tr_utility(t, &e);
    return true;
}

/* EXECUTE and DEBUG on a PL/SQL unit: kept in a table of ours. */
static bool unit_grant(OlTr *t, OlGrant *g, OlStr schema, OlStr name)
{
    bool any = false;
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT ");
    for (int i = 0; i < g->privileges.n; i++)
    {
        OlPrivilege *p = OL_ITEM(Privilege, g->privileges, i);
        OlStr words = p->words.n > 0 ? p->words : p->role.text;
        bool all = ol_str_eq_c(words, "ALL") || ol_str_eq_c(words, "ALL PRIVILEGES");

        if (!all && !ol_str_eq_c(words, "EXECUTE") && !ol_str_eq_c(words, "DEBUG"))
            return ol_rs_fail(&t->r, OL_ERR_PRIVILEGE_NOT_FOR_UNIT, (int)p->node.start) != NULL;
        for (int k = 0; k < g->grantees.n; k++)
        {
            OlGrantee *to = OL_ITEM(Grantee, g->grantees, k);

            ol_emit(&e, any ? ", " : "");
            ol_emit(&e, g->revoke ? "sys.revoke_unit(" : "sys.grant_unit(");
            ol_emit_string(&e, schema);
            ol_emit(&e, ", ");
            ol_emit_string(&e, name);
            ol_emit(&e, ", ");
            ol_emit_string(&e, all ? OL_STR("EXECUTE") : words);
            ol_emit(&e, ", ");
            ol_emit_string(&e, to->is_public ? OL_STR("PUBLIC") : to->name.text);
            if (!g->revoke)
                ol_emit(&e, g->grant_option ? ", true" : ", false");
            ol_emit(&e, ")");
            any = true;
        }
    }
    ol_tr_plan(t, &e);
    return true;
}

static OlStr schema_of(OlTr *t, OlStr pg_schema)
{
    return ol_name_from_pg(t->r.arena, pg_schema);
}

/* sys.check_grantees(table or NULL, who, what is revoked): ORA-01917, ORA-01749, ORA-01927. */
static void check_grantees(OlTr *t, const OlGrant *g, OlStr pg_schema, OlStr pg_name, OlObjectKind kind)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.check_grantees(");
    if (pg_name.n > 0)
        ol_tr_emit_regclass(t, &e, pg_schema, pg_name);
    else
        ol_emit(&e, "NULL");
    ol_emit(&e, ", ARRAY[");
    for (int i = 0; i < g->grantees.n; i++)
    {
        OlGrantee *to = OL_ITEM(Grantee, g->grantees, i);

        if (i > 0)
            ol_emit(&e, ", ");
        ol_emit_string(&e, to->is_public ? OL_STR("PUBLIC") : to->name.text);
    }
    ol_emit(&e, "]::text[], ARRAY[");
    for (int i = 0, n = 0; g->revoke && kind != OL_OBJ_NONE && i < g->privileges.n; i++)
    {
        OlPrivilege *p = OL_ITEM(Privilege, g->privileges, i);
        OlStr words = p->words.n > 0 ? p->words : p->role.text;

        if (!ol_str_eq_c(words, "SELECT") && !ol_str_eq_c(words, "INSERT") && !ol_str_eq_c(words, "UPDATE") && !ol_str_eq_c(words, "DELETE") &&
            !ol_str_eq_c(words, "REFERENCES"))
            continue;
        if (n++ > 0)
            ol_emit(&e, ", ");
        ol_emit_string(&e, words);
    }
    ol_emit(&e, "]::text[])");
    ol_tr_plan(t, &e);
}

static bool object_grant(OlTr *t, OlGrant *g)
{
    OlObjectName *on = OL_AS(ObjectName, g->on);
    OlStr schema, name, pg_schema = OL_STR_NULL, pg_name = OL_STR_NULL;
    OlObjectKind kind = OL_OBJ_NONE;
    uint32_t oid = 0;
    bool any = false;
    int first;
    OlEmit e;

    if (g->on_kind == OL_OBJ_DIRECTORY)
    {
        check_grantees(t, g, OL_STR_NULL, OL_STR_NULL, OL_OBJ_NONE);
        ol_tr_accept(t, OL_STR("GRANT ON DIRECTORY"));
        return true;
    }
    if (g->on_kind != OL_OBJ_NONE)
        return ol_tr_unsupported(t, (int)g->node.start, "GRANT on this kind of object");
    if (!ol_tr_object_name(t, g->on, &schema, &name))
        return false;
    if (t->r.cat->find_object(t->r.cat->ctx, t->r.arena, on->names.n == 2 ? schema : OL_STR_NULL, name, &kind, &oid, &pg_schema, &pg_name, t->r.diag) !=
        OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    if (kind == OL_OBJ_SYNONYM)
    {
        const OlRelation *rel = NULL;

        if (t->r.cat->find_relation(t->r.cat->ctx, t->r.arena, on->names.n == 2 ? schema : OL_STR_NULL, name, &rel, t->r.diag) != OL_OK)
        {
            t->r.failed = true;
            return false;
        }
        if (rel != NULL)
        {
            kind = rel->kind;
            pg_schema = rel->pg_schema;
            pg_name = rel->pg_name;
        }
    }
    if (kind == OL_OBJ_NONE)
    {
        const OlTypeDef *type = ol_rs_find_type(&t->r, &on->names, (int)g->on->start);

        if (type != NULL)
            return type_grant(t, g, type);
        return t->r.failed ? false : ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)g->on->start) != NULL;
    }
    if (kind == OL_OBJ_PACKAGE || kind == OL_OBJ_PROCEDURE || kind == OL_OBJ_FUNCTION)
        return unit_grant(t, g, pg_schema, pg_name);
    if (kind != OL_OBJ_TABLE && kind != OL_OBJ_VIEW && kind != OL_OBJ_MATERIALIZED_VIEW && kind != OL_OBJ_SEQUENCE)
        return ol_tr_unsupported(t, (int)g->node.start, "GRANT on program units and types");
    check_grantees(t, g, pg_schema, pg_name, kind);
    first = t->tr->nsteps;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, g->revoke ? "REVOKE " : "GRANT ");
    for (int i = 0; i < g->privileges.n; i++)
    {
        OlPrivilege *p = OL_ITEM(Privilege, g->privileges, i);
        OlStr words = p->words.n > 0 ? p->words : p->role.text;
        const ObjectPriv *op = NULL;
        const char *pg;

        for (size_t k = 0; k < OL_LENGTHOF(object_privs); k++)
            if (ol_str_eq_c(words, object_privs[k].oracle))
                op = &object_privs[k];
        if (op == NULL)
            return ol_rs_fail(&t->r, ol_str_eq_c(words, "EXECUTE") ? OL_ERR_OBJECT_PRIV_INVALID : OL_ERR_MISSING_PRIVILEGE, (int)p->node.start) != NULL;
        if (kind == OL_OBJ_SEQUENCE && op->sequence == NULL && op->table != NULL)
            return ol_rs_fail(&t->r, OL_ERR_SEQUENCE_PRIVILEGES, (int)p->node.start) != NULL;
        if (g->revoke && p->columns.n > 0)
            return ol_rs_fail(&t->r, OL_ERR_PRIVS_ON_COLUMNS, (int)p->node.start) != NULL;
        pg = kind == OL_OBJ_SEQUENCE ? op->sequence : op->table;
        if (pg == NULL)
        {
            ol_tr_accept(t, ol_str_printf(t->r.arena, "%s %.*s", g->revoke ? "REVOKE" : "GRANT", OL_STR_ARG(words)));
            continue;
        }
        if (any)
            ol_emit(&e, ", ");
        ol_emit(&e, pg);
        if (p->columns.n > 0)
        {
            ol_emit(&e, " (");
            for (int k = 0; k < p->columns.n; k++)
            {
                if (k > 0)
                    ol_emit(&e, ", ");
                ol_emit_ident(&e, ol_tr_pg(t, p->columns.items[k].text));
            }
            ol_emit(&e, ")");
        }
        any = true;
    }
    if (!any)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = g->revoke ? OL_STR("REVOKE") : OL_STR("GRANT");
        return true;
    }
    ol_emit(&e, kind == OL_OBJ_SEQUENCE ? " ON SEQUENCE " : " ON TABLE ");
    ol_emit_name(&e, pg_schema, pg_name);
    ol_emit(&e, g->revoke ? " FROM " : " TO ");
    grantees(t, &e, &g->grantees);
    if (g->grant_option && !g->revoke)
        ol_emit(&e, " WITH GRANT OPTION");
    if (g->revoke)
        ol_emit(&e, " CASCADE"); /* Oracle revokes what was granted on */
    ol_tr_utility(t, &e);
    if (!ol_str_eq(schema_of(t, pg_schema), t->r.cat->current_user))
        for (int i = first; i < t->tr->nsteps; i++)
        {
            /* with GRANT ANY OBJECT PRIVILEGE it is the owner who grants; without, whoever has the GRANT OPTION */
            t->tr->steps[i].run_as = pg_schema;
            t->tr->steps[i].privilege = OL_STR("?GRANT ANY OBJECT PRIVILEGE");
        }
    return true;
}

static bool system_grant(OlTr *t, OlGrant *g)
{
    const char *fn = g->revoke ? "sys.revoke_system_privilege(" : "sys.grant_system_privilege(";
    bool any = false;
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT ");
    for (int i = 0; i < g->privileges.n; i++)
        for (int k = 0; k < g->grantees.n; k++)
        {
            OlPrivilege *p = OL_ITEM(Privilege, g->privileges, i);
            OlGrantee *to = OL_ITEM(Grantee, g->grantees, k);

            if (to->password.n > 0)
                return ol_tr_unsupported(t, (int)to->node.start, "GRANT .. IDENTIFIED BY");
            if (any)
                ol_emit(&e, ", ");
            ol_emit(&e, fn);
            ol_emit_string(&e, p->words.n > 0 ? p->words : p->role.text);
            ol_emit(&e, ", ");
            ol_emit_string(&e, to->is_public ? OL_STR("PUBLIC") : to->name.text);
            if (!g->revoke)
                ol_emit(&e, g->admin_option ? ", true" : ", false");
            ol_emit(&e, ")");
            any = true;
        }
    ol_tr_plan(t, &e);
    return true;
}

bool ol_tr_grant(OlTr *t, OlNode *node)
{
    OlGrant *g = OL_AS(Grant, node);

    return g->on != NULL ? object_grant(t, g) : system_grant(t, g);
}
