/*
 * resolve_object.c - objects and collections in SQL: constructors, attributes, TABLE(), multiset operators.
 *
 * Owns:      what a type's name, an attribute's path, TABLE(x), CAST(MULTISET(..)) and the collection conditions mean.
 * How held:  an object is a value of a composite type; a collection is one of a domain over an array, NULL when atomically null, '{}' when
 *            empty. What a subtype adds to a type that is NOT FINAL is in the attribute OL_SUBTYPE_ATTRIBUTE.
 * See also:  catalog.h (OlTypeDef), SQL Language Reference, "Multiset Operators", Database Object-Relational Developer's Guide
 */
#include "front/resolve.h"

#include <string.h>

/* --- types -------------------------------------------------------------------------------------------------------- */

const OlTypeDef *ol_rs_find_type(OlResolver *r, const OlNames *names, int pos)
{
    const OlTypeDef *def = NULL;
    OlStr schema = names->n == 2 ? names->items[0].text : OL_STR_NULL;

    if (r->cat->find_type == NULL || names->n < 1 || names->n > 2)
        return NULL;
    if (r->cat->find_type(r->cat->ctx, r->arena, schema, names->items[names->n - 1].text, &def, r->diag) != OL_OK)
    {
        r->diag->pos = r->diag->pos < 0 ? pos : r->diag->pos;
        r->failed = true;
        return NULL;
    }
    return def;
}

const OlTypeDef *ol_rs_type_def(OlResolver *r, const OlType *type, int pos)
{
    const OlTypeDef *def = NULL;

    if (type->type_name.n > 0 && r->cat->find_type != NULL &&
        r->cat->find_type(r->cat->ctx, r->arena, type->type_schema, type->type_name, &def, r->diag) != OL_OK)
    {
        r->failed = true;
        return NULL;
    }
    if (def == NULL)
        return ol_rs_fail(r, OL_ERR_INVALID_DATATYPE, pos);
    return def;
}

bool ol_type_is_user(const OlType *type)
{
    return type->code == OL_T_OBJECT || type->code == OL_T_COLLECTION;
}

bool ol_type_same_user(const OlType *a, const OlType *b)
{
    if (a->code != b->code)
        return false;
    return ol_str_eq(a->type_name, b->type_name) && ol_str_eq(a->type_schema, b->type_schema);
}

/* The supertypes of def: is one of them want? */
static bool is_under(OlResolver *r, const OlType *type, const OlType *want, int pos)
{
    OlType at = *type;

    for (int depth = 0; depth < 64; depth++)
    {
        const OlTypeDef *def;

        if (ol_type_same_user(&at, want))
            return true;
        if ((def = ol_rs_type_def(r, &at, pos)) == NULL || def->super_name.n == 0)
            return false;
        at.type_schema = def->super_schema;
        at.type_name = def->super_name;
    }
    return false;
}

/* A value of one type of the schema where another is wanted; NULL: ORA-00932. */
OlRx *ol_rs_to_user_type(OlResolver *r, OlRx *x, const OlType *to)
{
    if (ol_type_same_user(&x->type, to))
        return x;
    /* NULL in the select list below: it has got a type of its own there */
    if (x->kind == OL_RX_COL && x->rel->kind == OL_RREL_QUERY && x->rel->query->kind == OL_RQ_BLOCK && x->rel->query->outs[x->col].expr != NULL &&
        x->rel->query->outs[x->col].expr->kind == OL_RX_NULL)
        return ol_rx_null(r, *to, x->pos);
    if (x->type.code == OL_T_COLLECTION && to->code == OL_T_COLLECTION && x->type.type_name.n == 0)
    {
        OlRx *c = ol_rx_args(r, OL_RX_CAST, *to, x->pos, 1, x);

        c->nullable = x->nullable;
        return c;
    }
    if (x->type.code == OL_T_OBJECT && to->code == OL_T_OBJECT && is_under(r, &x->type, to, x->pos))
    {
        OlRx *name = ol_rx_new(r, OL_RX_NULL, *to, x->pos);

        return ol_rx_call(r, *to, "sys.object_upcast", x->pos, 2, x, name);
    }
    if (r->failed)
        return NULL;
    return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, ol_type_word(to), ol_type_word(&x->type));
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static const OlRelColumn *attribute_of(const OlTypeDef *def, OlStr name)
{
    for (int i = 0; i < def->nattributes; i++)
        if (ol_str_eq(def->attributes[i].name, name))
            return &def->attributes[i];
    return NULL;
}

