/*
 * parse_ddl_table.c - CREATE TABLE and ALTER TABLE: columns, constraints, partitions, physical clauses.
 *
 * Owns:      which clauses are physical: they are recorded as Option nodes and have no effect.
 * Invariant: nothing that changes results is skipped: what is not known raises ORA-00922 or is refused by name.
 * See also:  parse_ddl_other.c, parse_type.c; SQL Language Reference, "CREATE TABLE", "ALTER TABLE", "constraint"
 */
#include "front/parse.h"

/* --- physical clauses --------------------------------------------------------------------------------------------- */
/* Phrases that are accepted and have no effect. what: 0 nothing follows, 1 a number, 2 a name, 3 parentheses,
 * 4 an optional number, 5 optional parentheses. The longest of a kind goes first. */
typedef struct Physical
{
    const char *name;
    uint16_t kw[4];
    uint8_t what;
} Physical;

static const Physical physicals[] = {
    {"TABLESPACE SET", {K(TABLESPACE), K(SET)}, 2},
    {"TABLESPACE", {K(TABLESPACE)}, 2},
    {"PCTFREE", {K(PCTFREE)}, 1},
    {"PCTUSED", {K(PCTUSED)}, 1},
    {"PCTTHRESHOLD", {K(PCTTHRESHOLD)}, 1},
    {"PCTVERSION", {K(PCTVERSION)}, 1},
    {"INITRANS", {K(INITRANS)}, 1},
    {"MAXTRANS", {K(MAXTRANS)}, 1},
    {"STORAGE", {K(STORAGE)}, 3},
    {"LOGGING", {K(LOGGING)}, 0},
    {"NOLOGGING", {K(NOLOGGING)}, 0},
    {"FILESYSTEM_LIKE_LOGGING", {K(FILESYSTEM_LIKE_LOGGING)}, 0},
    {"NOCOMPRESS", {K(NOCOMPRESS)}, 0},
    {"COMPRESS ADVANCED", {K(COMPRESS), K(ADVANCED)}, 6},
    {"COMPRESS BASIC", {K(COMPRESS), K(BASIC)}, 0},
    {"COMPRESS", {K(COMPRESS)}, 7},
    {"ROW STORE COMPRESS", {K(ROW), K(STORE), K(COMPRESS)}, 7},
    {"COLUMN STORE COMPRESS", {K(COLUMN), K(STORE), K(COMPRESS)}, 7},
    {"NOPARALLEL", {K(NOPARALLEL)}, 0},
    {"PARALLEL", {K(PARALLEL)}, 8},
    {"NOCACHE", {K(NOCACHE)}, 0},
    {"CACHE READS", {K(CACHE), K(READS)}, 0},
    {"CACHE", {K(CACHE)}, 0},
    {"MONITORING", {K(MONITORING)}, 0},
    {"NOMONITORING", {K(NOMONITORING)}, 0},
    {"ROWDEPENDENCIES", {K(ROWDEPENDENCIES)}, 0},
    {"NOROWDEPENDENCIES", {K(NOROWDEPENDENCIES)}, 0},
    {"SEGMENT CREATION", {K(SEGMENT), K(CREATION)}, 2},
    {"ORGANIZATION HEAP", {K(ORGANIZATION), K(HEAP)}, 0},
    {"RESULT_CACHE", {K(RESULT_CACHE)}, 3},
    {"ENABLE ROW MOVEMENT", {K(ENABLE), K(ROW), K(MOVEMENT)}, 0},
    {"DISABLE ROW MOVEMENT", {K(DISABLE), K(ROW), K(MOVEMENT)}, 0},
    {"INCLUDING", {K(INCLUDING)}, 2},
    {"OVERFLOW", {K(OVERFLOW)}, 0},
    {"MAPPING TABLE", {K(MAPPING), K(TABLE)}, 0},
    {"NOMAPPING", {K(NOMAPPING)}, 0},
    {"NO INMEMORY", {K(NO), K(INMEMORY)}, 0},
    {"INMEMORY", {K(INMEMORY)}, 9},
    {"NO FLASHBACK ARCHIVE", {K(NO), K(FLASHBACK), K(ARCHIVE)}, 0},
    {"FLASHBACK ARCHIVE", {K(FLASHBACK), K(ARCHIVE)}, 10},
    {"ROW ARCHIVAL", {K(ROW), K(ARCHIVAL)}, 0},
    {"READ ONLY", {K(READ), K(ONLY)}, 0},
    {"READ WRITE", {K(READ), K(WRITE)}, 0},
    {"DEFAULT COLLATION", {K(DEFAULT), K(COLLATION)}, 2},
    {"CLUSTERING BY", {K(CLUSTERING), K(BY)}, 9},
    {"INDEXING ON", {K(INDEXING), K(ON)}, 0},
    {"INDEXING OFF", {K(INDEXING), K(OFF)}, 0},
    {"INDEXING FULL", {K(INDEXING), K(FULL)}, 0},
    {"INDEXING PARTIAL", {K(INDEXING), K(PARTIAL)}, 0},
    {"UPDATE INDEXES", {K(UPDATE), K(INDEXES)}, 5},
    {"UPDATE GLOBAL INDEXES", {K(UPDATE), K(GLOBAL), K(INDEXES)}, 0},
    {"INVALIDATE GLOBAL INDEXES", {K(INVALIDATE), K(GLOBAL), K(INDEXES)}, 0},
    {"COMPUTE STATISTICS", {K(COMPUTE), K(STATISTICS)}, 0},
    {"ONLINE", {K(ONLINE)}, 0},
    {"SORT", {K(SORT)}, 0},
    {"NOSORT", {K(NOSORT)}, 0},
    {"MEMOPTIMIZE FOR READ", {K(MEMOPTIMIZE), K(FOR), K(READ)}, 0},
    {"MEMOPTIMIZE FOR WRITE", {K(MEMOPTIMIZE), K(FOR), K(WRITE)}, 0},
};

static void skip_words(OlParser *p)
{
    while (!p->failed && (at(p, OL_TOK_WORD) || at(p, OL_TOK_LPAREN)))
    {
        if (at(p, OL_TOK_LPAREN))
            ol_parse_skip_parens(p);
        else if (at_kw(p, K(AS)) || at_kw(p, K(PARTITION)) || at_kw(p, K(TABLESPACE)))
            break;
        else
            advance(p);
    }
}

