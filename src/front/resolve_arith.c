/*
 * resolve_arith.c - + - * / and || by Oracle's rules for numbers, datetimes, intervals and strings.
 *
 * Owns:      which operation two operands of given types mean, and its result type.
 * Not here:  conversions of the operands (resolve_type.c).
 * See also:  SQL Language Reference, "Operators", "Datetime/Interval Arithmetic"
 */
#include "front/resolve.h"

/* --- arithmetic --------------------------------------------------------------------------------------------------- */

static int digits_of(const OlRx *x)
{
    if (x->kind == OL_RX_NUM || x->kind == OL_RX_CONST)
        return (int)x->text.n;
    if (x->type.code == OL_T_NUMBER && x->type.precision > 0)
        return x->type.precision;
    if (x->type.rep == OL_REP_INT4 || x->type.rep == OL_REP_INT2)
        return 10;
    return 40;
}

static OlRx *num_op(OlResolver *r, OlBinOp op, OlRx *a, OlRx *b, int pos)
{
    OlRx *x;

    a = ol_rs_numeric(r, a);
    b = a == NULL ? NULL : ol_rs_numeric(r, b);
    if (b == NULL)
        return NULL;
    if (a->type.code != OL_T_NUMBER && a->type.code != OL_T_FLOAT && a->type.code != OL_T_PLS_INTEGER)
    {
        b = ol_rs_to(r, b, a->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
        if (b == NULL)
            return NULL;
        a = ol_rs_to(r, a, b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
    }
    else if (b->type.code == OL_T_BINARY_DOUBLE || b->type.code == OL_T_BINARY_FLOAT)
        a = ol_rs_to(r, a, b->type.code == OL_T_BINARY_DOUBLE ? 'g' : 'f');
    bool is_float = a->type.code == OL_T_BINARY_DOUBLE || a->type.code == OL_T_BINARY_FLOAT;
    OlType t = is_float ? ol_type_of(a->type.code) : ol_type_number();

    switch (op)
    {
        case OL_BIN_ADD:
        case OL_BIN_SUB:
            x = ol_rx_args(r, OL_RX_OP, t, pos, 2, a, b);
            x->target = op == OL_BIN_ADD ? "+" : "-";
            return x;
        case OL_BIN_MUL:
            /* numeric keeps every digit of a product, NUMBER 40: only where more can come is it rounded */
            if (!is_float && digits_of(a) + digits_of(b) > 40)
                x = ol_rx_emitfn(r, OL_EMITFN_NUM_MUL, t, 2, a, b);
            else
            {
                x = ol_rx_args(r, OL_RX_OP, t, pos, 2, a, b);
                x->target = "*";
            }
            return x;
        case OL_BIN_DIV:
            return ol_rx_emitfn(r, is_float ? OL_EMITFN_FLOAT_DIV : OL_EMITFN_NUM_DIV, t, 2, a, b);
        default:
            return ol_rs_unsupported(r, pos, "this operator");
    }
}

static OlType datetime_type(const OlRx *x)
{
    OlType t = ol_type_of(x->type.code);

    t.scale = x->type.code == OL_T_DATE ? 0 : x->type.scale;
    return t;
}

static OlRx *datetime_plus_interval(OlResolver *r, OlRx *d, OlRx *i, bool minus)
{
    OlEmitFn fn = d->type.code == OL_T_TIMESTAMP_TZ    ? (minus ? OL_EMITFN_TSTZ_SUB_IVL : OL_EMITFN_TSTZ_ADD_IVL)
                  : d->type.code == OL_T_TIMESTAMP_LTZ ? (minus ? OL_EMITFN_LTZ_SUB_IVL : OL_EMITFN_LTZ_ADD_IVL)
                                                       : (minus ? OL_EMITFN_DATE_SUB_IVL : OL_EMITFN_DATE_ADD_IVL);
    OlRx *x = ol_rx_emitfn(r, fn, datetime_type(d), 2, d, i);

    if (d->type.code == OL_T_DATE && i->type.code == OL_T_INTERVAL_DS && i->kind != OL_RX_CONST)
    {
        /* a fraction of a second in the interval does not reach a DATE */
        x->type = ol_type_of(OL_T_TIMESTAMP);
        return ol_rx_emitfn(r, OL_EMITFN_TS_TO_DATE, ol_type_of(OL_T_DATE), 1, x);
    }
    return x;
}

static OlRx *datetime_minus_datetime(OlResolver *r, OlRx *a, OlRx *b)
{
    OlType t;
    OlEmitFn fn = OL_EMITFN_TS_SUB;

    if (a->type.code == OL_T_DATE && b->type.code == OL_T_DATE)
    {
        a = ol_rs_to(r, a, 'd');
        b = ol_rs_to(r, b, 'd');
        return ol_rx_emitfn(r, OL_EMITFN_DATE_SUB, ol_type_number(), 2, a, b);
    }
    if (a->type.code == OL_T_TIMESTAMP_TZ || b->type.code == OL_T_TIMESTAMP_TZ)
    {
        a = ol_rs_to(r, a, 'z');
        b = ol_rs_to(r, b, 'z');
        fn = OL_EMITFN_TSTZ_SUB;
    }
    else if (a->type.code == OL_T_TIMESTAMP_LTZ || b->type.code == OL_T_TIMESTAMP_LTZ)
    {
        a = ol_rs_to(r, a, 'l');
        b = ol_rs_to(r, b, 'l');
        fn = OL_EMITFN_LTZ_SUB;
    }
    t = ol_type_of(OL_T_INTERVAL_DS);
    t.precision = 9;
    return a == NULL || b == NULL ? NULL : ol_rx_emitfn(r, fn, t, 2, a, b);
}

bool ol_rx_is_interval(const OlRx *x)
{
    return ol_type_family(&x->type) == OL_FAM_INTERVAL;
}

/* PLS_INTEGER with PLS_INTEGER, or with an integer literal that fits: arithmetic of 32 bits. */
static bool pls_operands(OlResolver *r, OlRx **a, OlRx **b)
{
    bool pa = (*a)->type.code == OL_T_PLS_INTEGER, pb = (*b)->type.code == OL_T_PLS_INTEGER;
    OlRx **lit = pa ? b : a;

    if (pa && pb)
        return true;
    if ((!pa && !pb) || (*lit)->kind != OL_RX_NUM || (*lit)->text.n > 9)
        return false;
    for (size_t i = 0; i < (*lit)->text.n; i++)
        if (((*lit)->text.s[i] < '0' || (*lit)->text.s[i] > '9') && !(i == 0 && (*lit)->text.s[i] == '-'))
            return false;
    OlRx *n = ol_rx_new(r, OL_RX_CONST, (*b)->type.code == OL_T_PLS_INTEGER ? (*b)->type : (*a)->type, (*lit)->pos);

    n->text = (*lit)->text;
    n->nullable = false;
    *lit = n;
    return true;
}

OlRx *ol_rs_arith(OlResolver *r, OlBinOp op, OlRx *a, OlRx *b, int pos)
{
    bool da = ol_type_is_datetime(&a->type), db = ol_type_is_datetime(&b->type), ia = ol_rx_is_interval(a), ib = ol_rx_is_interval(b);
    OlRx *x;

    if (op == OL_BIN_POW || op == OL_BIN_MOD)
    {
        OlRx *args[2] = {a, b};

        return ol_rs_builtin(r, op == OL_BIN_POW ? OL_STR("POWER") : OL_STR("MOD"), args, 2, pos);
    }
    if (r->pl && op != OL_BIN_DIV && pls_operands(r, &a, &b))
    {
        x = ol_rx_args(r, OL_RX_OP, a->type, pos, 2, a, b);
        x->target = op == OL_BIN_ADD ? "+" : op == OL_BIN_SUB ? "-" : "*";
        return x;
    }
    if (!da && !db && !ia && !ib)
        x = num_op(r, op, a, b, pos);
    else if (op == OL_BIN_ADD && da && db)
        return ol_rs_fail(r, OL_ERR_DATE_PLUS_DATE, pos);
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && da && ib)
        x = datetime_plus_interval(r, a, b, op == OL_BIN_SUB);
    else if (op == OL_BIN_ADD && ia && db)
        x = datetime_plus_interval(r, b, a, false);
    else if (op == OL_BIN_SUB && da && db)
        x = datetime_minus_datetime(r, a, b);
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && da)
    {
        /* days; a TIMESTAMP becomes a DATE first */
        a = ol_rs_to(r, a, 'd');
        b = a == NULL ? NULL : ol_rs_to(r, b, 'n');
        x = b == NULL ? NULL : ol_rx_emitfn(r, op == OL_BIN_ADD ? OL_EMITFN_DATE_ADD : OL_EMITFN_DATE_SUB_DAYS, ol_type_of(OL_T_DATE), 2, a, b);
    }
    else if (op == OL_BIN_ADD && db)
    {
        b = ol_rs_to(r, b, 'd');
        a = b == NULL ? NULL : ol_rs_to(r, a, 'n');
        x = a == NULL ? NULL : ol_rx_emitfn(r, OL_EMITFN_DATE_ADD, ol_type_of(OL_T_DATE), 2, b, a);
    }
    else if ((op == OL_BIN_ADD || op == OL_BIN_SUB) && ia && ib)
    {
        if (a->type.code != b->type.code)
            return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, ol_type_word(&a->type), ol_type_word(&b->type));
        OlType t = a->type;

        t.precision = 9;
        x = ol_rx_emitfn(r, op == OL_BIN_ADD ? OL_EMITFN_IVL_ADD : OL_EMITFN_IVL_SUB, t, 2, a, b);
    }
    else if ((op == OL_BIN_MUL || op == OL_BIN_DIV) && ia && !db && !ib)
    {
        OlType t = a->type;

        t.precision = 9;
        b = ol_rs_to(r, b, 'n');
        x = b == NULL ? NULL : ol_rx_emitfn(r, op == OL_BIN_MUL ? OL_EMITFN_IVL_MUL : OL_EMITFN_IVL_DIV, t, 2, a, b);
    }
    else if (op == OL_BIN_MUL && ib && !da && !ia)
    {
        OlType t = b->type;

        t.precision = 9;
        a = ol_rs_to(r, a, 'n');
        x = a == NULL ? NULL : ol_rx_emitfn(r, OL_EMITFN_IVL_MUL, t, 2, b, a);
    }
    else
        return ol_rs_fail2(r, OL_ERR_INCONSISTENT_TYPES, pos, da || ia ? ol_type_word(&b->type) : "NUMBER",
                           ol_type_word(da || ia ? &a->type : &b->type));
    if (x != NULL)
        x->pos = pos;
    return x;
}

