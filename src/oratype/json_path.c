/*
 * json_path.c - SQL/JSON paths as Oracle writes them: compiled, and evaluated over a tree in lax mode.
 *
 * path   := ('$' | '@' | '$'var) step*
 * step   := '.' (name | "name" | '*' | method '()') | '..' name | '[' ('*' | index {',' index}) ']' | '?(' cond ')'
 * index  := at ['to' at];  at := n | 'last' ['-' n]
 * cond   := and {'||' and};  and := not {'&&' not};  not := '!' '(' cond ')' | '(' cond ')' | 'exists' '(' path ')' | operand [op operand]
 * Lax mode: a member step goes through an array to its elements; an index step takes what is no array for one of one element.
 *
 * See also:  json.h; JSON Developer's Guide, "SQL/JSON Path Expression Syntax"
 */
#include "oratype/json.h"

#include "oratype/oratype.h"

#include <string.h>

typedef enum StepKind
{
    STEP_MEMBER,
    STEP_ALL_MEMBERS,
    STEP_DESCENDANT,
    STEP_INDEX,
    STEP_ALL_INDEX,
    STEP_METHOD,
    STEP_FILTER
} StepKind;

typedef struct Range
{
    int64_t from, to;
    bool from_last, to_last; /* counted back from the last element */
    struct Range *next;
} Range;

typedef struct Cond Cond;

typedef struct Step
{
    StepKind kind;
    OlStr name; /* member, method */
    Range *ranges;
    Cond *cond;
    struct Step *next;
} Step;

struct OlJsonPath
{
    bool relative; /* @ */
    OlStr var;     /* $name */
    Step *steps;
};

typedef enum CondKind
{
    COND_AND,
    COND_OR,
    COND_NOT,
    COND_EXISTS,
    COND_COMPARE
} CondKind;

typedef struct Operand
{
    OlJsonPath *path; /* or */
    OlJson *literal;
} Operand;

typedef enum CompareOp
{
    CMP_EQ,
    CMP_NE,
    CMP_LT,
    CMP_LE,
    CMP_GT,
    CMP_GE,
    CMP_STARTS,
    CMP_SUBSTRING,
    CMP_LIKE,
    CMP_IN
} CompareOp;

struct Cond
{
    CondKind kind;
    CompareOp op;
    Cond *a, *b;
    Operand left, right;
    OlJson *list; /* IN: an array */
};

typedef struct Compiler
{
    OlArena *arena;
    const char *s;
    const char *end;
    OlDiag *diag;
    bool failed;
    int depth;
} Compiler;

static void *bad(Compiler *c)
{
    if (!c->failed)
        (void)ol_diag_set(c->diag, OL_ERR_JSON_PATH, -1);
    c->failed = true;
    return NULL;
}

static void *unknown(Compiler *c, const char *what)
{
    if (!c->failed)
        (void)ol_diag_set(c->diag, OL_ERR_FEATURE_UNSUPPORTED, -1, what);
    c->failed = true;
    return NULL;
}

static void blanks(Compiler *c)
{
    while (c->s < c->end && (*c->s == ' ' || *c->s == '\t' || *c->s == '\n' || *c->s == '\r'))
        c->s++;
}

static bool at(Compiler *c, const char *text)
{
    size_t n = strlen(text);

    blanks(c);
    if ((size_t)(c->end - c->s) < n || memcmp(c->s, text, n) != 0)
        return false;
    c->s += n;
    return true;
}

static bool is_name_byte(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_' || (unsigned char)ch >= 0x80;
}

static OlStr name(Compiler *c)
{
    const char *start = c->s;

    while (c->s < c->end && is_name_byte(*c->s))
        c->s++;
    return ol_str_n(start, (size_t)(c->s - start));
}

/* A word of the language, at a word's border. */
static bool at_word(Compiler *c, const char *w)
{
    const char *was;
    OlStr n;

    blanks(c);
    was = c->s;
    n = name(c);
    if (ol_str_eq_c(n, w))
        return true;
    c->s = was;
    return false;
}

