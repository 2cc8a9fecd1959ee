/*
 * ttc_misc.c - piggybacks of the client and the smaller functions: version, XA, session release, pipelines (protocol.md
 * 2.9, 6).
 *
 * Lifetimes: what is read lives in the reader's arena.
 * Invariant: lists take memory as they arrive.
 * See also:  wire.h, ttc_lob.c (freeing temporary LOBs)
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

#define MAX_NAME 65536
#define XID_LEN 128

/* --- piggybacks ------------------------------------------------------------------------------------------------------ */

static void read_cursor_ids(OlReader *r, OlPiggyback *p)
{
    uint32_t n, cap;

    ol_rd_u8(r);
    n = ol_rd_ub4(r);
    cap = OL_MIN(n, 64u);
    p->cursors = ol_new_array(r->arena, uint32_t, cap);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        if (i == cap)
        {
            p->cursors = ol_arena_grow(r->arena, p->cursors, cap * sizeof(uint32_t), 2 * (size_t)cap * sizeof(uint32_t));
            cap *= 2;
        }
        p->cursors[i] = ol_rd_ub4(r);
        p->n_cursors = i + 1;
    }
}

/* "ptr, ub4 n": the characters follow later. */
static uint32_t read_opt(OlReader *r, OlOptStr *s)
{
    uint32_t n;

    s->given = ol_rd_u8(r) != 0;
    n = ol_rd_ub4(r);
    if (n > MAX_NAME)
        ol_reader_bad(r, "session attribute too long");
    return s->given ? n : 0;
}

static void read_end_to_end(OlReader *r, OlPiggyback *p)
{
    OlOptStr *fields[6] = {&p->client_id, &p->module, &p->action, &p->ecid, &p->client_info, &p->dbop};
    OlOptStr unused[2];
    uint32_t lengths[6];

    ol_rd_u8(r);
    ol_rd_u8(r);
    p->flags = ol_rd_ub4(r);
    for (int i = 0; i < 4; i++)
        lengths[i] = read_opt(r, fields[i]);
    ol_rd_u8(r);
    ol_rd_ub4(r);
    lengths[4] = read_opt(r, fields[4]);
    read_opt(r, &unused[0]); /* call stack */
    read_opt(r, &unused[1]); /* target */
    lengths[5] = read_opt(r, fields[5]);
    for (int i = 0; i < 6; i++)
        if (lengths[i] > 0)
            fields[i]->s = ol_rd_chr(r, lengths[i]);
}

static void write_end_to_end(OlWriter *w, const OlPiggyback *p)
{
    const OlOptStr none = {0};
    const OlOptStr *in_order[9] = {&p->client_id, &p->module, &p->action, &p->ecid, &none, &p->client_info, &none, &none, &p->dbop};

    ol_wr_u8(w, 0);
    ol_wr_u8(w, 0);
    ol_wr_ub4(w, p->flags);
    for (int i = 0; i < 9; i++)
    {
        ol_wr_u8(w, in_order[i]->given);
        ol_wr_ub4(w, in_order[i]->given ? (uint32_t)in_order[i]->s.n : 0);
    }
    for (int i = 0; i < 9; i++)
        if (in_order[i]->given && in_order[i]->s.n > 0)
            ol_wr_chr(w, in_order[i]->s);
}

static void read_pairs(OlReader *r, uint32_t n, OlPairList *out)
{
    if (n > OL_MAX_PAIRS)
    {
        ol_reader_bad(r, "too many key/value pairs");
        return;
    }
    out->items = ol_new_array(r->arena, OlPair, n);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        out->items[i].key = ol_rd_dalc(r);
        out->items[i].value = ol_rd_dalc(r);
        out->items[i].flags = ol_rd_ub4(r);
        out->n = i + 1;
    }
}

static void write_pairs(OlWriter *w, const OlPairList *pairs)
{
    for (uint32_t i = 0; i < pairs->n; i++)
        ol_wr_pair(w, pairs->items[i].key, pairs->items[i].value, pairs->items[i].flags);
}

static void read_app_context(OlReader *r, OlPiggyback *p)
{
    uint8_t has_namespace;
    uint32_t n, count;

    has_namespace = ol_rd_u8(r);
    n = ol_rd_ub4(r);
    ol_rd_u8(r);
    count = ol_rd_ub4(r);
    p->flags = ol_rd_ub2(r);
    ol_rd_u8(r);
    if (n > MAX_NAME)
        ol_reader_bad(r, "namespace too long");
    if (has_namespace && n > 0)
        p->schema = ol_rd_chr(r, n);
    read_pairs(r, count, &p->pairs);
}

