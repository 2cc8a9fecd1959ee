/*
 * exec.c - statements: sending them, what is said of them, errors with their place, DBMS_OUTPUT, NLS parameters.
 *
 * See also:  net.c, print.c (rows of queries), vars.c (binds)
 */
#include "cli/sqlplus/sqlplus.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

bool ol_plus_connected(OlPlus *p)
{
    if (p->conn != NULL && !p->conn->lost)
        return true;
    ol_plus_message(p, OL_ERR_SP2_NOT_CONNECTED);
    ol_plus_sql_error(p, 640);
    return false;
}

/* There is no session any more: which statement was the last, and the end of the script. */
static void end_session(OlPlus *p, int64_t code)
{
    OlStr last = p->last_sql != NULL ? ol_str(p->last_sql) : OL_STR_NULL;
    size_t line = last.n > 0 ? strcspn(last.s, "\n") : 0;

    if (last.n > 0 && !(p->source != NULL && p->source->is_terminal))
    {
        fflush(stdout);
        fprintf(stderr, "the last statement was: %.*s%s\n", (int)OL_MIN(line, (size_t)200), last.s, line < last.n || line > 200 ? " ..." : "");
    }
    p->sql_code = code;
    ol_plus_conn_close(p->conn, false);
    p->conn = NULL;
    ol_plus_sql_error(p, p->sql_code);
    /* a script has nothing to run against any more */
    if (!p->exiting && p->source != NULL && !p->source->is_terminal)
    {
        p->exit_code = (int)(p->sql_code & 0xFF);
        p->exiting = true;
    }
}

void ol_plus_lost(OlPlus *p)
{
    ol_plus_line(p, "ERROR:\nORA-%05d: %s\n\n", p->conn->diag.number, p->conn->diag.text);
    ol_plus_where(p);
    end_session(p, p->conn->diag.number);
}

/* Errors after which the server ends the session: killed, not logged on, shutting down, end of file, not connected. */
static bool ends_session(int64_t code)
{
    return code == 28 || code == 1012 || code == 1089 || code == 1092 || code == 2396 || code == 3113 || code == 3114;
}

double ol_plus_elapsed(const struct timespec *since)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - since->tv_sec) + (double)(now.tv_nsec - since->tv_nsec) / 1e9;
}

/* --- errors ------------------------------------------------------------------------------------------------------------ */

/* The line that is wrong, an asterisk under the place, then the message. */
void ol_plus_show_oer(OlPlus *p, OlStr sql, const OlOer *oer, bool from_execute)
{
    size_t at = oer->error_pos > 0 ? ol_utf8_offset(sql.s, sql.n, (size_t)oer->error_pos) : 0;
    size_t start, end;
    int line = 1, column;
    OlStr text = oer->text;

    for (size_t i = 0; i < at && i < sql.n; i++)
        line += sql.s[i] == '\n';
    for (start = at; start > 0 && sql.s[start - 1] != '\n'; start--)
        ;
    for (end = at; end < sql.n && sql.s[end] != '\n'; end++)
        ;
    while (text.n > 0 && text.s[text.n - 1] == '\n')
        text.n--;
    column = ol_plus_width(ol_str_n(sql.s + start, at - start));
    ol_plus_line(p, "%.*s", (int)(end - start), sql.s + start);
    /* the block that EXECUTE makes ends with a line break of its own */
    if (from_execute)
        ol_plus_line(p, "%s", "");
    ol_plus_color(p, true);
    ol_plus_line(p, "%*s*\nERROR at line %d:\n%.*s\n\n", column, "", line, OL_STR_ARG(text));
    ol_plus_color(p, false);
    ol_plus_where(p);
    ol_plus_error_log(p, text, sql);
}

/* --- what is said of a statement ----------------------------------------------------------------------------------------- */

typedef struct Said
{
    const char *verb, *object; /* object NULL: any */
    const char *text;          /* %s: the object as SQL*Plus writes it */
} Said;

