/*
 * functions.h - the tables of defs/functions.def and defs/emit_functions.def as C data.
 *
 * Owns:      OlFuncRow and its lookup; the target names of the functions emitted SQL calls by itself.
 * Invariant: constant data; no state.
 * See also:  defs/functions.def (meaning of patterns, rules and flags), resolve_func.c
 */
#ifndef OL_FRONT_FUNCTIONS_H
#define OL_FRONT_FUNCTIONS_H

#include "base/base.h"

#define OL_FF_IM 0x001u       /* immutable */
#define OL_FF_ST 0x002u       /* stable */
#define OL_FF_VO 0x004u       /* volatile */
#define OL_FF_STRICT 0x008u
#define OL_FF_BARE 0x010u     /* written without parentheses */
#define OL_FF_SPECIAL 0x020u  /* made by code of its own in resolve_func.c */
#define OL_FF_AGG 0x040u      /* aggregate */
#define OL_FF_OVER 0x080u     /* may be analytic */
#define OL_FF_ONLYOVER 0x100u /* only analytic */
#define OL_FF_ORDER 0x200u    /* needs ORDER BY in its window */
#define OL_FF_WITHIN 0x400u   /* needs WITHIN GROUP */

typedef enum OlResultRule
{
    OL_RR_NUMBER,
    OL_RR_NUMBER_INT8,   /* NUMBER held as int8 */
    OL_RR_NUMBER_INT4,
    OL_RR_NUMBER_FLOAT8, /* NUMBER held as float8 */
    OL_RR_DOUBLE,
    OL_RR_BFLOAT,
    OL_RR_DATE,
    OL_RR_TS9,
    OL_RR_TS6,
    OL_RR_TS_ARG1,   /* TIMESTAMP with the fraction digits of the first argument */
    OL_RR_TSTZ9,
    OL_RR_TSTZ6,
    OL_RR_TSTZ_ARG1,
    OL_RR_IYM,
    OL_RR_IDS,
    OL_RR_CLOB,
    OL_RR_NCLOB,
    OL_RR_BLOB,
    OL_RR_ROWID,
    OL_RR_CONDITION,
    OL_RR_RAW16,
    OL_RR_RAW2000,
    OL_RR_RAW_ARG1,  /* size of the first argument */
    OL_RR_RAW_HALF,  /* half the size of the first argument */
    OL_RR_RAW_HASH,
    OL_RR_V4,
    OL_RR_V6,
    OL_RR_V7,
    OL_RR_V18,
    OL_RR_V30,
    OL_RR_V40,
    OL_RR_V64,
    OL_RR_V75,
    OL_RR_V128,
    OL_RR_V256,
    OL_RR_V4000,
    OL_RR_NV4000,
    OL_RR_NV18,
    OL_RR_VSAME,     /* the type of the first argument, CHAR stays CHAR */
    OL_RR_NVSAME,
    OL_RR_VARG1,     /* VARCHAR2 of the first argument's size */
    OL_RR_VARG1_4000, /* at least 4000 unless CLOB */
    OL_RR_VSUBSTR,
    OL_RR_VPAD,
    OL_RR_VREPLACE,
    OL_RR_VCONCAT,
    OL_RR_VCHR,
    OL_RR_NVCHR,
    OL_RR_VFORMAT,   /* by the literal format mask */
    OL_RR_NVFORMAT,
    OL_RR_VRAWHEX,   /* twice the size of the first argument */
    OL_RR_SAME,      /* the type of the first argument */
    OL_RR_NVL,
    OL_RR_NVL2,
    OL_RR_DECODE,
    OL_RR_COALESCE,
    OL_RR_NULLIF,
    OL_RR_GREATEST,
    OL_RR_ORDERED,   /* the type of the WITHIN GROUP expression */
    OL_RR_ORDERED_NUM
} OlResultRule;

typedef struct OlFuncRow
{
    const char *name;
    const char *args;
    OlResultRule result;
    const char *target;
    unsigned flags;
} OlFuncRow;

/* The rows of a name (upper case, "PKG.NAME" for packages), which stand side by side; NULL when it is no built-in. */
const OlFuncRow *ol_func_find(OlStr name, int *nrows);
int ol_func_count(void);
const OlFuncRow *ol_func_at(int i);

typedef enum OlEmitFn
{
#define OL_EMITFN(symbol, target, args, result, flags) OL_EMITFN_##symbol,
#include "../../defs/emit_functions.def"
#undef OL_EMITFN
    OL_EMITFN_COUNT
} OlEmitFn;

const char *ol_emitfn_target(OlEmitFn fn);

#endif
