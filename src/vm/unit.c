/*
 * unit.c - programs loaded as units: constants as slots, descriptions of elements, functions and host calls looked up.
 *
 * Nothing of a program is used before ol_program_verify has passed it: registers, constants, jumps and indexes are sure then.
 *
 * See also:  vm_int.h, plc/program.h
 */
#include "postgres.h"

#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "pg/pg_type.h"
#include "vm/vm_cursor.h"
#include "vm/vm_int.h"

const OlVmHost *ol_vm_host;
int ol_vm_statement_error_pos = -1;
static OlVmFindUnit find_unit;

void ol_vm_init(const OlVmHost *host)
{
    ol_vm_host = host;
    ol_vm_heap_init();
}

void ol_vm_set_find_unit(OlVmFindUnit find)
{
    find_unit = find;
}

/* --- how elements begin ------------------------------------------------------------------------------------------------
 * A collection may outlive the unit that made it (a package's variable filled by a block), so what it says of its elements is
 * kept for the session, one copy per shape. */

static OlVmElem **elems;
static int nelems;
static int elem_cap;
static MemoryContext elem_cxt;

static bool same_elem(const OlVmElem *a, const OlVmElem *b)
{
    if (a->how != b->how || a->nfields != b->nfields || a->elem != b->elem || a->how == OL_BEGIN_CONST)
    {
        return false; /* constants are few: one each */
    }
    return a->nfields == 0 || memcmp(a->fields, b->fields, a->nfields * sizeof *a->fields) == 0;
}

static const OlVmElem *intern(const OlVmElem *what)
{
    OlVmElem *e;

    for (int i = 0; i < nelems; i++)
    {
        if (same_elem(elems[i], what))
        {
            return elems[i];
        }
    }
    if (elem_cxt == NULL)
    {
        elem_cxt = AllocSetContextCreate(TopMemoryContext, "oliphant plsql elements", ALLOCSET_SMALL_SIZES);
    }
    if (nelems == elem_cap)
    {
        int cap = Max(16, elem_cap * 2);

        elems = elems == NULL ? MemoryContextAlloc(elem_cxt, cap * sizeof *elems) : repalloc(elems, cap * sizeof *elems);
        elem_cap = cap;
    }
    e = MemoryContextAlloc(elem_cxt, sizeof *e);
    *e = *what;
    e->fields = MemoryContextAlloc(elem_cxt, Max(what->nfields, 1) * sizeof *e->fields);
    if (what->nfields > 0)
    {
        memcpy(e->fields, what->fields, what->nfields * sizeof *e->fields);
    }
    if (e->value.ref)
    {
        e->value.o->refs++;
    }
    elems[nelems++] = e;
    return e;
}

static const OlVmElem *make_elem(OlVmUnit *unit, int type, int depth)
{
    const OlBcType *t = &unit->p->types[type];
    OlVmElem e;

    memset(&e, 0, sizeof e);
    e.value.null = 1;
    if (depth > 50)
    {
        return NULL;
    }
    if (t->class_ == OL_PLT_ASSOC)
    {
        e.how = t->index == OL_SLOT_STRING ? OL_BEGIN_ASSOC_STR : OL_BEGIN_ASSOC_INT;
        e.elem = make_elem(unit, t->element, depth + 1);
        return intern(&e);
    }
    if (t->class_ != OL_PLT_RECORD)
    {
        return NULL;
    }
    e.how = OL_BEGIN_RECORD;
    e.nfields = (uint32)t->nfields;
    e.fields = palloc0(Max(t->nfields, 1) * sizeof *e.fields);
    for (int i = 0; i < t->nfields; i++)
    {
        const OlBcField *f = &t->fields[i];

        e.fields[i] = make_elem(unit, f->type, depth + 1);
        if (e.fields[i] == NULL && f->default_const >= 0)
        {
            OlVmElem c;

            memset(&c, 0, sizeof c);
            c.how = OL_BEGIN_CONST;
            c.value = unit->consts[f->default_const];
            e.fields[i] = intern(&c);
        }
    }
    return intern(&e);
}

const OlVmElem *ol_vm_elem_of(OlVmUnit *unit, int type)
{
    return type < 0 ? NULL : unit->elems[type];
}

OlStatus ol_vm_slot_default(OlVmUnit *unit, int type, OlSlot *slot, OlDiag *diag)
{
    const OlBcType *t = &unit->p->types[type];

    if (t->class_ == OL_PLT_OBJECT)
    {
        OlVmRecord *r = ol_vrec_new((uint32_t)t->nfields, diag);

        if (r == NULL)
        {
            return OL_ERROR;
        }
        r->otype = t->scalar.pg_oid;
        ol_slot_give(slot, r);
        return OL_OK;
    }
    return ol_slot_begin(slot, unit->elems[type], diag);
}

/* --- loading ------------------------------------------------------------------------------------------------------------- */

static void load_const(OlSlot *s, const OlBcConst *c)
{
    OlDiag diag;

    memset(s, 0, sizeof *s);
    s->null = 1;
    if (c->is_null)
    {
        return;
    }
    switch ((OlSlotKind)c->kind)
    {
    case OL_SLOT_NUMBER:
        s->n = c->number;
        s->null = 0;
        break;
    case OL_SLOT_INT:
        s->i = c->integer;
        s->null = 0;
        break;
    case OL_SLOT_BOOL:
        s->b = c->integer != 0;
        s->null = 0;
        break;
    case OL_SLOT_TIME:
        s->t = c->integer;
        s->null = 0;
        break;
    case OL_SLOT_DOUBLE:
        s->d = c->real;
        s->null = 0;
        break;
    case OL_SLOT_STRING:
    case OL_SLOT_RAW:
        if (ol_slot_set_str(s, c->text.s, c->text.n, &diag) != OL_OK)
        {
            ol_ereport(&diag);
        }
        break;
    case OL_SLOT_TIME_TZ:
    case OL_SLOT_INTERVAL:
    case OL_SLOT_ROWID:
    {
        Oid oid = ol_pg_rep_oid(c->type.rep);
        Oid input;
        Oid param;

        getTypeInputInfo(oid, &input, &param);
        ol_slot_from_datum(s, &c->type, OidInputFunctionCall(input, pnstrdup(c->text.s, c->text.n), param, -1), false);
        break;
    }
    default:
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "PL/SQL constant of this type");
    }
}

