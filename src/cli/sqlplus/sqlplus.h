/*
 * sqlplus.h - the state of "oliphant sql" and what its files offer each other.
 *
 * Owns:      OlPlus, the session of the program: connection, buffer, settings, variables, formats, output.
 * Not here:  the wire (plus_net.h).
 * Lifetimes: what may be replaced at any time (variables, settings, the buffer) is malloc'ed and freed by its owner;
 *            everything of one command lives in OlPlus.work: each script (ol_plus_loop) has its own, reset before
 *            each of its commands.
 * See also:  README.md, defs/sqlplus_commands.def, defs/sqlplus_set.def
 */
#ifndef OL_CLI_SQLPLUS_H
#define OL_CLI_SQLPLUS_H

#include "base/base.h"
#include "cli/cli.h"
#include "cli/sqlplus/plus_net.h"
#include "oratype/oratype.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

enum
{
    OL_PLUS_NESTING_MAX = 20,
    OL_PLUS_LINE_MAX = 1 << 20,    /* bytes of one input line */
    OL_PLUS_BUFFER_MAX = 64 << 20, /* bytes of one statement */
    OL_PLUS_BREAKS_MAX = 32,
    OL_PLUS_COMPUTES_MAX = 64
};

/* --- settings: defs/sqlplus_set.def ---------------------------------------------------------------------------------- */
typedef enum OlPlusSetKind
{
    OL_PLUS_ONOFF,   /* number: 0, 1 */
    OL_PLUS_NUMBER,
    OL_PLUS_TEXT,
    OL_PLUS_CHAR,    /* a character that may be OFF: text[0], number 0 when OFF */
    OL_PLUS_ACCEPTED, /* taken and shown, without effect here */
    OL_PLUS_SPECIAL  /* a function of its own in set.c */
} OlPlusSetKind;

typedef enum OlPlusSetId
{
#define OL_PLUS_SET(symbol, spec, kind, fallback, low, high) OL_SET_##symbol,
#include "../../../defs/sqlplus_set.def"
#undef OL_PLUS_SET
    OL_SET_COUNT
} OlPlusSetId;

typedef struct OlPlusSetting
{
    int64_t number;
    char *text; /* never NULL */
} OlPlusSetting;

/* --- variables ------------------------------------------------------------------------------------------------------- */
typedef struct OlPlusDefine /* substitution variable */
{
    char *name;
    char *value;
    bool is_number;
    struct OlPlusDefine *next;
} OlPlusDefine;

typedef enum OlPlusVarType
{
    OL_VAR_NUMBER, OL_VAR_CHAR, OL_VAR_VARCHAR2, OL_VAR_NCHAR, OL_VAR_NVARCHAR2, OL_VAR_CLOB, OL_VAR_NCLOB, OL_VAR_BLOB,
    OL_VAR_BINARY_FLOAT, OL_VAR_BINARY_DOUBLE, OL_VAR_BOOLEAN, OL_VAR_REFCURSOR
} OlPlusVarType;

typedef struct OlPlusVar /* bind variable */
{
    char *name;            /* upper case */
    OlPlusVarType type;
    uint32_t size;         /* as declared, of character types */
    bool chars;
    bool is_null;
    char *bytes;           /* the value in the wire form of its type; CLOB, BLOB: the locator */
    size_t n;
    uint32_t cursor_id;    /* REFCURSOR */
    OlArena *columns_arena;
    OlColumnDesc *columns;
    uint32_t n_columns;
    struct OlPlusVar *next;
} OlPlusVar;

/* --- COLUMN, BREAK, COMPUTE, titles ------------------------------------------------------------------------------------ */
typedef enum OlPlusAlign { OL_ALIGN_DEFAULT, OL_ALIGN_LEFT, OL_ALIGN_CENTER, OL_ALIGN_RIGHT } OlPlusAlign;
typedef enum OlPlusWrap { OL_WRAP_DEFAULT, OL_WRAP_WRAPPED, OL_WRAP_WORD, OL_WRAP_TRUNCATED } OlPlusWrap;

