/*
 * program_io.c - a program as bytes and back: what is kept in the catalog between sessions.
 *
 * Owns:      the byte form: header (magic, version, length, hash), then every table in the order of one list of fields below.
 * Invariant: one function walks a program for both directions, so that they cannot disagree. Reading checks every count against the bytes
 *            that are left; what comes out still has to pass ol_program_verify.
 * See also:  program.h
 */
#include "plc/program.h"

#include <string.h>

#define MAGIC "OLPL"
#define HEADER 24 /* magic, version, length, hash */

typedef struct Io
{
    OlArena *arena;
    OlBuf *out; /* writing; NULL: reading */
    const uint8_t *in;
    size_t left;
    bool failed;
} Io;

static void raw(Io *io, void *data, size_t n)
{
    if (io->out != NULL)
        ol_buf_append(io->out, data, n);
    else if (n > io->left)
    {
        io->failed = true;
        memset(data, 0, n);
    }
    else
    {
        memcpy(data, io->in, n);
        io->in += n;
        io->left -= n;
    }
}

#define SCALAR(v) raw(io, &(v), sizeof(v))

static void boolean(Io *io, bool *b)
{
    uint8_t v = *b;

    SCALAR(v);
    *b = v != 0;
}

static void text(Io *io, OlStr *s)
{
    uint32_t n = (uint32_t)s->n;

    SCALAR(n);
    if (io->out != NULL)
        ol_buf_append(io->out, s->s, n);
    else if (n > io->left)
        io->failed = true;
    else
    {
        *s = n == 0 ? OL_STR_NULL : ol_str_dup(io->arena, ol_str_n((const char *)io->in, n));
        io->in += n;
        io->left -= n;
    }
}

/* A count and its array: each element takes at least min bytes, so that a damaged count cannot ask for much memory. */
static void *array(Io *io, int *n, void *data, size_t size, size_t min)
{
    int32_t count = *n;

    SCALAR(count);
    if (io->out != NULL)
        return data;
    if (io->failed || count < 0 || (size_t)count > io->left / min)
    {
        io->failed = true;
        *n = 0;
        return NULL;
    }
    *n = count;
    return count == 0 ? NULL : ol_arena_zalloc(io->arena, ol_mul_size(size, (size_t)count));
}

#define ARRAY(n, ptr, min) ((ptr) = array(io, &(n), (ptr), sizeof(*(ptr)), (min)))
#define EACH(n) for (int i = 0; i < (n) && !io->failed; i++)

static void type_of(Io *io, OlType *t)
{
    int32_t code = t->code, rep = t->rep;

    SCALAR(code);
    SCALAR(rep);
    if (code < 0 || code >= OL_T_COUNT || rep < 0 || rep >= OL_REP_COUNT)
    {
        io->failed = true;
        return;
    }
    t->code = (OlTypeCode)code;
    t->rep = (OlRep)rep;
    SCALAR(t->size_bytes);
    SCALAR(t->size_chars);
    boolean(io, &t->char_semantics);
    SCALAR(t->precision);
    SCALAR(t->scale);
    SCALAR(t->pg_oid);
    text(io, &t->type_schema);
    text(io, &t->type_name);
}

static void enumeration(Io *io, int32_t *v, int max)
{
    SCALAR(*v);
    if (*v < 0 || *v > max)
    {
        io->failed = true;
        *v = 0;
    }
}

#define ENUM(field, type, max)            \
    do                                    \
    {                                     \
        int32_t e_ = (int32_t)(field);    \
        enumeration(io, &e_, (max));      \
        (field) = (type)e_;               \
    } while (0)

static void params(Io *io, int *n, OlBcParam **p)
{
    ARRAY(*n, *p, 4 + 4 + 4 + 2);
    EACH(*n)
    {
        OlBcParam *q = &(*p)[i];

        text(io, &q->name);
        ENUM(q->mode, OlParamMode, OL_MODE_IN_OUT);
        SCALAR(q->type);
        boolean(io, &q->has_default);
        boolean(io, &q->nocopy);
    }
}

