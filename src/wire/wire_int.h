/*
 * wire_int.h - what the files of src/wire share and nobody else sees.
 *
 * See also:  wire.h
 */
#ifndef OL_WIRE_INT_H
#define OL_WIRE_INT_H

#include "wire/wire.h"

/* How the trace printer shows the bytes of a type. */
typedef enum OlShow
{
    OL_SHOW_HEX,
    OL_SHOW_CHARS,
    OL_SHOW_NUMBER,
    OL_SHOW_DATE
} OlShow;
OlShow ol_wire_show(uint8_t wire_type);

/* A value as it stands in a bind row (the client's form) or in row data and OUT binds (the server's form). */
void ol_ttc_read_bind_value(OlReader *r, uint8_t wire_type, OlValue *out);
void ol_ttc_read_column_value(OlReader *r, uint8_t wire_type, bool lob_prefetch, bool is_column, OlValue *out);
void ol_ttc_write_bind_value(OlWriter *w, uint8_t wire_type, const OlValue *value);

/* Bind and define descriptions (5.5). */
/* The scale is one raw byte, except of these types for clients whose type 27 has representation 1 (3.3). */
static inline bool ol_scale_is_sb2(const OlCaps *caps, uint8_t type)
{
    if (caps->sb1_native)
        return false;
    return type == 2 || type == 180 || type == 181 || type == 231 || type == 183;
}

void ol_ttc_read_bind_desc(OlReader *r, OlBindDesc *out);
void ol_ttc_write_bind_desc(OlWriter *w, const OlBindDesc *bind);
void ol_ttc_read_column(OlReader *r, OlColumnDesc *out);

/* Piggyback 96: temporary LOBs to free. */
void ol_ttc_write_lob_free(OlWriter *w, const OlStr *locators, uint32_t n, uint8_t sequence);

/* XA arguments inside a piggyback are the same bytes as in the function. */
void ol_ttc_read_xa_body(OlReader *r, uint8_t function, OlXaRequest *out);
void ol_ttc_write_xa_body(OlWriter *w, const OlXaRequest *xa);

/* A packet in out: begin remembers where it starts, end fills in its length. */
size_t ol_tns_begin(OlBuf *out, bool large, OlTnsType type, uint8_t flags);
void ol_tns_end(OlBuf *out, size_t start, bool large);
void ol_buf_u16be(OlBuf *out, uint16_t v);
void ol_buf_u32be(OlBuf *out, uint32_t v);

/* Negotiation constants (3.4, 3.5). */
size_t ol_server_ccap(bool is_23ai, uint8_t out[64]);
size_t ol_server_rcap(uint8_t out[16]);

#endif
