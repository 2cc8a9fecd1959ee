/*
 * object.h - objects and collections of schema types between datum and wire.
 *
 * Invariant: include postgres.h first. Images from the client are checked byte by byte; what does not fit its type is an ORA- error.
 * See also:  wire/wire.h (images), protocol.md 7.11
 */
#ifndef OL_SERVER_OBJECT_H
#define OL_SERVER_OBJECT_H

#include "oratype/oratype_types.h"
#include "wire/wire.h"

/* The 16 bytes that name a type to clients; valid for the process. */
OlStr ol_object_oid(Oid type);
/* The type named by 16 bytes, or by the 36 of a value; InvalidOid. */
Oid ol_object_type(OlStr toid);

/* The image of a datum of an OBJECT or COLLECTION type, in the current memory context. */
OlStr ol_object_encode(const OlType *type, Datum value);
Datum ol_object_decode(const OlType *type, OlStr image);

/* A value as OUT bind, RETURNING value or row value: image and type. ext is in the current memory context. */
void ol_object_value(const OlType *type, Datum value, bool isnull, OlValue *out);

/* The descriptor (TDS) of a type, as DBMS_PICKLER.GET_TYPE_SHAPE gives it. */
OlStr ol_object_tds(const OlType *type);

#endif
