/*
 * lob.c - LOB values: locators, temporary LOBs, reading and writing in pieces.
 *
 * A LOB of a table is kept as the TOAST pointer that stood in its row and read in slices, so that a value of any size
 * streams through a small buffer. TOAST compresses: a compressed value cannot be entered in the middle, so the one read last
 * is kept whole while it is read. A value that is written is first copied into a buffer, a large one into a mapped file
 * (spill.h); the row gets it once, before the next call that is not about LOBs (ol_lob_flush), because TOAST can only
 * replace a value whole.
 *
 * Characters: CLOB offsets count characters, values are UTF-8; reading on from where the last read ended needs no scan
 * from the start.
 *
 *   locator, 40 bytes (protocol.md 6.4):   0-1 length - 2 | 4 kind | 5 08 initialised | 7 01 temporary | 10-13 slot | 14-21 serial
 *
 * See also:  lob.h, call_lob.c
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/multixact.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/toast_internals.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "lib/ilist.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "oratype/oratype.h"
#include "pg/pg.h"
#include "pg/pg_table.h"
#include "server/lob.h"
#include "server/spill.h"
#include "server/transaction.h"

enum
{
    MAX_LOBS = 200000,
    MAX_KEPT_BYTES = 64 * 1024 * 1024, /* of values kept inline, before old ones go */
    PIECE = 256 * 1024,
    CHUNK_SIZE = 8060
};

struct OlLob
{
    dlist_node lru;
    uint32 slot;
    uint64 serial;
    uint8_t locator[OL_LOCATOR_LEN];
    MemoryContext mcxt;
    bool is_char;
    bool national;
    bool temporary;
    bool open;
    /* the value: one of the two */
    struct varlena *value; /* TOAST pointer, or a plain varlena with four-byte header; NULL: in buf */
    OlSpill buf;           /* written */
    bool dirty;            /* buf must go into the row */
    /* its row, for writing */
    Oid relid;
    AttrNumber attnum;
    ItemPointerData tid;
    bool stale;
    /* what is known */
    int64 chars;           /* length in characters, -1 unknown */
    uint64 seen_chars;     /* these two belong together */
    uint64 seen_bytes;
    Size kept;             /* bytes counted in kept_bytes */
    /* a write in progress */
    uint64 write_offset;
    OlSpill piece;
};

static OlLob **table;
static uint32 table_size;
static uint32 n_lobs;
static uint32 search_from;
static uint64 next_serial;
static dlist_head lru = DLIST_STATIC_INIT(lru);
static Size kept_bytes;
static int n_dirty;

/* the compressed value read last, whole */
static OlLob *cached_for;
static struct varlena *cached;

/* --- the table --------------------------------------------------------------------------------------------------------- */

static void drop_cache(void)
{
    if (cached != NULL)
    {
        pfree(cached);
    }
    cached = NULL;
    cached_for = NULL;
}

void ol_lob_free(OlLob *lob)
{
    if (cached_for == lob)
    {
        drop_cache();
    }
    if (lob->dirty)
    {
        n_dirty--;
    }
    dlist_delete(&lob->lru);
    table[lob->slot] = NULL;
    n_lobs--;
    kept_bytes -= lob->kept;
    if (lob->slot < search_from)
    {
        search_from = lob->slot;
    }
    MemoryContextDelete(lob->mcxt);
}

/* Old locators of table LOBs go first; temporary LOBs are the client's to free. */
static void make_room(void)
{
    dlist_mutable_iter it;

    if (n_lobs < MAX_LOBS && kept_bytes < MAX_KEPT_BYTES)
    {
        return;
    }
    dlist_foreach_modify(it, &lru)
    {
        OlLob *lob = dlist_container(OlLob, lru, it.cur);

        if (!lob->temporary && !lob->dirty && !lob->open)
        {
            ol_lob_free(lob);
        }
        if (n_lobs < MAX_LOBS / 2 && kept_bytes < MAX_KEPT_BYTES / 2)
        {
            return;
        }
    }
    if (n_lobs >= MAX_LOBS)
    {
        ol_raise(OL_ERR_OUT_OF_MEMORY, "40", "LOB locators");
    }
}

