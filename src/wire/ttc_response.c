/*
 * ttc_response.c - what ends and accompanies a response: OER, STATUS, PARAMETERS, IO VECTOR, OUT binds, implicit results,
 * warnings, server piggybacks (protocol.md 5.8, 5.9, 5.12, 5.13, 2.10).
 *
 * Lifetimes: what is read lives in the reader's arena.
 * See also:  ttc_describe.c (columns and rows), ttc_value.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

/* --- OER (5.8): field version 7 and up ------------------------------------------------------------------------------- */

void ol_ttc_write_oer(OlWriter *w, const OlOer *e)
{
    ol_wr_u8(w, OL_TTC_OER);
    ol_wr_ub4(w, e->call_status);
    ol_wr_u8(w, 0); /* end-to-end sequence */
    ol_wr_ub4(w, e->row_number);
    ol_wr_ub4(w, OL_MIN(e->error, 65535u));
    ol_wr_ub4(w, OL_MIN(e->error_row, 65535u));
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, OL_MIN(e->cursor_id, 65535u));
    ol_wr_sb8(w, OL_MAX(OL_MIN(e->error_pos, INT16_MAX), -1));
    ol_wr_u8(w, e->sql_type);
    ol_wr_u8(w, 0); /* fatal */
    ol_wr_u8(w, 0); /* flags: one byte for new clients, ub2 for old ones: only 0 is safe */
    ol_wr_u8(w, 0); /* cursor options: the same */
    ol_wr_u8(w, 0);
    ol_wr_u8(w, e->warnings);
    ol_wr_ub4(w, e->rowid.object);
    ol_wr_ub4(w, e->rowid.file);
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, e->rowid.block);
    ol_wr_ub4(w, e->rowid.slot);
    ol_wr_u8(w, 0); /* OS error */
    ol_wr_u8(w, 0); /* statement number */
    ol_wr_u8(w, w->call_number); /* JDBC takes an OER with another number for one of an earlier call */
    ol_wr_u8(w, 0); /* padding */
    ol_wr_u8(w, 0); /* successful iterations */
    ol_wr_u8(w, 0); /* logical rowid */
    for (int array = 0; array < 3; array++)
    {
        ol_wr_ub4(w, e->n_batch);
        if (e->n_batch > 0)
            ol_wr_u8(w, 1);
        for (uint32_t i = 0; i < e->n_batch; i++)
        {
            const OlBatchError *b = &e->batch[i];
            if (array == 0)
                ol_wr_ub4(w, OL_MIN(b->code, 65535u));
            else if (array == 1)
                ol_wr_ub4(w, b->row);
            else
            {
                ol_wr_ub4(w, (uint32_t)OL_MIN(b->text.n, (size_t)65535));
                ol_wr_clr(w, b->text.s, OL_MIN(b->text.n, (size_t)65535));
                ol_wr_u8(w, 0);
                ol_wr_u8(w, 0);
            }
        }
    }
    ol_wr_ub4(w, e->error);
    ol_wr_ub8(w, e->row_count);
    if (w->caps->has_652 && w->caps->fv >= 14)
    {
        ol_wr_u8(w, 0); /* SQL type */
        ol_wr_u8(w, 0); /* server checksum */
    }
    if (e->error != 0)
        ol_wr_clr(w, e->text.s, e->text.n);
}

/* One of the three batch arrays; chunked ones have a length before each element and a zero at the end. */
static void read_batch_array(OlReader *r, OlOer *out, int array)
{
    uint32_t n = array == 1 ? ol_rd_ub4(r) : ol_rd_ub2(r);
    uint8_t form;

    if (n == 0 || r->why != OL_READ_OK)
        return;
    if (n > 65535)
    {
        ol_reader_bad(r, "too many batch errors");
        return;
    }
    if (out->batch == NULL)
    {
        out->batch = ol_new_array(r->arena, OlBatchError, n);
        out->n_batch = n;
    }
    form = ol_rd_u8(r);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        OlBatchError ignored;
        OlBatchError *b = i < out->n_batch ? &out->batch[i] : &ignored;

        if (form == 0xFE)
            ol_rd_ub4(r);
        if (array == 0)
            b->code = ol_rd_ub2(r);
        else if (array == 1)
            b->row = ol_rd_ub4(r);
        else
        {
            if (ol_rd_ub2(r) > 0)
                ol_rd_clr(r, &b->text);
            ol_rd_skip(r, 2);
        }
    }
    if (form == 0xFE)
        ol_rd_u8(r);
}

