/*
 * copy.c - COPY: rows of a query from one database into a table of another.
 *
 * Owns:      the two connections of a COPY that are not the session's own.
 * Invariant: rows travel in the wire's own form, ARRAYSIZE at a time; nothing is made text that is not text.
 * See also:  connect.c, net.c, SQL*Plus User's Guide (COPY)
 */
#include "cli/sqlplus/sqlplus.h"

#include <string.h>

enum { COLUMNS_MAX = 1000, TEXT_BIND = 32767 };

typedef enum Mode { M_APPEND, M_CREATE, M_INSERT, M_REPLACE, M_NONE } Mode;

static const char *const mode_specs[] = {"APPEND", "CREATE", "INSERT", "REPLACE"};

typedef struct Copy
{
    OlPlus *p;
    OlStr from, to, table, columns, query;
    Mode mode;
    OlPlusConn *source, *target;
    const char *source_name, *target_name;
    int64_t selected, committed;
} Copy;

/* The connect string without its password, as messages show it. */
static const char *shown_name(OlPlus *p, OlStr connect)
{
    const char *at = memrchr(connect.s, '@', connect.n), *slash = memchr(connect.s, '/', connect.n);
    size_t user = (size_t)((slash != NULL && slash < at ? slash : at) - connect.s);

    return ol_str_printf(p->work, "%.*s%.*s", (int)user, connect.s, (int)(connect.s + connect.n - at), at).s;
}

static bool take_database(Copy *c, OlStr *args, OlStr *out, const char *clause)
{
    *out = ol_plus_next_value(c->p, args, NULL);
    if (memchr(out->n > 0 ? out->s : "", '@', out->n) != NULL)
        return true;
    ol_plus_message(c->p, OL_ERR_SP2_COPY_SERVICE, clause);
    return false;
}

static bool parse(Copy *c, OlStr args)
{
    c->mode = M_NONE;
    for (;;)
    {
        OlStr word = ol_plus_next_word(&args);

        if (ol_str_ieq_c(word, "FROM") && c->from.n == 0 && c->mode == M_NONE)
        {
            if (!take_database(c, &args, &c->from, "FROM"))
                return false;
        }
        else if (ol_str_ieq_c(word, "TO") && c->to.n == 0 && c->mode == M_NONE)
        {
            if (!take_database(c, &args, &c->to, "TO"))
                return false;
        }
        else if (ol_str_ieq_c(word, "USING") && c->mode != M_NONE)
            break;
        else if (c->mode == M_NONE && word.n > 0)
        {
            OlStr rest;
            const char *open, *close;

            for (int i = 0; i < M_NONE; i++)
                if (ol_str_ieq_c(word, mode_specs[i]) || ol_str_ieq_c(word, ol_str_printf(c->p->work, "%s_BYTE", mode_specs[i]).s))
                    c->mode = (Mode)i;
            if (c->mode == M_NONE)
            {
                ol_plus_message(c->p, OL_ERR_SP2_COPY_WORD, ol_str_cdup(c->p->work, word));
                return false;
            }
            args = ol_str_trim(args);
            for (rest = args; rest.n > 0 && rest.s[0] != ' ' && rest.s[0] != '('; rest = ol_str_n(rest.s + 1, rest.n - 1))
                ;
            c->table = ol_str_n(args.s, args.n - rest.n);
            args = ol_str_trim(rest);
            open = args.n > 0 && args.s[0] == '(' ? args.s : NULL;
            close = open != NULL ? memchr(args.s, ')', args.n) : NULL;
            if (close != NULL)
            {
                c->columns = ol_str_n(open + 1, (size_t)(close - open) - 1);
                args = ol_str_n(close + 1, (size_t)(args.s + args.n - close) - 1);
            }
        }
        else
        {
            ol_plus_message(c->p, word.n == 0 ? OL_ERR_SP2_COPY_USING : OL_ERR_SP2_COPY_WORD, ol_str_cdup(c->p->work, word));
            return false;
        }
    }
    c->query = ol_str_trim(args);
    if (c->from.n == 0 && c->to.n == 0)
    {
        ol_plus_message(c->p, OL_ERR_SP2_COPY_CLAUSES);
        return false;
    }
    return c->table.n > 0 && c->query.n > 0;
}