static void make_locator(OlLob *lob)
{
    uint8_t *l = lob->locator;

    memset(l, 0, OL_LOCATOR_LEN);
    l[1] = OL_LOCATOR_LEN - 2;
    l[3] = 1;
    l[4] = lob->is_char ? 0x02 : 0x01;
    l[5] = 0x08;
    l[7] = lob->temporary ? 0x01 : 0;
    l[10] = (uint8_t)(lob->slot >> 24);
    l[11] = (uint8_t)(lob->slot >> 16);
    l[12] = (uint8_t)(lob->slot >> 8);
    l[13] = (uint8_t)lob->slot;
    for (int i = 0; i < 8; i++)
    {
        l[14 + i] = (uint8_t)(lob->serial >> (56 - 8 * i));
    }
}

static OlLob *new_lob(OlSession *s, bool is_char, bool national, bool temporary)
{
    MemoryContext mcxt;
    OlLob *lob;
    uint32 slot;

    make_room();
    if (table == NULL)
    {
        table_size = 64;
        table = MemoryContextAllocZero(s->session_cxt, table_size * sizeof(OlLob *));
        next_serial = (uint64)GetCurrentTimestamp();
    }
    for (slot = search_from; slot < table_size && table[slot] != NULL; slot++)
    {
    }
    if (slot == table_size)
    {
        table = repalloc(table, 2 * table_size * sizeof(OlLob *));
        memset(table + table_size, 0, table_size * sizeof(OlLob *));
        table_size *= 2;
    }
    search_from = slot + 1;
    mcxt = AllocSetContextCreate(s->session_cxt, "oliphant LOB", ALLOCSET_SMALL_SIZES);
    lob = MemoryContextAllocZero(mcxt, sizeof *lob);
    lob->mcxt = mcxt;
    lob->slot = slot;
    lob->serial = ++next_serial;
    lob->is_char = is_char;
    lob->national = national;
    lob->temporary = temporary;
    lob->chars = -1;
    make_locator(lob);
    table[slot] = lob;
    n_lobs++;
    dlist_push_tail(&lru, &lob->lru);
    return lob;
}

OlLob *ol_lob_try_find(OlStr locator)
{
    const uint8_t *l = (const uint8_t *)locator.s;
    uint32 slot;
    OlLob *lob;

    if (locator.n != OL_LOCATOR_LEN)
    {
        return NULL;
    }
    slot = (uint32)l[10] << 24 | (uint32)l[11] << 16 | (uint32)l[12] << 8 | l[13];
    if (slot >= table_size || (lob = table[slot]) == NULL || memcmp(lob->locator + 8, l + 8, OL_LOCATOR_LEN - 8) != 0)
    {
        return NULL;
    }
    return lob;
}

OlLob *ol_lob_find(OlStr locator)
{
    OlLob *lob = ol_lob_try_find(locator);

    if (lob == NULL)
    {
        /* never one of ours, or one that had to go */
        if (locator.n == OL_LOCATOR_LEN && ((const uint8_t *)locator.s)[5] == 0x08)
        {
            ol_raise(OL_ERR_LOB_STALE);
        }
        ol_raise(OL_ERR_LOB_NULL);
    }
    if (lob->stale)
    {
        ol_raise(OL_ERR_LOB_STALE);
    }
    dlist_delete(&lob->lru);
    dlist_push_tail(&lru, &lob->lru);
    return lob;
}

void ol_lob_free_by_locator(OlStr locator)
{
    OlLob *lob = ol_lob_try_find(locator);

    if (lob != NULL && lob->temporary)
    {
        ol_lob_free(lob);
    }
}

OlStr ol_lob_locator(OlLob *lob)
{
    return ol_str_n((const char *)lob->locator, OL_LOCATOR_LEN);
}

bool ol_lob_is_char(const OlLob *lob)
{
    return lob->is_char;
}

bool ol_lob_is_national(const OlLob *lob)
{
    return lob->national;
}

uint32_t ol_lob_chunk_size(const OlLob *lob)
{
    return CHUNK_SIZE;
}