/* physical := one phrase of the table; false and nothing moved when none is here */
bool ol_parse_physical_option(OlParser *p, OlList *out)
{
    const OlToken *first = p->cur;
    OlOption *opt;

    if (!at(p, OL_TOK_WORD) || p->cur->kw == OL_NO_KEYWORD)
        return false;
    for (size_t i = 0; i < OL_LENGTHOF(physicals); i++)
    {
        const Physical *ph = &physicals[i];
        const OlToken *from;
        int n = 0;

        while (n < 4 && ph->kw[n] != OL_NO_KEYWORD && peek_kw(p, n, (OlKeyword)ph->kw[n]))
            n++;
        if (n < 4 && ph->kw[n] != OL_NO_KEYWORD)
            continue;
        opt = MAKE_AT(p, Option, first);
        opt->name = ol_str(ph->name);
        p->cur += n;
        from = p->cur;
        switch (ph->what)
        {
        case 1:
            ol_parse_int(p, OL_ERR_INVALID_OPTION);
            break;
        case 2:
            ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
            break;
        case 3:
            if (!at(p, OL_TOK_LPAREN))
                ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
            ol_parse_skip_parens(p);
            break;
        case 4:
            if (at(p, OL_TOK_NUMBER))
                advance(p);
            break;
        case 5:
            if (at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
            break;
        case 6: /* COMPRESS ADVANCED [LOW | HIGH] */
            if (at_kw(p, K(LOW)) || at_kw(p, K(HIGH)))
                advance(p);
            break;
        case 7: /* COMPRESS [n | FOR words] */
            if (at(p, OL_TOK_NUMBER))
                advance(p);
            else if (accept_kw(p, K(FOR)))
            {
                if (at_kw(p, K(ALL)) || at_kw(p, K(DIRECT_LOAD)))
                {
                    advance(p);
                    accept_kw(p, K(OPERATIONS));
                }
                else
                {
                    ol_parse_any_word(p, OL_ERR_INVALID_OPTION);
                    if (at_kw(p, K(LOW)) || at_kw(p, K(HIGH)))
                        advance(p);
                }
            }
            else if (at_kw(p, K(ADVANCED)) || at_kw(p, K(BASIC)))
                advance(p);
            break;
        case 8: /* PARALLEL [n | (..)] */
            if (at(p, OL_TOK_NUMBER))
                advance(p);
            else if (at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
            break;
        case 9:
            skip_words(p);
            break;
        case 10:
            if (at_name(p) && !at(p, OL_TOK_EOF) && !peek_is(p, 1, OL_TOK_LPAREN))
                ol_parse_name(p, OL_ERR_INVALID_OPTION);
            break;
        default:
            break;
        }
        opt->text = p->cur > from ? ol_parse_span(p, from) : OL_STR_NULL;
        add_node(p, out, close_node(p, opt));
        return true;
    }
    return false;
}

bool ol_parse_if_not_exists(OlParser *p)
{
    if (!at_kw(p, K(IF)) || !peek_kw(p, 1, K(NOT)) || !peek_kw(p, 2, K(EXISTS)))
        return false;
    p->cur += 3;
    return true;
}

bool ol_parse_if_exists(OlParser *p)
{
    return accept_kw2(p, K(IF), K(EXISTS));
}

/* --- constraints -------------------------------------------------------------------------------------------------- */
/* state := { [NOT] DEFERRABLE | INITIALLY (DEFERRED | IMMEDIATE) | RELY | NORELY | ENABLE | DISABLE | VALIDATE
 *          | NOVALIDATE | USING INDEX [index | '(' create_index ')' | physical..] | EXCEPTIONS INTO table } */
static void parse_constraint_state(OlParser *p, OlConstraint *c)
{
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        if (accept_kw2(p, K(NOT), K(DEFERRABLE)))
            c->deferrable = OL_NO;
        else if (accept_kw(p, K(DEFERRABLE)))
            c->deferrable = OL_YES;
        else if (accept_kw2(p, K(INITIALLY), K(DEFERRED)))
            c->initially_deferred = OL_YES;
        else if (accept_kw2(p, K(INITIALLY), K(IMMEDIATE)))
            c->initially_deferred = OL_NO;
        else if (accept_kw(p, K(RELY)))
            c->rely = OL_YES;
        else if (accept_kw(p, K(NORELY)))
            c->rely = OL_NO;
        else if (at_kw(p, K(ENABLE)) && !peek_kw(p, 1, K(ROW)))
            c->enable = OL_YES, advance(p);
        else if (at_kw(p, K(DISABLE)) && !peek_kw(p, 1, K(ROW)))
            c->enable = OL_NO, advance(p);
        else if (accept_kw(p, K(VALIDATE)))
            c->validate = OL_YES;
        else if (accept_kw(p, K(NOVALIDATE)))
            c->validate = OL_NO;
        else if (accept_kw2(p, K(USING), K(INDEX)))
        {
            c->using_index = true;
            if (accept(p, OL_TOK_LPAREN))
            {
                const OlToken *first = p->cur;
                ol_parse_expect_kw(p, K(CREATE), OL_ERR_INVALID_OPTION);
                c->index_stmt = ol_parse_create_index(p, first);
                expect_rparen(p);
            }
            else
            {
                while (ol_parse_physical_option(p, &c->index_options) ||
                       ((at_kw(p, K(LOCAL)) || at_kw(p, K(REVERSE))) && (advance(p), true)))
                    ;
                if (c->index_options.n == 0 && at_name(p) && !at_kw(p, K(ENABLE)) && !at_kw(p, K(DISABLE)) &&
                    !at_kw(p, K(RELY)) && !at_kw(p, K(NORELY)) && !at_kw(p, K(VALIDATE)) && !at_kw(p, K(NOVALIDATE)) &&
                    !at_kw(p, K(DEFERRABLE)) && !at_kw(p, K(INITIALLY)))
                    c->index_name = ol_parse_object_name(p, OL_ERR_INVALID_OPTION);
            }
        }
        else if (accept_kw2(p, K(EXCEPTIONS), K(INTO)))
            c->exceptions_into = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
        else
            break;
    }
}

/* references := REFERENCES table ['(' columns ')'] [ON DELETE (CASCADE | SET NULL)] */
static void parse_references(OlParser *p, OlConstraint *c)
{
    c->kind = OL_CONS_FOREIGN_KEY;
    c->ref_table = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    if (at(p, OL_TOK_LPAREN))
        c->ref_columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    if (accept_kw2(p, K(ON), K(DELETE)))
    {
        if (accept_kw(p, K(CASCADE)))
            c->on_delete = OL_REF_CASCADE;
        else if (accept_kw2(p, K(SET), K(NULL)))
            c->on_delete = OL_REF_SET_NULL;
        else
            ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    }
}

static bool at_constraint(const OlParser *p, bool table_level)
{
    if (at_kw(p, K(CONSTRAINT)) || (at_kw(p, K(PRIMARY)) && peek_kw(p, 1, K(KEY))))
        return true;
    if (at_kw(p, K(CHECK)))
        return peek_is(p, 1, OL_TOK_LPAREN);
    if (at_kw(p, K(UNIQUE)))
        return true;
    if (table_level)
        return (at_kw(p, K(FOREIGN)) && peek_kw(p, 1, K(KEY)));
    return at_kw(p, K(NOT)) || at_kw(p, K(NULL)) || at_kw(p, K(REFERENCES)) || (at_kw(p, K(SCOPE)) && peek_kw(p, 1, K(IS))) ||
           at_kw2(p, K(WITH), K(ROWID));
}

/* constraint := [CONSTRAINT name] ( [NOT] NULL | UNIQUE [cols] | PRIMARY KEY [cols] | [FOREIGN KEY cols] references
 *               | CHECK '(' cond ')' | SCOPE IS table | WITH ROWID ) state */
OlNode *ol_parse_constraint(OlParser *p, bool table_level)
{
    OlConstraint *c = MAKE(p, Constraint);

    c->table_level = table_level;
    if (accept_kw(p, K(CONSTRAINT)))
        c->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    if (accept_kw2(p, K(NOT), K(NULL)))
        c->kind = OL_CONS_NOT_NULL;
    else if (!table_level && accept_kw(p, K(NULL)))
        c->kind = OL_CONS_NULL;
    else if (at_kw(p, K(PRIMARY)) || at_kw(p, K(UNIQUE)))
    {
        c->kind = at_kw(p, K(PRIMARY)) ? OL_CONS_PRIMARY_KEY : OL_CONS_UNIQUE;
        advance(p);
        if (c->kind == OL_CONS_PRIMARY_KEY)
            ol_parse_expect_kw(p, K(KEY), OL_ERR_MISSING_KEYWORD);
        if (table_level || (at(p, OL_TOK_LPAREN) && c->name.text.n > 0))
            c->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    }
    else if (table_level && at_kw(p, K(FOREIGN)))
    {
        advance(p);
        ol_parse_expect_kw(p, K(KEY), OL_ERR_MISSING_KEYWORD);
        c->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
        ol_parse_expect_kw(p, K(REFERENCES), OL_ERR_MISSING_KEYWORD);
        parse_references(p, c);
    }
    else if (!table_level && accept_kw(p, K(REFERENCES)))
        parse_references(p, c);
    else if (accept_kw(p, K(CHECK)))
    {
        const OlToken *from;
        c->kind = OL_CONS_CHECK;
        expect_lparen(p);
        from = p->cur;
        c->check = ol_parse_cond(p);
        c->check_text = ol_parse_span(p, from);
        expect_rparen(p);
    }
    else if (accept_kw2(p, K(SCOPE), K(IS)))
    {
        c->kind = OL_CONS_SCOPE;
        c->ref_table = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    }
    else if (accept_kw2(p, K(WITH), K(ROWID)))
        c->kind = OL_CONS_WITH_ROWID;
    else
        return ol_parse_fail(p, c->name.text.n > 0 ? OL_ERR_INVALID_IDENTIFIER : OL_ERR_INVALID_OPTION);
    parse_constraint_state(p, c);
    return close_node(p, c);
}

/* --- columns ------------------------------------------------------------------------------------------------------ */
/* identity := GENERATED [ALWAYS | BY DEFAULT [ON NULL]] AS IDENTITY ['(' options ')' | options] ; after GENERATED */
static OlNode *parse_identity(OlParser *p, OlIdentityKind kind)
{
    OlIdentity *node = MAKE(p, Identity);

    node->kind = kind;
    if (accept(p, OL_TOK_LPAREN))
    {
        ol_parse_sequence_options(p, &node->options, true);
        expect_rparen(p);
    }
    else
        ol_parse_sequence_options(p, &node->options, true);
    return close_node(p, node);
}

/* virtual := '(' expr ')' [VIRTUAL | MATERIALIZED] */
static void parse_virtual(OlParser *p, OlColumnDef *col)
{
    expect_lparen(p);
    col->virtual_expr = ol_parse_any_expr(p);
    expect_rparen(p);
    if (!accept_kw(p, K(VIRTUAL)))
        col->materialized = accept_kw(p, K(MATERIALIZED));
}

static bool ends_column(const OlParser *p)
{
    return at(p, OL_TOK_COMMA) || at(p, OL_TOK_RPAREN) || at(p, OL_TOK_EOF);
}

/* Whether what follows a column name is a clause rather than its type. */
static bool at_column_clause(const OlParser *p)
{
    switch (at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD)
    {
    case OL_KW_DEFAULT:
    case OL_KW_NOT:
    case OL_KW_NULL:
    case OL_KW_CONSTRAINT:
    case OL_KW_CHECK:
    case OL_KW_UNIQUE:
    case OL_KW_AS:
    case OL_KW_REFERENCES:
    case OL_KW_GENERATED:
    case OL_KW_VISIBLE:
    case OL_KW_INVISIBLE:
    case OL_KW_DROP:
    case OL_KW_ENCRYPT:
    case OL_KW_DECRYPT:
    case OL_KW_COLLATE:
        return true;
    case OL_KW_PRIMARY:
        return peek_kw(p, 1, K(KEY));
    default:
        return ends_column(p);
    }
}

/* column := name [type] { [IN]VISIBLE | DEFAULT [ON NULL [FOR INSERT ..]] expr | [GENERATED ..] AS (IDENTITY | '(' expr ')')
 *           | SORT | ENCRYPT .. | COLLATE name | DROP IDENTITY | constraint } */
OlNode *ol_parse_column_def(OlParser *p, bool modify)
{
    OlColumnDef *col = MAKE(p, ColumnDef);

    if (at(p, OL_TOK_WORD) && (ol_keyword_flags((OlKeyword)p->cur->kw) & (OL_KWF_SQL | OL_KWF_SEMI)))
        return ol_parse_fail(p, OL_ERR_INVALID_IDENTIFIER);
    col->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    if (!at_column_clause(p))
        col->type = ol_parse_type(p);
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *first = p->cur;

        if (accept_kw(p, K(VISIBLE)))
            col->visible = OL_YES;
        else if (accept_kw(p, K(INVISIBLE)))
            col->visible = OL_NO;
        else if (accept_kw(p, K(DEFAULT)))
        {
            col->has_default = true;
            if (accept_kw2(p, K(ON), K(NULL)))
            {
                col->default_on_null = true;
                if (accept_kw2(p, K(FOR), K(INSERT)))
                {
                    if (accept_kw2(p, K(AND), K(UPDATE)))
                        col->default_on_update = true;
                    else
                        accept_kw(p, K(ONLY));
                }
            }
            col->default_expr = ol_parse_value(p);
        }
        else if (at_kw(p, K(GENERATED)))
        {
            OlIdentityKind kind = OL_IDENTITY_ALWAYS;
            advance(p);
            if (accept_kw2(p, K(BY), K(DEFAULT)))
                kind = accept_kw2(p, K(ON), K(NULL)) ? OL_IDENTITY_BY_DEFAULT_ON_NULL : OL_IDENTITY_BY_DEFAULT;
            else
                accept_kw(p, K(ALWAYS));
            ol_parse_expect_kw(p, K(AS), OL_ERR_MISSING_KEYWORD);
            if (accept_kw(p, K(IDENTITY)))
                col->identity = parse_identity(p, kind);
            else
                parse_virtual(p, col);
        }
        else if (at_kw(p, K(AS)) && peek_is(p, 1, OL_TOK_LPAREN))
        {
            advance(p);
            parse_virtual(p, col);
        }
        else if (accept_kw(p, K(COLLATE)))
            col->collation = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        else if (modify && accept_kw2(p, K(DROP), K(IDENTITY)))
            col->drop_identity = true;
        else if (at_kw(p, K(SORT)))
        {
            advance(p);
            add_node(p, &col->options, ol_parse_option(p, "SORT", first));
        }
        else if (at_kw(p, K(ENCRYPT)) || at_kw(p, K(DECRYPT)))
        {
            bool on = at_kw(p, K(ENCRYPT));
            advance(p);
            if (accept_kw(p, K(USING)))
                ol_parse_string(p, OL_ERR_INVALID_OPTION);
            if (accept_kw2(p, K(IDENTIFIED), K(BY)))
                ol_parse_any_word(p, OL_ERR_MISSING_PASSWORD);
            if (at(p, OL_TOK_STRING))
                advance(p);
            accept_kw(p, K(NO));
            accept_kw(p, K(SALT));
            add_node(p, &col->options, ol_parse_option(p, on ? "ENCRYPT" : "DECRYPT", first));
        }
        else if (at_constraint(p, false))
            add_node(p, &col->constraints, ol_parse_constraint(p, false));
        else
            break;
    }
    return close_node(p, col);
}

