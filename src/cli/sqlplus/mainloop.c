/*
 * mainloop.c - from lines to commands and statements: what a line begins, where a statement ends, who runs it.
 *
 * Owns:      recognition of SQL, PL/SQL and commands; the SQL buffer while it is filled; what happens on errors.
 * See also:  input.c (lines), exec.c (statements), defs/sqlplus_commands.def
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

typedef struct Command
{
    const char *spec;
    void (*run)(OlPlus *p, OlStr args);
} Command;

static const Command commands[] = {
#define OL_PLUS_COMMAND(spec, function) {spec, function},
#include "../../../defs/sqlplus_commands.def"
#undef OL_PLUS_COMMAND
};

/* First words of statements that are sent to the server. */
static const char *const sql_words[] = {
    "ADMINISTER", "ALTER", "ANALYZE", "ASSOCIATE", "AUDIT", "CALL", "COMMENT", "COMMIT", "CREATE", "DELETE", "DISASSOCIATE",
    "DROP", "EXPLAIN", "FLASHBACK", "GRANT", "INSERT", "LOCK", "MERGE", "NOAUDIT", "PURGE", "RENAME", "REVOKE", "ROLLBACK",
    "SAVEPOINT", "SELECT", "TRUNCATE", "UPDATE", "VALIDATE", "WITH",
};

/* --- words ------------------------------------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#' ||
           (unsigned char)c >= 0x80;
}

bool ol_plus_matches(OlStr word, const char *spec)
{
    size_t least = strcspn(spec, "["), at = 0;
    bool optional = false;

    for (const char *c = spec; *c != '\0' && *c != ']'; c++)
    {
        char w;

        if (*c == '[')
        {
            optional = true;
            continue;
        }
        if (at == word.n)
            return optional && at >= least;
        w = word.s[at];
        if (w >= 'a' && w <= 'z')
            w = (char)(w - 'a' + 'A');
        if (w != *c)
            return false;
        at++;
    }
    return at == word.n;
}

OlStr ol_plus_next_word(OlStr *rest)
{
    size_t start = 0, end;

    while (start < rest->n && is_space(rest->s[start]))
        start++;
    for (end = start; end < rest->n && !is_space(rest->s[end]); end++)
        ;
    {
        OlStr word = ol_str_n(rest->s + start, end - start);

        *rest = ol_str_n(rest->s + end, rest->n - end);
        return word;
    }
}

OlStr ol_plus_next_value(OlPlus *p, OlStr *rest, bool *quoted)
{
    OlStr s = ol_str_trim(*rest);
    OlBuf out;
    size_t at = 1;

    if (quoted != NULL)
        *quoted = s.n > 0 && (s.s[0] == '\'' || s.s[0] == '"');
    if (s.n == 0 || (s.s[0] != '\'' && s.s[0] != '"'))
        return ol_plus_next_word(rest);
    ol_buf_init(&out, p->work, s.n + 1);
    for (; at < s.n; at++)
    {
        if (s.s[at] == s.s[0])
        {
            if (at + 1 < s.n && s.s[at + 1] == s.s[0])
                at++;
            else
                break;
        }
        ol_buf_append_byte(&out, (uint8_t)s.s[at]);
    }
    at += at < s.n;
    *rest = ol_str_n(s.s + at, s.n - at);
    (void)ol_buf_cstr(&out);
    return ol_buf_str(&out);
}

OlStr ol_plus_sql_word(OlStr text, size_t *at)
{
    size_t i = *at, start;

    for (;;)
    {
        while (i < text.n && is_space(text.s[i]))
            i++;
        if (i + 1 < text.n && text.s[i] == '-' && text.s[i + 1] == '-')
        {
            while (i < text.n && text.s[i] != '\n')
                i++;
        }
        else if (i + 1 < text.n && text.s[i] == '/' && text.s[i + 1] == '*')
        {
            const char *end = memmem(text.s + i + 2, text.n - i - 2, "*/", 2);

            i = end != NULL ? (size_t)(end - text.s) + 2 : text.n;
        }
        else
            break;
    }
    start = i;
    while (i < text.n && is_word(text.s[i]))
        i++;
    if (i == start && i < text.n)
        i++;
    *at = i;
    return ol_str_n(text.s + start, i - start);
}

static bool is_one_of(OlStr word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ol_str_ieq_c(word, list[i]))
            return true;
    return false;
}