static void keep_value(OlLob *lob, struct varlena *value)
{
    Size size;

    if (VARATT_IS_EXTERNAL_ONDISK(value))
    {
        size = VARSIZE_EXTERNAL(value);
        lob->value = MemoryContextAlloc(lob->mcxt, size);
        memcpy(lob->value, value, size);
    }
    else
    {
        struct varlena *plain = detoast_attr(value);

        size = VARSIZE(plain);
        lob->value = MemoryContextAllocHuge(lob->mcxt, size);
        memcpy(lob->value, plain, size);
        if (plain != value)
        {
            pfree(plain);
        }
    }
    lob->kept = size;
    kept_bytes += size;
}

OlLob *ol_lob_new_temporary(OlSession *s, bool is_char, bool national)
{
    OlLob *lob = new_lob(s, is_char, national, true);

    lob->chars = 0;
    return lob;
}

OlLob *ol_lob_new_value(OlSession *s, bool is_char, bool national, const void *data, size_t n)
{
    OlLob *lob = new_lob(s, is_char, national, true);

    if (n > 0)
    {
        ol_spill_reserve(&lob->buf, lob->mcxt, n);
        memcpy(lob->buf.bytes, data, n);
        lob->buf.len = n;
    }
    return lob;
}

/* --- columns ------------------------------------------------------------------------------------------------------------- */

void ol_lob_init_column(OlLobColumn *c, OlSession *s, const OlTranslation *tr, int column, uint32_t pg_type,
                        const OlBindDesc *define)
{
    const OlTrColumn *tc = &tr->columns[column];

    memset(c, 0, sizeof *c);
    c->s = s;
    c->column = column;
    c->is_char = tc->type.code != OL_T_BLOB && tc->type.code != OL_T_BFILE;
    c->national = tc->type.code == OL_T_NCLOB;
    c->with_length = define != NULL && (define->container_flags & OL_BINDC_LOB_PREFETCH) != 0;
    c->prefetch = c->with_length ? define->max_chars : 0;
    c->pg_type = pg_type;
    c->via_text = pg_type != TEXTOID && pg_type != BYTEAOID && pg_type != VARCHAROID && pg_type != BPCHAROID;
    c->relid = OidIsValid(tc->lob_relid) ? ol_pg_session_table(tc->lob_relid, true) : InvalidOid;
    c->attnum = tc->lob_attnum;
    c->rowid_column = tc->lob_relid != 0 ? tc->lob_rowid_column : -1;
}

static OlLob *lob_from_datum(const OlLobColumn *c, TupleTableSlot *slot, int attr)
{
    OlLob *lob;
    Datum value = slot->tts_values[attr];
    bool has_row = c->rowid_column >= 0 && c->rowid_column < slot->tts_tupleDescriptor->natts;

    if (has_row)
    {
        slot_getsomeattrs(slot, c->rowid_column + 1);
        has_row = !slot->tts_isnull[c->rowid_column] &&
                  TupleDescAttr(slot->tts_tupleDescriptor, c->rowid_column)->atttypid == TIDOID;
    }
    lob = new_lob(c->s, c->is_char, c->national, false);
    if (c->via_text)
    {
        Oid output;
        bool varlena;
        char *text;

        getTypeOutputInfo(c->pg_type, &output, &varlena);
        text = OidOutputFunctionCall(output, value);
        keep_value(lob, (struct varlena *)cstring_to_text(text));
        pfree(text);
    }
    else
    {
        keep_value(lob, (struct varlena *)DatumGetPointer(value));
    }
    if (has_row)
    {
        lob->relid = c->relid;
        lob->attnum = c->attnum;
        lob->tid = *(ItemPointer)DatumGetPointer(slot->tts_values[c->rowid_column]);
    }
    return lob;
}

OlLob *ol_lob_from_slot(OlSession *s, const OlTranslation *tr, int column, TupleTableSlot *slot, int attr)
{
    OlLobColumn c;

    ol_lob_init_column(&c, s, tr, column, TupleDescAttr(slot->tts_tupleDescriptor, attr)->atttypid, NULL);
    return lob_from_datum(&c, slot, attr);
}

/* --- reading --------------------------------------------------------------------------------------------------------------- */

/* TOAST is read under a snapshot. */
static void push_snapshot(void)
{
    PushActiveSnapshot(GetTransactionSnapshot());
}

