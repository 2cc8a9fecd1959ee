/*
 * parse_plsql_unit.c - program units: anonymous blocks, CREATE of procedures, functions, packages, triggers and types,
 * WITH FUNCTION.
 *
 * Owns:      what stands around declarations and statements.
 * Invariant: an error inside the body of a CREATE does not fail the statement: Oracle creates the unit, invalid. It is kept
 *            in the CreateUnit node (has_error, error_text, error_pos), and unit is NULL then.
 * See also:  parse_plsql.h, parse_plsql_decl.c, parse_plsql_stmt.c, condcomp.c
 */
#include "front/parse_plsql.h"

/* Past everything, with its placeholders. */
static void skip_to_end(OlParser *p)
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

static void end_of_unit(OlParser *p)
{
    accept(p, OL_TOK_SEMI);
    if (!at(p, OL_TOK_EOF))
        ol_parse_fail_plsql(p, "end-of-file");
}

/* anonymous_block := { << label >> } block ';' */
OlNode *ol_parse_anonymous_block(OlParser *p)
{
    const OlToken *first = p->cur;
    OlStr source = ol_str_n(p->text.s + first->start, p->text.n - first->start);
    OlNames labels = {NULL, 0};
    OlPlMode mode;
    OlNode *node;

    if (p->flags & OL_PARSE_UNIT_TEXT_ONLY)
    {
        OlPlBlock *block = MAKE(p, PlBlock);
        block->source = source;
        skip_to_end(p);
        return close_node(p, block);
    }
    mode = enter_plsql(p);
    ol_parse_pl_select_text(p);
    while (accept(p, OL_TOK_LLABEL))
    {
        ol_parse_names_add(p, &labels, ol_parse_pl_name(p));
        want(p, OL_TOK_RLABEL, ">>");
    }
    node = ol_parse_pl_block(p, labels);
    want_semi(p);
    leave_plsql(p, mode);
    if (node == NULL || p->failed)
        return NULL;
    node->start = first->start;
    OL_AS(PlBlock, node)->source = source;
    return close_node(p, node);
}

/* --- packages ----------------------------------------------------------------------------------------------------- */
/* package := {option} (IS | AS) decls [BEGIN statements [handlers]] END [name] ; cur is after the name */
static OlNode *parse_package(OlParser *p, bool is_body)
{
    OlPlPackage *node = MAKE(p, PlPackage);

    node->is_body = is_body;
    while (!p->failed && ol_parse_pl_unit_option(p, &node->options))
        ;
    if (!accept_kw(p, K(IS)) && !accept_kw(p, K(AS)))
        return ol_parse_fail_plsql(p, "IS AS");
    ol_parse_pl_decls(p, &node->decls);
    if (at_kw(p, K(BEGIN)))
    {
        OlPlBlock *init = MAKE(p, PlBlock);
        ol_parse_pl_body(p, init);
        node->has_init = true;
        node->statements = init->statements;
        node->handlers = init->handlers;
    }
    else
    {
        want_kw(p, K(END));
        ol_parse_pl_end_name(p);
    }
    close_node(p, node);
    end_of_unit(p);
    return &node->node;
}

/* --- triggers ----------------------------------------------------------------------------------------------------- */
/* events := event {OR event} ; event := INSERT | DELETE | UPDATE [OF columns] | words */
static void parse_events(OlParser *p, OlList *out)
{
    do
    {
        OlPlTriggerEvent *ev = MAKE(p, PlTriggerEvent);
        OlBuf buf;

        ol_buf_init(&buf, p->arena, 16);
        while (at(p, OL_TOK_WORD) && !at_kw(p, K(OR)) && !at_kw(p, K(ON)) && !at_kw(p, K(OF)))
        {
            if (buf.len > 0)
                ol_buf_append_byte(&buf, ' ');
            ol_buf_append_str(&buf, ol_token_name(p->arena, p->text, p->cur));
            advance(p);
        }
        ev->name = ol_buf_str(&buf);
        if (ev->name.n == 0)
            ol_parse_fail_plsql(p, "DELETE INSERT UPDATE");
        if (accept_kw(p, K(OF)))
            ev->columns = ol_parse_name_list(p, OL_ERR_INVALID_IDENTIFIER);
        add_node(p, out, close_node(p, ev));
    } while (accept_kw(p, K(OR)));
}

