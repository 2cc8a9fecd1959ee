/*
 * vm_dbms_sql.c - DBMS_SQL: statements that are parsed, bound, defined, executed and fetched step by step.
 *
 * Owns:      the session's numbered cursors: text, bound values (with what came out of RETURNING and blocks), the open query.
 * Lifetimes: a cursor lives from OPEN_CURSOR to CLOSE_CURSOR or the end of the session; its query is an OlVmCursor, which TO_REFCURSOR
 *            hands out and TO_CURSOR_NUMBER takes in.
 * Source:    PL/SQL Packages and Types Reference, "DBMS_SQL".
 * See also:  vm_dynamic.c, vm_cursor.c, sql/pkg/dbms_sql.sql
 */
#include "postgres.h"

#include "access/xact.h"
#include "nodes/params.h"
#include "utils/memutils.h"

#include "oratype/decimal.h"
#include "pg/pg.h"
#include "vm/host.h"
#include "vm/vm_cursor.h"

enum
{
    CURSORS_MAX = 1000
};

typedef struct Bind
{
    char *name; /* upper case, without the colon */
    int kind;
    OlType type;
    OlSlot value;
    OlSlot array;  /* BIND_ARRAY: a collection; value is its element of the moment */
    bool is_array;
    int64 low;     /* of the elements to be used; low > high: all */
    int64 high;
    OlSlot outs;   /* RETURNING of an array: a collection of what came out */
} Bind;

typedef struct Cursor
{
    int id;        /* 0: free */
    char *text;    /* NULL: not parsed */
    OlStmtClass stmt;
    int nbinds;
    Bind *binds;
    OlVmCursor *query; /* executed, or described */
    bool executed;
    int64 rows;
    int ndefined;
    uint8 *defined;    /* by column: 1 a column, 2 an array */
    int array_rows;    /* rows of one FETCH_ROWS; 0: one */
    int64 array_low;
    int64 array_given; /* rows of earlier fetches */
    OlSlot *row;       /* the fetched row of the query's buffer */
    int nrow;          /* rows of it */
    bool busy;         /* its statement runs: what that calls may not take it away */
} Cursor;

static Cursor **cursors; /* a cursor stays where it is: code it runs may open others */
static int ncursors;
static int64 last_rows;
static int last_position;
static MemoryContext cxt;

static MemoryContext memory(void)
{
    if (cxt == NULL)
    {
        cxt = AllocSetContextCreate(TopMemoryContext, "DBMS_SQL", ALLOCSET_SMALL_SIZES);
    }
    return cxt;
}

static Cursor *cursor_of(const OlSlot *slot, OlDiag *diag)
{
    int64 id = ol_slot_int(slot, 0);

    if (id < 1 || id > ncursors || cursors[id - 1]->id == 0)
    {
        (void)ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
        return NULL;
    }
    return cursors[id - 1];
}

/* For what changes a cursor. */
static Cursor *idle_cursor_of(const OlSlot *slot, OlDiag *diag)
{
    Cursor *c = cursor_of(slot, diag);

    if (c != NULL && c->busy)
    {
        (void)ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
        return NULL;
    }
    return c;
}

static void drop_query(Cursor *c)
{
    if (c->query != NULL)
    {
        ol_obj_unref(&c->query->h);
    }
    c->query = NULL;
    c->executed = false;
    c->row = NULL;
    c->nrow = 0;
}

static void drop_statement(Cursor *c)
{
    drop_query(c);
    for (int i = 0; i < c->nbinds; i++)
    {
        ol_slot_release(&c->binds[i].value);
        ol_slot_release(&c->binds[i].array);
        ol_slot_release(&c->binds[i].outs);
        pfree(c->binds[i].name);
    }
    if (c->binds != NULL)
    {
        pfree(c->binds);
    }
    if (c->text != NULL)
    {
        pfree(c->text);
    }
    if (c->defined != NULL)
    {
        pfree(c->defined);
    }
    c->binds = NULL;
    c->nbinds = 0;
    c->text = NULL;
    c->defined = NULL;
    c->ndefined = 0;
    c->array_rows = 0;
}

OL_HOST_FN(sql_open)
{
    int i = 0;

    while (i < ncursors && cursors[i]->id != 0)
    {
        i++;
    }
    if (i == ncursors)
    {
        if (ncursors >= CURSORS_MAX)
        {
            return ol_diag_set(diag, OL_ERR_OPEN_CURSORS_EXCEEDED, -1);
        }
        if (cursors == NULL)
        {
            cursors = MemoryContextAlloc(memory(), sizeof(Cursor *) * CURSORS_MAX);
        }
        cursors[ncursors++] = MemoryContextAlloc(memory(), sizeof(Cursor));
    }
    memset(cursors[i], 0, sizeof(Cursor));
    cursors[i]->id = i + 1;
    return ol_slot_give_number(result, i + 1);
}

