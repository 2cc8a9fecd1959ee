/*
 * shared.c - Oliphant's shared memory: session slots, failed logins, counters of unsupported features.
 *
 * Owns:      the segment, its three locks, every access to it.
 * Not here:  decisions (auth.c, broker.c).
 * Lifetimes: see shared.h. A slot: FREE -> (TLS ->) STARTING -> ACTIVE -> FREE; the broker reserves, the worker claims,
 *            the worker's exit (or the broker, when no worker came) frees.
 * Invariant: a claimed slot is freed by its owner only; an owner that crashes takes the whole segment with it, because the
 *            postmaster then starts anew with fresh shared memory.
 * See also:  shared.h, session_slot.h
 */
#include "postgres.h"

#include "miscadmin.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/lwlock.h"
#include "storage/proc.h"
#include "storage/shmem.h"
#include "utils/timestamp.h"

#include "server/settings.h"
#include "server/shared.h"

#define FAILED_KNOWN 1024
#define FAILED_UNKNOWN 1024
#define FEATURES 256
#define FEATURE_NAME 64

enum
{
    LOCK_SLOTS,
    LOCK_FAILED,
    LOCK_FEATURES,
    LOCKS
};

typedef struct Slot
{
    uint8_t cookie[16];
    bool claimed;
    int procno; /* of the worker that claimed it */
    OlSlotInfo info;
} Slot;

typedef struct Failed
{
    uint64 key; /* role OID, or hash of the name; 0 free */
    int count;
    TimestampTz last;
    TimestampTz locked_until; /* 0: not */
} Failed;

typedef struct Feature
{
    char name[FEATURE_NAME];
    uint64 count;
    TimestampTz last;
} Feature;

typedef struct Shared
{
    uint32 next_serial;
    int nslots;
    volatile uint32 yield_requests; /* ol_slot_ask_to_yield */
    volatile int yield_for;
    Failed known[FAILED_KNOWN];
    Failed unknown[FAILED_UNKNOWN];
    Feature features[FEATURES]; /* in the order they came; [FEATURES - 1] is "(others)" */
    Slot slots[FLEXIBLE_ARRAY_MEMBER];
} Shared;

static Shared *shared = NULL;
static LWLockPadded *locks = NULL;
static int my_slot = -1;
static shmem_request_hook_type prev_shmem_request = NULL;
static shmem_startup_hook_type prev_shmem_startup = NULL;

#define LOCK(which) (&locks[which].lock)

static Size shared_size(void)
{
    return add_size(offsetof(Shared, slots), mul_size(sizeof(Slot), (Size)ol_setting_max_sessions));
}

static void shmem_request(void)
{
    if (prev_shmem_request != NULL)
        prev_shmem_request();
    RequestAddinShmemSpace(shared_size());
    RequestNamedLWLockTranche("oliphant", LOCKS);
}

static void shmem_startup(void)
{
    bool found;

    if (prev_shmem_startup != NULL)
        prev_shmem_startup();
    LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
    shared = ShmemInitStruct("oliphant", shared_size(), &found);
    if (!found)
    {
        memset(shared, 0, shared_size());
        shared->nslots = ol_setting_max_sessions;
        shared->next_serial = 1;
    }
    locks = GetNamedLWLockTranche("oliphant");
    LWLockRelease(AddinShmemInitLock);
}

void ol_shared_request(void)
{
    prev_shmem_request = shmem_request_hook;
    shmem_request_hook = shmem_request;
    prev_shmem_startup = shmem_startup_hook;
    shmem_startup_hook = shmem_startup;
}

/* --- slots --------------------------------------------------------------------------------------------------------- */

static void set_text(char *out, const char *s, size_t n)
{
    if (n > OL_SLOT_TEXT - 1)
    {
        n = OL_SLOT_TEXT - 1;
        while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
            n--;
    }
    memcpy(out, s, n);
    out[n] = '\0';
}

