/*
 * resolve_name.c - what a name means: column, pseudocolumn, sequence, function without arguments, PL/SQL variable.
 *
 * Owns:      Oracle's scoping of names in SQL.
 * Order:     a column of the innermost query that has one of the name; then outer queries (correlation); pseudocolumns and functions
 *            without arguments only when no column has the name; then PL/SQL variables.
 * See also:  SQL Language Reference, "Object Names and Qualifiers", "Pseudocolumns"
 */
#include "front/resolve.h"

void ol_rs_add_rel(OlResolver *r, OlScope *s, OlRRel *rel)
{
    if (s->nrels == s->cap)
    {
        int cap = s->cap == 0 ? 8 : s->cap * 2;

        s->rels = ol_arena_grow(r->arena, s->rels, (size_t)s->cap * sizeof(OlRRel *), (size_t)cap * sizeof(OlRRel *));
        s->cap = cap;
    }
    s->rels[s->nrels++] = rel;
}

OlRRel *ol_rs_find_rel(OlScope *s, OlStr schema, OlStr name, bool *ambiguous)
{
    OlRRel *found = NULL;

    *ambiguous = false;
    for (int i = 0; i < s->nrels; i++)
    {
        OlRRel *rel = s->rels[i];

        if (!ol_str_eq(rel->alias, name))
            continue;
        if (schema.n > 0 && (rel->has_alias || !ol_str_eq(rel->schema, schema)))
            continue;
        if (found != NULL)
            *ambiguous = true;
        else
            found = rel;
    }
    return found;
}

static int column_of(const OlRRel *rel, OlStr name)
{
    for (int i = 0; i < rel->ncols; i++)
        if (ol_str_eq(rel->cols[i].name, name))
            return i;
    return -1;
}

/* The merged column of a USING or NATURAL join. */
static OlRx *merged_column(OlScope *s, OlStr name)
{
    for (int i = 0; i < s->njoins; i++)
        for (int k = 0; k < s->joins[i]->nusing; k++)
            if (ol_str_eq(s->joins[i]->using_names[k], name))
                return s->joins[i]->using_exprs[k];
    return NULL;
}

static OlRx *copy_at(OlResolver *r, const OlRx *x, int pos)
{
    OlRx *c = ol_new(r->arena, OlRx);

    *c = *x;
    c->pos = pos;
    return c;
}

/* --- pseudocolumns ------------------------------------------------------------------------------------------------ */

static OlRx *rowid_of(OlResolver *r, OlRRel *rel, int pos)
{
    OlRx *x = ol_rx_new(r, OL_RX_ROWID, ol_type_of(OL_T_ROWID), pos);

    x->type.size_bytes = 18;
    x->rel = rel;
    rel->used = true;
    x->nullable = rel->outer;
    return x;
}

static bool rel_has_rowid(const OlRRel *rel)
{
    return rel->kind == OL_RREL_TABLE && rel->relation->has_rowid;
}

static OlRx *sequence_ref(OlResolver *r, OlScope *s, OlColumnRef *ref, bool *is_one)
{
    const OlName *last = &ref->names.items[ref->names.n - 1];
    bool next = ol_str_eq_c(last->text, "NEXTVAL"), curr = ol_str_eq_c(last->text, "CURRVAL");
    int pos = (int)ref->expr.node.start;
    const OlSequence *seq = NULL;

    *is_one = false;
    if ((!next && !curr) || last->quoted || ref->names.n < 2 || ref->names.n > 3)
        return NULL;
    *is_one = true;
    if (ref->dblink.n > 0)
        return ol_rs_unsupported(r, pos, "database link");
    OlStr schema = ref->names.n == 3 ? ref->names.items[0].text : OL_STR_NULL;
    if (r->cat->find_sequence(r->cat->ctx, r->arena, schema, ref->names.items[ref->names.n - 2].text, &seq, r->diag) != OL_OK)
    {
        r->failed = true;
        return NULL;
    }
    if (seq == NULL)
        return ol_rs_fail(r, OL_ERR_NOT_A_SEQUENCE, (int)ref->names.items[ref->names.n - 2].start);
    if (!s->seq_allowed || s->in_agg || s->in_window || (s->clause != OL_CL_SELECT && s->clause != OL_CL_VALUES && s->clause != OL_CL_SET &&
                                                         s->clause != OL_CL_DEFAULT && s->clause != OL_CL_RETURNING))
        return ol_rs_fail(r, OL_ERR_SEQUENCE_NOT_ALLOWED, pos);
    OlRx *x = ol_rx_new(r, next ? OL_RX_NEXTVAL : OL_RX_CURRVAL, ol_type_number(), pos);

    x->seq = seq;
    x->query = s->block;
    x->nullable = false;
    r->side_effects = true;
    if (s->block != NULL)
    {
        OlRQuery *b = s->block;

        if (b->nnextvals == b->nextval_cap)
        {
            int cap = b->nextval_cap == 0 ? 4 : b->nextval_cap * 2;

            b->nextvals = ol_arena_grow(r->arena, b->nextvals, (size_t)b->nextval_cap * sizeof(OlRx *), (size_t)cap * sizeof(OlRx *));
            b->nextval_cap = cap;
        }
        b->nextvals[b->nnextvals++] = x;
    }
    return x;
}

