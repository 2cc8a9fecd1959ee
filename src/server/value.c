/*
 * value.c - values between tuple and wire.
 *
 * The encoders run once per column and row: each is chosen when the portal opens and does no look-up. NUMBER, DATE and
 * strings go from the datum's own bytes into the send buffer without any text between.
 * See also:  value.h, protocol.md section 7
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "oratype/oratype.h"
#include "pg/pg.h"
#include "pg/pg_type.h"
#include "runtime/runtime.h"
#include "front/resolve.h"
#include "server/object.h"
#include "server/value.h"

#define MAX_VARCHAR_BYTES 32767

/* Region numbers of time zones as go-ora sends them (protocol.md 7.5: byte 11 with bit 0x80); others are ORA-01882. */
enum
{
    OL_REGION_ETC_UTC = 28,
    OL_REGION_UTC = 5121
};

/* --- encoders ------------------------------------------------------------------------------------------------------- */

static struct varlena *detoast(Datum value)
{
    struct varlena *v = (struct varlena *) DatumGetPointer(value);

    return OL_LIKELY(!VARATT_IS_EXTENDED(v) || (VARATT_IS_SHORT(v) && !VARATT_IS_EXTERNAL(v))) ? v : pg_detoast_datum_packed(v);
}

/* Free what detoasting made, if it made anything: rows of a big result must not pile up. */
static void release(struct varlena *v, Datum value)
{
    if ((Pointer) v != DatumGetPointer(value))
        pfree(v);
}

static void put_long_tail(OlWriter *w)
{
    ol_wr_u8(w, 0); /* indicator 0 */
    ol_wr_u8(w, 0); /* return code 0 */
}

static void encode_numeric(const OlEncoder *e, OlWriter *w, Datum value)
{
    struct varlena *v = detoast(value);
    uint8_t *at = ol_wr_reserve(w, OL_NUMBER_WIRE_MAX + 1);
    size_t n = ol_number_from_pgnumeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), at + 1);

    if (n == 0)
        ol_raise(OL_ERR_NUMERIC_OVERFLOW); /* NaN, infinity or beyond 1e126: no NUMBER */
    at[0] = (uint8_t) n;
    ol_wr_commit(w, at, n + 1);
    release(v, value);
}

static void put_int64(OlWriter *w, int64 value)
{
    uint8_t *at = ol_wr_reserve(w, OL_NUMBER_WIRE_MAX + 1);
    size_t n = ol_number_encode_int64(value, at + 1);

    at[0] = (uint8_t) n;
    ol_wr_commit(w, at, n + 1);
}

static void encode_int2(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_int64(w, DatumGetInt16(value));
}

static void encode_int4(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_int64(w, DatumGetInt32(value));
}

static void encode_int8(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_int64(w, DatumGetInt64(value));
}

static void encode_oid(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_int64(w, (int64) DatumGetObjectId(value));
}

static void encode_bool_number(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_int64(w, DatumGetBool(value) ? 1 : 0);
}

static void encode_float4(const OlEncoder *e, OlWriter *w, Datum value)
{
    uint8_t out[4];

    ol_binary_float_encode(DatumGetFloat4(value), out);
    ol_wr_clr(w, out, 4);
}

static void encode_float8(const OlEncoder *e, OlWriter *w, Datum value)
{
    uint8_t out[8];

    ol_binary_double_encode(DatumGetFloat8(value), out);
    ol_wr_clr(w, out, 8);
}

static void put_number_of_double(OlWriter *w, double value)
{
    OlDecimal d;
    OlDiag diag;
    uint8_t out[OL_NUMBER_WIRE_MAX];

    if (ol_decimal_from_double(value, &d, &diag) != OL_OK)
        ol_ereport(&diag);
    ol_wr_clr(w, out, ol_number_encode(&d, out));
}

static void encode_float8_number(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_number_of_double(w, DatumGetFloat8(value));
}

static void encode_float4_number(const OlEncoder *e, OlWriter *w, Datum value)
{
    put_number_of_double(w, DatumGetFloat4(value));
}

