/*
 * sqlplus_command.c - what a script may hold: the commands, statements and settings of "oliphant sql", without a server.
 *
 * Input: a script. The session is that of /NOLOG with RESTRICT 3, so nothing is run, read or written outside; it answers its own
 * questions from the script, as with standard input. Binds are looked for in the whole text, which without a server nobody does.
 */
#include "cli/sqlplus/names.h"
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* --- there is no server ----------------------------------------------------------------------------------------------- */

OlPlusConn *ol_plus_conn_open(const OlPlusTarget *target, volatile sig_atomic_t *stopped, OlDiag *diag)
{
    (void)ol_diag_set(diag, OL_ERR_TNS_NO_LISTENER, -1);
    return NULL;
}
void ol_plus_conn_close(OlPlusConn *conn, bool logoff) {}
void ol_plus_call_init(OlPlusCall *call, OlArena *arena)
{
    memset(call, 0, sizeof(*call));
    call->arena = arena;
}
void ol_plus_call_done(OlPlusConn *conn, OlPlusCall *call) {}
bool ol_plus_conn_execute(OlPlusConn *conn, OlPlusCall *call) { return false; }
bool ol_plus_conn_fetch(OlPlusConn *conn, OlPlusCall *call) { return false; }
void ol_plus_call_adopt(OlPlusCall *call, uint32_t cursor_id, OlColumnDesc *columns, uint32_t n_columns) {}
bool ol_plus_conn_simple(OlPlusConn *conn, OlArena *arena, uint8_t function, OlOer *oer) { return false; }
bool ol_plus_conn_lob_read(OlPlusConn *conn, OlArena *arena, OlStr locator, bool is_clob, uint64_t offset, uint64_t amount, OlStr *out,
                           OlOer *oer)
{
    return false;
}
bool ol_plus_conn_lob_make(OlPlusConn *conn, OlArena *arena, OlStr text, OlStr *locator, OlOer *oer) { return false; }
bool ol_plus_conn_password(OlPlusConn *conn, OlArena *arena, OlStr old_password, OlStr new_password, OlOer *oer) { return false; }
bool ol_plus_conn_version(OlPlusConn *conn, OlArena *arena, OlStr *banner) { return false; }
OlExit ol_cli_usage(const char *command, const char *fmt, ...) { return OL_EXIT_USAGE; }
bool ol_cli_read_file(OlCli *cli, const char *path, size_t max, OlStr *out) { return false; }

/* --- the target ------------------------------------------------------------------------------------------------------- */

static bool ignore_bind(void *ctx, OlStr name, size_t at)
{
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);
    OlCli cli = {.arena = ol_arena_new(&allocator)};
    OlPlus p;
    OlPlusSource source = {.f = size > 0 ? fmemopen((void *)(uintptr_t)data, size, "r") : NULL};
    OlStr text = ol_str_n((const char *)data, size), found;

    if (source.f != NULL)
    {
        ol_plus_init(&p, &cli);
        p.silent = true;
        p.restrict_level = 3;
        p.source = &source;
        ol_plus_loop(&p);
        p.source = NULL;
        p.exiting = false;
        ol_plus_free(&p);
        fclose(source.f);
    }
    ol_plus_scan_binds(text, ignore_bind, NULL);
    (void)!ol_names_easy_connect(cli.arena, text, &found);
    (void)ol_names_find_alias(cli.arena, text, OL_STR("orcl"));
    (void)ol_names_parameter(text, "IFILE");
    ol_arena_free(cli.arena);
    return 0;
}
