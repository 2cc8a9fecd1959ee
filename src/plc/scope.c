/*
 * scope.c - names of blocks, and types: what a declaration's type means.
 *
 * Owns:      the chain of blocks, lookup, the program's table of types, the predefined exceptions and subtypes.
 * See also:  PL/SQL Language Reference, "Scope and Visibility of Identifiers", "PL/SQL Data Types"
 */
#include "plc/compile.h"

#include <string.h>

/* --- blocks ------------------------------------------------------------------------------------------------------- */

OlBlk *ol_plc_open_block(OlPlc *c, OlNames labels, OlStr name)
{
    OlBlk *b = ol_new(c->arena, OlBlk);

    b->parent = c->block;
    b->rt = c->rt;
    b->labels = labels;
    b->name = name;
    c->block = b;
    return b;
}

/* Registers of the block's variables go back to the pool. */
void ol_plc_close_block(OlPlc *c)
{
    for (OlSym *s = c->block->first; s != NULL; s = s->next)
        if ((s->kind == OL_SYM_VAR || s->kind == OL_SYM_CURSOR) && s->owner == c->rt && s->global < 0 && s->reg != OL_OPERAND_NONE &&
            !(s->reg & OL_OPERAND_CONST) && !s->is_param)
            ol_plc_free_reg(c, s->reg);
    c->block = c->block->parent;
}

OlSym *ol_plc_lookup_in(OlBlk *b, OlStr name)
{
    for (OlSym *s = b->first; s != NULL; s = s->next)
        if (ol_str_eq(s->name, name))
            return s;
    return NULL;
}

OlSym *ol_plc_declare(OlPlc *c, OlSymKind kind, const OlName *name)
{
    OlSym *s = ol_new(c->arena, OlSym), *old = ol_plc_lookup_in(c->block, name->text);

    if (old != NULL && !(old->kind == OL_SYM_ROUTINE && kind == OL_SYM_ROUTINE))
        ol_plc_error(c, OL_ERR_PLS_DUPLICATE, (int)name->start, ol_str_cdup(c->arena, name->text));
    s->kind = kind;
    s->name = name->text;
    s->block = c->block;
    s->owner = c->rt;
    s->type = -1;
    s->global = -1;
    s->reg = OL_OPERAND_NONE;
    s->index = -1;
    s->result = -1;
    s->host = -1;
    s->sql = -1;
    s->rt = c->rt;
    if (c->block->last != NULL)
        c->block->last->next = s;
    else
        c->block->first = s;
    c->block->last = s;
    return s;
}

OlSym *ol_plc_lookup(OlPlc *c, OlStr name)
{
    for (OlBlk *b = c->block; b != NULL; b = b->parent)
    {
        OlSym *s = ol_plc_lookup_in(b, name);

        if (s != NULL)
            return s;
    }
    return NULL;
}

/* A dotted name: the first part is a name in scope, or a label, routine or package whose block holds the second. */
OlSym *ol_plc_lookup_names(OlPlc *c, const OlNames *names, int *used)
{
    OlSym *s = ol_plc_lookup(c, names->items[0].text);

    *used = 1;
    if (s != NULL && !(names->n > 1 && s->kind == OL_SYM_ROUTINE))
        return s;
    if (names->n > 1)
        for (OlBlk *b = c->block; b != NULL; b = b->parent)
        {
            bool match = b->name.n > 0 && ol_str_eq(b->name, names->items[0].text);

            for (int i = 0; i < b->labels.n; i++)
                match |= ol_str_eq(b->labels.items[i].text, names->items[0].text);
            if (match)
            {
                OlSym *in = ol_plc_lookup_in(b, names->items[1].text);

                if (in != NULL)
                {
                    *used = 2;
                    return in;
                }
            }
        }
    return s;
}

/* --- types -------------------------------------------------------------------------------------------------------- */

OlBcType *ol_plc_type_at(OlPlc *c, int type)
{
    return OL_VEC_AT(c->types, OlBcType, type);
}

/* The type with the representation PL/SQL holds it in: a column kept as int4 becomes a plain NUMBER(9). */
OlType ol_plc_plain(OlType t)
{
    if (t.code == OL_T_NULL || t.code == OL_T_UNKNOWN)
        return ol_type_varchar(0);
    if (t.code == OL_T_PLS_INTEGER)
        t.rep = OL_REP_INT4;
    else if (t.rep != OL_REP_OTHER)
        t.rep = ol_rep_default(t.code);
    return t;
}

