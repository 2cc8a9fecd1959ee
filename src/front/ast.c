/*
 * ast.c - the table of nodes and fields made from defs/ast.def, and what uses it: children, walk, copy, equal, print.
 *
 * Owns:      the descriptors of every node.
 * Lifetimes: copies live in the arena given.
 * Invariant: a node added to defs/ast.def works here without a change.
 * See also:  ast.h, defs/ast.def, defs/ast_enums.def
 */
#include "front/ast.h"

#include <string.h>

/* --- descriptors -------------------------------------------------------------------------------------------------- */
typedef enum FieldKind
{
    FK_END,
    FK_NODE,
    FK_LIST,
    FK_NAME,
    FK_NAMES,
    FK_STR,
    FK_INT,
    FK_BOOL,
    FK_ENUM
} FieldKind;

typedef struct Field
{
    uint16_t offset;
    uint8_t kind;  /* FieldKind; FK_END closes the array */
    uint8_t words_n;
    const char *name;
    const char *const *words; /* FK_ENUM */
} Field;

#define OL_ENUM_BEGIN(type) static const char *const words_##type[] = {
#define OL_ENUM_ITEM(symbol, word) word,
#define OL_ENUM_END(type) };
#include "../../defs/ast_enums.def"
#undef OL_ENUM_BEGIN
#undef OL_ENUM_ITEM
#undef OL_ENUM_END

/* One function per node, so that the field macros can name its struct as This. */
#define OL_NODE(name) \
    static const Field *fields_##name(void) \
    { \
        typedef Ol##name This; \
        static const Field fields[] = {
#define OL_EXPR(name) OL_NODE(name)
#define F_NODE(f) {(uint16_t)offsetof(This, f), FK_NODE, 0, #f, NULL},
#define F_LIST(f) {(uint16_t)offsetof(This, f), FK_LIST, 0, #f, NULL},
#define F_NAME(f) {(uint16_t)offsetof(This, f), FK_NAME, 0, #f, NULL},
#define F_NAMES(f) {(uint16_t)offsetof(This, f), FK_NAMES, 0, #f, NULL},
#define F_STR(f) {(uint16_t)offsetof(This, f), FK_STR, 0, #f, NULL},
#define F_INT(f) {(uint16_t)offsetof(This, f), FK_INT, 0, #f, NULL},
#define F_BOOL(f) {(uint16_t)offsetof(This, f), FK_BOOL, 0, #f, NULL},
#define F_ENUM(f, t) {(uint16_t)offsetof(This, f), FK_ENUM, (uint8_t)OL_LENGTHOF(words_##t), #f, words_##t},
#define R_SLOT(ctype, f)
#define OL_END(name) \
            {(uint16_t)(sizeof(This) * 0), FK_END, 0, NULL, NULL}}; \
        return fields; \
    }
#include "../../defs/ast.def"
#undef OL_NODE
#undef OL_EXPR
#undef OL_END
#undef F_NODE
#undef F_LIST
#undef F_NAME
#undef F_NAMES
#undef F_STR
#undef F_INT
#undef F_BOOL
#undef F_ENUM
#undef R_SLOT

#define OL_END(name)
#define F_NODE(f)
#define F_LIST(f)
#define F_NAME(f)
#define F_NAMES(f)
#define F_STR(f)
#define F_INT(f)
#define F_BOOL(f)
#define F_ENUM(f, t)
#define R_SLOT(ctype, f)

static const uint16_t node_size[OL_N_COUNT] = {
#define OL_NODE(name) [OL_N_##name] = sizeof(Ol##name),
#define OL_EXPR(name) [OL_N_##name] = sizeof(Ol##name),
#include "../../defs/ast.def"
#undef OL_NODE
#undef OL_EXPR
};

typedef struct Kind
{
    const char *name;
    bool is_expr;
    const Field *(*fields)(void);
} Kind;

static const Field *fields_none(void)
{
    static const Field fields[] = {{0, FK_END, 0, NULL, NULL}};
    return fields;
}

