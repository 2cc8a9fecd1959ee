/*
 * portal.c - open queries as pinned PostgreSQL portals.
 *
 * A portal is found by its name each time: a rollback, or the failure of a statement inside whose subtransaction it was
 * opened, drops portals without telling their users.
 *
 * See also:  portal.h, transaction.c (who calls ol_portal_before_end and its kin)
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "tcop/pquery.h"
#include "tcop/tcopprot.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"

#include "pg/pg.h"
#include "server/portal.h"
#include "server/session.h"

static OlPortal *open_portals; /* opened in the current transaction, or held */
static int n_living;           /* of them, not held and not known to be lost */

static void list_add(OlPortal *p)
{
    p->prev = NULL;
    p->next = open_portals;
    if (open_portals != NULL)
    {
        open_portals->prev = p;
    }
    open_portals = p;
    n_living++;
}

static void list_remove(OlPortal *p)
{
    if (p->prev != NULL)
    {
        p->prev->next = p->next;
    }
    else
    {
        open_portals = p->next;
    }
    if (p->next != NULL)
    {
        p->next->prev = p->prev;
    }
    p->prev = p->next = NULL;
    if (!p->held)
    {
        n_living--;
    }
    p->name[0] = '\0';
    p->held = false;
}

Portal ol_portal_create(OlPortal *p, bool scrollable)
{
    static uint64 counter;
    Portal portal;

    ol_portal_close(p);
    snprintf(p->name, sizeof p->name, "ol_" UINT64_FORMAT, ++counter);
    portal = CreatePortal(p->name, false, false);
    portal->visible = false;
    if (!ol_session->plain)
    {
        PinPortal(portal); /* outlives COMMIT */
    }
    portal->cursorOptions = scrollable ? CURSOR_OPT_SCROLL : CURSOR_OPT_NO_SCROLL;
    p->held = false;
    p->for_update = false;
    p->scrollable = scrollable;
    p->position = 0;
    list_add(p);
    return portal;
}

void ol_portal_start(OlPortal *p, Portal portal, CachedPlanSource *source, ParamListInfo params, bool for_update)
{
    CachedPlan *plan = GetCachedPlan(source, params, NULL, NULL);

    /* The portal owns the reference to the plan from here on; its text must live as long as it does. */
    PortalDefineQuery(portal, NULL, MemoryContextStrdup(portal->portalContext, source->query_string), source->commandTag,
                      plan->stmt_list, plan);
    PortalStart(portal, params, 0, InvalidSnapshot);
    p->for_update = for_update;
}

Portal ol_portal_get(OlPortal *p)
{
    Portal portal;

    if (p->name[0] == '\0')
    {
        return NULL;
    }
    portal = GetPortalByName(p->name);
    return portal != NULL && portal->status == PORTAL_READY ? portal : NULL;
}

bool ol_portal_is_open(const OlPortal *p)
{
    return p->name[0] != '\0';
}

uint64 ol_portal_fetch(OlPortal *p, uint64 count, DestReceiver *dest)
{
    Portal portal = ol_portal_get(p);
    uint64 before;
    QueryCompletion qc;

    if (portal == NULL)
    {
        ol_raise(OL_ERR_FETCH_OUT_OF_SEQUENCE);
    }
    if (count == 0 || portal->atEnd)
    {
        return 0;
    }
    before = portal->portalPos;
    /* isTopLevel false: only utility statements care. run_once false: rows come in several calls. */
    InitializeQueryCompletion(&qc);
    PortalRun(portal, count > LONG_MAX ? FETCH_ALL : (long)count, true, false, dest, dest, &qc);
    {
        uint64 got = portal->strategy == PORTAL_ONE_SELECT ? portal->portalPos - before : qc.nprocessed;

        p->position += got;
        return got;
    }
}

uint64 ol_portal_move(OlPortal *p, int direction, long count, DestReceiver *dest)
{
    Portal portal = ol_portal_get(p);

    if (portal == NULL)
    {
        ol_raise(OL_ERR_FETCH_OUT_OF_SEQUENCE);
    }
    return PortalRunFetch(portal, (FetchDirection)direction, count, dest);
}

void ol_portal_adopt(OlPortal *to, OlPortal *from)
{
    OlPortal copy = *from;

    ol_portal_close(to);
    list_remove(from);
    *to = copy;
    list_add(to);
    if (to->held)
    {
        n_living--;
    }
}

void ol_portal_close(OlPortal *p)
{
    Portal portal;

    if (p->name[0] == '\0')
    {
        return;
    }
    portal = GetPortalByName(p->name);
    list_remove(p);
    if (portal != NULL)
    {
        if (portal->portalPinned)
        {
            UnpinPortal(portal);
        }
        PortalDrop(portal, false);
    }
}

bool ol_portal_any_open(void)
{
    return n_living > 0;
}

bool ol_portal_any_open_but(const OlPortal *p)
{
    return n_living > (p->name[0] != '\0' && !p->held ? 1 : 0);
}

static void drop_one(OlPortal *p, Portal portal)
{
    list_remove(p);
    if (portal != NULL)
    {
        if (portal->portalPinned)
        {
            UnpinPortal(portal);
        }
        PortalDrop(portal, false);
    }
    /* Still "opened" to its cursor: the next fetch finds no portal and says ORA-01002. */
    strlcpy(p->name, "-", sizeof p->name);
    p->held = true;
    p->prev = NULL;
    p->next = open_portals;
    if (open_portals != NULL)
    {
        open_portals->prev = p;
    }
    open_portals = p;
}

void ol_portal_before_end(void)
{
    OlPortal *next;

    for (OlPortal *p = open_portals; p != NULL; p = next)
    {
        next = p->next;
        if (!p->held)
        {
            Portal portal = GetPortalByName(p->name);

            /* FOR UPDATE cursors end with their transaction (ORA-01002); PostgreSQL can hold only plain SELECTs that
             * are not in the middle of anything. One that was read to its end has no rows to put aside. */
            if (portal == NULL || p->for_update || portal->strategy != PORTAL_ONE_SELECT || portal->status != PORTAL_READY ||
                portal->atEnd)
            {
                drop_one(p, portal);
            }
        }
    }
}

void ol_portal_mark_held(void)
{
    for (OlPortal *p = open_portals; p != NULL; p = p->next)
    {
        if (!p->held)
        {
            p->held = true;
            n_living--;
        }
    }
}

void ol_portal_drop_failed(void)
{
    OlPortal *next;

    for (OlPortal *p = open_portals; p != NULL; p = next)
    {
        next = p->next;
        if (!p->held)
        {
            Portal portal = GetPortalByName(p->name);

            if (portal == NULL || portal->status != PORTAL_READY)
            {
                drop_one(p, portal);
            }
        }
    }
}

void ol_portal_after_end(void)
{
    OlPortal *next;

    for (OlPortal *p = open_portals; p != NULL; p = next)
    {
        next = p->next;
        if (!p->held)
        {
            Portal portal = GetPortalByName(p->name);

            /* One that failed under a level of its statement is still there, and would keep the transaction open. */
            if (portal == NULL || (portal->status == PORTAL_FAILED && IsTransactionState()))
            {
                drop_one(p, portal);
            }
        }
    }
}
