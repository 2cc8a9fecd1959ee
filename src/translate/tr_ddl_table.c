/*
 * tr_ddl_table.c - CREATE TABLE (also AS SELECT) and ALTER TABLE.
 *
 * Owns:      columns, constraints, identity columns, labels and storage of LOB columns; ALTER TABLE's actions.
 * Not here:  the types themselves (tr_column.c), indexes (tr_ddl_object.c).
 * See also:  design.md sections 2.3, 2.4, 5
 */
#include "translate/emit.h"

#include <string.h>

/* The table while it is defined: PostgreSQL name, and an OlRelation so that CHECK and virtual columns can name its columns. */
typedef struct Def
{
    OlTr *t;
    OlStr schema; /* Oracle spelling */
    OlStr name;
    OlStr pg_schema;
    OlStr pg_name;
    OlRelation rel;
    OlRelColumn *cols;
    int ncols;
    OlRRel *rrel;
    OlScope scope;
    bool first; /* of the list in parentheses */
    const char *create; /* CREATE TABLE, CREATE TEMPORARY TABLE */
    OlStr on_commit;    /* what follows the columns of a private temporary table */
    OlTemporary temporary;
    const OlRelation *old; /* ALTER TABLE: the table as it was */
    bool preserve;      /* a temporary table keeps its rows over COMMIT */
    bool has_pk;
    bool unique_nulls; /* a UNIQUE key over several columns */
    OlList plans;      /* OlStr *: what a plan step does after that */
    OlList after; /* OlEmit texts (OlStr *) to run as utilities after CREATE TABLE */
} Def;

static void def_init(Def *d, OlTr *t, OlStr schema, OlStr name)
{
    memset(d, 0, sizeof(*d));
    d->t = t;
    d->schema = schema;
    d->name = name;
    d->pg_schema = ol_tr_pg(t, schema);
    d->pg_name = ol_tr_pg(t, name);
    d->create = "CREATE TABLE ";
}

static void def_scope(Def *d, OlClause clause)
{
    d->rel.kind = OL_OBJ_TABLE;
    d->rel.schema = d->schema;
    d->rel.name = d->name;
    d->rel.pg_schema = d->pg_schema;
    d->rel.pg_name = d->pg_name;
    d->rel.ncolumns = d->ncols;
    d->rel.columns = d->cols;
    memset(&d->scope, 0, sizeof(d->scope));
    d->rrel = ol_rs_relation_rel(&d->t->r, &d->scope, &d->rel, d->name, false);
    d->rrel->bare = true;
    ol_rs_add_rel(&d->t->r, &d->scope, d->rrel);
    d->scope.clause = clause;
}

static void keep_for_after(Def *d, OlEmit *e)
{
    OlStr *s = ol_new(d->t->r.arena, OlStr);

    *s = ol_emit_text(e);
    ol_list_add(d->t->r.arena, &d->after, s);
}

static void run_after(Def *d)
{
    for (int i = 0; i < d->after.n; i++)
        ol_tr_step(d->t, OL_STEP_UTILITY)->sql = *(OlStr *)d->after.items[i];
    for (int i = 0; i < d->plans.n; i++)
        ol_tr_step(d->t, OL_STEP_PLAN)->sql = *(OlStr *)d->plans.items[i];
    if (d->unique_nulls)
        ol_tr_unique_nulls(d->t, d->pg_schema, d->pg_name);
    d->after.n = d->plans.n = 0;
    d->unique_nulls = false;
}

/* SELECT sys.FUNCTION('table'::regclass, 'name' or NULL */
static void constraint_call(Def *d, OlEmit *e, const char *function, OlStr name)
{
    ol_emit_init(e, d->t->r.arena, false);
    ol_emit(e, "SELECT sys.");
    ol_emit(e, function);
    ol_emit(e, "(");
    ol_tr_emit_regclass(d->t, e, d->pg_schema, d->pg_name);
    ol_emit(e, ", ");
    if (name.n > 0)
        ol_emit_string(e, ol_tr_pg(d->t, name));
    else
        ol_emit(e, "NULL");
}

static void name_array(OlTr *t, OlEmit *e, const OlNames *names)
{
    ol_emit(e, "ARRAY[");
    for (int i = 0; i < names->n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_emit_string(e, ol_tr_pg(t, names->items[i].text));
    }
    ol_emit(e, "]::text[]");
}

static void names_list(OlTr *t, OlEmit *e, const OlNames *names)
{
    ol_emit(e, " (");
    for (int i = 0; i < names->n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_emit_ident(e, ol_tr_pg(t, names->items[i].text));
    }
    ol_emit(e, ")");
}

/* --- defaults, virtual and identity columns ------------------------------------------------------------------------ */

static bool default_value(Def *d, OlEmit *e, const OlRelColumn *col, OlNode *expr)
{
    OlScope s;
    OlRx *x;

    memset(&s, 0, sizeof(s));
    s.clause = OL_CL_DEFAULT;
    s.seq_allowed = true;
    d->t->r.for_view = true;
    x = ol_rs_expr(&d->t->r, &s, expr);
    if (x != NULL)
        x = ol_rs_assign(&d->t->r, x, &d->rel, col, (int)expr->start);
    d->t->r.for_view = false;
    if (x == NULL)
        return false;
    ol_emit(e, "(");
    ol_tr_expr(e, x);
    ol_emit(e, ")");
    return true;
}

static bool number_option(const OlOption *o, OlStr *out, bool *huge)
{
    OlNode *v = o->value;

    *huge = false;
    if (OL_IS(Unary, v) && OL_AS(Unary, v)->op == OL_UN_NEG)
        v = OL_AS(Unary, v)->arg;
    if (!OL_IS(NumberLit, v))
        return false;
    *out = OL_AS(NumberLit, v)->text;
    for (size_t i = 0; i < out->n; i++)
        if (out->s[i] < '0' || out->s[i] > '9')
            return false;
    *huge = out->n > 18;
    return true;
}

static bool negative_option(const OlOption *o)
{
    return OL_IS(Unary, o->value) && OL_AS(Unary, o->value)->op == OL_UN_NEG;
}

/* Options of CREATE SEQUENCE and of identity columns. Bounds beyond bigint are no bounds to PostgreSQL. Numbers are never cached per
 * session: Oracle's cache belongs to the instance and gives them out in order. */
