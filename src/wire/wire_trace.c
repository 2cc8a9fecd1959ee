/*
 * wire_trace.c - a connection in words: packets, and the text form of recordings.
 *
 * Owns:      OlWireTrace: cutting both directions into packets, collecting payloads until a message is whole.
 * Lifetimes: buffers in the trace's arena, reused; per message the scratch arena.
 * Invariant: memory is bounded by the longest packet and OL_TRACE_MESSAGE per direction; nothing is taken on trust: what
 *            cannot be decoded is counted (with the hex option: shown) and left.
 * See also:  wire_trace.h, wire_trace_ttc.c (messages)
 */
#include "wire/wire_trace_int.h"

#include <stdio.h>

#define RAW_MAX (4u << 20)

OlWireTrace *ol_wire_trace_new(OlArena *arena, OlArena *scratch, const OlTraceOptions *options, OlTraceLine line, void *ctx)
{
    OlWireTrace *t = ol_new(arena, OlWireTrace);

    t->arena = arena;
    t->scratch = scratch;
    if (options != NULL)
        t->options = *options;
    if (t->options.max_value == 0)
        t->options.max_value = 80;
    t->line = line;
    t->ctx = ctx;
    for (int i = 0; i < 2; i++)
    {
        ol_buf_init(&t->side[i].raw, arena, 512);
        ol_buf_init(&t->side[i].payload, arena, 512);
    }
    t->from_client = true;
    t->caps.sdu = 8192;
    return t;
}

void ol_wire_trace_set_caps(OlWireTrace *t, const OlCaps *caps)
{
    t->caps = *caps;
    t->large = caps->large_header;
}

void ol_wire_trace_say(OlWireTrace *t, bool from_client, const char *fmt, ...)
{
    OlBuf b;
    va_list ap;

    ol_buf_init(&b, t->scratch, 128);
    ol_buf_append_c(&b, from_client ? "C> " : "S< ");
    va_start(ap, fmt);
    ol_buf_append_str(&b, ol_str_vprintf(t->scratch, fmt, ap));
    va_end(ap);
    t->line(t->ctx, ol_buf_str(&b));
}

static void say_hex(OlWireTrace *t, bool from_client, const char *what, const uint8_t *data, size_t n)
{
    char hex[64 * 2 + 1];
    size_t k = OL_MIN(n, (size_t)64);

    ol_hex_encode(data, k, hex);
    if (t->options.hex) /* a password may stand in what was not understood */
        ol_wire_trace_say(t, from_client, "%s: %zu bytes %s%s", what, n, hex, k < n ? "..." : "");
    else
        ol_wire_trace_say(t, from_client, "%s: %zu bytes", what, n);
}

static void dump_packet(OlWireTrace *t, bool from_client, const uint8_t *p, size_t n)
{
    for (size_t at = 0; at < n; at += 16)
    {
        char text[3 * 16 + 1] = "", chars[17] = "";
        for (size_t i = 0; i < 16 && at + i < n; i++)
        {
            snprintf(text + 3 * i, 4, "%02x ", p[at + i]);
            chars[i] = p[at + i] >= 32 && p[at + i] < 127 ? (char)p[at + i] : '.';
        }
        ol_wire_trace_say(t, from_client, "  %04zx  %-48s %s", at, text, chars);
    }
}

/* --- payload ---------------------------------------------------------------------------------------------------------- */

static void give_up(OlWireTrace *t, bool from_client, const char *why)
{
    OlTraceSide *s = &t->side[!from_client];

    if (s->payload.len > 0)
        say_hex(t, from_client, why, s->payload.data, s->payload.len);
    s->payload.len = 0;
}