static void routine(Io *io, OlBcRoutine *r)
{
    int n;

    text(io, &r->name);
    text(io, &r->signature);
    boolean(io, &r->is_function);
    boolean(io, &r->is_public);
    boolean(io, &r->autonomous);
    boolean(io, &r->deterministic);
    boolean(io, &r->pipelined);
    boolean(io, &r->has_code);
    SCALAR(r->parent);
    params(io, &r->nparams, &r->params);
    SCALAR(r->result_type);
    SCALAR(r->result_reg);
    ARRAY(r->nregs, r->reg_kinds, 1);
    if (!io->failed && r->nregs > 0)
        raw(io, r->reg_kinds, (size_t)r->nregs);
    n = (int)r->ncode;
    ARRAY(n, r->code, sizeof(OlInstr));
    r->ncode = (uint32_t)n;
    if (!io->failed && n > 0)
        raw(io, r->code, (size_t)n * sizeof(OlInstr));
    ARRAY(r->nhandlers, r->handlers, 14);
    EACH(r->nhandlers)
    {
        SCALAR(r->handlers[i].from);
        SCALAR(r->handlers[i].to);
        SCALAR(r->handlers[i].target);
        SCALAR(r->handlers[i].exception);
    }
    ARRAY(r->nlines, r->lines, sizeof(OlBcLine));
    if (!io->failed && r->nlines > 0)
        raw(io, r->lines, (size_t)r->nlines * sizeof(OlBcLine));
    SCALAR(r->line);
}

static void constant(Io *io, OlBcConst *k)
{
    SCALAR(k->kind);
    boolean(io, &k->is_null);
    SCALAR(k->number);
    SCALAR(k->integer);
    SCALAR(k->real);
    text(io, &k->text);
    type_of(io, &k->type);
}

static void bc_type(Io *io, OlBcType *t)
{
    ENUM(t->class_, OlBcTypeClass, OL_PLT_OBJECT);
    SCALAR(t->kind);
    boolean(io, &t->not_null);
    boolean(io, &t->has_range);
    text(io, &t->name);
    text(io, &t->owner);
    type_of(io, &t->scalar);
    SCALAR(t->low);
    SCALAR(t->high);
    ARRAY(t->nfields, t->fields, 13);
    EACH(t->nfields)
    {
        text(io, &t->fields[i].name);
        SCALAR(t->fields[i].type);
        boolean(io, &t->fields[i].not_null);
        SCALAR(t->fields[i].default_const);
    }
    SCALAR(t->element);
    SCALAR(t->index);
    SCALAR(t->index_size);
    SCALAR(t->limit);
    SCALAR(t->row);
}

static void sql(Io *io, OlBcSql *s)
{
    ENUM(s->kind, OlBcSqlKind, OL_PLSQL_UTILITY);
    SCALAR(s->command);
    text(io, &s->text);
    ARRAY(s->nparams, s->params, 20);
    EACH(s->nparams)
        type_of(io, &s->params[i]);
    ARRAY(s->ncolumns, s->columns, 20);
    EACH(s->ncolumns)
        type_of(io, &s->columns[i]);
    int names = s->ncolumns;

    ARRAY(names, s->column_names, 4);
    if (names != s->ncolumns)
        io->failed = true;
    EACH(names)
        text(io, &s->column_names[i]);
    SCALAR(s->nhidden);
    boolean(io, &s->read_only);
    boolean(io, &s->for_update);
    boolean(io, &s->single_row_insert);
    SCALAR(s->lock_wait_ms);
    ARRAY(s->nrelations, s->relations, 4);
    if (!io->failed && s->nrelations > 0)
        raw(io, s->relations, (size_t)s->nrelations * 4);
    SCALAR(s->current_of);
}

