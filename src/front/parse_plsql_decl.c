/*
 * parse_plsql_decl.c - declarations of PL/SQL: variables, types, cursors, pragmas, routines.
 *
 * Owns:      the grammar between IS (or DECLARE) and BEGIN.
 * See also:  parse_plsql.h, parse_plsql_stmt.c, parse_plsql_unit.c; PL/SQL Language Reference, "Block"
 */
#include "front/parse_plsql.h"

OlName ol_parse_pl_name(OlParser *p)
{
    if (!at_name(p))
    {
        OlName none = {OL_STR_NULL, false, 0};
        ol_parse_fail_plsql(p, "an identifier, a double-quoted delimited-identifier");
        return none;
    }
    return ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
}

/* pl_type := type [RANGE low .. high] [NOT NULL] */
static OlNode *parse_pl_type(OlParser *p)
{
    OlNode *node;
    OlDataType *type;

    if (!at(p, OL_TOK_WORD) && !at(p, OL_TOK_QNAME))
        return ol_parse_fail_plsql(p, "an identifier, a datatype");
    node = ol_parse_type(p);
    if (node == NULL || p->failed)
        return NULL;
    type = OL_AS(DataType, node);
    if (accept_kw(p, K(RANGE)))
    {
        type->range_low = ol_parse_value(p);
        want(p, OL_TOK_DOTDOT, "..");
        type->range_high = ol_parse_value(p);
    }
    if (accept_kw2(p, K(NOT), K(NULL)))
        type->not_null = true;
    return close_node(p, type);
}

/* default := (:= | DEFAULT) expr */
static OlNode *parse_default(OlParser *p)
{
    if (accept(p, OL_TOK_ASSIGN) || accept_kw(p, K(DEFAULT)))
        return ol_parse_any_expr(p);
    return NULL;
}

/* var := name [CONSTANT] type [NOT NULL] [default] */
OlNode *ol_parse_pl_var(OlParser *p)
{
    OlPlVarDecl *node = MAKE(p, PlVarDecl);

    node->name = ol_parse_pl_name(p);
    if (at_kw(p, K(CONSTANT)) && !peek_is(p, 1, OL_TOK_PERCENT) && !peek_is(p, 1, OL_TOK_SEMI))
        node->constant = accept_kw(p, K(CONSTANT));
    node->type = parse_pl_type(p);
    if (OL_IS(DataType, node->type) && OL_AS(DataType, node->type)->not_null)
        node->not_null = true;
    node->default_expr = parse_default(p);
    return close_node(p, node);
}

/* type_decl := RECORD '(' var {, var} ')' | TABLE OF type [INDEX BY type] | (VARRAY | VARYING ARRAY | ARRAY) '(' n ')' OF type
 *            | REF CURSOR [RETURN type] */
OlNode *ol_parse_pl_type_decl(OlParser *p, OlName name, const OlToken *first)
{
    OlPlTypeDecl *node = MAKE_AT(p, PlTypeDecl, first);

    node->name = name;
    if (accept_kw(p, K(RECORD)))
    {
        node->kind = OL_PLTYPE_RECORD;
        want(p, OL_TOK_LPAREN, "(");
        do
            add_node(p, &node->fields, ol_parse_pl_var(p));
        while (accept(p, OL_TOK_COMMA));
        want(p, OL_TOK_RPAREN, ")");
    }
    else if (accept_kw(p, K(TABLE)))
    {
        node->kind = OL_PLTYPE_TABLE;
        want_kw(p, K(OF));
        node->element_type = parse_pl_type(p);
        if (accept_kw2(p, K(INDEX), K(BY)))
        {
            node->kind = OL_PLTYPE_INDEX_TABLE;
            node->index_type = parse_pl_type(p);
        }
    }
    else if (at_kw(p, K(VARRAY)) || at_kw(p, K(VARYING)) || at_kw(p, K(ARRAY)))
    {
        node->kind = OL_PLTYPE_VARRAY;
        if (accept_kw(p, K(VARYING)))
            want_kw(p, K(ARRAY));
        else
            advance(p);
        want(p, OL_TOK_LPAREN, "(");
        node->limit = ol_parse_value(p);
        want(p, OL_TOK_RPAREN, ")");
        want_kw(p, K(OF));
        node->element_type = parse_pl_type(p);
    }
    else if (accept_kw2(p, K(REF), K(CURSOR)))
    {
        node->kind = OL_PLTYPE_REF_CURSOR;
        if (accept_kw(p, K(RETURN)))
            node->return_type = parse_pl_type(p);
    }
    else
        return ol_parse_fail_plsql(p, "RECORD, TABLE, VARRAY, REF");
    return close_node(p, node);
}