int ol_plc_new_type(OlPlc *c, OlBcType t)
{
    if (c->types.n >= 0xfff0)
    {
        ol_plc_error(c, OL_ERR_PLS_TOO_LARGE, c->statement_pos, "types");
        return 0;
    }
    *(OlBcType *)ol_vec_add(c, &c->types, sizeof(OlBcType)) = t;
    return c->types.n - 1;
}

/* SYS_REFCURSOR is one type wherever it is named, so that a body's routine is the one its specification declares. */
int ol_plc_refcursor(OlPlc *c)
{
    for (int i = 0; i < c->types.n; i++)
    {
        OlBcType *t = ol_plc_type_at(c, i);

        if (t->class_ == OL_PLT_CURSOR && t->row < 0 && ol_str_eq_c(t->name, "REF CURSOR"))
            return i;
    }
    return ol_plc_new_type(c, (OlBcType){.class_ = OL_PLT_CURSOR, .kind = OL_SLOT_CURSOR, .name = OL_STR("REF CURSOR"), .row = -1, .element = -1});
}

/* What the client binds as an array before it is known for which table type: elements of the scalar type, by integers. */
int ol_plc_bind_array(OlPlc *c, const OlType *element)
{
    OlBcType t = {.class_ = OL_PLT_ASSOC, .kind = OL_SLOT_COLL, .index = OL_SLOT_INT, .row = -1};

    t.element = ol_plc_scalar(c, element);
    return ol_plc_new_type(c, t);
}

static bool same_scalar(const OlType *a, const OlType *b)
{
    return a->code == b->code && a->rep == b->rep && a->size_bytes == b->size_bytes && a->size_chars == b->size_chars &&
           a->char_semantics == b->char_semantics && a->precision == b->precision && a->scale == b->scale && a->pg_oid == b->pg_oid;
}

static int scalar_or_schema(OlPlc *c, const OlType *type, bool not_null);

static int scalar(OlPlc *c, const OlType *type, bool not_null, bool has_range, int64_t low, int64_t high)
{
    OlType t = ol_plc_plain(*type);
    OlSlotKind kind = ol_slot_kind_of(&t);

    for (int i = 0; i < c->types.n; i++)
    {
        OlBcType *b = ol_plc_type_at(c, i);

        if (b->class_ == OL_PLT_SCALAR && same_scalar(&b->scalar, &t) && b->not_null == not_null && b->has_range == has_range &&
            b->low == low && b->high == high)
            return i;
    }
    OlBcType n = {.class_ = OL_PLT_SCALAR, .kind = (uint8_t)kind, .scalar = t, .not_null = not_null, .has_range = has_range, .low = low, .high = high,
                  .element = -1, .row = -1};

    n.name = ol_type_format(c->arena, &t);
    return ol_plc_new_type(c, n);
}

/* A type of a schema, once per program: objects with their attributes, collections with their element. */
int ol_plc_schema_type(OlPlc *c, const OlType *type)
{
    const OlCatalog *cat = c->options->catalog;
    const OlTypeDef *def = NULL;
    OlBcType t = {.element = -1, .row = -1};
    OlDiag diag;

    for (int i = 0; i < c->types.n; i++)
    {
        OlBcType *b = ol_plc_type_at(c, i);

        if (b->class_ != OL_PLT_SCALAR && ol_type_is_user(&b->scalar) && ol_type_same_user(&b->scalar, type))
            return i;
    }
    ol_diag_init(&diag);
    if (type->type_name.n == 0 || cat->find_type == NULL ||
        cat->find_type(cat->ctx, c->arena, type->type_schema, type->type_name, &def, &diag) != OL_OK || def == NULL || ++c->type_depth > 50)
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, c->statement_pos, ol_str_cdup(c->arena, type->type_name));
        return -1;
    }
    ol_plc_depend_type(c, def);
    t.scalar = def->type;
    t.scalar.type_schema = ol_str_dup(c->arena, def->schema);
    t.scalar.type_name = ol_str_dup(c->arena, def->name);
    t.name = t.scalar.type_name;
    t.owner = t.scalar.type_schema;
    if (def->kind == OL_TYPEDEF_OBJECT)
    {
        t.class_ = OL_PLT_OBJECT;
        t.kind = OL_SLOT_RECORD;
        t.nfields = def->nattributes;
        t.fields = ol_new_array(c->arena, OlBcField, (size_t)t.nfields + 1);
        for (int i = 0; i < t.nfields; i++)
        {
            t.fields[i].name = ol_str_dup(c->arena, def->attributes[i].name);
            t.fields[i].default_const = -1;
            if ((t.fields[i].type = ol_plc_scalar(c, &def->attributes[i].type)) < 0)
            {
                c->type_depth--;
                return -1;
            }
        }
    }
    else
    {
        t.class_ = def->kind == OL_TYPEDEF_TABLE ? OL_PLT_TABLE : OL_PLT_VARRAY;
        t.kind = OL_SLOT_COLL;
        t.index = OL_SLOT_INT;
        t.limit = def->limit;
        t.element = scalar_or_schema(c, &def->element, def->element_not_null);
    }
    c->type_depth--;
    return def->kind != OL_TYPEDEF_OBJECT && t.element < 0 ? -1 : ol_plc_new_type(c, t);
}

