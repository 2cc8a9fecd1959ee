/*
 * unit_ddl.c - CREATE, DROP, ALTER ... COMPILE of stored units, GRANT EXECUTE, and the rows in pg_proc that stand for them.
 *
 * A unit with errors is created all the same, marked INVALID, and the client is told. Stand-alone functions and procedures whose
 * parameters PostgreSQL knows get rows in pg_proc, language oliphant, one for each number of arguments that may be given: a
 * parameter's default is computed by the unit, not by PostgreSQL.
 *
 * See also:  units.h, unit_store.c (rows), unit_call.c (the language's handler)
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "runtime/runtime.h"
#include "server/session.h"
#include "server/triggers.h"
#include "server/unit_store.h"
#include "server/units.h"

static bool warning;

bool ol_units_take_warning(void)
{
    bool was = warning;

    warning = false;
    return was;
}

static void names_of(OlNode *node, char **schema, char **name)
{
    OlObjectName *o = OL_AS(ObjectName, node);
    OlStr s = o->names.n > 1 ? o->names.items[0].text : ol_pg_current_schema();
    OlStr n = o->names.items[o->names.n - 1].text;

    if (n.n >= NAMEDATALEN || s.n >= NAMEDATALEN)
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "name longer than 63 bytes");
    }
    *schema = pnstrdup(s.s, s.n);
    *name = pnstrdup(n.s, n.n);
}

static void check_right(const char *schema)
{
    Oid space = ol_pg_namespace(ol_str(schema));

    if (!OidIsValid(space) || pg_namespace_aclcheck(space, GetUserId(), ACL_CREATE) != ACLCHECK_OK)
    {
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    }
}

void ol_units_names(OlNode *node, char **schema, char **name)
{
    names_of(node, schema, name);
}

void ol_units_check_right(const char *schema)
{
    check_right(schema);
}

bool ol_units_read(const char *schema, const char *name, OlObjectKind kind, char **source)
{
    OlUnitRow row;

    if (!ol_unit_read(schema, name, kind, true, false, &row))
    {
        return false;
    }
    *source = row.source;
    return true;
}

void ol_units_try(const char *schema, const char *source, OlPlcResult *result, OlDiag *diag)
{
    ol_units_compile_text(ol_pg_arena_new(CurrentMemoryContext), ol_str(psprintf("CREATE %s", source)), ol_str(schema), result, diag);
}

/* --- rows in pg_proc ---------------------------------------------------------------------------------------------------------- */

static Oid space_owner(Oid space)
{
    HeapTuple tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(space));
    Oid owner = GetUserId();

    if (HeapTupleIsValid(tuple))
    {
        owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
        ReleaseSysCache(tuple);
    }
    return owner;
}

/* With SPI connected. */
static uint64 spi(const char *sql)
{
    int rc;

    PushActiveSnapshot(GetTransactionSnapshot());
    rc = SPI_execute(sql, false, 0);
    PopActiveSnapshot();
    if (rc < 0)
    {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(rc));
    }
    CommandCounterIncrement();
    return SPI_processed;
}

/* In a level of its own: false when it cannot be done. */
static bool spi_try(const char *sql)
{
    MemoryContext mcxt = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    volatile bool done = true;

    BeginInternalSubTransaction(NULL);
    MemoryContextSwitchTo(mcxt);
    PG_TRY();
    {
        (void)spi(sql);
        ReleaseCurrentSubTransaction();
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(mcxt);
        FlushErrorState();
        RollbackAndReleaseCurrentSubTransaction();
        done = false;
    }
    PG_END_TRY();
    MemoryContextSwitchTo(mcxt);
    CurrentResourceOwner = owner;
    return done;
}

static const char *type_word(const OlBcType *t)
{
    Oid oid = t->class_ == OL_PLT_SCALAR ? ol_pg_rep_oid(t->scalar.rep) : InvalidOid;

    if (!OidIsValid(oid) && t->class_ == OL_PLT_SCALAR && t->scalar.pg_oid != 0)
    {
        oid = t->scalar.pg_oid;
    }
    return OidIsValid(oid) && oid != REFCURSOROID ? format_type_extended(oid, -1, FORMAT_TYPE_FORCE_QUALIFY) : NULL;
}

static char *pg_ident(OlStr oracle)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr pg = ol_name_to_pg(arena, oracle);

    return pstrdup(quote_identifier(pnstrdup(pg.s, pg.n)));
}

