/*
 * name.c - the bijection between Oracle's spelling of a name and PostgreSQL's.
 *
 * EMP <-> emp, "emp" <-> "EMP", "Emp" <-> "Emp". Only ASCII letters count as having case: whether a letter outside
 * ASCII has two cases differs between systems, and a name must map back to itself everywhere.
 * See also:  catalog.h
 */
#include "front/catalog.h"

static OlStr swap(OlArena *arena, OlStr name)
{
    bool upper = false, lower = false;

    for (size_t i = 0; i < name.n; i++)
    {
        upper |= name.s[i] >= 'A' && name.s[i] <= 'Z';
        lower |= name.s[i] >= 'a' && name.s[i] <= 'z';
    }
    if (upper == lower)
        return name;
    return upper ? ol_str_lower(arena, name) : ol_str_upper(arena, name);
}

OlStr ol_name_to_pg(OlArena *arena, OlStr oracle_name)
{
    return swap(arena, oracle_name);
}

OlStr ol_name_from_pg(OlArena *arena, OlStr pg_name)
{
    return swap(arena, pg_name);
}
