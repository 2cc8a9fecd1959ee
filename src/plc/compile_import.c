/*
 * compile_import.c - what another unit declares: its routines, variables, types, exceptions and cursors, named from here.
 *
 * Owns:      ol_plc_foreign; the copy of a type from another program's table into this one's; dependencies on units and relations.
 * Invariant: nothing of the other program is pointed to: it may be forgotten while what was compiled against it still runs.
 * See also:  program.h (OlBcExport), PL/SQL Language Reference, "PL/SQL Packages", "Scope and Visibility of Identifiers"
 */
#include "plc/compile.h"

#include <string.h>

/* --- dependencies -------------------------------------------------------------------------------------------------- */

static int unit_ref(OlPlc *c, const OlProgram *u)
{
    for (int i = 1; i < c->units.n; i++)
    {
        OlBcUnitRef *r = OL_VEC_AT(c->units, OlBcUnitRef, i);

        if (ol_str_eq(r->schema, u->schema) && ol_str_eq(r->name, u->name))
            return i;
    }
    if (c->units.n >= 0xfff0)
        return -1;
    OlBcUnitRef *r = ol_vec_add(c, &c->units, sizeof(OlBcUnitRef));

    r->kind = u->kind;
    r->schema = ol_str_dup(c->arena, u->schema);
    r->name = ol_str_dup(c->arena, u->name);
    OlBcDependency *d = ol_vec_add(c, &c->dependencies, sizeof(OlBcDependency));

    d->kind = u->kind;
    d->schema = OL_VEC_AT(c->units, OlBcUnitRef, c->units.n - 1)->schema;
    d->name = OL_VEC_AT(c->units, OlBcUnitRef, c->units.n - 1)->name;
    d->stamp = u->stamp;
    return c->units.n - 1;
}

void ol_plc_depend(OlPlc *c, const OlRelation *rel)
{
    for (int i = 0; i < c->dependencies.n; i++)
        if (OL_VEC_AT(c->dependencies, OlBcDependency, i)->relation == rel->oid)
            return;
    OlBcDependency *d = ol_vec_add(c, &c->dependencies, sizeof(OlBcDependency));

    d->kind = rel->kind;
    d->schema = ol_str_dup(c->arena, rel->schema);
    d->name = ol_str_dup(c->arena, rel->name);
    d->relation = rel->oid;
    d->stamp = rel->stamp;
}

void ol_plc_depend_type(OlPlc *c, const OlTypeDef *def)
{
    for (int i = 0; i < c->dependencies.n; i++)
    {
        OlBcDependency *d = OL_VEC_AT(c->dependencies, OlBcDependency, i);

        if (d->kind == OL_OBJ_TYPE && ol_str_eq(d->name, def->name) && ol_str_eq(d->schema, def->schema))
            return;
    }
    OlBcDependency *d = ol_vec_add(c, &c->dependencies, sizeof(OlBcDependency));

    d->kind = OL_OBJ_TYPE;
    d->schema = ol_str_dup(c->arena, def->schema);
    d->name = ol_str_dup(c->arena, def->name);
    d->stamp = def->stamp;
}

void ol_plc_depend_oid(OlPlc *c, uint32_t relation)
{
    const OlRelation *rel;

    for (int i = 0; i < c->dependencies.n; i++)
        if (OL_VEC_AT(c->dependencies, OlBcDependency, i)->relation == relation)
            return;
    rel = c->options->catalog->relation_by_oid != NULL ? c->options->catalog->relation_by_oid(c->options->catalog->ctx, relation) : NULL;
    if (rel != NULL)
        ol_plc_depend(c, rel);
    else
        ((OlBcDependency *)ol_vec_add(c, &c->dependencies, sizeof(OlBcDependency)))->relation = relation;
}

/* --- types --------------------------------------------------------------------------------------------------------- */