/* element := constraint | column | SUPPLEMENTAL LOG .. | PERIOD FOR name ['(' a , b ')'] */
static OlNode *parse_element(OlParser *p)
{
    const OlToken *first = p->cur;

    if (at_constraint(p, true))
        return ol_parse_constraint(p, true);
    if (at_kw2(p, K(SUPPLEMENTAL), K(LOG)))
    {
        OlOption *opt = MAKE(p, Option);
        opt->name = OL_STR("SUPPLEMENTAL LOG");
        p->cur += 2;
        while (!p->failed && !ends_column(p))
        {
            if (at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
            else
                advance(p);
        }
        opt->text = ol_parse_span(p, first);
        return close_node(p, opt);
    }
    if (at_kw2(p, K(PERIOD), K(FOR)))
        return ol_parse_unsupported(p, "PERIOD FOR clause");
    return ol_parse_column_def(p, false);
}

/* --- partitions --------------------------------------------------------------------------------------------------- */
/* values := value {, value} ; DEFAULT, MAXVALUE, NULL, expressions, rows of them */
static void parse_partition_values(OlParser *p, OlPartition *part)
{
    expect_lparen(p);
    if (at_kw(p, K(DEFAULT)) && peek_is(p, 1, OL_TOK_RPAREN))
    {
        part->is_default = true;
        advance(p);
    }
    else
        ol_parse_expr_list(p, &part->values);
    expect_rparen(p);
}

/* partition := (PARTITION | SUBPARTITION) [name] [VALUES [LESS THAN] '(' values ')'] {physical}
 *              ['(' subpartition {, ..} ')' | SUBPARTITIONS n] */
static OlNode *parse_partition(OlParser *p)
{
    OlPartition *part = MAKE(p, Partition);

    if (!ol_parse_enter(p))
        return NULL;
    if (!accept_kw(p, K(PARTITION)) && !accept_kw(p, K(SUBPARTITION)))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    if (at_name(p) && !at_kw(p, K(TABLESPACE)))
        part->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    if (accept_kw(p, K(VALUES)))
    {
        if (accept_kw(p, K(LESS)))
        {
            ol_parse_expect_kw(p, K(THAN), OL_ERR_MISSING_KEYWORD);
            part->less_than = true;
        }
        parse_partition_values(p, part);
    }
    for (;;)
    {
        const OlToken *first = p->cur;
        if (ol_parse_physical_option(p, &part->options))
            continue;
        if (at_kw(p, K(LOB)) && peek_is(p, 1, OL_TOK_LPAREN))
        {
            advance(p);
            ol_parse_skip_parens(p);
            if (accept_kw2(p, K(STORE), K(AS)))
                skip_words(p);
            add_node(p, &part->options, ol_parse_option(p, "LOB", first));
            continue;
        }
        break;
    }
    if (accept_kw(p, K(SUBPARTITIONS)))
        part->subpartition_count = ol_parse_int(p, OL_ERR_INVALID_OPTION);
    else if (at(p, OL_TOK_LPAREN) && peek_kw(p, 1, K(SUBPARTITION)))
    {
        advance(p);
        do
            add_node(p, &part->subpartitions, parse_partition(p));
        while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
    }
    leave(p);
    return close_node(p, part);
}

/* by := BY (RANGE | LIST | HASH) '(' columns ')' [INTERVAL '(' expr ')'] [AUTOMATIC] | BY REFERENCE '(' name ')' | BY SYSTEM */
static void parse_partition_by(OlParser *p, OlPartitioning *node)
{
    ol_parse_expect_kw(p, K(BY), OL_ERR_MISSING_BY);
    if (accept_kw(p, K(RANGE)))
        node->kind = OL_PART_RANGE;
    else if (accept_kw(p, K(LIST)))
        node->kind = OL_PART_LIST;
    else if (accept_kw(p, K(HASH)))
        node->kind = OL_PART_HASH;
    else if (accept_kw(p, K(REFERENCE)))
    {
        node->kind = OL_PART_REFERENCE;
        expect_lparen(p);
        node->reference = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
        expect_rparen(p);
        return;
    }
    else if (accept_kw(p, K(SYSTEM)))
    {
        node->kind = OL_PART_SYSTEM;
        return;
    }
    else
    {
        ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        return;
    }
    expect_lparen(p);
    ol_parse_expr_list(p, &node->columns);
    expect_rparen(p);
    if (at_kw(p, K(INTERVAL)) && peek_is(p, 1, OL_TOK_LPAREN))
    {
        p->cur += 2;
        node->interval = ol_parse_value(p);
        expect_rparen(p);
    }
    node->automatic = accept_kw(p, K(AUTOMATIC));
    if (at_kw2(p, K(STORE), K(IN)))
    {
        p->cur += 2;
        node->store_in = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    }
}

/* partitioning := PARTITION by [SUBPARTITION by [SUBPARTITIONS n | TEMPLATE '(' parts ')']]
 *                 [PARTITIONS n [STORE IN names]] ['(' partition {, partition} ')'] */
OlNode *ol_parse_partitioning(OlParser *p)
{
    OlPartitioning *node = MAKE(p, Partitioning);

    advance(p);
    parse_partition_by(p, node);
    if (at_kw2(p, K(SUBPARTITION), K(BY)))
    {
        OlPartitioning *sub = MAKE(p, Partitioning);
        advance(p);
        parse_partition_by(p, sub);
        if (accept_kw(p, K(SUBPARTITIONS)))
            sub->count = ol_parse_int(p, OL_ERR_INVALID_OPTION);
        else if (at_kw2(p, K(SUBPARTITION), K(TEMPLATE)))
        {
            p->cur += 2;
            if (at(p, OL_TOK_NUMBER))
                sub->count = ol_parse_int(p, OL_ERR_INVALID_OPTION);
            else
            {
                expect_lparen(p);
                do
                    add_node(p, &sub->partitions, parse_partition(p));
                while (accept(p, OL_TOK_COMMA));
                expect_rparen(p);
            }
        }
        node->subpartitioning = close_node(p, sub);
    }
    if (accept_kw(p, K(PARTITIONS)))
    {
        node->count = ol_parse_int(p, OL_ERR_INVALID_OPTION);
        if (at_kw2(p, K(STORE), K(IN)))
        {
            p->cur += 2;
            node->store_in = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
        }
    }
    if (at(p, OL_TOK_LPAREN) && peek_kw(p, 1, K(PARTITION)))
    {
        advance(p);
        do
            add_node(p, &node->partitions, parse_partition(p));
        while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
    }
    return close_node(p, node);
}

/* --- CREATE TABLE ------------------------------------------------------------------------------------------------- */
/* storage clauses which name columns: LOB (..) STORE AS .., NESTED TABLE c STORE AS t, VARRAY c .., XMLTYPE COLUMN .. */
static bool parse_column_storage(OlParser *p, OlCreateTable *t)
{
    const OlToken *first = p->cur;
    OlOption *opt = MAKE(p, Option);
    OlList *out = &t->lob_storage;

    if (at_kw(p, K(LOB)) && peek_is(p, 1, OL_TOK_LPAREN))
        opt->name = OL_STR("LOB");
    else if (at_kw2(p, K(NESTED), K(TABLE)))
    {
        opt->name = OL_STR("NESTED TABLE");
        out = &t->nested_tables;
    }
    else if (at_kw(p, K(VARRAY)) && !peek_is(p, 1, OL_TOK_EOF))
        opt->name = OL_STR("VARRAY");
    else if (at_kw(p, K(XMLTYPE)) || at_kw2(p, K(OPAQUE), K(TYPE)))
        opt->name = OL_STR("XMLTYPE");
    else if (at_kw(p, K(COLUMN)) && !peek_kw(p, 1, K(STORE)))
        opt->name = OL_STR("COLUMN");
    else
        return false;
    advance(p);
    accept_kw(p, K(TABLE));
    if (out == &t->nested_tables) /* NESTED TABLE c STORE AS t [..] */
    {
        OlColumnRef *ref = MAKE(p, ColumnRef);
        ref->names = ol_parse_dotted(p, OL_ERR_INVALID_IDENTIFIER);
        opt->value = close_node(p, ref);
    }
    while (!p->failed && !at(p, OL_TOK_EOF) && !at_kw(p, K(AS)))
    {
        if (accept_kw2(p, K(RETURN), K(AS))) /* RETURN AS VALUE | LOCATOR */
            continue;
        if (at_kw2(p, K(STORE), K(AS)))
        {
            p->cur += 2;
            continue;
        }
        if (at(p, OL_TOK_LPAREN))
        {
            ol_parse_skip_parens(p);
            continue;
        }
        if ((at_kw(p, K(LOB)) && peek_is(p, 1, OL_TOK_LPAREN)) || at_kw2(p, K(NESTED), K(TABLE)) ||
            at_kw(p, K(PARTITION)) || at_kw(p, K(TABLESPACE)) || at_kw(p, K(VARRAY)) || at_kw(p, K(XMLTYPE)) ||
            at_kw(p, K(NOLOGGING)) || at_kw(p, K(LOGGING)) || at_kw2(p, K(ON), K(COMMIT)) || at_kw(p, K(PCTFREE)) ||
            at_kw(p, K(SEGMENT)) || at_kw(p, K(PARALLEL)) || at_kw(p, K(NOPARALLEL)) || at_kw(p, K(CACHE)) ||
            at_kw(p, K(NOCACHE)) || at_kw(p, K(ENABLE)) || at_kw(p, K(DISABLE)) || at_kw(p, K(STORAGE)) ||
            at(p, OL_TOK_COMMA))
            break;
        advance(p);
    }
    opt->text = ol_parse_span(p, first);
    add_node(p, out, close_node(p, opt));
    return true;
}

/* properties := { ON COMMIT .. | ORGANIZATION .. | CLUSTER .. | partitioning | storage | physical | AS query } */
static void parse_table_properties(OlParser *p, OlCreateTable *t)
{
    while (!p->failed && at(p, OL_TOK_WORD))
    {
        const OlToken *first = p->cur;

        if (at_kw2(p, K(ON), K(COMMIT)))
        {
            p->cur += 2;
            if (accept_kw2(p, K(DELETE), K(ROWS)))
                t->on_commit = OL_ON_COMMIT_DELETE;
            else if (accept_kw2(p, K(PRESERVE), K(ROWS)))
                t->on_commit = OL_ON_COMMIT_PRESERVE;
            else if (accept_kw2(p, K(DROP), K(DEFINITION)))
                t->on_commit = OL_ON_COMMIT_DROP_DEFINITION;
            else if (accept_kw2(p, K(PRESERVE), K(DEFINITION)))
                t->on_commit = OL_ON_COMMIT_PRESERVE_DEFINITION;
            else
                ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        }
        else if (accept_kw2(p, K(ORGANIZATION), K(INDEX)))
            t->organization_index = true;
        else if (at_kw2(p, K(ORGANIZATION), K(EXTERNAL)))
        {
            OlOption *opt = MAKE(p, Option);
            p->cur += 2;
            opt->name = OL_STR("ORGANIZATION EXTERNAL");
            if (!at(p, OL_TOK_LPAREN))
                ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
            ol_parse_skip_parens(p);
            if (accept_kw2(p, K(REJECT), K(LIMIT)))
                advance(p);
            opt->text = ol_parse_span(p, first);
            t->external = close_node(p, opt);
        }
        else if (at_kw(p, K(REJECT)) && peek_kw(p, 1, K(LIMIT)))
            p->cur = peek_tok(p, 3);
        else if (at_kw(p, K(CLUSTER)))
        {
            OlOption *opt = MAKE(p, Option);
            advance(p);
            opt->name = OL_STR("CLUSTER");
            ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
            if (at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
            opt->text = ol_parse_span(p, first);
            add_node(p, &t->options, close_node(p, opt));
        }
        else if (at_kw2(p, K(PARTITION), K(BY)))
            t->partitioning = ol_parse_partitioning(p);
        else if (at_kw(p, K(OBJECT)) || at_kw(p, K(OIDINDEX)))
        {
            OlOption *opt = MAKE(p, Option);
            opt->name = OL_STR("OBJECT IDENTIFIER");
            while (!p->failed && at(p, OL_TOK_WORD) && !at_kw(p, K(NESTED)))
                advance(p);
            if (at(p, OL_TOK_LPAREN))
                ol_parse_skip_parens(p);
            opt->text = ol_parse_span(p, first);
            add_node(p, &t->options, close_node(p, opt));
        }
        else if (accept_kw(p, K(AS)))
        {
            if (!ol_parse_at_query(p))
            {
                ol_parse_fail(p, OL_ERR_MISSING_SELECT);
                return;
            }
            t->as_query = ol_parse_select(p);
        }
        else if (!ol_parse_physical_option(p, &t->options) && !parse_column_storage(p, t))
            break;
    }
}

/* A column without a type needs a foreign key or an expression to take it from. */
static bool check_types(OlParser *p, const OlCreateTable *t)
{
    for (int i = 0; i < t->elements.n && !p->failed; i++)
    {
        const OlColumnDef *col = t->elements.items[i];
        bool typed;

        if (!OL_IS(ColumnDef, col))
            continue;
        typed = col->type != NULL || col->virtual_expr != NULL;
        for (int k = 0; k < col->constraints.n && !typed; k++)
            typed = OL_ITEM(Constraint, col->constraints, k)->kind == OL_CONS_FOREIGN_KEY;
        if (!typed)
        {
            ol_parse_fail_at(p, OL_ERR_DATATYPE_REQUIRED, col->node.end);
            return false;
        }
    }
    return !p->failed;
}

/* create_table := CREATE [GLOBAL | PRIVATE TEMPORARY | ..] TABLE [IF NOT EXISTS] name [OF type] ['(' element {, ..} ')']
 *                 properties ; cur is after TABLE */
OlNode *ol_parse_create_table(OlParser *p, const OlToken *first, OlTemporary temp)
{
    OlCreateTable *t = MAKE_AT(p, CreateTable, first);

    t->temporary = temp;
    t->if_not_exists = ol_parse_if_not_exists(p);
    t->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    if (accept_kw(p, K(OF)))
        t->of_type = ol_parse_type_name(p);
    if (at(p, OL_TOK_LPAREN))
    {
        advance(p);
        do
            if (t->of_type != NULL && !at_constraint(p, true) && at_name(p))
                add_node(p, &t->elements, ol_parse_column_def(p, true));
            else
                add_node(p, &t->elements, parse_element(p));
        while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
    }
    parse_table_properties(p, t);
    if (t->elements.n == 0 && t->as_query == NULL && t->of_type == NULL && t->external == NULL && !p->failed)
        return ol_parse_fail(p, OL_ERR_MISSING_LPAREN);
    if (t->as_query == NULL && t->of_type == NULL && !check_types(p, t))
        return NULL;
    return close_node(p, t);
}

/* --- ALTER TABLE -------------------------------------------------------------------------------------------------- */
static OlAlterAction *new_action(OlParser *p, OlAlterKind kind, const OlToken *first)
{
    OlAlterAction *a = MAKE_AT(p, AlterAction, first);

    a->kind = kind;
    return a;
}

static void parse_drop_tail(OlParser *p, OlAlterAction *a)
{
    for (;;)
    {
        const OlToken *first = p->cur;

        if (accept_kw(p, K(CASCADE)))
        {
            accept_kw(p, K(CONSTRAINTS));
            a->cascade = true;
        }
        else if (accept_kw2(p, K(KEEP), K(INDEX)))
            add_node(p, &a->options, ol_parse_option(p, "KEEP INDEX", first));
        else if (accept_kw2(p, K(DROP), K(INDEX)))
            add_node(p, &a->options, ol_parse_option(p, "DROP INDEX", first));
        else if (accept_kw(p, K(INVALIDATE)))
            add_node(p, &a->options, ol_parse_option(p, "INVALIDATE", first));
        else if (accept_kw(p, K(ONLINE)))
            add_node(p, &a->options, ol_parse_option(p, "ONLINE", first));
        else if (at_kw(p, K(CHECKPOINT)))
        {
            advance(p);
            if (at(p, OL_TOK_NUMBER))
                advance(p);
            add_node(p, &a->options, ol_parse_option(p, "CHECKPOINT", first));
        }
        else if (!ol_parse_physical_option(p, &a->options))
            break;
    }
}

/* add := ADD ( '(' element {, ..} ')' | element | COLUMN .. | partition {, partition} | SUPPLEMENTAL LOG .. ) */
static OlNode *parse_add(OlParser *p, const OlToken *first)
{
    OlAlterAction *a;

    if (at_kw(p, K(PARTITION)) && !peek_is(p, 1, OL_TOK_LPAREN))
    {
        a = new_action(p, OL_ALT_ADD_PARTITION, first);
        do
            add_node(p, &a->items, parse_partition(p));
        while (accept(p, OL_TOK_COMMA) && at_kw(p, K(PARTITION)));
        parse_drop_tail(p, a);
        return close_node(p, a);
    }
    if (accept(p, OL_TOK_LPAREN))
    {
        bool columns = false;

        a = new_action(p, OL_ALT_ADD_COLUMN, first);
        do
        {
            OlNode *e = parse_element(p);
            columns = columns || OL_IS(ColumnDef, e);
            add_node(p, &a->items, e);
        } while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
        if (!columns)
            a->kind = OL_ALT_ADD_CONSTRAINT;
        parse_drop_tail(p, a);
        return close_node(p, a);
    }
    a = new_action(p, at_constraint(p, true) ? OL_ALT_ADD_CONSTRAINT : OL_ALT_ADD_COLUMN, first);
    if (at_kw(p, K(COLUMN)) && peek_is(p, 1, OL_TOK_WORD)) /* not Oracle's */
        return ol_parse_fail(p, OL_ERR_INVALID_IDENTIFIER);
    add_node(p, &a->items, parse_element(p));
    /* ADD a NUMBER, b NUMBER is an error in Oracle; ADD CONSTRAINT may be followed by more actions */
    parse_drop_tail(p, a);
    return close_node(p, a);
}

/* The constraint named by MODIFY, ENABLE, DISABLE, DROP: CONSTRAINT name | PRIMARY KEY | UNIQUE '(' columns ')' */
static OlNode *parse_constraint_ref(OlParser *p)
{
    OlConstraint *c = MAKE(p, Constraint);

    c->table_level = true;
    if (accept_kw(p, K(CONSTRAINT)))
    {
        if (at_kw(p, K(IF)))
            ol_parse_if_exists(p);
        c->by_name_only = true;
        c->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    }
    else if (accept_kw2(p, K(PRIMARY), K(KEY)))
        c->kind = OL_CONS_PRIMARY_KEY;
    else if (accept_kw(p, K(UNIQUE)))
    {
        c->kind = OL_CONS_UNIQUE;
        c->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    }
    else
        return ol_parse_fail(p, OL_ERR_INVALID_OPTION);
    return close_node(p, c);
}

static bool at_constraint_ref(const OlParser *p)
{
    return at_kw(p, K(CONSTRAINT)) || at_kw2(p, K(PRIMARY), K(KEY)) || (at_kw(p, K(UNIQUE)) && peek_is(p, 1, OL_TOK_LPAREN));
}

/* Recorded to its end and refused by the resolver. */
static OlNode *parse_unsupported_action(OlParser *p, const OlToken *first, const char *what)
{
    OlAlterAction *a = new_action(p, OL_ALT_UNSUPPORTED, first);

    a->text = ol_str(what);
    while (!p->failed && !at(p, OL_TOK_EOF))
    {
        if (at(p, OL_TOK_ERROR))
            return ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
        advance(p);
    }
    return close_node(p, a);
}

/* modify := MODIFY ( '(' column {, column} ')' | [COLUMN] column | constraint state | PARTITION .. | NESTED .. ) */
static OlNode *parse_modify(OlParser *p, const OlToken *first)
{
    OlAlterAction *a;

    if (at_constraint_ref(p))
    {
        OlNode *c;
        a = new_action(p, OL_ALT_MODIFY_CONSTRAINT, first);
        c = a->value = parse_constraint_ref(p);
        if (c != NULL)
            parse_constraint_state(p, OL_AS(Constraint, c));
        parse_drop_tail(p, a);
        return close_node(p, a);
    }
    if ((at_kw(p, K(PARTITION)) || at_kw(p, K(SUBPARTITION))) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)) &&
        (peek_kw(p, 2, K(ADD)) || peek_kw(p, 2, K(DROP))) && peek_kw(p, 3, K(VALUES)))
    {
        a = new_action(p, OL_ALT_PARTITION_VALUES, first);
        a->subpartition = at_kw(p, K(SUBPARTITION));
        advance(p);
        ol_parse_names_add(p, &a->columns, ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER));
        a->text = at_kw(p, K(ADD)) ? OL_STR("ADD") : OL_STR("DROP");
        p->cur += 2;
        expect_lparen(p);
        ol_parse_expr_list(p, &a->values);
        expect_rparen(p);
        parse_drop_tail(p, a);
        return close_node(p, a);
    }
    if (at_kw(p, K(PARTITION)) && (peek_is(p, 1, OL_TOK_WORD) || peek_is(p, 1, OL_TOK_QNAME)) && !peek_kw(p, 2, K(ADD)))
    {
        /* physical attributes, UNUSABLE LOCAL INDEXES, READ ONLY of a partition */
        const OlToken *from = p->cur;

        if (peek_is(p, 2, OL_TOK_WORD) && !peek_kw(p, 2, K(DEFAULT)) && !peek_kw(p, 2, K(NOT)) && !peek_kw(p, 2, K(NUMBER)) && !peek_kw(p, 2, K(VARCHAR2)) &&
            !peek_kw(p, 2, K(COALESCE)) && !peek_kw(p, 2, K(READ)))
        {
            a = new_action(p, OL_ALT_PHYSICAL, first);
            p->cur += 2;
            while (ol_parse_physical_option(p, &a->options))
                ;
            if (a->options.n == 0 && (at_kw(p, K(UNUSABLE)) || at_kw(p, K(REBUILD))))
            {
                while (at(p, OL_TOK_WORD))
                    advance(p);
                add_node(p, &a->options, ol_parse_option(p, "MODIFY PARTITION LOCAL INDEXES", from));
            }
            if (a->options.n > 0)
                return close_node(p, a);
            p->cur = from;
        }
    }
    if ((at_kw(p, K(PARTITION)) || at_kw(p, K(SUBPARTITION)) || at_kw(p, K(DEFAULT)) || at_kw(p, K(LOB)) ||
         at_kw(p, K(NESTED)) || at_kw(p, K(VARRAY)) || at_kw(p, K(OPAQUE))) && (peek_is(p, 1, OL_TOK_WORD) ||
         peek_is(p, 1, OL_TOK_LPAREN)) && !peek_kw(p, 1, K(NOT)) && !peek_kw(p, 1, K(DEFAULT)))
        return parse_unsupported_action(p, first, "ALTER TABLE MODIFY PARTITION");
    a = new_action(p, OL_ALT_MODIFY_COLUMN, first);
    if (accept(p, OL_TOK_LPAREN))
    {
        do
            add_node(p, &a->items, ol_parse_column_def(p, true));
        while (accept(p, OL_TOK_COMMA));
        expect_rparen(p);
    }
    else
        add_node(p, &a->items, ol_parse_column_def(p, true));
    parse_drop_tail(p, a);
    return close_node(p, a);
}

