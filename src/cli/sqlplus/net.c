/*
 * net.c - the client's end of a session: socket, login, execute, fetch, LOBs, break.
 *
 * Owns:      the socket; the order of messages in a response.
 * Invariant: nothing is sent while a response is being read, except the break marker (protocol.md 1.10).
 * See also:  plus_net.h, wire/wire.h, protocol.md 5 (execute), 6.4 (LOBs)
 */
#include "cli/sqlplus/plus_net.h"
#include "oratype/oratype.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum
{
    CONNECT_TIMEOUT_MS = 60000,
    POLL_MS = 200,
    REDIRECTS_MAX = 4
};

/* --- socket --------------------------------------------------------------------------------------------------------- */

static bool send_all(void *ctx, const uint8_t *data, size_t n)
{
    OlPlusConn *conn = ctx;

    while (n > 0 && conn->fd >= 0)
    {
        ptrdiff_t sent = conn->tls != NULL ? ol_plus_tls_write(conn->tls, data, n) : send(conn->fd, data, n, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        data += sent;
        n -= (size_t)sent;
    }
    return n == 0;
}

/* Blocks; a Ctrl-C meanwhile sends the break marker, once a call. */
static ptrdiff_t receive(void *ctx, uint8_t *buf, size_t cap)
{
    OlPlusConn *conn = ctx;

    for (;;)
    {
        struct pollfd p = {.fd = conn->fd, .events = POLLIN};
        int ready;

        if (*conn->interrupted && !conn->breaking)
        {
            OlBuf marker;

            ol_buf_init(&marker, conn->arena, 16);
            ol_tns_write_marker(&marker, conn->stream.large, OL_MARKER_INTERRUPT);
            conn->breaking = true;
            if (!send_all(conn, marker.data, marker.len))
                return -1;
        }
        ready = conn->tls != NULL && ol_plus_tls_pending(conn->tls) ? 1 : poll(&p, 1, POLL_MS);
        if (ready > 0)
        {
            ptrdiff_t n = conn->tls != NULL ? ol_plus_tls_read(conn->tls, buf, cap) : recv(conn->fd, buf, cap, 0);

            if (n < 0 && (errno == EINTR || errno == EAGAIN))
                continue;
            return n;
        }
        if (ready < 0 && errno != EINTR)
            return -1;
    }
}

static int connect_to(const char *host, const char *port, int timeout_ms, OlDiag *diag)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    int fd = -1;

    if (getaddrinfo(host, port, &hints, &list) != 0)
    {
        (void)ol_diag_set(diag, OL_ERR_TNS_HOST_UNKNOWN, -1);
        return -1;
    }
    for (struct addrinfo *a = list; a != NULL && fd < 0; a = a->ai_next)
    {
        struct pollfd p;
        int err = 0, on = 1;
        socklen_t len = sizeof(err);

        fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);
        if (fd < 0)
            continue;
        p = (struct pollfd){.fd = fd, .events = POLLOUT};
        if (connect(fd, a->ai_addr, a->ai_addrlen) != 0 &&
            (errno != EINPROGRESS || poll(&p, 1, timeout_ms) != 1 ||
             getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len) != 0 || err != 0))
        {
            close(fd);
            fd = -1;
            continue;
        }
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        (void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
    }
    freeaddrinfo(list);
    if (fd < 0)
        (void)ol_diag_set(diag, OL_ERR_TNS_NO_LISTENER, -1);
    return fd;
}

/* --- login ---------------------------------------------------------------------------------------------------------- */

static bool set_blocking(int fd)
{
    int on = 0;

    return ioctl(fd, FIONBIO, &on) == 0;
}

/* Seconds of a parameter, "20" or "500ms", as milliseconds. */
static int timeout_of(OlStr text, int fallback_ms)
{
    uint64_t n = 0;
    size_t digits = 0;

    while (digits < text.n && text.s[digits] >= '0' && text.s[digits] <= '9')
        digits++;
    if (digits == 0 || !ol_parse_u64(ol_str_n(text.s, digits), &n) || n == 0 || n > 100000)
        return fallback_ms;
    return ol_str_ieq_c(ol_str_n(text.s + digits, text.n - digits), "MS") ? (int)n : (int)n * 1000;
}

static void hang_up(OlPlusConn *conn)
{
    ol_plus_tls_close(conn->tls);
    conn->tls = NULL;
    if (conn->fd >= 0)
        close(conn->fd);
    conn->fd = -1;
}