static bool open_databases(Copy *c)
{
    OlPlus *p = c->p;

    if ((c->from.n == 0 || c->to.n == 0) && !ol_plus_connected(p))
        return false;
    c->source = c->from.n > 0 ? ol_plus_open_other(p, c->from) : p->conn;
    c->target = c->source != NULL && c->to.n > 0 ? ol_plus_open_other(p, c->to) : p->conn;
    c->source_name = c->from.n > 0 ? shown_name(p, c->from) : "DEFAULT HOST connection";
    c->target_name = c->to.n > 0 ? shown_name(p, c->to) : "DEFAULT HOST connection";
    return c->source != NULL && c->target != NULL;
}

static void failed(Copy *c, OlPlusConn *conn, OlStr sql, const OlOer *oer)
{
    if (conn->lost && conn == c->p->conn)
        ol_plus_lost(c->p);
    else if (conn->lost)
    {
        ol_plus_line(c->p, "ERROR:\nORA-%05d: %s\n", conn->diag.number, conn->diag.text);
        ol_plus_sql_error(c->p, conn->diag.number);
    }
    else
    {
        ol_plus_show_oer(c->p, sql, oer, false);
        ol_plus_sql_error(c->p, oer->error);
    }
}

static bool run(Copy *c, OlPlusConn *conn, OlStr sql)
{
    OlPlusCall call;
    bool ok;

    ol_plus_call_init(&call, c->p->work);
    call.sql = sql;
    call.kind = OL_PLUS_OTHER;
    ok = ol_plus_conn_execute(conn, &call);
    if (!ok)
        failed(c, conn, sql, &call.oer);
    ol_plus_call_done(conn, &call);
    return ok;
}

/* How a column is declared in the new table. */
static OlStr declaration(Copy *c, const OlColumnDesc *d)
{
    OlArena *arena = c->p->work;

    switch (d->type)
    {
        case 2:
            if (d->precision == 0)
                return OL_STR("NUMBER");
            if (d->scale == -127)
                return ol_str_printf(arena, "FLOAT(%d)", d->precision);
            return ol_str_printf(arena, "NUMBER(%d,%d)", d->precision, d->scale);
        case 96: return ol_str_printf(arena, "%s(%u)", d->form == OL_FORM_NATIONAL ? "NCHAR" : "CHAR", d->max_chars > 0 ? d->max_chars : d->size);
        case 12: return OL_STR("DATE");
        case 23: return ol_str_printf(arena, "RAW(%u)", d->size);
        case 100: return OL_STR("BINARY_FLOAT");
        case 101: return OL_STR("BINARY_DOUBLE");
        case 8: case 112: return OL_STR("CLOB");
        case 113: return OL_STR("BLOB");
        case 180: return ol_str_printf(arena, "TIMESTAMP(%d)", d->scale);
        case 181: return ol_str_printf(arena, "TIMESTAMP(%d) WITH TIME ZONE", d->scale);
        case 231: return ol_str_printf(arena, "TIMESTAMP(%d) WITH LOCAL TIME ZONE", d->scale);
        default:
            return ol_str_printf(arena, "%s(%u)", d->form == OL_FORM_NATIONAL ? "NVARCHAR2" : "VARCHAR2",
                                 OL_MAX(d->max_chars > 0 ? d->max_chars : d->size, 1u));
    }
}

static bool create_table(Copy *c, const OlPlusCall *query)
{
    OlBuf sql;
    OlStr names = c->columns;

    ol_buf_init(&sql, c->p->work, 1024);
    ol_buf_printf(&sql, "CREATE TABLE %.*s (", OL_STR_ARG(c->table));
    for (uint32_t i = 0; i < query->n_columns; i++)
    {
        const char *comma = names.n > 0 ? memchr(names.s, ',', names.n) : NULL;
        OlStr name = ol_str_trim(comma != NULL ? ol_str_n(names.s, (size_t)(comma - names.s)) : names);

        if (c->columns.n > 0)
        {
            ol_buf_printf(&sql, "%s%.*s ", i > 0 ? ", " : "", OL_STR_ARG(name));
            names = comma != NULL ? ol_str_n(comma + 1, (size_t)(names.s + names.n - comma) - 1) : OL_STR_NULL;
        }
        else
            ol_buf_printf(&sql, "%s\"%.*s\" ", i > 0 ? ", " : "", OL_STR_ARG(query->columns[i].name));
        ol_buf_append_str(&sql, declaration(c, &query->columns[i]));
    }
    ol_buf_append_c(&sql, ")");
    (void)ol_buf_cstr(&sql);
    if (!run(c, c->target, ol_buf_str(&sql)))
        return false;
    ol_plus_line(c->p, "Table %.*s created.\n", OL_STR_ARG(ol_str_upper(c->p->work, c->table)));
    return true;
}

