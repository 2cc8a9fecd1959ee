/*
 * wire_trace_ttc.c - TTC messages in words.
 *
 * Owns:      one printing function per message; what must be remembered of calls and cursors to read what follows.
 * Invariant: a message is printed when it is whole, never in parts; secrets are replaced by ***.
 * See also:  wire_trace.h, wire_trace.c (packets), ttc_*.c (the layouts)
 */
#include "wire/wire_trace_int.h"

#include <stdio.h>

#define SAY(...) ol_wire_trace_say(t, from_client, __VA_ARGS__)

/* --- values ------------------------------------------------------------------------------------------------------------- */

static void show_chars(OlBuf *b, OlStr s, uint32_t max)
{
    size_t n = OL_MIN(s.n, (size_t)max);

    ol_buf_append_byte(b, '\'');
    for (size_t i = 0; i < n; i++)
    {
        uint8_t c = (uint8_t)s.s[i];
        if (c < 32 || c == 127)
            ol_buf_printf(b, "\\x%02x", c);
        else
            ol_buf_append_byte(b, c);
    }
    ol_buf_append_byte(b, '\'');
    if (n < s.n)
        ol_buf_printf(b, "... (%zu bytes)", s.n);
}

static void show_hex(OlBuf *b, OlStr s, uint32_t max)
{
    size_t n = OL_MIN(s.n, (size_t)max / 2);

    ol_buf_append_c(b, "0x");
    for (size_t i = 0; i < n; i++)
        ol_buf_printf(b, "%02x", (uint8_t)s.s[i]);
    if (n < s.n)
        ol_buf_printf(b, "... (%zu bytes)", s.n);
}

/* 7.2; false when it is no NUMBER. */
static bool show_number(OlBuf *b, OlStr s)
{
    uint8_t first = (uint8_t)s.s[0];
    bool negative = !(first & 0x80);
    int exponent, digits = 0;
    uint8_t d[21];

    if (s.n == 1 && first == 0x80)
    {
        ol_buf_append_byte(b, '0');
        return true;
    }
    if (s.n < 2 || s.n > 21)
        return false;
    exponent = negative ? 62 - first : first - 193;
    for (size_t i = 1; i < s.n; i++)
    {
        int v = (uint8_t)s.s[i];
        if (negative && v == 102 && i == s.n - 1)
            break;
        v = negative ? 101 - v : v - 1;
        if (v < 0 || v > 99)
            return false;
        d[digits++] = (uint8_t)v;
    }
    if (negative)
        ol_buf_append_byte(b, '-');
    if (exponent > 25 || exponent < -10)
    {
        ol_buf_printf(b, "%u", d[0]);
        for (int i = 1; i < digits; i++)
            ol_buf_printf(b, "%s%02u", i == 1 ? "." : "", d[i]);
        ol_buf_printf(b, "E%d", 2 * exponent);
        return true;
    }
    if (exponent < 0)
        ol_buf_append_byte(b, '0');
    for (int i = 0; i <= exponent; i++)
        ol_buf_printf(b, i == 0 ? "%u" : "%02u", i < digits ? d[i] : 0);
    if (digits > exponent + 1)
    {
        ol_buf_append_byte(b, '.');
        for (int i = exponent + 1; i < digits; i++)
            ol_buf_printf(b, "%02u", i < 0 ? 0 : d[i]);
        if (b->data[b->len - 1] == '0')
            b->len--;
    }
    return true;
}

/* 7.4, 7.5 */
static bool show_date(OlBuf *b, OlStr s)
{
    const uint8_t *p = (const uint8_t *)s.s;

    if (s.n != 7 && s.n != 11 && s.n != 13)
        return false;
    ol_buf_printf(b, "%04d-%02u-%02u %02d:%02d:%02d", (p[0] - 100) * 100 + p[1] - 100, p[2], p[3], p[4] - 1, p[5] - 1, p[6] - 1);
    if (s.n > 7)
        ol_buf_printf(b, ".%09u", (uint32_t)p[7] << 24 | (uint32_t)p[8] << 16 | (uint32_t)p[9] << 8 | p[10]);
    if (s.n == 13)
        ol_buf_printf(b, " UTC, zone %+d:%02d", p[11] - 20, p[12] >= 60 ? p[12] - 60 : 60 - p[12]);
    return true;
}