static bool connect_address(OlPlusConn *conn, const OlDescriptor *root, const OlDescriptor *address, OlDiag *diag)
{
    OlStr host = ol_descriptor_get(address->child, "HOST"), port = ol_descriptor_get(address->child, "PORT");
    OlStr protocol = ol_descriptor_get(address->child, "PROTOCOL");
    OlStr timeout = ol_descriptor_get(root, "TRANSPORT_CONNECT_TIMEOUT");
    bool tls = ol_str_ieq_c(protocol, "TCPS");
    OlPlusTlsOptions options = {.host = host, .wallet = ol_descriptor_get(root, "MY_WALLET_DIRECTORY"),
                                .dn_match = ol_descriptor_get(root, "SSL_SERVER_DN_MATCH"),
                                .cert_dn = ol_descriptor_get(root, "SSL_SERVER_CERT_DN")};

    if (protocol.n > 0 && !tls && !ol_str_ieq_c(protocol, "TCP"))
    {
        (void)ol_diag_set_text(diag, OL_ERR_TNS_PROTOCOL_ADAPTER, -1, "TNS:protocol adapter error: this client speaks TCP and TCPS");
        return false;
    }
    conn->fd = connect_to(ol_str_cdup(conn->arena, host), port.n > 0 ? ol_str_cdup(conn->arena, port) : "1521",
                          timeout_of(timeout.n > 0 ? timeout : ol_descriptor_get(root, "CONNECT_TIMEOUT"), CONNECT_TIMEOUT_MS), diag);
    if (conn->fd < 0 || !set_blocking(conn->fd))
        return false;
    if (tls)
        conn->tls = ol_plus_tls_open(conn->arena, conn->fd, &options, diag);
    if (tls && conn->tls == NULL)
        hang_up(conn);
    return conn->fd >= 0;
}

/* The first address of the descriptor that can be reached. */
static bool try_addresses(OlPlusConn *conn, const OlDescriptor *root, OlDiag *diag)
{
    const OlDescriptor *stack[16];
    int depth = 0;

    for (const OlDescriptor *d = root; d != NULL && conn->fd < 0;)
    {
        const OlDescriptor *next = d->next;

        if (ol_str_ieq_c(d->name, "ADDRESS"))
            (void)connect_address(conn, root, d, diag);
        else if (d->child != NULL && depth < (int)OL_LENGTHOF(stack))
        {
            stack[depth++] = d->next;
            next = d->child;
        }
        while (next == NULL && depth > 0)
            next = stack[--depth];
        d = next;
    }
    return conn->fd >= 0;
}

/* As often as RETRY_COUNT says, with RETRY_DELAY seconds between. */
static bool connect_descriptor(OlPlusConn *conn, OlStr text, OlDiag *diag)
{
    OlDescriptor *root = NULL;
    uint64_t again = 0;
    int delay;

    if (ol_descriptor_parse(conn->arena, text, &root, diag) != OL_OK)
    {
        (void)ol_diag_set(diag, OL_ERR_TNS_NO_IDENTIFIER, -1);
        return false;
    }
    (void)ol_diag_set(diag, OL_ERR_TNS_NO_IDENTIFIER, -1);
    (void)!ol_parse_u64(ol_descriptor_get(root, "RETRY_COUNT"), &again);
    delay = timeout_of(ol_descriptor_get(root, "RETRY_DELAY"), 1000);
    while (!try_addresses(conn, root, diag) && again-- > 0 && !*conn->interrupted)
        (void)poll(NULL, 0, delay);
    return conn->fd >= 0;
}