static int import_type(OlPlc *c, const OlProgram *from, int type, int depth)
{
    if (type < 0 || type >= from->ntypes || depth > 20)
        return -1;
    const OlBcType *t = &from->types[type];

    if (t->class_ == OL_PLT_SCALAR)
        return ol_plc_scalar_like(c, t);
    if (ol_type_is_user(&t->scalar))
    {
        OlType s = t->scalar;

        s.type_schema = ol_str_dup(c->arena, s.type_schema);
        s.type_name = ol_str_dup(c->arena, s.type_name);
        return ol_plc_schema_type(c, &s);
    }
    if (t->name.n > 0)
        for (int i = 0; i < c->types.n; i++)
        {
            OlBcType *b = ol_plc_type_at(c, i);

            if (b->class_ == t->class_ && ol_str_eq(b->name, t->name) && ol_str_eq(b->owner, t->owner) && b->nfields == t->nfields &&
                (b->owner.n > 0 || b->class_ == OL_PLT_RECORD || b->class_ == OL_PLT_OBJECT || (b->class_ == OL_PLT_CURSOR && b->row < 0 && t->row < 0)))
                return i;
        }
    OlBcType copy = *t;

    copy.name = ol_str_dup(c->arena, t->name);
    copy.owner = ol_str_dup(c->arena, t->owner);
    copy.scalar.type_schema = ol_str_dup(c->arena, t->scalar.type_schema);
    copy.scalar.type_name = ol_str_dup(c->arena, t->scalar.type_name);
    if (t->nfields > 0)
    {
        copy.fields = ol_new_array(c->arena, OlBcField, (size_t)t->nfields);
        for (int i = 0; i < t->nfields; i++)
        {
            const OlBcField *f = &t->fields[i];

            copy.fields[i] = *f;
            copy.fields[i].name = ol_str_dup(c->arena, f->name);
            copy.fields[i].default_const = -1;
            if (f->default_const >= 0 && f->default_const < from->nconsts)
            {
                OlBcConst k = from->consts[f->default_const];

                k.text = ol_str_dup(c->arena, k.text);
                uint16_t o = ol_plc_const(c, k);

                if (o != OL_OPERAND_NONE)
                    copy.fields[i].default_const = o & 0x7fff;
            }
            if ((copy.fields[i].type = import_type(c, from, f->type, depth + 1)) < 0)
                return -1;
        }
    }
    if (t->element >= 0 && (copy.element = import_type(c, from, t->element, depth + 1)) < 0)
        return -1;
    if (t->row >= 0 && (copy.row = import_type(c, from, t->row, depth + 1)) < 0)
        return -1;
    return ol_plc_new_type(c, copy);
}

/* --- names --------------------------------------------------------------------------------------------------------- */

static OlSym *new_symbol(OlPlc *c, OlSymKind kind, OlStr name, int unit)
{
    OlSym *s = ol_new(c->arena, OlSym);

    s->kind = kind;
    s->name = ol_str_dup(c->arena, name);
    s->unit = unit;
    s->type = s->global = s->index = s->host = s->result = s->sql = -1;
    s->reg = OL_OPERAND_NONE;
    return s;
}

/* Code that is a call specification (compile_unit.c): which routine of the machine; -1. */
static int host_of(const OlProgram *u, const OlBcRoutine *r)
{
    if (!r->has_code || r->ncode < 2 || r->code[0].op != OL_OP_HOST || r->code[1].op != OL_OP_RET || r->nlines > 0)
        return -1;
    return u->hosts[r->code[0].b].nparams == r->nparams ? r->code[0].b : -1;
}

