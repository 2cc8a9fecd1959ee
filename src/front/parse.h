/*
 * parse.h - inside the parser: its state, the token helpers, and the functions the parse_*.c files share.
 *
 * Owns:      OlParser.
 * Invariant: the first error wins; from then on cur is the EOF token, so that every loop ends, and whatever the functions
 *            return is thrown away by the entry point.  A function may return NULL only when the parse has failed.
 *            Every recursion of the grammar goes through enter/leave, which bounds its depth.
 * See also:  parse_core.c, front.h, lex.h
 */
#ifndef OL_FRONT_PARSE_H
#define OL_FRONT_PARSE_H

#include "front/ast.h"
#include "front/front.h"
#include "front/lex.h"

typedef struct OlParser
{
    OlArena *arena;
    OlStr text;
    OlToken *toks;
    const OlToken *cur;
    const OlToken *eof;
    OlDiag *diag;
    unsigned flags;    /* OL_PARSE_xxx */
    unsigned reserved; /* OL_KWF_xxx of words that are no names here */
    int depth;
    bool failed;
    bool plsql;        /* inside PL/SQL: conditions are values, INTO is allowed, := and .. mean something */
    bool no_binds;     /* inside CREATE TRIGGER and the like: :NEW is no placeholder */
    OlParsedBind *binds;
    int nbinds;
    int cap_binds;
    OlMap *bind_map;   /* name -> distinct index + 1 */
    OlName *distinct;
    int ndistinct;
    int cap_distinct;
    bool has_returning;
    OlNode *trigger_header; /* a trigger whose body is being read */
    int *partner;                 /* index of the ')' of each '(' (or the count of tokens); made when first asked for */
    const OlToken *partner_toks;  /* the array it was made for */
} OlParser;

#define K(word) OL_KW_##word

/* --- token helpers ------------------------------------------------------------------------------------------------ */
static inline const OlToken *peek_tok(const OlParser *p, int ahead)
{
    return p->eof - p->cur > ahead ? p->cur + ahead : p->eof;
}

static inline bool at(const OlParser *p, OlTokKind kind)
{
    return p->cur->kind == kind;
}

static inline bool tok_is_kw(const OlToken *t, OlKeyword kw)
{
    return t->kw == kw && t->kind == OL_TOK_WORD;
}

static inline bool at_kw(const OlParser *p, OlKeyword kw)
{
    return tok_is_kw(p->cur, kw);
}

static inline bool peek_kw(const OlParser *p, int ahead, OlKeyword kw)
{
    return tok_is_kw(peek_tok(p, ahead), kw);
}

static inline bool peek_is(const OlParser *p, int ahead, OlTokKind kind)
{
    return peek_tok(p, ahead)->kind == kind;
}

static inline bool at_kw2(const OlParser *p, OlKeyword a, OlKeyword b)
{
    return at_kw(p, a) && peek_kw(p, 1, b);
}

static inline void advance(OlParser *p)
{
    if (p->cur < p->eof)
        p->cur++;
}

static inline bool accept(OlParser *p, OlTokKind kind)
{
    if (p->cur->kind != kind || kind == OL_TOK_EOF)
        return false;
    p->cur++;
    return true;
}

static inline bool accept_kw(OlParser *p, OlKeyword kw)
{
    if (!at_kw(p, kw))
        return false;
    p->cur++;
    return true;
}

static inline bool accept_kw2(OlParser *p, OlKeyword a, OlKeyword b)
{
    if (!at_kw2(p, a, b))
        return false;
    p->cur += 2;
    return true;
}

/* Where the token before cur ends: the end of a node just parsed. */
static inline uint32_t prev_end(const OlParser *p)
{
    return p->cur > p->toks ? p->cur[-1].end : 0;
}

#define MAKE(p, name) OL_MAKE((p)->arena, name, (p)->cur->start, (p)->cur->end)
#define MAKE_AT(p, name, first) OL_MAKE((p)->arena, name, (first)->start, (first)->end)

static inline void *close_node(OlParser *p, void *node)
{
    if (node != NULL)
        ((OlNode *)node)->end = prev_end(p);
    return node;
}

