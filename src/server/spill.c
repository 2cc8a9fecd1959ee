/*
 * spill.c - a growing run of bytes that leaves memory when it gets large.
 *
 * Mapped with MAP_SHARED, so the pages belong to the file and memory pressure can take them. The file is grown with
 * posix_fallocate, which reserves the room: writing to a mapped page can then not fail.
 *
 * See also:  spill.h, lob.c
 */
#include "postgres.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/guc.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "server/spill.h"

struct OlSpillFile
{
    MemoryContextCallback callback;
    File file;
    char *map;
    Size mapped;
};

static void close_file(void *arg)
{
    struct OlSpillFile *f = arg;

    if (f->map != NULL)
    {
        (void)munmap(f->map, f->mapped);
        f->map = NULL;
    }
    if (f->file > 0)
    {
        FileClose(f->file);
        f->file = 0;
    }
}

static void grow_file(struct OlSpillFile *f, Size cap)
{
    void *map;
    int err;

    if (temp_file_limit >= 0 && cap / 1024 > (Size)temp_file_limit)
    {
        ol_raise(OL_ERR_TEMP_SPACE, psprintf("%zu", cap / 8192), "TEMP");
    }
    (void)FileSize(f->file); /* opens it again if the descriptor was needed elsewhere */
    do
    {
        err = posix_fallocate(FileGetRawDesc(f->file), 0, (off_t)cap);
        CHECK_FOR_INTERRUPTS();
    } while (err == EINTR);
    if (err != 0)
    {
        ol_raise(OL_ERR_TEMP_SPACE, psprintf("%zu", cap / 8192), "TEMP");
    }
    if (f->map == NULL)
    {
        map = mmap(NULL, cap, PROT_READ | PROT_WRITE, MAP_SHARED, FileGetRawDesc(f->file), 0);
    }
    else
    {
        map = mremap(f->map, f->mapped, cap, MREMAP_MAYMOVE);
    }
    if (map == MAP_FAILED)
    {
        ol_raise(OL_ERR_OUT_OF_MEMORY, psprintf("%zu", cap), "LOB value");
    }
    f->map = map;
    f->mapped = cap;
}

void ol_spill_reserve(OlSpill *sp, MemoryContext cxt, Size need)
{
    Size cap = Max(need, sp->cap + sp->cap / 2);

    if (need <= sp->cap)
    {
        return;
    }
    if (cap < OL_SPILL_BYTES)
    {
        cap = Max(cap, 1024);
        sp->bytes = sp->bytes == NULL ? MemoryContextAlloc(cxt, cap) : repalloc(sp->bytes, cap);
        sp->cap = cap;
        return;
    }
    cap = TYPEALIGN(1024 * 1024, cap);
    if (sp->file == NULL)
    {
        struct OlSpillFile *f = MemoryContextAllocZero(cxt, sizeof *f);

        f->callback.func = close_file;
        f->callback.arg = f;
        MemoryContextRegisterResetCallback(cxt, &f->callback);
        f->file = OpenTemporaryFile(true);
        grow_file(f, cap);
        if (sp->bytes != NULL)
        {
            memcpy(f->map, sp->bytes, sp->len);
            pfree(sp->bytes);
        }
        sp->file = f;
    }
    else
    {
        grow_file(sp->file, cap);
    }
    sp->bytes = sp->file->map;
    sp->cap = cap;
}

void ol_spill_rest(OlSpill *sp)
{
    if (sp->file != NULL)
    {
        (void)madvise(sp->file->map, sp->file->mapped, MADV_DONTNEED); /* shared: the file keeps them */
    }
}

void ol_spill_free(OlSpill *sp)
{
    if (sp->file != NULL)
    {
        close_file(sp->file); /* the rest of it goes with the context */
    }
    else if (sp->bytes != NULL)
    {
        pfree(sp->bytes);
    }
    memset(sp, 0, sizeof *sp);
}