static bool login_loop(OlPlusConn *conn, OlClientLogin *login, OlDiag *diag)
{
    while (ol_client_state(login) == OL_CLIENT_READ)
    {
        OlStr out = ol_client_output(login);
        struct pollfd p = {.fd = conn->fd, .events = POLLIN};
        ssize_t n;

        if (out.n > 0)
        {
            if (!send_all(conn, (const uint8_t *)out.s, out.n))
            {
                (void)ol_diag_set(diag, OL_ERR_END_OF_FILE, -1);
                return false;
            }
            ol_client_output_done(login, out.n);
            continue;
        }
        n = conn->tls != NULL && ol_plus_tls_pending(conn->tls) ? 1 : poll(&p, 1, CONNECT_TIMEOUT_MS);
        if (n < 0 && errno == EINTR && !*conn->interrupted)
            continue;
        if (n == 0)
        {
            (void)ol_diag_set(diag, OL_ERR_CONNECT_TIMEOUT, -1);
            return false;
        }
        if (n > 0)
            n = conn->tls != NULL ? ol_plus_tls_read(conn->tls, conn->in, sizeof(conn->in)) : recv(conn->fd, conn->in, sizeof(conn->in), 0);
        if (n < 0 && errno == EINTR && !*conn->interrupted)
            continue;
        if (n <= 0)
        {
            (void)ol_diag_set(diag, n == 0 ? OL_ERR_TNS_NO_RESPONSE : OL_ERR_END_OF_FILE, -1);
            return false;
        }
        (void)ol_client_input(login, conn->in, (size_t)n);
    }
    return true;
}

static OlClientConfig client_config(OlArena *arena, const OlPlusTarget *target)
{
    OlClientConfig config = {.connect_data = target->descriptor, .user = target->user, .password = target->password,
                             .new_password = target->new_password, .proxy_target = target->proxy_target,
                             .mode = target->mode, .no_end_of_response = true};
    const struct passwd *who = getpwuid(getuid());
    char host[256] = "localhost";

    (void)gethostname(host, sizeof(host) - 1);
    config.program = OL_STR("sqlplus");
    config.driver_name = OL_STR("SQL*PLUS");
    config.machine = ol_str_dup(arena, ol_str(host));
    config.terminal = OL_STR("unknown");
    config.os_user = ol_str_dup(arena, ol_str(who != NULL ? who->pw_name : "unknown"));
    config.pid = ol_str_printf(arena, "%ld", (long)getpid());
    return config;
}

static OL_NORETURN void out_of_memory(void)
{
    fputs("oliphant: out of memory\n", stderr);
    exit(1);
}

static OlPlusConn *conn_new(volatile sig_atomic_t *interrupted)
{
    OlAllocator allocator = ol_allocator_malloc(out_of_memory);
    OlArena *arena = ol_arena_new(&allocator);
    OlPlusConn *conn = ol_new(arena, OlPlusConn);

    conn->arena = arena;
    conn->fd = -1;
    conn->interrupted = interrupted;
    return conn;
}

OlPlusConn *ol_plus_conn_open(const OlPlusTarget *target, volatile sig_atomic_t *interrupted, OlDiag *diag)
{
    OlPlusConn *conn = conn_new(interrupted);
    OlClientConfig config = client_config(conn->arena, target);
    OlStr address = target->descriptor;

    for (int redirects = 0;; redirects++)
    {
        OlStr data;

        if (!connect_descriptor(conn, address, diag))
            break;
        conn->login = ol_client_new(conn->arena, &config);
        if (!login_loop(conn, conn->login, diag))
            break;
        if (ol_client_state(conn->login) == OL_CLIENT_REDIRECTED && redirects < REDIRECTS_MAX)
        {
            address = ol_client_redirect(conn->login, &data);
            config.connect_data = data;
            hang_up(conn);
            continue;
        }
        if (ol_client_state(conn->login) != OL_CLIENT_DONE)
        {
            const OlOer *oer = ol_client_error(conn->login);

            *diag = *ol_client_diag(conn->login);
            if (oer != NULL)
            {
                OlStr text = ol_str_trim(oer->text);
                const char *colon = text.n > 0 ? memchr(text.s, ':', OL_MIN(text.n, (size_t)12)) : NULL;

                if (colon != NULL)
                    text = ol_str_trim(ol_str_n(colon + 1, (size_t)(text.s + text.n - colon - 1)));
                diag->facility = OL_FAC_ORA;
                diag->number = (int)oer->error;
                (void)snprintf(diag->text, sizeof(diag->text), "%.*s", OL_STR_ARG(text));
            }
            break;
        }
        ol_ttc_stream_init(&conn->stream, conn->in, sizeof(conn->in), ol_client_caps(conn->login)->large_header, receive, conn);
        ol_reader_init_pull(&conn->reader, ol_client_caps(conn->login), conn->arena, ol_ttc_stream_fill, &conn->stream);
        ol_writer_init(&conn->writer, ol_client_caps(conn->login), conn->out, sizeof(conn->out), send_all, conn);
        conn->sequence = 10;
        conn->user = ol_login_fold_name(conn->arena, target->proxy_target.n > 0 ? target->proxy_target : target->user);
        return conn;
    }
    ol_plus_conn_close(conn, false);
    return NULL;
}

