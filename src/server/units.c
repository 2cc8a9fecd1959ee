/*
 * units.c - stored PL/SQL units: the rows of sys.units_, compiled per session.
 *
 * The source is what is stored; each session compiles a unit when it first needs it and again when the catalog has moved (a
 * table, another unit). A package with variables that have been set is kept as long as its own source is the same, and
 * ORA-04068 is raised when it is not.
 *
 * See also:  units.h, plsql.c (blocks), vm/vm.h
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "server/session.h"
#include "server/triggers.h"
#include "server/units.h"

typedef struct Stored
{
    struct Stored *next;
    OlObjectKind kind;
    char *schema;
    char *name;
    int64 version;
    uint64 generation;   /* of the catalog it was compiled against */
    char *source;
    MemoryContext mcxt;  /* source and program */
    const OlProgram *program; /* NULL: invalid */
    OlVmUnit *unit;      /* made when it is first run */
    bool compiling;
    bool supplied;
} Stored;

static Stored *stored;
static bool warning;

static const char *kind_word(OlObjectKind kind)
{
    switch (kind)
    {
    case OL_OBJ_PROCEDURE:
        return "PROCEDURE";
    case OL_OBJ_FUNCTION:
        return "FUNCTION";
    case OL_OBJ_PACKAGE:
        return "PACKAGE";
    case OL_OBJ_PACKAGE_BODY:
        return "PACKAGE BODY";
    case OL_OBJ_TRIGGER:
        return "TRIGGER";
    case OL_OBJ_TYPE:
        return "TYPE";
    default:
        return "TYPE BODY";
    }
}

bool ol_units_take_warning(void)
{
    bool was = warning;

    warning = false;
    return was;
}

/* --- rows --------------------------------------------------------------------------------------------------------------------- */

/* Runs sql with text arguments. Returns rows; of the first, columns as text in *out (in the current context of the caller). */
static uint64 query(const char *sql, bool write, int nargs, const char *const *args, char **out, int nout)
{
    Oid types[8];
    Datum values[8];
    MemoryContext old = CurrentMemoryContext;
    Oid user;
    int sec;
    int rc;
    uint64 n;

    for (int i = 0; i < nargs; i++)
    {
        types[i] = TEXTOID;
        values[i] = CStringGetTextDatum(args[i]);
    }
    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    GetUserIdAndSecContext(&user, &sec);
    if (write)
    {
        HeapTuple tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(ol_pg_sys_namespace()));
        Oid owner;

        if (!HeapTupleIsValid(tuple))
        {
            elog(ERROR, "schema sys is missing");
        }
        owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
        ReleaseSysCache(tuple);
        SetUserIdAndSecContext(owner, sec | SECURITY_LOCAL_USERID_CHANGE);
    }
    PushActiveSnapshot(GetTransactionSnapshot());
    rc = SPI_execute_with_args(sql, nargs, types, values, NULL, !write, 0);
    PopActiveSnapshot();
    SetUserIdAndSecContext(user, sec);
    if (rc < 0)
    {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(rc));
    }
    n = SPI_processed;
    if (n > 0 && SPI_tuptable != NULL)
    {
        for (int i = 0; i < nout; i++)
        {
            char *v = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i + 1);

            out[i] = v == NULL ? NULL : MemoryContextStrdup(old, v);
        }
    }
    SPI_finish();
    if (write)
    {
        CommandCounterIncrement();
    }
    return n;
}

static bool supplied(const char *name, OlObjectKind kind, char **source)
{
    OlStr text;

    if (!ol_plc_supplied(ol_str(name), kind, &text))
    {
        return false;
    }
    *source = pnstrdup(text.s, text.n);
    return true;
}

static bool read_row(const char *schema, const char *name, OlObjectKind kind, char **source, int64 *version)
{
    const char *args[3] = {schema, name, kind_word(kind)};
    char *out[2];

    if (strcmp(schema, "SYS") == 0 && supplied(name, kind, source))
    {
        *version = 0;
        return true;
    }
    if (query("SELECT source, version FROM sys.units_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
              " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND kind OPERATOR(pg_catalog.=) $3",
              false, 3, args, out, 2) == 0)
    {
        return false;
    }
    *source = out[0];
    *version = strtoll(out[1], NULL, 10);
    return true;
}

char *ol_units_source(OlObjectKind kind, const char *schema, const char *name)
{
    char *source;
    int64 version;

    return read_row(schema, name, kind, &source, &version) ? source : NULL;
}