static Size byte_length(OlLob *lob)
{
    return lob->value == NULL ? lob->buf.len : toast_raw_datum_size(PointerGetDatum(lob->value)) - VARHDRSZ;
}

/* Bytes [offset, offset + n) of the value, n within it. *made: to be freed, or NULL. Needs a snapshot. */
static const char *slice(OlLob *lob, Size offset, Size n, void **made)
{
    struct varlena *v;

    *made = NULL;
    if (lob->value == NULL)
    {
        return lob->buf.bytes + offset;
    }
    if (!VARATT_IS_EXTERNAL(lob->value))
    {
        return VARDATA_ANY(lob->value) + offset;
    }
    if (VARATT_IS_EXTERNAL_ONDISK(lob->value))
    {
        struct varatt_external ext;

        VARATT_EXTERNAL_GET_POINTER(ext, lob->value);
        if (VARATT_EXTERNAL_IS_COMPRESSED(ext))
        {
            if (cached_for != lob)
            {
                MemoryContext old = MemoryContextSwitchTo(ol_session->session_cxt);

                drop_cache();
                cached = detoast_attr(lob->value);
                cached_for = lob;
                MemoryContextSwitchTo(old);
            }
            return VARDATA(cached) + offset;
        }
    }
    v = detoast_attr_slice(lob->value, (int32)offset, (int32)n);
    *made = v;
    if (VARSIZE_ANY_EXHDR(v) < n)
    {
        ol_raise(OL_ERR_LOB_STALE);
    }
    return VARDATA_ANY(v);
}

/* Bytes of the first nchars characters of s, and how many characters that were. Works on pieces cut anywhere. Characters
 * are counted as Oracle counts those of a CLOB, in UTF-16 units: one beyond the BMP is two. */
static Size count_chars(const char *s, Size n, uint64 nchars, uint64 *counted)
{
    uint64 c = 0;
    Size i = 0;

    if (nchars > n && ol_utf8_length(s, n) == n)
    {
        *counted = n; /* one byte each */
        return n;
    }
    for (; i < n; i++)
    {
        if (((unsigned char)s[i] & 0xC0) != 0x80)
        {
            uint64 units = (unsigned char)s[i] >= 0xF0 ? 2 : 1;

            if (c >= nchars || (c > 0 && units > nchars - c))
            {
                break;
            }
            c += units;
        }
    }
    *counted = c;
    return i;
}

/* Byte offset of a character offset; beyond the end: the length, with *chars the characters there are. */
static uint64 char_to_byte(OlLob *lob, uint64 offset, uint64 *chars)
{
    Size total = byte_length(lob);
    uint64 at_char = 0;
    uint64 at_byte = 0;

    if (lob->chars >= 0 && (uint64)lob->chars == total)
    {
        *chars = Min(offset, total);
        return *chars;
    }
    if (lob->seen_chars <= offset)
    {
        at_char = lob->seen_chars;
        at_byte = lob->seen_bytes;
    }
    while (at_char < offset && at_byte < total)
    {
        Size n = Min(PIECE, total - at_byte);
        void *made;
        const char *p;
        uint64 counted;
        Size used;

        CHECK_FOR_INTERRUPTS();
        p = slice(lob, at_byte, n, &made);
        used = count_chars(p, n, offset - at_char, &counted);
        if (made != NULL)
        {
            pfree(made);
        }
        at_char += counted;
        at_byte += used;
        if (used < n)
        {
            break;
        }
    }
    /* a piece may have ended inside a character: its tail belongs to what was counted */
    if (at_byte < total)
    {
        void *made;
        const char *p = slice(lob, at_byte, Min(4, total - at_byte), &made);
        Size n = Min(4, total - at_byte);

        for (Size i = 0; i < n && ((unsigned char)p[i] & 0xC0) == 0x80; i++)
        {
            at_byte++;
        }
        if (made != NULL)
        {
            pfree(made);
        }
    }
    else
    {
        lob->chars = (int64)at_char;
    }
    lob->seen_chars = at_char;
    lob->seen_bytes = at_byte;
    *chars = at_byte < total ? Max(at_char, offset) : at_char; /* an offset between two surrogates: before the pair */
    return at_byte;
}

