/*
 * resolve_type.c - types of expressions: conversions, comparison, common types, assignment.
 *
 * Owns:      Oracle's rules of implicit conversion, each turned into an explicit call.
 * Not here:  the functions that convert (schema sys), CAST's syntax (resolve_expr.c).
 * Invariant: what comes out has exactly the representation asked for; a NULL literal takes the type it meets.
 * See also:  SQL Language Reference, "Data Type Comparison Rules" and "Data Conversion"; defs/emit_functions.def
 */
#include "front/resolve.h"

#include <string.h>

/* --- constructors ------------------------------------------------------------------------------------------------- */

OlRep ol_rep_default(OlTypeCode code)
{
    switch (code)
    {
        case OL_T_NUMBER:
        case OL_T_FLOAT:
        case OL_T_PLS_INTEGER:
            return OL_REP_NUMERIC;
        case OL_T_BINARY_FLOAT:
            return OL_REP_FLOAT4;
        case OL_T_BINARY_DOUBLE:
            return OL_REP_FLOAT8;
        case OL_T_DATE:
        case OL_T_TIMESTAMP:
            return OL_REP_TIMESTAMP;
        case OL_T_TIMESTAMP_TZ:
            return OL_REP_ORATSTZ;
        case OL_T_TIMESTAMP_LTZ:
            return OL_REP_TIMESTAMPTZ;
        case OL_T_INTERVAL_YM:
        case OL_T_INTERVAL_DS:
            return OL_REP_INTERVAL;
        case OL_T_RAW:
        case OL_T_LONG_RAW:
        case OL_T_BLOB:
            return OL_REP_BYTEA;
        case OL_T_ROWID:
        case OL_T_UROWID:
            return OL_REP_ROWID;
        case OL_T_BOOLEAN:
            return OL_REP_BOOL;
        case OL_T_JSON:
            return OL_REP_JSONB;
        case OL_T_XMLTYPE:
            return OL_REP_XML;
        case OL_T_CURSOR:
            return OL_REP_REFCURSOR;
        case OL_T_OBJECT:
        case OL_T_COLLECTION:
        case OL_T_VECTOR:
        case OL_T_REF:
            return OL_REP_OTHER;
        default:
            return OL_REP_TEXT;
    }
}

OlType ol_type_of(OlTypeCode code)
{
    OlType t;

    memset(&t, 0, sizeof(t));
    t.code = code;
    t.rep = ol_rep_default(code);
    switch (code)
    {
        case OL_T_NUMBER:
        case OL_T_FLOAT:
            t.scale = OL_SCALE_NONE;
            break;
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_TZ:
        case OL_T_TIMESTAMP_LTZ:
            t.scale = 6;
            break;
        case OL_T_INTERVAL_YM:
            t.precision = 2;
            break;
        case OL_T_INTERVAL_DS:
            t.precision = 2;
            t.scale = 6;
            break;
        default:
            break;
    }
    return t;
}

OlType ol_type_number(void)
{
    return ol_type_of(OL_T_NUMBER);
}

OlType ol_type_bool(void)
{
    return ol_type_of(OL_T_BOOLEAN);
}

OlType ol_type_varchar(int bytes)
{
    OlType t = ol_type_of(OL_T_VARCHAR2);

    t.size_bytes = bytes;
    t.size_chars = bytes;
    return t;
}

OlTypeFamily ol_type_family(const OlType *type)
{
    return ol_type_info(type->code)->family;
}

bool ol_type_is_char(const OlType *type)
{
    return ol_type_family(type) == OL_FAM_CHAR;
}

bool ol_type_is_num(const OlType *type)
{
    return ol_type_family(type) == OL_FAM_NUMBER;
}

bool ol_type_is_datetime(const OlType *type)
{
    return ol_type_family(type) == OL_FAM_DATETIME;
}

/* The words of ORA-00932: 19c says CHAR for every character string and BINARY for RAW. */
const char *ol_type_word(const OlType *type)
{
    switch (type->code)
    {
        case OL_T_NULL:
        case OL_T_VARCHAR2:
        case OL_T_CHAR:
            return "CHAR";
        case OL_T_NVARCHAR2:
        case OL_T_NCHAR:
            return "NCHAR";
        case OL_T_FLOAT:
            return "NUMBER";
        case OL_T_RAW:
            return "BINARY";
        case OL_T_LONG_RAW:
            return "LONG BINARY";
        case OL_T_OBJECT:
        case OL_T_COLLECTION:
            return "UDT";
        default:
            return ol_type_info(type->code)->name;
    }
}

/* Length of a value converted to text, for the description of || and its kind. */
int ol_type_char_bytes(const OlType *type)
{
    switch (ol_type_family(type))
    {
        case OL_FAM_CHAR:
            return type->size_bytes > 0 ? type->size_bytes : 4000;
        case OL_FAM_NUMBER:
            return 40;
        case OL_FAM_DATETIME:
            return type->code == OL_T_DATE ? 18 : 75; /* seen: SYSDATE||'' is VARCHAR2(18), room for a national month */
        case OL_FAM_INTERVAL:
            return type->code == OL_T_INTERVAL_YM ? 15 : 30;
        case OL_FAM_RAW:
            return type->size_bytes > 0 ? 2 * type->size_bytes : 4000;
        case OL_FAM_ROWID:
            return 18;
        default:
            return type->code == OL_T_NULL ? 0 : 4000;
    }
}

/* --- single conversions ------------------------------------------------------------------------------------------- */

static OlRx *mismatch(OlResolver *r, const char *expected, const OlRx *x)
{
    return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, x->pos, expected, ol_type_word(&x->type));
}

static OlRx *cast_rep(OlResolver *r, OlRx *x, OlType type)
{
    OlRx *c = ol_rx_args(r, OL_RX_CAST, type, x->pos, 1, x);

    c->nullable = x->nullable;
    return c;
}

static OlRx *emit1(OlResolver *r, OlEmitFn fn, OlType type, OlRx *x)
{
    OlRx *c = ol_rx_emitfn(r, fn, type, 1, x);

    c->pos = x->pos;
    c->nullable = x->nullable;
    c->flags |= x->flags & (OL_RXF_AGG | OL_RXF_WINDOW | OL_RXF_OUTER);
    return c;
}

