/*
 * response.c - the ends of calls: OER, STATUS, PARAMETERS.
 *
 * Owns:      what every answer has in common (transaction bit, cursor id, pipelining token, error text and position).
 * See also:  session.h, protocol.md 5.8, 5.9
 */
#include "postgres.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "server/session.h"
#include "server/transaction.h"

static void start_oer(OlOer *oer, uint32_t cursor_id, uint64_t rows)
{
    memset(oer, 0, sizeof *oer);
    oer->call_status = ol_txn_in_progress() ? OL_CALL_IN_TRANSACTION : 0;
    oer->cursor_id = cursor_id;
    oer->row_count = rows;
    oer->row_number = (uint32_t)rows;
}

void ol_response_done(OlSession *s, uint32_t cursor_id, uint64_t rows, const OlRowid *rowid, uint8_t warnings)
{
    OlOer oer;

    ol_txn_end_call();
    start_oer(&oer, cursor_id, rows);
    oer.warnings = warnings;
    if (rowid != NULL)
    {
        oer.rowid = *rowid;
    }
    ol_ttc_write_oer(&s->writer, &oer);
}

void ol_response_no_data(OlSession *s, uint32_t cursor_id, uint64_t rows)
{
    OlOer oer;

    ol_txn_end_call();
    start_oer(&oer, cursor_id, rows);
    oer.error = 1403;
    oer.text = OL_STR("ORA-01403: no data found\n");
    ol_ttc_write_oer(&s->writer, &oer);
}

void ol_response_error(OlSession *s, const OlDiag *diag, uint32_t cursor_id, uint64_t rows, int32_t position)
{
    OlOer oer;
    char text[OL_DIAG_TEXT_MAX + 32];
    size_t n;

    start_oer(&oer, cursor_id, rows);
    oer.error = diag->number > 0 ? diag->number : 600;
    oer.error_pos = position;
    oer.error_row = (uint32_t)rows;
    n = ol_diag_format(diag, text, sizeof text - 1);
    text[n++] = '\n';
    oer.text = ol_str_n(text, n);
    ol_ttc_write_oer(&s->writer, &oer);
}

void ol_response_batch(OlSession *s, uint32_t cursor_id, uint64_t rows, const OlRowid *rowid, uint32_t n, OlBatchError *errors)
{
    OlOer oer;

    ol_txn_end_call();
    start_oer(&oer, cursor_id, rows);
    if (rowid != NULL)
    {
        oer.rowid = *rowid;
    }
    if (n > 0)
    {
        oer.error = 24381;
        oer.text = OL_STR("ORA-24381: error(s) in array DML\n");
        oer.n_batch = n;
        oer.batch = errors;
    }
    ol_ttc_write_oer(&s->writer, &oer);
}

void ol_response_status(OlSession *s)
{
    ol_txn_end_call();
    ol_ttc_write_status(&s->writer, ol_txn_in_progress() ? OL_CALL_IN_TRANSACTION : 0);
}

void ol_response_parameters(OlSession *s, bool with_counts, uint32_t n, uint64_t *counts)
{
    OlParameters p;
    OlSessionChange schema = {0};

    memset(&p, 0, sizeof p);
    if (s->schema_changed)
    {
        s->schema_changed = false;
        schema.text = ol_pg_current_schema();
        schema.keyword = 168;
        p.n_changes = 1;
        p.changes = &schema;
    }
    p.with_row_counts = with_counts;
    p.n_row_counts = n;
    p.row_counts = counts;
    ol_ttc_write_parameters(&s->writer, &p);
}