uint64_t ol_lob_length(OlLob *lob)
{
    uint64 chars;

    if (!lob->is_char)
    {
        return byte_length(lob);
    }
    if (lob->chars < 0)
    {
        uint64 keep_chars = lob->seen_chars;
        uint64 keep_bytes = lob->seen_bytes;

        push_snapshot();
        (void)char_to_byte(lob, PG_UINT64_MAX, &chars);
        PopActiveSnapshot();
        lob->chars = (int64)chars;
        lob->seen_chars = keep_chars;
        lob->seen_bytes = keep_bytes;
    }
    return (uint64)lob->chars;
}

static void put_piece(OlLob *lob, OlWriter *w, const char *p, Size n)
{
    if (lob->is_char && lob->national)
    {
        uint8_t *wide = palloc(ol_utf8_to_utf16be_size(p, n) + 4);
        size_t wn = ol_utf8_to_utf16be(p, n, wide);

        ol_wr_clr_piece(w, wide, wn);
        pfree(wide);
    }
    else
    {
        ol_wr_clr_piece(w, p, n);
    }
}

/* Cut a piece so that it does not end inside a character. */
static Size whole_chars(const char *p, Size n, bool last)
{
    Size cut = n;

    if (last)
    {
        return n;
    }
    while (cut > 0 && n - cut < 4 && ((unsigned char)p[cut - 1] & 0xC0) == 0x80)
    {
        cut--;
    }
    if (cut > 0 && (unsigned char)p[cut - 1] >= 0xC0)
    {
        return cut - 1;
    }
    return n;
}

/* With a message byte the value is a LOB DATA message, left out when there is nothing; without, a CLR in any case. */
static uint64 read_value(OlLob *lob, uint64 offset, uint64 amount, OlWriter *w, bool as_message)
{
    uint64 total;
    uint64 at;
    uint64 done = 0;
    bool begun = false;

    push_snapshot();
    total = byte_length(lob);
    if (lob->is_char)
    {
        uint64 chars;

        at = char_to_byte(lob, offset, &chars);
        if (chars < offset)
        {
            at = total;
        }
    }
    else
    {
        at = Min(offset, total);
    }
    while (done < amount && at < total)
    {
        Size n = Min(PIECE, total - at);
        void *made;
        const char *p;
        uint64 counted;
        Size used;

        CHECK_FOR_INTERRUPTS();
        if (!lob->is_char)
        {
            n = Min(n, amount - done);
        }
        p = slice(lob, at, n, &made);
        if (lob->is_char)
        {
            n = whole_chars(p, n, at + n == total);
            used = count_chars(p, n, amount - done, &counted);
        }
        else
        {
            used = n;
            counted = n;
        }
        if (used == 0)
        {
            break;
        }
        if (!begun && as_message)
        {
            ol_ttc_write_lob_data_begin(w);
        }
        else if (!begun)
        {
            ol_wr_clr_begin(w);
        }
        begun = true;
        put_piece(lob, w, p, used);
        if (made != NULL)
        {
            pfree(made);
        }
        at += used;
        done += counted;
    }
    if (begun)
    {
        ol_wr_clr_end(w);
    }
    else if (!as_message)
    {
        ol_wr_u8(w, 0);
    }
    if (lob->is_char)
    {
        lob->seen_chars = offset + done;
        lob->seen_bytes = at;
        if (at == total && done > 0)
        {
            lob->chars = (int64)(offset + done);
        }
    }
    PopActiveSnapshot();
    return done;
}

uint64_t ol_lob_read(OlLob *lob, uint64_t offset, uint64_t amount, OlWriter *w)
{
    return read_value(lob, offset, amount, w, true);
}

void ol_lob_put_column(const OlLobColumn *c, OlWriter *w, TupleTableSlot *slot)
{
    OlLob *lob = lob_from_datum(c, slot, c->column);
    uint64 length = c->with_length ? ol_lob_length(lob) : 0;

    if (c->prefetch == 0)
    {
        ol_ttc_put_lob(w, ol_lob_locator(lob), c->with_length, length, CHUNK_SIZE);
        return;
    }
    ol_ttc_put_lob_prefetched(w, OL_LOCATOR_LEN, length, CHUNK_SIZE, c->is_char, c->national);
    (void)read_value(lob, 0, c->prefetch, w, false);
    ol_wr_clr(w, ol_lob_locator(lob).s, OL_LOCATOR_LEN);
}