void ol_plus_conn_close(OlPlusConn *conn, bool logoff)
{
    if (conn == NULL)
        return;
    if (conn->fd >= 0)
    {
        OlOer oer;

        if (logoff && !conn->lost && ol_plus_conn_simple(conn, conn->arena, OL_FN_LOGOFF, &oer))
        {
            OlBuf eof;

            ol_buf_init(&eof, conn->arena, 16);
            ol_tns_write_eof(&eof, conn->stream.large);
            (void)send_all(conn, eof.data, eof.len);
        }
        hang_up(conn);
    }
    ol_arena_free(conn->arena);
}

/* --- requests and responses ------------------------------------------------------------------------------------------ */

static bool lose(OlPlusConn *conn, const OlDiag *diag)
{
    if (!conn->lost)
    {
        conn->lost = true;
        if (diag != NULL && diag->number != 3113 && diag->number != 0)
            conn->diag = *diag;
        else
            (void)ol_diag_set(&conn->diag, OL_ERR_END_OF_FILE, -1);
        hang_up(conn);
    }
    return false;
}

static uint8_t next_sequence(OlPlusConn *conn)
{
    conn->sequence = conn->sequence == 255 ? 1 : (uint8_t)(conn->sequence + 1);
    return conn->sequence;
}

static void begin_request(OlPlusConn *conn)
{
    conn->breaking = false;
    *conn->interrupted = 0;
    if (conn->n_to_close > 0)
    {
        OlPiggyback p = {.function = OL_FN_CLOSE_CURSORS, .n_cursors = conn->n_to_close, .cursors = conn->to_close};

        ol_ttc_write_piggyback(&conn->writer, &p, next_sequence(conn));
        conn->n_to_close = 0;
    }
}

static void add_row(OlPlusCall *call, OlValue *row)
{
    OlArena *arena = call->row_arena[call->row_turn];

    if (call->n_rows == call->cap_rows)
    {
        uint32_t cap = call->cap_rows == 0 ? 16 : 2 * call->cap_rows;

        call->rows = ol_arena_grow(arena, call->rows, call->cap_rows * sizeof(*call->rows), cap * sizeof(*call->rows));
        call->cap_rows = cap;
    }
    call->rows[call->n_rows++] = row;
}

static OlStatus read_row_data(OlPlusConn *conn, OlPlusCall *call, OlDiag *diag)
{
    OlReader *r = &conn->reader;
    OlArena *arena;
    OlStatus status;
    OlValue *row;

    if (call->n_directions > 0 || (call->n_binds > 0 && call->kind != OL_PLUS_QUERY))
    {
        if (call->n_directions > call->n_binds || call->n_directions == 0)
        {
            ol_reader_bad(r, "values of binds that were not described");
            return ol_reader_status(r, diag);
        }
        call->have_out = true;
        if (call->kind == OL_PLUS_DML)
            return ol_ttc_read_returning_row(r, call->binds, call->directions, call->n_directions, call->out_values, diag);
        return ol_ttc_read_out_row(r, call->binds, call->directions, call->n_directions, call->out_values, diag);
    }
    arena = call->row_arena[call->row_turn];
    ol_reader_set_arena(r, arena);
    row = ol_new_array(arena, OlValue, call->n_columns);
    status = ol_ttc_read_row(r, call->columns, call->n_columns, call->bits, row, diag);
    ol_reader_set_arena(r, call->arena);
    if (status != OL_OK)
        return status;
    for (uint32_t i = 0; i < call->n_columns; i++)
        if (row[i].kind == OL_V_ABSENT && call->last_row != NULL)
            row[i] = call->last_row[i];
    call->last_row = row;
    call->bits = OL_STR_NULL;
    add_row(call, row);
    return OL_OK;
}