OlStatus ol_ttc_read_oer(OlReader *r, OlOer *out, OlDiag *diag)
{
    memset(out, 0, sizeof *out);
    out->call_status = ol_rd_ub4(r);
    ol_rd_ub2(r);
    out->row_number = ol_rd_ub4(r);
    ol_rd_ub2(r);
    out->error_row = ol_rd_ub2(r);
    ol_rd_ub2(r);
    out->cursor_id = ol_rd_ub2(r);
    out->error_pos = ol_rd_sb2(r);
    out->sql_type = ol_rd_u8(r);
    ol_rd_skip(r, 4);
    out->warnings = ol_rd_u8(r);
    out->rowid.object = ol_rd_ub4(r);
    out->rowid.file = ol_rd_ub2(r);
    ol_rd_u8(r);
    out->rowid.block = ol_rd_ub4(r);
    out->rowid.slot = ol_rd_ub2(r);
    ol_rd_ub4(r);
    ol_rd_skip(r, 2);
    ol_rd_ub2(r);
    ol_rd_ub4(r);
    ol_rd_dalc(r);
    for (int array = 0; array < 3; array++)
        read_batch_array(r, out, array);
    out->error = ol_rd_ub4(r);
    out->row_count = ol_rd_ub8(r);
    if (r->caps->has_652 && r->caps->fv >= 14)
    {
        ol_rd_ub4(r);
        ol_rd_ub4(r);
    }
    if (out->error != 0)
        ol_rd_clr(r, &out->text);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_status(OlWriter *w, uint32_t call_status)
{
    ol_wr_u8(w, OL_TTC_STATUS);
    ol_wr_ub4(w, call_status);
    ol_wr_u8(w, 0);
}

OlStatus ol_ttc_read_status(OlReader *r, uint32_t *call_status, OlDiag *diag)
{
    *call_status = ol_rd_ub4(r);
    ol_rd_ub2(r);
    return ol_reader_status(r, diag);
}

/* --- session changes, PARAMETERS (5.9) ------------------------------------------------------------------------------- */

static void write_change(OlWriter *w, const OlSessionChange *c)
{
    ol_wr_dalc(w, c->text);
    ol_wr_dalc(w, c->binary);
    ol_wr_ub4(w, c->keyword);
}

static OlSessionChange *read_changes(OlReader *r, uint32_t n)
{
    OlSessionChange *items;

    if (n > OL_MAX_PAIRS)
    {
        ol_reader_bad(r, "too many session changes");
        return NULL;
    }
    items = ol_new_array(r->arena, OlSessionChange, n);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        items[i].text = ol_rd_dalc(r);
        items[i].binary = ol_rd_dalc(r);
        items[i].keyword = ol_rd_ub2(r);
    }
    return items;
}

void ol_ttc_write_parameters(OlWriter *w, const OlParameters *p)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, 4); /* at least two: one driver reads them without asking */
    ol_wr_ub4(w, (uint32_t)p->scn);
    ol_wr_ub4(w, (uint32_t)(p->scn >> 32));
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0); /* transaction id */
    ol_wr_ub4(w, p->n_changes);
    for (uint32_t i = 0; i < p->n_changes; i++)
        write_change(w, &p->changes[i]);
    ol_wr_u8(w, 0); /* query registration */
    if (!p->with_row_counts)
        return;
    ol_wr_ub4(w, p->n_row_counts);
    for (uint32_t i = 0; i < p->n_row_counts; i++)
        ol_wr_ub8(w, p->row_counts[i]);
}

OlStatus ol_ttc_read_parameters(OlReader *r, bool with_row_counts, OlParameters *out, OlDiag *diag)
{
    uint32_t n;

    memset(out, 0, sizeof *out);
    n = ol_rd_ub2(r);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        uint64_t v = ol_rd_ub4(r);
        if (i < 2)
            out->scn |= v << (32 * i);
    }
    ol_rd_skip(r, ol_rd_ub2(r));
    out->n_changes = ol_rd_ub2(r);
    out->changes = read_changes(r, out->n_changes);
    ol_rd_skip(r, ol_rd_ub2(r));
    out->with_row_counts = with_row_counts;
    if (with_row_counts)
    {
        uint32_t cap = 64;
        n = ol_rd_ub4(r);
        out->row_counts = ol_new_array(r->arena, uint64_t, cap);
        for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
        {
            if (i == cap)
            {
                out->row_counts = ol_arena_grow(r->arena, out->row_counts, cap * sizeof(uint64_t), 2 * (size_t)cap * sizeof(uint64_t));
                cap *= 2;
            }
            out->row_counts[i] = ol_rd_ub8(r);
            out->n_row_counts = i + 1;
        }
    }
    return ol_reader_status(r, diag);
}

/* --- IO VECTOR and OUT binds (5.12, 5.13) ---------------------------------------------------------------------------- */