static const Kind kinds[OL_N_COUNT] = {
    [OL_N_NONE] = {"None", false, fields_none},
#define OL_NODE(name) [OL_N_##name] = {#name, false, fields_##name},
#define OL_EXPR(name) [OL_N_##name] = {#name, true, fields_##name},
#include "../../defs/ast.def"
#undef OL_NODE
#undef OL_EXPR
};

static const Kind *kind_of(const OlNode *node)
{
    return &kinds[node->kind < OL_N_COUNT ? node->kind : OL_N_NONE];
}

#define FIELD_PTR(type, node, field) ((type *)(void *)((char *)(node) + (field)->offset))
#define FIELD_CPTR(type, node, field) ((const type *)(const void *)((const char *)(node) + (field)->offset))

/* --- construction and access -------------------------------------------------------------------------------------- */
void *ol_node_new(OlArena *arena, OlNodeKind kind, uint32_t start, uint32_t end)
{
    OlNode *node = ol_arena_zalloc(arena, node_size[kind]);

    node->kind = (uint16_t)kind;
    node->start = start;
    node->end = end;
    return node;
}

OlNode *ol_node_check(OlNode *node, OlNodeKind kind)
{
    ol_check(node == NULL || node->kind == kind);
    return node;
}

const char *ol_node_name(OlNodeKind kind)
{
    return kinds[(unsigned)kind < OL_N_COUNT ? kind : OL_N_NONE].name;
}

bool ol_node_is_expr(const OlNode *node)
{
    return node != NULL && kind_of(node)->is_expr;
}

OlStr ol_node_text(OlStr source, const OlNode *node)
{
    if (node->start > node->end || node->end > source.n)
        return OL_STR_NULL;
    return ol_str_n(source.s + node->start, node->end - node->start);
}

/* --- walking ------------------------------------------------------------------------------------------------------ */
void ol_ast_children(OlNode *node, OlChildFn fn, void *ctx)
{
    for (const Field *f = kind_of(node)->fields(); f->kind != FK_END; f++)
    {
        if (f->kind == FK_NODE)
        {
            OlNode **child = FIELD_PTR(OlNode *, node, f);
            if (*child != NULL)
                fn(child, ctx);
        }
        else if (f->kind == FK_LIST)
        {
            OlList *list = FIELD_PTR(OlList, node, f);
            for (int i = 0; i < list->n; i++)
                if (list->items[i] != NULL)
                    fn((OlNode **)&list->items[i], ctx);
        }
    }
}

bool ol_ast_walk(OlNode *node, OlWalkFn pre, OlWalkFn post, void *ctx)
{
    OlWalk what;

    if (node == NULL)
        return true;
    what = pre == NULL ? OL_WALK_CONTINUE : pre(node, ctx);
    if (what == OL_WALK_ABORT)
        return false;
    if (what == OL_WALK_CONTINUE)
    {
        for (const Field *f = kind_of(node)->fields(); f->kind != FK_END; f++)
        {
            if (f->kind == FK_NODE)
            {
                if (!ol_ast_walk(*FIELD_PTR(OlNode *, node, f), pre, post, ctx))
                    return false;
            }
            else if (f->kind == FK_LIST)
            {
                OlList *list = FIELD_PTR(OlList, node, f);
                for (int i = 0; i < list->n; i++)
                    if (!ol_ast_walk(list->items[i], pre, post, ctx))
                        return false;
            }
        }
    }
    return post == NULL || post(node, ctx) != OL_WALK_ABORT;
}

