/*
 * translate.c - ol_translate: one Oracle statement to the steps PostgreSQL is asked to do, with its description.
 *
 * Owns:      the dispatch by statement kind (the table of operations), steps, columns, binds.
 * Not here:  how each kind is written (tr_*.c).
 * See also:  translate.h, emit.h, front/resolve.h
 */
#include "translate/emit.h"

#include <string.h>

/* --- steps -------------------------------------------------------------------------------------------------------- */

OlStep *ol_tr_step(OlTr *t, OlStepKind kind)
{
    OlTranslation *tr = t->tr;

    if (tr->nsteps == t->step_cap)
    {
        int cap = t->step_cap == 0 ? 4 : t->step_cap * 2;

        tr->steps = ol_arena_grow(t->r.arena, tr->steps, (size_t)t->step_cap * sizeof(OlStep), (size_t)cap * sizeof(OlStep));
        t->step_cap = cap;
    }
    OlStep *s = &tr->steps[tr->nsteps++];

    memset(s, 0, sizeof(*s));
    s->kind = kind;
    return s;
}

void ol_tr_as_system(OlTr *t, int first, const char *privilege)
{
    for (int i = first; i < t->tr->nsteps; i++)
    {
        t->tr->steps[i].privilege = privilege != NULL ? ol_str(privilege) : OL_STR_NULL;
        t->tr->steps[i].as_system = true;
    }
}

void ol_tr_in_schema(OlTr *t, int first, OlStr schema, const char *own, const char *any)
{
    bool mine = ol_str_eq(schema, t->r.cat->current_user);
    const char *privilege = mine ? own : any;

    for (int i = first; i < t->tr->nsteps; i++)
    {
        OlStep *s = &t->tr->steps[i];

        if (s->as_system)
            continue;
        if (privilege != NULL)
            s->privilege = ol_str(privilege);
        if (!mine)
            s->run_as = ol_tr_pg(t, schema);
    }
}

void ol_tr_utility(OlTr *t, OlEmit *e)
{
    ol_tr_step(t, OL_STEP_UTILITY)->sql = ol_emit_text(e);
    ol_emit_init(e, t->r.arena, false);
}

void ol_tr_plan(OlTr *t, OlEmit *e)
{
    ol_tr_step(t, OL_STEP_PLAN)->sql = ol_emit_text(e);
    if (e->npositions > 0)
    {
        t->tr->positions = e->positions;
        t->tr->npositions = e->npositions;
    }
    ol_emit_init(e, t->r.arena, false);
}

void ol_tr_accept(OlTr *t, OlStr clause)
{
    if (clause.n == 0)
        return;
    if (t->physical.arena == NULL)
        ol_buf_init(&t->physical, t->r.arena, 64);
    if (t->physical.len > 0)
        ol_buf_append_c(&t->physical, ", ");
    ol_buf_append_str(&t->physical, clause);
}

void ol_tr_accept_options(OlTr *t, const OlList *options)
{
    for (int i = 0; i < options->n; i++)
        if (OL_IS(Option, options->items[i]))
            ol_tr_accept(t, OL_ITEM(Option, *options, i)->name);
}

bool ol_tr_unsupported(OlTr *t, int pos, const char *construct)
{
    return ol_rs_unsupported(&t->r, pos, construct) != NULL;
}

OlStr ol_tr_pg(OlTr *t, OlStr oracle_name)
{
    return ol_name_to_pg(t->r.arena, oracle_name);
}

bool ol_tr_object_name(OlTr *t, OlNode *node, OlStr *schema, OlStr *name)
{
    OlObjectName *o = OL_AS(ObjectName, node);

    if (o->dblink.n > 0)
        return ol_tr_unsupported(t, (int)node->start, "database link");
    if (o->names.n > 2 || o->names.n < 1)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_TABLE_NAME, (int)node->start) != NULL;
    *name = o->names.items[o->names.n - 1].text;
    *schema = o->names.n == 2 ? o->names.items[0].text : t->r.cat->current_schema;
    return true;
}

void ol_tr_emit_object(OlTr *t, OlEmit *e, OlStr schema, OlStr name)
{
    ol_emit_name(e, ol_tr_pg(t, schema), ol_tr_pg(t, name));
}