/* names := name {, name} | FOR '(' values ')' */
static void parse_partition_names(OlParser *p, OlAlterAction *a)
{
    if (accept_kw(p, K(FOR)))
    {
        expect_lparen(p);
        ol_parse_expr_list(p, &a->items);
        expect_rparen(p);
    }
    else
        a->columns = ol_parse_name_list(p, OL_ERR_INVALID_IDENTIFIER);
}

/* exchange := EXCHANGE [SUB]PARTITION names WITH TABLE name [(INCLUDING | EXCLUDING) INDEXES] [(WITH | WITHOUT) VALIDATION] {physical} */
static OlNode *parse_exchange(OlParser *p, const OlToken *first)
{
    OlAlterAction *a = new_action(p, OL_ALT_EXCHANGE_PARTITION, first);

    advance(p);
    if (at_kw(p, K(SUBPARTITION)))
        return parse_unsupported_action(p, first, "ALTER TABLE EXCHANGE SUBPARTITION");
    ol_parse_expect_kw(p, K(PARTITION), OL_ERR_MISSING_KEYWORD);
    parse_partition_names(p, a);
    ol_parse_expect_kw(p, K(WITH), OL_ERR_MISSING_KEYWORD);
    ol_parse_expect_kw(p, K(TABLE), OL_ERR_MISSING_KEYWORD);
    a->value = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    for (;;)
    {
        const OlToken *from = p->cur;

        if ((at_kw(p, K(INCLUDING)) || at_kw(p, K(EXCLUDING))) && peek_kw(p, 1, K(INDEXES)))
        {
            p->cur += 2;
            add_node(p, &a->options, ol_parse_option(p, from->kw == K(INCLUDING) ? "INCLUDING INDEXES" : "EXCLUDING INDEXES", from));
        }
        else if ((at_kw(p, K(WITH)) || at_kw(p, K(WITHOUT))) && peek_kw(p, 1, K(VALIDATION)))
        {
            p->cur += 2;
            add_node(p, &a->options, ol_parse_option(p, from->kw == K(WITH) ? "WITH VALIDATION" : "WITHOUT VALIDATION", from));
        }
        else if (!accept_kw(p, K(CASCADE)) && !ol_parse_physical_option(p, &a->options))
            break;
    }
    return close_node(p, a);
}

