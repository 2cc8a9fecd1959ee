/*
 * init.c - the library's entry: PG_MODULE_MAGIC and _PG_init.
 *
 * Not here:  what is registered; each part has its own function that _PG_init calls.
 */
#include "postgres.h"

#include "fmgr.h"

#include "miscadmin.h"
#include "utils/guc.h"

#include "pg/pg.h"
#include "server/broker.h"
#include "server/settings.h"
#include "server/shared.h"
#include "server/triggers.h"
#include "server/verifier.h"

extern OL_EXPORT const Pg_magic_struct *Pg_magic_func(void);
PG_MODULE_MAGIC;

extern OL_EXPORT void _PG_init(void);

/* Each session takes a background worker, and the server's default is eight in all. Raised here, before memory is
 * laid out, so that one line in postgresql.conf is enough. */
static void raise_max_worker_processes(void)
{
    char value[16];
    int wanted = max_worker_processes + ol_setting_max_sessions + Max(8, ol_setting_max_sessions / 4) + 1; /* autonomous transactions */

    snprintf(value, sizeof value, "%d", wanted);
    SetConfigOption("max_worker_processes", value, PGC_POSTMASTER, PGC_S_OVERRIDE);
}

void _PG_init(void)
{
    ol_pg_init();
    ol_triggers_init();
    if (!process_shared_preload_libraries_in_progress)
        return; /* loaded by a command: functions and labels work, the Oracle port needs shared_preload_libraries */
    ol_settings_define();
    raise_max_worker_processes();
    ol_shared_request();
    ol_verifier_init();
    ol_broker_register();
}
