/*
 * resolve_xml.c - XMLTYPE and the SQL/XML functions on PostgreSQL's xml type.
 *
 * Owns:      XMLELEMENT, XMLFOREST, XMLAGG, XMLTABLE, XMLQUERY, EXTRACT and their kind as calls of sql/func/xml.sql.
 * Rules:     paths are XPath 1.0 literals; XQuery beyond that is PostgreSQL's error. Dates are written as ISO 8601 has them.
 * See also:  SQL Language Reference, "XML Functions"; XML DB Developer's Guide
 */
#include "front/resolve.h"

#include <string.h>

static OlType xml_type(void)
{
    return ol_type_of(OL_T_XMLTYPE);
}

static OlType text_type(void)
{
    return ol_type_of(OL_T_CLOB);
}

static OlRx *text_of_xml(OlResolver *r, OlRx *x)
{
    return ol_rx_args(r, OL_RX_CAST, text_type(), x->pos, 1, x);
}

static OlRx *as_xml(OlResolver *r, OlRx *x)
{
    OlType t = xml_type();

    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, t, x->pos);
    if (x->type.code != OL_T_XMLTYPE)
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, "-", ol_type_word(&x->type));
    return x;
}

/* A value as content of an element: XML as it is, the rest as escaped text. */
static OlRx *content(OlResolver *r, OlRx *x)
{
    OlRx *mask = NULL;

    if (x->type.code == OL_T_NULL)
        return ol_rx_null(r, text_type(), x->pos);
    if (x->type.code == OL_T_XMLTYPE)
        return text_of_xml(r, x);
    if (x->type.code == OL_T_DATE)
        mask = ol_rx_str(r, OL_STR("YYYY-MM-DD"), x->pos);
    else if (x->type.code == OL_T_TIMESTAMP)
        mask = ol_rx_str(r, OL_STR("YYYY-MM-DD\"T\"HH24:MI:SS.FF6"), x->pos);
    if (mask != NULL)
    {
        OlRx *args[2] = {x, mask};

        return ol_rs_builtin(r, OL_STR("TO_CHAR"), args, 2, x->pos);
    }
    if ((x = ol_rs_to(r, x, 's')) == NULL)
        return NULL;
    return ol_rx_call(r, text_type(), "sys.xml_escape", x->pos, 1, x);
}

static OlRx *array(OlResolver *r, OlRx **xs, int n, int pos)
{
    OlRx *a = ol_rx_new(r, OL_RX_ARRAY, text_type(), pos);

    a->args = xs;
    a->nargs = n;
    for (int i = 0; i < n; i++)
        a->flags |= xs[i]->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
    if (n == 0) /* ARRAY[] has no type */
    {
        a->args = ol_new_array(r->arena, OlRx *, 1);
        a->args[a->nargs++] = ol_rx_null(r, text_type(), pos);
    }
    return a;
}

static OlNode *plain_node(OlNode *arg)
{
    return arg->kind == OL_N_SpecialArg ? OL_AS(SpecialArg, arg)->value : arg;
}

/* The name of one item: AS name, or the column's; in the spelling of the catalog, as an XML name. */
static bool item_name(OlResolver *r, OlNode *arg, OlStr *name)
{
    OlNode *v = plain_node(arg);

    if (arg->kind == OL_N_SpecialArg && OL_AS(SpecialArg, arg)->alias.text.n > 0)
        *name = OL_AS(SpecialArg, arg)->alias.text;
    else if (OL_IS(ColumnRef, v))
        *name = OL_AS(ColumnRef, v)->names.items[OL_AS(ColumnRef, v)->names.n - 1].text;
    else
        return ol_rs_fail(r, OL_ERR_XML_PARAMETER_NAME, (int)arg->start) != NULL;
    return true;
}