/* Under LOCK_SLOTS. except: the slot that is being promoted and does not count. */
static OlSlotRefusal check_limits(const OlSlotRequest *r, int except)
{
    int of_role = 0, of_database = 0;

    if (r->state == OL_SLOT_TLS || (r->role_limit < 0 && r->database_limit < 0))
        return OL_SLOT_TAKEN;
    for (int i = 0; i < shared->nslots; i++)
    {
        const OlSlotInfo *info = &shared->slots[i].info;

        if (i == except || info->state < OL_SLOT_STARTING)
            continue;
        of_role += info->role_oid == r->role_oid;
        of_database += info->database_oid == r->database_oid;
    }
    if (r->role_limit >= 0 && of_role >= r->role_limit)
        return OL_SLOT_ROLE_LIMIT;
    if (r->database_limit >= 0 && of_database >= r->database_limit)
        return OL_SLOT_DATABASE_LIMIT;
    return OL_SLOT_TAKEN;
}

/* Under LOCK_SLOTS, exclusive. */
static void fill_slot(int index, const OlSlotRequest *r)
{
    Slot *slot = &shared->slots[index];
    OlSlotInfo info = r->info;

    info.state = r->state;
    info.session_id = (uint32_t)index + 1;
    info.serial = slot->info.serial;
    info.pid = slot->info.pid;
    info.role_oid = r->role_oid;
    info.database_oid = r->database_oid;
    info.logon_time = info.last_call = GetCurrentTimestamp();
    info.in_call = true;
    slot->info = info;
}

OlSlotRefusal ol_slot_reserve(const OlSlotRequest *request, int *slot, uint32_t *serial)
{
    OlSlotRefusal refusal;
    int i;

    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    refusal = check_limits(request, -1);
    if (refusal == OL_SLOT_TAKEN)
    {
        for (i = 0; i < shared->nslots && shared->slots[i].info.state != OL_SLOT_FREE; i++)
            ;
        if (i == shared->nslots)
            refusal = OL_SLOT_NONE_LEFT;
        else
        {
            Slot *s = &shared->slots[i];

            memset(&s->info, 0, sizeof s->info);
            s->info.serial = (uint16_t)shared->next_serial++;
            if ((uint16_t)shared->next_serial == 0)
                shared->next_serial = 1;
            s->claimed = false;
            memcpy(s->cookie, request->cookie, sizeof s->cookie);
            fill_slot(i, request);
            *slot = i;
            *serial = s->info.serial;
        }
    }
    LWLockRelease(LOCK(LOCK_SLOTS));
    return refusal;
}

OlSlotRefusal ol_slot_promote(int slot, const OlSlotRequest *request)
{
    OlSlotRefusal refusal = OL_SLOT_NONE_LEFT;

    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    if (slot >= 0 && slot < shared->nslots && shared->slots[slot].info.state == OL_SLOT_TLS)
    {
        refusal = check_limits(request, slot);
        if (refusal == OL_SLOT_TAKEN)
            fill_slot(slot, request);
    }
    LWLockRelease(LOCK(LOCK_SLOTS));
    return refusal;
}

void ol_slot_release_unclaimed(int slot, uint32_t serial)
{
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    if (slot >= 0 && slot < shared->nslots && !shared->slots[slot].claimed && shared->slots[slot].info.serial == serial)
        shared->slots[slot].info.state = OL_SLOT_FREE;
    LWLockRelease(LOCK(LOCK_SLOTS));
}

void ol_slot_release_abandoned(void)
{
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    for (int i = 0; i < shared->nslots; i++)
    {
        if (!shared->slots[i].claimed)
            shared->slots[i].info.state = OL_SLOT_FREE;
    }
    LWLockRelease(LOCK(LOCK_SLOTS));
}

int ol_slot_count_state(OlSlotState state)
{
    int n = 0;

    LWLockAcquire(LOCK(LOCK_SLOTS), LW_SHARED);
    for (int i = 0; i < shared->nslots; i++)
        n += shared->slots[i].info.state == state;
    LWLockRelease(LOCK(LOCK_SLOTS));
    return n;
}

bool ol_slot_cookie_matches(int slot, const uint8_t cookie[16], uint32_t *serial)
{
    bool ok;

    if (slot < 0 || slot >= shared->nslots)
        return false;
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_SHARED);
    ok = shared->slots[slot].info.state != OL_SLOT_FREE && memcmp(shared->slots[slot].cookie, cookie, 16) == 0;
    *serial = shared->slots[slot].info.serial;
    LWLockRelease(LOCK(LOCK_SLOTS));
    return ok;
}

