/*
 * cursor.c - the cursors a client holds by number.
 *
 * Clients keep cursors for as long as they cache statements and close them lazily; a closed number may come back for a
 * new cursor.
 *
 * See also:  cursor.h
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "pg/pg.h"
#include "server/cursor.h"
#include "server/session_slot.h"
#include "server/settings.h"
#include "front/resolve.h"
#include "server/object.h"
#include "server/value.h"

enum
{
    MAX_ID = 65535
};

static OlCursor **table; /* by id */
static uint32 table_size;
static uint32 n_open;
static uint32 search_from = 1;

static uint32 free_id(OlSession *s)
{
    if ((int)n_open >= ol_setting_open_cursors || n_open >= MAX_ID)
    {
        ol_raise(OL_ERR_OPEN_CURSORS_EXCEEDED);
    }
    if (table == NULL)
    {
        table_size = 64;
        table = MemoryContextAllocZero(s->session_cxt, table_size * sizeof(OlCursor *));
    }
    for (uint32 i = search_from; i < table_size; i++)
    {
        if (table[i] == NULL)
        {
            search_from = i + 1;
            return i;
        }
    }
    for (uint32 i = 1; i < search_from && i < table_size; i++)
    {
        if (table[i] == NULL)
        {
            search_from = i + 1;
            return i;
        }
    }
    {
        uint32 old_size = table_size;
        uint32 size = Min(table_size * 2, MAX_ID + 1);

        table = repalloc(table, size * sizeof(OlCursor *));
        memset(table + old_size, 0, (size - old_size) * sizeof(OlCursor *));
        table_size = size;
        search_from = old_size + 1;
        return old_size;
    }
}

OlCursor *ol_cursor_new(OlSession *s)
{
    uint32 id = free_id(s);
    MemoryContext mcxt = AllocSetContextCreate(s->session_cxt, "oliphant cursor", ALLOCSET_SMALL_SIZES);
    OlCursor *c = MemoryContextAllocZero(mcxt, sizeof *c);

    c->mcxt = mcxt;
    c->id = id;
    table[id] = c;
    n_open++;
    ol_slot_stat(OL_STAT_CURSORS_OPENED, 1);
    ol_slot_stat(OL_STAT_CURSORS_OPEN, 1);
    return c;
}

OlCursor *ol_cursor_find(uint32_t id)
{
    return id < table_size ? table[id] : NULL;
}

OlCursor *ol_cursor_get(OlSession *s, uint32_t id)
{
    OlCursor *c = ol_cursor_find(id);

    if (c == NULL || c->stmt == NULL)
    {
        ol_raise(OL_ERR_INVALID_CURSOR);
    }
    return c;
}

void ol_cursor_cancel(OlCursor *c)
{
    ol_portal_close(&c->portal);
    c->receiver = NULL;
    if (c->query_cxt != NULL)
    {
        MemoryContextReset(c->query_cxt);
    }
    c->at_end = false;
    c->rows_fetched = 0;
}

void ol_cursor_close(OlCursor *c)
{
    ol_cursor_cancel(c);
    if (c->stmt != NULL)
    {
        ol_stmt_release(c->stmt);
        c->stmt = NULL;
    }
    table[c->id] = NULL;
    n_open--;
    ol_slot_stat(OL_STAT_CURSORS_OPEN, -1);
    if (c->id < search_from)
    {
        search_from = c->id;
    }
    MemoryContextDelete(c->mcxt);
}

void ol_cursor_close_all(void)
{
    for (uint32 i = 1; i < table_size; i++)
    {
        if (table[i] != NULL)
        {
            ol_cursor_close(table[i]);
        }
    }
}

void ol_cursor_set_binds(OlCursor *c, const OlBindDesc *binds, uint32_t n)
{
    if (n > c->n_binds || c->binds == NULL)
    {
        c->binds = MemoryContextAlloc(c->mcxt, n * sizeof(OlBindDesc));
        c->bind_types = MemoryContextAlloc(c->mcxt, n * sizeof(OlType));
        c->directions = NULL;
    }
    for (uint32 i = 0; i < n; i++)
    {
        c->binds[i] = binds[i];
        c->binds[i].toid = OL_STR_NULL; /* lives in the call */
        ol_value_bind_type(&binds[i], &c->bind_types[i]);
        if (ol_type_is_user(&c->bind_types[i]))
        {
            c->binds[i].toid = ol_object_oid(c->bind_types[i].pg_oid);
        }
        if (binds[i].type == ol_type_info(OL_T_CURSOR)->wire)
        {
            c->bind_types[i].code = OL_T_CURSOR;
        }
        c->bind_types[i].bind_array = (binds[i].flags & OL_BINDF_ARRAY) != 0;
    }
    if (n != c->n_binds)
    {
        c->directions = NULL;
    }
    c->n_binds = n;
}

