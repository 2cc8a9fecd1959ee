/*
 * compile_object.c - object types: their methods as routines of a unit, calls of methods, constructors, SELF.
 *
 * A type's specification and body are compiled like those of a package. A member method is a routine whose first parameter is SELF; a
 * constructor is a function whose SELF is a variable of its own that it returns. A call of a member method goes to the declared type's
 * unit; the machine looks for an overriding method of the object's own type (vm_run.c).
 * See also:  compile_unit.c, Database Object-Relational Developer's Guide, "Object Methods"
 */
#include "plc/compile.h"

#include <string.h>

static OlNode *type_node(OlPlc *c)
{
    OlDataType *d = ol_node_new(c->arena, OL_N_DataType, 0, 0);
    OlName *names = ol_new_array(c->arena, OlName, 2);

    names[0].text = c->p->schema;
    names[1].text = c->p->name;
    d->names.items = names;
    d->names.n = 2;
    d->precision = -1;
    d->scale = -128;
    return &d->node;
}

static bool is_self(const OlPlRoutine *r)
{
    return r->params.n > 0 && ol_str_eq_c(OL_ITEM(PlParam, r->params, 0)->name.text, "SELF");
}

/* SELF comes first among the parameters of a member method; a constructor has none. */
static void give_self(OlPlc *c, OlPlRoutine *r)
{
    OlList params = {0};

    if (r->method == OL_METHOD_STATIC || r->method == OL_METHOD_NONE)
        return;
    if (r->method == OL_METHOD_CONSTRUCTOR)
    {
        for (int i = is_self(r) ? 1 : 0; i < r->params.n; i++)
            ol_list_add(c->arena, &params, r->params.items[i]);
        r->params = params;
        r->return_type = type_node(c);
        r->is_function = true;
        return;
    }
    if (!is_self(r))
    {
        OlPlParam *self = ol_node_new(c->arena, OL_N_PlParam, r->node.start, r->node.start);

        self->name.text = OL_STR("SELF");
        self->mode = r->is_function ? OL_MODE_IN : OL_MODE_IN_OUT;
        self->type = type_node(c);
        ol_list_add(c->arena, &params, self);
        for (int i = 0; i < r->params.n; i++)
            ol_list_add(c->arena, &params, r->params.items[i]);
        r->params = params;
    }
}

OlList ol_plc_methods_of(OlPlc *c, OlList *list)
{
    OlList out = {0};

    for (int i = 0; i < list->n; i++)
        if (OL_IS(PlRoutine, list->items[i])) /* pragmas of old say nothing any more */
        {
            OlPlRoutine *r = OL_ITEM(PlRoutine, *list, i);

            give_self(c, r);
            if (r->instantiable == OL_NO)
                c->abstract = true;
            ol_list_add(c->arena, &out, r);
        }
    return out;
}

bool ol_plc_is_method(const OlPlRoutine *r)
{
    return r->method == OL_METHOD_MEMBER || r->method == OL_METHOD_MAP || r->method == OL_METHOD_ORDER;
}

/* A constructor begins with an empty object. */
void ol_plc_constructor_self(OlPlc *c, OlSym *s)
{
    OlName name = {.text = OL_STR("SELF")};
    OlSym *self = ol_plc_declare(c, OL_SYM_VAR, &name);

    self->type = s->result;
    self->reg = ol_plc_reg(c, OL_SLOT_RECORD);
    c->rt->self_reg = self->reg;
    c->rt->constructor = true;
    ol_plc_emit(c, OL_OP_NEWREC, self->reg, (uint16_t)s->result, 0);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

/* The methods of the name that an object of the type has: those of the type, or of the nearest supertype with any. */
OlSym *ol_plc_find_methods(OlPlc *c, const OlType *type, OlStr name)
{
    const OlCatalog *cat = c->options->catalog;
    OlType at = *type;

    for (int depth = 0; depth < 64 && c->options->find_unit != NULL && cat->find_type != NULL; depth++)
    {
        const OlProgram *u = c->options->find_unit(cat->ctx, at.type_schema, at.type_name);
        const OlTypeDef *def = NULL;
        OlDiag diag;
        OlSym *s;

        if (u != NULL && u->kind == OL_OBJ_TYPE && (s = ol_plc_unit_routines(c, u, name)) != NULL)
            return s;
        ol_diag_init(&diag);
        if (cat->find_type(cat->ctx, c->arena, at.type_schema, at.type_name, &def, &diag) != OL_OK || def == NULL || def->super_name.n == 0)
            return NULL;
        at.type_schema = def->super_schema;
        at.type_name = def->super_name;
    }
    return NULL;
}

bool ol_plc_takes_self(const OlSym *s)
{
    return s->nparams > 0 && ol_str_eq_c(s->params[0].name, "SELF");
}

/* An argument that is known already: a name no text can have, bound to it. */
static OlNode *bound(OlPlc *c, OlPx *px)
{
    OlColumnRef *ref = ol_node_new(c->arena, OL_N_ColumnRef, (uint32_t)OL_MAX(px->pos, 0), (uint32_t)OL_MAX(px->pos, 0));
    OlName *name = ol_new_array(c->arena, OlName, 1);

    name->text = OL_STR("SELF");
    ref->names.items = name;
    ref->names.n = 1;
    ref->binding = px;
    return &ref->expr.node;
}

OlList *ol_plc_with_self(OlPlc *c, OlPx *self, OlList *args)
{
    OlList *all = ol_new(c->arena, OlList);

    ol_list_add(c->arena, all, bound(c, self));
    for (int i = 0; args != NULL && i < args->n; i++)
        ol_list_add(c->arena, all, args->items[i]);
    return all;
}

/* --- inside methods ----------------------------------------------------------------------------------------------- */

/* SELF of the method being compiled; NULL in static methods and everywhere else. */
OlSym *ol_plc_self(OlPlc *c)
{
    OlSym *s = c->p->kind == OL_OBJ_TYPE_BODY ? ol_plc_lookup(c, OL_STR("SELF")) : NULL;

    return s != NULL && s->kind == OL_SYM_VAR && s->type >= 0 ? s : NULL;
}

/* How many steps sub stands below super; 0: the same type, -1: not at all. */
int ol_plc_under(OlPlc *c, const OlType *sub, const OlType *super)
{
    const OlCatalog *cat = c->options->catalog;
    OlType at = *sub;

    for (int depth = 0; depth < 64 && cat->find_type != NULL; depth++)
    {
        const OlTypeDef *def = NULL;
        OlDiag diag;

        if (ol_type_same_user(&at, super))
            return depth;
        ol_diag_init(&diag);
        if (cat->find_type(cat->ctx, c->arena, at.type_schema, at.type_name, &def, &diag) != OL_OK || def == NULL || def->super_name.n == 0)
            return -1;
        at.type_schema = def->super_schema;
        at.type_name = def->super_name;
    }
    return -1;
}