/* BINARY_DOUBLE_NAN and its kind */
static OlRx *float_constant(OlResolver *r, OlStr name, int pos)
{
    static const struct
    {
        const char *name, *value;
        OlTypeCode code;
    } rows[] = {{"BINARY_DOUBLE_INFINITY", "Infinity", OL_T_BINARY_DOUBLE}, {"BINARY_DOUBLE_NAN", "NaN", OL_T_BINARY_DOUBLE},
                {"BINARY_FLOAT_INFINITY", "Infinity", OL_T_BINARY_FLOAT}, {"BINARY_FLOAT_NAN", "NaN", OL_T_BINARY_FLOAT}};

    for (size_t i = 0; i < OL_LENGTHOF(rows); i++)
        if (ol_str_eq_c(name, rows[i].name))
        {
            OlRx *x = ol_rx_new(r, OL_RX_CONST, ol_type_of(rows[i].code), pos);

            x->text = ol_str(rows[i].value);
            return x;
        }
    return NULL;
}

static OlRx *rownum_ref(OlResolver *r, OlScope *s, int pos)
{
    if (s->block == NULL)
        return ol_rs_fail(r, OL_ERR_PSEUDOCOLUMN_NOT_ALLOWED, pos);
    OlRx *x = ol_rx_new(r, OL_RX_ROWNUM, ol_type_number(), pos);

    x->query = s->block;
    x->type.rep = OL_REP_INT8;
    x->nullable = false;
    if (s->clause != OL_CL_WHERE && s->clause != OL_CL_ON)
        s->block->uses_rownum = true;
    return x;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static OlRx *found_column(OlResolver *r, OlScope *s, OlScope *at, OlRRel *rel, int col, OlColumnRef *ref)
{
    OlRx *x = ol_rx_col(r, rel, col, (int)ref->expr.node.start);

    if (at != s)
        x->flags |= OL_RXF_CORRELATED;
    if (ref->outer_join)
    {
        if (s->clause == OL_CL_ON)
            return ol_rs_fail(r, OL_ERR_OUTER_JOIN_ANSI, (int)ref->expr.node.start);
        if (!s->outer_allowed)
            return ol_rs_unsupported(r, (int)ref->expr.node.start, "(+) here");
        s->saw_outer = true;
        if (at == s) /* (+) on a column of an outer query has no effect */
            x->flags |= OL_RXF_OUTER;
    }
    return x;
}

/* One unqualified name in one scope: NULL and no error when it is not there. */
static OlRx *unqualified(OlResolver *r, OlScope *s, OlScope *at, OlColumnRef *ref)
{
    OlStr name = ref->names.items[0].text;
    OlRRel *found = NULL;
    int col = -1;
    OlRx *merged = merged_column(at, name);

    if (merged != NULL)
        return copy_at(r, merged, (int)ref->expr.node.start);
    for (int i = 0; i < at->nrels; i++)
    {
        int c = column_of(at->rels[i], name);

        if (c < 0)
            continue;
        if (found != NULL)
            return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, (int)ref->names.items[0].start);
        found = at->rels[i];
        col = c;
    }
    if (found != NULL)
        return found_column(r, s, at, found, col, ref);
    if (ol_str_eq_c(name, "ROWID") && at->nrels > 0)
    {
        OlRRel *one = NULL;

        for (int i = 0; i < at->nrels; i++)
            if (rel_has_rowid(at->rels[i]))
            {
                if (one != NULL)
                    return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, (int)ref->names.items[0].start);
                one = at->rels[i];
            }
        if (one != NULL)
            return rowid_of(r, one, (int)ref->expr.node.start);
    }
    return NULL;
}

static bool joins_rel(const OlRRel *join, const OlRRel *rel)
{
    return join == rel || (join->kind == OL_RREL_JOIN && (joins_rel(join->left, rel) || joins_rel(join->right, rel)));
}

