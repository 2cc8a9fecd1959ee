/*
 * parse_type.c - data types as written, and the qualifiers of intervals.
 *
 * Owns:      which words make one built-in type name.
 * Invariant: nothing is looked up: a type of the user looks like a built-in one without special grammar.
 * See also:  parse.h; SQL Language Reference, "Data Types"; PL/SQL Language Reference, "%TYPE Attribute"
 */
#include "front/parse.h"

static OlName word_name(const OlToken *t, const char *words)
{
    return (OlName){ol_str(words), false, t->start};
}

/* length := '(' number [BYTE | CHAR] ')' ; precision := '(' (number | '*') [, number] ')' ; other arguments are kept */
static void parse_args(OlParser *p, OlDataType *type)
{
    advance(p);
    type->has_args = true;
    if (accept(p, OL_TOK_STAR))
        type->precision = -2;
    else if (at(p, OL_TOK_NUMBER) && (!p->plsql || peek_is(p, 1, OL_TOK_RPAREN) || peek_is(p, 1, OL_TOK_COMMA) ||
                                      peek_is(p, 1, OL_TOK_WORD)))
        type->precision = ol_parse_int(p, OL_ERR_PARAM_MISSING_VALUE);
    else if (at(p, OL_TOK_RPAREN) || at(p, OL_TOK_MINUS))
    {
        ol_parse_fail(p, OL_ERR_PARAM_MISSING_VALUE);
        return;
    }
    else
        ol_parse_expr_list(p, &type->args); /* VARCHAR2(c_size), VECTOR(3, FLOAT32): constants and words */
    if (accept_kw(p, K(BYTE)))
        type->unit = OL_UNIT_BYTE;
    else if (accept_kw(p, K(CHAR)))
        type->unit = OL_UNIT_CHAR;
    if (accept(p, OL_TOK_COMMA))
    {
        if (at(p, OL_TOK_NUMBER) || at(p, OL_TOK_MINUS))
        {
            type->scale = ol_parse_int(p, OL_ERR_INVALID_SCALE);
            if (type->scale < -84 || type->scale > 127)
                ol_parse_fail_at(p, OL_ERR_INVALID_SCALE, p->cur[-1].start);
        }
        else
            ol_parse_expr_list(p, &type->args);
        if (accept(p, OL_TOK_COMMA))
            ol_parse_expr_list(p, &type->args);
    }
    expect_rparen(p);
}

/* qualifier := YEAR [(n)] [TO MONTH] | MONTH [(n)] | (DAY | HOUR | MINUTE) [(n)] [TO (HOUR | MINUTE | SECOND [(m)])]
 *            | SECOND [(n [, m])] */
bool ol_parse_interval_qualifier(OlParser *p, OlDateField *from, OlDateField *to, int64_t *lead, int64_t *frac)
{
    static const OlKeyword kws[] = {OL_KW_YEAR, OL_KW_MONTH, OL_KW_DAY, OL_KW_HOUR, OL_KW_MINUTE, OL_KW_SECOND};

    *from = *to = OL_DTFIELD_NONE;
    *lead = *frac = -1;
    for (size_t i = 0; i < OL_LENGTHOF(kws); i++)
        if (at_kw(p, kws[i]))
            *from = (OlDateField)(OL_DTFIELD_YEAR + i);
    if (*from == OL_DTFIELD_NONE)
        return false;
    advance(p);
    if (accept(p, OL_TOK_LPAREN))
    {
        *lead = ol_parse_int(p, OL_ERR_INVALID_INTERVAL);
        if (*from == OL_DTFIELD_SECOND && accept(p, OL_TOK_COMMA))
            *frac = ol_parse_int(p, OL_ERR_INVALID_INTERVAL);
        expect_rparen(p);
    }
    if (at_kw(p, K(TO)))
    {
        advance(p);
        for (size_t i = 0; i < OL_LENGTHOF(kws); i++)
            if (at_kw(p, kws[i]))
                *to = (OlDateField)(OL_DTFIELD_YEAR + i);
        if (*to == OL_DTFIELD_NONE || *to <= *from || (*from <= OL_DTFIELD_MONTH) != (*to <= OL_DTFIELD_MONTH))
            return false;
        advance(p);
        if (*to == OL_DTFIELD_SECOND && at(p, OL_TOK_LPAREN))
        {
            advance(p);
            *frac = ol_parse_int(p, OL_ERR_INVALID_INTERVAL);
            expect_rparen(p);
        }
    }
    return !p->failed;
}

