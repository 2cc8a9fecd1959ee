/*
 * sqlplus_test.c - what "oliphant sql" understands: words, where statements begin and end, the buffer, variables, names of services.
 */
#include "cli/sqlplus/names.h"
#include "cli/sqlplus/sqlplus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static OlCli cli;
static OlPlus plus;

static int setup(void **state)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);

    cli = (OlCli){.arena = ol_arena_new(&allocator)};
    ol_plus_init(&plus, &cli);
    plus.silent = true;
    plus.depth = 1;
    plus.set[OL_SET_TERMOUT].number = 0;
    return 0;
}

static int teardown(void **state)
{
    plus.source = NULL;
    ol_plus_free(&plus);
    ol_arena_free(cli.arena);
    return 0;
}

/* Runs lines as standard input has them. */
static void feed(const char *script)
{
    OlPlusSource source = {.f = fmemopen((void *)(uintptr_t)script, strlen(script), "r")};

    plus.source = &source;
    plus.exiting = false;
    ol_plus_loop(&plus);
    fclose(source.f);
    plus.source = NULL;
}

#define assert_str(found, expected) \
    do                                                                        \
    {                                                                         \
        OlStr found_ = (found);                                               \
        assert_string_equal(ol_str_cdup(cli.arena, found_), (expected));      \
    } while (0)

static const char *define_value(const char *name)
{
    const OlPlusDefine *d = ol_plus_define_find(&plus, ol_str(name));

    return d != NULL ? d->value : "(none)";
}

/* --- words ---------------------------------------------------------------------------------------------------------------- */

static void abbreviations(void **state)
{
    assert_true(ol_plus_matches(OL_STR("def"), "DEF[INE]"));
    assert_true(ol_plus_matches(OL_STR("Defin"), "DEF[INE]"));
    assert_true(ol_plus_matches(OL_STR("DEFINE"), "DEF[INE]"));
    assert_false(ol_plus_matches(OL_STR("de"), "DEF[INE]"));
    assert_false(ol_plus_matches(OL_STR("defines"), "DEF[INE]"));
    assert_false(ol_plus_matches(OL_STR("defx"), "DEF[INE]"));
    assert_true(ol_plus_matches(OL_STR("del"), "DEL"));
    assert_false(ol_plus_matches(OL_STR(""), "DEL"));
}

static void words_and_quotes(void **state)
{
    OlStr rest = OL_STR("  one \t'two ''2'' words' \"three \"\"3\"\"\" four'x");
    bool quoted;

    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "one");
    assert_false(quoted);
    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "two '2' words");
    assert_true(quoted);
    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "three \"3\"");
    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "four'x");
    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "");
    rest = OL_STR("'never ends");
    assert_str(ol_plus_next_value(&plus, &rest, &quoted), "never ends");
}

static void words_of_sql(void **state)
{
    OlStr sql = OL_STR("/* a */ select -- b\n x.y(1)");
    size_t at = 0;

    assert_str(ol_plus_sql_word(sql, &at), "select");
    assert_str(ol_plus_sql_word(sql, &at), "x");
    assert_str(ol_plus_sql_word(sql, &at), ".");
    assert_str(ol_plus_sql_word(sql, &at), "y");
    assert_str(ol_plus_sql_word(sql, &at), "(");
    assert_str(ol_plus_sql_word(sql, &at), "1");
    assert_str(ol_plus_sql_word(sql, &at), ")");
    assert_str(ol_plus_sql_word(sql, &at), "");
    at = 0;
    assert_str(ol_plus_sql_word(OL_STR("/* never ends"), &at), "");
}

static void what_begins_what(void **state)
{
    static const struct
    {
        const char *text;
        OlPlusStart start;
    } cases[] = {
        {"select 1 from dual", OL_START_SQL}, {"(select 1 from dual)", OL_START_SQL}, {"WITH q as (select 1) select * from q", OL_START_SQL},
        {"with function f return number is begin return 1; end;", OL_START_PLSQL}, {"begin null; end;", OL_START_PLSQL},
        {"declare x number; begin", OL_START_PLSQL}, {"<<outer>> begin", OL_START_PLSQL}, {"create table t (a number)", OL_START_SQL},
        {"create or replace procedure p", OL_START_PLSQL}, {"create or replace editionable package body p", OL_START_PLSQL},
        {"create type t as object (a number)", OL_START_PLSQL}, {"create or replace type body t", OL_START_PLSQL},
        {"create function if not exists f", OL_START_PLSQL}, {"create or replace trigger t", OL_START_PLSQL},
        {"create or replace and compile java source named x", OL_START_PLSQL}, {"create public synonym s", OL_START_SQL},
        {"create or replace force view v", OL_START_SQL}, {"create global temporary table t", OL_START_SQL}, {"create library l", OL_START_PLSQL},
        {"set transaction read only", OL_START_SQL}, {"set role none", OL_START_SQL}, {"set constraints all deferred", OL_START_SQL},
        {"set echo on", OL_START_NONE}, {"prompt x", OL_START_NONE}, {"commit", OL_START_SQL}, {"merge into t", OL_START_SQL},
        {"explain plan for select", OL_START_SQL}, {"call p()", OL_START_SQL}, {"/* c */ create /* d */ package p", OL_START_PLSQL},
        {"selects", OL_START_NONE}, {"", OL_START_NONE}, {"comment on table t is 'x'", OL_START_SQL},
    };

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
        if (ol_plus_classify(ol_str(cases[i].text)) != cases[i].start)
            fail_msg("%s: %d", cases[i].text, (int)ol_plus_classify(ol_str(cases[i].text)));
}

