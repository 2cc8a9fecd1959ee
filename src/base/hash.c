/*
 * hash.c - hashing of byte strings and the string map.
 *
 * Owns:      OlMap: open addressing, grows at 3/4 full; keys are the caller's, entries live in the map's arena.
 * See also:  base.h
 */
#include "base.h"

#include <string.h>

/* A multiply-and-fold hash over eight bytes at a time; good enough for tables, not for adversaries who can choose the
 * seed. */
uint64_t ol_hash_bytes(const void *data, size_t n, uint64_t seed)
{
    const uint8_t *p = data;
    uint64_t h = seed ^ (n * UINT64_C(0x9E3779B97F4A7C15));

    while (n >= 8)
    {
        uint64_t w;
        __uint128_t m;
        memcpy(&w, p, 8);
        m = (__uint128_t)(h ^ w) * UINT64_C(0xA0761D6478BD642F);
        h = (uint64_t)m ^ (uint64_t)(m >> 64);
        p += 8;
        n -= 8;
    }
    if (n > 0)
    {
        uint64_t w = 0;
        __uint128_t m;
        memcpy(&w, p, n);
        m = (__uint128_t)(h ^ w) * UINT64_C(0xE7037ED1A0B428DB);
        h = (uint64_t)m ^ (uint64_t)(m >> 64);
    }
    h ^= h >> 32;
    return h;
}

typedef struct Entry
{
    OlStr key;
    void *value; /* NULL with a key: removed */
    uint64_t hash;
    bool used;
} Entry;

struct OlMap
{
    OlArena *arena;
    Entry *entries;
    size_t cap; /* a power of two */
    size_t filled; /* used entries, removed ones too */
    int live;
};

OlMap *ol_map_new(OlArena *arena)
{
    OlMap *map = ol_new(arena, OlMap);
    map->arena = arena;
    map->cap = 16;
    map->entries = ol_new_array(arena, Entry, map->cap);
    return map;
}

static Entry *find(Entry *entries, size_t cap, OlStr key, uint64_t hash)
{
    for (size_t i = (size_t)hash & (cap - 1);; i = (i + 1) & (cap - 1))
    {
        Entry *e = &entries[i];
        if (!e->used || (e->hash == hash && ol_str_eq(e->key, key)))
            return e;
    }
}

void *ol_map_get(const OlMap *map, OlStr key)
{
    return find(map->entries, map->cap, key, ol_hash_bytes(key.s, key.n, 0))->value;
}

static void grow(OlMap *map)
{
    size_t cap = map->cap * 2;
    Entry *entries = ol_new_array(map->arena, Entry, cap);

    map->filled = 0;
    for (size_t i = 0; i < map->cap; i++)
    {
        Entry *e = &map->entries[i];
        if (e->value != NULL)
        {
            *find(entries, cap, e->key, e->hash) = *e;
            map->filled++;
        }
    }
    map->entries = entries;
    map->cap = cap;
}

void ol_map_put(OlMap *map, OlStr key, void *value)
{
    uint64_t hash = ol_hash_bytes(key.s, key.n, 0);
    Entry *e;

    if ((map->filled + 1) * 4 > map->cap * 3)
        grow(map);
    e = find(map->entries, map->cap, key, hash);
    if (!e->used)
    {
        if (value == NULL)
            return;
        e->used = true;
        e->key = key;
        e->hash = hash;
        map->filled++;
    }
    map->live += (value != NULL) - (e->value != NULL);
    e->value = value;
}

int ol_map_count(const OlMap *map)
{
    return map->live;
}