void ol_tr_emit_regclass(OlTr *t, OlEmit *e, OlStr pg_schema, OlStr pg_name)
{
    OlEmit q;

    ol_emit_init(&q, t->r.arena, false);
    ol_emit_name(&q, pg_schema, pg_name);
    ol_emit_string(e, ol_emit_text(&q));
    ol_emit(e, "::regclass");
}

void ol_tr_table_call(OlTr *t, const char *function, OlStr pg_schema, OlStr pg_name, int nargs, const OlStr *args)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.");
    ol_emit(&e, function);
    ol_emit(&e, "(");
    ol_tr_emit_regclass(t, &e, pg_schema, pg_name);
    for (int i = 0; i < nargs; i++)
    {
        ol_emit(&e, ", ");
        if (args[i].s != NULL)
            ol_emit_string(&e, args[i]);
        else
            ol_emit(&e, "NULL");
    }
    ol_emit(&e, ")");
    ol_tr_plan(t, &e);
}

void ol_tr_property(OlTr *t, OlStr pg_schema, OlStr pg_name, const char *key, OlStr value)
{
    OlStr args[2] = {ol_str(key), value};

    ol_tr_table_call(t, "set_property", pg_schema, pg_name, 2, args);
}

void ol_tr_unique_nulls(OlTr *t, OlStr pg_schema, OlStr pg_name)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.unique_nulls(");
    ol_tr_emit_regclass(t, &e, pg_schema, pg_name);
    ol_emit(&e, ")");
    ol_tr_plan(t, &e);
}

/* --- queries ------------------------------------------------------------------------------------------------------ */

static bool simple_rows(const OlRQuery *q)
{
    return q->kind == OL_RQ_BLOCK && !q->grouped && !q->distinct && q->wrap == NULL && !q->has_window;
}

/* A LOB column straight from a table can be written through its locator: a hidden column carries the row's address. */
static void lob_columns(OlTr *t, OlRQuery *q)
{
    OlTranslation *tr = t->tr;

    if (!simple_rows(q))
        return;
    for (int i = 0; i < tr->ncolumns; i++)
    {
        OlRx *x = q->outs[i].expr;
        int at = -1;

        if (x->kind != OL_RX_COL || ol_type_family(&x->rel->cols[x->col].type) != OL_FAM_LOB || x->rel->kind != OL_RREL_TABLE || !x->rel->relation->has_rowid ||
            x->rel->relation->is_partitioned)
            continue;
        for (int k = tr->ncolumns; k < q->nouts; k++)
            if (q->outs[k].expr->rel == x->rel)
                at = k;
        if (at < 0)
        {
            OlRx *id = ol_rx_new(&t->r, OL_RX_ROWID, ol_type_of(OL_T_ROWID), -1);
            OlROut *outs = ol_new_array(t->r.arena, OlROut, (size_t)q->nouts + 1);

            memcpy(outs, q->outs, (size_t)q->nouts * sizeof(OlROut));
            q->outs = outs;
            id->rel = x->rel;
            id->type.rep = OL_REP_TID;
            at = q->nouts++;
            q->nhidden++;
            q->outs[at] = (OlROut){.name = OL_STR("ROWID"), .expr = id, .type = id->type, .nullable = x->rel->outer};
        }
        tr->columns[i].lob_relid = x->rel->relation->oid;
        tr->columns[i].lob_attnum = x->rel->cols[x->col].def->attnum;
        tr->columns[i].lob_rowid_column = at;
    }
}

bool ol_tr_describe(OlTr *t, OlRQuery *q)
{
    OlTranslation *tr = t->tr;

    tr->ncolumns = q->nouts;
    tr->columns = ol_new_array(t->r.arena, OlTrColumn, (size_t)q->nouts * 2 + 1);
    for (int i = 0; i < q->nouts; i++)
    {
        OlROut *o = &q->outs[i];
        OlTrColumn *c = &tr->columns[i];

        if (o->type.code == OL_T_BOOLEAN && o->expr != NULL && o->expr->kind != OL_RX_COL && o->expr->kind != OL_RX_BOOL)
            return ol_rs_fail(&t->r, OL_ERR_FROM_NOT_FOUND, o->expr->pos) != NULL;
        c->name = o->name;
        c->type = o->type.code == OL_T_NULL ? ol_type_varchar(1) : o->type; /* room for nothing; 0 would stand for 4000 */
        c->nullable = o->nullable;
        c->lob_rowid_column = -1;
    }
    lob_columns(t, q);
    tr->nhidden = q->nouts - tr->ncolumns;
    for (int i = tr->ncolumns; i < q->nouts; i++)
    {
        tr->columns[i].name = q->outs[i].name;
        tr->columns[i].type = q->outs[i].type;
        tr->columns[i].lob_rowid_column = -1;
    }
    return true;
}

