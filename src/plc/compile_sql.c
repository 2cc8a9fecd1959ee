/*
 * compile_sql.c - SQL inside PL/SQL: static statements, cursors, bulk operations, dynamic SQL.
 *
 * Owns:      OlBcSql; the way of values between registers and parameters, columns and targets.
 * Not here:  translation itself (translate); the names in it (compile_name.c, asked by the resolver).
 * See also:  PL/SQL Language Reference, "PL/SQL Static SQL", "PL/SQL Dynamic SQL"
 */
#include "plc/compile.h"

#include <string.h>

/* --- a statement -------------------------------------------------------------------------------------------------- */

/* Translates a node; its parameters are left in c->sql_params. -1 with a message. */
static int translate(OlPlc *c, OlNode *node)
{
    OlParsed parsed = {.text = c->text, .node = node};
    OlTrOptions options = {.catalog = c->options->catalog};
    OlTranslation *tr;
    OlBcSql *s;

    c->sql_params.n = 0;
    ol_diag_init(&c->diag);
    c->r.failed = false;
    if (ol_translate_node(c->arena, &parsed, &options, ol_plc_node_hook, c, &tr, &c->diag) != OL_OK)
    {
        ol_plc_take_error(c, true);
        return -1;
    }
    if (tr->nsteps != 1 || tr->steps[0].kind != OL_STEP_PLAN || tr->nparams != c->sql_params.n)
    {
        ol_plc_unsupported(c, (int)node->start, "this statement in PL/SQL");
        return -1;
    }
    if (c->sqls.n >= 0xfff0)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, (int)node->start, "SQL statements");
        return -1;
    }
    s = ol_vec_add(c, &c->sqls, sizeof(OlBcSql));
    s->kind = tr->stmt == OL_STMT_QUERY ? OL_PLSQL_QUERY : OL_PLSQL_DML;
    s->command = tr->stmt;
    s->text = tr->steps[0].sql;
    s->nparams = tr->nparams;
    s->params = ol_new_array(c->arena, OlType, (size_t)tr->nparams + 1);
    for (int i = 0; i < tr->nparams; i++)
        s->params[i] = tr->param_types[i];
    s->ncolumns = tr->ncolumns;
    s->nhidden = tr->nhidden;
    s->columns = ol_new_array(c->arena, OlType, (size_t)tr->ncolumns + 1);
    s->column_names = ol_new_array(c->arena, OlStr, (size_t)tr->ncolumns + 1);
    for (int i = 0; i < tr->ncolumns; i++)
    {
        s->columns[i] = tr->columns[i].type;
        s->column_names[i] = tr->columns[i].name;
    }
    s->read_only = tr->read_only;
    s->for_update = tr->for_update;
    s->single_row_insert = tr->single_row_insert;
    s->lock_wait_ms = tr->lock_wait_ms;
    s->nrelations = tr->nrelations;
    s->relations = tr->relations;
    for (int i = 0; i < tr->nrelations; i++)
        ol_plc_depend_oid(c, tr->relations[i]);
    return c->sqls.n - 1;
}

