/*
 * session_slot.h - the table of sessions in shared memory: what V$SESSION, limits and the broker look at.
 *
 * Owns:      OlSessionSlot and its states.
 * Lifetimes: a slot belongs to one session from its reservation by the broker until the worker's exit.
 * Invariant: state, role and database change only under the table's lock; a worker writes the texts of its own slot only.
 * See also:  session_slot.c, broker.c, worker.c
 */
#ifndef OL_SERVER_SESSION_SLOT_H
#define OL_SERVER_SESSION_SLOT_H

#include "base/base.h"

typedef enum OlSlotState
{
    OL_SLOT_FREE,
    OL_SLOT_TLS,      /* given to a worker that still does its TLS handshake and login */
    OL_SLOT_STARTING, /* login succeeded, the worker binds itself to database and role */
    OL_SLOT_ACTIVE    /* in its loop */
} OlSlotState;

#define OL_SLOT_TEXT 65

/* What is counted, from defs/session_stats.def. */
typedef enum OlStat
{
#define OL_SESSION_STAT(symbol, name, class_) OL_STAT_##symbol,
#include "../../defs/session_stats.def"
#undef OL_SESSION_STAT
    OL_STATS
} OlStat;

/* One session as a reader gets it: a copy. */
typedef struct OlSlotInfo
{
    OlSlotState state;
    uint32_t session_id;    /* V$SESSION.SID */
    uint16_t serial;        /* V$SESSION.SERIAL# */
    int pid;
    uint32_t role_oid;
    uint32_t database_oid;
    int64_t logon_time;     /* TimestampTz */
    int64_t last_call;      /* TimestampTz of the last change between idle and busy */
    bool in_call;
    uint64_t stats[OL_STATS];
    char user[OL_SLOT_TEXT];        /* Oracle spelling */
    char proxy_user[OL_SLOT_TEXT];
    char service[OL_SLOT_TEXT];
    char program[OL_SLOT_TEXT];
    char machine[OL_SLOT_TEXT];
    char terminal[OL_SLOT_TEXT];
    char os_user[OL_SLOT_TEXT];
    char process[OL_SLOT_TEXT];
    char driver[OL_SLOT_TEXT];
    char client_address[OL_SLOT_TEXT];
    char module[OL_SLOT_TEXT];
    char action[OL_SLOT_TEXT];
    char client_info[OL_SLOT_TEXT];
    char client_id[OL_SLOT_TEXT];
    char current_schema[OL_SLOT_TEXT];
} OlSlotInfo;

typedef enum OlSlotText
{
    OL_SLOT_MODULE,
    OL_SLOT_ACTION,
    OL_SLOT_CLIENT_INFO,
    OL_SLOT_CLIENT_ID,
    OL_SLOT_CURRENT_SCHEMA
} OlSlotText;

/* For readers: the number of slots, and a copy of one; false when it is free or out of range. */
int ol_slot_count(void);
bool ol_slot_read(int index, OlSlotInfo *out);
/* Index of the session with this SID and serial number, -1 when there is none. */
int ol_slot_find(uint32_t session_id, uint16_t serial);

/* For the session itself: -1 in a process that is no Oliphant session. */
int ol_slot_mine(void);
void ol_slot_set_text(OlSlotText which, OlStr value); /* cut to OL_SLOT_TEXT - 1 bytes at a character */
void ol_slot_set_busy(bool in_call);
/* DDL that waits for a lock asks idle sessions to put the rest of their open queries aside, which hold it. Safe in a signal
 * handler. The other side: the pid that asked last, 0 when nothing was asked since this session looked. */
void ol_slot_ask_to_yield(void);
int ol_slot_yield_asked(void);
void ol_slot_stat(OlStat which, int64_t n); /* adds n; cheap enough for every call */

/* Features a client asked for and did not get, by name: shared counters, shown by a view. Names beyond what the table
 * holds are counted as "(others)". Cheap enough for error paths, not for hot ones. */
void ol_count_unsupported(const char *name);
int ol_unsupported_count(void);
bool ol_unsupported_read(int index, char *name, size_t cap, uint64_t *count, int64_t *last_time);

#endif
