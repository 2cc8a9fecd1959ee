/*
 * tr_ddl_object.c - indexes, sequences, views, materialized views, synonyms; DROP, COMMENT, TRUNCATE, RENAME.
 *
 * See also:  tr_ddl_table.c, tr_ddl_user.c
 */
#include "translate/emit.h"

#include <string.h>

/* --- finding ------------------------------------------------------------------------------------------------------ */

/* The table or view of an ObjectName in its own schema (or the current one): NULL without an error when there is none. */
static bool relation_of(OlTr *t, OlNode *name_node, bool follow, const OlRelation **rel, OlStr *schema, OlStr *name)
{
    OlObjectName *o = OL_AS(ObjectName, name_node);

    *rel = NULL;
    if (!ol_tr_object_name(t, name_node, schema, name))
        return false;
    if (t->r.cat->find_relation(t->r.cat->ctx, t->r.arena, follow && o->names.n == 1 ? OL_STR_NULL : *schema, *name, rel, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    return true;
}

static bool object_of(OlTr *t, OlNode *name_node, OlObjectKind *kind, OlStr *schema, OlStr *name, OlStr *pg_schema, OlStr *pg_name)
{
    uint32_t oid = 0;

    *kind = OL_OBJ_NONE;
    *pg_schema = *pg_name = OL_STR_NULL;
    if (!ol_tr_object_name(t, name_node, schema, name))
        return false;
    if (t->r.cat->find_object != NULL &&
        t->r.cat->find_object(t->r.cat->ctx, t->r.arena, *schema, *name, kind, &oid, pg_schema, pg_name, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    if (pg_schema->n == 0)
        *pg_schema = ol_tr_pg(t, *schema);
    if (pg_name->n == 0)
        *pg_name = ol_tr_pg(t, *name);
    return true;
}

static void text_arg(OlTr *t, OlEmit *e, OlStr s)
{
    (void)t;
    if (s.n > 0)
        ol_emit_string(e, s);
    else
        ol_emit(e, "NULL");
}

/* A private temporary table lives in the session's own schema. */
static bool is_private(const OlRelation *rel)
{
    return rel->pg_schema.n >= 7 && strncmp(rel->pg_schema.s, "pg_temp", 7) == 0;
}

/* --- indexes ------------------------------------------------------------------------------------------------------ */

bool ol_tr_index_create(OlTr *t, OlNode *node)
{
    OlCreateIndex *c = OL_AS(CreateIndex, node);
    OlStr schema, name, tschema, tname;
    const OlRelation *rel;
    OlScope s;
    OlRRel *rrel;
    OlEmit e;

    if (c->cluster != NULL || c->join_tables.n > 0 || c->join_where != NULL)
        return ol_tr_unsupported(t, (int)node->start, c->cluster != NULL ? "index on a cluster" : "bitmap join index");
    if (c->indextype != NULL)
        return ol_tr_unsupported(t, (int)node->start, "INDEXTYPE");
    if (!ol_tr_object_name(t, c->name, &schema, &name) || !relation_of(t, c->table, true, &rel, &tschema, &tname))
        return false;
    if (rel == NULL || rel->kind == OL_OBJ_VIEW)
        return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)c->table->start) != NULL;
    if (rel->is_temporary)
    {
        if (is_private(rel))
            return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_UNSUPPORTED, (int)c->table->start) != NULL;
        ol_tr_table_call(t, "release_temporary", rel->pg_schema, rel->pg_name, 0, NULL);
    }
    memset(&s, 0, sizeof(s));
    rrel = ol_rs_relation_rel(&t->r, &s, rel, c->alias.text.n > 0 ? c->alias.text : rel->name, c->alias.text.n > 0);
    rrel->bare = true;
    ol_rs_add_rel(&t->r, &s, rrel);
    s.clause = OL_CL_INDEX;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, c->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (c->if_not_exists)
        ol_emit(&e, "IF NOT EXISTS ");
    ol_emit_ident(&e, ol_tr_pg(t, name));
    ol_emit(&e, " ON ");
    ol_emit_name(&e, rel->pg_schema, rel->pg_name);
    ol_emit(&e, " (");
    t->r.for_view = true;
    for (int i = 0; i < c->items.n; i++)
    {
        OlOrderItem *o = OL_ITEM(OrderItem, c->items, i);
        OlRx *x = ol_rs_expr(&t->r, &s, o->expr);

        if (x == NULL)
            return false;
        if (i > 0)
            ol_emit(&e, ", ");
        if (x->kind == OL_RX_COL)
            ol_tr_expr(&e, x);
        else
        {
            ol_emit(&e, "(");
            ol_tr_expr(&e, x);
            ol_emit(&e, ")");
        }
        if (o->desc)
            ol_emit(&e, " DESC");
    }
    t->r.for_view = false;
    ol_emit(&e, ")");
    ol_tr_utility(t, &e);
    if (c->local)
        ol_tr_property(t, rel->pg_schema, ol_tr_pg(t, name), "LOCAL", OL_STR("YES"));
    if (c->bitmap)
        ol_tr_property(t, rel->pg_schema, ol_tr_pg(t, name), "TYPE", OL_STR("BITMAP"));
    if (c->reverse)
        ol_tr_property(t, rel->pg_schema, ol_tr_pg(t, name), "TYPE", OL_STR("NORMAL/REV"));
    if (c->visible == OL_NO)
        ol_tr_property(t, rel->pg_schema, ol_tr_pg(t, name), "INVISIBLE", OL_STR("YES"));
    if (c->unique && c->items.n > 1)
        ol_tr_unique_nulls(t, rel->pg_schema, rel->pg_name);
    if (c->bitmap)
        ol_tr_accept(t, OL_STR("BITMAP"));
    if (c->reverse)
        ol_tr_accept(t, OL_STR("REVERSE"));
    if (c->local && !rel->is_partitioned)
        return ol_rs_fail(&t->r, OL_ERR_LOCAL_INDEX_TABLE, (int)node->start) != NULL;
    if (c->partitioning != NULL)
        ol_tr_accept(t, OL_STR("GLOBAL PARTITION BY"));
    if (c->unusable || c->visible == OL_NO)
        ol_tr_accept(t, c->unusable ? OL_STR("UNUSABLE") : OL_STR("INVISIBLE"));
    ol_tr_accept_options(t, &c->options);
    ol_tr_in_schema(t, 0, rel->schema, NULL, "CREATE ANY INDEX");
    return true;
}

bool ol_tr_index_alter(OlTr *t, OlNode *node)
{
    OlAlterIndex *a = OL_AS(AlterIndex, node);
    OlStr schema, name, pg_schema, pg_name;
    OlObjectKind kind;
    OlEmit e;

    if (!object_of(t, a->name, &kind, &schema, &name, &pg_schema, &pg_name))
        return false;
    if (kind != OL_OBJ_INDEX)
        return ol_rs_fail(&t->r, OL_ERR_INDEX_NOT_FOUND, (int)a->name->start) != NULL;
    if (a->rename_to.text.n > 0)
    {
        ol_emit_init(&e, t->r.arena, false);
        ol_emit(&e, "ALTER INDEX ");
        ol_emit_name(&e, pg_schema, pg_name);
        ol_emit(&e, " RENAME TO ");
        ol_emit_ident(&e, ol_tr_pg(t, a->rename_to.text));
        ol_tr_utility(t, &e);
        ol_tr_in_schema(t, 0, schema, NULL, "ALTER ANY INDEX");
        return true;
    }
    if (a->rebuild)
    {
        ol_emit_init(&e, t->r.arena, false);
        ol_emit(&e, "REINDEX INDEX ");
        ol_emit_name(&e, pg_schema, pg_name);
        ol_tr_utility(t, &e);
        ol_tr_accept_options(t, &a->options);
        ol_tr_in_schema(t, 0, schema, NULL, "ALTER ANY INDEX");
        return true;
    }
    ol_tr_accept_options(t, &a->options);
    ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER INDEX");
    return true;
}

/* --- sequences ---------------------------------------------------------------------------------------------------- */

bool ol_tr_sequence_create(OlTr *t, OlNode *node)
{
    OlCreateSequence *c = OL_AS(CreateSequence, node);
    OlStr schema, name;
    OlEmit e;

    if (!ol_tr_object_name(t, c->name, &schema, &name))
        return false;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, c->if_not_exists ? "CREATE SEQUENCE IF NOT EXISTS " : "CREATE SEQUENCE ");
    ol_tr_emit_object(t, &e, schema, name);
    if (!ol_tr_sequence_options(t, &e, &c->options))
        return false;
    ol_tr_utility(t, &e);
    ol_tr_in_schema(t, 0, schema, "CREATE SEQUENCE", "CREATE ANY SEQUENCE");
    return true;
}

