/*
 * unit_call.c - functions of PL/SQL units called from SQL: sys.plsql_*, and the handler of language oliphant.
 *
 * A call site looks its unit up once, checks the right to execute it and the types of its arguments, and keeps what it found until the
 * catalog or a unit moves. Each call then is: arguments into slots, the machine, the result out of its slot. NO_DATA_FOUND that nothing handled
 * is NULL, as in Oracle.
 *
 * A key says what is called: '"SCHEMA"."UNIT" SIGNATURE' (SIGNATURE: the routine's, from its program), or the text of a block whose
 * binds are the result (:0) and the arguments (:1, ..): functions declared in WITH. Keys come from the translator, but anybody may write
 * one: nothing of it is trusted.
 *
 * See also:  units.h, vm/vm.h, front/resolve_func.c (who makes the keys), sql/units.sql
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/event_trigger.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "server/execute.h"
#include "server/settings.h"
#include "server/units.h"
#include "vm/vm.h"

typedef struct Site
{
    bool ready;
    uint64 generation;   /* of the catalog, and of the links between units, when it was looked up */
    uint64 links;
    Oid user;
    OlVmUnit *unit;
    int routine;
    int n;               /* arguments given */
    int nparams;
    uint8 *place;        /* of each argument among the parameters */
    OlType *types;       /* of the parameters */
    uint8 *modes;        /* OlParamMode */
    OlType result;
    bool is_function;
    bool block;          /* the key is a block: its first parameter is the result */
    bool owned;          /* the unit belongs to this site */
    bool running;
    OlSlot *slots;
    MemoryContext mcxt;
} Site;

/* --- finding --------------------------------------------------------------------------------------------------------------------- */

OL_NORETURN static void no_such(OlStr key)
{
    ol_raise_text(OL_ERR_WRONG_CALL, "PLS-306: wrong number or types of arguments in call to '%.*s'", OL_STR_ARG(key));
}

/* '"S"."N" SIG' or '"S"."N"'. */
static bool split(OlStr key, OlStr *schema, OlStr *name, OlStr *signature)
{
    const char *end = key.s + key.n;
    const char *p;
    const char *q;

    if (key.n < 7 || key.s[0] != '"' || (p = memchr(key.s + 1, '"', key.n - 1)) == NULL || end - p < 5 || p[1] != '.' || p[2] != '"' ||
        (q = memchr(p + 3, '"', (Size)(end - p - 3))) == NULL)
    {
        return false;
    }
    *schema = ol_str_n(key.s + 1, (Size)(p - key.s - 1));
    *name = ol_str_n(p + 3, (Size)(q - p - 3));
    q++;
    while (q < end && *q == ' ')
    {
        q++;
    }
    *signature = ol_str_n(q, (Size)(end - q));
    return true;
}

/* A routine others may call, with this signature; failing that one of the name that takes so many arguments. */
static int routine_of(const OlProgram *p, OlStr signature, int n)
{
    const char *paren = memchr(signature.s, '(', signature.n);
    OlStr name = ol_str_n(signature.s, paren != NULL ? (Size)(paren - signature.s) : signature.n);
    int found = -1;

    for (int i = 0; i < p->nroutines; i++)
    {
        const OlBcRoutine *r = &p->routines[i];
        int least = 0;

        if (!r->is_public || !r->has_code || r->parent >= 0)
        {
            continue;
        }
        if (signature.n > 0 && ol_str_eq(r->signature, signature) && n <= r->nparams)
        {
            return i;
        }
        for (int k = 0; k < r->nparams; k++)
        {
            least = r->params[k].has_default ? least : k + 1;
        }
        if (found < 0 && (signature.n == 0 || ol_str_eq(r->name, name)) && n >= least && n <= r->nparams)
        {
            found = i;
        }
    }
    return found;
}

static void use_routine(Site *site, const OlBcRoutine *r, const OlProgram *p)
{
    MemoryContext old = MemoryContextSwitchTo(site->mcxt);

    site->nparams = r->nparams;
    site->types = palloc0(sizeof(OlType) * (Size)Max(r->nparams, 1));
    site->modes = palloc0((Size)Max(r->nparams, 1));
    site->slots = palloc0(sizeof(OlSlot) * (Size)Max(r->nparams, 1));
    for (int i = 0; i < r->nparams; i++)
    {
        site->types[i] = p->types[r->params[i].type].scalar;
        site->modes[i] = (uint8)r->params[i].mode;
        site->slots[i].null = 1;
    }
    site->is_function = r->result_type >= 0;
    memset(&site->result, 0, sizeof site->result);
    if (site->is_function)
    {
        site->result = p->types[r->result_type].scalar;
    }
    MemoryContextSwitchTo(old);
}

