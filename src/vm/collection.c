/*
 * collection.c - records and collections of the machine.
 *
 * A collection is dense (elements base .. base+n-1 in one array, deleted ones marked) as long as it is filled in order;
 * an associative array that is filled otherwise is kept as a sorted list of chunks, so that inserting anywhere moves a few
 * elements only.
 *
 * See also:  value.h
 */
#include "postgres.h"

#include <string.h>

#include "vm/value.h"

/* --- records ---------------------------------------------------------------------------------------------------------- */

OlVmRecord *ol_vrec_new(uint32_t n, OlDiag *diag)
{
    OlVmRecord *r = ol_vm_alloc(sizeof *r + n * sizeof(OlSlot), diag);

    if (r != NULL)
    {
        r->h = (OlObj){.refs = 1, .kind = OL_OBJK_RECORD};
        r->n = n;
        r->otype = 0;
        memset(r->f, 0, n * sizeof(OlSlot));
        for (uint32_t i = 0; i < n; i++)
        {
            r->f[i].null = 1;
        }
    }
    return r;
}

OlStatus ol_vrec_own(OlSlot *slot, OlDiag *diag)
{
    OlVmRecord *old = slot->q;
    OlVmRecord *r;

    if (old->h.refs == 1)
    {
        return OL_OK;
    }
    r = ol_vrec_new(old->n, diag);
    if (r == NULL)
    {
        return OL_ERROR;
    }
    r->otype = old->otype;
    for (uint32_t i = 0; i < r->n; i++)
    {
        ol_slot_copy(&r->f[i], &old->f[i]);
    }
    ol_slot_give(slot, r);
    return OL_OK;
}

OlStatus ol_slot_begin(OlSlot *slot, const OlVmElem *elem, OlDiag *diag)
{
    OlVmRecord *r;

    if (elem == NULL)
    {
        ol_slot_release(slot);
        return OL_OK;
    }
    if (elem->how == OL_BEGIN_CONST)
    {
        ol_slot_copy(slot, &elem->value);
        return OL_OK;
    }
    if (elem->how != OL_BEGIN_RECORD)
    {
        OlVmColl *c = ol_vcoll_new(elem->how == OL_BEGIN_ASSOC_STR ? OL_COLL_ASSOC_STR : OL_COLL_ASSOC_INT, 0, elem->elem, diag);

        if (c == NULL)
        {
            return OL_ERROR;
        }
        ol_slot_give(slot, c);
        return OL_OK;
    }
    r = ol_vrec_new(elem->nfields, diag);
    if (r == NULL)
    {
        return OL_ERROR;
    }
    for (uint32_t i = 0; i < elem->nfields; i++)
    {
        if (elem->fields[i] != NULL && ol_slot_begin(&r->f[i], elem->fields[i], diag) != OL_OK)
        {
            ol_obj_unref(&r->h);
            return OL_ERROR;
        }
    }
    ol_slot_give(slot, r);
    return OL_OK;
}

/* --- collections: making, copying ------------------------------------------------------------------------------------- */

OlVmColl *ol_vcoll_new(OlCollKind kind, uint32_t limit, const OlVmElem *elem, OlDiag *diag)
{
    OlVmColl *c = ol_vm_alloc(sizeof *c, diag);

    if (c != NULL)
    {
        memset(c, 0, sizeof *c);
        c->h = (OlObj){.refs = 1, .kind = OL_OBJK_COLL};
        c->ckind = (uint8_t)kind;
        c->limit = limit;
        c->elem = elem;
        c->base = 1;
        c->chunked = kind == OL_COLL_ASSOC_STR;
    }
    return c;
}