/* XML goes to the client as characters, a LONG. */
static void xml_outputs(OlTr *t, OlRQuery *q)
{
    for (int i = 0; i < q->nouts && q->kind == OL_RQ_BLOCK; i++)
        if (q->outs[i].type.rep == OL_REP_XML && q->outs[i].expr != NULL && !q->distinct)
        {
            OlType t2 = ol_type_of(OL_T_LONG);

            t2.rep = OL_REP_TEXT;
            q->outs[i].expr = ol_rx_args(&t->r, OL_RX_CAST, t2, q->outs[i].expr->pos, 1, q->outs[i].expr);
            q->outs[i].type = t2;
        }
}

static bool tr_select(OlTr *t, OlNode *node)
{
    OlRQuery *q = ol_rs_query(&t->r, NULL, node, false);
    OlEmit e;

    if (q != NULL)
        xml_outputs(t, q);

    if (q == NULL || !ol_tr_describe(t, q))
        return false;
    ol_emit_init(&e, t->r.arena, true);
    ol_tr_query(&e, q, false);
    ol_tr_plan(t, &e);
    t->tr->for_update = q->is_lock;
    t->tr->lock_wait_ms = q->is_lock ? q->lock_wait_ms : -1;
    t->tr->read_only = !t->r.side_effects;
    return true;
}

/* --- DML ---------------------------------------------------------------------------------------------------------- */

static bool has_query(OlRx *x, void *ctx)
{
    bool *found = ctx;

    *found |= x->query != NULL && x->kind != OL_RX_NEXTVAL && x->kind != OL_RX_CURRVAL;
    return true;
}

static bool is_target_lob(const OlRDml *d, const OlROut *o)
{
    const OlRx *x = o->expr;

    return d->kind != OL_RDML_DELETE && x->kind == OL_RX_COL && x->rel == d->target && ol_type_family(&x->type) == OL_FAM_LOB &&
           d->target->kind == OL_RREL_TABLE && d->target->relation->has_rowid && !d->target->relation->is_partitioned;
}

/* RETURNING of a LOB column: its locator can be written, so a hidden column carries the row's address. */
static void returning_rowid(OlTr *t, OlRDml *d)
{
    OlRx *id;
    OlROut *outs;
    bool any = false;

    for (int i = 0; i < d->nreturning; i++)
        any |= is_target_lob(d, &d->returning[i]);
    if (!any)
        return;
    id = ol_rx_new(&t->r, OL_RX_ROWID, ol_type_of(OL_T_ROWID), -1);
    id->rel = d->target;
    id->type.rep = OL_REP_TID;
    outs = ol_new_array(t->r.arena, OlROut, (size_t)d->nreturning + 1);
    memcpy(outs, d->returning, (size_t)d->nreturning * sizeof(OlROut));
    outs[d->nreturning] = (OlROut){.name = OL_STR("ROWID"), .expr = id, .type = id->type};
    d->returning = outs;
    d->nreturning++;
    t->tr->nhidden = 1;
}

static bool emit_dml(OlTr *t, OlRDml *d)
{
    OlTranslation *tr = t->tr;
    OlEmit e;
    bool queries = false;

    if (d == NULL)
        return false;
    returning_rowid(t, d);
    ol_emit_init(&e, t->r.arena, true);
    ol_tr_dml(&e, d);
    ol_tr_plan(t, &e);
    tr->ncolumns = d->nreturning - tr->nhidden;
    tr->columns = ol_new_array(t->r.arena, OlTrColumn, (size_t)d->nreturning + 1);
    for (int i = 0; i < d->nreturning; i++)
    {
        tr->columns[i].name = d->returning[i].name;
        tr->columns[i].type = d->returning[i].type;
        tr->columns[i].nullable = d->returning[i].nullable;
        tr->columns[i].lob_rowid_column = -1;
        if (tr->nhidden > 0 && i < tr->ncolumns && is_target_lob(d, &d->returning[i]))
        {
            tr->columns[i].lob_relid = d->target->relation->oid;
            tr->columns[i].lob_attnum = d->target->cols[d->returning[i].expr->col].def->attnum;
            tr->columns[i].lob_rowid_column = tr->ncolumns;
        }
    }
    if (d->kind == OL_RDML_INSERT && d->nrows == 1)
    {
        for (int i = 0; i < d->ncols; i++)
            ol_rx_walk(d->rows[0][i], has_query, &queries);
        tr->single_row_insert = !queries;
    }
    tr->lock_wait_ms = -1;
    return true;
}