/* referencing := REFERENCING { (OLD | NEW | PARENT) [AS] name } */
static void parse_referencing(OlParser *p, OlPlTrigger *t)
{
    while (!p->failed)
    {
        OlName *slot;

        if (at_kw(p, K(OLD)))
            slot = &t->old_name;
        else if (at_kw(p, K(NEW)))
            slot = &t->new_name;
        else if (at_kw(p, K(PARENT)))
            slot = &t->parent_name;
        else
            break;
        advance(p);
        accept_kw(p, K(AS));
        *slot = ol_parse_pl_name(p);
    }
}

/* point := (BEFORE | AFTER) (STATEMENT | EACH ROW) | INSTEAD OF EACH ROW */
static bool parse_timing_point(OlParser *p, OlTimingPoint *point)
{
    if (accept_kw2(p, K(BEFORE), K(STATEMENT)))
        *point = OL_POINT_BEFORE_STATEMENT;
    else if (accept_kw2(p, K(AFTER), K(STATEMENT)))
        *point = OL_POINT_AFTER_STATEMENT;
    else if (accept_kw2(p, K(BEFORE), K(EACH)))
    {
        *point = OL_POINT_BEFORE_ROW;
        want_kw(p, K(ROW));
    }
    else if (accept_kw2(p, K(AFTER), K(EACH)))
    {
        *point = OL_POINT_AFTER_ROW;
        want_kw(p, K(ROW));
    }
    else if (accept_kw2(p, K(INSTEAD), K(OF)))
    {
        *point = OL_POINT_INSTEAD_OF_ROW;
        want_kw(p, K(EACH));
        want_kw(p, K(ROW));
    }
    else
        return false;
    return true;
}

/* compound := COMPOUND TRIGGER decls { point (IS | AS) decls BEGIN .. END point ';' } END [name] */
static void parse_compound(OlParser *p, OlPlTrigger *t)
{
    OlTimingPoint point;

    ol_parse_pl_decls(p, &t->decls);
    while (!p->failed && parse_timing_point(p, &point))
    {
        OlPlTimingSection *section = MAKE(p, PlTimingSection);
        OlPlBlock *body;
        OlTimingPoint again;

        section->point = point;
        if (!accept_kw(p, K(IS)) && !accept_kw(p, K(AS)))
            ol_parse_fail_plsql(p, "IS AS");
        body = MAKE(p, PlBlock);
        ol_parse_pl_decls(p, &body->decls);
        ol_parse_pl_body_until_end(p, body);
        if (!parse_timing_point(p, &again) || again != point)
            ol_parse_fail_plsql(p, "BEFORE AFTER INSTEAD");
        section->body = close_node(p, body);
        want_semi(p);
        add_node(p, &t->sections, close_node(p, section));
    }
    if (t->sections.n == 0 && !p->failed)
        ol_parse_fail_plsql(p, "BEFORE AFTER INSTEAD");
    want_kw(p, K(END));
    ol_parse_pl_end_name(p);
}

/* trigger := ( BEFORE | AFTER | INSTEAD OF | FOR ) events ON ( table | [NESTED TABLE c OF] view | DATABASE | [s.]SCHEMA )
 *            [REFERENCING ..] [FOR EACH ROW] [FORWARD | REVERSE CROSSEDITION] [FOLLOWS | PRECEDES names] [ENABLE | DISABLE]
 *            [WHEN '(' cond ')'] ( block | CALL routine | COMPOUND TRIGGER .. ) ; cur is after the name */
