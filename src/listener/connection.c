/*
 * connection.c - one connection that is not logged in: drives its login machine, asks the broker, hands over the socket.
 *
 * Owns:      the states of OlConn (connection.h) and every step from one to the next; deadlines; limits.
 * Not here:  the protocol (wire/login.h), decisions about users and services (the broker).
 * Lifetimes: see connection.h. A socket that was handed over stays open here too until the broker says TAKEN, so that a
 *            refusal can still be told to the client.
 * Invariant: a connection waits for exactly one of client, broker or clock, and always has a deadline. Client bytes are
 *            read only in FIRST, CLIENT and LINGER: a flood waits in the kernel.
 * See also:  connection.h, main.c
 */
#include "listener/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#define READ_CHUNK 8192
#define HANDED_MS 30000   /* longest wait for the start of a session */
#define LINGER_MS 2000
#define LINGER_BYTES 65536
#define EVICT_AFTER_MS 500 /* a connection younger than this is not put out to make room */
#define TLS_RECORD_HANDSHAKE 0x16

static uint64_t conn_tag(const OlListener *l, const OlConn *conn)
{
    return (uint64_t)conn->generation << 32 | (uint64_t)(conn - l->conns);
}

static void set_events(OlListener *l, OlConn *conn)
{
    bool reading = conn->state == OL_CONN_FIRST || conn->state == OL_CONN_CLIENT || conn->state == OL_CONN_LINGER;
    struct epoll_event ev = {.data.u64 = conn_tag(l, conn)};

    ev.events = (reading ? EPOLLIN : 0u) | (conn->want_write ? EPOLLOUT : 0u);
    (void)epoll_ctl(l->epoll, EPOLL_CTL_MOD, conn->fd, &ev);
}

static void set_state(OlListener *l, OlConn *conn, OlConnState state)
{
    conn->state = state;
    set_events(l, conn);
}

static void conn_close(OlListener *l, OlConn *conn)
{
    if (conn->login != NULL)
        ol_login_wipe(conn->login);
    ol_arena_free(conn->arena);
    if (conn->fd >= 0)
    {
        /* While another process has the socket too, closing it here would leave it in the epoll set. */
        (void)epoll_ctl(l->epoll, EPOLL_CTL_DEL, conn->fd, NULL);
        close(conn->fd);
    }
    conn->arena = NULL;
    conn->login = NULL;
    conn->fd = -1;
    conn->state = OL_CONN_FREE;
    l->n--;
    l->paused = false;
}

