/*
 * vm_run.c - the loop of the PL/SQL machine: instructions, calls, unwinding.
 *
 * Errors are statuses: an instruction that fails fills a diag and goes to `fail`, where it becomes an exception that walks the
 * frames. What enters PostgreSQL does so in functions of other files, under PG_TRY; so nothing jumps through this loop.
 * Registers of one kind keep it for the whole routine (the verifier has seen to it): scalars are written without looking at
 * what stood there, references are counted.
 *
 * See also:  defs/opcodes.def (meaning of each instruction), vm_int.h, plc/program.h
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "oratype/decimal.h"
#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/plan_run.h"
#include "vm/vm_cursor.h"
#include "vm/vm_int.h"

enum
{
    SEGMENT_BYTES = 256 * 1024,
    CHECK_EVERY = 1000 /* backward jumps and calls between looks at interrupts */
};

/* --- frames: a stack of segments, so that registers never move ----------------------------------------------------------- */

typedef struct Segment
{
    struct Segment *below;
    struct Segment *above; /* kept empty for the next time */
    size_t used;
    size_t cap;
    _Alignas(16) char data[];
} Segment;

OlVm *ol_vm_now;
static Segment *stack;
static int depth;

int ol_vm_depth(void)
{
    return depth;
}

static void *stack_take(size_t bytes, OlDiag *diag)
{
    Segment *s = stack;
    void *p;

    if (s == NULL || s->cap - s->used < bytes)
    {
        Segment *next = s != NULL ? s->above : NULL;

        if (next != NULL && next->cap < bytes)
        {
            ol_vm_free(next, sizeof *next + next->cap);
            s->above = next = NULL;
        }
        if (next == NULL)
        {
            size_t cap = Max((size_t)SEGMENT_BYTES, bytes);

            next = ol_vm_alloc(sizeof *next + cap, diag);
            if (next == NULL)
            {
                return NULL;
            }
            next->below = s;
            next->above = NULL;
            next->cap = cap;
            if (s != NULL)
            {
                s->above = next;
            }
        }
        next->used = 0;
        stack = s = next;
    }
    p = s->data + s->used;
    s->used += bytes;
    return p;
}

static void stack_give(size_t bytes)
{
    stack->used -= bytes;
    if (stack->used == 0 && stack->below != NULL)
    {
        Segment *empty = stack;

        stack = stack->below;
        if (empty->above != NULL) /* one spare is enough */
        {
            ol_vm_free(empty->above, sizeof(Segment) + empty->above->cap);
            empty->above = NULL;
        }
    }
}

#define FRAME_BYTES (MAXALIGN(sizeof(OlVmFrame)) + 16 - MAXALIGN(sizeof(OlVmFrame)) % 16)

/* AUTHID DEFINER: the owner's rights, and names as in its schema. Undone when the frame goes, however that is. */
static void become_owner(OlVmFrame *f, const OlVmUnit *unit)
{
    GetUserIdAndSecContext(&f->saved_user, &f->saved_sec);
    f->saved_schema = ol_pg_swap_unit_schema(unit->schema);
    if (f->saved_user != unit->owner)
    {
        SetUserIdAndSecContext(unit->owner, f->saved_sec | SECURITY_LOCAL_USERID_CHANGE);
    }
    f->switched = true;
}

static OlVmFrame *frame_push(OlVm *vm, OlVmUnit *unit, const OlBcRoutine *r, OlDiag *diag)
{
    size_t bytes = FRAME_BYTES + (size_t)r->nregs * sizeof(OlSlot);
    OlVmFrame *f;

    f = stack_take(bytes, diag);
    if (f == NULL)
    {
        return NULL;
    }
    f->up = vm->top;
    f->outer = NULL;
    f->unit = unit;
    f->r = r;
    f->regs = (OlSlot *)((char *)f + FRAME_BYTES);
    f->pc = r->code;
    f->current = vm->top != NULL ? vm->top->current : NULL;
    f->handlers = NULL;
    f->nhandlers = 0;
    f->call_list = OL_OPERAND_NONE;
    f->call_result = OL_OPERAND_NONE;
    f->call_op = 0;
    f->autonomous = false;
    f->nslots = bytes;
    for (int i = 0; i < r->nregs; i++)
    {
        OlSlot *s = &f->regs[i];

        s->null = 1;
        s->ref = 0;
        s->absent = 0;
    }
    f->switched = false;
    if (unit->schema != NULL && (vm->top == NULL || vm->top->unit != unit))
    {
        become_owner(f, unit);
    }
    unit->running++;
    vm->top = f;
    depth++;
    return f;
}

static void frame_pop(OlVm *vm)
{
    OlVmFrame *f = vm->top;

    for (int i = 0; i < f->r->nregs; i++)
    {
        if (f->regs[i].ref)
        {
            ol_obj_unref(f->regs[i].o);
        }
    }
    for (int i = 0; i < f->nhandlers; i++)
    {
        ol_vm_exc_unref(f->handlers[i]);
    }
    if (f->handlers != NULL)
    {
        pfree(f->handlers);
    }
    if (f->switched)
    {
        SetUserIdAndSecContext(f->saved_user, f->saved_sec);
        (void)ol_pg_swap_unit_schema(f->saved_schema);
    }
    f->unit->running--;
    vm->top = f->up;
    depth--;
    stack_give(f->nslots);
}

/* --- small helpers out of line --------------------------------------------------------------------------------------------- */

