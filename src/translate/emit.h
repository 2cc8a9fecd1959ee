/*
 * emit.h - inside the translator: the writer of PostgreSQL text, and what its files call of each other.
 *
 * Owns:      OlEmit: quoting, spacing, parameters, the position map. Nothing else writes SQL.
 * Not here:  decisions about meaning: they are in the resolved tree (front/rtree.h).
 * Lifetimes: text grows in the arena of the translation.
 * Invariant: what ol_emit_ident and ol_emit_string write is one token for PostgreSQL whatever bytes come in.
 * See also:  translate.h, tr_ops.c
 */
#ifndef OL_EMIT_H
#define OL_EMIT_H

#include "front/front.h"
#include "front/resolve.h"
#include "translate/translate.h"

typedef struct OlEmit
{
    OlArena *arena;
    OlBuf out;
    OlPosPair *positions;
    int npositions;
    int position_cap;
    bool keep_positions;
    bool scratch; /* a first pass, only to see which columns are used */
    int depth;
} OlEmit;

void ol_emit_init(OlEmit *e, OlArena *arena, bool keep_positions);
void ol_emit(OlEmit *e, const char *text);      /* SQL words, as they are */
void ol_emit_str(OlEmit *e, OlStr text);        /* the same from a slice that is known to be plain SQL */
void ol_emit_ident(OlEmit *e, OlStr pg_name);   /* quoted where PostgreSQL needs it */
void ol_emit_name(OlEmit *e, OlStr pg_schema, OlStr pg_name);
void ol_emit_string(OlEmit *e, OlStr value);    /* '..' */
void ol_emit_int(OlEmit *e, int64_t value);
void ol_emit_param(OlEmit *e, int n);
void ol_emit_at(OlEmit *e, int source_pos);     /* what follows came from there */
OlStr ol_emit_text(OlEmit *e);                  /* NUL-terminated */

/* --- printing the resolved tree ------------------------------------------------------------------------------------- */
void ol_tr_expr(OlEmit *e, const OlRx *x);
void ol_tr_query(OlEmit *e, OlRQuery *q, bool names); /* names: AS for every output, as a subquery or view needs */
void ol_tr_order(OlEmit *e, const OlROrder *order, int n);
void ol_tr_dml(OlEmit *e, OlRDml *dml);
/* Hierarchical queries (tr_hier.c): what stands in FROM; a column or hierarchical word of one; false when x is an ordinary column. */
bool ol_tr_is_tree(const OlRQuery *q);
void ol_tr_hier_from(OlEmit *e, OlRQuery *q);
bool ol_tr_hier_column(OlEmit *e, const OlRx *x, OlRQuery *block);
void ol_tr_hier_word(OlEmit *e, const OlRx *x);
void ol_tr_from_items(OlEmit *e, OlRQuery *q, const char *word);
void ol_tr_from_list(OlEmit *e, OlRQuery *q); /* FROM .. of a block, without WHERE (tr_select.c) */
const char *ol_tr_cast_name(const OlType *type);
void ol_tr_user_type(OlEmit *e, const OlType *type);

/* --- one statement ------------------------------------------------------------------------------------------------- */
typedef struct OlTr
{
    OlResolver r;
    OlParsed parsed;
    const OlTrOptions *options;
    OlTranslation *tr;
    OlBuf physical; /* accepted, no effect */
    int step_cap;
} OlTr;

/* The steps from first on need a privilege (0: none) and run as the server. */
void ol_tr_as_system(OlTr *t, int first, const char *privilege);
/* The steps from first on work on an object of this schema: own (may be NULL) is needed for one's own, any for another's, and then they
 * run as the schema's owner. */