/* The parameters' values, as the statement wants them; the list or NONE. */
static uint16_t param_list(OlPlc *c, int sql, OlRx **args, int n)
{
    uint16_t *ops = ol_new_array(c->arena, uint16_t, (size_t)n + 1);

    for (int i = 0; i < n; i++)
    {
        OlType t = OL_VEC_AT(c->sqls, OlBcSql, sql)->params[i];

        if (ol_type_is_char(&t))
            t.size_bytes = t.size_chars = 0;
        if (t.code == OL_T_CHAR || t.code == OL_T_NCHAR)
            t.code = t.code == OL_T_CHAR ? OL_T_VARCHAR2 : OL_T_NVARCHAR2;
        if (t.code == OL_T_NUMBER)
        {
            t.precision = 0;
            t.scale = OL_SCALE_NONE;
        }
        if ((ops[i] = ol_plc_gen_to(c, args[i], ol_plc_scalar(c, &t), OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return OL_OPERAND_NONE;
    }
    return ol_plc_list(c, ops, n);
}

static OlRx **take_params(OlPlc *c, int *n)
{
    OlRx **args = ol_new_array(c->arena, OlRx *, (size_t)c->sql_params.n + 1);

    *n = c->sql_params.n;
    if (*n > 0)
        memcpy(args, c->sql_params.data, (size_t)*n * sizeof(OlRx *));
    return args;
}

static void add_name(OlPlc *c, OlNames *names, OlName name)
{
    OlName *items = ol_new_array(c->arena, OlName, (size_t)names->n + 1);

    if (names->n > 0)
        memcpy(items, names->items, (size_t)names->n * sizeof(OlName));
    items[names->n++] = name;
    names->items = items;
}

/* --- INTO --------------------------------------------------------------------------------------------------------- */

/* What one row goes into: a register for each column, and where it has to be stored afterwards. */
typedef struct Into
{
    int n;
    uint16_t *regs;
    OlPx **stores; /* NULL: the register is the target */
    OlType *types;
    int pos;
} Into;

static bool into_add(OlPlc *c, Into *in, int cap, OlPx *target, const OlType *column)
{
    uint16_t reg = ol_plc_target_reg(c, target);
    OlBcType *t = ol_plc_type_at(c, target->type);
    int kind = column != NULL ? (int)ol_slot_kind_column(column) : t->kind;
    OlType type = column != NULL ? ol_plc_plain(*column) : ol_plc_rx_type(c, target->type);

    if (in->n >= cap)
        return false;
    if (kind == OL_SLOT_NONE)
    {
        ol_plc_unsupported(c, in->pos, "a column of this type");
        return false;
    }
    t = ol_plc_type_at(c, target->type);
    bool plain = target->kind == OL_PX_VAR && !target->sym->not_null && reg != OL_OPERAND_NONE && t->kind == kind && t->class_ == OL_PLT_SCALAR;

    if (plain && column != NULL)
        plain = ol_plc_scalar(c, &type) == target->type ||
                (t->scalar.code == type.code && t->scalar.size_bytes == 0 && !t->has_range &&
                 (t->scalar.code != OL_T_NUMBER || (t->scalar.precision == 0 && t->scalar.scale == OL_SCALE_NONE)) && type.code != OL_T_CHAR &&
                 t->scalar.scale >= type.scale);
    else if (plain)
        plain = ol_plc_type_at(c, target->type)->scalar.size_bytes == 0 && !t->has_range && t->scalar.precision == 0 &&
                (t->scalar.code != OL_T_NUMBER || t->scalar.scale == OL_SCALE_NONE) && t->kind != OL_SLOT_TIME && t->kind != OL_SLOT_INTERVAL;
    in->types[in->n] = type;
    if (plain)
    {
        in->regs[in->n] = reg;
        in->stores[in->n++] = NULL;
        return true;
    }
    in->regs[in->n] = ol_plc_temp(c, kind);
    in->stores[in->n++] = target;
    return true;
}

/* columns NULL: not known before it runs. */
static bool into_targets(OlPlc *c, OlList *nodes, const OlType *columns, int ncolumns, Into *in, int pos)
{
    int cap = columns != NULL ? ncolumns : 1000;
    OlPx *px;

    memset(in, 0, sizeof(*in));
    in->regs = ol_new_array(c->arena, uint16_t, (size_t)cap + 1);
    in->stores = ol_new_array(c->arena, OlPx *, (size_t)cap + 1);
    in->types = ol_new_array(c->arena, OlType, (size_t)cap + 1);
    in->pos = pos;
    for (int i = 0; i < nodes->n; i++)
    {
        if ((px = ol_plc_target(c, nodes->items[i])) == NULL)
            return false;
        OlBcType *t = ol_plc_type_at(c, px->type);

        if (t->kind == OL_SLOT_COLL && !ol_type_is_user(&t->scalar))
        {
            OlStr text = ol_str_upper(c->arena, ol_node_text(c->text, nodes->items[i]));

            ol_plc_error(c, OL_ERR_PLS_NOT_INTO_TARGET, (int)((OlNode *)nodes->items[i])->start, ol_str_cdup(c->arena, text));
            return false;
        }
        if (t->class_ == OL_PLT_RECORD && nodes->n == 1)
        {
            int n = t->nfields;

            if (columns != NULL && n != ncolumns)
                goto count;
            for (int k = 0; k < n; k++)
            {
                OlPx *f = ol_new(c->arena, OlPx);

                f->kind = OL_PX_FIELD;
                f->base = px;
                f->field = k;
                f->type = ol_plc_type_at(c, px->type)->fields[k].type;
                f->pos = px->pos;
                if (!into_add(c, in, cap, f, columns != NULL ? &columns[k] : NULL))
                    return false;
            }
            return true;
        }
        if (columns != NULL && i >= ncolumns)
            goto count;
        if (!into_add(c, in, cap, px, columns != NULL ? &columns[i] : NULL))
            return false;
    }
    if (columns != NULL && in->n != ncolumns)
        goto count;
    return true;
count:
    ol_plc_error(c, OL_ERR_PLS_INTO_COUNT, pos);
    return false;
}

static void into_store(OlPlc *c, Into *in)
{
    for (int i = 0; i < in->n; i++)
        if (in->stores[i] != NULL)
            ol_plc_convert_store(c, in->stores[i], in->regs[i], &in->types[i], in->pos);
}

/* Collections of BULK COLLECT: pairs of register and type. */
typedef struct Bulk
{
    int n;
    uint16_t *pairs;
    OlPx **stores;
} Bulk;

static bool bulk_targets(OlPlc *c, OlList *nodes, const OlType *columns, int ncolumns, Bulk *b, int pos)
{
    b->n = 0;
    b->pairs = ol_new_array(c->arena, uint16_t, (size_t)nodes->n * 2 + 1);
    b->stores = ol_new_array(c->arena, OlPx *, (size_t)nodes->n + 1);
    for (int i = 0; i < nodes->n; i++)
    {
        OlPx *px = ol_plc_target(c, nodes->items[i]);
        uint16_t reg;

        if (px == NULL)
            return false;
        OlBcType *t = ol_plc_type_at(c, px->type);

        if (t->kind != OL_SLOT_COLL || t->index == OL_SLOT_STRING)
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_INTO_TARGET, (int)((OlNode *)nodes->items[i])->start,
                         ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, nodes->items[i]))));
            return false;
        }
        OlBcType *e = ol_plc_type_at(c, t->element);

        if (e->class_ == OL_PLT_RECORD ? nodes->n != 1 || (columns != NULL && e->nfields != ncolumns) : columns != NULL && nodes->n != ncolumns)
        {
            ol_plc_error(c, OL_ERR_PLS_INTO_COUNT, pos);
            return false;
        }
        reg = ol_plc_target_reg(c, px);
        b->stores[i] = reg == OL_OPERAND_NONE ? px : NULL;
        b->pairs[b->n++] = reg == OL_OPERAND_NONE ? ol_plc_temp(c, OL_SLOT_COLL) : reg;
        b->pairs[b->n++] = (uint16_t)px->type;
    }
    return true;
}

static void bulk_store(OlPlc *c, Bulk *b)
{
    for (int i = 0; i < b->n / 2; i++)
        if (b->stores[i] != NULL)
            ol_plc_store(c, b->stores[i], b->pairs[2 * i]);
}

/* --- statements ---------------------------------------------------------------------------------------------------- */

static OlQueryBlock *first_block(OlNode *node)
{
    while (node != NULL)
    {
        if (OL_IS(QueryBlock, node))
            return OL_AS(QueryBlock, node);
        if (OL_IS(Select, node))
            node = OL_AS(Select, node)->body;
        else if (OL_IS(SetOp, node) && OL_AS(SetOp, node)->args.n > 0)
            node = OL_AS(SetOp, node)->args.items[0];
        else
            return NULL;
    }
    return NULL;
}

