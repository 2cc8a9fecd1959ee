/*
 * pg_error_map.c - from a PostgreSQL error to Oracle's number and text.
 *
 * Owns:      the table by SQLSTATE, and the few cases where one SQLSTATE stands for several Oracle errors.
 * Invariant: an error of our own comes back exactly as it was raised; what has no counterpart keeps PostgreSQL's text
 *            behind ORA-00604, never silently under a wrong number. (Clients take ORA-00600 for the end of the session.)
 * See also:  pg.h, pg_error.c, defs/errors.def; PostgreSQL's manual, appendix "Error Codes"
 */
#include "postgres.h"

#include "access/xlog.h"
#include "utils/errcodes.h"

#include "front/catalog.h"
#include "pg/pg.h"
#include "pg/pg_table.h"

typedef struct StateRow
{
    int sqlstate;
    const char *starts; /* untranslated message begins so; NULL: any */
    OlErrorCode code;   /* errors whose text takes no argument, or takes the PostgreSQL message as its only one */
} StateRow;

/* First match wins: rows with a message beginning stand before the row for any message. */
static const StateRow states[] = {
    {ERRCODE_STRING_DATA_RIGHT_TRUNCATION, NULL, OL_ERR_VALUE_TOO_LONG},
    {ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow", OL_ERR_PRECISION_EXCEEDED},
    {ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, NULL, OL_ERR_NUMERIC_OVERFLOW},
    {ERRCODE_DIVISION_BY_ZERO, NULL, OL_ERR_ZERO_DIVIDE},
    {ERRCODE_INVALID_TEXT_REPRESENTATION, "invalid hexadecimal", OL_ERR_INVALID_HEX},
    {ERRCODE_INVALID_TEXT_REPRESENTATION, NULL, OL_ERR_INVALID_NUMBER},
    {ERRCODE_INVALID_DATETIME_FORMAT, NULL, OL_ERR_DATE_LITERAL_MISMATCH},
    {ERRCODE_DATETIME_FIELD_OVERFLOW, "interval field value out of range", OL_ERR_INTERVAL_PRECISION},
    {ERRCODE_DATETIME_FIELD_OVERFLOW, NULL, OL_ERR_YEAR_RANGE},
    {ERRCODE_INTERVAL_FIELD_OVERFLOW, NULL, OL_ERR_INTERVAL_PRECISION},
    {ERRCODE_INVALID_ESCAPE_SEQUENCE, NULL, OL_ERR_INVALID_ESCAPE},
    {ERRCODE_INVALID_ESCAPE_CHARACTER, NULL, OL_ERR_ESCAPE_LENGTH},
    {ERRCODE_CHARACTER_NOT_IN_REPERTOIRE, NULL, OL_ERR_PARTIAL_CHARACTER},
    {ERRCODE_UNTRANSLATABLE_CHARACTER, NULL, OL_ERR_CHARSET_CONVERSION},
    {ERRCODE_CARDINALITY_VIOLATION, "MERGE command", OL_ERR_MERGE_UNSTABLE},
    {ERRCODE_CARDINALITY_VIOLATION, NULL, OL_ERR_SUBQUERY_TOO_MANY_ROWS},
    {ERRCODE_READ_ONLY_SQL_TRANSACTION, NULL, OL_ERR_READ_ONLY_TRANSACTION},
    {ERRCODE_T_R_DEADLOCK_DETECTED, NULL, OL_ERR_DEADLOCK},
    {ERRCODE_T_R_SERIALIZATION_FAILURE, NULL, OL_ERR_SERIALIZE},
    {ERRCODE_LOCK_NOT_AVAILABLE, "canceling statement due to lock timeout", OL_ERR_RESOURCE_BUSY_WAIT},
    {ERRCODE_LOCK_NOT_AVAILABLE, NULL, OL_ERR_RESOURCE_BUSY},
    {ERRCODE_OBJECT_IN_USE, "cannot", OL_ERR_RESOURCE_BUSY},
    {ERRCODE_QUERY_CANCELED, NULL, OL_ERR_CANCELLED},
    {ERRCODE_ADMIN_SHUTDOWN, NULL, OL_ERR_SESSION_KILLED},
    {ERRCODE_CRASH_SHUTDOWN, NULL, OL_ERR_END_OF_FILE},
    {ERRCODE_CANNOT_CONNECT_NOW, NULL, OL_ERR_STARTING_UP},
    {ERRCODE_DATABASE_DROPPED, NULL, OL_ERR_SESSION_KILLED},
    {ERRCODE_IDLE_SESSION_TIMEOUT, NULL, OL_ERR_IDLE_TIMEOUT},
    {ERRCODE_IDLE_IN_TRANSACTION_SESSION_TIMEOUT, NULL, OL_ERR_IDLE_TIMEOUT},
    {ERRCODE_TOO_MANY_CONNECTIONS, NULL, OL_ERR_SESSION_LIMIT},
    {ERRCODE_UNDEFINED_TABLE, NULL, OL_ERR_TABLE_NOT_FOUND},
    {ERRCODE_DUPLICATE_TABLE, NULL, OL_ERR_NAME_IN_USE},
    {ERRCODE_DUPLICATE_COLUMN, "column \"%s\" of relation", OL_ERR_COLUMN_EXISTS},
    {ERRCODE_DUPLICATE_COLUMN, NULL, OL_ERR_DUPLICATE_COLUMN},
    {ERRCODE_DUPLICATE_FUNCTION, NULL, OL_ERR_NAME_IN_USE},
    {ERRCODE_DUPLICATE_OBJECT, "constraint", OL_ERR_CONSTRAINT_NAME_USED},
    {ERRCODE_DUPLICATE_OBJECT, NULL, OL_ERR_NAME_IN_USE},
    {ERRCODE_AMBIGUOUS_COLUMN, NULL, OL_ERR_COLUMN_AMBIGUOUS},
    {ERRCODE_GROUPING_ERROR, NULL, OL_ERR_NOT_GROUP_BY},
    {ERRCODE_INVALID_TABLE_DEFINITION, "multiple primary keys", OL_ERR_PK_EXISTS},
    {ERRCODE_INVALID_FOREIGN_KEY, "there is no primary key", OL_ERR_PARENT_NO_PK},
    {ERRCODE_INVALID_FOREIGN_KEY, NULL, OL_ERR_PARENT_NO_KEY},
    {ERRCODE_INVALID_PARAMETER_VALUE, "INCREMENT must not be zero", OL_ERR_SEQ_INCREMENT_ZERO},
    {ERRCODE_INVALID_PARAMETER_VALUE, "MINVALUE (", OL_ERR_SEQUENCE_MIN_MAX},
    {ERRCODE_INVALID_PARAMETER_VALUE, "START value (%lld) cannot be less", OL_ERR_SEQUENCE_START_MIN},
    {ERRCODE_INVALID_PARAMETER_VALUE, "START value (%lld) cannot be greater", OL_ERR_SEQUENCE_START_MAX},
    {ERRCODE_INVALID_PARAMETER_VALUE, "RESTART value (%lld) cannot be less", OL_ERR_SEQUENCE_MIN_CURRENT},
    {ERRCODE_INVALID_PARAMETER_VALUE, "RESTART value (%lld) cannot be greater", OL_ERR_SEQUENCE_MAX_CURRENT},
    {ERRCODE_SEQUENCE_GENERATOR_LIMIT_EXCEEDED, NULL, OL_ERR_SEQUENCE_EXHAUSTED},
    {ERRCODE_INSUFFICIENT_PRIVILEGE, NULL, OL_ERR_INSUFFICIENT_PRIVILEGES},
    {ERRCODE_INVALID_SCHEMA_NAME, NULL, OL_ERR_USER_NOT_FOUND_1435},
    {ERRCODE_INVALID_CURSOR_NAME, NULL, OL_ERR_INVALID_CURSOR},
    {ERRCODE_TOO_MANY_COLUMNS, NULL, OL_ERR_TOO_MANY_COLUMNS},
    {ERRCODE_FEATURE_NOT_SUPPORTED, "cannot truncate a table referenced", OL_ERR_TRUNCATE_REFERENCED},
    {ERRCODE_FEATURE_NOT_SUPPORTED, NULL, OL_ERR_FEATURE_UNSUPPORTED},
    {ERRCODE_WITH_CHECK_OPTION_VIOLATION, NULL, OL_ERR_CHECK_OPTION},
    {ERRCODE_GENERATED_ALWAYS, NULL, OL_ERR_IDENTITY_ALWAYS},
    {ERRCODE_INVALID_XML_DOCUMENT, NULL, OL_ERR_XML_PARSE},
    {ERRCODE_INVALID_XML_CONTENT, NULL, OL_ERR_XML_PARSE},
    {ERRCODE_INTERNAL_ERROR, "invalid XPath", OL_ERR_XML_XPATH},
    {ERRCODE_STATEMENT_TOO_COMPLEX, NULL, OL_ERR_STATEMENT_TOO_COMPLEX},
};

/* A session's copy of a global temporary table is spoken of as its definition. */
static const char *schema_of(const ErrorData *e)
{
    const char *schema, *table;

    if (ol_pg_temporary_names(e->table_name, &schema, &table))
        return schema;
    return e->schema_name != NULL ? e->schema_name : "";
}

static const char *table_of(const ErrorData *e)
{
    const char *schema, *table;

    if (ol_pg_temporary_names(e->table_name, &schema, &table))
        return table;
    return e->table_name != NULL ? e->table_name : "";
}

/* SCHEMA.NAME, or "SCHEMA"."TABLE"."COLUMN", in Oracle spelling; palloc'd. */
static char *constraint_name(const ErrorData *e, OlArena *arena)
{
    OlStr schema = ol_name_from_pg(arena, ol_str(schema_of(e)));
    OlStr pg = ol_str(e->constraint_name != NULL ? e->constraint_name : "");
    OlStr name;

    /* the index beside a key for rows that are partly NULL (runtime/dict/constraint.c) */
    if (pg.n > 6 && memcmp(pg.s + pg.n - 6, "$nulls", 6) == 0)
        pg.n -= 6;
    name = ol_name_from_pg(arena, pg);
    return psprintf("%.*s.%.*s", OL_STR_ARG(schema), OL_STR_ARG(name));
}

static char *column_name(const ErrorData *e, OlArena *arena)
{
    OlStr schema = ol_name_from_pg(arena, ol_str(schema_of(e)));
    OlStr table = ol_name_from_pg(arena, ol_str(table_of(e)));
    OlStr column = ol_name_from_pg(arena, ol_str(e->column_name != NULL ? e->column_name : ""));

    return psprintf("\"%.*s\".\"%.*s\".\"%.*s\"", OL_STR_ARG(schema), OL_STR_ARG(table), OL_STR_ARG(column));
}

/* The first name in double quotes in the message, Oracle spelling, in quotes; "" when there is none. */
static char *quoted_name(const char *message, OlArena *arena)
{
    const char *start = message != NULL ? strchr(message, '"') : NULL;
    const char *end = start != NULL ? strchr(start + 1, '"') : NULL;
    OlStr name;

    if (end == NULL)
        return pstrdup("");
    name = ol_name_from_pg(arena, ol_str_n(start + 1, (size_t) (end - start - 1)));
    return psprintf("%.*s", OL_STR_ARG(name));
}

static bool starts(const char *text, const char *prefix)
{
    return text != NULL && strncmp(text, prefix, strlen(prefix)) == 0;
}

/* "ORA-01234: text", also PLS-, TNS- and SP2-: back into its parts. */
static bool parse_own(const char *message, OlDiag *diag)
{
    static const OlFacility facilities[] = {OL_FAC_ORA, OL_FAC_PLS, OL_FAC_TNS, OL_FAC_SP2};

    if (message == NULL)
        return false;
    for (int i = 0; i < (int) lengthof(facilities); i++)
    {
        const char *name = ol_facility_name(facilities[i]);
        const char *p = message + 4;
        int number = 0;

        if (strncmp(message, name, 3) != 0 || message[3] != '-')
            continue;
        for (int digits = 0; digits < 5; digits++, p++)
        {
            if (*p < '0' || *p > '9')
                return false;
            number = number * 10 + (*p - '0');
        }
        if (p[0] != ':' || p[1] != ' ')
            return false;
        diag->code = ol_error_by_number(facilities[i], number);
        if (diag->code == OL_ERR_NONE)
            diag->code = OL_ERR_INTERNAL; /* a number outside the table (RAISE of a user's): number and text are kept below */
        (void) ol_diag_set_text(diag, diag->code, -1, p + 2);
        diag->facility = facilities[i];
        diag->number = number;
        return true;
    }
    return false;
}

void ol_diag_from_error(const ErrorData *e, bool updating, OlDiag *diag)
{
    OlArena *arena;
    const char *message = e->message != NULL ? e->message : "";
    const char *id = e->message_id != NULL ? e->message_id : message;
    const StateRow *row = NULL;

    ol_diag_init(diag);
    if (parse_own(message, diag))
    {
        if (e->hint != NULL)
            strlcpy(diag->hint, e->hint, sizeof diag->hint);
        return;
    }
    arena = ol_pg_arena_new(CurrentMemoryContext);
    switch (e->sqlerrcode)
    {
        case ERRCODE_UNIQUE_VIOLATION:
            if (starts(id, "could not create unique index"))
                (void) ol_diag_set(diag, OL_ERR_DUPLICATE_KEYS, -1);
            else
                (void) ol_diag_set(diag, OL_ERR_UNIQUE_VIOLATED, -1, constraint_name(e, arena));
            break;
        case ERRCODE_EXCLUSION_VIOLATION:
            (void) ol_diag_set(diag, OL_ERR_UNIQUE_VIOLATED, -1, constraint_name(e, arena));
            break;
        case ERRCODE_NOT_NULL_VIOLATION:
            if (starts(id, "column \"%s\" of relation \"%s\" contains null values"))
                (void) ol_diag_set(diag, OL_ERR_ENABLE_NOT_NULL_FAILED, -1, column_name(e, arena));
            else
                (void) ol_diag_set(diag, updating ? OL_ERR_NULL_NOT_ALLOWED_UPDATE : OL_ERR_NULL_NOT_ALLOWED, -1,
                                   column_name(e, arena));
            break;
        case ERRCODE_FOREIGN_KEY_VIOLATION:
            (void) ol_diag_set(diag, starts(id, "insert or update") ? OL_ERR_PARENT_NOT_FOUND : OL_ERR_CHILD_FOUND, -1,
                               constraint_name(e, arena));
            break;
        case ERRCODE_CHECK_VIOLATION:
            if (starts(id, "no partition of relation"))
                (void) ol_diag_set(diag, OL_ERR_PARTITION_CHECK, -1);
            else if (starts(id, "new row for relation \"%s\" violates partition constraint"))
                (void) ol_diag_set(diag, OL_ERR_PARTITION_OUTSIDE, -1);
            else if (starts(id, "check constraint") && strstr(id, "is violated by some row") != NULL)
                (void) ol_diag_set(diag, OL_ERR_ENABLE_CHECK_FAILED, -1, constraint_name(e, arena));
            else
                (void) ol_diag_set(diag, OL_ERR_CHECK_VIOLATED, -1, constraint_name(e, arena));
            break;
        case ERRCODE_UNDEFINED_COLUMN:
        case ERRCODE_UNDEFINED_FUNCTION:
            (void) ol_diag_set(diag, OL_ERR_INVALID_IDENTIFIER, -1,
                               psprintf("\"%s\"", quoted_name(message, arena)));
            break;
        case ERRCODE_UNDEFINED_OBJECT:
            if (starts(id, "role"))
                (void) ol_diag_set(diag, OL_ERR_USER_NOT_FOUND, -1, quoted_name(message, arena));
            else if (starts(id, "constraint \"%s\" for table"))
                (void) ol_diag_set(diag, OL_ERR_CONSTRAINT_MISSING, -1);
            else if (starts(id, "constraint"))
                (void) ol_diag_set(diag, OL_ERR_CONSTRAINT_NOT_FOUND, -1);
            else
                (void) ol_diag_set(diag, OL_ERR_DIRECTORY_MISSING, -1, quoted_name(message, arena));
            break;
        case ERRCODE_DUPLICATE_SCHEMA:
            (void) ol_diag_set(diag, OL_ERR_USER_EXISTS, -1, quoted_name(message, arena));
            break;
        case ERRCODE_DATATYPE_MISMATCH:
        case ERRCODE_CANNOT_COERCE:
            (void) ol_diag_set(diag, OL_ERR_INCONSISTENT_TYPES, -1, "-", "-");
            break;
        case ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST:
            if (starts(id, "role"))
                (void) ol_diag_set(diag, OL_ERR_CASCADE_REQUIRED, -1, quoted_name(message, arena));
            else if (e->detail != NULL && strstr(e->detail, "constraint") != NULL && starts(message, "cannot drop constraint"))
                (void) ol_diag_set(diag, OL_ERR_REFERENCED_KEY, -1);
            else if (e->detail != NULL && strstr(e->detail, "constraint") != NULL)
                (void) ol_diag_set(diag, OL_ERR_DROP_REFERENCED_TABLE, -1);
            else if (strstr(message, "constraint") != NULL)
                (void) ol_diag_set(diag, OL_ERR_DROP_KEY_INDEX, -1);
            else if (e->detail != NULL && starts(id, "cannot drop"))
                (void) ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, psprintf("DROP of what others depend on: %s", e->detail));
            else
                (void) ol_diag_set(diag, OL_ERR_RECURSIVE_SQL, -1, unpack_sql_state(e->sqlerrcode), message);
            break;
        case ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE:
            if (starts(id, "currval of sequence") || starts(id, "lastval is not"))
                (void) ol_diag_set(diag, OL_ERR_SEQUENCE_NOT_DEFINED, -1, quoted_name(message, arena));
            break;
        case ERRCODE_OUT_OF_MEMORY:
        case ERRCODE_PROGRAM_LIMIT_EXCEEDED:
            if (e->sqlerrcode == ERRCODE_OUT_OF_MEMORY || starts(id, "invalid memory alloc"))
                (void) ol_diag_set(diag, OL_ERR_OUT_OF_MEMORY, -1, "", message);
            break;
        case ERRCODE_DISK_FULL:
            (void) ol_diag_set(diag, OL_ERR_TABLESPACE_FULL, -1, "", "", "");
            break;
        case ERRCODE_READ_ONLY_SQL_TRANSACTION:
            if (RecoveryInProgress())
                (void) ol_diag_set(diag, OL_ERR_STANDBY_READ_ONLY, -1);
            break;
        default:
            break;
    }
    for (int i = 0; i < (int) lengthof(states) && row == NULL; i++)
        if (states[i].sqlstate == e->sqlerrcode && (states[i].starts == NULL || starts(strcmp(id, "%s") == 0 ? message : id, states[i].starts)))
            row = &states[i];
    if (diag->code == OL_ERR_NONE && row != NULL)
        (void) ol_diag_set(diag, row->code, -1, message);
    if (diag->code == OL_ERR_NONE)
        (void) ol_diag_set(diag, OL_ERR_RECURSIVE_SQL, -1, unpack_sql_state(e->sqlerrcode), message);
    ol_arena_free(arena);
}