static const Said said[] = {
    {"CREATE", NULL, "%s created."},     {"DROP", NULL, "%s dropped."},        {"ALTER", NULL, "%s altered."},
    {"TRUNCATE", NULL, "%s truncated."}, {"GRANT", NULL, "Grant succeeded."},  {"REVOKE", NULL, "Revoke succeeded."},
    {"COMMIT", NULL, "Commit complete."}, {"ROLLBACK", NULL, "Rollback complete."}, {"SAVEPOINT", NULL, "Savepoint created."},
    {"COMMENT", NULL, "Comment created."}, {"RENAME", NULL, "Table renamed."}, {"LOCK", NULL, "Table(s) Locked."},
    {"ANALYZE", NULL, "%s analyzed."},   {"AUDIT", NULL, "Audit succeeded."},  {"NOAUDIT", NULL, "Noaudit succeeded."},
    {"EXPLAIN", NULL, "Explained."},     {"CALL", NULL, "Call completed."},    {"PURGE", "TABLE", "Table purged."},
    {"PURGE", "INDEX", "Index purged."}, {"PURGE", NULL, "Recyclebin purged."}, {"FLASHBACK", NULL, "Flashback complete."},
    {"SET", "TRANSACTION", "Transaction set."}, {"SET", "ROLE", "Role set."},  {"SET", NULL, "Constraint set."},
    {"ASSOCIATE", NULL, "Statistics associated."}, {"DISASSOCIATE", NULL, "Statistics disassociated."},
};

/* "MATERIALIZED VIEW" -> "Materialized view"; words that only describe are skipped. */
static OlStr object_words(OlPlus *p, OlStr sql, OlStr *name)
{
    static const char *const skipped[] = {
        "OR", "REPLACE", "EDITIONABLE", "NONEDITIONABLE", "FORCE", "NO", "NOFORCE", "GLOBAL", "PRIVATE", "TEMPORARY", "UNIQUE", "BITMAP", "PUBLIC",
        "SHARED", "AND", "RESOLVE", "COMPILE", "BIGFILE", "SMALLFILE", "UNDO", "IMMUTABLE", "BLOCKCHAIN", "SHARDED", "MULTIVALUE",
        "EDITIONING", "FLASHBACK", "VECTOR"};
    static const char *const two[] = {"PACKAGE BODY", "TYPE BODY", "MATERIALIZED VIEW", "DATABASE LINK", "ROLLBACK SEGMENT",
                                      "PLUGGABLE DATABASE", "JAVA SOURCE", "JAVA CLASS", "JAVA RESOURCE", "MATERIALIZED ZONEMAP"};
    size_t at = 0, after;
    OlStr word, next;
    OlStr result;
    bool skip;

    (void)ol_plus_sql_word(sql, &at);
    do
    {
        word = ol_plus_sql_word(sql, &at);
        skip = false;
        for (size_t i = 0; i < OL_LENGTHOF(skipped); i++)
            skip = skip || ol_str_ieq_c(word, skipped[i]);
    } while (skip);
    after = at;
    next = ol_plus_sql_word(sql, &after);
    result = word;
    for (size_t i = 0; i < OL_LENGTHOF(two); i++)
    {
        OlStr both = ol_str_printf(p->work, "%.*s %.*s", OL_STR_ARG(word), OL_STR_ARG(next));

        if (ol_str_ieq_c(both, two[i]))
        {
            result = both;
            next = ol_plus_sql_word(sql, &after);
        }
    }
    if (ol_str_ieq_c(next, "IF"))
        while (next.n > 0 && !ol_str_ieq_c(next, "EXISTS"))
            next = ol_plus_sql_word(sql, &after);
    if (ol_str_ieq_c(next, "EXISTS"))
        next = ol_plus_sql_word(sql, &after);
    /* a quoted name, or one with its schema */
    {
        size_t from = (size_t)(next.s - sql.s), to = from;
        bool quoted = false;

        while (to < sql.n && (quoted || (sql.s[to] != ' ' && sql.s[to] != '\t' && sql.s[to] != '\n' && sql.s[to] != '(' && sql.s[to] != ';')))
        {
            quoted = quoted != (sql.s[to] == '"');
            to++;
        }
        *name = next.n > 0 ? ol_str_n(sql.s + from, to - from) : OL_STR_NULL;
    }
    result = ol_str_lower(p->work, result);
    if (result.n > 0 && result.s[0] >= 'a' && result.s[0] <= 'z')
        ((char *)result.s)[0] = (char)(result.s[0] - 'a' + 'A');
    return result;
}

