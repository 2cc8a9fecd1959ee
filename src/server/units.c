/*
 * units.c - stored PL/SQL units as this session knows them.
 *
 * A unit is loaded from its compiled form when that is of the source's version, passes the verifier and rests on things that look as they
 * did then (their stamps); else it is compiled, with its owner's rights and names, and stored when the session is idle. What is loaded is
 * looked at again when the catalog has moved: first the unit's row, then the stamps of what it rests on. A package whose variables
 * have been set and that turns out to be out of date is forgotten, and its next use raises ORA-04068.
 *
 * Two stand-alone routines may call each other: while one is compiled the others see its declaration alone.
 *
 * See also:  units.h, unit_store.c (rows), plsql.c (blocks), vm/vm.h
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "runtime/runtime.h"
#include "server/session.h"
#include "server/transaction.h"
#include "server/unit_store.h"
#include "server/units.h"

enum
{
    RIGHTS_KEPT = 4,
    SYNONYM_STEPS = 32
};

typedef struct Stored
{
    struct Stored *next;
    OlObjectKind kind;
    const char *schema;  /* interned */
    const char *name;
    Oid owner;           /* of the schema: with whose rights it is compiled and runs */
    int64 version;
    uint64 generation;   /* of the catalog, and of the rows, when it was last found in order */
    uint64 epoch;
    MemoryContext mcxt;  /* program */
    const OlProgram *program; /* NULL: it has errors */
    OlProgram *interface; /* its declaration alone, made while it is compiled; or marked invalid */
    OlVmUnit *unit;      /* made when it is first run */
    bool compiling;
    bool checking;
    bool supplied;
    bool unsaved;        /* compiled here, compiled form not stored yet */
    struct
    {
        Oid user;
        uint64 epoch;
        bool may;
    } rights[RIGHTS_KEPT];
    int nrights;
} Stored;

/* Which unit of the name there is: remembered also when there is none. */
typedef struct NameEntry
{
    struct
    {
        char schema[NAMEDATALEN];
        char name[NAMEDATALEN];
    } key;
    OlObjectKind kind; /* NONE: there is none */
    uint64 epoch;
    bool lost;         /* state of the package was discarded: its next use says so */
} NameEntry;

static Stored *stored;
static HTAB *names;
static uint64 refreshed_generation;
static uint64 refreshed_epoch;
static bool any_unsaved;

/* --- names -------------------------------------------------------------------------------------------------------------------- */