static void show_value(OlWireTrace *t, OlBuf *b, uint8_t type, const OlValue *v)
{
    switch (v->kind)
    {
        case OL_V_NULL:
            ol_buf_append_c(b, "NULL");
            return;
        case OL_V_ABSENT:
            ol_buf_append_c(b, "-");
            return;
        case OL_V_ARRAY:
            ol_buf_append_byte(b, '[');
            for (uint32_t i = 0; i < v->n; i++)
            {
                if (i > 0)
                    ol_buf_append_c(b, ", ");
                if (i == 20)
                {
                    ol_buf_printf(b, "... %u elements", v->n);
                    break;
                }
                show_value(t, b, type, &v->elems[i]);
            }
            ol_buf_append_byte(b, ']');
            return;
        case OL_V_CURSOR:
            ol_buf_printf(b, "cursor %u", v->n);
            return;
        case OL_V_ROWID:
            ol_buf_printf(b, "rowid %u.%u.%u.%u", v->ext->rowid.object, v->ext->rowid.file, v->ext->rowid.block, v->ext->rowid.slot);
            return;
        case OL_V_LOB:
            ol_buf_append_c(b, "lob ");
            show_hex(b, v->bytes, t->options.max_value);
            if (v->ext != NULL && v->ext->has_length)
                ol_buf_printf(b, " length %llu", (unsigned long long)v->ext->length);
            return;
        case OL_V_OBJECT:
            ol_buf_append_c(b, "object ");
            show_hex(b, v->bytes, t->options.max_value);
            return;
        case OL_V_BYTES:
            break;
    }
    if (v->bytes.n == 0)
        ol_buf_append_c(b, "NULL");
    else if (ol_wire_framing(type) == OL_FRAME_BOOL)
        ol_buf_append_c(b, v->bytes.s[0] ? "TRUE" : "FALSE");
    else if (ol_wire_show(type) == OL_SHOW_CHARS)
        show_chars(b, v->bytes, t->options.max_value);
    else if ((ol_wire_show(type) != OL_SHOW_NUMBER || !show_number(b, v->bytes)) &&
             (ol_wire_show(type) != OL_SHOW_DATE || !show_date(b, v->bytes)))
        show_hex(b, v->bytes, t->options.max_value);
}

/* --- secrets ------------------------------------------------------------------------------------------------------------- */

static bool is_secret(OlStr key)
{
    static const char *const keys[] = {
        "AUTH_PASSWORD", "AUTH_NEWPASSWORD", "AUTH_SESSKEY",      "AUTH_PBKDF2_SPEEDY_KEY", "AUTH_TOKEN",
        "AUTH_HEADER",   "AUTH_SIGNATURE",   "AUTH_SVR_RESPONSE", "AUTH_VFR_DATA",          "AUTH_PBKDF2_CSK_SALT",
    };

    for (size_t i = 0; i < OL_LENGTHOF(keys); i++)
        if (ol_str_eq_c(key, keys[i]))
            return true;
    return false;
}

/* Up to the word IDENTIFIED: a password may follow. */
static OlStr without_password(OlStr sql)
{
    for (size_t i = 0; i + 10 <= sql.n; i++)
        if (ol_str_ieq_c(ol_str_n(sql.s + i, 10), "identified"))
            return ol_str_n(sql.s, i + 10);
    return sql;
}

static void show_pairs(OlWireTrace *t, bool from_client, const OlPairList *pairs)
{
    for (uint32_t i = 0; i < pairs->n; i++)
    {
        const OlPair *p = &pairs->items[i];
        OlStr key = p->key;
        OlBuf b;

        ol_buf_init(&b, t->scratch, 64);
        while (key.n > 0 && key.s[key.n - 1] == 0)
            key.n--;
        if (is_secret(key))
            ol_buf_printf(&b, "*** (%zu)", p->value.n);
        else
            show_chars(&b, without_password(p->value), 400);
        SAY("  %.*s = %s%s", OL_STR_ARG(key), ol_buf_cstr(&b), p->flags != 0 ? ol_str_printf(t->scratch, " flags %u", p->flags).s : "");
    }
}

/* --- statements ------------------------------------------------------------------------------------------------------------ */

static OlTraceCursor *slot(OlWireTrace *t, uint32_t id)
{
    return &t->cursors[id % OL_TRACE_CURSORS];
}

static void keep_binds(OlWireTrace *t, OlTraceCursor *c, const OlBindDesc *binds, uint32_t n)
{
    if (n > c->cap_binds)
    {
        c->binds = ol_new_array(t->arena, OlBindDesc, n);
        c->directions = ol_arena_zalloc(t->arena, n);
        c->cap_binds = n;
    }
    c->n_binds = n;
    for (uint32_t i = 0; i < n; i++)
    {
        c->binds[i] = binds[i];
        c->binds[i].toid = OL_STR_NULL;
    }
}

static void keep_columns(OlWireTrace *t, OlTraceCursor *c, const OlColumnDesc *columns, uint32_t n)
{
    if (n > c->cap_columns)
    {
        c->columns = ol_new_array(t->arena, OlColumnDesc, n);
        c->cap_columns = n;
    }
    c->n_columns = n;
    for (uint32_t i = 0; i < n; i++)
        c->columns[i] = (OlColumnDesc){.type = columns[i].type, .size = columns[i].size, .lob_prefetch = columns[i].lob_prefetch};
}

static void copy_cursor(OlWireTrace *t, OlTraceCursor *to, const OlTraceCursor *from, uint32_t id)
{
    if (to == from)
        return;
    keep_binds(t, to, from->binds, from->n_binds);
    if (from->n_binds > 0)
        memcpy(to->directions, from->directions, from->n_binds);
    keep_columns(t, to, from->columns, from->n_columns);
    to->is_plsql = from->is_plsql;
    to->n_returning = from->n_returning;
    to->id = id;
    to->known = true;
}