void ol_ttc_write_io_vector(OlWriter *w, const uint8_t *directions, uint32_t n, uint32_t iterations)
{
    ol_wr_u8(w, OL_TTC_IO_VECTOR);
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, n % 256);
    ol_wr_ub4(w, n / 256);
    ol_wr_ub4(w, iterations);
    ol_wr_u8(w, 0); /* buffer length */
    ol_wr_u8(w, 0); /* bit vector */
    ol_wr_u8(w, 0); /* rowid */
    ol_wr_bytes(w, directions, n);
}

OlStatus ol_ttc_read_io_vector(OlReader *r, uint8_t **directions, uint32_t *n, OlDiag *diag)
{
    uint32_t low, high;
    OlStr dirs;

    *directions = NULL;
    *n = 0;
    ol_rd_u8(r);
    low = ol_rd_ub2(r);
    high = ol_rd_ub4(r);
    ol_rd_ub4(r);
    ol_rd_ub2(r);
    ol_rd_skip(r, ol_rd_ub2(r));
    ol_rd_skip(r, ol_rd_ub2(r));
    if (high > OL_MAX_BINDS / 256 || low + 256 * high > OL_MAX_BINDS)
        ol_reader_bad(r, "too many binds");
    dirs = ol_rd_raw(r, low + 256 * (size_t)high);
    if (r->why == OL_READ_OK && dirs.n > 0)
    {
        *n = (uint32_t)dirs.n;
        *directions = ol_arena_alloc(r->arena, dirs.n);
        memcpy(*directions, dirs.s, dirs.n);
    }
    return ol_reader_status(r, diag);
}

static void read_out_element(OlReader *r, const OlBindDesc *b, OlValue *out)
{
    ol_ttc_read_column_value(r, b->type, r->caps->lob_prefetch, false, out);
    out->out_len = ol_rd_sb4(r);
    if (out->out_len < 0 && ol_wire_framing(b->type) == OL_FRAME_BOOL)
        out->kind = OL_V_NULL;
}

static void read_out_array(OlReader *r, const OlBindDesc *b, OlValue *out)
{
    uint32_t n = ol_rd_ub4(r);
    uint32_t cap = OL_MIN(n, 16u);
    OlValue *elems = ol_new_array(r->arena, OlValue, cap);
    uint32_t i;

    for (i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        if (i == cap)
        {
            elems = ol_arena_grow(r->arena, elems, cap * sizeof *elems, 2 * (size_t)cap * sizeof *elems);
            cap *= 2;
        }
        read_out_element(r, b, &elems[i]);
    }
    memset(out, 0, sizeof *out);
    out->kind = OL_V_ARRAY;
    out->n = i;
    out->elems = elems;
}

static OlStatus read_out(OlReader *r, const OlBindDesc *binds, const uint8_t *directions, uint32_t n, bool returning, OlValue *values,
                         OlDiag *diag)
{
    for (uint32_t i = 0; i < n; i++)
    {
        memset(&values[i], 0, sizeof values[i]);
        if (directions[i] == OL_DIR_IN)
            values[i].kind = OL_V_ABSENT;
        else if (returning || (binds[i].flags & OL_BINDF_ARRAY))
            read_out_array(r, &binds[i], &values[i]);
        else
            read_out_element(r, &binds[i], &values[i]);
    }
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_out_row(OlReader *r, const OlBindDesc *binds, const uint8_t *directions, uint32_t n, OlValue *values, OlDiag *diag)
{
    return read_out(r, binds, directions, n, false, values, diag);
}

OlStatus ol_ttc_read_returning_row(OlReader *r, const OlBindDesc *binds, const uint8_t *directions, uint32_t n, OlValue *values,
                                   OlDiag *diag)
{
    return read_out(r, binds, directions, n, true, values, diag);
}

/* --- implicit results, warnings, tokens, version --------------------------------------------------------------------- */

void ol_ttc_write_implicit_results(OlWriter *w, const OlImplicitResult *results, uint32_t n)
{
    ol_wr_u8(w, OL_TTC_IMPLICIT_RESULTS);
    ol_wr_ub4(w, n);
    for (uint32_t i = 0; i < n; i++)
    {
        ol_wr_u8(w, 0);
        ol_ttc_write_describe_body(w, results[i].columns, results[i].n_columns, NULL);
        ol_wr_ub4(w, results[i].cursor_id);
    }
}

OlStatus ol_ttc_read_implicit_results(OlReader *r, OlImplicitResult **results, uint32_t *n, OlDiag *diag)
{
    uint32_t total = ol_rd_ub4(r);
    OlImplicitResult *items;

    *results = NULL;
    *n = 0;
    if (total > 1024)
        ol_reader_bad(r, "too many implicit results");
    if (r->why != OL_READ_OK)
        return ol_reader_status(r, diag);
    items = ol_new_array(r->arena, OlImplicitResult, total);
    for (uint32_t i = 0; i < total; i++)
    {
        ol_rd_skip(r, ol_rd_u8(r));
        if (ol_ttc_read_describe_body(r, &items[i].columns, &items[i].n_columns, diag) != OL_OK)
            return ol_reader_status(r, diag);
        items[i].cursor_id = ol_rd_ub2(r);
    }
    *results = items;
    *n = total;
    return ol_reader_status(r, diag);
}

void ol_ttc_write_warning(OlWriter *w, uint16_t number, OlStr text)
{
    ol_wr_u8(w, OL_TTC_WARNING);
    ol_wr_ub4(w, number);
    ol_wr_ub4(w, (uint32_t)text.n);
    ol_wr_u8(w, 0);
    if (number != 0 && text.n > 0)
        ol_wr_clr(w, text.s, text.n);
}

OlStatus ol_ttc_read_warning(OlReader *r, uint16_t *number, OlStr *text, OlDiag *diag)
{
    uint16_t n;

    *number = ol_rd_ub2(r);
    n = ol_rd_ub2(r);
    ol_rd_ub2(r);
    *text = OL_STR_NULL;
    if (*number != 0 && n != 0)
        ol_rd_clr(r, text);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_token(OlWriter *w, uint64_t token)
{
    ol_wr_u8(w, OL_TTC_TOKEN);
    ol_wr_ub8(w, token);
}

void ol_ttc_write_version_reply(OlWriter *w, OlStr banner, uint32_t packed_version)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, (uint32_t)banner.n);
    ol_wr_chr(w, banner); /* JDBC, without CONV_LENGTH, reads the bytes alone */
    ol_wr_ub4(w, packed_version);
}