/* One message of a response; *done after the last one. */
static OlStatus read_message(OlPlusConn *conn, OlPlusCall *call, bool *done, OlDiag *diag)
{
    OlReader *r = &conn->reader;
    uint8_t message = ol_rd_u8(r);
    OlRowHeader header;
    OlParameters parameters;
    OlServerPiggyback piggyback;
    uint16_t warning;
    uint32_t call_status;
    OlStr text;
    OlStatus status;

    if (r->why != OL_READ_OK)
        return ol_reader_status(r, diag);
    switch (message)
    {
        case OL_TTC_DESCRIBE: return ol_ttc_read_describe(r, &call->columns, &call->n_columns, diag);
        case OL_TTC_ROW_HEADER:
            status = ol_ttc_read_row_header(r, &header, diag);
            if (status == OL_OK)
                call->bits = header.bit_vector;
            return status;
        case OL_TTC_BIT_VECTOR: return ol_ttc_read_bit_vector(r, call->n_columns, &call->bits, diag);
        case OL_TTC_ROW_DATA: return read_row_data(conn, call, diag);
        case OL_TTC_IO_VECTOR: return ol_ttc_read_io_vector(r, &call->directions, &call->n_directions, diag);
        case OL_TTC_PARAMETERS: return ol_ttc_read_parameters(r, false, &parameters, diag);
        case OL_TTC_IMPLICIT_RESULTS: return ol_ttc_read_implicit_results(r, &call->implicit, &call->n_implicit, diag);
        case OL_TTC_WARNING: return ol_ttc_read_warning(r, &warning, &text, diag);
        case OL_TTC_SERVER_PIGGYBACK: return ol_ttc_read_server_piggyback(r, &piggyback, diag);
        case OL_TTC_FLUSH_OUT_BINDS:
            ol_wr_u8(&conn->writer, OL_TTC_FLUSH_OUT_BINDS);
            ol_writer_end_request(&conn->writer);
            return OL_OK;
        case OL_TTC_STATUS:
            status = ol_ttc_read_status(r, &call_status, diag);
            conn->in_transaction = (call_status & OL_CALL_IN_TRANSACTION) != 0;
            *done = true;
            return status;
        case OL_TTC_OER:
            status = ol_ttc_read_oer(r, &call->oer, diag);
            conn->in_transaction = (call->oer.call_status & OL_CALL_IN_TRANSACTION) != 0;
            *done = true;
            return status;
        default: ol_reader_bad(r, "unexpected message in a response"); return ol_reader_status(r, diag);
    }
}

/* The server has sent a marker: the rest of the handshake (1.10), then the error comes. */
static bool answer_break(OlPlusConn *conn)
{
    OlBuf marker;

    if (conn->stream.marker != OL_MARKER_RESET && ol_ttc_stream_drain_to_reset(&conn->stream) != OL_READ_OK)
        return lose(conn, NULL);
    ol_buf_init(&marker, conn->arena, 16);
    ol_tns_write_marker(&marker, conn->stream.large, OL_MARKER_RESET);
    ol_reader_recover(&conn->reader);
    return send_all(conn, marker.data, marker.len) || lose(conn, NULL);
}

static bool read_response(OlPlusConn *conn, OlPlusCall *call)
{
    bool done = false;
    OlDiag diag;

    ol_diag_init(&diag);
    if (conn->writer.failed)
        return lose(conn, NULL);
    ol_reader_set_arena(&conn->reader, call->arena);
    memset(&call->oer, 0, sizeof(call->oer));
    while (!done)
    {
        if (read_message(conn, call, &done, &diag) == OL_OK)
            continue;
        if (conn->reader.why != OL_READ_BREAK)
            return lose(conn, &diag);
        done = false;
        if (!answer_break(conn))
            return false;
    }
    if (call->oer.cursor_id != 0)
        call->cursor_id = call->oer.cursor_id;
    call->failed = call->oer.error != 0 && !(call->kind == OL_PLUS_QUERY && call->oer.error == 1403);
    if (call->kind == OL_PLUS_QUERY && call->oer.error != 0)
        call->at_end = true;
    return !call->failed;
}

/* --- statements ----------------------------------------------------------------------------------------------------- */

void ol_plus_call_init(OlPlusCall *call, OlArena *arena)
{
    OlAllocator allocator = ol_allocator_malloc(out_of_memory);

    memset(call, 0, sizeof(*call));
    call->arena = arena;
    call->array_size = 15;
    call->row_arena[0] = ol_arena_new(&allocator);
    call->row_arena[1] = ol_arena_new(&allocator);
}