bool ol_tr_sequence_options(OlTr *t, OlEmit *e, const OlList *options)
{
    static const struct
    {
        const char *oracle, *pg;
        bool number;
    } known[] = {{"INCREMENT BY", "INCREMENT BY", true}, {"START WITH", "START WITH", true}, {"MAXVALUE", "MAXVALUE", true}, {"MINVALUE", "MINVALUE", true},
                 {"NOMAXVALUE", "NO MAXVALUE", false}, {"NOMINVALUE", "NO MINVALUE", false}, {"CYCLE", "CYCLE", false}, {"NOCYCLE", "NO CYCLE", false},
                 {"CACHE", NULL, true}, {"NOCACHE", NULL, false}, {"ORDER", NULL, false}, {"NOORDER", NULL, false}, {"KEEP", NULL, false},
                 {"NOKEEP", NULL, false}, {"GLOBAL", NULL, false}, {"NOSCALE", NULL, false}, {"NOSHARD", NULL, false}, {"NOEXTEND", NULL, false}};

    for (int i = 0; i < options->n; i++)
    {
        OlOption *o = OL_ITEM(Option, *options, i);
        size_t k = 0;
        OlStr num = OL_STR_NULL;
        bool huge = false;

        while (k < OL_LENGTHOF(known) && !ol_str_eq_c(o->name, known[k].oracle))
            k++;
        if (ol_str_eq_c(o->name, "RESTART"))
        {
            ol_emit(e, " RESTART");
            continue;
        }
        if (k == OL_LENGTHOF(known))
            return ol_tr_unsupported(t, (int)o->node.start, ol_str_cdup(t->r.arena, ol_str_printf(t->r.arena, "sequence option %.*s", OL_STR_ARG(o->name))));
        if (known[k].number && !number_option(o, &num, &huge))
            return ol_rs_fail(&t->r, OL_ERR_INVALID_NUMBER, (int)o->node.start) != NULL;
        if (ol_str_eq_c(o->name, "CACHE") && num.n == 1 && (num.s[0] == '1' || num.s[0] == '0'))
            return ol_rs_fail(&t->r, OL_ERR_SEQUENCE_CACHE, (int)o->node.start) != NULL;
        if (known[k].pg == NULL)
        {
            ol_tr_accept(t, o->name);
            continue;
        }
        if (huge)
        {
            if (ol_str_eq_c(o->name, "MAXVALUE") && !negative_option(o))
                ol_emit(e, " NO MAXVALUE");
            else if (ol_str_eq_c(o->name, "MINVALUE") && negative_option(o))
                ol_emit(e, " NO MINVALUE");
            else
                return ol_tr_unsupported(t, (int)o->node.start, "sequence beyond 64 bits");
            continue;
        }
        ol_emit(e, " ");
        ol_emit(e, known[k].pg);
        if (known[k].number)
        {
            ol_emit(e, negative_option(o) ? " -" : " ");
            ol_emit_str(e, num);
        }
    }
    return true;
}

/* Identity: numeric columns cannot be PostgreSQL's own identity, so a sequence that belongs to the column gives the default. */
static bool identity_default(Def *d, OlEmit *e, const OlRelColumn *col, OlIdentity *id)
{
    OlTr *t = d->t;
    OlStr seq = ol_str_printf(t->r.arena, "iseq$$_%.*s_%.*s", OL_STR_ARG(d->pg_name), OL_STR_ARG(col->pg_name));
    OlEmit s, q;

    if (seq.n > 63)
        seq.n = ol_utf8_offset(seq.s, seq.n, 0) + 63;
    if (!ol_type_is_num(&col->type))
        return ol_rs_fail(&t->r, OL_ERR_IDENTITY_TYPE, (int)id->node.start) != NULL;
    ol_emit_init(&s, t->r.arena, false);
    ol_emit(&s, "CREATE SEQUENCE ");
    ol_emit_name(&s, d->pg_schema, seq);
    if (!ol_tr_sequence_options(t, &s, &id->options))
        return false;
    ol_tr_utility(t, &s);
    ol_emit_init(&q, t->r.arena, false);
    ol_emit_name(&q, d->pg_schema, seq);
    ol_emit(e, " DEFAULT pg_catalog.nextval(");
    ol_emit_string(e, ol_emit_text(&q));
    ol_emit(e, "::regclass)");
    ol_emit_init(&s, t->r.arena, false);
    ol_emit(&s, "ALTER SEQUENCE ");
    ol_emit_name(&s, d->pg_schema, seq);
    ol_emit(&s, " OWNED BY ");
    ol_emit_name(&s, d->pg_schema, d->pg_name);
    ol_emit(&s, ".");
    ol_emit_ident(&s, col->pg_name);
    keep_for_after(d, &s);
    return true;
}

/* --- constraints -------------------------------------------------------------------------------------------------- */

static bool constraint_state(Def *d, OlEmit *e, OlConstraint *c)
{
    if (c->deferrable == OL_YES)
        ol_emit(e, " DEFERRABLE");
    if (c->initially_deferred == OL_YES)
        ol_emit(e, c->deferrable == OL_YES ? " INITIALLY DEFERRED" : " DEFERRABLE INITIALLY DEFERRED");
    if (c->rely != OL_UNSAID)
        ol_tr_accept(d->t, OL_STR("RELY"));
    if (c->using_index)
        ol_tr_accept(d->t, OL_STR("USING INDEX"));
    if (c->exceptions_into != NULL)
        return ol_tr_unsupported(d->t, (int)c->node.start, "EXCEPTIONS INTO");
    ol_tr_accept_options(d->t, &c->index_options);
    return true;
}

static bool check_columns(Def *d, const OlNames *names)
{
    for (int i = 0; i < names->n; i++)
    {
        bool found = false;

        for (int k = 0; k < d->ncols; k++)
            found |= ol_str_eq(d->cols[k].name, names->items[i].text);
        if (!found)
        {
            OlNames one = {&names->items[i], 1};

            return ol_rs_fail1(&d->t->r, OL_ERR_INVALID_IDENTIFIER, (int)names->items[i].start, ol_rs_quoted(&d->t->r, &one)) != NULL;
        }
        for (int k = 0; k < i; k++)
            if (ol_str_eq(names->items[k].text, names->items[i].text))
                return ol_rs_fail(&d->t->r, OL_ERR_DUPLICATE_COLUMN, (int)names->items[i].start) != NULL;
    }
    return true;
}

/* One constraint as a table constraint: [CONSTRAINT name] PRIMARY KEY (..) and so on. col: it stands at this column. *skip: nothing to emit. */
static bool constraint_body(Def *d, OlEmit *e, OlConstraint *c, const OlRelColumn *col, bool alter, bool *skip);