/* A quoted string, decoded as JSON does. */
static OlJson *quoted(Compiler *c)
{
    const char *start = c->s;
    char q = *c->s++;

    while (c->s < c->end && *c->s != q)
        c->s += *c->s == '\\' && c->s + 1 < c->end ? 2 : 1;
    if (c->s >= c->end)
        return bad(c);
    c->s++;
    OlJson *v = ol_json_parse(c->arena, ol_str_n(start, (size_t)(c->s - start)), OL_JSON_SCALARS);

    return v != NULL ? v : bad(c);
}

static bool integer(Compiler *c, int64_t *out)
{
    const char *start;

    blanks(c);
    start = c->s;
    *out = 0;
    while (c->s < c->end && *c->s >= '0' && *c->s <= '9' && c->s - start < 15)
        *out = *out * 10 + (*c->s++ - '0');
    return c->s > start;
}

static bool position(Compiler *c, int64_t *out, bool *from_last)
{
    *from_last = at_word(c, "last");
    if (!*from_last)
        return integer(c, out);
    *out = 0;
    return !at(c, "-") || integer(c, out);
}

static Step *indexes(Compiler *c)
{
    Step *step = ol_new(c->arena, Step);
    Range **tail = &step->ranges;

    if (at(c, "*"))
    {
        step->kind = STEP_ALL_INDEX;
        return at(c, "]") ? step : bad(c);
    }
    step->kind = STEP_INDEX;
    do
    {
        Range *r = ol_new(c->arena, Range);

        if (!position(c, &r->from, &r->from_last))
            return bad(c);
        r->to = r->from;
        r->to_last = r->from_last;
        if (at_word(c, "to") && !position(c, &r->to, &r->to_last))
            return bad(c);
        *tail = r;
        tail = &r->next;
    } while (at(c, ","));
    return at(c, "]") ? step : bad(c);
}

static Cond *condition(Compiler *c);
static OlJsonPath *path(Compiler *c);

static bool known_method(OlStr n)
{
    static const char *const methods[] = {"abs",     "ceiling", "floor",  "double", "number", "numberOnly", "string",    "stringOnly", "length", "lower",
                                          "upper",   "size",    "count",  "type",   "boolean", "booleanOnly", "date",     "timestamp",  "toNumber", "toString",
                                          "max",     "maxNumber", "min", "minNumber", "sum", "avg", "binary"};

    for (size_t i = 0; i < OL_LENGTHOF(methods); i++)
        if (ol_str_eq_c(n, methods[i]))
            return true;
    return false;
}

static bool steps(Compiler *c, Step **tail)
{
    while (!c->failed)
    {
        Step *step;

        blanks(c);
        if (c->s >= c->end)
            return true;
        if (at(c, "?"))
        {
            step = ol_new(c->arena, Step);
            step->kind = STEP_FILTER;
            if (!at(c, "(") || (step->cond = condition(c)) == NULL || !at(c, ")"))
                return bad(c) != NULL;
        }
        else if (at(c, "["))
        {
            if ((step = indexes(c)) == NULL)
                return false;
        }
        else if (*c->s == '.')
        {
            step = ol_new(c->arena, Step);
            c->s++;
            step->kind = c->s < c->end && *c->s == '.' ? STEP_DESCENDANT : STEP_MEMBER;
            if (step->kind == STEP_DESCENDANT)
                c->s++;
            blanks(c);
            if (c->s < c->end && *c->s == '"')
            {
                OlJson *q = quoted(c);

                if (q == NULL)
                    return false;
                step->name = q->text;
            }
            else if (step->kind == STEP_MEMBER && at(c, "*"))
                step->kind = STEP_ALL_MEMBERS;
            else
            {
                step->name = name(c);
                if (step->name.n == 0)
                    return bad(c) != NULL;
                if (step->kind == STEP_MEMBER && at(c, "("))
                {
                    if (!at(c, ")"))
                        return bad(c) != NULL;
                    step->kind = STEP_METHOD;
                    if (!known_method(step->name))
                        return unknown(c, "this JSON path item method") != NULL;
                }
            }
        }
        else
            return true;
        *tail = step;
        tail = &step->next;
    }
    return false;
}

