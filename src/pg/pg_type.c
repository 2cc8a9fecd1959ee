/*
 * pg_type.c - which Oracle type a PostgreSQL column, parameter or result has.
 *
 * A plain PostgreSQL table has types of its own; what they say is taken at its word (timestamp(0) is a DATE, varchar(n)
 * counts characters). What the catalog cannot say stands in a security label on the column.
 * See also:  pg_type.h, design.md section 5
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "front/catalog.h"
#include "pg/pg.h"
#include "pg/pg_type.h"

static bool sys_known;
static Oid sys_namespace, oratstz_oid, rowid_oid;

static void forget_sys(Datum arg, int cacheid, uint32 hashvalue)
{
    sys_known = false;
}

void ol_pg_type_init(void)
{
    CacheRegisterSyscacheCallback(NAMESPACEOID, forget_sys, (Datum) 0);
    CacheRegisterSyscacheCallback(TYPEOID, forget_sys, (Datum) 0);
}

static void find_sys(void)
{
    if (sys_known)
        return;
    sys_namespace = get_namespace_oid("sys", true);
    oratstz_oid = rowid_oid = InvalidOid;
    if (OidIsValid(sys_namespace))
    {
        oratstz_oid = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("oratimestamptz"),
                                      ObjectIdGetDatum(sys_namespace));
        rowid_oid = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("rowid"),
                                    ObjectIdGetDatum(sys_namespace));
    }
    sys_known = true;
}

Oid ol_pg_sys_namespace(void)
{
    find_sys();
    return sys_namespace;
}

Oid ol_pg_oratimestamptz_oid(void)
{
    find_sys();
    return oratstz_oid;
}

Oid ol_pg_rowid_oid(void)
{
    find_sys();
    return rowid_oid;
}

Oid ol_pg_rep_oid(OlRep rep)
{
    if (rep == OL_REP_ORATSTZ)
        return ol_pg_oratimestamptz_oid();
    if (rep == OL_REP_ROWID)
        return ol_pg_rowid_oid();
    return ol_rep_info(rep)->pg_oid;
}

static void set_string(OlType *out, OlTypeCode code, OlRep rep, int32 chars)
{
    out->code = code;
    out->rep = rep;
    out->char_semantics = true;
    out->size_chars = chars;
    out->size_bytes = chars > 8191 ? 32767 : chars * 4;
}

static void set_number(OlType *out, OlRep rep, int precision, int scale)
{
    out->code = OL_T_NUMBER;
    out->rep = rep;
    out->precision = (uint8_t) precision;
    out->scale = (int8_t) scale;
}

static void set_fraction(OlType *out, OlTypeCode code, OlRep rep, int fraction)
{
    out->code = code;
    out->rep = rep;
    out->scale = (int8_t) (fraction < 0 || fraction > 6 ? 6 : fraction);
}

/* numeric(p,s) as PostgreSQL packs it in a typmod: precision above 16 bits, scale as 11 bits with sign. */
static void set_numeric(OlType *out, int32 typmod)
{
    int precision, scale;

    set_number(out, OL_REP_NUMERIC, 0, OL_SCALE_NONE);
    if (typmod < (int32) VARHDRSZ)
        return;
    precision = ((typmod - VARHDRSZ) >> 16) & 0xffff;
    scale = (((typmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024;
    if (precision <= 38 && scale >= -84 && scale <= 127)
    {
        out->precision = (uint8_t) precision;
        out->scale = (int8_t) scale;
    }
}

/* --- types of schemas ------------------------------------------------------------------------------------------------ */

typedef struct NamedType
{
    struct
    {
        Oid oid;
        char schema[NAMEDATALEN];
        char name[NAMEDATALEN];
    } key; /* PostgreSQL's spelling */
    OlStr schema; /* Oracle's */
    OlStr name;
} NamedType;

static HTAB *named_types;

/* Names of types are kept for the life of the process: an OlType that points at them may be copied anywhere. */
static void name_type(Form_pg_type form, OlType *out)
{
    NamedType probe;
    NamedType *entry;
    char *schema = get_namespace_name(form->typnamespace);
    bool found;

    if (named_types == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof probe.key;
        ctl.entrysize = sizeof(NamedType);
        ctl.hcxt = TopMemoryContext;
        named_types = hash_create("oliphant type names", 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    memset(&probe, 0, sizeof probe);
    probe.key.oid = form->oid;
    strlcpy(probe.key.schema, schema != NULL ? schema : "", NAMEDATALEN);
    strlcpy(probe.key.name, NameStr(form->typname), NAMEDATALEN);
    entry = hash_search(named_types, &probe.key, HASH_ENTER, &found);
    if (!found)
    {
        OlArena *arena = ol_pg_arena_new(TopMemoryContext);

        entry->schema = OL_STR_NULL;
        entry->name = OL_STR_NULL;
        entry->schema = ol_name_from_pg(arena, ol_str_dup(arena, ol_str(probe.key.schema)));
        entry->name = ol_name_from_pg(arena, ol_str_dup(arena, ol_str(probe.key.name)));
    }
    out->pg_oid = form->oid;
    out->rep = OL_REP_OTHER;
    out->type_schema = entry->schema;
    out->type_name = entry->name;
}

bool ol_pg_schema_type(Oid typid, OlType *out)
{
    HeapTuple tuple;
    Form_pg_type form;
    bool found = false;

    memset(out, 0, sizeof *out);
    if (typid < FirstNormalObjectId)
        return false;
    tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
    if (!HeapTupleIsValid(tuple))
        return false;
    form = (Form_pg_type) GETSTRUCT(tuple);
    if (form->typtype == TYPTYPE_DOMAIN && OidIsValid(get_element_type(form->typbasetype)))
    {
        out->code = OL_T_COLLECTION;
        found = true;
    }
    else if (form->typtype == TYPTYPE_COMPOSITE && get_rel_relkind(form->typrelid) == RELKIND_COMPOSITE_TYPE)
    {
        out->code = OL_T_OBJECT;
        found = true;
    }
    if (found)
        name_type(form, out);
    ReleaseSysCache(tuple);
    return found;
}

void ol_pg_natural_type(Oid typid, int32 typmod, OlType *out)
{
    Oid base = typid;

    memset(out, 0, sizeof *out);
    if (typid >= FirstNormalObjectId)
    {
        if (ol_pg_schema_type(typid, out))
            return;
        base = getBaseTypeAndTypmod(typid, &typmod);
        find_sys();
        if (base == oratstz_oid)
        {
            set_fraction(out, OL_T_TIMESTAMP_TZ, OL_REP_ORATSTZ, typmod);
            return;
        }
        if (base == rowid_oid)
        {
            out->code = OL_T_ROWID;
            out->rep = OL_REP_ROWID;
            return;
        }
    }
    switch (base)
    {
        case VARCHAROID:
            set_string(out, OL_T_VARCHAR2, OL_REP_VARCHAR, typmod >= (int32) VARHDRSZ ? typmod - VARHDRSZ : 4000);
            if (typmod < (int32) VARHDRSZ)
            {
                out->size_bytes = 4000;
                out->char_semantics = false;
            }
            return;
        case TEXTOID:
            out->code = OL_T_CLOB;
            out->rep = OL_REP_TEXT;
            return;
        case BPCHAROID:
            set_string(out, OL_T_CHAR, OL_REP_BPCHAR, typmod >= (int32) VARHDRSZ ? typmod - VARHDRSZ : 2000);
            return;
        case NUMERICOID:
            set_numeric(out, typmod);
            return;
        case INT2OID:
            set_number(out, OL_REP_INT2, 5, 0);
            return;
        case INT4OID:
            set_number(out, OL_REP_INT4, 10, 0);
            return;
        case INT8OID:
            set_number(out, OL_REP_INT8, 19, 0);
            return;
        case FLOAT4OID:
            out->code = OL_T_BINARY_FLOAT;
            out->rep = OL_REP_FLOAT4;
            return;
        case FLOAT8OID:
            out->code = OL_T_BINARY_DOUBLE;
            out->rep = OL_REP_FLOAT8;
            return;
        case TIMESTAMPOID:
            if (typmod == 0)
            {
                out->code = OL_T_DATE;
                out->rep = OL_REP_TIMESTAMP;
            }
            else
                set_fraction(out, OL_T_TIMESTAMP, OL_REP_TIMESTAMP, typmod);
            return;
        case TIMESTAMPTZOID:
            set_fraction(out, OL_T_TIMESTAMP_LTZ, OL_REP_TIMESTAMPTZ, typmod);
            return;
        case DATEOID:
            out->code = OL_T_DATE;
            out->rep = OL_REP_PGDATE;
            return;
        case INTERVALOID:
            out->rep = OL_REP_INTERVAL;
            if (typmod >= 0 && INTERVAL_RANGE(typmod) != INTERVAL_FULL_RANGE &&
                (INTERVAL_RANGE(typmod) & ~(INTERVAL_MASK(YEAR) | INTERVAL_MASK(MONTH))) == 0)
            {
                out->code = OL_T_INTERVAL_YM;
                out->precision = 9;
            }
            else
            {
                set_fraction(out, OL_T_INTERVAL_DS, OL_REP_INTERVAL,
                             typmod >= 0 && INTERVAL_PRECISION(typmod) != INTERVAL_FULL_PRECISION
                                 ? (int) INTERVAL_PRECISION(typmod)
                                 : 6);
                out->precision = 9;
            }
            return;
        case BYTEAOID:
            out->code = OL_T_BLOB;
            out->rep = OL_REP_BYTEA;
            return;
        case BOOLOID:
            out->code = OL_T_BOOLEAN;
            out->rep = OL_REP_BOOL;
            return;
        case JSONBOID:
            out->code = OL_T_JSON;
            out->rep = OL_REP_JSONB;
            return;
        case XMLOID:
            out->code = OL_T_XMLTYPE;
            out->rep = OL_REP_XML;
            return;
        case REFCURSOROID:
            out->code = OL_T_CURSOR;
            out->rep = OL_REP_REFCURSOR;
            return;
        case TIDOID:
            out->code = OL_T_ROWID;
            out->rep = OL_REP_TID;
            return;
        case UNKNOWNOID:
            out->code = OL_T_NULL;
            out->rep = OL_REP_TEXT;
            return;
        default:
            /* Any other type is shown as its text. */
            set_string(out, OL_T_VARCHAR2, OL_REP_OTHER, 4000);
            out->size_bytes = 4000;
            out->char_semantics = false;
            out->pg_oid = base;
            return;
    }
}

/* "(10 BYTE)", "(10,2)", "(*,2)", "" after a type name: up to two numbers and a unit. False when it is none of these. */
typedef struct LabelArgs
{
    int n;
    int value[2];
    bool star;
    char unit; /* 'B', 'C' or 0 */
} LabelArgs;

static bool parse_args(const char **at, LabelArgs *args)
{
    const char *p = *at;

    memset(args, 0, sizeof *args);
    if (*p != '(')
        return true;
    p++;
    for (;;)
    {
        char *end;

        while (*p == ' ')
            p++;
        if (*p == '*' && args->n == 0)
        {
            args->star = true;
            args->n++;
            p++;
        }
        else
        {
            long v = strtol(p, &end, 10);

            if (end == p || args->n == 2 || v < -127 || v > 32767)
                return false;
            args->value[args->n++] = (int) v;
            p = end;
        }
        while (*p == ' ')
            p++;
        if (strncmp(p, "BYTE", 4) == 0 || strncmp(p, "CHAR", 4) == 0)
        {
            args->unit = *p;
            p += 4;
        }
        if (*p == ')')
        {
            *at = p + 1;
            return true;
        }
        if (*p != ',')
            return false;
        p++;
    }
}

static bool apply_type(const char *text, OlType *type)
{
    /* Names whose arguments stand inside them: TIMESTAMP(6) WITH TIME ZONE, INTERVAL DAY(2) TO SECOND(6). */
    static const struct
    {
        const char *head, *tail;
        OlTypeCode code;
    } forms[] = {
        {"TIMESTAMP", " WITH LOCAL TIME ZONE", OL_T_TIMESTAMP_LTZ},
        {"TIMESTAMP", " WITH TIME ZONE", OL_T_TIMESTAMP_TZ},
        {"INTERVAL YEAR", " TO MONTH", OL_T_INTERVAL_YM},
        {"INTERVAL DAY", " TO SECOND", OL_T_INTERVAL_DS},
    };
    OlTypeCode code = OL_T_UNKNOWN;
    LabelArgs args, second;
    const char *p = text;

    memset(&second, 0, sizeof second);
    for (int i = 0; i < (int) lengthof(forms) && code == OL_T_UNKNOWN; i++)
    {
        size_t n = strlen(forms[i].head);

        p = text + n;
        if (strncmp(text, forms[i].head, n) != 0 || !parse_args(&p, &args))
            continue;
        if (strncmp(p, forms[i].tail, strlen(forms[i].tail)) == 0)
        {
            p += strlen(forms[i].tail);
            if (!parse_args(&p, &second))
                return false;
            code = forms[i].code;
        }
    }
    for (int i = OL_T_VARCHAR2; i < OL_T_COUNT && code == OL_T_UNKNOWN; i++)
    {
        const char *name = ol_type_info((OlTypeCode) i)->name;
        size_t n = strlen(name);

        p = text + n;
        if (strncmp(text, name, n) == 0 && (*p == '\0' || *p == '(') && parse_args(&p, &args))
            code = (OlTypeCode) i;
    }
    if (code == OL_T_UNKNOWN || *p != '\0')
        return false;

    type->code = code;
    switch (code)
    {
        case OL_T_VARCHAR2:
        case OL_T_CHAR:
            if (args.n == 1 && args.unit == 'C')
            {
                type->char_semantics = true;
                type->size_chars = args.value[0];
                type->size_bytes = Min(args.value[0] * 4, 32767);
            }
            else if (args.n == 1)
            {
                type->char_semantics = false;
                type->size_bytes = type->size_chars = args.value[0];
            }
            break;
        case OL_T_NVARCHAR2:
        case OL_T_NCHAR:
            if (args.n == 1)
            {
                type->char_semantics = true;
                type->size_chars = args.value[0];
                type->size_bytes = args.value[0] * 2;
            }
            break;
        case OL_T_RAW:
            type->size_bytes = args.n == 1 ? args.value[0] : 2000;
            break;
        case OL_T_NUMBER:
            type->precision = args.n >= 1 && !args.star ? (uint8_t) args.value[0] : 0;
            type->scale = args.n == 2 ? (int8_t) args.value[1] : args.n == 1 ? 0 : OL_SCALE_NONE;
            break;
        case OL_T_FLOAT:
            type->precision = args.n == 1 ? (uint8_t) args.value[0] : 126;
            type->scale = OL_SCALE_NONE;
            break;
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_TZ:
        case OL_T_TIMESTAMP_LTZ:
            type->scale = args.n == 1 ? (int8_t) args.value[0] : 6;
            break;
        case OL_T_INTERVAL_YM:
            type->precision = args.n == 1 ? (uint8_t) args.value[0] : 2;
            break;
        case OL_T_INTERVAL_DS:
            type->precision = args.n == 1 ? (uint8_t) args.value[0] : 2;
            type->scale = second.n == 1 ? (int8_t) second.value[0] : 6;
            break;
        default:
            break;
    }
    return true;
}

bool ol_pg_label_parse(const char *label, OlType *type, bool *invisible)
{
    char text[128];
    const char *semicolon = strchr(label, ';');
    size_t n = semicolon != NULL ? (size_t) (semicolon - label) : strlen(label);
    OlType result = *type;
    bool hidden = false;

    if (n >= sizeof text)
        return false;
    memcpy(text, label, n);
    text[n] = '\0';
    if (n > 0 && !apply_type(text, &result))
        return false;
    while (semicolon != NULL)
    {
        const char *flag = semicolon + 1;

        semicolon = strchr(flag, ';');
        n = semicolon != NULL ? (size_t) (semicolon - flag) : strlen(flag);
        if (n == 9 && strncmp(flag, "INVISIBLE", 9) == 0)
            hidden = true;
        else if (n != 0 && strspn(flag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_=0123456789") < n)
            return false; /* unknown flags are kept: a newer version may have written them */
    }
    *type = result;
    *invisible = hidden;
    return true;
}

void ol_pg_column_type(Oid typid, int32 typmod, const char *label, OlType *out, bool *invisible)
{
    ol_pg_natural_type(typid, typmod, out);
    *invisible = false;
    if (label != NULL)
        (void) ol_pg_label_parse(label, out, invisible);
}
