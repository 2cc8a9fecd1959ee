/*
 * plan.c - statements: Oracle text translated, planned and kept.
 *
 * PostgreSQL's plancache is used directly: a CachedPlanSource per PLAN step, saved, revalidated by itself after DDL. What
 * the translation rests on (which object a name means, which columns it has) is PostgreSQL's plancache not aware of: a
 * statement remembers the catalog's generation and is translated again when that has moved. When the new translation
 * emits the same text the plans are kept.
 *
 * See also:  plan.h, translate.h
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "nodes/parsenodes.h"
#include "parser/analyze.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/snapmgr.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "runtime/runtime.h"
#include "server/plan.h"
#include "server/session.h"
#include "server/session_slot.h"
#include "vm/vm.h"

enum
{
    CACHE_MAX = 500,     /* statements kept without a cursor referring to them */
    BUCKETS = 1024
};

static OlStatement *buckets[BUCKETS];
static OlStatement lru = {.lru_prev = &lru, .lru_next = &lru}; /* ring, head is the least recently used */
static int n_cached;
static uint64 forget_count; /* added to the catalog's generation */

static uint64 generation_now(void)
{
    return ol_pg_catalog_generation() + forget_count;
}

void ol_stmt_forget_all(void)
{
    forget_count += UINT64CONST(1) << 40;
}

static uint64 key_hash(OlStr text, OlStr schema, const uint16 *types, uint32 n)
{
    uint64 h = ol_hash_bytes(text.s, text.n, n);

    h = ol_hash_bytes(schema.s, schema.n, h);
    return n > 0 ? ol_hash_bytes(types, n * sizeof(uint16), h) : h;
}

static void lru_unlink(OlStatement *st)
{
    st->lru_prev->lru_next = st->lru_next;
    st->lru_next->lru_prev = st->lru_prev;
    st->lru_prev = st->lru_next = NULL;
}

static void destroy(OlStatement *st)
{
    if (st->block != NULL)
    {
        if (ol_vm_unit_running(st->block))
        {
            return; /* it goes with the session */
        }
        ol_vm_unit_free(st->block);
    }
    for (int i = 0; i < st->tr->nsteps; i++)
    {
        if (st->plans[i] != NULL)
        {
            DropCachedPlan(st->plans[i]);
        }
    }
    MemoryContextDelete(st->mcxt);
}

static void remove_from_cache(OlStatement *st)
{
    OlStatement **p = &buckets[st->hash % BUCKETS];

    while (*p != st)
    {
        p = &(*p)->chain;
    }
    *p = st->chain;
    lru_unlink(st);
    st->in_cache = false;
    n_cached--;
    if (st->refs == 0)
    {
        destroy(st);
    }
}

static void add_to_cache(OlStatement *st)
{
    st->chain = buckets[st->hash % BUCKETS];
    buckets[st->hash % BUCKETS] = st;
    st->lru_prev = lru.lru_prev;
    st->lru_next = &lru;
    lru.lru_prev->lru_next = st;
    lru.lru_prev = st;
    st->in_cache = true;
    n_cached++;
    for (OlStatement *old = lru.lru_next; n_cached > CACHE_MAX && old != &lru;)
    {
        OlStatement *next = old->lru_next;

        if (old->refs == 0 && old != st)
        {
            remove_from_cache(old);
        }
        old = next;
    }
}

void ol_stmt_ref(OlStatement *st)
{
    st->refs++;
}

void ol_stmt_release(OlStatement *st)
{
    Assert(st->refs > 0);
    st->refs--;
    if (st->refs == 0 && !st->in_cache)
    {
        destroy(st);
    }
}

bool ol_stmt_is_current(const OlStatement *st)
{
    return st->generation == generation_now();
}

/* --- translating ---------------------------------------------------------------------------------------------------- */

static int char_offset(OlStr text, int byte_pos)
{
    if (byte_pos < 0)
    {
        return -1;
    }
    return (int)ol_utf8_length(text.s, OL_MIN((size_t)byte_pos, text.n));
}

