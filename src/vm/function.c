/*
 * function.c - functions called from PL/SQL expressions: the machine's own by defs/vm_functions.def, else PostgreSQL's through
 * fmgr, looked up once per unit.
 *
 * See also:  native.c, plc/program.h (OlBcFunction)
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "parser/parse_coerce.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/value.h"
#include "parser/parse_func.h"
#include "parser/parse_oper.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_type.h"
#include "vm/vm_int.h"

enum
{
    ARGS_MAX = 100
};

static MemoryContext call_cxt; /* reset after each call */

static Oid type_oid(const OlType *t)
{
    Oid oid = t->rep == OL_REP_OTHER || t->rep == OL_REP_NONE ? t->pg_oid : ol_pg_rep_oid(t->rep);

    return OidIsValid(oid) ? oid : TEXTOID;
}

/* Runs in PG_TRY: may raise. */
static void look_up(OlVmUnit *unit, int n)
{
    const OlBcFunction *x = &unit->p->functions[n];
    OlVmFunction *fn = &unit->functions[n];
    Oid oid = InvalidOid;
    Oid args[ARGS_MAX];
    char *target = pnstrdup(x->target.s, x->target.n);
    char *dot = strchr(target, '.');
    List *name;
    HeapTuple tuple;
    Form_pg_proc proc;

    if (x->nargs > ARGS_MAX)
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("%s with %d arguments", target, x->nargs));
    }
    for (int i = 0; i < x->nargs; i++)
    {
        args[i] = type_oid(&x->args[i]);
    }
    if (dot != NULL && dot != target)
    {
        *dot = '\0';
        name = list_make2(makeString(target), makeString(dot + 1));
    }
    else
    {
        name = list_make2(makeString(pstrdup("pg_catalog")), makeString(target));
    }
    if (x->is_operator)
    {
        Oid op = OpernameGetOprid(name, x->nargs == 2 ? args[0] : InvalidOid, args[x->nargs - 1]);

        oid = OidIsValid(op) ? get_opcode(op) : InvalidOid;
    }
    else
    {
        FuncCandidateList list = FuncnameGetCandidates(name, x->nargs, NIL, false, true, false, true);
        FuncCandidateList best = NULL;
        bool exact = false;

        /* exact types first; else what PostgreSQL would coerce to by itself (varchar to text, polymorphic arguments) */
        for (; list != NULL; list = list->next)
        {
            bool fits = true;
            bool same = true;

            if (list->ndargs > 0)
            {
                continue; /* defaults are expressions: the function with all arguments serves only complete calls */
            }
            for (int i = 0; i < x->nargs && fits; i++)
            {
                Oid want = list->args[i];

                if (want != args[i])
                {
                    same = false;
                    fits = IsBinaryCoercible(args[i], want) || IsPolymorphicType(want);
                }
            }
            if (fits && (best == NULL || (same && !exact)))
            {
                best = list;
                exact = same;
            }
        }
        oid = best != NULL ? best->oid : InvalidOid;
    }
    if (!OidIsValid(oid))
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("%.*s in PL/SQL", OL_STR_ARG(x->target)));
    }
    if (pg_proc_aclcheck(oid, GetUserId(), ACL_EXECUTE) != ACLCHECK_OK)
    {
        aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_FUNCTION, get_func_name(oid));
    }
    tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(oid));
    if (!HeapTupleIsValid(tuple))
    {
        elog(ERROR, "function %u vanished", oid);
    }
    proc = (Form_pg_proc)GETSTRUCT(tuple);
    if (proc->proretset || proc->prokind != PROKIND_FUNCTION)
    {
        ReleaseSysCache(tuple);
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("%.*s in PL/SQL", OL_STR_ARG(x->target)));
    }
    fn->strict = proc->proisstrict;
    fn->is_volatile = proc->provolatile == PROVOLATILE_VOLATILE ||
                      (proc->prolang != INTERNALlanguageId && proc->prolang != ClanguageId);
    ReleaseSysCache(tuple);
    fmgr_info_cxt(oid, &fn->flinfo, unit->mcxt);
    /* functions that look at their call's expression (polymorphic ones) find the types there */
    {
        List *exprs = NIL;

        for (int i = 0; i < x->nargs; i++)
        {
            MemoryContext old = MemoryContextSwitchTo(unit->mcxt);
            Param *p = makeNode(Param);

            p->paramkind = PARAM_EXTERN;
            p->paramid = i + 1;
            p->paramtype = args[i];
            p->paramtypmod = -1;
            p->location = -1;
            exprs = lappend(exprs, p);
            MemoryContextSwitchTo(old);
        }
        {
            MemoryContext old = MemoryContextSwitchTo(unit->mcxt);
            FuncExpr *e = makeFuncExpr(oid, type_oid(&x->result), exprs, InvalidOid, DEFAULT_COLLATION_OID, COERCE_EXPLICIT_CALL);

            fmgr_info_set_expr((Node *)e, &fn->flinfo);
            MemoryContextSwitchTo(old);
        }
    }
}

