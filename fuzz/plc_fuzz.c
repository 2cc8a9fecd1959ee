/*
 * plc_fuzz.c - PL/SQL from hostile bytes through the compiler, and damaged programs through reader, verifier and printer.
 *
 * First byte even: the rest is text. What compiles must survive being written and read, and verify again.
 * First byte odd: the rest is pairs of place and byte changed in a stored program whose checksum is then made right again.
 */
#include "cli/catalog_file.h"
#include "plc/plc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char catalog_text[] = "current SCOTT\n"
                                   "table SCOTT.EMP\n"
                                   "    EMPNO NUMBER(4) NOT NULL\n"
                                   "    ENAME VARCHAR2(10 BYTE)\n"
                                   "    HIREDATE DATE\n"
                                   "    SAL NUMBER(7,2)\n"
                                   "sequence SCOTT.S\n";

static const char sample[] = "DECLARE TYPE r IS RECORD (a NUMBER, b VARCHAR2(9)); TYPE t IS TABLE OF r INDEX BY PLS_INTEGER; x t; n NUMBER := :b; "
                             "CURSOR c (p NUMBER) IS SELECT empno FROM emp WHERE sal > p; "
                             "PROCEDURE q(a IN OUT NUMBER, d NUMBER DEFAULT 1) IS BEGIN a := a + d + n; END; "
                             "BEGIN FOR i IN 1 .. 9 LOOP x(i).a := i; q(n); n := MOD(i, 3); END LOOP; FOR z IN c(1) LOOP n := z.empno; END LOOP; "
                             "EXECUTE IMMEDIATE 'x' INTO n USING 1; UPDATE emp SET sal = n WHERE empno = x(1).a; "
                             "EXCEPTION WHEN NO_DATA_FOUND THEN n := SQLCODE; WHEN OTHERS THEN RAISE; END;";

static void require(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;
    OlCatalog catalog;
    OlPlcOptions options = {.catalog = &catalog};
    OlPlcResult result;
    OlProgram *p;
    OlDiag diag;
    OlBuf bytes, text;
    OlStr source;

    if (size < 1 || size > 32768)
        return 0;
    arena = ol_arena_new(&allocator);
    ol_diag_init(&diag);
    require(ol_catalog_file_read(arena, ol_str(catalog_text), &catalog, &diag) == OL_OK);
    source = data[0] & 1 ? ol_str(sample) : ol_str_n((const char *)data + 1, size - 1);
    ol_buf_init(&bytes, arena, 4096);
    ol_buf_init(&text, arena, 4096);
    if (ol_plc_compile(arena, source, &options, &result, &diag) == OL_OK)
    {
        ol_program_write(result.program, &bytes);
        if (data[0] & 1)
        {
            uint64_t hash, length = bytes.len - 24;

            for (size_t i = 1; i + 2 < size; i += 3)
                bytes.data[24 + ((size_t)data[i] << 8 | data[i + 1]) % length] = data[i + 2];
            hash = ol_hash_bytes(bytes.data + 24, length, OL_PROGRAM_VERSION);
            memcpy(bytes.data + 16, &hash, 8);
        }
        if (ol_program_read(arena, ol_buf_str(&bytes), &p, &diag) == OL_OK)
        {
            bool ok = ol_program_verify(arena, p, &diag) == OL_OK;

            require(ok || (data[0] & 1));
            if (ok)
                ol_program_print(p, &text);
        }
        else
            require(data[0] & 1);
    }
    else
    {
        /* what the compiler makes must pass its own verifier */
        require(diag.number > 0 && (result.nmessages > 0 || strncmp(diag.text, "damaged program", 15) != 0));
        require(!(data[0] & 1));
    }
    ol_arena_free(arena);
    return 0;
}
