/*
 * pg.h - the public face of src/pg: the bridge between liboliphant and the PostgreSQL server.
 *
 * Owns:      OlDiag -> ereport; OlArena on a memory context; what every exported C function is declared with.
 * Not here:  catalog callbacks (pg_catalog.c has its own header), sessions, the wire.
 * Lifetimes: an arena made here lives as long as its memory context.
 * Invariant: include postgres.h first.
 * See also:  pg_error.c, pg_arena.c, base.h
 */
#ifndef OL_PG_H
#define OL_PG_H

#include "base/base.h"

struct MemoryContextData;

/* An arena whose blocks come from the context; freed with it, ol_arena_free is not needed. */
OlArena *ol_pg_arena_new(struct MemoryContextData *context);

/* Raise diag as an ERROR: SQLSTATE from errors.def, message "ORA-nnnnn: text", its hint. */
OL_NORETURN void ol_ereport(const OlDiag *diag);
/* The same for an error of the table; the arguments are C strings for the %s of its text, as many as it has. */
OL_NORETURN void ol_raise(OlErrorCode code, ...);
/* The same with a text of one's own for the number. */
OL_NORETURN void ol_raise_text(OlErrorCode code, const char *fmt, ...) OL_PRINTF(2, 3);

/*
 * A caught PostgreSQL error in Oracle's terms. An error raised by ol_ereport (or any message that begins with "ORA-nnnnn: ")
 * keeps its number and text; others are mapped by SQLSTATE and detail fields, with names in Oracle spelling. updating: the
 * statement was an UPDATE (ORA-01407 in place of ORA-01400). diag->pos is -1: positions are the caller's to map.
 */
struct ErrorData;
void ol_diag_from_error(const struct ErrorData *edata, bool updating, OlDiag *diag);

/* From _PG_init, in every process the library is loaded into: the label provider, the call-backs of the caches. */
void ol_pg_init(void);

/* The library is built with hidden visibility: OL_EXPORT for what PostgreSQL looks up by name. */
#define OL_EXPORT __attribute__((visibility("default")))

/* Declares a function callable from SQL: OL_FUNCTION(ol_fn_x) { ... PG_RETURN_x } */
#define OL_FUNCTION(name)                                                                                               \
    extern OL_EXPORT Datum name(PG_FUNCTION_ARGS);                                                                      \
    extern OL_EXPORT const Pg_finfo_record *pg_finfo_##name(void);                                                      \
    PG_FUNCTION_INFO_V1(name);                                                                                          \
    Datum name(PG_FUNCTION_ARGS)

#endif