static void free_my_slot(int code, Datum arg)
{
    if (my_slot < 0)
        return;
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    shared->slots[my_slot].info.state = OL_SLOT_FREE;
    shared->slots[my_slot].claimed = false;
    LWLockRelease(LOCK(LOCK_SLOTS));
    my_slot = -1;
}

bool ol_slot_claim(int slot, const uint8_t cookie[16])
{
    bool ok = false;

    if (shared == NULL || slot < 0 || slot >= shared->nslots)
        return false;
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    if (shared->slots[slot].info.state != OL_SLOT_FREE && !shared->slots[slot].claimed &&
        memcmp(shared->slots[slot].cookie, cookie, 16) == 0)
    {
        shared->slots[slot].claimed = true;
        shared->slots[slot].info.pid = MyProcPid;
        shared->slots[slot].procno = MyProc->pgprocno;
        ok = true;
    }
    LWLockRelease(LOCK(LOCK_SLOTS));
    if (ok)
    {
        my_slot = slot;
        before_shmem_exit(free_my_slot, 0);
    }
    return ok;
}

void ol_slot_activate(void)
{
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    shared->slots[my_slot].info.state = OL_SLOT_ACTIVE;
    LWLockRelease(LOCK(LOCK_SLOTS));
}

int ol_slot_count(void)
{
    return shared == NULL ? 0 : shared->nslots;
}

bool ol_slot_read(int index, OlSlotInfo *out)
{
    if (shared == NULL || index < 0 || index >= shared->nslots)
        return false;
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_SHARED);
    *out = shared->slots[index].info;
    LWLockRelease(LOCK(LOCK_SLOTS));
    return out->state != OL_SLOT_FREE;
}

int ol_slot_find(uint32_t session_id, uint16_t serial)
{
    OlSlotInfo info;
    int index = (int)session_id - 1;

    return ol_slot_read(index, &info) && info.serial == serial ? index : -1;
}

int ol_slot_mine(void)
{
    return my_slot;
}

void ol_slot_set_text(OlSlotText which, OlStr value)
{
    OlSlotInfo *info;
    char *out = NULL;

    if (my_slot < 0)
        return;
    LWLockAcquire(LOCK(LOCK_SLOTS), LW_EXCLUSIVE);
    info = &shared->slots[my_slot].info;
    switch (which)
    {
        case OL_SLOT_MODULE:
            out = info->module;
            break;
        case OL_SLOT_ACTION:
            out = info->action;
            break;
        case OL_SLOT_CLIENT_INFO:
            out = info->client_info;
            break;
        case OL_SLOT_CLIENT_ID:
            out = info->client_id;
            break;
        case OL_SLOT_CURRENT_SCHEMA:
            out = info->current_schema;
            break;
    }
    if (out != NULL)
        set_text(out, value.n > 0 ? value.s : "", value.n);
    LWLockRelease(LOCK(LOCK_SLOTS));
}

/* No lock: each field is one aligned word that only its owner writes, and a reader may see either value. This is the
 * one thing done per call. */
void ol_slot_set_busy(bool in_call)
{
    volatile OlSlotInfo *info;

    if (my_slot < 0)
        return;
    info = &shared->slots[my_slot].info;
    info->in_call = in_call;
    info->last_call = GetCurrentTimestamp();
}

/* No lock, for the same reason. */
void ol_slot_stat(OlStat which, int64_t n)
{
    if (my_slot >= 0)
        shared->slots[my_slot].info.stats[which] += (uint64_t)n;
}

/* No lock, as a signal handler may take none: a slot that changes hands meanwhile costs a latch set for nothing. */
void ol_slot_ask_to_yield(void)
{
    shared->yield_for = MyProcPid;
    shared->yield_requests++;
    for (int i = 0; i < shared->nslots; i++)
    {
        const volatile Slot *slot = &shared->slots[i];

        if (i != my_slot && slot->info.state == OL_SLOT_ACTIVE && slot->claimed && slot->info.database_oid == MyDatabaseId)
            SetLatch(&ProcGlobal->allProcs[slot->procno].procLatch);
    }
}

int ol_slot_yield_asked(void)
{
    static uint32 seen;

    if (shared == NULL || shared->yield_requests == seen)
        return 0;
    seen = shared->yield_requests;
    return shared->yield_for;
}