void ol_plus_call_done(OlPlusConn *conn, OlPlusCall *call)
{
    if (conn != NULL && !conn->lost && call->cursor_id != 0 && conn->n_to_close < OL_LENGTHOF(conn->to_close))
        conn->to_close[conn->n_to_close++] = call->cursor_id;
    ol_arena_free(call->row_arena[0]);
    ol_arena_free(call->row_arena[1]);
    call->row_arena[0] = call->row_arena[1] = NULL;
}

static bool is_lob(const OlColumnDesc *c)
{
    return c->type == 112 || c->type == 113;
}

static bool has_lobs(const OlPlusCall *call)
{
    for (uint32_t i = 0; i < call->n_columns; i++)
        if (is_lob(&call->columns[i]))
            return true;
    return false;
}

/* A batch begins: what the one before holds may go, except the row that repeated columns refer to. */
static void begin_batch(OlPlusCall *call)
{
    OlArena *arena;

    call->row_turn = 1 - call->row_turn;
    arena = call->row_arena[call->row_turn];
    ol_arena_reset(arena);
    if (call->last_row != NULL)
    {
        OlValue *copy = ol_new_array(arena, OlValue, call->n_columns);

        for (uint32_t i = 0; i < call->n_columns; i++)
        {
            const OlValue *v = &call->last_row[i];

            copy[i] = *v;
            copy[i].bytes = ol_str_dup(arena, v->bytes);
            if (v->kind != OL_V_ARRAY && v->ext != NULL)
            {
                copy[i].ext = ol_new(arena, OlValueExt);
                *copy[i].ext = *v->ext;
            }
        }
        call->last_row = copy;
    }
    call->rows = NULL;
    call->n_rows = call->cap_rows = 0;
    call->bits = OL_STR_NULL;
}

bool ol_plus_conn_execute(OlPlusConn *conn, OlPlusCall *call)
{
    OlExecute ex = {.function = OL_FN_EXECUTE, .sql = call->sql, .max_long = INT32_MAX, .n_binds = call->n_binds,
                    .binds = call->binds};
    OlBindLayout layout = {0};
    bool is_plsql = call->kind == OL_PLUS_PLSQL, is_query = call->kind == OL_PLUS_QUERY;
    OlDiag diag;

    ex.options = OL_EXEC_PARSE | OL_EXEC_EXECUTE;
    if (call->describe_only)
        ex.options = OL_EXEC_PARSE | OL_EXEC_DESCRIBE;
    else if (is_query)
    {
        ex.options |= OL_EXEC_FETCH;
        ex.prefetch_rows = call->array_size;
    }
    if (call->n_binds > 0)
        ex.options |= OL_EXEC_BIND | (is_plsql ? OL_EXEC_PLSQL_BIND : 0);
    if (!is_plsql)
        ex.options |= OL_EXEC_NOT_PLSQL;
    if (call->autocommit && !is_query)
        ex.options |= OL_EXEC_COMMIT;
    ex.al8i4[0] = 1;
    ex.al8i4[1] = is_query ? 0 : OL_MAX(call->n_rows_in, 1u);
    ex.al8i4[7] = is_query;
    ex.al8i4[9] = is_plsql ? OL_EXECF_IMPLICIT_RESULTS : 0;
    ex.executions = OL_MAX(call->n_rows_in, 1u);
    call->out_values = ol_new_array(call->arena, OlValue, call->n_binds);
    begin_batch(call);
    begin_request(conn);
    ol_ttc_write_execute(&conn->writer, &ex, next_sequence(conn), 0);
    if (call->n_binds > 0)
    {
        if (ol_ttc_bind_layout(call->arena, conn->writer.caps, &ex, call->binds, call->n_binds, call->roles, is_plsql, &layout,
                               &diag) != OL_OK)
            return lose(conn, &diag);
        for (uint32_t r = 0; r < ex.executions && layout.n_sent > 0; r++)
            ol_ttc_write_bind_row(&conn->writer, &layout, call->values + (size_t)r * call->n_binds);
    }
    ol_writer_end_request(&conn->writer);
    return read_response(conn, call);
}

/* LOB columns are asked for with their length (protocol.md 7.9); everything else as described. */
static OlBindDesc *make_defines(OlPlusCall *call)
{
    OlBindDesc *defines = ol_new_array(call->arena, OlBindDesc, call->n_columns);

    for (uint32_t i = 0; i < call->n_columns; i++)
    {
        OlColumnDesc *c = &call->columns[i];

        defines[i] = (OlBindDesc){.type = c->type, .flags = OL_BINDF_INDICATORS, .size = c->size, .form = c->form,
                                  .charset = c->form != OL_FORM_NONE ? OL_CHARSET_UTF8 : 0, .toid = c->toid, .version = c->version};
        if (is_lob(c))
        {
            defines[i].container_flags = OL_BINDC_LOB_PREFETCH;
            c->lob_prefetch = true;
        }
    }
    return defines;
}