static bool constraint(Def *d, OlEmit *e, OlConstraint *c, const OlRelColumn *col, bool alter, bool *skip)
{
    OlTr *t = d->t;
    OlEmit definition, call;
    OlStr *s;

    if (c->name.text.n == 0 && t->r.cat->generated_name != NULL)
        c->name.text = t->r.cat->generated_name(t->r.cat->ctx, t->r.arena);
    if (c->enable != OL_NO)
    {
        if (c->name.text.n > 0)
        {
            ol_emit(e, "CONSTRAINT ");
            ol_emit_ident(e, ol_tr_pg(t, c->name.text));
            ol_emit(e, " ");
        }
        return constraint_body(d, e, c, col, alter, skip);
    }
    /* DISABLE: kept until ENABLE; one that is validated all the same would make the table read only */
    if (c->validate == OL_YES)
        return ol_tr_unsupported(t, (int)c->node.start, "DISABLE VALIDATE");
    ol_emit_init(&definition, t->r.arena, false);
    if (!constraint_body(d, &definition, c, col, false, skip))
        return false;
    constraint_call(d, &call, "record_constraint", c->name.text);
    ol_emit(&call, ", ");
    ol_emit_string(&call, ol_emit_text(&definition));
    ol_emit(&call, ")");
    s = ol_new(t->r.arena, OlStr);
    *s = ol_emit_text(&call);
    ol_list_add(t->r.arena, &d->plans, s);
    *skip = true;
    return true;
}

static bool constraint_body(Def *d, OlEmit *e, OlConstraint *c, const OlRelColumn *col, bool alter, bool *skip)
{
    OlTr *t = d->t;
    OlName one = {.text = col != NULL ? col->name : OL_STR_NULL, .start = c->node.start};
    OlNames cols = col != NULL ? (OlNames){&one, 1} : c->columns;
    bool novalidate = c->validate == OL_NO && alter;

    *skip = false;
    if (!check_columns(d, &cols))
        return false;
    switch (c->kind)
    {
        case OL_CONS_PRIMARY_KEY:
        case OL_CONS_UNIQUE:
            if (c->kind == OL_CONS_PRIMARY_KEY && d->has_pk)
                return ol_rs_fail(&t->r, OL_ERR_PK_EXISTS, (int)c->node.start) != NULL;
            d->has_pk |= c->kind == OL_CONS_PRIMARY_KEY;
            d->unique_nulls |= c->kind == OL_CONS_UNIQUE && cols.n > 1 && c->enable != OL_NO;
            ol_emit(e, c->kind == OL_CONS_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE");
            names_list(t, e, &cols);
            return constraint_state(d, e, c);
        case OL_CONS_FOREIGN_KEY:
        {
            OlStr schema, name;
            OlObjectName *on = OL_AS(ObjectName, c->ref_table);

            if (d->temporary != OL_TEMP_NONE)
                return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_REFERENCE, (int)c->node.start) != NULL;
            const OlRelation *ref = NULL;
            bool self;

            if (!ol_tr_object_name(t, c->ref_table, &schema, &name))
                return false;
            self = ol_str_eq(schema, d->schema) && ol_str_eq(name, d->name);
            if (!self)
            {
                if (t->r.cat->find_relation(t->r.cat->ctx, t->r.arena, on->names.n == 2 ? schema : OL_STR_NULL, name, &ref, t->r.diag) != OL_OK)
                {
                    t->r.failed = true;
                    return false;
                }
                if (ref == NULL)
                    return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)c->ref_table->start) != NULL;
            }
            ol_emit(e, "FOREIGN KEY");
            names_list(t, e, &cols);
            ol_emit(e, " REFERENCES ");
            if (self)
                ol_emit_name(e, d->pg_schema, d->pg_name);
            else
                ol_emit_name(e, ref->pg_schema, ref->pg_name);
            if (c->ref_columns.n > 0)
                names_list(t, e, &c->ref_columns);
            if (c->on_delete == OL_REF_CASCADE)
                ol_emit(e, " ON DELETE CASCADE");
            else if (c->on_delete == OL_REF_SET_NULL)
                ol_emit(e, " ON DELETE SET NULL");
            if (!constraint_state(d, e, c))
                return false;
            if (novalidate)
                ol_emit(e, " NOT VALID");
            return true;
        }
        case OL_CONS_CHECK:
        {
            OlRx *x;

            if (c->deferrable == OL_YES || c->initially_deferred == OL_YES)
                return ol_tr_unsupported(t, (int)c->node.start, "deferrable CHECK constraint");
            def_scope(d, OL_CL_CHECK);
            t->r.for_view = true;
            x = ol_rs_cond(&t->r, &d->scope, c->check);
            t->r.for_view = false;
            if (x == NULL)
                return false;
            ol_emit(e, "CHECK (");
            ol_tr_expr(e, x);
            ol_emit(e, ")");
            if (!constraint_state(d, e, c))
                return false;
            if (novalidate)
                ol_emit(e, " NOT VALID");
            return true;
        }
        default:
            return ol_tr_unsupported(t, (int)c->node.start, "REF constraint");
    }
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static bool define_column(Def *d, OlColumnDef *c, OlRelColumn *out)
{
    OlTr *t = d->t;

    memset(out, 0, sizeof(*out));
    out->name = c->name.text;
    out->pg_name = ol_tr_pg(t, c->name.text);
    out->nullable = true;
    out->invisible = c->visible == OL_NO;
    out->is_virtual = c->virtual_expr != NULL;
    if (c->collation.text.n > 0 && !ol_str_ieq_c(c->collation.text, "BINARY") && !ol_str_ieq_c(c->collation.text, "USING_NLS_COMP"))
        return ol_tr_unsupported(t, (int)c->node.start, "COLLATE other than BINARY");
    if (c->type != NULL)
    {
        if (!ol_rs_type_from_ast(&t->r, c->type, &out->type))
            return false;
        out->type.rep = ol_tr_column_rep(out->type.code);
    }
    else if (c->virtual_expr == NULL && c->identity == NULL)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_DATATYPE, (int)c->node.end) != NULL;
    for (int i = 0; i < d->ncols; i++)
        if (ol_str_eq(d->cols[i].name, out->name))
            return ol_rs_fail(&t->r, OL_ERR_DUPLICATE_COLUMN, (int)c->name.start) != NULL;
    return true;
}

static bool emit_column(Def *d, OlEmit *e, OlColumnDef *c, OlRelColumn *col)
{
    OlTr *t = d->t;
    OlRx *virt = NULL;

    if (c->virtual_expr != NULL)
    {
        def_scope(d, OL_CL_CHECK);
        t->r.for_view = true;
        virt = ol_rs_expr(&t->r, &d->scope, c->virtual_expr);
        t->r.for_view = false;
        if (virt == NULL)
            return false;
        if (c->type == NULL)
        {
            col->type = virt->type;
            col->type.rep = ol_tr_column_rep(col->type.code);
        }
        else if ((virt = ol_rs_conversion(&t->r, virt, &col->type, virt->pos)) == NULL)
            return false;
    }
    ol_emit_ident(e, col->pg_name);
    ol_emit(e, " ");
    ol_tr_column_type(e, &col->type);
    if (virt != NULL)
    {
        ol_emit(e, " GENERATED ALWAYS AS (");
        ol_tr_expr(e, virt);
        ol_emit(e, ") STORED");
    }
    else if (c->identity != NULL)
    {
        if (!identity_default(d, e, col, OL_AS(Identity, c->identity)))
            return false;
        col->nullable = false;
    }
    else if (c->has_default)
    {
        if (c->default_on_update)
            return ol_tr_unsupported(t, (int)c->node.start, "DEFAULT ON NULL FOR INSERT AND UPDATE");
        ol_emit(e, " DEFAULT ");
        if (!default_value(d, e, col, c->default_expr))
            return false;
        if (c->default_on_null)
            col->nullable = false;
    }
    for (int i = 0; i < c->constraints.n; i++)
        if (OL_ITEM(Constraint, c->constraints, i)->kind == OL_CONS_NOT_NULL && OL_ITEM(Constraint, c->constraints, i)->enable != OL_NO)
            col->nullable = false;
    if (!col->nullable)
        ol_emit(e, " NOT NULL");
    ol_tr_accept_options(t, &c->options);
    return true;
}