static void decode(OlWireTrace *t, bool from_client)
{
    OlTraceSide *s = &t->side[!from_client];
    size_t at = 0;

    while (at < s->payload.len && !s->skipping)
    {
        OlReader r;
        OlDiag diag;
        OlStatus status;
        size_t used = 0;

        ol_arena_reset(t->scratch);
        if (ol_ano_is_request(s->payload.data + at, s->payload.len - at))
        {
            status = ol_ano_read(s->payload.data + at, s->payload.len - at, &used, &diag);
            if (status == OL_OK)
                ol_wire_trace_say(t, from_client, "NATIVE SERVICES %s", from_client ? "request" : "answer");
        }
        else
        {
            ol_reader_init_memory(&r, &t->caps, t->scratch, s->payload.data + at, s->payload.len - at, true);
            status = ol_wire_trace_message(t, from_client, &r, &diag);
            used = status == OL_OK ? (size_t)(r.pos - (s->payload.data + at)) : 0;
        }
        if (status == OL_OK)
            at += used;
        else if (status == OL_NEED_MORE && s->payload.len - at <= OL_TRACE_MESSAGE)
            break;
        else
        {
            memmove(s->payload.data, s->payload.data + at, s->payload.len - at);
            s->payload.len -= at;
            at = 0;
            give_up(t, from_client, status == OL_NEED_MORE ? "message too long to be shown" : diag.text);
            s->skipping = true;
        }
    }
    if (s->skipping)
        s->payload.len = at = 0;
    memmove(s->payload.data, s->payload.data + at, s->payload.len - at);
    s->payload.len -= at;
}

/* The other side speaks now: what the first left unfinished stays so. */
static void turn(OlWireTrace *t, bool from_client)
{
    if (t->from_client == from_client)
        return;
    ol_arena_reset(t->scratch);
    give_up(t, !from_client, "incomplete message");
    t->side[from_client].skipping = false;
    t->from_client = from_client;
    if (from_client)
    {
        t->rows_pending = 0;
        t->io_vector = false;
        t->bits = OL_STR_NULL;
    }
}

void ol_wire_trace_payload(OlWireTrace *t, bool from_client, const void *data, size_t n)
{
    turn(t, from_client);
    ol_buf_append(&t->side[!from_client].payload, data, n);
    decode(t, from_client);
}

/* --- packets ---------------------------------------------------------------------------------------------------------- */

static void show_data_flags(OlWireTrace *t, bool from_client, uint16_t flags)
{
    static const struct
    {
        uint16_t bit;
        const char *name;
    } names[] = {
        {OL_DATA_EOF, "EOF"},
        {OL_DATA_END_OF_REQUEST, "END_OF_REQUEST"},
        {OL_DATA_BEGIN_PIPELINE, "BEGIN_PIPELINE"},
        {OL_DATA_END_OF_RESPONSE, "END_OF_RESPONSE"},
    };
    OlBuf b;

    if (flags == 0)
        return;
    ol_buf_init(&b, t->scratch, 64);
    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (flags & names[i].bit)
        {
            ol_buf_printf(&b, " %s", names[i].name);
            flags &= (uint16_t)~names[i].bit;
        }
    if (flags != 0)
        ol_buf_printf(&b, " 0x%04x", flags);
    ol_wire_trace_say(t, from_client, "DATA flags%s", ol_buf_cstr(&b));
}