static bool reserve(OlVmColl *c, uint32_t cap, OlDiag *diag)
{
    OlSlot *items;
    uint32_t want;

    if (cap <= c->cap)
    {
        return true;
    }
    want = OL_MAX(cap, c->cap < 8 ? 8 : c->cap > UINT32_MAX / 2 ? cap : c->cap + c->cap / 2);
    items = ol_vm_alloc((size_t)want * sizeof(OlSlot), diag);
    if (items == NULL)
    {
        return false;
    }
    if (c->n > 0)
    {
        memcpy(items, c->items, (size_t)c->n * sizeof(OlSlot));
    }
    ol_vm_free(c->items, (size_t)c->cap * sizeof(OlSlot));
    c->items = items;
    c->cap = want;
    return true;
}

static bool reserve_dir(OlVmColl *c, uint32_t n, OlDiag *diag)
{
    OlCollChunk **dir;
    uint32_t want;

    if (n <= c->dircap)
    {
        return true;
    }
    want = OL_MAX(n, c->dircap == 0 ? 4 : c->dircap * 2);
    dir = ol_vm_alloc((size_t)want * sizeof *dir, diag);
    if (dir == NULL)
    {
        return false;
    }
    if (c->ndir > 0)
    {
        memcpy(dir, c->dir, (size_t)c->ndir * sizeof *dir);
    }
    ol_vm_free(c->dir, (size_t)c->dircap * sizeof *dir);
    c->dir = dir;
    c->dircap = want;
    return true;
}

OlStatus ol_vcoll_own(OlSlot *slot, OlDiag *diag)
{
    OlVmColl *old = slot->l;
    OlVmColl *c;

    if (old->h.refs == 1)
    {
        return OL_OK;
    }
    c = ol_vcoll_new((OlCollKind)old->ckind, old->limit, old->elem, diag);
    if (c == NULL)
    {
        return OL_ERROR;
    }
    c->chunked = old->chunked;
    c->base = old->base;
    if (!reserve(c, old->n, diag) || !reserve_dir(c, old->ndir, diag))
    {
        ol_obj_unref(&c->h);
        return OL_ERROR;
    }
    for (uint32_t i = 0; i < old->n; i++)
    {
        c->items[i] = old->items[i];
        if (c->items[i].ref)
        {
            c->items[i].o->refs++;
        }
    }
    c->n = old->n;
    for (uint32_t i = 0; i < old->ndir; i++)
    {
        OlCollChunk *chunk = ol_vm_alloc(sizeof *chunk, diag);

        if (chunk == NULL)
        {
            ol_obj_unref(&c->h);
            return OL_ERROR;
        }
        memcpy(chunk, old->dir[i], offsetof(OlCollChunk, e) + (size_t)old->dir[i]->n * sizeof(OlCollEntry));
        for (int k = 0; k < chunk->n; k++)
        {
            if (chunk->e[k].v.ref)
            {
                chunk->e[k].v.o->refs++;
            }
            if (c->ckind == OL_COLL_ASSOC_STR)
            {
                chunk->e[k].ks->h.refs++;
            }
        }
        c->dir[c->ndir++] = chunk;
    }
    c->count = old->count;
    ol_slot_give(slot, c);
    return OL_OK;
}

/* --- chunks ----------------------------------------------------------------------------------------------------------- */

static int entry_cmp(const OlVmColl *c, const OlCollEntry *e, int64_t k, const OlVmString *ks)
{
    if (c->ckind == OL_COLL_ASSOC_STR)
    {
        return ol_vstr_cmp(e->ks, ks);
    }
    return (e->k > k) - (e->k < k);
}

/* Where the key is or would be: the first entry not below it. True when it is there. */
static bool seek(const OlVmColl *c, int64_t k, const OlVmString *ks, uint32_t *dir, int *at)
{
    uint32_t lo = 0;
    uint32_t hi = c->ndir;
    int a = 0;
    int b;
    const OlCollChunk *chunk;

    while (lo < hi) /* the first chunk whose last key is not below */
    {
        uint32_t mid = lo + (hi - lo) / 2;
        const OlCollChunk *m = c->dir[mid];

        if (entry_cmp(c, &m->e[m->n - 1], k, ks) < 0)
        {
            lo = mid + 1;
        }
        else
        {
            hi = mid;
        }
    }
    *dir = lo;
    *at = 0;
    if (lo == c->ndir)
    {
        return false;
    }
    chunk = c->dir[lo];
    b = chunk->n;
    while (a < b)
    {
        int mid = a + (b - a) / 2;

        if (entry_cmp(c, &chunk->e[mid], k, ks) < 0)
        {
            a = mid + 1;
        }
        else
        {
            b = mid;
        }
    }
    *at = a;
    return a < chunk->n && entry_cmp(c, &chunk->e[a], k, ks) == 0;
}

