/*
 * rowid.c - sys.rowid: the address of a row, made of its table and ctid.
 *
 *   datum, 10 bytes, aligned to 4:  | uint32 table OID | uint16 block high | uint16 block low | uint16 line |
 *
 * Text: the 18 characters Oracle shows (protocol.md 7.7): object 6, file 3, block 6, row 3; the file is always 1.
 * Limits: an UPDATE moves a row, so a ROWID kept over an update of the row by somebody else finds nothing, as Oracle's does
 * after row movement; VACUUM FULL and CLUSTER give new ones.
 * See also:  sql/types.sql; the emitter writes WHERE ROWID = :1 as ctid = sys.rowid_tid($1, oid), a TID scan
 */
#include "postgres.h"

#include "access/hash.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "storage/itemptr.h"

#include "runtime/func/func.h"
#include "runtime/runtime.h"

void ol_rowid_read(const void *datum_bytes, OlRowid *out)
{
    uint16 part[3];

    memcpy(&out->object, datum_bytes, 4);
    memcpy(part, (const char *)datum_bytes + 4, 6);
    out->file = 1;
    out->block = (uint32_t)part[0] << 16 | part[1];
    out->slot = part[2];
}

uintptr_t ol_rowid_datum(const OlRowid *r)
{
    char *p = palloc(12);
    uint16 part[3] = {(uint16)(r->block >> 16), (uint16)r->block, r->slot};

    memcpy(p, &r->object, 4);
    memcpy(p + 4, part, 6);
    return (uintptr_t)p;
}

static OlRowid rowid_arg(Datum d)
{
    OlRowid r;

    ol_rowid_read(DatumGetPointer(d), &r);
    return r;
}
#define ROWID_ARG(n) rowid_arg(PG_GETARG_DATUM(n))

static Datum from_text(const char *s, size_t n)
{
    OlRowid r;
    OlDiag diag;

    OL_TRY(ol_rowid_from_text(ol_str_n(s, n), &r, &diag), diag);
    return (Datum)ol_rowid_datum(&r);
}

OL_FUNCTION(ol_rowid_in)
{
    const char *s = PG_GETARG_CSTRING(0);

    return from_text(s, strlen(s));
}

OL_FUNCTION(ol_fn_char_to_rowid)
{
    text *t = OL_TEXT_ARG(0);

    return from_text(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
}

OL_FUNCTION(ol_rowid_out)
{
    OlRowid r = ROWID_ARG(0);
    char *out = palloc(OL_ROWID_TEXT + 1);

    ol_rowid_to_text(&r, out);
    out[OL_ROWID_TEXT] = '\0';
    PG_RETURN_CSTRING(out);
}

OL_FUNCTION(ol_fn_rowid_to_char)
{
    OlRowid r = ROWID_ARG(0);
    char out[OL_ROWID_TEXT];

    ol_rowid_to_text(&r, out);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(out, OL_ROWID_TEXT));
}

OL_FUNCTION(ol_rowid_recv)
{
    StringInfo buf = (StringInfo)PG_GETARG_POINTER(0);
    OlRowid r;

    r.object = pq_getmsgint(buf, 4);
    r.file = 1;
    r.block = pq_getmsgint(buf, 4);
    r.slot = (uint16_t)pq_getmsgint(buf, 2);
    return (Datum)ol_rowid_datum(&r);
}

OL_FUNCTION(ol_rowid_send)
{
    OlRowid r = ROWID_ARG(0);
    StringInfoData buf;

    pq_begintypsend(&buf);
    pq_sendint32(&buf, r.object);
    pq_sendint32(&buf, r.block);
    pq_sendint16(&buf, r.slot);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static int compare(FunctionCallInfo fcinfo)
{
    OlRowid a = ROWID_ARG(0), b = ROWID_ARG(1);

    if (a.object != b.object)
        return a.object < b.object ? -1 : 1;
    if (a.block != b.block)
        return a.block < b.block ? -1 : 1;
    return a.slot < b.slot ? -1 : a.slot > b.slot;
}

OL_FUNCTION(ol_rowid_cmp)
{
    PG_RETURN_INT32(compare(fcinfo));
}
#define COMPARE(name, op)                                                                                               \
    OL_FUNCTION(ol_rowid_##name)                                                                                        \
    {                                                                                                                   \
        PG_RETURN_BOOL(compare(fcinfo) op 0);                                                                           \
    }
COMPARE(eq, ==)
COMPARE(ne, !=)
COMPARE(lt, <)
COMPARE(le, <=)
COMPARE(gt, >)
COMPARE(ge, >=)

OL_FUNCTION(ol_rowid_larger)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare(fcinfo) >= 0 ? 0 : 1));
}

OL_FUNCTION(ol_rowid_smaller)
{
    PG_RETURN_DATUM(PG_GETARG_DATUM(compare(fcinfo) <= 0 ? 0 : 1));
}

OL_FUNCTION(ol_rowid_hash)
{
    return hash_any((const unsigned char *)PG_GETARG_POINTER(0), OL_ROWID_BYTES);
}

OL_FUNCTION(ol_rowid_hash_extended)
{
    return hash_any_extended((const unsigned char *)PG_GETARG_POINTER(0), OL_ROWID_BYTES, (uint64)PG_GETARG_INT64(1));
}

OL_FUNCTION(ol_fn_make_rowid)
{
    ItemPointer tid = (ItemPointer)PG_GETARG_POINTER(1);
    OlRowid r = {PG_GETARG_OID(0), 1, ItemPointerGetBlockNumberNoCheck(tid), ItemPointerGetOffsetNumberNoCheck(tid)};

    PG_RETURN_DATUM((Datum)ol_rowid_datum(&r));
}

/* NULL when the row is of another table: the comparison with ctid then finds nothing. */
OL_FUNCTION(ol_fn_rowid_tid)
{
    OlRowid r = ROWID_ARG(0);
    ItemPointer tid;

    if (r.object != PG_GETARG_OID(1) || r.slot == 0)
        PG_RETURN_NULL();
    tid = palloc(sizeof(ItemPointerData));
    ItemPointerSet(tid, r.block, r.slot);
    PG_RETURN_POINTER(tid);
}

OL_FUNCTION(ol_fn_rowid_relid)
{
    PG_RETURN_OID(ROWID_ARG(0).object);
}