/* A value whose representation is not the usual one of its type (int8 of COUNT, tables made on the PostgreSQL side). */
static OlRx *usual_rep(OlResolver *r, OlRx *x)
{
    OlRep want = ol_rep_default(x->type.code);
    OlType t = x->type;

    if (x->type.rep == want || x->type.rep == OL_REP_OTHER)
        return x;
    switch (x->type.rep)
    {
        case OL_REP_VARCHAR:
            return x;
        case OL_REP_BPCHAR:
            t.rep = OL_REP_TEXT;
            return emit1(r, OL_EMITFN_BPCHAR_TO_TEXT, t, x);
        case OL_REP_INT2:
        case OL_REP_INT4:
        case OL_REP_INT8:
        case OL_REP_FLOAT4:
        case OL_REP_FLOAT8:
        case OL_REP_PGDATE:
        case OL_REP_BOOL:
            t.rep = want;
            return cast_rep(r, x, t);
        default:
            return x;
    }
}

static OlRx *typed_null(OlResolver *r, OlRx *x, OlTypeCode code)
{
    return ol_rx_null(r, ol_type_of(code), x->pos);
}

/* A number in a literal string, plain enough that no NLS setting matters: '12', '-3'. */
static bool plain_integer(OlStr s)
{
    size_t i = s.n > 0 && s.s[0] == '-' ? 1 : 0;

    if (s.n == i || s.n > 18)
        return false;
    for (; i < s.n; i++)
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    return true;
}

static OlRx *to_number(OlResolver *r, OlRx *x)
{
    switch (ol_type_family(&x->type))
    {
        case OL_FAM_NUMBER:
            if (x->type.code == OL_T_BINARY_FLOAT || x->type.code == OL_T_BINARY_DOUBLE)
                return emit1(r, OL_EMITFN_FLOAT_TO_NUM, ol_type_number(), x);
            return usual_rep(r, x);
        case OL_FAM_CHAR:
            if (x->kind == OL_RX_STR && plain_integer(x->text))
            {
                OlRx *n = ol_rx_new(r, OL_RX_NUM, ol_type_number(), x->pos);

                n->text = x->text;
                return n;
            }
            return emit1(r, OL_EMITFN_CHAR_TO_NUM, ol_type_number(), usual_rep(r, x));
        case OL_FAM_LOB:
            if (x->type.code == OL_T_CLOB || x->type.code == OL_T_NCLOB)
                return emit1(r, OL_EMITFN_CHAR_TO_NUM, ol_type_number(), x);
            return mismatch(r, "NUMBER", x);
        default:
            return x->type.code == OL_T_NULL ? typed_null(r, x, OL_T_NUMBER) : mismatch(r, "NUMBER", x);
    }
}

static OlRx *to_float(OlResolver *r, OlRx *x, OlTypeCode code)
{
    OlType t = ol_type_of(code);
    bool dbl = code == OL_T_BINARY_DOUBLE;

    if (x->type.code == OL_T_NULL)
        return typed_null(r, x, code);
    if (x->type.code == code)
        return usual_rep(r, x);
    if (x->type.code == OL_T_BINARY_FLOAT || x->type.code == OL_T_BINARY_DOUBLE)
        return cast_rep(r, x, t);
    if (ol_type_is_num(&x->type))
        return emit1(r, dbl ? OL_EMITFN_NUM_TO_DOUBLE : OL_EMITFN_NUM_TO_FLOAT, t, usual_rep(r, x));
    if (ol_type_is_char(&x->type))
        return emit1(r, dbl ? OL_EMITFN_CHAR_TO_DOUBLE : OL_EMITFN_CHAR_TO_FLOAT, t, usual_rep(r, x));
    return mismatch(r, ol_type_info(code)->name, x);
}

static OlRx *to_text(OlResolver *r, OlRx *x, OlTypeCode code)
{
    OlType t = ol_type_varchar(ol_type_char_bytes(&x->type));

    if (code == OL_T_CLOB)
        t = ol_type_of(OL_T_CLOB);
    switch (x->type.code)
    {
        case OL_T_NULL:
            return typed_null(r, x, code);
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        case OL_T_LONG:
        case OL_T_CLOB:
        case OL_T_NCLOB:
            return usual_rep(r, x);
        case OL_T_NUMBER:
        case OL_T_FLOAT:
        case OL_T_PLS_INTEGER:
            return emit1(r, OL_EMITFN_NUM_TO_CHAR, t, usual_rep(r, x));
        case OL_T_BINARY_FLOAT:
        case OL_T_BINARY_DOUBLE:
            return emit1(r, OL_EMITFN_FLOAT_TO_CHAR, t, usual_rep(r, x));
        case OL_T_DATE:
            return emit1(r, OL_EMITFN_DATE_TO_CHAR, t, usual_rep(r, x));
        case OL_T_TIMESTAMP:
            return emit1(r, OL_EMITFN_TS_TO_CHAR, t, x);
        case OL_T_TIMESTAMP_TZ:
            return emit1(r, OL_EMITFN_TSTZ_TO_CHAR, t, x);
        case OL_T_TIMESTAMP_LTZ:
            return emit1(r, OL_EMITFN_LTZ_TO_CHAR, t, x);
        case OL_T_INTERVAL_YM:
            return emit1(r, OL_EMITFN_YM_TO_CHAR, t, x);
        case OL_T_INTERVAL_DS:
            return emit1(r, OL_EMITFN_DS_TO_CHAR, t, x);
        case OL_T_RAW:
            return emit1(r, OL_EMITFN_RAW_TO_CHAR, t, x);
        case OL_T_ROWID:
        case OL_T_UROWID:
            return emit1(r, OL_EMITFN_ROWID_TO_CHAR, t, x);
        default:
            return mismatch(r, code == OL_T_CLOB ? "CLOB" : "CHAR", x);
    }
}