typedef struct OlPlusColumn /* what COLUMN says of a column name */
{
    char *name;            /* as typed, upper case */
    char *alias, *format, *heading, *null_text, *new_value, *old_value;
    OlPlusAlign justify;
    OlPlusWrap wrap;
    int noprint;           /* -1 not said, 0, 1 */
    bool newline, fold_before, fold_after, off;
    struct OlPlusColumn *next;
} OlPlusColumn;

typedef struct OlPlusBreak
{
    char *on;              /* column; "REPORT", "ROW" */
    int skip;
    bool page, dup;
} OlPlusBreak;

typedef struct OlPlusCompute
{
    int function;          /* index in compute functions, report.c */
    char *label;           /* NULL: the function's name */
    char *of, *on;
} OlPlusCompute;

/* --- input ------------------------------------------------------------------------------------------------------------- */
typedef struct OlPlusSource
{
    FILE *f;
    char *path;            /* NULL: standard input */
    char *folder;          /* of the script, with slash, "" for the current one */
    int line;
    bool is_terminal;
    bool ended;
    char *pending;         /* a line put back */
    struct OlPlusSource *parent;
} OlPlusSource;

typedef enum OlPlusFormat { OL_FORMAT_TABLE, OL_FORMAT_CSV, OL_FORMAT_HTML, OL_FORMAT_JSON } OlPlusFormat;

typedef struct OlPlusTimer
{
    char *name;
    struct timespec start;
    struct OlPlusTimer *next;
} OlPlusTimer;

typedef struct OlPlusOnError
{
    bool exits;
    char *code;            /* text after EXIT, evaluated when it happens */
    enum { OL_END_NONE, OL_END_COMMIT, OL_END_ROLLBACK } end;
} OlPlusOnError;

enum { OL_PLUS_STATISTICS = 10 };

typedef struct OlPlusStatistic
{
    bool known;
    int64_t value;
} OlPlusStatistic;

typedef struct OlPlus
{
    OlCli *cli;
    OlArena *work;             /* of the command that runs; one per nested script */
    OlPlusConn *conn;          /* NULL: not connected */
    OlPlusTarget target;       /* of conn, in target_arena */
    OlArena *target_arena;
    char *connect_identifier;
    volatile sig_atomic_t *interrupted;
    bool silent, no_login, login_once;
    const char *command_name;  /* of the command that runs, in capitals */
    int restrict_level;        /* of -R */
    int64_t since_commit;      /* statements, for AUTOCOMMIT n */

    OlPlusSetting set[OL_SET_COUNT];
    OlPlusDefine *defines;
    OlPlusVar *vars;
    OlPlusColumn *columns;
    OlPlusBreak breaks[OL_PLUS_BREAKS_MAX];
    int n_breaks;
    OlPlusCompute computes[OL_PLUS_COMPUTES_MAX];
    int n_computes;
    char *ttitle, *btitle, *repheader, *repfooter;
    bool ttitle_on, btitle_on, repheader_on, repfooter_on;

    OlList lines;              /* the SQL buffer: malloc'ed char *, one per line */
    int current_line;          /* from 1 */
    bool buffer_is_plsql;

    OlPlusSource *source;
    int depth;
    FILE *spool;
    char *spool_name;
    OlPlusFormat format;       /* of query results */
    bool csv_quote, html_entmap, html_spool, html_preformat;
    char csv_delimiter;
    char *html_head, *html_body, *html_table;
    bool feedback_sql_id, feedback_only;

    OlPlusOnError on_sql_error, on_os_error;
    bool exiting;
    int exit_code;
    int64_t sql_code;          /* SQL.SQLCODE */
    char *last_sql;            /* the statement that was run last */
    char *error_table, *error_identifier; /* SET ERRORLOGGING; table NULL: off */
    bool logging_error;
    char *object_type, *object_name; /* of the last CREATE, for SHOW ERRORS */
    struct
    {
        OlPlusStatistic first[OL_PLUS_STATISTICS], second[OL_PLUS_STATISTICS];
        bool counting;
        int64_t rows;
    } trace;                   /* AUTOTRACE */
    OlPlusTimer *timers;
    OlList history;

    OlNls nls;
    OlArena *nls_arena;
    bool nls_known;
    bool serveroutput_on;      /* the server was told */
    bool colors, shows_progress, progress_shown;
    unsigned progress_calls;
    time_t progress_at;        /* when it is shown next */
    int page_number, line_number;
    bool old_style_title;
} OlPlus;

