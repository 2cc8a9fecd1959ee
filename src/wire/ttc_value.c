/*
 * ttc_value.c - values framed as their type demands: in bind rows, in row data, as OUT binds (protocol.md 7).
 *
 * Owns:      the framing only; the bytes inside are converted elsewhere (oratype).
 * Lifetimes: values read live in the reader's arena.
 * Invariant: memory for array elements is taken as they arrive, never by their announced number.
 * See also:  defs/wire_framing.def, ttc_execute.c (bind rows), ttc_response.c (rows)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

static const uint8_t bool_bytes[2] = {0, 1};

static OlValueExt *ext_of(OlReader *r, OlValue *v)
{
    if (v->ext == NULL)
        v->ext = ol_new(r->arena, OlValueExt);
    return v->ext;
}

static void read_bytes(OlReader *r, OlValue *out)
{
    if (ol_rd_clr(r, &out->bytes))
        out->kind = OL_V_BYTES;
}

/* 7.13: the last byte counts; FD 01 is NULL. */
static void read_bool(OlReader *r, OlValue *out)
{
    uint8_t n = ol_rd_u8(r);

    if (n == 0xFD)
        ol_rd_u8(r);
    if (n == 0 || n == 0xFD || n == 0xFF)
        return;
    if (n > 8)
    {
        ol_reader_bad(r, "malformed boolean");
        return;
    }
    ol_rd_skip(r, (size_t)n - 1);
    out->kind = OL_V_BYTES;
    out->bytes = ol_str_n((const char *)&bool_bytes[ol_rd_u8(r) != 0], 1);
}

/* 7.11 */
static void read_object(OlReader *r, OlValue *out)
{
    OlStr toid = ol_rd_dalc(r);
    OlStr oid = ol_rd_dalc(r);
    OlStr snapshot = ol_rd_dalc(r);
    uint16_t version = ol_rd_ub2(r);
    uint32_t length = ol_rd_ub4(r);
    uint16_t flags = ol_rd_ub2(r);
    OlValueExt *ext;

    if (length == 0 || r->why != OL_READ_OK)
        return;
    out->kind = OL_V_OBJECT;
    ext = ext_of(r, out);
    ext->toid = toid;
    ext->oid = oid;
    ext->snapshot = snapshot;
    ext->version = version;
    ext->flags = flags;
    ol_rd_clr(r, &out->bytes);
}

static void read_locator(OlReader *r, OlValue *out)
{
    if (ol_rd_ub4(r) == 0)
        return;
    out->kind = OL_V_LOB;
    if (!ol_rd_clr(r, &out->bytes) && r->why == OL_READ_OK)
        ol_reader_bad(r, "LOB without locator");
}

/* 5.13: 01 00 not open, 01 01 ub4 id */
static void read_bind_cursor(OlReader *r, OlValue *out)
{
    uint8_t n = ol_rd_u8(r);

    if (n == 0)
        return;
    if (n == 1)
        n = ol_rd_u8(r);
    else
        ol_reader_bad(r, "malformed cursor bind");
    out->kind = OL_V_CURSOR;
    if (n == 1)
        out->n = ol_rd_ub4(r);
    else if (n != 0)
        ol_reader_bad(r, "malformed cursor bind");
}

static void read_rowid(OlReader *r, OlValue *out)
{
    uint8_t n = ol_rd_u8(r);
    OlRowid *rowid;

    if (n == 0 || n == 0xFF)
        return;
    out->kind = OL_V_ROWID;
    rowid = &ext_of(r, out)->rowid;
    rowid->object = ol_rd_ub4(r);
    rowid->file = ol_rd_ub2(r);
    ol_rd_u8(r);
    rowid->block = ol_rd_ub4(r);
    rowid->slot = ol_rd_ub2(r);
}