/* Other sessions, and the caches of this one, learn of it as of any change of the catalog. */
static void announce(void)
{
    Oid rel = get_relname_relid("units_", ol_pg_sys_namespace());

    CommandCounterIncrement();
    if (OidIsValid(rel))
    {
        CacheInvalidateRelcacheByRelid(rel);
    }
}

/* --- compiling -------------------------------------------------------------------------------------------------------------------- */

static void compile(OlArena *arena, OlStr text, OlStr schema, OlPlcResult *result, OlDiag *diag)
{
    OlPlcOptions options;

    memset(&options, 0, sizeof options);
    memset(result, 0, sizeof *result);
    options.catalog = ol_pg_catalog();
    options.find_unit = ol_units_find_program;
    options.find_spec_text = ol_units_find_spec_text;
    options.schema = schema;
    options.supplied = ol_str_eq_c(schema, "SYS");
    ol_diag_init(diag);
    if (ol_plc_compile(arena, text, &options, result, diag) != OL_OK)
    {
        result->program = NULL;
    }
}

static void forget(Stored *s)
{
    for (Stored **p = &stored; *p != NULL; p = &(*p)->next)
    {
        if (*p == s)
        {
            *p = s->next;
            break;
        }
    }
    if (s->unit != NULL && ol_vm_unit_running(s->unit))
    {
        ol_vm_relink();
        return; /* what runs keeps its program; it goes with the session */
    }
    if (s->unit != NULL)
    {
        ol_vm_unit_free(s->unit);
    }
    MemoryContextDelete(s->mcxt);
    pfree(s);
    ol_vm_relink();
}

/* Every package that does not run loses its variables. */
void ol_units_reset(void)
{
    Stored *next;

    for (Stored *s = stored; s != NULL; s = next)
    {
        next = s->next;
        if (s->unit != NULL && !ol_vm_unit_running(s->unit) && (s->kind == OL_OBJ_PACKAGE || s->kind == OL_OBJ_PACKAGE_BODY))
        {
            forget(s);
        }
    }
}

static bool has_state(const Stored *s)
{
    return s->unit != NULL && s->program != NULL && s->program->nglobals > 0 && ol_vm_unit_initialised(s->unit);
}

static Stored *load(const char *schema, const char *name, OlObjectKind kind)
{
    Stored *s;
    char *source;
    int64 version;
    MemoryContext old;
    OlPlcResult result;
    OlDiag diag;
    OlArena *arena;

    for (s = stored; s != NULL; s = s->next)
    {
        if (s->kind == kind && strcmp(s->name, name) == 0 && strcmp(s->schema, schema) == 0)
        {
            break;
        }
    }
    /* a supplied package does not change while the server runs, nor does what it rests on */
    if (s != NULL && (s->compiling || s->supplied || s->generation == ol_pg_catalog_generation()))
    {
        return s;
    }
    if (!read_row(schema, name, kind, &source, &version))
    {
        if (s != NULL)
        {
            forget(s);
        }
        return NULL;
    }
    if (s != NULL)
    {
        bool same = s->version == version;

        if (same && (has_state(s) || (s->unit != NULL && ol_vm_unit_running(s->unit))))
        {
            s->generation = ol_pg_catalog_generation();
            return s;
        }
        if (has_state(s))
        {
            forget(s);
            ol_raise(OL_ERR_PACKAGE_STATE_DISCARDED, psprintf(" \"%s.%s\"", schema, name));
        }
        forget(s);
    }
    s = MemoryContextAllocZero(ol_session->session_cxt, sizeof *s);
    s->mcxt = AllocSetContextCreate(ol_session->session_cxt, "oliphant stored unit", ALLOCSET_SMALL_SIZES);
    old = MemoryContextSwitchTo(s->mcxt);
    s->kind = kind;
    s->schema = pstrdup(schema);
    s->name = pstrdup(name);
    s->source = psprintf("CREATE %s", source);
    s->version = version;
    s->supplied = version == 0;
    s->compiling = true;
    s->next = stored;
    stored = s;
    arena = ol_pg_arena_new(s->mcxt);
    PG_TRY();
    {
        s->generation = ol_pg_catalog_generation();
        compile(arena, ol_str(s->source), ol_str(s->schema), &result, &diag);
        s->program = result.program;
        s->compiling = false;
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(old);
        s->compiling = false;
        forget(s);
        PG_RE_THROW();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
    return s;
}

static Stored *find(OlStr schema, OlStr name)
{
    static const OlObjectKind kinds[] = {OL_OBJ_PACKAGE, OL_OBJ_PROCEDURE, OL_OBJ_FUNCTION, OL_OBJ_TYPE};
    OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();

    if (name.n >= NAMEDATALEN || in.n >= NAMEDATALEN)
    {
        return NULL;
    }
    for (int pass = 0; pass < 2; pass++)
    {
        for (size_t i = 0; i < lengthof(kinds); i++)
        {
            Stored *s = load(pnstrdup(in.s, in.n), pnstrdup(name.s, name.n), kinds[i]);

            if (s != NULL)
            {
                return s;
            }
        }
        if (schema.n > 0)
        {
            break;
        }
        in = OL_STR("SYS");
    }
    return NULL;
}

const OlProgram *ol_units_find_program(void *ctx, OlStr schema, OlStr name)
{
    Stored *s = find(schema, name);

    return s == NULL || s->compiling ? NULL : s->program;
}

bool ol_units_find_spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text)
{
    OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();
    char *source;
    int64 version;

    if (!read_row(pnstrdup(in.s, in.n), pnstrdup(name.s, name.n), OL_OBJ_PACKAGE, &source, &version) &&
        !read_row(pnstrdup(in.s, in.n), pnstrdup(name.s, name.n), OL_OBJ_TYPE, &source, &version))
    {
        return false;
    }
    *text = ol_str(source);
    return true;
}

