/*
 * catalog_file.c - a catalog written down in a text file, for looking names up without a server.
 *
 * Owns:      the format. One entry per line, names in Oracle's spelling as they are (EMP, not emp), # for comments;
 *            lines that begin with a blank are the columns of the table or view above them:
 *
 *                current SCOTT                        user and schema names are looked up from
 *                schema HR                            a schema with nothing in it
 *                table SCOTT.EMP                      also: view, mview
 *                    EMPNO NUMBER(4) NOT NULL
 *                    ENAME VARCHAR2(10 CHAR) DEFAULT
 *                sequence SCOTT.EMP_SEQ
 *                synonym SCOTT.STAFF FOR SCOTT.EMP    schema PUBLIC for a public one
 *                function SCOTT.RAISE_OF (EMPNO NUMBER, RATE NUMBER DEFAULT) RETURN NUMBER
 *                procedure SCOTT.FIRE (EMPNO IN NUMBER, DONE OUT BOOLEAN)
 *                constraint SCOTT.PK_EMP ON SCOTT.EMP
 *                type SCOTT.NUMBERS TABLE OF NUMBER   also: VARRAY(10) OF; columns and elements may be of type SCOTT.NUMBERS then
 *                type SCOTT.POINT OBJECT              its attributes on lines as of a table
 *
 * Lifetimes: names point into the text.
 * Invariant: numbers of objects follow from their order in the file, so what is printed from them is stable.
 * See also:  front/catalog.h, cmd_dev.c, tests/golden
 */
#include "cli/catalog_file.h"

#include <stdio.h>
#include <string.h>

#define FIRST_OID 20001u

typedef struct Entry
{
    OlObjectKind kind; /* OL_OBJ_OTHER is a constraint */
    OlStr schema;
    OlStr name;
    uint32_t oid;
    OlRelation relation; /* tables and views */
    OlSequence sequence;
    OlRoutine routine;
    OlTypeDef type; /* types; attributes of objects stand in relation */
    OlStr target_schema; /* synonyms and constraints */
    OlStr target_name;
    struct Entry *next;
} Entry;

typedef struct CatalogFile
{
    OlArena *arena;
    Entry *first;
    Entry **tail;
    OlList schemas; /* OlStr* */
    OlStr current;
    uint32_t next_oid;
} CatalogFile;

/* --- reading words ------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#' ||
           (unsigned char)c >= 0x80;
}

/* The next word or single sign; empty at the end of the line. */
static OlStr next_token(OlStr *rest)
{
    OlStr token;
    size_t n = 0;

    while (rest->n > 0 && is_blank(rest->s[0]))
        *rest = ol_str_n(rest->s + 1, rest->n - 1);
    while (n < rest->n && is_name_byte(rest->s[n]))
        n++;
    if (n == 0 && rest->n > 0)
        n = 1;
    token = ol_str_n(rest->s, n);
    *rest = ol_str_n(rest->s + n, rest->n - n);
    return token;
}

static OlStr peek_token(OlStr rest)
{
    return next_token(&rest);
}

static bool take(OlStr *rest, const char *word)
{
    if (!ol_str_ieq_c(peek_token(*rest), word))
        return false;
    (void)next_token(rest);
    return true;
}

static bool take_number(OlStr *rest, int *out)
{
    bool negative = take(rest, "-");
    uint64_t value;

    if (!ol_parse_u64(peek_token(*rest), &value) || value > 32767)
        return false;
    (void)next_token(rest);
    *out = negative ? -(int)value : (int)value;
    return true;
}

static bool take_name(OlStr *rest, OlStr *out)
{
    *out = next_token(rest);
    return out->n > 0 && is_name_byte(out->s[0]);
}

static bool take_qualified(OlStr *rest, OlStr *schema, OlStr *name)
{
    return take_name(rest, schema) && take(rest, ".") && take_name(rest, name);
}

/* --- types ----------------------------------------------------------------------------------------------------------- */

