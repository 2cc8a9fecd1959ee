/*
 * emit.c - the writer of PostgreSQL text: quoting, literals, parameters, positions.
 *
 * Owns:      every byte of emitted SQL that is no fixed word.
 * Invariant: an identifier or literal made of hostile bytes stays one token: quotes are doubled, backslashes never escape.
 * See also:  emit.h, defs/pg_keywords.def
 */
#include "translate/emit.h"

#include <string.h>

static const char *const pg_words[] = {
#define OL_PGWORD(w) w,
#include "../../defs/pg_keywords.def"
#undef OL_PGWORD
};

void ol_emit_init(OlEmit *e, OlArena *arena, bool keep_positions)
{
    memset(e, 0, sizeof(*e));
    e->arena = arena;
    e->keep_positions = keep_positions;
    ol_buf_init(&e->out, arena, 512);
}

void ol_emit(OlEmit *e, const char *text)
{
    ol_buf_append_c(&e->out, text);
}

void ol_emit_str(OlEmit *e, OlStr text)
{
    ol_buf_append_str(&e->out, text);
}

static bool is_pg_word(OlStr s)
{
    int lo = 0, hi = (int)OL_LENGTHOF(pg_words) - 1;

    while (lo <= hi)
    {
        int mid = (lo + hi) / 2, c = strncmp(pg_words[mid], s.s, s.n);

        if (c == 0 && pg_words[mid][s.n] != '\0')
            c = 1;
        if (c == 0)
            return true;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid - 1;
    }
    return false;
}

void ol_emit_ident(OlEmit *e, OlStr name)
{
    bool plain = name.n > 0 && ((name.s[0] >= 'a' && name.s[0] <= 'z') || name.s[0] == '_');

    for (size_t i = 1; i < name.n && plain; i++)
    {
        char c = name.s[i];

        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    }
    if (plain && !is_pg_word(name))
    {
        ol_buf_append_str(&e->out, name);
        return;
    }
    ol_buf_append_byte(&e->out, '"');
    for (size_t i = 0; i < name.n; i++)
    {
        if (name.s[i] == '"')
            ol_buf_append_byte(&e->out, '"');
        if (name.s[i] != '\0')
            ol_buf_append_byte(&e->out, (uint8_t)name.s[i]);
    }
    ol_buf_append_byte(&e->out, '"');
}

void ol_emit_name(OlEmit *e, OlStr schema, OlStr name)
{
    if (schema.n > 0)
    {
        ol_emit_ident(e, schema);
        ol_buf_append_byte(&e->out, '.');
    }
    ol_emit_ident(e, name);
}

void ol_emit_string(OlEmit *e, OlStr value)
{
    bool backslash = value.n > 0 && memchr(value.s, '\\', value.n) != NULL;

    if (backslash)
        ol_buf_append_byte(&e->out, 'E');
    ol_buf_append_byte(&e->out, '\'');
    if (!backslash && (value.n == 0 || memchr(value.s, '\'', value.n) == NULL) && (value.n == 0 || memchr(value.s, '\0', value.n) == NULL))
        ol_buf_append_str(&e->out, value);
    else
        for (size_t i = 0; i < value.n; i++)
        {
            if (value.s[i] == '\'' || value.s[i] == '\\')
                ol_buf_append_byte(&e->out, (uint8_t)value.s[i]);
            if (value.s[i] != '\0')
                ol_buf_append_byte(&e->out, (uint8_t)value.s[i]);
        }
    ol_buf_append_byte(&e->out, '\'');
}

void ol_emit_int(OlEmit *e, int64_t value)
{
    ol_buf_printf(&e->out, "%lld", (long long)value);
}

void ol_emit_param(OlEmit *e, int n)
{
    ol_buf_printf(&e->out, "$%d", n);
}

void ol_emit_at(OlEmit *e, int source_pos)
{
    if (!e->keep_positions || e->scratch || source_pos < 0)
        return;
    if (e->npositions > 0 && e->positions[e->npositions - 1].out == (int)e->out.len)
        return;
    if (e->npositions == e->position_cap)
    {
        int cap = e->position_cap == 0 ? 32 : e->position_cap * 2;

        e->positions = ol_arena_grow(e->arena, e->positions, (size_t)e->position_cap * sizeof(OlPosPair), (size_t)cap * sizeof(OlPosPair));
        e->position_cap = cap;
    }
    e->positions[e->npositions].out = (int)e->out.len;
    e->positions[e->npositions++].src = source_pos;
}

OlStr ol_emit_text(OlEmit *e)
{
    (void)ol_buf_cstr(&e->out);
    return ol_buf_str(&e->out);
}