/* names and contents of XMLFOREST and XMLATTRIBUTES */
static bool items(OlResolver *r, OlScope *s, OlList *args, OlRx **names, OlRx **values, int pos)
{
    OlRx **n = ol_new_array(r->arena, OlRx *, (size_t)args->n + 1), **v = ol_new_array(r->arena, OlRx *, (size_t)args->n + 1);

    for (int i = 0; i < args->n; i++)
    {
        OlStr name;

        if (!item_name(r, args->items[i], &name) || (v[i] = ol_rs_expr(r, s, plain_node(args->items[i]))) == NULL ||
            (v[i] = content(r, v[i])) == NULL)
            return false;
        n[i] = ol_rx_str(r, name, pos);
    }
    *names = array(r, n, args->n, pos);
    *values = array(r, v, args->n, pos);
    return true;
}

static OlRx *element(OlResolver *r, OlScope *s, OlSpecialFunc *f, int pos)
{
    OlRx *names = NULL, *values = NULL, **parts = ol_new_array(r->arena, OlRx *, (size_t)f->args.n + 1), *none[1];
    OlStr name;
    int n = 0;

    if (f->args.n == 0 || !OL_IS(ColumnRef, plain_node(f->args.items[0])))
        return ol_rs_unsupported(r, pos, "XMLELEMENT with EVALNAME");
    const OlNames *path = &OL_AS(ColumnRef, plain_node(f->args.items[0]))->names;

    name = path->items[path->n - 1].text;
    for (int i = 1; i < f->args.n; i++)
    {
        OlNode *a = f->args.items[i];
        OlRx *x;

        if (OL_IS(SpecialFunc, a) && ol_str_eq_c(OL_AS(SpecialFunc, a)->name.text, "XMLATTRIBUTES"))
        {
            if (!items(r, s, &OL_AS(SpecialFunc, a)->args, &names, &values, pos))
                return NULL;
            continue;
        }
        if ((x = ol_rs_expr(r, s, plain_node(a))) == NULL || (parts[n++] = content(r, x)) == NULL)
            return NULL;
    }
    none[0] = NULL;
    if (names == NULL)
    {
        names = array(r, none, 0, pos);
        values = array(r, none, 0, pos);
    }
    return ol_rx_call(r, xml_type(), "sys.xml_element", pos, 4, ol_rx_str(r, name, pos), names, values, array(r, parts, n, pos));
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static OlRx *path_literal(OlResolver *r, OlNode *node)
{
    OlRx *x;

    if (node->kind == OL_N_StringLit)
    {
        OlStr p = OL_AS(StringLit, node)->value;

        /* XQuery's way to name the passed document */
        if (p.n > 0 && p.s[0] == '$')
        {
            size_t i = 1;

            while (i < p.n && p.s[i] != '/' && p.s[i] != '[')
                i++;
            p = ol_str_n(p.s + i, p.n - i);
        }
        if (p.n == 0 || ol_str_eq_c(p, "."))
            return ol_rx_str(r, OL_STR("/*"), (int)node->start);
        if (p.s[0] != '/' && p.s[0] != '(')
            p = ol_str_printf(r->arena, "/%.*s", OL_STR_ARG(p));
        return ol_rx_str(r, p, (int)node->start);
    }
    x = ol_rs_expr(r, NULL, node);
    return x == NULL ? NULL : ol_rs_to(r, x, 's');
}

/* A path relative to the node of a row: that node is the document element then. */
static OlStr row_path(OlResolver *r, OlStr p)
{
    while (p.n > 0 && p.s[0] == ' ')
        p = ol_str_n(p.s + 1, p.n - 1);
    if (p.n == 0 || ol_str_eq_c(p, "."))
        return OL_STR("/*");
    if (p.s[0] == '/' || p.s[0] == '(')
        return p;
    if (p.n > 1 && p.s[0] == '.' && p.s[1] == '/')
        return ol_str_printf(r->arena, "/*%.*s", (int)(p.n - 1), p.s + 1);
    return ol_str_printf(r->arena, "/*/%.*s", OL_STR_ARG(p));
}

static OlOption *option(const OlSpecialFunc *f, const char *name)
{
    for (int i = 0; i < f->options.n; i++)
        if (ol_str_eq_c(OL_ITEM(Option, f->options, i)->name, name))
            return OL_ITEM(Option, f->options, i);
    return NULL;
}

/* The one document of PASSING. */
static OlRx *passed(OlResolver *r, OlScope *s, const OlSpecialFunc *f)
{
    OlOption *o = option(f, "PASSING");
    OlRx *x;

    if (o == NULL)
        o = option(f, "PASSING BY VALUE");
    if (o == NULL || o->items.n == 0)
        return ol_rs_fail(r, OL_ERR_MISSING_KEYWORD, (int)f->expr.node.start);
    if (o->items.n > 1)
        return ol_rs_unsupported(r, (int)o->node.start, "PASSING of several values to XQuery");
    x = ol_rs_expr(r, s, plain_node(o->items.items[0]));
    return x == NULL ? NULL : as_xml(r, x);
}

static OlRx *no_namespaces(OlResolver *r, int pos)
{
    return ol_rx_null(r, text_type(), pos);
}

/* The text of an XML value in a type: numbers and ISO dates are read as XML has them. */
static OlRx *typed(OlResolver *r, OlRx *x, const OlType *t, int pos)
{
    if (ol_type_is_num(t))
    {
        OlRx *n = ol_rx_args(r, OL_RX_CAST, ol_type_number(), pos, 1, x);

        return ol_rs_conversion(r, n, t, pos);
    }
    if (ol_type_is_datetime(t))
    {
        OlType base = ol_type_of(t->code == OL_T_DATE ? OL_T_DATE : OL_T_TIMESTAMP);

        base.scale = t->code == OL_T_DATE ? 0 : 6;
        x = ol_rx_call(r, base, t->code == OL_T_DATE ? "sys.json_to_date" : "sys.json_to_timestamp", pos, 1, x);
        return t->code == base.code ? x : ol_rs_to_type(r, x, t);
    }
    return ol_rs_conversion(r, x, t, pos);
}

/* --- XMLTABLE ----------------------------------------------------------------------------------------------------- */

OlRRel *ol_rs_xml_table(OlResolver *r, OlScope *s, OlTableFunc *node)
{
    OlSpecialFunc *f = OL_AS(SpecialFunc, node->expr);
    int pos = (int)node->node.start;
    OlRQuery *q = ol_new(r->arena, OlRQuery);
    OlRRel *rel = ol_new(r->arena, OlRRel), *out;
    OlRx *doc, *path;

    if (!ol_str_eq_c(f->name.text, "XMLTABLE"))
        return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, f->name.text));
    if (f->args.n != 1 || plain_node(f->args.items[0])->kind != OL_N_StringLit)
        return ol_rs_unsupported(r, pos, "XMLTABLE with XMLNAMESPACES or without a literal path");
    if ((doc = passed(r, s, f)) == NULL || (path = path_literal(r, plain_node(f->args.items[0]))) == NULL)
        return NULL;
    q->kind = OL_RQ_BLOCK;
    q->from = ol_new_array(r->arena, OlRRel *, 1);
    q->from[0] = rel;
    q->nfrom = 1;
    rel->kind = OL_RREL_SRF;
    rel->pg_alias = ol_rs_alias(r, OL_STR("X"));
    rel->ncols = 2;
    rel->cols = ol_new_array(r->arena, OlRCol, 2);
    rel->cols[0] = (OlRCol){.name = OL_STR("V"), .pg_name = OL_STR("v"), .type = xml_type(), .nullable = true};
    rel->cols[1] = (OlRCol){.name = OL_STR("N"), .pg_name = OL_STR("n"), .type = ol_type_number(), .nullable = true};
    rel->cols[1].type.rep = OL_REP_INT8;
    rel->expr = ol_rx_call(r, xml_type(), "sys.xml_rows", pos, 3, doc, path, no_namespaces(r, pos));
    q->outs = ol_new_array(r->arena, OlROut, (size_t)f->columns.n + 2);
    if (f->columns.n == 0)
        q->outs[q->nouts++] = (OlROut){.name = OL_STR("COLUMN_VALUE"), .expr = ol_rx_col(r, rel, 0, pos), .type = xml_type(), .nullable = true, .named = true};
    for (int i = 0; i < f->columns.n; i++)
    {
        OlSpecialColumn *c = OL_ITEM(SpecialColumn, f->columns, i);
        OlType t = xml_type();
        OlRx *x = ol_rx_col(r, rel, 0, pos), *p;
        OlStr where = c->name.text;

        if (c->for_ordinality)
            x = ol_rx_col(r, rel, 1, pos);
        else
        {
            if (c->type != NULL && !ol_rs_type_from_ast(r, c->type, &t))
                return NULL;
            if (c->path != NULL && c->path->kind != OL_N_StringLit)
                return ol_rs_unsupported(r, pos, "XMLTABLE column without a literal path");
            if (c->path != NULL)
                where = OL_AS(StringLit, c->path)->value;
            p = ol_rx_str(r, row_path(r, where), pos);
            x = ol_rx_call(r, t.code == OL_T_XMLTYPE ? t : text_type(), t.code == OL_T_XMLTYPE ? "sys.xml_extract" : "sys.xml_value", pos, 3, x, p,
                           no_namespaces(r, pos));
            for (int k = 0; k < c->options.n; k++)
            {
                OlOption *o = OL_ITEM(Option, c->options, k);
                OlRx *d;

                if (!ol_str_eq_c(o->name, "DEFAULT"))
                    return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, o->name));
                if ((d = ol_rs_expr(r, s, o->value)) == NULL || (d = ol_rs_to(r, d, 's')) == NULL)
                    return NULL;
                x = ol_rx_args(r, OL_RX_COALESCE, text_type(), pos, 2, x, d);
            }
            if (t.code != OL_T_XMLTYPE && (x = typed(r, x, &t, pos)) == NULL)
                return NULL;
        }
        q->outs[q->nouts++] = (OlROut){.name = c->name.text, .expr = x, .type = x->type, .nullable = true, .named = true};
    }
    if (!ol_rs_name_outs(r, q))
        return NULL;
    out = ol_rs_query_rel(r, q, node->alias.text, true);
    out->lateral = true;
    out->block = s->block;
    out->left_joined = node->outer_join;
    return out;
}