Datum ol_lob_datum(OlLob *lob, bool as_char)
{
    Size n;
    struct varlena *v;

    if (lob->value != NULL && VARATT_IS_EXTERNAL_ONDISK(lob->value))
    {
        push_snapshot();
        v = detoast_attr(lob->value);
        PopActiveSnapshot();
        return PointerGetDatum(v);
    }
    n = byte_length(lob);
    if (n > MaxAllocSize - VARHDRSZ)
    {
        ol_raise(OL_ERR_OUT_OF_MEMORY, psprintf("%zu", n), "LOB value");
    }
    v = palloc(n + VARHDRSZ);
    SET_VARSIZE(v, n + VARHDRSZ);
    if (n > 0)
    {
        memcpy(VARDATA(v), lob->value == NULL ? lob->buf.bytes : VARDATA_ANY(lob->value), n);
    }
    ol_spill_rest(&lob->buf);
    return PointerGetDatum(v);
}

/* --- writing ----------------------------------------------------------------------------------------------------------------- */

/* Does this transaction hold the row: inserted, updated or locked by it? The row is followed through its versions. */
static void check_row_locked(OlLob *lob)
{
    Relation rel;
    TupleTableSlot *slot;
    TableScanDesc scan;
    bool held = false;

    if (!OidIsValid(lob->relid) || lob->dirty)
    {
        return;
    }
    push_snapshot();
    rel = table_open(lob->relid, RowExclusiveLock);
    slot = table_slot_create(rel, NULL);
    scan = table_beginscan_tid(rel, GetActiveSnapshot());
    table_tuple_get_latest_tid(scan, &lob->tid);
    table_endscan(scan);
    if (table_tuple_fetch_row_version(rel, &lob->tid, GetActiveSnapshot(), slot))
    {
        bool free_it;
        HeapTuple tuple = ExecFetchSlotHeapTuple(slot, false, &free_it);
        HeapTupleHeader h = tuple->t_data;
        TransactionId xmax = HeapTupleHeaderGetRawXmax(h);

        if (TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(h)))
        {
            held = true;
        }
        else if ((h->t_infomask & HEAP_XMAX_INVALID) == 0)
        {
            if ((h->t_infomask & HEAP_XMAX_IS_MULTI) != 0)
            {
                MultiXactMember *members;
                int n = GetMultiXactIdMembers(xmax, &members, false, HEAP_XMAX_IS_LOCKED_ONLY(h->t_infomask));

                for (int i = 0; i < n; i++)
                {
                    held = held || TransactionIdIsCurrentTransactionId(members[i].xid);
                }
            }
            else
            {
                held = TransactionIdIsCurrentTransactionId(xmax);
            }
        }
        if (free_it)
        {
            heap_freetuple(tuple);
        }
    }
    ExecDropSingleTupleTableSlot(slot);
    table_close(rel, NoLock);
    PopActiveSnapshot();
    if (!held)
    {
        ol_raise(OL_ERR_LOB_NOT_LOCKED);
    }
}

static void grow(OlLob *lob, Size need)
{
    if (need > MaxAllocSize - VARHDRSZ)
    {
        ol_raise(OL_ERR_OUT_OF_MEMORY, psprintf("%zu", need), "LOB value");
    }
    ol_spill_reserve(&lob->buf, lob->mcxt, need);
}

/* From the stored value to a buffer that can be changed. */
static void make_writable(OlLob *lob)
{
    check_row_locked(lob);
    if (lob->value != NULL)
    {
        Size total;

        push_snapshot();
        total = byte_length(lob);
        ol_spill_reserve(&lob->buf, lob->mcxt, total);
        for (Size at = 0; at < total;)
        {
            Size n = Min(PIECE, total - at);
            void *made;

            CHECK_FOR_INTERRUPTS();
            memcpy(lob->buf.bytes + at, slice(lob, at, n, &made), n);
            if (made != NULL)
            {
                pfree(made);
            }
            at += n;
        }
        PopActiveSnapshot();
        lob->buf.len = total;
        if (cached_for == lob)
        {
            drop_cache();
        }
        pfree(lob->value);
        lob->value = NULL;
        kept_bytes -= lob->kept;
        lob->kept = 0;
    }
    if (OidIsValid(lob->relid) && !lob->dirty)
    {
        lob->dirty = true;
        n_dirty++;
    }
}