/* params := '(' param {, param} ')' ; param := name [IN] [OUT] [NOCOPY] type [default] */
void ol_parse_pl_params(OlParser *p, OlList *out)
{
    want(p, OL_TOK_LPAREN, "(");
    do
    {
        OlPlParam *param = MAKE(p, PlParam);
        bool in;
        bool is_out;

        param->name = ol_parse_pl_name(p);
        in = accept_kw(p, K(IN));
        is_out = at_kw(p, K(OUT)) && !peek_is(p, 1, OL_TOK_COMMA) && !peek_is(p, 1, OL_TOK_RPAREN);
        if (is_out)
            advance(p);
        param->mode_given = in || is_out;
        param->mode = is_out ? (in ? OL_MODE_IN_OUT : OL_MODE_OUT) : OL_MODE_IN;
        param->nocopy = at_kw(p, K(NOCOPY)) && !peek_is(p, 1, OL_TOK_COMMA) && !peek_is(p, 1, OL_TOK_RPAREN);
        if (param->nocopy)
            advance(p);
        param->type = parse_pl_type(p);
        param->default_expr = parse_default(p);
        add_node(p, out, close_node(p, param));
    } while (accept(p, OL_TOK_COMMA));
    want(p, OL_TOK_RPAREN, ")");
}

/* cursor := CURSOR name [params] [RETURN type] [IS query] ';' */
static OlNode *parse_cursor(OlParser *p)
{
    OlPlCursorDecl *node = MAKE(p, PlCursorDecl);

    advance(p);
    node->name = ol_parse_pl_name(p);
    if (at(p, OL_TOK_LPAREN))
        ol_parse_pl_params(p, &node->params);
    if (accept_kw(p, K(RETURN)))
        node->return_type = parse_pl_type(p);
    if (accept_kw(p, K(IS)) || accept_kw(p, K(AS)))
    {
        if (!ol_parse_at_query(p))
            return ol_parse_fail_plsql(p, "( SELECT WITH");
        node->query = ol_parse_select(p);
    }
    want_semi(p);
    return close_node(p, node);
}

/* pragma := PRAGMA name ['(' args ')'] ';' */
static OlNode *parse_pragma(OlParser *p)
{
    OlPlPragma *node = MAKE(p, PlPragma);

    advance(p);
    node->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
    if (accept(p, OL_TOK_LPAREN))
    {
        do
        {
            if (at(p, OL_TOK_WORD) && !at_name(p)) /* RESTRICT_REFERENCES(DEFAULT, ..) */
            {
                OlColumnRef *ref = MAKE(p, ColumnRef);
                ol_parse_names_add(p, &ref->names, ol_parse_tok_name(p, p->cur));
                advance(p);
                add_node(p, &node->args, close_node(p, ref));
            }
            else
                add_node(p, &node->args, ol_parse_value(p));
        } while (accept(p, OL_TOK_COMMA));
        want(p, OL_TOK_RPAREN, ")");
    }
    want_semi(p);
    return close_node(p, node);
}

/* unit_option := AUTHID (CURRENT_USER | DEFINER) | DETERMINISTIC | PIPELINED [..] | PARALLEL_ENABLE [(..)]
 *              | RESULT_CACHE [RELIES_ON (..)] | ACCESSIBLE BY (..) | AGGREGATE USING t | SQL_MACRO [(..)]
 *              | DEFAULT COLLATION c | SHARING = w */