/* split := SPLIT PARTITION names (AT | VALUES) '(' values ')' [INTO '(' partition, partition ')'] ..
 * merge := MERGE PARTITIONS name (, name | TO name) [INTO partition] */
static OlNode *parse_split(OlParser *p, const OlToken *first)
{
    bool split = at_kw(p, K(SPLIT));
    OlAlterAction *a = new_action(p, split ? OL_ALT_SPLIT_PARTITION : OL_ALT_MERGE_PARTITIONS, first);

    advance(p);
    if (at_kw(p, K(SUBPARTITION)) || at_kw(p, K(SUBPARTITIONS)))
        return parse_unsupported_action(p, first, split ? "ALTER TABLE SPLIT SUBPARTITION" : "ALTER TABLE MERGE SUBPARTITIONS");
    if (!accept_kw(p, K(PARTITION)) && !accept_kw(p, K(PARTITIONS)))
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    parse_partition_names(p, a);
    if (!split && at_kw(p, K(TO)))
        return parse_unsupported_action(p, first, "ALTER TABLE MERGE PARTITIONS .. TO");
    if (split)
    {
        if (at_kw(p, K(INTO)))
            return parse_unsupported_action(p, first, "ALTER TABLE SPLIT PARTITION into more than two");
        a->text = at_kw(p, K(AT)) ? OL_STR("AT") : OL_STR("VALUES");
        if (!accept_kw(p, K(AT)) && !accept_kw(p, K(VALUES)))
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        expect_lparen(p);
        ol_parse_expr_list(p, &a->values);
        expect_rparen(p);
    }
    if (accept_kw(p, K(INTO)))
    {
        if (split)
            expect_lparen(p);
        do
            add_node(p, &a->partitions, parse_partition(p));
        while (split && accept(p, OL_TOK_COMMA));
        if (split)
            expect_rparen(p);
    }
    parse_drop_tail(p, a);
    return close_node(p, a);
}