static const struct
{
    const char *word;
    OlTypeCode code;
    OlRep rep;
} type_words[] = {
    {"VARCHAR2", OL_T_VARCHAR2, OL_REP_VARCHAR},   {"NVARCHAR2", OL_T_NVARCHAR2, OL_REP_VARCHAR},
    {"CHAR", OL_T_CHAR, OL_REP_BPCHAR},            {"NCHAR", OL_T_NCHAR, OL_REP_BPCHAR},
    {"NUMBER", OL_T_NUMBER, OL_REP_NUMERIC},       {"FLOAT", OL_T_FLOAT, OL_REP_NUMERIC},
    {"BINARY_FLOAT", OL_T_BINARY_FLOAT, OL_REP_FLOAT4}, {"BINARY_DOUBLE", OL_T_BINARY_DOUBLE, OL_REP_FLOAT8},
    {"DATE", OL_T_DATE, OL_REP_TIMESTAMP},         {"TIMESTAMP", OL_T_TIMESTAMP, OL_REP_TIMESTAMP},
    {"INTERVAL", OL_T_INTERVAL_DS, OL_REP_INTERVAL}, {"RAW", OL_T_RAW, OL_REP_BYTEA},
    {"LONG", OL_T_LONG, OL_REP_TEXT},              {"CLOB", OL_T_CLOB, OL_REP_TEXT},
    {"NCLOB", OL_T_NCLOB, OL_REP_TEXT},            {"BLOB", OL_T_BLOB, OL_REP_BYTEA},
    {"ROWID", OL_T_ROWID, OL_REP_ROWID},           {"BOOLEAN", OL_T_BOOLEAN, OL_REP_BOOL},
    {"JSON", OL_T_JSON, OL_REP_JSONB},             {"XMLTYPE", OL_T_XMLTYPE, OL_REP_XML},
};

/* (a), (a,b), (n CHAR), (n BYTE), (*,b): how many numbers were there, -1 when malformed. */
static int take_arguments(OlStr *rest, int numbers[2], bool *is_char)
{
    int n = 0;

    *is_char = false;
    if (!take(rest, "("))
        return 0;
    if (take(rest, "*"))
        numbers[n++] = 0;
    else if (!take_number(rest, &numbers[n++]))
        return -1;
    if (take(rest, "CHAR"))
        *is_char = true;
    else if (!take(rest, "BYTE") && take(rest, ",") && !take_number(rest, &numbers[n++]))
        return -1;
    return take(rest, ")") ? n : -1;
}

static bool take_interval(OlStr *rest, OlType *type)
{
    int numbers[2] = {2, 6};
    bool is_char;

    if (take(rest, "YEAR"))
    {
        type->code = OL_T_INTERVAL_YM;
        if (take_arguments(rest, numbers, &is_char) < 0 || !take(rest, "TO") || !take(rest, "MONTH"))
            return false;
        type->precision = (uint8_t)numbers[0];
        return true;
    }
    if (!take(rest, "DAY") || take_arguments(rest, numbers, &is_char) < 0 || !take(rest, "TO") || !take(rest, "SECOND"))
        return false;
    type->precision = (uint8_t)numbers[0];
    numbers[0] = 6;
    if (take_arguments(rest, numbers, &is_char) < 0)
        return false;
    type->scale = (int8_t)numbers[0];
    return true;
}

/* SCHEMA.NAME of a type above. */
static bool take_named_type(const CatalogFile *file, OlStr *rest, OlType *type)
{
    OlStr schema, name;

    if (!take_qualified(rest, &schema, &name))
        return false;
    for (const Entry *e = file->first; e != NULL; e = e->next)
        if (e->kind == OL_OBJ_TYPE && ol_str_eq(e->schema, schema) && ol_str_eq(e->name, name))
        {
            *type = e->type.type;
            return true;
        }
    return false;
}

