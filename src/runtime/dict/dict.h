/*
 * dict.h - what the files of this folder use of each other.
 */
#ifndef OL_RUNTIME_DICT_H
#define OL_RUNTIME_DICT_H

#include "fmgr.h"

extern Datum ol_fn_oracle_name(PG_FUNCTION_ARGS);
extern Datum ol_fn_pg_name(PG_FUNCTION_ARGS);

#endif
