/*
 * str.c - byte-string slices: comparing, copying, small conversions.
 *
 * Owns:      nothing; results that are copies live in the arena given.
 * See also:  base.h, utf8.c
 */
#include "base.h"

#include <stdio.h>
#include <string.h>

static unsigned char ascii_lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static unsigned char ascii_upper(unsigned char c)
{
    return c >= 'a' && c <= 'z' ? (unsigned char)(c - 32) : c;
}

OlStr ol_str(const char *cstr)
{
    return cstr == NULL ? OL_STR_NULL : (OlStr){cstr, strlen(cstr)};
}

OlStr ol_str_n(const char *s, size_t n)
{
    return (OlStr){s, n};
}

bool ol_str_eq(OlStr a, OlStr b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool ol_str_eq_c(OlStr a, const char *cstr)
{
    return ol_str_eq(a, ol_str(cstr));
}

bool ol_str_ieq(OlStr a, OlStr b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower((unsigned char)a.s[i]) != ascii_lower((unsigned char)b.s[i]))
            return false;
    return true;
}

bool ol_str_ieq_c(OlStr a, const char *cstr)
{
    return ol_str_ieq(a, ol_str(cstr));
}

int ol_str_cmp(OlStr a, OlStr b)
{
    size_t n = OL_MIN(a.n, b.n);
    int c = n == 0 ? 0 : memcmp(a.s, b.s, n);
    return c != 0 ? c : a.n < b.n ? -1 : a.n > b.n ? 1 : 0;
}

char *ol_str_cdup(OlArena *arena, OlStr s)
{
    char *copy = ol_arena_alloc(arena, s.n + 1);
    if (s.n > 0)
        memcpy(copy, s.s, s.n);
    copy[s.n] = 0;
    return copy;
}

OlStr ol_str_dup(OlArena *arena, OlStr s)
{
    return (OlStr){ol_str_cdup(arena, s), s.n};
}

OlStr ol_str_vprintf(OlArena *arena, const char *fmt, va_list ap)
{
    va_list again;
    char small[128];
    int n;
    char *out;

    va_copy(again, ap);
    n = vsnprintf(small, sizeof small, fmt, ap);
    if (n < 0)
        n = 0;
    out = ol_arena_alloc(arena, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(out, small, (size_t)n + 1);
    else
        vsnprintf(out, (size_t)n + 1, fmt, again);
    va_end(again);
    return (OlStr){out, (size_t)n};
}

OlStr ol_str_printf(OlArena *arena, const char *fmt, ...)
{
    va_list ap;
    OlStr r;

    va_start(ap, fmt);
    r = ol_str_vprintf(arena, fmt, ap);
    va_end(ap);
    return r;
}

OlStr ol_str_upper(OlArena *arena, OlStr s)
{
    char *out = ol_str_cdup(arena, s);
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)ascii_upper((unsigned char)out[i]);
    return (OlStr){out, s.n};
}

OlStr ol_str_lower(OlArena *arena, OlStr s)
{
    char *out = ol_str_cdup(arena, s);
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)ascii_lower((unsigned char)out[i]);
    return (OlStr){out, s.n};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

OlStr ol_str_trim(OlStr s)
{
    while (s.n > 0 && is_space(s.s[0]))
    {
        s.s++;
        s.n--;
    }
    while (s.n > 0 && is_space(s.s[s.n - 1]))
        s.n--;
    return s;
}

bool ol_parse_u64(OlStr s, uint64_t *out)
{
    uint64_t v = 0;

    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++)
    {
        if (s.s[i] < '0' || s.s[i] > '9' || __builtin_mul_overflow(v, 10u, &v) ||
            __builtin_add_overflow(v, (uint64_t)(s.s[i] - '0'), &v))
            return false;
    }
    *out = v;
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool ol_hex_decode(OlStr hex, uint8_t *out, size_t out_len)
{
    if (hex.n != out_len * 2)
        return false;
    for (size_t i = 0; i < out_len; i++)
    {
        int hi = hex_digit(hex.s[2 * i]);
        int lo = hex_digit(hex.s[2 * i + 1]);
        if (hi < 0 || lo < 0)
            return false;
        out[i] = (uint8_t)(hi << 4 | lo);
    }
    return true;
}

void ol_hex_encode(const uint8_t *data, size_t n, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n; i++)
    {
        out[2 * i] = digits[data[i] >> 4];
        out[2 * i + 1] = digits[data[i] & 15];
    }
    out[2 * n] = 0;
}