/* drop := DROP ( COLUMN name | '(' names ')' | constraint | UNUSED COLUMNS | COLUMNS CONTINUE | [SUB]PARTITION .. ) */
static OlNode *parse_drop_action(OlParser *p, const OlToken *first)
{
    OlAlterAction *a = new_action(p, OL_ALT_DROP_COLUMN, first);

    if (at_constraint_ref(p))
    {
        a->kind = OL_ALT_DROP_CONSTRAINT;
        a->value = parse_constraint_ref(p);
    }
    else if (accept_kw(p, K(COLUMN)))
    {
        ol_parse_if_exists(p);
        ol_parse_names_add(p, &a->columns, ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER));
    }
    else if (at(p, OL_TOK_LPAREN))
        a->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
    else if (accept_kw2(p, K(UNUSED), K(COLUMNS)) || accept_kw2(p, K(COLUMNS), K(CONTINUE)))
        a->kind = OL_ALT_DROP_UNUSED;
    else if (at_kw(p, K(PARTITION)) || at_kw(p, K(PARTITIONS)) || at_kw(p, K(SUBPARTITION)) || at_kw(p, K(SUBPARTITIONS)))
    {
        a->kind = OL_ALT_DROP_PARTITION;
        a->subpartition = at_kw(p, K(SUBPARTITION)) || at_kw(p, K(SUBPARTITIONS));
        advance(p);
        parse_partition_names(p, a);
    }
    else if (at_kw(p, K(SUPPLEMENTAL)))
        return parse_unsupported_action(p, first, "ALTER TABLE DROP SUPPLEMENTAL LOG");
    else
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    parse_drop_tail(p, a);
    return close_node(p, a);
}

