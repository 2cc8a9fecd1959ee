/*
 * column_type.c - the Oracle type of a column in the words of the dictionary: DATA_TYPE, DATA_LENGTH, DATA_PRECISION, ...
 *
 * sys.type_word_(typid, typmod, label) gives DATA_TYPE; sys.type_number_(typid, typmod, label, part) the numbers: 1 length in
 * bytes, 2 precision, 3 scale, 4 length in characters, 5 whether counted in characters (1) or bytes (0).
 * See also:  pg/pg_type.h (natural types and labels), sql/dict/columns.sql
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "pg/pg_type.h"
#include "runtime/dict/dict.h"
#include "runtime/func/func.h"

#define UNLIMITED 4000 /* what a VARCHAR2 without a length is shown with */

/* False when there is no such type (any more). */
static bool type_arg(FunctionCallInfo fcinfo, OlType *type)
{
    char *label = PG_ARGISNULL(2) ? NULL : text_to_cstring(OL_TEXT_ARG(2));
    bool invisible;

    if (!get_typisdefined(PG_GETARG_OID(0)))
        return false;
    ol_pg_column_type(PG_GETARG_OID(0), PG_GETARG_INT32(1), label, type, &invisible);
    return true;
}

OL_FUNCTION(ol_fn_type_word)
{
    OlType type;
    OlStr word;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    if (!type_arg(fcinfo, &type))
        PG_RETURN_NULL();
    if ((type.code == OL_T_OBJECT || type.code == OL_T_COLLECTION) && type.type_name.n > 0)
        word = type.type_name;
    else if (ol_type_info(type.code)->family == OL_FAM_DATETIME || ol_type_info(type.code)->family == OL_FAM_INTERVAL)
        word = ol_type_format(ol_pg_arena_new(CurrentMemoryContext), &type);
    else
        word = ol_str(ol_type_info(type.code)->name);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(word.s, (int)word.n));
}

static bool is_string(const OlType *type)
{
    return type->code == OL_T_VARCHAR2 || type->code == OL_T_NVARCHAR2 || type->code == OL_T_CHAR || type->code == OL_T_NCHAR;
}

/* Bytes as DATA_LENGTH shows them. */
static int length_bytes(const OlType *type)
{
    switch (type->code)
    {
        case OL_T_VARCHAR2:
        case OL_T_CHAR:
            if (type->size_bytes > 0)
                return type->size_bytes;
            return type->size_chars > 0 ? OL_MIN(type->size_chars * 4, 32767) : UNLIMITED;
        case OL_T_NVARCHAR2:
        case OL_T_NCHAR:
            return type->size_chars > 0 ? OL_MIN(type->size_chars * 2, 32767) : UNLIMITED;
        case OL_T_RAW:
            return type->size_bytes > 0 ? type->size_bytes : 2000;
        case OL_T_LONG:
        case OL_T_LONG_RAW:
            return 0;
        default:
            return ol_type_info(type->code)->wire_size;
    }
}

OL_FUNCTION(ol_fn_type_number)
{
    OlType type;
    OlTypeFamily family;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
        PG_RETURN_NULL();
    if (!type_arg(fcinfo, &type))
        PG_RETURN_NULL();
    family = ol_type_info(type.code)->family;
    switch (PG_GETARG_INT32(3))
    {
        case 1:
            return ol_datum_int64(length_bytes(&type));
        case 2:
            if (type.code == OL_T_FLOAT && type.precision == 0)
                return ol_datum_int64(126);
            if (type.precision == 0 || (family != OL_FAM_NUMBER && family != OL_FAM_INTERVAL))
                PG_RETURN_NULL();
            return ol_datum_int64(type.precision);
        case 3:
            if (family == OL_FAM_NUMBER ? type.code != OL_T_NUMBER || type.scale == OL_SCALE_NONE
                                        : family != OL_FAM_INTERVAL && (family != OL_FAM_DATETIME || type.code == OL_T_DATE))
                PG_RETURN_NULL();
            return ol_datum_int64(type.scale);
        case 4:
            if (!is_string(&type))
                return ol_datum_int64(0);
            return ol_datum_int64(type.size_chars > 0 ? type.size_chars : length_bytes(&type));
        default:
            if (!is_string(&type))
                PG_RETURN_NULL();
            return ol_datum_int64(type.char_semantics || type.code == OL_T_NVARCHAR2 || type.code == OL_T_NCHAR);
    }
}
