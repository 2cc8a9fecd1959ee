/*
 * ttc_negotiate.c - PROTOCOL, DATA TYPES and FAST AUTH: how two peers agree on layouts (protocol.md 3).
 *
 * Owns:      these messages, the capability vectors the server sends, and what follows from the client's answer.
 * Invariant: at most 4,096 entries of a type list are read.
 * See also:  wire.h, login.c (the order of messages)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define MAX_TYPES 4096
#define TZ_LEN 11

/* --- PROTOCOL (3.1) ------------------------------------------------------------------------------------------------- */

void ol_ttc_write_protocol(OlWriter *w, OlStr client_name)
{
    ol_wr_u8(w, OL_TTC_PROTOCOL);
    ol_wr_u8(w, 6);
    ol_wr_u8(w, 0);
    ol_wr_bytes(w, client_name.s, client_name.n);
    ol_wr_u8(w, 0);
}

OlStatus ol_ttc_read_protocol(OlReader *r, OlStr *client_name, OlDiag *diag)
{
    for (int i = 0; ol_rd_u8(r) != 0; i++)
        if (i > 32)
            ol_reader_bad(r, "too many protocol versions");
    *client_name = ol_rd_cstr(r, 256);
    return ol_reader_status(r, diag);
}

static void write_u8_bytes(OlWriter *w, OlStr s)
{
    ol_wr_u8(w, (uint8_t)OL_MIN(s.n, (size_t)255));
    ol_wr_bytes(w, s.s, OL_MIN(s.n, (size_t)255));
}

static OlStr read_u8_bytes(OlReader *r)
{
    return ol_rd_raw(r, ol_rd_u8(r));
}

void ol_ttc_write_protocol_reply(OlWriter *w, const OlProtocolReply *reply)
{
    ol_wr_u8(w, OL_TTC_PROTOCOL);
    ol_wr_u8(w, reply->version);
    ol_wr_u8(w, 0);
    ol_wr_bytes(w, reply->banner.s, reply->banner.n);
    ol_wr_u8(w, 0);
    ol_wr_u16le(w, reply->charset);
    ol_wr_u8(w, reply->flags);
    ol_wr_u16le(w, 0); /* no character set graph */
    ol_wr_u16be(w, 11); /* the smallest FDO block: the national character set is found in its last two bytes */
    for (int i = 0; i < 9; i++)
        ol_wr_u8(w, 0);
    ol_wr_u16be(w, reply->ncharset);
    write_u8_bytes(w, reply->ccap);
    write_u8_bytes(w, reply->rcap);
}

OlStatus ol_ttc_read_protocol_reply(OlReader *r, OlProtocolReply *out, OlDiag *diag)
{
    OlStr fdo;

    memset(out, 0, sizeof *out);
    out->version = ol_rd_u8(r);
    for (int i = 0; ol_rd_u8(r) != 0; i++)
        if (i > 32)
            ol_reader_bad(r, "too many protocol versions");
    out->banner = ol_rd_cstr(r, 256);
    out->charset = ol_rd_u16le(r);
    out->flags = ol_rd_u8(r);
    ol_rd_skip(r, 5 * (size_t)ol_rd_u16le(r));
    fdo = ol_rd_raw(r, ol_rd_u16be(r));
    if (fdo.n >= 7)
    {
        size_t ix = 6 + (size_t)(uint8_t)fdo.s[5] + (uint8_t)fdo.s[6];
        if (ix + 5 <= fdo.n)
            out->ncharset = (uint16_t)((uint8_t)fdo.s[ix + 3] << 8 | (uint8_t)fdo.s[ix + 4]);
    }
    out->ccap = read_u8_bytes(r);
    out->rcap = read_u8_bytes(r);
    return ol_reader_status(r, diag);
}

/* What each byte is for: protocol.md 3.4. */
size_t ol_server_ccap(bool is_23ai, uint8_t out[64])
{
    static const uint8_t base[45] = {
        6,    1,    1,    1, 0xEF, 0x0F, 1, 12,   1,    1, 1, 1, 1, 1, 0, 0x7F, 0xFF, 3, 7, 3, 3, 1, 1,
        0xFF, 1,    0x15, 5, 1,    0,    0, 0,    0x10, 0, 0, 12, 0, 0, 0xB2, 0, 0, 4, 0, 5, 0, 0,
    };

    memset(out, 0, 64);
    memcpy(out, base, sizeof base);
    if (!is_23ai)
        return 45;
    out[7] = 24;
    out[40] = 0x24;
    out[44] = 0x1E;
    out[52] = 3;
    return 55;
}