/* --- copy --------------------------------------------------------------------------------------------------------- */
OlNode *ol_ast_copy(OlArena *arena, const OlNode *node)
{
    OlNode *copy;

    if (node == NULL)
        return NULL;
    copy = ol_arena_alloc(arena, node_size[node->kind]);
    memcpy(copy, node, node_size[node->kind]);
    for (const Field *f = kind_of(node)->fields(); f->kind != FK_END; f++)
    {
        if (f->kind == FK_NODE)
            *FIELD_PTR(OlNode *, copy, f) = ol_ast_copy(arena, *FIELD_CPTR(OlNode *, node, f));
        else if (f->kind == FK_LIST)
        {
            const OlList *from = FIELD_CPTR(OlList, node, f);
            OlList *to = FIELD_PTR(OlList, copy, f);

            if (from->n == 0)
            {
                *to = (OlList){NULL, 0, 0};
                continue;
            }
            to->items = ol_new_array(arena, void *, (size_t)from->n);
            to->n = to->cap = from->n;
            for (int i = 0; i < from->n; i++)
                to->items[i] = ol_ast_copy(arena, from->items[i]);
        }
        else if (f->kind == FK_NAMES)
        {
            const OlNames *from = FIELD_CPTR(OlNames, node, f);
            OlNames *to = FIELD_PTR(OlNames, copy, f);

            if (from->n == 0)
                continue;
            to->items = ol_new_array(arena, OlName, (size_t)from->n);
            memcpy(to->items, from->items, sizeof(OlName) * (size_t)from->n);
        }
    }
    return copy;
}

/* --- equal -------------------------------------------------------------------------------------------------------- */
static bool names_equal(const OlNames *a, const OlNames *b)
{
    if (a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!ol_str_eq(a->items[i].text, b->items[i].text))
            return false;
    return true;
}

bool ol_ast_equal(const OlNode *a, const OlNode *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->kind != b->kind)
        return false;
    for (const Field *f = kind_of(a)->fields(); f->kind != FK_END; f++)
    {
        bool same = true;

        switch ((FieldKind)f->kind)
        {
        case FK_NODE:
            same = ol_ast_equal(*FIELD_CPTR(OlNode *, a, f), *FIELD_CPTR(OlNode *, b, f));
            break;
        case FK_LIST:
        {
            const OlList *x = FIELD_CPTR(OlList, a, f);
            const OlList *y = FIELD_CPTR(OlList, b, f);

            same = x->n == y->n;
            for (int i = 0; same && i < x->n; i++)
                same = ol_ast_equal(x->items[i], y->items[i]);
            break;
        }
        case FK_NAME:
            same = ol_str_eq(FIELD_CPTR(OlName, a, f)->text, FIELD_CPTR(OlName, b, f)->text);
            break;
        case FK_NAMES:
            same = names_equal(FIELD_CPTR(OlNames, a, f), FIELD_CPTR(OlNames, b, f));
            break;
        case FK_STR:
            same = ol_str_eq(*FIELD_CPTR(OlStr, a, f), *FIELD_CPTR(OlStr, b, f));
            break;
        case FK_INT:
            same = *FIELD_CPTR(int64_t, a, f) == *FIELD_CPTR(int64_t, b, f);
            break;
        case FK_BOOL:
            same = *FIELD_CPTR(bool, a, f) == *FIELD_CPTR(bool, b, f);
            break;
        case FK_ENUM:
            same = *FIELD_CPTR(unsigned, a, f) == *FIELD_CPTR(unsigned, b, f);
            break;
        case FK_END:
            break;
        }
        if (!same)
            return false;
    }
    return true;
}

/* --- print -------------------------------------------------------------------------------------------------------- */
static void indent(OlBuf *out, int depth)
{
    for (int i = 0; i < depth; i++)
        ol_buf_append(out, "  ", 2);
}

/* s between double quotes on one line; control characters and the quote as escapes. */
static void print_str(OlBuf *out, OlStr s)
{
    ol_buf_append_byte(out, '"');
    for (size_t i = 0; i < s.n; i++)
    {
        unsigned char c = (unsigned char)s.s[i];

        if (c == '"' || c == '\\')
        {
            ol_buf_append_byte(out, '\\');
            ol_buf_append_byte(out, c);
        }
        else if (c == '\n')
            ol_buf_append(out, "\\n", 2);
        else if (c < 0x20)
            ol_buf_printf(out, "\\x%02X", c);
        else
            ol_buf_append_byte(out, c);
    }
    ol_buf_append_byte(out, '"');
}