static OlStatus check_interrupts(OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    if (!InterruptPending)
    {
        return OL_OK;
    }
    PG_TRY();
    {
        CHECK_FOR_INTERRUPTS();
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    return status;
}

static int cmp_d(double a, double b)
{
    if (isnan(a))
    {
        return isnan(b) ? 0 : 1;
    }
    return isnan(b) ? -1 : (a > b) - (a < b);
}

/* a < 0, == 0, > 0 for values of one kind that are not NULL; collections: 0 or 1 */
int ol_vm_compare(int kind, const OlSlot *a, const OlSlot *b, bool *comparable)
{
    *comparable = true;
    switch ((OlSlotKind)kind)
    {
    case OL_SLOT_NUMBER:
        return ol_dec_cmp(&a->n, &b->n);
    case OL_SLOT_INT:
        return (a->i > b->i) - (a->i < b->i);
    case OL_SLOT_DOUBLE:
        return cmp_d(a->d, b->d);
    case OL_SLOT_BOOL:
        return (int)a->b - (int)b->b;
    case OL_SLOT_TIME:
        return (a->t > b->t) - (a->t < b->t);
    case OL_SLOT_TIME_TZ:
        return (a->z.us > b->z.us) - (a->z.us < b->z.us);
    case OL_SLOT_INTERVAL:
    {
        /* kinds are not mixed: either months or days and time */
        int64 da = a->v.days;
        int64 db = b->v.days;

        if (a->v.months != b->v.months)
        {
            return a->v.months > b->v.months ? 1 : -1;
        }
        da += a->v.us / INT64CONST(86400000000);
        db += b->v.us / INT64CONST(86400000000);
        if (da != db)
        {
            return da > db ? 1 : -1;
        }
        da = a->v.us % INT64CONST(86400000000);
        db = b->v.us % INT64CONST(86400000000);
        return (da > db) - (da < db);
    }
    case OL_SLOT_ROWID:
        return memcmp(a->raw, b->raw, 10);
    case OL_SLOT_STRING:
    case OL_SLOT_RAW:
        return ol_vstr_cmp(a->s, b->s);
    case OL_SLOT_COLL:
    {
        /* nested tables as multisets of elements; here: equal in any order, NULL elements make it unknown */
        const OlVmColl *x = a->l;
        const OlVmColl *y = b->l;

        if (x->count != y->count)
        {
            return 1;
        }
        *comparable = false; /* done by the caller's kind of element: see collections_equal */
        return 0;
    }
    default:
        *comparable = false;
        return 0;
    }
}

static bool collections_equal(const OlVmColl *x, const OlVmColl *y, int element_kind, bool *unknown)
{
    bool *used;
    bool equal = true;
    int64 kx = 0;
    OlCollEntry e;
    bool more;

    *unknown = false;
    if (x->count != y->count || x->chunked || y->chunked)
    {
        return false;
    }
    if (x->count == 0)
    {
        return true;
    }
    used = palloc0(Max(y->n, 1));
    more = ol_vcoll_first(x, false, &e);
    kx = e.k;
    while (more && equal)
    {
        const OlSlot *sx = ol_vcoll_find(x, kx);
        bool found = false;

        for (uint32 i = 0; i < y->n && !found; i++)
        {
            const OlSlot *sy = &y->items[i];
            bool comparable;

            if (sy->absent || used[i])
            {
                continue;
            }
            if (sx->null || sy->null)
            {
                *unknown = true;
                continue;
            }
            if (ol_vm_compare(element_kind, sx, sy, &comparable) == 0 && comparable)
            {
                used[i] = true;
                found = true;
            }
        }
        equal = found;
        more = ol_vcoll_step(x, kx, true, &kx);
    }
    pfree(used);
    if (equal)
    {
        *unknown = false;
    }
    return equal;
}

static OlStatus int_range(int64 v, OlSlot *a, OlDiag *diag)
{
    if (OL_UNLIKELY(v < INT32_MIN || v > INT32_MAX))
    {
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    }
    a->i = v;
    a->null = 0;
    return OL_OK;
}

static OlStatus double_to_int(double d, OlSlot *a, OlDiag *diag)
{
    double r = round(d);

    if (!(r >= INT32_MIN && r <= INT32_MAX))
    {
        return ol_diag_set(diag, OL_ERR_NUMERIC_OVERFLOW, -1);
    }
    a->i = (int64)r;
    a->null = 0;
    return OL_OK;
}

static OlStatus number_to_int(const OlDecimal *n, OlSlot *a, OlDiag *diag)
{
    int64_t v;

    if (OL_LIKELY(ol_decimal_is_int64(n, &v)) || ol_decimal_to_int64(n, &v, diag) == OL_OK)
    {
        return int_range(v, a, diag);
    }
    return OL_ERROR;
}

/* --- elements ---------------------------------------------------------------------------------------------------------------- */

/* A key given as an integer or string slot. */
static OlSlot *element_read(const OlSlot *coll, const OlSlot *key, OlDiag *diag)
{
    const OlVmColl *c;
    OlSlot *s;

    if (coll->null)
    {
        (void)ol_diag_set(diag, OL_ERR_NULL_COLLECTION, -1);
        return NULL;
    }
    c = coll->l;
    if (key->null)
    {
        (void)ol_vm_value_error(diag, ": NULL index table key value");
        return NULL;
    }
    if ((c->ckind == OL_COLL_ASSOC_STR) != (key->ref != 0))
    {
        (void)ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql element", "kind of key");
        return NULL;
    }
    s = c->ckind == OL_COLL_ASSOC_STR ? ol_vcoll_find_str(c, key->s) : ol_vcoll_find(c, key->i);
    if (s == NULL)
    {
        if (c->ckind == OL_COLL_ASSOC_INT || c->ckind == OL_COLL_ASSOC_STR)
        {
            (void)ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
        }
        else if (key->i < 1)
        {
            (void)ol_diag_set(diag, OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT, -1);
        }
        else if (key->i > (int64)c->n)
        {
            (void)ol_diag_set(diag, c->limit > 0 && key->i > (int64)c->limit ? OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT
                                                                            : OL_ERR_SUBSCRIPT_BEYOND_COUNT,
                              -1);
        }
        else
        {
            (void)ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
        }
    }
    return s;
}

/* The same for what needs no call: an element that is there, with a value kept in place, in a collection by number without holes
 * in its storage. NULL: see element_read, element_write. */
static inline OlSlot *plain_element(const OlSlot *coll, const OlSlot *key)
{
    const OlVmColl *c = coll->l;
    uint64_t at;
    OlSlot *s;

    if (coll->null || key->null || key->ref || c->chunked || c->ckind == OL_COLL_ASSOC_STR)
    {
        return NULL;
    }
    at = (uint64_t)key->i - (uint64_t)c->base;
    if (at >= c->n)
    {
        return NULL;
    }
    s = &c->items[at];
    return s->absent || s->ref ? NULL : s;
}

static OlSlot *element_write(OlSlot *coll, const OlSlot *key, OlDiag *diag)
{
    if (coll->null)
    {
        (void)ol_diag_set(diag, OL_ERR_NULL_COLLECTION, -1);
        return NULL;
    }
    if (key->null)
    {
        (void)ol_vm_value_error(diag, ": NULL index table key value");
        return NULL;
    }
    if ((coll->l->ckind == OL_COLL_ASSOC_STR) != (key->ref != 0))
    {
        (void)ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql element", "kind of key");
        return NULL;
    }
    if (ol_vcoll_own(coll, diag) != OL_OK)
    {
        return NULL;
    }
    return coll->l->ckind == OL_COLL_ASSOC_STR ? ol_vcoll_at_str(coll->l, key->s, diag) : ol_vcoll_at(coll->l, key->i, diag);
}

static OlSlot *field_write(OlSlot *rec, unsigned n, OlDiag *diag)
{
    if (rec->null)
    {
        (void)ol_diag_set(diag, OL_ERR_NULL_SELF, -1);
        return NULL;
    }
    if (n >= rec->q->n)
    {
        (void)ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql record", "field");
        return NULL;
    }
    return ol_vrec_own(rec, diag) == OL_OK ? &rec->q->f[n] : NULL;
}

static OlStatus method_read(OlSlot *a, const OlSlot *coll, int method, const OlSlot *arg, OlDiag *diag)
{
    const OlVmColl *c;
    OlCollEntry e;
    int64_t k;
    OlVmString *ks;

    if (coll->null)
    {
        if (method == OL_METH_EXISTS)
        {
            a->b = false;
            a->null = 0;
            return OL_OK;
        }
        return ol_diag_set(diag, OL_ERR_NULL_COLLECTION, -1);
    }
    c = coll->l;
    if (arg != NULL && !arg->null && (c->ckind == OL_COLL_ASSOC_STR) != (arg->ref != 0))
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql method", "kind of key");
    }
    switch (method)
    {
    case OL_METH_COUNT:
        a->i = c->count;
        a->null = 0;
        break;
    case OL_METH_LIMIT:
        a->i = c->limit;
        a->null = c->limit == 0;
        break;
    case OL_METH_FIRST:
    case OL_METH_LAST:
        if (!ol_vcoll_first(c, method == OL_METH_LAST, &e))
        {
            ol_slot_release(a);
        }
        else if (c->ckind == OL_COLL_ASSOC_STR)
        {
            e.ks->h.refs++;
            ol_slot_give(a, e.ks);
        }
        else
        {
            a->i = e.k;
            a->null = 0;
        }
        break;
    case OL_METH_EXISTS:
        a->b = !arg->null && (c->ckind == OL_COLL_ASSOC_STR ? ol_vcoll_find_str(c, arg->s) : ol_vcoll_find(c, arg->i)) != NULL;
        a->null = 0;
        break;
    case OL_METH_PRIOR:
    case OL_METH_NEXT:
        if (arg->null)
        {
            ol_slot_release(a);
        }
        else if (c->ckind == OL_COLL_ASSOC_STR)
        {
            if (ol_vcoll_step_str(c, arg->s, method == OL_METH_NEXT, &ks))
            {
                ks->h.refs++;
                ol_slot_give(a, ks);
            }
            else
            {
                ol_slot_release(a);
            }
        }
        else if (ol_vcoll_step(c, arg->i, method == OL_METH_NEXT, &k))
        {
            a->i = k;
            a->null = 0;
        }
        else
        {
            ol_slot_release(a);
        }
        break;
    default:
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql method", "number");
    }
    return OL_OK;
}