static bool same_shape(const OlTranslation *a, const OlTranslation *b)
{
    if (a->nsteps != b->nsteps || a->nparams != b->nparams || a->ncolumns != b->ncolumns || a->nhidden != b->nhidden ||
        a->stmt != b->stmt)
    {
        return false;
    }
    for (int i = 0; i < a->nsteps; i++)
    {
        if (a->steps[i].kind != b->steps[i].kind || !ol_str_eq(a->steps[i].sql, b->steps[i].sql))
        {
            return false;
        }
    }
    for (int i = 0; i < a->nparams; i++)
    {
        if (a->param_types[i].rep != b->param_types[i].rep || a->param_types[i].pg_oid != b->param_types[i].pg_oid)
        {
            return false;
        }
    }
    return true;
}

/* A new OlStatement in a context of its own below the call's; the caller moves it to where it stays. */
static OlStatement *translate(OlStr text, OlStr schema, const uint16 *types, uint32 n, const OlType *bind_types, uint64 hash,
                              int *error_pos)
{
    MemoryContext mcxt = AllocSetContextCreate(ol_session->call_cxt, "oliphant statement", ALLOCSET_SMALL_SIZES);
    MemoryContext old = MemoryContextSwitchTo(mcxt);
    OlArena *arena = ol_pg_arena_new(mcxt);
    OlStatement *st = palloc0(sizeof *st);
    OlTrOptions options;
    OlDiag diag;

    st->mcxt = mcxt;
    st->hash = hash;
    st->text = ol_str_dup(arena, text);
    st->schema = ol_str_dup(arena, schema);
    st->n_key_binds = n;
    st->bind_types = palloc(sizeof(uint16) * Max(n, 1));
    if (n > 0)
    {
        memcpy(st->bind_types, types, n * sizeof(uint16));
    }
    memset(&options, 0, sizeof options);
    ol_slot_stat(OL_STAT_PARSES_HARD, 1);
    options.catalog = ol_pg_catalog();
    options.bind_types = bind_types;
    options.nbind_types = (int)n;
    st->generation = generation_now();
    ol_diag_init(&diag);
    if (ol_translate(arena, st->text, &options, &st->tr, &diag) != OL_OK)
    {
        *error_pos = char_offset(text, diag.pos);
        ol_ereport(&diag);
    }
    /* The catalog may have been read while it changed: then the next use translates once more. */
    st->plans = palloc0(sizeof(CachedPlanSource *) * Max(st->tr->nsteps, 1));
    MemoryContextSwitchTo(old);
    return st;
}

uint16_t ol_stmt_bind_key(const OlType *type)
{
    int32_t size = type->size_bytes;
    int size_class = size == 0 ? 0 : size <= 32 ? 1 : size <= 128 ? 2 : size <= 2000 ? 3 : size <= 4000 ? 4 : 5;

    return (uint16_t)(type->code | (type->bind_array ? 1 << 11 : 0) | size_class << 12);
}

