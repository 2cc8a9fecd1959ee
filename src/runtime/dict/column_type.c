/*
 * column_type.c - the Oracle type of a column in the words of the dictionary: DATA_TYPE, DATA_LENGTH, DATA_PRECISION, ...
 *
 * A column's label of our provider says the type in DDL's words ("VARCHAR2(10 CHAR)"); without one the PostgreSQL type has a
 * natural counterpart. sys.type_word_(typid, typmod, label) gives DATA_TYPE, sys.type_number_(typid, typmod, label, part) the
 * numbers: 1 length in bytes, 2 precision, 3 scale, 4 length in characters, 5 whether counted in characters (1) or bytes (0).
 * See also:  sql/dict/columns.sql
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "runtime/dict/dict.h"
#include "runtime/func/func.h"

typedef struct Shown
{
    char word[160];
    int length; /* bytes */
    int precision, scale, chars; /* -1000: NULL */
    int char_used;               /* -1000: not a string, 0 bytes, 1 characters */
} Shown;
#define NONE (-1000)

static void set(Shown *out, const char *word, int length)
{
    strlcpy(out->word, word, sizeof out->word);
    out->length = length;
    out->precision = out->scale = out->chars = NONE;
    out->char_used = NONE;
}

static void set_string(Shown *out, const char *word, int n, bool chars)
{
    set(out, word, 0);
    out->char_used = chars ? 1 : 0;
    out->chars = n;
    out->length = chars ? OL_MIN(n * 4, 32767) : n;
}

/* "NAME", "NAME(n)", "NAME(n BYTE|CHAR)", "NAME(p,s)", and the forms with the number inside: TIMESTAMP(6) WITH TIME ZONE. */
static bool from_label(const char *label, Shown *out)
{
    char name[64];
    const char *open = strchr(label, '(');
    size_t n = open == NULL ? strlen(label) : (size_t)(open - label);
    int a = NONE, b = NONE;
    bool chars = false;

    while (n > 0 && label[n - 1] == ' ')
        n--;
    if (n == 0 || n >= sizeof name)
        return false;
    memcpy(name, label, n);
    name[n] = '\0';
    if (open != NULL)
    {
        char *end;

        a = open[1] == '*' ? NONE : (int)strtol(open + 1, &end, 10);
        if (open[1] == '*')
            end = (char *)(uintptr_t)open + 2;
        chars = strncmp(end, " CHAR", 5) == 0;
        if (*end == ',')
            b = (int)strtol(end + 1, &end, 10);
    }
    if (strcmp(name, "VARCHAR2") == 0 || strcmp(name, "CHAR") == 0)
        set_string(out, name, a == NONE ? 1 : a, chars);
    else if (strcmp(name, "NVARCHAR2") == 0 || strcmp(name, "NCHAR") == 0)
    {
        set_string(out, name, a == NONE ? 1 : a, true);
        out->length = OL_MIN(out->chars * 2, 32767);
    }
    else if (strcmp(name, "NUMBER") == 0)
    {
        set(out, name, 22);
        out->precision = a;
        out->scale = open == NULL ? NONE : b == NONE ? 0 : b;
    }
    else if (strcmp(name, "FLOAT") == 0)
    {
        set(out, name, 22);
        out->precision = a == NONE ? 126 : a;
    }
    else if (strcmp(name, "RAW") == 0)
        set(out, name, a == NONE ? 0 : a);
    else if (strcmp(name, "DATE") == 0)
        set(out, name, 7);
    else if (strncmp(name, "TIMESTAMP", 9) == 0)
    {
        char word[96];
        const char *rest = strstr(label, " WITH");
        int digits = a == NONE ? 6 : a;

        snprintf(word, sizeof word, "TIMESTAMP(%d)%s", digits, rest == NULL ? "" : rest);
        set(out, word, rest != NULL && strstr(rest, "LOCAL") == NULL ? 13 : 11);
        out->scale = digits;
    }
    else if (strncmp(name, "INTERVAL", 8) == 0)
    {
        set(out, label, strncmp(label, "INTERVAL YEAR", 13) == 0 ? 5 : 11);
        out->precision = a == NONE ? 2 : a;
        if (out->length == 11)
            out->scale = 6;
        else
            out->scale = 0;
    }
    else if (strcmp(name, "CLOB") == 0 || strcmp(name, "NCLOB") == 0 || strcmp(name, "BLOB") == 0)
        set(out, name, 4000);
    else if (strcmp(name, "ROWID") == 0)
        set(out, name, 10);
    else if (strcmp(name, "BINARY_FLOAT") == 0)
        set(out, name, 4);
    else if (strcmp(name, "BINARY_DOUBLE") == 0)
        set(out, name, 8);
    else
        set(out, label, 0);
    return true;
}

