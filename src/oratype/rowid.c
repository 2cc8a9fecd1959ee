/*
 * rowid.c - ROWID and UROWID (protocol.md 7.7), RAW as hexadecimal text.
 *
 *   OOOOOOFFFBBBBBBRRR   object, file, block, row: 6, 3, 6, 3 digits of base 64, most significant first
 *
 * See also:  oratype.h; SQL Language Reference "ROWID Data Type", "HEXTORAW"
 */
#include "oratype/oratype.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void put64(char *out, uint32_t v, int digits)
{
    while (digits-- > 0)
    {
        out[digits] = alphabet[v & 63];
        v >>= 6;
    }
}

void ol_rowid_to_text(const OlRowid *r, char out[OL_ROWID_TEXT])
{
    put64(out, r->object, 6);
    put64(out + 6, r->file, 3);
    put64(out + 9, r->block, 6);
    put64(out + 15, r->slot, 3);
}

static int value64(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool get64(const char *s, int digits, uint64_t limit, uint64_t *out)
{
    uint64_t v = 0;

    for (int i = 0; i < digits; i++)
    {
        int d = value64(s[i]);
        if (d < 0)
            return false;
        v = v << 6 | (uint64_t)d;
    }
    *out = v;
    return v <= limit;
}

OlStatus ol_rowid_from_text(OlStr text, OlRowid *out, OlDiag *diag)
{
    uint64_t object;
    uint64_t file;
    uint64_t block;
    uint64_t slot;

    if (text.n != OL_ROWID_TEXT || !get64(text.s, 6, UINT32_MAX, &object) || !get64(text.s + 6, 3, UINT16_MAX, &file) ||
        !get64(text.s + 9, 6, UINT32_MAX, &block) || !get64(text.s + 15, 3, UINT16_MAX, &slot))
        return ol_diag_set(diag, OL_ERR_INVALID_ROWID, -1);
    out->object = (uint32_t)object;
    out->file = (uint16_t)file;
    out->block = (uint32_t)block;
    out->slot = (uint16_t)slot;
    return OL_OK;
}

void ol_urowid_encode(const OlRowid *r, uint8_t out[13])
{
    out[0] = 1;
    for (int i = 0; i < 4; i++)
    {
        out[1 + i] = (uint8_t)(r->object >> (24 - 8 * i));
        out[7 + i] = (uint8_t)(r->block >> (24 - 8 * i));
    }
    out[5] = (uint8_t)(r->file >> 8);
    out[6] = (uint8_t)r->file;
    out[11] = (uint8_t)(r->slot >> 8);
    out[12] = (uint8_t)r->slot;
}

OlStatus ol_urowid_decode(const uint8_t *wire, size_t n, OlRowid *out, OlDiag *diag)
{
    if (n != 13 || wire[0] != 1)
        return ol_diag_set(diag, OL_ERR_INVALID_ROWID, -1);
    out->object = (uint32_t)wire[1] << 24 | (uint32_t)wire[2] << 16 | (uint32_t)wire[3] << 8 | wire[4];
    out->file = (uint16_t)(wire[5] << 8 | wire[6]);
    out->block = (uint32_t)wire[7] << 24 | (uint32_t)wire[8] << 16 | (uint32_t)wire[9] << 8 | wire[10];
    out->slot = (uint16_t)(wire[11] << 8 | wire[12]);
    return OL_OK;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

OlStatus ol_raw_from_hex(OlStr text, uint8_t *out, size_t *out_bytes, OlDiag *diag)
{
    size_t at = 0;
    unsigned pending = 0;
    bool half = (text.n & 1) != 0; /* an odd text has a 0 in front */

    for (size_t i = 0; i < text.n; i++)
    {
        int v = hex_value(text.s[i]);
        if (v < 0)
            return ol_diag_set(diag, OL_ERR_INVALID_HEX, -1);
        if (half)
            out[at++] = (uint8_t)(pending << 4 | (unsigned)v);
        else
            pending = (unsigned)v;
        half = !half;
        if (!half)
            pending = 0;
    }
    *out_bytes = at;
    return OL_OK;
}

void ol_raw_to_hex(const uint8_t *data, size_t n, char *out)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < n; i++)
    {
        out[2 * i] = hex[data[i] >> 4];
        out[2 * i + 1] = hex[data[i] & 15];
    }
}
