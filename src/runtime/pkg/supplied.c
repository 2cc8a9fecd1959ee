/*
 * supplied.c - the supplied packages in the dictionary: sys.supplied_units_(), which the views of objects, sources and synonyms read.
 *
 * See also:  src/plc/supplied.c, sql/pkg.sql
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "plc/plc.h"
#include "runtime/func/func.h"

/* name, kind, source; the source of a body is not shown, as Oracle shows none (wrapped) */
OL_FUNCTION(ol_fn_supplied_units)
{
    ReturnSetInfo *set = (ReturnSetInfo *)fcinfo->resultinfo;
    OlStr name;
    OlStr text;
    OlObjectKind kind;

    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    for (int i = 0; ol_plc_supplied_at(i, &name, &kind, &text); i++)
    {
        bool body = kind == OL_OBJ_PACKAGE_BODY;
        Datum values[3];
        bool nulls[3] = {false, false, false};

        values[0] = PointerGetDatum(cstring_to_text_with_len(name.s, (int)name.n));
        values[1] = CStringGetTextDatum(body ? "PACKAGE BODY" : "PACKAGE");
        values[2] = body ? CStringGetTextDatum("PACKAGE BODY supplied") : PointerGetDatum(cstring_to_text_with_len(text.s, (int)text.n));
        tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
    }
    return (Datum)0;
}