/* Words of built-in types that are more than one token, or reserved. The canonical name, tokens used; NULL: none. */
static const char *builtin_words(const OlParser *p, int *used)
{
    OlKeyword a = at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD;

    *used = 1;
    switch (a)
    {
    case OL_KW_LONG:
        if (peek_kw(p, 1, K(RAW)))
        {
            *used = 2;
            return "LONG RAW";
        }
        if (peek_kw(p, 1, K(VARCHAR)))
        {
            *used = 2;
            return "LONG";
        }
        return "LONG";
    case OL_KW_DOUBLE:
        if (peek_kw(p, 1, K(PRECISION)))
        {
            *used = 2;
            return "DOUBLE PRECISION";
        }
        return NULL;
    case OL_KW_CHAR:
    case OL_KW_CHARACTER:
        if (peek_kw(p, 1, K(VARYING)))
        {
            *used = 2;
            return "CHARACTER VARYING";
        }
        return a == OL_KW_CHAR ? "CHAR" : "CHARACTER";
    case OL_KW_NCHAR:
        if (peek_kw(p, 1, K(VARYING)))
        {
            *used = 2;
            return "NCHAR VARYING";
        }
        return "NCHAR";
    case OL_KW_NATIONAL:
        if (peek_kw(p, 1, K(CHARACTER)) || peek_kw(p, 1, K(CHAR)))
        {
            *used = 2;
            if (peek_kw(p, 2, K(VARYING)))
            {
                *used = 3;
                return "NATIONAL CHARACTER VARYING";
            }
            return "NATIONAL CHARACTER";
        }
        return NULL;
    case OL_KW_VARCHAR:
        return "VARCHAR";
    case OL_KW_VARCHAR2:
        return "VARCHAR2";
    case OL_KW_NUMBER:
        return "NUMBER";
    case OL_KW_DATE:
        return "DATE";
    case OL_KW_RAW:
        return "RAW";
    case OL_KW_ROWID:
        return "ROWID";
    case OL_KW_INTEGER:
        return "INTEGER";
    case OL_KW_SMALLINT:
        return "SMALLINT";
    case OL_KW_DECIMAL:
        return "DECIMAL";
    case OL_KW_FLOAT:
        return "FLOAT";
    case OL_KW_MLSLABEL:
        return "MLSLABEL";
    default:
        return NULL;
    }
}

/* type := [REF] ( builtin | dotted [@link] ) ['(' args ')'] [WITH [LOCAL] TIME ZONE] [CHARACTER SET x] [%TYPE | %ROWTYPE]
 *       | INTERVAL qualifier */
OlNode *ol_parse_type(OlParser *p)
{
    OlDataType *type = MAKE(p, DataType);
    const OlToken *first = p->cur;
    const char *words;
    int used = 0;

    type->precision = -1;
    type->scale = -128;
    if (at_kw(p, K(REF)) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)) && !peek_kw(p, 1, K(CURSOR)) &&
        ol_parse_tok_is_name(p, peek_tok(p, 1)))
    {
        type->is_ref = true;
        advance(p);
    }
    if (at_kw(p, K(INTERVAL)) && (peek_kw(p, 1, K(YEAR)) || peek_kw(p, 1, K(DAY))))
    {
        ol_parse_names_add(p, &type->names, word_name(first, "INTERVAL"));
        advance(p);
        if (!ol_parse_interval_qualifier(p, &type->from, &type->to, &type->precision, &type->scale) ||
            type->to == OL_DTFIELD_NONE)
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        return close_node(p, type);
    }
    words = builtin_words(p, &used);
    if (words != NULL && !peek_is(p, 1, OL_TOK_DOT) && !peek_is(p, 1, OL_TOK_PERCENT))
    {
        ol_parse_names_add(p, &type->names, word_name(p->cur, words));
        p->cur += used;
    }
    else
    {
        type->names = ol_parse_dotted(p, OL_ERR_INVALID_DATATYPE);
        if (accept(p, OL_TOK_AT))
            type->dblink = ol_parse_dblink(p);
    }
    if (at(p, OL_TOK_LPAREN))
        parse_args(p, type);
    if (at_kw(p, K(WITH)) && (peek_kw(p, 1, K(TIME)) || peek_kw(p, 1, K(LOCAL))))
    {
        advance(p);
        type->with_local_tz = accept_kw(p, K(LOCAL));
        type->with_tz = !type->with_local_tz;
        ol_parse_expect_kw(p, K(TIME), OL_ERR_MISSING_KEYWORD);
        ol_parse_expect_kw(p, K(ZONE), OL_ERR_MISSING_KEYWORD);
    }
    if (at_kw2(p, K(CHARACTER), K(SET)))
    {
        OlNames names;
        p->cur += 2;
        names = ol_parse_dotted(p, OL_ERR_INVALID_DATATYPE);
        type->charset = names.n > 0 ? names.items[0].text : OL_STR_NULL;
        if (at(p, OL_TOK_PERCENT) && peek_kw(p, 1, K(CHARSET)))
            p->cur += 2;
    }
    if (at(p, OL_TOK_PERCENT))
    {
        if (peek_kw(p, 1, K(TYPE)))
            type->anchor = OL_ANCHOR_TYPE;
        else if (peek_kw(p, 1, K(ROWTYPE)))
            type->anchor = OL_ANCHOR_ROWTYPE;
        else
            return ol_parse_fail(p, OL_ERR_INVALID_DATATYPE);
        p->cur += 2;
    }
    return close_node(p, type);
}

/* type_name := dotted : the name of a user's type where parentheses belong to what follows */
OlNode *ol_parse_type_name(OlParser *p)
{
    OlDataType *type = MAKE(p, DataType);

    type->precision = -1;
    type->scale = -128;
    type->names = ol_parse_dotted(p, OL_ERR_INVALID_DATATYPE);
    return close_node(p, type);
}