OlRx *ol_rs_attribute(OlResolver *r, OlRx *x, const OlName *name)
{
    const OlTypeDef *def;
    const OlRelColumn *a;
    OlRx *f;

    if (x->type.code != OL_T_OBJECT)
    {
        OlNames one = {(OlName *)name, 1};

        return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)name->start, ol_rs_quoted(r, &one));
    }
    if ((def = ol_rs_type_def(r, &x->type, x->pos)) == NULL)
        return NULL;
    if ((a = attribute_of(def, name->text)) == NULL)
    {
        OlNames one = {(OlName *)name, 1};

        return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, (int)name->start, ol_rs_quoted(r, &one));
    }
    f = ol_rx_args(r, OL_RX_FIELD, a->type, x->pos, 1, x);
    f->text = a->pg_name;
    return f;
}

/* alias.column.attribute{.attribute}, schema.table.column.attribute, table.column.attribute */
OlRx *ol_rs_path(OlResolver *r, OlScope *s, OlColumnRef *ref)
{
    int n = ref->names.n;

    for (int skip = 0; skip < 2 && n - skip >= 3; skip++)
        for (OlScope *at = s; at != NULL; at = at->parent)
        {
            bool ambiguous;
            OlRRel *rel = ol_rs_find_rel(at, skip > 0 ? ref->names.items[0].text : OL_STR_NULL, ref->names.items[skip].text, &ambiguous);

            if (rel == NULL || ambiguous)
                continue;
            for (int c = 0; c < rel->ncols; c++)
            {
                OlRx *x;

                if (!ol_str_eq(rel->cols[c].name, ref->names.items[skip + 1].text) || rel->cols[c].type.code != OL_T_OBJECT)
                    continue;
                x = ol_rx_col(r, rel, c, (int)ref->expr.node.start);
                if (at != s)
                    x->flags |= OL_RXF_CORRELATED;
                for (int i = skip + 2; i < n && x != NULL; i++)
                    x = ol_rs_attribute(r, x, &ref->names.items[i]);
                return x;
            }
        }
    return NULL;
}

OlRx *ol_rs_member(OlResolver *r, OlScope *s, OlMember *m)
{
    OlRx *base = ol_rs_expr(r, s, m->base);

    if (base == NULL)
        return NULL;
    if (m->call && base->type.code == OL_T_XMLTYPE)
        return ol_rs_xml_method(r, s, base, m);
    if (m->call)
        return ol_rs_unsupported(r, (int)m->expr.node.start, "method of an object in SQL");
    return ol_rs_attribute(r, base, &m->name);
}

/* --- constructors ------------------------------------------------------------------------------------------------- */

static OlRx *typed(OlResolver *r, OlRxKind kind, const OlType *type, OlRx **args, int n, int pos)
{
    OlRx *x = ol_rx_new(r, kind, *type, pos);

    x->args = args;
    x->nargs = n;
    x->nullable = false;
    for (int i = 0; i < n; i++)
        x->flags |= args[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER);
    return x;
}

/* As messages name an attribute or element: "S"."T"."A". */
static OlRx *assign_part(OlResolver *r, OlRx *x, const OlTypeDef *def, const OlRelColumn *part, int pos)
{
    OlRelation rel;

    memset(&rel, 0, sizeof rel);
    rel.schema = def->schema;
    rel.name = def->name;
    return ol_rs_assign(r, x, &rel, part, pos);
}

OlRx *ol_rs_object_of(OlResolver *r, const OlTypeDef *def, OlRx **args, int n, int pos)
{
    OlRx **out = ol_new_array(r->arena, OlRx *, (size_t)def->nattributes + 2);

    if (n != def->nattributes)
        return ol_rs_fail(r, OL_ERR_CONSTRUCTOR_ARGUMENTS, pos);
    for (int i = 0; i < n; i++)
        if ((out[i] = assign_part(r, args[i], def, &def->attributes[i], pos)) == NULL)
            return NULL;
    if (!def->is_final) /* OL_SUBTYPE_ATTRIBUTE comes last */
        out[n++] = ol_rx_null(r, ol_type_of(OL_T_CLOB), pos);
    return typed(r, OL_RX_OBJECT, &def->type, out, n, pos);
}