void ol_ttc_read_bind_value(OlReader *r, uint8_t wire_type, OlValue *out)
{
    memset(out, 0, sizeof *out);
    switch (ol_wire_framing(wire_type))
    {
        case OL_FRAME_CLR:
        case OL_FRAME_LONG:
        case OL_FRAME_UROWID:
            read_bytes(r, out);
            break;
        case OL_FRAME_ROWID: /* text, but JDBC thin sends the parts as it got them */
            if (ol_caps_is_jdbc(r->caps))
                read_rowid(r, out);
            else
                read_bytes(r, out);
            break;
        case OL_FRAME_LOB:
        case OL_FRAME_BFILE:
            read_locator(r, out);
            break;
        case OL_FRAME_IMAGE:
            if (ol_rd_ub4(r) > 0)
            {
                OlStr locator;
                ol_rd_clr(r, &locator);
                read_bytes(r, out);
                ext_of(r, out)->locator = locator;
            }
            break;
        case OL_FRAME_CURSOR:
            read_bind_cursor(r, out);
            break;
        case OL_FRAME_OBJECT:
            read_object(r, out);
            break;
        case OL_FRAME_BOOL:
            read_bool(r, out);
            break;
        case OL_FRAME_UNKNOWN:
            ol_reader_bad(r, "bind of unknown type");
            break;
    }
}

void ol_ttc_read_column_value(OlReader *r, uint8_t wire_type, bool lob_prefetch, bool is_column, OlValue *out)
{
    OlFraming framing = ol_wire_framing(wire_type);

    memset(out, 0, sizeof *out);
    switch (framing)
    {
        case OL_FRAME_CLR:
            read_bytes(r, out);
            break;
        case OL_FRAME_LONG:
            read_bytes(r, out);
            if (is_column)
            {
                ol_rd_sb4(r);
                ol_rd_ub4(r);
            }
            break;
        case OL_FRAME_ROWID:
            if (is_column)
                read_rowid(r, out);
            else
                read_bytes(r, out);
            break;
        case OL_FRAME_UROWID:
        {
            OlStr opaque;
            if (!is_column || ol_rd_clr(r, &opaque))
                read_bytes(r, out);
            break;
        }
        case OL_FRAME_LOB:
        case OL_FRAME_BFILE:
            if (ol_rd_ub4(r) == 0)
                break;
            out->kind = OL_V_LOB;
            if (framing == OL_FRAME_LOB && lob_prefetch)
            {
                OlValueExt *ext = ext_of(r, out);
                ext->has_length = true;
                ext->length = ol_rd_ub8(r);
                ext->chunk_size = ol_rd_ub4(r);
            }
            ol_rd_clr(r, &out->bytes);
            break;
        case OL_FRAME_IMAGE:
            if (ol_rd_ub4(r) > 0)
            {
                OlValueExt *ext = ext_of(r, out);
                ext->has_length = true;
                ext->length = ol_rd_ub8(r);
                ext->chunk_size = ol_rd_ub4(r);
                read_bytes(r, out);
                ol_rd_clr(r, &ext->locator);
            }
            break;
        case OL_FRAME_CURSOR:
            if (ol_rd_u8(r) != 0)
            {
                OlValueExt *ext = ext_of(r, out);
                out->kind = OL_V_CURSOR;
                if (ol_ttc_read_describe_body(r, &ext->columns, &ext->n_columns, NULL) == OL_OK)
                    out->n = ol_rd_ub2(r);
            }
            break;
        case OL_FRAME_OBJECT:
            read_object(r, out);
            break;
        case OL_FRAME_BOOL:
            read_bool(r, out);
            break;
        case OL_FRAME_UNKNOWN:
            ol_reader_bad(r, "column of unknown type");
            break;
    }
}

/* --- writing -------------------------------------------------------------------------------------------------------- */

void ol_ttc_put_long(OlWriter *w, const void *data, size_t n, bool is_null)
{
    ol_wr_clr(w, data, is_null ? 0 : n);
    ol_wr_sb8(w, is_null ? -1 : 0);
    ol_wr_u8(w, 0);
}

void ol_ttc_put_bool(OlWriter *w, bool value)
{
    static const uint8_t yes[3] = {2, 1, 1}, no[2] = {1, 0};
    ol_wr_bytes(w, value ? yes : no, value ? 3 : 2);
}

void ol_ttc_put_rowid(OlWriter *w, const OlRowid *rowid)
{
    ol_wr_u8(w, 0x0E);
    ol_wr_ub4(w, rowid->object);
    ol_wr_ub4(w, rowid->file);
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, rowid->block);
    ol_wr_ub4(w, rowid->slot);
}