static OlJsonPath *path(Compiler *c)
{
    OlJsonPath *p = ol_new(c->arena, OlJsonPath);

    blanks(c);
    if (c->s >= c->end || (*c->s != '$' && *c->s != '@'))
        return bad(c);
    p->relative = *c->s++ == '@';
    if (!p->relative)
        p->var = name(c);
    return steps(c, &p->steps) ? p : NULL;
}

static bool literal_or_path(Compiler *c, Operand *out)
{
    blanks(c);
    if (c->s >= c->end)
        return bad(c) != NULL;
    if (*c->s == '@' || *c->s == '$')
        return (out->path = path(c)) != NULL;
    if (*c->s == '"' || *c->s == '\'')
        return (out->literal = quoted(c)) != NULL;
    const char *start = c->s;

    while (c->s < c->end && (is_name_byte(*c->s) || *c->s == '.' || *c->s == '-' || *c->s == '+'))
        c->s++;
    out->literal = ol_json_parse(c->arena, ol_str_n(start, (size_t)(c->s - start)), OL_JSON_SCALARS);
    return out->literal != NULL || bad(c) != NULL;
}

static Cond *comparison(Compiler *c)
{
    static const struct
    {
        const char *text;
        CompareOp op;
    } ops[] = {{"==", CMP_EQ}, {"!=", CMP_NE}, {"<>", CMP_NE}, {"<=", CMP_LE}, {">=", CMP_GE}, {"<", CMP_LT}, {">", CMP_GT}, {"=", CMP_EQ}};
    Cond *k = ol_new(c->arena, Cond);

    k->kind = COND_COMPARE;
    if (!literal_or_path(c, &k->left))
        return NULL;
    for (size_t i = 0; i < OL_LENGTHOF(ops); i++)
        if (at(c, ops[i].text))
        {
            k->op = ops[i].op;
            return literal_or_path(c, &k->right) ? k : NULL;
        }
    if (at_word(c, "starts"))
    {
        if (!at_word(c, "with"))
            return bad(c);
        k->op = CMP_STARTS;
    }
    else if (at_word(c, "has"))
    {
        if (!at_word(c, "substring"))
            return bad(c);
        k->op = CMP_SUBSTRING;
    }
    else if (at_word(c, "like"))
        k->op = CMP_LIKE;
    else if (at_word(c, "in"))
    {
        k->op = CMP_IN;
        k->list = ol_new(c->arena, OlJson);
        k->list->kind = OL_JSON_ARRAY;
        if (!at(c, "("))
            return bad(c);
        do
        {
            Operand o = {NULL, NULL};

            if (!literal_or_path(c, &o))
                return NULL;
            if (o.literal == NULL)
                return unknown(c, "variables in IN of a JSON path");
            o.literal->next = k->list->child;
            k->list->child = o.literal;
        } while (at(c, ","));
        return at(c, ")") ? k : bad(c);
    }
    else if (at_word(c, "like_regex") || at_word(c, "eq_regex") || at_word(c, "regex"))
        return unknown(c, "regular expressions in a JSON path");
    else
    {
        if (k->left.path == NULL)
            return bad(c);
        k->kind = COND_EXISTS; /* a path alone */
        return k;
    }
    return literal_or_path(c, &k->right) ? k : NULL;
}

static Cond *unary(Compiler *c)
{
    Cond *k;

    if (++c->depth > OL_JSON_MAX_DEPTH)
        return bad(c);
    if (at(c, "!"))
    {
        k = ol_new(c->arena, Cond);
        k->kind = COND_NOT;
        k->a = unary(c);
        if (k->a == NULL)
            return NULL;
    }
    else if (at(c, "("))
    {
        k = condition(c);
        if (k != NULL && !at(c, ")"))
            return bad(c);
    }
    else if (at_word(c, "exists"))
    {
        k = ol_new(c->arena, Cond);
        k->kind = COND_EXISTS;
        if (!at(c, "(") || (k->left.path = path(c)) == NULL || !at(c, ")"))
            return bad(c);
    }
    else
        k = comparison(c);
    c->depth--;
    return k;
}