static bool exists(Copy *c)
{
    OlPlusCall call;
    bool there;

    ol_plus_call_init(&call, c->p->work);
    call.sql = ol_str_printf(c->p->work, "SELECT * FROM %.*s WHERE 1 = 0", OL_STR_ARG(c->table));
    call.kind = OL_PLUS_QUERY;
    call.array_size = 1;
    there = ol_plus_conn_execute(c->target, &call);
    ol_plus_call_done(c->target, &call);
    return there;
}

static bool prepare_table(Copy *c, const OlPlusCall *query)
{
    bool there = exists(c);

    switch (c->mode)
    {
        case M_REPLACE:
            if (there)
            {
                if (!run(c, c->target, ol_str_printf(c->p->work, "DROP TABLE %.*s", OL_STR_ARG(c->table))))
                    return false;
                ol_plus_line(c->p, "Table %.*s dropped.\n", OL_STR_ARG(ol_str_upper(c->p->work, c->table)));
            }
            return create_table(c, query);
        case M_CREATE: return create_table(c, query); /* ORA-00955 when it is there */
        case M_APPEND: return there || create_table(c, query);
        default: return true; /* ORA-00942 when it is not there */
    }
}

static void describe_bind(const OlColumnDesc *d, OlBindDesc *b)
{
    *b = (OlBindDesc){.type = d->type, .flags = OL_BINDF_INDICATORS, .size = OL_MAX(d->size, 1u), .form = d->form,
                      .charset = d->form != OL_FORM_NONE ? OL_CHARSET_UTF8 : 0};
    switch (d->type)
    {
        case 2: b->size = 22; break;
        case 12: b->size = 7; break;
        case 180: case 231: b->size = 11; break;
        case 181: b->size = 13; break;
        case 100: case 101: case 23: break;
        default: /* text, and what is text on the way */
            b->type = 1;
            b->size = TEXT_BIND;
            b->form = OL_FORM_DATABASE;
            b->charset = OL_CHARSET_UTF8;
            break;
    }
}

static bool insert_batch(Copy *c, const OlPlusCall *query, OlStr sql, OlBindDesc *binds)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    OlArena *arena = ol_arena_new(&allocator);
    OlPlusConn *own = c->p->conn;
    OlPlusCall call;
    bool ok;

    ol_plus_call_init(&call, arena);
    call.sql = sql;
    call.kind = OL_PLUS_DML;
    call.n_binds = query->n_columns;
    call.binds = binds;
    call.n_rows_in = query->n_rows;
    call.values = ol_new_array(arena, OlValue, (size_t)query->n_rows * query->n_columns);
    c->p->conn = c->source; /* LOBs are read where they are */
    for (uint32_t r = 0; r < query->n_rows; r++)
        for (uint32_t i = 0; i < query->n_columns; i++)
        {
            OlValue *v = &call.values[(size_t)r * query->n_columns + i];

            *v = query->rows[r][i];
            if (binds[i].type == 1 && v->kind != OL_V_NULL)
            {
                *v = (OlValue){.kind = OL_V_NULL};
                if (ol_plus_value_text(c->p, arena, &query->columns[i], &query->rows[r][i], &v->bytes) && v->bytes.n > 0)
                    v->kind = OL_V_BYTES;
            }
        }
    c->p->conn = own;
    ok = query->n_rows == 0 || ol_plus_conn_execute(c->target, &call);
    if (!ok)
        failed(c, c->target, sql, &call.oer);
    ol_plus_call_done(c->target, &call);
    ol_arena_free(arena);
    return ok;
}

