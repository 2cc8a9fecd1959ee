/*
 * functions.c - the function tables: rows and lookup by name.
 *
 * Owns:      the constant tables made from defs/functions.def and defs/emit_functions.def.
 * Invariant: lookup allocates nothing.
 * See also:  functions.h
 */
#include "front/functions.h"
#include "front/resolve.h"

#include <string.h>

static const OlFuncRow rows[] = {
#define OL_FUNC(name, args, result, target, flags) {name, args, OL_RR_##result, target, flags},
#include "../../defs/functions.def"
#undef OL_FUNC
};

static const char *const emit_targets[OL_EMITFN_COUNT] = {
#define OL_EMITFN(symbol, target, args, result, flags) [OL_EMITFN_##symbol] = target,
#include "../../defs/emit_functions.def"
#undef OL_EMITFN
};

int ol_func_count(void)
{
    return (int)OL_LENGTHOF(rows);
}

const OlFuncRow *ol_func_at(int i)
{
    return &rows[i];
}

/* The table is small (some 260 rows); first letter and length reject nearly every row before a comparison. */
const OlFuncRow *ol_func_find(OlStr name, int *nrows)
{
    *nrows = 0;
    if (name.n == 0)
        return NULL;
    for (int i = 0; i < (int)OL_LENGTHOF(rows); i++)
    {
        if (rows[i].name[0] != name.s[0] || strncmp(rows[i].name, name.s, name.n) != 0 || rows[i].name[name.n] != '\0')
            continue;
        int n = 1;

        while (i + n < (int)OL_LENGTHOF(rows) && strcmp(rows[i + n].name, rows[i].name) == 0)
            n++;
        *nrows = n;
        return &rows[i];
    }
    return NULL;
}

bool ol_rs_function_known(OlStr name)
{
    int n;

    return ol_func_find(name, &n) != NULL;
}

const char *ol_emitfn_target(OlEmitFn fn)
{
    return emit_targets[fn];
}
