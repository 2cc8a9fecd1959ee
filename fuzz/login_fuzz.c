/*
 * login_fuzz.c - both sides of a login, fed with anything.
 *
 * Input: a byte (bit 0: the client's side, bit 1: profile, bits 2-4: size of the pieces, bit 5: 11g), then the bytes of the
 * other side.  The server's random numbers are zeros, so a recorded login is accepted again.
 */
#include "wire/login.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool zeros(void *ctx, uint8_t *out, size_t n)
{
    (void)ctx;
    memset(out, 0, n);
    return true;
}

static void run_server(OlArena *arena, uint8_t choice, const uint8_t *data, size_t size)
{
    OlLoginConfig config = {.random = zeros};
    OlLogin *l = ol_login_new(arena, &config);
    OlVerifier v;
    uint8_t salt[16] = {1};
    size_t piece = (size_t)1 << (choice >> 2 & 7) << 2;

    if (!ol_verifier_make_salted(OL_VERIFIER_11G, OL_STR("tiger"), salt, 10, &v))
        return;
    for (size_t at = 0; at < size; at += piece)
    {
        ol_login_input(l, data + at, OL_MIN(piece, size - at));
        if (ol_login_state(l) == OL_LOGIN_WAIT_SERVICE)
            ol_login_accept(l, choice & 2 ? OL_PROFILE_23AI : OL_PROFILE_19C);
        if (ol_login_state(l) == OL_LOGIN_WAIT_VERIFIER)
            ol_login_set_verifier(l, &v);
        if (ol_login_state(l) == OL_LOGIN_DENIED)
            ol_login_fail(l, 1017, OL_STR("denied"));
        ol_login_output_done(l, ol_login_output(l).n);
    }
    if (ol_login_state(l) == OL_LOGIN_AUTHENTICATED)
    {
        OlLoginResult copy;
        OlBuf b;
        OlDiag diag;
        OlStatus status;
        ol_check(ol_str_eq_c(ol_login_result(l)->password, "tiger"));
        ol_buf_init(&b, arena, 64);
        ol_login_result_write(&b, ol_login_result(l));
        status = ol_login_result_read(arena, b.data, b.len, &copy, &diag);
        ol_check(status == OL_OK);
    }
    ol_login_wipe(l);
}

static void run_client(OlArena *arena, uint8_t choice, const uint8_t *data, size_t size)
{
    OlClientConfig config = {.user = OL_STR("scott"), .password = OL_STR("tiger"), .connect_data = OL_STR("(CONNECT_DATA=(SID=x))"),
                             .driver_name = OL_STR("fuzz"), .ano = choice & 32};
    OlClientLogin *l = ol_client_new(arena, &config);
    size_t piece = (size_t)1 << (choice >> 2 & 7) << 2;

    for (size_t at = 0; at < size; at += piece)
    {
        ol_client_input(l, data + at, OL_MIN(piece, size - at));
        ol_client_output_done(l, ol_client_output(l).n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *arena;

    if (size == 0)
        return 0;
    arena = ol_arena_new(&allocator);
    if (data[0] & 1)
        run_client(arena, data[0], data + 1, size - 1);
    else
        run_server(arena, data[0], data + 1, size - 1);
    ol_arena_free(arena);
    return 0;
}