/* The grants of the unit, to its rows. */
static void copy_grants(const char *schema, const char *name, const char *routine)
{
    Oid types[2] = {TEXTOID, TEXTOID};
    Datum values[2] = {CStringGetTextDatum(schema), CStringGetTextDatum(name)};
    SPITupleTable *table;
    uint64 n;
    Oid user;
    int sec;

    (void)spi(psprintf("REVOKE ALL ON ROUTINE %s FROM PUBLIC", routine));
    n = spi(psprintf("SELECT DISTINCT pg_catalog.quote_ident(r.rolname) FROM pg_catalog.pg_proc p, pg_catalog.aclexplode(p.proacl) a"
                     " JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) a.grantee"
                     " WHERE p.oid OPERATOR(pg_catalog.=) pg_catalog.to_regprocedure(%s) AND a.grantee OPERATOR(pg_catalog.<>) p.proowner",
                     quote_literal_cstr(routine)));
    table = SPI_tuptable;
    for (uint64 i = 0; i < n; i++)
    {
        (void)spi(psprintf("REVOKE ALL ON ROUTINE %s FROM %s CASCADE", routine, SPI_getvalue(table->vals[i], table->tupdesc, 1)));
    }
    GetUserIdAndSecContext(&user, &sec);
    SetUserIdAndSecContext(ol_unit_store_owner(), sec | SECURITY_LOCAL_USERID_CHANGE);
    PushActiveSnapshot(GetTransactionSnapshot());
    (void)SPI_execute_with_args("SELECT grantee::text, grantable FROM sys.unit_privs_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                                " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND privilege OPERATOR(pg_catalog.=) 'EXECUTE'",
                                2, types, values, NULL, true, 0);
    PopActiveSnapshot();
    SetUserIdAndSecContext(user, sec);
    table = SPI_tuptable;
    n = SPI_processed;
    for (uint64 i = 0; i < n; i++)
    {
        char *grantee = SPI_getvalue(table->vals[i], table->tupdesc, 1);
        bool isnull;
        bool grantable = DatumGetBool(SPI_getbinval(table->vals[i], table->tupdesc, 2, &isnull));
        bool public = strcmp(grantee, "PUBLIC") == 0;

        (void)spi_try(psprintf("GRANT EXECUTE ON ROUTINE %s TO %s%s", routine, public ? "PUBLIC" : pg_ident(ol_str(grantee)),
                               grantable && !public ? " WITH GRANT OPTION" : ""));
    }
}

/* Rows of the name are made what the program says; a program of NULL (the unit is gone) drops them. Rights are those of the schema's
 * owner; an error is the DDL's. */