static NameEntry *name_entry(const char *schema, const char *name, bool enter)
{
    NameEntry probe;
    NameEntry *e;
    bool found;

    if (names == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof probe.key;
        ctl.entrysize = sizeof(NameEntry);
        ctl.hcxt = TopMemoryContext;
        names = hash_create("oliphant unit names", 128, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    memset(&probe, 0, sizeof probe);
    strlcpy(probe.key.schema, schema, NAMEDATALEN);
    strlcpy(probe.key.name, name, NAMEDATALEN);
    e = hash_search(names, &probe.key, enter ? HASH_ENTER : HASH_FIND, &found);
    if (e != NULL && !found)
    {
        e->kind = OL_OBJ_NONE;
        e->epoch = 0;
        e->lost = false;
    }
    return e;
}

/* Frames of the machine and the catalog's current schema point at it, whatever becomes of the unit. */
static const char *intern(const char *text)
{
    static char **all;
    static int n;
    static int cap;

    for (int i = 0; i < n; i++)
    {
        if (strcmp(all[i], text) == 0)
        {
            return all[i];
        }
    }
    if (n == cap)
    {
        cap = Max(16, cap * 2);
        all = all == NULL ? MemoryContextAlloc(TopMemoryContext, sizeof *all * (Size)cap) : repalloc(all, sizeof *all * (Size)cap);
    }
    all[n] = MemoryContextStrdup(TopMemoryContext, text);
    return all[n++];
}

static Oid schema_owner(const char *schema)
{
    Oid space = ol_pg_namespace(ol_str(schema));
    HeapTuple tuple = OidIsValid(space) ? SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(space)) : NULL;
    Oid owner;

    if (!HeapTupleIsValid(tuple))
    {
        return InvalidOid;
    }
    owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
    ReleaseSysCache(tuple);
    return owner;
}

static bool supplied(const char *schema, const char *name, OlObjectKind kind)
{
    OlStr text;

    return strcmp(schema, "SYS") == 0 && ol_plc_supplied(ol_str(name), kind, &text);
}

/* --- compiling ----------------------------------------------------------------------------------------------------------------- */

static void compile_as(OlArena *arena, OlStr text, const char *schema, Oid owner, bool interface, OlPlcResult *result, OlDiag *diag)
{
    OlPlcOptions options;
    Oid user;
    int sec;
    const char *was;

    memset(&options, 0, sizeof options);
    memset(result, 0, sizeof *result);
    options.find_unit = ol_units_find_program;
    options.find_spec_text = ol_units_find_spec_text;
    options.schema = ol_str(schema);
    options.supplied = strcmp(schema, "SYS") == 0;
    options.interface_only = interface;
    ol_diag_init(diag);
    GetUserIdAndSecContext(&user, &sec);
    was = ol_pg_swap_unit_schema(schema);
    PG_TRY();
    {
        if (OidIsValid(owner))
        {
            SetUserIdAndSecContext(owner, sec | SECURITY_LOCAL_USERID_CHANGE);
        }
        options.catalog = ol_pg_catalog();
        if (ol_plc_compile(arena, text, &options, result, diag) != OL_OK)
        {
            result->program = NULL;
        }
    }
    PG_FINALLY();
    {
        SetUserIdAndSecContext(user, sec);
        (void)ol_pg_swap_unit_schema(was);
    }
    PG_END_TRY();
}

void ol_units_compile_text(OlArena *arena, OlStr text, OlStr schema, OlPlcResult *result, OlDiag *diag)
{
    const char *in = intern(pnstrdup(schema.s, schema.n));

    compile_as(arena, text, in, schema_owner(in), false, result, diag);
}

/* What others see of the unit: of a stand-alone routine its declaration, of a package all of its specification (code: its bytes, which
 * begin with their hash), of a body nothing. */
static uint64 interface_stamp(const OlProgram *p, OlStr code)
{
    uint64 h = ol_hash_bytes(p->name.s, p->name.n, (uint64)p->kind);

    if (p->kind == OL_OBJ_FUNCTION || p->kind == OL_OBJ_PROCEDURE)
    {
        const OlBcRoutine *r = &p->routines[0];

        h = ol_hash_bytes(r->signature.s, r->signature.n, h);
        for (int i = 0; i < r->nparams; i++)
        {
            h = ol_hash_bytes(&r->params[i].has_default, sizeof r->params[i].has_default, h);
        }
        return h;
    }
    return p->kind == OL_OBJ_PACKAGE || p->kind == OL_OBJ_TYPE ? ol_hash_bytes(code.s, Min(code.n, 64), h) : h;
}

/* --- out of date? -------------------------------------------------------------------------------------------------------------- */

static Stored *exact(const char *schema, const char *name);
static Stored *load(const char *schema, const char *name, OlObjectKind kind);

static bool may_execute(Stored *s, Oid user)
{
    bool may;
    int slot = -1;

    if (user == s->owner || s->supplied || s->kind == OL_OBJ_TYPE) /* of types the resolver looks after */
    {
        return true;
    }
    for (int i = 0; i < s->nrights; i++)
    {
        if (s->rights[i].user == user)
        {
            if (s->rights[i].epoch == ol_unit_epoch())
            {
                return s->rights[i].may;
            }
            slot = i;
        }
    }
    may = superuser_arg(user) || has_privs_of_role(user, s->owner) || ol_unit_granted(s->schema, s->name, user) ||
          (strcmp(s->schema, "SYS") != 0 && ol_role_has_privilege(user, "EXECUTE ANY PROCEDURE"));
    if (slot < 0)
    {
        slot = s->nrights < RIGHTS_KEPT ? s->nrights++ : (int)(user % RIGHTS_KEPT);
    }
    s->rights[slot].user = user;
    s->rights[slot].epoch = ol_unit_epoch();
    s->rights[slot].may = may;
    return may;
}

static bool dependency_current(const OlBcDependency *d, Oid owner)
{
    Stored *s;

    if (d->relation != 0)
    {
        if (d->name.n == 0)
        {
            return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(d->relation));
        }
        return ol_pg_find_relation_oid(d->schema, d->name) == d->relation && ol_pg_relation_stamp(d->relation) == d->stamp;
    }
    if (d->kind != OL_OBJ_PACKAGE && d->kind != OL_OBJ_FUNCTION && d->kind != OL_OBJ_PROCEDURE && (d->kind != OL_OBJ_TYPE || d->stamp == 0))
    {
        return true; /* types and others: their own changes move what is asked above */
    }
    s = exact(pnstrdup(d->schema.s, d->schema.n), pnstrdup(d->name.s, d->name.n));
    if (s == NULL || s->kind != d->kind)
    {
        return false;
    }
    if (s->compiling || s->checking)
    {
        return true; /* it asks about us */
    }
    return s->program != NULL && s->program->stamp == d->stamp && may_execute(s, owner);
}