static int scalar_or_schema(OlPlc *c, const OlType *type, bool not_null)
{
    return ol_type_is_user(type) ? ol_plc_schema_type(c, type) : scalar(c, type, not_null, false, 0, 0);
}

int ol_plc_scalar(OlPlc *c, const OlType *type)
{
    if (ol_type_is_user(type) && type->type_name.n > 0)
        return ol_plc_schema_type(c, type);
    return scalar(c, type, false, false, 0, 0);
}

int ol_plc_scalar_like(OlPlc *c, const OlBcType *t)
{
    OlType s = t->scalar;

    s.type_schema = ol_str_dup(c->arena, s.type_schema);
    s.type_name = ol_str_dup(c->arena, s.type_name);
    return scalar(c, &s, t->not_null, t->has_range, t->low, t->high);
}

/* How expressions know a value of the type; collections and records only pass through them. */
OlType ol_plc_rx_type(OlPlc *c, int type)
{
    OlBcType *t = ol_plc_type_at(c, type);

    if (t->class_ != OL_PLT_SCALAR && ol_type_is_user(&t->scalar))
        return t->scalar;
    switch (t->class_)
    {
        case OL_PLT_SCALAR:
        {
            OlType s = t->scalar;

            if (s.code == OL_T_LONG)
                s.code = OL_T_VARCHAR2;
            if (ol_type_is_char(&s) && s.size_bytes == 0)
                s.size_bytes = s.size_chars = 32767;
            return s;
        }
        case OL_PLT_CURSOR:
            return ol_type_of(OL_T_CURSOR);
        case OL_PLT_RECORD:
        case OL_PLT_OBJECT:
            return ol_type_of(OL_T_RECORD);
        default:
            return ol_type_of(OL_T_INDEX_TABLE);
    }
}

OlStr ol_plc_type_text(OlPlc *c, int type)
{
    return ol_plc_type_at(c, type)->name;
}

typedef struct Subtype
{
    const char *name;
    OlTypeCode code;
    bool not_null;
    bool range;
    int32_t low;
    int32_t high;
} Subtype;

static const Subtype subtypes[] = {
    {"PLS_INTEGER", OL_T_PLS_INTEGER, false, false, 0, 0},
    {"BINARY_INTEGER", OL_T_PLS_INTEGER, false, false, 0, 0},
    {"SIMPLE_INTEGER", OL_T_PLS_INTEGER, true, false, 0, 0},
    {"NATURAL", OL_T_PLS_INTEGER, false, true, 0, INT32_MAX},
    {"NATURALN", OL_T_PLS_INTEGER, true, true, 0, INT32_MAX},
    {"POSITIVE", OL_T_PLS_INTEGER, false, true, 1, INT32_MAX},
    {"POSITIVEN", OL_T_PLS_INTEGER, true, true, 1, INT32_MAX},
    {"SIGNTYPE", OL_T_PLS_INTEGER, false, true, -1, 1},
    {"SIMPLE_DOUBLE", OL_T_BINARY_DOUBLE, true, false, 0, 0},
    {"SIMPLE_FLOAT", OL_T_BINARY_FLOAT, true, false, 0, 0},
    {"STRING", OL_T_VARCHAR2, false, false, 0, 0},
    {"VARCHAR", OL_T_VARCHAR2, false, false, 0, 0},
    {"TIMESTAMP_UNCONSTRAINED", OL_T_TIMESTAMP, false, false, 0, 0},
    {"TIMESTAMP_TZ_UNCONSTRAINED", OL_T_TIMESTAMP_TZ, false, false, 0, 0},
    {"TIMESTAMP_LTZ_UNCONSTRAINED", OL_T_TIMESTAMP_LTZ, false, false, 0, 0},
    {"YMINTERVAL_UNCONSTRAINED", OL_T_INTERVAL_YM, false, false, 0, 0},
    {"DSINTERVAL_UNCONSTRAINED", OL_T_INTERVAL_DS, false, false, 0, 0},
};

