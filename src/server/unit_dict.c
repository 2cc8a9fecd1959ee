/*
 * unit_dict.c - what the dictionary shows of compiled units: their routines and parameters (PROCEDURES, ARGUMENTS).
 *
 * Read from the compiled form that is stored, without loading the unit; a unit without one has no rows.
 *
 * See also:  sql/dict/routines.sql, Database Reference, "ALL_ARGUMENTS", "ALL_PROCEDURES"
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "server/execute.h"
#include "server/unit_store.h"
#include "server/units.h"

static const OlProgram *program_of(FunctionCallInfo fcinfo)
{
    char *owner = text_to_cstring(PG_GETARG_TEXT_PP(0));
    char *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
    OlObjectKind kind = ol_unit_kind(text_to_cstring(PG_GETARG_TEXT_PP(2)));
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlUnitRow row;
    OlProgram *p;
    OlDiag diag;
    OlStr text;

    ol_diag_init(&diag);
    if (strcmp(owner, "SYS") == 0 && ol_plc_supplied(ol_str(name), kind, &text))
    {
        ol_plsql_init();
        return ol_units_find_program(NULL, OL_STR("SYS"), ol_str(name));
    }
    if (kind == OL_OBJ_NONE || !ol_unit_read(owner, name, kind, false, true, &row) || row.code.n == 0 ||
        ol_program_read(arena, row.code, &p, &diag) != OL_OK || ol_program_verify(arena, p, &diag) != OL_OK)
    {
        return NULL;
    }
    return p;
}

/* Public routines, without those that only open a cursor. */
static bool shown(const OlProgram *p, int i)
{
    const OlBcRoutine *r = &p->routines[i];

    return r->is_public && r->parent < 0 && r->signature.n > 0 && !(r->name.n > 5 && memcmp(r->name.s, "open ", 5) == 0);
}

static Datum text_of(OlStr s)
{
    return PointerGetDatum(cstring_to_text_with_len(s.n > 0 ? s.s : "", (int)s.n));
}

/* "1", "2" for overloads, NULL without. */
static bool overload(const OlProgram *p, int i, Datum *value)
{
    int before = 0;
    int total = 0;

    for (int k = 0; k < p->nroutines; k++)
    {
        if (shown(p, k) && ol_str_eq(p->routines[k].name, p->routines[i].name))
        {
            total++;
            before += k < i;
        }
    }
    if (total > 1)
    {
        *value = CStringGetTextDatum(psprintf("%d", before + 1));
    }
    return total > 1;
}

static Datum number(int64 v)
{
    return DirectFunctionCall1(int8_numeric, Int64GetDatum(v));
}

OL_FUNCTION(ol_fn_unit_routines)
{
    const OlProgram *p = program_of(fcinfo);
    ReturnSetInfo *rsinfo = (ReturnSetInfo *)fcinfo->resultinfo;
    int subprogram = 0;

    InitMaterializedSRF(fcinfo, 0);
    for (int i = 0; p != NULL && i < p->nroutines; i++)
    {
        const OlBcRoutine *r = &p->routines[i];
        Datum values[7];
        bool nulls[7] = {false};

        if (!shown(p, i))
        {
            continue;
        }
        values[0] = number(++subprogram);
        values[1] = text_of(r->name);
        nulls[2] = !overload(p, i, &values[2]);
        values[3] = BoolGetDatum(r->result_type >= 0);
        values[4] = BoolGetDatum(r->deterministic);
        values[5] = BoolGetDatum(r->pipelined);
        values[6] = BoolGetDatum(p->invoker);
        tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
    }
    return (Datum)0;
}

/* DATA_TYPE as the view has it. */
static const char *data_type(const OlBcType *t)
{
    switch (t->class_)
    {
    case OL_PLT_RECORD:
        return "PL/SQL RECORD";
    case OL_PLT_ASSOC:
        return "PL/SQL TABLE";
    case OL_PLT_TABLE:
        return "TABLE";
    case OL_PLT_VARRAY:
        return "VARRAY";
    case OL_PLT_CURSOR:
        return "REF CURSOR";
    case OL_PLT_OBJECT:
        return "OBJECT";
    default:
        return t->scalar.code == OL_T_PLS_INTEGER ? "BINARY_INTEGER" : t->scalar.code == OL_T_BOOLEAN ? "PL/SQL BOOLEAN" : ol_type_info(t->scalar.code)->name;
    }
}