static void say_dml(OlPlus *p, OlStr verb, uint64_t rows)
{
    const char *done = ol_str_ieq_c(verb, "INSERT") ? "created" : ol_str_ieq_c(verb, "UPDATE") ? "updated"
                     : ol_str_ieq_c(verb, "DELETE") ? "deleted" : "merged";

    ol_plus_line(p, "\n%llu row%s %s.\n", (unsigned long long)rows, rows == 1 ? "" : "s", done);
}

static void remember_object(OlPlus *p, OlStr type, OlStr name)
{
    ol_plus_set_text(&p->object_type, ol_str_upper(p->work, type));
    ol_plus_set_text(&p->object_name, name.n > 1 && name.s[0] == '"' ? ol_str_n(name.s + 1, name.n - 2) : ol_str_upper(p->work, name));
}

static void say_done(OlPlus *p, OlStr sql, const OlPlusCall *call)
{
    size_t at = 0;
    OlStr verb = ol_plus_sql_word(sql, &at), name = OL_STR_NULL;
    OlStr second = ol_plus_sql_word(sql, &at);
    bool warned = (call->oer.warnings & OL_WARN_COMPILATION) != 0;
    OlStr object;

    if (ol_str_ieq_c(verb, "CREATE") || ol_str_ieq_c(verb, "ALTER"))
    {
        object = object_words(p, sql, &name);
        remember_object(p, object, name);
    }
    else
        object = object_words(p, sql, &name);
    if (!p->set[OL_SET_FEEDBACK].number && !warned)
        return;
    if (call->kind == OL_PLUS_PLSQL && !ol_str_ieq_c(verb, "CALL"))
    {
        ol_plus_line(p, "\nPL/SQL procedure successfully completed.\n");
        return;
    }
    if (call->kind == OL_PLUS_DML)
    {
        say_dml(p, verb, call->oer.row_count);
        return;
    }
    if (warned)
    {
        ol_plus_line(p, "\nWarning: %.*s %s with compilation errors.\n", OL_STR_ARG(object), ol_str_ieq_c(verb, "ALTER") ? "altered" : "created");
        return;
    }
    for (size_t i = 0; i < OL_LENGTHOF(said); i++)
        if (ol_str_ieq_c(verb, said[i].verb) && (said[i].object == NULL || ol_str_ieq_c(second, said[i].object)))
        {
            const char *mark = strstr(said[i].text, "%s");

            if (mark != NULL)
                ol_plus_line(p, "\n%.*s%s\n", OL_STR_ARG(object), mark + 2);
            else
                ol_plus_line(p, "\n%s\n", said[i].text);
            return;
        }
    ol_plus_line(p, "\nStatement processed.\n");
}

/* --- running --------------------------------------------------------------------------------------------------------------- */

static OlPlusKind kind_of(OlStr sql)
{
    size_t at = 0;
    OlStr word;

    do
        word = ol_plus_sql_word(sql, &at);
    while (word.n == 1 && word.s[0] == '(');
    if (ol_str_ieq_c(word, "SELECT") || ol_str_ieq_c(word, "WITH"))
        return OL_PLUS_QUERY;
    if (ol_str_ieq_c(word, "INSERT") || ol_str_ieq_c(word, "UPDATE") || ol_str_ieq_c(word, "DELETE") || ol_str_ieq_c(word, "MERGE"))
        return OL_PLUS_DML;
    if (ol_str_ieq_c(word, "BEGIN") || ol_str_ieq_c(word, "DECLARE") || ol_str_ieq_c(word, "CALL") || (word.n == 1 && word.s[0] == '<'))
        return OL_PLUS_PLSQL;
    return OL_PLUS_OTHER;
}

