/*
 * buf.c - the growing byte buffer.
 *
 * Owns:      OlBuf. Data lives in the buffer's arena and moves when it grows (the old copy stays until the arena goes).
 * See also:  base.h
 */
#include "base.h"

#include <stdio.h>
#include <string.h>

void ol_buf_init(OlBuf *buf, OlArena *arena, size_t initial_cap)
{
    buf->arena = arena;
    buf->len = 0;
    buf->cap = initial_cap;
    buf->data = initial_cap > 0 ? ol_arena_alloc(arena, initial_cap) : NULL;
}

void ol_buf_reserve(OlBuf *buf, size_t extra)
{
    size_t need, cap;

    if (extra <= buf->cap - buf->len)
        return;
    if (__builtin_add_overflow(buf->len, extra, &need))
        need = SIZE_MAX;
    cap = buf->cap < 32 ? 64 : buf->cap > SIZE_MAX / 2 ? SIZE_MAX : buf->cap * 2;
    if (cap < need)
        cap = need;
    buf->data = ol_arena_grow(buf->arena, buf->data, buf->cap, cap);
    buf->cap = cap;
}

void ol_buf_append(OlBuf *buf, const void *data, size_t n)
{
    if (n == 0)
        return;
    ol_buf_reserve(buf, n);
    memcpy(buf->data + buf->len, data, n);
    buf->len += n;
}

void ol_buf_append_str(OlBuf *buf, OlStr s)
{
    ol_buf_append(buf, s.s, s.n);
}

void ol_buf_append_c(OlBuf *buf, const char *cstr)
{
    ol_buf_append(buf, cstr, strlen(cstr));
}

void ol_buf_append_byte(OlBuf *buf, uint8_t byte)
{
    ol_buf_reserve(buf, 1);
    buf->data[buf->len++] = byte;
}

void ol_buf_printf(OlBuf *buf, const char *fmt, ...)
{
    va_list ap, again;
    int n;

    va_start(ap, fmt);
    va_copy(again, ap);
    ol_buf_reserve(buf, 64);
    n = vsnprintf((char *)buf->data + buf->len, buf->cap - buf->len, fmt, ap);
    if (n > 0 && (size_t)n >= buf->cap - buf->len)
    {
        ol_buf_reserve(buf, (size_t)n + 1);
        n = vsnprintf((char *)buf->data + buf->len, buf->cap - buf->len, fmt, again);
    }
    if (n > 0)
        buf->len += (size_t)n;
    va_end(again);
    va_end(ap);
}

OlStr ol_buf_str(const OlBuf *buf)
{
    return (OlStr){(const char *)buf->data, buf->len};
}

char *ol_buf_cstr(OlBuf *buf)
{
    ol_buf_reserve(buf, 1);
    buf->data[buf->len] = 0;
    return (char *)buf->data;
}