static void select_into(OlPlc *c, OlNode *node)
{
    OlQueryBlock *qb = first_block(node);
    OlList into, none = {0};
    int sql, n;
    OlRx **args;
    uint16_t params;
    OlBcSql *s;

    if (qb == NULL || qb->into.n == 0)
    {
        ol_plc_error(c, OL_ERR_PLS_NO_INTO, (int)node->start);
        return;
    }
    into = qb->into;
    qb->into = none;
    sql = translate(c, node);
    qb->into = into;
    if (sql < 0)
        return;
    args = take_params(c, &n);
    s = OL_VEC_AT(c->sqls, OlBcSql, sql);
    if (qb->bulk)
    {
        Bulk b;

        if (!bulk_targets(c, &into, s->columns, s->ncolumns, &b, (int)node->start) || (params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
            return;
        ol_plc_emit(c, OL_OP_SQL_BULK, (uint16_t)sql, params, ol_plc_list(c, b.pairs, b.n));
        bulk_store(c, &b);
        return;
    }
    Into in;

    if (!into_targets(c, &into, s->columns, s->ncolumns, &in, (int)node->start) || (params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
        return;
    ol_plc_emit(c, OL_OP_SQL_INTO, (uint16_t)sql, params, ol_plc_list(c, in.regs, in.n));
    into_store(c, &in);
}

/* INSERT INTO t VALUES record: its fields one by one. */
static bool expand_record(OlPlc *c, OlInsert *ins)
{
    OlNode *rec = ins->record;
    OlPx *px;
    OlExprList *row;
    OlBcType *t;

    c->r.failed = false;
    if ((px = ol_plc_px(c, rec)) == NULL || px->type < 0 || ol_plc_type_at(c, px->type)->kind != OL_SLOT_RECORD)
    {
        if (c->r.failed)
            ol_plc_take_error(c, true);
        else
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)rec->start);
        c->r.failed = false;
        return false;
    }
    t = ol_plc_type_at(c, px->type);
    row = OL_MAKE(c->arena, ExprList, rec->start, rec->end);
    for (int i = 0; i < t->nfields; i++)
    {
        OlName field = {.text = t->fields[i].name, .quoted = true, .start = rec->start};

        OlMember *m = OL_MAKE(c->arena, Member, rec->start, rec->end);

        m->base = rec;
        m->name = field;
        ol_list_add(c->arena, &row->items, m);
    }
    ol_list_add(c->arena, &ins->rows, row);
    ins->record = NULL;
    return true;
}

static OlReturning *returning_of(OlNode *node)
{
    OlNode *r = OL_IS(Insert, node) ? OL_AS(Insert, node)->returning : OL_IS(Update, node) ? OL_AS(Update, node)->returning
                : OL_IS(Delete, node) ? OL_AS(Delete, node)->returning : NULL;

    return OL_IS(Returning, r) ? OL_AS(Returning, r) : NULL;
}

/* WHERE CURRENT OF c: WHERE ROWID = the ROWID of the row c stands on, which attribute() in compile_name.c knows by this name. */
static void current_of(OlPlc *c, OlNode **where, OlNode *target)
{
    OlCurrentOf *cur;
    OlCompare *cmp;
    OlColumnRef *rowid;
    OlCursorAttr *attr;
    OlName name = {.text = OL_STR("ROWID")}, of = {.text = OL_STR(OL_PLC_CURRENT_ROWID)};

    if (!OL_IS(CurrentOf, *where))
        return;
    cur = OL_AS(CurrentOf, *where);
    cmp = OL_MAKE(c->arena, Compare, (*where)->start, (*where)->end);
    rowid = OL_MAKE(c->arena, ColumnRef, (*where)->start, (*where)->end);
    attr = OL_MAKE(c->arena, CursorAttr, (*where)->start, (*where)->end);
    name.start = of.start = (*where)->start;
    if (OL_IS(TableRef, target))
    {
        OlTableRef *t = OL_AS(TableRef, target);

        add_name(c, &rowid->names, t->alias.text.n > 0 ? t->alias : t->names.items[t->names.n - 1]);
    }
    add_name(c, &rowid->names, name);
    attr->base = cur->cursor;
    attr->attr = of;
    cmp->op = OL_CMP_EQ;
    cmp->left = &rowid->expr.node;
    cmp->right = &attr->expr.node;
    *where = &cmp->expr.node;
}

/* UPDATE t SET ROW = record: its fields into the columns, one by one. */
static bool expand_set_row(OlPlc *c, OlUpdate *u)
{
    OlNode *rec = OL_ITEM(SetClause, u->set_clauses, 0)->value;
    OlTableRef *t = OL_IS(TableRef, u->target) ? OL_AS(TableRef, u->target) : NULL;
    const OlRelation *rel = NULL;
    OlList clauses = {0};
    OlBcType *type;
    OlPx *px;
    OlDiag diag;
    int k = 0;

    ol_diag_init(&diag);
    if (t == NULL || c->options->catalog->find_relation(c->options->catalog->ctx, c->arena, t->names.n > 1 ? t->names.items[0].text : OL_STR_NULL,
                                                        t->names.items[t->names.n - 1].text, &rel, &diag) != OL_OK ||
        rel == NULL)
    {
        ol_plc_error(c, OL_ERR_TABLE_NOT_FOUND, (int)u->target->start);
        return false;
    }
    c->r.failed = false;
    if ((px = ol_plc_px(c, rec)) == NULL || px->type < 0 || ol_plc_type_at(c, px->type)->kind != OL_SLOT_RECORD)
    {
        if (c->r.failed)
            ol_plc_take_error(c, true);
        else
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)rec->start);
        c->r.failed = false;
        return false;
    }
    type = ol_plc_type_at(c, px->type);
    for (int i = 0; i < rel->ncolumns; i++)
    {
        OlSetClause *set;
        OlColumnRef *col;
        OlMember *m;
        OlName name = {.text = rel->columns[i].name, .quoted = true, .start = rec->start}, field = name;

        if (rel->columns[i].invisible || rel->columns[i].is_virtual)
        {
            k += !rel->columns[i].invisible;
            continue;
        }
        if (k >= type->nfields)
        {
            ol_plc_error(c, OL_ERR_NOT_ENOUGH_VALUES, (int)rec->start);
            return false;
        }
        field.text = type->fields[k++].name;
        set = OL_MAKE(c->arena, SetClause, rec->start, rec->end);
        col = OL_MAKE(c->arena, ColumnRef, rec->start, rec->end);
        m = OL_MAKE(c->arena, Member, rec->start, rec->end);
        add_name(c, &col->names, name);
        ol_list_add(c->arena, &set->columns, &col->expr.node);
        m->base = rec;
        m->name = field;
        set->value = &m->expr.node;
        ol_list_add(c->arena, &clauses, &set->node);
    }
    if (k < type->nfields)
    {
        ol_plc_error(c, OL_ERR_TOO_MANY_VALUES, (int)rec->start);
        return false;
    }
    u->set_clauses = clauses;
    u->set_row = false;
    return true;
}

