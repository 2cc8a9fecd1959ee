/*
 * parse_plsql_stmt.c - statements and blocks of PL/SQL.
 *
 * Owns:      the grammar between BEGIN and END.
 * See also:  parse_plsql.h, parse_plsql_decl.c; PL/SQL Language Reference, "PL/SQL Language Elements"
 */
#include "front/parse_plsql.h"

static OlNode *parse_statement(OlParser *p, OlList *out);

void ol_parse_pl_end_name(OlParser *p)
{
    if (at_name(p))
        ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */
/* statements := statement { statement } */
void ol_parse_pl_statements(OlParser *p, OlList *out)
{
    do
    {
        OlNode *stmt = parse_statement(p, out);
        if (stmt != NULL)
            add_node(p, out, stmt);
    } while (!p->failed && !at_kw(p, K(END)) && !at_kw(p, K(ELSE)) && !at_kw(p, K(ELSIF)) && !at_kw(p, K(WHEN)) &&
             !at_kw(p, K(EXCEPTION)) && !at(p, OL_TOK_EOF));
}

/* handlers := EXCEPTION { WHEN (OTHERS | name {OR name}) THEN statements } */
static void parse_handlers(OlParser *p, OlList *out)
{
    advance(p);
    if (!at_kw(p, K(WHEN)))
    {
        ol_parse_fail_plsql(p, "WHEN");
        return;
    }
    while (at_kw(p, K(WHEN)) && !p->failed)
    {
        OlPlHandler *h = MAKE(p, PlHandler);

        advance(p);
        if (accept_kw(p, K(OTHERS)))
            h->others = true;
        else
            do
            {
                OlColumnRef *ref = MAKE(p, ColumnRef);
                if (!at_name(p))
                    ol_parse_fail_plsql(p, "an identifier, OTHERS");
                ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
                add_node(p, &h->exceptions, close_node(p, ref));
            } while (accept_kw(p, K(OR)));
        want_kw(p, K(THEN));
        ol_parse_pl_statements(p, &h->statements);
        add_node(p, out, close_node(p, h));
    }
}

/* body_until_end := BEGIN statements [handlers] END */
void ol_parse_pl_body_until_end(OlParser *p, OlPlBlock *block)
{
    if (!want_kw(p, K(BEGIN)))
        return;
    ol_parse_pl_statements(p, &block->statements);
    if (at_kw(p, K(EXCEPTION)))
        parse_handlers(p, &block->handlers);
    want_kw(p, K(END));
}

/* body := body_until_end [name] */
void ol_parse_pl_body(OlParser *p, OlPlBlock *block)
{
    ol_parse_pl_body_until_end(p, block);
    ol_parse_pl_end_name(p);
}

/* block := [DECLARE decls] body */
OlNode *ol_parse_pl_block(OlParser *p, OlNames labels)
{
    OlPlBlock *block = MAKE(p, PlBlock);

    block->labels = labels;
    if (accept_kw(p, K(DECLARE)))
    {
        block->has_declare = true;
        ol_parse_pl_decls(p, &block->decls);
    }
    ol_parse_pl_body(p, block);
    return close_node(p, block);
}

/* --- compound statements ------------------------------------------------------------------------------------------ */
/* if := IF cond THEN statements {ELSIF cond THEN statements} [ELSE statements] END IF */
static OlNode *parse_if(OlParser *p)
{
    OlPlIf *node = MAKE(p, PlIf);

    do
    {
        OlPlBranch *branch = MAKE(p, PlBranch);
        advance(p);
        branch->cond = ol_parse_any_expr(p);
        want_kw(p, K(THEN));
        ol_parse_pl_statements(p, &branch->statements);
        add_node(p, &node->branches, close_node(p, branch));
    } while (at_kw(p, K(ELSIF)) && !p->failed);
    if (accept_kw(p, K(ELSE)))
    {
        node->has_else = true;
        ol_parse_pl_statements(p, &node->else_statements);
    }
    want_kw(p, K(END));
    want_kw(p, K(IF));
    return close_node(p, node);
}

/* case := CASE [expr] {WHEN x THEN statements} [ELSE statements] END CASE [label] */
static OlNode *parse_case_statement(OlParser *p)
{
    OlPlCase *node = MAKE(p, PlCase);

    advance(p);
    if (!at_kw(p, K(WHEN)))
        node->operand = ol_parse_any_expr(p);
    if (!at_kw(p, K(WHEN)))
        return ol_parse_fail_plsql(p, "WHEN");
    while (at_kw(p, K(WHEN)) && !p->failed)
    {
        OlPlBranch *branch = MAKE(p, PlBranch);
        advance(p);
        branch->cond = ol_parse_any_expr(p);
        want_kw(p, K(THEN));
        ol_parse_pl_statements(p, &branch->statements);
        add_node(p, &node->branches, close_node(p, branch));
    }
    if (accept_kw(p, K(ELSE)))
    {
        node->has_else = true;
        ol_parse_pl_statements(p, &node->else_statements);
    }
    want_kw(p, K(END));
    want_kw(p, K(CASE));
    ol_parse_pl_end_name(p);
    return close_node(p, node);
}

/* loop_body := LOOP statements END LOOP [label] */
static void parse_loop_body(OlParser *p, OlList *out)
{
    want_kw(p, K(LOOP));
    ol_parse_pl_statements(p, out);
    want_kw(p, K(END));
    want_kw(p, K(LOOP));
    ol_parse_pl_end_name(p);
}

/* loop := [WHILE cond] loop_body */
static OlNode *parse_loop(OlParser *p, OlNames labels)
{
    OlPlLoop *node = MAKE(p, PlLoop);

    node->labels = labels;
    if (accept_kw(p, K(WHILE)))
        node->while_cond = ol_parse_any_expr(p);
    parse_loop_body(p, &node->statements);
    return close_node(p, node);
}

/* for := FOR name IN ( [REVERSE] expr .. expr | '(' query ')' | cursor ['(' args ')'] ) loop_body */
static OlNode *parse_for(OlParser *p, OlNames labels)
{
    const OlToken *first = p->cur;
    OlName variable;
    bool reverse;
    OlNode *low;
    OlPlForCursor *cursor;

    advance(p);
    variable = ol_parse_pl_name(p);
    if (at_kw(p, K(MUTABLE)) || at_kw(p, K(IMMUTABLE)) || !at_kw(p, K(IN)))
    {
        if (at_kw(p, K(MUTABLE)) || at_kw(p, K(IMMUTABLE)) || at(p, OL_TOK_COMMA))
            return ol_parse_unsupported(p, "FOR iterator of 21c");
        return ol_parse_fail_plsql(p, "IN");
    }
    advance(p);
    if ((at_kw(p, K(INDICES)) || at_kw(p, K(VALUES)) || at_kw(p, K(PAIRS)) || at_kw(p, K(REPEAT))) &&
        (peek_kw(p, 1, K(OF)) || at_kw(p, K(REPEAT))))
        return ol_parse_unsupported(p, "FOR iterator of 21c");
    reverse = at_kw(p, K(REVERSE)) && !peek_kw(p, 1, K(LOOP)) && !peek_is(p, 1, OL_TOK_DOT);
    if (reverse)
        advance(p);
    if (!reverse && ol_parse_at_query(p))
    {
        cursor = MAKE_AT(p, PlForCursor, first);
        cursor->labels = labels;
        cursor->variable = variable;
        cursor->query = ol_parse_paren_query(p);
        parse_loop_body(p, &cursor->statements);
        return close_node(p, cursor);
    }
    low = ol_parse_value(p);
    if (at(p, OL_TOK_DOTDOT))
    {
        OlPlForRange *range = MAKE_AT(p, PlForRange, first);
        advance(p);
        range->labels = labels;
        range->variable = variable;
        range->reverse = reverse;
        range->low = low;
        range->high = ol_parse_value(p);
        if (at_kw(p, K(BY)) || at(p, OL_TOK_COMMA))
            return ol_parse_unsupported(p, "FOR iterator of 21c");
        parse_loop_body(p, &range->statements);
        return close_node(p, range);
    }
    cursor = MAKE_AT(p, PlForCursor, first);
    cursor->labels = labels;
    cursor->variable = variable;
    cursor->cursor = low;
    parse_loop_body(p, &cursor->statements);
    return close_node(p, cursor);
}

/* --- cursors and dynamic SQL -------------------------------------------------------------------------------------- */
/* using := USING [IN | OUT | IN OUT] expr {, ..} */
static void parse_using(OlParser *p, OlList *out)
{
    do
    {
        OlPlUsing *u = MAKE(p, PlUsing);
        bool in = accept_kw(p, K(IN));
        bool is_out = at_kw(p, K(OUT)) && !peek_is(p, 1, OL_TOK_COMMA) && !peek_is(p, 1, OL_TOK_SEMI);

        if (is_out)
            advance(p);
        u->mode = is_out ? (in ? OL_MODE_IN_OUT : OL_MODE_OUT) : OL_MODE_IN;
        u->expr = ol_parse_any_expr(p);
        add_node(p, out, close_node(p, u));
    } while (accept(p, OL_TOK_COMMA));
}

/* A cursor: name, element, :bind. */
static OlNode *parse_cursor_ref(OlParser *p)
{
    if (!at_name(p) && !at(p, OL_TOK_BIND))
        return ol_parse_fail_plsql(p, "an identifier, a bind variable");
    return ol_parse_value(p);
}

/* open := OPEN cursor ['(' args ')'] [FOR (query | expr [USING args])] */
static OlNode *parse_open(OlParser *p)
{
    OlPlOpen *node = MAKE(p, PlOpen);

    advance(p);
    node->cursor = parse_cursor_ref(p);
    if (accept_kw(p, K(FOR)))
    {
        if (ol_parse_at_query(p))
            node->query = ol_parse_select(p);
        else
            node->dynamic = ol_parse_value(p);
        if (accept_kw(p, K(USING)))
            parse_using(p, &node->using_args);
    }
    else if (OL_IS(FuncCall, node->cursor))
    {
        OlFuncCall *call = OL_AS(FuncCall, node->cursor);
        OlColumnRef *ref = OL_MAKE(p->arena, ColumnRef, call->expr.node.start, call->expr.node.end);
        ref->names = call->names;
        node->args = call->args;
        node->cursor = &ref->expr.node;
    }
    return close_node(p, node);
}

/* fetch := FETCH cursor [BULK COLLECT] INTO targets [LIMIT expr] */
static OlNode *parse_fetch(OlParser *p)
{
    OlPlFetch *node = MAKE(p, PlFetch);

    advance(p);
    node->cursor = parse_cursor_ref(p);
    node->bulk = accept_kw2(p, K(BULK), K(COLLECT));
    want_kw(p, K(INTO));
    ol_parse_targets(p, &node->into);
    if (accept_kw(p, K(LIMIT)))
        node->limit = ol_parse_value(p);
    return close_node(p, node);
}

/* execute := EXECUTE IMMEDIATE expr { [BULK COLLECT] INTO targets | USING args | (RETURNING | RETURN) [BULK COLLECT] INTO t } */
static OlNode *parse_execute(OlParser *p)
{
    OlPlExecute *node = MAKE(p, PlExecute);

    p->cur += 2;
    node->text = ol_parse_value(p);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        if (at_kw2(p, K(BULK), K(COLLECT)) || at_kw(p, K(INTO)))
        {
            node->bulk = accept_kw2(p, K(BULK), K(COLLECT));
            want_kw(p, K(INTO));
            ol_parse_targets(p, &node->into);
        }
        else if (accept_kw(p, K(USING)))
            parse_using(p, &node->using_args);
        else if (accept_kw(p, K(RETURNING)) || accept_kw(p, K(RETURN)))
        {
            node->returning_bulk = accept_kw2(p, K(BULK), K(COLLECT));
            want_kw(p, K(INTO));
            ol_parse_targets(p, &node->returning_into);
        }
        else
            break;
    }
    return close_node(p, node);
}