static bool dependencies_current(Stored *s, const OlProgram *p)
{
    bool current = true;

    s->checking = true;
    PG_TRY();
    {
        for (int i = 0; i < p->ndependencies && current; i++)
        {
            current = dependency_current(&p->dependencies[i], s->owner);
        }
    }
    PG_FINALLY();
    {
        s->checking = false;
    }
    PG_END_TRY();
    return current;
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
    ol_vm_relink();
    if (s->unit != NULL && ol_vm_unit_running(s->unit))
    {
        return; /* what runs keeps its program; it goes with the session */
    }
    if (s->unit != NULL)
    {
        ol_vm_unit_free(s->unit);
    }
    MemoryContextDelete(s->mcxt);
    pfree(s);
}

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

static void discard(Stored *s)
{
    if (has_state(s))
    {
        name_entry(s->schema, s->name, true)->lost = true;
    }
    forget(s);
}

void ol_units_forget(const char *schema, const char *name)
{
    NameEntry *e = name_entry(schema, name, false);

    for (Stored *s = stored; s != NULL;)
    {
        Stored *next = s->next;

        if (strcmp(s->name, name) == 0 && strcmp(s->schema, schema) == 0)
        {
            forget(s);
        }
        s = next;
    }
    if (e != NULL)
    {
        e->epoch = 0;
        e->lost = false;
    }
}

/* Is what the session has of it still right? Remembers the answer until something moves. */
static bool still_current(Stored *s)
{
    OlUnitRow row;
    bool current;

    if (s->compiling || s->checking || (s->epoch == ol_unit_epoch() && s->generation == ol_pg_catalog_generation()))
    {
        return true;
    }
    if (s->supplied)
    {
        current = true; /* a part of the library; what it rests on is, too */
    }
    else if (s->unit != NULL && ol_vm_unit_running(s->unit))
    {
        return true; /* looked at when it has ended */
    }
    else if (s->kind == OL_OBJ_TYPE || s->kind == OL_OBJ_TYPE_BODY)
    {
        /* rests on the type as PostgreSQL knows it, which has no stamp */
        current = s->program == NULL && ol_unit_read(s->schema, s->name, s->kind, false, false, &row) && row.valid && row.version == s->version;
    }
    else
    {
        uint64 generation = ol_pg_catalog_generation();
        uint64 epoch = ol_unit_epoch();

        current = (s->epoch == epoch || (ol_unit_read(s->schema, s->name, s->kind, false, false, &row) && row.version == s->version)) &&
                  s->program != NULL && schema_owner(s->schema) == s->owner && dependencies_current(s, s->program);
        if (current)
        {
            s->generation = generation;
            s->epoch = epoch;
        }
        return current;
    }
    s->generation = ol_pg_catalog_generation();
    s->epoch = ol_unit_epoch();
    return current;
}

void ol_units_refresh(void)
{
    bool again = true;

    AcceptInvalidationMessages();
    if (refreshed_epoch == ol_unit_epoch() && refreshed_generation == ol_pg_catalog_generation())
    {
        return;
    }
    while (again)
    {
        again = false;
        for (Stored *s = stored; s != NULL && !again; s = s->next)
        {
            if (!still_current(s))
            {
                discard(s);
                again = true; /* the list may be another one now */
            }
        }
    }
    refreshed_epoch = ol_unit_epoch();
    refreshed_generation = ol_pg_catalog_generation();
}

/* --- loading ------------------------------------------------------------------------------------------------------------------- */

/* The compiled form of the row, when it can be used. */
static OlProgram *stored_program(Stored *s, OlArena *arena, const OlUnitRow *row)
{
    OlProgram *p;
    OlDiag diag;

    ol_diag_init(&diag);
    if (row->code.n == 0 || ol_program_read(arena, row->code, &p, &diag) != OL_OK || ol_program_verify(arena, p, &diag) != OL_OK ||
        p->kind != s->kind || !ol_str_eq_c(p->schema, s->schema) || !ol_str_eq_c(p->name, s->name) || !dependencies_current(s, p))
    {
        return NULL;
    }
    p->verified = true;
    return p;
}