/* Each locator says its own length in its first two bytes; they stand one after the other. */
static void read_free_lobs(OlReader *r, OlPiggyback *p)
{
    OlLobRequest lob;
    size_t at = 0;
    uint32_t cap = 8;

    if (ol_ttc_read_lob_head(r, &lob, NULL) != OL_OK || ol_ttc_read_lob_tail(r, &lob, NULL) != OL_OK)
        return;
    if ((lob.operation & ~(uint32_t)OL_LOB_ARRAY) != OL_LOB_FREE_TEMP)
    {
        ol_reader_bad(r, "LOB piggyback of unknown operation");
        return;
    }
    p->locators = ol_new_array(r->arena, OlStr, cap);
    while (at + 2 <= lob.source.n)
    {
        size_t n = (size_t)((uint8_t)lob.source.s[at] << 8 | (uint8_t)lob.source.s[at + 1]) + 2;
        if (n > lob.source.n - at)
        {
            ol_reader_bad(r, "malformed list of LOB locators");
            return;
        }
        if (p->n_locators == cap)
        {
            p->locators = ol_arena_grow(r->arena, p->locators, cap * sizeof(OlStr), 2 * cap * sizeof(OlStr));
            cap *= 2;
        }
        p->locators[p->n_locators++] = ol_str_n(lob.source.s + at, n);
        at += n;
    }
}

OlStatus ol_ttc_read_piggyback(OlReader *r, const OlCallHeader *call, OlPiggyback *p, OlDiag *diag)
{
    uint32_t n;

    memset(p, 0, sizeof *p);
    p->function = call->function;
    p->token = call->token;
    switch (call->function)
    {
        case OL_FN_CLOSE_CURSORS:
        case OL_FN_CANCEL_CURSORS:
            read_cursor_ids(r, p);
            break;
        case OL_FN_SET_SCHEMA:
            ol_rd_u8(r);
            n = ol_rd_ub4(r);
            if (n > MAX_NAME)
                ol_reader_bad(r, "schema name too long");
            if (n > 0)
                p->schema = ol_rd_chr(r, n);
            break;
        case OL_FN_END_TO_END:
            read_end_to_end(r, p);
            break;
        case OL_FN_APP_CONTEXT:
            read_app_context(r, p);
            break;
        case OL_FN_SESSION_STATE:
            p->flags = (uint32_t)ol_rd_ub8(r);
            break;
        case OL_FN_LOB:
            read_free_lobs(r, p);
            break;
        case OL_FN_XA_SWITCH:
            p->xa = ol_new(r->arena, OlXaRequest);
            ol_ttc_read_xa_body(r, call->function, p->xa);
            break;
        case OL_FN_PIPELINE_BEGIN:
            ol_rd_ub2(r);
            ol_rd_u8(r);
            p->pipeline_mode = ol_rd_u8(r);
            break;
        case OL_FN_ALTER_SESSION:
            ol_rd_ub4(r);
            ol_rd_u8(r);
            read_pairs(r, ol_rd_ub4(r), &p->pairs);
            break;
        case OL_FN_SECURITY_CONTEXT:
            ol_rd_ub4(r);
            ol_rd_u8(r);
            n = ol_rd_ub4(r);
            if (n > OL_MAX_PAIRS)
                ol_reader_bad(r, "too many key/value pairs");
            for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
            {
                p->flags = ol_rd_ub4(r);
                ol_rd_dalc(r);
                ol_rd_dalc(r);
                ol_rd_dalc(r);
            }
            break;
        default:
            if (r->why == OL_READ_OK)
                ol_reader_bad(r, "unknown piggyback");
            break;
    }
    return ol_reader_status(r, diag);
}