bool ol_tr_sequence_alter(OlTr *t, OlNode *node)
{
    OlAlterSequence *a = OL_AS(AlterSequence, node);
    const OlSequence *seq = NULL;
    OlStr schema, name;
    OlEmit e;
    size_t before;

    if (!ol_tr_object_name(t, a->name, &schema, &name))
        return false;
    if (t->r.cat->find_sequence(t->r.cat->ctx, t->r.arena, schema, name, &seq, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    if (seq == NULL && !a->if_exists)
        return ol_rs_fail(&t->r, OL_ERR_NOT_A_SEQUENCE, (int)a->name->start) != NULL;
    if (seq == NULL)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER SEQUENCE");
        return true;
    }
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "ALTER SEQUENCE ");
    ol_emit_name(&e, seq->pg_schema, seq->pg_name);
    before = e.out.len;
    if (!ol_tr_sequence_options(t, &e, &a->options))
        return false;
    if (e.out.len == before)
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER SEQUENCE");
    else
        ol_tr_utility(t, &e);
    ol_tr_in_schema(t, 0, seq->schema, NULL, "ALTER ANY SEQUENCE");
    return true;
}

/* --- views -------------------------------------------------------------------------------------------------------- */

/* Names of the view's columns: the list after the view's name, else the query's. */
static bool view_columns(OlTr *t, OlRQuery *q, const OlList *columns, int pos)
{
    int n = 0;

    for (int i = 0; i < columns->n; i++)
        if (OL_IS(ColumnDef, columns->items[i]))
        {
            OlColumnDef *c = OL_ITEM(ColumnDef, *columns, i);

            if (n >= q->nouts)
                return ol_rs_fail(&t->r, OL_ERR_VIEW_COLUMN_COUNT, pos) != NULL;
            q->outs[n].name = c->name.text;
            q->outs[n].named = true;
            n++;
        }
        else
            ol_tr_accept(t, OL_STR("view constraint"));
    if (n > 0 && n != q->nouts)
        return ol_rs_fail(&t->r, OL_ERR_VIEW_COLUMN_COUNT, pos) != NULL;
    for (int i = 0; i < q->nouts; i++)
    {
        OlROut *o = &q->outs[i];

        if (!o->named)
            return ol_rs_fail(&t->r, OL_ERR_VIEW_COLUMN_ALIAS, o->expr != NULL ? o->expr->pos : pos) != NULL;
        for (int k = 0; k < i; k++)
            if (ol_str_eq(q->outs[k].name, o->name))
                return ol_rs_fail(&t->r, OL_ERR_DUPLICATE_COLUMN, o->expr != NULL ? o->expr->pos : pos) != NULL;
    }
    if (!ol_rs_name_outs(&t->r, q))
        return false;
    for (int i = 0; i < q->nouts; i++)
        q->outs[i].pg_name = ol_tr_pg(t, q->outs[i].name);
    return true;
}

