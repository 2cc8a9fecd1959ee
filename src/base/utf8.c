/*
 * utf8.c - UTF-8: validation, counting, one character at a time.
 *
 * Invariant: never reads past the length given; an invalid byte is one character of its own, so offsets always advance.
 * See also:  base.h, oratype (UTF-16 for the national character set)
 */
#include "base.h"

/* Length of the valid sequence at s, 0 when invalid; cp gets the scalar value. */
static int sequence(const unsigned char *s, size_t n, uint32_t *cp)
{
    unsigned char c = s[0];

    if (c < 0x80)
    {
        *cp = c;
        return 1;
    }
    if (c >= 0xC2 && c <= 0xDF && n >= 2 && (s[1] & 0xC0) == 0x80)
    {
        *cp = (uint32_t)(c & 0x1F) << 6 | (s[1] & 0x3F);
        return 2;
    }
    if (c >= 0xE0 && c <= 0xEF && n >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80)
    {
        *cp = (uint32_t)(c & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        return *cp >= 0x800 && (*cp < 0xD800 || *cp > 0xDFFF) ? 3 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4 && n >= 4 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80)
    {
        *cp = (uint32_t)(c & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
        return *cp >= 0x10000 && *cp <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

int ol_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    int len = sequence((const unsigned char *)s, n, cp);
    if (len == 0)
    {
        *cp = 0xFFFD;
        return 1;
    }
    return len;
}

bool ol_utf8_valid(const char *s, size_t n)
{
    while (n > 0)
    {
        uint32_t cp;
        int len = sequence((const unsigned char *)s, n, &cp);
        if (len == 0)
            return false;
        s += len;
        n -= (size_t)len;
    }
    return true;
}

size_t ol_utf8_length(const char *s, size_t n)
{
    size_t count = 0;
    while (n > 0)
    {
        uint32_t cp;
        int len = (unsigned char)*s < 0x80 ? 1 : ol_utf8_decode(s, n, &cp);
        s += len;
        n -= (size_t)len;
        count++;
    }
    return count;
}

size_t ol_utf8_offset(const char *s, size_t n, size_t nchars)
{
    size_t at = 0;
    while (nchars > 0 && at < n)
    {
        uint32_t cp;
        at += (size_t)((unsigned char)s[at] < 0x80 ? 1 : ol_utf8_decode(s + at, n - at, &cp));
        nchars--;
    }
    return at;
}

int ol_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80)
    {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800)
    {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000)
    {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            return 0;
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    if (cp <= 0x10FFFF)
    {
        out[0] = (char)(0xF0 | cp >> 18);
        out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
        out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[3] = (char)(0x80 | (cp & 0x3F));
        return 4;
    }
    return 0;
}