static void say_rows(OlPlus *p, int64_t rows)
{
    int64_t least = SET_NUMBER(p, FEEDBACK);

    if (rows < 0)
        return;
    if (rows == 0)
    {
        if (least > 0)
            ol_plus_line(p, "\nno rows selected\n");
        return;
    }
    if (least > 0 && rows >= least)
        ol_plus_line(p, "\n%lld row%s selected.\n", (long long)rows, rows == 1 ? "" : "s");
    else if (least > 0)
        ol_plus_line(p, "%s", "");
}

/* SQL_ID: 64 bits of the text's MD5, with its final NUL, in 13 digits of base 32. */
static void say_sql_id(OlPlus *p, OlStr sql)
{
    static const char digits[] = "0123456789abcdfghjkmnpqrstuvwxyz";
    unsigned char md[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    uint64_t value = 0;
    char id[14];

    if (!p->feedback_sql_id || EVP_Digest(ol_str_cdup(p->work, sql), sql.n + 1, md, &n, EVP_md5(), NULL) != 1 || n != 16)
        return;
    for (int word = 2; word < 4; word++)
        for (int byte = 3; byte >= 0; byte--)
            value = value << 8 | md[4 * word + byte];
    id[13] = '\0';
    for (int i = 12; i >= 0; i--, value >>= 5)
        id[i] = digits[value & 31];
    ol_plus_line(p, "SQL_ID: %s", id);
}

static void autoprint(OlPlus *p, const OlPlusCall *call)
{
    if (!SET_NUMBER(p, AUTOPRINT) || !call->have_out)
        return;
    for (OlPlusVar *v = p->vars; v != NULL; v = v->next)
        ol_plus_print_var(p, v);
}

/* AUTOCOMMIT ON was part of the call; AUTOCOMMIT n commits after every n-th statement that may have changed something. */
static void autocommit(OlPlus *p, const OlPlusCall *call)
{
    int64_t every = SET_NUMBER(p, AUTOCOMMIT);
    OlOer oer;

    if (every == 0 || (call->kind != OL_PLUS_DML && call->kind != OL_PLUS_PLSQL))
        return;
    if (every > 1)
    {
        if (++p->since_commit < every)
            return;
        p->since_commit = 0;
        if (!ol_plus_conn_simple(p->conn, p->work, OL_FN_COMMIT, &oer))
        {
            if (p->conn->lost)
                ol_plus_lost(p);
            return;
        }
    }
    if (SET_NUMBER(p, FEEDBACK))
        ol_plus_line(p, "Commit complete.\n");
}

static bool mentions_nls(OlStr sql)
{
    for (size_t i = 0; i + 3 <= sql.n; i++)
        if (ol_str_ieq(ol_str_n(sql.s + i, 3), OL_STR("NLS")) || ol_str_ieq(ol_str_n(sql.s + i, 3), OL_STR("TIM")))
            return true;
    return false;
}

static void run_call(OlPlus *p, OlPlusCall *call, OlStr sql, bool from_execute)
{
    bool trace_only = p->set[OL_SET_AUTOTRACE].number & 2;

    if (!ol_plus_conn_execute(p->conn, call))
    {
        if (p->conn->lost)
        {
            ol_plus_lost(p);
            return;
        }
        if (call->kind == OL_PLUS_PLSQL)
            ol_plus_print_output(p);
        ol_plus_show_oer(p, sql, &call->oer, from_execute);
        if (ends_session(call->oer.error))
            end_session(p, call->oer.error);
        else
            ol_plus_sql_error(p, call->oer.error);
        return;
    }
    p->sql_code = 0;
    p->trace.rows = (int64_t)call->oer.row_count;
    if (call->kind == OL_PLUS_QUERY && call->n_columns > 0)
    {
        int64_t rows = ol_plus_print_query(p, call, sql);

        p->trace.rows = rows;
        if (!p->exiting && p->conn != NULL && !trace_only && !p->feedback_only)
            say_rows(p, rows);
        else if (rows >= 0 && (trace_only || p->feedback_only) && SET_NUMBER(p, FEEDBACK))
            ol_plus_line(p, "\n%lld row%s selected.\n", (long long)rows, rows == 1 ? "" : "s");
        if (p->serveroutput_on && p->conn != NULL)
            ol_plus_print_output(p);
        return;
    }
    ol_plus_take_out(p, call);
    if (mentions_nls(sql))
        p->nls_known = false;
    ol_plus_print_output(p);
    for (uint32_t i = 0; i < call->n_implicit && p->conn != NULL; i++)
    {
        ol_plus_line(p, "\nResultSet #%u\n", i + 1);
        ol_plus_print_cursor(p, call->implicit[i].cursor_id, call->implicit[i].columns, call->implicit[i].n_columns);
    }
    if (p->conn != NULL)
    {
        say_done(p, sql, call);
        autocommit(p, call);
        autoprint(p, call);
    }
}

void ol_plus_execute(OlPlus *p, OlStr sql, bool from_execute)
{
    OlPlusCall call;
    struct timespec start;

    if (!ol_plus_connected(p))
        return;
    ol_plus_set_text(&p->last_sql, sql);
    ol_plus_call_init(&call, p->work);
    call.sql = sql;
    call.kind = kind_of(sql);
    call.array_size = (uint32_t)SET_NUMBER(p, ARRAYSIZE);
    call.autocommit = SET_NUMBER(p, AUTOCOMMIT) == 1;
    ol_plus_trace_begin(p, call.kind);
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    if (call.kind == OL_PLUS_OTHER || ol_plus_bind(p, &call))
        run_call(p, &call, sql, from_execute);
    else
        ol_plus_sql_error(p, 1008);
    ol_plus_call_done(p->conn, &call);
    if (!p->exiting && p->conn != NULL)
        say_sql_id(p, sql);
    if (SET_NUMBER(p, TIMING) && !p->exiting)
    {
        double took = ol_plus_elapsed(&start);
        long hundredths = (long)(took * 100);

        ol_plus_line(p, "Elapsed: %02ld:%02ld:%02ld.%02ld", hundredths / 360000, hundredths / 6000 % 60, hundredths / 100 % 60,
                     hundredths % 100);
    }
    if (p->set[OL_SET_AUTOTRACE].number != 0 && (call.kind == OL_PLUS_QUERY || call.kind == OL_PLUS_DML) && !p->exiting && p->conn != NULL)
        ol_plus_trace_show(p, sql);
}

static bool contains(OlStr text, char c)
{
    return text.n > 0 && memchr(text.s, c, text.n) != NULL;
}

/* VERIFY: what a line was and what it became. */
static void verify(OlPlus *p, OlStr before, OlStr after)
{
    int line = 1;

    while (before.n > 0)
    {
        const char *b = memchr(before.s, '\n', before.n), *a = after.n > 0 ? memchr(after.s, '\n', after.n) : NULL;
        OlStr old = ol_str_n(before.s, b != NULL ? (size_t)(b - before.s) : before.n);
        OlStr new = ol_str_n(after.s, a != NULL ? (size_t)(a - after.s) : after.n);

        if (!ol_str_eq(old, new))
            ol_plus_line(p, "old %3d: %.*s\nnew %3d: %.*s", line, OL_STR_ARG(old), line, OL_STR_ARG(new));
        before = b != NULL ? ol_str_n(b + 1, before.n - old.n - 1) : OL_STR_NULL;
        after = a != NULL ? ol_str_n(a + 1, after.n - new.n - 1) : OL_STR_NULL;
        line++;
    }
}

/* SQLCASE UPPER and LOWER change all of the text, strings too, as SQL*Plus does. */
static OlStr in_case(OlPlus *p, OlStr sql)
{
    if (ol_str_ieq_c(ol_str(SET_TEXT(p, SQLCASE)), "UPPER"))
        return ol_str_upper(p->work, sql);
    if (ol_str_ieq_c(ol_str(SET_TEXT(p, SQLCASE)), "LOWER"))
        return ol_str_lower(p->work, sql);
    return sql;
}

void ol_plus_execute_buffer(OlPlus *p)
{
    OlBuf text;
    OlStr before, sql;

    if (p->lines.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_EMPTY_BUFFER);
        return;
    }
    ol_buf_init(&text, p->work, 1024);
    for (int i = 0; i < p->lines.n; i++)
    {
        if (i > 0)
            ol_buf_append_byte(&text, '\n');
        ol_buf_append_c(&text, p->lines.items[i]);
    }
    (void)ol_buf_cstr(&text);
    before = ol_buf_str(&text);
    ol_plus_history_add(p, before);
    if (!ol_plus_substitute(p, before, &sql))
        return;
    if (SET_NUMBER(p, VERIFY) && contains(before, SET_TEXT(p, DEFINE)[0]) && SET_NUMBER(p, DEFINE))
        verify(p, before, sql);
    ol_plus_execute(p, in_case(p, sql), false);
}