OL_HOST_FN(sql_close)
{
    Cursor *c = idle_cursor_of(args[0], diag);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    drop_statement(c);
    c->id = 0;
    ol_slot_release(args[0]);
    return OL_OK;
}

OL_HOST_FN(sql_is_open)
{
    OlDiag ignored;

    (void)diag;
    return ol_slot_give_bool(result, cursor_of(args[0], &ignored) != NULL);
}

/* --- PARSE ------------------------------------------------------------------------------------------------------------------------- */

typedef struct Parsing
{
    Cursor *c;
    OlVmCursor *shape;
    char **names; /* of binds, distinct, in the memory of the cursor's binds */
    int nnames;
} Parsing;

static void parse_body(void *ctx)
{
    Parsing *p = ctx;
    OlVmStatement st;

    ol_vm_statement_error_pos = -1;
    st = ol_vm_host->statement(ol_str(p->c->text), NULL, 0);
    p->c->stmt = st.tr->stmt;
    p->names = MemoryContextAlloc(memory(), sizeof(char *) * (Size)Max(st.tr->nbinds, 1));
    for (int k = 0; k < st.tr->nbinds; k++)
    {
        bool seen = false;

        for (int j = 0; j < k; j++)
        {
            seen |= ol_str_eq(st.tr->binds[j].name, st.tr->binds[k].name);
        }
        if (!seen)
        {
            p->names[p->nnames++] = MemoryContextStrdup(memory(), pnstrdup(st.tr->binds[k].name.s, st.tr->binds[k].name.n));
        }
    }
    if (st.tr->stmt == OL_STMT_QUERY)
    {
        ol_vm_cursor_columns(p->shape, st.tr->columns, st.tr->ncolumns);
    }
    ol_vm_host->statement_release(st.handle);
}

static OlStatus run_other(Cursor *c, OlDiag *diag)
{
    MemoryContext old = CurrentMemoryContext;
    volatile OlStatus status = OL_OK;

    if (ol_vm_in_sql())
    {
        return ol_diag_set(diag, OL_ERR_COMMIT_IN_QUERY, -1);
    }
    PG_TRY();
    {
        OlVmStatement st = ol_vm_host->statement(ol_str(c->text), NULL, 0);

        ol_vm_host->statement_run(st.handle);
        ol_vm_host->statement_release(st.handle);
        MemoryContextSwitchTo(old);
    }
    PG_CATCH();
    {
        status = ol_vm_pg_error(old, diag);
        ol_vm_host->failed();
        MemoryContextSwitchTo(old);
    }
    PG_END_TRY();
    return status;
}

/* DDL is done by parsing it, as in Oracle. */
OL_HOST_FN(sql_parse)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    OlStr text = ol_vstr(args[1]);
    Parsing p;
    OlStatus status;

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (args[1]->null)
    {
        return ol_diag_set(diag, OL_ERR_DYNAMIC_NULL, -1);
    }
    drop_statement(c);
    last_position = 0;
    /* a statement of SQL may end in a line's end or blanks; so it is kept */
    c->text = MemoryContextAlloc(memory(), text.n + 1);
    memcpy(c->text, text.s, text.n);
    c->text[text.n] = '\0';
    memset(&p, 0, sizeof p);
    p.c = c;
    if ((p.shape = ol_vm_cursor_new(diag)) == NULL)
    {
        return OL_ERROR;
    }
    status = ol_vm_protected(ol_vm_now, parse_body, &p, diag);
    if (status != OL_OK)
    {
        last_position = Max(ol_vm_statement_error_pos, 0);
        ol_obj_unref(&p.shape->h);
        pfree(c->text);
        c->text = NULL;
        return status;
    }
    c->query = p.shape;
    c->nbinds = p.nnames;
    c->binds = MemoryContextAllocZero(memory(), sizeof(Bind) * (Size)Max(p.nnames, 1));
    for (int k = 0; k < p.nnames; k++)
    {
        c->binds[k].name = p.names[k];
        c->binds[k].kind = OL_SLOT_NONE;
        c->binds[k].value.null = c->binds[k].array.null = c->binds[k].outs.null = 1;
    }
    pfree(p.names);
    return c->stmt == OL_STMT_DDL ? run_other(c, diag) : OL_OK;
}

/* --- binds --------------------------------------------------------------------------------------------------------------------------- */

static Bind *bind_of(Cursor *c, const OlSlot *name, OlDiag *diag)
{
    OlStr n = ol_vstr(name);

    if (n.n > 0 && n.s[0] == ':')
    {
        n = ol_str_n(n.s + 1, n.n - 1);
    }
    if (n.n >= 2 && n.s[0] == '"' && n.s[n.n - 1] == '"')
    {
        n = ol_str_n(n.s + 1, n.n - 2);
    }
    for (int k = 0; k < c->nbinds; k++)
    {
        if (ol_str_ieq_c(n, c->binds[k].name))
        {
            return &c->binds[k];
        }
    }
    (void)ol_diag_set(diag, OL_ERR_BIND_NOT_FOUND, -1);
    return NULL;
}