size_t ol_server_rcap(uint8_t out[16])
{
    static const uint8_t base[11] = {2, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0};

    memcpy(out, base, sizeof base);
    return sizeof base;
}

/* --- DATA TYPES (3.3) ----------------------------------------------------------------------------------------------- */

static uint8_t cap(OlStr caps, size_t i)
{
    return i < caps.n ? (uint8_t)caps.s[i] : 0;
}

static uint16_t type_code(OlReader *r, OlBuf *copy, bool wide)
{
    uint16_t v;

    if (!wide)
    {
        v = ol_rd_u8(r);
        ol_buf_append_byte(copy, (uint8_t)v);
        return v;
    }
    v = ol_rd_u16be(r);
    ol_buf_u16be(copy, v);
    return v;
}

static void note_type(OlDataTypes *out, uint16_t type, uint16_t rep)
{
    switch (type)
    {
        case 27:
            out->sb1_native = rep == 10;
            break;
        case 119:
            out->has_119 = true;
            break;
        case 127:
            out->has_127 = true;
            break;
        case 652:
            out->has_652 = true;
            break;
        case 663:
            out->has_663 = true;
            break;
        default:
            break;
    }
}

/* first: the code of the first entry, already taken from the reader. */
static void read_type_list(OlReader *r, OlDataTypes *out, bool wide, uint16_t type)
{
    OlBuf copy;

    ol_buf_init(&copy, r->arena, 2048);
    if (wide)
        ol_buf_u16be(&copy, type);
    else
        ol_buf_append_byte(&copy, (uint8_t)type);
    for (int i = 0; type != 0 && r->why == OL_READ_OK; i++)
    {
        uint16_t rep = 0;

        if (i == MAX_TYPES)
            ol_reader_bad(r, "too many data types");
        if (type_code(r, &copy, wide) != 0)
        {
            rep = type_code(r, &copy, wide);
            type_code(r, &copy, wide);
        }
        note_type(out, type, rep);
        type = type_code(r, &copy, wide);
    }
    out->list = ol_buf_str(&copy);
    out->list.n -= OL_MIN(out->list.n, wide ? (size_t)2 : 1); /* the terminator */
}