/* Does the PostgreSQL column keep its length or precision? Only a plain column of a table does. */
static bool keeps_typmod(const OlROut *o)
{
    return o->expr != NULL && o->expr->kind == OL_RX_COL && o->expr->rel->kind == OL_RREL_TABLE && o->expr->rel->relation->kind == OL_OBJ_TABLE;
}

static void label_outputs(OlTr *t, OlRQuery *q, OlStr pg_schema, OlStr pg_name)
{
    for (int i = 0; i < q->nouts; i++)
    {
        OlType type = q->outs[i].type;

        if (type.code == OL_T_NULL)
            type = ol_type_varchar(0);
        ol_tr_label_step(t, pg_schema, pg_name, q->outs[i].pg_name, ol_tr_label(t, &type, keeps_typmod(&q->outs[i])), false);
    }
}

/* CREATE OR REPLACE of PostgreSQL takes the same columns with the same types, and more after them. */
static bool replaceable(OlTr *t, const OlRelation *old, const OlRQuery *q)
{
    if (old->ncolumns > q->nouts)
        return false;
    for (int i = 0; i < old->ncolumns; i++)
    {
        const OlType *a = &old->columns[i].type, *b = &q->outs[i].type;

        if (!ol_str_eq(old->columns[i].name, q->outs[i].name) || a->code != b->code || a->precision != b->precision || a->scale != b->scale ||
            a->size_chars != b->size_chars || a->size_bytes != b->size_bytes || a->char_semantics != b->char_semantics)
            return false;
    }
    return true;
}