bool ol_parse_pl_unit_option(OlParser *p, OlList *out)
{
    const OlToken *first = p->cur;
    const OlToken *from;
    OlOption *opt;

    switch (at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD)
    {
    case OL_KW_AUTHID:
    case OL_KW_DETERMINISTIC:
    case OL_KW_PIPELINED:
    case OL_KW_PARALLEL_ENABLE:
    case OL_KW_RESULT_CACHE:
    case OL_KW_AGGREGATE:
    case OL_KW_SQL_MACRO:
        break;
    case OL_KW_ACCESSIBLE:
        if (!peek_kw(p, 1, K(BY)))
            return false;
        break;
    case OL_KW_DEFAULT:
        if (!peek_kw(p, 1, K(COLLATION)))
            return false;
        break;
    case OL_KW_SHARING:
        if (!peek_is(p, 1, OL_TOK_EQ))
            return false;
        break;
    default:
        return false;
    }
    opt = MAKE(p, Option);
    opt->name = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
    advance(p);
    from = p->cur;
    switch ((OlKeyword)first->kw)
    {
    case OL_KW_AUTHID:
        if (!at_kw(p, K(CURRENT_USER)) && !at_kw(p, K(DEFINER)))
            ol_parse_fail_plsql(p, "CURRENT_USER DEFINER");
        opt->value = ol_parse_value(p);
        break;
    case OL_KW_PIPELINED:
        if (at_kw(p, K(ROW)) || at_kw(p, K(TABLE)))
            advance(p);
        accept_kw(p, K(POLYMORPHIC));
        if (accept_kw(p, K(USING)))
            ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
        break;
    case OL_KW_PARALLEL_ENABLE:
    case OL_KW_SQL_MACRO:
        if (at(p, OL_TOK_LPAREN))
            ol_parse_skip_parens(p);
        break;
    case OL_KW_RESULT_CACHE:
        if (accept_kw(p, K(RELIES_ON)))
            ol_parse_skip_parens(p);
        break;
    case OL_KW_ACCESSIBLE:
        advance(p);
        opt->name = OL_STR("ACCESSIBLE BY");
        from = p->cur;
        if (!at(p, OL_TOK_LPAREN))
            ol_parse_fail_plsql(p, "(");
        ol_parse_skip_parens(p);
        break;
    case OL_KW_AGGREGATE:
        want_kw(p, K(USING));
        ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
        break;
    case OL_KW_DEFAULT:
        opt->name = OL_STR("DEFAULT COLLATION");
        advance(p);
        from = p->cur;
        ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
        break;
    case OL_KW_SHARING:
        advance(p);
        ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
        break;
    default:
        break;
    }
    if (p->cur > from && opt->value == NULL)
        opt->text = ol_parse_span(p, from);
    add_node(p, out, close_node(p, opt));
    return true;
}

/* call_spec := LANGUAGE (JAVA NAME string | C ..) | EXTERNAL .. | MLE .. ; everything up to ';' */
static bool parse_call_spec(OlParser *p, OlPlRoutine *r)
{
    const OlToken *from = p->cur;

    if (!at_kw(p, K(LANGUAGE)) && !at_kw(p, K(EXTERNAL)) && !(at_kw(p, K(MLE)) && !peek_is(p, 1, OL_TOK_DOT)))
        return false;
    r->external = at_kw(p, K(EXTERNAL))    ? OL_EXT_C
                  : at_kw(p, K(MLE))       ? OL_EXT_JAVASCRIPT
                  : peek_kw(p, 1, K(JAVA)) ? OL_EXT_JAVA
                                           : OL_EXT_C;
    while (!p->failed && !at(p, OL_TOK_EOF) && !at(p, OL_TOK_SEMI))
        advance(p);
    r->external_text = ol_parse_span(p, from);
    return true;
}

/* routine := (PROCEDURE | FUNCTION) name [params] [RETURN (type | SELF AS RESULT)] {option}
 *            ( ';' | (IS | AS) ( call_spec ';' | decls BEGIN .. END [name] ';' ) ) */