static bool take_type(const CatalogFile *file, OlStr *rest, OlType *type)
{
    OlStr whole = *rest, word = next_token(rest);
    int numbers[2] = {0, 0};
    bool is_char;
    size_t i;
    int n;

    if (rest->n > 0 && rest->s[0] == '.')
    {
        *rest = whole;
        return take_named_type(file, rest, type);
    }
    memset(type, 0, sizeof(*type));
    for (i = 0; i < OL_LENGTHOF(type_words) && !ol_str_ieq_c(word, type_words[i].word); i++)
        ;
    if (i == OL_LENGTHOF(type_words))
        return false;
    type->code = type_words[i].code;
    type->rep = type_words[i].rep;
    if (type->code == OL_T_INTERVAL_DS)
        return take_interval(rest, type);
    n = take_arguments(rest, numbers, &is_char);
    if (n < 0)
        return false;
    switch (type->code)
    {
        case OL_T_NUMBER:
            type->precision = (uint8_t)numbers[0];
            type->scale = (int8_t)(n == 0 ? OL_SCALE_NONE : n == 1 ? 0 : numbers[1]);
            break;
        case OL_T_FLOAT:
            type->precision = (uint8_t)(n == 0 ? 126 : numbers[0]);
            type->scale = OL_SCALE_NONE;
            break;
        case OL_T_TIMESTAMP:
            type->scale = (int8_t)(n == 0 ? 6 : numbers[0]);
            if (take(rest, "WITH"))
            {
                bool local = take(rest, "LOCAL");

                type->code = local ? OL_T_TIMESTAMP_LTZ : OL_T_TIMESTAMP_TZ;
                type->rep = local ? OL_REP_TIMESTAMPTZ : OL_REP_ORATSTZ;
                if (!take(rest, "TIME") || !take(rest, "ZONE"))
                    return false;
            }
            break;
        case OL_T_LONG:
            if (take(rest, "RAW"))
            {
                type->code = OL_T_LONG_RAW;
                type->rep = OL_REP_BYTEA;
            }
            break;
        default:
            is_char = is_char || type->code == OL_T_NVARCHAR2 || type->code == OL_T_NCHAR;
            type->char_semantics = is_char;
            type->size_chars = is_char ? numbers[0] : 0;
            type->size_bytes = is_char ? numbers[0] * 4 : numbers[0];
            break;
    }
    return true;
}

/* --- entries ---------------------------------------------------------------------------------------------------------- */

static void add_schema(CatalogFile *file, OlStr name)
{
    OlStr *copy;

    for (int i = 0; i < file->schemas.n; i++)
        if (ol_str_eq(*(OlStr *)file->schemas.items[i], name))
            return;
    copy = ol_new(file->arena, OlStr);
    *copy = name;
    ol_list_add(file->arena, &file->schemas, copy);
}

static Entry *add_entry(CatalogFile *file, OlObjectKind kind, OlStr schema, OlStr name)
{
    Entry *entry = ol_new(file->arena, Entry);

    entry->kind = kind;
    entry->schema = schema;
    entry->name = name;
    entry->oid = file->next_oid++;
    *file->tail = entry;
    file->tail = &entry->next;
    add_schema(file, schema);
    return entry;
}

static void add_relation(CatalogFile *file, OlObjectKind kind, OlStr schema, OlStr name)
{
    Entry *entry = add_entry(file, kind, schema, name);

    entry->relation = (OlRelation){
        .kind = kind,
        .oid = entry->oid,
        .schema = schema,
        .name = name,
        .pg_schema = ol_name_to_pg(file->arena, schema),
        .pg_name = ol_name_to_pg(file->arena, name),
        .has_rowid = kind != OL_OBJ_VIEW,
    };
}

static bool read_column(CatalogFile *file, Entry *entry, OlStr rest)
{
    OlRelation *relation = &entry->relation;
    OlRelColumn *columns = ol_new_array(file->arena, OlRelColumn, (size_t)relation->ncolumns + 1);
    OlRelColumn *column = &columns[relation->ncolumns];

    if (relation->ncolumns > 0)
        memcpy(columns, relation->columns, sizeof(OlRelColumn) * (size_t)relation->ncolumns);
    if (!take_name(&rest, &column->name) || !take_type(file, &rest, &column->type))
        return false;
    column->pg_name = ol_name_to_pg(file->arena, column->name);
    column->attnum = relation->ncolumns + 1;
    column->nullable = true;
    while (peek_token(rest).n > 0)
    {
        if (take(&rest, "NOT") && take(&rest, "NULL"))
            column->nullable = false;
        else if (take(&rest, "DEFAULT"))
            column->has_default = true;
        else if (take(&rest, "INVISIBLE"))
            column->invisible = true;
        else if (take(&rest, "VIRTUAL"))
            column->is_virtual = true;
        else
            return false;
    }
    relation->columns = columns;
    relation->ncolumns++;
    return true;
}