static void forall(Io *io, OlBcForall *f)
{
    int n;

    SCALAR(f->low);
    SCALAR(f->high);
    SCALAR(f->kind);
    SCALAR(f->collection);
    boolean(io, &f->save_exceptions);
    n = f->nparams;
    ARRAY(n, f->indexed, 1);
    if (!io->failed && n > 0)
        raw(io, f->indexed, (size_t)n);
    ARRAY(f->nparams, f->field, 2);
    if (n != f->nparams)
        io->failed = true;
    if (!io->failed && n > 0)
        raw(io, f->field, (size_t)n * 2);
    SCALAR(f->into);
}

static void trigger(Io *io, OlBcTrigger *t)
{
    SCALAR(t->relation);
    for (int i = 0; i < OL_POINT_COUNT; i++)
        SCALAR(t->points[i]);
    ARRAY(t->ncolumns, t->columns, 40);
    EACH(t->ncolumns)
    {
        OlBcRowColumn *col = &t->columns[i];

        SCALAR(col->routine);
        boolean(io, &col->is_new);
        boolean(io, &col->written);
        text(io, &col->name);
        SCALAR(col->attnum);
        SCALAR(col->reg);
        SCALAR(col->type);
        type_of(io, &col->column);
    }
}

static void program(Io *io, OlProgram *p)
{
    int n;

    ENUM(p->kind, OlObjectKind, OL_OBJ_OTHER);
    text(io, &p->schema);
    text(io, &p->name);
    ARRAY(p->nroutines, p->routines, 40);
    EACH(p->nroutines)
        routine(io, &p->routines[i]);
    ARRAY(p->nconsts, p->consts, 40);
    EACH(p->nconsts)
        constant(io, &p->consts[i]);
    ARRAY(p->ntypes, p->types, 40);
    EACH(p->ntypes)
        bc_type(io, &p->types[i]);
    ARRAY(p->nlists, p->lists, 6);
    EACH(p->nlists)
    {
        SCALAR(p->lists[i].start);
        SCALAR(p->lists[i].n);
    }
    n = (int)p->noperands;
    ARRAY(n, p->operands, 2);
    p->noperands = (uint32_t)n;
    if (!io->failed && n > 0)
        raw(io, p->operands, (size_t)n * 2);
    ARRAY(p->nexceptions, p->exceptions, 16);
    EACH(p->nexceptions)
    {
        text(io, &p->exceptions[i].name);
        SCALAR(p->exceptions[i].code);
        SCALAR(p->exceptions[i].unit);
        SCALAR(p->exceptions[i].index);
    }
    ARRAY(p->nunits, p->units, 12);
    EACH(p->nunits)
    {
        ENUM(p->units[i].kind, OlObjectKind, OL_OBJ_OTHER);
        text(io, &p->units[i].schema);
        text(io, &p->units[i].name);
    }
    ARRAY(p->nexternals, p->externals, 20);
    EACH(p->nexternals)
    {
        SCALAR(p->externals[i].unit);
        text(io, &p->externals[i].name);
        text(io, &p->externals[i].signature);
        params(io, &p->externals[i].nparams, &p->externals[i].params);
        SCALAR(p->externals[i].result_type);
    }
    ARRAY(p->nfunctions, p->functions, 30);
    EACH(p->nfunctions)
    {
        OlBcFunction *f = &p->functions[i];

        text(io, &f->target);
        boolean(io, &f->is_operator);
        boolean(io, &f->variadic);
        ARRAY(f->nargs, f->args, 20);
        for (int k = 0; k < f->nargs && !io->failed; k++)
            type_of(io, &f->args[k]);
        type_of(io, &f->result);
    }
    ARRAY(p->nsqls, p->sqls, 40);
    EACH(p->nsqls)
        sql(io, &p->sqls[i]);
    ARRAY(p->nforalls, p->foralls, 16);
    EACH(p->nforalls)
        forall(io, &p->foralls[i]);
    ARRAY(p->nhosts, p->hosts, 16);
    EACH(p->nhosts)
    {
        text(io, &p->hosts[i].name);
        text(io, &p->hosts[i].signature);
        params(io, &p->hosts[i].nparams, &p->hosts[i].params);
        SCALAR(p->hosts[i].result_type);
    }
    ARRAY(p->nglobals, p->globals, 10);
    EACH(p->nglobals)
    {
        text(io, &p->globals[i].name);
        SCALAR(p->globals[i].type);
        boolean(io, &p->globals[i].is_public);
        boolean(io, &p->globals[i].constant);
    }
    ARRAY(p->nbinds, p->binds, 28);
    EACH(p->nbinds)
    {
        text(io, &p->binds[i].name);
        ENUM(p->binds[i].mode, OlParamMode, OL_MODE_IN_OUT);
        type_of(io, &p->binds[i].type);
    }
    ARRAY(p->ndependencies, p->dependencies, 16);
    EACH(p->ndependencies)
    {
        ENUM(p->dependencies[i].kind, OlObjectKind, OL_OBJ_OTHER);
        text(io, &p->dependencies[i].schema);
        text(io, &p->dependencies[i].name);
        SCALAR(p->dependencies[i].relation);
        SCALAR(p->dependencies[i].stamp);
    }
    ARRAY(p->nexports, p->exports, 13);
    EACH(p->nexports)
    {
        SCALAR(p->exports[i].kind);
        text(io, &p->exports[i].name);
        SCALAR(p->exports[i].index);
        SCALAR(p->exports[i].type);
    }
    boolean(io, &p->invoker);
    ARRAY(p->naccessors, p->accessors, 12);
    EACH(p->naccessors)
    {
        ENUM(p->accessors[i].kind, OlObjectKind, OL_OBJ_OTHER);
        text(io, &p->accessors[i].schema);
        text(io, &p->accessors[i].name);
    }
    if (p->kind == OL_OBJ_TRIGGER)
        trigger(io, &p->trigger);
}