static int import_host(OlPlc *c, const OlBcHost *from, OlBcParam *params, int result)
{
    for (int i = 0; i < c->hosts.n; i++)
    {
        OlBcHost *h = OL_VEC_AT(c->hosts, OlBcHost, i);

        if (ol_str_eq(h->name, from->name) && ol_str_eq(h->signature, from->signature))
            return i;
    }
    OlBcHost *h = ol_vec_add(c, &c->hosts, sizeof(OlBcHost));

    h->name = ol_str_dup(c->arena, from->name);
    h->signature = ol_str_dup(c->arena, from->signature);
    h->nparams = from->nparams;
    h->params = params;
    h->result_type = result;
    return c->hosts.n - 1;
}

static OlBcParam *import_params(OlPlc *c, const OlProgram *u, const OlBcRoutine *r)
{
    OlBcParam *params = ol_new_array(c->arena, OlBcParam, (size_t)r->nparams + 1);

    for (int k = 0; k < r->nparams; k++)
    {
        params[k] = r->params[k];
        params[k].name = ol_str_dup(c->arena, r->params[k].name);
        if ((params[k].type = import_type(c, u, r->params[k].type, 0)) < 0)
            return NULL;
    }
    return params;
}

/* A routine that is a call specification: the machine's routine itself is called, and the unit is not needed. */
static OlSym *host_symbol(OlPlc *c, const OlProgram *u, const OlBcRoutine *r, int host)
{
    OlSym *s = new_symbol(c, OL_SYM_ROUTINE, r->name, -1);

    if ((s->params = import_params(c, u, r)) == NULL)
        return NULL;
    s->nparams = r->nparams;
    s->result = r->result_type >= 0 ? import_type(c, u, r->result_type, 0) : -1;
    s->host = import_host(c, &u->hosts[host], s->params, s->result);
    return s;
}

static OlSym *routine_symbol(OlPlc *c, const OlProgram *u, const OlBcRoutine *r, int unit)
{
    OlSym *s = new_symbol(c, OL_SYM_ROUTINE, r->name, unit);
    OlBcExternal *e = NULL;

    for (int k = 0; k < c->externals.n && e == NULL; k++)
    {
        OlBcExternal *x = OL_VEC_AT(c->externals, OlBcExternal, k);

        if (x->unit == unit && ol_str_eq(x->name, r->name) && ol_str_eq(x->signature, r->signature))
        {
            e = x;
            s->index = k;
        }
    }
    if (e == NULL)
    {
        OlBcParam *params = import_params(c, u, r);
        int result = r->result_type >= 0 ? import_type(c, u, r->result_type, 0) : -1;

        if (params == NULL || (r->result_type >= 0 && result < 0) || c->externals.n >= 0xfff0)
            return NULL;
        e = ol_vec_add(c, &c->externals, sizeof(OlBcExternal));
        s->index = c->externals.n - 1;
        e->unit = unit;
        e->name = s->name;
        e->signature = ol_str_dup(c->arena, r->signature);
        e->nparams = r->nparams;
        e->params = params;
        e->result_type = result;
    }
    s->nparams = e->nparams;
    s->params = e->params;
    s->result = e->result_type;
    return s;
}

/* Its public routines of the name, chained as overloads. */
static OlSym *routines_named(OlPlc *c, const OlProgram *u, OlStr name)
{
    OlSym *first = NULL;

    for (int i = 0; i < u->nroutines; i++)
        if (u->routines[i].is_public && ol_str_eq(u->routines[i].name, name))
        {
            int host = host_of(u, &u->routines[i]), unit = host >= 0 ? -1 : unit_ref(c, u);
            OlSym *s = host >= 0 ? host_symbol(c, u, &u->routines[i], host) : unit < 0 ? NULL : routine_symbol(c, u, &u->routines[i], unit);

            if (s == NULL)
                return NULL;
            s->overload = first;
            first = s;
        }
    return first;
}

OlSym *ol_plc_unit_routines(OlPlc *c, const OlProgram *u, OlStr name)
{
    return routines_named(c, u, name);
}

OlStr ol_plc_open_routine(OlPlc *c, OlStr cursor)
{
    return ol_str_printf(c->arena, "open %.*s", OL_STR_ARG(cursor)); /* no name a program could declare */
}