/* --- functions with a grammar of their own ------------------------------------------------------------------------ */

OlRx *ol_rs_xml_func(OlResolver *r, OlScope *s, OlSpecialFunc *f)
{
    OlStr n = f->name.text;
    int pos = (int)f->expr.node.start;
    OlNode *first = f->args.n > 0 ? plain_node(f->args.items[0]) : NULL;
    OlRx *x, *names, *values, *path;

    if (n.n < 3 || memcmp(n.s, "XML", 3) != 0)
        return NULL;
    if (ol_str_eq_c(n, "XMLELEMENT"))
        return element(r, s, f, pos);
    if (ol_str_eq_c(n, "XMLFOREST"))
        return items(r, s, &f->args, &names, &values, pos) ? ol_rx_call(r, xml_type(), "sys.xml_forest", pos, 2, names, values) : NULL;
    if (first == NULL)
        return ol_rs_fail(r, OL_ERR_MISSING_EXPRESSION, pos);
    if (ol_str_eq_c(n, "XMLQUERY") || ol_str_eq_c(n, "XMLEXISTS"))
    {
        bool exists = n.s[3] == 'E';

        if ((x = passed(r, s, f)) == NULL || (path = path_literal(r, first)) == NULL)
            return NULL;
        return ol_rx_call(r, exists ? ol_type_bool() : xml_type(), exists ? "sys.xml_exists" : "sys.xml_extract", pos, 3, x, path, no_namespaces(r, pos));
    }
    if (ol_str_eq_c(n, "XMLPI"))
    {
        OlStr name = OL_IS(ColumnRef, first) ? OL_AS(ColumnRef, first)->names.items[OL_AS(ColumnRef, first)->names.n - 1].text : OL_STR_NULL;
        OlRx **parts = ol_new_array(r->arena, OlRx *, 3);

        if (name.n == 0)
            return ol_rs_unsupported(r, pos, "XMLPI with EVALNAME");
        parts[0] = ol_rx_str(r, ol_str_printf(r->arena, f->args.n > 1 ? "<?%.*s " : "<?%.*s", OL_STR_ARG(name)), pos);
        parts[1] = f->args.n > 1 ? ol_rs_expr(r, s, plain_node(f->args.items[1])) : ol_rx_null(r, text_type(), pos);
        if (parts[1] == NULL || (parts[1] = ol_rs_to(r, parts[1], 's')) == NULL)
            return NULL;
        parts[2] = ol_rx_str(r, OL_STR("?>"), pos);
        return ol_rx_call(r, xml_type(), "sys.xml_concat", pos, 3, parts[0], parts[1], parts[2]);
    }
    if ((x = ol_rs_expr(r, s, first)) == NULL)
        return NULL;
    if (ol_str_eq_c(n, "XMLPARSE"))
    {
        bool is_content = option(f, "CONTENT") != NULL;

        if ((x = ol_rs_to(r, x, 's')) == NULL)
            return NULL;
        return ol_rx_call(r, xml_type(), is_content ? "sys.xmlcontent" : "sys.xmltype", pos, 1, x);
    }
    if (ol_str_eq_c(n, "XMLSERIALIZE"))
    {
        OlType t = text_type();
        OlOption *as = option(f, "AS"), *indent = option(f, "INDENT"), *size = option(f, "INDENT SIZE");

        if ((x = as_xml(r, x)) == NULL || (as != NULL && !ol_rs_type_from_ast(r, as->value, &t)))
            return NULL;
        x = text_of_xml(r, x);
        if (size != NULL || indent != NULL)
        {
            int64_t v = 2;
            OlRx *k = size != NULL ? ol_rs_expr(r, s, size->value) : NULL;

            if (size != NULL && (k == NULL || !ol_rx_const_int(k, &v)))
                return ol_rs_unsupported(r, pos, "INDENT SIZE that is no number");
            x = ol_rx_call(r, text_type(), "sys.xml_indent", pos, 2, x, ol_rx_int4(r, (int)OL_MIN(v, 12)));
        }
        if (t.code == OL_T_BLOB)
            return ol_rx_call(r, t, "pg_catalog.convert_to", pos, 2, x, ol_rx_str(r, OL_STR("UTF8"), pos));
        return t.code == OL_T_CLOB ? x : ol_rs_conversion(r, x, &t, pos);
    }
    if (ol_str_eq_c(n, "XMLCAST"))
    {
        OlType t = text_type();
        OlOption *as = option(f, "AS");

        if ((x = as_xml(r, x)) == NULL || as == NULL || !ol_rs_type_from_ast(r, as->value, &t))
            return NULL;
        return typed(r, ol_rx_call(r, text_type(), "sys.xml_text", pos, 1, text_of_xml(r, x)), &t, pos);
    }
    if (ol_str_eq_c(n, "XMLROOT"))
    {
        OlOption *v = option(f, "VERSION"), *yes = option(f, "STANDALONE YES"), *no = option(f, "STANDALONE NO");
        OlStr version = v != NULL && v->value != NULL && v->value->kind == OL_N_StringLit ? OL_AS(StringLit, v->value)->value : OL_STR("1.0");

        if ((x = as_xml(r, x)) == NULL)
            return NULL;
        return ol_rx_call(r, xml_type(), "sys.xml_concat", pos, 2,
                          ol_rx_str(r, ol_str_printf(r->arena, "<?xml version=\"%.*s\"%s?>", OL_STR_ARG(version),
                                                     yes != NULL ? " standalone=\"yes\"" : no != NULL ? " standalone=\"no\"" : ""), pos),
                          text_of_xml(r, x));
    }
    return NULL;
}

