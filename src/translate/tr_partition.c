/*
 * tr_partition.c - PARTITION BY of CREATE TABLE and what ALTER TABLE does to partitions, as calls of sys.add_partition and its kind.
 *
 * Owns:      which columns are the key, the values of bounds as PostgreSQL expressions.
 * Not here:  how partitions are made and named (runtime/dict/partition.c).
 * See also:  SQL Language Reference, "CREATE TABLE", table_partitioning_clauses; "ALTER TABLE", alter_table_partitioning
 */
#include "translate/emit.h"

#include <string.h>

/* The table whose partitions are spoken of. */
typedef struct Table
{
    OlTr *t;
    OlStr pg_schema;
    OlStr pg_name;
    const OlRelColumn *cols;
    int ncols;
} Table;

static const OlRelColumn *key_column(Table *d, OlNode *node)
{
    const OlNames *names = OL_IS(ColumnRef, node) ? &OL_AS(ColumnRef, node)->names : NULL;

    if (names == NULL || names->n != 1)
    {
        (void)ol_tr_unsupported(d->t, (int)node->start, "partitioning by an expression");
        return NULL;
    }
    for (int i = 0; i < d->ncols; i++)
        if (ol_str_eq(d->cols[i].name, names->items[0].text))
            return &d->cols[i];
    return ol_rs_fail1(&d->t->r, OL_ERR_INVALID_IDENTIFIER, (int)node->start, ol_rs_quoted(&d->t->r, names));
}

/* RANGE (a, b) */
static bool emit_key(Table *d, OlEmit *e, const OlPartitioning *p)
{
    if (p->kind != OL_PART_RANGE && p->kind != OL_PART_LIST && p->kind != OL_PART_HASH)
        return ol_tr_unsupported(d->t, (int)p->node.start, p->kind == OL_PART_REFERENCE ? "PARTITION BY REFERENCE" : "PARTITION BY SYSTEM");
    if (p->automatic)
        return ol_tr_unsupported(d->t, (int)p->node.start, "PARTITION BY LIST .. AUTOMATIC");
    if (p->kind == OL_PART_LIST && p->columns.n > 1)
        return ol_tr_unsupported(d->t, (int)p->node.start, "PARTITION BY LIST of several columns");
    ol_emit(e, p->kind == OL_PART_RANGE ? "RANGE (" : p->kind == OL_PART_LIST ? "LIST (" : "HASH (");
    for (int i = 0; i < p->columns.n; i++)
    {
        const OlRelColumn *c = key_column(d, p->columns.items[i]);

        if (c == NULL)
            return false;
        if (ol_type_family(&c->type) == OL_FAM_LOB)
            return ol_rs_fail(&d->t->r, OL_ERR_PARTITION_KEY_LOB, (int)((OlNode *)p->columns.items[i])->start) != NULL;
        if (i > 0)
            ol_emit(e, ", ");
        ol_emit_ident(e, c->pg_name);
    }
    ol_emit(e, ")");
    return true;
}