/* Conversion among the datetime types, and from text by the session's default format. */
static OlRx *to_datetime(OlResolver *r, OlRx *x, OlTypeCode code)
{
    OlType t = ol_type_of(code);
    OlTypeCode from = x->type.code;

    if (from == OL_T_NULL)
        return typed_null(r, x, code);
    if (ol_type_is_char(&x->type))
    {
        OlEmitFn fn = code == OL_T_DATE ? OL_EMITFN_CHAR_TO_DATE : code == OL_T_TIMESTAMP ? OL_EMITFN_CHAR_TO_TS
                      : code == OL_T_TIMESTAMP_TZ ? OL_EMITFN_CHAR_TO_TSTZ : OL_EMITFN_CHAR_TO_LTZ;

        return emit1(r, fn, t, usual_rep(r, x));
    }
    if (!ol_type_is_datetime(&x->type))
        return mismatch(r, ol_type_info(code)->name, x);
    x = usual_rep(r, x);
    if (from == code)
        return x;
    t.scale = from == OL_T_DATE ? 0 : x->type.scale;
    switch (code)
    {
        case OL_T_DATE:
            if (from == OL_T_TIMESTAMP_TZ)
                x = emit1(r, OL_EMITFN_TSTZ_TO_TS, t, x);
            else if (from == OL_T_TIMESTAMP_LTZ)
                x = emit1(r, OL_EMITFN_LTZ_TO_TS, t, x);
            return emit1(r, OL_EMITFN_TS_TO_DATE, ol_type_of(OL_T_DATE), x);
        case OL_T_TIMESTAMP:
            if (from == OL_T_TIMESTAMP_TZ)
                return emit1(r, OL_EMITFN_TSTZ_TO_TS, t, x);
            if (from == OL_T_TIMESTAMP_LTZ)
                return emit1(r, OL_EMITFN_LTZ_TO_TS, t, x);
            return x; /* a DATE is a timestamp already */
        case OL_T_TIMESTAMP_TZ:
            return emit1(r, from == OL_T_TIMESTAMP_LTZ ? OL_EMITFN_LTZ_TO_TSTZ : OL_EMITFN_TS_TO_TSTZ, t, x);
        default:
            return emit1(r, from == OL_T_TIMESTAMP_TZ ? OL_EMITFN_TSTZ_TO_LTZ : OL_EMITFN_TS_TO_LTZ, t, x);
    }
}

static OlRx *to_interval(OlResolver *r, OlRx *x, OlTypeCode code)
{
    if (x->type.code == OL_T_NULL)
        return typed_null(r, x, code);
    if (x->type.code == code)
        return x;
    if (ol_type_is_char(&x->type))
        return emit1(r, code == OL_T_INTERVAL_YM ? OL_EMITFN_CHAR_TO_YM : OL_EMITFN_CHAR_TO_DS, ol_type_of(code), usual_rep(r, x));
    return mismatch(r, ol_type_info(code)->name, x);
}

static OlRx *to_raw(OlResolver *r, OlRx *x, OlTypeCode code)
{
    if (x->type.code == OL_T_NULL)
        return typed_null(r, x, code);
    if (x->type.code == OL_T_RAW || x->type.code == OL_T_LONG_RAW || x->type.code == OL_T_BLOB)
        return x;
    if (ol_type_is_char(&x->type))
    {
        OlType t = ol_type_of(OL_T_RAW);

        t.size_bytes = (ol_type_char_bytes(&x->type) + 1) / 2;
        return emit1(r, OL_EMITFN_CHAR_TO_RAW, t, usual_rep(r, x));
    }
    return mismatch(r, code == OL_T_BLOB ? "BLOB" : "BINARY", x);
}

OlRx *ol_rs_to(OlResolver *r, OlRx *x, char letter)
{
    switch (letter)
    {
        case 's':
            return to_text(r, x, OL_T_VARCHAR2);
        case 'c':
            return to_text(r, x, OL_T_CLOB);
        case 'n':
            return to_number(r, x);
        case 'f':
            return to_float(r, x, OL_T_BINARY_FLOAT);
        case 'g':
            return to_float(r, x, OL_T_BINARY_DOUBLE);
        case 'd':
            return to_datetime(r, x, OL_T_DATE);
        case 't':
            return to_datetime(r, x, OL_T_TIMESTAMP);
        case 'z':
            return to_datetime(r, x, OL_T_TIMESTAMP_TZ);
        case 'l':
            return to_datetime(r, x, OL_T_TIMESTAMP_LTZ);
        case 'y':
            return to_interval(r, x, OL_T_INTERVAL_YM);
        case 'i':
            return to_interval(r, x, OL_T_INTERVAL_DS);
        case 'r':
            return to_raw(r, x, OL_T_RAW);
        case 'b':
            return to_raw(r, x, OL_T_BLOB);
        case 'o':
            if (x->type.code == OL_T_ROWID || x->type.code == OL_T_UROWID)
                return x;
            if (x->type.code == OL_T_NULL)
                return typed_null(r, x, OL_T_ROWID);
            if (ol_type_is_char(&x->type))
                return emit1(r, OL_EMITFN_CHAR_TO_ROWID, ol_type_of(OL_T_ROWID), usual_rep(r, x));
            return mismatch(r, "ROWID", x);
        case 'q':
            if (x->type.code != OL_T_BOOLEAN)
                return mismatch(r, "BOOLEAN", x);
            return x;
        default: /* 'a' */
            if (x->type.code == OL_T_NULL)
                return typed_null(r, x, OL_T_VARCHAR2);
            return usual_rep(r, x);
    }
}