/* A place for a new key; its slot is NULL. The key of a string is counted here. */
static OlSlot *insert(OlVmColl *c, int64_t k, OlVmString *ks, OlDiag *diag)
{
    uint32_t d;
    int at;
    OlCollChunk *chunk;

    if (seek(c, k, ks, &d, &at))
    {
        return &c->dir[d]->e[at].v;
    }
    if (d == c->ndir && c->ndir > 0 && c->dir[d - 1]->n < OL_COLL_CHUNK)
    {
        d--;
        at = c->dir[d]->n;
    }
    if (d == c->ndir)
    {
        if (!reserve_dir(c, c->ndir + 1, diag) || (chunk = ol_vm_alloc(sizeof *chunk, diag)) == NULL)
        {
            return NULL;
        }
        chunk->n = 0;
        c->dir[c->ndir++] = chunk;
        at = 0;
    }
    chunk = c->dir[d];
    if (chunk->n == OL_COLL_CHUNK)
    {
        OlCollChunk *upper;
        int half = OL_COLL_CHUNK / 2;

        if (!reserve_dir(c, c->ndir + 1, diag) || (upper = ol_vm_alloc(sizeof *upper, diag)) == NULL)
        {
            return NULL;
        }
        memcpy(upper->e, chunk->e + half, (size_t)(OL_COLL_CHUNK - half) * sizeof(OlCollEntry));
        upper->n = OL_COLL_CHUNK - half;
        chunk->n = half;
        memmove(c->dir + d + 2, c->dir + d + 1, (size_t)(c->ndir - d - 1) * sizeof *c->dir);
        c->dir[d + 1] = upper;
        c->ndir++;
        if (at > half)
        {
            chunk = upper;
            at -= half;
        }
    }
    memmove(chunk->e + at + 1, chunk->e + at, (size_t)(chunk->n - at) * sizeof(OlCollEntry));
    chunk->n++;
    memset(&chunk->e[at], 0, sizeof(OlCollEntry));
    chunk->e[at].v.null = 1;
    if (c->ckind == OL_COLL_ASSOC_STR)
    {
        chunk->e[at].ks = ks;
        ks->h.refs++;
    }
    else
    {
        chunk->e[at].k = k;
    }
    c->count++;
    return &chunk->e[at].v;
}

static void remove_at(OlVmColl *c, uint32_t d, int at)
{
    OlCollChunk *chunk = c->dir[d];

    ol_slot_release(&chunk->e[at].v);
    if (c->ckind == OL_COLL_ASSOC_STR)
    {
        ol_obj_unref(&chunk->e[at].ks->h);
    }
    memmove(chunk->e + at, chunk->e + at + 1, (size_t)(chunk->n - at - 1) * sizeof(OlCollEntry));
    chunk->n--;
    c->count--;
    if (chunk->n == 0)
    {
        ol_vm_free(chunk, sizeof *chunk);
        memmove(c->dir + d, c->dir + d + 1, (size_t)(c->ndir - d - 1) * sizeof *c->dir);
        c->ndir--;
    }
}