/* Characters in the database character set, which is UTF-8: what the client asked for. */
static void encode_text(const OlEncoder *e, OlWriter *w, Datum value)
{
    struct varlena *v = detoast(value);
    size_t n = VARSIZE_ANY_EXHDR(v);

    if (n > MAX_VARCHAR_BYTES && !e->as_long)
    {
        release(v, value);
        ol_raise(OL_ERR_FETCHED_TRUNCATED);
    }
    ol_wr_clr(w, VARDATA_ANY(v), n);
    if (e->as_long)
        put_long_tail(w);
    release(v, value);
}

static void encode_national(const OlEncoder *e, OlWriter *w, Datum value)
{
    struct varlena *v = detoast(value);
    size_t n = VARSIZE_ANY_EXHDR(v);
    size_t size = ol_utf8_to_utf16be_size(VARDATA_ANY(v), n);
    uint8_t small[512];
    uint8_t *out = size <= sizeof small ? small : palloc(size);

    ol_utf8_to_utf16be(VARDATA_ANY(v), n, out);
    ol_wr_clr(w, out, size);
    if (e->as_long)
        put_long_tail(w);
    if (out != small)
        pfree(out);
    release(v, value);
}

/* RAW and, defined so, BLOB as LONG RAW. */
static void encode_bytes(const OlEncoder *e, OlWriter *w, Datum value)
{
    struct varlena *v = detoast(value);

    ol_wr_clr(w, VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v));
    if (e->as_long)
        put_long_tail(w);
    release(v, value);
}

/* Infinite and out-of-calendar dates have no Oracle form. */
static void check_date(size_t n)
{
    if (n == 0)
        ol_raise(OL_ERR_YEAR_RANGE);
}

static void encode_date(const OlEncoder *e, OlWriter *w, Datum value)
{
    uint8_t out[13];
    size_t n = ol_date_encode_pg(DatumGetTimestamp(value), out);

    check_date(n);
    ol_wr_clr(w, out, n);
}

static void encode_timestamp(const OlEncoder *e, OlWriter *w, Datum value)
{
    uint8_t out[13];
    size_t n = ol_timestamp_encode_pg(DatumGetTimestamp(value), out);

    check_date(n);
    ol_wr_clr(w, out, n);
}

static void encode_timestamp_as_tz(const OlEncoder *e, OlWriter *w, Datum value)
{
    uint8_t out[13];
    size_t n = ol_timestamp_tz_encode_pg(DatumGetTimestamp(value), 0, out);

    check_date(n);
    ol_wr_clr(w, out, n);
}

static void encode_pgdate(const OlEncoder *e, OlWriter *w, Datum value)
{
    DateADT d = DatumGetDateADT(value);
    uint8_t out[13];
    size_t n = DATE_NOT_FINITE(d) ? 0 : ol_date_encode_pg((int64) d * USECS_PER_DAY, out);

    check_date(n);
    ol_wr_clr(w, out, n);
}

static void encode_oratstz(const OlEncoder *e, OlWriter *w, Datum value)
{
    OlTstz v;
    uint8_t out[13];
    size_t n;

    ol_tstz_read(DatumGetPointer(value), &v);
    n = ol_timestamp_tz_encode_pg(v.utc_us, ol_tstz_offset(&v), out);
    check_date(n);
    ol_wr_clr(w, out, n);
}

static void encode_interval_ym(const OlEncoder *e, OlWriter *w, Datum value)
{
    Interval *v = DatumGetIntervalP(value);
    OlIntervalYM ym;
    OlDiag diag;
    uint8_t out[5];

    if (ol_interval_ym_from_pg(v->month, v->day, v->time, &ym, &diag) != OL_OK)
        ol_ereport(&diag);
    ol_wr_clr(w, out, ol_interval_ym_encode(&ym, out));
}

