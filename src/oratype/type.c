/*
 * type.c - names and numbers of the Oracle types and of their representations.
 *
 * Owns:      the tables made from defs/types.def and defs/reps.def.
 * See also:  oratype_types.h
 */
#include "oratype/oratype_types.h"

static const OlTypeInfo types[OL_T_COUNT] = {
#define OL_TYPE(symbol, name, wire, size, form, family) [OL_T_##symbol] = {name, wire, size, form, family},
#include "../../defs/types.def"
#undef OL_TYPE
};

static const OlRepInfo reps[OL_REP_COUNT] = {
#define OL_REP(symbol, pgname, oid) [OL_REP_##symbol] = {pgname, oid},
#include "../../defs/reps.def"
#undef OL_REP
};

const OlTypeInfo *ol_type_info(OlTypeCode code)
{
    return &types[(unsigned)code < OL_T_COUNT ? code : OL_T_UNKNOWN];
}

const OlRepInfo *ol_rep_info(OlRep rep)
{
    return &reps[(unsigned)rep < OL_REP_COUNT ? rep : OL_REP_NONE];
}

OlTypeCode ol_type_by_wire(uint8_t wire, uint8_t form)
{
    for (int i = OL_T_VARCHAR2; i < OL_T_COUNT; i++)
        if (types[i].wire == wire && (form == 0 || types[i].form == 0 || types[i].form == form))
            return (OlTypeCode)i;
    return OL_T_UNKNOWN;
}

OlStr ol_type_format(OlArena *arena, const OlType *type)
{
    const char *name = ol_type_info(type->code)->name;

    switch (type->code)
    {
        case OL_T_VARCHAR2:
        case OL_T_CHAR:
            if (type->char_semantics && type->size_chars > 0)
                return ol_str_printf(arena, "%s(%d CHAR)", name, (int)type->size_chars);
            if (type->size_bytes > 0)
                return ol_str_printf(arena, "%s(%d BYTE)", name, (int)type->size_bytes);
            return ol_str(name);
        case OL_T_NVARCHAR2:
        case OL_T_NCHAR:
            return type->size_chars > 0 ? ol_str_printf(arena, "%s(%d)", name, (int)type->size_chars) : ol_str(name);
        case OL_T_RAW:
            return type->size_bytes > 0 ? ol_str_printf(arena, "%s(%d)", name, (int)type->size_bytes) : ol_str(name);
        case OL_T_NUMBER:
            if (type->precision == 0)
                return type->scale == OL_SCALE_NONE ? ol_str(name) : ol_str_printf(arena, "%s(*,%d)", name, type->scale);
            if (type->scale == OL_SCALE_NONE || type->scale == 0)
                return ol_str_printf(arena, "%s(%d)", name, type->precision);
            return ol_str_printf(arena, "%s(%d,%d)", name, type->precision, type->scale);
        case OL_T_FLOAT:
            return ol_str_printf(arena, "%s(%d)", name, type->precision == 0 ? 126 : type->precision);
        case OL_T_TIMESTAMP:
            return ol_str_printf(arena, "TIMESTAMP(%d)", type->scale);
        case OL_T_TIMESTAMP_TZ:
            return ol_str_printf(arena, "TIMESTAMP(%d) WITH TIME ZONE", type->scale);
        case OL_T_TIMESTAMP_LTZ:
            return ol_str_printf(arena, "TIMESTAMP(%d) WITH LOCAL TIME ZONE", type->scale);
        case OL_T_INTERVAL_YM:
            return ol_str_printf(arena, "INTERVAL YEAR(%d) TO MONTH", type->precision == 0 ? 2 : type->precision);
        case OL_T_INTERVAL_DS:
            return ol_str_printf(arena, "INTERVAL DAY(%d) TO SECOND(%d)", type->precision == 0 ? 2 : type->precision,
                                 type->scale);
        case OL_T_OBJECT:
        case OL_T_COLLECTION:
        case OL_T_REF:
            return ol_str_printf(arena, "%.*s.%.*s", OL_STR_ARG(type->type_schema), OL_STR_ARG(type->type_name));
        default:
            return ol_str(name);
    }
}