static OlStatus method_write(OlSlot *coll, int method, const OlSlot *a, const OlSlot *b, OlDiag *diag)
{
    OlVmColl *c;

    if (coll->null)
    {
        return ol_diag_set(diag, OL_ERR_NULL_COLLECTION, -1);
    }
    if ((a != NULL && a->null) || (b != NULL && b->null))
    {
        return method == OL_METH_DELETE ? OL_OK : ol_vm_value_error(diag, ": NULL argument of a collection method");
    }
    if (ol_vcoll_own(coll, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    c = coll->l;
    switch (method)
    {
    case OL_METH_EXTEND:
    case OL_METH_TRIM:
        if (c->ckind == OL_COLL_ASSOC_INT || c->ckind == OL_COLL_ASSOC_STR || (a != NULL && a->ref) || (b != NULL && b->ref))
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql method", "kind of collection");
        }
        if (method == OL_METH_TRIM)
        {
            return ol_vcoll_trim(c, a != NULL ? a->i : 1, diag);
        }
        return ol_vcoll_extend(c, a != NULL ? a->i : 1, b != NULL ? b->i : 0, b != NULL, diag);
    case OL_METH_DELETE:
        if (a == NULL)
        {
            return ol_vcoll_delete_all(c, diag);
        }
        if ((c->ckind == OL_COLL_ASSOC_STR) != (a->ref != 0) || (b != NULL && b->ref != a->ref))
        {
            return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql method", "kind of key");
        }
        if (a->ref)
        {
            return ol_vcoll_delete_str(c, a->s, b != NULL ? b->s : a->s, diag);
        }
        return ol_vcoll_delete(c, a->i, b != NULL ? b->i : a->i, diag);
    default:
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql method", "number");
    }
}

static OlStatus new_collection(OlVmFrame *f, const OlInstr *i, OlSlot *a, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcType *t = &p->types[i->b];
    OlCollKind kind = t->class_ == OL_PLT_ASSOC   ? (t->index == OL_SLOT_STRING ? OL_COLL_ASSOC_STR : OL_COLL_ASSOC_INT)
                      : t->class_ == OL_PLT_TABLE ? OL_COLL_NESTED
                                                  : OL_COLL_VARRAY;
    OlVmColl *c = ol_vcoll_new(kind, kind == OL_COLL_VARRAY ? (uint32)Max(t->limit, 0) : 0, ol_vm_elem_of(f->unit, t->element), diag);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (i->c != OL_OPERAND_NONE)
    {
        const OlBcOperandList *list = &p->lists[i->c];

        if (kind == OL_COLL_VARRAY && list->n > (unsigned)t->limit)
        {
            ol_obj_unref(&c->h);
            return ol_diag_set(diag, OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT, -1);
        }
        for (int k = 0; k < list->n; k++)
        {
            OlSlot *s = ol_vcoll_append(c, diag);

            if (s == NULL)
            {
                ol_obj_unref(&c->h);
                return OL_ERROR;
            }
            ol_slot_copy(s, ol_vm_operand(f, p->operands[list->start + k]));
        }
    }
    ol_slot_give(a, c);
    return OL_OK;
}

/* --- calls -------------------------------------------------------------------------------------------------------------------- */

static OlVmFrame *static_parent(OlVmFrame *f, OlVmUnit *unit, int parent)
{
    const OlBcRoutine *r;

    if (parent < 0)
    {
        return NULL;
    }
    r = &unit->p->routines[parent];
    while (f != NULL && (f->unit != unit || f->r != r))
    {
        f = f->outer;
    }
    return f;
}

static bool takes_in(const OlBcParam *p)
{
    return p->mode != OL_MODE_OUT;
}

static bool gives_out(const OlBcParam *p)
{
    return p->mode != OL_MODE_IN;
}

/* Parameters and results are moved between units by kind: what the two programs say of them must agree. */
static bool same_shape(const OlVmUnit *a, const OlBcExternal *x, const OlVmUnit *b, const OlBcRoutine *r)
{
    if (x->nparams != r->nparams || (x->result_type >= 0) != (r->result_type >= 0))
    {
        return false;
    }
    if (x->result_type >= 0 && a->p->types[x->result_type].kind != b->p->types[r->result_type].kind)
    {
        return false;
    }
    for (int i = 0; i < x->nparams; i++)
    {
        if (x->params[i].mode != r->params[i].mode || a->p->types[x->params[i].type].kind != b->p->types[r->params[i].type].kind)
        {
            return false;
        }
    }
    return true;
}

static OlVmUnit *external(OlVmUnit *unit, int n, int *routine, OlDiag *diag)
{
    const OlBcExternal *x = &unit->p->externals[n];
    OlVmUnit *target = ol_vm_unit_ref(unit, x->unit, diag);
    OlVmUnit *code;

    if (target == NULL)
    {
        return NULL;
    }
    code = target->body != NULL ? target->body : target;
    if (unit->externals[n] < 0)
    {
        for (int i = 0; i < code->p->nroutines && unit->externals[n] < 0; i++)
        {
            const OlBcRoutine *r = &code->p->routines[i];

            if (r->has_code && ol_str_eq(r->name, x->name) && ol_str_eq(r->signature, x->signature) && same_shape(unit, x, code, r))
            {
                unit->externals[n] = i;
            }
        }
        if (unit->externals[n] < 0)
        {
            char name[400];

            snprintf(name, sizeof name, ": \"%.*s.%.*s\"", OL_STR_ARG(target->p->schema), OL_STR_ARG(target->p->name));
            (void)ol_diag_set(diag, OL_ERR_UNIT_NOT_FOUND, -1, name);
            return NULL;
        }
    }
    *routine = unit->externals[n];
    return code;
}

static OlStatus autonomous_enter(OlVmFrame *f, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    PG_TRY();
    {
        ol_vm_host->autonomous_begin();
        f->autonomous = true;
        f->sql_depth = ol_vm_sql_depth;
        ol_vm_sql_depth = 0;
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    return status;
}

static OlStatus autonomous_leave(OlVmFrame *f, bool ok, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    f->autonomous = false;
    ol_vm_sql_depth = f->sql_depth;
    PG_TRY();
    {
        if (ol_vm_host->autonomous_end(ok) && ok)
        {
            status = ol_diag_set(diag, OL_ERR_AUTONOMOUS_ACTIVE, -1);
        }
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    return status;
}

/* A member method of an object whose own type lies below the declared one: the nearest overriding method on the way. */
static OlStatus dispatch(OlVmFrame *f, const OlInstr *i, OlVmUnit **u, int *routine, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcExternal *x = &p->externals[i->b];
    const OlBcOperandList *list = &p->lists[i->c];
    const OlSlot *self;
    Oid declared;
    Oid at;

    if (x->nparams == 0 || list->n == 0 || !ol_str_eq_c(x->params[0].name, "SELF") || p->operands[list->start] == OL_OPERAND_NONE)
    {
        return OL_OK;
    }
    self = ol_vm_operand(f, p->operands[list->start]);
    if (self->null)
    {
        return ol_diag_set(diag, OL_ERR_SELF_NULL, -1);
    }
    if (!self->ref || self->o->kind != OL_OBJK_RECORD)
    {
        return OL_OK;
    }
    declared = p->types[x->params[0].type].scalar.pg_oid;
    at = self->q->otype;
    for (int depth = 0; depth < 64 && OidIsValid(at) && at != declared; depth++)
    {
        OlStr schema;
        OlStr name;
        Oid super;
        OlVmUnit *own;

        if (!ol_vm_type_names(at, &schema, &name, &super))
        {
            break;
        }
        own = ol_vm_unit_named(OL_OBJ_TYPE, schema, name, diag);
        if (own == NULL)
        {
            return OL_ERROR;
        }
        own = own->body != NULL ? own->body : own;
        for (int k = 0; k < own->p->nroutines; k++)
        {
            const OlBcRoutine *r = &own->p->routines[k];

            if (r->has_code && ol_str_eq(r->name, x->name) && ol_str_eq(r->signature, x->signature) && same_shape(f->unit, x, own, r))
            {
                *u = own;
                *routine = k;
                return OL_OK;
            }
        }
        at = super;
    }
    return OL_OK;
}

/* The unit whose variables or routines are wanted must have run its initialisation. True: a frame for it was pushed. */
static OlStatus initialise(OlVm *vm, OlVmUnit *u, bool *pushed, OlDiag *diag)
{
    OlVmUnit *order[2];

    *pushed = false;
    order[0] = u->spec != NULL ? u->spec : u;
    order[1] = order[0]->body;
    for (int i = 0; i < 2; i++)
    {
        OlVmUnit *x = order[i];
        OlVmFrame *f;

        if (x == NULL || x->initialised || x->initialising)
        {
            continue;
        }
        if ((x->p->kind != OL_OBJ_PACKAGE && x->p->kind != OL_OBJ_PACKAGE_BODY) || x->p->nroutines == 0 ||
            !x->p->routines[0].has_code)
        {
            x->initialised = true;
            continue;
        }
        f = frame_push(vm, x, &x->p->routines[0], diag);
        if (f == NULL)
        {
            return OL_ERROR;
        }
        f->call_op = 2;
        x->initialising = true;
        *pushed = true;
        return OL_OK;
    }
    return OL_OK;
}

static inline bool needs_init(const OlVmUnit *u)
{
    return u->spec != NULL ? !u->spec->initialised || !u->initialised : !u->initialised || (u->body != NULL && !u->body->initialised);
}

static OlStatus enter(OlVm *vm, OlVmFrame *f, OlVmUnit *unit, int routine, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcRoutine *r = &unit->p->routines[routine];
    const OlBcOperandList *list = &p->lists[i->c];
    const uint16_t *ops = p->operands + list->start;
    OlVmFrame *callee;

    if (list->n != r->nparams)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql call", "number of arguments");
    }
    callee = frame_push(vm, unit, r, diag);
    if (callee == NULL)
    {
        return OL_ERROR;
    }
    callee->call_op = 1;
    callee->call_list = i->c;
    callee->call_result = i->a;
    callee->outer = static_parent(f, unit, r->parent);
    for (int k = 0; k < r->nparams; k++)
    {
        const OlBcParam *param = &r->params[k];
        OlSlot *to = &callee->regs[k];

        if (ops[k] == OL_OPERAND_NONE)
        {
            to->absent = 1;
        }
        else if (!takes_in(param))
        {
            if (unit->elems[param->type] != NULL && ol_slot_begin(to, unit->elems[param->type], diag) != OL_OK)
            {
                frame_pop(vm);
                return OL_ERROR;
            }
        }
        else
        {
            OlSlot *from = ol_vm_operand(f, ops[k]);

            if (param->mode == OL_MODE_IN_OUT && param->nocopy && (ops[k] & OL_OPERAND_CONST) == 0)
            {
                ol_slot_move(to, from);
            }
            else
            {
                ol_slot_copy(to, from);
            }
        }
    }
    if (r->autonomous && autonomous_enter(callee, diag) != OL_OK)
    {
        frame_pop(vm);
        return OL_ERROR;
    }
    return OL_OK;
}

/* Back to the caller: OUT values, then the result. */
static void leave(OlVm *vm)
{
    OlVmFrame *f = vm->top;
    OlVmFrame *up = f->up;

    if (f->call_op == 1)
    {
        const OlProgram *p = up->unit->p;
        const uint16_t *ops = p->operands + p->lists[f->call_list].start;

        for (int k = 0; k < f->r->nparams; k++)
        {
            if (gives_out(&f->r->params[k]) && (ops[k] & OL_OPERAND_CONST) == 0)
            {
                ol_slot_move(&up->regs[ops[k]], &f->regs[k]);
            }
        }
        if (f->call_result != OL_OPERAND_NONE && f->r->is_function)
        {
            ol_slot_move(&up->regs[f->call_result], &f->regs[f->r->result_reg]);
        }
    }
    else if (f->call_op == 2)
    {
        f->unit->initialised = true;
        f->unit->initialising = false;
    }
    frame_pop(vm);
}

/* A frame that an exception leaves: NOCOPY arguments go back as they are. */
static void leave_failed(OlVm *vm)
{
    OlVmFrame *f = vm->top;
    OlDiag diag;

    if (f->autonomous)
    {
        (void)autonomous_leave(f, false, &diag);
    }

    if (f->call_op == 1)
    {
        const OlProgram *p = f->up->unit->p;
        const uint16_t *ops = p->operands + p->lists[f->call_list].start;

        for (int k = 0; k < f->r->nparams; k++)
        {
            const OlBcParam *param = &f->r->params[k];

            if (param->mode == OL_MODE_IN_OUT && param->nocopy && (ops[k] & OL_OPERAND_CONST) == 0)
            {
                ol_slot_move(&f->up->regs[ops[k]], &f->regs[k]);
            }
        }
    }
    else if (f->call_op == 2)
    {
        f->unit->initialising = false;
    }
    frame_pop(vm);
}

static OlStatus host_call(OlVm *vm, OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlProgram *p = f->unit->p;
    const OlBcHost *h = &p->hosts[i->b];
    const OlBcOperandList *list = &p->lists[i->c];
    OlSlot nothing[32];
    OlSlot *args[32];
    OlSlot result;
    OlStatus status;

    if (list->n != h->nparams || list->n > 32)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql host call", "number of arguments");
    }
    if (f->unit->hosts[i->b] == NULL)
    {
        f->unit->hosts[i->b] = ol_vm_host_find(h->name, h->signature);
        if (f->unit->hosts[i->b] == NULL)
        {
            char name[200];

            snprintf(name, sizeof name, "%.*s", OL_STR_ARG(h->name));
            return ol_vm_unsupported(diag, name);
        }
    }
    for (int k = 0; k < list->n; k++)
    {
        unsigned op = p->operands[list->start + k];

        if (op == OL_OPERAND_NONE || ((op & OL_OPERAND_CONST) != 0 && gives_out(&h->params[k])))
        {
            memset(&nothing[k], 0, sizeof nothing[k]);
            nothing[k].null = 1;
            nothing[k].absent = op == OL_OPERAND_NONE;
            args[k] = &nothing[k];
        }
        else
        {
            args[k] = ol_vm_operand(f, op);
        }
    }
    memset(&result, 0, sizeof result);
    result.null = 1;
    status = f->unit->hosts[i->b](&result, args, list->n, diag);
    for (int k = 0; k < list->n; k++)
    {
        if (args[k] == &nothing[k])
        {
            ol_slot_release(&nothing[k]);
        }
    }
    if (status == OL_OK && i->a != OL_OPERAND_NONE)
    {
        ol_slot_move(&f->regs[i->a], &result);
    }
    ol_slot_release(&result);
    return status;
}

static OlVmExc *raise_app(OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    const OlSlot *code = ol_vm_operand(f, i->a);
    const OlSlot *text = ol_vm_operand(f, i->b);
    const OlSlot *keep = ol_vm_operand(f, i->c);
    int64_t n = 0;
    char *message;
    OlVmExc *e;
    OlDecimal zero = OL_DECIMAL_ZERO;

    if (code->null || ol_decimal_to_int64(&code->n, &n, diag) != OL_OK || n < -20999 || n > -20000)
    {
        char shown[OL_DECIMAL_TEXT_MAX + 1] = "";

        if (!code->null)
        {
            shown[ol_decimal_to_text(&code->n, '.', shown)] = '\0';
        }
        (void)zero;
        (void)ol_diag_set(diag, OL_ERR_ERROR_NUMBER_RANGE, -1, shown);
        return ol_vm_exc_from_diag(diag);
    }
    message = MemoryContextAlloc(TopMemoryContext, 2048 + 64 + 1024);
    snprintf(message, 2048 + 64, "ORA-%05d: %.*s", (int)-n, text->null ? 0 : (int)Min(text->s->len, 2048),
             text->null ? "" : text->s->s);
    if (!keep->null && keep->b && f->current != NULL)
    {
        size_t have = strlen(message);

        snprintf(message + have, 2048 + 64 + 1024 - have, "\n%s", f->current->text);
    }
    e = ol_vm_exc_text((int)n, message);
    pfree(message);
    return e;
}

static void set_current(OlVmFrame *f, unsigned n, OlVmExc *e)
{
    if (n >= f->nhandlers)
    {
        unsigned have = f->nhandlers;

        f->handlers = f->handlers == NULL ? MemoryContextAlloc(TopMemoryContext, (n + 1) * sizeof *f->handlers)
                                          : repalloc(f->handlers, (n + 1) * sizeof *f->handlers);
        for (unsigned k = have; k <= n; k++)
        {
            f->handlers[k] = NULL;
        }
        f->nhandlers = (uint16_t)(n + 1);
    }
    ol_vm_exc_ref(e);
    ol_vm_exc_unref(f->handlers[n]);
    f->handlers[n] = e;
    f->current = e;
}

static OlStatus sqlerrm(OlVmFrame *f, const OlInstr *i, OlDiag *diag)
{
    char text[OL_DIAG_TEXT_MAX + 64];
    size_t n;

    if (i->b == OL_OPERAND_NONE)
    {
        if (f->current != NULL)
        {
            if (f->current->code == 1)
            {
                return ol_slot_set_str(&f->regs[i->a], "User-Defined Exception", 22, diag);
            }
            return ol_slot_set_str(&f->regs[i->a], f->current->text, strlen(f->current->text), diag);
        }
        n = ol_vm_sqlerrm(0, text, sizeof text);
    }
    else
    {
        const OlSlot *code = ol_vm_operand(f, i->b);

        n = ol_vm_sqlerrm(code->null ? 0 : (int)code->i, text, sizeof text);
    }
    return ol_slot_set_str(&f->regs[i->a], text, Min(n, sizeof text - 1), diag);
}

static OlVmFrame *levels_out(OlVmFrame *f, unsigned n)
{
    while (n > 0 && f != NULL)
    {
        f = f->outer;
        n--;
    }
    return f;
}

/* A variable of another frame or unit must hold what the register expects; programs are verified one by one. */
static OlStatus wrong_kind(OlDiag *diag)
{
    return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql variable", "kind");
}

/* What comes out of a record or collection goes into a register of some kind: a reference only into one that expects it. */
static OlStatus guarded_copy(const OlVmFrame *f, unsigned reg, const OlSlot *from, OlDiag *diag)
{
    int kind = f->r->reg_kinds[reg];

    if (OL_UNLIKELY(!from->null && (from->ref != 0) != OL_SLOT_IS_REF(kind)))
    {
        return wrong_kind(diag);
    }
    if (from->ref)
    {
        static const uint8_t expected[OL_SLOT_COUNT] = {
            [OL_SLOT_STRING] = OL_OBJK_STRING, [OL_SLOT_RAW] = OL_OBJK_STRING, [OL_SLOT_RECORD] = OL_OBJK_RECORD,
            [OL_SLOT_COLL] = OL_OBJK_COLL,     [OL_SLOT_CURSOR] = OL_OBJK_CURSOR,
        };

        if (OL_UNLIKELY(from->o->kind != expected[kind]))
        {
            return wrong_kind(diag);
        }
    }
    ol_slot_copy(&f->regs[reg], from);
    return OL_OK;
}

static OlStatus method_result(const OlVmFrame *f, unsigned reg, const OlSlot *coll, int method, const OlSlot *arg, OlDiag *diag)
{
    OlSlot out;
    OlStatus status;

    out.null = 1;
    out.ref = 0;
    out.absent = 0;
    status = method_read(&out, coll, method, arg, diag);
    if (status == OL_OK)
    {
        status = guarded_copy(f, reg, &out, diag);
    }
    ol_slot_release(&out);
    return status;
}

/* --- the loop ------------------------------------------------------------------------------------------------------------------- */

#define A (&regs[i->a])
#define V(x) ol_vm_operand_fast(regs, consts, x)
#define TRY(call)                                                                                                       \
    do                                                                                                                  \
    {                                                                                                                   \
        if (OL_UNLIKELY((call) != OL_OK))                                                                               \
            goto fail;                                                                                                  \
    } while (0)
#define NEXT                                                                                                            \
    do                                                                                                                  \
    {                                                                                                                   \
        i = pc++;                                                                                                       \
        goto *labels[i->op];                                                                                            \
    } while (0)
#define JUMP_C (pc += (int16_t)i->c)
/* Backward jumps and calls look at interrupts now and then. */
#define TICK                                                                                                            \
    do                                                                                                                  \
    {                                                                                                                   \
        if (OL_UNLIKELY(--ticks <= 0))                                                                                  \
        {                                                                                                               \
            ticks = CHECK_EVERY;                                                                                        \
            TRY(check_interrupts(diag));                                                                                \
        }                                                                                                               \
    } while (0)
#define LOAD_FRAME                                                                                                      \
    do                                                                                                                  \
    {                                                                                                                   \
        f = vm->top;                                                                                                    \
        regs = f->regs;                                                                                                 \
        consts = f->unit->consts;                                                                                       \
        pc = f->pc;                                                                                                     \
    } while (0)

static inline OlSlot *ol_vm_operand_fast(OlSlot *regs, OlSlot *consts, unsigned x)
{
    return (x & OL_OPERAND_CONST) != 0 ? &consts[x & 0x7fff] : &regs[x];
}

/* Comparisons of one kind: values, then the six that jump. */
#define COMPARE_OP(name, expr)                                                                                          \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->b);                                                                                      \
        const OlSlot *y = V(i->c);                                                                                      \
        OlSlot *to = A;                                                                                                 \
        to->null = x->null | y->null;                                                                                   \
        if (!to->null)                                                                                                  \
            to->b = (expr);                                                                                             \
        NEXT;                                                                                                           \
    }
