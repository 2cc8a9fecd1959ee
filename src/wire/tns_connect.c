/*
 * tns_connect.c - the packets that open a connection: CONNECT, ACCEPT, REFUSE, REDIRECT, and the negotiation of native
 * services (protocol.md 1.2, 1.4-1.7).
 *
 * Owns:      their layouts. All of them have short headers.
 * Lifetimes: read functions refer to the packet given, nothing is copied.
 * See also:  wire.h, tns_descriptor.c (the connect data), login.c (who says what when)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define CONNECT_LENGTH 74
#define CONNECT_DATA_INLINE 230 /* longer connect data follows in DATA packets */
#define ANO_MAGIC 0xDEADBEEF

static uint16_t u16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)u16(p) << 16 | u16(p + 2);
}

OlStatus ol_tns_read_connect(const uint8_t *p, size_t n, OlTnsConnect *out, OlDiag *diag)
{
    uint16_t offset;

    memset(out, 0, sizeof *out);
    if (n < 34 || p[4] != OL_TNS_CONNECT)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    out->packet_flags = p[5];
    out->version = u16(p + 8);
    out->lowest = u16(p + 10);
    out->options = u16(p + 12);
    out->sdu = u16(p + 14);
    out->tdu = u16(p + 16);
    out->data_length = u16(p + 24);
    offset = u16(p + 26);
    out->flags0 = p[32];
    out->flags1 = p[33];
    /* A client may place the data over the last fields: what stands before the data is a field (go-ora v2: 70). */
    if (offset >= 66 && n >= 66)
    {
        out->sdu = u32(p + 58);
        out->tdu = u32(p + 62);
    }
    if (offset >= 74 && n >= 74)
        out->flags2 = u32(p + 70);
    if (out->data_length == 0)
        return OL_OK;
    if (offset < 34 || offset > n)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    if (out->data_length <= n - offset)
        out->data = ol_str_n((const char *)p + offset, out->data_length);
    else if (n != offset) /* neither all here nor all to come */
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    return OL_OK;
}

void ol_tns_write_connect(OlBuf *out, const OlTnsConnect *c)
{
    size_t start = ol_tns_begin(out, false, OL_TNS_CONNECT, c->packet_flags);
    uint8_t p[CONNECT_LENGTH - 8] = {0}; /* p[i] is byte 8 + i of the packet */
    size_t len = OL_MIN(c->data.n, (size_t)65000);
    bool fits = len <= CONNECT_DATA_INLINE;

#define PUT16(at, v) (p[(at) - 8] = (uint8_t)((v) >> 8), p[(at) - 7] = (uint8_t)(v))
#define PUT32(at, v) (PUT16(at, (v) >> 16), PUT16((at) + 2, (v)))
    PUT16(8, c->version);
    PUT16(10, c->lowest);
    PUT16(12, c->options);
    PUT16(14, OL_MIN(c->sdu, 65535u));
    PUT16(16, OL_MIN(c->tdu, 65535u));
    PUT16(18, 0x4F98);
    PUT16(22, 1);
    PUT16(24, len);
    PUT16(26, CONNECT_LENGTH);
    p[32 - 8] = c->flags0;
    p[33 - 8] = c->flags1;
    PUT32(58, c->sdu);
    PUT32(62, c->tdu);
    PUT32(70, c->flags2);
#undef PUT16
#undef PUT32
    ol_buf_append(out, p, sizeof p);
    if (fits)
        ol_buf_append(out, c->data.s, len);
    ol_tns_end(out, start, false);
    if (fits)
        return;
    for (size_t at = 0; at < len;)
    {
        size_t k = OL_MIN(len - at, (size_t)8182);
        start = ol_tns_begin(out, false, OL_TNS_DATA, 0);
        ol_buf_u16be(out, 0);
        ol_buf_append(out, c->data.s + at, k);
        ol_tns_end(out, start, false);
        at += k;
    }
}