static bool note_bind(void *ctx, OlStr name, size_t at)
{
    ol_buf_printf(ctx, "%.*s@%zu ", OL_STR_ARG(name), at);
    return true;
}

static void binds_in_statements(void **state)
{
    OlBuf found;

    ol_buf_init(&found, cli.arena, 64);
    ol_plus_scan_binds(OL_STR("x := :a + ':b' -- :c\n /* :d */ q'[:e]' nq'{:f}' \":g\" a::b :1 :h"), note_bind, &found);
    assert_str(ol_buf_str(&found), "a@6 1@59 h@62 ");
    ol_buf_init(&found, cli.arena, 64);
    ol_plus_scan_binds(OL_STR("':a"), note_bind, &found);
    ol_plus_scan_binds(OL_STR("q'"), note_bind, &found);
    ol_plus_scan_binds(OL_STR("q'["), note_bind, &found);
    ol_plus_scan_binds(OL_STR(":"), note_bind, &found);
    assert_int_equal(found.len, 0);
}

/* --- the buffer ----------------------------------------------------------------------------------------------------------- */

static void assert_buffer(const char *expected)
{
    OlBuf text;

    ol_buf_init(&text, cli.arena, 64);
    for (int i = 0; i < plus.lines.n; i++)
        ol_buf_printf(&text, "%s%s", i > 0 ? "|" : "", (const char *)plus.lines.items[i]);
    assert_str(ol_buf_str(&text), expected);
}

static void where_statements_end(void **state)
{
    feed("select 1\nfrom dual;\n");
    assert_buffer("select 1|from dual");
    feed("select 2\nfrom dual\n/\n");
    assert_buffer("select 2|from dual");
    feed("select 3\nfrom dual\n.\n");
    assert_buffer("select 3|from dual");
    feed("select 4\n\nfrom dual;\n");
    assert_buffer("select 4");
    feed("set sqlblanklines on\nselect 5\n\nfrom dual;\n");
    assert_buffer("select 5||from dual");
    feed("begin\n  null;\nend;\n.\n");
    assert_buffer("begin|  null;|end;");
    feed("create table t (a number);\n");
    assert_buffer("create table t (a number)");
    feed("select 6 - \n 1 from dual;\n"); /* a hyphen at the end goes on */
    assert_buffer("select 6  1 from dual");
    feed("select 7 -- why -\n from dual;\n");
    assert_buffer("select 7 -- why -| from dual");
    feed("set sqlterminator !\nselect 8;\nfrom dual!\n");
    assert_buffer("select 8;|from dual");
    feed("set sqlterminator ;\nset blockterminator OFF\nselect 9\n.\nfrom dual;\n");
    assert_buffer("select 9|.|from dual");
    feed("select 10\n#prompt aside\nfrom dual;\n");
    assert_buffer("select 10|from dual");
}

static void editing(void **state)
{
    feed("select a\nfrom t\nwhere b = 1\n.\n");
    feed("1\nc/a/aa/\n");
    assert_buffer("select aa|from t|where b = 1");
    feed("3\nappend  and c = 2\n");
    assert_buffer("select aa|from t|where b = 1 and c = 2");
    feed("c/b...1/x/\n");
    assert_buffer("select aa|from t|where x and c = 2");
    feed("del 2\n");
    assert_buffer("select aa|where x and c = 2");
    feed("1\ninput from u\n");
    assert_buffer("select aa|from u|where x and c = 2");
    feed("2 from v\n");
    assert_buffer("select aa|from v|where x and c = 2");
    feed("del 2 last\n");
    assert_buffer("select aa");
    feed("l 9\nc/nothere/x/\n");
    assert_buffer("select aa");
    feed("clear buffer\ndel\nappend x\n");
    assert_buffer("");
}

