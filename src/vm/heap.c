/*
 * heap.c - the machine's heap: counted memory, and the end of objects.
 *
 * Memory comes from one memory context of the session without raising, so that running out of it is an error the machine
 * can hand to an exception handler (ORA-04030) with everything released on the way.
 *
 * See also:  value.h
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "vm/value.h"
#include "vm/vm_cursor.h"

size_t ol_vm_heap_bytes;
size_t ol_vm_heap_limit = (size_t)1 << 30;
static MemoryContext heap;

void ol_vm_heap_init(void)
{
    if (heap == NULL)
    {
        heap = AllocSetContextCreate(TopMemoryContext, "oliphant plsql heap", ALLOCSET_DEFAULT_SIZES);
    }
}

void *ol_vm_alloc(size_t bytes, OlDiag *diag)
{
    void *p = NULL;

    if (OL_LIKELY(bytes <= ol_vm_heap_limit && ol_vm_heap_bytes <= ol_vm_heap_limit - bytes))
    {
        p = MemoryContextAllocExtended(heap, bytes, MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
    }
    if (p == NULL)
    {
        char text[32];

        snprintf(text, sizeof text, "%zu", bytes);
        (void)ol_diag_set(diag, OL_ERR_OUT_OF_MEMORY, -1, text, "PL/SQL heap");
        return NULL;
    }
    ol_vm_heap_bytes += bytes;
    return p;
}

void ol_vm_free(void *p, size_t bytes)
{
    if (p != NULL)
    {
        ol_vm_heap_bytes -= bytes;
        pfree(p);
    }
}

static void free_chunk(OlVmColl *c, OlCollChunk *chunk)
{
    for (int i = 0; i < chunk->n; i++)
    {
        ol_slot_release(&chunk->e[i].v);
        if (c->ckind == OL_COLL_ASSOC_STR)
        {
            ol_obj_unref(&chunk->e[i].ks->h);
        }
    }
    ol_vm_free(chunk, sizeof *chunk);
}

void ol_obj_destroy(OlObj *o)
{
    switch ((OlObjKind)o->kind)
    {
    case OL_OBJK_STRING:
        ol_vm_free(o, sizeof(OlVmString) + ((OlVmString *)o)->cap);
        break;
    case OL_OBJK_RECORD:
    {
        OlVmRecord *r = (OlVmRecord *)o;

        for (uint32 i = 0; i < r->n; i++)
        {
            ol_slot_release(&r->f[i]);
        }
        ol_vm_free(r, sizeof *r + r->n * sizeof(OlSlot));
        break;
    }
    case OL_OBJK_COLL:
    {
        OlVmColl *c = (OlVmColl *)o;

        for (uint32 i = 0; i < c->n; i++)
        {
            ol_slot_release(&c->items[i]);
        }
        ol_vm_free(c->items, (size_t)c->cap * sizeof(OlSlot));
        for (uint32 i = 0; i < c->ndir; i++)
        {
            free_chunk(c, c->dir[i]);
        }
        ol_vm_free(c->dir, (size_t)c->dircap * sizeof(OlCollChunk *));
        ol_vm_free(c, sizeof *c);
        break;
    }
    case OL_OBJK_CURSOR:
        ol_vm_cursor_destroy((OlVmCursor *)o);
        break;
    }
}
