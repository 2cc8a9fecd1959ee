/*
 * translate_fuzz.c - statements from hostile bytes through the whole translation, against a small catalog.
 *
 * The first byte chooses the collation and the types of the placeholders, the rest is the text. What comes out must be
 * consistent: steps have text, binds name parameters that exist, positions ascend, the emitted text holds no NUL byte.
 */
#include "cli/catalog_file.h"
#include "translate/translate.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char catalog_text[] = "current SCOTT\n"
                                   "schema HR\n"
                                   "table SCOTT.EMP\n"
                                   "    EMPNO NUMBER(4) NOT NULL\n"
                                   "    ENAME VARCHAR2(10 BYTE)\n"
                                   "    JOB CHAR(9)\n"
                                   "    HIREDATE DATE\n"
                                   "    SAL NUMBER(7,2)\n"
                                   "    DEPTNO NUMBER(2)\n"
                                   "table SCOTT.T\n"
                                   "    A NUMBER\n"
                                   "    B BINARY_DOUBLE\n"
                                   "    C CLOB\n"
                                   "    D TIMESTAMP(6)\n"
                                   "    E TIMESTAMP(6) WITH TIME ZONE\n"
                                   "    F INTERVAL DAY(2) TO SECOND(6)\n"
                                   "    G RAW(16)\n"
                                   "view SCOTT.V\n"
                                   "    A NUMBER\n"
                                   "    B VARCHAR2(10)\n"
                                   "sequence SCOTT.S\n"
                                   "synonym PUBLIC.P FOR SCOTT.EMP\n"
                                   "function SCOTT.FN (A NUMBER, B NUMBER DEFAULT) RETURN NUMBER\n";

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check(const OlTranslation *tr)
{
    for (int i = 0; i < tr->nsteps; i++)
    {
        const OlStep *s = &tr->steps[i];

        if (s->kind == OL_STEP_PLAN || s->kind == OL_STEP_UTILITY)
            require(s->sql.n > 0 && s->sql.s[s->sql.n] == '\0' && memchr(s->sql.s, '\0', s->sql.n) == NULL);
    }
    for (int i = 0; i < tr->nbinds; i++)
    {
        const OlTrBind *b = &tr->binds[i];

        if (b->use == OL_BIND_IN)
            require(b->param >= 1 && b->param <= tr->nparams && b->type.rep != OL_REP_NONE);
        if (b->use == OL_BIND_RETURNING)
            require(b->column >= 0 && b->column < tr->ncolumns);
    }
    for (int i = 1; i < tr->npositions; i++)
        require(tr->positions[i].out > tr->positions[i - 1].out);
    for (int i = 0; i < tr->ncolumns; i++)
        require(tr->columns[i].type.code != OL_T_UNKNOWN && tr->columns[i].lob_rowid_column < tr->ncolumns + tr->nhidden);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlCatalog catalog;
    OlType types[4];
    OlTrOptions options = {.catalog = &catalog};
    OlTranslation *tr = NULL;
    OlDiag diag;
    OlBuf out;

    if (size < 1 || size > 65536)
        return 0;
    arena = ol_arena_new(&allocator);
    ol_diag_init(&diag);
    require(ol_catalog_file_read(arena, ol_str(catalog_text), &catalog, &diag) == OL_OK);
    catalog.collation_is_c = (data[0] & 1) != 0;
    memset(types, 0, sizeof types);
    for (int i = 0; i < 4; i++)
        types[i].code = (OlTypeCode)((data[0] >> 1) * (i + 1) % OL_T_BFILE);
    options.bind_types = types;
    options.nbind_types = data[0] & 4 ? 4 : 0;
    if (ol_translate(arena, ol_str_n((const char *)data + 1, size - 1), &options, &tr, &diag) == OL_OK)
    {
        check(tr);
        ol_buf_init(&out, arena, 1024);
        ol_translation_print(tr, &out);
    }
    else
        require(diag.number > 0);
    ol_arena_free(arena);
    return 0;
}
