/*
 * mask.h - a compiled datetime mask: what mask.c makes and mask_out.c and mask_in.c run.
 *
 * Owns:      the operations. KEEP-ORDER: OlMaskCode and the table of elements in mask.c.
 * See also:  mask.c; SQL Language Reference "Datetime Format Models"
 */
#ifndef OL_MASK_H
#define OL_MASK_H

#include "oratype/calendar.h"

typedef enum OlMaskCode
{
    OL_MASK_LITERAL, /* quoted text: shown as is, must be in the input as is */
    OL_MASK_PUNCT,   /* unquoted punctuation: the input may have another, or none */
    OL_MASK_SCC, OL_MASK_CC, OL_MASK_SYYYY, OL_MASK_YYYY, OL_MASK_Y_YYY, OL_MASK_YYY, OL_MASK_YY, OL_MASK_Y,
    OL_MASK_RRRR, OL_MASK_RR, OL_MASK_IYYY, OL_MASK_IYY, OL_MASK_IY, OL_MASK_I, OL_MASK_YEAR, OL_MASK_SYEAR,
    OL_MASK_Q, OL_MASK_MM, OL_MASK_MON, OL_MASK_MONTH, OL_MASK_RM, OL_MASK_WW, OL_MASK_IW, OL_MASK_W,
    OL_MASK_D, OL_MASK_DAY, OL_MASK_DY, OL_MASK_DD, OL_MASK_DDD, OL_MASK_J,
    OL_MASK_HH12, OL_MASK_HH24, OL_MASK_MI, OL_MASK_SS, OL_MASK_SSSSS, OL_MASK_FF, OL_MASK_X,
    OL_MASK_MERIDIAN, OL_MASK_MERIDIAN_DOTS, OL_MASK_ERA, OL_MASK_ERA_DOTS,
    OL_MASK_TZH, OL_MASK_TZM, OL_MASK_TZR, OL_MASK_TZD, OL_MASK_TS, OL_MASK_DL, OL_MASK_DS, OL_MASK_E, OL_MASK_EE,
    OL_MASK_CODE_COUNT
} OlMaskCode;

enum
{
    OL_MASKF_FM = 1,      /* no padding, no leading zeros; in FX input, fewer digits are allowed */
    OL_MASKF_FX = 2,      /* exact input */
    OL_MASKF_TH = 4,
    OL_MASKF_SP = 8,
    OL_MASKF_UPPER = 16,  /* DAY */
    OL_MASKF_CAPITAL = 32 /* Day; neither: day */
};

typedef struct OlMaskOp
{
    uint8_t code;
    uint8_t flags;
    uint8_t digits; /* FF1..FF9: 1..9; FF: 0 */
    uint8_t is_numeric_next; /* input: the next operation takes a digit at once, so nothing may be taken greedily */
    uint16_t at;    /* literals: place in text */
    uint16_t len;
} OlMaskOp;

#define OL_MASK_OPS_MAX 160   /* Oracle's own limit on masks is shorter (ORA-01801) */
#define OL_MASK_SOURCE_MAX 250

struct OlMask
{
    const char *text; /* the mask; literals point into it */
    int n;
    OlErrorCode input_error;    /* why it cannot be used for input, or OL_ERR_NONE */
    bool has_fraction;
    bool has_zone;
    const OlMaskOp *ops;
};

/* Into memory of the caller: ops has OL_MASK_OPS_MAX elements. text must live as long as mask. */
OlStatus ol_mask_parse(OlStr text, OlMaskOp *ops, OlMask *mask, OlDiag *diag);
/* What TS, DL and DS stand for. */
OlStatus ol_mask_parse_territory(const OlNls *nls, OlMaskCode code, OlMaskOp *ops, OlMask *mask, OlDiag *diag);

/* Case of names; both work on UTF-8 with the letters of the languages of defs/languages.def. */
size_t ol_nls_case_copy(char *out, const char *s, size_t n, unsigned flags, size_t cap);
/* Bytes of text that spell name, ignoring case; 0 when it does not begin with it. */
size_t ol_nls_match(const char *text, size_t n, const char *name);

#endif
