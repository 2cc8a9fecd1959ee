/*
 * call_lob.c - the LOB call: its operations by number.
 *
 * The answer follows the pointers of the request (protocol.md 6.4), so every operation only fills in what it knows.
 *
 * See also:  lob.h, wire.h (ol_ttc_read_lob_head and its kin)
 */
#include "postgres.h"

#include "access/xact.h"

#include "pg/pg.h"
#include "server/lob.h"
#include "server/session.h"
#include "server/transaction.h"

enum
{
    TYPE_CLOB = 112,
    TYPE_BLOB = 113
};

/* Offsets come from 1. */
static uint64_t from_zero(uint64_t offset)
{
    if (offset == 0)
    {
        ol_raise(OL_ERR_LOB_ARGUMENT, "offset");
    }
    return offset - 1;
}

/* The data of a write stands in the middle of the request: it is taken in pieces, and whatever is wrong with the write is
 * said when the request has been read. */
static void read_write_data(OlSession *s, OlLobRequest *lob, OlLob *target)
{
    OlClrPieces pieces = {0};
    OlStr piece;
    OlDiag diag;

    while (ol_rd_clr_piece(&s->reader, &pieces, &piece))
    {
        if (target != NULL)
        {
            ol_lob_write_piece(target, piece);
        }
    }
    ol_diag_init(&diag);
    if (ol_reader_status(&s->reader, &diag) != OL_OK)
    {
        ol_session_read_failed(s, &diag);
    }
}

/* write_begin may raise (row not locked, locator unknown): remember it while the data are skipped. */
static OlLob *prepare_write(OlSession *s, const OlLobRequest *lob)
{
    OlLob *volatile target = NULL;
    MemoryContext old = CurrentMemoryContext;

    PG_TRY();
    {
        target = ol_lob_find(lob->source);
        ol_lob_write_begin(target, from_zero(lob->source_offset));
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(s->call_cxt);
        s->deferred = CopyErrorData();
        FlushErrorState();
        target = NULL;
    }
    PG_END_TRY();
    MemoryContextSwitchTo(old);
    return target;
}

void ol_call_lob(OlSession *s, const OlCallHeader *call)
{
    OlLobRequest lob;
    OlLob *l = NULL;
    OlStr source;
    int64_t amount;
    bool flag = false;
    uint16_t charset = OL_CHARSET_UTF8;
    bool writes;

    OL_READ(s, ol_ttc_read_lob_head(&s->reader, &lob, &read_diag));
    writes = lob.operation == OL_LOB_WRITE;
    ol_txn_begin_statement();
    if (lob.has_data)
    {
        OlLob *target = writes ? prepare_write(s, &lob) : NULL;

        read_write_data(s, &lob, target);
    }
    OL_READ(s, ol_ttc_read_lob_tail(&s->reader, &lob, &read_diag));
    ol_session_request_read(s);

    source = lob.source;
    amount = (int64_t)lob.amount;
    switch (lob.operation)
    {
    case OL_LOB_CREATE_TEMP:
        /* source offset: character set form; destination offset: type */
        if (lob.dest_offset != TYPE_CLOB && lob.dest_offset != TYPE_BLOB)
        {
            ol_raise(OL_ERR_LOB_ARGUMENT, "type");
        }
        l = ol_lob_new_temporary(s, lob.dest_offset == TYPE_CLOB, lob.source_offset == OL_FORM_NATIONAL);
        source = ol_lob_locator(l);
        break;
    case OL_LOB_FREE_TEMP:
        ol_lob_free_by_locator(lob.source);
        break;
    case OL_LOB_GET_LENGTH:
        amount = (int64_t)ol_lob_length(ol_lob_find(lob.source));
        break;
    case OL_LOB_GET_CHUNK_SIZE:
        amount = ol_lob_chunk_size(ol_lob_find(lob.source));
        break;
    case OL_LOB_READ:
        l = ol_lob_find(lob.source);
        amount = (int64_t)ol_lob_read(l, from_zero(lob.source_offset), lob.amount == 0 ? PG_UINT64_MAX : lob.amount, &s->writer);
        break;
    case OL_LOB_WRITE:
        l = ol_lob_find(lob.source);
        amount = (int64_t)ol_lob_write_end(l);
        break;
    case OL_LOB_TRIM:
        ol_lob_trim(ol_lob_find(lob.source), lob.amount);
        break;
    case OL_LOB_OPEN:
        ol_lob_open(ol_lob_find(lob.source), lob.amount);
        break;
    case OL_LOB_CLOSE:
        ol_lob_close(ol_lob_find(lob.source));
        break;
    case OL_LOB_IS_OPEN:
        flag = ol_lob_is_open(ol_lob_find(lob.source));
        break;
    case OL_LOB_FILE_OPEN:
    case OL_LOB_FILE_CLOSE:
    case OL_LOB_FILE_IS_OPEN:
    case OL_LOB_FILE_EXISTS:
        ol_unsupported("BFILE");
    default:
        if ((lob.operation & OL_LOB_ARRAY) != 0)
        {
            ol_unsupported("LOB operation on arrays");
        }
        ol_unsupported(psprintf("LOB operation 0x%x", lob.operation));
    }
    if (l != NULL && ol_lob_is_char(l) && ol_lob_is_national(l))
    {
        charset = OL_CHARSET_UTF16;
    }
    ol_txn_end_statement(false);
    /* a locator goes back in the length it came in */
    if (lob.has_source && source.n != lob.source.n)
    {
        char *same = palloc0(lob.source.n + 1);

        memcpy(same, source.s, OL_MIN(source.n, lob.source.n));
        source = ol_str_n(same, lob.source.n);
    }
    ol_ttc_write_lob_reply(&s->writer, &lob, source, lob.dest, charset, amount, flag);
    ol_response_done(s, 0, 0, NULL, 0);
}