static Cond *joined(Compiler *c, CondKind kind)
{
    Cond *a = kind == COND_OR ? joined(c, COND_AND) : unary(c);

    while (a != NULL && at(c, kind == COND_OR ? "||" : "&&"))
    {
        Cond *k = ol_new(c->arena, Cond);

        k->kind = kind;
        k->a = a;
        k->b = kind == COND_OR ? joined(c, COND_AND) : unary(c);
        a = k->b == NULL ? NULL : k;
    }
    return a;
}

static Cond *condition(Compiler *c)
{
    return joined(c, COND_OR);
}

OlStatus ol_json_path_compile(OlArena *arena, OlStr text, OlJsonPath **out, OlDiag *diag)
{
    Compiler c = {.arena = arena, .s = text.s, .end = text.s + text.n, .diag = diag};

    if (at_word(&c, "lax"))
        blanks(&c);
    else if (at_word(&c, "strict"))
        return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, "strict mode of a JSON path");
    *out = path(&c);
    blanks(&c);
    if (*out != NULL && c.s != c.end)
        (void)bad(&c);
    return c.failed || *out == NULL ? OL_ERROR : OL_OK;
}

/* --- evaluation --------------------------------------------------------------------------------------------------- */

typedef struct Eval
{
    OlArena *arena;
    OlJson *root;
    const OlJsonVar *vars;
    int nvars;
    int depth;
} Eval;

static void add(Eval *e, OlJsonList *l, OlJson *v)
{
    if (l->n == l->cap)
    {
        int cap = l->cap == 0 ? 8 : l->cap * 2;

        l->items = ol_arena_grow(e->arena, l->items, (size_t)l->cap * sizeof(OlJson *), (size_t)cap * sizeof(OlJson *));
        l->cap = cap;
    }
    l->items[l->n++] = v;
}

static void members(Eval *e, OlJson *v, OlStr wanted, bool all, bool unwrap, OlJsonList *out)
{
    if (v->kind == OL_JSON_ARRAY && unwrap)
    {
        for (OlJson *c = v->child; c != NULL; c = c->next)
            members(e, c, wanted, all, false, out);
        return;
    }
    if (v->kind != OL_JSON_OBJECT)
        return;
    OlJson *found = NULL;

    for (OlJson *c = v->child; c != NULL; c = c->next)
    {
        if (all)
            add(e, out, c);
        else if (ol_str_eq(c->name, wanted))
            found = c; /* of equal names the last counts */
    }
    if (found != NULL)
        add(e, out, found);
}

static void descend(Eval *e, OlJson *v, OlStr wanted, OlJsonList *out)
{
    if (v->kind == OL_JSON_OBJECT)
        members(e, v, wanted, false, false, out);
    for (OlJson *c = v->child; c != NULL && v->kind >= OL_JSON_ARRAY; c = c->next)
        descend(e, c, wanted, out);
}

static void elements(Eval *e, OlJson *v, const Step *step, OlJsonList *out)
{
    if (v->kind != OL_JSON_ARRAY)
    {
        if (step->kind == STEP_ALL_INDEX)
            add(e, out, v);
        else
            for (Range *r = step->ranges; r != NULL; r = r->next)
                if (r->from == 0 && (r->to == 0 || !r->to_last))
                    add(e, out, v);
        return;
    }
    if (step->kind == STEP_ALL_INDEX)
    {
        for (OlJson *c = v->child; c != NULL; c = c->next)
            add(e, out, c);
        return;
    }
    for (Range *r = step->ranges; r != NULL; r = r->next)
    {
        int64_t from = r->from_last ? v->n - 1 - r->from : r->from, to = r->to_last ? v->n - 1 - r->to : r->to, i = 0;

        for (OlJson *c = v->child; c != NULL; c = c->next, i++)
            if (i >= from && i <= to)
                add(e, out, c);
    }
}

static OlJson *make(Eval *e, OlJsonKind kind, OlStr text)
{
    OlJson *v = ol_new(e->arena, OlJson);

    v->kind = kind;
    v->text = text;
    return v;
}

