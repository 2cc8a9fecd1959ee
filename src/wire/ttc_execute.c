/*
 * ttc_execute.c - execute, re-execute, fetch: the requests and their bind rows (protocol.md 5.1-5.6, 5.10, 5.11).
 *
 * Owns:      the layouts, and the rules which binds have values in the rows and in what order.
 * Lifetimes: descriptions and values live in the reader's arena of the moment they are read.
 * Invariant: descriptions are at most OL_MAX_BINDS and take memory as they arrive.
 * See also:  wire.h (how a server uses it), ttc_value.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

/* JDBC writes the scale of its binds as columns have it; all others a raw byte. */
static bool bind_scale_is_sb2(const OlCaps *caps, uint8_t type)
{
    return ol_caps_is_jdbc(caps) && ol_scale_is_sb2(caps, type);
}

void ol_ttc_read_bind_desc(OlReader *r, OlBindDesc *b)
{
    b->type = ol_rd_u8(r);
    b->flags = ol_rd_u8(r);
    b->precision = ol_rd_u8(r);
    b->scale = bind_scale_is_sb2(r->caps, b->type) ? (int8_t)ol_rd_sb4(r) : (int8_t)ol_rd_u8(r);
    b->size = ol_rd_ub4(r);
    b->max_elements = ol_rd_ub4(r);
    b->container_flags = ol_rd_ub8(r);
    b->toid = ol_rd_dalc(r);
    b->version = (uint16_t)ol_rd_ub4(r);
    b->charset = ol_rd_ub2(r);
    b->form = ol_rd_u8(r);
    b->max_chars = ol_rd_ub4(r);
    b->collation = r->caps->fv >= 8 ? ol_rd_ub4(r) : 0;
}

void ol_ttc_write_bind_desc(OlWriter *w, const OlBindDesc *b)
{
    ol_wr_u8(w, b->type);
    ol_wr_u8(w, b->flags);
    ol_wr_u8(w, b->precision);
    if (bind_scale_is_sb2(w->caps, b->type))
        ol_wr_sb8(w, b->scale);
    else
        ol_wr_u8(w, (uint8_t)b->scale);
    ol_wr_ub4(w, b->size);
    ol_wr_ub4(w, b->max_elements);
    ol_wr_ub8(w, b->container_flags);
    ol_wr_dalc(w, b->toid);
    ol_wr_ub4(w, b->version);
    ol_wr_ub4(w, b->charset);
    ol_wr_u8(w, b->form);
    ol_wr_ub4(w, b->max_chars);
    if (w->caps->fv >= 8)
        ol_wr_ub4(w, b->collation);
}

static OlBindDesc *read_descs(OlReader *r, uint32_t n)
{
    OlBindDesc *items;
    uint32_t cap = OL_MIN(n, 64u);

    if (n > OL_MAX_BINDS)
    {
        ol_reader_bad(r, "too many binds");
        return NULL;
    }
    items = ol_new_array(r->arena, OlBindDesc, cap);
    for (uint32_t i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        if (i == cap)
        {
            items = ol_arena_grow(r->arena, items, cap * sizeof *items, 2 * cap * sizeof *items);
            cap *= 2;
        }
        ol_ttc_read_bind_desc(r, &items[i]);
    }
    return items;
}

/* The one-byte "pointer" fields: only whether they are zero matters, and often not even that. */
static void skip_u8(OlReader *r, int n)
{
    for (int i = 0; i < n; i++)
        ol_rd_u8(r);
}