bool ol_tr_view_create(OlTr *t, OlNode *node)
{
    OlCreateView *c = OL_AS(CreateView, node);
    const OlRelation *old;
    OlStr schema, name;
    OlRQuery *q;
    OlEmit e;

    if (c->of_type != NULL || c->under != NULL)
        return ol_tr_unsupported(t, (int)node->start, "object view");
    if (!relation_of(t, c->name, false, &old, &schema, &name))
        return false;
    if (old != NULL && old->kind != OL_OBJ_VIEW)
        return ol_rs_fail(&t->r, OL_ERR_NAME_IN_USE, (int)c->name->start) != NULL;
    if (old != NULL && !c->or_replace && !c->if_not_exists)
        return ol_rs_fail(&t->r, OL_ERR_NAME_IN_USE, (int)c->name->start) != NULL;
    t->r.for_view = true;
    q = ol_rs_query(&t->r, NULL, c->query, false);
    t->r.for_view = false;
    if (q == NULL || !view_columns(t, q, &c->columns, (int)node->start))
        return false;
    ol_emit_init(&e, t->r.arena, false);
    if (old != NULL && c->or_replace && !replaceable(t, old, q))
    {
        ol_emit(&e, "DROP VIEW ");
        ol_emit_name(&e, old->pg_schema, old->pg_name);
        ol_tr_utility(t, &e);
        old = NULL;
    }
    if (old != NULL && c->if_not_exists)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("CREATE VIEW IF NOT EXISTS");
        return true;
    }
    ol_emit(&e, old != NULL ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
    ol_tr_emit_object(t, &e, schema, name);
    ol_emit(&e, " AS ");
    ol_tr_query(&e, q, true);
    if (c->check_option)
        ol_emit(&e, " WITH CASCADED CHECK OPTION");
    ol_tr_utility(t, &e);
    label_outputs(t, q, ol_tr_pg(t, schema), ol_tr_pg(t, name));
    if (c->read_only || (old != NULL && old->read_only))
    {
        ol_emit(&e, "SECURITY LABEL FOR oliphant ON VIEW ");
        ol_tr_emit_object(t, &e, schema, name);
        ol_emit(&e, c->read_only ? " IS 'READ ONLY'" : " IS NULL");
        ol_tr_utility(t, &e);
    }
    ol_tr_accept_options(t, &c->options);
    ol_tr_in_schema(t, 0, schema, "CREATE VIEW", "CREATE ANY VIEW");
    return true;
}

bool ol_tr_matview_create(OlTr *t, OlNode *node)
{
    OlCreateMatView *c = OL_AS(CreateMatView, node);
    OlStr schema, name;
    OlRQuery *q;
    OlEmit e;

    if (c->prebuilt)
        return ol_tr_unsupported(t, (int)node->start, "ON PREBUILT TABLE");
    if (c->on_commit || c->on_statement)
        return ol_tr_unsupported(t, (int)node->start, c->on_commit ? "REFRESH ON COMMIT" : "REFRESH ON STATEMENT");
    if (c->start_with != NULL || c->next != NULL)
        return ol_tr_unsupported(t, (int)node->start, "REFRESH START WITH .. NEXT");
    if (!ol_tr_object_name(t, c->name, &schema, &name))
        return false;
    t->r.for_view = true;
    q = ol_rs_query(&t->r, NULL, c->query, false);
    t->r.for_view = false;
    if (q == NULL || !view_columns(t, q, &c->columns, (int)node->start))
        return false;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, c->if_not_exists ? "CREATE MATERIALIZED VIEW IF NOT EXISTS " : "CREATE MATERIALIZED VIEW ");
    ol_tr_emit_object(t, &e, schema, name);
    ol_emit(&e, " AS ");
    ol_tr_query(&e, q, true);
    ol_emit(&e, c->deferred ? " WITH NO DATA" : " WITH DATA");
    ol_tr_utility(t, &e);
    label_outputs(t, q, ol_tr_pg(t, schema), ol_tr_pg(t, name));
    if (c->refresh.n > 0)
        ol_tr_accept(t, ol_str_printf(t->r.arena, "REFRESH %.*s", OL_STR_ARG(c->refresh)));
    ol_tr_accept_options(t, &c->options);
    ol_tr_in_schema(t, 0, schema, "CREATE MATERIALIZED VIEW", "CREATE ANY MATERIALIZED VIEW");
    return true;
}

