/*
 * plsql.c - anonymous blocks and CALL.
 *
 * Owns:      ol_run_plsql, the one place where a block of a client is run and answered.
 *
 * See also:  execute.h, protocol.md 5.13
 */
#include "postgres.h"

#include "pg/pg.h"
#include "server/execute.h"
#include "server/transaction.h"

static void run_block(OlRun *run)
{
    for (int i = 0; i < run->stmt->tr->nsteps; i++)
    {
        if (run->stmt->tr->steps[i].kind == OL_STEP_PLSQL)
        {
            ol_unsupported("PL/SQL block");
        }
    }
}

void ol_run_plsql(OlRun *run)
{
    OlSession *s = run->s;
    uint64 rows = 0;
    OlRowid rowid = {0};

    while (s->unread.ex != NULL && s->unread.left > 0)
    {
        (void)ol_run_read_row(run);
    }
    run_block(run);
    ol_run_steps(s, run->stmt, NULL, &rows, &rowid);
    if (ol_txn_in_statement())
    {
        ol_txn_end_statement(false);
    }
    if ((run->ex->options & OL_EXEC_COMMIT) != 0)
    {
        ol_txn_commit();
    }
    if (run->cursor->n_binds > 0)
    {
        uint8_t *directions = palloc(run->cursor->n_binds);

        memset(directions, OL_DIR_IN, run->cursor->n_binds);
        ol_ttc_write_io_vector(&s->writer, directions, run->cursor->n_binds, 1);
    }
    ol_response_parameters(s, run->ex->want_row_counts, 0, NULL);
    ol_response_done(s, run->cursor->id, 1, NULL, 0);
}
