/*
 * verify_test.c - the verifier: what the compiler makes passes, written and read again too; what is damaged is refused.
 */
#include "plc/plc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static OlArena *arena;

static int set_up(void **state)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);

    (void)state;
    arena = ol_arena_new(&allocator);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ol_arena_free(arena);
    return 0;
}

static OlStatus no_relation(void *ctx, OlArena *a, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag)
{
    (void)ctx;
    (void)a;
    (void)schema;
    (void)name;
    (void)diag;
    *out = NULL;
    return OL_OK;
}

static OlStatus no_sequence(void *ctx, OlArena *a, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag)
{
    (void)ctx;
    (void)a;
    (void)schema;
    (void)name;
    (void)diag;
    *out = NULL;
    return OL_OK;
}

static OlStatus no_routine(void *ctx, OlArena *a, OlStr schema, OlStr package, OlStr name, const OlRoutine **out, OlDiag *diag)
{
    (void)ctx;
    (void)a;
    (void)schema;
    (void)package;
    (void)name;
    (void)diag;
    *out = NULL;
    return OL_OK;
}

static bool spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text)
{
    (void)ctx;
    (void)schema;
    *text = OL_STR("PACKAGE p IS g NUMBER := 1; TYPE t IS TABLE OF NUMBER; FUNCTION f(a NUMBER DEFAULT 2) RETURN NUMBER; END;");
    return ol_str_eq_c(name, "P");
}

static OlCatalog catalog = {.current_schema = {"U", 1}, .current_user = {"U", 1}, .collation_is_c = true, .find_relation = no_relation,
                            .find_sequence = no_sequence, .find_routine = no_routine};

static OlProgram *compile(const char *text)
{
    OlPlcOptions options = {.catalog = &catalog, .find_spec_text = spec_text};
    OlPlcResult result;
    OlDiag diag;

    ol_diag_init(&diag);
    if (ol_plc_compile(arena, ol_str(text), &options, &result, &diag) != OL_OK)
        fail_msg("%s", diag.text);
    return result.program;
}

static const char source[] = "DECLARE TYPE r IS RECORD (a NUMBER, b VARCHAR2(9)); TYPE t IS TABLE OF r INDEX BY PLS_INTEGER; x t; n NUMBER := :b; s VARCHAR2(20); "
                             "PROCEDURE q(a IN OUT NUMBER, d NUMBER DEFAULT 1) IS BEGIN a := a + d + n; x(1).a := d; END; "
                             "BEGIN FOR i IN 1 .. 9 LOOP x(i).a := i; q(n); n := MOD(i, 3); s := s || i; END LOOP; "
                             "EXECUTE IMMEDIATE 'x' INTO n USING 1, OUT s; "
                             "EXCEPTION WHEN NO_DATA_FOUND THEN n := SQLCODE; WHEN OTHERS THEN RAISE; END;";

static bool passes(const OlProgram *p)
{
    OlDiag diag;

    ol_diag_init(&diag);
    return ol_program_verify(arena, p, &diag) == OL_OK;
}

static void written_and_read_it_is_the_same(void **state)
{
    OlProgram *p = compile(source), *q;
    OlBuf bytes, a, b;
    OlDiag diag;

    (void)state;
    ol_buf_init(&bytes, arena, 256);
    ol_buf_init(&a, arena, 256);
    ol_buf_init(&b, arena, 256);
    ol_program_write(p, &bytes);
    assert_int_equal(OL_OK, ol_program_read(arena, ol_buf_str(&bytes), &q, &diag));
    assert_true(passes(q));
    ol_program_print(p, &a);
    ol_program_print(q, &b);
    assert_string_equal(ol_buf_cstr(&a), ol_buf_cstr(&b));
    bytes.data[bytes.len / 2] ^= 1;
    assert_int_equal(OL_ERROR, ol_program_read(arena, ol_buf_str(&bytes), &q, &diag));
    bytes.data[bytes.len / 2] ^= 1;
    assert_int_equal(OL_ERROR, ol_program_read(arena, ol_str_n((char *)bytes.data, bytes.len - 1), &q, &diag));
}