static OlNode *parse_trigger(OlParser *p)
{
    OlPlTrigger *t = MAKE(p, PlTrigger);
    bool compound = false;

    if (accept_kw(p, K(BEFORE)))
        t->timing = OL_TRIGGER_BEFORE;
    else if (accept_kw(p, K(AFTER)))
        t->timing = OL_TRIGGER_AFTER;
    else if (accept_kw2(p, K(INSTEAD), K(OF)))
        t->timing = OL_TRIGGER_INSTEAD_OF;
    else if (accept_kw(p, K(FOR)))
    {
        t->timing = OL_TRIGGER_COMPOUND;
        compound = true;
    }
    else
        return ol_parse_fail(p, OL_ERR_TRIGGER_TYPE);
    parse_events(p, &t->events);
    ol_parse_expect_kw(p, K(ON), OL_ERR_MISSING_ON);
    t->on_kind = OL_OBJ_TABLE;
    if (accept_kw(p, K(DATABASE)))
        t->on_kind = OL_OBJ_DATABASE;
    else if (at_kw(p, K(PLUGGABLE)) && peek_kw(p, 1, K(DATABASE)))
    {
        p->cur += 2;
        t->on_kind = OL_OBJ_DATABASE;
    }
    else if (accept_kw(p, K(SCHEMA)))
        t->on_kind = OL_OBJ_SCHEMA;
    else
    {
        if (accept_kw2(p, K(NESTED), K(TABLE)))
        {
            t->nested_column = ol_parse_pl_name(p);
            want_kw(p, K(OF));
        }
        t->on = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        if (OL_IS(ObjectName, t->on))
        {
            const OlNames *names = &OL_AS(ObjectName, t->on)->names;
            if (names->n == 2 && !names->items[1].quoted && ol_str_eq_c(names->items[1].text, "SCHEMA"))
                t->on_kind = OL_OBJ_SCHEMA;
        }
    }
    for (;;)
    {
        const OlToken *mark = p->cur;

        if (p->failed)
            return NULL;
        if (accept_kw(p, K(REFERENCING)))
            parse_referencing(p, t);
        else if (at_kw2(p, K(FOR), K(EACH)))
        {
            p->cur += 2;
            want_kw(p, K(ROW));
            t->for_each_row = true;
        }
        else if (accept_kw(p, K(ENABLE)))
            t->enable = OL_YES;
        else if (accept_kw(p, K(DISABLE)))
            t->enable = OL_NO;
        else if (at_kw(p, K(FOLLOWS)) || at_kw(p, K(PRECEDES)))
        {
            OlOption *opt = MAKE(p, Option);
            opt->name = ol_str(ol_keyword_text((OlKeyword)p->cur->kw));
            advance(p);
            do
                add_node(p, &opt->items, ol_parse_object_name(p, OL_ERR_INVALID_IDENTIFIER));
            while (accept(p, OL_TOK_COMMA));
            add_node(p, &t->options, close_node(p, opt));
        }
        else if ((at_kw(p, K(FORWARD)) || at_kw(p, K(REVERSE))) && peek_kw(p, 1, K(CROSSEDITION)))
        {
            p->cur += 2;
            add_node(p, &t->options, ol_parse_option(p, "CROSSEDITION", mark));
        }
        else if (at_kw(p, K(WHEN)))
        {
            const OlToken *from;
            advance(p);
            want(p, OL_TOK_LPAREN, "(");
            from = p->cur;
            t->when = ol_parse_any_expr(p);
            t->when_text = ol_parse_span(p, from);
            want(p, OL_TOK_RPAREN, ")");
        }
        else
            break;
    }
    p->trigger_header = &t->node;
    if (compound)
    {
        want_kw(p, K(COMPOUND));
        want_kw(p, K(TRIGGER));
        parse_compound(p, t);
    }
    else if (at_kw(p, K(CALL)) && !peek_is(p, 1, OL_TOK_ASSIGN))
    {
        OlPlCall *call = MAKE(p, PlCall);
        advance(p);
        call->call = ol_parse_value(p);
        t->body = close_node(p, call);
    }
    else
    {
        OlNames labels = {NULL, 0};
        if (!at_kw(p, K(DECLARE)) && !at_kw(p, K(BEGIN)))
            return ol_parse_fail_plsql(p, "BEGIN DECLARE CALL");
        t->body = ol_parse_pl_block(p, labels);
    }
    close_node(p, t);
    end_of_unit(p);
    return &t->node;
}

