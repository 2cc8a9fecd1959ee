/*
 * tr_ddl_type.c - CREATE, ALTER and DROP TYPE: object types as composite types, collections as domains over arrays.
 *
 * Owns:      what PostgreSQL is asked to make of a type; labels keep what its types cannot say. The source is stored as that of every
 *            PL/SQL unit, by the step that follows.
 * See also:  front/catalog.h (OlTypeDef), pg/pg_catalog.c (reads it back), sql/func/collection.sql (sys.drop_type)
 */
#include "translate/emit.h"

#include <string.h>

typedef struct Attribute
{
    OlStr name;
    OlType type;
} Attribute;

static void emit_label(OlTr *t, const char *what, OlStr pg_schema, OlStr pg_name, OlStr text)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SECURITY LABEL FOR oliphant ON ");
    ol_emit(&e, what);
    ol_emit(&e, " ");
    ol_emit_name(&e, pg_schema, pg_name);
    ol_emit(&e, " IS ");
    ol_emit_string(&e, text);
    ol_tr_utility(t, &e);
}

/* Others see a type when EXECUTE on it was granted: PostgreSQL's USAGE, which everybody has unless told otherwise. */
static void hide_step(OlTr *t, const char *what, OlStr pg_schema, OlStr pg_name)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "REVOKE USAGE ON ");
    ol_emit(&e, what);
    ol_emit(&e, " ");
    ol_emit_name(&e, pg_schema, pg_name);
    ol_emit(&e, " FROM PUBLIC");
    ol_tr_utility(t, &e);
}