static OlStr flags_of(OlTr *t, const OlColumnDef *c, const OlRelColumn *col, OlStr label)
{
    const char *identity = "";
    OlStr base = label;

    if (c->identity != NULL)
    {
        OlIdentityKind kind = OL_AS(Identity, c->identity)->kind;

        identity = kind == OL_IDENTITY_ALWAYS ? ";IDENTITY=ALWAYS" : kind == OL_IDENTITY_BY_DEFAULT ? ";IDENTITY=DEFAULT" : ";IDENTITY=DEFAULT;DEFAULT_ON_NULL";
    }
    else if (c->default_on_null)
        identity = ";DEFAULT_ON_NULL";
    if (identity[0] == '\0' && !col->invisible)
        return label;
    if (base.n == 0)
        base = ol_type_format(t->r.arena, &col->type);
    return ol_str_printf(t->r.arena, "%.*s%s%s", OL_STR_ARG(base), col->invisible ? ";INVISIBLE" : "", identity);
}

static bool wants_trigger(const OlColumnDef *c)
{
    return c->default_on_null || (c->identity != NULL && OL_AS(Identity, c->identity)->kind == OL_IDENTITY_BY_DEFAULT_ON_NULL);
}

/* DEFAULT ON NULL is kept by a trigger of the column's own. */
static void default_trigger(Def *d, const OlRelColumn *col)
{
    OlStr name = ol_str_printf(d->t->r.arena, "default_on_null_%.*s", OL_STR_ARG(col->pg_name));
    OlEmit e;

    if (name.n > 63)
        name.n = 63;
    while (name.n > 0 && name.n == 63 && ((unsigned char)name.s[name.n] & 0xC0) == 0x80)
        name.n--;
    ol_emit_init(&e, d->t->r.arena, false);
    ol_emit(&e, "CREATE OR REPLACE TRIGGER ");
    ol_emit_ident(&e, name);
    ol_emit(&e, " BEFORE INSERT ON ");
    ol_emit_name(&e, d->pg_schema, d->pg_name);
    ol_emit(&e, " FOR EACH ROW WHEN (new.");
    ol_emit_ident(&e, col->pg_name);
    ol_emit(&e, " IS NULL) EXECUTE FUNCTION sys.default_on_null()");
    ol_tr_utility(d->t, &e);
}

static bool is_lob(const OlType *t)
{
    return ol_type_family(t) == OL_FAM_LOB;
}

/* LOB values are read and written in pieces: stored out of line and uncompressed. */
static void lob_storage(Def *d, const OlRelColumn *cols, int n)
{
    OlEmit e;
    bool any = false;

    ol_emit_init(&e, d->t->r.arena, false);
    for (int i = 0; i < n; i++)
    {
        if (!is_lob(&cols[i].type))
            continue;
        if (!any)
        {
            ol_emit(&e, "ALTER TABLE ");
            ol_emit_name(&e, d->pg_schema, d->pg_name);
        }
        ol_emit(&e, any ? ", ALTER COLUMN " : " ALTER COLUMN ");
        ol_emit_ident(&e, cols[i].pg_name);
        ol_emit(&e, " SET STORAGE EXTERNAL");
        any = true;
    }
    if (any)
        ol_tr_utility(d->t, &e);
}

/* What the table is beyond its columns. */
static void table_properties(Def *d)
{
    if (d->temporary == OL_TEMP_GLOBAL)
        ol_tr_property(d->t, d->pg_schema, d->pg_name, "TEMPORARY", d->preserve ? OL_STR("PRESERVE") : OL_STR("DELETE"));
}

/* GLOBAL and PRIVATE TEMPORARY: SQL Language Reference, "CREATE TABLE", "Restrictions on Temporary Tables". */
static bool temporary(Def *d, OlCreateTable *c)
{
    OlTr *t = d->t;
    int pos = (int)c->node.start;
    bool prefix = d->name.n > 8 && ol_str_ieq_c(ol_str_n(d->name.s, 8), "ORA$PTT_");

    if (c->temporary != OL_TEMP_PRIVATE && prefix)
        return ol_rs_fail(&t->r, OL_ERR_PRIVATE_TEMPORARY_PREFIX, (int)c->name->start) != NULL;
    if (c->temporary == OL_TEMP_NONE)
    {
        if (c->on_commit != OL_ON_COMMIT_UNSAID)
            return ol_rs_fail(&t->r, OL_ERR_INVALID_OPTION, pos) != NULL;
        return true;
    }
    d->temporary = c->temporary;
    if (c->partitioning != NULL || c->nested_tables.n > 0)
        return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_UNSUPPORTED, pos) != NULL;
    if (c->organization_index)
        return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_PARTITIONED, pos) != NULL;
    if (c->temporary == OL_TEMP_GLOBAL)
    {
        if (c->on_commit == OL_ON_COMMIT_DROP_DEFINITION || c->on_commit == OL_ON_COMMIT_PRESERVE_DEFINITION)
            return ol_rs_fail(&t->r, OL_ERR_INVALID_OPTION, pos) != NULL;
        d->preserve = c->on_commit == OL_ON_COMMIT_PRESERVE;
        return true;
    }
    if (!prefix)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_TABLE_NAME, (int)c->name->start) != NULL;
    if (c->on_commit == OL_ON_COMMIT_DELETE || c->on_commit == OL_ON_COMMIT_PRESERVE)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_OPTION, pos) != NULL;
    for (int i = 0; i < c->elements.n; i++)
        if (OL_IS(Constraint, c->elements.items[i]) ||
            (OL_IS(ColumnDef, c->elements.items[i]) && (OL_ITEM(ColumnDef, c->elements, i)->constraints.n > 0 || OL_ITEM(ColumnDef, c->elements, i)->has_default ||
                                                        OL_ITEM(ColumnDef, c->elements, i)->identity != NULL)))
            return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_UNSUPPORTED, pos) != NULL;
    d->preserve = c->on_commit == OL_ON_COMMIT_PRESERVE_DEFINITION;
    d->pg_schema = OL_STR("pg_temp");
    d->create = "CREATE TEMPORARY TABLE ";
    d->on_commit = d->preserve ? OL_STR(" ON COMMIT PRESERVE ROWS") : OL_STR(" ON COMMIT DROP");
    t->tr->no_commit = true;
    return true;
}

