/*
 * ttc_describe.c - DESCRIBE INFO, ROW HEADER, BIT VECTOR, ROW DATA (protocol.md 5.7).
 *
 * Owns:      the description of columns, whose layout depends on the field version and on the client's type list.
 * Lifetimes: what is read lives in the reader's arena.
 * Invariant: columns are at most OL_MAX_COLUMNS and take memory as they arrive.
 * See also:  ttc_value.c (the values in rows), ttc_response.c (the other responses)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

static void write_column(OlWriter *w, const OlColumnDesc *c, uint32_t position)
{
    const OlCaps *caps = w->caps;

    ol_wr_u8(w, c->type);
    ol_wr_u8(w, c->flags);
    ol_wr_u8(w, (uint8_t)c->precision);
    if (ol_scale_is_sb2(caps, c->type))
        ol_wr_sb8(w, c->scale);
    else
        ol_wr_u8(w, (uint8_t)c->scale);
    ol_wr_ub4(w, c->size);
    ol_wr_ub4(w, c->elements);
    ol_wr_ub8(w, c->container_flags);
    ol_wr_dalc(w, c->toid);
    ol_wr_ub4(w, c->version);
    ol_wr_ub4(w, c->charset);
    ol_wr_u8(w, c->form);
    ol_wr_ub4(w, c->max_chars);
    if (caps->fv >= 8)
        ol_wr_u8(w, 0); /* collation */
    ol_wr_u8(w, c->nullable);
    ol_wr_u8(w, (uint8_t)OL_MIN(c->name.n, (size_t)255));
    ol_wr_dalc(w, c->name);
    ol_wr_dalc(w, c->type_schema);
    ol_wr_dalc(w, c->type_name);
    ol_wr_ub4(w, OL_MIN(position, 65535u));
    ol_wr_ub4(w, c->uds_flags);
    if (!caps->has_663)
        return;
    if (caps->fv >= 17)
    {
        ol_wr_dalc(w, c->domain_schema);
        ol_wr_dalc(w, c->domain_name);
    }
    if (caps->fv >= 20)
        ol_wr_u8(w, 0); /* annotations: two drivers disagree about their layout */
    if (caps->fv >= 24)
    {
        ol_wr_ub4(w, c->vector_dims);
        ol_wr_u8(w, c->vector_format);
        ol_wr_u8(w, c->vector_flags);
    }
}

void ol_ttc_write_describe_body(OlWriter *w, const OlColumnDesc *columns, uint32_t n, const uint8_t *date)
{
    uint64_t row_size = 0;

    for (uint32_t i = 0; i < n; i++)
        row_size += columns[i].size;
    ol_wr_ub4(w, (uint32_t)OL_MIN(row_size, (uint64_t)0x7FFFFFFF));
    ol_wr_ub4(w, n);
    if (n > 0)
        ol_wr_u8(w, 1);
    for (uint32_t i = 0; i < n; i++)
        write_column(w, &columns[i], i + 1);
    ol_wr_dalc(w, date != NULL ? ol_str_n((const char *)date, 7) : OL_STR_NULL);
    for (int i = 0; i < 5; i++) /* flags, three integers, a string */
        ol_wr_u8(w, 0);
}

void ol_ttc_write_describe(OlWriter *w, const OlColumnDesc *columns, uint32_t n, const uint8_t date[7])
{
    ol_wr_u8(w, OL_TTC_DESCRIBE);
    ol_wr_u8(w, 0);
    ol_ttc_write_describe_body(w, columns, n, date);
}

void ol_ttc_read_column(OlReader *r, OlColumnDesc *c)
{
    const OlCaps *caps = r->caps;

    memset(c, 0, sizeof *c);
    c->type = ol_rd_u8(r);
    c->flags = ol_rd_u8(r);
    c->precision = (int8_t)ol_rd_u8(r);
    c->scale = ol_scale_is_sb2(caps, c->type) ? (int8_t)ol_rd_sb2(r) : (int8_t)ol_rd_u8(r);
    c->size = ol_rd_ub4(r);
    c->elements = ol_rd_ub4(r);
    c->container_flags = ol_rd_ub8(r);
    c->toid = ol_rd_dalc(r);
    c->version = ol_rd_ub2(r);
    c->charset = ol_rd_ub2(r);
    c->form = ol_rd_u8(r);
    c->max_chars = ol_rd_ub4(r);
    if (caps->fv >= 8)
        ol_rd_ub4(r);
    c->nullable = ol_rd_u8(r) != 0;
    ol_rd_u8(r);
    c->name = ol_rd_dalc(r);
    c->type_schema = ol_rd_dalc(r);
    c->type_name = ol_rd_dalc(r);
    ol_rd_ub2(r);
    c->uds_flags = ol_rd_ub4(r);
    if (!caps->has_663)
        return;
    if (caps->fv >= 17)
    {
        c->domain_schema = ol_rd_dalc(r);
        c->domain_name = ol_rd_dalc(r);
    }
    if (caps->fv >= 20 && ol_rd_ub4(r) > 0)
    {
        uint32_t n;
        ol_rd_u8(r);
        n = ol_rd_ub4(r);
        ol_rd_u8(r);
        for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
        {
            ol_rd_dalc(r);
            ol_rd_dalc(r);
            ol_rd_ub4(r);
        }
        ol_rd_ub4(r);
    }
    if (caps->fv >= 24)
    {
        c->vector_dims = ol_rd_ub4(r);
        c->vector_format = ol_rd_u8(r);
        c->vector_flags = ol_rd_u8(r);
    }
}