/* --- synonyms ----------------------------------------------------------------------------------------------------- */

bool ol_tr_synonym_create(OlTr *t, OlNode *node)
{
    OlCreateSynonym *c = OL_AS(CreateSynonym, node);
    OlObjectName *target = OL_AS(ObjectName, c->target);
    OlStr schema, name, tschema;
    OlEmit e;

    if (!ol_tr_object_name(t, c->name, &schema, &name))
        return false;
    if (target->names.n > 2)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_TABLE_NAME, (int)c->target->start) != NULL;
    tschema = target->names.n == 2 ? target->names.items[0].text : target->dblink.n > 0 ? OL_STR_NULL : t->r.cat->current_schema;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.create_synonym(");
    ol_emit_string(&e, c->is_public ? OL_STR("PUBLIC") : schema);
    ol_emit(&e, ", ");
    ol_emit_string(&e, name);
    ol_emit(&e, ", ");
    text_arg(t, &e, tschema);
    ol_emit(&e, ", ");
    ol_emit_string(&e, target->names.items[target->names.n - 1].text);
    ol_emit(&e, ", ");
    text_arg(t, &e, target->dblink);
    ol_emit(&e, c->or_replace || c->if_not_exists ? ", true)" : ", false)");
    ol_tr_plan(t, &e);
    return true;
}

/* --- DROP --------------------------------------------------------------------------------------------------------- */

static bool missing(OlTr *t, OlDrop *d, OlErrorCode code)
{
    if (d->if_exists)
    {
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("DROP IF EXISTS");
        return true;
    }
    return ol_rs_fail(&t->r, code, (int)d->name->start) != NULL;
}

static bool drop_named(OlTr *t, OlDrop *d, const char *words, OlStr pg_schema, OlStr pg_name)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "DROP ");
    ol_emit(&e, words);
    ol_emit(&e, " ");
    ol_emit_name(&e, pg_schema, pg_name);
    ol_tr_utility(t, &e);
    ol_tr_accept_options(t, &d->options);
    return true;
}

static OlStr only_name(OlDrop *d)
{
    OlNames *n = &OL_AS(ObjectName, d->name)->names;

    return n->items[n->n - 1].text;
}