/* --- types -------------------------------------------------------------------------------------------------------- */
/* modifiers := { [NOT] (FINAL | INSTANTIABLE | OVERRIDING) } */
static void parse_modifiers(OlParser *p, OlTri *overriding, OlTri *final, OlTri *instantiable)
{
    for (;;)
    {
        bool no = at_kw(p, K(NOT)) &&
                  (peek_kw(p, 1, K(FINAL)) || peek_kw(p, 1, K(INSTANTIABLE)) || peek_kw(p, 1, K(OVERRIDING)));
        int at_word = no ? 1 : 0;
        OlTri value = no ? OL_NO : OL_YES;

        /* an attribute may be called FINAL: its type follows */
        if (!no && !peek_is(p, 1, OL_TOK_EOF) && !peek_is(p, 1, OL_TOK_SEMI) && !peek_is(p, 1, OL_TOK_RPAREN) &&
            !(peek_is(p, 1, OL_TOK_WORD) && peek_tok(p, 1)->kw != OL_NO_KEYWORD))
            return;
        if (peek_kw(p, at_word, K(FINAL)))
            *final = value;
        else if (peek_kw(p, at_word, K(INSTANTIABLE)))
            *instantiable = value;
        else if (overriding != NULL && peek_kw(p, at_word, K(OVERRIDING)))
            *overriding = value;
        else
            return;
        p->cur += at_word + 1;
    }
}

static bool at_method(const OlParser *p, int ahead)
{
    const OlToken *next = peek_tok(p, ahead + 1);
    bool routine = tok_is_kw(next, K(FUNCTION)) || tok_is_kw(next, K(PROCEDURE));

    if (peek_kw(p, ahead, K(MEMBER)) || peek_kw(p, ahead, K(STATIC)) || peek_kw(p, ahead, K(CONSTRUCTOR)))
        return routine;
    return (peek_kw(p, ahead, K(MAP)) || peek_kw(p, ahead, K(ORDER))) && tok_is_kw(next, K(MEMBER));
}

/* method := modifiers [MAP | ORDER] (MEMBER | STATIC | CONSTRUCTOR) routine */
static OlNode *parse_method(OlParser *p)
{
    const OlToken *first = p->cur;
    OlTri overriding = OL_UNSAID;
    OlTri final = OL_UNSAID;
    OlTri instantiable = OL_UNSAID;
    OlMethodKind kind;
    OlNode *node;

    parse_modifiers(p, &overriding, &final, &instantiable);
    if (accept_kw(p, K(MAP)))
        kind = OL_METHOD_MAP;
    else if (accept_kw(p, K(ORDER)))
        kind = OL_METHOD_ORDER;
    else
        kind = at_kw(p, K(MEMBER)) ? OL_METHOD_MEMBER : at_kw(p, K(STATIC)) ? OL_METHOD_STATIC : OL_METHOD_CONSTRUCTOR;
    advance(p); /* MEMBER, STATIC, CONSTRUCTOR */
    node = ol_parse_pl_routine(p, first);
    if (OL_IS(PlRoutine, node))
    {
        OlPlRoutine *r = OL_AS(PlRoutine, node);
        r->method = kind;
        r->overriding = overriding;
        r->final = final;
        r->instantiable = instantiable;
    }
    return node;
}

/* Whether modifiers and a method stand at cur. */
static bool at_method_with_modifiers(const OlParser *p)
{
    int n = 0;

    for (;;)
    {
        int w = peek_kw(p, n, K(NOT)) ? n + 1 : n;
        if (!peek_kw(p, w, K(FINAL)) && !peek_kw(p, w, K(INSTANTIABLE)) && !peek_kw(p, w, K(OVERRIDING)))
            break;
        n = w + 1;
    }
    return at_method(p, n);
}