bool ol_plus_conn_fetch(OlPlusConn *conn, OlPlusCall *call)
{
    begin_batch(call);
    begin_request(conn);
    if (!call->defined && has_lobs(call))
    {
        OlExecute ex = {.function = OL_FN_EXECUTE, .options = OL_EXEC_DEFINE | OL_EXEC_FETCH | OL_EXEC_NOT_PLSQL,
                        .cursor_id = call->cursor_id, .max_long = INT32_MAX, .prefetch_rows = call->array_size};

        ex.n_defines = call->n_columns;
        ex.defines = make_defines(call);
        ex.al8i4[7] = 1;
        call->defined = true;
        ol_ttc_write_execute(&conn->writer, &ex, next_sequence(conn), 0);
    }
    else
    {
        OlFetch fetch = {.cursor_id = call->cursor_id, .rows = call->array_size};

        ol_ttc_write_fetch(&conn->writer, &fetch, next_sequence(conn), 0);
    }
    ol_writer_end_request(&conn->writer);
    return read_response(conn, call);
}

void ol_plus_call_adopt(OlPlusCall *call, uint32_t cursor_id, OlColumnDesc *columns, uint32_t n_columns)
{
    call->kind = OL_PLUS_QUERY;
    call->cursor_id = cursor_id;
    call->columns = columns;
    call->n_columns = n_columns;
}

static bool simple_response(OlPlusConn *conn, OlArena *arena, OlOer *oer)
{
    OlPlusCall call = {.arena = arena, .kind = OL_PLUS_OTHER};
    bool ok;

    ol_writer_end_request(&conn->writer);
    ok = read_response(conn, &call);
    *oer = call.oer;
    return ok;
}

bool ol_plus_conn_simple(OlPlusConn *conn, OlArena *arena, uint8_t function, OlOer *oer)
{
    memset(oer, 0, sizeof(*oer));
    begin_request(conn);
    ol_ttc_write_simple(&conn->writer, function, next_sequence(conn), 0);
    return simple_response(conn, arena, oer);
}

/* --- LOBs ------------------------------------------------------------------------------------------------------------ */

static bool lob_operation(OlPlusConn *conn, OlArena *arena, const OlLobRequest *request, OlStr *data, OlLobReply *reply, OlOer *oer)
{
    bool done = false;
    OlPlusCall call = {.arena = arena, .kind = OL_PLUS_OTHER};
    OlReader *r = &conn->reader;
    OlDiag diag;

    begin_request(conn);
    ol_ttc_write_lob(&conn->writer, request, next_sequence(conn), 0);
    ol_writer_end_request(&conn->writer);
    if (conn->writer.failed)
        return lose(conn, NULL);
    ol_reader_set_arena(r, arena);
    while (!done)
    {
        OlStatus status = OL_OK;
        uint8_t message = ol_rd_peek(r);

        if (r->why == OL_READ_OK && message == OL_TTC_LOB_DATA)
        {
            ol_rd_u8(r);
            ol_rd_clr(r, data);
            status = ol_reader_status(r, &diag);
        }
        else if (r->why == OL_READ_OK && message == OL_TTC_PARAMETERS)
        {
            ol_rd_u8(r);
            status = ol_ttc_read_lob_reply(r, request, reply, &diag);
        }
        else
            status = read_message(conn, &call, &done, &diag);
        if (status == OL_OK)
            continue;
        if (r->why != OL_READ_BREAK)
            return lose(conn, &diag);
        done = false;
        if (!answer_break(conn))
            return false;
    }
    *oer = call.oer;
    return call.oer.error == 0;
}

/* CLOB data is UTF-8 unless the locator says variable width, or the LOB is an NCLOB (protocol.md 6.4). */
static OlStr clob_text(OlArena *arena, OlStr locator, OlStr data)
{
    char *out;
    size_t size;

    if (locator.n < 7 || !(locator.s[6] & 0x80))
        return data;
    size = ol_utf16be_to_utf8_size((const uint8_t *)data.s, data.n);
    out = ol_arena_alloc(arena, size + 1);
    return ol_str_n(out, ol_utf16be_to_utf8((const uint8_t *)data.s, data.n, out));
}