OlNode *ol_parse_pl_routine(OlParser *p, const OlToken *first)
{
    OlPlRoutine *r = MAKE_AT(p, PlRoutine, first);
    OlPlBlock *body;

    if (!ol_parse_enter(p))
        return NULL;
    r->is_function = at_kw(p, K(FUNCTION));
    if (!r->is_function && !at_kw(p, K(PROCEDURE)))
        return ol_parse_fail_plsql(p, "FUNCTION PROCEDURE");
    advance(p);
    r->name = ol_parse_pl_name(p);
    while (accept(p, OL_TOK_DOT)) /* CREATE FUNCTION schema.name: the last part is the name */
        r->name = ol_parse_pl_name(p);
    if (at(p, OL_TOK_LPAREN))
        ol_parse_pl_params(p, &r->params);
    if (at_kw(p, K(RETURN)))
    {
        advance(p);
        if (at_kw(p, K(SELF)) && peek_kw(p, 1, K(AS)))
        {
            p->cur += 2;
            want_kw(p, K(RESULT));
            r->self_result = true;
        }
        else
            r->return_type = parse_pl_type(p);
    }
    while (!p->failed && ol_parse_pl_unit_option(p, &r->options))
        ;
    if (!accept_kw(p, K(IS)) && !accept_kw(p, K(AS)))
    {
        leave(p);
        if (at(p, OL_TOK_COMMA) || at(p, OL_TOK_RPAREN)) /* a method in CREATE TYPE */
            return close_node(p, r);
        if (at_kw(p, K(USING)) && r->options.n > 0)
            return ol_parse_fail_plsql(p, "; IS AS");
        want(p, OL_TOK_SEMI, "; IS AS");
        return close_node(p, r);
    }
    r->has_body = true;
    if (parse_call_spec(p, r))
    {
        leave(p);
        if (!at(p, OL_TOK_COMMA) && !at(p, OL_TOK_RPAREN))
            accept(p, OL_TOK_SEMI);
        return close_node(p, r);
    }
    body = MAKE(p, PlBlock);
    ol_parse_pl_decls(p, &body->decls);
    body->has_declare = body->decls.n > 0;
    ol_parse_pl_body(p, body);
    r->body = close_node(p, body);
    want_semi(p);
    leave(p);
    return close_node(p, r);
}

/* decl := TYPE name IS type_decl ';' | SUBTYPE name IS type ';' | cursor | pragma | routine | name EXCEPTION ';' | var ';' */
static OlNode *parse_decl(OlParser *p)
{
    const OlToken *first = p->cur;

    if (at_kw(p, K(TYPE)) && peek_kw(p, 2, K(IS)))
    {
        OlName name;
        OlNode *type;
        advance(p);
        name = ol_parse_pl_name(p);
        advance(p);
        type = ol_parse_pl_type_decl(p, name, first);
        want_semi(p);
        return type;
    }
    if (at_kw(p, K(SUBTYPE)) && peek_kw(p, 2, K(IS)))
    {
        OlPlSubtypeDecl *node = MAKE(p, PlSubtypeDecl);
        advance(p);
        node->name = ol_parse_pl_name(p);
        advance(p);
        node->type = parse_pl_type(p);
        want_semi(p);
        return close_node(p, node);
    }
    if (at_kw(p, K(CURSOR)) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)))
        return parse_cursor(p);
    if (at_kw(p, K(PRAGMA)) && peek_is(p, 1, OL_TOK_WORD))
        return parse_pragma(p);
    if (at_kw(p, K(PROCEDURE)) || at_kw(p, K(FUNCTION)))
        return ol_parse_pl_routine(p, first);
    if (peek_kw(p, 1, K(EXCEPTION)))
    {
        OlPlExceptionDecl *node = MAKE(p, PlExceptionDecl);
        node->name = ol_parse_pl_name(p);
        advance(p);
        want_semi(p);
        return close_node(p, node);
    }
    if (!at_name(p))
        return ol_parse_fail_plsql(p, "BEGIN FUNCTION PRAGMA PROCEDURE SUBTYPE TYPE CURSOR an identifier");
    {
        OlNode *var = ol_parse_pl_var(p);
        want(p, OL_TOK_SEMI, ":= . ( @ % ; NOT NULL RANGE DEFAULT CHARACTER");
        return close_node(p, var);
    }
}

/* A section of a compound trigger begins. */
static bool at_timing_point(const OlParser *p)
{
    return ((at_kw(p, K(BEFORE)) || at_kw(p, K(AFTER))) && (peek_kw(p, 1, K(STATEMENT)) || peek_kw(p, 1, K(EACH)))) ||
           at_kw2(p, K(INSTEAD), K(OF));
}

/* decls := { decl } */
void ol_parse_pl_decls(OlParser *p, OlList *out)
{
    while (!p->failed && !at_kw(p, K(BEGIN)) && !at_kw(p, K(END)) && !at(p, OL_TOK_EOF) && !at_timing_point(p))
        add_node(p, out, parse_decl(p));
}