int ol_plc_rowtype(OlPlc *c, OlStr name, const OlType *types, const OlStr *names, int n)
{
    OlBcType t = {.class_ = OL_PLT_RECORD, .kind = OL_SLOT_RECORD, .name = name, .nfields = n, .element = -1, .row = -1};

    t.fields = ol_new_array(c->arena, OlBcField, (size_t)n + 1);
    for (int i = 0; i < n; i++)
    {
        t.fields[i].name = names[i];
        t.fields[i].type = ol_plc_scalar(c, &types[i]);
        t.fields[i].default_const = -1;
    }
    return ol_plc_new_type(c, t);
}

static int relation_rowtype(OlPlc *c, const OlRelation *rel)
{
    OlType *types = ol_new_array(c->arena, OlType, (size_t)rel->ncolumns + 1);
    OlStr *names = ol_new_array(c->arena, OlStr, (size_t)rel->ncolumns + 1);
    OlStr name = ol_str_printf(c->arena, "%.*s.%.*s%%ROWTYPE", OL_STR_ARG(rel->schema), OL_STR_ARG(rel->name));
    int n = 0;

    for (int i = 0; i < c->types.n; i++)
        if (ol_plc_type_at(c, i)->class_ == OL_PLT_RECORD && ol_str_eq(ol_plc_type_at(c, i)->name, name))
            return i;
    for (int i = 0; i < rel->ncolumns; i++)
        if (!rel->columns[i].invisible)
        {
            types[n] = rel->columns[i].type;
            names[n++] = rel->columns[i].name;
        }
    return ol_plc_rowtype(c, name, types, names, n);
}

/* x%TYPE, t.c%TYPE, t%ROWTYPE, cursor%ROWTYPE. */
static int anchored(OlPlc *c, OlDataType *d)
{
    int used, pos = (int)d->node.start, n = d->names.n;
    OlSym *s = ol_plc_lookup_names(c, &d->names, &used);
    const OlRelation *rel = NULL;

    if (s == NULL && (d->names.n > 1 || d->anchor == OL_ANCHOR_ROWTYPE))
    {
        int messages = c->messages.n;

        s = ol_plc_foreign(c, &d->names, &used);
        if (c->messages.n > messages)
            return -1;
    }
    OlStr last = d->names.items[n - 1].text;

    if (s != NULL && (s->kind == OL_SYM_VAR || s->kind == OL_SYM_CURSOR))
    {
        if (s->kind == OL_SYM_CURSOR)
        {
            int row = ol_plc_cursor_row(c, s);

            if (row >= 0 && d->anchor == OL_ANCHOR_ROWTYPE)
                return row;
            ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, ol_str_cdup(c->arena, last));
            return -1;
        }
        int type = s->type;

        for (; used < n && type >= 0; used++)
        {
            OlBcType *t = ol_plc_type_at(c, type);
            int found = -1;

            for (int i = 0; i < t->nfields; i++)
                if (ol_str_eq(t->fields[i].name, d->names.items[used].text))
                    found = t->fields[i].type;
            if (found < 0)
            {
                ol_plc_error(c, OL_ERR_PLS_COMPONENT, (int)d->names.items[used].start, ol_str_cdup(c->arena, d->names.items[used].text));
                return -1;
            }
            type = found;
        }
        if (d->anchor == OL_ANCHOR_ROWTYPE && type >= 0 && ol_plc_type_at(c, type)->class_ == OL_PLT_CURSOR)
            return ol_plc_type_at(c, type)->row;
        return type;
    }
    int parts = d->anchor == OL_ANCHOR_TYPE ? n - 1 : n;

    if (parts < 1 || parts > 2)
    {
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, ol_str_cdup(c->arena, last));
        return -1;
    }
    OlDiag diag;

    ol_diag_init(&diag);
    if (c->options->catalog->find_relation(c->options->catalog->ctx, c->arena, parts == 2 ? d->names.items[0].text : OL_STR_NULL,
                                           d->names.items[parts - 1].text, &rel, &diag) != OL_OK ||
        rel == NULL)
    {
        OlBuf b;

        ol_buf_init(&b, c->arena, 64);
        for (int i = 0; i < n; i++)
            ol_buf_printf(&b, "%s%.*s", i > 0 ? "." : "", OL_STR_ARG(d->names.items[i].text));
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, parts == n || n == 2 ? ol_buf_cstr(&b) : ol_buf_cstr(&b));
        return -1;
    }
    ol_plc_depend(c, rel);
    if (d->anchor == OL_ANCHOR_ROWTYPE)
        return relation_rowtype(c, rel);
    for (int i = 0; i < rel->ncolumns; i++)
        if (ol_str_eq(rel->columns[i].name, last))
            return ol_plc_scalar(c, &rel->columns[i].type);
    ol_plc_error(c, OL_ERR_PLS_COMPONENT, (int)d->names.items[n - 1].start, ol_str_cdup(c->arena, last));
    return -1;
}