/* (NAME [IN] [OUT] TYPE [DEFAULT], ...) [RETURN TYPE] */
static bool read_routine(CatalogFile *file, Entry *entry, OlStr rest)
{
    OlRoutine *routine = &entry->routine;
    OlParamDef params[64];
    OlParamDef *copy;

    memset(params, 0, sizeof(params));
    *routine = (OlRoutine){
        .oid = entry->oid,
        .schema = entry->schema,
        .name = entry->name,
        .pg_schema = ol_name_to_pg(file->arena, entry->schema),
        .pg_name = ol_name_to_pg(file->arena, entry->name),
        .is_function = entry->kind == OL_OBJ_FUNCTION,
    };
    if (take(&rest, "("))
    {
        do
        {
            OlParamDef *p = &params[routine->nparams];
            bool in, out;

            if (routine->nparams == (int)OL_LENGTHOF(params) || !take_name(&rest, &p->name))
                return false;
            in = take(&rest, "IN");
            out = take(&rest, "OUT");
            p->mode = out ? (in ? OL_PARAM_INOUT : OL_PARAM_OUT) : OL_PARAM_IN;
            if (!take_type(file, &rest, &p->type))
                return false;
            p->has_default = take(&rest, "DEFAULT");
            routine->nparams++;
        } while (take(&rest, ","));
        if (!take(&rest, ")"))
            return false;
    }
    copy = ol_new_array(file->arena, OlParamDef, (size_t)routine->nparams + 1);
    memcpy(copy, params, sizeof(OlParamDef) * (size_t)routine->nparams);
    routine->params = copy;
    if (routine->is_function && (!take(&rest, "RETURN") || !take_type(file, &rest, &routine->result)))
        return false;
    routine->deterministic = take(&rest, "DETERMINISTIC");
    return peek_token(rest).n == 0;
}

/* OBJECT, TABLE OF type, VARRAY(n) OF type */
static bool read_type(CatalogFile *file, Entry *entry, OlStr rest, Entry **relation)
{
    OlTypeDef *def = &entry->type;
    int limit = 0;

    def->oid = entry->oid;
    def->schema = entry->schema;
    def->name = entry->name;
    def->pg_schema = entry->relation.pg_schema;
    def->pg_name = entry->relation.pg_name;
    def->is_final = def->instantiable = true;
    def->type = (OlType){.code = OL_T_COLLECTION, .rep = OL_REP_OTHER, .pg_oid = entry->oid, .type_schema = entry->schema, .type_name = entry->name};
    if (take(&rest, "OBJECT"))
    {
        def->kind = OL_TYPEDEF_OBJECT;
        def->type.code = OL_T_OBJECT;
        *relation = entry;
        return peek_token(rest).n == 0;
    }
    def->kind = take(&rest, "VARRAY") ? OL_TYPEDEF_VARRAY : OL_TYPEDEF_TABLE;
    if (def->kind == OL_TYPEDEF_VARRAY ? !take(&rest, "(") || !take_number(&rest, &limit) || !take(&rest, ")") : !take(&rest, "TABLE"))
        return false;
    def->limit = limit;
    return take(&rest, "OF") && take_type(file, &rest, &def->element) && peek_token(rest).n == 0;
}

