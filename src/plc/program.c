/*
 * program.c - the small facts about programs: the table of opcodes, kinds of slots.
 *
 * Owns:      ol_op_info, ol_slot_kind_of, ol_slot_letter.
 * See also:  program.h, defs/opcodes.def
 */
#include "plc/program.h"

static const OlOpInfo op_infos[OL_OP_COUNT] = {
#define OL_OP(name, operands, flags, meaning) {#name, operands, flags, meaning},
#include "../../defs/opcodes.def"
#undef OL_OP
};

const OlOpInfo *ol_op_info(int op)
{
    return op < 0 || op >= OL_OP_COUNT ? NULL : &op_infos[op];
}

OlSlotKind ol_slot_kind_of(const OlType *type)
{
    switch (type->code)
    {
        case OL_T_NUMBER:
        case OL_T_FLOAT:
        case OL_T_PLS_INTEGER:
            if (type->rep == OL_REP_INT2 || type->rep == OL_REP_INT4 || type->rep == OL_REP_INT8)
                return OL_SLOT_INT;
            if (type->rep == OL_REP_FLOAT4 || type->rep == OL_REP_FLOAT8)
                return OL_SLOT_DOUBLE;
            return OL_SLOT_NUMBER;
        case OL_T_BINARY_FLOAT:
        case OL_T_BINARY_DOUBLE:
            return OL_SLOT_DOUBLE;
        case OL_T_BOOLEAN:
            return OL_SLOT_BOOL;
        case OL_T_DATE:
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_LTZ:
            return OL_SLOT_TIME;
        case OL_T_TIMESTAMP_TZ:
            return OL_SLOT_TIME_TZ;
        case OL_T_INTERVAL_YM:
        case OL_T_INTERVAL_DS:
            return OL_SLOT_INTERVAL;
        case OL_T_ROWID:
            return OL_SLOT_ROWID;
        case OL_T_NULL:
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        case OL_T_LONG:
        case OL_T_CLOB:
        case OL_T_NCLOB:
        case OL_T_UROWID:
            return OL_SLOT_STRING;
        case OL_T_RAW:
        case OL_T_LONG_RAW:
        case OL_T_BLOB:
            return OL_SLOT_RAW;
        case OL_T_RECORD:
        case OL_T_OBJECT:
            return OL_SLOT_RECORD;
        case OL_T_INDEX_TABLE:
        case OL_T_COLLECTION:
            return OL_SLOT_COLL;
        case OL_T_CURSOR:
            return OL_SLOT_CURSOR;
        case OL_T_JSON:
        case OL_T_XMLTYPE:
        case OL_T_VECTOR:
            return OL_SLOT_OTHER;
        default:
            return OL_SLOT_NONE;
    }
}

OlSlotKind ol_slot_kind_column(const OlType *type)
{
    OlType t = *type;

    if (t.code == OL_T_UNKNOWN)
        t.code = OL_T_VARCHAR2;
    t.rep = OL_REP_NONE;
    return ol_slot_kind_of(&t);
}

OlSlotKind ol_slot_kind_value(const OlType *type)
{
    OlSlotKind k = ol_slot_kind_of(type);

    return k == OL_SLOT_NONE || (type->rep == OL_REP_OTHER && type->type_name.n == 0) ? OL_SLOT_OTHER : k;
}

char ol_slot_letter(int kind)
{
    static const char letters[OL_SLOT_COUNT + 1] = "-nidbtzvwsrqlco";

    return kind < 0 || kind >= OL_SLOT_COUNT ? '?' : letters[kind];
}
