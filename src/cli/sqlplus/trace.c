/*
 * trace.c - SET AUTOTRACE: the plan and the statistics of a statement that has just run.
 *
 * Owns:      OlPlus.trace.
 * See also:  exec.c, SQL*Plus User's Guide (Tracing Statements)
 */
#include "cli/sqlplus/sqlplus.h"

#include <string.h>

/* What SQL*Plus shows, in its order. A statistic the server does not count is left out rather than shown as 0. */
static const char *const names[OL_PLUS_STATISTICS] = {
    "recursive calls", "db block gets", "consistent gets", "physical reads", "redo size", "bytes sent via SQL*Net to client",
    "bytes received via SQL*Net from client", "SQL*Net roundtrips to/from client", "sorts (memory)", "sorts (disk)",
};

static bool take_statistic(void *ctx, const OlStr *values)
{
    OlPlusStatistic *out = ctx;
    uint64_t n;

    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (ol_str_eq_c(values[0], names[i]) && ol_parse_u64(values[1], &n))
            out[i] = (OlPlusStatistic){.known = true, .value = (int64_t)n};
    return true;
}

static bool snapshot(OlPlus *p, OlPlusStatistic *out, OlOer *oer)
{
    memset(out, 0, sizeof(*out) * OL_PLUS_STATISTICS);
    return ol_plus_query(p, "select n.name, to_char(s.value) from v$mystat s join v$statname n on n.statistic# = s.statistic#", NULL, 0,
                         take_statistic, out, oer);
}

/* Two looks at the statistics before the statement tell what a look costs itself. */
void ol_plus_trace_begin(OlPlus *p, OlPlusKind kind)
{
    OlOer oer;

    p->trace.counting = false;
    if (!(p->set[OL_SET_AUTOTRACE].number & 8) || (kind != OL_PLUS_QUERY && kind != OL_PLUS_DML))
        return;
    p->trace.counting = snapshot(p, p->trace.first, &oer) && snapshot(p, p->trace.second, &oer);
}

static void show_statistics(OlPlus *p)
{
    OlPlusStatistic now[OL_PLUS_STATISTICS];
    OlOer oer = {0};

    if (!p->trace.counting || !snapshot(p, now, &oer))
    {
        ol_plus_line(p, "SP2-0612: Error generating AUTOTRACE STATISTICS report");
        return;
    }
    ol_plus_line(p, "\nStatistics\n----------------------------------------------------------");
    for (int i = 0; i < OL_PLUS_STATISTICS; i++)
        if (now[i].known)
        {
            int64_t look = p->trace.second[i].value - p->trace.first[i].value, all = now[i].value - p->trace.second[i].value;

            ol_plus_line(p, "%11lld  %s", (long long)OL_MAX(all - look, (int64_t)0), names[i]);
        }
    ol_plus_line(p, "%11lld  rows processed", (long long)p->trace.rows);
}

static bool show_plan_line(void *ctx, const OlStr *values)
{
    ol_plus_line(ctx, "%.*s", OL_STR_ARG(values[0]));
    return true;
}

/* The plan as DBMS_XPLAN shows it after EXPLAIN PLAN. */
static void show_plan(OlPlus *p, OlStr sql)
{
    OlPlusCall call;
    OlOer oer;
    bool ok;

    ol_plus_call_init(&call, p->work);
    call.sql = ol_str_printf(p->work, "EXPLAIN PLAN FOR %.*s", OL_STR_ARG(sql));
    call.kind = OL_PLUS_OTHER;
    ok = ol_plus_conn_execute(p->conn, &call);
    oer = call.oer;
    ol_plus_line(p, "\nExecution Plan\n----------------------------------------------------------");
    if (!ok || !ol_plus_query(p, "select plan_table_output from table(dbms_xplan.display)", NULL, 0, show_plan_line, p, &oer))
        ol_plus_line(p, "SP2-0612: Error generating AUTOTRACE EXPLAIN report\n%.*s", OL_STR_ARG(ol_str_trim(oer.text)));
    ol_plus_call_done(p->conn, &call);
}

void ol_plus_trace_show(OlPlus *p, OlStr sql)
{
    if (p->set[OL_SET_AUTOTRACE].number & 4)
        show_plan(p, sql);
    if (p->set[OL_SET_AUTOTRACE].number & 8 && p->conn != NULL && !p->conn->lost)
        show_statistics(p);
    ol_plus_line(p, "%s", "");
}