/* --- plain calls -------------------------------------------------------------------------------------------------- */

static OlRx *aggregate(OlResolver *r, OlScope *s, OlFuncCall *call, int pos)
{
    OlRAgg *agg = ol_new(r->arena, OlRAgg);
    OlRx *x, *out;

    if (call->args.n != 1)
        return ol_rs_fail(r, OL_ERR_WRONG_ARG_COUNT, pos);
    if (s->block == NULL || s->in_agg || (s->clause != OL_CL_SELECT && s->clause != OL_CL_HAVING && s->clause != OL_CL_ORDER))
        return ol_rs_fail(r, OL_ERR_GROUP_NOT_ALLOWED, pos);
    s->in_agg = true;
    if ((x = ol_rs_expr(r, s, call->args.items[0])) == NULL || (x = as_xml(r, x)) == NULL ||
        !ol_rs_order(r, s, &call->within_group, &agg->order, &agg->norder))
        return NULL;
    s->in_agg = false;
    out = ol_rx_new(r, OL_RX_AGG, xml_type(), pos);
    out->target = "pg_catalog.xmlagg";
    out->agg = agg;
    out->args = ol_new_array(r->arena, OlRx *, 1);
    out->args[0] = x;
    out->nargs = 1;
    out->flags |= OL_RXF_AGG;
    s->block->grouped = true;
    return out;
}

