/*
 * pending.c - functions of oratype not there yet: weak definitions that say so (ORA-03001), overridden once the library has them.
 */
#include "postgres.h"

#include "fmgr.h"

#include "runtime/func/func.h"

#define PENDING __attribute__((weak))
static OlStatus pending(OlDiag *diag, const char *what)
{
    return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, what);
}
PENDING OlStatus ol_decimal_sqrt(const OlDecimal *d, OlDecimal *out, OlDiag *diag) { return pending(diag, "SQRT"); }
PENDING OlStatus ol_decimal_power(const OlDecimal *a, const OlDecimal *b, OlDecimal *out, OlDiag *diag) { return pending(diag, "POWER"); }
PENDING OlStatus ol_decimal_exp(const OlDecimal *d, OlDecimal *out, OlDiag *diag) { return pending(diag, "EXP"); }
PENDING OlStatus ol_decimal_ln(const OlDecimal *d, OlDecimal *out, OlDiag *diag) { return pending(diag, "LN"); }
PENDING OlStatus ol_decimal_log(const OlDecimal *b, const OlDecimal *d, OlDecimal *out, OlDiag *diag) { return pending(diag, "LOG"); }
PENDING OlStatus ol_decimal_trig(OlTrig f, const OlDecimal *d, OlDecimal *out, OlDiag *diag) { return pending(diag, "trigonometric function"); }
PENDING OlStatus ol_decimal_atan2(const OlDecimal *y, const OlDecimal *x, OlDecimal *out, OlDiag *diag) { return pending(diag, "ATAN2"); }
PENDING OlStatus ol_nummask_compile(OlArena *arena, OlStr mask, const OlNumMask **out, OlDiag *diag) { return pending(diag, "number format model"); }
PENDING OlStatus ol_nummask_to_char(const OlNumMask *mask, const OlNls *nls, const OlDecimal *d, char *out, size_t cap, size_t *len, OlDiag *diag) { return pending(diag, "number format model"); }
PENDING OlStatus ol_nummask_to_number(const OlNumMask *mask, const OlNls *nls, OlStr text, OlDecimal *out, OlDiag *diag) { return pending(diag, "number format model"); }
