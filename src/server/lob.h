/*
 * lob.h - LOB values: locators, temporary LOBs, reading and writing in pieces.
 *
 * Owns:      the session's table of LOBs; what a locator means.
 * Not here:  the LOB call's layout (call_lob.c).
 * Lifetimes: a LOB from the row it was fetched with, as long as the table keeps it: temporary ones until freed, others until
 *            many newer ones have come (a stale locator is ORA-22924) or the session ends.
 * Invariant: a locator from the wire is 40 hostile bytes; it is looked up, never trusted.
 * See also:  lob.c, call_lob.c, protocol.md 6.4, 7.9
 */
#ifndef OL_SERVER_LOB_H
#define OL_SERVER_LOB_H

#include "server/session.h"
#include "translate/translate.h"

struct TupleTableSlot;

typedef struct OlLob OlLob;

/* How a LOB column of a query is sent. */
typedef struct OlLobColumn
{
    OlSession *s;
    int column;
    bool is_char;
    bool national;
    bool with_length;     /* the client defined it so: length and chunk size before the locator */
    uint32_t prefetch;    /* and the first characters or bytes of the value, at most so many */
    uint32_t pg_type;
    bool via_text;        /* the datum is no text or bytea: its output function makes the value */
    uint32_t relid;       /* row address for writing, or 0 */
    int attnum;
    int rowid_column;     /* -1 none */
} OlLobColumn;

void ol_lob_init_column(OlLobColumn *c, OlSession *s, const OlTranslation *tr, int column, uint32_t pg_type,
                        const OlBindDesc *define);
void ol_lob_put_column(const OlLobColumn *c, OlWriter *w, struct TupleTableSlot *slot);

/* The LOB a locator means; ORA-22275 or ORA-22924. */
OlLob *ol_lob_find(OlStr locator);
OlLob *ol_lob_try_find(OlStr locator); /* NULL */
void ol_lob_free_by_locator(OlStr locator); /* temporary ones; others are left alone */
/* A column of a RETURNING row. */
OlLob *ol_lob_from_slot(OlSession *s, const OlTranslation *tr, int column, struct TupleTableSlot *slot, int attr);
bool ol_lob_is_national(const OlLob *lob);
/* Its whole value as a text or bytea datum in the current context (binds). */
uintptr_t ol_lob_datum(OlLob *lob, bool as_char);
bool ol_lob_is_char(const OlLob *lob);

/* A new temporary LOB. */
OlLob *ol_lob_new_temporary(OlSession *s, bool is_char, bool national);
/* A temporary LOB holding a value (OUT and RETURNING binds). */
OlLob *ol_lob_new_value(OlSession *s, bool is_char, bool national, const void *data, size_t n);
OlStr ol_lob_locator(OlLob *lob); /* 40 bytes, as long as the LOB */
void ol_lob_free(OlLob *lob);

/* Lengths, offsets and amounts count UTF-16 units for character LOBs (as Oracle does), bytes for others; offsets from 0. */
uint64_t ol_lob_length(OlLob *lob);
uint32_t ol_lob_chunk_size(const OlLob *lob);
/* The piece [offset, offset + amount) to the writer as the data of a LOB DATA message; returns how much it was. */
uint64_t ol_lob_read(OlLob *lob, uint64_t offset, uint64_t amount, OlWriter *w);
/* Writes bytes (as the client sent them) at offset; ol_lob_write_begin .. piece .. end. Returns the amount written. */
void ol_lob_write_begin(OlLob *lob, uint64_t offset);
void ol_lob_write_piece(OlLob *lob, OlStr piece);
uint64_t ol_lob_write_end(OlLob *lob);
void ol_lob_trim(OlLob *lob, uint64_t length);
void ol_lob_open(OlLob *lob, uint64_t mode);
void ol_lob_close(OlLob *lob);
bool ol_lob_is_open(const OlLob *lob);
/* What was written goes into the rows: before anything that may look at them. */
void ol_lob_flush(void);
bool ol_lob_any_dirty(void);
void ol_lob_after_rollback(void);

#endif