/* Text types of PL/SQL are longer than those of SQL and may leave their length out (parameters). */
static bool text_type(OlPlc *c, OlDataType *d, OlStr name, OlType *t)
{
    static const struct
    {
        const char *word;
        OlTypeCode code;
    } words[] = {{"VARCHAR2", OL_T_VARCHAR2}, {"VARCHAR", OL_T_VARCHAR2}, {"STRING", OL_T_VARCHAR2}, {"NVARCHAR2", OL_T_NVARCHAR2},
                 {"CHAR", OL_T_CHAR}, {"CHARACTER", OL_T_CHAR}, {"NCHAR", OL_T_NCHAR}, {"CHARACTER VARYING", OL_T_VARCHAR2},
                 {"CHAR VARYING", OL_T_VARCHAR2}, {"RAW", OL_T_RAW}};

    for (size_t i = 0; i < OL_LENGTHOF(words); i++)
    {
        if (!ol_str_eq_c(name, words[i].word))
            continue;
        *t = ol_type_of(words[i].code);
        int64_t n = d->precision;

        if (n > 32767 || n == 0)
        {
            ol_plc_error(c, OL_ERR_LENGTH_TOO_LONG, (int)d->node.start);
            return true;
        }
        if (words[i].code == OL_T_RAW)
        {
            t->size_bytes = n > 0 ? (int32_t)n : 0;
            return true;
        }
        bool national = words[i].code == OL_T_NVARCHAR2 || words[i].code == OL_T_NCHAR;

        if (n < 0 && words[i].code == OL_T_CHAR && !c->unconstrained)
            n = 1;
        if (n > 0)
        {
            t->char_semantics = national || d->unit == OL_UNIT_CHAR;
            t->size_chars = (int32_t)n;
            t->size_bytes = (int32_t)(t->char_semantics ? OL_MIN(n * 4, 32767) : n);
        }
        return true;
    }
    return false;
}

