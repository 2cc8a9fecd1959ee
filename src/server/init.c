/*
 * init.c - the library's entry: PG_MODULE_MAGIC and _PG_init.
 *
 * Not here:  what is registered; each part has its own function that _PG_init calls.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/pg.h"

extern OL_EXPORT const Pg_magic_struct *Pg_magic_func(void);
PG_MODULE_MAGIC;

extern OL_EXPORT void _PG_init(void);

void _PG_init(void)
{
}