#define JUMP_OP(name, expr)                                                                                             \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->a);                                                                                      \
        const OlSlot *y = V(i->b);                                                                                      \
        if (!(x->null | y->null) && (expr))                                                                             \
        {                                                                                                               \
            JUMP_C;                                                                                                     \
            if ((int16_t)i->c < 0)                                                                                      \
                TICK;                                                                                                   \
        }                                                                                                               \
        NEXT;                                                                                                           \
    }
#define JUMPN_OP(name, expr)                                                                                            \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->a);                                                                                      \
        const OlSlot *y = V(i->b);                                                                                      \
        if ((x->null | y->null) || !(expr))                                                                             \
        {                                                                                                               \
            JUMP_C;                                                                                                     \
            if ((int16_t)i->c < 0)                                                                                      \
                TICK;                                                                                                   \
        }                                                                                                               \
        NEXT;                                                                                                           \
    }
#define COMPARE_FAMILY(K, cmp)                                                                                          \
    COMPARE_OP(LT_##K, cmp < 0)                                                                                         \
    COMPARE_OP(LE_##K, cmp <= 0)                                                                                        \
    COMPARE_OP(EQ_##K, cmp == 0)                                                                                        \
    COMPARE_OP(NE_##K, cmp != 0)                                                                                        \
    JUMP_OP(JLT_##K, cmp < 0)                                                                                           \
    JUMP_OP(JLE_##K, cmp <= 0)                                                                                          \
    JUMP_OP(JEQ_##K, cmp == 0)                                                                                          \
    JUMP_OP(JNE_##K, cmp != 0)                                                                                          \
    JUMPN_OP(JNLT_##K, cmp < 0)                                                                                         \
    JUMPN_OP(JNLE_##K, cmp <= 0)                                                                                        \
    JUMPN_OP(JNEQ_##K, cmp == 0)                                                                                        \
    JUMPN_OP(JNNE_##K, cmp != 0)
#define ARITH_N(name, fn)                                                                                               \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->b);                                                                                      \
        const OlSlot *y = V(i->c);                                                                                      \
        OlSlot *to = A;                                                                                                 \
        if (OL_LIKELY(!(x->null | y->null)))                                                                            \
        {                                                                                                               \
            TRY(fn(&x->n, &y->n, &to->n, diag));                                                                        \
            to->null = 0;                                                                                               \
        }                                                                                                               \
        else                                                                                                            \
            to->null = 1;                                                                                               \
        NEXT;                                                                                                           \
    }
#define ARITH_I(name, expr)                                                                                             \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->b);                                                                                      \
        const OlSlot *y = V(i->c);                                                                                      \
        OlSlot *to = A;                                                                                                 \
        if (OL_LIKELY(!(x->null | y->null)))                                                                            \
            TRY(int_range((expr), to, diag));                                                                           \
        else                                                                                                            \
            to->null = 1;                                                                                               \
        NEXT;                                                                                                           \
    }
#define ARITH_D(name, expr)                                                                                             \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->b);                                                                                      \
        const OlSlot *y = V(i->c);                                                                                      \
        OlSlot *to = A;                                                                                                 \
        to->null = x->null | y->null;                                                                                   \
        to->d = (expr);                                                                                                 \
        NEXT;                                                                                                           \
    }
#define CONVERT(name, action)                                                                                           \
    L_##name:                                                                                                           \
    {                                                                                                                   \
        const OlSlot *x = V(i->b);                                                                                      \
        OlSlot *to = A;                                                                                                 \
        if (x->null)                                                                                                    \
            ol_slot_release(to);                                                                                        \
        else                                                                                                            \
        {                                                                                                               \
            action;                                                                                                     \
        }                                                                                                               \
        NEXT;                                                                                                           \
    }
#define SCALAR(action)                                                                                                  \
    {                                                                                                                   \
        action;                                                                                                         \
        to->null = 0;                                                                                                   \
    }

static OlStatus run(OlVm *vm, OlDiag *diag)
{
    static const void *const labels[OL_OP_COUNT] = {
#define OL_OP(name, operands, flags, meaning) [OL_OP_##name] = &&L_##name,
#include "../../defs/opcodes.def"
#undef OL_OP
    };
    OlVmFrame *f;
    OlSlot *regs;
    OlSlot *consts;
    const OlInstr *pc;
    const OlInstr *i;
    OlSlot *addr = NULL;
    int ticks = CHECK_EVERY;
    unsigned method = 0;
    uint32_t maxlen = 0;
    bool maxlen_chars = false;

    LOAD_FRAME;
    NEXT;

    /* --- moving --- */
L_NOP:
    NEXT;
L_MOV:
{
    const OlSlot *from = V(i->b);
    OlSlot *to = A;

    if (OL_LIKELY(!(from->ref | to->ref)))
    {
        to->n = from->n; /* the widest of the values kept in place */
        to->null = from->null;
    }
    else
    {
        ol_slot_copy(to, from);
    }
    NEXT;
}
L_TAKE:
    ol_slot_move(A, &regs[i->b]);
    NEXT;
L_SETNULL:
    ol_slot_release(A);
    NEXT;
L_GETUP:
L_SETUP:
L_ADDR_UP:
{
    OlVmFrame *other = levels_out(f, i->b);

    if (other == NULL || i->c >= other->r->nregs)
    {
        (void)wrong_kind(diag);
        goto fail;
    }
    if (i->op == OL_OP_ADDR_UP)
    {
        addr = &other->regs[i->c];
        NEXT;
    }
    if ((i->op == OL_OP_GETUP || (i->a & OL_OPERAND_CONST) == 0) && other->r->reg_kinds[i->c] != f->r->reg_kinds[i->a])
    {
        (void)wrong_kind(diag);
        goto fail;
    }
    if (i->op == OL_OP_GETUP)
    {
        ol_slot_copy(A, &other->regs[i->c]);
    }
    else
    {
        const OlSlot *from = V(i->a);

        if ((i->a & OL_OPERAND_CONST) != 0 && f->unit->p->consts[i->a & 0x7fff].kind != other->r->reg_kinds[i->c])
        {
            (void)wrong_kind(diag);
            goto fail;
        }
        ol_slot_copy(&other->regs[i->c], from);
    }
    NEXT;
}
L_GETGLOBAL:
L_SETGLOBAL:
L_ADDR_GLOBAL:
{
    OlVmUnit *u = i->b == 0 ? f->unit : ol_vm_unit_ref(f->unit, i->b, diag);
    int kind;

    if (u == NULL)
    {
        goto fail;
    }
    if (OL_UNLIKELY(needs_init(u)))
    {
        bool pushed;

        f->pc = pc - 1;
        TRY(initialise(vm, u, &pushed, diag));
        if (pushed)
        {
            LOAD_FRAME;
            NEXT;
        }
    }
    if (i->c >= u->p->nglobals)
    {
        (void)wrong_kind(diag);
        goto fail;
    }
    kind = u->p->types[u->p->globals[i->c].type].kind;
    if (i->op == OL_OP_ADDR_GLOBAL)
    {
        addr = &u->globals[i->c];
        NEXT;
    }
    if (kind != ((i->a & OL_OPERAND_CONST) != 0 ? f->unit->p->consts[i->a & 0x7fff].kind : f->r->reg_kinds[i->a]))
    {
        (void)wrong_kind(diag);
        goto fail;
    }
    if (i->op == OL_OP_GETGLOBAL)
    {
        ol_slot_copy(A, &u->globals[i->c]);
    }
    else
    {
        ol_slot_copy(&u->globals[i->c], V(i->a));
    }
    NEXT;
}

    /* --- jumps --- */
L_JMP:
{
    int32_t distance = OL_JUMP32(*i);

    pc += distance;
    if (distance < 0)
    {
        TICK;
    }
    NEXT;
}
L_JT:
{
    const OlSlot *x = V(i->a);

    if (!x->null && x->b)
    {
        JUMP_C;
        TICK;
    }
    NEXT;
}
L_JNT:
{
    const OlSlot *x = V(i->a);

    if (x->null || !x->b)
    {
        JUMP_C;
        TICK;
    }
    NEXT;
}
L_JF:
{
    const OlSlot *x = V(i->a);

    if (!x->null && !x->b)
    {
        JUMP_C;
        TICK;
    }
    NEXT;
}
L_JNULL:
    if (V(i->a)->null)
    {
        JUMP_C;
        TICK;
    }
    NEXT;
L_JNOTNULL:
    if (!V(i->a)->null)
    {
        JUMP_C;
        TICK;
    }
    NEXT;
L_JGIVEN:
    if (i->a < f->r->nparams && !regs[i->a].absent)
    {
        JUMP_C;
    }
    NEXT;
    COMPARE_FAMILY(N, ol_dec_cmp(&x->n, &y->n))
    COMPARE_FAMILY(I, ((x->i > y->i) - (x->i < y->i)))
    COMPARE_FAMILY(D, cmp_d(x->d, y->d))
    COMPARE_FAMILY(T, ((x->t > y->t) - (x->t < y->t)))
    COMPARE_FAMILY(S, ol_vstr_cmp(x->s, y->s))
    COMPARE_FAMILY(P, ol_vstr_cmp_padded(x->s, y->s))
L_CMP:
{
    const OlSlot *x = V(i->b);
    const OlSlot *y = V(i->c);
    OlSlot *to = A;
    int kind = (i->b & OL_OPERAND_CONST) != 0 ? f->unit->p->consts[i->b & 0x7fff].kind : f->r->reg_kinds[i->b];
    int kind2 = (i->c & OL_OPERAND_CONST) != 0 ? f->unit->p->consts[i->c & 0x7fff].kind : f->r->reg_kinds[i->c];

    if (kind != kind2)
    {
        (void)wrong_kind(diag);
        goto fail;
    }
    to->null = x->null | y->null;
    if (!to->null)
    {
        bool comparable;

        to->i = ol_vm_compare(kind, x, y, &comparable);
        to->i = to->i < 0 ? -1 : to->i > 0;
        if (!comparable && kind == OL_SLOT_COLL)
        {
            bool unknown;
            int ek = OL_SLOT_STRING;
            OlCollEntry first;

            /* elements of both are of one kind; strings and RAW carry references */
            if (ol_vcoll_first(x->l, false, &first) && !x->l->chunked)
            {
                const OlSlot *s = ol_vcoll_find(x->l, first.k);

                ek = s != NULL && s->ref && s->o->kind == OL_OBJK_STRING ? OL_SLOT_STRING : OL_SLOT_NUMBER;
            }
            to->i = !collections_equal(x->l, y->l, ek, &unknown);
            to->null = unknown;
        }
        else if (!comparable)
        {
            TRY(ol_vm_unsupported(diag, "comparison of these values"));
        }
    }
    NEXT;
}
L_FORPREP:
    if (regs[i->a].null || V(i->b)->null)
    {
        TRY(ol_vm_value_error(diag, ""));
    }
    if (regs[i->a].i > V(i->b)->i)
    {
        JUMP_C;
    }
    NEXT;
L_FORLOOP:
    if (regs[i->a].i < V(i->b)->i)
    {
        regs[i->a].i++;
        JUMP_C;
        TICK;
    }
    NEXT;
L_FORPREP_REV:
    if (regs[i->a].null || V(i->b)->null)
    {
        TRY(ol_vm_value_error(diag, ""));
    }
    if (regs[i->a].i < V(i->b)->i)
    {
        JUMP_C;
    }
    NEXT;
L_FORLOOP_REV:
    if (regs[i->a].i > V(i->b)->i)
    {
        regs[i->a].i--;
        JUMP_C;
        TICK;
    }
    NEXT;

    /* --- arithmetic --- */
    ARITH_N(ADD_N, ol_dec_add)
    ARITH_N(SUB_N, ol_dec_sub)
    ARITH_N(MUL_N, ol_dec_mul)
    ARITH_N(DIV_N, ol_decimal_div)
    ARITH_N(MOD_N, ol_decimal_mod)
    ARITH_N(POW_N, ol_decimal_power)
    ARITH_I(ADD_I, x->i + y->i)
    ARITH_I(SUB_I, x->i - y->i)
    ARITH_I(MUL_I, x->i * y->i)
    ARITH_I(MOD_I, y->i == 0 ? x->i : x->i % y->i)
    CONVERT(NEG_N, SCALAR(ol_decimal_neg(&x->n, &to->n)))
    CONVERT(NEG_I, TRY(int_range(-x->i, to, diag)))
    CONVERT(NEG_D, SCALAR(to->d = -x->d))
    ARITH_D(ADD_D, x->d + y->d)
    ARITH_D(SUB_D, x->d - y->d)
    ARITH_D(MUL_D, x->d * y->d)
    ARITH_D(DIV_D, x->d / y->d)
L_MAXLEN:
    maxlen = i->a;
    maxlen_chars = i->b != 0;
    NEXT;
L_CONCAT:
{
    const OlSlot *x = V(i->b);
    const OlSlot *y = V(i->c);

    if (maxlen != 0)
    {
        uint32_t limit = maxlen;
        uint64 have;

        maxlen = 0;
        if (maxlen_chars)
        {
            have = (x->null ? 0 : (uint64)ol_vstr_chars(x->s)) + (y->null ? 0 : ol_vstr_chars(y->s));
        }
        else
        {
            have = (x->null ? 0 : (uint64)x->s->len) + (y->null ? 0 : y->s->len);
        }
        if (have > limit)
        {
            TRY(ol_vm_value_error(diag, ": character string buffer too small"));
        }
    }
    TRY(ol_vstr_concat(A, x, y, diag));
    NEXT;
}
    CONVERT(NOT, SCALAR(to->b = !x->b))
L_AND:
{
    const OlSlot *x = V(i->b);
    const OlSlot *y = V(i->c);
    bool no = (!x->null && !x->b) || (!y->null && !y->b);
    bool null = !no && (x->null || y->null);

    A->null = null;
    A->b = !no;
    NEXT;
}
L_OR:
{
    const OlSlot *x = V(i->b);
    const OlSlot *y = V(i->c);
    bool yes = (!x->null && x->b) || (!y->null && y->b);
    bool null = !yes && (x->null || y->null);

    A->null = null;
    A->b = yes;
    NEXT;
}
L_ISNULL:
L_ISNOTNULL:
{
    bool null = V(i->b)->null != 0;

    A->b = null == (i->op == OL_OP_ISNULL);
    A->null = 0;
    NEXT;
}

    /* --- conversions --- */
    CONVERT(I2N, SCALAR(int64 v = x->i; ol_decimal_from_int64(v, &to->n)))
    CONVERT(N2I, TRY(number_to_int(&x->n, to, diag)))
    CONVERT(I2D, SCALAR(double v = (double)x->i; to->d = v))
    CONVERT(D2I, TRY(double_to_int(x->d, to, diag)))
    CONVERT(N2D, SCALAR(double v = ol_decimal_to_double(&x->n); to->d = v))
    CONVERT(D2N, double v = x->d; TRY(ol_decimal_from_double(v, &to->n, diag)); to->null = 0)
    CONVERT(D2F, SCALAR(to->d = (double)(float)x->d))
    CONVERT(I2S, char text[24]; int n = snprintf(text, sizeof text, "%lld", (long long)x->i);
            TRY(ol_slot_set_str(to, text, (size_t)n, diag)))
    CONVERT(N2S, TRY(ol_vm_num_to_str(to, &x->n, diag)))
    CONVERT(S2N, TRY(ol_vm_str_to_num(to, x, diag)))

    /* --- fits --- */
L_FIT_N:
{
    const OlSlot *x = V(i->b);
    OlSlot *to = A;
    const OlType *t = &f->unit->p->types[i->c].scalar;

    if (x->null)
    {
        to->null = 1;
    }
    else
    {
        if (ol_decimal_fit(&x->n, t->precision, t->scale, &to->n, diag) != OL_OK)
        {
            TRY(ol_vm_value_error(diag, ": number precision too large"));
        }
        to->null = 0;
    }
    NEXT;
}
L_FIT_S:
{
    OlSlot *x = V(i->b);

    if (!x->null && x->s->len > i->c)
    {
        TRY(ol_vm_value_error(diag, ": character string buffer too small"));
    }
    ol_slot_copy(A, x);
    NEXT;
}
L_FIT_SC:
{
    OlSlot *x = V(i->b);

    if (!x->null && (x->s->len > 32767 || (x->s->len > i->c && ol_vstr_chars(x->s) > i->c)))
    {
        TRY(ol_vm_value_error(diag, ": character string buffer too small"));
    }
    ol_slot_copy(A, x);
    NEXT;
}
L_FIT:
    TRY(ol_vm_fit(f->unit, i->c, A, V(i->b), diag));
    NEXT;
L_NOTNULL:
    if (V(i->a)->null)
    {
        TRY(ol_vm_value_error(diag, ""));
    }
    NEXT;

    /* --- calls --- */
L_CALL:
    TICK;
    f->pc = pc;
    TRY(enter(vm, f, f->unit, i->b, i, diag));
    LOAD_FRAME;
    NEXT;
L_CALLX:
{
    int routine = 0;
    OlVmUnit *u;

    TICK;
    u = external(f->unit, i->b, &routine, diag);
    if (u == NULL)
    {
        goto fail;
    }
    if (u->p->kind == OL_OBJ_TYPE || u->p->kind == OL_OBJ_TYPE_BODY)
    {
        f->pc = pc;
        TRY(dispatch(f, i, &u, &routine, diag));
    }
    if (needs_init(u))
    {
        bool pushed;

        f->pc = pc - 1;
        TRY(initialise(vm, u, &pushed, diag));
        if (pushed)
        {
            LOAD_FRAME;
            NEXT;
        }
    }
    f->pc = pc;
    TRY(enter(vm, f, u, routine, i, diag));
    LOAD_FRAME;
    NEXT;
}
L_CALLFN:
{
    const OlBcOperandList *list = &f->unit->p->lists[i->c];
    OlSlot result;
    OlStatus status;

    result.null = 1;
    result.ref = 0;
    result.absent = 0;
    f->pc = pc;
    status = ol_vm_call_function(f->unit, i->b, &result, f, f->unit->p->operands + list->start, list->n, diag);
    if (OL_UNLIKELY(status != OL_OK))
    {
        ol_slot_release(&result);
        goto fail;
    }
    status = i->a != OL_OPERAND_NONE ? guarded_copy(f, i->a, &result, diag) : OL_OK;
    ol_slot_release(&result);
    TRY(status);
    NEXT;
}
L_HOST:
    f->pc = pc;
    TRY(host_call(vm, f, i, diag));
    NEXT;
L_RET:
    if (f->autonomous && autonomous_leave(f, true, diag) != OL_OK)
    {
        pc = f->r->code; /* no handler of its own is asked */
        goto fail;
    }
    if (f == vm->base)
    {
        return OL_OK;
    }
    leave(vm);
    LOAD_FRAME;
    NEXT;
L_NORETURN:
    (void)ol_diag_set(diag, OL_ERR_NO_RETURN_VALUE, -1);
    goto fail;

    /* --- exceptions --- */
L_RAISE:
    vm->pending = ol_vm_exc_named(f->unit, i->a);
    goto unwind;
L_RAISE_APP:
    vm->pending = raise_app(f, i, diag);
    goto unwind;
L_CATCH:
    if (vm->pending != NULL)
    {
        OlVmExc *e = vm->pending;

        vm->pending = NULL;
        set_current(f, i->a, e);
        ol_vm_exc_unref(e);
    }
    NEXT;
L_UNCATCH:
    f->current = i->a != OL_OPERAND_NONE && i->a < f->nhandlers ? f->handlers[i->a]
                 : f->up != NULL                                ? f->up->current
                 : vm->outer_run != NULL && vm->outer_run->top != NULL ? vm->outer_run->top->current
                                                                : NULL;
    NEXT;
L_RERAISE:
    if (f->current == NULL)
    {
        (void)ol_diag_set(diag, OL_ERR_PROGRAM_ERROR, -1);
        goto fail;
    }
    vm->pending = f->current;
    ol_vm_exc_ref(vm->pending);
    goto unwind;
L_SQLCODE:
    A->i = f->current == NULL ? 0 : f->current->code;
    A->null = 0;
    NEXT;
L_SQLERRM:
    TRY(sqlerrm(f, i, diag));
    NEXT;

    /* --- addresses --- */
L_ADDR_REG:
    addr = A;
    NEXT;
L_ADDR_FIELD:
    if (!addr->null && (!addr->ref || addr->o->kind != OL_OBJK_RECORD))
    {
        TRY(wrong_kind(diag));
    }
    addr = field_write(addr, i->a, diag);
    if (addr == NULL)
    {
        goto fail;
    }
    NEXT;
L_ADDR_ELEM:
    if (!addr->null && (!addr->ref || addr->o->kind != OL_OBJK_COLL))
    {
        TRY(wrong_kind(diag));
    }
    addr = element_write(addr, V(i->a), diag);
    if (addr == NULL)
    {
        goto fail;
    }
    NEXT;
L_STORE:
    ol_slot_copy(addr, V(i->a));
    NEXT;
L_ADDR_METHOD:
L_ADDR_METHOD1:
L_ADDR_METHOD2:
    if (!addr->null && (!addr->ref || addr->o->kind != OL_OBJK_COLL))
    {
        TRY(wrong_kind(diag));
    }
    TRY(method_write(addr, i->a, i->op == OL_OP_ADDR_METHOD ? NULL : V(i->b), i->op == OL_OP_ADDR_METHOD2 ? V(i->c) : NULL, diag));
    NEXT;

    /* --- records and collections --- */
L_NEWREC:
    TRY(ol_vm_slot_default(f->unit, i->b, A, diag));
    NEXT;
L_GETFIELD:
{
    const OlSlot *x = V(i->b);

    if (x->null) /* attributes of an atomically null object are NULL */
    {
        ol_slot_release(A);
        NEXT;
    }
    if (i->c >= x->q->n)
    {
        TRY(wrong_kind(diag));
    }
    TRY(guarded_copy(f, i->a, &x->q->f[i->c], diag));
    NEXT;
}
L_SETFIELD:
{
    OlSlot *to = field_write(A, i->b, diag);

    if (to == NULL)
    {
        goto fail;
    }
    ol_slot_copy(to, V(i->c));
    NEXT;
}
L_NEWCOLL:
    TRY(new_collection(f, i, A, diag));
    NEXT;
L_GETELEM:
{
    const OlSlot *x = plain_element(V(i->b), V(i->c));

    if (OL_LIKELY(x != NULL && !OL_SLOT_IS_REF(f->r->reg_kinds[i->a])))
    {
        OlSlot *to = A;

        to->n = x->n;
        to->null = x->null;
        NEXT;
    }
    x = element_read(V(i->b), V(i->c), diag);

    if (x == NULL)
    {
        goto fail;
    }
    TRY(guarded_copy(f, i->a, x, diag));
    NEXT;
}
L_SETELEM:
{
    const OlSlot *from = V(i->c);
    OlSlot *to = A;

    to = !from->ref && !to->null && to->l->h.refs == 1 ? plain_element(to, V(i->b)) : NULL;
    if (OL_LIKELY(to != NULL))
    {
        to->n = from->n;
        to->null = from->null;
        NEXT;
    }
    to = element_write(A, V(i->b), diag);

    if (to == NULL)
    {
        goto fail;
    }
    ol_slot_copy(to, V(i->c));
    NEXT;
}
L_METHOD:
    if (i->c != OL_METH_COUNT && i->c != OL_METH_FIRST && i->c != OL_METH_LAST && i->c != OL_METH_LIMIT)
    {
        TRY(wrong_kind(diag));
    }
    TRY(method_result(f, i->a, V(i->b), i->c, NULL, diag));
    NEXT;
L_METHODARG:
    method = i->a;
    NEXT;
L_METHOD1:
    if (method != OL_METH_EXISTS && method != OL_METH_PRIOR && method != OL_METH_NEXT)
    {
        TRY(wrong_kind(diag));
    }
    TRY(method_result(f, i->a, V(i->b), method, V(i->c), diag));
    NEXT;

    /* --- SQL, cursors, dynamic SQL: other files --- */
L_SQL:
L_SQL_INTO:
L_SQL_BULK:
L_SQLATTR:
L_SQL_BULKCOUNT:
L_SQL_BULKERR:
    f->pc = pc;
    TRY(ol_vm_sql(vm, f, i, diag));
    NEXT;
L_FORALL:
    f->pc = pc;
    TRY(ol_vm_forall(vm, f, i, diag));
    NEXT;
L_COMMIT:
L_ROLLBACK:
L_SAVEPOINT:
L_ROLLBACK_TO:
L_UTILITY:
    f->pc = pc;
    TRY(ol_vm_txn(vm, f, i, diag));
    NEXT;
L_NEWCURSOR:
L_OPEN:
L_OPEN_REF:
L_OPEN_DYN:
L_FETCH:
L_FETCH_LOOP:
L_FETCH_BULK:
L_CLOSE:
L_CLOSE_QUIET:
L_CURATTR:
L_CURROWID:
{
    bool jump = false;

    f->pc = pc;
    TRY(ol_vm_cursor_op(vm, f, i, &jump, diag));
    if (jump)
    {
        JUMP_C;
    }
    TICK;
    NEXT;
}
L_EXEC:
L_EXEC_BULK:
    f->pc = pc;
    TRY(ol_vm_exec(vm, f, i, diag));
    NEXT;
L_PIPE:
    TRY(ol_vm_unsupported(diag, "PIPE ROW"));
    NEXT;

    /* --- errors --- */
fail:
    vm->pending = ol_vm_exc_from_diag(diag);
unwind:
    /* an error inside code of PostgreSQL's may have left another context or owner current: those functions restore them */
    for (;;)
    {
        OlVmExc *e = vm->pending;
        uint32 at = (uint32)(pc - f->r->code - 1);

        ol_vm_exc_trace(e, f, pc);
        if (e->code != -1013 && !vm->broken) /* a cancelled call ends */
        {
            for (int h = 0; h < f->r->nhandlers; h++)
            {
                const OlBcHandler *row = &f->r->handlers[h];

                if (at >= row->from && at < row->to && ol_vm_exc_matches(e, f->unit, row->exception))
                {
                    pc = f->r->code + row->target;
                    goto caught;
                }
            }
        }
        if (f == vm->base)
        {
            ol_vm_exc_to_diag(e, diag);
            return OL_ERROR;
        }
        leave_failed(vm);
        f = vm->top;
        pc = f->pc;
    }
caught:
    regs = f->regs;
    consts = f->unit->consts;
    addr = NULL;
    maxlen = 0;
    NEXT;
}

/* --- entry ----------------------------------------------------------------------------------------------------------------------- */

OlStatus ol_vm_run_routine(OlVmUnit *unit, int routine, OlVmFill fill, OlVmDrain drain, void *ctx, OlDiag *diag)
{
    const OlBcRoutine *r = &unit->p->routines[routine];
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_ERROR;
    OlVm *vm;
    OlVm storage;
    OlVm *outer_run = ol_vm_now;

    if (!r->has_code)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql call", "routine without code");
    }
    vm = &storage;
    memset(vm, 0, sizeof *vm);
    vm->outer_run = outer_run;
    vm->sql_depth = ol_vm_sql_depth;
    ol_vm_now = vm;
    PG_TRY();
    {
        OlVmFrame *f;

        check_stack_depth();
        f = frame_push(vm, unit, r, diag);
        if (f != NULL)
        {
            if (outer_run != NULL && outer_run->top != NULL)
            {
                f->current = outer_run->top->current;
            }
            vm->base = f;
            status = r->autonomous ? autonomous_enter(f, diag) : OL_OK;
            if (status == OL_OK)
            {
                status = fill(f, ctx, diag);
            }
            if (status == OL_OK && needs_init(unit))
            {
                bool pushed;

                status = initialise(vm, unit, &pushed, diag); /* its frame runs first */
            }
            if (status == OL_OK)
            {
                status = run(vm, diag);
            }
            if (status == OL_OK)
            {
                status = drain(vm->base, ctx, diag);
            }
        }
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
    }
    PG_END_TRY();
    while (vm->top != NULL)
    {
        leave_failed(vm);
    }
    ol_vm_exc_unref(vm->pending);
    ol_vm_sql_state_free(&vm->sql);
    MemoryContextSwitchTo(old);
    ol_vm_now = outer_run;
    if (outer_run == NULL && status == OL_OK)
    {
        ol_plan_run_end();
    }
    return status;
}

typedef struct Arguments
{
    OlSlot *args;
    OlSlot *result;
} Arguments;

static OlStatus arguments_in(OlVmFrame *f, void *ctx, OlDiag *diag)
{
    Arguments *a = ctx;

    for (int k = 0; k < f->r->nparams; k++)
    {
        const OlBcParam *param = &f->r->params[k];

        if (takes_in(param))
        {
            ol_slot_copy(&f->regs[k], &a->args[k]);
            f->regs[k].absent = a->args[k].absent;
        }
        else if (f->unit->elems[param->type] != NULL && ol_slot_begin(&f->regs[k], f->unit->elems[param->type], diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    return OL_OK;
}

static OlStatus arguments_out(OlVmFrame *f, void *ctx, OlDiag *diag)
{
    Arguments *a = ctx;

    (void)diag;
    for (int k = 0; k < f->r->nparams; k++)
    {
        if (gives_out(&f->r->params[k]))
        {
            ol_slot_move(&a->args[k], &f->regs[k]);
        }
    }
    if (a->result != NULL && f->r->is_function)
    {
        ol_slot_move(a->result, &f->regs[f->r->result_reg]);
    }
    return OL_OK;
}

OlStatus ol_vm_call(OlVmUnit *unit, int routine, OlSlot *args, int nargs, OlSlot *result, OlDiag *diag)
{
    Arguments a = {.args = args, .result = result};

    if (nargs != unit->p->routines[routine].nparams)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql call", "number of arguments");
    }
    return ol_vm_run_routine(unit, routine, arguments_in, arguments_out, &a, diag);
}

OlStatus ol_vm_call_from_sql(OlVmUnit *unit, int routine, OlSlot *args, int nargs, OlSlot *result, OlDiag *diag)
{
    int sql_depth = ol_vm_sql_depth++;
    OlStatus status = ol_vm_call(unit, routine, args, nargs, result, diag);

    ol_vm_sql_depth = sql_depth;
    return status;
}