/* --- settings and variables --------------------------------------------------------------------------------------------- */

static void settings(void **state)
{
    feed("set linesize 132 pagesize 50 feedback off\n");
    assert_int_equal(plus.set[OL_SET_LINESIZE].number, 132);
    assert_int_equal(plus.set[OL_SET_PAGESIZE].number, 50);
    assert_int_equal(plus.set[OL_SET_FEEDBACK].number, 0);
    feed("set lin 0\nset lin 99999\nset lin x\n");
    assert_int_equal(plus.set[OL_SET_LINESIZE].number, 132);
    feed("set feed 3\nset colsep ' | '\nset null '(null)' numf 99.9\n");
    assert_int_equal(plus.set[OL_SET_FEEDBACK].number, 3);
    assert_string_equal(plus.set[OL_SET_COLSEP].text, " | ");
    assert_string_equal(plus.set[OL_SET_NULL].text, "(null)");
    assert_string_equal(plus.set[OL_SET_NUMFORMAT].text, "99.9");
    feed("set cmdsep +\nset echo on + set time on\nset cmdsep off\n");
    assert_int_equal(plus.set[OL_SET_ECHO].number, 1);
    assert_int_equal(plus.set[OL_SET_TIME].number, 1);
    feed("set autocommit 5\nset newpage none\nset scan off\n");
    assert_int_equal(plus.set[OL_SET_AUTOCOMMIT].number, 5);
    assert_int_equal(plus.set[OL_SET_NEWPAGE].number, -1);
    assert_int_equal(plus.set[OL_SET_DEFINE].number, 0);
}

static void substitution(void **state)
{
    OlStr out;

    feed("define a = one\ndefine b = 'two words'\ndefine c_1=3\n");
    assert_string_equal(define_value("A"), "one");
    assert_string_equal(define_value("b"), "two words");
    assert_true(ol_plus_substitute(&plus, OL_STR("&a.x &a..y &&b &c_1;"), &out));
    assert_str(out, "onex one.y two words 3;");
    assert_true(ol_plus_substitute(&plus, OL_STR("a & b && c &"), &out));
    assert_str(out, "a & b && c &");
    feed("set escape on\n");
    assert_true(ol_plus_substitute(&plus, OL_STR("\\&a &a"), &out));
    assert_str(out, "&a one");
    feed("set escape off\nset define #\n");
    assert_true(ol_plus_substitute(&plus, OL_STR("&a #a"), &out));
    assert_str(out, "&a one");
    feed("set define off\n");
    assert_true(ol_plus_substitute(&plus, OL_STR("&a #a"), &out));
    assert_str(out, "&a #a");
    feed("set define &\nset concat !\n");
    assert_true(ol_plus_substitute(&plus, OL_STR("&a!x &a.x"), &out));
    assert_str(out, "onex one.x");
    feed("set concat .\nundefine a b\n");
    assert_string_equal(define_value("a"), "(none)");
    feed("define d = 1 -\n 2\n");
    assert_string_equal(define_value("d"), "1  2");
}

static void answers_come_from_the_input(void **state)
{
    feed("accept name prompt 'Name: '\nScott\naccept n number default 7\n\naccept m number\nx\n12\n");
    assert_string_equal(define_value("name"), "Scott");
    assert_string_equal(define_value("n"), "7");
    assert_string_equal(define_value("m"), "12");
    feed("define x = &&typed\nabc\ndefine y = &typed\n");
    assert_string_equal(define_value("x"), "abc");
    assert_string_equal(define_value("y"), "abc");
}

static void restricted(void **state)
{
    plus.restrict_level = 3;
    feed("host touch never_made\nspool never_made\nselect 1\n.\nsave never_made\nstore set never_made\n@never_made\ncd /\n");
    assert_null(plus.spool);
    assert_int_not_equal(access("never_made", F_OK), 0);
    assert_int_not_equal(access("never_made.sql", F_OK), 0);
}

static void exit_codes(void **state)
{
    feed("exit 5\n");
    assert_true(plus.exiting);
    assert_int_equal(plus.exit_code, 5);
    feed("exit failure\n");
    assert_int_equal(plus.exit_code, 1);
    feed("define rc = 9\nexit rc\n");
    assert_int_equal(plus.exit_code, 9);
    feed("variable v number = 11\nexit :v\n");
    assert_int_equal(plus.exit_code, 11);
    feed("exit 256\n");
    assert_int_equal(plus.exit_code, 0);
    feed("whenever sqlerror exit 3\nselect 1 from dual;\nprompt never here\n"); /* SP2-0640: not connected */
    assert_int_equal(plus.exit_code, 3);
}