static void sync_rows(const char *schema, const char *name, const OlProgram *program)
{
    Oid space = ol_pg_namespace(ol_str(schema));
    char *pg_schema = pg_ident(ol_str(schema));
    char *pg_name = pg_ident(ol_str(name));
    const OlBcRoutine *r = program != NULL ? &program->routines[0] : NULL;
    StringInfoData keep;
    Oid user;
    int sec;
    int least = 0;
    bool usable = r != NULL;

    if (!OidIsValid(space))
    {
        return;
    }
    initStringInfo(&keep);
    for (int i = 0; usable && i < r->nparams; i++)
    {
        usable = type_word(&program->types[r->params[i].type]) != NULL && !(r->is_function && r->params[i].mode != OL_MODE_IN);
        least = r->params[i].has_default ? least : i + 1;
    }
    if (usable && r->is_function)
    {
        usable = type_word(&program->types[r->result_type]) != NULL && !r->pipelined;
    }
    if (usable && r->nparams > FUNC_MAX_ARGS)
    {
        usable = false;
    }
    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    GetUserIdAndSecContext(&user, &sec);
    SetUserIdAndSecContext(space_owner(space), sec | SECURITY_LOCAL_USERID_CHANGE);
    for (int n = least; usable && n <= r->nparams; n++)
    {
        StringInfoData args;
        StringInfoData types;
        char *create;
        char *routine;

        initStringInfo(&args);
        initStringInfo(&types);
        for (int i = 0; i < n; i++)
        {
            const OlBcParam *p = &r->params[i];
            const char *type = type_word(&program->types[p->type]);

            appendStringInfo(&args, "%s%s %s %s", i > 0 ? ", " : "",
                             p->mode == OL_MODE_IN ? "IN" : p->mode == OL_MODE_OUT ? "OUT" : "INOUT", pg_ident(p->name), type);
            if (p->mode != OL_MODE_OUT || !r->is_function)
            {
                appendStringInfo(&types, "%s%s", types.len > 0 ? ", " : "", type);
            }
        }
        create = psprintf("CREATE OR REPLACE %s %s.%s(%s) %s%s LANGUAGE oliphant %s AS %s", r->is_function ? "FUNCTION" : "PROCEDURE",
                          pg_schema, pg_name, args.data, r->is_function ? "RETURNS " : "",
                          r->is_function ? type_word(&program->types[r->result_type]) : "",
                          !r->is_function ? "" : r->deterministic ? "IMMUTABLE COST 20" : "VOLATILE COST 20",
                          quote_literal_cstr(psprintf("\"%s\".\"%s\"", schema, name)));
        routine = psprintf("%s.%s(%s)", pg_schema, pg_name, types.data);
        if (!spi_try(create))
        {
            (void)spi_try(psprintf("DROP ROUTINE IF EXISTS %s", routine));
            (void)spi(create);
        }
        copy_grants(schema, name, routine);
        appendStringInfo(&keep, "%spg_catalog.to_regprocedure(%s)", keep.len > 0 ? ", " : "", quote_literal_cstr(routine));
    }
    {
        OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
        OlStr pg = ol_name_to_pg(arena, ol_str(name));
        SPITupleTable *table;
        uint64 n = spi(psprintf("SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text FROM pg_catalog.pg_proc p"
                                " JOIN pg_catalog.pg_language l ON l.oid OPERATOR(pg_catalog.=) p.prolang"
                                " WHERE p.pronamespace OPERATOR(pg_catalog.=) %u AND p.proname OPERATOR(pg_catalog.=) %s"
                                " AND l.lanname OPERATOR(pg_catalog.=) 'oliphant'%s%s%s",
                                space, quote_literal_cstr(pnstrdup(pg.s, pg.n)),
                                keep.len > 0 ? " AND p.oid OPERATOR(pg_catalog.<>) ALL (ARRAY[" : "", keep.data,
                                keep.len > 0 ? "]::pg_catalog.oid[])" : ""));

        table = SPI_tuptable;
        for (uint64 i = 0; i < n; i++)
        {
            (void)spi(psprintf("DROP ROUTINE %s", SPI_getvalue(table->vals[i], table->tupdesc, 1)));
        }
    }
    SetUserIdAndSecContext(user, sec);
    SPI_finish();
}

/* --- CREATE, DROP, ALTER ------------------------------------------------------------------------------------------------------- */

/* A type that has nothing to compile: a collection, or an object type without methods. */
static bool plain_type(OlArena *arena, const char *source)
{
    OlParsed parsed;
    OlDiag diag;
    OlCreateUnit *u;

    ol_diag_init(&diag);
    if (ol_parse_statement(arena, ol_str(psprintf("CREATE %s", source)), 0, &parsed, &diag) != OL_OK || !OL_IS(CreateUnit, parsed.node))
    {
        return false;
    }
    u = OL_AS(CreateUnit, parsed.node);
    return !u->has_error && OL_IS(PlObjectType, u->unit) && OL_AS(PlObjectType, u->unit)->methods.n == 0;
}

/* Compiles the text and stores the outcome. */
static void compile_and_note(const char *schema, const char *name, OlObjectKind kind, const char *source, int64 version)
{
    MemoryContext mcxt = AllocSetContextCreate(CurrentMemoryContext, "oliphant unit compiling", ALLOCSET_DEFAULT_SIZES);
    MemoryContext old = MemoryContextSwitchTo(mcxt);
    OlArena *arena = ol_pg_arena_new(mcxt);
    OlPlcResult result;
    OlDiag diag;

    if (kind == OL_OBJ_TYPE && plain_type(arena, source))
    {
        ol_unit_mark_valid(schema, name, kind);
    }
    else
    {
        ol_units_compile_text(arena, ol_str(psprintf("CREATE %s", source)), ol_str(schema), &result, &diag);
        if (result.program == NULL)
        {
            warning = true;
        }
        ol_unit_write_compiled(schema, name, kind, version, result.program, &result, &diag, false);
        if (result.program != NULL && (kind == OL_OBJ_FUNCTION || kind == OL_OBJ_PROCEDURE))
        {
            sync_rows(schema, name, result.program);
        }
    }
    MemoryContextSwitchTo(old);
    MemoryContextDelete(mcxt);
}

void ol_units_store(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    int64 version = ol_unit_write_source(schema, name, kind, source);

    ol_units_forget(schema, name);
    ol_unit_announce();
    compile_and_note(schema, name, kind, source, version);
    if (kind != OL_OBJ_PACKAGE_BODY && kind != OL_OBJ_TRIGGER)
    {
        ol_unit_invalidate_users(schema, name);
    }
    ol_units_forget(schema, name); /* what compiling has loaded of it */
}

