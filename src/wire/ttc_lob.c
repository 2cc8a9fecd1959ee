/*
 * ttc_lob.c - LOB operations (protocol.md 6.4).
 *
 * Owns:      the request, whose parts are switched by "pointer" fields and whose reply follows the same pointers.
 * Invariant: the data of a write is never joined unless the caller asks for it.
 * See also:  wire.h
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define MAX_LOCATORS_BYTES (1024 * 1024)

/* Where the data stands.  The request has no overall length, so nothing may be peeked at that need not be there: only
 * writes have data.  Most clients send data, then the amount; one the other way round. */
OlStatus ol_ttc_read_lob_head(OlReader *r, OlLobRequest *out, OlDiag *diag)
{
    uint32_t source_len, n_scn;
    bool has_scn;

    memset(out, 0, sizeof *out);
    out->has_source = ol_rd_u8(r) != 0;
    source_len = ol_rd_ub4(r);
    out->has_dest = ol_rd_u8(r) != 0;
    out->dest_length = ol_rd_ub4(r);
    ol_rd_ub4(r); /* short offsets */
    ol_rd_ub4(r);
    out->has_charset = ol_rd_u8(r) != 0;
    ol_rd_u8(r); /* short amount */
    out->has_bool = ol_rd_u8(r) != 0;
    out->operation = ol_rd_ub4(r);
    has_scn = ol_rd_u8(r) != 0;
    n_scn = ol_rd_ub4(r);
    out->source_offset = ol_rd_ub8(r);
    out->dest_offset = ol_rd_ub8(r);
    out->has_amount = ol_rd_u8(r) != 0;
    ol_rd_skip(r, 6); /* array fields */
    if (source_len > MAX_LOCATORS_BYTES || (out->has_dest && out->dest_length > MAX_LOCATORS_BYTES) || n_scn > 1024)
        ol_reader_bad(r, "LOB locator too long");
    if (out->has_source)
        out->source = ol_rd_raw(r, source_len);
    if (out->has_dest)
        out->dest = ol_rd_raw(r, out->dest_length);
    if (out->has_charset)
        out->charset = ol_rd_ub4(r);
    for (uint32_t i = 0; has_scn && i < n_scn && r->why == OL_READ_OK; i++)
        ol_rd_ub4(r);
    if (out->operation == OL_LOB_WRITE && r->why == OL_READ_OK)
    {
        if (out->has_amount && ol_rd_peek(r) != OL_TTC_LOB_DATA)
        {
            out->amount_first = true;
            out->amount = ol_rd_ub8(r);
        }
        if (ol_rd_u8(r) != OL_TTC_LOB_DATA && r->why == OL_READ_OK)
            ol_reader_bad(r, "LOB write without data");
        out->has_data = true;
    }
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_lob_data(OlReader *r, OlLobRequest *out, OlDiag *diag)
{
    if (out->has_data)
        ol_rd_clr(r, &out->data);
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_lob_tail(OlReader *r, OlLobRequest *out, OlDiag *diag)
{
    if (out->has_amount && !out->amount_first)
        out->amount = ol_rd_ub8(r);
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_lob(OlReader *r, OlLobRequest *out, OlDiag *diag)
{
    OlStatus status = ol_ttc_read_lob_head(r, out, diag);

    if (status == OL_OK)
        status = ol_ttc_read_lob_data(r, out, diag);
    if (status == OL_OK)
        status = ol_ttc_read_lob_tail(r, out, diag);
    return status;
}

static void write_body(OlWriter *w, const OlLobRequest *lob)
{
    static const uint8_t zeros[6] = {0};

    ol_wr_u8(w, lob->has_source);
    ol_wr_ub4(w, lob->has_source ? (uint32_t)lob->source.n : 0);
    ol_wr_u8(w, lob->has_dest);
    ol_wr_ub4(w, lob->has_dest ? (uint32_t)lob->dest.n : lob->dest_length);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, lob->has_charset);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, lob->has_bool);
    ol_wr_ub4(w, lob->operation);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_ub8(w, lob->source_offset);
    ol_wr_ub8(w, lob->dest_offset);
    ol_wr_u8(w, lob->has_amount);
    ol_wr_bytes(w, zeros, 6);
    if (lob->has_source)
        ol_wr_bytes(w, lob->source.s, lob->source.n);
    if (lob->has_dest)
        ol_wr_bytes(w, lob->dest.s, lob->dest.n);
    if (lob->has_charset)
        ol_wr_ub4(w, lob->charset);
    if (lob->has_data)
    {
        ol_wr_u8(w, OL_TTC_LOB_DATA);
        ol_wr_clr(w, lob->data.s, lob->data.n);
    }
    if (lob->has_amount)
        ol_wr_ub8(w, lob->amount);
}

void ol_ttc_write_lob(OlWriter *w, const OlLobRequest *lob, uint8_t sequence, uint64_t token)
{
    ol_ttc_write_call(w, OL_TTC_FUNCTION, OL_FN_LOB, sequence, token);
    write_body(w, lob);
}

void ol_ttc_write_lob_free(OlWriter *w, const OlStr *locators, uint32_t n, uint8_t sequence)
{
    OlLobRequest lob = {.operation = OL_LOB_ARRAY | OL_LOB_FREE_TEMP};
    static const uint8_t zeros[6] = {0};
    size_t total = 0;

    for (uint32_t i = 0; i < n; i++)
        total += locators[i].n;
    ol_ttc_write_call(w, OL_TTC_PIGGYBACK, OL_FN_LOB, sequence, 0);
    ol_wr_u8(w, 1);
    ol_wr_ub4(w, (uint32_t)total);
    ol_wr_bytes(w, zeros, 4);
    ol_wr_bytes(w, zeros, 3);
    ol_wr_ub4(w, lob.operation);
    ol_wr_bytes(w, zeros, 5);
    ol_wr_bytes(w, zeros, 6);
    for (uint32_t i = 0; i < n; i++)
        ol_wr_bytes(w, locators[i].s, locators[i].n);
}

void ol_ttc_write_lob_data(OlWriter *w, OlStr data)
{
    ol_wr_u8(w, OL_TTC_LOB_DATA);
    ol_wr_clr(w, data.s, data.n);
}

void ol_ttc_write_lob_data_begin(OlWriter *w)
{
    ol_wr_u8(w, OL_TTC_LOB_DATA);
    ol_wr_clr_begin(w);
}

/* A locator of the reply has the length of the one in the request: the client reads that many bytes. */
static void write_same_length(OlWriter *w, OlStr locator, size_t n)
{
    size_t k = OL_MIN(locator.n, n);

    ol_wr_bytes(w, locator.s, k);
    for (; k < n; k++)
        ol_wr_u8(w, 0);
}

void ol_ttc_write_lob_reply(OlWriter *w, const OlLobRequest *request, OlStr source, OlStr dest, uint16_t charset, int64_t amount, bool flag)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    if (request->has_source)
        write_same_length(w, source, request->source.n);
    if (request->has_dest)
        write_same_length(w, dest, request->dest.n);
    if (request->has_charset)
        ol_wr_ub4(w, charset);
    if (request->has_amount)
        ol_wr_sb8(w, amount);
    if (request->has_bool)
        ol_wr_u8(w, flag);
}

OlStatus ol_ttc_read_lob_reply(OlReader *r, const OlLobRequest *request, OlLobReply *out, OlDiag *diag)
{
    memset(out, 0, sizeof *out);
    if (request->has_source)
        out->source = ol_rd_raw(r, request->source.n);
    if (request->has_dest)
        out->dest = ol_rd_raw(r, request->dest.n);
    if (request->has_charset)
        out->charset = ol_rd_ub2(r);
    if (request->has_amount)
        out->amount = ol_rd_sb8(r);
    if (request->has_bool)
        out->flag = ol_rd_u8(r) != 0;
    return ol_reader_status(r, diag);
}