/* forall := FORALL name IN ( expr .. expr | INDICES OF coll [BETWEEN e AND e] | VALUES OF coll ) [SAVE EXCEPTIONS] dml */
static OlNode *parse_forall(OlParser *p)
{
    OlPlForall *node = MAKE(p, PlForall);

    advance(p);
    node->variable = ol_parse_pl_name(p);
    want_kw(p, K(IN));
    if (accept_kw2(p, K(INDICES), K(OF)))
    {
        node->kind = OL_FORALL_INDICES;
        node->collection = ol_parse_value(p);
        if (accept_kw(p, K(BETWEEN)))
        {
            node->low = ol_parse_value(p);
            want_kw(p, K(AND));
            node->high = ol_parse_value(p);
        }
    }
    else if (accept_kw2(p, K(VALUES), K(OF)))
    {
        node->kind = OL_FORALL_VALUES;
        node->collection = ol_parse_value(p);
    }
    else
    {
        node->low = ol_parse_value(p);
        want(p, OL_TOK_DOTDOT, "..");
        node->high = ol_parse_value(p);
    }
    node->save_exceptions = accept_kw2(p, K(SAVE), K(EXCEPTIONS));
    if (at_kw(p, K(INSERT)))
        node->statement = ol_parse_insert(p);
    else if (at_kw(p, K(UPDATE)))
        node->statement = ol_parse_update(p);
    else if (at_kw(p, K(DELETE)))
        node->statement = ol_parse_delete(p);
    else if (at_kw(p, K(MERGE)))
        node->statement = ol_parse_merge(p);
    else if (at_kw2(p, K(EXECUTE), K(IMMEDIATE)))
        node->statement = parse_execute(p);
    else
        return ol_parse_fail_plsql(p, "DELETE EXECUTE INSERT MERGE SAVE UPDATE");
    return close_node(p, node);
}