static OlSym *exported(OlPlc *c, const OlProgram *u, OlStr name, int unit)
{
    for (int i = 0; i < u->nexports; i++)
    {
        const OlBcExport *x = &u->exports[i];
        OlSym *s;

        if (!ol_str_eq(x->name, name))
            continue;
        switch ((OlBcExportKind)x->kind)
        {
            case OL_EXPORT_TYPE:
                s = new_symbol(c, OL_SYM_TYPE, name, unit);
                s->type = import_type(c, u, x->index, 0);
                return s->type < 0 ? NULL : s;
            case OL_EXPORT_EXCEPTION:
            {
                OlBcException *e = ol_vec_add(c, &c->exceptions, sizeof(OlBcException));

                s = new_symbol(c, OL_SYM_EXCEPTION, name, unit);
                s->index = c->exceptions.n - 1;
                e->name = s->name;
                e->code = u->exceptions[x->index].code;
                e->unit = unit;
                e->index = x->index;
                return s;
            }
            case OL_EXPORT_CURSOR:
                s = new_symbol(c, OL_SYM_CURSOR, name, unit);
                s->global = x->index;
                s->index = import_type(c, u, u->globals[x->index].type, 0);
                s->type = x->type >= 0 ? import_type(c, u, x->type, 0) : -1;
                s->overload = routines_named(c, u, ol_plc_open_routine(c, name));
                return s->index < 0 ? NULL : s;
        }
    }
    return NULL;
}

/* What name is in a unit. */
static OlSym *unit_symbol(OlPlc *c, const OlProgram *u, OlStr name)
{
    OlSym *s = routines_named(c, u, name);
    int unit;

    if (s != NULL)
        return s;
    if ((unit = unit_ref(c, u)) < 0)
        return NULL;
    if ((s = exported(c, u, name, unit)) != NULL)
        return s;
    for (int i = 0; i < u->nglobals; i++)
        if (u->globals[i].is_public && ol_str_eq(u->globals[i].name, name))
        {
            s = new_symbol(c, OL_SYM_VAR, name, unit);
            s->global = i;
            s->readonly = s->constant = u->globals[i].constant;
            s->type = import_type(c, u, u->globals[i].type, 0);
            return s->type < 0 ? NULL : s;
        }
    return NULL;
}

/* ACCESSIBLE BY: may this unit name that one? */
static bool accessible(OlPlc *c, const OlProgram *u)
{
    OlObjectKind kind = c->p->kind == OL_OBJ_PACKAGE_BODY ? OL_OBJ_PACKAGE : c->p->kind == OL_OBJ_TYPE_BODY ? OL_OBJ_TYPE : c->p->kind;

    if (u->naccessors == 0)
        return true;
    for (int i = 0; i < u->naccessors; i++)
    {
        const OlBcUnitRef *a = &u->accessors[i];

        if (ol_str_eq(a->name, c->p->name) && ol_str_eq(a->schema, c->p->schema) && (a->kind == OL_OBJ_NONE || a->kind == kind))
            return true;
    }
    return false;
}

/* A unit by name. Where there is no catalog of units the supplied packages are known all the same. */
static const OlProgram *find_unit(OlPlc *c, OlStr schema, OlStr name)
{
    OlPlcOptions options = {.catalog = c->options->catalog, .supplied = true, .schema = OL_STR("SYS")};
    OlPlcResult result;
    OlDiag diag;
    OlStr text;

    if (c->options->find_unit != NULL)
        return c->options->find_unit(c->options->catalog->ctx, schema, name);
    if ((schema.n > 0 && !ol_str_eq_c(schema, "SYS")) || !ol_plc_supplied(name, OL_OBJ_PACKAGE, &text))
        return NULL;
    ol_diag_init(&diag);
    if (ol_plc_compile(c->arena, ol_str_printf(c->arena, "CREATE %.*s", OL_STR_ARG(text)), &options, &result, &diag) != OL_OK)
        return NULL;
    return result.program;
}