/* --- CREATE TABLE ------------------------------------------------------------------------------------------------- */

static bool create_as(Def *d, OlCreateTable *c)
{
    OlTr *t = d->t;
    OlRQuery *q = ol_rs_query(&t->r, NULL, c->as_query, false);
    OlEmit e;
    OlRDml ins;

    if (q == NULL)
        return false;
    if (t->r.nparams > 0)
        return ol_rs_fail(&t->r, OL_ERR_BIND_IN_DDL, (int)t->parsed.binds[0].start) != NULL;
    if (c->elements.n > 0 && c->elements.n != q->nouts)
        return ol_rs_fail(&t->r, OL_ERR_VIEW_COLUMN_COUNT, (int)c->node.start) != NULL;
    d->cols = ol_new_array(t->r.arena, OlRelColumn, (size_t)q->nouts + 1);
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, d->create);
    ol_emit(&e, c->if_not_exists ? "IF NOT EXISTS " : "");
    ol_emit_name(&e, d->pg_schema, d->pg_name);
    ol_emit(&e, " (");
    for (int i = 0; i < q->nouts; i++)
    {
        OlRelColumn *col = &d->cols[i];
        OlROut *o = &q->outs[i];

        if (c->elements.n > 0)
        {
            OlColumnDef *cd = OL_IS(ColumnDef, c->elements.items[i]) ? OL_ITEM(ColumnDef, c->elements, i) : NULL;

            if (cd == NULL || cd->type != NULL || cd->has_default || cd->identity != NULL)
                return ol_tr_unsupported(t, (int)c->node.start, "column definitions in CREATE TABLE .. AS SELECT");
            col->name = cd->name.text;
        }
        else if (!o->named)
            return ol_rs_fail(&t->r, OL_ERR_VIEW_COLUMN_ALIAS, o->expr != NULL ? o->expr->pos : -1) != NULL;
        else
            col->name = o->name;
        for (int k = 0; k < i; k++)
            if (ol_str_eq(d->cols[k].name, col->name))
                return ol_rs_fail(&t->r, OL_ERR_DUPLICATE_COLUMN, o->expr != NULL ? o->expr->pos : -1) != NULL;
        col->pg_name = ol_tr_pg(t, col->name);
        if (o->type.code == OL_T_NULL || (ol_type_is_char(&o->type) && o->type.size_bytes == 0 && o->type.size_chars == 0 && o->type.code != OL_T_LONG))
            return ol_rs_fail(&t->r, OL_ERR_ZERO_LENGTH_COLUMN, o->expr != NULL ? o->expr->pos : -1) != NULL;
        col->type = o->type;
        col->type.rep = ol_tr_column_rep(col->type.code);
        col->nullable = !(o->expr != NULL && o->expr->kind == OL_RX_COL && !o->nullable);
        if (i > 0)
            ol_emit(&e, ", ");
        ol_emit_ident(&e, col->pg_name);
        ol_emit(&e, " ");
        ol_tr_column_type(&e, &col->type);
        if (!col->nullable)
            ol_emit(&e, " NOT NULL");
        d->ncols++;
    }
    ol_emit(&e, ")");
    ol_emit_str(&e, d->on_commit);
    if (c->partitioning != NULL && !ol_tr_partition_by(t, &e, c->partitioning, d->cols, d->ncols))
        return false;
    ol_tr_utility(t, &e);
    if (c->partitioning != NULL && !ol_tr_partitions(t, c->partitioning, d->pg_schema, d->pg_name, d->cols, d->ncols))
        return false;
    table_properties(d);
    for (int i = 0; i < d->ncols; i++)
        ol_tr_label_step(t, d->pg_schema, d->pg_name, d->cols[i].pg_name, ol_tr_label(t, &d->cols[i].type, true), false);
    lob_storage(d, d->cols, d->ncols);
    def_scope(d, OL_CL_OTHER);
    memset(&ins, 0, sizeof(ins));
    ins.kind = OL_RDML_INSERT;
    ins.block = ol_new(t->r.arena, OlRQuery);
    ins.target = d->rrel;
    ins.cols = ol_new_array(t->r.arena, const OlRelColumn *, (size_t)d->ncols + 1);
    for (int i = 0; i < d->ncols; i++)
        ins.cols[ins.ncols++] = &d->cols[i];
    ins.query = q;
    ol_emit_init(&e, t->r.arena, true);
    ol_tr_dml(&e, &ins);
    ol_tr_plan(t, &e);
    return true;
}

static bool table_create(OlTr *t, OlNode *node, Def *def);

bool ol_tr_table_create(OlTr *t, OlNode *node)
{
    Def d;

    memset(&d, 0, sizeof(d));
    if (!table_create(t, node, &d))
        return false;
    if (d.temporary != OL_TEMP_PRIVATE)
    {
        OlStep fill = {0};
        bool filled = OL_AS(CreateTable, node)->as_query != NULL;

        /* the rows of AS SELECT are read with the rights of who says so */
        if (filled)
            fill = t->tr->steps[t->tr->nsteps - 1];
        ol_tr_in_schema(t, 0, d.schema, "CREATE TABLE", "CREATE ANY TABLE");
        if (filled)
            t->tr->steps[t->tr->nsteps - 1] = fill;
    }
    return true;
}