static void drop_step(OlTr *t, OlStr schema, OlStr name, bool force)
{
    OlEmit e;

    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SELECT sys.drop_type(");
    ol_emit_string(&e, schema);
    ol_emit(&e, ", ");
    ol_emit_string(&e, name);
    ol_emit(&e, force ? ", true)" : ", false)");
    ol_tr_plan(t, &e);
}

/* The type of an attribute or element. What only PL/SQL knows is refused as Oracle does. */
static bool written_type(OlTr *t, OlNode *node, OlType *out)
{
    if (!ol_rs_type_from_ast(&t->r, node, out))
        return false;
    if (!ol_type_is_user(out))
        out->rep = ol_tr_column_rep(out->code);
    return true;
}

static bool same_type(const OlType *a, const OlType *b)
{
    return a->code == b->code && a->size_bytes == b->size_bytes && a->size_chars == b->size_chars && a->char_semantics == b->char_semantics &&
           a->precision == b->precision && a->scale == b->scale && ol_str_eq(a->type_schema, b->type_schema) && ol_str_eq(a->type_name, b->type_name);
}

/* --- collections -------------------------------------------------------------------------------------------------- */

static bool create_collection(OlTr *t, OlPlObjectType *o, OlStr schema, OlStr name, const OlTypeDef *old, bool force)
{
    OlPlTypeDecl *d = OL_AS(PlTypeDecl, o->collection);
    OlStr pg_schema = ol_tr_pg(t, schema), pg_name = ol_tr_pg(t, name), text;
    bool varray = d->kind == OL_PLTYPE_VARRAY, not_null = OL_AS(DataType, d->element_type)->not_null;
    uint64_t limit = 0;
    OlType element;
    OlEmit e;

    if (d->kind == OL_PLTYPE_INDEX_TABLE)
        return ol_rs_fail(&t->r, OL_ERR_INVALID_DATATYPE, (int)d->node.start) != NULL;
    if (varray && (!OL_IS(NumberLit, d->limit) || !ol_parse_u64(OL_AS(NumberLit, d->limit)->text, &limit) || limit > INT32_MAX))
        return ol_tr_unsupported(t, (int)d->node.start, "VARRAY with a limit that is no integer literal");
    if (!written_type(t, d->element_type, &element))
        return false;
    if (old != NULL && (int)old->kind == (varray ? OL_TYPEDEF_VARRAY : OL_TYPEDEF_TABLE) && same_type(&old->element, &element) &&
        old->limit == (int32_t)limit && old->element_not_null == not_null)
        return true;
    if (old != NULL)
        drop_step(t, schema, name, force);
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "CREATE DOMAIN ");
    ol_emit_name(&e, pg_schema, pg_name);
    ol_emit(&e, " AS ");
    ol_tr_column_type(&e, &element);
    ol_emit(&e, "[]");
    if (varray)
    {
        ol_emit(&e, " CHECK (cardinality(VALUE) <= ");
        ol_emit_int(&e, (int64_t)limit);
        ol_emit(&e, ")");
    }
    ol_tr_utility(t, &e);
    hide_step(t, "DOMAIN", pg_schema, pg_name);
    text = ol_type_is_user(&element) ? OL_STR("UDT") : ol_type_format(t->r.arena, &element);
    text = varray ? ol_str_printf(t->r.arena, "VARRAY(%d) OF %.*s%s", (int)limit, OL_STR_ARG(text), not_null ? ";NOT NULL" : "")
                  : ol_str_printf(t->r.arena, "TABLE OF %.*s%s", OL_STR_ARG(text), not_null ? ";NOT NULL" : "");
    emit_label(t, "DOMAIN", pg_schema, pg_name, text);
    return true;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static OlStr object_label(OlTr *t, const OlPlObjectType *o, const OlTypeDef *super)
{
    if (o->kind == OL_PLTYPE_INCOMPLETE)
        return OL_STR("INCOMPLETE");
    OlStr text = ol_str_printf(t->r.arena, "OBJECT%s%s", o->final == OL_NO ? ";NOT FINAL" : "", o->instantiable == OL_NO ? ";NOT INSTANTIABLE" : "");

    return super == NULL ? text : ol_str_printf(t->r.arena, "%.*s;UNDER=%.*s.%.*s", OL_STR_ARG(text), OL_STR_ARG(super->schema), OL_STR_ARG(super->name));
}

static void attribute_definition(OlEmit *e, OlTr *t, const Attribute *a)
{
    ol_emit_ident(e, ol_tr_pg(t, a->name));
    ol_emit(e, " ");
    ol_tr_column_type(e, &a->type);
}

static void attribute_label(OlTr *t, OlStr pg_schema, OlStr pg_name, const Attribute *a)
{
    if (!ol_type_is_user(&a->type))
        ol_tr_label_step(t, pg_schema, pg_name, ol_tr_pg(t, a->name), ol_tr_label(t, &a->type, true), false);
}

static bool create_object(OlTr *t, OlPlObjectType *o, OlStr schema, OlStr name, const OlTypeDef *old, bool force)
{
    OlStr pg_schema = ol_tr_pg(t, schema), pg_name = ol_tr_pg(t, name);
    const OlTypeDef *super = NULL;
    Attribute *attributes;
    OlEmit e;
    int n = 0;
    bool same;

    if (o->under != NULL)
    {
        if (!OL_IS(DataType, o->under) || (super = ol_rs_find_type(&t->r, &OL_AS(DataType, o->under)->names, (int)o->under->start)) == NULL ||
            super->kind != OL_TYPEDEF_OBJECT)
            return t->r.failed ? false : ol_rs_fail(&t->r, OL_ERR_INVALID_DATATYPE, (int)o->under->start) != NULL;
        if (super->is_final)
            return ol_tr_unsupported(t, (int)o->under->start, "UNDER a type that is FINAL");
    }
    attributes = ol_new_array(t->r.arena, Attribute, (size_t)o->attributes.n + (super != NULL ? (size_t)super->nattributes : 0) + 1);
    for (int i = 0; super != NULL && i < super->nattributes; i++)
    {
        attributes[n].name = super->attributes[i].name;
        attributes[n++].type = super->attributes[i].type;
    }
    for (int i = 0; i < o->attributes.n; i++)
    {
        OlPlVarDecl *v = OL_ITEM(PlVarDecl, o->attributes, i);

        for (int k = 0; k < n; k++)
            if (ol_str_eq(attributes[k].name, v->name.text))
                return ol_rs_fail(&t->r, OL_ERR_DUPLICATE_COLUMN, (int)v->node.start) != NULL;
        attributes[n].name = v->name.text;
        if (!written_type(t, v->type, &attributes[n++].type))
            return false;
    }
    same = old != NULL && old->kind == OL_TYPEDEF_OBJECT && old->nattributes <= n && (old->nattributes == n || old->incomplete) &&
           (old->incomplete || (old->is_final == (o->final != OL_NO) && (super == NULL) == (old->super_name.n == 0)));
    for (int i = 0; same && i < old->nattributes; i++)
        same = ol_str_eq(old->attributes[i].name, attributes[i].name) && same_type(&old->attributes[i].type, &attributes[i].type);
    ol_emit_init(&e, t->r.arena, false);
    if (same)
    {
        /* what a forward declaration left open */
        for (int i = old->nattributes; i < n; i++)
        {
            ol_emit(&e, "ALTER TYPE ");
            ol_emit_name(&e, pg_schema, pg_name);
            ol_emit(&e, " ADD ATTRIBUTE ");
            attribute_definition(&e, t, &attributes[i]);
            ol_tr_utility(t, &e);
        }
        if (old->incomplete && o->final == OL_NO)
        {
            ol_emit(&e, "ALTER TYPE ");
            ol_emit_name(&e, pg_schema, pg_name);
            ol_emit(&e, " ADD ATTRIBUTE " OL_SUBTYPE_ATTRIBUTE " text");
            ol_tr_utility(t, &e);
        }
    }
    else
    {
        if (old != NULL)
            drop_step(t, schema, name, force);
        ol_emit(&e, "CREATE TYPE ");
        ol_emit_name(&e, pg_schema, pg_name);
        ol_emit(&e, " AS (");
        for (int i = 0; i < n; i++)
        {
            if (i > 0)
                ol_emit(&e, ", ");
            attribute_definition(&e, t, &attributes[i]);
        }
        if (o->final == OL_NO)
            ol_emit(&e, n > 0 ? ", " OL_SUBTYPE_ATTRIBUTE " text" : OL_SUBTYPE_ATTRIBUTE " text");
        ol_emit(&e, ")");
        ol_tr_utility(t, &e);
        hide_step(t, "TYPE", pg_schema, pg_name);
    }
    for (int i = same ? old->nattributes : 0; i < n; i++)
        attribute_label(t, pg_schema, pg_name, &attributes[i]);
    emit_label(t, "TYPE", pg_schema, pg_name, object_label(t, o, super));
    return true;
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static bool has_option(const OlList *options, const char *name)
{
    for (int i = 0; i < options->n; i++)
        if (OL_IS(Option, options->items[i]) && ol_str_eq_c(OL_ITEM(Option, *options, i)->name, name))
            return true;
    return false;
}

/* The names under which the type stands, and what is there already. */
static bool find_old(OlTr *t, OlNode *object_name, OlStr *schema, OlStr *name, const OlTypeDef **old)
{
    *old = NULL;
    if (!ol_tr_object_name(t, object_name, schema, name))
        return false;
    if (t->r.cat->find_type == NULL)
        return true;
    if (t->r.cat->find_type(t->r.cat->ctx, t->r.arena, *schema, *name, old, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    if (*old != NULL && (!ol_str_eq((*old)->schema, *schema) || !ol_str_eq((*old)->name, *name)))
        *old = NULL; /* behind a synonym */
    return true;
}

bool ol_tr_type_create(OlTr *t, OlNode *node)
{
    OlCreateUnit *u = OL_AS(CreateUnit, node);
    const OlTypeDef *old;
    OlStr schema, name, pg_schema, pg_name;
    OlObjectKind kind;
    uint32_t oid;
    OlParsed parsed;

    if (!find_old(t, u->name, &schema, &name, &old))
        return false;
    if (ol_parse_statement(t->r.arena, t->parsed.text, 0, &parsed, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    u = OL_AS(CreateUnit, parsed.node);
    if (old != NULL && !u->or_replace && !old->incomplete && !u->if_not_exists)
        return ol_rs_fail(&t->r, OL_ERR_NAME_IN_USE, (int)u->name->start) != NULL;
    if (old == NULL)
    {
        if (t->r.cat->find_object(t->r.cat->ctx, t->r.arena, schema, name, &kind, &oid, &pg_schema, &pg_name, t->r.diag) != OL_OK)
        {
            t->r.failed = true;
            return false;
        }
        if (kind != OL_OBJ_NONE && kind != OL_OBJ_TYPE)
            return ol_rs_fail(&t->r, OL_ERR_NAME_IN_USE, (int)u->name->start) != NULL;
    }
    if (!u->has_error && OL_IS(PlObjectType, u->unit) && !(u->if_not_exists && old != NULL))
    {
        OlPlObjectType *o = OL_AS(PlObjectType, u->unit);
        bool force = has_option(&o->options, "FORCE");

        if (o->kind == OL_PLTYPE_INCOMPLETE && old != NULL)
            ; /* declared already */
        else if (o->collection != NULL ? !create_collection(t, o, schema, name, old, force) : !create_object(t, o, schema, name, old, force))
            return false;
    }
    ol_tr_step(t, OL_STEP_PLSQL)->sql = ol_str_dup(t->r.arena, t->parsed.text);
    return true;
}

bool ol_tr_type_drop(OlTr *t, OlDrop *d)
{
    const OlTypeDef *old;
    OlStr schema, name;

    if (!find_old(t, d->name, &schema, &name, &old))
        return false;
    if (old != NULL)
        drop_step(t, schema, name, d->force);
    ol_tr_step(t, OL_STEP_PLSQL)->sql = ol_str_dup(t->r.arena, t->parsed.text);
    return true;
}

/* ALTER TYPE t (ADD | MODIFY | DROP) ATTRIBUTE .. [CASCADE | INVALIDATE ..]: the text is the beginning of a PL/SQL declaration, read with the
 * parser of types as CREATE TYPE t AS OBJECT (..). */
bool ol_tr_type_alter(OlTr *t, OlAlterUnit *a)
{
    const OlTypeDef *old;
    OlStr schema, name, rest = ol_str_trim(a->text), upper, pg_schema, pg_name;
    bool add, modify, drop;
    OlParsed parsed;
    OlCreateUnit *u;
    OlPlObjectType *o;
    size_t n;

    if (!find_old(t, a->name, &schema, &name, &old))
        return false;
    upper = ol_str_upper(t->r.arena, rest);
    add = upper.n > 13 && memcmp(upper.s, "ADD ATTRIBUTE", 13) == 0;
    modify = upper.n > 16 && memcmp(upper.s, "MODIFY ATTRIBUTE", 16) == 0;
    drop = upper.n > 14 && memcmp(upper.s, "DROP ATTRIBUTE", 14) == 0;
    if (!add && !modify && !drop)
        return ol_tr_unsupported(t, (int)a->node.start, "this ALTER TYPE");
    if (old == NULL || old->kind != OL_TYPEDEF_OBJECT)
        return ol_rs_fail1(&t->r, OL_ERR_DIRECTORY_MISSING, (int)a->name->start, name) != NULL;
    if (!old->is_final)
        return ol_tr_unsupported(t, (int)a->node.start, "ALTER TYPE .. ATTRIBUTE of a type that is NOT FINAL");
    n = add ? 13 : modify ? 16 : 14;
    rest = ol_str_trim(ol_str_n(rest.s + n, rest.n - n));
    /* what follows the attributes says what becomes of dependents: there are none that would need it */
    static const char *const tails[] = {"CASCADE INCLUDING TABLE DATA", "CASCADE NOT INCLUDING TABLE DATA", "CASCADE", "INVALIDATE"};

    upper = ol_str_upper(t->r.arena, rest);
    for (size_t i = 0; i < OL_LENGTHOF(tails); i++)
    {
        size_t k = strlen(tails[i]);

        if (upper.n > k && memcmp(upper.s + upper.n - k, tails[i], k) == 0)
        {
            rest = ol_str_trim(ol_str_n(rest.s, upper.n - k));
            break;
        }
    }
    if (rest.n > 1 && rest.s[0] == '(')
        rest = ol_str_n(rest.s + 1, rest.n - 2);
    /* names alone for DROP: any type makes an attribute of them */
    OlStr text = ol_str_printf(t->r.arena, "CREATE TYPE X AS OBJECT (%.*s%s)", OL_STR_ARG(rest), drop ? " NUMBER" : "");

    if (ol_parse_statement(t->r.arena, text, 0, &parsed, t->r.diag) != OL_OK)
    {
        t->r.failed = true;
        return false;
    }
    u = OL_AS(CreateUnit, parsed.node);
    if (u->has_error || !OL_IS(PlObjectType, u->unit))
        return ol_tr_unsupported(t, (int)a->node.start, "this ALTER TYPE");
    o = OL_AS(PlObjectType, u->unit);
    pg_schema = ol_tr_pg(t, schema);
    pg_name = ol_tr_pg(t, name);
    for (int i = 0; i < o->attributes.n; i++)
    {
        OlPlVarDecl *v = OL_ITEM(PlVarDecl, o->attributes, i);
        Attribute attribute = {.name = v->name.text};
        OlEmit e;

        if (!drop && !written_type(t, v->type, &attribute.type))
            return false;
        ol_emit_init(&e, t->r.arena, false);
        ol_emit(&e, "ALTER TYPE ");
        ol_emit_name(&e, pg_schema, pg_name);
        if (drop)
        {
            ol_emit(&e, " DROP ATTRIBUTE ");
            ol_emit_ident(&e, ol_tr_pg(t, attribute.name));
        }
        else if (modify)
        {
            ol_emit(&e, " ALTER ATTRIBUTE ");
            ol_emit_ident(&e, ol_tr_pg(t, attribute.name));
            ol_emit(&e, " TYPE ");
            ol_tr_column_type(&e, &attribute.type);
        }
        else
        {
            ol_emit(&e, " ADD ATTRIBUTE ");
            attribute_definition(&e, t, &attribute);
        }
        ol_tr_utility(t, &e);
        if (!drop)
            attribute_label(t, pg_schema, pg_name, &attribute);
    }
    return true;
}
