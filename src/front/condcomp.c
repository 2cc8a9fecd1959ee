/*
 * condcomp.c - conditional compilation of PL/SQL: $IF .. $THEN .. $ELSIF .. $ELSE .. $END, $ERROR.
 *
 * Owns:      the choice of tokens, and the evaluation of static expressions.
 * Invariant: afterwards no directive is left; positions of the tokens that stay are unchanged.
 *            Known inquiry values: PLSQL_LINE, PLSQL_UNIT and friends are NULL at parse time; a $$name without a value is
 *            NULL, as in Oracle. DBMS_DB_VERSION constants are those of release 19. Constants of other packages are not
 *            known here: ORA-03001.
 * See also:  parse_plsql.h; PL/SQL Language Reference, "Conditional Compilation"
 */
#include "front/parse_plsql.h"

#include <stdlib.h>
#include <string.h>

#define DB_VERSION 19

typedef enum ValueKind
{
    V_NULL,
    V_BOOL,
    V_NUMBER,
    V_STRING
} ValueKind;

typedef struct Value
{
    ValueKind kind;
    double number; /* BOOL: 0 or 1 */
    OlStr string;
} Value;

static Value null_value(void)
{
    return (Value){V_NULL, 0, OL_STR_NULL};
}

static Value bool_value(bool b)
{
    return (Value){V_BOOL, b ? 1 : 0, OL_STR_NULL};
}

static Value evaluate(OlParser *p, const OlNode *node);

/* DBMS_DB_VERSION.VERSION, RELEASE, VER_LE_n [_m] */
static Value db_version(OlParser *p, OlStr name)
{
    if (ol_str_eq_c(name, "VERSION"))
        return (Value){V_NUMBER, DB_VERSION, OL_STR_NULL};
    if (ol_str_eq_c(name, "RELEASE"))
        return (Value){V_NUMBER, 0, OL_STR_NULL};
    if (name.n > 7 && name.n < 16 && memcmp(name.s, "VER_LE_", 7) == 0)
    {
        uint64_t n;
        OlStr digits = ol_str_n(name.s + 7, name.n - 7);
        const char *dash = memchr(digits.s, '_', digits.n);

        if (dash != NULL)
            digits.n = (size_t)(dash - digits.s);
        if (ol_parse_u64(digits, &n))
            return bool_value(DB_VERSION <= n);
    }
    ol_parse_unsupported(p, "constant in a conditional compilation directive");
    return null_value();
}

static Value name_value(OlParser *p, const OlColumnRef *ref)
{
    int n = ref->names.n;

    if (n >= 2 && ol_str_eq_c(ref->names.items[n - 2].text, "DBMS_DB_VERSION"))
        return db_version(p, ref->names.items[n - 1].text);
    ol_parse_unsupported(p, "package constant in a conditional compilation directive");
    return null_value();
}

static Value compare(const OlCompare *c, Value a, Value b)
{
    double d;

    if (a.kind == V_NULL || b.kind == V_NULL)
        return null_value();
    if (a.kind == V_STRING && b.kind == V_STRING)
        d = ol_str_cmp(a.string, b.string);
    else
        d = a.number - b.number;
    switch (c->op)
    {
    case OL_CMP_EQ:
        return bool_value(d == 0);
    case OL_CMP_NE:
        return bool_value(d != 0);
    case OL_CMP_LT:
        return bool_value(d < 0);
    case OL_CMP_LE:
        return bool_value(d <= 0);
    case OL_CMP_GT:
        return bool_value(d > 0);
    default:
        return bool_value(d >= 0);
    }
}

static bool is_true(Value v)
{
    return v.kind == V_BOOL && v.number != 0;
}

static Value evaluate(OlParser *p, const OlNode *node)
{
    if (node == NULL || p->failed)
        return null_value();
    switch ((OlNodeKind)node->kind)
    {
    case OL_N_BoolLit:
        return bool_value(((const OlBoolLit *)node)->value);
    case OL_N_NullLit:
    case OL_N_Inquiry:
        return null_value();
    case OL_N_NumberLit:
    {
        char text[64] = "";
        OlStr s = ((const OlNumberLit *)node)->text;

        memcpy(text, s.s, OL_MIN(s.n, sizeof text - 1));
        return (Value){V_NUMBER, strtod(text, NULL), OL_STR_NULL};
    }
    case OL_N_StringLit:
        return (Value){V_STRING, 0, ((const OlStringLit *)node)->value};
    case OL_N_ColumnRef:
        return name_value(p, (const OlColumnRef *)node);
    case OL_N_Not:
    {
        Value v = evaluate(p, ((const OlNot *)node)->arg);
        return v.kind == V_NULL ? v : bool_value(!is_true(v));
    }
    case OL_N_Logic:
    {
        const OlLogic *logic = (const OlLogic *)node;
        bool is_and = logic->op == OL_LOGIC_AND;
        bool unknown = false;

        for (int i = 0; i < logic->args.n; i++)
        {
            Value v = evaluate(p, logic->args.items[i]);
            if (v.kind == V_NULL)
                unknown = true;
            else if (is_true(v) != is_and)
                return bool_value(!is_and);
        }
        return unknown ? null_value() : bool_value(is_and);
    }
    case OL_N_Compare:
    {
        const OlCompare *c = (const OlCompare *)node;
        Value a = evaluate(p, c->left);
        return compare(c, a, evaluate(p, c->right));
    }
    case OL_N_IsTest:
    {
        const OlIsTest *t = (const OlIsTest *)node;
        bool is_null = evaluate(p, t->arg).kind == V_NULL;
        if (t->kind == OL_IS_NULL)
            return bool_value(is_null != t->negated);
        break;
    }
    case OL_N_Binary:
    {
        const OlBinary *b = (const OlBinary *)node;
        Value x = evaluate(p, b->left);
        Value y = evaluate(p, b->right);

        if (x.kind == V_NULL || y.kind == V_NULL)
            return null_value();
        switch (b->op)
        {
        case OL_BIN_ADD:
            return (Value){V_NUMBER, x.number + y.number, OL_STR_NULL};
        case OL_BIN_SUB:
            return (Value){V_NUMBER, x.number - y.number, OL_STR_NULL};
        case OL_BIN_MUL:
            return (Value){V_NUMBER, x.number * y.number, OL_STR_NULL};
        case OL_BIN_DIV:
            if (y.number != 0)
                return (Value){V_NUMBER, x.number / y.number, OL_STR_NULL};
            break;
        default:
            break;
        }
        break;
    }
    case OL_N_Unary:
    {
        const OlUnary *u = (const OlUnary *)node;
        Value v = evaluate(p, u->arg);
        if (u->op == OL_UN_NEG)
            v.number = -v.number;
        return v;
    }
    default:
        break;
    }
    ol_parse_unsupported(p, "expression in a conditional compilation directive");
    return null_value();
}

