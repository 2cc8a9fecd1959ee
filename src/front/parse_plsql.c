/*
 * parse_plsql.c - PL/SQL in SQL: anonymous blocks, CREATE of program units, WITH FUNCTION.
 *
 * Owns:      where a unit begins and ends in the text.
 * See also:  parse.h, parse_core.c
 */
#include "front/parse.h"

/* Every placeholder up to the end of the text. */
static void collect(OlParser *p)
{
    while (!p->failed && !at(p, OL_TOK_EOF))
    {
        if (at(p, OL_TOK_ERROR))
            ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
        else if (at(p, OL_TOK_BIND))
            ol_parse_bind(p);
        else
            advance(p);
    }
}

/* block := [DECLARE ..] BEGIN .. END ; */
OlNode *ol_parse_anonymous_block(OlParser *p)
{
    OlPlBlock *node = MAKE(p, PlBlock);

    node->source = ol_str_n(p->text.s + p->cur->start, p->text.n - p->cur->start);
    collect(p);
    return close_node(p, node);
}

/* create_unit := (PROCEDURE | FUNCTION | PACKAGE [BODY] | TRIGGER | TYPE [BODY]) [IF NOT EXISTS] name .. */
OlNode *ol_parse_create_unit(OlParser *p, const OlToken *first, bool or_replace, OlTri editionable)
{
    OlCreateUnit *node = MAKE_AT(p, CreateUnit, first);
    bool body;

    node->or_replace = or_replace;
    node->editionable = editionable;
    node->source = ol_str_n(p->text.s + p->cur->start, p->text.n - p->cur->start);
    body = peek_kw(p, 1, K(BODY));
    switch (at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD)
    {
    case OL_KW_PROCEDURE:
        node->kind = OL_OBJ_PROCEDURE;
        break;
    case OL_KW_FUNCTION:
        node->kind = OL_OBJ_FUNCTION;
        break;
    case OL_KW_PACKAGE:
        node->kind = body ? OL_OBJ_PACKAGE_BODY : OL_OBJ_PACKAGE;
        break;
    case OL_KW_TRIGGER:
        node->kind = OL_OBJ_TRIGGER;
        break;
    case OL_KW_TYPE:
        node->kind = body ? OL_OBJ_TYPE_BODY : OL_OBJ_TYPE;
        break;
    default:
        return ol_parse_fail(p, OL_ERR_INVALID_CREATE);
    }
    p->cur += node->kind == OL_OBJ_PACKAGE_BODY || node->kind == OL_OBJ_TYPE_BODY ? 2 : 1;
    node->if_not_exists = ol_parse_if_not_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER);
    while (!at(p, OL_TOK_EOF))
        advance(p);
    return close_node(p, node);
}

OlNode *ol_parse_with_routine(OlParser *p)
{
    return ol_parse_unsupported(p, "WITH FUNCTION");
}