static void encode_interval_ds(const OlEncoder *e, OlWriter *w, Datum value)
{
    Interval *v = DatumGetIntervalP(value);
    OlIntervalDS ds;
    OlDiag diag;
    uint8_t out[11];

    if (ol_interval_ds_from_pg(v->month, v->day, v->time, &ds, &diag) != OL_OK)
        ol_ereport(&diag);
    ol_wr_clr(w, out, ol_interval_ds_encode(&ds, out));
}

static void encode_bool(const OlEncoder *e, OlWriter *w, Datum value)
{
    ol_ttc_put_bool(w, DatumGetBool(value));
}

static void encode_rowid(const OlEncoder *e, OlWriter *w, Datum value)
{
    OlRowid rowid;

    ol_rowid_read(DatumGetPointer(value), &rowid);
    ol_ttc_put_rowid(w, &rowid);
}

static void encode_rowid_text(const OlEncoder *e, OlWriter *w, Datum value)
{
    OlRowid rowid;
    char text[OL_ROWID_TEXT];

    ol_rowid_read(DatumGetPointer(value), &rowid);
    ol_rowid_to_text(&rowid, text);
    ol_wr_clr(w, text, OL_ROWID_TEXT);
}

/* Types without an encoder of their own: as PostgreSQL writes them. */
static void encode_output(const OlEncoder *e, OlWriter *w, Datum value)
{
    char *text = OutputFunctionCall(unconstify(FmgrInfo *, &e->output), value);
    size_t n = strlen(text);

    if (n > MAX_VARCHAR_BYTES && !e->as_long)
        ol_raise(OL_ERR_FETCHED_TRUNCATED);
    ol_wr_clr(w, text, n);
    if (e->as_long)
        put_long_tail(w);
    pfree(text);
}

static void encode_object(const OlEncoder *e, OlWriter *w, Datum value)
{
    OlValue v;

    ol_object_value(&e->type, value, false, &v);
    ol_ttc_put_object(w, &v);
}

/* --- choosing ------------------------------------------------------------------------------------------------------- */

static bool is_long_type(uint8_t wire)
{
    return wire == 8 || wire == 24 || wire == 94 || wire == 95;
}

static bool is_char_type(uint8_t wire)
{
    return wire == 1 || wire == 9 || wire == 96 || wire == 155 || wire == 8 || wire == 94;
}

static OlEncodeFn number_encoder(Oid pg_type)
{
    switch (pg_type)
    {
        case NUMERICOID:
            return encode_numeric;
        case INT2OID:
            return encode_int2;
        case INT4OID:
            return encode_int4;
        case INT8OID:
            return encode_int8;
        case OIDOID:
            return encode_oid;
        case FLOAT4OID:
            return encode_float4_number;
        case FLOAT8OID:
            return encode_float8_number;
        case BOOLOID:
            return encode_bool_number;
        default:
            return NULL;
    }
}

static bool is_text_type(Oid pg_type)
{
    return pg_type == TEXTOID || pg_type == VARCHAROID || pg_type == BPCHAROID || pg_type == UNKNOWNOID;
}

