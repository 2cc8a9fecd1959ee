/*
 * unsupported.c - what a client asks for and does not get: counted by name, answered with a clear error.
 *
 * See also:  session_slot.h (the counters), defs/errors.def (ORA-03001)
 */
#include "postgres.h"

#include "pg/pg.h"
#include "server/session.h"
#include "server/session_slot.h"

void ol_unsupported(const char *what)
{
    ol_count_unsupported(what);
    ol_raise(OL_ERR_FEATURE_UNSUPPORTED, what);
}

/* Functions whose layout is known well enough to be refused between two requests: the rest of the packet is thrown away,
 * because a request carries no length (protocol.md 2.8). */
void ol_call_refused(OlSession *s, const OlCallHeader *call)
{
    const char *name = ol_ttc_function_name(call->function);
    char buf[64];

    ol_ttc_stream_skip_packet(&s->stream, &s->reader);
    if (name == NULL)
    {
        snprintf(buf, sizeof buf, "network function %u", call->function);
        name = buf;
    }
    ol_unsupported(name);
}
