/*
 * dbms_lock.c - DBMS_LOCK and DBMS_SESSION.SLEEP.
 *
 *
 * See also:  vm/host.h, defs/vm_hosts.def, sql/pkg/dbms_lock.sql
 */
#include "postgres.h"

#include "miscadmin.h"
#include "storage/latch.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "oratype/decimal.h"
#include "vm/host.h"

/* Until the time has come; cancelling ends it. */
static void wait_until(void *ctx)
{
    TimestampTz until = *(TimestampTz *)ctx;

    for (;;)
    {
        int64 left = until - GetCurrentTimestamp();

        CHECK_FOR_INTERRUPTS();
        if (left <= 0)
        {
            break;
        }
        (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, (long)Min(left / 1000 + 1, 1000), PG_WAIT_EXTENSION);
        ResetLatch(MyLatch);
    }
}

OL_HOST_FN(dbms_sleep)
{
    double seconds;
    TimestampTz until;

    if (args[0]->null)
    {
        return OL_OK;
    }
    seconds = ol_decimal_to_double(&args[0]->n);
    if (!(seconds >= 0 && seconds <= 1e9))
    {
        return ol_vm_value_error(diag, "");
    }
    until = GetCurrentTimestamp() + (int64)(seconds * 1e6);
    return ol_host_try(wait_until, &until, diag);
}