/* --- session.c ---------------------------------------------------------------------------------------------------------- */
OL_NORETURN void ol_plus_out_of_memory(void);
void ol_plus_init(OlPlus *p, OlCli *cli);
void ol_plus_free(OlPlus *p);
void ol_plus_set_text(char **where, OlStr text); /* frees what was there; an empty text becomes "" */
void ol_plus_clear_text(char **where);
const char *ol_plus_prompt_text(OlPlus *p);
void ol_plus_banner(OlPlus *p);
void ol_plus_run_profiles(OlPlus *p);             /* glogin.sql, login.sql: after each login */

/* --- output.c ------------------------------------------------------------------------------------------------------------ */
void ol_plus_put(OlPlus *p, OlStr text);                  /* as it is, to the terminal and the spool file */
void ol_plus_line(OlPlus *p, const char *fmt, ...) OL_PRINTF(2, 3); /* with a line break */
void ol_plus_row_line(OlPlus *p, OlStr line);             /* of a report: TRIMOUT, TRIMSPOOL, paging */
void ol_plus_message(OlPlus *p, OlErrorCode code, ...);   /* SP2-nnnnn: text */
void ol_plus_where(OlPlus *p);                            /* in a script: file and line of the message before */
void ol_plus_color(OlPlus *p, bool on);                   /* of errors, on a terminal */
void ol_plus_progress(OlPlus *p);                         /* a line about a script that runs long */
void ol_plus_echo(OlPlus *p, OlStr prompt, OlStr line);   /* ECHO and spool */
bool ol_plus_spool(OlPlus *p, OlStr name, const char *mode) OL_MUSTCHECK;
void ol_plus_spool_off(OlPlus *p);
int ol_plus_width(OlStr text);                            /* columns of a terminal */
size_t ol_plus_fit(OlStr text, int width, int *used);     /* bytes of text that fit width columns */

/* --- input.c -------------------------------------------------------------------------------------------------------------- */
/* The next line without its line break, in p->work; false at the end or when the source cannot be read on. */
bool ol_plus_read_line(OlPlus *p, const char *prompt, OlStr *line) OL_MUSTCHECK;
bool ol_plus_ask(OlPlus *p, const char *prompt, bool hide, OlStr *line); /* from the user */
/* Runs a file; false after a message. extra: suffix that is added to names without one. */
bool ol_plus_run_file(OlPlus *p, OlStr name, bool relative, const OlStr *args, int n_args);
/* A login script, if it is there. */
void ol_plus_run_profile(OlPlus *p, const char *path);
char *ol_plus_file_name(OlPlus *p, OlStr name, const char *suffix); /* with suffix unless it has one; in work */

