/*
 * object.c - objects and collections of schema types between datum and wire: images, descriptors.
 *
 * A scalar inside an image has the bytes it would have as a value of its own, but BOOLEAN and PLS_INTEGER, which are 4-byte integers there.
 * See also:  object.h, value.c, wire/ttc_image.c
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_type.h"
#include "front/resolve.h"
#include "server/execute.h"
#include "server/lob.h"
#include "server/object.h"
#include "server/session.h"
#include "server/units.h"
#include "server/value.h"

static const OlTypeDef *def_of(Oid oid)
{
    const OlTypeDef *def = OidIsValid(oid) ? ol_pg_type_def(oid) : NULL;

    if (def == NULL)
    {
        ol_raise(OL_ERR_INVALID_DATATYPE);
    }
    return def;
}

/* --- names on the wire ------------------------------------------------------------------------------------------------------ */

OlStr ol_object_oid(Oid type)
{
    static HTAB *names;
    struct
    {
        Oid oid;
        uint8_t bytes[16];
    } *entry;
    bool found;

    if (names == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof(Oid);
        ctl.entrysize = sizeof *entry;
        ctl.hcxt = TopMemoryContext;
        names = hash_create("oliphant type identifiers", 32, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    entry = hash_search(names, &type, HASH_ENTER, &found);
    if (!found)
    {
        memset(entry->bytes, 0, sizeof entry->bytes);
        for (int i = 0; i < 4; i++)
        {
            entry->bytes[12 + i] = (uint8_t)(type >> (24 - 8 * i));
        }
    }
    return ol_str_n((const char *)entry->bytes, sizeof entry->bytes);
}

Oid ol_object_type(OlStr toid)
{
    const uint8_t *p = (const uint8_t *)toid.s;
    OlType type;
    Oid oid;

    if (toid.n == 36)
    {
        p += 4;
    }
    else if (toid.n != 16)
    {
        return InvalidOid;
    }
    for (int i = 0; i < 12; i++)
    {
        if (p[i] != 0)
        {
            return InvalidOid;
        }
    }
    oid = (Oid)p[12] << 24 | (Oid)p[13] << 16 | (Oid)p[14] << 8 | p[15];
    return ol_pg_schema_type(oid, &type) ? oid : InvalidOid;
}

/* --- encoding ----------------------------------------------------------------------------------------------------------------- */

static void encode_into(OlBuf *b, const OlTypeDef *def, Datum value, bool inline_object);

static void encode_scalar(OlBuf *b, const OlType *type, Datum value)
{
    OlBindDesc bind;
    OlValue out;

    memset(&bind, 0, sizeof bind);
    bind.type = ol_type_info(type->code)->wire;
    bind.form = ol_type_info(type->code)->form;
    switch (type->code)
    {
    case OL_T_BOOLEAN:
    {
        uint8_t bytes[4] = {0, 0, 0, DatumGetBool(value) ? 1 : 0};

        ol_image_put_value(b, bytes, sizeof bytes);
        return;
    }
    case OL_T_CLOB:
    case OL_T_NCLOB:
    case OL_T_BLOB:
    {
        struct varlena *v = PG_DETOAST_DATUM_PACKED(value);
        OlLob *lob = ol_lob_new_value(ol_session, type->code != OL_T_BLOB, type->code == OL_T_NCLOB, VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v));
        OlStr locator = ol_lob_locator(lob);

        ol_image_put_value(b, locator.s, locator.n);
        return;
    }
    default:
        break;
    }
    ol_value_to_out(&bind, type, type->rep == OL_REP_OTHER ? type->pg_oid : ol_pg_rep_oid(type->rep), value, false, &out);
    if (out.kind == OL_V_NULL)
    {
        ol_image_put_null(b, false);
        return;
    }
    ol_image_put_value(b, out.bytes.s, out.bytes.n);
}

static void encode_member(OlBuf *b, const OlType *type, Datum value, bool isnull, bool in_collection)
{
    if (isnull)
    {
        ol_image_put_null(b, type->code == OL_T_OBJECT);
    }
    else if (!ol_type_is_user(type))
    {
        encode_scalar(b, type, value);
    }
    else if (type->code == OL_T_OBJECT && !in_collection)
    {
        encode_into(b, def_of(type->pg_oid), value, true);
    }
    else
    {
        OlStr image = ol_object_encode(type, value);

        ol_image_put_value(b, image.s, image.n);
    }
}

static void encode_object(OlBuf *b, const OlTypeDef *def, Datum value)
{
    HeapTupleHeader header = DatumGetHeapTupleHeader(value);
    TupleDesc desc = lookup_rowtype_tupdesc_copy(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
    HeapTupleData tuple;

    tuple.t_len = HeapTupleHeaderGetDatumLength(header);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = header;
    for (int i = 0; i < def->nattributes; i++)
    {
        bool isnull = true;
        Datum d = def->attributes[i].attnum <= desc->natts ? heap_getattr(&tuple, def->attributes[i].attnum, desc, &isnull) : (Datum)0;

        encode_member(b, &def->attributes[i].type, d, isnull, false);
    }
}

static void encode_collection(OlBuf *b, const OlTypeDef *def, Datum value)
{
    ArrayType *a = DatumGetArrayTypeP(value);
    int16 len;
    bool byval;
    char align;
    Datum *values;
    bool *nulls;
    int n;

    get_typlenbyvalalign(ARR_ELEMTYPE(a), &len, &byval, &align);
    deconstruct_array(a, ARR_ELEMTYPE(a), len, byval, align, &values, &nulls, &n);
    ol_image_put_count(b, (uint32)n, false);
    for (int i = 0; i < n; i++)
    {
        encode_member(b, &def->element, values[i], nulls[i], true);
    }
}

static void encode_into(OlBuf *b, const OlTypeDef *def, Datum value, bool inline_object)
{
    size_t start = 0;

    check_stack_depth();
    if (!inline_object)
    {
        start = ol_image_begin(b, def->kind != OL_TYPEDEF_OBJECT);
    }
    if (def->kind == OL_TYPEDEF_OBJECT)
    {
        encode_object(b, def, value);
    }
    else
    {
        encode_collection(b, def, value);
    }
    if (!inline_object)
    {
        ol_image_end(b, start);
    }
}

OlStr ol_object_encode(const OlType *type, Datum value)
{
    OlBuf b;

    ol_buf_init(&b, ol_pg_arena_new(CurrentMemoryContext), 256);
    encode_into(&b, def_of(type->pg_oid), value, false);
    return ol_buf_str(&b);
}

void ol_object_value(const OlType *type, Datum value, bool isnull, OlValue *out)
{
    static const uint8_t head[4] = {0x00, 0x22, 0x02, 0x08};
    static const uint8_t extent[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    OlStr oid = ol_object_oid(type->pg_oid);
    char *toid;

    memset(out, 0, sizeof *out);
    if (isnull)
    {
        return;
    }
    toid = palloc(36);
    memcpy(toid, head, 4);
    memcpy(toid + 4, oid.s, 16);
    memcpy(toid + 20, extent, 16);
    out->kind = OL_V_OBJECT;
    out->bytes = ol_object_encode(type, value);
    out->ext = palloc0(sizeof *out->ext);
    out->ext->toid = ol_str_n(toid, 36);
    out->ext->version = 1;
    out->ext->flags = 1;
}

/* --- decoding ----------------------------------------------------------------------------------------------------------------- */

static Datum decode_from(OlImageReader *r, const OlTypeDef *def);

static Datum decode_scalar(const OlType *type, OlStr bytes, bool *isnull)
{
    OlBindDesc bind;
    OlValue value;
    Datum d;

    memset(&bind, 0, sizeof bind);
    memset(&value, 0, sizeof value);
    bind.type = ol_type_info(type->code)->wire;
    bind.form = ol_type_info(type->code)->form;
    value.kind = OL_V_BYTES;
    value.bytes = bytes;
    *isnull = false;
    if (type->code == OL_T_BOOLEAN)
    {
        return BoolGetDatum(bytes.n > 0 && bytes.s[bytes.n - 1] != 0);
    }
    if (type->code == OL_T_CLOB || type->code == OL_T_NCLOB || type->code == OL_T_BLOB)
    {
        value.kind = OL_V_LOB;
        return ol_run_decode_bind(&value, &bind, type, isnull);
    }
    d = ol_value_decode(&bind, &value, type, isnull);
    if (*isnull)
    {
        return d;
    }
    if ((ol_type_is_char(type) || type->code == OL_T_RAW) && type->size_bytes > 0)
    {
        struct varlena *v = (struct varlena *)DatumGetPointer(d);
        Size n = VARSIZE_ANY_EXHDR(v);

        if (type->rep == OL_REP_BPCHAR)
        {
            int32 limit = type->char_semantics ? type->size_chars : type->size_bytes;

            d = DirectFunctionCall3(bpchar, d, Int32GetDatum(limit + VARHDRSZ), BoolGetDatum(false));
            v = (struct varlena *)DatumGetPointer(d);
            n = VARSIZE_ANY_EXHDR(v);
        }
        if (type->char_semantics ? ol_utf8_length(VARDATA_ANY(v), n) > (size_t)type->size_chars : n > (Size)type->size_bytes)
        {
            ol_raise(OL_ERR_ATTRIBUTE_TOO_LARGE);
        }
    }
    if (type->code == OL_T_NUMBER && type->rep == OL_REP_NUMERIC && type->precision > 0)
    {
        int32 typmod = ((type->precision << 16) | ((type->scale == OL_SCALE_NONE ? 0 : type->scale) & 0x7ff)) + VARHDRSZ;

        d = DirectFunctionCall2(numeric, d, Int32GetDatum(typmod));
    }
    return d;
}

static Datum decode_member(OlImageReader *r, const OlType *type, bool *isnull, bool in_collection)
{
    OlStr bytes;

    *isnull = true;
    if (type->code == OL_T_OBJECT && !in_collection)
    {
        if (ol_image_read_null_object(r))
        {
            return (Datum)0;
        }
        *isnull = false;
        return decode_from(r, def_of(type->pg_oid));
    }
    if (!ol_image_read_value(r, &bytes))
    {
        return (Datum)0;
    }
    *isnull = false;
    if (ol_type_is_user(type))
    {
        return ol_object_decode(type, bytes);
    }
    return decode_scalar(type, bytes, isnull);
}

static Datum decode_from(OlImageReader *r, const OlTypeDef *def)
{
    check_stack_depth();
    if (def->kind == OL_TYPEDEF_OBJECT)
    {
        TupleDesc desc = lookup_rowtype_tupdesc_copy(def->oid, -1);
        Datum *values = palloc0(sizeof(Datum) * Max(desc->natts, 1));
        bool *nulls = palloc(sizeof(bool) * Max(desc->natts, 1));

        memset(nulls, true, (size_t)Max(desc->natts, 1));
        for (int i = 0; i < def->nattributes && !r->failed; i++)
        {
            int at = def->attributes[i].attnum - 1;
            bool isnull;
            Datum d = decode_member(r, &def->attributes[i].type, &isnull, false);

            if (at < desc->natts)
            {
                values[at] = d;
                nulls[at] = isnull;
            }
        }
        return r->failed ? (Datum)0 : HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
    }
    else
    {
        bool indexed;
        int n = (int)ol_image_read_count(r, &indexed);
        Oid element = get_element_type(getBaseType(def->oid));
        Datum *values = palloc(sizeof(Datum) * Max(n, 1));
        bool *nulls = palloc(sizeof(bool) * Max(n, 1));
        int lower = 1;
        int16 len;
        bool byval;
        char align;

        if (def->kind == OL_TYPEDEF_VARRAY && n > def->limit)
        {
            ol_raise(OL_ERR_VARRAY_LIMIT);
        }
        for (int i = 0; i < n && !r->failed; i++)
        {
            if (indexed)
            {
                (void)ol_image_read_index(r);
            }
            values[i] = decode_member(r, &def->element, &nulls[i], true);
        }
        if (r->failed)
        {
            return (Datum)0;
        }
        if (n == 0)
        {
            return PointerGetDatum(construct_empty_array(element));
        }
        get_typlenbyvalalign(element, &len, &byval, &align);
        return PointerGetDatum(construct_md_array(values, nulls, 1, &n, &lower, element, len, byval, align));
    }
}

Datum ol_object_decode(const OlType *type, OlStr image)
{
    OlImageReader r;
    Datum d;

    ol_image_open(&r, image);
    d = decode_from(&r, def_of(type->pg_oid));
    if (r.failed)
    {
        ol_raise(OL_ERR_OBJECT_IMAGE);
    }
    return d;
}

/* --- descriptors -------------------------------------------------------------------------------------------------------------- */

enum
{
    TDS_CHAR = 1,
    TDS_DATE = 2,
    TDS_FLOAT = 5,
    TDS_NUMBER = 6,
    TDS_VARCHAR = 7,
    TDS_RAW = 19,
    TDS_TIMESTAMP = 21,
    TDS_TIMESTAMP_TZ = 23,
    TDS_OBJECT = 27,
    TDS_COLLECTION = 28,
    TDS_CLOB = 29,
    TDS_BLOB = 30,
    TDS_TIMESTAMP_LTZ = 33,
    TDS_BINARY_FLOAT = 37,
    TDS_START_EMBEDDED = 39,
    TDS_END_EMBEDDED = 40,
    TDS_SUBTYPE = 43,
    TDS_BINARY_DOUBLE = 45,
    TDS_BOOLEAN = 8
};

static void put16(OlBuf *b, unsigned v)
{
    ol_buf_append_byte(b, (uint8_t)(v >> 8));
    ol_buf_append_byte(b, (uint8_t)v);
}

static void put32(OlBuf *b, uint32 v)
{
    put16(b, v >> 16);
    put16(b, v & 0xffff);
}

static void tds_member(OlBuf *b, const OlType *t)
{
    switch (t->code)
    {
    case OL_T_NUMBER:
        ol_buf_append_byte(b, TDS_NUMBER);
        ol_buf_append_byte(b, t->precision == 0 && t->scale != OL_SCALE_NONE ? 38 : t->precision);
        ol_buf_append_byte(b, (uint8_t)t->scale);
        break;
    case OL_T_FLOAT:
        ol_buf_append_byte(b, TDS_FLOAT);
        ol_buf_append_byte(b, t->precision);
        break;
    case OL_T_VARCHAR2:
    case OL_T_NVARCHAR2:
    case OL_T_CHAR:
    case OL_T_NCHAR:
    {
        bool national = t->code == OL_T_NVARCHAR2 || t->code == OL_T_NCHAR;

        ol_buf_append_byte(b, t->code == OL_T_CHAR || t->code == OL_T_NCHAR ? TDS_CHAR : TDS_VARCHAR);
        put16(b, (unsigned)(national ? t->size_chars * 2 : t->size_bytes));
        ol_buf_append_byte(b, national ? 2 : 1);
        put16(b, national ? OL_CHARSET_UTF16 : OL_CHARSET_UTF8);
        break;
    }
    case OL_T_RAW:
        ol_buf_append_byte(b, TDS_RAW);
        put16(b, (unsigned)t->size_bytes);
        break;
    case OL_T_BINARY_FLOAT:
        ol_buf_append_byte(b, TDS_BINARY_FLOAT);
        break;
    case OL_T_BINARY_DOUBLE:
        ol_buf_append_byte(b, TDS_BINARY_DOUBLE);
        break;
    case OL_T_DATE:
        ol_buf_append_byte(b, TDS_DATE);
        break;
    case OL_T_TIMESTAMP:
    case OL_T_TIMESTAMP_TZ:
    case OL_T_TIMESTAMP_LTZ:
        ol_buf_append_byte(b, t->code == OL_T_TIMESTAMP ? TDS_TIMESTAMP : t->code == OL_T_TIMESTAMP_TZ ? TDS_TIMESTAMP_TZ : TDS_TIMESTAMP_LTZ);
        ol_buf_append_byte(b, (uint8_t)t->scale);
        break;
    case OL_T_CLOB:
    case OL_T_NCLOB:
        ol_buf_append_byte(b, TDS_CLOB);
        break;
    case OL_T_BLOB:
        ol_buf_append_byte(b, TDS_BLOB);
        break;
    case OL_T_BOOLEAN:
        ol_buf_append_byte(b, TDS_BOOLEAN);
        break;
    case OL_T_COLLECTION:
    case OL_T_OBJECT:
        ol_buf_append_byte(b, TDS_OBJECT);
        put32(b, 0);
        ol_buf_append_byte(b, 0);
        break;
    default:
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, psprintf("attribute of type %s in an object of a client", ol_type_info(t->code)->name));
    }
}

/* Header of 18 bytes, then members; of a collection one member that says where its element stands. */
OlStr ol_object_tds(const OlType *type)
{
    const OlTypeDef *def = def_of(type->pg_oid);
    OlBuf b;
    bool object = def->kind == OL_TYPEDEF_OBJECT;

    ol_buf_init(&b, ol_pg_arena_new(CurrentMemoryContext), 128);
    put32(&b, 0);
    put16(&b, 0x2601);
    put16(&b, 0x0001);
    put16(&b, object ? (unsigned)def->nattributes : 1);
    ol_buf_append_byte(&b, 0);
    ol_buf_append_byte(&b, 0x29);
    put16(&b, 0);
    put32(&b, 0);
    if (object)
    {
        for (int i = 0; i < def->nattributes; i++)
        {
            tds_member(&b, &def->attributes[i].type);
        }
    }
    else
    {
        ol_buf_append_byte(&b, TDS_COLLECTION);
        put32(&b, (uint32)b.len + 9);
        put32(&b, (uint32)def->limit);
        ol_buf_append_byte(&b, def->kind == OL_TYPEDEF_VARRAY ? 3 : 2);
        tds_member(&b, &def->element);
    }
    return ol_buf_str(&b);
}

/* sys.type_tds(type_oid): for DBMS_PICKLER. */
OL_FUNCTION(ol_fn_type_tds)
{
    bytea *name = PG_GETARG_BYTEA_PP(0);
    Oid oid = ol_object_type(ol_str_n(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)));
    OlType type;
    OlStr tds;
    bytea *out;

    if (!ol_pg_schema_type(oid, &type))
    {
        PG_RETURN_NULL();
    }
    tds = ol_object_tds(&type);
    out = palloc(VARHDRSZ + tds.n);
    SET_VARSIZE(out, VARHDRSZ + tds.n);
    memcpy(VARDATA(out), tds.s, tds.n);
    PG_RETURN_BYTEA_P(out);
}

/* --- methods by source ---------------------------------------------------------------------------------------------------------- */

static const char *yes_no(bool yes)
{
    return yes ? "YES" : "NO";
}

/* sys.type_methods_source_(owner, name): what the type's source declares, for the dictionary. */
OL_FUNCTION(ol_fn_type_methods)
{
    ReturnSetInfo *rsinfo = (ReturnSetInfo *)fcinfo->resultinfo;
    char *owner = text_to_cstring(PG_GETARG_TEXT_PP(0));
    char *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
    char *source = ol_units_source(OL_OBJ_TYPE, owner, name);
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlParsed parsed;
    OlDiag diag;
    OlPlObjectType *o;
    int no = 0;

    InitMaterializedSRF(fcinfo, 0);
    ol_diag_init(&diag);
    if (source == NULL || ol_parse_statement(arena, ol_str(psprintf("CREATE %s", source)), 0, &parsed, &diag) != OL_OK ||
        !OL_IS(CreateUnit, parsed.node) || OL_AS(CreateUnit, parsed.node)->has_error || !OL_IS(PlObjectType, OL_AS(CreateUnit, parsed.node)->unit))
    {
        return (Datum)0;
    }
    o = OL_AS(PlObjectType, OL_AS(CreateUnit, parsed.node)->unit);
    for (int i = 0; i < o->methods.n; i++)
    {
        OlPlRoutine *r = OL_IS(PlRoutine, o->methods.items[i]) ? OL_ITEM(PlRoutine, o->methods, i) : NULL;
        Datum values[8];
        bool nulls[8] = {false};
        bool member;

        if (r == NULL)
        {
            continue;
        }
        member = r->method == OL_METHOD_MEMBER || r->method == OL_METHOD_MAP || r->method == OL_METHOD_ORDER || r->method == OL_METHOD_CONSTRUCTOR;
        values[0] = Int32GetDatum(++no);
        values[1] = PointerGetDatum(cstring_to_text_with_len(r->name.text.s, (int)r->name.text.n));
        values[2] = CStringGetTextDatum(r->method == OL_METHOD_MAP ? "MAP" : r->method == OL_METHOD_ORDER ? "ORDER" : "PUBLIC");
        values[3] = Int32GetDatum(r->params.n + (member && !(r->params.n > 0 && ol_str_eq_c(OL_ITEM(PlParam, r->params, 0)->name.text, "SELF")) ? 1 : 0));
        values[4] = Int32GetDatum(r->is_function ? 1 : 0);
        values[5] = CStringGetTextDatum(yes_no(r->final == OL_YES));
        values[6] = CStringGetTextDatum(yes_no(r->instantiable != OL_NO));
        values[7] = CStringGetTextDatum(yes_no(r->overriding == OL_YES));
        tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
    }
    return (Datum)0;
}