static OlRx *qualified(OlResolver *r, OlScope *s, OlScope *at, OlColumnRef *ref, bool *rel_found)
{
    int n = ref->names.n;
    OlStr schema = n == 3 ? ref->names.items[0].text : OL_STR_NULL;
    OlStr table = ref->names.items[n - 2].text, name = ref->names.items[n - 1].text;
    bool ambiguous;
    OlRRel *rel = ol_rs_find_rel(at, schema, table, &ambiguous);

    if (rel == NULL)
        return NULL;
    *rel_found = true;
    if (ambiguous)
        return ol_rs_fail(r, OL_ERR_COLUMN_AMBIGUOUS, (int)ref->names.items[0].start);
    int col = column_of(rel, name);

    for (int i = 0; i < at->njoins && col >= 0; i++)
        for (int k = 0; k < at->joins[i]->nusing; k++)
            if (ol_str_eq(at->joins[i]->using_names[k], name) && joins_rel(at->joins[i], rel))
                return ol_rs_fail(r, at->joins[i]->natural ? OL_ERR_NATURAL_QUALIFIED : OL_ERR_USING_QUALIFIED, (int)ref->names.items[n - 1].start);
    if (col >= 0)
        return found_column(r, s, at, rel, col, ref);
    if (ol_str_eq_c(name, "ROWID") && rel_has_rowid(rel))
    {
        OlRx *x = rowid_of(r, rel, (int)ref->expr.node.start);

        if (ref->outer_join && at == s)
        {
            s->saw_outer = true;
            x->flags |= OL_RXF_OUTER;
        }
        return x;
    }
    return NULL;
}

OlRx *ol_rs_column(OlResolver *r, OlScope *s, OlColumnRef *ref)
{
    int pos = (int)ref->expr.node.start;
    const OlName *first = &ref->names.items[0];
    bool rel_found = false;

    if (ref->dblink.n > 0)
        return ol_rs_unsupported(r, pos, "database link");
    if (ref->names.n == 1)
    {
        if (!first->quoted && s->block != NULL && ol_str_eq_c(first->text, "ROWNUM"))
            return rownum_ref(r, s, pos);
        if (s->clause == OL_CL_ORDER && s->block != NULL && !s->in_window)
            for (int i = 0; i < s->block->nouts; i++)
                if (s->block->outs[i].named && ol_str_eq(s->block->outs[i].name, first->text))
                    return copy_at(r, s->block->outs[i].expr, pos);
        for (OlScope *at = s; at != NULL; at = at->parent)
        {
            OlRx *x = unqualified(r, s, at, ref);

            if (x != NULL || r->failed)
                return x;
        }
        if (!first->quoted)
        {
            OlRx *x = ol_rs_bare_func(r, first->text, pos);

            if (x != NULL || r->failed || (x = float_constant(r, first->text, pos)) != NULL)
                return x;
            x = ol_rs_hier_word(r, s, first->text, pos);
            if (x != NULL || r->failed)
                return x;
        }
    }
    else
    {
        bool is_seq;
        OlRx *x;

        if (ref->names.n <= 3)
            for (OlScope *at = s; at != NULL && !rel_found; at = at->parent)
            {
                x = qualified(r, s, at, ref, &rel_found);
                if (x != NULL || r->failed)
                    return x;
            }
        if (!rel_found || ref->names.n > 3)
        {
            x = sequence_ref(r, s, ref, &is_seq);
            if (is_seq)
                return x;
        }
        if ((x = ol_rs_path(r, s, ref)) != NULL || r->failed)
            return x;
        if ((x = ol_rs_json_dot(r, s, ref)) != NULL || r->failed)
            return x;
    }
    if (r->pl_node != NULL && !r->pl && !rel_found)
    {
        OlRx *x = r->pl_node(r->pl_ctx, r, s, &ref->expr.node);

        if (x != NULL || r->failed)
            return x;
    }
    if (ref->names.n > 1 && !rel_found)
    {
        /* a packaged or stored function without arguments */
        OlFuncCall *call = ol_node_new(r->arena, OL_N_FuncCall, ref->expr.node.start, ref->expr.node.end);

        call->names = ref->names;
        return ol_rs_func(r, s, call);
    }
    if (ref->names.n == 1 && !first->quoted)
    {
        const OlRoutine *routine = NULL;

        if (r->cat->find_routine != NULL &&
            r->cat->find_routine(r->cat->ctx, r->arena, OL_STR_NULL, OL_STR_NULL, first->text, &routine, r->diag) != OL_OK)
        {
            r->failed = true;
            return NULL;
        }
        if (routine != NULL)
        {
            OlFuncCall *call = ol_node_new(r->arena, OL_N_FuncCall, ref->expr.node.start, ref->expr.node.end);

            call->names = ref->names;
            return ol_rs_func(r, s, call);
        }
    }
    if (s->clause == OL_CL_VALUES && s->nrels == 0 && ref->names.n == 1)
        return ol_rs_fail(r, OL_ERR_COLUMN_NOT_ALLOWED, pos);
    return ol_rs_fail1(r, OL_ERR_INVALID_IDENTIFIER, pos, ol_rs_quoted(r, &ref->names));
}