bool ol_tr_partition_by(OlTr *t, OlEmit *e, OlNode *partitioning, const OlRelColumn *cols, int ncols)
{
    Table d = {.t = t, .cols = cols, .ncols = ncols};

    ol_emit(e, " PARTITION BY ");
    return emit_key(&d, e, OL_AS(Partitioning, partitioning));
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool is_word(OlNode *node, const char *word)
{
    return OL_IS(ColumnRef, node) && OL_AS(ColumnRef, node)->names.n == 1 && ol_str_eq_c(OL_AS(ColumnRef, node)->names.items[0].text, word);
}

/* Expressions, NULL and MAXVALUE as PostgreSQL writes bounds; columns (may be NULL): the types they are converted to, one for each or one for
 * all. A bound of nothing but MAXVALUE is that one word. */
static bool values_text(Table *d, const OlList *values, const OlRelColumn *const *columns, int ncolumns, OlStr *out)
{
    OlTr *t = d->t;
    OlEmit e;
    bool all = values->n > 0;

    for (int i = 0; i < values->n; i++)
        all &= is_word(values->items[i], "MAXVALUE");
    if (all)
    {
        *out = OL_STR("MAXVALUE");
        return true;
    }
    ol_emit_init(&e, t->r.arena, false);
    for (int i = 0; i < values->n; i++)
    {
        OlNode *v = values->items[i];
        OlScope s;
        OlRx *x;

        if (i > 0)
            ol_emit(&e, ", ");
        if (is_word(v, "MAXVALUE"))
        {
            ol_emit(&e, "MAXVALUE");
            continue;
        }
        if (OL_IS(NullLit, v))
        {
            ol_emit(&e, "NULL");
            continue;
        }
        memset(&s, 0, sizeof(s));
        s.clause = OL_CL_DEFAULT;
        t->r.for_view = true;
        x = ol_rs_expr(&t->r, &s, v);
        if (x != NULL && ncolumns > 0)
            x = ol_rs_conversion(&t->r, x, &columns[OL_MIN(i, ncolumns - 1)]->type, (int)v->start);
        t->r.for_view = false;
        if (x == NULL)
            return false;
        ol_tr_expr(&e, x);
    }
    *out = ol_emit_text(&e);
    return true;
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static void call(Table *d, OlEmit *e, const char *function)
{
    ol_emit_init(e, d->t->r.arena, false);
    ol_emit(e, "SELECT sys.");
    ol_emit(e, function);
    ol_emit(e, "(");
    ol_tr_emit_regclass(d->t, e, d->pg_schema, d->pg_name);
}

static void arg(OlEmit *e, OlStr s)
{
    ol_emit(e, ", ");
    if (s.n > 0)
        ol_emit_string(e, s);
    else
        ol_emit(e, "NULL");
}

static void flag(OlEmit *e, bool b)
{
    ol_emit(e, b ? ", true" : ", false");
}

static void end_call(Table *d, OlEmit *e)
{
    ol_emit(e, ")");
    ol_tr_plan(d->t, e);
}

/* --- CREATE TABLE ------------------------------------------------------------------------------------------------- */

static int key_columns(Table *d, const OlPartitioning *p, const OlRelColumn **out)
{
    int n = 0;

    for (int i = 0; i < p->columns.n && i < 16; i++)
    {
        out[n] = key_column(d, p->columns.items[i]);
        if (out[n] == NULL)
            return -1;
        n++;
    }
    return n;
}

static bool bound_of(Table *d, const OlPartition *part, OlPartitionKind kind, const OlRelColumn *const *columns, int n, OlStr *out)
{
    *out = OL_STR_NULL;
    if (part->is_default)
    {
        if (kind != OL_PART_LIST)
            return ol_rs_fail(&d->t->r, OL_ERR_INVALID_OPTION, (int)part->node.start) != NULL;
        *out = OL_STR("DEFAULT");
        return true;
    }
    if (part->values.n == 0)
        return kind == OL_PART_HASH || ol_rs_fail(&d->t->r, OL_ERR_MISSING_KEYWORD, (int)part->node.end) != NULL;
    if (kind == OL_PART_RANGE && (!part->less_than || (n > 0 && part->values.n != n)))
        return ol_rs_fail(&d->t->r, !part->less_than ? OL_ERR_PARTITION_LESS_THAN : part->values.n < n ? OL_ERR_PARTITION_VALUE_COUNT : OL_ERR_PARTITION_TOO_MANY, (int)part->node.start) != NULL;
    if (kind == OL_PART_LIST && part->less_than)
        return ol_rs_fail(&d->t->r, OL_ERR_INVALID_OPTION, (int)part->node.start) != NULL;
    return values_text(d, &part->values, columns, n, out);
}

static bool subpartitions(Table *d, const OlPartition *part, const OlPartitioning *sub, const OlRelColumn *const *columns, int n)
{
    OlEmit e;

    for (int i = 0; i < part->subpartitions.n; i++)
    {
        OlPartition *s = OL_ITEM(Partition, part->subpartitions, i);
        OlStr bound;

        if (!bound_of(d, s, sub->kind, columns, n, &bound))
            return false;
        call(d, &e, "add_subpartition");
        arg(&e, part->name.text);
        arg(&e, s->name.text);
        arg(&e, bound);
        ol_buf_printf(&e.out, ", %d, %d", part->subpartitions.n, i);
        end_call(d, &e);
    }
    return true;
}

/* SUBPARTITION_BY and TEMPLATE: properties of the table, for partitions made later, too. */
static bool sub_properties(Table *d, const OlPartitioning *sub, const OlRelColumn *const *columns, int n)
{
    OlTr *t = d->t;
    OlEmit e;
    OlBuf template;

    ol_emit_init(&e, t->r.arena, false);
    if (!emit_key(d, &e, sub))
        return false;
    ol_tr_property(t, d->pg_schema, d->pg_name, "SUBPARTITION_BY", ol_emit_text(&e));
    if (sub->kind == OL_PART_HASH && sub->count == 0 && sub->partitions.n == 0)
        return true;
    if (sub->count == 0 && sub->partitions.n == 0)
        return true;
    ol_buf_init(&template, t->r.arena, 64);
    if (sub->kind == OL_PART_HASH)
    {
        ol_buf_printf(&template, "%d", sub->partitions.n > 0 ? sub->partitions.n : (int)sub->count);
        for (int i = 0; i < sub->partitions.n; i++)
            ol_buf_printf(&template, "\x1f%.*s", OL_STR_ARG(OL_ITEM(Partition, sub->partitions, i)->name.text));
    }
    else
        for (int i = 0; i < sub->partitions.n; i++)
        {
            OlPartition *s = OL_ITEM(Partition, sub->partitions, i);
            OlStr bound;

            if (!bound_of(d, s, sub->kind, columns, n, &bound))
                return false;
            ol_buf_printf(&template, "%s%.*s\x1f%.*s", i > 0 ? "\x1e" : "", OL_STR_ARG(s->name.text), OL_STR_ARG(bound));
        }
    ol_tr_property(t, d->pg_schema, d->pg_name, "TEMPLATE", ol_str_dup(t->r.arena, ol_buf_str(&template)));
    return true;
}

static bool interval(Table *d, OlNode *node)
{
    OlTr *t = d->t;
    OlList one = {NULL, 0, 0};
    OlStr text;
    OlEmit e;

    ol_list_add(t->r.arena, &one, node);
    if (!values_text(d, &one, NULL, 0, &text))
        return false;
    call(d, &e, "set_interval");
    arg(&e, ol_str_upper(t->r.arena, ol_str_trim(ol_node_text(t->parsed.text, node))));
    arg(&e, text);
    end_call(d, &e);
    return true;
}

bool ol_tr_partitions(OlTr *t, OlNode *partitioning, OlStr pg_schema, OlStr pg_name, const OlRelColumn *cols, int ncols)
{
    Table d = {.t = t, .pg_schema = pg_schema, .pg_name = pg_name, .cols = cols, .ncols = ncols};
    OlPartitioning *p = OL_AS(Partitioning, partitioning), *sub = p->subpartitioning != NULL ? OL_AS(Partitioning, p->subpartitioning) : NULL;
    const OlRelColumn *keys[16], *subkeys[16];
    int nkeys = key_columns(&d, p, keys), nsub = sub != NULL ? key_columns(&d, sub, subkeys) : 0;
    OlEmit e;

    if (nkeys < 0 || nsub < 0)
        return false;
    if (p->columns.n > 16)
        return ol_rs_fail(&t->r, OL_ERR_PARTITION_KEY_COLUMNS, (int)partitioning->start) != NULL;
    if (sub != NULL && !sub_properties(&d, sub, subkeys, nsub))
        return false;
    if (p->kind == OL_PART_HASH)
    {
        bool own = false;

        for (int i = 0; i < p->partitions.n; i++)
            own |= OL_ITEM(Partition, p->partitions, i)->subpartitions.n > 0;
        if (own)
            return ol_tr_unsupported(t, (int)partitioning->start, "subpartitions of single hash partitions");
        call(&d, &e, "add_hash_partitions");
        ol_emit(&e, ", ARRAY[");
        for (int i = 0; i < p->partitions.n; i++)
        {
            if (i > 0)
                ol_emit(&e, ", ");
            ol_emit_string(&e, OL_ITEM(Partition, p->partitions, i)->name.text);
        }
        ol_buf_printf(&e.out, "]::text[], %d", p->partitions.n > 0 ? p->partitions.n : p->count > 0 ? (int)p->count : 1);
        end_call(&d, &e);
        return true;
    }
    if (p->partitions.n == 0)
        return ol_rs_fail(&t->r, OL_ERR_PARTITION_NONE, (int)partitioning->end) != NULL;
    for (int i = 0; i < p->partitions.n; i++)
    {
        OlPartition *part = OL_ITEM(Partition, p->partitions, i);
        OlStr bound;

        if (!bound_of(&d, part, p->kind, keys, nkeys, &bound))
            return false;
        if (part->subpartition_count > 0 && sub != NULL && sub->kind != OL_PART_HASH)
            return ol_rs_fail(&t->r, OL_ERR_INVALID_OPTION, (int)part->node.start) != NULL;
        call(&d, &e, "add_partition");
        arg(&e, part->name.text);
        arg(&e, bound);
        flag(&e, part->subpartitions.n > 0 || part->subpartition_count > 0);
        flag(&e, true);
        end_call(&d, &e);
        ol_tr_accept_options(t, &part->options);
        if (sub == NULL && part->subpartitions.n > 0)
            return ol_rs_fail(&t->r, OL_ERR_INVALID_OPTION, (int)part->node.start) != NULL;
        if (sub != NULL && !subpartitions(&d, part, sub, subkeys, nsub))
            return false;
        for (int64_t k = 0; k < part->subpartition_count && part->subpartition_count <= 1024; k++)
        {
            call(&d, &e, "add_subpartition");
            arg(&e, part->name.text);
            ol_buf_printf(&e.out, ", NULL, NULL, %d, %d", (int)part->subpartition_count, (int)k);
            end_call(&d, &e);
        }
    }
    return p->interval == NULL || interval(&d, p->interval);
}

/* --- ALTER TABLE -------------------------------------------------------------------------------------------------- */

static void names_arg(OlEmit *e, const OlNames *names)
{
    ol_emit(e, ", ARRAY[");
    for (int i = 0; i < names->n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_emit_string(e, names->items[i].text);
    }
    ol_emit(e, "]::text[]");
}

/* Name and values of the partition that is spoken of: the n-th name, or FOR (..). */
static bool which(Table *d, OlEmit *e, const OlAlterAction *a, int n, const OlRelColumn *const *keys, int nkeys)
{
    OlStr text = OL_STR_NULL;

    if (a->columns.n == 0 && !values_text(d, &a->items, keys, nkeys, &text))
        return false;
    arg(e, a->columns.n > n ? a->columns.items[n].text : OL_STR_NULL);
    arg(e, text);
    return true;
}

bool ol_tr_partition_alter(OlTr *t, OlAlterAction *a, const OlRelation *rel)
{
    Table d = {.t = t, .pg_schema = rel->pg_schema, .pg_name = rel->pg_name, .cols = rel->columns, .ncols = rel->ncolumns};
    const OlRelColumn *keys[16];
    int nkeys = 0, pos = (int)a->node.start;
    OlStr bound = OL_STR_NULL;
    OlEmit e;

    if (!rel->is_partitioned)
        return ol_rs_fail(&t->r, OL_ERR_NOT_PARTITIONED, pos) != NULL;
    for (int i = 0; i < rel->npartition_key && i < 16; i++)
        keys[nkeys++] = &rel->columns[rel->partition_key[i]];
    ol_tr_accept_options(t, &a->options);
    switch (a->kind)
    {
        case OL_ALT_ADD_PARTITION:
            for (int i = 0; i < a->items.n; i++)
            {
                OlPartition *part = OL_ITEM(Partition, a->items, i);

                bound = OL_STR_NULL;
                if (part->is_default)
                    bound = OL_STR("DEFAULT");
                else if (part->values.n > 0 && !values_text(&d, &part->values, keys, nkeys, &bound))
                    return false;
                call(&d, &e, "add_partition");
                arg(&e, part->name.text);
                arg(&e, bound);
                flag(&e, part->subpartitions.n > 0);
                flag(&e, false);
                end_call(&d, &e);
                for (int k = 0; k < part->subpartitions.n; k++)
                {
                    OlPartition *s = OL_ITEM(Partition, part->subpartitions, k);
                    OlStr sub = s->is_default ? OL_STR("DEFAULT") : OL_STR_NULL;

                    if (s->values.n > 0 && !values_text(&d, &s->values, NULL, 0, &sub))
                        return false;
                    call(&d, &e, "add_subpartition");
                    arg(&e, part->name.text);
                    arg(&e, s->name.text);
                    arg(&e, sub);
                    ol_buf_printf(&e.out, ", %d, %d", part->subpartitions.n, k);
                    end_call(&d, &e);
                }
                ol_tr_accept_options(t, &part->options);
            }
            return true;
        case OL_ALT_DROP_PARTITION:
        case OL_ALT_TRUNCATE_PARTITION:
            for (int i = 0; i < OL_MAX(a->columns.n, 1); i++)
            {
                call(&d, &e, a->kind == OL_ALT_DROP_PARTITION ? "drop_partition" : "truncate_partition");
                if (!which(&d, &e, a, i, keys, nkeys))
                    return false;
                flag(&e, a->subpartition);
                end_call(&d, &e);
            }
            return true;
        case OL_ALT_RENAME_PARTITION:
            call(&d, &e, "rename_partition");
            arg(&e, a->name.text);
            arg(&e, a->new_name.text);
            ol_emit(&e, ", NULL");
            end_call(&d, &e);
            return true;
        case OL_ALT_SPLIT_PARTITION:
        {
            OlName names[2] = {{.text = OL_STR_NULL}, {.text = OL_STR_NULL}};
            OlNames two = {names, 2};

            if (a->partitions.n != 0 && a->partitions.n != 2)
                return ol_tr_unsupported(t, pos, "SPLIT PARTITION into more than two");
            for (int i = 0; i < a->partitions.n; i++)
                names[i] = OL_ITEM(Partition, a->partitions, i)->name;
            if (!values_text(&d, &a->values, keys, nkeys, &bound))
                return false;
            call(&d, &e, "split_partition");
            if (!which(&d, &e, a, 0, keys, nkeys))
                return false;
            arg(&e, bound);
            if (a->partitions.n == 2)
                names_arg(&e, &two);
            else
                ol_emit(&e, ", ARRAY[]::text[]");
            end_call(&d, &e);
            return true;
        }
        case OL_ALT_MERGE_PARTITIONS:
            if (a->columns.n == 0)
                return ol_tr_unsupported(t, pos, "MERGE PARTITIONS FOR");
            call(&d, &e, "merge_partitions");
            names_arg(&e, &a->columns);
            arg(&e, a->partitions.n > 0 ? OL_ITEM(Partition, a->partitions, 0)->name.text : OL_STR_NULL);
            end_call(&d, &e);
            return true;
        case OL_ALT_EXCHANGE_PARTITION:
        {
            const OlRelation *other = NULL;
            OlObjectName *on = OL_AS(ObjectName, a->value);
            OlStr schema, name;

            if (!ol_tr_object_name(t, a->value, &schema, &name))
                return false;
            if (t->r.cat->find_relation(t->r.cat->ctx, t->r.arena, on->names.n == 2 ? schema : OL_STR_NULL, name, &other, t->r.diag) != OL_OK)
            {
                t->r.failed = true;
                return false;
            }
            if (other == NULL || other->kind != OL_OBJ_TABLE)
                return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)a->value->start) != NULL;
            call(&d, &e, "exchange_partition");
            if (!which(&d, &e, a, 0, keys, nkeys))
                return false;
            ol_emit(&e, ", ");
            ol_tr_emit_regclass(t, &e, other->pg_schema, other->pg_name);
            end_call(&d, &e);
            return true;
        }
        case OL_ALT_PARTITION_VALUES:
            if (a->subpartition)
                return ol_tr_unsupported(t, pos, "MODIFY SUBPARTITION");
            if (!values_text(&d, &a->values, keys, nkeys, &bound))
                return false;
            call(&d, &e, "modify_partition_values");
            arg(&e, a->columns.items[0].text);
            arg(&e, bound);
            flag(&e, ol_str_eq_c(a->text, "ADD"));
            end_call(&d, &e);
            return true;
        case OL_ALT_SET_INTERVAL:
            if (a->value != NULL)
                return interval(&d, a->value);
            call(&d, &e, "set_interval");
            ol_emit(&e, ", NULL, NULL");
            end_call(&d, &e);
            return true;
        default:
            return ol_tr_unsupported(t, pos, "ALTER TABLE on partitions");
    }
}