static OlRx *collection_of(OlResolver *r, const OlTypeDef *def, OlRx **args, int n, int pos)
{
    OlRelColumn element;
    OlRx **out = ol_new_array(r->arena, OlRx *, (size_t)n + 1);

    memset(&element, 0, sizeof element);
    element.name = OL_STR("COLUMN_VALUE");
    element.type = def->element;
    if (def->kind == OL_TYPEDEF_VARRAY && n > def->limit)
        return ol_rs_fail(r, OL_ERR_VARRAY_LIMIT, pos);
    for (int i = 0; i < n; i++)
        if ((out[i] = assign_part(r, args[i], def, &element, pos)) == NULL)
            return NULL;
    return typed(r, OL_RX_COLLECTION, &def->type, out, n, pos);
}

OlRx *ol_rs_constructor(OlResolver *r, OlScope *s, OlFuncCall *call)
{
    int pos = (int)call->expr.node.start, n = call->args.n;
    const OlTypeDef *def = ol_rs_find_type(r, &call->names, pos);
    OlRx **args;

    if (def == NULL)
        return NULL;
    args = ol_new_array(r->arena, OlRx *, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        OlNode *a = call->args.items[i];
        int at = i;

        if (OL_IS(NamedArg, a))
        {
            const OlRelColumn *to = def->kind == OL_TYPEDEF_OBJECT ? attribute_of(def, OL_AS(NamedArg, a)->name.text) : NULL;

            if (to == NULL)
                return ol_rs_fail(r, OL_ERR_CONSTRUCTOR_ARGUMENTS, (int)a->start);
            at = (int)(to - def->attributes);
            a = OL_AS(NamedArg, a)->value;
        }
        if (at >= n || args[at] != NULL)
            return ol_rs_fail(r, OL_ERR_CONSTRUCTOR_ARGUMENTS, pos);
        if ((args[at] = ol_rs_expr(r, s, a)) == NULL)
            return NULL;
    }
    if (def->kind != OL_TYPEDEF_OBJECT)
        return collection_of(r, def, args, n, pos);
    if (!def->instantiable)
        return ol_rs_fail(r, OL_ERR_NOT_INSTANTIABLE, pos);
    return ol_rs_object_of(r, def, args, n, pos);
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static OlRx *collection_arg(OlResolver *r, OlRx *x)
{
    if (x != NULL && x->type.code != OL_T_COLLECTION)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, "UDT", ol_type_word(&x->type));
    return x;
}

/* The result of a polymorphic function is an array: back to the collection's type. */
static OlRx *recast(OlResolver *r, OlRx *x, const OlType *type)
{
    OlRx *c = ol_rx_args(r, OL_RX_CAST, *type, x->pos, 1, x);

    c->nullable = x->nullable;
    return c;
}

/* VALUE(alias) */
static OlRx *value_of(OlResolver *r, OlScope *s, OlFuncCall *call, int pos)
{
    OlNode *a = call->args.n == 1 ? call->args.items[0] : NULL;

    if (a == NULL || !OL_IS(ColumnRef, a) || OL_AS(ColumnRef, a)->names.n != 1)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    for (OlScope *at = s; at != NULL; at = at->parent)
    {
        bool ambiguous;
        OlRRel *rel = ol_rs_find_rel(at, OL_STR_NULL, OL_AS(ColumnRef, a)->names.items[0].text, &ambiguous);
        OlRx *x;

        if (rel == NULL)
            continue;
        if (rel->kind == OL_RREL_FUNC && !rel->rows_are_objects)
            return ol_rx_col(r, rel, 0, pos);
        if (rel->row_type.code != OL_T_OBJECT)
            break;
        rel->used = true;
        x = ol_rx_new(r, OL_RX_WHOLE, rel->row_type, pos);
        x->rel = rel;
        return x;
    }
    return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &OL_AS(ColumnRef, a)->names));
}