OlPlusStart ol_plus_classify(OlStr text)
{
    static const char *const units[] = {"FUNCTION", "PROCEDURE", "PACKAGE", "TRIGGER", "TYPE", "LIBRARY", "JAVA"};
    static const char *const between[] = {"OR", "REPLACE", "EDITIONABLE", "NONEDITIONABLE", "AND", "RESOLVE", "COMPILE", "NOFORCE", "FORCE",
                                          "IF", "NOT", "EXISTS"};
    size_t at = 0;
    OlStr word = ol_plus_sql_word(text, &at);

    if (ol_str_ieq_c(word, "BEGIN") || ol_str_ieq_c(word, "DECLARE") || (word.n == 1 && word.s[0] == '<'))
        return OL_START_PLSQL;
    if (ol_str_ieq_c(word, "SET"))
    {
        OlStr next = ol_plus_sql_word(text, &at);
        static const char *const sets[] = {"TRANSACTION", "ROLE", "CONSTRAINT", "CONSTRAINTS"};

        return is_one_of(next, sets, OL_LENGTHOF(sets)) ? OL_START_SQL : OL_START_NONE;
    }
    if (ol_str_ieq_c(word, "WITH"))
    {
        OlStr next = ol_plus_sql_word(text, &at);

        return ol_str_ieq_c(next, "FUNCTION") || ol_str_ieq_c(next, "PROCEDURE") ? OL_START_PLSQL : OL_START_SQL;
    }
    if (ol_str_ieq_c(word, "CREATE"))
    {
        do
            word = ol_plus_sql_word(text, &at);
        while (is_one_of(word, between, OL_LENGTHOF(between)));
        return is_one_of(word, units, OL_LENGTHOF(units)) ? OL_START_PLSQL : OL_START_SQL;
    }
    if (word.n == 1 && word.s[0] == '(')
        return OL_START_SQL;
    return is_one_of(word, sql_words, OL_LENGTHOF(sql_words)) ? OL_START_SQL : OL_START_NONE;
}

/* --- errors ------------------------------------------------------------------------------------------------------------ */

void ol_plus_exit(OlPlus *p, OlStr args)
{
    OlStr word = ol_plus_next_word(&args);
    bool rollback = false, commit = SET_NUMBER(p, EXITCOMMIT) != 0;
    int64_t code = 0;
    uint64_t number;

    while (word.n > 0)
    {
        const OlPlusDefine *define;
        const OlPlusVar *var;
        OlStr text;

        while (word.n > 0 && word.s[word.n - 1] == ';')
            word.n--;
        if (ol_str_ieq_c(word, "COMMIT"))
            commit = true;
        else if (ol_str_ieq_c(word, "ROLLBACK"))
            rollback = true;
        else if (ol_str_ieq_c(word, "FAILURE"))
            code = 1;
        else if (ol_str_ieq_c(word, "WARNING"))
            code = 2;
        else if (ol_str_ieq_c(word, "SUCCESS"))
            code = 0;
        else if (ol_str_ieq_c(word, "SQL.SQLCODE"))
            code = p->sql_code;
        else if (ol_parse_u64(word, &number))
            code = (int64_t)number;
        else if (word.n > 1 && word.s[0] == '-' && ol_parse_u64(ol_str_n(word.s + 1, word.n - 1), &number))
            code = -(int64_t)number;
        else if (word.n > 1 && word.s[0] == ':' && (var = ol_plus_var_find(p, ol_str_n(word.s + 1, word.n - 1))) != NULL &&
                 ol_plus_var_text(p, var, &text) && ol_parse_u64(ol_str_trim(text), &number))
            code = (int64_t)number;
        else if ((define = ol_plus_define_find(p, word)) != NULL && ol_parse_u64(ol_str(define->value), &number))
            code = (int64_t)number;
        else if (word.n > 0)
        {
            ol_plus_message(p, OL_ERR_SP2_EXIT_OPTION, ol_str_cdup(p->work, word));
            code = 1;
        }
        word = ol_plus_next_word(&args);
    }
    if (p->conn != NULL && !p->conn->lost && p->conn->in_transaction)
    {
        OlOer oer;

        (void)ol_plus_conn_simple(p->conn, p->work, rollback || !commit ? OL_FN_ROLLBACK : OL_FN_COMMIT, &oer);
    }
    p->exit_code = (int)(code & 0xFF);
    p->exiting = true;
}

static void on_error(OlPlus *p, const OlPlusOnError *what)
{
    OlOer oer;

    if (what->exits)
    {
        ol_plus_exit(p, ol_str(what->code));
        return;
    }
    if (what->end != OL_END_NONE && p->conn != NULL && !p->conn->lost)
        (void)ol_plus_conn_simple(p->conn, p->work, what->end == OL_END_COMMIT ? OL_FN_COMMIT : OL_FN_ROLLBACK, &oer);
}