/* --- mainloop.c ------------------------------------------------------------------------------------------------------------ */
void ol_plus_loop(OlPlus *p);                    /* until the source ends or p->exiting */
void ol_plus_run_command(OlPlus *p, OlStr line); /* one SQL*Plus command */
bool ol_plus_matches(OlStr word, const char *spec); /* word is an abbreviation of "DEF[INE]" */
OlStr ol_plus_next_word(OlStr *rest);            /* up to white space; takes it from rest */
/* The next word, or a quoted text without its quotes. *quoted may be NULL. In work. */
OlStr ol_plus_next_value(OlPlus *p, OlStr *rest, bool *quoted);
void ol_plus_sql_error(OlPlus *p, int64_t code); /* what WHENEVER SQLERROR says */
void ol_plus_os_error(OlPlus *p, int code);
void ol_plus_exit(OlPlus *p, OlStr args);        /* EXIT's arguments */
typedef enum OlPlusStart { OL_START_NONE, OL_START_SQL, OL_START_PLSQL } OlPlusStart;
OlPlusStart ol_plus_classify(OlStr text);        /* what the first words begin */
OlStr ol_plus_sql_word(OlStr text, size_t *at);  /* next word of SQL, comments skipped; empty at the end */

/* --- subst.c ---------------------------------------------------------------------------------------------------------------- */
OlPlusDefine *ol_plus_define_find(OlPlus *p, OlStr name);
void ol_plus_define_set(OlPlus *p, OlStr name, OlStr value, bool is_number);
void ol_plus_define_remove(OlPlus *p, OlStr name);
/* & variables replaced; false when one has no value (a message was given). */
bool ol_plus_substitute(OlPlus *p, OlStr text, OlStr *out) OL_MUSTCHECK;

/* --- exec.c ------------------------------------------------------------------------------------------------------------------ */
void ol_plus_execute_buffer(OlPlus *p);
void ol_plus_execute(OlPlus *p, OlStr sql, bool from_execute);
void ol_plus_show_oer(OlPlus *p, OlStr sql, const OlOer *oer, bool from_execute);
/* A query of our own: rows are given to visit until it returns false. Text columns only; NULL is an empty text. */
bool ol_plus_query(OlPlus *p, const char *sql, const OlStr *binds, int n_binds, bool (*visit)(void *ctx, const OlStr *values),
                   void *ctx, OlOer *oer);
bool ol_plus_connected(OlPlus *p);               /* false after SP2-0640 */
void ol_plus_lost(OlPlus *p);                    /* says that the connection is lost */
void ol_plus_print_output(OlPlus *p);            /* DBMS_OUTPUT */
void ol_plus_print_cursor(OlPlus *p, uint32_t cursor_id, OlColumnDesc *columns, uint32_t n_columns);
void ol_plus_load_nls(OlPlus *p);
double ol_plus_elapsed(const struct timespec *since);

/* --- trace.c --------------------------------------------------------------------------------------------------------------------- */
void ol_plus_trace_begin(OlPlus *p, OlPlusKind kind);
void ol_plus_trace_show(OlPlus *p, OlStr sql);

/* --- print.c ------------------------------------------------------------------------------------------------------------------- */
/* All rows of an executed query; the number of rows, -1 after an error. */
int64_t ol_plus_print_query(OlPlus *p, OlPlusCall *call, OlStr sql);

/* --- value.c ------------------------------------------------------------------------------------------------------------------- */
typedef enum OlPlusColKind { OL_COL_CHAR, OL_COL_NUMBER, OL_COL_DATE, OL_COL_LOB, OL_COL_CURSOR, OL_COL_UNSHOWN } OlPlusColKind;
OlPlusColKind ol_plus_col_kind(const OlColumnDesc *c);
/* The value as text, before any column format; numbers exactly. False for NULL. */
bool ol_plus_value_text(OlPlus *p, OlArena *arena, const OlColumnDesc *c, const OlValue *v, OlStr *out);
bool ol_plus_value_number(const OlColumnDesc *c, const OlValue *v, OlDecimal *out);
/* A number in at most width columns, as SQL*Plus rounds it; '#' when it cannot. */
OlStr ol_plus_fit_number(OlArena *arena, const OlColumnDesc *c, const OlValue *v, const OlNls *nls, int width);
OlStr ol_plus_fit_decimal(OlArena *arena, const OlDecimal *d, const OlNls *nls, int width);
int ol_plus_column_width(OlPlus *p, const OlColumnDesc *c);

