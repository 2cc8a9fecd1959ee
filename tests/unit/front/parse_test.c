/*
 * parse_test.c - what golden tests cannot show: limits, binds, copy and compare, spans, classification, folding.
 */
#include "front/front.h"
#include "front/lex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static OlArena *new_arena(void)
{
    OlAllocator a = ol_allocator_malloc(NULL);
    return ol_arena_new(&a);
}

static OlStatus parse(OlArena *arena, OlStr text, OlParsed *out, OlDiag *diag)
{
    ol_diag_init(diag);
    return ol_parse_statement(arena, text, 0, out, diag);
}

/* head, n times piece, mid, n times close, tail */
static OlStr nest(OlArena *arena, const char *head, const char *open, int n, const char *mid, const char *close, const char *tail)
{
    OlBuf buf;

    ol_buf_init(&buf, arena, 1024);
    ol_buf_append_c(&buf, head);
    for (int i = 0; i < n; i++)
        ol_buf_append_c(&buf, open);
    ol_buf_append_c(&buf, mid);
    for (int i = 0; i < n; i++)
        ol_buf_append_c(&buf, close);
    ol_buf_append_c(&buf, tail);
    return ol_buf_str(&buf);
}

static void depth_is_bounded(void **state)
{
    static const char *const shapes[][5] = {
        {"select ", "(", "1", ")", " from dual"},
        {"select ", "(select ", "1", " from dual)", " from dual"},
        {"select * from ", "(select * from ", "dual", ")", ""},
        {"select * from ", "(", "dual", ")", ""},
        {"select ", "f(", "1", ")", " from dual"},
        {"select ", "case when 1 = 1 then ", "1", " end", " from dual"},
        {"select ", "- ", "1", "", " from dual"},
        {"select 1 from dual where ", "not ", "1 = 1", "", ""},
        {"select 1 from dual where ", "a = 1 and (", "b = 2", ")", ""},
        {"select 1 from dual group by ", "rollup(", "a", ")", ""},
        {"begin ", "begin ", "null;", " end;", " end;"},
        {"begin ", "if a then ", "null;", " end if;", " end;"},
        {"declare ", "procedure p is ", "begin null; end;", " begin null; end;", ""},
    };

    for (size_t i = 0; i < OL_LENGTHOF(shapes); i++)
    {
        OlArena *arena = new_arena();
        OlParsed parsed;
        OlDiag diag;
        const char *const *s = shapes[i];

        assert_int_equal(parse(arena, nest(arena, s[0], s[1], 50, s[2], s[3], s[4]), &parsed, &diag), OL_OK);
        assert_int_equal(parse(arena, nest(arena, s[0], s[1], 20000, s[2], s[3], s[4]), &parsed, &diag), OL_ERROR);
        assert_int_equal(diag.number, 3001);
        ol_arena_free(arena);
    }
}

static void long_chains_are_flat(void **state)
{
    OlArena *arena = new_arena();
    OlParsed parsed;
    OlDiag diag;
    OlQueryBlock *qb;

    assert_int_equal(parse(arena, nest(arena, "select 1 from t where ", "a = 1 and ", 20000, "b = 1", "", ""), &parsed, &diag), OL_OK);
    qb = OL_AS(QueryBlock, OL_AS(Select, parsed.node)->body);
    assert_int_equal(OL_AS(Logic, qb->where)->args.n, 20001);
    assert_int_equal(parse(arena, nest(arena, "select ", "a || ", 20000, "b", "", " from t"), &parsed, &diag), OL_OK);
    qb = OL_AS(QueryBlock, OL_AS(Select, parsed.node)->body);
    assert_int_equal(OL_AS(Concat, OL_ITEM(SelectItem, qb->items, 0)->expr)->args.n, 20001);
    assert_int_equal(parse(arena, nest(arena, "select 1 from t ", "union all select 1 from t ", 20000, "", "", ""), &parsed, &diag), OL_OK);
    assert_int_equal(OL_AS(SetOp, OL_AS(Select, parsed.node)->body)->args.n, 20001);
    ol_arena_free(arena);
}