/* --- queries of our own ------------------------------------------------------------------------------------------------------ */

bool ol_plus_query(OlPlus *p, const char *sql, const OlStr *binds, int n_binds, bool (*visit)(void *ctx, const OlStr *values),
                   void *ctx, OlOer *oer)
{
    OlPlusCall call;
    bool ok, more = true;

    if (p->conn == NULL)
        return false;
    ol_plus_call_init(&call, p->work);
    call.sql = ol_str(sql);
    call.kind = OL_PLUS_QUERY;
    call.array_size = 100;
    call.n_binds = (uint32_t)n_binds;
    call.binds = ol_new_array(p->work, OlBindDesc, (size_t)n_binds);
    call.values = ol_new_array(p->work, OlValue, (size_t)n_binds);
    for (int i = 0; i < n_binds; i++)
    {
        call.binds[i] = (OlBindDesc){.type = 1, .flags = OL_BINDF_INDICATORS, .size = 4000, .charset = OL_CHARSET_UTF8, .form = OL_FORM_DATABASE};
        call.values[i] = (OlValue){.kind = binds[i].n > 0 ? OL_V_BYTES : OL_V_NULL, .bytes = binds[i]};
    }
    ok = ol_plus_conn_execute(p->conn, &call);
    while (ok && more)
    {
        for (uint32_t i = 0; i < call.n_rows && more; i++)
        {
            OlStr *values = ol_new_array(p->work, OlStr, call.n_columns);

            for (uint32_t c = 0; c < call.n_columns; c++)
                if (ol_plus_value_text(p, p->work, &call.columns[c], &call.rows[i][c], &values[c]))
                    values[c] = ol_str_dup(p->work, values[c]);
            more = visit(ctx, values);
        }
        if (call.at_end || !more)
            break;
        ok = ol_plus_conn_fetch(p->conn, &call);
    }
    if (oer != NULL)
        *oer = call.oer;
    ol_plus_call_done(p->conn, &call);
    return ok;
}