static OlStatus bind(OlSlot *const *args, int kind, OlTypeCode code, OlDiag *diag)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    Bind *b = c == NULL ? NULL : bind_of(c, args[1], diag);

    if (b == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_copy(&b->value, args[2]);
    ol_slot_release(&b->array);
    b->is_array = false;
    b->kind = kind;
    ol_vm_type_of_kind(kind, NULL, &b->type);
    if (code != OL_T_UNKNOWN)
    {
        b->type.code = code;
        b->type.scale = code == OL_T_TIMESTAMP ? 6 : b->type.scale;
    }
    return OL_OK;
}

#define BIND_FN(name, kind, code)                                                                                        \
    OL_HOST_FN(sql_bind_##name)                                                                                          \
    {                                                                                                                    \
        return bind(args, kind, code, diag);                                                                             \
    }
BIND_FN(number, OL_SLOT_NUMBER, OL_T_UNKNOWN)
BIND_FN(text, OL_SLOT_STRING, OL_T_UNKNOWN)
BIND_FN(clob, OL_SLOT_STRING, OL_T_CLOB)
BIND_FN(raw, OL_SLOT_RAW, OL_T_UNKNOWN)
BIND_FN(blob, OL_SLOT_RAW, OL_T_BLOB)
BIND_FN(date, OL_SLOT_TIME, OL_T_DATE)
BIND_FN(timestamp, OL_SLOT_TIME, OL_T_TIMESTAMP)
BIND_FN(timestamp_tz, OL_SLOT_TIME_TZ, OL_T_UNKNOWN)
BIND_FN(interval, OL_SLOT_INTERVAL, OL_T_UNKNOWN)
BIND_FN(double, OL_SLOT_DOUBLE, OL_T_UNKNOWN)
BIND_FN(boolean, OL_SLOT_BOOL, OL_T_UNKNOWN)

/* cursor, name, collection, kind as a letter [, low, high] */
OL_HOST_FN(sql_bind_array)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    Bind *b = c == NULL ? NULL : bind_of(c, args[1], diag);
    char letter = args[3]->null ? 's' : args[3]->s->s[0];

    if (b == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_copy(&b->array, args[2]);
    b->is_array = true;
    b->low = ol_slot_int(args[4], 1);
    b->high = ol_slot_int(args[5], 0);
    b->kind = letter == 'n' ? OL_SLOT_NUMBER : letter == 't' ? OL_SLOT_TIME : letter == 'r' ? OL_SLOT_RAW : OL_SLOT_STRING;
    ol_vm_type_of_kind(b->kind, NULL, &b->type);
    return OL_OK;
}

/* --- EXECUTE -------------------------------------------------------------------------------------------------------------------------- */

typedef struct Execution
{
    Cursor *c;
    OlVmUnit *block;
    int *params;         /* of the block, in order: which bind */
    int nparams;
    OlVmRows *rows;      /* of RETURNING */
    OlType *row_types;
    int ncolumns;
    int returning[64];   /* by column: bind, -1 */
    uint64 processed;
    const OlTranslation *tr;
} Execution;

/* Which bind each occurrence in the statement is; types by occurrence. */
static int occurrences(Cursor *c, int **which, OlType **types)
{
    OlVmStatement st = ol_vm_host->statement(ol_str(c->text), NULL, 0);
    int n = st.tr->nbinds;

    *which = palloc0(sizeof(int) * (Size)Max(n, 1));
    *types = palloc0(sizeof(OlType) * (Size)Max(n, 1));
    for (int k = 0; k < n; k++)
    {
        for (int j = 0; j < c->nbinds; j++)
        {
            if (ol_str_eq_c(st.tr->binds[k].name, c->binds[j].name))
            {
                (*which)[k] = j;
            }
        }
        if (c->binds[(*which)[k]].kind == OL_SLOT_NONE)
        {
            ol_raise(OL_ERR_NOT_ALL_BOUND);
        }
        (*types)[k] = c->binds[(*which)[k]].type;
    }
    ol_vm_host->statement_release(st.handle);
    return n;
}

static ParamListInfo make_params(Cursor *c, const OlTranslation *tr, const int *which)
{
    ParamListInfo params = ol_vm_params(tr->nparams, tr->param_types);

    for (int k = 0; k < tr->nbinds; k++)
    {
        const OlTrBind *b = &tr->binds[k];

        if (b->use == OL_BIND_IN && b->param >= 1 && b->param <= tr->nparams)
        {
            ol_vm_set_param(params, b->param - 1, &c->binds[which[k]].value, c->binds[which[k]].kind, &tr->param_types[b->param - 1]);
        }
    }
    return params;
}

typedef struct QueryParams
{
    Cursor *c;
    const OlTranslation *tr;
    const int *which;
} QueryParams;

static ParamListInfo query_params(void *ctx)
{
    QueryParams *q = ctx;

    return make_params(q->c, q->tr, q->which);
}

static int last_plan(const OlTranslation *tr)
{
    int step = -1;

    for (int k = 0; k < tr->nsteps; k++)
    {
        step = tr->steps[k].kind == OL_STEP_PLAN ? k : step;
    }
    return step;
}

static void query_body(void *ctx)
{
    Execution *x = ctx;
    Cursor *c = x->c;
    int *which;
    OlType *types;
    int n = occurrences(c, &which, &types);
    OlVmStatement st = ol_vm_host->statement(ol_str(c->text), types, n);
    QueryParams q = {.c = c, .tr = st.tr, .which = which};
    OlVmCursor *cursor = c->query;

    ol_vm_cursor_close(cursor);
    ol_vm_cursor_columns(cursor, st.tr->columns, st.tr->ncolumns);
    cursor->portal = ol_vm_host->portal_open(ol_vm_host->statement_plan(st.handle, last_plan(st.tr)), query_params, &q, st.tr->for_update);
    cursor->open = true;
    cursor->at_end = false;
    cursor->found = -1;
    cursor->rowcount = 0;
    ol_vm_host->statement_release(st.handle);
}

static void dml_body(void *ctx)
{
    Execution *x = ctx;
    Cursor *c = x->c;
    int *which;
    OlType *types;
    int n = occurrences(c, &which, &types);
    OlVmStatement st = ol_vm_host->statement(ol_str(c->text), types, n);
    ParamListInfo params = make_params(c, st.tr, which);
    int last = last_plan(st.tr);

    for (size_t k = 0; k < lengthof(x->returning); k++)
    {
        x->returning[k] = -1;
    }
    for (int k = 0; k < st.tr->nbinds; k++)
    {
        const OlTrBind *b = &st.tr->binds[k];

        if (b->use == OL_BIND_RETURNING && b->column >= 0 && b->column < (int)lengthof(x->returning))
        {
            x->returning[b->column] = which[k];
        }
    }
    if (st.tr->ncolumns > 0)
    {
        x->ncolumns = st.tr->ncolumns;
        x->row_types = ol_vm_types_keep(st.tr->columns, st.tr->ncolumns);
        x->rows = ol_vm_rows_new(st.tr->ncolumns, x->row_types);
    }
    for (int k = 0; k < st.tr->nsteps; k++)
    {
        if (st.tr->steps[k].kind == OL_STEP_PLAN)
        {
            x->processed = ol_vm_run_plan(ol_vm_host->statement_plan(st.handle, k), params,
                                          k == last && x->rows != NULL ? &x->rows->pub : None_Receiver, 0);
            CommandCounterIncrement();
        }
    }
    ol_vm_host->changed();
    ol_vm_host->statement_release(st.handle);
}

/* What RETURNING gave into the binds: the last row, and for array binds all of them. */
static OlStatus take_returning(Execution *x, OlDiag *diag)
{
    OlStatus status = OL_OK;

    for (int r = 0; x->rows != NULL && r < x->rows->nrows && status == OL_OK; r++)
    {
        for (int k = 0; k < x->ncolumns && k < (int)lengthof(x->returning) && status == OL_OK; k++)
        {
            OlSlot *v = &x->rows->slots[(size_t)r * (size_t)x->ncolumns + (size_t)k];
            Bind *b = x->returning[k] < 0 ? NULL : &x->c->binds[x->returning[k]];

            if (b == NULL)
            {
                continue;
            }
            status = ol_vm_convert_kind(v, ol_slot_kind_of(&x->row_types[k]), b->kind, &x->row_types[k], diag);
            if (status == OL_OK)
            {
                if (b->outs.null)
                {
                    OlVmColl *made = ol_vcoll_new(OL_COLL_ASSOC_INT, 0, NULL, diag);

                    if (made == NULL)
                    {
                        return OL_ERROR;
                    }
                    ol_slot_give(&b->outs, made);
                }
                OlSlot *to = ol_vcoll_at(b->outs.l, (int64)b->outs.l->count + 1, diag);

                if (to == NULL)
                {
                    return OL_ERROR;
                }
                ol_slot_copy(to, v);
                ol_slot_move(&b->value, v);
            }
        }
    }
    return status;
}

static OlStatus run_dml(Cursor *c, int64 *rows, OlDiag *diag)
{
    Execution x;
    OlStatus status;

    memset(&x, 0, sizeof x);
    x.c = c;
    status = ol_vm_protected(ol_vm_now, dml_body, &x, diag);
    if (status == OL_OK)
    {
        status = take_returning(&x, diag);
        *rows += (int64)x.processed;
    }
    ol_vm_rows_free(x.rows);
    if (x.row_types != NULL)
    {
        pfree(x.row_types);
    }
    return status;
}

static void block_body(void *ctx)
{
    Execution *x = ctx;
    Cursor *c = x->c;
    OlType *types = palloc0(sizeof(OlType) * (Size)Max(c->nbinds, 1));

    for (int k = 0; k < c->nbinds; k++)
    {
        if (c->binds[k].kind == OL_SLOT_NONE)
        {
            ol_raise(OL_ERR_NOT_ALL_BOUND);
        }
        types[k] = c->binds[k].type;
        types[k].size_bytes = 0;
    }
    x->block = ol_vm_host->block(ol_str(c->text), types, c->nbinds);
}

static OlStatus run_block(Cursor *c, OlDiag *diag)
{
    Execution x;
    OlSlot *args;
    const OlProgram *p;
    int n;
    OlStatus status;
    OlDiag inner;

    memset(&x, 0, sizeof x);
    x.c = c;
    if (ol_vm_protected(ol_vm_now, block_body, &x, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    p = ol_vm_unit_program(x.block);
    n = p->routines[0].nparams;
    if (n != c->nbinds)
    {
        return ol_diag_set(diag, OL_ERR_NOT_ALL_BOUND, -1);
    }
    args = ol_vm_alloc(sizeof(OlSlot) * (size_t)Max(n, 1), diag);
    if (args == NULL)
    {
        return OL_ERROR;
    }
    memset(args, 0, sizeof(OlSlot) * (size_t)Max(n, 1));
    status = OL_OK;
    for (int k = 0; k < n; k++)
    {
        args[k].null = 1;
        if (p->types[p->routines[0].params[k].type].kind != c->binds[k].kind)
        {
            status = ol_vm_unsupported(diag, "bind of another type in a dynamic block");
        }
        else
        {
            ol_slot_copy(&args[k], &c->binds[k].value);
        }
    }
    if (status == OL_OK && (status = ol_vm_call(x.block, 0, args, n, NULL, &inner)) != OL_OK)
    {
        *diag = inner;
    }
    for (int k = 0; k < n; k++)
    {
        if (status == OL_OK && p->routines[0].params[k].mode != OL_MODE_IN)
        {
            ol_slot_move(&c->binds[k].value, &args[k]);
        }
        ol_slot_release(&args[k]);
    }
    ol_vm_free(args, sizeof(OlSlot) * (size_t)Max(n, 1));
    return status;
}

/* Indexes of array binds that all of them have, in order. */
static OlStatus run_array(Cursor *c, int64 *rows, OlDiag *diag)
{
    const Bind *lead = NULL;
    int64 at;
    OlCollEntry first;
    bool more;

    for (int k = 0; k < c->nbinds; k++)
    {
        if (c->binds[k].is_array && !c->binds[k].array.null && c->binds[k].array.l->count > 0 &&
            (lead == NULL || c->binds[k].array.l->count < lead->array.l->count))
        {
            lead = &c->binds[k];
        }
    }
    if (lead == NULL || !ol_vcoll_first(lead->array.l, false, &first))
    {
        return run_dml(c, rows, diag); /* arrays for what comes out */
    }
    for (at = first.k, more = true; more; more = ol_vcoll_step(lead->array.l, at, true, &at))
    {
        bool all = true;

        for (int k = 0; k < c->nbinds && all; k++)
        {
            Bind *b = &c->binds[k];
            const OlSlot *v;

            if (!b->is_array || b->array.null || b->array.l->count == 0)
            {
                continue;
            }
            v = b->low <= b->high && (at < b->low || at > b->high) ? NULL : ol_vcoll_find(b->array.l, at);
            all = v != NULL;
            if (v != NULL)
            {
                ol_slot_copy(&b->value, v);
                b->value.absent = 0;
            }
        }
        if (all && run_dml(c, rows, diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    return OL_OK;
}

static OlStatus execute(Cursor *c, OlDiag *diag)
{
    Execution x;
    bool arrays = false;
    OlStatus status;

    if (c->text == NULL)
    {
        return ol_diag_set(diag, OL_ERR_NO_STATEMENT_PARSED, -1);
    }
    c->rows = 0;
    c->row = NULL;
    c->nrow = 0;
    c->array_given = 0;
    for (int k = 0; k < c->nbinds; k++)
    {
        arrays |= c->binds[k].is_array;
        ol_slot_release(&c->binds[k].outs);
    }
    memset(&x, 0, sizeof x);
    x.c = c;
    c->busy = true;
    switch (c->stmt)
    {
    case OL_STMT_QUERY:
        if (c->query == NULL && (c->query = ol_vm_cursor_new(diag)) == NULL)
        {
            c->busy = false;
            return OL_ERROR;
        }
        status = ol_vm_protected(ol_vm_now, query_body, &x, diag);
        break;
    case OL_STMT_INSERT:
    case OL_STMT_UPDATE:
    case OL_STMT_DELETE:
    case OL_STMT_MERGE:
        status = arrays ? run_array(c, &c->rows, diag) : run_dml(c, &c->rows, diag);
        break;
    case OL_STMT_PLSQL:
        status = run_block(c, diag);
        c->rows = 1;
        break;
    case OL_STMT_DDL:
        status = OL_OK; /* done by parsing it */
        break;
    default:
        status = run_other(c, diag);
        break;
    }
    c->busy = false;
    c->executed = status == OL_OK;
    last_rows = c->rows;
    return status;
}

OL_HOST_FN(sql_execute)
{
    Cursor *c = idle_cursor_of(args[0], diag);

    if (c == NULL || execute(c, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return ol_slot_give_number(result, c->rows);
}

/* --- columns and rows -------------------------------------------------------------------------------------------------------------------- */

static OlStatus define(Cursor *c, int64 position, int how, OlDiag *diag)
{
    if (c->query == NULL || c->text == NULL || position < 1 || position > c->query->ncolumns)
    {
        return ol_diag_set(diag, OL_ERR_VARIABLE_NOT_IN_SELECT, -1);
    }
    if (c->ndefined < c->query->ncolumns)
    {
        uint8 *more = MemoryContextAllocZero(memory(), (Size)c->query->ncolumns);

        if (c->defined != NULL)
        {
            memcpy(more, c->defined, (size_t)c->ndefined);
            pfree(c->defined);
        }
        c->defined = more;
        c->ndefined = c->query->ncolumns;
    }
    c->defined[position - 1] = (uint8)how;
    return OL_OK;
}

/* cursor, position */
OL_HOST_FN(sql_define_column)
{
    Cursor *c = idle_cursor_of(args[0], diag);

    return c == NULL ? OL_ERROR : define(c, ol_slot_int(args[1], 0), 1, diag);
}

/* cursor, position, rows of a fetch, index of the first */
OL_HOST_FN(sql_define_array)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    int64 n = ol_slot_int(args[2], 0);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (n < 1 || n > 1000000)
    {
        return ol_vm_value_error(diag, "");
    }
    c->array_rows = (int)n;
    c->array_low = ol_slot_int(args[3], 1);
    return define(c, ol_slot_int(args[1], 0), 2, diag);
}

static OlStatus fetch(Cursor *c, int64 *n, OlDiag *diag)
{
    OlVmCursor *q = c->query;
    int want = Max(c->array_rows, 1);

    *n = 0;
    if (q == NULL || !c->executed || !q->open)
    {
        return ol_diag_set(diag, OL_ERR_FETCH_OUT_OF_SEQUENCE, -1);
    }
    c->array_given += c->nrow;
    c->row = NULL;
    c->nrow = 0;
    if (q->rows->at >= q->rows->nrows)
    {
        OlStatus status;

        c->busy = true;
        status = ol_vm_cursor_fill(ol_vm_now, q, (uint64)(want > 1 ? want : 100), diag);
        c->busy = false;
        if (status != OL_OK)
        {
            return OL_ERROR;
        }
    }
    if (q->rows->at < q->rows->nrows)
    {
        /* a batch may hold fewer than wanted only at its end, which arrays of another size than 100 meet */
        c->row = q->rows->slots + (size_t)q->rows->at * (size_t)q->ncolumns;
        c->nrow = Min(want, q->rows->nrows - q->rows->at);
        q->rows->at += c->nrow;
        q->rowcount += (uint64)c->nrow;
        c->rows += c->nrow;
        *n = c->nrow;
    }
    last_rows = c->rows;
    return OL_OK;
}

OL_HOST_FN(sql_fetch)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    int64 n;

    if (c == NULL || fetch(c, &n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return ol_slot_give_number(result, n);
}

/* cursor, exact: NO_DATA_FOUND, TOO_MANY_ROWS */
OL_HOST_FN(sql_execute_and_fetch)
{
    Cursor *c = idle_cursor_of(args[0], diag);
    bool exact = !args[1]->null && args[1]->b;
    int64 n;

    if (c == NULL || execute(c, diag) != OL_OK || fetch(c, &n, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    if (exact && n == 0)
    {
        return ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
    }
    if (exact && (c->query->rows->at < c->query->rows->nrows))
    {
        return ol_diag_set(diag, OL_ERR_TOO_MANY_ROWS, -1);
    }
    return ol_slot_give_number(result, n);
}

static OlStatus value_at(Cursor *c, int64 position, int row, int kind, OlSlot *to, OlDiag *diag)
{
    OlSlot copy = {.null = 1};
    const OlType *type;

    if (c->query == NULL || position < 1 || position > c->query->ncolumns)
    {
        return ol_diag_set(diag, OL_ERR_VARIABLE_NOT_IN_SELECT, -1);
    }
    if (c->ndefined < position || c->defined[position - 1] == 0)
    {
        return ol_diag_set(diag, OL_ERR_VARIABLE_NOT_IN_SELECT, -1);
    }
    if (c->row == NULL || row >= c->nrow)
    {
        ol_slot_release(to);
        return OL_OK;
    }
    type = &c->query->types[position - 1];
    ol_slot_copy(&copy, &c->row[(size_t)row * (size_t)c->query->ncolumns + (size_t)position - 1]);
    if (!copy.null && ol_vm_convert_kind(&copy, ol_slot_kind_of(type), kind, type, diag) != OL_OK)
    {
        ol_slot_release(&copy);
        return ol_diag_set(diag, OL_ERR_DEFINE_TYPE_MISMATCH, -1);
    }
    ol_slot_move(to, &copy);
    return OL_OK;
}

/* cursor, name, value out */
static OlStatus variable(OlSlot *const *args, int kind, OlDiag *diag)
{
    Cursor *c = cursor_of(args[0], diag);
    Bind *b = c == NULL ? NULL : bind_of(c, args[1], diag);
    OlSlot copy = {.null = 1};

    if (b == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_copy(&copy, &b->value);
    if (!copy.null && ol_vm_convert_kind(&copy, b->kind, kind, &b->type, diag) != OL_OK)
    {
        ol_slot_release(&copy);
        return ol_diag_set(diag, OL_ERR_DEFINE_TYPE_MISMATCH, -1);
    }
    ol_slot_move(args[2], &copy);
    return OL_OK;
}

/* cursor, position, value out */
#define VALUE_FN(name, kind)                                                                                             \
    OL_HOST_FN(sql_value_##name)                                                                                         \
    {                                                                                                                    \
        Cursor *c = cursor_of(args[0], diag);                                                                            \
                                                                                                                         \
        return c == NULL ? OL_ERROR : value_at(c, ol_slot_int(args[1], 0), 0, kind, args[2], diag);                      \
    }                                                                                                                    \
    OL_HOST_FN(sql_variable_##name)                                                                                      \
    {                                                                                                                    \
        return variable(args, kind, diag);                                                                               \
    }

VALUE_FN(number, OL_SLOT_NUMBER)
VALUE_FN(text, OL_SLOT_STRING)
VALUE_FN(raw, OL_SLOT_RAW)
VALUE_FN(date, OL_SLOT_TIME)
VALUE_FN(timestamp_tz, OL_SLOT_TIME_TZ)
VALUE_FN(interval, OL_SLOT_INTERVAL)
VALUE_FN(double, OL_SLOT_DOUBLE)
VALUE_FN(boolean, OL_SLOT_BOOL)

/* cursor, position, collection in out, kind as a letter */
OL_HOST_FN(sql_value_array)
{
    Cursor *c = cursor_of(args[0], diag);
    char letter = args[3]->null ? 's' : args[3]->s->s[0];
    int kind = letter == 'n' ? OL_SLOT_NUMBER : letter == 't' ? OL_SLOT_TIME : letter == 'r' ? OL_SLOT_RAW : OL_SLOT_STRING;

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (args[2]->null)
    {
        OlVmColl *made = ol_vcoll_new(OL_COLL_ASSOC_INT, 0, NULL, diag);

        if (made == NULL)
        {
            return OL_ERROR;
        }
        ol_slot_give(args[2], made);
    }
    if (ol_vcoll_own(args[2], diag) != OL_OK)
    {
        return OL_ERROR;
    }
    for (int r = 0; r < c->nrow; r++)
    {
        OlSlot *to = ol_vcoll_at(args[2]->l, c->array_low + c->array_given + r, diag);

        if (to == NULL || value_at(c, ol_slot_int(args[1], 0), r, kind, to, diag) != OL_OK)
        {
            return OL_ERROR;
        }
    }
    return OL_OK;
}

/* cursor, name, collection out: what RETURNING gave */
OL_HOST_FN(sql_variable_array)
{
    Cursor *c = cursor_of(args[0], diag);
    Bind *b = c == NULL ? NULL : bind_of(c, args[1], diag);

    if (b == NULL)
    {
        return OL_ERROR;
    }
    if (!b->outs.null || !b->array.null)
    {
        ol_slot_copy(args[2], b->outs.null ? &b->array : &b->outs);
    }
    return OL_OK;
}

OL_HOST_FN(sql_column_count)
{
    Cursor *c = cursor_of(args[0], diag);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (c->query == NULL || c->stmt != OL_STMT_QUERY)
    {
        return ol_diag_set(diag, OL_ERR_INVALID_STATEMENT, -1);
    }
    return ol_slot_give_number(result, c->query->ncolumns);
}

OL_HOST_FN(sql_column_name)
{
    Cursor *c = cursor_of(args[0], diag);
    int64 n = ol_slot_int(args[1], 0);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (c->query == NULL || n < 1 || n > c->query->ncolumns)
    {
        return ol_diag_set(diag, OL_ERR_VARIABLE_NOT_IN_SELECT, -1);
    }
    return ol_slot_set_str(result, c->query->columns[n - 1].name.s, c->query->columns[n - 1].name.n, diag);
}

/* cursor, column, what: T code of the type, L length, P precision, S scale, C character set, F its form, N nullable, W its word */
OL_HOST_FN(sql_column_info)
{
    Cursor *c = cursor_of(args[0], diag);
    int64 n = ol_slot_int(args[1], 0);
    const OlType *t;
    bool is_char;
    bool national;
    int code;
    int64 v = 0;

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (c->query == NULL || n < 1 || n > c->query->ncolumns || args[2]->null)
    {
        return ol_diag_set(diag, OL_ERR_VARIABLE_NOT_IN_SELECT, -1);
    }
    t = &c->query->types[n - 1];
    is_char = ol_type_is_char(t);
    national = t->code == OL_T_NVARCHAR2 || t->code == OL_T_NCHAR || t->code == OL_T_NCLOB;
    switch (t->code)
    {
    case OL_T_VARCHAR2:
    case OL_T_NVARCHAR2:
    case OL_T_NULL:
        code = 1;
        break;
    case OL_T_NUMBER:
    case OL_T_FLOAT:
    case OL_T_PLS_INTEGER:
        code = 2;
        break;
    case OL_T_LONG:
        code = 8;
        break;
    case OL_T_ROWID:
        code = 11;
        break;
    case OL_T_DATE:
        code = 12;
        break;
    case OL_T_RAW:
        code = 23;
        break;
    case OL_T_LONG_RAW:
        code = 24;
        break;
    case OL_T_CHAR:
    case OL_T_NCHAR:
        code = 96;
        break;
    case OL_T_BINARY_FLOAT:
        code = 100;
        break;
    case OL_T_BINARY_DOUBLE:
        code = 101;
        break;
    case OL_T_CURSOR:
        code = 102;
        break;
    case OL_T_CLOB:
    case OL_T_NCLOB:
        code = 112;
        break;
    case OL_T_BLOB:
        code = 113;
        break;
    case OL_T_TIMESTAMP:
        code = 180;
        break;
    case OL_T_TIMESTAMP_TZ:
        code = 181;
        break;
    case OL_T_INTERVAL_YM:
        code = 182;
        break;
    case OL_T_INTERVAL_DS:
        code = 183;
        break;
    case OL_T_UROWID:
        code = 208;
        break;
    case OL_T_TIMESTAMP_LTZ:
        code = 231;
        break;
    case OL_T_BOOLEAN:
        code = 252;
        break;
    default:
        code = 109;
        break;
    }
    switch (args[2]->s->s[0])
    {
    case 'T':
        v = code;
        break;
    case 'L':
        v = is_char || t->code == OL_T_RAW ? t->size_bytes
            : code == 2                    ? 22
            : code == 12                   ? 7
            : code == 11                   ? 16
            : code == 100                  ? 4
            : code == 101                  ? 8
            : code == 180 || code == 231   ? 11
            : code == 181                  ? 13
            : code == 182                  ? 5
            : code == 183                  ? 11
            : code == 112 || code == 113   ? 4000
                                           : 0;
        break;
    case 'P':
        v = t->precision;
        break;
    case 'S':
        v = code == 2 ? (t->scale == OL_SCALE_NONE ? (t->precision == 0 ? -127 : 0) : t->scale) : t->scale == OL_SCALE_NONE ? 0 : t->scale;
        v = code == 2 && t->precision == 0 && t->scale == 0 ? -127 : v;
        break;
    case 'C':
        v = national ? 2000 : is_char || code == 112 ? 873 : 0;
        break;
    case 'F':
        v = national ? 2 : is_char || code == 112 ? 1 : 0;
        break;
    default:
        v = c->query->columns[n - 1].nullable;
        break;
    }
    return ol_slot_give_number(result, v);
}

/* --- the rest ---------------------------------------------------------------------------------------------------------------------------- */

OL_HOST_FN(sql_last_row_count)
{
    return ol_slot_give_number(result, last_rows);
}

OL_HOST_FN(sql_last_error_position)
{
    return ol_slot_give_number(result, last_position);
}

/* An executed query as a cursor variable; the number is no longer one. */
OL_HOST_FN(sql_to_refcursor)
{
    Cursor *c = idle_cursor_of(args[0], diag);

    if (c == NULL)
    {
        return OL_ERROR;
    }
    if (c->query == NULL || !c->executed || !c->query->open)
    {
        return ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
    }
    c->query->h.refs++;
    ol_slot_give(result, c->query);
    drop_statement(c);
    c->id = 0;
    ol_slot_release(args[0]);
    return OL_OK;
}

OL_HOST_FN(sql_to_cursor_number)
{
    OlSlot id = {.null = 1};
    Cursor *c;

    if (args[0]->null || !args[0]->c->open)
    {
        return ol_diag_set(diag, OL_ERR_INVALID_CURSOR, -1);
    }
    if (ol_host_sql_open(&id, NULL, 0, diag) != OL_OK || (c = cursor_of(&id, diag)) == NULL)
    {
        return OL_ERROR;
    }
    c->text = MemoryContextStrdup(memory(), "");
    c->stmt = OL_STMT_QUERY;
    args[0]->c->h.refs++;
    c->query = args[0]->c;
    c->executed = true;
    ol_slot_release(args[0]);
    ol_slot_move(result, &id);
    return OL_OK;
}