static OlJson *make_decimal(Eval *e, const OlDecimal *d)
{
    char text[OL_DECIMAL_PLAIN_MAX];
    size_t n = ol_decimal_to_plain(d, text);

    return make(e, OL_JSON_NUMBER, ol_str_dup(e->arena, ol_str_n(text, n)));
}

static bool decimal_of(const OlJson *v, OlDecimal *out)
{
    return (v->kind == OL_JSON_NUMBER || v->kind == OL_JSON_STRING) && ol_decimal_from_text(v->text, out, NULL) == OL_OK;
}

/* An item method on one value: NULL when the value has no such form. */
static OlJson *method(Eval *e, OlStr m, OlJson *v)
{
    static const char *const types[] = {"null", "boolean", "boolean", "number", "string", "array", "object"};
    OlDecimal d;

    if (ol_str_eq_c(m, "type"))
        return make(e, OL_JSON_STRING, ol_str(types[v->kind]));
    if (ol_str_eq_c(m, "size"))
        return make(e, OL_JSON_NUMBER, ol_str_printf(e->arena, "%d", v->kind == OL_JSON_ARRAY ? v->n : 1));
    if (ol_str_eq_c(m, "length"))
        return v->kind == OL_JSON_STRING ? make(e, OL_JSON_NUMBER, ol_str_printf(e->arena, "%zu", ol_utf8_length(v->text.s, v->text.n))) : NULL;
    if (ol_str_eq_c(m, "lower") || ol_str_eq_c(m, "upper"))
    {
        OlStr t = v->text;
        char *copy;

        if (v->kind != OL_JSON_STRING)
            return NULL;
        if (m.s[0] == 'u')
            return make(e, OL_JSON_STRING, ol_str_upper(e->arena, t));
        copy = ol_arena_alloc(e->arena, t.n + 1);
        for (size_t i = 0; i < t.n; i++)
            copy[i] = (char)(t.s[i] >= 'A' && t.s[i] <= 'Z' ? t.s[i] + 32 : t.s[i]);
        return make(e, OL_JSON_STRING, ol_str_n(copy, t.n));
    }
    if (ol_str_eq_c(m, "string") || ol_str_eq_c(m, "toString") || ol_str_eq_c(m, "stringOnly"))
    {
        if (v->kind == OL_JSON_STRING)
            return v;
        if (ol_str_eq_c(m, "stringOnly") || v->kind >= OL_JSON_ARRAY)
            return NULL;
        return make(e, OL_JSON_STRING, v->kind == OL_JSON_NUMBER ? v->text : v->kind == OL_JSON_NULL ? OL_STR("null")
                                       : v->kind == OL_JSON_TRUE ? OL_STR("true") : OL_STR("false"));
    }
    if (ol_str_eq_c(m, "boolean") || ol_str_eq_c(m, "booleanOnly"))
    {
        if (v->kind == OL_JSON_TRUE || v->kind == OL_JSON_FALSE)
            return v;
        if (v->kind == OL_JSON_STRING && ol_str_eq_c(m, "boolean"))
            return ol_str_eq_c(v->text, "true") ? make(e, OL_JSON_TRUE, OL_STR_NULL) : ol_str_eq_c(v->text, "false") ? make(e, OL_JSON_FALSE, OL_STR_NULL) : NULL;
        return NULL;
    }
    if (ol_str_eq_c(m, "date") || ol_str_eq_c(m, "timestamp") || ol_str_eq_c(m, "binary"))
        return v->kind == OL_JSON_STRING ? v : NULL;
    if (ol_str_eq_c(m, "numberOnly"))
        return v->kind == OL_JSON_NUMBER ? v : NULL;
    if (!decimal_of(v, &d))
        return NULL;
    if (ol_str_eq_c(m, "abs"))
        d.neg = 0;
    else if (ol_str_eq_c(m, "ceiling") || ol_str_eq_c(m, "floor"))
    {
        OlDecimal in = d;

        if ((m.s[0] == 'c' ? ol_decimal_ceil(&in, &d, NULL) : ol_decimal_floor(&in, &d, NULL)) != OL_OK)
            return NULL;
    }
    return make_decimal(e, &d);
}