static bool commit(Copy *c, int64_t rows)
{
    OlOer oer;

    if (!ol_plus_conn_simple(c->target, c->p->work, OL_FN_COMMIT, &oer))
    {
        failed(c, c->target, OL_STR("COMMIT"), &oer);
        return false;
    }
    c->committed = rows;
    return true;
}

static bool copy_rows(Copy *c, OlPlusCall *query)
{
    int64_t every = 0, batches = 0, inserted = 0;
    OlBindDesc *binds = ol_new_array(c->p->work, OlBindDesc, query->n_columns);
    OlBuf sql;

    (void)!ol_parse_u64(ol_str(SET_TEXT(c->p, COPYCOMMIT)), (uint64_t *)&every);
    ol_buf_init(&sql, c->p->work, 256);
    ol_buf_printf(&sql, "INSERT INTO %.*s%s%.*s%s VALUES (", OL_STR_ARG(c->table), c->columns.n > 0 ? " (" : "", OL_STR_ARG(c->columns),
                  c->columns.n > 0 ? ")" : "");
    for (uint32_t i = 0; i < query->n_columns; i++)
    {
        describe_bind(&query->columns[i], &binds[i]);
        ol_buf_printf(&sql, "%s:%u", i > 0 ? ", " : "", i + 1);
    }
    ol_buf_append_c(&sql, ")");
    (void)ol_buf_cstr(&sql);
    for (;;)
    {
        if (!insert_batch(c, query, ol_buf_str(&sql), binds))
            return false;
        inserted += query->n_rows;
        c->selected = inserted;
        if (every > 0 && ++batches % every == 0 && !commit(c, inserted))
            return false;
        if (query->at_end)
            break;
        if (!ol_plus_conn_fetch(c->source, query))
        {
            failed(c, c->source, query->sql, &query->oer);
            return false;
        }
    }
    return commit(c, inserted);
}

static void report(Copy *c, bool ok)
{
    OlPlus *p = c->p;
    const char *table = ol_str_upper(p->work, c->table).s;

    if (!ok)
        return;
    ol_plus_line(p, "   %lld rows selected from %s.", (long long)c->selected, c->source_name);
    ol_plus_line(p, "   %lld rows inserted into %.*s.", (long long)c->selected, (int)c->table.n, table);
    ol_plus_line(p, "   %lld rows committed into %.*s at %s.\n", (long long)c->committed, (int)c->table.n, table, c->target_name);
}

void ol_plus_cmd_copy(OlPlus *p, OlStr args)
{
    Copy c = {.p = p};
    OlPlusCall query;
    const char *every = SET_TEXT(p, COPYCOMMIT);

    if (!parse(&c, args) || !open_databases(&c))
    {
        if (c.source != NULL && c.source != p->conn)
            ol_plus_conn_close(c.source, true);
        return;
    }
    ol_plus_load_nls(p);
    ol_plus_line(p, "\nArray fetch/bind size is %lld. (arraysize is %lld)", (long long)SET_NUMBER(p, ARRAYSIZE), (long long)SET_NUMBER(p, ARRAYSIZE));
    if (strcmp(every, "0") == 0)
        ol_plus_line(p, "Will commit when done. (copycommit is 0)");
    else
        ol_plus_line(p, "Will commit after every %s array binds. (copycommit is %s)", every, every);
    ol_plus_line(p, "Maximum long size is %lld. (long is %lld)", (long long)SET_NUMBER(p, LONG), (long long)SET_NUMBER(p, LONG));
    ol_plus_call_init(&query, p->work);
    query.sql = c.query;
    query.kind = OL_PLUS_QUERY;
    query.array_size = (uint32_t)SET_NUMBER(p, ARRAYSIZE);
    if (!ol_plus_conn_execute(c.source, &query))
        failed(&c, c.source, c.query, &query.oer);
    else
        report(&c, query.n_columns <= COLUMNS_MAX && prepare_table(&c, &query) && copy_rows(&c, &query));
    ol_plus_call_done(c.source, &query);
    if (c.source != p->conn)
        ol_plus_conn_close(c.source, true);
    if (c.target != p->conn)
        ol_plus_conn_close(c.target, true);
}