void ol_ttc_write_piggyback(OlWriter *w, const OlPiggyback *p, uint8_t sequence)
{
    if (p->function == OL_FN_LOB)
    {
        ol_ttc_write_lob_free(w, p->locators, p->n_locators, sequence);
        return;
    }
    ol_ttc_write_call(w, OL_TTC_PIGGYBACK, p->function, sequence, p->token);
    switch (p->function)
    {
        case OL_FN_CLOSE_CURSORS:
        case OL_FN_CANCEL_CURSORS:
            ol_wr_u8(w, 1);
            ol_wr_ub4(w, p->n_cursors);
            for (uint32_t i = 0; i < p->n_cursors; i++)
                ol_wr_ub4(w, p->cursors[i]);
            break;
        case OL_FN_SET_SCHEMA:
            ol_wr_u8(w, 1);
            ol_wr_ub4(w, (uint32_t)p->schema.n);
            if (p->schema.n > 0)
                ol_wr_chr(w, p->schema);
            break;
        case OL_FN_END_TO_END:
            write_end_to_end(w, p);
            break;
        case OL_FN_APP_CONTEXT:
            ol_wr_u8(w, p->schema.n > 0);
            ol_wr_ub4(w, (uint32_t)p->schema.n);
            ol_wr_u8(w, p->pairs.n > 0);
            ol_wr_ub4(w, p->pairs.n);
            ol_wr_ub4(w, p->flags & 0xFFFF);
            ol_wr_u8(w, 0);
            if (p->schema.n > 0)
                ol_wr_chr(w, p->schema);
            write_pairs(w, &p->pairs);
            break;
        case OL_FN_SESSION_STATE:
            ol_wr_ub8(w, p->flags);
            break;
        case OL_FN_XA_SWITCH:
            ol_ttc_write_xa_body(w, p->xa);
            break;
        case OL_FN_PIPELINE_BEGIN:
            ol_wr_u8(w, 0);
            ol_wr_u8(w, 0);
            ol_wr_u8(w, p->pipeline_mode);
            break;
        case OL_FN_ALTER_SESSION:
            ol_wr_u8(w, 0);
            ol_wr_u8(w, 1);
            ol_wr_ub4(w, p->pairs.n);
            write_pairs(w, &p->pairs);
            break;
        default:
            break;
    }
}

/* --- simple functions ------------------------------------------------------------------------------------------------- */

void ol_ttc_write_simple(OlWriter *w, uint8_t function, uint8_t sequence, uint64_t token)
{
    ol_ttc_write_call(w, OL_TTC_FUNCTION, function, sequence, token);
}