void ol_ttc_put_lob(OlWriter *w, OlStr locator, bool with_length, uint64_t length, uint32_t chunk_size)
{
    ol_wr_ub4(w, (uint32_t)locator.n);
    if (locator.n == 0)
        return;
    if (with_length)
    {
        ol_wr_ub8(w, length);
        ol_wr_ub4(w, chunk_size);
    }
    ol_wr_clr(w, locator.s, locator.n);
}

void ol_ttc_put_lob_prefetched(OlWriter *w, uint32_t locator_len, uint64_t length, uint32_t chunk_size, bool is_char, bool national)
{
    ol_wr_ub4(w, locator_len);
    ol_wr_ub8(w, length);
    ol_wr_ub4(w, chunk_size);
    if (is_char)
    {
        ol_wr_u8(w, 0); /* not of variable width: no character set id follows, the form tells it */
        ol_wr_u8(w, national ? 2 : 1);
    }
}

void ol_ttc_put_bfile(OlWriter *w, OlStr locator)
{
    ol_wr_dalc(w, locator);
}

void ol_ttc_put_image(OlWriter *w, OlStr data, OlStr locator)
{
    if (data.n == 0)
    {
        ol_wr_u8(w, 0);
        return;
    }
    ol_wr_ub4(w, OL_LOCATOR_LEN);
    ol_wr_ub8(w, data.n);
    ol_wr_ub4(w, 8132);
    ol_wr_clr(w, data.s, data.n);
    ol_wr_clr(w, locator.s, locator.n);
}

void ol_ttc_put_cursor(OlWriter *w, const OlColumnDesc *columns, uint32_t n, uint32_t cursor_id)
{
    ol_wr_u8(w, 1);
    ol_ttc_write_describe_body(w, columns, n, NULL);
    ol_wr_ub4(w, cursor_id);
}

void ol_ttc_put_object(OlWriter *w, const OlValue *v)
{
    static const uint8_t null_object[5] = {0};
    const OlValueExt *ext = v->ext;

    if (v->kind != OL_V_OBJECT || v->bytes.n == 0)
    {
        ol_wr_bytes(w, null_object, 5);
        ol_wr_ub4(w, 1);
        return;
    }
    ol_wr_dalc(w, ext != NULL ? ext->toid : OL_STR_NULL);
    ol_wr_dalc(w, ext != NULL ? ext->oid : OL_STR_NULL);
    ol_wr_dalc(w, ext != NULL ? ext->snapshot : OL_STR_NULL);
    ol_wr_ub4(w, ext != NULL ? ext->version : 0);
    ol_wr_ub4(w, (uint32_t)v->bytes.n);
    ol_wr_ub4(w, ext != NULL ? ext->flags : 1);
    ol_wr_clr(w, v->bytes.s, v->bytes.n);
}

void ol_ttc_put_value(OlWriter *w, uint8_t wire_type, const OlValue *v, bool is_column)
{
    OlFraming framing = ol_wire_framing(wire_type);
    const OlValueExt *ext = v->kind == OL_V_ARRAY ? NULL : v->ext;
    bool is_null = v->kind == OL_V_NULL || v->kind == OL_V_ABSENT;

    switch (framing)
    {
        case OL_FRAME_LONG:
            if (is_column)
                ol_ttc_put_long(w, v->bytes.s, v->bytes.n, is_null);
            else
                ol_wr_clr(w, v->bytes.s, is_null ? 0 : v->bytes.n);
            return;
        case OL_FRAME_OBJECT:
            ol_ttc_put_object(w, v);
            return;
        case OL_FRAME_CLR:
            ol_wr_clr(w, v->bytes.s, is_null ? 0 : v->bytes.n);
            return;
        default:
            break;
    }
    if (is_null)
    {
        ol_wr_u8(w, 0);
        return;
    }
    switch (framing)
    {
        case OL_FRAME_ROWID:
            if (is_column && v->kind == OL_V_ROWID && ext != NULL)
                ol_ttc_put_rowid(w, &ext->rowid);
            else
                ol_wr_clr(w, v->bytes.s, v->bytes.n);
            break;
        case OL_FRAME_UROWID:
            if (is_column && v->bytes.n > 0)
                ol_wr_clr(w, "\001", 1); /* the opaque part */
            ol_wr_clr(w, v->bytes.s, v->bytes.n);
            break;
        case OL_FRAME_LOB:
            ol_ttc_put_lob(w, v->bytes, ext != NULL && ext->has_length, ext != NULL ? ext->length : 0, ext != NULL ? ext->chunk_size : 0);
            break;
        case OL_FRAME_BFILE:
            ol_ttc_put_bfile(w, v->bytes);
            break;
        case OL_FRAME_IMAGE:
            ol_ttc_put_image(w, v->bytes, ext != NULL ? ext->locator : OL_STR_NULL);
            break;
        case OL_FRAME_CURSOR:
            ol_ttc_put_cursor(w, ext != NULL ? ext->columns : NULL, ext != NULL ? ext->n_columns : 0, v->n);
            break;
        case OL_FRAME_BOOL:
            ol_ttc_put_bool(w, v->bytes.n > 0 && v->bytes.s[v->bytes.n - 1] != 0);
            break;
        default:
            ol_wr_u8(w, 0);
            break;
    }
}