/* count(), sum(), max() .. over all values selected so far; NULL when there is nothing to count. */
static OlJson *aggregate(Eval *e, OlStr m, const OlJsonList *in)
{
    OlDecimal total = OL_DECIMAL_ZERO, d;
    int n = 0;

    if (ol_str_eq_c(m, "count"))
        return make(e, OL_JSON_NUMBER, ol_str_printf(e->arena, "%d", in->n));
    for (int i = 0; i < in->n; i++)
    {
        if (!decimal_of(in->items[i], &d))
            continue;
        if (n++ == 0)
            total = d;
        else if (m.s[0] == 's' || m.s[0] == 'a')
        {
            OlDecimal was = total;

            if (ol_decimal_add(&was, &d, &total, NULL) != OL_OK)
                return NULL;
        }
        else if ((m.s[1] == 'a') == (ol_decimal_cmp(&d, &total) > 0))
            total = d;
    }
    if (n == 0)
        return NULL;
    if (ol_str_eq_c(m, "avg"))
    {
        OlDecimal was = total, by;

        ol_decimal_from_int64(n, &by);
        if (ol_decimal_div(&was, &by, &total, NULL) != OL_OK)
            return NULL;
    }
    return make_decimal(e, &total);
}

static bool is_aggregate(OlStr m)
{
    return ol_str_eq_c(m, "count") || ol_str_eq_c(m, "sum") || ol_str_eq_c(m, "avg") || ol_str_eq_c(m, "max") || ol_str_eq_c(m, "min") ||
           ol_str_eq_c(m, "maxNumber") || ol_str_eq_c(m, "minNumber");
}

static bool holds(Eval *e, const Cond *k, OlJson *item);

static void walk(Eval *e, const OlJsonPath *p, OlJson *item, OlJsonList *out)
{
    OlJsonList now = {NULL, 0, 0};
    OlJson *start = p->relative ? item : e->root;

    if (p->var.n > 0)
    {
        start = NULL;
        for (int i = 0; i < e->nvars; i++)
            if (ol_str_eq(e->vars[i].name, p->var))
                start = e->vars[i].value;
    }
    if (start == NULL)
        return;
    add(e, &now, start);
    for (const Step *step = p->steps; step != NULL; step = step->next)
    {
        OlJsonList next = {NULL, 0, 0};

        if (step->kind == STEP_METHOD && is_aggregate(step->name))
        {
            OlJson *v = aggregate(e, step->name, &now);

            if (v != NULL)
                add(e, &next, v);
            now = next;
            continue;
        }
        for (int i = 0; i < now.n; i++)
        {
            OlJson *v = now.items[i];

            switch (step->kind)
            {
                case STEP_MEMBER:
                case STEP_ALL_MEMBERS:
                    members(e, v, step->name, step->kind == STEP_ALL_MEMBERS, true, &next);
                    break;
                case STEP_DESCENDANT:
                    descend(e, v, step->name, &next);
                    break;
                case STEP_INDEX:
                case STEP_ALL_INDEX:
                    elements(e, v, step, &next);
                    break;
                case STEP_METHOD:
                    v = method(e, step->name, v);
                    if (v != NULL)
                        add(e, &next, v);
                    break;
                case STEP_FILTER:
                    if (v->kind == OL_JSON_ARRAY)
                    {
                        for (OlJson *c = v->child; c != NULL; c = c->next)
                            if (holds(e, step->cond, c))
                                add(e, &next, c);
                    }
                    else if (holds(e, step->cond, v))
                        add(e, &next, v);
                    break;
            }
        }
        now = next;
    }
    *out = now;
}

static bool like(OlStr s, OlStr p)
{
    size_t i = 0, k = 0, star = (size_t)-1, mark = 0;

    while (i < s.n)
    {
        if (k < p.n && p.s[k] == '%')
        {
            star = k++;
            mark = i;
        }
        else if (k < p.n && (p.s[k] == '_' || p.s[k] == s.s[i]))
        {
            i += p.s[k] == '_' ? ol_utf8_offset(s.s + i, s.n - i, 1) : 1;
            k++;
        }
        else if (star != (size_t)-1)
        {
            k = star + 1;
            i = ++mark;
        }
        else
            return false;
    }
    while (k < p.n && p.s[k] == '%')
        k++;
    return k == p.n;
}

