/*
 * execute.h - running statements: what call_execute.c, array_dml.c, plsql.c and session.c share.
 *
 * Owns:      OlRun, one execute call in progress.
 * Lifetimes: everything in an OlRun lives in the call.
 * See also:  call_execute.c (which kind of statement goes where), array_dml.c, plsql.c
 */
#ifndef OL_SERVER_EXECUTE_H
#define OL_SERVER_EXECUTE_H

#include "server/cursor.h"
#include "server/session.h"

struct ParamListInfoData;
struct _DestReceiver;

typedef struct OlRun
{
    OlSession *s;
    OlCursor *cursor;
    OlStatement *stmt;
    const OlExecute *ex;
    OlBindLayout layout;
    uint32_t rows;            /* bind rows the request has */
    const uint16_t *map;      /* per occurrence in the translation: which wire bind it is */
    OlValue *values;          /* of the row read last, layout.n */
} OlRun;

/* Parameters of the translation's plans from one row of bind values, in the current memory context. */
struct ParamListInfoData *ol_run_params(const OlTranslation *tr, const uint16_t *map, const OlBindDesc *binds,
                                        const OlValue *values);
/* The same into params that exist; values are made in the current memory context. */
void ol_run_fill_params(struct ParamListInfoData *params, const OlTranslation *tr, const uint16_t *map,
                        const OlBindDesc *binds, const OlValue *values);
/* One bind value as a datum, LOB locators included; a Datum. */
uintptr_t ol_run_decode_bind(const OlValue *v, const OlBindDesc *bind, const OlType *target, bool *isnull);
/* Reads the next bind row; false: there is none left. Values live in the call. */
bool ol_run_read_row(OlRun *run);

/* The layout of the current request's bind rows from the words of its statement alone; false: it cannot be known. */
bool ol_execute_guess_layout(OlSession *s, OlBindLayout *layout, uint32_t *rows);

/* One execution of a PLAN step; returns the rows processed. rowid: last row inserted or updated, object 0 if unknown. */
uint64_t ol_run_plan(OlStatement *stmt, int step, struct ParamListInfoData *params, struct _DestReceiver *dest,
                     OlRowid *rowid);
/* Steps that are no PLAN: utility, session, transaction. Called without a statement bracket for those of transactions. */
void ol_run_steps(OlSession *s, OlStatement *stmt, struct ParamListInfoData *params, uint64_t *rows, OlRowid *rowid);

/* array_dml.c: INSERT, UPDATE, DELETE, MERGE with any number of bind rows, RETURNING included; writes the answer. */
void ol_run_dml(OlRun *run);
/* plsql.c: blocks and CALL; writes the answer. */
void ol_run_plsql(OlRun *run);
/* Once per session, before its first statement: what the machine needs of the server. */
void ol_plsql_init(void);
/* In a backend that serves no Oracle session: what the machine needs of one. To be called before the machine runs for SQL. */
void ol_plsql_ensure(void);

#endif