OlVmUnit *ol_vm_unit_load(const OlProgram *p, OlDiag *diag)
{
    OlVmUnit *volatile unit = NULL;
    MemoryContext old = CurrentMemoryContext;
    volatile MemoryContext mcxt = NULL;

    PG_TRY();
    {
        OlVmUnit *u;
        OlArena *arena;

        mcxt = AllocSetContextCreate(TopMemoryContext, "oliphant plsql unit", ALLOCSET_SMALL_SIZES);
        MemoryContextSwitchTo(mcxt);
        arena = ol_pg_arena_new(mcxt);
        if (!p->verified && ol_program_verify(arena, p, diag) != OL_OK)
        {
            ol_ereport(diag);
        }
        u = palloc0(sizeof *u);
        u->p = p;
        u->mcxt = mcxt;
        u->consts = palloc0(sizeof(OlSlot) * Max(p->nconsts, 1));
        unit = u;
        for (int i = 0; i < p->nconsts; i++)
        {
            u->consts[i].null = 1;
        }
        for (int i = 0; i < p->nconsts; i++)
        {
            load_const(&u->consts[i], &p->consts[i]);
        }
        u->elems = palloc0(sizeof *u->elems * Max(p->ntypes, 1));
        for (int i = 0; i < p->ntypes; i++)
        {
            u->elems[i] = make_elem(u, i, 0);
        }
        u->functions = palloc0(sizeof *u->functions * Max(p->nfunctions, 1));
        u->hosts = palloc0(sizeof *u->hosts * Max(p->nhosts, 1));
        u->sqls = palloc0(sizeof *u->sqls * Max(p->nsqls, 1));
        u->units = palloc0(sizeof *u->units * Max(p->nunits, 1));
        u->units[0] = u;
        u->externals = palloc(sizeof *u->externals * Max(p->nexternals, 1));
        for (int i = 0; i < p->nexternals; i++)
        {
            u->externals[i] = -1;
        }
        u->globals = palloc0(sizeof(OlSlot) * Max(p->nglobals, 1));
        for (int i = 0; i < p->nglobals; i++)
        {
            u->globals[i].null = 1;
        }
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        (void)ol_vm_pg_error(old, diag);
        if (unit != NULL)
        {
            ol_vm_unit_free(unit);
        }
        else if (mcxt != NULL)
        {
            MemoryContextDelete(mcxt);
        }
        unit = NULL;
    }
    PG_END_TRY();
    return unit;
}

void ol_vm_unit_free(OlVmUnit *u)
{
    Assert(u->running == 0);
    for (int i = 0; i < u->p->nconsts; i++)
    {
        ol_slot_release(&u->consts[i]);
    }
    if (u->globals != NULL)
    {
        for (int i = 0; i < u->p->nglobals; i++)
        {
            ol_slot_release(&u->globals[i]);
        }
    }
    if (u->sqls != NULL)
    {
        for (int i = 0; i < u->p->nsqls; i++)
        {
            ol_vm_plan_drop(u->sqls[i].plan);
        }
    }
    MemoryContextDelete(u->mcxt);
}

bool ol_vm_unit_running(const OlVmUnit *u)
{
    return u->running > 0;
}

const OlProgram *ol_vm_unit_program(const OlVmUnit *u)
{
    return u->p;
}

static uint64 epoch;

void ol_vm_relink(void)
{
    epoch++;
}

uint64_t ol_vm_links(void)
{
    return epoch;
}

void ol_vm_unit_set_owner(OlVmUnit *u, Oid owner, const char *schema)
{
    u->owner = owner;
    u->schema = schema;
}

bool ol_vm_unit_initialised(const OlVmUnit *u)
{
    return u->initialised;
}

OlVmUnit *ol_vm_unit_ref(OlVmUnit *unit, int n, OlDiag *diag)
{
    const OlBcUnitRef *ref = &unit->p->units[n];

    if (unit->epoch != epoch)
    {
        for (int i = 1; i < unit->p->nunits; i++)
        {
            unit->units[i] = NULL;
        }
        for (int i = 0; i < unit->p->nexternals; i++)
        {
            unit->externals[i] = -1;
        }
        unit->epoch = epoch;
    }
    if (unit->units[n] == NULL)
    {
        if (find_unit == NULL)
        {
            char name[300];

            snprintf(name, sizeof name, ": \"%.*s.%.*s\"", OL_STR_ARG(ref->schema), OL_STR_ARG(ref->name));
            (void)ol_diag_set(diag, OL_ERR_UNIT_NOT_FOUND, -1, name);
            return NULL;
        }
        unit->units[n] = find_unit(ref->kind, ref->schema, ref->name, diag);
    }
    return unit->units[n];
}

OlVmUnit *ol_vm_unit_named(OlObjectKind kind, OlStr schema, OlStr name, OlDiag *diag)
{
    if (find_unit == NULL)
    {
        (void)ol_diag_set(diag, OL_ERR_UNIT_NOT_FOUND, -1, "");
        return NULL;
    }
    return find_unit(kind, schema, name, diag);
}
