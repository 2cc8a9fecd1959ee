/*
 * arena.c - memory by lifetime: blocks taken from an allocator, given back all at once.
 *
 * Owns:      the blocks of an arena.
 * Lifetimes: what is allocated lives until ol_arena_reset or ol_arena_free.
 * Invariant: when the allocator does not return (out of memory), the arena is still consistent and can be freed.
 * See also:  base.h; OL_STRESS makes blocks tiny so that every growth path is walked.
 */
#include "base.h"

#include <stdlib.h>
#include <string.h>

#ifdef OL_STRESS
#define BLOCK_FIRST 64u
#define BLOCK_MAX 256u
#else
#define BLOCK_FIRST 1024u
#define BLOCK_MAX 65536u
#endif
#define ALIGNMENT 16u

typedef struct Block
{
    struct Block *next;
    size_t cap;  /* usable bytes after the header */
    size_t used;
    size_t pad;  /* keeps data aligned to 16 bytes */
} Block;

struct OlArena
{
    OlAllocator allocator;
    Block *head; /* newest block; allocations come from here */
    size_t next_block;
    size_t bytes;
};

static uint8_t *block_data(Block *block)
{
    return (uint8_t *)(block + 1);
}

static void *malloc_alloc(void *ctx, size_t size)
{
    void *ptr = malloc(size);
    if (ptr == NULL)
    {
        void (*oom)(void) = NULL;
        memcpy(&oom, &ctx, sizeof oom);
        if (oom != NULL)
            oom();
        abort();
    }
    return ptr;
}

static void malloc_free(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

OlAllocator ol_allocator_malloc(void (*oom)(void))
{
    OlAllocator a = {malloc_alloc, malloc_free, NULL};
    memcpy(&a.ctx, &oom, sizeof oom);
    return a;
}

size_t ol_mul_size(size_t a, size_t b)
{
    size_t r;
    return __builtin_mul_overflow(a, b, &r) ? SIZE_MAX : r;
}

OlArena *ol_arena_new(const OlAllocator *allocator)
{
    OlArena *arena = allocator->alloc(allocator->ctx, sizeof *arena);
    arena->allocator = *allocator;
    arena->head = NULL;
    arena->next_block = BLOCK_FIRST;
    arena->bytes = sizeof *arena;
    return arena;
}

void ol_arena_reset(OlArena *arena)
{
    Block *block = arena->head;
    arena->head = NULL;
    while (block != NULL)
    {
        Block *next = block->next;
        arena->allocator.free(arena->allocator.ctx, block);
        block = next;
    }
    arena->next_block = BLOCK_FIRST;
    arena->bytes = sizeof *arena;
}

void ol_arena_free(OlArena *arena)
{
    if (arena == NULL)
        return;
    ol_arena_reset(arena);
    arena->allocator.free(arena->allocator.ctx, arena);
}

/* A new head block with room for at least need bytes. An oversized request gets a block of its own behind the head, so
 * that the room left in the head is not lost. */
static void *alloc_slow(OlArena *arena, size_t need)
{
    size_t cap = arena->next_block;
    bool own_block = need > cap / 2;
    Block *block;

    if (own_block)
        cap = need;
    if (cap > SIZE_MAX - sizeof(Block))
        cap = SIZE_MAX - sizeof(Block); /* the allocator refuses it */
    block = arena->allocator.alloc(arena->allocator.ctx, cap + sizeof(Block));
    block->cap = cap;
    block->used = need;
#ifdef OL_DEBUG
    memset(block_data(block), 0x5a, cap); /* what is read before it is written shows */
#endif
    arena->bytes += cap + sizeof(Block);
    if (own_block && arena->head != NULL)
    {
        block->next = arena->head->next;
        arena->head->next = block;
    }
    else
    {
        block->next = arena->head;
        arena->head = block;
        if (!own_block && arena->next_block < BLOCK_MAX)
            arena->next_block *= 2;
    }
    return block_data(block);
}

void *ol_arena_alloc(OlArena *arena, size_t size)
{
    size_t need;
    Block *head = arena->head;

    if (size > SIZE_MAX - ALIGNMENT)
        need = size & ~(size_t)(ALIGNMENT - 1);
    else
        need = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (OL_LIKELY(head != NULL && need <= head->cap - head->used))
    {
        void *ptr = block_data(head) + head->used;
        head->used += need;
        return ptr;
    }
    return alloc_slow(arena, need);
}

void *ol_arena_zalloc(OlArena *arena, size_t size)
{
    void *ptr = ol_arena_alloc(arena, size);
    memset(ptr, 0, size);
    return ptr;
}

void *ol_arena_grow(OlArena *arena, void *ptr, size_t old_size, size_t new_size)
{
    Block *head = arena->head;
    void *fresh;

    if (ptr != NULL && new_size <= old_size)
        return ptr;
    if (ptr != NULL && head != NULL && new_size <= SIZE_MAX - ALIGNMENT)
    {
        size_t old_need = OL_MAX((size_t)ALIGNMENT, (old_size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1));
        size_t new_need = (new_size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
        uint8_t *start = block_data(head);

        if ((uint8_t *)ptr >= start && (uint8_t *)ptr + old_need == start + head->used &&
            new_need - old_need <= head->cap - head->used)
        {
            head->used += new_need - old_need;
            return ptr;
        }
    }
    fresh = ol_arena_alloc(arena, new_size);
    if (old_size > 0 && ptr != NULL)
        memcpy(fresh, ptr, old_size);
    return fresh;
}

size_t ol_arena_bytes(const OlArena *arena)
{
    return arena->bytes;
}

void ol_list_add(OlArena *arena, OlList *list, void *item)
{
    if (list->n == list->cap)
    {
        int cap = list->cap == 0 ? 4 : list->cap * 2;
        list->items = ol_arena_grow(arena, list->items, sizeof(void *) * (size_t)list->cap, sizeof(void *) * (size_t)cap);
        list->cap = cap;
    }
    list->items[list->n++] = item;
}
