/*
 * session_info.c - who and what the session is, for SYS_CONTEXT, USERENV and the V$ views.
 *
 * Owns:      the OlSessionInfo of this backend; the release we present.
 * Invariant: on a plain PostgreSQL connection the defaults answer: SID is the backend's pid.
 * See also:  runtime.h, func/environment.c
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

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

/* --- application contexts ------------------------------------------------------------------------------------------
 * Few, small and per session: a list. Names are matched without regard to case. */
typedef struct Context
{
    struct Context *next;
    char *space;
    char *name;
    char *value;
} Context;

static Context *contexts = NULL;

static Context *context_find(OlStr space, OlStr name)
{
    for (Context *c = contexts; c != NULL; c = c->next)
        if (ol_str_ieq_c(space, c->space) && ol_str_ieq_c(name, c->name))
            return c;
    return NULL;
}

const char *ol_context_get(OlStr space, OlStr name)
{
    Context *c = context_find(space, name);

    return c == NULL ? NULL : c->value;
}

static char *keep(OlStr s)
{
    char *out = MemoryContextAlloc(TopMemoryContext, s.n + 1);

    memcpy(out, s.s, s.n);
    out[s.n] = '\0';
    return out;
}

void ol_context_set(OlStr space, OlStr name, OlStr value)
{
    Context *c = context_find(space, name);

    if (c == NULL)
    {
        c = MemoryContextAllocZero(TopMemoryContext, sizeof *c);
        c->space = keep(space);
        c->name = keep(name);
        c->next = contexts;
        contexts = c;
    }
    else if (c->value != NULL)
        pfree(c->value);
    c->value = NULL;
    c->value = keep(value);
}

void ol_context_clear(OlStr space, OlStr name)
{
    for (Context **at = &contexts; *at != NULL;)
    {
        Context *c = *at;

        if (ol_str_ieq_c(space, c->space) && (name.n == 0 || ol_str_ieq_c(name, c->name)))
        {
            *at = c->next;
            pfree(c->space);
            pfree(c->name);
            if (c->value != NULL)
                pfree(c->value);
            pfree(c);
        }
        else
            at = &c->next;
    }
}