void ol_cursor_set_defines(OlCursor *c, const OlBindDesc *defines, uint32_t n)
{
    if (n > c->n_defines || c->defines == NULL)
    {
        c->defines = MemoryContextAlloc(c->mcxt, Max(n, 1) * sizeof(OlBindDesc));
    }
    memcpy(c->defines, defines, n * sizeof(OlBindDesc));
    c->n_defines = n;
}

static bool columns_equal(const OlColumnDesc *a, const OlColumnDesc *b)
{
    return a->type == b->type && a->size == b->size && a->precision == b->precision && a->scale == b->scale &&
           a->form == b->form && a->max_chars == b->max_chars && ol_str_eq(a->name, b->name);
}

/* A query with another type in a column than at its last execution: a client that fetched strings or bytes gets a LOB's
 * contents as LONG, as if it had defined it so; it expects that of a server (protocol.md 5.8). */
static void define_changed_lobs(OlCursor *c, const OlColumnDesc *before)
{
    OlBindDesc *defines = MemoryContextAllocZero(c->mcxt, Max(c->n_columns, 1) * sizeof(OlBindDesc));
    bool any = false;
    bool others = false; /* LOBs that the client still has to define: it does that for all columns, before any row */

    for (uint32 i = 0; i < c->n_columns; i++)
    {
        uint8_t was = before[i].type;
        uint8_t is = c->columns[i].type;
        uint8_t type = is == 112 && (was == 1 || was == 96 || was == 8) ? 8 : is == 113 && (was == 23 || was == 24) ? 24 : 0;

        defines[i].type = type != 0 ? type : is;
        defines[i].flags = type == 8 ? OL_BINDF_OWN_FORM : 0;
        defines[i].form = type == 8 ? before[i].form : c->columns[i].form;
        defines[i].size = c->columns[i].size;
        any = any || type != 0;
        others = others || (type == 0 && (is == 112 || is == 113 || is == 119 || is == 127));
    }
    any = any && !others;
    c->defines = any ? defines : NULL;
    c->n_defines = any ? c->n_columns : 0;
}

/* Describes the columns anew; false when they are those described before. */
static bool describe(OlCursor *c)
{
    const OlTranslation *tr = c->stmt->tr;
    uint32 n = tr->stmt == OL_STMT_QUERY ? (uint32)tr->ncolumns : 0;
    OlColumnDesc *columns = MemoryContextAllocZero(c->mcxt, Max(n, 1) * sizeof(OlColumnDesc));
    bool same = c->columns != NULL && n == c->n_columns;

    for (uint32 i = 0; i < n; i++)
    {
        ol_column_describe(&tr->columns[i], ol_session->caps, &columns[i]);
        same = same && columns_equal(&columns[i], &c->columns[i]);
    }
    /* Names point into the statement, so the new array replaces the old one even when they are equal. */
    {
        OlColumnDesc *before = c->columns;
        bool other_types = before != NULL && !same && n == c->n_columns;

        c->columns = columns;
        c->n_columns = n;
        if (other_types)
        {
            define_changed_lobs(c, before);
        }
        if (before != NULL)
        {
            pfree(before);
        }
    }
    return !same;
}

void ol_cursor_parse(OlCursor *c, OlStr text, int *error_pos)
{
    OlStatement *st;

    ol_cursor_cancel(c);
    ol_slot_stat(OL_STAT_PARSES, 1);
    st = ol_stmt_get(text, c->bind_types, c->n_binds, error_pos);
    if (c->stmt != NULL)
    {
        ol_stmt_release(c->stmt);
    }
    c->stmt = st;
    c->text = st->text;
    if (c->columns != NULL)
    {
        pfree(c->columns);
        c->columns = NULL;
    }
    c->defines = NULL;
    c->n_defines = 0;
    c->directions = NULL;
    (void)describe(c);
    c->described = false;
}

OlStatement *ol_cursor_statement(OlCursor *c, bool *changed, int *error_pos)
{
    bool types_same = true;

    *changed = false;
    if (c->stmt->fixed)
    {
        return c->stmt;
    }
    for (uint32 i = 0; i < c->n_binds && types_same; i++)
    {
        types_same = i < c->stmt->n_key_binds && c->stmt->bind_types[i] == ol_stmt_bind_key(&c->bind_types[i]);
    }
    if (types_same && c->n_binds == c->stmt->n_key_binds && ol_stmt_is_current(c->stmt))
    {
        return c->stmt;
    }
    {
        OlStatement *st = ol_stmt_get(c->stmt->text, c->bind_types, c->n_binds, error_pos);
        OlStatement *old = c->stmt;

        c->stmt = st;
        c->text = st->text;
        *changed = describe(c);
        ol_stmt_release(old);
    }
    return c->stmt;
}