bool ol_encoder_init(OlEncoder *e, const OlType *type, Oid pg_type, const OlBindDesc *define, MemoryContext context)
{
    const OlTypeInfo *info = ol_type_info(type->code);
    Oid base = pg_type < FirstGenbkiObjectId ? pg_type : getBaseType(pg_type); /* no built-in type is a domain */

    memset(e, 0, sizeof *e);
    e->wire_type = info->wire;
    e->form = info->form;
    if (define != NULL && define->type != 0 && define->type != 102)
    {
        e->wire_type = define->type;
        if ((define->flags & OL_BINDF_OWN_FORM) != 0)
            e->form = define->form;
        else if (define->form == OL_FORM_NATIONAL && type->code != OL_T_NCLOB && info->form != 2)
            e->form = OL_FORM_DATABASE; /* the define's form is the client's guess: the column's counts */
    }
    e->as_long = is_long_type(e->wire_type);

    switch (e->wire_type)
    {
        case 1:
        case 8:
        case 9:
        case 94:
        case 96:
        case 155:
            if (is_text_type(base))
                e->encode = e->form == OL_FORM_NATIONAL ? encode_national : encode_text;
            else if (base == BYTEAOID && e->as_long)
                e->encode = encode_bytes;
            else if (base == ol_pg_rowid_oid() && OidIsValid(base))
                e->encode = encode_rowid_text;
            break; /* else by the output function, below */
        case 2:
        case 3:
            e->encode = number_encoder(base);
            return e->encode != NULL;
        case 12:
            e->encode = base == TIMESTAMPOID || base == TIMESTAMPTZOID ? encode_date
                        : base == DATEOID                              ? encode_pgdate
                                                                       : NULL;
            return e->encode != NULL;
        case 180:
        case 187:
        case 231:
        case 232:
            e->encode = base == TIMESTAMPOID || base == TIMESTAMPTZOID ? encode_timestamp
                        : base == DATEOID                              ? encode_pgdate
                                                                       : NULL;
            return e->encode != NULL;
        case 181:
        case 188:
            e->encode = OidIsValid(base) && base == ol_pg_oratimestamptz_oid() ? encode_oratstz
                        : base == TIMESTAMPTZOID || base == TIMESTAMPOID       ? encode_timestamp_as_tz
                                                                               : NULL;
            return e->encode != NULL;
        case 182:
        case 189:
            e->encode = encode_interval_ym;
            return base == INTERVALOID;
        case 183:
        case 190:
            e->encode = encode_interval_ds;
            return base == INTERVALOID;
        case 23:
        case 24:
        case 95:
            e->encode = encode_bytes;
            return base == BYTEAOID;
        case 100:
            e->encode = encode_float4;
            return base == FLOAT4OID;
        case 101:
            e->encode = encode_float8;
            return base == FLOAT8OID;
        case 252:
            e->encode = encode_bool;
            return base == BOOLOID;
        case 109:
            e->type = *type;
            e->encode = encode_object;
            return type->code == OL_T_OBJECT || type->code == OL_T_COLLECTION;
        case 11:
            e->encode = encode_rowid;
            return OidIsValid(base) && base == ol_pg_rowid_oid();
        case 112:
        case 113:
        case 102:
            e->encode = NULL; /* the caller's */
            return true;
        default:
            return false;
    }
    if (e->encode == NULL)
    {
        Oid function;
        bool is_varlena;

        getTypeOutputInfo(pg_type, &function, &is_varlena);
        fmgr_info_cxt(function, &e->output, context);
        e->encode = encode_output;
    }
    return true;
}

void ol_value_put_null(const OlEncoder *e, OlWriter *w)
{
    if (e->wire_type == 109 && e->encode == encode_object)
    {
        OlValue null;

        memset(&null, 0, sizeof null);
        ol_ttc_put_object(w, &null);
        return;
    }
    ol_wr_u8(w, 0);
    if (e->as_long)
    {
        ol_wr_sb8(w, -1); /* indicator */
        ol_wr_ub4(w, 0);  /* return code */
    }
}