void ol_program_write(const OlProgram *p, OlBuf *out)
{
    size_t start = out->len;
    Io io = {.arena = out->arena, .out = out};
    uint32_t version = OL_PROGRAM_VERSION;
    uint64_t hash, length;

    ol_buf_append(out, MAGIC, 4);
    ol_buf_append(out, &version, 4);
    ol_buf_append(out, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    program(&io, (OlProgram *)p); /* only read when writing */
    length = out->len - start - HEADER;
    hash = ol_hash_bytes(out->data + start + HEADER, length, OL_PROGRAM_VERSION);
    memcpy(out->data + start + 8, &length, 8);
    memcpy(out->data + start + 16, &hash, 8);
}

OlStatus ol_program_read(OlArena *arena, OlStr bytes, OlProgram **out, OlDiag *diag)
{
    Io io = {.arena = arena};
    uint32_t version;
    uint64_t length, hash;
    OlProgram *p;

    *out = NULL;
    if (bytes.n < HEADER || memcmp(bytes.s, MAGIC, 4) != 0)
        return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "damaged program: no header");
    memcpy(&version, bytes.s + 4, 4);
    memcpy(&length, bytes.s + 8, 8);
    memcpy(&hash, bytes.s + 16, 8);
    if (version != OL_PROGRAM_VERSION)
        return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "damaged program: other version");
    if (length != bytes.n - HEADER || ol_hash_bytes(bytes.s + HEADER, length, OL_PROGRAM_VERSION) != hash)
        return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "damaged program: checksum");
    io.in = (const uint8_t *)bytes.s + HEADER;
    io.left = length;
    p = ol_new(arena, OlProgram);
    p->version = version;
    program(&io, p);
    if (io.failed || io.left != 0)
        return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "damaged program: contents");
    *out = p;
    return OL_OK;
}