int ol_plc_type(OlPlc *c, OlNode *node)
{
    OlDataType *d;
    OlType t;
    int used, pos;

    if (!OL_IS(DataType, node))
    {
        ol_plc_unsupported(c, node != NULL ? (int)node->start : c->statement_pos, "this data type");
        return -1;
    }
    d = OL_AS(DataType, node);
    pos = (int)node->start;
    if (d->names.n == 0)
    {
        ol_plc_unsupported(c, pos, "this data type");
        return -1;
    }
    if (d->is_ref || d->dblink.n > 0)
    {
        ol_plc_unsupported(c, pos, d->is_ref ? "REF" : "database link");
        return -1;
    }
    if (d->anchor != OL_ANCHOR_NONE)
    {
        int type = anchored(c, d);

        if (type >= 0 && d->not_null && ol_plc_type_at(c, type)->class_ == OL_PLT_SCALAR)
        {
            OlBcType *b = ol_plc_type_at(c, type);
            OlType s = b->scalar;

            return scalar(c, &s, true, b->has_range, b->low, b->high);
        }
        return type;
    }
    OlSym *s = ol_plc_lookup_names(c, &d->names, &used);

    if (s == NULL && d->names.n > 1)
    {
        int messages = c->messages.n;

        s = ol_plc_foreign(c, &d->names, &used);
        if (c->messages.n > messages)
            return -1;
    }
    if (s != NULL && s->kind == OL_SYM_TYPE && used == d->names.n)
    {
        if (d->has_args && s->type >= 0 && ol_plc_type_at(c, s->type)->class_ == OL_PLT_SCALAR && d->precision > 0 && d->precision <= 32767)
        {
            /* a subtype given its size here: SUBTYPE s IS VARCHAR2; x s(10) */
            OlType b = ol_plc_type_at(c, s->type)->scalar;

            if (ol_type_is_char(&b) && b.size_bytes == 0)
            {
                b.size_bytes = b.size_chars = (int32_t)d->precision;
                return ol_plc_scalar(c, &b);
            }
        }
        return s->type;
    }
    OlStr name = d->names.items[d->names.n - 1].text;

    if (d->names.n == 1 || (d->names.n == 2 && (ol_str_eq_c(d->names.items[0].text, "STANDARD") || ol_str_eq_c(d->names.items[0].text, "SYS"))))
    {
        bool not_null = d->not_null;
        int64_t low = 0, high = 0;
        bool range = false;

        if (ol_str_eq_c(name, "SYS_REFCURSOR"))
            return ol_plc_refcursor(c);
        for (size_t i = 0; i < OL_LENGTHOF(subtypes); i++)
            if (ol_str_eq_c(name, subtypes[i].name) && subtypes[i].code != OL_T_VARCHAR2)
            {
                OlType b = ol_type_of(subtypes[i].code);

                if (b.code == OL_T_TIMESTAMP || b.code == OL_T_TIMESTAMP_TZ || b.code == OL_T_TIMESTAMP_LTZ)
                    b.scale = 9;
                if (b.code == OL_T_INTERVAL_YM || b.code == OL_T_INTERVAL_DS)
                    b.precision = b.scale = 9;
                range = subtypes[i].range;
                low = subtypes[i].low;
                high = subtypes[i].high;
                if (d->range_low != NULL && d->range_high != NULL)
                {
                    bool neg_l = OL_IS(Unary, d->range_low), neg_h = OL_IS(Unary, d->range_high);
                    OlNode *l = neg_l ? OL_AS(Unary, d->range_low)->arg : d->range_low, *h = neg_h ? OL_AS(Unary, d->range_high)->arg : d->range_high;
                    uint64_t lv, hv;

                    if (!OL_IS(NumberLit, l) || !OL_IS(NumberLit, h) || !ol_parse_u64(OL_AS(NumberLit, l)->text, &lv) ||
                        !ol_parse_u64(OL_AS(NumberLit, h)->text, &hv) || lv > INT32_MAX || hv > INT32_MAX)
                    {
                        ol_plc_unsupported(c, pos, "RANGE with bounds that are no integer literals");
                        return -1;
                    }
                    range = true;
                    low = neg_l ? -(int64_t)lv : (int64_t)lv;
                    high = neg_h ? -(int64_t)hv : (int64_t)hv;
                }
                return scalar(c, &b, not_null || subtypes[i].not_null, range, low, high);
            }
        if (text_type(c, d, name, &t))
            return scalar(c, &t, not_null, false, 0, 0);
        c->r.failed = false;
        ol_diag_init(&c->diag);
        OlDataType plain = *d;

        plain.not_null = false;
        if (ol_rs_type_from_ast(&c->r, &plain.node, &t))
        {
            if (ol_type_is_user(&t))
                return ol_plc_schema_type(c, &t);
            if (t.code == OL_T_NUMBER && t.precision == 0 && t.scale == 0)
                t.precision = 38; /* INTEGER */
            return scalar(c, &t, not_null, false, 0, 0);
        }
        c->r.failed = false;
    }
    if (s == NULL)
    {
        const OlTypeDef *def;

        c->r.failed = false;
        ol_diag_init(&c->diag);
        def = ol_rs_find_type(&c->r, &d->names, pos);
        c->r.failed = false;
        if (def != NULL)
            return ol_plc_schema_type(c, &def->type);
    }
    OlBuf b;

    ol_buf_init(&b, c->arena, 64);
    for (int i = 0; i < d->names.n; i++)
        ol_buf_printf(&b, "%s%.*s", i > 0 ? "." : "", OL_STR_ARG(d->names.items[i].text));
    if (s != NULL)
        ol_plc_error(c, OL_ERR_PLS_NOT_A_TYPE, pos, ol_buf_cstr(&b));
    else
        ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, ol_buf_cstr(&b));
    return -1;
}