OlStatement *ol_stmt_get(OlStr text, const OlType *bind_types, uint32_t n, int *error_pos)
{
    uint16 small[64];
    uint16 *types = n <= lengthof(small) ? small : palloc(n * sizeof(uint16));
    OlStr schema = ol_pg_current_schema();
    uint64 hash;
    OlStatement *found = NULL;
    OlStatement *st;

    for (uint32 i = 0; i < n; i++)
    {
        types[i] = ol_stmt_bind_key(&bind_types[i]);
    }
    hash = key_hash(text, schema, types, n);
    for (st = buckets[hash % BUCKETS]; st != NULL; st = st->chain)
    {
        if (st->hash == hash && st->n_key_binds == n && ol_str_eq(st->text, text) && ol_str_eq(st->schema, schema) &&
            (n == 0 || memcmp(st->bind_types, types, n * sizeof(uint16)) == 0))
        {
            found = st;
            break;
        }
    }
    if (found != NULL && found->generation == generation_now())
    {
        lru_unlink(found);
        found->lru_prev = lru.lru_prev;
        found->lru_next = &lru;
        lru.lru_prev->lru_next = found;
        lru.lru_prev = found;
        found->refs++;
        return found;
    }
    st = translate(text, schema, types, n, bind_types, hash, error_pos);
    if (found != NULL)
    {
        if (same_shape(found->tr, st->tr))
        {
            /* The same plans serve; they look after themselves. */
            for (int i = 0; i < st->tr->nsteps; i++)
            {
                st->plans[i] = found->plans[i];
                found->plans[i] = NULL;
                if (found->refs > 0 && st->plans[i] != NULL)
                {
                    /* a cursor still refers to the old statement: it makes its own when it needs one again */
                }
            }
        }
        remove_from_cache(found);
    }
    /* Describe results, RETURNING columns and the like point into it: it stays. DDL and blocks of one use are not worth it. */
    st->refs = 1;
    MemoryContextSetParent(st->mcxt, ol_session->session_cxt);
    switch (st->tr->stmt)
    {
    case OL_STMT_QUERY:
    case OL_STMT_INSERT:
    case OL_STMT_UPDATE:
    case OL_STMT_DELETE:
    case OL_STMT_MERGE:
    case OL_STMT_TRANSACTION:
    case OL_STMT_SESSION:
    case OL_STMT_PLSQL:
        add_to_cache(st);
        break;
    default:
        break;
    }
    return st;
}

Oid ol_stmt_param_oid(const OlType *t)
{
    Oid oid = t->pg_oid != 0 && (t->rep == OL_REP_OTHER || t->rep == OL_REP_NONE) ? t->pg_oid : ol_pg_rep_oid(t->rep);

    return OidIsValid(oid) ? oid : TEXTOID;
}

CachedPlanSource *ol_stmt_plan(OlStatement *st, int step)
{
    MemoryContext old;
    CachedPlanSource *source;
    List *raw;
    List *queries;
    Oid *types;
    int nparams = st->tr->nparams;
    const char *sql = st->tr->steps[step].sql.s;

    if (st->plans[step] != NULL)
    {
        return st->plans[step];
    }
    old = MemoryContextSwitchTo(ol_session->call_cxt);
    raw = pg_parse_query(sql);
    if (list_length(raw) != 1)
    {
        elog(ERROR, "translated statement is not one statement: %s", sql);
    }
    types = palloc(sizeof(Oid) * Max(nparams, 1));
    for (int i = 0; i < nparams; i++)
    {
        types[i] = ol_stmt_param_oid(&st->tr->param_types[i]);
    }
    source = CreateCachedPlan(linitial_node(RawStmt, raw), sql, CreateCommandTag(linitial_node(RawStmt, raw)->stmt));
    PushActiveSnapshot(GetTransactionSnapshot());
    queries = pg_analyze_and_rewrite_fixedparams(linitial_node(RawStmt, raw), sql, types, nparams, NULL);
    PopActiveSnapshot();
    CompleteCachedPlan(source, queries, NULL, types, nparams, NULL, NULL,
                       st->tr->single_row_insert ? CURSOR_OPT_GENERIC_PLAN : 0, false);
    SaveCachedPlan(source);
    st->plans[step] = source;
    MemoryContextSwitchTo(old);
    return source;
}

int ol_stmt_source_position(const OlStatement *st, int pg_position)
{
    for (int i = 0; i < st->tr->nsteps && pg_position > 0; i++)
    {
        if (st->tr->steps[i].kind == OL_STEP_PLAN)
        {
            OlStr sql = st->tr->steps[i].sql;
            int byte = (int)ol_utf8_offset(sql.s, sql.n, (size_t)pg_position - 1);

            return char_offset(st->text, ol_translation_source_pos(st->tr, byte));
        }
    }
    return -1;
}
