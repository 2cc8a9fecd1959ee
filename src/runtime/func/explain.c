/*
 * explain.c - sys.explain_translation(text): what becomes of an Oracle statement, in words.
 *
 * See also:  translate/translate.h (ol_translation_print), oliphant dev sql
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "pg/pg_catalog.h"
#include "runtime/func/func.h"
#include "translate/translate.h"

OL_FUNCTION(ol_fn_explain_translation)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlTrOptions options = {.catalog = ol_pg_catalog()};
    OlTranslation *tr = NULL;
    OlDiag diag;
    OlBuf out;

    OL_TRY(ol_translate(arena, ol_str_dup(arena, ol_text_str(OL_TEXT_ARG(0))), &options, &tr, &diag), diag);
    ol_buf_init(&out, arena, 1024);
    ol_translation_print(tr, &out);
    OL_RETURN_STR((const char *)out.data, out.len);
}