static bool compare(CompareOp op, const OlJson *a, const OlJson *b)
{
    OlDecimal x, y;
    int c;

    if (op >= CMP_STARTS)
    {
        if (a->kind != OL_JSON_STRING || b->kind != OL_JSON_STRING)
            return false;
        if (op == CMP_STARTS)
            return a->text.n >= b->text.n && memcmp(a->text.s, b->text.s, b->text.n) == 0;
        if (op == CMP_SUBSTRING)
            return b->text.n == 0 || (a->text.n >= b->text.n && memmem(a->text.s, a->text.n, b->text.s, b->text.n) != NULL);
        return like(a->text, b->text);
    }
    if ((a->kind == OL_JSON_NUMBER || b->kind == OL_JSON_NUMBER) && decimal_of(a, &x) && decimal_of(b, &y))
        c = ol_decimal_cmp(&x, &y);
    else if (a->kind == OL_JSON_STRING && b->kind == OL_JSON_STRING)
    {
        size_t n = OL_MIN(a->text.n, b->text.n);

        c = n > 0 ? memcmp(a->text.s, b->text.s, n) : 0;
        if (c == 0)
            c = a->text.n < b->text.n ? -1 : a->text.n > b->text.n;
    }
    else if (a->kind < OL_JSON_NUMBER && b->kind < OL_JSON_NUMBER)
    {
        if (op != CMP_EQ && op != CMP_NE)
            return false;
        c = a->kind != b->kind;
    }
    else
        return op == CMP_NE && a->kind != b->kind;
    switch (op)
    {
        case CMP_EQ:
            return c == 0;
        case CMP_NE:
            return c != 0;
        case CMP_LT:
            return c < 0;
        case CMP_LE:
            return c <= 0;
        case CMP_GT:
            return c > 0;
        default:
            return c >= 0;
    }
}

static void operand(Eval *e, const Operand *o, OlJson *item, OlJsonList *out)
{
    if (o->literal != NULL)
        add(e, out, o->literal);
    else
        walk(e, o->path, item, out);
}

static bool holds(Eval *e, const Cond *k, OlJson *item)
{
    OlJsonList a = {NULL, 0, 0}, b = {NULL, 0, 0};

    switch (k->kind)
    {
        case COND_AND:
            return holds(e, k->a, item) && holds(e, k->b, item);
        case COND_OR:
            return holds(e, k->a, item) || holds(e, k->b, item);
        case COND_NOT:
            return !holds(e, k->a, item);
        case COND_EXISTS:
            walk(e, k->left.path, item, &a);
            return a.n > 0;
        default:
            break;
    }
    operand(e, &k->left, item, &a);
    if (k->op == CMP_IN)
    {
        for (int i = 0; i < a.n; i++)
            for (OlJson *c = k->list->child; c != NULL; c = c->next)
                if (compare(CMP_EQ, a.items[i], c))
                    return true;
        return false;
    }
    operand(e, &k->right, item, &b);
    for (int i = 0; i < a.n; i++)
        for (int m = 0; m < b.n; m++)
        {
            OlJson *x = a.items[i];

            if (x->kind == OL_JSON_ARRAY) /* lax: its elements are compared */
            {
                for (OlJson *c = x->child; c != NULL; c = c->next)
                    if (compare(k->op, c, b.items[m]))
                        return true;
            }
            else if (compare(k->op, x, b.items[m]))
                return true;
        }
    return false;
}

OlStatus ol_json_path_eval(OlArena *arena, const OlJsonPath *path_, OlJson *doc, const OlJsonVar *vars, int nvars, OlJsonList *out, OlDiag *diag)
{
    Eval e = {arena, doc, vars, nvars, 0};

    (void)diag;
    memset(out, 0, sizeof *out);
    walk(&e, path_, doc, out);
    return OL_OK;
}