/* --- report.c ------------------------------------------------------------------------------------------------------------------- */
/* In the order their results are shown, whatever the order in COMPUTE. */
enum { OL_COMPUTE_AVG, OL_COMPUTE_COUNT, OL_COMPUTE_MINIMUM, OL_COMPUTE_MAXIMUM, OL_COMPUTE_NUMBER, OL_COMPUTE_SUM,
       OL_COMPUTE_STD, OL_COMPUTE_VARIANCE, OL_COMPUTE_KINDS };
const char *ol_plus_compute_name(int function);
/* A title in new or old form, as lines in work. */
void ol_plus_title_lines(OlPlus *p, const char *spec, bool old_style, OlList *lines);

/* --- vars.c ------------------------------------------------------------------------------------------------------------------- */
OlPlusVar *ol_plus_var_find(OlPlus *p, OlStr name);
/* The binds of a statement and their values; false after a message. */
bool ol_plus_bind(OlPlus *p, OlPlusCall *call);
void ol_plus_take_out(OlPlus *p, OlPlusCall *call); /* OUT values into their variables */
void ol_plus_vars_free(OlPlus *p);
void ol_plus_print_var(OlPlus *p, OlPlusVar *var);
bool ol_plus_var_text(OlPlus *p, const OlPlusVar *var, OlStr *out);
typedef bool (*OlPlusBindVisit)(void *ctx, OlStr name, size_t at);
void ol_plus_scan_binds(OlStr sql, OlPlusBindVisit visit, void *ctx);

/* --- column.c ------------------------------------------------------------------------------------------------------------------- */
const OlPlusColumn *ol_plus_column_find(OlPlus *p, OlStr name);
void ol_plus_columns_clear(OlPlus *p);

/* --- connect.c ------------------------------------------------------------------------------------------------------------------ */
/* user/password@identifier; asks for what is missing. */
bool ol_plus_connect(OlPlus *p, OlStr text, bool interactive);
/* Another connection beside the session's; NULL after a message. */
OlPlusConn *ol_plus_open_other(OlPlus *p, OlStr text);
void ol_plus_disconnect(OlPlus *p);

/* --- errorlog.c ----------------------------------------------------------------------------------------------------------------- */
void ol_plus_error_log(OlPlus *p, OlStr message, OlStr statement);
bool ol_plus_set_errorlogging(OlPlus *p, OlStr *args);

/* --- terminal.c ------------------------------------------------------------------------------------------------------------------ */
/* A line with editing and history, malloc'ed; NULL at the end. */
char *ol_plus_edit_line(const char *prompt);
void ol_plus_terminal_begin(OlPlus *p);
void ol_plus_terminal_end(void);
int ol_plus_terminal_rows(void);

/* --- cmd_script.c ----------------------------------------------------------------------------------------------------------------- */
void ol_plus_history_add(OlPlus *p, OlStr text); /* as many as SET HISTORY says */

/* --- set.c, show.c ----------------------------------------------------------------------------------------------------------------- */
void ol_plus_settings_init(OlPlus *p);
int ol_plus_setting_find(OlStr word);            /* -1: none */
const char *ol_plus_setting_name(int id);        /* in lower case, without brackets */
const char *ol_plus_setting_show(OlPlus *p, int id);
void ol_plus_set_command(OlPlus *p, OlStr args);
void ol_plus_setting_store(OlPlus *p, FILE *f);
void ol_plus_serveroutput(OlPlus *p);            /* tell the server */

/* --- commands: defs/sqlplus_commands.def -------------------------------------------------------------------------------------------- */
#define OL_PLUS_COMMAND(spec, function) void function(OlPlus *p, OlStr args);
#include "../../../defs/sqlplus_commands.def"
#undef OL_PLUS_COMMAND

#define SET_NUMBER(p, id) ((p)->set[OL_SET_##id].number)
#define SET_TEXT(p, id) ((p)->set[OL_SET_##id].text)

#endif
