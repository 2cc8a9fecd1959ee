/*
 * supplied_test.c - the supplied packages: every specification and body compiles, and what it has in C is a row of defs/vm_hosts.def.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plc/plc.h"

static OlArena *arena;

static const struct
{
    const char *name;
    const char *signature;
} hosts[] = {
#define OL_HOST(name, signature) {#name, signature},
#include "../../../defs/vm_hosts.def"
#undef OL_HOST
};

static OlStatus no_relation(void *ctx, OlArena *a, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag)
{
    *out = NULL;
    return OL_OK;
}

static OlStatus no_sequence(void *ctx, OlArena *a, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag)
{
    *out = NULL;
    return OL_OK;
}

static OlStatus no_routine(void *ctx, OlArena *a, OlStr schema, OlStr package, OlStr name, const OlRoutine **out, OlDiag *diag)
{
    *out = NULL;
    return OL_OK;
}

static bool spec_text(void *ctx, OlStr schema, OlStr name, OlStr *text)
{
    return ol_plc_supplied(name, OL_OBJ_PACKAGE, text);
}

static OlCatalog catalog = {.current_schema = {"SYS", 3}, .current_user = {"SYS", 3}, .collation_is_c = true, .find_relation = no_relation,
                            .find_sequence = no_sequence, .find_routine = no_routine};

/* The dictionary is not here: a body that reads it is compiled by the stage plsql. */
static bool only_lacks_views(const OlPlcResult *r)
{
    for (int i = 0; i < r->nmessages; i++)
        if (!ol_str_eq_c(r->messages[i].text, "PL/SQL: ORA-00942: table or view does not exist") &&
            !ol_str_eq_c(r->messages[i].text, "PL/SQL: SQL Statement ignored") && !ol_str_eq_c(r->messages[i].text, "PL/SQL: Statement ignored"))
            return false;
    return r->nmessages > 0;
}

static bool is_host(const OlBcHost *h)
{
    if (ol_str_eq_c(h->name, "function"))
        return true; /* left to the resolver */
    for (size_t i = 0; i < OL_LENGTHOF(hosts); i++)
        if (ol_str_eq_c(h->name, hosts[i].name) && ol_str_eq_c(h->signature, hosts[i].signature))
            return true;
    return false;
}

static void every_package_compiles(void **state)
{
    OlStr name, text;
    OlObjectKind kind;
    int failures = 0, n = 0;

    for (; ol_plc_supplied_at(n, &name, &kind, &text); n++)
    {
        OlPlcOptions options = {.catalog = &catalog, .find_spec_text = spec_text, .supplied = true, .schema = OL_STR("SYS")};
        OlPlcResult result;
        OlDiag diag;

        ol_diag_init(&diag);
        if (ol_plc_compile(arena, ol_str_printf(arena, "CREATE %.*s", OL_STR_ARG(text)), &options, &result, &diag) != OL_OK)
        {
            if (kind == OL_OBJ_PACKAGE_BODY && only_lacks_views(&result))
                continue;
            print_error("%.*s%s: %s\n", OL_STR_ARG(name), kind == OL_OBJ_PACKAGE_BODY ? " body" : "", diag.text);
            for (int i = 0; i < result.nmessages; i++)
                print_error("  line %d: %.*s\n", result.messages[i].line, OL_STR_ARG(result.messages[i].text));
            failures++;
            continue;
        }
        for (int i = 0; i < result.program->nhosts; i++)
            if (!is_host(&result.program->hosts[i]))
            {
                print_error("%.*s: no row in vm_hosts.def for %.*s \"%.*s\"\n", OL_STR_ARG(name), OL_STR_ARG(result.program->hosts[i].name),
                            OL_STR_ARG(result.program->hosts[i].signature));
                failures++;
            }
    }
    assert_int_equal(failures, 0);
    assert_true(n > 5);
}

static void call_specifications_are_not_for_users(void **state)
{
    OlPlcOptions options = {.catalog = &catalog, .schema = OL_STR("SCOTT")};
    OlPlcResult result;
    OlDiag diag;

    ol_diag_init(&diag);
    assert_int_equal(ol_plc_compile(arena, OL_STR("CREATE PROCEDURE p AS LANGUAGE C NAME \"output_disable\";"), &options, &result, &diag), OL_ERROR);
}

int main(void)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_package_compiles), cmocka_unit_test(call_specifications_are_not_for_users)};
    int failed;

    arena = ol_arena_new(&allocator);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    ol_arena_free(arena);
    return failed;
}