static OlStr first_word(OlStr sql)
{
    size_t at = 0, start;

    while (at < sql.n && !((sql.s[at] | 0x20) >= 'a' && (sql.s[at] | 0x20) <= 'z'))
        at++;
    start = at;
    while (at < sql.n && (sql.s[at] | 0x20) >= 'a' && (sql.s[at] | 0x20) <= 'z')
        at++;
    return ol_str_n(sql.s + start, at - start);
}

/* The binds after RETURNING ... INTO, without parsing: good enough for a trace. */
static uint32_t count_returning(OlStr sql)
{
    uint32_t n = 0;
    int stage = 0;

    for (size_t i = 0; i < sql.n; i++)
    {
        bool at_word = i == 0 || sql.s[i - 1] == ' ' || sql.s[i - 1] == '\n' || sql.s[i - 1] == '\t' || sql.s[i - 1] == ')';
        if (stage == 0 && at_word && sql.n - i > 6 && ol_str_ieq_c(ol_str_n(sql.s + i, 6), "return"))
            stage = 1;
        else if (stage == 1 && at_word && sql.n - i > 4 && ol_str_ieq_c(ol_str_n(sql.s + i, 4), "into"))
            stage = 2;
        else if (stage == 2 && sql.s[i] == ':')
            n++;
    }
    return n;
}

static void note_sql(OlTraceCursor *c, OlStr sql)
{
    OlStr word = first_word(sql);

    c->is_plsql = ol_str_ieq_c(word, "begin") || ol_str_ieq_c(word, "declare") || ol_str_ieq_c(word, "call");
    c->n_returning = c->is_plsql ? 0 : count_returning(sql);
}

static void show_options(OlBuf *b, uint32_t options)
{
    static const struct
    {
        uint32_t bit;
        const char *name;
    } names[] = {
        {OL_EXEC_PARSE, "PARSE"},           {OL_EXEC_BIND, "BIND"},           {OL_EXEC_DEFINE, "DEFINE"},
        {OL_EXEC_EXECUTE, "EXECUTE"},       {OL_EXEC_FETCH, "FETCH"},         {OL_EXEC_COMMIT, "COMMIT"},
        {OL_EXEC_PLSQL_BIND, "PLSQL_BIND"}, {OL_EXEC_NOT_PLSQL, "NOT_PLSQL"}, {OL_EXEC_DESCRIBE, "DESCRIBE"},
        {OL_EXEC_NO_ELISION, "NO_ELISION"}, {OL_EXEC_BATCH_ERRORS, "BATCH_ERRORS"},
    };

    for (size_t i = 0; i < OL_LENGTHOF(names); i++)
        if (options & names[i].bit)
        {
            ol_buf_printf(b, " %s", names[i].name);
            options &= ~names[i].bit;
        }
    if (options != 0)
        ol_buf_printf(b, " 0x%x", options);
}

static void show_bind_desc(OlWireTrace *t, bool from_client, const char *what, uint32_t i, const OlBindDesc *d)
{
    SAY("  %s %u %s size %u%s%s%s", what, i + 1, ol_wire_type_name(d->type), d->size,
        d->flags & OL_BINDF_ARRAY ? ol_str_printf(t->scratch, " array of %u", d->max_elements).s : "",
        d->container_flags & OL_BINDC_LOB_PREFETCH ? ol_str_printf(t->scratch, " prefetch %u", d->max_chars).s : "",
        d->form == OL_FORM_NATIONAL ? " national" : "");
}

static void expect_rows(OlWireTrace *t, const OlExecute *ex, const OlTraceCursor *c)
{
    OlBindRole *roles = ol_new_array(t->scratch, OlBindRole, c->n_binds);
    OlBindLayout layout;

    for (uint32_t i = 0; i < c->n_binds; i++)
        if (i + c->n_returning >= c->n_binds)
            roles[i] = OL_ROLE_RETURNING;
        else if (c->directions[i] == OL_DIR_OUT)
            roles[i] = OL_ROLE_OUT;
    t->rows_pending = 0;
    if (ol_ttc_bind_layout(t->scratch, &t->caps, ex, c->binds, c->n_binds, roles, c->is_plsql, &layout, NULL) != OL_OK)
        return;
    if (layout.n_sent > t->cap_order)
    {
        t->order = ol_new_array(t->arena, uint16_t, layout.n_sent);
        t->cap_order = layout.n_sent;
    }
    if (layout.n_sent > 0)
        memcpy(t->order, layout.order, layout.n_sent * sizeof *t->order);
    t->layout = layout;
    t->layout.order = t->order;
    t->rows_pending = ol_ttc_bind_rows(ex, &layout, false);
}

