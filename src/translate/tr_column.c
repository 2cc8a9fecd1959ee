/*
 * tr_column.c - Oracle column types as PostgreSQL column types, and the labels that keep what those cannot say.
 *
 * Owns:      design.md section 5's table for columns. Label: the Oracle type as ol_type_format writes it, then flags after ';'.
 * See also:  src/pg/pg_type.c (reads the labels), tr_ddl_table.c
 */
#include "translate/emit.h"

OlRep ol_tr_column_rep(OlTypeCode code)
{
    switch (code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
            return OL_REP_VARCHAR;
        case OL_T_CHAR:
        case OL_T_NCHAR:
            return OL_REP_BPCHAR;
        default:
            return ol_rep_default(code);
    }
}

void ol_tr_column_type(OlEmit *e, const OlType *t)
{
    switch (t->code)
    {
        case OL_T_VARCHAR2:
        case OL_T_NVARCHAR2:
            ol_buf_printf(&e->out, "varchar(%d)", (int)OL_MAX(1, t->char_semantics ? t->size_chars : t->size_bytes));
            break;
        case OL_T_CHAR:
        case OL_T_NCHAR:
            ol_buf_printf(&e->out, "char(%d)", (int)OL_MAX(1, t->char_semantics ? t->size_chars : t->size_bytes));
            break;
        case OL_T_NUMBER:
            if (t->precision == 0 && t->scale == OL_SCALE_NONE)
                ol_emit(e, "numeric");
            else
                ol_buf_printf(&e->out, "numeric(%d,%d)", t->precision == 0 ? 38 : t->precision, t->scale == OL_SCALE_NONE ? 0 : t->scale);
            break;
        case OL_T_DATE:
            ol_emit(e, "timestamp(0)");
            break;
        case OL_T_TIMESTAMP:
            ol_buf_printf(&e->out, "timestamp(%d)", OL_MIN(t->scale, 6));
            break;
        case OL_T_TIMESTAMP_LTZ:
            ol_buf_printf(&e->out, "timestamptz(%d)", OL_MIN(t->scale, 6));
            break;
        case OL_T_TIMESTAMP_TZ:
            ol_buf_printf(&e->out, "sys.oratimestamptz(%d)", OL_MIN(t->scale, 6));
            break;
        case OL_T_INTERVAL_YM:
            ol_emit(e, "interval year to month");
            break;
        case OL_T_INTERVAL_DS:
            ol_buf_printf(&e->out, "interval day to second(%d)", OL_MIN(t->scale, 6));
            break;
        case OL_T_OBJECT:
        case OL_T_COLLECTION:
            ol_tr_user_type(e, t);
            break;
        default:
        {
            const char *name = ol_tr_cast_name(&(OlType){.rep = ol_rep_default(t->code)});

            ol_emit(e, name != NULL ? name : "text");
            break;
        }
    }
}

/* What src/pg/pg_type.c reads from a PostgreSQL type without a label, as text. with_typmod: the column has its length or precision. */
static OlType natural(const OlType *t, bool with_typmod)
{
    OlType n = ol_type_of(t->code);

    switch (t->rep)
    {
        case OL_REP_VARCHAR:
        case OL_REP_BPCHAR:
            n = ol_type_of(t->rep == OL_REP_VARCHAR ? OL_T_VARCHAR2 : OL_T_CHAR);
            n.char_semantics = with_typmod;
            n.size_chars = with_typmod ? (t->char_semantics ? t->size_chars : t->size_bytes) : t->rep == OL_REP_VARCHAR ? 4000 : 2000;
            n.size_bytes = n.size_chars;
            break;
        case OL_REP_TEXT:
            n = ol_type_of(OL_T_CLOB);
            break;
        case OL_REP_NUMERIC:
            n = ol_type_number();
            if (with_typmod && (t->precision != 0 || t->scale != OL_SCALE_NONE) && t->code == OL_T_NUMBER)
            {
                n.precision = t->precision == 0 ? 38 : t->precision;
                n.scale = t->scale == OL_SCALE_NONE ? 0 : t->scale;
            }
            break;
        case OL_REP_TIMESTAMP:
            n = ol_type_of(OL_T_TIMESTAMP);
            if (with_typmod)
            {
                n.scale = t->code == OL_T_DATE ? 0 : OL_MIN(t->scale, 6);
                if (n.scale == 0)
                    n = ol_type_of(OL_T_DATE);
            }
            break;
        case OL_REP_TIMESTAMPTZ:
            n = ol_type_of(OL_T_TIMESTAMP_LTZ);
            n.scale = with_typmod ? OL_MIN(t->scale, 6) : 6;
            break;
        case OL_REP_INTERVAL:
            n = ol_type_of(with_typmod ? t->code : OL_T_INTERVAL_DS);
            n.precision = 9;
            n.scale = n.code == OL_T_INTERVAL_DS ? (with_typmod ? OL_MIN(t->scale, 6) : 6) : 0;
            break;
        case OL_REP_BYTEA:
            n = ol_type_of(OL_T_BLOB);
            break;
        case OL_REP_INT2:
        case OL_REP_INT4:
        case OL_REP_INT8:
            n = ol_type_number();
            n.precision = t->rep == OL_REP_INT2 ? 5 : t->rep == OL_REP_INT4 ? 10 : 19;
            n.scale = 0;
            break;
        case OL_REP_FLOAT8:
            n = ol_type_of(OL_T_BINARY_DOUBLE);
            break;
        case OL_REP_OTHER:
            n = *t;
            break;
        case OL_REP_ORATSTZ:
            n = ol_type_of(OL_T_TIMESTAMP_TZ);
            n.scale = with_typmod ? OL_MIN(t->scale, 6) : 6;
            break;
        default:
            break;
    }
    return n;
}

OlStr ol_tr_label(OlTr *t, const OlType *type, bool with_typmod)
{
    OlType n = natural(type, with_typmod);
    OlStr have = ol_type_format(t->r.arena, &n), want = ol_type_format(t->r.arena, type);

    return ol_str_eq(have, want) ? OL_STR_NULL : want;
}

void ol_tr_label_step(OlTr *t, OlStr pg_schema, OlStr pg_table, OlStr pg_column, OlStr label, bool force)
{
    OlEmit e;

    if (label.n == 0 && !force)
        return;
    ol_emit_init(&e, t->r.arena, false);
    ol_emit(&e, "SECURITY LABEL FOR oliphant ON COLUMN ");
    ol_emit_name(&e, pg_schema, pg_table);
    ol_emit(&e, ".");
    ol_emit_ident(&e, pg_column);
    ol_emit(&e, " IS ");
    if (label.n > 0)
        ol_emit_string(&e, label);
    else
        ol_emit(&e, "NULL");
    ol_tr_utility(t, &e);
}
