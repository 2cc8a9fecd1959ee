/*
 * tr_expr.c - expressions of the resolved tree as PostgreSQL text.
 *
 * Owns:      how each OlRxKind is written. Parentheses wherever an operand is itself an operator.
 * See also:  front/rtree.h, emit.h
 */
#include "translate/emit.h"

#include <string.h>

/* Short names are enough: emitted SQL runs under search_path = pg_catalog. */
const char *ol_tr_cast_name(const OlType *t)
{
    switch (t->rep)
    {
        case OL_REP_TEXT:
            return "text";
        case OL_REP_VARCHAR:
            return "varchar";
        case OL_REP_BPCHAR:
            return "bpchar";
        case OL_REP_NUMERIC:
            return "numeric";
        case OL_REP_INT2:
            return "int2";
        case OL_REP_INT4:
            return "int4";
        case OL_REP_INT8:
            return "int8";
        case OL_REP_FLOAT4:
            return "float4";
        case OL_REP_FLOAT8:
            return "float8";
        case OL_REP_TIMESTAMP:
            return "timestamp";
        case OL_REP_TIMESTAMPTZ:
            return "timestamptz";
        case OL_REP_PGDATE:
            return "date";
        case OL_REP_INTERVAL:
            return "interval";
        case OL_REP_BYTEA:
            return "bytea";
        case OL_REP_BOOL:
            return "bool";
        case OL_REP_JSONB:
            return "jsonb";
        case OL_REP_XML:
            return "xml";
        case OL_REP_TID:
            return "tid";
        case OL_REP_REFCURSOR:
            return "refcursor";
        case OL_REP_OTHER:
            return t->pg_oid == 26 ? "oid" : NULL;
        case OL_REP_NONE:
            return NULL;
        default:
            return ol_rep_info(t->rep)->pg_name; /* types of schema sys */
    }
}

/* A type of a schema, in full. */
void ol_tr_user_type(OlEmit *e, const OlType *t)
{
    ol_emit_name(e, ol_name_to_pg(e->arena, t->type_schema), ol_name_to_pg(e->arena, t->type_name));
}

static void cast_suffix(OlEmit *e, const OlType *t)
{
    const char *name = ol_tr_cast_name(t);

    if (t->type_name.n > 0 && ol_type_is_user(t))
    {
        ol_emit(e, "::");
        ol_tr_user_type(e, t);
        return;
    }

    if (name != NULL)
    {
        ol_emit(e, "::");
        ol_emit(e, name);
    }
}

static bool needs_parens(const OlRx *x)
{
    switch (x->kind)
    {
        case OL_RX_OP:
        case OL_RX_NEG:
        case OL_RX_AND:
        case OL_RX_OR:
        case OL_RX_NOT:
        case OL_RX_CMP:
        case OL_RX_IN:
        case OL_RX_IN_QUERY:
        case OL_RX_QUANT:
        case OL_RX_BETWEEN:
        case OL_RX_IS_NULL:
        case OL_RX_LIKE:
        case OL_RX_COLLATE_C:
        case OL_RX_EXISTS:
            return true;
        case OL_RX_NUM:
            return x->text.n > 0 && x->text.s[0] == '-';
        default:
            return false;
    }
}

static void operand(OlEmit *e, const OlRx *x)
{
    bool parens = needs_parens(x);

    if (parens)
        ol_emit(e, "(");
    ol_tr_expr(e, x);
    if (parens)
        ol_emit(e, ")");
}

/* An operand of a comparison: arithmetic binds tighter and needs none. */
static void side(OlEmit *e, const OlRx *x)
{
    if (x->kind == OL_RX_OP || x->kind == OL_RX_NEG || x->kind == OL_RX_NUM || x->kind == OL_RX_COLLATE_C)
        ol_tr_expr(e, x);
    else
        operand(e, x);
}

static void list(OlEmit *e, OlRx *const *xs, int n)
{
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        ol_tr_expr(e, xs[i]);
    }
}

static void number(OlEmit *e, OlStr text)
{
    bool plain = true;

    for (size_t i = 0; i < text.n; i++)
        plain = plain && text.s[i] != '.' && text.s[i] != 'e' && text.s[i] != 'E';
    ol_emit_str(e, text);
    if (plain)
        ol_emit(e, "."); /* numeric, not integer: 2147483647 + 1 must not overflow */
}

