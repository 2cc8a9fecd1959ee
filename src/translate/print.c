/*
 * print.c - a translation in words: what "oliphant dev sql" and sys.explain_translation show, and the golden tests compare.
 *
 * Invariant: stable: the same translation prints the same bytes.
 * See also:  translate.h
 */
#include "translate/translate.h"

static const char *const stmt_names[] = {
    [OL_STMT_NONE] = "none", [OL_STMT_QUERY] = "query", [OL_STMT_INSERT] = "insert", [OL_STMT_UPDATE] = "update", [OL_STMT_DELETE] = "delete",
    [OL_STMT_MERGE] = "merge", [OL_STMT_DDL] = "ddl", [OL_STMT_PLSQL] = "plsql", [OL_STMT_TRANSACTION] = "transaction",
    [OL_STMT_SESSION] = "session", [OL_STMT_LOCK] = "lock", [OL_STMT_EXPLAIN] = "explain", [OL_STMT_SYSTEM] = "system"};

static const char *const step_names[] = {
    [OL_STEP_PLAN] = "plan", [OL_STEP_UTILITY] = "utility", [OL_STEP_COMMIT] = "commit", [OL_STEP_ROLLBACK] = "rollback",
    [OL_STEP_SAVEPOINT] = "savepoint", [OL_STEP_ROLLBACK_TO] = "rollback to", [OL_STEP_SET_TRANSACTION] = "set transaction",
    [OL_STEP_SET_PARAM] = "set", [OL_STEP_CURRENT_SCHEMA] = "current schema", [OL_STEP_ALTER_SYSTEM_KILL] = "kill", [OL_STEP_PLSQL_NULL] = "null block",
    [OL_STEP_PLSQL] = "plsql", [OL_STEP_NOTHING] = "nothing"};

static void print_type(OlBuf *out, OlArena *arena, const OlType *t)
{
    ol_buf_append_str(out, ol_type_format(arena, t));
    ol_buf_printf(out, " as %s", ol_rep_info(t->rep)->pg_name);
}

void ol_translation_print(const OlTranslation *tr, OlBuf *out)
{
    OlArena *arena = out->arena;

    ol_buf_printf(out, "statement: %s", stmt_names[tr->stmt]);
    if (tr->for_update)
        ol_buf_append_c(out, ", for update");
    if (tr->lock_wait_ms >= 0)
        ol_buf_printf(out, ", wait %d ms", tr->lock_wait_ms);
    if (tr->no_commit)
        ol_buf_append_c(out, ", no commit");
    if (tr->single_row_insert)
        ol_buf_append_c(out, ", single row");
    ol_buf_append_byte(out, '\n');
    for (int i = 0; i < tr->ncolumns + tr->nhidden; i++)
    {
        const OlTrColumn *c = &tr->columns[i];

        ol_buf_printf(out, "%s %d: %.*s ", i < tr->ncolumns ? "column" : "hidden", i + 1, OL_STR_ARG(c->name));
        print_type(out, arena, &c->type);
        if (!c->nullable && i < tr->ncolumns)
            ol_buf_append_c(out, " not null");
        if (c->lob_rowid_column >= 0)
            ol_buf_printf(out, " (locator: attribute %d, row address in column %d)", c->lob_attnum, c->lob_rowid_column + 1);
        ol_buf_append_byte(out, '\n');
    }
    for (int i = 0; i < tr->nbinds; i++)
    {
        const OlTrBind *b = &tr->binds[i];

        ol_buf_printf(out, "bind %d: :%.*s ", i + 1, OL_STR_ARG(b->name));
        if (b->use == OL_BIND_UNUSED)
            ol_buf_append_c(out, "unused");
        else
        {
            if (b->use == OL_BIND_IN)
                ol_buf_printf(out, "$%d ", b->param);
            else
                ol_buf_printf(out, "returning column %d ", b->column + 1);
            print_type(out, arena, &b->type);
        }
        ol_buf_append_byte(out, '\n');
    }
    for (int i = 0; i < tr->nsteps; i++)
    {
        const OlStep *s = &tr->steps[i];

        ol_buf_printf(out, "%s", step_names[s->kind]);
        if (s->name.n > 0)
            ol_buf_printf(out, " %.*s", OL_STR_ARG(s->name));
        if (s->value.n > 0)
            ol_buf_printf(out, " = %.*s", OL_STR_ARG(s->value));
        if (s->privilege.n > 0)
            ol_buf_printf(out, " [%.*s]", OL_STR_ARG(s->privilege));
        if (s->as_system)
            ol_buf_append_c(out, " (as the server)");
        else if (s->run_as.n > 0)
            ol_buf_printf(out, " (as %.*s)", OL_STR_ARG(s->run_as));
        if (s->ignore_missing)
            ol_buf_append_c(out, " (missing is fine)");
        if (s->sql.n > 0)
            ol_buf_printf(out, ": %.*s", OL_STR_ARG(s->sql));
        ol_buf_append_byte(out, '\n');
    }
    if (tr->accepted_no_effect.n > 0)
        ol_buf_printf(out, "accepted, no effect: %.*s\n", OL_STR_ARG(tr->accepted_no_effect));
}