static char *source_text(Stored *s, const OlUnitRow *row)
{
    OlStr text;

    if (s->supplied)
    {
        (void)ol_plc_supplied(ol_str(s->name), s->kind, &text);
        return psprintf("CREATE %.*s", OL_STR_ARG(text));
    }
    return psprintf("CREATE %s", row->source);
}

static void make_program(Stored *s, OlUnitRow *row)
{
    OlArena *arena = ol_pg_arena_new(s->mcxt);
    OlProgram *p = NULL;
    OlStr code = row->code;
    OlPlcResult result;
    OlDiag diag;

    if (!s->supplied && s->kind != OL_OBJ_TYPE && s->kind != OL_OBJ_TYPE_BODY)
    {
        p = stored_program(s, arena, row);
    }
    if (p == NULL)
    {
        MemoryContext mcxt = AllocSetContextCreate(s->mcxt, "oliphant unit compiling", ALLOCSET_DEFAULT_SIZES);

        MemoryContextSwitchTo(mcxt); /* source and program share it: a program may be large, what made it is larger */
        if (!s->supplied && row->source == NULL && !ol_unit_read(s->schema, s->name, s->kind, true, false, row))
        {
            return;
        }
        compile_as(ol_pg_arena_new(mcxt), ol_str(source_text(s, row)), s->schema, s->owner, false, &result, &diag);
        p = result.program;
        if (p != NULL && !s->supplied)
        {
            /* through its bytes: the tree and all else of the compilation are given back */
            OlBuf b;

            ol_buf_init(&b, ol_pg_arena_new(mcxt), 4096);
            ol_program_write(p, &b);
            if (ol_program_read(arena, ol_str_n((const char *)b.data, b.len), &p, &diag) != OL_OK)
            {
                ol_ereport(&diag);
            }
            p->verified = true; /* as what it was written from */
            MemoryContextSwitchTo(s->mcxt);
            code = ol_str_n(pnstrdup((const char *)b.data, Min(b.len, 64)), Min(b.len, 64));
            MemoryContextDelete(mcxt);
            s->unsaved = s->kind != OL_OBJ_TYPE && s->kind != OL_OBJ_TYPE_BODY;
            any_unsaved |= s->unsaved;
        }
    }
    if (p != NULL)
    {
        p->stamp = interface_stamp(p, code);
    }
    s->program = p;
}

