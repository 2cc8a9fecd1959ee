/*
 * parse_plsql.h - what the parse_plsql_*.c files share.
 *
 * Invariant: these functions run in PL/SQL mode (enter_plsql); static SQL switches SQL's reserved words on by itself.
 * See also:  parse.h
 */
#ifndef OL_FRONT_PARSE_PLSQL_H
#define OL_FRONT_PARSE_PLSQL_H

#include "front/parse.h"

typedef struct OlPlMode
{
    unsigned reserved;
    bool plsql;
} OlPlMode;

static inline OlPlMode enter_plsql(OlParser *p)
{
    OlPlMode saved = {p->reserved, p->plsql};

    p->reserved = OL_KWF_PLSQL;
    p->plsql = true;
    return saved;
}

static inline void leave_plsql(OlParser *p, OlPlMode saved)
{
    p->reserved = saved.reserved;
    p->plsql = saved.plsql;
}

/* PL/SQL's way of expecting: PLS-00103 naming what should have come. */
static inline bool want(OlParser *p, OlTokKind kind, const char *what)
{
    if (accept(p, kind))
        return true;
    ol_parse_fail_plsql(p, what);
    return false;
}

static inline bool want_kw(OlParser *p, OlKeyword kw)
{
    if (accept_kw(p, kw))
        return true;
    ol_parse_fail_plsql(p, ol_keyword_text(kw));
    return false;
}

static inline bool want_semi(OlParser *p)
{
    return want(p, OL_TOK_SEMI, ";");
}

OlName ol_parse_pl_name(OlParser *p);

void ol_parse_pl_decls(OlParser *p, OlList *out);                       /* up to BEGIN or END */
OlNode *ol_parse_pl_routine(OlParser *p, const OlToken *first);         /* at PROCEDURE or FUNCTION; with its ';' */
OlNode *ol_parse_pl_type_decl(OlParser *p, OlName name, const OlToken *first); /* after IS; without ';' */
void ol_parse_pl_params(OlParser *p, OlList *out);                      /* ( params ) */
bool ol_parse_pl_unit_option(OlParser *p, OlList *out);                 /* AUTHID .., DETERMINISTIC .. */
OlNode *ol_parse_pl_var(OlParser *p);                                   /* name [CONSTANT] type .., without ';' */

void ol_parse_pl_statements(OlParser *p, OlList *out);                  /* up to END, ELSE, ELSIF, WHEN, EXCEPTION */
OlNode *ol_parse_pl_block(OlParser *p, OlNames labels);                 /* [DECLARE ..] BEGIN .. END [name], without ';' */
void ol_parse_pl_body(OlParser *p, OlPlBlock *block);                   /* at BEGIN: statements, handlers, END [name] */
void ol_parse_pl_body_until_end(OlParser *p, OlPlBlock *block);         /* the same without the name */
void ol_parse_pl_end_name(OlParser *p);                                 /* optional name after END */

/* Conditional compilation: from cur on, only the chosen tokens stay. */
void ol_parse_pl_select_text(OlParser *p);

#endif