void ol_value_describe(const OlType *type, OlColumnDesc *out)
{
    const OlTypeInfo *info = ol_type_info(type->code);

    memset(out, 0, sizeof *out);
    out->type = info->wire;
    out->form = info->form;
    out->charset = info->form == 1 ? OL_CHARSET_UTF8 : info->form == 2 ? OL_CHARSET_UTF16 : 0;
    out->size = info->wire_size;
    switch (type->code)
    {
        case OL_T_NULL:
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
        case OL_T_CHAR:
        case OL_T_NCHAR:
            /* A size of 0 would say "always NULL", more than 32767 breaks a client (protocol.md 5.7). */
            out->size = type->size_bytes > 0 ? (uint32_t) Min(type->size_bytes, MAX_VARCHAR_BYTES) : 4000;
            out->max_chars = type->size_chars > 0 ? (uint32_t) Min(type->size_chars, MAX_VARCHAR_BYTES) : out->size;
            if (type->code == OL_T_NULL)
                out->size = out->max_chars = 1;
            break;
        case OL_T_RAW:
            out->size = type->size_bytes > 0 ? (uint32_t) Min(type->size_bytes, MAX_VARCHAR_BYTES) : 2000;
            break;
        case OL_T_NUMBER:
            out->precision = (int8_t) type->precision;
            out->scale = type->precision == 0 && type->scale == 0 ? OL_SCALE_NONE : type->scale;
            if (type->precision == 0 && type->scale != OL_SCALE_NONE && type->scale != 0)
                out->precision = 38; /* NUMBER(*, s) */
            break;
        case OL_T_FLOAT:
            out->precision = (int8_t) (type->precision == 0 ? 126 : type->precision);
            out->scale = OL_SCALE_NONE;
            break;
        case OL_T_TIMESTAMP:
        case OL_T_TIMESTAMP_TZ:
        case OL_T_TIMESTAMP_LTZ:
            out->scale = type->scale;
            break;
        case OL_T_INTERVAL_YM:
            out->precision = (int8_t) (type->precision == 0 ? 2 : type->precision);
            break;
        case OL_T_INTERVAL_DS:
            out->precision = (int8_t) (type->precision == 0 ? 2 : type->precision);
            out->scale = type->scale;
            break;
        case OL_T_JSON:
        case OL_T_XMLTYPE:
        case OL_T_VECTOR:
        case OL_T_UNKNOWN:
            /* Sent as characters until their own images are served. */
            out->type = type->code == OL_T_UNKNOWN ? 1 : 8;
            out->form = 1;
            out->charset = OL_CHARSET_UTF8;
            out->size = type->code == OL_T_UNKNOWN ? 4000 : 0;
            out->max_chars = out->size;
            break;
        case OL_T_OBJECT:
        case OL_T_COLLECTION:
            out->toid = ol_object_oid(type->pg_oid);
            out->version = 1;
            out->type_schema = type->type_schema;
            out->type_name = type->type_name;
            break;
        case OL_T_PLS_INTEGER:
            out->type = 2;
            out->scale = 0;
            out->precision = 38;
            break;
        default:
            break;
    }
}

/* --- binds ---------------------------------------------------------------------------------------------------------- */

/*
 * Strings are bound with whatever size the value at hand has. The sizes of expressions over them follow, and JDBC cuts what
 * it reads at them, so a statement is translated for a class of sizes: the four Oracle has, and the long ones.
 */
static int32_t bind_size(uint32 size)
{
    static const int32_t classes[] = {32, 128, 2000, 4000};

    for (size_t i = 0; i < lengthof(classes); i++)
    {
        if (size <= (uint32) classes[i])
        {
            return classes[i];
        }
    }
    return MAX_VARCHAR_BYTES;
}

