/*
 * dbms_application_info.c - what DBMS_APPLICATION_INFO and DBMS_SESSION write into the session's description.
 *
 * Not here:  the description itself (session_info.c), which V$SESSION and SYS_CONTEXT show.
 * See also:  vm/host.h, sql/pkg/dbms_application_info.sql, sql/pkg/dbms_session.sql
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "runtime/runtime.h"
#include "vm/host.h"

static char *place(OlStr what)
{
    OlSessionInfo *info = ol_session_info();

    return ol_str_eq_c(what, "MODULE")        ? info->module
           : ol_str_eq_c(what, "ACTION")      ? info->action
           : ol_str_eq_c(what, "CLIENT_INFO") ? info->client_info
                                              : info->client_identifier;
}

/* what, value: cut to what Oracle keeps (64 bytes) */
OL_HOST_FN(info_set)
{
    OlStr v = ol_vstr(args[1]);
    char *to = place(ol_vstr(args[0]));
    size_t n = v.n == 0 ? 0 : (size_t)pg_mbcliplen(v.s, (int)v.n, 64);

    if (n > 0)
    {
        memcpy(to, v.s, n);
    }
    to[n] = '\0';
    return OL_OK;
}

OL_HOST_FN(info_read)
{
    const char *s = place(ol_vstr(args[0]));

    return ol_slot_set_str(result, s, strlen(s), diag);
}