/* --- failed logins ------------------------------------------------------------------------------------------------- */

/* The entry of a key; make: take a free one or the one longest unused. Under LOCK_FAILED, exclusive. */
static Failed *find_failed(uint32_t role_oid, const char *user, bool make)
{
    Failed *table = role_oid != 0 ? shared->known : shared->unknown;
    int n = role_oid != 0 ? FAILED_KNOWN : FAILED_UNKNOWN;
    uint64 key = role_oid != 0 ? role_oid : (ol_hash_bytes(user, strlen(user), 0) | 1);
    Failed *oldest = &table[0];

    for (int i = 0; i < n; i++)
    {
        if (table[i].key == key)
            return &table[i];
        if (oldest->key != 0 && (table[i].key == 0 || table[i].last < oldest->last))
            oldest = &table[i];
    }
    if (!make)
        return NULL;
    memset(oldest, 0, sizeof *oldest);
    oldest->key = key;
    return oldest;
}

bool ol_failed_login_add(uint32_t role_oid, const char *user)
{
    TimestampTz now = GetCurrentTimestamp();
    Failed *f;
    bool locked = false;

    if (ol_setting_failed_login_attempts == 0)
        return false;
    LWLockAcquire(LOCK(LOCK_FAILED), LW_EXCLUSIVE);
    f = find_failed(role_oid, user, true);
    if (f->locked_until != 0 && f->locked_until <= now)
    {
        f->locked_until = 0;
        f->count = 0;
    }
    f->last = now;
    if (++f->count >= ol_setting_failed_login_attempts)
    {
        f->locked_until = now + (TimestampTz)ol_setting_failed_login_lock_time * USECS_PER_SEC;
        locked = true;
    }
    LWLockRelease(LOCK(LOCK_FAILED));
    return locked;
}

bool ol_failed_login_locked(uint32_t role_oid, const char *user)
{
    TimestampTz now = GetCurrentTimestamp();
    Failed *f;
    bool locked;

    if (ol_setting_failed_login_attempts == 0)
        return false;
    LWLockAcquire(LOCK(LOCK_FAILED), LW_EXCLUSIVE);
    f = find_failed(role_oid, user, false);
    if (f != NULL && f->locked_until != 0 && f->locked_until <= now)
        memset(f, 0, sizeof *f);
    locked = f != NULL && f->locked_until != 0;
    LWLockRelease(LOCK(LOCK_FAILED));
    return locked;
}

void ol_failed_login_clear(uint32_t role_oid)
{
    Failed *f;

    if (shared == NULL || role_oid == 0)
        return;
    LWLockAcquire(LOCK(LOCK_FAILED), LW_EXCLUSIVE);
    f = find_failed(role_oid, "", false);
    if (f != NULL)
        memset(f, 0, sizeof *f);
    LWLockRelease(LOCK(LOCK_FAILED));
}

/* --- unsupported features ------------------------------------------------------------------------------------------ */

void ol_count_unsupported(const char *name)
{
    char cut[FEATURE_NAME];
    int i;

    if (shared == NULL)
        return;
    strlcpy(cut, name, sizeof cut);
    LWLockAcquire(LOCK(LOCK_FEATURES), LW_EXCLUSIVE);
    for (i = 0; i < FEATURES - 1 && shared->features[i].count != 0 && strcmp(shared->features[i].name, cut) != 0; i++)
        ;
    strlcpy(shared->features[i].name, i < FEATURES - 1 ? cut : "(others)", FEATURE_NAME);
    shared->features[i].count++;
    shared->features[i].last = GetCurrentTimestamp();
    LWLockRelease(LOCK(LOCK_FEATURES));
}

int ol_unsupported_count(void)
{
    return shared == NULL ? 0 : FEATURES;
}

bool ol_unsupported_read(int index, char *name, size_t cap, uint64_t *count, int64_t *last_time)
{
    if (shared == NULL || index < 0 || index >= FEATURES)
        return false;
    LWLockAcquire(LOCK(LOCK_FEATURES), LW_SHARED);
    strlcpy(name, shared->features[index].name, cap);
    *count = shared->features[index].count;
    *last_time = shared->features[index].last;
    LWLockRelease(LOCK(LOCK_FEATURES));
    return *count != 0;
}
