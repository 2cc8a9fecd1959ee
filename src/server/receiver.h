/*
 * receiver.h - rows from the executor straight into the send buffer.
 *
 * Owns:      OlReceiver, a DestReceiver that writes ROW DATA; the choice of an encoder per column.
 * Not here:  opening and fetching portals (portal.h); LOB locators themselves (lob.h).
 * Lifetimes: a receiver is made once per open query, in the cursor's context, and used for each of its fetches.
 * Invariant: a row is written whole or not at all.
 * See also:  receiver.c, pg_value.h (encoders), protocol.md 5.7, 7
 */
#ifndef OL_SERVER_RECEIVER_H
#define OL_SERVER_RECEIVER_H

#include "server/session.h"
#include "translate/translate.h"

struct _DestReceiver;
struct TupleDescData;
typedef struct OlReceiver OlReceiver;

/* How columns are described and sent: by the translation's types, the defines of the cursor and what the client knows. */
void ol_column_describe(const OlTrColumn *column, const OlCaps *caps, OlColumnDesc *out);
/* defines: NULL or one per visible column. Allocates in the current memory context. */
OlReceiver *ol_receiver_make(OlSession *s, const OlTranslation *tr, const OlColumnDesc *descs, const OlBindDesc *defines,
                             uint32_t n_defines);
/* Fits the receiver to the rows a portal gives; false: they have another shape than described (ORA-01007). */
bool ol_receiver_fit(OlReceiver *r, struct TupleDescData *rows);
struct _DestReceiver *ol_receiver_dest(OlReceiver *r);
/* Does any column travel as a locator (so that the client comes back with a define first)? */
bool ol_receiver_has_lobs(const OlTranslation *tr);
bool ol_receiver_has_longs(const OlTranslation *tr);

#endif