static void read_full(OlReader *r, OlExecute *ex)
{
    uint32_t sql_len, n_al8i4;

    ex->options = ol_rd_ub4(r);
    ex->cursor_id = ol_rd_ub4(r);
    ol_rd_u8(r); /* go-ora sets it without text: the length decides */
    sql_len = ol_rd_ub4(r);
    ol_rd_u8(r);
    n_al8i4 = ol_rd_ub4(r);
    skip_u8(r, 2);
    ol_rd_ub4(r); /* prefetch buffer size */
    ex->prefetch_rows = ol_rd_ub4(r);
    ex->max_long = ol_rd_ub4(r);
    ol_rd_u8(r);
    ex->n_binds = ol_rd_ub4(r);
    skip_u8(r, 5);
    ol_rd_u8(r);
    ex->n_defines = ol_rd_ub4(r);
    ol_rd_ub4(r); /* registration */
    skip_u8(r, 2);
    ol_rd_u8(r);
    ol_rd_ub4(r);
    ol_rd_u8(r);
    ol_rd_ub4(r);
    ol_rd_ub4(r);
    if (r->caps->fv >= 7)
    {
        ex->want_row_counts = ol_rd_u8(r) != 0;
        ol_rd_ub4(r);
        ol_rd_u8(r);
    }
    if (r->caps->fv >= 8)
    {
        ol_rd_u8(r);
        ol_rd_ub4(r);
        ol_rd_u8(r);
        ol_rd_ub4(r);
        ol_rd_u8(r);
    }
    if (r->caps->fv >= 9)
    {
        ol_rd_u8(r);
        ol_rd_ub4(r);
    }
    if (sql_len > 0)
        ex->sql = ol_rd_chr(r, sql_len);
    if (n_al8i4 > 64)
        ol_reader_bad(r, "execute options too long");
    for (uint32_t i = 0; i < n_al8i4 && r->why == OL_READ_OK; i++)
    {
        uint32_t v = ol_rd_ub4(r);
        if (i < OL_LENGTHOF(ex->al8i4))
            ex->al8i4[i] = v;
    }
    if (r->why != OL_READ_OK)
        return;
    if (ex->n_defines > 0)
    {
        ex->defines = read_descs(r, ex->n_defines);
        ex->n_binds = 0;
    }
    else if (ex->n_binds > 0)
        ex->binds = read_descs(r, ex->n_binds);

    ex->executions = OL_MAX(ex->al8i4[1], 1u);
    ex->exec_flags = ex->al8i4[9];
    ex->orientation = ex->al8i4[10];
    ex->position = (int32_t)ex->al8i4[11];
    if ((ex->options & (OL_EXEC_EXECUTE | OL_EXEC_FETCH | OL_EXEC_DEFINE)) && !(ex->options & OL_EXEC_DESCRIBE))
        ex->fetch_rows = ex->prefetch_rows != 0 ? ex->prefetch_rows : ex->al8i4[1];
}