static Stored *load(const char *schema, const char *name, OlObjectKind kind)
{
    Stored *s;
    OlUnitRow row;
    MemoryContext old = CurrentMemoryContext;

    for (s = stored; s != NULL; s = s->next)
    {
        if (s->kind == kind && strcmp(s->name, name) == 0 && strcmp(s->schema, schema) == 0)
        {
            break;
        }
    }
    if (s != NULL)
    {
        if (still_current(s))
        {
            return s;
        }
        discard(s);
    }
    memset(&row, 0, sizeof row);
    s = MemoryContextAllocZero(TopMemoryContext, sizeof *s);
    s->mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant stored unit", ALLOCSET_SMALL_SIZES);
    s->kind = kind;
    s->supplied = supplied(schema, name, kind);
    if (!s->supplied && !ol_unit_read(schema, name, kind, false, true, &row))
    {
        MemoryContextDelete(s->mcxt);
        pfree(s);
        return NULL;
    }
    s->schema = intern(schema);
    s->name = intern(name);
    s->owner = schema_owner(schema);
    s->version = row.version;
    s->compiling = true;
    s->generation = ol_pg_catalog_generation();
    s->epoch = ol_unit_epoch();
    s->next = stored;
    stored = s;
    PG_TRY();
    {
        make_program(s, &row);
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

/* The routine or package of exactly this name. */
static Stored *exact(const char *schema, const char *name)
{
    NameEntry *e = name_entry(schema, name, true);

    if (e->epoch != ol_unit_epoch())
    {
        uint64 epoch = ol_unit_epoch();
        OlUnitRow row;

        e->kind = supplied(schema, name, OL_OBJ_PACKAGE)                          ? OL_OBJ_PACKAGE
                  : ol_unit_read(schema, name, OL_OBJ_NONE, false, false, &row) ? row.kind
                                                                                   : OL_OBJ_NONE;
        e->epoch = epoch;
    }
    return e->kind == OL_OBJ_NONE ? NULL : load(schema, name, e->kind);
}

static Stored *exact_str(OlStr schema, OlStr name)
{
    if (name.n == 0 || name.n >= NAMEDATALEN || schema.n == 0 || schema.n >= NAMEDATALEN)
    {
        return NULL;
    }
    return exact(pnstrdup(schema.s, schema.n), pnstrdup(name.s, name.n));
}

/* By Oracle's order: the schema's own, its private synonym, a public one, SYS. */
static Stored *find(OlStr schema, OlStr name)
{
    OlArena *arena = NULL;

    for (int step = 0; step < SYNONYM_STEPS; step++)
    {
        OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();
        Stored *s = exact_str(in, name);
        OlStr to_schema;
        OlStr to_name;

        if (s != NULL)
        {
            return s;
        }
        if (schema.n == 0 && (s = exact_str(OL_STR("SYS"), name)) != NULL && s->supplied)
        {
            return s; /* their public synonyms, without asking for them; a schema's synonym of the name is not looked for */
        }
        if (name.n == 0 || name.n >= NAMEDATALEN || in.n >= NAMEDATALEN)
        {
            return NULL;
        }
        if (arena == NULL)
        {
            arena = ol_pg_arena_new(CurrentMemoryContext);
        }
        if (!ol_pg_find_synonym(arena, in, name, &to_schema, &to_name) &&
            (schema.n > 0 || !ol_pg_find_synonym(arena, OL_STR("PUBLIC"), name, &to_schema, &to_name)))
        {
            return schema.n == 0 ? exact_str(OL_STR("SYS"), name) : NULL;
        }
        schema = to_schema;
        name = to_name;
    }
    return NULL;
}

/* While a stand-alone routine is compiled, what others may know of it: its declaration. */
static const OlProgram *declaration(Stored *s)
{
    OlUnitRow row;
    MemoryContext old;
    OlPlcResult result;
    OlDiag diag;

    if (s->interface != NULL || (s->kind != OL_OBJ_FUNCTION && s->kind != OL_OBJ_PROCEDURE) ||
        !ol_unit_read(s->schema, s->name, s->kind, true, false, &row))
    {
        return s->interface;
    }
    old = MemoryContextSwitchTo(s->mcxt);
    compile_as(ol_pg_arena_new(s->mcxt), ol_str(source_text(s, &row)), s->schema, s->owner, true, &result, &diag);
    s->interface = result.program;
    if (s->interface != NULL)
    {
        s->interface->stamp = interface_stamp(s->interface, OL_STR_NULL);
    }
    MemoryContextSwitchTo(old);
    return s->interface;
}

const OlProgram *ol_units_find_program(void *ctx, OlStr schema, OlStr name)
{
    Stored *s = find(schema, name);

    if (s == NULL || !may_execute(s, GetUserId()))
    {
        return NULL;
    }
    if (s->compiling)
    {
        return declaration(s);
    }
    if (s->program == NULL && s->kind == OL_OBJ_TYPE)
    {
        return NULL; /* a type without methods: no unit to anybody */
    }
    if (s->program == NULL && s->interface == NULL)
    {
        s->interface = MemoryContextAllocZero(s->mcxt, sizeof *s->interface);
        s->interface->kind = s->kind;
        s->interface->schema = ol_str(s->schema);
        s->interface->name = ol_str(s->name);
        s->interface->invalid = true;
    }
    return s->program != NULL ? s->program : s->interface;
}

char *ol_units_source(OlObjectKind kind, const char *schema, const char *name)
{
    OlUnitRow row;
    OlStr text;

    if (strcmp(schema, "SYS") == 0 && ol_plc_supplied(ol_str(name), kind, &text))
    {
        return pnstrdup(text.s, text.n);
    }
    return ol_unit_read(schema, name, kind, true, false, &row) ? row.source : NULL;
}

bool ol_units_find_spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text)
{
    OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();
    OlUnitRow row;

    if (ol_str_eq_c(in, "SYS") && ol_plc_supplied(name, OL_OBJ_PACKAGE, text))
    {
        return true;
    }
    if (!ol_unit_read(pnstrdup(in.s, in.n), pnstrdup(name.s, name.n), OL_OBJ_PACKAGE, true, false, &row) &&
        !ol_unit_read(pnstrdup(in.s, in.n), pnstrdup(name.s, name.n), OL_OBJ_TYPE, true, false, &row))
    {
        return false;
    }
    *text = ol_str(row.source);
    return true;
}

/* --- running ------------------------------------------------------------------------------------------------------------------- */

static char *lower_word(OlObjectKind kind)
{
    char *w = pstrdup(ol_unit_kind_word(kind));

    for (char *p = w; *p != '\0'; p++)
    {
        *p = (char)pg_ascii_tolower((unsigned char)*p);
    }
    return w;
}

/* The unit of a program that is in order. */
static OlVmUnit *ready_unit(Stored *s)
{
    if (s->unit == NULL)
    {
        OlDiag diag;

        s->unit = ol_vm_unit_load(s->program, &diag);
        if (s->unit == NULL)
        {
            ol_ereport(&diag);
        }
        if (!s->program->invoker && !s->supplied)
        {
            ol_vm_unit_set_owner(s->unit, s->owner, s->schema);
        }
    }
    return s->unit;
}

OlVmUnit *ol_units_trigger(const char *owner, const char *name)
{
    Stored *s = load(owner, name, OL_OBJ_TRIGGER);

    if (s == NULL || s->program == NULL)
    {
        ol_raise(OL_ERR_TRIGGER_INVALID, psprintf("%s.%s", owner, name));
    }
    return ready_unit(s);
}

OlVmUnit *ol_units_code(OlStr schema, OlStr name)
{
    Stored *s = exact_str(schema, name);
    Stored *body = NULL;
    NameEntry *e;

    if (s != NULL && (s->kind == OL_OBJ_PACKAGE || s->kind == OL_OBJ_TYPE))
    {
        body = load(s->schema, s->name, s->kind == OL_OBJ_TYPE ? OL_OBJ_TYPE_BODY : OL_OBJ_PACKAGE_BODY);
        s = body != NULL ? body : exact_str(schema, name);
    }
    if (s == NULL || s->compiling)
    {
        ol_raise(OL_ERR_UNIT_NOT_FOUND, psprintf(": \"%.*s.%.*s\"", OL_STR_ARG(schema), OL_STR_ARG(name)));
    }
    e = name_entry(s->schema, s->name, true);
    if (e->lost)
    {
        e->lost = false;
        ol_raise_text(OL_ERR_PACKAGE_STATE_DISCARDED,
                      "existing state of packages has been discarded\nORA-04061: existing state of %s \"%s.%s\" has been invalidated\n"
                      "ORA-04065: not executed, altered or dropped %s \"%s.%s\"\n"
                      "ORA-06508: PL/SQL: could not find program unit being called: \"%s.%s\"",
                      lower_word(s->kind), s->schema, s->name, lower_word(s->kind), s->schema, s->name, s->schema, s->name);
    }
    if (s->program == NULL)
    {
        ol_raise(OL_ERR_UNIT_INVALID, psprintf("%s \"%s.%s\"", lower_word(s->kind), s->schema, s->name));
    }
    return ready_unit(s);
}

bool ol_units_executable(OlStr schema, OlStr name)
{
    Stored *s = exact_str(schema, name);

    return s != NULL && may_execute(s, GetUserId());
}

/* For the machine. Called outside of PG_TRY. */
static OlVmUnit *find_unit(OlObjectKind kind, OlStr schema, OlStr name, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    OlVmUnit *volatile unit = NULL;

    PG_TRY();
    {
        unit = ol_units_code(schema, name);
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

/* --- kept for others ------------------------------------------------------------------------------------------------------------ */

void ol_units_store_compiled(void)
{
    MemoryContext old = CurrentMemoryContext;

    if (!any_unsaved || IsTransactionState() || RecoveryInProgress() || DefaultXactReadOnly)
    {
        return;
    }
    any_unsaved = false;
    PG_TRY();
    {
        StartTransactionCommand();
        for (Stored *s = stored; s != NULL; s = s->next)
        {
            if (s->unsaved && s->program != NULL)
            {
                s->unsaved = false;
                ol_unit_write_compiled(s->schema, s->name, s->kind, s->version, s->program, NULL, NULL, true);
            }
        }
        CommitTransactionCommand();
    }
    PG_CATCH();
    {
        /* nobody asked for it: the next session compiles again */
        MemoryContextSwitchTo(old);
        FlushErrorState();
        AbortOutOfAnyTransaction();
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
}

void ol_units_init(void)
{
    static bool done;

    if (!done)
    {
        done = true;
        ol_unit_store_init();
    }
    ol_vm_set_find_unit(find_unit);
}