/* A dense associative array becomes a chunked one. */
static bool to_chunks(OlVmColl *c, OlDiag *diag)
{
    uint32_t n = c->n;
    uint32_t count = c->count;
    OlSlot *items = c->items;

    c->count = 0;
    c->chunked = true;
    for (uint32_t i = 0; i < n; i++)
    {
        OlSlot *to;

        if (items[i].absent)
        {
            continue;
        }
        to = insert(c, c->base + i, NULL, diag);
        if (to == NULL)
        {
            /* back to what it was: the elements moved so far return */
            for (uint32_t k = 0; k < i; k++)
            {
                OlSlot *from = items[k].absent ? NULL : ol_vcoll_find(c, c->base + k);

                if (from != NULL)
                {
                    ol_slot_move(&items[k], from);
                }
            }
            while (c->ndir > 0)
            {
                c->ndir--;
                ol_vm_free(c->dir[c->ndir], sizeof(OlCollChunk));
            }
            c->chunked = false;
            c->count = count;
            return false;
        }
        ol_slot_move(to, &items[i]);
        items[i].absent = 0;
    }
    ol_vm_free(items, (size_t)c->cap * sizeof(OlSlot));
    c->items = NULL;
    c->n = c->cap = 0;
    return true;
}

/* --- elements ---------------------------------------------------------------------------------------------------------- */

OlSlot *ol_vcoll_find(const OlVmColl *c, int64_t k)
{
    uint32_t d;
    int at;

    if (OL_LIKELY(!c->chunked))
    {
        uint64_t i = (uint64_t)k - (uint64_t)c->base;

        return i < c->n && !c->items[i].absent ? &c->items[i] : NULL;
    }
    return seek(c, k, NULL, &d, &at) ? &c->dir[d]->e[at].v : NULL;
}

OlSlot *ol_vcoll_find_str(const OlVmColl *c, const OlVmString *ks)
{
    uint32_t d;
    int at;

    return seek(c, 0, ks, &d, &at) ? &c->dir[d]->e[at].v : NULL;
}

OlSlot *ol_vcoll_append(OlVmColl *c, OlDiag *diag)
{
    OlSlot *s;

    if (c->chunked)
    {
        OlCollEntry last;

        s = insert(c, ol_vcoll_first(c, true, &last) ? last.k + 1 : 1, NULL, diag);
        return s != NULL && ol_slot_begin(s, c->elem, diag) == OL_OK ? s : NULL;
    }
    if (c->n == UINT32_MAX || !reserve(c, c->n + 1, diag))
    {
        return NULL;
    }
    s = &c->items[c->n];
    memset(s, 0, sizeof *s);
    s->null = 1;
    if (c->elem != NULL && ol_slot_begin(s, c->elem, diag) != OL_OK)
    {
        return NULL;
    }
    c->n++;
    c->count++;
    return s;
}

OlSlot *ol_vcoll_at(OlVmColl *c, int64_t k, OlDiag *diag)
{
    uint64_t i = (uint64_t)k - (uint64_t)c->base;
    uint32_t before;
    OlSlot *s;

    if (OL_LIKELY(!c->chunked && i < c->n))
    {
        s = &c->items[i];
        if (s->absent)
        {
            s->absent = 0;
            c->count++;
            if (ol_slot_begin(s, c->elem, diag) != OL_OK)
            {
                return NULL;
            }
        }
        return s;
    }
    if (c->ckind == OL_COLL_NESTED || c->ckind == OL_COLL_VARRAY)
    {
        (void)ol_diag_set(diag, k < 1 || (c->limit > 0 && k > (int64_t)c->limit) ? OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT
                                                                                  : OL_ERR_SUBSCRIPT_BEYOND_COUNT,
                          -1);
        return NULL;
    }
    if (!c->chunked)
    {
        if (c->n == 0)
        {
            c->base = k;
            return ol_vcoll_append(c, diag);
        }
        if (i == c->n)
        {
            return ol_vcoll_append(c, diag);
        }
        if (!to_chunks(c, diag))
        {
            return NULL;
        }
    }
    before = c->count;
    s = insert(c, k, NULL, diag);
    return s != NULL && (c->count == before || ol_slot_begin(s, c->elem, diag) == OL_OK) ? s : NULL;
}