void ol_tr_in_schema(OlTr *t, int first, OlStr schema, const char *own, const char *any);
OlStep *ol_tr_step(OlTr *t, OlStepKind kind);
void ol_tr_utility(OlTr *t, OlEmit *e); /* e's text becomes a utility step, e starts anew */
void ol_tr_plan(OlTr *t, OlEmit *e);
void ol_tr_accept(OlTr *t, OlStr clause);
void ol_tr_accept_options(OlTr *t, const OlList *options); /* Option nodes */
bool ol_tr_describe(OlTr *t, OlRQuery *q);
bool ol_tr_unsupported(OlTr *t, int pos, const char *construct);
/* The schema and name an object of this statement gets: current schema when none is said. */
bool ol_tr_object_name(OlTr *t, OlNode *object_name, OlStr *schema, OlStr *name);
void ol_tr_emit_object(OlTr *t, OlEmit *e, OlStr schema, OlStr name); /* Oracle spelling to PostgreSQL's */
OlStr ol_tr_pg(OlTr *t, OlStr oracle_name);
void ol_tr_emit_regclass(OlTr *t, OlEmit *e, OlStr pg_schema, OlStr pg_name); /* '..'::regclass */
/* SELECT sys.FUNCTION('table'::regclass [, 'a' [, 'b']]); an argument that is OL_STR_NULL is NULL */
void ol_tr_table_call(OlTr *t, const char *function, OlStr pg_schema, OlStr pg_name, int nargs, const OlStr *args);
void ol_tr_property(OlTr *t, OlStr pg_schema, OlStr pg_name, const char *key, OlStr value); /* of a table; NULL takes it away */
void ol_tr_unique_nulls(OlTr *t, OlStr pg_schema, OlStr pg_name); /* keys of several columns that may be partly NULL */

/* --- columns (tr_column.c) ----------------------------------------------------------------------------------------- */
void ol_tr_column_type(OlEmit *e, const OlType *type);          /* as a column definition declares it */
OlRep ol_tr_column_rep(OlTypeCode code);                        /* how a column of the type is held */
OlStr ol_tr_label(OlTr *t, const OlType *type, bool with_typmod); /* what PostgreSQL's type does not say; empty when it says all */
void ol_tr_label_step(OlTr *t, OlStr pg_schema, OlStr pg_table, OlStr pg_column, OlStr label, bool force);

bool ol_tr_sequence_options(OlTr *t, OlEmit *e, const OlList *options); /* tr_ddl_table.c: identity columns have them too */

/* --- partitions (tr_partition.c) ------------------------------------------------------------------------------------ */
bool ol_tr_partition_by(OlTr *t, OlEmit *e, OlNode *partitioning, const OlRelColumn *cols, int ncols); /* PARTITION BY RANGE (..) */
bool ol_tr_partitions(OlTr *t, OlNode *partitioning, OlStr pg_schema, OlStr pg_name, const OlRelColumn *cols, int ncols);
bool ol_tr_partition_alter(OlTr *t, OlAlterAction *a, const OlRelation *rel);

typedef bool (*OlTrFn)(OlTr *t, OlNode *node);
bool ol_tr_table_create(OlTr *t, OlNode *node);
bool ol_tr_table_alter(OlTr *t, OlNode *node);
bool ol_tr_index_create(OlTr *t, OlNode *node);
bool ol_tr_index_alter(OlTr *t, OlNode *node);
bool ol_tr_sequence_create(OlTr *t, OlNode *node);
bool ol_tr_sequence_alter(OlTr *t, OlNode *node);
bool ol_tr_view_create(OlTr *t, OlNode *node);
bool ol_tr_matview_create(OlTr *t, OlNode *node);
bool ol_tr_synonym_create(OlTr *t, OlNode *node);
bool ol_tr_user(OlTr *t, OlNode *node);
bool ol_tr_role(OlTr *t, OlNode *node);
bool ol_tr_grant(OlTr *t, OlNode *node);
bool ol_tr_profile(OlTr *t, OlNode *node);
bool ol_tr_drop(OlTr *t, OlNode *node);
bool ol_tr_comment(OlTr *t, OlNode *node);
bool ol_tr_truncate(OlTr *t, OlNode *node);
bool ol_tr_rename(OlTr *t, OlNode *node);
bool ol_tr_session(OlTr *t, OlNode *node);
bool ol_tr_system(OlTr *t, OlNode *node);
bool ol_tr_transaction(OlTr *t, OlNode *node);
bool ol_tr_lock(OlTr *t, OlNode *node);
bool ol_tr_nothing(OlTr *t, OlNode *node);
bool ol_tr_type_create(OlTr *t, OlNode *node);
bool ol_tr_type_drop(OlTr *t, OlDrop *drop);
bool ol_tr_type_alter(OlTr *t, OlAlterUnit *alter);

#endif