/* --- errors and depth (parse_core.c) ------------------------------------------------------------------------------ */
/* Records the error at the current token (a lexical error there goes first) and ends the parse. Returns NULL. */
void *ol_parse_fail(OlParser *p, OlErrorCode code);
void *ol_parse_fail_at(OlParser *p, OlErrorCode code, uint32_t pos);
void *ol_parse_unsupported(OlParser *p, const char *construct);
/* PL/SQL: PLS-00103 at the current token, naming what was expected. */
void *ol_parse_fail_plsql(OlParser *p, const char *expected);
bool ol_parse_enter(OlParser *p);
static inline void leave(OlParser *p)
{
    p->depth--;
}

bool ol_parse_expect(OlParser *p, OlTokKind kind, OlErrorCode code);
bool ol_parse_expect_kw(OlParser *p, OlKeyword kw, OlErrorCode code);
static inline bool expect_lparen(OlParser *p)
{
    return ol_parse_expect(p, OL_TOK_LPAREN, OL_ERR_MISSING_LPAREN);
}
static inline bool expect_rparen(OlParser *p)
{
    return ol_parse_expect(p, OL_TOK_RPAREN, OL_ERR_MISSING_RPAREN);
}

/* --- names and lists (parse_core.c) ------------------------------------------------------------------------------- */
bool ol_parse_tok_is_name(const OlParser *p, const OlToken *t);
static inline bool at_name(const OlParser *p)
{
    return ol_parse_tok_is_name(p, p->cur);
}
OlName ol_parse_tok_name(OlParser *p, const OlToken *t);       /* the name in a token, of whatever word */
OlName ol_parse_name(OlParser *p, OlErrorCode code);           /* one name, else the error */
OlName ol_parse_any_word(OlParser *p, OlErrorCode code);       /* one name or word, reserved ones too */
OlNames ol_parse_dotted(OlParser *p, OlErrorCode code);        /* name {. name}; stops before ".*" */
OlNames ol_parse_name_list(OlParser *p, OlErrorCode code);     /* name {, name}, without parentheses */
OlNames ol_parse_paren_names(OlParser *p, OlErrorCode code);   /* ( name {, name} ) */
OlStr ol_parse_dblink(OlParser *p);                            /* after '@': link[.domain][@qualifier] */
OlNode *ol_parse_object_name(OlParser *p, OlErrorCode code);   /* [schema.]name[@link] */
OlStr ol_parse_string(OlParser *p, OlErrorCode code);          /* a string literal's value */
OlStr ol_parse_span(const OlParser *p, const OlToken *from);   /* text from a token up to the current one */
int64_t ol_parse_int(OlParser *p, OlErrorCode code);           /* [-]digits that fit */
static inline void add_node(OlParser *p, OlList *list, void *node)
{
    ol_list_add(p->arena, list, node);
}
void ol_parse_names_add(OlParser *p, OlNames *names, OlName name);
const OlToken *ol_parse_matching_paren(OlParser *p, const OlToken *open); /* its ')' or EOF */
void ol_parse_skip_parens(OlParser *p); /* at '(': past its ')' */
OlNode *ol_parse_option(OlParser *p, const char *name, const OlToken *from);

/* --- expressions (parse_expr.c, parse_func.c) --------------------------------------------------------------------- */
OlNode *ol_parse_expr(OlParser *p);        /* value; conditions too where they are values */
OlNode *ol_parse_value(OlParser *p);       /* value without comparison at the top */
OlNode *ol_parse_cond(OlParser *p);        /* condition, ORA-00920 when it is none */
OlNode *ol_parse_any_expr(OlParser *p);    /* both */
void ol_parse_expr_list(OlParser *p, OlList *out); /* expr {, expr} */
OlNode *ol_parse_bind(OlParser *p);
OlNode *ol_parse_function_tail(OlParser *p, OlNames names, OlStr dblink, const OlToken *first); /* at '(' */
OlNode *ol_parse_special(OlParser *p);     /* JSON_xxx( XMLxxx(, or NULL without having moved */
OlNode *ol_parse_type(OlParser *p);        /* data type */
OlNode *ol_parse_type_name(OlParser *p);   /* only its name */
bool ol_parse_interval_qualifier(OlParser *p, OlDateField *from, OlDateField *to, int64_t *lead, int64_t *frac);
OlNode *ol_parse_window(OlParser *p);
void ol_parse_order_list(OlParser *p, OlList *out); /* OrderItem {, OrderItem} */