static bool prepare_dml(OlPlc *c, OlNode *node)
{
    if (OL_IS(Update, node))
        current_of(c, &OL_AS(Update, node)->where, OL_AS(Update, node)->target);
    if (OL_IS(Delete, node))
        current_of(c, &OL_AS(Delete, node)->where, OL_AS(Delete, node)->target);
    if (OL_IS(Insert, node) && OL_AS(Insert, node)->record != NULL)
        return expand_record(c, OL_AS(Insert, node));
    if (OL_IS(Update, node) && OL_AS(Update, node)->set_row)
        return expand_set_row(c, OL_AS(Update, node));
    return true;
}

static void dml(OlPlc *c, OlNode *node)
{
    OlReturning *ret = returning_of(node);
    OlRx **args;
    uint16_t params;
    int sql, n;
    OlBcSql *s;

    if (!prepare_dml(c, node) || (sql = translate(c, node)) < 0)
        return;
    args = take_params(c, &n);
    s = OL_VEC_AT(c->sqls, OlBcSql, sql);
    if (ret != NULL && ret->bulk)
    {
        Bulk b;

        if (!bulk_targets(c, &ret->into, s->columns, s->ncolumns, &b, (int)ret->node.start) ||
            (params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
            return;
        ol_plc_emit(c, OL_OP_SQL_BULK, (uint16_t)sql, params, ol_plc_list(c, b.pairs, b.n));
        bulk_store(c, &b);
        return;
    }
    if (ret != NULL)
    {
        Into in;

        if (!into_targets(c, &ret->into, s->columns, s->ncolumns, &in, (int)ret->node.start) ||
            (params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
            return;
        ol_plc_emit(c, OL_OP_SQL, (uint16_t)sql, params, ol_plc_list(c, in.regs, in.n));
        into_store(c, &in);
        return;
    }
    if ((params = param_list(c, sql, args, n)) != OL_OPERAND_NONE)
        ol_plc_emit(c, OL_OP_SQL, (uint16_t)sql, params, OL_OPERAND_NONE);
}

void ol_plc_sql_statement(OlPlc *c, OlPlSql *node)
{
    OlNode *s = node->statement;

    switch (s->kind)
    {
        case OL_N_Select:
            select_into(c, s);
            break;
        case OL_N_Insert:
        case OL_N_InsertMulti:
        case OL_N_Update:
        case OL_N_Delete:
        case OL_N_Merge:
            dml(c, s);
            break;
        case OL_N_Commit:
            ol_plc_emit(c, OL_OP_COMMIT, 0, 0, 0);
            break;
        case OL_N_Rollback:
        {
            OlStr name = OL_AS(Rollback, s)->savepoint.text;

            if (name.n > 0)
                ol_plc_emit(c, OL_OP_ROLLBACK_TO, ol_plc_const_str(c, name), 0, 0);
            else
                ol_plc_emit(c, OL_OP_ROLLBACK, 0, 0, 0);
            break;
        }
        case OL_N_Savepoint:
            ol_plc_emit(c, OL_OP_SAVEPOINT, ol_plc_const_str(c, OL_AS(Savepoint, s)->name.text), 0, 0);
            break;
        case OL_N_LockTable:
        case OL_N_SetTransaction:
        case OL_N_SetConstraints:
        {
            OlBcSql *u = ol_vec_add(c, &c->sqls, sizeof(OlBcSql));

            u->kind = OL_PLSQL_UTILITY;
            u->text = ol_str_dup(c->arena, ol_node_text(c->text, s));
            ol_plc_emit(c, OL_OP_UTILITY, (uint16_t)(c->sqls.n - 1), 0, 0);
            break;
        }
        default:
            ol_plc_unsupported(c, (int)s->start, ol_node_name((OlNodeKind)s->kind));
            break;
    }
}

/* --- cursors ------------------------------------------------------------------------------------------------------ */

/* A query FOR UPDATE of one table gives the ROWID of its rows too, behind its columns, for WHERE CURRENT OF. */
static bool with_rowid(OlPlc *c, OlNode *query)
{
    OlQueryBlock *qb = first_block(query);
    OlTableRef *t;
    const OlRelation *rel = NULL;
    OlSelectItem *item;
    OlColumnRef *ref;
    OlName name = {.text = OL_STR("ROWID")};
    OlDiag diag;

    if (!OL_IS(Select, query) || OL_AS(Select, query)->for_update == NULL || OL_AS(Select, query)->body != &qb->node || qb->from.n != 1 ||
        !OL_IS(TableRef, qb->from.items[0]) || qb->distinct != 0 || qb->group_by.n > 0 || qb->connect_by != NULL)
        return false;
    t = OL_AS(TableRef, qb->from.items[0]);
    ol_diag_init(&diag);
    if (t->dblink.n > 0 || t->names.n > 2 ||
        c->options->catalog->find_relation(c->options->catalog->ctx, c->arena, t->names.n > 1 ? t->names.items[0].text : OL_STR_NULL,
                                           t->names.items[t->names.n - 1].text, &rel, &diag) != OL_OK ||
        rel == NULL || !rel->has_rowid)
        return false;
    name.start = query->start;
    ref = OL_MAKE(c->arena, ColumnRef, query->start, query->end);
    item = OL_MAKE(c->arena, SelectItem, query->start, query->end);
    add_name(c, &ref->names, t->alias.text.n > 0 ? t->alias : t->names.items[t->names.n - 1]);
    add_name(c, &ref->names, name);
    item->expr = &ref->expr.node;
    item->alias.text = OL_STR("ROWID$");
    item->alias.quoted = true;
    ol_list_add(c->arena, &qb->items, &item->node);
    return true;
}

/* The query of a declared cursor, with its parameters in a block of their own. */
void ol_plc_cursor_prepare(OlPlc *c, OlSym *s)
{
    OlPlCursorDecl *d = s->cursor;
    OlNames none = {0};

    s->cursor_block = ol_plc_open_block(c, none, s->name);
    for (int i = 0; i < d->params.n; i++)
    {
        OlPlParam *p = OL_ITEM(PlParam, d->params, i);
        OlSym *v = ol_plc_declare(c, OL_SYM_VAR, &p->name);

        c->unconstrained = true;
        v->type = ol_plc_type(c, p->type);
        c->unconstrained = false;
        v->readonly = true;
        v->is_param = true;
        v->node = &p->node;
    }
    if (d->query != NULL)
    {
        bool rowid = with_rowid(c, d->query);

        s->sql = translate(c, d->query);
        if (s->sql >= 0)
        {
            OlBcSql *q = OL_VEC_AT(c->sqls, OlBcSql, s->sql);

            if (rowid)
                q->current_of = q->ncolumns--;
            s->cursor_args = take_params(c, &s->ncursor_args);
            if (s->type < 0)
                s->type = ol_plc_rowtype(c, ol_str_printf(c->arena, "%.*s%%ROWTYPE", OL_STR_ARG(s->name)), q->columns, q->column_names, q->ncolumns);
        }
    }
    c->block = c->block->parent;
}

int ol_plc_cursor_row(OlPlc *c, OlSym *s)
{
    return s->type;
}

static uint16_t cursor_operand(OlPlc *c, OlSym *s)
{
    OlPx *px = ol_new(c->arena, OlPx);

    px->kind = OL_PX_VAR;
    px->sym = s;
    px->type = s->index;
    return ol_plc_gen_px(c, px, OL_OPERAND_NONE);
}

/* Values of the parameters, then of what the query reads. */
static bool open_cursor(OlPlc *c, OlSym *s, OlList *args, uint16_t reg, int pos)
{
    OlPlCursorDecl *d = s->cursor;
    int i = 0;

    if (s->unit > 0 || (s->sql < 0 && s->rt_open != NULL))
    {
        /* another unit's, or one whose query stands further below: its own routine opens it */
        OlPx *call = ol_plc_call_open(c, s, args, pos);

        return call != NULL && (ol_plc_call(c, call, OL_OPERAND_NONE), true);
    }
    if (s->sql < 0)
    {
        if (d->query == NULL)
            ol_plc_unsupported(c, pos, "a cursor without a query here");
        return false;
    }
    for (OlSym *p = s->cursor_block->first; p != NULL; p = p->next, i++)
    {
        OlNode *a = NULL, *def = OL_ITEM(PlParam, d->params, i)->default_expr;
        OlRx *x;

        if (p->type < 0)
            return false;
        for (int k = 0; args != NULL && k < args->n; k++)
        {
            OlNode *n = args->items[k];

            if (OL_IS(NamedArg, n) ? ol_str_eq(OL_AS(NamedArg, n)->name.text, p->name) : k == i)
                a = OL_IS(NamedArg, n) ? OL_AS(NamedArg, n)->value : n;
        }
        if (a == NULL)
            a = def;
        if (a == NULL || (args != NULL && args->n > d->params.n))
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, s->name));
            return false;
        }
        if ((x = ol_plc_expr(c, a)) == NULL)
            return false;
        uint16_t t = ol_plc_temp(c, ol_plc_type_at(c, p->type)->kind), v = ol_plc_gen_to(c, x, p->type, t);

        if (v == OL_OPERAND_NONE)
            return false;
        ol_plc_move(c, t, v);
        p->owner = c->rt;
        p->reg = t;
    }
    if (args != NULL && args->n > d->params.n)
    {
        ol_plc_error(c, OL_ERR_PLS_WRONG_ARGS, pos, ol_str_cdup(c->arena, s->name));
        return false;
    }
    return ol_plc_cursor_open(c, s, reg);
}

bool ol_plc_cursor_open(OlPlc *c, OlSym *s, uint16_t reg)
{
    uint16_t params = param_list(c, s->sql, s->cursor_args, s->ncursor_args);

    if (params == OL_OPERAND_NONE)
        return false;
    ol_plc_emit(c, OL_OP_OPEN, reg, (uint16_t)s->sql, params);
    return true;
}

static OlSym *explicit_cursor(OlPlc *c, OlNode *node)
{
    int used;
    OlNames *names = OL_IS(ColumnRef, node) ? &OL_AS(ColumnRef, node)->names : NULL;
    OlSym *s = names != NULL ? ol_plc_lookup_names(c, names, &used) : NULL;

    if (s == NULL && names != NULL && names->n > 1)
        s = ol_plc_foreign(c, names, &used);
    return s != NULL && s->kind == OL_SYM_CURSOR && used == names->n ? s : NULL;
}

/* A cursor variable to be read; NONE with a message. */
static uint16_t cursor_value(OlPlc *c, OlNode *node, OlPx **px)
{
    OlSym *s = explicit_cursor(c, node);
    OlRx *x;

    *px = NULL;
    if (s != NULL)
        return cursor_operand(c, s);
    if ((x = ol_plc_expr(c, node)) == NULL)
        return OL_OPERAND_NONE;
    if (x->kind != OL_RX_PL || ((OlPx *)x->ext)->type < 0 || ol_plc_type_at(c, ((OlPx *)x->ext)->type)->class_ != OL_PLT_CURSOR)
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_CURSOR, (int)node->start, ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, node))));
        return OL_OPERAND_NONE;
    }
    *px = x->ext;
    return ol_plc_gen_px(c, x->ext, OL_OPERAND_NONE);
}

