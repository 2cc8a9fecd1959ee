/*
 * login_result_test.c - a login result proves a password, survives its serial form, and proves nothing without it.
 */
#include "wire/login.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>

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

/* protocol.md 4.3: what a client derives from its password and sends as the speedy key. */
static void derive(const char *password, const OlVerifier *v, uint8_t out[64])
{
    uint8_t salt[16 + 22];

    memcpy(salt, v->salt, 16);
    memcpy(salt + 16, "AUTH_PBKDF2_SPEEDY_KEY", 22);
    assert_int_equal(1, PKCS5_PBKDF2_HMAC(password, (int)strlen(password), salt, sizeof salt, 4096, EVP_sha512(), 64, out));
}

static void proves_by_key(void **state)
{
    OlVerifier v, other;
    OlLoginResult result = {0}, again;
    OlBuf bytes;
    OlDiag diag;

    (void)state;
    assert_true(ol_verifier_make(OL_VERIFIER_12C, OL_STR("tiger"), &v));
    assert_true(ol_verifier_make(OL_VERIFIER_12C, OL_STR("lion"), &other));
    derive("tiger", &v, result.pwkey);
    result.pwkey_len = 64;
    assert_true(ol_login_result_proves(&result, &v));
    assert_false(ol_login_result_proves(&result, &other));
    ol_buf_init(&bytes, arena, 64);
    ol_login_result_write(&bytes, &result);
    assert_int_equal(OL_OK, ol_login_result_read(arena, bytes.data, bytes.len, &again, &diag));
    assert_true(ol_login_result_proves(&again, &v));
    /* What is in the verifier itself is no proof. */
    memset(result.pwkey, 0, sizeof result.pwkey);
    memcpy(result.pwkey, v.hash, v.hash_len);
    assert_false(ol_login_result_proves(&result, &v));
    ol_login_result_wipe(&again);
    assert_false(ol_login_result_proves(&again, &v));
}

static void proves_by_password(void **state)
{
    OlVerifier v;
    OlLoginResult result = {0};
    const uint16_t types[] = {OL_VERIFIER_12C, OL_VERIFIER_11G};

    (void)state;
    for (size_t i = 0; i < OL_LENGTHOF(types); i++)
    {
        assert_true(ol_verifier_make(types[i], OL_STR("tiger"), &v));
        result.password = OL_STR_NULL;
        assert_false(ol_login_result_proves(&result, &v));
        result.password = OL_STR("tigeR");
        assert_false(ol_login_result_proves(&result, &v));
        result.password = OL_STR("tiger");
        assert_true(ol_login_result_proves(&result, &v));
    }
}

static void cut_results_are_refused(void **state)
{
    OlLoginResult result = {0}, again;
    OlBuf bytes;
    OlDiag diag;

    (void)state;
    result.user = OL_STR("SCOTT");
    ol_buf_init(&bytes, arena, 64);
    ol_login_result_write(&bytes, &result);
    for (size_t n = 0; n < bytes.len; n++)
        assert_int_equal(OL_ERROR, ol_login_result_read(arena, bytes.data, n, &again, &diag));
    assert_int_equal(OL_OK, ol_login_result_read(arena, bytes.data, bytes.len, &again, &diag));
    assert_true(ol_str_eq_c(again.user, "SCOTT"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(proves_by_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(proves_by_password, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cut_results_are_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