/* --- queries (parse_select.c, parse_from.c) ----------------------------------------------------------------------- */
OlNode *ol_parse_select(OlParser *p);                 /* whole query expression: an OlSelect */
bool ol_parse_at_query(OlParser *p);            /* SELECT, WITH, or parentheses around one */
OlNode *ol_parse_paren_query(OlParser *p);            /* ( select ) */
void ol_parse_from_list(OlParser *p, OlList *out);
OlNode *ol_parse_table_ref(OlParser *p);              /* with joins */
OlNode *ol_parse_dml_target(OlParser *p);
OlName ol_parse_table_alias(OlParser *p);
bool ol_parse_set_op(const OlParser *p);              /* at UNION, INTERSECT, MINUS, EXCEPT */
OlStr ol_parse_hint(OlParser *p);
OlLockWait ol_parse_lock_wait(OlParser *p, OlNode **seconds);
void ol_parse_targets(OlParser *p, OlList *out);      /* INTO targets */

/* --- statements --------------------------------------------------------------------------------------------------- */
OlNode *ol_parse_insert(OlParser *p);
OlNode *ol_parse_update(OlParser *p);
OlNode *ol_parse_delete(OlParser *p);
OlNode *ol_parse_merge(OlParser *p);
OlNode *ol_parse_misc(OlParser *p, OlParseClass *cls); /* transaction, session, CALL, EXPLAIN ..; NULL: not one of them */
OlNode *ol_parse_create(OlParser *p);
OlNode *ol_parse_alter(OlParser *p, OlParseClass *cls);
OlNode *ol_parse_drop(OlParser *p);
OlNode *ol_parse_ddl_misc(OlParser *p);               /* GRANT, COMMENT, TRUNCATE ..; NULL: not one of them */
OlNode *ol_parse_statement_node(OlParser *p, OlParseClass *cls);

/* --- DDL pieces --------------------------------------------------------------------------------------------------- */
OlNode *ol_parse_create_table(OlParser *p, const OlToken *first, OlTemporary temp);
OlNode *ol_parse_alter_table(OlParser *p, const OlToken *first);
OlNode *ol_parse_create_index(OlParser *p, const OlToken *first);
OlNode *ol_parse_alter_index(OlParser *p, const OlToken *first);
OlNode *ol_parse_create_view(OlParser *p, const OlToken *first, bool or_replace);
OlNode *ol_parse_create_mview(OlParser *p, const OlToken *first);
OlNode *ol_parse_create_sequence(OlParser *p, const OlToken *first, bool or_replace);
OlNode *ol_parse_alter_sequence(OlParser *p, const OlToken *first);
OlNode *ol_parse_create_synonym(OlParser *p, const OlToken *first, bool or_replace, bool is_public);
OlNode *ol_parse_create_user(OlParser *p, const OlToken *first, bool alter);
OlNode *ol_parse_create_role(OlParser *p, const OlToken *first, bool alter);
OlNode *ol_parse_create_profile(OlParser *p, const OlToken *first, bool alter);
OlNode *ol_parse_create_dblink(OlParser *p, const OlToken *first, bool is_public);
OlNode *ol_parse_constraint(OlParser *p, bool table_level);
OlNode *ol_parse_partitioning(OlParser *p);
OlNode *ol_parse_column_def(OlParser *p, bool modify);
bool ol_parse_sequence_options(OlParser *p, OlList *out, bool identity);
bool ol_parse_physical_option(OlParser *p, OlList *out); /* one physical clause; false: none here */
bool ol_parse_if_not_exists(OlParser *p);
bool ol_parse_if_exists(OlParser *p);

/* --- PL/SQL ------------------------------------------------------------------------------------------------------- */
OlNode *ol_parse_anonymous_block(OlParser *p);
OlNode *ol_parse_create_unit(OlParser *p, const OlToken *first, bool or_replace, OlTri editionable);
OlNode *ol_parse_with_routine(OlParser *p);           /* WITH FUNCTION .. / PROCEDURE .. up to its end */

#endif
