/*
 * session_info.c - who and what the session is, for SYS_CONTEXT, USERENV and the V$ views.
 *
 * Owns:      the OlSessionInfo of this backend; the release we present.
 * Invariant: on a plain PostgreSQL connection the defaults answer: SID is the backend's pid.
 * See also:  runtime.h, func/environment.c
 */
#include "postgres.h"

#include "miscadmin.h"

#include "pg/pg.h"
#include "runtime/runtime.h"

static OlSessionInfo info;
static bool started = false;
static int release_major = 19;

OlSessionInfo *ol_session_info(void)
{
    if (OL_UNLIKELY(!started))
    {
        memset(&info, 0, sizeof info);
        info.sid = (uint32_t)MyProcPid;
        info.serial = 1;
        info.audsid = (uint32_t)MyProcPid;
        strlcpy(info.authentication_method, "PASSWORD", sizeof info.authentication_method);
        strlcpy(info.protocol, "tcp", sizeof info.protocol);
        strlcpy(info.edition, "ORA$BASE", sizeof info.edition);
        started = true;
    }
    return &info;
}

void ol_release_set(int major)
{
    release_major = major == 23 ? 23 : 19;
}

const char *ol_release_version(void)
{
    return release_major == 23 ? "23.0.0.0.0" : "19.0.0.0.0";
}

const char *ol_release_banner(void)
{
    return release_major == 23 ? "Oliphant for PostgreSQL, compatible with Oracle Database 23ai Release 23.0.0.0.0"
                               : "Oliphant for PostgreSQL, compatible with Oracle Database 19c Release 19.0.0.0.0";
}