static bool read_entry(CatalogFile *file, OlStr rest, Entry **relation)
{
    OlStr word = next_token(&rest);
    OlStr schema, name;
    Entry *entry;

    *relation = NULL;
    if (ol_str_ieq_c(word, "current") || ol_str_ieq_c(word, "schema"))
    {
        if (!take_name(&rest, &name))
            return false;
        add_schema(file, name);
        if (ol_str_ieq_c(word, "current"))
            file->current = name;
        return peek_token(rest).n == 0;
    }
    if (!take_qualified(&rest, &schema, &name))
        return false;
    if (ol_str_ieq_c(word, "table") || ol_str_ieq_c(word, "view") || ol_str_ieq_c(word, "mview"))
    {
        Entry **slot = file->tail;

        add_relation(file, ol_str_ieq_c(word, "table") ? OL_OBJ_TABLE : ol_str_ieq_c(word, "view") ? OL_OBJ_VIEW : OL_OBJ_MVIEW,
                     schema, name);
        *relation = *slot;
        return peek_token(rest).n == 0;
    }
    if (ol_str_ieq_c(word, "sequence"))
    {
        entry = add_entry(file, OL_OBJ_SEQUENCE, schema, name);
        entry->sequence = (OlSequence){entry->oid, schema, name, ol_name_to_pg(file->arena, schema),
                                       ol_name_to_pg(file->arena, name)};
        return peek_token(rest).n == 0;
    }
    if (ol_str_ieq_c(word, "function") || ol_str_ieq_c(word, "procedure"))
        return read_routine(file, add_entry(file, ol_str_ieq_c(word, "function") ? OL_OBJ_FUNCTION : OL_OBJ_PROCEDURE, schema, name),
                            rest);
    if (ol_str_ieq_c(word, "type"))
    {
        Entry **slot = file->tail;

        add_relation(file, OL_OBJ_TYPE, schema, name);
        return read_type(file, *slot, rest, relation);
    }
    if (ol_str_ieq_c(word, "synonym"))
    {
        entry = add_entry(file, OL_OBJ_SYNONYM, schema, name);
        return take(&rest, "FOR") && take_qualified(&rest, &entry->target_schema, &entry->target_name) && peek_token(rest).n == 0;
    }
    if (ol_str_ieq_c(word, "constraint"))
    {
        entry = add_entry(file, OL_OBJ_OTHER, schema, name);
        return take(&rest, "ON") && take_qualified(&rest, &entry->target_schema, &entry->target_name) && peek_token(rest).n == 0;
    }
    return false;
}

/* --- looking up --------------------------------------------------------------------------------------------------------- */

static Entry *find_exact(const CatalogFile *file, OlStr schema, OlStr name)
{
    for (Entry *e = file->first; e != NULL; e = e->next)
        if (e->kind != OL_OBJ_OTHER && ol_str_eq(e->schema, schema) && ol_str_eq(e->name, name))
            return e;
    return NULL;
}

/* With an empty schema Oracle's order: current schema, public synonyms, SYS. Synonyms are followed. */
static OlStatus find(const CatalogFile *file, OlStr schema, OlStr name, Entry **out, OlDiag *diag)
{
    Entry *e;

    if (schema.n > 0)
        e = find_exact(file, schema, name);
    else if ((e = find_exact(file, file->current, name)) == NULL && (e = find_exact(file, OL_STR("PUBLIC"), name)) == NULL)
        e = find_exact(file, OL_STR("SYS"), name);
    for (int steps = 0; e != NULL && e->kind == OL_OBJ_SYNONYM; steps++)
    {
        if (steps == 32)
            return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, "looping chain of synonyms");
        e = find_exact(file, e->target_schema, e->target_name);
    }
    *out = e;
    return OL_OK;
}

static bool is_relation(const Entry *e)
{
    return e != NULL && (e->kind == OL_OBJ_TABLE || e->kind == OL_OBJ_VIEW || e->kind == OL_OBJ_MVIEW);
}

static OlStatus find_relation(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag)
{
    Entry *e = NULL;
    OlStatus status = find(ctx, schema, name, &e, diag);

    *out = status == OL_OK && is_relation(e) ? &e->relation : NULL;
    return status;
}

static OlStatus find_sequence(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag)
{
    Entry *e = NULL;
    OlStatus status = find(ctx, schema, name, &e, diag);

    *out = status == OL_OK && e != NULL && e->kind == OL_OBJ_SEQUENCE ? &e->sequence : NULL;
    return status;
}

static OlStatus find_routine(void *ctx, OlArena *arena, OlStr schema, OlStr package, OlStr name, const OlRoutine **out,
                             OlDiag *diag)
{
    /* A file has no packages: a qualifier is a schema. */
    OlStr owner = schema.n > 0 ? schema : package;
    Entry *e = NULL;
    OlStatus status = schema.n > 0 && package.n > 0 ? OL_OK : find(ctx, owner, name, &e, diag);

    *out = status == OL_OK && e != NULL && (e->kind == OL_OBJ_FUNCTION || e->kind == OL_OBJ_PROCEDURE) ? &e->routine : NULL;
    return status;
}