static OlStatus show_execute(OlWireTrace *t, bool from_client, OlReader *r, const OlCallHeader *call, OlDiag *diag)
{
    OlExecute ex;
    OlStatus status = ol_ttc_read_execute(r, call, &ex, diag);
    OlTraceCursor *known;
    OlBuf b;
    OlStr sql;

    if (status != OL_OK)
        return status;
    ol_buf_init(&b, t->scratch, 128);
    show_options(&b, ex.options);
    SAY("FUNCTION %s, sequence %u, cursor %u, options%s, executions %u, rows %u%s", ol_ttc_function_name(call->function), call->sequence,
        ex.cursor_id, ol_buf_cstr(&b), ex.executions, ex.fetch_rows, ex.want_row_counts ? ", row counts wanted" : "");
    t->want_row_counts = ex.want_row_counts;
    if (ex.sql.n > 0)
    {
        sql = without_password(ex.sql);
        SAY("  sql %.*s%s", OL_STR_ARG(sql), sql.n < ex.sql.n ? " ***" : "");
        t->current.n_columns = t->current.n_binds = 0;
        note_sql(&t->current, ex.sql);
    }
    known = slot(t, ex.cursor_id);
    if (ex.cursor_id != 0 && ex.sql.n == 0)
    {
        if (known->known && known->id == ex.cursor_id)
            copy_cursor(t, &t->current, known, ex.cursor_id);
        else
            t->current.n_columns = t->current.n_binds = t->current.n_returning = 0;
    }
    for (uint32_t i = 0; i < ex.n_defines; i++)
    {
        show_bind_desc(t, from_client, "define", i, &ex.defines[i]);
        if (i < t->current.n_columns)
        {
            t->current.columns[i].type = ex.defines[i].type;
            t->current.columns[i].lob_prefetch = (ex.defines[i].container_flags & OL_BINDC_LOB_PREFETCH) != 0;
        }
    }
    for (uint32_t i = 0; i < ex.n_binds; i++)
        show_bind_desc(t, from_client, "bind", i, &ex.binds[i]);
    if (ex.n_binds > 0)
    {
        keep_binds(t, &t->current, ex.binds, ex.n_binds);
        memset(t->current.directions, 0, ex.n_binds);
    }
    t->rows_pending = 0;
    if (ex.function != OL_FN_EXECUTE || ex.n_binds > 0)
        expect_rows(t, &ex, &t->current);
    return OL_OK;
}

/* --- calls -------------------------------------------------------------------------------------------------------------------- */

static OlStatus show_auth(OlWireTrace *t, bool from_client, OlReader *r, const OlCallHeader *call, OlDiag *diag)
{
    OlAuthRequest auth;
    OlStatus status = ol_ttc_read_auth(r, call->function, &auth, diag);

    if (status != OL_OK)
        return status;
    SAY("FUNCTION %s, sequence %u, user %.*s, mode 0x%x", ol_ttc_function_name(call->function), call->sequence, OL_STR_ARG(auth.user),
        auth.mode);
    show_pairs(t, from_client, &auth.pairs);
    return OL_OK;
}

static OlStatus show_lob(OlWireTrace *t, bool from_client, OlReader *r, const OlCallHeader *call, OlDiag *diag)
{
    OlLobRequest l;
    OlStatus status = ol_ttc_read_lob(r, &l, diag);
    OlBuf b;

    if (status != OL_OK)
        return status;
    ol_buf_init(&b, t->scratch, 64);
    if (l.has_source)
        show_hex(&b, l.source, 96);
    SAY("FUNCTION LOB operation 0x%x, sequence %u, locator %s, offset %llu, amount %llu%s", l.operation, call->sequence, ol_buf_cstr(&b),
        (unsigned long long)l.source_offset, (unsigned long long)l.amount, l.has_data ? ol_str_printf(t->scratch, ", %zu bytes of data", l.data.n).s : "");
    t->lob = l;
    t->lob.source.s = t->lob.dest.s = t->lob.data.s = NULL; /* lengths only from now on */
    return OL_OK;
}

static void show_opt(OlWireTrace *t, bool from_client, const char *name, OlOptStr s)
{
    if (s.given)
        SAY("  %s = '%.*s'", name, OL_STR_ARG(s.s));
}

static OlStatus show_piggyback(OlWireTrace *t, bool from_client, OlReader *r, const OlCallHeader *call, OlDiag *diag)
{
    OlPiggyback p;
    OlStatus status = ol_ttc_read_piggyback(r, call, &p, diag);
    OlBuf b;

    if (status != OL_OK)
        return status;
    ol_buf_init(&b, t->scratch, 64);
    for (uint32_t i = 0; i < p.n_cursors; i++)
        ol_buf_printf(&b, " %u", p.cursors[i]);
    if (p.schema.n > 0)
        ol_buf_printf(&b, " %.*s", OL_STR_ARG(p.schema));
    if (p.n_locators > 0)
        ol_buf_printf(&b, " of %u temporary LOBs", p.n_locators);
    if (p.flags != 0)
        ol_buf_printf(&b, " flags 0x%x", p.flags);
    if (p.pipeline_mode != 0)
        ol_buf_printf(&b, " mode %u", p.pipeline_mode);
    SAY("PIGGYBACK %s%s", ol_ttc_function_name(call->function), ol_buf_cstr(&b));
    show_opt(t, from_client, "client identifier", p.client_id);
    show_opt(t, from_client, "module", p.module);
    show_opt(t, from_client, "action", p.action);
    show_opt(t, from_client, "ecid", p.ecid);
    show_opt(t, from_client, "client info", p.client_info);
    show_opt(t, from_client, "dbop", p.dbop);
    show_pairs(t, from_client, &p.pairs);
    return OL_OK;
}

