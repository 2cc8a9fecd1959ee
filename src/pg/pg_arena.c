/*
 * pg_arena.c - OlArena on PostgreSQL's memory contexts.
 *
 * Lifetimes: the arena's blocks are chunks of the context given; resetting or deleting the context frees them all.
 * Invariant: running out of memory raises PostgreSQL's own error; the library leaves nothing outside its arena.
 * See also:  pg.h, base.h (OlAllocator)
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "pg/pg.h"

static void *context_alloc(void *ctx, size_t size)
{
    return MemoryContextAllocHuge((MemoryContext)ctx, size);
}

static void context_free(void *ctx, void *ptr)
{
    (void)ctx;
    pfree(ptr);
}

OlArena *ol_pg_arena_new(struct MemoryContextData *context)
{
    OlAllocator a = {context_alloc, context_free, context};

    return ol_arena_new(&a);
}