OlSlot *ol_vcoll_at_str(OlVmColl *c, OlVmString *ks, OlDiag *diag)
{
    uint32_t before = c->count;
    OlSlot *s = ol_vcoll_find_str(c, ks);
    OlVmString *own = ks;

    if (s != NULL)
    {
        return s;
    }
    if (ks->h.refs > 1 || ks->cap > ks->len + 32)
    {
        own = ol_vstr_new(ks->s, ks->len, diag); /* a key that nobody appends to */
        if (own == NULL)
        {
            return NULL;
        }
    }
    else
    {
        own->h.refs++;
    }
    s = insert(c, 0, own, diag);
    ol_obj_unref(&own->h);
    return s != NULL && (c->count == before || ol_slot_begin(s, c->elem, diag) == OL_OK) ? s : NULL;
}

OlStatus ol_vcoll_extend(OlVmColl *c, int64_t n, int64_t from, bool has_from, OlDiag *diag)
{
    if (n < 0 || (c->limit > 0 && (int64_t)c->n + n > (int64_t)c->limit))
    {
        return ol_diag_set(diag, OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT, -1);
    }
    if (n > INT32_MAX - (int64_t)c->n)
    {
        return ol_diag_set(diag, OL_ERR_SUBSCRIPT_OUTSIDE_LIMIT, -1);
    }
    if (has_from && ol_vcoll_find(c, from) == NULL)
    {
        return ol_diag_set(diag, OL_ERR_SUBSCRIPT_BEYOND_COUNT, -1);
    }
    if (!reserve(c, c->n + (uint32_t)n, diag))
    {
        return OL_ERROR;
    }
    for (int64_t i = 0; i < n; i++)
    {
        OlSlot *s = ol_vcoll_append(c, diag);

        if (s == NULL)
        {
            return OL_ERROR;
        }
        if (has_from)
        {
            ol_slot_copy(s, ol_vcoll_find(c, from));
        }
    }
    return OL_OK;
}

OlStatus ol_vcoll_trim(OlVmColl *c, int64_t n, OlDiag *diag)
{
    if (n < 0 || n > (int64_t)c->n)
    {
        return ol_diag_set(diag, OL_ERR_SUBSCRIPT_BEYOND_COUNT, -1);
    }
    while (n-- > 0)
    {
        OlSlot *s = &c->items[--c->n];

        if (!s->absent)
        {
            c->count--;
        }
        ol_slot_release(s);
        s->absent = 0;
    }
    return OL_OK;
}

OlStatus ol_vcoll_delete_all(OlVmColl *c, OlDiag *diag)
{
    (void)diag;
    while (c->n > 0)
    {
        ol_slot_release(&c->items[--c->n]);
    }
    while (c->ndir > 0)
    {
        OlCollChunk *chunk = c->dir[c->ndir - 1];

        while (chunk->n > 0)
        {
            chunk->n--;
            ol_slot_release(&chunk->e[chunk->n].v);
            if (c->ckind == OL_COLL_ASSOC_STR)
            {
                ol_obj_unref(&chunk->e[chunk->n].ks->h);
            }
        }
        ol_vm_free(chunk, sizeof *chunk);
        c->ndir--;
    }
    c->count = 0;
    c->base = 1;
    c->chunked = c->ckind == OL_COLL_ASSOC_STR;
    return OL_OK;
}

OlStatus ol_vcoll_delete(OlVmColl *c, int64_t from, int64_t to, OlDiag *diag)
{
    uint32_t d;
    int at;

    if (c->ckind == OL_COLL_VARRAY)
    {
        return ol_diag_set(diag, OL_ERR_VALUE_ERROR_BUFFER, -1, ": invalid DELETE of a varray element");
    }
    if (!c->chunked)
    {
        int64_t lo = OL_MAX(from, c->base);
        int64_t hi = OL_MIN(to, c->base + (int64_t)c->n - 1);

        for (int64_t k = lo; k <= hi; k++)
        {
            OlSlot *s = &c->items[k - c->base];

            if (!s->absent)
            {
                ol_slot_release(s);
                s->absent = 1;
                c->count--;
            }
        }
        if (c->ckind == OL_COLL_ASSOC_INT)
        {
            while (c->n > 0 && c->items[c->n - 1].absent)
            {
                c->n--; /* the place is free again */
            }
        }
        return OL_OK;
    }
    while (true)
    {
        (void)seek(c, from, NULL, &d, &at);
        if (d == c->ndir || c->dir[d]->e[at].k > to)
        {
            return OL_OK;
        }
        remove_at(c, d, at);
    }
}