static bool table_create(OlTr *t, OlNode *node, Def *def)
{
    OlCreateTable *c = OL_AS(CreateTable, node);
    OlStr schema, name;
    OlEmit e;
    bool skip;
#define d (*def)

    if (!ol_tr_object_name(t, c->name, &schema, &name))
        return false;
    if (c->of_type != NULL)
        return ol_tr_unsupported(t, (int)node->start, "object table");
    if (c->external != NULL)
        return ol_tr_unsupported(t, (int)node->start, "ORGANIZATION EXTERNAL");
    ol_tr_accept_options(t, &c->nested_tables); /* a nested table is kept in its row */
    ol_tr_accept_options(t, &c->options);
    ol_tr_accept_options(t, &c->lob_storage);
    if (c->organization_index)
        ol_tr_accept(t, OL_STR("ORGANIZATION INDEX"));
    def_init(&d, t, schema, name);
    if (!temporary(&d, c))
        return false;
    if (c->as_query != NULL)
        return create_as(&d, c);
    d.cols = ol_new_array(t->r.arena, OlRelColumn, (size_t)c->elements.n + 1);
    for (int i = 0; i < c->elements.n; i++)
    {
        if (!OL_IS(ColumnDef, c->elements.items[i]))
            continue;
        if (!define_column(&d, OL_ITEM(ColumnDef, c->elements, i), &d.cols[d.ncols]))
            return false;
        d.ncols++;
    }
    if (d.ncols == 0)
        return ol_rs_fail(&t->r, OL_ERR_MISSING_EXPRESSION, (int)node->end) != NULL;
    d.rel.schema = d.schema;
    d.rel.name = d.name;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, d.create);
    ol_emit(&e, c->if_not_exists ? "IF NOT EXISTS " : "");
    ol_emit_name(&e, d.pg_schema, d.pg_name);
    ol_emit(&e, " (");
    for (int i = 0, k = 0; i < c->elements.n; i++)
    {
        if (!OL_IS(ColumnDef, c->elements.items[i]))
            continue;
        if (k > 0)
            ol_emit(&e, ", ");
        if (!emit_column(&d, &e, OL_ITEM(ColumnDef, c->elements, i), &d.cols[k++]))
            return false;
    }
    for (int i = 0, k = 0; i < c->elements.n; i++)
    {
        OlNode *el = c->elements.items[i];

        if (OL_IS(Option, el))
            ol_tr_accept(t, OL_AS(Option, el)->name);
        if (OL_IS(Constraint, el))
        {
            OlEmit one;

            ol_emit_init(&one, t->r.arena, false);
            if (!constraint(&d, &one, OL_AS(Constraint, el), NULL, false, &skip))
                return false;
            if (!skip)
            {
                ol_emit(&e, ", ");
                ol_emit_str(&e, ol_emit_text(&one));
            }
        }
        if (!OL_IS(ColumnDef, el))
            continue;
        OlColumnDef *cd = OL_AS(ColumnDef, el);

        for (int m = 0; m < cd->constraints.n; m++)
        {
            OlConstraint *con = OL_ITEM(Constraint, cd->constraints, m);
            OlEmit one;

            if (con->kind == OL_CONS_NOT_NULL || con->kind == OL_CONS_NULL)
                continue;
            ol_emit_init(&one, t->r.arena, false);
            if (!constraint(&d, &one, con, &d.cols[k], false, &skip))
                return false;
            if (!skip)
            {
                ol_emit(&e, ", ");
                ol_emit_str(&e, ol_emit_text(&one));
            }
        }
        k++;
    }
    ol_emit(&e, ")");
    ol_emit_str(&e, d.on_commit);
    if (c->partitioning != NULL && !ol_tr_partition_by(t, &e, c->partitioning, d.cols, d.ncols))
        return false;
    ol_tr_utility(t, &e);
    if (c->partitioning != NULL && !ol_tr_partitions(t, c->partitioning, d.pg_schema, d.pg_name, d.cols, d.ncols))
        return false;
    run_after(&d);
    table_properties(&d);
    for (int i = 0, k = 0; i < c->elements.n; i++)
        if (OL_IS(ColumnDef, c->elements.items[i]))
        {
            OlColumnDef *cd = OL_ITEM(ColumnDef, c->elements, i);

            ol_tr_label_step(t, d.pg_schema, d.pg_name, d.cols[k].pg_name, flags_of(t, cd, &d.cols[k], ol_tr_label(t, &d.cols[k].type, true)), false);
            if (wants_trigger(cd))
                default_trigger(&d, &d.cols[k]);
            k++;
        }
    lob_storage(&d, d.cols, d.ncols);
    return true;
}
#undef d

/* --- ALTER TABLE -------------------------------------------------------------------------------------------------- */

static void alter_head(Def *d, OlEmit *e)
{
    ol_emit_init(e, d->t->r.arena, false);
    ol_emit(e, "ALTER TABLE ");
    ol_emit_name(e, d->pg_schema, d->pg_name);
    ol_emit(e, " ");
}

static bool add_constraint(Def *d, OlConstraint *c, const OlRelColumn *col)
{
    OlEmit e;
    bool skip;

    alter_head(d, &e);
    ol_emit(&e, "ADD ");
    if (!constraint(d, &e, c, col, true, &skip))
        return false;
    if (!skip)
        ol_tr_utility(d->t, &e);
    run_after(d);
    return true;
}

static bool add_items(Def *d, OlAlterAction *a)
{
    OlTr *t = d->t;
    OlRelColumn *cols = ol_new_array(t->r.arena, OlRelColumn, (size_t)d->ncols + (size_t)a->items.n + 1);
    int before = d->ncols;

    memcpy(cols, d->cols, (size_t)d->ncols * sizeof(*cols));
    d->cols = cols;
    for (int i = 0; i < a->items.n; i++)
        if (OL_IS(ColumnDef, a->items.items[i]))
        {
            OlColumnDef *cd = OL_ITEM(ColumnDef, a->items, i);

            for (int k = 0; k < before; k++)
                if (ol_str_eq(d->cols[k].name, cd->name.text))
                    return ol_rs_fail(&t->r, OL_ERR_COLUMN_EXISTS, (int)cd->name.start) != NULL;
            if (!define_column(d, cd, &d->cols[d->ncols]))
                return false;
            d->ncols++;
        }
    for (int i = 0, k = before; i < a->items.n; i++)
    {
        if (!OL_IS(ColumnDef, a->items.items[i]))
            continue;
        OlColumnDef *cd = OL_ITEM(ColumnDef, a->items, i);
        OlEmit e;

        alter_head(d, &e);
        ol_emit(&e, "ADD COLUMN ");
        if (!emit_column(d, &e, cd, &d->cols[k]))
            return false;
        ol_tr_utility(t, &e);
        if (wants_trigger(cd))
            default_trigger(d, &d->cols[k]);
        ol_tr_label_step(t, d->pg_schema, d->pg_name, d->cols[k].pg_name, flags_of(t, cd, &d->cols[k], ol_tr_label(t, &d->cols[k].type, true)), false);
        for (int m = 0; m < cd->constraints.n; m++)
        {
            OlConstraint *con = OL_ITEM(Constraint, cd->constraints, m);

            if (con->kind != OL_CONS_NOT_NULL && con->kind != OL_CONS_NULL && !add_constraint(d, con, &d->cols[k]))
                return false;
        }
        k++;
    }
    run_after(d);
    lob_storage(d, d->cols + before, d->ncols - before);
    for (int i = 0; i < a->items.n; i++)
        if (OL_IS(Constraint, a->items.items[i]) && !add_constraint(d, OL_ITEM(Constraint, a->items, i), NULL))
            return false;
    return true;
}

static OlRelColumn *existing(Def *d, const OlName *name)
{
    for (int i = 0; i < d->ncols; i++)
        if (ol_str_eq(d->cols[i].name, name->text))
            return &d->cols[i];
    OlName copy = *name;
    OlNames one = {&copy, 1};

    return ol_rs_fail1(&d->t->r, OL_ERR_INVALID_IDENTIFIER, (int)name->start, ol_rs_quoted(&d->t->r, &one));
}

static bool same_kind(const OlType *a, const OlType *b)
{
    return ol_type_family(a) == ol_type_family(b);
}