OlStatus ol_ttc_read_data_types(OlReader *r, OlDataTypes *out, OlDiag *diag)
{
    bool wide;
    uint16_t type;

    memset(out, 0, sizeof *out);
    out->charset_in = ol_rd_u16le(r);
    out->charset_out = ol_rd_u16le(r);
    out->encoding_flags = ol_rd_u8(r);
    out->ccap = read_u8_bytes(r);
    out->rcap = read_u8_bytes(r);
    wide = cap(out->ccap, 27) != 0;
    if (cap(out->rcap, 1) & 1)
    {
        out->tz = ol_rd_raw(r, TZ_LEN);
        if (cap(out->ccap, 37) & 2)
        {
            out->has_tz_file = true;
            out->tz_file = ol_rd_u32be(r);
        }
    }
    /* Some send the national character set here. The list always begins with type 1 (or is empty). */
    if (wide)
    {
        type = ol_rd_u16be(r);
        if (type > 1)
        {
            out->ncharset = (uint16_t)(type << 8 | type >> 8);
            type = ol_rd_u16be(r);
        }
    }
    else
    {
        type = ol_rd_u8(r);
        if (type > 1)
        {
            out->ncharset = (uint16_t)(type | ol_rd_u8(r) << 8);
            type = ol_rd_u8(r);
        }
    }
    read_type_list(r, out, wide, type);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_data_types(OlWriter *w, const OlDataTypes *t)
{
    ol_wr_u8(w, OL_TTC_DATA_TYPES);
    ol_wr_u16le(w, t->charset_in);
    ol_wr_u16le(w, t->charset_out);
    ol_wr_u8(w, t->encoding_flags);
    write_u8_bytes(w, t->ccap);
    write_u8_bytes(w, t->rcap);
    if (cap(t->rcap, 1) & 1)
    {
        static const uint8_t utc[TZ_LEN] = {0x80, 0, 0, 0, 60, 60, 60, 0x80, 0, 0, 0};
        ol_wr_bytes(w, t->tz.n == TZ_LEN ? (const void *)t->tz.s : utc, TZ_LEN);
        if (cap(t->ccap, 37) & 2)
            ol_wr_u32be(w, t->tz_file);
    }
    if (t->ncharset != 0)
        ol_wr_u16le(w, t->ncharset);
    ol_wr_bytes(w, t->list.s, t->list.n);
    if (cap(t->ccap, 27) != 0)
        ol_wr_u16be(w, 0);
    else
        ol_wr_u8(w, 0);
}

/* DBTIMEZONE is +00:00: TIMESTAMP WITH LOCAL TIME ZONE travels in it (7.5). */
void ol_ttc_write_data_types_reply(OlWriter *w, const OlDataTypes *request)
{
    static const uint8_t utc[TZ_LEN] = {0x80, 0, 0, 0, 60, 60, 60, 0x80, 0, 0, 0};

    ol_wr_u8(w, OL_TTC_DATA_TYPES);
    if (request->tz.n > 0)
    {
        ol_wr_bytes(w, utc, TZ_LEN);
        if (request->has_tz_file)
            ol_wr_u32be(w, request->tz_file);
    }
    ol_wr_bytes(w, request->list.s, request->list.n);
    if (cap(request->ccap, 27) != 0)
        ol_wr_u16be(w, 0);
    else
        ol_wr_u8(w, 0);
}

OlStatus ol_ttc_read_data_types_reply(OlReader *r, OlDiag *diag)
{
    OlDataTypes ignored;
    bool wide = r->caps->wide_types;

    memset(&ignored, 0, sizeof ignored);
    if (r->caps->tz_exchange)
    {
        ol_rd_skip(r, TZ_LEN);
        if (r->caps->client_ccap[37] & 2)
            ol_rd_u32be(r);
    }
    read_type_list(r, &ignored, wide, wide ? ol_rd_u16be(r) : ol_rd_u8(r));
    return ol_reader_status(r, diag);
}

/* The types our own client knows, each converted to itself. */
OlStr ol_ttc_client_type_list(OlArena *arena, const OlCaps *style)
{
    static const uint16_t universal[] = {1, 8, 9, 23, 24, 27, 29, 94, 95, 96, 102, 109, 111, 112, 113, 114, 155, 208, 252};
    static const uint16_t oracle[] = {2, 3, 12, 100, 101, 180, 181, 182, 183, 187, 188, 189, 190, 231, 232};
    static const uint16_t newer[] = {119, 127, 646, 652, 663};
    OlBuf b;

    ol_buf_init(&b, arena, 512);
    for (size_t i = 0; i < OL_LENGTHOF(universal) + OL_LENGTHOF(oracle) + OL_LENGTHOF(newer); i++)
    {
        size_t k = i;
        uint16_t type, rep = 1;

        if (k < OL_LENGTHOF(universal))
            type = universal[k];
        else if ((k -= OL_LENGTHOF(universal)) < OL_LENGTHOF(oracle))
        {
            type = oracle[k];
            rep = 10;
        }
        else
            type = newer[k - OL_LENGTHOF(oracle)];
        if (type == 27 && style->sb1_native)
            rep = 10;
        if ((type == 119 && !style->has_119) || (type == 127 && !style->has_127) || (type == 652 && !style->has_652) ||
            (type == 663 && !style->has_663))
            continue;
        ol_buf_u16be(&b, type);
        ol_buf_u16be(&b, type);
        ol_buf_u16be(&b, rep);
        ol_buf_u16be(&b, 0);
    }
    return ol_buf_str(&b);
}

void ol_caps_apply_data_types(OlCaps *caps, const OlDataTypes *t)
{
    caps->charset_in = t->charset_in;
    caps->charset_out = t->charset_out;
    caps->ncharset = t->ncharset;
    caps->conv_length = (t->encoding_flags & 0x02) != 0;
    caps->sb1_native = t->sb1_native;
    caps->has_652 = t->has_652;
    caps->has_663 = t->has_663;
    caps->has_119 = t->has_119;
    caps->has_127 = t->has_127;
    caps->fv = OL_MIN(caps->server_fv, cap(t->ccap, 7));
    caps->wide_types = cap(t->ccap, 27) != 0;
    caps->lob_prefetch = (cap(t->ccap, 23) & 0x44) != 0;
    caps->tz_exchange = (cap(t->rcap, 1) & 1) != 0;
    caps->end_of_response =
        caps->tns_version >= 319 && (caps->accept_flags2 & OL_ACCEPT_END_OF_RESPONSE) && (cap(t->ccap, 40) & 0x20);
    caps->string_limit = 32767; /* the server's rcap[6] has the bit */
    memset(caps->client_ccap, 0, sizeof caps->client_ccap);
    memset(caps->client_rcap, 0, sizeof caps->client_rcap);
    memset(caps->client_tz, 0, sizeof caps->client_tz);
    caps->client_ccap_len = (uint8_t)OL_MIN(t->ccap.n, sizeof caps->client_ccap);
    caps->client_rcap_len = (uint8_t)OL_MIN(t->rcap.n, sizeof caps->client_rcap);
    caps->client_tz_len = (uint8_t)OL_MIN(t->tz.n, sizeof caps->client_tz);
    if (t->ccap.n > 0)
        memcpy(caps->client_ccap, t->ccap.s, caps->client_ccap_len);
    if (t->rcap.n > 0)
        memcpy(caps->client_rcap, t->rcap.s, caps->client_rcap_len);
    if (t->tz.n > 0)
        memcpy(caps->client_tz, t->tz.s, caps->client_tz_len);
    caps->client_tz_file = t->tz_file;
}

bool ol_caps_is_jdbc(const OlCaps *caps)
{
    return strncmp(caps->client_name, "Java_TTC", 8) == 0;
}

void ol_caps_init_modern(OlCaps *caps, uint8_t fv)
{
    memset(caps, 0, sizeof *caps);
    caps->tns_version = fv >= 24 ? 319 : 318;
    caps->large_header = true;
    caps->sdu = 8192;
    caps->fv = caps->server_fv = fv;
    caps->conv_length = caps->sb1_native = caps->has_652 = caps->has_663 = true;
    caps->has_119 = caps->has_127 = caps->wide_types = caps->lob_prefetch = true;
    caps->end_of_response = fv >= 24;
    caps->accept_flags2 = fv >= 24 ? OL_ACCEPT_END_OF_RESPONSE | OL_ACCEPT_FAST_AUTH : 0;
    caps->string_limit = 32767;
    caps->charset_in = caps->charset_out = OL_CHARSET_UTF8;
}

/* --- FAST AUTH (3.7) ------------------------------------------------------------------------------------------------- */

OlStatus ol_ttc_read_fast_auth(OlReader *r, OlFastAuth *out, OlDiag *diag)
{
    uint8_t version;

    memset(out, 0, sizeof *out);
    version = ol_rd_u8(r);
    out->flag1 = ol_rd_u8(r);
    out->flag2 = ol_rd_u8(r);
    if (r->why == OL_READ_OK && version != 1)
        ol_reader_bad(r, "unknown version of fast authentication");
    /* The other form, a cookie, needs a server UUID in the ACCEPT, which we never send. */
    if (ol_rd_u8(r) != OL_TTC_PROTOCOL && r->why == OL_READ_OK)
        ol_reader_bad(r, "fast authentication without protocol message");
    if (ol_ttc_read_protocol(r, &out->client_name, diag) != OL_OK)
        return ol_reader_status(r, diag);
    out->charset = ol_rd_u16le(r);
    out->charset_flags = ol_rd_u8(r);
    out->ncharset = ol_rd_u16le(r);
    out->fv = ol_rd_u8(r);
    if (ol_rd_u8(r) != OL_TTC_DATA_TYPES && r->why == OL_READ_OK)
        ol_reader_bad(r, "fast authentication without data types");
    if (r->why != OL_READ_OK)
        return ol_reader_status(r, diag);
    return ol_ttc_read_data_types(r, &out->types, diag);
}

void ol_ttc_write_fast_auth(OlWriter *w, const OlFastAuth *fast)
{
    ol_wr_u8(w, OL_TTC_FAST_AUTH);
    ol_wr_u8(w, 1);
    ol_wr_u8(w, fast->flag1);
    ol_wr_u8(w, fast->flag2);
    ol_ttc_write_protocol(w, fast->client_name);
    ol_wr_u16le(w, fast->charset);
    ol_wr_u8(w, fast->charset_flags);
    ol_wr_u16le(w, fast->ncharset);
    ol_wr_u8(w, fast->fv);
    ol_ttc_write_data_types(w, &fast->types);
}