/* USING: pairs of operand and mode. */
static bool using_list(OlPlc *c, OlList *items, OlVec *pairs, Into *outs)
{
    for (int i = 0; i < items->n; i++)
    {
        OlPlUsing *u = OL_ITEM(PlUsing, *items, i);
        uint16_t v;

        if (u->mode == OL_MODE_IN)
        {
            OlRx *x = ol_plc_expr(c, u->expr);

            if (x == NULL)
                return false;
            if (x->type.code == OL_T_NULL)
                x = ol_rx_null(&c->r, ol_type_of(OL_T_VARCHAR2), x->pos);
            if ((v = ol_plc_gen(c, x, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return false;
        }
        else
        {
            OlPx *px = ol_plc_target(c, u->expr);
            int at = outs->n;

            if (px == NULL || !into_add(c, outs, 1000, px, NULL))
                return false;
            v = outs->regs[at];
            if (u->mode == OL_MODE_IN_OUT && outs->stores[at] != NULL)
            {
                uint16_t cur = ol_plc_gen_px(c, px, OL_OPERAND_NONE);

                if (cur == OL_OPERAND_NONE)
                    return false;
                ol_plc_emit(c, OL_OP_MOV, v, cur, 0);
            }
        }
        *(uint16_t *)ol_vec_add(c, pairs, sizeof(uint16_t)) = v;
        *(uint16_t *)ol_vec_add(c, pairs, sizeof(uint16_t)) = (uint16_t)u->mode;
    }
    return true;
}

static void into_empty(OlPlc *c, Into *in, int cap, int pos)
{
    memset(in, 0, sizeof(*in));
    in->regs = ol_new_array(c->arena, uint16_t, (size_t)cap + 1);
    in->stores = ol_new_array(c->arena, OlPx *, (size_t)cap + 1);
    in->types = ol_new_array(c->arena, OlType, (size_t)cap + 1);
    in->pos = pos;
}

static uint16_t text_value(OlPlc *c, OlNode *node)
{
    OlType t = ol_type_of(OL_T_CLOB);
    OlRx *x = ol_plc_expr(c, node);

    return x == NULL ? OL_OPERAND_NONE : ol_plc_gen_to(c, x, ol_plc_scalar(c, &t), OL_OPERAND_NONE);
}

void ol_plc_open(OlPlc *c, OlPlOpen *node)
{
    int pos = (int)node->node.start, n;
    OlSym *s = explicit_cursor(c, node->cursor);
    OlPx *target;
    uint16_t reg, params, text;
    OlRx **args;

    if (s != NULL)
    {
        if (node->query != NULL || node->dynamic != NULL)
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, pos);
            return;
        }
        if ((reg = cursor_operand(c, s)) != OL_OPERAND_NONE)
            (void)open_cursor(c, s, &node->args, reg, pos);
        return;
    }
    if ((target = ol_plc_target(c, node->cursor)) == NULL)
        return;
    if (ol_plc_type_at(c, target->type)->class_ != OL_PLT_CURSOR || (node->query == NULL && node->dynamic == NULL))
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_CURSOR, (int)node->cursor->start,
                     ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, node->cursor))));
        return;
    }
    reg = ol_plc_target_reg(c, target);
    if (reg == OL_OPERAND_NONE)
        reg = ol_plc_temp(c, OL_SLOT_CURSOR);
    if (node->query != NULL)
    {
        int sql = translate(c, node->query);

        if (sql < 0)
            return;
        args = take_params(c, &n);
        if ((params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
            return;
        ol_plc_emit(c, OL_OP_OPEN_REF, reg, (uint16_t)sql, params);
    }
    else
    {
        OlVec pairs = {0};
        Into outs;

        into_empty(c, &outs, 1000, pos);
        if ((text = text_value(c, node->dynamic)) == OL_OPERAND_NONE || !using_list(c, &node->using_args, &pairs, &outs))
            return;
        ol_plc_emit(c, OL_OP_OPEN_DYN, reg, text, ol_plc_list(c, pairs.data, pairs.n));
    }
    if (reg != ol_plc_target_reg(c, target))
        ol_plc_store(c, target, reg);
}

void ol_plc_fetch(OlPlc *c, OlPlFetch *node)
{
    int pos = (int)node->node.start;
    OlPx *px;
    OlSym *s = explicit_cursor(c, node->cursor);
    uint16_t reg = cursor_value(c, node->cursor, &px), limit = OL_OPERAND_NONE;
    OlBcSql *q = s != NULL && s->sql >= 0 ? OL_VEC_AT(c->sqls, OlBcSql, s->sql) : NULL;
    const OlType *columns = q != NULL ? q->columns : NULL;
    int ncolumns = q != NULL ? q->ncolumns : 0;

    if (reg == OL_OPERAND_NONE)
        return;
    if (node->bulk)
    {
        Bulk b;

        if (node->limit != NULL)
        {
            OlType ti = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER));
            OlRx *x = ol_plc_expr(c, node->limit);

            if (x == NULL || (limit = ol_plc_gen_to(c, x, ol_plc_scalar(c, &ti), OL_OPERAND_NONE)) == OL_OPERAND_NONE)
                return;
        }
        if (!bulk_targets(c, &node->into, columns, ncolumns, &b, pos))
            return;
        ol_plc_emit(c, OL_OP_FETCH_BULK, reg, ol_plc_list(c, b.pairs, b.n), limit);
        bulk_store(c, &b);
        return;
    }
    Into in;
    int skip;

    if (!into_targets(c, &node->into, columns, ncolumns, &in, pos))
        return;
    ol_plc_emit(c, OL_OP_FETCH, reg, ol_plc_list(c, in.regs, in.n), 0);
    for (int i = 0; i < in.n; i++)
        if (in.stores[i] != NULL)
        {
            /* without a row nothing is stored */
            uint16_t found = ol_plc_temp(c, OL_SLOT_BOOL);

            ol_plc_emit(c, OL_OP_CURATTR, found, reg, OL_CURATTR_FOUND);
            skip = ol_plc_join(c, -1, ol_plc_emit(c, OL_OP_JNT, found, 0, 0));
            into_store(c, &in);
            ol_plc_patch(c, skip, ol_plc_here(c));
            break;
        }
}