/* For the machine: the unit with the code. Called outside of PG_TRY. */
static OlVmUnit *find_unit(OlObjectKind kind, OlStr schema, OlStr name, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    OlVmUnit *volatile unit = NULL;

    PG_TRY();
    {
        Stored *s = find(schema, name);
        Stored *body = NULL;

        if (s != NULL && (s->kind == OL_OBJ_PACKAGE || s->kind == OL_OBJ_TYPE))
        {
            body = load(s->schema, s->name, s->kind == OL_OBJ_TYPE ? OL_OBJ_TYPE_BODY : OL_OBJ_PACKAGE_BODY);
            s = body != NULL ? body : s;
        }
        if (s == NULL || s->compiling)
        {
            ol_raise(OL_ERR_UNIT_NOT_FOUND, psprintf(": \"%.*s.%.*s\"", OL_STR_ARG(schema), OL_STR_ARG(name)));
        }
        if (s->program == NULL)
        {
            ol_raise(OL_ERR_UNIT_INVALID, psprintf("%s \"%s.%s\"", kind_word(s->kind), s->schema, s->name));
        }
        if (s->unit == NULL)
        {
            OlDiag loading;

            s->unit = ol_vm_unit_load(s->program, &loading);
            if (s->unit == NULL)
            {
                ol_ereport(&loading);
            }
        }
        unit = s->unit;
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        ErrorData *e;

        MemoryContextSwitchTo(old);
        e = CopyErrorData();
        FlushErrorState();
        ol_diag_from_error(e, false, diag);
        FreeErrorData(e);
        unit = NULL;
    }
    PG_END_TRY();
    return unit;
}

static void names_of(OlNode *node, char **schema, char **name);
static void check_right(const char *schema);
static void compile_and_note(const char *schema, const char *name, OlObjectKind kind, const char *source);
static void store(const char *schema, const char *name, OlObjectKind kind, const char *source);

/* --- for triggers.c ------------------------------------------------------------------------------------------------------------------- */

OlVmUnit *ol_units_trigger(const char *owner, const char *name)
{
    Stored *s = load(owner, name, OL_OBJ_TRIGGER);

    if (s != NULL && s->program != NULL && s->unit == NULL)
    {
        OlDiag diag;

        s->unit = ol_vm_unit_load(s->program, &diag);
        if (s->unit == NULL)
        {
            ol_ereport(&diag);
        }
    }
    if (s == NULL || s->unit == NULL)
    {
        ol_raise(OL_ERR_TRIGGER_INVALID, psprintf("%s.%s", owner, name));
    }
    return s->unit;
}

bool ol_units_read(const char *schema, const char *name, OlObjectKind kind, char **source)
{
    int64 version;

    return read_row(schema, name, kind, source, &version);
}

void ol_units_check_right(const char *schema)
{
    check_right(schema);
}

void ol_units_names(OlNode *node, char **schema, char **name)
{
    names_of(node, schema, name);
}

void ol_units_try(const char *schema, const char *source, OlPlcResult *result, OlDiag *diag)
{
    compile(ol_pg_arena_new(CurrentMemoryContext), ol_str(psprintf("CREATE %s", source)), ol_str(schema), result, diag);
}