static Oid oid_of(const OlType *t)
{
    Oid oid = ol_pg_rep_oid(t->rep);

    return OidIsValid(oid) ? oid : t->pg_oid;
}

/* How PostgreSQL passes and takes a value has to be exactly what the slots are made from. */
static bool same_type(const OlType *t, Oid actual)
{
    Oid want = oid_of(t);

    if (want == actual)
    {
        return OidIsValid(want);
    }
    return (want == TEXTOID || want == VARCHAROID || want == BPCHAROID) && (actual == TEXTOID || actual == VARCHAROID || actual == BPCHAROID);
}

/* Behind a 0x1f a digit for each parameter up to the last that is given: 1 given, 0 not. Without it they are given in order. */
static void places(Site *site, OlStr *key)
{
    const char *mark = memchr(key->s, '\x1f', key->n);
    int n = 0;

    site->place = MemoryContextAllocZero(site->mcxt, FUNC_MAX_ARGS + 2);
    for (int i = 0; i < site->n && i <= FUNC_MAX_ARGS; i++)
    {
        site->place[i] = (uint8)i;
    }
    if (mark == NULL || site->block)
    {
        return;
    }
    for (const char *p = mark + 1; p < key->s + key->n && n < site->n && p - mark <= FUNC_MAX_ARGS; p++)
    {
        if (*p == '1')
        {
            site->place[n++] = (uint8)(p - mark - 1);
        }
    }
    if (n != site->n)
    {
        no_such(*key);
    }
    key->n = (Size)(mark - key->s);
}

static void prepare(Site *site, OlStr key, int n, const Oid *types, Oid result, bool procedure)
{
    const OlProgram *p;
    OlStr schema;
    OlStr name;
    OlStr signature;

    site->ready = false;
    if (site->mcxt == NULL)
    {
        site->mcxt = AllocSetContextCreate(CurrentMemoryContext, "oliphant plsql call", ALLOCSET_SMALL_SIZES);
    }
    else
    {
        MemoryContextReset(site->mcxt);
    }
    ol_units_refresh();
    site->n = n;
    site->block = key.n > 0 && key.s[0] != '"';
    places(site, &key);
    if (site->block)
    {
        OlType *binds = palloc0(sizeof(OlType) * (Size)(n + 1));

        ol_pg_natural_type(result, -1, &binds[0]);
        for (int i = 0; i < n; i++)
        {
            ol_pg_natural_type(types[i], -1, &binds[i + 1]);
        }
        for (int i = 0; i <= n; i++)
        {
            if (binds[i].code == OL_T_CLOB)
            {
                binds[i].code = OL_T_VARCHAR2; /* text is any string here */
            }
        }
        site->unit = ol_vm_host->block(key, binds, n + 1);
        p = ol_vm_unit_program(site->unit);
        site->routine = 0;
        if (p->nbinds != n + 1 || p->routines[0].nparams != n + 1)
        {
            no_such(key);
        }
        use_routine(site, &p->routines[0], p);
        for (int i = 0; i <= n; i++)
        {
            site->types[i] = binds[i];
            site->types[i].rep = p->binds[i].type.rep;
            if (ol_slot_kind_of(&p->binds[i].type) != ol_slot_kind_of(&site->types[i]) || !same_type(&site->types[i], i == 0 ? result : types[i - 1]))
            {
                no_such(key);
            }
        }
        site->result = site->types[0];
    }
    else
    {
        if (!split(key, &schema, &name, &signature))
        {
            no_such(key);
        }
        if (!ol_units_executable(schema, name))
        {
            ol_raise(OL_ERR_INVALID_IDENTIFIER, psprintf("\"%.*s\".\"%.*s\"", OL_STR_ARG(schema), OL_STR_ARG(name)));
        }
        site->unit = ol_units_code(schema, name);
        p = ol_vm_unit_program(site->unit);
        site->routine = routine_of(p, signature, n > 0 ? site->place[n - 1] + 1 : 0);
        if (site->routine < 0)
        {
            no_such(key);
        }
        use_routine(site, &p->routines[site->routine], p);
        {
            bool given[FUNC_MAX_ARGS + 1] = {false};

            for (int i = 0; i < n; i++)
            {
                if (site->place[i] >= site->nparams || !same_type(&site->types[site->place[i]], types[i]))
                {
                    no_such(key);
                }
                given[site->place[i]] = true;
            }
            for (int i = 0; i < site->nparams; i++)
            {
                const OlBcParam *param = &p->routines[site->routine].params[i];
                const OlBcType *t = &p->types[param->type];

                if ((t->class_ != OL_PLT_SCALAR && t->scalar.pg_oid == 0) || ((i > FUNC_MAX_ARGS || !given[i]) && !param->has_default) ||
                    (!procedure && param->mode != OL_MODE_IN))
                {
                    no_such(key);
                }
            }
        }
        if (site->is_function == procedure || (site->is_function && !same_type(&site->result, result)))
        {
            no_such(key);
        }
    }
    site->generation = ol_pg_catalog_generation();
    site->links = ol_vm_links();
    site->user = GetUserId();
    site->ready = true;
}