static bool modify_column(Def *d, OlColumnDef *c)
{
    OlTr *t = d->t;
    OlRelColumn *col = existing(d, &c->name);
    OlEmit e;
    bool any = false, nulls = false;

    if (col == NULL)
        return false;
    if (c->identity != NULL || c->drop_identity || c->virtual_expr != NULL)
        return ol_tr_unsupported(t, (int)c->node.start, "MODIFY of an identity or virtual column");
    alter_head(d, &e);
    if (c->type != NULL)
    {
        OlType nt;

        if (!ol_rs_type_from_ast(&t->r, c->type, &nt))
            return false;
        nt.rep = ol_tr_column_rep(nt.code);
        if (!same_kind(&nt, &col->type))
            return ol_tr_unsupported(t, (int)c->node.start, "MODIFY to another kind of data type");
        ol_emit(&e, "ALTER COLUMN ");
        ol_emit_ident(&e, col->pg_name);
        ol_emit(&e, " TYPE ");
        ol_tr_column_type(&e, &nt);
        if (nt.rep != col->type.rep)
        {
            ol_emit(&e, " USING ");
            if (col->type.rep == OL_REP_BPCHAR)
                ol_emit(&e, "sys.char_to_text(");
            ol_emit_ident(&e, col->pg_name);
            if (col->type.rep == OL_REP_BPCHAR)
                ol_emit(&e, ")");
            ol_emit(&e, "::");
            ol_tr_column_type(&e, &nt);
        }
        col->type = nt;
        any = true;
    }
    if (c->has_default)
    {
        ol_emit(&e, any ? ", ALTER COLUMN " : "ALTER COLUMN ");
        ol_emit_ident(&e, col->pg_name);
        ol_emit(&e, " SET DEFAULT ");
        d->rel.schema = d->schema;
        d->rel.name = d->name;
        if (!default_value(d, &e, col, c->default_expr))
            return false;
        any = true;
    }
    for (int i = 0; i < c->constraints.n; i++)
    {
        OlConstraint *con = OL_ITEM(Constraint, c->constraints, i);

        if (con->kind != OL_CONS_NOT_NULL && con->kind != OL_CONS_NULL)
            continue;
        if (con->enable == OL_NO)
            continue;
        if (con->kind == OL_CONS_NOT_NULL && !col->nullable && c->type == NULL && !c->has_default)
            return ol_rs_fail(&t->r, OL_ERR_COLUMN_ALREADY_NOT_NULL, (int)c->node.start) != NULL;
        if (con->kind == OL_CONS_NULL && col->nullable && c->type == NULL && !c->has_default)
            return ol_rs_fail(&t->r, OL_ERR_COLUMN_ALREADY_NULL, (int)c->node.start) != NULL;
        ol_emit(&e, any ? ", ALTER COLUMN " : "ALTER COLUMN ");
        ol_emit_ident(&e, col->pg_name);
        ol_emit(&e, con->kind == OL_CONS_NOT_NULL ? " SET NOT NULL" : " DROP NOT NULL");
        col->nullable = con->kind == OL_CONS_NULL;
        nulls |= con->kind == OL_CONS_NULL;
        any = true;
    }
    if (any)
        ol_tr_utility(t, &e);
    if (nulls)
        ol_tr_unique_nulls(t, d->pg_schema, d->pg_name);
    if (c->visible != OL_UNSAID)
        col->invisible = c->visible == OL_NO;
    if (c->type != NULL || c->visible != OL_UNSAID || c->default_on_null)
        ol_tr_label_step(t, d->pg_schema, d->pg_name, col->pg_name, flags_of(t, c, col, ol_tr_label(t, &col->type, true)), true);
    if (c->default_on_null)
        default_trigger(d, col);
    for (int i = 0; i < c->constraints.n; i++)
    {
        OlConstraint *con = OL_ITEM(Constraint, c->constraints, i);

        if (con->kind != OL_CONS_NOT_NULL && con->kind != OL_CONS_NULL && !add_constraint(d, con, col))
            return false;
    }
    ol_tr_accept_options(t, &c->options);
    return true;
}

static bool drop_columns(Def *d, OlAlterAction *a)
{
    OlEmit e;

    if (a->cascade)
    {
        /* CASCADE CONSTRAINTS: PostgreSQL's CASCADE would take views along */
        ol_emit_init(&e, d->t->r.arena, false);
        ol_emit(&e, "SELECT sys.drop_references(");
        ol_tr_emit_regclass(d->t, &e, d->pg_schema, d->pg_name);
        ol_emit(&e, ", ");
        name_array(d->t, &e, &a->columns);
        ol_emit(&e, ")");
        ol_tr_plan(d->t, &e);
    }
    alter_head(d, &e);
    for (int i = 0; i < a->columns.n; i++)
    {
        OlRelColumn *col = existing(d, &a->columns.items[i]);

        if (col == NULL)
            return false;
        if (i > 0)
            ol_emit(&e, ", ");
        ol_emit(&e, "DROP COLUMN ");
        ol_emit_ident(&e, col->pg_name);
    }
    ol_tr_utility(d->t, &e);
    return true;
}

static bool rename_step(Def *d, const char *what, OlStr from, OlStr to)
{
    OlEmit e;

    alter_head(d, &e);
    ol_emit(&e, "RENAME ");
    ol_emit(&e, what);
    if (from.n > 0)
        ol_emit_ident(&e, ol_tr_pg(d->t, from));
    ol_emit(&e, from.n > 0 ? " TO " : "TO ");
    ol_emit_ident(&e, ol_tr_pg(d->t, to));
    ol_tr_utility(d->t, &e);
    return true;
}

/* ENABLE | DISABLE [VALIDATE | NOVALIDATE] constraint; MODIFY constraint .. */
static bool constraint_state_change(Def *d, OlAlterAction *a)
{
    OlTr *t = d->t;
    OlConstraint *c = OL_AS(Constraint, a->value);
    OlTri validate = a->validate != OL_UNSAID ? a->validate : c->validate;
    bool enable = a->kind == OL_ALT_ENABLE_CONSTRAINT || (a->kind == OL_ALT_MODIFY_CONSTRAINT && c->enable != OL_NO);
    OlEmit e;

    if (a->kind == OL_ALT_MODIFY_CONSTRAINT && c->enable == OL_UNSAID && validate == OL_UNSAID)
        return ol_tr_unsupported(t, (int)a->node.start, "MODIFY CONSTRAINT of another property than ENABLE, DISABLE, VALIDATE");
    if (!enable && validate == OL_YES)
        return ol_tr_unsupported(t, (int)a->node.start, "DISABLE VALIDATE");
    if (c->exceptions_into != NULL)
        return ol_tr_unsupported(t, (int)a->node.start, "EXCEPTIONS INTO");
    if (!c->by_name_only && !check_columns(d, &c->columns))
        return false;
    constraint_call(d, &e, enable ? "enable_constraint" : "disable_constraint", c->by_name_only ? c->name.text : OL_STR_NULL);
    ol_emit(&e, ", ");
    name_array(t, &e, &c->columns);
    ol_emit(&e, (enable ? validate != OL_NO : a->cascade) ? ", true)" : ", false)");
    ol_tr_accept_options(t, &a->options);
    ol_tr_plan(t, &e);
    return true;
}