/* The offset of accept data equals the length of the packet: two drivers check it (1.4). */
void ol_tns_write_accept(OlBuf *out, const OlTnsAccept *a)
{
    uint16_t length = a->version < 315 ? 32 : a->version < 318 ? 41 : 45;
    size_t start = ol_tns_begin(out, false, OL_TNS_ACCEPT, 0);

    ol_buf_u16be(out, a->version);
    ol_buf_u16be(out, a->options);
    ol_buf_u16be(out, (uint16_t)OL_MIN(a->sdu, 65535u));
    ol_buf_u16be(out, (uint16_t)OL_MIN(a->tdu, 65535u));
    ol_buf_u16be(out, 0x0100); /* 1 in our byte order */
    ol_buf_u16be(out, 0);      /* length of accept data */
    ol_buf_u16be(out, length);
    ol_buf_append_byte(out, a->flags0);
    ol_buf_append_byte(out, a->flags1);
    ol_buf_u32be(out, 0);      /* pool timeout, tick */
    ol_buf_u32be(out, 0);      /* reconnect address */
    if (a->version >= 315)
    {
        ol_buf_u32be(out, a->sdu);
        ol_buf_u32be(out, a->tdu);
        ol_buf_append_byte(out, 0); /* no compression */
    }
    if (a->version >= 318)
        ol_buf_u32be(out, a->flags2);
    ol_tns_end(out, start, false);
}

OlStatus ol_tns_read_accept(const uint8_t *p, size_t n, OlTnsAccept *out, OlDiag *diag)
{
    memset(out, 0, sizeof *out);
    if (n < 32 || p[4] != OL_TNS_ACCEPT)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    out->version = u16(p + 8);
    out->options = u16(p + 10);
    out->sdu = u16(p + 12);
    out->tdu = u16(p + 14);
    out->flags0 = p[22];
    out->flags1 = p[23];
    if (out->version >= 315)
    {
        if (n < 41)
            return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
        out->sdu = u32(p + 32);
        out->tdu = u32(p + 36);
    }
    if (out->version >= 318 && n >= 45)
        out->flags2 = u32(p + 41);
    out->has_uuid = out->version >= 319 && n >= 61;
    if (out->sdu < 512 || out->sdu > 2097152)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    return OL_OK;
}

/* One driver reads the length of the text as one byte: it stays below 253 (1.6). */
void ol_tns_write_refuse(OlBuf *out, uint32_t error)
{
    size_t start = ol_tns_begin(out, false, OL_TNS_REFUSE, 0);
    OlStr text = ol_str_printf(out->arena,
                               "(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=%u)(ERROR_STACK=(ERROR=(CODE=%u)(EMFI=4))))", error, error);

    ol_buf_append_byte(out, 0x22);
    ol_buf_append_byte(out, 0);
    ol_buf_u16be(out, (uint16_t)text.n);
    ol_buf_append_str(out, text);
    ol_tns_end(out, start, false);
}

/* The number after "(NAME=" in text, 0 when there is none. */
static uint32_t number_after(OlStr text, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n < text.n; i++)
    {
        uint32_t v = 0;
        size_t k = i + n;
        if (!ol_str_ieq_c(ol_str_n(text.s + i, n), name))
            continue;
        for (; k < text.n && text.s[k] >= '0' && text.s[k] <= '9' && v < 100000; k++)
            v = v * 10 + (uint32_t)(text.s[k] - '0');
        if (v > 0)
            return v;
    }
    return 0;
}

OlStatus ol_tns_read_refuse(const uint8_t *p, size_t n, OlTnsRefuse *out, OlDiag *diag)
{
    memset(out, 0, sizeof *out);
    if (n < 12 || p[4] != OL_TNS_REFUSE)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    out->user_reason = p[8];
    out->system_reason = p[9];
    out->text = ol_str_n((const char *)p + 12, OL_MIN((size_t)u16(p + 10), n - 12));
    out->error = number_after(out->text, "(ERR=");
    if (out->error == 0)
        out->error = number_after(out->text, "(CODE=");
    return OL_OK;
}

/* Two packets: one driver wants exactly that split (1.7). */
void ol_tns_write_redirect(OlBuf *out, OlStr address, OlStr connect_data)
{
    size_t start = ol_tns_begin(out, false, OL_TNS_REDIRECT, 0x02);

    ol_buf_u16be(out, (uint16_t)(address.n + 1 + connect_data.n));
    ol_tns_end(out, start, false);
    start = ol_tns_begin(out, false, OL_TNS_DATA, 0);
    ol_buf_u16be(out, 0);
    ol_buf_append_str(out, address);
    ol_buf_append_byte(out, 0);
    ol_buf_append_str(out, connect_data);
    ol_tns_end(out, start, false);
}

