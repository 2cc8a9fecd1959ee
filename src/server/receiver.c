/*
 * receiver.c - rows from the executor straight into the send buffer.
 *
 * The executor hands over a slot; every visible column is encoded from its datum into the writer's packet. Nothing is
 * copied in between and no text is made. Encoders are chosen once per open query (value.h); LOB columns become locators
 * (lob.h) or, when the client defined them as LONG, their bytes.
 *
 * See also:  receiver.h, value.h, lob.h
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "tcop/dest.h"
#include "utils/memutils.h"

#include "pg/pg.h"
#include "pg/pg_type.h"
#include "server/lob.h"
#include "server/receiver.h"
#include "server/value.h"

struct OlReceiver
{
    DestReceiver pub;
    OlSession *s;
    const OlTranslation *tr;
    int ncolumns;            /* visible */
    int natts;               /* attributes needed of a slot: visible ones and hidden row addresses */
    OlEncoder *encoders;
    OlLobColumn *lobs;       /* per column; kind OL_LOBCOL_NONE where the encoder does it */
    bool any_lob;
    MemoryContext mcxt;      /* where encoders keep things */
    MemoryContext row_cxt;   /* the session's: one row is made at a time; reset after rows that needed memory, so what an
                              * error leaves goes with the next row */
    const OlBindDesc *defines;
    uint32 n_defines;
};

static MemoryContext row_cxt;

void ol_column_describe(const OlTrColumn *column, const OlCaps *caps, OlColumnDesc *out)
{
    memset(out, 0, sizeof *out);
    ol_value_describe(&column->type, out);
    out->name = column->name;
    out->nullable = column->nullable;
}

bool ol_receiver_has_longs(const OlTranslation *tr)
{
    for (int i = 0; i < tr->ncolumns; i++)
    {
        if (tr->columns[i].type.code == OL_T_LONG || tr->columns[i].type.code == OL_T_LONG_RAW)
        {
            return true;
        }
    }
    return false;
}

bool ol_receiver_has_lobs(const OlTranslation *tr)
{
    for (int i = 0; i < tr->ncolumns; i++)
    {
        OlTypeCode code = tr->columns[i].type.code;

        if (code == OL_T_CLOB || code == OL_T_NCLOB || code == OL_T_BLOB || code == OL_T_JSON || code == OL_T_VECTOR)
        {
            return true;
        }
    }
    return false;
}

static bool receive_slot(TupleTableSlot *slot, DestReceiver *self)
{
    OlReceiver *r = (OlReceiver *)self;
    OlWriter *w = &r->s->writer;
    MemoryContext old = MemoryContextSwitchTo(r->row_cxt);

    slot_getsomeattrs(slot, r->natts);
    r->s->row_mark = ol_writer_mark(w);
    r->s->row_open = true;
    ol_ttc_begin_row(w);
    for (int i = 0; i < r->ncolumns; i++)
    {
        const OlEncoder *e = &r->encoders[i];

        if (slot->tts_isnull[i])
        {
            ol_value_put_null(e, w);
        }
        else if (OL_LIKELY(e->encode != NULL))
        {
            e->encode(e, w, slot->tts_values[i]);
        }
        else
        {
            ol_lob_put_column(&r->lobs[i], w, slot);
        }
    }
    r->s->row_open = false;
    MemoryContextSwitchTo(old);
    if (OL_UNLIKELY(!r->row_cxt->isReset))
    {
        MemoryContextReset(r->row_cxt);
    }
    if (OL_UNLIKELY(w->failed))
    {
        /* the client is gone: no need to compute the rest */
        InterruptPending = true;
        CHECK_FOR_INTERRUPTS();
        return false;
    }
    return true;
}

static void receiver_startup(DestReceiver *self, int operation, TupleDesc desc)
{
}

static void receiver_shutdown(DestReceiver *self)
{
}

static void receiver_destroy(DestReceiver *self)
{
}

OlReceiver *ol_receiver_make(OlSession *s, const OlTranslation *tr, const OlColumnDesc *descs, const OlBindDesc *defines,
                             uint32_t n_defines)
{
    OlReceiver *r = palloc0(sizeof *r);

    r->pub.receiveSlot = receive_slot;
    r->pub.rStartup = receiver_startup;
    r->pub.rShutdown = receiver_shutdown;
    r->pub.rDestroy = receiver_destroy;
    r->pub.mydest = DestNone;
    r->s = s;
    r->tr = tr;
    r->ncolumns = tr->ncolumns;
    r->natts = tr->ncolumns;
    r->encoders = palloc0(sizeof(OlEncoder) * Max(tr->ncolumns, 1));
    r->lobs = palloc0(sizeof(OlLobColumn) * Max(tr->ncolumns, 1));
    r->mcxt = CurrentMemoryContext;
    if (row_cxt == NULL)
    {
        row_cxt = AllocSetContextCreate(s->session_cxt, "oliphant row", ALLOCSET_SMALL_SIZES);
    }
    r->row_cxt = row_cxt;
    r->defines = defines;
    r->n_defines = n_defines;
    return r;
}

bool ol_receiver_fit(OlReceiver *r, TupleDesc rows)
{
    const OlTranslation *tr = r->tr;

    if (rows == NULL || rows->natts < tr->ncolumns)
    {
        return tr->ncolumns == 0;
    }
    r->natts = tr->ncolumns;
    for (int i = 0; i < tr->ncolumns; i++)
    {
        const OlTrColumn *c = &tr->columns[i];
        const OlBindDesc *define = (uint32)i < r->n_defines ? &r->defines[i] : NULL;

        if (!ol_encoder_init(&r->encoders[i], &c->type, TupleDescAttr(rows, i)->atttypid, define, r->mcxt))
        {
            return false;
        }
        if (r->encoders[i].encode == NULL)
        {
            ol_lob_init_column(&r->lobs[i], r->s, tr, i, TupleDescAttr(rows, i)->atttypid, define);
            if (r->lobs[i].rowid_column >= 0 && r->lobs[i].rowid_column < rows->natts)
            {
                r->natts = Max(r->natts, r->lobs[i].rowid_column + 1);
            }
            else
            {
                r->lobs[i].rowid_column = -1;
            }
            r->any_lob = true;
        }
    }
    return true;
}

DestReceiver *ol_receiver_dest(OlReceiver *r)
{
    return &r->pub;
}