OlRx *ol_rs_object_func(OlResolver *r, OlScope *s, OlFuncCall *call, OlStr name)
{
    int pos = (int)call->expr.node.start;
    OlRx *x;

    if (ol_str_eq_c(name, "VALUE"))
        return value_of(r, s, call, pos);
    if (ol_str_eq_c(name, "REF") || ol_str_eq_c(name, "DEREF") || ol_str_eq_c(name, "MAKE_REF") || ol_str_eq_c(name, "REFTOHEX"))
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, name));
    if (ol_str_eq_c(name, "POWERMULTISET") || ol_str_eq_c(name, "POWERMULTISET_BY_CARDINALITY"))
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, name));
    if (call->args.n != 1)
        return NULL;
    if (ol_str_eq_c(name, "CARDINALITY"))
    {
        if ((x = collection_arg(r, ol_rs_expr(r, s, call->args.items[0]))) == NULL)
            return NULL;
        return ol_rx_call(r, ol_type_number(), "sys.coll_cardinality", pos, 1, x);
    }
    if (ol_str_eq_c(name, "SET"))
    {
        if ((x = collection_arg(r, ol_rs_expr(r, s, call->args.items[0]))) == NULL)
            return NULL;
        return recast(r, ol_rx_call(r, x->type, "sys.coll_set", pos, 1, x), &x->type);
    }
    if (ol_str_eq_c(name, "COLLECT"))
    {
        OlRAgg *agg = ol_new(r->arena, OlRAgg);
        OlType t = ol_type_of(OL_T_COLLECTION);
        OlRx *a;
        bool was = s->in_agg;

        s->in_agg = true;
        x = ol_rs_expr(r, s, call->args.items[0]);
        s->in_agg = was;
        if (x == NULL)
            return NULL;
        x = ol_rs_value(r, x);
        agg->distinct = call->distinct == OL_DISTINCT_DISTINCT;
        if (call->within_group.n > 0 && !ol_rs_order(r, s, &call->within_group, &agg->order, &agg->norder))
            return NULL;
        a = ol_rx_args(r, OL_RX_AGG, t, pos, 1, x);
        a->target = "pg_catalog.array_agg";
        a->agg = agg;
        a->flags |= OL_RXF_AGG;
        return a;
    }
    return NULL;
}

OlRx *ol_rs_multiset(OlResolver *r, OlScope *s, OlMultisetOp *m)
{
    static const char *const all[] = {[OL_MULTISET_UNION] = "sys.coll_union", [OL_MULTISET_INTERSECT] = "sys.coll_intersect",
                                      [OL_MULTISET_EXCEPT] = "sys.coll_except"};
    static const char *const distinct[] = {[OL_MULTISET_UNION] = "sys.coll_union_distinct", [OL_MULTISET_INTERSECT] = "sys.coll_intersect_distinct",
                                           [OL_MULTISET_EXCEPT] = "sys.coll_except_distinct"};
    int pos = (int)m->expr.node.start;
    OlRx *a = collection_arg(r, ol_rs_expr(r, s, m->left)), *b = a == NULL ? NULL : collection_arg(r, ol_rs_expr(r, s, m->right));

    if (a == NULL || b == NULL || (b = ol_rs_to_user_type(r, b, &a->type)) == NULL)
        return NULL;
    return recast(r, ol_rx_call(r, a->type, m->distinct == OL_DISTINCT_DISTINCT ? distinct[m->op] : all[m->op], pos, 2, a, b), &a->type);
}

static OlRx *negate(OlResolver *r, OlRx *x, bool negated, int pos)
{
    return negated ? ol_rx_args(r, OL_RX_NOT, ol_type_bool(), pos, 1, x) : x;
}

OlRx *ol_rs_member_of(OlResolver *r, OlScope *s, OlMemberOf *m)
{
    int pos = (int)m->expr.node.start;
    OlRx *x = ol_rs_expr(r, s, m->arg), *c = x == NULL ? NULL : collection_arg(r, ol_rs_expr(r, s, m->right));

    if (x == NULL || c == NULL)
        return NULL;
    if (m->submultiset)
    {
        if ((x = collection_arg(r, x)) == NULL || (c = ol_rs_to_user_type(r, c, &x->type)) == NULL)
            return NULL;
        return negate(r, ol_rx_call(r, ol_type_bool(), "sys.coll_submultiset", pos, 2, x, c), m->negated, pos);
    }
    const OlTypeDef *def = ol_rs_type_def(r, &c->type, pos);
    OlRx *cast;

    if (def == NULL || (x = x->type.code == OL_T_NULL ? ol_rx_null(r, def->element, pos) : ol_rs_to_type(r, x, &def->element)) == NULL)
        return NULL;
    if (x->type.rep != def->element.rep)
    {
        cast = ol_rx_args(r, OL_RX_CAST, def->element, pos, 1, x);
        x = cast;
    }
    return negate(r, ol_rx_call(r, ol_type_bool(), "sys.coll_member", pos, 2, x, c), m->negated, pos);
}

OlRx *ol_rs_is_collection(OlResolver *r, OlRx *x, OlIsTest *t)
{
    int pos = (int)t->expr.node.start;

    if ((x = collection_arg(r, x)) == NULL)
        return NULL;
    return negate(r, ol_rx_call(r, ol_type_bool(), t->kind == OL_IS_EMPTY ? "sys.coll_is_empty" : "sys.coll_is_set", pos, 1, x), t->negated, pos);
}