/* --- native services (1.5) ------------------------------------------------------------------------------------------ */

bool ol_ano_is_request(const uint8_t *payload, size_t n)
{
    return n >= 4 && u32(payload) == ANO_MAGIC;
}

OlStatus ol_ano_read(const uint8_t *p, size_t n, size_t *used, OlDiag *diag)
{
    size_t total, at = 13;

    if (n < 13)
        return OL_NEED_MORE;
    total = u16(p + 4);
    if (!ol_ano_is_request(p, n) || total < 13)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    if (n < total)
        return OL_NEED_MORE;
    for (unsigned services = u16(p + 10); services > 0; services--)
    {
        unsigned packets;
        if (total - at < 8)
            return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
        packets = u16(p + at + 2);
        at += 8;
        for (; packets > 0; packets--)
        {
            if (total - at < 4 || u16(p + at) > total - at - 4)
                return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
            at += 4 + (size_t)u16(p + at);
        }
    }
    *used = total;
    return OL_OK;
}

static void ano_packet(OlBuf *b, uint16_t type, const void *data, uint16_t n)
{
    ol_buf_u16be(b, n);
    ol_buf_u16be(b, type);
    ol_buf_append(b, data, n);
}

static void ano_service(OlBuf *b, uint16_t number, uint16_t packets)
{
    static const uint8_t version[4] = {0x13, 0, 0, 0};

    ol_buf_u16be(b, number);
    ol_buf_u16be(b, packets);
    ol_buf_u32be(b, 0);
    ano_packet(b, 5, version, 4);
}

/* Both sides' messages have the same four services; only the supervisor's and the authentication's contents differ. */
static void ano_write(OlWriter *w, bool reply)
{
    static const uint8_t service_list[18] = {0xDE, 0xAD, 0xBE, 0xEF, 0, 3, 0, 0, 0, 4, 0, 4, 0, 1, 0, 2, 0, 3};
    /* The services that take place: JDBC refuses an answer that lists one it then finds switched off. */
    static const uint8_t active_list[14] = {0xDE, 0xAD, 0xBE, 0xEF, 0, 3, 0, 0, 0, 2, 0, 4, 0, 1};
    static const uint8_t client_id[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    static const uint8_t supervisor_ok[2] = {0, 0x1F}, no_auth[2] = {0xFB, 0xFF}, client_auth[2] = {0xFC, 0xFF};
    static const uint8_t none[1] = {0}, e0e1[2] = {0xE0, 0xE1};
    uint8_t block[256];
    OlBuf b = {.arena = NULL, .data = block, .len = 0, .cap = sizeof block}; /* never grows: the message has 100-odd bytes */

    ol_buf_u32be(&b, ANO_MAGIC);
    ol_buf_u16be(&b, 0); /* total, below */
    ol_buf_u32be(&b, 0x13000000);
    ol_buf_u16be(&b, 4);
    ol_buf_append_byte(&b, 0);
    ano_service(&b, 4, 3);
    if (reply)
        ano_packet(&b, 6, supervisor_ok, 2);
    else
        ano_packet(&b, 1, client_id, 8);
    if (reply)
    {
        ano_packet(&b, 1, active_list, sizeof active_list);
        ano_service(&b, 1, 2);
        ano_packet(&b, 6, no_auth, 2);
    }
    else
    {
        ano_packet(&b, 1, service_list, sizeof service_list);
        ano_service(&b, 1, 3);
        ano_packet(&b, 3, e0e1, 2);
        ano_packet(&b, 6, client_auth, 2);
    }
    ano_service(&b, 2, 2);
    ano_packet(&b, reply ? 2 : 1, none, 1);
    ano_service(&b, 3, 2);
    ano_packet(&b, reply ? 2 : 1, none, 1);
    block[4] = (uint8_t)(b.len >> 8);
    block[5] = (uint8_t)b.len;
    ol_wr_bytes(w, block, b.len);
}

void ol_ano_write_reply(OlWriter *w)
{
    ano_write(w, true);
}

void ol_ano_write_request(OlWriter *w)
{
    ano_write(w, false);
}