/* Plain upper-case names bare, everything else quoted. */
static void print_name(OlBuf *out, const OlName *name)
{
    if (name->quoted)
        print_str(out, name->text);
    else
        ol_buf_append_str(out, name->text);
}

static void print_names(OlBuf *out, const OlNames *names)
{
    for (int i = 0; i < names->n; i++)
    {
        if (i > 0)
            ol_buf_append(out, ", ", 2);
        print_name(out, &names->items[i]);
    }
}

static void print_node(OlBuf *out, const OlNode *node, bool with_spans, int depth)
{
    const Kind *kind = kind_of(node);

    ol_buf_append_c(out, kind->name);
    if (node->flags & OL_NF_PAREN)
        ol_buf_append_c(out, " paren");
    if (with_spans)
        ol_buf_printf(out, " [%u,%u)", node->start, node->end);
    /* Scalars stay on the node's line, children follow below. */
    for (const Field *f = kind->fields(); f->kind != FK_END; f++)
    {
        switch ((FieldKind)f->kind)
        {
        case FK_NAME:
            if (FIELD_CPTR(OlName, node, f)->text.n > 0)
            {
                ol_buf_printf(out, " %s=", f->name);
                print_name(out, FIELD_CPTR(OlName, node, f));
            }
            break;
        case FK_NAMES:
            if (FIELD_CPTR(OlNames, node, f)->n > 0)
            {
                ol_buf_printf(out, " %s=(", f->name);
                print_names(out, FIELD_CPTR(OlNames, node, f));
                ol_buf_append_byte(out, ')');
            }
            break;
        case FK_STR:
            if (FIELD_CPTR(OlStr, node, f)->n > 0)
            {
                ol_buf_printf(out, " %s=", f->name);
                print_str(out, *FIELD_CPTR(OlStr, node, f));
            }
            break;
        case FK_INT:
            if (*FIELD_CPTR(int64_t, node, f) != 0)
                ol_buf_printf(out, " %s=%lld", f->name, (long long)*FIELD_CPTR(int64_t, node, f));
            break;
        case FK_BOOL:
            if (*FIELD_CPTR(bool, node, f))
                ol_buf_printf(out, " %s", f->name);
            break;
        case FK_ENUM:
        {
            unsigned value = *FIELD_CPTR(unsigned, node, f);
            const char *word = value < f->words_n ? f->words[value] : "?";

            if (value != 0 || strcmp(word, "none") != 0)
                ol_buf_printf(out, " %s=%s", f->name, word);
            break;
        }
        case FK_NODE:
        case FK_LIST:
        case FK_END:
            break;
        }
    }
    ol_buf_append_byte(out, '\n');
    for (const Field *f = kind->fields(); f->kind != FK_END; f++)
    {
        if (f->kind == FK_NODE && *FIELD_CPTR(OlNode *, node, f) != NULL)
        {
            indent(out, depth + 1);
            ol_buf_printf(out, "%s: ", f->name);
            print_node(out, *FIELD_CPTR(OlNode *, node, f), with_spans, depth + 1);
        }
        else if (f->kind == FK_LIST)
        {
            const OlList *list = FIELD_CPTR(OlList, node, f);

            for (int i = 0; i < list->n; i++)
            {
                indent(out, depth + 1);
                ol_buf_printf(out, "%s[%d]: ", f->name, i);
                if (list->items[i] == NULL)
                    ol_buf_append_c(out, "-\n");
                else
                    print_node(out, list->items[i], with_spans, depth + 1);
            }
        }
    }
}

void ol_ast_print(OlBuf *out, const OlNode *node, bool with_spans)
{
    if (node == NULL)
        ol_buf_append_c(out, "-\n");
    else
        print_node(out, node, with_spans, 0);
}