OlRx *ol_rs_compare_objects(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos)
{
    bool ne = op[0] == '<' && op[1] == '>';
    OlRx *x;

    if (a->type.code == OL_T_NULL)
        a = ol_rx_null(r, b->type, a->pos);
    if (b->type.code == OL_T_NULL)
        b = ol_rx_null(r, a->type, b->pos);
    if ((b = ol_rs_to_user_type(r, b, &a->type)) == NULL)
        return NULL;
    if (op[0] != '=' && !ne)
        return a->type.code == OL_T_OBJECT ? ol_rs_fail(r, OL_ERR_NO_MAP_METHOD, pos)
                                           : ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "-", ol_type_word(&a->type));
    if (a->type.code == OL_T_OBJECT)
    {
        x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, b);
        x->target = ne ? "<>" : "=";
        return x;
    }
    return negate(r, ol_rx_call(r, ol_type_bool(), "sys.coll_equal", pos, 2, a, b), ne, pos);
}

/* --- subtypes ----------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_treat(OlResolver *r, OlScope *s, OlTreat *t)
{
    int pos = (int)t->expr.node.start;
    OlRx *x;
    OlType want;

    if (t->is_ref)
        return ol_rs_unsupported(r, pos, "TREAT AS REF");
    if (!ol_rs_type_from_ast(r, t->type_name, &want) || (x = ol_rs_expr(r, s, t->arg)) == NULL)
        return NULL;
    if (want.code != OL_T_OBJECT || x->type.code != OL_T_OBJECT)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, ol_type_word(&want), ol_type_word(&x->type));
    return ol_rx_call(r, want, "sys.object_treat", pos, 2, x, ol_rx_null(r, want, pos));
}

OlRx *ol_rs_is_of(OlResolver *r, OlScope *s, OlIsOfType *t)
{
    int pos = (int)t->expr.node.start;
    OlRx *x = ol_rs_expr(r, s, t->arg), *any = NULL;

    if (x == NULL)
        return NULL;
    if (x->type.code != OL_T_OBJECT)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, "UDT", ol_type_word(&x->type));
    for (int i = 0; i < t->types.n; i++)
    {
        OlType want;
        OlRx *only = ol_rx_new(r, OL_RX_BOOL, ol_type_bool(), pos), *one;

        if (!ol_rs_type_from_ast(r, t->types.items[i], &want))
            return NULL;
        only->op = OL_ITEM(DataType, t->types, i)->only;
        one = ol_rx_call(r, ol_type_bool(), "sys.object_is_of", pos, 3, x, ol_rx_null(r, want, pos), only);
        any = any == NULL ? one : ol_rx_args(r, OL_RX_OR, ol_type_bool(), pos, 2, any, one);
    }
    return any == NULL ? ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos) : negate(r, any, t->negated, pos);
}

/* --- CAST --------------------------------------------------------------------------------------------------------- */

/* CAST(MULTISET(query) AS t): a row of several columns makes an object element. */
static OlRx *cast_multiset(OlResolver *r, OlScope *s, OlCast *c, const OlTypeDef *def, int pos)
{
    OlNode *node = OL_IS(SubqueryExpr, c->arg) ? OL_AS(SubqueryExpr, c->arg)->query : c->arg;
    OlRQuery *q = ol_rs_query(r, s, node, true);
    OlRQuery *outer = ol_new(r->arena, OlRQuery);
    OlRRel *rel;
    OlRx **values, *element, *x;
    OlRelColumn part;

    if (q == NULL || !ol_rs_name_outs(r, q))
        return NULL;
    /* a level above, which makes the element of each row and keeps the order of the rows */
    rel = ol_rs_query_rel(r, q, OL_STR("M"), true);
    rel->block = outer;
    outer->kind = OL_RQ_BLOCK;
    outer->from = ol_new_array(r->arena, OlRRel *, 1);
    outer->from[0] = rel;
    outer->nfrom = 1;
    values = ol_new_array(r->arena, OlRx *, (size_t)q->nouts + 1);
    for (int i = 0; i < q->nouts; i++)
        values[i] = ol_rx_col(r, rel, i, pos);
    memset(&part, 0, sizeof part);
    part.name = OL_STR("COLUMN_VALUE");
    part.type = def->element;
    if (def->element.code == OL_T_OBJECT && !(q->nouts == 1 && values[0]->type.code == OL_T_OBJECT))
    {
        const OlTypeDef *object = ol_rs_type_def(r, &def->element, pos);

        element = object == NULL ? NULL : ol_rs_object_of(r, object, values, q->nouts, pos);
    }
    else if (q->nouts != 1)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, ol_type_word(&def->element), "-");
    else
        element = assign_part(r, values[0], def, &part, pos);
    if (element == NULL)
        return NULL;
    outer->outs = ol_new_array(r->arena, OlROut, 1);
    outer->nouts = 1;
    outer->outs[0] = (OlROut){.name = part.name, .pg_name = OL_STR("column_value"), .expr = element, .type = element->type};
    x = ol_rx_new(r, OL_RX_COLLECTION, def->type, pos);
    x->query = outer;
    x->nullable = false;
    return x;
}