static void peer_name(const OlConn *conn, char *out, size_t cap)
{
    char host[NI_MAXHOST], port[NI_MAXSERV];

    if (getnameinfo((const struct sockaddr *)&conn->remote.addr, conn->remote.len, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        snprintf(out, cap, "unknown address");
    else
        snprintf(out, cap, "%s(%s)", host, port);
}

/* At most one line a second of each kind: strangers must not be able to fill the server's log. */
static bool may_log(int64_t *last)
{
    int64_t now = ol_listener_now();

    if (now - *last < 1000)
        return false;
    *last = now;
    return true;
}

/* Send what the machine has for the client. False: the connection is lost (and closed). */
static bool flush_output(OlListener *l, OlConn *conn)
{
    OlStr out;

    while (conn->login != NULL && (out = ol_login_output(conn->login)).n > 0)
    {
        ssize_t n = send(conn->fd, out.s, out.n, MSG_NOSIGNAL);

        if (n > 0)
            ol_login_output_done(conn->login, (size_t)n);
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        {
            if (!conn->want_write)
            {
                conn->want_write = true;
                set_events(l, conn);
            }
            return true;
        }
        else
        {
            conn_close(l, conn);
            return false;
        }
    }
    if (conn->want_write)
    {
        conn->want_write = false;
        set_events(l, conn);
    }
    return true;
}

/* The last words are out: let the client read them before the socket goes. Closing at once with bytes of the client
 * unread would send a reset, which can overtake them. */
static void linger(OlListener *l, OlConn *conn)
{
    if (conn->state != OL_CONN_LINGER)
    {
        conn->deadline = ol_listener_now() + LINGER_MS;
        set_state(l, conn, OL_CONN_LINGER);
    }
    if (!conn->want_write)
        shutdown(conn->fd, SHUT_WR);
}

static bool send_broker(OlListener *l, OlConn *conn, OlChanMsg *msg, const void *blob, size_t n, bool with_socket)
{
    msg->remote = conn->remote;
    msg->local = conn->local;
    if (ol_chan_send(l->channel, msg, blob, n, with_socket ? conn->fd : -1) == 0)
        return true;
    /* The channel is full only when the broker is far behind: this connection pays, the others go on. */
    conn_close(l, conn);
    return false;
}

static void fill_service(const OlConn *conn, OlChanMsg *msg, bool *fits)
{
    const OlConnectInfo *info = ol_login_connect_info(conn->login);

    *fits = ol_chan_text(msg->service, sizeof msg->service, info->service_name) &&
            ol_chan_text(msg->sid, sizeof msg->sid, info->sid);
}

/* The whole login result as a blob; NULL when it is too large to travel. */
static bool hand_over(OlListener *l, OlConn *conn)
{
    OlChanMsg msg;
    OlBuf blob;
    bool fits;

    ol_chan_init(&msg, OL_CHAN_LOGIN, conn_tag(l, conn));
    fill_service(conn, &msg, &fits);
    ol_buf_init(&blob, conn->arena, 4096);
    ol_login_result_write(&blob, ol_login_result(conn->login));
    if (!fits || blob.len > OL_CHAN_BLOB_MAX || ol_login_output(conn->login).n > 0)
    {
        conn_close(l, conn); /* a client that does not read its answers, or says too much */
        return false;
    }
    conn->deadline = ol_listener_now() + HANDED_MS;
    set_state(l, conn, OL_CONN_HANDED);
    return send_broker(l, conn, &msg, blob.data, blob.len, true);
}

/* After anything happened to the machine: send its output, then do what its state asks for. */
static void advance(OlListener *l, OlConn *conn)
{
    OlChanMsg msg;
    bool fits = true;

    if (!flush_output(l, conn))
        return;
    switch (ol_login_state(conn->login))
    {
        case OL_LOGIN_READ:
            if (conn->state != OL_CONN_CLIENT)
                set_state(l, conn, OL_CONN_CLIENT);
            return;
        case OL_LOGIN_WAIT_SERVICE:
            ol_chan_init(&msg, OL_CHAN_SERVICE, conn_tag(l, conn));
            fill_service(conn, &msg, &fits);
            if (!fits || ol_login_connect_info(conn->login)->command.n > 0)
            {
                /* ping, status, services, stop, ...: a listener's administration is not offered */
                (void)ol_login_refuse(conn->login, fits ? 12508 : 12514);
                advance(l, conn);
                return;
            }
            set_state(l, conn, OL_CONN_BROKER);
            (void)send_broker(l, conn, &msg, NULL, 0, false);
            return;
        case OL_LOGIN_WAIT_VERIFIER:
        case OL_LOGIN_DENIED:
            ol_chan_init(&msg, ol_login_state(conn->login) == OL_LOGIN_DENIED ? OL_CHAN_DENIED : OL_CHAN_USER,
                         conn_tag(l, conn));
            fill_service(conn, &msg, &fits);
            if (!fits || !ol_chan_text(msg.user, sizeof msg.user, ol_login_user(conn->login)))
            {
                (void)ol_login_fail(conn->login, 1017, OL_STR_NULL);
                advance(l, conn);
                return;
            }
            msg.wants_11g = (ol_login_caps(conn->login)->client_ccap[4] & OL_CCAP_LOGON_12C) == 0;
            set_state(l, conn, OL_CONN_BROKER);
            (void)send_broker(l, conn, &msg, NULL, 0, false);
            return;
        case OL_LOGIN_AUTHENTICATED:
            (void)hand_over(l, conn);
            return;
        case OL_LOGIN_CLOSED:
            linger(l, conn);
            return;
    }
}

void ol_conn_accept(OlListener *l, int fd, const struct sockaddr_storage *addr, socklen_t len)
{
    static int64_t logged;
    int64_t now = ol_listener_now();
    OlConn *conn = NULL, *oldest = NULL;
    uint32_t same_address = 0, generation;
    struct epoll_event ev;
    int on = 1;

    for (uint32_t i = 0; i < l->cap; i++)
    {
        OlConn *c = &l->conns[i];

        if (c->state == OL_CONN_FREE)
        {
            if (conn == NULL)
                conn = c;
            continue;
        }
        if (c->remote.addr.ss_family == addr->ss_family &&
            (addr->ss_family == AF_INET
                 ? memcmp(&((const struct sockaddr_in *)&c->remote.addr)->sin_addr,
                          &((const struct sockaddr_in *)addr)->sin_addr, sizeof(struct in_addr)) == 0
                 : memcmp(&((const struct sockaddr_in6 *)&c->remote.addr)->sin6_addr,
                          &((const struct sockaddr_in6 *)addr)->sin6_addr, sizeof(struct in6_addr)) == 0))
            same_address++;
        if ((c->state == OL_CONN_FIRST || c->state == OL_CONN_CLIENT || c->state == OL_CONN_LINGER) &&
            now - c->accepted_at >= EVICT_AFTER_MS && (oldest == NULL || c->accepted_at < oldest->accepted_at))
            oldest = c;
    }
    if (same_address >= l->config.max_pending_per_address || (l->n >= l->config.max_pending && oldest == NULL))
    {
        if (may_log(&logged))
            ol_listener_log(l, "too many connections that are not logged in yet (%u, of one address %u): connections are refused",
                            (unsigned)l->n, (unsigned)same_address);
        close(fd);
        return;
    }
    if (l->n >= l->config.max_pending)
    {
        if (may_log(&logged))
            ol_listener_log(l, "too many connections that are not logged in yet (%u): the oldest is closed", (unsigned)l->n);
        conn_close(l, oldest);
        conn = oldest;
    }
    generation = (conn->generation + 1) & 0x3fffffff;
    memset(conn, 0, sizeof *conn);
    conn->generation = generation;
    conn->fd = fd;
    conn->state = OL_CONN_FIRST;
    conn->accepted_at = now;
    conn->deadline = now + l->config.login_timeout_ms;
    memcpy(&conn->remote.addr, addr, OL_MIN((size_t)len, sizeof conn->remote.addr));
    conn->remote.len = len;
    conn->local.len = sizeof conn->local.addr;
    if (getsockname(fd, (struct sockaddr *)&conn->local.addr, &conn->local.len) != 0)
        conn->local.len = 0;
    l->n++;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    (void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ev.events = EPOLLIN;
    ev.data.u64 = conn_tag(l, conn);
    if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &ev) != 0)
        conn_close(l, conn);
}

/* The first byte tells TLS from TNS; it is only looked at, so that a TLS worker finds the stream whole. */
static void first_byte(OlListener *l, OlConn *conn)
{
    static int64_t logged;
    uint8_t byte;
    ssize_t n = recv(conn->fd, &byte, 1, MSG_PEEK);
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlLoginConfig config;

    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (n <= 0)
    {
        conn_close(l, conn);
        return;
    }
    if (byte == TLS_RECORD_HANDSHAKE)
    {
        OlChanMsg msg;
        char peer[NI_MAXHOST + NI_MAXSERV + 8];

        if (!l->config.tls)
        {
            peer_name(conn, peer, sizeof peer);
            if (may_log(&logged))
                ol_listener_log(l, "TLS connection from %s refused: oliphant.tls is off, or ssl is off", peer);
            conn_close(l, conn);
            return;
        }
        ol_chan_init(&msg, OL_CHAN_TLS, conn_tag(l, conn));
        conn->deadline = ol_listener_now() + HANDED_MS;
        set_state(l, conn, OL_CONN_HANDED);
        (void)send_broker(l, conn, &msg, NULL, 0, true);
        return;
    }
    conn->arena = ol_arena_new(&allocator);
    memset(&config, 0, sizeof config);
    config.profile = OL_PROFILE_19C;
    memcpy(config.dbid, l->config.dbid, sizeof config.dbid);
    conn->login = ol_login_new(conn->arena, &config);
    set_state(l, conn, OL_CONN_CLIENT);
}

void ol_conn_event(OlListener *l, OlConn *conn, uint32_t events)
{
    static uint8_t buf[READ_CHUNK];

    if (conn->state == OL_CONN_FIRST && (events & EPOLLIN) != 0)
    {
        first_byte(l, conn);
        if (conn->state != OL_CONN_CLIENT)
            return;
    }
    if (conn->want_write && (events & EPOLLOUT) != 0)
    {
        if (!flush_output(l, conn))
            return;
        if (conn->state == OL_CONN_LINGER)
            linger(l, conn);
    }
    if (conn->state == OL_CONN_CLIENT || conn->state == OL_CONN_LINGER)
    {
        ssize_t n = recv(conn->fd, buf, sizeof buf, 0);

        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
            return;
        if (n <= 0)
        {
            conn_close(l, conn);
            return;
        }
        if (conn->state == OL_CONN_LINGER)
        {
            conn->drained += (size_t)n;
            if (conn->drained > LINGER_BYTES)
                conn_close(l, conn);
            return;
        }
        (void)ol_login_input(conn->login, buf, (size_t)n);
        advance(l, conn);
        return;
    }
    if ((events & (EPOLLERR | EPOLLHUP)) != 0)
        conn_close(l, conn);
}

void ol_conn_message(OlListener *l, const OlChanMsg *msg)
{
    uint32_t index = (uint32_t)msg->conn, generation = (uint32_t)(msg->conn >> 32);
    OlConn *conn;
    OlStr text = ol_chan_error_text(msg);

    if (index >= l->cap || l->conns[index].state == OL_CONN_FREE || l->conns[index].generation != generation)
        return; /* gone meanwhile */
    conn = &l->conns[index];
    if (conn->state == OL_CONN_HANDED)
    {
        if (msg->kind == OL_CHAN_REJECT && conn->login != NULL)
        {
            (void)ol_login_fail(conn->login, msg->error, text);
            advance(l, conn);
        }
        else
            conn_close(l, conn);
        return;
    }
    if (conn->state != OL_CONN_BROKER)
        return;
    switch (msg->kind)
    {
        case OL_CHAN_SERVICE:
            if (msg->error != 0)
                (void)ol_login_refuse(conn->login, msg->error);
            else
                (void)ol_login_accept(conn->login, (OlProfile)msg->profile);
            break;
        case OL_CHAN_USER:
            if (msg->error != 0)
                (void)ol_login_fail(conn->login, msg->error, text);
            else
                (void)ol_login_set_verifier(conn->login, &msg->verifier);
            break;
        case OL_CHAN_DENIED:
            conn->error = msg->error;
            memcpy(conn->text, msg->text, sizeof conn->text);
            conn->resume_at = ol_listener_now() + msg->delay_ms;
            conn->deadline = conn->resume_at + LINGER_MS;
            set_state(l, conn, OL_CONN_DELAY);
            return;
        default:
            conn_close(l, conn);
            return;
    }
    advance(l, conn);
}

int ol_conn_expire(OlListener *l)
{
    static int64_t logged;
    int64_t now = ol_listener_now(), next = INT64_MAX;

    for (uint32_t i = 0; i < l->cap && l->n > 0; i++)
    {
        OlConn *conn = &l->conns[i];
        char peer[NI_MAXHOST + NI_MAXSERV + 8];

        if (conn->state == OL_CONN_FREE)
            continue;
        if (conn->state == OL_CONN_DELAY && conn->resume_at <= now)
        {
            conn->resume_at = INT64_MAX;
            (void)ol_login_fail(conn->login, conn->error, ol_str(conn->text));
            advance(l, conn);
        }
        else if (conn->deadline <= now)
        {
            if (conn->state != OL_CONN_LINGER && may_log(&logged))
            {
                peer_name(conn, peer, sizeof peer);
                ol_listener_log(l, "connection from %s was not logged in within %u ms and is closed", peer,
                                (unsigned)(now - conn->accepted_at));
            }
            conn_close(l, conn);
        }
        if (conn->state == OL_CONN_DELAY)
            next = OL_MIN(next, conn->resume_at);
        else if (conn->state != OL_CONN_FREE)
            next = OL_MIN(next, conn->deadline);
    }
    if (next == INT64_MAX)
        return -1;
    return (int)OL_MIN(OL_MAX(next - now, 0), 60000);
}