void ol_lob_write_begin(OlLob *lob, uint64_t offset)
{
    make_writable(lob);
    lob->write_offset = offset;
    lob->piece.len = 0;
}

void ol_lob_write_piece(OlLob *lob, OlStr piece)
{
    Size need = lob->piece.len + piece.n;

    if (need > MaxAllocSize - VARHDRSZ)
    {
        ol_raise(OL_ERR_OUT_OF_MEMORY, psprintf("%zu", need), "LOB value");
    }
    if (piece.n == 0)
    {
        return;
    }
    ol_spill_reserve(&lob->piece, lob->mcxt, need);
    memcpy(lob->piece.bytes + lob->piece.len, piece.s, piece.n);
    lob->piece.len = need;
}

/* Replaces buf[at, at + cut) by data. */
static void replace_bytes(OlLob *lob, Size at, Size cut, const char *data, Size n)
{
    OlSpill *b = &lob->buf;

    grow(lob, b->len - cut + n);
    if (at + cut < b->len && cut != n)
    {
        memmove(b->bytes + at + n, b->bytes + at + cut, b->len - at - cut);
    }
    memcpy(b->bytes + at, data, n);
    b->len = b->len - cut + n;
}

uint64_t ol_lob_write_end(OlLob *lob)
{
    const char *data = lob->piece.bytes;
    Size n = lob->piece.len;
    uint64 amount = n;
    Size at;
    Size cut;

    if (n == 0)
    {
        return 0;
    }
    if (lob->is_char)
    {
        uint64 chars;
        uint64 counted;

        if (lob->national)
        {
            char *utf8 = palloc_extended(ol_utf16be_to_utf8_size((const uint8_t *)data, n) + 1, MCXT_ALLOC_HUGE);

            n = ol_utf16be_to_utf8((const uint8_t *)data, n, utf8);
            data = utf8;
        }
        if (!ol_utf8_valid(data, n) || memchr(data, '\0', n) != NULL)
        {
            ol_raise(OL_ERR_PARTIAL_CHARACTER);
        }
        (void)count_chars(data, n, PG_UINT64_MAX, &amount);
        at = char_to_byte(lob, lob->write_offset, &chars);
        if (chars < lob->write_offset)
        {
            /* writing behind the end fills with spaces */
            Size gap = lob->write_offset - chars;

            grow(lob, lob->buf.len + gap);
            memset(lob->buf.bytes + lob->buf.len, ' ', gap);
            lob->buf.len += gap;
            at = lob->buf.len;
        }
        cut = count_chars(lob->buf.bytes + at, lob->buf.len - at, amount, &counted);
        /* the last character replaced goes whole */
        while (at + cut < lob->buf.len && ((unsigned char)lob->buf.bytes[at + cut] & 0xC0) == 0x80)
        {
            cut++;
        }
        replace_bytes(lob, at, cut, data, n);
        if (lob->chars >= 0)
        {
            lob->chars = (int64)(Max((uint64)lob->chars, lob->write_offset) - counted + amount);
        }
        lob->seen_chars = lob->write_offset + amount;
        lob->seen_bytes = at + n;
        if (data != lob->piece.bytes)
        {
            pfree((void *)(uintptr_t)data);
        }
    }
    else
    {
        at = lob->write_offset;
        if (at > lob->buf.len)
        {
            grow(lob, at);
            memset(lob->buf.bytes + lob->buf.len, 0, at - lob->buf.len);
            lob->buf.len = at;
        }
        cut = Min(n, lob->buf.len - at);
        replace_bytes(lob, at, cut, data, n);
    }
    ol_spill_rest(&lob->buf);
    lob->piece.len = 0;
    if (lob->piece.cap > 1024 * 1024)
    {
        ol_spill_free(&lob->piece);
    }
    return amount;
}

