/*
 * spill.h - a growing run of bytes that leaves memory when it gets large.
 *
 * Why:       a LOB is written in pieces of the client's choosing and may reach a gigabyte. Small ones stay in memory; from
 *            OL_SPILL_BYTES on the bytes are a mapped temporary file, so that they can still be edited in place, but are
 *            the kernel's to write out.
 * Lifetimes: the bytes go with their memory context; the temporary file is PostgreSQL's and has no name after a crash.
 * Invariant: room on disk is reserved before it is mapped: a full disk is ORA-01652 here, never a signal later. What is
 *            reserved obeys temp_file_limit.
 */
#ifndef OL_SERVER_SPILL_H
#define OL_SERVER_SPILL_H

enum
{
    OL_SPILL_BYTES = 4 * 1024 * 1024
};

/* All zero: empty. bytes moves when it grows. */
typedef struct OlSpill
{
    char *bytes;
    Size len;
    Size cap;
    struct OlSpillFile *file;
} OlSpill;

/* Makes room for need bytes in all; len stays. The context must be the same in every call for one spill. */
void ol_spill_reserve(OlSpill *sp, MemoryContext cxt, Size need);
/* Nothing will touch it for a while: the pages of a mapped one leave the process; the bytes stay. */
void ol_spill_rest(OlSpill *sp);
/* Empty again; gives its room back. */
void ol_spill_free(OlSpill *sp);

#endif
