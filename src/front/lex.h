/*
 * lex.h - tokens of Oracle SQL and PL/SQL, and the function that cuts a text into them.
 *
 * Owns:      OlToken, the token kinds, keyword numbers.
 * Lifetimes: tokens hold offsets into the text; the array lives in the arena given.
 * Invariant: the array ends with one OL_TOK_EOF token whose span is empty and at the end of the text (or, in a PL/SQL
 *            text, after its last token).  Spans grow strictly.
 *            A lexical error is a token (OL_TOK_ERROR, its number in err): the parser raises it when it gets there, so
 *            that an earlier syntax error comes first, as in Oracle.
 * See also:  lex.c, defs/keywords.def, parse.h
 */
#ifndef OL_FRONT_LEX_H
#define OL_FRONT_LEX_H

#include "base/base.h"

typedef enum OlTokKind
{
    OL_TOK_EOF,
    OL_TOK_ERROR,
    OL_TOK_WORD,      /* unquoted identifier or keyword (kw) */
    OL_TOK_QNAME,     /* "quoted" */
    OL_TOK_NUMBER,
    OL_TOK_STRING,    /* '..' and q'..', N'..', nq'..': see flags */
    OL_TOK_BIND,      /* :name :1 :"Name" */
    OL_TOK_HINT,      /* hint comment after SELECT, INSERT, UPDATE, DELETE, MERGE */
    OL_TOK_INQUIRY,   /* $$name */
    OL_TOK_DIRECTIVE, /* $IF $THEN $ELSE $ELSIF $END $ERROR: kw is the word */
    OL_TOK_LPAREN,
    OL_TOK_RPAREN,
    OL_TOK_OUTER,     /* (+) */
    OL_TOK_LBRACKET,
    OL_TOK_RBRACKET,
    OL_TOK_COMMA,
    OL_TOK_DOT,
    OL_TOK_DOTDOT,    /* .. */
    OL_TOK_SEMI,
    OL_TOK_COLON,     /* a colon that starts no bind */
    OL_TOK_ASSIGN,    /* := */
    OL_TOK_ARROW,     /* => */
    OL_TOK_AT,
    OL_TOK_PERCENT,
    OL_TOK_PLUS,
    OL_TOK_MINUS,
    OL_TOK_STAR,
    OL_TOK_SLASH,
    OL_TOK_POWER,     /* ** */
    OL_TOK_CONCAT,    /* || */
    OL_TOK_EQ,
    OL_TOK_NE,        /* <> != ^= ~= and the not sign */
    OL_TOK_LT,
    OL_TOK_LE,
    OL_TOK_GT,
    OL_TOK_GE,
    OL_TOK_BAR,       /* a single | : row pattern, else an error */
    OL_TOK_BANG,      /* ! or ^ or ~ alone, to be followed by = after white space */
    OL_TOK_LLABEL,    /* << */
    OL_TOK_RLABEL,    /* >> */
    OL_TOK_COUNT
} OlTokKind;

typedef enum OlKeyword
{
    OL_NO_KEYWORD = 0,
#define OL_KEYWORD(symbol, flags) OL_KW_##symbol,
#include "../../defs/keywords.def"
#undef OL_KEYWORD
    OL_KEYWORD_N
} OlKeyword;

/* Keyword flags in defs/keywords.def. */
#define OL_KWF_SQL 1u    /* reserved in SQL */
#define OL_KWF_SEMI 2u   /* SQL: no name of a table or column, but of an alias (RES_SEMI in V$RESERVED_WORDS) */
#define OL_KWF_PLSQL 4u  /* reserved in PL/SQL */

/* Token flags. */
#define OL_TF_NATIONAL 1u /* N'..' */
#define OL_TF_Q 2u        /* q'[..]' : no doubling inside */
#define OL_TF_ESCAPES 4u  /* '..' with doubled quotes inside, to be undone */
#define OL_TF_LOWER 8u    /* a word with letters that fold */
#define OL_TF_FLOAT 16u   /* number with suffix f */
#define OL_TF_DOUBLE 32u  /* number with suffix d */
#define OL_TF_UNICODE 64u /* U'..' : national, \\XXXX is a UTF-16 unit */

typedef struct OlToken
{
    uint32_t start;
    uint32_t end;
    uint8_t kind;  /* OlTokKind */
    uint8_t flags; /* OL_TF_xxx */
    uint16_t kw;   /* OlKeyword of a word; OlErrorCode of an error */
} OlToken;

typedef struct OlTokens
{
    OlToken *items;
    int n; /* without the EOF token, which is items[n] */
} OlTokens;

/* Cuts the text. Only texts of 2 GB and more are refused. */
OlStatus ol_lex(OlArena *arena, OlStr text, OlTokens *out, OlDiag *diag) OL_MUSTCHECK;

const char *ol_keyword_text(OlKeyword kw);  /* upper case */
unsigned ol_keyword_flags(OlKeyword kw);
OlKeyword ol_keyword_find(OlStr word);      /* any case; OL_NO_KEYWORD */
const char *ol_token_kind_name(OlTokKind kind);

/* Values of tokens; in arena where they cannot be pieces of the text. */
OlStr ol_token_name(OlArena *arena, OlStr text, const OlToken *tok);   /* WORD, QNAME: folded or unquoted */
OlStr ol_token_string(OlArena *arena, OlStr text, const OlToken *tok); /* STRING: what it stands for */
OlStr ol_token_bind(OlArena *arena, OlStr text, const OlToken *tok, bool *quoted); /* BIND: its name, folded */

#endif