/* function(xml, path [, namespaces]) */
static OlRx *with_path(OlResolver *r, OlScope *s, OlRx *x, OlList *args, int from, const char *fn, OlType t, int pos)
{
    OlRx *path, *ns = no_namespaces(r, pos);

    if (args->n <= from)
        return ol_rs_fail(r, OL_ERR_TOO_FEW_ARGS, pos);
    OlNode *node = args->items[from];

    if (node->kind == OL_N_StringLit)
        path = path_literal(r, node);
    else if ((path = ol_rs_expr(r, s, node)) != NULL)
        path = ol_rs_to(r, path, 's');
    if (path == NULL)
        return NULL;
    if (args->n > from + 1 && ((ns = ol_rs_expr(r, s, args->items[from + 1])) == NULL || (ns = ol_rs_to(r, ns, 's')) == NULL))
        return NULL;
    return ol_rx_call(r, t, fn, pos, 3, x, path, ns);
}

static OlRx *exists_number(OlResolver *r, OlRx *x, int pos)
{
    OlRx *c;

    if (x == NULL)
        return NULL;
    c = ol_rx_args(r, OL_RX_CASE, ol_type_number(), pos, 3, x, ol_rx_num(r, 1, pos), ol_rx_num(r, 0, pos));
    c->op = 1;
    return c;
}

