/*
 * lex_fuzz.c - any bytes through the lexer: spans must grow and stay inside, values must be obtainable.
 */
#include "front/lex.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    char *copy = malloc(size > 0 ? size : 1); /* exact size: reading past the end is seen */
    OlStr text;
    OlTokens toks;
    OlDiag diag;
    uint32_t last = 0;

    if (copy == NULL)
        abort();
    for (size_t i = 0; i < size; i++)
        copy[i] = (char)data[i];
    text = ol_str_n(copy, size);
    ol_diag_init(&diag);
    if (ol_lex(arena, text, &toks, &diag) == OL_OK)
    {
        for (int i = 0; i <= toks.n; i++)
        {
            const OlToken *t = &toks.items[i];
            bool quoted;

            if (t->start < last || t->end < t->start || t->end > size)
                abort();
            if (t->end == t->start && t->kind != OL_TOK_EOF)
                abort();
            last = t->end;
            if (t->kind == OL_TOK_WORD || t->kind == OL_TOK_QNAME)
                (void)ol_token_name(arena, text, t);
            else if (t->kind == OL_TOK_STRING)
                (void)ol_token_string(arena, text, t);
            else if (t->kind == OL_TOK_BIND)
                (void)ol_token_bind(arena, text, t, &quoted);
        }
        if (toks.items[toks.n].kind != OL_TOK_EOF)
            abort();
    }
    ol_arena_free(arena);
    free(copy);
    return 0;
}