void ol_plc_close(OlPlc *c, OlPlClose *node)
{
    OlPx *px;
    uint16_t reg = cursor_value(c, node->cursor, &px);

    if (reg != OL_OPERAND_NONE)
        ol_plc_emit(c, OL_OP_CLOSE, reg, 0, 0);
}

void ol_plc_for_cursor(OlPlc *c, OlPlForCursor *node)
{
    int pos = (int)node->node.start, sql, n, start, out, row, mark = ol_plc_mark(c);
    OlNames none = {0};
    OlLoop loop;
    OlSym *s = NULL, *index;
    OlBcSql *q;
    uint16_t reg, params;
    bool own = false;

    if (node->query != NULL)
    {
        OlRx **args;

        if ((sql = translate(c, node->query)) < 0)
            return;
        args = take_params(c, &n);
        if ((params = param_list(c, sql, args, n)) == OL_OPERAND_NONE)
            return;
        reg = ol_plc_reg(c, OL_SLOT_CURSOR);
        own = true;
        ol_plc_emit(c, OL_OP_NEWCURSOR, reg, 0, 0);
        ol_plc_emit(c, OL_OP_OPEN, reg, (uint16_t)sql, params);
        q = OL_VEC_AT(c->sqls, OlBcSql, sql);
        row = ol_plc_rowtype(c, OL_STR("ROW"), q->columns, q->column_names, q->ncolumns);
    }
    else
    {
        OlFuncCall *f = OL_IS(FuncCall, node->cursor) ? OL_AS(FuncCall, node->cursor) : NULL;
        OlColumnRef *ref = f != NULL ? OL_MAKE(c->arena, ColumnRef, f->expr.node.start, f->expr.node.end) : NULL;

        if (ref != NULL)
            ref->names = f->names;
        s = explicit_cursor(c, ref != NULL ? &ref->expr.node : node->cursor);
        if (s == NULL)
        {
            ol_plc_error(c, OL_ERR_PLS_NOT_CURSOR, (int)node->cursor->start,
                         ol_str_cdup(c->arena, ol_str_upper(c->arena, ol_node_text(c->text, node->cursor))));
            return;
        }
        reg = cursor_operand(c, s);
        if (reg == OL_OPERAND_NONE)
            return;
        row = s->type;
        if (s->owner != c->rt || s->global >= 0)
        {
            uint16_t held = ol_plc_reg(c, OL_SLOT_CURSOR);

            ol_plc_move(c, held, reg);
            reg = held;
            own = true;
        }
        if (!open_cursor(c, s, f != NULL ? &f->args : NULL, reg, pos))
            return;
        sql = s->sql;
        if (sql < 0 && row < 0)
        {
            ol_plc_unsupported(c, pos, "a cursor whose row is not known here");
            return;
        }
    }
    ol_plc_release(c, mark);
    if (row < 0)
        return;
    loop.up = c->rt->loop;
    loop.labels = node->labels;
    loop.exit_list = loop.continue_list = -1;
    loop.handler_depth = c->rt->handler;
    loop.cursor = reg;
    c->rt->loop = &loop;
    ol_plc_open_block(c, none, OL_STR_NULL);
    index = ol_plc_declare(c, OL_SYM_VAR, &node->variable);
    index->type = row;
    index->readonly = true;
    n = sql >= 0 ? OL_VEC_AT(c->sqls, OlBcSql, sql)->ncolumns : ol_plc_type_at(c, row)->nfields;
    index->row_regs = ol_new_array(c->arena, uint16_t, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        int kind = sql >= 0 ? (int)ol_slot_kind_column(&OL_VEC_AT(c->sqls, OlBcSql, sql)->columns[i])
                            : ol_plc_type_at(c, ol_plc_type_at(c, row)->fields[i].type)->kind;

        if (kind == OL_SLOT_NONE || i >= ol_plc_type_at(c, row)->nfields)
        {
            ol_plc_unsupported(c, pos, "a column of this type");
            kind = OL_SLOT_STRING;
        }
        index->row_regs[i] = ol_plc_reg(c, kind);
    }
    start = ol_plc_here(c);
    ol_plc_line(c, node->node.start);
    out = ol_plc_join(c, -1, ol_plc_emit(c, OL_OP_FETCH_LOOP, reg, ol_plc_list(c, index->row_regs, n), 0));
    ol_plc_statements(c, &node->statements);
    ol_plc_patch(c, loop.continue_list, start);
    ol_plc_jump_to(c, start);
    ol_plc_patch(c, out, ol_plc_here(c));
    ol_plc_patch(c, loop.exit_list, ol_plc_here(c));
    ol_plc_emit(c, OL_OP_CLOSE_QUIET, reg, 0, 0);
    c->rt->loop = loop.up;
    for (int i = 0; i < n; i++)
        ol_plc_free_reg(c, index->row_regs[i]);
    ol_plc_close_block(c);
    if (own)
        ol_plc_free_reg(c, reg);
}