static OlStatus show_function(OlWireTrace *t, bool from_client, OlReader *r, const OlCallHeader *call, OlDiag *diag)
{
    OlFetch fetch;
    OlXaRequest xa;
    uint32_t mode;
    OlStatus status = OL_OK;
    const char *name = ol_ttc_function_name(call->function);
    OlTraceCursor *c;

    t->function = call->function;
    switch (call->function)
    {
        case OL_FN_EXECUTE:
        case OL_FN_REEXECUTE:
        case OL_FN_REEXECUTE_FETCH:
            return show_execute(t, from_client, r, call, diag);
        case OL_FN_AUTH_ONE:
        case OL_FN_AUTH_TWO:
            return show_auth(t, from_client, r, call, diag);
        case OL_FN_LOB:
            return show_lob(t, from_client, r, call, diag);
        case OL_FN_FETCH:
            status = ol_ttc_read_fetch(r, &fetch, diag);
            if (status != OL_OK)
                return status;
            SAY("FUNCTION fetch, sequence %u, cursor %u, rows %u", call->sequence, fetch.cursor_id, fetch.rows);
            c = slot(t, fetch.cursor_id);
            if (c->known && c->id == fetch.cursor_id)
                copy_cursor(t, &t->current, c, fetch.cursor_id);
            else
                t->current.n_columns = 0;
            return OL_OK;
        case OL_FN_XA_SWITCH:
        case OL_FN_XA_CHANGE:
            status = ol_ttc_read_xa(r, call->function, &xa, diag);
            if (status == OL_OK)
                SAY("FUNCTION %s, sequence %u, operation %u, flags 0x%x, state %u", name, call->sequence, xa.operation, xa.flags, xa.state);
            return status;
        case OL_FN_VERSION:
            status = ol_ttc_read_version(r, diag);
            break;
        case OL_FN_SESSION_RELEASE:
            status = ol_ttc_read_session_release(r, &mode, diag);
            break;
        case OL_FN_PIPELINE_END:
            status = ol_ttc_read_pipeline_end(r, diag);
            break;
        case OL_FN_COMMIT:
        case OL_FN_ROLLBACK:
        case OL_FN_PING:
        case OL_FN_LOGOFF:
            break;
        default:
            SAY("FUNCTION %u %s, sequence %u", call->function, name != NULL ? name : "(unknown)", call->sequence);
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "arguments not decoded");
    }
    if (status == OL_OK)
        SAY("FUNCTION %s, sequence %u%s", name, call->sequence,
            call->token != 0 ? ol_str_printf(t->scratch, ", token %llu", (unsigned long long)call->token).s : "");
    return status;
}

static void show_types(OlWireTrace *t, bool from_client, const OlDataTypes *types)
{
    SAY("DATA TYPES charset %u %u, ncharset %u, flags %u, field version %u,%s%s%s%s%s%s list of %zu bytes", types->charset_in, types->charset_out,
        types->ncharset, types->encoding_flags, types->ccap.n > 7 ? (uint8_t)types->ccap.s[7] : 0,
        types->encoding_flags & 2 ? " conv_length" : "", types->sb1_native ? " sb1_native" : "", types->has_652 ? " 652" : "",
        types->has_663 ? " 663" : "", types->has_119 ? " 119" : "", types->tz.n > 0 ? " time zone" : "", types->list.n);
}