static void on_packet(OlWireTrace *t, bool from_client, const OlTnsHeader *h, const uint8_t *p)
{
    OlDiag diag;
    OlTnsConnect c;
    OlTnsAccept a;
    OlTnsRefuse f;

    ol_arena_reset(t->scratch);
    if (t->options.hex)
    {
        ol_wire_trace_say(t, from_client, "packet %s, %u bytes", ol_tns_packet_name(h->type), h->length);
        dump_packet(t, from_client, p, h->length);
    }
    switch (h->type)
    {
        case OL_TNS_DATA:
            if (h->length < 10)
                break;
            ol_wire_trace_payload(t, from_client, p + 10, h->length - 10);
            ol_arena_reset(t->scratch);
            show_data_flags(t, from_client, (uint16_t)(p[8] << 8 | p[9]));
            return;
        case OL_TNS_CONNECT:
            if (ol_tns_read_connect(p, h->length, &c, &diag) != OL_OK)
                break;
            ol_wire_trace_say(t, from_client, "CONNECT version %u, lowest %u, options 0x%04x, SDU %u, TDU %u, flags %02x %02x, flags 2 0x%x",
                              c.version, c.lowest, c.options, c.sdu, c.tdu, c.flags0, c.flags1, c.flags2);
            ol_wire_trace_say(t, from_client, "  connect data of %u bytes %.*s", c.data_length, OL_STR_ARG(c.data));
            return;
        case OL_TNS_ACCEPT:
            if (ol_tns_read_accept(p, h->length, &a, &diag) != OL_OK)
                break;
            ol_wire_trace_say(t, from_client, "ACCEPT version %u, options 0x%04x, SDU %u, TDU %u, flags %02x %02x, flags 2 0x%08x", a.version,
                              a.options, a.sdu, a.tdu, a.flags0, a.flags1, a.flags2);
            t->large = a.version >= 315;
            t->caps.tns_version = a.version;
            t->caps.accept_flags2 = a.flags2;
            t->caps.sdu = a.sdu;
            t->caps.large_header = t->large;
            return;
        case OL_TNS_REFUSE:
            if (ol_tns_read_refuse(p, h->length, &f, &diag) != OL_OK)
                break;
            ol_wire_trace_say(t, from_client, "REFUSE error %u, text %.*s", f.error, OL_STR_ARG(f.text));
            return;
        case OL_TNS_MARKER:
            if (h->length < 11)
                break;
            ol_wire_trace_say(t, from_client, "MARKER %s",
                              p[10] == OL_MARKER_BREAK ? "break" : p[10] == OL_MARKER_RESET ? "reset" : p[10] == OL_MARKER_INTERRUPT ? "interrupt" : "?");
            t->side[!from_client].payload.len = 0; /* what was begun is void */
            t->rows_pending = 0;
            return;
        default:
            break;
    }
    say_hex(t, from_client, ol_tns_packet_name(h->type), p + 8, h->length - 8);
}

void ol_wire_trace_bytes(OlWireTrace *t, bool from_client, const void *data, size_t n)
{
    OlTraceSide *s = &t->side[!from_client];

    if (s->raw.len - s->raw_at > RAW_MAX)
        s->raw.len = s->raw_at = 0;
    if (s->raw_at > 0)
    {
        memmove(s->raw.data, s->raw.data + s->raw_at, s->raw.len - s->raw_at);
        s->raw.len -= s->raw_at;
        s->raw_at = 0;
    }
    ol_buf_append(&s->raw, data, n);
    for (;;)
    {
        OlTnsHeader h;
        const uint8_t *p = s->raw.data + s->raw_at;
        size_t there = s->raw.len - s->raw_at;
        OlStatus status = ol_tns_read_header(p, there, t->large, OL_TNS_MAX_PACKET, &h, NULL);

        if (status == OL_ERROR)
        {
            ol_arena_reset(t->scratch);
            say_hex(t, from_client, "malformed packet", p, there);
            s->raw.len = s->raw_at = 0;
            return;
        }
        if (status != OL_OK || there < h.length)
            return;
        s->raw_at += h.length;
        on_packet(t, from_client, &h, p);
    }
}

void ol_wire_trace_end(OlWireTrace *t)
{
    for (int i = 0; i < 2; i++)
    {
        OlTraceSide *s = &t->side[i];
        ol_arena_reset(t->scratch);
        give_up(t, i == 0, "incomplete message");
        if (s->raw.len > s->raw_at)
            say_hex(t, i == 0, "incomplete packet", s->raw.data + s->raw_at, s->raw.len - s->raw_at);
        s->raw.len = s->raw_at = 0;
    }
}

/* --- recordings as text -------------------------------------------------------------------------------------------------- */

static void set_cap(OlCaps *caps, OlStr key, uint32_t v)
{
    static const struct
    {
        const char *name;
        size_t offset;
    } flags[] = {
        {"conv_length", offsetof(OlCaps, conv_length)}, {"sb1_native", offsetof(OlCaps, sb1_native)},
        {"652", offsetof(OlCaps, has_652)},             {"663", offsetof(OlCaps, has_663)},
        {"lob_prefetch", offsetof(OlCaps, lob_prefetch)}, {"end_of_response", offsetof(OlCaps, end_of_response)},
        {"large", offsetof(OlCaps, large_header)},      {"tz_exchange", offsetof(OlCaps, tz_exchange)},
    };

    if (ol_str_eq_c(key, "fv"))
        caps->fv = caps->server_fv = (uint8_t)v;
    for (size_t i = 0; i < OL_LENGTHOF(flags); i++)
        if (ol_str_eq_c(key, flags[i].name))
            *(bool *)((char *)caps + flags[i].offset) = v != 0;
}