static inline bool current(const Site *site)
{
    return site->ready && site->links == ol_vm_links() && site->generation == ol_pg_catalog_generation() && site->user == GetUserId();
}

static Site *site_of(FunctionCallInfo fcinfo)
{
    Site *site = fcinfo->flinfo->fn_extra;

    if (site == NULL || site->running)
    {
        /* a recursive call by the same expression gets a site of its own for its time */
        MemoryContext in = site == NULL ? fcinfo->flinfo->fn_mcxt : CurrentMemoryContext;
        Site *fresh = MemoryContextAllocZero(in, sizeof *fresh);

        fresh->mcxt = AllocSetContextCreate(in, "oliphant plsql call", ALLOCSET_SMALL_SIZES);
        if (site == NULL)
        {
            fcinfo->flinfo->fn_extra = fresh;
        }
        return fresh;
    }
    return site;
}

/* --- for the resolver -------------------------------------------------------------------------------------------------------------- */

static OlRoutine *describe(OlArena *arena, const OlProgram *p, const OlBcRoutine *b, const OlRoutine *next)
{
    OlRoutine *r = ol_new(arena, OlRoutine);
    OlParamDef *params = ol_new_array(arena, OlParamDef, (size_t)b->nparams + 1);

    for (int i = 0; i < b->nparams; i++)
    {
        const OlBcType *t = &p->types[b->params[i].type];

        params[i].name = ol_str_dup(arena, b->params[i].name);
        params[i].mode = b->params[i].mode;
        params[i].has_default = b->params[i].has_default;
        params[i].type = t->scalar;
        if (t->class_ != OL_PLT_SCALAR && t->scalar.pg_oid == 0)
        {
            params[i].type.code = OL_T_INDEX_TABLE; /* nothing SQL could pass */
        }
    }
    r->schema = ol_str_dup(arena, p->schema);
    r->package = p->kind == OL_OBJ_PACKAGE ? ol_str_dup(arena, p->name) : OL_STR_NULL;
    r->name = ol_str_dup(arena, b->name);
    r->key = ol_str_printf(arena, "\"%.*s\".\"%.*s\" %.*s", OL_STR_ARG(p->schema), OL_STR_ARG(p->name), OL_STR_ARG(b->signature));
    r->is_function = b->result_type >= 0;
    r->deterministic = b->deterministic;
    if (r->is_function)
    {
        r->result = p->types[b->result_type].scalar;
    }
    r->nparams = b->nparams;
    r->params = params;
    r->next = next;
    return r;
}

static const OlRoutine *routines(OlArena *arena, OlStr schema, OlStr package, OlStr name)
{
    const OlProgram *p = NULL;
    const OlRoutine *chain = NULL;

    if (package.n > 0)
    {
        p = ol_units_find_program(NULL, schema, package);
        if (p == NULL || p->kind != OL_OBJ_PACKAGE)
        {
            p = schema.n > 0 ? NULL : ol_units_find_program(NULL, package, name);
            if (p != NULL && p->kind == OL_OBJ_PACKAGE)
            {
                p = NULL;
            }
        }
    }
    else
    {
        p = ol_units_find_program(NULL, schema, name);
        if (p != NULL && p->kind == OL_OBJ_PACKAGE)
        {
            p = NULL;
        }
    }
    if (p == NULL)
    {
        return NULL;
    }
    if (p->invalid)
    {
        ol_raise(OL_ERR_FUNCTION_INVALID, pnstrdup(p->name.s, p->name.n));
    }
    if (p->kind != OL_OBJ_PACKAGE)
    {
        return describe(arena, p, &p->routines[0], NULL);
    }
    for (int i = 0; i < p->nroutines; i++)
    {
        if (p->routines[i].is_public && p->routines[i].result_type >= 0 && ol_str_eq(p->routines[i].name, name))
        {
            chain = describe(arena, p, &p->routines[i], chain);
        }
    }
    return chain;
}