/* rename := RENAME ( TO name | (COLUMN | CONSTRAINT | PARTITION) a TO b ) */
static OlNode *parse_rename_action(OlParser *p, const OlToken *first)
{
    OlAlterAction *a = new_action(p, OL_ALT_RENAME_TO, first);

    if (accept_kw(p, K(TO)))
    {
        a->new_name = ol_parse_name(p, OL_ERR_INVALID_TABLE_NAME);
        return close_node(p, a);
    }
    if (accept_kw(p, K(COLUMN)))
        a->kind = OL_ALT_RENAME_COLUMN;
    else if (accept_kw(p, K(CONSTRAINT)))
        a->kind = OL_ALT_RENAME_CONSTRAINT;
    else if (accept_kw(p, K(PARTITION)) || accept_kw(p, K(SUBPARTITION)))
        a->kind = OL_ALT_RENAME_PARTITION;
    else
        return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
    a->name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    ol_parse_expect_kw(p, K(TO), OL_ERR_MISSING_TO);
    a->new_name = ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER);
    return close_node(p, a);
}

/* enable := (ENABLE | DISABLE) ( [VALIDATE | NOVALIDATE] constraint state | ALL TRIGGERS | TABLE LOCK | ROW MOVEMENT ) */
static OlNode *parse_enable(OlParser *p, const OlToken *first, bool enable)
{
    OlAlterAction *a = new_action(p, enable ? OL_ALT_ENABLE_CONSTRAINT : OL_ALT_DISABLE_CONSTRAINT, first);

    if (accept_kw2(p, K(ALL), K(TRIGGERS)))
    {
        a->kind = enable ? OL_ALT_ENABLE_TRIGGERS : OL_ALT_DISABLE_TRIGGERS;
        return close_node(p, a);
    }
    if (accept_kw2(p, K(TABLE), K(LOCK)))
    {
        a->kind = OL_ALT_PHYSICAL;
        add_node(p, &a->options, ol_parse_option(p, enable ? "ENABLE TABLE LOCK" : "DISABLE TABLE LOCK", first));
        return close_node(p, a);
    }
    if (accept_kw(p, K(VALIDATE)))
        a->validate = OL_YES;
    else if (accept_kw(p, K(NOVALIDATE)))
        a->validate = OL_NO;
    a->value = parse_constraint_ref(p);
    if (a->value != NULL)
        parse_constraint_state(p, OL_AS(Constraint, a->value));
    parse_drop_tail(p, a);
    return close_node(p, a);
}