/* Number of a wrapped expression among the outputs of the level below. */
static int wrap_out(OlEmit *e, OlRWrap *w, const OlRx *x)
{
    for (int i = 0; i < w->nouts; i++)
    {
        const OlRx *o = w->outs[i];

        bool seqs = o->seq != NULL && x->seq != NULL;

        if (x->kind == OL_RX_HIER && (o->op != x->op || (x->op == OL_RH_PRIOR && !ol_rx_equal(o, x))))
            continue;
        if ((o->kind == x->kind || seqs) && o->rel == x->rel && o->col == x->col && o->type.rep == x->type.rep &&
            (x->seq == NULL || (o->seq != NULL && o->seq->oid == x->seq->oid)))
            return i;
    }
    if (w->nouts == w->cap)
    {
        int cap = w->cap == 0 ? 8 : w->cap * 2;

        w->outs = ol_arena_grow(e->arena, w->outs, (size_t)w->cap * sizeof(OlRx *), (size_t)cap * sizeof(OlRx *));
        w->cap = cap;
    }
    w->outs[w->nouts] = (OlRx *)x;
    return w->nouts++;
}

static bool through_wrap(OlEmit *e, OlRQuery *block, const OlRx *x)
{
    if (block == NULL || block->wrap == NULL || block->wrap->inside)
        return false;
    ol_emit_ident(e, block->wrap->alias);
    ol_buf_printf(&e->out, ".w%d", wrap_out(e, block->wrap, x) + 1);
    return true;
}

static bool wrapped_sequence(const OlRx *x)
{
    if (x->query == NULL)
        return false;
    for (int i = 0; i < x->query->nnextvals; i++)
        if (x->query->nextvals[i]->seq->oid == x->seq->oid)
            return true;
    return false;
}

static void sequence(OlEmit *e, const OlRx *x, bool next)
{
    OlEmit name;

    ol_emit(e, ol_emitfn_target(next ? OL_EMITFN_NEXTVAL : OL_EMITFN_CURRVAL));
    ol_emit(e, "(");
    ol_emit_init(&name, e->arena, false);
    ol_emit_name(&name, x->seq->pg_schema, x->seq->pg_name);
    ol_emit_string(e, ol_emit_text(&name));
    ol_emit(e, "::regclass)");
}

void ol_tr_order(OlEmit *e, const OlROrder *order, int n)
{
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
            ol_emit(e, ", ");
        if (order[i].expr->kind == OL_RX_NUM || order[i].expr->kind == OL_RX_CONST ||
            (order[i].expr->kind == OL_RX_NEG && order[i].expr->args[0]->kind == OL_RX_NUM))
        {
            ol_emit(e, "(");
            ol_tr_expr(e, order[i].expr);
            ol_emit(e, " + 0.)"); /* a bare number would be a position */
        }
        else
            ol_tr_expr(e, order[i].expr);
        if (order[i].desc)
            ol_emit(e, " DESC");
        if (order[i].nulls == OL_NULLS_FIRST && !order[i].desc)
            ol_emit(e, " NULLS FIRST");
        else if (order[i].nulls == OL_NULLS_LAST && order[i].desc)
            ol_emit(e, " NULLS LAST");
    }
}

static void bound(OlEmit *e, uint8_t kind, const OlRx *offset)
{
    switch (kind)
    {
        case OL_BOUND_UNBOUNDED_PRECEDING:
            ol_emit(e, "UNBOUNDED PRECEDING");
            return;
        case OL_BOUND_UNBOUNDED_FOLLOWING:
            ol_emit(e, "UNBOUNDED FOLLOWING");
            return;
        case OL_BOUND_PRECEDING:
        case OL_BOUND_FOLLOWING:
            operand(e, offset);
            ol_emit(e, kind == OL_BOUND_PRECEDING ? " PRECEDING" : " FOLLOWING");
            return;
        default:
            ol_emit(e, "CURRENT ROW");
            return;
    }
}

