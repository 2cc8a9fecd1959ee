/*
 * vars.c - bind variables: VARIABLE, PRINT, EXECUTE, their way into statements and back.
 *
 * Owns:      the list of bind variables; finding :names in a statement.
 * See also:  exec.c, net.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

typedef struct VarType
{
    const char *name;
    OlPlusVarType type;
    uint8_t wire;
    uint32_t size;     /* of the bind; 0: as declared */
    uint8_t form;
} VarType;

static const VarType var_types[] = {
    {"NUMBER", OL_VAR_NUMBER, 2, 22, 0},
    {"CHAR", OL_VAR_CHAR, 96, 0, 1},
    {"VARCHAR2", OL_VAR_VARCHAR2, 1, 0, 1},
    {"VARCHAR", OL_VAR_VARCHAR2, 1, 0, 1},
    {"NCHAR", OL_VAR_NCHAR, 96, 0, 1},
    {"NVARCHAR2", OL_VAR_NVARCHAR2, 1, 0, 1},
    {"CLOB", OL_VAR_CLOB, 112, 4000, 1},
    {"NCLOB", OL_VAR_NCLOB, 112, 4000, 1},
    {"BLOB", OL_VAR_BLOB, 113, 4000, 0},
    {"BINARY_FLOAT", OL_VAR_BINARY_FLOAT, 100, 4, 0},
    {"BINARY_DOUBLE", OL_VAR_BINARY_DOUBLE, 101, 8, 0},
    {"BOOLEAN", OL_VAR_BOOLEAN, 252, 1, 0},
    {"REFCURSOR", OL_VAR_REFCURSOR, 102, 1, 0},
};

static const VarType *type_of(OlPlusVarType type)
{
    for (size_t i = 0; i < OL_LENGTHOF(var_types); i++)
        if (var_types[i].type == type)
            return &var_types[i];
    return &var_types[0];
}

OlPlusVar *ol_plus_var_find(OlPlus *p, OlStr name)
{
    for (OlPlusVar *v = p->vars; v != NULL; v = v->next)
        if (ol_str_ieq_c(name, v->name))
            return v;
    return NULL;
}

static void clear_value(OlPlusVar *v)
{
    ol_plus_clear_text(&v->bytes);
    v->n = 0;
    v->is_null = true;
    v->cursor_id = 0;
    ol_arena_free(v->columns_arena);
    v->columns_arena = NULL;
    v->columns = NULL;
    v->n_columns = 0;
}

static void set_bytes(OlPlusVar *v, OlStr bytes)
{
    clear_value(v);
    ol_plus_set_text(&v->bytes, bytes);
    v->n = bytes.n;
    v->is_null = false;
}

/* A column description that fits the variable: values are shown as those of columns. */
static OlColumnDesc as_column(const OlPlusVar *v)
{
    const VarType *t = type_of(v->type);

    return (OlColumnDesc){.type = t->wire, .size = t->size > 0 ? t->size : v->size, .max_chars = t->size > 0 ? 0 : v->size, .form = t->form,
                          .name = ol_str(v->name)};
}

bool ol_plus_var_text(OlPlus *p, const OlPlusVar *v, OlStr *out)
{
    OlColumnDesc c = as_column(v);
    OlValue value = {.kind = v->type == OL_VAR_CLOB || v->type == OL_VAR_NCLOB || v->type == OL_VAR_BLOB ? OL_V_LOB : OL_V_BYTES,
                     .bytes = ol_str_n(v->bytes, v->n)};

    if (v->is_null || v->type == OL_VAR_REFCURSOR || (value.kind == OL_V_LOB && p->conn == NULL))
        return false;
    return ol_plus_value_text(p, p->work, &c, &value, out);
}

/* --- finding binds ------------------------------------------------------------------------------------------------------------ */

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#' ||
           (unsigned char)c >= 0x80;
}

static size_t skip_quoted(OlStr s, size_t i)
{
    char quote = s.s[i];

    for (i++; i < s.n && s.s[i] != quote; i++)
        ;
    return i + 1;
}

/* q'[...]' : i at the q. */
static size_t skip_q_quoted(OlStr s, size_t i)
{
    char open = s.s[i + 2], close = open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : open == '<' ? '>' : open;

    for (i += 3; i + 1 < s.n && !(s.s[i] == close && s.s[i + 1] == '\''); i++)
        ;
    return i + 2;
}