bool ol_tr_drop(OlTr *t, OlNode *node)
{
    OlDrop *d = OL_AS(Drop, node);
    OlStr schema, name, pg_schema, pg_name;
    OlObjectKind kind;
    OlEmit e;

    switch (d->kind)
    {
        case OL_OBJ_TABLE:
        case OL_OBJ_VIEW:
        case OL_OBJ_MATERIALIZED_VIEW:
        case OL_OBJ_SEQUENCE:
        case OL_OBJ_INDEX:
            if (!object_of(t, d->name, &kind, &schema, &name, &pg_schema, &pg_name))
                return false;
            if (kind != d->kind)
                return missing(t, d, d->kind == OL_OBJ_SEQUENCE ? OL_ERR_NOT_A_SEQUENCE : d->kind == OL_OBJ_INDEX ? OL_ERR_INDEX_NOT_FOUND
                                     : OL_ERR_TABLE_NOT_FOUND);
            if (d->kind == OL_OBJ_TABLE)
            {
                const OlRelation *rel = NULL;

                if (!relation_of(t, d->name, false, &rel, &schema, &name))
                    return false;
                if (rel != NULL && rel->is_temporary)
                {
                    if (is_private(rel))
                        t->tr->no_commit = true;
                    else
                        ol_tr_table_call(t, "release_temporary", rel->pg_schema, rel->pg_name, 0, NULL);
                }
            }
            if (d->cascade && d->kind == OL_OBJ_TABLE)
            {
                /* PostgreSQL's CASCADE would take views along */
                ol_emit_init(&e, t->r.arena, false);
                ol_emit(&e, "SELECT sys.drop_references(");
                ol_tr_emit_regclass(t, &e, pg_schema, pg_name);
                ol_emit(&e, ", NULL)");
                ol_tr_plan(t, &e);
            }
            if (!drop_named(t, d,
                              d->kind == OL_OBJ_TABLE ? "TABLE" : d->kind == OL_OBJ_VIEW ? "VIEW" : d->kind == OL_OBJ_SEQUENCE ? "SEQUENCE"
                              : d->kind == OL_OBJ_INDEX ? "INDEX" : "MATERIALIZED VIEW",
                              pg_schema, pg_name))
                return false;
            if (!t->tr->no_commit)
                ol_tr_in_schema(t, 0, schema, NULL,
                                d->kind == OL_OBJ_TABLE ? "DROP ANY TABLE" : d->kind == OL_OBJ_VIEW ? "DROP ANY VIEW" : d->kind == OL_OBJ_SEQUENCE ? "DROP ANY SEQUENCE"
                                : d->kind == OL_OBJ_INDEX ? "DROP ANY INDEX" : "DROP ANY MATERIALIZED VIEW");
            return true;
        case OL_OBJ_SYNONYM:
        case OL_OBJ_PUBLIC_SYNONYM:
            if (!ol_tr_object_name(t, d->name, &schema, &name))
                return false;
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.drop_synonym(");
            ol_emit_string(&e, d->kind == OL_OBJ_PUBLIC_SYNONYM ? OL_STR("PUBLIC") : schema);
            ol_emit(&e, ", ");
            ol_emit_string(&e, name);
            ol_emit(&e, d->if_exists ? ", true)" : ", false)");
            ol_tr_plan(t, &e);
            return true;
        case OL_OBJ_USER:
            if (!t->r.cat->schema_exists(t->r.cat->ctx, only_name(d)))
            {
                if (d->if_exists)
                    return missing(t, d, OL_ERR_NONE);
                return ol_rs_fail1(&t->r, OL_ERR_USER_NOT_FOUND, (int)d->name->start, only_name(d)) != NULL;
            }
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.drop_user(");
            ol_emit_string(&e, only_name(d));
            ol_emit(&e, d->cascade ? ", true)" : ", false)");
            ol_tr_plan(t, &e);
            ol_tr_as_system(t, 0, "DROP USER");
            return true;
        case OL_OBJ_PROFILE:
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.drop_profile(");
            ol_emit_string(&e, only_name(d));
            ol_emit(&e, d->cascade ? ", true)" : ", false)");
            ol_tr_plan(t, &e);
            return true;
        case OL_OBJ_ROLE:
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.drop_role(");
            ol_emit_string(&e, only_name(d));
            ol_emit(&e, d->if_exists ? ", true)" : ", false)");
            ol_tr_plan(t, &e);
            return true;
        case OL_OBJ_PROCEDURE:
        case OL_OBJ_FUNCTION:
        case OL_OBJ_PACKAGE:
        case OL_OBJ_PACKAGE_BODY:
        case OL_OBJ_TRIGGER:
        case OL_OBJ_TYPE_BODY:
            ol_tr_step(t, OL_STEP_PLSQL)->sql = ol_str_dup(t->r.arena, t->parsed.text);
            return true;
        case OL_OBJ_TYPE:
            return ol_tr_type_drop(t, d);
        case OL_OBJ_TABLESPACE:
            ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("DROP TABLESPACE");
            return true;
        default:
            return ol_tr_unsupported(t, (int)node->start, "DROP of this kind of object");
    }
}

/* --- COMMENT, TRUNCATE, RENAME ------------------------------------------------------------------------------------ */

bool ol_tr_comment(OlTr *t, OlNode *node)
{
    OlComment *c = OL_AS(Comment, node);
    OlObjectName *on = OL_AS(ObjectName, c->name);
    OlObjectName owner = *on;
    const OlRelation *rel;
    OlStr schema, name;
    OlEmit e;

    if (c->kind != OL_OBJ_TABLE && c->kind != OL_OBJ_COLUMN && c->kind != OL_OBJ_MATERIALIZED_VIEW)
        return ol_tr_unsupported(t, (int)node->start, "COMMENT on this kind of object");
    if (c->kind == OL_OBJ_COLUMN)
    {
        if (on->names.n < 2)
            return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)c->name->start) != NULL;
        owner.names.n--;
    }
    if (!relation_of(t, &owner.node, false, &rel, &schema, &name))
        return false;
    if (rel == NULL)
        return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)c->name->start) != NULL;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "COMMENT ON ");
    if (c->kind == OL_OBJ_COLUMN)
    {
        const OlName *col = &on->names.items[on->names.n - 1];
        const OlRelColumn *found = NULL;

        for (int i = 0; i < rel->ncolumns; i++)
            if (ol_str_eq(rel->columns[i].name, col->text))
                found = &rel->columns[i];
        if (found == NULL)
        {
            OlNames one = {&on->names.items[on->names.n - 1], 1};

            return ol_rs_fail1(&t->r, OL_ERR_INVALID_IDENTIFIER, (int)col->start, ol_rs_quoted(&t->r, &one)) != NULL;
        }
        ol_emit(&e, "COLUMN ");
        ol_emit_name(&e, rel->pg_schema, rel->pg_name);
        ol_emit(&e, ".");
        ol_emit_ident(&e, found->pg_name);
    }
    else
    {
        ol_emit(&e, rel->kind == OL_OBJ_VIEW ? "VIEW " : rel->kind == OL_OBJ_MATERIALIZED_VIEW ? "MATERIALIZED VIEW " : "TABLE ");
        ol_emit_name(&e, rel->pg_schema, rel->pg_name);
    }
    ol_emit(&e, " IS ");
    text_arg(t, &e, c->text);
    ol_tr_utility(t, &e);
    ol_tr_in_schema(t, 0, rel->schema, NULL, "COMMENT ANY TABLE");
    return true;
}

