/*
 * mask_fuzz.c - masks and the text read with them, both hostile.
 *
 * Input: one byte of choices, then the mask, a newline, then the text.
 */
#include "oratype/oratype.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"AMERICAN", "GERMAN", "FRENCH", "SIMPLIFIED CHINESE", "JAPANESE", "SPANISH", "RUSSIAN"};
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlNls nls;
    OlStr mask_text;
    OlStr text;
    const uint8_t *newline;
    OlDateTime now = {.year = 2024, .month = 5, .day = 17};
    OlDateTime t = {.year = -4712, .month = 12, .day = 31, .hour = 23, .minute = 59, .second = 59, .nanosecond = 999999999};
    OlDateKind kind;
    char out[OL_MASK_TEXT_MAX];
    size_t n;
    OlDiag diag;

    if (size < 2)
        return 0;
    newline = memchr(data + 1, '\n', size - 1);
    if (newline == NULL)
        newline = data + size;
    mask_text = ol_str_n((const char *)data + 1, (size_t)(newline - data - 1));
    text = newline == data + size ? OL_STR_NULL : ol_str_n((const char *)newline + 1, (size_t)(data + size - newline - 1));
    arena = ol_arena_new(&allocator);
    ol_nls_init(&nls, arena);
    require(ol_nls_set(&nls, arena, OL_STR("NLS_LANGUAGE"), ol_str(names[data[0] % 7]), &diag) == OL_OK);
    kind = (OlDateKind)(data[0] >> 3 & 3);
    if (data[0] & 0x80)
    {
        const OlNumMask *mask;
        OlDecimal d;

        if (ol_nummask_compile(arena, mask_text, &mask, &diag) == OL_OK)
        {
            if (ol_nummask_to_number(mask, &nls, text, &d, &diag) != OL_OK &&
                ol_decimal_from_text(text, &d, &diag) != OL_OK)
                ol_decimal_from_int64(-1234567, &d);
            require(ol_nummask_to_char(mask, &nls, &d, out, sizeof out, &n, &diag) == OL_OK && n <= OL_NUMMASK_TEXT_MAX);
        }
    }
    else
    {
        const OlMask *mask;

        if (ol_mask_compile(arena, mask_text, &mask, &diag) == OL_OK)
        {
            OlDateTime r;
            if (ol_mask_to_date(mask, &nls, text, kind, &now, &r, &diag) == OL_OK)
            {
                require(ol_datetime_valid(&r));
                t = r;
            }
            if (ol_mask_to_char(mask, &nls, &t, kind, out, sizeof out, &n, &diag) == OL_OK)
                require(n <= sizeof out);
            (void)ol_mask_to_char(mask, &nls, &t, kind, out, data[0] % 16, &n, &diag);
        }
    }
    {
        OlNls other;
        OlDateTime r;
        (void)ol_nls_argument(&nls, arena, text, &other, &diag);
        if (ol_timestamp_literal(&nls, text, &r, &kind, &diag) == OL_OK)
            require(ol_datetime_valid(&r));
    }
    ol_arena_free(arena);
    return 0;
}
