/*
 * sql_text.c - fuzz target: any bytes as Oracle text, through lexer, parser and both printers.
 *
 * Invariant: whatever the bytes are, there is a tree or an error with a number and a position inside the text.
 * See also:  front/front.h, fuzz/corpus/sql_text
 */
#include "front/front.h"

#include <stdint.h>
#include <stdlib.h>

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    OlStr text = ol_str_n((const char *)data, size);
    static const unsigned flags[] = {0, OL_PARSE_UNIT_TEXT_ONLY, OL_PARSE_PLSQL_SQL};
    OlDiag diag;
    OlBuf out;

    for (size_t i = 0; i < OL_LENGTHOF(flags); i++)
    {
        OlParsed parsed;

        ol_diag_init(&diag);
        if (ol_parse_statement(arena, text, flags[i], &parsed, &diag) == OL_OK)
        {
            ol_buf_init(&out, arena, 256);
            ol_ast_print(&out, parsed.node, true);
            for (int b = 0; b < parsed.nbinds; b++)
                expect(parsed.binds[b].start <= parsed.binds[b].end && parsed.binds[b].end <= size);
        }
        else
            expect(diag.code != OL_ERR_NONE && diag.pos >= -1 && diag.pos <= (int)size);
    }
    (void)ol_classify_statement(text);
    ol_buf_init(&out, arena, 256);
    ol_diag_init(&diag);
    if (ol_lex_print(arena, text, &out, &diag) != OL_OK)
        expect(diag.code != OL_ERR_NONE && diag.pos >= -1 && diag.pos <= (int)size);
    ol_arena_free(arena);
    return 0;
}