/* --- EXECUTE IMMEDIATE -------------------------------------------------------------------------------------------- */

void ol_plc_execute(OlPlc *c, OlPlExecute *node)
{
    int pos = (int)node->node.start;
    OlVec pairs = {0};
    Into in, outs;
    Bulk b;
    uint16_t text, list;

    into_empty(c, &outs, 1000, pos);
    if (node->returning_bulk)
    {
        ol_plc_unsupported(c, pos, "EXECUTE IMMEDIATE .. RETURNING BULK COLLECT INTO");
        return;
    }
    if ((text = text_value(c, node->text)) == OL_OPERAND_NONE || !using_list(c, &node->using_args, &pairs, &outs))
        return;
    for (int i = 0; i < node->returning_into.n; i++)
    {
        OlPx *px = ol_plc_target(c, node->returning_into.items[i]);
        int at = outs.n;

        if (px == NULL || !into_add(c, &outs, 1000, px, NULL))
            return;
        *(uint16_t *)ol_vec_add(c, &pairs, sizeof(uint16_t)) = outs.regs[at];
        *(uint16_t *)ol_vec_add(c, &pairs, sizeof(uint16_t)) = (uint16_t)OL_MODE_OUT;
    }
    list = pairs.n > 0 ? ol_plc_list(c, pairs.data, pairs.n) : OL_OPERAND_NONE;
    if (node->bulk)
    {
        if (!bulk_targets(c, &node->into, NULL, 0, &b, pos))
            return;
        ol_plc_emit(c, OL_OP_EXEC_BULK, text, list, ol_plc_list(c, b.pairs, b.n));
        bulk_store(c, &b);
    }
    else
    {
        into_empty(c, &in, 1, pos);
        if (node->into.n > 0 && !into_targets(c, &node->into, NULL, 0, &in, pos))
            return;
        ol_plc_emit(c, OL_OP_EXEC, text, list, in.n > 0 ? ol_plc_list(c, in.regs, in.n) : OL_OPERAND_NONE);
        into_store(c, &in);
    }
    into_store(c, &outs);
}