bool ol_plus_conn_lob_read(OlPlusConn *conn, OlArena *arena, OlStr locator, bool is_clob, uint64_t offset, uint64_t amount,
                           OlStr *out, OlOer *oer)
{
    OlLobRequest request = {.operation = OL_LOB_READ, .has_source = true, .has_amount = true, .source = locator,
                            .source_offset = offset, .amount = amount};
    OlLobReply reply;
    OlStr data = OL_STR_NULL;

    memset(oer, 0, sizeof(*oer));
    *out = OL_STR_NULL;
    if (!lob_operation(conn, arena, &request, &data, &reply, oer))
        return false;
    *out = is_clob ? clob_text(arena, locator, data) : data;
    return true;
}

bool ol_plus_conn_lob_make(OlPlusConn *conn, OlArena *arena, OlStr text, OlStr *locator, OlOer *oer)
{
    static const char blank[OL_LOCATOR_LEN];
    OlLobRequest request = {.operation = OL_LOB_CREATE_TEMP, .has_source = true, .has_charset = true, .has_bool = true,
                            .source = {blank, sizeof(blank)}, .source_offset = OL_FORM_DATABASE, .dest_offset = 112,
                            .dest_length = 10, .charset = OL_CHARSET_UTF8};
    OlLobReply reply = {0};
    OlStr none;

    if (!lob_operation(conn, arena, &request, &none, &reply, oer))
        return false;
    *locator = ol_str_dup(arena, reply.source);
    if (text.n == 0)
        return true;
    request = (OlLobRequest){.operation = OL_LOB_WRITE, .has_source = true, .source = *locator, .source_offset = 1,
                             .has_data = true, .data = text};
    return lob_operation(conn, arena, &request, &none, &reply, oer);
}

/* --- the rest -------------------------------------------------------------------------------------------------------- */

bool ol_plus_conn_password(OlPlusConn *conn, OlArena *arena, OlStr old_password, OlStr new_password, OlOer *oer)
{
    OlAuthRequest auth;
    OlPairList pairs;
    OlPlusCall call = {.arena = arena, .kind = OL_PLUS_OTHER};
    OlDiag diag;
    bool done = false;

    memset(oer, 0, sizeof(*oer));
    if (!ol_client_password_change(conn->login, arena, old_password, new_password, &auth))
        return false;
    begin_request(conn);
    ol_ttc_write_call(&conn->writer, OL_TTC_FUNCTION, OL_FN_AUTH_TWO, next_sequence(conn), 0);
    ol_ttc_write_auth(&conn->writer, &auth);
    ol_writer_end_request(&conn->writer);
    ol_reader_set_arena(&conn->reader, arena);
    while (!done)
    {
        OlStatus status;

        if (ol_rd_peek(&conn->reader) == OL_TTC_PARAMETERS && conn->reader.why == OL_READ_OK)
        {
            ol_rd_u8(&conn->reader);
            status = ol_ttc_read_pairs(&conn->reader, &pairs, &diag);
        }
        else
            status = read_message(conn, &call, &done, &diag);
        if (status != OL_OK)
            return lose(conn, &diag);
    }
    *oer = call.oer;
    return call.oer.error == 0;
}

bool ol_plus_conn_version(OlPlusConn *conn, OlArena *arena, OlStr *banner)
{
    uint32_t packed = 0;
    OlPlusCall call = {.arena = arena, .kind = OL_PLUS_OTHER};
    OlDiag diag;
    bool done = false;

    *banner = OL_STR_NULL;
    begin_request(conn);
    ol_ttc_write_version(&conn->writer, next_sequence(conn), 0);
    ol_writer_end_request(&conn->writer);
    ol_reader_set_arena(&conn->reader, arena);
    while (!done)
    {
        OlStatus status;

        if (ol_rd_peek(&conn->reader) == OL_TTC_PARAMETERS && conn->reader.why == OL_READ_OK)
        {
            ol_rd_u8(&conn->reader);
            status = ol_ttc_read_version_reply(&conn->reader, banner, &packed, &diag);
        }
        else
            status = read_message(conn, &call, &done, &diag);
        if (status != OL_OK)
            return lose(conn, &diag);
    }
    return call.oer.error == 0;
}