static OlStatus show_client(OlWireTrace *t, OlReader *r, OlDiag *diag)
{
    const bool from_client = true;
    OlCallHeader call;
    OlStatus status;
    OlDataTypes types;
    OlFastAuth fast;
    OlStr name;

    if (t->rows_pending > 0 && ol_rd_peek(r) == OL_TTC_ROW_DATA)
    {
        OlValue *values = ol_new_array(t->scratch, OlValue, t->layout.n);
        OlBuf b;

        status = ol_ttc_read_bind_row(r, &t->layout, values, diag);
        if (status != OL_OK)
            return status;
        t->rows_pending--;
        ol_buf_init(&b, t->scratch, 128);
        for (uint32_t i = 0; i < t->layout.n && !t->options.no_rows; i++)
        {
            ol_buf_append_c(&b, i > 0 ? ", " : " ");
            show_value(t, &b, t->layout.binds[i].type, &values[i]);
        }
        SAY("ROW DATA%s", ol_buf_cstr(&b));
        return OL_OK;
    }
    status = ol_ttc_read_call(r, &call, diag);
    if (status != OL_OK)
        return status;
    switch (call.message)
    {
        case OL_TTC_PIGGYBACK:
            return show_piggyback(t, from_client, r, &call, diag);
        case OL_TTC_FUNCTION:
        case OL_TTC_ONE_WAY:
            return show_function(t, from_client, r, &call, diag);
        case OL_TTC_PROTOCOL:
            status = ol_ttc_read_protocol(r, &name, diag);
            if (status == OL_OK)
                SAY("PROTOCOL client %.*s", OL_STR_ARG(name));
            return status;
        case OL_TTC_DATA_TYPES:
            status = ol_ttc_read_data_types(r, &types, diag);
            if (status != OL_OK)
                return status;
            show_types(t, from_client, &types);
            ol_caps_apply_data_types(&t->caps, &types);
            return OL_OK;
        case OL_TTC_FAST_AUTH:
        {
            OlCaps inner = t->caps;

            status = ol_ttc_read_fast_auth(r, &fast, diag);
            if (status != OL_OK)
                return status;
            inner.fv = fast.fv;
            inner.conv_length = (fast.types.encoding_flags & 2) != 0;
            r->caps = &inner;
            status = ol_ttc_read_call(r, &call, diag);
            if (status == OL_OK)
            {
                OlReader probe = *r; /* print nothing before the embedded call is whole */
                OlAuthRequest auth;
                status = ol_ttc_read_auth(&probe, call.function, &auth, diag);
            }
            if (status == OL_OK)
            {
                SAY("FAST AUTH client %.*s, embedded field version %u", OL_STR_ARG(fast.client_name), fast.fv);
                show_types(t, from_client, &fast.types);
                t->function = call.function;
                status = show_auth(t, from_client, r, &call, diag);
                /* The server's PROTOCOL part has yet to say its field version. */
                t->caps.server_fv = 255;
                ol_caps_apply_data_types(&t->caps, &fast.types);
            }
            r->caps = &t->caps;
            return status;
        }
        default:
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "message not decoded");
    }
}

/* --- responses ---------------------------------------------------------------------------------------------------------------- */

static void show_oer(OlWireTrace *t, const OlOer *e)
{
    const bool from_client = false;
    OlStr text = ol_str_trim(e->text);

    SAY("OER error %u, cursor %u, rows %llu, row %u, status 0x%x%s%s%s%.*s", e->error, e->cursor_id, (unsigned long long)e->row_count,
        e->row_number, e->call_status, e->warnings & OL_WARN_COMPILATION ? ", compilation errors" : "",
        e->error_pos > 0 ? ol_str_printf(t->scratch, ", position %d", e->error_pos).s : "", text.n > 0 ? ", " : "", OL_STR_ARG(text));
    for (uint32_t i = 0; i < e->n_batch; i++)
        SAY("  batch error at row %u: %u %.*s", e->batch[i].row, e->batch[i].code, OL_STR_ARG(ol_str_trim(e->batch[i].text)));
    if (e->cursor_id != 0 && (t->function == OL_FN_EXECUTE || t->function == OL_FN_REEXECUTE || t->function == OL_FN_REEXECUTE_FETCH))
        copy_cursor(t, slot(t, e->cursor_id), &t->current, e->cursor_id);
}

static void show_columns(OlWireTrace *t, const OlColumnDesc *columns, uint32_t n)
{
    const bool from_client = false;

    for (uint32_t i = 0; i < n; i++)
    {
        const OlColumnDesc *c = &columns[i];
        SAY("  column %u %.*s %s precision %d scale %d size %u chars %u form %u%s%s", i + 1, OL_STR_ARG(c->name), ol_wire_type_name(c->type),
            c->precision, c->scale, c->size, c->max_chars, c->form, c->nullable ? "" : " not null",
            c->type_name.n > 0 ? ol_str_printf(t->scratch, " %.*s.%.*s", OL_STR_ARG(c->type_schema), OL_STR_ARG(c->type_name)).s : "");
    }
}