/* --- || ----------------------------------------------------------------------------------------------------------- */

OlRx *ol_rs_concat(OlResolver *r, OlRx *a, OlRx *b, int pos)
{
    OlType t;
    int bytes;

    if (a->type.code == OL_T_BLOB && b->type.code == OL_T_BLOB)
        return ol_rx_emitfn(r, OL_EMITFN_RAW_CONCAT, ol_type_of(OL_T_BLOB), 2, a, b);
    if (a->type.code == OL_T_RAW && b->type.code == OL_T_RAW)
    {
        t = ol_type_of(OL_T_RAW);
        t.size_bytes = OL_MIN(2000, a->type.size_bytes + b->type.size_bytes);
        return ol_rx_emitfn(r, OL_EMITFN_RAW_CONCAT, t, 2, a, b);
    }
    int total = ol_type_char_bytes(&a->type) + ol_type_char_bytes(&b->type);

    bytes = OL_MIN(4000, total);
    bool lob = a->type.code == OL_T_CLOB || b->type.code == OL_T_CLOB || a->type.code == OL_T_NCLOB || b->type.code == OL_T_NCLOB;
    bool national = a->type.code == OL_T_NVARCHAR2 || b->type.code == OL_T_NVARCHAR2 || a->type.code == OL_T_NCHAR || b->type.code == OL_T_NCHAR;
    bool fixed = a->type.code == OL_T_CHAR && b->type.code == OL_T_CHAR;
    int chars = OL_MIN(4000, (ol_type_is_char(&a->type) && a->type.size_chars > 0 ? a->type.size_chars : ol_type_char_bytes(&a->type)) +
                                 (ol_type_is_char(&b->type) && b->type.size_chars > 0 ? b->type.size_chars : ol_type_char_bytes(&b->type)));

    t = ol_type_of(lob ? OL_T_CLOB : national ? OL_T_NVARCHAR2 : fixed ? OL_T_CHAR : OL_T_VARCHAR2);
    if (!lob)
    {
        t.size_bytes = bytes;
        t.size_chars = chars;
        t.char_semantics = a->type.char_semantics || b->type.char_semantics;
    }
    a = ol_rs_to(r, a, 's');
    b = a == NULL ? NULL : ol_rs_to(r, b, 's');
    if (b == NULL)
        return NULL;
    /* past 4,000 bytes there is no VARCHAR2 (ORA-01489); a longer bind is a LONG to SQL and may be */
    bool limited = !lob && !r->pl && a->type.size_bytes <= 4000 && b->type.size_bytes <= 4000 && total > 4000;
    OlRx *x = limited ? ol_rx_call(r, t, "sys.concat_limited", pos, 2, a, b) : ol_rx_emitfn(r, OL_EMITFN_CONCAT, t, 2, a, b);

    x->pos = pos;
    return x;
}

/* a || b || c ...: balanced, so that a long chain does not nest deeply. */
OlRx *ol_rs_concat_range(OlResolver *r, OlRx **xs, int lo, int hi, int pos)
{
    if (hi - lo == 1)
        return xs[lo];
    int mid = hi - lo <= 8 ? hi - 1 : lo + (hi - lo) / 2;
    OlRx *a = ol_rs_concat_range(r, xs, lo, mid, pos);
    OlRx *b = a == NULL ? NULL : ol_rs_concat_range(r, xs, mid, hi, pos);

    return b == NULL ? NULL : ol_rs_concat(r, a, b, pos);
}

bool ol_rx_sys_rep(const OlRx *x)
{
    return x->type.rep == OL_REP_ORATSTZ || x->type.rep == OL_REP_ROWID;
}