/* --- names of services ---------------------------------------------------------------------------------------------------- */

static void easy_connect(void **state)
{
    static const struct
    {
        const char *text, *descriptor; /* NULL: refused */
    } cases[] = {
        {"host/svc", "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=host)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=svc)))"},
        {"//host:1522/svc:dedicated/i1",
         "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=host)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=svc)(SERVER=dedicated)(INSTANCE_NAME=i1)))"},
        {"[::1]:1600/svc", "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=::1)(PORT=1600))(CONNECT_DATA=(SERVICE_NAME=svc)))"},
        {"tcps://a,b:2484/svc?wallet_location=/w&connect_timeout=5",
         "(DESCRIPTION=(CONNECT_TIMEOUT=5)(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCPS)(HOST=a)(PORT=2484))(ADDRESS=(PROTOCOL=TCPS)(HOST=b)(PORT=2484)))"
         "(CONNECT_DATA=(SERVICE_NAME=svc))(SECURITY=(MY_WALLET_DIRECTORY=/w)))"},
        {"h:1/s?pool_purity=self", "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1))(CONNECT_DATA=(SERVICE_NAME=s)(POOL_PURITY=self)))"},
        {"h)(x/svc", NULL}, {"h:12ab/svc", NULL}, {"/svc", NULL}, {"udp://h/svc", NULL}, {"h/svc?x", NULL}, {"h/s?x=(y)", NULL}, {"[::1/svc", NULL},
    };

    for (size_t i = 0; i < OL_LENGTHOF(cases); i++)
    {
        OlStr found = OL_STR_NULL;

        if (ol_names_easy_connect(cli.arena, ol_str(cases[i].text), &found) != (cases[i].descriptor != NULL))
            fail_msg("%s: %.*s", cases[i].text, OL_STR_ARG(found));
        if (cases[i].descriptor != NULL)
            assert_str(found, cases[i].descriptor);
    }
}

static void aliases(void **state)
{
    OlStr text = OL_STR("# names\nIFILE = /more.ora\nORCL, orcl.world =\n  (DESCRIPTION = # here\n    (ADDRESS = (HOST = a))\n  )\n"
                        "BAD = (DESCRIPTION=(ADDRESS=\nlast=(A=b)");

    assert_str(ol_names_find_alias(cli.arena, text, OL_STR("orcl")), "(DESCRIPTION=(ADDRESS=(HOST=a)))");
    assert_str(ol_names_find_alias(cli.arena, text, OL_STR("ORCL.WORLD")), "(DESCRIPTION=(ADDRESS=(HOST=a)))");
    assert_str(ol_names_find_alias(cli.arena, text, OL_STR("nothing")), "");
    assert_str(ol_names_find_alias(cli.arena, OL_STR("x"), OL_STR("x")), "");
    assert_str(ol_names_parameter(text, "ifile"), "/more.ora");
    assert_str(ol_names_parameter(text, "none"), "");
}

static void widths(void **state)
{
    int used;

    assert_int_equal(ol_plus_width(OL_STR("abc")), 3);
    assert_int_equal(ol_plus_width(OL_STR("\xE4\xB8\xAD\xE6\x96\x87")), 4); /* two Chinese characters */
    assert_int_equal(ol_plus_width(OL_STR("e\xCC\x81")), 1);                /* a combining accent */
    assert_int_equal(ol_plus_fit(OL_STR("\xE4\xB8\xAD\xE6\x96\x87"), 3, &used), 3);
    assert_int_equal(used, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(abbreviations, setup, teardown),
        cmocka_unit_test_setup_teardown(words_and_quotes, setup, teardown),
        cmocka_unit_test_setup_teardown(words_of_sql, setup, teardown),
        cmocka_unit_test_setup_teardown(what_begins_what, setup, teardown),
        cmocka_unit_test_setup_teardown(binds_in_statements, setup, teardown),
        cmocka_unit_test_setup_teardown(where_statements_end, setup, teardown),
        cmocka_unit_test_setup_teardown(editing, setup, teardown),
        cmocka_unit_test_setup_teardown(settings, setup, teardown),
        cmocka_unit_test_setup_teardown(substitution, setup, teardown),
        cmocka_unit_test_setup_teardown(answers_come_from_the_input, setup, teardown),
        cmocka_unit_test_setup_teardown(restricted, setup, teardown),
        cmocka_unit_test_setup_teardown(exit_codes, setup, teardown),
        cmocka_unit_test_setup_teardown(easy_connect, setup, teardown),
        cmocka_unit_test_setup_teardown(aliases, setup, teardown),
        cmocka_unit_test_setup_teardown(widths, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