static OlStatus show_parameters(OlWireTrace *t, OlReader *r, OlDiag *diag)
{
    const bool from_client = false;
    OlStatus status;
    OlPairList pairs;
    OlParameters p;
    OlLobReply lob;
    OlStr s;
    uint32_t v;

    switch (t->function)
    {
        case OL_FN_AUTH_ONE:
        case OL_FN_AUTH_TWO:
            status = ol_ttc_read_pairs(r, &pairs, diag);
            if (status == OL_OK)
            {
                SAY("PARAMETERS %u pairs", pairs.n);
                show_pairs(t, from_client, &pairs);
            }
            return status;
        case OL_FN_EXECUTE:
        case OL_FN_REEXECUTE:
        case OL_FN_REEXECUTE_FETCH:
        case OL_FN_FETCH:
            status = ol_ttc_read_parameters(r, t->want_row_counts, &p, diag);
            if (status != OL_OK)
                return status;
            SAY("PARAMETERS scn %llu", (unsigned long long)p.scn);
            for (uint32_t i = 0; i < p.n_changes; i++)
                SAY("  session change %u = '%.*s'", p.changes[i].keyword, OL_STR_ARG(p.changes[i].text));
            for (uint32_t i = 0; i < p.n_row_counts; i++)
                SAY("  row count %u = %llu", i, (unsigned long long)p.row_counts[i]);
            return OL_OK;
        case OL_FN_LOB:
            status = ol_ttc_read_lob_reply(r, &t->lob, &lob, diag);
            if (status == OL_OK)
                SAY("PARAMETERS of LOB, amount %lld, charset %u, flag %d", (long long)lob.amount, lob.charset, lob.flag);
            return status;
        case OL_FN_VERSION:
            status = ol_ttc_read_version_reply(r, &s, &v, diag);
            if (status == OL_OK)
                SAY("PARAMETERS version %u, %.*s", v, OL_STR_ARG(s));
            return status;
        case OL_FN_XA_SWITCH:
            status = ol_ttc_read_xa_switch_reply(r, &v, &s, diag);
            if (status == OL_OK)
                SAY("PARAMETERS application value %u, context of %zu bytes", v, s.n);
            return status;
        case OL_FN_XA_CHANGE:
            status = ol_ttc_read_xa_change_reply(r, &v, diag);
            if (status == OL_OK)
                SAY("PARAMETERS state %u", v);
            return status;
        default:
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "PARAMETERS of a call that is not known");
    }
}

/* A cursor that came as a value: the client will fetch from it. */
static void note_result(OlWireTrace *t, uint32_t id, const OlColumnDesc *columns, uint32_t n)
{
    OlTraceCursor *c = slot(t, id);

    keep_columns(t, c, columns, n);
    c->n_binds = c->n_returning = 0;
    c->is_plsql = false;
    c->id = id;
    c->known = true;
}

static OlStatus show_row(OlWireTrace *t, OlReader *r, OlDiag *diag)
{
    const bool from_client = false;
    OlTraceCursor *c = &t->current;
    uint32_t n = t->io_vector ? c->n_binds : c->n_columns;
    OlValue *values = ol_new_array(t->scratch, OlValue, n);
    OlStatus status;
    OlBuf b;

    if (n == 0)
        return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "ROW DATA of columns that are not known");
    if (!t->io_vector)
        status = ol_ttc_read_row(r, c->columns, n, t->bits, values, diag);
    else if (c->is_plsql)
        status = ol_ttc_read_out_row(r, c->binds, c->directions, n, values, diag);
    else
        status = ol_ttc_read_returning_row(r, c->binds, c->directions, n, values, diag);
    if (status != OL_OK)
        return status;
    t->bits = OL_STR_NULL;
    for (uint32_t i = 0; i < n; i++)
        if (values[i].kind == OL_V_CURSOR && values[i].n != 0)
            note_result(t, values[i].n, values[i].ext->columns, values[i].ext->n_columns);
    ol_buf_init(&b, t->scratch, 128);
    for (uint32_t i = 0; i < n && !t->options.no_rows; i++)
    {
        ol_buf_append_c(&b, i > 0 ? ", " : " ");
        show_value(t, &b, t->io_vector ? c->binds[i].type : c->columns[i].type, &values[i]);
    }
    SAY("ROW DATA%s", ol_buf_cstr(&b));
    return OL_OK;
}