void ol_units_compile(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    OlUnitRow row;

    if (ol_unit_read(schema, name, kind, false, false, &row))
    {
        compile_and_note(schema, name, kind, source, row.version);
        ol_units_forget(schema, name);
    }
    ol_unit_announce();
}

bool ol_units_remove(const char *schema, const char *name, OlObjectKind kind)
{
    uint64 n;

    if (!OidIsValid(get_relname_relid("units_", ol_pg_sys_namespace())))
    {
        return false; /* the extension itself is being dropped */
    }
    n = ol_unit_delete(schema, name, kind);
    ol_units_forget(schema, name);
    ol_unit_announce();
    return n > 0;
}

static void create_unit(OlCreateUnit *u)
{
    char *schema;
    char *name;
    char *source;
    OlUnitRow row;

    if (u->kind != OL_OBJ_PROCEDURE && u->kind != OL_OBJ_FUNCTION && u->kind != OL_OBJ_PACKAGE && u->kind != OL_OBJ_PACKAGE_BODY &&
        u->kind != OL_OBJ_TYPE && u->kind != OL_OBJ_TYPE_BODY)
    {
        ol_unsupported(psprintf("CREATE %s", ol_unit_kind_word(u->kind)));
    }
    names_of(u->name, &schema, &name);
    check_right(schema);
    source = pnstrdup(u->source.s, u->source.n);
    if (u->kind != OL_OBJ_PACKAGE_BODY && u->kind != OL_OBJ_TYPE && u->kind != OL_OBJ_TYPE_BODY)
    {
        if (OidIsValid(ol_pg_find_relation_oid(ol_str(schema), ol_str(name))) ||
            (ol_unit_read(schema, name, OL_OBJ_NONE, false, false, &row) && row.kind != u->kind))
        {
            ol_raise(OL_ERR_NAME_IN_USE);
        }
    }
    /* of a type there may be a forward declaration, or what DROP TYPE .. FORCE of another left: the translator has looked */
    if (!u->or_replace && u->kind != OL_OBJ_TYPE && ol_unit_read(schema, name, u->kind, false, false, &row))
    {
        if (u->if_not_exists)
        {
            return;
        }
        ol_raise(OL_ERR_NAME_IN_USE);
    }
    ol_units_store(schema, name, u->kind, source);
}

static void drop_unit(OlDrop *d)
{
    char *schema;
    char *name;

    if (d->kind != OL_OBJ_PROCEDURE && d->kind != OL_OBJ_FUNCTION && d->kind != OL_OBJ_PACKAGE && d->kind != OL_OBJ_PACKAGE_BODY &&
        d->kind != OL_OBJ_TYPE && d->kind != OL_OBJ_TYPE_BODY)
    {
        ol_unsupported(psprintf("DROP %s", ol_unit_kind_word(d->kind)));
    }
    names_of(d->name, &schema, &name);
    check_right(schema);
    if (ol_unit_delete(schema, name, d->kind) == 0)
    {
        if (d->if_exists)
        {
            return;
        }
        ol_raise(OL_ERR_DIRECTORY_MISSING, name);
    }
    if (d->kind == OL_OBJ_PROCEDURE || d->kind == OL_OBJ_FUNCTION)
    {
        sync_rows(schema, name, NULL);
    }
    if (d->kind != OL_OBJ_PACKAGE_BODY && d->kind != OL_OBJ_TYPE_BODY)
    {
        ol_unit_invalidate_users(schema, name);
    }
    ol_units_forget(schema, name);
    ol_unit_announce();
}

static void alter_unit(OlAlterUnit *a)
{
    static const OlObjectKind both[] = {OL_OBJ_PACKAGE, OL_OBJ_PACKAGE_BODY};
    char *schema;
    char *name;
    bool any = false;

    if (!a->compile || (a->kind != OL_OBJ_PROCEDURE && a->kind != OL_OBJ_FUNCTION && a->kind != OL_OBJ_PACKAGE))
    {
        ol_unsupported(psprintf("ALTER %s", ol_unit_kind_word(a->kind)));
    }
    names_of(a->name, &schema, &name);
    check_right(schema);
    for (int i = 0; i < (a->kind == OL_OBJ_PACKAGE ? 2 : 1); i++)
    {
        OlObjectKind kind = a->kind == OL_OBJ_PACKAGE ? both[i] : a->kind;
        OlUnitRow row;

        if (a->kind == OL_OBJ_PACKAGE && ((i == 0 && ol_str_eq_c(a->compile_what, "BODY")) ||
                                          (i == 1 && ol_str_eq_c(a->compile_what, "SPECIFICATION"))))
        {
            continue;
        }
        if (ol_unit_read(schema, name, kind, true, false, &row))
        {
            any = true;
            compile_and_note(schema, name, kind, row.source, row.version);
        }
    }
    if (!any)
    {
        ol_raise(OL_ERR_DIRECTORY_MISSING, name);
    }
    ol_units_forget(schema, name);
    ol_unit_announce();
}