static void binds_are_listed(void **state)
{
    OlArena *arena = new_arena();
    OlParsed parsed;
    OlDiag diag;
    OlStr text = OL_STR("insert into t values (:a, :B, :\"a\", :1, : a) returning x into :c");

    assert_int_equal(parse(arena, text, &parsed, &diag), OL_OK);
    assert_int_equal(parsed.nbinds, 6);
    assert_int_equal(parsed.ndistinct_binds, 5);
    assert_true(ol_str_eq_c(parsed.distinct_binds[0].text, "A"));
    assert_true(ol_str_eq_c(parsed.distinct_binds[2].text, "a"));
    assert_int_equal(parsed.binds[4].distinct_index, 0);
    assert_int_equal(parsed.binds[0].start, 22);
    assert_int_equal(parsed.binds[0].end, 24);
    assert_true(parsed.has_returning);
    /* More than the parser searches one by one. */
    text = nest(arena, "select ", ":x, ", 50, ":b1, :b2, :b3, :b4, :b5, :b6, :b7, :b8, :b9, :b10, :b11, :b12, :b13, :b14, :b1", "", " from t");
    assert_int_equal(parse(arena, text, &parsed, &diag), OL_OK);
    assert_int_equal(parsed.nbinds, 65);
    assert_int_equal(parsed.ndistinct_binds, 15);
    assert_int_equal(parsed.binds[64].distinct_index, 1);
    /* :NEW of a trigger is no placeholder */
    assert_int_equal(parse(arena, OL_STR("create trigger t before insert on x for each row begin :new.a := 1; end;"), &parsed, &diag), OL_OK);
    assert_int_equal(parsed.nbinds, 0);
    ol_arena_free(arena);
}

static void copies_are_equal(void **state)
{
    OlArena *arena = new_arena();
    OlParsed parsed;
    OlDiag diag;
    OlNode *copy;

    assert_int_equal(parse(arena, OL_STR("select a, f(b) over (order by c) from t, u where t.x = u.x(+)"), &parsed, &diag), OL_OK);
    copy = ol_ast_copy(arena, parsed.node);
    assert_true(ol_ast_equal(copy, parsed.node));
    OL_AS(QueryBlock, OL_AS(Select, copy)->body)->distinct = OL_DISTINCT_DISTINCT;
    assert_false(ol_ast_equal(copy, parsed.node));
    ol_arena_free(arena);
}

static void spans_name_columns(void **state)
{
    OlArena *arena = new_arena();
    OlParsed parsed;
    OlDiag diag;
    OlStr text = OL_STR("select  a + 1 , max( b )x, (c) from t");
    OlQueryBlock *qb;

    assert_int_equal(parse(arena, text, &parsed, &diag), OL_OK);
    qb = OL_AS(QueryBlock, OL_AS(Select, parsed.node)->body);
    assert_true(ol_str_eq_c(ol_node_text(text, qb->items.items[0]), "a + 1"));
    assert_true(ol_str_eq_c(ol_node_text(text, qb->items.items[1]), "max( b )"));
    assert_true(ol_str_eq_c(ol_node_text(text, qb->items.items[2]), "(c)"));
    ol_arena_free(arena);
}