OlStatus ol_ttc_read_version_reply(OlReader *r, OlStr *banner, uint32_t *packed_version, OlDiag *diag)
{
    *banner = ol_rd_chr(r, ol_rd_ub2(r));
    *packed_version = ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}

/* --- server piggybacks (2.10) ---------------------------------------------------------------------------------------- */

enum
{
    PIGGY_INVALIDATE = 1,
    PIGGY_OS_PID = 2,
    PIGGY_TRACE = 3,
    PIGGY_SESSION = 4,
    PIGGY_SYNC = 5,
    PIGGY_LTXID = 7,
    PIGGY_REPLAY = 8,
    PIGGY_EXT_SYNC = 9,
    PIGGY_SIGNATURE = 10,
};

void ol_ttc_write_sync(OlWriter *w, const OlSessionChange *change)
{
    ol_wr_u8(w, OL_TTC_SERVER_PIGGYBACK);
    ol_wr_u8(w, PIGGY_SYNC);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, 1);
    ol_wr_u8(w, 1);
    write_change(w, change);
    ol_wr_u8(w, 0);
}

OlStatus ol_ttc_read_server_piggyback(OlReader *r, OlServerPiggyback *out, OlDiag *diag)
{
    uint32_t n;
    OlStr s;

    memset(out, 0, sizeof *out);
    out->op = ol_rd_u8(r);
    switch (out->op)
    {
        case PIGGY_INVALIDATE:
        case PIGGY_TRACE:
            break;
        case PIGGY_OS_PID:
            ol_rd_ub2(r);
            ol_rd_clr(r, &out->bytes);
            break;
        case PIGGY_SESSION:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            n = ol_rd_ub2(r);
            if (n > 0)
                ol_rd_u8(r);
            for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
            {
                if (ol_rd_ub2(r) > 0)
                    ol_rd_clr(r, &s);
                if (ol_rd_ub2(r) > 0)
                    ol_rd_clr(r, &s);
                ol_rd_ub2(r);
            }
            out->flags = ol_rd_ub4(r);
            out->session_id = ol_rd_ub4(r);
            out->serial = ol_rd_ub2(r);
            break;
        case PIGGY_SYNC:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            out->n_changes = ol_rd_ub2(r);
            ol_rd_u8(r);
            out->changes = read_changes(r, out->n_changes);
            out->flags = ol_rd_ub4(r);
            break;
        case PIGGY_LTXID:
            out->bytes = ol_rd_dalc(r);
            break;
        case PIGGY_REPLAY:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            ol_rd_ub4(r);
            ol_rd_ub4(r);
            ol_rd_u8(r);
            out->bytes = ol_rd_dalc(r);
            break;
        case PIGGY_EXT_SYNC:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            break;
        case PIGGY_SIGNATURE:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            for (int i = 0; i < 3; i++)
                ol_rd_ub8(r);
            break;
        default:
            if (r->why == OL_READ_OK)
                ol_reader_bad(r, "unknown server piggyback");
            break;
    }
    return ol_reader_status(r, diag);
}