OlStatus ol_ttc_read_version(OlReader *r, OlDiag *diag)
{
    ol_rd_u8(r);
    ol_rd_ub2(r);
    ol_rd_u8(r);
    ol_rd_u8(r);
    if (r->caps->fv >= 11)
        ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_version(OlWriter *w, uint8_t sequence, uint64_t token)
{
    ol_ttc_write_call(w, OL_TTC_FUNCTION, OL_FN_VERSION, sequence, token);
    ol_wr_u8(w, 1);
    ol_wr_ub4(w, 0x100);
    ol_wr_u8(w, 1);
    ol_wr_u8(w, 1);
    if (w->caps->fv >= 11)
        ol_wr_ub4(w, 1);
}

OlStatus ol_ttc_read_session_release(OlReader *r, uint32_t *mode, OlDiag *diag)
{
    ol_rd_u8(r);
    ol_rd_u8(r);
    *mode = ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_read_pipeline_end(OlReader *r, OlDiag *diag)
{
    ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}

/* --- XA (6.6) ----------------------------------------------------------------------------------------------------------- */

typedef struct XidHeader
{
    uint32_t context_len, gtrid_len, bqual_len, xid_len;
    bool has_context, has_xid;
} XidHeader;

static void read_xid_header(OlReader *r, OlXaRequest *xa, XidHeader *h)
{
    h->has_context = ol_rd_u8(r) != 0;
    h->context_len = ol_rd_ub4(r);
    xa->xid.format_id = (int32_t)ol_rd_ub4(r);
    h->gtrid_len = ol_rd_ub4(r);
    h->bqual_len = ol_rd_ub4(r);
    h->has_xid = ol_rd_u8(r) != 0;
    h->xid_len = ol_rd_ub4(r);
    if (h->context_len > MAX_NAME || h->xid_len > XID_LEN || h->gtrid_len > XID_LEN || h->bqual_len > XID_LEN)
        ol_reader_bad(r, "malformed transaction identifier");
}

static void read_xid(OlReader *r, OlXaRequest *xa, const XidHeader *h)
{
    OlStr raw;

    if (h->has_context)
        xa->context = ol_rd_raw(r, h->context_len);
    if (!h->has_xid)
        return;
    raw = ol_rd_raw(r, h->xid_len);
    if (r->why != OL_READ_OK)
        return;
    if (h->gtrid_len + h->bqual_len > raw.n)
    {
        ol_reader_bad(r, "malformed transaction identifier");
        return;
    }
    xa->has_xid = true;
    xa->xid.gtrid = ol_str_n(raw.s, h->gtrid_len);
    xa->xid.bqual = ol_str_n(raw.s != NULL ? raw.s + h->gtrid_len : NULL, h->bqual_len);
}

void ol_ttc_read_xa_body(OlReader *r, uint8_t function, OlXaRequest *xa)
{
    XidHeader h;
    OlOptStr internal, external;
    uint32_t n_internal, n_external;

    memset(xa, 0, sizeof *xa);
    xa->function = function;
    xa->operation = ol_rd_ub4(r);
    read_xid_header(r, xa, &h);
    if (function == OL_FN_XA_SWITCH)
    {
        xa->flags = ol_rd_ub4(r);
        xa->timeout = ol_rd_ub4(r);
        ol_rd_skip(r, 3);
        n_internal = read_opt(r, &internal);
        n_external = read_opt(r, &external);
        read_xid(r, xa, &h);
        xa->app_value = ol_rd_ub4(r);
        xa->internal_name = ol_rd_raw(r, n_internal);
        xa->external_name = ol_rd_raw(r, n_external);
        return;
    }
    xa->timeout = ol_rd_ub4(r);
    xa->state = ol_rd_ub4(r);
    ol_rd_u8(r);
    xa->flags = ol_rd_ub4(r);
    read_xid(r, xa, &h);
}

OlStatus ol_ttc_read_xa(OlReader *r, uint8_t function, OlXaRequest *out, OlDiag *diag)
{
    ol_ttc_read_xa_body(r, function, out);
    return ol_reader_status(r, diag);
}

static void write_xid_header(OlWriter *w, const OlXaRequest *xa)
{
    ol_wr_u8(w, xa->context.n > 0);
    ol_wr_ub4(w, (uint32_t)xa->context.n);
    ol_wr_ub4(w, xa->has_xid ? (uint32_t)xa->xid.format_id : 0);
    ol_wr_ub4(w, xa->has_xid ? (uint32_t)xa->xid.gtrid.n : 0);
    ol_wr_ub4(w, xa->has_xid ? (uint32_t)xa->xid.bqual.n : 0);
    ol_wr_u8(w, xa->has_xid);
    ol_wr_ub4(w, xa->has_xid ? XID_LEN : 0);
}

static void write_xid(OlWriter *w, const OlXaRequest *xa)
{
    uint8_t raw[XID_LEN] = {0};
    size_t n = 0;

    ol_wr_bytes(w, xa->context.s, xa->context.n);
    if (!xa->has_xid)
        return;
    n = OL_MIN(xa->xid.gtrid.n, sizeof raw);
    if (n > 0)
        memcpy(raw, xa->xid.gtrid.s, n);
    if (xa->xid.bqual.n > 0)
        memcpy(raw + n, xa->xid.bqual.s, OL_MIN(xa->xid.bqual.n, sizeof raw - n));
    ol_wr_bytes(w, raw, sizeof raw);
}

void ol_ttc_write_xa_body(OlWriter *w, const OlXaRequest *xa)
{
    ol_wr_ub4(w, xa->operation);
    write_xid_header(w, xa);
    if (xa->function == OL_FN_XA_SWITCH)
    {
        ol_wr_ub4(w, xa->flags);
        ol_wr_ub4(w, xa->timeout);
        for (int i = 0; i < 3; i++)
            ol_wr_u8(w, 1);
        ol_wr_u8(w, xa->internal_name.n > 0);
        ol_wr_ub4(w, (uint32_t)xa->internal_name.n);
        ol_wr_u8(w, xa->external_name.n > 0);
        ol_wr_ub4(w, (uint32_t)xa->external_name.n);
        write_xid(w, xa);
        ol_wr_ub4(w, xa->app_value);
        ol_wr_bytes(w, xa->internal_name.s, xa->internal_name.n);
        ol_wr_bytes(w, xa->external_name.s, xa->external_name.n);
        return;
    }
    ol_wr_ub4(w, xa->timeout);
    ol_wr_ub4(w, xa->state);
    ol_wr_u8(w, 1);
    ol_wr_ub4(w, xa->flags);
    write_xid(w, xa);
}

void ol_ttc_write_xa(OlWriter *w, const OlXaRequest *xa, uint8_t sequence, uint64_t token)
{
    ol_ttc_write_call(w, OL_TTC_FUNCTION, xa->function, sequence, token);
    ol_ttc_write_xa_body(w, xa);
}

void ol_ttc_write_xa_switch_reply(OlWriter *w, uint32_t app_value, OlStr context)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, app_value);
    ol_wr_ub4(w, (uint32_t)context.n);
    ol_wr_bytes(w, context.s, context.n);
}

OlStatus ol_ttc_read_xa_switch_reply(OlReader *r, uint32_t *app_value, OlStr *context, OlDiag *diag)
{
    *app_value = ol_rd_ub4(r);
    *context = ol_rd_raw(r, ol_rd_ub2(r));
    return ol_reader_status(r, diag);
}

void ol_ttc_write_xa_change_reply(OlWriter *w, uint32_t state)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, state);
}

OlStatus ol_ttc_read_xa_change_reply(OlReader *r, uint32_t *state, OlDiag *diag)
{
    *state = ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}