void ol_lob_trim(OlLob *lob, uint64_t length)
{
    make_writable(lob);
    if (lob->is_char)
    {
        uint64 chars;
        Size at;

        if (ol_lob_length(lob) < length)
        {
            ol_raise(OL_ERR_LOB_TRIM);
        }
        at = char_to_byte(lob, length, &chars);
        lob->buf.len = at;
        lob->chars = (int64)chars;
    }
    else
    {
        if (lob->buf.len < length)
        {
            ol_raise(OL_ERR_LOB_TRIM);
        }
        lob->buf.len = length;
    }
    lob->seen_chars = lob->seen_bytes = 0;
}

void ol_lob_open(OlLob *lob, uint64_t mode)
{
    if (lob->open)
    {
        ol_raise(OL_ERR_LOB_ALREADY_OPEN);
    }
    lob->open = true;
}

void ol_lob_close(OlLob *lob)
{
    if (!lob->open)
    {
        ol_raise(OL_ERR_LOB_NOT_OPEN);
    }
    lob->open = false;
}

bool ol_lob_is_open(const OlLob *lob)
{
    return lob->open;
}

/* --- into the row ---------------------------------------------------------------------------------------------------------------- */

/* Other locators of this row follow it to its new version. */
static void row_moved(Oid relid, ItemPointer from, ItemPointer to)
{
    dlist_iter it;
    ItemPointerData old = *from;

    dlist_foreach(it, &lru)
    {
        OlLob *lob = dlist_container(OlLob, lru, it.cur);

        if (lob->relid == relid && ItemPointerEquals(&lob->tid, &old))
        {
            lob->tid = *to;
        }
    }
}

static void flush_one(OlLob *lob)
{
    Oid named = ol_pg_definition_table(lob->relid); /* the plan reads the session's rows */
    char *relname = get_rel_name(named);
    char *attname = get_attname(lob->relid, lob->attnum, true);
    Oid atttype = InvalidOid;
    int32 typmod;
    Oid collation;
    Oid types[2];
    Datum values[2];
    StringInfoData sql;
    int rc;

    lob->dirty = false;
    n_dirty--;
    if (relname == NULL || attname == NULL)
    {
        ol_raise(OL_ERR_LOB_STALE);
    }
    get_atttypetypmodcoll(lob->relid, lob->attnum, &atttype, &typmod, &collation);
    initStringInfo(&sql);
    appendStringInfo(&sql, "UPDATE ONLY %s SET %s = $1 WHERE ctid OPERATOR(pg_catalog.=) $2 RETURNING ctid",
                     quote_qualified_identifier(get_namespace_name(get_rel_namespace(named)), relname),
                     quote_identifier(attname));
    types[0] = atttype;
    types[1] = TIDOID;
    values[0] = ol_lob_datum(lob, lob->is_char);
    values[1] = PointerGetDatum(&lob->tid);
    PushActiveSnapshot(GetTransactionSnapshot());
    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    rc = SPI_execute_with_args(sql.data, 2, types, values, NULL, false, 0);
    if (rc == SPI_OK_UPDATE_RETURNING && SPI_processed == 1)
    {
        bool isnull;
        Datum tid = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);

        row_moved(lob->relid, &lob->tid, (ItemPointer)DatumGetPointer(tid));
    }
    else
    {
        SPI_finish();
        ol_raise(OL_ERR_LOB_STALE);
    }
    SPI_finish();
    PopActiveSnapshot();
}

bool ol_lob_any_dirty(void)
{
    return n_dirty > 0;
}

void ol_lob_flush(void)
{
    dlist_mutable_iter it;

    if (n_dirty == 0)
    {
        return;
    }
    ol_txn_begin_statement();
    dlist_foreach_modify(it, &lru)
    {
        OlLob *lob = dlist_container(OlLob, lru, it.cur);

        if (lob->dirty)
        {
            flush_one(lob);
        }
    }
    ol_txn_end_statement(true);
}

void ol_lob_after_rollback(void)
{
    dlist_iter it;

    if (n_dirty == 0)
    {
        return;
    }
    dlist_foreach(it, &lru)
    {
        OlLob *lob = dlist_container(OlLob, lru, it.cur);

        if (lob->dirty)
        {
            lob->dirty = false;
            lob->stale = true; /* what was written is undone, what was there is no longer known */
        }
    }
    n_dirty = 0;
}