void ol_plus_scan_binds(OlStr s, OlPlusBindVisit visit, void *ctx)
{
    for (size_t i = 0; i < s.n;)
    {
        char c = s.s[i];

        if (c == '-' && i + 1 < s.n && s.s[i + 1] == '-')
            while (i < s.n && s.s[i] != '\n')
                i++;
        else if (c == '/' && i + 1 < s.n && s.s[i + 1] == '*')
        {
            const char *end = memmem(s.s + i + 2, s.n - i - 2, "*/", 2);

            i = end != NULL ? (size_t)(end - s.s) + 2 : s.n;
        }
        else if ((c == 'q' || c == 'Q') && i + 2 < s.n && s.s[i + 1] == '\'' &&
                 (i == 0 || !name_char(s.s[i - 1]) || ((s.s[i - 1] == 'n' || s.s[i - 1] == 'N') && (i == 1 || !name_char(s.s[i - 2])))))
            i = skip_q_quoted(s, i);
        else if (c == '\'' || c == '"')
            i = skip_quoted(s, i);
        else if (c == ':' && i + 1 < s.n && name_char(s.s[i + 1]) && (i == 0 || s.s[i - 1] != ':'))
        {
            size_t start = ++i;

            while (i < s.n && name_char(s.s[i]))
                i++;
            if (!visit(ctx, ol_str_n(s.s + start, i - start), start))
                return;
        }
        else
            i++;
    }
}

typedef struct Binding
{
    OlPlus *p;
    OlPlusCall *call;
    OlPlusVar **vars;
    uint32_t cap;
    size_t returning;    /* where the INTO of RETURNING is; SIZE_MAX: nowhere */
    bool failed;
} Binding;

/* Where binds of RETURNING ... INTO begin. */
static size_t find_returning(OlStr sql)
{
    size_t at = 0;
    bool returning = false;

    while (at < sql.n)
    {
        OlStr word = ol_plus_sql_word(sql, &at);

        if (word.n == 0)
            break;
        if (word.s[0] == '\'' || word.s[0] == '"')
            at = skip_quoted(sql, at - 1);
        else if (ol_str_ieq_c(word, "RETURNING") || ol_str_ieq_c(word, "RETURN"))
            returning = true;
        else if (returning && ol_str_ieq_c(word, "INTO"))
            return at;
    }
    return SIZE_MAX;
}

static bool visit_bind(void *ctx, OlStr name, size_t at)
{
    Binding *b = ctx;
    OlPlusCall *call = b->call;
    OlPlusVar *v = ol_plus_var_find(b->p, name);
    const VarType *t;
    OlBindDesc *d;

    if (v == NULL)
    {
        ol_plus_message(b->p, OL_ERR_SP2_BIND_UNKNOWN, ol_str_upper(b->p->work, name).s);
        b->failed = true;
        return false;
    }
    if (call->kind == OL_PLUS_PLSQL)
        for (uint32_t i = 0; i < call->n_binds; i++)
            if (b->vars[i] == v)
                return true;
    if (call->n_binds == b->cap)
    {
        uint32_t cap = b->cap == 0 ? 8 : 2 * b->cap;

        call->binds = ol_arena_grow(call->arena, call->binds, b->cap * sizeof(*call->binds), cap * sizeof(*call->binds));
        call->roles = ol_arena_grow(call->arena, call->roles, b->cap * sizeof(*call->roles), cap * sizeof(*call->roles));
        call->values = ol_arena_grow(call->arena, call->values, b->cap * sizeof(*call->values), cap * sizeof(*call->values));
        b->vars = ol_arena_grow(call->arena, b->vars, b->cap * sizeof(*b->vars), cap * sizeof(*b->vars));
        b->cap = cap;
    }
    t = type_of(v->type);
    d = &call->binds[call->n_binds];
    *d = (OlBindDesc){.type = t->wire, .flags = OL_BINDF_INDICATORS, .size = t->size > 0 ? t->size : OL_MIN(v->size * 4, 32767u),
                      .form = t->form, .charset = t->form != 0 ? OL_CHARSET_UTF8 : 0};
    if (t->wire == 112 || t->wire == 113)
        d->container_flags = OL_BINDC_LOB_PREFETCH;
    call->roles[call->n_binds] = at > b->returning ? OL_ROLE_RETURNING : OL_ROLE_UNKNOWN;
    call->values[call->n_binds] = (OlValue){.kind = v->is_null ? OL_V_NULL : OL_V_BYTES, .bytes = ol_str_n(v->bytes, v->n)};
    if (!v->is_null && (t->wire == 112 || t->wire == 113))
        call->values[call->n_binds].kind = OL_V_LOB;
    if (t->wire == 102)
        call->values[call->n_binds] = (OlValue){.kind = OL_V_CURSOR, .n = v->cursor_id};
    b->vars[call->n_binds++] = v;
    return true;
}