static char letter_of(OlTypeCode code)
{
    switch (code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        case OL_T_LONG:
            return 's';
        case OL_T_CLOB:
        case OL_T_NCLOB:
            return 'c';
        case OL_T_NUMBER:
        case OL_T_FLOAT:
        case OL_T_PLS_INTEGER:
            return 'n';
        case OL_T_BINARY_FLOAT:
            return 'f';
        case OL_T_BINARY_DOUBLE:
            return 'g';
        case OL_T_DATE:
            return 'd';
        case OL_T_TIMESTAMP:
            return 't';
        case OL_T_TIMESTAMP_TZ:
            return 'z';
        case OL_T_TIMESTAMP_LTZ:
            return 'l';
        case OL_T_INTERVAL_YM:
            return 'y';
        case OL_T_INTERVAL_DS:
            return 'i';
        case OL_T_RAW:
        case OL_T_LONG_RAW:
            return 'r';
        case OL_T_BLOB:
            return 'b';
        case OL_T_ROWID:
        case OL_T_UROWID:
            return 'o';
        default:
            return 'a';
    }
}

OlRx *ol_rs_to_type(OlResolver *r, OlRx *x, const OlType *to)
{
    char letter = letter_of(to->code);

    if (letter == 'a')
    {
        if (x->type.code == OL_T_NULL)
            return ol_rx_null(r, *to, x->pos);
        if (ol_type_is_user(to))
            return ol_rs_to_user_type(r, x, to);
        if (x->type.code == to->code)
            return x;
        if ((to->code == OL_T_JSON || to->code == OL_T_XMLTYPE) && ol_type_is_char(&x->type))
            return cast_rep(r, ol_rs_to(r, x, 's'), *to);
        return mismatch(r, ol_type_word(to), x);
    }
    return ol_rs_to(r, x, letter);
}

OlRx *ol_rs_value(OlResolver *r, OlRx *x)
{
    if (x->type.code == OL_T_NULL)
        return typed_null(r, x, OL_T_VARCHAR2);
    return x;
}

int ol_rs_cost(const OlType *from, char letter)
{
    OlTypeFamily fam = ol_type_family(from);

    if (letter == 'a' || letter == '1' || from->code == OL_T_NULL || from->code == OL_T_UNKNOWN)
        return letter == 's' ? 0 : 1;
    if (letter_of(from->code) == letter)
        return 0;
    switch (letter)
    {
        case 's':
        case 'c':
            if (fam == OL_FAM_CHAR || from->code == OL_T_CLOB || from->code == OL_T_NCLOB)
                return 1;
            return from->code == OL_T_BLOB || fam == OL_FAM_OTHER || fam == OL_FAM_BOOLEAN ? -1 : 10;
        case 'n':
            return fam == OL_FAM_NUMBER ? 3 : fam == OL_FAM_CHAR ? 10 : -1;
        case 'f':
        case 'g':
            /* a NUMBER never becomes a float by itself, a float argument picks the float variant */
            return fam == OL_FAM_NUMBER ? (from->code == OL_T_NUMBER || from->code == OL_T_FLOAT ? 5 : 1) : fam == OL_FAM_CHAR ? 11 : -1;
        case 'd':
            return fam == OL_FAM_DATETIME ? 2 : fam == OL_FAM_CHAR ? 11 : -1;
        case 't':
        case 'z':
        case 'l':
            return fam == OL_FAM_DATETIME ? 3 : fam == OL_FAM_CHAR ? 12 : -1;
        case 'y':
        case 'i':
            return fam == OL_FAM_CHAR ? 12 : -1;
        case 'r':
        case 'b':
            return fam == OL_FAM_RAW || from->code == OL_T_BLOB ? 1 : fam == OL_FAM_CHAR ? 13 : -1;
        case 'o':
            return fam == OL_FAM_ROWID ? 0 : fam == OL_FAM_CHAR ? 13 : -1;
        case 'q':
            return fam == OL_FAM_BOOLEAN ? 0 : -1;
        default:
            return -1;
    }
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

OlRx *ol_rs_numeric(OlResolver *r, OlRx *x)
{
    if (x->type.code == OL_T_BINARY_FLOAT || x->type.code == OL_T_BINARY_DOUBLE)
        return x;
    return to_number(r, x);
}

/* --- comparison --------------------------------------------------------------------------------------------------- */

static bool fixed_char(const OlRx *x)
{
    return x->type.code == OL_T_CHAR || x->type.code == OL_T_NCHAR;
}

static OlRx *as_bpchar(OlResolver *r, OlRx *x)
{
    OlType t = x->type;

    if (x->type.rep == OL_REP_BPCHAR)
        return x;
    t.rep = OL_REP_BPCHAR;
    if (x->kind == OL_RX_STR)
    {
        OlRx *c = ol_rx_new(r, OL_RX_CONST, t, x->pos);

        c->text = x->text;
        return c;
    }
    return emit1(r, OL_EMITFN_PAD_CMP, t, x);
}

static bool float_type(const OlRx *x)
{
    return x->type.code == OL_T_BINARY_FLOAT || x->type.code == OL_T_BINARY_DOUBLE;
}

static bool small_integer_literal(const OlRx *x)
{
    return x->kind == OL_RX_NUM && x->text.n <= 9 && plain_integer(x->text);
}

static bool int_rep(const OlRx *x)
{
    return x->type.rep == OL_REP_INT2 || x->type.rep == OL_REP_INT4 || x->type.rep == OL_REP_INT8;
}

/* Bring two sides of a comparison to one representation. equality tells = and <> from the ordering comparisons. */
bool ol_rs_unify_compare(OlResolver *r, OlRx **pa, OlRx **pb, bool equality)
{
    OlRx *a = *pa, *b = *pb;
    OlTypeFamily fa = ol_type_family(&a->type), fb = ol_type_family(&b->type);

    if (r->pl && (a->type.code == OL_T_CLOB || a->type.code == OL_T_NCLOB))
        fa = OL_FAM_CHAR;
    if (r->pl && (b->type.code == OL_T_CLOB || b->type.code == OL_T_NCLOB))
        fb = OL_FAM_CHAR;
    if (a->type.code == OL_T_NULL || b->type.code == OL_T_NULL)
    {
        if (a->type.code == OL_T_NULL && b->type.code == OL_T_NULL)
        {
            a = typed_null(r, a, OL_T_VARCHAR2);
            b = typed_null(r, b, OL_T_VARCHAR2);
        }
        else if (a->type.code == OL_T_NULL)
            a = ol_rx_null(r, b->type, a->pos);
        else
            b = ol_rx_null(r, a->type, b->pos);
    }
    else if (fa == OL_FAM_LOB || fb == OL_FAM_LOB)
    {
        const OlRx *lob = fa == OL_FAM_LOB ? a : b;

        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, lob->pos, "-", ol_type_word(&lob->type)) != NULL;
    }
    else if (fa == OL_FAM_DATETIME || fb == OL_FAM_DATETIME)
    {
        OlTypeCode ca = a->type.code, cb = b->type.code, to;

        if (fa != OL_FAM_DATETIME)
            to = cb;
        else if (fb != OL_FAM_DATETIME)
            to = ca;
        else if (ca == cb)
            to = ca;
        else if (ca == OL_T_TIMESTAMP_TZ || cb == OL_T_TIMESTAMP_TZ)
            to = OL_T_TIMESTAMP_TZ;
        else if (ca == OL_T_TIMESTAMP_LTZ || cb == OL_T_TIMESTAMP_LTZ)
            to = OL_T_TIMESTAMP_LTZ;
        else
            to = OL_T_TIMESTAMP;
        a = to_datetime(r, a, to);
        b = a == NULL ? NULL : to_datetime(r, b, to);
    }
    else if (fa == OL_FAM_INTERVAL || fb == OL_FAM_INTERVAL)
    {
        OlTypeCode to = fa == OL_FAM_INTERVAL ? a->type.code : b->type.code;

        a = to_interval(r, a, to);
        b = a == NULL ? NULL : to_interval(r, b, to);
    }
    else if (fa == OL_FAM_NUMBER || fb == OL_FAM_NUMBER)
    {
        if (fa == OL_FAM_BOOLEAN || fb == OL_FAM_BOOLEAN)
            return mismatch(r, fa == OL_FAM_NUMBER ? "NUMBER" : "BOOLEAN", b) != NULL;
        if (float_type(a) || float_type(b))
        {
            OlTypeCode to = a->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_DOUBLE ? OL_T_BINARY_DOUBLE
                                                                                                     : OL_T_BINARY_FLOAT;
            a = to_float(r, a, to);
            b = a == NULL ? NULL : to_float(r, b, to);
        }
        else if ((int_rep(a) && small_integer_literal(b)) || (int_rep(b) && small_integer_literal(a)))
        {
            OlRx **lit = int_rep(a) ? &b : &a;
            OlRx *n = ol_rx_new(r, OL_RX_CONST, (*lit)->type, (*lit)->pos);

            n->type.rep = OL_REP_INT4;
            n->text = (*lit)->text;
            *lit = n;
        }
        else if (!(int_rep(a) && int_rep(b)))
        {
            a = to_number(r, a);
            b = a == NULL ? NULL : to_number(r, b);
        }
    }
    else if (fa == OL_FAM_RAW || fb == OL_FAM_RAW)
    {
        a = to_raw(r, a, OL_T_RAW);
        b = a == NULL ? NULL : to_raw(r, b, OL_T_RAW);
    }
    else if (fa == OL_FAM_ROWID || fb == OL_FAM_ROWID)
    {
        a = ol_rs_to(r, a, 'o');
        b = a == NULL ? NULL : ol_rs_to(r, b, 'o');
    }
    else if (fa == OL_FAM_CHAR && fb == OL_FAM_CHAR)
    {
        /* blank-padded only when both are CHAR or literals; two literals of equal length are plain */
        if (fixed_char(a) && fixed_char(b) && !(a->kind == OL_RX_STR && b->kind == OL_RX_STR && a->text.n == b->text.n))
        {
            a = as_bpchar(r, a);
            b = as_bpchar(r, b);
        }
        else
        {
            a = to_text(r, a, OL_T_VARCHAR2);
            b = a == NULL ? NULL : to_text(r, b, OL_T_VARCHAR2);
        }
        if (!equality && a != NULL && b != NULL)
            a = ol_rs_ordering(r, a);
    }
    else if (a->type.code != b->type.code || fa == OL_FAM_OTHER)
        return mismatch(r, ol_type_word(&a->type), b) != NULL;
    if (a == NULL || b == NULL)
        return false;
    *pa = a;
    *pb = b;
    return true;
}