OlStatus ol_ttc_read_execute(OlReader *r, const OlCallHeader *call, OlExecute *ex, OlDiag *diag)
{
    uint32_t n, options1, options2;

    memset(ex, 0, sizeof *ex);
    ex->function = call->function;
    if (call->function == OL_FN_EXECUTE)
    {
        read_full(r, ex);
        return ol_reader_status(r, diag);
    }
    ex->cursor_id = ol_rd_ub4(r);
    n = ol_rd_ub4(r);
    options1 = ol_rd_ub4(r);
    options2 = ol_rd_ub4(r);
    ex->options = options1 | OL_EXEC_EXECUTE | (options2 & 1 ? OL_EXEC_COMMIT : 0);
    ex->executions = 1;
    if (call->function == OL_FN_REEXECUTE_FETCH)
    {
        ex->options |= OL_EXEC_FETCH;
        ex->fetch_rows = n;
    }
    else
        ex->executions = OL_MAX(n, 1u);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_execute(OlWriter *w, const OlExecute *ex, uint8_t sequence, uint64_t token)
{
    static const uint8_t zeros[16] = {0};

    ol_ttc_write_call(w, OL_TTC_FUNCTION, ex->function, sequence, token);
    if (ex->function != OL_FN_EXECUTE)
    {
        ol_wr_ub4(w, ex->cursor_id);
        ol_wr_ub4(w, ex->function == OL_FN_REEXECUTE_FETCH ? ex->fetch_rows : ex->executions);
        ol_wr_ub4(w, ex->function == OL_FN_REEXECUTE_FETCH ? OL_EXEC_EXECUTE : 0);
        ol_wr_ub4(w, ex->options & OL_EXEC_COMMIT ? 1 : 0);
        return;
    }
    ol_wr_ub4(w, ex->options);
    ol_wr_ub4(w, ex->cursor_id);
    ol_wr_u8(w, ex->sql.n > 0);
    ol_wr_ub4(w, (uint32_t)ex->sql.n);
    ol_wr_u8(w, 1);
    ol_wr_ub4(w, OL_LENGTHOF(ex->al8i4));
    ol_wr_bytes(w, zeros, 3); /* no al8o4, prefetch buffer 0 */
    ol_wr_ub4(w, ex->prefetch_rows);
    ol_wr_ub4(w, ex->max_long);
    ol_wr_u8(w, ex->n_binds > 0);
    ol_wr_ub4(w, ex->n_binds);
    ol_wr_bytes(w, zeros, 5);
    ol_wr_u8(w, ex->n_defines > 0);
    ol_wr_ub4(w, ex->n_defines);
    ol_wr_bytes(w, zeros, 2);
    ol_wr_u8(w, 1);
    ol_wr_bytes(w, zeros, 5);
    if (w->caps->fv >= 7)
    {
        ol_wr_u8(w, ex->want_row_counts);
        ol_wr_ub4(w, ex->want_row_counts ? ex->executions : 0);
        ol_wr_u8(w, ex->want_row_counts);
    }
    if (w->caps->fv >= 8)
        ol_wr_bytes(w, zeros, 5);
    if (w->caps->fv >= 9)
        ol_wr_bytes(w, zeros, 2);
    if (ex->sql.n > 0)
        ol_wr_chr(w, ex->sql);
    for (size_t i = 0; i < OL_LENGTHOF(ex->al8i4); i++)
        ol_wr_ub4(w, ex->al8i4[i]);
    if (ex->n_defines > 0)
        for (uint32_t i = 0; i < ex->n_defines; i++)
            ol_ttc_write_bind_desc(w, &ex->defines[i]);
    else
        for (uint32_t i = 0; i < ex->n_binds; i++)
            ol_ttc_write_bind_desc(w, &ex->binds[i]);
}

/* --- bind rows (5.6) ------------------------------------------------------------------------------------------------ */

static bool value_is_sent(const OlExecute *ex, OlBindRole role, bool is_plsql)
{
    if (!is_plsql)
        return role != OL_ROLE_RETURNING || (ex->function == OL_FN_EXECUTE && (ex->options & OL_EXEC_PLSQL_BIND));
    return ex->function == OL_FN_EXECUTE || role != OL_ROLE_OUT;
}

OlStatus ol_ttc_bind_layout(OlArena *arena, const OlCaps *caps, const OlExecute *ex, const OlBindDesc *binds, uint32_t n_binds,
                            const OlBindRole *roles, bool is_plsql, OlBindLayout *out, OlDiag *diag)
{
    uint16_t *order;

    memset(out, 0, sizeof *out);
    if (n_binds > OL_MAX_BINDS)
        return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "too many binds");
    out->binds = binds;
    out->n = n_binds;
    out->order = order = ol_new_array(arena, uint16_t, n_binds);
    for (int last = 0; last < 2; last++)
        for (uint32_t i = 0; i < n_binds; i++)
        {
            bool is_long = !is_plsql && binds[i].size > caps->string_limit;
            if (is_long == (last == 1) && value_is_sent(ex, roles != NULL ? roles[i] : OL_ROLE_UNKNOWN, is_plsql))
                order[out->n_sent++] = (uint16_t)i;
        }
    return OL_OK;
}

uint32_t ol_ttc_bind_rows(const OlExecute *ex, const OlBindLayout *layout, bool is_query)
{
    if (layout->n_sent == 0)
        return 0;
    return is_query || ex->function == OL_FN_REEXECUTE_FETCH ? 1 : ex->executions;
}