OlStatus ol_vm_call_function(OlVmUnit *unit, int n, OlSlot *result, const OlVmFrame *f, const uint16_t *operands, int nargs, OlDiag *diag)
{
    const OlBcFunction *x = &unit->p->functions[n];
    OlVmFunction *fn = &unit->functions[n];
    MemoryContext old = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    volatile OlStatus status = OL_OK;
    volatile bool level = false;

    if (OL_UNLIKELY(!fn->ready))
    {
        fn->native = ol_vm_native_find(x);
        fn->ready = true;
    }
    if (nargs != x->nargs || nargs > ARGS_MAX)
    {
        return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql function", "number of arguments");
    }
    if (fn->native != NULL)
    {
        OlSlot *args[ARGS_MAX];
        OlStatus done;

        for (int i = 0; i < nargs; i++)
        {
            args[i] = ol_vm_operand(f, operands[i]);
            if (OL_UNLIKELY(!args[i]->null && (args[i]->ref != 0) != OL_SLOT_IS_REF(ol_slot_kind_of(&x->args[i]))))
            {
                return ol_diag_set(diag, OL_ERR_INTERNAL, -1, "plsql function", "kind of argument");
            }
        }
        done = fn->native(result, args, nargs, diag);
        if (done != OL_VM_DECLINED)
        {
            return done;
        }
    }
    if (call_cxt == NULL)
    {
        call_cxt = AllocSetContextCreate(TopMemoryContext, "oliphant plsql call", ALLOCSET_DEFAULT_SIZES);
    }
    PG_TRY();
    {
        LOCAL_FCINFO(fcinfo, ARGS_MAX);
        bool skip = false;
        Datum datum = (Datum)0;
        MemoryContext here = AllocSetContextCreate(call_cxt, "call", ALLOCSET_SMALL_SIZES);

        MemoryContextSwitchTo(here);
        if (!OidIsValid(fn->flinfo.fn_oid))
        {
            look_up(unit, n);
        }
        if (fn->is_volatile && ol_vm_guarded(ol_vm_now))
        {
            ol_vm_host->push_level();
            level = true;
            MemoryContextSwitchTo(here);
        }
        InitFunctionCallInfoData(*fcinfo, &fn->flinfo, nargs, DEFAULT_COLLATION_OID, NULL, NULL);
        for (int i = 0; i < nargs; i++)
        {
            const OlSlot *s = ol_vm_operand(f, operands[i]);

            fcinfo->args[i].value = ol_slot_to_datum(s, &x->args[i], &fcinfo->args[i].isnull);
            skip |= fcinfo->args[i].isnull && fn->strict;
        }
        fcinfo->isnull = true;
        if (!skip)
        {
            fcinfo->isnull = false;
            datum = FunctionCallInvoke(fcinfo);
        }
        ol_slot_from_datum(result, &x->result, datum, fcinfo->isnull);
        if (level)
        {
            ol_vm_host->pop_level(true);
            level = false;
        }
        MemoryContextSwitchTo(old);
        CurrentResourceOwner = owner;
        MemoryContextDelete(here);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
        if (level)
        {
            ol_vm_host->pop_level(false);
        }
        CurrentResourceOwner = owner;
        MemoryContextSwitchTo(old);
        if (ol_vm_depth() <= 1)
        {
            MemoryContextResetChildren(call_cxt);
        }
    }
    PG_END_TRY();
    return status;
}