static bool tr_insert(OlTr *t, OlNode *node)
{
    return emit_dml(t, ol_rs_insert(&t->r, OL_AS(Insert, node)));
}

static bool tr_insert_multi(OlTr *t, OlNode *node)
{
    return emit_dml(t, ol_rs_insert_multi(&t->r, OL_AS(InsertMulti, node)));
}

static bool tr_update(OlTr *t, OlNode *node)
{
    return emit_dml(t, ol_rs_update(&t->r, OL_AS(Update, node)));
}

static bool tr_delete(OlTr *t, OlNode *node)
{
    return emit_dml(t, ol_rs_delete(&t->r, OL_AS(Delete, node)));
}

static bool tr_merge(OlTr *t, OlNode *node)
{
    return emit_dml(t, ol_rs_merge(&t->r, OL_AS(Merge, node)));
}

/* --- PL/SQL ------------------------------------------------------------------------------------------------------- */

/* BEGIN NULL; END; with any blanks, any case, any number of NULL; */
static bool null_block(OlStr s)
{
    static const char *const words[] = {"BEGIN", "NULL", ";", "END", ";"};
    size_t i = 0, w = 0;

    while (i < s.n)
    {
        if (s.s[i] == ' ' || s.s[i] == '\n' || s.s[i] == '\r' || s.s[i] == '\t')
        {
            i++;
            continue;
        }
        if (w == OL_LENGTHOF(words))
            return false;
        size_t n = strlen(words[w]);

        if (s.n - i < n || !ol_str_ieq(ol_str_n(s.s + i, n), ol_str(words[w])))
            return false;
        i += n;
        w++;
    }
    return w == OL_LENGTHOF(words);
}

static bool tr_block(OlTr *t, OlNode *node)
{
    if (null_block(t->parsed.text))
        ol_tr_step(t, OL_STEP_PLSQL_NULL);
    else
        ol_tr_step(t, OL_STEP_PLSQL)->sql = ol_str_dup(t->r.arena, t->parsed.text);
    return true;
}

static bool tr_unit(OlTr *t, OlNode *node)
{
    if (OL_IS(CreateUnit, node) && OL_AS(CreateUnit, node)->kind == OL_OBJ_TYPE)
        return ol_tr_type_create(t, node);
    if (OL_IS(AlterUnit, node) && OL_AS(AlterUnit, node)->kind == OL_OBJ_TYPE && !OL_AS(AlterUnit, node)->compile)
        return ol_tr_type_alter(t, OL_AS(AlterUnit, node));
    ol_tr_step(t, OL_STEP_PLSQL)->sql = ol_str_dup(t->r.arena, t->parsed.text);
    return true;
}

static bool tr_explain(OlTr *t, OlNode *node)
{
    return ol_tr_unsupported(t, (int)node->start, "EXPLAIN PLAN");
}

static bool tr_unsupported(OlTr *t, OlNode *node)
{
    OlUnsupported *u = OL_AS(Unsupported, node);

    return ol_tr_unsupported(t, (int)node->start, ol_str_cdup(t->r.arena, u->construct));
}

/* --- the table of operations -------------------------------------------------------------------------------------- */

typedef struct TrOp
{
    OlNodeKind kind;
    OlStmtClass stmt;
    OlTrFn fn;
    const char *construct; /* its name for ORA-03001 when fn is NULL */
} TrOp;