static void window(OlEmit *e, const OlRWindow *w)
{
    static const char *const units[] = {[OL_FRAME_ROWS] = "ROWS", [OL_FRAME_RANGE] = "RANGE", [OL_FRAME_GROUPS] = "GROUPS"};
    const char *sep = "";

    ol_emit(e, " OVER (");
    if (w->npartition > 0)
    {
        ol_emit(e, "PARTITION BY ");
        list(e, w->partition, w->npartition);
        sep = " ";
    }
    if (w->norder > 0)
    {
        ol_emit(e, sep);
        ol_emit(e, "ORDER BY ");
        ol_tr_order(e, w->order, w->norder);
        sep = " ";
    }
    if (w->frame != NULL)
    {
        const OlRFrame *f = w->frame;

        ol_emit(e, sep);
        ol_emit(e, units[f->unit]);
        ol_emit(e, " ");
        if (f->has_to)
        {
            ol_emit(e, "BETWEEN ");
            bound(e, f->from_kind, f->from);
            ol_emit(e, " AND ");
            bound(e, f->to_kind, f->to);
        }
        else
            bound(e, f->from_kind, f->from);
        if (f->exclude > OL_EXCLUDE_NO_OTHERS)
            ol_emit(e, f->exclude == OL_EXCLUDE_CURRENT_ROW ? " EXCLUDE CURRENT ROW" : f->exclude == OL_EXCLUDE_GROUP ? " EXCLUDE GROUP" : " EXCLUDE TIES");
    }
    ol_emit(e, ")");
}

static void aggregate(OlEmit *e, const OlRx *x)
{
    const OlRAgg *a = x->agg;

    if (a->first)
        ol_emit(e, "(");
    ol_emit(e, x->target);
    ol_emit(e, "(");
    if (a->star)
        ol_emit(e, "*");
    if (a->distinct)
        ol_emit(e, "DISTINCT ");
    list(e, x->args, x->nargs);
    if (a->norder > 0 && !a->within)
    {
        ol_emit(e, " ORDER BY ");
        ol_tr_order(e, a->order, a->norder);
    }
    ol_emit(e, ")");
    if (a->within)
    {
        ol_emit(e, " WITHIN GROUP (ORDER BY ");
        ol_tr_order(e, a->order, a->norder);
        ol_emit(e, ")");
    }
    if (a->filter != NULL)
    {
        ol_emit(e, " FILTER (WHERE ");
        ol_tr_expr(e, a->filter);
        ol_emit(e, ")");
    }
    if (a->window != NULL)
        window(e, a->window);
    if (a->first)
        ol_emit(e, ")[1]");
}

static void case_expr(OlEmit *e, const OlRx *x)
{
    int i = 0, end = x->nargs - (x->op ? 1 : 0);

    ol_emit(e, "CASE");
    if (x->flags & OL_RXF_OPERAND)
    {
        ol_emit(e, " ");
        operand(e, x->args[i++]);
    }
    for (; i + 1 < end; i += 2)
    {
        ol_emit(e, " WHEN ");
        ol_tr_expr(e, x->args[i]);
        ol_emit(e, " THEN ");
        ol_tr_expr(e, x->args[i + 1]);
    }
    if (x->op)
    {
        ol_emit(e, " ELSE ");
        ol_tr_expr(e, x->args[end]);
    }
    ol_emit(e, " END");
}

static void comparison_operator(OlEmit *e, const OlRx *x)
{
    ol_emit(e, " ");
    if (x->flags & OL_RXF_SYS_OP)
    {
        ol_emit(e, "OPERATOR(sys.");
        ol_emit(e, x->target);
        ol_emit(e, ")");
    }
    else
        ol_emit(e, x->target);
    ol_emit(e, " ");
}

static void subquery(OlEmit *e, OlRQuery *q)
{
    ol_emit(e, "(");
    ol_tr_query(e, q, false);
    ol_emit(e, ")");
}

static void constant(OlEmit *e, const OlRx *x)
{
    if (x->type.rep == OL_REP_INT4 || x->type.rep == OL_REP_INT2)
    {
        ol_emit_str(e, x->text);
        return;
    }
    ol_emit_string(e, x->text);
    cast_suffix(e, &x->type);
}

