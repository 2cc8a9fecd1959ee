/*
 * session.c - the session's loop.
 *
 * Not here yet: calls. Each is answered by closing the connection.
 * See also:  session_start.h
 */
#include "postgres.h"

#include "libpq/libpq.h"
#include "libpq/libpq-be.h"
#include "miscadmin.h"
#include "storage/ipc.h"

#include "server/session_start.h"

static void say_nothing(const char *sqlstate, const char *message)
{
}

void ol_session_run(OlSessionStart *start)
{
    const char *pos = start->answer.s;
    size_t left = start->answer.n;
    char buf[4096];

    while (left > 0)
    {
        ssize_t n = secure_write(start->port, (void *)(uintptr_t)pos, left);

        if (n <= 0)
            proc_exit(0);
        pos += n;
        left -= (size_t)n;
    }
    ol_session_on_fatal(say_nothing);
    (void)secure_read(start->port, buf, sizeof buf);
    proc_exit(0);
}