static OlObjectKind kind_of(OlArena *arena, OlStr *schema, OlStr *name)
{
    const OlProgram *p = ol_units_find_program(NULL, *schema, *name);

    if (p == NULL)
    {
        return OL_OBJ_NONE;
    }
    *schema = ol_str_dup(arena, p->schema);
    *name = ol_str_dup(arena, p->name);
    return p->kind;
}

void ol_unit_call_init(void)
{
    ol_pg_set_unit_names(routines, kind_of);
}

/* --- calling --------------------------------------------------------------------------------------------------------------------- */

/* args: from position `from` of fcinfo on. The result in *result; false: it is NULL. */
static bool call(Site *site, FunctionCallInfo fcinfo, int from, Datum *result)
{
    OlSlot value;
    OlSlot *slots = site->slots;
    OlDiag diag;
    OlStatus status;
    int base = site->block ? 1 : 0;
    bool isnull = false;

    memset(&value, 0, sizeof value);
    value.null = 1;
    for (int i = 0; i < site->nparams; i++)
    {
        slots[i].absent = !site->block;
    }
    for (int i = 0; i < site->n; i++)
    {
        int k = site->place[i] + base;

        slots[k].absent = 0;
        ol_slot_from_datum(&slots[k], &site->types[k], fcinfo->args[i + from].value, fcinfo->args[i + from].isnull);
    }
    site->running = true;
    status = ol_vm_call_from_sql(site->unit, site->routine, slots, site->nparams, &value, &diag);
    site->running = false;
    if (status != OL_OK)
    {
        for (int i = 0; i < site->nparams; i++)
        {
            ol_slot_release(&slots[i]);
        }
        if (diag.facility == OL_FAC_ORA && diag.number == 1403)
        {
            return false;
        }
        ol_ereport(&diag);
    }
    {
        OlSlot *out = site->block ? &slots[0] : &value;

        if (out->ref && !out->null)
        {
            PG_TRY();
            {
                *result = ol_slot_to_datum(out, &site->result, &isnull);
            }
            PG_FINALLY();
            {
                ol_slot_release(out);
            }
            PG_END_TRY();
        }
        else
        {
            *result = ol_slot_to_datum(out, &site->result, &isnull);
        }
    }
    for (int i = 0; i < site->nparams; i++)
    {
        if (slots[i].ref)
        {
            ol_slot_release(&slots[i]);
        }
    }
    return !isnull;
}

static void lookup(Site *site, FunctionCallInfo fcinfo, int key)
{
    int n = PG_NARGS() - key - 1;
    Oid types[FUNC_MAX_ARGS];

    if (PG_ARGISNULL(key) || n < 0 || get_fn_expr_variadic(fcinfo->flinfo))
    {
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    }
    for (int i = 0; i < n; i++)
    {
        types[i] = get_fn_expr_argtype(fcinfo->flinfo, key + 1 + i);
    }
    ol_plsql_init();
    prepare(site, ol_str(text_to_cstring(PG_GETARG_TEXT_PP(key))), n, types, get_fn_expr_rettype(fcinfo->flinfo), false);
}

static Datum plsql(FunctionCallInfo fcinfo, int key)
{
    Site *site = site_of(fcinfo);
    Datum result = (Datum)0;

    if (OL_UNLIKELY(!current(site)))
    {
        lookup(site, fcinfo, key);
    }
    if (!call(site, fcinfo, key + 1, &result))
    {
        PG_RETURN_NULL();
    }
    return result;
}

OL_FUNCTION(ol_fn_plsql)
{
    return plsql(fcinfo, 0);
}

OL_FUNCTION(ol_fn_plsql_any)
{
    return plsql(fcinfo, 1);
}

/* --- language oliphant ----------------------------------------------------------------------------------------------------------- */

static char *unit_of_row(Oid oid, Form_pg_proc form)
{
    HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(oid));
    bool isnull;
    Datum source;
    char *key;

    if (!HeapTupleIsValid(tuple))
    {
        elog(ERROR, "cache lookup failed for function %u", oid);
    }
    memcpy(form, GETSTRUCT(tuple), offsetof(FormData_pg_proc, proargtypes));
    source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &isnull);
    key = isnull ? pstrdup("") : TextDatumGetCString(source);
    ReleaseSysCache(tuple);
    return key;
}