static void put_out_element(OlWriter *w, uint8_t wire_type, const OlValue *v)
{
    bool is_null = v->kind == OL_V_NULL || v->kind == OL_V_ABSENT;

    ol_ttc_put_value(w, wire_type, v, false);
    /* A NULL boolean is known by its length alone (7.13). */
    ol_wr_sb8(w, is_null && ol_wire_framing(wire_type) == OL_FRAME_BOOL ? -1 : v->out_len);
}

void ol_ttc_put_out_bind(OlWriter *w, const OlBindDesc *bind, const OlValue *v)
{
    if (!(bind->flags & OL_BINDF_ARRAY))
    {
        put_out_element(w, bind->type, v);
        return;
    }
    ol_wr_ub4(w, v->kind == OL_V_ARRAY ? v->n : 0);
    for (uint32_t i = 0; v->kind == OL_V_ARRAY && i < v->n; i++)
        put_out_element(w, bind->type, &v->elems[i]);
}

void ol_ttc_put_returning(OlWriter *w, const OlBindDesc *bind, const OlValue *values, uint32_t n)
{
    ol_wr_ub4(w, n);
    for (uint32_t i = 0; i < n; i++)
        put_out_element(w, bind->type, &values[i]);
}

/* The quasi locator before bound JSON and VECTOR data (7.10). */
static void write_quasi_locator(OlWriter *w, uint64_t length)
{
    uint8_t b[OL_LOCATOR_LEN] = {0, 38, 0, 4, 0x61, 8, 0, 0, 0, 1};

    for (int i = 0; i < 8; i++)
        b[10 + i] = (uint8_t)(length >> (56 - 8 * i));
    ol_wr_ub4(w, OL_LOCATOR_LEN);
    ol_wr_clr(w, b, sizeof b);
}

void ol_ttc_write_bind_value(OlWriter *w, uint8_t wire_type, const OlValue *v)
{
    bool is_null = v->kind == OL_V_NULL || v->kind == OL_V_ABSENT;

    switch (ol_wire_framing(wire_type))
    {
        case OL_FRAME_OBJECT:
            ol_ttc_put_object(w, v);
            break;
        case OL_FRAME_LOB:
        case OL_FRAME_BFILE:
            ol_wr_dalc(w, is_null ? OL_STR_NULL : v->bytes);
            break;
        case OL_FRAME_IMAGE:
            if (is_null)
                ol_wr_u8(w, 0);
            else
            {
                write_quasi_locator(w, v->bytes.n);
                ol_wr_clr(w, v->bytes.s, v->bytes.n);
            }
            break;
        case OL_FRAME_CURSOR:
            ol_wr_u8(w, 1);
            ol_wr_u8(w, v->kind == OL_V_CURSOR && v->n != 0);
            if (v->kind == OL_V_CURSOR && v->n != 0)
                ol_wr_ub4(w, v->n);
            break;
        case OL_FRAME_BOOL:
            if (is_null)
            {
                ol_wr_u8(w, 0xFD);
                ol_wr_u8(w, 1);
            }
            else
                ol_ttc_put_bool(w, v->bytes.n > 0 && v->bytes.s[v->bytes.n - 1] != 0);
            break;
        default:
            ol_wr_clr(w, v->bytes.s, is_null ? 0 : v->bytes.n);
            break;
    }
}