typedef struct Row
{
    ReturnSetInfo *rsinfo;
    const OlProgram *p;
    int subprogram;
    const OlBcRoutine *r;
    bool has_overload;
    Datum overload;
    int sequence;
} Row;

static void argument(Row *x, OlStr name, int place, int level, const OlBcType *t, bool defaulted, const char *mode)
{
    Datum values[17];
    bool nulls[17] = {false};
    bool named = t->class_ != OL_PLT_SCALAR && t->name.n > 0;
    const char *dot = memchr(t->owner.s, '.', t->owner.n);

    memset(values, 0, sizeof values);
    values[0] = number(x->subprogram);
    values[1] = text_of(x->r->name);
    values[2] = x->overload;
    nulls[2] = !x->has_overload;
    values[3] = text_of(name);
    nulls[3] = name.n == 0;
    values[4] = number(place);
    values[5] = number(++x->sequence);
    values[6] = number(level);
    values[7] = CStringGetTextDatum(data_type(t));
    values[8] = BoolGetDatum(defaulted);
    values[9] = CStringGetTextDatum(mode);
    nulls[10] = t->class_ != OL_PLT_SCALAR || t->scalar.size_bytes <= 0;
    values[10] = nulls[10] ? (Datum)0 : number(t->scalar.size_bytes);
    nulls[11] = t->class_ != OL_PLT_SCALAR || t->scalar.code != OL_T_NUMBER || t->scalar.precision <= 0;
    values[11] = nulls[11] ? (Datum)0 : number(t->scalar.precision);
    nulls[12] = nulls[11] || t->scalar.scale == OL_SCALE_NONE;
    values[12] = nulls[12] ? (Datum)0 : number(t->scalar.scale);
    nulls[13] = nulls[14] = nulls[15] = !named;
    if (named && dot != NULL)
    {
        values[13] = text_of(ol_str_n(t->owner.s, (Size)(dot - t->owner.s)));
        values[14] = text_of(ol_str_n(dot + 1, t->owner.n - (Size)(dot - t->owner.s) - 1));
        values[15] = text_of(t->name);
    }
    else if (named)
    {
        values[13] = text_of(t->scalar.type_schema);
        nulls[13] = t->scalar.type_schema.n == 0;
        values[14] = text_of(t->scalar.type_name.n > 0 ? t->scalar.type_name : t->name);
        nulls[15] = true;
    }
    nulls[16] = t->class_ != OL_PLT_SCALAR;
    values[16] = nulls[16] ? (Datum)0 : CStringGetTextDatum(t->scalar.code == OL_T_PLS_INTEGER ? "PLS_INTEGER" : ol_type_info(t->scalar.code)->name);
    tuplestore_putvalues(x->rsinfo->setResult, x->rsinfo->setDesc, values, nulls);
}

OL_FUNCTION(ol_fn_unit_arguments)
{
    Row x = {.p = program_of(fcinfo)};

    InitMaterializedSRF(fcinfo, 0);
    x.rsinfo = (ReturnSetInfo *)fcinfo->resultinfo;
    for (int i = 0; x.p != NULL && i < x.p->nroutines; i++)
    {
        const OlBcRoutine *r = &x.p->routines[i];

        if (!shown(x.p, i))
        {
            continue;
        }
        x.subprogram++;
        x.r = r;
        x.sequence = 0;
        x.has_overload = overload(x.p, i, &x.overload);
        if (r->result_type >= 0)
        {
            argument(&x, OL_STR_NULL, 0, 0, &x.p->types[r->result_type], false, "OUT");
        }
        for (int k = 0; k < r->nparams; k++)
        {
            const OlBcParam *a = &r->params[k];

            argument(&x, a->name, k + 1, 0, &x.p->types[a->type], a->has_default,
                     a->mode == OL_MODE_IN ? "IN" : a->mode == OL_MODE_OUT ? "OUT" : "IN/OUT");
        }
    }
    return (Datum)0;
}