void ol_value_bind_type(const OlBindDesc *bind, OlType *out)
{
    memset(out, 0, sizeof *out);
    switch (bind->type)
    {
        case 1:
        case 9:
        case 155:
        case 96:
        case 5:
            out->code = bind->form == OL_FORM_NATIONAL ? OL_T_NVARCHAR2 : bind->type == 96 ? OL_T_CHAR : OL_T_VARCHAR2;
            out->rep = OL_REP_TEXT;
            out->size_bytes = bind_size(bind->size);
            break;
        case 8:
        case 94:
            out->code = OL_T_LONG;
            out->rep = OL_REP_TEXT;
            break;
        case 2:
        case 3:
        case 6:
        case 68:
            out->code = OL_T_NUMBER;
            out->rep = OL_REP_NUMERIC;
            out->scale = OL_SCALE_NONE;
            break;
        case 12:
        case 156:
            out->code = OL_T_DATE;
            out->rep = OL_REP_TIMESTAMP;
            break;
        case 180:
        case 187:
            out->code = OL_T_TIMESTAMP;
            out->rep = OL_REP_TIMESTAMP;
            out->scale = 9;
            break;
        case 181:
        case 188:
            out->code = OL_T_TIMESTAMP_TZ;
            out->rep = OL_REP_ORATSTZ;
            out->scale = 9;
            break;
        case 231:
        case 232:
            out->code = OL_T_TIMESTAMP_LTZ;
            out->rep = OL_REP_TIMESTAMPTZ;
            out->scale = 9;
            break;
        case 182:
        case 189:
            out->code = OL_T_INTERVAL_YM;
            out->rep = OL_REP_INTERVAL;
            out->precision = 9;
            break;
        case 183:
        case 190:
            out->code = OL_T_INTERVAL_DS;
            out->rep = OL_REP_INTERVAL;
            out->precision = 9;
            out->scale = 9;
            break;
        case 23:
            out->code = OL_T_RAW;
            out->rep = OL_REP_BYTEA;
            out->size_bytes = bind_size(bind->size);
            break;
        case 24:
        case 95:
            out->code = OL_T_LONG_RAW;
            out->rep = OL_REP_BYTEA;
            break;
        case 100:
            out->code = OL_T_BINARY_FLOAT;
            out->rep = OL_REP_FLOAT4;
            break;
        case 101:
            out->code = OL_T_BINARY_DOUBLE;
            out->rep = OL_REP_FLOAT8;
            break;
        case 11:
        case 208:
            out->code = OL_T_ROWID;
            out->rep = OL_REP_ROWID;
            break;
        case 112:
            out->code = bind->form == OL_FORM_NATIONAL ? OL_T_NCLOB : OL_T_CLOB;
            out->rep = OL_REP_TEXT;
            break;
        case 113:
            out->code = OL_T_BLOB;
            out->rep = OL_REP_BYTEA;
            break;
        case 252:
            out->code = OL_T_BOOLEAN;
            out->rep = OL_REP_BOOL;
            break;
        case 109:
        {
            Oid oid = ol_object_type(bind->toid);

            if (OidIsValid(oid))
                (void) ol_pg_schema_type(oid, out);
            break;
        }
        default:
            break;
    }
}

static Datum make_varlena(const void *data, size_t n)
{
    struct varlena *v = palloc(VARHDRSZ + n);

    SET_VARSIZE(v, VARHDRSZ + n);
    if (n > 0)
        memcpy(VARDATA(v), data, n);
    return PointerGetDatum(v);
}

static Datum decode_text(const OlBindDesc *bind, OlStr bytes, bool *isnull)
{
    if (bytes.n == 0)
    {
        *isnull = true;
        return (Datum) 0;
    }
    if (bind->form == OL_FORM_NATIONAL)
    {
        size_t n = ol_utf16be_to_utf8_size((const uint8_t *) bytes.s, bytes.n);
        struct varlena *v = palloc(VARHDRSZ + n);

        ol_utf16be_to_utf8((const uint8_t *) bytes.s, bytes.n, VARDATA(v));
        SET_VARSIZE(v, VARHDRSZ + n);
        if (memchr(VARDATA(v), 0, n) != NULL)
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "character with code 0 in a string");
        return PointerGetDatum(v);
    }
    if (!pg_verify_mbstr(PG_UTF8, bytes.s, (int) bytes.n, true))
    {
        if (memchr(bytes.s, 0, bytes.n) != NULL)
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "character with code 0 in a string");
        ol_raise(OL_ERR_PARTIAL_CHARACTER);
    }
    return make_varlena(bytes.s, bytes.n);
}

static Datum decode_numeric(OlStr bytes)
{
    struct varlena *v = palloc(VARHDRSZ + OL_PGNUMERIC_MAX);
    size_t n;
    OlDiag diag;

    if (ol_number_to_pgnumeric((const uint8_t *) bytes.s, bytes.n, (uint8_t *) VARDATA(v), &n, &diag) != OL_OK)
        ol_ereport(&diag);
    SET_VARSIZE(v, VARHDRSZ + n);
    return PointerGetDatum(v);
}

#define DECODE(call)                                                                                                    \
    do                                                                                                                  \
    {                                                                                                                   \
        if ((call) != OL_OK)                                                                                            \
            ol_ereport(&diag);                                                                                          \
    } while (0)