static OlRx *method(OlResolver *r, OlScope *s, OlRx *x, OlStr name, OlList *args, int pos)
{
    if (ol_str_eq_c(name, "GETCLOBVAL"))
        return text_of_xml(r, x);
    if (ol_str_eq_c(name, "GETSTRINGVAL"))
    {
        OlRx *t = text_of_xml(r, x);

        t->type = ol_type_varchar(4000);
        t->type.rep = OL_REP_TEXT;
        return t;
    }
    if (ol_str_eq_c(name, "GETNUMBERVAL"))
        return ol_rx_args(r, OL_RX_CAST, ol_type_number(), pos, 1, ol_rx_call(r, text_type(), "sys.xml_text", pos, 1, text_of_xml(r, x)));
    if (ol_str_eq_c(name, "EXTRACT"))
        return with_path(r, s, x, args, 0, "sys.xml_extract", xml_type(), pos);
    if (ol_str_eq_c(name, "EXISTSNODE"))
        return exists_number(r, with_path(r, s, x, args, 0, "sys.xml_exists", ol_type_bool(), pos), pos);
    return ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, ol_str_printf(r->arena, "XMLTYPE.%.*s", OL_STR_ARG(name))));
}

OlRx *ol_rs_xml_method(OlResolver *r, OlScope *s, OlRx *base, OlMember *m)
{
    return method(r, s, base, m->name.text, &m->args, (int)m->expr.node.start);
}

/* The XMLTYPE column that the names before a method's mean; NULL when they mean none. */
static OlRx *xml_column(OlResolver *r, OlScope *s, const OlNames *names, int n, int pos)
{
    for (OlScope *at = s; at != NULL; at = at->parent)
        for (int i = 0; i < at->nrels; i++)
        {
            OlRRel *rel = at->rels[i];

            if (n > 1 && !ol_str_eq(rel->alias, names->items[n - 2].text))
                continue;
            for (int k = 0; k < rel->ncols; k++)
                if (ol_str_eq(rel->cols[k].name, names->items[n - 1].text))
                    return rel->cols[k].type.code == OL_T_XMLTYPE ? ol_rx_col(r, rel, k, pos) : NULL;
        }
    return NULL;
}

