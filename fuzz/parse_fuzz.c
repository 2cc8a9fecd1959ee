/*
 * parse_fuzz.c - any bytes through the parser: a tree or an error with a position inside the text; trees can be printed,
 * copied and compared.
 */
#include "front/front.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static OlWalk check(OlNode *node, void *ctx)
{
    size_t size = *(size_t *)ctx;

    if (node->kind == OL_N_NONE || node->kind >= OL_N_COUNT || node->end > size || node->start > size)
        abort();
    return OL_WALK_CONTINUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    char *copy = malloc(size > 0 ? size : 1);
    OlParsed parsed;
    OlDiag diag;
    OlStr text;

    if (copy == NULL)
        abort();
    if (size > 0)
        memcpy(copy, data, size);
    text = ol_str_n(copy, size);
    for (unsigned flags = 0; flags < 2; flags++)
    {
        ol_diag_init(&diag);
        if (ol_parse_statement(arena, text, flags, &parsed, &diag) == OL_OK)
        {
            OlBuf out;
            OlNode *again;

            if (!ol_ast_walk(parsed.node, check, NULL, &size))
                abort();
            again = ol_ast_copy(arena, parsed.node);
            if (!ol_ast_equal(again, parsed.node))
                abort();
            ol_buf_init(&out, arena, 256);
            ol_ast_print(&out, parsed.node, true);
            for (int i = 0; i < parsed.nbinds; i++)
                if (parsed.binds[i].end > size || parsed.binds[i].distinct_index >= parsed.ndistinct_binds)
                    abort();
        }
        else if (diag.number == 0 || diag.pos > (int)size)
            abort();
    }
    (void)ol_classify_statement(text);
    ol_arena_free(arena);
    free(copy);
    return 0;
}