/* A value of the bind's own type as the datum that ol_value_bind_type promises. */
static Datum decode_own(const OlBindDesc *bind, const OlValue *value, const OlType *own, bool *isnull)
{
    const uint8_t *data = (const uint8_t *) value->bytes.s;
    size_t n = value->bytes.n;
    OlDiag diag;

    switch (own->rep)
    {
        case OL_REP_TEXT:
            return decode_text(bind, value->bytes, isnull);
        case OL_REP_BYTEA:
            if (n == 0)
            {
                *isnull = true;
                return (Datum) 0;
            }
            return make_varlena(data, n);
        case OL_REP_NUMERIC:
            return decode_numeric(value->bytes);
        case OL_REP_TIMESTAMP:
        {
            int64_t us;

            if (own->code == OL_T_DATE)
                DECODE(ol_date_decode_pg(data, n, &us, &diag));
            else
                DECODE(ol_timestamp_decode_pg(data, n, &us, &diag));
            return TimestampGetDatum(us);
        }
        case OL_REP_TIMESTAMPTZ:
        {
            int64_t us;

            DECODE(ol_timestamp_decode_pg(data, n, &us, &diag));
            return TimestampTzGetDatum(us);
        }
        case OL_REP_ORATSTZ:
        {
            OlTstz v;
            int64_t us;
            int32_t zone;

            uint8_t plain[13];
            bool local = false;

            if (n == sizeof plain)
            {
                memcpy(plain, data, n);
                if ((plain[11] & 0x80) != 0)
                {
                    int region = (plain[11] & 0x7F) << 6 | (plain[12] & 0xFC) >> 2;

                    if (region == OL_REGION_UTC || region == OL_REGION_ETC_UTC)
                    {
                        plain[11] = 20;
                        plain[12] = 60;
                    }
                }
                else if ((plain[11] & 0x40) != 0)
                {
                    /* go-ora: the fields are those of the zone, not of UTC */
                    plain[11] &= 0x3F;
                    local = true;
                }
                data = plain;
            }
            DECODE(ol_timestamp_tz_decode_pg(data, n, &us, &zone, &diag));
            v.utc_us = local ? us - zone * INT64CONST(1000000) : us;
            v.zone = zone;
            return (Datum) ol_tstz_datum(&v);
        }
        case OL_REP_INTERVAL:
        {
            Interval *v = palloc0(sizeof *v);

            if (own->code == OL_T_INTERVAL_YM)
            {
                OlIntervalYM ym;

                DECODE(ol_interval_ym_decode(data, n, &ym, &diag));
                v->month = ym.months;
            }
            else
            {
                OlIntervalDS ds;
                int32_t days;
                int64_t us;

                DECODE(ol_interval_ds_decode(data, n, &ds, &diag));
                ol_interval_ds_to_pg(&ds, &days, &us);
                v->day = days;
                v->time = us;
            }
            return IntervalPGetDatum(v);
        }
        case OL_REP_FLOAT4:
        {
            float v;

            DECODE(ol_binary_float_decode(data, n, &v, &diag));
            return Float4GetDatum(v);
        }
        case OL_REP_FLOAT8:
        {
            double v;

            DECODE(ol_binary_double_decode(data, n, &v, &diag));
            return Float8GetDatum(v);
        }
        case OL_REP_BOOL:
            return BoolGetDatum(n > 0 && data[0] != 0);
        case OL_REP_ROWID:
        {
            OlRowid rowid;

            if (value->kind == OL_V_ROWID && value->ext != NULL)
                rowid = value->ext->rowid;
            else
                DECODE(ol_rowid_from_text(value->bytes, &rowid, &diag));
            return (Datum) ol_rowid_datum(&rowid);
        }
        default:
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("bind of type %s", ol_wire_type_name(bind->type)));
    }
}