OlRx *ol_rs_ordering(OlResolver *r, OlRx *x)
{
    if (r->cat->collation_is_c || x->kind == OL_RX_COLLATE_C)
        return x;
    if (x->type.rep != OL_REP_TEXT && x->type.rep != OL_REP_VARCHAR && x->type.rep != OL_REP_BPCHAR)
        return x;
    OlRx *c = ol_rx_args(r, OL_RX_COLLATE_C, x->type, x->pos, 1, x);

    c->nullable = x->nullable;
    return c;
}

static bool sys_operators(const OlRx *x)
{
    return x->type.rep == OL_REP_ORATSTZ || x->type.rep == OL_REP_ROWID;
}

OlRx *ol_rs_compare(OlResolver *r, const char *op, OlRx *a, OlRx *b, int pos)
{
    bool equality = op[0] == '=' || (op[0] == '<' && op[1] == '>');

    if (ol_type_is_user(&a->type) || ol_type_is_user(&b->type))
        return ol_rs_compare_objects(r, op, a, b, pos);
    if (!ol_rs_unify_compare(r, &a, &b, equality))
        return NULL;
    OlRx *x = ol_rx_args(r, OL_RX_CMP, ol_type_bool(), pos, 2, a, b);

    x->target = op;
    if (sys_operators(a))
        x->flags |= OL_RXF_SYS_OP;
    return x;
}

/* --- common types ------------------------------------------------------------------------------------------------- */