void ol_plus_sql_error(OlPlus *p, int64_t code)
{
    p->sql_code = code;
    on_error(p, &p->on_sql_error);
}

void ol_plus_os_error(OlPlus *p, int code)
{
    on_error(p, &p->on_os_error);
}

/* --- commands ----------------------------------------------------------------------------------------------------------- */

static const Command *find_command(OlStr line, OlStr *args)
{
    OlStr rest = line, word;
    size_t n = 0;

    if (line.n > 0 && (line.s[0] == '@' || line.s[0] == '!' || line.s[0] == '?'))
    {
        n = line.n > 1 && line.s[0] == '@' && line.s[1] == '@' ? 2 : 1;
        word = ol_str_n(line.s, n);
        rest = ol_str_n(line.s + n, line.n - n);
    }
    else
    {
        word = ol_plus_next_word(&rest);
        /* "c/old/new/", "exec:x", "host;": the word ends where letters do */
        while (n < word.n && is_word(word.s[n]))
            n++;
        if (n > 0 && n < word.n && word.s[n] != '.')
        {
            rest = ol_str_n(line.s + (word.s - line.s) + n, line.n - (size_t)(word.s - line.s) - n);
            word.n = n;
        }
    }
    for (size_t i = 0; i < OL_LENGTHOF(commands); i++)
        if (ol_plus_matches(word, commands[i].spec))
        {
            *args = ol_str_trim(rest);
            /* APPEND's text begins behind one blank: a second one belongs to it */
            if (commands[i].run == ol_plus_cmd_append && rest.n > 1)
                *args = ol_str_n(rest.s + 1, rest.n - 1);
            return &commands[i];
        }
    return NULL;
}

static void unknown_command(OlPlus *p, OlStr line)
{
    OlStr shown = ol_str_trim(line);
    bool cut = shown.n > 10;

    if (cut)
        shown.n = ol_utf8_offset(shown.s, shown.n, 10);
    ol_plus_message(p, OL_ERR_SP2_UNKNOWN_COMMAND, ol_str_printf(p->work, "%.*s%s", OL_STR_ARG(shown), cut ? "..." : "").s);
}

static bool keeps_ampersand(const Command *c)
{
    return c->run == ol_plus_cmd_remark || c->run == ol_plus_cmd_host;
}

/* -RESTRICT: which commands are not there at which level (SQL*Plus User's Guide, "RESTRICT"). */
static const struct
{
    void (*run)(OlPlus *p, OlStr args);
    int level;
    const char *name;
} restricted[] = {
    {ol_plus_cmd_cd, 1, "cd"},       {ol_plus_cmd_edit, 1, "edit"},   {ol_plus_cmd_host, 1, "host"},   {ol_plus_cmd_save, 2, "save"}, {ol_plus_cmd_spool, 2, "spool"},
    {ol_plus_cmd_store, 2, "store"}, {ol_plus_cmd_get, 3, "get"},     {ol_plus_cmd_at, 3, "start"},  {ol_plus_cmd_atat, 3, "@@"},
};

static bool is_restricted(OlPlus *p, const Command *c)
{
    for (size_t i = 0; i < OL_LENGTHOF(restricted); i++)
        if (restricted[i].run == c->run && restricted[i].level <= p->restrict_level)
        {
            ol_plus_message(p, OL_ERR_SP2_RESTRICTED, restricted[i].name);
            return true;
        }
    return false;
}