static void natural(Oid type, int32 typmod, Shown *out)
{
    switch (type)
    {
        case TEXTOID:
        case XMLOID:
            set(out, type == XMLOID ? "XMLTYPE" : "CLOB", type == XMLOID ? 2000 : 4000);
            return;
        case VARCHAROID:
            if (typmod > VARHDRSZ)
                set_string(out, "VARCHAR2", typmod - VARHDRSZ, true);
            else
                set_string(out, "VARCHAR2", 4000, false);
            return;
        case BPCHAROID:
            set_string(out, "CHAR", typmod > VARHDRSZ ? typmod - VARHDRSZ : 1, true);
            return;
        case NAMEOID:
            set_string(out, "VARCHAR2", 63, false);
            return;
        case CHAROID:
            set_string(out, "CHAR", 1, false);
            return;
        case NUMERICOID:
            set(out, "NUMBER", 22);
            if (typmod >= (int32)VARHDRSZ)
            {
                out->precision = ((typmod - VARHDRSZ) >> 16) & 0xFFFF;
                out->scale = (((typmod - VARHDRSZ) & 0x7FF) ^ 1024) - 1024;
            }
            return;
        case INT2OID:
        case INT4OID:
        case INT8OID:
            set(out, "NUMBER", 22);
            out->precision = type == INT2OID ? 5 : type == INT4OID ? 10 : 19;
            out->scale = 0;
            return;
        case FLOAT4OID:
            set(out, "BINARY_FLOAT", 4);
            return;
        case FLOAT8OID:
            set(out, "BINARY_DOUBLE", 8);
            return;
        case DATEOID:
            set(out, "DATE", 7);
            return;
        case TIMESTAMPOID:
            if (typmod == 0)
                set(out, "DATE", 7);
            else
            {
                set(out, psprintf("TIMESTAMP(%d)", typmod < 0 ? 6 : (int)typmod), 11);
                out->scale = typmod < 0 ? 6 : typmod;
            }
            return;
        case TIMESTAMPTZOID:
            set(out, psprintf("TIMESTAMP(%d) WITH LOCAL TIME ZONE", typmod < 0 ? 6 : (int)typmod), 11);
            out->scale = typmod < 0 ? 6 : typmod;
            return;
        case INTERVALOID:
        {
            int range = typmod < 0 ? INTERVAL_FULL_RANGE : INTERVAL_RANGE(typmod);
            bool ym = range == (INTERVAL_MASK(YEAR) | INTERVAL_MASK(MONTH)) || range == INTERVAL_MASK(YEAR) ||
                      range == INTERVAL_MASK(MONTH);

            set(out, ym ? "INTERVAL YEAR(2) TO MONTH" : "INTERVAL DAY(2) TO SECOND(6)", ym ? 5 : 11);
            out->precision = 2;
            out->scale = ym ? 0 : 6;
            return;
        }
        case BYTEAOID:
            set(out, "BLOB", 4000);
            return;
        case BOOLOID:
            set(out, "BOOLEAN", 1);
            return;
        case JSONOID:
        case JSONBOID:
            set(out, "JSON", 8200);
            return;
        case OIDOID:
        case XIDOID:
            set(out, "NUMBER", 22);
            out->precision = 10;
            out->scale = 0;
            return;
        default:
        {
            Oid base = getBaseType(type);

            if (base != type)
            {
                natural(base, typmod, out);
                return;
            }
        }
    }
    {
        char *name = format_type_be(type);

        if (strcmp(name, "sys.oratimestamptz") == 0 || strcmp(name, "oratimestamptz") == 0)
        {
            set(out, psprintf("TIMESTAMP(%d) WITH TIME ZONE", typmod < 0 ? 6 : (int)typmod), 13);
            out->scale = typmod < 0 ? 6 : typmod;
        }
        else if (strcmp(name, "sys.rowid") == 0 || strcmp(name, "rowid") == 0)
            set(out, "ROWID", 10);
        else
        {
            NameData n;
            char *dot = strrchr(name, '.');

            namestrcpy(&n, dot == NULL ? name : dot + 1);
            set(out, text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_oracle_name, NameGetDatum(&n)))), 2000);
        }
    }
}

static void shown(FunctionCallInfo fcinfo, Shown *out)
{
    if (!PG_ARGISNULL(2))
    {
        char *label = text_to_cstring(OL_TEXT_ARG(2));

        if (from_label(label, out))
            return;
    }
    natural(PG_GETARG_OID(0), PG_GETARG_INT32(1), out);
}

OL_FUNCTION(ol_fn_type_word)
{
    Shown s;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    shown(fcinfo, &s);
    PG_RETURN_TEXT_P(cstring_to_text(s.word));
}

OL_FUNCTION(ol_fn_type_number)
{
    Shown s;
    int value;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
        PG_RETURN_NULL();
    shown(fcinfo, &s);
    switch (PG_GETARG_INT32(3))
    {
        case 1:
            value = s.length;
            break;
        case 2:
            value = s.precision;
            break;
        case 3:
            value = s.scale;
            break;
        case 4:
            value = s.char_used == NONE ? 0 : s.chars;
            break;
        default:
            value = s.char_used;
            break;
    }
    if (value == NONE)
        PG_RETURN_NULL();
    return ol_datum_int64(value);
}