static void statements_are_classified(void **state)
{
    assert_int_equal(ol_classify_statement(OL_STR("/* x */ -- y\n ( select 1 from dual)")), OL_PCLASS_QUERY);
    assert_int_equal(ol_classify_statement(OL_STR("with a as (select 1 from dual) select * from a")), OL_PCLASS_QUERY);
    assert_int_equal(ol_classify_statement(OL_STR("merge into t")), OL_PCLASS_DML);
    assert_int_equal(ol_classify_statement(OL_STR("<<l>> begin null; end;")), OL_PCLASS_PLSQL);
    assert_int_equal(ol_classify_statement(OL_STR("alter session set x = 1")), OL_PCLASS_SESSION);
    assert_int_equal(ol_classify_statement(OL_STR("alter table t add x number")), OL_PCLASS_DDL);
    assert_int_equal(ol_classify_statement(OL_STR("set role none")), OL_PCLASS_SESSION);
    assert_int_equal(ol_classify_statement(OL_STR("rollback")), OL_PCLASS_TRANSACTION);
    assert_int_equal(ol_classify_statement(OL_STR("selec")), OL_PCLASS_NONE);
    assert_int_equal(ol_classify_statement(OL_STR("/*")), OL_PCLASS_NONE);
    assert_int_equal(ol_classify_statement(OL_STR("")), OL_PCLASS_NONE);
}

static void names_fold(void **state)
{
    OlArena *arena = new_arena();

    assert_true(ol_str_eq_c(ol_fold_name(arena, OL_STR("abC_1$#")), "ABC_1$#"));
    assert_true(ol_str_eq_c(ol_fold_name(arena, OL_STR("größe")), "GRÖßE"));
    assert_true(ol_str_eq_c(ol_fold_name(arena, OL_STR("ÿжω表")), "ŸЖΩ表"));
    ol_arena_free(arena);
}

static void keywords_are_found(void **state)
{
    for (int kw = 1; kw < OL_KEYWORD_N; kw++)
        assert_int_equal(ol_keyword_find(ol_str(ol_keyword_text((OlKeyword)kw))), kw);
    assert_int_equal(ol_keyword_find(OL_STR("SeLeCt")), OL_KW_SELECT);
    assert_int_equal(ol_keyword_find(OL_STR("selecx")), OL_NO_KEYWORD);
    assert_int_equal(ol_keyword_find(OL_STR("")), OL_NO_KEYWORD);
}

/* Every prefix of a statement gives a tree or an error inside the text. */
static void prefixes_do_no_harm(void **state)
{
    static const char *const texts[] = {
        "select /*+ x */ a.b, \"C\", :d, q'[e]', case when f = 1e5 then date '2020-01-01' end from t@l pivot (sum(a) for b in (1 as c)) where (a, b) in ((1, 2)) order by 1",
        "merge into t using (select 1 a from dual) s on (t.a = s.a) when matched then update set b = 1 delete where c = 2 when not matched then insert (a) values (default)",
        "create table t (a number(10,2) default 5 constraint c check (a > 0), b varchar2(5 char) generated always as (upper(c)) virtual, foreign key (x) references y (z) on delete cascade) partition by range (a) (partition p values less than (maxvalue))",
        "create or replace package body p is function f(a in out nocopy number default 1) return t%rowtype is begin $if true $then for i in 1..2 loop x(i).y := 1; end loop; $end return null; exception when others then raise; end f; end p;",
    };

    for (size_t i = 0; i < OL_LENGTHOF(texts); i++)
        for (size_t n = 0; n <= strlen(texts[i]); n++)
        {
            OlArena *arena = new_arena();
            OlParsed parsed;
            OlDiag diag;

            if (parse(arena, ol_str_n(texts[i], n), &parsed, &diag) == OL_OK)
                assert_non_null(parsed.node);
            else
            {
                assert_true(diag.number > 0);
                assert_in_range(diag.pos, 0, n);
            }
            ol_arena_free(arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_is_bounded),     cmocka_unit_test(long_chains_are_flat),
        cmocka_unit_test(binds_are_listed),     cmocka_unit_test(copies_are_equal),
        cmocka_unit_test(spans_name_columns),   cmocka_unit_test(statements_are_classified),
        cmocka_unit_test(names_fold),           cmocka_unit_test(keywords_are_found),
        cmocka_unit_test(prefixes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