static OlStatus find_type(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlTypeDef **out, OlDiag *diag)
{
    Entry *e = NULL;
    OlStatus status = find(ctx, schema, name, &e, diag);

    *out = NULL;
    if (status == OL_OK && e != NULL && e->kind == OL_OBJ_TYPE)
    {
        e->type.attributes = e->relation.columns;
        e->type.nattributes = e->relation.ncolumns;
        *out = &e->type;
    }
    return status;
}

static OlStatus find_object(void *ctx, OlArena *arena, OlStr schema, OlStr name, OlObjectKind *kind, uint32_t *oid,
                            OlStr *pg_schema, OlStr *pg_name, OlDiag *diag)
{
    const CatalogFile *file = ctx;
    Entry *e = find_exact(file, schema.n > 0 ? schema : file->current, name);

    *kind = e != NULL ? e->kind : OL_OBJ_NONE;
    *oid = e != NULL ? e->oid : 0;
    *pg_schema = e != NULL ? ol_name_to_pg(arena, e->schema) : OL_STR_NULL;
    *pg_name = e != NULL ? ol_name_to_pg(arena, e->name) : OL_STR_NULL;
    return OL_OK;
}

static bool schema_exists(void *ctx, OlStr name)
{
    const CatalogFile *file = ctx;

    for (int i = 0; i < file->schemas.n; i++)
        if (ol_str_eq(*(OlStr *)file->schemas.items[i], name))
            return true;
    return false;
}

static OlStatus find_constraint(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **table, OlDiag *diag)
{
    const CatalogFile *file = ctx;
    OlStr owner = schema.n > 0 ? schema : file->current;

    *table = NULL;
    for (Entry *e = file->first; e != NULL; e = e->next)
    {
        if (e->kind == OL_OBJ_OTHER && ol_str_eq(e->schema, owner) && ol_str_eq(e->name, name))
        {
            Entry *t = find_exact(file, e->target_schema, e->target_name);

            *table = is_relation(t) ? &t->relation : NULL;
        }
    }
    return OL_OK;
}

/* --- the file --------------------------------------------------------------------------------------------------------- */

static OlStatus read_lines(CatalogFile *file, OlStr text, OlDiag *diag)
{
    Entry *relation = NULL;
    int number = 0;

    while (text.n > 0)
    {
        const char *end = memchr(text.s, '\n', text.n);
        size_t n = end != NULL ? (size_t)(end - text.s) : text.n;
        OlStr line = ol_str_n(text.s, n);
        const char *hash = memchr(line.s, '#', line.n);
        bool ok = true;

        number++;
        n += n < text.n;
        text = ol_str_n(text.s + n, text.n - n);
        /* # is a letter inside names: a comment begins a line or follows a blank. */
        if (hash != NULL && (hash == line.s || is_blank(hash[-1])))
            line.n = (size_t)(hash - line.s);
        if (ol_str_trim(line).n == 0)
            continue;
        if (is_blank(line.s[0]))
            ok = relation != NULL && read_column(file, relation, line);
        else
            ok = read_entry(file, line, &relation);
        if (!ok)
        {
            char message[128];

            (void)snprintf(message, sizeof(message), "line %d of the catalog file is not understood", number);
            return ol_diag_set_text(diag, OL_ERR_INTERNAL, -1, message);
        }
    }
    return OL_OK;
}

OlStatus ol_catalog_file_read(OlArena *arena, OlStr text, OlCatalog *out, OlDiag *diag)
{
    CatalogFile *file = ol_new(arena, CatalogFile);
    Entry *dual;
    OlStatus status;

    file->arena = arena;
    file->tail = &file->first;
    file->next_oid = FIRST_OID;
    file->current = OL_STR("SCOTT");
    status = read_lines(file, OL_STR("table SYS.DUAL\n DUMMY VARCHAR2(1 BYTE)\n"), diag);
    dual = file->first;
    ol_check(status == OL_OK && dual != NULL);
    dual->relation.is_dual = true;
    status = read_lines(file, text, diag);
    add_schema(file, file->current);
    *out = (OlCatalog){
        .ctx = file,
        .current_schema = file->current,
        .current_user = file->current,
        .collation_is_c = true,
        .find_relation = find_relation,
        .find_sequence = find_sequence,
        .find_routine = find_routine,
        .find_object = find_object,
        .schema_exists = schema_exists,
        .find_constraint = find_constraint,
        .find_type = find_type,
    };
    return status;
}