/* Parses the static expression at *at (an index into toks) and moves *at behind it. */
static bool condition(OlParser *p, int *at_token)
{
    OlNode *expr;
    bool result;

    p->cur = p->toks + *at_token;
    expr = ol_parse_any_expr(p);
    result = is_true(evaluate(p, expr));
    if (!p->failed && !(at(p, OL_TOK_DIRECTIVE) && p->cur->kw == K(THEN)))
        ol_parse_fail_plsql(p, "$THEN");
    if (p->failed)
        return false;
    *at_token = (int)(p->cur - p->toks) + 1;
    return result;
}

#define MAX_NESTING 100

typedef struct Level
{
    bool outer;  /* text around is chosen */
    bool taken;  /* a branch has been chosen already */
    bool active; /* this branch is chosen */
} Level;

void ol_parse_pl_select_text(OlParser *p)
{
    int n = (int)(p->eof - p->toks);
    int from = (int)(p->cur - p->toks);
    int i;
    int kept;
    OlToken *out;
    Level levels[MAX_NESTING];
    int depth = 0;
    bool active = true;

    for (i = from; i < n && p->toks[i].kind != OL_TOK_DIRECTIVE; i++)
        ;
    if (i == n)
        return;
    out = ol_arena_alloc(p->arena, sizeof(OlToken) * (size_t)(n + 1));
    memcpy(out, p->toks, sizeof(OlToken) * (size_t)i);
    kept = i;
    while (i < n && !p->failed)
    {
        const OlToken *t = &p->toks[i];

        if (t->kind != OL_TOK_DIRECTIVE)
        {
            if (active)
                out[kept++] = *t;
            i++;
            continue;
        }
        p->cur = t;
        i++;
        switch ((OlKeyword)t->kw)
        {
        case OL_KW_IF:
            if (depth == MAX_NESTING)
            {
                ol_parse_unsupported(p, "conditional compilation nested more than 100 levels");
                return;
            }
            levels[depth].outer = active;
            levels[depth].active = active ? condition(p, &i) : false;
            if (!active) /* past the condition, unread */
                while (i < n && !(p->toks[i].kind == OL_TOK_DIRECTIVE && p->toks[i].kw == K(THEN)))
                    i++;
            if (!active && i < n)
                i++;
            levels[depth].taken = levels[depth].active;
            active = levels[depth++].active;
            break;
        case OL_KW_ELSIF:
            if (depth == 0)
            {
                ol_parse_fail_plsql(p, "$IF");
                return;
            }
            if (levels[depth - 1].outer && !levels[depth - 1].taken)
                active = levels[depth - 1].taken = condition(p, &i);
            else
            {
                active = false;
                while (i < n && !(p->toks[i].kind == OL_TOK_DIRECTIVE && p->toks[i].kw == K(THEN)))
                    i++;
                if (i < n)
                    i++;
            }
            break;
        case OL_KW_ELSE:
            if (depth == 0)
            {
                ol_parse_fail_plsql(p, "$IF");
                return;
            }
            active = levels[depth - 1].outer && !levels[depth - 1].taken;
            levels[depth - 1].taken = true;
            break;
        case OL_KW_END:
            if (depth == 0)
            {
                ol_parse_fail_plsql(p, "$IF");
                return;
            }
            active = levels[--depth].outer;
            break;
        case OL_KW_ERROR:
            if (active)
            {
                ol_parse_fail(p, OL_ERR_PLS_DIRECTIVE);
                return;
            }
            while (i < n && !(p->toks[i].kind == OL_TOK_DIRECTIVE && p->toks[i].kw == K(END)))
                i++;
            if (i < n)
                i++;
            break;
        default:
            ol_parse_fail_plsql(p, "$IF");
            return;
        }
    }
    if (depth > 0 && !p->failed)
    {
        p->cur = p->eof;
        ol_parse_fail_plsql(p, "$END");
    }
    if (p->failed)
        return;
    out[kept] = *p->eof;
    p->toks = out;
    p->eof = out + kept;
    p->cur = out + from;
}