static const TrOp ops[] = {
    {OL_N_Select, OL_STMT_QUERY, tr_select, NULL},
    {OL_N_Insert, OL_STMT_INSERT, tr_insert, NULL},
    {OL_N_Update, OL_STMT_UPDATE, tr_update, NULL},
    {OL_N_Delete, OL_STMT_DELETE, tr_delete, NULL},
    {OL_N_Merge, OL_STMT_MERGE, tr_merge, NULL},
    {OL_N_InsertMulti, OL_STMT_INSERT, tr_insert_multi, NULL},
    {OL_N_PlBlock, OL_STMT_PLSQL, tr_block, NULL},
    {OL_N_Call, OL_STMT_PLSQL, tr_block, NULL},
    {OL_N_CreateUnit, OL_STMT_DDL, tr_unit, NULL},
    {OL_N_AlterUnit, OL_STMT_DDL, tr_unit, NULL},
    {OL_N_Commit, OL_STMT_TRANSACTION, ol_tr_transaction, NULL},
    {OL_N_Rollback, OL_STMT_TRANSACTION, ol_tr_transaction, NULL},
    {OL_N_Savepoint, OL_STMT_TRANSACTION, ol_tr_transaction, NULL},
    {OL_N_SetTransaction, OL_STMT_TRANSACTION, ol_tr_transaction, NULL},
    {OL_N_SetConstraints, OL_STMT_TRANSACTION, ol_tr_transaction, NULL},
    {OL_N_SetRole, OL_STMT_SESSION, ol_tr_session, NULL},
    {OL_N_AlterSession, OL_STMT_SESSION, ol_tr_session, NULL},
    {OL_N_AlterSystem, OL_STMT_SYSTEM, ol_tr_system, NULL},
    {OL_N_LockTable, OL_STMT_LOCK, ol_tr_lock, NULL},
    {OL_N_ExplainPlan, OL_STMT_EXPLAIN, tr_explain, NULL},
    {OL_N_CreateTable, OL_STMT_DDL, ol_tr_table_create, NULL},
    {OL_N_AlterTable, OL_STMT_DDL, ol_tr_table_alter, NULL},
    {OL_N_CreateIndex, OL_STMT_DDL, ol_tr_index_create, NULL},
    {OL_N_AlterIndex, OL_STMT_DDL, ol_tr_index_alter, NULL},
    {OL_N_CreateSequence, OL_STMT_DDL, ol_tr_sequence_create, NULL},
    {OL_N_AlterSequence, OL_STMT_DDL, ol_tr_sequence_alter, NULL},
    {OL_N_CreateView, OL_STMT_DDL, ol_tr_view_create, NULL},
    {OL_N_AlterView, OL_STMT_DDL, ol_tr_nothing, NULL},
    {OL_N_CreateMatView, OL_STMT_DDL, ol_tr_matview_create, NULL},
    {OL_N_CreateSynonym, OL_STMT_DDL, ol_tr_synonym_create, NULL},
    {OL_N_CreateUser, OL_STMT_DDL, ol_tr_user, NULL},
    {OL_N_CreateRole, OL_STMT_DDL, ol_tr_role, NULL},
    {OL_N_Grant, OL_STMT_DDL, ol_tr_grant, NULL},
    {OL_N_Drop, OL_STMT_DDL, ol_tr_drop, NULL},
    {OL_N_Comment, OL_STMT_DDL, ol_tr_comment, NULL},
    {OL_N_Truncate, OL_STMT_DDL, ol_tr_truncate, NULL},
    {OL_N_Rename, OL_STMT_DDL, ol_tr_rename, NULL},
    {OL_N_Purge, OL_STMT_DDL, ol_tr_nothing, NULL},
    {OL_N_Analyze, OL_STMT_DDL, ol_tr_nothing, NULL},
    {OL_N_CreateTablespace, OL_STMT_DDL, ol_tr_nothing, NULL},
    {OL_N_Audit, OL_STMT_DDL, ol_tr_nothing, NULL},
    {OL_N_CreateProfile, OL_STMT_DDL, ol_tr_profile, NULL},
    {OL_N_CreateDirectory, OL_STMT_DDL, NULL, "CREATE DIRECTORY"},
    {OL_N_CreateContext, OL_STMT_DDL, NULL, "CREATE CONTEXT"},
    {OL_N_CreateDbLink, OL_STMT_DDL, NULL, "CREATE DATABASE LINK"},
    {OL_N_CreateMatViewLog, OL_STMT_DDL, NULL, "CREATE MATERIALIZED VIEW LOG"},
    {OL_N_FlashbackTable, OL_STMT_DDL, NULL, "FLASHBACK TABLE"},
    {OL_N_Unsupported, OL_STMT_DDL, tr_unsupported, NULL},
};