bool ol_plus_bind(OlPlus *p, OlPlusCall *call)
{
    Binding b = {.p = p, .call = call, .returning = call->kind == OL_PLUS_DML ? find_returning(call->sql) : SIZE_MAX};

    ol_plus_scan_binds(call->sql, visit_bind, &b);
    return !b.failed;
}

/* The variables again, in the order of the binds. */
typedef struct Taking
{
    OlPlus *p;
    OlPlusCall *call;
    uint32_t at;
    OlPlusVar **seen;
} Taking;

static void take_cursor(OlPlusVar *v, const OlValue *value)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);

    clear_value(v);
    if (value->n == 0 || value->ext == NULL)
        return;
    v->columns_arena = ol_arena_new(&allocator);
    v->cursor_id = value->n;
    v->n_columns = value->ext->n_columns;
    v->columns = ol_new_array(v->columns_arena, OlColumnDesc, v->n_columns);
    for (uint32_t i = 0; i < v->n_columns; i++)
    {
        v->columns[i] = value->ext->columns[i];
        v->columns[i].name = ol_str_dup(v->columns_arena, v->columns[i].name);
        v->columns[i].toid = v->columns[i].type_schema = v->columns[i].type_name = OL_STR_NULL;
        v->columns[i].domain_schema = v->columns[i].domain_name = OL_STR_NULL;
    }
    v->is_null = false;
}

static bool take_bind(void *ctx, OlStr name, size_t at)
{
    Taking *t = ctx;
    OlPlusCall *call = t->call;
    OlPlusVar *v = ol_plus_var_find(t->p, name);
    const OlValue *value;

    (void)at;
    if (v == NULL)
        return false;
    if (call->kind == OL_PLUS_PLSQL)
        for (uint32_t i = 0; i < t->at; i++)
            if (t->seen[i] == v)
                return true;
    if (t->at >= call->n_binds || t->at >= call->n_directions)
        return false;
    t->seen[t->at] = v;
    value = &call->out_values[t->at];
    if (call->directions[t->at++] == OL_DIR_IN)
        return true;
    if (value->kind == OL_V_ARRAY)
    {
        if (value->n == 0)
            return true;
        value = &value->elems[value->n - 1];
    }
    if (value->kind == OL_V_CURSOR)
        take_cursor(v, value);
    else if (value->kind == OL_V_BYTES || value->kind == OL_V_LOB)
        set_bytes(v, value->bytes);
    else if (value->kind == OL_V_NULL)
        clear_value(v);
    return true;
}

void ol_plus_take_out(OlPlus *p, OlPlusCall *call)
{
    Taking t = {.p = p, .call = call, .seen = ol_new_array(call->arena, OlPlusVar *, call->n_binds)};

    if (call->have_out)
        ol_plus_scan_binds(call->sql, take_bind, &t);
}

/* --- VARIABLE -------------------------------------------------------------------------------------------------------------------- */

static void describe_var(OlPlus *p, const OlPlusVar *v)
{
    const VarType *t = type_of(v->type);

    if (t->size == 0)
        ol_plus_line(p, "variable   %s\ndatatype   %s(%u%s)\n", v->name, t->name, v->size, v->chars ? " CHAR" : "");
    else
        ol_plus_line(p, "variable   %s\ndatatype   %s\n", v->name, t->name);
}