static bool alter_action(Def *d, OlAlterAction *a)
{
    OlTr *t = d->t;
    int pos = (int)a->node.start;
    OlEmit e;

    switch (a->kind)
    {
        case OL_ALT_ADD_COLUMN:
        case OL_ALT_ADD_CONSTRAINT:
            return add_items(d, a);
        case OL_ALT_MODIFY_COLUMN:
            for (int i = 0; i < a->items.n; i++)
                if (!modify_column(d, OL_ITEM(ColumnDef, a->items, i)))
                    return false;
            return true;
        case OL_ALT_DROP_COLUMN:
        case OL_ALT_SET_UNUSED:
            return drop_columns(d, a);
        case OL_ALT_DROP_UNUSED:
            ol_tr_accept(t, OL_STR("DROP UNUSED COLUMNS"));
            return true;
        case OL_ALT_RENAME_COLUMN:
        {
            OlRelColumn *col = existing(d, &a->name);

            if (col == NULL)
                return false;
            for (int i = 0; i < d->ncols; i++)
                if (ol_str_eq(d->cols[i].name, a->new_name.text))
                    return ol_rs_fail(&t->r, OL_ERR_DUPLICATE_COLUMN, (int)a->new_name.start) != NULL;
            return rename_step(d, "COLUMN ", a->name.text, a->new_name.text);
        }
        case OL_ALT_RENAME_CONSTRAINT:
            return rename_step(d, "CONSTRAINT ", a->name.text, a->new_name.text);
        case OL_ALT_RENAME_TO:
            return rename_step(d, "", OL_STR_NULL, a->new_name.text);
        case OL_ALT_DROP_CONSTRAINT:
        {
            OlConstraint *c = OL_AS(Constraint, a->value);

            if (c->name.text.n > 0)
            {
                constraint_call(d, &e, "drop_constraint", c->name.text);
                ol_emit(&e, a->cascade ? ", true)" : ", false)");
                ol_tr_accept_options(t, &a->options);
                ol_tr_plan(t, &e);
                return true;
            }
            /* DROP PRIMARY KEY, DROP UNIQUE (..): sys.drop_key finds the name */
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.drop_key(");
            OlEmit q;

            ol_emit_init(&q, t->r.arena, false);
            ol_emit_name(&q, d->pg_schema, d->pg_name);
            ol_emit_string(&e, ol_emit_text(&q));
            ol_emit(&e, "::regclass, ARRAY[");
            for (int i = 0; i < c->columns.n; i++)
            {
                if (i > 0)
                    ol_emit(&e, ", ");
                ol_emit_string(&e, ol_tr_pg(t, c->columns.items[i].text));
            }
            ol_emit(&e, a->cascade ? "]::text[], true)" : "]::text[], false)");
            ol_tr_plan(t, &e);
            return true;
        }
        case OL_ALT_MODIFY_CONSTRAINT:
        case OL_ALT_ENABLE_CONSTRAINT:
        case OL_ALT_DISABLE_CONSTRAINT:
            return constraint_state_change(d, a);
        case OL_ALT_ENABLE_TRIGGERS:
        case OL_ALT_DISABLE_TRIGGERS:
            ol_emit_init(&e, t->r.arena, false);
            ol_emit(&e, "SELECT sys.enable_triggers(");
            {
                OlEmit q;

                ol_emit_init(&q, t->r.arena, false);
                ol_emit_name(&q, d->pg_schema, d->pg_name);
                ol_emit_string(&e, ol_emit_text(&q));
            }
            ol_emit(&e, a->kind == OL_ALT_ENABLE_TRIGGERS ? "::regclass, true)" : "::regclass, false)");
            ol_tr_plan(t, &e);
            return true;
        case OL_ALT_PHYSICAL:
            ol_tr_accept_options(t, &a->options);
            return true;
        case OL_ALT_READ_ONLY:
        case OL_ALT_READ_WRITE:
            return ol_tr_unsupported(t, pos, "ALTER TABLE READ ONLY");
        case OL_ALT_UNSUPPORTED:
            return ol_tr_unsupported(t, pos, ol_str_cdup(t->r.arena, ol_str_printf(t->r.arena, "ALTER TABLE %.*s", OL_STR_ARG(a->text))));
        default:
            return ol_tr_partition_alter(t, a, d->old);
    }
}

bool ol_tr_table_alter(OlTr *t, OlNode *node)
{
    OlAlterTable *a = OL_AS(AlterTable, node);
    OlObjectName *on = OL_AS(ObjectName, a->name);
    const OlRelation *rel = NULL;
    OlStr schema, name;
    Def d;

    if (!ol_tr_object_name(t, a->name, &schema, &name))
        return false;
    if (t->r.cat->find_relation(t->r.cat->ctx, t->r.arena, on->names.n == 2 ? schema : t->r.cat->current_schema, name, &rel, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    if (rel == NULL || rel->kind != OL_OBJ_TABLE)
        return ol_rs_fail(&t->r, OL_ERR_TABLE_NOT_FOUND, (int)a->name->start) != NULL;
    def_init(&d, t, rel->schema, rel->name);
    d.pg_schema = rel->pg_schema;
    d.pg_name = rel->pg_name;
    d.old = rel;
    d.ncols = rel->ncolumns;
    d.cols = ol_new_array(t->r.arena, OlRelColumn, (size_t)rel->ncolumns + 1);
    memcpy(d.cols, rel->columns, (size_t)rel->ncolumns * sizeof(OlRelColumn));
    if (rel->is_temporary)
    {
        if (ol_str_eq_c(rel->pg_schema, "pg_temp") || (rel->pg_schema.n > 8 && strncmp(rel->pg_schema.s, "pg_temp_", 8) == 0))
            return ol_rs_fail(&t->r, OL_ERR_TEMPORARY_UNSUPPORTED, (int)a->name->start) != NULL;
        d.temporary = OL_TEMP_GLOBAL;
        ol_tr_table_call(t, "release_temporary", rel->pg_schema, rel->pg_name, 0, NULL);
    }
    for (int i = 0; i < a->actions.n; i++)
        if (!alter_action(&d, OL_ITEM(AlterAction, a->actions, i)))
            return false;
    if (t->tr->nsteps == 0)
        ol_tr_step(t, OL_STEP_NOTHING)->name = OL_STR("ALTER TABLE");
    ol_tr_in_schema(t, 0, rel->schema, NULL, "ALTER ANY TABLE");
    return true;
}
