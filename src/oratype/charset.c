/*
 * charset.c - the national character set: UTF-16 with the high byte first, to and from UTF-8 (protocol.md 7.8).
 *
 * Invariant: results are valid UTF-8 or UTF-16; what is malformed becomes U+FFFD, one for each bad byte or unit.
 * See also:  base/utf8.c
 */
#include "oratype/oratype.h"

#define REPLACEMENT 0xFFFD

static size_t unit_decode(const uint8_t *data, size_t n, uint32_t *cp)
{
    uint32_t high;
    uint32_t low;

    if (n < 2)
    {
        *cp = REPLACEMENT;
        return n;
    }
    high = (uint32_t)data[0] << 8 | data[1];
    *cp = high;
    if (high < 0xD800 || high > 0xDFFF)
        return 2;
    *cp = REPLACEMENT;
    if (high > 0xDBFF || n < 4)
        return 2;
    low = (uint32_t)data[2] << 8 | data[3];
    if (low < 0xDC00 || low > 0xDFFF)
        return 2;
    *cp = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

size_t ol_utf16be_to_utf8_size(const uint8_t *data, size_t n)
{
    size_t size = 0;

    for (size_t i = 0; i < n;)
    {
        uint32_t cp;
        i += unit_decode(data + i, n - i, &cp);
        size += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    }
    return size;
}

size_t ol_utf16be_to_utf8(const uint8_t *data, size_t n, char *out)
{
    char *p = out;

    for (size_t i = 0; i < n;)
    {
        uint32_t cp;
        i += unit_decode(data + i, n - i, &cp);
        if (cp < 0x80)
            *p++ = (char)cp;
        else
        {
            char tmp[4];
            int k = ol_utf8_encode(cp, tmp);
            for (int j = 0; j < k; j++)
                *p++ = tmp[j];
        }
    }
    return (size_t)(p - out);
}

size_t ol_utf8_to_utf16be_size(const char *s, size_t n)
{
    size_t size = 0;

    for (size_t i = 0; i < n;)
    {
        uint32_t cp;
        i += (size_t)ol_utf8_decode(s + i, n - i, &cp);
        size += cp >= 0x10000 ? 4 : 2;
    }
    return size;
}

size_t ol_utf8_to_utf16be(const char *s, size_t n, uint8_t *out)
{
    uint8_t *p = out;

    for (size_t i = 0; i < n;)
    {
        uint32_t cp;
        i += (size_t)ol_utf8_decode(s + i, n - i, &cp);
        if (cp >= 0x10000)
        {
            uint32_t high = 0xD800 + ((cp - 0x10000) >> 10);
            *p++ = (uint8_t)(high >> 8);
            *p++ = (uint8_t)high;
            cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
        }
        *p++ = (uint8_t)(cp >> 8);
        *p++ = (uint8_t)cp;
    }
    return (size_t)(p - out);
}