/* Is the unit's name a qualifier of what is in it? */
static bool holds_others(const OlProgram *u)
{
    return u->kind == OL_OBJ_PACKAGE || u->kind == OL_OBJ_TYPE;
}

/* A body is of one state of its specification. */
void ol_plc_depend_spec(OlPlc *c)
{
    const OlProgram *u = c->options->find_unit != NULL ? find_unit(c, c->p->schema, c->p->name) : NULL;
    OlBcDependency *d;

    if (u == NULL || u->kind != OL_OBJ_PACKAGE)
        return;
    d = ol_vec_add(c, &c->dependencies, sizeof(OlBcDependency));
    d->kind = OL_OBJ_PACKAGE;
    d->schema = ol_str_dup(c->arena, u->schema);
    d->name = ol_str_dup(c->arena, u->name);
    d->stamp = u->stamp;
}

static OlSym *foreign(OlPlc *c, const OlNames *names, int *used)
{
    const OlProgram *u;
    const OlName *n = names->items;

    *used = 0;
    if (names->n >= 3 && c->package_block != NULL && ol_str_eq(n[0].text, c->p->schema) && ol_str_eq(n[1].text, c->p->name))
    {
        *used = 3; /* the package's own things, in full */
        return ol_plc_lookup_in(c->package_block, n[2].text);
    }
    if (names->n == 1)
    {
        *used = 1;
        u = find_unit(c, OL_STR_NULL, n[0].text);
        if (u == NULL || holds_others(u))
            return NULL;
    }
    else if ((u = find_unit(c, OL_STR_NULL, n[0].text)) != NULL && holds_others(u))
        *used = 2;
    else if ((u = find_unit(c, n[0].text, n[1].text)) != NULL)
        *used = holds_others(u) ? 3 : 2;
    if (u == NULL || *used > names->n)
        return NULL;
    if (u->invalid)
    {
        ol_plc_error(c, OL_ERR_PLS_INVALID, (int)n[0].start, ol_str_cdup(c->arena, ol_str_printf(c->arena, "%.*s.%.*s", OL_STR_ARG(u->schema), OL_STR_ARG(u->name))));
        return NULL;
    }
    if (!accessible(c, u))
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_ACCESSIBLE, (int)n[0].start, ol_str_cdup(c->arena, u->name));
        return NULL;
    }
    /* a stand-alone routine may have been found by a synonym: its own name counts */
    return unit_symbol(c, u, holds_others(u) ? n[*used - 1].text : u->name);
}

OlSym *ol_plc_foreign(OlPlc *c, const OlNames *names, int *used)
{
    OlBuf b;
    OlForeign *f;
    int n = OL_MIN(names->n, 3), messages = c->messages.n;

    if (names->n < 1)
        return NULL;
    if (c->foreign_map == NULL)
        c->foreign_map = ol_map_new(c->arena);
    ol_buf_init(&b, c->arena, 64);
    for (int i = 0; i < n; i++)
    {
        ol_buf_append_str(&b, names->items[i].text);
        ol_buf_append_byte(&b, 0);
    }
    OlStr key = ol_str_n((const char *)b.data, b.len);

    if ((f = ol_map_get(c->foreign_map, key)) == NULL)
    {
        f = ol_new(c->arena, OlForeign);
        f->sym = foreign(c, names, &f->used);
        if (c->messages.n == messages) /* what was an error is one again */
            ol_map_put(c->foreign_map, key, f);
    }
    *used = f->used;
    return f->sym;
}

OlSym *ol_plc_find(OlPlc *c, const OlNames *names, int *used)
{
    OlSym *s = ol_plc_lookup_names(c, names, used);

    return s != NULL ? s : ol_plc_foreign(c, names, used);
}