/* --- simple statements -------------------------------------------------------------------------------------------- */
/* exit := (EXIT | CONTINUE) [label] [WHEN cond] */
static OlNode *parse_exit(OlParser *p)
{
    OlPlExit *node = MAKE(p, PlExit);

    node->is_continue = at_kw(p, K(CONTINUE));
    advance(p);
    if (at_name(p))
        node->label = ol_parse_pl_name(p);
    if (accept_kw(p, K(WHEN)))
        node->cond = ol_parse_any_expr(p);
    return close_node(p, node);
}

static OlNode *parse_static_sql(OlParser *p)
{
    OlPlSql *node = MAKE(p, PlSql);
    OlParseClass cls;

    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_SELECT:
    case OL_KW_WITH:
        node->statement = ol_parse_select(p);
        break;
    case OL_KW_INSERT:
        node->statement = ol_parse_insert(p);
        break;
    case OL_KW_UPDATE:
        node->statement = ol_parse_update(p);
        break;
    case OL_KW_DELETE:
        node->statement = ol_parse_delete(p);
        break;
    case OL_KW_MERGE:
        node->statement = ol_parse_merge(p);
        break;
    default:
        node->statement = ol_parse_misc(p, &cls);
    }
    return close_node(p, node);
}

/* assignment_or_call := target := expr | call */
static OlNode *parse_assignment_or_call(OlParser *p)
{
    const OlToken *first = p->cur;
    OlNode *left;

    if (!at_name(p) && !at(p, OL_TOK_BIND))
        return ol_parse_fail_plsql(p, "( BEGIN CASE DECLARE EXIT FOR GOTO IF LOOP MOD NULL PRAGMA RAISE RETURN SELECT UPDATE "
                                      "WHILE WITH an identifier");
    left = ol_parse_value(p);
    if (left == NULL || p->failed)
        return NULL;
    switch ((OlNodeKind)left->kind)
    {
    case OL_N_ColumnRef:
    case OL_N_FuncCall:
    case OL_N_Member:
    case OL_N_Index:
    case OL_N_Bind:
        break;
    default:
        p->cur = first;
        return ol_parse_fail_plsql(p, ":= . ( @ % ;");
    }
    if (accept(p, OL_TOK_ASSIGN))
    {
        OlPlAssign *node = MAKE_AT(p, PlAssign, first);
        node->target = left;
        node->value = ol_parse_any_expr(p);
        return close_node(p, node);
    }
    if (at(p, OL_TOK_SEMI) && left->kind != OL_N_Bind)
    {
        OlPlCall *node = MAKE_AT(p, PlCall, first);
        node->call = left;
        return close_node(p, node);
    }
    return ol_parse_fail_plsql(p, ":= . ( @ % ;");
}