static bool assign(OlPlus *p, OlPlusVar *v, OlStr text)
{
    uint8_t number[OL_NUMBER_WIRE_MAX], binary[8];
    OlDecimal d;
    double f;
    OlOer oer;
    OlStr locator;

    switch (v->type)
    {
        case OL_VAR_NUMBER:
            if (ol_decimal_from_text(text, &d, NULL) != OL_OK)
                return false;
            set_bytes(v, ol_str_n((char *)number, ol_number_encode(&d, number)));
            return true;
        case OL_VAR_BINARY_DOUBLE:
        case OL_VAR_BINARY_FLOAT:
            if (ol_binary_double_from_text(text, '.', &f, NULL) != OL_OK)
                return false;
            if (v->type == OL_VAR_BINARY_DOUBLE)
                ol_binary_double_encode(f, binary);
            else
                ol_binary_float_encode((float)f, binary);
            set_bytes(v, ol_str_n((char *)binary, v->type == OL_VAR_BINARY_DOUBLE ? 8 : 4));
            return true;
        case OL_VAR_CLOB:
        case OL_VAR_NCLOB:
            if (!ol_plus_connected(p))
                return true;
            if (ol_plus_conn_lob_make(p->conn, p->work, text, &locator, &oer))
                set_bytes(v, locator);
            return true;
        case OL_VAR_BOOLEAN:
            set_bytes(v, ol_str_ieq_c(text, "TRUE") ? ol_str_n("\1", 1) : ol_str_n("\0", 1));
            return true;
        case OL_VAR_BLOB:
        case OL_VAR_REFCURSOR: return false;
        default: break;
    }
    if (ol_utf8_length(text.s, text.n) > v->size)
        return false;
    set_bytes(v, text);
    return true;
}

static OlPlusVar *make_var(OlPlus *p, OlStr name)
{
    OlPlusVar *v = ol_plus_var_find(p, name), **at = &p->vars;

    if (v != NULL)
    {
        clear_value(v);
        return v;
    }
    v = calloc(1, sizeof(*v));
    if (v == NULL)
        abort();
    ol_plus_set_text(&v->name, ol_str_upper(p->work, name));
    v->is_null = true;
    while (*at != NULL) /* by name, as VARIABLE lists them */
        at = &(*at)->next;
    *at = v;
    return v;
}

void ol_plus_vars_free(OlPlus *p)
{
    while (p->vars != NULL)
    {
        OlPlusVar *v = p->vars;

        p->vars = v->next;
        clear_value(v);
        free(v->name);
        free(v);
    }
}

/* name type[(n [CHAR|BYTE])] [= value] */
void ol_plus_cmd_variable(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_word(&args), type;
    size_t n;
    uint64_t size = 0;
    OlPlusVar *v;
    const VarType *t = NULL;
    const char *equals;
    OlStr value = OL_STR_NULL;
    bool has_value = false, chars = false;

    if (name.n == 0)
    {
        for (v = p->vars; v != NULL; v = v->next)
            describe_var(p, v);
        if (p->vars == NULL)
            ol_plus_message(p, OL_ERR_SP2_NO_BINDS);
        return;
    }
    equals = memchr(name.s, '=', name.n);
    if (equals != NULL)
    {
        args = ol_str_n(equals, (size_t)(args.s + args.n - equals));
        name.n = (size_t)(equals - name.s);
    }
    args = ol_str_trim(args);
    if (args.n > 0 && args.s[0] == '=') /* a value for what is there */
    {
        OlStr rest = ol_str_n(args.s + 1, args.n - 1);

        v = ol_plus_var_find(p, name);
        if (v == NULL)
            ol_plus_message(p, OL_ERR_SP2_BIND_UNKNOWN, ol_str_upper(p->work, name).s);
        else if (!assign(p, v, ol_plus_next_value(p, &rest, NULL)))
            ol_plus_message(p, OL_ERR_SP2_BAD_VALUE);
        return;
    }
    if (args.n == 0)
    {
        v = ol_plus_var_find(p, name);
        if (v == NULL)
            ol_plus_message(p, OL_ERR_SP2_BIND_UNKNOWN, ol_str_upper(p->work, name).s);
        else
            describe_var(p, v);
        return;
    }
    for (n = 0; n < args.n && (name_char(args.s[n])); n++)
        ;
    type = ol_str_n(args.s, n);
    args = ol_str_trim(ol_str_n(args.s + n, args.n - n));
    for (size_t i = 0; i < OL_LENGTHOF(var_types) && t == NULL; i++)
        if (ol_str_ieq_c(type, var_types[i].name))
            t = &var_types[i];
    if (t != NULL && args.n > 0 && args.s[0] == '(')
    {
        const char *close = memchr(args.s, ')', args.n);
        OlStr inside = ol_str_n(args.s + 1, close != NULL ? (size_t)(close - args.s) - 1 : 0), word = ol_plus_next_word(&inside);

        if (close == NULL || !ol_parse_u64(word, &size) || size == 0 || size > 32767 || t->size != 0)
            t = NULL;
        else
        {
            chars = ol_str_ieq_c(ol_str_trim(inside), "CHAR");
            args = ol_str_trim(ol_str_n(close + 1, (size_t)(args.s + args.n - close - 1)));
        }
    }
    if (t != NULL && args.n > 0 && args.s[0] == '=')
    {
        args = ol_str_n(args.s + 1, args.n - 1);
        value = ol_plus_next_value(p, &args, NULL);
        has_value = true;
    }
    if (t == NULL || ol_str_trim(args).n > 0)
    {
        ol_plus_line(p, "Usage: VAR[IABLE] [ <variable> [ NUMBER | CHAR | CHAR (n [CHAR|BYTE]) |\n"
                        "                    VARCHAR2 (n [CHAR|BYTE]) | NCHAR | NCHAR (n) |\n"
                        "                    NVARCHAR2 (n) | CLOB | NCLOB | BLOB | BFILE\n"
                        "                    REFCURSOR | BINARY_FLOAT | BINARY_DOUBLE ] ]");
        return;
    }
    v = make_var(p, name);
    v->type = t->type;
    v->size = size > 0 ? (uint32_t)size : 1;
    v->chars = chars;
    if (has_value && !assign(p, v, value))
        ol_plus_message(p, OL_ERR_SP2_BAD_VALUE);
}

