/*
 * fold.h - letters beyond ASCII: which characters may stand in an unquoted name, and their upper case.
 *
 * Owns:      the character ranges.
 * See also:  fold.c, lex.c
 */
#ifndef OL_FRONT_FOLD_H
#define OL_FRONT_FOLD_H

#include "base/base.h"

bool ol_fold_is_letter(uint32_t cp);      /* cp >= 0x80: a letter, digit or ideograph */
uint32_t ol_fold_upper(uint32_t cp);      /* simple upper case */

#endif
