/*
 * fold.c - letters beyond ASCII in names.
 *
 * Owns:      ranges of characters that are no letters, and simple (one to one) upper-case mappings.
 * Invariant: the upper case of a character never takes more UTF-8 bytes than twice the character.
 * See also:  fold.h; Unicode Character Database, simple case mapping
 */
#include "front/fold.h"

#include "front/front.h"

/* Characters that end a name: punctuation, symbols, blanks, private use. Sorted, inclusive. */
static const struct
{
    uint32_t from, to;
} not_letters[] = {
    {0x0080, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9}, {0x00BB, 0x00BF}, {0x00D7, 0x00D7}, {0x00F7, 0x00F7},
    {0x02C2, 0x02C5}, {0x02D2, 0x02DF}, {0x037E, 0x037E}, {0x0387, 0x0387}, {0x2000, 0x206F}, {0x20A0, 0x20CF},
    {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0xE000, 0xF8FF},
    {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF}, {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65},
    {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
};

bool ol_fold_is_letter(uint32_t cp)
{
    size_t lo = 0;
    size_t hi = OL_LENGTHOF(not_letters);

    if (cp < 0x80)
        return false;
    while (lo < hi)
    {
        size_t mid = (lo + hi) / 2;

        if (cp > not_letters[mid].to)
            lo = mid + 1;
        else if (cp < not_letters[mid].from)
            hi = mid;
        else
            return false;
    }
    return true;
}

uint32_t ol_fold_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    if (cp < 0x100)
    {
        if (cp == 0xB5)
            return 0x39C;
        if (cp == 0xFF)
            return 0x178;
        return cp >= 0xE0 && cp != 0xF7 ? cp - 32 : cp;
    }
    if (cp < 0x180)
    {
        if (cp == 0x131) /* dotless i */
            return 'I';
        if (cp == 0x17F) /* long s */
            return 'S';
        if (cp == 0x130 || cp == 0x138 || cp == 0x149 || cp == 0x178)
            return cp;
        if ((cp >= 0x139 && cp <= 0x148) || cp >= 0x179)
            return (cp & 1) == 0 ? cp - 1 : cp; /* pairs: odd upper, even lower */
        return (cp & 1) != 0 ? cp - 1 : cp;     /* pairs: even upper, odd lower */
    }
    if (cp >= 0x1DE && cp <= 0x1EF)
        return (cp & 1) != 0 ? cp - 1 : cp;
    if ((cp >= 0x1CD && cp <= 0x1DC))
        return (cp & 1) == 0 ? cp - 1 : cp;
    if (cp >= 0x1F8 && cp <= 0x21F)
        return (cp & 1) != 0 ? cp - 1 : cp;
    switch (cp)
    {
    case 0x3AC:
        return 0x386;
    case 0x3AD:
    case 0x3AE:
    case 0x3AF:
        return cp - 37;
    case 0x3C2:
        return 0x3A3;
    case 0x3CC:
        return 0x38C;
    case 0x3CD:
    case 0x3CE:
        return cp - 63;
    default:
        break;
    }
    if (cp >= 0x3B1 && cp <= 0x3CB)
        return cp - 32;
    if (cp >= 0x430 && cp <= 0x44F)
        return cp - 32;
    if (cp >= 0x450 && cp <= 0x45F)
        return cp - 80;
    if ((cp >= 0x460 && cp <= 0x481) || (cp >= 0x48A && cp <= 0x4BF) || (cp >= 0x4D0 && cp <= 0x52F))
        return (cp & 1) != 0 ? cp - 1 : cp;
    if (cp >= 0x4C1 && cp <= 0x4CE)
        return (cp & 1) == 0 ? cp - 1 : cp;
    if (cp >= 0x561 && cp <= 0x586)
        return cp - 48;
    if ((cp >= 0x1E00 && cp <= 0x1E95) || (cp >= 0x1EA0 && cp <= 0x1EFF))
        return (cp & 1) != 0 ? cp - 1 : cp;
    if (cp >= 0xFF41 && cp <= 0xFF5A)
        return cp - 32;
    return cp;
}

OlStr ol_fold_name(OlArena *arena, OlStr name)
{
    size_t i = 0;
    size_t n = 0;
    char *out = ol_arena_alloc(arena, ol_mul_size(name.n, 2) + 4);

    while (i < name.n)
    {
        unsigned char c = (unsigned char)name.s[i];

        if (c < 0x80)
        {
            out[n++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
            i++;
        }
        else
        {
            uint32_t cp;
            int used = ol_utf8_decode(name.s + i, name.n - i, &cp);
            uint32_t up = ol_fold_upper(cp);

            if (up == cp) /* unchanged bytes, invalid ones too */
                for (int k = 0; k < used; k++)
                    out[n++] = name.s[i + (size_t)k];
            else
                n += (size_t)ol_utf8_encode(up, out + n);
            i += (size_t)used;
        }
    }
    return ol_str_n(out, n);
}