/* The type that values of several types get together; false without an error when they have none. */
static bool common_of(const OlType *types, int n, bool setop, OlType *out, int *bad)
{
    OlTypeFamily fam = OL_FAM_NONE;
    int first = -1;
    bool dbl = false, flt = false, national = false, lob = false, all_fixed = true, same_len = true, sized = true;
    int bytes = 0, chars = 0;
    OlTypeCode dt = OL_T_DATE;
    int scale = 0;

    for (int i = 0; i < n; i++)
    {
        const OlType *t = &types[i];
        OlTypeFamily f = ol_type_family(t);

        if (t->code == OL_T_NULL)
            continue;
        if (t->code == OL_T_CLOB || t->code == OL_T_NCLOB)
            f = OL_FAM_CHAR;
        if (t->code == OL_T_BLOB)
            f = OL_FAM_RAW;
        if (fam == OL_FAM_NONE)
        {
            fam = f;
            first = i;
        }
        else if (f != fam)
        {
            *bad = i;
            return false;
        }
        switch (f)
        {
            case OL_FAM_NUMBER:
                dbl |= t->code == OL_T_BINARY_DOUBLE;
                flt |= t->code == OL_T_BINARY_FLOAT;
                break;
            case OL_FAM_CHAR:
                lob |= t->code == OL_T_CLOB || t->code == OL_T_NCLOB;
                national |= t->code == OL_T_NVARCHAR2 || t->code == OL_T_NCHAR || t->code == OL_T_NCLOB;
                all_fixed &= t->code == OL_T_CHAR || t->code == OL_T_NCHAR;
                same_len &= first == i || t->size_bytes == bytes;
                sized &= t->size_bytes > 0;
                bytes = OL_MAX(bytes, t->size_bytes);
                chars = OL_MAX(chars, t->size_chars);
                break;
            case OL_FAM_DATETIME:
                if (t->code == OL_T_TIMESTAMP_TZ || dt == OL_T_TIMESTAMP_TZ)
                    dt = OL_T_TIMESTAMP_TZ;
                else if (t->code == OL_T_TIMESTAMP_LTZ || dt == OL_T_TIMESTAMP_LTZ)
                    dt = OL_T_TIMESTAMP_LTZ;
                else if (t->code == OL_T_TIMESTAMP)
                    dt = OL_T_TIMESTAMP;
                if (t->code != OL_T_DATE)
                    scale = OL_MAX(scale, t->scale);
                break;
            case OL_FAM_RAW:
                lob |= t->code == OL_T_BLOB;
                sized &= t->size_bytes > 0;
                bytes = OL_MAX(bytes, t->size_bytes);
                break;
            case OL_FAM_INTERVAL:
                if (t->code != types[first].code)
                {
                    *bad = i;
                    return false;
                }
                break;
            default:
                if (t->code != types[first].code)
                {
                    *bad = i;
                    return false;
                }
                break;
        }
    }
    if (fam == OL_FAM_NONE)
    {
        *out = ol_type_varchar(0);
        return true;
    }
    switch (fam)
    {
        case OL_FAM_NUMBER:
            *out = dbl ? ol_type_of(OL_T_BINARY_DOUBLE) : flt ? ol_type_of(OL_T_BINARY_FLOAT) : ol_type_number();
            if (!dbl && !flt)
            {
                /* columns of one declared NUMBER(p,s) keep it */
                bool same = setop;

                for (int i = 0; i < n && same; i++)
                    same = types[i].code == OL_T_NUMBER && types[i].precision == types[0].precision && types[i].scale == types[0].scale;
                if (same)
                {
                    out->precision = types[0].precision;
                    out->scale = types[0].scale;
                }
            }
            break;
        case OL_FAM_CHAR:
            if (lob)
                *out = ol_type_of(national ? OL_T_NCLOB : OL_T_CLOB);
            else
            {
                bool fixed = all_fixed && same_len;

                *out = ol_type_of(fixed ? (national ? OL_T_NCHAR : OL_T_CHAR) : national ? OL_T_NVARCHAR2 : OL_T_VARCHAR2);
                out->size_bytes = sized ? bytes : 4000;
                out->size_chars = sized ? chars : 4000;
                out->char_semantics = types[first].char_semantics;
            }
            break;
        case OL_FAM_DATETIME:
            *out = ol_type_of(dt);
            out->scale = dt == OL_T_DATE ? 0 : (int8_t)scale;
            break;
        case OL_FAM_RAW:
            *out = ol_type_of(lob ? OL_T_BLOB : OL_T_RAW);
            if (!lob)
                out->size_bytes = sized ? bytes : 2000;
            break;
        default:
            *out = types[first];
            if (out->rep != OL_REP_OTHER)
                out->rep = ol_rep_default(out->code);
            break;
    }
    return true;
}

bool ol_rs_common_types(OlResolver *r, const OlType *types, int n, OlType *type)
{
    int bad = 0;

    return common_of(types, n, true, type, &bad);
}

/* One type for the results of CASE, COALESCE, DECODE; strict: numbers and strings do not mix (else the first decides). */
bool ol_rs_common(OlResolver *r, OlRx **xs, int n, OlType *type, bool strict)
{
    OlType *types = ol_new_array(r->arena, OlType, (size_t)n + 1);
    int bad = 0;

    for (int i = 0; i < n; i++)
        types[i] = xs[i]->type;
    if (!common_of(types, n, false, type, &bad))
    {
        int first = 0;

        while (first < n && types[first].code == OL_T_NULL)
            first++;
        if (strict)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, xs[bad]->pos, ol_type_word(&types[first]), ol_type_word(&types[bad])) != NULL;
        *type = types[first];
        type->rep = ol_rep_default(type->code);
        if (ol_type_is_char(type))
        {
            int bytes = 0;

            for (int i = 0; i < n; i++)
                bytes = OL_MAX(bytes, ol_type_char_bytes(&types[i]));
            *type = ol_type_varchar(bytes);
        }
        else if (ol_type_is_num(type))
            *type = ol_type_number();
    }
    for (int i = 0; i < n; i++)
    {
        OlRx *x = xs[i]->type.code == OL_T_NULL ? ol_rx_null(r, *type, xs[i]->pos) : ol_rs_to_type(r, xs[i], type);

        if (x == NULL)
            return false;
        xs[i] = x;
    }
    return true;
}

/* --- assignment to a column --------------------------------------------------------------------------------------- */