/* Whether the word at cur is a plain name here, because of what follows it. */
static bool is_name_use(const OlParser *p)
{
    const OlToken *next = peek_tok(p, 1);

    if (next->kind == OL_TOK_ASSIGN || next->kind == OL_TOK_DOT)
        return true;
    switch ((OlKeyword)p->cur->kw)
    {
    case OL_KW_OPEN:
    case OL_KW_FETCH:
    case OL_KW_CLOSE:
    case OL_KW_EXECUTE:
    case OL_KW_PIPE:
    case OL_KW_COMMIT:
    case OL_KW_ROLLBACK:
    case OL_KW_SAVEPOINT:
    case OL_KW_SET:
    case OL_KW_MERGE:
    case OL_KW_EXIT:
    case OL_KW_CONTINUE:
    case OL_KW_RAISE:
    case OL_KW_FORALL:
    case OL_KW_PRAGMA:
        return next->kind == OL_TOK_LPAREN;
    default:
        return false;
    }
}

/* One statement without labels and without ';' */
static OlNode *parse_plain(OlParser *p, OlNames labels)
{
    OlKeyword kw = at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD;

    if (kw == OL_NO_KEYWORD || is_name_use(p))
        return parse_assignment_or_call(p);
    switch (kw)
    {
    case OL_KW_BEGIN:
    case OL_KW_DECLARE:
        return ol_parse_pl_block(p, labels);
    case OL_KW_IF:
        return parse_if(p);
    case OL_KW_CASE:
        return parse_case_statement(p);
    case OL_KW_LOOP:
    case OL_KW_WHILE:
        return parse_loop(p, labels);
    case OL_KW_FOR:
        return parse_for(p, labels);
    case OL_KW_FORALL:
        return parse_forall(p);
    case OL_KW_EXIT:
    case OL_KW_CONTINUE:
        return parse_exit(p);
    case OL_KW_NULL:
    {
        OlPlNull *node = MAKE(p, PlNull);
        advance(p);
        return close_node(p, node);
    }
    case OL_KW_GOTO:
    {
        OlPlGoto *node = MAKE(p, PlGoto);
        advance(p);
        node->label = ol_parse_pl_name(p);
        return close_node(p, node);
    }
    case OL_KW_RETURN:
    {
        OlPlReturn *node = MAKE(p, PlReturn);
        advance(p);
        if (!at(p, OL_TOK_SEMI))
            node->value = ol_parse_any_expr(p);
        return close_node(p, node);
    }
    case OL_KW_RAISE:
    {
        OlPlRaise *node = MAKE(p, PlRaise);
        advance(p);
        if (!at(p, OL_TOK_SEMI))
        {
            if (!at_name(p))
                return ol_parse_fail_plsql(p, "; an identifier");
            node->exception = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
        }
        return close_node(p, node);
    }
    case OL_KW_OPEN:
        return parse_open(p);
    case OL_KW_FETCH:
        return parse_fetch(p);
    case OL_KW_CLOSE:
    {
        OlPlClose *node = MAKE(p, PlClose);
        advance(p);
        node->cursor = parse_cursor_ref(p);
        return close_node(p, node);
    }
    case OL_KW_EXECUTE:
        if (peek_kw(p, 1, K(IMMEDIATE)))
            return parse_execute(p);
        break;
    case OL_KW_PIPE:
        if (peek_kw(p, 1, K(ROW)))
        {
            OlPlPipeRow *node = MAKE(p, PlPipeRow);
            p->cur += 2;
            want(p, OL_TOK_LPAREN, "(");
            node->value = ol_parse_any_expr(p);
            want(p, OL_TOK_RPAREN, ")");
            return close_node(p, node);
        }
        break;
    case OL_KW_PRAGMA:
    {
        OlPlPragma *node = MAKE(p, PlPragma);
        advance(p);
        node->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
        if (accept(p, OL_TOK_LPAREN))
        {
            ol_parse_expr_list(p, &node->args);
            want(p, OL_TOK_RPAREN, ")");
        }
        return close_node(p, node);
    }
    case OL_KW_DELETE:
        if (peek_is(p, 1, OL_TOK_SEMI) || (peek_is(p, 1, OL_TOK_LPAREN) && !peek_kw(p, 2, K(SELECT))))
            break;
        return parse_static_sql(p);
    case OL_KW_SELECT:
    case OL_KW_WITH:
    case OL_KW_INSERT:
    case OL_KW_UPDATE:
    case OL_KW_MERGE:
    case OL_KW_COMMIT:
    case OL_KW_ROLLBACK:
    case OL_KW_SAVEPOINT:
        return parse_static_sql(p);
    case OL_KW_SET:
        if (peek_kw(p, 1, K(TRANSACTION)) || peek_kw(p, 1, K(CONSTRAINT)) || peek_kw(p, 1, K(CONSTRAINTS)))
            return parse_static_sql(p);
        break;
    case OL_KW_LOCK:
        if (peek_kw(p, 1, K(TABLE)))
            return parse_static_sql(p);
        break;
    case OL_KW_CREATE:
    case OL_KW_DROP:
    case OL_KW_ALTER:
    case OL_KW_GRANT:
        break; /* reserved: DDL is no statement of PL/SQL */
    default:
        break;
    }
    return parse_assignment_or_call(p);
}

/* statement := { << label >> } plain ';' ; a label alone before END or EXCEPTION is an error in Oracle too */
static OlNode *parse_statement(OlParser *p, OlList *out)
{
    OlNames labels = {NULL, 0};
    const OlToken *first = p->cur;
    OlNode *node;

    if (!ol_parse_enter(p))
        return NULL;
    while (accept(p, OL_TOK_LLABEL))
    {
        ol_parse_names_add(p, &labels, ol_parse_pl_name(p));
        want(p, OL_TOK_RLABEL, ">>");
    }
    if (labels.n > 0 && !at_kw(p, K(LOOP)) && !at_kw(p, K(WHILE)) && !at_kw(p, K(FOR)) && !at_kw(p, K(BEGIN)) &&
        !at_kw(p, K(DECLARE)))
    {
        OlPlLabel *label = MAKE_AT(p, PlLabel, first);
        label->labels = labels;
        add_node(p, out, close_node(p, label));
        if (at_kw(p, K(END))) /* accepted since 10g: a label before END */
        {
            leave(p);
            return NULL;
        }
    }
    node = parse_plain(p, labels);
    want_semi(p);
    leave(p);
    return p->failed ? NULL : node;
}