static void read_array(OlReader *r, uint8_t type, OlValue *out)
{
    uint32_t n = ol_rd_ub4(r);
    uint32_t cap = OL_MIN(n, 64u);
    OlValue *elems = ol_new_array(r->arena, OlValue, cap);
    uint32_t i;

    memset(out, 0, sizeof *out);
    for (i = 0; i < n && r->why == OL_READ_OK; i++)
    {
        if (i == cap)
        {
            elems = ol_arena_grow(r->arena, elems, cap * sizeof *elems, 2 * (size_t)cap * sizeof *elems);
            cap *= 2;
        }
        ol_ttc_read_bind_value(r, type, &elems[i]);
    }
    out->kind = OL_V_ARRAY;
    out->n = i;
    out->elems = elems;
}

OlStatus ol_ttc_read_bind_row(OlReader *r, const OlBindLayout *layout, OlValue *values, OlDiag *diag)
{
    if (layout->n_sent < layout->n)
        for (uint32_t i = 0; i < layout->n; i++)
        {
            memset(&values[i], 0, sizeof values[i]);
            values[i].kind = OL_V_ABSENT;
        }
    if (ol_rd_u8(r) != OL_TTC_ROW_DATA && r->why == OL_READ_OK)
        ol_reader_bad(r, "bind row expected");
    for (uint32_t k = 0; k < layout->n_sent; k++)
    {
        uint32_t i = layout->order[k];
        const OlBindDesc *b = &layout->binds[i];

        if (b->flags & OL_BINDF_ARRAY)
            read_array(r, b->type, &values[i]);
        else
            ol_ttc_read_bind_value(r, b->type, &values[i]);
        if (OL_UNLIKELY(r->why != OL_READ_OK))
            break;
    }
    return ol_reader_status(r, diag);
}

OlStatus ol_ttc_skip_bind_rows(OlReader *r, const OlExecute *ex, const OlBindLayout *layout, uint32_t rows, OlDiag *diag)
{
    OlBindLayout described;
    OlValue *values;

    if (layout == NULL)
    {
        OlStatus status = ol_ttc_bind_layout(r->arena, r->caps, ex, ex->binds, ex->n_binds, NULL, false, &described, diag);

        if (status != OL_OK)
            return status;
        layout = &described;
    }
    if (layout->n_sent == 0)
        return ol_reader_status(r, diag); /* no bind has a value: no rows either */
    values = ol_new_array(r->arena, OlValue, layout->n);
    for (uint32_t i = 0; i < rows; i++)
    {
        OlStatus status;
        if (i == 0 && ol_reader_at_end(r))
            break;
        status = ol_ttc_read_bind_row(r, layout, values, diag);
        if (status != OL_OK)
            return status;
    }
    return ol_reader_status(r, diag);
}

void ol_ttc_write_bind_row(OlWriter *w, const OlBindLayout *layout, const OlValue *values)
{
    ol_wr_u8(w, OL_TTC_ROW_DATA);
    for (uint32_t k = 0; k < layout->n_sent; k++)
    {
        const OlBindDesc *b = &layout->binds[layout->order[k]];
        const OlValue *v = &values[layout->order[k]];

        if (!(b->flags & OL_BINDF_ARRAY))
        {
            ol_ttc_write_bind_value(w, b->type, v);
            continue;
        }
        ol_wr_ub4(w, v->kind == OL_V_ARRAY ? v->n : 0);
        for (uint32_t i = 0; v->kind == OL_V_ARRAY && i < v->n; i++)
            ol_ttc_write_bind_value(w, b->type, &v->elems[i]);
    }
}

/* --- fetch ---------------------------------------------------------------------------------------------------------- */

OlStatus ol_ttc_read_fetch(OlReader *r, OlFetch *out, OlDiag *diag)
{
    out->cursor_id = ol_rd_ub4(r);
    out->rows = ol_rd_ub4(r);
    return ol_reader_status(r, diag);
}

void ol_ttc_write_fetch(OlWriter *w, const OlFetch *fetch, uint8_t sequence, uint64_t token)
{
    ol_ttc_write_call(w, OL_TTC_FUNCTION, OL_FN_FETCH, sequence, token);
    ol_wr_ub4(w, fetch->cursor_id);
    ol_wr_ub4(w, fetch->rows);
}