static bool take_nls(void *ctx, const OlStr *values)
{
    OlPlus *p = ctx;

    (void)ol_nls_set(&p->nls, p->nls_arena, values[0], values[1], NULL); /* what we do not know does not matter here */
    return true;
}

/* The formats of dates and numbers are the session's: asked for when they may have changed and are needed. */
void ol_plus_load_nls(OlPlus *p)
{
    static const char sql[] =
        "select parameter, value from nls_session_parameters where parameter in ('NLS_LANGUAGE','NLS_TERRITORY','NLS_DATE_LANGUAGE',"
        "'NLS_DATE_FORMAT','NLS_TIMESTAMP_FORMAT','NLS_TIMESTAMP_TZ_FORMAT','NLS_NUMERIC_CHARACTERS','NLS_CURRENCY')"
        " order by decode(parameter,'NLS_LANGUAGE',1,'NLS_TERRITORY',2,3)";

    if (p->nls_known)
        return;
    p->nls_known = true;
    ol_arena_reset(p->nls_arena);
    ol_nls_init(&p->nls, p->nls_arena);
    if (p->conn != NULL && !p->conn->lost)
        (void)ol_plus_query(p, sql, NULL, 0, take_nls, p, NULL);
}

/* --- DBMS_OUTPUT --------------------------------------------------------------------------------------------------------------- */