OlStatus ol_ttc_read_describe_body(OlReader *r, OlColumnDesc **columns, uint32_t *n, OlDiag *diag)
{
    uint32_t total, cap;
    OlColumnDesc *items;

    *columns = NULL;
    *n = 0;
    ol_rd_ub4(r);
    total = ol_rd_ub4(r);
    if (total > OL_MAX_COLUMNS)
        ol_reader_bad(r, "too many columns");
    if (r->why != OL_READ_OK)
        return ol_reader_status(r, diag);
    if (total > 0)
        ol_rd_u8(r);
    cap = OL_MIN(total, 32u);
    items = ol_new_array(r->arena, OlColumnDesc, cap);
    for (uint32_t i = 0; i < total && r->why == OL_READ_OK; i++)
    {
        if (i == cap)
        {
            items = ol_arena_grow(r->arena, items, cap * sizeof *items, 2 * cap * sizeof *items);
            cap *= 2;
        }
        ol_ttc_read_column(r, &items[i]);
    }
    ol_rd_dalc(r);
    for (int i = 0; i < 4; i++)
        ol_rd_ub4(r);
    ol_rd_dalc(r);
    if (r->why == OL_READ_OK)
    {
        *columns = items;
        *n = total;
    }
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_describe(OlReader *r, OlColumnDesc **columns, uint32_t *n, OlDiag *diag)
{
    OlStr opaque;

    ol_rd_clr(r, &opaque);
    return ol_ttc_read_describe_body(r, columns, n, diag);
}

/* --- rows ----------------------------------------------------------------------------------------------------------- */

/* The column count stands in the "requests" field, its high part in the iteration number: one driver computes columns =
 * requests + 256 x iteration when it has no description at hand. */
void ol_ttc_write_row_header(OlWriter *w, uint32_t n_columns, uint32_t n_rows)
{
    ol_wr_u8(w, OL_TTC_ROW_HEADER);
    ol_wr_u8(w, 2);
    ol_wr_ub4(w, n_columns % 256);
    ol_wr_ub4(w, n_columns / 256);
    ol_wr_ub4(w, n_rows);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
}

OlStatus ol_ttc_read_row_header(OlReader *r, OlRowHeader *out, OlDiag *diag)
{
    uint32_t iteration;

    memset(out, 0, sizeof *out);
    ol_rd_u8(r);
    out->n_columns = ol_rd_ub2(r);
    iteration = ol_rd_ub4(r);
    if (iteration < 256)
        out->n_columns += 256 * iteration;
    out->n_rows = ol_rd_ub4(r);
    ol_rd_ub2(r);
    if (ol_rd_ub4(r) > 0)
        out->bit_vector = ol_rd_raw(r, ol_rd_u8(r));
    ol_rd_dalc(r);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_bit_vector(OlWriter *w, uint32_t n_columns, const uint8_t *bits)
{
    uint32_t sent = 0;

    for (uint32_t i = 0; i < n_columns; i++)
        sent += (bits[i / 8] >> (i % 8)) & 1;
    ol_wr_u8(w, OL_TTC_BIT_VECTOR);
    ol_wr_ub4(w, sent);
    ol_wr_bytes(w, bits, (n_columns + 7) / 8);
}

OlStatus ol_ttc_read_bit_vector(OlReader *r, uint32_t n_columns, OlStr *bits, OlDiag *diag)
{
    ol_rd_ub2(r);
    *bits = ol_rd_raw(r, (n_columns + 7) / 8);
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_row(OlReader *r, const OlColumnDesc *columns, uint32_t n, OlStr bits, OlValue *values, OlDiag *diag)
{
    for (uint32_t i = 0; i < n; i++)
    {
        const OlColumnDesc *c = &columns[i];

        if (bits.n > 0 && (i / 8 >= bits.n || !((uint8_t)bits.s[i / 8] >> (i % 8) & 1)))
        {
            memset(&values[i], 0, sizeof values[i]);
            values[i].kind = OL_V_ABSENT;
        }
        else if (c->size == 0 && ol_wire_framing(c->type) != OL_FRAME_LONG && c->type != 208)
            memset(&values[i], 0, sizeof values[i]); /* always NULL, not sent */
        else
            ol_ttc_read_column_value(r, c->type, c->lob_prefetch, true, &values[i]);
    }
    return ol_reader_status(r, diag);
}