/* --- TYPE .. IS --------------------------------------------------------------------------------------------------- */

/* The default of a record's field when it is a literal; others are set by code behind NEWREC. */
int ol_plc_declare_type(OlPlc *c, OlPlTypeDecl *decl)
{
    OlBcType t = {.name = decl->name.text, .element = -1, .row = -1};
    int pos = (int)decl->node.start;

    if (c->package && c->block == c->package_block)
        t.owner = c->package_owner;

    switch (decl->kind)
    {
        case OL_PLTYPE_RECORD:
            t.class_ = OL_PLT_RECORD;
            t.kind = OL_SLOT_RECORD;
            t.nfields = decl->fields.n;
            t.fields = ol_new_array(c->arena, OlBcField, (size_t)t.nfields + 1);
            for (int i = 0; i < t.nfields; i++)
            {
                OlPlVarDecl *f = OL_ITEM(PlVarDecl, decl->fields, i);

                t.fields[i].name = f->name.text;
                t.fields[i].type = ol_plc_type(c, f->type);
                t.fields[i].not_null = f->not_null;
                t.fields[i].default_const = -1;
                if (t.fields[i].type < 0)
                    return -1;
                if (f->default_expr != NULL)
                {
                    /* evaluated once, here: only values that need no code */
                    OlRx *x = ol_plc_expr(c, f->default_expr);
                    int mark = ol_plc_mark(c), before = c->rt != NULL ? c->rt->code.n : 0;
                    uint16_t v = x == NULL ? OL_OPERAND_NONE : ol_plc_gen_to(c, x, t.fields[i].type, OL_OPERAND_NONE);

                    ol_plc_release(c, mark);
                    if (v == OL_OPERAND_NONE)
                        return -1;
                    if (!(v & OL_OPERAND_CONST))
                    {
                        c->rt->code.n = before;
                        ol_plc_unsupported(c, (int)f->node.start, "default of a record's field that is no literal");
                        return -1;
                    }
                    t.fields[i].default_const = v & 0x7fff;
                }
            }
            break;
        case OL_PLTYPE_INDEX_TABLE:
        case OL_PLTYPE_TABLE:
        case OL_PLTYPE_VARRAY:
            t.class_ = decl->kind == OL_PLTYPE_INDEX_TABLE ? OL_PLT_ASSOC : decl->kind == OL_PLTYPE_TABLE ? OL_PLT_TABLE : OL_PLT_VARRAY;
            t.kind = OL_SLOT_COLL;
            if ((t.element = ol_plc_type(c, decl->element_type)) < 0)
                return -1;
            t.index = OL_SLOT_INT;
            if (decl->kind == OL_PLTYPE_INDEX_TABLE)
            {
                int index = ol_plc_type(c, decl->index_type);

                if (index < 0)
                    return -1;
                OlBcType *it = ol_plc_type_at(c, index);

                if (it->kind == OL_SLOT_STRING)
                {
                    t.index = OL_SLOT_STRING;
                    t.index_size = it->scalar.size_bytes;
                }
                else if (it->kind != OL_SLOT_INT)
                {
                    ol_plc_unsupported(c, (int)decl->index_type->start, "INDEX BY with a type that is neither PLS_INTEGER nor VARCHAR2");
                    return -1;
                }
            }
            if (decl->kind == OL_PLTYPE_VARRAY)
            {
                uint64_t limit;

                if (!OL_IS(NumberLit, decl->limit) || !ol_parse_u64(OL_AS(NumberLit, decl->limit)->text, &limit) || limit > INT32_MAX)
                {
                    ol_plc_unsupported(c, pos, "VARRAY with a limit that is no integer literal");
                    return -1;
                }
                t.limit = (int32_t)limit;
            }
            break;
        case OL_PLTYPE_REF_CURSOR:
            t.class_ = OL_PLT_CURSOR;
            t.kind = OL_SLOT_CURSOR;
            if (decl->return_type != NULL && (t.row = ol_plc_type(c, decl->return_type)) < 0)
                return -1;
            break;
        default:
            ol_plc_unsupported(c, pos, "this type declaration");
            return -1;
    }
    return ol_plc_new_type(c, t);
}