void ol_plus_run_command(OlPlus *p, OlStr line)
{
    const Command *command;
    OlStr args, text = ol_str_trim(line);

    command = find_command(text, &args);
    if (command == NULL)
    {
        /* a list of the buffer's line: a number, or a number and its new text */
        uint64_t number;
        OlStr rest = text, word = ol_plus_next_word(&rest);

        if (ol_parse_u64(word, &number) && number > 0 && number <= (uint64_t)INT32_MAX)
        {
            if (number <= (uint64_t)p->lines.n)
                p->current_line = (int)number;
            if (ol_str_trim(rest).n > 0 && number <= (uint64_t)p->lines.n)
            {
                free(p->lines.items[number - 1]);
                p->lines.items[number - 1] = NULL;
                ol_plus_set_text((char **)&p->lines.items[number - 1], ol_str_trim(rest));
            }
            else
                ol_plus_cmd_list(p, word);
            return;
        }
        unknown_command(p, text);
        return;
    }
    p->command_name = ol_str_upper(p->work, ol_str_n(text.s, args.n > 0 ? (size_t)(args.s - text.s) : text.n)).s;
    p->command_name = ol_str_cdup(p->work, ol_str_trim(ol_str(p->command_name)));
    if (is_restricted(p, command))
        return;
    if (!keeps_ampersand(command) && memchr(text.s, SET_TEXT(p, DEFINE)[0], text.n) != NULL && SET_NUMBER(p, DEFINE))
    {
        OlStr replaced;

        if (!ol_plus_substitute(p, args, &replaced))
            return;
        args = replaced;
    }
    /* a semicolon at the end is no part of a command, except in text that is shown */
    if (command->run != ol_plus_cmd_prompt && command->run != ol_plus_cmd_append && command->run != ol_plus_cmd_change &&
        command->run != ol_plus_cmd_input && command->run != ol_plus_cmd_execute && command->run != ol_plus_cmd_remark)
        while (args.n > 0 && args.s[args.n - 1] == ';' && !(command->run == ol_plus_set_command && args.n > 1 && is_space(args.s[args.n - 2])))
            args = ol_str_trim(ol_str_n(args.s, args.n - 1));
    command->run(p, args);
}

/* --- the loop ------------------------------------------------------------------------------------------------------------ */

static void clear_buffer(OlPlus *p)
{
    for (int i = 0; i < p->lines.n; i++)
        free(p->lines.items[i]);
    p->lines.n = 0;
    p->current_line = 0;
}

static void add_line(OlPlus *p, OlStr line)
{
    char *copy = NULL;

    ol_plus_set_text(&copy, line);
    ol_list_add(p->cli->arena, &p->lines, copy);
    p->current_line = p->lines.n;
}

static OlStr right_trim(OlStr s)
{
    while (s.n > 0 && is_space(s.s[s.n - 1]))
        s.n--;
    return s;
}

static bool is_only(OlStr line, const OlPlusSetting *c)
{
    OlStr t = ol_str_trim(line);

    return c->number && t.n == 1 && t.s[0] == c->text[0];
}

/* Is there a character of text at the end of line (the terminator), outside a comment that the line begins? */
static bool ends_with(OlPlus *p, OlStr line)
{
    OlStr t = right_trim(line);
    const OlPlusSetting *terminator = &p->set[OL_SET_SQLTERMINATOR];

    return terminator->number && t.n > 0 && t.s[t.n - 1] == terminator->text[0];
}

static const char *continuation_prompt(OlPlus *p, int line)
{
    if (!SET_NUMBER(p, SQLNUMBER))
        return ol_plus_prompt_text(p);
    return ol_str_printf(p->work, "%3d  ", line).s;
}

/* Of a command: lines that end in "-" go on. */
static OlStr join_continued(OlPlus *p, OlStr line)
{
    OlBuf all;
    OlStr t = right_trim(line);

    if (t.n < 2 || t.s[t.n - 1] != '-' || t.s[t.n - 2] == '-')
        return line;
    ol_buf_init(&all, p->work, 256);
    for (;;)
    {
        bool more = t.n > 0 && t.s[t.n - 1] == '-';

        if (more)
            t.n--;
        ol_buf_append_str(&all, t);
        if (!more || all.len > OL_PLUS_LINE_MAX || !ol_plus_read_line(p, SET_TEXT(p, SQLCONTINUE), &line))
            break;
        ol_plus_echo(p, ol_str(SET_TEXT(p, SQLCONTINUE)), line);
        t = right_trim(line);
    }
    return ol_buf_str(&all);
}

/* The same within SQL: the hyphen goes, as the User's Guide warns ("SELECT 200 -" is no subtraction). Comments keep theirs. */
static OlStr join_continued_sql(OlPlus *p, OlStr line, OlPlusStart start)
{
    return start == OL_START_SQL && (line.n < 2 || memmem(line.s, line.n, "--", 2) == NULL) ? join_continued(p, line) : line;
}