static void damage_is_refused(void **state)
{
    OlProgram *p = compile(source);
    OlBcRoutine *r = &p->routines[0];
    OlInstr *code = r->code, saved;
    int refused = 0;

    (void)state;
    assert_true(passes(p));
    for (uint32_t i = 0; i < r->ncode; i++)
    {
        const OlOpInfo *info = ol_op_info(code[i].op);

        saved = code[i];
        code[i].op = OL_OP_COUNT;
        assert_false(passes(p));
        code[i] = saved;
        /* every register, constant and table index beyond its table */
        for (int k = 0; k < 3; k++)
        {
            uint16_t *o = k == 0 ? &code[i].a : k == 1 ? &code[i].b : &code[i].c;

            if (strchr("-#%W", info->operands[k]) != NULL)
                continue;
            *o = 0x7ffe;
            assert_false(passes(p));
            *o = 0xfffe;
            if (info->operands[k] != 'J') /* -2: a jump to the instruction before */
            {
                assert_false(passes(p));
                refused++;
            }
            code[i] = saved;
        }
    }
    assert_true(refused > 30);
    for (int i = 0; i < r->nregs; i++)
    {
        uint8_t kind = r->reg_kinds[i];

        r->reg_kinds[i] = OL_SLOT_COUNT;
        assert_false(passes(p));
        r->reg_kinds[i] = kind == OL_SLOT_TIME ? OL_SLOT_BOOL : OL_SLOT_TIME; /* nothing here is a DATE */
        assert_false(passes(p));
        r->reg_kinds[i] = kind;
    }
    r->handlers[0].target++;
    assert_false(passes(p));
    r->handlers[0].target--;
    p->routines[1].parent = 1;
    assert_false(passes(p));
    p->routines[1].parent = 0;
    r->ncode--;
    assert_false(passes(p));
    r->ncode++;
    assert_true(passes(p));
}

static void address_only_behind_what_sets_it(void **state)
{
    OlProgram *p = compile("DECLARE TYPE r IS RECORD (a NUMBER); TYPE t IS TABLE OF r INDEX BY PLS_INTEGER; x t; BEGIN x(1).a := 1; END;");
    OlInstr *code = p->routines[0].code;
    uint32_t i = 0;

    (void)state;
    while (code[i].op != OL_OP_ADDR_REG)
        i++;
    code[i] = (OlInstr){OL_OP_NOP, 0, 0, 0};
    assert_false(passes(p));
}

static void package_body_starts_with_its_specification(void **state)
{
    OlProgram *p = compile("CREATE PACKAGE BODY p IS h t; FUNCTION f(a NUMBER DEFAULT 2) RETURN NUMBER IS BEGIN g := g + a; h := t(g); RETURN f(g); END; "
                           "BEGIN g := 5; END;");

    (void)state;
    assert_int_equal(OL_OBJ_PACKAGE_BODY, p->kind);
    assert_int_equal(2, p->nglobals);
    assert_true(p->globals[0].is_public);
    assert_false(p->globals[1].is_public);
    assert_int_equal(2, p->nroutines);
    assert_true(p->routines[1].is_public && p->routines[1].has_code);
    assert_true(passes(p));
}

static void errors_have_places(void **state)
{
    OlPlcOptions options = {.catalog = &catalog};
    OlPlcResult result;
    OlDiag diag;

    (void)state;
    ol_diag_init(&diag);
    assert_int_equal(OL_ERROR, ol_plc_compile(arena, OL_STR("BEGIN\n  a := 1;\n  b := 2;\nEND;"), &options, &result, &diag));
    assert_int_equal(4, result.nmessages);
    assert_int_equal(2, result.messages[0].line);
    assert_int_equal(3, result.messages[0].column);
    assert_int_equal(3, result.messages[2].line);
    assert_int_equal(6550, diag.number);
    assert_null(result.program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(written_and_read_it_is_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(address_only_behind_what_sets_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(package_body_starts_with_its_specification, set_up, tear_down),
        cmocka_unit_test_setup_teardown(errors_have_places, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