/* --- the entry ---------------------------------------------------------------------------------------------------- */

static void finish_binds(OlTr *t)
{
    OlTranslation *tr = t->tr;
    OlResolver *r = &t->r;

    tr->nbinds = r->nbinds;
    tr->binds = ol_new_array(r->arena, OlTrBind, (size_t)r->nbinds + 1);
    for (int i = 0; i < r->nbinds; i++)
    {
        OlTrBind *b = &tr->binds[i];

        b->name = t->parsed.binds[i].name.text;
        b->column = -1;
        if (r->binds[i].param > 0)
        {
            b->use = OL_BIND_IN;
            b->param = r->binds[i].param;
            b->type = r->param_types[b->param - 1];
        }
        else if (r->binds[i].param < 0)
        {
            b->use = OL_BIND_RETURNING;
            b->column = -r->binds[i].param - 1;
            b->type = tr->columns[b->column].type;
        }
        else
            b->use = OL_BIND_UNUSED;
    }
    tr->nparams = r->nparams;
    tr->param_types = r->param_types;
    tr->nrelations = r->nrelations;
    tr->relations = r->relations;
}

OlStatus ol_translate(OlArena *arena, OlStr text, const OlTrOptions *options, OlTranslation **out, OlDiag *diag)
{
    OlParsed parsed;

    *out = NULL;
    if (ol_parse_statement(arena, text, OL_PARSE_UNIT_TEXT_ONLY, &parsed, diag) != OL_OK)
        return OL_ERROR;
    return ol_translate_node(arena, &parsed, options, NULL, NULL, out, diag);
}

OlStatus ol_translate_node(OlArena *arena, const OlParsed *parsed, const OlTrOptions *options, OlPlNodeFn pl_node, void *pl_ctx,
                           OlTranslation **out, OlDiag *diag)
{
    OlTr t;
    const TrOp *op = NULL;

    memset(&t, 0, sizeof(t));
    *out = NULL;
    t.parsed = *parsed;
    t.options = options;
    t.tr = ol_new(arena, OlTranslation);
    t.tr->lock_wait_ms = -1;
    t.r.arena = arena;
    t.r.text = parsed->text;
    t.r.pl_node = pl_node;
    t.r.pl_ctx = pl_ctx;
    t.r.cat = options->catalog;
    t.r.diag = diag;
    t.r.bind_types = options->bind_types;
    t.r.nbind_types = options->nbind_types;
    t.r.nbinds = t.parsed.nbinds;
    t.r.binds = ol_new_array(arena, OlRBind, (size_t)t.parsed.nbinds + 1);
    for (size_t i = 0; i < OL_LENGTHOF(ops); i++)
        if ((int)ops[i].kind == t.parsed.node->kind)
            op = &ops[i];
    if (op == NULL || op->fn == NULL)
        return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, (int)t.parsed.node->start,
                           op != NULL ? op->construct : ol_node_name((OlNodeKind)t.parsed.node->kind));
    t.tr->stmt = op->stmt;
    if (!op->fn(&t, t.parsed.node) || t.r.failed)
    {
        if (!t.r.failed) /* a function that gave up without a word */
            return ol_diag_set(diag, OL_ERR_INTERNAL, (int)t.parsed.node->start, "translate");
        return OL_ERROR;
    }
    finish_binds(&t);
    if (t.physical.arena != NULL)
        t.tr->accepted_no_effect = ol_str_dup(arena, ol_buf_str(&t.physical));
    *out = t.tr;
    return OL_OK;
}

int ol_translation_source_pos(const OlTranslation *tr, int out_pos)
{
    int lo = 0, hi = tr->npositions - 1, at = -1;

    while (lo <= hi)
    {
        int mid = (lo + hi) / 2;

        if (tr->positions[mid].out <= out_pos)
        {
            at = mid;
            lo = mid + 1;
        }
        else
            hi = mid - 1;
    }
    return at < 0 ? -1 : tr->positions[at].src;
}