static OlStr column_in_error(OlResolver *r, const OlRelation *rel, const OlRelColumn *col)
{
    return ol_str_printf(r->arena, "\"%.*s\".\"%.*s\".\"%.*s\"", OL_STR_ARG(rel->schema), OL_STR_ARG(rel->name), OL_STR_ARG(col->name));
}

/* A value that is known to fit the size of a character or RAW column. */
static bool fits(const OlRx *x, const OlType *t)
{
    if (x->kind == OL_RX_NULL)
        return true;
    if (x->kind == OL_RX_STR)
        return t->char_semantics ? ol_utf8_length(x->text.s, x->text.n) <= (size_t)t->size_chars : x->text.n <= (size_t)t->size_bytes;
    if (x->kind != OL_RX_COL || !ol_type_is_char(&x->type) || x->type.size_bytes == 0)
        return false;
    if (t->char_semantics)
        return x->type.size_chars > 0 && x->type.size_chars <= t->size_chars && (x->type.char_semantics || x->type.size_bytes <= t->size_chars);
    return x->type.size_bytes <= t->size_bytes && !x->type.char_semantics;
}

OlRx *ol_rs_assign(OlResolver *r, OlRx *x, const OlRelation *rel, const OlRelColumn *col, int pos)
{
    const OlType *t = &col->type;
    OlRx *v;

    if (x->kind == OL_RX_DEFAULT)
        return x;
    v = ol_rs_to_type(r, x, t);
    if (v == NULL)
        return NULL;
    if (v->kind == OL_RX_NULL)
        return v;
    switch (t->code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        {
            bool chars = t->char_semantics || t->code == OL_T_NVARCHAR2 || t->code == OL_T_NCHAR;
            int limit = chars ? t->size_chars : t->size_bytes;

            if (limit <= 0 || fits(v, t))
                return v;
            OlRx *c = ol_rx_emitfn(r, chars ? OL_EMITFN_ASSIGN_CHAR : OL_EMITFN_ASSIGN_BYTE, *t, 3, v, ol_rx_int4(r, limit),
                                   ol_rx_str(r, column_in_error(r, rel, col), pos));
            c->type.rep = OL_REP_TEXT;
            return c;
        }
        case OL_T_RAW:
            if (t->size_bytes <= 0 || (v->kind == OL_RX_COL && v->type.size_bytes > 0 && v->type.size_bytes <= t->size_bytes))
                return v;
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_RAW, *t, 3, v, ol_rx_int4(r, t->size_bytes),
                                ol_rx_str(r, column_in_error(r, rel, col), pos));
        case OL_T_FLOAT:
            if (t->precision == 0 || t->precision >= 126)
                return v;
            return ol_rx_emitfn(r, OL_EMITFN_ASSIGN_FLOAT, *t, 2, v, ol_rx_int4(r, t->precision));
        case OL_T_INTERVAL_YM:
            return v->type.code == t->code && v->kind == OL_RX_COL && v->type.precision <= t->precision
                       ? v : ol_rx_emitfn(r, OL_EMITFN_ASSIGN_YM, *t, 2, v, ol_rx_int4(r, t->precision));
        case OL_T_INTERVAL_DS:
            return v->kind == OL_RX_COL && v->type.precision <= t->precision && v->type.scale <= t->scale
                       ? v : ol_rx_emitfn(r, OL_EMITFN_ASSIGN_DS, *t, 3, v, ol_rx_int4(r, t->precision), ol_rx_int4(r, t->scale));
        case OL_T_TIMESTAMP_TZ:
            if (t->scale >= 6 || (v->type.code == t->code && v->type.scale <= t->scale))
                return v;
            return ol_rx_emitfn(r, OL_EMITFN_TSTZ_ROUND, *t, 2, v, ol_rx_int4(r, t->scale));
        default:
            return v;
    }
}

/* --- written types ------------------------------------------------------------------------------------------------ */

typedef struct TypeWord
{
    const char *word;
    OlTypeCode code;
    int precision; /* -1: as given; else fixed */
    int scale;
} TypeWord;

static const TypeWord type_words[] = {
    {"VARCHAR2", OL_T_VARCHAR2, -1, 0},
    {"VARCHAR", OL_T_VARCHAR2, -1, 0},
    {"CHARACTER VARYING", OL_T_VARCHAR2, -1, 0},
    {"CHAR VARYING", OL_T_VARCHAR2, -1, 0},
    {"NVARCHAR2", OL_T_NVARCHAR2, -1, 0},
    {"NATIONAL CHARACTER VARYING", OL_T_NVARCHAR2, -1, 0},
    {"NATIONAL CHAR VARYING", OL_T_NVARCHAR2, -1, 0},
    {"NCHAR VARYING", OL_T_NVARCHAR2, -1, 0},
    {"CHAR", OL_T_CHAR, -1, 0},
    {"CHARACTER", OL_T_CHAR, -1, 0},
    {"NCHAR", OL_T_NCHAR, -1, 0},
    {"NATIONAL CHARACTER", OL_T_NCHAR, -1, 0},
    {"NATIONAL CHAR", OL_T_NCHAR, -1, 0},
    {"NUMBER", OL_T_NUMBER, -1, 0},
    {"NUMERIC", OL_T_NUMBER, -1, -1},
    {"DECIMAL", OL_T_NUMBER, -1, -1},
    {"DEC", OL_T_NUMBER, -1, -1},
    {"INTEGER", OL_T_NUMBER, 0, 0},
    {"INT", OL_T_NUMBER, 0, 0},
    {"SMALLINT", OL_T_NUMBER, 0, 0},
    {"FLOAT", OL_T_FLOAT, -1, 0},
    {"DOUBLE PRECISION", OL_T_FLOAT, 126, 0},
    {"REAL", OL_T_FLOAT, 63, 0},
    {"BINARY_FLOAT", OL_T_BINARY_FLOAT, -1, 0},
    {"BINARY_DOUBLE", OL_T_BINARY_DOUBLE, -1, 0},
    {"DATE", OL_T_DATE, -1, 0},
    {"TIMESTAMP", OL_T_TIMESTAMP, -1, 0},
    {"RAW", OL_T_RAW, -1, 0},
    {"LONG", OL_T_LONG, -1, 0},
    {"LONG VARCHAR", OL_T_LONG, -1, 0},
    {"LONG RAW", OL_T_LONG_RAW, -1, 0},
    {"CLOB", OL_T_CLOB, -1, 0},
    {"CHARACTER LARGE OBJECT", OL_T_CLOB, -1, 0},
    {"NCLOB", OL_T_NCLOB, -1, 0},
    {"BLOB", OL_T_BLOB, -1, 0},
    {"BINARY LARGE OBJECT", OL_T_BLOB, -1, 0},
    {"ROWID", OL_T_ROWID, -1, 0},
    {"UROWID", OL_T_UROWID, -1, 0},
    {"BOOLEAN", OL_T_BOOLEAN, -1, 0},
    {"JSON", OL_T_JSON, -1, 0},
    {"XMLTYPE", OL_T_XMLTYPE, -1, 0},
};