OlStatus ol_vcoll_delete_str(OlVmColl *c, const OlVmString *from, const OlVmString *to, OlDiag *diag)
{
    uint32_t d;
    int at;

    (void)diag;
    if (from == to)
    {
        if (seek(c, 0, from, &d, &at))
        {
            remove_at(c, d, at);
        }
        return OL_OK;
    }
    while (true)
    {
        (void)seek(c, 0, from, &d, &at);
        if (d == c->ndir || ol_vstr_cmp(c->dir[d]->e[at].ks, to) > 0)
        {
            return OL_OK;
        }
        remove_at(c, d, at);
    }
}

/* --- walking ------------------------------------------------------------------------------------------------------------ */

bool ol_vcoll_first(const OlVmColl *c, bool last, OlCollEntry *out)
{
    if (c->count == 0)
    {
        return false;
    }
    if (!c->chunked)
    {
        uint32_t i = last ? c->n - 1 : 0;

        while (c->items[i].absent)
        {
            i += last ? UINT32_MAX : 1; /* there is one: count > 0 */
        }
        out->k = c->base + i;
        return true;
    }
    {
        const OlCollChunk *chunk = c->dir[last ? c->ndir - 1 : 0];

        *out = chunk->e[last ? chunk->n - 1 : 0];
        return true;
    }
}

/* The entry behind (or before) the place seek found; found: an entry is there. NULL: none. */
static const OlCollEntry *neighbour(const OlVmColl *c, uint32_t d, int at, bool found, bool next)
{
    if (next)
    {
        at += found;
        if (d < c->ndir && at >= c->dir[d]->n)
        {
            d++;
            at = 0;
        }
        return d < c->ndir ? &c->dir[d]->e[at] : NULL;
    }
    if (at == 0)
    {
        if (d == 0)
        {
            return NULL;
        }
        d--;
        at = c->dir[d]->n;
    }
    return &c->dir[d]->e[at - 1];
}

bool ol_vcoll_step(const OlVmColl *c, int64_t k, bool next, int64_t *out)
{
    const OlCollEntry *e;
    uint32_t d;
    int at;
    bool found;

    if (!c->chunked)
    {
        int64_t i;
        int64_t n = (int64_t)c->n;

        if (n == 0)
        {
            return false;
        }
        if (next)
        {
            i = k < c->base ? 0 : k - c->base >= n ? n : k - c->base + 1;
            while (i < n && c->items[i].absent)
            {
                i++;
            }
            *out = c->base + i;
            return i < n;
        }
        i = k >= c->base + n ? n - 1 : k <= c->base ? -1 : k - c->base - 1;
        while (i >= 0 && c->items[i].absent)
        {
            i--;
        }
        *out = c->base + i;
        return i >= 0;
    }
    found = seek(c, k, NULL, &d, &at);
    e = neighbour(c, d, at, found, next);
    if (e == NULL)
    {
        return false;
    }
    *out = e->k;
    return true;
}

bool ol_vcoll_step_str(const OlVmColl *c, const OlVmString *ks, bool next, OlVmString **out)
{
    uint32_t d;
    int at;
    bool found = seek(c, 0, ks, &d, &at);
    const OlCollEntry *e = neighbour(c, d, at, found, next);

    if (e == NULL)
    {
        return false;
    }
    *out = e->ks;
    return true;
}