/* Lines of a statement until it ends; then it runs, or stays in the buffer. */
static void read_statement(OlPlus *p, OlStr first, OlPlusStart start)
{
    OlStr line = first;
    size_t total = 0;
    bool run = false, keep = true;

    line = join_continued_sql(p, line, start);

    clear_buffer(p);
    p->buffer_is_plsql = start == OL_START_PLSQL;
    for (;;)
    {
        const char *prompt;

        total += line.n;
        if (total > OL_PLUS_BUFFER_MAX)
        {
            ol_plus_message(p, OL_ERR_SP2_STATEMENT_TOO_LONG);
            clear_buffer(p);
            return;
        }
        if (keep && start == OL_START_SQL && ends_with(p, line))
        {
            OlStr t = right_trim(line);

            t.n--;
            if (right_trim(t).n > 0 || p->lines.n == 0)
                add_line(p, right_trim(t));
            run = true;
            break;
        }
        if (keep)
            add_line(p, line);
        keep = true;
        prompt = continuation_prompt(p, p->lines.n + 1);
        if (!ol_plus_read_line(p, prompt, &line))
        {
            return; /* a script that ends within a statement: SQL*Plus runs nothing */
        if (p->source->is_terminal && *p->interrupted) /* Ctrl-C */
        {
            *p->interrupted = 0;
            clear_buffer(p);
            return;
        }
        }
        ol_plus_echo(p, ol_str(prompt), line);
        if (is_only(line, &p->set[OL_SET_BLOCKTERMINATOR]))
            return;
        if (ol_str_eq_c(ol_str_trim(line), "/"))
        {
            run = true;
            break;
        }
        if (start == OL_START_SQL && ol_str_trim(line).n == 0 && !SET_NUMBER(p, SQLBLANKLINES))
            return;
        if (p->set[OL_SET_SQLPREFIX].number && line.n > 0 && line.s[0] == SET_TEXT(p, SQLPREFIX)[0] && start == OL_START_SQL)
        {
            ol_plus_run_command(p, ol_str_n(line.s + 1, line.n - 1));
            keep = false;
            if (p->exiting)
                return;
            continue;
        }
        line = join_continued_sql(p, line, start);
    }
    if (run)
        ol_plus_execute_buffer(p);
}

/* Commands on one line with CMDSEP between them; texts in quotes are one piece. */
static void run_separated(OlPlus *p, OlStr text)
{
    char separator = SET_TEXT(p, CMDSEP)[0];
    size_t from = 0;
    char quote = 0;

    for (size_t i = 0; i <= text.n && !p->exiting; i++)
    {
        if (i < text.n && quote == 0 && (text.s[i] == '\'' || text.s[i] == '"'))
            quote = text.s[i];
        else if (i < text.n && text.s[i] == quote)
            quote = 0;
        else if (i == text.n || (quote == 0 && text.s[i] == separator))
        {
            if (ol_str_trim(ol_str_n(text.s + from, i - from)).n > 0)
                ol_plus_run_command(p, ol_str_n(text.s + from, i - from));
            from = i + 1;
        }
    }
}

static void skip_comment(OlPlus *p, OlStr line)
{
    while (memmem(line.s, line.n, "*/", 2) == NULL)
    {
        if (!ol_plus_read_line(p, "DOC>", &line))
            return;
        ol_plus_echo(p, OL_STR("DOC>"), line);
    }
}

static void one_line(OlPlus *p, OlStr line)
{
    OlStr text = ol_str_trim(line);
    OlPlusStart start;

    if (text.n == 0 || (text.n >= 2 && text.s[0] == '-' && text.s[1] == '-'))
        return;
    if (text.n >= 2 && text.s[0] == '/' && text.s[1] == '*')
    {
        skip_comment(p, text);
        return;
    }
    if (text.s[0] == '/' && (text.n == 1 || is_space(text.s[1]) || text.s[1] == ';'))
    {
        ol_plus_cmd_slash(p, OL_STR_NULL);
        return;
    }
    if (is_only(line, &p->set[OL_SET_SQLTERMINATOR]))
    {
        ol_plus_cmd_list(p, OL_STR_NULL);
        return;
    }
    if (is_only(line, &p->set[OL_SET_BLOCKTERMINATOR]))
        return;
    start = ol_plus_classify(text);
    if (start != OL_START_NONE)
    {
        read_statement(p, line, start);
        return;
    }
    text = join_continued(p, text);
    if (SET_NUMBER(p, CMDSEP))
        run_separated(p, text);
    else
        ol_plus_run_command(p, text);
}

void ol_plus_loop(OlPlus *p)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    OlArena *outer = p->work;
    OlArena *own = ol_arena_new(&allocator);

    while (!p->exiting)
    {
        const char *prompt;
        OlStr line;

        ol_arena_reset(own);
        p->work = own;
        prompt = ol_plus_prompt_text(p);
        ol_plus_progress(p);
        if (!ol_plus_read_line(p, prompt, &line))
            break;
        ol_plus_echo(p, ol_str(prompt), line);
        one_line(p, line);
        p->work = own;
        if (SET_NUMBER(p, FLUSH))
            fflush(stdout);
    }
    p->work = outer;
    ol_arena_free(own);
}