Datum ol_value_decode(const OlBindDesc *bind, const OlValue *value, const OlType *target, bool *isnull)
{
    OlType own;
    Datum d;

    *isnull = value->kind == OL_V_NULL || value->kind == OL_V_ABSENT;
    if (*isnull)
        return (Datum) 0;
    ol_value_bind_type(bind, &own);
    if (value->kind == OL_V_OBJECT)
    {
        if (!ol_type_same_user(&own, target))
            ol_raise(OL_ERR_INCONSISTENT_TYPES, ol_type_info(target->code)->name, "UDT");
        return ol_object_decode(target, value->bytes);
    }
    d = decode_own(bind, value, &own, isnull);
    if (*isnull || own.rep == target->rep)
        return d;
    /* The statement was translated for another type of this bind: only pairs without any loss or choice are converted. */
    switch (target->rep)
    {
        case OL_REP_VARCHAR:
        case OL_REP_BPCHAR:
        case OL_REP_TEXT:
            if (own.rep == OL_REP_TEXT)
                return d;
            if (own.rep == OL_REP_NUMERIC || own.rep == OL_REP_ROWID)
            {
                Oid output;
                bool is_varlena;

                getTypeOutputInfo(ol_pg_rep_oid(own.rep), &output, &is_varlena);
                return CStringGetTextDatum(OidOutputFunctionCall(output, d));
            }
            break;
        case OL_REP_INT2:
        case OL_REP_INT4:
        case OL_REP_INT8:
            if (own.rep == OL_REP_NUMERIC)
                return target->rep == OL_REP_INT8   ? DirectFunctionCall1(numeric_int8, d)
                       : target->rep == OL_REP_INT4 ? DirectFunctionCall1(numeric_int4, d)
                                                    : DirectFunctionCall1(numeric_int2, d);
            break;
        default:
            break;
    }
    ol_raise(OL_ERR_INCONSISTENT_TYPES, ol_type_info(target->code)->name, ol_type_info(own.code)->name);
}

/* --- OUT and RETURNING values --------------------------------------------------------------------------------------- */

void ol_value_to_out(const OlBindDesc *bind, const OlType *type, Oid pg_type, Datum value, bool isnull, OlValue *out)
{
    OlEncoder e;
    OlBindDesc want = *bind;
    OlWriter w;
    OlReader r;
    OlBuf buf;
    OlArena *arena;
    OlCaps caps;
    uint8_t room[512];

    memset(out, 0, sizeof *out);
    if (isnull)
        return;
    if (bind->type == 109)
    {
        if (type->code != OL_T_OBJECT && type->code != OL_T_COLLECTION)
            ol_raise(OL_ERR_INCONSISTENT_TYPES, "UDT", ol_type_info(type->code)->name);
        ol_object_value(type, value, false, out);
        return;
    }
    if (bind->type == 11 || bind->type == 208)
        want.type = 1; /* a ROWID as an OUT value is a string (protocol.md 5.13) */
    if (is_char_type(bind->type))
        want.form = bind->form;
    if (!ol_encoder_init(&e, type, pg_type, &want, CurrentMemoryContext) || e.encode == NULL)
        ol_raise(OL_ERR_INCONSISTENT_TYPES, ol_wire_type_name(bind->type), ol_type_info(type->code)->name);
    if (is_char_type(bind->type))
        e.form = bind->form;
    if (e.encode == encode_text && bind->form == OL_FORM_NATIONAL)
        e.encode = encode_national;
    e.as_long = false;
    /* Through the same encoders as rows, into memory, and back as the bytes of one value. */
    arena = ol_pg_arena_new(CurrentMemoryContext);
    memset(&caps, 0, sizeof caps);
    ol_caps_init_modern(&caps, 12);
    ol_buf_init(&buf, arena, 256);
    ol_writer_init_raw(&w, &caps, room, sizeof room, &buf);
    e.encode(&e, &w, value);
    ol_writer_push(&w);
    ol_reader_init_memory(&r, &caps, arena, buf.data, buf.len, true);
    out->kind = OL_V_BYTES;
    if (e.wire_type == 252)
    {
        char *byte = palloc(1);

        byte[0] = DatumGetBool(value) ? 1 : 0;
        out->bytes = ol_str_n(byte, 1);
    }
    else if (!ol_rd_clr(&r, &out->bytes))
        out->kind = OL_V_NULL;
}
