/*
 * ttc_auth.c - call headers and the authentication messages (protocol.md 2.7, 4.1, 4.2): layouts only.
 *
 * See also:  wire.h, login.c, login_crypto.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

OlStatus ol_ttc_read_call(OlReader *r, OlCallHeader *out, OlDiag *diag)
{
    memset(out, 0, sizeof *out);
    out->message = ol_rd_u8(r);
    switch (out->message)
    {
        case OL_TTC_FUNCTION:
        case OL_TTC_PIGGYBACK:
        case OL_TTC_ONE_WAY:
            out->function = ol_rd_u8(r);
            out->sequence = ol_rd_u8(r);
            if (r->caps->fv >= 18)
                out->token = ol_rd_ub8(r);
            break;
        case OL_TTC_PROTOCOL:
        case OL_TTC_DATA_TYPES:
        case OL_TTC_FAST_AUTH:
            break;
        default:
            if (r->why == OL_READ_OK)
                ol_reader_bad(r, "request does not start with a call");
            break;
    }
    return ol_reader_status(r, diag);
}

void ol_ttc_write_call(OlWriter *w, uint8_t message, uint8_t function, uint8_t sequence, uint64_t token)
{
    ol_wr_u8(w, message);
    ol_wr_u8(w, function);
    ol_wr_u8(w, sequence);
    if (w->caps->fv >= 18)
        ol_wr_ub8(w, token);
}

/* n pairs into out, memory only for pairs that are there. */
static void read_pair_items(OlReader *r, uint32_t n, OlPairList *out)
{
    if (n > OL_MAX_PAIRS)
    {
        ol_reader_bad(r, "too many key/value pairs");
        return;
    }
    out->items = ol_new_array(r->arena, OlPair, n);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        OlPair *pair = &out->items[i];
        pair->key = ol_rd_dalc(r);
        pair->value = ol_rd_dalc(r);
        pair->flags = ol_rd_ub4(r);
        out->n = i + 1;
    }
}

OlStatus ol_ttc_read_auth(OlReader *r, uint8_t function, OlAuthRequest *out, OlDiag *diag)
{
    uint8_t has_user, has_pairs;
    uint32_t user_len, n;

    memset(out, 0, sizeof *out);
    out->function = function;
    has_user = ol_rd_u8(r);
    user_len = ol_rd_ub4(r);
    out->mode = ol_rd_ub4(r);
    has_pairs = ol_rd_u8(r);
    n = ol_rd_ub4(r);
    ol_rd_u8(r);
    ol_rd_u8(r);
    if (has_user && user_len > 0)
    {
        if (user_len > 4096)
            ol_reader_bad(r, "user name too long");
        out->user = ol_rd_chr(r, user_len);
    }
    if (has_pairs && r->why == OL_READ_OK)
        read_pair_items(r, n, &out->pairs);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_auth(OlWriter *w, const OlAuthRequest *auth)
{
    ol_wr_u8(w, auth->user.n > 0);
    ol_wr_ub4(w, (uint32_t)auth->user.n);
    ol_wr_ub4(w, auth->mode);
    ol_wr_u8(w, 1);
    ol_wr_ub4(w, auth->pairs.n);
    ol_wr_u8(w, 1);
    ol_wr_u8(w, 1);
    if (auth->user.n > 0)
        ol_wr_chr(w, auth->user);
    for (uint32_t i = 0; i < auth->pairs.n; i++)
        ol_wr_pair(w, auth->pairs.items[i].key, auth->pairs.items[i].value, auth->pairs.items[i].flags);
}

OlStr ol_pairs_get(const OlPairList *pairs, const char *key)
{
    for (uint32_t i = 0; i < pairs->n; i++)
    {
        OlStr k = pairs->items[i].key;
        if (k.n > 0 && k.s[k.n - 1] == 0)
            k.n--;
        if (ol_str_eq_c(k, key))
            return pairs->items[i].value;
    }
    return OL_STR_NULL;
}

void ol_ttc_write_pairs(OlWriter *w, const OlPairList *pairs)
{
    ol_wr_u8(w, OL_TTC_PARAMETERS);
    ol_wr_ub4(w, pairs->n);
    for (uint32_t i = 0; i < pairs->n; i++)
        ol_wr_pair(w, pairs->items[i].key, pairs->items[i].value, pairs->items[i].flags);
}

OlStatus ol_ttc_read_pairs(OlReader *r, OlPairList *out, OlDiag *diag)
{
    uint32_t n = ol_rd_ub2(r);

    memset(out, 0, sizeof *out);
    if (r->why == OL_READ_OK)
        read_pair_items(r, n, out);
    return ol_reader_status(r, diag);
}