/* --- FORALL ------------------------------------------------------------------------------------------------------- */

static bool is_index(const OlRx *x, const OlSym *index)
{
    const OlPx *px = x != NULL && x->kind == OL_RX_PL ? x->ext : NULL;

    return px != NULL && px->kind == OL_PX_VAR && px->sym == index;
}

static bool rx_uses(const OlRx *x, const OlSym *index)
{
    const OlPx *px = x->kind == OL_RX_PL ? x->ext : NULL;

    if (is_index(x, index))
        return true;
    for (int i = 0; i < x->nargs; i++)
        if (rx_uses(x->args[i], index))
            return true;
    for (; px != NULL; px = px->base)
    {
        if (px->kind == OL_PX_VAR && px->sym == index)
            return true;
        if (px->index != NULL && rx_uses(px->index, index))
            return true;
        for (int i = 0; px->args != NULL && i < px->nargs; i++)
            if (px->args[i] != NULL && rx_uses(px->args[i], index))
                return true;
    }
    return false;
}

void ol_plc_forall(OlPlc *c, OlPlForall *node)
{
    int sql, n, mark = ol_plc_mark(c);
    OlType ti = ol_plc_plain(ol_type_of(OL_T_PLS_INTEGER));
    int int_type = ol_plc_scalar(c, &ti);
    OlNames none = {0};
    OlBcForall f = {.low = OL_OPERAND_NONE, .high = OL_OPERAND_NONE, .collection = OL_OPERAND_NONE, .into = OL_OPERAND_NONE};
    OlReturning *ret;
    OlRx **args, *x;
    OlSym *index;
    uint16_t *ops;
    Bulk b = {0};

    if (OL_IS(PlExecute, node->statement))
    {
        ol_plc_unsupported(c, (int)node->statement->start, "FORALL with EXECUTE IMMEDIATE");
        return;
    }
    f.kind = (uint8_t)node->kind;
    f.save_exceptions = node->save_exceptions;
    if (node->low != NULL && ((x = ol_plc_expr(c, node->low)) == NULL || (f.low = ol_plc_gen_to(c, x, int_type, OL_OPERAND_NONE)) == OL_OPERAND_NONE))
        return;
    if (node->high != NULL && ((x = ol_plc_expr(c, node->high)) == NULL || (f.high = ol_plc_gen_to(c, x, int_type, OL_OPERAND_NONE)) == OL_OPERAND_NONE))
        return;
    if (node->collection != NULL)
    {
        if ((x = ol_plc_expr(c, node->collection)) == NULL)
            return;
        if (x->type.code != OL_T_INDEX_TABLE && x->type.code != OL_T_COLLECTION)
        {
            ol_plc_error(c, OL_ERR_PLS_WRONG_TYPE, (int)node->collection->start);
            return;
        }
        if ((f.collection = ol_plc_gen(c, x, OL_OPERAND_NONE)) == OL_OPERAND_NONE)
            return;
    }
    ol_plc_open_block(c, none, OL_STR_NULL);
    index = ol_plc_declare(c, OL_SYM_VAR, &node->variable);
    index->type = int_type;
    index->readonly = true;
    index->reg = ol_plc_reg(c, OL_SLOT_INT);
    sql = prepare_dml(c, node->statement) ? translate(c, node->statement) : -1;
    if (sql < 0)
    {
        ol_plc_close_block(c);
        return;
    }
    args = take_params(c, &n);
    f.nparams = n;
    f.indexed = ol_new_array(c->arena, uint8_t, (size_t)n + 1);
    f.field = ol_new_array(c->arena, uint16_t, (size_t)n + 1);
    ops = ol_new_array(c->arena, uint16_t, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        OlPx *px = args[i]->ext, *coll = px->kind == OL_PX_ELEM ? px : px->kind == OL_PX_FIELD && px->base->kind == OL_PX_ELEM ? px->base : NULL;

        if (is_index(args[i], index))
        {
            f.indexed[i] = 3;
            ops[i] = index->reg;
        }
        else if (coll != NULL && is_index(coll->index, index) && !rx_uses(ol_plc_px_rx(c, coll->base), index))
        {
            f.indexed[i] = coll == px ? 1 : 2;
            f.field[i] = coll == px ? 0 : (uint16_t)px->field;
            ops[i] = ol_plc_gen_px(c, coll->base, OL_OPERAND_NONE);
        }
        else if (rx_uses(args[i], index))
        {
            ol_plc_unsupported(c, px->pos, "this use of a FORALL index");
            ops[i] = OL_OPERAND_NONE;
        }
        else
        {
            OlType t = OL_VEC_AT(c->sqls, OlBcSql, sql)->params[i];

            if (ol_type_is_char(&t))
                t.size_bytes = t.size_chars = 0;
            ops[i] = ol_plc_gen_to(c, args[i], ol_plc_scalar(c, &t), OL_OPERAND_NONE);
        }
        if (ops[i] == OL_OPERAND_NONE)
        {
            ol_plc_close_block(c);
            return;
        }
    }
    ret = returning_of(node->statement);
    if (ret != NULL)
    {
        OlBcSql *s = OL_VEC_AT(c->sqls, OlBcSql, sql);

        if (!bulk_targets(c, &ret->into, s->columns, s->ncolumns, &b, (int)ret->node.start))
        {
            ol_plc_close_block(c);
            return;
        }
        f.into = ol_plc_list(c, b.pairs, b.n);
    }
    *(OlBcForall *)ol_vec_add(c, &c->foralls, sizeof(OlBcForall)) = f;
    ol_plc_emit(c, OL_OP_FORALL, (uint16_t)sql, (uint16_t)(c->foralls.n - 1), ol_plc_list(c, ops, n));
    if (ret != NULL)
        bulk_store(c, &b);
    ol_plc_close_block(c);
    ol_plc_release(c, mark);
}