/* --- exceptions --------------------------------------------------------------------------------------------------- */

static const struct
{
    const char *name;
    int code;
} standard_exceptions[] = {
    {"ACCESS_INTO_NULL", -6530}, {"CASE_NOT_FOUND", -6592}, {"COLLECTION_IS_NULL", -6531}, {"CURSOR_ALREADY_OPEN", -6511},
    {"DUP_VAL_ON_INDEX", -1}, {"INVALID_CURSOR", -1001}, {"INVALID_NUMBER", -1722}, {"LOGIN_DENIED", -1017}, {"NO_DATA_FOUND", 100},
    {"NO_DATA_NEEDED", -6548}, {"NOT_LOGGED_ON", -1012}, {"PROGRAM_ERROR", -6501}, {"ROWTYPE_MISMATCH", -6504}, {"SELF_IS_NULL", -30625},
    {"STORAGE_ERROR", -6500}, {"SUBSCRIPT_BEYOND_COUNT", -6533}, {"SUBSCRIPT_OUTSIDE_LIMIT", -6532}, {"SYS_INVALID_ROWID", -1410},
    {"TIMEOUT_ON_RESOURCE", -51}, {"TOO_MANY_ROWS", -1422}, {"VALUE_ERROR", -6502}, {"ZERO_DIVIDE", -1476}, {"TRANSACTION_BACKED_OUT", -61},
    {"USERENV_COMMITSCN_ERROR", -1725},
};

int ol_plc_standard_exception(OlPlc *c, OlStr name)
{
    for (size_t i = 0; i < OL_LENGTHOF(standard_exceptions); i++)
    {
        if (!ol_str_eq_c(name, standard_exceptions[i].name))
            continue;
        for (int k = 0; k < c->exceptions.n; k++)
            if (OL_VEC_AT(c->exceptions, OlBcException, k)->code == standard_exceptions[i].code &&
                ol_str_eq(OL_VEC_AT(c->exceptions, OlBcException, k)->name, name))
                return k;
        OlBcException *e = ol_vec_add(c, &c->exceptions, sizeof(OlBcException));

        e->name = ol_str(standard_exceptions[i].name);
        e->code = standard_exceptions[i].code;
        e->index = c->exceptions.n - 1;
        return e->index;
    }
    return -1;
}

int ol_plc_exception(OlPlc *c, const OlNames *names, int pos)
{
    int used, e;
    OlSym *s = names->n > 0 ? ol_plc_lookup_names(c, names, &used) : NULL;

    if (s == NULL && names->n > 1 && !ol_str_eq_c(names->items[0].text, "STANDARD"))
    {
        int messages = c->messages.n;

        s = ol_plc_foreign(c, names, &used);
        if (c->messages.n > messages)
            return -1;
    }
    if (s != NULL && s->kind == OL_SYM_EXCEPTION && used == names->n)
        return s->index;
    if (names->n == 1 || (names->n == 2 && ol_str_eq_c(names->items[0].text, "STANDARD")))
        if (s == NULL && (e = ol_plc_standard_exception(c, names->items[names->n - 1].text)) >= 0)
            return e;
    OlBuf b;

    ol_buf_init(&b, c->arena, 64);
    for (int i = 0; i < names->n; i++)
        ol_buf_printf(&b, "%s%.*s", i > 0 ? "." : "", OL_STR_ARG(names->items[i].text));
    ol_plc_error(c, OL_ERR_PLS_NOT_DECLARED, pos, ol_buf_cstr(&b));
    return -1;
}