static OlStatus show_server(OlWireTrace *t, OlReader *r, OlDiag *diag)
{
    const bool from_client = false;
    uint8_t type = ol_rd_u8(r);
    OlStatus status = OL_OK;
    OlColumnDesc *columns;
    OlRowHeader header;
    OlOer oer;
    OlProtocolReply protocol;
    OlServerPiggyback piggyback;
    OlImplicitResult *results;
    OlStr s;
    uint8_t *directions;
    uint32_t n;
    uint16_t number;
    OlBuf b;

    if (r->why != OL_READ_OK)
        return ol_reader_status(r, diag);
    switch (type)
    {
        case OL_TTC_PROTOCOL:
            status = ol_ttc_read_protocol_reply(r, &protocol, diag);
            if (status != OL_OK)
                return status;
            SAY("PROTOCOL version %u, banner %.*s, charset %u, ncharset %u, field version %u", protocol.version, OL_STR_ARG(protocol.banner),
                protocol.charset, protocol.ncharset, protocol.ccap.n > 7 ? (uint8_t)protocol.ccap.s[7] : 0);
            if (protocol.ccap.n > 7)
                t->caps.server_fv = (uint8_t)protocol.ccap.s[7];
            if (t->caps.fv > t->caps.server_fv)
                t->caps.fv = t->caps.server_fv;
            return OL_OK;
        case OL_TTC_DATA_TYPES:
            status = ol_ttc_read_data_types_reply(r, diag);
            if (status == OL_OK)
                SAY("DATA TYPES");
            return status;
        case OL_TTC_DESCRIBE:
            status = ol_ttc_read_describe(r, &columns, &n, diag);
            if (status != OL_OK)
                return status;
            SAY("DESCRIBE INFO %u columns", n);
            show_columns(t, columns, n);
            keep_columns(t, &t->current, columns, n);
            return OL_OK;
        case OL_TTC_ROW_HEADER:
            status = ol_ttc_read_row_header(r, &header, diag);
            if (status == OL_OK)
                SAY("ROW HEADER %u columns, %u rows", header.n_columns, header.n_rows);
            return status;
        case OL_TTC_BIT_VECTOR:
            status = ol_ttc_read_bit_vector(r, t->current.n_columns, &s, diag);
            if (status != OL_OK)
                return status;
            if (s.n > 0)
                memcpy(t->bits_room, s.s, OL_MIN(s.n, sizeof t->bits_room));
            t->bits = ol_str_n((char *)t->bits_room, OL_MIN(s.n, sizeof t->bits_room));
            ol_buf_init(&b, t->scratch, 64);
            show_hex(&b, s, 200);
            SAY("BIT VECTOR %s", ol_buf_cstr(&b));
            return OL_OK;
        case OL_TTC_ROW_DATA:
            return show_row(t, r, diag);
        case OL_TTC_PARAMETERS:
            return show_parameters(t, r, diag);
        case OL_TTC_OER:
            status = ol_ttc_read_oer(r, &oer, diag);
            if (status == OL_OK)
                show_oer(t, &oer);
            return status;
        case OL_TTC_STATUS:
            status = ol_ttc_read_status(r, &n, diag);
            if (status == OL_OK)
                SAY("STATUS 0x%x", n);
            return status;
        case OL_TTC_IO_VECTOR:
            status = ol_ttc_read_io_vector(r, &directions, &n, diag);
            if (status != OL_OK)
                return status;
            ol_buf_init(&b, t->scratch, 64);
            for (uint32_t i = 0; i < n; i++)
                ol_buf_printf(&b, " %s", directions[i] == OL_DIR_IN ? "in" : directions[i] == OL_DIR_OUT ? "out" : "in/out");
            SAY("IO VECTOR%s", ol_buf_cstr(&b));
            t->io_vector = n == t->current.n_binds && n > 0;
            if (t->io_vector)
                memcpy(t->current.directions, directions, n);
            return OL_OK;
        case OL_TTC_LOB_DATA:
            ol_rd_clr(r, &s);
            if (r->why == OL_READ_OK)
            {
                ol_buf_init(&b, t->scratch, 64);
                show_chars(&b, s, t->options.max_value);
                SAY("LOB DATA %zu bytes %s", s.n, ol_buf_cstr(&b));
            }
            return ol_reader_status(r, diag);
        case OL_TTC_WARNING:
            status = ol_ttc_read_warning(r, &number, &s, diag);
            if (status == OL_OK)
                SAY("WARNING %u %.*s", number, OL_STR_ARG(ol_str_trim(s)));
            return status;
        case OL_TTC_SERVER_PIGGYBACK:
            status = ol_ttc_read_server_piggyback(r, &piggyback, diag);
            if (status != OL_OK)
                return status;
            SAY("SERVER PIGGYBACK %u", piggyback.op);
            for (uint32_t i = 0; i < piggyback.n_changes; i++)
                SAY("  session change %u = '%.*s' '%.*s'", piggyback.changes[i].keyword, OL_STR_ARG(piggyback.changes[i].text),
                    OL_STR_ARG(piggyback.changes[i].binary));
            return OL_OK;
        case OL_TTC_IMPLICIT_RESULTS:
            status = ol_ttc_read_implicit_results(r, &results, &n, diag);
            if (status != OL_OK)
                return status;
            SAY("IMPLICIT RESULTS %u", n);
            for (uint32_t i = 0; i < n; i++)
            {
                SAY("  result %u, cursor %u", i + 1, results[i].cursor_id);
                show_columns(t, results[i].columns, results[i].n_columns);
                note_result(t, results[i].cursor_id, results[i].columns, results[i].n_columns);
            }
            return OL_OK;
        case OL_TTC_TOKEN:
        {
            unsigned long long token = ol_rd_ub8(r);
            if (r->why == OL_READ_OK)
                SAY("TOKEN %llu", token);
            return ol_reader_status(r, diag);
        }
        case OL_TTC_END_OF_RESPONSE:
        case OL_TTC_FLUSH_OUT_BINDS:
        case OL_TTC_RENEGOTIATE:
            SAY("%s", ol_ttc_message_name(type));
            return OL_OK;
        default:
            return ol_diag_set_text(diag, OL_ERR_TTC_PROTOCOL, -1, "message of unknown type");
    }
}

OlStatus ol_wire_trace_message(OlWireTrace *t, bool from_client, OlReader *r, OlDiag *diag)
{
    ol_diag_init(diag);
    return from_client ? show_client(t, r, diag) : show_server(t, r, diag);
}