/* In the form SERVEROUTPUT says. WORD_WRAPPED skips white space at the beginning, and so lines that have nothing else. */
static void put_output_line(OlPlus *p, OlStr line)
{
    bool words = strstr(SET_TEXT(p, SERVEROUTPUT), "WORD_WRAPPED") != NULL, cut = strstr(SET_TEXT(p, SERVEROUTPUT), "TRUNCATED") != NULL;

    do
    {
        int used = 0;
        size_t n;

        while (words && line.n > 0 && (line.s[0] == ' ' || line.s[0] == '\t'))
            line = ol_str_n(line.s + 1, line.n - 1);
        if (words && line.n == 0)
            return;
        n = ol_plus_fit(line, (int)SET_NUMBER(p, LINESIZE), &used);
        if (words && n < line.n && line.s[n] != ' ')
            for (size_t at = n; at > 0; at--)
                if (line.s[at - 1] == ' ')
                {
                    n = at;
                    break;
                }
        if (n == 0)
            n = line.n;
        ol_plus_row_line(p, ol_str_n(line.s, n));
        line = ol_str_n(line.s + n, line.n - n);
    } while (line.n > 0 && !cut);
}

/* One line a call: GET_LINE has OUT binds of plain types, which every server understands. */
void ol_plus_print_output(OlPlus *p)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    bool more = p->serveroutput_on && p->conn != NULL && !p->conn->lost;

    while (more)
    {
        OlArena *own = ol_arena_new(&allocator); /* there may be many lines */
        OlPlusCall call;
        OlBindDesc binds[2] = {{.type = 1, .flags = OL_BINDF_INDICATORS, .size = 32767, .charset = OL_CHARSET_UTF8, .form = OL_FORM_DATABASE},
                               {.type = 2, .flags = OL_BINDF_INDICATORS, .size = 22}};
        OlValue values[2] = {{.kind = OL_V_NULL}, {.kind = OL_V_NULL}};
        OlDecimal status;

        ol_plus_call_init(&call, own);
        call.sql = OL_STR("BEGIN DBMS_OUTPUT.GET_LINE(:line, :status); END;");
        call.kind = OL_PLUS_PLSQL;
        call.n_binds = 2;
        call.binds = binds;
        call.values = values;
        more = ol_plus_conn_execute(p->conn, &call) && call.have_out && call.out_values[1].kind == OL_V_BYTES &&
               ol_number_decode((const uint8_t *)call.out_values[1].bytes.s, call.out_values[1].bytes.n, &status, NULL) == OL_OK &&
               ol_decimal_sign(&status) == 0;
        if (more)
        {
            OlStr line = call.out_values[0].kind == OL_V_BYTES ? call.out_values[0].bytes : OL_STR_NULL;

            put_output_line(p, line);
        }
        ol_plus_call_done(p->conn, &call);
        ol_arena_free(own);
    }
}

void ol_plus_print_cursor(OlPlus *p, uint32_t cursor_id, OlColumnDesc *columns, uint32_t n_columns)
{
    OlPlusCall call;
    int64_t rows;

    ol_plus_call_init(&call, p->work);
    ol_plus_call_adopt(&call, cursor_id, columns, n_columns);
    call.array_size = (uint32_t)SET_NUMBER(p, ARRAYSIZE);
    rows = ol_plus_print_query(p, &call, OL_STR_NULL);
    if (p->format == OL_FORMAT_TABLE)
        say_rows(p, rows);
    ol_plus_call_done(p->conn, &call);
}