void ol_tr_expr(OlEmit *e, const OlRx *x)
{
    ol_emit_at(e, x->pos);
    switch ((OlRxKind)x->kind)
    {
        case OL_RX_NULL:
            ol_emit(e, "NULL");
            cast_suffix(e, &x->type);
            break;
        case OL_RX_NUM:
            number(e, x->text);
            break;
        case OL_RX_STR:
            ol_emit_string(e, x->text);
            ol_emit(e, "::text");
            break;
        case OL_RX_CONST:
            constant(e, x);
            break;
        case OL_RX_BOOL:
            ol_emit(e, x->op ? "true" : "false");
            break;
        case OL_RX_COL:
            if (through_wrap(e, x->rel->block, x) || ol_tr_hier_column(e, x, x->rel->block))
                break;
            if (!x->rel->bare)
            {
                ol_emit_ident(e, x->rel->pg_alias);
                ol_emit(e, ".");
            }
            ol_emit_ident(e, x->rel->cols[x->col].pg_name);
            break;
        case OL_RX_ROWID:
            if (through_wrap(e, x->rel->block, x) || ol_tr_hier_column(e, x, x->rel->block))
                break;
            if (x->type.rep == OL_REP_TID || x->type.rep == OL_REP_OTHER)
            {
                ol_emit_ident(e, x->rel->pg_alias);
                ol_emit(e, x->type.rep == OL_REP_TID ? ".ctid" : ".tableoid");
                break;
            }
            ol_emit(e, ol_emitfn_target(OL_EMITFN_MAKE_ROWID));
            ol_emit(e, "(");
            ol_emit_ident(e, x->rel->pg_alias);
            ol_emit(e, ".tableoid, ");
            ol_emit_ident(e, x->rel->pg_alias);
            ol_emit(e, ".ctid)");
            break;
        case OL_RX_BIND:
            ol_emit_param(e, x->col);
            break;
        case OL_RX_CALL:
            if (x->target == NULL)
                ol_emit_name(e, ol_str_n(x->text.s, (size_t)x->col), ol_str_n(x->text.s + x->col + 1, x->text.n - (size_t)x->col - 1));
            else
                ol_emit(e, x->target);
            ol_emit(e, "(");
            list(e, x->args, x->nargs);
            ol_emit(e, ")");
            break;
        case OL_RX_OP:
            operand(e, x->args[0]);
            ol_emit(e, " ");
            ol_emit(e, x->target);
            ol_emit(e, " ");
            operand(e, x->args[1]);
            break;
        case OL_RX_NEG:
            ol_emit(e, "- ");
            operand(e, x->args[0]);
            break;
        case OL_RX_AND:
        case OL_RX_OR:
            for (int i = 0; i < x->nargs; i++)
            {
                bool parens = x->args[i]->kind == OL_RX_OR || x->args[i]->kind == OL_RX_AND;

                if (i > 0)
                    ol_emit(e, x->kind == OL_RX_AND ? " AND " : " OR ");
                if (parens && x->args[i]->kind == x->kind)
                    parens = false;
                if (parens)
                    ol_emit(e, "(");
                ol_tr_expr(e, x->args[i]);
                if (parens)
                    ol_emit(e, ")");
            }
            break;
        case OL_RX_NOT:
            ol_emit(e, "NOT ");
            operand(e, x->args[0]);
            break;
        case OL_RX_CMP:
            side(e, x->args[0]);
            comparison_operator(e, x);
            side(e, x->args[1]);
            break;
        case OL_RX_CASE:
            case_expr(e, x);
            break;
        case OL_RX_COALESCE:
            ol_emit(e, "COALESCE(");
            list(e, x->args, x->nargs);
            ol_emit(e, ")");
            break;
        case OL_RX_NULLIF:
            ol_emit(e, "NULLIF(");
            list(e, x->args, x->nargs);
            ol_emit(e, ")");
            break;
        case OL_RX_CAST:
            operand(e, x->args[0]);
            cast_suffix(e, &x->type);
            break;
        case OL_RX_IN:
            side(e, x->args[0]);
            ol_emit(e, x->flags & OL_RXF_NEGATED ? " NOT IN (" : " IN (");
            list(e, x->args + 1, x->nargs - 1);
            ol_emit(e, ")");
            break;
        case OL_RX_IN_QUERY:
            if (x->flags & OL_RXF_SYS_OP)
            {
                if (x->flags & OL_RXF_NEGATED)
                    ol_emit(e, "NOT ");
                ol_emit(e, "(");
                side(e, x->args[0]);
                ol_emit(e, " OPERATOR(sys.=) ANY ");
                subquery(e, x->query);
                ol_emit(e, ")");
                break;
            }
            side(e, x->args[0]);
            ol_emit(e, x->flags & OL_RXF_NEGATED ? " NOT IN " : " IN ");
            subquery(e, x->query);
            break;
        case OL_RX_QUANT:
            side(e, x->args[0]);
            comparison_operator(e, x);
            ol_emit(e, x->op == OL_QUANT_ALL ? "ALL " : "ANY ");
            subquery(e, x->query);
            break;
        case OL_RX_EXISTS:
            if (x->flags & OL_RXF_NEGATED)
                ol_emit(e, "NOT ");
            ol_emit(e, "EXISTS ");
            subquery(e, x->query);
            break;
        case OL_RX_SUBQUERY:
            subquery(e, x->query);
            break;
        case OL_RX_ROW:
            ol_emit(e, "(");
            list(e, x->args, x->nargs);
            ol_emit(e, ")");
            break;
        case OL_RX_BETWEEN:
            side(e, x->args[0]);
            ol_emit(e, x->flags & OL_RXF_NEGATED ? " NOT BETWEEN " : " BETWEEN ");
            side(e, x->args[1]);
            ol_emit(e, " AND ");
            side(e, x->args[2]);
            break;
        case OL_RX_IS_NULL:
            operand(e, x->args[0]);
            if (x->args[0]->type.code == OL_T_OBJECT) /* the object itself, not its attributes */
            {
                ol_emit(e, x->flags & OL_RXF_NEGATED ? " IS DISTINCT FROM NULL" : " IS NOT DISTINCT FROM NULL");
                break;
            }
            ol_emit(e, x->flags & OL_RXF_NEGATED ? " IS NOT NULL" : " IS NULL");
            break;
        case OL_RX_LIKE:
            operand(e, x->args[0]);
            ol_emit(e, x->flags & OL_RXF_NEGATED ? " NOT LIKE " : " LIKE ");
            operand(e, x->args[1]);
            if (x->op == 1)
                ol_emit(e, " ESCAPE ''");
            break;
        case OL_RX_AGG:
            aggregate(e, x);
            break;
        case OL_RX_ROWNUM:
            if (through_wrap(e, x->query, x))
                break;
            if (ol_tr_is_tree(x->query))
            {
                ol_emit(e, "pg_catalog.row_number() OVER (ORDER BY ");
                ol_emit_ident(e, x->query->hier->alias);
                ol_emit(e, ".pa)");
            }
            else
                ol_emit(e, "pg_catalog.row_number() OVER ()");
            break;
        case OL_RX_HIER:
            if (!through_wrap(e, x->query, x))
                ol_tr_hier_word(e, x);
            break;
        case OL_RX_NEXTVAL:
        case OL_RX_CURRVAL:
            if (wrapped_sequence(x) && through_wrap(e, x->query, x))
                break;
            sequence(e, x, x->kind == OL_RX_NEXTVAL);
            break;
        case OL_RX_DEFAULT:
            ol_emit(e, "DEFAULT");
            break;
        case OL_RX_OUT:
            ol_emit_int(e, x->col);
            break;
        case OL_RX_COLLATE_C:
            operand(e, x->args[0]);
            ol_emit(e, " COLLATE pg_catalog.\"C\"");
            break;
        case OL_RX_ARRAY:
            ol_emit(e, "ARRAY[");
            list(e, x->args, x->nargs);
            ol_emit(e, "]");
            break;
        case OL_RX_FIELD:
            ol_emit(e, "(");
            ol_tr_expr(e, x->args[0]);
            ol_emit(e, ").");
            ol_emit_ident(e, x->text);
            break;
        case OL_RX_OBJECT:
            ol_emit(e, "ROW(");
            list(e, x->args, x->nargs);
            ol_emit(e, ")");
            cast_suffix(e, &x->type);
            break;
        case OL_RX_COLLECTION:
            ol_emit(e, "ARRAY");
            if (x->query != NULL)
                subquery(e, x->query);
            else
            {
                ol_emit(e, "[");
                list(e, x->args, x->nargs);
                ol_emit(e, "]");
            }
            cast_suffix(e, &x->type);
            break;
        case OL_RX_WHOLE:
            if (through_wrap(e, x->rel->block, x))
                break;
            ol_emit(e, "(");
            ol_emit_ident(e, x->rel->pg_alias);
            ol_emit(e, ")");
            cast_suffix(e, &x->type);
            break;
        case OL_RX_PL: /* the compiler answers with BIND inside SQL */
            ol_emit(e, "NULL");
            break;
    }
}