/* "caps fv=12 conv_length=0": what is not named is as the newest clients have it. */
static void read_caps_line(OlWireTrace *t, OlStr rest)
{
    OlCaps caps;
    size_t at = 0;

    ol_caps_init_modern(&caps, 12);
    for (int pass = 0; pass < 2; pass++)
        for (at = 0; at < rest.n;)
        {
            size_t start = at;
            const char *eq;
            uint64_t v = 1;
            OlStr word;

            while (at < rest.n && rest.s[at] != ' ')
                at++;
            word = ol_str_n(rest.s + start, at - start);
            at++;
            eq = word.n > 0 ? memchr(word.s, '=', word.n) : NULL;
            if (eq != NULL && !ol_parse_u64(ol_str_n(eq + 1, (size_t)(word.s + word.n - eq - 1)), &v))
                v = 0;
            if (eq != NULL)
                word.n = (size_t)(eq - word.s);
            if (pass == 0 && ol_str_eq_c(word, "fv"))
                ol_caps_init_modern(&caps, (uint8_t)OL_MIN(v, (uint64_t)24));
            if (pass == 1)
                set_cap(&caps, word, (uint32_t)v);
        }
    ol_wire_trace_set_caps(t, &caps);
}

static bool hex_digit(char c, uint8_t *out)
{
    if (c >= '0' && c <= '9')
        *out = (uint8_t)(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        *out = (uint8_t)((c | 0x20) - 'a' + 10);
    else
        return false;
    return true;
}

static bool read_hex(OlBuf *out, OlStr text)
{
    int high = -1;

    for (size_t i = 0; i < text.n; i++)
    {
        uint8_t d;
        if (text.s[i] == ' ' || text.s[i] == '\t' || text.s[i] == '\r')
            continue;
        if (!hex_digit(text.s[i], &d))
            return false;
        if (high < 0)
            high = d;
        else
        {
            ol_buf_append_byte(out, (uint8_t)(high << 4 | d));
            high = -1;
        }
    }
    return high < 0;
}

static bool starts(OlStr s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.s, with, n) == 0;
}

OlStatus ol_wire_trace_file(OlWireTrace *t, OlStr text, OlDiag *diag)
{
    OlBuf bytes;
    size_t at = 0;

    ol_buf_init(&bytes, t->arena, 1024);
    while (at < text.n)
    {
        size_t start = at;
        OlStr line;
        bool payload, from_client;

        while (at < text.n && text.s[at] != '\n')
            at++;
        line = ol_str_trim(ol_str_n(text.s + start, at - start));
        at++;
        if (line.n == 0 || line.s[0] == '#')
            continue;
        if (starts(line, "caps "))
        {
            read_caps_line(t, ol_str_n(line.s + 5, line.n - 5));
            continue;
        }
        payload = starts(line, "P: ");
        if (payload)
            line = ol_str_trim(ol_str_n(line.s + 3, line.n - 3));
        from_client = starts(line, "C");
        if (line.n < 2 || (!from_client && !starts(line, "S")))
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, (int)start, "line does not begin with C:, S:, P:, caps or #");
        line = ol_str_n(line.s + 1, line.n - 1);
        if (line.s[0] == ':')
            line = ol_str_n(line.s + 1, line.n - 1);
        bytes.len = 0;
        if (!read_hex(&bytes, line))
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, (int)start, "malformed hex digits");
        if (payload)
            ol_wire_trace_payload(t, from_client, bytes.data, bytes.len);
        else
            ol_wire_trace_bytes(t, from_client, bytes.data, bytes.len);
    }
    ol_wire_trace_end(t);
    return OL_OK;
}
