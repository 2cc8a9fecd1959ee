/*
 * oratype_types.h - the Oracle type of a value or column, and how PostgreSQL represents it.
 *
 * Owns:      OlTypeCode, OlRep, OlType: plain values, copied freely (type names point into the arena of their maker).
 * See also:  defs/types.def, defs/reps.def, oratype.h (values as bytes and text)
 */
#ifndef OL_ORATYPE_TYPES_H
#define OL_ORATYPE_TYPES_H

#include "base/base.h"

typedef enum OlTypeFamily
{
    OL_FAM_NONE,
    OL_FAM_CHAR,
    OL_FAM_NUMBER,
    OL_FAM_DATETIME,
    OL_FAM_INTERVAL,
    OL_FAM_RAW,
    OL_FAM_LOB,
    OL_FAM_ROWID,
    OL_FAM_BOOLEAN,
    OL_FAM_OTHER
} OlTypeFamily;

typedef enum OlTypeCode
{
#define OL_TYPE(symbol, name, wire, size, form, family) OL_T_##symbol,
#include "../../defs/types.def"
#undef OL_TYPE
    OL_T_COUNT
} OlTypeCode;

typedef enum OlRep
{
#define OL_REP(symbol, pgname, oid) OL_REP_##symbol,
#include "../../defs/reps.def"
#undef OL_REP
    OL_REP_COUNT
} OlRep;

#define OL_SCALE_NONE (-127) /* NUMBER and FLOAT without a scale; this is also its form on the wire */

/* The type of an expression, column, bind or variable. All zero is OL_T_UNKNOWN. */
typedef struct OlType
{
    OlTypeCode code;
    OlRep rep;             /* how PostgreSQL holds it */
    int32_t size_bytes;    /* CHAR, RAW families: greatest size in bytes, 0 = unknown (4000 is described) */
    int32_t size_chars;    /* CHAR family: greatest size in characters, 0 = unknown */
    bool char_semantics;   /* CHAR family: declared in characters, else in bytes */
    uint8_t precision;     /* NUMBER 1..38, FLOAT in bits 1..126, INTERVAL leading digits; 0 = none given */
    int8_t scale;          /* NUMBER -84..127 or OL_SCALE_NONE; TIMESTAMP and INTERVAL DS fraction digits 0..9 */
    bool bind_array;       /* binds only: an array of such values, for an index-by table of PL/SQL */
    uint32_t pg_oid;       /* type OID for OL_REP_OTHER: OBJECT, COLLECTION and others, else 0 */
    OlStr type_schema;     /* OBJECT, COLLECTION, REF: Oracle spelling; else empty */
    OlStr type_name;
} OlType;

/* The parts of a ROWID (protocol.md 7.7). For us: table OID, 1, block and offset of the ctid. */
typedef struct OlRowid
{
    uint32_t object;
    uint16_t file;
    uint32_t block;
    uint16_t slot;
} OlRowid;

typedef struct OlTypeInfo
{
    const char *name;
    uint8_t wire;
    uint16_t wire_size;
    uint8_t form;
    OlTypeFamily family;
} OlTypeInfo;

typedef struct OlRepInfo
{
    const char *pg_name; /* as written in emitted SQL */
    uint32_t pg_oid;     /* 0 when not fixed */
} OlRepInfo;

const OlTypeInfo *ol_type_info(OlTypeCode code); /* never NULL; an unknown code gives UNKNOWN */
const OlRepInfo *ol_rep_info(OlRep rep);
OlTypeCode ol_type_by_wire(uint8_t wire, uint8_t form); /* UNKNOWN when not in the table */
/* "VARCHAR2(10 CHAR)", "NUMBER(10,2)", "TIMESTAMP(6) WITH TIME ZONE": as DDL writes it. Result in arena. */
OlStr ol_type_format(OlArena *arena, const OlType *type);

#endif
