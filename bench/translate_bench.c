/*
 * translate_bench.c - how fast statements are translated: parse, resolve, emit, describe; one line per case.
 *
 * The catalog answers from memory, as the server's does after the first look. Goal: 30 MB/s of Oracle text on one core, and time that
 * grows no faster than the text.
 */
#include "translate/translate.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define REPEATS 5

static OlRelColumn columns[64];
static OlRelation relation;

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static OlStatus find_relation(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag)
{
    *out = &relation;
    return OL_OK;
}

static OlStatus find_sequence(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag)
{
    *out = NULL;
    return OL_OK;
}

static bool schema_exists(void *ctx, OlStr name)
{
    return true;
}

static void make_table(void)
{
    static const struct
    {
        const char *name;
        OlTypeCode code;
        OlRep rep;
        int precision, scale, size;
    } defs[] = {{"EMPNO", OL_T_NUMBER, OL_REP_NUMERIC, 4, 0, 0},    {"ENAME", OL_T_VARCHAR2, OL_REP_VARCHAR, 0, 0, 10},
                {"JOB", OL_T_VARCHAR2, OL_REP_VARCHAR, 0, 0, 9},    {"MGR", OL_T_NUMBER, OL_REP_NUMERIC, 4, 0, 0},
                {"HIREDATE", OL_T_DATE, OL_REP_TIMESTAMP, 0, 0, 0}, {"SAL", OL_T_NUMBER, OL_REP_NUMERIC, 7, 2, 0},
                {"COMM", OL_T_NUMBER, OL_REP_NUMERIC, 7, 2, 0},     {"DEPTNO", OL_T_NUMBER, OL_REP_NUMERIC, 2, 0, 0}};

    for (size_t i = 0; i < OL_LENGTHOF(defs); i++)
    {
        columns[i].name = ol_str(defs[i].name);
        columns[i].pg_name = ol_str(defs[i].name);
        columns[i].attnum = (int)i + 1;
        columns[i].nullable = i > 0;
        columns[i].type.code = defs[i].code;
        columns[i].type.rep = defs[i].rep;
        columns[i].type.precision = (uint8_t)defs[i].precision;
        columns[i].type.scale = (int8_t)defs[i].scale;
        columns[i].type.size_bytes = columns[i].type.size_chars = defs[i].size;
    }
    relation.kind = OL_OBJ_TABLE;
    relation.oid = 20000;
    relation.schema = OL_STR("SCOTT");
    relation.name = OL_STR("EMP");
    relation.pg_schema = OL_STR("scott");
    relation.pg_name = OL_STR("emp");
    relation.ncolumns = (int)OL_LENGTHOF(defs);
    relation.columns = columns;
    relation.has_rowid = true;
}

static int run(const char *title, OlStr text, int times)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    OlCatalog catalog = {.current_schema = OL_STR("SCOTT"), .current_user = OL_STR("SCOTT"), .collation_is_c = true,
                         .find_relation = find_relation, .find_sequence = find_sequence, .schema_exists = schema_exists};
    OlTrOptions options = {.catalog = &catalog};
    OlTranslation *tr;
    OlDiag diag;
    double best = 1e18;

    for (int k = 0; k < REPEATS; k++)
    {
        double start = now_ns();

        for (int i = 0; i < times; i++)
        {
            ol_arena_reset(arena);
            if (ol_translate(arena, text, &options, &tr, &diag) != OL_OK)
            {
                printf("%s: %s\n", title, diag.text);
                return 1;
            }
        }
        best = OL_MIN(best, (now_ns() - start) / times);
    }
    printf("%-34s %8zu bytes %10.2f us %8.1f MB/s %8zu bytes of memory\n", title, text.n, best / 1000, (double)text.n * 1000 / best,
           ol_arena_bytes(arena));
    ol_arena_free(arena);
    return 0;
}

/* n conditions joined by OR, n columns, n || operands: does the time stay linear? */
static OlStr many(OlArena *arena, const char *head, const char *item, const char *sep, const char *tail, int n)
{
    OlBuf b;

    ol_buf_init(&b, arena, 4096);
    ol_buf_append_c(&b, head);
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
            ol_buf_append_c(&b, sep);
        ol_buf_append_c(&b, item);
    }
    ol_buf_append_c(&b, tail);
    return ol_buf_str(&b);
}

int main(void)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena = ol_arena_new(&allocator);
    int bad = 0;

    make_table();
    bad += run("select 1 from emp", OL_STR("select 1 from emp"), 20000);
    bad += run("query by key", OL_STR("select empno, ename, job, sal from emp where empno = :1"), 20000);
    bad += run("insert", OL_STR("insert into emp (empno, ename, job, mgr, hiredate, sal, comm, deptno) values (:1, :2, :3, :4, :5, :6, :7, :8)"), 20000);
    bad += run("join, group, order",
               OL_STR("select e.deptno, count(*) cnt, avg(e.sal) avg_sal, max(m.ename) from emp e, emp m where e.mgr = m.empno(+) and e.hiredate > "
                      "to_date('2020-01-01', 'YYYY-MM-DD') and e.job in ('CLERK', 'ANALYST') and nvl(e.comm, 0) < 100 group by e.deptno having "
                      "count(*) > 1 order by cnt desc, e.deptno"), 10000);
    bad += run("paged query", OL_STR("select * from (select a.*, rownum rn from (select empno, ename, sal from emp where deptno = :d order by sal desc, "
                                     "ename) a where rownum <= :hi) where rn > :lo"), 10000);
    bad += run("1,000 columns", many(arena, "select ", "sal + comm * 2 as x", ", ", " from emp", 1000), 50);
    bad += run("1,000 conditions", many(arena, "select 1 from emp where ", "(ename like 'A%' and sal > 100)", " or ", "", 1000), 50);
    bad += run("10,000 conditions", many(arena, "select 1 from emp where ", "(ename like 'A%' and sal > 100)", " or ", "", 10000), 5);
    bad += run("1,000 values in IN", many(arena, "select 1 from emp where empno in (", "7839", ", ", ")", 1000), 50);
    bad += run("10,000 values in IN", many(arena, "select 1 from emp where empno in (", "7839", ", ", ")", 10000), 5);
    bad += run("1,000 operands of ||", many(arena, "select ", "ename", " || ", " from emp", 1000), 50);
    bad += run("200 branches of UNION ALL", many(arena, "", "select empno, ename, sal from emp where deptno = 10", " union all ", "", 200), 50);
    ol_arena_free(arena);
    return bad != 0;
}