bool ol_rs_type_from_ast(OlResolver *r, OlNode *node, OlType *out)
{
    OlDataType *d = OL_AS(DataType, node);
    int pos = (int)node->start;
    OlStr name = d->names.n > 0 ? d->names.items[d->names.n - 1].text : OL_STR_NULL;
    const TypeWord *w = NULL;

    if (d->anchor != OL_ANCHOR_NONE || d->is_ref || d->dblink.n > 0)
        return ol_rs_unsupported(r, pos, "this data type") != NULL;
    if (ol_str_eq_c(name, "INTERVAL"))
    {
        bool ym = d->from == OL_DTFIELD_YEAR;

        *out = ol_type_of(ym ? OL_T_INTERVAL_YM : OL_T_INTERVAL_DS);
        if (d->precision > 9 || (d->scale > 9 && d->scale != -128))
            return ol_rs_fail(r, OL_ERR_BAD_PRECISION, pos) != NULL;
        if (d->precision >= 0)
            out->precision = (uint8_t)d->precision;
        if (!ym && d->scale >= 0)
            out->scale = (int8_t)d->scale;
        return true;
    }
    for (size_t i = 0; i < OL_LENGTHOF(type_words) && w == NULL; i++)
        if (ol_str_eq_c(name, type_words[i].word) && (d->names.n == 1 || type_words[i].code == OL_T_XMLTYPE))
            w = &type_words[i];
    if (w == NULL)
    {
        const OlTypeDef *def = ol_rs_find_type(r, &d->names, pos);

        if (def != NULL)
        {
            *out = def->type;
            return true;
        }
        return r->failed ? false : ol_rs_unsupported(r, pos, ol_str_cdup(r->arena, ol_str_printf(r->arena, "data type %.*s", OL_STR_ARG(name)))) != NULL;
    }
    *out = ol_type_of(w->code);
    switch (w->code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
        {
            int64_t n = d->precision;
            bool national = w->code == OL_T_NVARCHAR2 || w->code == OL_T_NCHAR;
            bool fixed = w->code == OL_T_CHAR || w->code == OL_T_NCHAR;

            if (n < 0)
            {
                if (!fixed)
                    return ol_rs_fail(r, OL_ERR_MISSING_LPAREN, (int)node->end) != NULL;
                n = 1;
            }
            if (n == 0)
                return ol_rs_fail(r, OL_ERR_ZERO_LENGTH_COLUMN, pos) != NULL;
            if (n > (fixed ? 2000 : 4000) / (national ? 2 : 1) && n > 32767)
                return ol_rs_fail(r, OL_ERR_LENGTH_TOO_LONG, pos) != NULL;
            if (n > (fixed ? 2000 : 4000))
                return ol_rs_fail(r, OL_ERR_LENGTH_TOO_LONG, pos) != NULL;
            out->char_semantics = national || d->unit == OL_UNIT_CHAR;
            out->size_chars = (int32_t)n;
            out->size_bytes = (int32_t)(out->char_semantics ? OL_MIN(n * 4, fixed ? 2000 : 4000) : n);
            return true;
        }
        case OL_T_NUMBER:
            if (w->precision == 0)
            {
                out->precision = 0;
                out->scale = 0;
                return true;
            }
            if (!d->has_args)
            {
                if (w->scale == -1) /* NUMERIC and DECIMAL alone are integers */
                    out->scale = 0;
                return true;
            }
            if (d->precision != -2 && (d->precision < 1 || d->precision > 38))
                return ol_rs_fail(r, OL_ERR_NUMBER_PRECISION, pos) != NULL;
            if (d->scale != -128 && (d->scale < -84 || d->scale > 127))
                return ol_rs_fail(r, OL_ERR_INVALID_SCALE, pos) != NULL;
            out->precision = (uint8_t)(d->precision == -2 ? 0 : d->precision);
            out->scale = d->scale == -128 ? (d->precision == -2 ? OL_SCALE_NONE : 0) : (int8_t)d->scale;
            return true;
        case OL_T_FLOAT:
            out->precision = (uint8_t)(w->precision > 0 ? w->precision : d->precision >= 0 ? d->precision : 126);
            if (d->has_args && (d->precision < 1 || d->precision > 126))
                return ol_rs_fail(r, OL_ERR_FLOAT_PRECISION, pos) != NULL;
            return true;
        case OL_T_TIMESTAMP:
            if (d->with_tz)
                *out = ol_type_of(OL_T_TIMESTAMP_TZ);
            else if (d->with_local_tz)
                *out = ol_type_of(OL_T_TIMESTAMP_LTZ);
            if (d->precision > 9)
                return ol_rs_fail(r, OL_ERR_DATETIME_PRECISION, pos) != NULL;
            if (d->precision >= 0)
                out->scale = (int8_t)d->precision;
            return true;
        case OL_T_RAW:
            if (d->precision < 1)
                return ol_rs_fail(r, OL_ERR_MISSING_LPAREN, (int)node->end) != NULL;
            if (d->precision > 2000)
                return ol_rs_fail(r, OL_ERR_LENGTH_TOO_LONG, pos) != NULL;
            out->size_bytes = (int32_t)d->precision;
            return true;
        default:
            return true;
    }
}