/* --- PRINT ----------------------------------------------------------------------------------------------------------------------- */

void ol_plus_print_var(OlPlus *p, OlPlusVar *v)
{
    OlPlusCall call;
    OlColumnDesc c = as_column(v);
    OlValue value = {.kind = v->is_null ? OL_V_NULL : OL_V_BYTES, .bytes = ol_str_n(v->bytes, v->n)};

    if (v->type == OL_VAR_REFCURSOR)
    {
        if (v->cursor_id == 0 || p->conn == NULL)
        {
            ol_plus_message(p, OL_ERR_SP2_NO_CURSOR, v->name);
            return;
        }
        ol_plus_print_cursor(p, v->cursor_id, v->columns, v->n_columns);
        clear_value(v); /* a cursor is read once */
        return;
    }
    if (!v->is_null && (c.type == 112 || c.type == 113))
        value.kind = OL_V_LOB;
    ol_plus_call_init(&call, p->work);
    call.kind = OL_PLUS_QUERY;
    call.columns = &c;
    call.n_columns = 1;
    call.at_end = true;
    call.rows = ol_new_array(p->work, OlValue *, 1);
    call.rows[0] = &value;
    call.n_rows = 1;
    (void)ol_plus_print_query(p, &call, OL_STR_NULL);
    ol_plus_call_done(NULL, &call);
    ol_plus_line(p, "%s", "");
}

void ol_plus_cmd_print(OlPlus *p, OlStr args)
{
    OlStr name = ol_plus_next_word(&args);

    if (name.n == 0)
    {
        for (OlPlusVar *v = p->vars; v != NULL; v = v->next)
            ol_plus_print_var(p, v);
        if (p->vars == NULL)
            ol_plus_message(p, OL_ERR_SP2_NO_BINDS);
        return;
    }
    for (; name.n > 0; name = ol_plus_next_word(&args))
    {
        OlPlusVar *v;

        if (name.s[0] == ':')
            name = ol_str_n(name.s + 1, name.n - 1);
        v = ol_plus_var_find(p, name);
        if (v == NULL)
            ol_plus_message(p, OL_ERR_SP2_BIND_UNKNOWN, ol_str_upper(p->work, name).s);
        else
            ol_plus_print_var(p, v);
    }
}

void ol_plus_cmd_execute(OlPlus *p, OlStr args)
{
    while (args.n > 0 && (args.s[args.n - 1] == ';' || args.s[args.n - 1] == ' '))
        args.n--;
    if (args.n == 0)
    {
        ol_plus_line(p, "Usage: EXEC[UTE] statement");
        return;
    }
    ol_plus_execute(p, ol_str_printf(p->work, "BEGIN %.*s; END;", OL_STR_ARG(args)), true);
}