/* type := [FORCE] [OID string] {option} ( ';' | (IS | AS) (OBJECT | collection) | UNDER supertype ) '(' element {, ..} ')'
 *         modifiers ; element := method | PRAGMA .. | attribute ; cur is after the name */
static OlNode *parse_type_unit(OlParser *p)
{
    OlPlObjectType *node = MAKE(p, PlObjectType);
    bool is_object = true;

    for (;;)
    {
        const OlToken *mark = p->cur;
        if (p->failed)
            return NULL;
        if (accept_kw(p, K(FORCE)))
            add_node(p, &node->options, ol_parse_option(p, "FORCE", mark));
        else if (accept_kw(p, K(OID)))
        {
            ol_parse_string(p, OL_ERR_MISSING_EXPRESSION);
            add_node(p, &node->options, ol_parse_option(p, "OID", mark));
        }
        else if (!ol_parse_pl_unit_option(p, &node->options))
            break;
    }
    if (at(p, OL_TOK_SEMI) || at(p, OL_TOK_EOF))
    {
        node->kind = OL_PLTYPE_INCOMPLETE;
        close_node(p, node);
        end_of_unit(p);
        return &node->node;
    }
    node->kind = OL_PLTYPE_OBJECT;
    if (accept_kw(p, K(IS)) || accept_kw(p, K(AS)))
        is_object = accept_kw(p, K(OBJECT));
    else if (accept_kw(p, K(UNDER)))
        node->under = ol_parse_type_name(p);
    else
        return ol_parse_fail_plsql(p, "IS AS UNDER");
    if (!is_object)
    {
        OlName none = {OL_STR_NULL, false, 0};
        node->collection = ol_parse_pl_type_decl(p, none, p->cur);
        if (OL_IS(PlTypeDecl, node->collection))
            node->kind = OL_AS(PlTypeDecl, node->collection)->kind;
        accept_kw2(p, K(NOT), K(PERSISTABLE));
    }
    else
    {
        if (at_kw(p, K(EXTERNAL)))
            return ol_parse_unsupported(p, "SQLJ object type");
        want(p, OL_TOK_LPAREN, "(");
        do
        {
            if (at_method_with_modifiers(p))
                add_node(p, &node->methods, parse_method(p));
            else if (at_kw(p, K(PRAGMA)) && peek_is(p, 2, OL_TOK_LPAREN))
            {
                OlPlPragma *pragma = MAKE(p, PlPragma);
                advance(p);
                pragma->name = ol_parse_any_word(p, OL_ERR_INVALID_IDENTIFIER);
                ol_parse_skip_parens(p);
                add_node(p, &node->methods, close_node(p, pragma));
            }
            else
                add_node(p, &node->attributes, ol_parse_pl_var(p));
        } while (accept(p, OL_TOK_COMMA));
        want(p, OL_TOK_RPAREN, ")");
        parse_modifiers(p, NULL, &node->final, &node->instantiable);
        accept_kw2(p, K(NOT), K(PERSISTABLE));
    }
    close_node(p, node);
    end_of_unit(p);
    return &node->node;
}

/* type_body := (IS | AS) { method } END */
static OlNode *parse_type_body(OlParser *p)
{
    OlPlTypeBody *node = MAKE(p, PlTypeBody);

    if (!accept_kw(p, K(IS)) && !accept_kw(p, K(AS)))
        return ol_parse_fail_plsql(p, "IS AS");
    while (!p->failed && !at_kw(p, K(END)))
    {
        if (!at_method_with_modifiers(p))
            return ol_parse_fail_plsql(p, "END MAP MEMBER ORDER STATIC CONSTRUCTOR OVERRIDING");
        add_node(p, &node->methods, parse_method(p));
    }
    want_kw(p, K(END));
    ol_parse_pl_end_name(p);
    close_node(p, node);
    end_of_unit(p);
    return &node->node;
}

