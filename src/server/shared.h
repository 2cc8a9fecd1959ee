/*
 * shared.h - what Oliphant keeps in shared memory: sessions, failed logins, unsupported-feature counters.
 *
 * Owns:      the layout's users: reservation of slots (broker), the worker's side, failed-login counts.
 * Lifetimes: shared memory lives until the postmaster's next reset; nothing in it needs to survive a restart.
 * Invariant: every field is read and written under the lock of its table.
 * See also:  session_slot.h (what everybody may read), shared.c
 */
#ifndef OL_SERVER_SHARED_H
#define OL_SERVER_SHARED_H

#include "server/session_slot.h"

/* From _PG_init: asks for the memory and chains the start-up hook. */
void ol_shared_request(void);

/* --- slots: the broker's side ---------------------------------------------------------------------------------------
 * Limits are checked and the slot taken in one step, so they are exact among Oracle sessions. */
typedef struct OlSlotRequest
{
    OlSlotState state;       /* OL_SLOT_TLS or OL_SLOT_STARTING */
    uint32_t role_oid, database_oid;
    int role_limit;          /* greatest number of Oracle sessions this role may have, -1 none */
    int database_limit;      /* the same for the database */
    uint8_t cookie[16];
    OlSlotInfo info;      /* texts only */
} OlSlotRequest;

typedef enum OlSlotRefusal
{
    OL_SLOT_TAKEN,
    OL_SLOT_NONE_LEFT,
    OL_SLOT_ROLE_LIMIT,
    OL_SLOT_DATABASE_LIMIT
} OlSlotRefusal;

OlSlotRefusal ol_slot_reserve(const OlSlotRequest *request, int *slot, uint32_t *serial);
/* A TLS worker's slot when its login succeeded: the same checks, TLS -> STARTING. */
OlSlotRefusal ol_slot_promote(int slot, const OlSlotRequest *request);
/* Takes a slot back whose worker never came: only while no worker has claimed it. */
void ol_slot_release_unclaimed(int slot, uint32_t serial);
/* All of them: a broker that starts knows of no login under way. A worker that comes too late finds its slot gone. */
void ol_slot_release_abandoned(void);
int ol_slot_count_state(OlSlotState state);
bool ol_slot_cookie_matches(int slot, const uint8_t cookie[16], uint32_t *serial);

/* --- slots: the worker's side --------------------------------------------------------------------------------------- */
/* This process is the session of the slot from now until its exit, when the slot becomes free. */
bool ol_slot_claim(int slot, const uint8_t cookie[16]);
void ol_slot_activate(void);

/* --- failed logins, per role ---------------------------------------------------------------------------------------- */
/* Counts one; true when the account is locked now. Names of no role are counted too (role_oid 0), in a table of their
 * own: otherwise a lock would tell which users exist. */
bool ol_failed_login_add(uint32_t role_oid, const char *user);
bool ol_failed_login_locked(uint32_t role_oid, const char *user);
void ol_failed_login_clear(uint32_t role_oid);

#endif