/* action := one of them */
static OlNode *parse_action(OlParser *p)
{
    const OlToken *first = p->cur;
    OlAlterAction *a;

    switch (at(p, OL_TOK_WORD) ? (OlKeyword)p->cur->kw : OL_NO_KEYWORD)
    {
    case OL_KW_ADD:
        advance(p);
        return parse_add(p, first);
    case OL_KW_MODIFY:
        advance(p);
        return parse_modify(p, first);
    case OL_KW_DROP:
        advance(p);
        return parse_drop_action(p, first);
    case OL_KW_RENAME:
        advance(p);
        return parse_rename_action(p, first);
    case OL_KW_ENABLE:
    case OL_KW_DISABLE:
        if (peek_kw(p, 1, K(ROW)))
            break;
        advance(p);
        return parse_enable(p, first, first->kw == K(ENABLE));
    case OL_KW_SET:
        if (peek_kw(p, 1, K(UNUSED)))
        {
            p->cur += 2;
            a = new_action(p, OL_ALT_SET_UNUSED, first);
            if (at(p, OL_TOK_LPAREN))
                a->columns = ol_parse_paren_names(p, OL_ERR_INVALID_IDENTIFIER);
            else
            {
                ol_parse_expect_kw(p, K(COLUMN), OL_ERR_MISSING_KEYWORD);
                ol_parse_names_add(p, &a->columns, ol_parse_name(p, OL_ERR_INVALID_IDENTIFIER));
            }
            parse_drop_tail(p, a);
            return close_node(p, a);
        }
        if (peek_kw(p, 1, K(INTERVAL)))
        {
            a = new_action(p, OL_ALT_SET_INTERVAL, first);
            p->cur += 2;
            expect_lparen(p);
            if (!at(p, OL_TOK_RPAREN))
                a->value = ol_parse_value(p);
            expect_rparen(p);
            return close_node(p, a);
        }
        return parse_unsupported_action(p, first, "ALTER TABLE SET");
    case OL_KW_READ:
        if (peek_kw(p, 1, K(ONLY)) || peek_kw(p, 1, K(WRITE)))
        {
            a = new_action(p, peek_kw(p, 1, K(ONLY)) ? OL_ALT_READ_ONLY : OL_ALT_READ_WRITE, first);
            p->cur += 2;
            return close_node(p, a);
        }
        break;
    case OL_KW_TRUNCATE:
        advance(p);
        a = new_action(p, OL_ALT_TRUNCATE_PARTITION, first);
        a->subpartition = at_kw(p, K(SUBPARTITION)) || at_kw(p, K(SUBPARTITIONS));
        if (!a->subpartition && !at_kw(p, K(PARTITION)) && !at_kw(p, K(PARTITIONS)))
            return ol_parse_fail(p, OL_ERR_MISSING_KEYWORD);
        advance(p);
        parse_partition_names(p, a);
        while (at_kw(p, K(DROP)) || at_kw(p, K(REUSE)) || at_kw(p, K(STORAGE)) || at_kw(p, K(ALL)))
            advance(p);
        parse_drop_tail(p, a);
        return close_node(p, a);
    case OL_KW_EXCHANGE:
        return parse_exchange(p, first);
    case OL_KW_SPLIT:
    case OL_KW_MERGE:
        return parse_split(p, first);
    case OL_KW_COALESCE:
        return parse_unsupported_action(p, first, "ALTER TABLE COALESCE");
    case OL_KW_UPGRADE:
        return parse_unsupported_action(p, first, "ALTER TABLE UPGRADE");
    case OL_KW_MOVE:
    case OL_KW_SHRINK:
    case OL_KW_ALLOCATE:
    case OL_KW_DEALLOCATE:
    {
        const OlToken *from = p->cur;
        a = new_action(p, OL_ALT_PHYSICAL, first);
        while (!p->failed && !at(p, OL_TOK_EOF) && !at(p, OL_TOK_SEMI))
        {
            if (at(p, OL_TOK_ERROR))
                return ol_parse_fail(p, OL_ERR_INVALID_CHARACTER);
            advance(p);
        }
        a->text = ol_parse_span(p, from);
        return close_node(p, a);
    }
    default:
        break;
    }
    a = new_action(p, OL_ALT_PHYSICAL, first);
    while (ol_parse_physical_option(p, &a->options))
        ;
    if (a->options.n == 0)
        return ol_parse_fail(p, at(p, OL_TOK_EOF) ? OL_ERR_ALTER_TABLE_NO_OPTION : OL_ERR_INVALID_OPTION);
    return close_node(p, a);
}

/* alter_table := ALTER TABLE [IF EXISTS] name action {action} ; cur is after TABLE */
OlNode *ol_parse_alter_table(OlParser *p, const OlToken *first)
{
    OlAlterTable *node = MAKE_AT(p, AlterTable, first);

    node->if_exists = ol_parse_if_exists(p);
    node->name = ol_parse_object_name(p, OL_ERR_INVALID_TABLE_NAME);
    do
        add_node(p, &node->actions, parse_action(p));
    while (!p->failed && at(p, OL_TOK_WORD));
    return close_node(p, node);
}