OlRx *ol_rs_xml_call(OlResolver *r, OlScope *s, OlFuncCall *call, OlStr name)
{
    int pos = (int)call->expr.node.start, n = call->names.n;
    OlStr last = call->names.items[n - 1].text;
    OlRx *x;

    if (n > 1 && !ol_str_eq_c(last, "XMLTYPE") && !ol_str_eq_c(last, "CREATEXML"))
    {
        x = n <= 3 ? xml_column(r, s, &call->names, n - 1, pos) : NULL;
        return x == NULL ? NULL : method(r, s, x, last, &call->args, pos);
    }
    if (ol_str_eq_c(last, "XMLTYPE") || (n > 1 && ol_str_eq_c(last, "CREATEXML") && ol_str_eq_c(call->names.items[n - 2].text, "XMLTYPE")))
    {
        if (call->args.n < 1)
            return ol_rs_fail(r, OL_ERR_WRONG_ARG_COUNT, pos);
        if ((x = ol_rs_expr(r, s, call->args.items[0])) == NULL)
            return NULL;
        if (x->type.code == OL_T_XMLTYPE)
            return x;
        if (x->type.code == OL_T_BLOB || x->type.code == OL_T_RAW)
            x = ol_rx_call(r, text_type(), "sys.raw_json", pos, 1, x);
        else if ((x = ol_rs_to(r, x, 's')) == NULL)
            return NULL;
        return ol_rx_call(r, xml_type(), "sys.xmltype", pos, 1, x);
    }
    if (ol_str_eq_c(name, "XMLAGG"))
        return aggregate(r, s, call, pos);
    if (ol_str_eq_c(name, "XMLCONCAT") || ol_str_eq_c(name, "XMLCOMMENT") || ol_str_eq_c(name, "XMLCDATA"))
    {
        bool concat = name.s[4] == 'O' && name.s[5] == 'N', cdata = name.s[4] == 'D';
        OlRx *out = ol_rx_new(r, OL_RX_CALL, xml_type(), pos);

        out->target = "sys.xml_concat";
        out->args = ol_new_array(r->arena, OlRx *, (size_t)call->args.n + 3);
        if (!concat)
            out->args[out->nargs++] = ol_rx_str(r, cdata ? OL_STR("<![CDATA[") : OL_STR("<!--"), pos);
        for (int i = 0; i < call->args.n; i++)
        {
            if ((x = ol_rs_expr(r, s, call->args.items[i])) == NULL)
                return NULL;
            if (concat)
                x = (x = as_xml(r, x)) == NULL ? NULL : text_of_xml(r, x);
            else
                x = ol_rs_to(r, x, 's');
            if (x == NULL)
                return NULL;
            out->args[out->nargs++] = x;
            out->flags |= x->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER | OL_RXF_CORRELATED);
        }
        if (!concat)
            out->args[out->nargs++] = ol_rx_str(r, cdata ? OL_STR("]]>") : OL_STR("-->"), pos);
        return out;
    }
    bool extract = ol_str_eq_c(name, "EXTRACT"), value = ol_str_eq_c(name, "EXTRACTVALUE"), exists = ol_str_eq_c(name, "EXISTSNODE");

    if (!extract && !value && !exists)
        return NULL;
    if (call->args.n < 2)
        return ol_rs_fail(r, OL_ERR_TOO_FEW_ARGS, pos);
    if ((x = ol_rs_expr(r, s, call->args.items[0])) == NULL || (x = as_xml(r, x)) == NULL)
        return NULL;
    if (exists)
        return exists_number(r, with_path(r, s, x, &call->args, 1, "sys.xml_exists", ol_type_bool(), pos), pos);
    x = with_path(r, s, x, &call->args, 1, extract ? "sys.xml_extract" : "sys.xml_value", extract ? xml_type() : ol_type_varchar(4000), pos);
    if (x != NULL && value)
        x->type.rep = OL_REP_TEXT;
    return x;
}