OlRx *ol_rs_cast_collection(OlResolver *r, OlScope *s, OlCast *c)
{
    int pos = (int)c->expr.node.start;
    OlType t;
    const OlTypeDef *def;
    OlRx *x;

    if (!ol_rs_type_from_ast(r, c->type, &t))
        return NULL;
    if (t.code != OL_T_COLLECTION)
        return c->multiset ? ol_rs_fail(r, OL_ERR_INVALID_DATATYPE, pos) : NULL;
    if ((def = ol_rs_type_def(r, &t, pos)) == NULL)
        return NULL;
    if (c->multiset)
        return cast_multiset(r, s, c, def, pos);
    if ((x = ol_rs_expr(r, s, c->arg)) == NULL)
        return NULL;
    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, t, pos);
    if (x->type.code != OL_T_COLLECTION)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, ol_type_word(&t), ol_type_word(&x->type));
    if (x->kind == OL_RX_AGG)
    {
        /* COLLECT of no rows is an empty collection */
        OlRx *empty = typed(r, OL_RX_COLLECTION, &t, NULL, 0, pos);
        OlRx *v = recast(r, x, &t);

        v = ol_rx_args(r, OL_RX_COALESCE, t, pos, 2, v, empty);
        v->nullable = false;
        return v;
    }
    return ol_type_same_user(&x->type, &t) ? x : recast(r, x, &t);
}

/* --- FROM --------------------------------------------------------------------------------------------------------- */

/* TABLE(x), THE(subquery), f(x): the elements of a collection. */
OlRRel *ol_rs_table_func(OlResolver *r, OlScope *s, OlTableFunc *f)
{
    int pos = (int)f->node.start;
    const OlTypeDef *def;
    OlClause was = s->clause;
    OlRRel *rel;
    OlRx *x;

    if (OL_IS(SpecialFunc, f->expr))
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, OL_AS(SpecialFunc, f->expr)->name.text));
    s->clause = OL_CL_OTHER;
    x = ol_rs_expr(r, s, f->expr);
    s->clause = was;
    if (x == NULL)
        return NULL;
    if (x->type.code != OL_T_COLLECTION)
        return ol_rs_fail(r, OL_ERR_NOT_NESTED_TABLE, pos);
    rel = ol_rs_new_rel(r, s, OL_RREL_FUNC, f->alias.text);
    rel->has_alias = true;
    rel->expr = x;
    rel->left_joined = f->outer_join;
    rel->outer = f->outer_join;
    if ((def = ol_rs_type_def(r, &x->type, pos)) == NULL)
        return NULL;
    rel->row_type = def->element;
    if (def->element.code == OL_T_OBJECT)
    {
        const OlTypeDef *object = ol_rs_type_def(r, &def->element, pos);

        if (object == NULL)
            return NULL;
        rel->rows_are_objects = true;
        rel->ncols = object->nattributes;
        rel->cols = ol_new_array(r->arena, OlRCol, (size_t)rel->ncols + 1);
        for (int i = 0; i < rel->ncols; i++)
            rel->cols[i] = (OlRCol){.name = object->attributes[i].name, .pg_name = object->attributes[i].pg_name,
                                    .type = object->attributes[i].type, .nullable = true, .def = &object->attributes[i]};
        return rel;
    }
    rel->ncols = 1;
    rel->cols = ol_new_array(r->arena, OlRCol, 1);
    rel->cols[0] = (OlRCol){.name = OL_STR("COLUMN_VALUE"), .pg_name = OL_STR("column_value"), .type = def->element, .nullable = true};
    return rel;
}