/* --- CREATE ------------------------------------------------------------------------------------------------------- */
/* The unit after its name; for routines the words before it are needed, so what is where PROCEDURE or FUNCTION stands. */
static OlNode *parse_unit(OlParser *p, OlObjectKind kind, const OlToken *what)
{
    OlNode *node;

    switch (kind)
    {
    case OL_OBJ_PROCEDURE:
    case OL_OBJ_FUNCTION:
        p->cur = what;
        if (peek_kw(p, 1, K(IF))) /* IF NOT EXISTS */
        {
            OlToken *moved = (OlToken *)(p->toks + (p->cur - p->toks) + 3);
            *moved = *what;
            p->cur = moved;
        }
        node = ol_parse_pl_routine(p, what);
        if (OL_IS(PlRoutine, node) && !OL_AS(PlRoutine, node)->has_body && !p->failed)
        {
            bool aggregate = false;
            const OlPlRoutine *r = OL_AS(PlRoutine, node);
            for (int i = 0; i < r->options.n; i++)
            {
                OlStr name = OL_ITEM(Option, r->options, i)->name;
                aggregate = aggregate || ol_str_eq_c(name, "AGGREGATE") || ol_str_eq_c(name, "PIPELINED");
            }
            if (!aggregate)
                return ol_parse_fail_plsql(p, "IS AS");
        }
        if (!at(p, OL_TOK_EOF))
            ol_parse_fail_plsql(p, "end-of-file");
        return node;
    case OL_OBJ_PACKAGE:
        return parse_package(p, false);
    case OL_OBJ_PACKAGE_BODY:
        return parse_package(p, true);
    case OL_OBJ_TRIGGER:
        return parse_trigger(p);
    case OL_OBJ_TYPE:
        return parse_type_unit(p);
    default:
        return parse_type_body(p);
    }
}

/* create_unit := (PROCEDURE | FUNCTION | PACKAGE [BODY] | TRIGGER | TYPE [BODY]) [IF NOT EXISTS] name unit */
OlNode *ol_parse_create_unit(OlParser *p, const OlToken *first, bool or_replace, OlTri editionable)
{
    OlCreateUnit *node = MAKE_AT(p, CreateUnit, first);
    const OlToken *what;
    OlDiag *outer = p->diag;
    OlDiag diag;
    OlPlMode mode;
    bool body;

    node->or_replace = or_replace;
    node->editionable = editionable;
    node->source = ol_str_n(p->text.s + p->cur->start, p->text.n - p->cur->start);
    p->no_binds = true;
    mode = enter_plsql(p);
    ol_parse_pl_select_text(p);
    what = p->cur;
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
    if (p->failed)
        return NULL;
    if (p->flags & OL_PARSE_UNIT_TEXT_ONLY)
    {
        skip_to_end(p);
        return close_node(p, node);
    }
    ol_diag_init(&diag);
    p->diag = &diag;
    node->unit = parse_unit(p, node->kind, what);
    p->diag = outer;
    if (p->failed)
    {
        /* The unit exists, invalid, with this error. */
        char text[OL_DIAG_TEXT_MAX + 32];
        size_t n = ol_diag_format(&diag, text, sizeof text);

        p->failed = false;
        p->cur = p->eof;
        node->unit = NULL;
        node->header = p->trigger_header;
        node->has_error = true;
        node->error_text = ol_str_dup(p->arena, ol_str_n(text, n));
        node->error_pos = diag.pos;
    }
    leave_plsql(p, mode);
    return close_node(p, node);
}

/* with_routine := routine of a WITH clause */
OlNode *ol_parse_with_routine(OlParser *p)
{
    OlWithRoutine *node = MAKE(p, WithRoutine);
    const OlToken *first = p->cur;
    OlPlMode mode = enter_plsql(p);

    node->is_function = at_kw(p, K(FUNCTION));
    node->routine = ol_parse_pl_routine(p, first);
    if (OL_IS(PlRoutine, node->routine))
        node->name = OL_AS(PlRoutine, node->routine)->name;
    node->source = ol_parse_span(p, first);
    leave_plsql(p, mode);
    return close_node(p, node);
}