void ol_units_store(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    store(schema, name, kind, source);
}

void ol_units_compile(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    compile_and_note(schema, name, kind, source);
    announce();
}

bool ol_units_remove(const char *schema, const char *name, OlObjectKind kind)
{
    const char *args[3] = {schema, name, kind_word(kind)};
    uint64 n;

    if (!OidIsValid(get_relname_relid("units_", ol_pg_sys_namespace())))
    {
        return false; /* the extension itself is being dropped */
    }
    n = query("DELETE FROM sys.units_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
              " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND kind OPERATOR(pg_catalog.=) $3",
              true, 3, args, NULL, 0);
    (void)query("DELETE FROM sys.unit_errors_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND kind OPERATOR(pg_catalog.=) $3",
                true, 3, args, NULL, 0);
    announce();
    return n > 0;
}

void ol_units_init(void)
{
    ol_vm_set_find_unit(find_unit);
}

/* --- DDL ------------------------------------------------------------------------------------------------------------------------------ */

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
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr pg = ol_name_to_pg(arena, ol_str(schema));
    Oid space = get_namespace_oid(pnstrdup(pg.s, pg.n), true);

    if (!OidIsValid(space) || pg_namespace_aclcheck(space, GetUserId(), ACL_CREATE) != ACLCHECK_OK)
    {
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    }
}

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

/* Compiles the text and stores the errors. */
static void compile_and_note(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    const char *key[3] = {schema, name, kind_word(kind)};
    const char *status[4] = {schema, name, kind_word(kind), "VALID"};
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlPlcResult result;
    OlDiag diag;

    (void)query("DELETE FROM sys.unit_errors_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND kind OPERATOR(pg_catalog.=) $3",
                true, 3, key, NULL, 0);
    if (kind == OL_OBJ_TYPE && plain_type(arena, source))
    {
        memset(&result, 0, sizeof result);
    }
    else
    {
        compile(arena, ol_str(psprintf("CREATE %s", source)), ol_str(schema), &result, &diag);
    }
    if (result.program == NULL && !(kind == OL_OBJ_TYPE && plain_type(arena, source)))
    {
        warning = true;
        status[3] = "INVALID";
        for (int i = 0; i < Max(result.nmessages, 1); i++)
        {
            const OlPlcMessage *m = i < result.nmessages ? &result.messages[i] : NULL;
            const char *args[7] = {schema,
                                   name,
                                   kind_word(kind),
                                   psprintf("%d", i + 1),
                                   psprintf("%d", m != NULL ? m->line : 0),
                                   psprintf("%d", m != NULL ? m->column : 0),
                                   m != NULL ? pnstrdup(m->text.s, m->text.n) : pstrdup(diag.text)};

            (void)query("INSERT INTO sys.unit_errors_ VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3, $4::pg_catalog.int4,"
                        " $5::pg_catalog.int4, $6::pg_catalog.int4, $7)",
                        true, 7, args, NULL, 0);
        }
    }
    (void)query("UPDATE sys.units_ SET status = $4 WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND kind OPERATOR(pg_catalog.=) $3",
                true, 4, status, NULL, 0);
}

static void create_unit(OlCreateUnit *u)
{
    char *schema;
    char *name;
    char *source;
    char *old_source;
    int64 version;

    if (u->kind != OL_OBJ_PROCEDURE && u->kind != OL_OBJ_FUNCTION && u->kind != OL_OBJ_PACKAGE && u->kind != OL_OBJ_PACKAGE_BODY &&
        u->kind != OL_OBJ_TYPE && u->kind != OL_OBJ_TYPE_BODY)
    {
        ol_unsupported(psprintf("CREATE %s", kind_word(u->kind)));
    }
    names_of(u->name, &schema, &name);
    check_right(schema);
    source = pnstrdup(u->source.s, u->source.n);
    if (u->kind != OL_OBJ_PACKAGE_BODY && u->kind != OL_OBJ_TYPE && u->kind != OL_OBJ_TYPE_BODY)
    {
        static const OlObjectKind kinds[] = {OL_OBJ_PACKAGE, OL_OBJ_PROCEDURE, OL_OBJ_FUNCTION};
        OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
        OlStr pg_schema = ol_name_to_pg(arena, ol_str(schema));
        OlStr pg_name = ol_name_to_pg(arena, ol_str(name));
        Oid space = get_namespace_oid(pnstrdup(pg_schema.s, pg_schema.n), true);

        if (OidIsValid(get_relname_relid(pnstrdup(pg_name.s, pg_name.n), space)))
        {
            ol_raise(OL_ERR_NAME_IN_USE);
        }
        for (size_t i = 0; i < lengthof(kinds); i++)
        {
            if (kinds[i] != u->kind && read_row(schema, name, kinds[i], &old_source, &version))
            {
                ol_raise(OL_ERR_NAME_IN_USE);
            }
        }
    }
    /* of a type there may be a forward declaration, or what DROP TYPE .. FORCE of another left: the translator has looked */
    if (!u->or_replace && u->kind != OL_OBJ_TYPE && read_row(schema, name, u->kind, &old_source, &version))
    {
        if (u->if_not_exists)
        {
            return;
        }
        ol_raise(OL_ERR_NAME_IN_USE);
    }
    store(schema, name, u->kind, source);
}

