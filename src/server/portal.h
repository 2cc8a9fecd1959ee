/*
 * portal.h - open queries: PostgreSQL portals that stay fetchable over COMMIT, ROLLBACK and failed statements.
 *
 * Owns:      OlPortal: a pinned portal, found by name so that it can vanish under us without harm.
 * Lifetimes: an OlPortal lives in its cursor; the portal behind it until ol_portal_close, or until a rollback that could
 *            not hold it.
 * Invariant: every portal made here is pinned (postgres drops unpinned ones at COMMIT) and unpinned before it is dropped.
 * See also:  portal.c, receiver.h, transaction.c
 */
#ifndef OL_SERVER_PORTAL_H
#define OL_SERVER_PORTAL_H

#include "base/base.h"

struct PortalData;
struct CachedPlanSource;
struct ParamListInfoData;
struct _DestReceiver;
struct OlPortal;

typedef struct OlPortal
{
    char name[32];      /* empty: not open */
    bool held;          /* its rows were put aside at an end of transaction */
    bool for_update;    /* ends with the transaction: ORA-01002 afterwards */
    bool scrollable;
    uint64_t position;  /* rows given so far; scrollable: row the portal stands on, from 1 */
    struct OlPortal *prev, *next;
} OlPortal;

/* Opens the query of a plan. params must be allocated in the context that ol_portal_param_context gives after
 * ol_portal_create. */
struct PortalData *ol_portal_create(OlPortal *p, bool scrollable);
void ol_portal_start(OlPortal *p, struct PortalData *portal, struct CachedPlanSource *source,
                     struct ParamListInfoData *params, bool for_update);
/* The portal, or NULL when it is closed or was lost with a rollback. */
struct PortalData *ol_portal_get(OlPortal *p);
bool ol_portal_is_open(const OlPortal *p); /* opened and not closed; it may have been lost */
/* Up to count rows into dest; returns how many. */
uint64_t ol_portal_fetch(OlPortal *p, uint64_t count, struct _DestReceiver *dest);
/* Scrollable portals: direction and count as PortalRunFetch takes them. */
uint64_t ol_portal_move(OlPortal *p, int direction, long count, struct _DestReceiver *dest);
void ol_portal_close(OlPortal *p);
/* The open query of from becomes to's; from is closed afterwards without the query ending. */
void ol_portal_adopt(OlPortal *to, OlPortal *from);

/* For transaction.c. Open and living off the current transaction? */
bool ol_portal_any_open(void);
bool ol_portal_any_open_but(const OlPortal *p);
void ol_portal_before_end(void);  /* drops what cannot be held */
void ol_portal_mark_held(void);
void ol_portal_drop_failed(void);
void ol_portal_after_end(void);   /* forgets what went away with a rollback */

#endif