void ol_units_ddl(OlStr text)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlParsed parsed;
    OlDiag diag;

    ol_diag_init(&diag);
    if (ol_parse_statement(arena, text, OL_PARSE_UNIT_TEXT_ONLY, &parsed, &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    if (ol_trigger_ddl(text, parsed.node))
    {
        return;
    }
    if (OL_IS(CreateUnit, parsed.node))
    {
        create_unit(OL_AS(CreateUnit, parsed.node));
    }
    else if (OL_IS(Drop, parsed.node))
    {
        drop_unit(OL_AS(Drop, parsed.node));
    }
    else if (OL_IS(AlterUnit, parsed.node))
    {
        alter_unit(OL_AS(AlterUnit, parsed.node));
    }
    else
    {
        ol_unsupported("PL/SQL statement");
    }
}

/* --- GRANT and REVOKE ---------------------------------------------------------------------------------------------------------- */

static char *text_arg(FunctionCallInfo fcinfo, int n)
{
    return PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));
}

/* Who may grant: the schema's owner, administrators, and who has it with the option. */
static void check_grantor(const char *schema, const char *name, const char *privilege)
{
    Oid space = ol_pg_namespace(ol_str(schema));

    if (!ol_units_executable(ol_str(schema), ol_str(name)))
    {
        ol_raise(OL_ERR_TABLE_NOT_FOUND);
    }
    if (OidIsValid(space) && has_privs_of_role(GetUserId(), space_owner(space)))
    {
        return;
    }
    if (!superuser() && !ol_role_has_privilege(GetUserId(), "GRANT ANY OBJECT PRIVILEGE") &&
        !ol_unit_may_grant(schema, name, privilege, GetUserId()))
    {
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    }
}

static void apply_grants(const char *schema, const char *name)
{
    OlUnitRow row;

    if (ol_unit_read(schema, name, OL_OBJ_NONE, false, true, &row) && row.kind != OL_OBJ_PACKAGE && row.code.n > 0)
    {
        OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
        OlProgram *p;
        OlDiag diag;

        ol_diag_init(&diag);
        if (ol_program_read(arena, row.code, &p, &diag) == OL_OK && ol_program_verify(arena, p, &diag) == OL_OK)
        {
            sync_rows(schema, name, p);
        }
    }
    ol_unit_announce();
}

OL_FUNCTION(ol_fn_grant_unit)
{
    char *owner = text_arg(fcinfo, 0);
    char *name = text_arg(fcinfo, 1);
    char *privilege = text_arg(fcinfo, 2);
    char *grantee = text_arg(fcinfo, 3);
    Oid role;

    if (owner == NULL || name == NULL || privilege == NULL || grantee == NULL)
    {
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    }
    if (strcmp(grantee, "PUBLIC") != 0)
    {
        OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
        OlStr pg = ol_name_to_pg(arena, ol_str(grantee));

        role = get_role_oid(pnstrdup(pg.s, pg.n), true);
        if (!OidIsValid(role))
        {
            ol_raise(OL_ERR_NO_SUCH_GRANTEE, grantee);
        }
    }
    check_grantor(owner, name, privilege);
    ol_unit_grant(owner, name, privilege, grantee, !PG_ARGISNULL(4) && PG_GETARG_BOOL(4));
    apply_grants(owner, name);
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_revoke_unit)
{
    char *owner = text_arg(fcinfo, 0);
    char *name = text_arg(fcinfo, 1);
    char *privilege = text_arg(fcinfo, 2);
    char *grantee = text_arg(fcinfo, 3);

    check_grantor(owner, name, privilege);
    if (!ol_unit_revoke(owner, name, privilege, grantee))
    {
        ol_raise(OL_ERR_PRIVILEGE_NOT_GRANTED);
    }
    apply_grants(owner, name);
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_unit_visible)
{
    PG_RETURN_BOOL(ol_units_executable(ol_str(text_arg(fcinfo, 0)), ol_str(text_arg(fcinfo, 1))));
}
