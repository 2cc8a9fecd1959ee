/*
 * value.h - values between tuple and wire: one encoder per output column, one decoder per bind.
 *
 * Owns:      the choice of the encoder or decoder for a type (made once per portal or cursor) and the hot functions.
 * Not here:  LOB locators, cursors (lob.c, cursor.c): their columns have no encoder and the caller writes them.
 * Lifetimes: an encoder lives as long as its portal. Decoded datums are in the current memory context.
 * Invariant: include postgres.h first. An encoder writes exactly one value; NULL is the caller's (ol_value_put_null).
 * See also:  wire/wire.h (ol_wr_*), oratype/oratype.h (the codecs), protocol.md section 7
 */
#ifndef OL_SERVER_VALUE_H
#define OL_SERVER_VALUE_H

#include "fmgr.h"

#include "oratype/oratype_types.h"
#include "wire/wire.h"

typedef struct OlEncoder OlEncoder;
typedef void (*OlEncodeFn)(const OlEncoder *e, OlWriter *w, Datum value);

struct OlEncoder
{
    OlEncodeFn encode;   /* NULL: a LOB locator or cursor, written by the caller */
    uint8_t wire_type;   /* what the client gets */
    uint8_t form;        /* character set form */
    bool as_long;        /* LONG framing: CLR, then indicator and return code */
    int32 size_bytes;    /* CHAR: 0 or the size to pad to in characters is in the datum already */
    FmgrInfo output;     /* for types shown as text */
    OlType type;         /* objects */
};

/*
 * Set up the encoder for a column of Oracle type `type` whose datums are of PostgreSQL type pg_type (type->rep says the same
 * in most cases). define: what the client asked for in a define, or NULL. context: where FmgrInfo may keep things.
 * False when this pair cannot be served (the define asks for a conversion that does not exist).
 */
bool ol_encoder_init(OlEncoder *e, const OlType *type, Oid pg_type, const OlBindDesc *define, MemoryContext context);

/* NULL in a row, in the form of the column's type. */
void ol_value_put_null(const OlEncoder *e, OlWriter *w);

/* What a DESCRIBE says of a column of this type (name, nullability and position are the caller's). */
void ol_value_describe(const OlType *type, OlColumnDesc *out);

/* The Oracle type, with its representation, in which a bind described like this is best given to PostgreSQL.
 * OL_T_UNKNOWN for what is not served (objects, cursors). */
void ol_value_bind_type(const OlBindDesc *bind, OlType *out);

/*
 * A bind value as a datum of representation target->rep. OL_V_NULL and OL_V_ABSENT give *isnull. An empty string is NULL.
 * LOB locators are the caller's. Raises an error for malformed bytes (ORA-01722, ORA-01858, ORA-29275, ...).
 */
Datum ol_value_decode(const OlBindDesc *bind, const OlValue *value, const OlType *target, bool *isnull);

/*
 * A result datum as an OUT or RETURNING value in the bind's declared type. The bytes are in the current memory context. LOBs
 * and cursors are the caller's. Raises ORA-00932 when there is no conversion.
 */
void ol_value_to_out(const OlBindDesc *bind, const OlType *type, Oid pg_type, Datum value, bool isnull, OlValue *out);

#endif