bool ol_tr_truncate(OlTr *t, OlNode *node)
{
    OlTruncate *c = OL_AS(Truncate, node);
    const OlRelation *rel;
    OlStr schema, name;
    OlEmit e;

    if (c->kind == OL_OBJ_CLUSTER)
        return ol_tr_unsupported(t, (int)node->start, "TRUNCATE CLUSTER");
    if (!relation_of(t, c->name, false, &rel, &schema, &name))
        return false;
    if (rel == NULL || rel->kind != OL_OBJ_TABLE)
        return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)c->name->start) != NULL;
    if (rel->is_temporary && !is_private(rel))
    {
        ol_tr_table_call(t, "truncate_temporary", rel->pg_schema, rel->pg_name, 0, NULL);
        ol_tr_accept_options(t, &c->options);
        if (!ol_str_eq(rel->schema, t->r.cat->current_user))
            for (int i = 0; i < t->tr->nsteps; i++)
                t->tr->steps[i].privilege = OL_STR("DROP ANY TABLE");
        return true;
    }
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "TRUNCATE TABLE ");
    ol_emit_name(&e, rel->pg_schema, rel->pg_name);
    if (c->cascade)
        ol_emit(&e, " CASCADE");
    ol_tr_utility(t, &e);
    ol_tr_accept_options(t, &c->options);
    ol_tr_in_schema(t, 0, rel->schema, NULL, "DROP ANY TABLE");
    return true;
}

bool ol_tr_rename(OlTr *t, OlNode *node)
{
    OlRename *c = OL_AS(Rename, node);
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.rename_object(");
    ol_emit_string(&e, t->r.cat->current_schema);
    ol_emit(&e, ", ");
    ol_emit_string(&e, c->from.text);
    ol_emit(&e, ", ");
    ol_emit_string(&e, c->to.text);
    ol_emit(&e, ")");
    ol_tr_plan(t, &e);
    return true;
}