static void store(const char *schema, const char *name, OlObjectKind kind, const char *source)
{
    const char *args[4] = {schema, name, kind_word(kind), source};

    (void)query("INSERT INTO sys.units_ AS u (owner, name, kind, source, status, version)"
                " VALUES ($1::pg_catalog.name, $2::pg_catalog.name, $3, $4, 'INVALID', pg_catalog.nextval('sys.units_version_'))"
                " ON CONFLICT (owner, name, kind) DO UPDATE SET source = excluded.source, status = excluded.status,"
                " version = excluded.version, last_ddl_time = pg_catalog.now()",
                true, 4, args, NULL, 0);
    announce();
    compile_and_note(schema, name, kind, source);
}

static void drop_unit(OlDrop *d)
{
    char *schema;
    char *name;
    const char *args[3];
    uint64 n;

    if (d->kind != OL_OBJ_PROCEDURE && d->kind != OL_OBJ_FUNCTION && d->kind != OL_OBJ_PACKAGE && d->kind != OL_OBJ_PACKAGE_BODY &&
        d->kind != OL_OBJ_TYPE && d->kind != OL_OBJ_TYPE_BODY)
    {
        ol_unsupported(psprintf("DROP %s", kind_word(d->kind)));
    }
    names_of(d->name, &schema, &name);
    check_right(schema);
    args[0] = schema;
    args[1] = name;
    args[2] = kind_word(d->kind);
    n = query("DELETE FROM sys.units_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
              " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND (kind OPERATOR(pg_catalog.=) $3"
              " OR ($3 OPERATOR(pg_catalog.=) ANY ('{PACKAGE,TYPE}') AND kind OPERATOR(pg_catalog.=) ($3 OPERATOR(pg_catalog.||) ' BODY')))",
              true, 3, args, NULL, 0);
    if (n == 0)
    {
        if (d->if_exists)
        {
            return;
        }
        ol_raise(OL_ERR_DIRECTORY_MISSING, name);
    }
    (void)query("DELETE FROM sys.unit_errors_ WHERE owner OPERATOR(pg_catalog.=) $1::pg_catalog.name"
                " AND name OPERATOR(pg_catalog.=) $2::pg_catalog.name AND (kind OPERATOR(pg_catalog.=) $3"
                " OR ($3 OPERATOR(pg_catalog.=) ANY ('{PACKAGE,TYPE}') AND kind OPERATOR(pg_catalog.=) ($3 OPERATOR(pg_catalog.||) ' BODY')))",
                true, 3, args, NULL, 0);
    announce();
}

static void alter_unit(OlAlterUnit *a)
{
    static const OlObjectKind both[] = {OL_OBJ_PACKAGE, OL_OBJ_PACKAGE_BODY};
    char *schema;
    char *name;
    bool any = false;

    if (!a->compile || (a->kind != OL_OBJ_PROCEDURE && a->kind != OL_OBJ_FUNCTION && a->kind != OL_OBJ_PACKAGE))
    {
        ol_unsupported(psprintf("ALTER %s", kind_word(a->kind)));
    }
    names_of(a->name, &schema, &name);
    check_right(schema);
    for (int i = 0; i < (a->kind == OL_OBJ_PACKAGE ? 2 : 1); i++)
    {
        OlObjectKind kind = a->kind == OL_OBJ_PACKAGE ? both[i] : a->kind;
        char *source;
        int64 version;

        if (read_row(schema, name, kind, &source, &version))
        {
            any = true;
            compile_and_note(schema, name, kind, source);
        }
    }
    if (!any)
    {
        ol_raise(OL_ERR_DIRECTORY_MISSING, name);
    }
    announce();
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
