/*
 * ttc_request_fuzz.c - what a client may send in a session: calls of every kind, one after the other.
 *
 * Input: a byte of layout differences, a byte of field version and roles of binds, then TTC bytes.  Each input is decoded
 * from memory and through a pull reader in small pieces: both must agree on how far they come.
 */
#include "wire/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Feed
{
    const uint8_t *data;
    size_t n;
    uint8_t lent[16];
} Feed;

static OlReadWhy feed(void *ctx, const uint8_t **data, size_t *n)
{
    Feed *f = ctx;
    size_t k = OL_MIN(f->n, sizeof f->lent);

    if (k == 0)
        return OL_READ_CLOSED;
    memcpy(f->lent, f->data, k);
    f->data += k;
    f->n -= k;
    *data = f->lent;
    *n = k;
    return OL_READ_OK;
}

static uint64_t add_str(uint64_t sum, OlStr s)
{
    return ol_hash_bytes(s.s != NULL ? s.s : "", s.n, sum);
}

static uint64_t add_value(uint64_t sum, const OlValue *v)
{
    sum = sum * 31 + (uint64_t)v->kind * 7 + v->n;
    if (v->kind == OL_V_ARRAY)
        for (uint32_t i = 0; i < v->n; i++)
            sum = add_value(sum, &v->elems[i]);
    return add_str(sum, v->bytes);
}

/* One call. False at the end or at an error. */
static bool one_call(OlReader *r, uint8_t choice, uint64_t *sum)
{
    OlCallHeader call;
    OlDiag diag;

    if (ol_ttc_read_call(r, &call, &diag) != OL_OK)
        return false;
    *sum = *sum * 31 + call.function + call.token;
    if (call.message == OL_TTC_PIGGYBACK)
    {
        OlPiggyback p;
        if (ol_ttc_read_piggyback(r, &call, &p, &diag) != OL_OK)
            return false;
        *sum = add_str(*sum * 31 + p.n_cursors + p.flags, p.module.s);
        return true;
    }
    if (call.message != OL_TTC_FUNCTION && call.message != OL_TTC_ONE_WAY)
    {
        OlDataTypes types;
        OlFastAuth fast;
        OlStr name;
        if (call.message == OL_TTC_PROTOCOL)
            return ol_ttc_read_protocol(r, &name, &diag) == OL_OK;
        if (call.message == OL_TTC_FAST_AUTH)
            return ol_ttc_read_fast_auth(r, &fast, &diag) == OL_OK;
        return ol_ttc_read_data_types(r, &types, &diag) == OL_OK;
    }
    switch (call.function)
    {
        case OL_FN_EXECUTE:
        case OL_FN_REEXECUTE:
        case OL_FN_REEXECUTE_FETCH:
        {
            static const OlBindDesc two[2] = {{.type = 1, .size = 40000}, {.type = 119, .flags = OL_BINDF_ARRAY}};
            OlExecute ex;
            OlBindLayout layout;
            OlBindRole *roles;
            OlValue *values;
            uint32_t n, rows;
            const OlBindDesc *binds;

            if (ol_ttc_read_execute(r, &call, &ex, &diag) != OL_OK)
                return false;
            *sum = add_str(*sum * 31 + ex.options, ex.sql);
            n = call.function == OL_FN_EXECUTE ? ex.n_binds : 2;
            binds = call.function == OL_FN_EXECUTE ? ex.binds : two;
            roles = ol_new_array(r->arena, OlBindRole, n);
            for (uint32_t i = 0; i < n; i++)
                roles[i] = (OlBindRole)((choice >> (i % 4)) % 5);
            if (ol_ttc_bind_layout(r->arena, r->caps, &ex, binds, n, roles, choice & 1, &layout, &diag) != OL_OK)
                return false;
            rows = ol_ttc_bind_rows(&ex, &layout, choice & 2);
            values = ol_new_array(r->arena, OlValue, n);
            for (uint32_t i = 0; i < rows; i++)
            {
                if (ol_ttc_read_bind_row(r, &layout, values, &diag) != OL_OK)
                    return false;
                for (uint32_t k = 0; k < n; k++)
                    *sum = add_value(*sum, &values[k]);
            }
            return true;
        }
        case OL_FN_FETCH:
        {
            OlFetch f;
            return ol_ttc_read_fetch(r, &f, &diag) == OL_OK;
        }
        case OL_FN_LOB:
        {
            OlLobRequest l;
            OlClrPieces c = {0};
            OlStr piece;
            size_t total = 0;
            if (choice & 4)
                return ol_ttc_read_lob(r, &l, &diag) == OL_OK;
            if (ol_ttc_read_lob_head(r, &l, &diag) != OL_OK)
                return false;
            while (l.has_data && ol_rd_clr_piece(r, &c, &piece))
                total += piece.n;
            *sum = *sum * 31 + total;
            return ol_ttc_read_lob_tail(r, &l, &diag) == OL_OK;
        }
        case OL_FN_XA_SWITCH:
        case OL_FN_XA_CHANGE:
        {
            OlXaRequest xa;
            if (ol_ttc_read_xa(r, call.function, &xa, &diag) != OL_OK)
                return false;
            *sum = add_str(add_str(*sum, xa.xid.gtrid), xa.xid.bqual);
            return true;
        }
        case OL_FN_AUTH_ONE:
        case OL_FN_AUTH_TWO:
        {
            OlAuthRequest auth;
            return ol_ttc_read_auth(r, call.function, &auth, &diag) == OL_OK;
        }
        case OL_FN_VERSION:
            return ol_ttc_read_version(r, &diag) == OL_OK;
        case OL_FN_SESSION_RELEASE:
        {
            uint32_t mode;
            return ol_ttc_read_session_release(r, &mode, &diag) == OL_OK;
        }
        case OL_FN_PIPELINE_END:
            return ol_ttc_read_pipeline_end(r, &diag) == OL_OK;
        default:
            return ol_ttc_function_name(call.function) != NULL;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t versions[] = {11, 12, 16, 18, 24};
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlCaps caps;
    OlReader r;
    Feed f;
    uint64_t sums[2] = {1, 1};
    int calls[2] = {0, 0};

    if (size < 2)
        return 0;
    ol_caps_init_modern(&caps, versions[data[1] % 5]);
    caps.conv_length = data[0] & 1;
    caps.sb1_native = data[0] & 2;
    caps.has_652 = data[0] & 4;
    caps.has_663 = data[0] & 8;
    arena = ol_arena_new(&allocator);
    ol_reader_init_memory(&r, &caps, arena, data + 2, size - 2, true);
    while (calls[0] < 100 && one_call(&r, data[1], &sums[0]))
        calls[0]++;
    f = (Feed){.data = data + 2, .n = size - 2};
    ol_reader_init_pull(&r, &caps, arena, feed, &f);
    while (calls[1] < 100 && one_call(&r, data[1], &sums[1]))
        calls[1]++;
    ol_check(calls[0] == calls[1]);
    ol_check(ol_arena_bytes(arena) < 200u * 1024 * 1024);
    ol_arena_free(arena);
    return 0;
}