/* OUT and IN OUT parameters of a procedure, as CALL wants them: one row. */
static Datum outputs(Site *site, FunctionCallInfo fcinfo)
{
    TupleDesc desc;
    Datum values[FUNC_MAX_ARGS];
    bool nulls[FUNC_MAX_ARGS];
    int k = 0;

    if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
    {
        return (Datum)0;
    }
    for (int i = 0; i < site->n && k < desc->natts; i++)
    {
        if (site->modes[i] != OL_MODE_IN)
        {
            values[k] = ol_slot_to_datum(&site->slots[i], &site->types[i], &nulls[k]);
            k++;
        }
    }
    if (k != desc->natts)
    {
        ol_raise(OL_ERR_INTERNAL, "plsql call", "parameters");
    }
    return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

static Datum call_procedure(Site *site, FunctionCallInfo fcinfo)
{
    OlDiag diag;
    Datum result = (Datum)0;
    int in = 0; /* PostgreSQL passes no OUT arguments */

    for (int i = 0; i < site->nparams; i++)
    {
        site->slots[i].absent = i >= site->n;
        if (i < site->n && site->modes[i] != OL_MODE_OUT && in < PG_NARGS())
        {
            ol_slot_from_datum(&site->slots[i], &site->types[i], fcinfo->args[in].value, fcinfo->args[in].isnull);
            in++;
        }
    }
    if (ol_vm_call_from_sql(site->unit, site->routine, site->slots, site->nparams, NULL, &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    PG_TRY();
    {
        result = outputs(site, fcinfo);
    }
    PG_FINALLY();
    {
        for (int i = 0; i < site->nparams; i++)
        {
            ol_slot_release(&site->slots[i]);
        }
    }
    PG_END_TRY();
    return result;
}

OL_FUNCTION(ol_fn_language_handler)
{
    Site *site;
    Datum result = (Datum)0;

    if (CALLED_AS_TRIGGER(fcinfo) || CALLED_AS_EVENT_TRIGGER(fcinfo))
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "a function of a unit as a trigger function");
    }
    site = site_of(fcinfo);
    if (OL_UNLIKELY(!current(site)))
    {
        FormData_pg_proc form;
        char *key = unit_of_row(fcinfo->flinfo->fn_oid, &form);
        Oid types[FUNC_MAX_ARGS];
        Oid *all;
        char **names;
        char *modes;
        HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(fcinfo->flinfo->fn_oid));
        int n = get_func_arg_info(tuple, &all, &names, &modes);

        ReleaseSysCache(tuple);
        for (int i = 0; i < n; i++)
        {
            types[i] = all[i];
        }
        ol_plsql_init();
        prepare(site, ol_str(key), n, types, form.prorettype, form.prokind == PROKIND_PROCEDURE);
        if (site->block)
        {
            no_such(ol_str(key));
        }
    }
    if (!site->is_function)
    {
        return call_procedure(site, fcinfo);
    }
    if (!call(site, fcinfo, 0, &result))
    {
        PG_RETURN_NULL();
    }
    return result;
}

/* AS has to name a unit the creator may execute, unless a dump is being restored: rows of units come later there. */
OL_FUNCTION(ol_fn_language_validator)
{
    Oid oid = PG_GETARG_OID(0);
    FormData_pg_proc form;
    OlStr schema;
    OlStr name;
    OlStr signature;
    char *key;

    if (!CheckFunctionValidatorAccess(fcinfo->flinfo->fn_oid, oid))
    {
        PG_RETURN_VOID();
    }
    key = unit_of_row(oid, &form);
    if (!split(ol_str(key), &schema, &name, &signature))
    {
        ereport(ERROR, (errcode(ERRCODE_INVALID_FUNCTION_DEFINITION), errmsg("AS has to name a PL/SQL unit: '\"SCHEMA\".\"NAME\"'")));
    }
    if (check_function_bodies)
    {
        ol_plsql_init();
        if (!ol_units_executable(schema, name))
        {
            ol_raise(OL_ERR_DIRECTORY_MISSING, psprintf("%.*s.%.*s", OL_STR_ARG(schema), OL_STR_ARG(name)));
        }
    }
    PG_RETURN_VOID();
}
